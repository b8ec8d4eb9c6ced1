/* stage.c - the output folder; see stage.h.
 *
 * OUTPUT/.soleus holds lock (one build at a time), manifest (what we wrote), new/ (what is staged)
 * and, during a commit, journal.  Before the journal nothing outside of .soleus has changed; from
 * the journal on every step can be done again, so whoever opens the folder next finishes it.  The
 * journal and the manifest are synced to the disk; pages are not, as a page that a power cut spoils
 * differs from its hash and is written anew by the next build. */
#include "stage.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/memory.h"
#include "formats/digest.h"
#include "manifest.h"

#define FOLDER ".soleus"
#define NEW FOLDER "/new"
#define LOCK FOLDER "/lock"
#define MANIFEST FOLDER "/manifest"
#define JOURNAL FOLDER "/journal"

static const size_t list_limit = (size_t)1 << 30, file_limit = (size_t)2 << 30;
/* What is no part of a published folder, wherever it stands in it. */
static const char *const not_published[] = { FOLDER, ".git", NULL };

enum slot_state { SLOT_EMPTY, SLOT_UNCHANGED, SLOT_STAGED };

struct slot {
	char *path; /* owned */
	struct digest digest;
	uint64_t size;
	enum slot_state state;
};

struct stage {
	struct arena arena;
	struct str output, staged; /* absolute: the folder, and NEW in it */
	struct str name;           /* the folder as the user called it */
	struct manifest old;
	struct map old_files; /* path: its struct manifest_file in old */
	struct slot *slots;
	size_t n;
	struct manifest next; /* what is to be done; made by settle() */
	struct map next_files;
	bool settled, fine, published, made, begun;
	int lock;
};

static struct pos
place(const struct source *file)
{
	return (struct pos){ .source = file };
}

static struct str
text_of(const char *s)
{
	return s != NULL ? str_of(s) : STR("");
}

static struct str
slot_path(const struct slot *slot)
{
	return text_of(slot->path);
}

/* ---- doing what a journal says; again, when need be --------------------------------------------
 */

/* What one file of the list looks like on the disk, without following links. */
static enum fs_kind
look_whole(struct str output, struct str path)
{
	struct str reached;
	enum fs_kind kind = fs_look(output, path, &reached);

	return reached.n == path.n || kind != FS_FILE ? kind : FS_NOTHING;
}

/* Whether the published file still has the bytes that we wrote. */
static bool
is_ours(struct str output, const struct manifest_file *f)
{
	struct arena scratch = { 0 };
	struct diag ignored = { 0 };
	struct digest digest;
	struct str bytes;
	bool ours = false;

	if (look_whole(output, f->path) == FS_FILE &&
	    fs_read(output, f->path, file_limit, &scratch, &bytes, &ignored)) {
		digest = digest_of(bytes);
		ours = bytes.n == f->size && digest_eq(&digest, &f->digest);
	}
	diag_release(&ignored);
	arena_release(&scratch);
	return ours;
}

/* Removes a file of ours and the folders that this leaves empty; the folders also when the file is
 * gone already, as they are what an interrupted commit left. */
static bool
remove_stale(struct str output, const struct manifest_file *f, struct diag *diag)
{
	if (look_whole(output, f->path) != FS_NOTHING && !is_ours(output, f))
		return true;
	return fs_remove(output, f->path, diag);
}

/* Puts a staged file in its place, if it is still staged. */
static bool
put_in_place(struct str output, const struct manifest_file *f, bool again, struct diag *diag)
{
	struct arena scratch = { 0 };
	struct str from = fs_join(&scratch, STR(NEW), f->path);
	bool ok = true;

	if (look_whole(output, from) == FS_FILE) {
		struct manifest_file staged = *f;

		staged.path = from;
		if (again && !is_ours(output, &staged)) /* a power cut: the next build mends it */
			ok = fs_remove(output, from, diag);
		else
			ok = fs_rename(output, from, f->path, diag);
	}
	arena_release(&scratch);
	return ok;
}

