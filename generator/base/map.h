/* map.h - from strings to pointers.
 *
 * Open addressing in an arena; keys are borrowed and must live as long as the map.  Entries keep
 * the order in which they came, so walking one is deterministic.  A zeroed struct map is an empty
 * one. */
#ifndef SOLEUS_MAP_H
#define SOLEUS_MAP_H

#include <stdint.h>

#include "arena.h"

struct map_entry {
	struct str key;
	void *value;
	uint64_t hash;
};

struct map {
	struct map_entry *v; /* in order of coming */
	size_t n, cap;
	uint32_t *slots; /* index + 1 into v, 0 is free */
	size_t mask;     /* slots - 1, a power of two less one */
};

/* Adds key, or finds it: *value is where its pointer stands, NULL when new. */
void **map_at(struct map *m, struct arena *a, struct str key);
/* The value, or NULL when there is none. */
void *map_get(const struct map *m, struct str key);

/* A fast word-wise hash; not for untrusted networks, and never written to disk. */
uint64_t map_hash(struct str s);

#endif
