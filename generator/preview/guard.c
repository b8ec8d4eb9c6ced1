/* guard.c - checks in the order of their cost; see guard.h.
 *
 * In: headers as sent.  Out: a status and a reason.  Allow-lists only: what is not known to be good
 * is refused. */
#include "guard.h"

#include <stdio.h>

#include "base/text.h"

bool
guard_init(struct guard *guard)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char bytes[GUARD_TOKEN / 2];
	FILE *random = fopen("/dev/urandom", "rb");
	bool ok = random != NULL && fread(bytes, 1, sizeof(bytes), random) == sizeof(bytes);

	if (random != NULL)
		fclose(random);
	for (size_t i = 0; ok && i < sizeof(bytes); i++) {
		guard->token[2 * i] = digits[bytes[i] >> 4];
		guard->token[2 * i + 1] = digits[bytes[i] & 15];
	}
	guard->token[GUARD_TOKEN] = '\0';
	return ok;
}

bool
guard_token_fits(const struct guard *guard, struct str token)
{
	unsigned difference = 0;

	if (token.n != GUARD_TOKEN)
		return false;
	for (size_t i = 0; i < GUARD_TOKEN; i++)
		difference |= (unsigned char)token.p[i] ^ (unsigned char)guard->token[i];
	return difference == 0;
}

/* ---- where it comes from ------------------------------------------------------------------ */

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool
same_name(struct str s, struct str name)
{
	if (s.n != name.n)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (lower(s.p[i]) != name.p[i])
			return false;
	return true;
}

/* "x.localhost": browsers resolve it to this machine, whatever a name server says. */
static bool
is_below_localhost(struct str s)
{
	const struct str suffix = STR(".localhost");

	if (s.n <= suffix.n || !same_name(str_from(s, s.n - suffix.n), suffix))
		return false;
	for (size_t i = 0; i < s.n - suffix.n; i++) {
		char c = lower(s.p[i]);

		if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '.')
			return false;
	}
	return s.p[0] != '.';
}

/* HOST:PORT, one of this machine's own names and our port, which only 80 leaves out. */
static bool
is_ours(const struct guard *guard, struct str authority)
{
	char digits[8];
	size_t colon = authority.n;
	struct str name, port;

	while (colon > 0 && authority.p[colon - 1] != ':' && authority.p[colon - 1] != ']')
		colon--;
	if (colon == 0 || authority.p[colon - 1] == ']') {
		name = authority;
		port = STR("80");
	} else {
		name = str_sub(authority, 0, colon - 1);
		port = str_from(authority, colon);
	}
	snprintf(digits, sizeof(digits), "%u", guard->port);
	return str_eq(port, str_of(digits)) &&
	       (same_name(name, STR("localhost")) || str_eq(name, STR("127.0.0.1")) ||
		   str_eq(name, STR("[::1]")) || is_below_localhost(name));
}

static bool
is_our_origin(const struct guard *guard, struct str origin)
{
	return str_starts(origin, STR("http://")) && is_ours(guard, str_from(origin, 7));
}

/* Another site may open a page of ours in a tab of its own, nothing else. */
static bool
comes_from_elsewhere(const struct request *r)
{
	if (r->fetch_site.p == NULL || str_eq(r->fetch_site, STR("same-origin")) ||
	    str_eq(r->fetch_site, STR("none")))
		return false;
	return !str_eq(r->method, STR("GET")) || !str_eq(r->fetch_mode, STR("navigate")) ||
	       !str_eq(r->fetch_dest, STR("document")) || str_starts(r->target, STR("/_soleus/"));
}

/* ---- what it asks for --------------------------------------------------------------------- */

static int
hex(char c)
{
	c = lower(c);
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The target decoded, once; false when it is not a plain path. */
static bool
decode(struct str target, struct arena *a, struct str *path)
{
	char *p = arena_alloc(a, target.n + 1);
	size_t n = 0, fault;

	for (size_t i = 0; i < target.n; i++, n++) {
		p[n] = target.p[i];
		if (p[n] == '%') {
			if (i + 2 >= target.n || hex(target.p[i + 1]) < 0 ||
			    hex(target.p[i + 2]) < 0)
				return false;
			p[n] = (char)(hex(target.p[i + 1]) * 16 + hex(target.p[i + 2]));
			i += 2;
		}
		if ((unsigned char)p[n] < 0x20 || p[n] == 0x7f || p[n] == '\\')
			return false;
	}
	*path = (struct str){ p, n };
	return text_check(*path, &fault) == TEXT_FINE;
}

static bool
has_dot_parts(struct str path)
{
	while (path.n > 0) {
		struct str part = str_split(&path, '/');

		if (str_eq(part, STR(".")) || str_eq(part, STR("..")))
			return true;
	}
	return false;
}

unsigned
guard_check(const struct guard *guard, const struct request *r, struct arena *a, struct str *path,
    const char **why)
{
	*why = "This server answers only pages that it opened itself.";
	if (r->hosts != 1 || r->host.p == NULL || !is_ours(guard, r->host))
		return 403;
	if (r->origin.p != NULL && !is_our_origin(guard, r->origin))
		return 403;
	if (comes_from_elsewhere(r))
		return 403;
	*why = "Only GET and HEAD are answered.";
	if (!str_eq(r->method, STR("GET")) && !str_eq(r->method, STR("HEAD")) &&
	    !(str_eq(r->method, STR("POST")) && str_eq(r->target, STR("/_soleus/open"))))
		return 405;
	*why = "The address is too long.";
	if (r->target.n > GUARD_PATH_LIMIT)
		return 414;
	*why = "The address is no plain path.";
	if (r->target.n == 0 || r->target.p[0] != '/' || !decode(r->target, a, path) ||
	    has_dot_parts(*path))
		return 400;
	return 0;
}
