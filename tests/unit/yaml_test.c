/* yaml_test.c - YAML: every value is read as what it is, every mistake is told at its place. */
#include <string.h>

#include "unit/test.h"

#include "formats/yaml.h"

enum { MANY = 64000 };

struct book {
	struct placed id;
	struct str title;
};

struct page {
	struct str title;
	struct placed kind;
	struct placed_list tags;
	bool draft;
	int64_t weight;
	date published;
	int urls;
	struct book book;
	struct yaml_rows books, notices;
	const struct yaml *params;
};

static const char *const url_choices[] = { "portable", "pretty", NULL };

static const struct yaml_field book_fields[] = {
	{ "id", YAML_PLACED, offsetof(struct book, id), true, NULL, NULL },
	{ "title", YAML_STRING, offsetof(struct book, title), false, NULL, NULL },
};
static const struct yaml_schema book_schema = { "a book", book_fields, 2, sizeof(struct book) };

static const struct yaml_field notice_fields[] = {
	{ "title", YAML_STRING, offsetof(struct book, title), true, NULL, NULL },
};
static const struct yaml_schema notice_schema = { "a notice", notice_fields, 1,
	sizeof(struct book) };

static const struct yaml_field page_fields[] = {
	{ "title", YAML_STRING, offsetof(struct page, title), true, NULL, NULL },
	{ "kind", YAML_PLACED, offsetof(struct page, kind), false, NULL, NULL },
	{ "tag", YAML_STRINGS, offsetof(struct page, tags), false, NULL, NULL },
	{ "draft", YAML_BOOL, offsetof(struct page, draft), false, NULL, NULL },
	{ "weight", YAML_INT, offsetof(struct page, weight), false, NULL, NULL },
	{ "published", YAML_DATE, offsetof(struct page, published), false, NULL, NULL },
	{ "urls", YAML_CHOICE, offsetof(struct page, urls), false, NULL, url_choices },
	{ "book", YAML_STRUCT, offsetof(struct page, book), false, &book_schema, NULL },
	{ "books", YAML_STRUCTS, offsetof(struct page, books), false, &book_schema, NULL },
	{ "notices", YAML_NAMED, offsetof(struct page, notices), false, &notice_schema, NULL },
	{ "params", YAML_FREE, offsetof(struct page, params), false, NULL, NULL },
};
static const struct yaml_schema page_schema = { "the front matter", page_fields,
	sizeof(page_fields) / sizeof(page_fields[0]), sizeof(struct page) };

static struct arena memory;

/* Reads text as a page; gives what the author would see. */
static const char *
messages(const char *text, struct page *page)
{
	struct source source = { .path = STR("a.md"), .text = str_of(text) };
	static struct buf out;
	struct diag diag = { 0 };
	struct yaml *root = yaml_parse(&source, 0, source.text.n, &memory, &diag);
	bool ok;

	*page = (struct page){ .weight = 7 };
	ok = root != NULL && yaml_read(root, &page_schema, page, &memory, &diag);
	assert_int_equal(ok, diag.errors == 0);
	diag_sort(&diag);
	buf_reset(&out);
	diag_print(&diag, DIAG_PLAIN, &out);
	diag_release(&diag);
	return buf_cstr(&out);
}

static void
expect(const char *text, const char *expected)
{
	struct page page;

	assert_string_equal(messages(text, &page), expected);
}

/* The first line of the messages only. */
static void
expect_first(const char *text, const char *expected)
{
	struct page page;
	struct str first = str_of(messages(text, &page));

	first.n = str_find_char(first, 0, '\n');
	assert_string_equal(arena_str(&memory, first).p, expected);
}

static void
assert_str(struct str s, const char *expected)
{
	assert_string_equal(arena_str(&memory, s).p, expected);
}

