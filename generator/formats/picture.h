/* picture.h - what a picture file says of itself, and SVG made into pixels.
 *
 * In: whole files.  Out: type and size from the headers of PNG, JPEG, GIF, WebP and SVG, without
 * any decoder; PNG bytes of an SVG (librsvg and cairo, owned by picture.c; no files or network are
 * read). */
#ifndef SOLEUS_PICTURE_H
#define SOLEUS_PICTURE_H

#include "base/diag.h"

enum picture_type {
	PICTURE_UNKNOWN,
	PICTURE_PNG,
	PICTURE_JPEG,
	PICTURE_GIF,
	PICTURE_WEBP,
	PICTURE_SVG
};

struct picture {
	enum picture_type type;
	int width, height; /* CSS pixels; 0 when the file does not say */
};

/* Reads headers only, never past the end; PICTURE_UNKNOWN for anything else. */
struct picture picture_look(struct str bytes);
/* "image/png" and so on; "" for PICTURE_UNKNOWN. */
const char *picture_media_type(enum picture_type type);
/* Draws the SVG at width x height pixels on an opaque white ground and appends a PNG; the same
 * bytes for the same input on one machine.  False after a message at pos. */
bool picture_raster(
    struct str svg, int width, int height, struct buf *png, struct pos pos, struct diag *diag);

#endif
