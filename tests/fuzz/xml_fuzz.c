/* xml_fuzz.c - any bytes: tags lie where they are said to lie, in order and well nested. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "formats/xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct state {
	struct str text;
	size_t depth, last; /* elements open; where the last tag ended */
	bool self_closed;
};

static void
check(bool good)
{
	if (!good)
		abort();
}

static void
check_tag(const struct state *s, const struct xml_tag *tag, size_t slash)
{
	const char *p = s->text.p;

	check(tag->offset < tag->end && tag->end <= s->text.n);
	check(p[tag->offset] == '<' && p[tag->end - 1] == '>');
	check(tag->offset + 1 + slash + tag->name.n < tag->end);
	check(memcmp(p + tag->offset + 1 + slash, tag->name.p, tag->name.n) == 0);
	check(tag->depth == s->depth);
}

static void
on_start(void *ctx, const struct xml_tag *tag)
{
	struct state *s = ctx;

	check(!s->self_closed && tag->offset >= s->last);
	check_tag(s, tag, 0);
	check(tag->self_closed == (s->text.p[tag->end - 2] == '/'));
	s->self_closed = tag->self_closed;
	s->last = tag->end;
	s->depth++;
}

static void
on_end(void *ctx, const struct xml_tag *tag)
{
	struct state *s = ctx;

	check(s->depth-- > 0);
	check_tag(s, tag, !s->self_closed);
	check(s->self_closed ? tag->end == s->last : tag->offset >= s->last);
	s->self_closed = false;
	s->last = tag->end;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct xml_handler handler = { .start = on_start, .end = on_end };
	struct source source = { .path = STR("a.html"), .text = { (const char *)data, size } };
	struct state s = { .text = source.text };
	static bool begun;
	struct diag diag = { 0 };
	bool ok;

	if (!begun)
		xml_init();
	begun = true;
	ok = xml_scan(&source, &handler, &s, &diag);
	check(ok == (diag.errors == 0) && diag.errors <= 1);
	check(!ok || s.depth == 0);
	diag_release(&diag);
	return 0;
}
