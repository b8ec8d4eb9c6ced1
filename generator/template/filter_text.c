/* filter_text.c - filters that change one text, day or number; see filter_text.h. */
#include "filter_text.h"

#include <stdlib.h>

#include "base/text.h"
#include "escape.h"

/* A text made by one of base/text.h's writers. */
static bool
rewrite(
    struct run *r, const struct term *t, struct value *v, void (*write)(struct buf *, struct str))
{
	struct buf b = { 0 };

	if (!run_spend(r, t, v->as.text.n))
		return false;
	write(&b, v->as.text);
	*v = value_string(run_keep(r, &b));
	return true;
}

bool
filter_slug(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)a, (void)n;
	return rewrite(r, t, v, text_slug);
}

static void
write_lower(struct buf *out, struct str s)
{
	uint32_t c;

	for (size_t i = 0; i < s.n;) {
		i += text_decode(s, i, &c);
		text_encode(out, text_lower(c));
	}
}

bool
filter_lower(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)a, (void)n;
	return rewrite(r, t, v, write_lower);
}

static void
write_upper(struct buf *out, struct str s)
{
	uint32_t c;

	for (size_t i = 0; i < s.n;) {
		i += text_decode(s, i, &c);
		text_encode(out, text_upper(c));
	}
}

bool
filter_upper(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)a, (void)n;
	return rewrite(r, t, v, write_upper);
}

bool
filter_trim(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)r, (void)t, (void)a, (void)n;
	v->as.text = str_trim(v->as.text);
	return true;
}

/* Offset of the end of the first count characters. */
static size_t
offset_of(struct str s, int64_t count)
{
	size_t i = 0;
	uint32_t c;

	while (i < s.n && count-- > 0)
		i += text_decode(s, i, &c);
	return i;
}

/* At most so many characters, cut between words, with an ellipsis that counts. */
bool
filter_truncate(
    struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	struct str s = v->as.text;
	size_t cut;

	(void)n;
	if (a[0].as.number < 1)
		return run_fail(r, t, MSG_TEMPLATE_VALUE, "'truncate' needs a number from 1 up");
	if (offset_of(s, a[0].as.number) == s.n)
		return true;
	cut = offset_of(s, a[0].as.number - 1);
	while (cut > 0 && s.p[cut] != ' ' && s.p[cut] != '\n')
		cut--;
	if (cut == 0)
		cut = offset_of(s, a[0].as.number - 1);
	s = str_sub(s, 0, cut);
	while (s.n > 0 && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == ',' || s.p[s.n - 1] == '\n'))
		s.n--;
	if (!run_spend(r, t, s.n))
		return false;
	*v = value_string(arena_printf(r->arena, "%.*s…", STR_ARG(s)));
	return true;
}

bool
filter_replace(
    struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	struct str s = v->as.text, old = a[0].as.text, by;
	struct buf b = { 0 };
	size_t from = 0, at;

	(void)n;
	by = a[1].type == VALUE_NUMBER ? arena_printf(r->arena, "%lld", (long long)a[1].as.number)
				       : a[1].as.text;
	if (old.n == 0)
		return run_fail(r, t, MSG_TEMPLATE_VALUE, "'replace' needs a text to look for");
	while ((at = str_find(s, from, old)) < s.n) {
		if (!run_spend(r, t, at - from + by.n)) {
			buf_release(&b);
			return false;
		}
		buf_str(&b, str_sub(s, from, at - from));
		buf_str(&b, by);
		from = at + old.n;
	}
	buf_str(&b, str_from(s, from));
	*v = value_string(run_keep(r, &b));
	return true;
}

bool
filter_url(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)a, (void)n;
	if (!rewrite(r, t, v, escape_component))
		return false;
	v->type = VALUE_MARKUP; /* nothing in it needs an escape anywhere */
	return true;
}

bool
filter_escape(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)a, (void)n;
	if (v->type == VALUE_MARKUP)
		return true;
	if (!rewrite(r, t, v, escape_text))
		return false;
	v->type = VALUE_MARKUP;
	return true;
}

