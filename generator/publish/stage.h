/* stage.h - the output folder: changed files only, all or nothing.
 *
 * In: paths and bytes, from any thread.  Out: a published folder that goes from one good state to
 * the next.  What changed is written to OUTPUT/.soleus/new/, verified there, and renamed into place
 * under a journal that a later start rolls forward; what an earlier build wrote and this one did
 * not is removed last, by the manifest; files that soleus did not write are never touched. */
#ifndef SOLEUS_STAGE_H
#define SOLEUS_STAGE_H

#include "base/diag.h"

struct stage;

struct stage_summary {
	size_t written, unchanged, removed;
	uint64_t bytes; /* of the files written */
};

/* Takes the output folder for a build of slots files; makes it when it is not there, rolls an
 * unfinished commit forward, refuses a folder with files but no manifest of ours, a locked one
 * (another build), and a symbolic link.  NULL after a message. */
struct stage *stage_open(struct str output, size_t slots, struct diag *diag);
/* Drops what is staged and leaves the output as it was, unless it was committed; frees. */
void stage_close(struct stage *s);

/* Output number slot is path with these bytes.  Unchanged ones are only noted.  Workers may call at
 * the same time for different slots; each slot once. */
bool stage_put(struct stage *s, size_t slot, struct str path, struct str bytes, struct diag *diag);
/* For files another writer makes (books): the absolute folder to write path below, … */
struct str stage_folder(const struct stage *s);
/* … then this takes it over: equal to what is published, it is dropped and only noted. */
bool stage_adopt(struct stage *s, size_t slot, struct str path, struct diag *diag);
/* What stands at path now, staged or published: for verification and for wholes made of parts. */
bool stage_read(const struct stage *s, struct str path, size_t limit, struct arena *a,
    struct str *out, struct diag *diag);

/* The paths that would be published, as they lie on the disk: staged over published, without those
 * that leave; foreign and hidden files included, but for .git.  Sorted; roots->v[i] is the folder
 * that paths->v[i] is in.  After it, nothing more is put. */
bool stage_overlay(struct stage *s, struct arena *a, struct str_list *paths, struct str_list *roots,
    struct diag *diag);

/* Journal, renames, removals, manifest.  False after a message; the next start finishes it. */
bool stage_commit(struct stage *s, struct stage_summary *summary, struct diag *diag);

#endif
