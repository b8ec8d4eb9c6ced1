/* source.h - an author's text, fit to work on.
 *
 * In: a file.  Out: its text, checked (UTF-8, no character XML forbids), without a byte order mark,
 * with lines ended by a line feed only; lines and columns are still those of the file.  Every text
 * that the generator reads comes in here. */
#ifndef SOLEUS_SOURCE_H
#define SOLEUS_SOURCE_H

#include "diag.h"

/* Reads root/path, at most FS_TEXT_LIMIT bytes.  out->text lives in the arena; out->path is path.
 */
bool source_read(
    struct str root, struct str path, struct arena *a, struct source *out, struct diag *diag);
/* The same checks and changes for text that is in memory. */
bool source_accept(struct source *source, struct diag *diag);

#endif
