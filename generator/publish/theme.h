/* theme.h - templates, style sheets, pictures and words of the design.
 *
 * In: what ships in the binary, and a root's own templates/ and theme/, which take its place file
 * by file.  Out: sources by template name, assets with fingerprinted addresses, words by language;
 * const once loaded. */
#ifndef SOLEUS_THEME_H
#define SOLEUS_THEME_H

#include "base/map.h"
#include "formats/yaml.h"

struct asset {
	struct str name; /* style.css */
	struct str url;  /* assets/style.1a2b3c4d.css */
	struct str bytes;
	struct source source; /* for messages */
};

/* The words of one language, each a flat map or NULL: the root's own go before the shipped. */
struct words {
	const struct yaml *own, *shipped;
};

struct theme {
	struct arena arena;
	struct map templates;          /* name -> struct source; "soleus:" names the shipped ones */
	struct map assets;             /* name -> struct asset */
	struct map words;              /* language -> struct words */
	const char *const *directives; /* NULL-terminated: what templates/directives/ holds */
};

/* NULL after messages. */
struct theme *theme_load(struct str root, struct diag *diag);
void theme_free(struct theme *theme);

/* The word for key in a language, else in its nearest relative (en for en-GB, then any English),
 * else in en-GB; key itself when nobody knows it. */
struct str theme_word(const struct theme *theme, struct str language, struct str key);
/* The same word as it stands in the file, NULL when nobody knows it. */
const struct yaml *theme_find_word(const struct theme *theme, struct str language, struct str key);
/* All keys there are words for in a language; some may stand twice. */
void theme_words(
    const struct theme *theme, struct str language, struct arena *a, struct str_list *keys);

#endif
