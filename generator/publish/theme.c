/* theme.c - shipped files first, the root's own over them; see theme.h. */
#include "theme.h"

#include <stdlib.h>

#include "base/fs.h"
#include "base/memory.h"
#include "base/source.h"
#include "formats/digest.h"
#include "shipped.h"

enum { ASSET_LIMIT = 16 << 20 };

static const struct {
	struct str folder;
} folders[] = { { { "templates/", 10 } }, { { "theme/", 6 } } };

static bool
is_words(struct str path)
{
	return str_starts(path, STR("theme/strings/")) && str_ends(path, STR(".yaml"));
}

static void
add_template(struct theme *t, struct source *source, bool shipped)
{
	struct str name = str_from(source->path, folders[0].folder.n);

	*map_at(&t->templates, &t->arena, name) = source;
	if (!shipped)
		return;
	source->path = arena_printf(&t->arena, "soleus:%.*s", STR_ARG(name));
	*map_at(&t->templates, &t->arena, source->path) = source;
}

/* assets/NAME.FINGERPRINT.EXT, so that a changed file has a new address and caches never lie. */
static struct str
fingerprinted(struct arena *a, struct str name, struct str bytes)
{
	struct digest digest = digest_of(bytes);
	struct buf url = { 0 };
	struct str result;
	size_t dot = name.n;

	while (dot > 0 && name.p[dot - 1] != '.' && name.p[dot - 1] != '/')
		dot--;
	dot = dot > 0 && name.p[dot - 1] == '.' ? dot - 1 : name.n;
	buf_printf(&url, "assets/%.*s.", (int)dot, name.p);
	digest_add_hex(&url, &digest, 10);
	buf_str(&url, str_from(name, dot));
	result = arena_str(a, buf_view(&url));
	buf_release(&url);
	return result;
}

static void
add_asset(struct theme *t, const struct source *source)
{
	struct asset *asset = ARENA_NEW(&t->arena, struct asset);

	asset->name = str_from(source->path, folders[1].folder.n);
	asset->bytes = source->text;
	asset->source = *source;
	asset->url = fingerprinted(&t->arena, asset->name, asset->bytes);
	*map_at(&t->assets, &t->arena, asset->name) = asset;
}

static bool
add_words(struct theme *t, const struct source *source, bool shipped, struct diag *diag)
{
	struct str language = str_from(source->path, sizeof("theme/strings/") - 1);
	struct yaml *map = yaml_parse(source, 0, source->text.n, &t->arena, diag);
	struct words *words;
	void **slot;

	language.n -= sizeof(".yaml") - 1;
	slot = map_at(&t->words, &t->arena, language);
	if (*slot == NULL)
		*slot = ARENA_NEW(&t->arena, struct words);
	words = *slot;
	*(shipped ? &words->shipped : &words->own) = map;
	return map != NULL;
}

static bool
add_file(struct theme *t, struct source *source, bool shipped, struct diag *diag)
{
	if (str_starts(source->path, folders[0].folder)) {
		add_template(t, source, shipped);
		return true;
	}
	if (is_words(source->path))
		return add_words(t, source, shipped, diag);
	add_asset(t, source);
	return true;
}

static bool
add_own(struct theme *t, struct str root, struct str path, struct diag *diag)
{
	struct source *source = ARENA_NEW(&t->arena, struct source);
	bool text = str_starts(path, folders[0].folder) || is_words(path);

	source->path = path;
	if (text ? !source_read(root, path, &t->arena, source, diag)
		 : !fs_read(root, path, ASSET_LIMIT, &t->arena, &source->text, diag))
		return false;
	return add_file(t, source, false, diag);
}

static int
compare_names(const void *a, const void *b)
{
	return str_cmp(str_of(*(const char *const *)a), str_of(*(const char *const *)b));
}

static void
list_directives(struct theme *t)
{
	const struct str folder = STR("directives/"), suffix = STR(".html");
	const char **names = ARENA_ARRAY(&t->arena, const char *, t->templates.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < t->templates.n; i++) {
		struct str name = t->templates.v[i].key;

		if (!str_starts(name, folder) || !str_ends(name, suffix))
			continue;
		name = str_sub(name, folder.n, name.n - folder.n - suffix.n);
		names[n++] = arena_str(&t->arena, name).p;
	}
	if (n > 0)
		qsort((void *)names, n, sizeof(names[0]), compare_names);
	t->directives = names;
}

struct theme *
theme_load(struct str root, struct diag *diag)
{
	struct theme *t = memory_zero(1, sizeof(*t));
	size_t errors = diag->errors;

	for (const struct shipped_file *f = shipped_files; f->path != NULL; f++) {
		struct source *source = ARENA_NEW(&t->arena, struct source);

		source->path = str_of(f->path);
		source->text = (struct str){ (const char *)f->bytes, f->n };
		add_file(t, source, true, diag);
	}
	for (size_t i = 0; i < 2; i++) {
		struct str folder = str_sub(folders[i].folder, 0, folders[i].folder.n - 1);
		struct fs_list files = { 0 };

		fs_walk(root, folder, &t->arena, &files, diag);
		for (size_t k = 0; k < files.n; k++)
			if (!files.v[k].folder)
				add_own(t, root, files.v[k].path, diag);
	}
	list_directives(t);
	if (diag->errors == errors)
		return t;
	theme_free(t);
	return NULL;
}

void
theme_free(struct theme *t)
{
	if (t == NULL)
		return;
	arena_release(&t->arena);
	free(t);
}

/* The languages whose words are asked, the nearest first. */
enum { RELATIVES = 3 };

static void
relatives(const struct theme *t, struct str language, const struct words *found[RELATIVES])
{
	struct str primary = str_sub(language, 0, str_find_char(language, 0, '-'));

	found[0] = map_get(&t->words, language);
	found[1] = map_get(&t->words, primary);
	for (size_t i = 0; found[1] == NULL && i < t->words.n; i++)
		if (str_eq(str_sub(t->words.v[i].key, 0, primary.n), primary))
			found[1] = t->words.v[i].value;
	found[2] = map_get(&t->words, STR("en-GB"));
}

const struct yaml *
theme_find_word(const struct theme *t, struct str language, struct str key)
{
	const struct words *found[RELATIVES];
	const struct yaml *word = NULL;

	relatives(t, language, found);
	for (size_t i = 0; word == NULL && i < RELATIVES; i++) {
		if (found[i] != NULL && found[i]->own != NULL)
			word = yaml_get(found[i]->own, key);
		if (word == NULL && found[i] != NULL && found[i]->shipped != NULL)
			word = yaml_get(found[i]->shipped, key);
	}
	return word;
}

struct str
theme_word(const struct theme *t, struct str language, struct str key)
{
	const struct yaml *word = theme_find_word(t, language, key);

	return word != NULL ? word->text : key;
}

static void
add_keys(const struct yaml *map, struct arena *a, struct str_list *keys)
{
	for (size_t i = 0; map != NULL && map->type == YAML_MAP && i < map->n; i++)
		*ARENA_PUSH(a, keys) = map->pairs[i].key;
}

void
theme_words(const struct theme *t, struct str language, struct arena *a, struct str_list *keys)
{
	const struct words *found[RELATIVES];

	relatives(t, language, found);
	for (size_t i = 0; i < RELATIVES; i++) {
		if (found[i] == NULL)
			continue;
		add_keys(found[i]->own, a, keys);
		add_keys(found[i]->shipped, a, keys);
	}
}
