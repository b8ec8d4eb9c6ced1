/* wholes.h - files about the whole site: the Atom feed (RFC 4287), the sitemap (sitemaps.org 0.9)
 * and robots.txt (RFC 9309).  Each appends its bytes. */
#ifndef SOLEUS_WHOLES_H
#define SOLEUS_WHOLES_H

#include "view.h"

void wholes_feed(const struct publisher *p, struct buf *out);
void wholes_sitemap(const struct publisher *p, struct buf *out);
void wholes_robots(const struct publisher *p, struct buf *out);

#endif
