/* publisher.c - compiles every template against its schema, and renders; see publisher.h. */
#include "publisher.h"

#include <stdlib.h>

#include "base/memory.h"
#include "context.h"

static const char *const template_names[TEMPLATE_COUNT] = {
	[TEMPLATE_HOME] = "home.html",
	[TEMPLATE_ARTICLE] = "article.html",
	[TEMPLATE_PAGE] = "page.html",
	[TEMPLATE_POST] = "post.html",
	[TEMPLATE_MODULE] = "module.html",
	[TEMPLATE_BLOG] = "blog.html",
	[TEMPLATE_TAXONOMY] = "taxonomy.html",
	[TEMPLATE_TERM] = "term.html",
	[TEMPLATE_PEOPLE] = "people.html",
	[TEMPLATE_PERSON] = "person.html",
	[TEMPLATE_QUIZ] = "quiz.html",
	[TEMPLATE_DISCLAIMER] = "disclaimer.html",
	[TEMPLATE_NOT_FOUND] = "not-found.html",
	[TEMPLATE_REDIRECT] = "redirect.html",
	[TEMPLATE_CHAPTER] = "book/chapter.html",
	[TEMPLATE_BOOK_TITLE] = "book/title.html",
	[TEMPLATE_BOOK_DISCLAIMER] = "book/disclaimer.html",
	[TEMPLATE_COVER] = "book/cover.svg",
};

static const struct source *
host_load(void *ctx, struct str name)
{
	return map_get(&((const struct theme *)ctx)->templates, name);
}

static void
host_names(void *ctx, struct arena *a, struct str_list *out)
{
	const struct theme *theme = ctx;

	for (size_t i = 0; i < theme->templates.n; i++)
		*ARENA_PUSH(a, out) = theme->templates.v[i].key;
}

/* As the language's word `date_format` says: {day}, {month} (a word), {month_number}, {year}. */
static void
host_date(const struct render_context *context, date day, struct buf *out)
{
	static const char *const months[] = { "january", "february", "march", "april", "may",
		"june", "july", "august", "september", "october", "november", "december" };
	const struct view *v = context->page;
	struct str format = view_word(v, "date_format");
	int year, month, dom;

	if (str_eq(format, STR("date_format")))
		format = STR("{day} {month} {year}");
	date_split(day, &year, &month, &dom);
	while (format.n > 0) {
		size_t open = str_find_char(format, 0, '{');
		size_t close = str_find_char(format, open, '}');
		struct str name = str_sub(format, open + 1, close > open ? close - open - 1 : 0);

		buf_str(out, str_sub(format, 0, open));
		format = str_from(format, close + 1);
		if (str_eq(name, STR("day")))
			buf_printf(out, "%d", dom);
		else if (str_eq(name, STR("month")))
			buf_str(out, view_word(v, months[month - 1]));
		else if (str_eq(name, STR("month_number")))
			buf_printf(out, "%02d", month);
		else if (str_eq(name, STR("year")))
			buf_printf(out, "%d", year);
	}
}

static bool
host_asset(const struct render_context *context, struct str name, struct buf *out)
{
	const struct view *v = context->page;
	const struct asset *asset = map_get(&v->publisher->theme->assets, name);

	if (asset != NULL)
		buf_str(out, view_link(v, asset->url));
	return asset != NULL;
}

static void
compile_directives(struct publisher *p, struct diag *diag)
{
	for (size_t i = 0; p->theme->directives[i] != NULL; i++) {
		struct str directive = str_of(p->theme->directives[i]);
		struct buf name = { 0 };

		buf_printf(&name, "directives/%.*s.html", STR_ARG(directive));
		*map_at(&p->directives, &p->arena,
		    directive) = (void *)(uintptr_t)template_set_compile(p->set,
		    arena_str(&p->arena, buf_view(&name)), &directive_schema, diag);
		buf_release(&name);
	}
}

struct publisher *
publisher_new(const struct course *course, const struct plan *plan, const struct theme *theme,
    struct diag *diag)
{
	struct publisher *p = memory_zero(1, sizeof(*p));
	size_t errors = diag->errors;

	p->course = course;
	p->plan = plan;
	p->theme = theme;
	p->host = (struct template_host){ .load = host_load,
		.names = host_names,
		.date = host_date,
		.asset = host_asset,
		.ctx = (void *)(uintptr_t)theme };
	p->set = template_set_new(&p->host);
	for (size_t i = 0; i < TEMPLATE_COUNT; i++)
		p->templates[i] = template_set_compile(
		    p->set, str_of(template_names[i]), &page_schema, diag);
	compile_directives(p, diag);
	if (diag->errors == errors)
		return p;
	publisher_free(p);
	return NULL;
}

void
publisher_free(struct publisher *p)
{
	if (p == NULL)
		return;
	template_set_free(p->set);
	arena_release(&p->arena);
	free(p);
}

bool
view_render(const struct view *view, enum view_template which, struct buf *out, struct diag *diag)
{
	struct render_context context = { .page = view, .arena = view->arena };

	return template_render(view->publisher->templates[which], &context, view, out, diag);
}

bool
view_directive(const struct view *view, const struct directive_view *directive, struct buf *out,
    struct diag *diag)
{
	struct render_context context = { .page = view, .arena = view->arena };
	const struct template *t = map_get(
	    &view->publisher->directives, directive->node->as.directive.name);

	return template_render(t, &context, directive, out, diag);
}
