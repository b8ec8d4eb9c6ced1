/* article.c - from a file to a struct article; see article.h. */
#include "article.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/memory.h"
#include "base/source.h"
#include "base/text.h"

#define FIELD(key, kind, member) \
	{ key, kind, offsetof(struct front_matter, member), false, NULL, NULL }
#define REQUIRED(key, kind, member) \
	{ key, kind, offsetof(struct front_matter, member), true, NULL, NULL }

/* The keys of front matter; the taxonomies of the configuration come on top. */
static const struct yaml_field front_fields[] = {
	REQUIRED("title", YAML_PLACED, title),
	REQUIRED("kind", YAML_PLACED, kind),
	REQUIRED("authors", YAML_STRINGS, authors),
	FIELD("module", YAML_PLACED, module),
	FIELD("weight", YAML_INT, weight),
	FIELD("audience", YAML_STRINGS, audience),
	FIELD("published", YAML_DATE, published),
	FIELD("updated", YAML_DATE, updated),
	FIELD("description", YAML_STRING, description),
	FIELD("aliases", YAML_STRINGS, aliases),
	FIELD("slug", YAML_PLACED, slug),
	FIELD("draft", YAML_BOOL, draft),
	FIELD("params", YAML_FREE, params),
};
enum { FRONT_FIELDS = sizeof(front_fields) / sizeof(front_fields[0]) };

bool
front_matter_has(struct str key)
{
	for (size_t i = 0; i < FRONT_FIELDS; i++)
		if (str_eq(key, str_of(front_fields[i].key)))
			return true;
	return false;
}

/* What yaml_read() fills: the front matter, then the terms of each taxonomy. */
struct front_record {
	struct front_matter front;
	struct placed_list terms[];
};

static void
read_front(
    struct article *article, const struct yaml *map, const struct config *config, struct diag *diag)
{
	struct arena *a = &article->arena;
	size_t taxonomies = config->taxonomies.n;
	struct yaml_field *fields = ARENA_ARRAY(a, struct yaml_field, FRONT_FIELDS + taxonomies);
	size_t size = sizeof(struct front_record) + taxonomies * sizeof(struct placed_list);
	struct front_record *record = arena_alloc(a, size);
	struct yaml_schema schema = { "the front matter", fields, FRONT_FIELDS, size };

	for (size_t i = 0; i < FRONT_FIELDS; i++)
		fields[i] = front_fields[i];
	for (size_t i = 0; i < taxonomies; i++)
		fields[schema.n++] = (struct yaml_field){ config->taxonomies.v[i].text.p,
			YAML_STRINGS,
			offsetof(struct front_record, terms) + i * sizeof(struct placed_list),
			false, NULL, NULL };
	record->front.published = record->front.updated = DATE_NONE;
	yaml_read(map, &schema, record, a, diag);
	article->front = record->front;
	article->terms = record->terms;
}

static void
no_front_matter(const struct source *source, struct diag *diag)
{
	size_t at = 0;

	while (at < source->text.n && strchr(" \t\n", source->text.p[at]) != NULL)
		at++;
	if (str_starts(str_from(source->text, at), STR("---"))) {
		diag_add(diag, MSG_FRONT_MATTER_MISSING, pos_at(source, at),
		    "front matter begins in the first line, with three hyphens and no more");
		diag_help(diag, "delete what stands before or after these hyphens");
		return;
	}
	diag_add(diag, MSG_FRONT_MATTER_MISSING, (struct pos){ .source = source, .line = 1 },
	    "the article has no front matter");
	diag_help(diag, "begin the file with `---`, then title, kind and authors, then `---`");
}

/* Where the text begins after the front matter; 0 after a message. */
static size_t
body_offset(const struct source *source, size_t *yaml_end, struct diag *diag)
{
	struct pos top = { .source = source, .line = 1 };
	size_t at = 4, end;

	if (!str_starts(source->text, STR("---\n"))) {
		no_front_matter(source, diag);
		return 0;
	}
	for (; at < source->text.n; at = end + 1) {
		struct str line;

		end = str_find_char(source->text, at, '\n');
		line = str_sub(source->text, at, end - at);
		if (!str_eq(str_trim(line), STR("---")) || line.p[0] == ' ')
			continue;
		*yaml_end = at;
		return end < source->text.n ? end + 1 : end;
	}
	diag_add(diag, MSG_FRONT_MATTER_UNCLOSED, top,
	    "the front matter that begins here is not closed");
	diag_help(diag, "put a line `---` after its last key");
	return 0;
}

