/* json.c - JSON written without a tree (RFC 8259); see json.h.
 *
 * In: calls in the order of the document.  Out: compact text, commas and quotes where they belong;
 * nesting that does not match is our own mistake and asserted. */
#include "formats/json.h"

#include <assert.h>
#include <inttypes.h>

#include "base/text.h"

void
json_init(struct json *j, struct buf *out)
{
	*j = (struct json){ .out = out };
}

/* What stands before a value: a comma, its key. */
static void
begin(struct json *j, const char *key)
{
	if (j->filled[j->depth])
		buf_char(j->out, ',');
	j->filled[j->depth] = true;
	if (key == NULL)
		return;
	buf_char(j->out, '"');
	text_escape_json(j->out, str_of(key));
	buf_str(j->out, STR("\":"));
}

static void
enter(struct json *j, const char *key, char bracket)
{
	begin(j, key);
	buf_char(j->out, bracket);
	assert(j->depth + 1 < JSON_DEPTH);
	j->filled[++j->depth] = false;
}

static void
leave(struct json *j, char bracket)
{
	assert(j->depth > 0);
	j->depth--;
	buf_char(j->out, bracket);
}

void
json_object(struct json *j, const char *key)
{
	enter(j, key, '{');
}

void
json_list(struct json *j, const char *key)
{
	enter(j, key, '[');
}

void
json_end_object(struct json *j)
{
	leave(j, '}');
}

void
json_end_list(struct json *j)
{
	leave(j, ']');
}

void
json_string(struct json *j, const char *key, struct str value)
{
	begin(j, key);
	buf_char(j->out, '"');
	text_escape_json(j->out, value);
	buf_char(j->out, '"');
}

void
json_number(struct json *j, const char *key, int64_t value)
{
	begin(j, key);
	buf_printf(j->out, "%" PRId64, value);
}

void
json_bool(struct json *j, const char *key, bool value)
{
	begin(j, key);
	buf_str(j->out, value ? STR("true") : STR("false"));
}
