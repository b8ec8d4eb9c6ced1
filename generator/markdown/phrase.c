/* phrase.c - a table of small writers, one for each type of inline; see phrase.h. */
#include "phrase.h"

#include "base/text.h"
#include "quizzes.h"

static void write_one(struct writer *w, const struct node *node);

void
phrase_write(struct writer *w, const struct node *node)
{
	for (const struct node *n = node->first; n != NULL; n = n->next)
		write_one(w, n);
}

static void
write_text(struct writer *w, const struct node *node)
{
	text_escape(w->out, node->text);
}

static void
write_soft_break(struct writer *w, const struct node *node)
{
	(void)node;
	buf_char(w->out, w->bare ? ' ' : '\n');
}

static void
write_hard_break(struct writer *w, const struct node *node)
{
	(void)node;
	markup_add(w, w->bare ? " " : "<br/>\n");
}

static void
write_code(struct writer *w, const struct node *node)
{
	markup_open(w, "code", node, NULL);
	text_escape(w->out, node->text);
	markup_close(w, "code");
}

static void
write_html(struct writer *w, const struct node *node)
{
	if (!w->bare)
		buf_str(w->out, node->as.html.markup);
}

/* Types that are one element round their inlines. */
static void
write_element(struct writer *w, const struct node *node)
{
	static const char *const names[NODE_TYPES] = {
		[NODE_EMPHASIS] = "em",
		[NODE_STRONG] = "strong",
		[NODE_STRIKE] = "del",
		[NODE_SPAN] = "span",
		[NODE_SUPERSCRIPT] = "sup",
		[NODE_SUBSCRIPT] = "sub",
	};

	markup_open(w, names[node->type], node, NULL);
	phrase_write(w, node);
	markup_close(w, names[node->type]);
}

/* ---- links and pictures -----------------------------------------------------------------------
 */

static void
write_address(struct writer *w, const char *name, struct str url)
{
	struct buf escaped = { 0 };

	text_escape_url(&escaped, url);
	buf_char(w->out, ' ');
	markup_add(w, name);
	markup_add(w, "=\"");
	text_escape(w->out, buf_view(&escaped));
	buf_char(w->out, '"');
	buf_release(&escaped);
}

static void
write_link(struct writer *w, const struct node *node)
{
	const struct markdown_hooks *hooks = w->output->hooks;
	struct str url = node->as.link.url;
	bool found = !w->bare;

	if (found && hooks != NULL && hooks->link != NULL) {
		found = hooks->link(w->output->ctx, node, &url, w->diag);
		w->failed |= !found;
	}
	if (!found || !markup_address_allowed(url)) {
		phrase_write(w, node);
		return;
	}
	markup_add(w, "<a");
	write_address(w, "href", url);
	markup_attribute(w, "title", node->as.link.title);
	markup_attributes(w, node, NULL);
	buf_char(w->out, '>');
	phrase_write(w, node);
	markup_close(w, "a");
}

static void
write_size(struct writer *w, const struct node *node, const char *name, int pixels)
{
	if (pixels > 0 && node_attribute(node, name).p == NULL)
		buf_printf(w->out, " %s=\"%d\"", name, pixels);
}

/* " alt="…"", also when it is empty: then the picture is decoration. */
static void
write_alternative(struct writer *w, const struct node *image)
{
	struct buf text = { 0 };

	node_text(image, &text);
	markup_add(w, " alt=\"");
	text_escape(w->out, buf_view(&text));
	buf_char(w->out, '"');
	buf_release(&text);
}

void
phrase_image(struct writer *w, const struct node *image, struct str described_by)
{
	const struct markdown_hooks *hooks = w->output->hooks;
	struct image_target target = { .url = image->as.link.url, .raster = STR("") };
	bool twin;

	if (hooks != NULL && hooks->image != NULL &&
	    !hooks->image(w->output->ctx, image, &target, w->diag)) {
		w->failed = true;
		return;
	}
	if (!markup_address_allowed(target.url))
		return;
	twin = w->output->book && target.raster.n > 0;
	if (twin) {
		markup_add(w, "<picture><source type=\"image/svg+xml\"");
		write_address(w, "srcset", target.url);
		markup_add(w, "/>");
	}
	markup_add(w, "<img");
	write_address(w, "src", twin ? target.raster : target.url);
	write_alternative(w, image);
	markup_attribute(w, "title", image->as.link.title);
	write_size(w, image, "width", target.width);
	write_size(w, image, "height", target.height);
	markup_attribute(w, "aria-details", described_by);
	markup_attributes(w, image, NULL);
	markup_add(w, twin ? "/></picture>" : "/>");
}

static void
write_image(struct writer *w, const struct node *node)
{
	if (!w->bare)
		phrase_image(w, node, STR(""));
}

/* ---- the dialect ------------------------------------------------------------------------------
 */

