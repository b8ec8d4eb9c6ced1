/* pack.c - the ranks of a build, for one book; see pack.h. */
#include "pack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "publish/book.h"

enum { BOOK_LIMIT = 1 << 30 };

static bool
make_folder(struct arena *a, struct str *folder, struct diag *diag)
{
	const char *top = getenv("TMPDIR");
	struct str pattern = arena_printf(
	    a, "%s/soleus-XXXXXX", top != NULL && *top != '\0' ? top : "/tmp");
	struct source source = { .path = pattern };
	char *name = mkdtemp((char *)(uintptr_t)pattern.p);

	if (name == NULL) {
		diag_add(diag, MSG_FILE_SYSTEM, (struct pos){ .source = &source },
		    "cannot make a temporary folder: %s", strerror(errno));
		return false;
	}
	*folder = str_of(name);
	return true;
}

static bool
make_parts(
    struct shelf *shelf, const struct site *site, const struct book_index *book, struct diag *diag)
{
	struct article_options options = course_article_options(site->course);
	struct arena scratch = { 0 };
	bool ok = true;

	for (size_t i = 0; ok && i < book->articles.n; i++) {
		const struct article *article = book->articles.v[i];
		struct node *tree = article_parse(
		    site->course->options.root, article, &options, &scratch, diag);

		ok = tree != NULL && shelf_chapters(shelf, article, tree, &scratch, diag);
		arena_reset(&scratch);
	}
	ok = ok && shelf_cover(shelf, book, &scratch, diag);
	arena_release(&scratch);
	return ok;
}

bool
pack_book(
    const struct site *site, const struct book_index *book, struct buf *out, struct diag *diag)
{
	const struct str name = STR("book.epub");
	struct arena a = { 0 };
	struct str folder, bytes;
	struct shelf *shelf;
	bool ok = make_folder(&a, &folder, diag);

	if (!ok)
		goto out;
	shelf = shelf_new(site->publisher, folder, diag);
	ok = shelf != NULL && make_parts(shelf, site, book, diag);
	for (size_t i = 0, n = ok ? shelf_pictures(shelf) : 0; ok && i < n; i++)
		ok = shelf_pack_picture(shelf, i, diag);
	ok = ok && shelf_write(shelf, book, folder, name, diag) &&
	     fs_read(folder, name, BOOK_LIMIT, &a, &bytes, diag);
	if (ok)
		buf_str(out, bytes);
	shelf_free(shelf);
	fs_remove_tree(folder, STR(""), diag);
out:
	arena_release(&a);
	return ok;
}
