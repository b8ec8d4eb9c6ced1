/* course.c - load in parallel, then index: the barrier of the architecture; see course.h. */
#include "course.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/memory.h"
#include "base/pool.h"
#include "base/text.h"

enum { PICTURE_LIMIT = 64 << 20 };

/* ---- loading ------------------------------------------------------------------------------ */

struct loading {
	struct course *course;
	struct article_options options;
	struct diag *diags; /* one for each file */
};

static void
load_one(void *ctx, size_t i, unsigned worker)
{
	struct loading *l = ctx;
	struct course *c = l->course;
	struct media *m;
	struct arena scratch = { 0 };
	struct str bytes;

	(void)worker;
	if (i < c->all_n) {
		struct str path = c->all[i]->source.path;

		free(c->all[i]);
		c->all[i] = article_load(c->options.root, path, &l->options, &l->diags[i]);
		return;
	}
	m = &c->media.v[i - c->all_n];
	if (fs_read(c->options.root, m->path, PICTURE_LIMIT, &scratch, &bytes, &l->diags[i])) {
		m->picture = picture_look(bytes);
		m->size = bytes.n;
	}
	arena_release(&scratch);
}

/* a.markdown, a.MD: whoever wrote that wanted a page, not a file to hand on. */
static bool
is_misnamed(struct str path, struct diag *diag)
{
	static const char *const endings[] = { ".md", ".markdown", ".mdown", ".mkd", ".mdx" };
	struct source file = { .path = path };
	struct arena scratch = { 0 };
	struct str folded = text_fold(&scratch, path);
	bool misnamed = false;

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		misnamed |= str_ends(folded, str_of(endings[i]));
	arena_release(&scratch);
	if (!misnamed)
		return false;
	diag_add(diag, MSG_ARTICLE_NAME, (struct pos){ .source = &file },
	    "this looks like an article, but its name does not end in .md");
	diag_help(diag, "rename it, with .md in small letters at the end");
	return true;
}

static bool
is_data(struct str path)
{
	return str_ends(path, STR(".yaml")) || str_ends(path, STR(".yml"));
}

/* Sorts the files of content/ into articles and media; data files are read by their own readers. */
static void
sort_files(struct course *c, const struct fs_list *files, struct diag *diag)
{
	size_t n = 0;

	c->all = memory_zero(files->n, sizeof(*c->all));
	for (size_t i = 0; i < files->n; i++) {
		const struct fs_file *f = &files->v[i];
		struct media *m;

		if (f->folder || is_data(f->path))
			continue;
		if (str_ends(f->path, STR(".md"))) {
			c->all[n] = memory_zero(1, sizeof(**c->all));
			c->all[n++]->source.path = f->path;
			continue;
		}
		if (is_misnamed(f->path, diag))
			continue;
		m = ARENA_PUSH(&c->arena, &c->media);
		*m = (struct media){ .path = f->path,
			.url = str_from(f->path, sizeof("content/") - 1) };
	}
	c->all_n = n;
}

static void
load_files(struct course *c, struct diag *diag)
{
	struct loading l = { .course = c, .options = course_article_options(c) };
	struct fs_list files = { 0 };
	size_t n;

	fs_walk(c->options.root, STR("content"), &c->arena, &files, diag);
	sort_files(c, &files, diag);
	n = c->all_n + c->media.n;
	l.diags = memory_zero(n, sizeof(*l.diags));
	pool_run(c->options.workers, n, load_one, &l);
	for (size_t i = 0; i < n; i++) {
		diag_merge(diag, &l.diags[i]);
		diag_release(&l.diags[i]);
	}
	free(l.diags);
}

/* ---- the index ---------------------------------------------------------------------------- */

static int
by_reading_order(const void *va, const void *vb)
{
	const struct article *a = *(const struct article *const *)va;
	const struct article *b = *(const struct article *const *)vb;

	if (a->module != b->module) /* rows of one array, in the order of site.yaml */
		return a->module < b->module ? -1 : 1;
	if (a->front.weight != b->front.weight)
		return a->front.weight < b->front.weight ? -1 : 1;
	return str_cmp(a->source.path, b->source.path);
}

static int
by_date(const void *va, const void *vb)
{
	const struct article *a = *(const struct article *const *)va;
	const struct article *b = *(const struct article *const *)vb;

	if (a->front.published != b->front.published)
		return a->front.published > b->front.published ? -1 : 1;
	return str_cmp(a->source.path, b->source.path);
}

