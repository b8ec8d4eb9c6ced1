/* filter_list.h - what filters do to a list, and which type that gives.
 *
 * The type of an element goes through: the first of a list of links is a link. */
#ifndef SOLEUS_FILTER_LIST_H
#define SOLEUS_FILTER_LIST_H

#include "filter_text.h"

enum { FILTER_ARGUMENTS = 2 };

/* One use of a filter while a template is compiled. */
struct filter_use {
	struct arena *arena;
	struct type in;
	struct type arguments[FILTER_ARGUMENTS];
	size_t n;
	struct str path; /* the first argument, where the filter wants a name of the elements */
	struct type out;
	/* When it cannot be: what is wrong, and the word and names for "did you mean". */
	struct str problem, wrong;
	struct str_list names;
};

/* Sets use->out; false with the problem. */
typedef bool filter_type(struct filter_use *use);

filter_type filter_same_type, filter_sort_type, filter_group_type, filter_element_type,
    filter_join_type, filter_keys_type, filter_default_type;
filter_apply filter_sort, filter_reverse, filter_where, filter_limit, filter_group, filter_first,
    filter_last, filter_join, filter_length, filter_keys, filter_default;

#endif
