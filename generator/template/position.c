/* position.c - a small state machine over markup, one function for each state; see position.h. */
#include "position.h"

#include <string.h>

#define DIGITS "0123456789"
#define HEX_DIGITS DIGITS "abcdefABCDEF"

static bool
is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
}

static bool
is_name_byte(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static struct str
name_of(const struct position *p)
{
	return (struct str){ p->name, p->n };
}

/* Longer names than fit are none that matter here; their first bytes stay. */
static void
add_to_name(struct position *p, char c)
{
	if (p->n < POSITION_NAME_SIZE)
		p->name[p->n++] = lower(c);
}

static void
enter(struct position *p, enum position_kind kind)
{
	p->kind = kind;
	p->match = 0;
	p->n = 0;
	memset(p->name, 0, sizeof(p->name));
}

static enum element
element_of(struct str name)
{
	static const struct {
		const char *name;
		enum element element;
	} table[] = { { "script", ELEMENT_SCRIPT }, { "style", ELEMENT_STYLE },
		{ "title", ELEMENT_TITLE }, { "textarea", ELEMENT_TITLE },
		{ "iframe", ELEMENT_RAW }, { "xmp", ELEMENT_RAW }, { "noembed", ELEMENT_RAW },
		{ "noframes", ELEMENT_RAW }, { "plaintext", ELEMENT_RAW } };

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (str_eq(name, str_of(table[i].name)))
			return table[i].element;
	return ELEMENT_ORDINARY;
}

static enum attribute
attribute_of(struct str name, enum element element)
{
	static const char *const urls[] = { "href", "src", "action", "formaction", "cite", "data",
		"poster", "xlink:href", "background", "longdesc", "manifest", "ping", "usemap",
		"codebase", "classid", "profile", "icon", "archive" };

	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++)
		if (str_eq(name, str_of(urls[i])))
			return ATTRIBUTE_URL;
	if (str_eq(name, STR("srcset")) || str_eq(name, STR("imagesrcset")))
		return ATTRIBUTE_URLS;
	if (str_eq(name, STR("style")))
		return ATTRIBUTE_STYLE;
	if (str_starts(name, STR("on")) || str_eq(name, STR("srcdoc")))
		return ATTRIBUTE_REFUSED;
	if (element == ELEMENT_SCRIPT && str_eq(name, STR("type")))
		return ATTRIBUTE_TYPE;
	return ATTRIBUTE_PLAIN;
}

/* ---- the states: each takes one byte and gives a fault or NULL ---- */

static const char *
in_text(struct position *p, char c)
{
	if (c == '<')
		enter(p, POSITION_OPEN);
	return NULL;
}

static const char *
in_open(struct position *p, char c)
{
	if (c == '/') {
		enter(p, POSITION_END_TAG);
	} else if (c == '!') {
		enter(p, POSITION_DECLARATION);
		add_to_name(p, c);
	} else if (c == '?') {
		enter(p, POSITION_DECLARATION);
	} else if (is_letter(c)) {
		enter(p, POSITION_NAME);
		add_to_name(p, c);
	} else {
		return "a '<' that begins no tag is written &lt;";
	}
	return NULL;
}

/* The start tag is complete. */
static const char *
leave_tag(struct position *p, bool self_closed)
{
	struct position raw = { .kind = POSITION_RAW, .element = p->element, .json = p->json };

	memcpy(raw.raw, p->raw, sizeof(raw.raw));
	*p = (struct position){ .kind = POSITION_TEXT };
	if (raw.element == ELEMENT_ORDINARY)
		return NULL;
	if (self_closed)
		return "this element must not close itself: browsers would take the rest of the "
		       "page for its content; write the end tag";
	*p = raw;
	return NULL;
}

static const char *
in_tag(struct position *p, char c)
{
	if (is_white(c)) {
		enter(p, POSITION_TAG);
		return NULL;
	}
	if (c == '/') {
		enter(p, POSITION_SLASH);
		return NULL;
	}
	if (c == '>')
		return leave_tag(p, false);
	if (p->kind == POSITION_VALUE_DONE)
		return "a blank must stand between two attributes";
	if (!is_letter(c) && c != ':')
		return "an attribute, '>' or '/>' should stand here";
	enter(p, POSITION_ATTRIBUTE);
	add_to_name(p, c);
	return NULL;
}

