/* chain.c - the elements around and in the notice; see chain.h. */
#include "chain.h"

static void
add_word(struct arena *a, struct map *words, struct str word)
{
	if (word.n > 0 && map_get(words, word) == NULL) {
		word = arena_str(a, word);
		*map_at(words, a, word) = words;
	}
}

void
chain_add(struct chain *c, struct str name, struct str classes, struct str id)
{
	struct chain_element *e = map_get(&c->elements, name);

	if (e == NULL) {
		e = ARENA_NEW(&c->arena, struct chain_element);
		e->name = arena_str(&c->arena, name);
		*map_at(&c->elements, &c->arena, e->name) = e;
	}
	add_word(&c->arena, &e->ids, id);
	while (classes.n > 0) {
		size_t n = 0;

		while (n < classes.n && (unsigned char)classes.p[n] > ' ')
			n++;
		add_word(&c->arena, &e->classes, str_sub(classes, 0, n));
		classes = str_from(classes, n + 1);
	}
}

void
chain_add_notice(struct chain *c)
{
	static const char *const names[] = { "html", "body", "main", "h2", "p" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		chain_add(c, str_of(names[i]), STR(""), STR(""));
	chain_add(c, STR("section"), STR("notice"), STR("medical-disclaimer"));
}

void
chain_add_only(struct chain *into, const struct chain *from, struct str name)
{
	const struct chain_element *e = map_get(&from->elements, name);

	if (e == NULL)
		return;
	chain_add(into, name, STR(""), STR(""));
	for (size_t i = 0; i < e->classes.n; i++)
		chain_add(into, name, e->classes.v[i].key, STR(""));
	for (size_t i = 0; i < e->ids.n; i++)
		chain_add(into, name, STR(""), e->ids.v[i].key);
}

void
chain_merge(struct chain *into, const struct chain *from)
{
	for (size_t i = 0; i < from->elements.n; i++)
		chain_add_only(into, from, from->elements.v[i].key);
}

void
chain_release(struct chain *c)
{
	arena_release(&c->arena);
	*c = (struct chain){ 0 };
}
