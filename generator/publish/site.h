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

#endif
