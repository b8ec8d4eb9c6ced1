/* sheet_test.c - rules that could hide the disclaimer are refused, and only those. */
#include <stdio.h>
#include <string.h>

#include "verify/sheet.h"
#include "test.h"

/* A page: html > body.home > div.page > main#content > section#medical-disclaimer.notice > h2, p */
static void
make_chain(struct chain *c)
{
	chain_add_notice(c);
	chain_add(c, STR("body"), STR("home dark"), STR(""));
	chain_add(c, STR("div"), STR("page"), STR(""));
	chain_add(c, STR("main"), STR(""), STR("content"));
	chain_add(c, STR("h2"), STR(""), STR("medical-disclaimer-title"));
}

static void
ignore(void *ctx, const struct source *sheet, struct pos pos, struct str reference)
{
	(void)ctx;
	(void)sheet;
	(void)pos;
	(void)reference;
}

static void
check(const char *css, struct diag *diag)
{
	struct source sheet = { STR("style.css"), str_of(css) };
	struct chain chain = { 0 };

	make_chain(&chain);
	sheet_check(&sheet, 1, &chain, ignore, NULL, diag);
	chain_release(&chain);
}

/* Each hides the notice, a part of it, or what it stands in. */
static const char *const hiding[] = {
	/* who is hidden */
	".notice { display: none }",
	"#medical-disclaimer { display: none }",
	"[role=doc-notice] { display: none }",
	"[role^=doc] { display: none }",
	"[id|='medical'] { display: none }",
	"[class] { display: none }",
	"[data-x] { display: none }",
	"section { display: none }",
	"SECTION { display: none }",
	"* { display: none }",
	"html { display: none }",
	":root { display: none }",
	"body.home { display: none }",
	".home { display: none }",
	".page { display: none }",
	"#content { display: none }",
	"main > section { display: none }",
	"main > :last-child { display: none }",
	"main section:nth-of-type(2n) { display: none }",
	"main :not(article) { display: none }",
	"body:has(.notice) { display: none }",
	":is(.other, .notice) { display: none }",
	":where(section):hover { display: none }",
	"p { display: none }",
	"section p:first-of-type { display: none }",
	"h2 + p { display: none }",
	"aside ~ section { display: none }",
	"nav, .notice { display: none }",
	".home .page main#content > section.notice[role] { display: none }",
	".notice::first-line { color: transparent }",
	"section:lang(en) { display: none }",
	"svg|section { display: none }",
	".not\\69 ce { display: none }",
	/* where it is said */
	"@media print { .notice { display: none } }",
	"@media screen and (max-width: 40em) { .notice { display: none } }",
	"@supports (display: grid) { .notice { display: none } }",
	"@layer base { @media print { .notice { display: none } } }",
	"@layer a, b; .notice { display: none }",
	"@container (width > 1px) { .notice { display: none } }",
	"@scope (main) { .notice { display: none } }",
	"main { .notice { display: none } }",
	"main { & > .notice { display: none } }",
	".notice { &:hover { display: none } }",
	".notice { @media print { display: none } }",
	".notice { color: red; & p { display: none } }",
	"main { > section { display: none } }",
	".x { .page & { color: red } } .notice { display: none }",
	/* how it is written */
	".notice{DISPLAY:NONE}",
	".notice { display: none !important }",
	".notice { dis\\70 lay: none }",
	".notice { display/**/:/**/none }",
	".notice { color: red; ; display: none; }",
	".notice { --x: none; display: var(--x) }",
	":root { --x: none } .notice { display: var(--x) }",
	":root { --x: var(--y); --y: none } .notice { display: var(--x) }",
	":root { --x: block } .dark { --x: none } .notice { display: var(--x) }",
	".notice { display: var(--nowhere, none) }",
	".notice { display: var(--nowhere) }",
	":root { --x: var(--x) } .notice { display: var(--x) }",
	/* how it is hidden */
	".notice { display: table-column }",
	".notice { visibility: hidden }",
	".notice { visibility: collapse }",
	".notice { opacity: 0 }",
	".notice { opacity: .1 }",
	".notice { opacity: 10% }",
	".notice { opacity: calc(1 - .9) }",
	".notice { clip: rect(0 0 0 0) }",
	".notice { clip-path: inset(50%) }",
	".notice { -webkit-clip-path: circle(0) }",
	".notice { font-size: 0 }",
	".notice { font-size: 1px }",
	".notice { font-size: .1em }",
	".notice { font-size: 10% }",
	".notice { font-size: min(1rem, 0px) }",
	".notice { font-size: clamp(0px, 1vw, 1rem) }",
	".notice { font-size: calc(1rem - 15px) }",
	".notice { font-size: pow(2, 3) }",
	".notice { font: 0/0 a }",
	".notice { font: 1px serif }",
	".notice { line-height: 0 }",
	".notice { line-height: 1px }",
	".notice { text-indent: -9999px }",
	".notice { text-indent: -100em }",
	".notice { text-indent: 100% }",
	".notice { letter-spacing: -1em }",
	".notice { position: absolute; left: -9999px }",
	".notice { position: fixed; top: -100vh }",
	".notice { position: absolute; inset: auto 0 auto -100% }",
	".notice { position: running(foot) }",
	".notice { margin-left: -9999px }",
	".notice { margin: 0 0 0 9999px }",
	".notice { padding-left: 9999px }",
	".notice { height: 0 }",
	".notice { height: 0; overflow: hidden }",
	".notice { width: 1px }",
	".notice { max-height: 1px }",
	".notice { max-height: 3em; overflow: hidden }",
	".notice { overflow-y: clip; height: 40px }",
	".notice { white-space: nowrap; overflow: hidden }",
	".notice { transform: scale(0) }",
	".notice { transform: translateX(-200vw) }",
	".notice { transform: rotateY(90deg) }",
	".notice { transform: matrix(0,0,0,0,0,0) }",
	".notice { scale: .01 }",
	".notice { rotate: y 90deg }",
	".notice { translate: -9999px }",
	".notice { filter: opacity(0) }",
	".notice { filter: blur(20px) }",
	".notice { filter: url(#gone) }",
	".notice { color: transparent }",
	".notice { color: rgba(0,0,0,0) }",
	".notice { color: rgb(0 0 0 / 5%) }",
	".notice { color: #00000010 }",
	".notice { color: hsl(0 0% 0% / 0) }",
	".notice { -webkit-text-fill-color: transparent }",
	".notice { color: white; background: #fff }",
	".notice { background-color: #fefefe; color: #fff }",
	".notice { color: #123456; background: #123456 }",
	".notice { color: white }",
	".notice { color: #fff; background: none }",
	".notice { content-visibility: hidden }",
	".notice { contain: strict }",
	".notice { zoom: .01 }",
	".notice { mask: linear-gradient(transparent, transparent) }",
	".notice { -webkit-mask-image: url(x.png) }",
	".notice { mix-blend-mode: screen }",
	".notice { z-index: -1 }",
	".notice { animation: go 1s forwards }",
	".notice { content: '' }",
	".notice { unicode-bidi: bidi-override }",
	".notice { offset-path: path('M0 0') }",
	".notice { -webkit-line-clamp: 1 }",
	".notice { font-size-adjust: 0 }",
	".notice { -webkit-text-security: disc }",
	"main { grid-template: 0 / 1fr; overflow: hidden }",
	"main { display: grid; grid-template-rows: 1fr 0fr }",
	".notice { aspect-ratio: 1000 / 1; overflow: hidden }",
	".notice { container-type: size }",
	".page { height: 100vh; overflow: hidden }",
	"main { max-height: 100%; overflow: auto hidden }",
	"html { overflow: hidden }",
	"body { overflow-y: clip }",
	".home { overflow: hidden }",
	"html { & body { overflow: hidden } }",
	".notice { color: canvas }",
	".notice { color: #ddd }",
	".notice { background: #111 }",
	".notice { color: #222; background: #333 }",
	".notice { color: attr(data-colour) }",
	".notice { color: color-mix(in srgb, red, transparent 95%) }",
	".notice { color: light-dark(black, transparent) }",
	".notice { color: --mine() }",
	"@scope (.notice) { :scope { display: none } }",
	"@scope (.notice) { display: none }",
};

