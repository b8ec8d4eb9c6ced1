/* verify_test.c - one good site, and every way to lose the disclaimer: each is caught.
 *
 * Each row of the table changes one place of the good page and names the message that must come.
 * verify_test FOLDER: instead, each document in the folder is given to an HTML parser, which must
 * see the same tree as XML, and the same words in the disclaimer. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <gumbo.h>

#include "base/fs.h"
#include "formats/archive.h"
#include "formats/xml.h"
#include "verify/verify.h"
#include "test.h"

static const char page[] =
    "<!DOCTYPE html>\n"
    "<html lang=\"en-GB\" dir=\"ltr\">\n"
    "<head>\n"
    "<meta charset=\"utf-8\"/>\n"
    "<title>Soleus &amp; friends</title>\n"
    "<link rel=\"stylesheet\" href=\"style.css\"/>\n"
    "<link rel=\"canonical\" href=\"https://example.org/calf/\"/>\n"
    "<script type=\"application/ld+json\">{\"a\": \"\\u003cb\"}</script>\n"
    "<script src=\"page.js\" defer=\"defer\"></script>\n"
    "</head>\n"
    "<body class=\"page-home\">\n"
    "<a class=\"skip\" href=\"#main\">Skip</a>\n"
    "<header><nav aria-label=\"Main\"><ul><li><a href=\"a/index.html\">A</a></li></ul></nav>"
    "</header>\n"
    "<!-- the page -->\n"
    "<div class=\"wrap\">\n"
    "<main id=\"main\" class=\"main\">\n"
    "<h1 id=\"title\">Soleus</h1>\n"
    "<p>Words, <b>bold</b> ones, <a href=\"a/#part\">a part</a>,<br/>a break.</p>\n"
    "<table><caption>T</caption><thead><tr><th scope=\"col\">H</th></tr></thead><tbody><tr>"
    "<td>D</td></tr></tbody></table>\n"
    "<dl><dt>Term</dt><dd>Words</dd></dl>\n"
    "<figure id=\"f\"><img src=\"p.svg\" alt=\"P\" width=\"1\" height=\"1\"/>"
    "<figcaption>P</figcaption></figure>\n"
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><title>S</title><g>"
    "<path d=\"M0 0\"/></g></svg>\n"
    "<details><summary>More</summary><p>Inside</p></details>\n"
    "<section id=\"medical-disclaimer\" class=\"notice\" role=\"doc-notice\" "
    "data-nosnippet=\"\" aria-labelledby=\"medical-disclaimer-title\">\n"
    "<h2 id=\"medical-disclaimer-title\">Medical disclaimer</h2>\n"
    "<p>For education only.\nAsk a physician &amp; be safe.</p>\n"
    "<p>Call for help.</p>\n"
    "</section>\n"
    "</main>\n"
    "</div>\n"
    "<footer><p>Foot <a href=\"https://example.org/calf/a/\">A</a> "
    "<a href=\"https://elsewhere.example/x\">out</a> <a href=\"mailto:a@example.org\">mail</a>"
    "</p></footer>\n"
    "</body>\n"
    "</html>\n";

static const char words[] =
    "Medical disclaimer\nFor education only. Ask a physician & be safe.\nCall for help.";

static struct {
	char folder[64];
	struct str root;
	struct arena arena;
	struct diag diag;
} t;

static int
setup(void **state)
{
	(void)state;
	memset(&t, 0, sizeof(t));
	strcpy(t.folder, "/tmp/verify_test.XXXXXX");
	assert_non_null(mkdtemp(t.folder));
	t.root = str_of(t.folder);
	return 0;
}

static int
teardown(void **state)
{
	struct diag ignored = { 0 };

	(void)state;
	fs_remove_tree(STR(""), t.root, &ignored);
	diag_release(&ignored);
	diag_release(&t.diag);
	arena_release(&t.arena);
	return 0;
}

static void
put(const char *path, const char *content)
{
	assert_true(fs_write(t.root, str_of(path), str_of(content), &t.diag));
}

/* text with the first old replaced; old must be there. */
static const char *
changed(const char *text, const char *old, const char *new)
{
	struct str s = str_of(text);
	size_t at = str_find(s, 0, str_of(old));

	if (at == s.n)
		fail_msg("the good page has no '%s'", old);
	return arena_printf(&t.arena, "%.*s%s%s", (int)at, text, new, text + at + strlen(old)).p;
}

