/* compiler.c - names, messages and limits while a template is compiled; see compiler.h. */
#include "compiler.h"

void
compiler_error(struct compiler *c, enum message message, struct place at, const char *format, ...)
{
	struct buf text = { 0 };
	va_list args;

	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	diag_add(c->diag, message, place_pos(at), "%.*s", STR_ARG(buf_view(&text)));
	buf_release(&text);
	for (const struct site *site = c->layer->site; site != NULL; site = site->outer)
		diag_related(c->diag, place_pos(site->at), "%s", site->what);
	c->well = false;
	c->stopped |= ++c->errors >= COMPILER_ERRORS;
}

bool
compiler_count(struct compiler *c, struct place at)
{
	if (c->stopped)
		return false;
	if (c->pieces++ < COMPILER_PIECES)
		return true;
	compiler_error(c, MSG_TEMPLATE_LIMIT, at,
	    "this template, with all it includes, is larger than soleus allows");
	c->stopped = true;
	return false;
}

struct term *
compiler_term(struct compiler *c, enum term_kind kind, struct type type, struct place at)
{
	struct term *t = ARENA_NEW(c->arena, struct term);

	t->kind = kind;
	t->type = type;
	t->at = at;
	t->site = c->layer->site;
	return t;
}

const struct site *
compiler_site(struct compiler *c, struct place at, const char *what)
{
	struct site *site = ARENA_NEW(c->arena, struct site);

	*site = (struct site){ c->layer != NULL ? c->layer->site : NULL, at, what };
	return site;
}

const struct variable *
compiler_find(const struct compiler *c, struct str name)
{
	for (size_t i = c->variables.n; i-- > c->floor;)
		if (str_eq(c->variables.v[i].name, name))
			return &c->variables.v[i];
	return NULL;
}

struct variable *
compiler_declare(struct compiler *c, struct str name, struct type type)
{
	struct variable *variable = ARENA_PUSH(c->arena, &c->variables);

	*variable = (struct variable){ .name = name, .type = type, .slot = c->slots++ };
	if (c->slots > c->most_slots)
		c->most_slots = c->slots;
	return variable;
}

struct str_list
compiler_names(struct compiler *c)
{
	struct str_list names = { 0 };

	for (size_t i = c->variables.n; i-- > c->floor;)
		*ARENA_PUSH(c->arena, &names) = c->variables.v[i].name;
	for (size_t i = 0; i < c->root->n; i++)
		*ARENA_PUSH(c->arena, &names) = str_of(c->root->fields[i].name);
	return names;
}
