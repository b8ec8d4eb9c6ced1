/* filter.h - the table of filters: {{ value | name(arguments) }}.
 *
 * Each entry says which types it takes, so that a wrong use is found when a template is compiled;
 * what is known only while rendering is tested again there, before apply is called. */
#ifndef SOLEUS_FILTER_H
#define SOLEUS_FILTER_H

#include "filter_list.h"

enum {
	FILTER_PATH = 1,   /* the first argument is a dotted name in quotes */
	FILTER_LENIENT = 2 /* what is missing before it is nothing, no mistake */
};

struct filter {
	const char *name;
	unsigned takes; /* bits of the types it is for */
	size_t least, most;
	unsigned arguments[FILTER_ARGUMENTS];
	unsigned how;          /* FILTER_PATH, FILTER_LENIENT */
	enum value_type gives; /* unless result says so */
	filter_type *result;
	filter_apply *apply;
	const char *doc;
};

const struct filter *filter_find(struct str name);
/* All of them, for "did you mean" and the manual; returns how many. */
size_t filter_table(const struct filter **table);

/* {{ value is name }} */
struct test {
	const char *name;
	unsigned takes;
	bool lenient; /* what is missing is nothing here */
	bool (*apply)(struct run *r, const struct value *v);
	const char *doc;
};

const struct test *test_find(struct str name);
size_t test_table(const struct test **table);

#endif
