/* serve.c - the one loop; see serve.h.
 *
 * In: notes of the kernel, the clock, requests, signals.  Out: answers, events, lines on the
 * terminal.  A change waits until 20 ms have passed without another, so that a save made of several
 * steps is seen once, and whole. */
#include "serve.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "answers.h"
#include "editor.h"

enum {
	QUIET_MS = 20,        /* without a note before a look */
	QUIET_LIMIT_MS = 200, /* the longest wait for quiet */
	EMPTY_MS = 500,       /* for a file that is empty to be filled */
	PAUSE_MS = 60,        /* for browsers to fetch what changed, before other pages are made */
	CHECK_MS = 2          /* of making pages before looking for requests again */
};

struct server {
	const struct serve_options *options;
	struct answers answers;
	struct watch *watch;
	struct http *http;
	struct arena pending_arena;
	struct str_list pending; /* changed files not taken in yet */
	int64_t noted, due;      /* first note and time of the next look; noted 0: no note */
	int64_t rest;            /* no other pages are made before */
	int64_t waited;          /* since when a file is empty, 0: none is */
	bool checking;           /* pages are still to be made */
	bool untold;             /* what came of them */
	uint64_t said;           /* hash of the messages on the terminal */
};

static volatile sig_atomic_t stopped;

static void
stop(int signal)
{
	(void)signal;
	stopped = 1;
}

static int64_t
milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- the terminal ------------------------------------------------------------------------- */

static void
say_state(struct server *s)
{
	const struct serve_options *options = s->options;
	bool colour = isatty(STDERR_FILENO) && getenv("NO_COLOR") == NULL;
	enum diag_style style = options->json ? DIAG_JSON : colour ? DIAG_COLOUR : DIAG_PLAIN;
	struct diag messages = { 0 };
	struct buf text = { 0 };
	uint64_t hash;

	edition_messages(s->answers.edition, &messages);
	diag_print(&messages, style, &text);
	hash = map_hash(buf_view(&text));
	if (hash != s->said && text.n > 0)
		fwrite(text.p, 1, text.n, options->json ? stdout : stderr);
	s->said = hash;
	buf_reset(&text);
	edition_status(s->answers.edition, &messages, &text);
	if (!options->quiet && !options->json)
		printf("%s\n", buf_cstr(&text));
	fflush(stdout);
	buf_release(&text);
	diag_release(&messages);
}

static void
say_address(const struct server *s)
{
	struct arena a = { 0 };
	struct str address = arena_printf(&a, "http://localhost:%u/", http_port(s->http));

	if (s->options->json)
		printf("{\"address\":\"%s\"}\n", address.p);
	else if (!s->options->quiet)
		printf("%s shows the course while you write; Ctrl-C ends it\n", address.p);
	fflush(stdout);
	if (s->options->open && !editor_browse(address))
		fprintf(stderr, "soleus: no browser could be started; open %s\n", address.p);
	arena_release(&a);
}

/* ---- changes ------------------------------------------------------------------------------ */

static void
send_state(struct server *s)
{
	struct buf event = { 0 };

	answers_event(&s->answers, &event);
	http_send(s->http, buf_view(&event));
	buf_release(&event);
}

/* An editor that empties a file before it fills it is given time. */
static bool
is_half_written(struct server *s)
{
	bool empty = false;

	for (size_t i = 0; i < s->pending.n; i++)
		empty |= watch_is_empty(s->watch, s->pending.v[i]);
	if (!empty) {
		s->waited = 0;
		return false;
	}
	if (s->waited == 0)
		s->waited = milliseconds();
	return milliseconds() - s->waited < EMPTY_MS;
}

static void
take_in(struct server *s)
{
	edition_refresh(s->answers.edition, &s->pending);
	arena_reset(&s->pending_arena);
	s->pending = (struct str_list){ 0 };
	s->waited = 0;
	s->checking = s->untold = true;
	s->rest = milliseconds() + PAUSE_MS;
	send_state(s);
}

