/* parse.h - a template's source made into a tree. */
#ifndef SOLEUS_PARSE_H
#define SOLEUS_PARSE_H

#include "expression.h"

/* The tree in the arena; NULL after messages, one for each mistake. */
const struct file *parse(const struct source *source, struct arena *a, struct diag *diag);

#endif
