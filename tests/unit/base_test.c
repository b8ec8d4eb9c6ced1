/* base_test.c - the ground: strings, memory, text, dates, messages, files, workers. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit/test.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/map.h"
#include "base/pool.h"
#include "base/source.h"
#include "base/text.h"

/* ---- str ------------------------------------------------------------------------------------ */

/* Searches that find nothing answer with the length, so slicing with the answer is safe. */
static void
test_str_find(void **state)
{
	struct str s = STR("origin, insertion");

	(void)state;
	assert_int_equal(str_find_char(s, 0, ','), 6);
	assert_int_equal(str_find_char(s, 7, ','), s.n);
	assert_int_equal(str_find(s, 0, STR("insert")), 8);
	assert_int_equal(str_find(s, 9, STR("insert")), s.n);
	check_text("", str_from(s, s.n + 5));
	check_text("sert", str_sub(s, 10, 4));
	check_text("ion", str_sub(s, 14, 99));
}

/* Splitting takes pieces off the front, the last one without its separator. */
static void
test_str_split(void **state)
{
	struct str rest = STR("a//b");

	(void)state;
	check_text("a", str_split(&rest, '/'));
	check_text("", str_split(&rest, '/'));
	check_text("b", str_split(&rest, '/'));
	assert_int_equal(rest.n, 0);
	check_text("a b", str_trim(STR(" \t a b\r\n")));
}

/* The order is bytewise, and a prefix comes first. */
static void
test_str_order(void **state)
{
	(void)state;
	assert_true(str_cmp(STR("calf"), STR("calf-raise")) < 0);
	assert_true(str_cmp(STR("Z"), STR("a")) < 0);
	assert_true(str_cmp(STR("\xC3\xA9"), STR("z")) > 0);
	assert_int_equal(str_cmp(STR("x"), STR("x")), 0);
	assert_true(str_starts(STR("soleus"), STR("sol")) && str_ends(STR("soleus"), STR("us")));
	assert_false(str_starts(STR("so"), STR("sol")) || str_ends(STR("s"), STR("us")));
}

/* A buffer takes insertions in the middle and terminates what it lends. */
static void
test_buf(void **state)
{
	struct buf b = { 0 };

	(void)state;
	buf_str(&b, STR("heel"));
	buf_insert(&b, 0, STR("lift the "));
	buf_insert(&b, b.n, STR("."));
	buf_printf(&b, " %d%s", 3, " times");
	assert_string_equal(buf_cstr(&b), "lift the heel. 3 times");
	check_buf("lift the heel. 3 times", &b);
}

/* ---- arena and map -------------------------------------------------------------------------- */

/* Every allocation is aligned for anything, whatever came before it. */
static void
test_arena_alignment(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 1; i < 200; i++) {
		char *p = arena_alloc(&a, i * 37 % 9000);
		union {
			void *p;
			uintptr_t n;
		} address = { .p = arena_alloc(&a, sizeof(long double)) };

		assert_non_null(p);
		assert_int_equal(address.n % sizeof(void *), 0);
	}
	arena_release(&a);
}

/* A list that grows in an arena keeps what it holds. */
static void
test_arena_push(void **state)
{
	struct arena a = { 0 };
	struct str_list list = { 0 };

	(void)state;
	for (int i = 0; i < 1000; i++)
		*ARENA_PUSH(&a, &list) = arena_printf(&a, "%d", i);
	assert_int_equal(list.n, 1000);
	check_text("0", list.v[0]);
	check_text("999", list.v[999]);
	arena_release(&a);
}

/* A map finds each of many keys and walks them in the order they came. */
static void
test_map(void **state)
{
	struct arena a = { 0 };
	struct map m = { 0 };
	int value = 7;

	(void)state;
	assert_null(map_get(&m, STR("soleus")));
	for (int i = 0; i < 5000; i++)
		*map_at(&m, &a, arena_printf(&a, "key %d", i)) = &value;
	assert_ptr_equal(map_get(&m, STR("key 0")), &value);
	assert_ptr_equal(map_get(&m, STR("key 4999")), &value);
	assert_ptr_equal(*map_at(&m, &a, STR("key 17")), &value);
	assert_null(*map_at(&m, &a, STR("")));
	assert_int_equal(m.n, 5001);
	check_text("key 4321", m.v[4321].key);
	arena_release(&a);
}

/* ---- text ----------------------------------------------------------------------------------- */

