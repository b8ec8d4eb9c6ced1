/* arena.c - a chain of blocks, filled from the front; see arena.h. */
#include "arena.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

/* The first block is small, since an article owns an arena for its few facts; later ones double. */
enum { FIRST_BLOCK = 2 * 1024 - 64, LARGEST_BLOCK = 64 * 1024 - 64 };

struct arena_block {
	struct arena_block *older;
	size_t size;
	alignas(max_align_t) char bytes[];
};

static void
free_chain(struct arena_block *block)
{
	while (block != NULL) {
		struct arena_block *older = block->older;

		free(block);
		block = older;
	}
}

void
arena_release(struct arena *a)
{
	free_chain(a->block);
	*a = (struct arena){ 0 };
}

void
arena_reset(struct arena *a)
{
	if (a->block == NULL)
		return;
	free_chain(a->block->older);
	a->block->older = NULL;
	a->used = 0;
}

static void
add_block(struct arena *a, size_t n)
{
	size_t size = a->block == NULL ? FIRST_BLOCK : a->block->size * 2 + 64;
	struct arena_block *block;

	if (size > LARGEST_BLOCK)
		size = LARGEST_BLOCK;
	if (size < n)
		size = n;
	if (size > (size_t)-1 - sizeof(*block))
		memory_exhausted();
	block = memory_alloc(sizeof(*block) + size);
	block->older = a->block;
	block->size = size;
	a->block = block;
	a->used = 0;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	const size_t align = alignof(max_align_t);
	char *p;

	if (n > (size_t)-1 - align)
		memory_exhausted();
	n = (n + align - 1) / align * align;
	if (a->block == NULL || n > a->block->size - a->used)
		add_block(a, n);
	p = a->block->bytes + a->used;
	a->used += n;
	memset(p, 0, n);
	return p;
}

void *
arena_array(struct arena *a, size_t n, size_t size)
{
	if (size > 0 && n > (size_t)-1 / size)
		memory_exhausted();
	return arena_alloc(a, n * size);
}

struct str
arena_str(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	return (struct str){ p, s.n };
}

struct str
arena_printf(struct arena *a, const char *format, ...)
{
	va_list args, again;
	char *p;
	int n;

	va_start(args, format);
	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n < 0)
		n = 0;
	p = arena_alloc(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, format, again);
	va_end(again);
	return (struct str){ p, (size_t)n };
}

void *
arena_grow(struct arena *a, void *v, size_t n, size_t *cap, size_t size)
{
	size_t more = *cap == 0 ? 8 : *cap * 2;
	void *w;

	if (n < *cap)
		return v;
	w = arena_array(a, more, size);
	if (n > 0)
		memcpy(w, v, n * size);
	*cap = more;
	return w;
}
