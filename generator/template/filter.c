/* filter.c - what each filter and test does, then the tables; see filter.h. */
#include "filter.h"

#include <stdlib.h>

#include "base/text.h"
#include "escape.h"

/* ---- text ---- */

/* A text made by one of base/text.h's writers. */
static bool
rewrite(
    struct run *r, const struct term *t, struct value *v, void (*write)(struct buf *, struct str))
{
	struct buf b = { 0 };

	if (!run_spend(r, t, v->as.text.n))
		return false;
	write(&b, v->as.text);
	*v = value_string(run_keep(r, &b));
	return true;
}

static bool
apply_slug(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)a, (void)n;
	return rewrite(r, t, v, text_slug);
}

static void
write_lower(struct buf *out, struct str s)
{
	uint32_t c;

	for (size_t i = 0; i < s.n;) {
		i += text_decode(s, i, &c);
		text_encode(out, text_lower(c));
	}
}

static bool
apply_lower(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)a, (void)n;
	return rewrite(r, t, v, write_lower);
}

static void
write_upper(struct buf *out, struct str s)
{
	uint32_t c;

	for (size_t i = 0; i < s.n;) {
		i += text_decode(s, i, &c);
		text_encode(out, text_upper(c));
	}
}

static bool
apply_upper(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)a, (void)n;
	return rewrite(r, t, v, write_upper);
}

static bool
apply_trim(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)r, (void)t, (void)a, (void)n;
	v->as.text = str_trim(v->as.text);
	return true;
}

/* Offset of the end of the first count characters. */
static size_t
offset_of(struct str s, int64_t count)
{
	size_t i = 0;
	uint32_t c;

	while (i < s.n && count-- > 0)
		i += text_decode(s, i, &c);
	return i;
}

/* At most so many characters, cut between words, with an ellipsis that counts. */
static bool
apply_truncate(
    struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	struct str s = v->as.text;
	size_t cut;

	(void)n;
	if (a[0].as.number < 1)
		return run_fail(r, t, MSG_TEMPLATE_VALUE, "'truncate' needs a number from 1 up");
	if (offset_of(s, a[0].as.number) == s.n)
		return true;
	cut = offset_of(s, a[0].as.number - 1);
	while (cut > 0 && s.p[cut] != ' ' && s.p[cut] != '\n')
		cut--;
	if (cut == 0)
		cut = offset_of(s, a[0].as.number - 1);
	s = str_sub(s, 0, cut);
	while (s.n > 0 && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == ',' || s.p[s.n - 1] == '\n'))
		s.n--;
	if (!run_spend(r, t, s.n))
		return false;
	*v = value_string(arena_printf(r->arena, "%.*s…", STR_ARG(s)));
	return true;
}

static bool
apply_replace(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	struct str s = v->as.text, old = a[0].as.text, by;
	struct buf b = { 0 };
	size_t from = 0, at;

	(void)n;
	by = a[1].type == VALUE_NUMBER ? arena_printf(r->arena, "%lld", (long long)a[1].as.number)
				       : a[1].as.text;
	if (old.n == 0)
		return run_fail(r, t, MSG_TEMPLATE_VALUE, "'replace' needs a text to look for");
	while ((at = str_find(s, from, old)) < s.n) {
		if (!run_spend(r, t, at - from + by.n)) {
			buf_release(&b);
			return false;
		}
		buf_str(&b, str_sub(s, from, at - from));
		buf_str(&b, by);
		from = at + old.n;
	}
	buf_str(&b, str_from(s, from));
	*v = value_string(run_keep(r, &b));
	return true;
}

static bool
apply_url(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)a, (void)n;
	if (!rewrite(r, t, v, escape_component))
		return false;
	v->type = VALUE_MARKUP; /* nothing in it needs an escape anywhere */
	return true;
}

static bool
apply_escape(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)a, (void)n;
	if (v->type == VALUE_MARKUP)
		return true;
	if (!rewrite(r, t, v, escape_text))
		return false;
	v->type = VALUE_MARKUP;
	return true;
}

static bool
apply_safe(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)r, (void)t, (void)a, (void)n;
	v->type = VALUE_MARKUP;
	return true;
}

