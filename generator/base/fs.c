/* fs.c - the door to the file system; see fs.h. */
#include "fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "memory.h"

enum { PATH_LIMIT = 4096, DEPTH_LIMIT = 64 };

/* A path as the system wants it, on the stack. */
struct system_path {
	char text[PATH_LIMIT];
};

/* Whether a step of the path is "..", which leads out of where it should stay. */
static bool
climbs(struct str path)
{
	while (path.n > 0)
		if (str_eq(str_split(&path, '/'), STR("..")))
			return true;
	return false;
}

static bool
compose(struct system_path *out, struct str root, struct str path)
{
	bool slash = root.n > 0 && path.n > 0 && root.p[root.n - 1] != '/';

	if (root.n + path.n + 2 > PATH_LIMIT || memchr(path.p, '\0', path.n) != NULL) {
		errno = ENAMETOOLONG;
		return false;
	}
	if (climbs(path)) {
		errno = EINVAL;
		return false;
	}
	memcpy(out->text, root.p, root.n);
	if (slash)
		out->text[root.n] = '/';
	memcpy(out->text + root.n + slash, path.p, path.n);
	out->text[root.n + slash + path.n] = '\0';
	if (root.n + path.n == 0)
		memcpy(out->text, ".", 2);
	return true;
}

static bool
fail(struct diag *diag, const char *what, struct str path, int error)
{
	struct source file = { .path = path };

	diag_add(diag, MSG_FILE_SYSTEM, (struct pos){ .source = &file }, "cannot %s: %s", what,
	    strerror(error));
	return false;
}

struct str
fs_join(struct arena *a, struct str folder, struct str path)
{
	if (folder.n == 0)
		return path;
	if (path.n == 0)
		return folder;
	return arena_printf(a, "%.*s%s%.*s", STR_ARG(folder),
	    folder.p[folder.n - 1] == '/' ? "" : "/", STR_ARG(path));
}

struct str
fs_real_path(struct arena *a, struct str path)
{
	struct system_path name;
	char *real = compose(&name, path, STR("")) ? realpath(name.text, NULL) : NULL;
	struct str copy = STR("");

	if (real != NULL)
		copy = arena_str(a, str_of(real));
	free(real);
	return copy;
}

/* Whether path, once its links are followed, is still below root. */
static bool
stays_inside(struct str root, struct str path)
{
	struct arena scratch = { 0 };
	struct str top = fs_real_path(&scratch, root);
	struct str real = fs_real_path(&scratch, fs_join(&scratch, root, path));
	bool inside = top.n > 0 && str_starts(real, top) &&
		      (real.n == top.n || real.p[top.n] == '/' || top.n == 1);

	arena_release(&scratch);
	return inside;
}

static bool
refuse_link(struct diag *diag, struct str path)
{
	struct source file = { .path = path };

	diag_add(diag, MSG_FILE_LINK_OUTSIDE, (struct pos){ .source = &file },
	    "this symbolic link leads out of the project");
	diag_help(diag, "copy what it leads to into the project: a course is complete in itself");
	return false;
}

static bool
refuse_dead_link(struct diag *diag, struct str path, int error)
{
	fail(diag, "follow this symbolic link", path, error);
	diag_help(diag, "put the file itself in its place, or take the link away");
	return false;
}

static bool
refuse_kind(struct diag *diag, struct str path)
{
	struct source file = { .path = path };

	diag_add(diag, MSG_FILE_SYSTEM, (struct pos){ .source = &file },
	    "this is no ordinary file that can be read");
	diag_help(
	    diag, "it is a folder, a pipe or a device: take it away, or put a file in its place");
	return false;
}

static enum fs_kind
look_once(const char *name)
{
	struct stat st;

	if (lstat(name, &st) != 0)
		return errno == ENOENT ? FS_NOTHING : FS_OTHER;
	if (S_ISDIR(st.st_mode))
		return FS_FOLDER;
	return S_ISREG(st.st_mode) ? FS_FILE : S_ISLNK(st.st_mode) ? FS_LINK : FS_OTHER;
}

enum fs_kind
fs_look(struct str root, struct str path, struct str *reached)
{
	enum fs_kind kind = FS_FOLDER;
	struct system_path name;
	size_t at = 0;

	while (kind == FS_FOLDER && at < path.n) {
		at = str_find_char(path, at + 1, '/');
		kind = compose(&name, root, str_sub(path, 0, at)) ? look_once(name.text) : FS_OTHER;
	}
	if (reached != NULL)
		*reached = str_sub(path, 0, at);
	return kind;
}

static struct str
folder_of(struct str path)
{
	while (path.n > 0 && path.p[path.n - 1] != '/')
		path.n--;
	return str_sub(path, 0, path.n > 0 ? path.n - 1 : 0);
}

