/* png.c - see png.h. */
#include "formats/png.h"

#include "formats/deflate.h"

static void
put_word(struct buf *out, uint32_t word)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_char(out, (char)(word >> shift & 0xff));
}

static void
put_chunk(struct buf *out, const char *type, struct str data)
{
	size_t start;

	put_word(out, (uint32_t)data.n);
	start = out->n;
	buf_add(out, type, 4);
	buf_str(out, data);
	put_word(out, deflate_crc(0, str_from(buf_view(out), start)));
}

/* Filter 2, "up": each byte less the one above it.  Drawings are flat or run on from row to row. */
static void
filter_row(const uint32_t *row, const uint32_t *above, int width, unsigned char *to)
{
	*to++ = 2;
	for (int x = 0; x < width; x++) {
		uint32_t now = row[x], up = above != NULL ? above[x] : 0;

		*to++ = (unsigned char)((now >> 16) - (up >> 16));
		*to++ = (unsigned char)((now >> 8) - (up >> 8));
		*to++ = (unsigned char)(now - up);
	}
}

void
png_write(const uint32_t *pixels, int width, int height, size_t stride, struct buf *out)
{
	size_t row_size = (size_t)width * 3 + 1, n = row_size * (size_t)height;
	struct buf header = { 0 }, rows = { 0 }, packed = { 0 };
	struct deflate deflate = { 0 };

	put_word(&header, (uint32_t)width);
	put_word(&header, (uint32_t)height);
	buf_add(&header, "\x08\x02\0\0\0",
	    5); /* 8 bits, true colour, deflate, filtered, not interlaced */
	buf_reserve(&rows, n);
	rows.n = n;
	for (int y = 0; y < height; y++)
		filter_row(pixels + (size_t)y * stride,
		    y > 0 ? pixels + (size_t)(y - 1) * stride : NULL, width,
		    (unsigned char *)rows.p + (size_t)y * row_size);
	deflate_zlib(&deflate, buf_view(&rows), &packed);
	buf_add(out, "\x89PNG\r\n\x1a\n", 8);
	put_chunk(out, "IHDR", buf_view(&header));
	put_chunk(out, "IDAT", buf_view(&packed));
	put_chunk(out, "IEND", STR(""));
	deflate_release(&deflate);
	buf_release(&header);
	buf_release(&rows);
	buf_release(&packed);
}
