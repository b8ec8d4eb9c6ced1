/* links.c - links are paths of files, as on the author's disk; see links.h. */
#include "links.h"

#include "base/text.h"

static bool
has_scheme(struct str href)
{
	size_t colon = str_find_char(href, 0, ':');

	for (size_t i = 0; i < colon; i++) {
		char c = href.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			(i > 0 && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))))
			return false;
	}
	return colon > 0 && colon < href.n;
}

struct str
path_resolve(struct arena *a, struct str folder, struct str path)
{
	struct str parts[64], rest[2] = { folder, path };
	struct buf out = { 0 };
	struct str resolved;
	size_t n = 0;

	for (size_t r = 0; r < 2; r++)
		while (rest[r].n > 0) {
			struct str part = str_split(&rest[r], '/');

			if (part.n == 0 || str_eq(part, STR(".")))
				continue;
			if (!str_eq(part, STR("..")) && n < 64)
				parts[n++] = part;
			else if (n-- == 0 || n >= 63)
				return (struct str){ NULL, 0 };
		}
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_char(&out, '/');
		buf_str(&out, parts[i]);
	}
	resolved = arena_str(a, buf_view(&out));
	buf_release(&out);
	return resolved;
}

struct str
url_between(struct arena *a, struct str from, struct str to, bool portable)
{
	struct buf out = { 0 };
	struct str url;
	size_t common = 0;

	for (size_t i = 0; i < from.n && i < to.n && from.p[i] == to.p[i]; i++)
		if (from.p[i] == '/')
			common = i + 1;
	for (size_t i = common; i < from.n; i++)
		if (from.p[i] == '/')
			buf_str(&out, STR("../"));
	buf_str(&out, str_from(to, common));
	if (portable && (to.n == 0 || to.p[to.n - 1] == '/'))
		buf_str(&out, STR("index.html"));
	if (out.n == 0)
		buf_str(&out, STR("./"));
	url = arena_str(a, buf_view(&out));
	buf_release(&out);
	return url;
}

/* What %XX stands for: paths of files are compared as text. */
static struct str
decoded(struct arena *a, struct str s)
{
	struct buf out = { 0 };
	struct str result;

	if (str_find_char(s, 0, '%') == s.n)
		return s;
	for (size_t i = 0; i < s.n; i++) {
		static const char digits[] = "0123456789abcdef";
		int value = 0, n = 0;

		for (; s.p[i] == '%' && n < 2 && i + 1 + (size_t)n < s.n; n++) {
			char c = (char)(s.p[i + 1 + (size_t)n] | 0x20);
			size_t digit = str_find_char(STR("0123456789abcdef"), 0, c);

			if (digit >= sizeof(digits) - 1)
				break;
			value = value * 16 + (int)digit;
		}
		buf_char(&out, n == 2 && value > 0 ? (char)value : s.p[i]);
		i += n == 2 && value > 0 ? 2 : 0;
	}
	result = arena_str(a, buf_view(&out));
	buf_release(&out);
	return result;
}

/* ---- suggestions -------------------------------------------------------------------------- */

/* path as written from folder: what the author should have typed. */
static struct str
from_folder(struct arena *a, struct str folder, struct str path)
{
	struct str base = folder.n > 0 ? arena_printf(a, "%.*s/", STR_ARG(folder)) : STR("");

	return url_between(a, base, path, false);
}

enum { SUGGEST_ARTICLES = 1, SUGGEST_MEDIA = 2 };

static bool
suggest_path(const struct course *c, const struct article *from, struct str href, int what,
    struct arena *a, struct diag *diag)
{
	struct str *names = ARENA_ARRAY(a, struct str, c->all_n + c->media.n + 1);
	size_t n = 0;

	for (size_t i = 0; (what & SUGGEST_ARTICLES) != 0 && i < c->all_n; i++)
		names[n++] = from_folder(a, from->folder, c->all[i]->source.path);
	for (size_t i = 0; (what & SUGGEST_MEDIA) != 0 && i < c->media.n; i++)
		names[n++] = from_folder(a, from->folder, c->media.v[i].path);
	return diag_suggest(diag, href, names, n);
}

