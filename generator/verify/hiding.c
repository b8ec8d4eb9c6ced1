/* hiding.c - declarations that hide; see hiding.h.
 *
 * One table from properties to the judge of their values.  Judges name what is harmless where the
 * harmless values are few, and what hides where those are few. */
#include "hiding.h"

#include <string.h>

#include "measure.h"

/* Pixels. */
enum { FONT_LEAST = 8, LINE_LEAST = 8, BOX_LEAST = 32, INDENT_MOST = 320, CLIP_MOST = 600 };
static const double off_left = -500, off_right = 2500;

struct value {
	const struct css_token *all;
	size_t from, end;
};

typedef const char *judge(struct value v);

static const char cannot_tell[] = "its value cannot be computed";

/* ---- words -------------------------------------------------------------------------------------
 */

static bool
is_word_of(const struct css_token *t, const char *const *words)
{
	for (; *words != NULL; words++)
		if (css_is(t, CSS_IDENT, *words))
			return true;
	return false;
}

static bool
is_wide(struct value v)
{
	static const char *const words[] = { "inherit", "initial", "unset", "revert",
		"revert-layer", NULL };

	return v.end == v.from + 1 && is_word_of(&v.all[v.from], words);
}

/* Every token must be one of these words. */
static bool
only_words(struct value v, const char *const *words)
{
	for (size_t i = v.from; i < v.end; i++)
		if (v.all[i].type != CSS_SPACE && !is_word_of(&v.all[i], words))
			return false;
	return true;
}

static bool
has_word(struct value v, const char *word)
{
	for (size_t i = v.from; i < v.end; i++)
		if (css_is(&v.all[i], CSS_IDENT, word))
			return true;
	return false;
}

static bool
is_only(struct value v, const char *word)
{
	return v.end == v.from + 1 && css_is(&v.all[v.from], CSS_IDENT, word);
}

static const char *
judge_display(struct value v)
{
	static const char *const shown[] = { "block", "inline", "inline-block", "flex",
		"inline-flex", "grid", "inline-grid", "flow-root", "flow", "contents", "list-item",
		"table", "inline-table", "table-row-group", "table-header-group",
		"table-footer-group", "table-row", "table-cell", "table-caption", "ruby", "subgrid",
		"-webkit-box", NULL };

	return only_words(v, shown) ? NULL : "it is not shown";
}

static const char *
judge_visibility(struct value v)
{
	return is_only(v, "visible") ? NULL : "it is not shown";
}

static const char *
judge_content_visibility(struct value v)
{
	return is_only(v, "visible") || is_only(v, "auto") ? NULL : "it is not shown";
}

static const char *
judge_none(struct value v)
{
	return is_only(v, "none") || is_only(v, "normal") || is_only(v, "auto")
		   ? NULL
		   : "it may cut, cover or move what it applies to";
}

static const char *
judge_position(struct value v)
{
	static const char *const known[] = { "static", "relative", "absolute", "fixed", "sticky",
		"-webkit-sticky", NULL };

	return only_words(v, known) ? NULL : "it takes its element out of the page";
}

static const char *
judge_bidi(struct value v)
{
	return has_word(v, "bidi-override") || has_word(v, "isolate-override")
		   ? "it turns the letters round"
		   : NULL;
}

static const char *
judge_contain(struct value v)
{
	return has_word(v, "strict") || has_word(v, "size") ? "it gives its element no size" : NULL;
}

/* Rows and columns of nothing; minmax(0, 1fr) is none. */
static const char *
judge_tracks(struct value v)
{
	for (size_t i = v.from; i < v.end; i++) {
		const struct css_token *t = &v.all[i];

		if (t->type == CSS_FUNCTION)
			i = t->mate;
		else if ((t->type == CSS_NUMBER || t->type == CSS_DIMENSION ||
			     t->type == CSS_PERCENT) &&
			 t->number == 0)
			return "it gives what stands in it no size";
	}
	return NULL;
}

