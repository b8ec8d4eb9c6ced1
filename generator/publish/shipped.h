/* shipped.h - the templates and the theme that come inside the binary; the table is made by
 * `embed`. */
#ifndef SOLEUS_SHIPPED_H
#define SOLEUS_SHIPPED_H

#include <stddef.h>

struct shipped_file {
	const char *path; /* templates/base.html; NULL ends the table */
	const unsigned char *bytes;
	size_t n;
};

extern const struct shipped_file shipped_files[];

#endif
