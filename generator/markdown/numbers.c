/* numbers.c - see numbers.h. */
#include "numbers.h"

#include "quizzes.h"

static bool
is_figure(const struct node *node)
{
	return node->type == NODE_DIRECTIVE && str_eq(node->as.directive.name, STR("figure"));
}

/* A muscle's card is a table that its template draws. */
static bool
is_card(const struct node *node)
{
	return node->type == NODE_DIRECTIVE && str_eq(node->as.directive.name, STR("muscle"));
}

void
numbers_assign(struct reader *r)
{
	int figures = 0, tables = 0;

	for (struct node *n = r->root; n != NULL; n = node_next(n, r->root)) {
		if (is_figure(n))
			n->as.directive.number = ++figures;
		else if (is_card(n))
			n->as.directive.number = ++tables;
		else if (n->type == NODE_TABLE &&
			 (n->first->type == NODE_CAPTION || node_id(n).n > 0))
			n->as.table.number = ++tables;
	}
}

/* Whether a reference has something to call the place: a number or words. */
static bool
has_name(const struct node *node)
{
	switch (node->type) {
	case NODE_HEADING:
	case NODE_TABLE:
	case NODE_SPAN: return true;
	case NODE_DIRECTIVE:
		return is_figure(node) || is_card(node) || quiz_is(node) ||
		       node->as.directive.title != NULL;
	default: return false;
	}
}

static void
resolve(struct reader *r, const struct map *ids, struct node *reference)
{
	const struct node *to = map_get(ids, reference->text);
	struct str names[NAMES_TRIED];
	size_t n = ids->n < NAMES_TRIED ? ids->n : NAMES_TRIED;

	if (to != NULL && has_name(to)) {
		reference->as.reference.target = to;
		return;
	}
	if (to != NULL) {
		diag_add(r->diag, MSG_REFERENCE_NAMELESS, reference->pos,
		    "'%.*s' has neither a number nor a title that could stand here",
		    STR_ARG(reference->text));
		diag_help(r->diag, "write [your words](#%.*s)", STR_ARG(reference->text));
		return;
	}
	for (size_t i = 0; i < n; i++)
		names[i] = ids->v[i].key;
	diag_add(r->diag, MSG_REFERENCE_MISSING, reference->pos,
	    "nothing in this article has the id '%.*s'", STR_ARG(reference->text));
	diag_suggest(r->diag, reference->text, names, n);
	diag_help(
	    r->diag, "give it to a figure, table or heading: {#%.*s}", STR_ARG(reference->text));
}

void
numbers_resolve(struct reader *r, const struct map *ids)
{
	bool any = str_find(r->text, 0, STR("[#")) < r->text.n;

	for (struct node *n = any ? r->root : NULL; n != NULL; n = node_next(n, r->root)) {
		struct node *title = n->type == NODE_DIRECTIVE ? n->as.directive.title : NULL;

		if (n->type == NODE_REFERENCE)
			resolve(r, ids, n);
		for (struct node *t = title; t != NULL; t = node_next(t, title))
			if (t->type == NODE_REFERENCE)
				resolve(r, ids, t);
	}
}
