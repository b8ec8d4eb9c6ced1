/* directives.h - fences, lines of attributes and abbreviations, found again in the tree.
 *
 * In: the tree with the pre-pass's marks among its blocks.  Out: NODE_DIRECTIVE round what stands
 * between two fences in the same container; attributes given to the block below them.  The marks
 * are gone. */
#ifndef SOLEUS_DIRECTIVES_H
#define SOLEUS_DIRECTIVES_H

#include "prepass.h"

struct abbreviations {
	struct swap **v;
	size_t n, cap;
};

void directives_build(struct reader *r, struct abbreviations *abbreviations);
/* What a figure and its description must hold, and where they may stand. */
void directives_check(struct reader *r);

#endif
