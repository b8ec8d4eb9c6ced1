/* fence.c - the grammar of one line; see fence.h. */
#include "fence.h"

static size_t
skip_blanks(struct str s, size_t at)
{
	while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\t'))
		at++;
	return at;
}

static size_t
name_end(struct str s, size_t at)
{
	while (at < s.n &&
	       ((s.p[at] >= 'a' && s.p[at] <= 'z') || s.p[at] == '-' ||
		   (s.p[at] >= '0' && s.p[at] <= '9') || (s.p[at] >= 'A' && s.p[at] <= 'Z')))
		at++;
	return at;
}

/* The offset of the "]" that ends what the "[" at `at` begins; s.n when there is none. */
static size_t
bracket_end(struct str s, size_t at)
{
	int depth = 0;

	for (; at < s.n; at++) {
		if (s.p[at] == '\\')
			at++;
		else if (s.p[at] == '[')
			depth++;
		else if (s.p[at] == ']' && --depth == 0)
			return at;
	}
	return s.n;
}

static bool
broken(struct reader *r, struct str line, size_t at, const char *what)
{
	diag_add(r->diag, MSG_DIRECTIVE_SYNTAX, reader_pos_of(r, str_sub(line, at, 1)), "%s", what);
	diag_help(r->diag, "write ::: name argument [Title] {#id .class key=\"value\"}");
	return false;
}

static bool
parse_rest(struct reader *r, struct str line, size_t at, struct fence *fence)
{
	size_t from = at, length;

	while (at < line.n && line.p[at] != '[' && line.p[at] != '{')
		at++;
	fence->argument = str_trim(str_sub(line, from, at - from));
	if (at < line.n && line.p[at] == '[') {
		size_t end = bracket_end(line, at);

		if (end == line.n)
			return broken(
			    r, line, at, "the title that begins here is not closed by ']'");
		fence->title = str_sub(line, at + 1, end - at - 1);
		at = skip_blanks(line, end + 1);
	}
	if (at < line.n && line.p[at] == '{') {
		size_t errors = r->diag->errors;
		struct str rest = str_from(line, at);

		fence->attributes = attributes_parse(r, rest, reader_pos_of(r, rest), &length);
		if (fence->attributes == NULL && r->diag->errors > errors)
			return false;
		if (fence->attributes == NULL && str_eq(str_trim(rest), STR("{}")))
			length = rest.n;
		at = skip_blanks(line, at + length);
	}
	return at == line.n ||
	       broken(r, line, at, "this does not belong to the line of a directive");
}

bool
fence_parse(struct reader *r, struct str line, struct fence *fence)
{
	size_t at = 0, end;

	*fence = (struct fence){ .name = STR(""), .argument = STR("") };
	while (at < line.n && line.p[at] == ':')
		at++;
	fence->colons = at;
	while (line.n > at && (line.p[line.n - 1] == ' ' || line.p[line.n - 1] == '\t'))
		line.n--;
	at = skip_blanks(line, at);
	if (at == line.n)
		return true;
	end = name_end(line, at);
	if (end == at)
		return broken(r, line, at, "the name of a directive was expected here");
	fence->name = str_sub(line, at, end - at);
	return parse_rest(r, line, end, fence);
}
