/* ids.c - own ids first, then generated ones round them; see ids.h. */
#include "ids.h"

#include "base/text.h"

/* What the generator and the shipped templates use themselves. */
static bool
is_reserved(struct str id)
{
	static const char *const taken[] = { "medical-disclaimer", "main", "page-title",
		"chapter-title", "book-title" };

	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
		if (str_eq(id, str_of(taken[i])))
			return true;
	return str_starts(id, STR("fn-")) || str_starts(id, STR("fnref-"));
}

/* An XML NCName: EPUB demands it, and a style sheet can name it without escapes. */
static bool
is_well_formed(struct str id)
{
	uint32_t c;

	for (size_t i = 0; i < id.n;) {
		bool first = i == 0;

		if (id.p[i] >= 'a' && id.p[i] <= 'z') {
			i++;
			continue;
		}
		i += text_decode(id, i, &c);
		if (c == '_' || (!first && (c == '-' || c == '.')))
			continue;
		if (!text_is_letter_or_digit(c) || (first && c >= '0' && c <= '9'))
			return false;
	}
	return id.n > 0;
}

static void
claim(struct reader *r, struct map *ids, struct str id, struct node *node)
{
	void **at;

	if (!is_well_formed(id)) {
		diag_add(r->diag, MSG_ID_FORM, node->pos, "'%.*s' cannot be an id", STR_ARG(id));
		diag_help(r->diag, "begin with a letter; go on with letters, digits, '-' and '_'");
		return;
	}
	if (is_reserved(id)) {
		diag_add(r->diag, MSG_ID_RESERVED, node->pos,
		    "the id '%.*s' is one of the generator's own", STR_ARG(id));
		diag_help(r->diag, "choose another one");
		return;
	}
	at = map_at(ids, r->arena, id);
	if (*at != NULL) {
		const struct node *first = *at;

		diag_add(r->diag, MSG_ID_DUPLICATE, node->pos,
		    "the id '%.*s' stands twice in this article", STR_ARG(id));
		diag_related(r->diag, first->pos, "first given here");
		diag_help(r->diag, "a link could not tell them apart: rename one");
		return;
	}
	*at = node;
}

static void
claim_own(struct reader *r, struct map *ids)
{
	for (struct node *n = r->root; n != NULL; n = reader_next(n, r->root))
		if (n->attributes != NULL && n->attributes->id.n > 0)
			claim(r, ids, n->attributes->id, n);
	for (size_t i = 0; i < r->html_ids.n; i++)
		claim(r, ids, r->html_ids.v[i].id, r->html_ids.v[i].node);
}

/* A letter first, whatever the heading says. */
static struct str
slug_of(struct reader *r, const struct node *heading)
{
	struct buf words = { 0 }, slug = { 0 };
	struct str id;

	node_text(heading, &words);
	text_slug(&slug, buf_view(&words));
	if (slug.n == 0)
		buf_str(&slug, STR("section"));
	if (!is_well_formed(buf_view(&slug)) || is_reserved(buf_view(&slug)))
		buf_insert(&slug, 0, STR("s-"));
	id = arena_str(r->arena, buf_view(&slug));
	buf_release(&words);
	buf_release(&slug);
	return id;
}

/* How often a slug was asked for: the next number to try, so that many equal headings stay cheap.
 */
static struct str
unique(struct reader *r, struct map *ids, struct map *counts, struct str slug)
{
	void **at = map_at(counts, r->arena, slug);
	size_t *count = *at = *at != NULL ? *at : ARENA_NEW(r->arena, size_t);
	struct str id = slug;

	for (;;) {
		if (++*count > 1)
			id = arena_printf(r->arena, "%.*s-%zu", STR_ARG(slug), *count);
		if (map_get(ids, id) == NULL)
			return id;
	}
}

void
ids_assign(struct reader *r, struct map *ids)
{
	struct map counts = { 0 };

	claim_own(r, ids);
	for (struct node *n = r->root->first; n != NULL; n = reader_next(n, r->root)) {
		if (n->type != NODE_HEADING)
			continue;
		if (n->attributes != NULL && n->attributes->id.n > 0) {
			n->as.heading.id = n->attributes->id;
			continue;
		}
		n->as.heading.id = unique(r, ids, &counts, slug_of(r, n));
		*map_at(ids, r->arena, n->as.heading.id) = n;
	}
}