/* A character reference at the start of s; gives its length, 0 when it is none we know. */
static size_t
reference(struct str s, struct buf *out)
{
	static const struct {
		const char *name;
		char c;
	} known[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' },
		{ "&apos;", '\'' } };
	bool hex = s.n > 2 && s.p[1] == '#' && (s.p[2] | 0x20) == 'x';
	size_t end = str_find_char(s, 0, ';');
	char digits[12] = { 0 }, *rest;
	unsigned long c;

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (str_starts(s, str_of(known[i].name))) {
			buf_char(out, known[i].c);
			return end + 1;
		}
	if (s.n < 4 || s.p[1] != '#' || end == s.n || end < 3 || end > sizeof(digits))
		return 0;
	for (size_t i = 2; i + hex < end; i++)
		digits[i - 2] = s.p[i + hex];
	c = strtoul(digits, &rest, hex ? 16 : 10);
	if (*rest != '\0' || c == 0 || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return 0;
	text_encode(out, (uint32_t)c);
	return end + 1;
}

/* Markup without its tags, its references resolved. */
static void
write_text(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n;) {
		size_t used;

		if (s.p[i] == '<') {
			i = str_find_char(s, i, '>') + 1;
			continue;
		}
		used = s.p[i] == '&' ? reference(str_from(s, i), out) : 0;
		if (used == 0)
			buf_char(out, s.p[i++]);
		i += used;
	}
}

static bool
apply_text(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)a, (void)n;
	return v->type == VALUE_STRING || rewrite(r, t, v, write_text);
}

static bool
apply_number(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	struct str s = str_trim(v->as.text);
	int64_t number = 0;
	bool minus = s.n > 0 && s.p[0] == '-';
	size_t i = minus;

	(void)a, (void)n;
	for (; i < s.n && i < 18 && s.p[i] >= '0' && s.p[i] <= '9'; i++)
		number = number * 10 + (s.p[i] - '0');
	if (i < s.n || i == minus)
		return run_fail(r, t, MSG_TEMPLATE_VALUE, "'%.*s' is no whole number", STR_ARG(s));
	*v = value_number(minus ? -number : number);
	return true;
}

/* ---- days, numbers, files ---- */

static bool
apply_date(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	struct buf b = { 0 };

	(void)a, (void)n, (void)t;
	r->host->date(r->context, v->as.day, &b);
	*v = value_string(run_keep(r, &b));
	return true;
}

static bool
apply_iso(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	struct buf b = { 0 };

	(void)a, (void)n, (void)t;
	date_add_iso(&b, v->as.day);
	*v = value_string(run_keep(r, &b));
	return true;
}

static bool
apply_plural(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)r, (void)t, (void)n;
	*v = a[v->as.number == 1 ? 0 : 1];
	return true;
}

static bool
apply_asset(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	struct buf b = { 0 };

	(void)a, (void)n;
	if (!r->host->asset(r->context, v->as.text, &b)) {
		buf_release(&b);
		run_fail(
		    r, t, MSG_TEMPLATE_VALUE, "the theme has no file '%.*s'", STR_ARG(v->as.text));
		diag_help(r->diag, "put it into theme/, or correct the name");
		return false;
	}
	*v = value_string(run_keep(r, &b));
	return true;
}

static bool
apply_json(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	struct buf b = { 0 };

	(void)a, (void)n;
	if (!escape_json(r, &b, v, 0)) {
		buf_release(&b);
		return run_fail(r, t, MSG_TEMPLATE_TYPE,
		    "an object cannot be written as JSON; write its fields");
	}
	if (!run_spend(r, t, b.n)) {
		buf_release(&b);
		return false;
	}
	*v = value_markup(run_keep(r, &b));
	return true;
}

/* ---- lists ---- */

/* The type at the end of a dotted path from an element; false with the problem when there is none.
 */
