/* escape.c - one writer for each kind of position; see escape.h. */
#include "escape.h"

#include <string.h>

#include "base/text.h"

enum { JSON_NESTING = 16 };

static struct str
reference_of(char c)
{
	switch (c) {
	case '&': return STR("&amp;");
	case '<': return STR("&lt;");
	case '>': return STR("&gt;");
	case '"': return STR("&quot;");
	default: return STR("&#39;");
	}
}

/* What stands in the way of copying a byte as it is. */
enum { IN_MARKUP = 1, IN_SINGLE_QUOTES = 2, IN_ADDRESS = 4, IN_ANYTHING = 7 };

/* clang-format off */
#define M (IN_MARKUP | IN_ADDRESS)
#define A IN_ADDRESS
#define AAAAAAAA A, A, A, A, A, A, A, A
#define LINES AAAAAAAA, AAAAAAAA, AAAAAAAA, AAAAAAAA
static const unsigned char classes[256] = {
	LINES,
	A, 0, M, 0, 0, 0, IN_MARKUP, IN_SINGLE_QUOTES, 0, 0, 0, 0, 0, 0, 0, 0, /*  !"#$%&'()*+,-./ */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, M, 0, M, 0, /* 0123456789:;<=>? */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* @ABCDEFGHIJKLMNO */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, A, 0, A, 0, /* PQRSTUVWXYZ[\]^_ */
	A, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* `abcdefghijklmno */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, A, A, A, 0, A, /* pqrstuvwxyz{|}~ */
	LINES, LINES, LINES, LINES, /* beyond ASCII */
};
#undef M
#undef A
/* clang-format on */

/* How many bytes of s from here on are in none of these classes; four at a time, since most are. */
static size_t
run_length(struct str s, size_t from, unsigned mask)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i = from;

	while (
	    i + 4 <= s.n &&
	    !((classes[p[i]] | classes[p[i + 1]] | classes[p[i + 2]] | classes[p[i + 3]]) & mask))
		i += 4;
	while (i < s.n && !(classes[p[i]] & mask))
		i++;
	return i - from;
}

static void
add_escaped(struct buf *out, struct str s, char quote)
{
	unsigned mask = quote == '\'' ? IN_MARKUP | IN_SINGLE_QUOTES : IN_MARKUP;

	for (size_t i = 0;; i++) {
		size_t n = run_length(s, i, mask);

		run_put(out, (struct str){ s.p + i, n });
		i += n;
		if (i == s.n)
			return;
		buf_str(out, reference_of(s.p[i]));
	}
}

void
escape_text(struct buf *out, struct str s)
{
	add_escaped(out, s, '\'');
}

void
escape_component(struct buf *out, struct str s)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		    c == '-' || c == '.' || c == '_' || c == '~') {
			buf_char(out, (char)c);
		} else {
			buf_char(out, '%');
			buf_char(out, hex[c >> 4]);
			buf_char(out, hex[c & 15]);
		}
	}
}

static void
add_number(struct buf *out, int64_t number)
{
	char digits[24], *p = digits + sizeof(digits);
	uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

	do
		*--p = (char)('0' + rest % 10);
	while ((rest /= 10) > 0);
	if (number < 0)
		*--p = '-';
	buf_add(out, p, (size_t)(digits + sizeof(digits) - p));
}

static bool
json_list(struct run *r, struct buf *out, const struct value *v, int depth)
{
	buf_char(out, '[');
	for (size_t i = 0; i < v->as.list.n; i++) {
		if (i > 0)
			buf_char(out, ',');
		if (!escape_json(r, out, &v->as.list.v[i], depth + 1))
			return false;
	}
	buf_char(out, ']');
	return true;
}

/* A map of free data, key by key. */
static bool
json_map(struct run *r, struct buf *out, const struct value *v, int depth)
{
	struct str_list keys = { 0 };

	v->as.data.methods->keys(v->as.data.self, r->arena, &keys);
	buf_char(out, '{');
	for (size_t i = 0; i < keys.n; i++) {
		struct value field = value_nothing();

		run_look(r, v, keys.v[i], &field);
		if (i > 0)
			buf_char(out, ',');
		buf_char(out, '"');
		text_escape_json(out, keys.v[i]);
		buf_str(out, STR("\":"));
		if (!escape_json(r, out, &field, depth + 1))
			return false;
	}
	buf_char(out, '}');
	return true;
}

bool
escape_json(struct run *r, struct buf *out, const struct value *v, int depth)
{
	if (depth > JSON_NESTING)
		return false;
	switch (v->type) {
	case VALUE_NOTHING: buf_str(out, STR("null")); return true;
	case VALUE_BOOL: buf_str(out, v->as.truth ? STR("true") : STR("false")); return true;
	case VALUE_NUMBER: add_number(out, v->as.number); return true;
	case VALUE_STRING:
	case VALUE_MARKUP:
		buf_char(out, '"');
		text_escape_json(out, v->as.text);
		buf_char(out, '"');
		return true;
	case VALUE_DATE:
		buf_char(out, '"');
		date_add_iso(out, v->as.day);
		buf_char(out, '"');
		return true;
	case VALUE_LIST: return json_list(r, out, v, depth);
	case VALUE_FREE: return json_map(r, out, v, depth);
	case VALUE_OBJECT: return false;
	}
	return false;
}

/* Text as part of an address, then as part of the attribute that holds it. */
static void
add_address(struct run *r, const struct op *op, const struct value *v)
{
	struct str text = v->as.text;
	struct buf encoded = { 0 };

	if (op->escape == ESCAPE_URL && run_length(text, 0, IN_ANYTHING) == text.n) {
		run_put(r->out, text); /* most are: nothing to encode */
		return;
	}
	if (op->escape == ESCAPE_QUERY && v->type == VALUE_STRING)
		escape_component(&encoded, text);
	else /* 'url' has encoded it, or it is no single part */
		text_escape_url(&encoded, text);
	add_escaped(r->out, buf_view(&encoded), op->quote);
	buf_release(&encoded);
}

static bool
is_text(const struct value *v)
{
	return v->type == VALUE_STRING || v->type == VALUE_MARKUP;
}

/* In a script of JSON: markup is JSON that somebody made, as it is, if it cannot end the script. */
static bool
write_json(struct run *r, const struct op *op, const struct value *v)
{
	if (op->escape == ESCAPE_JSON_STRING && is_text(v)) {
		text_escape_json(r->out, v->as.text);
		return true;
	}
	if (v->type == VALUE_MARKUP) {
		if (str_find_char(v->as.text, 0, '<') < v->as.text.n)
			return run_fail(r, op->term, MSG_TEMPLATE_VALUE,
			    "markup cannot stand in JSON; '| text' takes the tags out");
		buf_str(r->out, v->as.text);
		return true;
	}
	if (op->escape == ESCAPE_JSON_STRING && v->type != VALUE_NUMBER)
		return run_fail(r, op->term, MSG_TEMPLATE_TYPE,
		    "%s cannot stand inside the quotes of a JSON text", value_type_name(v->type));
	if (!escape_json(r, r->out, v, 0))
		return run_fail(r, op->term, MSG_TEMPLATE_TYPE,
		    "an object cannot be written as JSON; write its fields");
	return true;
}

static bool
refuse(struct run *r, const struct op *op, const struct value *v)
{
	struct str words = run_words(op->term);

	if (v->type == VALUE_NOTHING) {
		run_fail(r, op->term, MSG_TEMPLATE_NOTHING,
		    "'%.*s' is nothing here, so it cannot be shown", STR_ARG(words));
		diag_help(r->diag, "ask first: {%% if %.*s %%}, or give another: | default(\"\")",
		    STR_ARG(words));
		return false;
	}
	return run_fail(r, op->term, MSG_TEMPLATE_TYPE,
	    "'%.*s' is %s, which cannot be shown as it is", STR_ARG(words),
	    value_type_name(v->type));
}

bool
escape_value(struct run *r, const struct op *op, const struct value *v)
{
	if (op->escape == ESCAPE_JSON || op->escape == ESCAPE_JSON_STRING)
		return write_json(r, op, v);
	if (v->type == VALUE_NUMBER) {
		add_number(r->out, v->as.number);
		return true;
	}
	if (!is_text(v))
		return refuse(r, op, v);
	switch (op->escape) {
	case ESCAPE_TEXT:
		if (v->type == VALUE_MARKUP)
			run_put(r->out, v->as.text);
		else
			add_escaped(r->out, v->as.text, '\0');
		return true;
	case ESCAPE_PLAIN: add_escaped(r->out, v->as.text, op->quote); return true;
	case ESCAPE_URL:
	case ESCAPE_QUERY: add_address(r, op, v); return true;
	default: break;
	}
	return run_fail(r, op->term, MSG_TEMPLATE_TYPE,
	    "'%.*s' is %s; only a number can stand here", STR_ARG(run_words(op->term)),
	    value_type_name(v->type));
}

static bool
is_allowed(struct str scheme)
{
	static const char *const allowed[] = { "http", "https", "mailto", "tel" };

	for (size_t i = 0; i < sizeof(allowed) / sizeof(allowed[0]); i++) {
		size_t k = 0;

		while (k < scheme.n && (scheme.p[k] | 0x20) == allowed[i][k])
			k++;
		if (k == scheme.n && allowed[i][k] == '\0')
			return true;
	}
	return false;
}

/* What stands before the first ':' is a scheme unless a '/', '?' or '#' comes first.  The bytes are
 * those of an attribute, so a character reference may hide a colon: none is let through there. */
static bool
is_safe(struct str address)
{
	for (size_t i = 0; i < address.n; i++) {
		char c = address.p[i];

		if (c == ':')
			return is_allowed(str_sub(address, 0, i));
		if (c == '/' || c == '?' || c == '#')
			return true;
		if (c == '&' && !str_starts(str_from(address, i), STR("&amp;")) &&
		    !str_starts(str_from(address, i), STR("&#39;")))
			return false;
	}
	return true;
}

bool
escape_url_is_safe(struct str address, bool several)
{
	size_t from = 0;

	if (!several)
		return is_safe(str_trim(address));
	for (size_t i = 0; i <= address.n; i++)
		if (i == address.n || strchr(" \t\r\n,", address.p[i]) != NULL) {
			if (!is_safe(str_sub(address, from, i - from)))
				return false;
			from = i + 1;
		}
	return true;
}
