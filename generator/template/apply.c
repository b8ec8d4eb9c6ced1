/* apply.c - the tables of filter.h, asked while a template is compiled; see apply.h. */
#include "apply.h"

const struct filter *
apply_find_filter(struct compiler *c, const struct expr *e)
{
	const struct filter *f = filter_find(e->name), *table;
	struct str_list names = { 0 };
	size_t n = filter_table(&table);

	if (f != NULL)
		return f;
	for (size_t i = 0; i < n; i++)
		*ARENA_PUSH(c->arena, &names) = str_of(table[i].name);
	compiler_error(c, MSG_TEMPLATE_UNKNOWN_NAME, e->word_at, "there is no filter '%.*s'",
	    STR_ARG(e->name));
	diag_suggest(c->diag, e->name, names.v, names.n);
	return NULL;
}

const struct test *
apply_find_test(struct compiler *c, const struct expr *e)
{
	const struct test *test = test_find(e->name), *table;
	struct str_list names = { 0 };
	size_t n = test_table(&table);

	if (test != NULL)
		return test;
	for (size_t i = 0; i < n; i++)
		*ARENA_PUSH(c->arena, &names) = str_of(table[i].name);
	compiler_error(
	    c, MSG_TEMPLATE_UNKNOWN_NAME, e->word_at, "there is no test '%.*s'", STR_ARG(e->name));
	diag_suggest(c->diag, e->name, names.v, names.n);
	return NULL;
}

/* Whether the type of t is one of those wanted; role says what t is to the filter. */
static bool
fits(struct compiler *c, const struct filter *f, unsigned wanted, const struct term *t,
    const char *role)
{
	if (type_may_be(t->type, wanted))
		return true;
	compiler_error(c, MSG_TEMPLATE_TYPE, t->at, "'%s' works on %.*s%s; '%.*s' is %.*s", f->name,
	    STR_ARG(type_names(c->arena, wanted)), role, STR_ARG(run_words(t)),
	    STR_ARG(type_name(c->arena, t->type)));
	if (t->type.kind == VALUE_MARKUP && !(wanted & TYPE_BIT(VALUE_MARKUP)))
		diag_help(c->diag, "'| text' makes plain text of markup");
	return false;
}

static bool
arguments_fit(struct compiler *c, const struct expr *e, const struct term *t)
{
	const struct filter *f = t->filter;

	if (t->n < f->least || t->n > f->most) {
		compiler_error(c, MSG_TEMPLATE_TYPE, e->word_at, "'%s' takes %s%zu %s, not %zu",
		    f->name, f->least < f->most ? "at most " : "", f->most,
		    f->most == 1 ? "argument" : "arguments", t->n);
		return false;
	}
	for (size_t i = 0; i < t->n; i++)
		if (!fits(c, f, f->arguments[i], t->list[i], " as its argument"))
			return false;
	return true;
}

bool
apply_filter(struct compiler *c, const struct expr *e, struct term *t)
{
	const struct filter *f = t->filter;
	const struct argument *first = e->arguments;
	struct filter_use use = { .arena = c->arena, .in = t->a->type, .n = t->n, .path = STR("") };

	if (!arguments_fit(c, e, t) || !fits(c, f, f->takes, t->a, ""))
		return false;
	for (size_t i = 0; i < t->n; i++)
		use.arguments[i] = t->list[i]->type;
	if ((f->how & FILTER_PATH) != 0 && first != NULL) {
		if (first->value->kind != EXPR_LITERAL) {
			compiler_error(c, MSG_TEMPLATE_TYPE, first->at,
			    "'%s' needs the name of a field in quotes", f->name);
			return false;
		}
		use.path = first->value->literal.as.text;
	}
	use.out = type_plain(f->gives);
	if (f->result != NULL && !f->result(&use)) {
		compiler_error(c, use.wrong.n > 0 ? MSG_TEMPLATE_UNKNOWN_NAME : MSG_TEMPLATE_TYPE,
		    first != NULL ? first->at : e->word_at, "%.*s", STR_ARG(use.problem));
		diag_suggest(c->diag, use.wrong, use.names.v, use.names.n);
		return false;
	}
	t->type = use.out;
	return true;
}

bool
apply_test(struct compiler *c, struct term *t)
{
	if (type_may_be(t->a->type, t->test->takes))
		return true;
	compiler_error(c, MSG_TEMPLATE_TYPE, t->a->at, "'is %s' asks about %.*s; '%.*s' is %.*s",
	    t->test->name, STR_ARG(type_names(c->arena, t->test->takes)), STR_ARG(run_words(t->a)),
	    STR_ARG(type_name(c->arena, t->a->type)));
	return false;
}