static const char *
in_name(struct position *p, char c)
{
	if (is_name_byte(c)) {
		if (p->name[0] == '?')
			return "write the whole name of the element in each branch";
		add_to_name(p, c);
		return NULL;
	}
	p->element = element_of(name_of(p));
	if (p->element != ELEMENT_ORDINARY)
		memcpy(p->raw, p->name, sizeof(p->raw));
	enter(p, POSITION_TAG);
	return in_tag(p, c);
}

static const char *
in_slash(struct position *p, char c)
{
	return c == '>' ? leave_tag(p, true) : "'>' should follow the '/'";
}

static const char *
in_end_tag(struct position *p, char c)
{
	if (c == '>')
		*p = (struct position){ .kind = POSITION_TEXT };
	else if (!is_name_byte(c) && !is_white(c))
		return "'>' should end this tag";
	return NULL;
}

static const char *
in_attribute(struct position *p, char c)
{
	if (is_name_byte(c)) {
		if (p->match > 0)
			return "an attribute needs a value: write hidden=\"hidden\"";
		add_to_name(p, c);
		return NULL;
	}
	if (is_white(c)) {
		p->match = 1; /* blanks may stand before the = */
		return NULL;
	}
	if (c != '=')
		return "an attribute needs a value: write hidden=\"hidden\"";
	p->attribute = attribute_of(name_of(p), p->element);
	enter(p, POSITION_EQUALS);
	return NULL;
}

static const char *
in_equals(struct position *p, char c)
{
	if (is_white(c))
		return NULL;
	if (c != '"' && c != '\'')
		return "the value of an attribute stands in quotes";
	enter(p, POSITION_VALUE);
	p->quote = c;
	p->address = ADDRESS_START;
	p->dynamic = false;
	return NULL;
}

static const char *
in_value(struct position *p, char c)
{
	if (c == p->quote) {
		if (p->attribute == ATTRIBUTE_TYPE)
			p->json = str_eq(name_of(p), STR("application/json")) ||
				  str_ends(name_of(p), STR("+json"));
		enter(p, POSITION_VALUE_DONE);
		p->attribute = ATTRIBUTE_PLAIN;
		p->address = ADDRESS_START;
		p->quote = '\0';
		p->dynamic = false;
		return NULL;
	}
	if (c == '<')
		return "a '<' in the value of an attribute is written &lt;";
	if (p->attribute == ATTRIBUTE_TYPE)
		add_to_name(p, c);
	else if (p->attribute == ATTRIBUTE_URLS && (is_white(c) || c == ','))
		p->address = ADDRESS_START;
	else if (c == '?' || c == '#')
		p->address = c == '?' ? ADDRESS_QUERY : ADDRESS_PATH;
	else if ((c == '/' || c == ':') && p->address == ADDRESS_START)
		p->address = ADDRESS_PATH;
	return NULL;
}

/* Counts how much of end the last bytes were; true when all of it. */
static bool
matches(struct position *p, char c, const char *end)
{
	if (end[p->match] == c) {
		p->match++;
		return end[p->match] == '\0';
	}
	if (p->match > 0 && end[p->match - 1] == c && p->match == strlen(end) - 1)
		return false; /* "--->", "]]]>" */
	p->match = end[0] == c ? 1 : 0;
	return false;
}

static const char *
in_comment(struct position *p, char c)
{
	if (matches(p, c, "-->"))
		*p = (struct position){ .kind = POSITION_TEXT };
	return NULL;
}

static const char *
in_cdata(struct position *p, char c)
{
	if (matches(p, c, "]]>"))
		*p = (struct position){ .kind = POSITION_TEXT };
	return NULL;
}

static const char *
in_declaration(struct position *p, char c)
{
	if (c == '>') {
		*p = (struct position){ .kind = POSITION_TEXT };
		return NULL;
	}
	add_to_name(p, c);
	if (str_eq(name_of(p), STR("!--")))
		enter(p, POSITION_COMMENT);
	else if (str_eq(name_of(p), STR("![cdata[")))
		enter(p, POSITION_CDATA);
	return NULL;
}

/* Strings of JSON, so that a value inside of one is written without quotes of its own. */
static void
follow_json(struct position *p, char c)
{
	if (p->escaped)
		p->escaped = false;
	else if (p->string && c == '\\')
		p->escaped = true;
	else if (c == '"')
		p->string = !p->string;
}

/* Until its end tag, which is the only '<' that may stand there: to XML this is markup like all
 * other. */
