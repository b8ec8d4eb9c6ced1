/* guard_fuzz.c - any request, its parts on a line each: what the guard takes is harmless.
 *
 * In: method, target, host, origin, site, mode, dest, token.  Out: nothing; a request that was
 * taken has a host of ours and a plain path, decoded once, that climbs nowhere. */
#include <stdint.h>
#include <stdlib.h>

#include "base/text.h"
#include "preview/guard.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_path(struct str path)
{
	size_t fault;

	if (path.n == 0 || path.p[0] != '/' || text_check(path, &fault) != TEXT_FINE)
		abort();
	while (path.n > 0) {
		struct str part = str_split(&path, '/');

		if (str_eq(part, STR("..")) || str_eq(part, STR(".")))
			abort();
		for (size_t i = 0; i < part.n; i++)
			if ((unsigned char)part.p[i] < 0x20 || part.p[i] == '\\')
				abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct guard guard = { .port = 4400, .token = "0123456789abcdef0123456789abcdef" };
	struct str rest = { (const char *)data, size };
	struct request r = { .hosts = 1 };
	struct str *parts[] = { &r.method, &r.target, &r.host, &r.origin, &r.fetch_site,
		&r.fetch_mode, &r.fetch_dest, &r.token };
	struct arena a = { 0 };
	const char *why = NULL;
	struct str path;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]) && rest.n > 0; i++) {
		*parts[i] = str_split(&rest, '\n');
		if (parts[i]->n == 0 && i > 2) /* an empty line: the header is absent */
			*parts[i] = (struct str){ NULL, 0 };
	}
	if (r.method.p == NULL)
		r.method = STR("");
	if (r.target.p == NULL)
		r.target = STR("");
	if (guard_check(&guard, &r, &a, &path, &why) == 0) {
		check_path(path);
		if (!str_ends(r.host, STR(":4400")))
			abort();
	} else if (why == NULL) {
		abort();
	}
	guard_token_fits(&guard, r.token);
	arena_release(&a);
	return 0;
}
