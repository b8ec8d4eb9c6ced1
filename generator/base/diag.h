/* diag.h - messages to people: collected with their places, printed in order.
 *
 * In: a message of the one table (messages.def), a place, a sentence.  Out: text for a terminal or
 * JSON lines.  A worker collects into a diag of its own; the build merges them, so what is printed
 * is the same for any number of workers: sorted by file, line and column, each once.  The line a
 * message shows is copied when it is added, so sources need not outlive the call. */
#ifndef SOLEUS_DIAG_H
#define SOLEUS_DIAG_H

#include <stdint.h>
#include <stdio.h>

#include "arena.h"

/* A text that messages can point into. */
struct source {
	struct str path; /* as the author knows it, from the project's root */
	struct str text;
};

/* A place: line and column from 1, the column in bytes; line 0 is the file as a whole, column 0 the
 * line as a whole, a NULL source the project as a whole.  length: bytes to underline, 0 for one. */
struct pos {
	const struct source *source;
	uint32_t line, column, length;
};

enum severity { SEVERITY_ERROR, SEVERITY_WARNING };

enum message {
#define MESSAGE(symbol, code, severity, meaning, remedy) MSG_##symbol,
#include "messages.def"
#undef MESSAGE
	MESSAGE_COUNT
};

struct message_info {
	const char *code; /* stable, printed in brackets */
	enum severity severity;
	const char *meaning, *remedy; /* for `soleus explain` and the manual */
};
extern const struct message_info message_table[MESSAGE_COUNT];

struct diag {
	struct arena arena;
	struct {
		struct diag_entry **v;
		size_t n, cap;
	} entries;
	size_t errors, warnings;
	bool full; /* nobody reads a thousand messages: more are counted, not kept */
	struct { /* where the line was that a message showed last: the next one often follows it */
		const char *text;
		uint32_t line;
		size_t offset;
	} seen;
};

void diag_release(struct diag *d);
void diag_add(struct diag *d, enum message message, struct pos pos, const char *format, ...)
    PRINTF_LIKE(4, 5);
/* What to do, for the message added last. */
void diag_help(struct diag *d, const char *format, ...) PRINTF_LIKE(2, 3);
/* Another place that belongs to the message added last: "first defined here". */
void diag_related(struct diag *d, struct pos pos, const char *format, ...) PRINTF_LIKE(3, 4);
/* "; did you mean 'x'?" on the end of the message added last, when one of n names is near. */
bool diag_suggest(struct diag *d, struct str wrong, const struct str *names, size_t n);
/* The same; when none is near, the help lists the names, a dozen at most: "INTRO a, b, c". */
void diag_choices(
    struct diag *d, struct str wrong, const char *intro, const struct str *names, size_t n);

/* Adds copies of all that from has. */
void diag_merge(struct diag *into, const struct diag *from);
/* The same without what is about the files named. */
void diag_merge_without(struct diag *into, const struct diag *from, const struct str_list *paths);
/* Sorts, drops repetitions, counts anew. */
void diag_sort(struct diag *d);

enum diag_style { DIAG_PLAIN, DIAG_COLOUR, DIAG_JSON };
/* Appends every message in its present order; sort first. */
void diag_print(const struct diag *d, enum diag_style style, struct buf *out);

/* The place of byte offset in a source (counts lines from its start). */
struct pos pos_at(const struct source *source, size_t offset);

#endif
