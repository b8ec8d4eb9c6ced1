/* yaml.c - from libyaml's events to a small tree with exact places; see yaml.h.
 *
 * In: bytes of a source.  Out: a tree in the arena, or messages in plain words.  The event API is
 * used because it stops at a depth of ours (libyaml's document API needs seconds for 64,000 '[').
 * libyaml counts characters and takes U+0085 and U+2028 for line ends; a cursor turns its counts
 * into the bytes and lines everybody else counts.  YAML 1.2, the subset yaml.h names. */
#include "formats/yaml.h"

#include <string.h>
#include <yaml.h>

#include "base/map.h"
#include "base/memory.h"
#include "base/text.h"

enum { DEPTH_LIMIT = 32 };

/* A place libyaml gave, followed through the source. */
struct cursor {
	size_t character; /* as libyaml counts, from the first byte parsed */
	size_t byte;      /* the same place in the source */
	size_t line_start;
	uint32_t line; /* from 1 */
};

struct reader {
	yaml_parser_t parser;
	const struct source *source;
	struct cursor first, now;
	size_t end; /* byte after the last one parsed */
	struct arena *a;
	struct diag *diag;
	bool broken; /* no further event can be had; said already */
};

/* ---- places ------------------------------------------------------------------------------- */

static void
advance(const struct reader *r, struct cursor *c, size_t character)
{
	const char *p = r->source->text.p;

	while (c->character < character && c->byte < r->end) {
		bool newline = p[c->byte] == '\n';

		do
			c->byte++;
		while (c->byte < r->end && ((unsigned char)p[c->byte] & 0xc0) == 0x80);
		c->character++;
		if (newline) {
			c->line++;
			c->line_start = c->byte;
		}
	}
}

/* Marks come in order but for those of errors, so following them is linear. */
static struct pos
place(struct reader *r, yaml_mark_t mark)
{
	if (mark.index < r->now.character)
		r->now = r->first;
	advance(r, &r->now, mark.index);
	return (struct pos){ .source = r->source,
		.line = r->now.line,
		.column = (uint32_t)(r->now.byte - r->now.line_start + 1) };
}

/* The same with the length of what stands there, when that is one line. */
static struct pos
place_range(struct reader *r, yaml_mark_t from, yaml_mark_t to)
{
	struct pos pos = place(r, from);
	struct cursor end = r->now;

	advance(r, &end, to.index);
	if (end.line == r->now.line)
		pos.length = (uint32_t)(end.byte - r->now.byte);
	return pos;
}

/* ---- libyaml's complaints in plain words ------------------------------------------------------
 */

enum at { AT_PROBLEM, AT_CONTEXT };

struct complaint {
	const char *problem; /* how libyaml's sentence begins */
	const char *context; /* how its other sentence ends; NULL for any */
	enum at at;          /* which of its two places helps the author more */
	const char *text, *help;
};

#define QUOTE_IT "put the whole value in quotes: key: \"value\""
#define CLOSE_IT "a value that begins with a quotation mark ends with the same mark"

