/* lists.c - see lists.h. */
#include "lists.h"

/* ---- definitions ------------------------------------------------------------------------------
 */

static struct swap *
definition_at(const struct reader *r, const struct node *item)
{
	struct swap *s = prepass_swap(r, item->pos.line);

	return s != NULL && s->kind == SWAP_DEFINITION && item->pos.column == s->pos.column ? s
											    : NULL;
}

/* Each line of the paragraph becomes a term. */
static void
add_terms(struct reader *r, struct node *definitions, struct node *paragraph)
{
	struct node *term = NULL;

	for (struct node *n = paragraph->first, *next; n != NULL; n = next) {
		next = n->next;
		if (term == NULL) {
			term = node_new(r->arena, NODE_TERM, n->pos);
			node_append(definitions, term);
		}
		if (n->type == NODE_SOFT_BREAK || n->type == NODE_HARD_BREAK) {
			term = NULL;
			continue;
		}
		node_unlink(n);
		node_append(term, n);
	}
	node_unlink(paragraph);
}

/* The definition list that the items belong to: a new one in the place of their terms, or the one
 * that ends where the terms begin. */
static struct node *
definitions_for(struct reader *r, struct node *list)
{
	struct node *terms = list->previous, *definitions;

	if (terms != NULL && terms->type == NODE_DEFINITIONS)
		return terms;
	if (terms == NULL || terms->type != NODE_PARAGRAPH)
		return NULL;
	definitions = terms->previous;
	if (definitions == NULL || definitions->type != NODE_DEFINITIONS) {
		definitions = node_new(r->arena, NODE_DEFINITIONS, terms->pos);
		definitions->as.list.tight = list->as.list.tight;
		node_insert_before(terms, definitions);
	}
	definitions->as.list.tight &= list->as.list.tight;
	definitions->last_line = list->last_line;
	add_terms(r, definitions, terms);
	return definitions;
}

static void
define(struct reader *r, struct node *list)
{
	struct swap *s = definition_at(r, list->first);
	struct node *definitions = definitions_for(r, list);

	if (definitions == NULL && prepass_use(r, s)) {
		diag_add(
		    r->diag, MSG_DEFINITION_TERM, s->pos, "there is no term above this definition");
		diag_help(r->diag, "write the term on the line before; a line that begins with a "
				   "colon as text is written \\:");
	}
	for (struct node *item = list->first, *next; item != NULL; item = next) {
		next = item->next;
		s = definition_at(r, item);
		if (s == NULL)
			continue;
		prepass_use(r, s);
		if (definitions == NULL)
			continue;
		node_unlink(item);
		item->type = NODE_DEFINITION;
		node_append(definitions, item);
	}
	if (list->first == NULL)
		node_unlink(list);
}

void
lists_define(struct reader *r)
{
	bool any = false;

	for (size_t i = 0; i < r->prepass->swaps.n; i++)
		any |= r->prepass->swaps.v[i].kind == SWAP_DEFINITION;
	for (struct node *n = r->root, *next; any && n != NULL; n = next) {
		next = node_next(n, r->root);
		if (n->type == NODE_LIST && definition_at(r, n->first) != NULL)
			define(r, n); /* its items keep their children: next stays in the tree */
	}
}

/* ---- tasks ------------------------------------------------------------------------------------
 */

/* "[ ] " or "[x] " at the start of an item's text. */
static bool
is_task(const struct node *item)
{
	const struct node *text = item->first;

	if (text == NULL || text->type != NODE_PARAGRAPH)
		return false;
	text = text->first;
	return text != NULL && text->type == NODE_TEXT && text->text.n >= 4 &&
	       text->text.p[0] == '[' &&
	       (text->text.p[1] == ' ' || (text->text.p[1] | 32) == 'x') &&
	       text->text.p[2] == ']' && (text->text.p[3] == ' ' || text->text.p[3] == '\t');
}

static void
mark(struct reader *r, struct node *item)
{
	struct node *text = item->first->first;
	struct node *task = node_new(r->arena, NODE_TASK_MARK, text->pos);

	task->as.task.done = text->text.p[1] != ' ';
	node_insert_before(text, task);
	text->text = str_from(text->text, 4);
	text->pos.column += 4;
}

void
lists_mark_tasks(struct reader *r)
{
	bool any = str_find(r->text, 0, STR("[ ]")) < r->text.n ||
		   str_find(r->text, 0, STR("[x]")) < r->text.n ||
		   str_find(r->text, 0, STR("[X]")) < r->text.n;

	for (struct node *n = any ? r->root : NULL; n != NULL; n = node_next(n, r->root)) {
		if (n->type != NODE_LIST)
			continue;
		n->as.list.tasks = n->first != NULL;
		for (struct node *item = n->first; item != NULL; item = item->next) {
			if (is_task(item))
				mark(r, item);
			else
				n->as.list.tasks = false;
		}
	}
}
