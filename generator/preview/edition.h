/* edition.h - the course as it would be published now, kept up to date while its author writes.
 *
 * In: which files changed.  Out: pages by the same functions that `build` calls, all messages of
 * the project, and a summary for the browser.  An author's mistake never ends it: the state before
 * stays, and pages that cannot be made are answered as they were last.  Pages that nobody asks for
 * are made too, one at a time while there is nothing else to do, for their messages and to know
 * which pages a change touched. */
#ifndef SOLEUS_EDITION_H
#define SOLEUS_EDITION_H

#include "publish/site.h"

struct edition;

/* STALE: the page as it was before the errors; FAILED: there is none, out is empty. */
enum page_state { PAGE_GOOD, PAGE_STALE, PAGE_FAILED };

struct edition *edition_new(const struct site_options *options);
void edition_free(struct edition *e);

/* Takes in that these files changed; the first call loads everything. */
void edition_refresh(struct edition *e, const struct str_list *changed);
/* Makes one page that was not made since; false when all are done. */
bool edition_check_next(struct edition *e);

/* Counts the refreshes. */
size_t edition_generation(const struct edition *e);
/* What pages are made from; its publisher is NULL until the sources were good once. */
const struct site *edition_site(const struct edition *e);
/* The folder the site stands in on its server: "/calf/"; "/" while nothing is known. */
struct str edition_base(const struct edition *e);

enum page_state edition_compose(struct edition *e, const struct output *output, struct buf *out);
enum page_state edition_chapter(struct edition *e, const struct book_index *book,
    const struct article *article, struct buf *out);

/* All messages known now, sorted; the caller releases. */
void edition_messages(const struct edition *e, struct diag *out);
/* One line about this generation: "3 pages rebuilt in 12 ms, 1 warning". */
void edition_status(const struct edition *e, const struct diag *messages, struct buf *out);
/* The summary: an object of JSON in one line. */
void edition_state(const struct edition *e, struct buf *out);

#endif
