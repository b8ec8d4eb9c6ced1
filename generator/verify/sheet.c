/* sheet.c - rule after rule of the style sheets; see sheet.h.
 *
 * First the custom properties of all sheets are collected, with every value that any rule gives
 * them: which one holds where is not asked, each is tried.  Then each rule whose selector can match
 * is judged by hiding.h.  @media, @supports, @layer, @container and their kin are looked into
 * whatever they ask for. */
#include "sheet.h"

#include "formats/css.h"
#include "hiding.h"
#include "selector.h"

enum { RULE_DEPTH = 32, VARIABLE_DEPTH = 8, VALUE_TOKENS = 2000, TRIES = 32, SHOWN = 120 };

/* The tokens of a value, anywhere. */
struct value {
	const struct css_token *all;
	size_t from, end;
};

struct variable {
	struct value *v;
	size_t n, cap;
};

struct sheets {
	struct arena arena;
	struct map variables; /* "--name": struct variable */
	const struct chain *chain;
	struct chain pages; /* html and body alone */
	struct diag *diag;
	sheet_reference *reference;
	void *ctx;
	/* the sheet in hand */
	const struct source *source;
	struct css_tokens tokens;
	bool collecting; /* the first of the two walks */
};

/* The rule that declarations belong to. */
struct rule {
	bool matches;
	bool of_page;       /* it matches html or body */
	bool at_top;        /* not inside any rule: nothing is declared there */
	struct str element; /* of the chain, that it matches */
	size_t from, end;   /* its selector */
	int depth;
	size_t tries; /* the most values that a variable in it has */
};

/* ---- messages ----------------------------------------------------------------------------------
 */

static struct pos
place(const struct sheets *s, size_t token)
{
	return pos_at(s->source, s->tokens.v[token].offset);
}

/* Tokens as they stand in the sheet, in one line, cut when long. */
static struct str
shown(struct sheets *s, size_t from, size_t end)
{
	struct buf b = { 0 };
	struct str text;
	size_t start;

	while (end > from && s->tokens.v[end - 1].type == CSS_SPACE)
		end--;
	if (from >= end)
		return STR("");
	start = s->tokens.v[from].offset;
	text = str_sub(s->source->text, start, s->tokens.v[end - 1].end - start);
	for (size_t i = 0; i < text.n && b.n < SHOWN; i++)
		if (text.p[i] != '\n' && text.p[i] != '\r' && text.p[i] != '\t')
			buf_char(&b, text.p[i]);
		else if (b.n > 0 && b.p[b.n - 1] != ' ')
			buf_char(&b, ' ');
	text = arena_str(&s->arena, buf_view(&b));
	buf_release(&b);
	while (text.n >= SHOWN && ((unsigned char)text.p[text.n - 1] & 0x80))
		text.n--;
	return text;
}

static void
tell(struct sheets *s, const struct rule *rule, size_t from, size_t end, const char *why)
{
	diag_add(s->diag, MSG_STYLE_HIDES, place(s, from),
	    "'%.*s' in the rule '%.*s' could hide the medical disclaimer: %s",
	    STR_ARG(shown(s, from, end)), STR_ARG(shown(s, rule->from, rule->end)), why);
	diag_help(s->diag,
	    "the rule can match <%.*s>, which the disclaimer is, has or stands in: take the "
	    "declaration out, or give the rule a class that only other elements have",
	    STR_ARG(rule->element));
}

/* ---- variables ---------------------------------------------------------------------------------
 */

static void
skip_spaces(const struct css_token *all, size_t *i, size_t end)
{
	while (*i < end && all[*i].type == CSS_SPACE)
		++*i;
}

static const struct variable *
find_variable(const struct sheets *s, const struct css_token *all, size_t function, size_t *name)
{
	*name = function + 1;
	skip_spaces(all, name, all[function].mate);
	return *name < all[function].mate ? map_get(&s->variables, all[*name].text) : NULL;
}