static void
write_abbreviation(struct writer *w, const struct node *node)
{
	markup_add(w, "<abbr");
	markup_attribute(w, "title", node->as.abbreviation.expansion);
	buf_char(w->out, '>');
	text_escape(w->out, node->text);
	markup_close(w, "abbr");
}

static void
write_note_reference(struct writer *w, const struct node *node)
{
	int number = node->as.footnote.number, use = node->as.footnote.references;

	if (w->bare || w->output->excerpt)
		return;
	buf_printf(w->out, "<a class=\"noteref\" id=\"fnref-%d", number);
	if (use > 1)
		buf_printf(w->out, "-%d", use);
	buf_printf(w->out, "\" href=\"#fn-%d\"%s role=\"doc-noteref\"", number,
	    w->output->book ? " epub:type=\"noteref\"" : "");
	if (!w->output->book) {
		markup_add(w, " aria-label=\"");
		text_escape(w->out, markup_word(w, "note_reference"));
		buf_printf(w->out, " %d\"", number);
	}
	buf_printf(w->out, ">%d</a>", number);
}

/* What is counted with it. */
static const char *
counted_word(const struct node *to)
{
	if (to->type == NODE_TABLE || str_eq(to->as.directive.name, STR("muscle")))
		return "table";
	return quiz_is(to) ? "question" : "figure";
}

/* What a reference calls the place it leads to: its number, or its words. */
static void
write_target(struct writer *w, const struct node *to)
{
	bool counted = to->type == NODE_DIRECTIVE && to->as.directive.number > 0;
	bool bare = w->bare, naming = w->naming;

	if (counted || to->type == NODE_TABLE) {
		text_escape(w->out, markup_word(w, counted_word(to)));
		buf_printf(
		    w->out, "\xc2\xa0%d", counted ? to->as.directive.number : to->as.table.number);
		return;
	}
	w->bare = w->naming =
	    true; /* no link inside a link, and no end to two that name each other */
	phrase_write(w, to->type == NODE_DIRECTIVE ? to->as.directive.title : to);
	w->bare = bare;
	w->naming = naming;
}

static void
write_reference(struct writer *w, const struct node *node)
{
	const struct node *to = node->as.reference.target;
	bool linked = !w->bare && !w->output->excerpt;

	if (to == NULL || w->naming) {
		text_escape(w->out, node->text);
		return;
	}
	if (linked) {
		markup_add(w, "<a class=\"reference\" href=\"#");
		text_escape(w->out, node->text);
		markup_add(w, "\">");
	}
	write_target(w, to);
	if (linked)
		markup_close(w, "a");
}

static void
write_citation(struct writer *w, const struct node *node)
{
	const struct markdown_hooks *hooks = w->output->hooks;

	if (w->bare || w->output->excerpt || hooks == NULL)
		return;
	if (hooks->citation == NULL) {
		diag_add(w->diag, MSG_CITATION_UNKNOWN, node->pos,
		    "'[@%.*s]' cites a reference, but this course has no list of references",
		    STR_ARG(node->as.citation.v[0].key));
		diag_help(w->diag, "write a footnote: [^key] in the text, [^key]: below it");
		w->failed = true;
		return;
	}
	w->failed |= !hooks->citation(w->output->ctx, node, w->out, w->diag);
}

static void
write_task_mark(struct writer *w, const struct node *node)
{
	bool done = node->as.task.done;

	if (w->bare || w->asking)
		return;
	markup_add(w, "<span class=\"task-mark\" aria-hidden=\"true\">");
	markup_add(w, done ? "\xe2\x98\x91" : "\xe2\x98\x90");
	markup_add(w, "</span><span class=\"visually-hidden\">");
	text_escape(w->out, markup_word(w, done ? "task_done" : "task_open"));
	markup_add(w, ":</span> ");
}

static void
write_one(struct writer *w, const struct node *node)
{
	static void (*const writers[NODE_TYPES])(struct writer *, const struct node *) = {
		[NODE_TEXT] = write_text,
		[NODE_SOFT_BREAK] = write_soft_break,
		[NODE_HARD_BREAK] = write_hard_break,
		[NODE_CODE] = write_code,
		[NODE_HTML] = write_html,
		[NODE_EMPHASIS] = write_element,
		[NODE_STRONG] = write_element,
		[NODE_STRIKE] = write_element,
		[NODE_LINK] = write_link,
		[NODE_IMAGE] = write_image,
		[NODE_SPAN] = write_element,
		[NODE_SUPERSCRIPT] = write_element,
		[NODE_SUBSCRIPT] = write_element,
		[NODE_ABBREVIATION] = write_abbreviation,
		[NODE_FOOTNOTE_REFERENCE] = write_note_reference,
		[NODE_REFERENCE] = write_reference,
		[NODE_CITATION] = write_citation,
		[NODE_TASK_MARK] = write_task_mark,
	};

	if (writers[node->type] != NULL)
		writers[node->type](w, node);
}
