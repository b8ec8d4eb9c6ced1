/* compile.c - statements; see compile.h.
 *
 * Everything static is done here: a parent, its blocks, included files and macros are put where
 * they are used, so each value is checked with the types and escaped for the position it really
 * has.  A macro that calls itself becomes a routine that calls itself. */
#include "compile.h"

#include "run.h"

static void compile_nodes(struct compiler *c, const struct node *node);

/* ---- statements appended ---- */

static struct op *
emit(struct compiler *c, enum op_kind kind, const struct term *term)
{
	struct op *op = ARENA_NEW(c->arena, struct op);

	op->kind = kind;
	op->term = term;
	op->quote = c->position.quote;
	op->urls = c->position.attribute == ATTRIBUTE_URLS;
	*c->tail = op;
	c->tail = &op->next;
	return op;
}

/* Compiles nodes into a list of their own; what they declare ends with them. */
static const struct op *
compile_body(struct compiler *c, const struct node *nodes)
{
	const struct op *first = NULL, **tail = c->tail;
	size_t variables = c->variables.n;
	uint32_t slots = c->slots;

	c->tail = &first;
	compile_nodes(c, nodes);
	c->tail = tail;
	c->variables.n = variables;
	c->slots = slots;
	return first;
}

/* After one message about the position, it is not followed any further. */
static void
lose_position(struct compiler *c)
{
	c->lost = true;
	c->position = (struct position){ .kind = POSITION_TEXT };
}

static void
fix_position(struct compiler *c, struct place at, const struct position *other, const char *problem)
{
	struct position before = c->position;

	if (c->lost || position_join(&c->position, other))
		return;
	compiler_error(c, MSG_TEMPLATE_POSITION, at, "%s: one way the page is %s, the other way %s",
	    problem, position_name(&before), position_name(other));
	lose_position(c);
}

static void
emit_text(struct compiler *c, struct str text)
{
	if (text.n > 0)
		emit(c, OP_TEXT, NULL)->text = text;
}

static void
compile_text(struct compiler *c, const struct node *node)
{
	struct str rest = node->name;
	enum position_event event;
	const char *fault = NULL;

	while (rest.n > 0 && !c->lost) {
		size_t n = position_follow(&c->position, rest, &event, &fault);

		if (fault != NULL) {
			struct str byte = str_sub(rest, n, 1);

			compiler_error(c, MSG_TEMPLATE_POSITION,
			    place_of(c->layer->file->source, byte), "%s", fault);
			lose_position(c);
			return;
		}
		emit_text(c, str_sub(rest, 0, n));
		rest = str_from(rest, n);
		if (event == POSITION_URL_OPENED)
			emit(c, OP_URL_OPEN, NULL);
		else if (event == POSITION_URL_CLOSED)
			emit(c, OP_URL_CHECK, c->address);
	}
	emit_text(c, rest);
}

/* ---- values ---- */

/* Whether a value of the type can be shown where it stands. */
static bool
check_shown(struct compiler *c, const struct term *t, enum escape escape)
{
	enum value_type kind = t->type.kind;
	bool json = escape == ESCAPE_JSON;
	struct str words = run_words(t);

	if (escape == ESCAPE_NUMBER && kind != VALUE_NUMBER && kind != VALUE_FREE) {
		compiler_error(c, MSG_TEMPLATE_POSITION, t->at,
		    "only a number can stand here; '%.*s' is %.*s", STR_ARG(words),
		    STR_ARG(type_name(c->arena, t->type)));
		return false;
	}
	if (kind == VALUE_STRING || kind == VALUE_MARKUP || kind == VALUE_NUMBER ||
	    kind == VALUE_FREE || (json && kind != VALUE_OBJECT))
		return true;
	compiler_error(c, MSG_TEMPLATE_TYPE, t->at,
	    "'%.*s' is %.*s, which cannot be shown as it is", STR_ARG(words),
	    STR_ARG(type_name(c->arena, t->type)));
	if (kind == VALUE_DATE)
		diag_help(c->diag, "for people: | date; for machines: | iso");
	else if (kind == VALUE_BOOL)
		diag_help(c->diag, "ask: {%% if %.*s %%}…{%% endif %%}", STR_ARG(words));
	else if (kind == VALUE_LIST)
		diag_help(c->diag, "go through it with 'for', or join it: | join(\", \")");
	else if (kind == VALUE_OBJECT)
		diag_help(c->diag, "show one of its fields");
	return false;
}

