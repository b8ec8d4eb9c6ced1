/* directives.c - one walk over each container's children with a stack of open fences; see
 * directives.h. */
#include "directives.h"

#include <stdlib.h>

#include "places.h"

struct fences {
	struct swap **v;
	size_t n, cap;
};

struct builder {
	struct reader *r;
	struct abbreviations *abbreviations;
	struct fences unclosed, stray; /* in order of lines, once all is walked */
};

/* One container's children. */
struct frame {
	struct builder *b;
	struct node *container, *target; /* blocks go to the target, the innermost open directive */
	struct {
		struct node *node;
		struct swap *swap;
	} open[DIRECTIVE_DEPTH + 1];
	size_t depth;
	struct swap *attributes[8]; /* for the next block */
	size_t waiting;
};

static void
add_to(struct reader *r, struct fences *list, struct swap *s)
{
	*ARENA_PUSH(r->arena, list) = s;
}

static bool
is_known(const struct reader *r, struct str name)
{
	const char *const *names = r->options->directives;

	if (names == NULL || str_eq(name, STR("figure")) || str_eq(name, STR("description")))
		return true;
	while (*names != NULL && !str_eq(name, str_of(*names)))
		names++;
	return *names != NULL;
}

static void
report_unknown(struct reader *r, const struct swap *s)
{
	struct str_list names = { 0 };
	struct pos pos = s->pos;

	if (is_known(r, s->fence.name))
		return;
	for (const char *const *name = r->options->directives; *name != NULL; name++)
		*ARENA_PUSH(r->arena, &names) = str_of(*name);
	pos.column += (uint32_t)(s->fence.name.p - s->written.p);
	pos.length = (uint32_t)s->fence.name.n;
	diag_add(r->diag, MSG_DIRECTIVE_UNKNOWN, pos, "there is no directive '%.*s'",
	    STR_ARG(s->fence.name));
	diag_choices(r->diag, s->fence.name, "there are", names.v, names.n);
}

static void
set_title(struct reader *r, struct node *node, const struct swap *s)
{
	struct str title = s->fence.title;
	struct node *span;

	if (title.p == NULL)
		return;
	span = node_new(r->arena, NODE_SPAN, reader_pos_of(r, title));
	span->pos.length = 0;
	span->parent = node;
	node_adopt(span, prepass_fragment(r, s->extra)->first, NULL);
	for (struct node *n = span->first; n != NULL; n = node_next(n, span))
		n->pos = span->pos;
	places_find(
	    r, span, (size_t)(title.p - r->text.p), (size_t)(title.p - r->text.p) + title.n, false);
	node->as.directive.title = span;
}

static void
give_attributes(struct frame *f, struct node *node, uint32_t line)
{
	struct reader *r = f->b->r;

	for (size_t i = 0; i < f->waiting; i++) {
		struct swap *s = f->attributes[i];

		if (!prepass_use(r, s))
			continue;
		if (node != NULL && line == s->pos.line + (uint32_t)(f->waiting - i)) {
			attributes_give(r, node, s->attributes);
			continue;
		}
		diag_add(r->diag, MSG_ATTRIBUTES_PLACE, s->pos,
		    "no block follows these attributes on the next line");
		diag_help(r->diag, "put them right above the block they belong to");
	}
	f->waiting = 0;
}

static void
open_directive(struct frame *f, struct swap *s)
{
	struct reader *r = f->b->r;
	struct node *node = node_new(r->arena, NODE_DIRECTIVE, s->pos);

	if (prepass_use(r, s))
		report_unknown(r, s);
	node->as.directive.name = s->fence.name;
	node->as.directive.argument = s->fence.argument;
	set_title(r, node, s);
	give_attributes(f, node, s->pos.line);
	attributes_give(r, node, s->fence.attributes);
	if (f->depth == DIRECTIVE_DEPTH) {
		diag_add(r->diag, MSG_MARKDOWN_DEPTH, s->pos,
		    "more than %d directives inside each other", DIRECTIVE_DEPTH);
		return;
	}
	node_append(f->target, node);
	f->open[f->depth].node = node;
	f->open[f->depth++].swap = s;
	f->target = node;
}

/* Closes the innermost directive whose fence is not longer; longer ones inside were forgotten. */
static void
close_directive(struct frame *f, struct swap *s)
{
	size_t depth = f->depth;

	s->used = true;
	while (depth > 0 && f->open[depth - 1].swap->fence.colons > s->fence.colons)
		depth--;
	if (depth == 0) {
		add_to(f->b->r, &f->b->stray, s);
		return;
	}
	while (f->depth > depth)
		add_to(f->b->r, &f->b->unclosed, f->open[--f->depth].swap);
	f->open[--f->depth].node->last_line = s->pos.line;
	f->target = f->depth > 0 ? f->open[f->depth - 1].node : f->container;
}

static void
take_swap(struct frame *f, struct swap *s)
{
	struct reader *r = f->b->r;

	switch (s->kind) {
	case SWAP_FENCE:
		if (s->fence.name.n > 0 || s->broken) {
			open_directive(f, s);
			return;
		}
		give_attributes(f, NULL, 0);
		close_directive(f, s);
		break;
	case SWAP_ATTRIBUTES:
		if (f->waiting == sizeof(f->attributes) / sizeof(f->attributes[0]))
			give_attributes(f, NULL, 0);
		f->attributes[f->waiting++] = s;
		break;
	case SWAP_ABBREVIATION:
		prepass_use(r, s);
		*ARENA_PUSH(r->arena, f->b->abbreviations) = s;
		break;
	default: break;
	}
}

