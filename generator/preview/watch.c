/* watch.c - inotify to wake up, stat to know; see watch.h.  The only file with Linux's own calls.
 */
#include "watch.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/inotify.h>
#endif

#include "base/memory.h"

enum { LOOK_MS = 400, LOOK_ANYWAY_MS = 2000, NAMES = 64 };

static const char *const folders[] = { "content", "templates", "theme" };
enum { FOLDERS = sizeof(folders) / sizeof(folders[0]) };

struct watch {
	struct arena arenas[2]; /* of this look and the one before */
	struct fs_list files;   /* sorted by path within each folder */
	struct str root;
	int fd, now;
	int cost_ms;           /* of the last look */
	struct arena places;   /* of where */
	struct str_list where; /* the folder of each note, by its number */
	struct arena names;    /* of named */
	struct str_list named; /* the files that notes named since the last look */
	bool whole;            /* they named more than files: look at everything */
};

/* ---- notes of the kernel ------------------------------------------------------------------ */

/* A file of a folder was named.  Hidden names are not ours; at the top only folders are. */
static void
name_file(struct watch *w, struct str folder, struct str name)
{
	struct str path;

	if (folder.n == 0 || name.n == 0 || name.p[0] == '.' || name.p[0] == '#' ||
	    name.p[name.n - 1] == '~')
		return;
	path = fs_join(&w->names, folder, name);
	if (w->named.n == 0 || !str_eq(w->named.v[w->named.n - 1], path))
		*ARENA_PUSH(&w->names, &w->named) = path;
	w->whole |= w->named.n > NAMES;
}

static void
forget_names(struct watch *w)
{
	arena_reset(&w->names);
	w->named = (struct str_list){ 0 };
	w->whole = false;
}

#if defined(__linux__)
static int
notes_open(void)
{
	return inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
}

/* The number of the folder's notes; 0 when there is no such folder, -1 when there is no room. */
static int
notes_add(int fd, struct arena *a, struct str root, struct str path)
{
	const uint32_t mask = IN_CREATE | IN_CLOSE_WRITE | IN_MODIFY | IN_MOVED_FROM | IN_MOVED_TO |
			      IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ATTRIB | IN_ONLYDIR;
	int number = inotify_add_watch(fd, arena_str(a, fs_join(a, root, path)).p, mask);

	return number < 0 && (errno == ENOENT || errno == ENOTDIR) ? 0 : number;
}

static void
notes_read(struct watch *w)
{
	const uint32_t plain = IN_CREATE | IN_CLOSE_WRITE | IN_MODIFY | IN_MOVED_TO |
			       IN_MOVED_FROM | IN_DELETE | IN_ATTRIB;
	_Alignas(struct inotify_event) char notes[4096];
	ssize_t n;

	while (w->fd >= 0 && (n = read(w->fd, notes, sizeof(notes))) > 0)
		for (const char *p = notes; p < notes + n;) {
			const struct inotify_event *note = (const void *)p;

			p += sizeof(*note) + note->len;
			if ((note->mask & ~plain) != 0 || note->wd < 0 || note->len == 0 ||
			    (size_t)note->wd >= w->where.n)
				w->whole = true;
			else
				name_file(w, w->where.v[note->wd], str_of(note->name));
		}
}
#else
static int
notes_open(void)
{
	return -1;
}

static int
notes_add(int fd, struct arena *a, struct str root, struct str path)
{
	(void)fd, (void)a, (void)root, (void)path;
	return -1;
}

static void
notes_read(struct watch *w)
{
	w->whole = w->fd >= 0;
}
#endif

/* Adding a folder twice is the same as once.  Without room for all of them, none: half a watch
 * would look like a whole one. */
static void
note_folder(struct watch *w, struct arena *a, struct str path)
{
	int number = w->fd >= 0 ? notes_add(w->fd, a, w->root, path) : 0;

	if (number < 0) {
		close(w->fd);
		w->fd = -1;
		return;
	}
	if (number == 0)
		return;
	while (w->where.n <= (size_t)number)
		*ARENA_PUSH(&w->places, &w->where) = STR("");
	if (!str_eq(w->where.v[number], path))
		w->where.v[number] = arena_str(&w->places, path);
}

/* ---- looking ------------------------------------------------------------------------------ */

struct watch *
watch_new(struct str root, bool clock)
{
	struct watch *w = memory_zero(1, sizeof(*w));

	w->root = root;
	w->fd = clock ? -1 : notes_open();
	return w;
}

