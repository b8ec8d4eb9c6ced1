/* xml.c - XML out through xmlTextWriter, XML looked at through SAX2; see xml.h.
 *
 * In: calls that describe a document, or the text of one.  Out: its bytes, or its tags with their
 * byte offsets.  The scan asks libxml2 where it stands only when a tag has just been read; where
 * that tag began is then the last '<' before, for XML allows none inside of a tag (XML 1.0
 * productions 10 and 40).  Callers rely on these offsets to insert the notice. */
#include "formats/xml.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/xmlwriter.h>

#include "base/memory.h"
#include "base/text.h"

enum { XML_DEPTH = 256 };

static char *
duplicate(const char *s)
{
	size_t n = strlen(s) + 1;

	return memcpy(memory_alloc(n), s, n);
}

void
xml_init(void)
{
	xmlMemSetup(free, memory_alloc, memory_resize, duplicate);
	xmlInitParser();
}

void
xml_exit(void)
{
	xmlCleanupParser();
}

/* ---- writer ------------------------------------------------------------------------------------
 */

struct xml_writer {
	struct buf *out, scratch;
	xmlBufferPtr bytes;
	xmlTextWriterPtr writer;
};

static const xmlChar *
terminated(struct xml_writer *w, struct str s)
{
	size_t offset;

	assert(text_check(s, &offset) == TEXT_FINE);
	buf_reset(&w->scratch);
	buf_str(&w->scratch, s);
	return (const xmlChar *)buf_cstr(&w->scratch);
}

struct xml_writer *
xml_writer_new(struct buf *out)
{
	struct xml_writer *w = memory_zero(1, sizeof(*w));

	w->out = out;
	w->bytes = xmlBufferCreate();
	w->writer = xmlNewTextWriterMemory(w->bytes, 0);
	if (w->writer == NULL)
		memory_exhausted();
	xmlTextWriterSetIndent(w->writer, 1);
	xmlTextWriterSetIndentString(w->writer, (const xmlChar *)"  ");
	xmlTextWriterStartDocument(w->writer, NULL, "UTF-8", NULL);
	return w;
}

void
xml_doctype_html(struct xml_writer *w)
{
	xmlTextWriterWriteDTD(w->writer, (const xmlChar *)"html", NULL, NULL, NULL);
}

void
xml_start(struct xml_writer *w, const char *name)
{
	xmlTextWriterStartElement(w->writer, (const xmlChar *)name);
}

void
xml_end(struct xml_writer *w)
{
	xmlTextWriterEndElement(w->writer);
}

void
xml_attribute(struct xml_writer *w, const char *name, struct str value)
{
	xmlTextWriterWriteAttribute(w->writer, (const xmlChar *)name, terminated(w, value));
}

void
xml_text(struct xml_writer *w, struct str text)
{
	xmlTextWriterWriteString(w->writer, terminated(w, text));
}

void
xml_markup(struct xml_writer *w, struct str markup)
{
	xmlTextWriterWriteRaw(w->writer, terminated(w, markup));
}

void
xml_element(struct xml_writer *w, const char *name, struct str text)
{
	xml_start(w, name);
	xml_text(w, text);
	xml_end(w);
}

void
xml_writer_free(struct xml_writer *w)
{
	xmlTextWriterEndDocument(w->writer);
	xmlFreeTextWriter(w->writer);
	buf_add(w->out, xmlBufferContent(w->bytes), (size_t)xmlBufferLength(w->bytes));
	xmlBufferFree(w->bytes);
	buf_release(&w->scratch);
	free(w);
}

/* ---- scan --------------------------------------------------------------------------------------
 */

struct scan {
	const struct source *document;
	const struct xml_handler *handler;
	void *ctx;
	struct diag *diag;
	struct arena arena; /* the attributes of one tag */
	xmlParserCtxtPtr parser;
	size_t first; /* byte where libxml2 began to read */
	size_t depth; /* elements open */
	struct xml_tag open[XML_DEPTH];
	bool begun;  /* there was a root */
	bool broken; /* one message was given */
};

/* Where libxml2 stands, in bytes of the document. */
static size_t
here(const struct scan *s)
{
	long consumed = xmlByteConsumed(s->parser);
	size_t at = s->first + (consumed > 0 ? (size_t)consumed : 0);

	return at < s->document->text.n ? at : s->document->text.n;
}

