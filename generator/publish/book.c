/* book.c - from trees to EPUBs; see book.h. */
#include "book.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/memory.h"
#include "formats/archive.h"
#include "formats/xml.h"
#include "notice.h"
#include "package.h"
#include "prose.h"
#include "publisher.h"
#include "website.h"

enum { PICTURE_LIMIT = 64 << 20, RASTER_WIDTH = 1200 };

/* What is kept of a chapter once it is in the spool. */
struct chapter {
	struct arena arena;
	struct packed data;
	const struct heading *headings;
	struct media_list pictures;
	bool svg, mathml;
};

struct picture_data {
	const struct media *media;
	struct packed data, raster;
};

struct shelf {
	const struct publisher *publisher;
	struct spool *spool;
	struct chapter **chapters;     /* [book][chapter] */
	struct packed *covers;         /* by book */
	struct picture_data *pictures; /* by place in course->media */
	size_t *needed;                /* places of those that a book shows */
	size_t needed_n;
};

struct shelf *
shelf_new(const struct publisher *p, struct str folder, struct diag *diag)
{
	size_t books = p->course->config->books.n;
	struct shelf *s = memory_zero(1, sizeof(*s));

	s->publisher = p;
	s->spool = spool_new(folder, diag);
	if (s->spool == NULL) {
		free(s);
		return NULL;
	}
	s->chapters = memory_zero(books, sizeof(*s->chapters));
	for (size_t b = 0; b < books; b++)
		s->chapters[b] = memory_zero(
		    p->course->books[b].articles.n, sizeof(struct chapter));
	s->covers = memory_zero(books, sizeof(*s->covers));
	s->pictures = memory_zero(p->course->media.n, sizeof(*s->pictures));
	return s;
}

void
shelf_free(struct shelf *s)
{
	if (s == NULL)
		return;
	for (size_t b = 0; b < s->publisher->course->config->books.n; b++) {
		for (size_t i = 0; i < s->publisher->course->books[b].articles.n; i++)
			arena_release(&s->chapters[b][i].arena);
		free(s->chapters[b]);
	}
	free(s->chapters);
	free(s->covers);
	free(s->pictures);
	free(s->needed);
	spool_free(s->spool);
	free(s);
}

/* ---- documents ---------------------------------------------------------------------------- */

static void
init_view(struct view *view, const struct publisher *p, const struct book_index *book,
    const char *kind, struct str title, struct arena *a)
{
	const struct config *config = p->course->config;

	*view = (struct view){ .publisher = p,
		.arena = a,
		.book = book,
		.kind = kind,
		.title = title,
		.url = STR(""),
		.content = STR(""),
		.language = book->book->language.n > 0 ? book->book->language : config->language };
}

static bool
render(const struct view *view, enum view_template which, struct str name, struct buf *out,
    struct diag *diag)
{
	struct notice notice = publisher_notice(view->publisher, view->language);

	return view_render(view, which, out, diag) && notice_insert(&notice, true, name, out, diag);
}

static struct str
shown_name(const struct view *view, struct str file)
{
	return arena_printf(view->arena, "books/%.*s.epub/EPUB/%.*s",
	    STR_ARG(view->book->book->id.text), STR_ARG(file));
}

/* A chapter's view, with its text. */
static bool
chapter_view(struct view *view, const struct publisher *p, const struct book_index *book,
    const struct article *article, const struct node *tree, struct media_list *pictures,
    struct arena *a, struct diag *diag)
{
	init_view(view, p, book, "chapter", article->front.title.text, a);
	view->article = article;
	view->url = book_chapter_name(a, article);
	return prose_write(view, tree, pictures, diag);
}

bool
book_chapter(const struct publisher *p, const struct book_index *book,
    const struct article *article, const struct node *tree, struct arena *scratch, struct buf *out,
    struct diag *diag)
{
	struct media_list pictures = { 0 };
	struct view view;

	return chapter_view(&view, p, book, article, tree, &pictures, scratch, diag) &&
	       render(&view, TEMPLATE_CHAPTER, shown_name(&view, view.url), out, diag);
}

bool
book_cover(const struct publisher *p, const struct book_index *book, int width,
    struct arena *scratch, struct buf *png, struct diag *diag)
{
	struct source origin = { .path = STR("templates/book/cover.svg") };
	struct buf svg = { 0 };
	struct view view;
	bool ok;

