/* evaluate.c - one function for each kind of term, found in a table; see evaluate.h. */
#include "evaluate.h"

#include <string.h>

#include "escape.h"

/* A value that must be there: nothing is a mistake, said in the words of the template. */
static bool
fail_nothing(struct run *r, const struct term *t, const struct term *what, const char *use)
{
	struct str words = run_words(what);

	run_fail(r, t, MSG_TEMPLATE_NOTHING, "'%.*s' is nothing here, so %s", STR_ARG(words), use);
	diag_help(r->diag, "ask first: {%% if %.*s %%}", STR_ARG(words));
	return false;
}

static bool
value_constant(struct run *r, const struct term *t, struct value *out)
{
	(void)r;
	*out = t->constant;
	return true;
}

static bool
value_local(struct run *r, const struct term *t, struct value *out)
{
	*out = r->frame[t->slot];
	return true;
}

static bool
value_root(struct run *r, const struct term *t, struct value *out)
{
	*out = t->field->get(r->context, r->self);
	run_work(r, out); /* a list may have been made */
	return true;
}

static bool
value_field(struct run *r, const struct term *t, struct value *out)
{
	struct value base = { 0 };

	if (t->a->kind == TERM_LOCAL) /* most are fields of a loop's element */
		base = r->frame[t->a->slot];
	else if (!evaluate(r, t->a, &base))
		return false;
	if (base.type == VALUE_OBJECT) {
		*out = t->field->get(r->context, base.as.object.self);
		if (out->type == VALUE_LIST)
			run_work(r, out);
		return true;
	}
	*out = value_nothing();
	return t->lenient || fail_nothing(r, t, t->a, "it has no fields");
}

/* A name that is not there. */
static bool
fail_key(struct run *r, const struct term *t, const struct value *base, struct str key)
{
	struct str_list names = { 0 };

	if (base->type == VALUE_NOTHING)
		return fail_nothing(r, t, t->a, "it has no fields");
	if (base->type == VALUE_FREE) {
		base->as.data.methods->keys(base->as.data.self, r->arena, &names);
		run_fail(r, t, MSG_TEMPLATE_MISSING_DATA, "'%.*s' has no '%.*s'",
		    STR_ARG(run_words(t->a)), STR_ARG(key));
		diag_suggest(r->diag, key, names.v, names.n);
		diag_help(r->diag, "where it may be absent, write '| default(…)' or 'is defined'");
		return false;
	}
	if (base->type == VALUE_OBJECT) {
		for (size_t i = 0; i < base->as.object.schema->n; i++)
			*ARENA_PUSH(r->arena, &names) = str_of(
			    base->as.object.schema->fields[i].name);
		run_fail(r, t, MSG_TEMPLATE_UNKNOWN_NAME, "a %s has no '%.*s'",
		    base->as.object.schema->name, STR_ARG(key));
		diag_suggest(r->diag, key, names.v, names.n);
		return false;
	}
	return run_fail(r, t, MSG_TEMPLATE_TYPE, "'%.*s' is %s, which has no fields",
	    STR_ARG(run_words(t->a)), value_type_name(base->type));
}

static bool
look_up(struct run *r, const struct term *t, const struct value *base, struct str key,
    struct value *out)
{
	if (run_look(r, base, key, out))
		return true;
	*out = value_nothing();
	return t->lenient || fail_key(r, t, base, key);
}

static bool
value_key(struct run *r, const struct term *t, struct value *out)
{
	struct value base = { 0 };

	return evaluate(r, t->a, &base) && look_up(r, t, &base, t->key, out);
}

static bool
value_index(struct run *r, const struct term *t, struct value *out)
{
	struct value base = { 0 }, index = { 0 };

	if (!evaluate(r, t->a, &base) || !evaluate(r, t->b, &index))
		return false;
	if (index.type == VALUE_STRING || index.type == VALUE_MARKUP)
		return look_up(r, t, &base, index.as.text, out);
	if (base.type == VALUE_LIST && index.type == VALUE_NUMBER) {
		int64_t i = index.as.number, n = (int64_t)base.as.list.n;

		if (i < 0)
			i += n;
		*out = i >= 0 && i < n ? base.as.list.v[i] : value_nothing();
		if (i >= 0 && i < n)
			return true;
		return t->lenient || run_fail(r, t, MSG_TEMPLATE_VALUE,
					 "the list has %lld elements, so none is number %lld",
					 (long long)n, (long long)index.as.number);
	}
	*out = value_nothing();
	if (base.type == VALUE_NOTHING)
		return t->lenient || fail_nothing(r, t, t->a, "it has no elements");
	return run_fail(r, t, MSG_TEMPLATE_TYPE, "%s cannot be looked up in %s",
	    value_type_name(index.type), value_type_name(base.type));
}

