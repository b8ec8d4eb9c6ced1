/* proof.h - one finished document, read: does it carry the notice, and where does it point?
 *
 * In: the bytes of an HTML or XHTML document, the files of its publication, the words of the notice
 * in each language.  Out: messages; the document's ids; the anchors of other documents it names, to
 * be looked up when all are read; the elements that style sheets must not hide. */
#ifndef SOLEUS_PROOF_H
#define SOLEUS_PROOF_H

#include "base/diag.h"
#include "base/map.h"
#include "chain.h"
#include "rules.h"

/* A file of a site or a book. */
struct proof_file {
	struct str path, root; /* root: the folder it lies in; empty in a book */
	bool document;         /* of HTML or XHTML */
	bool read;             /* to its end: its ids are known */
	bool listed;           /* a reader may load it: in a book, the package lists it */
	const uint64_t *ids;   /* map_hash() of each, sorted */
	size_t n;
};

/* A site's folder or a book's archive; const while its documents are read. */
struct publication {
	const struct verify_rules *rules;
	struct str base_url; /* empty in a book */
	bool book;
	struct map files; /* path: struct proof_file */
};

/* "to" must have an element with this id. */
struct proof_anchor {
	const struct proof_file *from, *to;
	uint64_t id;
	uint32_t offset; /* of the tag that points there, in from */
};

/* Where a worker leaves what it found. */
struct proof_notes {
	struct arena arena; /* ids and anchors */
	struct chain chain;
	struct {
		struct proof_anchor *v;
		size_t n, cap;
	} anchors;
	struct arena scratch;
	struct buf text;
	struct diag diag;
};

void proof_notes_release(struct proof_notes *notes);

/* Reads one document; messages go to notes->diag. */
void proof_read(const struct publication *p, struct proof_file *file, const struct source *document,
    struct proof_notes *notes);
/* Reads a feed or a map of the site: each address of the site in it must be there. */
void proof_read_list(
    const struct publication *p, const struct source *list, struct proof_notes *notes);
/* Whether a document has an element of this id. */
bool proof_has_id(const struct proof_file *file, uint64_t id);
/* Checks one reference at pos, outside of documents too: false after a message.  *to, unless NULL,
 * is the file, NULL when it leads elsewhere. */
bool proof_reference(const struct publication *p, struct str from, struct str reference,
    struct pos pos, struct arena *scratch, const struct proof_file **to, struct diag *diag);

#endif