	init_view(&view, p, book, "cover", book->book->title, scratch);
	ok = view_render(&view, TEMPLATE_COVER, &svg, diag) &&
	     picture_raster(buf_view(&svg), width, width * 8 / 5, png,
		 (struct pos){ .source = &origin }, diag);
	buf_release(&svg);
	return ok;
}

/* ---- rank 1: chapters --------------------------------------------------------------------- */

static void
see_element(void *ctx, const struct xml_tag *tag)
{
	struct chapter *chapter = ctx;

	chapter->svg |= str_eq(tag->name, STR("svg"));
	chapter->mathml |= str_eq(tag->name, STR("math"));
}

static const struct heading *
keep_headings(struct arena *a, const struct heading *h)
{
	struct heading *first = NULL, **at = &first;

	for (; h != NULL; h = h->next) {
		*at = ARENA_NEW(a, struct heading);
		(*at)->id = arena_str(a, h->id);
		(*at)->title = arena_str(a, h->title);
		(*at)->level = h->level;
		at = &(*at)->next;
	}
	return first;
}

static bool
make_chapter(struct shelf *s, size_t book, size_t number, const struct node *tree,
    struct arena *scratch, struct diag *diag)
{
	static const struct xml_handler handler = { .start = see_element };
	const struct book_index *index = &s->publisher->course->books[book];
	struct chapter *chapter = &s->chapters[book][number];
	struct media_list pictures = { 0 };
	struct buf out = { 0 };
	struct source document;
	struct view view;
	bool ok;

	ok = chapter_view(
	    &view, s->publisher, index, index->articles.v[number], tree, &pictures, scratch, diag);
	ok = ok && render(&view, TEMPLATE_CHAPTER, shown_name(&view, view.url), &out, diag);
	document = (struct source){ shown_name(&view, view.url), buf_view(&out) };
	ok = ok && xml_scan(&document, &handler, chapter, diag) &&
	     spool_add(s->spool, buf_view(&out), false, &chapter->data, diag);
	chapter->headings = keep_headings(&chapter->arena, view.contents);
	for (size_t i = 0; i < pictures.n; i++)
		*ARENA_PUSH(&chapter->arena, &chapter->pictures) = pictures.v[i];
	buf_release(&out);
	return ok;
}

bool
shelf_chapters(struct shelf *s, const struct article *article, const struct node *tree,
    struct arena *scratch, struct diag *diag)
{
	const struct course *c = s->publisher->course;
	bool ok = true;

	for (size_t b = 0; b < c->config->books.n; b++) {
		size_t number;

		if (book_find(&c->books[b], article, &number))
			ok &= make_chapter(s, b, number, tree, scratch, diag);
	}
	return ok;
}

bool
shelf_cover(
    struct shelf *s, const struct book_index *book, struct arena *scratch, struct diag *diag)
{
	struct packed *cover = &s->covers[book - s->publisher->course->books];
	struct buf png = { 0 };
	bool ok = book_cover(s->publisher, book, COVER_WIDTH, scratch, &png, diag) &&
		  spool_add(s->spool, buf_view(&png), true, cover, diag);

	buf_release(&png);
	return ok;
}

/* ---- rank 2: pictures, then books --------------------------------------------------------- */

size_t
shelf_pictures(struct shelf *s)
{
	const struct course *c = s->publisher->course;

	s->needed = memory_zero(c->media.n, sizeof(*s->needed));
	for (size_t b = 0; b < c->config->books.n; b++)
		for (size_t i = 0; i < c->books[b].articles.n; i++) {
			const struct media_list *list = &s->chapters[b][i].pictures;

			for (size_t k = 0; k < list->n; k++)
				s->pictures[list->v[k] - c->media.v].media = list->v[k];
		}
	for (size_t i = 0; i < c->media.n; i++)
		if (s->pictures[i].media != NULL)
			s->needed[s->needed_n++] = i;
	return s->needed_n;
}