static bool
holds_blocks(enum node_type type)
{
	return type == NODE_QUOTE || type == NODE_LIST || type == NODE_ITEM ||
	       type == NODE_DEFINITIONS || type == NODE_DEFINITION || type == NODE_FOOTNOTES ||
	       type == NODE_FOOTNOTE;
}

static void
walk(struct builder *b, struct node *container)
{
	struct frame f = { .b = b, .container = container, .target = container };
	struct node *n = container->first, *next;

	container->first = container->last = NULL;
	for (; n != NULL; n = next) {
		struct swap *s = n->type == NODE_HTML_BLOCK ? prepass_swap(b->r, n->pos.line)
							    : NULL;

		next = n->next;
		if (s != NULL && str_starts(n->text, STR("<!D>"))) {
			take_swap(&f, s);
			continue;
		}
		give_attributes(&f, n, n->pos.line);
		node_append(f.target, n);
		if (holds_blocks(n->type))
			walk(b, n);
	}
	give_attributes(&f, NULL, 0);
	while (f.depth > 0)
		add_to(b->r, &b->unclosed, f.open[--f.depth].swap);
}

static int
by_line(const void *va, const void *vb)
{
	const struct swap *a = *(struct swap *const *)va, *b = *(struct swap *const *)vb;

	return (a->pos.line > b->pos.line) - (a->pos.line < b->pos.line);
}

static void
report_unclosed(struct reader *r, const struct swap *s)
{
	if (s->broken)
		return;
	diag_add(r->diag, MSG_DIRECTIVE_UNCLOSED, s->pos, "the directive '%.*s' is not closed",
	    STR_ARG(s->fence.name));
	diag_help(r->diag, "end it with a line of %zu colons", s->fence.colons);
}

/* A fence that closes nothing, and the one it was meant for, if that was left open. */
static void
report_stray(struct reader *r, const struct swap *s, const struct swap *meant)
{
	if (meant != NULL && meant->broken)
		return;
	diag_add(r->diag, MSG_DIRECTIVE_STRAY, s->pos, "this fence closes no directive");
	if (meant == NULL) {
		diag_help(r->diag, "delete it, or open one with ::: and a name");
		return;
	}
	diag_related(r->diag, meant->pos, "this one is open, but in another list, quote or note");
	diag_help(r->diag, "indent both fences alike");
}

/* Both lists are merged by line, so that one mistake gives one message. */
static void
report(struct builder *b)
{
	struct fences open = { 0 };
	size_t i = 0;

	if (b->unclosed.n > 1)
		qsort(b->unclosed.v, b->unclosed.n, sizeof(b->unclosed.v[0]), by_line);
	if (b->stray.n > 1)
		qsort(b->stray.v, b->stray.n, sizeof(b->stray.v[0]), by_line);
	for (size_t k = 0; k < b->stray.n; k++) {
		const struct swap *stray = b->stray.v[k];

		for (; i < b->unclosed.n && b->unclosed.v[i]->pos.line < stray->pos.line; i++)
			add_to(b->r, &open, b->unclosed.v[i]);
		report_stray(b->r, stray, open.n > 0 ? open.v[--open.n] : NULL);
	}
	for (; i < b->unclosed.n; i++)
		add_to(b->r, &open, b->unclosed.v[i]);
	for (size_t k = 0; k < open.n; k++)
		report_unclosed(b->r, open.v[k]);
}

void
directives_build(struct reader *r, struct abbreviations *abbreviations)
{
	struct builder b = { .r = r, .abbreviations = abbreviations };

	if (r->prepass->swaps.n == 0)
		return;
	walk(&b, r->root);
	report(&b);
}

/* ---- figures ----------------------------------------------------------------------------------
 */

static bool
is_named(const struct node *node, struct str name)
{
	return node != NULL && node->type == NODE_DIRECTIVE &&
	       str_eq(node->as.directive.name, name);
}

static void
check_figure(struct reader *r, const struct node *figure)
{
	const struct node *first = figure->first, *image = first != NULL ? first->first : NULL;
	bool told = false;

	if (image == NULL || image->type != NODE_IMAGE || image->next != NULL) {
		diag_add(r->diag, MSG_FIGURE_PICTURE, figure->pos,
		    "this figure does not begin with one picture on a line of its own");
		diag_help(r->diag, "write ![what it shows](file.svg), a blank line, the caption");
		return;
	}
	for (const struct node *n = first->next; n != NULL; n = n->next)
		told |= !is_named(n, STR("description"));
	if (!told) {
		diag_add(r->diag, MSG_FIGURE_CAPTION, figure->pos, "this figure has no caption");
		diag_help(r->diag, "write a sentence or two below the picture, after a blank line");
	}
}

void
directives_check(struct reader *r)
{
	bool any = r->prepass->swaps.n > 0;

	for (struct node *n = any ? r->root : NULL; n != NULL; n = node_next(n, r->root)) {
		if (is_named(n, STR("figure"))) {
			check_figure(r, n);
		} else if (is_named(n, STR("description")) && !is_named(n->parent, STR("figure"))) {
			diag_add(r->diag, MSG_DESCRIPTION_PLACE, n->pos,
			    "a description stands outside of a figure");
			diag_help(r->diag, "put it between the fences of its figure; the figure's "
					   "own fence then needs one colon more");
		}
	}
}
