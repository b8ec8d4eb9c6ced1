/* target.h - what a reference in a finished document points at.
 *
 * In: the path of the document in its publication (a site's folder, a book's archive) and the text
 * of an href or src.  Out: a path in the same publication and a fragment, or that it leads out of
 * it.  RFC 3986 section 5, without a base: paths are paths. */
#ifndef SOLEUS_TARGET_H
#define SOLEUS_TARGET_H

#include "base/arena.h"

enum target_kind {
	TARGET_ELSEWHERE, /* an address outside: not ours to check */
	TARGET_HERE,      /* the document itself */
	TARGET_FILE,      /* path: a file of the publication */
	TARGET_BAD        /* an address that cannot work: why says it */
};

struct target {
	enum target_kind kind;
	struct str path;     /* decoded, normal; a folder means its index.html */
	struct str fragment; /* decoded, without '#' */
	const char *why;
};

/* base_url: where the publication will stand ("https://example.org/calf/"), so that full addresses
 * and those from the server's root can be told; empty in books.  Results live in the arena. */
struct target target_find(
    struct str base_url, struct str document, struct str reference, struct arena *a);

#endif
