/* places.c - the walk along tree and source; see places.h.  The grammar of what lies between texts
 * is CommonMark's: https://spec.commonmark.org/0.31.2/#inlines */
#include "places.h"

#include <string.h>

#include "base/text.h"

/* What the passes over text look for.  (Each backslash is marked, so that the text keeps its length
 * and columns inside it are right.) */
static const char special[] = "~^[]{}\"'-.:@#";

enum { NOWHERE = -1 };

struct walk {
	struct reader *r;
	const char *s; /* the body */
	size_t p, end; /* the walk is at s[p] */
	int quotes;    /* how many > a line may begin with */
	bool cell;     /* \| stands for | */
	bool verbatim; /* inside <https://…> nothing is escaped */
	bool lost;     /* source and tree disagree: the rest keeps the leaf's place */
};

static bool
is_punctuation(char c)
{
	return c > ' ' && c < 127 && !(c >= '0' && c <= '9') &&
	       !((c | 32) >= 'a' && (c | 32) <= 'z');
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

/* What stands before the text of a line: blanks, and the > of quotes. */
static size_t
skip_prefix(const struct walk *w, size_t p)
{
	int quotes = w->quotes;

	while (p < w->end && (is_blank(w->s[p]) || (w->s[p] == '>' && quotes-- > 0)))
		p++;
	return p;
}

/* Blanks and line ends, with the prefixes of the lines. */
static size_t
skip_space(const struct walk *w, size_t p)
{
	while (p < w->end && (is_blank(w->s[p]) || is_line_end(w->s[p])))
		p = is_line_end(w->s[p]) ? skip_prefix(w, p + 1) : p + 1;
	return p;
}

/* ---- links ------------------------------------------------------------------------------------
 */

/* The end of "[…]" at p, or NOWHERE. */
static ptrdiff_t
label_end(const struct walk *w, size_t p)
{
	size_t limit = p + 1001;

	if (p >= w->end || w->s[p] != '[')
		return NOWHERE;
	for (p++; p < w->end && p < limit; p++) {
		if (w->s[p] == '\\')
			p++;
		else if (w->s[p] == '[')
			return NOWHERE;
		else if (w->s[p] == ']')
			return (ptrdiff_t)p + 1;
	}
	return NOWHERE;
}

/* The end of a link destination at p, or NOWHERE. */
static ptrdiff_t
destination_end(const struct walk *w, size_t p)
{
	bool pointed = p < w->end && w->s[p] == '<';
	int depth = 0;

	for (p += pointed; p < w->end; p++) {
		char c = w->s[p];

		if (c == '\\' && p + 1 < w->end && is_punctuation(w->s[p + 1]))
			p++;
		else if (pointed && (c == '>' || c == '<' || is_line_end(c)))
			return c == '>' ? (ptrdiff_t)p + 1 : NOWHERE;
		else if (!pointed && ((unsigned char)c <= ' ' || (c == ')' && depth == 0)))
			break;
		else if (!pointed)
			depth += (c == '(') - (c == ')');
	}
	return pointed || depth != 0 ? NOWHERE : (ptrdiff_t)p;
}

/* The end of a link title at p, or NOWHERE. */
static ptrdiff_t
title_end(const struct walk *w, size_t p)
{
	char open = p < w->end ? w->s[p] : '\0', close = open == '(' ? ')' : open;

	if (open != '"' && open != '\'' && open != '(')
		return NOWHERE;
	for (p++; p < w->end; p++) {
		if (w->s[p] == '\\')
			p++;
		else if (w->s[p] == close)
			return (ptrdiff_t)p + 1;
		else if (w->s[p] == '(' && open == '(')
			return NOWHERE;
	}
	return NOWHERE;
}

/* The end of "(destination "title")" at p, or NOWHERE. */
static ptrdiff_t
target_end(const struct walk *w, size_t p)
{
	ptrdiff_t end;
	size_t after;

	if (p >= w->end || w->s[p] != '(')
		return NOWHERE;
	p = skip_space(w, p + 1);
	end = destination_end(w, p);
	if (end == NOWHERE)
		return NOWHERE;
	after = skip_space(w, (size_t)end);
	if (after > (size_t)end && (end = title_end(w, after)) != NOWHERE)
		after = skip_space(w, (size_t)end);
	return after < w->end && w->s[after] == ')' ? (ptrdiff_t)after + 1 : NOWHERE;
}

/* At the "]" of a link or image: past what tells where it goes. */
static void
leave_link(struct walk *w)
{
	ptrdiff_t end;

	if (w->p >= w->end || w->s[w->p] != ']') {
		w->lost = true;
		return;
	}
	w->p++;
	end = target_end(w, w->p);
	if (end == NOWHERE)
		end = label_end(w, w->p);
	if (end != NOWHERE)
		w->p = (size_t)end;
}

/* Whether only blanks follow on the line. */
static bool
ends_line(const struct walk *w, size_t p)
{
	while (p < w->end && is_blank(w->s[p]))
		p++;
	return p == w->end || is_line_end(w->s[p]);
}

/* The end of "[label]: destination "title"" at p, or NOWHERE. */
static ptrdiff_t
definition_end(const struct walk *w, size_t p)
{
	ptrdiff_t end = label_end(w, p), title;
	size_t next;

	if (end == NOWHERE || (size_t)end >= w->end || w->s[end] != ':')
		return NOWHERE;
	p = skip_space(w, (size_t)end + 1);
	end = destination_end(w, p);
	if (end == NOWHERE || (size_t)end == p)
		return NOWHERE;
	next = skip_space(w, (size_t)end);
	title = next > (size_t)end ? title_end(w, next) : NOWHERE;
	if (title != NOWHERE && ends_line(w, (size_t)title))
		return title;
	return ends_line(w, (size_t)end) ? end : NOWHERE;
}

/* Past the link definitions that a paragraph began with: cmark took them out. */
static void
skip_definitions(struct walk *w)
{
	ptrdiff_t end;

	while ((end = definition_end(w, w->p)) != NOWHERE)
		w->p = skip_space(w, (size_t)end);
}

/* ---- text -------------------------------------------------------------------------------------
 */

/* The length of "&name;" at p, or 0. */
static size_t
reference_length(const struct walk *w, size_t p)
{
	size_t q = p + 1;

	if (q < w->end && w->s[q] == '#')
		q++;
	while (q < w->end && q < p + 34 && (unsigned char)w->s[q] > ' ' && !is_punctuation(w->s[q]))
		q++;
	return q < w->end && w->s[q] == ';' && q > p + 1 ? q + 1 - p : 0;
}

/* Whether the reference at p was left as it is because nothing has that name. */
static bool
is_plain_reference(const struct walk *w, size_t length, struct str rest)
{
	static const char *const ampersands[] = { "&amp;", "&AMP;", "&#38;", "&#x26;", "&#X26;" };
	struct str reference = { w->s + w->p, length };

	for (size_t i = 0; i < sizeof(ampersands) / sizeof(ampersands[0]); i++)
		if (str_eq(reference, str_of(ampersands[i])))
			return false;
	return str_starts(rest, reference);
}

static size_t
character_length(struct str s, size_t at)
{
	uint32_t c;

	return text_decode(s, at, &c);
}

enum escape { NOT_ESCAPED, BY_BACKSLASH, BY_NAME };

/* What the source at the walk says, against text from i on: both move.  False: they disagree. */
static bool
match_character(struct walk *w, struct str text, size_t *i, enum escape *escaped)
{
	char c = w->s[w->p], next = w->p + 1 < w->end ? w->s[w->p + 1] : '\0';
	size_t length;

	*escaped = NOT_ESCAPED;
	if (c == '\\' && w->cell && next == '|' && text.p[*i] == '|') {
		w->p += 2;
		++*i;
		return true;
	}
	if (c == '\\' && !w->verbatim && is_punctuation(next) && text.p[*i] == next) {
		*escaped = BY_BACKSLASH;
		w->p += 2;
		++*i;
		return true;
	}
	if (c == '&' && (length = reference_length(w, w->p)) > 0 &&
	    !is_plain_reference(w, length, str_from(text, *i))) {
		*escaped = BY_NAME;
		w->p += length;
		*i += character_length(text, *i);
		if (*i < text.n && w->p < w->end && w->s[w->p] != text.p[*i] && w->s[w->p] != '&' &&
		    w->s[w->p] != '\\' && text.p[*i] < ' ')
			*i += character_length(text, *i); /* some names stand for two */
		return true;
	}
	if (c != text.p[*i])
		return false;
	w->p++;
	++*i;
	return true;
}

static void
match_slowly(struct walk *w, struct node *node)
{
	struct str text = node->text;
	struct buf marked = { 0 };
	size_t from = 0;

	for (size_t i = 0; i < text.n;) {
		size_t at = i;
		enum escape escaped;

		if (w->p >= w->end || !match_character(w, text, &i, &escaped)) {
			w->lost = true;
			break;
		}
		if (escaped == BY_BACKSLASH ||
		    (escaped == BY_NAME && strchr(special, text.p[at]) != NULL)) {
			buf_add(&marked, text.p + from, at - from);
			buf_char(&marked, PROTECTED);
			from = at;
		}
	}
	if (marked.n > 0) {
		buf_str(&marked, str_from(text, from));
		node->text = arena_str(w->r->arena, buf_view(&marked));
	}
	buf_release(&marked);
}

static void
match_text(struct walk *w, struct node *node)
{
	struct str text = node->text;
	bool exact = text.n <= w->end - w->p && memcmp(w->s + w->p, text.p, text.n) == 0;

	if (exact && (!w->r->has['\\'] || memchr(text.p, '\\', text.n) == NULL) &&
	    (!w->r->has['&'] || memchr(text.p, '&', text.n) == NULL))
		w->p += text.n;
	else
		match_slowly(w, node);
}

/* ---- the other inlines ------------------------------------------------------------------------
 */

static void
match_break(struct walk *w)
{
	while (w->p < w->end && (is_blank(w->s[w->p]) || w->s[w->p] == '\\'))
		w->p++;
	if (w->p < w->end && w->s[w->p] == '\r')
		w->p++;
	if (w->p < w->end && w->s[w->p] == '\n')
		w->p++;
	w->p = skip_prefix(w, w->p);
}

static void
match_code(struct walk *w)
{
	size_t n = 0, run;

	while (w->p + n < w->end && w->s[w->p + n] == '`')
		n++;
	w->lost = n == 0;
	w->p += n;
	for (run = 0; w->p < w->end; w->p++) {
		if (w->s[w->p] == '`')
			run++;
		else if (run == n)
			return;
		else
			run = 0;
	}
}

static void
match_html(struct walk *w, struct str html)
{
	for (size_t i = 0; i < html.n && w->p < w->end; i++) {
		if (is_line_end(html.p[i]))
			match_break(w);
		else if (w->s[w->p] != html.p[i])
			w->lost = true;
		else
			w->p++;
	}
}

static void
match_mark(struct walk *w, const char *characters, size_t n)
{
	if (n <= w->end - w->p && strchr(characters, w->s[w->p]) != NULL)
		w->p += n;
	else
		w->lost = true;
}

static void
enter(struct walk *w, struct node *node)
{
	switch (node->type) {
	case NODE_TEXT: match_text(w, node); break;
	case NODE_SOFT_BREAK:
	case NODE_HARD_BREAK: match_break(w); break;
	case NODE_CODE: match_code(w); break;
	case NODE_HTML: match_html(w, node->text); break;
	case NODE_EMPHASIS: match_mark(w, "*_", 1); break;
	case NODE_STRONG: match_mark(w, "*_", 2); break;
	case NODE_IMAGE: match_mark(w, "!", 2); break;
	case NODE_LINK:
		node->as.link.bare = w->verbatim = w->p < w->end && w->s[w->p] == '<';
		match_mark(w, "[<", 1);
		break;
	default: break;
	}
}

static void
leave(struct walk *w, struct node *node)
{
	switch (node->type) {
	case NODE_EMPHASIS: match_mark(w, "*_", 1); break;
	case NODE_STRONG: match_mark(w, "*_", 2); break;
	case NODE_IMAGE: leave_link(w); break;
	case NODE_LINK:
		if (node->as.link.bare)
			match_mark(w, ">", 1);
		else
			leave_link(w);
		w->verbatim = false;
		break;
	default: break;
	}
}

static int
quotes_round(const struct node *node)
{
	int quotes = 0;

	for (; node != NULL; node = node->parent)
		quotes += node->type == NODE_QUOTE;
	return quotes;
}

void
places_find(struct reader *r, struct node *leaf, size_t from, size_t to, bool cell)
{
	struct walk w = { .r = r, .s = r->text.p, .p = from, .end = to, .cell = cell };
	uint32_t line = reader_pos(r, from, 0).line - r->first_line;

	w.quotes = quotes_round(leaf);
	if (!cell && leaf->type != NODE_TERM)
		skip_definitions(&w);
	for (struct node *n = leaf->first; n != NULL && !w.lost;) {
		struct node *up;

		while (line + 1 < r->lines && w.p >= r->starts[line + 1])
			line++;
		n->pos = (struct pos){ .source = r->source,
			.line = r->first_line + line,
			.column = (uint32_t)(w.p - r->starts[line] + 1) };
		enter(&w, n);
		if (n->first != NULL) {
			n = n->first;
			continue;
		}
		for (up = n; up != leaf; up = up->parent) {
			leave(&w, up);
			if (up->next != NULL)
				break;
		}
		n = up != leaf ? up->next : NULL;
	}
}

/* Past the marks of a heading like "## ". */
static size_t
heading_start(const struct reader *r, size_t from, size_t to)
{
	size_t p = from;

	while (p < to && r->text.p[p] == '#')
		p++;
	if (p > from && p < to && !is_blank(r->text.p[p]))
		return from;
	while (p < to && is_blank(r->text.p[p]))
		p++;
	return p;
}

void
places_find_all(struct reader *r)
{
	for (struct node *n = r->root; n != NULL; n = node_next(n, r->root)) {
		size_t from, to;

		if (!reader_is_leaf(n) || n->first == NULL || n->first->pos.line == 0 ||
		    n->pos.column == 0)
			continue;
		from = reader_offset(r, n->pos.line, n->pos.column);
		to = reader_offset(r, n->last_line + 1, 1);
		if (n->type == NODE_HEADING)
			from = heading_start(r, from, to);
		places_find(r, n, from, to, false);
	}
}
