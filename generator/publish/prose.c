/* prose.c - the hooks of markdown.h for pages and chapters; see prose.h. */
#include "prose.h"

#include "base/text.h"
#include "citations.h"
#include "publisher.h"
#include "course/links.h"

struct prose {
	struct view *view;
	struct citations citations;
	struct media_list *used;
	struct buf answers; /* of a book's questions, for the end of the chapter */
	bool excerpt;       /* the text stands on a page that is not the article's */
};

/* ---- links -------------------------------------------------------------------------------- */

static struct str
with_fragment(struct arena *a, struct str url, struct str fragment)
{
	return fragment.n > 0 ? arena_printf(a, "%.*s#%.*s", STR_ARG(url), STR_ARG(fragment)) : url;
}

static bool
address_url(const struct view *v, const struct target *t, const struct node *node, struct str *url,
    struct diag *diag)
{
	const struct plan *plan = v->publisher->plan;
	const struct output *o = plan_find(plan, t->path);
	struct str *names;

	if (o != NULL) {
		*url = with_fragment(v->arena, view_link(v, o->url), t->fragment);
		return true;
	}
	names = ARENA_ARRAY(v->arena, struct str, plan->n);
	for (size_t i = 0; i < plan->n; i++)
		names[i] = arena_printf(v->arena, "/%.*s", STR_ARG(plan->v[i].url));
	diag_add(diag, MSG_LINK_MISSING, node->pos, "link to '/%.*s': the site has no such address",
	    STR_ARG(t->path));
	diag_suggest(diag, arena_printf(v->arena, "/%.*s", STR_ARG(t->path)), names, plan->n);
	return false;
}

static struct str
article_url(const struct view *v, const struct article *to)
{
	if (v->book != NULL && book_find(v->book, to, NULL))
		return book_chapter_name(v->arena, to);
	return view_link(v, to->url);
}

/* A link within the article, seen from another page. */
static bool
hook_own_link(const struct view *v, const struct target *t, struct str *url)
{
	*url = with_fragment(v->arena, article_url(v, v->article), t->fragment);
	return true;
}

static bool
hook_link(void *ctx, const struct node *node, struct str *url, struct diag *diag)
{
	const struct prose *p = ctx;
	const struct view *v = p->view;
	struct target t = link_resolve(
	    v->publisher->course, v->article, node->as.link.url, node->pos, v->arena, diag);

	switch (t.kind) {
	case TARGET_NONE: return false;
	case TARGET_EXTERNAL: *url = t.path; return true;
	case TARGET_SAME:
		if (p->excerpt)
			return hook_own_link(v, &t, url);
		*url = arena_printf(v->arena, "#%.*s", STR_ARG(t.fragment));
		return true;
	case TARGET_ARTICLE:
		*url = with_fragment(v->arena, article_url(v, t.article), t.fragment);
		return true;
	case TARGET_MEDIA: *url = view_link(v, t.media->url); return true;
	case TARGET_ADDRESS: return address_url(v, &t, node, url, diag);
	}
	return false;
}

/* ---- pictures ----------------------------------------------------------------------------- */

struct str
book_media_name(struct arena *a, const struct media *media)
{
	return book_file_name(a, "images/", media->url, "");
}

struct str
book_raster_name(struct arena *a, const struct media *media)
{
	return book_file_name(a, "rasters/", media->url, ".png");
}

static void
note_use(struct prose *p, const struct media *media)
{
	if (p->used == NULL)
		return;
	for (size_t i = 0; i < p->used->n; i++)
		if (p->used->v[i] == media)
			return;
	*ARENA_PUSH(p->view->arena, p->used) = media;
}

static bool
hook_image(void *ctx, const struct node *node, struct image_target *target, struct diag *diag)
{
	struct prose *p = ctx;
	const struct view *v = p->view;
	struct target t = image_resolve(
	    v->publisher->course, v->article, node->as.link.url, node->pos, v->arena, diag);

	if (t.kind != TARGET_MEDIA)
		return false;
	*target = (struct image_target){ .url = view_link(v, t.media->url),
		.width = t.media->picture.width,
		.height = t.media->picture.height,
		.raster = STR("") };
	if (v->book == NULL)
		return true;
	note_use(p, t.media);
	target->url = book_media_name(v->arena, t.media);
	if (t.media->picture.type == PICTURE_SVG)
		target->raster = book_raster_name(v->arena, t.media);
	return true;
}