static void
sort_list(struct article_list *list, int (*compare)(const void *, const void *))
{
	if (list->n > 0)
		qsort(list->v, list->n, sizeof(list->v[0]), compare);
}

static void
push(struct course *c, struct article_list *list, const struct article *article)
{
	*ARENA_PUSH(&c->index, list) = article;
}

static bool
stays_out(struct course *c, const struct article *article)
{
	size_t *counts[] = { [ARTICLE_DRAFT] = &c->drafts,
		[ARTICLE_FUTURE] = &c->future,
		[ARTICLE_UNREVIEWED] = &c->unreviewed };

	if (article->state == ARTICLE_PUBLISHED || c->options.drafts)
		return false;
	++*counts[article->state];
	return true;
}

static void
order_articles(struct course *c)
{
	struct article_list *lists[] = { &c->lessons, &c->posts, &c->pages };
	size_t position = 0;

	for (size_t i = 0; i < c->all_n; i++) {
		struct article *article = c->all[i];

		if (stays_out(c, article))
			continue;
		push(c,
		    article->is_post          ? &c->posts
		    : article->module != NULL ? &c->lessons
					      : &c->pages,
		    article);
	}
	sort_list(&c->lessons, by_reading_order);
	sort_list(&c->posts, by_date);
	for (size_t l = 0; l < sizeof(lists) / sizeof(lists[0]); l++)
		for (size_t i = 0; i < lists[l]->n; i++) {
			struct article *article = (struct article *)(uintptr_t)lists[l]->v[i];

			article->position = l == 0 ? position++ : i;
			push(c, &c->articles, article);
		}
}

static void
index_modules(struct course *c)
{
	const struct module *modules = c->config->modules.v;

	c->modules = ARENA_ARRAY(&c->index, struct module_index, c->config->modules.n);
	for (size_t i = 0; i < c->config->modules.n; i++)
		c->modules[i] = (struct module_index){ .module = &modules[i], .number = i + 1 };
	for (size_t i = 0; i < c->lessons.n; i++) {
		struct module_index *module = &c->modules[c->lessons.v[i]->module - modules];

		push(c, &module->articles, c->lessons.v[i]);
		module->questions += c->lessons.v[i]->questions;
	}
}

static void
index_people(struct course *c)
{
	const struct person *people = c->config->people.v;

	c->people = ARENA_ARRAY(&c->index, struct person_index, c->config->people.n);
	for (size_t i = 0; i < c->config->people.n; i++)
		c->people[i].person = &people[i];
	for (size_t i = 0; i < c->articles.n; i++) {
		const struct article *article = c->articles.v[i];

		for (size_t k = 0; k < article->front.authors.n; k++) {
			const struct person *p = config_person(
			    c->config, article->front.authors.v[k].text);

			if (p != NULL)
				push(c, &c->people[p - people].articles, article);
		}
	}
}

static int
by_key(const void *va, const void *vb)
{
	const struct term *a = *(const struct term *const *)va;
	const struct term *b = *(const struct term *const *)vb;

	return str_cmp(a->key, b->key);
}

/* The term of a taxonomy that an article names; slug is scratch. */
static struct term *
term_of(struct course *c, struct taxonomy *t, struct str title, struct buf *slug)
{
	struct arena *a = &c->index;
	struct term *term;

	buf_reset(slug);
	text_slug(slug, title);
	term = map_get(&t->by_slug, buf_view(slug));
	if (term != NULL)
		return term;
	term = ARENA_NEW(a, struct term);
	term->taxonomy = t;
	term->title = title;
	term->key = text_sort_key(a, title);
	*map_at(&t->by_slug, a, arena_str(a, buf_view(slug))) = term;
	return term;
}

static void
index_taxonomy(struct course *c, size_t number)
{
	struct taxonomy *t = &c->taxonomies[number];
	struct buf slug = { 0 };

	t->id = c->config->taxonomies.v[number].text;
	for (size_t i = 0; i < c->articles.n; i++) {
		const struct placed_list *list = &c->articles.v[i]->terms[number];

		for (size_t k = 0; k < list->n; k++) {
			struct term *term = term_of(c, t, list->v[k].text, &slug);

			if (term->articles.n == 0 ||
			    term->articles.v[term->articles.n - 1] != c->articles.v[i])
				push(c, &term->articles, c->articles.v[i]);
		}
	}
	buf_release(&slug);
	t->n = t->by_slug.n;
	t->terms = ARENA_ARRAY(&c->index, struct term *, t->n);
	for (size_t i = 0; i < t->n; i++) {
		t->terms[i] = t->by_slug.v[i].value;
		t->terms[i]->slug = t->by_slug.v[i].key;
	}
	if (t->n > 0)
		qsort(t->terms, t->n, sizeof(t->terms[0]), by_key);
}