static bool
value_loop(struct run *r, const struct term *t, struct value *out)
{
	int64_t index = r->frame[t->slot + 1].as.number, n = r->frame[t->slot + 2].as.number;

	switch (t->number) {
	case LOOP_INDEX: *out = value_number(index + 1); break;
	case LOOP_INDEX0: *out = value_number(index); break;
	case LOOP_FIRST: *out = value_bool(index == 0); break;
	case LOOP_LAST: *out = value_bool(index == n - 1); break;
	default: *out = value_number(n); break;
	}
	return true;
}

static bool
value_of_list(struct run *r, const struct term *t, struct value *out)
{
	struct value *v = ARENA_ARRAY(r->arena, struct value, t->n);

	if (!run_spend(r, t, t->n * sizeof(*v)))
		return false;
	for (size_t i = 0; i < t->n; i++)
		if (!evaluate(r, t->list[i], &v[i]))
			return false;
	*out = value_list(v, t->n);
	return true;
}

static bool
value_not(struct run *r, const struct term *t, struct value *out)
{
	struct value v = { 0 };

	if (!evaluate(r, t->a, &v))
		return false;
	*out = value_bool(!value_is_true(&v));
	return true;
}

/* and, or: the truth of both; the second is asked for only when the first does not decide. */
static bool
value_and_or(struct run *r, const struct term *t, struct value *out)
{
	struct value v = { 0 };

	if (!evaluate(r, t->a, &v))
		return false;
	if (value_is_true(&v) == (t->kind == TERM_AND) && !evaluate(r, t->b, &v))
		return false;
	*out = value_bool(value_is_true(&v));
	return true;
}

static bool
value_equality(struct run *r, const struct term *t, struct value *out)
{
	struct value a = { 0 }, b = { 0 };

	if (!evaluate(r, t->a, &a) || !evaluate(r, t->b, &b))
		return false;
	run_work(r, &a);
	*out = value_bool(value_equal(&a, &b) == (t->operation == OPERATION_EQUAL));
	return true;
}

static bool
is_text(const struct value *v)
{
	return v->type == VALUE_STRING || v->type == VALUE_MARKUP;
}

static bool
value_order(struct run *r, const struct term *t, struct value *out)
{
	struct value a = { 0 }, b = { 0 };
	int order;

	if (!evaluate(r, t->a, &a) || !evaluate(r, t->b, &b))
		return false;
	if (a.type == VALUE_NOTHING || b.type == VALUE_NOTHING)
		return fail_nothing(
		    r, t, a.type == VALUE_NOTHING ? t->a : t->b, "it has no place in an order");
	if ((a.type != b.type && !(is_text(&a) && is_text(&b))) ||
	    (a.type != VALUE_NUMBER && a.type != VALUE_DATE && !is_text(&a)))
		return run_fail(r, t, MSG_TEMPLATE_TYPE, "%s and %s have no order",
		    value_type_name(a.type), value_type_name(b.type));
	run_work(r, &a);
	run_work(r, &b);
	order = value_compare(&a, &b, r->arena);
	switch (t->operation) {
	case OPERATION_LESS: *out = value_bool(order < 0); break;
	case OPERATION_LESS_EQUAL: *out = value_bool(order <= 0); break;
	case OPERATION_GREATER: *out = value_bool(order > 0); break;
	default: *out = value_bool(order >= 0); break;
	}
	return true;
}

static bool
is_member(struct run *r, const struct value *a, const struct value *b)
{
	struct value ignored;

	if (b->type == VALUE_LIST) {
		for (size_t i = 0; i < b->as.list.n; i++)
			if (value_equal(a, &b->as.list.v[i]))
				return true;
		return false;
	}
	if (b->type == VALUE_FREE)
		return run_look(r, b, a->as.text, &ignored);
	return a->as.text.n == 0 || str_find(b->as.text, 0, a->as.text) < b->as.text.n;
}

static bool
value_member(struct run *r, const struct term *t, struct value *out)
{
	struct value a = { 0 }, b = { 0 };

	if (!evaluate(r, t->a, &a) || !evaluate(r, t->b, &b))
		return false;
	if (b.type == VALUE_NOTHING)
		return fail_nothing(r, t, t->b, "nothing can be in it");
	if (b.type != VALUE_LIST && (!is_text(&a) || (b.type != VALUE_FREE && !is_text(&b))))
		return run_fail(r, t, MSG_TEMPLATE_TYPE, "%s cannot be looked for in %s",
		    value_type_name(a.type), value_type_name(b.type));
	run_work(r, &b);
	*out = value_bool(is_member(r, &a, &b) == (t->operation == OPERATION_IN));
	return true;
}

