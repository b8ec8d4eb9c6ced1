/* code.h - a template ready to run: statements and expressions with every name resolved.
 *
 * Made by compile.c, const and shared by threads after that.  Includes, blocks and parents are no
 * longer there: they were put in their places, so that types and escapes are known for each use.
 * Variables are slots of a frame; each macro is compiled once for the types it is called with. */
#ifndef SOLEUS_CODE_H
#define SOLEUS_CODE_H

#include "position.h"
#include "tree.h"
#include "type.h"

/* How the place of a term came into the template: through which tags, innermost first. */
struct site {
	const struct site *outer;
	struct place at;
	const char *what; /* "included from here" */
};

enum term_kind {
	TERM_CONSTANT,   /* constant */
	TERM_LOCAL,      /* slot */
	TERM_ROOT,       /* field of the root */
	TERM_FIELD,      /* a.field */
	TERM_KEY,        /* a.key, looked up while rendering */
	TERM_INDEX,      /* a[b] */
	TERM_LOOP,       /* loop.…: slot of the loop, number says which */
	TERM_LIST,       /* list */
	TERM_NOT,        /* a */
	TERM_NEGATE,     /* a */
	TERM_AND,        /* a, b */
	TERM_OR,         /* a, b */
	TERM_EQUALITY,   /* a operation b */
	TERM_ORDER,      /* a operation b */
	TERM_MEMBER,     /* a in b */
	TERM_CONCAT,     /* a ~ b */
	TERM_ARITHMETIC, /* a operation b */
	TERM_CHOICE,     /* b if a else c */
	TERM_FILTER,     /* a | filter(list) */
	TERM_TEST,       /* a is test */
	TERM_CAPTURE,    /* what body prints */
	TERM_CALL,       /* what routine prints for list */
	TERM_KINDS
};

enum loop_number { LOOP_INDEX, LOOP_INDEX0, LOOP_FIRST, LOOP_LAST, LOOP_LENGTH };

struct term {
	enum term_kind kind;
	enum operation operation;
	struct type type;
	bool lenient; /* what is missing is nothing, no mistake: under default and defined */
	uint32_t slot;
	int number;
	struct place at;
	const struct site *site;
	struct value constant;
	struct str key;
	const struct term *a, *b, *c;
	const struct term **list;
	size_t n;
	const struct schema_field *field;
	const struct filter *filter;
	const struct test *test;
	const struct routine *routine;
	const struct op *body;
};

enum op_kind {
	OP_TEXT,      /* text */
	OP_PRINT,     /* term, escaped */
	OP_IF,        /* term, body, otherwise */
	OP_FOR,       /* slot in term, body, otherwise; the next two slots hold index and length */
	OP_SET,       /* slot = term */
	OP_CALL,      /* term, a call whose text goes straight out */
	OP_URL_OPEN,  /* an address begins here */
	OP_URL_CHECK, /* and ends here: its scheme must be one of the allowed */
	OP_KINDS
};

struct op {
	enum op_kind kind;
	enum escape escape;
	char quote; /* of the attribute it stands in */
	bool urls;  /* the address is several */
	uint32_t slot;
	struct str text;
	const struct term *term;
	const struct op *next, *body, *otherwise;
};

enum { CALL_ARGUMENTS = 16 }; /* of a macro */

struct routine {
	struct routine *next;
	const struct macro *macro;
	const struct type *types; /* of the arguments; one more when there is a caller() */
	size_t n;
	struct position start, end;
	bool done, called_inside;
	const struct op *body;
};

struct template
{
	const struct template_host *host;
	const struct schema *root;
	const struct op *body; /* NULL for an empty template */
	uint32_t slots;        /* the largest frame of it and its routines */
};

#endif
