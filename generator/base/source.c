/* source.c - the gate for text; see source.h. */
#include "source.h"

#include <string.h>

#include "fs.h"
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

static bool
refuse(const struct source *source, enum text_fault fault, size_t offset, struct diag *diag)
{
	struct source shown = { .path = source->path };
	struct pos pos = pos_at(source, offset);
	uint32_t c;

	pos.source = &shown; /* the line may not be fit to print */
	if (fault == TEXT_NOT_UTF8) {
		pos.column = 0;
		diag_add(diag, MSG_TEXT_ENCODING, pos, "this line is not UTF-8 text (byte %02x)",
		    (unsigned char)source->text.p[offset]);
		diag_help(diag, "save the file with the encoding UTF-8");
		return false;
	}
	text_decode(source->text, offset, &c);
	pos.column = 0;
	diag_add(diag, MSG_TEXT_CONTROL, pos, "this line holds the control character U+%04X", c);
	diag_help(diag, "delete it; it often comes along when text is copied out of a PDF");
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
