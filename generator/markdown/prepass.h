/* prepass.h - one line in, one line out: the dialect's lines in clothes that cmark knows.
 *
 * In: the author's lines.  Out: the same number of lines, where
 *   ::: note, {.class}, *[DVT]: …   became "<!D>", an HTML block that may stand anywhere and ends
 *                                   on its line, even inside a comment;
 *   [^label]: text, : definition    became list items, so that indented blocks belong to them;
 * and what was swapped, by line: so nobody can forge it, and what turns up in code is put back.
 * Cells of tables and titles of directives stand before the text, one paragraph each ("extras"):
 * cmark then reads them with the article's own link definitions. */
#ifndef SOLEUS_PREPASS_H
#define SOLEUS_PREPASS_H

#include "fence.h"
#include "row.h"

enum swap_kind { SWAP_FENCE, SWAP_ATTRIBUTES, SWAP_ABBREVIATION, SWAP_NOTE, SWAP_DEFINITION };

struct swap {
	enum swap_kind kind;
	struct str written;  /* by the author, from the construct to the end of the line */
	struct str put;      /* instead of it */
	struct pos pos;      /* of the construct */
	bool used;           /* it turned up where it has a meaning, or was put back */
	bool broken, run_on; /* reported when it is known not to be code */
	size_t extra;        /* number of a title's extra */
	struct fence fence;
	struct attributes *attributes;
	struct str label, expansion; /* of a note or an abbreviation */
};

struct grid {           /* what may be a table: lines that look like one */
	uint32_t ruler; /* the line of the dashes; the heads stand above it */
	size_t columns; /* more than ROW_CELLS: too many to read */
	enum alignment *align;
	struct grid_row {
		uint32_t line;
		size_t n, given; /* cells kept, and as the author wrote them */
		struct str *cells;
		size_t extra; /* number of the first cell's */
	} *v;
	size_t n, cap;
};

struct prepass {
	struct {
		struct swap *v;
		size_t n, cap;
	} swaps; /* in order of lines */
	struct {
		struct grid *v;
		size_t n, cap;
	} grids; /* likewise */
	struct {
		struct str *v;
		size_t n, cap;
	} extras;                /* where they stand in the body */
	struct node **fragments; /* the extras as cmark read them: paragraphs */
	struct diag unheard;     /* what lines say before it is known what they are */
	struct buf text, fed;    /* lines for cmark: of the article, of the extras */
	size_t copied;           /* how much of the body is in text */
	size_t padded;           /* cells that authors left out */
	bool refused;            /* reading would take too long: a message says why */
	/* the state between two lines */
	bool blank, term, in_definition, in_grid;
	size_t column; /* where the text of the line before began */
	size_t definition_column;
	char bullets[2][4]; /* for notes and definitions: markers that the author does not use */
};

/* Makes r->prepass. */
struct prepass *prepass_run(struct reader *r);
void prepass_release(struct prepass *p);
/* The swap on a line of the file, or NULL. */
struct swap *prepass_swap(const struct reader *r, uint32_t line);
/* Marks it as used and reports what is wrong with it; false when it is broken. */
bool prepass_use(struct reader *r, struct swap *s);
/* What cmark made of an extra, a paragraph that belongs to nobody yet. */
struct node *prepass_fragment(const struct reader *r, size_t extra);
/* Takes the extras out of the tree; puts back what was swapped in code and raw HTML. */
void prepass_undo(struct reader *r);
/* Reports swaps that turned up nowhere. */
void prepass_report(struct reader *r);

#endif
