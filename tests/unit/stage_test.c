/* stage_test.c - the output folder: changed files only, all or nothing, nobody else's touched. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/pool.h"
#include "publish/stage.h"
#include "test.h"

static struct {
	char folder[64]; /* ours for one test */
	struct str output;
	struct diag diag;
	struct arena arena;
	struct stage_summary summary;
} t;

static int
setup(void **state)
{
	(void)state;
	memset(&t, 0, sizeof(t));
	strcpy(t.folder, "/tmp/stage_test.XXXXXX");
	assert_non_null(mkdtemp(t.folder));
	t.output = arena_printf(&t.arena, "%s/public", t.folder);
	return 0;
}

static int
teardown(void **state)
{
	struct diag ignored = { 0 };

	(void)state;
	fs_remove_tree(STR(""), str_of(t.folder), &ignored);
	diag_release(&ignored);
	diag_release(&t.diag);
	arena_release(&t.arena);
	return 0;
}

/* Puts path, content pairs up to NULL. */
static bool
put_all(struct stage *s, const char *const *files)
{
	bool ok = true;

	for (size_t i = 0; files[2 * i] != NULL; i++)
		ok &= stage_put(s, i, str_of(files[2 * i]), str_of(files[2 * i + 1]), &t.diag);
	return ok;
}

/* A whole build of path, content pairs. */
static bool
build(const char *const *files)
{
	struct stage *s = stage_open(t.output, 16, &t.diag);
	bool ok = s != NULL && put_all(s, files) && stage_commit(s, &t.summary, &t.diag);

	stage_close(s);
	return ok;
}
#define FILES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
put_file(const char *path, const char *content)
{
	assert_true(fs_write(t.output, str_of(path), str_of(content), &t.diag));
}

static bool
holds(const char *path, const char *content)
{
	return fs_same(t.output, str_of(path), str_of(content));
}

static bool
there(const char *path)
{
	return fs_look(t.output, str_of(path), NULL) != FS_NOTHING;
}

static bool
said(const char *words)
{
	struct buf out = { 0 };
	bool found;

	diag_print(&t.diag, DIAG_PLAIN, &out);
	found = str_find(buf_view(&out), 0, str_of(words)) < out.n;
	if (!found)
		fprintf(stderr, "said: %.*s\n", (int)out.n, out.p);
	buf_release(&out);
	return found;
}

static ino_t
inode(const char *path)
{
	struct arena a = { 0 };
	struct stat st;
	struct str whole = arena_printf(&a, "%.*s/%s", STR_ARG(t.output), path);

	assert_int_equal(stat(whole.p, &st), 0);
	arena_release(&a);
	return st.st_ino;
}

static void
writes_all_at_first(void **state)
{
	(void)state;
	assert_true(build(FILES("index.html", "home", "a/b/index.html", "deep")));
	assert_true(holds("index.html", "home"));
	assert_true(holds("a/b/index.html", "deep"));
	assert_int_equal(t.summary.written, 2);
	assert_int_equal(t.summary.bytes, 8);
	assert_false(there(".soleus/new"));
	assert_false(there(".soleus/journal"));
}

static void
leaves_unchanged_files_alone(void **state)
{
	ino_t same, list;

	(void)state;
	assert_true(build(FILES("index.html", "home", "b.html", "old")));
	same = inode("index.html");
	assert_true(build(FILES("index.html", "home", "b.html", "new")));
	assert_int_equal(inode("index.html"), same);
	assert_int_equal(t.summary.written, 1);
	assert_int_equal(t.summary.unchanged, 1);
	assert_true(holds("b.html", "new"));
	list = inode(".soleus/manifest");
	assert_true(build(FILES("index.html", "home", "b.html", "new")));
	assert_int_equal(t.summary.written, 0);
	assert_int_equal(inode(".soleus/manifest"), list);
}

