/* xml_test.c - XML: tags are found at their exact bytes, faults are told, what is written is plain.
 */
#include <string.h>

#include "unit/test.h"

#include "base/pool.h"
#include "formats/xml.h"

enum { PAGES = 200, PARAGRAPHS = 3000 };

struct record {
	struct buf out;
	struct str text;
};

/* Each tag as its own bytes, cut out of the document by the offsets that were reported. */
static void
on_start(void *ctx, const struct xml_tag *tag)
{
	struct record *r = ctx;

	assert_true(tag->offset < tag->end && tag->end <= r->text.n);
	assert_int_equal(r->text.p[tag->offset], '<');
	assert_int_equal(r->text.p[tag->end - 1], '>');
	buf_printf(&r->out, "%zu%s %.*s %.*s\n", tag->depth, tag->self_closed ? "/" : "+",
	    STR_ARG(tag->name), STR_ARG(str_range(r->text.p + tag->offset, r->text.p + tag->end)));
	for (size_t i = 0; i < tag->n; i++)
		buf_printf(&r->out, "  %.*s=%.*s\n", STR_ARG(tag->attributes[i].name),
		    STR_ARG(tag->attributes[i].value));
}

static void
on_end(void *ctx, const struct xml_tag *tag)
{
	struct record *r = ctx;

	buf_printf(&r->out, "%zu- %.*s %.*s\n", tag->depth, STR_ARG(tag->name),
	    STR_ARG(str_range(r->text.p + tag->offset, r->text.p + tag->end)));
}

static void
on_text(void *ctx, struct str text)
{
	struct record *r = ctx;

	buf_printf(&r->out, "[%.*s]", STR_ARG(text));
}

static void
on_comment(void *ctx, struct str text)
{
	struct record *r = ctx;

	buf_printf(&r->out, "#%.*s#\n", STR_ARG(text));
}

static const struct xml_handler tags = { .start = on_start, .end = on_end };
static const struct xml_handler all = { on_start, on_end, on_text, on_comment };

static void
expect(const char *text, const struct xml_handler *handler, const char *expected)
{
	struct source source = { .path = STR("a.html"), .text = str_of(text) };
	struct record r = { .text = source.text };
	struct diag diag = { 0 };

	assert_true(xml_scan(&source, handler, &r, &diag));
	assert_int_equal(diag.errors, 0);
	assert_string_equal(buf_cstr(&r.out), expected);
	buf_release(&r.out);
	diag_release(&diag);
}

static void
tags_are_found_at_their_bytes(void **state)
{
	(void)state;
	expect("<?xml version='1.0' encoding='ISO-8859-1'?>\n"
	       "<!DOCTYPE html>\n"
	       "<!-- a > <b> -->"
	       "<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"en\"\n"
	       "  xmlns:epub='http://www.idpf.org/2007/ops'  >"
	       "\xc3\xa9\xe2\x82\xac &amp; &#x1F9B5; <![CDATA[<no> </main> & ]]>"
	       "<p title='a > b \"c\" &lt;i&gt; &amp;#38; \xc3\xa9' epub:type=\"x\" "
	       ">\xf0\x9f\xa6\xb5</p\n>"
	       "<br/><br   /><?php echo '<x>' ?><img alt=\"/>\" />"
	       "</html >\n<!-- after -->\n",
	    &tags,
	    "0+ html <html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"en\"\n"
	    "  xmlns:epub='http://www.idpf.org/2007/ops'  >\n"
	    "  xmlns=http://www.w3.org/1999/xhtml\n"
	    "  xmlns:epub=http://www.idpf.org/2007/ops\n"
	    "  xml:lang=en\n"
	    "1+ p <p title='a > b \"c\" &lt;i&gt; &amp;#38; \xc3\xa9' epub:type=\"x\" >\n"
	    "  title=a > b \"c\" <i> &#38; \xc3\xa9\n"
	    "  epub:type=x\n"
	    "1- p </p\n>\n"
	    "1/ br <br/>\n"
	    "1- br <br/>\n"
	    "1/ br <br   />\n"
	    "1- br <br   />\n"
	    "1/ img <img alt=\"/>\" />\n"
	    "  alt=/>\n"
	    "1- img <img alt=\"/>\" />\n"
	    "0- html </html >\n");
}

static void
a_byte_order_mark_counts(void **state)
{
	(void)state;
	expect("\xef\xbb\xbf<a><b/></a>", &tags, "0+ a <a>\n1/ b <b/>\n1- b <b/>\n0- a </a>\n");
}

