/* keep.c - a short list, searched from end to end; see keep.h. */
#include "keep.h"

static struct kept *
find(struct keep *keep, struct str url)
{
	for (size_t i = 0; i < keep->n; i++)
		if (str_eq(buf_view(&keep->pages[i].url), url))
			return &keep->pages[i];
	return NULL;
}

static void
drop(struct keep *keep, struct kept *page)
{
	keep->bytes -= page->bytes.n;
	buf_release(&page->url);
	buf_release(&page->bytes);
	*page = keep->pages[--keep->n];
	keep->pages[keep->n] = (struct kept){ .used = 0 };
}

static void
drop_oldest(struct keep *keep)
{
	struct kept *oldest = &keep->pages[0];

	for (size_t i = 1; i < keep->n; i++)
		if (keep->pages[i].used < oldest->used)
			oldest = &keep->pages[i];
	drop(keep, oldest);
}

void
keep_put(struct keep *keep, struct str url, struct str bytes)
{
	struct kept *page = find(keep, url);

	if (page != NULL)
		drop(keep, page);
	if (bytes.n > KEEP_BYTES)
		return;
	while (keep->n == KEEP_PAGES || keep->bytes + bytes.n > KEEP_BYTES)
		drop_oldest(keep);
	page = &keep->pages[keep->n++];
	buf_str(&page->url, url);
	buf_str(&page->bytes, bytes);
	page->used = ++keep->clock;
	keep->bytes += bytes.n;
}

bool
keep_get(struct keep *keep, struct str url, struct buf *out)
{
	struct kept *page = find(keep, url);

	if (page == NULL)
		return false;
	page->used = ++keep->clock;
	buf_str(out, buf_view(&page->bytes));
	return true;
}

void
keep_release(struct keep *keep)
{
	while (keep->n > 0)
		drop(keep, &keep->pages[keep->n - 1]);
}
