/* parity.h - well-formed XML that an HTML parser could read as another tree is found here.
 *
 * In: the tags, texts and comments of one document in order, as an XML scan reports them.  Out:
 * what a browser or an HTML reader would see otherwise, in words.  A `<textarea/>`, a `<div>`
 * inside a
 * `<p>`, an upper-case `<TEMPLATE>`, a comment that begins with `>`: to XML all is fine, to HTML
 * the rest of the page is swallowed or moved.  WHATWG HTML, section 13.2 "Parsing HTML documents".
 */
#ifndef SOLEUS_PARITY_H
#define SOLEUS_PARITY_H

#include "formats/xml.h"

enum { PARITY_DEPTH = 257 };

struct parity_entry {
	const struct parity_element *element; /* NULL: no name that HTML knows */
	unsigned inside;                      /* what stands around it, itself included */
};

struct parity {
	struct parity_entry open[PARITY_DEPTH];
	size_t depth;
	bool head, body; /* seen */
};

/* What is outside of the tags: the document type and nothing else of its kind; no character that
 * would let a reader take the bytes for another encoding.  NULL when all is well, else what is
 * wrong; *offset is where. */
const char *parity_check_text(struct str document, size_t *offset);

/* Each gives NULL, or what is wrong with the tag, text or comment. */
const char *parity_start(struct parity *p, const struct xml_tag *tag);
const char *parity_end(struct parity *p, const struct xml_tag *tag);
const char *parity_text(struct parity *p, struct str text);
const char *parity_comment(struct parity *p, struct str text);

#endif
