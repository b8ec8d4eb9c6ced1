/* filter.h - the table of filters: {{ value | name(arguments) }}.
 *
 * Each entry says which types it takes, so that a wrong use is found when a template is compiled;
 * what is known only while rendering is tested again there, before apply() is called. */
#ifndef SOLEUS_FILTER_H
#define SOLEUS_FILTER_H

#include "run.h"

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

struct filter {
	const char *name;
	unsigned takes; /* bits of the types it is for */
	size_t least, most;
	unsigned arguments[FILTER_ARGUMENTS];
	bool path;             /* the first argument is a dotted name in quotes */
	enum value_type gives; /* unless result() says so */
	bool (*result)(struct filter_use *use);
	/* Changes *v; n arguments.  False after run_fail(). */
	bool (*apply)(struct run *r, const struct term *t, struct value *v,
	    const struct value *arguments, size_t n);
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
