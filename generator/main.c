/* main.c - the command line: a const table of commands, options in getopt_long's habits.
 *
 * Status 0: all good.  1: the author's mistakes or the system's failures, told on standard error.
 * 2: wrong usage. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/pool.h"
#include "base/text.h"
#include "formats/json.h"
#include "formats/xml.h"
#include "preview/serve.h"
#include "publish/build.h"
#include "publish/document.h"

#define VERSION "0.1"

enum { STATUS_GOOD, STATUS_FAILED, STATUS_USAGE };

struct settings {
	const char *command;
	struct str root, output;
	date today;
	unsigned workers;
	int port; /* -1: any of the usual ones */
	bool drafts, quiet, verbose, json, open, poll;
};

struct command {
	const char *name, *usage, *summary; /* no summary: not for people, so not in the help */
	int (*run)(struct settings *settings, int argc, char **argv);
};

static int run_build(struct settings *settings, int argc, char **argv);
static int run_serve(struct settings *settings, int argc, char **argv);
static int run_explain(struct settings *settings, int argc, char **argv);
static int run_document(struct settings *settings, int argc, char **argv);

static const struct command commands[] = {
	{ "build",
	    "[--root DIR] [--output DIR] [--date YYYY-MM-DD] [--drafts] [--jobs N] "
	    "[--quiet|--verbose] [--json]",
	    "publish the course as a website and e-books", run_build },
	{ "serve",
	    "[--root DIR] [--port N] [--open] [--drafts] [--date YYYY-MM-DD] [--poll] "
	    "[--quiet] [--json]",
	    "show the course in the browser while you write", run_serve },
	{ "explain", "[CODE]", "say what a message means and what to do", run_explain },
	{ "document", "PAGE", NULL, run_document },
};
enum { COMMANDS = sizeof(commands) / sizeof(commands[0]) };

static const struct option long_options[] = {
	{ "root", required_argument, NULL, 'r' },
	{ "output", required_argument, NULL, 'o' },
	{ "date", required_argument, NULL, 'd' },
	{ "drafts", no_argument, NULL, 'D' },
	{ "jobs", required_argument, NULL, 'j' },
	{ "port", required_argument, NULL, 'p' },
	{ "open", no_argument, NULL, 'O' },
	{ "poll", no_argument, NULL, 'P' },
	{ "quiet", no_argument, NULL, 'q' },
	{ "verbose", no_argument, NULL, 'v' },
	{ "json", no_argument, NULL, 'J' },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ NULL, 0, NULL, 0 },
};

static void
print_help(FILE *to)
{
	fprintf(to, "soleus " VERSION " - a folder of Markdown in, a website and e-books out\n\n");
	for (size_t i = 0; i < COMMANDS; i++)
		if (commands[i].summary != NULL)
			fprintf(to, "  soleus %s %s\n      %s\n", commands[i].name,
			    commands[i].usage, commands[i].summary);
	fputs("\n"
	      "  --root DIR     the folder that holds content/ (default: this one)\n"
	      "  --output DIR   where the site goes (default: public in the root)\n"
	      "  --date DATE    the day of publication (default: SOURCE_DATE_EPOCH, else today)\n"
	      "  --drafts       show what is not published yet, too\n"
	      "  --jobs N       worker threads (default: one for each processor)\n"
	      "  --port N       where to serve (default: 4400, or the next that is free)\n"
	      "  --open         open the browser\n"
	      "  --poll         look at the files by the clock: for network drives\n"
	      "  --quiet        say nothing but what is wrong\n"
	      "  --verbose      name what stays out, and why\n"
	      "  --json         messages and summary as JSON lines\n"
	      "  --help, --version\n",
	    to);
}

static int
usage_error(const char *what, const char *word)
{
	fprintf(stderr, "soleus: %s '%s'; `soleus --help` lists what there is\n", what, word);
	return STATUS_USAGE;
}

/* ---- settings ----------------------------------------------------------------------------- */

