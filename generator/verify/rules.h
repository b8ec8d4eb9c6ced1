/* rules.h - what the verification is told: the words of the notice in each language, and where the
 * site will stand; nothing else. */
#ifndef SOLEUS_RULES_H
#define SOLEUS_RULES_H

#include "base/str.h"

struct verify_notice {
	struct str language; /* BCP 47, as in lang */
	struct str text;     /* heading and paragraphs as a reader sees them */
};

struct verify_rules {
	const struct verify_notice *notices;
	size_t n;
	struct str base_url; /* site addresses below it are checked like relative links */
};

#endif
