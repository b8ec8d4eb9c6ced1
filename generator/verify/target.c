/* target.c - references, resolved as a browser would; see target.h. */
#include "target.h"

enum { PARTS = 64 };

static bool
is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* The length of "scheme:", or 0. */
static size_t
scheme_length(struct str s)
{
	size_t i = 0;

	if (s.n == 0 || !is_letter(s.p[0]))
		return 0;
	while (i < s.n && (is_letter(s.p[i]) || (s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '+' ||
			      s.p[i] == '-' || s.p[i] == '.'))
		i++;
	return i < s.n && s.p[i] == ':' ? i + 1 : 0;
}

static bool
is_scheme(struct str s, const char *name)
{
	struct str n = str_of(name);

	if (s.n < n.n)
		return false;
	for (size_t i = 0; i < n.n; i++)
		if ((s.p[i] | 0x20) != (n.p[i] | 0x20))
			return false;
	return true;
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* %XX decoded; false when a '%' is not followed by two digits, or hides a NUL. */
static bool
decode(struct str s, struct arena *a, struct str *out)
{
	char *p;
	size_t n = 0;

	*out = s;
	if (str_find_char(s, 0, '%') == s.n)
		return true;
	p = arena_alloc(a, s.n + 1);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '%') {
			p[n++] = s.p[i];
			continue;
		}
		if (i + 2 >= s.n || hex(s.p[i + 1]) < 0 || hex(s.p[i + 2]) < 0)
			return false;
		p[n] = (char)(hex(s.p[i + 1]) * 16 + hex(s.p[i + 2]));
		if (p[n++] == '\0')
			return false;
		i += 2;
	}
	*out = (struct str){ p, n };
	return true;
}

static struct target
bad(const char *why)
{
	return (struct target){ .kind = TARGET_BAD, .why = why };
}

/* Joins the folder of the document and a relative path, without "." and "..". */
static struct target
normalise(struct str folder, struct str path, struct arena *a)
{
	struct str parts[PARTS], rest[2] = { folder, path };
	bool is_folder = path.n == 0 || path.p[path.n - 1] == '/';
	struct target t = { .kind = TARGET_FILE };
	size_t n = 0, length = 0;
	char *p;

	for (int side = 0; side < 2; side++)
		while (rest[side].n > 0) {
			struct str part = str_split(&rest[side], '/');

			is_folder |= rest[side].n == 0 && side == 1 &&
				     (str_eq(part, STR(".")) || str_eq(part, STR("..")));
			if (part.n == 0 || str_eq(part, STR(".")))
				continue;
			if (!str_eq(part, STR(".."))) {
				if (n == PARTS)
					return bad("has too many parts");
				parts[n++] = part;
				length += part.n + 1;
			} else if (n-- == 0) {
				return bad("leads above the top of the site or book");
			} else {
				length -= parts[n].n + 1;
			}
		}
	p = arena_alloc(a, length + sizeof("index.html"));
	t.path.p = p;
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			*p++ = '/';
		for (size_t j = 0; j < parts[i].n; j++)
			*p++ = parts[i].p[j];
	}
	if (is_folder) {
		struct str name = n > 0 ? STR("/index.html") : STR("index.html");

		for (size_t j = 0; j < name.n; j++)
			*p++ = name.p[j];
	}
	t.path.n = (size_t)(p - t.path.p);
	return t;
}

/* The part of a site's address from the server's root: "/calf/". */
static struct str
base_path(struct str base_url)
{
	size_t host = str_find(base_url, 0, STR("://")) + 3;

	return str_from(base_url, str_find_char(base_url, host, '/'));
}

static struct str
folder_of(struct str path)
{
	while (path.n > 0 && path.p[path.n - 1] != '/')
		path.n--;
	return path;
}

/* Full addresses: those of the publication itself are taken as paths in it. */
static bool
is_elsewhere(struct str base_url, struct str *reference, struct target *t)
{
	struct str top = base_url;

	*t = (struct target){ .kind = TARGET_ELSEWHERE };
	while (top.n > 0 && top.p[top.n - 1] == '/')
		top.n--;
	if (top.n > 0 && str_starts(*reference, top) &&
	    (reference->n == top.n || reference->p[top.n] == '/' || reference->p[top.n] == '#' ||
		reference->p[top.n] == '?')) {
		*reference = str_from(*reference, top.n);
		while (reference->n > 0 && reference->p[0] == '/')
			*reference = str_from(*reference, 1);
		return false;
	}
	if (is_scheme(*reference, "javascript:") || is_scheme(*reference, "vbscript:") ||
	    is_scheme(*reference, "file:"))
		*t = bad("is an address that no page or book may have");
	return true;
}

struct target
target_find(struct str base_url, struct str document, struct str reference, struct arena *a)
{
	struct str path, fragment = STR(""), folder = folder_of(document);
	struct target t;
	size_t hash;

	reference = str_trim(reference);
	if (scheme_length(reference) > 0) {
		if (is_elsewhere(base_url, &reference, &t))
			return t;
		folder = STR("");
	} else if (str_starts(reference, STR("//"))) {
		return (struct target){ .kind = TARGET_ELSEWHERE };
	} else if (str_starts(reference, STR("/"))) {
		struct str top = base_path(base_url);

		if (top.n == 0 || !str_starts(reference, top))
			return bad("begins at the server's root, outside of the site or book");
		reference = str_from(reference, top.n);
		folder = STR("");
	} else if (reference.n == 0 || reference.p[0] == '#') {
		folder = (struct str){ NULL, 0 };
	}
	hash = str_find_char(reference, 0, '#');
	path = str_sub(reference, 0, hash);
	path.n = str_find_char(path, 0, '?');
	if (!decode(str_from(reference, hash + 1), a, &fragment) || !decode(path, a, &path))
		return bad("has a '%' that is not followed by two hexadecimal digits");
	if (folder.p == NULL || (path.n == 0 && hash > 0 && reference.p[0] == '?'))
		t = (struct target){ .kind = TARGET_HERE };
	else
		t = normalise(folder, path, a);
	t.fragment = fragment;
	return t;
}
