/* proof_book.h - a finished EPUB, opened again and read as a site is.
 *
 * In: an archive.  Out: messages, for every document in it by proof.h, for its style sheets by
 * sheet.h, and for a package that does not list what is there, or lists what is not (EPUB 3.3 OCF,
 * sections 3.3 and 5.6). */
#ifndef SOLEUS_PROOF_BOOK_H
#define SOLEUS_PROOF_BOOK_H

#include "proof.h"

/* Reads root/path; messages go to diag. */
void proof_book(
    const struct verify_rules *rules, struct str root, struct str path, struct diag *diag);

/* What kind of file it is, by its name and first bytes; for sites and books alike. */
enum proof_kind { PROOF_OTHER, PROOF_DOCUMENT, PROOF_STYLE, PROOF_BOOK };
/* head: the first bytes, up to PROOF_HEAD; looked at when the name does not tell. */
enum { PROOF_HEAD = 1024 };
enum proof_kind proof_kind_of(struct str path, struct str head);
/* Whether the name alone tells the kind. */
bool proof_kind_is_known(struct str path, enum proof_kind *kind);
/* Messages for the anchors of one document that lead nowhere; whether there is one, when document
 * is NULL. */
bool proof_anchors(const struct proof_notes *notes, const struct proof_file *from,
    const struct source *document, struct diag *diag);

#endif