/* The one clock: --date, else SOURCE_DATE_EPOCH, else today in UTC. */
static date
default_date(void)
{
	const long long last_second = 253402300799; /* of the year 9999 */
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	char *end;
	long long seconds = epoch != NULL && *epoch != '\0' ? strtoll(epoch, &end, 10) : -1;

	if (seconds < 0 || seconds > last_second || *end != '\0')
		seconds = (long long)time(NULL);
	return (date)(seconds / 86400);
}

/* A whole number within bounds. */
static bool
read_number(const char *word, long least, long most, long *out)
{
	char *end;

	*out = strtol(word, &end, 10);
	return *word != '\0' && *end == '\0' && *out >= least && *out <= most;
}

static bool
read_option(struct settings *s, int option)
{
	bool ok;
	long n;

	switch (option) {
	case 'r': s->root = str_of(optarg); return true;
	case 'o': s->output = str_of(optarg); return true;
	case 'd': return date_parse(str_of(optarg), &s->today);
	case 'j':
		ok = read_number(optarg, 1, 256, &n);
		s->workers = (unsigned)n;
		return ok;
	case 'p':
		ok = read_number(optarg, 0, 65535, &n);
		s->port = (int)n;
		return ok;
	case 'O': s->open = true; return true;
	case 'P': s->poll = true; return true;
	case 'D': s->drafts = true; return true;
	case 'q': s->quiet = true; return true;
	case 'v': s->verbose = true; return true;
	case 'J': s->json = true; return true;
	default: return false;
	}
}

static int
unknown_option(const char *word)
{
	struct str names[sizeof(long_options) / sizeof(long_options[0])], near;
	size_t n = 0, dashes = strspn(word, "-");

	for (; long_options[n].name != NULL; n++)
		names[n] = str_of(long_options[n].name);
	near = text_nearest(str_of(word + dashes), names, n);
	if (near.n == 0)
		return usage_error("there is no option", word);
	fprintf(stderr, "soleus: there is no option '%s'; did you mean '--%.*s'?\n", word,
	    STR_ARG(near));
	return STATUS_USAGE;
}

static int
wrong_value(int option, const char *value)
{
	static const struct {
		int option;
		const char *name, *wants;
	} values[] = {
		{ 'd', "--date", "a day, written as 2026-11-20" },
		{ 'j', "--jobs", "a number from 1 to 256" },
		{ 'p', "--port", "a number from 0 to 65535" },
	};

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		if (values[i].option == option)
			fprintf(stderr, "soleus: %s wants %s, not '%s'\n", values[i].name,
			    values[i].wants, value);
	return STATUS_USAGE;
}

/* -1 when the command can run, else the status to leave with. */
static int
read_options(struct settings *s, int argc, char **argv)
{
	int option, index = 0;

	opterr = 0;
	while ((option = getopt_long(argc, argv, ":", long_options, &index)) != -1) {
		if (option == 'h') {
			print_help(stdout);
			return STATUS_GOOD;
		}
		if (option == 'V') {
			puts("soleus " VERSION);
			return STATUS_GOOD;
		}
		if (option == ':')
			return usage_error("a value is missing after", argv[optind - 1]);
		if (option == '?')
			return unknown_option(argv[optind - 1]);
		if (!read_option(s, option))
			return wrong_value(option, optarg);
	}
	return -1;
}

/* ---- messages and summary ----------------------------------------------------------------- */

static void
print_messages(const struct settings *s, struct diag *diag)
{
	bool colour = isatty(STDERR_FILENO) && getenv("NO_COLOR") == NULL;
	struct buf text = { 0 };

	diag_sort(diag);
	diag_print(diag, s->json ? DIAG_JSON : colour ? DIAG_COLOUR : DIAG_PLAIN, &text);
	fwrite(buf_view(&text).p, 1, text.n, s->json ? stdout : stderr);
	buf_release(&text);
}

static double
seconds_since(const struct timespec *start)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

/* A line that is written over, on a terminal, once the work has taken half a second. */
struct progress {
	struct timespec start;
	double shown;
};

