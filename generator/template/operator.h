/* operator.h - which types the operators of expressions take, and what they give. */
#ifndef SOLEUS_OPERATOR_H
#define SOLEUS_OPERATOR_H

#include "compiler.h"

/* The term of e, an EXPR_BINARY, EXPR_NOT or EXPR_NEGATE, for the terms of its operands; b is NULL
 * where there is one.  NULL after a message. */
const struct term *operator_term(
    struct compiler *c, const struct expr *e, const struct term *a, const struct term *b);

#endif
