/* verify_fuzz.c - a page that the proof lets pass shows the disclaimer to an HTML parser.
 *
 * In: a recipe, one byte a step: elements opened and closed, texts and comments, put somewhere into
 * a page with the notice; so all is well-formed XML.  When proof_read() says nothing against the
 * page, gumbo must see exactly one notice, directly in main, with the same words, inside nothing
 * that could hide it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gumbo.h>

#include "formats/xml.h"
#include "verify/proof.h"

static const char words[] = "Notice For education only.";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	xml_init();
	return 0;
}

static const char *
attribute(const GumboNode *node, const char *name)
{
	const GumboAttribute *a = gumbo_get_attribute(&node->v.element.attributes, name);

	return a != NULL ? a->value : "";
}

static void
add_text(const GumboNode *node, struct buf *out)
{
	bool element = node->type == GUMBO_NODE_ELEMENT;

	if (node->type == GUMBO_NODE_TEXT)
		buf_str(out, str_of(node->v.text.text));
	else if (node->type == GUMBO_NODE_WHITESPACE)
		buf_char(out, ' ');
	if (element && node->v.element.tag != GUMBO_TAG_STRONG)
		buf_char(out, ' ');
	for (unsigned i = 0; element && i < node->v.element.children.length; i++)
		add_text(node->v.element.children.data[i], out);
	if (element && node->v.element.tag != GUMBO_TAG_STRONG)
		buf_char(out, ' ');
}

static struct str
next_word(struct str *rest)
{
	size_t n = 0;

	while (rest->n > 0 && strchr(" \t\r\n", rest->p[0]) != NULL)
		*rest = str_from(*rest, 1);
	while (n < rest->n && strchr(" \t\r\n", rest->p[n]) == NULL)
		n++;
	*rest = str_from(*rest, n);
	return (struct str){ rest->p - n, n };
}

static void
check_notice(const GumboNode *notice)
{
	struct buf text = { 0 };
	struct str found, wanted = str_of(words), a, b;

	if (notice->parent->v.element.tag != GUMBO_TAG_MAIN)
		abort();
	for (const GumboNode *up = notice->parent->parent; up->type == GUMBO_NODE_ELEMENT;
	    up = up->parent) {
		GumboTag tag = up->v.element.tag;

		if (tag != GUMBO_TAG_DIV && tag != GUMBO_TAG_ARTICLE && tag != GUMBO_TAG_BODY &&
		    tag != GUMBO_TAG_HTML)
			abort();
		if (attribute(up, "hidden")[0] != '\0' || attribute(up, "style")[0] != '\0')
			abort();
	}
	add_text(notice, &text);
	found = buf_view(&text);
	do {
		a = next_word(&wanted);
		b = next_word(&found);
		if (!str_eq(a, b))
			abort();
	} while (a.n > 0);
	buf_release(&text);
}

static size_t
find(const GumboNode *node)
{
	size_t n = 0;

	if (node->type != GUMBO_NODE_ELEMENT)
		return 0;
	if (strcmp(attribute(node, "id"), "medical-disclaimer") == 0) {
		check_notice(node);
		n++;
	}
	for (unsigned i = 0; i < node->v.element.children.length; i++)
		n += find(node->v.element.children.data[i]);
	return n;
}

/* ---- the tree: "(html(head(title))(body…))", without tbody -------------------------------------
 */

static void
outline_of_gumbo(const GumboNode *node, struct buf *out)
{
	const GumboElement *e = &node->v.element;
	bool shown = e->tag != GUMBO_TAG_TBODY;

	if (node->type != GUMBO_NODE_ELEMENT)
		return;
	if (shown && e->tag != GUMBO_TAG_UNKNOWN) {
		buf_printf(out, "(%s", gumbo_normalized_tagname(e->tag));
	} else if (shown) {
		GumboStringPiece piece = e->original_tag;

		gumbo_tag_from_original_text(&piece);
		buf_printf(out, "(%.*s", (int)piece.length, piece.data);
	}
	for (unsigned i = 0; i < e->children.length; i++)
		outline_of_gumbo(e->children.data[i], out);
	if (shown)
		buf_char(out, ')');
}

static void
on_start(void *ctx, const struct xml_tag *tag)
{
	if (!str_eq(tag->name, STR("tbody")))
		buf_printf(ctx, "(%.*s", STR_ARG(tag->name));
}

static void
on_end(void *ctx, const struct xml_tag *tag)
{
	if (!str_eq(tag->name, STR("tbody")))
		buf_char(ctx, ')');
}

static void
check_tree(const struct source *document, const GumboNode *root)
{
	static const struct xml_handler handler = { .start = on_start, .end = on_end };
	struct buf xml = { 0 }, html = { 0 };
	struct diag diag = { 0 };

	if (!xml_scan(document, &handler, &xml, &diag))
		abort();
	outline_of_gumbo(root, &html);
	if (!str_eq(buf_view(&xml), buf_view(&html))) {
		fprintf(stderr, "%.*s\nXML  %s\nHTML %s\n", STR_ARG(document->text), buf_cstr(&xml),
		    buf_cstr(&html));
		abort();
	}
	buf_release(&xml);
	buf_release(&html);
}

