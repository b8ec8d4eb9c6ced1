/* check.c - one function for each kind of expression; see check.h.
 *
 * A NULL term is one that a message has been given for; whoever receives it stays silent.  What is
 * known only while rendering (VALUE_FREE) passes here and is tested there. */
#include "check.h"

#include "apply.h"
#include "operator.h"

static const struct term *check_lenient(struct compiler *c, const struct expr *e, bool lenient);

static void
unknown_name(struct compiler *c, const struct expr *e)
{
	struct str_list names = compiler_names(c);

	compiler_error(
	    c, MSG_TEMPLATE_UNKNOWN_NAME, e->at, "there is no '%.*s' here", STR_ARG(e->name));
	diag_suggest(c->diag, e->name, names.v, names.n);
	for (size_t i = 0; i < c->root->n; i++) {
		const struct schema_field *field = &c->root->fields[i];

		if (field->type == VALUE_OBJECT && field->of != NULL &&
		    schema_find(field->of, e->name) != NULL) {
			diag_help(c->diag, "there is '%s.%.*s'", field->name, STR_ARG(e->name));
			return;
		}
	}
	if (map_get(&c->layer->file->macros, e->name) != NULL)
		diag_help(c->diag, "'%.*s' is a macro: call it with brackets", STR_ARG(e->name));
	else if (c->in_macro)
		diag_help(
		    c->diag, "a macro sees its parameters and the names of the generator only");
}

static const struct term *
check_name(struct compiler *c, const struct expr *e, bool lenient)
{
	const struct variable *variable = compiler_find(c, e->name);
	const struct schema_field *field;
	struct term *t;

	if (variable != NULL && variable->is_loop) {
		compiler_error(c, MSG_TEMPLATE_TYPE, e->at,
		    "'loop' is no value by itself; use loop.index, index0, first, last or length");
		return NULL;
	}
	if (variable != NULL) {
		t = compiler_term(c, TERM_LOCAL, variable->type, e->at);
		t->slot = variable->slot;
		return t;
	}
	field = schema_find(c->root, e->name);
	if (field != NULL) {
		t = compiler_term(c, TERM_ROOT, type_of_field(c->arena, field), e->at);
		t->field = field;
		return t;
	}
	if (lenient)
		return compiler_term(c, TERM_CONSTANT, type_plain(VALUE_NOTHING), e->at);
	unknown_name(c, e);
	return NULL;
}

static const struct term *
check_loop(struct compiler *c, const struct expr *e, const struct variable *loop)
{
	static const struct {
		const char *name;
		enum loop_number number;
		enum value_type type;
	} table[] = { { "index", LOOP_INDEX, VALUE_NUMBER },
		{ "index0", LOOP_INDEX0, VALUE_NUMBER }, { "first", LOOP_FIRST, VALUE_BOOL },
		{ "last", LOOP_LAST, VALUE_BOOL }, { "length", LOOP_LENGTH, VALUE_NUMBER } };
	enum { N = sizeof(table) / sizeof(table[0]) };
	struct str names[N];
	struct term *t;

	for (size_t i = 0; i < N; i++) {
		names[i] = str_of(table[i].name);
		if (!str_eq(e->name, names[i]))
			continue;
		t = compiler_term(c, TERM_LOOP, type_plain(table[i].type), e->at);
		t->slot = loop->slot;
		t->number = (int)table[i].number;
		return t;
	}
	compiler_error(
	    c, MSG_TEMPLATE_UNKNOWN_NAME, e->at, "a loop has no '%.*s'", STR_ARG(e->name));
	diag_suggest(c->diag, e->name, names, N);
	return NULL;
}

/* base.name, whether it was written with a dot or in brackets. */
static const struct term *
field_of(
    struct compiler *c, const struct term *base, struct str name, struct place at, bool lenient)
{
	const struct schema *of = base->type.of;
	const struct schema_field *field;
	struct str_list names = { 0 };
	struct term *t;

	if (base->type.kind == VALUE_FREE || (lenient && base->type.kind == VALUE_NOTHING)) {
		t = compiler_term(c, TERM_KEY, type_plain(VALUE_FREE), at);
		t->key = name;
	} else if (base->type.kind != VALUE_OBJECT) {
		compiler_error(c, MSG_TEMPLATE_TYPE, at, "'%.*s' is %.*s, which has no '%.*s'",
		    STR_ARG(run_words(base)), STR_ARG(type_name(c->arena, base->type)),
		    STR_ARG(name));
		if (base->type.kind == VALUE_LIST)
			diag_help(c->diag, "go through it with 'for', or take one: | first");
		return NULL;
	} else {
		field = schema_find(of, name);
		if (field == NULL) {
			for (size_t i = 0; i < of->n; i++)
				*ARENA_PUSH(c->arena, &names) = str_of(of->fields[i].name);
			compiler_error(c, MSG_TEMPLATE_UNKNOWN_NAME, at, "'%.*s' has no '%.*s'",
			    STR_ARG(run_words(base)), STR_ARG(name));
			diag_suggest(c->diag, name, names.v, names.n);
			return NULL;
		}
		t = compiler_term(c, TERM_FIELD, type_of_field(c->arena, field), at);
		t->field = field;
	}
	t->a = base;
	t->lenient = lenient;
	return t;
}

