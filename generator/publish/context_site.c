/* context_site.c - the site and its books as templates see them; see fields.h. */
#include "fields.h"

/* ---- books -------------------------------------------------------------------------------- */

static const struct book *
book_of(const void *self)
{
	return ((const struct book_index *)self)->book;
}

GETTER(book_title)
{
	UNUSED(context);
	return value_string(book_of(self)->title);
}

GETTER(book_subtitle)
{
	UNUSED(context);
	return value_string(or_empty(book_of(self)->subtitle));
}

GETTER(book_title_full)
{
	const struct book *book = book_of(self);

	if (book->subtitle.n == 0)
		return value_string(book->title);
	return value_string(arena_printf(
	    context->arena, "%.*s: %.*s", STR_ARG(book->title), STR_ARG(book->subtitle)));
}

GETTER(book_title_lines)
{
	return lines_of(context, book_of(self)->title, 14);
}

GETTER(book_description)
{
	UNUSED(context);
	return value_string(or_empty(book_of(self)->description));
}

GETTER(book_language)
{
	struct str language = book_of(self)->language;

	return value_string(language.n > 0 ? language : config_of(context)->language);
}

GETTER(book_creators)
{
	return people_of(context, &book_of(self)->creators);
}

GETTER(book_identifier)
{
	struct buf id = { 0 };
	struct str s;

	book_identifier_of(course_of(context)->config, book_of(self), &id);
	s = arena_str(context->arena, buf_view(&id));
	buf_release(&id);
	return value_string(s);
}

GETTER(book_modified)
{
	return value_date(book_date(course_of(context), self));
}

GETTER(book_publisher)
{
	struct str publisher = book_of(self)->publisher;

	return value_string(publisher.n > 0 ? publisher : config_of(context)->organisation.name);
}

GETTER(book_rights)
{
	UNUSED(context);
	return value_string(or_empty(book_of(self)->rights));
}

GETTER(book_url)
{
	return value_string(
	    view_link(view_of(context), plan_book_url(context->arena, book_of(self))));
}

GETTER(book_cover_url)
{
	const struct view *v = view_of(context);

	if (v->book != NULL)
		return value_string(STR("cover.png"));
	return value_string(view_link(v, plan_cover_url(context->arena, book_of(self))));
}

GETTER(book_cover_alt)
{
	struct str words = view_word(view_of(context), "cover_of"), name = STR("{name}");
	size_t at = str_find(words, 0, name);

	return value_string(arena_printf(context->arena, "%.*s%.*s%.*s", (int)at, words.p,
	    STR_ARG(book_of(self)->title), STR_ARG(str_from(words, at + name.n))));
}

GETTER(book_articles)
{
	UNUSED(context);
	return value_number((int64_t)((const struct book_index *)self)->articles.n);
}

GETTER(book_number)
{
	return value_number((const struct book_index *)self - course_of(context)->books + 1);
}

static const struct schema_field book_fields[] = {
	{ "title", VALUE_STRING, NULL, VALUE_NOTHING, book_title, "On the cover." },
	{ "subtitle", VALUE_STRING, NULL, VALUE_NOTHING, book_subtitle, "May be empty." },
	{ "title_full", VALUE_STRING, NULL, VALUE_NOTHING, book_title_full, "Title: subtitle." },
	{ "title_lines", VALUE_LIST, NULL, VALUE_STRING, book_title_lines,
	    "The title in lines of about 14 characters, for covers." },
	{ "description", VALUE_STRING, NULL, VALUE_NOTHING, book_description, "May be empty." },
	{ "language", VALUE_STRING, NULL, VALUE_NOTHING, book_language, "BCP 47." },
	{ "creators", VALUE_LIST, &person_schema, VALUE_OBJECT, book_creators, "In order." },
	{ "identifier", VALUE_STRING, NULL, VALUE_NOTHING, book_identifier, "urn:uuid:…" },
	{ "modified", VALUE_DATE, NULL, VALUE_NOTHING, book_modified,
	    "The newest date of its articles." },
	{ "publisher", VALUE_STRING, NULL, VALUE_NOTHING, book_publisher,
	    "The organisation, unless the book names one." },
	{ "rights", VALUE_STRING, NULL, VALUE_NOTHING, book_rights, "May be empty." },
	{ "url", VALUE_STRING, NULL, VALUE_NOTHING, book_url, "Where the e-book is." },
	{ "cover_url", VALUE_STRING, NULL, VALUE_NOTHING, book_cover_url,
	    "A PNG: 480 by 768 on the site, 1600 by 2560 in the book." },
	{ "cover_alt", VALUE_STRING, NULL, VALUE_NOTHING, book_cover_alt, "What to say of it." },
	{ "articles", VALUE_NUMBER, NULL, VALUE_NOTHING, book_articles, "How many chapters." },
	{ "number", VALUE_NUMBER, NULL, VALUE_NOTHING, book_number, "From 1, as in site.yaml." },
};
const struct schema book_schema = SCHEMA("book", book_fields, "An e-book of the site.");

/* ---- the site ----------------------------------------------------------------------------- */

GETTER(site_title)
{
	UNUSED(self);
	return value_string(config_of(context)->title);
}

GETTER(site_tagline)
{
	UNUSED(self);
	return value_string(or_empty(config_of(context)->tagline));
}

GETTER(site_language)
{
	UNUSED(self);
	return value_string(config_of(context)->language);
}