/* The last '<' before offset. */
static size_t
tag_before(const struct scan *s, size_t offset)
{
	const char *p = s->document->text.p;

	while (offset > 0 && p[--offset] != '<')
		;
	return offset;
}

static void stop(struct scan *s, size_t offset, const char *format, ...) PRINTF_LIKE(3, 4);

static void
stop(struct scan *s, size_t offset, const char *format, ...)
{
	struct buf text = { 0 };
	va_list args;

	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	diag_add(
	    s->diag, MSG_XML_BROKEN, pos_at(s->document, offset), "%.*s", STR_ARG(buf_view(&text)));
	buf_release(&text);
	s->broken = true;
	xmlStopParser(s->parser);
}

/* ---- what is wrong, in plain words ---- */

struct fault {
	int code;           /* libxml2's */
	bool at_tag;        /* show the tag's begin, not where libxml2 noticed */
	const char *format; /* %s: the name that is wrong */
	const char *help;
};

static const struct fault faults[] = {
	{ XML_ERR_TAG_NAME_MISMATCH, true, "this tag does not close <%s>, which is open",
	    "close elements in the order opposite to that in which they were opened" },
	{ XML_ERR_TAG_NOT_FINISHED, false, "<%s> is never closed", "write its end tag" },
	{ XML_ERR_UNDECLARED_ENTITY, false, "XML does not know the name '&%s;'",
	    "write the character itself, or its number: &#160;" },
	{ XML_WAR_UNDECLARED_ENTITY, false, "XML does not know the name '&%s;'",
	    "write the character itself, or its number: &#160;" },
	{ XML_ERR_ATTRIBUTE_REDEFINED, true, "the attribute '%s' is given twice",
	    "keep one of them" },
	{ XML_ERR_ATTRIBUTE_WITHOUT_VALUE, true, "the attribute '%s' has no value",
	    "write it as name=\"name\"" },
	{ XML_ERR_ATTRIBUTE_NOT_STARTED, true, "an attribute's value is not in quotes",
	    "write it as name=\"value\"" },
	{ XML_ERR_ATTRIBUTE_NOT_FINISHED, true, "an attribute's value is not closed",
	    "write it as name=\"value\"" },
	{ XML_ERR_LT_IN_ATTRIBUTE, false, "'<' stands in an attribute", "write it as &lt;" },
	{ XML_ERR_NAME_REQUIRED, false, "a name is missing after '<' or '&'",
	    "write a lone '<' as &lt; and a lone '&' as &amp;" },
	{ XML_ERR_ENTITYREF_SEMICOL_MISSING, false, "'&' is not followed by a name and ';'",
	    "write a lone '&' as &amp;" },
	{ XML_ERR_INVALID_CHARREF, false, "this is not the number of a character",
	    "write the character itself" },
	{ XML_ERR_INVALID_CHAR, false, "this character may not stand in XML", "delete it" },
	{ XML_ERR_GT_REQUIRED, true, "this tag is not closed by '>'", "write the '>'" },
	{ XML_ERR_SPACE_REQUIRED, false, "a blank is missing here",
	    "put a blank before each attribute" },
	{ XML_ERR_MISPLACED_CDATA_END, false, "']]>' stands in a text", "write its '>' as &gt;" },
	{ XML_ERR_CDATA_NOT_FINISHED, false, "this CDATA section is not closed", "write ']]>'" },
	{ XML_ERR_COMMENT_NOT_FINISHED, false, "this comment is not closed", "write '-->'" },
	{ XML_ERR_HYPHEN_IN_COMMENT, false, "'--' stands in a comment", "use one hyphen" },
	{ XML_ERR_DOCUMENT_EMPTY, false, "the document does not begin with a tag", NULL },
	{ XML_ERR_DOCUMENT_END, false, "something stands after the end of the document", NULL },
	{ XML_NS_ERR_UNDEFINED_NAMESPACE, true, "the prefix '%s' is not declared",
	    "declare it on the root: xmlns:prefix=\"…\"" },
};

static const struct fault *
fault_find(int code)
{
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		if (faults[i].code == code)
			return &faults[i];
	return NULL;
}