/* What is around the page of a site. */
static void
put_rest(void)
{
	put("a/index.html",
	    changed(changed(changed(changed(changed(page, "\"style.css\"", "\"../style.css\""),
					"\"page.js\"", "\"../page.js\""),
				"\"p.svg\"", "\"../p.svg\""),
			"\"a/index.html\"", "\"index.html\""),
		"a/#part\"", "../#f\" id=\"part\""));
	put("style.css", ".notice { border: 1px solid; background: url(p.svg) }\n"
			 ".wide { display: none }\n");
	put("page.js", "/* */");
	put("p.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
}

static bool
verify(unsigned workers)
{
	static const struct verify_notice notices[] = {
		{ { "en-GB", 5 }, { words, sizeof(words) - 1 } },
		{ { "es", 2 }, { "Aviso", 5 } },
	};
	static const char *const nothing[] = { NULL };
	struct verify_rules rules = { notices, 2, STR("https://example.org/calf/") };
	struct str_list paths = { 0 }, roots = { 0 };
	struct fs_list list = { 0 };
	bool ok;

	assert_true(fs_walk_all(t.root, STR(""), nothing, &t.arena, &list, &t.diag));
	for (size_t i = 0; i < list.n; i++)
		if (!list.v[i].folder) {
			*ARENA_PUSH(&t.arena, &paths) = list.v[i].path;
			*ARENA_PUSH(&t.arena, &roots) = t.root;
		}
	ok = verify_files(&paths, &roots, &rules, workers, &t.diag);
	diag_sort(&t.diag);
	return ok;
}

static const char *
said(void)
{
	struct buf out = { 0 };
	struct str copy;

	diag_print(&t.diag, DIAG_PLAIN, &out);
	copy = arena_str(&t.arena, buf_view(&out));
	buf_release(&out);
	return copy.p;
}

static void
forget(void)
{
	diag_release(&t.diag);
}

#define SECTION "<section id=\"medical-disclaimer\""
#define CLOSED "</section>\n</main>"
#define BEFORE "<h1 id=\"title\">"

struct mutation {
	enum message message;
	const char *old, *new;
	const char *then_old, *then_new; /* NULL: one change is enough */
};

static const struct mutation mutations[] = {
	/* it is not there, not alone, not where it must be */
	{ MSG_NOTICE_MISSING, "medical-disclaimer\" class", "other\" class", NULL, NULL },
	{ MSG_NOTICE_MISSING, SECTION, "<section id=\"Medical-disclaimer\"", NULL, NULL },
	{ MSG_NOTICE_MISSING, SECTION, "<section title=\"x\"", NULL, NULL },
	{ MSG_NOTICE_MISSING, SECTION, "<section data-id=\"medical-disclaimer\"", NULL, NULL },
	{ MSG_NOTICE_WRONG, CLOSED, "</section>" SECTION " role=\"doc-notice\"></section></main>",
	    NULL, NULL },
	{ MSG_NOTICE_WRONG, "<h1 id=\"title\"", "<h1 id=\"medical-disclaimer\"", NULL, NULL },
	{ MSG_NOTICE_WRONG, "<figure id", "<figure role=\"doc-notice\" id", NULL, NULL },
	{ MSG_NOTICE_WRONG, "<figure id", "<figure role=\"figure DOC-NOTICE\" id", NULL, NULL },
	{ MSG_NOTICE_WRONG, " role=\"doc-notice\"", "", NULL, NULL },
	{ MSG_NOTICE_WRONG, " role=\"doc-notice\"", " role=\"note\"", NULL, NULL },
	{ MSG_NOTICE_WRONG, " role=\"doc-notice\"", " role=\"none doc-notice\"", NULL, NULL },
	{ MSG_NOTICE_WRONG, CLOSED, "</section><p>More</p></main>", NULL, NULL },
	{ MSG_NOTICE_WRONG, CLOSED, "</section>more</main>", NULL, NULL },
	{ MSG_NOTICE_WRONG, CLOSED, "</section><hr/></main>", NULL, NULL },
	{ MSG_NOTICE_WRONG, CLOSED, "</section></main><main id=\"m2\"></main>", NULL, NULL },
	{ MSG_NOTICE_WRONG, SECTION, "</main>" SECTION, CLOSED, "</section>" },
	{ MSG_NOTICE_HIDDEN, SECTION, "<section>" SECTION, CLOSED, "</section>" CLOSED },
	{ MSG_NOTICE_WRONG, SECTION, "<div>" SECTION, CLOSED, "</section></div></main>" },
	{ MSG_NOTICE_WRONG, "<main ", "<div ", CLOSED, "</section></div>" },
	/* it is not in its words or language */
	{ MSG_NOTICE_WRONG, "lang=\"en-GB\"", "lang=\"es\"", NULL, NULL },
	{ MSG_NOTICE_WRONG, "lang=\"en-GB\"", "lang=\"fr\"", NULL, NULL },
	{ MSG_NOTICE_WRONG, "lang=\"en-GB\"", "lang=\"en-gb\"", NULL, NULL },
	{ MSG_NOTICE_WRONG, "lang=\"en-GB\"", "lang=\"\"", NULL, NULL },
	{ MSG_NOTICE_WRONG, "lang=\"en-GB\" ", "", NULL, NULL },
	{ MSG_NOTICE_WRONG, "lang=\"en-GB\"", "lang=\"en-GB\" xml:lang=\"es\"", NULL, NULL },
	{ MSG_NOTICE_WRONG, "education only", "education mostly", NULL, NULL },
	{ MSG_NOTICE_WRONG, "education only", "education&#160;only", NULL, NULL },
	{ MSG_NOTICE_WRONG, "education only", "education\xc2\xa0only", NULL, NULL },
	{ MSG_NOTICE_WRONG, "education only", "education on\xe2\x80\x8bly", NULL, NULL },
	{ MSG_NOTICE_WRONG, "education only", "education <!-- only -->", NULL, NULL },
	{ MSG_NOTICE_WRONG, "education only", "educa tion only", NULL, NULL },
	{ MSG_NOTICE_WRONG, "&amp; be", "&amp;amp; be", NULL, NULL },
	{ MSG_NOTICE_WRONG, "<p>Call for help.</p>", "", NULL, NULL },
	{ MSG_NOTICE_WRONG, "Call for help.", "Call for help. Or not.", NULL, NULL },
	{ MSG_NOTICE_WRONG, ">Medical disclaimer<", "><", NULL, NULL },
	/* an attribute hides it, or something it stands in */
	{ MSG_NOTICE_HIDDEN, SECTION, SECTION " hidden=\"hidden\"", NULL, NULL },
	{ MSG_NOTICE_HIDDEN, SECTION, SECTION " hidden=\"until-found\"", NULL, NULL },
	{ MSG_NOTICE_HIDDEN, SECTION, SECTION " aria-hidden=\"true\"", NULL, NULL },
	{ MSG_NOTICE_HIDDEN, SECTION, SECTION " inert=\"inert\"", NULL, NULL },
	{ MSG_NOTICE_HIDDEN, SECTION, SECTION " style=\"display: none\"", NULL, NULL },
	{ MSG_NOTICE_HIDDEN, SECTION, SECTION " popover=\"auto\"", NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<p onclick=\"go()\">x</p>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "<link rel=\"canonical\"", "<link onload=\"go()\" rel=\"canonical\"",
	    NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "<title>Sol",
	    "<meta http-equiv=\"content-type\" content=\"text/html; charset=utf-16\"/><title>Sol",
	    NULL, NULL },
	{ MSG_NOTICE_HIDDEN, SECTION, SECTION " onclick=\"this.remove()\"", NULL, NULL },
	{ MSG_NOTICE_HIDDEN, SECTION, SECTION " lang=\"es\"", NULL, NULL },
	{ MSG_NOTICE_HIDDEN, SECTION, SECTION " slot=\"x\"", NULL, NULL },
	{ MSG_NOTICE_HIDDEN, "<main ", "<main hidden=\"hidden\" ", NULL, NULL },
	{ MSG_NOTICE_HIDDEN, "<main ", "<main aria-hidden=\"true\" ", NULL, NULL },
	{ MSG_NOTICE_HIDDEN, "<main ", "<main role=\"presentation\" ", NULL, NULL },
	{ MSG_NOTICE_HIDDEN, "<main ", "<main role=\"img\" ", NULL, NULL },
	{ MSG_NOTICE_HIDDEN, "<div class=\"wrap\"", "<div class=\"wrap\" inert=\"\"", NULL, NULL },
	{ MSG_NOTICE_HIDDEN, "<div class=\"wrap\"", "<div class=\"wrap\" style=\"opacity:0\"", NULL,
	    NULL },
	{ MSG_NOTICE_HIDDEN, "<body ", "<body style=\"visibility:hidden\" ", NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "<body ", "<body onload=\"go()\" ", NULL, NULL },
	{ MSG_NOTICE_HIDDEN, "dir=\"ltr\"", "hidden=\"\"", NULL, NULL },
	{ MSG_NOTICE_HIDDEN, "<p>Call", "<p hidden=\"hidden\">Call", NULL, NULL },
	{ MSG_NOTICE_HIDDEN, "<p>Call for help.", "<p>Call <del>for</del> help.", NULL, NULL },
	{ MSG_NOTICE_HIDDEN, "<p>Call for help.",
	    "<p>Call <span style=\"color:#fff\">for</span> help.", NULL, NULL },
	{ MSG_NOTICE_HIDDEN, "<h2 id=\"medical", "<h2 aria-hidden=\"true\" id=\"medical", NULL,
	    NULL },
	/* an element hides it */
	{ MSG_NOTICE_HIDDEN, SECTION, "<details open=\"open\"><summary>S</summary>" SECTION, CLOSED,
	    "</section></details></main>" },
	{ MSG_NOTICE_HIDDEN, SECTION, "<dialog>" SECTION, CLOSED, "</section></dialog></main>" },
	{ MSG_NOTICE_HIDDEN, SECTION, "<audio>" SECTION, CLOSED, "</section></audio></main>" },
	{ MSG_NOTICE_HIDDEN, SECTION, "<canvas>" SECTION, CLOSED, "</section></canvas></main>" },
	{ MSG_NOTICE_HIDDEN, SECTION, "<x-box>" SECTION, CLOSED, "</section></x-box></main>" },
	{ MSG_MARKUP_UNSAFE, SECTION, "<template>" SECTION, CLOSED,
	    "</section></template></main>" },
	{ MSG_MARKUP_UNSAFE, SECTION, "<noscript>" SECTION, CLOSED,
	    "</section></noscript></main>" },
	{ MSG_MARKUP_UNSAFE, SECTION, "<textarea>" SECTION, CLOSED,
	    "</section></textarea></main>" },
	{ MSG_MARKUP_UNSAFE, SECTION, "<iframe>" SECTION, CLOSED, "</section></iframe></main>" },
	{ MSG_MARKUP_UNSAFE, SECTION, "<object>" SECTION, CLOSED, "</section></object></main>" },
	{ MSG_MARKUP_UNSAFE, SECTION, "<select>" SECTION, CLOSED, "</section></select></main>" },
	{ MSG_MARKUP_UNSAFE, SECTION, "<xmp>" SECTION, CLOSED, "</section></xmp></main>" },
	{ MSG_MARKUP_UNSAFE, SECTION, "<title>" SECTION, CLOSED, "</section></title></main>" },
	{ MSG_MARKUP_UNSAFE, SECTION, "<style>" SECTION, CLOSED, "</section></style></main>" },
	{ MSG_MARKUP_UNSAFE, SECTION,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\"><foreignObject>" SECTION, CLOSED,
	    "</section></foreignObject></svg></main>" },
	{ MSG_MARKUP_UNSAFE, SECTION, "<math xmlns=\"http://www.w3.org/1998/Math/MathML\">" SECTION,
	    CLOSED, "</section></math></main>" },
	{ MSG_XML_BROKEN, "</section>\n</main>", "</main>", NULL, NULL },
	{ MSG_NOTICE_MISSING, SECTION, "<!-- " SECTION, CLOSED, "</section> --></main>" },
	/* a browser reads the page otherwise than XML */
	{ MSG_MARKUP_UNSAFE, BEFORE, "<textarea/>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<noscript/>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<plaintext/>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<template/>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<TEXTAREA></TEXTAREA>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<Plaintext></Plaintext>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<iframe src=\"p.svg\"/>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<script src=\"page.js\"/>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<title/>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<style>.notice{display:none}</style>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<style/>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<div/>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<details/>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<x-y/>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<br></br>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<frameset></frameset>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<marquee></marquee>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<base target=\"_top\"/>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<p><div></div></p>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<p><b><ul></ul></b></p>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<h3><h4></h4></h3>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<button><div><button></button></div></button>" BEFORE, NULL,
	    NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<a><i><a></a></i></a>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<form><div><form></form></div></form>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<ul><li><div><li></li></div></li></ul>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<dl><dd><div><dd></dd></div></dd></dl>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<select><div></div></select>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<table><tr><p>x</p></tr></table>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<table>loose</table>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<td></td>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<div><body hidden=\"\"></body></div>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "</body>", "</body><body hidden=\"\"></body>", NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "</body>", "</body><div></div>", NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "</head>", "<div></div></head>", NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<!--> <plaintext> -->" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<!---> <plaintext> -->" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<![CDATA[><plaintext>]]>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<?x ><plaintext> ?>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "<!DOCTYPE html>", "", NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "<!DOCTYPE html>", "<?xml-stylesheet href=\"x.css\"?><!DOCTYPE html>",
	    NULL, NULL },
	{ MSG_XML_BROKEN, "<!DOCTYPE html>", "<!DOCTYPE html [<!ENTITY x \"y\">]>", NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "<!DOCTYPE html>",
	    "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><!DOCTYPE html>", NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "<title>Sol", "<title><!-- </title><plaintext> -->Sol", NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "<title>Sol", "<title><b>x</b>Sol", NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "{\"a\"", "&lt;/script>{\"a\"", NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "<script src=\"page.js\" defer=\"defer\">", "<script>", NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "<g>", "<p></p><g>", NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "<g>", "<style>.notice{display:none}</style><g>", NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "<g>", "<STYLE>.notice{display:none}</STYLE><g>", NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "<title>S</title>", "<title><b/>S</title>", NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<div xmlns=\"http://www.w3.org/2000/svg\"></div>" BEFORE,
	    NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<h:div xmlns:h=\"http://www.w3.org/1999/xhtml\"/>" BEFORE,
	    NULL, NULL },
	{ MSG_MARKUP_UNSAFE, BEFORE, "<div STYLE=\"x\"></div>" BEFORE, NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "<meta charset=\"utf-8\"/>\n", "", NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "\"style.css\"", "\"https://example.com/x.css\"", NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "\"style.css\"", "\"data:text/css,*%7Bdisplay:none%7D\"", NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "\"style.css\"", "\"page.js\"", NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "<meta charset",
	    "<meta http-equiv=\"refresh\" content=\"1\"/><meta charset", NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "<meta charset",
	    "<meta http-equiv=\"refresh\" content=\"0; url=https://example.com/\"/><meta charset",
	    NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "<meta charset",
	    "<meta http-equiv=\"refresh\" content=\"0; //example.com/?url=a/\"/><meta charset",
	    NULL, NULL },
	{ MSG_MARKUP_UNSAFE, "<meta charset",
	    "<link rel=\"StyleSheet\" href=\"https://example.com/x.css\"/><meta charset", NULL,
	    NULL },
	/* it is no XML at all */
	{ MSG_XML_BROKEN, BEFORE, "<p>" BEFORE, NULL, NULL },
	{ MSG_XML_BROKEN, BEFORE, "<br>" BEFORE, NULL, NULL },
	{ MSG_XML_BROKEN, BEFORE, "&nbsp;" BEFORE, NULL, NULL },
	{ MSG_XML_BROKEN, BEFORE, "</main>" BEFORE, NULL, NULL },
	{ MSG_XML_BROKEN, BEFORE, "<!-- " BEFORE, NULL, NULL },
	{ MSG_XML_BROKEN, BEFORE, "<p hidden>x</p>" BEFORE, NULL, NULL },
	{ MSG_XML_BROKEN, BEFORE, "\xff" BEFORE, NULL, NULL },
	{ MSG_XML_BROKEN, BEFORE, "<p title=x></p>" BEFORE, NULL, NULL },
	/* links, ids */
	{ MSG_ID_TWICE, "id=\"title\"", "id=\"f\"", NULL, NULL },
	{ MSG_OUTPUT_LINK, "\"p.svg\"", "\"q.svg\"", NULL, NULL },
	{ MSG_OUTPUT_LINK, "a/#part", "a/#parts", NULL, NULL },
	{ MSG_OUTPUT_LINK, "a/#part", "b/#part", NULL, NULL },
	{ MSG_OUTPUT_LINK, "a/#part", "../a/#part", NULL, NULL },
	{ MSG_OUTPUT_LINK, "a/#part", "/other/a/#part", NULL, NULL },
	{ MSG_OUTPUT_LINK, "a/#part", "a/%zz", NULL, NULL },
	{ MSG_OUTPUT_LINK, "a/#part", "a#part", NULL, NULL },
	{ MSG_OUTPUT_LINK, "a/#part", "A/#part", NULL, NULL },
	{ MSG_OUTPUT_LINK, "a/#part", "javascript:alert(1)", NULL, NULL },
	{ MSG_OUTPUT_LINK, "a/#part", "file:///etc/passwd", NULL, NULL },
	{ MSG_OUTPUT_LINK, "href=\"#main\"", "href=\"#mein\"", NULL, NULL },
	{ MSG_OUTPUT_LINK, "https://example.org/calf/a/", "https://example.org/calf/b/", NULL,
	    NULL },
	{ MSG_OUTPUT_LINK, "aria-labelledby=\"medical", "aria-labelledby=\"no-medical", NULL,
	    NULL },
	{ MSG_OUTPUT_LINK, "<meta charset",
	    "<meta http-equiv=\"refresh\" content=\"0; url=gone/\"/><meta charset", NULL, NULL },
	{ MSG_OUTPUT_LINK, "alt=\"P\"", "alt=\"P\" srcset=\"p.svg 1x, q.svg 2x\"", NULL, NULL },
};

static const char *const equals[] = {
	/* what may be written otherwise: old, new */
	"For education only.\nAsk",
	"For education\n\t only. Ask",
	"education only",
	"<strong>education</strong> only",
	"education only",
	"edu<em>cation</em> only",
	"<p>Call",
	"<p>\n<!-- note -->Call",
	"&amp; be",
	"&#38; be",
	"physician",
	"p&#104;ysician",
	"<main ",
	"<main tabindex=\"-1\" role=\"main\" ",
	"</p>\n</section>\n</main>",
	"</p></section>\n<!-- end -->\n</main>",
	"<div class=\"wrap\">",
	"<div class=\"wrap\" id=\"w\" data-x=\"y\" dir=\"ltr\">",
	"lang=\"en-GB\"",
	"lang=\"en-GB\" xml:lang=\"en-GB\" xmlns=\"http://www.w3.org/1999/xhtml\"",
	"<!DOCTYPE html>",
	"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>",
	"a/#part",
	"/calf/a/index.html#part",
	"a/#part",
	"./b/../a/index.html?x=1#part",
	"a/#part",
	"%61/#p%61rt",
	"href=\"#main\"",
	"href=\"#\"",
	"href=\"#main\"",
	"href=\"#top\"",
	"href=\"#main\"",
	"href=\"\"",
	"<table><caption>",
	"<table><tr><td>x</td></tr></table><table><caption>",
	"<p>Words",
	"<ruby>a<rt>b</rt></ruby><ul><li><p>x</p><ul><li>y</li></ul></li></ul><p>Words",
	"<p>Words",
	"<video controls=\"\"><track src=\"p.svg\"/></video><p>Words",
	"<p>Words",
	"<dl><div><dt>a</dt><dd>b</dd></div></dl><p>Words",
};

static void
good_site_passes(void **state)
{
	(void)state;
	put("index.html", page);
	put_rest();
	for (unsigned workers = 1; workers < 5; workers++)
		if (!verify(workers) || t.diag.warnings > 0)
			fail_msg("%s", said());
}

static void
each_mutation_is_caught(void **state)
{
	size_t n = sizeof(mutations) / sizeof(mutations[0]);

	(void)state;
	put_rest();
	for (size_t i = 0; i < n; i++) {
		const struct mutation *m = &mutations[i];
		const char *code = message_table[m->message].code, *text;

		text = changed(page, m->old, m->new);
		if (m->then_old != NULL)
			text = changed(text, m->then_old, m->then_new);
		put("index.html", text);
		if (verify(1))
			fail_msg("nothing was said about '%s'", m->new);
		text = said();
		if (strstr(text, code) == NULL)
			fail_msg("not %s for '%s':\n%s", code, m->new, text);
		if (strncmp(text, "index.html", 10) != 0)
			fail_msg("not for index.html:\n%s", text);
		if (t.diag.errors != 1)
			fail_msg("%zu messages for '%s':\n%s", t.diag.errors, m->new, text);
		forget();
	}
	print_message("# %zu mutations\n", n);
	assert_true(n >= 40);
}

static void
other_spellings_pass(void **state)
{
	(void)state;
	put_rest();
	for (size_t i = 0; i < sizeof(equals) / sizeof(equals[0]); i += 2) {
		put("index.html", changed(page, equals[i], equals[i + 1]));
		if (!verify(1))
			fail_msg("%s", said());
	}
}

/* What nobody planned: each of these files is a page to somebody's browser. */
static void
unknown_documents_are_found(void **state)
{
	static const char *const paths[] = { "x.html", "deep/er/x.htm", "x.xhtml", "x.XHT",
		"X.HTML", ".hidden/x.html", ".x.html", "x.html~", "#x.html", "README", "x.php",
		"feed.xml", "x.html.bak" };

	(void)state;
	put("index.html", page);
	put_rest();
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		put(paths[i], "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><title>x</title></head>"
			      "<body><main><p>x</p></main></body></html>\n");
		if (verify(2) || strstr(said(), "notice-missing") == NULL)
			fail_msg("%s was not seen: %s", paths[i], said());
		forget();
		assert_true(fs_remove(t.root, str_of(paths[i]), &t.diag));
	}
	put("x.html", "");
	assert_false(verify(2));
	forget();
	put("x.html", "just text");
	assert_false(verify(2));
}