/* An article of the same file name elsewhere is the likeliest thing meant. */
static bool
suggest_moved(const struct course *c, const struct article *from, struct str path, struct arena *a,
    struct diag *diag)
{
	struct str name = path;

	if (str_ends(name, STR("/index.md")))
		name.n -= sizeof("/index.md") - 1;
	for (size_t i = name.n; i > 0; i--)
		if (name.p[i - 1] == '/') {
			name = str_from(name, i);
			break;
		}
	for (size_t i = 0; i < c->all_n; i++) {
		struct str other = c->all[i]->source.path;
		size_t at = str_find(other, 0, name);

		if (at == 0 || at == other.n || other.p[at - 1] != '/' || name.n == 0)
			continue;
		if (at + name.n == other.n ||
		    str_eq(str_from(other, at + name.n), STR("/index.md")) ||
		    str_eq(str_from(other, at + name.n), STR(".md"))) {
			struct str shown = from_folder(a, from->folder, other);

			diag_help(diag, "from here it is `%.*s`", STR_ARG(shown));
			return true;
		}
	}
	return false;
}

/* What to write in place of a link or picture that was not found. */
static void
suggest(const struct course *c, const struct article *from, struct str href, struct str path,
    int what, struct arena *a, struct diag *diag)
{
	/* what is misspelt is the file: the mark behind it would count as a misspelling, too */
	href = str_sub(href, 0, str_find_char(href, 0, '#'));
	if (suggest_path(c, from, href, what, a, diag) ||
	    ((what & SUGGEST_ARTICLES) != 0 && suggest_moved(c, from, path, a, diag)))
		return;
	if (what == SUGGEST_MEDIA)
		diag_help(diag, "put it beside the article, or into content/images/ and write its "
				"path from here");
	else
		diag_help(diag, "write the path of the file from the folder of this article on");
}

/* ---- resolving ---------------------------------------------------------------------------- */

static const char *
why_unpublished(enum article_state state)
{
	switch (state) {
	case ARTICLE_DRAFT: return "it is a draft";
	case ARTICLE_FUTURE: return "its date of publication is in the future";
	case ARTICLE_UNREVIEWED: return "it is not reviewed yet";
	case ARTICLE_PUBLISHED: break;
	}
	return "";
}

static bool
has_anchor(const struct article *article, struct str id)
{
	for (size_t i = 0; i < article->ids.n; i++)
		if (str_eq(article->ids.v[i], id))
			return true;
	return str_eq(id, STR("main")) || str_eq(id, STR("medical-disclaimer"));
}

static void
report_anchor(const struct article *to, struct str fragment, struct pos pos, struct diag *diag)
{
	struct arena scratch = { 0 };
	struct str *names = ARENA_ARRAY(&scratch, struct str, to->ids.n + 1);
	struct str wrong = arena_printf(&scratch, "#%.*s", STR_ARG(fragment));

	for (size_t i = 0; i < to->ids.n; i++)
		names[i] = arena_printf(&scratch, "#%.*s", STR_ARG(to->ids.v[i]));
	diag_add(diag, MSG_LINK_ANCHOR, pos, "'%.*s' has no heading or mark '%.*s'",
	    STR_ARG(to->source.path), STR_ARG(wrong));
	diag_choices(diag, wrong, "it has", names, to->ids.n);
	arena_release(&scratch);
}

static bool
check_article(const struct course *c, const struct article *to, struct str href,
    struct str fragment, struct pos pos, struct diag *diag)
{
	if (to->state != ARTICLE_PUBLISHED && !c->options.drafts) {
		diag_add(diag, MSG_LINK_UNPUBLISHED, pos,
		    "link to '%.*s', which is not published: %s", STR_ARG(href),
		    why_unpublished(to->state));
		diag_help(diag, "publish it too, or take the link out until then");
		return false;
	}
	if (fragment.n == 0 || !to->text_read || has_anchor(to, fragment))
		return true;
	report_anchor(to, fragment, pos, diag);
	return false;
}

static struct target
resolve_article(const struct course *c, const struct article *from, struct str href,
    struct str path, struct target t, struct pos pos, struct arena *a, struct diag *diag)
{
	t.article = path.p != NULL ? map_get(&c->by_path, path) : NULL;
	if (t.article == NULL) {
		diag_add(
		    diag, MSG_LINK_MISSING, pos, "link to '%.*s': no such article", STR_ARG(href));
		suggest(c, from, href, path.p != NULL ? path : href, SUGGEST_ARTICLES, a, diag);
	} else if (check_article(c, t.article, href, t.fragment, pos, diag)) {
		t.kind = TARGET_ARTICLE;
	}
	return t;
}

