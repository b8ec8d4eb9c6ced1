/* hiding.h - the closed list of declarations that can hide what they apply to.
 *
 * In: the declarations of one rule that can match the notice or what it stands in, variables
 * replaced by what they may stand for.  Out: which one hides, alone or with the others of its rule.
 * Where a value cannot be computed, it hides. */
#ifndef SOLEUS_HIDING_H
#define SOLEUS_HIDING_H

#include "formats/css.h"

struct colour {
	bool known;
	double red, green, blue, alpha; /* 0 to 1 */
};

/* What a rule has said so far. */
struct hiding {
	bool of_page;          /* it can match html or body: what they clip cannot be scrolled to */
	bool clips_x, clips_y; /* hidden, or to be scrolled to */
	bool hides_y;          /* hidden */
	bool high, short_high; /* a height is set; one that does not grow with the screen */
	bool in_one_line;
	struct colour text, ground;
};

/* The value is n tokens, without blanks at its ends and "!important"; literal when no variable was
 * in it.  Gives NULL when the declaration hides nothing, else why it does; adds to what h knows of
 * the rule: literal colours only, as a variable has one for each scheme. */
const char *hiding_declaration(
    struct hiding *h, struct str property, const struct css_token *all, size_t n, bool literal);
/* At the end of a rule: what its declarations hide together, or NULL. */
const char *hiding_rule(const struct hiding *h);
/* Whether the list knows this property at all. */
bool hiding_is_listed(struct str property);

#endif
