/* markdown.c - the flow of one reading and one writing; see markdown.h. */
#include "markdown.h"

#include <string.h>

#include "checks.h"
#include "flow.h"
#include "ids.h"
#include "import.h"
#include "phrase.h"
#include "places.h"

struct node *
markdown_read(const struct source *source, size_t offset, const struct markdown_options *options,
    struct arena *a, struct diag *diag)
{
	struct reader r = { .options = options, .arena = a, .diag = diag };
	struct map ids = { 0 };

	reader_init(&r, source, offset);
	r.root = import(&r, STR(""), 0, r.text);
	if (options->plain)
		return r.root;
	places_find_all(&r);
	ids_assign(&r, &ids);
	checks_run(&r);
	return r.root;
}

bool
markdown_write(const struct node *root, const struct markdown_output *output, struct buf *out,
    struct diag *diag)
{
	struct writer w = { .output = output, .out = out, .diag = diag };

	flow_write(&w, root);
	return !w.failed;
}

void
markdown_write_inline(const struct node *node, struct buf *out)
{
	struct markdown_output output = { .language = STR("") };
	struct writer w = { .output = &output, .out = out, .bare = true };

	phrase_write(&w, node);
}