static void
files_that_are_no_documents_pass(void **state)
{
	(void)state;
	put("index.html", page);
	put_rest();
	put("feed.xml", "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"/>");
	put("robots.txt", "User-agent: *\n<html>");
	put("CNAME", "example.org");
	if (!verify(2))
		fail_msg("%s", said());
}

static void
addresses_in_feeds_and_maps_are_looked_up(void **state)
{
	(void)state;
	put("index.html", page);
	put_rest();
	put("sitemap.xml", "<urlset><url><loc>https://example.org/calf/a/</loc></url>\n<url><loc>"
			   "https://example.org/calf/b/</loc></url></urlset>");
	put("feed.xml", "<feed><link href=\"https://example.org/calf/\"/>\n"
			"<link href=\"https://example.org/other\"/>"
			"<link href=\"https://example.org/calf/c/\"/></feed>");
	assert_false(verify(1));
	assert_int_equal(t.diag.errors, 2);
	assert_non_null(strstr(said(), "feed.xml:2:41: error[output-link]"));
	assert_non_null(strstr(said(), "sitemap.xml:2:6: error[output-link]"));
}

static void
style_sheets_are_read(void **state)
{
	(void)state;
	put("index.html", page);
	put_rest();
	put("print.css", "@media print { .page-home .main { display: none } }\n");
	assert_false(verify(1));
	assert_non_null(strstr(said(), "print.css:1:35: error[style-hides]"));
	forget();
	put("print.css", "nav { background: url(gone.png) }\n");
	assert_false(verify(1));
	assert_non_null(strstr(said(), "print.css:1:19: error[output-link]"));
	forget();
	/* .wrap is on the chain of the pages, .wide is not */
	put("print.css", ".wrap { opacity: 0 } .wide { opacity: 0 }\n");
	assert_false(verify(1));
	assert_int_equal(t.diag.errors, 1);
}

/* A short page, one folder down. */
static const char linked[] =
    "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\"/><title>T</title></head>"
    "<body><main><p><a href=\"../a/index.html#part\">A</a></p><section "
    "id=\"medical-disclaimer\" role=\"doc-notice\"><h2>Medical disclaimer</h2><p>For education "
    "only. Ask a physician &amp; be safe.</p><p>Call for help.</p></section></main></body>"
    "</html>\n";

static void
every_file_is_named(void **state)
{
	(void)state;
	put("index.html", page);
	put_rest();
	for (int i = 0; i < 50; i++)
		put(arena_printf(&t.arena, "p%02d.html", i).p,
		    changed(page, "education only", i % 2 == 0 ? "education" : "education only"));
	assert_false(verify(4));
	assert_int_equal(t.diag.errors, 25);
	assert_non_null(strstr(said(), "p00.html:"));
	assert_non_null(strstr(said(), "p48.html:"));
	assert_null(strstr(said(), "p49.html:"));
}

/* ---- what an HTML parser sees ------------------------------------------------------------------
 */

/* The tree as "(html(head(title))(body(…)))": names only; without tbody, which HTML adds where it
 * is left out. */
static void
outline_add(struct buf *out, struct str name)
{
	buf_char(out, '(');
	for (size_t i = 0; i < name.n; i++)
		buf_char(out, (char)tolower((unsigned char)name.p[i]));
}

static void
outline_of_gumbo(const GumboNode *node, struct buf *out)
{
	const GumboElement *e = &node->v.element;
	GumboStringPiece piece = e->original_tag;

	if (node->type != GUMBO_NODE_ELEMENT)
		return;
	if (e->tag == GUMBO_TAG_UNKNOWN) {
		gumbo_tag_from_original_text(&piece);
		outline_add(out, (struct str){ piece.data, piece.length });
	} else if (e->tag != GUMBO_TAG_TBODY) {
		outline_add(out, str_of(gumbo_normalized_tagname(e->tag)));
	}
	for (unsigned i = 0; i < e->children.length; i++)
		outline_of_gumbo(e->children.data[i], out);
	if (e->tag != GUMBO_TAG_TBODY)
		buf_char(out, ')');
}

/* The same, and the words of the notice, from the XML scan. */
struct outline {
	struct buf tree, words;
	size_t notice; /* depth of it while it is open, counted from 1 */
};

static void
outline_start(void *ctx, const struct xml_tag *tag)
{
	struct outline *o = ctx;

	if (!str_eq(tag->name, STR("tbody")))
		outline_add(&o->tree, tag->name);
	if (str_eq(xml_get(tag, "id"), STR("medical-disclaimer")))
		o->notice = tag->depth + 1;
}

static void
outline_end(void *ctx, const struct xml_tag *tag)
{
	struct outline *o = ctx;

	if (!str_eq(tag->name, STR("tbody")))
		buf_char(&o->tree, ')');
	if (o->notice == tag->depth + 1)
		o->notice = 0;
}

static void
outline_text(void *ctx, struct str text)
{
	struct outline *o = ctx;

	if (o->notice > 0)
		buf_str(&o->words, text);
}

static void
gumbo_text(const GumboNode *node, struct buf *out)
{
	if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE)
		buf_str(out, str_of(node->v.text.text));
	for (unsigned i = 0;
	    node->type == GUMBO_NODE_ELEMENT && i < node->v.element.children.length; i++)
		gumbo_text(node->v.element.children.data[i], out);
}