struct expansion {
	struct css_tokens out;
	size_t turn, tries; /* which value is taken; how many there are */
	bool known;
};

/* Copies tokens with the turn-th value of each variable in its place. */
static void
expand(struct sheets *s, struct value v, struct expansion *e, int depth)
{
	for (size_t i = v.from; i < v.end; i++) {
		const struct css_token *t = &v.all[i];
		const struct variable *variable;
		size_t name;

		if (e->out.n > VALUE_TOKENS || depth > VARIABLE_DEPTH) {
			e->known = false;
			return;
		}
		if (!css_is(t, CSS_FUNCTION, "var")) {
			*ARENA_PUSH(&s->arena, &e->out) = *t;
			continue;
		}
		variable = find_variable(s, v.all, i, &name);
		i = t->mate;
		if (variable != NULL) {
			size_t turn = e->turn < variable->n ? e->turn : variable->n - 1;

			if (variable->n > e->tries)
				e->tries = variable->n;
			expand(s, variable->v[turn], e, depth + 1);
			continue;
		}
		for (name++; name < i && !css_is_delim(&v.all[name], ',');)
			name++;
		if (name >= i) /* no value anywhere, and none given here */
			e->known = false;
		expand(s, (struct value){ v.all, name + (name < i), i }, e, depth + 1);
	}
}

/* Brackets find their mates anew in the copy; blanks at the ends go. */
static void
settle(struct css_tokens *t)
{
	size_t open[VARIABLE_DEPTH * 8], depth = 0;

	while (t->n > 0 && t->v[t->n - 1].type == CSS_SPACE)
		t->n--;
	while (t->n > 0 && t->v[0].type == CSS_SPACE) {
		t->v++;
		t->n--;
	}
	for (size_t i = 0; i < t->n; i++) {
		enum css_type type = t->v[i].type;

		t->v[i].mate = 0;
		if ((type == CSS_FUNCTION || type == CSS_OPEN) &&
		    depth < sizeof(open) / sizeof(open[0]))
			open[depth++] = i;
		else if (type == CSS_CLOSE && depth > 0)
			t->v[open[--depth]].mate = i;
	}
	while (depth > 0) /* cannot be, unless brackets stand too deep */
		t->v[open[--depth]].mate = t->n;
}

/* ---- declarations ------------------------------------------------------------------------------
 */

/* A declaration: its name, and where its value stands. */
struct declaration {
	struct str property;
	size_t name, from, end;
};

static bool
read_declaration(const struct css_tokens *t, size_t from, size_t end, struct declaration *out)
{
	size_t i = from;

	if (i >= end || t->v[i].type != CSS_IDENT)
		return false;
	out->name = i;
	out->property = t->v[i++].text;
	skip_spaces(t->v, &i, end);
	if (i >= end || !css_is_delim(&t->v[i], ':'))
		return false;
	i++;
	skip_spaces(t->v, &i, end);
	out->from = i;
	while (end > i && t->v[end - 1].type == CSS_SPACE)
		end--;
	if (end > i && css_is(&t->v[end - 1], CSS_IDENT, "important")) {
		end--;
		while (end > i && t->v[end - 1].type == CSS_SPACE)
			end--;
		if (end > i && css_is_delim(&t->v[end - 1], '!'))
			end--;
	}
	out->end = end;
	return true;
}

static void
collect_variable(struct sheets *s, const struct declaration *d)
{
	struct variable *variable;
	void **at;

	if (!str_starts(d->property, STR("--")))
		return;
	at = map_at(&s->variables, &s->arena, d->property);
	if (*at == NULL)
		*at = ARENA_NEW(&s->arena, struct variable);
	variable = *at;
	*ARENA_PUSH(&s->arena, variable) = (struct value){ s->tokens.v, d->from, d->end };
}

/* Judges one declaration with the turn-th values; false after a message. */
static bool
judge_declaration(
    struct sheets *s, struct rule *rule, const struct declaration *d, size_t turn, struct hiding *h)
{
	struct expansion e = { .turn = turn, .known = true };
	const char *why;
	bool literal = true;