static void
show_progress(void *ctx, size_t done, size_t total)
{
	struct progress *p = ctx;
	double now = seconds_since(&p->start);

	if (now < 0.5 || now - p->shown < 0.1)
		return;
	p->shown = now;
	fprintf(stderr, "\r%zu of %zu ", done, total);
	fflush(stderr);
}

/* For --verbose: one article that stays out. */
static void
name_left_out(struct str path, enum article_state why)
{
	static const char *const reasons[] = { [ARTICLE_DRAFT] = "a draft",
		[ARTICLE_FUTURE] = "dated in the future",
		[ARTICLE_UNREVIEWED] = "not reviewed" };

	printf("%.*s: left out, %s\n", STR_ARG(path), reasons[why]);
}

static void
print_left_out(const struct build_summary *b)
{
	const struct {
		size_t n;
		const char *why;
	} reasons[] = {
		{ b->drafts, b->drafts == 1 ? "draft" : "drafts" },
		{ b->future, "dated in the future" },
		{ b->unreviewed, "not reviewed" },
	};
	const char *before = "left out: ";

	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
		if (reasons[i].n == 0)
			continue;
		printf("%s%zu %s", before, reasons[i].n, reasons[i].why);
		before = ", ";
	}
	if (*before == ',')
		puts(" (--drafts shows them in a preview)");
}

static const char *
plural(size_t n, const char *one, const char *many)
{
	return n == 1 ? one : many;
}

static void
print_summary(const struct build_summary *b, const struct diag *diag, double seconds)
{
	printf("%zu %s, %zu %s, %zu %s written (%.1f KB), %zu unchanged, %zu removed, %zu %s, "
	       "%.2f s\n",
	    b->pages, plural(b->pages, "page", "pages"), b->books,
	    plural(b->books, "book", "books"), b->files.written,
	    plural(b->files.written, "file", "files"), (double)b->files.bytes / 1024,
	    b->files.unchanged, b->files.removed, diag->warnings,
	    plural(diag->warnings, "warning", "warnings"), seconds);
	print_left_out(b);
}

static void
print_json_summary(const struct build_summary *b, const struct diag *diag, bool ok)
{
	struct buf out = { 0 };
	struct json j;

	json_init(&j, &out);
	json_object(&j, NULL);
	json_bool(&j, "published", ok);
	json_number(&j, "pages", (int64_t)b->pages);
	json_number(&j, "books", (int64_t)b->books);
	json_number(&j, "written", (int64_t)b->files.written);
	json_number(&j, "bytes", (int64_t)b->files.bytes);
	json_number(&j, "unchanged", (int64_t)b->files.unchanged);
	json_number(&j, "removed", (int64_t)b->files.removed);
	json_number(&j, "drafts", (int64_t)b->drafts);
	json_number(&j, "future", (int64_t)b->future);
	json_number(&j, "unreviewed", (int64_t)b->unreviewed);
	json_number(&j, "errors", (int64_t)diag->errors);
	json_number(&j, "warnings", (int64_t)diag->warnings);
	json_end_object(&j);
	puts(buf_cstr(&out));
	buf_release(&out);
}

/* ---- commands ----------------------------------------------------------------------------- */

static int
run_build(struct settings *s, int argc, char **argv)
{
	struct arena arena = { 0 };
	struct progress progress = { .shown = 0 };
	struct build_options options = { .site = { s->root, s->today, s->drafts, s->workers },
		.progress = isatty(STDERR_FILENO) && !s->quiet ? show_progress : NULL,
		.progress_ctx = &progress,
		.left_out = s->verbose && !s->quiet && !s->json ? name_left_out : NULL };
	struct build_summary summary;
	struct diag diag = { 0 };
	bool ok;

	if (argc > 0)
		return usage_error("build takes no", argv[0]);
	clock_gettime(CLOCK_MONOTONIC, &progress.start);
	options.output = s->output.n > 0 ? s->output
					 : arena_printf(&arena, "%.*s/public", STR_ARG(s->root));
	ok = build_run(&options, &summary, &diag);
	if (progress.shown > 0)
		fputs("\r\033[K", stderr);
	print_messages(s, &diag);
	if (s->json)
		print_json_summary(&summary, &diag, ok);
	else if (ok && !s->quiet)
		print_summary(&summary, &diag, seconds_since(&progress.start));
	else if (!ok)
		fprintf(stderr, "%zu %s; nothing was published, the earlier output stands\n",
		    diag.errors, plural(diag.errors, "error", "errors"));
	diag_release(&diag);
	arena_release(&arena);
	return ok ? STATUS_GOOD : STATUS_FAILED;
}

