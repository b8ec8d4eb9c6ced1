/* deflate.h - compression for archives and pictures (libdeflate, owned by deflate.c).
 *
 * In: bytes.  Out: raw deflate data (RFC 1951) or a zlib stream (RFC 1950); the same bytes for the
 * same input and libdeflate. */
#ifndef SOLEUS_DEFLATE_H
#define SOLEUS_DEFLATE_H

#include <stdint.h>

#include "base/str.h"

/* Carries memory from one call to the next; one thread at a time.  A zeroed one is ready. */
struct deflate {
	struct libdeflate_compressor *compressor;
};

void deflate_release(struct deflate *d);
/* Replaces out by the raw deflate data, and gives its size; 0 when that gains nothing. */
size_t deflate_raw(struct deflate *d, struct str bytes, struct buf *out);
/* Appends a zlib stream. */
void deflate_zlib(struct deflate *d, struct str bytes, struct buf *out);
/* The CRC-32 of what had crc and then bytes; begin with 0. */
uint32_t deflate_crc(uint32_t crc, struct str bytes);

#endif
