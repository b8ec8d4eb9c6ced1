/* view.h - one document as its template sees it.
 *
 * In: the const course, plan, theme and templates (a publisher), and what is being made: a page of
 * the site or a document of a book.  Out: the schemas templates are compiled against, and the
 * values their names have in this document: addresses relative to it, words in its language. */
#ifndef SOLEUS_VIEW_H
#define SOLEUS_VIEW_H

#include "plan.h"
#include "template/template.h"

/* A place in the contents list of an article. */
struct heading {
	struct str id, title; /* title: markup */
	int level;
	struct heading *first, *next; /* children, and the next of the same level */
};

enum view_template {
	TEMPLATE_HOME,
	TEMPLATE_ARTICLE,
	TEMPLATE_PAGE,
	TEMPLATE_POST,
	TEMPLATE_MODULE,
	TEMPLATE_BLOG,
	TEMPLATE_TAXONOMY,
	TEMPLATE_TERM,
	TEMPLATE_PEOPLE,
	TEMPLATE_PERSON,
	TEMPLATE_QUIZ,
	TEMPLATE_DISCLAIMER,
	TEMPLATE_NOT_FOUND,
	TEMPLATE_REDIRECT,
	TEMPLATE_CHAPTER,
	TEMPLATE_BOOK_TITLE,
	TEMPLATE_BOOK_DISCLAIMER,
	TEMPLATE_COVER,
	TEMPLATE_COUNT
};

/* All that is const while documents are made. */
struct publisher {
	const struct course *course;
	const struct plan *plan;
	const struct theme *theme;
	struct template_host host;
	struct template_set *set;
	const struct template *templates[TEMPLATE_COUNT];
	struct map directives; /* name -> const struct template */
	struct arena arena;
};

/* The questions of one lesson on the page of its module. */
struct quiz_group {
	const struct article *article;
	struct str questions; /* markup */
};

struct view {
	const struct publisher *publisher;
	struct arena *arena;
	const struct output *output;   /* the page of the site; NULL in books */
	const struct book_index *book; /* NULL on the site */
	const char *kind;              /* page.kind */
	struct str url;   /* the document's own address, below the site or in the book */
	struct str title; /* page.title */
	struct str language;
	const struct article *article; /* whose text is shown, NULL when none */
	struct str content;            /* its markup */
	const struct heading *contents;
	struct {
		struct quiz_group *v;
		size_t n, cap;
	} quiz; /* of a page of all questions */
};

/* A directive on its way through templates/directives/. */
struct directive_view {
	const struct node *node;
	const struct directive_parts *parts;
	bool answering; /* of a quiz in a book: its answer is written, at the end of the chapter */
};

/* The view of an output, without content yet; arena lives as long as the view. */
void view_init(
    struct view *view, const struct publisher *p, const struct output *output, struct arena *a);
/* The address of another place of the site, written for this document (absolute from inside a
 * book). */
struct str view_link(const struct view *view, struct str url);
struct str view_absolute(const struct view *view, struct str url);
struct str view_word(const struct view *view, const char *key);
/* <title>: this page, then the book or the site. */
struct str view_title_full(const struct view *view);
struct str view_description(const struct view *view);
/* The page above it in the breadcrumbs, NULL when that is the home page. */
const struct output *view_parent(const struct view *view);
/* What a page of the site is called in links. */
struct str output_title(const struct view *view, const struct output *output);
/* "urn:uuid:…", the same for every edition of the book. */
void book_identifier_of(const struct config *config, const struct book *book, struct buf *out);
/* The newest date of its articles, else the publish date. */
date book_date(const struct course *course, const struct book_index *book);
/* A flat file in a book, with a plain name as old readers want them, that no other path has:
 * anatomy/soleus becomes anatomy__soleus, and any other byte but a-z 0-9 - . its number. */
struct str book_file_name(struct arena *a, const char *before, struct str path, const char *after);
/* The file of an article's chapter: the same in every book. */
struct str book_chapter_name(struct arena *a, const struct article *article);
/* Whether the book has the article; *number is its chapter, from 0.  number may be NULL. */
bool book_find(const struct book_index *book, const struct article *article, size_t *number);
/* What readers call a taxonomy: the word taxonomy_ID, else its id with a capital. */
struct str taxonomy_title(const struct view *view, const struct taxonomy *taxonomy);
/* Whether a language is written from right to left. */
bool language_is_rtl(struct str language);

#endif
