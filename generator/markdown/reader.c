/* reader.c - offsets to lines and back; see reader.h. */
#include "reader.h"

#include <string.h>

static void
count_lines(struct reader *r)
{
	struct {
		uint32_t *v;
		size_t n, cap;
	} starts = { .v = NULL };
	bool lone = memchr(r->text.p, '\r', r->text.n) != NULL;

	starts.cap = r->text.n / 40 + 16;
	starts.v = ARENA_ARRAY(r->arena, uint32_t, starts.cap);
	for (size_t at = 0; at < r->text.n;) {
		size_t end = str_find_char(r->text, at, '\n');

		*ARENA_PUSH(r->arena, &starts) = (uint32_t)at;
		if (lone) {
			size_t cr = str_find_char(str_sub(r->text, 0, end), at, '\r');

			if (cr + 1 < end) {
				at = cr + 1;
				continue;
			}
		}
		at = end + 1;
	}
	r->lines = (uint32_t)starts.n;
	*ARENA_PUSH(r->arena, &starts) = (uint32_t)r->text.n;
	r->starts = starts.v;
}

void
reader_init(struct reader *r, const struct source *source, size_t offset)
{
	static const char triggers[] = "|:~^[{}]*\"'-.\\&<+";

	r->source = source;
	r->text = str_from(source->text, offset);
	r->first_line = 1;
	for (size_t at = 0; (at = str_find_char(source->text, at, '\n')) < offset; at++)
		r->first_line++;
	count_lines(r);
	r->names_addresses = str_find(r->text, 0, STR("://")) < r->text.n;
	for (const char *c = triggers; *c != '\0'; c++)
		r->has[(unsigned char)*c] = memchr(r->text.p, *c, r->text.n) != NULL;
}

struct str
reader_line(const struct reader *r, uint32_t line)
{
	uint32_t index = line - r->first_line;
	struct str s;

	if (line < r->first_line || index >= r->lines)
		return str_sub(r->text, r->text.n, 0);
	s = str_sub(r->text, r->starts[index], r->starts[index + 1] - r->starts[index]);
	while (s.n > 0 && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == '\r'))
		s.n--;
	return s;
}

size_t
reader_offset(const struct reader *r, uint32_t line, uint32_t column)
{
	uint32_t index = line - r->first_line;
	size_t offset;

	if (line < r->first_line || index >= r->lines)
		return r->text.n;
	offset = r->starts[index] + (column > 0 ? column - 1 : 0);
	return offset < r->text.n ? offset : r->text.n;
}

struct pos
reader_pos(const struct reader *r, size_t offset, size_t length)
{
	uint32_t low = 0, high = r->lines; /* the line is in [low, high) */

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (r->starts[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return (struct pos){ .source = r->source,
		.line = r->first_line + low,
		.column = (uint32_t)(offset - r->starts[low] + 1),
		.length = (uint32_t)length };
}

struct pos
reader_pos_of(const struct reader *r, struct str view)
{
	return reader_pos(r, (size_t)(view.p - r->text.p), view.n);
}

bool
reader_is_leaf(const struct node *node)
{
	return node->type == NODE_PARAGRAPH || node->type == NODE_HEADING ||
	       node->type == NODE_CELL || node->type == NODE_TERM;
}

struct node *
reader_next(const struct node *node, const struct node *root)
{
	if (node->type == NODE_DIRECTIVE && node->as.directive.title != NULL)
		return node->as.directive.title;
	if (node->first != NULL)
		return node->first;
	while (node != root) {
		const struct node *parent = node->parent;
		bool titled = parent->type == NODE_DIRECTIVE && parent->as.directive.title == node;

		if (titled && parent->first != NULL)
			return parent->first;
		if (!titled && node->next != NULL)
			return node->next;
		node = parent;
	}
	return NULL;
}
