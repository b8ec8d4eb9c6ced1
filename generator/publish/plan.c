/* plan.c - lists what will be; see plan.h. */
#include "plan.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/source.h"
#include "base/text.h"

struct planning {
	struct plan *plan;
	const struct course *course;
	struct diag *diag;
	struct map taken; /* folded path -> index + 1 */
	struct map pages; /* url -> the page of content/ that wants it */
};

static struct str
path_of(struct arena *a, struct str url)
{
	if (url.n == 0 || url.p[url.n - 1] == '/')
		return arena_printf(a, "%.*sindex.html", STR_ARG(url));
	return url;
}

/* Where people look for the mistake: the author's file, and the place there that says the address.
 * Texts are read again for the line to show; source is room for one. */
static struct pos
origin(const struct planning *p, const struct output *o, struct source *source)
{
	const struct config *config = p->course->config;
	struct pos pos = { .source = source };
	struct diag ignored = { 0 };

	source->path = config->source.path;
	if (o->kind == OUTPUT_MODULE || o->kind == OUTPUT_QUIZ)
		return ((const struct module_index *)o->about)->module->id.pos;
	if (o->kind == OUTPUT_BOOK || o->kind == OUTPUT_COVER)
		return ((const struct book_index *)o->about)->book->id.pos;
	if (o->kind == OUTPUT_PERSON)
		return ((const struct person_index *)o->about)->person->id.pos;
	if (o->kind == OUTPUT_MEDIA)
		source->path = ((const struct media *)o->about)->path;
	if (o->article == NULL || o->kind == OUTPUT_MEDIA)
		return pos;
	if (o->kind == OUTPUT_REDIRECT)
		pos = o->article->front.aliases.v[o->number].pos;
	else if (o->article->front.slug.text.n > 0)
		pos = o->article->front.slug.pos;
	pos.source = source;
	source_read(
	    p->course->options.root, o->article->source.path, &p->plan->arena, source, &ignored);
	diag_release(&ignored);
	return pos;
}

static void
clash(struct planning *p, const struct output *first, const struct output *second)
{
	struct source here = { 0 }, there = { 0 };

	diag_add(p->diag, MSG_ADDRESS_TAKEN, origin(p, second, &here), "the address /%.*s is taken",
	    STR_ARG(second->url));
	if (str_starts(second->path, first->path) && second->path.n > first->path.n)
		diag_help(p->diag,
		    "a file and a folder cannot have the same name: write another address");
	else if (!str_eq(first->url, second->url))
		diag_help(p->diag,
		    "some disks cannot tell it from /%.*s: rename one, or give it another slug",
		    STR_ARG(first->url));
	else if (first->kind == OUTPUT_MODULE && second->kind == OUTPUT_ARTICLE)
		diag_help(p->diag, "with `kind: page` it becomes the module's introduction; "
				   "otherwise rename it or give it another slug");
	else if (second->article == NULL && second->kind != OUTPUT_MEDIA)
		diag_help(
		    p->diag, "soleus makes a page there itself: give the other one another name");
	else if (second->kind == OUTPUT_REDIRECT)
		diag_help(p->diag, "take the alias away, or write another one");
	else
		diag_help(p->diag, "rename one of the two, or give it another slug");
	diag_related(p->diag, origin(p, first, &there), "taken by this");
}

/* A disk has no folder where a file of the same name stands. */
static void
check_folders(struct planning *p)
{
	const struct plan *plan = p->plan;
	struct arena scratch = { 0 };

	for (size_t i = 0; i < plan->n; i++) {
		struct str path = text_fold(&scratch, plan->v[i].path);

		for (size_t k = 0; k < path.n; k++) {
			uintptr_t file = path.p[k] == '/'
					     ? (uintptr_t)map_get(&p->taken, str_sub(path, 0, k))
					     : 0;

			if (file > 0)
				clash(p, &plan->v[file - 1], &plan->v[i]);
		}
		arena_reset(&scratch);
	}
	arena_release(&scratch);
}

/* Adds an output with its url set. */
static struct output *
add(struct planning *p, struct output o)
{
	struct plan *plan = p->plan;
	struct arena *a = &plan->arena;
	struct output *slot;
	void **taken;

	o.path = path_of(a, o.url);
	if (o.title.p == NULL)
		o.title = STR("");
	taken = map_at(&p->taken, a, text_fold(a, o.path));
	if (*taken != NULL) {
		clash(p, &plan->v[(uintptr_t)*taken - 1], &o);
		return NULL;
	}
	slot = ARENA_PUSH(a, plan);
	*slot = o;
	*taken = (void *)(uintptr_t)plan->n;
	*map_at(&plan->by_url, a, o.url) = (void *)(uintptr_t)plan->n;
	return slot;
}

/* A page of content/ at the address of a generated one becomes that one's introduction. */
static const struct article *
introduction(const struct planning *p, struct str url)
{
	return map_get(&p->pages, url);
}

