/* prepass.c - looking at the first characters of each line; see prepass.h. */
#include "prepass.h"

#include <string.h>

#define COMMENT "<!D>"
#define MARGIN "\xc2\xa0" /* white space to inlines, not to blocks: keeps # and - at bay */

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Where the text of a line begins, after blanks and the > of quotes. */
static size_t
text_start(struct str line)
{
	size_t at = 0;

	while (at < line.n && (is_blank(line.p[at]) || line.p[at] == '>'))
		at++;
	return at;
}

/* The same past the list marker at `at`, or `at` when there is none. */
static size_t
past_marker(struct str line, size_t at)
{
	size_t i = at;

	while (i < line.n && i < at + 9 && line.p[i] >= '0' && line.p[i] <= '9')
		i++;
	if (i < line.n && strchr(i > at ? ".)" : "-+*", line.p[i]) != NULL)
		i++;
	else
		return at;
	if (i == line.n || !is_blank(line.p[i]))
		return at;
	while (i < line.n && is_blank(line.p[i]))
		i++;
	return i;
}

/* ---- swapping ---------------------------------------------------------------------------------
 */

static struct swap *
swap(struct reader *r, enum swap_kind kind, struct str written, struct str put)
{
	struct prepass *p = r->prepass;
	size_t from = (size_t)(written.p - r->text.p);
	struct swap *s = ARENA_PUSH(r->arena, &p->swaps);

	buf_add(&p->text, r->text.p + p->copied, from - p->copied);
	buf_str(&p->text, put);
	p->copied = from + written.n;
	*s = (struct swap){
		.kind = kind, .written = written, .put = put, .pos = reader_pos(r, from, 0)
	};
	return s;
}

static size_t
add_extra(struct reader *r, struct str part)
{
	struct prepass *p = r->prepass;

	*ARENA_PUSH(r->arena, &p->extras) = part;
	buf_str(&p->fed, STR(MARGIN));
	while (part.n > 0) { /* \| stands for | */
		size_t end = str_find(part, 0, STR("\\|"));

		buf_str(&p->fed, str_sub(part, 0, end));
		part = str_from(part, end + 1);
	}
	buf_str(&p->fed, STR("\n\n"));
	return p->extras.n - 1;
}

static void
take_fence(struct reader *r, struct str rest, size_t column)
{
	struct swap *s = swap(r, SWAP_FENCE, rest, STR(COMMENT));
	struct diag *diag = r->diag;

	r->diag = &r->prepass->unheard;
	s->broken = !fence_parse(r, rest, &s->fence);
	r->diag = diag;
	if (column <= r->prepass->definition_column)
		r->prepass->in_definition = false;
	s->pos.length = (uint32_t)s->fence.colons;
	if (s->fence.title.p != NULL)
		s->extra = add_extra(r, s->fence.title);
}

static bool
take_attributes(struct reader *r, struct str rest)
{
	struct diag *diag = r->diag, *unheard = &r->prepass->unheard;
	size_t errors = unheard->errors, length;
	struct attributes *attributes;
	struct swap *s;

	r->diag = unheard;
	attributes = attributes_parse(r, rest, reader_pos_of(r, rest), &length);
	r->diag = diag;
	if (unheard->errors == errors &&
	    (attributes == NULL || str_trim(str_from(rest, length)).n > 0))
		return false;
	s = swap(r, SWAP_ATTRIBUTES, rest, STR(COMMENT));
	s->attributes = attributes;
	s->broken = attributes == NULL;
	s->pos.length = (uint32_t)length;
	return true;
}

/* "*[label]: what it stands for" */
static bool
take_abbreviation(struct reader *r, struct str rest)
{
	size_t end = str_find(rest, 2, STR("]:"));
	struct swap *s;

	if (end == rest.n || end == 2)
		return false;
	s = swap(r, SWAP_ABBREVIATION, rest, STR(COMMENT));
	s->label = str_trim(str_sub(rest, 2, end - 2));
	s->expansion = str_trim(str_from(rest, end + 2));
	s->pos.length = (uint32_t)end;
	return true;
}

/* The markers for notes and definitions: bullets that the author does not use, since items with one
 * bullet would become one list. */
static void
choose_bullets(struct reader *r)
{
	struct prepass *p = r->prepass;
	bool used[128] = { false };
	const char *free = "+*-";

	for (uint32_t i = 0; i < r->lines; i++) {
		struct str line = reader_line(r, r->first_line + i);
		size_t at = text_start(line);

		if (past_marker(line, at) > at && line.p[at] < '0')
			used[(unsigned char)line.p[at]] = true;
	}
	memcpy(p->bullets, (char[2][4]){ "1)", "+" }, sizeof(p->bullets));
	for (int i = 1; i >= 0; i--) {
		while (*free != '\0' && used[(unsigned char)*free])
			free++;
		if (*free != '\0')
			memcpy(p->bullets[i], (char[4]){ *free++ }, 4);
	}
}

