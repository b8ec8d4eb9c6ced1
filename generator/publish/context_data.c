/* context_data.c - data without a schema as templates see them: params and words; see fields.h. */
#include "fields.h"

static struct value
yaml_value(const struct yaml *node, struct arena *a)
{
	struct value *v;

	if (node->type == YAML_MAP)
		return (struct value){ .type = VALUE_FREE, .as.data = { &yaml_data, node } };
	if (node->type == YAML_SCALAR) {
		if (!node->quoted && str_eq(node->text, STR("true")))
			return value_bool(true);
		if (!node->quoted && str_eq(node->text, STR("false")))
			return value_bool(false);
		return value_string(node->text);
	}
	v = ARENA_ARRAY(a, struct value, node->n + 1);
	for (size_t i = 0; i < node->n; i++)
		v[i] = yaml_value(node->items[i], a);
	return value_list(v, node->n);
}

static const struct yaml no_data = { .type = YAML_MAP };

/* A page without params has params without keys, so that default() works on each of them. */
struct value
params_value(const struct yaml *params)
{
	return value_data(&yaml_data, params != NULL ? params : &no_data);
}

static bool
yaml_data_get(const void *self, struct str key, struct arena *a, struct value *out)
{
	const struct yaml *node = key.n > 0 ? yaml_get(self, key) : self;

	if (node == NULL)
		return false;
	*out = yaml_value(node, a);
	return true;
}

static void
yaml_data_keys(const void *self, struct arena *a, struct str_list *out)
{
	const struct yaml *map = self;

	for (size_t i = 0; map->type == YAML_MAP && i < map->n; i++)
		*ARENA_PUSH(a, out) = map->pairs[i].key;
}

const struct free_data yaml_data = { yaml_data_get, yaml_data_keys };

/* An empty key asks for the whole, which is never nothing. */
static bool
words_get(const void *self, struct str key, struct arena *a, struct value *out)
{
	const struct view *v = self;
	const struct yaml *word;

	if (key.n == 0) {
		*out = value_data(&words_data, self);
		return true;
	}
	word = theme_find_word(v->publisher->theme, v->language, key);
	if (word != NULL)
		*out = yaml_value(word, a);
	return word != NULL;
}

static void
words_keys(const void *self, struct arena *a, struct str_list *out)
{
	const struct view *v = self;

	theme_words(v->publisher->theme, v->language, a, out);
}

const struct free_data words_data = { words_get, words_keys };