static bool
selects(const struct book *book, const struct module *module)
{
	return str_eq(book->select.module.text, module->id.text) ||
	       placed_find(&book->select.modules, module->id.text) < book->select.modules.n;
}

static void
index_books(struct course *c)
{
	const struct book *books = c->config->books.v;

	c->books = ARENA_ARRAY(&c->index, struct book_index, c->config->books.n);
	for (size_t b = 0; b < c->config->books.n; b++) {
		c->books[b].book = &books[b];
		for (size_t i = 0; i < c->lessons.n; i++)
			if (c->lessons.v[i]->state == ARTICLE_PUBLISHED &&
			    selects(&books[b], c->lessons.v[i]->module))
				push(c, &c->books[b].articles, c->lessons.v[i]);
	}
}

/* Whether an article was truly reviewed: nobody can have done it on a day to come. */
static void
check_review(const struct course *c, size_t number, struct diag *diag)
{
	const struct review *reviews = c->config->reviews.v, *r = &reviews[number],
			    *first = reviews;

	while (!str_eq(first->article.text, r->article.text))
		first++;
	if (first != r) {
		diag_add(diag, MSG_CONFIG_TWICE, r->article.pos, "'%.*s' stands here twice",
		    STR_ARG(r->article.text));
		diag_help(diag, "keep the later review alone");
		diag_related(diag, first->article.pos, "first here");
	}
	if (r->on > c->options.today) {
		diag_add(diag, MSG_ARTICLE_DATES, r->article.pos,
		    "this review is dated after the day of publication");
		diag_help(diag, "name the day on which the article was reviewed");
	} else if (r->due < r->on) {
		diag_add(diag, MSG_ARTICLE_DATES, r->article.pos,
		    "the next review is due before this one was done");
		diag_help(diag, "correct `on` or `due`");
	}
}

static void
check_reviews(struct course *c, struct diag *diag)
{
	const struct review *reviews = c->config->reviews.v;
	struct str *names = ARENA_ARRAY(&c->index, struct str, c->all_n + 1);

	for (size_t i = 0; i < c->all_n; i++)
		names[i] = c->all[i]->name;
	for (size_t i = 0; i < c->config->reviews.n; i++) {
		size_t k = 0;

		check_review(c, i, diag);
		while (k < c->all_n && !str_eq(names[k], reviews[i].article.text))
			k++;
		if (k < c->all_n)
			continue;
		diag_add(diag, MSG_REVIEW_UNKNOWN, reviews[i].article.pos,
		    "there is no article '%.*s' to be reviewed", STR_ARG(reviews[i].article.text));
		diag_choices(diag, reviews[i].article.text, "the articles are", names, c->all_n);
	}
}

static void
check_references(struct course *c, struct diag *diag)
{
	const struct reference *rows = c->references.rows.v;
	bool *used = memory_zero(c->references.rows.n, sizeof(*used));

	for (size_t i = 0; i < c->all_n; i++)
		for (size_t k = 0; k < c->all[i]->cited.n; k++)
			used[c->all[i]->cited.v[k] - rows] = true;
	for (size_t i = 0; i < c->references.rows.n; i++)
		if (!used[i]) {
			diag_add(diag, MSG_REFERENCE_UNUSED, rows[i].id.pos,
			    "nothing cites the reference '%.*s'", STR_ARG(rows[i].id.text));
			diag_help(diag, "cite it: [@%.*s], or delete it", STR_ARG(rows[i].id.text));
		}
	free(used);
}

static void
index_paths(struct course *c)
{
	c->by_path = c->media_by_path = (struct map){ 0 };
	for (size_t i = 0; i < c->all_n; i++)
		*map_at(&c->by_path, &c->index, c->all[i]->source.path) = c->all[i];
	for (size_t i = 0; i < c->media.n; i++)
		*map_at(&c->media_by_path, &c->index, c->media.v[i].path) = &c->media.v[i];
}

