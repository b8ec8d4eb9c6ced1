/* checks.c - headings in order, links with words and safe addresses, pictures with words; see
 * checks.h. */
#include "checks.h"

#include "base/text.h"
#include "markup.h"

static bool
is_silent(const struct node *node)
{
	struct buf words = { 0 };
	bool silent;

	node_text(node, &words);
	silent = str_trim(buf_view(&words)).n == 0;
	buf_release(&words);
	return silent;
}

static void
check_heading(struct reader *r, const struct node *node, const struct node **above)
{
	int level = node->as.heading.level,
	    before = *above != NULL ? (*above)->as.heading.level : 1;

	if (is_silent(node)) {
		diag_add(r->diag, MSG_HEADING_EMPTY, node->pos, "this heading has no words");
		diag_help(r->diag, "write some after the #, or delete the line");
		return;
	}
	if (level == 1) {
		diag_add(r->diag, MSG_HEADING_TITLE, node->pos,
		    "a heading of the first level stands in the text");
		diag_help(r->diag, "the title in the front matter is the first level; headings "
				   "begin with ##");
		return;
	}
	if (level > before + 1) {
		diag_add(r->diag, MSG_HEADING_JUMP, node->pos,
		    "this heading of level %d follows one of level %d", level, before);
		diag_help(r->diag,
		    "write %.*s: readers who jump from heading to heading miss a step", before + 1,
		    "######");
	}
	*above = node;
}

static void
check_link(struct reader *r, const struct node *node)
{
	struct str url = node->as.link.url;

	if (!markup_address_allowed(url)) {
		diag_add(r->diag, MSG_LINK_SCHEME, node->pos, "links cannot go to '%.*s'",
		    STR_ARG(str_sub(url, 0, 60)));
		diag_help(r->diag, "use https:, http:, mailto:, tel: or the name of a file");
	}
	if (is_silent(node)) {
		diag_add(r->diag, MSG_LINK_EMPTY, node->pos, "this link has no words");
		diag_help(r->diag, "write [what the reader finds there](%.*s)",
		    STR_ARG(str_sub(url, 0, 60)));
	}
}

static void
check_image(struct reader *r, const struct node *node)
{
	struct str url = node->as.link.url;

	if (is_silent(node)) {
		diag_add(r->diag, MSG_IMAGE_ALTERNATIVE, node->pos,
		    "the picture '%.*s' has no words for people who cannot see it", STR_ARG(url));
		diag_help(r->diag, "write ![what the picture shows](%.*s)", STR_ARG(url));
	}
}

void
checks_run(struct reader *r)
{
	const struct node *above = NULL;

	for (const struct node *n = r->root->first; n != NULL; n = reader_next(n, r->root)) {
		switch (n->type) {
		case NODE_HEADING: check_heading(r, n, &above); break;
		case NODE_LINK: check_link(r, n); break;
		case NODE_IMAGE: check_image(r, n); break;
		default: break;
		}
	}
}
