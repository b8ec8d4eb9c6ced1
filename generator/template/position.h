/* position.h - where in the markup a template stands, so that each value is escaped as it must be.
 *
 * In: the literal text of a template, piece by piece as it will be rendered.  Out: after each piece
 * the position: in text, in a quoted attribute, in the query of an address, inside JSON in a
 * script, or somewhere no value can be made safe.  It follows XML syntax with HTML's raw text
 * elements, which is what polyglot templates are written in (WHATWG HTML section 13.2.5, only the
 * states that well-formed markup can reach). */
#ifndef SOLEUS_POSITION_H
#define SOLEUS_POSITION_H

#include <stdint.h>

#include "base/str.h"

enum position_kind {
	POSITION_TEXT,       /* between elements; where every file begins and ends */
	POSITION_OPEN,       /* behind < */
	POSITION_NAME,       /* in the name of a start tag */
	POSITION_END_TAG,    /* behind </ */
	POSITION_TAG,        /* between the attributes of a start tag */
	POSITION_SLASH,      /* behind the / of a start tag */
	POSITION_ATTRIBUTE,  /* in the name of an attribute */
	POSITION_EQUALS,     /* behind = */
	POSITION_VALUE,      /* in its value */
	POSITION_VALUE_DONE, /* behind the closing quote */
	POSITION_COMMENT,
	POSITION_DECLARATION, /* <!DOCTYPE …> or <?xml …?> */
	POSITION_CDATA,
	POSITION_RAW /* in an element whose content is no markup */
};

enum element { ELEMENT_ORDINARY, ELEMENT_SCRIPT, ELEMENT_STYLE, ELEMENT_TITLE, ELEMENT_RAW };

enum attribute {
	ATTRIBUTE_PLAIN,
	ATTRIBUTE_URL,
	ATTRIBUTE_URLS,    /* several, as in srcset */
	ATTRIBUTE_STYLE,   /* numbers only */
	ATTRIBUTE_REFUSED, /* event handlers, srcdoc */
	ATTRIBUTE_TYPE     /* the type of a script */
};

/* How far an address has come. */
enum address { ADDRESS_START, ADDRESS_QUERY, ADDRESS_PATH };

enum { POSITION_NAME_SIZE = 24 };

struct position {
	enum position_kind kind;
	enum element element;     /* of the tag, or of the raw text, we are in */
	enum attribute attribute; /* of the value we are in */
	enum address address;
	char quote;
	bool json;            /* the script holds JSON */
	bool string, escaped; /* inside its strings, behind its backslash */
	bool dynamic;         /* the address has values in it */
	size_t match;         /* bytes of the awaited end seen */
	size_t n;
	char name[POSITION_NAME_SIZE]; /* of element or attribute, or a script's type */
	char raw[POSITION_NAME_SIZE];  /* the raw text element to be ended */
};

enum position_event {
	POSITION_WENT_ON,
	POSITION_URL_OPENED, /* just behind the opening quote */
	POSITION_URL_CLOSED  /* just before the closing quote of one that has values in it */
};

/* Follows text until its end or an event; gives how many bytes were followed.  *fault is NULL, or
 * what is wrong with the byte at that offset. */
size_t position_follow(
    struct position *p, struct str text, enum position_event *event, const char **fault);

/* How a value at a position is written. */
enum escape {
	ESCAPE_REFUSED,
	ESCAPE_TEXT,        /* element content */
	ESCAPE_PLAIN,       /* the title and attributes: markup counts as text */
	ESCAPE_URL,         /* an address or the rest of one */
	ESCAPE_QUERY,       /* a part of the query of an address */
	ESCAPE_NUMBER,      /* numbers only */
	ESCAPE_JSON,        /* a JSON value */
	ESCAPE_JSON_STRING, /* the inside of a JSON string */
};

/* How a value that stands here is escaped; the position moves behind it.  For ESCAPE_REFUSED *why
 * says why and what to do. */
enum escape position_value(struct position *p, const char **why);

/* Where two ways meet (the branches of a condition, the turns of a loop).  False when they end in
 * places that cannot go on together. */
bool position_join(struct position *p, const struct position *other);
bool position_equal(const struct position *a, const struct position *b);
/* "inside a tag": what a message calls it. */
const char *position_name(const struct position *p);

#endif