static void
index_all(struct course *c, struct diag *diag)
{
	c->articles = c->posts = c->pages = c->lessons = (struct article_list){ 0 };
	c->drafts = c->future = c->unreviewed = 0;
	order_articles(c);
	index_modules(c);
	index_people(c);
	c->taxonomies = ARENA_ARRAY(&c->index, struct taxonomy, c->config->taxonomies.n);
	for (size_t i = 0; i < c->config->taxonomies.n; i++)
		index_taxonomy(c, i);
	index_books(c);
	check_reviews(c, diag);
	check_references(c, diag);
}

bool
course_index(struct course *c, struct diag *diag)
{
	size_t errors = diag->errors;

	arena_reset(&c->index);
	index_paths(c);
	index_all(c, diag);
	return diag->errors == errors;
}

void
course_exchange(struct course *c, struct article **articles, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < c->all_n; k++) {
			struct article *old = c->all[k];

			if (!str_eq(old->source.path, articles[i]->source.path))
				continue;
			c->all[k] = articles[i];
			articles[i] = old;
			break;
		}
}

static void
check_taxonomies(const struct config *config, struct diag *diag)
{
	for (size_t i = 0; i < config->taxonomies.n; i++) {
		const struct placed *name = &config->taxonomies.v[i];

		if (!front_matter_has(name->text))
			continue;
		diag_add(diag, MSG_CONFIG_TWICE, name->pos,
		    "'%.*s' is a key of every article already", STR_ARG(name->text));
		diag_help(diag, "give this taxonomy another name");
	}
}

struct course *
course_load(const struct course_options *options, struct diag *diag)
{
	struct config *config = config_load(options->root, diag);
	size_t errors = diag->errors;
	struct course *c;

	if (config == NULL)
		return NULL;
	c = memory_zero(1, sizeof(*c));
	c->options = *options;
	c->config = config;
	check_taxonomies(config, diag);
	references_load(options->root, &c->references, &c->arena, diag);
	muscles_load(options->root, &c->muscles, &c->arena, diag);
	load_files(c, diag);
	if (c->all_n == 0 && diag->errors == errors) {
		struct source content = { .path = STR("content") };

		diag_add(diag, MSG_ARTICLE_NONE, (struct pos){ .source = &content },
		    "there is no article here yet");
		diag_help(diag, "write a first one: a file that ends in .md");
	}
	index_paths(c);
	if (diag->errors == errors)
		index_all(c, diag);
	return c;
}

void
course_free(struct course *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < c->all_n; i++)
		article_free(c->all[i]);
	free(c->all);
	config_free(c->config);
	arena_release(&c->index);
	arena_release(&c->arena);
	free(c);
}

/* ---- asking ------------------------------------------------------------------------------- */

struct article_options
course_article_options(const struct course *c)
{
	return (struct article_options){ .config = c->config,
		.references = &c->references,
		.muscles = &c->muscles,
		.directives = c->options.directives,
		.today = c->options.today };
}

const struct module_index *
course_module(const struct course *c, const struct module *module)
{
	const struct module *first = c->config->modules.v;

	return module != NULL ? &c->modules[module - first] : NULL;
}

const struct person_index *
course_person(const struct course *c, struct str id)
{
	const struct person *first = c->config->people.v, *p = config_person(c->config, id);

	return p != NULL ? &c->people[p - first] : NULL;
}

const struct term *
course_term(const struct course *c, size_t taxonomy, struct str title)
{
	struct buf slug = { 0 };
	const struct term *found;

	text_slug(&slug, title);
	found = map_get(&c->taxonomies[taxonomy].by_slug, buf_view(&slug));
	buf_release(&slug);
	return found;
}

static const struct article_list *
line_of(const struct course *c, const struct article *article)
{
	if (article->is_post)
		return &c->posts;
	return article->module != NULL ? &c->lessons : NULL;
}

static const struct article *
neighbour(const struct course *c, const struct article *article, bool later)
{
	const struct article_list *line = line_of(c, article);
	size_t at = article->position;

	if (line == NULL || at >= line->n || line->v[at] != article)
		return NULL;
	if (later)
		return at + 1 < line->n ? line->v[at + 1] : NULL;
	return at > 0 ? line->v[at - 1] : NULL;
}

const struct article *
course_previous(const struct course *c, const struct article *article)
{
	return neighbour(c, article, article->is_post);
}

const struct article *
course_next(const struct course *c, const struct article *article)
{
	return neighbour(c, article, !article->is_post);
}