static bool
follow_path(struct filter_use *use, struct type at, struct type *out)
{
	struct str rest = use->path;

	while (rest.n > 0 && at.kind != VALUE_FREE) {
		struct str name = str_split(&rest, '.');
		const struct schema_field *field = at.kind == VALUE_OBJECT
						       ? schema_find(at.of, name)
						       : NULL;

		if (at.kind != VALUE_OBJECT) {
			use->problem = arena_printf(use->arena, "%.*s has no '%.*s'",
			    STR_ARG(type_name(use->arena, at)), STR_ARG(name));
			return false;
		}
		if (field == NULL) {
			use->problem = arena_printf(
			    use->arena, "a %s has no '%.*s'", at.of->name, STR_ARG(name));
			use->wrong = name;
			for (size_t i = 0; i < at.of->n; i++)
				*ARENA_PUSH(use->arena, &use->names) = str_of(
				    at.of->fields[i].name);
			return false;
		}
		at = type_of_field(use->arena, field);
	}
	*out = at;
	return true;
}

static bool
same_list(struct filter_use *use)
{
	struct type ignored;

	use->out = use->in;
	return use->in.kind != VALUE_LIST || follow_path(use, type_element(use->in), &ignored);
}

static bool
sort_result(struct filter_use *use)
{
	enum value_type kind = type_element(use->in).kind;

	if (!same_list(use))
		return false;
	if (use->in.kind != VALUE_LIST || use->n > 0 ||
	    (kind != VALUE_OBJECT && kind != VALUE_LIST))
		return true;
	use->problem = STR(
	    "objects have no order of their own: name a field, as in sort(\"title\")");
	return false;
}

struct keyed {
	struct value key, value;
	struct str sort_key;
	size_t index;
};

static int
compare_keyed(const void *va, const void *vb)
{
	const struct keyed *a = va, *b = vb;
	int order;

	if (a->sort_key.p != NULL && b->sort_key.p != NULL)
		order = str_cmp(a->sort_key, b->sort_key);
	else
		order = value_compare(&a->key, &b->key, NULL); /* never two texts */
	return order != 0 ? order : a->index < b->index ? -1 : 1;
}

static bool
apply_sort(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	size_t count = v->as.list.n;
	struct keyed *keyed;
	struct value *sorted;

	if (!run_spend(r, t, count * sizeof(*keyed)))
		return false;
	keyed = ARENA_ARRAY(r->arena, struct keyed, count);
	sorted = ARENA_ARRAY(r->arena, struct value, count);
	for (size_t i = 0; i < count; i++) {
		struct keyed *k = &keyed[i];

		k->value = v->as.list.v[i];
		k->key = n > 0 ? run_look_path(r, k->value, a[0].as.text) : k->value;
		k->index = i;
		if (k->key.type == VALUE_STRING || k->key.type == VALUE_MARKUP)
			k->sort_key = text_sort_key(r->arena, k->key.as.text);
	}
	if (count > 0)
		qsort(keyed, count, sizeof(*keyed), compare_keyed);
	for (size_t i = 0; i < count; i++)
		sorted[i] = keyed[i].value;
	*v = value_list(sorted, count);
	return true;
}

static bool
apply_reverse(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	size_t count = v->as.list.n;
	struct value *turned;

	(void)a, (void)n;
	if (!run_spend(r, t, count * sizeof(*turned)))
		return false;
	turned = ARENA_ARRAY(r->arena, struct value, count);
	for (size_t i = 0; i < count; i++)
		turned[i] = v->as.list.v[count - 1 - i];
	*v = value_list(turned, count);
	return true;
}

static bool
apply_where(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	size_t count = 0;
	struct value *kept;

	(void)n;
	if (!run_spend(r, t, v->as.list.n * sizeof(*kept)))
		return false;
	kept = ARENA_ARRAY(r->arena, struct value, v->as.list.n);
	for (size_t i = 0; i < v->as.list.n; i++) {
		struct value key = run_look_path(r, v->as.list.v[i], a[0].as.text);

		if (value_equal(&key, &a[1]))
			kept[count++] = v->as.list.v[i];
	}
	*v = value_list(kept, count);
	return true;
}

static bool
apply_limit(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)n;
	if (a[0].as.number < 0)
		return run_fail(r, t, MSG_TEMPLATE_VALUE, "'limit' needs a number from 0 up");
	if ((uint64_t)a[0].as.number < v->as.list.n)
		v->as.list.n = (size_t)a[0].as.number;
	return true;
}

