/* context.c - the root of what templates see: the page, its listing, directives; see context.h.
 * Read the tables first: each row is a name, its type and what it means; the getters above them are
 * one or two lines each. */
#include "context.h"
#include "fields.h"

#include "base/text.h"

#include "head.h"

/* ---- the page ----------------------------------------------------------------------------- */

GETTER(page_kind)
{
	UNUSED(self);
	return value_string(str_of(view_of(context)->kind));
}

GETTER(page_title)
{
	UNUSED(self);
	return value_string(view_of(context)->title);
}

GETTER(page_title_full)
{
	UNUSED(self);
	return value_string(view_title_full(view_of(context)));
}

GETTER(page_description)
{
	UNUSED(self);
	return text_or_nothing(view_description(view_of(context)));
}

GETTER(page_url)
{
	const struct view *v = view_of(context);

	UNUSED(self);
	return value_string(view_link(v, v->url));
}

/* Of an old address, the article's own. */
GETTER(page_canonical)
{
	const struct view *v = view_of(context);
	bool moved = v->output != NULL && v->output->kind == OUTPUT_REDIRECT;

	UNUSED(self);
	return value_string(view_absolute(v, moved ? v->output->article->url : v->url));
}

GETTER(page_language)
{
	UNUSED(self);
	return value_string(view_of(context)->language);
}

GETTER(page_direction)
{
	UNUSED(self);
	return value_string(language_is_rtl(view_of(context)->language) ? STR("rtl") : STR("ltr"));
}

GETTER(page_breadcrumbs)
{
	const struct view *v = view_of(context);
	struct value *list = values(context, 3);
	size_t n = 0;
	const struct output *up;

	UNUSED(self);
	if (v->output == NULL || v->url.n == 0)
		return value_list(list, 0);
	list[n++] = link_value(context, view_word(v, "home"), STR(""));
	up = view_parent(v);
	if (up != NULL)
		list[n++] = link_value(context, output_title(v, up), up->url);
	return value_list(list, n);
}

GETTER(page_previous)
{
	const struct view *v = view_of(context);

	UNUSED(self);
	return article_link(
	    context, v->article != NULL ? course_previous(course_of(context), v->article) : NULL);
}

GETTER(page_next)
{
	const struct view *v = view_of(context);

	UNUSED(self);
	return article_link(
	    context, v->article != NULL ? course_next(course_of(context), v->article) : NULL);
}

GETTER(page_noindex)
{
	const struct view *v = view_of(context);

	UNUSED(self);
	return value_bool(v->output != NULL && (v->output->kind == OUTPUT_NOT_FOUND ||
						   v->output->kind == OUTPUT_REDIRECT));
}

GETTER(page_head)
{
	struct buf head = { 0 };
	struct str s;

	UNUSED(self);
	head_write(view_of(context), &head);
	s = arena_str(context->arena, buf_view(&head));
	buf_release(&head);
	return value_markup(s);
}

static const struct schema_field page_fields[] = {
	{ "kind", VALUE_STRING, NULL, VALUE_NOTHING, page_kind,
	    "home article page post module blog taxonomy term people person disclaimer not-found "
	    "redirect; "
	    "in books chapter title disclaimer cover." },
	{ "title", VALUE_STRING, NULL, VALUE_NOTHING, page_title, "For the h1." },
	{ "title_full", VALUE_STRING, NULL, VALUE_NOTHING, page_title_full,
	    "For the title element." },
	{ "description", VALUE_STRING, NULL, VALUE_NOTHING, page_description, "Or nothing." },
	{ "url", VALUE_STRING, NULL, VALUE_NOTHING, page_url, "Itself." },
	{ "canonical", VALUE_STRING, NULL, VALUE_NOTHING, page_canonical, "Its absolute address." },
	{ "language", VALUE_STRING, NULL, VALUE_NOTHING, page_language, "BCP 47." },
	{ "direction", VALUE_STRING, NULL, VALUE_NOTHING, page_direction, "ltr or rtl." },
	{ "breadcrumbs", VALUE_LIST, &link_schema, VALUE_OBJECT, page_breadcrumbs,
	    "From the home page down to above this one." },
	{ "previous", VALUE_OBJECT, &link_schema, VALUE_NOTHING, page_previous, "Or nothing." },
	{ "next", VALUE_OBJECT, &link_schema, VALUE_NOTHING, page_next, "Or nothing." },
	{ "noindex", VALUE_BOOL, NULL, VALUE_NOTHING, page_noindex, "Search engines stay away." },
	{ "head", VALUE_MARKUP, NULL, VALUE_NOTHING, page_head,
	    "Canonical link, feed, Open Graph and JSON-LD; stands in the head of every page." },
};
static const struct schema page_part = SCHEMA("page", page_fields, "The document being made.");

