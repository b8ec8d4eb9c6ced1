/* tables.h - GitHub's tables, with captions.
 *
 * In: paragraphs whose lines the pre-pass found to look like a table's.  Out: NODE_TABLE with rows
 * of cells; a paragraph "Table: …" right after one becomes its caption. */
#ifndef SOLEUS_TABLES_H
#define SOLEUS_TABLES_H

#include "prepass.h"

void tables_build(struct reader *r);
/* After the places are known. */
void tables_caption(struct reader *r);

#endif
