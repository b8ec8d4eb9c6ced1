/* guard_test.c - which requests the preview server takes, one by one. */
#include <string.h>

#include "unit/test.h"

#include "preview/guard.h"

static const struct guard guard = { .port = 4400, .token = "0123456789abcdef0123456789abcdef" };

static struct request
good(void)
{
	return (struct request){ .method = STR("GET"),
		.target = STR("/calf/"),
		.host = STR("localhost:4400"),
		.hosts = 1 };
}

static unsigned
check(struct request request)
{
	struct arena a = { 0 };
	const char *why = NULL;
	struct str path;
	unsigned status = guard_check(&guard, &request, &a, &path, &why);

	assert_true(status == 0 || (why != NULL && *why != '\0'));
	arena_release(&a);
	return status;
}

static void
test_hosts(void **state)
{
	static const char *const ours[] = { "localhost:4400", "LocalHost:4400", "127.0.0.1:4400",
		"[::1]:4400", "calf.localhost:4400", "a-b.c.localhost:4400" };
	static const char *const theirs[] = { "", "localhost", "localhost:80", "localhost:44000",
		"localhost:", "evil.example:4400", "localhost.evil.example:4400",
		"evillocalhost:4400", ".localhost:4400", "a_b.localhost:4400", "[::1]",
		"[::1]:", "::1:4400", "[::2]:4400", "127.0.0.2:4400", "0177.0.0.1:4400",
		"localhost:4400:4400", " localhost:4400", "localhost:4400 ", "x@localhost:4400",
		"localhost.:4400" };
	struct request request = good();

	(void)state;
	for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++) {
		request.host = str_of(ours[i]);
		assert_int_equal(check(request), 0);
	}
	for (size_t i = 0; i < sizeof(theirs) / sizeof(theirs[0]); i++) {
		request.host = str_of(theirs[i]);
		assert_int_equal(check(request), 403);
	}
	request = good();
	request.hosts = 2;
	assert_int_equal(check(request), 403);
	request.hosts = 0;
	assert_int_equal(check(request), 403);
}

/* Port 80 is the only one that a browser leaves out. */
static void
test_port_80(void **state)
{
	struct guard eighty = { .port = 80 };
	struct request request = good();
	struct arena a = { 0 };
	const char *why;
	struct str path;

	(void)state;
	request.host = STR("localhost");
	assert_int_equal(guard_check(&eighty, &request, &a, &path, &why), 0);
	request.host = STR("[::1]");
	assert_int_equal(guard_check(&eighty, &request, &a, &path, &why), 0);
	arena_release(&a);
}

static void
test_origins(void **state)
{
	static const char *const theirs[] = { "", "null", "https://localhost:4400",
		"localhost:4400", "http://localhost", "http://localhost:4400/",
		"http://evil.example:4400", "http://localhost:4400.evil.example",
		"HTTP://localhost:4400" };
	struct request request = good();

	(void)state;
	request.origin = STR("http://localhost:4400");
	assert_int_equal(check(request), 0);
	for (size_t i = 0; i < sizeof(theirs) / sizeof(theirs[0]); i++) {
		request.origin = str_of(theirs[i]);
		assert_int_equal(check(request), 403);
	}
}

static void
test_fetch_metadata(void **state)
{
	struct request request = good();

	(void)state;
	request.fetch_site = STR("same-origin");
	assert_int_equal(check(request), 0);
	request.fetch_site = STR("cross-site");
	assert_int_equal(check(request), 403);
	request.fetch_mode = STR("navigate");
	request.fetch_dest = STR("iframe");
	assert_int_equal(check(request), 403);
	request.fetch_dest = STR("document");
	assert_int_equal(check(request), 0);
	request.target = STR("/_soleus/events");
	assert_int_equal(check(request), 403);
	request = good();
	request.fetch_site = STR("same-site");
	assert_int_equal(check(request), 403);
}

static void
test_methods(void **state)
{
	struct request request = good();

	(void)state;
	request.method = STR("HEAD");
	assert_int_equal(check(request), 0);
	request.method = STR("POST");
	assert_int_equal(check(request), 405);
	request.target = STR("/_soleus/open");
	assert_int_equal(check(request), 0);
	request.method = STR("DELETE");
	assert_int_equal(check(request), 405);
}

static void
test_paths(void **state)
{
	static const char *const bad[] = { "", "calf/", "*", "http://localhost:4400/", "/%", "/%4",
		"/%zz", "/a%00b", "/a\\b", "/a%5cb", "/a%0d%0ab", "/\x7f", "/../x", "/a/..",
		"/a/./b", "/%2e%2e/x", "/a%2f..%2fb", "/%c0%af", "/%ff", "/%ed%a0%80" };
	struct request request = good();
	struct arena a = { 0 };
	char long_target[GUARD_PATH_LIMIT + 2];
	const char *why;
	struct str path;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		request.target = str_of(bad[i]);
		assert_int_equal(check(request), 400);
	}
	request.target = STR("/%66%c3%bc%252e/...a");
	assert_int_equal(guard_check(&guard, &request, &a, &path, &why), 0);
	assert_true(str_eq(path, STR("/f\xc3\xbc%2e/...a"))); /* decoded once */
	memset(long_target, 'a', sizeof(long_target));
	long_target[0] = '/';
	request.target = (struct str){ long_target, GUARD_PATH_LIMIT };
	assert_int_equal(check(request), 0);
	request.target.n++;
	assert_int_equal(check(request), 414);
	arena_release(&a);
}

static void
test_tokens(void **state)
{
	struct guard one, other;

	(void)state;
	assert_true(guard_token_fits(&guard, str_of(guard.token)));
	assert_false(guard_token_fits(&guard, STR("")));
	assert_false(guard_token_fits(&guard, STR("0123456789abcdef0123456789abcdee")));
	assert_false(guard_token_fits(&guard, STR("1123456789abcdef0123456789abcdef")));
	assert_false(guard_token_fits(&guard, STR("0123456789abcdef0123456789abcdef0")));
	assert_true(guard_init(&one) && guard_init(&other));
	assert_int_equal(strlen(one.token), GUARD_TOKEN);
	assert_false(guard_token_fits(&one, str_of(other.token)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hosts),
		cmocka_unit_test(test_port_80),
		cmocka_unit_test(test_origins),
		cmocka_unit_test(test_fetch_metadata),
		cmocka_unit_test(test_methods),
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_tokens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
