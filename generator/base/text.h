/* text.h - what bytes mean: UTF-8, characters XML allows, cases, widths, slugs, escapes, likeness.
 *
 * In: views.  Out: views, or text appended to a buffer.  Nothing depends on the locale.  Text that
 * passed text_check() is what every later stage relies on (Unicode tables: libutf8proc, owned
 * here). */
#ifndef SOLEUS_TEXT_H
#define SOLEUS_TEXT_H

#include <stdint.h>

#include "arena.h"

enum text_fault { TEXT_FINE, TEXT_NOT_UTF8, TEXT_NOT_XML };

/* The first place in s that is not UTF-8, or a character that XML 1.0 section 2.2 forbids (controls
 * but tab and line ends, surrogates, U+FFFE, U+FFFF); *offset is its byte, s.n when all is fine. */
enum text_fault text_check(struct str s, size_t *offset);

/* The character at byte offset at (< s.n) of checked text; gives its length in bytes, 1 to 4. */
size_t text_decode(struct str s, size_t at, uint32_t *character);
void text_encode(struct buf *out, uint32_t character);
/* How many characters checked text has. */
size_t text_length(struct str s);
/* Columns a terminal gives the character: 0, 1 or 2. */
int text_width(uint32_t character);
bool text_is_letter_or_digit(uint32_t character);
bool text_is_space(uint32_t character);
bool text_is_punctuation(uint32_t character);
uint32_t text_lower(uint32_t character);
uint32_t text_upper(uint32_t character);

/* A name for a fragment or an address, as GitHub makes them: letters and digits of any script in
 * lower case, runs of anything else a hyphen, none at the ends.  May add nothing. */
void text_slug(struct buf *out, struct str s);
/* The same text for what a case-insensitive, normalising file system takes for one name (NFC of the
 * full case folding). */
struct str text_fold(struct arena *a, struct str s);
/* A key that sorts words of a European language as its readers expect: letters without their marks,
 * folded, then the text itself to break ties. */
struct str text_sort_key(struct arena *a, struct str s);

/* & < > " as references: fit for element content and for attributes in double quotes. */
void text_escape(struct buf *out, struct str s);
/* The inside of a JSON string that may stand in a script element: \" \\ \n \u003c and so on. */
void text_escape_json(struct buf *out, struct str s);
/* Bytes that may not stand in a path or query of a URL as %XX (RFC 3986); what is escaped stays. */
void text_escape_url(struct buf *out, struct str s);

/* The one of n names that somebody who typed wrong most likely meant; an empty view when none is
 * near (a third of its length, or only the case, differs). */
struct str text_nearest(struct str wrong, const struct str *names, size_t n);

#endif
