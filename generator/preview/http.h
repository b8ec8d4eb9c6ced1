/* http.h - HTTP/1.1 on the loopback interface (libmicrohttpd, owned by http.c).
 *
 * In: requests from 127.0.0.1 and ::1.  Out: what a handler answers, and events to all streams that
 * are open (Server-Sent Events, WHATWG HTML section 9.2).  No thread: the one loop of `serve` calls
 * http_wait().  Sizes, headers, connections, streams and the time a request may take are limited,
 * so that a slow or greedy client costs a bounded amount and goes away. */
#ifndef SOLEUS_HTTP_H
#define SOLEUS_HTTP_H

#include <signal.h>

#include "guard.h"

struct answer {
	unsigned status;
	const char *type;    /* of the body; NULL: an event stream, which starts with body */
	struct str location; /* of a redirection; lives in the arena of the call */
	struct buf body;     /* taken over */
};

typedef void http_handler(
    void *ctx, const struct request *request, struct arena *a, struct answer *answer);

struct http;

/* Listens on port, or any free one for 0.  NULL when it is taken, with errno set. */
struct http *http_open(unsigned port, http_handler *handler, void *ctx);
void http_close(struct http *http);
unsigned http_port(const struct http *http);
size_t http_streams(const struct http *http);

/* Answers what comes in, until fd (-1: none) is readable, a signal of the mask arrives, or
 * milliseconds have passed without work.  True when fd is readable. */
bool http_wait(struct http *http, int fd, int milliseconds, const sigset_t *signals);
/* Sends an event, already in the form of the protocol, to every open stream. */
void http_send(struct http *http, struct str event);

#endif
