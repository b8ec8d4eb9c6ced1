/* sample.h - the context that template examples are rendered with; tests/spec/templates.md shows
 * it.
 *
 * A page, five lessons and some free data, and a host whose templates are given one by one. */
#ifndef TESTS_SAMPLE_H
#define TESTS_SAMPLE_H

#include <string.h>

#include "template/template.h"

/* ---- free data: a tree of maps, lists and scalars ---- */

struct sample_data {
	const char *key;
	struct value value;                /* of a leaf */
	const struct sample_data *members; /* of a map */
	size_t n;
};

static bool sample_get(const void *self, struct str key, struct arena *a, struct value *out);
static void sample_keys(const void *self, struct arena *a, struct str_list *out);
static const struct free_data sample_methods = { sample_get, sample_keys };

static inline struct value
sample_value(const struct sample_data *d)
{
	return d->members != NULL ? value_data(&sample_methods, d) : d->value;
}

static bool
sample_get(const void *self, struct str key, struct arena *a, struct value *out)
{
	const struct sample_data *d = self;

	(void)a;
	for (size_t i = 0; i < d->n; i++)
		if (str_eq(key, str_of(d->members[i].key))) {
			*out = sample_value(&d->members[i]);
			return true;
		}
	if (key.n == 0)
		*out = sample_value(d);
	return key.n == 0;
}

static void
sample_keys(const void *self, struct arena *a, struct str_list *out)
{
	const struct sample_data *d = self;

	for (size_t i = 0; i < d->n; i++)
		*ARENA_PUSH(a, out) = str_of(d->members[i].key);
}

#define SAMPLE_TEXT(s) { .type = VALUE_STRING, .as.text = { s, sizeof(s) - 1 } }
#define SAMPLE_NUMBER(x) { .type = VALUE_NUMBER, .as.number = x }

static const struct value sample_sizes[] = { SAMPLE_NUMBER(320), SAMPLE_NUMBER(640) };
static const struct sample_data sample_author[] = {
	{ .key = "name", .value = SAMPLE_TEXT("The editors") },
	{ .key = "home", .value = SAMPLE_TEXT("javascript:alert(1)") },
};
static const struct sample_data sample_params[] = {
	{ .key = "colour", .value = SAMPLE_TEXT("green") },
	{ .key = "depth", .value = SAMPLE_NUMBER(3) },
	{ .key = "wide", .value = { .type = VALUE_BOOL, .as.truth = true } },
	{ .key = "sizes", .value = { .type = VALUE_LIST, .as.list = { sample_sizes, 2 } } },
	{ .key = "author", .members = sample_author, .n = 2 },
	{ .key = "odd-key", .value = SAMPLE_TEXT("reached by brackets") },
};
static const struct sample_data sample_root_data = { .members = sample_params, .n = 6 };

/* ---- objects ---- */

struct sample_link {
	const char *title, *url;
};

struct sample_lesson {
	const char *title, *url, *module;
	int weight;
	bool draft;
};

struct sample_heading {
	const char *title, *id;
	const struct value *children;
	size_t n;
};

#define SAMPLE_GETTER(name, type, expression)                                      \
	static struct value name(const struct render_context *c, const void *self) \
	{                                                                          \
		const type *s = self;                                              \
                                                                                   \
		(void)c, (void)s;                                                  \
		return expression;                                                 \
	}

SAMPLE_GETTER(sample_link_title, struct sample_link, value_string(str_of(s->title)))
SAMPLE_GETTER(sample_link_url, struct sample_link, value_string(str_of(s->url)))
SAMPLE_GETTER(sample_lesson_title, struct sample_lesson, value_string(str_of(s->title)))
SAMPLE_GETTER(sample_lesson_url, struct sample_lesson, value_string(str_of(s->url)))
SAMPLE_GETTER(sample_lesson_module, struct sample_lesson, value_string(str_of(s->module)))
SAMPLE_GETTER(sample_lesson_weight, struct sample_lesson, value_number(s->weight))
SAMPLE_GETTER(sample_lesson_draft, struct sample_lesson, value_bool(s->draft))
SAMPLE_GETTER(sample_heading_title, struct sample_heading, value_markup(str_of(s->title)))
SAMPLE_GETTER(sample_heading_id, struct sample_heading, value_string(str_of(s->id)))
SAMPLE_GETTER(sample_heading_children, struct sample_heading, value_list(s->children, s->n))