static void
check_fault(enum text_fault fault, size_t at, struct str s)
{
	size_t offset;

	assert_int_equal(text_check(s, &offset), fault);
	assert_int_equal(offset, at);
}

/* Only UTF-8 passes: no overlong forms, surrogates, stray or missing bytes. */
static void
test_text_utf8(void **state)
{
	(void)state;
	check_fault(TEXT_FINE, 10, STR("m. sol\xC3\xA9us"));
	check_fault(TEXT_FINE, 4, STR("\xF0\x9F\xA6\xB5"));
	check_fault(TEXT_NOT_UTF8, 1, STR("a\x80"));
	check_fault(TEXT_NOT_UTF8, 1, STR("a\xC3"));
	check_fault(TEXT_NOT_UTF8, 0, STR("\xC0\xAF"));
	check_fault(TEXT_NOT_UTF8, 0, STR("\xE0\x80\xAF"));
	check_fault(TEXT_NOT_UTF8, 0, STR("\xED\xA0\x80"));
	check_fault(TEXT_NOT_UTF8, 0, STR("\xF4\x90\x80\x80"));
	check_fault(TEXT_NOT_UTF8, 0, STR("\xFF"));
}

/* Characters that XML 1.0 section 2.2 forbids are found where they stand. */
static void
test_text_xml(void **state)
{
	(void)state;
	check_fault(TEXT_FINE, 3, STR("\t\r\n"));
	check_fault(TEXT_NOT_XML, 2, STR("ab\0"));
	check_fault(TEXT_NOT_XML, 0, STR("\x1B["));
	check_fault(TEXT_NOT_XML, 1, STR("a\x0C"));
	check_fault(TEXT_NOT_XML, 0, STR("\xEF\xBF\xBE"));
	check_fault(TEXT_NOT_XML, 0, STR("\xEF\xBF\xBF"));
}

static void
check_slug(const char *expected, const char *text)
{
	struct buf b = { 0 };

	text_slug(&b, str_of(text));
	check_buf(expected, &b);
}

/* Slugs keep letters of any script, and runs of the rest become one hyphen inside. */
static void
test_text_slug(void **state)
{
	(void)state;
	check_slug("soleus-the-larger-muscle", "Soleus: the larger muscle!");
	check_slug("s\xC3\xBC\xC3\x9F-2", "  S\xC3\x9C\xC3\x9F  (2) ");
	check_slug("\xCE\xB1\xCE\xB2", "\xCE\x91\xCE\x92");
	check_slug("dont", "don't");
	check_slug("", "?! \xE2\x80\xA6");
}

/* Names that a file system may take for one fold to one text. */
static void
test_text_fold(void **state)
{
	struct arena a = { 0 };

	(void)state;
	check_text("soleus", text_fold(&a, STR("SOLEUS")));
	assert_true(str_eq(text_fold(&a, STR("caf\xC3\xA9")), text_fold(&a, STR("CAFE\xCC\x81"))));
	assert_false(str_eq(text_fold(&a, STR("cafe")), text_fold(&a, STR("caf\xC3\xA9"))));
	arena_release(&a);
}

/* Sorted words ignore marks and case first. */
static void
test_text_sort_key(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_true(str_cmp(text_sort_key(&a, STR("\xC3\x89t\xC3\xA9")),
			text_sort_key(&a, STR("zone"))) < 0);
	assert_true(str_cmp(text_sort_key(&a, STR("ete")),
			text_sort_key(&a, STR("\xC3\xA9t\xC3\xA9"))) != 0);
	assert_true(
	    str_cmp(text_sort_key(&a, STR("Calf")), text_sort_key(&a, STR("calf raise"))) < 0);
	arena_release(&a);
}

/* Escapes leave nothing that could end the place they stand in. */
static void
test_text_escapes(void **state)
{
	struct buf b = { 0 };

	(void)state;
	text_escape(&b, STR("a < b & \"c\" > 'd'"));
	check_buf("a &lt; b &amp; &quot;c&quot; &gt; 'd'", &b);
	b = (struct buf){ 0 };
	text_escape_json(&b, STR("</script>\n\"\\\xE2\x80\xA8"));
	check_buf("\\u003c/script\\u003e\\n\\\"\\\\\\u2028", &b);
	b = (struct buf){ 0 };
	text_escape_url(&b, STR("calf raise/\xC3\xA9%20\"<"));
	check_buf("calf%20raise/%C3%A9%20%22%3C", &b);
}