static const GumboNode *
gumbo_find(const GumboNode *node, const char *id)
{
	const GumboAttribute *attribute;
	const GumboNode *found = NULL;

	if (node->type != GUMBO_NODE_ELEMENT)
		return NULL;
	attribute = gumbo_get_attribute(&node->v.element.attributes, "id");
	if (attribute != NULL && strcmp(attribute->value, id) == 0)
		return node;
	for (unsigned i = 0; found == NULL && i < node->v.element.children.length; i++)
		found = gumbo_find(node->v.element.children.data[i], id);
	return found;
}

static void
fold(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		bool space = strchr(" \t\r\n", text.p[i]) != NULL;

		if (!space)
			buf_char(out, text.p[i]);
		else if (out->n > 0 && out->p[out->n - 1] != ' ')
			buf_char(out, ' ');
	}
	while (out->n > 0 && out->p[out->n - 1] == ' ')
		out->n--;
}

/* A good page is one tree and one notice to both kinds of parser. */
static void
check_with_gumbo(const struct source *document)
{
	static const struct xml_handler handler = { outline_start, outline_end, outline_text,
		NULL };
	struct outline xml = { 0 };
	struct buf html = { 0 }, raw = { 0 }, found = { 0 }, wanted = { 0 };
	GumboOutput *tree = gumbo_parse_with_options(
	    &kGumboDefaultOptions, document->text.p, document->text.n);
	const GumboNode *notice = gumbo_find(tree->root, "medical-disclaimer");

	assert_true(xml_scan(document, &handler, &xml, &t.diag));
	outline_of_gumbo(tree->root, &html);
	assert_string_equal(buf_cstr(&xml.tree), buf_cstr(&html));
	assert_non_null(notice);
	assert_int_equal(notice->parent->v.element.tag, GUMBO_TAG_MAIN);
	gumbo_text(notice, &raw);
	fold(&found, buf_view(&raw));
	fold(&wanted, buf_view(&xml.words));
	assert_true(wanted.n > 10);
	assert_string_equal(buf_cstr(&wanted), buf_cstr(&found));
	gumbo_destroy_output(&kGumboDefaultOptions, tree);
	buf_release(&xml.tree);
	buf_release(&xml.words);
	buf_release(&html);
	buf_release(&raw);
	buf_release(&found);
	buf_release(&wanted);
}

