/* parity.c - where XML and HTML parsers part; see parity.h.
 *
 * One table says of each element of HTML which parents it may have and what it may not stand in;
 * all that HTML 5 closes, moves or drops by itself breaks one of these rules.  Names that are not
 * in the table are ordinary elements to both parsers. */
#include "parity.h"

#include <stdlib.h>
#include <string.h>

enum {
	/* what an element stands in; BAR: what its own start lifts */
	IN_P = 1 << 0,
	IN_A = 1 << 1,
	IN_BUTTON = 1 << 2,
	IN_FORM = 1 << 3,
	IN_SELECT = 1 << 4,
	IN_DD = 1 << 5,
	IN_SVG = 1 << 6,
	IN_MATH = 1 << 7,
	IN_TEXT_ONLY = 1 << 8, /* title, desc: no element, no comment */
	IN_SCRIPT = 1 << 9,
	IN_FOREIGN = IN_SVG | IN_MATH,
	IN_CELL_BARS = IN_P | IN_A | IN_BUTTON, /* what ends at a table cell */

	/* what an element is */
	IS_VOID = 1 << 12,
	IS_BANNED = 1 << 13,
	IS_BLOCK = 1 << 14,     /* its start closes an open p */
	IS_TABLE = 1 << 15,     /* holds only what belongs into tables */
	IS_HEADING = 1 << 16,   /* its start closes a heading that is its parent */
	IS_OF_SELECT = 1 << 17, /* may stand in select */
	IS_OF_SVG = 1 << 18,    /* a name of both HTML and SVG */
	IS_TOP = 1 << 19,       /* no text stands in it */
};

struct parity_element {
	const char *name;
	unsigned is, not_in, opens, bars;
	const char *parents; /* of which it must have one: " ul ol "; NULL: any */
};

#define TABLE_PARTS " table thead tbody tfoot tr colgroup "

