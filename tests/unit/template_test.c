/* template_test.c - what the examples of tests/spec/templates.md cannot show: that no value breaks
 * out of its place, the limits, threads, sets, and that the documentation is whole. */
#include "test.h"

#include "base/fs.h"
#include "base/pool.h"
#include "formats/xml.h"
#include "support/sample.h"
#include "template/filter.h"

enum { WORKERS = 4, PAGES = 200 };

/* A set of one template, compiled. */
struct one {
	struct sample_host host;
	struct template_set *set;
	const struct template *template;
	struct diag diag;
};

static void
one_init(struct one *o, struct str text, const struct schema *schema)
{
	o->diag = (struct diag){ 0 };
	sample_init(&o->host);
	sample_add(&o->host, STR("page.html"), text);
	o->set = template_set_new(&o->host.host);
	o->template = template_set_compile(o->set, STR("page.html"), schema, &o->diag);
}

static void
one_release(struct one *o)
{
	template_set_free(o->set);
	diag_release(&o->diag);
}

static bool
one_render(struct one *o, const void *self, struct buf *out)
{
	struct arena arena = { 0 };
	struct render_context context = { NULL, &arena };
	bool well = template_render(o->template, &context, self, out, &o->diag);

	arena_release(&arena);
	return well;
}

/* All messages of the set so far. */
static struct str
messages(struct one *o, struct buf *text)
{
	buf_reset(text);
	diag_print(&o->diag, DIAG_PLAIN, text);
	return buf_view(text);
}

static bool
contains(struct str s, const char *part)
{
	return str_find(s, 0, str_of(part)) < s.n;
}

/* ---- values stay in their places ---- */

static struct value
get_text(const struct render_context *context, const void *self)
{
	(void)context;
	return value_string(str_of(self));
}

static struct value
get_markup(const struct render_context *context, const void *self)
{
	(void)context, (void)self;
	return value_markup(STR("<b title=\"x\">&amp;'</b>"));
}

static const struct schema_field nasty_fields[] = {
	{ "text", VALUE_STRING, NULL, VALUE_NOTHING, get_text, "a text" },
	{ "markup", VALUE_MARKUP, NULL, VALUE_NOTHING, get_markup, "markup" },
};
static const struct schema nasty_schema = { "nasty", "Values that try.", nasty_fields, 2 };

static const char *const nasty[] = { "plain", "", "<", ">", "&", "\"", "'", "<script>", "</script>",
	"</title>", "-->", "]]>", "' onclick='x", "\" onclick=\"x", "&#106;avascript:x", "{{ x }}",
	"a b", "\xc3\xa9\xe2\x80\xa8", "%zz", "\\", "\\\"", "/><x y=\"", "\t\n" };
enum { NASTY = sizeof(nasty) / sizeof(nasty[0]) };

/* Elements and attributes of a document, to see that values add none. */
struct shape {
	size_t elements, attributes;
};

static void
count_tag(void *ctx, const struct xml_tag *tag)
{
	struct shape *shape = ctx;

	shape->elements++;
	shape->attributes += tag->n;
}

static struct shape
shape_of(struct str text)
{
	static const struct xml_handler handler = { .start = count_tag };
	struct source document = { STR("out"), text };
	struct shape shape = { 0, 0 };
	struct diag diag = { 0 };

	assert_true(xml_scan(&document, &handler, &shape, &diag));
	diag_release(&diag);
	return shape;
}

static void
values_stay_in_their_places(void **state)
{
	struct one o;

	(void)state;
	one_init(&o,
	    STR("<html><title>{{ text }}{{ markup }}</title><p title=\"{{ text }}\" lang='{{ text "
		"}}'>"
		"{{ text }}</p><a href=\"/{{ text }}\" title='{{ markup }}'>x</a>"
		"<a href=\"?a={{ text }}&amp;b={{ text | url }}\">x</a><a href='#{{ text }}'>x</a>"
		"<script type=\"application/ld+json\">[{{ text }}, \"{{ text }}\", \"{{ markup "
		"}}\"]"
		"</script><p data-json=\"{{ text | json }}\">{{ text | upper | truncate(3) }}</p>"
		"<p>{{ text ~ markup }}</p></html>"),
	    &nasty_schema);
	assert_non_null(o.template);
	for (size_t i = 0; i < NASTY; i++) {
		struct buf out = { 0 };
		struct shape shape;

		assert_true(one_render(&o, nasty[i], &out));
		shape = shape_of(buf_view(&out));
		assert_int_equal(shape.elements, 10);
		assert_int_equal(shape.attributes, 9);
		assert_false(contains(buf_view(&out), "</script>\""));
		buf_release(&out);
	}
	one_release(&o);
}

