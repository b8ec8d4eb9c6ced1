/* config.c - the tables of site.yaml and reviews.yaml, and what must agree in them; see config.h.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/memory.h"
#include "base/source.h"

#define FIELD(struct_name, key, kind, member) \
	{ key, kind, offsetof(struct struct_name, member), false, NULL, NULL }
#define REQUIRED(struct_name, key, kind, member) \
	{ key, kind, offsetof(struct struct_name, member), true, NULL, NULL }
#define NESTED(struct_name, key, kind, member, required, of) \
	{ key, kind, offsetof(struct struct_name, member), required, of, NULL }
#define CHOICE(struct_name, key, member, choices) \
	{ key, YAML_CHOICE, offsetof(struct struct_name, member), false, NULL, choices }
#define SCHEMA(struct_name, what, fields) \
	{ what, fields, sizeof(fields) / sizeof(fields[0]), sizeof(struct struct_name) }

static const char *const review_choices[] = { "label", "required", NULL };
static const char *const url_choices[] = { "portable", "pretty", NULL };
static const char *const citation_choices[] = { "vancouver", "author-date", NULL };
static const char *const person_choices[] = { "person", "organisation", NULL };

static const struct yaml_field disclaimer_fields[] = {
	FIELD(disclaimer, "", YAML_PLACED, language), /* the key it stands under */
	REQUIRED(disclaimer, "title", YAML_STRING, title),
	REQUIRED(disclaimer, "full", YAML_STRING, full),
	REQUIRED(disclaimer, "short", YAML_STRING, brief),
	REQUIRED(disclaimer, "urgent", YAML_STRING, urgent),
};
static const struct yaml_schema disclaimer_schema = SCHEMA(
    disclaimer, "a disclaimer", disclaimer_fields);

static const struct yaml_field person_fields[] = {
	REQUIRED(person, "id", YAML_PLACED, id),
	REQUIRED(person, "name", YAML_STRING, name),
	CHOICE(person, "kind", kind, person_choices),
	FIELD(person, "credentials", YAML_STRING, credentials),
	FIELD(person, "bio", YAML_STRING, bio),
	FIELD(person, "url", YAML_STRING, url),
};
static const struct yaml_schema person_schema = SCHEMA(person, "a person", person_fields);

static const struct yaml_field module_fields[] = {
	REQUIRED(module, "id", YAML_PLACED, id),
	REQUIRED(module, "title", YAML_STRING, title),
	FIELD(module, "title_long", YAML_STRING, title_long),
	FIELD(module, "description", YAML_STRING, description),
};
static const struct yaml_schema module_schema = SCHEMA(module, "a module", module_fields);

static const struct yaml_field select_fields[] = {
	FIELD(book_select, "module", YAML_PLACED, module),
	FIELD(book_select, "modules", YAML_STRINGS, modules),
};
static const struct yaml_schema select_schema = SCHEMA(
    book_select, "a book's selection", select_fields);

static const struct yaml_field book_fields[] = {
	REQUIRED(book, "id", YAML_PLACED, id),
	REQUIRED(book, "title", YAML_STRING, title),
	NESTED(book, "select", YAML_STRUCT, select, true, &select_schema),
	REQUIRED(book, "creators", YAML_STRINGS, creators),
	FIELD(book, "subtitle", YAML_STRING, subtitle),
	FIELD(book, "description", YAML_STRING, description),
	FIELD(book, "language", YAML_STRING, language),
	FIELD(book, "identifier", YAML_STRING, identifier),
	FIELD(book, "publisher", YAML_STRING, publisher),
	FIELD(book, "rights", YAML_STRING, rights),
};
static const struct yaml_schema book_schema = SCHEMA(book, "a book", book_fields);

static const struct yaml_field organisation_fields[] = {
	{ "name", YAML_STRING, 0, true, NULL, NULL },
	{ "email", YAML_STRING, sizeof(struct str), false, NULL, NULL },
};
static const struct yaml_schema organisation_schema = { "the organisation", organisation_fields, 2,
	2 * sizeof(struct str) };

static const struct yaml_field site_fields[] = {
	REQUIRED(config, "title", YAML_STRING, title),
	FIELD(config, "tagline", YAML_STRING, tagline),
	REQUIRED(config, "base_url", YAML_STRING, base_url),
	REQUIRED(config, "language", YAML_STRING, language),
	FIELD(config, "languages", YAML_STRINGS, languages),
	NESTED(config, "organisation", YAML_STRUCT, organisation, true, &organisation_schema),
	CHOICE(config, "review", review, review_choices),
	CHOICE(config, "urls", urls, url_choices),
	CHOICE(config, "citations", citations, citation_choices),
	NESTED(config, "disclaimer", YAML_NAMED, disclaimers, true, &disclaimer_schema),
	NESTED(config, "people", YAML_STRUCTS, people, true, &person_schema),
	REQUIRED(config, "kinds", YAML_STRINGS, kinds),
	FIELD(config, "audiences", YAML_STRINGS, audiences),
	FIELD(config, "taxonomies", YAML_STRINGS, taxonomies),
	NESTED(config, "modules", YAML_STRUCTS, modules, false, &module_schema),
	NESTED(config, "books", YAML_STRUCTS, books, false, &book_schema),
	FIELD(config, "navigation", YAML_STRINGS, navigation),
	FIELD(config, "params", YAML_FREE, params),
};
static const struct yaml_schema site_schema = SCHEMA(config, "site.yaml", site_fields);

