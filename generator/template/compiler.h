/* compiler.h - what is known at the place that is being compiled: names, files, the position.
 *
 * Names are found from the innermost outwards: variables (of loops, set, with, parameters), then
 * the fields of the root schema.  A macro sees its parameters and the root only; what is set inside
 * an included file or a block stays in it. */
#ifndef SOLEUS_COMPILER_H
#define SOLEUS_COMPILER_H

#include "code.h"

enum {
	COMPILER_DEPTH = 200, /* of statements in each other, through all files */
	COMPILER_FILES = 32,  /* of files and macros in each other */
	COMPILER_ERRORS = 100,
	COMPILER_PIECES = 1 << 18 /* terms and statements of one template */
};

struct variable {
	struct str name;
	struct type type;
	uint32_t slot;
	bool is_loop;  /* the name loop: slot is that of the loop's element */
	bool is_fixed; /* not to be set */
};

/* A file among those that extend each other. */
struct layer {
	const struct file *file;
	const struct layer *base, *derived; /* what it extends; what extends it */
	const struct site *site;
	size_t first, n; /* the variables that it sets at its top */
};

/* A file that is being put in, so that none is put into itself. */
struct opened {
	const struct opened *outer;
	struct str name;
	const struct site *site;
	int depth;
};

struct compiler {
	struct arena *arena;
	struct diag *diag;
	const struct template_host *host;
	const struct schema *root;
	struct {
		struct variable *v;
		size_t n, cap;
	} variables;
	size_t floor; /* what stands below is not seen: another macro's */
	size_t own;   /* what stands below is seen, not set: another file's */
	uint32_t slots, most_slots;
	const struct layer *layer;
	const struct opened *opened;
	const struct node *block;    /* the one we are in; NULL outside */
	const struct layer *in_file; /* the layer whose block it is */
	struct position position;
	const struct term *address; /* the last value in an address, for messages */
	struct routine *routines;
	bool in_macro;
	bool lost; /* the position is no longer known, after a message */
	bool well, stopped;
	int errors;
	int depth;
	size_t pieces;
	const struct op **tail; /* where the next statement goes */
	/* The tree of a file; NULL after messages.  Stands in template.c. */
	const struct file *(*load)(struct compiler *c, struct str name, struct place at);
	void *set;
	/* These two stand in compile.c, below check.c, which needs them for calls. */
	const struct term *(*super)(struct compiler *c, struct place at);
	struct routine *(*routine)(struct compiler *c, const struct macro *macro,
	    const struct type *types, size_t n, struct place at, struct position *position);
};

/* A message at a place of the present file, with the tags that led there. */
void compiler_error(struct compiler *c, enum message message, struct place at, const char *format,
    ...) PRINTF_LIKE(4, 5);
/* Counts one more piece; false, after one message, when there are too many. */
bool compiler_count(struct compiler *c, struct place at);
struct term *compiler_term(
    struct compiler *c, enum term_kind kind, struct type type, struct place at);
const struct site *compiler_site(struct compiler *c, struct place at, const char *what);

/* The variable that the name means here, or NULL. */
const struct variable *compiler_find(const struct compiler *c, struct str name);
/* One more variable, in a slot of its own. */
struct variable *compiler_declare(struct compiler *c, struct str name, struct type type);
/* All names seen here, for "did you mean". */
struct str_list compiler_names(struct compiler *c);

#endif