static const char *
judge_speak(struct value v)
{
	return is_only(v, "none") || is_only(v, "never") ? "it is not read aloud" : NULL;
}

/* ---- numbers -----------------------------------------------------------------------------------
 */

static const struct percent of_screen = { 3.2, 38.4 }, of_font = { 0.16, 0.16 },
			    of_one = { 0.01, 0.01 };

/* Whether a term that begins with this token is a number of some kind. */
static bool
is_numeric(const struct css_token *t)
{
	return t->type == CSS_NUMBER || t->type == CSS_PERCENT || t->type == CSS_DIMENSION ||
	       t->type == CSS_FUNCTION || css_is_delim(t, '(');
}

/* Judges each number of a value by its bounds. */
static const char *
judge_numbers(struct value v, struct percent percent, double least, double most, const char *why)
{
	for (size_t i = v.from; i < v.end;) {
		struct measure m;

		if (!is_numeric(&v.all[i])) {
			i++;
			continue;
		}
		m = measure_read(v.all, &i, v.end, percent);
		if (!m.known)
			return cannot_tell;
		if (m.low < least || m.high > most)
			return why;
	}
	return NULL;
}

static const char *
judge_opacity(struct value v)
{
	return judge_numbers(v, of_one, 0.5, 1e9, "it can hardly be seen");
}

static const char *
judge_font_size(struct value v)
{
	return judge_numbers(v, of_font, FONT_LEAST, 1e9, "the letters are too small to be read");
}

/* A number without unit counts font heights. */
static const char *
judge_line_height(struct value v)
{
	size_t i = v.from;
	struct measure m;

	if (!is_numeric(&v.all[i]))
		return NULL;
	m = measure_read(v.all, &i, v.end, of_font);
	if (!m.known)
		return cannot_tell;
	return m.low < (m.plain ? (double)LINE_LEAST / 16.0 : (double)LINE_LEAST)
		   ? "the lines lie on each other"
		   : NULL;
}

/* The shorthand: a zero anywhere, or a size that is too small. */
static const char *
judge_font(struct value v)
{
	for (size_t i = v.from; i < v.end;) {
		const struct css_token *t = &v.all[i];
		struct measure m;

		if (!is_numeric(t)) {
			i++;
			continue;
		}
		m = measure_read(v.all, &i, v.end, of_font);
		if (!m.known)
			return cannot_tell;
		if (m.low < (m.plain ? (double)LINE_LEAST / 16.0 : (double)FONT_LEAST))
			return "the letters are too small to be read";
	}
	return NULL;
}

static const char *
judge_indent(struct value v)
{
	return judge_numbers(
	    v, of_screen, -INDENT_MOST, INDENT_MOST, "the text may leave the page");
}

static const char *
judge_spacing(struct value v)
{
	return judge_numbers(v, of_font, -2, 160, "the letters lie on each other, or far apart");
}

static const char *
judge_offset(struct value v)
{
	return judge_numbers(v, of_screen, off_left, off_right, "it may lie off the page");
}

static const char *
judge_box(struct value v)
{
	return judge_numbers(v, of_screen, BOX_LEAST, 1e9, "it has no size worth the name");
}

static const char *
judge_scale(struct value v)
{
	return judge_numbers(v, of_one, 0.5, 4, "it may be too small to be seen");
}

static const char *
judge_rotate(struct value v)
{
	for (size_t i = v.from; i < v.end; i++)
		if (css_is(&v.all[i], CSS_IDENT, "x") || css_is(&v.all[i], CSS_IDENT, "y") ||
		    v.all[i].type == CSS_NUMBER)
			return "it may be turned out of sight";
	return NULL;
}

static const char *
judge_layer(struct value v)
{
	return judge_numbers(v, of_one, 0, 1e9, "it may lie behind what it stands on");
}

static const char *
judge_clamp(struct value v)
{
	return is_only(v, "none") || is_only(v, "auto") ? NULL : "lines are left out";
}

