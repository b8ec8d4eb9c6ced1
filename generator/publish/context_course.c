/* context_course.c - people, articles, modules, taxonomies as templates see them; see fields.h. */
#include "fields.h"

/* ---- links -------------------------------------------------------------------------------- */

struct link {
	struct str title, url; /* url: below the site, or as it is when absolute is set */
	bool section;
};

GETTER(link_title)
{
	UNUSED(context);
	return value_string(((const struct link *)self)->title);
}

GETTER(link_url)
{
	return value_string(view_link(view_of(context), ((const struct link *)self)->url));
}

GETTER(link_current)
{
	const struct view *v = view_of(context);

	return value_bool(v->book == NULL && str_eq(v->url, ((const struct link *)self)->url));
}

GETTER(link_section)
{
	const struct view *v = view_of(context);
	const struct link *link = self;

	return value_bool(v->book == NULL && link->url.n > 0 && str_starts(v->url, link->url));
}

static const struct schema_field link_fields[] = {
	{ "title", VALUE_STRING, NULL, VALUE_NOTHING, link_title, "What it says." },
	{ "url", VALUE_STRING, NULL, VALUE_NOTHING, link_url,
	    "Its address, written for this page." },
	{ "current", VALUE_BOOL, NULL, VALUE_NOTHING, link_current, "Whether it is this page." },
	{ "section", VALUE_BOOL, NULL, VALUE_NOTHING, link_section,
	    "Whether this page is below it." },
};
const struct schema link_schema = SCHEMA("link", link_fields, "A link to a page of the site.");

struct value
link_value(const struct render_context *context, struct str title, struct str url)
{
	struct link *link = ARENA_NEW(context->arena, struct link);

	link->title = title;
	link->url = url;
	return value_object(&link_schema, link);
}

struct value
article_link(const struct render_context *context, const struct article *article)
{
	if (article == NULL)
		return value_nothing();
	return link_value(context, article->front.title.text, article->url);
}

/* ---- people ------------------------------------------------------------------------------- */

GETTER(person_id)
{
	UNUSED(context);
	return value_string(((const struct person_index *)self)->person->id.text);
}

GETTER(person_name)
{
	UNUSED(context);
	return value_string(((const struct person_index *)self)->person->name);
}

GETTER(person_url)
{
	return value_string(view_link(view_of(context),
	    plan_person_url(context->arena, ((const struct person_index *)self)->person)));
}

GETTER(person_kind)
{
	UNUSED(context);
	return value_string(((const struct person_index *)self)->person->kind == 0
				? STR("person")
				: STR("organisation"));
}

GETTER(person_credentials)
{
	UNUSED(context);
	return value_string(or_empty(((const struct person_index *)self)->person->credentials));
}

GETTER(person_bio)
{
	UNUSED(context);
	return value_string(or_empty(((const struct person_index *)self)->person->bio));
}

GETTER(person_count)
{
	UNUSED(context);
	return value_number((int64_t)((const struct person_index *)self)->articles.n);
}

static const struct schema_field person_fields[] = {
	{ "id", VALUE_STRING, NULL, VALUE_NOTHING, person_id, "The id in site.yaml." },
	{ "name", VALUE_STRING, NULL, VALUE_NOTHING, person_name, "The name as it is printed." },
	{ "url", VALUE_STRING, NULL, VALUE_NOTHING, person_url, "The page of this person." },
	{ "kind", VALUE_STRING, NULL, VALUE_NOTHING, person_kind, "person or organisation." },
	{ "credentials", VALUE_STRING, NULL, VALUE_NOTHING, person_credentials, "May be empty." },
	{ "bio", VALUE_STRING, NULL, VALUE_NOTHING, person_bio,
	    "A sentence or two; may be empty." },
	{ "count", VALUE_NUMBER, NULL, VALUE_NOTHING, person_count,
	    "How many articles are theirs." },
};
const struct schema person_schema = SCHEMA(
    "person", person_fields, "An author or an organisation of site.yaml.");

struct value
people_of(const struct render_context *context, const struct placed_list *ids)
{
	struct value *v = values(context, ids->n);

	for (size_t i = 0; i < ids->n; i++)
		v[i] = value_object(
		    &person_schema, course_person(course_of(context), ids->v[i].text));
	return value_list(v, ids->n);
}

/* ---- articles ----------------------------------------------------------------------------- */

