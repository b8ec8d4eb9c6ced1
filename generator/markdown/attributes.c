/* attributes.c - the little grammar of attribute lists; see attributes.h. */
#include "attributes.h"

#include <string.h>

#include "base/text.h"

/* Harmless: they change neither what runs nor where a link goes. */
static const struct {
	const char *name;
	enum node_type only; /* NODE_DOCUMENT: any */
} allowed[] = {
	{ "dir", NODE_DOCUMENT },
	{ "height", NODE_IMAGE },
	{ "hreflang", NODE_LINK },
	{ "lang", NODE_DOCUMENT },
	{ "rel", NODE_LINK },
	{ "title", NODE_DOCUMENT },
	{ "translate", NODE_DOCUMENT },
	{ "width", NODE_IMAGE },
};
/* More is a mistake. */
enum { CLASSES_LENGTH = 400, PAIRS = 30 };
enum { ALLOWED = sizeof(allowed) / sizeof(allowed[0]) };

/* data-name, in the bytes that HTML and XML agree on. */
static bool
is_data(struct str name)
{
	if (!str_starts(name, STR("data-")) || name.n == 5 || name.n > 31)
		return false;
	for (size_t i = 0; i < name.n; i++)
		if (!(name.p[i] >= 'a' && name.p[i] <= 'z') &&
		    !(name.p[i] >= '0' && name.p[i] <= '9') && name.p[i] != '-')
			return false;
	return true;
}

bool
attributes_allowed(enum node_type type, struct str name)
{
	for (size_t i = 0; i < ALLOWED; i++)
		if (str_eq(name, str_of(allowed[i].name)))
			return allowed[i].only == NODE_DOCUMENT || allowed[i].only == type;
	return is_data(name);
}

static bool
is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* The bytes of names, classes and ids; letters beyond ASCII are welcome. */
static bool
is_name(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
	       (unsigned char)c >= 0x80;
}

static size_t
name_length(struct str s, size_t from)
{
	size_t n = from;

	while (n < s.n && is_name(s.p[n]))
		n++;
	return n - from;
}

static size_t
skip_blanks(struct str s, size_t at)
{
	while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\t'))
		at++;
	return at;
}

static void
add_class(struct reader *r, struct attributes *list, struct str name)
{
	list->classes = list->classes.n == 0 ? name
					     : arena_printf(r->arena, "%.*s %.*s",
						   STR_ARG(list->classes), STR_ARG(name));
}

/* A name given twice: the last one counts. */
static void
set_pair(struct reader *r, struct attributes *list, struct attribute pair)
{
	for (size_t i = 0; i < list->n; i++) {
		if (str_eq(list->v[i].name, pair.name)) {
			list->v[i] = pair;
			return;
		}
	}
	*ARENA_PUSH(r->arena, list) = pair;
}

static void
add_pair(struct reader *r, struct attributes *list, struct attribute pair)
{
	if (str_eq(pair.name, STR("class")))
		add_class(r, list, pair.value);
	else if (str_eq(pair.name, STR("id")))
		list->id = pair.value;
	else
		set_pair(r, list, pair);
}

/* The value at the start of s, quoted or not; *at moves past it. */
static bool
parse_value(struct reader *r, struct str s, size_t *at, struct str *value)
{
	char quote = *at < s.n ? s.p[*at] : '\0';
	struct buf plain = { 0 };
	size_t from = *at;

	if (quote != '"' && quote != '\'') {
		while (*at < s.n && strchr(" \t}\"'=<>`", s.p[*at]) == NULL)
			++*at;
		*value = str_sub(s, from, *at - from);
		return value->n > 0;
	}
	for (++*at; *at < s.n && s.p[*at] != quote; ++*at) {
		if ((s.p[*at] == '\\' || s.p[*at] == PROTECTED) && *at + 1 < s.n)
			++*at;
		buf_char(&plain, s.p[*at]);
	}
	*value = arena_str(r->arena, buf_view(&plain));
	buf_release(&plain);
	return (*at)++ < s.n;
}