/* ---- listings ----------------------------------------------------------------------------- */

struct listing {
	const struct article_list *articles;
	size_t from, n, number, total; /* this slice; page number of total */
};

GETTER(listing_title)
{
	UNUSED(self);
	return value_string(view_of(context)->title);
}

GETTER(listing_items)
{
	const struct listing *l = self;

	return article_values(context, l->articles, l->from, l->n);
}

GETTER(listing_number)
{
	UNUSED(context);
	return value_number((int64_t)((const struct listing *)self)->number);
}

GETTER(listing_total)
{
	UNUSED(context);
	return value_number((int64_t)((const struct listing *)self)->total);
}

GETTER(listing_previous)
{
	const struct listing *l = self;

	if (l->number <= 1)
		return value_nothing();
	return value_string(
	    view_link(view_of(context), plan_blog_url(context->arena, l->number - 1)));
}

GETTER(listing_next)
{
	const struct listing *l = self;

	if (l->number >= l->total)
		return value_nothing();
	return value_string(
	    view_link(view_of(context), plan_blog_url(context->arena, l->number + 1)));
}

static const struct schema_field listing_fields[] = {
	{ "title", VALUE_STRING, NULL, VALUE_NOTHING, listing_title, "The page's title." },
	{ "items", VALUE_LIST, &article_schema, VALUE_OBJECT, listing_items, "In order." },
	{ "number", VALUE_NUMBER, NULL, VALUE_NOTHING, listing_number, "Which page, from 1." },
	{ "total", VALUE_NUMBER, NULL, VALUE_NOTHING, listing_total, "Of how many." },
	{ "previous_url", VALUE_STRING, NULL, VALUE_NOTHING, listing_previous, "Or nothing." },
	{ "next_url", VALUE_STRING, NULL, VALUE_NOTHING, listing_next, "Or nothing." },
};
static const struct schema listing_schema = SCHEMA(
    "listing", listing_fields, "Articles listed on this page.");

GETTER(root_listing)
{
	const struct view *v = view_of(context);
	const struct course *c = course_of(context);
	struct listing *l = ARENA_NEW(context->arena, struct listing);

	UNUSED(self);
	l->number = l->total = 1;
	if (v->output == NULL)
		return value_nothing();
	switch (v->output->kind) {
	case OUTPUT_MODULE:
		l->articles = &((const struct module_index *)v->output->about)->articles;
		break;
	case OUTPUT_TERM: l->articles = &((const struct term *)v->output->about)->articles; break;
	case OUTPUT_PERSON:
		l->articles = &((const struct person_index *)v->output->about)->articles;
		break;
	case OUTPUT_BLOG:
		l->articles = &c->posts;
		l->number = v->output->number;
		l->total = v->publisher->plan->blog_pages;
		l->from = (l->number - 1) * BLOG_PAGE;
		break;
	default: return value_nothing();
	}
	l->n = l->articles->n - l->from;
	if (v->output->kind == OUTPUT_BLOG && l->n > BLOG_PAGE)
		l->n = BLOG_PAGE;
	return value_object(&listing_schema, l);
}

/* ---- the root ----------------------------------------------------------------------------- */

GETTER(disclaimer_title)
{
	UNUSED(context);
	return value_string(((const struct disclaimer *)self)->title);
}

GETTER(disclaimer_short)
{
	UNUSED(context);
	return value_string(((const struct disclaimer *)self)->brief);
}

GETTER(disclaimer_short_lines)
{
	return lines_of(context, ((const struct disclaimer *)self)->brief, 56);
}

GETTER(disclaimer_urgent)
{
	UNUSED(context);
	return value_string(or_empty(((const struct disclaimer *)self)->urgent));
}

GETTER(disclaimer_url)
{
	const struct view *v = view_of(context);

	UNUSED(self);
	return value_string(
	    v->book != NULL ? STR("disclaimer.xhtml") : view_link(v, STR("disclaimer/")));
}

static const struct schema_field disclaimer_fields[] = {
	{ "title", VALUE_STRING, NULL, VALUE_NOTHING, disclaimer_title, "Its heading." },
	{ "short", VALUE_STRING, NULL, VALUE_NOTHING, disclaimer_short, "One line." },
	{ "short_lines", VALUE_LIST, NULL, VALUE_STRING, disclaimer_short_lines,
	    "The short one in lines of about 56 characters, for covers." },
	{ "urgent", VALUE_STRING, NULL, VALUE_NOTHING, disclaimer_urgent,
	    "When to seek help at once." },
	{ "url", VALUE_STRING, NULL, VALUE_NOTHING, disclaimer_url,
	    "The page that is only about it." },
};
const struct schema disclaimer_schema = SCHEMA("disclaimer", disclaimer_fields,
    "The medical disclaimer in the page's language; FULL is put in by the generator.");

