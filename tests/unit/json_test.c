/* json_test.c - JSON comes out with its commas, and its text may stand in a script element. */
#include <string.h>

#include "unit/test.h"

#include "formats/json.h"

static void
commas_stand_where_they_belong(void **state)
{
	struct buf out = { 0 };
	struct json j;

	(void)state;
	json_init(&j, &out);
	json_object(&j, NULL);
	json_string(&j, "name", STR("Soleus"));
	json_list(&j, "list");
	json_number(&j, NULL, -1);
	json_number(&j, NULL, INT64_MIN);
	json_object(&j, NULL);
	json_end_object(&j);
	json_list(&j, NULL);
	json_end_list(&j);
	json_bool(&j, NULL, true);
	json_end_list(&j);
	json_bool(&j, "last", false);
	json_object(&j, "in");
	json_string(&j, "a", STR(""));
	json_end_object(&j);
	json_end_object(&j);
	assert_string_equal(buf_cstr(&out),
	    "{\"name\":\"Soleus\",\"list\":[-1,-9223372036854775808,"
	    "{},[],true],\"last\":false,\"in\":{\"a\":\"\"}}");
	buf_release(&out);
}

static void
text_cannot_end_a_script(void **state)
{
	struct buf out = { 0 };
	struct json j;

	(void)state;
	json_init(&j, &out);
	json_string(&j, NULL, STR("</script><!-- & \"\\\n\t\xe2\x80\xa8\xc3\xa9"));
	assert_string_equal(buf_cstr(&out),
	    "\"\\u003c/script\\u003e\\u003c!-- \\u0026 \\\"\\\\\\n\\u0009\\u2028\xc3\xa9\"");
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commas_stand_where_they_belong),
		cmocka_unit_test(text_cannot_end_a_script),
	};

	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