static void
print_term(struct compiler *c, const struct term *t)
{
	enum escape escape = ESCAPE_TEXT;
	const char *why = NULL;
	struct op *op;

	if (t == NULL)
		return;
	op = emit(c, OP_PRINT, t);
	if (!c->lost)
		escape = position_value(&c->position, &why);
	if (escape == ESCAPE_REFUSED) {
		compiler_error(c, MSG_TEMPLATE_POSITION, t->at, "%s", why);
		lose_position(c);
		return;
	}
	if (!check_shown(c, t, escape))
		return;
	op->escape = escape;
	if (escape == ESCAPE_URL || escape == ESCAPE_QUERY)
		c->address = t;
}

static void compile_super(struct compiler *c, struct place at);

/* A macro whose text goes straight to where the call stands. */
static void
call_macro(struct compiler *c, const struct expr *e, const struct term *caller)
{
	const struct term *call = check_call(c, e, caller, &c->position);

	if (call == NULL)
		return;
	emit(c, OP_CALL, call);
	if (c->position.kind == POSITION_VALUE)
		c->address = call;
}

static void
compile_print(struct compiler *c, const struct node *node)
{
	const struct expr *e = node->expr;

	if (check_is_call_of(e, STR("super")))
		compile_super(c, e->at);
	else if (e->kind == EXPR_CALL &&
		 !(check_is_call_of(e, STR("caller")) && compiler_find(c, STR("caller")) != NULL))
		call_macro(c, e, NULL);
	else
		print_term(c, check(c, e));
}

/* ---- ways through a template ---- */

static void
compile_if(struct compiler *c, const struct node *node)
{
	const struct term *condition = node->expr != NULL ? check(c, node->expr) : NULL;
	struct op *op = emit(c, OP_IF, condition);
	struct position before = c->position, after;

	op->body = compile_body(c, node->body);
	after = c->position;
	if (!c->lost)
		c->position = before;
	op->otherwise = compile_body(c, node->otherwise);
	fix_position(c, node->at, &after, "the branches of this 'if' end in different places");
}

static void
declare_loop(struct compiler *c, const struct node *node, struct type element)
{
	struct variable *variable = compiler_declare(c, node->name, element);
	uint32_t slot = variable->slot;

	variable->is_fixed = true;
	variable = compiler_declare(c, STR("loop"), type_plain(VALUE_NOTHING));
	variable->is_loop = variable->is_fixed = true;
	variable->slot = slot;
	c->slots++; /* index and length stand behind the element */
	if (c->slots > c->most_slots)
		c->most_slots = c->slots;
}

/* The type of the elements; of free data, its keys. */
static bool
loop_element(struct compiler *c, const struct term *list, struct type *element)
{
	*element = type_plain(VALUE_FREE);
	if (list->type.kind == VALUE_LIST && type_element(list->type).kind != VALUE_NOTHING)
		*element = type_element(list->type);
	if (list->type.kind == VALUE_LIST || list->type.kind == VALUE_FREE)
		return true;
	compiler_error(c, MSG_TEMPLATE_TYPE, list->at, "'for' goes through lists; '%.*s' is %.*s",
	    STR_ARG(run_words(list)), STR_ARG(type_name(c->arena, list->type)));
	return false;
}

