/* wholes.c - see wholes.h.  Entries come from the sorted index; nothing is kept a page. */
#include "wholes.h"

#include <stdlib.h>

#include "base/memory.h"
#include "formats/xml.h"

enum { FEED_ENTRIES = 20 };

static struct str
absolute(const struct publisher *p, struct str url, struct buf *scratch)
{
	buf_reset(scratch);
	buf_str(scratch, p->course->config->base_url);
	buf_str(scratch, url);
	return buf_view(scratch);
}

static date
changed(const struct article *article)
{
	const struct front_matter *front = &article->front;

	return front->updated != DATE_NONE ? front->updated : front->published;
}

/* An RFC 3339 instant: the day's beginning in UTC, for sources know only days. */
static void
instant(struct xml_writer *w, const char *name, date day)
{
	struct buf text = { 0 };

	date_add_iso(&text, day);
	buf_str(&text, STR("T00:00:00Z"));
	xml_element(w, name, buf_view(&text));
	buf_release(&text);
}

static int
newest_first(const void *va, const void *vb)
{
	const struct article *a = *(const struct article *const *)va;
	const struct article *b = *(const struct article *const *)vb;

	if (a->front.published != b->front.published)
		return a->front.published > b->front.published ? -1 : 1;
	return str_cmp(a->source.path, b->source.path);
}

/* Posts and dated lessons; the caller frees. */
static const struct article **
feed_articles(const struct course *c, size_t *n)
{
	const struct article **list = memory_zero(c->posts.n + c->lessons.n, sizeof(*list));

	*n = 0;
	for (size_t i = 0; i < c->articles.n; i++) {
		const struct article *article = c->articles.v[i];

		if (article->front.published != DATE_NONE &&
		    (article->is_post || article->module != NULL))
			list[(*n)++] = article;
	}
	if (*n > 0)
		qsort((void *)list, *n, sizeof(list[0]), newest_first);
	if (*n > FEED_ENTRIES)
		*n = FEED_ENTRIES;
	return list;
}

static void
link_element(struct xml_writer *w, const char *rel, struct str href)
{
	xml_start(w, "link");
	if (rel != NULL)
		xml_attribute(w, "rel", str_of(rel));
	xml_attribute(w, "href", href);
	xml_end(w);
}

static void
feed_entry(const struct publisher *p, struct xml_writer *w, const struct article *article)
{
	const struct config *config = p->course->config;
	const struct disclaimer *d = config_disclaimer(config, article->language);
	struct buf scratch = { 0 };
	struct str url = absolute(p, article->url, &scratch);

	xml_start(w, "entry");
	xml_element(w, "title", article->front.title.text);
	xml_element(w, "id", url);
	link_element(w, NULL, url);
	instant(w, "published", article->front.published);
	instant(w, "updated", changed(article));
	for (size_t i = 0; i < article->front.authors.n; i++) {
		xml_start(w, "author");
		xml_element(
		    w, "name", config_person(config, article->front.authors.v[i].text)->name);
		xml_end(w);
	}
	buf_reset(&scratch);
	if (article->front.description.n > 0)
		buf_printf(&scratch, "%.*s ", STR_ARG(article->front.description));
	buf_str(&scratch, d->brief);
	xml_element(w, "summary", buf_view(&scratch));
	xml_end(w);
	buf_release(&scratch);
}

void
wholes_feed(const struct publisher *p, struct buf *out)
{
	const struct config *config = p->course->config;
	struct xml_writer *w = xml_writer_new(out);
	struct buf scratch = { 0 };
	size_t n;
	const struct article **list = feed_articles(p->course, &n);
	date newest = p->course->options.today;

	for (size_t i = 0; i < n; i++)
		if (i == 0 || changed(list[i]) > newest)
			newest = changed(list[i]);
	xml_start(w, "feed");
	xml_attribute(w, "xmlns", STR("http://www.w3.org/2005/Atom"));
	xml_attribute(w, "xml:lang", config->language);
	xml_element(w, "title", config->title);
	xml_element(w, "subtitle", config_disclaimer(config, config->language)->brief);
	xml_element(w, "id", config->base_url);
	link_element(w, NULL, config->base_url);
	link_element(w, "self", absolute(p, STR("feed.xml"), &scratch));
	instant(w, "updated", newest);
	xml_start(w, "author");
	xml_element(w, "name", config->organisation.name);
	xml_end(w);
	for (size_t i = 0; i < n; i++)
		feed_entry(p, w, list[i]);
	xml_writer_free(w);
	buf_release(&scratch);
	free((void *)list);
}

static bool
is_indexed(const struct output *o)
{
	return output_is_page(o) && o->kind != OUTPUT_NOT_FOUND && o->kind != OUTPUT_REDIRECT;
}

void
wholes_sitemap(const struct publisher *p, struct buf *out)
{
	struct xml_writer *w = xml_writer_new(out);
	struct buf scratch = { 0 };

	xml_start(w, "urlset");
	xml_attribute(w, "xmlns", STR("http://www.sitemaps.org/schemas/sitemap/0.9"));
	for (size_t i = 0; i < p->plan->n; i++) {
		const struct output *o = &p->plan->v[i];

		if (!is_indexed(o))
			continue;
		xml_start(w, "url");
		xml_element(w, "loc", absolute(p, o->url, &scratch));
		if (o->article != NULL && changed(o->article) != DATE_NONE) {
			buf_reset(&scratch);
			date_add_iso(&scratch, changed(o->article));
			xml_element(w, "lastmod", buf_view(&scratch));
		}
		xml_end(w);
	}
	xml_writer_free(w);
	buf_release(&scratch);
}

void
wholes_robots(const struct publisher *p, struct buf *out)
{
	buf_printf(out, "User-agent: *\nAllow: /\n\nSitemap: %.*ssitemap.xml\n",
	    STR_ARG(p->course->config->base_url));
}