static const struct term *
check_field(struct compiler *c, const struct expr *e, bool lenient)
{
	const struct term *base;

	if (e->a->kind == EXPR_NAME) {
		const struct variable *variable = compiler_find(c, e->a->name);

		if (variable != NULL && variable->is_loop)
			return check_loop(c, e, variable);
		if (variable == NULL && map_get(&c->layer->file->imports, e->a->name) != NULL) {
			compiler_error(c, MSG_TEMPLATE_TYPE, e->at,
			    "'%.*s' holds macros: call them with brackets", STR_ARG(e->a->name));
			return NULL;
		}
	}
	base = check_lenient(c, e->a, lenient);
	return base != NULL ? field_of(c, base, e->name, e->at, lenient) : NULL;
}

static const struct term *
check_index(struct compiler *c, const struct expr *e, bool lenient)
{
	const struct term *base = check_lenient(c, e->a, lenient), *index = check(c, e->b);
	struct term *t;
	bool list, map;

	if (base == NULL || index == NULL)
		return NULL;
	if (e->b->kind == EXPR_LITERAL && e->b->literal.type == VALUE_STRING)
		return field_of(c, base, e->b->literal.as.text, e->at, lenient);
	list = type_may_be(base->type, TYPE_BIT(VALUE_LIST)) &&
	       type_may_be(index->type, TYPE_BIT(VALUE_NUMBER));
	map = type_may_be(base->type, TYPE_BIT(VALUE_OBJECT)) &&
	      type_may_be(index->type, TYPE_TEXT);
	if (!list && !map) {
		compiler_error(c, MSG_TEMPLATE_TYPE, e->at, "%.*s cannot be looked up in %.*s",
		    STR_ARG(type_name(c->arena, index->type)),
		    STR_ARG(type_name(c->arena, base->type)));
		return NULL;
	}
	t = compiler_term(c, TERM_INDEX,
	    base->type.kind == VALUE_LIST ? type_element(base->type) : type_plain(VALUE_FREE),
	    e->at);
	t->a = base;
	t->b = index;
	t->lenient = lenient;
	return t;
}

static const struct term *
check_literal(struct compiler *c, const struct expr *e)
{
	struct term *t = compiler_term(c, TERM_CONSTANT, type_of_value(&e->literal), e->at);

	t->constant = e->literal;
	return t;
}

/* ---- calls ---- */

bool
check_is_call_of(const struct expr *e, struct str name)
{
	return e->kind == EXPR_CALL && e->a->kind == EXPR_NAME && str_eq(e->a->name, name);
}

static void
suggest_macro(struct compiler *c, const struct file *file, struct str wrong, bool local)
{
	struct str_list names = { 0 };

	for (size_t i = 0; i < file->macros.n; i++)
		*ARENA_PUSH(c->arena, &names) = file->macros.v[i].key;
	for (size_t i = 0; local && i < file->imports.n; i++)
		*ARENA_PUSH(c->arena, &names) = file->imports.v[i].key;
	diag_suggest(c->diag, wrong, names.v, names.n);
}

/* The macro of that name in the file named by an import. */
static const struct macro *
imported(struct compiler *c, const struct import *import, struct str name, struct place at)
{
	const struct file *file = c->load(c, import->file, import->file_at);
	const struct macro *macro;

	if (file == NULL)
		return NULL;
	macro = map_get(&file->macros, name);
	if (macro == NULL) {
		compiler_error(c, MSG_TEMPLATE_UNKNOWN_NAME, at, "'%.*s' has no macro '%.*s'",
		    STR_ARG(import->file), STR_ARG(name));
		suggest_macro(c, file, name, false);
	}
	return macro;
}

static const struct macro *
find_macro(struct compiler *c, const struct expr *callee)
{
	const struct file *file = c->layer->file;
	const struct import *import;
	const struct macro *macro;

	if (callee->kind == EXPR_FIELD && callee->a->kind == EXPR_NAME) {
		import = map_get(&file->imports, callee->a->name);
		if (import != NULL && import->macro.n == 0)
			return imported(c, import, callee->name, callee->at);
	}
	if (callee->kind != EXPR_NAME) {
		compiler_error(c, MSG_TEMPLATE_TYPE, callee->at, "only a macro can be called");
		return NULL;
	}
	macro = map_get(&file->macros, callee->name);
	if (macro != NULL)
		return macro;
	import = map_get(&file->imports, callee->name);
	if (import != NULL && import->macro.n > 0)
		return imported(c, import, import->macro, import->macro_at);
	compiler_error(c, MSG_TEMPLATE_UNKNOWN_NAME, callee->at, "there is no macro '%.*s' here",
	    STR_ARG(callee->name));
	suggest_macro(c, file, callee->name, true);
	if (filter_find(callee->name) != NULL)
		diag_help(c->diag, "'%.*s' is a filter: write value | %.*s", STR_ARG(callee->name),
		    STR_ARG(callee->name));
	return NULL;
}

