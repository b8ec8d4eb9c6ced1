/* measure.c - bounds of lengths; see measure.h. */
#include "measure.h"

struct unit {
	const char *name;
	double low, high; /* pixels */
};

static const struct unit units[] = {
	{ "px", 1, 1 },
	{ "em", 16, 16 },
	{ "rem", 16, 16 },
	{ "ch", 6, 10 },
	{ "ex", 6, 10 },
	{ "cap", 10, 14 },
	{ "ic", 14, 18 },
	{ "lh", 16, 32 },
	{ "rlh", 16, 32 },
	{ "pt", 4.0 / 3, 4.0 / 3 },
	{ "pc", 16, 16 },
	{ "in", 96, 96 },
	{ "cm", 37.8, 37.8 },
	{ "mm", 3.78, 3.78 },
	{ "q", 0.945, 0.945 },
	{ "vw", 3.2, 38.4 },
	{ "svw", 3.2, 38.4 },
	{ "lvw", 3.2, 38.4 },
	{ "dvw", 3.2, 38.4 },
	{ "vi", 3.2, 38.4 },
	{ "cqw", 3.2, 38.4 },
	{ "cqi", 3.2, 38.4 },
	{ "vh", 3.2, 38.4 },
	{ "svh", 3.2, 38.4 },
	{ "lvh", 3.2, 38.4 },
	{ "dvh", 3.2, 38.4 },
	{ "vb", 3.2, 38.4 },
	{ "cqh", 3.2, 38.4 },
	{ "cqb", 3.2, 38.4 },
	{ "vmin", 3.2, 38.4 },
	{ "vmax", 3.2, 38.4 },
	{ "cqmin", 3.2, 38.4 },
	{ "cqmax", 3.2, 38.4 },
};

enum { DEPTH = 16 };

struct walk {
	const struct css_token *all;
	size_t i, end;
	struct percent percent;
	int depth;
};

static const struct measure unknown;

static struct measure
scaled(double number, double low, double high, bool plain)
{
	double a = number * low, b = number * high;

	return (struct measure){ a < b ? a : b, a < b ? b : a, true, plain };
}

static struct measure
dimension(const struct css_token *t)
{
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		struct css_token unit = { .type = CSS_IDENT, .text = t->text };

		if (css_is(&unit, CSS_IDENT, units[i].name))
			return scaled(t->number, units[i].low, units[i].high, false);
	}
	return unknown;
}

static void
skip_spaces(struct walk *w)
{
	while (w->i < w->end && w->all[w->i].type == CSS_SPACE)
		w->i++;
}

static struct measure sum(struct walk *w);

/* The arguments of min, max, clamp, calc: all read, joined as the function does. */
static struct measure
function(struct walk *w, const struct css_token *name, size_t from, size_t end)
{
	struct walk inner = { w->all, from, end, w->percent, w->depth + 1 };
	bool is_min = css_is(name, CSS_FUNCTION, "min"), is_max = css_is(name, CSS_FUNCTION, "max");
	bool is_clamp = css_is(name, CSS_FUNCTION, "clamp");
	struct measure args[3] = { { 0 } }, m = unknown;
	size_t n = 0;

	if (inner.depth > DEPTH)
		return unknown;
	while (inner.i < end) {
		m = sum(&inner);
		if (!m.known)
			return unknown;
		if (n > 0 && is_min)
			m = (struct measure){ m.low < args[0].low ? m.low : args[0].low,
				m.high < args[0].high ? m.high : args[0].high, true, m.plain };
		if (n > 0 && is_max)
			m = (struct measure){ m.low > args[0].low ? m.low : args[0].low,
				m.high > args[0].high ? m.high : args[0].high, true, m.plain };
		args[is_clamp && n < 3 ? n : 0] = m;
		n++;
		if (inner.i < end && css_is_delim(&w->all[inner.i], ','))
			inner.i++;
	}
	if (is_clamp) /* never under the first, whatever the others say; then under the last */
		return n != 3 ? unknown
			      : (struct measure){ args[0].low,
					args[2].high > args[0].high ? args[2].high : args[0].high,
					true, m.plain };
	if (css_is(name, CSS_FUNCTION, "env"))
		return unknown;
	if (is_min || is_max || css_is(name, CSS_FUNCTION, "calc") || name->type == CSS_OPEN)
		return is_min || is_max || n == 1 ? m : unknown;
	return unknown;
}

static struct measure
term(struct walk *w)
{
	const struct css_token *t;
	struct measure m = unknown;

	skip_spaces(w);
	if (w->i >= w->end)
		return unknown;
	t = &w->all[w->i++];
	if (t->type == CSS_NUMBER)
		m = scaled(t->number, 1, 1, true);
	else if (t->type == CSS_PERCENT)
		m = scaled(t->number, w->percent.low, w->percent.high, false);
	else if (t->type == CSS_DIMENSION)
		m = dimension(t);
	else if (css_is(t, CSS_FUNCTION, "env")) /* the notch of a telephone */
		m = (struct measure){ 0, 100, true, false };
	else if (t->type == CSS_FUNCTION || css_is_delim(t, '('))
		m = function(w, t, w->i, t->mate);
	if (t->mate > 0)
		w->i = t->mate + 1;
	return m;
}

static struct measure
times(struct measure a, struct measure b)
{
	double v[4] = { a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high };
	struct measure m = { v[0], v[0], a.known && b.known, a.plain && b.plain };

	for (int i = 1; i < 4; i++) {
		m.low = v[i] < m.low ? v[i] : m.low;
		m.high = v[i] > m.high ? v[i] : m.high;
	}
	return m;
}

static struct measure
product(struct walk *w)
{
	struct measure m = term(w);

	for (skip_spaces(w); w->i < w->end; skip_spaces(w)) {
		const struct css_token *t = &w->all[w->i];
		struct measure right;

		if (!css_is_delim(t, '*') && !css_is_delim(t, '/'))
			break;
		w->i++;
		right = term(w);
		if (css_is_delim(t, '/')) {
			if (!right.plain || right.low != right.high || right.low == 0)
				return unknown;
			right = scaled(1, 1 / right.low, 1 / right.low, true);
		}
		m = times(m, right);
	}
	return m;
}

static struct measure
sum(struct walk *w)
{
	struct measure m = product(w);

	for (skip_spaces(w); w->i < w->end; skip_spaces(w)) {
		const struct css_token *t = &w->all[w->i];
		double sign = css_is_delim(t, '-') ? -1 : 1;
		struct measure right;

		if (css_is_delim(t, ','))
			break;
		if (!css_is_delim(t, '+') && !css_is_delim(t, '-'))
			return unknown;
		w->i++;
		right = product(w);
		right = times(right, scaled(sign, 1, 1, true));
		m = (struct measure){ m.low + right.low, m.high + right.high,
			m.known && right.known, m.plain };
	}
	return m;
}

struct measure
measure_read(const struct css_token *all, size_t *i, size_t end, struct percent percent)
{
	struct walk w = { all, *i, end, percent, 0 };
	struct measure m = term(&w);

	*i = w.i;
	return m;
}
