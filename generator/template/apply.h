/* apply.h - filters and tests found by name, and whether they fit what they are applied to. */
#ifndef SOLEUS_APPLY_H
#define SOLEUS_APPLY_H

#include "compiler.h"
#include "filter.h"

/* The filter or test that e names; NULL after a message. */
const struct filter *apply_find_filter(struct compiler *c, const struct expr *e);
const struct test *apply_find_test(struct compiler *c, const struct expr *e);

/* Whether t->filter fits t->a and the arguments t->list, and t->test fits t->a; sets the type.
 * False after a message. */
bool apply_filter(struct compiler *c, const struct expr *e, struct term *t);
bool apply_test(struct compiler *c, struct term *t);

#endif
