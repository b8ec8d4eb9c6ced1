/* website.c - from an output to bytes; see website.h. */
#include "website.h"

#include "base/fs.h"
#include "prose.h"
#include "publisher.h"
#include "wholes.h"

enum { MEDIA_LIMIT = 64 << 20 };

struct notice
publisher_notice(const struct publisher *p, struct str language)
{
	const struct disclaimer *d = config_disclaimer(p->course->config, language);

	return (struct notice){ .language = language,
		.direction = language_is_rtl(language) ? STR("rtl") : STR("ltr"),
		.title = d->title,
		.full = d->full };
}

static enum view_template
template_of(const struct output *o)
{
	static const enum view_template templates[OUTPUT_KINDS] = {
		[OUTPUT_HOME] = TEMPLATE_HOME,
		[OUTPUT_ARTICLE] = TEMPLATE_ARTICLE,
		[OUTPUT_MODULE] = TEMPLATE_MODULE,
		[OUTPUT_BLOG] = TEMPLATE_BLOG,
		[OUTPUT_TAXONOMY] = TEMPLATE_TAXONOMY,
		[OUTPUT_TERM] = TEMPLATE_TERM,
		[OUTPUT_PEOPLE] = TEMPLATE_PEOPLE,
		[OUTPUT_PERSON] = TEMPLATE_PERSON,
		[OUTPUT_QUIZ] = TEMPLATE_QUIZ,
		[OUTPUT_DISCLAIMER] = TEMPLATE_DISCLAIMER,
		[OUTPUT_NOT_FOUND] = TEMPLATE_NOT_FOUND,
		[OUTPUT_REDIRECT] = TEMPLATE_REDIRECT,
	};

	if (o->kind == OUTPUT_ARTICLE && o->article->is_post)
		return TEMPLATE_POST;
	if (o->kind == OUTPUT_ARTICLE && o->article->is_page)
		return TEMPLATE_PAGE;
	return templates[o->kind];
}

/* Reads the lessons of a module again for their questions. */
static bool
gather_questions(struct view *view, const struct module_index *module, struct diag *diag)
{
	const struct course *c = view->publisher->course;
	struct article_options options = course_article_options(c);

	for (size_t i = 0; i < module->articles.n; i++) {
		const struct article *article = module->articles.v[i];
		const struct node *tree;

		if (article->questions == 0)
			continue;
		tree = article_parse(c->options.root, article, &options, view->arena, diag);
		if (tree == NULL || !prose_quizzes(view, article, tree, diag))
			return false;
	}
	return true;
}

static bool
compose_page(const struct publisher *p, const struct output *output, const struct node *tree,
    struct arena *scratch, struct buf *out, struct diag *diag)
{
	const struct course *c = p->course;
	struct article_options options = course_article_options(c);
	struct notice notice;
	struct view view;

	view_init(&view, p, output, scratch);
	if (output->article != NULL && output->kind != OUTPUT_REDIRECT) {
		if (tree == NULL)
			tree = article_parse(
			    c->options.root, output->article, &options, scratch, diag);
		if (tree == NULL || !prose_write(&view, tree, NULL, diag))
			return false;
	}
	if (output->kind == OUTPUT_QUIZ && !gather_questions(&view, output->about, diag))
		return false;
	notice = publisher_notice(p, view.language);
	return view_render(&view, template_of(output), out, diag) &&
	       notice_insert(&notice, false, output->path, out, diag);
}

static bool
compose_media(const struct publisher *p, const struct media *media, struct arena *scratch,
    struct buf *out, struct diag *diag)
{
	struct str bytes;

	if (!fs_read(p->course->options.root, media->path, MEDIA_LIMIT, scratch, &bytes, diag))
		return false;
	buf_str(out, bytes);
	return true;
}

bool
website_compose(const struct publisher *p, const struct output *output, const struct node *tree,
    struct arena *scratch, struct buf *out, struct diag *diag)
{
	switch (output->kind) {
	case OUTPUT_MEDIA: return compose_media(p, output->about, scratch, out, diag);
	case OUTPUT_ASSET: buf_str(out, ((const struct asset *)output->about)->bytes); return true;
	case OUTPUT_FEED: wholes_feed(p, out); return true;
	case OUTPUT_SITEMAP: wholes_sitemap(p, out); return true;
	case OUTPUT_ROBOTS: wholes_robots(p, out); return true;
	default: return compose_page(p, output, tree, scratch, out, diag);
	}
}
