/* template.c - sets of templates: sources loaded and parsed once, code made once; see template.h.
 */
#include "template.h"

#include <stdlib.h>

#include "base/memory.h"
#include "compile.h"
#include "parse.h"
#include "render.h"

/* The same name and root compile once. */
struct compiled {
	struct compiled *next;
	struct str name;
	const struct template *template;
};

struct template_set {
	struct arena arena;
	struct template_host host;
	struct map files; /* name to struct file, those without mistakes */
	struct compiled *compiled;
};

struct template_set *
template_set_new(const struct template_host *host)
{
	struct template_set *set = memory_zero(1, sizeof(*set));

	set->host = *host;
	return set;
}

void
template_set_free(struct template_set *set)
{
	if (set == NULL)
		return;
	arena_release(&set->arena);
	free(set);
}

/* The tree of a source, parsed when it is new. */
static const struct file *
file_of(struct template_set *set, const struct source *source, struct str name, struct diag *diag)
{
	void *known = map_get(&set->files, name);
	const struct file *file;

	if (known != NULL)
		return known;
	file = parse(source, &set->arena, diag);
	if (file != NULL)
		*map_at(&set->files, &set->arena,
		    arena_str(&set->arena, name)) = (void *)(uintptr_t)file;
	return file;
}

/* For the compiler: what extends, include and import name. */
static const struct file *
load(struct compiler *c, struct str name, struct place at)
{
	const struct source *source = c->host->load(c->host->ctx, name);
	struct str_list names = { 0 };
	const struct file *file;

	if (source == NULL) {
		c->host->names(c->host->ctx, c->arena, &names);
		compiler_error(
		    c, MSG_TEMPLATE_MISSING, at, "there is no template '%.*s'", STR_ARG(name));
		diag_suggest(c->diag, name, names.v, names.n);
		return NULL;
	}
	file = file_of(c->set, source, name, c->diag);
	c->well &= file != NULL;
	return file;
}

static const struct template *
find(const struct template_set *set, struct str name, const struct schema *root)
{
	for (const struct compiled *c = set->compiled; c != NULL; c = c->next)
		if (str_eq(c->name, name) && c->template->root == root)
			return c->template;
	return NULL;
}

const struct template *
template_set_compile(
    struct template_set *set, struct str name, const struct schema *root, struct diag *diag)
{
	const struct template *t = find(set, name, root);
	struct compiler c = { .arena = &set->arena,
		.diag = diag,
		.host = &set->host,
		.root = root,
		.load = load,
		.set = set };
	const struct source *source;
	struct compiled *compiled;
	const struct file *file;

	if (t != NULL)
		return t;
	source = set->host.load(set->host.ctx, name);
	if (source == NULL) {
		diag_add(diag, MSG_TEMPLATE_MISSING, (struct pos){ 0 },
		    "there is no template '%.*s'", STR_ARG(name));
		return NULL;
	}
	file = file_of(set, source, name, diag);
	t = file != NULL ? compile(&c, file, name) : NULL;
	if (t == NULL)
		return NULL;
	compiled = ARENA_NEW(&set->arena, struct compiled);
	*compiled = (struct compiled){ set->compiled, arena_str(&set->arena, name), t };
	set->compiled = compiled;
	return t;
}

bool
template_render(const struct template *t, const struct render_context *context, const void *self,
    struct buf *out, struct diag *diag)
{
	return render(t, context, self, out, diag);
}
