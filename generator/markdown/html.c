/* html.c - a small tokenizer and a stack of open elements; see html.h. */
#include "html.h"

#include <string.h>

#include "base/text.h"
#include "element.h"
#include "import.h"

enum { OPEN_ELEMENTS = 20 }; /* in one another, over all families */

/* The children of one parent. */
struct family {
	struct reader *r;
	bool phrasing; /* inlines, not blocks */
	struct {
		const struct element *element;
		struct pos pos;
	} open[OPEN_ELEMENTS];
	size_t depth, above; /* open here; in the families above */
	bool broken;         /* a message was given: what does not fit together now is no news */
};

/* One HTML node being read. */
struct html {
	struct family *family;
	struct reader *r;
	struct node *node;
	struct str text;
	size_t at;
	struct buf site, book;
};

/* ---- places and messages ----------------------------------------------------------------------
 */

/* Lines of a block's literal are ends of the author's lines, so columns count from the end. */
static struct pos
pos_of(const struct html *h, size_t at)
{
	struct pos pos = h->node->pos;
	size_t start = 0, end;

	while ((end = str_find_char(h->text, start, '\n')) < at) {
		start = end + 1;
		pos.line++;
	}
	if (h->node->type == NODE_HTML_BLOCK) {
		struct str line = reader_line(h->r, pos.line);
		size_t rest = end - at;

		pos.column = rest < line.n ? (uint32_t)(line.n - rest + 1) : 1;
	} else if (pos.column > 0) {
		pos.column = start == 0 ? pos.column + (uint32_t)at : 0;
	}
	return pos;
}

static void refuse(struct html *h, enum message message, size_t at, size_t length,
    const char *format, ...) PRINTF_LIKE(5, 6);

static void
refuse(struct html *h, enum message message, size_t at, size_t length, const char *format, ...)
{
	struct pos pos = pos_of(h, at);
	struct buf text = { 0 };
	va_list args;

	h->family->broken = true;
	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	pos.length = (uint32_t)length;
	diag_add(h->r->diag, message, pos, "%.*s", STR_ARG(text));
	buf_release(&text);
}

/* ---- output -----------------------------------------------------------------------------------
 */

static void
put(struct html *h, struct str s)
{
	buf_str(&h->site, s);
	buf_str(&h->book, s);
}

static void
put_escaped(struct html *h, struct str s)
{
	text_escape(&h->site, s);
	text_escape(&h->book, s);
}

/* The length of "&name;" at the start of s, or 0; out: what it stands for. */
static size_t
decode_reference(struct html *h, struct str s, struct str *out)
{
	size_t end = 1, bad;

	while (end < s.n && end < 34 && s.p[end] != ';' && s.p[end] != '&' && s.p[end] > ' ')
		end++;
	if (end >= s.n || s.p[end] != ';')
		return 0;
	*out = import_entity(h->r->arena, str_sub(s, 0, end + 1));
	if (out->n == 0)
		return 0;
	if (text_check(*out, &bad) != TEXT_FINE) {
		refuse(h, MSG_TEXT_CONTROL, h->at, end + 1,
		    "'%.*s' stands for a character that no page may carry", (int)end + 1, s.p);
		*out = STR("?");
	}
	return end + 1;
}

/* Text with its references decoded, and what XML needs escaped anew. */
static void
put_text(struct html *h, struct str s)
{
	size_t from = 0, length;
	struct str decoded;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '&' || (length = decode_reference(h, str_from(s, i), &decoded)) == 0)
			continue;
		put_escaped(h, str_sub(s, from, i - from));
		put_escaped(h, decoded);
		from = i + length;
		i = from - 1;
	}
	put_escaped(h, str_from(s, from));
}

/* ---- tags -------------------------------------------------------------------------------------
 */

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void
skip_space(struct html *h)
{
	while (h->at < h->text.n && is_space(h->text.p[h->at]))
		h->at++;
}

