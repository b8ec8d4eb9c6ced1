/* source.c - the gate for text; see source.h. */
#include "source.h"

#include <stdlib.h>
#include <string.h>

#include "fs.h"
#include "memory.h"
#include "text.h"

/* Line ends of other systems become line feeds, in place: a CR only ever ends a line, so no column
 * moves. */
static void
unify_lines(struct source *source)
{
	char *to = (char *)(uintptr_t)source->text.p;
	struct str s = source->text;
	size_t i = str_find_char(s, 0, '\r'), n = i;

	for (; i < s.n; i++) {
		if (s.p[i] != '\r')
			to[n++] = s.p[i];
		else if (i + 1 == s.n || s.p[i + 1] != '\n')
			to[n++] = '\n';
	}
	source->text.n = n;
}

/* A copy of the text in which all of the line from offset on can be printed: what cannot is a
 * question mark a byte, so that no column moves. */
static struct str
printable(const struct source *source, size_t offset)
{
	char *copy = memory_zero(source->text.n + 1, 1);
	struct str text = { copy, source->text.n };
	size_t end, at;

	memcpy(copy, source->text.p, source->text.n);
	end = str_find_char(text, offset, '\n');
	while (text_check(str_sub(text, 0, end), &at) != TEXT_FINE) {
		uint32_t c;
		size_t length = text_decode(text, at, &c);

		memset(copy + at, '?', length);
	}
	return text;
}

static bool
refuse(const struct source *source, enum text_fault fault, size_t offset, struct diag *diag)
{
	struct source shown = { source->path, printable(source, offset) };
	struct pos pos = pos_at(&shown, offset);
	bool wide = str_starts(source->text, STR("\xff\xfe")) ||
		    str_starts(source->text, STR("\xfe\xff"));
	uint32_t c;

	if (fault == TEXT_NOT_UTF8) {
		if (wide)
			pos = (struct pos){ .source = &shown };
		diag_add(diag, MSG_TEXT_ENCODING, pos, "this is not UTF-8 text (%s %02x)",
		    wide ? "but UTF-16, as it begins with byte" : "byte",
		    (unsigned char)source->text.p[offset]);
		diag_help(diag, "save the file with the encoding UTF-8");
	} else {
		text_decode(source->text, offset, &c);
		diag_add(diag, MSG_TEXT_CONTROL, pos, "the control character U+%04X stands here",
		    (unsigned)c);
		diag_help(diag, "delete it; it often comes along when text is copied out of a PDF");
	}
	free((void *)(uintptr_t)shown.text.p);
	return false;
}

bool
source_accept(struct source *source, struct diag *diag)
{
	enum text_fault fault;
	size_t offset;

	if (str_starts(source->text, STR("\xef\xbb\xbf")))
		source->text = str_from(source->text, 3);
	fault = text_check(source->text, &offset);
	if (fault != TEXT_FINE)
		return refuse(source, fault, offset, diag);
	unify_lines(source);
	return true;
}

bool
source_read(
    struct str root, struct str path, struct arena *a, struct source *out, struct diag *diag)
{
	*out = (struct source){ .path = path };
	return fs_read(root, path, FS_TEXT_LIMIT, a, &out->text, diag) && source_accept(out, diag);
}