static void
names_keep_their_prefixes(void **state)
{
	(void)state;
	expect("<dc:a xmlns:dc='u'><dc:b dc:c='1' d='2'/></dc:a>", &tags,
	    "0+ dc:a <dc:a xmlns:dc='u'>\n  xmlns:dc=u\n"
	    "1/ dc:b <dc:b dc:c='1' d='2'/>\n  dc:c=1\n  d=2\n"
	    "1- dc:b <dc:b dc:c='1' d='2'/>\n"
	    "0- dc:a </dc:a>\n");
}

static void
text_and_comments_come_decoded(void **state)
{
	(void)state;
	expect("<a>x &lt;<![CDATA[ & ]]><!-- c --></a>", &all,
	    "0+ a <a>\n[x ][<][ & ]# c #\n0- a </a>\n");
}

/* Long documents, so that libxml2's windows over its input move. */
static void
offsets_hold_in_long_documents(void **state)
{
	struct buf doc = { 0 }, expected = { 0 };

	(void)state;
	buf_str(&doc, STR("<a>"));
	buf_str(&expected, STR("0+ a <a>\n"));
	for (int i = 0; i < PARAGRAPHS; i++) {
		buf_printf(&doc, "<p id=\"p%d\">\xc3\xa9 %0*d &amp; <b\n/></p >", i, i % 700, i);
		buf_printf(&expected,
		    "1+ p <p id=\"p%d\">\n  id=p%d\n2/ b <b\n/>\n2- b <b\n/>\n1- p </p >\n", i, i);
	}
	buf_str(&doc, STR("</a>"));
	buf_str(&expected, STR("0- a </a>\n"));
	expect(buf_cstr(&doc), &tags, buf_cstr(&expected));
	buf_release(&doc);
	buf_release(&expected);
}

/* The first line of what is said of a faulty document. */
static void
expect_fault(const char *text, const char *expected)
{
	struct source source = { .path = STR("a.html"), .text = str_of(text) };
	struct record r = { .text = source.text };
	struct diag diag = { 0 };
	struct buf out = { 0 };

	assert_false(xml_scan(&source, &all, &r, &diag));
	assert_int_equal(diag.errors, 1);
	diag_print(&diag, DIAG_PLAIN, &out);
	assert_int_equal(strncmp(buf_cstr(&out), "a.html:", 7), 0);
	out.p[str_find_char(buf_view(&out), 0, '\n')] = '\0';
	assert_string_equal(out.p + 7, expected);
	buf_release(&out);
	buf_release(&r.out);
	diag_release(&diag);
}