/* Sorted by name. */
static const struct parity_element elements[] = {
	{ "a", IS_OF_SVG, IN_A, IN_A, 0, NULL },
	{ "acronym", IS_BANNED, 0, 0, 0, NULL },
	{ "address", IS_BLOCK, 0, 0, 0, NULL },
	{ "applet", IS_BANNED, 0, 0, 0, NULL },
	{ "area", IS_VOID, 0, 0, 0, NULL },
	{ "article", IS_BLOCK, 0, 0, 0, NULL },
	{ "aside", IS_BLOCK, 0, 0, 0, NULL },
	{ "b", 0, 0, 0, 0, NULL },
	{ "base", IS_BANNED, 0, 0, 0, NULL },
	{ "basefont", IS_BANNED, 0, 0, 0, NULL },
	{ "bgsound", IS_BANNED, 0, 0, 0, NULL },
	{ "big", IS_BANNED, 0, 0, 0, NULL },
	{ "blockquote", IS_BLOCK, 0, 0, 0, NULL },
	{ "body", 0, 0, 0, 0, " html " },
	{ "br", IS_VOID, 0, 0, 0, NULL },
	{ "button", 0, IN_BUTTON, IN_BUTTON, IN_P, NULL },
	{ "caption", 0, 0, 0, IN_CELL_BARS, " table " },
	{ "center", IS_BANNED, 0, 0, 0, NULL },
	{ "code", 0, 0, 0, 0, NULL },
	{ "col", IS_VOID, 0, 0, 0, " colgroup " },
	{ "colgroup", IS_TABLE, 0, 0, 0, " table " },
	{ "dd", IS_BLOCK, IN_DD, IN_DD, 0, " dl div " },
	{ "details", IS_BLOCK, 0, 0, 0, NULL },
	{ "dialog", IS_BLOCK, 0, 0, 0, NULL },
	{ "dir", IS_BANNED, 0, 0, 0, NULL },
	{ "div", IS_BLOCK, 0, 0, 0, NULL },
	{ "dl", IS_BLOCK, 0, 0, IN_DD, NULL },
	{ "dt", IS_BLOCK, IN_DD, IN_DD, 0, " dl div " },
	{ "em", 0, 0, 0, 0, NULL },
	{ "embed", IS_BANNED, 0, 0, 0, NULL },
	{ "fieldset", IS_BLOCK, 0, 0, 0, NULL },
	{ "figcaption", IS_BLOCK, 0, 0, 0, NULL },
	{ "figure", IS_BLOCK, 0, 0, 0, NULL },
	{ "font", IS_BANNED, 0, 0, 0, NULL },
	{ "footer", IS_BLOCK, 0, 0, 0, NULL },
	{ "foreignobject", IS_BANNED, 0, 0, 0, NULL },
	{ "form", IS_BLOCK, IN_FORM, IN_FORM, 0, NULL },
	{ "frame", IS_BANNED, 0, 0, 0, NULL },
	{ "frameset", IS_BANNED, 0, 0, 0, NULL },
	{ "h1", IS_BLOCK | IS_HEADING, 0, 0, 0, NULL },
	{ "h2", IS_BLOCK | IS_HEADING, 0, 0, 0, NULL },
	{ "h3", IS_BLOCK | IS_HEADING, 0, 0, 0, NULL },
	{ "h4", IS_BLOCK | IS_HEADING, 0, 0, 0, NULL },
	{ "h5", IS_BLOCK | IS_HEADING, 0, 0, 0, NULL },
	{ "h6", IS_BLOCK | IS_HEADING, 0, 0, 0, NULL },
	{ "head", IS_TOP, 0, 0, 0, " html " },
	{ "header", IS_BLOCK, 0, 0, 0, NULL },
	{ "hgroup", IS_BLOCK, 0, 0, 0, NULL },
	{ "hr", IS_VOID | IS_BLOCK, 0, 0, 0, NULL },
	{ "html", IS_TOP, 0, 0, 0, "" },
	{ "i", 0, 0, 0, 0, NULL },
	{ "iframe", IS_BANNED, 0, 0, 0, NULL },
	{ "image", IS_BANNED | IS_OF_SVG, 0, 0, 0, NULL },
	{ "img", IS_VOID, 0, 0, 0, NULL },
	{ "input", IS_VOID, 0, 0, 0, NULL },
	{ "isindex", IS_BANNED, 0, 0, 0, NULL },
	{ "keygen", IS_BANNED, 0, 0, 0, NULL },
	{ "li", IS_BLOCK, 0, 0, 0, " ul ol menu " },
	{ "link", IS_VOID, 0, 0, 0, " head " },
	{ "listing", IS_BANNED, 0, 0, 0, NULL },
	{ "main", IS_BLOCK, 0, 0, 0, NULL },
	{ "marquee", IS_BANNED, 0, 0, 0, NULL },
	{ "math", 0, IN_FOREIGN, IN_MATH, 0, NULL },
	{ "menu", IS_BLOCK, 0, 0, 0, NULL },
	{ "menuitem", IS_BANNED, 0, 0, 0, NULL },
	{ "meta", IS_VOID, 0, 0, 0, " head " },
	{ "nav", IS_BLOCK, 0, 0, 0, NULL },
	{ "nobr", IS_BANNED, 0, 0, 0, NULL },
	{ "noembed", IS_BANNED, 0, 0, 0, NULL },
	{ "noframes", IS_BANNED, 0, 0, 0, NULL },
	{ "noscript", IS_BANNED, 0, 0, 0, NULL },
	{ "object", IS_BANNED, 0, 0, 0, NULL },
	{ "ol", IS_BLOCK, 0, 0, 0, NULL },
	{ "optgroup", IS_OF_SELECT, 0, 0, 0, " select " },
	{ "option", IS_OF_SELECT, 0, IN_TEXT_ONLY, 0, " select optgroup datalist " },
	{ "p", IS_BLOCK, 0, IN_P, 0, NULL },
	{ "param", IS_BANNED, 0, 0, 0, NULL },
	{ "plaintext", IS_BANNED, 0, 0, 0, NULL },
	{ "pre", IS_BLOCK, 0, 0, 0, NULL },
	{ "rb", IS_BANNED, 0, 0, 0, NULL },
	{ "rp", 0, 0, IN_TEXT_ONLY, 0, " ruby " },
	{ "rt", 0, 0, 0, 0, " ruby " },
	{ "rtc", IS_BANNED, 0, 0, 0, NULL },
	{ "ruby", 0, 0, 0, 0, NULL },
	{ "s", 0, 0, 0, 0, NULL },
	{ "script", 0, IN_FOREIGN, IN_SCRIPT, 0, NULL },
	{ "search", IS_BLOCK, 0, 0, 0, NULL },
	{ "section", IS_BLOCK, 0, 0, 0, NULL },
	{ "select", 0, IN_SELECT, IN_SELECT, 0, NULL },
	{ "small", 0, 0, 0, 0, NULL },
	{ "source", IS_VOID, 0, 0, 0, NULL },
	{ "span", 0, 0, 0, 0, NULL },
	{ "strike", IS_BANNED, 0, 0, 0, NULL },
	{ "strong", 0, 0, 0, 0, NULL },
	{ "style", IS_BANNED, 0, 0, 0, NULL },
	{ "sub", 0, 0, 0, 0, NULL },
	{ "summary", IS_BLOCK, 0, 0, 0, NULL },
	{ "sup", 0, 0, 0, 0, NULL },
	{ "svg", IS_OF_SVG, IN_MATH, IN_SVG, 0, NULL },
	{ "table", IS_BLOCK | IS_TABLE, 0, 0, IN_CELL_BARS, NULL },
	{ "tbody", IS_TABLE, 0, 0, 0, " table " },
	{ "td", 0, 0, 0, IN_CELL_BARS, " tr " },
	{ "template", IS_BANNED, 0, 0, 0, NULL },
	{ "textarea", IS_BANNED, 0, 0, 0, NULL },
	{ "tfoot", IS_TABLE, 0, 0, 0, " table " },
	{ "th", 0, 0, 0, IN_CELL_BARS, " tr " },
	{ "thead", IS_TABLE, 0, 0, 0, " table " },
	{ "title", IS_OF_SVG, 0, IN_TEXT_ONLY, 0, " head " },
	{ "tr", IS_TABLE, 0, 0, 0, " table thead tbody tfoot " },
	{ "track", IS_VOID, 0, 0, 0, NULL },
	{ "tt", IS_BANNED, 0, 0, 0, NULL },
	{ "u", 0, 0, 0, 0, NULL },
	{ "ul", IS_BLOCK, 0, 0, 0, NULL },
	{ "var", 0, 0, 0, 0, NULL },
	{ "wbr", IS_VOID, 0, 0, 0, NULL },
	{ "xmp", IS_BANNED, 0, 0, 0, NULL },
};
enum { ELEMENTS = sizeof(elements) / sizeof(elements[0]) };

