/* http.c - sockets and messages by libmicrohttpd; see http.h.
 *
 * In: connections.  Out: answers, each with the headers that keep other sites out.  Event streams
 * are suspended while nothing is to be said; a beat every few seconds finds the ones that left. */
#include "http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <time.h>

#include "base/memory.h"

enum {
	CONNECTIONS = 192,       /* of each address; more wait in the system's queue */
	STREAMS = 48,            /* event streams at once */
	HEADER_LIMIT = 16 << 10, /* bytes of a request without its body */
	BODY_LIMIT = 4 << 10,    /* bytes of a body */
	PENDING_LIMIT = 1 << 20, /* bytes a stream may lag behind */
	IDLE_SECONDS = 8,        /* without a byte */
	REQUEST_SECONDS = 12,    /* from its first byte to the last of the answer */
	BEAT_SECONDS = 5
};

struct stream {
	struct stream *next;
	struct http *http;
	struct MHD_Connection *connection;
	struct buf pending;
	size_t sent;
	bool suspended, closing;
};

/* One connection, kept to end it when a request takes too long. */
struct line {
	struct line *next, **at;
	int fd;
	time_t since;
	bool streams;
};

struct http {
	struct MHD_Daemon *daemons[2]; /* IPv4, IPv6 */
	http_handler *handler;
	void *ctx;
	unsigned port;
	struct stream *streams;
	size_t streams_n;
	struct line *lines;
	time_t beat, swept;
};

/* A request while its body arrives. */
struct incoming {
	struct buf body;
	bool too_large;
};

static time_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

/* Lets the daemons do what there is to do, without waiting. */
static void
run(struct http *http)
{
	for (int i = 0; i < 2; i++)
		if (http->daemons[i] != NULL)
			MHD_run(http->daemons[i]);
}

/* ---- event streams ------------------------------------------------------------------------ */

static ssize_t
stream_read(void *cls, uint64_t position, char *out, size_t room)
{
	struct stream *s = cls;
	size_t n = s->pending.n - s->sent;

	(void)position;
	if (s->closing)
		return MHD_CONTENT_READER_END_OF_STREAM;
	if (n == 0) {
		buf_reset(&s->pending);
		s->sent = 0;
		MHD_suspend_connection(s->connection);
		s->suspended = true;
		return 0;
	}
	n = n < room ? n : room;
	memcpy(out, s->pending.p + s->sent, n);
	s->sent += n;
	return (ssize_t)n;
}

static void
stream_free(void *cls)
{
	struct stream *s = cls, **at = &s->http->streams;

	while (*at != s)
		at = &(*at)->next;
	*at = s->next;
	s->http->streams_n--;
	buf_release(&s->pending);
	free(s);
}

static void
stream_wake(struct stream *s)
{
	if (s->suspended)
		MHD_resume_connection(s->connection);
	s->suspended = false;
}

void
http_send(struct http *http, struct str event)
{
	for (struct stream *s = http->streams; s != NULL; s = s->next) {
		buf_str(&s->pending, event);
		if (s->pending.n - s->sent > PENDING_LIMIT)
			s->closing = true;
		stream_wake(s);
	}
	run(http); /* a stream that was woken is not among what the daemons wait for */
}

size_t
http_streams(const struct http *http)
{
	return http->streams_n;
}

static struct MHD_Response *
stream_response(struct http *http, struct MHD_Connection *connection, struct answer *answer)
{
	struct stream *s = memory_zero(1, sizeof(*s));

	s->http = http;
	s->connection = connection;
	s->pending = answer->body;
	answer->body = (struct buf){ 0 };
	s->next = http->streams;
	http->streams = s;
	http->streams_n++;
	answer->type = "text/event-stream";
	return MHD_create_response_from_callback(
	    MHD_SIZE_UNKNOWN, 4096, stream_read, s, stream_free);
}

/* ---- answers ------------------------------------------------------------------------------ */

static void
add_headers(struct MHD_Response *response, const struct answer *answer, struct arena *a)
{
	static const char *const always[][2] = {
		{ "Cache-Control", "no-store" },
		{ "X-Content-Type-Options", "nosniff" },
		{ "Cross-Origin-Resource-Policy", "same-origin" },
		{ "Cross-Origin-Opener-Policy", "same-origin" },
		{ "Content-Security-Policy", "frame-ancestors 'self'" },
		{ "Referrer-Policy", "same-origin" },
	};

	for (size_t i = 0; i < sizeof(always) / sizeof(always[0]); i++)
		MHD_add_response_header(response, always[i][0], always[i][1]);
	MHD_add_response_header(response, "Content-Type", answer->type);
	if (answer->location.n > 0)
		MHD_add_response_header(response, "Location", arena_str(a, answer->location).p);
	if (answer->status == MHD_HTTP_METHOD_NOT_ALLOWED)
		MHD_add_response_header(response, "Allow", "GET, HEAD");
}

