/* tree.c - where the pieces of a template stand; see tree.h. */
#include "tree.h"

struct pos
place_pos(struct place place)
{
	struct pos pos = pos_at(place.source, place.offset);
	struct str rest = str_from(place.source->text, place.offset);
	size_t line = str_find_char(rest, 0, '\n'); /* a caret underlines one line only */

	pos.length = (uint32_t)(place.length < line ? place.length : line);
	return pos;
}

struct place
place_of(const struct source *source, struct str text)
{
	return (struct place){ source, (uint32_t)(text.p - source->text.p), (uint32_t)text.n };
}

struct place
place_span(struct place a, struct place b)
{
	a.length = b.offset + b.length - a.offset;
	return a;
}
