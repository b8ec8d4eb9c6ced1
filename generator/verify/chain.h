/* chain.h - the elements that a rule of a style sheet must not hide: the notice, what is in it and
 * what it stands in, as the finished documents have them.
 *
 * One entry for each element name, with all classes and ids that it has on any page; who asks
 * whether a selector can match gets "yes" rather too often than too seldom. */
#ifndef SOLEUS_CHAIN_H
#define SOLEUS_CHAIN_H

#include "base/map.h"

struct chain_element {
	struct str name;
	struct map classes, ids;
};

struct chain {
	struct arena arena;
	struct map elements; /* name: struct chain_element */
};

/* Adds an element with the words of its class attribute and its id; either may be empty. */
void chain_add(struct chain *c, struct str name, struct str classes, struct str id);
/* Adds what every page has: html, body, main, the section, its heading and paragraph. */
void chain_add_notice(struct chain *c);
/* Adds what another chain has of one element. */
void chain_add_only(struct chain *into, const struct chain *from, struct str name);
void chain_merge(struct chain *into, const struct chain *from);
void chain_release(struct chain *c);

#endif
