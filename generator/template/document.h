/* document.h - the filters and tests there are, as the manual shows them.
 *
 * In: the tables by which templates are compiled.  Out: a table in Markdown of each. */
#ifndef SOLEUS_TEMPLATE_DOCUMENT_H
#define SOLEUS_TEMPLATE_DOCUMENT_H

#include "base/str.h"

void document_filters(struct buf *out);
void document_tests(struct buf *out);

#endif
