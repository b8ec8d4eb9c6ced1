/* pool.h - worker threads; the only place where threads are made.
 *
 * In: a count of items and a function.  Out: the function called once for each item, on several
 * threads, in any order.  Workers share const data, use scratch of their own (worker tells which)
 * and write only slot i; the caller merges slots in order, so the result is the same for any number
 * of workers. */
#ifndef SOLEUS_POOL_H
#define SOLEUS_POOL_H

#include <stddef.h>

typedef void pool_work(void *ctx, size_t item, unsigned worker);

/* How many processors there are to use, at least 1. */
unsigned pool_processors(void);
/* Returns when all items are done.  workers is at least 1; with 1, or one item, no thread is made.
 * When threads cannot be had, fewer are used. */
void pool_run(unsigned workers, size_t items, pool_work *work, void *ctx);

#endif