/* One of #id, .class, key=value. */
static bool
parse_item(struct reader *r, struct str s, struct pos pos, size_t *at, struct attributes *list)
{
	char mark = s.p[*at];
	size_t from = mark == '#' || mark == '.' ? *at + 1 : *at, n = name_length(s, from);
	struct str name = str_sub(s, from, n);
	struct attribute pair = { .name = name, .pos = pos };

	if (n == 0 || list->classes.n > CLASSES_LENGTH || list->n > PAIRS)
		return false;
	pair.pos.length = (uint32_t)n;
	if (pos.column > 0)
		pair.pos.column += (uint32_t)from;
	*at = from + n;
	if (mark == '#') {
		list->id = name;
		return true;
	}
	if (mark == '.') {
		add_class(r, list, name);
		return true;
	}
	if (*at >= s.n || s.p[*at] != '=' || !is_letter(name.p[0]))
		return false;
	++*at;
	if (!parse_value(r, s, at, &pair.value))
		return false;
	add_pair(r, list, pair);
	return true;
}

/* Whether braces are meant as a list: {#…, {.…, {name=…. */
static bool
looks_like_list(struct str s)
{
	size_t at = skip_blanks(s, 1);
	size_t n = name_length(s, at);

	if (at < s.n && (s.p[at] == '#' || s.p[at] == '.'))
		return name_length(s, at + 1) > 0;
	return n > 0 && at + n < s.n && s.p[at + n] == '=';
}

struct attributes *
attributes_parse(struct reader *r, struct str s, struct pos pos, size_t *length)
{
	struct attributes *list;
	size_t at;

	*length = 0;
	if (s.n < 3 || s.p[0] != '{' || !looks_like_list(s))
		return NULL;
	list = ARENA_NEW(r->arena, struct attributes);
	list->id = list->classes = STR("");
	for (at = skip_blanks(s, 1); at < s.n && s.p[at] != '}'; at = skip_blanks(s, at)) {
		if (!parse_item(r, s, pos, &at, list))
			break;
	}
	if (at < s.n && s.p[at] == '}') {
		*length = at + 1;
		return list;
	}
	if (pos.column > 0)
		pos.column += (uint32_t)(at < s.n ? at : 0);
	diag_add(r->diag, MSG_ATTRIBUTES_SYNTAX, pos, "this list of attributes cannot be read%s",
	    at < s.n ? " from here on" : ": its '}' is missing");
	diag_help(r->diag,
	    "write {#id .class key=\"value\"}, with blanks between; text that should "
	    "show a brace is written \\{");
	return NULL;
}

/* The size of a picture is a number of pixels. */
static void
check_number(struct reader *r, const struct attribute *pair)
{
	bool number = pair->value.n > 0 && pair->value.n < 6;

	if (!str_eq(pair->name, STR("width")) && !str_eq(pair->name, STR("height")))
		return;
	for (size_t i = 0; i < pair->value.n; i++)
		number &= pair->value.p[i] >= '0' && pair->value.p[i] <= '9';
	if (number)
		return;
	diag_add(r->diag, MSG_ATTRIBUTES_SYNTAX, pair->pos, "'%.*s' is no %.*s of a picture",
	    STR_ARG(pair->value), STR_ARG(pair->name));
	diag_help(
	    r->diag, "write a number of pixels, without a unit: %.*s=300", STR_ARG(pair->name));
}

static void
check(struct reader *r, enum node_type type, const struct attribute *pair)
{
	struct str names[ALLOWED];
	size_t n = 0;

	if (type == NODE_DIRECTIVE)
		return;
	if (attributes_allowed(type, pair->name)) {
		check_number(r, pair);
		return;
	}
	for (size_t i = 0; i < ALLOWED; i++)
		if (allowed[i].only == NODE_DOCUMENT || allowed[i].only == type)
			names[n++] = str_of(allowed[i].name);
	diag_add(r->diag, MSG_ATTRIBUTES_UNKNOWN, pair->pos, "there is no attribute '%.*s' here",
	    STR_ARG(pair->name));
	diag_suggest(r->diag, pair->name, names, n);
	diag_help(r->diag, "data of your own has a name like data-example");
}

void
attributes_give(struct reader *r, struct node *node, const struct attributes *more)
{
	bool target = node->type == NODE_LINK || node->type == NODE_IMAGE;

	if (more == NULL)
		return;
	if (node->attributes == NULL) {
		node->attributes = ARENA_NEW(r->arena, struct attributes);
		node->attributes->id = node->attributes->classes = STR("");
	}
	if (more->id.n > 0)
		node->attributes->id = more->id;
	if (more->classes.n > 0)
		add_class(r, node->attributes, more->classes);
	for (size_t i = 0; i < more->n; i++) {
		check(r, node->type, &more->v[i]);
		if (target && str_eq(more->v[i].name, STR("title")))
			node->as.link.title = more->v[i].value;
		else
			add_pair(r, node->attributes, more->v[i]);
	}
}