static bool
perform(struct str output, const struct manifest *list, bool again, struct diag *diag)
{
	struct buf text = { 0 };
	bool ok = true;

	for (size_t i = 0; ok && i < list->n; i++)
		if (list->v[i].mark == MARK_CLEAR)
			ok = remove_stale(output, &list->v[i], diag);
	for (size_t i = 0; ok && i < list->n; i++)
		if (list->v[i].mark == MARK_PUT)
			ok = put_in_place(output, &list->v[i], again, diag);
	for (size_t i = 0; ok && i < list->n; i++)
		if (list->v[i].mark == MARK_REMOVE)
			ok = remove_stale(output, &list->v[i], diag);
	manifest_write(list, false, &text);
	ok = ok && fs_write_durably(output, STR(MANIFEST), buf_view(&text), diag) &&
	     fs_remove(output, STR(JOURNAL), diag) && fs_remove_tree(output, STR(NEW), diag);
	buf_release(&text);
	return ok;
}

/* ---- opening -----------------------------------------------------------------------------------
 */

/* Reads the manifest or the journal; *found is false when there is none. */
static bool
read_list(struct stage *s, struct str path, struct manifest *out, bool *found, struct diag *diag)
{
	struct source file = { .path = fs_join(&s->arena, s->name, path) };
	bool journal = str_eq(path, STR(JOURNAL));
	struct str text;

	*found = fs_look(s->output, path, NULL) != FS_NOTHING;
	if (!*found)
		return true;
	if (!fs_read(s->output, path, list_limit, &s->arena, &text, diag))
		return false;
	if (manifest_read(text, journal, &s->arena, out))
		return true;
	diag_add(diag, MSG_OUTPUT_LIST_BROKEN, place(&file),
	    "the list of what soleus wrote into '%.*s' is damaged", STR_ARG(s->name));
	diag_help(diag, "remove the folder '%.*s' and build again", STR_ARG(s->name));
	return false;
}

static bool
roll_forward(struct stage *s, struct diag *diag)
{
	struct manifest list = { 0 };
	bool found;

	if (!read_list(s, STR(JOURNAL), &list, &found, diag))
		return false;
	return !found || perform(s->output, &list, true, diag);
}

/* Whether the folder holds files, hidden ones apart; *example is one of them. */
static bool
has_files(struct str output, struct arena *a, struct str *example)
{
	struct diag ignored = { 0 };
	struct fs_list list = { 0 };
	bool files = !fs_walk(output, STR(""), a, &list, &ignored);

	*example = files ? STR("a link or a folder that cannot be read") : STR("");
	for (size_t i = 0; !files && i < list.n; i++)
		if (!list.v[i].folder) {
			files = true;
			*example = list.v[i].path;
		}
	diag_release(&ignored);
	return files;
}

static bool
refuse(struct diag *diag, struct str name, const char *what)
{
	struct source file = { .path = name };

	diag_add(diag, MSG_OUTPUT_REFUSED, place(&file), "%s", what);
	diag_help(diag, "name another folder with --output, or remove this one");
	return false;
}

/* The folder itself: there, a folder, ours or empty. */
static bool
take_folder(struct stage *s, struct diag *diag)
{
	struct str name = s->name, parent, example;
	size_t slash = name.n;

	while (slash > 0 && name.p[slash - 1] != '/')
		slash--;
	parent = str_sub(name, 0, slash);
	switch (fs_look(parent, str_from(name, slash), NULL)) {
	case FS_NOTHING: s->made = true; break;
	case FS_FOLDER: break;
	case FS_LINK: return refuse(diag, name, "the output folder is a symbolic link");
	default: return refuse(diag, name, "the output is to be a folder, but this is none");
	}
	if (s->made && !fs_make_folders(name, STR(""), diag)) /* name may lead up with ".." */
		return false;
	s->output = fs_real_path(&s->arena, name);
	s->staged = fs_join(&s->arena, s->output, STR(NEW));
	switch (fs_look(s->output, STR(FOLDER), NULL)) {
	case FS_NOTHING:
	case FS_FOLDER: break;
	default: return refuse(diag, name, "'" FOLDER "' in the output folder is no folder");
	}
	if (fs_exists(s->output, STR(MANIFEST)) || fs_exists(s->output, STR(JOURNAL)) ||
	    !has_files(s->output, &s->arena, &example))
		return true;
	refuse(diag, name, "the output folder holds files that soleus did not write");
	diag_help(diag,
	    "soleus publishes into an empty folder or one of its own (here stands %.*s): name "
	    "another with --output, or move these files away",
	    STR_ARG(example));
	return false;
}

