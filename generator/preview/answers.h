/* answers.h - from an address to an answer.
 *
 * In: a request.  Out: something of the plan, a chapter of a book, one of the preview's own few
 * files, the stream of events, or a refusal.  An address is looked up in lists of what there is; it
 * never becomes the path of a file.  Addresses: the site stands where base_url puts it (/calf/…),
 * books unpacked at /_book/ID/…, the preview's own at /_soleus/…. */
#ifndef SOLEUS_ANSWERS_H
#define SOLEUS_ANSWERS_H

#include "edition.h"
#include "http.h"
#include "watch.h"

struct answers {
	struct guard guard;
	struct edition *edition;
	const struct watch *watch; /* which files may be opened in the editor */
	struct str root;
};

/* An http_handler; ctx is a struct answers. */
void answers_give(void *ctx, const struct request *request, struct arena *a, struct answer *answer);
/* The present state as an event of the stream. */
void answers_event(const struct answers *answers, struct buf *out);

#endif