/* A name in lower case; stops at what cannot be in one. */
static struct str
take_name(struct html *h)
{
	size_t from = h->at;
	char *lower;

	while (h->at < h->text.n && !is_space(h->text.p[h->at]) &&
	       strchr("/>=\"'<", h->text.p[h->at]) == NULL)
		h->at++;
	lower = (char *)arena_str(h->r->arena, str_sub(h->text, from, h->at - from)).p;
	for (size_t i = 0; i < h->at - from; i++)
		if (lower[i] >= 'A' && lower[i] <= 'Z')
			lower[i] = (char)(lower[i] | 32);
	return (struct str){ lower, h->at - from };
}

static struct str
take_value(struct html *h)
{
	char quote = h->at < h->text.n ? h->text.p[h->at] : '\0';
	size_t from = h->at, end;

	if (quote == '"' || quote == '\'') {
		end = str_find_char(h->text, from + 1, quote);
		h->at = end < h->text.n ? end + 1 : end;
		return str_sub(h->text, from + 1, end - from - 1);
	}
	while (h->at < h->text.n && !is_space(h->text.p[h->at]) && h->text.p[h->at] != '>')
		h->at++;
	return str_sub(h->text, from, h->at - from);
}

static void
keep_id(struct html *h, struct str value)
{
	struct html_id *id = ARENA_PUSH(h->r->arena, &h->r->html_ids);

	id->id = value;
	id->node = h->node;
}

static void
put_attribute(struct html *h, struct str name, struct str value)
{
	struct buf *books[] = { &h->site, &h->book };

	for (int i = 0; i < 2; i++)
		buf_printf(books[i], " %.*s=\"", STR_ARG(name));
	put_text(h, value);
	put(h, STR("\""));
}

/* Attributes up to the ">", which is left; false when something is wrong. */
static bool
take_attributes(struct html *h, const struct element *element)
{
	struct str seen[16];
	size_t n = 0;

	for (skip_space(h); h->at < h->text.n && strchr("/>", h->text.p[h->at]) == NULL;
	    skip_space(h)) {
		size_t start = h->at;
		struct str name = take_name(h), value = STR("");
		bool twice = false;

		if (h->at < h->text.n && h->text.p[h->at] == '=') {
			h->at++;
			value = take_value(h);
		} else if (element_is_boolean(name)) {
			value = name;
		}
		if (name.n == 0 || !element_allows(element, name)) {
			refuse(h, MSG_HTML_ATTRIBUTE, start, name.n,
			    "the HTML attribute '%.*s' is not allowed here", STR_ARG(name));
			diag_help(h->r->diag, "take it away; class, id, lang, dir, title and "
					      "translate are allowed everywhere");
			return false;
		}
		for (size_t i = 0; i < n; i++)
			twice |= str_eq(seen[i], name);
		if (twice || n == sizeof(seen) / sizeof(seen[0]))
			continue;
		seen[n++] = name;
		if (str_eq(name, STR("id")))
			keep_id(h, value);
		put_attribute(h, name, value);
	}
	return true;
}

/* In a book, where not every reader can unfold, details are open. */
static void
put_name(struct html *h, const struct element *element, bool end)
{
	const char *in_book = element->name;

	if (strcmp(element->name, "details") == 0)
		in_book = "div";
	else if (strcmp(element->name, "summary") == 0)
		in_book = "p";
	put(h, end ? STR("</") : STR("<"));
	buf_str(&h->site, str_of(element->name));
	buf_str(&h->book, str_of(in_book));
}

static const struct element *
innermost(const struct family *f)
{
	return f->depth > 0 ? f->open[f->depth - 1].element : NULL;
}

static void
push_element(struct html *h, const struct element *element, size_t start)
{
	struct family *f = h->family;

	if (h->text.p[h->at] == '/' || f->depth + f->above >= OPEN_ELEMENTS) {
		refuse(h, MSG_HTML_SYNTAX, start, strlen(element->name) + 1, "<%s> %s",
		    element->name,
		    f->depth + f->above >= OPEN_ELEMENTS ? "stands too deep inside others"
							 : "needs an end tag of its own");
		return;
	}
	put(h, STR(">"));
	f->open[f->depth].pos = pos_of(h, start);
	f->open[f->depth].pos.length = (uint32_t)strlen(element->name) + 1;
	f->open[f->depth++].element = element;
}

