/* element.c - the table; see element.h. */
#include "element.h"

#define P HOLDS_PHRASING
#define F HOLDS_FLOW
#define L HOLDS_LISTED
#define V HOLDS_NOTHING

static const struct element elements[] = {
	{ "abbr", true, P, NULL, NULL },
	{ "b", true, P, NULL, NULL },
	{ "bdi", true, P, NULL, NULL },
	{ "bdo", true, P, NULL, NULL },
	{ "blockquote", false, F, NULL, NULL },
	{ "br", true, V, NULL, NULL },
	{ "caption", false, P, " table ", NULL },
	{ "cite", true, P, NULL, NULL },
	{ "code", true, P, NULL, NULL },
	{ "col", false, V, " colgroup ", " span " },
	{ "colgroup", false, L, " table ", " span " },
	{ "dd", false, F, " dl ", NULL },
	{ "del", true, P, NULL, " datetime " },
	{ "details", false, F, NULL, " open " },
	{ "dfn", true, P, NULL, NULL },
	{ "div", false, F, NULL, NULL },
	{ "dl", false, L, NULL, NULL },
	{ "dt", false, P, " dl ", NULL },
	{ "em", true, P, NULL, NULL },
	{ "hr", false, V, NULL, NULL },
	{ "i", true, P, NULL, NULL },
	{ "ins", true, P, NULL, " datetime " },
	{ "kbd", true, P, NULL, NULL },
	{ "li", false, F, " ul ol ", " value " },
	{ "mark", true, P, NULL, NULL },
	{ "ol", false, L, NULL, " reversed start type " },
	{ "p", false, P, NULL, NULL },
	{ "pre", false, P, NULL, NULL },
	{ "q", true, P, NULL, NULL },
	{ "rp", true, P, " ruby ", NULL },
	{ "rt", true, P, " ruby ", NULL },
	{ "ruby", true, P, NULL, NULL },
	{ "s", true, P, NULL, NULL },
	{ "samp", true, P, NULL, NULL },
	{ "small", true, P, NULL, NULL },
	{ "span", true, P, NULL, NULL },
	{ "strong", true, P, NULL, NULL },
	{ "sub", true, P, NULL, NULL },
	{ "summary", false, P, " details ", NULL },
	{ "sup", true, P, NULL, NULL },
	{ "table", false, L, NULL, NULL },
	{ "tbody", false, L, " table ", NULL },
	{ "td", false, F, " tr ", " colspan rowspan " },
	{ "tfoot", false, L, " table ", NULL },
	{ "th", false, P, " tr ", " abbr colspan rowspan scope " },
	{ "thead", false, L, " table ", NULL },
	{ "time", true, P, NULL, " datetime " },
	{ "tr", false, L, " thead tbody tfoot ", NULL },
	{ "u", true, P, NULL, NULL },
	{ "ul", false, L, NULL, NULL },
	{ "var", true, P, NULL, NULL },
	{ "wbr", true, V, NULL, NULL },
};
enum { ELEMENTS = sizeof(elements) / sizeof(elements[0]) };

/* Whether word stands in a list whose words have blanks on both sides. */
static bool
is_listed(const char *list, struct str word)
{
	struct str s = list == NULL ? STR("") : str_of(list);

	for (size_t at = 0; word.n > 0 && (at = str_find(s, at, word)) < s.n; at++)
		if (s.p[at - 1] == ' ' && s.p[at + word.n] == ' ')
			return true;
	return false;
}

const struct element *
element_find(struct str name)
{
	for (size_t i = 0; i < ELEMENTS; i++)
		if (str_eq(name, str_of(elements[i].name)))
			return &elements[i];
	return NULL;
}

bool
element_allows(const struct element *element, struct str attribute)
{
	return is_listed(" class dir id lang title translate ", attribute) ||
	       is_listed(element->attributes, attribute);
}

bool
element_is_boolean(struct str attribute)
{
	return is_listed(" open reversed ", attribute);
}

const struct str *
element_names(size_t *n)
{
	static const struct str names[] = { { "b", 1 }, { "blockquote", 10 }, { "br", 2 },
		{ "caption", 7 }, { "cite", 4 }, { "code", 4 }, { "details", 7 }, { "div", 3 },
		{ "kbd", 3 }, { "mark", 4 }, { "small", 5 }, { "span", 4 }, { "strong", 6 },
		{ "sub", 3 }, { "summary", 7 }, { "sup", 3 }, { "table", 5 }, { "tbody", 5 },
		{ "thead", 5 }, { "time", 4 } };

	*n = sizeof(names) / sizeof(names[0]);
	return names;
}

bool
element_may_hold(const struct element *parent, const struct element *child, bool phrasing)
{
	enum element_holds holds = phrasing ? HOLDS_PHRASING : HOLDS_FLOW;

	if (child->parents != NULL)
		return parent != NULL && is_listed(child->parents, str_of(parent->name));
	if (parent != NULL)
		holds = parent->holds;
	return holds == HOLDS_FLOW || (holds == HOLDS_PHRASING && child->phrasing);
}
