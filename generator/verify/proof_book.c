/* proof_book.c - an EPUB, entry by entry; see proof_book.h.
 *
 * The archive is read twice, as links lead forward: first its names and its package, then its
 * documents.  A third time only when an anchor is missing, to show its line. */
#include "proof_book.h"

#include "base/fs.h"
#include "formats/archive.h"
#include "formats/xml.h"
#include "sheet.h"
#include "target.h"

static const size_t entry_limit = (size_t)256 << 20;

struct book {
	struct publication publication;
	struct arena arena;
	struct str path; /* of the archive */
	struct proof_notes notes;
	struct {
		struct source *v;
		size_t n, cap;
	} sheets, packages; /* packages: container.xml, *.opf, *.ncx */
	struct str package; /* the OPF's path */
	bool failed;
};

/* ---- kinds -------------------------------------------------------------------------------------
 */

static const struct {
	const char *extension;
	enum proof_kind kind;
} kinds[] = {
	{ "html", PROOF_DOCUMENT },
	{ "xhtml", PROOF_DOCUMENT },
	{ "htm", PROOF_DOCUMENT },
	{ "xht", PROOF_DOCUMENT },
	{ "css", PROOF_STYLE },
	{ "epub", PROOF_BOOK },
	{ "js", PROOF_OTHER },
	{ "mjs", PROOF_OTHER },
	{ "json", PROOF_OTHER },
	{ "png", PROOF_OTHER },
	{ "jpg", PROOF_OTHER },
	{ "jpeg", PROOF_OTHER },
	{ "gif", PROOF_OTHER },
	{ "webp", PROOF_OTHER },
	{ "svg", PROOF_OTHER },
	{ "ico", PROOF_OTHER },
	{ "woff", PROOF_OTHER },
	{ "woff2", PROOF_OTHER },
	{ "ttf", PROOF_OTHER },
	{ "otf", PROOF_OTHER },
	{ "pdf", PROOF_OTHER },
	{ "mp3", PROOF_OTHER },
	{ "mp4", PROOF_OTHER },
	{ "txt", PROOF_OTHER },
	{ "ncx", PROOF_OTHER },
	{ "opf", PROOF_OTHER },
};

