/* fields.c - see fields.h. */
#include "fields.h"

#include "base/text.h"

const struct view *
view_of(const struct render_context *context)
{
	return context->page;
}

const struct course *
course_of(const struct render_context *context)
{
	return view_of(context)->publisher->course;
}

const struct config *
config_of(const struct render_context *context)
{
	return course_of(context)->config;
}

/* An array of n values in the page's arena. */
struct value *
values(const struct render_context *context, size_t n)
{
	return ARENA_ARRAY(context->arena, struct value, n + 1);
}

struct value
text_or_nothing(struct str s)
{
	return s.n > 0 ? value_string(s) : value_nothing();
}

struct str
or_empty(struct str s)
{
	return s.p != NULL ? s : STR("");
}

struct value
lines_of(const struct render_context *context, struct str text, size_t width)
{
	struct value *v = values(context, text.n / 2 + 1);
	size_t n = 0;

	while (text.n > 0) {
		size_t end = str_find_char(text, 0, ' '), next;

		while (end < text.n) {
			next = str_find_char(text, end + 1, ' ');
			if (text_length(str_sub(text, 0, next)) > width)
				break;
			end = next;
		}
		v[n++] = value_string(str_sub(text, 0, end));
		text = str_from(text, end < text.n ? end + 1 : end);
	}
	return value_list(v, n);
}