static const struct schema_field sample_link_fields[] = {
	{ "title", VALUE_STRING, NULL, VALUE_NOTHING, sample_link_title, "what it says" },
	{ "url", VALUE_STRING, NULL, VALUE_NOTHING, sample_link_url, "where it leads" },
};
static const struct schema sample_link_schema = { "link", "A link.", sample_link_fields, 2 };

static const struct schema_field sample_lesson_fields[] = {
	{ "title", VALUE_STRING, NULL, VALUE_NOTHING, sample_lesson_title, "its title" },
	{ "url", VALUE_STRING, NULL, VALUE_NOTHING, sample_lesson_url, "its address" },
	{ "module", VALUE_STRING, NULL, VALUE_NOTHING, sample_lesson_module, "the module's title" },
	{ "weight", VALUE_NUMBER, NULL, VALUE_NOTHING, sample_lesson_weight, "its place" },
	{ "draft", VALUE_BOOL, NULL, VALUE_NOTHING, sample_lesson_draft, "not yet published" },
};
static const struct schema sample_lesson_schema = { "lesson", "A lesson.", sample_lesson_fields,
	5 };

static const struct schema sample_heading_schema;
static const struct schema_field sample_heading_fields[] = {
	{ "title", VALUE_MARKUP, NULL, VALUE_NOTHING, sample_heading_title, "its words" },
	{ "id", VALUE_STRING, NULL, VALUE_NOTHING, sample_heading_id, "its fragment" },
	{ "children", VALUE_LIST, &sample_heading_schema, VALUE_OBJECT, sample_heading_children,
	    "the headings below" },
};
static const struct schema sample_heading_schema = { "heading", "A heading of the text.",
	sample_heading_fields, 3 };

static const struct sample_lesson sample_lesson_table[] = {
	{ "Gastrocnemius", "gastrocnemius.html", "Anatomy", 20, false },
	{ "Soleus & friends", "soleus.html", "Anatomy", 30, false },
	{ "Plantaris", "plantaris.html", "Anatomy", 10, true },
	{ "Evidence", "evidence.html", "Trigger points", 20, false },
	{ "Éponyms", "eponyms.html", "Trigger points", 10, false },
};
static const struct sample_heading sample_inner[] = { { "The <em>deep</em> layer", "deep", NULL,
    0 } };
static const struct value sample_inner_list[] = { { .type = VALUE_OBJECT,
    .as.object = { &sample_heading_schema, &sample_inner[0] } } };
static const struct sample_heading sample_headings[] = {
	{ "Where it starts", "start", sample_inner_list, 1 },
	{ "Where it ends", "end", NULL, 0 },
};
static const struct sample_link sample_next = { "Plantaris", "plantaris.html" };
static const struct value sample_tags[] = { SAMPLE_TEXT("muscle"), SAMPLE_TEXT("deep calf"),
	SAMPLE_TEXT("triceps surae") };

static inline struct value
sample_objects(const struct render_context *c, const struct schema *schema, const void *first,
    size_t n, size_t size)
{
	struct value *v = ARENA_ARRAY(c->arena, struct value, n);

	for (size_t i = 0; i < n; i++)
		v[i] = value_object(schema, (const char *)first + i * size);
	return value_list(v, n);
}

#define SAMPLE_OBJECTS(schema, table) \
	sample_objects(c, schema, table, sizeof(table) / sizeof(table[0]), sizeof(table[0]))

static inline struct value
sample_day(const char *iso)
{
	date day = DATE_NONE;

	date_parse(str_of(iso), &day);
	return value_date(day);
}

SAMPLE_GETTER(sample_page_title, char, value_string(STR("Soleus & friends")))
SAMPLE_GETTER(
    sample_page_content, char, value_markup(STR("<p>The <em>soleus</em> works &amp; works.</p>")))
SAMPLE_GETTER(sample_page_published, char, sample_day("2026-11-20"))
SAMPLE_GETTER(sample_page_updated, char, value_nothing())
SAMPLE_GETTER(sample_page_minutes, char, value_number(6))
SAMPLE_GETTER(sample_page_draft, char, value_bool(false))
SAMPLE_GETTER(sample_page_next, char, value_object(&sample_link_schema, &sample_next))
SAMPLE_GETTER(sample_page_previous, char, value_nothing())
SAMPLE_GETTER(sample_page_tags, char, value_list(sample_tags, 3))
SAMPLE_GETTER(sample_page_contents, char, SAMPLE_OBJECTS(&sample_heading_schema, sample_headings))
SAMPLE_GETTER(sample_lessons, char, SAMPLE_OBJECTS(&sample_lesson_schema, sample_lesson_table))
SAMPLE_GETTER(sample_params_of, char, value_data(&sample_methods, &sample_root_data))
SAMPLE_GETTER(sample_output, char, value_string(STR("site")))

