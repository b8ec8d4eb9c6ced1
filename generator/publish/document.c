/* document.c - tables into Markdown; see document.h. */
#include "document.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "context.h"
#include "template/document.h"

/* Text that must come out as it is: a backslash keeps every sign from meaning something. */
static void
add_plain(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (strchr("\\`*_{}[]<>#+-.!|~^@:\"=&", *text) != NULL)
			buf_char(out, '\\');
		buf_char(out, *text);
	}
}

/* ---- messages ----------------------------------------------------------------------------- */

static int
by_code(const void *a, const void *b)
{
	const struct message_info *const *x = a, *const *y = b;

	return strcmp((*x)->code, (*y)->code);
}

static void
add_message(struct buf *out, const struct message_info *info)
{
	buf_printf(out, "### `%s` {#message-%s}\n\n*%s.* ", info->code, info->code,
	    info->severity == SEVERITY_ERROR ? "Error" : "Warning");
	add_plain(out, info->meaning);
	buf_str(out, STR("\n\n**What to do:** "));
	add_plain(out, info->remedy);
	buf_str(out, STR("\n\n"));
}

/* In the order of the alphabet, a heading for each letter. */
static void
write_messages(struct buf *out)
{
	const struct message_info *sorted[MESSAGE_COUNT];
	char letter = '\0';

	for (size_t i = 0; i < MESSAGE_COUNT; i++)
		sorted[i] = &message_table[i];
	qsort(sorted, MESSAGE_COUNT, sizeof(sorted[0]), by_code);
	for (size_t i = 0; i < MESSAGE_COUNT; i++) {
		if (sorted[i]->code[0] != letter) {
			letter = sorted[i]->code[0];
			buf_printf(out, "## %c\n\n", letter - 'a' + 'A');
		}
		add_message(out, sorted[i]);
	}
}

/* ---- templates ---------------------------------------------------------------------------- */

static void
write_variables(struct buf *out)
{
	schema_document(&page_schema, out);
}

static void
write_directives(struct buf *out)
{
	schema_document(&directive_schema, out);
}

static const struct {
	const char *name;
	void (*write)(struct buf *out);
} pages[] = {
	{ "messages", write_messages },
	{ "variables", write_variables },
	{ "directives", write_directives },
	{ "filters", document_filters },
	{ "tests", document_tests },
};

bool
document_write(struct str page, struct buf *out)
{
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		if (!str_eq(page, str_of(pages[i].name)))
			continue;
		pages[i].write(out);
		return true;
	}
	return false;
}