/* The name is where libxml2 puts it: the first of its strings. */
static void
stop_for(struct scan *s, const struct fault *f, const char *name)
{
	struct str format = str_of(f->format);
	size_t at = f->at_tag ? tag_before(s, here(s)) : here(s),
	       hole = str_find(format, 0, STR("%s"));
	struct str rest = str_from(format, hole + 2);

	if (hole < format.n)
		stop(s, at, "%.*s%s%.*s", (int)hole, format.p, name, STR_ARG(rest));
	else
		stop(s, at, "%s", f->format);
	if (f->help != NULL)
		diag_help(s->diag, "%s", f->help);
	if (s->depth > 0 &&
	    (f->code == XML_ERR_TAG_NAME_MISMATCH || f->code == XML_ERR_TAG_NOT_FINISHED))
		diag_related(
		    s->diag, pos_at(s->document, s->open[s->depth - 1].offset), "opened here");
}

#if LIBXML_VERSION >= 21200
typedef const xmlError *error_ptr;
#else
typedef xmlErrorPtr error_ptr;
#endif

static void
on_error(void *ctx, error_ptr e)
{
	struct scan *s = ctx;
	const struct fault *f = fault_find(e->code);
	const char *name = e->str1 != NULL ? e->str1 : "";

	if (e->code == XML_ERR_NO_MEMORY)
		memory_exhausted();
	if (s->broken || e->level < XML_ERR_ERROR)
		return;
	if (f != NULL)
		stop_for(s, f, name);
	else
		stop(s, here(s), "%.*s", STR_ARG(str_trim(str_of(e->message))));
}

/* ---- tags ---- */

/* libxml2 leaves each '&' of an attribute as "&#38;" while entities are not replaced. */
static struct str
unescaped(struct arena *a, struct str raw)
{
	const struct str mark = STR("&#38;");
	struct buf b = { 0 };
	size_t from = 0, at;

	if (str_find(raw, 0, mark) == raw.n)
		return raw;
	while ((at = str_find(raw, from, mark)) < raw.n) {
		buf_str(&b, str_sub(raw, from, at + 1 - from));
		from = at + mark.n;
	}
	buf_str(&b, str_from(raw, from));
	raw = arena_str(a, buf_view(&b));
	buf_release(&b);
	return raw;
}

static struct str
full_name(struct arena *a, const xmlChar *prefix, const xmlChar *name)
{
	if (prefix == NULL)
		return str_of((const char *)name);
	return arena_printf(a, "%s:%s", (const char *)prefix, (const char *)name);
}

/* Declarations of name spaces (pairs) and attributes (name, prefix, URI, value, its end). */
static void
read_attributes(struct scan *s, struct xml_tag *tag, int spaces, const xmlChar **space, int n,
    const xmlChar **v)
{
	struct arena *a = &s->arena;
	struct xml_attribute *list;

	if (spaces + n == 0)
		return;
	list = ARENA_ARRAY(a, struct xml_attribute, (size_t)(spaces + n));
	tag->attributes = list;
	for (; spaces > 0; spaces--, space += 2)
		list[tag->n++] = (struct xml_attribute){
			space[0] == NULL ? STR("xmlns")
					 : full_name(a, (const xmlChar *)"xmlns", space[0]),
			str_of(space[1] != NULL ? (const char *)space[1] : "")
		};
	for (; n > 0; n--, v += 5)
		list[tag->n++] = (struct xml_attribute){ full_name(a, v[1], v[0]),
			unescaped(a, str_range((const char *)v[3], (const char *)v[4])) };
}

static size_t
name_length(const xmlChar *prefix, const xmlChar *name)
{
	return strlen((const char *)name) + (prefix != NULL ? strlen((const char *)prefix) + 1 : 0);
}

/* libxml2 calls before it reads the '>' or '/>' of the tag; where neither stands it will complain
 * next. */
static void
on_start(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int spaces,
    const xmlChar **space, int n, int defaulted, const xmlChar **v)
{
	struct scan *s = ctx;
	size_t at = here(s), offset = tag_before(s, at);
	struct str rest = str_from(s->document->text, at);
	struct xml_tag tag = { .offset = offset,
		.depth = s->depth,
		.name = str_sub(s->document->text, offset + 1, name_length(prefix, name)),
		.self_closed = str_starts(rest, STR("/>")) };

	(void)uri;
	(void)defaulted;
	if (s->broken || (!tag.self_closed && !str_starts(rest, STR(">"))))
		return;
	if (s->depth == XML_DEPTH) {
		stop(s, offset, "elements stand more than %d deep", XML_DEPTH);
		return;
	}
	tag.end = at + (tag.self_closed ? 2 : 1);
	arena_reset(&s->arena);
	s->open[s->depth++] = tag;
	s->begun = true;
	if (s->handler->start == NULL)
		return;
	read_attributes(s, &tag, spaces, space, n, v);
	s->handler->start(s->ctx, &tag);
}

