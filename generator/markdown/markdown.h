/* markdown.h - an author's text in, a tree out; a tree in, markup out.
 *
 * Reading: CommonMark by libcmark with the dialect of tests/spec/markdown.md laid round it: a
 * pre-pass that keeps lines 1:1, cmark, our tree, then passes.  Writing: polyglot markup (HTML that
 * is also well-formed XML) for a page of the site or a chapter of a book.  What needs the rest of
 * the course (addresses, pictures, directives' templates) is asked for through hooks. */
#ifndef SOLEUS_MARKDOWN_H
#define SOLEUS_MARKDOWN_H

#include "tree.h"

struct markdown_options {
	struct str language; /* BCP 47: quotation marks of the smart punctuation */
	/* NULL-terminated names of directives there are (theme's and ours), sorted. */
	const char *const *directives;
	bool plain; /* CommonMark alone: no dialect, no smart punctuation (spec tests) */
};

/* The tree of the source from byte offset on (after the front matter).  Mistakes of the author are
 * messages; there is always a tree.  All memory is the arena's; source must live as long. */
struct node *markdown_read(const struct source *source, size_t offset,
    const struct markdown_options *options, struct arena *a, struct diag *diag);

/* What an image turned out to be. */
struct image_target {
	struct str url;
	int width, height; /* 0: unknown */
	struct str raster; /* book: the PNG twin of an SVG; empty when there is none */
};

struct markdown_hooks {
	/* The address a link goes to, from the page being made; reports dead ones at node->pos and
	 * says false, then only the link's text is written. */
	bool (*link)(void *ctx, const struct node *node, struct str *url, struct diag *diag);
	bool (*image)(
	    void *ctx, const struct node *node, struct image_target *target, struct diag *diag);
	/* Writes a directive around its body, title and caption, already markup. */
	bool (*directive)(void *ctx, const struct node *node, struct str title, struct str body,
	    struct buf *out, struct diag *diag);
	/* A word of the generator's own in the page's language: "figure", "table",
	 * "back-to-reference". */
	struct str (*word)(void *ctx, const char *key);
};

struct markdown_output {
	bool book; /* notes as pop-ups, pictures with raster twins, no details */
	struct str language;
	const struct markdown_hooks *hooks;
	void *ctx;
};

/* Appends the markup of the children of root.  The tree is not changed, so one tree serves many
 * outputs at the same time.  False after an error. */
bool markdown_write(const struct node *root, const struct markdown_output *output, struct buf *out,
    struct diag *diag);

/* Appends markup of the inlines below node without links and notes: for contents lists and titles.
 */
void markdown_write_inline(const struct node *node, struct buf *out);

#endif
