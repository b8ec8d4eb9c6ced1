/* json.h - a JSON writer that cannot forget a comma.  Text is fit to stand in a script element. */
#ifndef SOLEUS_JSON_H
#define SOLEUS_JSON_H

#include <stdint.h>

#include "base/str.h"

enum { JSON_DEPTH = 32 };

struct json {
	struct buf *out;
	int depth;
	bool filled[JSON_DEPTH]; /* something stands at this depth already */
};

void json_init(struct json *j, struct buf *out);
/* key is NULL inside lists and at the top. */
void json_object(struct json *j, const char *key);
void json_list(struct json *j, const char *key);
void json_end_object(struct json *j);
void json_end_list(struct json *j);
void json_string(struct json *j, const char *key, struct str value);
void json_number(struct json *j, const char *key, int64_t value);
void json_bool(struct json *j, const char *key, bool value);

#endif
