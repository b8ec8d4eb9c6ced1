/* compile.h - a template and all it extends and includes made into one piece of code. */
#ifndef SOLEUS_COMPILE_H
#define SOLEUS_COMPILE_H

#include "check.h"

/* The code of the file that was loaded as name, for values of c->root; c->load, arena, diag, host
 * and root are set.  NULL after messages. */
const struct template *compile(struct compiler *c, const struct file *file, struct str name);

#endif
