/* expression.c - recursive descent, one function for each strength of binding; see expression.h. */
#include "expression.h"

void
parser_error_at(struct parser *p, struct place at, const char *format, ...)
{
	struct buf text = { 0 };
	va_list args;

	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	diag_add(p->diag, MSG_TEMPLATE_SYNTAX, place_pos(at), "%.*s", STR_ARG(buf_view(&text)));
	p->good = false;
	buf_release(&text);
	if (++p->errors >= PARSE_ERRORS)
		p->token->kind = TOKEN_END; /* that will do */
}

static struct str
token_description(const struct parser *p)
{
	const struct token *t = p->token;

	switch (t->kind) {
	case TOKEN_END: return STR("the end of the file");
	case TOKEN_TAG_END:
	case TOKEN_PRINT_END: return STR("the end of the tag");
	default:
		return arena_printf(p->arena, "'%.*s'",
		    STR_ARG(str_sub(t->at.source->text, t->at.offset, t->at.length)));
	}
}

void
parser_error(struct parser *p, const char *format, ...)
{
	struct buf text = { 0 };
	va_list args;

	p->good = false;
	if (p->token->kind == TOKEN_BAD)
		return;
	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	parser_error_at(p, p->token->at, "%.*s, not %.*s", STR_ARG(buf_view(&text)),
	    STR_ARG(token_description(p)));
	buf_release(&text);
}

bool
parser_sees(const struct parser *p, const char *word)
{
	return (p->token->kind == TOKEN_NAME || p->token->kind == TOKEN_OPERATOR) &&
	       str_eq(p->token->text, str_of(word));
}

bool
parser_takes(struct parser *p, const char *word)
{
	if (!parser_sees(p, word))
		return false;
	p->token++;
	return true;
}

bool
parser_needs(struct parser *p, const char *word)
{
	if (parser_takes(p, word))
		return true;
	parser_error(p, "here should stand '%s'", word);
	return false;
}

static bool
is_reserved(struct str name)
{
	static const char *const words[] = { "and", "or", "not", "in", "is", "if", "else", "true",
		"false", "none" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_eq(name, str_of(words[i])))
			return true;
	return false;
}

struct str
parser_name(struct parser *p, const char *what, struct place *at)
{
	struct str name = p->token->text;

	if (p->token->kind != TOKEN_NAME || is_reserved(name)) {
		parser_error(p, "here should stand %s", what);
		return STR("");
	}
	*at = p->token->at;
	p->token++;
	return name;
}

static struct expr *
new_expr(struct parser *p, enum expr_kind kind, struct place at)
{
	struct expr *e = ARENA_NEW(p->arena, struct expr);

	e->kind = kind;
	e->at = e->word_at = at;
	return e;
}

/* The place from where a began to the token just taken. */
static struct place
up_to_here(const struct parser *p, struct place from)
{
	return place_span(from, p->token[-1].at);
}

/* e with the end of its last part, which may be missing. */
static struct expr *
ends_with(struct expr *e, const struct expr *part)
{
	if (part == NULL)
		return NULL;
	e->at = place_span(e->at, part->at);
	return e;
}

static struct expr *parse_not(struct parser *p);
static struct expr *parse_unary(struct parser *p);

/* Arguments up to the closing bracket, which is taken too; names are for calls only. */
static bool
parse_arguments(struct parser *p, const char *close, bool named, struct argument **out)
{
	while (!parser_sees(p, close)) {
		struct argument *argument = ARENA_NEW(p->arena, struct argument);

		argument->at = p->token->at;
		if (named && p->token->kind == TOKEN_NAME && p->token[1].kind == TOKEN_OPERATOR &&
		    str_eq(p->token[1].text, STR("="))) {
			argument->name = p->token->text;
			p->token += 2;
		}
		argument->value = parse_expression(p);
		if (argument->value == NULL)
			return false;
		*out = argument;
		out = &argument->next;
		if (!parser_takes(p, ","))
			break;
	}
	return parser_needs(p, close);
}

bool
parse_bindings(struct parser *p, struct argument **out)
{
	do {
		struct argument *argument = ARENA_NEW(p->arena, struct argument);

		argument->name = parser_name(p, "a name", &argument->at);
		if (argument->name.n == 0 || !parser_needs(p, "="))
			return false;
		argument->value = parse_expression(p);
		if (argument->value == NULL)
			return false;
		*out = argument;
		out = &argument->next;
	} while (parser_takes(p, ",") || p->token->kind == TOKEN_NAME);
	return true;
}

