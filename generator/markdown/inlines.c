/* inlines.c - one scan over the texts of each element, with two stacks of marks; see inlines.h. */
#include "inlines.h"

#include <string.h>

#include "attributes.h"
#include "base/text.h"

enum mark_type { MARK_BRACKET, MARK_STRIKE, MARK_SUPERSCRIPT, MARK_SUBSCRIPT };

/* Something that may begin an element, waiting for its end. */
struct mark {
	enum mark_type type;
	struct node *node; /* a text that holds the mark alone */
	size_t order;      /* of opening, over both stacks */
	size_t blanks;     /* how many were seen before it */
};

/* The outermost is forgotten when too many are open, so elements nest no deeper than this. */
enum { OPEN_MARKS = 8 };

struct stack {
	struct mark v[OPEN_MARKS];
	size_t n;
};

struct scan {
	struct reader *r;
	size_t capacity; /* of each stack: the less, the deeper in the paragraph */
	bool linked;     /* inside a link or the words of a picture */
	struct stack brackets, delimiters;
	size_t order, blanks;
	/* the text being cut up */
	struct node *node;
	struct str text;
	size_t from, at; /* of text: what is not yet in a node begins at from */
};

/* ---- cutting texts ----------------------------------------------------------------------------
 */

static struct node *
piece(struct scan *s, enum node_type type, size_t from, size_t to)
{
	struct node *node = node_new(s->r->arena, type, s->node->pos);

	node->text = str_sub(s->text, from, to - from);
	if (node->pos.column > 0)
		node->pos.column += (uint32_t)from;
	return node;
}

/* What lies before `at` becomes a text of its own. */
static void
flush(struct scan *s, size_t at)
{
	if (at > s->from)
		node_insert_before(s->node, piece(s, NODE_TEXT, s->from, at));
	s->from = at;
}

/* The bytes up to `to` become this node. */
static struct node *
cut(struct scan *s, enum node_type type, size_t to)
{
	struct node *node;

	flush(s, s->at);
	node = piece(s, type, s->at, to);
	node_insert_before(s->node, node);
	s->from = s->at = to;
	return node;
}

static void
push(struct stack *stack, struct mark mark, size_t capacity)
{
	if (capacity == 0)
		return;
	if (stack->n == capacity)
		memmove(stack->v, stack->v + 1, --stack->n * sizeof(stack->v[0]));
	stack->v[stack->n++] = mark;
}

static void
open_mark(struct scan *s, struct stack *stack, enum mark_type type, size_t to)
{
	struct mark mark = { .type = type, .order = ++s->order, .blanks = s->blanks };

	mark.node = cut(s, NODE_TEXT, to);
	push(stack, mark, s->capacity);
}

/* Forgets what was opened after the element that just closed began: elements do not cross. */
static void
forget_from(struct stack *stack, size_t order)
{
	while (stack->n > 0 && stack->v[stack->n - 1].order >= order)
		stack->n--;
}

/* All between the mark and the text being cut goes into a new node in the place of the mark. */
static struct node *
close_mark(struct scan *s, struct mark mark, enum node_type type)
{
	struct node *node = node_new(s->r->arena, type, mark.node->pos);

	node_insert_before(mark.node, node);
	node_adopt(node, mark.node->next, s->node);
	node_unlink(mark.node);
	forget_from(&s->brackets, mark.order);
	forget_from(&s->delimiters, mark.order);
	return node;
}

/* ---- delimiters -------------------------------------------------------------------------------
 */

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

/* The character before or after; beyond the text, blanks at line ends and a mark at elements. */
static uint32_t
neighbour(const struct scan *s, size_t at, bool before)
{
	const struct node *beyond = before ? s->node->previous : s->node->next;
	uint32_t c = ' ';

	if (before ? at > 0 : at < s->text.n) {
		if (before)
			while (--at > 0 && ((unsigned char)s->text.p[at] & 0xc0) == 0x80)
				continue;
		else if (s->text.p[at] == PROTECTED)
			at++;
		if (at < s->text.n)
			text_decode(s->text, at, &c);
		return c;
	}
	return beyond == NULL || beyond->type == NODE_SOFT_BREAK || beyond->type == NODE_HARD_BREAK
		   ? ' '
		   : '*';
}

static bool
find_open(const struct stack *stack, enum mark_type type, size_t *i)
{
	for (*i = stack->n; *i > 0; --*i)
		if (stack->v[*i - 1].type == type) {
			--*i;
			return true;
		}
	return false;
}

