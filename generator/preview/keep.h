/* keep.h - the last good bytes of pages, for while their sources have errors.
 *
 * In: pages as they are answered.  Out: the same, later.  Bounded in number and size: the page that
 * was asked for longest ago goes first. */
#ifndef SOLEUS_KEEP_H
#define SOLEUS_KEEP_H

#include "base/str.h"

enum { KEEP_PAGES = 64, KEEP_BYTES = 16 << 20 };

struct kept {
	struct buf url, bytes;
	size_t used; /* by the clock of the keep */
};

struct keep {
	struct kept pages[KEEP_PAGES];
	size_t n, bytes, clock;
};

void keep_put(struct keep *keep, struct str url, struct str bytes);
/* Adds the bytes of url to out; false when they are not here. */
bool keep_get(struct keep *keep, struct str url, struct buf *out);
void keep_release(struct keep *keep);

#endif
