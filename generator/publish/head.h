/* head.h - what the generator itself says in the head of a page: canonical address, feed, Open
 * Graph, and schema.org data as JSON-LD; only what the page shows. */
#ifndef SOLEUS_HEAD_H
#define SOLEUS_HEAD_H

#include "view.h"

/* Appends well-formed markup; nothing for documents of books. */
void head_write(const struct view *view, struct buf *out);

#endif