/* ---- the rest ----------------------------------------------------------------------------- */

static bool
hook_directive(void *ctx, const struct node *node, const struct directive_parts *parts,
    struct buf *out, struct diag *diag)
{
	struct directive_view directive = { .node = node, .parts = parts };
	struct prose *p = ctx;

	if (!view_directive(p->view, &directive, out, diag))
		return false;
	directive.answering = p->view->book != NULL && markdown_is_quiz(node);
	return !directive.answering || view_directive(p->view, &directive, &p->answers, diag);
}

/* The answers to a chapter's questions, after its text: unfolding is not for every e-reader. */
static void
write_answers(struct prose *p, struct buf *out)
{
	if (p->answers.n == 0)
		return;
	buf_str(out, STR("<section class=\"answers\" epub:type=\"qna\" role=\"doc-qna\" "
			 "aria-labelledby=\"quiz-answers\">\n<h2 id=\"quiz-answers\">"));
	text_escape(out, view_word(p->view, "answers"));
	buf_str(out, STR("</h2>\n"));
	buf_str(out, buf_view(&p->answers));
	buf_str(out, STR("</section>\n"));
}

static bool
hook_citation(void *ctx, const struct node *node, struct buf *out, struct diag *diag)
{
	struct prose *p = ctx;

	(void)diag; /* unknown keys were reported when the article was loaded */
	citations_mark(&p->citations, p->view, node, out);
	return true;
}

static struct str
hook_word(void *ctx, const char *key)
{
	struct str word = view_word(((struct prose *)ctx)->view, key);

	return str_eq(word, str_of(key)) ? STR("") : word;
}

static const struct markdown_hooks hooks = {
	.link = hook_link,
	.image = hook_image,
	.directive = hook_directive,
	.citation = hook_citation,
	.word = hook_word,
};

/* The contents list: headings of the second and third level, nested. */
static const struct heading *
list_headings(struct arena *a, const struct node *tree)
{
	struct heading *first = NULL, **at = &first, **below = NULL;

	for (const struct node *n = tree->first; n != NULL; n = n->next) {
		struct heading *h;
		struct buf title = { 0 };

		if (n->type != NODE_HEADING || n->as.heading.level > 3)
			continue;
		h = ARENA_NEW(a, struct heading);
		h->id = n->as.heading.id;
		h->level = n->as.heading.level;
		markdown_write_inline(n, &title);
		h->title = arena_str(a, buf_view(&title));
		buf_release(&title);
		if (h->level == 3 && below != NULL) {
			*below = h;
			below = &h->next;
			continue;
		}
		*at = h;
		at = &h->next;
		below = &h->first;
	}
	return first;
}

bool
prose_write(struct view *view, const struct node *tree, struct media_list *used, struct diag *diag)
{
	struct prose prose = { .view = view, .used = used };
	struct markdown_output output = { .book = view->book != NULL,
		.language = view->language,
		.hooks = &hooks,
		.ctx = &prose };
	struct buf content = { 0 };
	bool ok = markdown_write(tree, &output, &content, diag);

	write_answers(&prose, &content);
	citations_list(&prose.citations, view, &content);
	view->content = arena_str(view->arena, buf_view(&content));
	view->contents = list_headings(view->arena, tree);
	buf_release(&content);
	buf_release(&prose.answers);
	return ok;
}

bool
prose_quizzes(
    struct view *view, const struct article *article, const struct node *tree, struct diag *diag)
{
	struct view lesson = *view;
	struct prose prose = { .view = &lesson, .excerpt = true };
	struct markdown_output output = {
		.language = view->language, .excerpt = true, .hooks = &hooks, .ctx = &prose
	};
	struct buf questions = { 0 };
	bool ok;

	lesson.article = article;
	ok = markdown_write_quizzes(tree, &output, &questions, diag);
	*ARENA_PUSH(view->arena, &view->quiz) = (struct quiz_group){ article,
		arena_str(view->arena, buf_view(&questions)) };
	buf_release(&questions);
	return ok;
}