static const struct complaint complaints[] = {
	{ "mapping values are not allowed", NULL, AT_PROBLEM, "a second ':' in this line",
	    "a value that holds ': ' needs quotes: title: \"Soleus: the larger muscle\"; "
	    "otherwise look whether the indentation is right" },
	{ "could not find expected ':'", NULL, AT_CONTEXT, "there is no ':' after this",
	    "write key: value, with a blank after the colon; a long text goes in quotes" },
	{ "found unexpected end of stream", "quoted scalar", AT_CONTEXT,
	    "this quotation mark is never closed", CLOSE_IT },
	{ "found unexpected document indicator", "quoted scalar", AT_CONTEXT,
	    "this quotation mark is never closed", CLOSE_IT },
	{ "found a tab character", NULL, AT_PROBLEM, "a tab indents this line",
	    "indent with blanks: YAML does not allow tabs there" },
	{ "block sequence entries are not allowed", NULL, AT_PROBLEM,
	    "a list cannot begin here with '-'",
	    "begin the list on the next line, or write it as [a, b]" },
	{ "mapping keys are not allowed", NULL, AT_PROBLEM, "a value cannot begin with '?'",
	    QUOTE_IT },
	{ "did not find expected <document start>", NULL, AT_PROBLEM,
	    "this does not belong to what stands above",
	    "write every line as key: value, and begin keys of one level in one column" },
	{ "did not find expected key", NULL, AT_PROBLEM, "this is not a key: value line",
	    "begin keys of one level in one column; let nothing follow a closing quotation mark; "
	    "a text that holds quotation marks goes in the other kind: 'the \"core\"'" },
	{ "did not find expected '-' indicator", NULL, AT_PROBLEM,
	    "this is not an item of the list above",
	    "begin every item with '- ' in one column, and the next key left of it" },
	{ "did not find expected ',' or ']'", NULL, AT_CONTEXT,
	    "this list is not closed, or misses a comma", "write it as [a, b, c]" },
	{ "did not find expected ',' or '}'", NULL, AT_CONTEXT,
	    "this group is not closed, or misses a comma", "write it as {key: value, key: value}" },
	{ "did not find expected node content", NULL, AT_PROBLEM, "a value is missing here",
	    "write a value, or take the comma or colon away" },
	{ "found unknown escape character", NULL, AT_PROBLEM,
	    "a backslash in double quotes needs a known letter after it",
	    "write \\\\ for a backslash, or use single quotes: 'C:\\calf'" },
	{ "did not find expected hexdecimal number", NULL, AT_PROBLEM,
	    "hexadecimal digits belong here", "write \\\\ for a backslash, or use single quotes" },
	{ "found invalid Unicode character", NULL, AT_PROBLEM,
	    "this number after the backslash is no character",
	    "write \\\\ for a backslash, or use single quotes" },
	{ "did not find expected comment or line break", "block scalar", AT_PROBLEM,
	    "the text of a block begins on the line after '|' or '>'",
	    "move it to the next line and indent it" },
	{ "found an indentation indicator equal to 0", NULL, AT_PROBLEM,
	    "a block cannot be indented by 0", "write '|' or '>' alone" },
	{ "did not find expected alphabetic or numeric character", NULL, AT_CONTEXT,
	    "a value cannot begin with '&' or '*'", QUOTE_IT },
	{ "did not find expected", "tag", AT_CONTEXT, "a value cannot begin with '!'", QUOTE_IT },
	{ "did not find the expected", "tag", AT_CONTEXT, "a value cannot begin with '!'",
	    QUOTE_IT },
	{ "found undefined tag handle", NULL, AT_PROBLEM, "a value cannot begin with '!'",
	    QUOTE_IT },
	{ "", "directive", AT_CONTEXT, "a line cannot begin with '%'",
	    "put the value in quotes, or take the line away" },
	{ "", "tag", AT_CONTEXT, "a value cannot begin with '!'", QUOTE_IT },
};

static const struct complaint strange_characters[] = {
	{ "\t", NULL, AT_PROBLEM, "a tab indents this line",
	    "indent with blanks: YAML does not allow tabs there" },
	{ "@", NULL, AT_PROBLEM, "a value cannot begin with '@'", QUOTE_IT },
	{ "`", NULL, AT_PROBLEM, "a value cannot begin with '`'", QUOTE_IT },
	{ "%", NULL, AT_PROBLEM, "a value cannot begin with '%'", QUOTE_IT },
};

static bool
matches(const struct complaint *c, struct str problem, struct str context)
{
	return str_starts(problem, str_of(c->problem)) &&
	       (c->context == NULL || str_ends(context, str_of(c->context)));
}

static const struct complaint *
complaint_find(const struct complaint *c, size_t n, struct str problem, struct str context)
{
	for (size_t i = 0; i < n; i++)
		if (matches(&c[i], problem, context))
			return &c[i];
	return NULL;
}

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The line of the source that pos is in, and where it begins. */
static struct str
line_at(const struct source *source, uint32_t number, size_t *start)
{
	size_t from = 0;

	while (--number > 0)
		from = str_find_char(source->text, from, '\n') + 1;
	*start = from;
	return str_sub(source->text, from, str_find_char(source->text, from, '\n') - from);
}

static size_t
indentation(struct str line)
{
	size_t n = 0;

	while (n < line.n && line.p[n] == ' ')
		n++;
	return n;
}

/* libyaml stumbles over the only ':' of a line when the mistake is in how that line or the one
 * before it begins. */