static const struct yaml_field review_fields[] = {
	REQUIRED(review, "article", YAML_PLACED, article),
	REQUIRED(review, "by", YAML_PLACED, by),
	REQUIRED(review, "on", YAML_DATE, on),
	REQUIRED(review, "due", YAML_DATE, due),
};
static const struct yaml_schema review_schema = SCHEMA(review, "a review", review_fields);

static const struct yaml_field reviews_fields[] = {
	NESTED(config, "reviews", YAML_STRUCTS, reviews, false, &review_schema),
};
static const struct yaml_schema reviews_schema = SCHEMA(config, "reviews.yaml", reviews_fields);

/* ---- looking things up -------------------------------------------------------------------- */

/* The first member of a row, which is its id. */
static const struct placed *
row_id(const struct yaml_rows *rows, size_t size, size_t i)
{
	return (const struct placed *)(const void *)((const char *)rows->v + i * size);
}

static const void *
row_find(const struct yaml_rows *rows, size_t size, struct str id)
{
	for (size_t i = 0; i < rows->n; i++)
		if (str_eq(row_id(rows, size, i)->text, id))
			return row_id(rows, size, i);
	return NULL;
}

const struct person *
config_person(const struct config *c, struct str id)
{
	return row_find(&c->people, sizeof(struct person), id);
}

const struct module *
config_module(const struct config *c, struct str id)
{
	return row_find(&c->modules, sizeof(struct module), id);
}

const struct disclaimer *
config_disclaimer(const struct config *c, struct str language)
{
	return row_find(&c->disclaimers, sizeof(struct disclaimer), language);
}

const struct review *
config_review(const struct config *c, struct str article)
{
	return row_find(&c->reviews, sizeof(struct review), article);
}

size_t
placed_find(const struct placed_list *list, struct str id)
{
	size_t i = 0;

	while (i < list->n && !str_eq(list->v[i].text, id))
		i++;
	return i;
}

static void
report_unknown(enum message message, const char *what, const struct placed *name,
    const struct str *names, size_t n, struct diag *diag)
{
	diag_add(diag, message, name->pos, "there is no %s '%.*s'", what, STR_ARG(name->text));
	diag_choices(diag, name->text, "site.yaml has", names, n);
}

void
config_unknown(enum message message, const char *what, const struct placed *name,
    const struct yaml_rows *rows, size_t size, struct diag *diag)
{
	struct arena scratch = { 0 };
	struct str *names = ARENA_ARRAY(&scratch, struct str, rows->n + 1);

	for (size_t i = 0; i < rows->n; i++)
		names[i] = row_id(rows, size, i)->text;
	report_unknown(message, what, name, names, rows->n, diag);
	arena_release(&scratch);
}

void
config_not_listed(enum message message, const char *what, const struct placed *name,
    const struct placed_list *list, struct diag *diag)
{
	struct arena scratch = { 0 };
	struct str *names = ARENA_ARRAY(&scratch, struct str, list->n + 1);

	for (size_t i = 0; i < list->n; i++)
		names[i] = list->v[i].text;
	report_unknown(message, what, name, names, list->n, diag);
	arena_release(&scratch);
}

/* ---- what must agree ---------------------------------------------------------------------- */

static bool
is_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') ||
			(s.p[i] == '-' && i > 0)))
			return false;
	return s.n > 0;
}

static void
check_ids(const struct yaml_rows *rows, size_t size, struct diag *diag)
{
	for (size_t i = 0; i < rows->n; i++) {
		const struct placed *id = row_id(rows, size, i);
		const struct placed *first = row_find(rows, size, id->text);

		if (!is_name(id->text)) {
			diag_add(diag, MSG_CONFIG_NAME, id->pos,
			    "'%.*s' cannot be an id: it becomes part of an address",
			    STR_ARG(id->text));
			diag_help(diag, "use small letters a-z, digits and hyphens");
		}
		if (first != id) {
			diag_add(diag, MSG_CONFIG_TWICE, id->pos, "the id '%.*s' is taken",
			    STR_ARG(id->text));
			diag_help(diag, "give each its own id");
			diag_related(diag, first->pos, "first used here");
		}
	}
}

