/* verify.h - the proof that the medical disclaimer stands on every page, by reading what was made.
 *
 * In: files on disk and the canonical text of each language, nothing else: not the plan, not the
 * code that inserts.  Out: messages for every HTML and XHTML document, on the site and inside every
 * EPUB, that does not carry the notice exactly once, whole, visible and in its own language; for
 * style sheets that could hide it; for ids that stand twice, links, anchors and pictures that lead
 * nowhere. */
#ifndef SOLEUS_VERIFY_H
#define SOLEUS_VERIFY_H

#include "base/diag.h"
#include "rules.h"

/* Checks paths[i] in the folder roots[i], in parallel.  False when anything is missing; the
 * messages name every file. */
bool verify_files(const struct str_list *paths, const struct str_list *roots,
    const struct verify_rules *rules, unsigned workers, struct diag *diag);

#endif
