/* references.c - see references.h.  Style: ICMJE recommendations, "Samples of Formatted
 * References"; ISBN: ISO 2108; DOI: ISO 26324 as Crossref writes it (10.prefix/suffix). */
#include "references.h"

#include <ctype.h>

#include "base/fs.h"
#include "base/source.h"
#include "base/text.h"

enum { AUTHORS_SHOWN = 6 };

#define FIELD(key, kind, member, required) \
	{ key, kind, offsetof(struct reference, member), required, NULL, NULL }

static const char *const types[] = { "article-journal", "book", "chapter", "webpage", NULL };
enum { TYPE_ARTICLE, TYPE_BOOK, TYPE_CHAPTER, TYPE_WEBPAGE };

static const struct yaml_field author_fields[] = {
	{ "family", YAML_STRING, offsetof(struct reference_author, family), false, NULL, NULL },
	{ "given", YAML_STRING, offsetof(struct reference_author, given), false, NULL, NULL },
	{ "literal", YAML_STRING, offsetof(struct reference_author, literal), false, NULL, NULL },
};
static const struct yaml_schema author_schema = { "an author", author_fields, 3,
	sizeof(struct reference_author) };

static const struct yaml_field reference_fields[] = {
	FIELD("id", YAML_PLACED, id, true),
	{ "type", YAML_CHOICE, offsetof(struct reference, type), true, NULL, types },
	FIELD("title", YAML_STRING, title, true),
	{ "author", YAML_STRUCTS, offsetof(struct reference, authors), false, &author_schema,
	    NULL },
	{ "editor", YAML_STRUCTS, offsetof(struct reference, editors), false, &author_schema,
	    NULL },
	FIELD("et-al", YAML_BOOL, et_al, false),
	FIELD("container-title", YAML_STRING, container_title, false),
	FIELD("container-title-short", YAML_STRING, container_short, false),
	FIELD("volume", YAML_STRING, volume, false),
	FIELD("issue", YAML_STRING, issue, false),
	FIELD("page", YAML_STRING, page, false),
	FIELD("issued", YAML_STRING, issued, false),
	FIELD("publisher", YAML_STRING, publisher, false),
	FIELD("publisher-place", YAML_STRING, place, false),
	FIELD("edition", YAML_STRING, edition, false),
	FIELD("URL", YAML_STRING, url, false),
	FIELD("DOI", YAML_PLACED, doi, false),
	FIELD("ISBN", YAML_PLACED, isbn, false),
	FIELD("PMID", YAML_PLACED, pmid, false),
};
static const struct yaml_schema reference_schema = { "a reference", reference_fields,
	sizeof(reference_fields) / sizeof(reference_fields[0]), sizeof(struct reference) };

static const struct yaml_field file_fields[] = {
	{ "references", YAML_STRUCTS, offsetof(struct references, rows), true, &reference_schema,
	    NULL },
};
static const struct yaml_schema file_schema = { "references.yaml", file_fields, 1,
	sizeof(struct references) };

/* ---- identifiers -------------------------------------------------------------------------- */

/* The digits of an ISBN (X is 10), without hyphens and blanks; 0 when there is another character.
 */
static size_t
isbn_digits(struct str s, int digits[14])
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '-' || c == ' ')
			continue;
		if (n == 13 || !(isdigit((unsigned char)c) || ((c == 'X' || c == 'x') && n == 9)))
			return 0;
		digits[n++] = isdigit((unsigned char)c) ? c - '0' : 10;
	}
	return n;
}

static bool
is_isbn(struct str s)
{
	int digits[14], sum = 0;
	size_t n = isbn_digits(s, digits);

	for (size_t i = 0; i < n; i++)
		sum += n == 13 ? digits[i] * (i % 2 == 0 ? 1 : 3) : digits[i] * (int)(10 - i);
	return (n == 13 && sum % 10 == 0) || (n == 10 && sum % 11 == 0);
}

