/* commonmark_fuzz.c - any text without syntax of the dialect is read as libcmark reads it; any text
 * at all when the dialect is off. */
#include <stdint.h>

#include "base/text.h"
#include "support/as_cmark.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool good)
{
	if (!good)
		abort();
}

/* Everything of the dialect begins with one of these. */
static bool
may_extend(struct str text)
{
	static const char *const signs[] = { "{", "|", "~", "^", "*[", ":::", "://", "[@", "[#",
		"[ ]", "[x]", "[X]", ": ", ":\t" };

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (str_find(text, 0, str_of(signs[i])) < text.n)
			return true;
	return false;
}

/* cmark writes a title that is there but empty; to readers that is none. */
static void
drop_empty_titles(struct buf *html)
{
	const struct str empty = STR(" title=\"\"");
	struct buf out = { 0 };

	for (struct str rest = buf_view(html); rest.n > 0;) {
		size_t end = str_find(rest, 0, empty);

		buf_str(&out, str_sub(rest, 0, end));
		rest = str_from(rest, end + empty.n);
	}
	buf_release(html);
	*html = out;
}

static void
compare(struct str text, bool plain)
{
	struct source source = { .path = STR("a.md"), .text = text };
	struct markdown_options options = { .language = STR(""), .plain = plain };
	char *html = cmark_markdown_to_html(text.p, text.n, CMARK_OPT_UNSAFE);
	struct arena arena = { 0 };
	struct diag diag = { 0 };
	struct buf out = { 0 }, expected = { 0 };
	const struct node *root = markdown_read(&source, 0, &options, &arena, &diag);
	bool deep; /* then the tree is cut */

	diag_print(&diag, DIAG_PLAIN, &out);
	deep = str_find(buf_view(&out), 0, STR("[markdown-depth]")) < out.n ||
	       str_find(buf_view(&out), 0, STR("[markdown-brackets]")) < out.n;
	buf_reset(&out);
	if (!deep) {
		check(as_cmark(root, &out));
		buf_str(&expected, str_of(html));
		drop_empty_titles(&expected);
		drop_empty_titles(&out);
		check(str_eq(buf_view(&out), buf_view(&expected)));
	}
	buf_release(&out);
	buf_release(&expected);
	diag_release(&diag);
	arena_release(&arena);
	free(html);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	struct str text = arena_str(&arena, (struct str){ (const char *)data, size });
	size_t bad;

	while (text_check(text, &bad) != TEXT_FINE) /* files that are not text are refused */
		((char *)text.p)[bad] = '?';
	if (str_find(text, 0, STR("&#")) == text.n) { /* what XML forbids is replaced */
		compare(text, true);
		if (!may_extend(text))
			compare(text, false);
	}
	arena_release(&arena);
	return 0;
}
