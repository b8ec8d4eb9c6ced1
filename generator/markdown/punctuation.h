/* punctuation.h - straight quotes, hyphens and dots become what a printer of the language sets.
 *
 * In: texts, with PROTECTED before what the author escaped.  Out: texts without it; "…" '…' -- ---
 * ... as quotation marks, apostrophes, dashes and an ellipsis.  Without a language nothing but
 * PROTECTED changes.  (libcmark's own smart option knows English alone, and curls the quotes of
 * attribute lists.) */
#ifndef SOLEUS_PUNCTUATION_H
#define SOLEUS_PUNCTUATION_H

#include "inlines.h"

/* The last pass over texts. */
void punctuation_set(struct reader *r);

#endif
