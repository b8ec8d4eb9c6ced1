/* build.c - the picture of the architecture in one screen: build_run() at the end; see build.h.
 *
 *   sources -> theme, course -> plan -> rank 1 pages and chapters -> rank 2 books -> rank 3 wholes
 *           -> staged files -> verify -> commit */
#include "build.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/pool.h"
#include "verify/verify.h"
#include "book.h"
#include "website.h"

struct build {
	const struct build_options *options;
	struct site site;
	struct stage *stage;
	struct shelf *shelf;
	struct arena *scratch; /* one for each worker */
	struct diag *diags;    /* one for each item of the rank at work */
	size_t first;          /* the plan entry that item 0 is */
	atomic_size_t done;
};

/* Runs work for n items in parallel and merges their messages in order. */
static void
run_rank(struct build *b, size_t first, size_t n, pool_work *work, struct diag *diag)
{
	b->first = first;
	b->diags = memory_zero(n, sizeof(*b->diags));
	pool_run(b->options->site.workers, n, work, b);
	for (size_t i = 0; i < n; i++) {
		diag_merge(diag, &b->diags[i]);
		diag_release(&b->diags[i]);
	}
	free(b->diags);
}

static void
tick(struct build *b, unsigned worker)
{
	size_t done = atomic_fetch_add(&b->done, 1) + 1;

	if (worker == 0 && b->options->progress != NULL)
		b->options->progress(b->options->progress_ctx, done, b->site.plan->n);
}

/* A page, a file or a whole; an article's chapters come from the same tree. */
static void
compose(void *ctx, size_t item, unsigned worker)
{
	struct build *b = ctx;
	size_t slot = b->first + item;
	const struct output *o = &b->site.plan->v[slot];
	struct article_options options = course_article_options(b->site.course);
	struct arena *scratch = &b->scratch[worker];
	struct diag *diag = &b->diags[item];
	const struct node *tree = NULL;
	struct buf out = { 0 };
	bool ok = true;

	if (o->kind == OUTPUT_ARTICLE)
		tree = article_parse(
		    b->site.course->options.root, o->article, &options, scratch, diag);
	if (o->kind == OUTPUT_ARTICLE && tree == NULL)
		ok = false;
	else if (o->kind == OUTPUT_COVER)
		ok = shelf_cover(b->shelf, o->about, scratch, diag) &&
		     book_cover(
			 b->site.publisher, o->about, COVER_SMALL_WIDTH, scratch, &out, diag);
	else
		ok = website_compose(b->site.publisher, o, tree, scratch, &out, diag);
	if (ok)
		stage_put(b->stage, slot, o->path, buf_view(&out), diag);
	if (ok && o->kind == OUTPUT_ARTICLE)
		shelf_chapters(b->shelf, o->article, tree, scratch, diag);
	buf_release(&out);
	arena_reset(scratch);
	tick(b, worker);
}

static void
pack_picture(void *ctx, size_t item, unsigned worker)
{
	struct build *b = ctx;

	(void)worker;
	shelf_pack_picture(b->shelf, item, &b->diags[item]);
}

static void
write_book(void *ctx, size_t item, unsigned worker)
{
	struct build *b = ctx;
	const struct output *o = &b->site.plan->v[b->first + item];
	struct diag *diag = &b->diags[item];

	if (shelf_write(b->shelf, o->about, stage_folder(b->stage), o->path, diag))
		stage_adopt(b->stage, b->first + item, o->path, diag);
	tick(b, worker);
}

static bool
compose_all(struct build *b, struct diag *diag)
{
	const struct plan *plan = b->site.plan;
	size_t errors = diag->errors;

	b->scratch = memory_zero(b->options->site.workers, sizeof(*b->scratch));
	run_rank(b, 0, plan->books, compose, diag);
	if (diag->errors == errors) {
		run_rank(b, 0, shelf_pictures(b->shelf), pack_picture, diag);
		run_rank(b, plan->books, plan->wholes - plan->books, write_book, diag);
		run_rank(b, plan->wholes, plan->n - plan->wholes, compose, diag);
	}
	for (unsigned i = 0; i < b->options->site.workers; i++)
		arena_release(&b->scratch[i]);
	free(b->scratch);
	return diag->errors == errors;
}

/* The proof, on the files as they lie on the disk. */
static bool
verify(const struct build *b, struct diag *diag)
{
	const struct config *config = b->site.course->config;
	struct arena scratch = { 0 };
	struct verify_notice *notices = ARENA_ARRAY(
	    &scratch, struct verify_notice, config->languages.n);
	struct verify_rules rules = { notices, config->languages.n, config->base_url };
	struct str_list paths = { 0 }, roots = { 0 };
	bool ok;

	for (size_t i = 0; i < config->languages.n; i++) {
		struct notice notice = publisher_notice(
		    b->site.publisher, config->languages.v[i].text);
		struct buf text = { 0 };

		notice_text(&notice, &text);
		notices[i] = (struct verify_notice){ notice.language,
			arena_str(&scratch, buf_view(&text)) };
		buf_release(&text);
	}
	ok = stage_overlay(b->stage, &scratch, &paths, &roots, diag) &&
	     verify_files(&paths, &roots, &rules, b->options->site.workers, diag);
	arena_release(&scratch);
	return ok;
}

static void
summarise(const struct build *b, struct build_summary *summary)
{
	const struct plan *plan = b->site.plan;
	const struct course *course = b->site.course;

	for (size_t i = 0; i < plan->n; i++) {
		summary->pages += output_is_page(&plan->v[i]);
		summary->books += plan->v[i].kind == OUTPUT_BOOK;
	}
	summary->drafts = course->drafts;
	summary->future = course->future;
	summary->unreviewed = course->unreviewed;
	for (size_t i = 0; i < course->all_n && b->options->left_out != NULL; i++)
		if (course->all[i]->state != ARTICLE_PUBLISHED && !b->options->site.drafts)
			b->options->left_out(course->all[i]->source.path, course->all[i]->state);
}

bool
build_run(const struct build_options *options, struct build_summary *summary, struct diag *diag)
{
	struct build b = { .options = options };
	bool ok = site_load(&b.site, &options->site, diag);

	*summary = (struct build_summary){ 0 };
	if (ok)
		b.stage = stage_open(options->output, b.site.plan->n, diag);
	if (b.stage != NULL)
		b.shelf = shelf_new(b.site.publisher, stage_folder(b.stage), diag);
	ok = ok && b.stage != NULL && b.shelf != NULL && compose_all(&b, diag) &&
	     verify(&b, diag) && stage_commit(b.stage, &summary->files, diag);
	if (ok)
		summarise(&b, summary);
	shelf_free(b.shelf);
	if (b.stage != NULL)
		stage_close(b.stage);
	site_release(&b.site);
	return ok;
}
