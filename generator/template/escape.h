/* escape.h - values written so that they stay values.
 *
 * In: a value and how its position asks it to be written.  Out: bytes that cannot end the text,
 * attribute, address or string they stand in. */
#ifndef SOLEUS_ESCAPE_H
#define SOLEUS_ESCAPE_H

#include "run.h"

/* Writes the value of a term; false after a message when it cannot be written there. */
bool escape_value(struct run *r, const struct op *op, const struct value *v);
/* Whether address, as it was written into an attribute, is relative or has one of the schemes http,
 * https, mailto and tel; several are separated by blanks and commas. */
bool escape_url_is_safe(struct str address, bool several);

/* & < > and the quotes, as references. */
void escape_text(struct buf *out, struct str s);
/* All bytes but RFC 3986's unreserved as %XX. */
void escape_component(struct buf *out, struct str s);
/* A value as JSON fit for a script element; false when it holds an object. */
bool escape_json(struct run *r, struct buf *out, const struct value *v, int depth);

#endif