struct value
article_values(
    const struct render_context *context, const struct article_list *list, size_t from, size_t n)
{
	struct value *v = values(context, n);

	for (size_t i = 0; i < n; i++)
		v[i] = value_object(&article_schema, list->v[from + i]);
	return value_list(v, n);
}

static struct value
all_articles(const struct render_context *context, const struct article_list *list)
{
	return article_values(context, list, 0, list->n);
}

GETTER(heading_id)
{
	UNUSED(context);
	return value_string(((const struct heading *)self)->id);
}

GETTER(heading_title)
{
	UNUSED(context);
	return value_markup(((const struct heading *)self)->title);
}

GETTER(heading_level)
{
	UNUSED(context);
	return value_number(((const struct heading *)self)->level);
}

static struct value heading_values(const struct render_context *context, const struct heading *h);

GETTER(heading_children)
{
	return heading_values(context, ((const struct heading *)self)->first);
}

static const struct schema_field heading_fields[] = {
	{ "id", VALUE_STRING, NULL, VALUE_NOTHING, heading_id, "Its anchor." },
	{ "title", VALUE_MARKUP, NULL, VALUE_NOTHING, heading_title, "Its words." },
	{ "level", VALUE_NUMBER, NULL, VALUE_NOTHING, heading_level, "2 for ##, and so on." },
	{ "children", VALUE_LIST, &heading_schema, VALUE_OBJECT, heading_children,
	    "Headings below it." },
};
const struct schema heading_schema = SCHEMA(
    "heading", heading_fields, "A heading in the contents of an article.");

static struct value
heading_values(const struct render_context *context, const struct heading *h)
{
	struct value *v;
	size_t n = 0;

	for (const struct heading *i = h; i != NULL; i = i->next)
		n++;
	v = values(context, n);
	for (n = 0; h != NULL; h = h->next)
		v[n++] = value_object(&heading_schema, h);
	return value_list(v, n);
}

GETTER(review_by)
{
	const struct review *review = self;

	return value_object(&person_schema, course_person(course_of(context), review->by.text));
}

GETTER(review_on)
{
	UNUSED(context);
	return value_date(((const struct review *)self)->on);
}

GETTER(review_due)
{
	UNUSED(context);
	return value_date(((const struct review *)self)->due);
}

static const struct schema_field review_fields[] = {
	{ "by", VALUE_OBJECT, &person_schema, VALUE_NOTHING, review_by, "Who reviewed it." },
	{ "on", VALUE_DATE, NULL, VALUE_NOTHING, review_on, "When." },
	{ "due", VALUE_DATE, NULL, VALUE_NOTHING, review_due, "When the next review is due." },
};
static const struct schema review_schema = SCHEMA(
    "review", review_fields, "A medical review, from content/reviews.yaml.");

/* One taxonomy with the terms of one article. */
struct filing {
	const struct taxonomy *taxonomy;
	struct value terms;
};

GETTER(filing_title)
{
	return value_string(
	    taxonomy_title(view_of(context), ((const struct filing *)self)->taxonomy));
}

GETTER(filing_terms)
{
	UNUSED(context);
	return ((const struct filing *)self)->terms;
}

static const struct schema_field filing_fields[] = {
	{ "title", VALUE_STRING, NULL, VALUE_NOTHING, filing_title,
	    "What the taxonomy is called." },
	{ "terms", VALUE_LIST, &link_schema, VALUE_OBJECT, filing_terms,
	    "The article's terms in it." },
};
static const struct schema filing_schema = SCHEMA(
    "filing", filing_fields, "What an article is filed under in one taxonomy.");

GETTER(article_title)
{
	UNUSED(context);
	return value_string(((const struct article *)self)->front.title.text);
}

GETTER(article_description)
{
	UNUSED(context);
	return value_string(or_empty(((const struct article *)self)->front.description));
}

GETTER(article_url)
{
	return value_string(view_link(view_of(context), ((const struct article *)self)->url));
}

GETTER(article_canonical)
{
	return value_string(view_absolute(view_of(context), ((const struct article *)self)->url));
}

GETTER(article_kind)
{
	UNUSED(context);
	return value_string(((const struct article *)self)->front.kind.text);
}

GETTER(article_kind_title)
{
	const struct view *v = view_of(context);
	struct str kind = ((const struct article *)self)->front.kind.text;
	struct str key = arena_printf(context->arena, "kind_%.*s", STR_ARG(kind));
	struct str word = view_word(v, key.p);

	return value_string(str_eq(word, key) ? kind : word);
}

GETTER(article_weight)
{
	UNUSED(context);
	return value_number(((const struct article *)self)->front.weight);
}