static const char *
judge_size_adjust(struct value v)
{
	return judge_numbers(v, of_one, 0.2, 10, "the letters are too small to be read");
}

/* ---- functions ---------------------------------------------------------------------------------
 */

static struct value
arguments(const struct css_token *all, size_t function)
{
	return (struct value){ all, function + 1, all[function].mate };
}

static const char *
judge_transform(struct value v)
{
	static const char *const moves[] = { "translate", "translatex", "translatey", NULL };
	static const char *const scales[] = { "scale", "scalex", "scaley", NULL };

	if (is_only(v, "none"))
		return NULL;
	for (size_t i = v.from; i < v.end; i++) {
		struct css_token name = v.all[i];
		const char *why = cannot_tell;

		if (name.type == CSS_SPACE)
			continue;
		if (name.type != CSS_FUNCTION)
			return cannot_tell;
		name.type = CSS_IDENT;
		if (is_word_of(&name, moves))
			why = judge_offset(arguments(v.all, i));
		else if (is_word_of(&name, scales))
			why = judge_scale(arguments(v.all, i));
		else if (css_is(&name, CSS_IDENT, "rotate"))
			why = NULL;
		if (why != NULL)
			return why;
		i = v.all[i].mate;
	}
	return NULL;
}

static const char *
judge_filter(struct value v)
{
	static const char *const kept[] = { "grayscale", "sepia", "saturate", "hue-rotate",
		"drop-shadow", NULL };
	static const char *const bounded[] = { "opacity", "brightness", "contrast", NULL };

	if (is_only(v, "none"))
		return NULL;
	for (size_t i = v.from; i < v.end; i++) {
		struct css_token name = v.all[i];

		if (name.type == CSS_SPACE)
			continue;
		if (name.type != CSS_FUNCTION)
			return cannot_tell;
		name.type = CSS_IDENT;
		if (is_word_of(&name, bounded) &&
		    judge_numbers(arguments(v.all, i), of_one, 0.5, 1.5, "x") != NULL)
			return "it can hardly be seen";
		if (!is_word_of(&name, bounded) && !is_word_of(&name, kept))
			return "it may not be readable";
		i = v.all[i].mate;
	}
	return NULL;
}

/* ---- colours -----------------------------------------------------------------------------------
 */

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static struct colour
hex_colour(struct str s)
{
	double v[4] = { 0, 0, 0, 1 };
	bool shorter = s.n == 3 || s.n == 4;
	size_t n = shorter ? s.n : s.n / 2;

	if (!shorter && s.n != 6 && s.n != 8)
		return (struct colour){ 0 };
	for (size_t i = 0; i < n; i++) {
		int high = hex(s.p[shorter ? i : 2 * i]), low = hex(s.p[shorter ? i : 2 * i + 1]);

		if (high < 0 || low < 0)
			return (struct colour){ 0 };
		v[i] = (high * 16 + low) / 255.0;
	}
	return (struct colour){ true, v[0], v[1], v[2], v[3] };
}

/* The arguments of rgb(), and the transparency of the other kinds. */
static struct colour
function_colour(const struct css_token *all, size_t function)
{
	static const char *const kinds[] = { "rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch",
		"oklab", "oklch", "color", NULL };
	struct value v = arguments(all, function);
	struct css_token name = all[function];
	double n[4] = { 0, 0, 0, 1 };
	bool rgb = css_is(&all[function], CSS_FUNCTION, "rgb") ||
		   css_is(&all[function], CSS_FUNCTION, "rgba"),
	     slash = false;
	size_t count = 0;

	name.type = CSS_IDENT;
	if (!is_word_of(&name, kinds))
		return (struct colour){ .alpha = 1 };
	for (size_t i = v.from; i < v.end; i++) {
		const struct css_token *t = &v.all[i];

		slash |= css_is_delim(t, '/');
		if (t->type != CSS_NUMBER && t->type != CSS_PERCENT && t->type != CSS_DIMENSION)
			continue;
		if (slash)
			count = 3;
		if (count < 4)
			n[count] = t->type == CSS_PERCENT ? t->number / 100
				   : count < 3            ? t->number / 255
							  : t->number;
		count++;
	}
	return (struct colour){ rgb, n[0], n[1], n[2], n[3] };
}

