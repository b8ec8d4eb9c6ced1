/* pack.h - one e-book, made when somebody asks for it.
 *
 * In: a good state of the sources and one of its books.  Out: the bytes of the EPUB that `build`
 * would write.  It passes through a folder of the system's for what is temporary, removed at once;
 * nothing is written to the project. */
#ifndef SOLEUS_PACK_H
#define SOLEUS_PACK_H

#include "publish/site.h"

/* False after messages. */
bool pack_book(
    const struct site *site, const struct book_index *book, struct buf *out, struct diag *diag);

#endif
