/* proof.c - one document against the rules; see proof.h.
 *
 * Nothing here is shared with the insertion (notice.c) but the words that the reader must see: the
 * notice is looked for from its outside, by what a browser will make of the document. */
#include "proof.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "formats/xml.h"
#include "parity.h"
#include "target.h"

#define NOTICE_ID "medical-disclaimer"
#define NOTICE_ROLE "doc-notice"

enum { CHARSET_LIMIT = 1024 };

/* An element that is open and may be one around the notice. */
struct level {
	struct str name, classes, id;
	struct str fault; /* the first attribute that could hide what is in it */
	size_t offset;
};

struct name_at {
	struct str name;
	uint64_t hash;
	size_t offset;
};

struct names {
	struct name_at *v;
	size_t n, cap;
};

struct reading {
	const struct publication *publication;
	struct proof_file *file;
	const struct source *document;
	struct proof_notes *notes;
	struct diag *said;
	struct parity parity;
	struct level levels[PARITY_DEPTH];
	size_t depth;           /* open elements */
	struct names ids, used; /* those that are there, those that are named */
	struct str language;
	size_t mains, notices, roles;
	size_t main_depth, notice_depth; /* of the open one, counted from 1; 0: not open */
	size_t notice_offset;
	bool after_notice; /* it is closed, main is still open */
	bool failed;       /* one message was given: what follows may follow from it */
	bool charset;
};

void
proof_notes_release(struct proof_notes *notes)
{
	arena_release(&notes->arena);
	arena_release(&notes->scratch);
	chain_release(&notes->chain);
	buf_release(&notes->text);
	diag_release(&notes->diag);
}

/* ---- messages: one for the markup or the notice -------------------------------------------------
 */

static void
markup_fault(struct reading *r, size_t offset, struct str name, const char *fault)
{
	struct diag *diag = r->said;

	if (fault == NULL || r->failed)
		return;
	r->failed = true;
	if (name.n > 0)
		diag_add(diag, MSG_MARKUP_UNSAFE, pos_at(r->document, offset), "<%.*s> %s",
		    STR_ARG(name), fault);
	else
		diag_add(diag, MSG_MARKUP_UNSAFE, pos_at(r->document, offset), "%s", fault);
	diag_help(diag, "write it so that XML and HTML read the same: a template or raw HTML in an "
			"article made this");
}

static void notice_fault(struct reading *r, enum message message, size_t offset, const char *format,
    ...) PRINTF_LIKE(4, 5);

static void
notice_fault(struct reading *r, enum message message, size_t offset, const char *format, ...)
{
	struct diag *diag = r->said;
	struct buf text = { 0 };
	va_list args;

	if (r->failed)
		return;
	r->failed = true;
	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	diag_add(diag, message, pos_at(r->document, offset), "%.*s", STR_ARG(buf_view(&text)));
	buf_release(&text);
	if (message == MSG_NOTICE_HIDDEN)
		diag_help(diag, "take this out of the template: every reader must see the notice");
}

static bool
is_one_of(struct str name, const char *const *names)
{
	for (; name.n > 0 && *names != NULL; names++)
		if (name.p[0] == **names && str_eq(name, str_of(*names)))
			return true;
	return false;
}

/* ---- ids and references ------------------------------------------------------------------------
 */

static void
add_name(struct reading *r, struct names *list, struct str name, size_t offset)
{
	struct arena *a = &r->notes->scratch;

	*ARENA_PUSH(a, list) = (struct name_at){ arena_str(a, name), map_hash(name), offset };
}

static void
add_words(struct reading *r, struct names *list, struct str words, size_t offset)
{
	while (words.n > 0) {
		struct str word = str_split(&words, ' ');

		if (word.n > 0)
			add_name(r, list, word, offset);
	}
}

static bool
refuse_reference(struct diag *diag, struct pos pos, struct str reference, const char *why)
{
	diag_add(diag, MSG_OUTPUT_LINK, pos, "'%.*s' %s", STR_ARG(reference), why);
	diag_help(diag, "mend the link in the article, the template or the style sheet that made "
			"this file");
	return false;
}

