/* phrase.h - inlines as markup.
 *
 * In: inline nodes.  Out: phrasing content; addresses and pictures come through the hooks. */
#ifndef SOLEUS_PHRASE_H
#define SOLEUS_PHRASE_H

#include "markup.h"

/* The inlines below node, which is not written itself. */
void phrase_write(struct writer *w, const struct node *node);
/* An image with what the hook made of it; described_by: id of its long description, or empty. */
void phrase_image(struct writer *w, const struct node *image, struct str described_by);

#endif