static void
removes_what_is_stale(void **state)
{
	(void)state;
	assert_true(build(FILES("index.html", "home", "a/b/index.html", "deep")));
	assert_true(build(FILES("index.html", "home")));
	assert_int_equal(t.summary.removed, 1);
	assert_false(there("a"));
}

static void
never_touches_foreign_files(void **state)
{
	(void)state;
	assert_true(build(FILES("index.html", "home", "a/index.html", "deep")));
	put_file("a/mine.txt", "mine");
	put_file("CNAME", "example.org");
	assert_true(build(FILES("index.html", "home")));
	assert_false(there("a/index.html"));
	assert_true(holds("a/mine.txt", "mine"));
	assert_true(holds("CNAME", "example.org"));
}

static void
leaves_a_changed_stale_file_with_a_warning(void **state)
{
	(void)state;
	assert_true(build(FILES("index.html", "home", "b.html", "ours")));
	put_file("b.html", "edited by hand");
	assert_true(build(FILES("index.html", "home")));
	assert_true(holds("b.html", "edited by hand"));
	assert_int_equal(t.diag.warnings, 1);
	assert_true(said("b.html: warning[output-changed]"));
}

static void
repairs_what_was_tampered_with(void **state)
{
	(void)state;
	assert_true(build(FILES("index.html", "home")));
	put_file("index.html", "hime");
	assert_true(build(FILES("index.html", "home")));
	assert_true(holds("index.html", "home"));
	assert_int_equal(t.summary.written, 1);
}

static void
refuses_a_foreign_folder(void **state)
{
	(void)state;
	put_file("thesis.doc", "years of work");
	assert_false(build(FILES("index.html", "home")));
	assert_true(said("error[output-refused]"));
	assert_true(said("here stands thesis.doc"));
	assert_true(holds("thesis.doc", "years of work"));
	assert_false(there(".soleus"));
}

static void
takes_a_folder_with_hidden_files_only(void **state)
{
	(void)state;
	put_file(".git/config", "[core]");
	put_file(".nojekyll", "");
	assert_true(build(FILES("index.html", "home")));
	assert_true(holds(".git/config", "[core]"));
}

static void
refuses_links_and_files_as_output(void **state)
{
	struct str name = arena_printf(&t.arena, "%s/link", t.folder);

	(void)state;
	put_file("x", "x");
	assert_int_equal(symlink("public", name.p), 0);
	assert_null(stage_open(name, 1, &t.diag));
	assert_null(stage_open(fs_join(&t.arena, t.output, STR("x")), 1, &t.diag));
	assert_int_equal(t.diag.errors, 2);
	assert_true(said("is a symbolic link"));
}

static void
refuses_a_second_build_at_the_same_time(void **state)
{
	struct stage *s = stage_open(t.output, 1, &t.diag);
	int status;
	pid_t child;

	(void)state;
	assert_non_null(s);
	child = fork(); /* the lock is the process's */
	if (child == 0)
		_exit(stage_open(t.output, 1, &t.diag) == NULL && said("output-busy") ? 7 : 0);
	waitpid(child, &status, 0);
	assert_int_equal(WEXITSTATUS(status), 7);
	stage_close(s);
	assert_true(build(FILES("index.html", "home")));
}

static void
leaves_no_trace_when_nothing_is_committed(void **state)
{
	struct stage *s = stage_open(t.output, 1, &t.diag);

	(void)state;
	assert_true(stage_put(s, 0, STR("index.html"), STR("home"), &t.diag));
	stage_close(s);
	assert_false(fs_exists(t.output, STR("")));

	assert_true(build(FILES("index.html", "home")));
	s = stage_open(t.output, 1, &t.diag);
	assert_true(stage_put(s, 0, STR("index.html"), STR("other"), &t.diag));
	stage_close(s);
	assert_true(holds("index.html", "home"));
	assert_false(there(".soleus/new"));
}

