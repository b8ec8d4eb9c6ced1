/* diag.c - collecting, ordering and printing messages; see diag.h. */
#include "diag.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

const struct message_info message_table[MESSAGE_COUNT] = {
#define MESSAGE(symbol, code, severity, meaning, remedy) \
	[MSG_##symbol] = { code, severity, meaning, remedy },
#include "messages.def"
#undef MESSAGE
};

/* A place, freed from its source: the line it shows is copied. */
struct place {
	struct str path, excerpt; /* the line, or what stands near in a long one; may be empty */
	uint32_t line, column, length; /* bytes, as in struct pos */
	size_t character;              /* the column as a person counts: in characters, from 1 */
	size_t at;                     /* the column's byte in the excerpt, from 0 */
};

struct related {
	struct related *next;
	struct place place;
	struct str text;
};

struct diag_entry {
	enum message message;
	struct place place;
	struct str text, help;
	struct related *related;
};

enum { EXCERPT_LIMIT = 160, CHOICES_SHOWN = 12, ENTRIES_LIMIT = 1000 };

void
diag_release(struct diag *d)
{
	arena_release(&d->arena);
	*d = (struct diag){ 0 };
}

static struct str
line_of(struct diag *d, struct str text, uint32_t line)
{
	bool onward = d->seen.text == text.p && line >= d->seen.line;
	size_t from = onward ? d->seen.offset : 0;
	struct str s;

	for (uint32_t i = onward ? d->seen.line : 1; i < line && from < text.n; i++)
		from = str_find_char(text, from, '\n') + 1;
	d->seen.text = text.p;
	d->seen.line = line;
	d->seen.offset = from;
	s = str_from(text, from);
	s.n = str_find_char(s, 0, '\n');
	if (s.n > 0 && s.p[s.n - 1] == '\r')
		s.n--;
	return s;
}

/* The character that holds byte at of checked text begins here. */
static size_t
character_start(struct str s, size_t at)
{
	while (at > 0 && at < s.n && ((unsigned char)s.p[at] & 0xc0) == 0x80)
		at--;
	return at < s.n ? at : s.n;
}

/* Paragraphs are often written as one long line: what is shown is the part around the column. */
static void
take_excerpt(struct diag *d, struct str line, struct place *place)
{
	size_t at = place->column > 0 ? place->column - 1 : 0, from = 0, to;

	if (at > line.n)
		at = line.n;
	if (line.n > EXCERPT_LIMIT && at > EXCERPT_LIMIT / 2)
		from = character_start(line, at - EXCERPT_LIMIT / 2);
	to = character_start(line, from + EXCERPT_LIMIT);
	place->excerpt = arena_printf(&d->arena, "%s%.*s%s", from > 0 ? "…" : "", (int)(to - from),
	    line.p + from, to < line.n ? "…" : "");
	place->character = text_length(str_sub(line, 0, at)) + 1;
	place->at = at - from + (from > 0 ? sizeof("…") - 1 : 0);
	if (place->at > place->excerpt.n) /* text that was not checked may hold a NUL */
		place->at = place->excerpt.n;
}

static struct place
place_of(struct diag *d, struct pos pos)
{
	struct place place = { .path = STR(""),
		.excerpt = STR(""),
		.line = pos.line,
		.column = pos.column,
		.length = pos.length,
		.character = pos.column };

	if (pos.source == NULL)
		return place;
	place.path = arena_str(&d->arena, pos.source->path);
	if (pos.line > 0 && pos.source->text.p != NULL)
		take_excerpt(d, line_of(d, pos.source->text, pos.line), &place);
	return place;
}

static struct str formatted(struct diag *d, const char *format, va_list args) PRINTF_LIKE(2, 0);

static struct str
formatted(struct diag *d, const char *format, va_list args)
{
	struct buf b = { 0 };
	struct str s;

	buf_vprintf(&b, format, args);
	s = arena_str(&d->arena, buf_view(&b));
	buf_release(&b);
	return s;
}

static void
count(struct diag *d, enum message message)
{
	if (message_table[message].severity == SEVERITY_ERROR)
		d->errors++;
	else
		d->warnings++;
}

void
diag_add(struct diag *d, enum message message, struct pos pos, const char *format, ...)
{
	struct diag_entry *e;
	va_list args;

	count(d, message);
	d->full = d->entries.n >= ENTRIES_LIMIT;
	if (d->full)
		return;
	e = ARENA_NEW(&d->arena, struct diag_entry);
	e->message = message;
	e->place = place_of(d, pos);
	va_start(args, format);
	e->text = formatted(d, format, args);
	va_end(args);
	e->help = STR("");
	*ARENA_PUSH(&d->arena, &d->entries) = e;
}

static struct diag_entry *
last(struct diag *d)
{
	return d->entries.v[d->entries.n - 1];
}

void
diag_help(struct diag *d, const char *format, ...)
{
	va_list args;

	if (d->full)
		return;
	va_start(args, format);
	last(d)->help = formatted(d, format, args);
	va_end(args);
}

void
diag_related(struct diag *d, struct pos pos, const char *format, ...)
{
	struct related *r, **at;
	va_list args;

	if (d->full)
		return;
	r = ARENA_NEW(&d->arena, struct related);
	at = &last(d)->related;
	r->place = place_of(d, pos);
	va_start(args, format);
	r->text = formatted(d, format, args);
	va_end(args);
	while (*at != NULL)
		at = &(*at)->next;
	*at = r;
}

bool
diag_suggest(struct diag *d, struct str wrong, const struct str *names, size_t n)
{
	struct str near = text_nearest(wrong, names, d->full ? 0 : n);
	struct diag_entry *e;

	if (near.n == 0)
		return false;
	e = last(d);
	e->text = arena_printf(
	    &d->arena, "%.*s; did you mean '%.*s'?", STR_ARG(e->text), STR_ARG(near));
	return true;
}

void
diag_choices(struct diag *d, struct str wrong, const char *intro, const struct str *names, size_t n)
{
	const char *before = " ";
	struct buf list = { 0 };

	if (diag_suggest(d, wrong, names, n) || n == 0)
		return;
	for (size_t i = 0; i < n && i < CHOICES_SHOWN; i++) {
		if (names[i].n == 0)
			continue;
		buf_printf(&list, "%s%.*s", before, STR_ARG(names[i]));
		before = ", ";
	}
	diag_help(d, "%s%.*s%s", intro, STR_ARG(buf_view(&list)), n > CHOICES_SHOWN ? ", …" : "");
	buf_release(&list);
}

static struct place
place_copy(struct arena *a, struct place place)
{
	place.path = arena_str(a, place.path);
	place.excerpt = arena_str(a, place.excerpt);
	return place;
}

static void
merge_entry(struct diag *into, const struct diag_entry *old)
{
	struct arena *a = &into->arena;
	struct diag_entry *e = ARENA_NEW(a, struct diag_entry);
	struct related **at = &e->related;

	*e = (struct diag_entry){ .message = old->message,
		.place = place_copy(a, old->place),
		.text = arena_str(a, old->text),
		.help = arena_str(a, old->help) };
	for (const struct related *r = old->related; r != NULL; r = r->next) {
		*at = ARENA_NEW(a, struct related);
		(*at)->place = place_copy(a, r->place);
		(*at)->text = arena_str(a, r->text);
		at = &(*at)->next;
	}
	*ARENA_PUSH(a, &into->entries) = e;
	count(into, e->message);
}

void
diag_merge(struct diag *into, const struct diag *from)
{
	diag_merge_without(into, from, &(struct str_list){ 0 });
}

void
diag_merge_without(struct diag *into, const struct diag *from, const struct str_list *paths)
{
	for (size_t i = 0; i < from->entries.n; i++) {
		size_t k = 0;

		while (k < paths->n && !str_eq(from->entries.v[i]->place.path, paths->v[k]))
			k++;
		if (k == paths->n)
			merge_entry(into, from->entries.v[i]);
	}
}

static int
compare(const void *va, const void *vb)
{
	const struct diag_entry *a = *(struct diag_entry *const *)va;
	const struct diag_entry *b = *(struct diag_entry *const *)vb;
	int order = str_cmp(a->place.path, b->place.path);

	if (order == 0)
		order = (a->place.line > b->place.line) - (a->place.line < b->place.line);
	if (order == 0)
		order = (a->place.column > b->place.column) - (a->place.column < b->place.column);
	if (order == 0)
		order = strcmp(message_table[a->message].code, message_table[b->message].code);
	return order != 0 ? order : str_cmp(a->text, b->text);
}

void
diag_sort(struct diag *d)
{
	size_t kept = 0;

	if (d->entries.n == 0)
		return;
	qsort(d->entries.v, d->entries.n, sizeof(d->entries.v[0]), compare);
	d->errors = d->warnings = 0;
	for (size_t i = 0; i < d->entries.n; i++) {
		if (kept > 0 && compare(&d->entries.v[kept - 1], &d->entries.v[i]) == 0)
			continue;
		d->entries.v[kept++] = d->entries.v[i];
		count(d, d->entries.v[i]->message);
	}
	d->entries.n = kept;
}

/* Names of files may hold anything, also what moves the cursor of a terminal. */
static void
print_plain(struct str s, struct buf *out)
{
	for (size_t i = 0; i < s.n; i++)
		buf_char(out, (unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f ? '?' : s.p[i]);
}

static void
print_place(const struct place *place, struct buf *out)
{
	if (place->path.n == 0) {
		buf_str(out, STR("soleus"));
		return;
	}
	print_plain(place->path, out);
	if (place->line > 0)
		buf_printf(out, ":%u", place->line);
	if (place->line > 0 && place->column > 0)
		buf_printf(out, ":%zu", place->character);
}

/* The line with its number, tabs kept, and under it a caret at the right cell of a terminal: the
 * same tabs again, two blanks for a wide character, none for one that combines. */
static void
print_excerpt(const struct place *place, struct buf *out)
{
	struct str line = place->excerpt;
	size_t from = place->at, i = 0;
	uint32_t c;

	if (place->line == 0 || str_trim(line).n == 0)
		return;
	buf_printf(out, "%5u | %.*s\n", place->line, STR_ARG(line));
	if (place->column == 0)
		return;
	buf_str(out, STR("      | "));
	while (i < from) {
		i += text_decode(line, i, &c);
		for (int cells = c == '\t' ? 1 : text_width(c); cells > 0; cells--)
			buf_char(out, c == '\t' ? '\t' : ' ');
	}
	buf_char(out, '^');
	if (i < line.n)
		i += text_decode(line, i, &c);
	while (i < from + place->length && i < line.n) {
		i += text_decode(line, i, &c);
		for (int cells = c == '\t' ? 1 : text_width(c); cells > 0; cells--)
			buf_char(out, '~');
	}
	buf_char(out, '\n');
}

static void
print_text(const struct diag_entry *e, bool colour, struct buf *out)
{
	const struct message_info *info = &message_table[e->message];
	bool error = info->severity == SEVERITY_ERROR;
	const char *bold = colour ? "\033[1m" : "", *off = colour ? "\033[0m" : "";
	const char *tint = !colour ? "" : error ? "\033[1;31m" : "\033[1;33m";

	buf_str(out, str_of(bold));
	print_place(&e->place, out);
	buf_printf(
	    out, ":%s %s%s[%s]:%s ", off, tint, error ? "error" : "warning", info->code, off);
	print_plain(e->text, out);
	buf_char(out, '\n');
	print_excerpt(&e->place, out);
	if (e->help.n > 0)
		buf_printf(out, "      = %.*s\n", STR_ARG(e->help));
	for (const struct related *r = e->related; r != NULL; r = r->next) {
		buf_str(out, STR("  "));
		print_place(&r->place, out);
		buf_printf(out, ": note: %.*s\n", STR_ARG(r->text));
		print_excerpt(&r->place, out);
	}
}

static void
print_json_place(const struct place *place, struct buf *out)
{
	buf_str(out, STR("\"file\":\""));
	text_escape_json(out, place->path);
	buf_printf(out, "\",\"line\":%u,\"column\":%zu", place->line,
	    place->line > 0 && place->column > 0 ? place->character : 0);
}

static void
print_json_string(struct buf *out, const char *key, struct str value)
{
	buf_printf(out, ",\"%s\":\"", key);
	text_escape_json(out, value);
	buf_char(out, '"');
}

static void
print_json(const struct diag_entry *e, struct buf *out)
{
	const struct message_info *info = &message_table[e->message];

	buf_char(out, '{');
	print_json_place(&e->place, out);
	print_json_string(
	    out, "severity", info->severity == SEVERITY_ERROR ? STR("error") : STR("warning"));
	print_json_string(out, "code", str_of(info->code));
	print_json_string(out, "message", e->text);
	if (e->help.n > 0)
		print_json_string(out, "help", e->help);
	if (e->place.line > 0)
		print_json_string(out, "source", e->place.excerpt);
	if (e->related != NULL)
		buf_str(out, STR(",\"related\":["));
	for (const struct related *r = e->related; r != NULL; r = r->next) {
		buf_char(out, '{');
		print_json_place(&r->place, out);
		print_json_string(out, "message", r->text);
		buf_str(out, r->next != NULL ? STR("},") : STR("}]"));
	}
	buf_str(out, STR("}\n"));
}

void
diag_print(const struct diag *d, enum diag_style style, struct buf *out)
{
	for (size_t i = 0; i < d->entries.n; i++) {
		if (style == DIAG_JSON)
			print_json(d->entries.v[i], out);
		else
			print_text(d->entries.v[i], style == DIAG_COLOUR, out);
	}
}

struct pos
pos_at(const struct source *source, size_t offset)
{
	struct pos pos = { .source = source, .line = 1 };
	size_t start = 0, end;

	if (offset > source->text.n)
		offset = source->text.n;
	while ((end = str_find_char(source->text, start, '\n')) < offset) {
		start = end + 1;
		pos.line++;
	}
	pos.column = (uint32_t)(offset - start + 1);
	return pos;
}