void
watch_free(struct watch *w)
{
	if (w->fd >= 0)
		close(w->fd);
	arena_release(&w->arenas[0]);
	arena_release(&w->arenas[1]);
	arena_release(&w->places);
	arena_release(&w->names);
	free(w);
}

int
watch_fd(const struct watch *w)
{
	return w->fd;
}

void
watch_drain(struct watch *w)
{
	notes_read(w);
}

int
watch_interval(const struct watch *w)
{
	int least = w->fd >= 0 ? LOOK_ANYWAY_MS : LOOK_MS;

	return w->cost_ms * 20 > least ? w->cost_ms * 20 : least;
}

static int64_t
milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int
compare(const struct fs_file *a, const struct fs_file *b)
{
	return str_cmp(a->path, b->path);
}

static int
compare_files(const void *a, const void *b)
{
	return compare(a, b);
}

static void
report(struct watch *w, struct arena *a, struct str_list *changed, const struct fs_file *file)
{
	if (file->folder)
		note_folder(w, a, file->path);
	else
		*ARENA_PUSH(a, changed) = arena_str(a, file->path);
}

static bool
is_same(const struct fs_file *a, const struct fs_file *b)
{
	return a->size == b->size && a->mtime == b->mtime && a->folder == b->folder;
}

/* Both lists are sorted: what is in one only, or different in both, is a change.  Gives whether
 * there is a new folder, into which files may have come before its notes began. */
static bool
report_changes(
    struct watch *w, const struct fs_list *after, struct arena *a, struct str_list *changed)
{
	const struct fs_list *before = &w->files;
	size_t i = 0, k = 0;
	bool folder = false;

	while (i < before->n || k < after->n) {
		int order = i == before->n  ? 1
			    : k == after->n ? -1
					    : compare(&before->v[i], &after->v[k]);

		if (order < 0) {
			report(w, a, changed, &before->v[i++]);
		} else if (order > 0) {
			folder |= after->v[k].folder;
			report(w, a, changed, &after->v[k++]);
		} else {
			if (!is_same(&before->v[i], &after->v[k]))
				report(w, a, changed, &after->v[k]);
			i++, k++;
		}
	}
	return folder;
}

/* The tops are watched from the first look on, and whenever one comes. */
static void
note_tops(struct watch *w, struct arena *a)
{
	note_folder(w, a, STR(""));
	for (size_t i = 0; i < FOLDERS; i++)
		note_folder(w, a, str_of(folders[i]));
}

bool
watch_look(struct watch *w, struct arena *a, struct str_list *changed)
{
	int64_t start = milliseconds();
	struct arena *arena = &w->arenas[1 - w->now];
	struct fs_list files = { 0 };
	struct diag ignored = { 0 }; /* what cannot be read is told when it is loaded */
	bool ok = true, folder;

	for (size_t i = 0; i < FOLDERS; i++)
		ok &= fs_walk(w->root, str_of(folders[i]), arena, &files, &ignored);
	diag_release(&ignored);
	if (files.n > 0)
		qsort(files.v, files.n, sizeof(files.v[0]), compare_files);
	if (w->fd >= 0)
		note_tops(w, a);
	folder = report_changes(w, &files, a, changed);
	w->files = files;
	arena_reset(&w->arenas[w->now]);
	forget_names(w);
	w->now = 1 - w->now;
	w->cost_ms = (int)(milliseconds() - start);
	return ok && !folder;
}

static struct fs_file *
find(const struct watch *w, struct str path)
{
	struct fs_file wanted = { .path = path };

	if (w->files.n == 0)
		return NULL;
	return bsearch(&wanted, w->files.v, w->files.n, sizeof(wanted), compare_files);
}

bool
watch_glance(struct watch *w, struct arena *a, struct str_list *changed)
{
	if (w->whole || w->named.n == 0)
		return false;
	for (size_t i = 0; i < w->named.n; i++) {
		struct fs_file *known = find(w, w->named.v[i]), now;

		if (known == NULL || known->folder || !fs_stat(w->root, w->named.v[i], &now) ||
		    now.folder)
			return false;
		if (known->size != now.size || known->mtime != now.mtime) {
			*ARENA_PUSH(a, changed) = arena_str(a, known->path);
			known->size = now.size;
			known->mtime = now.mtime;
		}
	}
	forget_names(w);
	return true;
}

const struct fs_list *
watch_files(const struct watch *w)
{
	return &w->files;
}

bool
watch_is_empty(const struct watch *w, struct str path)
{
	const struct fs_file *found = find(w, path);

	return found != NULL && found->size == 0;
}
