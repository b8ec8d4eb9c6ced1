/* expression.h - the words between delimiters read as an expression.
 *
 * In: tokens.  Out: a tree, or one message and NULL; the caller then goes on behind the tag.  From
 * weak to strong: x if c else y, or, and, not, == != < <= > >= in is, ~, + -, * / // %, - and | and
 * . [] (). */
#ifndef SOLEUS_EXPRESSION_H
#define SOLEUS_EXPRESSION_H

#include "lex.h"

enum { PARSE_ERRORS = 100, PARSE_DEPTH = 64 }; /* of parentheses, and of statements in each other */

struct parser {
	const struct source *source;
	struct token *token; /* the next one */
	struct arena *arena;
	struct diag *diag;
	int depth, errors;
	bool good;
};

/* A message about the next token, unless it is one the lexer has complained about already. */
void parser_error(struct parser *p, const char *format, ...) PRINTF_LIKE(2, 3);
/* The same at a place. */
void parser_error_at(struct parser *p, struct place at, const char *format, ...) PRINTF_LIKE(3, 4);

/* Whether the next token is the operator or the word; the second takes it if so. */
bool parser_sees(const struct parser *p, const char *word);
bool parser_takes(struct parser *p, const char *word);
/* Takes it, or complains and gives false. */
bool parser_needs(struct parser *p, const char *word);
/* A name that is no word of the language; empty after a message that says what was wanted. */
struct str parser_name(struct parser *p, const char *what, struct place *at);

struct expr *parse_expression(struct parser *p);
/* name = expression pairs up to the end of the tag, separated by commas or blanks. */
bool parse_bindings(struct parser *p, struct argument **out);

#endif