/* ---- groups: objects of a schema made for each use, since their items have its types ---- */

struct group {
	struct value key;
	const struct value *items;
	size_t n;
};

static struct value
get_group_key(const struct render_context *context, const void *self)
{
	const struct group *group = self;

	(void)context;
	return group->key;
}

static struct value
get_group_items(const struct render_context *context, const void *self)
{
	const struct group *group = self;

	(void)context;
	return value_list(group->items, group->n);
}

static bool
group_result(struct filter_use *use)
{
	struct schema_field *fields = ARENA_ARRAY(use->arena, struct schema_field, 2);
	struct schema *schema = ARENA_NEW(use->arena, struct schema);
	struct type element = type_element(use->in), key;

	if (use->in.kind != VALUE_LIST)
		element = type_plain(VALUE_FREE);
	if (!follow_path(use, element, &key))
		return false;
	fields[0] = (struct schema_field){ .name = "key",
		.type = key.kind,
		.of = key.of,
		.get = get_group_key,
		.doc = "what the items have in common" };
	fields[1] = (struct schema_field){ .name = "items",
		.type = VALUE_LIST,
		.of = element.of,
		.of_type = element.kind,
		.get = get_group_items,
		.doc = "the items, in their order" };
	*schema = (struct schema){ "group", "One of the groups that 'group' makes.", fields, 2 };
	use->out = type_list(use->arena, type_object(schema));
	return true;
}

/* The group of the list that has the key, made when it is new. */
static size_t
group_of(struct group *groups, size_t *n, const struct value *key)
{
	size_t i = 0;

	while (i < *n && !value_equal(&groups[i].key, key))
		i++;
	if (i == *n)
		groups[(*n)++].key = *key;
	return i;
}

static bool
apply_group(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	const struct schema *schema = t->type.element->of;
	size_t count = v->as.list.n, ngroups = 0, at = 0;
	struct value *items, *list;
	struct group *groups;
	size_t *member;

	(void)n;
	if (!run_spend(r, t, count * (sizeof(*groups) + 2 * sizeof(*items))))
		return false;
	groups = ARENA_ARRAY(r->arena, struct group, count);
	items = ARENA_ARRAY(r->arena, struct value, count);
	list = ARENA_ARRAY(r->arena, struct value, count);
	member = ARENA_ARRAY(r->arena, size_t, count);
	for (size_t i = 0; i < count; i++) {
		struct value key = run_look_path(r, v->as.list.v[i], a[0].as.text);

		member[i] = group_of(groups, &ngroups, &key);
		groups[member[i]].n++;
	}
	for (size_t g = 0; g < ngroups; at += groups[g++].n) {
		groups[g].items = items + at;
		list[g] = value_object(schema, &groups[g]);
		groups[g].n = 0;
		for (size_t i = 0; i < count; i++)
			if (member[i] == g)
				items[at + groups[g].n++] = v->as.list.v[i];
	}
	*v = value_list(list, ngroups);
	return true;
}

static bool
element_result(struct filter_use *use)
{
	use->out = use->in.kind == VALUE_LIST ? type_element(use->in) : type_plain(VALUE_FREE);
	if (use->out.kind == VALUE_NOTHING) /* of a list without elements */
		use->out = type_plain(VALUE_FREE);
	return true;
}

static bool
apply_first(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)r, (void)t, (void)a, (void)n;
	*v = v->as.list.n > 0 ? v->as.list.v[0] : value_nothing();
	return true;
}

static bool
apply_last(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)r, (void)t, (void)a, (void)n;
	*v = v->as.list.n > 0 ? v->as.list.v[v->as.list.n - 1] : value_nothing();
	return true;
}

static bool
join_result(struct filter_use *use)
{
	enum value_type kind = use->in.kind == VALUE_LIST ? type_element(use->in).kind : VALUE_FREE;

	if (kind != VALUE_STRING && kind != VALUE_NUMBER && kind != VALUE_MARKUP &&
	    kind != VALUE_FREE && kind != VALUE_NOTHING) {
		use->problem = arena_printf(use->arena,
		    "'join' puts texts together, and each element is %.*s",
		    STR_ARG(type_name(use->arena, type_element(use->in))));
		return false;
	}
	use->out = type_plain(kind == VALUE_MARKUP || kind == VALUE_FREE ? kind : VALUE_STRING);
	return true;
}

