/* yaml_fuzz.c - any bytes: no crash, and every place told lies in the source.
 *
 * The first byte says where the front matter begins in the text. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "formats/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct record {
	struct placed title;
	struct placed_list tags;
	bool draft;
	int64_t weight;
	date day;
	int choice;
	struct yaml_rows rows, named;
	const struct yaml *params;
};

static const char *const choices[] = { "portable", "pretty", NULL };
static const struct yaml_field row_fields[] = {
	{ "title", YAML_PLACED, offsetof(struct record, title), true, NULL, NULL },
	{ "tag", YAML_STRINGS, offsetof(struct record, tags), true, NULL, NULL },
};
static const struct yaml_schema row_schema = { "a row", row_fields, 2, sizeof(struct record) };
static const struct yaml_field fields[] = {
	{ "title", YAML_PLACED, offsetof(struct record, title), true, NULL, NULL },
	{ "tag", YAML_STRINGS, offsetof(struct record, tags), false, NULL, NULL },
	{ "draft", YAML_BOOL, offsetof(struct record, draft), false, NULL, NULL },
	{ "weight", YAML_INT, offsetof(struct record, weight), false, NULL, NULL },
	{ "published", YAML_DATE, offsetof(struct record, day), false, NULL, NULL },
	{ "urls", YAML_CHOICE, offsetof(struct record, choice), false, NULL, choices },
	{ "books", YAML_STRUCTS, offsetof(struct record, rows), false, &row_schema, NULL },
	{ "named", YAML_NAMED, offsetof(struct record, named), false, &row_schema, NULL },
	{ "params", YAML_FREE, offsetof(struct record, params), false, NULL, NULL },
};
static const struct yaml_schema schema = { "the fuzz", fields, sizeof(fields) / sizeof(fields[0]),
	sizeof(struct record) };

static void
check_pos(const struct source *source, struct pos pos)
{
	struct str rest = source->text, line = rest;

	if (pos.source != source || pos.line < 1 || pos.column < 1)
		abort();
	for (uint32_t i = 0; i < pos.line; i++)
		line = str_split(&rest, '\n');
	if (pos.column - 1 + pos.length > line.n + 1)
		abort();
}

static void
check_tree(const struct source *source, const struct yaml *node)
{
	check_pos(source, node->pos);
	for (size_t i = 0; i < node->n; i++) {
		if (node->type == YAML_MAP)
			check_pos(source, node->pairs[i].pos);
		check_tree(source, node->type == YAML_MAP ? node->pairs[i].value : node->items[i]);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct source source = { .path = STR("a.md"), .text = { (const char *)data, size } };
	size_t offset = size > 0 && data[0] < size ? data[0] : 0;
	struct record record = { 0 };
	struct arena arena = { 0 };
	struct diag diag = { 0 };
	struct buf out = { 0 };
	const struct yaml *root;

	root = yaml_parse(&source, offset, size - offset, &arena, &diag);
	if ((root == NULL) != (diag.errors > 0))
		abort();
	if (root != NULL) {
		check_tree(&source, root);
		if (yaml_read(root, &schema, &record, &arena, &diag) != (diag.errors == 0))
			abort();
	}
	diag_sort(&diag);
	diag_print(&diag, DIAG_PLAIN, &out);
	buf_release(&out);
	diag_release(&diag);
	arena_release(&arena);
	return 0;
}
