/* config.h - content/site.yaml and content/reviews.yaml: what the editor says of the whole course.
 *
 * In: the two files.  Out: structs whose names and lists are checked against each other; const from
 * then on.  Every key of the public interface is a row in a table of config.c. */
#ifndef SOLEUS_CONFIG_H
#define SOLEUS_CONFIG_H

#include "formats/yaml.h"

enum review_policy { REVIEW_LABEL, REVIEW_REQUIRED };
enum citation_style { CITATIONS_VANCOUVER, CITATIONS_AUTHOR_DATE };
enum url_style { URLS_PORTABLE, URLS_PRETTY };

struct disclaimer {
	struct placed language;
	struct str title, full, brief, urgent; /* brief is `short` in the file */
};

struct person {
	struct placed id;
	struct str name, credentials, bio, url;
	int kind; /* person, organisation */
};

struct module {
	struct placed id;
	struct str title, title_long, description;
};

struct book_select {
	struct placed module;
	struct placed_list modules;
};

struct book {
	struct placed id;
	struct str title, subtitle, description, language, identifier, publisher, rights;
	struct book_select select;
	struct placed_list creators;
};

struct review {
	struct placed article; /* its path below content/ without index.md or .md */
	struct placed by;
	date on, due;
};

struct config {
	struct arena arena;
	struct source source;
	const struct yaml *file; /* site.yaml, for the places of its values */
	struct str title, tagline, base_url, language;
	struct placed_list languages, kinds, audiences, taxonomies, navigation;
	struct {
		struct str name, email;
	} organisation;
	int review;    /* enum review_policy */
	int urls;      /* enum url_style */
	int citations; /* enum citation_style */
	struct yaml_rows disclaimers, people, modules, books, reviews;
	const struct yaml *params;
};

/* Reads root/content/site.yaml and reviews.yaml.  NULL after messages. */
struct config *config_load(struct str root, struct diag *diag);
void config_free(struct config *config);

/* By id; NULL when there is none. */
const struct person *config_person(const struct config *c, struct str id);
const struct module *config_module(const struct config *c, struct str id);
const struct disclaimer *config_disclaimer(const struct config *c, struct str language);
const struct review *config_review(const struct config *c, struct str article);
/* Where id stands in a list of names; its length when it is not there. */
size_t placed_find(const struct placed_list *list, struct str id);

/* A name given at pos that is none of n rows' first members (all structs here begin with their id).
 */
void config_unknown(enum message message, const char *what, const struct placed *name,
    const struct yaml_rows *rows, size_t size, struct diag *diag);
/* The same for a plain list of names. */
void config_not_listed(enum message message, const char *what, const struct placed *name,
    const struct placed_list *list, struct diag *diag);

#endif