/* Adds an element of a list that is joined; into markup, text is escaped. */
static bool
join_one(struct run *r, const struct term *t, struct buf *b, const struct value *v, bool markup)
{
	if (v->type == VALUE_NUMBER) {
		buf_printf(b, "%lld", (long long)v->as.number);
		return true;
	}
	if (v->type != VALUE_STRING && v->type != VALUE_MARKUP)
		return run_fail(r, t, MSG_TEMPLATE_TYPE,
		    "'join' puts texts together, and one element is %s", value_type_name(v->type));
	if (!run_spend(r, t, v->as.text.n))
		return false;
	if (markup && v->type == VALUE_STRING)
		escape_text(b, v->as.text);
	else
		buf_str(b, v->as.text);
	return true;
}

static bool
apply_join(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	struct value separator = n > 0 ? a[0] : value_string(STR(""));
	struct buf b = { 0 };
	bool markup = separator.type == VALUE_MARKUP, well = true;

	for (size_t i = 0; i < v->as.list.n; i++)
		markup |= v->as.list.v[i].type == VALUE_MARKUP;
	for (size_t i = 0; well && i < v->as.list.n; i++)
		well = (i == 0 || join_one(r, t, &b, &separator, markup)) &&
		       join_one(r, t, &b, &v->as.list.v[i], markup);
	if (!well) {
		buf_release(&b);
		return false;
	}
	*v = markup ? value_markup(run_keep(r, &b)) : value_string(run_keep(r, &b));
	return true;
}

static bool
apply_length(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	struct str_list keys = { 0 };

	(void)t, (void)a, (void)n;
	if (v->type == VALUE_LIST) {
		*v = value_number((int64_t)v->as.list.n);
	} else if (v->type == VALUE_STRING) {
		*v = value_number((int64_t)text_length(v->as.text));
	} else {
		v->as.data.methods->keys(v->as.data.self, r->arena, &keys);
		*v = value_number((int64_t)keys.n);
	}
	return true;
}

static bool
keys_result(struct filter_use *use)
{
	use->out = type_list(use->arena, type_plain(VALUE_STRING));
	return true;
}

static bool
apply_keys(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	struct str_list keys = { 0 };
	struct value *list;

	(void)t, (void)a, (void)n;
	v->as.data.methods->keys(v->as.data.self, r->arena, &keys);
	list = ARENA_ARRAY(r->arena, struct value, keys.n);
	for (size_t i = 0; i < keys.n; i++)
		list[i] = value_string(keys.v[i]);
	*v = value_list(list, keys.n);
	return true;
}

static bool
default_result(struct filter_use *use)
{
	use->out = type_join(use->in, use->arguments[0]);
	return true;
}

static bool
apply_default(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)r, (void)t, (void)n;
	if (v->type == VALUE_NOTHING)
		*v = a[0];
	return true;
}

/* ---- the tables, by name ---- */

#define STRINGS TYPE_BIT(VALUE_STRING)
#define NUMBERS TYPE_BIT(VALUE_NUMBER)
#define DATES TYPE_BIT(VALUE_DATE)
#define LISTS TYPE_BIT(VALUE_LIST)
#define MAPS TYPE_BIT(VALUE_FREE)

