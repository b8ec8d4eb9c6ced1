/* str.c - views and the growing buffer; see str.h. */
#include "str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

struct str
str_of(const char *terminated)
{
	return (struct str){ terminated, strlen(terminated) };
}

struct str
str_range(const char *from, const char *to)
{
	return (struct str){ from, (size_t)(to - from) };
}

bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n > 0 ? memcmp(a.p, b.p, n) : 0;

	if (order != 0)
		return order;
	return a.n < b.n ? -1 : a.n > b.n;
}

bool
str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

bool
str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq(str_from(s, s.n - suffix.n), suffix);
}

size_t
str_find_char(struct str s, size_t from, char c)
{
	const char *hit;

	if (from >= s.n)
		return s.n;
	hit = memchr(s.p + from, c, s.n - from);
	return hit != NULL ? (size_t)(hit - s.p) : s.n;
}

size_t
str_find(struct str s, size_t from, struct str needle)
{
	if (needle.n == 0)
		return from < s.n ? from : s.n;
	while (from + needle.n <= s.n) {
		from = str_find_char(s, from, needle.p[0]);
		if (from + needle.n <= s.n && memcmp(s.p + from, needle.p, needle.n) == 0)
			return from;
		from++;
	}
	return s.n;
}

struct str
str_from(struct str s, size_t offset)
{
	if (offset > s.n)
		offset = s.n;
	if (offset == 0) /* p may be NULL */
		return s;
	return (struct str){ s.p + offset, s.n - offset };
}

struct str
str_sub(struct str s, size_t offset, size_t n)
{
	s = str_from(s, offset);
	if (n < s.n)
		s.n = n;
	return s;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct str
str_trim(struct str s)
{
	while (s.n > 0 && is_space(s.p[0]))
		s = str_from(s, 1);
	while (s.n > 0 && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

struct str
str_split(struct str *rest, char sep)
{
	size_t at = str_find_char(*rest, 0, sep);
	struct str part = str_sub(*rest, 0, at);

	*rest = str_from(*rest, at < rest->n ? at + 1 : at);
	return part;
}

void
buf_release(struct buf *b)
{
	free(b->p);
	*b = (struct buf){ 0 };
}

void
buf_reset(struct buf *b)
{
	b->n = 0;
}

void
buf_reserve(struct buf *b, size_t n)
{
	size_t cap = b->cap;

	if (n < cap - b->n)
		return;
	if (n > (size_t)-1 / 2 - b->n)
		memory_exhausted();
	while (cap - b->n <= n)
		cap = cap < 128 ? 256 : cap * 2;
	b->p = memory_resize(b->p, cap);
	b->cap = cap;
}

void
buf_add(struct buf *b, const void *p, size_t n)
{
	if (n == 0)
		return;
	buf_reserve(b, n);
	memcpy(b->p + b->n, p, n);
	b->n += n;
}

void
buf_str(struct buf *b, struct str s)
{
	buf_add(b, s.p, s.n);
}

void
buf_char(struct buf *b, char c)
{
	buf_reserve(b, 1);
	b->p[b->n++] = c;
}

void
buf_vprintf(struct buf *b, const char *format, va_list args)
{
	va_list again;
	int n;

	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, args);
	if (n > 0) {
		buf_reserve(b, (size_t)n + 1);
		vsnprintf(b->p + b->n, (size_t)n + 1, format, again);
		b->n += (size_t)n;
	}
	va_end(again);
}

void
buf_printf(struct buf *b, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buf_vprintf(b, format, args);
	va_end(args);
}

void
buf_insert(struct buf *b, size_t offset, struct str s)
{
	if (s.n == 0)
		return;
	buf_reserve(b, s.n);
	memmove(b->p + offset + s.n, b->p + offset, b->n - offset);
	memcpy(b->p + offset, s.p, s.n);
	b->n += s.n;
}

struct str
buf_view(const struct buf *b)
{
	return b->p != NULL ? (struct str){ b->p, b->n } : STR("");
}

const char *
buf_cstr(struct buf *b)
{
	buf_reserve(b, 1);
	b->p[b->n] = '\0';
	return b->p;
}
