/* html.h - raw HTML in an article: allowed, balanced and normalised, or an error at its place.
 *
 * In: HTML nodes as the author wrote them.  Out: their markup, polyglot: void elements closed,
 * attributes quoted and once each, named characters decoded, comments gone.  Elements open and
 * close among the children of one parent, so Markdown between them nests as it looks. */
#ifndef SOLEUS_HTML_H
#define SOLEUS_HTML_H

#include "reader.h"

void html_clean(struct reader *r);

#endif
