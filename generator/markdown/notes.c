/* notes.c - collecting, numbering, ordering; see notes.h. */
#include "notes.h"

#include "base/text.h"

/* What a swapped item holds begins further right than in the author's line. */
static void
shift(struct node *item, const struct swap *s)
{
	size_t written = s->label.n + 4; /* [^label]: */
	size_t put = 4;

	while (written < s->written.n &&
	       (s->written.p[written] == ' ' || s->written.p[written] == '\t'))
		written++;
	for (struct node *n = item->first; n != NULL; n = node_next(n, item))
		if (n->pos.line == s->pos.line && n->type < NODE_TEXT)
			n->pos.column += (uint32_t)(written - put);
}

static struct swap *
note_at(const struct reader *r, const struct node *item)
{
	struct swap *s = prepass_swap(r, item->pos.line);

	return s != NULL && s->kind == SWAP_NOTE && item->pos.column == s->pos.column ? s : NULL;
}

static void
take_item(struct reader *r, struct notes *notes, struct node *item, struct swap *s)
{
	void **at = map_at(&notes->by_label, r->arena, text_fold(r->arena, s->label));
	const struct node *first = *at;

	prepass_use(r, s);
	node_unlink(item);
	shift(item, s);
	if (item->first != NULL && item->first->type == NODE_HTML_BLOCK &&
	    item->first->pos.line == s->pos.line)
		node_unlink(item->first);
	item->type = NODE_FOOTNOTE;
	item->text = s->label;
	item->pos = s->pos;
	item->as.footnote.number = item->as.footnote.references = 0;
	if (first != NULL) {
		diag_add(r->diag, MSG_FOOTNOTE_TWICE, s->pos,
		    "the footnote '[^%.*s]' is written twice", STR_ARG(s->label));
		diag_help(r->diag, "rename one of them, and its marks in the text");
		diag_related(r->diag, first->pos, "first written here");
		return;
	}
	*at = item;
	node_append(notes->all, item);
	if (item->first != NULL)
		return;
	diag_add(r->diag, MSG_FOOTNOTE_EMPTY, s->pos, "the footnote '[^%.*s]' has no text",
	    STR_ARG(s->label));
	diag_help(r->diag, "write it after the colon, further paragraphs indented by four blanks");
}

/* Notes out of one list, which goes when nothing else is in it.  Gives what follows it. */
static struct node *
take_list(struct reader *r, struct notes *notes, struct node *list)
{
	struct node *next;

	for (struct node *item = list->first, *after; item != NULL; item = after) {
		struct swap *s = note_at(r, item);

		after = item->next;
		if (s != NULL)
			take_item(r, notes, item, s);
	}
	if (list->first != NULL)
		return node_next(list, r->root);
	next = node_skip(list, r->root);
	node_unlink(list);
	return next;
}

void
notes_take(struct reader *r, struct notes *notes)
{
	struct node *all = node_new(r->arena, NODE_FOOTNOTES, r->root->pos);
	bool any = false;

	notes->all = all;
	for (size_t i = 0; i < r->prepass->swaps.n; i++)
		any |= r->prepass->swaps.v[i].kind == SWAP_NOTE;
	for (struct node *n = r->root, *next; any && n != NULL; n = next)
		next = n->type == NODE_LIST ? take_list(r, notes, n) : node_next(n, r->root);
	/* notes inside notes, by their own lists */
	for (struct node *n = all, *next; any && n != NULL; n = next) {
		bool list = n->type == NODE_LIST && n->first != NULL &&
			    note_at(r, n->first) != NULL;

		next = list ? node_skip(n, all) : node_next(n, all);
		if (list)
			take_list(r, notes, n);
	}
	if (all->first != NULL)
		node_append(r->root, all);
}

/* A reference without a note is text. */
static void
turn_to_text(struct reader *r, struct notes *notes, struct node *reference)
{
	struct str labels[NAMES_TRIED];
	size_t n = notes->by_label.n < NAMES_TRIED ? notes->by_label.n : NAMES_TRIED;

	for (size_t i = 0; i < n; i++)
		labels[i] = notes->by_label.v[i].key;
	diag_add(r->diag, MSG_FOOTNOTE_MISSING, reference->pos,
	    "there is no footnote '[^%.*s]:' in this article", STR_ARG(reference->text));
	diag_suggest(r->diag, reference->text, labels, n);
	diag_help(
	    r->diag, "write it on a line of its own: [^%.*s]: the note", STR_ARG(reference->text));
	reference->type = NODE_TEXT;
	reference->text = arena_printf(r->arena, "[^%.*s]", STR_ARG(reference->text));
}

struct numbering {
	struct reader *r;
	struct notes *notes;
	int used;
	struct node *last; /* the note numbered last; NULL: none */
};

/* The references below node; a note used for the first time moves behind those already used. */
static void
number_below(struct numbering *n, struct node *top)
{
	struct node *next;

	for (struct node *node = top; node != NULL; node = next) {
		struct node *note;

		next = node->type == NODE_FOOTNOTES ? node_skip(node, top) : reader_next(node, top);
		if (node->type != NODE_FOOTNOTE_REFERENCE)
			continue;
		note = map_get(&n->notes->by_label, text_fold(n->r->arena, node->text));
		if (note == NULL) {
			turn_to_text(n->r, n->notes, node);
			continue;
		}
		if (note->as.footnote.number == 0) {
			note->as.footnote.number = ++n->used;
			node_unlink(note);
			if (n->last != NULL)
				node_insert_after(n->last, note);
			else if (n->notes->all->first != NULL)
				node_insert_before(n->notes->all->first, note);
			else
				node_append(n->notes->all, note);
			n->last = note;
		}
		node->as.footnote.number = note->as.footnote.number;
		node->as.footnote.references = ++note->as.footnote.references;
	}
}

static void
report_unused(struct reader *r, const struct node *note)
{
	diag_add(r->diag, MSG_FOOTNOTE_UNUSED, note->pos,
	    "nothing refers to the footnote '[^%.*s]'", STR_ARG(note->text));
	diag_help(r->diag, "put [^%.*s] in the text, or delete the note", STR_ARG(note->text));
}

void
notes_number(struct reader *r, struct notes *notes)
{
	struct numbering n = { .r = r, .notes = notes };
	struct node *note;

	number_below(&n, r->root);
	for (note = n.last != NULL ? notes->all->first : NULL; note != NULL; note = note->next) {
		number_below(&n, note);
		if (note == n.last)
			break;
	}
	note = n.last != NULL ? n.last->next : notes->all->first;
	while (note != NULL) {
		struct node *next = note->next;

		if (!r->note_refused)
			report_unused(r, note);
		node_unlink(note);
		note = next;
	}
	if (notes->all->first == NULL && notes->all->parent != NULL)
		node_unlink(notes->all);
}