static void
every_kind_is_filled(void **state)
{
	struct page p;
	const struct book *book;

	(void)state;
	assert_string_equal(messages("title: \"Soleus: the larger\"\n"
				     "kind: anatomy\n"
				     "tag: [triceps surae, calf]\n"
				     "draft: true\n"
				     "weight: -30\n"
				     "published: 2026-11-20\n"
				     "urls: pretty\n"
				     "book: {id: one}\n"
				     "books:\n"
				     "  - {id: two, title: 1.10}\n"
				     "  - id: three\n"
				     "notices:\n"
				     "  en-GB:\n"
				     "    title: |\n"
				     "      Line\n"
				     "      line\n"
				     "params: {any: [thing]}\n",
				&p),
	    "");
	assert_str(p.title, "Soleus: the larger");
	assert_str(p.kind.text, "anatomy");
	assert_int_equal(p.kind.pos.line, 2);
	assert_int_equal(p.kind.pos.column, 7);
	assert_int_equal(p.kind.pos.length, 7);
	assert_int_equal(p.tags.n, 2);
	assert_str(p.tags.v[1].text, "calf");
	assert_int_equal(p.tags.v[1].pos.column, 22);
	assert_true(p.draft);
	assert_int_equal(p.weight, -30);
	assert_int_equal(date_weekday(p.published), 5);
	assert_int_equal(p.urls, 1);
	assert_str(p.book.id.text, "one");
	assert_int_equal(p.books.n, 2);
	book = p.books.v;
	assert_str(book[0].title, "1.10");
	assert_str(book[1].id.text, "three");
	assert_int_equal(p.notices.n, 1);
	book = p.notices.v;
	assert_str(book[0].id.text, "en-GB");
	assert_int_equal(book[0].id.pos.line, 13);
	assert_str(book[0].title, "Line\nline\n");
	assert_str(yaml_get(p.params, STR("any"))->items[0]->text, "thing");
	assert_null(yaml_get(p.params, STR("other")));
}

static void
absent_keys_keep_defaults(void **state)
{
	struct page p;

	(void)state;
	assert_string_equal(messages("title: a\nweight:\n", &p), "");
	assert_int_equal(p.weight, 7);
	assert_string_equal(messages("title: no\n", &p), "");
	assert_str(p.title, "no");
}

static void
front_matter_has_the_places_of_its_file(void **state)
{
	struct source source = { .path = STR("a.md"),
		.text = STR("---\r\nt\xc3\xadtulo: \"\xc3\xa9\xe2\x80\xa8\xc2\x85\" \r\n"
			    "b: [x]\r\n---\nbody: [\n") };
	struct diag diag = { 0 };
	struct yaml *root;

	(void)state;
	root = yaml_parse(&source, 5, str_find(source.text, 5, STR("---")) - 5, &memory, &diag);
	assert_int_equal(diag.errors, 0);
	assert_int_equal(root->pairs[0].pos.line, 2);
	assert_int_equal(root->pairs[0].pos.column, 1);
	assert_int_equal(root->pairs[0].pos.length, 7);
	assert_int_equal(root->pairs[0].value->pos.column, 10);
	assert_int_equal(root->pairs[0].value->pos.length, 9);
	assert_int_equal(root->pairs[1].pos.line, 3);
	assert_int_equal(root->pairs[1].value->items[0]->pos.line, 3);
	assert_int_equal(root->pairs[1].value->items[0]->pos.column, 5);
	diag_release(&diag);
}

static void
empty_documents_are_empty_maps(void **state)
{
	static const char *const texts[] = { "", "# nothing\n", "---\n", "\n\n" };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		expect_first(
		    texts[i], "a.md:1:1: error[yaml-missing-key]: the front matter lacks 'title'");
}

static void
keys_are_checked(void **state)
{
	(void)state;
	expect("titel: a\n",
	    "a.md:1:1: error[yaml-unknown-key]: the front matter has no key 'titel'; "
	    "did you mean 'title'?\n"
	    "    1 | titel: a\n"
	    "      | ^~~~~\n");
	expect("title: a\nkind: b\ntitle: c\n",
	    "a.md:3:1: error[yaml-duplicate-key]: 'title' is given twice\n"
	    "    3 | title: c\n"
	    "      | ^~~~~\n"
	    "      = keep one of the two lines; several values are a list: [a, b]\n"
	    "  a.md:1:1: note: first defined here\n"
	    "    1 | title: a\n"
	    "      | ^~~~~\n");
	expect("title: a\nbooks:\n  - title: b\n",
	    "a.md:3:5: error[yaml-missing-key]: a book lacks 'id'\n"
	    "    3 |   - title: b\n"
	    "      |     ^\n"
	    "      = add a line id: …\n");
	expect("title:\n", "a.md:1:1: error[yaml-empty-value]: 'title' is empty\n"
			   "    1 | title:\n"
			   "      | ^~~~~\n"
			   "      = the front matter needs it\n");
	expect_first("title: \" \"\n", "a.md:1:8: error[yaml-empty-value]: 'title' is empty");
	expect_first("title: a\ntag: [a, ]\nbook: {id: x, id: y}\n",
	    "a.md:3:15: error[yaml-duplicate-key]: 'id' is given twice");
}

