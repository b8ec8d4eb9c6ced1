/* yaml_read.c - fills structs from YAML maps by tables; see yaml.h.
 *
 * In: a tree, a schema.  Out: a struct, or messages with the place of the value, what is wrong and
 * what to write.  A key without a value (`description:`) counts as absent.  One mistake gives one
 * message: a misspelt required key is not reported as missing too. */
#include "base/text.h"
#include "formats/yaml.h"

struct reading {
	const struct yaml_schema *schema;
	char *out;
	struct arena *a;
	struct diag *diag;
};

static bool read_map(
    struct reading *r, const struct yaml *map, const struct placed *name, struct arena *scratch);

static bool
is_absent(const struct yaml *value)
{
	return value == NULL ||
	       (value->type == YAML_SCALAR && !value->quoted && value->text.n == 0);
}

/* ---- what is wrong with a value ---------------------------------------------------------------
 */

static const char *
type_name(const struct yaml *value)
{
	static const char *const names[] = { "one value", "a list", "a group of keys" };

	return names[value->type];
}

static bool
wrong_type(
    struct reading *r, const struct yaml_field *f, const struct yaml *value, const char *wanted)
{
	struct pos pos = value->pos;

	diag_add(
	    r->diag, MSG_YAML_TYPE, pos, "'%s' wants %s, not %s", f->key, wanted, type_name(value));
	return false;
}

static bool
wrong_value(
    struct reading *r, const struct yaml_field *f, const struct yaml *value, const char *wanted)
{
	diag_add(r->diag, MSG_YAML_TYPE, value->pos, "'%s' wants %s, not '%.*s'", f->key, wanted,
	    STR_ARG(value->text));
	return false;
}

static bool
empty_value(struct reading *r, const struct yaml_field *f, struct pos pos)
{
	diag_add(r->diag, MSG_YAML_EMPTY, pos, "'%s' is empty", f->key);
	diag_help(r->diag, "%s needs it", r->schema->what);
	return false;
}

/* ---- one reader for each kind ------------------------------------------------------------------
 */

static bool
scalar(struct reading *r, const struct yaml_field *f, const struct yaml *value)
{
	if (value->type != YAML_SCALAR) {
		wrong_type(r, f, value, "one value");
		if (value->type == YAML_LIST)
			diag_help(r->diag, "write it as %s: value, without brackets", f->key);
		else
			diag_help(r->diag,
			    "a text that holds ': ' or begins with '{' goes in quotes: %s: \"…\"",
			    f->key);
		return false;
	}
	if (f->required && str_trim(value->text).n == 0)
		return empty_value(r, f, value->pos);
	return true;
}

static bool
read_string(struct reading *r, const struct yaml_field *f, const struct yaml *value, void *member)
{
	if (!scalar(r, f, value))
		return false;
	*(struct str *)member = value->text;
	return true;
}

static bool
read_placed(struct reading *r, const struct yaml_field *f, const struct yaml *value, void *member)
{
	if (!scalar(r, f, value))
		return false;
	*(struct placed *)member = (struct placed){ value->text, value->pos };
	return true;
}

/* A single value where a list belongs. */
static bool
wants_list(struct reading *r, const struct yaml_field *f, const struct yaml *value)
{
	wrong_type(r, f, value, "a list");
	if (value->type == YAML_SCALAR)
		diag_help(r->diag, "write it as [%.*s]", STR_ARG(value->text));
	else
		diag_help(r->diag, "begin each item with '- '");
	return false;
}