static struct expr *
parse_word(struct parser *p)
{
	const struct token *t = p->token++;
	struct expr *e = new_expr(p, EXPR_LITERAL, t->at);

	if (str_eq(t->text, STR("true")) || str_eq(t->text, STR("false"))) {
		e->literal = value_bool(t->text.p[0] == 't');
	} else if (str_eq(t->text, STR("none"))) {
		e->literal = value_nothing();
	} else if (is_reserved(t->text)) {
		p->token--;
		parser_error(p, "here should stand a value");
		return NULL;
	} else {
		e->kind = EXPR_NAME;
		e->name = t->text;
	}
	return e;
}

static struct expr *
parse_primary(struct parser *p)
{
	const struct token *t = p->token;
	struct expr *e;

	if (t->kind == TOKEN_NAME)
		return parse_word(p);
	if (t->kind == TOKEN_NUMBER || t->kind == TOKEN_STRING) {
		e = new_expr(p, EXPR_LITERAL, t->at);
		e->literal = t->kind == TOKEN_NUMBER ? value_number(t->number)
						     : value_string(t->text);
		p->token++;
		return e;
	}
	if (parser_takes(p, "(")) {
		e = parse_expression(p);
		if (e == NULL || !parser_needs(p, ")"))
			return NULL;
		e->at = up_to_here(p, t->at);
		return e;
	}
	if (parser_takes(p, "[")) {
		e = new_expr(p, EXPR_LIST, t->at);
		if (!parse_arguments(p, "]", false, &e->arguments))
			return NULL;
		e->at = up_to_here(p, t->at);
		return e;
	}
	parser_error(p, "here should stand a value");
	return NULL;
}

/* e.name, e[x], e(x) as often as they follow. */
static struct expr *
parse_postfix(struct parser *p)
{
	struct expr *e = parse_primary(p), *outer;

	while (e != NULL) {
		if (parser_takes(p, ".")) {
			outer = new_expr(p, EXPR_FIELD, e->at);
			if (p->token->kind != TOKEN_NAME) {
				parser_error(p, "a name must follow the dot");
				return NULL;
			}
			outer->name = p->token++->text;
		} else if (parser_takes(p, "[")) {
			outer = new_expr(p, EXPR_INDEX, e->at);
			outer->b = parse_expression(p);
			if (outer->b == NULL || !parser_needs(p, "]"))
				return NULL;
		} else if (parser_takes(p, "(")) {
			outer = new_expr(p, EXPR_CALL, e->at);
			if (!parse_arguments(p, ")", true, &outer->arguments))
				return NULL;
		} else {
			break;
		}
		outer->a = e;
		outer->at = up_to_here(p, e->at);
		e = outer;
	}
	return e;
}

static struct expr *
parse_filters(struct parser *p)
{
	struct expr *e = parse_postfix(p), *outer;

	while (e != NULL && parser_takes(p, "|")) {
		outer = new_expr(p, EXPR_FILTER, p->token->at);
		outer->a = e;
		outer->name = parser_name(p, "the name of a filter", &outer->word_at);
		if (outer->name.n == 0)
			return NULL;
		if (parser_takes(p, "(") && !parse_arguments(p, ")", false, &outer->arguments))
			return NULL;
		outer->at = up_to_here(p, e->at);
		e = outer;
	}
	return e;
}

static struct expr *
parse_unary(struct parser *p)
{
	struct place at = p->token->at;
	struct expr *e;

	if (!parser_sees(p, "-"))
		return parse_filters(p);
	if (p->depth >= PARSE_DEPTH) {
		parser_error(p, "this is nested too deeply");
		return NULL;
	}
	p->token++;
	e = new_expr(p, EXPR_NEGATE, at);
	p->depth++;
	e->a = parse_unary(p);
	p->depth--;
	return ends_with(e, e->a);
}

struct binary_operator {
	const char *word;
	enum operation operation;
	int strength;
};

/* Those that bind left to right; the comparisons stand apart because they do not chain. */
static const struct binary_operator arithmetic[] = {
	{ "~", OPERATION_CONCAT, 0 },
	{ "+", OPERATION_ADD, 1 },
	{ "-", OPERATION_SUBTRACT, 1 },
	{ "*", OPERATION_MULTIPLY, 2 },
	{ "//", OPERATION_DIVIDE, 2 },
	{ "/", OPERATION_DIVIDE, 2 },
	{ "%", OPERATION_REMAINDER, 2 },
};
static const struct binary_operator comparisons[] = {
	{ "==", OPERATION_EQUAL, 0 },
	{ "!=", OPERATION_UNEQUAL, 0 },
	{ "<=", OPERATION_LESS_EQUAL, 0 },
	{ ">=", OPERATION_GREATER_EQUAL, 0 },
	{ "<", OPERATION_LESS, 0 },
	{ ">", OPERATION_GREATER, 0 },
	{ "in", OPERATION_IN, 0 },
};

static const struct binary_operator *
find_operator(const struct parser *p, const struct binary_operator *table, size_t n, int strength)
{
	for (size_t i = 0; i < n; i++)
		if (table[i].strength == strength && parser_sees(p, table[i].word))
			return &table[i];
	return NULL;
}