/* None of these can. */
static const char *const harmless[] = {
	"",
	"/* .notice { display: none } */",
	"* { margin: 0; padding: 0; box-sizing: border-box }",
	"*, ::before, ::after { box-sizing: border-box }",
	"html { font-size: 100%; line-height: 1.6; color: #111; background: white }",
	"body { margin: 0 auto; max-width: 65ch; font: 1rem/1.5 Georgia, serif; color: #222 }",
	"body { font-size: clamp(1rem, .9rem + .5vw, 1.25rem) }",
	"main { padding: max(1rem, 5vw); width: min(100% - 2rem, 70rem); margin-inline: auto }",
	(":root { --ink: #111; --paper: #fff } @media (prefers-color-scheme: dark) { :root "
	 "{ --ink: #eee; --paper: #111 } } body { color: var(--ink); background: var(--paper) }"),
	".notice { color: var(--none, #333); border-left: .3em solid; padding: 1em }",
	".notice { opacity: .9; font-size: .9em; line-height: 1.3 }",
	".notice { color: #fff; background: #222 }",
	".notice { color: white; background-color: #a00 }",
	".notice p { margin: .5em 0; text-indent: 1em }",
	"h2 { letter-spacing: -.01em; text-wrap: balance }",
	".notice::before { content: '!'; display: block }",
	".notice:before { position: absolute; width: 1px }",
	"p::first-letter { font-size: 3em }",
	"::selection { color: transparent }",
	/* who is not on the chain */
	".skip-link { position: absolute; left: -9999px }",
	".visually-hidden { clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden }",
	"nav { display: none }",
	"nav p { display: none }",
	".card h2 { display: none }",
	"#other p { display: none }",
	"section.hero { display: none }",
	"div.notice-other { display: none }",
	"@media print { header, footer, nav, .site-nav { display: none } }",
	"[hidden] { display: none }",
	"[aria-hidden=true] { display: none }",
	"[role=dialog] { display: none }",
	"input:checked { opacity: 0 }",
	"div:empty { display: none }",
	"details[open] > summary { display: none }",
	"main a:visited { opacity: 0 }",
	"nav { & a { display: none } ul { display: none } }",
	".card { p { display: none } }",
	".hero > p { height: 0 }",
	"article:is(.a, .b) { display: none }",
	"figure { margin-left: -9999px }",
	"table { font-size: 0 }",
	/* what is no declaration of a rule */
	"@keyframes go { from { opacity: 0 } to { display: none } }",
	"@font-face { font-family: A; src: url(a.woff2) }",
	"@page { margin: 2cm; size: A4 }",
	"@property --x { syntax: '<length>'; inherits: false; initial-value: 0px }",
	"@media (prefers-reduced-motion: reduce) { * { animation: none; transition: none } }",
	"@charset \"utf-8\"; body { color: #000 }",
	".notice { background: url(\"data:image/svg+xml;utf8,<svg>{display:none}</svg>\") }",
	".notice { --display: none; --x: {display: none} }",
	"body { overflow-x: hidden; height: 100vh; min-height: 0; flex: 0 0 0 }",
	".notice { display: inherit; all: unset; visibility: visible }",
	".notice { transform: none; filter: none; animation: none; mask: none; clip: auto }",
	".notice { margin-inline: max(1rem, env(safe-area-inset-left)) }",
	".notice { overflow: hidden; border-radius: 1em }",
	".notice { color: #ddd; background: #111 }",
	".notice { background: #eee url(p.svg) no-repeat; color: #900 }",
	"nav { background: #111 } nav a { color: #eee }",
	"html { background: var(--paper, #111) }",
	".notice { height: auto; overflow: auto; aspect-ratio: auto }",
	"body { overflow-x: clip; overflow: visible; container-type: inline-size }",
	"body.menu-open { overflow: hidden }",
	"main { display: grid; grid-template-columns: minmax(0, 1fr) 12rem; gap: 0 }",
	".notice { color: color-mix(in srgb, rgb(10 20 30), #888 20%); color: oklch(40% .1 20) }",
	"@scope (.card) { img { display: none } }",
	".notice { break-inside: avoid; page-break-inside: avoid; orphans: 3 }",
};

