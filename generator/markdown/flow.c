/* flow.c - a table of small writers, one for each type of block; see flow.h. */
#include "flow.h"

#include "base/text.h"
#include "phrase.h"
#include "quizzes.h"

void
flow_write(struct writer *w, const struct node *node)
{
	for (const struct node *n = node->first; n != NULL; n = n->next)
		flow_write_one(w, n);
}

/* One element round inlines, on a line of its own. */
static void
write_line(struct writer *w, const char *name, const struct node *node, const char *class)
{
	markup_open(w, name, node, class);
	phrase_write(w, node);
	markup_close(w, name);
	buf_char(w->out, '\n');
}

/* One element round blocks. */
static void
write_section(struct writer *w, const char *name, const struct node *node, const char *class)
{
	markup_open(w, name, node, class);
	buf_char(w->out, '\n');
	flow_write(w, node);
	markup_close(w, name);
	buf_char(w->out, '\n');
}

static void
write_paragraph(struct writer *w, const struct node *node)
{
	write_line(w, "p", node, NULL);
}

static void
write_heading(struct writer *w, const struct node *node)
{
	const char name[] = { 'h', (char)('0' + node->as.heading.level), '\0' };

	write_line(w, name, node, NULL);
}

static void
write_quote(struct writer *w, const struct node *node)
{
	write_section(w, "blockquote", node, NULL);
}

static void
write_break(struct writer *w, const struct node *node)
{
	markup_add(w, "<hr");
	markup_attributes(w, node, NULL);
	markup_add(w, "/>\n");
}

static void
write_code_block(struct writer *w, const struct node *node)
{
	struct str info = node->as.code.info, language = str_split(&info, ' ');

	markup_open(w, "pre", node, NULL);
	markup_add(w, "<code");
	if (language.n > 0) {
		markup_add(w, " class=\"language-");
		text_escape(w->out, language);
		buf_char(w->out, '"');
	}
	buf_char(w->out, '>');
	text_escape(w->out, node->text);
	markup_add(w, "</code></pre>\n");
}

static void
write_html(struct writer *w, const struct node *node)
{
	buf_str(w->out, w->output->book ? node->as.html.book : node->as.html.markup);
}

/* ---- lists ------------------------------------------------------------------------------------
 */

/* The blocks of an item; in a tight list its paragraphs are bare lines. */
static void
write_item_content(struct writer *w, const struct node *item, bool tight)
{
	for (const struct node *n = item->first; n != NULL; n = n->next) {
		if (!tight || n->type != NODE_PARAGRAPH) {
			if (n->previous == NULL || (tight && n->previous->type == NODE_PARAGRAPH))
				buf_char(w->out, '\n');
			flow_write_one(w, n);
			continue;
		}
		if (n->attributes != NULL)
			markup_open(w, "span", n, NULL);
		phrase_write(w, n);
		if (n->attributes != NULL)
			markup_close(w, "span");
		if (n->next != NULL && n->next->type == NODE_PARAGRAPH)
			buf_char(w->out, '\n');
	}
}

static const char *
task_class(const struct node *item)
{
	const struct node *mark = item->first != NULL ? item->first->first : NULL;

	if (mark == NULL || mark->type != NODE_TASK_MARK)
		return NULL;
	return mark->as.task.done ? "task done" : "task";
}

static void
write_list(struct writer *w, const struct node *node)
{
	const char *name = node->as.list.ordered ? "ol" : "ul";

	buf_char(w->out, '<');
	markup_add(w, name);
	if (node->as.list.ordered && node->as.list.start != 1)
		buf_printf(w->out, " start=\"%d\"", node->as.list.start);
	markup_attributes(w, node, node->as.list.tasks ? "tasks" : NULL);
	markup_add(w, ">\n");
	for (const struct node *item = node->first; item != NULL; item = item->next) {
		markup_open(w, "li", item, task_class(item));
		write_item_content(w, item, node->as.list.tight);
		markup_add(w, "</li>\n");
	}
	markup_close(w, name);
	buf_char(w->out, '\n');
}

static void
write_definitions(struct writer *w, const struct node *node)
{
	markup_open(w, "dl", node, NULL);
	buf_char(w->out, '\n');
	for (const struct node *n = node->first; n != NULL; n = n->next) {
		if (n->type == NODE_TERM) {
			write_line(w, "dt", n, NULL);
			continue;
		}
		markup_open(w, "dd", n, NULL);
		write_item_content(w, n, node->as.list.tight);
		markup_add(w, "</dd>\n");
	}
	markup_add(w, "</dl>\n");
}

/* ---- tables -----------------------------------------------------------------------------------
 */

