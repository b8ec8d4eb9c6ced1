/* selector.c - selectors against the chain; see selector.h.
 *
 * The last compound of a selector must match an element of the chain; what stands before a blank or
 * '>' must match one as well, for all ancestors of the chain are on it; siblings may be anything.
 */
#include "selector.h"

#include <string.h>

enum { COMPOUNDS = 32, DEPTH = 16 };

struct query {
	const struct css_token *base; /* the tokens are a part of one array */
	const struct chain *chain;
	const bool *parent;
	int depth;
};

struct part {
	const struct css_token *t;
	size_t n;
	char before; /* the combinator: '\0' for the first, ' ', '>', '+', '~' */
};

static bool list_can_match(
    struct query q, const struct css_token *t, size_t n, const struct chain_element *only);

static bool
is_one_of(struct str name, const char *const *names)
{
	for (; *names != NULL; names++) {
		struct css_token t = { .type = CSS_IDENT, .text = name };

		if (css_is(&t, CSS_IDENT, *names))
			return true;
	}
	return false;
}

/* ---- one simple selector; each gives whether e can match ---------------------------------------
 */

/* Attributes that no element of the chain has (proof.c refuses them) cannot match. */
static bool
attribute_can_match(const struct css_token *t, size_t n, const struct chain_element *e)
{
	static const char *const possible[] = { "class", "id", "tabindex", "title", "dir", "lang",
		"prefix", "type", "itemscope", "itemtype", "itemprop", "itemid", "vocab", "typeof",
		"property", "resource", "translate", "xmlns", "aria-label", "aria-labelledby",
		"aria-describedby", NULL };
	static const char *const roles[] = { "main", "article", "document", NULL };
	size_t i = 0;
	struct str name, value;

	while (i < n && t[i].type != CSS_IDENT)
		i++;
	if (i == n)
		return true;
	if (i + 2 < n && css_is_delim(&t[i + 1], '|') && t[i + 2].type == CSS_IDENT)
		i += 2;
	name = t[i].text;
	if (css_is(&t[i], CSS_IDENT, "role") && i + 2 < n && css_is_delim(&t[i + 1], '=') &&
	    (t[i + 2].type == CSS_IDENT || t[i + 2].type == CSS_STRING)) {
		value = t[i + 2].text;
		return is_one_of(value, roles) || str_starts(value, STR("doc-")) || value.n == 0;
	}
	if (css_is(&t[i], CSS_IDENT, "role") || is_one_of(name, possible))
		return true;
	if (css_is(&t[i], CSS_IDENT, "href"))
		return str_eq(e->name, STR("a"));
	return name.n > 5 && is_one_of(str_sub(name, 0, 5), (const char *const[]){ "data-", NULL });
}

/* A pseudo-class, t[0] its name, or a pseudo-element. */
static bool
pseudo_can_match(
    struct query q, const struct css_token *t, bool element, const struct chain_element *e)
{
	static const char *const lists[] = { "is", "where", "matches", "any", "-webkit-any",
		"-moz-any", NULL };
	static const char *const never[] = { "checked", "disabled", "enabled", "required",
		"optional", "valid", "invalid", "user-valid", "user-invalid", "in-range",
		"out-of-range", "indeterminate", "default", "placeholder-shown", "autofill",
		"popover-open", "modal", "open", "empty", "before", "after", NULL };
	static const char *const of_links[] = { "link", "visited", "any-link", NULL };
	static const char *const real_boxes[] = { "first-line", "first-letter", NULL };

	if (element)
		return is_one_of(t->text, real_boxes);
	if (t->type == CSS_FUNCTION && is_one_of(t->text, lists))
		return list_can_match(q, t + 1, (size_t)(&q.base[t->mate] - t) - 1, e);
	if (css_is(t, CSS_IDENT, "root"))
		return str_eq(e->name, STR("html"));
	if (is_one_of(t->text, of_links))
		return str_eq(e->name, STR("a"));
	return !is_one_of(t->text, never);
}

static bool
type_can_match(const struct css_token *t, const struct chain_element *e)
{
	struct css_token name = { .type = CSS_IDENT, .text = e->name };
	char word[32];

	if (t->text.n >= sizeof(word))
		return false;
	for (size_t i = 0; i < t->text.n; i++)
		word[i] = t->text.p[i] >= 'A' && t->text.p[i] <= 'Z' ? (char)(t->text.p[i] | 0x20)
								     : t->text.p[i];
	word[t->text.n] = '\0';
	return css_is(&name, CSS_IDENT, word);
}

/* ---- compounds and what joins them -------------------------------------------------------------
 */

