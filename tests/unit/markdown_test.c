/* markdown_test.c - Markdown: places are the author's, hooks are asked, nesting and time have ends.
 * (What the dialect means is in tests/spec/markdown.md.) */
#include <string.h>
#include <time.h>

#include "unit/test.h"

#include "markdown/markdown.h"

static const char *const directives[] = { "figure", "note", NULL };

/* One article, read. */
struct article {
	struct source source;
	struct arena arena;
	struct diag diag;
	struct node *root;
};

static void
read_from(struct article *a, struct str text, size_t offset)
{
	struct markdown_options options = { .language = STR("en-GB"), .directives = directives };

	*a = (struct article){ .source = { .path = STR("a.md"), .text = text } };
	a->root = markdown_read(&a->source, offset, &options, &a->arena, &a->diag);
}

static void
release(struct article *a)
{
	diag_release(&a->diag);
	arena_release(&a->arena);
}

/* "code line:column" of each message, in order. */
static void
check_messages(const char *expected, struct article *a)
{
	struct buf text = { 0 }, out = { 0 };
	struct str rest, line;

	diag_sort(&a->diag);
	diag_print(&a->diag, DIAG_PLAIN, &text);
	for (rest = buf_view(&text); rest.n > 0;) {
		line = str_split(&rest, '\n');
		if (!str_starts(line, STR("a.md:")))
			continue;
		line = str_from(line, 5);
		buf_str(&out, str_sub(line, 0, str_find(line, 0, STR(": "))));
		line = str_from(line, str_find_char(line, 0, '['));
		buf_str(&out, str_sub(line, 0, str_find_char(line, 0, ']') + 1));
		buf_char(&out, '\n');
	}
	buf_release(&text);
	check_buf(expected, &out);
}

static const struct node *
find(const struct node *root, enum node_type type)
{
	while (root != NULL && root->type != type)
		root = node_next(root, NULL);
	return root;
}

static void
check_place(const struct article *a, enum node_type type, uint32_t line, uint32_t column)
{
	const struct node *node = a->root;

	while (node != NULL && node->type != type)
		node = node_next(node, a->root);
	assert_non_null(node);
	assert_int_equal(node->pos.line, line);
	assert_int_equal(node->pos.column, column);
}

/* ---- places -----------------------------------------------------------------------------------
 */

static void
places_are_those_of_the_file(void **state)
{
	struct str text = STR("---\nx: y\n---\n> - a \\* &amp; *b*\n>   [c](d) `e`\n");
	struct article a;

	(void)state;
	read_from(&a, text, 13);
	check_place(&a, NODE_QUOTE, 4, 1);
	check_place(&a, NODE_ITEM, 4, 3);
	check_place(&a, NODE_EMPHASIS, 4, 16);
	check_place(&a, NODE_LINK, 5, 5);
	check_place(&a, NODE_CODE, 5, 12);
	release(&a);
}

static void
line_ends_of_all_kinds_count(void **state)
{
	static const char *const texts[] = { "a\n\n*b*\n", "a\r\n\r\n*b*\r\n", "a\r\r*b*\r" };
	struct article a;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		read_from(&a, str_of(texts[i]), 0);
		check_place(&a, NODE_EMPHASIS, 3, 1);
		release(&a);
	}
}

static void
swapped_lines_keep_their_places(void **state)
{
	struct article a;

	(void)state;
	read_from(&a, STR("x[^n] y[^m]\n\n[^n]: *a*\n[^m]:\n    `b`\n\nT\n:  **c**\n"), 0);
	check_place(&a, NODE_EMPHASIS, 3, 7);
	check_place(&a, NODE_CODE, 5, 5);
	check_place(&a, NODE_STRONG, 8, 4);
	check_messages("", &a);
	release(&a);
	read_from(
	    &a, STR("::: note [t *a*]\n\n| x | y |\n|---|---|\n| a \\| `b` | **c** |\n:::\n"), 0);
	check_place(&a, NODE_CODE, 5, 8);
	check_place(&a, NODE_STRONG, 5, 14);
	release(&a);
}

static void
messages_point_at_the_mistake(void **state)
{
	struct article a;

	(void)state;
	read_from(&a,
	    STR("Ü *x* [^no] ~~a~~ [#no]\n\n## t {#a}\n\n<div>\n<i>x\n</div>\n\n"
		"| a |\n|---|\n| [](u) |\n"),
	    0);
	check_messages("1:7[footnote-missing]\n1:19[reference-missing]\n"
		       "7:1[html-unclosed]\n11:3[link-empty]\n",
	    &a);
	release(&a);
}