	if (!hiding_is_listed(d->property))
		return true;
	for (size_t i = d->from; i < d->end; i++)
		literal &= !css_is(&s->tokens.v[i], CSS_FUNCTION, "var");
	expand(s, (struct value){ s->tokens.v, d->from, d->end }, &e, 0);
	settle(&e.out);
	if (e.tries > rule->tries)
		rule->tries = e.tries < TRIES ? e.tries : TRIES;
	why = hiding_declaration(h, d->property, e.out.v, e.out.n, literal);
	if (!e.known)
		why = "a variable in it has no value in any style sheet";
	if (why == NULL)
		return true;
	tell(s, rule, d->name, d->end, why);
	return false;
}

static void
see_urls(struct sheets *s, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++) {
		const struct css_token *t = &s->tokens.v[i];
		size_t at = i + 1;
		struct str address = t->text;

		if (css_is(t, CSS_FUNCTION, "url")) {
			skip_spaces(s->tokens.v, &at, end);
			address = s->tokens.v[at].text;
		} else if (t->type != CSS_URL) {
			continue;
		}
		if (!str_starts(address, STR("#")))
			s->reference(s->ctx, s->source, place(s, i), address);
	}
}

/* ---- rules -------------------------------------------------------------------------------------
 */

static void walk(struct sheets *s, size_t from, size_t end, struct rule rule);

static void
too_deep(struct sheets *s, size_t token)
{
	if (!s->collecting)
		diag_add(s->diag, MSG_STYLE_BROKEN, place(s, token),
		    "rules stand more than %d deep in each other", RULE_DEPTH);
}

/* A rule with its block: from its selector to the '{' at open. */
static void
walk_rule(struct sheets *s, size_t from, size_t open, struct rule around)
{
	struct rule rule = { .from = from, .end = open, .depth = around.depth + 1 };

	if (rule.depth > RULE_DEPTH) {
		too_deep(s, from);
		return;
	}
	if (!s->collecting)
		rule.of_page = selector_can_match(s->tokens.v, from, open - from, &s->pages,
		    around.at_top ? NULL : &around.of_page, &rule.element);
	if (!s->collecting)
		rule.matches = selector_can_match(s->tokens.v, from, open - from, s->chain,
		    around.at_top ? NULL : &around.matches, &rule.element);
	walk(s, open + 1, s->tokens.v[open].mate, rule);
}

/* A rule that begins with '@'; open: its '{', or the end when it has none. */
static void
walk_at_rule(struct sheets *s, size_t from, size_t open, size_t end, struct rule around)
{
	static const char *const apart[] = { "font-face", "page", "property", "counter-style",
		"keyframes", "-webkit-keyframes", "-moz-keyframes", "font-feature-values",
		"font-palette-values", "color-profile", "view-transition", "position-try", NULL };
	const struct css_token *name = &s->tokens.v[from];

	if (css_is(name, CSS_AT, "import") && !s->collecting) {
		diag_add(s->diag, MSG_STYLE_BROKEN, place(s, from),
		    "a style sheet may not @import another one");
		diag_help(s->diag, "name both in the template, or put them into one file");
	}
	if (open >= end)
		return;
	for (size_t i = 0; apart[i] != NULL; i++)
		if (css_is(name, CSS_AT, apart[i])) {
			if (!s->collecting)
				see_urls(s, open + 1, s->tokens.v[open].mate);
			return;
		}
	if (css_is(name, CSS_AT, "scope")) { /* what is declared in it is declared of its root */
		around.matches = true;
		around.element = STR("section");
		around.from = from;
		around.end = open;
	}
	around.depth++;
	if (around.depth > RULE_DEPTH)
		too_deep(s, from);
	else
		walk(s, open + 1, s->tokens.v[open].mate, around);
}

