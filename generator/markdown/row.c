/* row.c - pipes and dashes; see row.h. */
#include "row.h"

#include <string.h>

static void
add(struct row *row, struct str cell)
{
	if (row->n < ROW_CELLS)
		row->cells[row->n] = str_trim(cell);
	row->n++;
}

void
row_split(struct str line, struct row *row)
{
	size_t from = 0;

	row->n = 0;
	line = str_trim(line);
	if (line.n > 0 && line.p[0] == '|')
		from = 1;
	for (size_t i = from; i < line.n; i++) {
		if (line.p[i] == '\\' && i + 1 < line.n && line.p[i + 1] == '|') {
			i++;
		} else if (line.p[i] == '|') {
			add(row, str_sub(line, from, i - from));
			from = i + 1;
		}
	}
	if (from < line.n)
		add(row, str_from(line, from));
}

/* ":--", "--", "--:" or ":-:". */
static bool
parse_rule(struct str cell, enum alignment *align)
{
	static const enum alignment sides[2][2] = { { ALIGN_NONE, ALIGN_RIGHT },
		{ ALIGN_LEFT, ALIGN_CENTRE } };
	bool left = cell.n > 0 && cell.p[0] == ':';
	bool right = cell.n > 1 && cell.p[cell.n - 1] == ':';

	*align = sides[left][right];
	for (size_t i = left; i < cell.n - right; i++)
		if (cell.p[i] != '-')
			return false;
	return cell.n > (size_t)left + right;
}

bool
row_is_ruler(struct str line, struct row *row, enum alignment align[ROW_CELLS])
{
	if (memchr(line.p, '-', line.n) == NULL || memchr(line.p, '|', line.n) == NULL)
		return false;
	for (size_t i = 0; i < line.n; i++)
		if (strchr("|:- \t", line.p[i]) == NULL)
			return false;
	row_split(line, row);
	for (size_t i = 0; i < row->n && i < ROW_CELLS; i++)
		if (!parse_rule(row->cells[i], &align[i]))
			return false;
	return row->n > 0;
}