static void
one_mistake_gives_one_message(void **state)
{
	struct article a;

	(void)state;
	read_from(&a, STR(":::: note\n- a\n  ::: figure [x\n  ![a](b)\n\n  c\n  :::\n::::\n"), 0);
	check_messages("3:14[directive-syntax]\n", &a);
	release(&a);
	read_from(&a, STR("<b>x *y</b> z*\n"), 0);
	assert_int_equal(a.diag.errors, 1);
	release(&a);
}

/* ---- writing ----------------------------------------------------------------------------------
 */

static bool
link_hook(void *ctx, const struct node *node, struct str *url, struct diag *diag)
{
	(void)ctx, (void)diag;
	if (str_eq(node->as.link.url, STR("dead.md")))
		return false;
	*url = str_eq(node->as.link.url, STR("bad.md")) ? STR("data:x") : STR("/to \"it\"?a&b");
	return true;
}

static bool
image_hook(void *ctx, const struct node *node, struct image_target *target, struct diag *diag)
{
	(void)ctx, (void)diag, (void)node;
	*target = (struct image_target){ STR("x.svg"), 30, 20, STR("x.png") };
	return true;
}

static bool
citation_hook(void *ctx, const struct node *node, struct buf *out, struct diag *diag)
{
	(void)ctx, (void)diag;
	for (size_t i = 0; i < node->as.citation.n; i++)
		buf_printf(out, "{%.*s|%.*s}", STR_ARG(node->as.citation.v[i].key),
		    STR_ARG(node->as.citation.v[i].locator));
	return true;
}

static struct str
word_hook(void *ctx, const char *key)
{
	(void)ctx;
	return strcmp(key, "task_done") == 0 ? STR("<fertig>") : STR("");
}

static void
check_written(const char *expected, const char *text, bool book, bool good)
{
	static const struct markdown_hooks hooks = {
		.link = link_hook, .image = image_hook, .citation = citation_hook, .word = word_hook
	};
	struct markdown_output output = { .book = book, .hooks = &hooks };
	struct article a;
	struct buf out = { 0 };

	read_from(&a, str_of(text), 0);
	assert_int_equal(markdown_write(a.root, &output, &out, &a.diag), good);
	check_buf(expected, &out);
	release(&a);
}

static void
hooks_are_asked(void **state)
{
	(void)state;
	check_written(
	    "<p><a href=\"/to%20%22it%22?a&amp;b\">a</a></p>\n", "[a](a.md)\n", false, true);
	check_written("<p>a</p>\n", "[a](dead.md)\n", false, false);
	check_written("<p>a</p>\n", "[a](bad.md)\n", false, true);
	check_written("<p><img src=\"x.svg\" alt=\"a\" width=\"30\" height=\"20\"/></p>\n",
	    "![a](a.svg)\n", false, true);
	check_written("<p><picture><source type=\"image/svg+xml\" srcset=\"x.svg\"/>"
		      "<img src=\"x.png\" alt=\"a\" height=\"20\" width=\"9\"/></picture></p>\n",
	    "![a](a.svg){width=9}\n", true, true);
	check_written("<p>{a|p. 1}{b|}</p>\n", "[@a, p. 1; @b]\n", false, true);
	check_written("<ul class=\"tasks\">\n<li class=\"task done\"><span class=\"task-mark\" "
		      "aria-hidden=\"true\">\xe2\x98\x91</span><span class=\"visually-hidden\">"
		      "&lt;fertig&gt;:</span> x</li>\n</ul>\n",
	    "- [x] x\n", true, true);
}

static void
titles_are_written_bare(void **state)
{
	struct article a;
	struct buf out = { 0 };

	(void)state;
	read_from(&a, STR("## A *b* [c](d)[^1] ![e](f) {#x}\n\n[^1]: g\n"), 0);
	markdown_write_inline(find(a.root, NODE_HEADING), &out);
	check_buf("A <em>b</em> c ", &out);
	node_text(find(a.root, NODE_HEADING), &out);
	check_buf("A b c e", &out);
	check_text("x", node_id(find(a.root, NODE_HEADING)));
	release(&a);
}

