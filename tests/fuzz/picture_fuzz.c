/* picture_fuzz.c - any bytes: the header readers stay inside, and never tell a negative size. */
#include <stdint.h>
#include <stdlib.h>

#include "formats/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct picture p = picture_look((struct str){ (const char *)data, size });

	if (p.width < 0 || p.height < 0 || (p.width == 0) != (p.height == 0))
		abort();
	if (p.type == PICTURE_UNKNOWN && p.width != 0)
		abort();
	return picture_media_type(p.type) == NULL;
}
