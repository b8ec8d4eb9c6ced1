/* edition.c - states of the sources, one after the other; see edition.h.
 *
 * In: changed paths.  Out: bytes and messages.  A page's messages are kept until it is made again,
 * so the list is always whole: those of loading, and those of every page. */
#include "edition.h"

#include <stdlib.h>
#include <time.h>

#include "base/fs.h"
#include "base/memory.h"
#include "formats/json.h"
#include "keep.h"
#include "pack.h"
#include "publish/book.h"
#include "publish/website.h"

/* What is known of an output of the plan. */
struct check {
	struct diag messages;
	uint64_t hash; /* of its bytes when it was made last, 0: never */
	bool done;     /* made in this generation */
};

struct edition {
	struct site_options options;
	struct site site;
	struct check *checks;      /* one for each output */
	size_t next;               /* the first output to look at in check_next */
	struct diag loading, good; /* good: of the last good state, while broken */
	struct keep pages;
	struct arena scratch;
	struct str_list changed; /* the files since the last good state, in note */
	size_t fresh;            /* where those of this generation begin */
	struct arena note;
	size_t generation, touched; /* touched: pages that came out otherwise */
	int64_t spent;              /* nanoseconds on this generation */
	bool broken;                /* the site is older than its sources */
};

static int64_t
nanoseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

struct edition *
edition_new(const struct site_options *options)
{
	struct edition *e = memory_zero(1, sizeof(*e));

	e->options = *options;
	return e;
}

static void
free_checks(struct check *checks, const struct plan *plan)
{
	for (size_t i = 0; plan != NULL && i < plan->n; i++)
		diag_release(&checks[i].messages);
	free(checks);
}

void
edition_free(struct edition *e)
{
	free_checks(e->checks, e->site.plan);
	site_release(&e->site);
	diag_release(&e->loading);
	diag_release(&e->good);
	keep_release(&e->pages);
	arena_release(&e->scratch);
	arena_release(&e->note);
	free(e);
}

size_t
edition_generation(const struct edition *e)
{
	return e->generation;
}

const struct site *
edition_site(const struct edition *e)
{
	return &e->site;
}

struct str
edition_base(const struct edition *e)
{
	struct str url = e->site.course != NULL ? e->site.course->config->base_url : STR("");
	size_t host = str_find(url, 0, STR("://")) + 3;
	struct str path = str_from(url, str_find_char(url, host, '/'));

	return path.n > 0 ? path : STR("/");
}

/* ---- refreshing --------------------------------------------------------------------------- */

/* What is known of pages goes with their addresses. */
static struct check *
carry_over(struct edition *e, const struct plan *plan)
{
	struct check *checks = memory_zero(plan->n, sizeof(*checks));

	for (size_t i = 0; e->site.plan != NULL && i < plan->n; i++) {
		const struct output *old = plan_find(e->site.plan, plan->v[i].url);
		struct check *known;

		if (old == NULL || !str_eq(old->url, plan->v[i].url))
			continue;
		known = &e->checks[old - e->site.plan->v];
		checks[i] = (struct check){ known->messages, known->hash, false };
		known->messages = (struct diag){ 0 };
	}
	return checks;
}

/* The files of this generation; while the sources are broken, those of the ones before too. */
static void
note_changes(struct edition *e, const struct str_list *changed)
{
	if (!e->broken) {
		arena_reset(&e->note);
		e->changed = (struct str_list){ 0 };
	}
	e->fresh = e->changed.n;
	for (size_t i = 0; i < changed->n; i++)
		*ARENA_PUSH(&e->note, &e->changed) = arena_str(&e->note, changed->v[i]);
}

/* Only a few articles were edited: the rest stays. */
static bool
reload(struct edition *e)
{
	struct diag said = { 0 };
	bool ok = e->site.publisher != NULL && site_reload(&e->site, &e->changed, &said);

	if (ok) {
		if (!e->broken) /* else the last list is of the state with errors */
			diag_merge_without(&said, &e->loading, &e->changed);
		else
			diag_merge_without(&said, &e->good, &e->changed);
		diag_release(&e->loading);
		e->loading = said;
		for (size_t i = 0; i < e->site.plan->n; i++)
			e->checks[i].done = false;
		return true;
	}
	diag_release(&said);
	return false;
}

