/* citations.c - see citations.h.  Roles: DPUB-ARIA 1.1 (doc-biblioref, doc-bibliography,
 * doc-backlink). */
#include "citations.h"

#include "base/text.h"

static struct cited *
find(struct citations *c, const struct view *view, const struct reference *reference)
{
	struct cited *cited;

	for (size_t i = 0; i < c->n; i++)
		if (c->v[i].reference == reference)
			return &c->v[i];
	cited = ARENA_PUSH(view->arena, c);
	*cited = (struct cited){ .reference = reference };
	return cited;
}

static bool
by_number(const struct view *view)
{
	return view->publisher->course->config->citations == CITATIONS_VANCOUVER;
}

static void
write_mark(
    struct citations *c, const struct view *view, const struct citation *citation, struct buf *out)
{
	const struct references *references = &view->publisher->course->references;
	const struct reference *reference = reference_find(references, citation->key);
	struct cited *cited;

	if (reference == NULL)
		return;
	cited = find(c, view, reference);
	buf_printf(out, "<a id=\"cite-%.*s-%zu\" href=\"#ref-%.*s\" role=\"doc-biblioref\">",
	    STR_ARG(citation->key), ++cited->marks, STR_ARG(citation->key));
	if (by_number(view))
		buf_printf(out, "%zu", (size_t)(cited - c->v) + 1);
	else
		reference_write_short(reference, out);
	buf_str(out, STR("</a>"));
	if (citation->locator.n == 0)
		return;
	buf_str(out, STR(", "));
	text_escape(out, citation->locator);
}

void
citations_mark(
    struct citations *c, const struct view *view, const struct node *node, struct buf *out)
{
	buf_str(
	    out, by_number(view) ? STR("<span class=\"cite\">[") : STR("<span class=\"cite\">("));
	for (size_t i = 0; i < node->as.citation.n; i++) {
		if (i > 0)
			buf_str(out, by_number(view) ? STR(", ") : STR("; "));
		write_mark(c, view, &node->as.citation.v[i], out);
	}
	buf_str(out, by_number(view) ? STR("]</span>") : STR(")</span>"));
}

static void
write_entry(const struct cited *cited, const struct view *view, struct buf *out)
{
	struct str id = cited->reference->id.text, back = view_word(view, "back_to_citation");

	buf_printf(out, "<li id=\"ref-%.*s\">", STR_ARG(id));
	reference_write(cited->reference, out);
	for (size_t i = 1; i <= cited->marks; i++) {
		buf_printf(out,
		    " <a class=\"backref\" href=\"#cite-%.*s-%zu\" role=\"doc-backlink\" "
		    "aria-label=\"",
		    STR_ARG(id), i);
		text_escape(out, back);
		buf_printf(out, " %zu\">↩</a>", i);
	}
	buf_str(out, STR("</li>\n"));
}

void
citations_list(const struct citations *c, const struct view *view, struct buf *out)
{
	if (c->n == 0)
		return;
	buf_str(out, STR("<section class=\"references\" role=\"doc-bibliography\" "
			 "aria-labelledby=\"reference-list\"><h2 id=\"reference-list\">"));
	text_escape(out, view_word(view, "references"));
	buf_str(out, by_number(view) ? STR("</h2>\n<ol>\n") : STR("</h2>\n<ul>\n"));
	for (size_t i = 0; i < c->n; i++)
		write_entry(&c->v[i], view, out);
	buf_str(out, by_number(view) ? STR("</ol>\n</section>\n") : STR("</ul>\n</section>\n"));
}
