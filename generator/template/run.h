/* run.h - one rendering: its frame of variables, its output, its limits, its one mistake.
 *
 * The first mistake ends a rendering; every function gives false after it. */
#ifndef SOLEUS_RUN_H
#define SOLEUS_RUN_H

#include <string.h>

#include "code.h"

enum {
	RUN_CALLS = 32,         /* macros inside each other */
	RUN_TURNS = 1000000,    /* of all loops together */
	RUN_OUTPUT = 16 << 20,  /* bytes */
	RUN_SCRATCH = 64 << 20, /* bytes of texts made on the way */
	RUN_WORK = 10000000     /* steps; 16 bytes looked at count as one */
};

struct run {
	const struct template_host *host;
	const struct render_context *context;
	const void *self; /* the root object */
	struct arena *arena;
	struct buf *out;
	struct diag *diag;
	struct value *frame;
	struct value *frames[RUN_CALLS + 1]; /* kept for the next call of the same depth */
	size_t frame_size;
	size_t depth, turns, scratch, work;
	size_t out_begin; /* of this rendering or capture */
	size_t url_begin; /* of the address being written */
	/* Runs statements; stands in render.c, below those who need it for captures. */
	bool (*perform)(struct run *r, const struct op *op);
};

/* buf_str(), without a call where there is room: this is most of what a rendering does. */
static inline void
run_put(struct buf *out, struct str s)
{
	if (s.n < out->cap - out->n && s.n > 0) {
		memcpy(out->p + out->n, s.p, s.n);
		out->n += s.n;
	} else {
		buf_str(out, s);
	}
}

/* A message at the place of a term, with the tags that led there; always false. */
bool run_fail(struct run *r, const struct term *at, enum message message, const char *format, ...)
    PRINTF_LIKE(4, 5);
/* n more bytes of text are about to be made; false when that is too much. */
bool run_spend(struct run *r, const struct term *at, size_t n);
/* Counts work for a value that is made or looked through; evaluate() tells when it was too much. */
void run_work(struct run *r, const struct value *v);
/* The source text of a term: what a message calls its value. */
struct str run_words(const struct term *t);
/* A copy of what was gathered in b, which is released. */
struct str run_keep(struct run *r, struct buf *b);

/* The field or key of an object or of free data; nothing for a field that is nothing, false without
 * a message when there is no such name. */
bool run_look(struct run *r, const struct value *v, struct str name, struct value *out);
/* The same along a dotted path; what is missing on the way is nothing. */
struct value run_look_path(struct run *r, struct value v, struct str path);

#endif