static void
addresses_keep_to_their_schemes(void **state)
{
	static const struct {
		const char *address;
		bool safe;
	} table[] = { { "", true }, { "a.html", true }, { "../a/b.html#c", true }, { "?a:b", true },
		{ "#a:b", true }, { "/a:b", true }, { "//example.org", true },
		{ "https://example.org/?a=b&c", true }, { "HTTP://example.org", true },
		{ "mailto:a@example.org", true }, { "tel:+49", true }, { "javascript:x", false },
		{ "JavaScript:x", false }, { " javascript:x", false }, { "java\nscript:x", false },
		{ "data:text/html,x", false }, { "vbscript:x", false }, { "httpsx:x", false },
		{ "htt:x", false }, { "a&b:c", false } };
	struct one o;

	(void)state;
	one_init(&o, STR("<a href=\"{{ text }}\"/>"), &nasty_schema);
	assert_non_null(o.template);
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct buf out = { 0 };

		if (one_render(&o, table[i].address, &out) != table[i].safe)
			fail_msg("%s", table[i].address);
		buf_release(&out);
	}
	one_release(&o);
}

/* ---- places no value can stand ---- */

static void
unsafe_places_are_refused(void **state)
{
	static const char *const templates[] = { "<a {{ page.title }}>", "<{{ page.title }}>",
		"<a {{ page.title }}=\"x\">", "<a b={{ page.title }}>",
		"<a onclick=\"{{ page.title }}\">", "<a style=\"{{ page.title }}\">",
		"<style>{{ page.title }}</style>", "<script>{{ page.title }}</script>",
		"<script type=\"module\">{{ page.title }}</script>",
		"<script type=\"{{ page.title }}\"></script>",
		"<iframe srcdoc=\"{{ page.title }}\">", "<iframe>{{ page.title }}</iframe>",
		"<!-- {{ page.title }} -->", "<!DOCTYPE {{ page.title }}>",
		"<![CDATA[{{ page.title }}]]>", "<?x {{ page.title }}?>", "<h{{ page.title }}>",
		"<scr{% if page.draft %}ipt{% else %}eam{% endif %}>",
		"<p title=\"{% if page.draft %}\"{% endif %}>", "<p title=\"", "<p", "<!--",
		"<script>", "{% set x %}<p {% endset %}", "<p>a < b</p>", "<p>a & b</p>",
		"<p>&nbsp;</p>", "<p title=\"&copy;\">", "<p>&#;</p>", "<p>&#12",
		"<title>a <b>c</b></title>", "<title>&nbsp;</title>", "<script>a < b</script>",
		"<script>a && b</script>", "<title>x<{{ page.title }}", "<style>a</styles>",
		"<p a=b>", "<p a>", "<script/>", "<title/>", "<p a=\"b\"c=\"d\">",
		"<p title=\"a<b\">", "{% for t in page.tags %}<p {% endfor %}",
		"{% macro m() %}<p {% endmacro %}{% set x = m() %}" };

	(void)state;
	for (size_t i = 0; i < sizeof(templates) / sizeof(templates[0]); i++) {
		struct buf text = { 0 };
		struct one o;

		one_init(&o, str_of(templates[i]), &sample_schema);
		if (o.template != NULL)
			fail_msg("compiled: %s", templates[i]);
		if (o.diag.errors != 1 ||
		    !contains(messages(&o, &text), "error[template-position]"))
			fail_msg("%s: %s", templates[i], buf_cstr(&text));
		buf_release(&text);
		one_release(&o);
	}
}

