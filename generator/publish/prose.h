/* prose.h - an article's text in a document: addresses, pictures and directives filled in.
 *
 * In: a view and the article's tree.  Out: the view's content and contents list.  This is where the
 * Markdown hooks meet the course: what a link means comes from course/links, how it is written from
 * the view, so one tree serves the site and every book. */
#ifndef SOLEUS_PROSE_H
#define SOLEUS_PROSE_H

#include "view.h"

/* Pictures a chapter shows, each once, in order of first use. */
struct media_list {
	const struct media **v;
	size_t n, cap;
};

/* Fills view->content and view->contents from the tree of view->article.  used may be NULL; its
 * memory is the view's arena. */
bool prose_write(
    struct view *view, const struct node *tree, struct media_list *used, struct diag *diag);

/* Adds the questions of an article to view->quiz: of a page that is not the article's own. */
bool prose_quizzes(
    struct view *view, const struct article *article, const struct node *tree, struct diag *diag);

/* Where a picture stands inside a book: images/anatomy__soleus__knee.svg; and its PNG twin. */
struct str book_media_name(struct arena *a, const struct media *media);
struct str book_raster_name(struct arena *a, const struct media *media);

#endif
