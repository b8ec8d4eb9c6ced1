/* notice.c - where the disclaimer goes in; see notice.h.  verify.c proves it and shares nothing
 * with it. */
#include "notice.h"

#include "base/text.h"
#include "formats/xml.h"

/* Calls with each paragraph of the full text: blank lines separate them. */
static bool
next_paragraph(struct str *rest, struct str *paragraph)
{
	size_t end;

	*rest = str_trim(*rest);
	if (rest->n == 0)
		return false;
	end = str_find(*rest, 0, STR("\n\n"));
	*paragraph = str_trim(str_sub(*rest, 0, end));
	*rest = str_from(*rest, end);
	return true;
}

void
notice_write(const struct notice *notice, bool book, struct buf *out)
{
	struct str rest = notice->full, paragraph;

	buf_str(
	    out, STR("<section id=\"medical-disclaimer\" class=\"notice\" role=\"doc-notice\""));
	if (book)
		buf_str(out, STR(" epub:type=\"notice\""));
	else
		buf_str(out, STR(" data-nosnippet=\"\""));
	buf_str(out, STR(" aria-labelledby=\"medical-disclaimer-title\">\n"
			 "<h2 id=\"medical-disclaimer-title\">"));
	text_escape(out, notice->title);
	buf_str(out, STR("</h2>\n"));
	while (next_paragraph(&rest, &paragraph)) {
		buf_str(out, STR("<p>"));
		text_escape(out, paragraph);
		buf_str(out, STR("</p>\n"));
	}
	buf_str(out, STR("</section>\n"));
}

void
notice_text(const struct notice *notice, struct buf *out)
{
	struct str rest = notice->full, paragraph;

	buf_str(out, notice->title);
	while (next_paragraph(&rest, &paragraph)) {
		buf_char(out, '\n');
		buf_str(out, paragraph);
	}
}

/* What the scan looks for. */
struct place {
	size_t mains, end; /* how many <main> there are; the offset of </main> */
	size_t outside;    /* a main that does not stand in body, or is self-closed */
	bool taken;        /* something uses the notice's id or role */
};

static void
see_start(void *ctx, const struct xml_tag *tag)
{
	struct place *place = ctx;
	struct str id = xml_get(tag, "id"), role = xml_get(tag, "role");

	if (str_starts(id, STR("medical-disclaimer")) || str_eq(role, STR("doc-notice")))
		place->taken = true;
	if (!str_eq(tag->name, STR("main")))
		return;
	place->mains++;
	place->outside += tag->self_closed;
}

static void
see_end(void *ctx, const struct xml_tag *tag)
{
	struct place *place = ctx;

	if (str_eq(tag->name, STR("main")))
		place->end = tag->offset;
}

static bool
refuse(const struct source *document, const char *what, struct diag *diag)
{
	diag_add(diag, MSG_NOTICE_NO_PLACE, (struct pos){ .source = document },
	    "the disclaimer cannot be put in: %s", what);
	diag_help(diag, "a template must have exactly one <main>, and nothing else may use the id "
			"medical-disclaimer or the role doc-notice");
	return false;
}

bool
notice_insert(const struct notice *notice, bool book, struct str name, struct buf *document,
    struct diag *diag)
{
	static const struct xml_handler handler = { .start = see_start, .end = see_end };
	struct source source = { .path = name, .text = buf_view(document) };
	struct place place = { 0 };
	struct buf section = { 0 };

	if (!xml_scan(&source, &handler, &place, diag))
		return false;
	if (place.mains != 1 || place.outside > 0)
		return refuse(&source,
		    place.mains == 0  ? "the page has no <main>"
		    : place.mains > 1 ? "the page has more than one <main>"
				      : "its <main/> is empty",
		    diag);
	if (place.taken)
		return refuse(&source, "the page uses its id or its role", diag);
	notice_write(notice, book, &section);
	buf_insert(document, place.end, buf_view(&section));
	buf_release(&section);
	return true;
}
