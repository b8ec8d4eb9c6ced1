/* parse.c - statements: one function for each tag, found in a table; see parse.h.
 *
 * A mistake inside a tag gives one message and the rest of the tag is passed over; what the tag
 * opens stays open, so that its end is no second mistake.  An end that belongs to something further
 * out reports what stands open in between. */
#include "parse.h"

/* What is open around the present place. */
struct open {
	const struct open *outer;
	const char *word, *end;
	bool has_else, has_elif;
	struct place at;
	int depth;
};

struct statements {
	struct parser p;
	struct file *file;
	struct node *first; /* the top of the file */
	bool unknown;       /* a tag was not known: its end, if it has one, is no second mistake */
};

static struct node *parse_nodes(struct statements *s, const struct open *open);

static void
skip_tag(struct parser *p)
{
	while (p->token->kind != TOKEN_TAG_END && p->token->kind != TOKEN_PRINT_END &&
	       p->token->kind != TOKEN_TEXT && p->token->kind != TOKEN_END)
		p->token++;
	if (p->token->kind == TOKEN_TAG_END || p->token->kind == TOKEN_PRINT_END)
		p->token++;
}

/* The tag ends here; if it does not, that is a mistake, unless it had one already. */
static void
end_tag(struct parser *p, bool well)
{
	if (well && p->token->kind != TOKEN_TAG_END && p->token->kind != TOKEN_PRINT_END)
		parser_error(p, "the tag should end here");
	skip_tag(p);
}

static struct node *
new_node(struct statements *s, enum node_kind kind, struct place at)
{
	struct node *node = ARENA_NEW(s->p.arena, struct node);

	node->kind = kind;
	node->at = node->name_at = at;
	return node;
}

static void
unclosed(struct statements *s, const struct open *open)
{
	diag_add(s->p.diag, MSG_TEMPLATE_UNCLOSED, place_pos(open->at), "this '%s' is never closed",
	    open->word);
	diag_help(s->p.diag, "close it with '{%% %s %%}'", open->end);
	s->p.good = false;
}

/* A body and the tag that ends it; what the tag opens is reported when it stays open. */
static struct node *
parse_body(struct statements *s, const struct open *open)
{
	struct node *body = parse_nodes(s, open);

	if (parser_takes(&s->p, open->end)) {
		if (s->p.token->kind == TOKEN_NAME) /* {% endblock name %} */
			s->p.token++;
		end_tag(&s->p, true);
	}
	return body;
}

/* One message is enough: nothing more of the file is read. */
static void
too_deep(struct parser *p)
{
	parser_error(p, "the tags are nested too deeply");
	p->token->kind = TOKEN_END;
}

/* Behind the condition: the branch, then elif, else or the end. */
static void
parse_branches(struct statements *s, struct open *open, struct node *node)
{
	struct parser *p = &s->p;

	node->expr = parse_expression(p);
	end_tag(p, node->expr != NULL);
	node->body = parse_nodes(s, open);
	if (parser_sees(p, "elif") && open->depth >= PARSE_DEPTH) {
		too_deep(p);
	} else if (parser_sees(p, "elif")) {
		node->otherwise = new_node(s, NODE_IF, p->token->at);
		p->token++;
		open->depth++;
		parse_branches(s, open, node->otherwise);
	} else if (parser_takes(p, "else")) {
		end_tag(p, true);
		open->has_else = open->has_elif = false;
		node->otherwise = parse_body(s, open);
	} else if (parser_takes(p, open->end)) {
		end_tag(p, true);
	}
}

static struct node *
parse_if(struct statements *s, struct open *open)
{
	struct node *node = new_node(s, NODE_IF, open->at);

	open->end = "endif";
	open->has_else = open->has_elif = true;
	parse_branches(s, open, node);
	return node;
}

static struct node *
parse_for(struct statements *s, struct open *open)
{
	struct parser *p = &s->p;
	struct node *node = new_node(s, NODE_FOR, open->at);

	node->name = parser_name(p, "a name for each element", &node->name_at);
	if (node->name.n > 0 && parser_needs(p, "in"))
		node->expr = parse_expression(p);
	end_tag(p, node->expr != NULL);
	open->end = "endfor";
	open->has_else = true;
	node->body = parse_nodes(s, open);
	if (parser_takes(p, "else")) {
		end_tag(p, true);
		open->has_else = false;
		node->otherwise = parse_body(s, open);
	} else if (parser_takes(p, open->end)) {
		end_tag(p, true);
	}
	return node;
}

