/* inject.c - see inject.h.
 *
 * In: markup that verification has found to be well-formed.  Out: markup.  The last "</body>" of
 * such a document is its body's: nothing but white space and </html> follow. */
#include "inject.h"

#include "base/text.h"

static void
add_data(struct buf *out, const char *name, struct str value)
{
	if (value.n == 0)
		return;
	buf_printf(out, " data-%s=\"", name);
	text_escape(out, value);
	buf_char(out, '"');
}

static size_t
find_last(struct str s, struct str needle)
{
	for (size_t i = s.n; i >= needle.n; i--)
		if (str_eq(str_sub(s, i - needle.n, needle.n), needle))
			return i - needle.n;
	return s.n;
}

void
inject(struct buf *document, const struct injection *injection)
{
	size_t at = find_last(buf_view(document), STR("</body>"));
	struct buf script = { 0 };

	if (at == document->n)
		return;
	buf_printf(&script,
	    "<script src=\"/_soleus/idiomorph.js\"></script>"
	    "<script src=\"/_soleus/panel.js\"></script>"
	    "<script id=\"soleus-preview\" src=\"/_soleus/%s\"",
	    injection->script);
	add_data(&script, "token", injection->token);
	add_data(&script, "url", injection->url);
	add_data(&script, "source", injection->source);
	add_data(&script, "why", injection->why);
	add_data(&script, "date", injection->date);
	add_data(&script, "twin", injection->twin);
	add_data(&script, "state", injection->state);
	buf_printf(&script, " data-generation=\"%zu\"></script>", injection->generation);
	buf_insert(document, at, buf_view(&script));
	buf_release(&script);
}