static bool
same_but_case(struct str a, struct str lower)
{
	if (a.n != lower.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if ((a.p[i] | 0x20) != lower.p[i])
			return false;
	return true;
}

bool
proof_kind_is_known(struct str path, enum proof_kind *kind)
{
	size_t dot = path.n;

	while (dot > 0 && path.p[dot - 1] != '.' && path.p[dot - 1] != '/')
		dot--;
	*kind = PROOF_OTHER;
	if (dot == 0 || path.p[dot - 1] != '.')
		return false;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (same_but_case(str_from(path, dot), str_of(kinds[i].extension))) {
			*kind = kinds[i].kind;
			return true;
		}
	return false;
}

enum proof_kind
proof_kind_of(struct str path, struct str head)
{
	enum proof_kind kind;

	if (proof_kind_is_known(path, &kind))
		return kind;
	head = str_sub(head, 0, PROOF_HEAD);
	for (size_t at = str_find_char(head, 0, '<'); at < head.n;
	    at = str_find_char(head, at + 1, '<'))
		if (same_but_case(str_sub(head, at, 5), STR("<html")) ||
		    same_but_case(str_sub(head, at, 14), STR("<!doctype html")))
			return PROOF_DOCUMENT;
	return PROOF_OTHER;
}

/* ---- the package -------------------------------------------------------------------------------
 */

static void
broken(struct book *b, struct str entry, const char *what)
{
	struct source file = { .path = arena_printf(&b->arena, "%.*s%s%.*s", STR_ARG(b->path),
				   entry.n > 0 ? "/" : "", STR_ARG(entry)) };

	b->failed = true;
	diag_add(&b->notes.diag, MSG_BOOK_BROKEN, (struct pos){ .source = &file }, "%s", what);
	diag_help(&b->notes.diag, "remove the book from the output folder and build again");
}

static bool
is_package_file(struct str name)
{
	return str_eq(name, STR("META-INF/container.xml")) || str_ends(name, STR(".opf")) ||
	       str_ends(name, STR(".ncx"));
}

static struct source
source_of(struct book *b, struct str name, struct str bytes)
{
	return (struct source){
		.path = arena_printf(&b->arena, "%.*s/%.*s", STR_ARG(b->path), STR_ARG(name)),
		.text = bytes,
	};
}

/* The path inside of the archive, of a source made above. */
static struct str
entry_of(const struct book *b, const struct source *source)
{
	return str_from(source->path, b->path.n + 1);
}

static bool
first_pass(void *ctx, size_t index, struct str name, struct str bytes)
{
	struct book *b = ctx;
	struct arena *a = &b->arena;
	struct proof_file *file = ARENA_NEW(a, struct proof_file);

	if (map_get(&b->publication.files, name) != NULL)
		broken(b, arena_str(a, name), "the book has two files of this name");
	file->path = arena_str(a, name);
	file->document = proof_kind_of(name, bytes) == PROOF_DOCUMENT;
	*map_at(&b->publication.files, a, file->path) = file;
	if (index == 0 &&
	    (!str_eq(name, STR("mimetype")) || !str_eq(bytes, STR("application/epub+zip"))))
		broken(b, name, "the first entry must be 'mimetype', with application/epub+zip");
	if (is_package_file(name))
		*ARENA_PUSH(a, &b->packages) = source_of(b, file->path, arena_str(a, bytes));
	else if (proof_kind_of(name, bytes) == PROOF_STYLE)
		*ARENA_PUSH(a, &b->sheets) = source_of(b, file->path, arena_str(a, bytes));
	return true;
}

static const struct source *
find_package(const struct book *b, struct str entry)
{
	for (size_t i = 0; i < b->packages.n; i++)
		if (str_eq(entry_of(b, &b->packages.v[i]), entry))
			return &b->packages.v[i];
	return NULL;
}

static void
see_container(void *ctx, const struct xml_tag *tag)
{
	struct book *b = ctx;

	if (str_eq(tag->name, STR("rootfile")) && b->package.n == 0)
		b->package = arena_str(&b->arena, xml_get(tag, "full-path"));
}

static void
see_item(void *ctx, const struct xml_tag *tag)
{
	struct book *b = ctx;
	struct str href = xml_get(tag, "href"), type = xml_get(tag, "media-type");
	struct target t;
	struct proof_file *file;
	bool document;

	if (!str_eq(tag->name, STR("item")) && !str_eq(tag->name, STR("opf:item")))
		return;
	t = target_find(STR(""), b->package, href, &b->arena);
	if (t.kind == TARGET_ELSEWHERE)
		return;
	file = t.kind == TARGET_FILE ? map_get(&b->publication.files, t.path) : NULL;
	if (file == NULL) {
		broken(b, arena_str(&b->arena, href),
		    "the package lists this file, but the book "
		    "does not have it");
		return;
	}
	document = str_eq(type, STR("application/xhtml+xml")) || str_eq(type, STR("text/html"));
	if (document != file->document)
		broken(b, file->path,
		    document
			? "the package lists this file as a document, but its name and content "
			  "say otherwise"
			: "this is a document, but the package does not list it as one");
	if (str_eq(type, STR("text/css")) && !str_ends(file->path, STR(".css")))
		broken(b, file->path, "a style sheet must be called .css");
	file->listed = true;
}

/* The contents for old readers: every target must be there. */
struct contents {
	struct book *book;
	const struct source *source;
};

static void
see_content(void *ctx, const struct xml_tag *tag)
{
	struct contents *c = ctx;
	struct str src = xml_get(tag, "src");

	if (str_eq(tag->name, STR("content")))
		proof_reference(&c->book->publication, entry_of(c->book, c->source), src,
		    pos_at(c->source, tag->offset), &c->book->arena, NULL, &c->book->notes.diag);
}

static bool
read_package(struct book *b)
{
	static const struct xml_handler container = { .start = see_container };
	static const struct xml_handler items = { .start = see_item };
	static const struct xml_handler contents = { .start = see_content };
	const struct source *file = find_package(b, STR("META-INF/container.xml"));
	struct diag *diag = &b->notes.diag;

	if (file == NULL || !xml_scan(file, &container, b, diag)) {
		broken(b, STR(""), "the book has no META-INF/container.xml that can be read");
		return false;
	}
	file = find_package(b, b->package);
	if (file == NULL || !xml_scan(file, &items, b, diag)) {
		broken(b, STR(""), "the book has no package file that can be read");
		return false;
	}
	for (size_t i = 0; i < b->packages.n; i++) {
		struct contents c = { b, &b->packages.v[i] };

		if (str_ends(c.source->path, STR(".ncx")))
			xml_scan(c.source, &contents, &c, diag);
	}
	return true;
}

static void
check_listing(struct book *b)
{
	for (size_t i = 0; i < b->publication.files.n; i++) {
		const struct proof_file *file = b->publication.files.v[i].value;

		if (!file->listed && !str_eq(file->path, STR("mimetype")) &&
		    !str_starts(file->path, STR("META-INF/")) && !str_eq(file->path, b->package))
			broken(b, file->path,
			    "the book has this file, but its package does not "
			    "list it");
	}
}

/* ---- the documents -----------------------------------------------------------------------------
 */

static bool
second_pass(void *ctx, size_t index, struct str name, struct str bytes)
{
	struct book *b = ctx;
	struct proof_file *file = map_get(&b->publication.files, name);
	struct source document = source_of(b, name, bytes);

	(void)index;
	if (file != NULL && file->document)
		proof_read(&b->publication, file, &document, &b->notes);
	return true;
}

bool
proof_anchors(const struct proof_notes *notes, const struct proof_file *from,
    const struct source *document, struct diag *diag)
{
	bool missing = false;

	for (size_t i = 0; i < notes->anchors.n; i++) {
		const struct proof_anchor *anchor = &notes->anchors.v[i];

		if ((from != NULL && anchor->from != from) || !anchor->to->read ||
		    proof_has_id(anchor->to, anchor->id))
			continue;
		missing = true;
		if (document == NULL)
			break;
		diag_add(diag, MSG_OUTPUT_LINK, pos_at(document, anchor->offset),
		    "this links to a part of '%.*s' that is not there: no element has such an id",
		    STR_ARG(anchor->to->path));
	}
	return missing;
}

static bool
third_pass(void *ctx, size_t index, struct str name, struct str bytes)
{
	struct book *b = ctx;
	const struct proof_file *file = map_get(&b->publication.files, name);
	struct source document = source_of(b, name, bytes);

	(void)index;
	if (file != NULL && file->document)
		proof_anchors(&b->notes, file, &document, &b->notes.diag);
	return true;
}

static void
see_url(void *ctx, const struct source *sheet, struct pos pos, struct str reference)
{
	struct book *b = ctx;

	proof_reference(
	    &b->publication, entry_of(b, sheet), reference, pos, &b->arena, NULL, &b->notes.diag);
}

static void
check_book(struct book *b, struct str root)
{
	struct diag *diag = &b->notes.diag;

	if (!archive_read(root, b->path, entry_limit, first_pass, b, diag) || !read_package(b))
		return;
	check_listing(b);
	if (!archive_read(root, b->path, entry_limit, second_pass, b, diag))
		return;
	chain_add_notice(&b->notes.chain);
	sheet_check(b->sheets.v, b->sheets.n, &b->notes.chain, see_url, b, diag);
	if (proof_anchors(&b->notes, NULL, NULL, diag))
		archive_read(root, b->path, entry_limit, third_pass, b, diag);
}

void
proof_book(const struct verify_rules *rules, struct str root, struct str path, struct diag *diag)
{
	struct book b = {
		.publication = { .rules = rules, .base_url = STR(""), .book = true },
		.path = path,
	};

	check_book(&b, root);
	diag_merge(diag, &b.notes.diag);
	proof_notes_release(&b.notes);
	arena_release(&b.arena);
}