static struct colour
read_colour(const struct css_token *all, size_t i)
{
	static const struct {
		const char *name;
		struct colour colour;
	} names[] = {
		{ "white", { true, 1, 1, 1, 1 } },
		{ "black", { true, 0, 0, 0, 1 } },
		{ "canvas", { true, 1, 1, 1, 1 } },
		{ "transparent", { true, 0, 0, 0, 0 } },
		{ "snow", { true, 1, 0.98, 0.98, 1 } },
		{ "ivory", { true, 1, 1, 0.94, 1 } },
		{ "whitesmoke", { true, 0.96, 0.96, 0.96, 1 } },
		{ "ghostwhite", { true, 0.97, 0.97, 1, 1 } },
		{ "floralwhite", { true, 1, 0.98, 0.94, 1 } },
		{ "azure", { true, 0.94, 1, 1, 1 } },
		{ "mintcream", { true, 0.96, 1, 0.98, 1 } },
	};

	if (all[i].type == CSS_HASH)
		return hex_colour(all[i].text);
	if (all[i].type == CSS_FUNCTION)
		return function_colour(all, i);
	for (size_t j = 0; j < sizeof(names) / sizeof(names[0]); j++)
		if (css_is(&all[i], CSS_IDENT, names[j].name))
			return names[j].colour;
	return (struct colour){ .alpha = 1 };
}

/* In a colour with others inside, color-mix() or light-dark(), each of them counts. */
static const char *
judge_colour(struct value v)
{
	static const char *const known[] = { "rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch",
		"oklab", "oklch", "color", "color-mix", "light-dark", "contrast-color", "calc",
		"min", "max", "clamp", NULL };

	for (size_t i = v.from; i < v.end; i++) {
		const struct css_token *t = &v.all[i];
		struct css_token name = *t;

		name.type = CSS_IDENT;
		if (t->type == CSS_FUNCTION && !is_word_of(&name, known))
			return cannot_tell;

		if (t->type != CSS_HASH && t->type != CSS_IDENT && t->type != CSS_FUNCTION)
			continue;
		if (read_colour(v.all, i).alpha < 0.5)
			return "the text is transparent";
	}
	return NULL;
}

static bool
is_light(const struct colour *c)
{
	return c->known && c->alpha > 0.5 && c->red > 0.8 && c->green > 0.8 && c->blue > 0.8;
}

static bool
is_dark(const struct colour *c)
{
	return c->known && c->alpha > 0.5 && c->red < 0.3 && c->green < 0.3 && c->blue < 0.3;
}

static bool
is_near(const struct colour *a, const struct colour *b)
{
	double red = a->red - b->red, green = a->green - b->green, blue = a->blue - b->blue;

	return a->known && b->known && b->alpha > 0.5 &&
	       red * red + green * green + blue * blue < 0.05;
}

/* ---- the table ---------------------------------------------------------------------------------
 */