static void
compile_for(struct compiler *c, const struct node *node)
{
	const struct term *list = check(c, node->expr);
	struct op *op = emit(c, OP_FOR, list);
	struct position before = c->position, after;
	size_t variables = c->variables.n;
	struct type element;
	uint32_t slots = c->slots;

	if (list == NULL || !loop_element(c, list, &element))
		return;
	op->slot = c->slots;
	declare_loop(c, node, element);
	op->body = compile_body(c, node->body);
	c->variables.n = variables;
	c->slots = slots;
	fix_position(c, node->at, &before, "this loop does not end where it begins");
	after = c->position;
	if (!c->lost)
		c->position = before;
	op->otherwise = compile_body(c, node->otherwise);
	fix_position(c, node->at, &after, "this loop and its 'else' end in different places");
}

/* ---- variables ---- */

/* The variable to be set: an old one of this file and macro, or a new one. */
static void
assign(struct compiler *c, const struct node *node, const struct term *t)
{
	struct variable *variable = NULL;

	for (size_t i = c->variables.n; variable == NULL && i-- > c->own;)
		if (str_eq(c->variables.v[i].name, node->name))
			variable = &c->variables.v[i];
	if (variable != NULL && variable->is_fixed) {
		compiler_error(c, MSG_TEMPLATE_TYPE, node->name_at,
		    "'%.*s' belongs to a loop or a macro here and cannot be set",
		    STR_ARG(node->name));
		return;
	}
	if (variable == NULL && schema_find(c->root, node->name) != NULL) {
		compiler_error(c, MSG_TEMPLATE_TYPE, node->name_at,
		    "'%.*s' is a name of the generator; choose another", STR_ARG(node->name));
		return;
	}
	if (variable == NULL) {
		variable = compiler_declare(c, node->name,
		    t->type.kind == VALUE_NOTHING ? type_plain(VALUE_FREE) : t->type);
	} else if (!type_same(type_join(variable->type, t->type), variable->type)) {
		compiler_error(c, MSG_TEMPLATE_TYPE, node->name_at,
		    "'%.*s' is %.*s and cannot become %.*s", STR_ARG(node->name),
		    STR_ARG(type_name(c->arena, variable->type)),
		    STR_ARG(type_name(c->arena, t->type)));
		return;
	}
	emit(c, OP_SET, t)->slot = variable->slot;
}

/* What nodes print, as a value: it begins and ends between elements. */
static const struct op *
capture(struct compiler *c, const struct node *nodes, struct place at)
{
	struct position before = c->position;
	bool lost = c->lost;
	const struct op *body;

	c->position = (struct position){ .kind = POSITION_TEXT };
	body = compile_body(c, nodes);
	if (!c->lost && c->position.kind != POSITION_TEXT)
		compiler_error(c, MSG_TEMPLATE_POSITION, at,
		    "what is gathered here ends %s, so it is not whole",
		    position_name(&c->position));
	c->position = before;
	c->lost = lost;
	return body;
}

static const struct term *
capture_term(struct compiler *c, const struct node *nodes, struct place at)
{
	struct term *t = compiler_term(c, TERM_CAPTURE, type_plain(VALUE_MARKUP), at);

	t->body = capture(c, nodes, at);
	return t;
}

static void
compile_set(struct compiler *c, const struct node *node)
{
	const struct term *t = node->expr != NULL ? check(c, node->expr)
						  : capture_term(c, node->body, node->at);

	if (t != NULL)
		assign(c, node, t);
	else if (compiler_find(c, node->name) == NULL) /* its uses are no second mistake */
		compiler_declare(c, node->name, type_plain(VALUE_FREE));
}

/* ---- files ---- */

/* Whether name is being put in already: it would never end. */
static bool
is_loop(struct compiler *c, struct str name, struct place at)
{
	const struct opened *o = c->opened;

	if (o != NULL && o->depth >= COMPILER_FILES) {
		compiler_error(c, MSG_TEMPLATE_LIMIT, at, "files are included more than %d deep",
		    COMPILER_FILES);
		return true;
	}
	for (; o != NULL; o = o->outer)
		if (str_eq(o->name, name)) {
			compiler_error(c, MSG_TEMPLATE_LOOP, at,
			    "'%.*s' would contain itself without end", STR_ARG(name));
			diag_help(
			    c->diag, "a macro may call itself; a file may not include itself");
			return true;
		}
	return false;
}

