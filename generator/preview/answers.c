/* answers.c - a table of addresses; see answers.h. */
#include "answers.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "browser.h"
#include "editor.h"
#include "formats/json.h"
#include "inject.h"
#include "publish/prose.h"

static const char html[] = "text/html; charset=utf-8";

static const struct {
	const char *suffix, *type;
} types[] = {
	{ ".html", html },
	{ "/", html },
	{ ".css", "text/css; charset=utf-8" },
	{ ".js", "text/javascript; charset=utf-8" },
	{ ".xhtml", "application/xhtml+xml" },
	{ ".svg", "image/svg+xml" },
	{ ".png", "image/png" },
	{ ".jpg", "image/jpeg" },
	{ ".jpeg", "image/jpeg" },
	{ ".gif", "image/gif" },
	{ ".webp", "image/webp" },
	{ ".woff2", "font/woff2" },
	{ ".pdf", "application/pdf" },
	{ ".mp4", "video/mp4" },
	{ ".mp3", "audio/mpeg" },
	{ ".json", "application/json" },
	{ ".xml", "application/xml" },
	{ ".txt", "text/plain; charset=utf-8" },
	{ ".epub", "application/epub+zip" },
};

static const char *
type_of(struct str path)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (path.n == 0 || str_ends(path, str_of(types[i].suffix)))
			return types[i].type;
	return "application/octet-stream";
}

/* One request on its way to its answer. */
struct call {
	struct answers *answers;
	const struct request *request;
	struct arena *arena;
	struct answer *answer;
	struct str path; /* decoded */
};

static void
say(struct call *call, unsigned status, const char *text)
{
	call->answer->status = status;
	call->answer->type = "text/plain; charset=utf-8";
	buf_reset(&call->answer->body);
	buf_printf(&call->answer->body, "%s\n", text);
}

static void
redirect(struct call *call, struct str to)
{
	struct buf location = { 0 };

	say(call, 302, "It is elsewhere.");
	text_escape_url(&location, to);
	call->answer->location = arena_str(call->arena, buf_view(&location));
	buf_release(&location);
}

/* ---- what is injected --------------------------------------------------------------------- */

static struct str
date_text(struct arena *a, date day)
{
	struct buf out = { 0 };
	struct str result;

	date_add_iso(&out, day);
	result = arena_str(a, buf_view(&out));
	buf_release(&out);
	return result;
}

static struct injection
injection_of(const struct call *call, const struct article *article)
{
	static const char *const why[] = { [ARTICLE_PUBLISHED] = "",
		[ARTICLE_DRAFT] = "draft",
		[ARTICLE_FUTURE] = "future",
		[ARTICLE_UNREVIEWED] = "unreviewed" };
	struct injection i = { .script = "preview.js",
		.token = str_of(call->answers->guard.token),
		.generation = edition_generation(call->answers->edition) };

	if (article == NULL)
		return i;
	i.source = article->source.path;
	i.why = str_of(why[article->state]);
	if (article->state == ARTICLE_FUTURE)
		i.date = date_text(call->arena, article->front.published);
	return i;
}

/* The first chapter made of an article: "/_book/calf-anatomy/anatomy-soleus.xhtml". */
static struct str
chapter_address(const struct call *call, const struct article *article)
{
	const struct course *course = edition_site(call->answers->edition)->course;

	for (size_t b = 0; b < course->config->books.n; b++)
		if (book_find(&course->books[b], article, NULL))
			return arena_printf(call->arena, "/_book/%.*s/%.*s",
			    STR_ARG(course->books[b].book->id.text),
			    STR_ARG(book_chapter_name(call->arena, article)));
	return STR("");
}

/* The messages as a page, for when there is no earlier one to show. */
static void
answer_messages(struct call *call, struct injection *injection)
{
	struct diag messages = { 0 };
	struct buf text = { 0 }, *out = &call->answer->body;

	edition_messages(call->answers->edition, &messages);
	diag_print(&messages, DIAG_PLAIN, &text);
	call->answer->status = 500;
	call->answer->type = html;
	buf_reset(out);
	buf_printf(out,
	    "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>"
	    "<meta name=\"viewport\" content=\"width=device-width\"/>"
	    "<title>%zu to mend</title><link rel=\"icon\" href=\"data:,\"/><link "
	    "rel=\"stylesheet\" href=\"/_soleus/messages.css\"/>"
	    "</head><body><main><h1>This page cannot be shown yet</h1>"
	    "<p>Mend what is listed here and save; the page then shows itself.</p><pre>",
	    messages.errors);
	text_escape(out, buf_view(&text));
	buf_str(out, STR("</pre></main></body></html>\n"));
	injection->state = STR("failed");
	inject(out, injection);
	buf_release(&text);
	diag_release(&messages);
}

/* ---- the site ----------------------------------------------------------------------------- */