/* ~~ opens and closes where ** would (CommonMark's flanking). */
static void
take_strike(struct scan *s, size_t to)
{
	uint32_t before = neighbour(s, s->at, true), after = neighbour(s, to, false);
	bool left = !text_is_space(after) &&
		    (!text_is_punctuation(after) || text_is_space(before) ||
			text_is_punctuation(before));
	bool right = !text_is_space(before) &&
		     (!text_is_punctuation(before) || text_is_space(after) ||
			 text_is_punctuation(after));
	size_t i;

	if (right && find_open(&s->delimiters, MARK_STRIKE, &i)) {
		struct mark mark = s->delimiters.v[i];

		flush(s, s->at);
		close_mark(s, mark, NODE_STRIKE);
		s->from = s->at = to;
	} else if (left) {
		open_mark(s, &s->delimiters, MARK_STRIKE, to);
	} else {
		s->at = to;
	}
}

/* ~2~ and ^th^: something without blanks between. */
static void
take_script(struct scan *s, enum mark_type type, enum node_type made)
{
	size_t to = s->at + 1, i;

	if (find_open(&s->delimiters, type, &i) && s->delimiters.v[i].blanks == s->blanks) {
		struct mark mark = s->delimiters.v[i];

		flush(s, s->at);
		if (mark.node->next != s->node) {
			close_mark(s, mark, made);
			s->from = s->at = to;
			return;
		}
	}
	if (to < s->text.n ? is_blank(s->text.p[to]) : s->node->next == NULL)
		s->at = to;
	else
		open_mark(s, &s->delimiters, type, to);
}

static void
take_tildes(struct scan *s)
{
	size_t to = s->at;

	while (to < s->text.n && s->text.p[to] == '~')
		to++;
	if (to - s->at == 1)
		take_script(s, MARK_SUBSCRIPT, NODE_SUBSCRIPT);
	else if (to - s->at == 2)
		take_strike(s, to);
	else
		s->at = to;
}

/* ---- brackets ---------------------------------------------------------------------------------
 */

static size_t
label_end(struct str text, size_t at, const char *stop)
{
	while (at < text.n && strchr(stop, text.p[at]) == NULL && text.p[at] != PROTECTED)
		at++;
	return at < text.n && text.p[at] == ']' ? at : text.n;
}

/* "@key, p. 12": a key and where in the work. */
static bool
parse_citation(struct scan *s, struct str item, struct node *node)
{
	size_t at = 1, skipped = (size_t)(item.p - node->text.p);
	struct citation *citation;

	if (item.n < 2 || item.p[0] != '@')
		return false;
	while (at < item.n && strchr(", \t", item.p[at]) == NULL)
		at++;
	if (at == 1)
		return false;
	citation = ARENA_PUSH(s->r->arena, &node->as.citation);
	citation->key = str_sub(item, 1, at - 1);
	citation->locator = str_trim(str_from(item, at + (at < item.n)));
	citation->pos = node->pos;
	citation->pos.column += node->pos.column > 0 ? (uint32_t)skipped : 0;
	citation->pos.length = (uint32_t)at;
	return true;
}

static bool
take_citation(struct scan *s, size_t end)
{
	struct node *node = piece(s, NODE_CITATION, s->at, end + 1);
	struct str rest = str_sub(node->text, 1, end - s->at - 1);

	while (rest.n > 0)
		if (!parse_citation(s, str_trim(str_split(&rest, ';')), node))
			return false;
	flush(s, s->at);
	node_insert_before(s->node, node);
	s->from = s->at = end + 1;
	return true;
}

/* [^note], [#place] or [@source]; false: something else. */
static bool
take_mark(struct scan *s)
{
	char kind = s->at + 1 < s->text.n ? s->text.p[s->at + 1] : '\0';
	size_t end = s->text.n, label = s->at + 2;
	struct node *node;

	if (kind == '^' || kind == '#')
		end = label_end(s->text, label, " \t[]");
	else if (kind == '@')
		end = label_end(s->text, label, "[]");
	if (end == s->text.n || end == label)
		return false;
	if (s->linked) {
		node = piece(s, NODE_TEXT, s->at, end + 1);
		diag_add(s->r->diag, MSG_LINK_NESTED, node->pos,
		    "'%.*s' is a link itself and cannot stand inside a link or picture",
		    STR_ARG(node->text));
		diag_help(s->r->diag, "put it after the closing bracket");
		s->r->note_refused |= kind == '^';
		s->at = end + 1;
		return true;
	}
	if (kind == '@')
		return take_citation(s, end);
	node = cut(s, kind == '^' ? NODE_FOOTNOTE_REFERENCE : NODE_REFERENCE, end + 1);
	node->pos.length = (uint32_t)node->text.n;
	node->text = str_sub(node->text, 2, node->text.n - 3);
	return true;
}

static struct pos
pos_in(const struct scan *s, size_t at)
{
	struct pos pos = s->node->pos;

	if (pos.column > 0)
		pos.column += (uint32_t)at;
	return pos;
}