/* In a message's words, with the name that was most likely meant. */
static bool
refuse_missing(const struct publication *p, struct diag *diag, struct pos pos, struct str reference,
    struct str path)
{
	struct arena scratch = { 0 };
	struct str_list names = { 0 };

	refuse_reference(diag, pos, reference,
	    p->book ? "leads to no file of the book" : "leads to no file of the site");
	for (size_t i = 0; i < p->files.n && p->files.n < 2000; i++)
		*ARENA_PUSH(&scratch, &names) = p->files.v[i].key;
	diag_suggest(diag, path, names.v, names.n);
	arena_release(&scratch);
	return false;
}

bool
proof_reference(const struct publication *p, struct str from, struct str reference, struct pos pos,
    struct arena *scratch, const struct proof_file **to, struct diag *diag)
{
	struct target t = target_find(p->base_url, from, reference, scratch);
	const struct proof_file *file;

	if (to != NULL)
		*to = NULL;
	if (t.kind == TARGET_BAD)
		return refuse_reference(diag, pos, reference, t.why);
	if (t.kind != TARGET_FILE)
		return true;
	file = map_get(&p->files, t.path);
	if (file == NULL)
		return refuse_missing(p, diag, pos, reference, t.path);
	if (!file->listed)
		return refuse_reference(
		    diag, pos, reference, "is not listed in the book's package");
	if (to != NULL)
		*to = file;
	return true;
}

static struct str
fragment_of(const struct publication *p, struct str from, struct str reference, struct arena *a)
{
	return target_find(p->base_url, from, reference, a).fragment;
}

/* Fragments that need no element. */
static bool
is_special(struct str fragment)
{
	return fragment.n == 0 || str_eq(fragment, STR("top")) || str_starts(fragment, STR(":~:"));
}

static void
read_link(struct reading *r, const struct xml_tag *tag, struct str reference)
{
	struct arena *scratch = &r->notes->scratch;
	const struct publication *p = r->publication;
	struct pos pos = { 0 };
	struct str fragment;
	const struct proof_file *to;
	struct diag found = { 0 };

	if (!proof_reference(p, r->file->path, reference, pos, scratch, &to, &found)) {
		pos = pos_at(r->document, tag->offset);
		proof_reference(p, r->file->path, reference, pos, scratch, &to, r->said);
		diag_release(&found);
		return;
	}
	if (str_find_char(reference, 0, '#') == reference.n)
		return;
	fragment = fragment_of(p, r->file->path, reference, scratch);
	if (is_special(fragment))
		return;
	if (to == r->file || (to == NULL && str_trim(reference).p[0] == '#'))
		add_name(r, &r->used, fragment, tag->offset);
	else if (to != NULL && to->document)
		*ARENA_PUSH(&r->notes->arena, &r->notes->anchors) = (struct proof_anchor){ r->file,
			to, map_hash(fragment), (uint32_t)tag->offset };
}

/* "a.png 1x, b.png 2x": the addresses of a srcset. */
static void
read_set(struct reading *r, const struct xml_tag *tag, struct str set)
{
	while (set.n > 0) {
		struct str candidate = str_trim(str_split(&set, ','));

		candidate.n = str_find_char(candidate, 0, ' ');
		if (candidate.n > 0)
			read_link(r, tag, candidate);
	}
}

/* Whoever is sent out of the site at once never sees the notice. */
static void
read_way(struct reading *r, const struct xml_tag *tag, struct str reference)
{
	struct target t = target_find(
	    r->publication->base_url, r->file->path, reference, &r->notes->scratch);

	read_link(r, tag, reference);
	if (t.kind == TARGET_ELSEWHERE)
		markup_fault(r, tag->offset, tag->name,
		    "sends its reader away from the page before the disclaimer can be read");
}