static const struct schema_field sample_page_fields[] = {
	{ "title", VALUE_STRING, NULL, VALUE_NOTHING, sample_page_title, "the title, for <h1>" },
	{ "content", VALUE_MARKUP, NULL, VALUE_NOTHING, sample_page_content, "the text" },
	{ "published", VALUE_DATE, NULL, VALUE_NOTHING, sample_page_published, "since when" },
	{ "updated", VALUE_DATE, NULL, VALUE_NOTHING, sample_page_updated,
	    "last changed, or nothing" },
	{ "minutes", VALUE_NUMBER, NULL, VALUE_NOTHING, sample_page_minutes, "reading time" },
	{ "draft", VALUE_BOOL, NULL, VALUE_NOTHING, sample_page_draft, "not yet published" },
	{ "next", VALUE_OBJECT, &sample_link_schema, VALUE_NOTHING, sample_page_next,
	    "the next page, or nothing" },
	{ "previous", VALUE_OBJECT, &sample_link_schema, VALUE_NOTHING, sample_page_previous,
	    "the page before, or nothing" },
	{ "tags", VALUE_LIST, NULL, VALUE_STRING, sample_page_tags, "its terms" },
	{ "contents", VALUE_LIST, &sample_heading_schema, VALUE_OBJECT, sample_page_contents,
	    "its headings" },
};
static const struct schema sample_page_schema = { "page", "The page to be made.",
	sample_page_fields, sizeof(sample_page_fields) / sizeof(sample_page_fields[0]) };

SAMPLE_GETTER(sample_page, char, value_object(&sample_page_schema, "page"))

static const struct schema_field sample_fields[] = {
	{ "output", VALUE_STRING, NULL, VALUE_NOTHING, sample_output, "\"site\" or \"book\"" },
	{ "page", VALUE_OBJECT, &sample_page_schema, VALUE_NOTHING, sample_page, "the page" },
	{ "lessons", VALUE_LIST, &sample_lesson_schema, VALUE_OBJECT, sample_lessons,
	    "all lessons" },
	{ "params", VALUE_FREE, NULL, VALUE_NOTHING, sample_params_of,
	    "whatever the author wrote" },
};
static const struct schema sample_schema = { "context", "What every template sees.", sample_fields,
	sizeof(sample_fields) / sizeof(sample_fields[0]) };

/* ---- the host ---- */

enum { SAMPLE_SOURCES = 8 };

struct sample_host {
	struct source sources[SAMPLE_SOURCES];
	size_t n;
	struct template_host host;
};

static inline const struct source *
sample_load(void *ctx, struct str name)
{
	struct sample_host *h = ctx;

	for (size_t i = 0; i < h->n; i++)
		if (str_eq(h->sources[i].path, name))
			return &h->sources[i];
	return NULL;
}

static inline void
sample_names(void *ctx, struct arena *a, struct str_list *out)
{
	struct sample_host *h = ctx;

	for (size_t i = 0; i < h->n; i++)
		*ARENA_PUSH(a, out) = h->sources[i].path;
}

static inline void
sample_date(const struct render_context *context, date day, struct buf *out)
{
	static const char *const months[] = { "January", "February", "March", "April", "May",
		"June", "July", "August", "September", "October", "November", "December" };
	int year, month, d;

	(void)context;
	date_split(day, &year, &month, &d);
	buf_printf(out, "%d %s %d", d, months[month - 1], year);
}

static inline bool
sample_asset(const struct render_context *context, struct str name, struct buf *out)
{
	(void)context;
	if (!str_eq(name, STR("style.css")))
		return false;
	buf_str(out, STR("theme/style.1f2e3d.css"));
	return true;
}

static inline void
sample_add(struct sample_host *h, struct str name, struct str text)
{
	if (h->n < SAMPLE_SOURCES)
		h->sources[h->n++] = (struct source){ name, text };
}

static inline void
sample_init(struct sample_host *h)
{
	*h = (struct sample_host){ 0 };
	h->host = (struct template_host){ sample_load, sample_names, sample_date, sample_asset, h };
}

#endif
