/* lex.h - a template's source cut into tokens.
 *
 * In: a source.  Out: stretches of text with white space trimmed as the tags ask, and between them
 * the words of each tag.  Comments are gone, raw sections are text.  A tag that cannot be cut gives
 * one message and ends in a TOKEN_BAD, so that a parser goes on behind it without a second one. */
#ifndef SOLEUS_LEX_H
#define SOLEUS_LEX_H

#include "tree.h"

enum token_kind {
	TOKEN_END,
	TOKEN_TEXT,
	TOKEN_PRINT,     /* {{ */
	TOKEN_PRINT_END, /* }} */
	TOKEN_TAG,       /* {% */
	TOKEN_TAG_END,   /* %} */
	TOKEN_NAME,
	TOKEN_NUMBER,
	TOKEN_STRING,
	TOKEN_OPERATOR, /* one or two characters of punctuation */
	TOKEN_BAD
};

struct token {
	enum token_kind kind;
	struct str text; /* the bytes of it; of a string without quotes and escapes */
	int64_t number;
	struct place at;
};

struct token_list {
	struct token *v; /* the last one is a TOKEN_END */
	size_t n, cap;
};

/* False after messages; the tokens are usable all the same. */
bool lex(const struct source *source, struct arena *a, struct token_list *out, struct diag *diag);

#endif