static void
a_tree_serves_many_outputs(void **state)
{
	struct str text = STR("a[^1] [#f]\n\n::: figure {#f}\n![a](b)\n\nc\n:::\n\n[^1]: d\n");
	struct markdown_output output = { .book = false };
	struct article a;
	struct buf first = { 0 }, book = { 0 }, again = { 0 };

	(void)state;
	read_from(&a, text, 0);
	markdown_write(a.root, &output, &first, &a.diag);
	output.book = true;
	markdown_write(a.root, &output, &book, &a.diag);
	output.book = false;
	markdown_write(a.root, &output, &again, &a.diag);
	assert_true(str_eq(buf_view(&first), buf_view(&again)));
	assert_false(str_eq(buf_view(&first), buf_view(&book)));
	buf_release(&first);
	buf_release(&book);
	buf_release(&again);
	release(&a);
}

/* ---- hostile texts ----------------------------------------------------------------------------
 */

static struct buf
repeated(const char *text, size_t n)
{
	struct buf b = { 0 };

	while (n-- > 0)
		buf_str(&b, str_of(text));
	return b;
}

static void
check_repeated(const char *text, size_t n, const char *code)
{
	struct markdown_output output = { .book = false };
	struct buf b = repeated(text, n), out = { 0 };
	struct article a;

	read_from(&a, buf_view(&b), 0);
	markdown_write(a.root, &output, &out, &a.diag);
	buf_reset(&out);
	diag_print(&a.diag, DIAG_PLAIN, &out);
	assert_true(code == NULL || str_find(buf_view(&out), 0, str_of(code)) < out.n);
	buf_release(&b);
	buf_release(&out);
	release(&a);
}

static void
nesting_has_an_end(void **state)
{
	(void)state;
	check_repeated("> ", 5000, "[markdown-depth]");
	check_repeated("+ ", 5000, "[markdown-depth]");
	check_repeated("*a **a ", 20, NULL);
	check_repeated("[a", 5000, NULL);
	check_repeated("::: note\n", 5000, "[markdown-depth]");
	check_repeated("<b>", 5000, "[html-syntax]");
	check_repeated("[~~^", 5000, NULL);
}

/* Each took seconds, or the square of its length, in some version. */
static void
time_has_an_end(void **state)
{
	static const char *const texts[] = { "![[]()", "[^a]", "{.a\n\n", "::: note\n", ":::\n",
		"[a]{.b}", "<div>\n\n", "|a|\n|-|\n", "a\n: b\n", "\"a 'b ", "[#a] ", "*[A]: b\n",
		"https://", "## a {#b}\n", "{.a ", "[^a]: b\n", "~~a ", "&#1;", "<b " };
	clock_t before = clock();

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		check_repeated(texts[i], 8000, NULL);
	assert_true(
	    (clock() - before) / CLOCKS_PER_SEC < 40); /* half a second without sanitizers */
}

static void
pictures_in_a_paragraph_have_an_end(void **state)
{
	(void)state;
	check_repeated("![[]()", 1001, "[markdown-brackets]");
	check_repeated("![a](b)\n\n", 1001, NULL);
}

static void
nobody_forges_marks(void **state)
{
	struct str text = STR("\x01*a* <!D> &#1; \x01[x]\n\n<!D>\n\n+   a\n");
	struct markdown_output output = { .book = false };
	struct buf out = { 0 };
	struct article a;

	(void)state;
	read_from(&a, text, 0);
	assert_true(a.diag.errors > 0);
	markdown_write(a.root, &output, &out, &a.diag);
	buf_release(&out);
	release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places_are_those_of_the_file),
		cmocka_unit_test(line_ends_of_all_kinds_count),
		cmocka_unit_test(swapped_lines_keep_their_places),
		cmocka_unit_test(messages_point_at_the_mistake),
		cmocka_unit_test(one_mistake_gives_one_message),
		cmocka_unit_test(hooks_are_asked),
		cmocka_unit_test(titles_are_written_bare),
		cmocka_unit_test(a_tree_serves_many_outputs),
		cmocka_unit_test(nesting_has_an_end),
		cmocka_unit_test(time_has_an_end),
		cmocka_unit_test(pictures_in_a_paragraph_have_an_end),
		cmocka_unit_test(nobody_forges_marks),
	};

	return cmocka_run_group_tests_name("markdown", tests, NULL, NULL);
}
