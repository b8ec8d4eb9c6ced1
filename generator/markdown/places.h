/* places.h - where each inline stands in the author's file, and what was escaped there.
 *
 * In: a paragraph, heading or cell as cmark read it, and the bytes it was read from.  Out: exact
 * lines and columns (cmark's own are wrong before 0.31.2), and PROTECTED before each character that
 * was written with a backslash, or by name and might begin something of the dialect.  The idea: the
 * inlines, in order, account for every byte of the source, so both are walked side by side. */
#ifndef SOLEUS_PLACES_H
#define SOLEUS_PLACES_H

#include "reader.h"

/* The bytes [from, to) of the body hold the leaf; in a cell \| stands for |. */
void places_find(struct reader *r, struct node *leaf, size_t from, size_t to, bool cell);
/* The same for every leaf of the tree that stands where cmark saw it. */
void places_find_all(struct reader *r);

#endif
