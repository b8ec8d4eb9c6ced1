/* sheet.h - style sheets that could hide the medical disclaimer are refused.
 *
 * In: the style sheets of one site or book, and the elements of the chain: the notice, what is in
 * it, what it stands in.  Out: a message for each rule that can match one of them and carries a
 * declaration of a closed list (display: none, an opacity near nothing, a size of nothing, a place
 * off the screen …), on screen or paper alike; for @import; for what cannot be read to its end.
 * What cannot be proven not to match, matches; what cannot be computed, hides.  CSS Syntax 3,
 * Selectors 4, Nesting 1, Values 4. */
#ifndef SOLEUS_SHEET_H
#define SOLEUS_SHEET_H

#include "base/diag.h"
#include "chain.h"

/* A url() in a sheet. */
typedef void sheet_reference(
    void *ctx, const struct source *sheet, struct pos pos, struct str reference);

/* Checks n sheets together: custom properties of one may be used by another. */
void sheet_check(const struct source *sheets, size_t n, const struct chain *chain,
    sheet_reference *reference, void *ctx, struct diag *diag);

#endif
