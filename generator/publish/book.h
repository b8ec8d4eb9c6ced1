/* book.h - the e-books: chapters made beside the pages, then packed.
 *
 * In: the trees of articles while they are composed, then a barrier.  Out: one EPUB a book.
 * Chapters go deflated into a spool as they are made, so memory holds a few names a chapter;
 * pictures are packed once, for all books that show them. */
#ifndef SOLEUS_BOOK_H
#define SOLEUS_BOOK_H

#include "view.h"

/* All books of one build. */
struct shelf;

/* The spool's temporary file stands in folder.  NULL after a message. */
struct shelf *shelf_new(const struct publisher *p, struct str folder, struct diag *diag);
void shelf_free(struct shelf *shelf);

/* Rank 1: makes the chapter of an article in every book that has it.  Workers may call it for
 * different articles at the same time. */
bool shelf_chapters(struct shelf *shelf, const struct article *article, const struct node *tree,
    struct arena *scratch, struct diag *diag);
/* Rank 1 too: draws the cover for the book itself. */
bool shelf_cover(
    struct shelf *shelf, const struct book_index *book, struct arena *scratch, struct diag *diag);
/* After rank 1: how many pictures the books need; packing number i of them is safe in parallel. */
size_t shelf_pictures(struct shelf *shelf);
bool shelf_pack_picture(struct shelf *shelf, size_t i, struct diag *diag);
/* After that: writes the book to folder/path; books may be written in parallel. */
bool shelf_write(struct shelf *shelf, const struct book_index *book, struct str folder,
    struct str path, struct diag *diag);

/* The XHTML of one chapter as it stands in the book (the preview shows it). */
bool book_chapter(const struct publisher *p, const struct book_index *book,
    const struct article *article, const struct node *tree, struct arena *scratch, struct buf *out,
    struct diag *diag);
/* The cover, from the template book/cover.svg, in either of two sizes. */
enum { COVER_WIDTH = 1600, COVER_SMALL_WIDTH = 480 };
bool book_cover(const struct publisher *p, const struct book_index *book, int width,
    struct arena *scratch, struct buf *png, struct diag *diag);

#endif