static const char *
in_raw(struct position *p, char c)
{
	size_t n = strnlen(p->raw, sizeof(p->raw));

	if (p->match == 2 + n && (is_white(c) || c == '>')) {
		*p = (struct position){ .kind = POSITION_END_TAG };
		return in_end_tag(p, c);
	}
	if (p->match > 0) {
		if (p->match == 1 ? c != '/'
				  : p->match == 2 + n || lower(c) != p->raw[p->match - 2])
			return "no tag and no '<' can stand here, because the page is XML too; "
			       "a script or style sheet that needs one is a file of the theme";
		p->match++;
		return NULL;
	}
	if (c == '&' && p->element != ELEMENT_TITLE)
		return "no '&' can stand here, because the page is XML too; a script or style "
		       "sheet that needs one is a file of the theme";
	if (p->json)
		follow_json(p, c);
	if (c == '<')
		p->match = 1;
	return NULL;
}

static const char *(*const states[])(struct position *p, char c) = {
	[POSITION_TEXT] = in_text,
	[POSITION_OPEN] = in_open,
	[POSITION_NAME] = in_name,
	[POSITION_END_TAG] = in_end_tag,
	[POSITION_TAG] = in_tag,
	[POSITION_SLASH] = in_slash,
	[POSITION_ATTRIBUTE] = in_attribute,
	[POSITION_EQUALS] = in_equals,
	[POSITION_VALUE] = in_value,
	[POSITION_VALUE_DONE] = in_tag,
	[POSITION_COMMENT] = in_comment,
	[POSITION_DECLARATION] = in_declaration,
	[POSITION_CDATA] = in_cdata,
	[POSITION_RAW] = in_raw,
};

static bool
is_address(const struct position *p)
{
	return p->kind == POSITION_VALUE &&
	       (p->attribute == ATTRIBUTE_URL || p->attribute == ATTRIBUTE_URLS);
}