static void
odd_but_good_places_are_not(void **state)
{
	static const char *const templates[] = {
		"<a{% if page.draft %} href=\"x\"{% endif %}>",
		"<{% if page.draft %}ol{% else %}ul{% endif %} class=\"x\">",
		"<p class=\"{% for t in page.tags %}{{ t }} {% endfor %}\">",
		"<a href=\"{% if page.draft %}https:{% endif %}//x/{{ page.title }}\">",
		"<!DOCTYPE html><html><script src=\"x\" defer=\"defer\"></script></html>",
		"<script>if (a > b) c = '';</script>",
		"<p title=\"&amp;&#xA0;\">&lt;&#160;&apos;</p>", "<title>a &amp; b</title>",
		"<style>a > b { c: d }</style>", "<!-- a -- b --><p>x</p>",
		"<![CDATA[ a < b ]] ]]>", "<?xml version=\"1.0\"?><p/>",
		"<svg:a xlink:href=\"{{ page.next.url }}\" epub:type=\"x\"/>", "<br/><br />",
		"<p title = \"x\" >", "<p title='\"'>", "<p title=\"'\">",
		"{% macro a() %} class=\"{{ page.title }}\"{% endmacro %}<p{{ a() }}>",
		"{% macro a(n) %}{% if n > 0 %}x{{ a(n - 1) }}{% endif %}{% endmacro %}{{ a(3) }}"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(templates) / sizeof(templates[0]); i++) {
		struct buf text = { 0 };
		struct one o;

		one_init(&o, str_of(templates[i]), &sample_schema);
		if (o.template == NULL) {
			messages(&o, &text);
			fail_msg("%s: %s", templates[i], buf_cstr(&text));
		}
		one_release(&o);
	}
}

/* ---- limits ---- */

/* The template compiles, does not render, and says so; out is as it was. */
static void
check_limit(const char *template, const char *said)
{
	struct buf out = { 0 }, text = { 0 };
	struct one o;

	one_init(&o, str_of(template), &sample_schema);
	assert_non_null(o.template);
	buf_str(&out, STR("before"));
	assert_false(one_render(&o, "root", &out));
	check_buf("before", &out);
	if (!contains(messages(&o, &text), said))
		fail_msg("%s", buf_cstr(&text));
	buf_release(&text);
	one_release(&o);
}

#define LOOP(x) "{% for a in lessons %}" x "{% endfor %}"
#define LOOP3(x) LOOP(LOOP(LOOP(x)))

static void
rendering_is_bounded(void **state)
{
	(void)state;
	check_limit("{% set t = \"0123456789abcdef\" %}" LOOP3("{% set t = t ~ t %}"), "64 MiB");
	check_limit("{% set t = \"0123456789abcdef\" %}" LOOP(
			LOOP("{% if t | length < 1000000 %}"
			     "{% set t = t ~ t %}{% endif %}")) LOOP(LOOP("{{ t }}")),
	    "16 MiB");
	check_limit(LOOP3(LOOP3(LOOP3("x"))), "1000000 turns");
	check_limit(
	    LOOP3(LOOP3("{% set s = (lessons | sort(\"title\")) %}"
			"{% set u = [lessons, lessons, lessons, lessons] %}"
			"{% if \"a\" < \"b\" and u %}{{ s | length }}{{ 1 + 1 + 1 + 1 + 1 + 1 }}"
			"{{ 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 }}"
			"{{ 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 }}" LOOP3(
			    "{{ 1 + 1 }}") "{% endif %}")),
	    "more");
	check_limit("{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}", "32 deep");
	check_limit("{{ 9223372036854775807 + 1 }}", "too large a number");
	check_limit("{{ -9223372036854775807 - 2 }}", "too large a number");
	check_limit("{{ 4611686018427387904 * 2 }}", "too large a number");
	check_limit("{{ 1 % 0 }}", "divided by 0");
}

/* A template of the pieces, repeated, does not compile and says so in few messages. */
static void
check_compile_limit(
    const char *head, const char *piece, size_t times, const char *tail, const char *said)
{
	struct buf template = { 0 }, text = { 0 };
	struct one o;

	buf_str(&template, str_of(head));
	for (size_t i = 0; i < times; i++)
		buf_str(&template, str_of(piece));
	buf_str(&template, str_of(tail));
	one_init(&o, buf_view(&template), &sample_schema);
	assert_null(o.template);
	assert_in_range(o.diag.errors, 1, 150);
	if (!contains(messages(&o, &text), said))
		fail_msg("%s", buf_cstr(&text));
	buf_release(&template);
	buf_release(&text);
	one_release(&o);
}

