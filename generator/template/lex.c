/* lex.c - text and tags told apart, tags cut into words; see lex.h.
 *
 * White space: a '-' inside a delimiter drops all white space on that side.  A statement or comment
 * without a '-' that stands alone on its line takes the line with it, blanks and line end, so that
 * templates can be laid out for reading without leaving holes in the page. */
#include "lex.h"

#include <string.h>

#include "base/text.h"

enum {
	LEX_ERRORS = 100,
	TAG_WORDS = 400
}; /* in one tag, so that no expression nests without end */

struct lexer {
	const struct source *source;
	struct arena *arena;
	struct token_list *out;
	struct diag *diag;
	struct str text;
	size_t at;        /* the next byte to read */
	size_t last_text; /* index of the newest TOKEN_TEXT, which stands before the present tag */
	bool trim;        /* the tag before asked for white space behind it to go */
	bool alone;       /* or stood alone on its line */
	bool good;
	int errors;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
is_white(char c)
{
	return is_blank(c) || c == '\n' || c == '\r';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || is_digit(c);
}

static char
peek(const struct lexer *l, size_t ahead)
{
	return l->at + ahead < l->text.n ? l->text.p[l->at + ahead] : '\0';
}

static bool
looking_at(const struct lexer *l, struct str s)
{
	return str_starts(str_from(l->text, l->at), s);
}

static struct token *
push(struct lexer *l, enum token_kind kind, size_t from, size_t n)
{
	struct token *t = ARENA_PUSH(l->arena, l->out);

	*t = (struct token){ .kind = kind, .text = str_sub(l->text, from, n) };
	t->at = (struct place){ l->source, (uint32_t)from, (uint32_t)n };
	return t;
}

static void
complain(struct lexer *l, enum message message, size_t from, size_t n, const char *text)
{
	struct place at = { l->source, (uint32_t)from, (uint32_t)n };

	diag_add(l->diag, message, place_pos(at), "%s", text);
	l->good = false;
	l->errors++;
}

/* Text from the end of the last tag up to end, without what that tag or the next wants gone. */
static void
push_text(struct lexer *l, size_t end, bool trim)
{
	size_t from = l->at;

	if (l->trim)
		while (from < end && is_white(l->text.p[from]))
			from++;
	else if (l->alone)
		from = str_find_char(l->text, from, '\n') + 1;
	if (from > end)
		from = end;
	if (trim)
		while (end > from && is_white(l->text.p[end - 1]))
			end--;
	l->last_text = l->out->n;
	push(l, TOKEN_TEXT, from, end - from);
}

static bool
stands_alone(const struct lexer *l, size_t from, size_t to)
{
	while (from > 0 && is_blank(l->text.p[from - 1]))
		from--;
	while (to < l->text.n && (is_blank(l->text.p[to]) || l->text.p[to] == '\r'))
		to++;
	return (from == 0 || l->text.p[from - 1] == '\n') &&
	       (to == l->text.n || l->text.p[to] == '\n');
}

/* A statement or comment [from, at) is done: if it stands alone, its line goes. */
static void
end_of_statement(struct lexer *l, size_t from)
{
	struct str *before = &l->out->v[l->last_text].text;

	l->alone = !l->trim && l->text.p[from + 2] != '-' && stands_alone(l, from, l->at);
	if (!l->alone)
		return;
	while (before->n > 0 && is_blank(before->p[before->n - 1]))
		before->n--;
}

static void
lex_comment(struct lexer *l, size_t from)
{
	size_t end = str_find(l->text, from + 2, STR("#}"));

	l->trim = false;
	if (end == l->text.n) {
		complain(
		    l, MSG_TEMPLATE_UNCLOSED, from, 2, "the comment that begins here never ends");
		l->at = l->text.n;
		return;
	}
	l->at = end + 2;
	l->trim = end > from + 3 && l->text.p[end - 1] == '-';
	end_of_statement(l, from);
}

/* Past the tag that went wrong: to its end, or to the next tag when it has none.  Of one without an
 * end only the word that it begins with is kept, so that what it opens is open. */
static void
skip_tag(struct lexer *l, size_t first, struct str close, const char *problem)
{
	size_t bad = l->at, end = str_find(l->text, bad, close), next = bad;
	bool print = close.p[0] == '}', open;
	uint32_t character;

	while (next < end && !(l->text.p[next] == '{' && next + 1 < l->text.n &&
				 strchr("{%#", l->text.p[next + 1]) != NULL))
		next++;
	open = end == l->text.n || next < end;
	if (open) {
		complain(l, MSG_TEMPLATE_UNCLOSED, l->out->v[first].at.offset, 2,
		    "the tag that begins here never ends");
		diag_help(l->diag, "close it with '%.*s'", STR_ARG(close));
		if (l->out->n > first + 2 - print)
			l->out->n = first + 2 - print;
	} else {
		complain(
		    l, MSG_TEMPLATE_SYNTAX, bad, text_decode(l->text, bad, &character), problem);
	}
	push(l, TOKEN_BAD, bad, 0);
	l->at = !open ? end + 2 : next < end ? next : l->text.n;
	push(l, print ? TOKEN_PRINT_END : TOKEN_TAG_END, l->at, 0);
	l->trim = l->alone = false;
}

/* A text in quotes; a view when nothing is escaped, a copy otherwise.  False when it never ends. */
static bool
lex_string(struct lexer *l)
{
	char quote = peek(l, 0);
	size_t from = l->at++;
	struct buf copy = { 0 };
	struct token *t;
	char c;

	while ((c = peek(l, 0)) != quote && l->at < l->text.n) {
		if (c == '\\') {
			l->at++;
			c = peek(l, 0) == 'n' ? '\n' : peek(l, 0) == 't' ? '\t' : peek(l, 0);
		}
		buf_char(&copy, c);
		l->at++;
	}
	if (l->at >= l->text.n) {
		buf_release(&copy);
		l->at = from;
		return false;
	}
	l->at++;
	t = push(l, TOKEN_STRING, from, l->at - from);
	t->text = arena_str(l->arena, buf_view(&copy));
	buf_release(&copy);
	return true;
}

static bool
lex_number(struct lexer *l)
{
	size_t from = l->at;
	int64_t number = 0;

	for (; is_digit(peek(l, 0)); l->at++) {
		int digit = peek(l, 0) - '0';

		if (number > (INT64_MAX - digit) / 10)
			return false;
		number = number * 10 + digit;
	}
	push(l, TOKEN_NUMBER, from, l->at - from)->number = number;
	return true;
}

static bool
lex_operator(struct lexer *l)
{
	static const char *const pairs[] = { "==", "!=", "<=", ">=", "//", "&&", "||" };
	char c = peek(l, 0);

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (c == pairs[i][0] && peek(l, 1) == pairs[i][1]) {
			push(l, TOKEN_OPERATOR, l->at, 2);
			l->at += 2;
			return true;
		}
	if (c == '\0' || strchr("+-*/%~|.,()[]=<>:!", c) == NULL)
		return false;
	push(l, TOKEN_OPERATOR, l->at, 1);
	l->at++;
	return true;
}

/* One word of a tag.  NULL when it was one, else what is wrong with what stands here. */
static const char *
lex_word(struct lexer *l)
{
	size_t from = l->at;
	char c = peek(l, 0);

	if (c == '"' || c == '\'')
		return lex_string(l) ? NULL : "the text that begins here has no closing quote";
	if (is_digit(c))
		return lex_number(l) ? NULL : "this number is too large";
	if (is_name(c)) {
		while (is_name(peek(l, 0)))
			l->at++;
		push(l, TOKEN_NAME, from, l->at - from);
		return NULL;
	}
	return lex_operator(l) ? NULL : "this character means nothing inside a tag";
}

/* The words of the tag that opens at from, up to close. */
static void
lex_tag(struct lexer *l, size_t from, struct str close)
{
	bool print = close.p[0] == '}';
	const char *problem = NULL;
	size_t first = l->out->n;

	l->at = from + 2;
	if (peek(l, 0) == '-')
		l->at++;
	push(l, print ? TOKEN_PRINT : TOKEN_TAG, from, l->at - from);
	for (;;) {
		while (is_white(peek(l, 0)))
			l->at++;
		l->trim = peek(l, 0) == '-' && str_starts(str_from(l->text, l->at + 1), close);
		if (l->trim || looking_at(l, close))
			break;
		if (l->out->n - first > TAG_WORDS)
			problem = "this tag is too long";
		else if (l->at < l->text.n)
			problem = lex_word(l);
		if (l->at >= l->text.n || problem != NULL) {
			skip_tag(l, first, close, problem);
			return;
		}
	}
	push(l, print ? TOKEN_PRINT_END : TOKEN_TAG_END, l->at, 2 + l->trim);
	l->at += 2 + (size_t)l->trim;
	l->alone = false;
	if (!print)
		end_of_statement(l, from);
}

/* Whether the tag just cut is {% word %}. */
static bool
tag_was(const struct lexer *l, struct str word)
{
	const struct token *t = l->out->v + l->out->n;

	return l->out->n >= 3 && t[-3].kind == TOKEN_TAG && t[-2].kind == TOKEN_NAME &&
	       t[-1].kind == TOKEN_TAG_END && str_eq(t[-2].text, word);
}

/* Behind {% raw %}: all is text up to {% endraw %}. */
static void
lex_raw(struct lexer *l)
{
	size_t open = l->out->v[l->out->n - 3].at.offset, at = l->at, keep;
	struct lexer probe;

	l->out->n -= 3;
	for (;; at += 2) {
		at = str_find(l->text, at, STR("{%"));
		if (at == l->text.n) {
			complain(l, MSG_TEMPLATE_UNCLOSED, open, 2,
			    "the raw section that begins here never ends");
			diag_help(l->diag, "close it with '{%% endraw %%}'");
			l->at = l->text.n;
			return;
		}
		probe = *l;
		probe.at = at + 2;
		probe.at += peek(&probe, 0) == '-';
		while (is_white(peek(&probe, 0)))
			probe.at++;
		if (looking_at(&probe, STR("endraw")) && !is_name(peek(&probe, 6)))
			break;
	}
	push_text(l, at, peek(l, 0) != '\0' && at + 2 < l->text.n && l->text.p[at + 2] == '-');
	keep = l->out->n;
	lex_tag(l, at, STR("%}"));
	if (tag_was(l, STR("endraw")))
		l->out->n = keep;
}

bool
lex(const struct source *source, struct arena *a, struct token_list *out, struct diag *diag)
{
	struct lexer l = { .source = source,
		.arena = a,
		.out = out,
		.diag = diag,
		.text = source->text,
		.good = true };
	size_t at = 0;

	while (l.errors < LEX_ERRORS && (at = str_find_char(l.text, at, '{')) < l.text.n) {
		char c = at + 1 < l.text.n ? l.text.p[at + 1] : '\0';

		if (c != '{' && c != '%' && c != '#') {
			at++;
			continue;
		}
		push_text(&l, at, at + 2 < l.text.n && l.text.p[at + 2] == '-');
		if (c == '#')
			lex_comment(&l, at);
		else
			lex_tag(&l, at, c == '{' ? STR("}}") : STR("%}"));
		if (tag_was(&l, STR("raw")))
			lex_raw(&l);
		at = l.at;
	}
	if (l.at < l.text.n)
		push_text(&l, l.text.n, false);
	push(&l, TOKEN_END, l.text.n, 0);
	return l.good;
}