static const struct parity_element *
element_find(struct str name)
{
	size_t low = 0, high = ELEMENTS;

	while (low < high) {
		size_t middle = (low + high) / 2;
		const char *known = elements[middle].name;
		int order = strncmp(name.p, known, name.n);

		if (order == 0)
			order = known[name.n] == '\0' ? 0 : -1;
		if (order == 0)
			return &elements[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* ---- tags --------------------------------------------------------------------------------------
 */

static bool
has_upper_case(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= 'A' && s.p[i] <= 'Z')
			return true;
	return false;
}

static bool
lists(const char *words, const char *name)
{
	const char *at = strstr(words, name);
	size_t n = strlen(name);

	for (; at != NULL; at = strstr(at + 1, name))
		if (at > words && at[-1] == ' ' && at[n] == ' ')
			return true;
	return false;
}

/* Names of name spaces are for the three roots, each its own. */
static const char *
check_name_space(const struct xml_tag *tag)
{
	struct str space = xml_get(tag, "xmlns");

	if (space.p == NULL)
		return NULL;
	if (str_eq(tag->name, STR("html")) && str_eq(space, STR("http://www.w3.org/1999/xhtml")))
		return NULL;
	if (str_eq(tag->name, STR("svg")) && str_eq(space, STR("http://www.w3.org/2000/svg")))
		return NULL;
	if (str_eq(tag->name, STR("math")) &&
	    str_eq(space, STR("http://www.w3.org/1998/Math/MathML")))
		return NULL;
	return "declares a name space that a browser does not heed";
}

static const char *
check_attribute_names(const struct xml_tag *tag, bool foreign)
{
	char lower[8];

	for (size_t i = 0; i < tag->n; i++) {
		struct str name = tag->attributes[i].name;

		if (!has_upper_case(name))
			continue;
		if (!foreign)
			return "has an attribute in upper case, which HTML reads in lower case";
		if (name.n >= sizeof(lower))
			continue;
		for (size_t j = 0; j < name.n; j++)
			lower[j] = (char)(name.p[j] | 0x20);
		if (str_eq((struct str){ lower, name.n }, STR("id")) ||
		    str_eq((struct str){ lower, name.n }, STR("role")) ||
		    str_eq((struct str){ lower, name.n }, STR("style")) ||
		    str_eq((struct str){ lower, name.n }, STR("href")))
			return "has an attribute in upper case, which HTML reads in lower case";
	}
	return NULL;
}

/* An element of SVG or MathML: names of HTML would end the drawing for an HTML parser. */
static const char *
check_foreign(struct parity_entry *e, struct str name)
{
	char lower[16];
	const struct parity_element *element;

	if (name.n >= sizeof(lower))
		return str_eq(name, STR("annotation-xml")) ? "may hold HTML in a formula" : NULL;
	for (size_t i = 0; i < name.n; i++)
		lower[i] = name.p[i] >= 'A' && name.p[i] <= 'Z' ? (char)(name.p[i] | 0x20)
								: name.p[i];
	element = element_find((struct str){ lower, name.n });
	if (str_eq(name, STR("desc")) || str_eq(name, STR("title")))
		e->inside |= IN_TEXT_ONLY;
	if (element == NULL || ((element->is & IS_OF_SVG) && (e->inside & IN_SVG)))
		return NULL;
	return "ends the drawing or formula it stands in, for an HTML parser";
}

static bool
is_of_head(const struct parity_element *e)
{
	return (e->parents != NULL && lists(e->parents, "head")) || (e->opens & IN_SCRIPT);
}

/* An element of HTML, by the table. */
static const char *
check_html(const struct parity_element *e, const struct parity_entry *parent, bool root)
{
	const struct parity_element *above = parent != NULL ? parent->element : NULL;
	unsigned around = parent != NULL ? parent->inside : 0;

	if (e->is & IS_BANNED)
		return "is no element that a page or book may have";
	if (e->parents != NULL && !root && (above == NULL || !lists(e->parents, above->name)))
		return "stands where an HTML parser drops or moves it";
	if (around & e->not_in)
		return "stands inside another one, where an HTML parser closes that";
	if ((e->is & IS_BLOCK) && (around & IN_P))
		return "stands inside a <p>, which an HTML parser closes before it";
	if ((e->is & IS_HEADING) && above != NULL && (above->is & IS_HEADING))
		return "stands inside another heading, which an HTML parser closes before it";
	if ((around & IN_SELECT) && !(e->is & IS_OF_SELECT))
		return "stands inside a <select>, where an HTML parser drops it";
	if (above != NULL && (above->is & IS_TABLE) && e->parents == NULL &&
	    (e->opens & IN_SCRIPT) == 0)
		return "stands loose in a table, where an HTML parser moves it out";
	return NULL;
}

static const char *
check_closing(const struct parity_element *element, const struct xml_tag *tag, bool foreign)
{
	bool is_void = element != NULL && (element->is & IS_VOID);

	if (foreign)
		return NULL;
	if (tag->self_closed && !is_void)
		return "is closed by '/>', which HTML takes for an open tag: write an end tag";
	if (!tag->self_closed && is_void)
		return "has an end tag, but HTML knows none for it: write '/>'";
	return NULL;
}

/* The children of html: one head, one body. */
static const char *
check_top(struct parity *p, struct str name)
{
	bool *seen = str_eq(name, STR("body")) ? &p->body : &p->head;

	if (!str_eq(name, STR("body")) && !str_eq(name, STR("head")))
		return "stands beside the head and the body";
	if (*seen || p->body)
		return "stands there a second time, or after the body";
	*seen = true;
	return NULL;
}

static const char *
check_place(struct parity *p, const struct parity_entry *e, const struct xml_tag *tag)
{
	const struct parity_entry *parent = e > p->open ? e - 1 : NULL;
	bool root = parent == NULL;

	if (root && !str_eq(tag->name, STR("html")))
		return "is the root, where <html> must be";
	if (p->depth == 2) {
		const char *fault = check_top(p, tag->name);

		if (fault != NULL)
			return fault;
	}
	if (p->depth == 3 && parent->element != NULL &&
	    str_eq(str_of(parent->element->name), STR("head")) &&
	    (e->element == NULL || !is_of_head(e->element)))
		return "stands in the head, where an HTML parser ends the head";
	if (e->element != NULL)
		return check_html(e->element, parent, root);
	if (e->inside & IN_SELECT)
		return "stands inside a <select>, where an HTML parser drops it";
	if (!root && parent->element != NULL && (parent->element->is & IS_TABLE))
		return "stands loose in a table, where an HTML parser moves it out";
	return NULL;
}

const char *
parity_start(struct parity *p, const struct xml_tag *tag)
{
	const struct parity_entry *parent = p->depth > 0 ? &p->open[p->depth - 1] : NULL;
	struct parity_entry *e = &p->open[p->depth];
	const char *fault = check_name_space(tag);
	bool foreign;

	*e = (struct parity_entry){ NULL, parent != NULL ? parent->inside : 0 };
	foreign = e->inside & IN_FOREIGN;
	p->depth++;
	if (e->inside & (IN_TEXT_ONLY | IN_SCRIPT))
		fault = "stands where only text may be";
	else if (str_find_char(tag->name, 0, ':') < tag->name.n)
		fault = "has a prefix, which HTML does not know";
	else if (foreign && fault == NULL)
		fault = check_foreign(e, tag->name);
	else if (fault == NULL && has_upper_case(tag->name))
		fault = "has upper-case letters, which HTML reads as lower case";
	if (!foreign) {
		e->element = element_find(tag->name);
		if (fault == NULL)
			fault = check_place(p, e, tag);
		if (e->element != NULL)
			e->inside = (e->inside & ~e->element->bars) | e->element->opens;
	}
	if (fault == NULL)
		fault = check_closing(e->element, tag, e->inside & IN_FOREIGN);
	return fault != NULL ? fault : check_attribute_names(tag, e->inside & IN_FOREIGN);
}

const char *
parity_end(struct parity *p, const struct xml_tag *tag)
{
	(void)tag;
	p->depth--;
	return NULL;
}

static bool
is_blank(struct str text)
{
	return str_trim(text).n == 0;
}

const char *
parity_text(struct parity *p, struct str text)
{
	const struct parity_entry *e = p->depth > 0 ? &p->open[p->depth - 1] : NULL;

	if (e == NULL || e->element == NULL)
		return NULL;
	if ((e->inside & IN_SCRIPT) && str_find_char(text, 0, '<') < text.n)
		return "'<' stands in a script: write it as \\u003c";
	if ((e->element->is & IS_TABLE) && !is_blank(text))
		return "text stands loose in a table, where an HTML parser moves it out";
	if ((e->element->is & IS_TOP) && !is_blank(text))
		return "text stands outside of the body";
	return NULL;
}

const char *
parity_comment(struct parity *p, struct str text)
{
	const struct parity_entry *e = p->depth > 0 ? &p->open[p->depth - 1] : NULL;

	if (str_starts(text, STR(">")) || str_starts(text, STR("->")))
		return "a comment begins with '>', where HTML ends it";
	if (e != NULL && (e->inside & (IN_TEXT_ONLY | IN_SCRIPT)))
		return "a comment stands where only text may be";
	return NULL;
}

/* ---- around the tags ---------------------------------------------------------------------------
 */

static bool
same_but_case(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if ((a.p[i] | 0x20) != (b.p[i] | 0x20))
			return false;
	return true;
}

/* The offset after the XML declaration, if there is one: it may name no encoding but UTF-8. */
static const char *
skip_declaration(struct str s, size_t *at)
{
	struct str declaration;
	size_t encoding;

	*at = str_starts(s, STR("\xef\xbb\xbf")) ? 3 : 0;
	if (!str_starts(str_from(s, *at), STR("<?xml ")))
		return NULL;
	declaration = str_sub(s, *at, str_find(s, *at, STR("?>")) + 2 - *at);
	*at += declaration.n;
	encoding = str_find(declaration, 0, STR("encoding="));
	if (encoding < declaration.n &&
	    !same_but_case(str_sub(declaration, encoding + 10, 5), STR("utf-8")))
		return "the declaration names an encoding other than UTF-8";
	if (str_find_char(declaration, 0, '>') + 1 < declaration.n)
		return "the XML declaration holds a '>'";
	return NULL;
}

static const char *
check_document_type(struct str s, size_t *at)
{
	struct str type;

	while (*at < s.n && is_blank(str_sub(s, *at, 1)))
		++*at;
	type = str_sub(s, *at, str_find_char(s, *at, '>') + 1 - *at);
	if (!same_but_case(type, STR("<!doctype html>")))
		return "the document does not begin with <!DOCTYPE html>";
	*at += type.n;
	return NULL;
}

const char *
parity_check_text(struct str s, size_t *offset)
{
	const char *fault;
	size_t at;

	*offset = str_find_char(s, 0, '\0');
	if (*offset < s.n)
		return "a NUL stands in the document";
	fault = skip_declaration(s, offset);
	if (fault == NULL)
		fault = check_document_type(s, offset);
	if (fault != NULL)
		return fault;
	for (at = str_find_char(s, *offset, '!'); at < s.n; at = str_find_char(s, at + 1, '!')) {
		*offset = at - 1;
		if (s.p[at - 1] == '<' && !str_starts(str_from(s, at), STR("!--")))
			return "'<!' begins something that HTML and XML read differently";
	}
	for (at = str_find_char(s, 1, '?'); at < s.n; at = str_find_char(s, at + 1, '?')) {
		*offset = at - 1;
		if (at > 10 && s.p[at - 1] == '<')
			return "'<?' begins something that HTML and XML read differently";
	}
	return NULL;
}
