/* spec.h - runs the examples of a text, as CommonMark's spec.txt writes them.
 *
 * In: prose with examples between lines of 32 backticks, the first with the word `example` and
 * maybe further words; lines of a single dot part the input from what must come out, which is the
 * last part.  An arrow stands for a tab.  Out: TAP, one test for each example, named by the line it
 * stands on and the heading above.
 * main() is here; the program of tests/spec/NAME.c supplies spec_example(). */
#ifndef TESTS_SPEC_H
#define TESTS_SPEC_H

#include "base/str.h"

enum { SPEC_PARTS = 8 };

struct spec_example {
	size_t number, line; /* from 1 */
	struct str section;  /* the heading above */
	struct str words;    /* what stands behind `example` */
	struct str parts[SPEC_PARTS];
	size_t n; /* of parts; the last is what must come out */
};

/* Appends to out what the parts but the last make. */
void spec_example(const struct spec_example *example, struct buf *out);

#endif
