/* template_fuzz.c - any templates: compiled and rendered twice with the sample data, within the
 * limits; what comes out is text, the same both times, or a message.
 *
 * Lines of a single dot part page.html, base.html, part.html and macros.html. */
#include <stdint.h>
#include <stdlib.h>

#include "base/text.h"
#include "support/sample.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool good)
{
	if (!good)
		abort();
}

/* Takes what stands before the next line of a dot off *rest. */
static struct str
next_part(struct str *rest)
{
	size_t at = str_find(*rest, 0, STR("\n.\n"));
	struct str part = str_sub(*rest, 0, at);

	*rest = str_from(*rest, at < rest->n ? at + 3 : at);
	return part;
}

static void
render_once(const struct template *t, struct buf *out)
{
	struct arena arena = { 0 };
	struct render_context context = { NULL, &arena };
	struct diag diag = { 0 };
	size_t offset;
	bool well;

	buf_str(out, STR("before"));
	well = template_render(t, &context, "root", out, &diag);
	check(well == (diag.errors == 0));
	check(well || out->n == 6);
	check(out->n < (20 << 20));
	check(text_check(buf_view(out), &offset) == TEXT_FINE);
	diag_sort(&diag);
	diag_print(&diag, DIAG_PLAIN, out);
	check(text_check(buf_view(out), &offset) == TEXT_FINE);
	diag_release(&diag);
	arena_release(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "page.html", "base.html", "part.html", "macros.html" };
	struct str rest = { (const char *)data, size };
	struct sample_host host;
	struct template_set *set;
	const struct template *t;
	struct diag diag = { 0 };
	struct buf first = { 0 }, second = { 0 };
	size_t offset;

	if (text_check(rest, &offset) != TEXT_FINE)
		return -1;
	sample_init(&host);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		sample_add(&host, str_of(names[i]), next_part(&rest));
	set = template_set_new(&host.host);
	t = template_set_compile(set, STR("page.html"), &sample_schema, &diag);
	check((t != NULL) == (diag.errors == 0));
	if (t != NULL) {
		check(template_set_compile(set, STR("page.html"), &sample_schema, &diag) == t);
		render_once(t, &first);
		render_once(t, &second);
		check(str_eq(buf_view(&first), buf_view(&second)));
	}
	diag_sort(&diag);
	diag_print(&diag, DIAG_PLAIN, &first);
	check(text_check(buf_view(&first), &offset) == TEXT_FINE);
	template_set_free(set);
	diag_release(&diag);
	buf_release(&first);
	buf_release(&second);
	return 0;
}
