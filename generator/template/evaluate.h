/* evaluate.h - the value of an expression. */
#ifndef SOLEUS_EVALUATE_H
#define SOLEUS_EVALUATE_H

#include "filter.h"

/* False after run_fail(). */
bool evaluate(struct run *r, const struct term *t, struct value *out);

/* Runs the macro that a TERM_CALL names; its text goes to the present output. */
bool evaluate_call(struct run *r, const struct term *t);

#endif