GETTER(article_content)
{
	const struct view *v = view_of(context);

	return self == v->article ? value_markup(v->content) : value_nothing();
}

GETTER(article_contents)
{
	const struct view *v = view_of(context);

	return self == v->article ? heading_values(context, v->contents) : value_list(NULL, 0);
}

GETTER(article_published)
{
	UNUSED(context);
	return value_date(((const struct article *)self)->front.published);
}

GETTER(article_updated)
{
	UNUSED(context);
	return value_date(((const struct article *)self)->front.updated);
}

GETTER(article_authors)
{
	return people_of(context, &((const struct article *)self)->front.authors);
}

GETTER(article_module)
{
	return value_object(&module_schema,
	    course_module(course_of(context), ((const struct article *)self)->module));
}

GETTER(article_number)
{
	const struct article *article = self;
	const struct module_index *module = course_module(course_of(context), article->module);

	if (module == NULL || module->articles.n == 0)
		return value_number(0);
	return value_number((int64_t)(article->position - module->articles.v[0]->position + 1));
}

enum {
	NEARBY = 12
}; /* lessons shown before and after one, so that a page does not grow with its module */

GETTER(article_nearby)
{
	const struct article *article = self;
	const struct module_index *module = course_module(course_of(context), article->module);
	size_t at, from, to;

	if (module == NULL || module->articles.n == 0)
		return value_list(NULL, 0);
	at = article->position - module->articles.v[0]->position;
	from = at > NEARBY ? at - NEARBY : 0;
	to = at + NEARBY + 1 < module->articles.n ? at + NEARBY + 1 : module->articles.n;
	return article_values(context, &module->articles, from, to - from);
}

GETTER(article_terms)
{
	const struct course *c = course_of(context);
	const struct article *article = self;
	struct value *v = values(context, c->config->taxonomies.n);
	size_t n = 0;

	for (size_t t = 0; t < c->config->taxonomies.n; t++) {
		const struct placed_list *list = &article->terms[t];
		struct filing *filing;
		struct value *terms;

		if (list->n == 0)
			continue;
		terms = values(context, list->n);
		for (size_t i = 0; i < list->n; i++) {
			const struct term *term = course_term(c, t, list->v[i].text);

			terms[i] = link_value(context, list->v[i].text,
			    term != NULL ? plan_term_url(context->arena, term) : STR(""));
		}
		filing = ARENA_NEW(context->arena, struct filing);
		*filing = (struct filing){ &c->taxonomies[t], value_list(terms, list->n) };
		v[n++] = value_object(&filing_schema, filing);
	}
	return value_list(v, n);
}

GETTER(article_audience)
{
	const struct placed_list *list = &((const struct article *)self)->front.audience;
	struct value *v = values(context, list->n);

	for (size_t i = 0; i < list->n; i++)
		v[i] = value_string(list->v[i].text);
	return value_list(v, list->n);
}

GETTER(article_words)
{
	UNUSED(context);
	return value_number((int64_t)((const struct article *)self)->words);
}

/* At 200 words a minute, as people read to learn. */
static int64_t
minutes(const struct article *article)
{
	return (int64_t)(article->words + 199) / 200;
}

GETTER(article_minutes)
{
	UNUSED(context);
	return value_number(minutes(self));
}

GETTER(article_questions)
{
	UNUSED(context);
	return value_number((int64_t)((const struct article *)self)->questions);
}

GETTER(article_review)
{
	UNUSED(context);
	return value_object(&review_schema, ((const struct article *)self)->review);
}

GETTER(article_previous)
{
	return article_link(context, course_previous(course_of(context), self));
}

GETTER(article_next)
{
	return article_link(context, course_next(course_of(context), self));
}

GETTER(article_draft)
{
	UNUSED(context);
	return value_bool(((const struct article *)self)->state == ARTICLE_DRAFT);
}

GETTER(article_future)
{
	UNUSED(context);
	return value_bool(((const struct article *)self)->state == ARTICLE_FUTURE);
}

GETTER(article_params)
{
	UNUSED(context);
	return params_value(((const struct article *)self)->front.params);
}

