/* lists.h - definition lists and task lists.
 *
 * In: lists that the pre-pass made of ": definition" lines, and "[x]" at the start of items.  Out:
 * NODE_DEFINITIONS with terms and definitions, each line above the first ":" one term; task marks.
 */
#ifndef SOLEUS_LISTS_H
#define SOLEUS_LISTS_H

#include "prepass.h"

/* After the places are known. */
void lists_define(struct reader *r);
void lists_mark_tasks(struct reader *r);

#endif
