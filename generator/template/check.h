/* check.h - expressions given their meaning: names found, types proven. */
#ifndef SOLEUS_CHECK_H
#define SOLEUS_CHECK_H

#include "compiler.h"

/* The term of an expression; NULL after a message. */
const struct term *check(struct compiler *c, const struct expr *e);
/* A call of a macro, whose text lands at *position, which moves on; caller is what caller() gives,
 * or NULL. */
const struct term *check_call(
    struct compiler *c, const struct expr *e, const struct term *caller, struct position *position);
/* Whether e is name(). */
bool check_is_call_of(const struct expr *e, struct str name);

#endif
