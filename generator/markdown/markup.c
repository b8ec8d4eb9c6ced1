/* markup.c - start tags, attributes, words; see markup.h. */
#include "markup.h"

#include <string.h>

#include "attributes.h"
#include "base/text.h"

void
markup_add(struct writer *w, const char *literal)
{
	buf_add(w->out, literal, strlen(literal));
}

void
markup_attribute(struct writer *w, const char *name, struct str value)
{
	if (value.n == 0)
		return;
	buf_char(w->out, ' ');
	markup_add(w, name);
	markup_add(w, "=\"");
	text_escape(w->out, value);
	buf_char(w->out, '"');
}

static void
write_class(struct writer *w, const char *class, struct str own)
{
	if (class == NULL && own.n == 0)
		return;
	markup_add(w, " class=\"");
	if (class != NULL)
		markup_add(w, class);
	if (class != NULL && own.n > 0)
		buf_char(w->out, ' ');
	text_escape(w->out, own);
	buf_char(w->out, '"');
}

static void
write_pair(struct writer *w, enum node_type type, const struct attribute *attribute)
{
	char name[32];

	if (!attributes_allowed(type, attribute->name) || attribute->name.n >= sizeof(name))
		return;
	memcpy(name, attribute->name.p, attribute->name.n);
	name[attribute->name.n] = '\0';
	markup_attribute(w, name, attribute->value);
	if (w->output->book && strcmp(name, "lang") == 0)
		markup_attribute(w, "xml:lang", attribute->value);
}

void
markup_attributes(struct writer *w, const struct node *node, const char *class)
{
	const struct attributes *attributes = node->attributes;

	if (!w->bare && !w->output->excerpt)
		markup_attribute(w, "id", node_id(node));
	write_class(w, class, attributes != NULL ? attributes->classes : STR(""));
	for (size_t i = 0; attributes != NULL && i < attributes->n; i++)
		write_pair(w, node->type, &attributes->v[i]);
}

void
markup_open(struct writer *w, const char *name, const struct node *node, const char *class)
{
	buf_char(w->out, '<');
	markup_add(w, name);
	if (node != NULL)
		markup_attributes(w, node, class);
	else
		write_class(w, class, STR(""));
	buf_char(w->out, '>');
}

void
markup_close(struct writer *w, const char *name)
{
	markup_add(w, "</");
	markup_add(w, name);
	buf_char(w->out, '>');
}

struct str
markup_word(const struct writer *w, const char *key)
{
	static const char *const english[][2] = {
		{ "figure", "Figure" },
		{ "table", "Table" },
		{ "question", "Question" },
		{ "section", "Section" },
		{ "notes", "Notes" },
		{ "note_reference", "Note" },
		{ "back_to_reference", "Back to the text" },
		{ "task_done", "done" },
		{ "task_open", "to do" },
	};
	struct str word = STR("");

	if (w->output->hooks != NULL && w->output->hooks->word != NULL)
		word = w->output->hooks->word(w->output->ctx, key);
	for (size_t i = 0; word.n == 0 && i < sizeof(english) / sizeof(english[0]); i++)
		if (strcmp(english[i][0], key) == 0)
			word = str_of(english[i][1]);
	return word;
}

bool
markup_address_allowed(struct str url)
{
	static const char *const schemes[] = { "http", "https", "mailto", "tel" };
	size_t n = 0;

	while (n < url.n && strchr(":/?#", url.p[n]) == NULL)
		n++;
	if (n == url.n || url.p[n] != ':')
		return true;
	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		size_t k = 0;

		while (k < n && schemes[i][k] != '\0' && (url.p[k] | 32) == schemes[i][k])
			k++;
		if (k == n && schemes[i][k] == '\0')
			return true;
	}
	return false;
}
