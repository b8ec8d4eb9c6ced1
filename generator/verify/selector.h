/* selector.h - can a selector match the notice, something in it, or something it stands in?
 *
 * In: the tokens of a selector list, the elements of the chain.  Out: no only when no page can have
 * a match; anything not understood is a yes.  Selectors Level 4. */
#ifndef SOLEUS_SELECTOR_H
#define SOLEUS_SELECTOR_H

#include "chain.h"
#include "formats/css.h"

/* The list is n tokens of all, from token from.  parent: NULL at the top, else whether the rule
 * around this one can match ('&').  *element: the name of one that is matched. */
bool selector_can_match(const struct css_token *all, size_t from, size_t n,
    const struct chain *chain, const bool *parent, struct str *element);

#endif
