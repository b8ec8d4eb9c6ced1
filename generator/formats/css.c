/* css.c - a style sheet cut into tokens; see css.h. */
#include "css.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { NESTING = 64, NUMBER_LENGTH = 64 };

struct lexer {
	struct str s;
	size_t at;
	struct arena *arena;
	struct css_tokens *out;
	size_t open[NESTING]; /* tokens that wait for their mates */
	size_t depth;
	const char *fault;
};

static char
peek(const struct lexer *l, size_t ahead)
{
	return l->at + ahead < l->s.n ? l->s.p[l->at + ahead] : '\0';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool
is_name_start(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80);
}

static bool
is_name(char c)
{
	return is_name_start(c) || is_digit(c) || c == '-';
}

static int
hex(char c)
{
	if (is_digit(c))
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A backslash that begins an escape: not before a line end. */
static bool
is_escape(const struct lexer *l, size_t ahead)
{
	char next = peek(l, ahead + 1);

	return peek(l, ahead) == '\\' && next != '\n' && next != '\r' && next != '\f' &&
	       l->at + ahead + 1 < l->s.n;
}

static bool
starts_name(const struct lexer *l, size_t ahead)
{
	char c = peek(l, ahead);

	if (c == '-')
		return is_name_start(peek(l, ahead + 1)) || peek(l, ahead + 1) == '-' ||
		       is_escape(l, ahead + 1);
	return is_name_start(c) || is_escape(l, ahead);
}

static bool
starts_number(const struct lexer *l)
{
	size_t sign = peek(l, 0) == '+' || peek(l, 0) == '-';

	return is_digit(peek(l, sign)) || (peek(l, sign) == '.' && is_digit(peek(l, sign + 1)));
}

/* At a backslash: appends the character meant. */
static void
read_escape(struct lexer *l, struct buf *out)
{
	uint32_t c = 0;
	int digits = 0;

	l->at++;
	if (hex(peek(l, 0)) < 0) {
		buf_char(out, peek(l, 0));
		l->at++;
		return;
	}
	while (digits < 6 && hex(peek(l, 0)) >= 0) {
		c = c * 16 + (uint32_t)hex(peek(l, 0));
		l->at++;
		digits++;
	}
	if (peek(l, 0) == '\r' && peek(l, 1) == '\n')
		l->at++;
	if (is_space(peek(l, 0)))
		l->at++;
	if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		c = 0xfffd;
	text_encode(out, c);
}

static struct str
read_name(struct lexer *l)
{
	size_t from = l->at;
	struct buf decoded = { 0 };
	struct str name;

	while (is_name(peek(l, 0)))
		l->at++;
	name = str_sub(l->s, from, l->at - from);
	if (!is_escape(l, 0))
		return name;
	buf_str(&decoded, name);
	while (is_name(peek(l, 0)) || is_escape(l, 0)) {
		if (peek(l, 0) == '\\') {
			read_escape(l, &decoded);
		} else {
			buf_char(&decoded, peek(l, 0));
			l->at++;
		}
	}
	name = arena_str(l->arena, buf_view(&decoded));
	buf_release(&decoded);
	return name;
}

static void
read_string(struct lexer *l, struct css_token *t)
{
	char quote = peek(l, 0);
	struct buf decoded = { 0 };

	l->at++;
	while (l->at < l->s.n && peek(l, 0) != quote && l->fault == NULL) {
		char c = peek(l, 0);

		if (c == '\n' || c == '\r' || c == '\f')
			l->fault = "a string is not closed on its line";
		else if (c == '\\' && !is_escape(l, 0)) /* the string goes on in the next line */
			l->at += peek(l, 1) == '\r' && peek(l, 2) == '\n' ? 3u : 2u;
		else if (c == '\\')
			read_escape(l, &decoded);
		else
			buf_char(&decoded, c), l->at++;
	}
	if (l->at >= l->s.n && l->fault == NULL)
		l->fault = "a string is not closed";
	l->at++;
	t->type = CSS_STRING;
	t->text = arena_str(l->arena, buf_view(&decoded));
	buf_release(&decoded);
}

static void
read_number(struct lexer *l, struct css_token *t)
{
	char digits[NUMBER_LENGTH];
	size_t from = l->at, n;

	l->at += peek(l, 0) == '+' || peek(l, 0) == '-';
	while (is_digit(peek(l, 0)))
		l->at++;
	if (peek(l, 0) == '.' && is_digit(peek(l, 1)))
		for (l->at++; is_digit(peek(l, 0));)
			l->at++;
	n = (peek(l, 0) | 0x20) != 'e' ? 0 : peek(l, 1) == '+' || peek(l, 1) == '-' ? 2 : 1;
	if (n > 0 && is_digit(peek(l, n)))
		for (l->at += n; is_digit(peek(l, 0));)
			l->at++;
	n = l->at - from;
	if (n >= sizeof(digits)) {
		l->fault = "a number has too many digits";
		return;
	}
	memcpy(digits, l->s.p + from, n);
	digits[n] = '\0';
	t->number = strtod(digits, NULL);
	t->type = CSS_NUMBER;
	if (peek(l, 0) == '%') {
		l->at++;
		t->type = CSS_PERCENT;
	} else if (starts_name(l, 0)) {
		t->type = CSS_DIMENSION;
		t->text = read_name(l);
	}
}

static bool
is_word(struct str s, const char *lower)
{
	size_t i = 0;

	for (; i < s.n && lower[i] != '\0'; i++) {
		char c = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] | 0x20) : s.p[i];

		if (c != lower[i])
			return false;
	}
	return i == s.n && lower[i] == '\0';
}