/* A phone shows every row as a card, so a cell of the site says what its column is called. */
static void
write_label(struct writer *w, const struct node *head)
{
	struct buf label = { 0 };

	if (head == NULL || w->output->book || w->output->hooks == NULL)
		return;
	node_text(head, &label);
	markup_attribute(w, "data-label", buf_view(&label));
	buf_release(&label);
}

/* head is the cell above it in the table's head, NULL for the head itself. */
static void
write_cell(struct writer *w, const struct node *cell, const struct node *head)
{
	static const char *const classes[] = { [ALIGN_NONE] = NULL,
		[ALIGN_LEFT] = "align-left",
		[ALIGN_CENTRE] = "align-centre",
		[ALIGN_RIGHT] = "align-right" };
	const struct node *only = cell->first;
	bool first = cell->previous == NULL;
	bool row_head = first && only != NULL && only->type == NODE_STRONG && only->next == NULL;
	bool empty = cell->first == NULL;
	const char *name = (cell->as.cell.header && !empty) || row_head ? "th" : "td";

	buf_char(w->out, '<');
	markup_add(w, name);
	if (name[1] == 'h')
		markup_add(w, cell->as.cell.header ? " scope=\"col\"" : " scope=\"row\"");
	markup_attributes(w, cell, classes[cell->as.cell.align]);
	if (!first)
		write_label(w, head);
	buf_char(w->out, '>');
	phrase_write(w, row_head && !cell->as.cell.header ? only : cell);
	markup_close(w, name);
	buf_char(w->out, '\n');
}

static void
write_row(struct writer *w, const struct node *row, const struct node *heads)
{
	const struct node *head = heads != NULL ? heads->first : NULL;

	markup_add(w, "<tr>\n");
	for (const struct node *cell = row->first; cell != NULL; cell = cell->next) {
		write_cell(w, cell, head);
		head = head != NULL ? head->next : NULL;
	}
	markup_add(w, "</tr>\n");
}

static void
write_caption(struct writer *w, const struct node *table, const struct node *caption)
{
	markup_add(w, "<caption>");
	if (table->as.table.number > 0) {
		markup_add(w, "<span class=\"table-label\">");
		text_escape(w->out, markup_word(w, "table"));
		buf_printf(w->out, " %d</span> ", table->as.table.number);
	}
	phrase_write(w, caption);
	markup_add(w, "</caption>\n");
}

/* On the site a wide table scrolls in a box that the keyboard can reach and a reader can name. */
static void
open_box(struct writer *w, const struct node *table)
{
	const struct node *named = table->first; /* the caption, or the heads of the columns */
	struct buf label = { 0 };

	if (named->type == NODE_ROW)
		named = named->first;
	buf_str(&label, markup_word(w, "table"));
	if (table->as.table.number > 0)
		buf_printf(&label, " %d", table->as.table.number);
	for (const struct node *n = named; n != NULL; n = n->next) {
		buf_str(&label, n == named ? STR(": ") : STR(", "));
		node_text(n, &label);
		if (named->type == NODE_CAPTION)
			break;
	}
	markup_add(w, "<div class=\"table\" role=\"region\" tabindex=\"0\"");
	markup_attribute(w, "aria-label", buf_view(&label));
	markup_add(w, ">\n");
	buf_release(&label);
}

static void
write_table(struct writer *w, const struct node *table)
{
	const struct node *row = table->first, *heads;

	if (!w->output->book)
		open_box(w, table);
	markup_open(w, "table", table, NULL);
	buf_char(w->out, '\n');
	if (row->type == NODE_CAPTION) {
		write_caption(w, table, row);
		row = row->next;
	}
	markup_add(w, "<thead>\n");
	heads = row;
	write_row(w, heads, NULL);
	markup_add(w, "</thead>\n");
	if (row->next != NULL)
		markup_add(w, "<tbody>\n");
	while ((row = row->next) != NULL)
		write_row(w, row, heads);
	if (table->last->type == NODE_ROW && table->last != table->first &&
	    !table->last->first->as.cell.header)
		markup_add(w, "</tbody>\n");
	markup_add(w, w->output->book ? "</table>\n" : "</table>\n</div>\n");
}

/* ---- directives -------------------------------------------------------------------------------
 */

/* What write makes of node, in a buffer of its own. */
static struct buf
rendered(struct writer *w, const struct node *node,
    void (*write)(struct writer *w, const struct node *node))
{
	struct buf part = { 0 }, *out = w->out;

	w->out = &part;
	write(w, node);
	w->out = out;
	return part;
}

static void
call_hook(struct writer *w, const struct node *node, const struct directive_parts *parts)
{
	const struct markdown_hooks *hooks = w->output->hooks;

	if (hooks == NULL || hooks->directive == NULL)
		buf_str(w->out, parts->body);
	else if (!hooks->directive(w->output->ctx, node, parts, w->out, w->diag))
		w->failed = true;
}