static struct node *
parse_set(struct statements *s, struct open *open)
{
	struct parser *p = &s->p;
	struct node *node = new_node(s, NODE_SET, open->at);

	node->name = parser_name(p, "a name", &node->name_at);
	if (node->name.n > 0 && p->token->kind == TOKEN_TAG_END) {
		end_tag(p, true);
		open->end = "endset";
		node->body = parse_body(s, open);
		return node;
	}
	if (node->name.n > 0 && parser_needs(p, "="))
		node->expr = parse_expression(p);
	end_tag(p, node->expr != NULL);
	return node;
}

/* The name of a template: text in quotes, since it must be known before anything is rendered. */
static struct str
parse_file_name(struct parser *p, struct place *at)
{
	const struct token *t = p->token;

	if (t->kind != TOKEN_STRING) {
		parser_error(p, "here should stand the name of a template in quotes");
		return STR("");
	}
	*at = t->at;
	if (t->text.n == 0) {
		parser_error_at(p, t->at, "the name of the template is empty");
		return STR("");
	}
	p->token++;
	return t->text;
}

static struct node *
parse_include(struct statements *s, struct open *open)
{
	struct node *node = new_node(s, NODE_INCLUDE, open->at);
	bool well;

	node->name = parse_file_name(&s->p, &node->name_at);
	well = node->name.n > 0;
	if (well && parser_takes(&s->p, "with"))
		well = parse_bindings(&s->p, &node->arguments);
	end_tag(&s->p, well);
	return node;
}

/* Complains when the map has the name already; the other is a place in the same file. */
static bool
is_first(
    struct statements *s, const char *what, struct str name, struct place at, struct place *other)
{
	if (other == NULL)
		return true;
	parser_error_at(&s->p, at, "there is a %s '%.*s' already", what, STR_ARG(name));
	diag_related(s->p.diag, place_pos(*other), "first defined here");
	return false;
}

static struct node *
parse_block(struct statements *s, struct open *open)
{
	struct node *node = new_node(s, NODE_BLOCK, open->at), *other;

	node->name = parser_name(&s->p, "the block's name", &node->name_at);
	end_tag(&s->p, node->name.n > 0);
	other = map_get(&s->file->blocks, node->name);
	if (node->name.n > 0 &&
	    is_first(s, "block", node->name, node->name_at, other != NULL ? &other->name_at : NULL))
		*map_at(&s->file->blocks, s->p.arena, node->name) = node;
	open->end = "endblock";
	node->body = parse_body(s, open);
	return node;
}

static struct node *
parse_call(struct statements *s, struct open *open)
{
	struct node *node = new_node(s, NODE_CALL, open->at);
	struct place at = s->p.token->at;

	node->expr = parse_expression(&s->p);
	end_tag(&s->p, node->expr != NULL);
	if (node->expr != NULL && node->expr->kind != EXPR_CALL)
		parser_error_at(
		    &s->p, at, "here should stand a macro with its arguments in brackets");
	open->end = "endcall";
	node->body = parse_body(s, open);
	return node;
}

static bool
parse_parameters(struct parser *p, struct parameter **out)
{
	struct parameter **at = out, *other;

	if (!parser_needs(p, "("))
		return false;
	while (!parser_sees(p, ")")) {
		struct parameter *parameter = ARENA_NEW(p->arena, struct parameter);

		parameter->name = parser_name(p, "a parameter", &parameter->at);
		if (parameter->name.n == 0)
			return false;
		for (other = *out; other != NULL; other = other->next)
			if (str_eq(other->name, parameter->name)) {
				parser_error_at(p, parameter->at,
				    "two parameters are called '%.*s'", STR_ARG(other->name));
				return false;
			}
		if (parser_takes(p, "=")) {
			parameter->otherwise = parse_expression(p);
			if (parameter->otherwise == NULL)
				return false;
		}
		*at = parameter;
		at = &parameter->next;
		if (!parser_takes(p, ","))
			break;
	}
	return parser_needs(p, ")");
}

/* Whether the tag stands at the top of a file, where alone it may. */
static bool
is_at_top(struct statements *s, const struct open *open)
{
	if (open->outer == NULL)
		return true;
	parser_error_at(&s->p, open->at, "'%s' must stand at the top of the file, not inside '%s'",
	    open->word, open->outer->word);
	diag_related(
	    s->p.diag, place_pos(open->outer->at), "'%s' is open since here", open->outer->word);
	return false;
}

static struct node *
parse_macro(struct statements *s, struct open *open)
{
	struct macro *macro = ARENA_NEW(s->p.arena, struct macro), *other;
	bool well = is_at_top(s, open);

	macro->file = s->file;
	macro->name = parser_name(&s->p, "the macro's name", &macro->at);
	if (macro->name.n > 0 && parse_parameters(&s->p, &macro->parameters))
		end_tag(&s->p, true);
	else
		end_tag(&s->p, well = false);
	open->end = "endmacro";
	macro->body = parse_body(s, open);
	other = map_get(&s->file->macros, macro->name);
	if (macro->name.n > 0 && well &&
	    is_first(s, "macro", macro->name, macro->at, other != NULL ? &other->at : NULL))
		*map_at(&s->file->macros, s->p.arena, macro->name) = macro;
	return NULL;
}