static void
refuses_paths_that_lead_out(void **state)
{
	static const char *const bad[] = { "", "/etc/passwd", "../x", "a/../../x", "a//b", "a/",
		"./a", "a/.", ".soleus/manifest", "a/.soleus/x", "a\nb", "a\\b", NULL };
	struct stage *s = stage_open(t.output, 1, &t.diag);

	(void)state;
	for (size_t i = 0; bad[i] != NULL; i++) {
		assert_false(stage_put(s, 0, str_of(bad[i]), STR("x"), &t.diag));
		assert_int_equal(t.diag.errors, i + 1);
	}
	stage_close(s);
}

static void
lets_files_and_folders_change_places(void **state)
{
	(void)state;
	assert_true(build(FILES("a", "file", "b/c/d", "deep", "b/e", "too")));
	assert_true(build(FILES("a/index.html", "folder", "b", "file now")));
	assert_true(holds("a/index.html", "folder"));
	assert_true(holds("b", "file now"));
	assert_true(build(FILES("a", "file", "b/c/d", "deep", "b/e", "too")));
	assert_true(holds("a", "file"));
	assert_true(holds("b/c/d", "deep"));
	assert_int_equal(t.diag.errors, 0);
}

/* Each of these stands where a page is to go; all must stay, and nothing may be half done. */
static void
refuses_what_stands_in_the_way(void **state)
{
	struct str link = arena_printf(&t.arena, "%.*s/link", STR_ARG(t.output));

	(void)state;
	assert_true(build(FILES("index.html", "home", "folder/ours", "o")));
	put_file("file.html", "mine");
	put_file("file", "mine");
	put_file("folder/mine", "mine");
	assert_int_equal(symlink("/tmp", link.p), 0);

	assert_false(build(FILES("index.html", "changed", "file.html", "x")));
	assert_false(build(FILES("index.html", "changed", "file/index.html", "x")));
	assert_false(build(FILES("index.html", "changed", "folder", "x")));
	assert_false(build(FILES("index.html", "changed", "link/x", "x")));
	assert_int_equal(t.diag.errors, 4);
	assert_true(said("error[output-foreign]"));
	assert_true(holds("index.html", "home"));
	assert_true(holds("file.html", "mine"));
	assert_true(holds("folder/mine", "mine"));
	assert_true(holds("folder/ours", "o"));
}

static void
refuses_a_damaged_list(void **state)
{
	static const char hash[] =
	    "0000000000000000000000000000000000000000000000000000000000000000";
	static const char *const bad[] = { "", "soleus manifest 2\nend 0\n", "soleus manifest 1\n",
		"soleus manifest 1\n%s 1 a\nend 2\n", "soleus manifest 1\n%s 1 ../a\nend 1\n",
		"soleus manifest 1\n%s 1 b\n%s 1 a\nend 2\n", "soleus manifest 1\n%s x a\nend 1\n",
		"soleus manifest 1\nend 0\nmore\n" };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct buf text = { 0 };

		for (const char *p = bad[i]; *p != '\0'; p++)
			if (p[0] == '%')
				buf_str(&text, str_of(hash)), p++;
			else
				buf_char(&text, *p);
		put_file(".soleus/manifest", buf_cstr(&text));
		assert_false(build(FILES("index.html", "home")));
		assert_int_equal(t.diag.errors, i + 1);
		buf_release(&text);
	}
	assert_true(said("error[output-list-broken]"));
	put_file(".soleus/manifest", "soleus manifest 1\nend 0\n");
	assert_true(build(FILES("index.html", "home")));
}

static void
adopts_what_another_writer_made(void **state)
{
	struct stage *s;
	ino_t same;

	(void)state;
	for (int round = 0; round < 2; round++) {
		s = stage_open(t.output, 1, &t.diag);
		assert_true(
		    fs_write(stage_folder(s), STR("books/x.epub"), STR("a whole book"), &t.diag));
		assert_true(stage_adopt(s, 0, STR("books/x.epub"), &t.diag));
		assert_true(stage_commit(s, &t.summary, &t.diag));
		stage_close(s);
		if (round == 0)
			same = inode("books/x.epub");
	}
	assert_int_equal(inode("books/x.epub"), same);
	assert_int_equal(t.summary.unchanged, 1);
}

