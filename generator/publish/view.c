/* view.c - what a document knows of itself; see view.h. */
#include "view.h"

#include "base/text.h"
#include "course/links.h"
#include "formats/digest.h"

/* ---- words, addresses, titles ------------------------------------------------------------- */

struct str
view_word(const struct view *view, const char *key)
{
	return theme_word(view->publisher->theme, view->language, str_of(key));
}

struct str
view_absolute(const struct view *view, struct str url)
{
	const struct config *config = view->publisher->course->config;

	return arena_printf(view->arena, "%.*s%.*s", STR_ARG(config->base_url), STR_ARG(url));
}

/* The path part of base_url: "/calf/". */
static struct str
base_path(struct str base_url)
{
	size_t host = str_find(base_url, 0, STR("://")) + 3;

	return str_from(base_url, str_find_char(base_url, host, '/'));
}

struct str
view_link(const struct view *view, struct str url)
{
	const struct config *config = view->publisher->course->config;

	if (view->book != NULL)
		return view_absolute(view, url);
	if (view->output != NULL &&
	    view->output->kind == OUTPUT_NOT_FOUND) /* served at any depth */
		return arena_printf(
		    view->arena, "%.*s%.*s", STR_ARG(base_path(config->base_url)), STR_ARG(url));
	return url_between(view->arena, view->url, url, config->urls == URLS_PORTABLE);
}

static const char *const kinds[OUTPUT_KINDS] = {
	[OUTPUT_HOME] = "home",
	[OUTPUT_ARTICLE] = "article",
	[OUTPUT_MODULE] = "module",
	[OUTPUT_BLOG] = "blog",
	[OUTPUT_TAXONOMY] = "taxonomy",
	[OUTPUT_TERM] = "term",
	[OUTPUT_PEOPLE] = "people",
	[OUTPUT_PERSON] = "person",
	[OUTPUT_QUIZ] = "quiz",
	[OUTPUT_DISCLAIMER] = "disclaimer",
	[OUTPUT_NOT_FOUND] = "not-found",
	[OUTPUT_REDIRECT] = "redirect",
};

/* The word "quiz_of" with the module's name in it. */
static struct str
quiz_title(const struct view *view, struct str module)
{
	struct str word = view_word(view, "quiz_of");
	size_t at = str_find(word, 0, STR("{name}"));

	return arena_printf(view->arena, "%.*s%.*s%.*s", STR_ARG(str_sub(word, 0, at)),
	    STR_ARG(module), STR_ARG(str_from(word, at < word.n ? at + 6 : at)));
}

struct str
output_title(const struct view *view, const struct output *o)
{
	const struct disclaimer *disclaimer;

	switch (o->kind) {
	case OUTPUT_ARTICLE:
	case OUTPUT_REDIRECT: return o->article->front.title.text;
	case OUTPUT_BLOG: return view_word(view, "blog");
	case OUTPUT_PEOPLE: return view_word(view, "people");
	case OUTPUT_NOT_FOUND: return view_word(view, "not_found_title");
	case OUTPUT_TAXONOMY: return taxonomy_title(view, o->about);
	case OUTPUT_QUIZ: return quiz_title(view, o->title);
	case OUTPUT_DISCLAIMER:
		disclaimer = config_disclaimer(view->publisher->course->config, view->language);
		return disclaimer->title;
	default: return o->title;
	}
}

struct str
taxonomy_title(const struct view *view, const struct taxonomy *taxonomy)
{
	struct str key = arena_printf(view->arena, "taxonomy_%.*s", STR_ARG(taxonomy->id));
	struct str word = view_word(view, key.p);
	char *first;

	if (!str_eq(word, key))
		return word;
	word = arena_str(view->arena, taxonomy->id);
	first = (char *)(uintptr_t)word.p;
	if (*first >= 'a' && *first <= 'z')
		*first = (char)(*first - 'a' + 'A');
	return word;
}

void
view_init(
    struct view *view, const struct publisher *p, const struct output *output, struct arena *a)
{
	*view = (struct view){ .publisher = p,
		.arena = a,
		.output = output,
		.kind = kinds[output->kind],
		.url = output->url,
		.language = p->course->config->language,
		.article = output->article };
	if (output->article != NULL)
		view->language = output->article->language;
	if (output->kind == OUTPUT_ARTICLE && output->article->is_post)
		view->kind = "post";
	else if (output->kind == OUTPUT_ARTICLE && output->article->is_page)
		view->kind = "page";
	view->title = output_title(view, output);
}

