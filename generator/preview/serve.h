/* serve.h - `soleus serve`: the course in the browser while its author writes.
 *
 * In: a root folder.  Out: a server on the loopback interface, until a signal ends it.  One loop:
 * requests, changes of files, and in between the pages nobody asked for. */
#ifndef SOLEUS_SERVE_H
#define SOLEUS_SERVE_H

#include "publish/site.h"

enum { SERVE_PORT = 4400, SERVE_PORTS = 10 };

struct serve_options {
	struct site_options site;
	int port;   /* -1: SERVE_PORT or the next that is free; 0: any */
	bool open;  /* the browser, at the home page */
	bool clock; /* look at the files by the clock, never ask the kernel */
	bool quiet, json;
};

/* True when a signal ended it, false after a message when it could not start. */
bool serve_run(const struct serve_options *options);

#endif