static void
check_text_with_gumbo(const char *text)
{
	check_with_gumbo(&(struct source){ STR("index.html"), str_of(text) });
}

static void
an_html_parser_sees_the_same(void **state)
{
	(void)state;
	check_text_with_gumbo(page);
	for (size_t i = 0; i < sizeof(equals) / sizeof(equals[0]); i += 2)
		check_text_with_gumbo(changed(page, equals[i], equals[i + 1]));
}

static const char *given; /* the folder named on the command line */

static void
an_html_parser_sees_the_same_in_a_folder(void **state)
{
	struct fs_list list = { 0 };
	size_t documents = 0;

	(void)state;
	assert_true(fs_walk(str_of(given), STR(""), &t.arena, &list, &t.diag));
	for (size_t i = 0; i < list.n; i++) {
		struct source document = { .path = list.v[i].path };

		if (list.v[i].folder || !str_ends(document.path, STR("html")))
			continue;
		assert_true(fs_read(
		    str_of(given), document.path, 1 << 24, &t.arena, &document.text, &t.diag));
		check_with_gumbo(&document);
		documents++;
	}
	print_message("# %zu documents\n", documents);
	assert_true(documents > 0);
}

static void
one_page_of_ten_thousand_is_found(void **state)
{
	(void)state;
	put("index.html", page);
	put_rest();
	for (int i = 0; i < 10000; i++) {
		struct arena a = { 0 };
		const char *name = arena_printf(&a, "%03d/%d.html", i % 100, i).p;

		put(name, i == 8765 ? changed(linked, "role=\"doc-notice\"", "") : linked);
		arena_release(&a);
	}
	assert_false(verify(2));
	assert_int_equal(t.diag.errors, 1);
	assert_non_null(strstr(said(), "065/8765.html:"));
}