static void
add_generated(struct planning *p, enum output_kind kind, struct str url, struct str title,
    const void *about, size_t number)
{
	add(p, (struct output){ .kind = kind,
		   .url = url,
		   .title = title,
		   .about = about,
		   .number = number,
		   .article = introduction(p, url) });
}

static void
add_listings(struct planning *p)
{
	const struct course *c = p->course;
	struct arena *a = &p->plan->arena;

	add_generated(p, OUTPUT_HOME, STR(""), c->config->title, NULL, 0);
	for (size_t i = 0; i < c->config->modules.n; i++)
		add_generated(p, OUTPUT_MODULE,
		    arena_printf(a, "%.*s/", STR_ARG(c->modules[i].module->id.text)),
		    c->modules[i].module->title, &c->modules[i], 0);
	p->plan->blog_pages = (c->posts.n + BLOG_PAGE - 1) / BLOG_PAGE;
	for (size_t i = 1; i <= p->plan->blog_pages; i++)
		add_generated(p, OUTPUT_BLOG, plan_blog_url(a, i), STR(""), NULL, i);
	for (size_t t = 0; t < c->config->taxonomies.n; t++) {
		const struct taxonomy *taxonomy = &c->taxonomies[t];

		if (taxonomy->n == 0)
			continue;
		add_generated(p, OUTPUT_TAXONOMY, arena_printf(a, "%.*s/", STR_ARG(taxonomy->id)),
		    STR(""), taxonomy, t);
		for (size_t i = 0; i < taxonomy->n; i++)
			add_generated(p, OUTPUT_TERM, plan_term_url(a, taxonomy->terms[i]),
			    taxonomy->terms[i]->title, taxonomy->terms[i], t);
	}
	add_generated(p, OUTPUT_PEOPLE, STR("people/"), STR(""), NULL, 0);
	for (size_t i = 0; i < c->config->people.n; i++)
		add_generated(p, OUTPUT_PERSON, plan_person_url(a, c->people[i].person),
		    c->people[i].person->name, &c->people[i], 0);
	for (size_t i = 0; i < c->config->modules.n; i++)
		if (c->modules[i].questions > 0)
			add_generated(p, OUTPUT_QUIZ, plan_quiz_url(a, c->modules[i].module),
			    c->modules[i].module->title, &c->modules[i], 0);
	add_generated(p, OUTPUT_DISCLAIMER, STR("disclaimer/"), STR(""), NULL, 0);
	add_generated(p, OUTPUT_NOT_FOUND, STR("404.html"), STR(""), NULL, 0);
}

static bool
is_introduction(const struct planning *p, const struct article *article)
{
	const struct output *o = article->is_page ? plan_find(p->plan, article->url) : NULL;

	return o != NULL && o->article == article;
}

static void
add_articles(struct planning *p)
{
	const struct course *c = p->course;

	for (size_t i = 0; i < c->articles.n; i++) {
		const struct article *article = c->articles.v[i];

		if (!is_introduction(p, article))
			add(p,
			    (struct output){
				.kind = OUTPUT_ARTICLE, .url = article->url, .article = article });
	}
	for (size_t i = 0; i < c->articles.n; i++) {
		const struct article *article = c->articles.v[i];

		for (size_t k = 0; k < article->front.aliases.n; k++) {
			struct str alias = str_from(article->front.aliases.v[k].text, 1);

			if (alias.p[alias.n - 1] != '/' && !str_ends(alias, STR(".html")))
				alias = arena_printf(&p->plan->arena, "%.*s/", STR_ARG(alias));
			add(p, (struct output){ .kind = OUTPUT_REDIRECT,
				   .url = alias,
				   .article = article,
				   .number = k });
		}
	}
}

/* book.css goes into books; a course that asks nothing needs no script for questions. */
static bool
is_wanted(const struct course *c, const struct asset *asset)
{
	size_t questions = 0;

	for (size_t i = 0; i < c->articles.n; i++)
		questions += c->articles.v[i]->questions;
	return !str_eq(asset->name, STR("book.css")) &&
	       (questions > 0 || !str_eq(asset->name, STR("quiz.js")));
}

static void
add_files(struct planning *p, const struct theme *theme)
{
	const struct course *c = p->course;

	for (size_t i = 0; i < c->config->books.n; i++)
		if (c->books[i].articles.n > 0)
			add(p, (struct output){ .kind = OUTPUT_COVER,
				   .url = plan_cover_url(&p->plan->arena, c->books[i].book),
				   .about = &c->books[i] });
	for (size_t i = 0; i < c->media.n; i++)
		add(p,
		    (struct output){
			.kind = OUTPUT_MEDIA, .url = c->media.v[i].url, .about = &c->media.v[i] });
	for (size_t i = 0; i < theme->assets.n; i++) {
		const struct asset *asset = theme->assets.v[i].value;

		if (is_wanted(c, asset))
			add(p, (struct output){
				   .kind = OUTPUT_ASSET, .url = asset->url, .about = asset });
	}
}