/* "](", and yet cmark saw no link: most often there is a blank in the address. */
static void
warn_of_no_link(struct scan *s, struct mark mark)
{
	size_t from = s->at + 2, end = str_find_char(s->text, from, ')');

	if (str_sub(s->text, s->at + 1, 1).n == 0 || s->text.p[s->at + 1] != '(' || end == from ||
	    end == s->text.n)
		return;
	diag_add(s->r->diag, MSG_LINK_UNREAD, mark.node->pos,
	    "this looks like a link, but '%.*s' is no address",
	    STR_ARG(str_sub(s->text, from, end - from)));
	diag_help(s->r->diag, "an address has no blanks: write %%20 for each, or put it in <…>");
}

/* "]": with attributes right behind it, the brackets are a span. */
static void
take_closing(struct scan *s)
{
	struct attributes *attributes = NULL;
	size_t length;
	struct mark mark;
	struct node *span;

	if (s->brackets.n == 0) {
		s->at++;
		return;
	}
	mark = s->brackets.v[s->brackets.n - 1];
	if (s->at + 1 < s->text.n && s->text.p[s->at + 1] == '{')
		attributes = attributes_parse(
		    s->r, str_from(s->text, s->at + 1), pos_in(s, s->at + 1), &length);
	if (attributes == NULL) {
		warn_of_no_link(s, mark);
		s->brackets.n--;
		s->at++;
		return;
	}
	flush(s, s->at);
	span = close_mark(s, mark, NODE_SPAN);
	attributes_give(s->r, span, attributes);
	s->at += 1 + length;
	s->from = s->at;
}

/* ---- addresses --------------------------------------------------------------------------------
 */

static bool
is_host(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-' ||
	       c == '_' || c == '.' || (unsigned char)c >= 0x80;
}

/* Without punctuation that belongs to the sentence, and ")" that the address did not open. */
static size_t
trim_address(struct str text, size_t from, size_t to)
{
	int depth = 0;

	for (size_t i = from; i < to; i++)
		depth += (text.p[i] == '(') - (text.p[i] == ')');
	while (to > from) {
		char c = text.p[to - 1];

		if (c == ')' && depth < 0)
			depth++;
		else if (c == ';' || strchr("?!.,:*_~'\"]", c) == NULL)
			break;
		to--;
	}
	return to;
}

/* Where "http://" or "https://" begins whose "://" stands at `at`; text.n when it does not. */
static size_t
address_start(const struct scan *s, size_t at)
{
	static const char scheme[] = "https";
	size_t n;

	for (n = 5; n >= 4; n--) {
		size_t k = 0;

		while (at >= s->from + n && k < n && (s->text.p[at - n + k] | 32) == scheme[k])
			k++;
		if (k == n && (at == n || strchr(" \t*_~(\"'[", s->text.p[at - n - 1]) != NULL))
			return at - n;
	}
	return s->text.n;
}

static void
take_address(struct scan *s)
{
	size_t from = address_start(s, s->at), host = s->at + 3, to = host;
	struct node *link, *text;

	s->at++;
	if (s->linked || from == s->text.n || !str_starts(str_from(s->text, host - 3), STR("://")))
		return;
	while (to < s->text.n && is_host(s->text.p[to]))
		to++;
	if (to == host || s->text.p[host] == '.')
		return;
	while (to < s->text.n && !is_blank(s->text.p[to]) && s->text.p[to] != '<' &&
	       s->text.p[to] != PROTECTED)
		to++;
	s->at = from;
	link = cut(s, NODE_LINK, trim_address(s->text, host, to));
	text = node_new(s->r->arena, NODE_TEXT, link->pos);
	text->text = link->as.link.url = link->text;
	link->text = link->as.link.title = STR("");
	link->as.link.bare = true;
	node_append(link, text);
}

/* ---- attributes after an element --------------------------------------------------------------
 */

/* {…} right after a link or picture. */
static void
take_attributes(struct scan *s)
{
	struct node *before = s->node->previous;
	struct attributes *attributes;
	size_t length;

	if (s->text.n == 0 || s->text.p[0] != '{' || before == NULL ||
	    (before->type != NODE_LINK && before->type != NODE_IMAGE))
		return;
	attributes = attributes_parse(s->r, s->text, s->node->pos, &length);
	if (attributes == NULL)
		return;
	attributes_give(s->r, before, attributes);
	s->from = s->at = length;
}