static bool
is_named(const struct node *node, const char *name)
{
	return node->type == NODE_DIRECTIVE && str_eq(node->as.directive.name, str_of(name));
}

static void
write_directive_with(struct writer *w, const struct node *node, struct directive_parts *parts)
{
	struct buf title = { 0 };

	if (node->as.directive.title != NULL)
		title = rendered(w, node->as.directive.title, phrase_write);
	parts->title = buf_view(&title);
	if (parts->id.n == 0 && (!w->output->excerpt || quiz_is(node)))
		parts->id = node_id(node);
	call_hook(w, node, parts);
	buf_release(&title);
}

/* The one image of a figure, which its first paragraph holds. */
static const struct node *
figure_picture(const struct node *figure)
{
	const struct node *image = figure->first != NULL ? figure->first->first : NULL;

	return image != NULL && image->type == NODE_IMAGE && image->next == NULL ? image : NULL;
}

static void
write_figure_body(struct writer *w, const struct node *figure)
{
	for (const struct node *n = figure->first; n != NULL; n = n->next)
		if (!is_named(n, "description") &&
		    !(n == figure->first && figure_picture(figure) != NULL))
			flow_write_one(w, n);
}

/* The id that ties a picture to its long description. */
static void
describe_id(const struct node *figure, struct buf *id)
{
	if (node_id(figure).n > 0)
		buf_str(id, node_id(figure));
	else
		buf_printf(id, "figure-%d", figure->as.directive.number);
	buf_str(id, STR("-description"));
}

static void
write_figure(struct writer *w, const struct node *figure)
{
	const struct node *picture = figure_picture(figure), *description = figure->first;
	struct buf body = rendered(w, figure, write_figure_body), shown = { 0 }, told = { 0 };
	struct buf id = { 0 }, *out = w->out;
	struct directive_parts parts = { .body = buf_view(&body) };

	while (description != NULL && !is_named(description, "description"))
		description = description->next;
	if (description != NULL) {
		struct buf inner = rendered(w, description, flow_write);
		struct directive_parts told_parts = { .body = buf_view(&inner) };

		describe_id(figure, &id);
		told_parts.id = node_id(description).n > 0 ? node_id(description) : buf_view(&id);
		w->out = &told;
		write_directive_with(w, description, &told_parts);
		buf_release(&inner);
	}
	w->out = &shown;
	if (picture != NULL)
		phrase_image(w, picture, buf_view(&id));
	w->out = out;
	parts.picture = buf_view(&shown);
	parts.description = buf_view(&told);
	write_directive_with(w, figure, &parts);
	buf_release(&body);
	buf_release(&shown);
	buf_release(&told);
	buf_release(&id);
}

/* ---- questions --------------------------------------------------------------------------- */

/* What a question is made of, while its markup is. */
struct asked {
	struct buf question, rationale, text[QUIZ_OPTIONS], feedback[QUIZ_OPTIONS];
};

/* The words of an option, without their task mark. */
static void
write_option(struct writer *w, const struct node *option)
{
	w->asking = true;
	phrase_write(w, option->first);
	w->asking = false;
}

static void
write_feedback(struct writer *w, const struct node *option)
{
	for (const struct node *n = option->first->next; n != NULL; n = n->next)
		flow_write_one(w, n);
}

static void
write_question(struct writer *w, const struct node *quiz)
{
	const struct node *list = quiz_list(quiz);

	for (const struct node *n = quiz->first; n != list; n = n->next)
		flow_write_one(w, n);
}

static void
write_rationale(struct writer *w, const struct node *quiz)
{
	const struct node *list = quiz_list(quiz);

	for (const struct node *n = list != NULL ? list->next : NULL; n != NULL; n = n->next)
		flow_write_one(w, n);
}

static void
write_quiz(struct writer *w, const struct node *quiz)
{
	const struct node *list = quiz_list(quiz), *option = list != NULL ? list->first : NULL;
	struct asked asked = { .question = rendered(w, quiz, write_question) };
	struct directive_parts parts = { .body = buf_view(&asked.question) };

	for (size_t i = 0; option != NULL && i < QUIZ_OPTIONS; option = option->next, i++) {
		asked.text[i] = rendered(w, option, write_option);
		asked.feedback[i] = rendered(w, option, write_feedback);
		parts.options[i] = (struct quiz_option){ buf_view(&asked.text[i]),
			buf_view(&asked.feedback[i]), quiz_is_right(option) };
		parts.options_n = i + 1;
	}
	asked.rationale = rendered(w, quiz, write_rationale);
	parts.rationale = buf_view(&asked.rationale);
	write_directive_with(w, quiz, &parts);
	buf_release(&asked.question);
	buf_release(&asked.rationale);
	for (size_t i = 0; i < parts.options_n; i++) {
		buf_release(&asked.text[i]);
		buf_release(&asked.feedback[i]);
	}
}