static void
add_import(struct statements *s, struct import *import)
{
	struct import *other = map_get(&s->file->imports, import->name);

	if (is_first(s, "import", import->name, import->at, other != NULL ? &other->at : NULL))
		*map_at(&s->file->imports, s->p.arena, import->name) = import;
}

static struct node *
parse_import(struct statements *s, struct open *open)
{
	struct import *import = ARENA_NEW(s->p.arena, struct import);

	is_at_top(s, open);
	import->file = parse_file_name(&s->p, &import->file_at);
	if (import->file.n > 0 && parser_needs(&s->p, "as"))
		import->name = parser_name(&s->p, "a name for the macros", &import->at);
	end_tag(&s->p, import->name.n > 0);
	if (import->name.n > 0)
		add_import(s, import);
	return NULL;
}

/* {% from "file" import macro, macro as name %} */
static struct node *
parse_from(struct statements *s, struct open *open)
{
	struct parser *p = &s->p;
	struct place file_at;
	struct str file;
	bool well;

	is_at_top(s, open);
	file = parse_file_name(p, &file_at);
	well = file.n > 0 && parser_needs(p, "import");
	while (well) {
		struct import *import = ARENA_NEW(p->arena, struct import);

		import->file = file;
		import->file_at = file_at;
		import->macro = import->name = parser_name(p, "a macro", &import->macro_at);
		import->at = import->macro_at;
		if (parser_takes(p, "as"))
			import->name = parser_name(p, "a name for the macro", &import->at);
		well = import->macro.n > 0 && import->name.n > 0;
		if (well)
			add_import(s, import);
		if (!well || !parser_takes(p, ","))
			break;
	}
	end_tag(p, well);
	return NULL;
}

static bool
is_white(struct str text)
{
	return str_trim(text).n == 0;
}

static struct node *
parse_extends(struct statements *s, struct open *open)
{
	struct str name;
	struct place at;

	is_at_top(s, open);
	name = parse_file_name(&s->p, &at);
	end_tag(&s->p, name.n > 0);
	if (s->file->parent.n > 0)
		parser_error_at(&s->p, open->at, "a template extends one other only");
	for (const struct node *node = s->first; node != NULL; node = node->next)
		if (node->kind != NODE_TEXT || !is_white(node->name)) {
			parser_error_at(
			    &s->p, open->at, "'extends' must be the first tag of the file");
			break;
		}
	s->file->parent = name;
	s->file->parent_at = at;
	return NULL;
}

/* Gives the node, or NULL for what leaves none in the text.  The word is taken already. */
static const struct statement {
	const char *word;
	struct node *(*parse)(struct statements *s, struct open *open);
} statements[] = {
	{ "if", parse_if },
	{ "for", parse_for },
	{ "set", parse_set },
	{ "include", parse_include },
	{ "block", parse_block },
	{ "call", parse_call },
	{ "extends", parse_extends },
	{ "macro", parse_macro },
	{ "import", parse_import },
	{ "from", parse_from },
};
enum { STATEMENTS = sizeof(statements) / sizeof(statements[0]) };

static bool
ends(const struct open *open, struct str word)
{
	return str_eq(word, str_of(open->end)) || (open->has_else && str_eq(word, STR("else"))) ||
	       (open->has_elif && str_eq(word, STR("elif")));
}

static bool
is_end_word(struct str word)
{
	static const char *const words[] = { "endif", "endfor", "endset", "endblock", "endcall",
		"endmacro", "elif", "else" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_eq(word, str_of(words[i])))
			return true;
	return false;
}

static void
unknown_tag(struct statements *s, const struct open *open)
{
	struct parser *p = &s->p;
	struct str names[STATEMENTS + 5], word = p->token->text;
	size_t n = 0;

	for (; n < STATEMENTS; n++)
		names[n] = str_of(statements[n].word);
	names[n++] = STR("raw");
	if (open != NULL)
		names[n++] = str_of(open->end);
	if (open != NULL && open->has_else)
		names[n++] = STR("else");
	if (open != NULL && open->has_elif)
		names[n++] = STR("elif");
	parser_error_at(p, p->token->at, "there is no tag '%.*s'", STR_ARG(word));
	diag_suggest(p->diag, word, names, n);
	s->unknown = true;
}

