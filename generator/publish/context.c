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

/* ---- all questions of a module ------------------------------------------------------------ */

GETTER(group_article)
{
	UNUSED(context);
	return value_object(&article_schema, ((const struct quiz_group *)self)->article);
}

GETTER(group_questions)
{
	UNUSED(context);
	return value_markup(((const struct quiz_group *)self)->questions);
}

static const struct schema_field group_fields[] = {
	{ "article", VALUE_OBJECT, &article_schema, VALUE_NOTHING, group_article,
	    "Whose questions they are." },
	{ "questions", VALUE_MARKUP, NULL, VALUE_NOTHING, group_questions,
	    "Each through templates/directives/quiz.html." },
};
static const struct schema group_schema = SCHEMA(
    "quiz group", group_fields, "The questions of one lesson.");

GETTER(root_quiz)
{
	const struct view *v = view_of(context);
	struct value *list = values(context, v->quiz.n);

	UNUSED(self);
	for (size_t i = 0; i < v->quiz.n; i++)
		list[i] = value_object(&group_schema, &v->quiz.v[i]);
	return value_list(list, v->quiz.n);
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
	struct value questions = about(context, OUTPUT_QUIZ, &module_schema);

	UNUSED(self);
	return questions.type != VALUE_NOTHING ? questions
					       : about(context, OUTPUT_MODULE, &module_schema);
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
	{ "module", VALUE_OBJECT, &module_schema, VALUE_NOTHING, root_module,
	    "On its page, and on that of its questions." },
	{ "quiz", VALUE_LIST, &group_schema, VALUE_OBJECT, root_quiz,
	    "On the page of a module's questions: its lessons that ask some." },
	{ "taxonomy", VALUE_OBJECT, &taxonomy_schema, VALUE_NOTHING, root_taxonomy,
	    "On its pages." },
	{ "term", VALUE_OBJECT, &term_schema, VALUE_NOTHING, root_term, "On its page." },
	{ "person", VALUE_OBJECT, &person_schema, VALUE_NOTHING, root_person, "On their page." },
	{ "book", VALUE_OBJECT, &book_schema, VALUE_NOTHING, root_book,
	    "In the documents of a book." },
	{ "disclaimer", VALUE_OBJECT, &disclaimer_schema, VALUE_NOTHING, root_disclaimer,
	    "In the page's language." },
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

/* On a page of many lessons ids carry the lesson's name. */
static struct str
quiz_id(const struct view *v, struct str id, struct arena *a)
{
	struct str name;

	if (v->output == NULL || v->output->kind != OUTPUT_QUIZ)
		return id;
	name = book_chapter_name(a, v->article);
	name.n -= sizeof(".xhtml") - 1;
	return arena_printf(a, "%.*s-%.*s", STR_ARG(name), STR_ARG(id));
}

GETTER(directive_id)
{
	return value_string(
	    quiz_id(view_of(context), or_empty(directive_of(self)->parts->id), context->arena));
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

static struct value
letter_of(const struct render_context *context, size_t i)
{
	return value_string(arena_printf(context->arena, "%c", (char)('A' + i)));
}

struct option_view {
	const struct quiz_option *option;
	size_t number; /* from 0 */
};

GETTER(option_letter)
{
	return letter_of(context, ((const struct option_view *)self)->number);
}

GETTER(option_text)
{
	UNUSED(context);
	return value_markup(((const struct option_view *)self)->option->text);
}

GETTER(option_right)
{
	UNUSED(context);
	return value_bool(((const struct option_view *)self)->option->right);
}

GETTER(option_feedback)
{
	UNUSED(context);
	return value_markup(((const struct option_view *)self)->option->feedback);
}

static const struct schema_field option_fields[] = {
	{ "letter", VALUE_STRING, NULL, VALUE_NOTHING, option_letter, "A, B, C…" },
	{ "text", VALUE_MARKUP, NULL, VALUE_NOTHING, option_text, "What it says." },
	{ "right", VALUE_BOOL, NULL, VALUE_NOTHING, option_right, "Whether it is right." },
	{ "feedback", VALUE_MARKUP, NULL, VALUE_NOTHING, option_feedback,
	    "Why, in blocks; may be empty." },
};
static const struct schema option_schema = SCHEMA(
    "option", option_fields, "An answer that a quiz offers.");

GETTER(directive_options)
{
	const struct directive_parts *parts = directive_of(self)->parts;
	struct option_view *views = ARENA_ARRAY(
	    context->arena, struct option_view, parts->options_n + 1);
	struct value *list = values(context, parts->options_n);

	for (size_t i = 0; i < parts->options_n; i++) {
		views[i] = (struct option_view){ &parts->options[i], i };
		list[i] = value_object(&option_schema, &views[i]);
	}
	return value_list(list, parts->options_n);
}

GETTER(directive_answers)
{
	const struct directive_parts *parts = directive_of(self)->parts;
	struct value *list = values(context, parts->options_n);
	size_t n = 0;

	for (size_t i = 0; i < parts->options_n; i++)
		if (parts->options[i].right)
			list[n++] = letter_of(context, i);
	return value_list(list, n);
}

/* ---- muscles ------------------------------------------------------------------------------ */

GETTER(part_name)
{
	UNUSED(context);
	return value_string(((const struct muscle_part *)self)->name);
}

GETTER(part_origin)
{
	UNUSED(context);
	return value_string(((const struct muscle_part *)self)->origin);
}

static const struct schema_field muscle_part_fields[] = {
	{ "name", VALUE_STRING, NULL, VALUE_NOTHING, part_name, "Such as \"Medial head\"." },
	{ "origin", VALUE_STRING, NULL, VALUE_NOTHING, part_origin, "Where it begins." },
};
static const struct schema muscle_part = SCHEMA(
    "muscle part", muscle_part_fields, "A head of a muscle that has several.");

#define MUSCLE_TEXT(member)                                                           \
	GETTER(muscle_##member)                                                       \
	{                                                                             \
		UNUSED(context);                                                      \
		return value_string(or_empty(((const struct muscle *)self)->member)); \
	}
MUSCLE_TEXT(name)
MUSCLE_TEXT(latin)
MUSCLE_TEXT(origin)
MUSCLE_TEXT(insertion)
MUSCLE_TEXT(innervation)
MUSCLE_TEXT(action)
MUSCLE_TEXT(blood)
MUSCLE_TEXT(note)

GETTER(muscle_id)
{
	UNUSED(context);
	return value_string(((const struct muscle *)self)->id.text);
}

GETTER(muscle_parts)
{
	const struct yaml_rows *parts = &((const struct muscle *)self)->parts;
	struct value *list = values(context, parts->n);

	for (size_t i = 0; i < parts->n; i++)
		list[i] = value_object(&muscle_part, (const struct muscle_part *)parts->v + i);
	return value_list(list, parts->n);
}

static const struct schema_field muscle_fields[] = {
	{ "id", VALUE_STRING, NULL, VALUE_NOTHING, muscle_id, "The id in muscles.yaml." },
	{ "name", VALUE_STRING, NULL, VALUE_NOTHING, muscle_name, "As lessons call it." },
	{ "latin", VALUE_STRING, NULL, VALUE_NOTHING, muscle_latin, "May be empty." },
	{ "origin", VALUE_STRING, NULL, VALUE_NOTHING, muscle_origin,
	    "May be empty: then its parts have theirs." },
	{ "parts", VALUE_LIST, &muscle_part, VALUE_OBJECT, muscle_parts, "Its heads, if several." },
	{ "insertion", VALUE_STRING, NULL, VALUE_NOTHING, muscle_insertion, "May be empty." },
	{ "innervation", VALUE_STRING, NULL, VALUE_NOTHING, muscle_innervation, "May be empty." },
	{ "action", VALUE_STRING, NULL, VALUE_NOTHING, muscle_action, "May be empty." },
	{ "blood", VALUE_STRING, NULL, VALUE_NOTHING, muscle_blood, "Its arteries; may be empty." },
	{ "note", VALUE_STRING, NULL, VALUE_NOTHING, muscle_note, "A remark; may be empty." },
};
static const struct schema muscle_schema = SCHEMA(
    "muscle", muscle_fields, "A row of content/muscles.yaml.");

GETTER(directive_muscle)
{
	const struct node *node = directive_of(self)->node;

	if (!str_eq(node->as.directive.name, STR("muscle")))
		return value_nothing();
	return value_object(
	    &muscle_schema, muscle_find(&course_of(context)->muscles, node->as.directive.argument));
}

/* ---- what a directive has ----------------------------------------------------------------- */

GETTER(directive_multiple)
{
	const struct directive_parts *parts = directive_of(self)->parts;
	size_t right = 0;

	UNUSED(context);
	for (size_t i = 0; i < parts->options_n; i++)
		right += parts->options[i].right;
	return value_bool(right > 1);
}

GETTER(directive_answering)
{
	UNUSED(context);
	return value_bool(directive_of(self)->answering);
}

GETTER(directive_rationale)
{
	UNUSED(context);
	return value_markup(or_empty(directive_of(self)->parts->rationale));
}

GETTER(directive_objective)
{
	struct str id = node_attribute(directive_of(self)->node, "objective");
	const struct view *v = view_of(context);

	if (id.p == NULL)
		return value_nothing();
	if (v->output == NULL || v->output->kind != OUTPUT_QUIZ)
		return value_string(arena_printf(context->arena, "#%.*s", STR_ARG(id)));
	return value_string(arena_printf(
	    context->arena, "%.*s#%.*s", STR_ARG(view_link(v, v->article->url)), STR_ARG(id)));
}

GETTER(directive_key)
{
	const struct view *v = view_of(context);

	if (v->article == NULL)
		return value_string(STR(""));
	return value_string(arena_printf(context->arena, "%.*s#%.*s",
	    STR_ARG(view_absolute(v, v->article->url)), STR_ARG(directive_of(self)->parts->id)));
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
	{ "body", VALUE_MARKUP, NULL, VALUE_NOTHING, directive_body,
	    "What stands inside; of a quiz, its question." },
	{ "picture", VALUE_MARKUP, NULL, VALUE_NOTHING, directive_picture,
	    "Of a figure: its picture, taken out of the body." },
	{ "description", VALUE_MARKUP, NULL, VALUE_NOTHING, directive_description,
	    "Of a figure: the long description, taken out of the body." },
	{ "options", VALUE_LIST, &option_schema, VALUE_OBJECT, directive_options,
	    "Of a quiz: its answers, right and wrong." },
	{ "answers", VALUE_LIST, NULL, VALUE_STRING, directive_answers,
	    "Of a quiz: the letters of the right ones." },
	{ "multiple", VALUE_BOOL, NULL, VALUE_NOTHING, directive_multiple,
	    "Of a quiz: whether several answers are right." },
	{ "rationale", VALUE_MARKUP, NULL, VALUE_NOTHING, directive_rationale,
	    "Of a quiz: why the right answer is right; may be empty." },
	{ "objective_url", VALUE_STRING, NULL, VALUE_NOTHING, directive_objective,
	    "Of a quiz: the objective that it asks about; or nothing." },
	{ "key", VALUE_STRING, NULL, VALUE_NOTHING, directive_key,
	    "Of a quiz: what a browser may keep its state under, the same on every page." },
	{ "answering", VALUE_BOOL, NULL, VALUE_NOTHING, directive_answering,
	    "Of a quiz in a book: the template is asked again, for the answers at the end." },
	{ "muscle", VALUE_OBJECT, &muscle_schema, VALUE_NOTHING, directive_muscle,
	    "Of a ::: muscle: what muscles.yaml says of it; nothing elsewhere." },
	{ "number", VALUE_NUMBER, NULL, VALUE_NOTHING, directive_number,
	    "Of a figure, a quiz or (among the tables) a muscle, from 1." },
};
static const struct schema directive_part = SCHEMA(
    "directive", directive_fields, "A ::: block of an article.");

GETTER(directive_root)
{
	UNUSED(context);
	return value_object(&directive_part, self);
}

static const struct schema_field directive_root_fields[] = {
	{ "directive", VALUE_OBJECT, &directive_part, VALUE_NOTHING, directive_root,
	    "What the author wrote." },
	{ "output", VALUE_STRING, NULL, VALUE_NOTHING, root_output, "site or book." },
	{ "page", VALUE_OBJECT, &page_part, VALUE_NOTHING, root_page,
	    "The document it stands in." },
	{ "disclaimer", VALUE_OBJECT, &disclaimer_schema, VALUE_NOTHING, root_disclaimer,
	    "In the page's language." },
	{ "strings", VALUE_FREE, NULL, VALUE_NOTHING, root_strings,
	    "Words in the page's language." },
};
const struct schema directive_schema = SCHEMA("directive template", directive_root_fields,
    "The names templates/directives/NAME.html may use.");
