/* fs.h - files: whole reads, sorted walks, careful writes.
 *
 * In: paths.  Out: bytes, lists, changed disks; the only door to the file system.  A failure is a
 * message (MSG_FILE_SYSTEM and its kin) that names the path, and false.  Paths are made of a root,
 * trusted because the user named it, and a relative path below it.  Symbolic links below a root are
 * followed when they stay in it and refused otherwise. */
#ifndef SOLEUS_FS_H
#define SOLEUS_FS_H

#include "diag.h"

enum { FS_TEXT_LIMIT = 4 << 20 }; /* bytes of an article, template or data file */

struct fs_file {
	struct str path; /* below the root, separated by '/' */
	bool folder;
	uint64_t size;
	int64_t mtime; /* nanoseconds since the epoch */
};

struct fs_list {
	struct fs_file *v;
	size_t n, cap;
};

/* a/b in the arena; either may be empty. */
struct str fs_join(struct arena *a, struct str folder, struct str path);
/* The whole of root/path, at most limit bytes, followed by a NUL that does not count. */
bool fs_read(struct str root, struct str path, size_t limit, struct arena *a, struct str *out,
    struct diag *diag);
/* All files and folders below root/path, sorted by the bytes of their paths, folders before what
 * they hold.  Names that begin with '.' or end in '~' are not seen.  A missing root/path is an
 * empty list. */
bool fs_walk(
    struct str root, struct str path, struct arena *a, struct fs_list *out, struct diag *diag);
/* The same with hidden names, except what stands in the NULL-terminated list without, at any depth.
 */
bool fs_walk_all(struct str root, struct str path, const char *const *without, struct arena *a,
    struct fs_list *out, struct diag *diag);
/* What stands at root/path when no link below root is followed. */
enum fs_kind { FS_NOTHING, FS_FILE, FS_FOLDER, FS_LINK, FS_OTHER };
/* Anything but a folder on the way ends the search; *reached (may be NULL) is where. */
enum fs_kind fs_look(struct str root, struct str path, struct str *reached);
/* Whether this process may add and remove names in the folder. */
bool fs_is_writable(struct str root, struct str path);
bool fs_exists(struct str root, struct str path);
/* What stat says of root/path, through links; false when there is no such thing, without a message.
 */
bool fs_stat(struct str root, struct str path, struct fs_file *out);
/* Whether the file holds exactly these bytes; any failure is a no. */
bool fs_same(struct str root, struct str path, struct str bytes);

/* Takes root/path, made when it is not there, for this process until it ends or unlocks.  False
 * after a message; true and *fd -1 when another process has it. */
bool fs_lock(struct str root, struct str path, int *fd, struct diag *diag);
void fs_unlock(int fd);

/* Makes root/path and the folders on the way. */
bool fs_make_folders(struct str root, struct str path, struct diag *diag);
/* Writes a new file, or over an old one, making folders on the way; not atomic. */
bool fs_write(struct str root, struct str path, struct str bytes, struct diag *diag);
/* The same under a temporary name, synced to the disk, then renamed: whole or not at all. */
bool fs_write_durably(struct str root, struct str path, struct str bytes, struct diag *diag);
/* Moves within one file system, over what stands there, making folders on the way. */
bool fs_rename(struct str root, struct str from, struct str to, struct diag *diag);
/* Removes a file if it is there, then the folders above it that are empty, up to the root. */
bool fs_remove(struct str root, struct str path, struct diag *diag);
/* Removes root/path and all below it; symbolic links are removed, not followed. */
bool fs_remove_tree(struct str root, struct str path, struct diag *diag);
/* Asks the system to put a folder's names on the disk. */
bool fs_sync_folder(struct str root, struct str path, struct diag *diag);
/* The absolute path without links; empty when there is none. */
struct str fs_real_path(struct arena *a, struct str path);

#endif