static const struct schema_field article_fields[] = {
	{ "title", VALUE_STRING, NULL, VALUE_NOTHING, article_title, "From its front matter." },
	{ "description", VALUE_STRING, NULL, VALUE_NOTHING, article_description, "May be empty." },
	{ "url", VALUE_STRING, NULL, VALUE_NOTHING, article_url, "Written for this page." },
	{ "canonical", VALUE_STRING, NULL, VALUE_NOTHING, article_canonical,
	    "Its absolute address." },
	{ "kind", VALUE_STRING, NULL, VALUE_NOTHING, article_kind,
	    "One of the kinds of site.yaml." },
	{ "kind_title", VALUE_STRING, NULL, VALUE_NOTHING, article_kind_title,
	    "The kind in words: strings.kind_NAME." },
	{ "weight", VALUE_NUMBER, NULL, VALUE_NOTHING, article_weight, "Its place in its module." },
	{ "content", VALUE_MARKUP, NULL, VALUE_NOTHING, article_content,
	    "The text; nothing for articles that are only listed." },
	{ "contents", VALUE_LIST, &heading_schema, VALUE_OBJECT, article_contents,
	    "Its headings." },
	{ "published", VALUE_DATE, NULL, VALUE_NOTHING, article_published, "May be nothing." },
	{ "updated", VALUE_DATE, NULL, VALUE_NOTHING, article_updated, "May be nothing." },
	{ "authors", VALUE_LIST, &person_schema, VALUE_OBJECT, article_authors, "In order." },
	{ "module", VALUE_OBJECT, &module_schema, VALUE_NOTHING, article_module,
	    "Nothing for posts and pages." },
	{ "number", VALUE_NUMBER, NULL, VALUE_NOTHING, article_number,
	    "Its place among the module's lessons, from 1; 0 without a module." },
	{ "nearby", VALUE_LIST, &article_schema, VALUE_OBJECT, article_nearby,
	    "The lessons of its module up to twelve places before and after it, itself included." },
	{ "terms", VALUE_LIST, &filing_schema, VALUE_OBJECT, article_terms,
	    "What it is filed under." },
	{ "audience", VALUE_LIST, NULL, VALUE_STRING, article_audience, "Whom it is for." },
	{ "words", VALUE_NUMBER, NULL, VALUE_NOTHING, article_words, "How many words it has." },
	{ "minutes", VALUE_NUMBER, NULL, VALUE_NOTHING, article_minutes, "Reading time." },
	{ "questions", VALUE_NUMBER, NULL, VALUE_NOTHING, article_questions,
	    "How many questions (::: quiz) it asks." },
	{ "review", VALUE_OBJECT, &review_schema, VALUE_NOTHING, article_review,
	    "Nothing while no clinician has signed." },
	{ "previous", VALUE_OBJECT, &link_schema, VALUE_NOTHING, article_previous, "Or nothing." },
	{ "next", VALUE_OBJECT, &link_schema, VALUE_NOTHING, article_next, "Or nothing." },
	{ "draft", VALUE_BOOL, NULL, VALUE_NOTHING, article_draft, "Only ever seen in a preview." },
	{ "future", VALUE_BOOL, NULL, VALUE_NOTHING, article_future,
	    "Only ever seen in a preview." },
	{ "params", VALUE_FREE, NULL, VALUE_NOTHING, article_params,
	    "Free data of its front matter." },
};
const struct schema article_schema = SCHEMA(
    "article", article_fields, "A lesson, a post or a page.");

/* ---- modules, taxonomies, terms ----------------------------------------------------------- */

GETTER(module_id)
{
	UNUSED(context);
	return value_string(((const struct module_index *)self)->module->id.text);
}

GETTER(module_title)
{
	UNUSED(context);
	return value_string(((const struct module_index *)self)->module->title);
}

GETTER(module_title_long)
{
	const struct module *module = ((const struct module_index *)self)->module;

	UNUSED(context);
	return value_string(module->title_long.n > 0 ? module->title_long : module->title);
}

GETTER(module_description)
{
	UNUSED(context);
	return value_string(or_empty(((const struct module_index *)self)->module->description));
}

GETTER(module_url)
{
	const struct module *module = ((const struct module_index *)self)->module;

	return value_string(view_link(
	    view_of(context), arena_printf(context->arena, "%.*s/", STR_ARG(module->id.text))));
}

GETTER(module_articles)
{
	return all_articles(context, &((const struct module_index *)self)->articles);
}

GETTER(module_count)
{
	UNUSED(context);
	return value_number((int64_t)((const struct module_index *)self)->articles.n);
}

GETTER(module_number)
{
	UNUSED(context);
	return value_number((int64_t)((const struct module_index *)self)->number);
}

GETTER(module_questions)
{
	UNUSED(context);
	return value_number((int64_t)((const struct module_index *)self)->questions);
}

