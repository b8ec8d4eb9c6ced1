/* package.c - OPF, navigation, NCX; see package.h. */
#include "package.h"

#include "formats/xml.h"

void
package_container(struct buf *out)
{
	struct xml_writer *w = xml_writer_new(out);

	xml_start(w, "container");
	xml_attribute(w, "version", STR("1.0"));
	xml_attribute(w, "xmlns", STR("urn:oasis:names:tc:opendocument:xmlns:container"));
	xml_start(w, "rootfiles");
	xml_start(w, "rootfile");
	xml_attribute(w, "full-path", STR("EPUB/package.opf"));
	xml_attribute(w, "media-type", STR("application/oebps-package+xml"));
	xml_writer_free(w);
}

/* ---- the package document ----------------------------------------------------------------- */

static void
meta(struct xml_writer *w, const char *property, struct str value)
{
	if (value.n == 0)
		return;
	xml_start(w, "meta");
	xml_attribute(w, "property", str_of(property));
	xml_text(w, value);
	xml_end(w);
}

static void
refine(
    struct xml_writer *w, struct str id, const char *property, const char *scheme, struct str value)
{
	struct buf target = { 0 };

	buf_char(&target, '#');
	buf_str(&target, id);
	xml_start(w, "meta");
	xml_attribute(w, "refines", buf_view(&target));
	xml_attribute(w, "property", str_of(property));
	if (scheme != NULL)
		xml_attribute(w, "scheme", str_of(scheme));
	xml_text(w, value);
	xml_end(w);
	buf_release(&target);
}

static void
optional(struct xml_writer *w, const char *name, struct str value)
{
	if (value.n > 0)
		xml_element(w, name, value);
}

static void
write_creators(struct xml_writer *w, const struct package *p)
{
	const struct config *config = p->publisher->course->config;
	const struct placed_list *creators = &p->book->book->creators;

	for (size_t i = 0; i < creators->n; i++) {
		const struct person *person = config_person(config, creators->v[i].text);
		struct str id = arena_printf(p->view->arena, "creator-%zu", i + 1);

		xml_start(w, "dc:creator");
		xml_attribute(w, "id", id);
		xml_text(w, person->name);
		xml_end(w);
		refine(w, id, "role", "marc:relators", STR("aut"));
	}
}

/* What the book really holds (EPUB Accessibility 1.1, schema.org vocabulary). */
static void
write_accessibility(struct xml_writer *w, const struct package *p)
{
	meta(w, "schema:accessMode", STR("textual"));
	if (p->pictures)
		meta(w, "schema:accessMode", STR("visual"));
	meta(w, "schema:accessModeSufficient", STR("textual"));
	if (p->pictures) {
		meta(w, "schema:accessModeSufficient", STR("textual,visual"));
		meta(w, "schema:accessibilityFeature", STR("alternativeText"));
	}
	meta(w, "schema:accessibilityFeature", STR("displayTransformability"));
	meta(w, "schema:accessibilityFeature", STR("readingOrder"));
	meta(w, "schema:accessibilityFeature", STR("structuralNavigation"));
	meta(w, "schema:accessibilityFeature", STR("tableOfContents"));
	meta(w, "schema:accessibilityHazard", STR("none"));
	meta(w, "schema:accessibilitySummary", view_word(p->view, "accessibility_summary"));
}

static void
write_metadata(struct xml_writer *w, const struct package *p)
{
	const struct config *config = p->publisher->course->config;
	const struct book *book = p->book->book;
	struct arena *a = p->view->arena;
	struct str brief = config_disclaimer(config, p->view->language)->brief;
	struct buf text = { 0 };

	xml_start(w, "metadata");
	xml_attribute(w, "xmlns:dc", STR("http://purl.org/dc/elements/1.1/"));
	book_identifier_of(config, book, &text);
	xml_start(w, "dc:identifier");
	xml_attribute(w, "id", STR("identifier"));
	xml_text(w, buf_view(&text));
	xml_end(w);
	xml_element(w, "dc:title",
	    book->subtitle.n > 0
		? arena_printf(a, "%.*s: %.*s", STR_ARG(book->title), STR_ARG(book->subtitle))
		: book->title);
	xml_element(w, "dc:language", p->view->language);
	write_creators(w, p);
	xml_element(
	    w, "dc:publisher", book->publisher.n > 0 ? book->publisher : config->organisation.name);
	optional(w, "dc:rights", book->rights);
	xml_element(w, "dc:description",
	    book->description.n > 0
		? arena_printf(a, "%.*s %.*s", STR_ARG(book->description), STR_ARG(brief))
		: brief);
	xml_element(w, "dc:source", config->base_url);
	buf_reset(&text);
	date_add_iso(&text, book_date(p->publisher->course, p->book));
	xml_element(w, "dc:date", buf_view(&text));
	buf_str(&text, STR("T00:00:00Z"));
	meta(w, "dcterms:modified", buf_view(&text));
	write_accessibility(w, p);
	xml_start(w, "meta");
	xml_attribute(w, "name", STR("cover"));
	xml_attribute(w, "content", STR("cover.png"));
	xml_end(w);
	xml_end(w);
	buf_release(&text);
}