/* ---- names and addresses ------------------------------------------------------------------ */

static struct str
without_suffix(struct str s, struct str suffix)
{
	if (str_ends(s, suffix))
		s.n -= suffix.n;
	return s;
}

static void
set_names(struct article *article, const struct config *config)
{
	struct str path = article->source.path, name;

	article->folder = path;
	while (article->folder.n > 0 && article->folder.p[article->folder.n - 1] != '/')
		article->folder.n--;
	if (article->folder.n > 0)
		article->folder.n--;
	name = without_suffix(str_from(path, sizeof("content/") - 1), STR(".md"));
	if (str_eq(name, STR("index")))
		name.n = 0;
	article->name = without_suffix(name, STR("/index"));
	article->language = config->language;
	for (size_t i = 0; i < config->languages.n; i++) {
		struct str language = config->languages.v[i].text;

		if (!str_eq(language, config->language) && str_starts(article->name, language) &&
		    (article->name.n == language.n || article->name.p[language.n] == '/'))
			article->language = language;
	}
}

/* Letters and digits of any script, hyphens, and the separators of an address; no part of it begins
 * with a dot. */
static bool
fits_address(struct str s)
{
	if (str_starts(s, STR(".")) || str_find(s, 0, STR("/.")) < s.n)
		return false;
	for (size_t i = 0; i < s.n;) {
		uint32_t c;

		i += text_decode(s, i, &c);
		if (!text_is_letter_or_digit(c) && c != '-' && c != '_' && c != '.' && c != '/')
			return false;
	}
	return str_find(s, 0, STR("..")) == s.n;
}

static void
refuse_name(struct str slug, struct str name, struct pos pos, struct diag *diag)
{
	struct str wrong = slug.n > 0 ? slug : name;
	struct buf better = { 0 };

	diag_add(
	    diag, MSG_ARTICLE_SLUG, pos, "'%.*s' cannot be part of an address", STR_ARG(wrong));
	if (slug.n == 0)
		while (str_find_char(wrong, 0, '/') < wrong.n)
			str_split(&wrong, '/');
	text_slug(&better, wrong);
	if (better.n == 0)
		buf_str(&better, STR("a-name"));
	if (slug.n > 0)
		diag_help(diag, "write for example `slug: %.*s`", STR_ARG(buf_view(&better)));
	else
		diag_help(diag,
		    "rename the file or folder with letters, digits and hyphens, or add for "
		    "example `slug: %.*s`",
		    STR_ARG(buf_view(&better)));
	buf_release(&better);
}

static void
set_url(struct article *article, struct diag *diag)
{
	struct str slug = article->front.slug.text, name = article->name;
	struct pos pos = { .source = &article->source };

	if (slug.n > 0) {
		pos = article->front.slug.pos;
		while (name.n > 0 && name.p[name.n - 1] != '/')
			name.n--;
		name = arena_printf(&article->arena, "%.*s%.*s", STR_ARG(name), STR_ARG(slug));
	}
	if (!fits_address(name) || str_find_char(slug, 0, '/') < slug.n) {
		refuse_name(slug, name, pos, diag);
	}
	article->url = name.n > 0 ? arena_printf(&article->arena, "%.*s/", STR_ARG(name)) : STR("");
}

/* ---- checks against the configuration ----------------------------------------------------- */

static void
check_module(struct article *article, const struct config *config, struct diag *diag)
{
	const struct placed *module = &article->front.module;

	if (module->text.n > 0) {
		article->module = config_module(config, module->text);
		if (article->module == NULL)
			config_unknown(MSG_ARTICLE_MODULE, "module", module, &config->modules,
			    sizeof(struct module), diag);
		return;
	}
	if (article->is_post || article->is_page || article->front.kind.text.n == 0)
		return;
	diag_add(diag, MSG_ARTICLE_MODULE, article->front.kind.pos,
	    "a lesson of kind '%.*s' needs a module", STR_ARG(article->front.kind.text));
	diag_help(diag, "add for example `module: %.*s`",
	    STR_ARG(config->modules.n > 0 ? ((struct module *)config->modules.v)->id.text
					  : STR("anatomy")));
}