GETTER(root_output)
{
	UNUSED(self);
	return value_string(view_of(context)->book != NULL ? STR("book") : STR("site"));
}

GETTER(root_site)
{
	UNUSED(self);
	return value_object(&site_schema, config_of(context));
}

GETTER(root_page)
{
	UNUSED(self);
	return value_object(&page_part, view_of(context));
}

GETTER(root_article)
{
	UNUSED(self);
	return value_object(&article_schema, view_of(context)->article);
}

GETTER(root_book)
{
	UNUSED(self);
	return value_object(&book_schema, view_of(context)->book);
}

/* What the page is about, when it is of the kind asked for. */
static struct value
about(const struct render_context *context, enum output_kind kind, const struct schema *schema)
{
	const struct output *o = view_of(context)->output;

	return value_object(schema, o != NULL && o->kind == kind ? o->about : NULL);
}

GETTER(root_module)
{
	UNUSED(self);
	return about(context, OUTPUT_MODULE, &module_schema);
}

GETTER(root_term)
{
	UNUSED(self);
	return about(context, OUTPUT_TERM, &term_schema);
}

GETTER(root_taxonomy)
{
	const struct output *o = view_of(context)->output;

	UNUSED(self);
	if (o != NULL && o->kind == OUTPUT_TERM)
		return value_object(&taxonomy_schema, ((const struct term *)o->about)->taxonomy);
	return about(context, OUTPUT_TAXONOMY, &taxonomy_schema);
}

GETTER(root_person)
{
	UNUSED(self);
	return about(context, OUTPUT_PERSON, &person_schema);
}

GETTER(root_disclaimer)
{
	UNUSED(self);
	return value_object(
	    &disclaimer_schema, config_disclaimer(config_of(context), view_of(context)->language));
}

GETTER(root_strings)
{
	UNUSED(self);
	return value_data(&words_data, view_of(context));
}

GETTER(root_style_url)
{
	UNUSED(context);
	UNUSED(self);
	return value_string(STR("book.css"));
}

GETTER(redirect_url)
{
	const struct view *v = view_of(context);

	UNUSED(self);
	return value_string(view_link(v, v->output->article->url));
}

static const struct schema_field redirect_fields[] = {
	{ "url", VALUE_STRING, NULL, VALUE_NOTHING, redirect_url, "Where the page is now." },
};
static const struct schema redirect_schema = SCHEMA(
    "redirect", redirect_fields, "An old address of an article.");

GETTER(root_redirect)
{
	const struct output *o = view_of(context)->output;

	UNUSED(self);
	return value_object(&redirect_schema, o != NULL && o->kind == OUTPUT_REDIRECT ? o : NULL);
}

static const struct schema_field root_fields[] = {
	{ "output", VALUE_STRING, NULL, VALUE_NOTHING, root_output, "site or book." },
	{ "site", VALUE_OBJECT, &site_schema, VALUE_NOTHING, root_site, "The whole site." },
	{ "page", VALUE_OBJECT, &page_part, VALUE_NOTHING, root_page, "The document being made." },
	{ "article", VALUE_OBJECT, &article_schema, VALUE_NOTHING, root_article,
	    "Whose text is shown; nothing on pages that only list." },
	{ "listing", VALUE_OBJECT, &listing_schema, VALUE_NOTHING, root_listing, "Or nothing." },
	{ "module", VALUE_OBJECT, &module_schema, VALUE_NOTHING, root_module, "On its page." },
	{ "taxonomy", VALUE_OBJECT, &taxonomy_schema, VALUE_NOTHING, root_taxonomy,
	    "On its pages." },
	{ "term", VALUE_OBJECT, &term_schema, VALUE_NOTHING, root_term, "On its page." },
	{ "person", VALUE_OBJECT, &person_schema, VALUE_NOTHING, root_person, "On their page." },
	{ "book", VALUE_OBJECT, &book_schema, VALUE_NOTHING, root_book,
	    "In the documents of a book." },
	{ "disclaimer", VALUE_OBJECT, &disclaimer_schema, VALUE_NOTHING, root_disclaimer, "" },
	{ "redirect", VALUE_OBJECT, &redirect_schema, VALUE_NOTHING, root_redirect,
	    "On alias pages." },
	{ "strings", VALUE_FREE, NULL, VALUE_NOTHING, root_strings,
	    "Words in the page's language, from theme/strings/." },
	{ "style_url", VALUE_STRING, NULL, VALUE_NOTHING, root_style_url,
	    "The style sheet, in books." },
};
const struct schema page_schema = SCHEMA("page template", root_fields,
    "The names every page template and every template of a book may use.");

