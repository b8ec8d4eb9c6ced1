/* digest_test.c - fingerprints equal the published examples. */
#include <string.h>

#include "unit/test.h"

#include "formats/digest.h"

static void
expect_hex(struct str bytes, size_t digits, const char *expected)
{
	struct digest d = digest_of(bytes);
	struct buf out = { 0 };

	digest_add_hex(&out, &d, digits);
	assert_string_equal(buf_cstr(&out), expected);
	buf_release(&out);
}

/* FIPS 180-4's own examples. */
static void
sha256_is_sha256(void **state)
{
	(void)state;
	expect_hex(
	    STR("abc"), 64, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	expect_hex(STR(""), 99, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	expect_hex(STR("abc"), 7, "ba7816b");
	expect_hex(STR("abc"), 0, "");
}

static void
hex_is_read_back(void **state)
{
	struct digest a = digest_of(STR("a")), b = digest_of(STR("b")), c;
	struct buf out = { 0 };

	(void)state;
	digest_add_hex(&out, &a, 64);
	assert_true(digest_parse_hex(buf_view(&out), &c));
	assert_true(digest_eq(&a, &c));
	assert_false(digest_eq(&b, &c));
	assert_false(digest_parse_hex(str_sub(buf_view(&out), 0, 63), &c));
	out.p[10] = 'G';
	assert_false(digest_parse_hex(buf_view(&out), &c));
	assert_true(digest_eq(&a, &c));
	buf_release(&out);
}

/* Python: uuid.uuid5(uuid.NAMESPACE_URL, "https://example.org/calf/") */
static void
uuids_are_those_of_the_rfc(void **state)
{
	struct buf out = { 0 };

	(void)state;
	digest_add_uuid(&out, STR("https://example.org/calf/"));
	assert_string_equal(buf_cstr(&out), "4dc4296b-9860-5890-837d-ddc37b60a37b");
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sha256_is_sha256),
		cmocka_unit_test(hex_is_read_back),
		cmocka_unit_test(uuids_are_those_of_the_rfc),
	};

	return cmocka_run_group_tests_name("digest", tests, NULL, NULL);
}
