/* type.c - types made, compared and named; see type.h. */
#include "type.h"

struct type
type_plain(enum value_type kind)
{
	return (struct type){ .kind = kind };
}

struct type
type_list(struct arena *a, struct type element)
{
	struct type *copy = ARENA_NEW(a, struct type);

	*copy = element;
	return (struct type){ .kind = VALUE_LIST, .element = copy };
}

struct type
type_object(const struct schema *schema)
{
	return (struct type){ .kind = VALUE_OBJECT, .of = schema };
}

struct type
type_of_field(struct arena *a, const struct schema_field *field)
{
	struct type element = { .kind = field->of_type };

	if (field->type == VALUE_OBJECT)
		return field->of != NULL ? type_object(field->of) : type_plain(VALUE_FREE);
	if (field->type != VALUE_LIST)
		return type_plain(field->type);
	if (field->of_type == VALUE_OBJECT && field->of != NULL)
		element = type_object(field->of);
	else if (field->of_type == VALUE_OBJECT || field->of_type == VALUE_LIST)
		element = type_plain(VALUE_FREE);
	return type_list(a, element);
}

struct type
type_of_value(const struct value *v)
{
	return v->type == VALUE_OBJECT ? type_object(v->as.object.schema) : type_plain(v->type);
}

struct type
type_element(struct type list)
{
	return list.element != NULL ? *list.element : type_plain(VALUE_FREE);
}

bool
type_may_be(struct type type, unsigned bits)
{
	return type.kind == VALUE_FREE || (bits & TYPE_BIT(type.kind)) != 0;
}

bool
type_same(struct type a, struct type b)
{
	if (a.kind != b.kind || a.of != b.of)
		return false;
	return a.kind != VALUE_LIST || type_same(type_element(a), type_element(b));
}

struct type
type_join(struct type a, struct type b)
{
	if (a.kind == VALUE_NOTHING || type_same(a, b))
		return b;
	if (b.kind == VALUE_NOTHING)
		return a;
	if (a.kind == VALUE_LIST && b.kind == VALUE_LIST) {
		if (type_element(a).kind == VALUE_NOTHING)
			return b;
		if (type_element(b).kind == VALUE_NOTHING)
			return a;
		return type_plain(VALUE_FREE);
	}
	return type_plain(VALUE_FREE);
}

struct str
type_name(struct arena *a, struct type type)
{
	if (type.kind == VALUE_OBJECT && type.of != NULL)
		return arena_printf(a, "an object (%s)", type.of->name);
	return str_of(value_type_name(type.kind));
}

struct str
type_names(struct arena *a, unsigned bits)
{
	struct str names = STR("");

	for (unsigned kind = VALUE_BOOL; kind <= VALUE_FREE; kind++)
		if (bits & TYPE_BIT(kind))
			names = arena_printf(a, "%.*s%s%s", STR_ARG(names),
			    names.n > 0 ? " or " : "", value_type_name((enum value_type)kind));
	return names;
}