static void
shows_what_would_be_published(void **state)
{
	struct str_list paths = { 0 }, roots = { 0 };
	struct str text;
	struct stage *s;

	(void)state;
	assert_true(build(FILES("a.html", "a", "b.html", "b", "gone.html", "g")));
	put_file("foreign.html", "f");
	put_file(".well-known/x.html", "hidden");
	put_file(".git/x.html", "git's own");
	s = stage_open(t.output, 4, &t.diag);
	assert_true(put_all(s, FILES("a.html", "a", "b.html", "new b", "c/d.html", "d")));
	assert_true(stage_overlay(s, &t.arena, &paths, &roots, &t.diag));
	assert_int_equal(paths.n, 5);
	assert_true(str_eq(paths.v[0], STR(".well-known/x.html")));
	assert_true(str_eq(paths.v[1], STR("a.html")));
	assert_true(str_eq(paths.v[2], STR("b.html")));
	assert_true(str_eq(paths.v[3], STR("c/d.html")));
	assert_true(str_eq(paths.v[4], STR("foreign.html")));
	assert_true(fs_same(roots.v[2], paths.v[2], STR("new b")));
	assert_true(fs_same(roots.v[1], paths.v[1], STR("a")));
	assert_true(stage_read(s, STR("b.html"), 100, &t.arena, &text, &t.diag));
	assert_true(str_eq(text, STR("new b")));
	assert_true(stage_read(s, STR("a.html"), 100, &t.arena, &text, &t.diag));
	assert_true(str_eq(text, STR("a")));
	stage_close(s);
}

static void
refuses_two_outputs_of_one_name(void **state)
{
	(void)state;
	assert_false(build(FILES("a.html", "1", "a.html", "2")));
	assert_true(said("two outputs"));
}

enum { MANY = 500 };

struct job {
	struct stage *s;
	struct diag diag[8];
};

static void
put_one(void *ctx, size_t item, unsigned worker)
{
	struct job *job = ctx;
	struct arena a = { 0 };
	struct str path = arena_printf(&a, "p%zu/index.html", item % 50 * 10 + item / 50);

	stage_put(job->s, item, path, path, &job->diag[worker]);
	arena_release(&a);
}

static void
takes_files_from_many_threads(void **state)
{
	struct job job = { .s = stage_open(t.output, MANY, &t.diag) };

	(void)state;
	pool_run(8, MANY, put_one, &job);
	assert_true(stage_commit(job.s, &t.summary, &t.diag));
	assert_int_equal(t.summary.written, MANY);
	for (size_t i = 0; i < 8; i++) {
		assert_int_equal(job.diag[i].errors, 0);
		diag_release(&job.diag[i]);
	}
	stage_close(job.s);
	assert_true(holds("p0/index.html", "p0/index.html"));
	assert_true(holds("p499/index.html", "p499/index.html"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(writes_all_at_first),
		TEST(leaves_unchanged_files_alone),
		TEST(removes_what_is_stale),
		TEST(never_touches_foreign_files),
		TEST(leaves_a_changed_stale_file_with_a_warning),
		TEST(repairs_what_was_tampered_with),
		TEST(refuses_a_foreign_folder),
		TEST(takes_a_folder_with_hidden_files_only),
		TEST(refuses_links_and_files_as_output),
		TEST(refuses_a_second_build_at_the_same_time),
		TEST(leaves_no_trace_when_nothing_is_committed),
		TEST(refuses_paths_that_lead_out),
		TEST(lets_files_and_folders_change_places),
		TEST(refuses_what_stands_in_the_way),
		TEST(refuses_a_damaged_list),
		TEST(adopts_what_another_writer_made),
		TEST(shows_what_would_be_published),
		TEST(refuses_two_outputs_of_one_name),
		TEST(takes_files_from_many_threads),
	};

	return cmocka_run_group_tests_name("stage", tests, NULL, NULL);
}