static void
check_aliases(const struct article *article, struct diag *diag)
{
	for (size_t i = 0; i < article->front.aliases.n; i++) {
		const struct placed *alias = &article->front.aliases.v[i];

		if (alias->text.n > 1 && alias->text.p[0] == '/' && fits_address(alias->text) &&
		    str_find(alias->text, 0, STR("//")) == alias->text.n)
			continue;
		diag_add(diag, MSG_ARTICLE_ALIAS, alias->pos,
		    "the alias '%.*s' is not an address on this site", STR_ARG(alias->text));
		diag_help(diag, "write it from the home page with a slash first: /old-name/");
	}
}

static void
check_dates(const struct article *article, const struct yaml *map, struct diag *diag)
{
	const struct front_matter *front = &article->front;

	if (article->is_post && front->published == DATE_NONE &&
	    yaml_get(map, STR("published")) == NULL) {
		diag_add(diag, MSG_ARTICLE_UNDATED, front->kind.pos, "a post needs its date");
		diag_help(diag, "add for example `published: 2026-11-20`");
	}
	if (front->published == DATE_NONE || front->updated == DATE_NONE ||
	    front->updated >= front->published)
		return;
	diag_add(diag, MSG_ARTICLE_DATES, yaml_get(map, STR("updated"))->pos,
	    "`updated` is earlier than `published`");
	diag_help(diag, "correct one of the two dates");
	diag_related(diag, yaml_get(map, STR("published"))->pos, "published here");
}

/* Each term has a page, whose address is made of its letters and digits. */
static void
check_terms(const struct article *article, const struct config *config, struct diag *diag)
{
	for (size_t i = 0; i < config->taxonomies.n; i++) {
		const struct placed_list *list = &article->terms[i];

		for (size_t k = 0; k < list->n; k++) {
			struct buf slug = { 0 };

			text_slug(&slug, list->v[k].text);
			if (slug.n == 0) {
				diag_add(diag, MSG_ARTICLE_SLUG, list->v[k].pos,
				    "'%.*s' cannot be part of an address",
				    STR_ARG(list->v[k].text));
				diag_help(diag, "use a word with a letter or a digit in it");
			}
			buf_release(&slug);
		}
	}
}

static void
check_front(
    struct article *article, const struct yaml *map, const struct config *config, struct diag *diag)
{
	const struct front_matter *front = &article->front;

	article->is_post = str_eq(front->kind.text, STR("post"));
	article->is_page = str_eq(front->kind.text, STR("page"));
	if (front->kind.text.n > 0 &&
	    placed_find(&config->kinds, front->kind.text) == config->kinds.n)
		config_not_listed(MSG_ARTICLE_KIND, "kind", &front->kind, &config->kinds, diag);
	for (size_t i = 0; i < front->authors.n; i++)
		if (config_person(config, front->authors.v[i].text) == NULL)
			config_unknown(MSG_ARTICLE_AUTHOR, "person", &front->authors.v[i],
			    &config->people, sizeof(struct person), diag);
	for (size_t i = 0; i < front->audience.n; i++)
		if (placed_find(&config->audiences, front->audience.v[i].text) ==
		    config->audiences.n)
			config_not_listed(MSG_ARTICLE_AUDIENCE, "audience", &front->audience.v[i],
			    &config->audiences, diag);
	check_module(article, config, diag);
	check_aliases(article, diag);
	check_terms(article, config, diag);
	check_dates(article, map, diag);
}

static enum article_state
state_of(const struct article *article, const struct article_options *options)
{
	if (article->front.draft)
		return ARTICLE_DRAFT;
	if (article->front.published != DATE_NONE && article->front.published > options->today)
		return ARTICLE_FUTURE;
	if (options->config->review == REVIEW_REQUIRED && article->review == NULL &&
	    !article->is_page)
		return ARTICLE_UNREVIEWED;
	return ARTICLE_PUBLISHED;
}

/* ---- the text's facts --------------------------------------------------------------------- */

static size_t
count_words(struct str s)
{
	size_t words = 0;
	bool inside = false;

	for (size_t i = 0; i < s.n; i++) {
		bool space = s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t';

		words += !space && !inside;
		inside = !space;
	}
	return words;
}