/* Nobody can tell what these hide. */
static const char *const broken[] = {
	"@import 'other.css';",
	"@import url(https://example.org/x.css) print;",
	"@media print { .notice { color: red }",
	".notice { color: red",
	".notice { color: red } }",
	".notice { content: 'x\n }",
	".notice { content: \"x }",
	"/* never closed",
	".notice { background: url(a b) }",
	".notice { background: url(a'b) }",
	".notice { color: rgb(1, 2 }",
	"a[x { }",
	".notice { color: red } \\\n",
	"\xff { }",
	(".notice { width: "
	 "1111111111111111111111111111111111111111111111111111111111111111111111111111px }"),
};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static void
expect(const char *const *list, size_t n, enum message message, size_t errors)
{
	for (size_t i = 0; i < n; i++) {
		struct diag diag = { 0 };
		struct buf said = { 0 };
		struct str code = str_of(message_table[message].code);

		check(list[i], &diag);
		diag_sort(&diag);
		diag_print(&diag, DIAG_PLAIN, &said);
		if ((diag.errors > 0) != (errors > 0) ||
		    (errors > 0 && str_find(buf_view(&said), 0, code) == said.n))
			fail_msg("%s\n%s", list[i], buf_cstr(&said));
		buf_release(&said);
		diag_release(&diag);
	}
}

