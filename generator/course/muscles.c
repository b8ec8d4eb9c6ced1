/* muscles.c - see muscles.h. */
#include "muscles.h"

#include "base/fs.h"
#include "base/source.h"

#define TEXT(key, member) { key, YAML_STRING, offsetof(struct muscle, member), false, NULL, NULL }

static const struct yaml_field part_fields[] = {
	{ "name", YAML_STRING, offsetof(struct muscle_part, name), true, NULL, NULL },
	{ "origin", YAML_STRING, offsetof(struct muscle_part, origin), true, NULL, NULL },
};
static const struct yaml_schema part_schema = { "a part of a muscle", part_fields, 2,
	sizeof(struct muscle_part) };

static const struct yaml_field muscle_fields[] = {
	{ "id", YAML_PLACED, offsetof(struct muscle, id), true, NULL, NULL },
	{ "name", YAML_STRING, offsetof(struct muscle, name), true, NULL, NULL },
	TEXT("latin", latin),
	TEXT("origin", origin),
	{ "parts", YAML_STRUCTS, offsetof(struct muscle, parts), false, &part_schema, NULL },
	TEXT("insertion", insertion),
	TEXT("innervation", innervation),
	TEXT("action", action),
	TEXT("blood", blood),
	TEXT("note", note),
};
static const struct yaml_schema muscle_schema = { "a muscle", muscle_fields,
	sizeof(muscle_fields) / sizeof(muscle_fields[0]), sizeof(struct muscle) };

static const struct yaml_field file_fields[] = {
	{ "muscles", YAML_STRUCTS, offsetof(struct muscles, rows), true, &muscle_schema, NULL },
};
static const struct yaml_schema file_schema = { "muscles.yaml", file_fields, 1,
	sizeof(struct muscles) };

static void
index_rows(struct muscles *muscles, struct arena *a, struct diag *diag)
{
	const struct muscle *rows = muscles->rows.v;

	for (size_t i = 0; i < muscles->rows.n; i++) {
		void **slot = map_at(&muscles->by_id, a, rows[i].id.text);
		const struct muscle *first = *slot;

		if (first == NULL) {
			*slot = (void *)(uintptr_t)&rows[i];
			continue;
		}
		diag_add(diag, MSG_MUSCLE_TWICE, rows[i].id.pos,
		    "the muscle '%.*s' is described twice", STR_ARG(rows[i].id.text));
		diag_help(diag, "put both into one, or give the second its own id");
		diag_related(diag, first->id.pos, "first here");
	}
}

bool
muscles_load(struct str root, struct muscles *muscles, struct arena *a, struct diag *diag)
{
	struct source *source = ARENA_NEW(a, struct source);
	size_t errors = diag->errors;
	struct yaml *map;

	if (!fs_exists(root, STR("content/muscles.yaml")))
		return true;
	if (source_read(root, STR("content/muscles.yaml"), a, source, diag) &&
	    (map = yaml_parse(source, 0, source->text.n, a, diag)) != NULL) {
		yaml_read(map, &file_schema, muscles, a, diag);
		index_rows(muscles, a, diag); /* even after mistakes: cards find the others */
	}
	return diag->errors == errors;
}

const struct muscle *
muscle_find(const struct muscles *muscles, struct str id)
{
	return map_get(&muscles->by_id, id);
}

void
muscle_unknown(const struct muscles *muscles, struct str id, struct pos pos, struct diag *diag)
{
	const struct muscle *rows = muscles->rows.v;
	struct arena scratch = { 0 };
	struct str *names = ARENA_ARRAY(&scratch, struct str, muscles->rows.n + 1);

	for (size_t i = 0; i < muscles->rows.n; i++)
		names[i] = rows[i].id.text;
	if (id.n > 0)
		diag_add(diag, MSG_MUSCLE_UNKNOWN, pos, "there is no muscle '%.*s'", STR_ARG(id));
	else
		diag_add(diag, MSG_MUSCLE_UNKNOWN, pos, "this card names no muscle");
	if (muscles->rows.n == 0)
		diag_help(diag, "describe it in content/muscles.yaml");
	else
		diag_choices(diag, id, "there are", names, muscles->rows.n);
	arena_release(&scratch);
}