static bool
read_strings(struct reading *r, const struct yaml_field *f, const struct yaml *value, void *member)
{
	struct placed_list *list = member;
	bool ok = true;

	if (value->type != YAML_LIST)
		return wants_list(r, f, value);
	if (value->n == 0 && f->required)
		return empty_value(r, f, value->pos);
	list->v = ARENA_ARRAY(r->a, struct placed, value->n);
	list->n = 0;
	for (size_t i = 0; i < value->n; i++) {
		const struct yaml *item = value->items[i];

		if (item->type != YAML_SCALAR) {
			diag_add(r->diag, MSG_YAML_TYPE, item->pos,
			    "an item of '%s' is one value, not %s", f->key, type_name(item));
			diag_help(r->diag, "a text that holds ': ' goes in quotes: \"…\"");
			ok = false;
		} else if (str_trim(item->text).n == 0) {
			diag_add(r->diag, MSG_YAML_EMPTY, item->pos, "this item of '%s' is empty",
			    f->key);
			diag_help(r->diag, "write a value, or take the item away");
			ok = false;
		} else {
			list->v[list->n++] = (struct placed){ item->text, item->pos };
		}
	}
	return ok;
}

/* Whether word is one of words, in any mixture of cases. */
static bool
is_one_of(struct str word, const char *const *words)
{
	for (; *words != NULL; words++) {
		struct str w = str_of(*words);
		size_t i = 0;

		while (i < w.n && w.n == word.n && (word.p[i] | 0x20) == (w.p[i] | 0x20))
			i++;
		if (i == w.n)
			return true;
	}
	return false;
}

static bool
read_bool(struct reading *r, const struct yaml_field *f, const struct yaml *value, void *member)
{
	static const char *const yes[] = { "yes", "y", "on", "1", "true", NULL };
	static const char *const no[] = { "no", "n", "off", "0", "false", NULL };

	if (!scalar(r, f, value))
		return false;
	if (!value->quoted &&
	    (str_eq(value->text, STR("true")) || str_eq(value->text, STR("false")))) {
		*(bool *)member = value->text.p[0] == 't';
		return true;
	}
	wrong_value(r, f, value, "true or false");
	if (is_one_of(value->text, yes))
		diag_help(r->diag, "write %s: true", f->key);
	else if (is_one_of(value->text, no))
		diag_help(r->diag, "write %s: false", f->key);
	else
		diag_help(r->diag, "write %s: true, or %s: false", f->key, f->key);
	return false;
}

/* A decimal number without leading zeros, within int64_t. */
static bool
parse_int(struct str s, int64_t *out)
{
	bool negative = s.n > 0 && s.p[0] == '-';
	size_t i = negative;
	int64_t n = 0;

	if (i == s.n || (s.p[i] == '0' && s.n > 1))
		return false;
	for (; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9' || n > (INT64_MAX - 9) / 10)
			return false;
		n = n * 10 + (s.p[i] - '0');
	}
	*out = negative ? -n : n;
	return true;
}

static bool
read_int(struct reading *r, const struct yaml_field *f, const struct yaml *value, void *member)
{
	if (!scalar(r, f, value))
		return false;
	if (!value->quoted && parse_int(value->text, member))
		return true;
	wrong_value(r, f, value, "a whole number");
	diag_help(r->diag, "write digits only, without quotes: %s: 30", f->key);
	return false;
}

static bool
read_date(struct reading *r, const struct yaml_field *f, const struct yaml *value, void *member)
{
	if (!scalar(r, f, value))
		return false;
	if (date_parse(value->text, member))
		return true;
	wrong_value(r, f, value, "a day of the calendar");
	diag_help(r->diag, "write year-month-day: %s: 2026-11-20", f->key);
	return false;
}

static void
list_choices(struct reading *r, const char *const *choices)
{
	struct buf b = { 0 };

	for (size_t i = 0; choices[i] != NULL; i++)
		buf_printf(&b, "%s%s",
		    i == 0                   ? ""
		    : choices[i + 1] != NULL ? ", "
					     : " or ",
		    choices[i]);
	diag_help(r->diag, "write %.*s", STR_ARG(buf_view(&b)));
	buf_release(&b);
}

static bool
read_choice(struct reading *r, const struct yaml_field *f, const struct yaml *value, void *member)
{
	struct str_list names = { 0 };

	if (!scalar(r, f, value))
		return false;
	for (int i = 0; f->choices[i] != NULL; i++) {
		struct str name = str_of(f->choices[i]);

		if (str_eq(value->text, name)) {
			*(int *)member = i;
			return true;
		}
		*ARENA_PUSH(r->a, &names) = name;
	}
	diag_add(r->diag, MSG_YAML_CHOICE, value->pos, "'%s' cannot be '%.*s'", f->key,
	    STR_ARG(value->text));
	diag_suggest(r->diag, value->text, names.v, names.n);
	list_choices(r, f->choices);
	return false;
}

