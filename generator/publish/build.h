/* build.h - the whole job: from a root folder to a published output folder, all or nothing. */
#ifndef SOLEUS_BUILD_H
#define SOLEUS_BUILD_H

#include "site.h"
#include "stage.h"

struct build_options {
	struct site_options site;
	struct str output;
	/* Called now and then from one thread with what is done of total; may be NULL. */
	void (*progress)(void *ctx, size_t done, size_t total);
	void *progress_ctx;
	/* Called for each article that stays out of what was published; may be NULL. */
	void (*left_out)(struct str path, enum article_state why);
};

struct build_summary {
	size_t pages, books;
	size_t drafts, future, unreviewed; /* articles left out */
	struct stage_summary files;
};

/* False after errors: then the output is what it was, byte for byte. */
bool build_run(
    const struct build_options *options, struct build_summary *summary, struct diag *diag);

#endif