static const struct complaint *
second_colon(struct reader *r, struct pos *pos)
{
	static const struct complaint indented = { "", NULL, AT_PROBLEM,
		"this line is indented further than the one above",
		"begin keys of one level in one column" },
				      no_blank = { "", NULL, AT_PROBLEM,
					      "there is no blank after this ':'",
					      "write key: value, with a blank after the colon" };
	size_t start;
	struct str line = line_at(r->source, pos->line, &start), above;
	size_t colon = str_find(line, 0, STR(": "));

	if (pos->line < 2 || colon + 1 < pos->column)
		return complaints;
	above = line_at(r->source, pos->line - 1, &start);
	if (indentation(line) > indentation(above)) {
		pos->column = (uint32_t)indentation(line) + 1;
		return &indented;
	}
	colon = str_find_char(above, 0, ':');
	if (colon + 1 >= above.n || above.p[colon + 1] == ' ')
		return complaints;
	pos->line--;
	pos->column = (uint32_t)colon + 1;
	return &no_blank;
}

static void
report_character(struct reader *r)
{
	size_t at = r->first.byte + r->parser.problem_offset;
	struct pos pos = pos_at(r->source, at < r->end ? at : r->end);

	if (strstr(r->parser.problem, "control characters") != NULL)
		diag_add(r->diag, MSG_TEXT_CONTROL, pos,
		    "the control character U+%04X does not belong in a text",
		    (unsigned)r->parser.problem_value);
	else
		diag_add(r->diag, MSG_TEXT_ENCODING, pos, "this is not UTF-8 text");
	diag_help(r->diag, "delete it, or save the file as UTF-8 text");
}

static void
report_syntax(struct reader *r)
{
	const yaml_parser_t *p = &r->parser;
	struct str problem = str_of(p->problem != NULL ? p->problem : "");
	struct str context = str_of(p->context != NULL ? p->context : "");
	const struct complaint *c;
	struct pos pos = place(r, p->problem_mark);

	if (str_starts(problem, STR("found character that cannot start any token")))
		c = complaint_find(strange_characters, COUNT(strange_characters),
		    str_sub(r->source->text, r->now.byte, 1), STR(""));
	else
		c = complaint_find(complaints, COUNT(complaints), problem, context);
	if (c == &complaints[0])
		c = second_colon(r, &pos);
	if (c == NULL) {
		diag_add(r->diag, MSG_YAML_SYNTAX, pos, "this is not YAML: %.*s", STR_ARG(problem));
		return;
	}
	if (c->at == AT_CONTEXT && p->context != NULL)
		pos = place(r, p->context_mark);
	diag_add(r->diag, MSG_YAML_SYNTAX, pos, "%s", c->text);
	diag_help(r->diag, "%s", c->help);
}

/* ---- events ------------------------------------------------------------------------------------
 */

/* The next event; false once nothing more can be had, which has been said then. */
static bool
next(struct reader *r, yaml_event_t *e)
{
	if (r->broken)
		return false;
	if (yaml_parser_parse(&r->parser, e))
		return true;
	r->broken = true;
	if (r->parser.error == YAML_MEMORY_ERROR)
		memory_exhausted();
	if (r->parser.error == YAML_READER_ERROR)
		report_character(r);
	else
		report_syntax(r);
	return false;
}

static void
refuse(struct reader *r, yaml_mark_t from, yaml_mark_t to, const char *text, const char *help)
{
	diag_add(r->diag, MSG_YAML_FEATURE, place_range(r, from, to), "%s", text);
	diag_help(r->diag, "%s", help);
}

/* Anchors and tags change what a value means out of sight; we know neither. */
static void
check_plainness(
    struct reader *r, const yaml_event_t *e, const yaml_char_t *anchor, const yaml_char_t *tag)
{
	if (anchor != NULL)
		refuse(r, e->start_mark, e->start_mark, "anchors ('&name') are not used here",
		    "write the value out, or put it in quotes if the '&' belongs to it");
	else if (tag != NULL)
		refuse(r, e->start_mark, e->start_mark, "tags ('!name') are not used here",
		    "take the tag away, or put the value in quotes if the '!' belongs to it");
}

static struct yaml *read_node(struct reader *r, const yaml_event_t *e, int depth);