static bool
take_lock(struct stage *s, struct diag *diag)
{
	struct source file = { .path = s->name };

	if (!fs_lock(s->output, STR(LOCK), &s->lock, diag))
		return false;
	if (s->lock >= 0)
		return true;
	diag_add(diag, MSG_OUTPUT_BUSY, place(&file),
	    "another soleus is writing into this folder just now");
	diag_help(diag, "wait until it is done, then build again");
	return false;
}

struct stage *
stage_open(struct str output, size_t slots, struct diag *diag)
{
	struct stage *s = memory_zero(1, sizeof(*s));

	s->lock = -1;
	s->name = output;
	while (s->name.n > 1 && s->name.p[s->name.n - 1] == '/')
		s->name.n--;
	s->name = arena_str(&s->arena, s->name);
	s->slots = memory_zero(slots > 0 ? slots : 1, sizeof(*s->slots));
	s->n = slots;
	s->begun = true; /* until all is as a build may find it, closing changes nothing */
	if (!take_folder(s, diag) || !take_lock(s, diag) || !roll_forward(s, diag) ||
	    !fs_remove_tree(s->output, STR(NEW), diag) ||
	    !read_list(s, STR(MANIFEST), &s->old, &s->published, diag)) {
		stage_close(s);
		return NULL;
	}
	manifest_index(&s->old, &s->arena, &s->old_files);
	s->begun = false;
	return s;
}

void
stage_close(struct stage *s)
{
	struct diag ignored = { 0 };

	if (s == NULL)
		return;
	if (!s->begun) {
		fs_remove_tree(s->output, STR(NEW), &ignored);
		if (!s->published) /* leave no trace; the lock last, while we have it */
			fs_remove_tree(s->output, STR(FOLDER), &ignored);
	}
	if (s->made && !s->published && !s->begun) /* the folder, if nobody put anything in */
		fs_remove(STR(""), fs_join(&s->arena, s->output, STR("x")), &ignored);
	fs_unlock(s->lock);
	for (size_t i = 0; i < s->n; i++)
		free(s->slots[i].path);
	free(s->slots);
	diag_release(&ignored);
	arena_release(&s->arena);
	free(s);
}

/* ---- staging -----------------------------------------------------------------------------------
 */

static bool
refuse_path(struct diag *diag, struct str path)
{
	struct source file = { .path = path };

	diag_add(diag, MSG_OUTPUT_PATH, place(&file),
	    "soleus writes no file of this name into the output folder");
	diag_help(diag, "rename it with letters, digits, hyphens and dots");
	return false;
}

/* Something that is not ours stands where path is to go. */
static bool
refuse_place(struct diag *diag, struct str path, struct str reached)
{
	struct source file = { .path = path };

	diag_add(diag, MSG_OUTPUT_FOREIGN, place(&file),
	    "'%.*s' stands in the output folder, but soleus did not write it", STR_ARG(reached));
	diag_help(diag, "move it out of the output folder, or delete it, and build again");
	return false;
}

/* Whether a staged file may go over what is published under its name. */
static bool
may_replace(const struct stage *s, struct str path, struct diag *diag)
{
	struct str reached;
	enum fs_kind kind = fs_look(s->output, path, &reached);

	if (kind == FS_LINK || kind == FS_OTHER)
		return refuse_place(diag, path, reached);
	if (kind == FS_FILE && map_get(&s->old_files, reached) == NULL)
		return refuse_place(diag, path, reached);
	return true;
}

