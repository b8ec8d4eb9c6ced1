/* head.c - see head.h.  schema.org data follow https://schema.org/Article and WebPage. */
#include "head.h"

#include "base/text.h"
#include "formats/json.h"

static void
tag(struct buf *out, const char *before, struct str value)
{
	buf_str(out, str_of(before));
	text_escape(out, value);
	buf_str(out, STR("\"/>\n"));
}

static void
date_property(struct json *j, const char *key, date day)
{
	struct buf iso = { 0 };

	if (day == DATE_NONE)
		return;
	date_add_iso(&iso, day);
	json_string(j, key, buf_view(&iso));
	buf_release(&iso);
}

static void
named(struct json *j, const char *key, bool person, struct str name)
{
	json_object(j, key);
	json_string(j, "@type", person ? STR("Person") : STR("Organization"));
	json_string(j, "name", name);
	json_end_object(j);
}

/* A thing of which only the name is known. */
static void
thing(struct json *j, const char *key, const char *type, struct str name)
{
	if (name.n == 0)
		return;
	json_object(j, key);
	json_string(j, "@type", str_of(type));
	json_string(j, "name", name);
	json_end_object(j);
}

static void
muscle_property(struct json *j, const struct muscle *muscle, struct arena *a)
{
	const struct muscle_part *parts = muscle->parts.v;
	struct str origin = muscle->origin;

	for (size_t i = 0; i < muscle->parts.n; i++)
		origin = arena_printf(a, "%.*s%s%.*s: %.*s", STR_ARG(origin),
		    origin.n > 0 ? "; " : "", STR_ARG(parts[i].name), STR_ARG(parts[i].origin));
	json_object(j, NULL);
	json_string(j, "@type", STR("Muscle"));
	json_string(j, "name", muscle->name);
	if (muscle->latin.n > 0)
		json_string(j, "alternateName", muscle->latin);
	if (origin.n > 0)
		json_string(j, "origin", origin);
	thing(j, "insertion", "AnatomicalStructure", muscle->insertion);
	thing(j, "nerve", "Nerve", muscle->innervation);
	thing(j, "bloodSupply", "Vessel", muscle->blood);
	if (muscle->action.n > 0)
		json_string(j, "muscleAction", muscle->action);
	json_end_object(j);
}

/* The muscles whose cards an article shows: https://schema.org/Muscle */
static void
muscle_properties(struct json *j, const struct view *v)
{
	if (v->article->muscles.n == 0)
		return;
	json_list(j, "about");
	for (size_t i = 0; i < v->article->muscles.n; i++)
		muscle_property(j, v->article->muscles.v[i], v->arena);
	json_end_list(j);
}

static void
article_properties(struct json *j, const struct view *v)
{
	const struct course *course = v->publisher->course;
	const struct article *article = v->article;

	date_property(j, "datePublished", article->front.published);
	date_property(j, "dateModified",
	    article->front.updated != DATE_NONE ? article->front.updated
						: article->front.published);
	json_list(j, "author");
	for (size_t i = 0; i < article->front.authors.n; i++) {
		const struct person_index *p = course_person(
		    course, article->front.authors.v[i].text);

		named(j, NULL, p->person->kind == 0, p->person->name);
	}
	json_end_list(j);
	muscle_properties(j, v);
	if (article->review == NULL)
		return;
	date_property(j, "lastReviewed", article->review->on);
	named(j, "reviewedBy", course_person(course, article->review->by.text)->person->kind == 0,
	    course_person(course, article->review->by.text)->person->name);
}

static void
write_json_ld(const struct view *v, struct str description, struct buf *out)
{
	const struct config *config = v->publisher->course->config;
	bool article = v->output->kind == OUTPUT_ARTICLE && !v->article->is_page;
	struct json j;

	buf_str(out, STR("<script type=\"application/ld+json\">"));
	json_init(&j, out);
	json_object(&j, NULL);
	json_string(&j, "@context", STR("https://schema.org"));
	json_string(&j, "@type",
	    !article              ? STR("WebPage")
	    : v->article->is_post ? STR("BlogPosting")
				  : STR("Article"));
	json_string(&j, article ? "headline" : "name", v->title);
	if (description.n > 0)
		json_string(&j, "description", description);
	json_string(&j, "url", view_absolute(v, v->url));
	json_string(&j, "inLanguage", v->language);
	if (article)
		article_properties(&j, v);
	named(&j, "publisher", false, config->organisation.name);
	json_end_object(&j);
	buf_str(out, STR("</script>\n"));
}

void
head_write(const struct view *v, struct buf *out)
{
	const struct config *config = v->publisher->course->config;
	struct str description = view_description(v);

	if (v->output == NULL || v->output->kind == OUTPUT_NOT_FOUND ||
	    v->output->kind == OUTPUT_REDIRECT)
		return;
	tag(out, "<link rel=\"canonical\" href=\"", view_absolute(v, v->url));
	buf_str(out, STR("<link rel=\"alternate\" type=\"application/atom+xml\" title=\""));
	text_escape(out, config->title);
	tag(out, "\" href=\"", view_link(v, STR("feed.xml")));
	tag(out, "<meta property=\"og:title\" content=\"", v->title);
	if (description.n > 0)
		tag(out, "<meta property=\"og:description\" content=\"", description);
	tag(out, "<meta property=\"og:url\" content=\"", view_absolute(v, v->url));
	tag(out, "<meta property=\"og:site_name\" content=\"", config->title);
	tag(out, "<meta property=\"og:type\" content=\"",
	    v->output->kind == OUTPUT_ARTICLE ? STR("article") : STR("website"));
	write_json_ld(v, description, out);
}