struct str
view_title_full(const struct view *view)
{
	struct str whole = view->book != NULL ? view->book->book->title
					      : view->publisher->course->config->title;

	if (str_eq(view->title, whole))
		return whole;
	return arena_printf(view->arena, "%.*s - %.*s", STR_ARG(view->title), STR_ARG(whole));
}

struct str
view_description(const struct view *view)
{
	const struct config *config = view->publisher->course->config;
	const struct output *o = view->output;
	struct str description = STR("");

	if (view->article != NULL)
		description = view->article->front.description;
	else if (o != NULL && o->kind == OUTPUT_MODULE)
		description = ((const struct module_index *)o->about)->module->description;
	if (description.n == 0 && o != NULL && o->kind == OUTPUT_HOME)
		description = config->tagline;
	return description.p != NULL ? description : STR("");
}

const struct output *
view_parent(const struct view *view)
{
	const struct plan *plan = view->publisher->plan;
	const struct output *o = view->output;

	switch (o->kind) {
	case OUTPUT_ARTICLE:
		if (o->article->module != NULL)
			return plan_find(plan, o->article->module->id.text);
		return o->article->is_post ? plan_find(plan, STR("blog/")) : NULL;
	case OUTPUT_TERM: return plan_find(plan, ((const struct term *)o->about)->taxonomy->id);
	case OUTPUT_PERSON: return plan_find(plan, STR("people/"));
	case OUTPUT_QUIZ:
		return plan_find(plan, ((const struct module_index *)o->about)->module->id.text);
	default: return NULL;
	}
}

/* ---- books -------------------------------------------------------------------------------- */

void
book_identifier_of(const struct config *config, const struct book *book, struct buf *out)
{
	struct buf name = { 0 };

	if (book->identifier.n > 0) {
		buf_str(out, book->identifier);
		return;
	}
	buf_printf(&name, "%.*sbooks/%.*s#%.*s", STR_ARG(config->base_url), STR_ARG(book->id.text),
	    STR_ARG(book->language.n > 0 ? book->language : config->language));
	buf_str(out, STR("urn:uuid:"));
	digest_add_uuid(out, buf_view(&name));
	buf_release(&name);
}

date
book_date(const struct course *course, const struct book_index *book)
{
	date newest = DATE_NONE;

	for (size_t i = 0; i < book->articles.n; i++) {
		const struct front_matter *front = &book->articles.v[i]->front;

		if (front->published > newest)
			newest = front->published;
		if (front->updated > newest)
			newest = front->updated;
	}
	return newest != DATE_NONE ? newest : course->options.today;
}

struct str
book_file_name(struct arena *a, const char *before, struct str path, const char *after)
{
	struct buf name = { 0 };
	struct str result;

	buf_str(&name, str_of(before));
	for (size_t i = 0; i < path.n; i++) {
		char c = path.p[i];

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.')
			buf_char(&name, c);
		else if (c == '/')
			buf_str(&name, STR("__"));
		else
			buf_printf(&name, "_%02x", (unsigned char)c);
	}
	buf_str(&name, str_of(after));
	result = arena_str(a, buf_view(&name));
	buf_release(&name);
	return result;
}

struct str
book_chapter_name(struct arena *a, const struct article *article)
{
	return book_file_name(a, "", article->name, ".xhtml");
}

bool
book_find(const struct book_index *book, const struct article *article, size_t *number)
{
	size_t from = 0, to = book->articles.n;

	while (article->module != NULL && from < to) { /* chapters stand in reading order */
		size_t middle = from + (to - from) / 2;

		if (book->articles.v[middle] == article) {
			if (number != NULL)
				*number = middle;
			return true;
		}
		if (book->articles.v[middle]->position < article->position)
			from = middle + 1;
		else
			to = middle;
	}
	return false;
}

bool
language_is_rtl(struct str language)
{
	static const char *const scripts[] = { "ar", "he", "fa", "ur", "yi", "ps", "sd", "dv",
		"ckb", "ug" };
	struct str primary = str_sub(language, 0, str_find_char(language, 0, '-'));

	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++)
		if (str_eq(primary, str_of(scripts[i])))
			return true;
	return false;
}
