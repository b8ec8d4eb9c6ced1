/* import.h - from cmark's tree to ours; the only module that knows libcmark.
 *
 * In: text that cmark shall parse.  Out: our nodes in the reader's arena; cmark's are gone when the
 * call returns.  cmark allocates from an arena of the calling thread, so that nothing is freed
 * piece by piece; under sanitizers each piece comes from malloc, so that they see overruns. */
#ifndef SOLEUS_IMPORT_H
#define SOLEUS_IMPORT_H

#include "reader.h"

/* The tree of extras, then text; extras' lines do not count.  Nodes of the extras stand first among
 * the children of the document.  Blocks have lines and columns as cmark saw them, inlines the place
 * of the block they are in. */
struct node *import(struct reader *r, struct str extras, uint32_t extra_lines, struct str text);
/* What the reference &name; stands for, in the arena; empty when there is none of that name. */
struct str import_entity(struct arena *a, struct str reference);

#endif
