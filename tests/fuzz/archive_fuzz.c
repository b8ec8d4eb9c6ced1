/* archive_fuzz.c - any file: reading it as an archive gives entries within the limit or a message.
 */
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fs.h"
#include "formats/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LIMIT = 1 << 16 };

static char folder[] = "/tmp/soleus-fuzz-XXXXXX";

static void
tidy(void)
{
	struct diag diag = { 0 };

	fs_remove_tree(str_of(folder), STR(""), &diag);
	diag_release(&diag);
}

static bool
on_entry(void *ctx, size_t index, struct str name, struct str bytes)
{
	size_t *count = ctx;

	if (index != (*count)++ || bytes.n > LIMIT || name.n == 0 || name.p[0] == '/')
		abort();
	return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool begun;
	struct diag diag = { 0 };
	size_t count = 0;

	if (!begun && (mkdtemp(folder) == NULL || atexit(tidy) != 0))
		abort();
	begun = true;
	if (!fs_write(
		str_of(folder), STR("a.epub"), (struct str){ (const char *)data, size }, &diag))
		abort();
	if (archive_read(str_of(folder), STR("a.epub"), LIMIT, on_entry, &count, &diag) !=
	    (diag.errors == 0))
		abort();
	diag_release(&diag);
	return 0;
}
