/* abbreviations.c - longest first, at the starts of words; see abbreviations.h. */
#include "abbreviations.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "inlines.h"

/* Labels of so many lengths are looked for. */
enum { LENGTHS = 40 };

struct marker {
	struct reader *r;
	struct map by_label;
	size_t lengths[LENGTHS]; /* of the labels, each once, falling */
	size_t n;
	bool first[256]; /* the bytes they begin with */
	char only;       /* when it is one: texts without it are passed over */
};

static int
longest_first(const void *va, const void *vb)
{
	const struct swap *a = *(struct swap *const *)va, *b = *(struct swap *const *)vb;

	if (a->label.n != b->label.n)
		return a->label.n < b->label.n ? 1 : -1;
	if (!str_eq(a->label, b->label))
		return str_cmp(a->label, b->label);
	return a->pos.line > b->pos.line ? 1 : -1;
}

static void
check(struct reader *r, const struct abbreviations *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct swap *s = list->v[i], *before = i > 0 ? list->v[i - 1] : NULL;

		if (s->expansion.n == 0) {
			diag_add(r->diag, MSG_ABBREVIATION, s->pos,
			    "'%.*s' is abbreviated from nothing", STR_ARG(s->label));
			diag_help(r->diag, "write the words after the colon");
		} else if (before != NULL && str_eq(before->label, s->label)) {
			diag_add(r->diag, MSG_ABBREVIATION, s->pos,
			    "the abbreviation '%.*s' is explained twice", STR_ARG(s->label));
			diag_help(r->diag, "keep one of the two lines");
			diag_related(r->diag, before->pos, "first explained here");
		}
	}
}

/* Whether a word could begin or end between the two sides of `at`. */
static bool
is_boundary(struct str s, size_t at)
{
	uint32_t c = ' ';
	size_t before = at;

	if (at == 0 || at >= s.n)
		return true;
	text_decode(s, at, &c);
	if (!text_is_letter_or_digit(c))
		return true;
	while (--before > 0 && ((unsigned char)s.p[before] & 0xc0) == 0x80)
		continue;
	text_decode(s, before, &c);
	return !text_is_letter_or_digit(c);
}

static const struct swap *
find_at(const struct marker *m, struct str s, size_t at)
{
	if (!is_boundary(s, at))
		return NULL;
	for (size_t i = 0; i < m->n; i++) {
		struct str word = str_sub(s, at, m->lengths[i]);
		const struct swap *found;

		if (word.n == m->lengths[i] && is_boundary(s, at + word.n) &&
		    (found = map_get(&m->by_label, word)) != NULL)
			return found;
	}
	return NULL;
}

static struct node *
add(struct marker *m, struct node *text, enum node_type type, size_t from, size_t to)
{
	struct node *node = node_new(m->r->arena, type, text->pos);

	if (node->pos.column > 0)
		node->pos.column += (uint32_t)from;
	node->text = str_sub(text->text, from, to - from);
	node_insert_before(text, node);
	return node;
}

static void
mark_text(struct marker *m, struct node *text)
{
	struct str s = text->text;
	size_t from = 0;

	if (m->only != '\0' && str_find_char(s, 0, m->only) == s.n)
		return;
	for (size_t at = 0; at < s.n; at++) {
		const struct swap *found;

		if (!m->first[(unsigned char)s.p[at]] || (found = find_at(m, s, at)) == NULL)
			continue;
		if (at > from)
			add(m, text, NODE_TEXT, from, at);
		from = at + found->label.n;
		add(m, text, NODE_ABBREVIATION, at, from)
		    ->as.abbreviation.expansion = found->expansion;
		at = from - 1;
	}
	if (from == 0)
		return;
	text->pos.column += text->pos.column > 0 ? (uint32_t)from : 0;
	text->text = str_from(s, from);
	if (text->text.n == 0)
		node_unlink(text);
}

static void
mark(void *ctx, struct node *top)
{
	struct node *next;

	for (struct node *n = top; n != NULL; n = next) {
		bool closed = n->type == NODE_IMAGE || (n->type == NODE_LINK && n->as.link.bare);

		next = closed ? node_skip(n, top) : node_next(n, top);
		if (n->type == NODE_TEXT)
			mark_text(ctx, n);
	}
}

static void
prepare(struct marker *m, struct swap *s)
{
	struct str label = s->label;

	if (label.n == 0)
		return;
	*map_at(&m->by_label, m->r->arena, label) = s;
	m->only = m->n == 0 || m->only == label.p[0] ? label.p[0] : '\0';
	m->first[(unsigned char)label.p[0]] = true;
	if ((m->n == 0 || m->lengths[m->n - 1] != label.n) && m->n < LENGTHS)
		m->lengths[m->n++] = label.n;
}

void
abbreviations_mark(struct reader *r, struct abbreviations *abbreviations)
{
	struct marker m = { .r = r };

	if (abbreviations->n == 0)
		return;
	qsort(abbreviations->v, abbreviations->n, sizeof(abbreviations->v[0]), longest_first);
	check(r, abbreviations);
	for (size_t i = 0; i < abbreviations->n; i++)
		prepare(&m, abbreviations->v[i]);
	inlines_each(r, mark, &m);
}