static bool
pack_raster(struct shelf *s, struct picture_data *p, struct str svg, struct diag *diag)
{
	struct source origin = { .path = p->media->path };
	int width = p->media->picture.width > 0 ? p->media->picture.width : 800;
	int height = p->media->picture.height > 0 ? p->media->picture.height : 600;
	struct buf png = { 0 };
	bool ok;

	height = (int)((double)height * (double)RASTER_WIDTH / width + 0.5);
	ok = picture_raster(
		 svg, RASTER_WIDTH, height, &png, (struct pos){ .source = &origin }, diag) &&
	     spool_add(s->spool, buf_view(&png), true, &p->raster, diag);
	buf_release(&png);
	return ok;
}

bool
shelf_pack_picture(struct shelf *s, size_t i, struct diag *diag)
{
	struct picture_data *p = &s->pictures[s->needed[i]];
	bool svg = p->media->picture.type == PICTURE_SVG;
	struct arena scratch = { 0 };
	struct str bytes;
	bool ok = fs_read(s->publisher->course->options.root, p->media->path, PICTURE_LIMIT,
	    &scratch, &bytes, diag);

	ok = ok && spool_add(s->spool, bytes, !svg, &p->data, diag);
	if (ok && svg)
		ok = pack_raster(s, p, bytes, diag);
	arena_release(&scratch);
	return ok;
}

/* A book on its way into an archive. */
struct binding {
	struct shelf *shelf;
	const struct book_index *book;
	struct view view;
	struct book_item *items;
	struct archive_entry *entries; /* mimetype and container first, then one for each item */
	size_t n;
	struct diag *diag;
	bool ok;
};

enum { ENTRIES_BEFORE = 3 /* mimetype, container, package */ };

static void
bind_packed(struct binding *b, struct book_item item, struct packed data)
{
	item.properties = item.properties.p != NULL ? item.properties : STR("");
	item.title = item.title.p != NULL ? item.title : STR("");
	b->entries[ENTRIES_BEFORE + b->n] = (struct archive_entry){
		arena_printf(b->view.arena, "EPUB/%.*s", STR_ARG(item.name)), data
	};
	b->items[b->n++] = item;
}

static struct packed
spooled(struct binding *b, struct str bytes, bool store)
{
	struct packed data = { 0 };

	b->ok = b->ok && spool_add(b->shelf->spool, bytes, store, &data, b->diag);
	return data;
}

static void
bind_document(struct binding *b, const char *name, struct str title, const char *properties,
    struct buf *document)
{
	bind_packed(b,
	    (struct book_item){ .name = str_of(name),
		.media_type = STR("application/xhtml+xml"),
		.properties = str_of(properties),
		.title = title },
	    spooled(b, buf_view(document), false));
	buf_release(document);
}

static void
bind_front(struct binding *b, const char *name, const char *kind, enum view_template which,
    struct str title)
{
	struct buf out = { 0 };

	b->view.kind = kind;
	b->view.title = title;
	b->view.url = str_of(name);
	b->ok = b->ok && render(&b->view, which, shown_name(&b->view, str_of(name)), &out, b->diag);
	bind_document(b, name, title, "", &out);
}

static void
bind_chapters(struct binding *b)
{
	const struct course *c = b->shelf->publisher->course;
	const struct chapter *chapters = b->shelf->chapters[b->book - c->books];

	for (size_t i = 0; i < b->book->articles.n; i++) {
		const struct chapter *chapter = &chapters[i];
		const struct article *article = b->book->articles.v[i];

		bind_packed(b,
		    (struct book_item){ .name = book_chapter_name(b->view.arena, article),
			.media_type = STR("application/xhtml+xml"),
			.properties = chapter->svg && chapter->mathml ? STR("mathml svg")
				      : chapter->svg                  ? STR("svg")
				      : chapter->mathml               ? STR("mathml")
								      : STR(""),
			.title = article->front.title.text,
			.headings = chapter->headings },
		    chapter->data);
	}
}

/* The pictures of all chapters, each once; whether there are any. */
static bool
bind_pictures(struct binding *b)
{
	const struct course *c = b->shelf->publisher->course;
	const struct chapter *chapters = b->shelf->chapters[b->book - c->books];
	bool *seen = memory_zero(c->media.n, sizeof(*seen)), any = false;

	for (size_t i = 0; i < b->book->articles.n; i++)
		for (size_t k = 0; k < chapters[i].pictures.n; k++)
			seen[chapters[i].pictures.v[k] - c->media.v] = true;
	for (size_t i = 0; i < c->media.n; i++) {
		const struct picture_data *p = &b->shelf->pictures[i];
		struct arena *a = b->view.arena;

		if (!seen[i])
			continue;
		any = true;
		bind_packed(b,
		    (struct book_item){ .name = book_media_name(a, p->media),
			.media_type = str_of(picture_media_type(p->media->picture.type)) },
		    p->data);
		if (p->media->picture.type == PICTURE_SVG)
			bind_packed(b,
			    (struct book_item){ .name = book_raster_name(a, p->media),
				.media_type = STR("image/png") },
			    p->raster);
	}
	free(seen);
	return any;
}