static void
see_declaration(struct sheets *s, const struct declaration *d)
{
	if (s->collecting)
		collect_variable(s, d);
	else
		see_urls(s, d->from, d->end);
}

/* The end of what begins at token from: its ';' or its '{', or the end of all. */
static size_t
end_of_item(const struct css_tokens *t, size_t from, size_t end, size_t *open)
{
	bool custom = t->v[from].type == CSS_IDENT && str_starts(t->v[from].text, STR("--"));
	size_t i = from;

	*open = end;
	while (i < end) {
		if (css_is_delim(&t->v[i], ';'))
			return i;
		if (css_is_delim(&t->v[i], '{') && !custom) {
			*open = i;
			return t->v[i].mate;
		}
		i = t->v[i].mate > 0 ? t->v[i].mate + 1 : i + 1;
	}
	return end;
}

/* The declarations of a rule, judged together, once for each value that its variables have. */
static void
judge_rule(struct sheets *s, size_t from, size_t end, struct rule *rule)
{
	rule->tries = 1;
	for (size_t turn = 0; turn < rule->tries; turn++) {
		struct hiding h = { .of_page = rule->of_page };
		const char *why;

		for (size_t i = from; i < end;) {
			struct declaration d;
			size_t open, stop = end_of_item(&s->tokens, i, end, &open);

			if (open == end && read_declaration(&s->tokens, i, stop, &d) &&
			    !judge_declaration(s, rule, &d, turn, &h))
				return;
			i = stop + 1;
			skip_spaces(s->tokens.v, &i, end);
		}
		why = hiding_rule(&h);
		if (why != NULL) {
			tell(s, rule, from, end, why);
			return;
		}
	}
}

/* What stands between two braces, or in the whole sheet. */
static void
walk(struct sheets *s, size_t from, size_t end, struct rule rule)
{
	skip_spaces(s->tokens.v, &from, end);
	if (rule.matches && !s->collecting)
		judge_rule(s, from, end, &rule);
	for (size_t i = from; i < end;) {
		struct declaration d;
		size_t open, stop = end_of_item(&s->tokens, i, end, &open);

		if (s->tokens.v[i].type == CSS_AT)
			walk_at_rule(s, i, open, end, rule);
		else if (open < end)
			walk_rule(s, i, open, rule);
		else if (read_declaration(&s->tokens, i, stop, &d))
			see_declaration(s, &d);
		i = stop + 1;
		skip_spaces(s->tokens.v, &i, end);
	}
}

static void
check_sheet(
    struct sheets *s, const struct source *source, struct css_tokens tokens, bool collecting)
{
	s->source = source;
	s->tokens = tokens;
	s->collecting = collecting;
	walk(s, 0, tokens.n, (struct rule){ .at_top = true });
}

void
sheet_check(const struct source *sheets, size_t n, const struct chain *chain,
    sheet_reference *reference, void *ctx, struct diag *diag)
{
	struct sheets s = { .chain = chain, .diag = diag, .reference = reference, .ctx = ctx };
	struct css_tokens *tokens = ARENA_ARRAY(&s.arena, struct css_tokens, n + 1);

	for (size_t i = 0; i < n; i++) {
		size_t offset;
		const char *fault = css_read(sheets[i].text, &s.arena, &tokens[i], &offset);

		if (fault != NULL) {
			diag_add(diag, MSG_STYLE_BROKEN, pos_at(&sheets[i], offset), "%s", fault);
			diag_help(
			    diag, "mend it here: nobody can tell what the rest of the sheet hides");
			tokens[i].n = 0;
		}
		check_sheet(&s, &sheets[i], tokens[i], true);
	}
	chain_add_only(&s.pages, chain, STR("html"));
	chain_add_only(&s.pages, chain, STR("body"));
	for (size_t i = 0; i < n; i++)
		check_sheet(&s, &sheets[i], tokens[i], false);
	chain_release(&s.pages);
	arena_release(&s.arena);
}