static int
run_serve(struct settings *s, int argc, char **argv)
{
	struct serve_options options = { .site = { s->root, s->today, s->drafts, s->workers },
		.port = s->port,
		.open = s->open,
		.clock = s->poll,
		.quiet = s->quiet,
		.json = s->json };

	if (argc > 0)
		return usage_error("serve takes no", argv[0]);
	return serve_run(&options) ? STATUS_GOOD : STATUS_FAILED;
}

static void
explain(const struct message_info *info)
{
	printf("%s[%s]\n  %s\n  %s\n", info->severity == SEVERITY_ERROR ? "error" : "warning",
	    info->code, info->meaning, info->remedy);
}

static int
run_explain(struct settings *s, int argc, char **argv)
{
	struct str codes[MESSAGE_COUNT], near;

	(void)s;
	for (size_t i = 0; i < MESSAGE_COUNT; i++) {
		codes[i] = str_of(message_table[i].code);
		if (argc == 0 || strcmp(argv[0], message_table[i].code) == 0)
			explain(&message_table[i]);
		if (argc > 0 && strcmp(argv[0], message_table[i].code) == 0)
			return STATUS_GOOD;
	}
	if (argc == 0)
		return STATUS_GOOD;
	near = text_nearest(str_of(argv[0]), codes, MESSAGE_COUNT);
	fprintf(stderr, "soleus: there is no message '%s'", argv[0]);
	if (near.n > 0)
		fprintf(stderr, "; did you mean '%.*s'?", STR_ARG(near));
	fputs("\n", stderr);
	return STATUS_USAGE;
}

/* A page of the manual as Markdown: for `make manual`. */
static int
run_document(struct settings *s, int argc, char **argv)
{
	struct buf out = { 0 };
	bool known = argc == 1 && document_write(str_of(argv[0]), &out);

	(void)s;
	fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
	return known ? STATUS_GOOD : usage_error("there is no page", argc > 0 ? argv[0] : "");
}

static int
unknown_command(const char *name)
{
	struct str names[COMMANDS], near;

	for (size_t i = 0; i < COMMANDS; i++)
		names[i] = str_of(commands[i].name);
	near = text_nearest(str_of(name), names, COMMANDS);
	fprintf(stderr, "soleus: there is no command '%s'", name);
	if (near.n > 0)
		fprintf(stderr, "; did you mean '%.*s'?", STR_ARG(near));
	fputs("; `soleus --help` lists them\n", stderr);
	return STATUS_USAGE;
}

int
main(int argc, char **argv)
{
	struct settings settings = { .root = STR("."),
		.output = STR(""),
		.workers = pool_processors(),
		.port = -1,
		.today = default_date() };
	int status = read_options(&settings, argc, argv);

	if (status >= 0)
		return status;
	if (optind >= argc) {
		print_help(stderr);
		return STATUS_USAGE;
	}
	for (size_t i = 0; i < COMMANDS; i++) {
		if (strcmp(argv[optind], commands[i].name) != 0)
			continue;
		xml_init();
		status = commands[i].run(&settings, argc - optind - 1, argv + optind + 1);
		xml_exit();
		if (fflush(stdout) != 0 || ferror(stdout)) {
			perror("soleus: standard output");
			return STATUS_FAILED;
		}
		return status;
	}
	return unknown_command(argv[optind]);
}
