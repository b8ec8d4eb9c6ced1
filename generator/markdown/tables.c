/* tables.c - from paragraphs to tables; see tables.h. */
#include "tables.h"

#include "places.h"

/* Short rows are filled up, in one article so often: a small text shall not make a huge page. */
enum { PADDED_CELLS = 10000 };

/* Moves what cmark made of a cell into it. */
static struct node *
build_cell(struct reader *r, const struct grid *grid, const struct grid_row *from, size_t i)
{
	struct pos pos = reader_pos(r, reader_offset(r, from->line, 1), 0);
	struct node *cell;
	struct str s;

	if (i >= from->n) { /* a short row */
		cell = node_new(r->arena, NODE_CELL, pos);
		cell->as.cell.align = grid->align[i];
		return cell;
	}
	s = from->cells[i];
	cell = node_new(r->arena, NODE_CELL, reader_pos_of(r, s));
	cell->pos.length = 0;
	cell->as.cell.align = grid->align[i];
	node_adopt(cell, prepass_fragment(r, from->extra + i)->first, NULL);
	for (struct node *n = cell->first; n != NULL; n = node_next(n, cell))
		n->pos = cell->pos;
	places_find(r, cell, (size_t)(s.p - r->text.p), (size_t)(s.p - r->text.p) + s.n, true);
	return cell;
}

static void
add_row(struct reader *r, struct node *table, const struct grid *grid, const struct grid_row *from)
{
	struct pos pos = reader_pos(r, reader_offset(r, from->line, 1), 0);
	struct node *row = node_new(r->arena, NODE_ROW, pos);

	node_append(table, row);
	for (size_t i = 0; i < grid->columns; i++) {
		struct node *cell;

		if (i >= from->n && r->prepass->padded++ >= PADDED_CELLS)
			break;
		cell = build_cell(r, grid, from, i);

		cell->as.cell.header = from->line < grid->ruler;
		node_append(row, cell);
	}
	if (from->given > grid->columns) {
		diag_add(r->diag, MSG_TABLE_CELLS, pos,
		    "this row has %zu cells, but the table has %zu columns", from->given,
		    grid->columns);
		diag_help(r->diag, "a | that is text is written \\|; the cells too many would be "
				   "lost");
	}
}

/* The line break after which `line` begins, if it is a child of the paragraph itself. */
static struct node *
break_before(struct node *paragraph, uint32_t line)
{
	uint32_t at = paragraph->pos.line;

	for (struct node *n = paragraph->first; n != NULL; n = node_next(n, paragraph)) {
		if (n->type != NODE_SOFT_BREAK && n->type != NODE_HARD_BREAK)
			continue;
		if (++at == line)
			return n->parent == paragraph ? n : NULL;
	}
	return NULL;
}

/* Lines above the heads stay a paragraph; false when some markup ties them together. */
static bool
keep_lines_above(struct node *paragraph, uint32_t head)
{
	struct node *line_break = break_before(paragraph, head);

	if (line_break == NULL)
		return false;
	while (line_break->next != NULL)
		node_unlink(line_break->next);
	node_unlink(line_break);
	paragraph->last_line = head - 1;
	return true;
}

static void
build(struct reader *r, struct node *paragraph, const struct grid *grid)
{
	struct node *table;

	if (grid->columns > ROW_CELLS) {
		diag_add(r->diag, MSG_TABLE_WIDE, paragraph->pos,
		    "this table has %zu columns; %d is the most", grid->columns, ROW_CELLS);
		diag_help(r->diag, "turn it, or divide it: no page could show it");
		return;
	}
	table = node_new(r->arena, NODE_TABLE, paragraph->pos);
	table->last_line = paragraph->last_line;
	if (grid->ruler - 1 > paragraph->pos.line) {
		if (!keep_lines_above(paragraph, grid->ruler - 1))
			return;
		table->pos = reader_pos_of(r, grid->v[0].cells[0]);
		table->pos.length = 0;
	}
	for (size_t i = 0; i < grid->n && grid->v[i].line <= table->last_line; i++)
		add_row(r, table, grid, &grid->v[i]);
	node_insert_after(paragraph, table);
	if (table->pos.line == paragraph->pos.line)
		node_unlink(paragraph);
}

/* The first grid whose ruler stands below a line. */
static size_t
first_below(const struct prepass *p, uint32_t line)
{
	size_t low = 0, high = p->grids.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (p->grids.v[middle].ruler <= line)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void
tables_build(struct reader *r)
{
	const struct prepass *p = r->prepass;

	for (struct node *n = r->root, *next; n != NULL && p->grids.n > 0; n = next) {
		size_t i;

		next = node_next(n, r->root);
		if (n->type != NODE_PARAGRAPH)
			continue;
		next = node_skip(n, r->root);
		i = first_below(p, n->pos.line);
		if (i < p->grids.n && p->grids.v[i].ruler <= n->last_line)
			build(r, n, &p->grids.v[i]);
	}
}

/* "Table: " at the start of a paragraph: the text without it, else NULL. */
static struct node *
caption_text(const struct node *paragraph)
{
	struct node *text = paragraph->type == NODE_PARAGRAPH ? paragraph->first : NULL;

	return text != NULL && text->type == NODE_TEXT && str_starts(text->text, STR("Table: "))
		   ? text
		   : NULL;
}

void
tables_caption(struct reader *r)
{
	bool any = str_find(r->text, 0, STR("Table: ")) < r->text.n;

	for (struct node *n = r->root, *next; any && n != NULL; n = next) {
		struct node *text = caption_text(n), *table = n->previous;

		next = node_next(n, r->root);
		if (text == NULL)
			continue;
		if (table == NULL || table->type != NODE_TABLE ||
		    table->first->type == NODE_CAPTION) {
			diag_add(r->diag, MSG_TABLE_CAPTION, n->pos,
			    "this caption does not follow a table");
			diag_help(r->diag, "put it right after the table, with a blank line "
					   "between");
			continue;
		}
		next = node_skip(n, r->root);
		text->text = str_from(text->text, 7);
		text->pos.column += 7;
		node_unlink(n);
		n->type = NODE_CAPTION;
		node_insert_before(table->first, n);
	}
}
