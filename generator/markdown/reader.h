/* reader.h - what the passes of one reading share: the text by lines, and the tree so far.
 *
 * In: an author's text.  Out: places of its bytes, as messages name them.  Offsets count bytes of
 * the body, which begins after the front matter; lines and columns are those of the whole file.
 * Between the passes a text node may hold the byte PROTECTED before a character that the author
 * escaped; the last pass over text takes it out.  No author can type it: it is no XML character. */
#ifndef SOLEUS_READER_H
#define SOLEUS_READER_H

#include "options.h"

enum { PROTECTED = 1 };

/* A text is refused, not hung on: deeper nesting helps nobody. */
enum { BLOCK_DEPTH = 50, INLINE_DEPTH = 40, DIRECTIVE_DEPTH = 12, IMAGES_IN_PARAGRAPH = 1000 };
/* How many names of the article a "did you mean" looks at. */
enum { NAMES_TRIED = 200 };

struct reader {
	const struct source *source;
	struct str text;     /* the body */
	uint32_t first_line; /* the line of the file that the body begins on */
	uint32_t *starts;    /* offset of each line, then text.n */
	uint32_t lines;
	bool has[128];        /* which ASCII characters occur that begin something of the dialect */
	bool names_addresses; /* "://" occurs */
	bool note_refused;    /* the mark of a note stood inside a link, which has been told */
	const struct markdown_options *options;
	struct arena *arena;
	struct diag *diag;
	struct prepass *prepass; /* what the pre-pass swapped; NULL: nothing */
	struct node *root;
	struct {
		struct html_id {
			struct str id;
			struct node *node;
		} *v;
		size_t n, cap;
	} html_ids; /* given in raw HTML */
};

/* Cuts the body into lines, as CommonMark does: at \n, \r\n and lone \r. */
void reader_init(struct reader *r, const struct source *source, size_t offset);
/* A line of the file, without its end; empty past the last. */
struct str reader_line(const struct reader *r, uint32_t line);
/* Offset of the first byte of a line of the file. */
size_t reader_offset(const struct reader *r, uint32_t line, uint32_t column);
struct pos reader_pos(const struct reader *r, size_t offset, size_t length);
/* The same for a view into the body. */
struct pos reader_pos_of(const struct reader *r, struct str view);

/* Whether a node holds text for people, in lines that cmark read as inlines. */
bool reader_is_leaf(const struct node *node);

/* The next node in document order below root; the title of a directive comes before its blocks. */
struct node *reader_next(const struct node *node, const struct node *root);

#endif