/* ---- books --------------------------------------------------------------------------------------
 */

#define XHTML(title, body)                                                                      \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"                         \
	"<html xmlns=\"http://www.w3.org/1999/xhtml\" "                                         \
	"xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"en-GB\" xml:lang=\"en-GB\">\n"      \
	"<head><title>" title "</title><link rel=\"stylesheet\" href=\"book.css\"/></head>\n"   \
	"<body><main>" body "\n<section id=\"medical-disclaimer\" class=\"notice\" "            \
	"role=\"doc-notice\" epub:type=\"notice\"><h2>Medical disclaimer</h2><p>For education " \
	"only. Ask a physician &amp; be safe.</p><p>Call for help.</p></section></main></body>" \
	"</html>\n"

struct entry {
	const char *name, *content;
};

static const struct entry book[] = {
	{ "mimetype", "application/epub+zip" },
	{ "META-INF/container.xml",
	    "<?xml version=\"1.0\"?><container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:"
	    "container\" version=\"1.0\"><rootfiles><rootfile full-path=\"EPUB/package.opf\" "
	    "media-type=\"application/oebps-package+xml\"/></rootfiles></container>" },
	{ "EPUB/package.opf",
	    "<?xml version=\"1.0\"?><package xmlns=\"http://www.idpf.org/2007/opf\"><manifest>"
	    "<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\"/>"
	    "<item id=\"c1\" href=\"one.xhtml\" media-type=\"application/xhtml+xml\"/>"
	    "<item id=\"css\" href=\"book.css\" media-type=\"text/css\"/>"
	    "<item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>"
	    "<item id=\"p\" href=\"p.svg\" media-type=\"image/svg+xml\"/>"
	    "</manifest></package>" },
	{ "EPUB/nav.xhtml",
	    XHTML("Contents", "<nav epub:type=\"toc\"><ol><li><a href=\"one.xhtml#part\">One</a>"
			      "</li></ol></nav>") },
	{ "EPUB/one.xhtml", XHTML("One", "<h1 id=\"part\">One</h1><p><img src=\"p.svg\" alt=\"P\"/>"
					 "<a href=\"nav.xhtml\">Contents</a></p>") },
	{ "EPUB/book.css", ".notice { border: 1px solid } .lead { display: none }" },
	{ "EPUB/toc.ncx", "<?xml version=\"1.0\"?><ncx><navMap><navPoint><content "
			  "src=\"one.xhtml#part\"/></navPoint></navMap></ncx>" },
	{ "EPUB/p.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>" },
};
enum { ENTRIES = sizeof(book) / sizeof(book[0]) };

