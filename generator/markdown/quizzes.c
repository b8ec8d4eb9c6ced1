/* quizzes.c - one walk for objectives, one for questions; see quizzes.h.  What makes a question
 * fair follows the usual rules for writing items: one list, no "all of the above", no favourite
 * letter. */
#include "quizzes.h"

#include "base/text.h"
#include "prepass.h"

enum { BIAS_FROM = 4 }; /* with fewer questions the same letter may be chance */

struct quizzes {
	struct reader *r;
	struct str_list objectives; /* ids inside ::: objectives */
	const struct node *first;   /* question */
	int count, single;          /* questions; those with one right answer */
	size_t letter;              /* of the right answers so far */
	bool biased;
};

static bool
is_named(const struct node *node, const char *name)
{
	return node->type == NODE_DIRECTIVE && str_eq(node->as.directive.name, str_of(name));
}

bool
quiz_is(const struct node *node)
{
	return is_named(node, "quiz");
}

const struct node *
quiz_list(const struct node *quiz)
{
	const struct node *n = quiz->first;

	while (n != NULL && !(n->type == NODE_LIST && n->as.list.tasks))
		n = n->next;
	return n;
}

bool
quiz_is_right(const struct node *option)
{
	return option->first->first->as.task.done;
}

static void
give_id(struct quizzes *q, struct map *ids, struct node *node, struct str id)
{
	struct arena *a = q->r->arena;

	if (node->attributes == NULL) {
		node->attributes = ARENA_NEW(a, struct attributes);
		node->attributes->classes = STR("");
	}
	node->attributes->id = id;
	*map_at(ids, a, id) = node;
}

/* ---- objectives --------------------------------------------------------------------------- */

/* The items of a list among the objectives: the Nth is obj-N unless it has an id, or one in it. */
static void
name_items(struct quizzes *q, struct map *ids, struct node *list)
{
	size_t number = 0;

	for (struct node *item = list->first; item != NULL; item = item->next) {
		struct str id = arena_printf(q->r->arena, "obj-%zu", ++number);
		bool named = false;

		for (const struct node *n = item; n != NULL; n = node_next(n, item))
			named |= node_id(n).n > 0;
		if (!named && map_get(ids, id) == NULL)
			give_id(q, ids, item, id);
	}
}

static void
take_objectives(struct quizzes *q, struct map *ids, struct node *objectives)
{
	for (struct node *n = objectives->first; n != NULL; n = n->next)
		if (n->type == NODE_LIST)
			name_items(q, ids, n);
	for (const struct node *n = objectives; n != NULL; n = node_next(n, objectives))
		if (n != objectives && node_id(n).n > 0)
			*ARENA_PUSH(q->r->arena, &q->objectives) = node_id(n);
}

/* ---- one question ------------------------------------------------------------------------- */

static void
check_objective(struct quizzes *q, const struct node *quiz)
{
	struct diag *diag = q->r->diag;

	for (size_t i = 0; quiz->attributes != NULL && i < quiz->attributes->n; i++) {
		const struct attribute *pair = &quiz->attributes->v[i];
		size_t k = 0;

		if (!str_eq(pair->name, STR("objective")))
			continue;
		while (k < q->objectives.n && !str_eq(q->objectives.v[k], pair->value))
			k++;
		if (k < q->objectives.n)
			continue;
		diag_add(diag, MSG_QUIZ_OBJECTIVE, pair->pos, "there is no objective '%.*s'",
		    STR_ARG(pair->value));
		if (q->objectives.n > 0)
			diag_choices(diag, pair->value, "this article has", q->objectives.v,
			    q->objectives.n);
		else
			diag_help(diag, "list what a reader will learn in ::: objectives");
	}
}

/* The words of an option alone, without its feedback, folded. */
static struct str
words_of(struct quizzes *q, const struct node *option)
{
	struct buf words = { 0 };
	struct str folded;

	node_text(option->first, &words);
	folded = text_fold(q->r->arena, str_trim(buf_view(&words)));
	buf_release(&words);
	return folded;
}

static bool
points_at_others(struct str words)
{
	static const char *const phrases[] = { "all of the above", "none of the above",
		"all of these", "none of these", "all the above", "todas las anteriores",
		"ninguna de las anteriores" };

	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
		if (str_starts(words, str_of(phrases[i])))
			return true;
	return false;
}