/* Whether nothing on the way to path is a link: nothing is changed behind one. */
static bool
way_is_free(struct str root, struct str path, struct diag *diag)
{
	struct str reached;
	struct source file;

	if (fs_look(root, folder_of(path), &reached) != FS_LINK)
		return true;
	file = (struct source){ .path = reached };
	diag_add(diag, MSG_FILE_LINK_OUTSIDE, (struct pos){ .source = &file },
	    "this is a symbolic link; nothing is written or removed through one");
	return false;
}

static bool
read_all(int fd, char *p, size_t n)
{
	while (n > 0) {
		ssize_t got = read(fd, p, n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			errno = got == 0 ? EIO : errno;
			return false;
		}
		p += got;
		n -= (size_t)got;
	}
	return true;
}

/* Opens for reading; where a link is on the way, where it leads is looked at first. */
static int
open_inside(struct str root, struct str path, struct diag *diag)
{
	struct system_path name;
	int fd = -1;

	if (fs_look(root, path, NULL) == FS_LINK && fs_exists(root, path) &&
	    !stays_inside(root, path)) {
		refuse_link(diag, path);
		return -1;
	}
	if (compose(&name, root, path))
		fd = open(name.text, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		fail(diag, "read this file", path, errno);
	return fd;
}

bool
fs_read(struct str root, struct str path, size_t limit, struct arena *a, struct str *out,
    struct diag *diag)
{
	struct source file = { .path = path };
	struct stat st;
	char *p = NULL;
	bool ok;
	int fd = open_inside(root, path, diag);

	if (fd < 0)
		return false;
	ok = fstat(fd, &st) == 0;
	if (ok && !S_ISREG(st.st_mode)) {
		close(fd);
		return refuse_kind(diag, path);
	}
	if (ok && (uintmax_t)st.st_size > limit) {
		close(fd);
		diag_add(diag, MSG_FILE_TOO_LARGE, (struct pos){ .source = &file },
		    "this file has %ju bytes; soleus reads %ju (%.1f MiB) at most",
		    (uintmax_t)st.st_size, (uintmax_t)limit, (double)limit / 1048576.0);
		diag_help(diag, "divide it, or keep large things out of it");
		return false;
	}
	if (ok) {
		p = arena_alloc(a, (size_t)st.st_size + 1);
		ok = read_all(fd, p, (size_t)st.st_size);
	}
	if (!ok)
		fail(diag, "read this file", path, errno);
	else
		*out = (struct str){ p, (size_t)st.st_size };
	close(fd);
	return ok;
}

static void
describe(const struct stat *st, struct fs_file *out)
{
	out->folder = S_ISDIR(st->st_mode);
	out->size = (uint64_t)st->st_size;
	out->mtime = (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
}

bool
fs_stat(struct str root, struct str path, struct fs_file *out)
{
	struct system_path name;
	struct stat st;

	if (!compose(&name, root, path) || stat(name.text, &st) != 0)
		return false;
	describe(&st, out);
	out->path = path;
	return true;
}

bool
fs_exists(struct str root, struct str path)
{
	struct fs_file file;

	return fs_stat(root, path, &file);
}

static int
compare_names(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* What a walk goes by: without is NULL for a walk that leaves hidden names out. */
struct walk {
	struct str root;
	const char *const *without;
	struct arena *arena;
	struct fs_list *out;
	struct diag *diag;
};

static bool
is_seen(const struct walk *w, struct str name)
{
	if (w->without == NULL)
		return name.p[0] != '.' && name.p[name.n - 1] != '~' && name.p[0] != '#';
	for (size_t i = 0; w->without[i] != NULL; i++)
		if (str_eq(name, str_of(w->without[i])))
			return false;
	return !str_eq(name, STR(".")) && !str_eq(name, STR(".."));
}

/* The names in one folder, sorted. */
static bool
list_folder(const struct walk *w, struct str path, struct str_list *names)
{
	struct system_path name;
	struct dirent *entry;
	DIR *folder;
	int error;

	folder = compose(&name, w->root, path) ? opendir(name.text) : NULL;
	if (folder == NULL)
		return fail(w->diag, "list this folder", path, errno);
	errno = 0;
	while ((entry = readdir(folder)) != NULL) {
		if (is_seen(w, str_of(entry->d_name)))
			*ARENA_PUSH(w->arena, names) = arena_str(w->arena, str_of(entry->d_name));
		errno = 0;
	}
	error = errno;
	closedir(folder);
	if (error != 0)
		return fail(w->diag, "list this folder", path, error);
	if (names->n > 0)
		qsort(names->v, names->n, sizeof(names->v[0]), compare_names);
	return true;
}

static bool walk_folder(const struct walk *w, struct str path, int depth);

static bool
walk_entry(const struct walk *w, struct str path, int depth)
{
	struct system_path name;
	struct fs_file *file;
	struct stat st;

	if (!compose(&name, w->root, path) || lstat(name.text, &st) != 0)
		return fail(w->diag, "read this file", path, errno);
	if (S_ISLNK(st.st_mode)) {
		if (stat(name.text, &st) != 0)
			return refuse_dead_link(w->diag, path, errno);
		if (!stays_inside(w->root, path))
			return refuse_link(w->diag, path);
	}
	if (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
		return refuse_kind(w->diag, path);
	file = ARENA_PUSH(w->arena, w->out);
	file->path = path;
	describe(&st, file);
	return !file->folder || walk_folder(w, path, depth + 1);
}

static bool
walk_folder(const struct walk *w, struct str path, int depth)
{
	struct str_list names = { 0 };
	bool ok = true;

	if (depth > DEPTH_LIMIT)
		return fail(w->diag, "go deeper into this folder", path, ELOOP);
	if (!list_folder(w, path, &names))
		return false;
	for (size_t i = 0; i < names.n; i++)
		ok &= walk_entry(w, fs_join(w->arena, path, names.v[i]), depth);
	return ok;
}

static bool
walk(const struct walk *w, struct str path)
{
	if (!fs_exists(w->root, path))
		return true;
	if (path.n > 0 && !stays_inside(w->root, path))
		return refuse_link(w->diag, path);
	return walk_folder(w, path, 0);
}

bool
fs_walk(struct str root, struct str path, struct arena *a, struct fs_list *out, struct diag *diag)
{
	return walk(&(struct walk){ root, NULL, a, out, diag }, path);
}

bool
fs_walk_all(struct str root, struct str path, const char *const *without, struct arena *a,
    struct fs_list *out, struct diag *diag)
{
	return walk(&(struct walk){ root, without, a, out, diag }, path);
}

bool
fs_is_writable(struct str root, struct str path)
{
	struct system_path name;

	return compose(&name, root, path) && access(name.text, W_OK | X_OK) == 0;
}

bool
fs_same(struct str root, struct str path, struct str bytes)
{
	struct system_path name;
	struct stat st;
	char chunk[16384];
	size_t at = 0;
	bool same;
	int fd = compose(&name, root, path) ? open(name.text, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
					    : -1;

	if (fd < 0)
		return false;
	same = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (uintmax_t)st.st_size == bytes.n;
	while (same && at < bytes.n) {
		size_t n = bytes.n - at < sizeof(chunk) ? bytes.n - at : sizeof(chunk);

		same = read_all(fd, chunk, n) && memcmp(chunk, bytes.p + at, n) == 0;
		at += n;
	}
	close(fd);
	return same;
}

bool
fs_make_folders(struct str root, struct str path, struct diag *diag)
{
	struct str shown = path.n > 0 ? path : root;
	struct system_path name;
	char *slash;

	if (!compose(&name, root, path))
		return fail(diag, "make this folder", shown, errno);
	if (mkdir(name.text, 0777) == 0 || errno == EEXIST)
		return true;
	for (slash = strchr(name.text + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(name.text, 0777) != 0 && errno != EEXIST)
			return fail(diag, "make this folder", str_of(name.text), errno);
		*slash = '/';
	}
	if (mkdir(name.text, 0777) != 0 && errno != EEXIST)
		return fail(diag, "make this folder", shown, errno);
	return true;
}

static bool
write_all(int fd, struct str bytes)
{
	while (bytes.n > 0) {
		ssize_t put = write(fd, bytes.p, bytes.n);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		bytes = str_from(bytes, (size_t)put);
	}
	return true;
}

static bool
write_file(struct str root, struct str path, struct str bytes, bool durably, struct diag *diag)
{
	const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW;
	struct system_path name;
	int fd = -1, error;

	if (!way_is_free(root, path, diag))
		return false;
	if (compose(&name, root, path))
		fd = open(name.text, flags, 0666);
	if (fd < 0 && errno == ENOENT) {
		if (!fs_make_folders(root, folder_of(path), diag))
			return false;
		fd = open(name.text, flags, 0666);
	}
	if (fd < 0)
		return fail(diag, "write this file", path, errno);
	error = write_all(fd, bytes) && (!durably || fsync(fd) == 0) ? 0 : errno;
	if (close(fd) != 0 && error == 0)
		error = errno;
	return error == 0 || fail(diag, "write this file", path, error);
}

bool
fs_write(struct str root, struct str path, struct str bytes, struct diag *diag)
{
	return write_file(root, path, bytes, false, diag);
}

bool
fs_write_durably(struct str root, struct str path, struct str bytes, struct diag *diag)
{
	struct arena scratch = { 0 };
	struct str part = arena_printf(&scratch, "%.*s.part", STR_ARG(path));
	bool ok = write_file(root, part, bytes, true, diag) && fs_rename(root, part, path, diag) &&
		  fs_sync_folder(root, folder_of(path), diag);

	arena_release(&scratch);
	return ok;
}

bool
fs_sync_folder(struct str root, struct str path, struct diag *diag)
{
	struct system_path name;
	bool ok;
	int fd = compose(&name, root, path) ? open(name.text, O_RDONLY | O_CLOEXEC) : -1;

	if (fd < 0)
		return fail(diag, "open this folder", path, errno);
	ok = fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP;
	if (!ok)
		fail(diag, "sync this folder", path, errno);
	close(fd);
	return ok;
}

bool
fs_rename(struct str root, struct str from, struct str to, struct diag *diag)
{
	struct system_path old, new;

	if (!way_is_free(root, from, diag) || !way_is_free(root, to, diag))
		return false;
	if (!compose(&old, root, from) || !compose(&new, root, to))
		return fail(diag, "name this file", to, errno);
	if (rename(old.text, new.text) == 0)
		return true;
	if (errno != ENOENT || !fs_exists(root, from))
		return fail(diag, "put this file in place", to, errno);
	if (!fs_make_folders(root, folder_of(to), diag))
		return false;
	return rename(old.text, new.text) == 0 || fail(diag, "put this file in place", to, errno);
}

bool
fs_remove(struct str root, struct str path, struct diag *diag)
{
	struct system_path name;

	if (!way_is_free(root, path, diag))
		return false;
	if (!compose(&name, root, path))
		return fail(diag, "remove this file", path, errno);
	if (unlink(name.text) != 0 && errno != ENOENT && errno != ENOTDIR)
		return fail(diag, "remove this file", path, errno);
	for (path = folder_of(path); path.n > 0; path = folder_of(path))
		if (!compose(&name, root, path) || (rmdir(name.text) != 0 && errno != ENOENT))
			break;
	return true;
}

static bool
remove_below(struct system_path *name, struct diag *diag)
{
	struct arena scratch = { 0 };
	struct str_list names = { 0 };
	struct str path = arena_str(&scratch, str_of(name->text));
	struct dirent *entry;
	DIR *folder = opendir(name->text);
	bool ok = true;

	while (folder != NULL && (entry = readdir(folder)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			*ARENA_PUSH(&scratch, &names) = arena_str(&scratch, str_of(entry->d_name));
	if (folder != NULL)
		closedir(folder);
	for (size_t i = 0; i < names.n; i++)
		ok &= fs_remove_tree(path, names.v[i], diag);
	arena_release(&scratch);
	return ok;
}

bool
fs_remove_tree(struct str root, struct str path, struct diag *diag)
{
	struct system_path name;
	struct stat st;
	bool ok;

	if (!compose(&name, root, path))
		return fail(diag, "remove this folder", path, errno);
	if (lstat(name.text, &st) != 0)
		return errno == ENOENT || fail(diag, "remove this folder", path, errno);
	if (!S_ISDIR(st.st_mode))
		return unlink(name.text) == 0 || fail(diag, "remove this file", path, errno);
	ok = remove_below(&name, diag);
	return ok && (rmdir(name.text) == 0 || fail(diag, "remove this folder", path, errno));
}

/* Whether the open file is still the one that has the name. */
static bool
is_current(int fd, const char *name)
{
	struct stat open_one, named;

	return fstat(fd, &open_one) == 0 && stat(name, &named) == 0 &&
	       open_one.st_dev == named.st_dev && open_one.st_ino == named.st_ino;
}

bool
fs_lock(struct str root, struct str path, int *fd, struct diag *diag)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	struct system_path name;

	*fd = -1;
	if (!fs_make_folders(root, folder_of(path), diag))
		return false;
	if (!compose(&name, root, path))
		return fail(diag, "lock this file", path, errno);
	while (*fd < 0) {
		*fd = open(name.text, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
		if (*fd < 0)
			return fail(diag, "lock this file", path, errno);
		if (fcntl(*fd, F_SETLK, &whole) != 0) {
			int error = errno;

			close(*fd);
			*fd = -1;
			return error == EACCES || error == EAGAIN ||
			       fail(diag, "lock this file", path, error);
		}
		if (!is_current(*fd, name.text)) { /* its last owner removed it meanwhile */
			close(*fd);
			*fd = -1;
		}
	}
	return true;
}

void
fs_unlock(int fd)
{
	if (fd >= 0)
		close(fd);
}