static const struct {
	const char *property;
	judge *judge;
} list[] = {
	{ "-webkit-animation", judge_none },
	{ "-webkit-animation-name", judge_none },
	{ "-webkit-clip-path", judge_none },
	{ "-webkit-filter", judge_filter },
	{ "-webkit-line-clamp", judge_clamp },
	{ "-webkit-mask", judge_none },
	{ "-webkit-mask-box-image", judge_none },
	{ "-webkit-mask-image", judge_none },
	{ "-webkit-text-fill-color", judge_colour },
	{ "-webkit-text-security", judge_none },
	{ "-webkit-transform", judge_transform },
	{ "animation", judge_none },
	{ "animation-name", judge_none },
	{ "block-size", judge_box },
	{ "bottom", judge_offset },
	{ "clip", judge_none },
	{ "clip-path", judge_none },
	{ "color", judge_colour },
	{ "contain", judge_contain },
	{ "container", judge_contain },
	{ "container-type", judge_contain },
	{ "content", judge_none },
	{ "content-visibility", judge_content_visibility },
	{ "display", judge_display },
	{ "filter", judge_filter },
	{ "font", judge_font },
	{ "font-size", judge_font_size },
	{ "font-size-adjust", judge_size_adjust },
	{ "grid", judge_tracks },
	{ "grid-auto-columns", judge_tracks },
	{ "grid-auto-rows", judge_tracks },
	{ "grid-template", judge_tracks },
	{ "grid-template-columns", judge_tracks },
	{ "grid-template-rows", judge_tracks },
	{ "height", judge_box },
	{ "inline-size", judge_box },
	{ "inset", judge_offset },
	{ "inset-block", judge_offset },
	{ "inset-block-end", judge_offset },
	{ "inset-block-start", judge_offset },
	{ "inset-inline", judge_offset },
	{ "inset-inline-end", judge_offset },
	{ "inset-inline-start", judge_offset },
	{ "left", judge_offset },
	{ "letter-spacing", judge_spacing },
	{ "line-clamp", judge_clamp },
	{ "line-height", judge_line_height },
	{ "margin", judge_offset },
	{ "margin-block", judge_offset },
	{ "margin-block-end", judge_offset },
	{ "margin-block-start", judge_offset },
	{ "margin-bottom", judge_offset },
	{ "margin-inline", judge_offset },
	{ "margin-inline-end", judge_offset },
	{ "margin-inline-start", judge_offset },
	{ "margin-left", judge_offset },
	{ "margin-right", judge_offset },
	{ "margin-top", judge_offset },
	{ "mask", judge_none },
	{ "mask-border", judge_none },
	{ "mask-image", judge_none },
	{ "max-block-size", judge_box },
	{ "max-height", judge_box },
	{ "max-inline-size", judge_box },
	{ "max-lines", judge_clamp },
	{ "max-width", judge_box },
	{ "mix-blend-mode", judge_none },
	{ "offset", judge_none },
	{ "offset-path", judge_none },
	{ "opacity", judge_opacity },
	{ "padding-inline-start", judge_offset },
	{ "padding-left", judge_offset },
	{ "padding-top", judge_offset },
	{ "position", judge_position },
	{ "right", judge_offset },
	{ "rotate", judge_rotate },
	{ "scale", judge_scale },
	{ "speak", judge_speak },
	{ "text-indent", judge_indent },
	{ "top", judge_offset },
	{ "transform", judge_transform },
	{ "translate", judge_offset },
	{ "unicode-bidi", judge_bidi },
	{ "visibility", judge_visibility },
	{ "width", judge_box },
	{ "word-spacing", judge_spacing },
	{ "z-index", judge_layer },
	{ "zoom", judge_scale },
};

static judge *
find_judge(struct str property)
{
	struct css_token name = { .type = CSS_IDENT, .text = property };

	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		if (css_is(&name, CSS_IDENT, list[i].property))
			return list[i].judge;
	return NULL;
}

bool
hiding_is_listed(struct str property)
{
	static const char *const together[] = { "overflow", "overflow-x", "overflow-y",
		"overflow-block", "overflow-inline", "white-space", "text-wrap", "text-wrap-mode",
		"background", "background-color", "aspect-ratio", NULL };
	struct css_token name = { .type = CSS_IDENT, .text = property };

	return find_judge(property) != NULL || is_word_of(&name, together);
}

/* ---- what a rule says together -----------------------------------------------------------------
 */

