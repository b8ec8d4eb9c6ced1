/* fields.h - what the files of the template context share: short getters, and each other's schemas.
 */
#ifndef SOLEUS_FIELDS_H
#define SOLEUS_FIELDS_H

#include "view.h"

#define GETTER(name) \
	static struct value name(const struct render_context *context, const void *self)
#define SCHEMA(name, fields, doc) { name, doc, fields, sizeof(fields) / sizeof(fields[0]) }
#define UNUSED(x) (void)(x)

/* Free data over a YAML map: params; over the view: words in its language. */
extern const struct free_data yaml_data, words_data;

extern const struct schema link_schema, person_schema, article_schema, heading_schema,
    module_schema, term_schema, taxonomy_schema, book_schema, site_schema, disclaimer_schema;

struct value params_value(const struct yaml *params);
const struct view *view_of(const struct render_context *context);
const struct course *course_of(const struct render_context *context);
const struct config *config_of(const struct render_context *context);
/* Nothing for an empty string; an empty string for a NULL one. */
struct value text_or_nothing(struct str s);
struct str or_empty(struct str s);
/* Room for n values in the page's arena. */
struct value *values(const struct render_context *context, size_t n);
/* A link to an address of the site, and to an article (nothing for NULL). */
struct value link_value(const struct render_context *context, struct str title, struct str url);
struct value article_link(const struct render_context *context, const struct article *article);
struct value people_of(const struct render_context *context, const struct placed_list *ids);
/* n articles of a list, from one on. */
struct value article_values(
    const struct render_context *context, const struct article_list *list, size_t from, size_t n);
/* The text broken at blanks into lines of at most width characters, longer words alone. */
struct value lines_of(const struct render_context *context, struct str text, size_t width);

#endif