static void
values_have_their_types(void **state)
{
	(void)state;
	expect("title: a\ntag: soleus\n",
	    "a.md:2:6: error[yaml-wrong-type]: 'tag' wants a list, not one value\n"
	    "    2 | tag: soleus\n"
	    "      |      ^~~~~~\n"
	    "      = write it as [soleus]\n");
	expect("title: a\ndraft: Yes\n",
	    "a.md:2:8: error[yaml-wrong-type]: 'draft' wants true or false, not 'Yes'\n"
	    "    2 | draft: Yes\n"
	    "      |        ^~~\n"
	    "      = write draft: true\n");
	expect("title: a\npublished: 20.11.2026\n",
	    "a.md:2:12: error[yaml-wrong-type]: 'published' wants a day of the calendar, "
	    "not '20.11.2026'\n"
	    "    2 | published: 20.11.2026\n"
	    "      |            ^~~~~~~~~~\n"
	    "      = write year-month-day: published: 2026-11-20\n");
	expect("title: a\nurls: prety\n",
	    "a.md:2:7: error[yaml-choice]: 'urls' cannot be 'prety'; did you mean 'pretty'?\n"
	    "    2 | urls: prety\n"
	    "      |       ^~~~~\n"
	    "      = write portable or pretty\n");
	expect_first("title: [a]\n",
	    "a.md:1:8: error[yaml-wrong-type]: 'title' wants one value, not a list");
	expect_first("title: a\nweight: 3.0\n",
	    "a.md:2:9: error[yaml-wrong-type]: 'weight' wants a whole number, not '3.0'");
	expect_first("title: a\nweight: 99999999999999999999\n",
	    "a.md:2:9: error[yaml-wrong-type]: 'weight' wants a whole number, "
	    "not '99999999999999999999'");
	expect_first("title: a\ntag: [x, [y]]\n",
	    "a.md:2:10: error[yaml-wrong-type]: an item of 'tag' is one value, not a list");
	expect_first("title: a\ntag: [x, \"\"]\n",
	    "a.md:2:10: error[yaml-empty-value]: this item of 'tag' is empty");
	expect_first("title: a\nbook: x\n",
	    "a.md:2:7: error[yaml-wrong-type]: 'book' wants a group of keys, not one value");
	expect_first("title: a\nbooks: [x]\n",
	    "a.md:2:9: error[yaml-wrong-type]: an item of 'books' is a group of keys, "
	    "not one value");
	expect_first("title: a\nnotices: {en: x}\n",
	    "a.md:2:15: error[yaml-wrong-type]: 'en' wants a group of keys, not one value");
	expect_first("just text\n", "a.md:1:1: error[yaml-wrong-type]: the front matter is made of "
				    "key: value lines, not one value");
}

static void
all_mistakes_come_together(void **state)
{
	struct page page;
	const char *all = messages("titel: a\ndraft: no\nweight: x\ntag: y\n", &page);
	size_t n = 0;

	(void)state;
	for (; (all = strstr(all, "error[")) != NULL; all++)
		n++;
	assert_int_equal(n, 4);
}

