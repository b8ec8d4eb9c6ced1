/* markdown.c - runs the examples of markdown.md: the first part is an article, what comes out is
 * its markup for the site and then the messages.  The words behind `example` may name a language,
 * and `book` for the markup of a book.  Directives are written plainly here, so that a theme may
 * change its own without touching this text. */
#include "markdown/markdown.h"
#include "support/spec.h"

static const char *const directives[] = { "description", "figure", "keypoints", "note", "muscle",
	"objectives", "quiz", "redflag", "tip", "warning", NULL };

static void
part(struct buf *out, const char *class, struct str markup)
{
	if (markup.n > 0)
		buf_printf(out, "<div class=\"%s\">%.*s</div>\n", class, STR_ARG(markup));
}

/* Of a quiz. */
static void
write_options(const struct directive_parts *parts, struct buf *out)
{
	for (size_t i = 0; i < parts->options_n; i++) {
		const struct quiz_option *option = &parts->options[i];

		buf_printf(out, "%s<li%s>%.*s\n%.*s</li>\n%s", i == 0 ? "<ol>\n" : "",
		    option->right ? " class=\"right\"" : "", STR_ARG(option->text),
		    STR_ARG(option->feedback), i + 1 == parts->options_n ? "</ol>\n" : "");
	}
}

static const char *
counted_word(const struct node *node)
{
	if (str_eq(node->as.directive.name, STR("muscle")))
		return "Table";
	return markdown_is_quiz(node) ? "Question" : "Figure";
}

static bool
write_directive(void *ctx, const struct node *node, const struct directive_parts *parts,
    struct buf *out, struct diag *diag)
{
	const struct attributes *attributes = node->attributes;

	(void)ctx, (void)diag;
	buf_printf(out, "<div class=\"%.*s", STR_ARG(node->as.directive.name));
	if (attributes != NULL && attributes->classes.n > 0)
		buf_printf(out, " %.*s", STR_ARG(attributes->classes));
	buf_char(out, '"');
	if (parts->id.n > 0)
		buf_printf(out, " id=\"%.*s\"", STR_ARG(parts->id));
	if (node->as.directive.argument.n > 0)
		buf_printf(out, " data-argument=\"%.*s\"", STR_ARG(node->as.directive.argument));
	buf_str(out, STR(">\n"));
	part(out, "title", parts->title);
	part(out, "picture", parts->picture);
	if (node->as.directive.number > 0)
		buf_printf(out, "<p>%s %d</p>\n", counted_word(node), node->as.directive.number);
	buf_str(out, parts->body);
	write_options(parts, out);
	buf_str(out, parts->rationale);
	buf_str(out, parts->description);
	buf_str(out, STR("</div>\n"));
	return true;
}

void
spec_example(const struct spec_example *example, struct buf *out)
{
	static const struct markdown_hooks hooks = { .directive = write_directive };
	struct markdown_options options = { .language = STR("en-GB"), .directives = directives };
	struct markdown_output output = { .hooks = &hooks };
	struct source source = { .path = STR("example.md"), .text = example->parts[0] };
	struct str words = example->words;
	struct arena a = { 0 };
	struct diag diag = { 0 };

	while (words.n > 0) {
		struct str word = str_split(&words, ' ');

		if (str_eq(word, STR("book")))
			output.book = true;
		else if (word.n > 0)
			options.language = word;
	}
	output.language = options.language;
	markdown_write(markdown_read(&source, 0, &options, &a, &diag), &output, out, &diag);
	diag_sort(&diag);
	diag_print(&diag, DIAG_PLAIN, out);
	arena_release(&a);
	diag_release(&diag);
}