static void
note(struct slot *slot, struct str path, struct str bytes, enum slot_state state)
{
	slot->path = memory_alloc(path.n + 1);
	memcpy(slot->path, path.p, path.n);
	slot->path[path.n] = '\0';
	slot->digest = digest_of(bytes);
	slot->size = bytes.n;
	slot->state = state;
}

static bool
is_published(const struct stage *s, struct str path, struct str bytes)
{
	return look_whole(s->output, path) == FS_FILE && fs_same(s->output, path, bytes);
}

bool
stage_put(struct stage *s, size_t slot, struct str path, struct str bytes, struct diag *diag)
{
	struct arena scratch = { 0 };
	bool ok;

	if (!manifest_path_is_good(path))
		return refuse_path(diag, path);
	if (is_published(s, path, bytes)) {
		note(&s->slots[slot], path, bytes, SLOT_UNCHANGED);
		return true;
	}
	ok = may_replace(s, path, diag) &&
	     fs_write(s->output, fs_join(&scratch, STR(NEW), path), bytes, diag);
	if (ok)
		note(&s->slots[slot], path, bytes, SLOT_STAGED);
	arena_release(&scratch);
	return ok;
}

struct str
stage_folder(const struct stage *s)
{
	return s->staged;
}

bool
stage_adopt(struct stage *s, size_t slot, struct str path, struct diag *diag)
{
	struct arena scratch = { 0 };
	struct str bytes;
	bool ok, same;

	if (!manifest_path_is_good(path))
		return refuse_path(diag, path);
	ok = fs_read(s->staged, path, file_limit, &scratch, &bytes, diag);
	if (ok) {
		same = is_published(s, path, bytes);
		note(&s->slots[slot], path, bytes, same ? SLOT_UNCHANGED : SLOT_STAGED);
		ok = same ? fs_remove(s->staged, path, diag) : may_replace(s, path, diag);
	}
	arena_release(&scratch);
	return ok;
}

bool
stage_read(const struct stage *s, struct str path, size_t limit, struct arena *a, struct str *out,
    struct diag *diag)
{
	bool staged = look_whole(s->staged, path) == FS_FILE;

	return fs_read(staged ? s->staged : s->output, path, limit, a, out, diag);
}

/* ---- settling: what a commit would do ----------------------------------------------------------
 */

static bool
collect_slots(struct stage *s, struct diag *diag)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct slot *slot = &s->slots[i];

		if (slot->state == SLOT_EMPTY)
			continue;
		*ARENA_PUSH(&s->arena, &s->next) = (struct manifest_file){
			.path = slot_path(slot),
			.digest = slot->digest,
			.size = slot->size,
			.mark = slot->state == SLOT_STAGED ? MARK_PUT : MARK_KEEP,
		};
	}
	manifest_sort(&s->next);
	for (size_t i = 1; i < s->next.n; i++)
		if (str_eq(s->next.v[i - 1].path, s->next.v[i].path)) {
			struct source file = { .path = s->next.v[i].path };

			diag_add(diag, MSG_OUTPUT_PATH, place(&file),
			    "two outputs of this build have this one name");
			return false;
		}
	return true;
}

/* All folders on the way to the files of a list, and with them the files. */
static void
collect_parents(struct manifest *list, struct arena *a, struct map *parents)
{
	for (size_t i = 0; i < list->n; i++) {
		struct str path = list->v[i].path;

		for (size_t at = str_find_char(path, 0, '/'); at < path.n;
		    at = str_find_char(path, at + 1, '/'))
			*map_at(parents, a, str_sub(path, 0, at)) = list;
	}
}

/* Whether a stale file keeps a new one from its place: a file where a folder must be, or below a
 * folder where a file must be. */
