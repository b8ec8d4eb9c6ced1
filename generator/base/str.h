/* str.h - strings as views, and a buffer that owns one.
 *
 * A struct str borrows: a pointer and a length, not terminated, never NULL when made here; whoever
 * made the bytes says how long they live.  A struct buf owns its bytes and grows; a zeroed buf is
 * an empty one.  Neither knows about encodings: that is text.h. */
#ifndef SOLEUS_STR_H
#define SOLEUS_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct str {
	const char *p;
	size_t n;
};

/* A literal as a view. */
#define STR(literal) ((struct str){ "" literal, sizeof(literal) - 1 })
/* The two arguments of a "%.*s". */
#define STR_ARG(s) (int)(s).n, (s).p

#if defined(__GNUC__)
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))
#else
#define PRINTF_LIKE(text, first)
#endif

struct str str_of(const char *terminated);
struct str str_range(const char *from, const char *to);
bool str_eq(struct str a, struct str b);
/* Bytewise order, shorter first: <0, 0, >0. */
int str_cmp(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* Offset of the first c or needle at or after from; s.n when there is none. */
size_t str_find_char(struct str s, size_t from, char c);
size_t str_find(struct str s, size_t from, struct str needle);
/* The part from offset, to its end / of n bytes at most; offsets past the end give an empty view.
 */
struct str str_from(struct str s, size_t offset);
struct str str_sub(struct str s, size_t offset, size_t n);
/* Without blanks, tabs and line ends at both ends. */
struct str str_trim(struct str s);
/* Takes what stands before the first sep off *rest (all of it when there is none). */
struct str str_split(struct str *rest, char sep);

struct buf {
	char *p;
	size_t n, cap;
};

void buf_release(struct buf *b);
/* Empties, keeps the memory. */
void buf_reset(struct buf *b);
/* Makes room for n more bytes. */
void buf_reserve(struct buf *b, size_t n);
void buf_add(struct buf *b, const void *p, size_t n);
void buf_str(struct buf *b, struct str s);
void buf_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *format, ...) PRINTF_LIKE(2, 3);
void buf_vprintf(struct buf *b, const char *format, va_list args) PRINTF_LIKE(2, 0);
/* Puts s in at offset, which is at most n. */
void buf_insert(struct buf *b, size_t offset, struct str s);
/* What it holds now; valid until the next change. */
struct str buf_view(const struct buf *b);
/* The same, terminated by a NUL that does not count. */
const char *buf_cstr(struct buf *b);

#endif
