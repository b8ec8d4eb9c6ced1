/* manifest.h - the list of files that soleus wrote into an output folder, as text.
 *
 *     soleus manifest 1
 *     SHA-256 SIZE PATH            one line a file, sorted by the bytes of the paths
 *     end 1                        how many; what is cut off is noticed
 *
 * A journal is the same list under its own first line, each line led by a mark: what a commit does
 * with the file.  Neither is trusted: paths that lead out of the folder make the whole unreadable.
 */
#ifndef SOLEUS_MANIFEST_H
#define SOLEUS_MANIFEST_H

#include <stdint.h>

#include "base/map.h"
#include "formats/digest.h"

enum manifest_mark {
	MARK_KEEP = '=',  /* as it was published */
	MARK_PUT = '+',   /* staged: to be renamed into place */
	MARK_CLEAR = '!', /* stale, and in the way of a new one: to be removed before the renames */
	MARK_REMOVE = '-', /* stale: to be removed after them */
};

struct manifest_file {
	struct str path;
	struct digest digest;
	uint64_t size;
	char mark; /* enum manifest_mark; MARK_KEEP in a manifest */
};

struct manifest {
	struct manifest_file *v;
	size_t n, cap;
};

/* Whether path is one that soleus may write: relative, with no empty, "." or ".." part, none called
 * ".soleus", no control character or backslash, at most 1,000 bytes. */
bool manifest_path_is_good(struct str path);
/* By the bytes of the paths. */
void manifest_sort(struct manifest *m);
/* Appends the text; a manifest leaves out the files that are to go. */
void manifest_write(const struct manifest *m, bool journal, struct buf *out);
/* Reads it back; the paths are copied.  False when the text is not whole and sound. */
bool manifest_read(struct str text, bool journal, struct arena *a, struct manifest *out);
/* From paths to their files. */
void manifest_index(struct manifest *m, struct arena *a, struct map *out);

#endif