static bool
add_piece(struct run *r, const struct term *t, struct buf *b, const struct value *v, bool markup)
{
	if (v->type == VALUE_NUMBER) {
		buf_printf(b, "%lld", (long long)v->as.number);
		return true;
	}
	if (v->type == VALUE_NOTHING)
		return fail_nothing(r, t, t, "it cannot be joined to a text");
	if (!is_text(v))
		return run_fail(r, t, MSG_TEMPLATE_TYPE, "%s cannot be joined to a text",
		    value_type_name(v->type));
	if (!run_spend(r, t, v->as.text.n))
		return false;
	if (markup && v->type == VALUE_STRING)
		escape_text(b, v->as.text);
	else
		buf_str(b, v->as.text);
	return true;
}

/* Texts joined; when one is markup, the whole is, and the other is escaped for it. */
static bool
value_concat(struct run *r, const struct term *t, struct value *out)
{
	struct buf b = { 0 };
	struct value x = { 0 }, y = { 0 };
	bool markup;

	if (!evaluate(r, t->a, &x) || !evaluate(r, t->b, &y))
		return false;
	markup = x.type == VALUE_MARKUP || y.type == VALUE_MARKUP;
	if (!add_piece(r, t->a, &b, &x, markup) || !add_piece(r, t->b, &b, &y, markup)) {
		buf_release(&b);
		return false;
	}
	*out = value_string(run_keep(r, &b));
	if (markup)
		out->type = VALUE_MARKUP;
	return true;
}

static bool
fail_range(struct run *r, const struct term *t)
{
	return run_fail(r, t, MSG_TEMPLATE_VALUE, "the result is too large a number");
}

static bool
add(int64_t a, int64_t b, int64_t *out)
{
	if (b > 0 ? a > INT64_MAX - b : a < INT64_MIN - b)
		return false;
	*out = a + b;
	return true;
}

static bool
multiply(int64_t a, int64_t b, int64_t *out)
{
	if (a != 0 && b != 0) {
		if (a == INT64_MIN || b == INT64_MIN)
			return false;
		if ((a < 0 ? -a : a) > INT64_MAX / (b < 0 ? -b : b))
			return false;
	}
	*out = a * b;
	return true;
}

