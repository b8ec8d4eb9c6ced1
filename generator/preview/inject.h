/* inject.h - the one difference between what `build` writes and what `serve` answers.
 *
 * In: a finished page or chapter.  Out: the same bytes with script elements before </body>; the
 * last one carries what the script must know of this page as data attributes.  Nothing injected is
 * ever written to a disk. */
#ifndef SOLEUS_INJECT_H
#define SOLEUS_INJECT_H

#include "base/arena.h"

/* What the browser is told; empty strings are left out. */
struct injection {
	const char *script; /* preview.js or desk.js */
	struct str token;
	struct str url;    /* the page's address on this server */
	struct str source; /* its article's file */
	struct str why;    /* why it would not be published: draft, future, unreviewed */
	struct str date;   /* for future: when it will be */
	struct str twin;   /* a page's chapter in a book; a chapter's page on the site */
	struct str state;  /* stale: older than its source, which has errors; failed: no page yet */
	size_t generation;
};

/* Puts it into the document; one without </body> stays as it is. */
void inject(struct buf *document, const struct injection *injection);

#endif
