/* ids.h - names for places in an article, unique and fit for HTML and XML.
 *
 * In: the tree with the ids that authors gave.  Out: messages about bad or repeated ones, and an id
 * for each heading, made from its words as GitHub makes them. */
#ifndef SOLEUS_IDS_H
#define SOLEUS_IDS_H

#include "base/map.h"
#include "reader.h"

/* Every id of the article, to the node that has it; of raw HTML to the HTML node. */
void ids_assign(struct reader *r, struct map *ids);

#endif
