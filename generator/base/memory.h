/* memory.h - the one allocator.
 *
 * In: sizes.  Out: memory that is never NULL.  Running out of memory prints one line and ends the
 * process with status 1, so no caller tests for it; outputs are staged, so nothing is half-made. */
#ifndef SOLEUS_MEMORY_H
#define SOLEUS_MEMORY_H

#include <stddef.h>

/* n bytes, uninitialised; the caller frees. */
void *memory_alloc(size_t n);

/* count * size bytes, all zero; the multiplication is checked. */
void *memory_zero(size_t count, size_t size);

/* p grown or shrunk to n bytes; p may be NULL. */
void *memory_resize(void *p, size_t n);

/* Says so on standard error and leaves with status 1. */
_Noreturn void memory_exhausted(void);

#endif
