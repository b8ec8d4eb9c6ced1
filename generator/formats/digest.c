/* digest.c - SHA-256 (FIPS 180-4) and name-based UUIDs (RFC 9562); see digest.h.
 *
 * In: bytes.  Out: fingerprints that depend on nothing else.  The one owner of libmd. */
#include "formats/digest.h"

#include <stdint.h>
#include <string.h>

#include <sys/types.h>
#include <sha1.h>
#include <sha2.h>

struct digest
digest_of(struct str bytes)
{
	struct digest d;
	SHA2_CTX ctx;

	SHA256Init(&ctx);
	SHA256Update(&ctx, (const uint8_t *)bytes.p, bytes.n);
	SHA256Final(d.bytes, &ctx);
	return d;
}

bool
digest_eq(const struct digest *a, const struct digest *b)
{
	return memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0;
}

static void
add_hex(struct buf *out, const unsigned char *bytes, size_t digits)
{
	for (size_t i = 0; i < digits; i++)
		buf_char(out, "0123456789abcdef"[bytes[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15]);
}

void
digest_add_hex(struct buf *out, const struct digest *d, size_t digits)
{
	add_hex(out, d->bytes, digits < 2 * sizeof(d->bytes) ? digits : 2 * sizeof(d->bytes));
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
digest_parse_hex(struct str hex, struct digest *out)
{
	struct digest d = { { 0 } };

	if (hex.n != 2 * sizeof(d.bytes))
		return false;
	for (size_t i = 0; i < hex.n; i++) {
		int value = hex_value(hex.p[i]);

		if (value < 0)
			return false;
		d.bytes[i / 2] = (unsigned char)(d.bytes[i / 2] << 4 | value);
	}
	*out = d;
	return true;
}

void
digest_add_uuid(struct buf *out, struct str name)
{
	/* RFC 9562 section 6.6: the name space of URLs */
	static const unsigned char space[16] = { 0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1,
		0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8 };
	static const unsigned char groups[] = { 4, 2, 2, 2, 6 }; /* bytes between hyphens */
	unsigned char hash[SHA1_DIGEST_LENGTH], *p = hash;
	SHA1_CTX ctx;

	SHA1Init(&ctx);
	SHA1Update(&ctx, space, sizeof(space));
	SHA1Update(&ctx, (const uint8_t *)name.p, name.n);
	SHA1Final(hash, &ctx);
	hash[6] = (hash[6] & 0x0f) | 0x50; /* version 5 */
	hash[8] = (hash[8] & 0x3f) | 0x80; /* variant */
	for (size_t i = 0; i < sizeof(groups); p += groups[i++]) {
		if (i > 0)
			buf_char(out, '-');
		add_hex(out, p, 2 * (size_t)groups[i]);
	}
}