static bool
read_inner(struct reading *r, const struct yaml_field *f, const struct yaml *value, void *out,
    const struct placed *name)
{
	struct reading inner = { .schema = f->of, .out = out, .a = r->a, .diag = r->diag };
	struct arena scratch = { 0 };
	bool ok;

	ok = read_map(&inner, value, name, &scratch);
	arena_release(&scratch);
	return ok;
}

static bool
read_struct(struct reading *r, const struct yaml_field *f, const struct yaml *value, void *member)
{
	if (value->type != YAML_MAP) {
		wrong_type(r, f, value, "a group of keys");
		diag_help(
		    r->diag, "write %s:, and under it, indented, its keys: key: value", f->key);
		return false;
	}
	return read_inner(r, f, value, member, NULL);
}

static bool
read_structs(struct reading *r, const struct yaml_field *f, const struct yaml *value, void *member)
{
	struct yaml_rows *rows = member;
	bool ok = true;

	if (value->type != YAML_LIST) {
		wrong_type(r, f, value, "a list");
		diag_help(r->diag, "begin each item with '- ' and its first key");
		return false;
	}
	if (value->n == 0 && f->required)
		return empty_value(r, f, value->pos);
	rows->v = arena_array(r->a, value->n, f->of->size);
	rows->n = 0;
	for (size_t i = 0; i < value->n; i++) {
		const struct yaml *item = value->items[i];

		if (item->type != YAML_MAP) {
			diag_add(r->diag, MSG_YAML_TYPE, item->pos,
			    "an item of '%s' is a group of keys, not %s", f->key, type_name(item));
			diag_help(r->diag, "write it as {key: value, key: value}");
			ok = false;
			continue;
		}
		ok &= read_inner(r, f, item, (char *)rows->v + rows->n++ * f->of->size, NULL);
	}
	return ok;
}

static bool
read_named(struct reading *r, const struct yaml_field *f, const struct yaml *value, void *member)
{
	struct yaml_rows *rows = member;
	bool ok = true;

	if (value->type != YAML_MAP)
		return read_struct(r, f, value, member);
	if (value->n == 0 && f->required)
		return empty_value(r, f, value->pos);
	rows->v = arena_array(r->a, value->n, f->of->size);
	rows->n = 0;
	for (size_t i = 0; i < value->n; i++) {
		const struct yaml_pair *pair = &value->pairs[i];
		const struct placed name = { pair->key, pair->pos };

		if (pair->value->type != YAML_MAP) {
			diag_add(r->diag, MSG_YAML_TYPE, pair->value->pos,
			    "'%.*s' wants a group of keys, not %s", STR_ARG(pair->key),
			    type_name(pair->value));
			diag_help(r->diag, "write under it, indented, its keys: key: value");
			ok = false;
			continue;
		}
		ok &= read_inner(
		    r, f, pair->value, (char *)rows->v + rows->n++ * f->of->size, &name);
	}
	return ok;
}

static bool
read_free(struct reading *r, const struct yaml_field *f, const struct yaml *value, void *member)
{
	(void)r;
	(void)f;
	*(const struct yaml **)member = value;
	return true;
}

typedef bool read_kind(
    struct reading *r, const struct yaml_field *f, const struct yaml *value, void *member);

static read_kind *const readers[] = {
	[YAML_STRING] = read_string,
	[YAML_PLACED] = read_placed,
	[YAML_STRINGS] = read_strings,
	[YAML_BOOL] = read_bool,
	[YAML_INT] = read_int,
	[YAML_DATE] = read_date,
	[YAML_CHOICE] = read_choice,
	[YAML_STRUCT] = read_struct,
	[YAML_STRUCTS] = read_structs,
	[YAML_NAMED] = read_named,
	[YAML_FREE] = read_free,
};