static size_t
parameter_index(const struct macro *macro, struct str name)
{
	size_t i = 0;

	for (const struct parameter *p = macro->parameters; p != NULL; p = p->next, i++)
		if (str_eq(p->name, name))
			return i;
	return (size_t)-1;
}

/* Puts an argument in the place of its parameter. */
static bool
bind_argument(struct compiler *c, const struct macro *macro, const struct argument *a, size_t i,
    size_t n, const struct term **bound)
{
	struct str_list names = { 0 };
	const struct term *t = check(c, a->value);

	if (a->name.n > 0)
		i = parameter_index(macro, a->name);
	if (i == (size_t)-1) {
		for (const struct parameter *p = macro->parameters; p != NULL; p = p->next)
			*ARENA_PUSH(c->arena, &names) = p->name;
		compiler_error(c, MSG_TEMPLATE_UNKNOWN_NAME, a->at,
		    "'%.*s' has no parameter '%.*s'", STR_ARG(macro->name), STR_ARG(a->name));
		diag_suggest(c->diag, a->name, names.v, names.n);
		return false;
	}
	if (i >= n) {
		compiler_error(c, MSG_TEMPLATE_TYPE, a->at, "'%.*s' takes %zu %s only",
		    STR_ARG(macro->name), n, n == 1 ? "argument" : "arguments");
		diag_related(c->diag, place_pos(macro->at), "the macro is defined here");
		return false;
	}
	if (bound[i] != NULL) {
		compiler_error(
		    c, MSG_TEMPLATE_TYPE, a->at, "this parameter has an argument already");
		return false;
	}
	bound[i] = t;
	return t != NULL;
}

/* The default of a parameter: it sees the names of the generator only. */
static const struct term *
default_argument(
    struct compiler *c, const struct macro *macro, const struct parameter *p, struct place call)
{
	struct layer layer = { .file = macro->file,
		.site = compiler_site(c, call, "called from here") };
	const struct layer *outer = c->layer;
	const struct term *t;
	size_t floor = c->floor;

	if (p->otherwise == NULL) {
		compiler_error(c, MSG_TEMPLATE_TYPE, call, "'%.*s' needs an argument for '%.*s'",
		    STR_ARG(macro->name), STR_ARG(p->name));
		diag_related(c->diag, place_pos(p->at), "the parameter is defined here");
		return NULL;
	}
	c->layer = &layer;
	c->floor = c->variables.n;
	t = check(c, p->otherwise);
	c->layer = outer;
	c->floor = floor;
	return t;
}

static bool
bind_arguments(
    struct compiler *c, const struct expr *e, const struct macro *macro, struct term *call)
{
	size_t i = 0;
	bool well = true;

	for (const struct argument *a = e->arguments; a != NULL; a = a->next)
		well &= bind_argument(c, macro, a, i++, call->n, call->list);
	i = 0;
	for (const struct parameter *p = macro->parameters; well && p != NULL; p = p->next, i++) {
		if (call->list[i] == NULL)
			call->list[i] = default_argument(c, macro, p, e->at);
		well = call->list[i] != NULL;
	}
	return well;
}

const struct term *
check_call(
    struct compiler *c, const struct expr *e, const struct term *caller, struct position *position)
{
	const struct macro *macro = find_macro(c, e->a);
	struct term *call;
	struct type *types;

	if (macro == NULL)
		return NULL;
	call = compiler_term(c, TERM_CALL, type_plain(VALUE_MARKUP), e->at);
	for (const struct parameter *p = macro->parameters; p != NULL; p = p->next)
		call->n++;
	if (call->n >= CALL_ARGUMENTS) {
		compiler_error(c, MSG_TEMPLATE_LIMIT, macro->at,
		    "a macro takes at most %d parameters", CALL_ARGUMENTS - 1);
		return NULL;
	}
	call->list = ARENA_ARRAY(c->arena, const struct term *, call->n + 1);
	if (!bind_arguments(c, e, macro, call))
		return NULL;
	if (caller != NULL)
		call->list[call->n++] = caller;
	types = ARENA_ARRAY(c->arena, struct type, call->n);
	for (size_t i = 0; i < call->n; i++)
		types[i] = call->list[i]->type;
	call->routine = c->routine(c, macro, types, call->n, e->at, position);
	return call->routine != NULL ? call : NULL;
}