static const struct filter filters[] = {
	{ "asset", STRINGS, 0, 0, { 0 }, false, VALUE_STRING, NULL, apply_asset,
	    "The address of a file of the theme, with the fingerprint of its content." },
	{ "date", DATES, 0, 0, { 0 }, false, VALUE_STRING, NULL, apply_date,
	    "A date as people of the page's language write it: 20 November 2026." },
	{ "default", TYPE_ANY, 1, 1, { TYPE_ANY }, false, VALUE_FREE, default_result, apply_default,
	    "The argument where the value is nothing or missing." },
	{ "escape", TYPE_TEXT, 0, 0, { 0 }, false, VALUE_MARKUP, NULL, apply_escape,
	    "Text as markup that shows it; needed only before markup is joined by hand." },
	{ "first", LISTS, 0, 0, { 0 }, false, VALUE_FREE, element_result, apply_first,
	    "The first element; nothing for an empty list." },
	{ "group", LISTS, 1, 1, { STRINGS }, true, VALUE_LIST, group_result, apply_group,
	    "A list of groups, each with the key they have in common and its items." },
	{ "iso", DATES, 0, 0, { 0 }, false, VALUE_STRING, NULL, apply_iso,
	    "A date for machines: 2026-11-20." },
	{ "join", LISTS, 0, 1, { TYPE_TEXT }, false, VALUE_STRING, join_result, apply_join,
	    "The texts of a list in one, with the argument between them." },
	{ "json", TYPE_ANY, 0, 0, { 0 }, false, VALUE_MARKUP, NULL, apply_json,
	    "The value as JSON." },
	{ "keys", MAPS, 0, 0, { 0 }, false, VALUE_LIST, keys_result, apply_keys,
	    "The names in free data." },
	{ "last", LISTS, 0, 0, { 0 }, false, VALUE_FREE, element_result, apply_last,
	    "The last element; nothing for an empty list." },
	{ "length", LISTS | STRINGS | MAPS, 0, 0, { 0 }, false, VALUE_NUMBER, NULL, apply_length,
	    "How many elements, characters or names there are." },
	{ "limit", LISTS, 1, 1, { NUMBERS }, false, VALUE_LIST, same_list, apply_limit,
	    "The first elements, as many as the argument says." },
	{ "lower", STRINGS, 0, 0, { 0 }, false, VALUE_STRING, NULL, apply_lower,
	    "The text in lower case." },
	{ "number", STRINGS, 0, 0, { 0 }, false, VALUE_NUMBER, NULL, apply_number,
	    "The whole number that a text shows." },
	{ "plural", NUMBERS, 2, 2, { STRINGS, STRINGS }, false, VALUE_STRING, NULL, apply_plural,
	    "The first argument for 1, the second for every other number." },
	{ "replace", STRINGS, 2, 2, { STRINGS, STRINGS | NUMBERS }, false, VALUE_STRING, NULL,
	    apply_replace,
	    "The text with each occurrence of the first argument replaced by the second." },
	{ "reverse", LISTS, 0, 0, { 0 }, false, VALUE_LIST, same_list, apply_reverse,
	    "The list from its end." },
	{ "safe", TYPE_TEXT, 0, 0, { 0 }, false, VALUE_MARKUP, NULL, apply_safe,
	    "Text taken for markup as it is; say why in a comment beside it." },
	{ "slug", STRINGS, 0, 0, { 0 }, false, VALUE_STRING, NULL, apply_slug,
	    "The text as a name for an address or an id." },
	{ "sort", LISTS, 0, 1, { STRINGS }, true, VALUE_LIST, sort_result, apply_sort,
	    "The list in order, of its elements or of the field named." },
	{ "text", TYPE_TEXT, 0, 0, { 0 }, false, VALUE_STRING, NULL, apply_text,
	    "Markup without its tags, as plain text." },
	{ "trim", STRINGS, 0, 0, { 0 }, false, VALUE_STRING, NULL, apply_trim,
	    "The text without white space at its ends." },
	{ "truncate", STRINGS, 1, 1, { NUMBERS }, false, VALUE_STRING, NULL, apply_truncate,
	    "At most so many characters, cut between words, with an ellipsis." },
	{ "upper", STRINGS, 0, 0, { 0 }, false, VALUE_STRING, NULL, apply_upper,
	    "The text in upper case." },
	{ "url", STRINGS, 0, 0, { 0 }, false, VALUE_MARKUP, NULL, apply_url,
	    "The text fit for a part of an address, every special character as %XX." },
	{ "where", LISTS, 2, 2, { STRINGS, TYPE_ANY }, true, VALUE_LIST, same_list, apply_where,
	    "The elements whose field, named first, equals the second argument." },
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
