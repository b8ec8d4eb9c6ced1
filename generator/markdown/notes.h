/* notes.h - footnotes: [^label] in the text, [^label]: block content anywhere.
 *
 * In: the tree with definitions as items of lists.  Out: references that know their number, and
 * one NODE_FOOTNOTES at the end of the document, in order of first use.  Numbers count per article.
 */
#ifndef SOLEUS_NOTES_H
#define SOLEUS_NOTES_H

#include "base/map.h"
#include "prepass.h"

struct notes {
	struct map by_label; /* folded label to struct node *, type NODE_FOOTNOTE */
	struct node *all;    /* NODE_FOOTNOTES, in the order of the text */
};

/* Takes the definitions out of the tree: into notes->all, which stands last in the document. */
void notes_take(struct reader *r, struct notes *notes);
/* Numbers references and notes by use; reports what is missing or unused, which then is text again
 * or gone. */
void notes_number(struct reader *r, struct notes *notes);

#endif
