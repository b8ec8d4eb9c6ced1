/* markup.h - tags and attributes as both an HTML and an XML parser read them alike.
 *
 * In: a writer and nodes.  Out: start tags with the attributes that an author gave, words of the
 * generator's own, plain text of inlines.  Everything that reaches the page passes text_escape().
 */
#ifndef SOLEUS_MARKUP_H
#define SOLEUS_MARKUP_H

#include "options.h"

struct writer {
	const struct markdown_output *output;
	struct buf *out;
	struct diag *diag; /* what hooks report */
	bool bare;         /* titles and contents lists: no links, notes or ids */
	bool asking;       /* an answer of a quiz: its letter stands for the task mark */
	bool naming;       /* the words of what a reference leads to */
	bool failed;
};

/* " name="value""; nothing when value has no bytes. */
void markup_attribute(struct writer *w, const char *name, struct str value);
/* id, class, lang and the others of the node, class before its own ones. */
void markup_attributes(struct writer *w, const struct node *node, const char *class);
/* "<name", the attributes, ">". */
void markup_open(struct writer *w, const char *name, const struct node *node, const char *class);
void markup_close(struct writer *w, const char *name);
void markup_add(struct writer *w, const char *literal);
/* A word in the page's language, not escaped. */
struct str markup_word(const struct writer *w, const char *key);
/* Whether a link or image may go to this address: http, https, mailto, tel, or relative. */
bool markup_address_allowed(struct str url);

#endif
