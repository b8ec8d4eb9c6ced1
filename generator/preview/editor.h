/* editor.h - opens a file in the author's editor, and a page in the author's browser.
 *
 * In: SOLEUS_EDITOR, a command with {file}, {line} and {column} in it; else VISUAL or EDITOR when
 * it names an editor with windows of its own; else what the desktop opens files with.  Out: a
 * program started, or not.  No shell is involved: the command is split at blanks and its words
 * become arguments.  It comes from the author's own environment, never from the project. */
#ifndef SOLEUS_EDITOR_H
#define SOLEUS_EDITOR_H

#include "base/arena.h"

/* path: absolute.  False when nothing could be started. */
bool editor_open(struct str path, unsigned line, unsigned column);
bool editor_browse(struct str address);

#endif