static void
open_file(struct compiler *c, struct opened *opened, struct str name)
{
	*opened = (struct opened){ .outer = c->opened,
		.name = name,
		.depth = c->opened != NULL ? c->opened->depth + 1 : 1 };
	c->opened = opened;
}

/* What a file that extends another does before that one begins: set variables. */
static void
compile_prologue(struct compiler *c, struct layer *layer)
{
	c->layer = layer;
	c->own = layer->first = c->variables.n;
	for (const struct node *node = layer->file->body; node != NULL; node = node->next)
		if (node->kind == NODE_SET)
			compile_set(c, node);
	layer->n = c->variables.n - layer->first;
}

/* The layer, from this one on towards the base, that says what stands in the block. */
static const struct layer *
block_layer(const struct layer *layer, struct str name)
{
	while (layer != NULL && map_get(&layer->file->blocks, name) == NULL)
		layer = layer->base;
	return layer;
}

/* Blocks at the top of a file that nothing it extends has a place for. */
static void
check_blocks(struct compiler *c, const struct layer *layer)
{
	for (layer = layer->derived; layer != NULL; layer = layer->derived)
		for (const struct node *n = layer->file->body; n != NULL; n = n->next) {
			struct str_list names = { 0 };

			if (n->kind != NODE_BLOCK || block_layer(layer->base, n->name) != NULL)
				continue;
			for (const struct layer *l = layer->base; l != NULL; l = l->base)
				for (size_t i = 0; i < l->file->blocks.n; i++)
					*ARENA_PUSH(c->arena, &names) = l->file->blocks.v[i].key;
			c->layer = layer;
			compiler_error(c, MSG_TEMPLATE_UNKNOWN_NAME, n->name_at,
			    "'%.*s' has no block '%.*s'", STR_ARG(layer->file->parent),
			    STR_ARG(n->name));
			diag_suggest(c->diag, n->name, names.v, names.n);
		}
}

/* A file, after all that it extends was found: derived first. */
static void
compile_layers(struct compiler *c, struct layer *layer, struct str name)
{
	struct opened opened;
	struct layer base = { .derived = layer };

	open_file(c, &opened, name);
	c->layer = layer;
	if (layer->file->parent.n > 0) {
		if (!is_loop(c, layer->file->parent, layer->file->parent_at))
			base.file = c->load(c, layer->file->parent, layer->file->parent_at);
		if (base.file == NULL)
			return;
		base.site = compiler_site(c, layer->file->parent_at, "extended from here");
		layer->base = &base;
		compile_prologue(c, layer);
		compile_layers(c, &base, layer->file->parent);
		c->layer = layer;
		layer->base = NULL; /* it ends here */
		return;
	}
	check_blocks(c, layer);
	c->layer = layer;
	c->own = c->variables.n;
	compile_nodes(c, layer->file->body);
}

/* Compiles a file here; what it declares ends with it. */
static void
compile_file(struct compiler *c, const struct file *file, struct str name, const struct site *site)
{
	struct layer layer = { .file = file, .site = site };
	const struct layer *outer = c->layer, *in_file = c->in_file;
	const struct opened *opened = c->opened;
	const struct node *block = c->block;
	size_t variables = c->variables.n, own = c->own;
	uint32_t slots = c->slots;

	c->block = NULL;
	compile_layers(c, &layer, name);
	c->layer = outer;
	c->in_file = in_file;
	c->opened = opened;
	c->block = block;
	c->own = own;
	c->variables.n = variables;
	c->slots = slots;
}