static bool
is_doi(struct str s)
{
	size_t slash = str_find_char(s, 0, '/');

	if (!str_starts(s, STR("10.")) || slash < 7 || slash > 12 || slash + 1 >= s.n)
		return false;
	for (size_t i = 3; i < slash; i++)
		if (!isdigit((unsigned char)s.p[i]) && s.p[i] != '.')
			return false;
	for (size_t i = slash; i < s.n; i++)
		if (s.p[i] == ' ')
			return false;
	return true;
}

static bool
is_pmid(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!isdigit((unsigned char)s.p[i]))
			return false;
	return s.n >= 1 && s.n <= 8;
}

static void
check_identifier(const struct placed *id, const char *what, bool (*is)(struct str s),
    const char *form, struct diag *diag)
{
	if (id->text.n == 0 || is(id->text))
		return;
	diag_add(
	    diag, MSG_REFERENCE_IDENTIFIER, id->pos, "'%.*s' is no %s", STR_ARG(id->text), what);
	diag_help(diag, "%s", form);
}

static void
check(struct references *references, struct arena *a, struct diag *diag)
{
	const struct reference *rows = references->rows.v;

	for (size_t i = 0; i < references->rows.n; i++) {
		const struct reference *r = &rows[i], *first;
		void **slot = map_at(&references->by_id, a, r->id.text);

		check_identifier(&r->doi, "DOI", is_doi,
		    "write it without https://doi.org/, such as 10.3389/fphys.2019.01299", diag);
		check_identifier(&r->isbn, "ISBN", is_isbn,
		    "its check digit does not fit: compare it with the book", diag);
		check_identifier(
		    &r->pmid, "PMID", is_pmid, "it is a number of up to eight digits", diag);
		first = *slot;
		if (first == NULL) {
			*slot = (void *)(uintptr_t)r;
			continue;
		}
		diag_add(diag, MSG_REFERENCE_TWICE, r->id.pos,
		    "the reference '%.*s' is defined twice", STR_ARG(r->id.text));
		diag_help(diag, "give each its own id, or keep one of the two");
		diag_related(diag, first->id.pos, "first here");
	}
}

bool
references_load(struct str root, struct references *references, struct arena *a, struct diag *diag)
{
	struct source *source = ARENA_NEW(a, struct source);
	size_t errors = diag->errors;
	struct yaml *map;

	if (!fs_exists(root, STR("content/references.yaml")))
		return true;
	if (source_read(root, STR("content/references.yaml"), a, source, diag) &&
	    (map = yaml_parse(source, 0, source->text.n, a, diag)) != NULL) {
		yaml_read(map, &file_schema, references, a, diag);
		check(references, a,
		    diag); /* even after mistakes, so that citations find the others */
	}
	return diag->errors == errors;
}

const struct reference *
reference_find(const struct references *references, struct str id)
{
	return map_get(&references->by_id, id);
}

void
reference_unknown(
    const struct references *references, struct str id, struct pos pos, struct diag *diag)
{
	const struct reference *rows = references->rows.v;
	struct arena scratch = { 0 };
	struct str *names = ARENA_ARRAY(&scratch, struct str, references->rows.n + 1);

	for (size_t i = 0; i < references->rows.n; i++)
		names[i] = rows[i].id.text;
	diag_add(diag, MSG_REFERENCE_UNKNOWN, pos, "there is no reference '%.*s'", STR_ARG(id));
	diag_suggest(diag, id, names, references->rows.n);
	if (references->rows.n == 0)
		diag_help(diag, "define it in content/references.yaml");
	arena_release(&scratch);
}

/* ---- writing ------------------------------------------------------------------------------ */

/* "Gray H", with one letter a given name. */
static void
write_author(const struct reference_author *author, struct buf *out)
{
	bool initial = true;

	if (author->literal.n > 0) {
		text_escape(out, author->literal);
		return;
	}
	text_escape(out, author->family);
	if (author->given.n > 0)
		buf_char(out, ' ');
	for (size_t i = 0; i < author->given.n;) {
		uint32_t c;

		i += text_decode(author->given, i, &c);
		if (c == ' ' || c == '-' || c == '.')
			initial = true;
		else if (initial || (c >= 'A' && c <= 'Z')) {
			text_encode(out, c);
			initial = false;
		}
	}
}

