/* filter_text.h - what filters do to a text, a day or a number. */
#ifndef SOLEUS_FILTER_TEXT_H
#define SOLEUS_FILTER_TEXT_H

#include "run.h"

/* Changes *v; t is the term of the filter, n the number of arguments, of types that were tested.
 * False after run_fail(). */
typedef bool filter_apply(
    struct run *r, const struct term *t, struct value *v, const struct value *arguments, size_t n);

filter_apply filter_slug, filter_lower, filter_upper, filter_trim, filter_truncate, filter_replace,
    filter_url, filter_escape, filter_safe, filter_text, filter_number, filter_date, filter_iso,
    filter_plural, filter_asset, filter_json;

#endif