static void
compile_include(struct compiler *c, const struct node *node)
{
	size_t variables = c->variables.n;
	uint32_t slots = c->slots;
	const struct file *file;

	if (is_loop(c, node->name, node->name_at))
		return;
	file = c->load(c, node->name, node->name_at);
	if (file == NULL)
		return;
	for (const struct argument *a = node->arguments; a != NULL; a = a->next) {
		const struct term *t = check(c, a->value);
		struct type type = t != NULL ? t->type : type_plain(VALUE_FREE);
		struct variable *variable = compiler_declare(
		    c, a->name, type.kind == VALUE_NOTHING ? type_plain(VALUE_FREE) : type);

		if (t != NULL)
			emit(c, OP_SET, t)->slot = variable->slot;
	}
	compile_file(c, file, node->name, compiler_site(c, node->name_at, "included from here"));
	c->variables.n = variables;
	c->slots = slots;
}

/* ---- blocks ---- */

/* The block as its layer has it.  Its file's own variables are nearer than those of the place. */
static void
compile_block_of(struct compiler *c, const struct layer *layer, struct str name)
{
	const struct layer *outer = c->layer, *in_file = c->in_file;
	const struct node *block = c->block, *node = map_get(&layer->file->blocks, name);
	size_t variables = c->variables.n, own = c->own;
	uint32_t slots = c->slots;

	c->layer = c->in_file = layer;
	c->block = node;
	for (size_t i = 0; i < layer->n; i++) {
		struct variable own_variable = c->variables.v[layer->first + i];

		*ARENA_PUSH(c->arena, &c->variables) = own_variable;
	}
	c->own = c->variables.n;
	compile_nodes(c, node->body);
	c->layer = outer;
	c->in_file = in_file;
	c->block = block;
	c->own = own;
	c->variables.n = variables;
	c->slots = slots;
}

static void
compile_block(struct compiler *c, const struct node *node)
{
	const struct layer *most_derived = c->layer;

	if (c->in_macro) {
		compiler_error(c, MSG_TEMPLATE_SYNTAX, node->at, "a macro cannot have blocks");
		return;
	}
	while (most_derived->derived != NULL)
		most_derived = most_derived->derived;
	compile_block_of(c, block_layer(most_derived, node->name), node->name);
}

/* The layer whose block super() means here; NULL after a message. */
static const struct layer *
super_layer(struct compiler *c, struct place at)
{
	const struct layer *layer = NULL;

	if (c->block != NULL)
		layer = block_layer(c->in_file->base, c->block->name);
	if (layer == NULL)
		compiler_error(c, MSG_TEMPLATE_SYNTAX, at, "%s",
		    c->block == NULL
			? "'super()' stands only inside a block"
			: "no template above has this block, so 'super()' means nothing");
	return layer;
}

static void
compile_super(struct compiler *c, struct place at)
{
	const struct layer *layer = super_layer(c, at);

	if (layer != NULL)
		compile_block_of(c, layer, c->block->name);
}

static const struct term *
super_term(struct compiler *c, struct place at)
{
	struct node call = { .kind = NODE_PRINT, .at = at };
	struct expr callee = { .kind = EXPR_NAME, .at = at, .name = STR("super") };
	struct expr expr = { .kind = EXPR_CALL, .at = at, .a = &callee };

	call.expr = &expr;
	return capture_term(c, &call, at);
}

/* ---- macros ---- */

static bool
same_types(const struct routine *r, const struct type *types, size_t n)
{
	if (r->n != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!type_same(r->types[i], types[i]))
			return false;
	return true;
}

static struct routine *
find_routine(struct compiler *c, const struct macro *macro, const struct type *types, size_t n,
    const struct position *position)
{
	for (struct routine *r = c->routines; r != NULL; r = r->next)
		if (r->macro == macro && same_types(r, types, n) &&
		    (c->lost || position_equal(&r->start, position)))
			return r;
	return NULL;
}

