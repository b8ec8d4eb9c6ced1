/* map.c - linear probing over an index, entries kept in order; see map.h. */
#include "map.h"

#include <string.h>

uint64_t
map_hash(struct str s)
{
	const uint64_t k = 0x9e3779b97f4a7c15u;
	uint64_t h = s.n * k, word;
	const char *p = s.p;
	size_t n = s.n;

	for (; n >= 8; p += 8, n -= 8) {
		memcpy(&word, p, 8);
		h = (h ^ word) * k;
		h ^= h >> 29;
	}
	word = 0;
	if (n > 0)
		memcpy(&word, p, n);
	h = (h ^ word) * k;
	h ^= h >> 32;
	h *= k;
	return h ^ h >> 29;
}

static uint32_t *
slot_of(const struct map *m, struct str key, uint64_t hash)
{
	size_t i = (size_t)hash & m->mask;

	for (; m->slots[i] != 0; i = (i + 1) & m->mask) {
		const struct map_entry *e = &m->v[m->slots[i] - 1];

		if (e->hash == hash && str_eq(e->key, key))
			break;
	}
	return &m->slots[i];
}

static void
rehash(struct map *m, struct arena *a, size_t slots)
{
	m->slots = ARENA_ARRAY(a, uint32_t, slots);
	m->mask = slots - 1;
	for (size_t i = 0; i < m->n; i++)
		*slot_of(m, m->v[i].key, m->v[i].hash) = (uint32_t)(i + 1);
}

void **
map_at(struct map *m, struct arena *a, struct str key)
{
	uint64_t hash = map_hash(key);
	struct map_entry *e;
	uint32_t *slot;

	if (m->slots == NULL)
		rehash(m, a, 16);
	else if ((m->n + 1) * 4 > (m->mask + 1) * 3)
		rehash(m, a, (m->mask + 1) * 2);
	slot = slot_of(m, key, hash);
	if (*slot != 0)
		return &m->v[*slot - 1].value;
	e = ARENA_PUSH(a, m);
	*e = (struct map_entry){ .key = key, .hash = hash };
	*slot = (uint32_t)m->n;
	return &e->value;
}

void *
map_get(const struct map *m, struct str key)
{
	uint32_t *slot;

	if (m->slots == NULL)
		return NULL;
	slot = slot_of(m, key, map_hash(key));
	return *slot != 0 ? m->v[*slot - 1].value : NULL;
}