/* "[^label]: text" becomes an item whose text begins four columns further on. */
static bool
take_note(struct reader *r, struct str rest)
{
	size_t end = 2, from;
	struct swap *s;
	struct str text, put;

	while (end < rest.n && rest.p[end] != ']' && rest.p[end] != '[' && !is_blank(rest.p[end]))
		end++;
	if (end + 1 >= rest.n || end == 2 || rest.p[end] != ']' || rest.p[end + 1] != ':')
		return false;
	for (from = end + 2; from < rest.n && is_blank(rest.p[from]);)
		from++;
	if (r->prepass->bullets[0][0] == '\0')
		choose_bullets(r);
	text = str_from(rest, from);
	put = arena_printf(r->arena, "%-4s%.*s", r->prepass->bullets[0],
	    STR_ARG(text.n > 0 ? text : STR(COMMENT)));
	s = swap(r, SWAP_NOTE, rest, put);
	s->label = str_sub(rest, 2, end - 2);
	s->pos.length = (uint32_t)end + 1;
	return true;
}

/* ": text" below a term or another definition. */
static bool
take_definition(struct reader *r, struct str rest, size_t column)
{
	struct prepass *p = r->prepass;
	bool goes_on = p->in_definition &&
		       (p->blank || p->column > column || (p->swaps.n > 0 && !p->term));
	struct swap *s;

	if (!goes_on && !p->term)
		return false;
	if (p->bullets[1][0] == '\0')
		choose_bullets(r);
	s = swap(r, SWAP_DEFINITION, rest,
	    arena_printf(r->arena, "%s%.*s", p->bullets[1], STR_ARG(str_from(rest, 1))));
	s->broken = s->run_on = !goes_on && p->in_definition;
	p->in_definition = true;
	p->definition_column = column;
	return true;
}

/* ---- tables -----------------------------------------------------------------------------------
 */

static void
add_row(struct reader *r, struct grid *grid, const struct row *row)
{
	struct grid_row *to = ARENA_PUSH(r->arena, grid);

	to->line = row->line;
	to->given = row->n;
	to->n = row->n < grid->columns ? row->n : grid->columns;
	to->cells = ARENA_ARRAY(r->arena, struct str, to->n);
	to->extra = r->prepass->extras.n;
	for (size_t i = 0; i < to->n; i++) {
		to->cells[i] = row->cells[i];
		add_extra(r, row->cells[i]);
	}
}

static bool
ends_grid(struct str rest)
{
	return rest.n == 0 || str_starts(rest, STR(":::")) || str_starts(rest, STR("```")) ||
	       str_starts(rest, STR("~~~"));
}

/* The line of dashes at `line`, and lines of cells round it. */
static void
take_grid(struct reader *r, uint32_t line, struct str rest)
{
	enum alignment align[ROW_CELLS];
	struct row ruler, row;
	struct str head = reader_line(r, line - 1);
	struct grid *grid;

	if (line == r->first_line || !row_is_ruler(rest, &ruler, align))
		return;
	row_split(str_from(head, past_marker(head, text_start(head))), &row);
	if (row.n != ruler.n)
		return;
	grid = ARENA_PUSH(r->arena, &r->prepass->grids);
	*grid = (struct grid){ .ruler = line, .columns = ruler.n };
	r->prepass->in_grid = true;
	if (ruler.n > ROW_CELLS)
		return;
	grid->align = ARENA_ARRAY(r->arena, enum alignment, ruler.n);
	memcpy(grid->align, align, ruler.n * sizeof(align[0]));
	for (row.line = line - 1;; row.line = row.line < line ? line + 1 : row.line + 1) {
		struct str s = reader_line(r, row.line);

		s = str_from(s, row.line < line ? past_marker(s, text_start(s)) : text_start(s));
		if (ends_grid(s))
			break;
		row_split(s, &row);
		add_row(r, grid, &row);
	}
}

/* ---- lines ------------------------------------------------------------------------------------
 */

/* Whether a line of text could be the term of a definition. */
static bool
could_be_term(struct str rest)
{
	return strchr("#<|{:", rest.p[0]) == NULL && !str_starts(rest, STR("```")) &&
	       !str_starts(rest, STR("~~~"));
}