/* "0; url=../new/": where a page sends its reader; a browser reads other spellings too. */
static void
read_refresh(struct reading *r, const struct xml_tag *tag)
{
	static const char *const harmless[] = { "content-security-policy", "x-ua-compatible",
		"default-style", NULL };
	struct str content = xml_get(tag, "content"), name = xml_get(tag, "http-equiv");
	size_t at = str_find_char(content, 0, ';');
	struct str way = str_trim(str_from(content, at < content.n ? at + 1 : at));

	if (name.n == 0 || is_one_of(name, harmless))
		return;
	if (!str_eq(name, STR("refresh"))) {
		markup_fault(r, tag->offset, tag->name,
		    "speaks for the server with something other than \"refresh\"");
		return;
	}
	if (way.n == 0)
		markup_fault(r, tag->offset, tag->name, "reloads its own page again and again");
	else if (!str_starts(way, STR("url=")))
		markup_fault(r, tag->offset, tag->name,
		    "sends its reader on, but not in the form content=\"0; url=...\"");
	else
		read_way(r, tag, str_trim(str_from(way, 4)));
}

/* A script in an attribute could do anything to the page. */
static void
check_attribute(struct reading *r, const struct xml_tag *tag, struct str name)
{
	if (name.n > 2 && name.p[0] == 'o' && name.p[1] == 'n')
		markup_fault(r, tag->offset, tag->name,
		    "has a script in an attribute: put it into a file of the theme");
}

static void
read_style_link(struct reading *r, const struct xml_tag *tag, struct str href)
{
	struct arena *a = &r->notes->scratch;
	struct str rel = text_fold(a, xml_get(tag, "rel")); /* browsers read it in any case */
	struct str path = target_find(r->publication->base_url, r->file->path, href, a).path;

	if (str_find(rel, 0, STR("stylesheet")) == rel.n)
		return;
	if (path.p == NULL || !str_ends(path, STR(".css")))
		markup_fault(r, tag->offset, tag->name,
		    "names a style sheet that is no .css file of the site or book: it could hide "
		    "the disclaimer");
}

static void
read_references(struct reading *r, const struct xml_tag *tag)
{
	static const char *const addresses[] = { "href", "src", "xlink:href", "poster", "action",
		"formaction", "data", "longdesc", NULL };
	static const char *const id_lists[] = { "aria-labelledby", "aria-describedby",
		"aria-details", "for", NULL };

	for (size_t i = 0; i < tag->n; i++) {
		struct str name = tag->attributes[i].name, value = tag->attributes[i].value;

		check_attribute(r, tag, name);
		if (str_eq(name, STR("id")))
			add_name(r, &r->ids, value, tag->offset);
		else if (is_one_of(name, addresses))
			read_link(r, tag, value);
		else if (str_eq(name, STR("srcset")) || str_eq(name, STR("imagesrcset")))
			read_set(r, tag, value);
		else if (is_one_of(name, id_lists))
			add_words(r, &r->used, value, tag->offset);
	}
	if (str_eq(tag->name, STR("meta")))
		read_refresh(r, tag);
	if (str_eq(tag->name, STR("link")))
		read_style_link(r, tag, xml_get(tag, "href"));
}

static int
compare_names(const void *va, const void *vb)
{
	const struct name_at *a = va, *b = vb;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return a->offset < b->offset ? -1 : a->offset > b->offset;
}

/* The ids of a document, sorted; a second one of the same name is told. */
static void
finish_ids(struct reading *r)
{
	struct names *ids = &r->ids;
	uint64_t *hashes = ARENA_ARRAY(&r->notes->arena, uint64_t, ids->n + 1);

	if (ids->n > 0)
		qsort(ids->v, ids->n, sizeof(ids->v[0]), compare_names);
	for (size_t i = 0; i < ids->n; i++) {
		hashes[i] = ids->v[i].hash;
		if (i == 0 || hashes[i] != hashes[i - 1] || str_eq(ids->v[i].name, STR(NOTICE_ID)))
			continue; /* of a second notice another message tells */
		diag_add(r->said, MSG_ID_TWICE, pos_at(r->document, ids->v[i].offset),
		    "the id '%.*s' stands twice on this page", STR_ARG(ids->v[i].name));
		diag_help(r->said, "change one of them in the article or in the template");
		diag_related(r->said, pos_at(r->document, ids->v[i - 1].offset), "first used here");
	}
	r->file->ids = hashes;
	r->file->n = ids->n;
	r->file->read = true;
}