GETTER(site_base_url)
{
	UNUSED(self);
	return value_string(config_of(context)->base_url);
}

GETTER(site_url)
{
	UNUSED(self);
	return value_string(view_link(view_of(context), STR("")));
}

GETTER(site_params)
{
	UNUSED(self);
	return params_value(config_of(context)->params);
}

GETTER(organisation_name)
{
	UNUSED(self);
	return value_string(config_of(context)->organisation.name);
}

GETTER(organisation_email)
{
	UNUSED(self);
	return value_string(or_empty(config_of(context)->organisation.email));
}

static const struct schema_field organisation_fields[] = {
	{ "name", VALUE_STRING, NULL, VALUE_NOTHING, organisation_name, "Who publishes." },
	{ "email", VALUE_STRING, NULL, VALUE_NOTHING, organisation_email, "May be empty." },
};
static const struct schema organisation_schema = SCHEMA(
    "organisation", organisation_fields, "Who publishes the site.");

GETTER(site_organisation)
{
	return value_object(&organisation_schema, self == NULL ? config_of(context) : self);
}

GETTER(site_navigation)
{
	const struct view *v = view_of(context);
	const struct placed_list *names = &config_of(context)->navigation;
	struct value *list = values(context, names->n);

	UNUSED(self);
	for (size_t i = 0; i < names->n; i++) {
		const struct output *o = plan_find(v->publisher->plan, names->v[i].text);

		list[i] = o == NULL ? value_nothing()
				    : link_value(context, output_title(v, o), o->url);
	}
	return value_list(list, names->n);
}

GETTER(site_modules)
{
	const struct course *c = course_of(context);
	struct value *v = values(context, c->config->modules.n);
	size_t n = 0;

	UNUSED(self);
	for (size_t i = 0; i < c->config->modules.n; i++)
		if (c->modules[i].articles.n > 0)
			v[n++] = value_object(&module_schema, &c->modules[i]);
	return value_list(v, n);
}

GETTER(site_books)
{
	const struct course *c = course_of(context);
	struct value *v = values(context, c->config->books.n);
	size_t n = 0;

	UNUSED(self);
	for (size_t i = 0; i < c->config->books.n; i++)
		if (c->books[i].articles.n > 0)
			v[n++] = value_object(&book_schema, &c->books[i]);
	return value_list(v, n);
}

GETTER(site_taxonomies)
{
	const struct course *c = course_of(context);
	struct value *v = values(context, c->config->taxonomies.n);
	size_t n = 0;

	UNUSED(self);
	for (size_t i = 0; i < c->config->taxonomies.n; i++)
		if (c->taxonomies[i].n > 0)
			v[n++] = value_object(&taxonomy_schema, &c->taxonomies[i]);
	return value_list(v, n);
}

GETTER(site_people)
{
	const struct course *c = course_of(context);
	struct value *v = values(context, c->config->people.n);

	UNUSED(self);
	for (size_t i = 0; i < c->config->people.n; i++)
		v[i] = value_object(&person_schema, &c->people[i]);
	return value_list(v, c->config->people.n);
}

GETTER(site_people_url)
{
	UNUSED(self);
	return value_string(view_link(view_of(context), STR("people/")));
}

GETTER(site_feed_url)
{
	UNUSED(self);
	return value_string(view_link(view_of(context), STR("feed.xml")));
}

GETTER(site_posts)
{
	const struct article_list *posts = &course_of(context)->posts;

	UNUSED(self);
	return article_values(context, posts, 0, posts->n < 5 ? posts->n : 5);
}

static const struct schema_field site_fields[] = {
	{ "title", VALUE_STRING, NULL, VALUE_NOTHING, site_title, "Name of the course." },
	{ "tagline", VALUE_STRING, NULL, VALUE_NOTHING, site_tagline, "May be empty." },
	{ "language", VALUE_STRING, NULL, VALUE_NOTHING, site_language, "BCP 47." },
	{ "base_url", VALUE_STRING, NULL, VALUE_NOTHING, site_base_url, "Absolute, with a slash." },
	{ "url", VALUE_STRING, NULL, VALUE_NOTHING, site_url, "The home page." },
	{ "organisation", VALUE_OBJECT, &organisation_schema, VALUE_NOTHING, site_organisation,
	    "Who publishes." },
	{ "navigation", VALUE_LIST, &link_schema, VALUE_OBJECT, site_navigation,
	    "As in site.yaml." },
	{ "modules", VALUE_LIST, &module_schema, VALUE_OBJECT, site_modules,
	    "Those with lessons." },
	{ "books", VALUE_LIST, &book_schema, VALUE_OBJECT, site_books,
	    "In the order of site.yaml." },
	{ "taxonomies", VALUE_LIST, &taxonomy_schema, VALUE_OBJECT, site_taxonomies,
	    "Those in use." },
	{ "people", VALUE_LIST, &person_schema, VALUE_OBJECT, site_people, "All of site.yaml." },
	{ "people_url", VALUE_STRING, NULL, VALUE_NOTHING, site_people_url, "The page of people." },
	{ "posts", VALUE_LIST, &article_schema, VALUE_OBJECT, site_posts, "The newest five." },
	{ "feed_url", VALUE_STRING, NULL, VALUE_NOTHING, site_feed_url, "The Atom feed." },
	{ "params", VALUE_FREE, NULL, VALUE_NOTHING, site_params, "Free data of site.yaml." },
};
const struct schema site_schema = SCHEMA("site", site_fields, "The whole site.");