/* Ids are file names, with the slash of a folder as a hyphen. */
static struct str
item_id(const struct package *p, const struct book_item *item)
{
	struct str id = arena_printf(p->view->arena, "%s%.*s",
	    item->name.p[0] >= '0' && item->name.p[0] <= '9' ? "f-" : "", STR_ARG(item->name));
	char *c = (char *)(uintptr_t)id.p;

	for (size_t i = 0; i < id.n; i++)
		if (c[i] == '/')
			c[i] = '-';
	return id;
}

static void
write_guide(struct xml_writer *w, const struct package *p)
{
	const struct {
		const char *type;
		struct str title, href;
	} references[] = {
		{ "title-page", p->book->book->title, p->items[0].name },
		{ "toc", view_word(p->view, "contents"), p->items[1].name },
		{ "text", p->items[p->body].title, p->items[p->body].name },
	};

	xml_start(w, "guide");
	for (size_t i = 0; i < sizeof(references) / sizeof(references[0]); i++) {
		xml_start(w, "reference");
		xml_attribute(w, "type", str_of(references[i].type));
		xml_attribute(w, "title", references[i].title);
		xml_attribute(w, "href", references[i].href);
		xml_end(w);
	}
	xml_end(w);
}

void
package_opf(const struct package *p, struct buf *out)
{
	struct xml_writer *w = xml_writer_new(out);

	xml_start(w, "package");
	xml_attribute(w, "xmlns", STR("http://www.idpf.org/2007/opf"));
	xml_attribute(w, "version", STR("3.0"));
	xml_attribute(w, "unique-identifier", STR("identifier"));
	xml_attribute(w, "xml:lang", p->view->language);
	xml_attribute(w, "dir", language_is_rtl(p->view->language) ? STR("rtl") : STR("ltr"));
	write_metadata(w, p);
	xml_start(w, "manifest");
	for (size_t i = 0; i < p->n; i++) {
		const struct book_item *item = &p->items[i];

		xml_start(w, "item");
		xml_attribute(w, "id", item_id(p, item));
		xml_attribute(w, "href", item->name);
		xml_attribute(w, "media-type", item->media_type);
		if (item->properties.n > 0)
			xml_attribute(w, "properties", item->properties);
		xml_end(w);
	}
	xml_end(w);
	xml_start(w, "spine");
	xml_attribute(w, "toc", STR("toc.ncx"));
	for (size_t i = 0; i < p->documents; i++) {
		xml_start(w, "itemref");
		xml_attribute(w, "idref", item_id(p, &p->items[i]));
		xml_end(w);
	}
	xml_end(w);
	write_guide(w, p);
	xml_writer_free(w);
}

/* ---- navigation --------------------------------------------------------------------------- */

static void
write_point(struct xml_writer *w, const struct book_item *item)
{
	xml_start(w, "li");
	xml_start(w, "a");
	xml_attribute(w, "href", item->name);
	xml_text(w, item->title);
	xml_end(w);
	if (item->headings != NULL)
		xml_start(w, "ol");
	for (const struct heading *h = item->headings; h != NULL; h = h->next) {
		struct buf href = { 0 };

		buf_printf(&href, "%.*s#%.*s", STR_ARG(item->name), STR_ARG(h->id));
		xml_start(w, "li");
		xml_start(w, "a");
		xml_attribute(w, "href", buf_view(&href));
		xml_markup(w, h->title);
		xml_end(w);
		xml_end(w);
		buf_release(&href);
	}
	if (item->headings != NULL)
		xml_end(w);
	xml_end(w);
}

static void
write_landmark(struct xml_writer *w, const char *type, struct str href, struct str title)
{
	xml_start(w, "li");
	xml_start(w, "a");
	xml_attribute(w, "epub:type", str_of(type));
	xml_attribute(w, "href", href);
	xml_text(w, title);
	xml_end(w);
	xml_end(w);
}

