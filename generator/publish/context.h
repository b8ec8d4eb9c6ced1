/* context.h - the names templates may use, as tables.
 *
 * In: a view.  Out: schemas whose getters fetch from the const course when a template asks.  This
 * is the whole public face towards themes; the manual's list of variables is made from the doc
 * texts here. */
#ifndef SOLEUS_CONTEXT_H
#define SOLEUS_CONTEXT_H

#include "view.h"

/* Root of pages and book documents, and of directive partials. */
extern const struct schema page_schema, directive_schema;

#endif
