/* numbers.h - figures and tables counted, references to them and to headings resolved.
 *
 * In: the tree and its ids.  Out: numbers per article; each [#id] knows its target. */
#ifndef SOLEUS_NUMBERS_H
#define SOLEUS_NUMBERS_H

#include "base/map.h"
#include "reader.h"

/* A table counts when it has a caption or an id. */
void numbers_assign(struct reader *r);
void numbers_resolve(struct reader *r, const struct map *ids);

#endif
