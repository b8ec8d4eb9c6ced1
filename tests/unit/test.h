/* test.h - what unit tests share: cmocka with its headers in the order it wants, and words for
 * comparing our types. */
#ifndef TESTS_UNIT_TEST_H
#define TESTS_UNIT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/str.h"

/* Both as C strings, so that a failure shows them. */
static inline void
check_text(const char *expected, struct str got)
{
	char *copy = malloc(got.n + 1);

	assert_non_null(copy);
	for (size_t i = 0; i < got.n; i++)
		copy[i] = got.p[i] == '\0' ? '?' : got.p[i];
	copy[got.n] = '\0';
	assert_string_equal(expected, copy);
	free(copy);
}

static inline void
check_buf(const char *expected, struct buf *got)
{
	check_text(expected, buf_view(got));
	buf_release(got);
}

#endif
