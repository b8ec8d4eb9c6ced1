/* css.h - the tokens of a style sheet.
 *
 * In: its text.  Out: tokens with their places, names and strings decoded, comments left out; every
 * kind of bracket paired, or a fault.  CSS Syntax Module Level 3, section 4, but strict: what that
 * standard repairs (a string or comment that is not closed, a stray bracket) is refused. */
#ifndef SOLEUS_CSS_H
#define SOLEUS_CSS_H

#include "base/arena.h"

enum css_type {
	CSS_SPACE,
	CSS_IDENT,     /* text: the name */
	CSS_FUNCTION,  /* name(   text: the name; mate: the token ')' */
	CSS_AT,        /* @name */
	CSS_HASH,      /* #name */
	CSS_STRING,    /* text: what stands between the quotes */
	CSS_URL,       /* url(text) without quotes */
	CSS_NUMBER,    /* number */
	CSS_PERCENT,   /* number */
	CSS_DIMENSION, /* number, text: the unit */
	CSS_OPEN,      /* ( [ {   mate: the token that closes it */
	CSS_CLOSE,     /* ) ] } */
	CSS_DELIM      /* any other character */
};

struct css_token {
	enum css_type type;
	char delim;      /* the character of CSS_OPEN, CSS_CLOSE, CSS_DELIM */
	struct str text; /* decoded */
	double number;
	size_t offset, end; /* bytes in the sheet */
	size_t mate;        /* index of the token that closes this one */
};

struct css_tokens {
	struct css_token *v;
	size_t n, cap;
};

/* Reads the whole sheet; NULL, or what is wrong, at byte *offset. */
const char *css_read(struct str sheet, struct arena *a, struct css_tokens *out, size_t *offset);
/* Whether the token is this word, whatever its case; word is lower case. */
bool css_is(const struct css_token *t, enum css_type type, const char *word);
bool css_is_delim(const struct css_token *t, char c);

#endif
