/* flow.h - blocks as markup.
 *
 * In: block nodes.  Out: flow content, one block a line; directives come through the hook, with
 * their parts rendered first.  The footnotes are the last block: a list with ways back on the site,
 * pop-up asides in a book (reference: EPUB 3.3 and DPUB-ARIA 1.1, doc-footnote). */
#ifndef SOLEUS_FLOW_H
#define SOLEUS_FLOW_H

#include "markup.h"

void flow_write_one(struct writer *w, const struct node *block);
/* The blocks below node, which is not written itself. */
void flow_write(struct writer *w, const struct node *node);

#endif