/* ---- pages from recipes ------------------------------------------------------------------------
 */

static const char *const names[] = { "a", "address", "applet", "area", "article", "aside", "b",
	"base", "big", "blockquote", "body", "br", "button", "caption", "center", "code", "col",
	"colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "em", "embed", "fieldset",
	"figcaption", "figure", "font", "footer", "foreignObject", "form", "frame", "frameset",
	"h1", "h2", "h6", "head", "header", "hr", "html", "i", "iframe", "image", "img", "input",
	"isindex", "keygen", "li", "link", "listing", "main", "marquee", "math", "menu", "meta",
	"mi", "mtext", "annotation-xml", "nav", "nobr", "noembed", "noframes", "noscript", "object",
	"ol", "optgroup", "option", "p", "param", "plaintext", "pre", "rb", "rp", "rt", "rtc",
	"ruby", "s", "script", "section", "select", "small", "source", "span", "strike", "strong",
	"style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "template", "textarea",
	"tfoot", "th", "thead", "title", "desc", "g", "path", "tr", "track", "tt", "u", "ul", "var",
	"wbr", "xmp", "x-y", "TEXTAREA", "Style" };
static const char *const pieces[] = { "text", " ", "<!-- c -->", "<!-- > -->", "<!--> -->",
	"<!---> -->", "<![CDATA[x]]>", "<![CDATA[><plaintext>]]>", "<?x > ?>", "&#60;", "&lt;/p>",
	"<br/>", "<br></br>", "<img alt=\"\"/>", "<input/>", "<hr/>" };
enum {
	NAMES = sizeof(names) / sizeof(names[0]),
	PIECES = sizeof(pieces) / sizeof(pieces[0]),
	DEPTH = 24,
	CLOSE = NAMES,
	EMPTY = CLOSE + 40, /* steps up to here close an element */
	PIECE = EMPTY + 1,  /* the next name is written <name/> */
};

/* Appends what a recipe makes; all that it opens is closed. */
static void
cook(struct buf *out, const uint8_t *recipe, size_t n)
{
	uint8_t open[DEPTH];
	size_t depth = 0;

	for (size_t i = 0; i < n; i++) {
		uint8_t step = recipe[i];

		if (step < NAMES && depth < DEPTH) {
			bool svg = strcmp(names[step], "svg") == 0;

			buf_printf(out, "<%s%s>", names[step],
			    svg ? " xmlns=\"http://www.w3.org/2000/svg\"" : "");
			open[depth++] = step;
		} else if (step >= CLOSE && step < EMPTY && depth > 0) {
			buf_printf(out, "</%s>", names[open[--depth]]);
		} else if (step == EMPTY && i + 1 < n) {
			buf_printf(out, "<%s/>", names[recipe[++i] % NAMES]);
		} else if (step >= PIECE) {
			buf_str(out, str_of(pieces[step % PIECES]));
		}
	}
	while (depth > 0)
		buf_printf(out, "</%s>", names[open[--depth]]);
}

/* The page, with the recipe's part at one of its places. */
static void
bake(struct buf *out, const uint8_t *data, size_t size)
{
	static const char *const parts[] = { "<!DOCTYPE html>\n<html lang=\"en\">",
		"<head><meta charset=\"utf-8\"/><title>T</title>", "</head>", "<body>",
		"<div><main>",
		("<section id=\"medical-disclaimer\" role=\"doc-notice\"><h2>Notice</h2><p>For "
		 "<strong>education</strong> only.</p>"),
		"</section></main>", "</div></body>", "</html>" };
	size_t place = size > 0 ? data[0] % 16 : 4;

	if (place > 7) /* mostly in main, before the notice */
		place = 4;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		buf_str(out, str_of(parts[i]));
		if (i == place && size > 1)
			cook(out, data + 1, size - 1);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct verify_notice notice = { { "en", 2 }, { words, sizeof(words) - 1 } };
	struct verify_rules rules = { &notice, 1, { "", 0 } };
	struct publication publication = { .rules = &rules, .base_url = { "", 0 } };
	struct proof_file file = { .path = STR("x.html"), .document = true, .listed = true };
	struct proof_notes notes = { 0 };
	struct source document = { .path = STR("x.html") };
	struct buf page = { 0 };

	bake(&page, data, size);
	document.text = buf_view(&page);
	proof_read(&publication, &file, &document, &notes);
	if (notes.diag.errors == 0) {
		GumboOutput *tree = gumbo_parse_with_options(&kGumboDefaultOptions, page.p, page.n);

		check_tree(&document, tree->root);
		if (find(tree->root) != 1)
			abort();
		gumbo_destroy_output(&kGumboDefaultOptions, tree);
	}
	proof_notes_release(&notes);
	buf_release(&page);
	return 0;
}
