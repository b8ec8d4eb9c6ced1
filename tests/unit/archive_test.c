/* archive_test.c - archives are what EPUB wants, the same each time, whole or not at all. */
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "unit/test.h"

#include "base/fs.h"
#include "base/pool.h"
#include "formats/archive.h"

enum { CHAPTERS = 200, LIMIT = 1 << 24 };

static struct arena memory;
static struct str folder;

struct job {
	struct spool *spool;
	struct archive_entry entries[CHAPTERS + 1];
	bool failed[CHAPTERS + 1];
};

/* Texts of many sizes; every tenth cannot be made smaller. */
static struct str
chapter(struct arena *a, size_t i)
{
	struct buf b = { 0 };
	struct str s;
	uint32_t noise = 12345 + (uint32_t)i;

	for (size_t k = 0; k < i * 37; k++) {
		noise = noise * 1664525 + 1013904223;
		buf_char(&b, i % 10 == 9 ? (char)(noise >> 24) : "soleus "[k % 7]);
	}
	s = arena_str(a, buf_view(&b));
	buf_release(&b);
	return s;
}

static void
pack_one(void *ctx, size_t item, unsigned worker)
{
	struct job *job = ctx;
	struct arena scratch = { 0 };
	struct diag diag = { 0 };
	struct str bytes = item == 0 ? STR("application/epub+zip") : chapter(&scratch, item - 1);

	(void)worker;
	job->failed[item] = !spool_add(
	    job->spool, bytes, item == 0, &job->entries[item].data, &diag);
	arena_release(&scratch);
	diag_release(&diag);
}

static struct str
read_file(const char *name)
{
	struct diag diag = { 0 };
	struct str bytes = STR("");

	assert_true(fs_read(folder, str_of(name), LIMIT, &memory, &bytes, &diag));
	diag_release(&diag);
	return bytes;
}

static struct str
pack(const char *name, unsigned workers)
{
	struct job *job = ARENA_NEW(&memory, struct job);
	struct diag diag = { 0 };

	job->spool = spool_new(folder, &diag);
	assert_non_null(job->spool);
	pool_run(workers, CHAPTERS + 1, pack_one, job);
	job->entries[0].name = STR("mimetype");
	for (size_t i = 0; i <= CHAPTERS; i++) {
		assert_false(job->failed[i]);
		if (i > 0)
			job->entries[i].name = arena_printf(
			    &memory, i == 7 ? "text/m\xc3\xbaltiple-%zu" : "text/c%zu.xhtml", i);
	}
	assert_true(
	    archive_write(folder, str_of(name), job->spool, job->entries, CHAPTERS + 1, &diag));
	assert_int_equal(diag.errors, 0);
	spool_free(job->spool);
	return read_file(name);
}

static void
the_first_entry_is_as_epub_wants(void **state)
{
	struct str zip = pack("a.epub", 1);

	(void)state;
	/* version 1.0, no flags, stored, 1980-01-01 00:00 */
	assert_memory_equal(zip.p, "PK\3\4\12\0\0\0\0\0\0\0\x21\0", 14);
	assert_memory_equal(zip.p + 26, "\10\0\0\0", 4); /* 8 bytes of name, no extra field */
	assert_memory_equal(zip.p + 30, "mimetypeapplication/epub+zip", 28);
}

static void
the_bytes_depend_on_nothing_else(void **state)
{
	struct str first = pack("b/one.epub", 1), second;

	(void)state;
	setenv("TZ", "Asia/Tokyo", 1);
	tzset();
	umask(077);
	second = pack("b/two.epub", 4);
	umask(022);
	unsetenv("TZ");
	assert_true(str_eq(first, second));
}

static bool
check_entry(void *ctx, size_t index, struct str name, struct str bytes)
{
	size_t *seen = ctx;

	assert_int_equal(index, (*seen)++);
	if (index == 0)
		assert_true(str_eq(bytes, STR("application/epub+zip")));
	else
		assert_true(str_eq(bytes, chapter(&memory, index - 1)));
	if (index == 7)
		assert_true(str_eq(name, STR("text/m\xc3\xbaltiple-7")));
	return true;
}

static void
entries_are_read_back_in_order(void **state)
{
	struct diag diag = { 0 };
	size_t seen = 0;

	(void)state;
	pack("c.epub", 2);
	assert_true(archive_read(folder, STR("c.epub"), LIMIT, check_entry, &seen, &diag));
	assert_int_equal(seen, CHAPTERS + 1);
	diag_release(&diag);
}

static bool
stop_at_second(void *ctx, size_t index, struct str name, struct str bytes)
{
	(void)name;
	(void)bytes;
	*(size_t *)ctx = index;
	return index < 1;
}

static void
reading_stops_when_told(void **state)
{
	struct diag diag = { 0 };
	size_t last = 0;

	(void)state;
	pack("d.epub", 1);
	assert_false(archive_read(folder, STR("d.epub"), LIMIT, stop_at_second, &last, &diag));
	assert_int_equal(last, 1);
	assert_int_equal(diag.errors, 0);
}

