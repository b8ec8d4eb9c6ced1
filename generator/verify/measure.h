/* measure.h - what a number, length, percentage or sum of such comes to, at least and at most.
 *
 * In: tokens of a value.  Out: bounds in CSS pixels over all screens from 320 to 3840 pixels wide,
 * a font of 16 pixels; plain numbers as they are.  CSS Values and Units 4: calc, min, max, clamp.
 */
#ifndef SOLEUS_MEASURE_H
#define SOLEUS_MEASURE_H

#include "formats/css.h"

struct measure {
	double low, high;
	bool known; /* false: not a number, or not to be computed */
	bool plain; /* a number without unit */
};

/* What one percent is, in pixels (or plain), at least and at most. */
struct percent {
	double low, high;
};

/* Reads one term (a number, a dimension, a function with its arguments) at token *i of all and goes
 * past it. */
struct measure measure_read(
    const struct css_token *all, size_t *i, size_t end, struct percent percent);

#endif