static const struct term *
check_any_call(struct compiler *c, const struct expr *e)
{
	struct position text = { .kind = POSITION_TEXT };
	const struct variable *caller;
	const struct term *call;
	struct term *t;

	if (check_is_call_of(e, STR("super")))
		return c->super(c, e->at);
	caller = check_is_call_of(e, STR("caller")) ? compiler_find(c, STR("caller")) : NULL;
	if (caller != NULL) {
		t = compiler_term(c, TERM_LOCAL, caller->type, e->at);
		t->slot = caller->slot;
		return t;
	}
	call = check_call(c, e, NULL, &text);
	if (call == NULL)
		return NULL;
	if (text.kind != POSITION_TEXT && !c->lost) {
		compiler_error(c, MSG_TEMPLATE_POSITION, e->at,
		    "this macro ends %s, so its text is not whole", position_name(&text));
		return NULL;
	}
	return call;
}

/* ---- filters, tests, operators ---- */

/* What stands between brackets, as terms in a list. */
static bool
check_arguments(struct compiler *c, const struct expr *e, struct term *t)
{
	size_t n = 0;

	for (const struct argument *a = e->arguments; a != NULL; a = a->next)
		n++;
	t->list = ARENA_ARRAY(c->arena, const struct term *, n);
	for (const struct argument *a = e->arguments; a != NULL; a = a->next) {
		const struct term *item = check(c, a->value);

		if (item == NULL)
			return false;
		t->list[t->n++] = item;
	}
	return true;
}

static const struct term *
check_list(struct compiler *c, const struct expr *e)
{
	struct type element = type_plain(VALUE_NOTHING);
	struct term *t = compiler_term(c, TERM_LIST, element, e->at);

	if (!check_arguments(c, e, t))
		return NULL;
	for (size_t i = 0; i < t->n; i++)
		element = type_join(element, t->list[i]->type);
	t->type = type_list(c->arena, element);
	return t;
}

static const struct term *
check_filter(struct compiler *c, const struct expr *e)
{
	const struct filter *f = apply_find_filter(c, e);
	struct term *t;

	if (f == NULL)
		return NULL;
	t = compiler_term(c, TERM_FILTER, type_plain(f->gives), e->at);
	t->filter = f;
	t->a = check_lenient(c, e->a, (f->how & FILTER_LENIENT) != 0);
	return t->a != NULL && check_arguments(c, e, t) && apply_filter(c, e, t) ? t : NULL;
}

static const struct term *
check_test(struct compiler *c, const struct expr *e)
{
	const struct test *test = apply_find_test(c, e);
	struct term *t;

	if (test == NULL)
		return NULL;
	t = compiler_term(c, TERM_TEST, type_plain(VALUE_BOOL), e->at);
	t->test = test;
	t->a = check_lenient(c, e->a, test->lenient);
	return t->a != NULL && apply_test(c, t) ? t : NULL;
}

static const struct term *
check_operator(struct compiler *c, const struct expr *e)
{
	const struct term *a = check(c, e->a), *b = e->b != NULL ? check(c, e->b) : NULL;

	return a != NULL && (b != NULL || e->b == NULL) ? operator_term(c, e, a, b) : NULL;
}

static const struct term *
check_choice(struct compiler *c, const struct expr *e, bool lenient)
{
	const struct term *condition = check(c, e->a), *a = check_lenient(c, e->b, lenient),
			  *b = check_lenient(c, e->c, lenient);
	struct term *t;

	if (condition == NULL || a == NULL || b == NULL)
		return NULL;
	t = compiler_term(c, TERM_CHOICE, type_join(a->type, b->type), e->at);
	t->a = condition;
	t->b = a;
	t->c = b;
	return t;
}

/* lenient: what is missing on the way of a.b.c is nothing. */
static const struct term *
check_lenient(struct compiler *c, const struct expr *e, bool lenient)
{
	if (!compiler_count(c, e->at))
		return NULL;
	switch (e->kind) {
	case EXPR_LITERAL: return check_literal(c, e);
	case EXPR_LIST: return check_list(c, e);
	case EXPR_NAME: return check_name(c, e, lenient);
	case EXPR_FIELD: return check_field(c, e, lenient);
	case EXPR_INDEX: return check_index(c, e, lenient);
	case EXPR_CALL: return check_any_call(c, e);
	case EXPR_FILTER: return check_filter(c, e);
	case EXPR_TEST: return check_test(c, e);
	case EXPR_NOT:
	case EXPR_NEGATE:
	case EXPR_BINARY: return check_operator(c, e);
	case EXPR_CHOICE: return check_choice(c, e, lenient);
	}
	return NULL;
}

const struct term *
check(struct compiler *c, const struct expr *e)
{
	return check_lenient(c, e, false);
}