/* Packs the book with one entry's text changed; old NULL: renamed to new, or left out when that is
 * NULL too. */
static void
pack(const char *entry, const char *old, const char *new)
{
	struct spool *spool = spool_new(t.root, &t.diag);
	struct archive_entry entries[ENTRIES];
	size_t n = 0;

	assert_non_null(spool);
	for (size_t i = 0; i < ENTRIES; i++) {
		bool here = entry != NULL && strcmp(book[i].name, entry) == 0;
		const char *content = book[i].content;

		if (here && old == NULL && new == NULL)
			continue;
		if (here && old != NULL)
			content = changed(content, old, new);
		entries[n].name = str_of(here && old == NULL ? new : book[i].name);
		assert_true(spool_add(spool, str_of(content), i == 0, &entries[n].data, &t.diag));
		n++;
	}
	assert_true(archive_write(t.root, STR("x.epub"), spool, entries, n, &t.diag));
	spool_free(spool);
}

static const struct {
	enum message message;
	const char *entry, *old, *new;
} book_mutations[] = {
	{ MSG_NOTICE_MISSING, "EPUB/one.xhtml", "id=\"medical-disclaimer\"", "id=\"other\"" },
	{ MSG_NOTICE_MISSING, "EPUB/nav.xhtml", "id=\"medical-disclaimer\"", "id=\"other\"" },
	{ MSG_NOTICE_WRONG, "EPUB/nav.xhtml", "education", "fun" },
	{ MSG_NOTICE_WRONG, "EPUB/nav.xhtml", "xml:lang=\"en-GB\"", "xml:lang=\"es\"" },
	{ MSG_NOTICE_WRONG, "EPUB/nav.xhtml", " xml:lang=\"en-GB\"", "" },
	{ MSG_NOTICE_HIDDEN, "EPUB/one.xhtml", "<main>", "<main hidden=\"hidden\">" },
	{ MSG_MARKUP_UNSAFE, "EPUB/one.xhtml", "xmlns=\"http://www.w3.org/1999/xhtml\"", "" },
	{ MSG_MARKUP_UNSAFE, "EPUB/one.xhtml", "<h1", "<textarea/><h1" },
	{ MSG_XML_BROKEN, "EPUB/one.xhtml", "</h1>", "" },
	{ MSG_STYLE_HIDES, "EPUB/book.css", ".lead", "main" },
	{ MSG_STYLE_BROKEN, "EPUB/book.css", ".lead", "@import 'x.css';" },
	{ MSG_OUTPUT_LINK, "EPUB/one.xhtml", "\"p.svg\"", "\"q.svg\"" },
	{ MSG_OUTPUT_LINK, "EPUB/one.xhtml", "\"nav.xhtml\"", "\"/nav.xhtml\"" },
	{ MSG_OUTPUT_LINK, "EPUB/one.xhtml", "\"nav.xhtml\"", "\"../../index.html\"" },
	{ MSG_OUTPUT_LINK, "EPUB/nav.xhtml", "one.xhtml#part", "one.xhtml#parts" },
	{ MSG_OUTPUT_LINK, "EPUB/toc.ncx", "one.xhtml", "two.xhtml" },
	{ MSG_BOOK_BROKEN, "mimetype", "+zip", "" },
	{ MSG_BOOK_BROKEN, "mimetype", NULL, NULL },
	{ MSG_BOOK_BROKEN, "META-INF/container.xml", NULL, NULL },
	{ MSG_BOOK_BROKEN, "EPUB/package.opf", NULL, NULL },
	{ MSG_BOOK_BROKEN, "EPUB/package.opf", "toc.ncx", "tic.ncx" },
	{ MSG_BOOK_BROKEN, "EPUB/package.opf", "<item id=\"p\"", "<x id=\"p\"" },
	{ MSG_BOOK_BROKEN, "EPUB/package.opf", "application/xhtml+xml", "text/plain" },
	{ MSG_BOOK_BROKEN, "EPUB/package.opf", "image/svg+xml", "application/xhtml+xml" },
	{ MSG_BOOK_BROKEN, "EPUB/p.svg", NULL, "EPUB/r.svg" },
	{ MSG_BOOK_BROKEN, "EPUB/p.svg", NULL, NULL },
};

