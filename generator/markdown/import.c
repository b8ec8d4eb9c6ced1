/* import.c - libcmark, its memory, and its nodes turned into ours; see import.h. */
#include "import.h"

#define CMARK_NO_SHORT_NAMES /* NODE_TEXT and others are ours */
#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

#if defined(__SANITIZE_ADDRESS__)
#define PIECEWISE 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define PIECEWISE 1
#endif
#endif

/* ---- cmark's memory ---------------------------------------------------------------------------
 */

#ifdef PIECEWISE

static cmark_mem allocator = { memory_zero, memory_resize, free };

static void
memory_open(struct arena *a)
{
	(void)a;
}

static void
memory_close(struct arena *a, cmark_parser *parser, cmark_node *root)
{
	(void)a;
	cmark_node_free(root);
	cmark_parser_free(parser);
}

#else

/* The callbacks carry no context, so the arena in use is a variable of the thread. */
static _Thread_local struct arena *current;

/* Before each piece stands its size, which growing it needs. */
enum { PIECE_HEAD = 16 };

static void *
piece_new(size_t count, size_t size)
{
	char *p;

	if (size > 0 && count > ((size_t)-1 - PIECE_HEAD) / size)
		memory_exhausted();
	p = arena_alloc(current, count * size + PIECE_HEAD);
	memcpy(p, &(size_t){ count * size }, sizeof(size_t));
	return p + PIECE_HEAD;
}

static void *
piece_grow(void *old, size_t size)
{
	char *p = piece_new(1, size);
	size_t was = 0;

	if (old != NULL) {
		memcpy(&was, (char *)old - PIECE_HEAD, sizeof(was));
		memcpy(p, old, was < size ? was : size);
	}
	return p;
}

static void
piece_free(void *p)
{
	(void)p;
}

static cmark_mem allocator = { piece_new, piece_grow, piece_free };

static void
memory_open(struct arena *a)
{
	current = a;
}

static void
memory_close(struct arena *a, cmark_parser *parser, cmark_node *root)
{
	(void)parser, (void)root;
	arena_release(a);
	current = NULL;
}

#endif

/* ---- nodes ------------------------------------------------------------------------------------
 */

static const enum node_type types[] = {
	[CMARK_NODE_DOCUMENT] = NODE_DOCUMENT,
	[CMARK_NODE_BLOCK_QUOTE] = NODE_QUOTE,
	[CMARK_NODE_LIST] = NODE_LIST,
	[CMARK_NODE_ITEM] = NODE_ITEM,
	[CMARK_NODE_CODE_BLOCK] = NODE_CODE_BLOCK,
	[CMARK_NODE_HTML_BLOCK] = NODE_HTML_BLOCK,
	[CMARK_NODE_PARAGRAPH] = NODE_PARAGRAPH,
	[CMARK_NODE_HEADING] = NODE_HEADING,
	[CMARK_NODE_THEMATIC_BREAK] = NODE_BREAK,
	[CMARK_NODE_TEXT] = NODE_TEXT,
	[CMARK_NODE_SOFTBREAK] = NODE_SOFT_BREAK,
	[CMARK_NODE_LINEBREAK] = NODE_HARD_BREAK,
	[CMARK_NODE_CODE] = NODE_CODE,
	[CMARK_NODE_HTML_INLINE] = NODE_HTML,
	[CMARK_NODE_EMPH] = NODE_EMPHASIS,
	[CMARK_NODE_STRONG] = NODE_STRONG,
	[CMARK_NODE_LINK] = NODE_LINK,
	[CMARK_NODE_IMAGE] = NODE_IMAGE,
};

struct importer {
	struct reader *r;
	uint32_t extra_lines;
	bool checked;            /* characters XML forbids may come by &#x1b; */
	int depth, inline_depth; /* of the node being made */
	uint32_t reported;       /* the line of the last message */
};

