/* notice.h - the medical disclaimer, put into a finished document below every theme.
 *
 * In: a rendered HTML or XHTML document and the words of its language.  Out: the same document with
 * the section id="medical-disclaimer" as the last thing inside its one main, put there by the byte
 * offset an XML scan found.  A document that cannot carry it (no main, two, not well-formed, the id
 * taken) is an error, never a document without it. */
#ifndef SOLEUS_NOTICE_H
#define SOLEUS_NOTICE_H

#include "base/diag.h"

struct notice {
	struct str language, direction; /* "en-GB", "ltr" */
	struct str title, full;         /* full: paragraphs separated by blank lines */
};

/* The section's markup; book: with epub:type. */
void notice_write(const struct notice *notice, bool book, struct buf *out);
/* The words a reader sees, heading first: what verify.h is told to look for. */
void notice_text(const struct notice *notice, struct buf *out);
/* Puts it into document, which messages call name.  False after a message. */
bool notice_insert(const struct notice *notice, bool book, struct str name, struct buf *document,
    struct diag *diag);

#endif
