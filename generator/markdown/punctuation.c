/* punctuation.c - one walk over the texts of each leaf; see punctuation.h. */
#include "punctuation.h"

#include <string.h>

#include "base/text.h"

#define NARROW "\xe2\x80\xaf" /* a narrow space that does not break */
#define FIXED "\xc2\xa0"

struct style {
	const char *language;
	const char *open, *close;             /* for "…" */
	const char *inner_open, *inner_close; /* for '…'; three bytes each */
	bool spaced;                          /* French: space before ; : ! ? */
};

/* The first whose language is that of the text, or the part of it before a hyphen. */
static const struct style styles[] = {
	{ "de-CH", "«", "»", "‹", "›", false },
	{ "cs", "„", "“", "‚", "‘", false },
	{ "da", "»", "«", "›", "‹", false },
	{ "de", "„", "“", "‚", "‘", false },
	{ "es", "«", "»", "“", "”", false },
	{ "fi", "”", "”", "’", "’", false },
	{ "fr", "«" NARROW, NARROW "»", "“", "”", true },
	{ "it", "«", "»", "“", "”", false },
	{ "nb", "«", "»", "‘", "’", false },
	{ "pl", "„", "”", "‚", "’", false },
	{ "ru", "«", "»", "„", "“", false },
	{ "sv", "”", "”", "’", "’", false },
	{ "uk", "«", "»", "„", "“", false },
	{ "en", "“", "”", "‘", "’", false },
};
enum { STYLES = sizeof(styles) / sizeof(styles[0]) };

#define APOSTROPHE "’"

enum { OPEN_QUOTES = 8 };

struct setter {
	struct reader *r;
	const struct style *style;   /* NULL: leave all as it is */
	bool protects, dashes, dots; /* the author escaped something; -- and ... occur */
	bool special[256];           /* bytes that change */
	/* within one leaf */
	uint32_t before;         /* the character before the text */
	char *open[OPEN_QUOTES]; /* where each ' that may open a quotation was set */
	size_t open_n;
	/* within one text */
	struct str text;
	char *out;
	size_t at, n;
	const struct node *node, *top;
};

static const struct style *
style_of(struct str language)
{
	for (size_t i = 0; i < STYLES && language.n > 0; i++) {
		struct str name = str_of(styles[i].language);

		if (str_starts(language, name) &&
		    (language.n == name.n || language.p[name.n] == '-'))
			return &styles[i];
	}
	return language.n > 0 ? &styles[STYLES - 1] : NULL;
}

static void
put(struct setter *s, const char *what)
{
	size_t n = strlen(what);

	memcpy(s->out + s->n, what, n);
	s->n += n;
}

/* The character on the left: in this text, or at the end of the one before. */
static uint32_t
left(const struct setter *s)
{
	uint32_t c = s->before;
	size_t at = s->at;

	if (at == 0)
		return c;
	while (--at > 0 && ((unsigned char)s->text.p[at] & 0xc0) == 0x80)
		continue;
	text_decode(s->text, at, &c);
	return c;
}

/* The first character inside a node, or what it looks like from outside. */
static uint32_t
first_character(const struct node *node, const struct node *top)
{
	uint32_t c = 'x';

	for (; node != NULL; node = node_next(node, top)) {
		if (node->type == NODE_SOFT_BREAK || node->type == NODE_HARD_BREAK)
			return ' ';
		if (node->type == NODE_TEXT && node->text.n > 0) {
			text_decode(node->text, 0, &c);
			return c;
		}
		if (node->first == NULL)
			return 'x';
	}
	return ' ';
}

static uint32_t
right(const struct setter *s, size_t at)
{
	uint32_t c;

	if (at >= s->text.n)
		return first_character(node_skip(s->node, s->top), s->top);
	if (s->text.p[at] == PROTECTED && at + 1 < s->text.n)
		at++;
	text_decode(s->text, at, &c);
	return c;
}

static bool
is_open_side(uint32_t c)
{
	return text_is_space(c) || c == '(' || c == '[' || c == '{' || c == '/' || c == '-' ||
	       c == 0x2013 || c == 0x2014 || c == '"' || c == '\'';
}

static void
set_double(struct setter *s)
{
	bool opens = is_open_side(left(s)) && !text_is_space(right(s, s->at + 1));

	put(s, opens ? s->style->open : s->style->close);
	s->at++;
}

/* An apostrophe, unless it turns out to be one of a pair. */
static void
set_single(struct setter *s)
{
	uint32_t before = left(s), after = right(s, s->at + 1);
	bool year = after >= '0' && after <= '9'; /* the '90s */
	bool opens = is_open_side(before) && !text_is_space(after) && !year;

	if (opens && s->open_n < OPEN_QUOTES) {
		s->open[s->open_n++] = s->out + s->n;
		put(s, APOSTROPHE);
	} else if (s->open_n > 0 && !text_is_space(before) && !text_is_letter_or_digit(after)) {
		memcpy(s->open[--s->open_n], s->style->inner_open, 3);
		put(s, s->style->inner_close);
	} else {
		put(s, APOSTROPHE);
	}
	s->at++;
}