static struct expr *
new_binary(
    struct parser *p, enum operation operation, struct place at, struct expr *a, struct expr *b)
{
	struct expr *e = new_expr(p, EXPR_BINARY, at);

	e->at = place_span(a->at, b->at);
	e->operation = operation;
	e->a = a;
	e->b = b;
	return e;
}

static struct expr *
parse_arithmetic(struct parser *p, int strength)
{
	const struct binary_operator *found;
	struct expr *a, *b;
	struct place at;

	if (strength > 2)
		return parse_unary(p);
	a = parse_arithmetic(p, strength + 1);
	while (a != NULL && (found = find_operator(p, arithmetic,
				 sizeof(arithmetic) / sizeof(arithmetic[0]), strength)) != NULL) {
		at = p->token++->at;
		b = parse_arithmetic(p, strength + 1);
		if (b == NULL)
			return NULL;
		a = new_binary(p, found->operation, at, a, b);
	}
	return a;
}

/* Behind 'is': [not] name. */
static struct expr *
parse_test(struct parser *p, struct expr *a)
{
	bool negated = parser_takes(p, "not");
	struct expr *e = new_expr(p, EXPR_TEST, p->token->at), *outer;

	e->a = a;
	e->name = parser_name(p, "the name of a test", &e->word_at);
	if (e->name.n == 0)
		return NULL;
	e->at = up_to_here(p, a->at);
	if (!negated)
		return e;
	outer = new_expr(p, EXPR_NOT, e->at);
	outer->a = e;
	return outer;
}

static struct expr *
parse_comparison(struct parser *p)
{
	struct expr *a = parse_arithmetic(p, 0), *b;
	const struct binary_operator *found;
	enum operation operation;
	struct place at;

	if (a == NULL)
		return NULL;
	while (parser_takes(p, "is")) {
		a = parse_test(p, a);
		if (a == NULL)
			return NULL;
	}
	at = p->token->at;
	found = find_operator(p, comparisons, sizeof(comparisons) / sizeof(comparisons[0]), 0);
	if (found != NULL) {
		operation = found->operation;
	} else if (parser_sees(p, "not") && str_eq(p->token[1].text, STR("in"))) {
		operation = OPERATION_NOT_IN;
		p->token++;
	} else {
		return a;
	}
	p->token++;
	b = parse_arithmetic(p, 0);
	if (b == NULL)
		return NULL;
	if (find_operator(p, comparisons, sizeof(comparisons) / sizeof(comparisons[0]), 0) !=
	    NULL) {
		parser_error(p, "two comparisons need 'and' between them");
		return NULL;
	}
	return new_binary(p, operation, at, a, b);
}

static struct expr *
parse_not(struct parser *p)
{
	struct place at = p->token->at;
	struct expr *e;

	if (!parser_sees(p, "not"))
		return parse_comparison(p);
	if (p->depth >= PARSE_DEPTH) {
		parser_error(p, "this is nested too deeply");
		return NULL;
	}
	p->token++;
	e = new_expr(p, EXPR_NOT, at);
	p->depth++;
	e->a = parse_not(p);
	p->depth--;
	return ends_with(e, e->a);
}

static struct expr *
parse_and(struct parser *p)
{
	struct expr *a = parse_not(p), *b;

	while (a != NULL && parser_sees(p, "and")) {
		struct place at = p->token++->at;

		b = parse_not(p);
		a = b != NULL ? new_binary(p, OPERATION_AND, at, a, b) : NULL;
	}
	return a;
}

static struct expr *
parse_or(struct parser *p)
{
	struct expr *a = parse_and(p), *b;

	while (a != NULL && parser_sees(p, "or")) {
		struct place at = p->token++->at;

		b = parse_and(p);
		a = b != NULL ? new_binary(p, OPERATION_OR, at, a, b) : NULL;
	}
	return a;
}

static struct expr *
parse_choice(struct parser *p)
{
	struct expr *a = parse_or(p), *e;
	struct place at = p->token->at;

	if (a == NULL || !parser_takes(p, "if"))
		return a;
	e = new_expr(p, EXPR_CHOICE, at);
	e->b = a;
	e->a = parse_or(p);
	if (e->a == NULL)
		return NULL;
	if (!parser_takes(p, "else")) {
		parser_error(p, "a choice needs 'else' and what to take otherwise");
		return NULL;
	}
	e->c = parse_expression(p);
	e->at = a->at;
	return ends_with(e, e->c);
}

struct expr *
parse_expression(struct parser *p)
{
	struct expr *e;

	if (p->depth >= PARSE_DEPTH) {
		parser_error(p, "this is nested too deeply");
		return NULL;
	}
	p->depth++;
	e = parse_choice(p);
	p->depth--;
	return e;
}