static void
check_words(struct quizzes *q, const struct node *list)
{
	struct map seen = { 0 };

	for (const struct node *option = list->first; option != NULL; option = option->next) {
		struct str words = words_of(q, option);
		void **slot = map_at(&seen, q->r->arena, words);
		const struct node *first = *slot;

		if (points_at_others(words)) {
			diag_add(q->r->diag, MSG_QUIZ_ABOVE, option->pos,
			    "this answer is about the other answers");
			diag_help(q->r->diag, "mark several answers [x] instead, or write one more "
					      "that says something");
		}
		if (first != NULL) {
			diag_add(q->r->diag, MSG_QUIZ_DUPLICATE, option->pos,
			    "two answers of this question are the same");
			diag_help(q->r->diag, "delete one, or say what is different");
			diag_related(q->r->diag, first->pos, "first given here");
		}
		*slot = (void *)(uintptr_t)option;
	}
}

/* Which answers are right: how many, and the place of the first. */
static size_t
count_right(const struct node *list, size_t *first, size_t *all)
{
	size_t right = 0;

	*all = 0;
	for (const struct node *option = list->first; option != NULL; option = option->next) {
		if (quiz_is_right(option) && right++ == 0)
			*first = *all;
		++*all;
	}
	return right;
}

static void
check_answers(struct quizzes *q, const struct node *quiz, const struct node *list)
{
	struct diag *diag = q->r->diag;
	size_t letter = 0, all, right = count_right(list, &letter, &all);

	if (right == 0) {
		diag_add(diag, MSG_QUIZ_RIGHT, list->pos, "no answer is marked as right");
		diag_help(diag, "begin the right one with `- [x]`; there may be several");
	}
	if (all < 2 || all > QUIZ_OPTIONS) {
		diag_add(diag, MSG_QUIZ_ANSWERS, list->pos,
		    "a question needs 2 to %d answers, this one has %zu", QUIZ_OPTIONS, all);
		diag_help(diag, "each begins with `- [ ]`, the right ones with `- [x]`");
	}
	if (list->next == NULL) {
		diag_add(diag, MSG_QUIZ_RATIONALE, quiz->pos,
		    "this question does not say why its answer is right");
		diag_help(diag, "add a sentence or two below the list, before the closing fence");
	}
	if (right != 1)
		return;
	q->biased = (q->single++ == 0 || q->biased) && (q->single == 1 || letter == q->letter);
	q->letter = letter;
}

static void
check_quiz(struct quizzes *q, const struct node *quiz)
{
	const struct node *list = quiz_list(quiz);
	struct diag *diag = q->r->diag;

	check_objective(q, quiz);
	if (list == NULL) {
		diag_add(diag, MSG_QUIZ_ANSWERS, quiz->pos, "this question has no answers");
		diag_help(diag, "list them: `- [ ]` begins a wrong answer, `- [x]` a right one, "
				"and every one needs its brackets");
		return;
	}
	if (list == quiz->first) {
		diag_add(diag, MSG_QUIZ_QUESTION, quiz->pos, "these answers have no question");
		diag_help(diag, "write it above the list, then an empty line");
	}
	check_words(q, list);
	check_answers(q, quiz, list);
}

/* ---- all of them -------------------------------------------------------------------------- */

static void
take_quiz(struct quizzes *q, struct map *ids, struct node *quiz)
{
	struct str id;

	quiz->as.directive.number = ++q->count;
	if (q->first == NULL)
		q->first = quiz;
	id = arena_printf(q->r->arena, "question-%d", q->count);
	if (node_id(quiz).n > 0)
		return;
	while (map_get(ids, id) != NULL)
		id = arena_printf(q->r->arena, "%.*s-q", STR_ARG(id));
	give_id(q, ids, quiz, id);
}

void
quizzes_take(struct reader *r, struct map *ids)
{
	struct quizzes q = { .r = r };
	bool any = r->prepass->swaps.n > 0;

	for (struct node *n = any ? r->root : NULL; n != NULL; n = node_next(n, r->root)) {
		if (is_named(n, "objectives"))
			take_objectives(&q, ids, n);
		else if (quiz_is(n))
			take_quiz(&q, ids, n);
	}
	for (struct node *n = q.count > 0 ? r->root : NULL; n != NULL; n = node_next(n, r->root))
		if (quiz_is(n))
			check_quiz(&q, n);
	if (q.single < BIAS_FROM || !q.biased)
		return;
	diag_add(r->diag, MSG_QUIZ_BIAS, q.first->pos,
	    "the right answer is %c in all %d questions of this article", (char)('A' + q.letter),
	    q.single);
	diag_help(r->diag, "move some of them: readers notice, and stop thinking");
}
