/* markdown.c - the flow of one reading and one writing; see markdown.h. */
#include "markdown.h"

#include <string.h>

#include "abbreviations.h"
#include "checks.h"
#include "directives.h"
#include "flow.h"
#include "html.h"
#include "ids.h"
#include "import.h"
#include "inlines.h"
#include "lists.h"
#include "notes.h"
#include "numbers.h"
#include "phrase.h"
#include "places.h"
#include "punctuation.h"
#include "quizzes.h"
#include "tables.h"

/* What the dialect adds to the tree that cmark made. */
static void
extend(struct reader *r)
{
	struct abbreviations abbreviations = { 0 };
	struct notes notes = { 0 };
	struct map ids = { 0 };

	prepass_undo(r);
	notes_take(r, &notes);
	tables_build(r);
	places_find_all(r);
	lists_define(r);
	lists_mark_tasks(r);
	tables_caption(r);
	directives_build(r, &abbreviations);
	inlines_build(r);
	notes_number(r, &notes);
	directives_check(r);
	html_clean(r);
	ids_assign(r, &ids);
	quizzes_take(r, &ids);
	numbers_assign(r);
	numbers_resolve(r, &ids);
	abbreviations_mark(r, &abbreviations);
	punctuation_set(r);
	checks_run(r);
	prepass_report(r);
}

struct node *
markdown_read(const struct source *source, size_t offset, const struct markdown_options *options,
    struct arena *a, struct diag *diag)
{
	struct reader r = { .options = options, .arena = a, .diag = diag };
	struct prepass *p;

	reader_init(&r, source, offset);
	if (options->plain)
		return import(&r, STR(""), 0, r.text);
	p = prepass_run(&r);
	r.root = import(&r, buf_view(&p->fed), 2 * (uint32_t)p->extras.n,
	    p->refused       ? STR("")
	    : p->swaps.n > 0 ? buf_view(&p->text)
			     : r.text);
	extend(&r);
	prepass_release(p);
	return r.root;
}

bool
markdown_write(const struct node *root, const struct markdown_output *output, struct buf *out,
    struct diag *diag)
{
	struct writer w = { .output = output, .out = out, .diag = diag };

	flow_write(&w, root);
	return !w.failed;
}

bool
markdown_write_quizzes(const struct node *root, const struct markdown_output *output,
    struct buf *out, struct diag *diag)
{
	struct writer w = { .output = output, .out = out, .diag = diag };

	for (const struct node *n = root; n != NULL; n = node_next(n, root))
		if (quiz_is(n))
			flow_write_one(&w, n);
	return !w.failed;
}

bool
markdown_is_quiz(const struct node *node)
{
	return quiz_is(node);
}

void
markdown_write_inline(const struct node *node, struct buf *out)
{
	struct markdown_output output = { .language = STR("") };
	struct writer w = { .output = &output, .out = out, .bare = true };

	phrase_write(&w, node);
}