/* Rounded down; the rest has the sign of b. */
static int64_t
divide(int64_t a, int64_t b)
{
	return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

static bool
numbers(struct run *r, const struct term *t, int64_t *a, int64_t *b)
{
	struct value x = { 0 }, y = { 0 };

	if (!evaluate(r, t->a, &x) || !evaluate(r, t->b, &y))
		return false;
	if (x.type != VALUE_NUMBER || y.type != VALUE_NUMBER) {
		const struct term *wrong = x.type != VALUE_NUMBER ? t->a : t->b;

		return run_fail(r, wrong, MSG_TEMPLATE_TYPE,
		    "'%.*s' is %s, and only numbers can be reckoned with",
		    STR_ARG(run_words(wrong)),
		    value_type_name(x.type != VALUE_NUMBER ? x.type : y.type));
	}
	*a = x.as.number;
	*b = y.as.number;
	return true;
}

static bool
value_arithmetic(struct run *r, const struct term *t, struct value *out)
{
	int64_t a = 0, b = 0, result = 0;
	bool fits = true;

	if (!numbers(r, t, &a, &b))
		return false;
	switch (t->operation) {
	case OPERATION_ADD: fits = add(a, b, &result); break;
	case OPERATION_SUBTRACT: fits = b != INT64_MIN && add(a, -b, &result); break;
	case OPERATION_MULTIPLY: fits = multiply(a, b, &result); break;
	default:
		if (b == 0)
			return run_fail(r, t, MSG_TEMPLATE_VALUE, "a number is divided by 0 here");
		fits = a != INT64_MIN;
		if (fits)
			result = t->operation == OPERATION_DIVIDE ? divide(a, b)
								  : a - b * divide(a, b);
		break;
	}
	*out = value_number(result);
	return fits || fail_range(r, t);
}

static bool
value_negate(struct run *r, const struct term *t, struct value *out)
{
	if (!evaluate(r, t->a, out))
		return false;
	if (out->type != VALUE_NUMBER)
		return run_fail(r, t, MSG_TEMPLATE_TYPE,
		    "only a number can be negative; this is %s", value_type_name(out->type));
	if (out->as.number == INT64_MIN)
		return fail_range(r, t);
	out->as.number = -out->as.number;
	return true;
}

static bool
value_choice(struct run *r, const struct term *t, struct value *out)
{
	struct value v = { 0 };

	return evaluate(r, t->a, &v) && evaluate(r, value_is_true(&v) ? t->b : t->c, out);
}

/* Types known only now. */
static bool
check_filter(
    struct run *r, const struct term *t, const struct value *v, const struct value *arguments)
{
	const struct filter *f = t->filter;
	const struct value *wrong = !(f->takes & TYPE_BIT(v->type)) ? v : NULL;
	unsigned wanted = f->takes;

	for (size_t i = 0; wrong == NULL && i < t->n; i++)
		if (!(f->arguments[i] & TYPE_BIT(arguments[i].type))) {
			wrong = &arguments[i];
			wanted = f->arguments[i];
		}
	if (wrong == NULL)
		return true;
	if (wrong == v && v->type == VALUE_NOTHING)
		return fail_nothing(r, t, t->a, "it cannot be filtered");
	return run_fail(r, t, MSG_TEMPLATE_TYPE, "'%s' works on %.*s%s; this is %s", f->name,
	    STR_ARG(type_names(r->arena, wanted)), wrong == v ? "" : " as its argument",
	    value_type_name(wrong->type));
}

static bool
value_filter(struct run *r, const struct term *t, struct value *out)
{
	struct value arguments[FILTER_ARGUMENTS] = { { 0 } };

	*out = value_nothing();
	if (!evaluate(r, t->a, out))
		return false;
	for (size_t i = 0; i < t->n; i++)
		if (!evaluate(r, t->list[i], &arguments[i]))
			return false;
	run_work(r, out);
	return check_filter(r, t, out, arguments) && t->filter->apply(r, t, out, arguments, t->n);
}

static bool
value_test(struct run *r, const struct term *t, struct value *out)
{
	struct value v = { 0 };

	if (!evaluate(r, t->a, &v))
		return false;
	if (!(t->test->takes & TYPE_BIT(v.type)))
		return run_fail(r, t, MSG_TEMPLATE_TYPE, "'is %s' asks about %.*s; this is %s",
		    t->test->name, STR_ARG(type_names(r->arena, t->test->takes)),
		    value_type_name(v.type));
	*out = value_bool(t->test->apply(r, &v));
	return true;
}

bool
evaluate_call(struct run *r, const struct term *t)
{
	struct value *caller = r->frame, *frame, arguments[CALL_ARGUMENTS];
	bool well;

	if (r->depth >= RUN_CALLS)
		return run_fail(r, t, MSG_TEMPLATE_LIMIT,
		    "macros call each other more than %d deep", RUN_CALLS);
	r->work++;
	/* An argument may call a macro too, which would use the same frame: gather them first. */
	for (size_t i = 0; i < t->n; i++)
		if (!evaluate(r, t->list[i], &arguments[i]))
			return false;
	if (r->frames[r->depth + 1] == NULL)
		r->frames[r->depth + 1] = ARENA_ARRAY(r->arena, struct value, r->frame_size);
	frame = r->frames[r->depth + 1];
	memcpy(frame, arguments, t->n * sizeof(*frame));
	r->frame = frame;
	r->depth++;
	well = r->perform(r, t->routine->body);
	r->depth--;
	r->frame = caller;
	return well;
}

/* What body, or the macro when body is NULL, prints; as markup. */
static bool
value_capture(struct run *r, const struct term *t, struct value *out)
{
	struct buf b = { 0 }, *outer = r->out;
	size_t out_begin = r->out_begin, url_begin = r->url_begin;
	bool well;

	r->out = &b;
	r->out_begin = 0;
	well = t->kind == TERM_CALL ? evaluate_call(r, t) : r->perform(r, t->body);
	r->out = outer;
	r->out_begin = out_begin;
	r->url_begin = url_begin;
	if (!well || !run_spend(r, t, b.n)) {
		buf_release(&b);
		return false;
	}
	*out = value_markup(run_keep(r, &b));
	return true;
}

bool
evaluate(struct run *r, const struct term *t, struct value *out)
{
	static bool (*const kinds[TERM_KINDS])(
	    struct run *r, const struct term *t, struct value *out) = {
		[TERM_CONSTANT] = value_constant,
		[TERM_LOCAL] = value_local,
		[TERM_ROOT] = value_root,
		[TERM_FIELD] = value_field,
		[TERM_KEY] = value_key,
		[TERM_INDEX] = value_index,
		[TERM_LOOP] = value_loop,
		[TERM_LIST] = value_of_list,
		[TERM_NOT] = value_not,
		[TERM_NEGATE] = value_negate,
		[TERM_AND] = value_and_or,
		[TERM_OR] = value_and_or,
		[TERM_EQUALITY] = value_equality,
		[TERM_ORDER] = value_order,
		[TERM_MEMBER] = value_member,
		[TERM_CONCAT] = value_concat,
		[TERM_ARITHMETIC] = value_arithmetic,
		[TERM_CHOICE] = value_choice,
		[TERM_FILTER] = value_filter,
		[TERM_TEST] = value_test,
		[TERM_CAPTURE] = value_capture,
		[TERM_CALL] = value_capture,
	};

	if (++r->work > RUN_WORK)
		return run_fail(r, t, MSG_TEMPLATE_LIMIT,
		    "the template has more to do than soleus allows for one page");
	return kinds[t->kind](r, t, out);
}
