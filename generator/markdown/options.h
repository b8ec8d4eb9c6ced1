/* options.h - what a caller tells this room: how to read, and who answers while it writes.
 *
 * Header only, so that every module of the room may see it; callers include markdown.h. */
#ifndef SOLEUS_OPTIONS_H
#define SOLEUS_OPTIONS_H

#include "tree.h"

struct markdown_options {
	struct str language; /* BCP 47: quotation marks of the smart punctuation */
	/* NULL-terminated names of directives there are (theme's and ours), sorted. */
	const char *const *directives;
	bool plain; /* CommonMark alone: no dialect, no smart punctuation (spec tests) */
};

/* What an image turned out to be. */
struct image_target {
	struct str url;
	int width, height; /* 0: unknown */
	struct str raster; /* book: the PNG twin of an SVG; empty when there is none */
};

enum { QUIZ_OPTIONS = 26 }; /* one for each letter */

/* One of the answers that a question offers. */
struct quiz_option {
	struct str text;     /* inline markup */
	struct str feedback; /* blocks: why it is right or wrong; may be empty */
	bool right;
};

/* What stands in a directive, already markup. */
struct directive_parts {
	struct str title;       /* inline markup, may be empty */
	struct str body;        /* blocks; of a figure, its caption */
	struct str picture;     /* of a figure alone: the image */
	struct str description; /* of a figure alone: its ::: description, rendered */
	struct quiz_option options[QUIZ_OPTIONS]; /* of a quiz alone; its body is the question */
	size_t options_n;
	struct str rationale; /* of a quiz alone: what stands below its list */
	struct str id; /* {#id}; a description's is made for the picture's aria-details; or empty */
};

struct markdown_hooks {
	/* The address a link goes to, from the page being made; reports dead ones at node->pos and
	 * says false, then only the link's text is written. */
	bool (*link)(void *ctx, const struct node *node, struct str *url, struct diag *diag);
	bool (*image)(
	    void *ctx, const struct node *node, struct image_target *target, struct diag *diag);
	/* Writes a directive around its parts. */
	bool (*directive)(void *ctx, const struct node *node, const struct directive_parts *parts,
	    struct buf *out, struct diag *diag);
	/* Writes the mark of a citation [@key].  May be NULL: there are no references yet. */
	bool (*citation)(void *ctx, const struct node *node, struct buf *out, struct diag *diag);
	/* A word of the generator's own in the page's language, by its key in theme/strings:
	 * figure, table, section, notes, note_reference, back_to_reference, task_done, task_open.
	 * May be NULL, and may answer with an empty view: then the word is English. */
	struct str (*word)(void *ctx, const char *key);
};

struct markdown_output {
	bool book;    /* notes as pop-ups, pictures with raster twins, no details */
	bool excerpt; /* parts of an article on another page: no ids, notes or marks of citations */
	struct str language;
	const struct markdown_hooks *hooks;
	void *ctx;
};

#endif
