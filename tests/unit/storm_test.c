/* storm_test.c - a build that dies at any moment leaves the old site, the new one, or one that the
 * next start finishes.
 *
 * The system calls that change a disk are replaced in this program: each counts down, and at zero
 * the process is killed, or the disk is full from then on.  So every single step of a build is
 * tried, a half-done write among them; a storm of kills at random times follows.  storm_test N: N
 * rounds of the storm instead of 200. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/fs.h"
#include "publish/stage.h"
#include "test.h"

/* ---- the disk that fails -----------------------------------------------------------------------
 */

enum fault { FAULT_NONE, FAULT_KILL, FAULT_FULL };

static enum fault fault;
static long countdown; /* steps until the fault; -1: none */

/* Whether this step is to fail; the process dies here, when it is to die. */
static bool
fails(bool frees)
{
	if (fault == FAULT_NONE || countdown < 0 || --countdown > 0)
		return false;
	if (fault == FAULT_KILL)
		raise(SIGKILL);
	countdown = 1; /* a full disk stays full, but things can be removed */
	errno = ENOSPC;
	return !frees;
}

/* In place of the C library's, for this whole program. */
int rename(const char *from, const char *to);
int unlink(const char *path);
int mkdir(const char *path, mode_t mode);
int rmdir(const char *path);
int fsync(int fd);
ssize_t write(int fd, const void *p, size_t n);

int
rename(const char *from, const char *to)
{
	return fails(true) ? -1 : renameat(AT_FDCWD, from, AT_FDCWD, to);
}

int
unlink(const char *path)
{
	return fails(true) ? -1 : unlinkat(AT_FDCWD, path, 0);
}

int
mkdir(const char *path, mode_t mode)
{
	return fails(false) ? -1 : mkdirat(AT_FDCWD, path, mode);
}

int
rmdir(const char *path)
{
	return fails(true) ? -1 : unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
}

int
fsync(int fd)
{
	(void)fd; /* what it is for cannot be seen in one boot of the machine */
	return fails(true) ? -1 : 0;
}

/* Half of it is on the disk when the fault comes. */
ssize_t
write(int fd, const void *p, size_t n)
{
	struct iovec part = { (void *)(uintptr_t)p, n / 2 };

	if (fault != FAULT_NONE && countdown == 1 && fd > 2)
		writev(fd, &part, 1);
	if (fd > 2 && fails(false))
		return -1;
	part.iov_len = n;
	return writev(fd, &part, 1);
}

/* ---- two sites ---------------------------------------------------------------------------------
 */

enum { PAGES = 24, SITES = 2 };

static char folder[64];
static struct str output;
static struct arena arena;

/* The paths of site 0 and 1 differ: pages come and go, files and folders change places. */
static struct str
page_path(struct arena *a, int site, int i)
{
	if (i == 0)
		return site == 0 ? STR("place") : STR("place/index.html");
	if (i == 1)
		return site == 0 ? STR("spot/a/index.html") : STR("spot");
	if (i % 5 == 0)
		return arena_printf(a, "only-%d/page-%d.html", site, i);
	return arena_printf(a, "m%d/page-%d.html", i % 3, i);
}

static struct str
page_text(struct arena *a, int site, int i)
{
	return arena_printf(a, "page %d of %s\n", i, i % 2 == 0 ? "both sites" : site ? "B" : "A");
}

static bool
build(int site, struct diag *diag)
{
	struct stage *s = stage_open(output, PAGES, diag);
	struct arena a = { 0 };
	struct stage_summary summary;
	bool ok = s != NULL;

	for (int i = 0; ok && i < PAGES; i++)
		ok = stage_put(s, (size_t)i, page_path(&a, site, i), page_text(&a, site, i), diag);
	ok = ok && stage_commit(s, &summary, diag);
	stage_close(s);
	arena_release(&a);
	return ok;
}

static bool
is_site(int site)
{
	static const char *const without[] = { ".soleus", NULL };
	struct arena a = { 0 };
	struct fs_list list = { 0 };
	struct diag ignored = { 0 };
	size_t files = 0;
	bool same = fs_walk_all(output, STR(""), without, &a, &list, &ignored);

	for (size_t i = 0; i < list.n; i++)
		files += !list.v[i].folder;
	for (int i = 0; same && i < PAGES; i++)
		same = fs_same(output, page_path(&a, site, i), page_text(&a, site, i));
	/* and the one that is not ours */
	same = same && files == PAGES + 1 && fs_same(output, STR("mine.txt"), STR("mine"));
	for (size_t i = 0; same && i < list.n; i++)
		if (list.v[i].folder) /* no empty folder stays behind */
			same = i + 1 < list.n && str_starts(list.v[i + 1].path, list.v[i].path);
	diag_release(&ignored);
	arena_release(&a);
	return same;
}

static int
setup(void **state)
{
	struct diag diag = { 0 };

	(void)state;
	fault = FAULT_NONE;
	strcpy(folder, "/tmp/storm_test.XXXXXX");
	assert_non_null(mkdtemp(folder));
	output = arena_printf(&arena, "%s/public", folder);
	assert_true(build(0, &diag));
	assert_true(fs_write(output, STR("mine.txt"), STR("mine"), &diag));
	assert_true(is_site(0));
	return 0;
}

