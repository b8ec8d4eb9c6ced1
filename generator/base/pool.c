/* pool.c - threads that take the next item from one counter; see pool.h.  The one owner of pthread.
 */
#include "pool.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "memory.h"

struct job {
	pool_work *work;
	void *ctx;
	size_t items;
	atomic_size_t next;
};

struct worker {
	struct job *job;
	pthread_t thread;
	unsigned number;
};

unsigned
pool_processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n > 0 ? (unsigned)n : 1;
}

static void *
work_off(void *arg)
{
	struct worker *w = arg;
	struct job *job = w->job;
	size_t item;

	while ((item = atomic_fetch_add(&job->next, 1)) < job->items)
		job->work(job->ctx, item, w->number);
	return NULL;
}

void
pool_run(unsigned workers, size_t items, pool_work *work, void *ctx)
{
	struct job job = { .work = work, .ctx = ctx, .items = items };
	struct worker *w;
	unsigned started = 1;

	if (workers > items)
		workers = items > 0 ? (unsigned)items : 1;
	w = memory_zero(workers, sizeof(*w));
	for (unsigned i = 0; i < workers; i++)
		w[i] = (struct worker){ .job = &job, .number = i };
	while (started < workers &&
	       pthread_create(&w[started].thread, NULL, work_off, &w[started]) == 0)
		started++;
	work_off(&w[0]);
	while (--started > 0)
		pthread_join(w[started].thread, NULL);
	free(w);
}
