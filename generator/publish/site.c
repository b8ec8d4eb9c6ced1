/* site.c - see site.h. */
#include "site.h"

#include "course/links.h"
#include "publisher.h"

bool
site_load(struct site *site, const struct site_options *options, struct diag *diag)
{
	static const char *const none[] = { NULL };
	struct course_options course = { .root = options->root,
		.today = options->today,
		.drafts = options->drafts,
		.workers = options->workers,
		.directives = none };
	size_t errors;

	*site = (struct site){ .theme = theme_load(options->root, diag) };
	if (site->theme != NULL)
		course.directives = site->theme->directives;
	errors = diag->errors;
	site->course = course_load(&course, diag);
	if (site->course != NULL && diag->errors > errors)
		links_check(site->course, diag);
	if (site->theme == NULL || site->course == NULL || diag->errors > errors)
		return false;
	site->plan = plan_new(site->course, site->theme, diag);
	if (site->plan == NULL)
		return false;
	site->publisher = publisher_new(site->course, site->plan, site->theme, diag);
	return site->publisher != NULL;
}

void
site_release(struct site *site)
{
	publisher_free(site->publisher);
	plan_free(site->plan);
	course_free(site->course);
	theme_free(site->theme);
	*site = (struct site){ 0 };
}