/* Whether text begins with a character reference that XML knows without a DTD. */
static bool
is_reference(struct str text)
{
	static const char *const named[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&apos;" };
	bool hex = str_starts(text, STR("&#x"));
	size_t from = hex ? 3 : 2, i = from;

	for (size_t k = 0; k < sizeof(named) / sizeof(named[0]); k++)
		if (str_starts(text, str_of(named[k])))
			return true;
	if (!str_starts(text, STR("&#")))
		return false;
	while (i < text.n && i < from + 7 && text.p[i] != '\0' &&
	       strchr(hex ? HEX_DIGITS : DIGITS, text.p[i]) != NULL)
		i++;
	return i > from && i < text.n && text.p[i] == ';';
}

/* Whether an '&' here begins a reference to the reader of the page. */
static bool
has_references(const struct position *p)
{
	return p->kind == POSITION_TEXT || p->kind == POSITION_VALUE ||
	       (p->kind == POSITION_RAW && p->element == ELEMENT_TITLE);
}

size_t
position_follow(struct position *p, struct str text, enum position_event *event, const char **fault)
{
	size_t i;

	*event = POSITION_WENT_ON;
	*fault = NULL;
	for (i = 0; i < text.n; i++) {
		if (is_address(p) && text.p[i] == p->quote && p->dynamic) {
			p->dynamic = false;
			*event = POSITION_URL_CLOSED;
			return i;
		}
		*fault = states[p->kind](p, text.p[i]);
		if (text.p[i] == '&' && has_references(p) && !is_reference(str_from(text, i)))
			*fault =
			    "an '&' is written &amp;; of references with names XML knows only "
			    "&amp; &lt; &gt; &quot; and &apos;, all others are numbers: &#160;";
		if (*fault != NULL)
			return i;
		if (is_address(p) && text.p[i] == p->quote) { /* the opening one */
			*event = POSITION_URL_OPENED;
			return i + 1;
		}
	}
	return i;
}

/* In the value of an attribute. */
static enum escape
attribute_value(struct position *p, const char **why)
{
	switch (p->attribute) {
	case ATTRIBUTE_PLAIN: return ESCAPE_PLAIN;
	case ATTRIBUTE_STYLE: return ESCAPE_NUMBER;
	case ATTRIBUTE_TYPE:
		*why = "the type of a script must be known when the template is read: write it out";
		return ESCAPE_REFUSED;
	case ATTRIBUTE_REFUSED:
		*why = "this attribute would run the value as a program: write the program into a "
		       "file of the theme";
		return ESCAPE_REFUSED;
	case ATTRIBUTE_URL:
	case ATTRIBUTE_URLS: break;
	}
	p->dynamic = true;
	if (p->address == ADDRESS_QUERY)
		return ESCAPE_QUERY;
	return ESCAPE_URL;
}

static enum escape
raw_value(struct position *p, const char **why)
{
	if (p->match > 0) {
		*why = "the name of an element cannot be a value";
		return ESCAPE_REFUSED;
	}
	if (p->element == ELEMENT_TITLE)
		return ESCAPE_PLAIN;
	if (p->element == ELEMENT_SCRIPT && p->json)
		return p->string ? ESCAPE_JSON_STRING : ESCAPE_JSON;
	*why =
	    p->element == ELEMENT_SCRIPT
		? "a value in a script cannot be made safe: put it in a data- attribute, or in a "
		  "<script type=\"application/json\">"
	    : p->element == ELEMENT_STYLE
		? "a value in a style sheet cannot be made safe: use a class, or a number in a "
		  "style attribute"
		: "a value inside this element cannot be made safe";
	return ESCAPE_REFUSED;
}

enum escape
position_value(struct position *p, const char **why)
{
	switch (p->kind) {
	case POSITION_TEXT: return ESCAPE_TEXT;
	case POSITION_VALUE: return attribute_value(p, why);
	case POSITION_RAW: return raw_value(p, why);
	case POSITION_NAME: p->name[0] = '?'; return ESCAPE_NUMBER; /* <h{{ level }}> */
	case POSITION_END_TAG: return ESCAPE_NUMBER;
	case POSITION_EQUALS:
		*why = "put quotes around it: the value of an attribute needs them";
		break;
	case POSITION_COMMENT:
		*why = "a value in a comment cannot be made safe; a template's own remarks stand "
		       "between {# and #}";
		break;
	case POSITION_OPEN: *why = "the name of an element cannot be a value"; break;
	default:
		*why = "a value can stand only in text and inside the quotes of an attribute";
		break;
	}
	return ESCAPE_REFUSED;
}

bool
position_equal(const struct position *a, const struct position *b)
{
	return a->kind == b->kind && a->element == b->element && a->attribute == b->attribute &&
	       a->address == b->address && a->quote == b->quote && a->json == b->json &&
	       a->string == b->string && a->escaped == b->escaped && a->dynamic == b->dynamic &&
	       a->match == b->match && str_eq(name_of(a), name_of(b)) &&
	       memcmp(a->raw, b->raw, sizeof(a->raw)) == 0;
}

bool
position_join(struct position *p, const struct position *other)
{
	struct position b = *other;

	p->dynamic = b.dynamic = p->dynamic || b.dynamic;
	p->address = b.address = p->address < b.address ? p->address : b.address;
	if ((p->kind == POSITION_NAME && b.kind == POSITION_TAG) ||
	    (p->kind == POSITION_NAME && b.kind == POSITION_VALUE_DONE)) {
		struct position swap = *p; /* the name's end is known on one side only */

		*p = b;
		b = swap;
	}
	if ((p->kind == POSITION_TAG || p->kind == POSITION_VALUE_DONE) &&
	    b.kind == POSITION_NAME) {
		b.element = element_of(name_of(&b));
		if (b.element != p->element)
			return false;
		p->kind = POSITION_VALUE_DONE; /* a blank is needed before the next attribute */
		return true;
	}
	if ((p->kind == POSITION_TAG && b.kind == POSITION_VALUE_DONE) ||
	    (p->kind == POSITION_VALUE_DONE && b.kind == POSITION_TAG)) {
		p->kind = b.kind = POSITION_VALUE_DONE;
	}
	if (p->kind == POSITION_NAME && b.kind == POSITION_NAME &&
	    !str_eq(name_of(p), name_of(&b)) && element_of(name_of(p)) == ELEMENT_ORDINARY &&
	    element_of(name_of(&b)) == ELEMENT_ORDINARY) {
		p->name[0] = '?';
		return true;
	}
	return position_equal(p, &b);
}

const char *
position_name(const struct position *p)
{
	static const char *const names[] = {
		[POSITION_TEXT] = "in text",
		[POSITION_OPEN] = "at the beginning of a tag",
		[POSITION_NAME] = "in the name of an element",
		[POSITION_END_TAG] = "in an end tag",
		[POSITION_TAG] = "inside a tag",
		[POSITION_SLASH] = "at the end of a tag",
		[POSITION_ATTRIBUTE] = "in the name of an attribute",
		[POSITION_EQUALS] = "before the value of an attribute",
		[POSITION_VALUE] = "in the value of an attribute",
		[POSITION_VALUE_DONE] = "inside a tag",
		[POSITION_COMMENT] = "in a comment",
		[POSITION_DECLARATION] = "in a declaration",
		[POSITION_CDATA] = "in a CDATA section",
		[POSITION_RAW] = "inside a script, style or title",
	};

	return names[p->kind];
}
