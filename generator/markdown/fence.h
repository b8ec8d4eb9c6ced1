/* fence.h - the line that opens or closes a directive.
 *
 * In: a line from its first colon on: "::: name argument [Title] {attributes}" or ":::".  Out: its
 * parts.  A line that begins with three colons is always a fence; a broken one is a message. */
#ifndef SOLEUS_FENCE_H
#define SOLEUS_FENCE_H

#include "attributes.h"

struct fence {
	size_t colons;
	struct str name; /* empty: it closes */
	struct str argument;
	struct str title; /* between the brackets; p NULL when there are none */
	struct attributes *attributes;
};

/* line is a view into the body, without its end. */
bool fence_parse(struct reader *r, struct str line, struct fence *fence);

#endif
