/* site.h - one state of the sources, ready to compose from: theme, course, plan and compiled
 * templates.
 *
 * In: a root folder.  Out: four const things that build and serve share, made in that order. */
#ifndef SOLEUS_SITE_H
#define SOLEUS_SITE_H

#include "view.h"

struct site_options {
	struct str root;
	date today;
	bool drafts;
	unsigned workers;
};

struct site {
	struct theme *theme;
	struct course *course;
	struct plan *plan;
	struct publisher *publisher;
};

/* False after messages; the site is to be released either way. */
bool site_load(struct site *site, const struct site_options *options, struct diag *diag);
void site_release(struct site *site);

enum { SITE_RELOAD_LIMIT = 32 };
/* For the preview: takes in that these files changed, when they are a few articles without errors
 * and no address is another than before; that costs no more than reading them and making the index
 * and the plan.  False when it is not so: then nothing is different, and the site is to be loaded
 * as a whole. */
bool site_reload(struct site *site, const struct str_list *paths, struct diag *diag);

#endif