/* A copy, free of characters that XML forbids. */
static struct str
copy(struct importer *im, const char *s, struct pos pos)
{
	struct str text = s == NULL ? STR("") : str_of(s);
	size_t bad;

	if (text.n == 0)
		return STR("");
	text = arena_str(im->r->arena, text);
	if (!im->checked || text_check(text, &bad) == TEXT_FINE)
		return text;
	if (im->reported != pos.line && !im->r->options->plain) {
		size_t at = str_find(im->r->text, reader_offset(im->r, pos.line, 1), STR("&#"));

		diag_add(im->r->diag, MSG_TEXT_CONTROL, reader_pos(im->r, at, 2),
		    "a reference here or further on stands for a character that no page may "
		    "carry");
		diag_help(im->r->diag, "delete the reference that begins with '&#'");
	}
	im->reported = pos.line;
	while (text_check(text, &bad) != TEXT_FINE)
		((char *)text.p)[bad] = '?';
	return text;
}

/* Text nodes come in pieces, cut wherever cmark looked twice; here they become one. */
static cmark_node *
join_text(struct importer *im, struct node *node, cmark_node *c)
{
	size_t n = 0;
	cmark_node *end = c;
	char *p;

	if (cmark_node_next(c) == NULL ||
	    cmark_node_get_type(cmark_node_next(c)) != CMARK_NODE_TEXT) {
		node->text = copy(im, cmark_node_get_literal(c), node->pos);
		return c;
	}
	for (cmark_node *t = c; t != NULL && cmark_node_get_type(t) == CMARK_NODE_TEXT;
	    t = cmark_node_next(t)) {
		n += strlen(cmark_node_get_literal(t));
		end = t;
	}
	p = arena_alloc(im->r->arena, n + 1);
	n = 0;
	for (cmark_node *t = c;; t = cmark_node_next(t)) {
		size_t length = strlen(cmark_node_get_literal(t));

		memcpy(p + n, cmark_node_get_literal(t), length);
		n += length;
		if (t == end)
			break;
	}
	node->text = im->checked ? copy(im, p, node->pos) : (struct str){ p, n };
	return end;
}

static void
fill_list(struct node *node, cmark_node *c)
{
	node->as.list.ordered = cmark_node_get_list_type(c) == CMARK_ORDERED_LIST;
	node->as.list.start = cmark_node_get_list_start(c);
	node->as.list.tight = cmark_node_get_list_tight(c);
}

static void
fill(struct importer *im, struct node *node, cmark_node *c)
{
	switch (node->type) {
	case NODE_CODE_BLOCK:
		node->as.code.info = copy(im, cmark_node_get_fence_info(c), node->pos);
		node->text = copy(im, cmark_node_get_literal(c), node->pos);
		break;
	case NODE_HTML_BLOCK:
	case NODE_HTML:
	case NODE_CODE: node->text = copy(im, cmark_node_get_literal(c), node->pos); break;
	case NODE_HEADING: node->as.heading.level = cmark_node_get_heading_level(c); break;
	case NODE_LIST: fill_list(node, c); break;
	case NODE_LINK:
	case NODE_IMAGE:
		node->as.link.url = copy(im, cmark_node_get_url(c), node->pos);
		node->as.link.title = copy(im, cmark_node_get_title(c), node->pos);
		break;
	default: break;
	}
}

static void
place_block(const struct importer *im, struct node *node, cmark_node *c)
{
	uint32_t skip = im->extra_lines, line = (uint32_t)cmark_node_get_start_line(c);
	uint32_t last = (uint32_t)cmark_node_get_end_line(c);

	node->pos.source = im->r->source;
	if (line <= skip) { /* an extra: the line tells which */
		node->pos.line = 0;
		node->last_line = line;
		return;
	}
	node->pos.line = line - skip + im->r->first_line - 1;
	node->pos.column = (uint32_t)cmark_node_get_start_column(c);
	node->last_line = last < line ? node->pos.line : last - skip + im->r->first_line - 1;
}