static void
compiling_is_bounded(void **state)
{
	(void)state;
	check_compile_limit("", "{% if page %}", 5000, "", "nested too deeply");
	check_compile_limit(
	    "{% if page %}", "{% elif page %}", 5000, "{% endif %}", "nested too deeply");
	check_compile_limit("{{ ", "(", 300, "1 }}", "nested too deeply");
	check_compile_limit("{{ ", "not ", 300, "1 }}", "nested too deeply");
	check_compile_limit("{{ ", "- ", 300, "1 }}", "nested too deeply");
	check_compile_limit("{{ 1", "+1", 5000, "}}", "too long");
	check_compile_limit("{{ page", ".next", 5000, "}}", "too long");
	check_compile_limit("", "{{ nobody }}", 5000, "", "there is no 'nobody'");
	check_compile_limit("", "{{ ! }}", 5000, "", "here should stand a value");
	check_compile_limit("", "{{ ? }}", 5000, "", "means nothing");
	check_compile_limit("{% macro m(a) %}{{ m([a]) }}", "{{ m([a, a]) }}", 3,
	    "{% endmacro %}{{ m([]) }}", "32 deep");
	check_compile_limit(
	    "{% macro m(a, b) %}x{{ m([a], b) }}{{ m(a, [b]) }}{% endmacro %}{{ m(1, 2) }}", "", 0,
	    "", "32 deep");
}

/* Two includes in each of 30 files would be a thousand million texts. */
static void
includes_do_not_explode(void **state)
{
	static const char *const names[] = { "page.html", "1", "2", "3", "4", "5", "6", "7" };
	struct buf part[8] = { { 0 } }, text = { 0 };
	struct sample_host host;
	struct template_set *set;
	struct diag diag = { 0 };

	(void)state;
	sample_init(&host);
	for (size_t i = 0; i < 8; i++) {
		for (size_t k = 0; i < 7 && k < 10; k++)
			buf_printf(&part[i], "{%% include \"%zu\" %%}", i + 1);
		buf_str(&part[i], STR("x"));
		sample_add(&host, str_of(names[i]), buf_view(&part[i]));
	}
	set = template_set_new(&host.host);
	assert_null(template_set_compile(set, STR("page.html"), &sample_schema, &diag));
	assert_int_equal(diag.errors, 1);
	diag_print(&diag, DIAG_PLAIN, &text);
	assert_true(contains(buf_view(&text), "larger than soleus allows"));
	for (size_t i = 0; i < 8; i++)
		buf_release(&part[i]);
	buf_release(&text);
	template_set_free(set);
	diag_release(&diag);
}

/* ---- sets and threads ---- */

static void
a_set_compiles_once(void **state)
{
	struct one o;
	size_t errors;

	(void)state;
	one_init(&o, STR("{{ page.title }}"), &sample_schema);
	assert_ptr_equal(
	    o.template, template_set_compile(o.set, STR("page.html"), &sample_schema, &o.diag));
	assert_int_equal(o.diag.errors, 0);
	assert_null(template_set_compile(o.set, STR("page.html"), &nasty_schema, &o.diag));
	errors = o.diag.errors;
	assert_int_equal(errors, 1);
	assert_null(template_set_compile(o.set, STR("page.html"), &nasty_schema, &o.diag));
	assert_int_equal(o.diag.errors, 2); /* said again to whoever asks again */
	assert_null(template_set_compile(o.set, STR("none.html"), &sample_schema, &o.diag));
	assert_int_equal(o.diag.errors, 3);
	one_release(&o);
}

struct pages {
	struct one one;
	struct buf out[PAGES];
	bool good[PAGES];
};

static void
render_page(void *ctx, size_t item, unsigned worker)
{
	struct pages *pages = ctx;
	struct arena arena = { 0 };
	struct render_context context = { NULL, &arena };
	struct diag diag = { 0 };

	(void)worker;
	pages->good[item] = template_render(
	    pages->one.template, &context, "root", &pages->out[item], &diag);
	arena_release(&arena);
	diag_release(&diag);
}

