/* citations.h - the marks of citations in a text, and the list they lead to at its end.
 *
 * In: citation nodes in the order of the text.  Out: marks that link to the list, numbered by first
 * mention (Vancouver) or named by author and year; a list whose entries link back to every mark. */
#ifndef SOLEUS_CITATIONS_H
#define SOLEUS_CITATIONS_H

#include "view.h"

struct citations {
	struct cited {
		const struct reference *reference;
		size_t marks; /* how many there are so far */
	} *v;
	size_t n, cap;
};

/* Appends the mark of a citation node. */
void citations_mark(
    struct citations *citations, const struct view *view, const struct node *node, struct buf *out);
/* Appends the reference list; nothing when nothing was cited. */
void citations_list(const struct citations *citations, const struct view *view, struct buf *out);

#endif