static int
teardown(void **state)
{
	struct diag ignored = { 0 };

	(void)state;
	fault = FAULT_NONE;
	fs_remove_tree(STR(""), str_of(folder), &ignored);
	diag_release(&ignored);
	arena_release(&arena);
	return 0;
}

/* What the next start finds, and what it makes of it: 0 or 1, the site; -1 neither. */
static int
recover(int before, int after, size_t *rolled)
{
	bool journal = fs_exists(output, STR(".soleus/journal"));
	struct diag diag = { 0 };
	struct stage *s;

	if (!journal && !is_site(before) && !is_site(after))
		return -1;
	s = stage_open(output, 1, &diag);
	stage_close(s);
	diag_release(&diag);
	if (s == NULL)
		return -1;
	*rolled += journal;
	if (journal && !is_site(after))
		return -1;
	return is_site(after) ? after : is_site(before) ? before : -1;
}

/* ---- every step --------------------------------------------------------------------------------
 */

/* Builds site in a child that fails at the step-th step; gives how it ended, as wait tells it. */
static int
build_in_child(int site, enum fault what, long step)
{
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		struct diag diag = { 0 };
		bool ok;

		fault = what;
		countdown = step;
		ok = build(site, &diag);
		_exit(ok ? 0 : diag.errors > 0 ? 1 : 2);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static void
open_in_child(long step)
{
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		struct diag diag = { 0 };

		fault = FAULT_KILL;
		countdown = step;
		stage_close(stage_open(output, 1, &diag));
		_exit(0);
	}
	assert_int_equal(waitpid(child, NULL, 0), child);
}

static void
every_step(enum fault what)
{
	size_t rolled = 0, kept = 0, done = 0;
	int site = 0, status = -1;

	for (int round = 0; round < 2; round++) {
		int next = 1 - site;

		for (long step = 1; step < 10000; step++) {
			int found;

			status = build_in_child(next, what, step);
			if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
				break; /* fewer steps than that */
			if (what == FAULT_FULL)
				assert_int_equal(WEXITSTATUS(status), 1);
			else /* and the next start dies as well */
				open_in_child(step % 13 + 1);
			found = recover(site, next, &rolled);
			if (found < 0)
				print_error("step %ld leaves neither site\n", step);
			assert_true(found >= 0);
			kept += found == site;
			done += found == next;
			if (found == next) /* back again, for the next step */
				assert_int_equal(build_in_child(site, FAULT_NONE, 0), 0);
		}
		assert_true(is_site(next));
		site = next;
	}
	print_message("# old site %zu times, new %zu, rolled forward %zu\n", kept, done, rolled);
	assert_true(kept > 40); /* of each kind there are many steps */
	assert_true(rolled > (what == FAULT_KILL ? 40 : 0));
}

static void
killed_at_every_step(void **state)
{
	(void)state;
	every_step(FAULT_KILL);
}

static void
disk_full_at_every_step(void **state)
{
	(void)state;
	every_step(FAULT_FULL);
}

/* ---- the storm ---------------------------------------------------------------------------------
 */

static long rounds = 200;

static void
sleep_micros(long micros)
{
	struct timespec time = { .tv_nsec = micros * 1000 };

	nanosleep(&time, NULL);
}

static long
micros_of_build(void)
{
	struct timespec from, to;

	clock_gettime(CLOCK_MONOTONIC, &from);
	assert_int_equal(build_in_child(1, FAULT_NONE, 0), 0);
	assert_int_equal(build_in_child(0, FAULT_NONE, 0), 0);
	clock_gettime(CLOCK_MONOTONIC, &to);
	return ((to.tv_sec - from.tv_sec) * 1000000 + (to.tv_nsec - from.tv_nsec) / 1000) / 2;
}

static void
storm_of_kills(void **state)
{
	long longest = micros_of_build() * 5 / 4;
	unsigned random = 20261120;
	size_t rolled = 0, counts[2] = { 0, 0 };
	int site = 0;

	(void)state;
	for (long i = 0; i < rounds; i++) {
		struct diag diag = { 0 };
		int status, found;
		pid_t child = fork();

		assert_true(child >= 0);
		if (child == 0)
			_exit(build(1 - site, &diag) ? 0 : 1);
		random = random * 1103515245u + 12345u;
		sleep_micros((long)(random >> 8) % (longest < 900000 ? longest : 900000));
		kill(child, SIGKILL);
		assert_int_equal(waitpid(child, &status, 0), child);
		found = recover(site, 1 - site, &rolled);
		assert_true(found >= 0);
		counts[found == site]++;
		site = found;
	}
	print_message("# %ld kills: old site %zu times, new %zu, rolled forward %zu\n", rounds,
	    counts[1], counts[0], rolled);
	assert_true(counts[0] > 0 && counts[1] > 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		TEST(killed_at_every_step),
		TEST(disk_full_at_every_step),
		TEST(storm_of_kills),
	};

	if (argc > 1)
		rounds = atol(argv[1]);
	return cmocka_run_group_tests_name("storm", tests, NULL, NULL);
}