/* The suggestion is the near name: a slip, a swap or a case away, and none when all are far. */
static void
test_text_nearest(void **state)
{
	const struct str names[] = { STR("gastrocnemius"), STR("soleus"), STR("plantaris"),
		STR("id") };
	const size_t n = sizeof(names) / sizeof(names[0]);

	(void)state;
	check_text("gastrocnemius", text_nearest(STR("gastrocnemus"), names, n));
	check_text("soleus", text_nearest(STR("soelus"), names, n));
	check_text("plantaris", text_nearest(STR("PLANTARIS"), names, n));
	check_text("", text_nearest(STR("tibialis"), names, n));
	check_text("", text_nearest(STR("xy"), names, n));
	check_text("", text_nearest(STR(""), names, n));
	check_text("", text_nearest(STR("soleus"), NULL, 0));
}

/* A terminal gives wide characters two cells and combining ones none. */
static void
test_text_width(void **state)
{
	(void)state;
	assert_int_equal(text_width('a'), 1);
	assert_int_equal(text_width(0x7B4B), 2);
	assert_int_equal(text_width(0x0301), 0);
	assert_int_equal(text_length(STR("m\xC3\xBAsculo")), 7);
}

/* ---- date ----------------------------------------------------------------------------------- */

/* Only days that exist are dates, and only in the form YYYY-MM-DD. */
static void
test_date_parse(void **state)
{
	const char *wrong[] = { "", "2026-02-29", "2026-13-01", "2026-00-10", "2026-11-31",
		"26-11-20", "2026-1-20", "2026/11/20", "2026-11-20 ", "0999-01-01", "2100-02-29",
		"+026-11-20" };
	date d;

	(void)state;
	assert_true(date_parse(STR("2026-11-20"), &d));
	assert_true(date_parse(STR("2024-02-29"), &d) && date_parse(STR("2000-02-29"), &d));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_false(date_parse(str_of(wrong[i]), &d));
}

/* Every day of four centuries comes back as it went in, and weekdays follow each other. */
static void
test_date_round_trip(void **state)
{
	date d, first, again;
	int weekday;

	(void)state;
	assert_true(date_parse(STR("1899-12-31"), &first));
	weekday = date_weekday(first);
	for (d = first; d < first + 146097; d++) {
		struct buf b = { 0 };

		date_add_iso(&b, d);
		assert_true(date_parse(buf_view(&b), &again));
		assert_int_equal(again, d);
		assert_int_equal(date_weekday(d), (weekday - 1 + (d - first)) % 7 + 1);
		buf_release(&b);
	}
	assert_true(date_parse(STR("2026-11-20"), &d));
	assert_int_equal(date_weekday(d), 5);
	assert_true(date_parse(STR("1970-01-01"), &d));
	assert_int_equal(d, 0);
}

/* ---- diag ----------------------------------------------------------------------------------- */

static void
check_diag(const char *expected, struct diag *diag, enum diag_style style)
{
	struct buf b = { 0 };

	diag_sort(diag);
	diag_print(diag, style, &b);
	check_buf(expected, &b);
	diag_release(diag);
}

/* One message of the first kind there is, on bytes from..from+length of line 1. */
static void
check_caret(const char *excerpt, struct str line, size_t from, uint32_t length)
{
	struct source source = { .path = STR("a.md"), .text = line };
	struct diag diag = { 0 };
	struct pos pos = pos_at(&source, from);
	char expected[400];

	pos.length = length;
	diag_add(&diag, MSG_TEXT_CONTROL, pos, "x");
	snprintf(expected, sizeof(expected), "a.md:1:%zu: error[text-control]: x\n%s",
	    text_length(str_sub(line, 0, from)) + 1, excerpt);
	check_diag(expected, &diag, DIAG_PLAIN);
}

/* The caret stands under the character meant: after tabs, wide and combining characters too. */
static void
test_diag_caret(void **state)
{
	(void)state;
	check_caret("    1 | abcdef\n      |   ^~~\n", STR("abcdef"), 2, 3);
	check_caret("    1 | \ta\tb\n      | \t \t^\n", STR("\ta\tb"), 3, 0);
	check_caret("    1 | \xE7\xAD\x8B\xE8\x82\x89x\n      |     ^\n",
	    STR("\xE7\xAD\x8B\xE8\x82\x89x"), 6, 1);
	check_caret("    1 | e\xCC\x81x\n      |  ^\n", STR("e\xCC\x81x"), 3, 1);
	check_caret("    1 | ab\n      |   ^\n", STR("ab"), 2, 9);
}