static enum MHD_Result
send_answer(
    struct http *http, struct MHD_Connection *connection, struct answer *answer, struct arena *a)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
	    connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	struct line *line = info != NULL ? info->socket_context : NULL;
	struct MHD_Response *response;
	enum MHD_Result result;

	if (answer->type == NULL) {
		response = stream_response(http, connection, answer);
		if (line != NULL)
			line->streams = true;
	} else {
		response = MHD_create_response_from_buffer(
		    answer->body.n, answer->body.p, MHD_RESPMEM_MUST_FREE);
		if (response != NULL)
			answer->body = (struct buf){ 0 };
	}
	buf_release(&answer->body);
	if (response == NULL)
		return MHD_NO;
	add_headers(response, answer, a);
	result = MHD_queue_response(connection, answer->status, response);
	MHD_destroy_response(response);
	return result;
}

static enum MHD_Result
read_header(void *cls, enum MHD_ValueKind kind, const char *key, const char *value)
{
	struct request *r = cls;
	const struct {
		const char *name;
		struct str *at;
	} wanted[] = { { "Host", &r->host }, { "Origin", &r->origin },
		{ "Sec-Fetch-Site", &r->fetch_site }, { "Sec-Fetch-Mode", &r->fetch_mode },
		{ "Sec-Fetch-Dest", &r->fetch_dest }, { "X-Soleus-Token", &r->token } };

	(void)kind;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		if (strcasecmp(key, wanted[i].name) == 0)
			*wanted[i].at = str_of(value != NULL ? value : "");
	r->hosts += strcasecmp(key, "Host") == 0;
	return MHD_YES;
}

static enum MHD_Result
answer_request(struct http *http, struct MHD_Connection *connection, const char *target,
    const char *method, const struct incoming *incoming)
{
	struct request request = { .method = str_of(method),
		.target = str_of(target),
		.body = buf_view(&incoming->body) };
	struct answer answer = { .status = MHD_HTTP_CONTENT_TOO_LARGE, .type = "text/plain" };
	struct arena a = { 0 };
	enum MHD_Result result;
	const char *token = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "token");

	if (token != NULL)
		request.token = str_of(token);
	MHD_get_connection_values(connection, MHD_HEADER_KIND, read_header, &request);
	if (incoming->too_large)
		buf_str(&answer.body, STR("The request is too large.\n"));
	else
		http->handler(http->ctx, &request, &a, &answer);
	if (answer.type == NULL && http->streams_n >= STREAMS) {
		answer.status = MHD_HTTP_SERVICE_UNAVAILABLE;
		answer.type = "text/plain";
		buf_reset(&answer.body);
	}
	result = send_answer(http, connection, &answer, &a);
	arena_release(&a);
	return result;
}

/* ---- what libmicrohttpd calls ------------------------------------------------------------- */

static enum MHD_Result
on_request(void *cls, struct MHD_Connection *connection, const char *target, const char *method,
    const char *version, const char *data, size_t *n, void **state)
{
	struct http *http = cls;
	struct incoming *incoming = *state;

	(void)version;
	if (incoming == NULL) {
		*state = memory_zero(1, sizeof(*incoming));
		return MHD_YES;
	}
	if (*n > 0) {
		incoming->too_large |= incoming->body.n + *n > BODY_LIMIT;
		if (!incoming->too_large)
			buf_add(&incoming->body, data, *n);
		*n = 0;
		return MHD_YES;
	}
	return answer_request(http, connection, target, method, incoming);
}

static void
on_completed(void *cls, struct MHD_Connection *connection, void **state,
    enum MHD_RequestTerminationCode code)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
	    connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	struct line *line = info != NULL ? info->socket_context : NULL;
	struct incoming *incoming = *state;

	(void)cls;
	(void)code;
	if (line != NULL) {
		line->since = now();
		line->streams = false;
	}
	if (incoming == NULL)
		return;
	buf_release(&incoming->body);
	free(incoming);
	*state = NULL;
}

static void
on_connection(void *cls, struct MHD_Connection *connection, void **context,
    enum MHD_ConnectionNotificationCode code)
{
	struct http *http = cls;
	struct line *line = *context;