/* Everything anew.  What was said of the last good state is kept for reload(). */
static bool
load(struct edition *e)
{
	struct diag said = { 0 };
	struct site site;
	struct check *checks;
	bool ok = site_load(&site, &e->options, &said);

	if (ok) {
		checks = carry_over(e, site.plan);
		free_checks(e->checks, e->site.plan);
		site_release(&e->site);
		e->site = site;
		e->checks = checks;
	} else {
		site_release(&site);
		for (size_t i = 0; e->site.plan != NULL && i < e->site.plan->n; i++)
			e->checks[i].done = true; /* nothing to learn from an older state */
		if (!e->broken) {
			diag_release(&e->good);
			e->good = e->loading;
			e->loading = (struct diag){ 0 };
		}
	}
	diag_release(&e->loading);
	e->loading = said;
	return ok;
}

void
edition_refresh(struct edition *e, const struct str_list *changed)
{
	int64_t start = nanoseconds();

	e->generation++;
	e->touched = e->next = 0;
	note_changes(e, changed);
	e->broken = !reload(e) && !load(e);
	e->spent = nanoseconds() - start;
}

/* ---- composing ---------------------------------------------------------------------------- */

static bool
compose(struct edition *e, const struct output *o, struct buf *out, struct diag *diag)
{
	const struct publisher *p = e->site.publisher;

	switch (o->kind) {
	case OUTPUT_BOOK: return pack_book(&e->site, o->about, out, diag);
	case OUTPUT_COVER:
		return book_cover(p, o->about, COVER_SMALL_WIDTH, &e->scratch, out, diag);
	default: return website_compose(p, o, NULL, &e->scratch, out, diag);
	}
}

/* Makes an output and keeps what there is to say of it. */
static bool
make(struct edition *e, const struct output *o, struct buf *out)
{
	struct check *check = &e->checks[o - e->site.plan->v];
	bool ok;

	diag_release(&check->messages);
	ok = compose(e, o, out, &check->messages);
	arena_reset(&e->scratch);
	if (ok && output_is_page(o)) {
		uint64_t hash = map_hash(buf_view(out));

		e->touched += check->hash != 0 && hash != check->hash;
		check->hash = hash;
	}
	if (!ok)
		buf_reset(out);
	check->done = true;
	return ok;
}

/* While the sources are broken, what was good before them comes first. */
enum page_state
edition_compose(struct edition *e, const struct output *output, struct buf *out)
{
	bool page = output_is_page(output);

	if (e->broken && page && keep_get(&e->pages, output->url, out))
		return PAGE_STALE;
	if (make(e, output, out)) {
		if (page)
			keep_put(&e->pages, output->url, buf_view(out));
		return e->broken ? PAGE_STALE : PAGE_GOOD;
	}
	return page && keep_get(&e->pages, output->url, out) ? PAGE_STALE : PAGE_FAILED;
}

enum page_state
edition_chapter(struct edition *e, const struct book_index *book, const struct article *article,
    struct buf *out)
{
	struct article_options options = course_article_options(e->site.course);
	struct str url = arena_printf(
	    &e->scratch, "%.*s#%.*s", STR_ARG(article->url), STR_ARG(book->book->id.text));
	struct diag ignored = { 0 }; /* the page says the same */
	enum page_state state = PAGE_GOOD;
	struct node *tree = article_parse(
	    e->options.root, article, &options, &e->scratch, &ignored);

	if (tree != NULL &&
	    book_chapter(e->site.publisher, book, article, tree, &e->scratch, out, &ignored)) {
		keep_put(&e->pages, url, buf_view(out));
	} else {
		buf_reset(out);
		state = keep_get(&e->pages, url, out) ? PAGE_STALE : PAGE_FAILED;
	}
	diag_release(&ignored);
	arena_reset(&e->scratch);
	return state;
}

bool
edition_check_next(struct edition *e)
{
	const struct plan *plan = e->site.plan;
	int64_t start = nanoseconds();
	struct buf out = { 0 };

	while (plan != NULL && e->next < plan->n &&
	       (e->checks[e->next].done || !output_is_page(&plan->v[e->next])))
		e->next++;
	if (plan == NULL || e->next == plan->n)
		return false;
	make(e, &plan->v[e->next], &out);
	buf_release(&out);
	e->spent += nanoseconds() - start;
	return true;
}

