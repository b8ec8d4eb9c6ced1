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

/* ---- a few articles anew ------------------------------------------------------------------ */

static bool
same_citations(const struct article *a, const struct article *b)
{
	if (a->cited.n != b->cited.n)
		return false;
	for (size_t i = 0; i < a->cited.n; i++)
		if (a->cited.v[i] != b->cited.v[i])
			return false;
	return true;
}

static bool
same_addresses(const struct plan *a, const struct plan *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (a->v[i].kind != b->v[i].kind || !str_eq(a->v[i].url, b->v[i].url))
			return false;
	return true;
}

/* The plan of the course as it is now; NULL when there is a mistake in it. */
static struct plan *
plan_anew(struct site *site)
{
	struct diag said = { 0 };
	struct plan *plan = NULL;

	if (course_index(site->course, &said))
		plan = plan_new(site->course, site->theme, &said);
	diag_release(&said);
	return plan;
}

static void
take_plan(struct site *site, struct plan *plan)
{
	plan_free(site->plan);
	site->plan = plan;
	site->publisher->plan = plan;
}

/* Puts the articles in; or leaves all as it was, and the articles with the caller. */
static bool
put_articles(struct site *site, struct article **articles, size_t n)
{
	struct plan *plan;
	bool ok;

	course_exchange(site->course, articles, n);
	plan = plan_anew(site);
	ok = plan != NULL && same_addresses(plan, site->plan);
	if (ok) {
		take_plan(site, plan);
		return true;
	}
	plan_free(plan);
	course_exchange(site->course, articles, n);
	take_plan(site, plan_anew(site));
	return false;
}

static bool
stands_before(const struct str_list *paths, size_t i)
{
	size_t k = 0;

	while (!str_eq(paths->v[k], paths->v[i]))
		k++;
	return k < i;
}

bool
site_reload(struct site *site, const struct str_list *paths, struct diag *diag)
{
	struct article_options options = course_article_options(site->course);
	struct article *articles[SITE_RELOAD_LIMIT];
	struct diag said = { 0 };
	bool ok = paths->n <= SITE_RELOAD_LIMIT;
	size_t n = 0;

	for (size_t i = 0; ok && i < paths->n; i++) {
		const struct article *old = map_get(&site->course->by_path, paths->v[i]);

		ok = old != NULL;
		if (!ok || stands_before(paths, i))
			continue;
		articles[n] = article_load(
		    site->course->options.root, paths->v[i], &options, &said);
		ok = said.errors == 0 && same_citations(articles[n], old);
		n++;
	}
	ok = ok && put_articles(site, articles, n);
	if (ok)
		diag_merge(diag, &said);
	while (n > 0)
		article_free(articles[--n]);
	diag_release(&said);
	return ok;
}