GETTER(module_quiz_url)
{
	const struct module_index *module = self;

	if (module->questions == 0)
		return value_nothing();
	return value_string(
	    view_link(view_of(context), plan_quiz_url(context->arena, module->module)));
}

GETTER(module_minutes)
{
	const struct module_index *module = self;
	int64_t sum = 0;

	UNUSED(context);
	for (size_t i = 0; i < module->articles.n; i++)
		sum += minutes(module->articles.v[i]);
	return value_number(sum);
}

static const struct schema_field module_fields[] = {
	{ "id", VALUE_STRING, NULL, VALUE_NOTHING, module_id, "The id in site.yaml." },
	{ "title", VALUE_STRING, NULL, VALUE_NOTHING, module_title, "Short." },
	{ "title_long", VALUE_STRING, NULL, VALUE_NOTHING, module_title_long,
	    "Long, else the title." },
	{ "description", VALUE_STRING, NULL, VALUE_NOTHING, module_description, "May be empty." },
	{ "url", VALUE_STRING, NULL, VALUE_NOTHING, module_url, "Its page." },
	{ "articles", VALUE_LIST, &article_schema, VALUE_OBJECT, module_articles,
	    "In reading order." },
	{ "count", VALUE_NUMBER, NULL, VALUE_NOTHING, module_count, "How many lessons it has." },
	{ "number", VALUE_NUMBER, NULL, VALUE_NOTHING, module_number, "From 1." },
	{ "questions", VALUE_NUMBER, NULL, VALUE_NOTHING, module_questions,
	    "How many questions its lessons ask." },
	{ "quiz_url", VALUE_STRING, NULL, VALUE_NOTHING, module_quiz_url,
	    "The page of all its questions; nothing when there are none." },
	{ "minutes", VALUE_NUMBER, NULL, VALUE_NOTHING, module_minutes,
	    "Reading time of all of it." },
};
const struct schema module_schema = SCHEMA("module", module_fields, "A part of the course.");

GETTER(term_title)
{
	UNUSED(context);
	return value_string(((const struct term *)self)->title);
}

GETTER(term_slug)
{
	UNUSED(context);
	return value_string(((const struct term *)self)->slug);
}

GETTER(term_url)
{
	return value_string(view_link(view_of(context), plan_term_url(context->arena, self)));
}

GETTER(term_count)
{
	UNUSED(context);
	return value_number((int64_t)((const struct term *)self)->articles.n);
}

static const struct schema_field term_fields[] = {
	{ "title", VALUE_STRING, NULL, VALUE_NOTHING, term_title,
	    "As first written by an author." },
	{ "slug", VALUE_STRING, NULL, VALUE_NOTHING, term_slug, "Its part of the address." },
	{ "url", VALUE_STRING, NULL, VALUE_NOTHING, term_url, "Its page." },
	{ "count", VALUE_NUMBER, NULL, VALUE_NOTHING, term_count, "How many articles have it." },
};
const struct schema term_schema = SCHEMA(
    "term", term_fields, "One word of a taxonomy, such as a muscle.");

GETTER(taxonomy_id)
{
	UNUSED(context);
	return value_string(((const struct taxonomy *)self)->id);
}

GETTER(taxonomy_name)
{
	return value_string(taxonomy_title(view_of(context), self));
}

GETTER(taxonomy_url)
{
	return value_string(view_link(view_of(context),
	    arena_printf(context->arena, "%.*s/", STR_ARG(((const struct taxonomy *)self)->id))));
}

GETTER(taxonomy_terms)
{
	const struct taxonomy *taxonomy = self;
	struct value *v = values(context, taxonomy->n);

	for (size_t i = 0; i < taxonomy->n; i++)
		v[i] = value_object(&term_schema, taxonomy->terms[i]);
	return value_list(v, taxonomy->n);
}

static const struct schema_field taxonomy_fields[] = {
	{ "id", VALUE_STRING, NULL, VALUE_NOTHING, taxonomy_id, "As in site.yaml." },
	{ "title", VALUE_STRING, NULL, VALUE_NOTHING, taxonomy_name,
	    "strings.taxonomy_ID, else the id." },
	{ "url", VALUE_STRING, NULL, VALUE_NOTHING, taxonomy_url, "Its page." },
	{ "terms", VALUE_LIST, &term_schema, VALUE_OBJECT, taxonomy_terms, "Sorted." },
};
const struct schema taxonomy_schema = SCHEMA(
    "taxonomy", taxonomy_fields, "A way to file articles: muscle, tag.");
