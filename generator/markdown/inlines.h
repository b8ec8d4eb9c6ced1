/* inlines.h - what the dialect adds inside a paragraph.
 *
 * In: text as cmark left it, with PROTECTED before what was escaped.  Out: ~~struck~~, H~2~O,
 * 10^th^, [spans]{lang=la}, attributes after links, pictures and headings, [^notes], [#references],
 * [@citations] and bare https:// addresses as nodes of their own. */
#ifndef SOLEUS_INLINES_H
#define SOLEUS_INLINES_H

#include "prepass.h"

void inlines_build(struct reader *r);
/* Inline text anywhere: leaves, captions, titles of directives. */
void inlines_each(struct reader *r, void (*visit)(void *ctx, struct node *top), void *ctx);

#endif
