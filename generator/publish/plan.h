/* plan.h - every output there will be, known before one is made.
 *
 * In: a const course and theme.  Out: a list of outputs with their addresses, in three ranks:
 * pages, then books, then wholes (feed, sitemap) made of all of them.  build composes the list,
 * serve looks one up, the link map asks it whether an address exists.  Two outputs with one address
 * are an error. */
#ifndef SOLEUS_PLAN_H
#define SOLEUS_PLAN_H

#include "course/course.h"
#include "theme.h"

enum output_kind {
	/* rank 1: pages and files, each by itself */
	OUTPUT_HOME,
	OUTPUT_ARTICLE,
	OUTPUT_MODULE,
	OUTPUT_BLOG,
	OUTPUT_TAXONOMY,
	OUTPUT_TERM,
	OUTPUT_PEOPLE,
	OUTPUT_PERSON,
	OUTPUT_QUIZ, /* all questions of a module */
	OUTPUT_DISCLAIMER,
	OUTPUT_NOT_FOUND,
	OUTPUT_REDIRECT,
	OUTPUT_COVER,
	OUTPUT_MEDIA,
	OUTPUT_ASSET,
	/* rank 2 */
	OUTPUT_BOOK,
	/* rank 3: wholes */
	OUTPUT_FEED,
	OUTPUT_SITEMAP,
	OUTPUT_ROBOTS,
	OUTPUT_KINDS
};

enum { BLOG_PAGE = 10 }; /* posts on one page of the blog */

struct output {
	enum output_kind kind;
	struct str path;               /* below the output folder: anatomy/soleus/index.html */
	struct str url;                /* below base_url: anatomy/soleus/ */
	struct str title;              /* of generated pages whose name is data; empty else */
	const struct article *article; /* shown by the page; the introduction of generated ones */
	const void
	    *about;    /* module_index, term, taxonomy, person_index, media, asset, book_index */
	size_t number; /* blog: page from 1; taxonomy and term: which taxonomy */
};

struct plan {
	struct arena arena;
	struct output *v;
	size_t n, cap;
	size_t books, wholes; /* where ranks 2 and 3 begin */
	size_t blog_pages;
	struct map by_url; /* url -> index + 1 */
};

/* Reports addresses that clash; NULL then. */
struct plan *plan_new(const struct course *course, const struct theme *theme, struct diag *diag);
void plan_free(struct plan *plan);

/* The output at an address ("blog/", "anatomy/soleus", "anatomy/soleus/index.html"); NULL when
 * none. */
const struct output *plan_find(const struct plan *plan, struct str url);
bool output_is_page(const struct output *output);

/* The address of a page of the blog, of a taxonomy, of a term, of a person. */
struct str plan_blog_url(struct arena *a, size_t number);
struct str plan_term_url(struct arena *a, const struct term *term);
struct str plan_person_url(struct arena *a, const struct person *person);
/* The page with all questions of a module: quiz/anatomy/. */
struct str plan_quiz_url(struct arena *a, const struct module *module);
struct str plan_cover_url(struct arena *a, const struct book *book);
struct str plan_book_url(struct arena *a, const struct book *book);

#endif