/* {…} at the end of a heading or caption. */
static void
take_trailing(struct reader *r, struct node *leaf, struct node *owner)
{
	struct node *text = leaf->last;
	struct attributes *attributes;
	struct pos pos;
	struct str s;
	size_t at, length;

	if (text == NULL || text->type != NODE_TEXT || !str_ends(str_trim(text->text), STR("}")))
		return;
	s = text->text;
	for (at = s.n - 1; at > 0 && s.p[at] != '{';)
		at--;
	if (s.p[at] != '{' || (at == 0 && text->previous != NULL) ||
	    (at > 0 && (s.p[at - 1] == PROTECTED || s.p[at - 1] == ']')))
		return;
	pos = text->pos;
	pos.column += pos.column > 0 ? (uint32_t)at : 0;
	attributes = attributes_parse(r, str_trim(str_from(s, at)), pos, &length);
	if (attributes == NULL)
		return;
	attributes_give(r, owner, attributes);
	while (at > 0 && is_blank(s.p[at - 1]))
		at--;
	text->text = str_sub(s, 0, at);
	if (at == 0)
		node_unlink(text);
}

/* ---- the scan ---------------------------------------------------------------------------------
 */

enum { PLAIN, BLANK, TRIGGER };

static const unsigned char class_of[256] = {
	[PROTECTED] = TRIGGER,
	['['] = TRIGGER,
	[']'] = TRIGGER,
	['~'] = TRIGGER,
	['^'] = TRIGGER,
	[':'] = TRIGGER,
	[' '] = BLANK,
	['\t'] = BLANK,
};

static void
take_trigger(struct scan *s)
{
	switch (s->text.p[s->at]) {
	case PROTECTED: s->at += 2; break;
	case '[':
		if (!take_mark(s))
			open_mark(s, &s->brackets, MARK_BRACKET, s->at + 1);
		break;
	case ']': take_closing(s); break;
	case '~': take_tildes(s); break;
	case '^': take_script(s, MARK_SUPERSCRIPT, NODE_SUPERSCRIPT); break;
	case ':': take_address(s); break;
	default: s->at++; break;
	}
}

/* Most texts hold nothing that begins an element. */
static bool
is_plain(const struct reader *r, struct str text)
{
	static const char triggers[] = "[]~^";

	for (const char *c = triggers; *c != '\0'; c++)
		if (r->has[(unsigned char)*c] && memchr(text.p, *c, text.n) != NULL)
			return false;
	return (!r->has['{'] || text.p[0] != '{') &&
	       (!r->names_addresses || str_find(text, 0, STR("://")) == text.n);
}

static void
scan_text(struct scan *s, struct node *node)
{
	if (node->text.n == 0)
		return;
	if (is_plain(s->r, node->text)) {
		if (s->r->has['~'] || s->r->has['^'])
			s->blanks += memchr(node->text.p, ' ', node->text.n) != NULL;
		return;
	}
	s->node = node;
	s->text = node->text;
	s->from = s->at = 0;
	take_attributes(s);
	while (s->at < s->text.n) {
		unsigned char class = class_of[(unsigned char)s->text.p[s->at]];

		if (class == TRIGGER) {
			take_trigger(s);
			continue;
		}
		s->blanks += class;
		s->at++;
	}
	if (s->from == 0)
		return;
	if (s->from < s->text.n)
		node_insert_before(node, piece(s, NODE_TEXT, s->from, s->text.n));
	node_unlink(node);
}

static void
scan_children(struct reader *r, struct node *parent, size_t level, bool linked)
{
	struct scan s = { .r = r, .capacity = level < 4 ? OPEN_MARKS : level < 8 ? 2 : 0 };
	struct node *next;

	linked |= parent->type == NODE_LINK || parent->type == NODE_IMAGE;
	for (struct node *n = parent->first; n != NULL; n = n->next)
		if (n->first != NULL)
			scan_children(r, n, level + 1, linked);
	if (parent->type == NODE_LINK && parent->as.link.bare)
		return;
	s.linked = linked;
	for (struct node *n = parent->first; n != NULL; n = next) {
		next = n->next;
		if (n->type == NODE_TEXT)
			scan_text(&s, n);
		else
			s.blanks += n->type == NODE_SOFT_BREAK || n->type == NODE_HARD_BREAK;
	}
}

void
inlines_each(struct reader *r, void (*visit)(void *ctx, struct node *top), void *ctx)
{
	struct node *next;

	for (struct node *n = r->root; n != NULL; n = next) {
		if (n->type == NODE_DIRECTIVE && n->as.directive.title != NULL)
			visit(ctx, n->as.directive.title);
		if (!reader_is_leaf(n) && n->type != NODE_CAPTION) {
			next = node_next(n, r->root);
			continue;
		}
		next = node_skip(n, r->root);
		visit(ctx, n);
	}
}

static void
build(void *ctx, struct node *top)
{
	struct reader *r = ctx;

	if (r->has['{'] && top->type == NODE_HEADING)
		take_trailing(r, top, top);
	else if (r->has['{'] && top->type == NODE_CAPTION)
		take_trailing(r, top, top->parent);
	scan_children(r, top, 0, false);
}

void
inlines_build(struct reader *r)
{
	inlines_each(r, build, r);
}
