/* value.c - truth, likeness and order of values; the documentation of a schema; see value.h. */
#include "value.h"

#include "base/text.h"

const char *
value_type_name(enum value_type type)
{
	static const char *const names[] = { [VALUE_NOTHING] = "nothing",
		[VALUE_BOOL] = "true or false",
		[VALUE_NUMBER] = "a number",
		[VALUE_STRING] = "text",
		[VALUE_MARKUP] = "markup",
		[VALUE_DATE] = "a date",
		[VALUE_LIST] = "a list",
		[VALUE_OBJECT] = "an object",
		[VALUE_FREE] = "free data" };

	return names[type];
}

bool
value_is_true(const struct value *v)
{
	switch (v->type) {
	case VALUE_NOTHING: return false;
	case VALUE_BOOL: return v->as.truth;
	case VALUE_NUMBER: return v->as.number != 0;
	case VALUE_STRING:
	case VALUE_MARKUP: return v->as.text.n > 0;
	case VALUE_LIST: return v->as.list.n > 0;
	case VALUE_DATE:
	case VALUE_OBJECT:
	case VALUE_FREE: return true;
	}
	return false;
}

bool
value_is_empty(const struct value *v, struct arena *scratch)
{
	struct str_list keys = { 0 };

	switch (v->type) {
	case VALUE_NOTHING: return true;
	case VALUE_STRING:
	case VALUE_MARKUP: return v->as.text.n == 0;
	case VALUE_LIST: return v->as.list.n == 0;
	case VALUE_FREE:
		v->as.data.methods->keys(v->as.data.self, scratch, &keys);
		return keys.n == 0;
	case VALUE_BOOL:
	case VALUE_NUMBER:
	case VALUE_DATE:
	case VALUE_OBJECT: return false;
	}
	return false;
}

static bool
is_text(const struct value *v)
{
	return v->type == VALUE_STRING || v->type == VALUE_MARKUP;
}

static bool
lists_equal(const struct value *a, const struct value *b)
{
	if (a->as.list.n != b->as.list.n)
		return false;
	for (size_t i = 0; i < a->as.list.n; i++)
		if (!value_equal(&a->as.list.v[i], &b->as.list.v[i]))
			return false;
	return true;
}

bool
value_equal(const struct value *a, const struct value *b)
{
	if (is_text(a) && is_text(b))
		return str_eq(a->as.text, b->as.text);
	if (a->type != b->type)
		return false;
	switch (a->type) {
	case VALUE_NOTHING: return true;
	case VALUE_BOOL: return a->as.truth == b->as.truth;
	case VALUE_NUMBER: return a->as.number == b->as.number;
	case VALUE_DATE: return a->as.day == b->as.day;
	case VALUE_LIST: return lists_equal(a, b);
	case VALUE_OBJECT: return a->as.object.self == b->as.object.self;
	case VALUE_FREE: return a->as.data.self == b->as.data.self;
	case VALUE_STRING:
	case VALUE_MARKUP: break; /* compared above */
	}
	return false;
}

static int
order(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

int
value_compare(const struct value *a, const struct value *b, struct arena *scratch)
{
	if (is_text(a) && is_text(b)) {
		int by_key = str_cmp(
		    text_sort_key(scratch, a->as.text), text_sort_key(scratch, b->as.text));

		return by_key != 0 ? by_key : str_cmp(a->as.text, b->as.text);
	}
	if (a->type != b->type)
		return order((int64_t)a->type, (int64_t)b->type);
	switch (a->type) {
	case VALUE_BOOL: return order(a->as.truth, b->as.truth);
	case VALUE_NUMBER: return order(a->as.number, b->as.number);
	case VALUE_DATE: return order(a->as.day, b->as.day);
	default: return 0;
	}
}

const struct schema_field *
schema_find(const struct schema *schema, struct str name)
{
	for (size_t i = 0; i < schema->n; i++)
		if (str_eq(str_of(schema->fields[i].name), name))
			return &schema->fields[i];
	return NULL;
}

/* Schemas in the order in which a reader meets them. */
struct schema_list {
	const struct schema **v;
	size_t n, cap;
};

static void
reach(struct schema_list *list, struct arena *a, const struct schema *schema)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i] == schema)
			return;
	*ARENA_PUSH(a, list) = schema;
}

/* Text for a cell of a Markdown table. */
static void
add_cell(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '|')
			buf_char(out, '\\');
		buf_char(out, *text == '\n' ? ' ' : *text);
	}
}

/* A link to the section of a schema, whose id is its name with hyphens. */
static void
add_link(struct buf *out, const char *name)
{
	buf_printf(out, "[%s](#", name);
	for (; *name != '\0'; name++)
		buf_char(out, *name == ' ' ? '-' : *name);
	buf_char(out, ')');
}

static void
add_type(struct buf *out, const struct schema_field *field)
{
	bool list = field->type == VALUE_LIST;
	enum value_type type = list ? field->of_type : field->type;

	if (list)
		buf_str(out, STR("list of "));
	if (type == VALUE_OBJECT && field->of != NULL)
		add_link(out, field->of->name);
	else
		buf_str(out, str_of(value_type_name(type)));
}

static void
document_one(struct buf *out, const struct schema *schema)
{
	buf_printf(out, "## %s\n\n%s\n\n", schema->name, schema->doc);
	buf_str(out, STR("| name | type | meaning |\n|------|------|---------|\n"));
	for (size_t i = 0; i < schema->n; i++) {
		buf_printf(out, "| `%s` | ", schema->fields[i].name);
		add_type(out, &schema->fields[i]);
		buf_str(out, STR(" | "));
		add_cell(out, schema->fields[i].doc);
		buf_str(out, STR(" |\n"));
	}
}

void
schema_document(const struct schema *schema, struct buf *out)
{
	struct arena a = { 0 };
	struct schema_list list = { 0 };

	reach(&list, &a, schema);
	for (size_t i = 0; i < list.n; i++) {
		if (i > 0)
			buf_char(out, '\n');
		document_one(out, list.v[i]);
		for (size_t k = 0; k < list.v[i]->n; k++)
			if (list.v[i]->fields[k].of != NULL)
				reach(&list, &a, list.v[i]->fields[k].of);
	}
	arena_release(&a);
}