/* libyaml's own complaints, one each, at the place where the author must look. */
static void
syntax_is_told_plainly(void **state)
{
	static const char *const cases[][2] = {
		{ "title: Soleus: the larger\n", "1:14: a second ':' in this line" },
		{ "a: b\ntitle Soleus\nkind: x\n", "2:1: there is no ':' after this" },
		{ "title: \"Soleus\nkind: x\n", "1:8: this quotation mark is never closed" },
		{ "title: 'Soleus\n---\n", "1:8: this quotation mark is never closed" },
		{ "title: x\nbook:\n\tid: x\n", "3:1: a tab indents this line" },
		{ "title: |\n\tx\n", "2:1: a tab indents this line" },
		{ "title: - a\n", "1:8: a list cannot begin here with '-'" },
		{ "title: \"a\" b\n", "1:12: this is not a key: value line" },
		{ "title: a\n  kind: b\n",
		    "2:3: this line is indented further than the one above" },
		{ "title:a\nkind: b\n", "1:6: there is no blank after this ':'" },
		{ "  title: a\nkind: b\n", "2:1: this does not belong to what stands above" },
		{ "tag:\n  - a\n  b: c\n", "3:3: this is not an item of the list above" },
		{ "tag: [a, b\nkind: x\n", "1:6: this list is not closed, or misses a comma" },
		{ "book: {id: a\nkind: x\n", "1:7: this group is not closed, or misses a comma" },
		{ "tag: [a, , b]\n", "1:10: a value is missing here" },
		{ "title: \"C:\\calf\"\n",
		    "1:11: a backslash in double quotes needs a known letter after it" },
		{ "title: \"\\xzz\"\n", "1:11: hexadecimal digits belong here" },
		{ "title: \"\\ud800\"\n", "1:11: this number after the backslash is no character" },
		{ "title: | x\n", "1:10: the text of a block begins on the line after '|' or '>'" },
		{ "title: |0\n  x\n", "1:9: a block cannot be indented by 0" },
		{ "title: *\n", "1:8: a value cannot begin with '&' or '*'" },
		{ "title: @home\n", "1:8: a value cannot begin with '@'" },
		{ "title: `x`\n", "1:8: a value cannot begin with '`'" },
		{ "title: %x\n", "1:8: a value cannot begin with '%'" },
		{ "title: !<\n", "1:8: a value cannot begin with '!'" },
		{ "title: !a!b c\n", "1:8: a value cannot begin with '!'" },
		{ "%FOO bar\n---\n", "1:1: a line cannot begin with '%'" },
		{ ": b\n", "1:1: this is not a key: value line" },
		{ "{: b}\n", "1:2: a value is missing here" },
		{ "\"\": b\n", "1:1: there is no key before this ':'" },
		{ "a: ? b\n", "1:4: a value cannot begin with '?'" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct str want = str_of(cases[i][1]);
		struct str place = str_sub(want, 0, str_find(want, 0, STR(": ")));

		expect_first(cases[i][0], arena_printf(&memory, "a.md:%.*s: error[yaml-syntax]%.*s",
					      STR_ARG(place), STR_ARG(str_from(want, place.n)))
					      .p);
	}
}

static void
what_is_left_out_is_refused(void **state)
{
	(void)state;
	expect("title: &a b\nkind: *a\n",
	    "a.md:1:8: error[yaml-feature]: anchors ('&name') are not used here\n"
	    "    1 | title: &a b\n"
	    "      |        ^\n"
	    "      = write the value out, or put it in quotes if the '&' belongs to it\n"
	    "a.md:2:7: error[yaml-feature]: aliases ('*name') are not used here\n"
	    "    2 | kind: *a\n"
	    "      |       ^~\n"
	    "      = write the value out, or put it in quotes if the '*' belongs to it\n");
	expect_first(
	    "title: !!str b\n", "a.md:1:8: error[yaml-feature]: tags ('!name') are not used here");
	expect_first("title: &x [a]\n",
	    "a.md:1:8: error[yaml-feature]: anchors ('&name') are not used here");
	expect_first("title: a\n---\nkind: b\n",
	    "a.md:2:1: error[yaml-feature]: a second document begins here");
	expect_first("%YAML 1.1\n---\ntitle: a\n",
	    "a.md:1:1: error[yaml-feature]: a line cannot begin with '%'");
	expect_first(
	    "{a: b}: c\n", "a.md:1:1: error[yaml-feature]: a list or group cannot be a key");
}

static void
strange_bytes_are_told_at_their_place(void **state)
{
	(void)state;
	expect_first(
	    "title: a\nkind: \xff\n", "a.md:2:7: error[text-encoding]: this is not UTF-8 text");
	expect_first("title: a\x01\n", "a.md:1:9: error[text-control]: the control character "
				       "U+0001 does not belong in a text");
}

/* Nesting without end, many keys: told at once, without recursion that grows or time squared. */
static void
silly_input_is_quick(void **state)
{
	struct buf b = { 0 };
	struct page page;

	(void)state;
	for (int i = 0; i < MANY; i++)
		buf_char(&b, '[');
	expect_first(buf_cstr(&b),
	    "a.md:1:33: error[yaml-depth]: lists and groups stand more than 32 deep in each other");
	buf_reset(&b);
	buf_str(&b, STR("title: a\nparams:\n"));
	for (int i = 0; i < MANY; i++)
		buf_printf(&b, "  k%d: {v: %d}\n", i, i);
	assert_string_equal(messages(buf_cstr(&b), &page), "");
	assert_int_equal(page.params->n, MANY);
	assert_int_equal(page.params->pairs[MANY - 1].pos.line, MANY + 2);
	buf_release(&b);
}

static int
release(void **state)
{
	(void)state;
	arena_release(&memory);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_is_filled),
		cmocka_unit_test(absent_keys_keep_defaults),
		cmocka_unit_test(front_matter_has_the_places_of_its_file),
		cmocka_unit_test(empty_documents_are_empty_maps),
		cmocka_unit_test(keys_are_checked),
		cmocka_unit_test(values_have_their_types),
		cmocka_unit_test(all_mistakes_come_together),
		cmocka_unit_test(syntax_is_told_plainly),
		cmocka_unit_test(what_is_left_out_is_refused),
		cmocka_unit_test(strange_bytes_are_told_at_their_place),
		cmocka_unit_test(silly_input_is_quick),
	};

	return cmocka_run_group_tests_name("yaml", tests, NULL, release);
}