static bool
is_in_the_way(struct str path, const struct map *files, const struct map *parents)
{
	if (map_get(parents, path) != NULL)
		return true;
	for (size_t at = str_find_char(path, 0, '/'); at < path.n;
	    at = str_find_char(path, at + 1, '/'))
		if (map_get(files, str_sub(path, 0, at)) != NULL)
			return true;
	return false;
}

/* Marks what an earlier build wrote and this one did not, if it is still as we wrote it. */
static void
collect_stale(struct stage *s, struct diag *diag)
{
	struct map files = { 0 }, parents = { 0 };
	struct manifest stale = { 0 };

	manifest_index(&s->next, &s->arena, &files);
	collect_parents(&s->next, &s->arena, &parents);
	for (size_t i = 0; i < s->old.n; i++) {
		struct manifest_file f = s->old.v[i];
		struct source file = { .path = f.path };

		if (map_get(&files, f.path) != NULL || look_whole(s->output, f.path) == FS_NOTHING)
			continue;
		f.mark = is_in_the_way(f.path, &files, &parents) ? MARK_CLEAR : MARK_REMOVE;
		if (is_ours(s->output, &f)) {
			*ARENA_PUSH(&s->arena, &stale) = f;
			continue;
		}
		diag_add(diag, MSG_OUTPUT_CHANGED, place(&file),
		    "this file is not needed any more, but somebody changed it since soleus "
		    "wrote it: left where it is");
		diag_help(diag, "delete it, or move it out of the output folder");
	}
	for (size_t i = 0; i < stale.n; i++)
		*ARENA_PUSH(&s->arena, &s->next) = stale.v[i];
	manifest_sort(&s->next);
	manifest_index(&s->next, &s->arena, &s->next_files);
}

static bool
is_leaving(const struct stage *s, struct str path)
{
	const struct manifest_file *f = map_get(&s->next_files, path);

	return f != NULL && (f->mark == MARK_CLEAR || f->mark == MARK_REMOVE);
}

/* A folder stands where a file is to go: it must become empty. */
static bool
will_vanish(struct stage *s, struct str folder, struct diag *diag)
{
	static const char *const nothing[] = { NULL };
	struct fs_list list = { 0 };
	struct map parents = { 0 };
	struct manifest leaving = { 0 };

	if (!fs_walk_all(s->output, folder, nothing, &s->arena, &list, diag))
		return false;
	for (size_t i = 0; i < s->next.n; i++)
		if (is_leaving(s, s->next.v[i].path))
			*ARENA_PUSH(&s->arena, &leaving) = s->next.v[i];
	collect_parents(&leaving, &s->arena, &parents);
	if (map_get(&parents, folder) == NULL)
		return refuse_place(diag, folder, folder);
	for (size_t i = 0; i < list.n; i++)
		if (list.v[i].folder ? map_get(&parents, list.v[i].path) == NULL
				     : !is_leaving(s, list.v[i].path))
			return refuse_place(diag, folder, list.v[i].path);
	return true;
}

/* Whether path can be put or removed; found out before anything is moved. */
static bool
can_move(struct stage *s, const struct manifest_file *f, struct diag *diag)
{
	struct str reached, folder = f->path;
	enum fs_kind kind = fs_look(s->output, f->path, &reached);
	struct source file = { .path = f->path };

	if (kind == FS_FOLDER && !will_vanish(s, f->path, diag))
		return false;
	if (kind == FS_FILE && reached.n < f->path.n && !is_leaving(s, reached))
		return refuse_place(diag, f->path, reached);
	if (kind == FS_LINK || kind == FS_OTHER)
		return refuse_place(diag, f->path, reached);
	do { /* the nearest folder that is there is the one that changes */
		while (folder.n > 0 && folder.p[folder.n - 1] != '/')
			folder.n--;
		folder = str_sub(folder, 0, folder.n > 0 ? folder.n - 1 : 0);
	} while (folder.n > 0 && fs_look(s->output, folder, NULL) != FS_FOLDER);
	if (fs_is_writable(s->output, folder))
		return true;
	diag_add(diag, MSG_FILE_SYSTEM, place(&file),
	    "cannot put this file in place: no permission to change the folder '%.*s%s%.*s'",
	    STR_ARG(s->name), folder.n > 0 ? "/" : "", STR_ARG(folder));
	return false;
}