/* After "url(": what follows, when it is not in quotes. */
static void
read_url(struct lexer *l, struct css_token *t)
{
	size_t from;

	while (is_space(peek(l, 0)))
		l->at++;
	from = l->at;
	while (l->at < l->s.n && peek(l, 0) != ')' && !is_space(peek(l, 0))) {
		char c = peek(l, 0);

		if (c == '"' || c == '\'' || c == '(' || c == '\\')
			l->fault = "an address in url() must stand in quotes";
		l->at++;
	}
	t->text = str_sub(l->s, from, l->at - from);
	while (is_space(peek(l, 0)))
		l->at++;
	if (peek(l, 0) != ')')
		l->fault = "url( is not closed";
	l->at++;
	t->type = CSS_URL;
}

static void
push_open(struct lexer *l)
{
	if (l->depth == NESTING)
		l->fault = "brackets stand too deep in each other";
	else
		l->open[l->depth++] = l->out->n - 1;
}

static void
pop_open(struct lexer *l, const struct css_token *t)
{
	struct css_token *opener = l->depth > 0 ? &l->out->v[l->open[l->depth - 1]] : NULL;
	char wanted = opener == NULL                 ? '\0'
		      : opener->type == CSS_FUNCTION ? ')'
		      : opener->delim == '('         ? ')'
		      : opener->delim == '['         ? ']'
						     : '}';

	if (opener == NULL || t->delim != wanted) {
		l->fault = "this bracket closes nothing";
		return;
	}
	opener->mate = l->out->n - 1;
	l->depth--;
}

static void
read_named(struct lexer *l, struct css_token *t)
{
	size_t quote = 0;

	t->text = read_name(l);
	t->type = CSS_IDENT;
	if (peek(l, 0) != '(')
		return;
	l->at++;
	t->type = CSS_FUNCTION;
	while (is_space(peek(l, quote)))
		quote++;
	if (is_word(t->text, "url") && peek(l, quote) != '"' && peek(l, quote) != '\'')
		read_url(l, t);
}

static void
read_token(struct lexer *l, struct css_token *t)
{
	char c = peek(l, 0);

	if (is_space(c)) {
		t->type = CSS_SPACE;
		while (is_space(peek(l, 0)))
			l->at++;
	} else if (c == '"' || c == '\'') {
		read_string(l, t);
	} else if (starts_number(l)) {
		read_number(l, t);
	} else if (starts_name(l, 0)) {
		read_named(l, t);
	} else if ((c == '#' && (is_name(peek(l, 1)) || is_escape(l, 1))) ||
		   (c == '@' && starts_name(l, 1))) {
		t->type = c == '#' ? CSS_HASH : CSS_AT;
		l->at++;
		t->text = read_name(l);
	} else {
		t->type = strchr("([{", c) != NULL   ? CSS_OPEN
			  : strchr(")]}", c) != NULL ? CSS_CLOSE
						     : CSS_DELIM;
		t->delim = c;
		l->at++;
		if (c == '\\')
			l->fault = "a backslash stands before a line end";
	}
}

const char *
css_read(struct str sheet, struct arena *a, struct css_tokens *out, size_t *offset)
{
	struct lexer l = { .s = sheet, .arena = a, .out = out };

	if (text_check(sheet, offset) != TEXT_FINE)
		return "this is no UTF-8 text, or holds a control character";
	if (str_starts(sheet, STR("\xef\xbb\xbf")))
		l.at = 3;
	while (l.at < sheet.n && l.fault == NULL) {
		struct css_token *t;

		*offset = l.at;
		if (peek(&l, 0) == '/' && peek(&l, 1) == '*') {
			l.at = str_find(sheet, l.at + 2, STR("*/")) + 2;
			if (l.at > sheet.n)
				l.fault = "a comment is not closed";
			continue;
		}
		t = ARENA_PUSH(a, out);
		*t = (struct css_token){ .offset = l.at, .text = STR("") };
		read_token(&l, t);
		t->end = l.at;
		if (t->type == CSS_OPEN || t->type == CSS_FUNCTION)
			push_open(&l);
		else if (t->type == CSS_CLOSE)
			pop_open(&l, t);
	}
	if (l.fault == NULL && l.depth > 0) {
		*offset = out->v[l.open[l.depth - 1]].offset;
		return "this bracket is never closed";
	}
	return l.fault;
}

bool
css_is(const struct css_token *t, enum css_type type, const char *word)
{
	return t->type == type && is_word(t->text, word);
}

bool
css_is_delim(const struct css_token *t, char c)
{
	return (t->type == CSS_DELIM || t->type == CSS_OPEN || t->type == CSS_CLOSE) &&
	       t->delim == c;
}
