/* verify.c - all files of a site; see verify.h.
 *
 * First every document and book, in parallel: what is on the disk, not what was planned.  Then what
 * needs them all: anchors between documents, and the style sheets against the elements that were
 * found around the notice. */
#include "verify.h"

#include <stdlib.h>

#include "base/fs.h"
#include "base/memory.h"
#include "base/pool.h"
#include "proof.h"
#include "proof_book.h"
#include "sheet.h"

static const size_t document_limit = (size_t)64 << 20, style_limit = (size_t)4 << 20;
/* Larger files of unknown kind are no documents that a browser would show. */
static const size_t unknown_limit = (size_t)16 << 20;

struct verify {
	struct publication publication;
	struct arena arena;
	struct proof_file **files; /* in the order given */
	struct proof_notes *notes; /* one for each worker */
	struct arena *bytes;       /* of the file in hand; one for each worker */
};

static void
open_files(struct verify *v, const struct str_list *paths, const struct str_list *roots)
{
	v->files = ARENA_ARRAY(&v->arena, struct proof_file *, paths->n + 1);
	for (size_t i = 0; i < paths->n; i++) {
		struct proof_file *file = ARENA_NEW(&v->arena, struct proof_file);
		enum proof_kind kind;

		*file = (struct proof_file){
			.path = paths->v[i], .root = roots->v[i], .listed = true
		};
		proof_kind_is_known(file->path, &kind);
		file->document = kind == PROOF_DOCUMENT;
		v->files[i] = file;
		*map_at(&v->publication.files, &v->arena, file->path) = file;
	}
}

/* A file whose name does not tell: a document, if it begins like one; a feed or a map of the site,
 * if it is called so. */
static enum proof_kind
read_unknown(
    struct verify *v, const struct proof_file *file, struct arena *a, struct proof_notes *notes)
{
	struct source source = { .path = file->path };
	struct fs_file stat;

	if (!fs_stat(file->root, file->path, &stat) || stat.size > unknown_limit ||
	    !fs_read(file->root, file->path, unknown_limit, a, &source.text, &notes->diag))
		return PROOF_OTHER;
	if (proof_kind_of(file->path, source.text) == PROOF_DOCUMENT)
		return PROOF_DOCUMENT;
	if (str_ends(file->path, STR(".xml")))
		proof_read_list(&v->publication, &source, notes);
	return PROOF_OTHER;
}

static void
check_file(void *ctx, size_t item, unsigned worker)
{
	struct verify *v = ctx;
	struct proof_file *file = v->files[item];
	struct proof_notes *notes = &v->notes[worker];
	struct arena *a = &v->bytes[worker];
	struct source document = { .path = file->path };
	enum proof_kind kind;

	arena_reset(a);
	if (!proof_kind_is_known(file->path, &kind))
		kind = read_unknown(v, file, a, notes);
	if (kind == PROOF_BOOK)
		proof_book(v->publication.rules, file->root, file->path, &notes->diag);
	if (kind != PROOF_DOCUMENT)
		return;
	if (fs_read(file->root, file->path, document_limit, a, &document.text, &notes->diag))
		proof_read(&v->publication, file, &document, notes);
}

/* ---- what needs all files ----------------------------------------------------------------------
 */

/* The documents of one worker with anchors that lead nowhere, read again to show the lines. */
static void
check_anchors(struct verify *v, const struct proof_notes *notes, struct diag *diag)
{
	const struct proof_file *last = NULL;

	if (!proof_anchors(notes, NULL, NULL, diag))
		return;
	for (size_t i = 0; i < notes->anchors.n; i++) {
		const struct proof_file *from = notes->anchors.v[i].from;
		struct source document = { .path = from->path };
		struct arena *a = &v->bytes[0];

		if (from == last) /* those of one document stand together */
			continue;
		last = from;
		arena_reset(a);
		if (!proof_anchors(notes, from, NULL, diag))
			continue;
		if (fs_read(from->root, from->path, document_limit, a, &document.text, diag))
			proof_anchors(notes, from, &document, diag);
	}
}

struct urls {
	struct verify *v;
	struct diag *diag;
};

static void
see_url(void *ctx, const struct source *sheet, struct pos pos, struct str reference)
{
	struct urls *urls = ctx;

	proof_reference(
	    &urls->v->publication, sheet->path, reference, pos, &urls->v->arena, NULL, urls->diag);
}

static void
check_styles(struct verify *v, size_t files, const struct chain *chain, struct diag *diag)
{
	struct {
		struct source *v;
		size_t n, cap;
	} sheets = { 0 };
	struct urls urls = { v, diag };

	for (size_t i = 0; i < files; i++) {
		const struct proof_file *file = v->files[i];
		struct source sheet = { .path = file->path };
		enum proof_kind kind;

		proof_kind_is_known(file->path, &kind);
		if (kind == PROOF_STYLE &&
		    fs_read(file->root, file->path, style_limit, &v->arena, &sheet.text, diag))
			*ARENA_PUSH(&v->arena, &sheets) = sheet;
	}
	sheet_check(sheets.v, sheets.n, chain, see_url, &urls, diag);
}

bool
verify_files(const struct str_list *paths, const struct str_list *roots,
    const struct verify_rules *rules, unsigned workers, struct diag *diag)
{
	struct verify v = { .publication = { .rules = rules, .base_url = rules->base_url } };
	struct chain chain = { 0 };
	size_t errors = diag->errors;

	v.notes = memory_zero(workers, sizeof(*v.notes));
	v.bytes = memory_zero(workers, sizeof(*v.bytes));
	open_files(&v, paths, roots);
	pool_run(workers, paths->n, check_file, &v);
	chain_add_notice(&chain);
	for (unsigned i = 0; i < workers; i++) {
		diag_merge(diag, &v.notes[i].diag);
		chain_merge(&chain, &v.notes[i].chain);
		check_anchors(&v, &v.notes[i], diag);
	}
	check_styles(&v, paths->n, &chain, diag);
	for (unsigned i = 0; i < workers; i++) {
		proof_notes_release(&v.notes[i]);
		arena_release(&v.bytes[i]);
	}
	chain_release(&chain);
	arena_release(&v.arena);
	free(v.notes);
	free(v.bytes);
	return diag->errors == errors;
}