/* A paragraph in one long line: the column is counted in all of it, the part around it is shown. */
static void
test_diag_long_line(void **state)
{
	struct buf line = { 0 };
	struct source source = { .path = STR("a.md") };
	struct diag diag = { 0 };

	(void)state;
	for (int i = 0; i < 500; i++)
		buf_str(&line, i == 300 ? STR("X") : STR("é"));
	source.text = buf_view(&line);
	diag_add(&diag, MSG_TEXT_CONTROL, (struct pos){ &source, 1, 601, 1 }, "x");
	check_diag("a.md:1:301: error[text-control]: x\n"
		   "    1 | …éééééééééééééééééééééééééééééééééééééééé"
		   "Xééééééééééééééééééééééééééééééééééééééé…\n"
		   "      |                                          ^\n",
	    &diag, DIAG_PLAIN);
	buf_release(&line);
}

/* Messages come in the order of files, lines and columns, each once, from any number of parts. */
static void
test_diag_merge(void **state)
{
	struct source a = { .path = STR("a.md"), .text = STR("\n\n") }, b = { .path = STR("b.md") };
	struct diag all = { 0 }, part = { 0 };

	(void)state;
	diag_add(&all, MSG_TEXT_CONTROL, (struct pos){ .source = &b }, "second file");
	for (int i = 0; i < 2; i++) {
		diag_add(&part, MSG_TEXT_CONTROL, (struct pos){ &a, 2, 0, 0 }, "line 2");
		diag_add(&part, MSG_TEXT_CONTROL, (struct pos){ &a, 1, 0, 0 }, "line 1");
		diag_merge(&all, &part);
		diag_release(&part);
		part = (struct diag){ 0 };
	}
	assert_int_equal(all.errors, 5);
	diag_sort(&all);
	assert_int_equal(all.errors, 3);
	check_diag("a.md:1: error[text-control]: line 1\n"
		   "a.md:2: error[text-control]: line 2\n"
		   "b.md: error[text-control]: second file\n",
	    &all, DIAG_PLAIN);
}

static void
add_full_message(struct diag *diag)
{
	const struct str names[] = { STR("gastrocnemius.md") };
	struct source source = { .path = STR("a.md"),
		.text = STR("one\nsee [x](gastrocnemus.md)\n") };

	diag_add(diag, MSG_TEXT_CONTROL, pos_at(&source, 12), "no article '%s'", "gastrocnemus.md");
	diag_suggest(diag, STR("gastrocnemus.md"), names, 1);
	diag_help(diag, "correct the name");
	diag_related(diag, pos_at(&source, 0), "first \"here\"");
}

/* A message with all its parts, for people. */
static void
test_diag_text(void **state)
{
	struct diag diag = { 0 };

	(void)state;
	add_full_message(&diag);
	check_diag("a.md:2:9: error[text-control]: no article 'gastrocnemus.md'; did you mean "
		   "'gastrocnemius.md'?\n"
		   "    2 | see [x](gastrocnemus.md)\n"
		   "      |         ^\n"
		   "      = correct the name\n"
		   "  a.md:1:1: note: first \"here\"\n"
		   "    1 | one\n"
		   "      | ^\n",
	    &diag, DIAG_PLAIN);
}

/* The same message for programs: one line of JSON. */
static void
test_diag_json(void **state)
{
	struct diag diag = { 0 };

	(void)state;
	add_full_message(&diag);
	check_diag(
	    "{\"file\":\"a.md\",\"line\":2,\"column\":9,\"severity\":\"error\","
	    "\"code\":\"text-control\",\"message\":\"no article 'gastrocnemus.md'; did you mean "
	    "'gastrocnemius.md'?\",\"help\":\"correct the name\","
	    "\"source\":\"see [x](gastrocnemus.md)\",\"related\":[{\"file\":\"a.md\",\"line\":1,"
	    "\"column\":1,\"message\":\"first \\\"here\\\"\"}]}\n",
	    &diag, DIAG_JSON);
}

/* ---- fs and source -------------------------------------------------------------------------- */

static char folder[64];

static int
make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/soleus-test-XXXXXX");
	return mkdtemp(folder) == NULL || chdir(folder) != 0 || mkdir("root", 0777) != 0 ||
	       mkdir("outside", 0777) != 0;
}