static bool
compound_can_match(struct query q, const struct part *part, const struct chain_element *e)
{
	const struct css_token *t = part->t;
	bool can = true;
	size_t next;

	for (size_t i = 0; can && i < part->n; i = next) {
		size_t colons = 0;

		next = i + 1;
		if (t[i].type == CSS_IDENT) {
			if (next < part->n && css_is_delim(&t[next], '|'))
				next++; /* the prefix of a name space */
			else
				can = type_can_match(&t[i], e);
		} else if (t[i].type == CSS_HASH) {
			can = map_get(&e->ids, t[i].text) != NULL;
		} else if (css_is_delim(&t[i], '&')) {
			can = q.parent == NULL || *q.parent;
		} else if (css_is_delim(&t[i], '.') && next < part->n &&
			   t[next].type == CSS_IDENT) {
			can = map_get(&e->classes, t[next].text) != NULL;
			next++;
		} else if (css_is_delim(&t[i], '[')) {
			next = (size_t)(&q.base[t[i].mate] - t);
			can = attribute_can_match(&t[i + 1], next - i - 1, e);
			next++;
		} else if (css_is_delim(&t[i], ':')) {
			while (i + colons < part->n && css_is_delim(&t[i + colons], ':'))
				colons++;
			next = i + colons;
			if (next < part->n)
				can = pseudo_can_match(q, &t[next], colons > 1, e);
			if (next < part->n && t[next].type == CSS_FUNCTION)
				next = (size_t)(&q.base[t[next].mate] - t);
			next++;
		}
	}
	return can;
}

static const struct chain_element *
any_match(struct query q, const struct part *part)
{
	for (size_t i = 0; i < q.chain->elements.n; i++) {
		const struct chain_element *e = q.chain->elements.v[i].value;

		if (compound_can_match(q, part, e))
			return e;
	}
	return NULL;
}

static bool
is_combinator(const struct css_token *t)
{
	return css_is_delim(t, '>') || css_is_delim(t, '+') || css_is_delim(t, '~') ||
	       css_is_delim(t, '|');
}

/* Cuts a complex selector into compounds; 0 when there are too many. */
static size_t
cut(struct query q, const struct css_token *t, size_t n, struct part parts[])
{
	size_t count = 0, i = 0;

	while (i < n) {
		char combinator = '\0';

		for (; i < n && (t[i].type == CSS_SPACE ||
				    (is_combinator(&t[i]) && !css_is_delim(&t[i], '|')));
		    i++)
			if (t[i].type != CSS_SPACE)
				combinator = t[i].delim;
			else if (combinator == '\0')
				combinator = ' ';
		if (i == n)
			break;
		if (count == COMPOUNDS)
			return 0;
		if (count == 0 && combinator == ' ')
			combinator = '\0';
		parts[count] = (struct part){ .t = &t[i], .before = combinator };
		while (i < n && t[i].type != CSS_SPACE &&
		       (!is_combinator(&t[i]) || css_is_delim(&t[i], '|')))
			i = t[i].mate > 0 ? (size_t)(&q.base[t[i].mate] - t) + 1 : i + 1;
		parts[count].n = (size_t)(&t[i] - parts[count].t);
		count++;
	}
	return count;
}

static bool
complex_can_match(struct query q, const struct css_token *t, size_t n,
    const struct chain_element *only, struct str *element)
{
	struct part parts[COMPOUNDS];
	size_t count = cut(q, t, n, parts);
	const struct chain_element *subject = only;

	if (count == 0)
		return n > 0; /* not understood */
	if (only != NULL && !compound_can_match(q, &parts[count - 1], only))
		return false;
	if (only == NULL)
		subject = any_match(q, &parts[count - 1]);
	if (subject == NULL)
		return false;
	*element = subject->name;
	for (size_t i = count - 1; i > 0; i--)
		if ((parts[i].before == ' ' || parts[i].before == '>') &&
		    any_match(q, &parts[i - 1]) == NULL)
			return false;
	return true;
}

static bool
uses_parent(const struct css_token *t, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (css_is_delim(&t[i], '&'))
			return true;
	return false;
}

static bool
each_can_match(struct query q, const struct css_token *t, size_t n,
    const struct chain_element *only, struct str *element)
{
	size_t from = 0;

	if (++q.depth > DEPTH)
		return true;
	for (size_t i = 0; i <= n; i++) {
		if (i < n && t[i].mate > 0) {
			i = (size_t)(&q.base[t[i].mate] - t);
			continue;
		}
		if (i < n && !css_is_delim(&t[i], ','))
			continue;
		/* inside another rule, a selector without '&' is one for what is below it */
		if ((only != NULL || q.parent == NULL || *q.parent ||
			uses_parent(t + from, i - from)) &&
		    complex_can_match(q, t + from, i - from, only, element))
			return true;
		from = i + 1;
	}
	return false;
}

static bool
list_can_match(
    struct query q, const struct css_token *t, size_t n, const struct chain_element *only)
{
	struct str element;

	return each_can_match(q, t, n, only, &element);
}

bool
selector_can_match(const struct css_token *all, size_t from, size_t n, const struct chain *chain,
    const bool *parent, struct str *element)
{
	struct query q = { all, chain, parent, 0 };

	return each_can_match(q, all + from, n, NULL, element);
}