static void
bind_cover(struct binding *b)
{
	bind_packed(b,
	    (struct book_item){ .name = STR("cover.png"),
		.media_type = STR("image/png"),
		.properties = STR("cover-image") },
	    b->shelf->covers[b->book - b->shelf->publisher->course->books]);
}

static void
bind_style(struct binding *b)
{
	const struct asset *css = map_get(&b->shelf->publisher->theme->assets, STR("book.css"));

	bind_packed(b, (struct book_item){ .name = STR("book.css"), .media_type = STR("text/css") },
	    spooled(b, css != NULL ? css->bytes : STR(""), false));
}

/* The files that describe the others; nav takes the second place, kept free for it. */
static void
bind_package(struct binding *b, struct package *package, size_t nav)
{
	struct notice notice = publisher_notice(b->shelf->publisher, b->view.language);
	struct buf out = { 0 };

	package_nav(package, &out);
	b->ok = b->ok &&
		notice_insert(&notice, true, shown_name(&b->view, STR("nav.xhtml")), &out, b->diag);
	b->entries[ENTRIES_BEFORE + nav].data = spooled(b, buf_view(&out), false);
	buf_reset(&out);
	package_ncx(package, &out);
	bind_packed(b,
	    (struct book_item){
		.name = STR("toc.ncx"), .media_type = STR("application/x-dtbncx+xml") },
	    spooled(b, buf_view(&out), false));
	buf_reset(&out);
	package->n = b->n;
	b->entries[0] = (struct archive_entry){ STR("mimetype"),
		spooled(b, STR("application/epub+zip"), true) };
	package_container(&out);
	b->entries[1] = (struct archive_entry){ STR("META-INF/container.xml"),
		spooled(b, buf_view(&out), false) };
	buf_reset(&out);
	package_opf(package, &out);
	b->entries[2] = (struct archive_entry){ STR("EPUB/package.opf"),
		spooled(b, buf_view(&out), false) };
	buf_release(&out);
}

bool
shelf_write(struct shelf *s, const struct book_index *book, struct str folder, struct str path,
    struct diag *diag)
{
	enum { NAV = 1, FRONT = 3, OTHERS = 3 /* cover, style, NCX */ };
	size_t room = FRONT + OTHERS + book->articles.n + 2 * s->publisher->course->media.n;
	struct arena scratch = { 0 };
	struct binding b = { .shelf = s, .book = book, .diag = diag, .ok = true };
	struct package package = {
		.publisher = s->publisher, .book = book, .view = &b.view, .body = FRONT
	};

	init_view(&b.view, s->publisher, book, "title", book->book->title, &scratch);
	b.items = ARENA_ARRAY(&scratch, struct book_item, room);
	b.entries = ARENA_ARRAY(&scratch, struct archive_entry, room + ENTRIES_BEFORE);
	bind_front(&b, "title.xhtml", "title", TEMPLATE_BOOK_TITLE, book->book->title);
	bind_packed(&b,
	    (struct book_item){ .name = STR("nav.xhtml"),
		.media_type = STR("application/xhtml+xml"),
		.properties = STR("nav"),
		.title = view_word(&b.view, "contents") },
	    (struct packed){ 0 });
	bind_front(&b, "disclaimer.xhtml", "disclaimer", TEMPLATE_BOOK_DISCLAIMER,
	    publisher_notice(s->publisher, b.view.language).title);
	bind_chapters(&b);
	package.documents = b.n;
	package.pictures = bind_pictures(&b);
	bind_cover(&b);
	bind_style(&b);
	package.items = b.items;
	bind_package(&b, &package, NAV);
	b.ok = b.ok && archive_write(folder, path, s->spool, b.entries, b.n + ENTRIES_BEFORE, diag);
	arena_release(&scratch);
	return b.ok;
}
