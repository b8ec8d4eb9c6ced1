/* tree.h - a template as it was written: statements and expressions, before names mean anything.
 *
 * Made by parse.c, one struct file per source, const after that and shared by every template that
 * extends, includes or imports it.  Views point into the source; all of it lives in one arena. */
#ifndef SOLEUS_TREE_H
#define SOLEUS_TREE_H

#include "base/map.h"
#include "value.h"

/* A stretch of a source; line and column are counted only when somebody asks. */
struct place {
	const struct source *source;
	uint32_t offset, length;
};

struct pos place_pos(struct place place);
/* Where text, a view into source, stands. */
struct place place_of(const struct source *source, struct str text);
/* From the start of a to the end of b, which stands behind it. */
struct place place_span(struct place a, struct place b);

enum operation {
	OPERATION_OR,
	OPERATION_AND,
	OPERATION_EQUAL,
	OPERATION_UNEQUAL,
	OPERATION_LESS,
	OPERATION_LESS_EQUAL,
	OPERATION_GREATER,
	OPERATION_GREATER_EQUAL,
	OPERATION_IN,
	OPERATION_NOT_IN,
	OPERATION_CONCAT,
	OPERATION_ADD,
	OPERATION_SUBTRACT,
	OPERATION_MULTIPLY,
	OPERATION_DIVIDE,
	OPERATION_REMAINDER
};

enum expr_kind {
	EXPR_LITERAL, /* literal */
	EXPR_LIST,    /* arguments */
	EXPR_NAME,    /* name */
	EXPR_FIELD,   /* a.name */
	EXPR_INDEX,   /* a[b] */
	EXPR_CALL,    /* a(arguments) */
	EXPR_FILTER,  /* a | name(arguments) */
	EXPR_TEST,    /* a is name */
	EXPR_NOT,     /* not a */
	EXPR_NEGATE,  /* -a */
	EXPR_BINARY,  /* a operation b */
	EXPR_CHOICE   /* a if b else c */
};

struct argument {
	struct argument *next;
	struct str name; /* empty for one by position */
	struct expr *value;
	struct place at;
};

struct expr {
	enum expr_kind kind;
	enum operation operation;
	struct place at, word_at; /* of the whole; of the operator, filter or test in it */
	struct str name;
	struct value literal;
	struct expr *a, *b, *c;
	struct argument *arguments;
};

enum node_kind {
	NODE_TEXT,    /* name: the text */
	NODE_PRINT,   /* expr */
	NODE_IF,      /* expr, body, otherwise (an elif is an if in it) */
	NODE_FOR,     /* name in expr, body, otherwise */
	NODE_SET,     /* name = expr, or name = the text of body */
	NODE_INCLUDE, /* name: the template; arguments: with */
	NODE_BLOCK,   /* name, body */
	NODE_CALL     /* expr, a call; body is what caller() gives */
};

struct node {
	enum node_kind kind;
	struct node *next;
	struct place at;      /* of the whole tag */
	struct place name_at; /* of the name in it */
	struct str name;
	struct expr *expr;
	struct argument *arguments;
	struct node *body, *otherwise;
};

struct parameter {
	struct parameter *next;
	struct str name;
	struct expr *otherwise; /* its default, or NULL */
	struct place at;
};

struct macro {
	struct str name;
	struct place at;
	const struct file *file;
	struct parameter *parameters;
	struct node *body;
};

/* {% import "file" as name %} and {% from "file" import macro as name %} */
struct import {
	struct str name, file, macro; /* macro is empty for a whole file */
	struct place at, file_at, macro_at;
};

struct file {
	const struct source *source;
	struct str parent; /* extends; empty when it stands alone */
	struct place parent_at;
	struct node *body;
	struct map blocks;  /* name to struct node */
	struct map macros;  /* name to struct macro */
	struct map imports; /* name to struct import */
};

#endif