/* The body of a macro, in a frame of its own. */
static void
compile_macro(struct compiler *c, struct routine *r, struct place at)
{
	struct layer layer = { .file = r->macro->file,
		.site = compiler_site(c, at, "called from here") };
	struct compiler outer = *c;
	struct opened opened = { .name = STR(""),
		.depth = c->opened != NULL ? c->opened->depth + 1 : 1 };
	const struct parameter *p = r->macro->parameters;

	c->layer = &layer;
	c->opened = &opened;
	c->block = NULL;
	c->in_macro = true;
	c->floor = c->own = c->variables.n;
	c->slots = 0;
	for (size_t i = 0; i < r->n; i++, p = p != NULL ? p->next : NULL)
		compiler_declare(c, p != NULL ? p->name : STR("caller"), r->types[i])
		    ->is_fixed = true;
	r->body = compile_body(c, r->macro->body);
	c->layer = outer.layer;
	c->opened = outer.opened;
	c->block = outer.block;
	c->in_macro = outer.in_macro;
	c->floor = outer.floor;
	c->own = outer.own;
	c->slots = outer.slots;
	c->variables.n = outer.variables.n;
}

/* The macro for arguments of these types at this position; compiled when it is new. */
static struct routine *
routine_for(struct compiler *c, const struct macro *macro, const struct type *types, size_t n,
    struct place at, struct position *position)
{
	struct routine *r = find_routine(c, macro, types, n, position);
	struct position outside = c->position;

	if (r != NULL && !r->done) {
		r->called_inside =
		    true; /* it calls itself, and ends where it begins: proven below */
		return r;
	}
	if (r != NULL) {
		*position = r->end;
		return r;
	}
	if (c->opened != NULL && c->opened->depth >= COMPILER_FILES) {
		compiler_error(c, MSG_TEMPLATE_LIMIT, at,
		    "macros and files stand in each other more than %d deep", COMPILER_FILES);
		return NULL;
	}
	r = ARENA_NEW(c->arena, struct routine);
	*r = (struct routine){ .next = c->routines, .macro = macro, .types = types, .n = n };
	r->start = c->position = *position;
	c->routines = r;
	compile_macro(c, r, at);
	r->end = c->position;
	r->done = true;
	if (r->called_inside)
		fix_position(c, macro->at, &r->start, "this macro does not end where it begins");
	*position = c->position;
	if (position != &c->position && !c->lost)
		c->position = outside;
	return r;
}

static void
compile_call(struct compiler *c, const struct node *node)
{
	const struct term *caller = capture_term(c, node->body, node->at);

	call_macro(c, node->expr, caller);
}

static void
compile_node(struct compiler *c, const struct node *node)
{
	switch (node->kind) {
	case NODE_TEXT: compile_text(c, node); break;
	case NODE_PRINT: compile_print(c, node); break;
	case NODE_IF: compile_if(c, node); break;
	case NODE_FOR: compile_for(c, node); break;
	case NODE_SET: compile_set(c, node); break;
	case NODE_INCLUDE: compile_include(c, node); break;
	case NODE_BLOCK: compile_block(c, node); break;
	case NODE_CALL: compile_call(c, node); break;
	}
}

static void
compile_nodes(struct compiler *c, const struct node *node)
{
	if (node != NULL && c->depth >= COMPILER_DEPTH) {
		compiler_error(c, MSG_TEMPLATE_LIMIT, node->at, "the tags are nested too deeply");
		c->stopped = true;
	}
	c->depth++;
	for (; node != NULL && compiler_count(c, node->at); node = node->next)
		compile_node(c, node);
	c->depth--;
}

const struct template *
compile(struct compiler *c, const struct file *file, struct str name)
{
	struct template *t = ARENA_NEW(c->arena, struct template);

	c->super = super_term;
	c->routine = routine_for;
	c->well = true;
	c->tail = &t->body;
	compile_file(c, file, name, NULL);
	if (c->well && c->position.kind != POSITION_TEXT) {
		struct layer layer = { .file = file };
		struct place end = { file->source, (uint32_t)file->source->text.n, 0 };

		c->layer = &layer;
		compiler_error(c, MSG_TEMPLATE_POSITION, end, "the page would end %s",
		    position_name(&c->position));
	}
	t->host = c->host;
	t->root = c->root;
	t->slots = c->most_slots;
	return c->well ? t : NULL;
}