static void
threads_share_a_template(void **state)
{
	static struct pages pages;

	(void)state;
	one_init(&pages.one,
	    STR("{% macro tree(l) %}{% for h in l %}<p>{{ h.title }}{{ tree(h.children) }}</p>{% "
		"endfor %}"
		"{% endmacro %}{% set n = 0 %}{% for g in lessons | group(\"module\") %}{% for l "
		"in g.items"
		" | sort(\"title\") %}{% set n = n + l.weight %}<a href=\"{{ l.url }}\">{{ l.title "
		"}}</a>"
		"{% endfor %}{% endfor %}{{ n }}{{ tree(page.contents) }}{{ page.published | date "
		"}}"),
	    &sample_schema);
	assert_non_null(pages.one.template);
	pool_run(WORKERS, PAGES, render_page, &pages);
	for (size_t i = 0; i < PAGES; i++) {
		assert_true(pages.good[i]);
		assert_true(str_eq(buf_view(&pages.out[i]), buf_view(&pages.out[0])));
	}
	assert_true(pages.out[0].n > 250);
	for (size_t i = 0; i < PAGES; i++)
		buf_release(&pages.out[i]);
	one_release(&pages.one);
}

/* ---- documentation ---- */

static void
schemas_document_themselves(void **state)
{
	struct buf out = { 0 };

	(void)state;
	schema_document(&sample_schema, &out);
	assert_true(str_starts(buf_view(&out),
	    STR("## context\n\nWhat every template sees.\n\n| name | type | meaning |\n"
		"|------|------|---------|\n| `output` | text | \"site\" or \"book\" |\n"
		"| `page` | [page](#page) | the page |\n"
		"| `lessons` | list of [lesson](#lesson) | all lessons |\n"
		"| `params` | free data | whatever the author wrote |\n\n## page\n")));
	assert_true(contains(buf_view(&out), "\n| `tags` | list of text | its terms |\n"));
	assert_true(contains(buf_view(&out), "\n## heading\n")); /* it contains itself, and ends */
	buf_release(&out);
}

/* The whole text of the language, as authors read it. */
static struct str
language(struct arena *a)
{
	struct diag diag = { 0 };
	struct str text;

	assert_true(
	    fs_read(STR("tests/spec"), STR("templates.md"), FS_TEXT_LIMIT, a, &text, &diag));
	diag_release(&diag);
	return text;
}

static void
the_language_is_told_whole(void **state)
{
	struct arena arena = { 0 };
	struct str told = language(&arena);
	struct buf word = { 0 };
	const struct filter *filters;
	const struct test *tests;
	size_t n = filter_table(&filters);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		buf_reset(&word);
		buf_printf(&word, "| %s", filters[i].name);
		if (!contains(told, buf_cstr(&word)))
			fail_msg("no example of the filter %s", filters[i].name);
		assert_true(
		    i == 0 || str_cmp(str_of(filters[i - 1].name), str_of(filters[i].name)) < 0);
	}
	n = test_table(&tests);
	for (size_t i = 0; i < n; i++)
		if (!contains(told, tests[i].name))
			fail_msg("nothing about the test %s", tests[i].name);
	for (size_t i = 0; i < MESSAGE_COUNT; i++) {
		buf_reset(&word);
		buf_printf(&word, "error[%s]", message_table[i].code);
		if (str_starts(str_of(message_table[i].code), STR("template-")) &&
		    !contains(told, buf_cstr(&word)))
			fail_msg("no example of %s", message_table[i].code);
	}
	arena_release(&arena);
	buf_release(&word);
}

int
main(void)
{
	const struct CMUnitTest units[] = {
		cmocka_unit_test(values_stay_in_their_places),
		cmocka_unit_test(addresses_keep_to_their_schemes),
		cmocka_unit_test(unsafe_places_are_refused),
		cmocka_unit_test(odd_but_good_places_are_not),
		cmocka_unit_test(rendering_is_bounded),
		cmocka_unit_test(compiling_is_bounded),
		cmocka_unit_test(includes_do_not_explode),
		cmocka_unit_test(a_set_compiles_once),
		cmocka_unit_test(threads_share_a_template),
		cmocka_unit_test(schemas_document_themselves),
		cmocka_unit_test(the_language_is_told_whole),
	};
	int failed;

	xml_init();
	failed = cmocka_run_group_tests(units, NULL, NULL);
	xml_exit();
	return failed;
}
