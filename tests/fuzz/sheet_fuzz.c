/* sheet_fuzz.c - any style sheet is read to its end or refused, in time and memory. */
#include <stdint.h>

#include "verify/sheet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
see(void *ctx, const struct source *sheet, struct pos pos, struct str reference)
{
	size_t *seen = ctx;

	(void)sheet;
	*seen += reference.n + pos.line;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct source sheet = { STR("s.css"), { (const char *)data, size } };
	struct chain chain = { 0 };
	struct diag diag = { 0 };
	size_t seen = 0;

	chain_add_notice(&chain);
	chain_add(&chain, STR("div"), STR("a b"), STR("x"));
	sheet_check(&sheet, 1, &chain, see, &seen, &diag);
	chain_release(&chain);
	diag_release(&diag);
	return 0;
}
