/* filter.c - the tables of filters and tests, each in the order of names; see filter.h. */
#include "filter.h"

#define STRINGS TYPE_BIT(VALUE_STRING)
#define NUMBERS TYPE_BIT(VALUE_NUMBER)
#define DATES TYPE_BIT(VALUE_DATE)
#define LISTS TYPE_BIT(VALUE_LIST)
#define MAPS TYPE_BIT(VALUE_FREE)

static const struct filter filters[] = {
	{ "asset", STRINGS, 0, 0, { 0 }, 0, VALUE_STRING, NULL, filter_asset,
	    "The address of a file of the theme, with the fingerprint of its content." },
	{ "date", DATES, 0, 0, { 0 }, 0, VALUE_STRING, NULL, filter_date,
	    "A date as people of the page's language write it: 20 November 2026." },
	{ "default", TYPE_ANY, 1, 1, { TYPE_ANY }, FILTER_LENIENT, VALUE_FREE, filter_default_type,
	    filter_default, "The argument where the value is nothing or missing." },
	{ "escape", TYPE_TEXT, 0, 0, { 0 }, 0, VALUE_MARKUP, NULL, filter_escape,
	    "Text as markup that shows it; needed only before markup is joined by hand." },
	{ "first", LISTS, 0, 0, { 0 }, 0, VALUE_FREE, filter_element_type, filter_first,
	    "The first element; nothing for an empty list." },
	{ "group", LISTS, 1, 1, { STRINGS }, FILTER_PATH, VALUE_LIST, filter_group_type,
	    filter_group,
	    "A list of groups, each with the key they have in common and its items." },
	{ "iso", DATES, 0, 0, { 0 }, 0, VALUE_STRING, NULL, filter_iso,
	    "A date for machines: 2026-11-20." },
	{ "join", LISTS, 0, 1, { TYPE_TEXT }, 0, VALUE_STRING, filter_join_type, filter_join,
	    "The texts of a list in one, with the argument between them." },
	{ "json", TYPE_ANY, 0, 0, { 0 }, 0, VALUE_MARKUP, NULL, filter_json, "The value as JSON." },
	{ "keys", MAPS, 0, 0, { 0 }, 0, VALUE_LIST, filter_keys_type, filter_keys,
	    "The names in free data." },
	{ "last", LISTS, 0, 0, { 0 }, 0, VALUE_FREE, filter_element_type, filter_last,
	    "The last element; nothing for an empty list." },
	{ "length", LISTS | STRINGS | MAPS, 0, 0, { 0 }, 0, VALUE_NUMBER, NULL, filter_length,
	    "How many elements, characters or names there are." },
	{ "limit", LISTS, 1, 1, { NUMBERS }, 0, VALUE_LIST, filter_same_type, filter_limit,
	    "The first elements, as many as the argument says." },
	{ "lower", STRINGS, 0, 0, { 0 }, 0, VALUE_STRING, NULL, filter_lower,
	    "The text in lower case." },
	{ "number", STRINGS, 0, 0, { 0 }, 0, VALUE_NUMBER, NULL, filter_number,
	    "The whole number that a text shows." },
	{ "plural", NUMBERS, 2, 2, { STRINGS, STRINGS }, 0, VALUE_STRING, NULL, filter_plural,
	    "The first argument for 1, the second for every other number." },
	{ "replace", STRINGS, 2, 2, { STRINGS, STRINGS | NUMBERS }, 0, VALUE_STRING, NULL,
	    filter_replace,
	    "The text with each occurrence of the first argument replaced by the second." },
	{ "reverse", LISTS, 0, 0, { 0 }, 0, VALUE_LIST, filter_same_type, filter_reverse,
	    "The list from its end." },
	{ "safe", TYPE_TEXT, 0, 0, { 0 }, 0, VALUE_MARKUP, NULL, filter_safe,
	    "Text taken for markup as it is; say why in a comment beside it." },
	{ "slug", STRINGS, 0, 0, { 0 }, 0, VALUE_STRING, NULL, filter_slug,
	    "The text as a name for an address or an id." },
	{ "sort", LISTS, 0, 1, { STRINGS }, FILTER_PATH, VALUE_LIST, filter_sort_type, filter_sort,
	    "The list in order, of its elements or of the field named." },
	{ "text", TYPE_TEXT, 0, 0, { 0 }, 0, VALUE_STRING, NULL, filter_text,
	    "Markup without its tags, as plain text." },
	{ "trim", STRINGS, 0, 0, { 0 }, 0, VALUE_STRING, NULL, filter_trim,
	    "The text without white space at its ends." },
	{ "truncate", STRINGS, 1, 1, { NUMBERS }, 0, VALUE_STRING, NULL, filter_truncate,
	    "At most so many characters, cut between words, with an ellipsis." },
	{ "upper", STRINGS, 0, 0, { 0 }, 0, VALUE_STRING, NULL, filter_upper,
	    "The text in upper case." },
	{ "url", STRINGS, 0, 0, { 0 }, 0, VALUE_MARKUP, NULL, filter_url,
	    "The text fit for a part of an address, every special character as %XX." },
	{ "where", LISTS, 2, 2, { STRINGS, TYPE_ANY }, FILTER_PATH, VALUE_LIST, filter_same_type,
	    filter_where, "The elements whose field, named first, equals the second argument." },
};
enum { FILTERS = sizeof(filters) / sizeof(filters[0]) };

const struct filter *
filter_find(struct str name)
{
	for (size_t i = 0; i < FILTERS; i++)
		if (str_eq(name, str_of(filters[i].name)))
			return &filters[i];
	return NULL;
}

size_t
filter_table(const struct filter **table)
{
	*table = filters;
	return FILTERS;
}

static bool
is_defined(struct run *r, const struct value *v)
{
	(void)r;
	return v->type != VALUE_NOTHING;
}

static bool
is_empty(struct run *r, const struct value *v)
{
	return value_is_empty(v, r->arena);
}

static bool
is_odd(struct run *r, const struct value *v)
{
	(void)r;
	return v->as.number % 2 != 0;
}

static bool
is_even(struct run *r, const struct value *v)
{
	(void)r;
	return v->as.number % 2 == 0;
}

static bool
is_list(struct run *r, const struct value *v)
{
	(void)r;
	return v->type == VALUE_LIST;
}

static const struct test tests[] = {
	{ "defined", TYPE_ANY, true, is_defined, "There is such a value." },
	{ "empty", TYPE_ANY, true, is_empty, "Nothing, or a text, list or map without content." },
	{ "even", NUMBERS, false, is_even, "A number that 2 divides." },
	{ "list", TYPE_ANY, true, is_list, "A list; for free data, which may be anything." },
	{ "odd", NUMBERS, false, is_odd, "A number that 2 does not divide." },
};
enum { TESTS = sizeof(tests) / sizeof(tests[0]) };

const struct test *
test_find(struct str name)
{
	for (size_t i = 0; i < TESTS; i++)
		if (str_eq(name, str_of(tests[i].name)))
			return &tests[i];
	return NULL;
}

size_t
test_table(const struct test **table)
{
	*table = tests;
	return TESTS;
}
