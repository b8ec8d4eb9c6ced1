/* memory.c - malloc that does not come back empty-handed; see memory.h. */
#include "memory.h"

#include <stdlib.h>
#include <unistd.h>

_Noreturn void
memory_exhausted(void)
{
	static const char text[] = "soleus: out of memory; nothing was published\n";

	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
		_exit(1);
	_exit(1);
}

void *
memory_alloc(size_t n)
{
	void *p = malloc(n > 0 ? n : 1);

	if (p == NULL)
		memory_exhausted();
	return p;
}

void *
memory_zero(size_t count, size_t size)
{
	void *p = calloc(count > 0 ? count : 1, size > 0 ? size : 1);

	if (p == NULL)
		memory_exhausted();
	return p;
}

void *
memory_resize(void *p, size_t n)
{
	void *q = realloc(p, n > 0 ? n : 1);

	if (q == NULL)
		memory_exhausted();
	return q;
}
