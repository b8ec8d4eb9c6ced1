/* manifest.c - the list of written files, to text and back; see manifest.h. */
#include "manifest.h"

#include <stdlib.h>

enum { PATH_LIMIT = 1000, HASH_DIGITS = 64 };

static struct str
first_line(bool journal)
{
	return journal ? STR("soleus journal 1") : STR("soleus manifest 1");
}

bool
manifest_path_is_good(struct str path)
{
	struct str rest = path;

	if (path.n == 0 || path.n > PATH_LIMIT || path.p[path.n - 1] == '/')
		return false;
	for (size_t i = 0; i < path.n; i++)
		if ((unsigned char)path.p[i] < 0x20 || path.p[i] == 0x7f || path.p[i] == '\\')
			return false;
	while (rest.n > 0) {
		struct str part = str_split(&rest, '/');

		if (part.n == 0 || str_eq(part, STR(".")) || str_eq(part, STR("..")) ||
		    str_eq(part, STR(".soleus")))
			return false;
	}
	return true;
}

static int
compare(const void *a, const void *b)
{
	const struct manifest_file *fa = a, *fb = b;

	return str_cmp(fa->path, fb->path);
}

void
manifest_sort(struct manifest *m)
{
	if (m->n > 0)
		qsort(m->v, m->n, sizeof(m->v[0]), compare);
}

static bool
is_going(const struct manifest_file *f)
{
	return f->mark == MARK_CLEAR || f->mark == MARK_REMOVE;
}

void
manifest_write(const struct manifest *m, bool journal, struct buf *out)
{
	size_t written = 0;

	buf_str(out, first_line(journal));
	buf_char(out, '\n');
	for (size_t i = 0; i < m->n; i++) {
		const struct manifest_file *f = &m->v[i];

		if (!journal && is_going(f))
			continue;
		if (journal)
			buf_printf(out, "%c ", f->mark);
		digest_add_hex(out, &f->digest, HASH_DIGITS);
		buf_printf(out, " %llu %.*s\n", (unsigned long long)f->size, STR_ARG(f->path));
		written++;
	}
	buf_printf(out, "end %zu\n", written);
}

static bool
read_number(struct str digits, uint64_t *out)
{
	*out = 0;
	if (digits.n == 0 || digits.n > 18)
		return false;
	for (size_t i = 0; i < digits.n; i++) {
		if (digits.p[i] < '0' || digits.p[i] > '9')
			return false;
		*out = *out * 10 + (uint64_t)(digits.p[i] - '0');
	}
	return true;
}

static bool
read_mark(struct str *line, char *mark)
{
	struct str word = str_split(line, ' ');

	*mark = word.n == 1 ? word.p[0] : '\0';
	return *mark == MARK_KEEP || *mark == MARK_PUT || *mark == MARK_CLEAR ||
	       *mark == MARK_REMOVE;
}

static bool
read_file(struct str line, bool journal, struct arena *a, struct manifest_file *f)
{
	struct str digest, size;

	f->mark = MARK_KEEP;
	if (journal && !read_mark(&line, &f->mark))
		return false;
	digest = str_split(&line, ' ');
	size = str_split(&line, ' ');
	if (digest.n != HASH_DIGITS || !digest_parse_hex(digest, &f->digest) ||
	    !read_number(size, &f->size) || !manifest_path_is_good(line))
		return false;
	f->path = arena_str(a, line);
	return true;
}

bool
manifest_read(struct str text, bool journal, struct arena *a, struct manifest *out)
{
	uint64_t count;

	if (!str_eq(str_split(&text, '\n'), first_line(journal)))
		return false;
	while (text.n > 0) {
		struct str line = str_split(&text, '\n');
		struct manifest_file *f;

		if (str_starts(line, STR("end ")))
			return text.n == 0 && read_number(str_from(line, 4), &count) &&
			       count == out->n;
		f = ARENA_PUSH(a, out);
		if (!read_file(line, journal, a, f) ||
		    (out->n > 1 && str_cmp(out->v[out->n - 2].path, f->path) >= 0))
			return false;
	}
	return false;
}

void
manifest_index(struct manifest *m, struct arena *a, struct map *out)
{
	for (size_t i = 0; i < m->n; i++)
		*map_at(out, a, m->v[i].path) = &m->v[i];
}
