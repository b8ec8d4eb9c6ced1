/* course_test.c - paths of files become addresses, and references are checked without a network. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit/test.h"

#include "base/fs.h"
#include "course/links.h"

static void
paths_resolve_without_climbing_out(void **state)
{
	static const struct {
		const char *folder, *path, *want; /* NULL: out of the project */
	} cases[] = {
		{ "content/anatomy/soleus", "../gastrocnemius/index.md",
		    "content/anatomy/gastrocnemius/index.md" },
		{ "content/anatomy", "./knee.png", "content/anatomy/knee.png" },
		{ "content", "a//b/./c.md", "content/a/b/c.md" },
		{ "content", "../x.md", "x.md" },
		{ "content", "../../x.md", NULL },
		{ "", "..", NULL },
		{ "", "", "" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct str got = path_resolve(&a, str_of(cases[i].folder), str_of(cases[i].path));

		if (cases[i].want == NULL)
			assert_null(got.p);
		else
			assert_string_equal(got.p, cases[i].want);
	}
	arena_release(&a);
}

static void
deep_paths_are_refused(void **state)
{
	struct arena a = { 0 };
	struct buf deep = { 0 };

	(void)state;
	for (size_t i = 0; i < 100; i++)
		buf_str(&deep, STR("a/"));
	assert_null(path_resolve(&a, STR(""), buf_view(&deep)).p);
	buf_release(&deep);
	arena_release(&a);
}

static void
addresses_are_written_from_where_they_stand(void **state)
{
	static const struct {
		const char *from, *to;
		bool portable;
		const char *want;
	} cases[] = {
		{ "", "", true, "index.html" },
		{ "", "", false, "./" },
		{ "", "about/", true, "about/index.html" },
		{ "about/", "", true, "../index.html" },
		{ "about/", "", false, "../" },
		{ "anatomy/soleus/", "anatomy/gastrocnemius/", true,
		    "../gastrocnemius/index.html" },
		{ "anatomy/soleus/", "anatomy/gastrocnemius/", false, "../gastrocnemius/" },
		{ "anatomy/soleus/", "anatomy/soleus/", false, "./" },
		{ "anatomy/soleus/", "anatomy/soleus/two.svg", true, "two.svg" },
		{ "a/bc/", "a/b/", true, "../b/index.html" },
		{ "blog/page/2/", "feed.xml", true, "../../../feed.xml" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(
		    url_between(&a, str_of(cases[i].from), str_of(cases[i].to), cases[i].portable)
			.p,
		    cases[i].want);
	arena_release(&a);
}

/* How many messages a reference with one identifier gives. */
static size_t
faults_of(const char *identifier)
{
	char root[] = "/tmp/course-test-XXXXXX";
	struct references references = { 0 };
	struct arena a = { 0 };
	struct diag diag = { 0 };
	struct buf text = { 0 };
	size_t errors;

	assert_non_null(mkdtemp(root));
	buf_printf(&text, "references:\n  - {id: x, type: book, title: T, %s}\n", identifier);
	assert_true(fs_write(str_of(root), STR("content/references.yaml"), buf_view(&text), &diag));
	references_load(str_of(root), &references, &a, &diag);
	errors = diag.errors;
	assert_true(fs_remove_tree(str_of(root), STR(""), &diag));
	buf_release(&text);
	diag_release(&diag);
	arena_release(&a);
	return errors;
}

static void
identifiers_are_checked(void **state)
{
	(void)state;
	assert_int_equal(faults_of("ISBN: 978-1-938168-13-0"), 0);
	assert_int_equal(faults_of("ISBN: 978-1-938168-13-1"), 1);
	assert_int_equal(faults_of("ISBN: 0-306-40615-2"), 0);
	assert_int_equal(faults_of("ISBN: 0-306-40615-3"), 1);
	assert_int_equal(faults_of("ISBN: 080442957X"), 0);
	assert_int_equal(faults_of("ISBN: 1234"), 1);
	assert_int_equal(faults_of("DOI: 10.1136/bjsports-2016-097177"), 0);
	assert_int_equal(faults_of("DOI: https://doi.org/10.1136/x"), 1);
	assert_int_equal(faults_of("DOI: 10.1/x"), 1);
	assert_int_equal(faults_of("PMID: \"123456\""), 0);
	assert_int_equal(faults_of("PMID: PMC123"), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths_resolve_without_climbing_out),
		cmocka_unit_test(deep_paths_are_refused),
		cmocka_unit_test(addresses_are_written_from_where_they_stand),
		cmocka_unit_test(identifiers_are_checked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