static void
refuses_what_hides(void **state)
{
	(void)state;
	expect(hiding, COUNT(hiding), MSG_STYLE_HIDES, 1);
}

static void
lets_pass_what_does_not(void **state)
{
	(void)state;
	expect(harmless, COUNT(harmless), MSG_STYLE_HIDES, 0);
}

static void
refuses_what_cannot_be_read(void **state)
{
	(void)state;
	expect(broken, COUNT(broken), MSG_STYLE_BROKEN, 1);
}

static void
says_where_and_what(void **state)
{
	struct diag diag = { 0 };
	struct buf said = { 0 };

	(void)state;
	check("p { color: red }\n\n\t.home  .notice {\n\t\tcolor: red;\n\t\tdisplay:none;\n\t}\n",
	    &diag);
	diag_print(&diag, DIAG_PLAIN, &said);
	check_buf(
	    "style.css:5:3: error[style-hides]: 'display:none' in the rule '.home  .notice' could "
	    "hide the medical disclaimer: it is not shown\n"
	    "    5 | \t\tdisplay:none;\n"
	    "      | \t\t^\n"
	    "      = the rule can match <section>, which the disclaimer is, has or stands in: take "
	    "the declaration out, or give the rule a class that only other elements have\n",
	    &said);
	diag_release(&diag);
}

/* Nesting of every kind has an end, and long sheets take time in proportion. */
static void
stands_deep_and_long_sheets(void **state)
{
	static const char *const openers[] = { "main{", "@media print{", ":is(", "[", "calc((",
		"a{b:var(--x,", "{{", "/*", "\\", "@x ", "&&", ">" };
	struct buf css = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(openers); i++) {
		struct diag diag = { 0 };

		buf_reset(&css);
		for (int n = 0; n < 20000; n++)
			buf_str(&css, str_of(openers[i]));
		check(buf_cstr(&css), &diag);
		diag_release(&diag);
	}
	buf_reset(&css);
	for (int n = 0; n < 20000; n++)
		buf_printf(&css, ".c%d p { margin: var(--a) %dpx; color: #%06d }\n", n, n % 9, n);
	buf_str(&css, STR(".notice{display:none}"));
	{
		struct diag diag = { 0 };

		check(buf_cstr(&css), &diag);
		assert_int_equal(diag.errors, 1);
		diag_release(&diag);
	}
	buf_release(&css);
}

struct seen {
	char urls[200];
};

static void
see(void *ctx, const struct source *sheet, struct pos pos, struct str reference)
{
	struct seen *seen = ctx;
	size_t n = strlen(seen->urls);

	(void)sheet;
	snprintf(seen->urls + n, sizeof(seen->urls) - n, "%u:%.*s ", pos.line, STR_ARG(reference));
}

static void
reports_addresses(void **state)
{
	struct source sheet = { STR("s.css"),
		STR("@font-face { src: url(a.woff2), url( 'b.woff' ) }\n"
		    "nav { background: url(\"c.png\") }\n"
		    "@media print { nav { mask: URL(d.svg), url(#here) } }\n") };
	struct chain chain = { 0 };
	struct seen seen = { "" };
	struct diag diag = { 0 };

	(void)state;
	make_chain(&chain);
	sheet_check(&sheet, 1, &chain, see, &seen, &diag);
	assert_string_equal(seen.urls, "1:a.woff2 1:b.woff 2:c.png 3:d.svg ");
	assert_int_equal(diag.errors, 0);
	chain_release(&chain);
	diag_release(&diag);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses_what_hides),
		cmocka_unit_test(lets_pass_what_does_not),
		cmocka_unit_test(refuses_what_cannot_be_read),
		cmocka_unit_test(says_where_and_what),
		cmocka_unit_test(stands_deep_and_long_sheets),
		cmocka_unit_test(reports_addresses),
	};

	return cmocka_run_group_tests_name("sheet", tests, NULL, NULL);
}