/* The navigation names addresses of the top: modules, pages, taxonomies, blog, people. */
static void
check_navigation(struct planning *p)
{
	const struct placed_list *names = &p->course->config->navigation;
	struct arena scratch = { 0 };
	struct str_list known = { 0 };

	for (size_t i = 0; i < p->plan->n; i++) {
		struct str url = p->plan->v[i].url;

		if (output_is_page(&p->plan->v[i]) && url.n > 1 &&
		    str_find_char(url, 0, '/') == url.n - 1)
			*ARENA_PUSH(&scratch, &known) = str_sub(url, 0, url.n - 1);
	}
	for (size_t i = 0; i < names->n; i++) {
		if (plan_find(p->plan, names->v[i].text) != NULL)
			continue;
		diag_add(p->diag, MSG_NAVIGATION_UNKNOWN, names->v[i].pos,
		    "the navigation names '%.*s', which the site does not have",
		    STR_ARG(names->v[i].text));
		diag_choices(p->diag, names->v[i].text, "it has", known.v, known.n);
	}
	arena_release(&scratch);
}

struct plan *
plan_new(const struct course *course, const struct theme *theme, struct diag *diag)
{
	struct planning p = {
		.plan = memory_zero(1, sizeof(struct plan)), .course = course, .diag = diag
	};
	struct arena *a = &p.plan->arena;
	size_t errors = diag->errors;

	for (size_t i = 0; i < course->pages.n; i++)
		*map_at(
		    &p.pages, a, course->pages.v[i]->url) = (void *)(uintptr_t)course->pages.v[i];
	add_listings(&p);
	add_articles(&p);
	add_files(&p, theme);
	p.plan->books = p.plan->n;
	for (size_t i = 0; i < course->config->books.n; i++)
		if (course->books[i].articles.n > 0)
			add_generated(&p, OUTPUT_BOOK, plan_book_url(a, course->books[i].book),
			    course->books[i].book->title, &course->books[i], i);
	p.plan->wholes = p.plan->n;
	add_generated(&p, OUTPUT_FEED, STR("feed.xml"), STR(""), NULL, 0);
	add_generated(&p, OUTPUT_SITEMAP, STR("sitemap.xml"), STR(""), NULL, 0);
	add_generated(&p, OUTPUT_ROBOTS, STR("robots.txt"), STR(""), NULL, 0);
	check_folders(&p);
	check_navigation(&p);
	if (diag->errors == errors)
		return p.plan;
	plan_free(p.plan);
	return NULL;
}

void
plan_free(struct plan *plan)
{
	if (plan == NULL)
		return;
	arena_release(&plan->arena);
	free(plan);
}

static const struct output *
find_exactly(const struct plan *plan, struct str url)
{
	uintptr_t index = (uintptr_t)map_get(&plan->by_url, url);

	return index > 0 ? &plan->v[index - 1] : NULL;
}

const struct output *
plan_find(const struct plan *plan, struct str url)
{
	const struct output *o = find_exactly(plan, url);
	struct arena scratch = { 0 };

	if (o == NULL && str_ends(url, STR("index.html")) &&
	    (url.n == 10 || url.p[url.n - 11] == '/'))
		o = find_exactly(plan, str_sub(url, 0, url.n - 10));
	if (o == NULL && url.n > 0 && url.p[url.n - 1] != '/') {
		o = find_exactly(plan, arena_printf(&scratch, "%.*s/", STR_ARG(url)));
		arena_release(&scratch);
	}
	return o;
}

bool
output_is_page(const struct output *output)
{
	return output->kind <= OUTPUT_REDIRECT;
}

struct str
plan_blog_url(struct arena *a, size_t number)
{
	return number > 1 ? arena_printf(a, "blog/page/%zu/", number) : STR("blog/");
}

struct str
plan_term_url(struct arena *a, const struct term *term)
{
	return arena_printf(a, "%.*s/%.*s/", STR_ARG(term->taxonomy->id), STR_ARG(term->slug));
}

struct str
plan_person_url(struct arena *a, const struct person *person)
{
	return arena_printf(a, "people/%.*s/", STR_ARG(person->id.text));
}

struct str
plan_quiz_url(struct arena *a, const struct module *module)
{
	return arena_printf(a, "quiz/%.*s/", STR_ARG(module->id.text));
}

struct str
plan_cover_url(struct arena *a, const struct book *book)
{
	return arena_printf(a, "books/%.*s.png", STR_ARG(book->id.text));
}

struct str
plan_book_url(struct arena *a, const struct book *book)
{
	return arena_printf(a, "books/%.*s.epub", STR_ARG(book->id.text));
}