/* libxml2 calls after it read the end tag. */
static void
on_end(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct scan *s = ctx;
	struct xml_tag tag;

	(void)name;
	(void)prefix;
	(void)uri;
	if (s->broken || s->depth == 0)
		return;
	tag = s->open[--s->depth];
	if (!tag.self_closed) {
		tag.end = here(s);
		tag.offset = tag_before(s, tag.end);
	}
	tag.self_closed = false;
	if (s->handler->end != NULL)
		s->handler->end(s->ctx, &tag);
}

/* ---- the rest ---- */

static void
on_text(void *ctx, const xmlChar *p, int n)
{
	struct scan *s = ctx;

	if (!s->broken && s->handler->text != NULL)
		s->handler->text(s->ctx, (struct str){ (const char *)p, (size_t)n });
}

static void
on_comment(void *ctx, const xmlChar *text)
{
	struct scan *s = ctx;

	if (!s->broken && s->handler->comment != NULL)
		s->handler->comment(s->ctx, str_of((const char *)text));
}

/* libxml2 calls before it reads the '[' of an internal subset. */
static void
on_doctype(void *ctx, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	struct scan *s = ctx;
	struct str text = s->document->text;
	size_t at = here(s);

	(void)name;
	(void)external;
	(void)system;
	if (!s->broken && at < text.n && text.p[at] != '>')
		stop(s, tag_before(s, at),
		    "a document type with declarations of its own is refused");
}

/* A reference libxml2 let pass because a document type might declare it; we read none. */
static void
on_reference(void *ctx, const xmlChar *name)
{
	struct scan *s = ctx;

	if (!s->broken)
		stop_for(s, fault_find(XML_ERR_UNDECLARED_ENTITY), (const char *)name);
}

static bool
check_characters(struct scan *s)
{
	size_t offset;
	enum text_fault fault = text_check(s->document->text, &offset);
	struct pos pos;

	if (fault == TEXT_FINE && s->document->text.n < INT_MAX)
		return true;
	pos = pos_at(s->document, offset);
	diag_add(s->diag, MSG_XML_BROKEN, pos,
	    fault == TEXT_FINE       ? "the document is too large"
	    : fault == TEXT_NOT_UTF8 ? "this is not UTF-8 text"
				     : "this character may not stand in XML");
	return false;
}

static void
run(struct scan *s)
{
	struct str text = s->document->text;

	s->first = str_starts(text, STR("\xef\xbb\xbf")) ? 3 : 0;
	s->parser = xmlNewParserCtxt();
	if (s->parser == NULL)
		memory_exhausted();
	*s->parser->sax = (xmlSAXHandler){ .initialized = XML_SAX2_MAGIC,
		.internalSubset = on_doctype,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
		.comment = on_comment,
		.reference = on_reference,
		.serror = on_error };
	s->parser->userData = s;
	xmlCtxtReadMemory(s->parser, text.p + s->first, (int)(text.n - s->first), NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
	if (!s->broken && (!s->begun || s->depth > 0))
		stop(s, here(s), "the document is not well-formed XML");
	xmlFreeParserCtxt(s->parser);
}

bool
xml_scan(
    const struct source *document, const struct xml_handler *handler, void *ctx, struct diag *diag)
{
	struct scan *s;
	bool ok;

	s = memory_zero(1, sizeof(*s));
	s->document = document;
	s->handler = handler;
	s->ctx = ctx;
	s->diag = diag;
	ok = check_characters(s);
	if (ok)
		run(s);
	ok &= !s->broken;
	arena_release(&s->arena);
	free(s);
	return ok;
}

struct str
xml_get(const struct xml_tag *tag, const char *name)
{
	for (size_t i = 0; i < tag->n; i++)
		if (str_eq(tag->attributes[i].name, str_of(name)))
			return tag->attributes[i].value;
	return (struct str){ NULL, 0 };
}