static int
remove_folder(void **state)
{
	struct diag diag = { 0 };
	bool ok;

	(void)state;
	ok = chdir("/") == 0 && fs_remove_tree(str_of(folder), STR(""), &diag);
	diag_release(&diag);
	return ok ? 0 : -1;
}

static void
write_file(const char *root, const char *path, struct str bytes)
{
	struct diag diag = { 0 };

	assert_true(fs_write(str_of(root), str_of(path), bytes, &diag));
	assert_int_equal(diag.errors, 0);
	diag_release(&diag);
}

/* Whether root/path reads; when not, the one message must be of this kind. */
static bool
reads(const char *path, const char *code)
{
	struct arena a = { 0 };
	struct diag diag = { 0 };
	struct str text;
	struct buf b = { 0 };
	bool ok = fs_read(STR("root"), str_of(path), 100, &a, &text, &diag);

	if (!ok) {
		assert_int_equal(diag.errors, 1);
		diag_print(&diag, DIAG_PLAIN, &b);
		assert_non_null(strstr(buf_cstr(&b), code));
		assert_non_null(strstr(buf_cstr(&b), path));
	}
	buf_release(&b);
	diag_release(&diag);
	arena_release(&a);
	return ok;
}

/* What cannot be read is said with its path and reason. */
static void
test_fs_read(void **state)
{
	char big[101] = { 0 };

	(void)state;
	write_file("root", "deep/down/a.md", STR("text"));
	write_file("root", "big.md", (struct str){ big, sizeof(big) });
	assert_true(reads("deep/down/a.md", ""));
	assert_false(reads("none.md", "file-system"));
	assert_false(reads("deep", "file-system"));
	assert_false(reads("big.md", "file-too-large"));
}

/* A link may lead to another place in the project, never out of it: as the file or on the way. */
static void
test_fs_links(void **state)
{
	(void)state;
	write_file("root", "real/a.md", STR("text"));
	write_file("outside", "secret.md", STR("secret"));
	assert_int_equal(symlink("real/a.md", "root/inside.md"), 0);
	assert_int_equal(symlink("real", "root/inside"), 0);
	assert_int_equal(symlink("../outside/secret.md", "root/link.md"), 0);
	assert_int_equal(symlink("../outside", "root/way"), 0);
	assert_true(reads("inside.md", ""));
	assert_true(reads("inside/a.md", ""));
	assert_false(reads("link.md", "file-link-outside"));
	assert_false(reads("way/secret.md", "file-link-outside"));
	assert_false(reads("../outside/secret.md", "file-system"));
	assert_false(reads("real/../../outside/secret.md", "file-system"));
}

/* Nor is anything written or removed through a link that leads out. */
static void
test_fs_write_links(void **state)
{
	struct diag diag = { 0 };
	struct str root = STR("root");

	(void)state;
	write_file("outside", "mine.txt", STR("mine"));
	assert_int_equal(symlink("../outside", "root/way"), 0);
	assert_int_equal(symlink("../outside/mine.txt", "root/file"), 0);
	assert_false(fs_write(root, STR("way/new.txt"), STR("x"), &diag));
	assert_false(fs_write_durably(root, STR("way/new.txt"), STR("x"), &diag));
	assert_false(fs_remove(root, STR("way/mine.txt"), &diag));
	fs_write(root, STR("file"), STR("x"), &diag);
	assert_true(fs_same(STR("outside"), STR("mine.txt"), STR("mine")));
	assert_false(fs_exists(STR("outside"), STR("new.txt")));
	assert_true(fs_remove_tree(root, STR("way"), &diag));
	assert_true(fs_exists(STR("outside"), STR("mine.txt")));
	diag_release(&diag);
}

/* A walk is sorted by bytes, sees no hidden or backup files, and each folder before its files. */
static void
test_fs_walk(void **state)
{
	const char *paths[] = { "b/z.md", "b/a.md", "B.md", "a.md", ".git/x", "a.md~", "b/.a.swp" };
	struct arena a = { 0 };
	struct diag diag = { 0 };
	struct fs_list list = { 0 };
	struct buf b = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		write_file("root", paths[i], STR(""));
	assert_true(fs_walk(STR("root"), STR(""), &a, &list, &diag));
	for (size_t i = 0; i < list.n; i++)
		buf_printf(&b, "%.*s%s ", STR_ARG(list.v[i].path), list.v[i].folder ? "/" : "");
	check_buf("B.md a.md b/ b/a.md b/z.md ", &b);
	assert_true(fs_walk(STR("root"), STR("none"), &a, &list, &diag));
	diag_release(&diag);
	arena_release(&a);
}

