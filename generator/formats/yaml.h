/* yaml.h - YAML files and front matter, read into structs by tables.
 *
 * In: a source and the schema of what may stand in it.  Out: a filled struct whose strings live in
 * an arena, and messages that know the place of every key and value.  A subset of YAML 1.2
 * (libyaml's event API, owned by yaml.c): one document, no tags, anchors or aliases, no duplicate
 * keys, depth 32; booleans are true and false only, dates ISO 8601, every other plain scalar is a
 * string. */
#ifndef SOLEUS_YAML_H
#define SOLEUS_YAML_H

#include "base/date.h"
#include "base/diag.h"

enum yaml_type { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml {
	enum yaml_type type;
	bool quoted; /* a scalar in quotes or a block */
	struct pos pos;
	struct str text;         /* of a scalar */
	struct yaml_pair *pairs; /* of a map, in order */
	struct yaml **items;     /* of a list */
	size_t n;
};

struct yaml_pair {
	struct str key;
	struct pos pos;
	struct yaml *value;
};

/* Reads n bytes at offset of the source (front matter stands inside an article); positions are the
 * source's.  NULL after a message; an empty document is an empty map. */
struct yaml *yaml_parse(
    const struct source *source, size_t offset, size_t n, struct arena *a, struct diag *diag);
/* The value of key in a map, or NULL. */
struct yaml *yaml_get(const struct yaml *map, struct str key);

/* A string and where it stood. */
struct placed {
	struct str text;
	struct pos pos;
};

struct placed_list {
	struct placed *v;
	size_t n;
};

/* An array of structs. */
struct yaml_rows {
	void *v;
	size_t n;
};

enum yaml_kind {
	YAML_STRING,  /* struct str */
	YAML_PLACED,  /* struct placed */
	YAML_STRINGS, /* struct placed_list, from a list of scalars */
	YAML_BOOL,    /* bool */
	YAML_INT,     /* int64_t */
	YAML_DATE,    /* date */
	YAML_CHOICE,  /* int: the index in choices */
	YAML_STRUCT,  /* the struct described by of */
	YAML_STRUCTS, /* struct yaml_rows of such structs, from a list of maps */
	YAML_NAMED,   /* the same from a map: each key goes into a placed at the struct's begin */
	YAML_FREE     /* const struct yaml *: anything */
};

struct yaml_field {
	const char *key;
	enum yaml_kind kind;
	size_t offset; /* of the member it fills */
	bool required; /* an absent key, and an empty string or list, is an error */
	const struct yaml_schema *of;
	const char *const *choices; /* NULL-terminated */
};

struct yaml_schema {
	const char *what; /* "the front matter", "a book": for messages */
	const struct yaml_field *fields;
	size_t n;
	size_t size; /* of the struct */
};

/* Fills out (zeroed, or with defaults, by the caller) from a map.  Unknown keys, wrong types,
 * missing keys are messages; false when there was one.  Members of absent keys keep what they had;
 * a key without a value (`description:`) counts as absent. */
bool yaml_read(const struct yaml *map, const struct yaml_schema *schema, void *out, struct arena *a,
    struct diag *diag);

#endif