static void
write_directive(struct writer *w, const struct node *node)
{
	struct directive_parts parts = { .body = STR("") };
	struct buf body;

	if (is_named(node, "figure")) {
		write_figure(w, node);
		return;
	}
	if (quiz_is(node)) {
		write_quiz(w, node);
		return;
	}
	body = rendered(w, node, flow_write);
	parts.body = buf_view(&body);
	write_directive_with(w, node, &parts);
	buf_release(&body);
}

/* ---- footnotes --------------------------------------------------------------------------------
 */

/* The way back to the use-th reference. */
static void
write_way_back(struct writer *w, const struct node *note, int use)
{
	int number = note->as.footnote.number;

	buf_printf(w->out, "<a href=\"#fnref-%d", number);
	if (use > 1)
		buf_printf(w->out, "-%d", use);
	markup_add(w, "\" role=\"doc-backlink\"");
	if (w->output->book)
		markup_add(w, " epub:type=\"backlink\"");
	markup_add(w, " aria-label=\"");
	text_escape(w->out, markup_word(w, "back_to_reference"));
	buf_printf(w->out, " %d", number);
	if (use > 1)
		buf_printf(w->out, ", %d", use);
	markup_add(w, "\">");
	if (!w->output->book)
		markup_add(w, "\xe2\x86\xa9\xef\xb8\x8e"); /* an arrow, as text and not as emoji */
	else if (use == 1)
		buf_printf(w->out, "%d.", number);
	else
		buf_printf(w->out, "(%d)", use);
	markup_add(w, "</a>");
}

static void
write_ways_back(struct writer *w, const struct node *note)
{
	for (int use = 1; use <= note->as.footnote.references; use++) {
		if (use > 1)
			buf_char(w->out, ' ');
		write_way_back(w, note, use);
	}
}

/* In a book the way back comes first: after the text it would run into the next note's pop-up. */
static void
write_book_note(struct writer *w, const struct node *note)
{
	const struct node *n = note->first;

	buf_printf(w->out, "<aside id=\"fn-%d\" epub:type=\"footnote\" role=\"doc-footnote\">\n<p>",
	    note->as.footnote.number);
	write_ways_back(w, note);
	if (n != NULL && n->type == NODE_PARAGRAPH) {
		buf_char(w->out, ' ');
		phrase_write(w, n);
		n = n->next;
	}
	markup_add(w, "</p>\n");
	for (; n != NULL; n = n->next)
		flow_write_one(w, n);
	markup_add(w, "</aside>\n");
}

static void
write_site_note(struct writer *w, const struct node *note)
{
	bool ends_in_text = note->last != NULL && note->last->type == NODE_PARAGRAPH;

	buf_printf(w->out, "<li id=\"fn-%d\">\n", note->as.footnote.number);
	for (const struct node *n = note->first; n != NULL; n = n->next) {
		if (n->next != NULL || !ends_in_text) {
			flow_write_one(w, n);
			continue;
		}
		markup_open(w, "p", n, NULL);
		phrase_write(w, n);
		buf_char(w->out, ' ');
	}
	if (!ends_in_text)
		markup_add(w, "<p>");
	write_ways_back(w, note);
	markup_add(w, "</p>\n</li>\n");
}

static void
write_footnotes(struct writer *w, const struct node *notes)
{
	bool book = w->output->book;

	buf_printf(w->out,
	    "<section class=\"footnotes\"%s role=\"doc-endnotes\" "
	    "aria-labelledby=\"fn-title\">\n<h2 id=\"fn-title\">",
	    book ? " epub:type=\"footnotes\"" : "");
	text_escape(w->out, markup_word(w, "notes"));
	markup_add(w, book ? "</h2>\n" : "</h2>\n<ol>\n");
	for (const struct node *note = notes->first; note != NULL; note = note->next) {
		if (book)
			write_book_note(w, note);
		else
			write_site_note(w, note);
	}
	markup_add(w, book ? "</section>\n" : "</ol>\n</section>\n");
}

void
flow_write_one(struct writer *w, const struct node *node)
{
	static void (*const writers[NODE_TYPES])(struct writer *, const struct node *) = {
		[NODE_PARAGRAPH] = write_paragraph,
		[NODE_HEADING] = write_heading,
		[NODE_QUOTE] = write_quote,
		[NODE_LIST] = write_list,
		[NODE_CODE_BLOCK] = write_code_block,
		[NODE_HTML_BLOCK] = write_html,
		[NODE_BREAK] = write_break,
		[NODE_TABLE] = write_table,
		[NODE_DEFINITIONS] = write_definitions,
		[NODE_FOOTNOTES] = write_footnotes,
		[NODE_DIRECTIVE] = write_directive,
	};

	if (writers[node->type] != NULL)
		writers[node->type](w, node);
}
