/* text.c - Unicode and escapes; see text.h.  The one owner of libutf8proc. */
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "memory.h"

/* Length of the well-formed UTF-8 sequence at p (RFC 3629: shortest form, no surrogates), or 0. */
static size_t
sequence(const unsigned char *p, size_t n, uint32_t *character)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t length = p[0] < 0x80 ? 1 : p[0] < 0xc2 ? 0 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	uint32_t c = p[0];

	if (length == 0 || p[0] > 0xf4 || length > n)
		return 0;
	if (length > 1)
		c = p[0] & (0xffu >> (length + 1));
	for (size_t i = 1; i < length; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3fu);
	}
	if (c < least[length] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return 0;
	*character = c;
	return length;
}

/* Whether the eight bytes at p are all plain: ASCII from the blank on. */
static bool
eight_plain(const unsigned char *p)
{
	const uint64_t ones = 0x0101010101010101u, tops = ones << 7;
	uint64_t word;

	memcpy(&word, p, sizeof(word));
	return ((word | (word - ones * 0x20)) & tops) == 0;
}

enum text_fault
text_check(struct str s, size_t *offset)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i = 0;

	while (i < s.n) {
		uint32_t c;
		size_t length;

		if (i + 8 <= s.n && eight_plain(p + i)) {
			i += 8;
			continue;
		}
		if ((p[i] >= 0x20 && p[i] < 0x80) || p[i] == '\n') {
			i++;
			continue;
		}
		length = sequence(p + i, s.n - i, &c);
		*offset = i;
		if (length == 0)
			return TEXT_NOT_UTF8;
		if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xfffe || c == 0xffff)
			return TEXT_NOT_XML;
		i += length;
	}
	*offset = s.n;
	return TEXT_FINE;
}

size_t
text_decode(struct str s, size_t at, uint32_t *character)
{
	size_t length;

	if ((unsigned char)s.p[at] < 0x80) {
		*character = (unsigned char)s.p[at];
		return 1;
	}
	length = sequence((const unsigned char *)s.p + at, s.n - at, character);
	if (length > 0)
		return length;
	*character = 0xfffd;
	return 1;
}

void
text_encode(struct buf *out, uint32_t character)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t n;

	if (character < 0x80) {
		buf_char(out, (char)character);
		return;
	}
	n = utf8proc_encode_char((utf8proc_int32_t)character, bytes);
	buf_add(out, bytes, (size_t)n);
}

size_t
text_length(struct str s)
{
	size_t length = 0;

	for (size_t i = 0; i < s.n; i++)
		length += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return length;
}

int
text_width(uint32_t character)
{
	return utf8proc_charwidth((utf8proc_int32_t)character);
}

static utf8proc_category_t
category(uint32_t character)
{
	return utf8proc_category((utf8proc_int32_t)character);
}

static bool
is_letter_or_digit_beyond_ascii(uint32_t character)
{
	utf8proc_category_t c = category(character);

	return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_ME) ||
	       (c >= UTF8PROC_CATEGORY_ND && c <= UTF8PROC_CATEGORY_NO);
}

bool
text_is_letter_or_digit(uint32_t character)
{
	if (character < 0x80)
		return ((character | 32) >= 'a' && (character | 32) <= 'z') ||
		       (character >= '0' && character <= '9');
	return is_letter_or_digit_beyond_ascii(character);
}

bool
text_is_space(uint32_t character)
{
	return character == '\t' || character == '\n' || character == '\r' ||
	       category(character) == UTF8PROC_CATEGORY_ZS;
}

bool
text_is_punctuation(uint32_t character)
{
	utf8proc_category_t c = category(character);

	return c >= UTF8PROC_CATEGORY_PC && c <= UTF8PROC_CATEGORY_SO;
}

uint32_t
text_lower(uint32_t character)
{
	if (character < 0x80)
		return character >= 'A' && character <= 'Z' ? character | 32 : character;
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)character);
}

uint32_t
text_upper(uint32_t character)
{
	return (uint32_t)utf8proc_toupper((utf8proc_int32_t)character);
}

void
text_slug(struct buf *out, struct str s)
{
	size_t start = out->n;
	bool gap = false;

	for (size_t i = 0; i < s.n;) {
		uint32_t c;

		i += text_decode(s, i, &c);
		if (c == '\'' || c == 0x2019)
			continue;
		if (!text_is_letter_or_digit(c)) {
			gap = true;
			continue;
		}
		if (gap && out->n > start)
			buf_char(out, '-');
		gap = false;
		text_encode(out, text_lower(c));
	}
}

