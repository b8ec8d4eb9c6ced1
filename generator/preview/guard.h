/* guard.h - who may ask the preview server, and for what.
 *
 * In: a request's method, target and the headers that tell where it comes from.  Out: the path
 * asked for, decoded once, or a refusal.  A page of another site that a browser shows must not be
 * able to read the course or to start anything: the Host must be ours (DNS rebinding), Origin and
 * Sec-Fetch-Site too (fetch metadata, W3C), and what acts or streams wants the token of this run.
 * Pure functions: nothing here touches a socket. */
#ifndef SOLEUS_GUARD_H
#define SOLEUS_GUARD_H

#include "base/arena.h"

enum { GUARD_TOKEN = 32, GUARD_PATH_LIMIT = 1024 };

/* A request as it came.  Absent headers have p == NULL. */
struct request {
	struct str method;
	struct str target; /* raw, without the query */
	struct str host, origin, fetch_site, fetch_mode, fetch_dest;
	struct str token; /* of X-Soleus-Token, or of the query for event streams */
	struct str body;
	size_t hosts; /* how many Host headers there are */
};

struct guard {
	unsigned port;
	char token[GUARD_TOKEN + 1];
};

/* Draws the token of this run from the system; false when it has no random numbers. */
bool guard_init(struct guard *guard);
/* The status to refuse with, and why in *why; 0 when the request may go on: then *path is the
 * decoded path, with its leading slash, in the arena. */
unsigned guard_check(const struct guard *guard, const struct request *request, struct arena *a,
    struct str *path, const char **why);
/* Compares in a time that does not tell where the first difference is. */
bool guard_token_fits(const struct guard *guard, struct str token);

#endif
