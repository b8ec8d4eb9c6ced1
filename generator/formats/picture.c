/* picture.c - sizes from the headers of pictures, SVG drawn into PNG; see picture.h.
 *
 * In: whole files, which may be cut off or lie.  Out: what their headers say; every byte is asked
 * for through get(), which knows where the file ends.  Formats: PNG (ISO 15948), JPEG (T.81 with
 * Exif 2.3), GIF89a, WebP (RFC 9649), SVG 2 sections 7 and 8.  The one owner of librsvg and cairo.
 */
#include "formats/picture.h"

#include <string.h>

#include <cairo.h>
#include <librsvg/rsvg.h>

#include "base/memory.h"
#include "formats/png.h"

enum { SIDE_LIMIT = 20000 }; /* pixels of a raster; cairo itself ends at 32767 */

/* A literal where STR() may not stand: in static tables. */
#define LITERAL(s) { s, sizeof(s) - 1 }

/* ---- bytes -------------------------------------------------------------------------------------
 */

/* n bytes (1 to 4) at offset at as a number; 0 past the end. */
static uint32_t
get(struct str s, size_t at, size_t n, bool big_endian)
{
	uint32_t value = 0;

	if (at > s.n || n > s.n - at)
		return 0;
	for (size_t i = 0; i < n; i++)
		value |= (uint32_t)(unsigned char)s.p[at + i] << 8 * (big_endian ? n - 1 - i : i);
	return value;
}

static uint32_t
big(struct str s, size_t at, size_t n)
{
	return get(s, at, n, true);
}

static uint32_t
little(struct str s, size_t at, size_t n)
{
	return get(s, at, n, false);
}

static bool
holds(struct str s, size_t at, struct str what)
{
	return str_eq(str_sub(s, at, what.n), what);
}

static void
set_size(struct picture *p, uint32_t width, uint32_t height)
{
	if (width == 0 || height == 0 || width > INT32_MAX || height > INT32_MAX)
		return;
	p->width = (int)width;
	p->height = (int)height;
}

/* ---- PNG, GIF, WebP ----------------------------------------------------------------------------
 */

static void
look_png(struct str s, struct picture *p)
{
	if (holds(s, 12, STR("IHDR")))
		set_size(p, big(s, 16, 4), big(s, 20, 4));
}

static void
look_gif(struct str s, struct picture *p)
{
	set_size(p, little(s, 6, 2), little(s, 8, 2));
}

