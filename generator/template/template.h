/* template.h - templates of the Jinja family: compiled once against a schema, rendered by many
 * threads.
 *
 * In: template sources by name, a schema of the names they may use, and values.  Out: markup, with
 * every value escaped as its position asks (text, attribute, URL, JSON in a script).  All mistakes
 * in a template are found when it is compiled, at file:line:col with the stack of includes; what
 * depends on data (a missing params key) is found when it renders.  No I/O, bounded depth and
 * output. */
#ifndef SOLEUS_TEMPLATE_H
#define SOLEUS_TEMPLATE_H

#include "value.h"

/* A set of compiled templates that share a host; const after the last template_set_compile(). */
struct template_set;
struct template;

/* Copies host. */
struct template_set *template_set_new(const struct template_host *host);
void template_set_free(struct template_set *set);

/* Compiles name and all it extends and includes, for values of root.  NULL after messages.  The
 * same name and root compile once. */
const struct template *template_set_compile(
    struct template_set *set, struct str name, const struct schema *root, struct diag *diag);

/* Appends the text for the object self of the schema it was compiled for.  Any number of threads
 * may render one template at once; scratch is context->arena.  False after messages. */
bool template_render(const struct template *t, const struct render_context *context,
    const void *self, struct buf *out, struct diag *diag);

#endif