static void
write_authors(const struct reference *r, struct buf *out)
{
	bool edited = r->authors.n == 0;
	const struct reference_author *authors = edited ? r->editors.v : r->authors.v;
	size_t n = edited ? r->editors.n : r->authors.n;
	bool cut = r->et_al || n > AUTHORS_SHOWN;

	if (n == 0)
		return;
	for (size_t i = 0; i < n && i < AUTHORS_SHOWN; i++) {
		if (i > 0)
			buf_str(out, STR(", "));
		write_author(&authors[i], out);
	}
	buf_str(out, cut ? STR(", et al") : STR(""));
	buf_str(out, !edited ? STR(". ") : n > 1 ? STR(", editors. ") : STR(", editor. "));
}

/* A field with what stands round it, when there is one. */
static void
write_field(struct buf *out, const char *before, struct str field, const char *after)
{
	if (field.n == 0)
		return;
	buf_str(out, str_of(before));
	text_escape(out, field);
	buf_str(out, str_of(after));
}

static void
write_article(const struct reference *r, struct buf *out)
{
	buf_str(out, STR(" <cite>"));
	text_escape(out, r->container_short.n > 0 ? r->container_short : r->container_title);
	buf_str(out, STR("</cite>."));
	write_field(out, " ", r->issued, "");
	write_field(out, ";", r->volume, "");
	write_field(out, "(", r->issue, ")");
	write_field(out, ":", r->page, "");
	buf_char(out, '.');
}

static void
write_book(const struct reference *r, struct buf *out)
{
	write_field(
	    out, " In: <cite>", r->type == TYPE_CHAPTER ? r->container_title : STR(""), "</cite>.");
	write_field(out, " ", r->edition, ". ed.");
	write_field(out, " ", r->place, r->publisher.n > 0 ? ":" : ";");
	write_field(out, " ", r->publisher, r->issued.n > 0 ? ";" : ".");
	write_field(out, " ", r->issued, ".");
	write_field(out, " p. ", r->page, ".");
}

static void
write_identifier(struct buf *out, const char *label, const char *address, struct str id)
{
	if (id.n == 0)
		return;
	buf_printf(out, " %s<a href=\"%s", label, address);
	text_escape(out, id);
	buf_str(out, STR("\">"));
	text_escape(out, id);
	buf_str(out, STR("</a>."));
}

void
reference_write(const struct reference *r, struct buf *out)
{
	write_authors(r, out);
	if (r->type == TYPE_BOOK)
		buf_str(out, STR("<cite>"));
	text_escape(out, r->title);
	buf_str(out, r->type == TYPE_BOOK ? STR("</cite>.") : STR("."));
	if (r->type == TYPE_ARTICLE)
		write_article(r, out);
	else
		write_book(r, out);
	write_identifier(out, "doi:", "https://doi.org/", r->doi.text);
	write_identifier(out, "PMID: ", "https://pubmed.ncbi.nlm.nih.gov/", r->pmid.text);
	write_field(out, " ISBN ", r->isbn.text, ".");
	write_identifier(out, "", "", r->doi.text.n == 0 ? r->url : STR(""));
}

void
reference_write_short(const struct reference *r, struct buf *out)
{
	const struct reference_author *authors = r->authors.v;

	for (size_t i = 0; i < r->authors.n && i < 2; i++) {
		if (i > 0 && (r->authors.n > 2 || r->et_al))
			break;
		buf_str(out, i > 0 ? STR(" and ") : STR(""));
		text_escape(out, authors[i].literal.n > 0 ? authors[i].literal : authors[i].family);
	}
	if (r->authors.n > 2 || r->et_al)
		buf_str(out, STR(" et al."));
	if (r->authors.n == 0)
		text_escape(out, r->title);
	write_field(out, " ", r->issued, "");
}
