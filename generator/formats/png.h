/* png.h - pixels written as a PNG (W3C Portable Network Graphics, third edition): 8 bits a colour,
 * no transparency, no metadata.  cairo can do it too, but tries every filter on every row, which
 * costs ten times as much and gains nothing on drawings. */
#ifndef SOLEUS_PNG_H
#define SOLEUS_PNG_H

#include <stdint.h>

#include "base/str.h"

/* pixels: height rows of width words 0x00RRGGBB, stride words apart. */
void png_write(const uint32_t *pixels, int width, int height, size_t stride, struct buf *out);

#endif
