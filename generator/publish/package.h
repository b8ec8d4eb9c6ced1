/* package.h - the files that make a zip of chapters an EPUB 3.3: container, package document,
 * navigation document and the NCX old readers want (https://www.w3.org/TR/epub-33/, NISO
 * Z39.86-2005).
 *
 * In: what the book holds, in reading order.  Out: XML written by libxml2, the same bytes every
 * time. */
#ifndef SOLEUS_PACKAGE_H
#define SOLEUS_PACKAGE_H

#include "view.h"

/* A document or other file of the book. */
struct book_item {
	struct str name; /* below EPUB/: anatomy__soleus.xhtml */
	struct str media_type;
	struct str properties; /* "nav", "svg", "cover-image": separated by blanks, may be empty */
	struct str title;      /* of documents in the spine; empty for other files */
	const struct heading *headings; /* second level of the contents */
};

struct package {
	const struct publisher *publisher;
	const struct book_index *book;
	const struct view *view;       /* any of the book: words and language */
	const struct book_item *items; /* documents in reading order first, then the rest */
	size_t n, documents;
	size_t body;   /* the first document after the front matter */
	bool pictures; /* some chapter shows one */
};

void package_container(struct buf *out);
void package_opf(const struct package *package, struct buf *out);
/* A whole document with one main, still without the notice. */
void package_nav(const struct package *package, struct buf *out);
void package_ncx(const struct package *package, struct buf *out);

#endif