/* Whether the element is one that may stand here. */
static bool
accept(struct html *h, const struct element *element, struct str name, size_t start)
{
	struct family *f = h->family;
	size_t n;
	const struct str *names = element_names(&n);

	if (element == NULL) {
		refuse(h, MSG_HTML_ELEMENT, start, name.n + 1,
		    "the HTML element '%.*s' is not allowed", STR_ARG(name));
		diag_suggest(h->r->diag, name, names, n);
		diag_help(h->r->diag, "use Markdown for it; a < that is text is written \\<");
		return false;
	}
	if (f->broken || element_may_hold(innermost(f), element, f->phrasing))
		return !f->broken;
	refuse(h, MSG_HTML_PLACE, start, name.n + 1, "<%s> cannot stand here", element->name);
	if (element->parents != NULL)
		diag_help(h->r->diag, "it belongs directly in: %.*s",
		    STR_ARG(str_trim(str_of(element->parents))));
	if (f->depth > 0)
		diag_related(
		    h->r->diag, f->open[f->depth - 1].pos, "<%s> is open", innermost(f)->name);
	return false;
}

static void
take_start(struct html *h)
{
	size_t start = h->at++, book;
	struct str name = take_name(h);
	const struct element *element = element_find(name);

	if (!accept(h, element, name, start)) {
		h->at = str_find_char(h->text, h->at, '>') + 1;
		return;
	}
	put_name(h, element, false);
	book = h->book.n;
	if (take_attributes(h, element)) {
		if (strcmp(element->name, "details") == 0) { /* open="open" is the site's */
			h->book.n = book;
			buf_str(&h->book, STR(" class=\"details\""));
		}
		if (element->holds == HOLDS_NOTHING)
			put(h, STR("/>"));
		else
			push_element(h, element, start);
	}
	h->at = str_find_char(h->text, h->at, '>') + 1;
	if (strcmp(element->name, "pre") == 0 && h->at < h->text.n && h->text.p[h->at] == '\n')
		h->at++; /* HTML parsers drop it, XML parsers do not */
}

static void
take_end(struct html *h)
{
	struct family *f = h->family;
	const struct element *open = innermost(f);
	size_t start = h->at;
	struct str name;

	h->at += 2;
	name = take_name(h);
	h->at = str_find_char(h->text, h->at, '>') + 1;
	if (f->broken)
		return;
	if (open != NULL && str_eq(name, str_of(open->name))) {
		put_name(h, open, true);
		put(h, STR(">"));
		f->depth--;
		return;
	}
	refuse(h, MSG_HTML_UNCLOSED, start, name.n + 2,
	    "'</%.*s>' closes nothing that is open here", STR_ARG(name));
	if (open != NULL)
		diag_related(h->r->diag, f->open[f->depth - 1].pos, "<%s> is open", open->name);
}

/* ---- nodes ------------------------------------------------------------------------------------
 */

static size_t
comment_length(struct str s)
{
	size_t end = str_find(s, 4, STR("-->"));

	if (str_starts(s, STR("<!-->")) || str_starts(s, STR("<!--->")))
		return str_find_char(s, 4, '>') + 1;
	return end < s.n ? end + 3 : s.n;
}

static bool
is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static void
take_markup(struct html *h)
{
	struct str rest = str_from(h->text, h->at);
	char next = rest.n > 1 ? rest.p[1] : '\0';

	if (str_starts(rest, STR("<!--"))) {
		size_t n = comment_length(rest);

		if (!str_ends(str_sub(rest, 0, n), STR("-->")))
			refuse(h, MSG_HTML_UNCLOSED, h->at, 4,
			    "this comment is never closed: all that follows would be lost");
		h->at += n;
	} else if (is_letter(next)) {
		take_start(h);
	} else if (next == '/' && rest.n > 2 && is_letter(rest.p[2])) {
		take_end(h);
	} else if (next != '!' && next != '?' && next != '/') {
		put(h, STR("&lt;"));
		h->at++;
	} else {
		refuse(h, MSG_HTML_SYNTAX, h->at, 2,
		    "what begins with '%.*s' is neither an element nor a comment", 2, rest.p);
		diag_help(h->r->diag, "take it away; a < that is text is written \\<");
		h->at = str_find_char(h->text, h->at, '>') + 1;
	}
}

