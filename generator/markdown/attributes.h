/* attributes.h - {.class #id key="value"}: what an author says about a piece of text.
 *
 * In: text that may begin with such a list.  Out: the list, and how long it was.  A list that is
 * meant as one but broken is a message; braces that hold something else are left alone. */
#ifndef SOLEUS_ATTRIBUTES_H
#define SOLEUS_ATTRIBUTES_H

#include "reader.h"

/* Reads the list at the start of s.  *length: its bytes, braces included; 0 when there is none.
 * pos is where s begins in the file.  NULL when there is none. */
struct attributes *attributes_parse(struct reader *r, struct str s, struct pos pos, size_t *length);
/* Whether markup of this type may carry an attribute of this name. */
bool attributes_allowed(enum node_type type, struct str name);
/* Adds more to the node's own; the id and values of more win.  Reports names that are not allowed;
 * a directive may have any. */
void attributes_give(struct reader *r, struct node *node, const struct attributes *more);

#endif
