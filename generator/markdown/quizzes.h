/* quizzes.h - the questions of an article: their parts, their numbers, what is wrong with them.
 *
 * In: the tree, once ids are known.  Out: ::: quiz directives that are numbered and have ids; items
 * of ::: objectives with the ids that questions name (obj-1, obj-2 … where the author gave none);
 * messages.  A question is what stands above its task list; the rationale stands below it. */
#ifndef SOLEUS_QUIZZES_H
#define SOLEUS_QUIZZES_H

#include "base/map.h"
#include "reader.h"

bool quiz_is(const struct node *node);
/* The task list of a question; NULL when it has none. */
const struct node *quiz_list(const struct node *quiz);
bool quiz_is_right(const struct node *option);

void quizzes_take(struct reader *r, struct map *ids);

#endif