/* Removing a file removes the folders it leaves empty, and no more. */
static void
test_fs_remove(void **state)
{
	struct diag diag = { 0 };
	struct str root = STR("root");

	(void)state;
	write_file("root", "a/b/c/one", STR(""));
	write_file("root", "a/two", STR(""));
	assert_true(fs_remove(root, STR("a/b/c/one"), &diag));
	assert_false(fs_exists(root, STR("a/b")));
	assert_true(fs_exists(root, STR("a/two")));
	assert_true(fs_remove(root, STR("a/b/c/one"), &diag));
	assert_true(fs_remove(root, STR("a/two"), &diag));
	assert_true(fs_exists(root, STR("")));
	diag_release(&diag);
}

static void
check_source(const char *expected, struct str bytes)
{
	struct arena a = { 0 };
	struct diag diag = { 0 };
	struct source source = { .path = STR("a.md"), .text = arena_str(&a, bytes) };
	struct buf b = { 0 };

	if (source_accept(&source, &diag))
		buf_str(&b, source.text);
	diag_print(&diag, DIAG_PLAIN, &b);
	check_buf(expected, &b);
	diag_release(&diag);
	arena_release(&a);
}

/* Text is accepted without its mark and with one kind of line end; what is unfit names its line. */
static void
test_source(void **state)
{
	(void)state;
	check_source("a\nb\n\nc", STR("\xEF\xBB\xBF"
				      "a\r\nb\r\rc"));
	check_source("a.md:2:2: error[text-encoding]: this is not UTF-8 text (byte e9)\n    2 | "
		     "b?\n      |  ^\n"
		     "      = save the file with the encoding UTF-8\n",
	    STR("a\nb\xE9\n"));
	check_source("a.md:1:2: error[text-control]: the control character U+0000 stands here\n    "
		     "1 | a?b\n      |  ^\n"
		     "      = delete it; it often comes along when text is copied out of a PDF\n",
	    STR("a\0b"));
}

/* ---- pool ----------------------------------------------------------------------------------- */

enum { POOL_ITEMS = 1000 };

static void
count_item(void *ctx, size_t item, unsigned worker)
{
	unsigned *counts = ctx;

	assert_true(worker < 4);
	counts[item] += (unsigned)item + 1;
}

/* Each item is worked on once, by however many workers. */
static void
test_pool(void **state)
{
	(void)state;
	for (unsigned workers = 1; workers <= 4; workers++) {
		unsigned counts[POOL_ITEMS] = { 0 };

		pool_run(workers, POOL_ITEMS, count_item, counts);
		for (unsigned i = 0; i < POOL_ITEMS; i++)
			assert_int_equal(counts[i], i + 1);
	}
	pool_run(4, 0, count_item, NULL);
	assert_true(pool_processors() >= 1);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_str_find),
		cmocka_unit_test(test_str_split),
		cmocka_unit_test(test_str_order),
		cmocka_unit_test(test_buf),
		cmocka_unit_test(test_arena_alignment),
		cmocka_unit_test(test_arena_push),
		cmocka_unit_test(test_map),
		cmocka_unit_test(test_text_utf8),
		cmocka_unit_test(test_text_xml),
		cmocka_unit_test(test_text_slug),
		cmocka_unit_test(test_text_fold),
		cmocka_unit_test(test_text_sort_key),
		cmocka_unit_test(test_text_escapes),
		cmocka_unit_test(test_text_nearest),
		cmocka_unit_test(test_text_width),
		cmocka_unit_test(test_date_parse),
		cmocka_unit_test(test_date_round_trip),
		cmocka_unit_test(test_diag_caret),
		cmocka_unit_test(test_diag_long_line),
		cmocka_unit_test(test_diag_merge),
		cmocka_unit_test(test_diag_text),
		cmocka_unit_test(test_diag_json),
		IN_FOLDER(test_fs_read),
		IN_FOLDER(test_fs_links),
		IN_FOLDER(test_fs_write_links),
		IN_FOLDER(test_fs_walk),
		IN_FOLDER(test_fs_remove),
		cmocka_unit_test(test_source),
		cmocka_unit_test(test_pool),
	};

	return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
