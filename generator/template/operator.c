/* operator.c - a table of operators, and the rules it names; see operator.h. */
#include "operator.h"

#define NUMBERS TYPE_BIT(VALUE_NUMBER)
#define JOINABLE (TYPE_TEXT | NUMBERS)
#define ORDERED (TYPE_TEXT | NUMBERS | TYPE_BIT(VALUE_DATE))

static bool
is_text(struct type type)
{
	return type.kind == VALUE_STRING || type.kind == VALUE_MARKUP;
}

/* Whether the two can be equal or have an order at all. */
static bool
are_alike(struct type a, struct type b)
{
	return a.kind == b.kind || (is_text(a) && is_text(b)) || a.kind == VALUE_FREE ||
	       b.kind == VALUE_FREE;
}

static bool
are_any(struct type a, struct type b)
{
	(void)a, (void)b;
	return true;
}

static bool
are_comparable(struct type a, struct type b)
{
	return are_alike(a, b) || a.kind == VALUE_NOTHING || b.kind == VALUE_NOTHING;
}

static bool
are_ordered(struct type a, struct type b)
{
	return are_alike(a, b) && type_may_be(a, ORDERED) && type_may_be(b, ORDERED);
}

/* Whether a can be in b: an element in a list, a piece in a text, a name in free data. */
static bool
can_be_in(struct type a, struct type b)
{
	if (b.kind == VALUE_LIST)
		return type_element(b).kind == VALUE_NOTHING || are_alike(type_element(b), a);
	return b.kind == VALUE_FREE || (is_text(b) && (is_text(a) || a.kind == VALUE_FREE));
}

static bool
are_joinable(struct type a, struct type b)
{
	return type_may_be(a, JOINABLE) && type_may_be(b, JOINABLE);
}

static bool
are_numbers(struct type a, struct type b)
{
	return type_may_be(a, NUMBERS) && type_may_be(b, NUMBERS);
}

static const struct {
	const char *word;
	enum term_kind kind;
	bool (*fit)(struct type a, struct type b);
	enum value_type gives;
} operators[] = {
	[OPERATION_OR] = { "or", TERM_OR, are_any, VALUE_BOOL },
	[OPERATION_AND] = { "and", TERM_AND, are_any, VALUE_BOOL },
	[OPERATION_EQUAL] = { "==", TERM_EQUALITY, are_comparable, VALUE_BOOL },
	[OPERATION_UNEQUAL] = { "!=", TERM_EQUALITY, are_comparable, VALUE_BOOL },
	[OPERATION_LESS] = { "<", TERM_ORDER, are_ordered, VALUE_BOOL },
	[OPERATION_LESS_EQUAL] = { "<=", TERM_ORDER, are_ordered, VALUE_BOOL },
	[OPERATION_GREATER] = { ">", TERM_ORDER, are_ordered, VALUE_BOOL },
	[OPERATION_GREATER_EQUAL] = { ">=", TERM_ORDER, are_ordered, VALUE_BOOL },
	[OPERATION_IN] = { "in", TERM_MEMBER, can_be_in, VALUE_BOOL },
	[OPERATION_NOT_IN] = { "not in", TERM_MEMBER, can_be_in, VALUE_BOOL },
	[OPERATION_CONCAT] = { "~", TERM_CONCAT, are_joinable, VALUE_STRING },
	[OPERATION_ADD] = { "+", TERM_ARITHMETIC, are_numbers, VALUE_NUMBER },
	[OPERATION_SUBTRACT] = { "-", TERM_ARITHMETIC, are_numbers, VALUE_NUMBER },
	[OPERATION_MULTIPLY] = { "*", TERM_ARITHMETIC, are_numbers, VALUE_NUMBER },
	[OPERATION_DIVIDE] = { "/", TERM_ARITHMETIC, are_numbers, VALUE_NUMBER },
	[OPERATION_REMAINDER] = { "%", TERM_ARITHMETIC, are_numbers, VALUE_NUMBER },
};

/* Texts joined: markup when one is, known later when one is. */
static struct type
joined(struct type a, struct type b)
{
	if (a.kind == VALUE_MARKUP || b.kind == VALUE_MARKUP)
		return type_plain(VALUE_MARKUP);
	if (a.kind == VALUE_FREE || b.kind == VALUE_FREE)
		return type_plain(VALUE_FREE);
	return type_plain(VALUE_STRING);
}

static const struct term *
binary_term(struct compiler *c, const struct expr *e, const struct term *a, const struct term *b)
{
	struct term *t;

	if (!operators[e->operation].fit(a->type, b->type)) {
		compiler_error(c, MSG_TEMPLATE_TYPE, e->word_at,
		    "'%s' cannot stand between %.*s and %.*s", operators[e->operation].word,
		    STR_ARG(type_name(c->arena, a->type)), STR_ARG(type_name(c->arena, b->type)));
		if (e->operation == OPERATION_ADD && (is_text(a->type) || is_text(b->type)))
			diag_help(c->diag, "texts are joined with '~'");
		return NULL;
	}
	t = compiler_term(
	    c, operators[e->operation].kind, type_plain(operators[e->operation].gives), e->at);
	if (e->operation == OPERATION_CONCAT)
		t->type = joined(a->type, b->type);
	t->operation = e->operation;
	t->a = a;
	t->b = b;
	return t;
}

const struct term *
operator_term(struct compiler *c, const struct expr *e, const struct term *a, const struct term *b)
{
	bool negates = e->kind == EXPR_NEGATE;
	struct term *t;

	if (e->kind == EXPR_BINARY)
		return binary_term(c, e, a, b);
	if (negates && !type_may_be(a->type, NUMBERS)) {
		compiler_error(c, MSG_TEMPLATE_TYPE, e->at,
		    "only a number can be negative; this is %.*s",
		    STR_ARG(type_name(c->arena, a->type)));
		return NULL;
	}
	t = compiler_term(c, negates ? TERM_NEGATE : TERM_NOT,
	    type_plain(negates ? VALUE_NUMBER : VALUE_BOOL), e->at);
	t->a = a;
	return t;
}
