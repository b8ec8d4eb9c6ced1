/* watch.h - notices that something in the project's folders changed.
 *
 * In: a root.  Out: a file descriptor that becomes readable, and the list of what is different from
 * last time.  The kernel's notes (inotify, Linux) only say that it is worth looking; what changed
 * is found by comparing sizes and times, so editors may save as they like.  Where there are no
 * notes (other systems, network drives) the loop looks by the clock. */
#ifndef SOLEUS_WATCH_H
#define SOLEUS_WATCH_H

#include "base/fs.h"

struct watch;

/* clock: never ask the kernel. */
struct watch *watch_new(struct str root, bool clock);
void watch_free(struct watch *w);
/* To wait for; -1 when there are no notes. */
int watch_fd(const struct watch *w);
/* Takes the notes off the descriptor; what they name is looked at next. */
void watch_drain(struct watch *w);
/* How long to wait at most before looking without a note. */
int watch_interval(const struct watch *w);
/* Looks at what the notes named since the last look, when they named files that were there before:
 * an edit costs the same in a large course.  False when that will not do: look at everything. */
bool watch_glance(struct watch *w, struct arena *a, struct str_list *changed);
/* Looks at everything: adds the paths, from the root, of files that came, went or changed since the
 * last look to changed, whose memory is the arena.  The first look reports all files.  False when
 * there is a new folder, or one could not be read to the end: look again soon. */
bool watch_look(struct watch *w, struct arena *a, struct str_list *changed);
/* Whether a file just reported is empty: most likely somebody is about to write it. */
bool watch_is_empty(const struct watch *w, struct str path);
/* All files of the last look. */
const struct fs_list *watch_files(const struct watch *w);

#endif