/* True when the line was swapped. */
static bool
take(struct reader *r, uint32_t line, struct str rest, size_t column)
{
	struct prepass *p = r->prepass;
	char next = rest.n > 1 ? rest.p[1] : '\0';

	switch (rest.p[0]) {
	case ':':
		if (str_starts(rest, STR(":::"))) {
			take_fence(r, rest, column);
			return true;
		}
		if (is_blank(next) && str_trim(str_from(rest, 1)).n > 0 &&
		    take_definition(r, rest, column))
			return true;
		break;
	case '[':
		if (next == '^')
			return take_note(r, rest);
		break;
	case '{': return p->blank && take_attributes(r, rest);
	case '*':
		if (next == '[')
			return take_abbreviation(r, rest);
		break;
	default: break;
	}
	if (r->has['|'] && !p->in_grid && !p->blank && strchr("|:-", rest.p[0]) != NULL)
		take_grid(r, line, rest);
	return false;
}

static void
look_at(struct reader *r, uint32_t line)
{
	struct prepass *p = r->prepass;
	struct str s = reader_line(r, line), rest;
	size_t column = text_start(s), after;
	bool swapped = false;

	if (column == s.n) {
		p->blank = true;
		p->term = p->in_grid = false;
		return;
	}
	if (p->blank && p->in_definition && s.p[column] != ':' &&
	    (column <= p->definition_column || (p->definition_column == 0 && s.p[0] == '>')))
		p->in_definition = false;
	rest = str_from(s, column);
	if ((unsigned char)rest.p[0] < 0x80 && strchr(":[{*|-+0123456789", rest.p[0]) != NULL) {
		swapped = take(r, line, rest, column);
		after = swapped ? column : past_marker(s, column);
		if (after > column) {
			column = after;
			rest = str_from(s, column);
			if (str_starts(rest, STR(":::"))) {
				take_fence(r, rest, column);
				swapped = true;
			}
		}
	}
	p->blank = swapped && str_eq(p->swaps.v[p->swaps.n - 1].put, STR(COMMENT));
	p->term = !swapped && rest.n > 0 && could_be_term(rest);
	p->column = column;
}

/* libcmark 0.30.2 needs time by the square of the pictures begun in one paragraph. */
static bool
too_many_images(struct reader *r)
{
	size_t n = 0, last = 0;

	for (size_t at = 0; (at = str_find(r->text, at, STR("!["))) < r->text.n; at++) {
		struct str between = str_sub(r->text, last, at - last);

		if (str_find(between, 0, STR("\n\n")) < between.n ||
		    str_find(between, 0, STR("\n\r\n")) < between.n)
			n = 0;
		last = at;
		if (++n <= IMAGES_IN_PARAGRAPH)
			continue;
		diag_add(r->diag, MSG_MARKDOWN_BRACKETS, reader_pos(r, at, 2),
		    "more than %d pictures begin in one paragraph", IMAGES_IN_PARAGRAPH);
		diag_help(r->diag, "divide it by blank lines");
		return true;
	}
	return false;
}

struct prepass *
prepass_run(struct reader *r)
{
	struct prepass *p = ARENA_NEW(r->arena, struct prepass);

	r->prepass = p;
	p->blank = true;
	p->refused = r->has['['] && too_many_images(r);
	if (p->refused || (!r->has[':'] && !r->has['|'] && !r->has['{']))
		return p;
	for (uint32_t i = 0; i < r->lines; i++)
		look_at(r, r->first_line + i);
	if (p->swaps.n > 0)
		buf_add(&p->text, r->text.p + p->copied, r->text.n - p->copied);
	return p;
}

void
prepass_release(struct prepass *p)
{
	diag_release(&p->unheard);
	buf_release(&p->text);
	buf_release(&p->fed);
}

/* ---- afterwards -------------------------------------------------------------------------------
 */