/* Once, when all is staged: from then on next says what a commit does. */
static bool
settle(struct stage *s, struct diag *diag)
{
	if (s->settled)
		return s->fine;
	s->settled = true;
	s->fine = collect_slots(s, diag);
	if (!s->fine)
		return false;
	collect_stale(s, diag);
	for (size_t i = 0; i < s->next.n; i++)
		if (s->next.v[i].mark != MARK_KEEP)
			s->fine &= can_move(s, &s->next.v[i], diag);
	return s->fine;
}

static void
overlay_add(struct arena *a, struct str path, struct str root, struct str_list *paths,
    struct str_list *roots)
{
	*ARENA_PUSH(a, paths) = path;
	*ARENA_PUSH(a, roots) = root;
}

bool
stage_overlay(struct stage *s, struct arena *a, struct str_list *paths, struct str_list *roots,
    struct diag *diag)
{
	struct fs_list old = { 0 }, new = { 0 };
	size_t i = 0, j = 0;

	if (!settle(s, diag) || !fs_walk_all(s->output, STR(""), not_published, a, &old, diag) ||
	    !fs_walk_all(s->staged, STR(""), not_published, a, &new, diag))
		return false;
	while (i < old.n || j < new.n) {
		int order = i == old.n ? 1 : j == new.n ? -1 : 0;

		if (order == 0)
			order = str_cmp(old.v[i].path, new.v[j].path);
		if (order < 0) {
			if (!old.v[i].folder && !is_leaving(s, old.v[i].path))
				overlay_add(a, old.v[i].path, s->output, paths, roots);
		} else if (!new.v[j].folder) {
			overlay_add(a, new.v[j].path, s->staged, paths, roots);
		}
		i += order <= 0;
		j += order >= 0;
	}
	return true;
}

/* ---- committing --------------------------------------------------------------------------------
 */

static void
sum_up(const struct stage *s, struct stage_summary *summary)
{
	*summary = (struct stage_summary){ 0 };
	for (size_t i = 0; i < s->next.n; i++) {
		const struct manifest_file *f = &s->next.v[i];

		switch (f->mark) {
		case MARK_KEEP: summary->unchanged++; break;
		case MARK_PUT:
			summary->written++;
			summary->bytes += f->size;
			break;
		default: summary->removed++;
		}
	}
}

/* Whether the manifest already says what it will say. */
static bool
is_known(const struct stage *s)
{
	if (!s->published || s->next.n != s->old.n)
		return false;
	for (size_t i = 0; i < s->next.n; i++) {
		const struct manifest_file *a = &s->next.v[i], *b = &s->old.v[i];

		if (a->mark != MARK_KEEP || !str_eq(a->path, b->path) || a->size != b->size ||
		    !digest_eq(&a->digest, &b->digest))
			return false;
	}
	return true;
}

bool
stage_commit(struct stage *s, struct stage_summary *summary, struct diag *diag)
{
	struct buf journal = { 0 };
	bool ok;

	if (!settle(s, diag))
		return false;
	sum_up(s, summary);
	if (is_known(s))
		return true;
	manifest_write(&s->next, true, &journal);
	ok = fs_write_durably(s->output, STR(JOURNAL), buf_view(&journal), diag);
	buf_release(&journal);
	if (!ok) { /* a journal without the staged files must not stay */
		fs_remove(s->output, STR(JOURNAL ".part"), diag);
		s->begun = !fs_remove(s->output, STR(JOURNAL), diag);
		return false;
	}
	s->begun = true; /* what is staged belongs to the journal now */
	return perform(s->output, &s->next, false, diag);
}