/* ---- maps --------------------------------------------------------------------------------------
 */

static const struct yaml_field *
field_find(const struct yaml_schema *schema, struct str key)
{
	for (size_t i = 0; i < schema->n; i++)
		if (str_eq(key, str_of(schema->fields[i].key)))
			return &schema->fields[i];
	return NULL;
}

/* Says that a key is not known; gives the field that was meant, or NULL. */
static const struct yaml_field *
unknown_key(struct reading *r, const struct yaml_pair *pair, const struct str *names)
{
	const struct yaml_schema *schema = r->schema;
	struct str near = text_nearest(pair->key, names, schema->n);

	diag_add(r->diag, MSG_YAML_UNKNOWN, pair->pos, "%s has no key '%.*s'", schema->what,
	    STR_ARG(pair->key));
	if (near.n == 0 && str_find_char(pair->key, 0, ' ') < pair->key.n)
		diag_help(r->diag, "if this belongs to the value before it, put that value in "
				   "quotes: here a comma ends a value");
	else
		diag_choices(r->diag, pair->key, "its keys are", names, schema->n);
	return near.n > 0 ? field_find(schema, near) : NULL;
}

/* Fields that were absent and must not be, all in one message: they are missing at one place. */
static bool
check_required(
    struct reading *r, const struct yaml *map, const bool *met, const struct placed *name)
{
	const struct yaml_schema *schema = r->schema;
	struct buf keys = { 0 };
	size_t missing = 0;

	for (size_t i = 0; i < schema->n; i++) {
		const struct yaml_field *f = &schema->fields[i];

		if (!f->required || met[i])
			continue;
		buf_printf(&keys, "%s'%s'", missing++ > 0 ? ", " : "", f->key);
	}
	if (missing > 0) {
		diag_add(r->diag, MSG_YAML_MISSING, name != NULL ? name->pos : map->pos,
		    "%s lacks %.*s", schema->what, STR_ARG(buf_view(&keys)));
		if (missing == 1)
			diag_help(r->diag, "add a line %.*s: …", (int)keys.n - 2, keys.p + 1);
		else
			diag_help(r->diag, "add a line for each of them: key: value");
	}
	buf_release(&keys);
	return missing == 0;
}

static bool
read_map(
    struct reading *r, const struct yaml *map, const struct placed *name, struct arena *scratch)
{
	const struct yaml_schema *schema = r->schema;
	bool *met = ARENA_ARRAY(scratch, bool, schema->n + 1);
	struct str *names = ARENA_ARRAY(scratch, struct str, schema->n + 1);
	bool ok = true;

	for (size_t i = 0; i < schema->n; i++)
		names[i] = str_of(schema->fields[i].key);
	if (name != NULL)
		*(struct placed *)(void *)r->out = *name;
	for (size_t i = 0; i < map->n; i++) {
		const struct yaml_pair *pair = &map->pairs[i];
		const struct yaml_field *f = field_find(schema, pair->key);
		bool known = f != NULL;

		if (!known) {
			f = unknown_key(r, pair, names);
			ok = false;
		} else if (is_absent(pair->value) && f->required) {
			ok = empty_value(r, f, pair->pos);
		} else if (!is_absent(pair->value)) {
			ok &= readers[f->kind](r, f, pair->value, r->out + f->offset);
		}
		if (f != NULL)
			met[f - schema->fields] = true;
	}
	return check_required(r, map, met, name) && ok;
}

bool
yaml_read(const struct yaml *map, const struct yaml_schema *schema, void *out, struct arena *a,
    struct diag *diag)
{
	struct reading r = { .schema = schema, .out = out, .a = a, .diag = diag };
	struct arena scratch = { 0 };
	bool ok;

	if (map->type != YAML_MAP) {
		diag_add(diag, MSG_YAML_TYPE, map->pos, "%s is made of key: value lines, not %s",
		    schema->what, type_name(map));
		diag_help(diag, "write every line as key: value");
		return false;
	}
	ok = read_map(&r, map, NULL, &scratch);
	arena_release(&scratch);
	return ok;
}