/* ASCII in lower case, which is what all mappings here make of it; false when s holds more. */
static bool
fold_ascii(struct arena *a, struct str s, struct str *out)
{
	char *p = arena_alloc(a, s.n + 1);

	for (size_t i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
		p[i] = (char)text_lower((unsigned char)s.p[i]);
	}
	*out = (struct str){ p, s.n };
	return true;
}

static struct str
mapped(struct arena *a, struct str s, utf8proc_option_t options)
{
	utf8proc_uint8_t *result = NULL;
	utf8proc_ssize_t n;
	struct str copy;

	if (fold_ascii(a, s, &copy))
		return copy;
	n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &result, options);
	if (n < 0)
		return arena_str(a, s);
	copy = arena_str(a, (struct str){ (char *)result, (size_t)n });
	free(result);
	return copy;
}

struct str
text_fold(struct arena *a, struct str s)
{
	return mapped(a, s, UTF8PROC_COMPOSE | UTF8PROC_STABLE | UTF8PROC_CASEFOLD);
}

struct str
text_sort_key(struct arena *a, struct str s)
{
	struct str letters = mapped(
	    a, s, UTF8PROC_DECOMPOSE | UTF8PROC_STABLE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);

	return arena_printf(a, "%.*s%c%.*s", STR_ARG(letters), 1, STR_ARG(s));
}

void
text_escape(struct buf *out, struct str s)
{
	static const char *const references[256] = {
		['&'] = "&amp;",
		['<'] = "&lt;",
		['>'] = "&gt;",
		['"'] = "&quot;",
	};
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		const char *reference = references[(unsigned char)s.p[i]];

		if (reference == NULL)
			continue;
		buf_add(out, s.p + from, i - from);
		buf_str(out, str_of(reference));
		from = i + 1;
	}
	buf_add(out, s.p + from, s.n - from);
}

void
text_escape_json(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '"' || c == '\\')
			buf_printf(out, "\\%c", c);
		else if (c == '\n')
			buf_str(out, STR("\\n"));
		else if (c < 0x20 || c == '<' || c == '>' || c == '&' || c == 0x7f)
			buf_printf(out, "\\u%04x", c);
		else if (c == 0xe2 && i + 2 < s.n && (unsigned char)s.p[i + 1] == 0x80 &&
			 ((unsigned char)s.p[i + 2] & 0xfe) ==
			     0xa8) /* U+2028, U+2029 end lines in scripts */
			buf_printf(out, "\\u202%c", (unsigned char)s.p[i + 2] & 1 ? '9' : '8'),
			    i += 2;
		else
			buf_char(out, (char)c);
	}
}

void
text_escape_url(struct buf *out, struct str s)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "-._~:/?#[]@!$&'()*+,;=%";

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '\0' && strchr(plain, s.p[i]) != NULL)
			buf_char(out, s.p[i]);
		else
			buf_printf(out, "%%%02X", (unsigned char)s.p[i]);
	}
}

enum { NEAREST_LENGTH = 64 };

static int
least(int a, int b)
{
	return a < b ? a : b;
}

/* Damerau-Levenshtein distance (neighbours swapped count one), at most NEAREST_LENGTH long. */
static int
distance(struct str a, struct str b)
{
	int rows[3][NEAREST_LENGTH + 1];

	for (size_t j = 0; j <= b.n; j++)
		rows[0][j] = (int)j;
	for (size_t i = 1; i <= a.n; i++) {
		int *row = rows[i % 3], *above = rows[(i - 1) % 3], *two = rows[(i + 1) % 3];

		row[0] = (int)i;
		for (size_t j = 1; j <= b.n; j++) {
			int cost = a.p[i - 1] != b.p[j - 1];

			row[j] = least(least(row[j - 1], above[j]) + 1, above[j - 1] + cost);
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1])
				row[j] = least(row[j], two[j - 2] + 1);
		}
	}
	return rows[a.n % 3][b.n];
}

struct str
text_nearest(struct str wrong, const struct str *names, size_t n)
{
	struct arena scratch = { 0 };
	struct str folded = text_fold(&scratch, wrong), best = STR("");
	int best_distance = 0;

	for (size_t i = 0; i < n && wrong.n > 0 && folded.n <= NEAREST_LENGTH; i++) {
		struct str name = text_fold(&scratch, names[i]);
		size_t longer = name.n > folded.n ? name.n : folded.n;
		int d;

		if (name.n > NEAREST_LENGTH || name.n == 0)
			continue;
		d = distance(folded, name);
		if (d > (int)(longer + 2) / 3 || d >= (int)longer ||
		    (best.n > 0 && d >= best_distance))
			continue;
		best = names[i];
		best_distance = d;
	}
	arena_release(&scratch);
	return best;
}