/* The first swap on or after a line; swaps.n when there is none. */
static size_t
first_from(const struct prepass *p, uint32_t line)
{
	size_t low = 0, high = p->swaps.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (p->swaps.v[middle].pos.line < line)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct swap *
prepass_swap(const struct reader *r, uint32_t line)
{
	const struct prepass *p = r->prepass;
	size_t i = first_from(p, line);

	return i < p->swaps.n && p->swaps.v[i].pos.line == line ? &p->swaps.v[i] : NULL;
}

/* Reads it again, now to be heard. */
static void
report_broken(struct reader *r, struct swap *s)
{
	size_t length;

	if (s->kind == SWAP_FENCE) {
		fence_parse(r, s->written, &s->fence);
	} else if (s->kind == SWAP_ATTRIBUTES) {
		attributes_parse(r, s->written, s->pos, &length);
	} else if (s->run_on) {
		diag_add(r->diag, MSG_DEFINITION_RUN_ON, s->pos,
		    "the line before this definition still belongs to the one above it");
		diag_help(r->diag, "leave a blank line before a new term, or indent the line to "
				   "go on with the definition");
	}
}

bool
prepass_use(struct reader *r, struct swap *s)
{
	if (s->broken && !s->used)
		report_broken(r, s);
	s->used = true;
	return !s->broken;
}

static struct str
nth_line(struct str s, uint32_t n)
{
	size_t at = 0;

	while (n-- > 0 && at < s.n)
		at = str_find_char(s, at, '\n') + 1;
	s = str_from(s, at);
	s.n = str_find_char(s, 0, '\n');
	return s;
}

/* The line of the file that the first line of a block's literal is from. */
static uint32_t
literal_line(const struct node *node, const struct swap *s)
{
	uint32_t n = s->pos.line - node->pos.line;
	bool fenced = node->type == NODE_CODE_BLOCK && n > 0 &&
		      str_ends(nth_line(node->text, n - 1), s->put);

	return node->pos.line + fenced;
}

/* Swaps from i on that lie in the block: its literal as the author wrote it. */
static void
put_back(struct reader *r, struct node *node, size_t i)
{
	struct prepass *p = r->prepass;
	struct str rest = node->text;
	struct buf text = { 0 };
	uint32_t line = literal_line(node, &p->swaps.v[i]);

	for (; rest.n > 0; line++) {
		size_t end = str_find_char(rest, 0, '\n');
		struct str one = str_sub(rest, 0, end);
		struct swap *s;

		while (i < p->swaps.n && p->swaps.v[i].pos.line < line)
			i++;
		s = i < p->swaps.n && p->swaps.v[i].pos.line == line ? &p->swaps.v[i] : NULL;
		if (s != NULL && str_ends(one, s->put)) {
			buf_add(&text, one.p, one.n - s->put.n);
			buf_str(&text, s->written);
		} else {
			buf_str(&text, one);
		}
		buf_add(&text, "\n", end < rest.n);
		rest = str_from(rest, end + 1);
	}
	node->text = arena_str(r->arena, buf_view(&text));
	buf_release(&text);
}

/* Whether a block of HTML is one that the pre-pass made. */
static bool
is_comment(const struct reader *r, const struct node *node)
{
	const struct swap *s = prepass_swap(r, node->pos.line);

	return s != NULL && str_starts(node->text, STR(COMMENT));
}

static void
restore(struct reader *r, struct node *node)
{
	struct prepass *p = r->prepass;
	size_t first = first_from(p, node->pos.line);
	bool html = node->type == NODE_HTML_BLOCK;

	if (first == p->swaps.n || p->swaps.v[first].pos.line > node->last_line ||
	    (html && is_comment(r, node)))
		return;
	for (size_t i = first; i < p->swaps.n && p->swaps.v[i].pos.line <= node->last_line; i++) {
		struct swap *s = &p->swaps.v[i];

		s->used = true;
		if (!html || s->kind != SWAP_FENCE || s->fence.name.n == 0 ||
		    str_starts(node->text, STR("<!--")))
			continue;
		diag_add(r->diag, MSG_DIRECTIVE_PLACE, s->pos,
		    "this directive stands inside raw HTML, which ends at a blank line");
		diag_help(r->diag, "leave a blank line before it");
	}
	put_back(r, node, first);
}

static void
take_fragments(struct reader *r)
{
	struct prepass *p = r->prepass;

	p->fragments = ARENA_ARRAY(r->arena, struct node *, p->extras.n);
	for (size_t i = 0; i < p->extras.n; i++) {
		struct node *paragraph = r->root->first, *text = paragraph->first;

		node_unlink(paragraph);
		text->text = str_from(text->text, sizeof(MARGIN) - 1);
		if (text->text.n == 0)
			node_unlink(text);
		p->fragments[i] = paragraph;
	}
}

void
prepass_undo(struct reader *r)
{
	take_fragments(r);
	for (struct node *n = r->root; n != NULL && r->prepass->swaps.n > 0;
	    n = node_next(n, r->root))
		if (n->type == NODE_CODE_BLOCK || n->type == NODE_HTML_BLOCK)
			restore(r, n);
}

struct node *
prepass_fragment(const struct reader *r, size_t extra)
{
	return r->prepass->fragments[extra];
}

void
prepass_report(struct reader *r)
{
	static const char *const names[] = {
		[SWAP_FENCE] = "the fence of a directive",
		[SWAP_ATTRIBUTES] = "a list of attributes",
		[SWAP_ABBREVIATION] = "an abbreviation",
		[SWAP_NOTE] = "a footnote",
		[SWAP_DEFINITION] = "a definition",
	};
	const struct prepass *p = r->prepass;

	for (size_t i = 0; i < p->swaps.n; i++) {
		const struct swap *s = &p->swaps.v[i];

		if (s->used)
			continue;
		diag_add(r->diag, MSG_MARKDOWN_PLACE, s->pos,
		    "this line looks like %s, but cannot be one here", names[s->kind]);
		diag_help(r->diag, "indent it like the lines round it, or leave a blank line "
				   "before it; to show it as text, put a \\ before it");
	}
}