bool
filter_safe(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)r, (void)t, (void)a, (void)n;
	v->type = VALUE_MARKUP;
	return true;
}

/* A character reference at the start of s; gives its length, 0 when it is none we know. */
static size_t
reference(struct str s, struct buf *out)
{
	static const struct {
		const char *name;
		char c;
	} known[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' },
		{ "&apos;", '\'' } };
	bool hex = s.n > 2 && s.p[1] == '#' && (s.p[2] | 0x20) == 'x';
	size_t end = str_find_char(s, 0, ';');
	char digits[12] = { 0 }, *rest;
	unsigned long c;

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (str_starts(s, str_of(known[i].name))) {
			buf_char(out, known[i].c);
			return end + 1;
		}
	if (s.n < 4 || s.p[1] != '#' || end == s.n || end < 3 || end > sizeof(digits))
		return 0;
	for (size_t i = 2; i + hex < end; i++)
		digits[i - 2] = s.p[i + hex];
	c = strtoul(digits, &rest, hex ? 16 : 10);
	if (*rest != '\0' || c == 0 || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return 0;
	text_encode(out, (uint32_t)c);
	return end + 1;
}

/* Markup without its tags, its references resolved. */
static void
write_text(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n;) {
		size_t used;

		if (s.p[i] == '<') {
			i = str_find_char(s, i, '>') + 1;
			continue;
		}
		used = s.p[i] == '&' ? reference(str_from(s, i), out) : 0;
		if (used == 0)
			buf_char(out, s.p[i++]);
		i += used;
	}
}

bool
filter_text(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)a, (void)n;
	return v->type == VALUE_STRING || rewrite(r, t, v, write_text);
}

bool
filter_number(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	struct str s = str_trim(v->as.text);
	int64_t number = 0;
	bool minus = s.n > 0 && s.p[0] == '-';
	size_t i = minus;

	(void)a, (void)n;
	for (; i < s.n && i < 18 && s.p[i] >= '0' && s.p[i] <= '9'; i++)
		number = number * 10 + (s.p[i] - '0');
	if (i < s.n || i == minus)
		return run_fail(r, t, MSG_TEMPLATE_VALUE, "'%.*s' is no whole number", STR_ARG(s));
	*v = value_number(minus ? -number : number);
	return true;
}

/* ---- days, numbers, files ---- */

bool
filter_date(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	struct buf b = { 0 };

	(void)a, (void)n, (void)t;
	r->host->date(r->context, v->as.day, &b);
	*v = value_string(run_keep(r, &b));
	return true;
}

bool
filter_iso(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	struct buf b = { 0 };

	(void)a, (void)n, (void)t;
	date_add_iso(&b, v->as.day);
	*v = value_string(run_keep(r, &b));
	return true;
}

bool
filter_plural(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	(void)r, (void)t, (void)n;
	*v = a[v->as.number == 1 ? 0 : 1];
	return true;
}

bool
filter_asset(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	struct buf b = { 0 };

	(void)a, (void)n;
	if (!r->host->asset(r->context, v->as.text, &b)) {
		buf_release(&b);
		run_fail(
		    r, t, MSG_TEMPLATE_VALUE, "the theme has no file '%.*s'", STR_ARG(v->as.text));
		diag_help(r->diag, "put it into theme/, or correct the name");
		return false;
	}
	*v = value_string(run_keep(r, &b));
	return true;
}

bool
filter_json(struct run *r, const struct term *t, struct value *v, const struct value *a, size_t n)
{
	struct buf b = { 0 };

	(void)a, (void)n;
	if (!escape_json(r, &b, v, 0)) {
		buf_release(&b);
		return run_fail(r, t, MSG_TEMPLATE_TYPE,
		    "an object cannot be written as JSON; write its fields");
	}
	if (!run_spend(r, t, b.n)) {
		buf_release(&b);
		return false;
	}
	*v = value_markup(run_keep(r, &b));
	return true;
}
