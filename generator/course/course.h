/* course.h - the model: all articles, in order, with everything pages need of each other.
 *
 * In: a root folder.  Out: a course that is const from then on, so that any number of workers may
 * read it.  Articles are loaded in parallel; the index is made after that barrier.  Reading order:
 * modules as site.yaml lists them, in a module by weight, then path; posts newest first; pages by
 * path. */
#ifndef SOLEUS_COURSE_H
#define SOLEUS_COURSE_H

#include "article.h"
#include "base/map.h"
#include "formats/picture.h"

struct article_list {
	const struct article **v;
	size_t n, cap;
};

/* A file beside the articles that is published as it is. */
struct media {
	struct str path; /* content/anatomy/soleus/knee.svg */
	struct str url;  /* anatomy/soleus/knee.svg */
	struct picture picture;
	uint64_t size;
};

struct module_index {
	const struct module *module;
	struct article_list articles;
	size_t number;    /* from 1 */
	size_t questions; /* of all its articles */
};

struct term {
	struct str title, slug, key; /* key: how it sorts */
	struct article_list articles;
	const struct taxonomy *taxonomy;
};

struct taxonomy {
	struct str id;
	struct term **terms; /* sorted */
	size_t n;
	struct map by_slug;
};

struct person_index {
	const struct person *person;
	struct article_list articles;
};

struct book_index {
	const struct book *book;
	struct article_list articles; /* in reading order */
};

struct course_options {
	struct str root;
	date today;
	bool drafts; /* show what is not published yet */
	unsigned workers;
	const char *const *directives;
};

struct course {
	struct arena arena, index; /* index: what course_index() makes */
	struct course_options options;
	struct config *config;
	struct references references;
	struct muscles muscles;
	struct article **all; /* every file, by path; the course owns them */
	size_t all_n;
	struct article_list articles; /* the published ones, in reading order */
	struct article_list posts, pages, lessons;
	struct module_index *modules; /* as in the configuration */
	struct taxonomy *taxonomies;
	struct person_index *people;
	struct book_index *books;
	struct {
		struct media *v;
		size_t n, cap;
	} media;
	struct map by_path, media_by_path; /* article or media by path from the root */
	size_t drafts, future, unreviewed; /* how many stay out */
};

/* NULL when the configuration has errors.  When only articles have some, a course that knows its
 * files and no more: enough to look for further mistakes (links_check), not to publish. */
struct course *course_load(const struct course_options *options, struct diag *diag);
void course_free(struct course *course);

/* For the preview: puts articles loaded anew in the places of those with the same paths;
 * articles[i] is then the one that stood there, for the caller to free or to put back.  The index
 * is to be made anew after it, and whatever was made from the old one. */
void course_exchange(struct course *course, struct article **articles, size_t n);
/* Makes the index anew: orders, lists, terms.  False after errors. */
bool course_index(struct course *course, struct diag *diag);

struct article_options course_article_options(const struct course *course);
const struct module_index *course_module(const struct course *course, const struct module *module);
const struct person_index *course_person(const struct course *course, struct str id);
const struct term *course_term(const struct course *course, size_t taxonomy, struct str title);
/* The one before / after in its line (lessons of all modules; posts by date); NULL at the ends. */
const struct article *course_previous(const struct course *course, const struct article *article);
const struct article *course_next(const struct course *course, const struct article *article);

#endif