static struct yaml *
node_new(struct reader *r, enum yaml_type type, const yaml_event_t *e)
{
	struct yaml *node = ARENA_NEW(r->a, struct yaml);

	node->type = type;
	node->pos = type == YAML_SCALAR ? place_range(r, e->start_mark, e->end_mark)
					: place(r, e->start_mark);
	node->text = STR("");
	return node;
}

/* In quotes "\u0001" writes what the gate for text (base/source) has not seen. */
static void
check_escapes(struct reader *r, const struct yaml *node)
{
	size_t at;
	uint32_t c;

	if (!node->quoted || text_check(node->text, &at) == TEXT_FINE)
		return;
	text_decode(node->text, at, &c);
	diag_add(r->diag, MSG_TEXT_CONTROL, node->pos,
	    "the control character U+%04X does not belong in a text", (unsigned)c);
	diag_help(r->diag, "delete it; a backslash that is text is written \\\\ in double quotes");
}

static struct yaml *
read_scalar(struct reader *r, const yaml_event_t *e)
{
	struct yaml *node = node_new(r, YAML_SCALAR, e);
	struct str text = { (const char *)e->data.scalar.value, e->data.scalar.length };

	check_plainness(r, e, e->data.scalar.anchor, e->data.scalar.tag);
	node->quoted = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	node->text = arena_str(r->a, text);
	check_escapes(r, node);
	return node;
}

static struct yaml *
read_list(struct reader *r, const yaml_event_t *start, int depth)
{
	struct yaml *node = node_new(r, YAML_LIST, start);
	struct {
		struct yaml **v;
		size_t n, cap;
	} items = { 0 };
	yaml_event_t e;

	check_plainness(
	    r, start, start->data.sequence_start.anchor, start->data.sequence_start.tag);
	while (next(r, &e)) {
		bool end = e.type == YAML_SEQUENCE_END_EVENT;
		struct yaml *item = end ? NULL : read_node(r, &e, depth + 1);

		yaml_event_delete(&e);
		if (end)
			break;
		*ARENA_PUSH(r->a, &items) = item;
	}
	node->items = items.v;
	node->n = items.n;
	return node;
}

static void
report_duplicates(struct reader *r, const struct yaml *map)
{
	struct map seen = { 0 };

	for (size_t i = 0; i < map->n; i++) {
		const struct yaml_pair *pair = &map->pairs[i], *first;
		void **slot = map_at(&seen, r->a, pair->key);

		if (*slot == NULL) {
			*slot = &map->pairs[i];
			continue;
		}
		first = *slot;
		diag_add(r->diag, MSG_YAML_DUPLICATE, pair->pos, "'%.*s' is given twice",
		    STR_ARG(pair->key));
		diag_help(r->diag, "keep one of the two lines; several values are a list: [a, b]");
		diag_related(r->diag, first->pos, "first defined here");
	}
}

/* A key, or an empty one after a message. */
static void
read_key(struct reader *r, const yaml_event_t *e, int depth, struct yaml_pair *pair)
{
	const struct yaml *key = read_node(r, e, depth);

	pair->key = key->text;
	pair->pos = key->pos;
	if (key->type != YAML_SCALAR)
		refuse(r, e->start_mark, e->start_mark, "a list or group cannot be a key",
		    "write key: value; a value that begins with '{' or '[' goes in quotes");
	else if (key->text.n == 0 && e->type == YAML_SCALAR_EVENT) {
		diag_add(r->diag, MSG_YAML_SYNTAX, key->pos, "there is no key before this ':'");
		diag_help(r->diag, "write key: value");
	}
}

static struct yaml *
read_map(struct reader *r, const yaml_event_t *start, int depth)
{
	struct yaml *node = node_new(r, YAML_MAP, start);
	struct {
		struct yaml_pair *v;
		size_t n, cap;
	} pairs = { 0 };
	yaml_event_t e;

	check_plainness(r, start, start->data.mapping_start.anchor, start->data.mapping_start.tag);
	while (next(r, &e)) {
		bool end = e.type == YAML_MAPPING_END_EVENT;
		struct yaml_pair pair = { 0 };

		if (!end)
			read_key(r, &e, depth + 1, &pair);
		yaml_event_delete(&e);
		if (end || !next(r, &e))
			break;
		pair.value = read_node(r, &e, depth + 1);
		yaml_event_delete(&e);
		*ARENA_PUSH(r->a, &pairs) = pair;
	}
	node->pairs = pairs.v;
	node->n = pairs.n;
	if (!r->broken)
		report_duplicates(r, node);
	return node;
}