bool
proof_has_id(const struct proof_file *file, uint64_t id)
{
	size_t low = 0, high = file->n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (file->ids[middle] == id)
			return true;
		if (file->ids[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static void
finish_used(struct reading *r)
{
	for (size_t i = 0; i < r->used.n; i++) {
		const struct name_at *name = &r->used.v[i];

		if (proof_has_id(r->file, name->hash))
			continue;
		diag_add(r->said, MSG_OUTPUT_LINK, pos_at(r->document, name->offset),
		    "no element of this page has the id '%.*s'", STR_ARG(name->name));
		diag_help(r->said, "mend the link, or give the id to what it leads to");
	}
}

/* ---- the notice: what stands around it ---------------------------------------------------------
 */

/* Attributes that cannot hide an element; anything else may. */
static bool
is_harmless(struct reading *r, const struct xml_attribute *attribute)
{
	static const char *const harmless[] = { "class", "id", "tabindex", "title", "dir", "prefix",
		"epub:prefix", "epub:type", "aria-label", "aria-labelledby", "aria-describedby",
		"itemscope", "itemtype", "itemprop", "itemid", "vocab", "typeof", "property",
		"resource", "translate", "xmlns", NULL };
	struct str name = attribute->name;

	if (str_eq(name, STR("lang")) || str_eq(name, STR("xml:lang")))
		return r->language.n == 0 || str_eq(attribute->value, r->language);
	if (str_eq(name, STR("role")))
		return str_eq(attribute->value, STR("main")) ||
		       str_eq(attribute->value, STR("article")) ||
		       str_eq(attribute->value, STR("document")) ||
		       str_starts(attribute->value, STR("doc-"));
	return str_starts(name, STR("data-")) || str_starts(name, STR("xmlns:")) ||
	       is_one_of(name, harmless);
}

static struct str
first_fault(struct reading *r, const struct xml_tag *tag)
{
	for (size_t i = 0; i < tag->n; i++)
		if (!is_harmless(r, &tag->attributes[i]))
			return arena_str(&r->notes->scratch, tag->attributes[i].name);
	return (struct str){ NULL, 0 };
}

/* Remembers an element that the notice may come to stand in. */
static void
open_level(struct reading *r, const struct xml_tag *tag)
{
	static const char *const around[] = { "html", "body", "div", "article", "main", "section",
		NULL };
	struct arena *a = &r->notes->scratch;
	struct level *level = &r->levels[r->depth++];

	*level = (struct level){ .offset = tag->offset };
	if (r->notices > 0 || !is_one_of(tag->name, around))
		return;
	level->name = arena_str(a, tag->name);
	level->classes = arena_str(a, xml_get(tag, "class"));
	level->id = arena_str(a, xml_get(tag, "id"));
	level->fault = first_fault(r, tag);
}

/* The notice has just been opened: what stands around it must be plain and visible. */
static void
check_around(struct reading *r)
{
	for (size_t i = 0; i + 1 < r->depth; i++) {
		const struct level *level = &r->levels[i];
		bool in_place = level->name.n > 0 && !str_eq(level->name, STR("section"));

		if (!in_place) {
			notice_fault(r, MSG_NOTICE_HIDDEN, level->offset,
			    "the disclaimer stands inside this element, which may hide it");
			return;
		}
		if (level->fault.p != NULL) {
			notice_fault(r, MSG_NOTICE_HIDDEN, level->offset,
			    "the disclaimer stands inside this element, whose attribute '%.*s' may "
			    "hide it",
			    STR_ARG(level->fault));
			return;
		}
	}
	if (r->main_depth == 0 || r->main_depth + 1 != r->depth)
		notice_fault(r, MSG_NOTICE_WRONG, r->notice_offset,
		    "the disclaimer does not stand directly in <main>");
}

static void
open_notice(struct reading *r, const struct xml_tag *tag)
{
	const struct level *level = &r->levels[r->depth - 1];

	if (r->notices++ > 0) {
		notice_fault(r, MSG_NOTICE_WRONG, tag->offset, "the disclaimer stands here again");
		return;
	}
	r->notice_offset = tag->offset;
	r->notice_depth = r->depth;
	buf_reset(&r->notes->text);
	if (!str_eq(tag->name, STR("section")))
		notice_fault(r, MSG_NOTICE_WRONG, tag->offset, "the disclaimer is no <section>");
	if (!str_eq(xml_get(tag, "role"), STR(NOTICE_ROLE)))
		notice_fault(r, MSG_NOTICE_WRONG, tag->offset,
		    "the disclaimer lacks role=\"" NOTICE_ROLE "\"");
	if (level->fault.p != NULL)
		notice_fault(r, MSG_NOTICE_HIDDEN, tag->offset,
		    "the disclaimer's attribute '%.*s' may hide it", STR_ARG(level->fault));
	check_around(r);
	for (size_t i = 0; i < r->depth; i++)
		chain_add(
		    &r->notes->chain, r->levels[i].name, r->levels[i].classes, r->levels[i].id);
}

/* ---- the notice: what stands in it and after it ------------------------------------------------
 */

static bool
starts_line(struct str name)
{
	static const char *const names[] = { "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol",
		"li", "br", NULL };

	return is_one_of(name, names);
}

static void
read_inner(struct reading *r, const struct xml_tag *tag)
{
	static const char *const phrases[] = { "strong", "em", "b", "i", "a", "span", "abbr",
		NULL };
	struct str fault = STR("");

	for (size_t i = 0; i < tag->n; i++)
		if (!is_harmless(r, &tag->attributes[i]) &&
		    !str_eq(tag->attributes[i].name, STR("href")))
			fault = tag->attributes[i].name;
	if (starts_line(tag->name))
		buf_char(&r->notes->text, ' ');
	else if (!is_one_of(tag->name, phrases))
		notice_fault(r, MSG_NOTICE_HIDDEN, tag->offset,
		    "<%.*s> stands in the disclaimer, which may hide words", STR_ARG(tag->name));
	if (fault.n > 0)
		notice_fault(r, MSG_NOTICE_HIDDEN, tag->offset,
		    "the attribute '%.*s' stands in the disclaimer, which may hide words",
		    STR_ARG(fault));
	chain_add(&r->notes->chain, tag->name, xml_get(tag, "class"), xml_get(tag, "id"));
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct str
next_word(struct str *rest)
{
	size_t n = 0;
	struct str word;

	while (rest->n > 0 && is_space(rest->p[0]))
		*rest = str_from(*rest, 1);
	while (n < rest->n && !is_space(rest->p[n]))
		n++;
	word = str_sub(*rest, 0, n);
	*rest = str_from(*rest, n);
	return word;
}

static const struct verify_notice *
find_notice(struct reading *r)
{
	const struct verify_rules *rules = r->publication->rules;

	for (size_t i = 0; i < rules->n; i++)
		if (str_eq(rules->notices[i].language, r->language))
			return &rules->notices[i];
	return NULL;
}

/* Word by word, so that a message can say where they part. */
static void
check_words(struct reading *r)
{
	const struct verify_notice *notice = find_notice(r);
	struct str wanted, found = buf_view(&r->notes->text), a, b;

	if (notice == NULL) {
		notice_fault(r, MSG_NOTICE_WRONG, r->notice_offset,
		    "there are no words of the disclaimer for the page's language, '%.*s'",
		    STR_ARG(r->language));
		diag_help(r->said, "write lang=\"{{ page.language }}\" in the template, or the "
				   "disclaimer of that language in site.yaml");
		return;
	}
	wanted = notice->text;
	do {
		a = next_word(&wanted);
		b = next_word(&found);
	} while (a.n > 0 && str_eq(a, b));
	if (a.n == 0 && b.n == 0)
		return;
	notice_fault(r, MSG_NOTICE_WRONG, r->notice_offset,
	    "the disclaimer is not the one for '%.*s': '%.*s' stands where '%.*s' must",
	    STR_ARG(r->language), STR_ARG(b), STR_ARG(a));
}

static void
check_after(struct reading *r, size_t offset)
{
	if (r->after_notice)
		notice_fault(r, MSG_NOTICE_WRONG, offset,
		    "something follows the disclaimer in <main>: it must be last");
}

/* ---- the scan ----------------------------------------------------------------------------------
 */

static void
open_root(struct reading *r, const struct xml_tag *tag)
{
	struct str language = xml_get(tag, "lang"), xml = xml_get(tag, "xml:lang");

	r->language = arena_str(&r->notes->scratch, language);
	if (language.n == 0)
		notice_fault(r, MSG_NOTICE_WRONG, tag->offset,
		    "the page does not say its language: <html lang=\"…\">");
	else if ((r->publication->book || xml.p != NULL) && !str_eq(language, xml))
		notice_fault(r, MSG_NOTICE_WRONG, tag->offset,
		    "lang and xml:lang of the page differ: '%.*s' and '%.*s'", STR_ARG(language),
		    STR_ARG(xml));
	if (r->publication->book &&
	    !str_eq(xml_get(tag, "xmlns"), STR("http://www.w3.org/1999/xhtml")))
		markup_fault(r, tag->offset, tag->name, "does not declare the name space of XHTML");
}

static void
open_script(struct reading *r, const struct xml_tag *tag)
{
	struct str type = xml_get(tag, "type");

	if (xml_get(tag, "src").n == 0 && !str_eq(type, STR("application/ld+json")))
		markup_fault(r, tag->offset, tag->name,
		    "holds a script: put it into a file of the theme and name it by src");
}

static void
open_main(struct reading *r, const struct xml_tag *tag)
{
	if (r->mains++ > 0)
		notice_fault(r, MSG_NOTICE_WRONG, tag->offset, "the page has a second <main>");
	else
		r->main_depth = r->depth;
}

static bool
has_word(struct str words, struct str word)
{
	while (words.n > 0) {
		struct str one = next_word(&words);

		if (one.n == word.n && one.n > 0) {
			size_t i = 0;

			while (i < one.n && (one.p[i] | 0x20) == (word.p[i] | 0x20))
				i++;
			if (i == one.n)
				return true;
		}
	}
	return false;
}

static void
on_start(void *ctx, const struct xml_tag *tag)
{
	struct reading *r = ctx;
	struct str role = xml_get(tag, "role");
	bool inner = r->notice_depth > 0;

	markup_fault(r, tag->offset, tag->name, parity_start(&r->parity, tag));
	check_after(r, tag->offset);
	if (r->depth == 0)
		open_root(r, tag);
	open_level(r, tag);
	if (str_eq(tag->name, STR("main")))
		open_main(r, tag);
	else if (str_eq(tag->name, STR("script")))
		open_script(r, tag);
	else if (str_eq(tag->name, STR("meta")) && tag->end <= CHARSET_LIMIT &&
		 has_word(xml_get(tag, "charset"), STR("utf-8")))
		r->charset = true;
	if (role.n > 0 && has_word(role, STR(NOTICE_ROLE)) && r->roles++ > 0)
		notice_fault(r, MSG_NOTICE_WRONG, tag->offset,
		    "a second element has role=\"" NOTICE_ROLE "\"");
	if (inner)
		read_inner(r, tag);
	if (str_eq(xml_get(tag, "id"), STR(NOTICE_ID)))
		open_notice(r, tag);
	read_references(r, tag);
}

static void
on_end(void *ctx, const struct xml_tag *tag)
{
	struct reading *r = ctx;

	parity_end(&r->parity, tag);
	if (r->notice_depth > 0 && starts_line(tag->name))
		buf_char(&r->notes->text, ' ');
	if (r->depth == r->notice_depth) {
		check_words(r);
		r->notice_depth = 0;
		r->after_notice = r->main_depth > 0;
	}
	if (r->depth == r->main_depth) {
		r->main_depth = 0;
		r->after_notice = false;
	}
	r->depth--;
}

static void
on_text(void *ctx, struct str text)
{
	struct reading *r = ctx;
	size_t offset = r->depth > 0 ? r->levels[r->depth - 1].offset : 0;

	markup_fault(r, offset, (struct str){ NULL, 0 }, parity_text(&r->parity, text));
	if (r->notice_depth > 0)
		buf_str(&r->notes->text, text);
	else if (r->after_notice && str_trim(text).n > 0)
		check_after(r, r->notice_offset);
}

static void
on_comment(void *ctx, struct str text)
{
	struct reading *r = ctx;
	size_t offset = r->depth > 0 ? r->levels[r->depth - 1].offset : 0;

	markup_fault(r, offset, (struct str){ NULL, 0 }, parity_comment(&r->parity, text));
}

/* What can be said only at the end. */
static void
finish(struct reading *r)
{
	struct source whole = { .path = r->document->path };

	if (r->notices == 0 && !r->failed) {
		r->failed = true;
		diag_add(r->said, MSG_NOTICE_MISSING, (struct pos){ .source = &whole },
		    "this page has no medical disclaimer");
		diag_help(r->said, "nothing may be published without it: take the file out "
				   "of the output folder, or have soleus make it");
	}
	if (!r->publication->book && !r->charset && str_ends(r->file->path, STR("html")) &&
	    !str_ends(r->file->path, STR(".xhtml")))
		markup_fault(r, 0, STR("head"),
		    "does not begin with <meta charset=\"utf-8\"/>: a browser may read other "
		    "letters");
	finish_ids(r);
	finish_used(r);
}

void
proof_read(const struct publication *p, struct proof_file *file, const struct source *document,
    struct proof_notes *notes)
{
	static const struct xml_handler handler = { on_start, on_end, on_text, on_comment };
	struct diag said = { 0 };
	struct reading *r;
	size_t offset;
	const char *fault;

	arena_reset(&notes->scratch);
	buf_reset(&notes->text);
	r = ARENA_NEW(&notes->scratch, struct reading);
	r->publication = p;
	r->file = file;
	r->document = document;
	r->notes = notes;
	r->said = &said;
	fault = parity_check_text(document->text, &offset);
	markup_fault(r, offset, (struct str){ NULL, 0 }, fault);
	if (xml_scan(document, &handler, r, &notes->diag)) {
		finish(r);
		diag_merge(&notes->diag, &said);
	} /* else all that was found may follow from the one fault that XML sees */
	diag_release(&said);
}

/* ---- feeds and maps ----------------------------------------------------------------------------
 */

struct listing {
	const struct publication *publication;
	const struct source *source;
	struct proof_notes *notes;
	size_t place; /* of the <loc> that is open */
	bool in_place;
};

/* Addresses of other sites, and relative ones, are not meant here. */
static void
read_address(struct listing *l, struct str address, size_t offset)
{
	const struct publication *p = l->publication;

	if (p->base_url.n > 0 && str_starts(address, p->base_url))
		proof_reference(p, l->source->path, address, pos_at(l->source, offset),
		    &l->notes->scratch, NULL, &l->notes->diag);
}

static void
on_list_start(void *ctx, const struct xml_tag *tag)
{
	struct listing *l = ctx;

	l->in_place = str_eq(tag->name, STR("loc"));
	l->place = tag->offset;
	buf_reset(&l->notes->text);
	for (size_t i = 0; i < tag->n; i++)
		if (str_eq(tag->attributes[i].name, STR("href")) ||
		    str_eq(tag->attributes[i].name, STR("src")))
			read_address(l, tag->attributes[i].value, tag->offset);
}

static void
on_list_text(void *ctx, struct str text)
{
	struct listing *l = ctx;

	if (l->in_place)
		buf_str(&l->notes->text, text);
}

static void
on_list_end(void *ctx, const struct xml_tag *tag)
{
	struct listing *l = ctx;

	(void)tag;
	if (l->in_place)
		read_address(l, str_trim(buf_view(&l->notes->text)), l->place);
	l->in_place = false;
}

void
proof_read_list(const struct publication *p, const struct source *list, struct proof_notes *notes)
{
	static const struct xml_handler handler = { on_list_start, on_list_end, on_list_text,
		NULL };
	struct listing l = { .publication = p, .source = list, .notes = notes };

	arena_reset(&notes->scratch);
	xml_scan(list, &handler, &l, &notes->diag);
}
