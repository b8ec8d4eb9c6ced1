/* as_cmark.h - our tree of plain CommonMark turned back into cmark's and written by libcmark: what
 * is compared is what was understood, not how soleus writes markup. */
#ifndef TESTS_AS_CMARK_H
#define TESTS_AS_CMARK_H

#define CMARK_NO_SHORT_NAMES
#include <cmark.h>
#include <stdlib.h>

#include "markdown/markdown.h"

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

/* Appends what cmark writes for the tree; false when it holds something of the dialect. */
static bool
as_cmark(const struct node *root, struct buf *out)
{
	struct arena a = { 0 };
	cmark_node *document = back(root, &a);
	char *html;

	if (document != NULL) {
		html = cmark_render_html(document, CMARK_OPT_UNSAFE);
		buf_str(out, str_of(html));
		free(html);
		cmark_node_free(document);
	}
	arena_release(&a);
	return document != NULL;
}

#endif
