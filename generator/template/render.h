/* render.h - a compiled template and values made into text. */
#ifndef SOLEUS_RENDER_H
#define SOLEUS_RENDER_H

#include "evaluate.h"

/* Appends what t says of the root object self; scratch is context->arena.  On a mistake a message,
 * false, and out as it was. */
bool render(const struct template *t, const struct render_context *context, const void *self,
    struct buf *out, struct diag *diag);

#endif