struct target
link_resolve(const struct course *c, const struct article *from, struct str href, struct pos pos,
    struct arena *a, struct diag *diag)
{
	struct target t = { .path = STR(""), .fragment = STR("") };
	size_t hash = str_find_char(href, 0, '#');
	struct str file = decoded(a, str_sub(href, 0, hash)), path;

	if (has_scheme(href) || str_starts(href, STR("//"))) {
		t.kind = TARGET_EXTERNAL;
		t.path = href;
		return t;
	}
	t.fragment = decoded(a, str_from(href, hash < href.n ? hash + 1 : hash));
	if (file.n == 0) {
		if (check_article(c, from, href, t.fragment, pos, diag))
			t.kind = TARGET_SAME;
		return t;
	}
	if (file.p[0] == '/') {
		t.kind = TARGET_ADDRESS;
		t.path = str_from(file, 1);
		return t;
	}
	path = path_resolve(a, from->folder, file);
	if (str_ends(file, STR(".md")))
		return resolve_article(c, from, href, path, t, pos, a, diag);
	t.media = path.p != NULL ? map_get(&c->media_by_path, path) : NULL;
	if (t.media != NULL) {
		t.kind = TARGET_MEDIA;
		return t;
	}
	diag_add(diag, MSG_LINK_MISSING, pos, "link to '%.*s': no such file", STR_ARG(href));
	suggest(c, from, href, file, SUGGEST_ARTICLES | SUGGEST_MEDIA, a, diag);
	return t;
}

struct target
image_resolve(const struct course *c, const struct article *from, struct str src, struct pos pos,
    struct arena *a, struct diag *diag)
{
	struct target t = { .path = STR(""), .fragment = STR("") };
	struct str path;

	if (has_scheme(src) || str_starts(src, STR("//"))) {
		diag_add(diag, MSG_IMAGE_REMOTE, pos, "the picture '%.*s' is on another site",
		    STR_ARG(src));
		diag_help(diag, "copy it into the course: pages and books work without a network");
		return t;
	}
	path = src.n > 0 && src.p[0] == '/'
		   ? path_resolve(a, STR("content"), str_from(decoded(a, src), 1))
		   : path_resolve(a, from->folder, decoded(a, src));
	t.media = path.p != NULL ? map_get(&c->media_by_path, path) : NULL;
	if (t.media == NULL) {
		diag_add(
		    diag, MSG_IMAGE_MISSING, pos, "the picture '%.*s' was not found", STR_ARG(src));
		suggest(c, from, src, src, SUGGEST_MEDIA, a, diag);
	} else if (t.media->picture.type == PICTURE_UNKNOWN) {
		diag_add(diag, MSG_IMAGE_UNREADABLE, pos,
		    "'%.*s' is no picture that pages and books can show", STR_ARG(src));
		diag_help(diag, "use PNG, JPEG, GIF, WebP or SVG");
	} else {
		t.kind = TARGET_MEDIA;
	}
	return t;
}

static void
check_node(const struct course *c, const struct article *from, const struct node *node,
    struct arena *a, struct diag *diag)
{
	if (node->type == NODE_LINK)
		link_resolve(c, from, node->as.link.url, node->pos, a, diag);
	else if (node->type == NODE_IMAGE)
		image_resolve(c, from, node->as.link.url, node->pos, a, diag);
}

void
links_check(const struct course *c, struct diag *diag)
{
	struct article_options options = course_article_options(c);
	struct diag again = { 0 }; /* a text that could not be read was reported */
	struct arena scratch = { 0 };

	for (size_t i = 0; i < c->all_n; i++) {
		const struct node *tree = article_parse(
		    c->options.root, c->all[i], &options, &scratch, &again);

		for (const struct node *n = tree; n != NULL; n = node_next(n, tree))
			check_node(c, c->all[i], n, &scratch, diag);
		arena_reset(&scratch);
	}
	diag_release(&again);
	arena_release(&scratch);
}