static void
check_names(const struct placed_list *list, struct diag *diag)
{
	for (size_t i = 0; i < list->n; i++) {
		struct yaml_rows row = { &list->v[i], 1 };
		size_t first = placed_find(list, list->v[i].text);

		check_ids(&row, sizeof(struct placed), diag);
		if (first == i)
			continue;
		diag_add(diag, MSG_CONFIG_TWICE, list->v[i].pos, "'%.*s' stands here twice",
		    STR_ARG(list->v[i].text));
		diag_help(diag, "keep one of the two");
		diag_related(diag, list->v[first].pos, "first here");
	}
}

/* Where the value of a key of site.yaml stands; the file as a whole when it is absent. */
static struct pos
place_of(const struct config *c, const char *key)
{
	const struct yaml *value = yaml_get(c->file, str_of(key));

	return value != NULL ? value->pos : (struct pos){ .source = &c->source };
}

/* http:// or https://, a host, and nothing no address holds; a base has neither query nor fragment,
 * since addresses are made by adding to it. */
static bool
is_web_address(struct str s, bool base)
{
	size_t host = str_starts(s, STR("https://")) ? 8 : str_starts(s, STR("http://")) ? 7 : 0;

	if (host == 0 || host >= s.n || strchr("/.:?#", s.p[host]) != NULL)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' ||
		    strchr(base ? "<>\"\\^`{|}?#" : "<>\"\\^`{|}", s.p[i]) != NULL)
			return false;
	return true;
}

static bool
is_mail_address(struct str s)
{
	size_t at = str_find_char(s, 0, '@');

	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || strchr("<>()[],;:\"\\?&", s.p[i]) != NULL)
			return false;
	return at > 0 && at + 1 < s.n && str_find_char(s, at + 1, '@') == s.n;
}

/* BCP 47, but for tags without a language (x-…) and those from before 2006. */
static bool
is_language(struct str tag)
{
	bool first = true;

	while (tag.n > 0 || first) {
		struct str part = str_split(&tag, '-');

		if (part.n < (first ? 2 : 1) || part.n > (first ? 3 : 8))
			return false;
		for (size_t i = 0; i < part.n; i++)
			if (!((part.p[i] >= 'a' && part.p[i] <= 'z') ||
				(!first && ((part.p[i] >= 'A' && part.p[i] <= 'Z') ||
					       (part.p[i] >= '0' && part.p[i] <= '9')))))
				return false;
		first = false;
	}
	return true;
}

static bool
check_language(const struct placed *language, struct diag *diag)
{
	if (is_language(language->text))
		return true;
	diag_add(diag, MSG_CONFIG_LANGUAGE, language->pos, "'%.*s' is not how a language is named",
	    STR_ARG(language->text));
	diag_help(diag, "write its tag, such as es, en-GB or pt-BR");
	return false;
}

static void
check_book(const struct config *c, const struct book *b, struct diag *diag)
{
	struct placed_list modules = b->select.modules;

	if (b->select.module.text.n > 0)
		modules = (struct placed_list){ (struct placed *)(uintptr_t)&b->select.module, 1 };
	if (modules.n == 0) {
		diag_add(diag, MSG_CONFIG_BOOK_EMPTY, b->id.pos, "the book '%.*s' selects nothing",
		    STR_ARG(b->id.text));
		diag_help(diag, "write for example `select: {module: anatomy}`");
	}
	for (size_t i = 0; i < modules.n; i++)
		if (config_module(c, modules.v[i].text) == NULL)
			config_unknown(MSG_CONFIG_UNKNOWN, "module", &modules.v[i], &c->modules,
			    sizeof(struct module), diag);
	if (b->language.n > 0)
		check_language(&(struct placed){ b->language, b->id.pos }, diag);
	for (size_t i = 0; i < b->creators.n; i++)
		if (config_person(c, b->creators.v[i].text) == NULL)
			config_unknown(MSG_CONFIG_UNKNOWN, "person", &b->creators.v[i], &c->people,
			    sizeof(struct person), diag);
}

static void
check_contacts(const struct config *c, struct diag *diag)
{
	const struct yaml *organisation = yaml_get(c->file, STR("organisation"));
	const struct person *people = c->people.v;

	if (c->organisation.email.n > 0 && !is_mail_address(c->organisation.email)) {
		diag_add(diag, MSG_CONFIG_CONTACT, yaml_get(organisation, STR("email"))->pos,
		    "'%.*s' is no e-mail address", STR_ARG(c->organisation.email));
		diag_help(diag, "write it as editor@example.org");
	}
	for (size_t i = 0; i < c->people.n; i++) {
		if (people[i].url.n == 0 || is_web_address(people[i].url, false))
			continue;
		diag_add(diag, MSG_CONFIG_CONTACT, people[i].id.pos,
		    "the url of '%.*s' is no web address: '%.*s'", STR_ARG(people[i].id.text),
		    STR_ARG(people[i].url));
		diag_help(diag, "write it with https://");
	}
}

