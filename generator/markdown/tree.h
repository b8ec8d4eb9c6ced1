/* tree.h - an article as a tree of our own nodes.
 *
 * In: an arena.  Out: nodes that live and die with it, linked both ways, each with its place in the
 * author's file.  cmark's nodes are turned into these at once; tables, footnotes, directives and
 * the other constructs of the dialect are node types like any other. */
#ifndef SOLEUS_TREE_H
#define SOLEUS_TREE_H

#include "base/diag.h"

enum node_type {
	/* blocks */
	NODE_DOCUMENT,
	NODE_PARAGRAPH,
	NODE_HEADING,
	NODE_QUOTE,
	NODE_LIST,
	NODE_ITEM,
	NODE_CODE_BLOCK,
	NODE_HTML_BLOCK,
	NODE_BREAK /* <hr/> */,
	NODE_TABLE,
	NODE_ROW,
	NODE_CELL,
	NODE_CAPTION,
	NODE_DEFINITIONS,
	NODE_TERM,
	NODE_DEFINITION,
	NODE_FOOTNOTES,
	NODE_FOOTNOTE,
	NODE_DIRECTIVE,
	/* inlines */
	NODE_TEXT,
	NODE_SOFT_BREAK,
	NODE_HARD_BREAK,
	NODE_CODE,
	NODE_HTML,
	NODE_EMPHASIS,
	NODE_STRONG,
	NODE_STRIKE,
	NODE_LINK,
	NODE_IMAGE,
	NODE_SPAN,
	NODE_SUPERSCRIPT,
	NODE_SUBSCRIPT,
	NODE_ABBREVIATION,
	NODE_FOOTNOTE_REFERENCE,
	NODE_REFERENCE /* [#fig-x] */,
	NODE_CITATION /* [@key] */,
	NODE_TASK_MARK,
	NODE_TYPES
};

/* {.class #id key="value"}; id and classes have their own members, the rest is in pairs, in order.
 */
struct attributes {
	struct str id, classes; /* classes separated by one blank */
	struct attribute {
		struct str name, value;
		struct pos pos;
	} *v;
	size_t n, cap;
};

enum alignment { ALIGN_NONE, ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };

struct node {
	enum node_type type;
	struct node *parent, *first, *last, *previous, *next;
	struct pos pos;                /* where it begins; column 0 when only the line is known */
	uint32_t last_line;            /* of a block, the line of the file it ends on */
	struct attributes *attributes; /* NULL when none */
	struct str text; /* literal of text, code, HTML; label of a footnote, id of a reference */
	union {
		struct {
			int level;
			struct str id; /* unique in the article */
		} heading;
		struct {
			bool ordered, tight;
			int start;
			bool tasks; /* every item has a task mark */
		} list;             /* and definitions: tight alone */
		struct {
			struct str info; /* the fence's words after the backticks */
		} code;
		struct {
			struct str url, title; /* as written, unescaped */
			bool bare;             /* the text is the address: <https://…>, https://… */
		} link;                        /* and image */
		struct {
			struct str
			    markup; /* what raw HTML became: polyglot, balanced in its parent */
			struct str book; /* the same without details, for books */
		} html;
		struct {
			const struct node *target; /* a directive, table or heading; NULL: dead */
		} reference;
		struct {
			struct str name, argument;
			struct node *title; /* a span holding the inline title, or NULL */
			int number; /* of figures and other counted ones, 0 when not counted */
		} directive;
		struct {
			enum alignment align;
			bool header;
		} cell;
		struct {
			int number; /* of tables, 0 when it has no caption or id */
		} table;
		struct {
			int number;     /* footnote: 1.., in order of first use */
			int references; /* footnote: how often it is used; reference: which use this
					   is */
		} footnote;
		struct {
			bool done;
		} task;
		struct {
			struct str expansion;
		} abbreviation;
		struct {
			struct citation {
				struct str key, locator;
				struct pos pos;
			} *v;
			size_t n, cap;
		} citation;
	} as;
};

struct node *node_new(struct arena *a, enum node_type type, struct pos pos);
void node_append(struct node *parent, struct node *child);
void node_insert_before(struct node *sibling, struct node *node);
void node_insert_after(struct node *sibling, struct node *node);
/* Moves the siblings from first up to, not including, end (NULL: all) to the end of parent. */
void node_adopt(struct node *parent, struct node *first, struct node *end);
/* Takes it out of its place, with all below it. */
void node_unlink(struct node *node);
/* The next one in document order below root, children first; NULL at the end. */
struct node *node_next(const struct node *node, const struct node *root);
/* The same, past the children of node. */
struct node *node_skip(const struct node *node, const struct node *root);
/* The text below a node as a reader hears it, without markup; image alternatives included. */
void node_text(const struct node *node, struct buf *out);
/* The value of an attribute, p NULL when absent. */
struct str node_attribute(const struct node *node, const char *name);
/* The id a node is known by ({#id}, or a heading's), empty when none. */
struct str node_id(const struct node *node);

#endif
