/* markdown.h - an author's text in, a tree out; a tree in, markup out.
 *
 * Reading: CommonMark by libcmark with the dialect of tests/spec/markdown.md laid round it: a
 * pre-pass that keeps lines 1:1, cmark, our tree, then passes.  Writing: polyglot markup (HTML that
 * is also well-formed XML) for a page of the site or a chapter of a book.  What needs the rest of
 * the course (addresses, pictures, directives' templates) is asked for through hooks. */
#ifndef SOLEUS_MARKDOWN_H
#define SOLEUS_MARKDOWN_H

#include "options.h"

/* The tree of the source from byte offset on (after the front matter).  Mistakes of the author are
 * messages; there is always a tree.  All memory is the arena's; source must live as long. */
struct node *markdown_read(const struct source *source, size_t offset,
    const struct markdown_options *options, struct arena *a, struct diag *diag);

/* Appends the markup of the children of root.  The tree is not changed, so one tree serves many
 * outputs at the same time.  False after an error. */
bool markdown_write(const struct node *root, const struct markdown_output *output, struct buf *out,
    struct diag *diag);

/* Appends the markup of the questions (::: quiz) alone; returns false after an error. */
bool markdown_write_quizzes(const struct node *root, const struct markdown_output *output,
    struct buf *out, struct diag *diag);
/* Whether a node is a ::: quiz. */
bool markdown_is_quiz(const struct node *node);

/* Appends markup of the inlines below node without links and notes: for contents lists and titles.
 */
void markdown_write_inline(const struct node *node, struct buf *out);

#endif