static void
check_languages(struct config *c, struct diag *diag)
{
	if (c->languages.n == 0) {
		c->languages.v = ARENA_NEW(&c->arena, struct placed);
		c->languages.v[0] = (struct placed){ c->language, place_of(c, "language") };
		c->languages.n = 1;
	}
	if (c->language.n > 0 && placed_find(&c->languages, c->language) == c->languages.n) {
		struct placed name = { c->language, place_of(c, "language") };

		config_not_listed(MSG_CONFIG_UNKNOWN, "language", &name, &c->languages, diag);
	}
	for (size_t i = 0; i < c->languages.n; i++) {
		const struct placed *language = &c->languages.v[i];

		if (!check_language(language, diag) || config_disclaimer(c, language->text) != NULL)
			continue;
		diag_add(diag, MSG_CONFIG_NO_DISCLAIMER, language->pos,
		    "there is no disclaimer in the language '%.*s'", STR_ARG(language->text));
		diag_help(diag, "write its title, full, short and urgent under `disclaimer:`");
	}
}

static void
check_site(struct config *c, struct diag *diag)
{
	const struct book *books = c->books.v;

	if (c->base_url.n > 0 && !is_web_address(c->base_url, true)) {
		diag_add(diag, MSG_CONFIG_BASE_URL, place_of(c, "base_url"),
		    "base_url '%.*s' is not the address of a web site", STR_ARG(c->base_url));
		diag_help(diag, "write it as https://example.org/calf/, with https:// before and a "
				"slash behind it");
	}
	if (c->base_url.n > 0 && c->base_url.p[c->base_url.n - 1] != '/')
		c->base_url = arena_printf(&c->arena, "%.*s/", STR_ARG(c->base_url));
	check_ids(&c->people, sizeof(struct person), diag);
	check_ids(&c->modules, sizeof(struct module), diag);
	check_ids(&c->books, sizeof(struct book), diag);
	check_names(&c->kinds, diag);
	check_names(&c->audiences, diag);
	check_names(&c->taxonomies, diag);
	check_languages(c, diag);
	check_contacts(c, diag);
	for (size_t i = 0; i < c->books.n; i++)
		check_book(c, &books[i], diag);
}

static void
check_reviews(struct config *c, struct diag *diag)
{
	const struct review *reviews = c->reviews.v;

	for (size_t i = 0; i < c->reviews.n; i++)
		if (config_person(c, reviews[i].by.text) == NULL)
			config_unknown(MSG_CONFIG_UNKNOWN, "person", &reviews[i].by, &c->people,
			    sizeof(struct person), diag);
}

/* ---- loading ------------------------------------------------------------------------------ */

static void
load_reviews(struct str root, struct config *c, struct diag *diag)
{
	struct source *source = ARENA_NEW(&c->arena, struct source);
	struct yaml *map;

	if (!fs_exists(root, STR("content/reviews.yaml")) ||
	    !source_read(root, STR("content/reviews.yaml"), &c->arena, source, diag))
		return;
	map = yaml_parse(source, 0, source->text.n, &c->arena, diag);
	if (map != NULL && yaml_read(map, &reviews_schema, c, &c->arena, diag))
		check_reviews(c, diag);
}

static void
no_site(struct str root, struct diag *diag)
{
	struct source missing = { .path = STR("content/site.yaml") };

	diag_add(diag, MSG_CONFIG_MISSING, (struct pos){ .source = &missing },
	    "this file is missing: it names the course and carries the disclaimer");
	if (!fs_exists(root, STR("")))
		diag_help(diag, "there is no folder '%.*s': correct --root", STR_ARG(root));
	else
		diag_help(diag, "run soleus in the folder that holds content/, or say --root DIR");
}

struct config *
config_load(struct str root, struct diag *diag)
{
	struct config *c = memory_zero(1, sizeof(*c));
	size_t errors = diag->errors;
	struct yaml *map = NULL;

	if (!fs_exists(root, STR("content/site.yaml"))) {
		no_site(root, diag);
	} else if (source_read(root, STR("content/site.yaml"), &c->arena, &c->source, diag)) {
		map = yaml_parse(&c->source, 0, c->source.text.n, &c->arena, diag);
	}
	c->file = map;
	if (map != NULL && yaml_read(map, &site_schema, c, &c->arena, diag)) {
		check_site(c, diag);
		load_reviews(root, c, diag);
	}
	if (diag->errors == errors)
		return c;
	config_free(c);
	return NULL;
}

void
config_free(struct config *c)
{
	if (c == NULL)
		return;
	arena_release(&c->arena);
	free(c);
}