/* A height in pixels, ems and the like, which does not grow with the screen. */
static bool
is_short(struct value v)
{
	for (size_t i = v.from; i < v.end; i++)
		if (v.all[i].type == CSS_DIMENSION) {
			size_t at = i;
			struct measure m = measure_read(v.all, &at, v.end, of_screen);

			return m.known && m.low == m.high && m.high < (double)CLIP_MOST;
		}
	return false;
}

static void
note_height(struct hiding *h, struct value v)
{
	for (size_t i = v.from; i < v.end; i++)
		h->high |= is_numeric(&v.all[i]);
	h->short_high |= is_short(v);
}

/* One or two words: for the width and the height, or for both. */
static void
note_overflow(struct hiding *h, struct str property, struct value v)
{
	static const char *const hidden[] = { "hidden", "clip", NULL };
	static const char *const clipped[] = { "hidden", "clip", "scroll", "auto", NULL };
	char last = property.p[property.n - 1];
	const struct css_token *x = &v.all[v.from], *y = &v.all[v.end - 1];

	if (last != 'y' && last != 'Y' && last != 'k' && last != 'K')
		h->clips_x = is_word_of(x, clipped);
	if (last != 'x' && last != 'X' && last != 'e' && last != 'E') {
		h->clips_y = is_word_of(y, clipped);
		h->hides_y = is_word_of(y, hidden);
	}
}

static void
note_ground(struct hiding *h, struct value v)
{
	for (size_t i = v.from; i < v.end; i++) {
		struct colour c = read_colour(v.all, i);

		if (c.known || v.all[i].type == CSS_FUNCTION)
			h->ground = c;
		h->ground.alpha = css_is(&v.all[i], CSS_IDENT, "none") ? 0 : c.alpha;
	}
}

static void
note(struct hiding *h, struct str property, struct value v, bool literal)
{
	static const char *const heights[] = { "height", "max-height", "block-size",
		"max-block-size", NULL };
	static const char *const overflows[] = { "overflow", "overflow-x", "overflow-y",
		"overflow-block", "overflow-inline", NULL };
	static const char *const lines[] = { "white-space", "text-wrap", "text-wrap-mode", NULL };
	static const char *const grounds[] = { "background", "background-color", NULL };
	struct css_token name = { .type = CSS_IDENT, .text = property };

	if (is_word_of(&name, heights) || css_is(&name, CSS_IDENT, "aspect-ratio"))
		note_height(h, v);
	else if (is_word_of(&name, overflows))
		note_overflow(h, property, v);
	else if (is_word_of(&name, lines))
		h->in_one_line = has_word(v, "nowrap") || has_word(v, "pre");
	else if (css_is(&name, CSS_IDENT, "color"))
		h->text = literal ? read_colour(v.all, v.from) : (struct colour){ .alpha = 1 };
	else if (is_word_of(&name, grounds) && literal)
		note_ground(h, v);
	else if (is_word_of(&name, grounds))
		h->ground = (struct colour){ .alpha = 1 };
}

const char *
hiding_declaration(
    struct hiding *h, struct str property, const struct css_token *all, size_t n, bool literal)
{
	struct value v = { all, 0, n };
	judge *judge_it = find_judge(property);

	if (n == 0 || is_wide(v))
		return NULL;
	note(h, property, v, literal);
	return judge_it != NULL ? judge_it(v) : NULL;
}

const char *
hiding_rule(const struct hiding *h)
{
	if (h->of_page && h->hides_y)
		return "the page cannot be scrolled down to it";
	if ((h->clips_y && h->short_high) || (h->hides_y && h->high))
		return "its height is set, and what is longer is cut off";
	if (h->clips_x && h->in_one_line)
		return "its text stands in one line, and what is longer is cut off";
	if (is_near(&h->text, &h->ground))
		return "the text has the colour of its ground";
	if (is_light(&h->text) && !(h->ground.alpha > 0.5))
		return "the text is nearly white: name its dark ground in the same rule";
	if (is_dark(&h->ground) && !(h->text.alpha > 0.5))
		return "the ground is nearly black: name its light text in the same rule";
	return NULL;
}
