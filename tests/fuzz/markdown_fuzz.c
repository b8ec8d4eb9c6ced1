/* markdown_fuzz.c - any text: no crash; and when it has no error, what is written for site and book
 * is well-formed XML of which an HTML parser builds the same tree, without raw-text elements or
 * handlers, with each id once, and without the byte that only the passes know.
 *
 * The first byte chooses the language and how much of the text is front matter. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "formats/xml.h"
#include "markdown/markdown.h"
#include "verify/parity.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const languages[] = { "", "en-GB", "de", "fr" };
static const char *const directives[] = { "description", "figure", "note", "redflag", NULL };

static void
check(bool good)
{
	if (!good)
		abort();
}

struct page {
	struct arena arena;
	struct map ids;
	struct parity parity;
};

static void
on_start(void *ctx, const struct xml_tag *tag)
{
	static const char *const never[] = { "script", "style", "textarea", "title", "template",
		"noscript", "iframe", "xmp", "plaintext", "noembed", "noframes", "main", "form" };
	struct page *page = ctx;
	struct str id = xml_get(tag, "id");
	void **at;

	check(parity_start(&page->parity, tag) == NULL);
	for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++)
		check(tag->depth < 3 || !str_eq(tag->name, str_of(never[i])));
	for (size_t i = 0; i < tag->n; i++)
		check(!str_starts(tag->attributes[i].name, STR("on")));
	if (id.p == NULL)
		return;
	check(!str_eq(id, STR("medical-disclaimer")) && !str_eq(id, STR("main")));
	at = map_at(&page->ids, &page->arena, arena_str(&page->arena, id));
	check(*at == NULL);
	*at = page;
}

static void
on_end(void *ctx, const struct xml_tag *tag)
{
	check(parity_end(&((struct page *)ctx)->parity, tag) == NULL);
}

static void
on_text(void *ctx, struct str text)
{
	check(parity_text(&((struct page *)ctx)->parity, text) == NULL);
}

static void
write(const struct node *root, bool book, bool sound)
{
	static const struct xml_handler handler = {
		.start = on_start, .end = on_end, .text = on_text
	};
	struct markdown_output output = { .book = book, .language = STR("en-GB") };
	struct source source = { .path = STR("page") };
	struct page page = { .parity = { .depth = 0 } };
	struct buf out = { 0 };
	struct diag diag = { 0 };

	buf_str(&out, STR("<html xmlns=\"http://www.w3.org/1999/xhtml\" "
			  "xmlns:epub=\"http://www.idpf.org/2007/ops\"><head><title>t</title>"
			  "</head><body><main>\n"));
	markdown_write(root, &output, &out, &diag);
	buf_str(&out, STR("</main></body></html>"));
	source.text = buf_view(&out);
	if (sound) {
		check(memchr(out.p, 1, out.n) == NULL);
		check(xml_scan(&source, &handler, &page, &diag));
	}
	arena_release(&page.arena);
	diag_release(&diag);
	buf_release(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct source source = { .path = STR("a.md") };
	struct markdown_options options = { .directives = directives };
	size_t offset = size == 0 ? 0 : data[0] % 3 + 1, bad;
	struct arena arena = { 0 };
	struct diag diag = { 0 };
	struct buf out = { 0 };
	const struct node *root;
	char *text;
	bool sound;

	source.text = arena_str(&arena, (struct str){ (const char *)data, size });
	text = (char *)source.text.p;
	while (text_check(source.text, &bad) != TEXT_FINE) /* files that are not text are refused */
		text[bad] = '?';
	options.language = str_of(languages[size == 0 ? 0 : data[0] / 3 % 4]);
	while (offset < size && (text[offset] & 0xc0) == 0x80)
		offset++;
	if (offset > size)
		offset = size;
	root = markdown_read(&source, offset, &options, &arena, &diag);
	sound = diag.errors == 0;
	write(root, false, sound);
	write(root, true, sound);
	diag_sort(&diag);
	diag_print(&diag, DIAG_PLAIN, &out);
	buf_release(&out);
	diag_release(&diag);
	arena_release(&arena);
	return 0;
}
