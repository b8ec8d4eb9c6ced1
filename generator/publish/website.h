/* website.h - the pages, files and wholes of the site.
 *
 * In: an output of the plan and the const publisher.  Out: its bytes.  A pure function: build
 * writes them, serve answers with them.  Every page leaves with the notice in it. */
#ifndef SOLEUS_WEBSITE_H
#define SOLEUS_WEBSITE_H

#include "notice.h"
#include "view.h"

/* Composes an output of rank 1 or 3 but covers and books.  tree is the parsed text of
 * output->article, or NULL: then it is parsed here.  False after messages. */
bool website_compose(const struct publisher *p, const struct output *output,
    const struct node *tree, struct arena *scratch, struct buf *out, struct diag *diag);

/* The notice for documents in a language. */
struct notice publisher_notice(const struct publisher *p, struct str language);

#endif