static void
look(struct server *s)
{
	bool whole = watch_glance(s->watch, &s->pending_arena, &s->pending) ||
		     watch_look(s->watch, &s->pending_arena, &s->pending);

	s->noted = 0;
	s->due = milliseconds() + (whole ? watch_interval(s->watch) : QUIET_MS);
	if (s->pending.n == 0)
		return;
	if (is_half_written(s))
		s->due = milliseconds() + QUIET_MS;
	else
		take_in(s);
}

static void
note(struct server *s)
{
	int64_t t = milliseconds();

	watch_drain(s->watch);
	if (s->noted == 0)
		s->noted = t;
	s->due = t + QUIET_MS < s->noted + QUIET_LIMIT_MS ? t + QUIET_MS
							  : s->noted + QUIET_LIMIT_MS;
}

static void
check(struct server *s)
{
	int64_t start = milliseconds();

	while (s->checking && milliseconds() - start < CHECK_MS)
		s->checking = edition_check_next(s->answers.edition);
}

static void
tell(struct server *s)
{
	s->untold = false;
	send_state(s);
	say_state(s);
}

/* Amid a save nothing is made or told: half of the files may be gone, or empty. */
static bool
is_amid_save(const struct server *s)
{
	return s->noted != 0 || s->pending.n > 0;
}

/* How long to wait for something to happen. */
static int
patience(const struct server *s)
{
	int64_t next = s->due;

	if ((s->checking || s->untold) && !is_amid_save(s) && s->rest < next)
		next = s->rest;
	next -= milliseconds();
	return next > 0 ? (int)next : 0;
}

static void
serve(struct server *s, const sigset_t *signals)
{
	while (!stopped) {
		if (http_wait(s->http, watch_fd(s->watch), patience(s), signals))
			note(s);
		if (milliseconds() >= s->due)
			look(s);
		else if (is_amid_save(s) || milliseconds() < s->rest)
			continue;
		else if (s->checking)
			check(s);
		else if (s->untold)
			tell(s);
	}
}

/* ---- start and end ------------------------------------------------------------------------ */

static bool
listen_on(struct server *s)
{
	int port = s->options->port, last = port;

	if (port < 0) {
		port = SERVE_PORT;
		last = port + SERVE_PORTS - 1;
	}
	for (; s->http == NULL && port <= last; port++)
		s->http = http_open((unsigned)port, answers_give, &s->answers);
	if (s->http != NULL) {
		s->answers.guard.port = http_port(s->http);
		return true;
	}
	fprintf(stderr,
	    "soleus: cannot listen on port %d: %s; end the program that uses it, or name another "
	    "one with --port\n",
	    last, strerror(errno));
	return false;
}

/* Signals come only while the loop waits. */
static void
catch_signals(sigset_t *waiting)
{
	struct sigaction end = { .sa_handler = stop }, ignore = { .sa_handler = SIG_IGN };
	const int ends[] = { SIGINT, SIGTERM, SIGHUP };
	sigset_t blocked;

	sigemptyset(&blocked);
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		sigaddset(&blocked, ends[i]);
		sigaction(ends[i], &end, NULL);
	}
	sigaction(SIGPIPE, &ignore, NULL);
	sigaction(SIGCHLD, &ignore, NULL); /* editors are not waited for */
	sigprocmask(SIG_BLOCK, &blocked, waiting);
}

bool
serve_run(const struct serve_options *options)
{
	struct server s = { .options = options };
	sigset_t waiting;
	bool ok = true;

	catch_signals(&waiting);
	s.answers.root = options->site.root;
	if (!guard_init(&s.answers.guard)) {
		fputs("soleus: the system has no random numbers\n", stderr);
		return false;
	}
	s.answers.watch = s.watch = watch_new(options->site.root, options->clock);
	s.answers.edition = edition_new(&options->site);
	ok = listen_on(&s);
	if (ok) {
		watch_look(s.watch, &s.pending_arena, &s.pending);
		take_in(&s);
		say_address(&s);
		serve(&s, &waiting);
	}
	http_close(s.http);
	edition_free(s.answers.edition);
	watch_free(s.watch);
	arena_release(&s.pending_arena);
	return ok;
}