/* An end word that does not end what is open.  True when it ends something further out. */
static bool
ends_outer(struct statements *s, const struct open *open)
{
	struct parser *p = &s->p;
	const struct open *outer = open;

	while (outer != NULL && !ends(outer, p->token->text))
		outer = outer->outer;
	if (outer != NULL) {
		unclosed(s, open);
		return true;
	}
	if (s->unknown)
		return false;
	parser_error_at(
	    p, p->token->at, "'%.*s' ends nothing that is open here", STR_ARG(p->token->text));
	if (open != NULL)
		diag_related(p->diag, place_pos(open->at), "'%s' is open since here", open->word);
	return false;
}

/* The statement whose word is next; *node is NULL when it leaves nothing. */
static void
parse_statement(struct statements *s, const struct open *outer, struct node **node)
{
	struct parser *p = &s->p;
	struct open open = { .outer = outer, .depth = outer != NULL ? outer->depth + 1 : 1 };

	for (size_t i = 0; i < STATEMENTS; i++) {
		if (!parser_sees(p, statements[i].word))
			continue;
		open.word = statements[i].word;
		open.at = p->token->at;
		open.end = "";
		p->token++;
		*node = statements[i].parse(s, &open);
		return;
	}
	if (p->token->kind == TOKEN_NAME)
		unknown_tag(s, outer);
	else
		parser_error(p, "here should stand the name of a tag");
	skip_tag(p);
}

static struct node *
parse_print(struct statements *s)
{
	struct node *node = new_node(s, NODE_PRINT, s->p.token[-1].at);

	node->expr = parse_expression(&s->p);
	end_tag(&s->p, node->expr != NULL);
	return node->expr != NULL ? node : NULL;
}

/* A tag inside open: false when it ends the body; the end word is then the next token. */
static bool
parse_tag(struct statements *s, const struct open *open, struct node **node)
{
	struct parser *p = &s->p;

	p->token++;
	if (p->token->kind == TOKEN_NAME && open != NULL && ends(open, p->token->text))
		return false;
	if (p->token->kind == TOKEN_NAME && is_end_word(p->token->text)) {
		if (ends_outer(s, open)) {
			p->token--;
			return false;
		}
		skip_tag(p);
		return true;
	}
	if (p->token->kind == TOKEN_NAME && open != NULL && open->end[0] != '\0' &&
	    str_starts(p->token->text, STR("end"))) { /* a slip of the pen for the end */
		unknown_tag(s, open);
		p->token->text = str_of(open->end);
		return false;
	}
	if (open != NULL && open->depth >= PARSE_DEPTH) {
		too_deep(p);
		return false;
	}
	parse_statement(s, open, node);
	return true;
}

/* Nodes up to the end of what is open, or of the file. */
static struct node *
parse_nodes(struct statements *s, const struct open *open)
{
	struct parser *p = &s->p;
	struct node *first = NULL, **at = open == NULL ? &s->first : &first, **start = at;

	for (;;) {
		struct node *node = NULL;

		if (p->token->kind == TOKEN_END) {
			if (open != NULL && p->good)
				unclosed(s, open);
			return *start;
		}
		if (p->token->kind == TOKEN_TAG) {
			if (!parse_tag(s, open, &node))
				return *start;
		} else if (p->token->kind == TOKEN_PRINT) {
			p->token++;
			node = parse_print(s);
		} else {
			node = new_node(s, NODE_TEXT, p->token->at);
			node->name = p->token++->text;
		}
		if (node != NULL) {
			*at = node;
			at = &node->next;
		}
	}
}

/* What a template that extends another may not have at its top: it would never be shown. */
static void
check_child(struct statements *s)
{
	for (const struct node *node = s->first; node != NULL; node = node->next) {
		if (node->kind == NODE_BLOCK || node->kind == NODE_SET ||
		    (node->kind == NODE_TEXT && is_white(node->name)))
			continue;
		parser_error_at(&s->p,
		    node->kind == NODE_TEXT ? place_of(s->file->source, str_trim(node->name))
					    : node->at,
		    "this is never shown: a template that extends another shows its blocks only");
		return;
	}
}

const struct file *
parse(const struct source *source, struct arena *a, struct diag *diag)
{
	struct statements s = { .p = { .source = source, .arena = a, .diag = diag, .good = true } };
	struct token_list tokens = { 0 };

	s.p.good = lex(source, a, &tokens, diag);
	s.p.token = tokens.v;
	s.file = ARENA_NEW(a, struct file);
	s.file->source = source;
	parse_nodes(&s, NULL);
	s.file->body = s.first;
	if (s.p.good && s.file->parent.n > 0)
		check_child(&s);
	return s.p.good ? s.file : NULL;
}
