/* xml.h - XML out and XML looked at (libxml2, owned by xml.c).
 *
 * The writer makes package files, feeds and maps: well-formed by construction, indented, the same
 * bytes every time.  The scan reads a document once, without a tree, and reports elements with the
 * byte offsets of their tags; what is not well-formed is a message with its place.  Neither reads
 * files, entities, DTDs or the network. */
#ifndef SOLEUS_XML_H
#define SOLEUS_XML_H

#include "base/diag.h"

/* Once before threads start. */
void xml_init(void);
/* Frees what libxml2 holds; last. */
void xml_exit(void);

struct xml_writer;

/* A new document with the XML declaration; it is appended to out by xml_writer_free().  An element
 * holds either text and markup or elements: indentation would change a mixture. */
struct xml_writer *xml_writer_new(struct buf *out);
/* The HTML document type, before the first element. */
void xml_doctype_html(struct xml_writer *w);
void xml_start(struct xml_writer *w, const char *name);
void xml_end(struct xml_writer *w);
void xml_attribute(struct xml_writer *w, const char *name, struct str value);
/* An empty text makes <name></name> of what were <name/>. */
void xml_text(struct xml_writer *w, struct str text);
/* Well-formed markup of ours, as it is. */
void xml_markup(struct xml_writer *w, struct str markup);
/* <name>text</name> */
void xml_element(struct xml_writer *w, const char *name, struct str text);
/* Closes what is open, appends the document to out, frees. */
void xml_writer_free(struct xml_writer *w);

struct xml_attribute {
	struct str name; /* with its prefix: "epub:type", "xml:lang" */
	struct str value;
};

struct xml_tag {
	struct str name;                        /* with its prefix */
	const struct xml_attribute *attributes; /* xmlns declarations, then the others in order */
	size_t n;
	size_t offset;    /* of the '<' of this tag */
	size_t end;       /* after its '>' */
	size_t depth;     /* 0 for the root */
	bool self_closed; /* written <name/>; only at a start */
};

struct xml_handler {
	void (*start)(void *ctx, const struct xml_tag *tag);
	/* For <name/> it follows at once, with the same offsets. */
	void (*end)(void *ctx, const struct xml_tag *tag);
	/* References decoded, CDATA included; one text may come in pieces. */
	void (*text)(void *ctx, struct str text);
	void (*comment)(void *ctx, struct str text);
};

/* Walks text; handlers may be NULL.  False after one message (MSG_XML_BROKEN) at the first fault;
 * depth is limited to 256.  Views are valid during the call only. */
bool xml_scan(
    const struct source *document, const struct xml_handler *handler, void *ctx, struct diag *diag);
/* The value of an attribute, an empty view with p == NULL when it is absent. */
struct str xml_get(const struct xml_tag *tag, const char *name);

#endif
