/* picture_test.c - sizes come from headers alone; SVG is drawn, and nothing else. */
#include <string.h>
#include <unistd.h>

#include <cairo.h>

#include "unit/test.h"

#include "base/fs.h"
#include "formats/picture.h"

enum { SIDE = 40 };

struct example {
	struct str bytes;
	enum picture_type type;
	int width, height;
};

#define FRAME "\xff\xc0\0\x0b\x08\x01\x2c\x02\x58\x01\x01\x11\0" /* 600 x 300 */

#define BYTES(literal) { literal, sizeof(literal) - 1 }

static const struct example examples[] = {
	{ BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\2\0\0\0\3\x08\2\0\0\0"), PICTURE_PNG, 258, 3 },
	{ BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\0\1\2\0\0\0\3\x08\2"), PICTURE_PNG, 0, 0 },
	{ BYTES("GIF87a\x02\x01\x03\0\0\0"), PICTURE_GIF, 258, 3 },
	{ BYTES("GIF89a\x02\x01\x03\0\0\0"), PICTURE_GIF, 258, 3 },
	{ BYTES("\xff\xd8\xff\xe0\0\4JF" FRAME), PICTURE_JPEG, 600, 300 },
	{ BYTES("\xff\xd8\xff\xff\xff\xc2\0\x0b\x08\x01\x2c\x02\x58\x01"), PICTURE_JPEG, 600, 300 },
	{ BYTES("\xff\xd8\xff\xc4\0\4\1\2\xff\xd0\xff\x01" FRAME), PICTURE_JPEG, 600, 300 },
	{ BYTES("\xff\xd8\xff\xda\0\4\1\2" FRAME), PICTURE_JPEG, 0, 0 },
	/* Exif in both byte orders: 6 and 8 lie on their side, 3 does not */
	{ BYTES("\xff\xd8\xff\xe1\0\x22"
		"Exif\0\0MM\0\x2a\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0" FRAME),
	    PICTURE_JPEG, 300, 600 },
	{ BYTES("\xff\xd8\xff\xe1\0\x22"
		"Exif\0\0II\x2a\0\x08\0\0\0\1\0\x12\x01\3\0\1\0\0\0\x08\0\0\0\0\0\0\0" FRAME),
	    PICTURE_JPEG, 300, 600 },
	{ BYTES("\xff\xd8\xff\xe1\0\x22"
		"Exif\0\0MM\0\x2a\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\3\0\0\0\0\0\0" FRAME),
	    PICTURE_JPEG, 600, 300 },
	/* a directory that points past its segment */
	{ BYTES("\xff\xd8\xff\xe1\0\x22"
		"Exif\0\0MM\0\x2a\xff\xff\xff\xff\0\1\x01\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0" FRAME),
	    PICTURE_JPEG, 600, 300 },
	{ BYTES("RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x58\x42\x2c\x41"), PICTURE_WEBP,
	    600, 300 },
	{ BYTES("RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x57\xc2\x4a\0"), PICTURE_WEBP, 600, 300 },
	{ BYTES("RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x57\x02\0\x2b\x01\0"), PICTURE_WEBP, 600,
	    300 },
	{ BYTES("<svg width='600' height=\"300px\" viewBox='0 0 1 1'/>"), PICTURE_SVG, 600, 300 },
	{ BYTES("\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <svg width='1'> -->\n"
		"<!DOCTYPE svg [<!ENTITY a '>'>]>\n"
		"<svg:svg a='>' xmlns:svg='x'\n viewBox = '-1 -2, 600.4 300' >"),
	    PICTURE_SVG, 600, 300 },
	{ BYTES("<svg width='100%' height='1em' viewBox='0 0 60 30'/>"), PICTURE_SVG, 60, 30 },
	{ BYTES("<svg width='2in' viewBox='0 0 2 1'/>"), PICTURE_SVG, 192, 96 },
	{ BYTES("<svg height='25.4mm' viewBox='0 0 2 1'/>"), PICTURE_SVG, 192, 96 },
	{ BYTES("<svg width='.4' height='0.2'/>"), PICTURE_SVG, 1, 1 },
	{ BYTES("<svg width='-6' height='3'/>"), PICTURE_SVG, 0, 0 },
	{ BYTES("<svg width='1e9' height='99999999999999999999999'/>"), PICTURE_SVG, 0, 0 },
	{ BYTES("<svg/>"), PICTURE_SVG, 0, 0 },
	{ BYTES("<html><svg width='1' height='1'/></html>"), PICTURE_UNKNOWN, 0, 0 },
	{ BYTES("<!-- never closed"), PICTURE_UNKNOWN, 0, 0 },
	{ BYTES("RIFF\0\0\0\0WAVEfmt "), PICTURE_UNKNOWN, 0, 0 },
	{ BYTES("%PDF-1.7"), PICTURE_UNKNOWN, 0, 0 },
	{ BYTES(""), PICTURE_UNKNOWN, 0, 0 },
};

enum { EXAMPLES = sizeof(examples) / sizeof(examples[0]) };

static void
headers_tell_type_and_size(void **state)
{
	(void)state;
	for (size_t i = 0; i < EXAMPLES; i++) {
		struct picture p = picture_look(examples[i].bytes);

		if (p.type != examples[i].type || p.width != examples[i].width ||
		    p.height != examples[i].height)
			fail_msg(
			    "example %zu: type %d, %d x %d", i, (int)p.type, p.width, p.height);
	}
}

/* Each beginning of each example in memory of just its size: the sanitizer sees a byte too far. */
static void
nothing_is_read_past_the_end(void **state)
{
	(void)state;
	for (size_t i = 0; i < EXAMPLES; i++)
		for (size_t n = 0; n <= examples[i].bytes.n; n++) {
			char *copy = malloc(n > 0 ? n : 1);

			assert_non_null(copy);
			memcpy(copy, examples[i].bytes.p, n);
			picture_look((struct str){ copy, n });
			free(copy);
		}
}

static void
media_types_are_named(void **state)
{
	(void)state;
	assert_string_equal(picture_media_type(PICTURE_JPEG), "image/jpeg");
	assert_string_equal(picture_media_type(PICTURE_SVG), "image/svg+xml");
	assert_string_equal(picture_media_type(PICTURE_UNKNOWN), "");
}

static cairo_status_t
read_png(void *ctx, unsigned char *p, unsigned n)
{
	struct str *rest = ctx;

	if (n > rest->n)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(p, rest->p, n);
	*rest = str_from(*rest, n);
	return CAIRO_STATUS_SUCCESS;
}

/* The colour 0xRRGGBB at x, y. */
static uint32_t
pixel(struct str png, int x, int y)
{
	cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_png, &png);
	uint32_t colour;

	assert_int_equal(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
	memcpy(&colour,
	    cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface) +
		4 * x,
	    4);
	cairo_surface_destroy(surface);
	return colour & 0xffffff;
}

static void
raster(struct str svg, struct buf *png)
{
	struct diag diag = { 0 };

	buf_reset(png);
	assert_true(picture_raster(svg, SIDE, SIDE, png, (struct pos){ 0 }, &diag));
	assert_int_equal(diag.errors, 0);
}

static const char half_red[] = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 2'>"
			       "<rect width='1' height='2' fill='#f00'/></svg>";

static void
svg_is_drawn_on_white(void **state)
{
	struct buf png = { 0 }, again = { 0 };
	struct picture p;

	(void)state;
	raster(str_of(half_red), &png);
	raster(str_of(half_red), &again);
	assert_true(str_eq(buf_view(&png), buf_view(&again)));
	p = picture_look(buf_view(&png));
	assert_int_equal(p.type, PICTURE_PNG);
	assert_int_equal(p.width, SIDE);
	assert_int_equal(p.height, SIDE);
	assert_int_equal(pixel(buf_view(&png), 5, 20), 0xff0000);
	assert_int_equal(pixel(buf_view(&png), 35, 20), 0xffffff);
	buf_release(&png);
	buf_release(&again);
}

/* A picture inside of an SVG: what stands in its address is drawn, what lies elsewhere is not. */
static uint32_t
colour_of_image(const char *before, const char *folder, const char *after)
{
	struct buf png = { 0 }, svg = { 0 };
	uint32_t colour;

	buf_printf(&svg,
	    "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "
	    "viewBox='0 0 2 2'><image width='2' height='2' preserveAspectRatio='none' "
	    "xlink:href='%s%s%s'/></svg>",
	    before, folder, after);
	raster(buf_view(&svg), &png);
	colour = pixel(buf_view(&png), 5, 20);
	buf_release(&png);
	buf_release(&svg);
	return colour;
}

static const char red_dot[] = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4"
			      "z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";

static void
no_other_file_is_drawn(void **state)
{
	static char folder[] = "/tmp/soleus-picture-XXXXXX";
	struct diag diag = { 0 };
	struct buf png = { 0 };

	(void)state;
	assert_int_equal(colour_of_image("data:image/png;base64,", red_dot, ""), 0xff0000);
	assert_non_null(mkdtemp(folder));
	raster(str_of(half_red), &png);
	assert_true(fs_write(str_of(folder), STR("red.png"), buf_view(&png), &diag));
	assert_int_equal(colour_of_image("file://", folder, "/red.png"), 0xffffff);
	assert_int_equal(colour_of_image("", folder, "/red.png"), 0xffffff);
	assert_int_equal(colour_of_image("../../../../../../..", folder, "/red.png"), 0xffffff);
	assert_true(fs_remove_tree(str_of(folder), STR(""), &diag));
	buf_release(&png);
}

static void
what_cannot_be_drawn_is_told(void **state)
{
	static const struct {
		const char *svg;
		int side;
	} cases[] = {
		{ "", SIDE },
		{ "no svg", SIDE },
		{ "<svg xmlns='http://www.w3.org/2000/svg'><g>", SIDE },
		{ half_red, 0 },
		{ half_red, 1 << 20 },
	};
	const struct source source = { .path = STR("a.svg") };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct diag diag = { 0 };
		struct buf png = { 0 }, out = { 0 };

		assert_false(picture_raster(str_of(cases[i].svg), cases[i].side, SIDE, &png,
		    (struct pos){ .source = &source }, &diag));
		assert_int_equal(diag.errors, 1);
		assert_int_equal(png.n, 0);
		diag_print(&diag, DIAG_PLAIN, &out);
		assert_true(str_starts(buf_view(&out), STR("a.svg:")));
		assert_non_null(strstr(
		    buf_cstr(&out), " error[picture-svg]: this SVG picture cannot be drawn: "));
		buf_release(&out);
		diag_release(&diag);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headers_tell_type_and_size),
		cmocka_unit_test(nothing_is_read_past_the_end),
		cmocka_unit_test(media_types_are_named),
		cmocka_unit_test(svg_is_drawn_on_white),
		cmocka_unit_test(no_other_file_is_drawn),
		cmocka_unit_test(what_cannot_be_drawn_is_told),
	};

	return cmocka_run_group_tests_name("picture", tests, NULL, NULL);
}
