/* document.h - the manual's pages of reference, written from the tables the program works by.
 *
 * In: the name of a page.  Out: its Markdown.  What is made of a table cannot fall behind it. */
#ifndef SOLEUS_DOCUMENT_H
#define SOLEUS_DOCUMENT_H

#include "base/str.h"

/* messages, variables, directives, filters, tests; false when there is no such page. */
bool document_write(struct str page, struct buf *out);

#endif
