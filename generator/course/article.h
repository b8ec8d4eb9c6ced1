/* article.h - one article: what its front matter says, and the facts others need of its text.
 *
 * In: a file below content/.  Out: a struct in an arena of its own, so that reloading an article
 * frees it; the text itself is not kept (an article is read again when it is composed).  Front
 * matter is checked against the configuration here, while its places are still known. */
#ifndef SOLEUS_ARTICLE_H
#define SOLEUS_ARTICLE_H

#include "config.h"
#include "markdown/markdown.h"
#include "muscles.h"
#include "references.h"

/* Why an article is not on the site. */
enum article_state { ARTICLE_PUBLISHED, ARTICLE_DRAFT, ARTICLE_FUTURE, ARTICLE_UNREVIEWED };

/* Front matter as the author wrote it. */
struct front_matter {
	struct placed title, kind, module, slug;
	struct str description;
	int64_t weight;
	struct placed_list authors, audience, aliases;
	date published, updated;
	bool draft;
	const struct yaml *params;
};

struct article {
	struct arena arena;
	struct source source; /* path only, once loaded: content/anatomy/soleus/index.md */
	struct str folder;    /* content/anatomy/soleus */
	struct str name;      /* anatomy/soleus: the path without content/, index.md and .md */
	struct str url;       /* anatomy/soleus/, "" for the home page's text */
	struct str language;
	struct front_matter front;
	struct placed_list *terms;   /* one list for each taxonomy of the configuration */
	const struct module *module; /* NULL for posts and pages */
	const struct review *review; /* NULL: not reviewed */
	enum article_state state;
	bool is_post, is_page;
	bool text_read;      /* its ids are known; not after mistakes in the front matter's YAML */
	struct str_list ids; /* all anchors of its text */
	struct {
		const struct reference **v; /* each once, in order of first mention */
		size_t n, cap;
	} cited;
	struct {
		const struct muscle **v; /* whose cards it shows, each once */
		size_t n, cap;
	} muscles;
	size_t words, questions; /* questions: ::: quiz blocks */
	size_t position;         /* in reading order, set by the course */
};

struct article_options {
	const struct config *config;
	const struct references *references;
	const struct muscles *muscles;
	const char *const *directives;
	date today;
};

/* Whether front matter has a key of this name by itself, so that no taxonomy can have it. */
bool front_matter_has(struct str key);

/* Reads root/path.  Always an article, which the caller frees; its front matter may be incomplete
 * after messages. */
struct article *article_load(
    struct str root, struct str path, const struct article_options *options, struct diag *diag);
void article_free(struct article *article);

/* Reads the text again and parses it, for composing: the tree and the source live in the arena.
 * NULL after messages. */
struct node *article_parse(struct str root, const struct article *article,
    const struct article_options *options, struct arena *a, struct diag *diag);

#endif
