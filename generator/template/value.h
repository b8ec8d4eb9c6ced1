/* value.h - what templates compute with, and the schema that says which names exist.
 *
 * A schema describes one kind of object: its fields, their types, and a function that fetches each.
 * Templates are compiled against schemas, so an unknown name is found before anything is rendered;
 * values are fetched only when a template asks, so a page that shows little costs little.  The
 * schemas are const tables; the theme documentation is made from their doc texts. */
#ifndef SOLEUS_VALUE_H
#define SOLEUS_VALUE_H

#include "base/date.h"
#include "base/diag.h"

enum value_type {
	VALUE_NOTHING, /* absent: false in a condition, an error when printed or looked into */
	VALUE_BOOL,
	VALUE_NUMBER,
	VALUE_STRING, /* plain text, escaped where it lands */
	VALUE_MARKUP, /* markup the generator made: goes out as it is in text position */
	VALUE_DATE,
	VALUE_LIST,
	VALUE_OBJECT,
	VALUE_FREE /* data without a schema (params): looked up while rendering */
};

struct value {
	enum value_type type;
	union {
		bool truth;
		int64_t number;
		struct str text;
		date day;
		struct {
			const struct value *v;
			size_t n;
		} list;
		struct {
			const struct schema *schema;
			const void *self;
		} object;
		struct {
			const struct free_data *methods;
			const void *self;
		} data;
	} as;
};

/* What one page gives all its fields: links are relative to the page, words in its language. */
struct render_context {
	const void *page; /* the caller's; getters know its type */
	struct arena *arena;
};

struct schema_field {
	const char *name;
	enum value_type type;    /* VALUE_NOTHING is no type of a field; any field may yield it */
	const struct schema *of; /* of an object, or of a list's objects; NULL otherwise */
	enum value_type of_type; /* what a list holds */
	struct value (*get)(const struct render_context *context, const void *self);
	const char *doc;
};

struct schema {
	const char *name;
	const char *doc;
	const struct schema_field *fields;
	size_t n;
};

/* Free data: maps, lists and scalars with names nobody declared.  What get() yields is a value like
 * any other: scalars are VALUE_STRING, VALUE_NUMBER, VALUE_BOOL or VALUE_DATE, lists VALUE_LIST,
 * and a map below is VALUE_FREE again. */
struct free_data {
	/* The value under key; false when there is none.  An empty key asks for the whole: a map
	 * answers with itself. */
	bool (*get)(const void *self, struct str key, struct arena *a, struct value *out);
	/* The keys, for "did you mean". */
	void (*keys)(const void *self, struct arena *a, struct str_list *out);
};

/* What templates ask of the outside; the same for all templates of a set. */
struct template_host {
	/* The source of a template; NULL when there is none.  Names with the prefix "soleus:" ask
	 * for the shipped one even when the project has its own.  Sources live as long as the set.
	 */
	const struct source *(*load)(void *ctx, struct str name);
	/* Names there are, for "did you mean". */
	void (*names)(void *ctx, struct arena *a, struct str_list *out);
	/* {{ day | date }}: a date as people of the page's language write it. */
	void (*date)(const struct render_context *context, date day, struct buf *out);
	/* {{ "style.css" | asset }}: the address of a theme file; false when there is none. */
	bool (*asset)(const struct render_context *context, struct str name, struct buf *out);
	void *ctx;
};

static inline struct value
value_nothing(void)
{
	return (struct value){ .type = VALUE_NOTHING };
}

static inline struct value
value_bool(bool truth)
{
	return (struct value){ .type = VALUE_BOOL, .as.truth = truth };
}

static inline struct value
value_number(int64_t number)
{
	return (struct value){ .type = VALUE_NUMBER, .as.number = number };
}

static inline struct value
value_string(struct str text)
{
	return (struct value){ .type = VALUE_STRING, .as.text = text };
}

static inline struct value
value_markup(struct str markup)
{
	return (struct value){ .type = VALUE_MARKUP, .as.text = markup };
}

/* Nothing for DATE_NONE. */
static inline struct value
value_date(date day)
{
	struct value v = { .type = day == DATE_NONE ? VALUE_NOTHING : VALUE_DATE, .as.day = day };

	return v;
}

static inline struct value
value_list(const struct value *v, size_t n)
{
	return (struct value){ .type = VALUE_LIST, .as.list = { v, n } };
}

/* Nothing for a NULL self. */
static inline struct value
value_object(const struct schema *schema, const void *self)
{
	struct value v = { .type = self == NULL ? VALUE_NOTHING : VALUE_OBJECT,
		.as.object = { schema, self } };

	return v;
}

/* Nothing for a NULL self. */
static inline struct value
value_data(const struct free_data *methods, const void *self)
{
	struct value v = { .type = self == NULL ? VALUE_NOTHING : VALUE_FREE,
		.as.data = { methods, self } };

	return v;
}

/* "a number", "text": what a message calls a value of the type. */
const char *value_type_name(enum value_type type);
/* What a condition makes of it: nothing, false, 0, empty text and empty lists are false. */
bool value_is_true(const struct value *v);
/* Nothing, or text or a list without anything in it, or a map without keys. */
bool value_is_empty(const struct value *v, struct arena *scratch);
/* Equal type and content; text and markup compare by their bytes, objects by identity. */
bool value_equal(const struct value *a, const struct value *b);
/* Order of numbers and of days; texts as readers of a European language sort them; values of
 * different types by type, nothing first: <0, 0, >0. */
int value_compare(const struct value *a, const struct value *b, struct arena *scratch);
/* The field of that name, or NULL. */
const struct schema_field *schema_find(const struct schema *schema, struct str name);

/* Appends the documentation of a schema and of every schema that its fields lead to, as Markdown:
 * a section each, with a table of names, types and meanings. */
void schema_document(const struct schema *schema, struct buf *out);

#endif