static void
look_webp(struct str s, struct picture *p)
{
	uint32_t bits = little(s, 21, 4);

	if (holds(s, 12, STR("VP8X")) && s.n >= 30)
		set_size(p, little(s, 24, 3) + 1, little(s, 27, 3) + 1);
	else if (holds(s, 12, STR("VP8L")) && s.n >= 25 && s.p[20] == 0x2f)
		set_size(p, (bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
	else if (holds(s, 12, STR("VP8 ")) && holds(s, 23, STR("\x9d\x01\x2a")))
		set_size(p, little(s, 26, 2) & 0x3fff, little(s, 28, 2) & 0x3fff);
}

/* ---- JPEG --------------------------------------------------------------------------------------
 */

enum { EXIF_ORIENTATION = 0x0112, EXIF_ON_ITS_SIDE = 5 };

/* Whether an Exif segment says that the picture lies on its side; s begins after "Exif\0\0". */
static bool
on_its_side(struct str s)
{
	bool big_endian = holds(s, 0, STR("MM"));
	uint32_t directory = get(s, 4, 4, big_endian), entries;

	if (directory > s.n)
		return false;
	entries = get(s, directory, 2, big_endian);
	for (uint32_t i = 0; i < entries; i++) {
		size_t at = (size_t)directory + 2 + (size_t)i * 12;

		if (at + 12 > s.n)
			return false;
		if (get(s, at, 2, big_endian) == EXIF_ORIENTATION) {
			uint32_t orientation = get(s, at + 8, 2, big_endian);

			return orientation >= EXIF_ON_ITS_SIDE && orientation <= 8;
		}
	}
	return false;
}

static bool
is_frame_header(unsigned marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
	       marker != 0xcc;
}

/* Markers that stand alone: TEM, RST0 to RST7, SOI. */
static bool
is_bare(unsigned marker)
{
	return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

static void
look_jpeg(struct str s, struct picture *p)
{
	bool turned = false;
	size_t at = 2;

	while (at + 4 <= s.n) {
		unsigned marker = big(s, at + 1, 1);
		size_t length = big(s, at + 2, 2);

		if (big(s, at, 1) != 0xff || marker == 0xd9 || marker == 0xda)
			return;
		if (marker == 0xff) { /* fill */
			at++;
			continue;
		}
		if (is_bare(marker)) {
			at += 2;
			continue;
		}
		if (is_frame_header(marker)) {
			uint32_t height = big(s, at + 5, 2), width = big(s, at + 7, 2);

			set_size(p, turned ? height : width, turned ? width : height);
			return;
		}
		if (marker == 0xe1 && holds(s, at + 4, STR("Exif\0\0")) && length >= 8)
			turned = on_its_side(str_sub(s, at + 10, length - 8));
		at += 2 + length;
	}
}

/* ---- SVG ---------------------------------------------------------------------------------------
 */

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t
skip_blanks(struct str s, size_t at)
{
	while (at < s.n && is_blank(s.p[at]))
		at++;
	return at;
}

/* After the document type that begins at at, its internal subset included. */
static size_t
skip_doctype(struct str s, size_t at)
{
	size_t open = str_find_char(s, at, '['), end = str_find_char(s, at, '>');

	if (open < end)
		end = str_find_char(s, str_find_char(s, open, ']'), '>');
	return end < s.n ? end + 1 : s.n;
}

/* The offset of the root's '<', or s.n. */
static size_t
root_of(struct str s)
{
	size_t at = holds(s, 0, STR("\xef\xbb\xbf")) ? 3 : 0, end;

	for (;;) {
		at = skip_blanks(s, at);
		if (at + 1 >= s.n || s.p[at] != '<')
			return s.n;
		if (holds(s, at, STR("<!--")))
			end = str_find(s, at + 4, STR("-->")) + 3;
		else if (s.p[at + 1] == '?')
			end = str_find(s, at, STR("?>")) + 2;
		else if (s.p[at + 1] == '!')
			end = skip_doctype(s, at);
		else
			return at;
		at = end < s.n ? end : s.n;
	}
}

struct svg_attribute {
	struct str name, value;
};

/* The next name="value" of a tag; false at its end. */
static bool
next_attribute(struct str s, size_t *at, struct svg_attribute *out)
{
	size_t from = skip_blanks(s, *at), end = from;

	while (end < s.n && !is_blank(s.p[end]) && strchr("=/>", s.p[end]) == NULL)
		end++;
	out->name = str_sub(s, from, end - from);
	from = skip_blanks(s, end);
	if (out->name.n == 0 || from >= s.n || s.p[from] != '=')
		return false;
	from = skip_blanks(s, from + 1);
	if (from >= s.n || (s.p[from] != '"' && s.p[from] != '\''))
		return false;
	end = str_find_char(s, from + 1, s.p[from]);
	out->value = str_sub(s, from + 1, end - from - 1);
	*at = end < s.n ? end + 1 : s.n;
	return true;
}

/* A decimal number at the front of *s, which moves past it; not by strtod, which asks the locale.
 */
static bool
take_number(struct str *s, double *out)
{
	double value = 0, place = 1;
	size_t i = 0, digits = 0;

	while (i < s->n && (is_blank(s->p[i]) || s->p[i] == ','))
		i++;
	if (i < s->n && s->p[i] == '+')
		i++;
	for (; i < s->n && s->p[i] >= '0' && s->p[i] <= '9'; i++, digits++)
		value = value * 10 + (s->p[i] - '0');
	if (i < s->n && s->p[i] == '.')
		for (i++; i < s->n && s->p[i] >= '0' && s->p[i] <= '9'; i++, digits++)
			value += (s->p[i] - '0') * (place /= 10);
	*s = str_from(*s, i);
	*out = value;
	return digits > 0;
}

/* CSS pixels of an absolute length; 0 for anything else (percentages, em, negative, nothing). */
static double
svg_length(struct str s)
{
	static const struct {
		struct str unit;
		double pixels;
	} units[] = {
		{ LITERAL(""), 1 },
		{ LITERAL("px"), 1 },
		{ LITERAL("pt"), 96.0 / 72 },
		{ LITERAL("pc"), 16 },
		{ LITERAL("in"), 96 },
		{ LITERAL("cm"), 96 / 2.54 },
		{ LITERAL("mm"), 96 / 25.4 },
		{ LITERAL("Q"), 96 / 101.6 },
	};
	double value;

	s = str_trim(s);
	if (!take_number(&s, &value))
		return 0;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (str_eq(s, units[i].unit))
			return value * units[i].pixels;
	return 0;
}

static uint32_t
rounded(double pixels)
{
	if (!(pixels > 0) || pixels > 1e6)
		return 0;
	return pixels < 1 ? 1 : (uint32_t)(pixels + 0.5);
}

/* What is missing of width and height comes from the view box and its proportions. */
static void
set_svg_size(struct picture *p, struct str width, struct str height, struct str box)
{
	double w = svg_length(width), h = svg_length(height), v[4] = { 0 };
	bool boxed = true;

	for (int i = 0; i < 4; i++) {
		box = str_trim(box);
		if (i < 2 && box.n > 0 && box.p[0] == '-') /* the origin may be negative */
			box = str_from(box, 1);
		boxed = boxed && take_number(&box, &v[i]);
	}
	if (boxed && v[2] > 0 && v[3] > 0) {
		if (w == 0)
			w = h > 0 ? h * v[2] / v[3] : v[2];
		if (h == 0)
			h = w * v[3] / v[2];
	}
	set_size(p, rounded(w), rounded(h));
}

static void
look_svg(struct str s, struct picture *p)
{
	struct str width = STR(""), height = STR(""), box = STR(""), name;
	size_t at = root_of(s), end;
	struct svg_attribute a;

	for (end = at + 1; end < s.n && !is_blank(s.p[end]) && strchr("/>", s.p[end]) == NULL;)
		end++;
	name = str_sub(s, at + 1, end - at - 1);
	if (at >= s.n || (!str_eq(name, STR("svg")) && !str_ends(name, STR(":svg"))))
		return;
	p->type = PICTURE_SVG;
	while (next_attribute(s, &end, &a)) {
		if (str_eq(a.name, STR("width")))
			width = a.value;
		else if (str_eq(a.name, STR("height")))
			height = a.value;
		else if (str_eq(a.name, STR("viewBox")))
			box = a.value;
	}
	set_svg_size(p, width, height, box);
}

/* ---- all ---------------------------------------------------------------------------------------
 */

static const struct format {
	struct str magic;
	enum picture_type type;
	void (*look)(struct str, struct picture *);
} formats[] = {
	{ LITERAL("\x89PNG\r\n\x1a\n"), PICTURE_PNG, look_png },
	{ LITERAL("\xff\xd8\xff"), PICTURE_JPEG, look_jpeg },
	{ LITERAL("GIF87a"), PICTURE_GIF, look_gif },
	{ LITERAL("GIF89a"), PICTURE_GIF, look_gif },
};

struct picture
picture_look(struct str bytes)
{
	struct picture p = { .type = PICTURE_UNKNOWN };

	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (str_starts(bytes, formats[i].magic)) {
			p.type = formats[i].type;
			formats[i].look(bytes, &p);
			return p;
		}
	if (str_starts(bytes, STR("RIFF")) && holds(bytes, 8, STR("WEBP"))) {
		p.type = PICTURE_WEBP;
		look_webp(bytes, &p);
	} else {
		look_svg(bytes, &p);
	}
	return p;
}

const char *
picture_media_type(enum picture_type type)
{
	static const char *const names[] = {
		[PICTURE_UNKNOWN] = "",
		[PICTURE_PNG] = "image/png",
		[PICTURE_JPEG] = "image/jpeg",
		[PICTURE_GIF] = "image/gif",
		[PICTURE_WEBP] = "image/webp",
		[PICTURE_SVG] = "image/svg+xml",
	};

	return names[type];
}

/* ---- raster ------------------------------------------------------------------------------------
 */

/* "XML parse error: Error domain 1 code 77 on line 2 column 1 of data: Premature end\n" is for
 * programmers: the place and the last words are for people. */
static bool
refuse(struct diag *diag, struct pos pos, const char *why)
{
	const char *line = strstr(why, " on line "), *words = strstr(why, " of data: ");
	struct str text = str_trim(str_of(words != NULL ? words + 10 : why));

	if (line != NULL && words != NULL && pos.line == 0)
		pos.line = (uint32_t)strtoul(line + 9, NULL, 10);
	diag_add(
	    diag, MSG_PICTURE_SVG, pos, "this SVG picture cannot be drawn: %.*s", STR_ARG(text));
	diag_help(
	    diag, "open it in a browser, which shows the fault, or save it anew as plain SVG");
	return false;
}

static bool
draw(RsvgHandle *svg, cairo_surface_t *surface, int width, int height, struct pos pos,
    struct diag *diag)
{
	const RsvgRectangle whole = { 0, 0, width, height };
	cairo_t *cairo = cairo_create(surface);
	GError *error = NULL;
	bool ok;

	cairo_set_source_rgb(cairo, 1, 1, 1);
	cairo_paint(cairo);
	ok = rsvg_handle_render_document(svg, cairo, &whole, &error);
	if (!ok)
		refuse(diag, pos, error != NULL ? error->message : "it is damaged");
	g_clear_error(&error);
	if (ok && cairo_status(cairo) != CAIRO_STATUS_SUCCESS)
		ok = refuse(diag, pos, cairo_status_to_string(cairo_status(cairo)));
	cairo_destroy(cairo);
	return ok;
}

bool
picture_raster(
    struct str svg, int width, int height, struct buf *png, struct pos pos, struct diag *diag)
{
	cairo_surface_t *surface;
	GError *error = NULL;
	RsvgHandle *handle;
	bool ok;

	if (width < 1 || height < 1 || width > SIDE_LIMIT || height > SIDE_LIMIT)
		return refuse(diag, pos, "its size must be 1 to 20000 pixels a side");
	/* without a base address librsvg reads no other file */
	handle = rsvg_handle_new_from_data((const guint8 *)svg.p, svg.n, &error);
	if (handle == NULL) {
		refuse(diag, pos, error != NULL ? error->message : "it is damaged");
		g_clear_error(&error);
		return false;
	}
	surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
	if (cairo_surface_status(surface) == CAIRO_STATUS_NO_MEMORY)
		memory_exhausted();
	ok = draw(handle, surface, width, height, pos, diag);
	cairo_surface_flush(surface);
	if (ok)
		png_write((const uint32_t *)(const void *)cairo_image_surface_get_data(surface),
		    width, height,
		    (size_t)cairo_image_surface_get_stride(surface) / sizeof(uint32_t), png);
	cairo_surface_destroy(surface);
	g_object_unref(handle);
	return ok;
}
