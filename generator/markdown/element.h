/* element.h - the elements and attributes that authors may write as HTML.
 *
 * In: names.  Out: what the element may hold and where it may stand, so that an HTML parser and an
 * XML parser build the same tree from it.  What is not listed is refused: scripts, frames, forms,
 * links and pictures (Markdown has them), raw-text elements.  After the HTML Standard, section 4.
 */
#ifndef SOLEUS_ELEMENT_H
#define SOLEUS_ELEMENT_H

#include "base/str.h"

enum element_holds { HOLDS_NOTHING, HOLDS_PHRASING, HOLDS_FLOW, HOLDS_LISTED };

struct element {
	const char *name;
	bool phrasing;            /* may stand inside a paragraph */
	enum element_holds holds; /* HOLDS_NOTHING: a void element */
	const char *parents;      /* the only ones it may stand in, between blanks; NULL: any */
	const char *attributes;   /* besides id, class, lang, dir, title, translate; NULL: none */
};

/* NULL when it is not allowed.  Names in lower case. */
const struct element *element_find(struct str name);
bool element_allows(const struct element *element, struct str attribute);
/* Whether the attribute stands without a value in HTML. */
bool element_is_boolean(struct str attribute);
/* The names, for "did you mean". */
const struct str *element_names(size_t *n);
/* Whether child may stand in parent; parent NULL: among blocks, or inlines when phrasing is true.
 */
bool element_may_hold(const struct element *parent, const struct element *child, bool phrasing);

#endif