static void
keep_citation(struct article *article, const struct reference *reference)
{
	for (size_t i = 0; i < article->cited.n; i++)
		if (article->cited.v[i] == reference)
			return;
	*ARENA_PUSH(&article->arena, &article->cited) = reference;
}

static void
keep_citations(struct article *article, const struct node *node,
    const struct references *references, struct diag *diag)
{
	for (size_t i = 0; i < node->as.citation.n; i++) {
		const struct citation *citation = &node->as.citation.v[i];
		const struct reference *reference = reference_find(references, citation->key);

		if (reference != NULL)
			keep_citation(article, reference);
		else
			reference_unknown(references, citation->key, citation->pos, diag);
	}
}

static void
keep_muscle(struct article *article, const struct node *card, const struct muscles *muscles,
    struct diag *diag)
{
	const struct muscle *muscle = muscle_find(muscles, card->as.directive.argument);

	if (muscle == NULL) {
		muscle_unknown(muscles, card->as.directive.argument, card->pos, diag);
		return;
	}
	for (size_t i = 0; i < article->muscles.n; i++)
		if (article->muscles.v[i] == muscle)
			return;
	*ARENA_PUSH(&article->arena, &article->muscles) = muscle;
}

static void
keep_facts(struct article *article, const struct node *root, const struct article_options *options,
    struct diag *diag)
{
	struct arena *a = &article->arena;

	for (const struct node *n = root; n != NULL; n = node_next(n, root)) {
		struct str id = node_id(n);

		if (id.n > 0)
			*ARENA_PUSH(a, &article->ids) = arena_str(a, id);
		if (n->type == NODE_TEXT)
			article->words += count_words(n->text);
		article->questions += markdown_is_quiz(n);
		if (n->type == NODE_CITATION)
			keep_citations(article, n, options->references, diag);
		if (n->type == NODE_DIRECTIVE && str_eq(n->as.directive.name, STR("muscle")))
			keep_muscle(article, n, options->muscles, diag);
	}
}

static struct markdown_options
markdown_options(const struct article *article, const struct article_options *options)
{
	return (struct markdown_options){ .language = article->language,
		.directives = options->directives };
}

struct article *
article_load(
    struct str root, struct str path, const struct article_options *options, struct diag *diag)
{
	struct article *article = memory_zero(1, sizeof(*article));
	struct arena *a = &article->arena, text = { 0 };
	struct markdown_options markdown;
	struct yaml *map;
	size_t body, yaml_end = 0;

	article->front.published = article->front.updated = DATE_NONE;
	article->source.path = arena_str(a, path);
	article->terms = ARENA_ARRAY(a, struct placed_list, options->config->taxonomies.n);
	set_names(article, options->config);
	article->url = STR("");
	if (!source_read(root, article->source.path, &text, &article->source, diag) ||
	    (body = body_offset(&article->source, &yaml_end, diag)) == 0)
		goto out;
	map = yaml_parse(&article->source, 4, yaml_end - 4, a, diag);
	if (map == NULL)
		goto out;
	read_front(article, map, options->config, diag);
	set_url(article, diag);
	check_front(article, map, options->config, diag);
	article->review = config_review(options->config, article->name);
	article->state = state_of(article, options);
	markdown = markdown_options(article, options);
	article->text_read = true;
	keep_facts(
	    article, markdown_read(&article->source, body, &markdown, &text, diag), options, diag);
out:
	article->source.text = (struct str){ NULL, 0 };
	arena_release(&text);
	return article;
}

void
article_free(struct article *article)
{
	if (article == NULL)
		return;
	arena_release(&article->arena);
	free(article);
}

struct node *
article_parse(struct str root, const struct article *article, const struct article_options *options,
    struct arena *a, struct diag *diag)
{
	struct markdown_options markdown = markdown_options(article, options);
	struct source *source = ARENA_NEW(a, struct source);
	struct diag known = { 0 }; /* load has reported all that reading can say */
	struct node *root_node = NULL;
	size_t body, yaml_end;

	if (source_read(root, article->source.path, a, source, diag) &&
	    (body = body_offset(source, &yaml_end, diag)) > 0)
		root_node = markdown_read(source, body, &markdown, a, &known);
	diag_release(&known);
	return root_node;
}