static void
write_head(struct xml_writer *w, const struct package *p, struct str title)
{
	xml_start(w, "head");
	xml_element(w, "title",
	    arena_printf(
		p->view->arena, "%.*s - %.*s", STR_ARG(title), STR_ARG(p->book->book->title)));
	xml_start(w, "link");
	xml_attribute(w, "rel", STR("stylesheet"));
	xml_attribute(w, "type", STR("text/css"));
	xml_attribute(w, "href", STR("book.css"));
	xml_end(w);
	xml_end(w);
}

static void
start_nav(
    struct xml_writer *w, const char *type, const char *role, const char *id, struct str title)
{
	xml_start(w, "nav");
	xml_attribute(w, "epub:type", str_of(type));
	if (role != NULL)
		xml_attribute(w, "role", str_of(role));
	xml_attribute(w, "aria-labelledby", str_of(id));
	if (role == NULL)
		xml_attribute(w, "hidden", STR("hidden"));
	xml_start(w, role != NULL ? "h1" : "h2");
	xml_attribute(w, "id", str_of(id));
	xml_text(w, title);
	xml_end(w);
	xml_start(w, "ol");
}

void
package_nav(const struct package *p, struct buf *out)
{
	struct xml_writer *w = xml_writer_new(out);
	struct str title = view_word(p->view, "contents");

	xml_doctype_html(w);
	xml_start(w, "html");
	xml_attribute(w, "xmlns", STR("http://www.w3.org/1999/xhtml"));
	xml_attribute(w, "xmlns:epub", STR("http://www.idpf.org/2007/ops"));
	xml_attribute(w, "lang", p->view->language);
	xml_attribute(w, "xml:lang", p->view->language);
	xml_attribute(w, "dir", language_is_rtl(p->view->language) ? STR("rtl") : STR("ltr"));
	write_head(w, p, title);
	xml_start(w, "body");
	xml_start(w, "main");
	start_nav(w, "toc", "doc-toc", "contents", title);
	for (size_t i = 0; i < p->documents; i++)
		write_point(w, &p->items[i]);
	xml_end(w);
	xml_end(w);
	start_nav(w, "landmarks", NULL, "landmarks", view_word(p->view, "landmarks"));
	write_landmark(w, "titlepage", p->items[0].name, p->book->book->title);
	write_landmark(w, "toc", STR("nav.xhtml"), title);
	write_landmark(w, "bodymatter", p->items[p->body].name, p->items[p->body].title);
	xml_end(w);
	xml_end(w);
	xml_writer_free(w);
}

/* ---- NCX ---------------------------------------------------------------------------------- */

static void
ncx_meta(struct xml_writer *w, const char *name, struct str content)
{
	xml_start(w, "meta");
	xml_attribute(w, "name", str_of(name));
	xml_attribute(w, "content", content);
	xml_end(w);
}

static void
ncx_text(struct xml_writer *w, const char *name, struct str text)
{
	xml_start(w, name);
	xml_element(w, "text", text);
	xml_end(w);
}

void
package_ncx(const struct package *p, struct buf *out)
{
	struct xml_writer *w = xml_writer_new(out);
	struct buf id = { 0 };

	book_identifier_of(p->publisher->course->config, p->book->book, &id);
	xml_start(w, "ncx");
	xml_attribute(w, "xmlns", STR("http://www.daisy.org/z3986/2005/ncx/"));
	xml_attribute(w, "version", STR("2005-1"));
	xml_attribute(w, "xml:lang", p->view->language);
	xml_start(w, "head");
	ncx_meta(w, "dtb:uid", buf_view(&id));
	ncx_meta(w, "dtb:depth", STR("1"));
	ncx_meta(w, "dtb:totalPageCount", STR("0"));
	ncx_meta(w, "dtb:maxPageNumber", STR("0"));
	xml_end(w);
	ncx_text(w, "docTitle", p->book->book->title);
	xml_start(w, "navMap");
	for (size_t i = 0; i < p->documents; i++) {
		xml_start(w, "navPoint");
		xml_attribute(w, "id", arena_printf(p->view->arena, "point-%zu", i + 1));
		xml_attribute(w, "playOrder", arena_printf(p->view->arena, "%zu", i + 1));
		ncx_text(w, "navLabel", p->items[i].title);
		xml_start(w, "content");
		xml_attribute(w, "src", p->items[i].name);
		xml_end(w);
		xml_end(w);
	}
	xml_writer_free(w);
	buf_release(&id);
}