static void
good_book_passes(void **state)
{
	(void)state;
	pack(NULL, NULL, NULL);
	if (!verify(1))
		fail_msg("%s", said());
}

static void
each_book_mutation_is_caught(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(book_mutations) / sizeof(book_mutations[0]); i++) {
		const char *code = message_table[book_mutations[i].message].code;

		pack(book_mutations[i].entry, book_mutations[i].old, book_mutations[i].new);
		if (verify(1) || strstr(said(), code) == NULL)
			fail_msg("not %s for %s '%s':\n%s", code, book_mutations[i].entry,
			    book_mutations[i].new ? book_mutations[i].new : "left out", said());
		if (strncmp(said(), "x.epub", 6) != 0)
			fail_msg("not for the book:\n%s", said());
		forget();
	}
}

/* The notice is taken out of a finished book, or half of the file is lost. */
static void
a_damaged_book_is_caught(void **state)
{
	struct str bytes;

	(void)state;
	pack(NULL, NULL, NULL);
	assert_true(fs_read(t.root, STR("x.epub"), 1 << 20, &t.arena, &bytes, &t.diag));
	assert_true(fs_write(t.root, STR("x.epub"), str_sub(bytes, 0, bytes.n / 2), &t.diag));
	assert_false(verify(1));
	forget();
	for (size_t at = 30; at < bytes.n; at += 97) { /* no crash, whatever is broken */
		char *copy = (char *)(uintptr_t)arena_str(&t.arena, bytes).p;

		copy[at] = (char)(copy[at] ^ 0x55);
		assert_true(
		    fs_write(t.root, STR("x.epub"), (struct str){ copy, bytes.n }, &t.diag));
		verify(1);
		forget();
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(int argc, char **argv)
{
	const struct CMUnitTest alone[] = { TEST(an_html_parser_sees_the_same_in_a_folder) };
	const struct CMUnitTest tests[] = {
		TEST(good_site_passes),
		TEST(each_mutation_is_caught),
		TEST(other_spellings_pass),
		TEST(unknown_documents_are_found),
		TEST(files_that_are_no_documents_pass),
		TEST(addresses_in_feeds_and_maps_are_looked_up),
		TEST(style_sheets_are_read),
		TEST(every_file_is_named),
		TEST(one_page_of_ten_thousand_is_found),
		TEST(good_book_passes),
		TEST(each_book_mutation_is_caught),
		TEST(a_damaged_book_is_caught),
		TEST(an_html_parser_sees_the_same),
	};
	int failed;

	xml_init();
	given = argc > 1 ? argv[1] : NULL;
	failed = given != NULL ? cmocka_run_group_tests_name("folder", alone, NULL, NULL)
			       : cmocka_run_group_tests_name("verify", tests, NULL, NULL);
	xml_exit();
	return failed;
}