	if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
		*line->at = line->next;
		if (line->next != NULL)
			line->next->at = line->at;
		free(line);
		return;
	}
	line = *context = memory_zero(1, sizeof(*line));
	line->fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)
		       ->connect_fd;
	line->since = now();
	line->next = http->lines;
	line->at = &http->lines;
	if (line->next != NULL)
		line->next->at = &line->next;
	http->lines = line;
}

/* Paths stay as they came: the guard decodes them, once. */
static size_t
keep_escapes(void *cls, struct MHD_Connection *connection, char *text)
{
	(void)cls;
	(void)connection;
	return strlen(text);
}

/* ---- open, wait, close -------------------------------------------------------------------- */

static struct MHD_Daemon *
start(struct http *http, unsigned port, bool six)
{
	struct sockaddr_in four_address = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct sockaddr_in6 six_address = { .sin6_family = AF_INET6,
		.sin6_port = htons((uint16_t)port),
		.sin6_addr = IN6ADDR_LOOPBACK_INIT };
	const void *address = six ? (const void *)&six_address : (const void *)&four_address;
	unsigned flags = MHD_ALLOW_SUSPEND_RESUME | (six ? MHD_USE_IPv6 : 0);

	if (MHD_is_feature_supported(MHD_FEATURE_EPOLL) == MHD_YES)
		flags |= MHD_USE_EPOLL;
	return MHD_start_daemon(flags, 0, NULL, NULL, on_request, http, MHD_OPTION_SOCK_ADDR,
	    address, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
	    MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADER_LIMIT, MHD_OPTION_STRICT_FOR_CLIENT,
	    1, MHD_OPTION_NOTIFY_COMPLETED, on_completed, http, MHD_OPTION_NOTIFY_CONNECTION,
	    on_connection, http, MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, NULL, MHD_OPTION_END);
}

struct http *
http_open(unsigned port, http_handler *handler, void *ctx)
{
	struct http *http = memory_zero(1, sizeof(*http));

	http->handler = handler;
	http->ctx = ctx;
	http->daemons[0] = start(http, port, false);
	if (http->daemons[0] == NULL) {
		free(http);
		return NULL;
	}
	http->port = MHD_get_daemon_info(http->daemons[0], MHD_DAEMON_INFO_BIND_PORT)->port;
	http->daemons[1] = start(http, http->port, true); /* NULL: this machine has no IPv6 */
	return http;
}

unsigned
http_port(const struct http *http)
{
	return http->port;
}

/* The sockets are shut, not closed: libmicrohttpd notices and tidies up. */
static void
sweep(struct http *http)
{
	time_t t = now();

	if (t - http->beat >= BEAT_SECONDS) {
		http->beat = t;
		http_send(http, STR(":\n\n"));
	}
	if (t == http->swept)
		return;
	http->swept = t;
	for (struct line *line = http->lines; line != NULL; line = line->next)
		if (!line->streams && t - line->since > REQUEST_SECONDS)
			shutdown(line->fd, SHUT_RDWR);
}

bool
http_wait(struct http *http, int fd, int milliseconds, const sigset_t *signals)
{
	MHD_UNSIGNED_LONG_LONG soon;
	struct timespec timeout;
	fd_set reads, writes, faults;
	int highest = fd, ready;

	FD_ZERO(&reads);
	FD_ZERO(&writes);
	FD_ZERO(&faults);
	if (fd >= 0)
		FD_SET(fd, &reads);
	for (int i = 0; i < 2; i++) {
		if (http->daemons[i] == NULL)
			continue;
		MHD_get_fdset(http->daemons[i], &reads, &writes, &faults, &highest);
		if (MHD_get_timeout(http->daemons[i], &soon) == MHD_YES &&
		    soon < (MHD_UNSIGNED_LONG_LONG)milliseconds)
			milliseconds = (int)soon;
	}
	timeout.tv_sec = milliseconds / 1000;
	timeout.tv_nsec = milliseconds % 1000 * 1000000L;
	ready = pselect(highest + 1, &reads, &writes, &faults, &timeout, signals);
	run(http);
	sweep(http);
	return ready > 0 && fd >= 0 && FD_ISSET(fd, &reads);
}

void
http_close(struct http *http)
{
	if (http == NULL)
		return;
	for (struct stream *s = http->streams; s != NULL; s = s->next) {
		s->closing = true;
		stream_wake(s);
	}
	run(http);
	for (int i = 0; i < 2; i++)
		if (http->daemons[i] != NULL)
			MHD_stop_daemon(http->daemons[i]);
	free(http);
}