/* ---- telling ------------------------------------------------------------------------------ */

void
edition_messages(const struct edition *e, struct diag *out)
{
	diag_merge(out, &e->loading);
	for (size_t i = 0; e->site.plan != NULL && i < e->site.plan->n; i++)
		diag_merge(out, &e->checks[i].messages);
	diag_sort(out);
}

/* The one article that was edited, when it was one. */
static const struct article *
edited(const struct edition *e)
{
	const struct article *found = NULL;

	for (size_t i = e->fresh; e->site.course != NULL && i < e->changed.n; i++) {
		const struct article *article = map_get(&e->site.course->by_path, e->changed.v[i]);

		if (article != NULL && found != NULL)
			return NULL;
		if (article != NULL)
			found = article;
	}
	return e->generation > 1 ? found : NULL;
}

static const char *
plural(size_t n)
{
	return n == 1 ? "" : "s";
}

void
edition_status(const struct edition *e, const struct diag *messages, struct buf *out)
{
	if (e->broken)
		buf_printf(out, "%zu error%s to mend; the pages are as they were before",
		    messages->errors, plural(messages->errors));
	else if (e->generation == 1)
		buf_printf(out, "%zu pages made in %lld ms", e->site.plan->n,
		    (long long)(e->spent / 1000000));
	else
		buf_printf(out, "%zu page%s rebuilt in %lld ms", e->touched, plural(e->touched),
		    (long long)(e->spent / 1000000));
	if (messages->errors > 0 && !e->broken)
		buf_printf(out, ", %zu error%s", messages->errors, plural(messages->errors));
	if (messages->warnings > 0)
		buf_printf(out, ", %zu warning%s", messages->warnings, plural(messages->warnings));
}

static void
write_edited(const struct edition *e, struct json *j)
{
	static const char *const why[] = { [ARTICLE_PUBLISHED] = "",
		[ARTICLE_DRAFT] = "draft",
		[ARTICLE_FUTURE] = "future",
		[ARTICLE_UNREVIEWED] = "unreviewed" };
	const struct article *article = edited(e);
	const struct output *o = article != NULL ? plan_find(e->site.plan, article->url) : NULL;

	json_list(j, "changed");
	for (size_t i = e->fresh; i < e->changed.n && e->generation > 1; i++)
		json_string(j, NULL, e->changed.v[i]);
	json_end_list(j);
	if (article == NULL)
		return;
	json_string(j, "edited", article->source.path);
	if (o != NULL && o->article == article)
		json_string(j, "page", o->url);
	else
		json_string(j, "hidden", str_of(why[article->state]));
}

/* The messages are objects already, one a line. */
static void
write_messages(const struct diag *messages, struct buf *out)
{
	struct buf lines = { 0 };

	diag_print(messages, DIAG_JSON, &lines);
	for (size_t i = 0; i < lines.n; i++)
		if (lines.p[i] == '\n')
			lines.p[i] = i + 1 < lines.n ? ',' : ' ';
	buf_str(out, STR(",\"messages\":["));
	buf_str(out, buf_view(&lines));
	buf_str(out, STR("]}"));
	buf_release(&lines);
}

void
edition_state(const struct edition *e, struct buf *out)
{
	struct diag messages = { 0 };
	struct buf status = { 0 };
	struct json j;

	edition_messages(e, &messages);
	json_init(&j, out);
	json_object(&j, NULL);
	json_number(&j, "generation", (int64_t)e->generation);
	json_bool(&j, "broken", e->broken);
	json_string(&j, "base", edition_base(e));
	json_bool(&j, "checked", e->site.plan == NULL || e->next == e->site.plan->n);
	json_number(&j, "errors", (int64_t)messages.errors);
	json_number(&j, "warnings", (int64_t)messages.warnings);
	edition_status(e, &messages, &status);
	json_string(&j, "status", buf_view(&status));
	buf_release(&status);
	write_edited(e, &j);
	write_messages(&messages, out);
	diag_release(&messages);
}