/* What is said of an archive that cannot be read. */
static void
expect_refusal(const char *name, size_t limit, const char *expected)
{
	struct diag diag = { 0 };
	struct buf out = { 0 };
	size_t last = 0;

	assert_false(archive_read(folder, str_of(name), limit, stop_at_second, &last, &diag));
	diag_print(&diag, DIAG_PLAIN, &out);
	if (strstr(buf_cstr(&out), expected) == NULL)
		fail_msg("%s", out.p);
	buf_release(&out);
	diag_release(&diag);
}

static struct str
changed(struct str bytes, size_t at, const char *with)
{
	struct str copy = arena_str(&memory, bytes);

	memcpy((char *)(uintptr_t)copy.p + at, with, strlen(with));
	return copy;
}

static void
bad_archives_are_refused(void **state)
{
	struct str zip = pack("e.epub", 1);
	struct diag diag = { 0 };
	const struct {
		const char *name;
		struct str bytes;
		size_t limit;
		const char *expected;
	} cases[] = {
		{ "none.epub", STR(""), LIMIT, "none.epub: error[archive-read]: cannot open" },
		{ "text.epub", STR("no archive"), LIMIT, "cannot open this archive: Not a zip" },
		{ "half.epub", str_sub(zip, 0, zip.n / 2), LIMIT, "cannot open this archive" },
		{ "sum.epub", changed(zip, 40, "X"), LIMIT,
		    "'mimetype' in this archive: CRC error" },
		{ "large.epub", zip, 19, "'mimetype' in this archive: it is too large" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (i > 0)
			assert_true(fs_write(folder, str_of(cases[i].name), cases[i].bytes, &diag));
		expect_refusal(cases[i].name, cases[i].limit, cases[i].expected);
	}
}

static void
names_that_lead_out_are_refused(void **state)
{
	static const char *const names[] = { "../x", "/x", "a/../../x", "a\\x", "./x", "a//x" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct diag diag = { 0 };
		struct spool *spool = spool_new(folder, &diag);
		struct archive_entry entry = { .name = str_of(names[i]) };

		assert_true(spool_add(spool, STR("x"), false, &entry.data, &diag));
		assert_true(archive_write(folder, STR("f.epub"), spool, &entry, 1, &diag));
		expect_refusal("f.epub", LIMIT, "the name leads out of the archive");
		spool_free(spool);
	}
}

/* A full disk, played by a limit on the size of files. */
static void
a_failed_write_leaves_the_old_archive(void **state)
{
	struct str before = pack("g.epub", 1);
	struct archive_entry entry = { .name = STR("noise") };
	struct rlimit limit, small;
	struct diag diag = { 0 };
	struct spool *spool = spool_new(folder, &diag);
	struct fs_list list = { 0 };
	struct packed packed;

	(void)state;
	assert_true(spool_add(spool, chapter(&memory, 199), false, &entry.data, &diag));
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &limit);
	small = limit;
	small.rlim_cur = 64;
	setrlimit(RLIMIT_FSIZE, &small);
	assert_false(archive_write(folder, STR("g.epub"), spool, &entry, 1, &diag));
	assert_false(spool_add(spool, STR("more"), true, &packed, &diag));
	setrlimit(RLIMIT_FSIZE, &limit);
	assert_int_equal(diag.errors, 2);
	assert_true(str_eq(before, read_file("g.epub")));
	assert_false(archive_write(folder, STR("g.epub/x.epub"), spool, &entry, 1, &diag));
	assert_int_equal(diag.errors, 3);
	assert_true(fs_walk(folder, STR(""), &memory, &list, &diag));
	for (size_t i = 0; i < list.n; i++)
		assert_true(!str_starts(list.v[i].path, STR("g.epub")) ||
			    list.v[i].path.n == 6); /* no temporary stays */
	spool_free(spool);
	diag_release(&diag);
}

static int
begin(void **state)
{
	static char name[] = "/tmp/soleus-archive-XXXXXX";

	(void)state;
	if (mkdtemp(name) == NULL)
		return 1;
	folder = str_of(name);
	return 0;
}

static int
finish(void **state)
{
	struct diag diag = { 0 };

	(void)state;
	fs_remove_tree(folder, STR(""), &diag);
	diag_release(&diag);
	arena_release(&memory);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_entry_is_as_epub_wants),
		cmocka_unit_test(the_bytes_depend_on_nothing_else),
		cmocka_unit_test(entries_are_read_back_in_order),
		cmocka_unit_test(reading_stops_when_told),
		cmocka_unit_test(bad_archives_are_refused),
		cmocka_unit_test(names_that_lead_out_are_refused),
		cmocka_unit_test(a_failed_write_leaves_the_old_archive),
	};

	return cmocka_run_group_tests_name("archive", tests, begin, finish);
}
