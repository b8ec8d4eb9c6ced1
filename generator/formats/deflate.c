/* deflate.c - the one owner of libdeflate; see deflate.h. */
#include "formats/deflate.h"

#include <libdeflate.h>

#include "base/memory.h"

enum { LEVEL = 6 }; /* smaller than zlib's best at half its cost */

static struct libdeflate_compressor *
ready(struct deflate *d)
{
	if (d->compressor == NULL)
		d->compressor = libdeflate_alloc_compressor(LEVEL);
	if (d->compressor == NULL)
		memory_exhausted();
	return d->compressor;
}

void
deflate_release(struct deflate *d)
{
	libdeflate_free_compressor(d->compressor);
	d->compressor = NULL;
}

size_t
deflate_raw(struct deflate *d, struct str bytes, struct buf *out)
{
	buf_reset(out);
	if (bytes.n < 2)
		return 0;
	buf_reserve(out, bytes.n);
	out->n = libdeflate_deflate_compress(ready(d), bytes.p, bytes.n, out->p, bytes.n - 1);
	return out->n;
}

void
deflate_zlib(struct deflate *d, struct str bytes, struct buf *out)
{
	size_t bound = libdeflate_zlib_compress_bound(ready(d), bytes.n);

	buf_reserve(out, bound);
	out->n += libdeflate_zlib_compress(d->compressor, bytes.p, bytes.n, out->p + out->n, bound);
}

uint32_t
deflate_crc(uint32_t crc, struct str bytes)
{
	return libdeflate_crc32(crc, bytes.p, bytes.n);
}