static void
take_characters(struct html *h)
{
	size_t end = str_find_char(h->text, h->at, '<');
	struct str s = str_sub(h->text, h->at, end - h->at);
	const struct element *open = innermost(h->family);

	if (open != NULL && open->holds == HOLDS_LISTED && str_trim(s).n > 0 &&
	    !h->family->broken) {
		refuse(h, MSG_HTML_PLACE, (size_t)(str_trim(s).p - h->text.p), 0,
		    "text cannot stand here");
		diag_related(h->r->diag, h->family->open[h->family->depth - 1].pos,
		    "<%s> holds only elements of its own kind", open->name);
	}
	put_text(h, s);
	h->at = end;
}

static void
clean_node(struct family *f, struct node *node)
{
	struct html h = { .family = f, .r = f->r, .node = node, .text = node->text };

	while (h.at < h.text.n) {
		if (h.text.p[h.at] == '<')
			take_markup(&h);
		else
			take_characters(&h);
	}
	if (node->type == NODE_HTML_BLOCK && str_trim(buf_view(&h.site)).n == 0)
		h.site.n = h.book.n = 0; /* it was a comment */
	node->as.html.markup = arena_str(f->r->arena, buf_view(&h.site));
	node->as.html.book = arena_str(f->r->arena, buf_view(&h.book));
	buf_release(&h.site);
	buf_release(&h.book);
}

/* What is still open was forgotten; and nothing is written that would not be balanced. */
static void
end_family(struct family *f, struct node *parent, struct family *above)
{
	if (f->depth > 0 && !f->broken) {
		const char *name = f->open[f->depth - 1].element->name;

		f->broken = true;
		diag_add(f->r->diag, MSG_HTML_UNCLOSED, f->open[f->depth - 1].pos,
		    "<%s> is not closed where it was opened", name);
		diag_help(f->r->diag, "write </%s> before the end of the %s it stands in", name,
		    f->phrasing ? "paragraph or emphasis" : "list item, quote or directive");
	}
	if (!f->broken)
		return;
	if (above != NULL && above->phrasing)
		above->broken = true;
	for (struct node *n = parent->first; n != NULL; n = n->next)
		if (n->type == NODE_HTML || n->type == NODE_HTML_BLOCK)
			n->as.html.markup = n->as.html.book = STR("");
}

static void
clean_children(struct reader *r, struct node *parent, struct family *above)
{
	struct family f = { .r = r, .phrasing = reader_is_leaf(parent) };

	f.phrasing |= parent->type >= NODE_TEXT || parent->type == NODE_CAPTION;
	f.broken = above != NULL && above->phrasing && above->broken;
	f.above = above != NULL ? above->above + above->depth : 0;
	for (struct node *n = parent->first; n != NULL; n = n->next) {
		const struct element *open = innermost(&f);

		if (n->type == NODE_HTML || n->type == NODE_HTML_BLOCK) {
			clean_node(&f, n);
			continue;
		}
		if (!f.phrasing && !f.broken && open != NULL && open->holds != HOLDS_FLOW) {
			f.broken = true;
			diag_add(r->diag, MSG_HTML_PLACE, f.open[f.depth - 1].pos,
			    "<%s> cannot hold Markdown blocks", open->name);
			diag_help(r->diag, "close it before the blank line");
		}
		if (n->type == NODE_DIRECTIVE && n->as.directive.title != NULL)
			clean_children(r, n->as.directive.title, &f);
		if (n->first != NULL)
			clean_children(r, n, &f);
	}
	end_family(&f, parent, above);
}

void
html_clean(struct reader *r)
{
	if (r->has['<'])
		clean_children(r, r->root, NULL);
}