/* ---- directives --------------------------------------------------------------------------- */

static const struct directive_view *
directive_of(const void *self)
{
	return self;
}

GETTER(directive_name)
{
	UNUSED(context);
	return value_string(directive_of(self)->node->as.directive.name);
}

GETTER(directive_argument)
{
	UNUSED(context);
	return value_string(or_empty(directive_of(self)->node->as.directive.argument));
}

GETTER(directive_title)
{
	UNUSED(context);
	return value_markup(or_empty(directive_of(self)->parts->title));
}

GETTER(directive_id)
{
	UNUSED(context);
	return value_string(or_empty(directive_of(self)->parts->id));
}

GETTER(directive_class)
{
	const struct attributes *attributes = directive_of(self)->node->attributes;

	UNUSED(context);
	return value_string(attributes != NULL ? or_empty(attributes->classes) : STR(""));
}

GETTER(directive_body)
{
	UNUSED(context);
	return value_markup(or_empty(directive_of(self)->parts->body));
}

GETTER(directive_picture)
{
	UNUSED(context);
	return value_markup(or_empty(directive_of(self)->parts->picture));
}

GETTER(directive_description)
{
	UNUSED(context);
	return value_markup(or_empty(directive_of(self)->parts->description));
}

GETTER(directive_number)
{
	UNUSED(context);
	return value_number(directive_of(self)->node->as.directive.number);
}

static bool
attribute_get(const void *self, struct str key, struct arena *a, struct value *out)
{
	const struct node *node = self;
	struct str name = arena_str(a, key), value = node_attribute(node, name.p);

	if (value.p == NULL)
		return false;
	*out = value_string(value);
	return true;
}

static void
attribute_keys(const void *self, struct arena *a, struct str_list *out)
{
	const struct node *node = self;

	for (size_t i = 0; node->attributes != NULL && i < node->attributes->n; i++)
		*ARENA_PUSH(a, out) = node->attributes->v[i].name;
}

static const struct free_data attribute_data = { attribute_get, attribute_keys };

GETTER(directive_attributes)
{
	UNUSED(context);
	return (struct value){ .type = VALUE_FREE,
		.as.data = { &attribute_data, directive_of(self)->node } };
}

static const struct schema_field directive_fields[] = {
	{ "name", VALUE_STRING, NULL, VALUE_NOTHING, directive_name, "The word after the colons." },
	{ "argument", VALUE_STRING, NULL, VALUE_NOTHING, directive_argument, "May be empty." },
	{ "title", VALUE_MARKUP, NULL, VALUE_NOTHING, directive_title,
	    "From [Title]; may be empty." },
	{ "id", VALUE_STRING, NULL, VALUE_NOTHING, directive_id, "May be empty." },
	{ "class", VALUE_STRING, NULL, VALUE_NOTHING, directive_class, "May be empty." },
	{ "attributes", VALUE_FREE, NULL, VALUE_NOTHING, directive_attributes,
	    "key=\"value\" pairs." },
	{ "body", VALUE_MARKUP, NULL, VALUE_NOTHING, directive_body, "What stands inside." },
	{ "picture", VALUE_MARKUP, NULL, VALUE_NOTHING, directive_picture,
	    "Of a figure: its picture, taken out of the body." },
	{ "description", VALUE_MARKUP, NULL, VALUE_NOTHING, directive_description,
	    "Of a figure: the long description, taken out of the body." },
	{ "number", VALUE_NUMBER, NULL, VALUE_NOTHING, directive_number, "Of a figure, from 1." },
};
static const struct schema directive_part = SCHEMA(
    "directive", directive_fields, "A ::: block of an article.");

GETTER(directive_root)
{
	UNUSED(context);
	return value_object(&directive_part, self);
}

static const struct schema_field directive_root_fields[] = {
	{ "directive", VALUE_OBJECT, &directive_part, VALUE_NOTHING, directive_root, "" },
	{ "output", VALUE_STRING, NULL, VALUE_NOTHING, root_output, "site or book." },
	{ "page", VALUE_OBJECT, &page_part, VALUE_NOTHING, root_page,
	    "The document it stands in." },
	{ "disclaimer", VALUE_OBJECT, &disclaimer_schema, VALUE_NOTHING, root_disclaimer, "" },
	{ "strings", VALUE_FREE, NULL, VALUE_NOTHING, root_strings,
	    "Words in the page's language." },
};
const struct schema directive_schema = SCHEMA("directive template", directive_root_fields,
    "The names templates/directives/NAME.html may use.");
