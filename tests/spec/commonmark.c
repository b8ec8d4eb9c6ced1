/* commonmark.c - reads CommonMark's own examples and compares with libcmark, twice: as plain
 * CommonMark, and with the dialect laid round it.
 *
 * The tree is turned back into cmark's nodes and written by cmark_render_html(), so that what is
 * compared is what was understood and not how soleus writes markup.  The text that the spec expects
 * counts for nothing: it is that of its version, and libcmark may be older.  An example that
 * happens to use the dialect is in the list below, with the reason, and must then differ: a list
 * that is too long is a failure too.  And each word must stand where its node's place says. */
#define CMARK_NO_SHORT_NAMES
#include <cmark.h>
#include <stdlib.h>

#include "markdown/markdown.h"
#include "support/spec.h"

/* Inputs that mean something else in the dialect. */
static const struct {
	const char *begins; /* the input */
	const char *reason;
} exceptions[] = {
	{ "http://example.com\n", "a bare address is a link" },
	{ "https://example.com\n", "a bare address is a link" },
	{ "< https://foo.bar >\n", "a bare address is a link" },
	{ "< http://foo.bar >\n", "a bare address is a link" },
	{ NULL, NULL },
};

static const cmark_node_type types[NODE_TYPES] = {
	[NODE_DOCUMENT] = CMARK_NODE_DOCUMENT,
	[NODE_PARAGRAPH] = CMARK_NODE_PARAGRAPH,
	[NODE_HEADING] = CMARK_NODE_HEADING,
	[NODE_QUOTE] = CMARK_NODE_BLOCK_QUOTE,
	[NODE_LIST] = CMARK_NODE_LIST,
	[NODE_ITEM] = CMARK_NODE_ITEM,
	[NODE_CODE_BLOCK] = CMARK_NODE_CODE_BLOCK,
	[NODE_HTML_BLOCK] = CMARK_NODE_HTML_BLOCK,
	[NODE_BREAK] = CMARK_NODE_THEMATIC_BREAK,
	[NODE_TEXT] = CMARK_NODE_TEXT,
	[NODE_SOFT_BREAK] = CMARK_NODE_SOFTBREAK,
	[NODE_HARD_BREAK] = CMARK_NODE_LINEBREAK,
	[NODE_CODE] = CMARK_NODE_CODE,
	[NODE_HTML] = CMARK_NODE_HTML_INLINE,
	[NODE_EMPHASIS] = CMARK_NODE_EMPH,
	[NODE_STRONG] = CMARK_NODE_STRONG,
	[NODE_LINK] = CMARK_NODE_LINK,
	[NODE_IMAGE] = CMARK_NODE_IMAGE,
};

static const char *
terminated(struct arena *a, struct str s)
{
	return arena_str(a, s).p;
}

static void
fill(cmark_node *c, const struct node *node, struct arena *a)
{
	cmark_node_set_literal(c, terminated(a, node->text));
	switch (node->type) {
	case NODE_HEADING: cmark_node_set_heading_level(c, node->as.heading.level); break;
	case NODE_CODE_BLOCK:
		cmark_node_set_fence_info(c, terminated(a, node->as.code.info));
		break;
	case NODE_LIST:
		cmark_node_set_list_type(
		    c, node->as.list.ordered ? CMARK_ORDERED_LIST : CMARK_BULLET_LIST);
		cmark_node_set_list_start(c, node->as.list.start);
		cmark_node_set_list_tight(c, node->as.list.tight);
		break;
	case NODE_LINK:
	case NODE_IMAGE:
		cmark_node_set_url(c, terminated(a, node->as.link.url));
		cmark_node_set_title(c, terminated(a, node->as.link.title));
		break;
	default: break;
	}
}

/* NULL when the node is one of the dialect's own. */
static cmark_node *
back(const struct node *node, struct arena *a)
{
	cmark_node *c, *child;

	if (types[node->type] == CMARK_NODE_NONE)
		return NULL;
	c = cmark_node_new(types[node->type]);
	fill(c, node, a);
	for (const struct node *n = node->first; n != NULL; n = n->next) {
		child = back(n, a);
		if (child == NULL || !cmark_node_append_child(c, child)) {
			cmark_node_free(c);
			return NULL;
		}
	}
	return c;
}

/* Whether each word begins in the source where the tree says. */
static bool
is_placed(const struct node *root, struct str input)
{
	for (const struct node *n = root; n != NULL; n = node_next(n, root)) {
		struct str rest = input, line = input;
		char first = n->text.n > 0 ? n->text.p[0] : '\0';

		if (n->type != NODE_TEXT || !((first | 32) >= 'a' && (first | 32) <= 'z'))
			continue;
		for (uint32_t i = 0; i < n->pos.line; i++)
			line = str_split(&rest, '\n');
		if (n->pos.column == 0 || n->pos.column > line.n ||
		    (line.p[n->pos.column - 1] != first && line.p[n->pos.column - 1] != '&'))
			return false;
	}
	return true;
}

/* What cmark writes for our tree of the input. */
static void
read_and_write(struct str input, bool plain, struct buf *out)
{
	struct markdown_options options = { .language = STR(""), .plain = plain };
	struct source source = { .path = STR("example.md"), .text = input };
	struct arena a = { 0 };
	struct diag diag = { 0 };
	const struct node *root = markdown_read(&source, 0, &options, &a, &diag);
	cmark_node *document = back(root, &a);
	char *html;

	if (!plain && !is_placed(root, input))
		buf_str(out, STR("a text is not where its place says\n"));
	if (document == NULL) {
		buf_str(out, STR("a construct of the dialect\n"));
	} else {
		html = cmark_render_html(document, CMARK_OPT_UNSAFE);
		buf_str(out, str_of(html));
		free(html);
		cmark_node_free(document);
	}
	diag_release(&diag);
	arena_release(&a);
}

static const char *
reason_to_differ(struct str input)
{
	for (size_t i = 0; exceptions[i].begins != NULL; i++)
		if (str_starts(input, str_of(exceptions[i].begins)))
			return exceptions[i].reason;
	return NULL;
}

void
spec_example(const struct spec_example *example, struct buf *out)
{
	struct str input = example->parts[0];
	char *html = cmark_markdown_to_html(input.p, input.n, CMARK_OPT_UNSAFE);
	struct str expected = str_of(html);
	struct buf plain = { 0 }, dialect = { 0 };
	const char *reason = reason_to_differ(input);
	bool same;

	read_and_write(input, true, &plain);
	read_and_write(input, false, &dialect);
	same = str_eq(buf_view(&dialect), expected);
	if (!str_eq(buf_view(&plain), expected))
		buf_printf(out, "plain, libcmark has:\n%s\nsoleus:\n%.*s", html, STR_ARG(plain));
	else if (!same && reason == NULL)
		buf_printf(
		    out, "dialect, libcmark has:\n%s\nsoleus:\n%.*s", html, STR_ARG(dialect));
	else if (same && reason != NULL)
		buf_printf(out, "this should differ (%s), but does not", reason);
	else
		buf_str(out, example->parts[example->n - 1]);
	buf_release(&plain);
	buf_release(&dialect);
	free(html);
}