static void
faults_are_told_once_in_plain_words(void **state)
{
	static const char *const cases[][2] = {
		{ "<a>\n<p>x</a>",
		    "2:5: error[xml-broken]: this tag does not close <p>, which is open" },
		{ "<a><p>x", "1:8: error[xml-broken]: <p> is never closed" },
		{ "<a>&nbsp;</a>", "1:10: error[xml-broken]: XML does not know the name '&nbsp;'" },
		{ "<!DOCTYPE a SYSTEM 'x'><a>&nbsp;</a>",
		    "1:33: error[xml-broken]: XML does not know the name '&nbsp;'" },
		{ "<a b='1' b='2'/>", "1:1: error[xml-broken]: the attribute 'b' is given twice" },
		{ "<a><b hidden></b></a>",
		    "1:4: error[xml-broken]: the attribute 'hidden' has no value" },
		{ "<a><b c=1></b></a>",
		    "1:4: error[xml-broken]: an attribute's value is not in quotes" },
		{ "<a b='<'/>", "1:7: error[xml-broken]: '<' stands in an attribute" },
		{ "<a>b & c</a>", "1:7: error[xml-broken]: a name is missing after '<' or '&'" },
		{ "<a>b &c d</a>",
		    "1:8: error[xml-broken]: '&' is not followed by a name and ';'" },
		{ "<a>&#0;</a>", "1:8: error[xml-broken]: this character may not stand in XML" },
		{ "<a b='1'c='2'/>", "1:9: error[xml-broken]: a blank is missing here" },
		{ "<a>]]></a>", "1:4: error[xml-broken]: ']]>' stands in a text" },
		{ "<a><!-- b -- c --></a>", "1:11: error[xml-broken]: '--' stands in a comment" },
		{ "", "1:1: error[xml-broken]: the document does not begin with a tag" },
		{ "<a/><b/>",
		    "1:5: error[xml-broken]: something stands after the end of the document" },
		{ "<a><epub:b/></a>", "1:4: error[xml-broken]: the prefix 'epub' is not declared" },
		{ "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
		    "1:1: error[xml-broken]: a document type with declarations of its own is "
		    "refused" },
		{ "<a>\x01</a>", "1:4: error[xml-broken]: this character may not stand in XML" },
		{ "<a>\xff</a>", "1:4: error[xml-broken]: this is not UTF-8 text" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		expect_fault(cases[i][0], cases[i][1]);
}

static void
depth_is_limited(void **state)
{
	struct buf b = { 0 };

	(void)state;
	for (int i = 0; i < 256; i++)
		buf_str(&b, STR("<a>\n"));
	expect_fault(buf_cstr(&b), "257:1: error[xml-broken]: <a> is never closed");
	for (int i = 0; i < PARAGRAPHS; i++)
		buf_str(&b, STR("<a>\n"));
	expect_fault(buf_cstr(&b), "257:1: error[xml-broken]: elements stand more than 256 deep");
	buf_release(&b);
}

static void
attributes_are_got_by_name(void **state)
{
	const struct xml_attribute list[] = { { STR("id"), STR("a") }, { STR("x"), STR("") } };
	const struct xml_tag tag = { .attributes = list, .n = 2 };

	(void)state;
	assert_int_equal(xml_get(&tag, "id").n, 1);
	assert_non_null(xml_get(&tag, "x").p);
	assert_null(xml_get(&tag, "i").p);
}

static void
scan_page(void *ctx, size_t item, unsigned worker)
{
	struct source source = { .path = STR("a.html"),
		.text = item % 2 == 0 ? STR("<a>&amp;<b/></a>") : STR("<a>&nope;</a>") };
	bool *right = ctx;
	struct diag diag = { 0 };

	(void)worker;
	right[item] = xml_scan(&source, &(struct xml_handler){ 0 }, NULL, &diag) ==
			  (item % 2 == 0) &&
		      diag.errors == item % 2;
	diag_release(&diag);
}

static void
threads_scan_at_once(void **state)
{
	bool right[PAGES] = { false };

	(void)state;
	pool_run(4, PAGES, scan_page, right);
	for (int i = 0; i < PAGES; i++)
		assert_true(right[i]);
}

static void
documents_are_written_plainly(void **state)
{
	struct buf out = { 0 };
	struct xml_writer *w = xml_writer_new(&out);

	(void)state;
	xml_doctype_html(w);
	xml_start(w, "html");
	xml_attribute(w, "xmlns", STR("http://www.w3.org/1999/xhtml"));
	xml_attribute(w, "title", STR("<\xc3\xa9 & \"\xe2\x80\x9c\n>"));
	xml_element(w, "dc:title", STR("Trigger points \xe2\x80\x94 a < b & \"c\""));
	xml_start(w, "empty");
	xml_end(w);
	xml_element(w, "script", STR(""));
	xml_start(w, "p");
	xml_markup(w, STR("<i>&amp;</i> x"));
	xml_writer_free(w);
	assert_string_equal(buf_cstr(&out),
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<!DOCTYPE html>\n"
	    "<html xmlns=\"http://www.w3.org/1999/xhtml\" "
	    "title=\"&lt;\xc3\xa9 &amp; &quot;\xe2\x80\x9c&#10;&gt;\">\n"
	    "  <dc:title>Trigger points \xe2\x80\x94 a &lt; b &amp; &quot;c&quot;</dc:title>\n"
	    "  <empty/>\n"
	    "  <script></script>\n"
	    "  <p><i>&amp;</i> x</p>\n"
	    "</html>\n");
	buf_release(&out);
}

static int
begin(void **state)
{
	(void)state;
	xml_init();
	return 0;
}

static int
finish(void **state)
{
	(void)state;
	xml_exit();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tags_are_found_at_their_bytes),
		cmocka_unit_test(a_byte_order_mark_counts),
		cmocka_unit_test(names_keep_their_prefixes),
		cmocka_unit_test(text_and_comments_come_decoded),
		cmocka_unit_test(offsets_hold_in_long_documents),
		cmocka_unit_test(faults_are_told_once_in_plain_words),
		cmocka_unit_test(depth_is_limited),
		cmocka_unit_test(attributes_are_got_by_name),
		cmocka_unit_test(threads_scan_at_once),
		cmocka_unit_test(documents_are_written_plainly),
	};

	return cmocka_run_group_tests_name("xml", tests, begin, finish);
}