/* Two hyphens an en dash, three an em dash, more as a mixture with no rest. */
static void
set_hyphens(struct setter *s)
{
	size_t n = 0, em, en;

	while (s->at + n < s->text.n && s->text.p[s->at + n] == '-')
		n++;
	em = n % 3 == 0 ? n / 3 : n % 2 == 0 ? 0 : n % 3 == 2 ? (n - 2) / 3 : (n - 4) / 3;
	s->at += n;
	if (n == 1) {
		put(s, "-");
		return;
	}
	for (size_t i = 0; i < em; i++)
		put(s, "—");
	for (en = (n - 3 * em) / 2; en > 0; en--)
		put(s, "–");
}

static void
set_dots(struct setter *s)
{
	bool three = str_starts(str_from(s->text, s->at), STR("..."));

	put(s, three ? "…" : ".");
	s->at += three ? 3 : 1;
}

/* French sets ; ! ? : off with a space at which no line breaks. */
static void
set_spaced(struct setter *s, char c)
{
	if (s->n > 0 && s->out[s->n - 1] == ' ') {
		s->n--;
		put(s, c == ':' ? FIXED : NARROW);
	}
	s->out[s->n++] = c;
	s->at++;
}

static void
set_one(struct setter *s)
{
	char c = s->text.p[s->at];

	switch (c) {
	case PROTECTED:
		s->at++;
		if (s->at < s->text.n)
			s->out[s->n++] = s->text.p[s->at++];
		break;
	case '"': set_double(s); break;
	case '\'': set_single(s); break;
	case '-': set_hyphens(s); break;
	case '.': set_dots(s); break;
	default: set_spaced(s, c); break;
	}
}

/* Most texts hold nothing to set; finding that out is a few calls that run over many bytes. */
static bool
is_plain(const struct setter *s, struct str text)
{
	if (s->protects && memchr(text.p, PROTECTED, text.n) != NULL)
		return false;
	if (s->style == NULL)
		return true;
	return !s->style->spaced && (!s->r->has['"'] || memchr(text.p, '"', text.n) == NULL) &&
	       (!s->r->has['\''] || memchr(text.p, '\'', text.n) == NULL) &&
	       (!s->dashes || str_find(text, 0, STR("--")) == text.n) &&
	       (!s->dots || str_find(text, 0, STR("...")) == text.n);
}

static void
set_text(struct setter *s, struct node *node)
{
	size_t specials = 0;

	s->node = node;
	s->text = node->text;
	if (s->text.n == 0)
		return;
	if (!is_plain(s, s->text)) {
		for (size_t i = 0; i < s->text.n; i++)
			specials += s->special[(unsigned char)s->text.p[i]];
		s->out = arena_alloc(s->r->arena, s->text.n + 4 * specials + 1);
		s->n = s->at = 0;
		while (s->at < s->text.n) {
			if (s->special[(unsigned char)s->text.p[s->at]])
				set_one(s);
			else
				s->out[s->n++] = s->text.p[s->at++];
		}
		node->text = (struct str){ s->out, s->n };
	}
	s->at = s->text.n;
	s->before = left(s);
}

static void
set_leaf(void *ctx, struct node *top)
{
	struct setter *s = ctx;
	struct node *next;

	s->before = ' ';
	s->open_n = 0;
	s->top = top;
	for (struct node *n = top; n != NULL; n = next) {
		bool bare = n->type == NODE_LINK && n->as.link.bare;

		next = bare ? node_skip(n, top) : node_next(n, top);
		if (n->type == NODE_TEXT)
			set_text(s, n);
		else if (n->type == NODE_SOFT_BREAK || n->type == NODE_HARD_BREAK)
			s->before = ' ';
		else if (n->first == NULL || bare)
			s->before = 'x';
	}
}

void
punctuation_set(struct reader *r)
{
	struct setter s = { .r = r,
		.style = style_of(r->options->language),
		.protects = r->has['\\'] || r->has['&'],
		.dashes = str_find(r->text, 0, STR("--")) < r->text.n,
		.dots = str_find(r->text, 0, STR("...")) < r->text.n };
	const char *special = s.style == NULL ? "" : s.style->spaced ? "\"'-.;:!?" : "\"'-.";

	s.special[PROTECTED] = true;
	for (; *special != '\0'; special++)
		s.special[(unsigned char)*special] = true;
	inlines_each(r, set_leaf, &s);
}