static bool
too_deep(struct importer *im, const struct node *parent)
{
	bool deep = im->depth > BLOCK_DEPTH + INLINE_DEPTH || im->inline_depth > INLINE_DEPTH ||
		    (im->inline_depth == 0 && im->depth > BLOCK_DEPTH);

	if (deep && im->reported != parent->pos.line) {
		diag_add(im->r->diag, MSG_MARKDOWN_DEPTH, parent->pos,
		    "more than %d %s inside each other",
		    im->inline_depth > 0 ? INLINE_DEPTH : BLOCK_DEPTH,
		    im->inline_depth > 0 ? "emphases and links" : "quotes and lists");
		diag_help(im->r->diag, "take some away: often a mark was typed many times");
		im->reported = parent->pos.line;
	}
	return deep;
}

/* Makes c the last child of parent; *c becomes the last of cmark's nodes that it stands for. */
static struct node *
convert(struct importer *im, struct node *parent, cmark_node **c)
{
	enum node_type type = types[cmark_node_get_type(*c)];
	struct node *node = node_new(im->r->arena, type, parent->pos);

	if (type < NODE_TEXT)
		place_block(im, node, *c);
	if (type == NODE_TEXT)
		*c = join_text(im, node, *c);
	else
		fill(im, node, *c);
	node_append(parent, node);
	return node;
}

static struct node *
convert_all(struct importer *im, cmark_node *document)
{
	struct pos start = { .source = im->r->source, .line = im->r->first_line, .column = 1 };
	struct node *root = node_new(im->r->arena, NODE_DOCUMENT, start), *parent = root;
	cmark_node *c = cmark_node_first_child(document), *next;

	root->last_line = im->r->first_line + im->r->lines;
	while (c != NULL) {
		struct node *node = convert(im, parent, &c);

		next = cmark_node_first_child(c);
		if (next != NULL) {
			im->depth++;
			im->inline_depth += node->type >= NODE_TEXT;
			if (!too_deep(im, node)) {
				parent = node;
				c = next;
				continue;
			}
			im->depth--;
			im->inline_depth -= node->type >= NODE_TEXT;
		}
		while ((next = cmark_node_next(c)) == NULL && parent != root) {
			c = cmark_node_parent(c);
			im->depth--;
			im->inline_depth -= parent->type >= NODE_TEXT;
			parent = parent->parent;
		}
		c = next;
	}
	return root;
}

static bool
names_characters(struct str s)
{
	return str_find(s, 0, STR("&#")) < s.n;
}

struct node *
import(struct reader *r, struct str extras, uint32_t extra_lines, struct str text)
{
	struct importer im = { .r = r,
		.extra_lines = extra_lines,
		.checked = r->has['&'] && names_characters(r->text) };
	struct arena memory = { 0 };
	cmark_parser *parser;
	cmark_node *document;
	struct node *root;

	memory_open(&memory);
	parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &allocator);
	if (extras.n > 0)
		cmark_parser_feed(parser, extras.p, extras.n);
	cmark_parser_feed(parser, text.p, text.n);
	document = cmark_parser_finish(parser);
	root = convert_all(&im, document);
	memory_close(&memory, parser, document);
	return root;
}

struct str
import_entity(struct arena *a, struct str reference)
{
	struct arena memory = { 0 };
	struct str text = STR("");
	cmark_parser *parser;
	cmark_node *document, *first;

	memory_open(&memory);
	parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &allocator);
	cmark_parser_feed(parser, reference.p, reference.n);
	document = cmark_parser_finish(parser);
	first = cmark_node_first_child(document);
	if (first != NULL)
		first = cmark_node_first_child(first);
	if (first != NULL && cmark_node_get_literal(first) != NULL)
		text = arena_str(a, str_of(cmark_node_get_literal(first)));
	memory_close(&memory, parser, document);
	return str_starts(text, STR("&")) && text.n > 1 ? STR("") : text;
}
