/* filter_list.c - filters of lists, and the types of what they give; see filter_list.h. */
#include "filter_list.h"

#include <stdlib.h>

#include "base/text.h"
#include "escape.h"

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

bool
filter_same_type(struct filter_use *use)
{
	struct type ignored;

	use->out = use->in;
	return use->in.kind != VALUE_LIST || follow_path(use, type_element(use->in), &ignored);
}

bool
filter_sort_type(struct filter_use *use)
{
	enum value_type kind = type_element(use->in).kind;

	if (!filter_same_type(use))
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

bool
filter_sort(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
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

bool
filter_reverse(
    struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
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

bool
filter_where(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
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

bool
filter_limit(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
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

bool
filter_group_type(struct filter_use *use)
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

bool
filter_group(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
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

bool
filter_element_type(struct filter_use *use)
{
	use->out = use->in.kind == VALUE_LIST ? type_element(use->in) : type_plain(VALUE_FREE);
	if (use->out.kind == VALUE_NOTHING) /* of a list without elements */
		use->out = type_plain(VALUE_FREE);
	return true;
}

bool
filter_first(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)r, (void)t, (void)a, (void)n;
	*v = v->as.list.n > 0 ? v->as.list.v[0] : value_nothing();
	return true;
}

bool
filter_last(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)r, (void)t, (void)a, (void)n;
	*v = v->as.list.n > 0 ? v->as.list.v[v->as.list.n - 1] : value_nothing();
	return true;
}

bool
filter_join_type(struct filter_use *use)
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

bool
filter_join(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
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

bool
filter_length(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
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

bool
filter_keys_type(struct filter_use *use)
{
	use->out = type_list(use->arena, type_plain(VALUE_STRING));
	return true;
}

bool
filter_keys(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
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

bool
filter_default_type(struct filter_use *use)
{
	use->out = type_join(use->in, use->arguments[0]);
	return true;
}

bool
filter_default(
    struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)r, (void)t, (void)n;
	if (v->type == VALUE_NOTHING)
		*v = a[0];
	return true;
}