static void
answer_output(struct call *call, const struct output *o, unsigned status)
{
	struct answers *answers = call->answers;
	struct answer *answer = call->answer;
	enum page_state state = edition_compose(answers->edition, o, &answer->body);
	struct injection injection = injection_of(call, o->article);

	answer->status = status;
	answer->type = type_of(o->url);
	if (!output_is_page(o)) {
		if (state == PAGE_FAILED)
			say(call, 500, "This file cannot be made; the page says why.");
		return;
	}
	injection.url = arena_printf(call->arena, "%.*s%.*s",
	    STR_ARG(edition_base(call->answers->edition)), STR_ARG(o->url));
	if (o->article != NULL)
		injection.twin = chapter_address(call, o->article);
	if (state == PAGE_FAILED) {
		answer_messages(call, &injection);
		return;
	}
	if (state == PAGE_STALE)
		injection.state = STR("stale");
	inject(&answer->body, &injection);
}

static void
answer_site(struct call *call)
{
	const struct site *site = edition_site(call->answers->edition);
	struct str base = edition_base(call->answers->edition), url;
	struct injection injection = injection_of(call, NULL);
	const struct output *o;

	if (site->publisher == NULL) {
		injection.url = call->path;
		answer_messages(call, &injection);
		return;
	}
	if (!str_starts(call->path, base)) {
		bool top = str_eq(call->path, STR("/")) ||
			   str_eq(call->path, str_sub(base, 0, base.n - 1));

		o = top ? NULL : plan_find(site->plan, STR("404.html"));
		if (top)
			redirect(call, base);
		else
			answer_output(call, o, 404);
		return;
	}
	url = str_from(call->path, base.n);
	o = plan_find(site->plan, url);
	if (o == NULL)
		answer_output(call, plan_find(site->plan, STR("404.html")), 404);
	else if (o->url.n == url.n + 1 && url.n > 0) /* without its slash */
		redirect(call, arena_printf(call->arena, "%.*s/", STR_ARG(call->path)));
	else
		answer_output(call, o, 200);
}

/* ---- books -------------------------------------------------------------------------------- */

static bool
answer_picture(struct call *call, struct str name)
{
	const struct site *site = edition_site(call->answers->edition);
	const struct course *c = site->course;
	const struct media *media = NULL;
	bool raster = false;

	for (size_t i = 0; i < c->media.n && media == NULL; i++) {
		raster = str_eq(name, book_raster_name(call->arena, &c->media.v[i]));
		if (raster || str_eq(name, book_media_name(call->arena, &c->media.v[i])))
			media = &c->media.v[i];
	}
	if (media == NULL || raster) /* browsers take the SVG, as readers do that know it */
		return false;
	answer_output(call, plan_find(site->plan, media->url), 200);
	return true;
}

static bool
answer_chapter(struct call *call, const struct book_index *book, struct str name)
{
	const struct article *article = NULL;
	struct injection injection;
	enum page_state state;

	for (size_t i = 0; i < book->articles.n && article == NULL; i++)
		if (str_eq(name, book_chapter_name(call->arena, book->articles.v[i])))
			article = book->articles.v[i];
	if (article == NULL)
		return false;
	state = edition_chapter(call->answers->edition, book, article, &call->answer->body);
	injection = injection_of(call, article);
	injection.url = call->path;
	injection.twin = arena_printf(call->arena, "%.*s%.*s",
	    STR_ARG(edition_base(call->answers->edition)), STR_ARG(article->url));
	call->answer->status = 200;
	call->answer->type = type_of(name);
	if (state == PAGE_FAILED) {
		answer_messages(call, &injection);
		return true;
	}
	injection.state = state == PAGE_STALE ? STR("stale") : STR("");
	inject(&call->answer->body, &injection);
	return true;
}

static bool answer_own(struct call *call, const char *name);

/* The desk: the page and the chapter side by side. */
static void
answer_desk(struct call *call, const struct book_index *book)
{
	struct injection injection = injection_of(call, book->articles.v[0]);

	answer_own(call, "desk.html");
	injection.script = "desk.js";
	injection.url = arena_printf(call->arena, "%.*s%.*s",
	    STR_ARG(edition_base(call->answers->edition)), STR_ARG(book->articles.v[0]->url));
	injection.twin = chapter_address(call, book->articles.v[0]);
	inject(&call->answer->body, &injection);
}

static void
answer_book(struct call *call)
{
	const struct site *site = edition_site(call->answers->edition);
	const struct book_index *book = NULL;
	struct str rest = str_from(call->path, sizeof("/_book/") - 1);
	struct str id = str_split(&rest, '/');

	for (size_t b = 0; site->publisher != NULL && b < site->course->config->books.n; b++)
		if (str_eq(site->course->books[b].book->id.text, id))
			book = &site->course->books[b];
	if (site->publisher == NULL)
		answer_site(call);
	else if (book == NULL || book->articles.n == 0)
		say(call, 404, "There is no such book.");
	else if (str_ends(call->path, id))
		redirect(call, arena_printf(call->arena, "/_book/%.*s/", STR_ARG(id)));
	else if (rest.n == 0)
		answer_desk(call, book);
	else if (str_eq(rest, STR("book.css"))) {
		const struct asset *css = map_get(&site->theme->assets, rest);

		call->answer->type = type_of(rest);
		if (css != NULL)
			buf_str(&call->answer->body, css->bytes);
	} else if (!answer_chapter(call, book, rest) && !answer_picture(call, rest))
		say(call, 404, "The book has no such part.");
}