/* The node that begins with e; never NULL. */
static struct yaml *
read_node(struct reader *r, const yaml_event_t *e, int depth)
{
	bool nests = e->type == YAML_SEQUENCE_START_EVENT || e->type == YAML_MAPPING_START_EVENT;

	if (nests && depth > DEPTH_LIMIT && !r->broken) {
		diag_add(r->diag, MSG_YAML_DEPTH, place(r, e->start_mark),
		    "lists and groups stand more than %d deep in each other", DEPTH_LIMIT);
		diag_help(r->diag, "look for a bracket that was typed many times");
		r->broken = true;
	} else if (e->type == YAML_SCALAR_EVENT) {
		return read_scalar(r, e);
	} else if (e->type == YAML_SEQUENCE_START_EVENT) {
		return read_list(r, e, depth);
	} else if (e->type == YAML_MAPPING_START_EVENT) {
		return read_map(r, e, depth);
	} else if (e->type == YAML_ALIAS_EVENT) {
		refuse(r, e->start_mark, e->end_mark, "aliases ('*name') are not used here",
		    "write the value out, or put it in quotes if the '*' belongs to it");
	}
	return node_new(r, YAML_SCALAR, e);
}

static void
check_document_start(struct reader *r, const yaml_event_t *e)
{
	if (e->data.document_start.version_directive != NULL ||
	    e->data.document_start.tag_directives.start !=
		e->data.document_start.tag_directives.end)
		refuse(r, e->start_mark, e->start_mark, "a line cannot begin with '%'",
		    "put the value in quotes, or take the line away");
}

static struct yaml *
read_document(struct reader *r, const yaml_event_t *start)
{
	struct yaml *root = NULL;
	yaml_event_t e;

	check_document_start(r, start);
	if (next(r, &e)) {
		root = read_node(r, &e, 1);
		yaml_event_delete(&e);
	}
	if (next(r, &e)) /* the document's end */
		yaml_event_delete(&e);
	if (root != NULL && root->type == YAML_SCALAR && !root->quoted && root->text.n == 0)
		return NULL;
	return root;
}

/* The one document of the stream; NULL when it is empty. */
static struct yaml *
read_stream(struct reader *r)
{
	struct yaml *root = NULL;
	bool seen = false, more = true;
	yaml_event_t e;

	while (more && next(r, &e)) {
		if (e.type == YAML_DOCUMENT_START_EVENT && !seen) {
			seen = true;
			root = read_document(r, &e);
		} else if (e.type == YAML_DOCUMENT_START_EVENT) {
			refuse(r, e.start_mark, e.end_mark, "a second document begins here",
			    "keep one, and take the line '---' away");
			more = false;
		} else {
			more = e.type != YAML_STREAM_END_EVENT;
		}
		yaml_event_delete(&e);
	}
	return root;
}

struct yaml *
yaml_parse(const struct source *source, size_t offset, size_t n, struct arena *a, struct diag *diag)
{
	struct pos start = pos_at(source, offset);
	struct str text = str_sub(source->text, offset, n);
	struct reader r = { .source = source, .a = a, .diag = diag };
	size_t errors = diag->errors;
	struct yaml *root;

	r.first = (struct cursor){
		.byte = offset, .line = start.line, .line_start = offset - (start.column - 1)
	};
	r.now = r.first;
	r.end = offset + text.n;
	if (!yaml_parser_initialize(&r.parser))
		memory_exhausted();
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)text.p, text.n);
	root = read_stream(&r);
	yaml_parser_delete(&r.parser);
	if (diag->errors > errors)
		return NULL;
	if (root == NULL) {
		root = ARENA_NEW(a, struct yaml);
		*root = (struct yaml){ .type = YAML_MAP, .pos = start, .text = STR("") };
	}
	return root;
}

struct yaml *
yaml_get(const struct yaml *map, struct str key)
{
	for (size_t i = 0; map->type == YAML_MAP && i < map->n; i++)
		if (str_eq(map->pairs[i].key, key))
			return map->pairs[i].value;
	return NULL;
}
