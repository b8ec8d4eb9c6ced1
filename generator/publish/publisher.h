/* publisher.h - the templates of a site, compiled, and documents on their way through them.
 *
 * In: a const course, plan and theme.  Out: a publisher that any number of threads may render with.
 */
#ifndef SOLEUS_PUBLISHER_H
#define SOLEUS_PUBLISHER_H

#include "view.h"

/* Compiles every template against its schema.  NULL after messages. */
struct publisher *publisher_new(const struct course *course, const struct plan *plan,
    const struct theme *theme, struct diag *diag);
void publisher_free(struct publisher *p);

/* Renders view by a template; false after messages. */
bool view_render(
    const struct view *view, enum view_template which, struct buf *out, struct diag *diag);
/* Renders a directive's partial. */
bool view_directive(const struct view *view, const struct directive_view *directive,
    struct buf *out, struct diag *diag);

#endif