/* ---- the preview's own -------------------------------------------------------------------- */

static bool
answer_own(struct call *call, const char *name)
{
	const size_t folder = sizeof("generator/preview/browser/") - 1;

	for (const struct shipped_file *f = browser_files; f->path != NULL; f++) {
		struct str path = str_from(str_of(f->path), folder);

		if (!str_eq(path, str_of(name)))
			continue;
		call->answer->type = type_of(path);
		buf_add(&call->answer->body, f->bytes, f->n);
		return true;
	}
	return false;
}

void
answers_event(const struct answers *answers, struct buf *out)
{
	buf_str(out, STR("data: "));
	edition_state(answers->edition, out);
	buf_str(out, STR("\n\n"));
}

static void
answer_events(struct call *call)
{
	call->answer->type = NULL;
	buf_str(&call->answer->body, STR("retry: 500\n"));
	answers_event(call->answers, &call->answer->body);
}

/* What each message means: for the error panel. */
static void
answer_codes(struct call *call)
{
	struct json j;

	call->answer->type = "application/json";
	json_init(&j, &call->answer->body);
	json_object(&j, NULL);
	for (size_t i = 0; i < MESSAGE_COUNT; i++) {
		json_object(&j, message_table[i].code);
		json_string(&j, "meaning", str_of(message_table[i].meaning));
		json_string(&j, "remedy", str_of(message_table[i].remedy));
		json_end_object(&j);
	}
	json_end_object(&j);
}

static unsigned
read_number(struct str word)
{
	unsigned n = 0;

	for (size_t i = 0; i < word.n && i < 6; i++)
		n = word.p[i] >= '0' && word.p[i] <= '9' ? n * 10 + (unsigned)(word.p[i] - '0') : n;
	return n > 0 ? n : 1;
}

/* The body is "LINE COLUMN PATH"; only files that the watch knows of are opened. */
static void
answer_open(struct call *call)
{
	const struct fs_list *files = watch_files(call->answers->watch);
	struct str path = call->request->body;
	unsigned line = read_number(str_split(&path, ' '));
	unsigned column = read_number(str_split(&path, ' '));
	size_t i = 0;

	if (!str_eq(call->request->method, STR("POST"))) {
		say(call, 405, "Only POST opens an editor.");
		return;
	}
	while (i < files->n && (files->v[i].folder || !str_eq(files->v[i].path, path)))
		i++;
	if (i == files->n)
		say(call, 404, "There is no such file in this course.");
	else if (!editor_open(
		     fs_real_path(call->arena, fs_join(call->arena, call->answers->root, path)),
		     line, column))
		say(call, 500,
		    "No editor could be started; set SOLEUS_EDITOR, for example to "
		    "\"code --goto {file}:{line}:{column}\".");
	else
		say(call, 200, "Opened.");
}

static const struct {
	const char *name;
	bool token;
	void (*give)(struct call *call); /* NULL: a file of the browser's */
	const char *file;
} own[] = {
	{ "events", true, answer_events, NULL },
	{ "open", true, answer_open, NULL },
	{ "codes.json", false, answer_codes, NULL },
	{ "preview.js", false, NULL, "preview.js" },
	{ "panel.js", false, NULL, "panel.js" },
	{ "preview.css", false, NULL, "preview.css" },
	{ "desk.js", false, NULL, "desk.js" },
	{ "desk.css", false, NULL, "desk.css" },
	{ "messages.css", false, NULL, "messages.css" },
	{ "idiomorph.js", false, NULL, "idiomorph/idiomorph.js" },
};

static void
answer_soleus(struct call *call)
{
	struct str name = str_from(call->path, sizeof("/_soleus/") - 1);

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
		if (!str_eq(name, str_of(own[i].name)))
			continue;
		if (own[i].token && !guard_token_fits(&call->answers->guard, call->request->token))
			say(call, 403, "The token of this run is missing.");
		else if (own[i].give != NULL)
			own[i].give(call);
		else
			answer_own(call, own[i].file);
		return;
	}
	say(call, 404, "There is nothing here.");
}

void
answers_give(void *ctx, const struct request *request, struct arena *a, struct answer *answer)
{
	struct call call = { ctx, request, a, answer, { NULL, 0 } };
	const char *why;
	unsigned status = guard_check(&call.answers->guard, request, a, &call.path, &why);

	answer->status = 200;
	if (status != 0)
		say(&call, status, why);
	else if (str_starts(call.path, STR("/_soleus/")))
		answer_soleus(&call);
	else if (str_starts(call.path, STR("/_book/")))
		answer_book(&call);
	else
		answer_site(&call);
}
