/* type.h - what is known of a value before anything is rendered.
 *
 * VALUE_FREE stands for "known only while rendering": what comes out of params, and what is one
 * type or another.  Types are small and copied; what they point to lives in the set's arena. */
#ifndef SOLEUS_TYPE_H
#define SOLEUS_TYPE_H

#include "value.h"

struct type {
	enum value_type kind;
	const struct schema *of;    /* of an object; NULL otherwise */
	const struct type *element; /* of a list; NULL when nobody knows */
};

/* One bit for each type, to say which ones will do. */
#define TYPE_BIT(kind) (1u << (kind))
#define TYPE_TEXT (TYPE_BIT(VALUE_STRING) | TYPE_BIT(VALUE_MARKUP))
#define TYPE_ANY 0xffffffffu

struct type type_plain(enum value_type kind);
struct type type_list(struct arena *a, struct type element);
struct type type_object(const struct schema *schema);
struct type type_of_field(struct arena *a, const struct schema_field *field);
struct type type_of_value(const struct value *v);
/* What an element of the list is. */
struct type type_element(struct type list);
/* Whether a value of the type may be one of those; what is known later may. */
bool type_may_be(struct type type, unsigned bits);
bool type_same(struct type a, struct type b);
/* What a value is that may be one or the other. */
struct type type_join(struct type a, struct type b);
/* "a list", "an object (link)": for messages. */
struct str type_name(struct arena *a, struct type type);
/* "text or a number" */
struct str type_names(struct arena *a, unsigned bits);

#endif
