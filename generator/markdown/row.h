/* row.h - a table's line cut into cells (GitHub Flavored Markdown, section 4.10).
 *
 * In: a line, or a part of one.  Out: views of its cells; a pipe written \| divides nothing. */
#ifndef SOLEUS_ROW_H
#define SOLEUS_ROW_H

#include "reader.h"

enum { ROW_CELLS = 64 }; /* wider tables are refused: no page can show them */

struct row {
	uint32_t line;
	size_t n; /* may be more than there is room for */
	struct str cells[ROW_CELLS];
};

void row_split(struct str line, struct row *row);
/* Whether the line is the one of dashes below the heads; then also the alignments. */
bool row_is_ruler(struct str line, struct row *row, enum alignment align[ROW_CELLS]);

#endif
