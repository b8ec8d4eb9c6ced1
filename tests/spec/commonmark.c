/* commonmark.c - reads CommonMark's own examples and compares with libcmark, twice: as plain
 * CommonMark, and with the dialect laid round it.
 *
 * The text that the spec expects counts for nothing: it is that of its version, and libcmark may be
 * older.  An example that
 * happens to use the dialect is in the list below, with the reason, and must then differ: a list
 * that is too long is a failure too.  And each word must stand where its node's place says. */
#include "support/as_cmark.h"
#include "support/spec.h"

/* Inputs that mean something else in the dialect. */
static const struct {
	const char *begins; /* the input */
	const char *reason;
} exceptions[] = {
	{ "http://example.com\n", "a bare address is a link" },
	{ "https://example.com\n", "a bare address is a link" },
	{ "< https://foo.bar >\n", "a bare address is a link" },
	{ "< http://foo.bar >\n", "a bare address is a link" },
	{ NULL, NULL },
};

/* Whether each word begins in the source where the tree says. */
static bool
is_placed(const struct node *root, struct str input)
{
	for (const struct node *n = root; n != NULL; n = node_next(n, root)) {
		struct str rest = input, line = input;
		char first = n->text.n > 0 ? n->text.p[0] : '\0';

		if (n->type != NODE_TEXT || !((first | 32) >= 'a' && (first | 32) <= 'z'))
			continue;
		for (uint32_t i = 0; i < n->pos.line; i++)
			line = str_split(&rest, '\n');
		if (n->pos.column == 0 || n->pos.column > line.n ||
		    (line.p[n->pos.column - 1] != first && line.p[n->pos.column - 1] != '&'))
			return false;
	}
	return true;
}

/* What cmark writes for our tree of the input. */
static void
read_and_write(struct str input, bool plain, struct buf *out)
{
	struct markdown_options options = { .language = STR(""), .plain = plain };
	struct source source = { .path = STR("example.md"), .text = input };
	struct arena a = { 0 };
	struct diag diag = { 0 };
	const struct node *root = markdown_read(&source, 0, &options, &a, &diag);

	if (!plain && !is_placed(root, input))
		buf_str(out, STR("a text is not where its place says\n"));
	if (!as_cmark(root, out))
		buf_str(out, STR("a construct of the dialect\n"));
	diag_release(&diag);
	arena_release(&a);
}

static const char *
reason_to_differ(struct str input)
{
	for (size_t i = 0; exceptions[i].begins != NULL; i++)
		if (str_starts(input, str_of(exceptions[i].begins)))
			return exceptions[i].reason;
	return NULL;
}

void
spec_example(const struct spec_example *example, struct buf *out)
{
	struct str input = example->parts[0];
	char *html = cmark_markdown_to_html(input.p, input.n, CMARK_OPT_UNSAFE);
	struct str expected = str_of(html);
	struct buf plain = { 0 }, dialect = { 0 };
	const char *reason = reason_to_differ(input);
	bool same;

	read_and_write(input, true, &plain);
	read_and_write(input, false, &dialect);
	same = str_eq(buf_view(&dialect), expected);
	if (!str_eq(buf_view(&plain), expected))
		buf_printf(out, "plain, libcmark has:\n%s\nsoleus:\n%.*s", html, STR_ARG(plain));
	else if (!same && reason == NULL)
		buf_printf(
		    out, "dialect, libcmark has:\n%s\nsoleus:\n%.*s", html, STR_ARG(dialect));
	else if (same && reason != NULL)
		buf_printf(out, "this should differ (%s), but does not", reason);
	else
		buf_str(out, example->parts[example->n - 1]);
	buf_release(&plain);
	buf_release(&dialect);
	free(html);
}
