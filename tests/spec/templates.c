/* templates.c - runs the examples of templates.md: page.html is the first part, files that the
 * words behind `example` name are the next ones; what comes out is the page or the messages. */
#include "support/sample.h"
#include "support/spec.h"

void
spec_example(const struct spec_example *example, struct buf *out)
{
	struct str words = example->words;
	struct arena arena = { 0 };
	struct diag diag = { 0 };
	struct sample_host host;
	struct template_set *set;
	const struct template *t;
	struct render_context context = { NULL, &arena };

	sample_init(&host);
	sample_add(&host, STR("page.html"), example->parts[0]);
	for (size_t i = 1; i + 1 < example->n; i++)
		sample_add(&host, str_split(&words, ' '), example->parts[i]);
	set = template_set_new(&host.host);
	t = template_set_compile(set, STR("page.html"), &sample_schema, &diag);
	if (t != NULL)
		template_render(t, &context, "root", out, &diag);
	diag_sort(&diag);
	diag_print(&diag, DIAG_PLAIN, out);
	if (out->n > 0 && out->p[out->n - 1] != '\n')
		buf_char(out, '\n');
	template_set_free(set);
	arena_release(&arena);
	diag_release(&diag);
}
