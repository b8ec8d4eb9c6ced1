/* references.h - content/references.yaml: what the course cites, in CSL's words as YAML.
 *
 * In: the file.  Out: checked entries, found by id; const from then on.  Identifiers are checked
 * offline: the form of a DOI, the check digit of an ISBN, the digits of a PMID. */
#ifndef SOLEUS_REFERENCES_H
#define SOLEUS_REFERENCES_H

#include "base/map.h"
#include "formats/yaml.h"

struct reference_author {
	struct str family, given;
	struct str literal; /* an organisation; then the others are empty */
};

struct reference {
	struct placed id;
	int type; /* article-journal, book, chapter, webpage */
	struct str title, container_title, container_short, volume, issue, page, issued;
	struct str publisher, place, edition, url;
	struct placed doi, isbn, pmid;
	struct yaml_rows authors, editors;
	bool et_al; /* there are more authors than are listed */
};

struct references {
	struct yaml_rows rows;
	struct map by_id;
};

/* Reads root/content/references.yaml if there is one; the arena keeps everything.  False after
 * errors. */
bool references_load(
    struct str root, struct references *references, struct arena *a, struct diag *diag);
/* By id; NULL when there is none. */
const struct reference *reference_find(const struct references *references, struct str id);
/* An entry nobody defined, with "did you mean". */
void reference_unknown(
    const struct references *references, struct str id, struct pos pos, struct diag *diag);

/* Appends markup in the style of the ICMJE (Vancouver): authors, title, where, when, identifier. */
void reference_write(const struct reference *reference, struct buf *out);
/* "Karamanidis and Epro 2019", for author-date marks. */
void reference_write_short(const struct reference *reference, struct buf *out);

#endif
