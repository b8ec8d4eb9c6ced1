/* digest.h - fingerprints: SHA-256 of bytes, and UUIDs made from names (libmd, owned by digest.c).
 */
#ifndef SOLEUS_DIGEST_H
#define SOLEUS_DIGEST_H

#include "base/str.h"

struct digest {
	unsigned char bytes[32];
};

struct digest digest_of(struct str bytes);
bool digest_eq(const struct digest *a, const struct digest *b);
/* Adds the first digits (at most 64) of its lower-case hexadecimal form. */
void digest_add_hex(struct buf *out, const struct digest *d, size_t digits);
bool digest_parse_hex(struct str hex, struct digest *out);
/* Adds a UUID version 5 (RFC 9562, SHA-1) of name in the URL name space. */
void digest_add_uuid(struct buf *out, struct str name);

#endif
