/* arena.h - allocations that die together.
 *
 * In: sizes.  Out: zeroed memory, aligned for any type, that lives until the arena is reset or
 * released; single pieces are never freed.  A function that takes an arena leaves its results
 * there.  A zeroed struct arena is an empty one.  Not shared between threads. */
#ifndef SOLEUS_ARENA_H
#define SOLEUS_ARENA_H

#include "str.h"

struct arena {
	struct arena_block *block; /* the newest; older ones hang behind it */
	size_t used;               /* bytes handed out of the newest */
};

void arena_release(struct arena *a);
/* Frees all but one block, which is used again. */
void arena_reset(struct arena *a);

void *arena_alloc(struct arena *a, size_t n);
#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, n) ((type *)arena_array((a), (n), sizeof(type)))
void *arena_array(struct arena *a, size_t n, size_t size);

/* Copies; the copy is followed by a NUL that does not count. */
struct str arena_str(struct arena *a, struct str s);
struct str arena_printf(struct arena *a, const char *format, ...) PRINTF_LIKE(2, 3);

/* One more element at the end of a growing list { T *v; size_t n, cap; } in the arena: gives its
 * address.  Growing doubles and copies, so addresses of elements do not last. */
#define ARENA_PUSH(a, list)                                                                   \
	((list)->v = arena_grow((a), (list)->v, (list)->n, &(list)->cap, sizeof(*(list)->v)), \
	    &(list)->v[(list)->n++])
void *arena_grow(struct arena *a, void *v, size_t n, size_t *cap, size_t size);

/* The commonest such list. */
struct str_list {
	struct str *v;
	size_t n, cap;
};

#endif
