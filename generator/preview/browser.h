/* browser.h - the scripts that run in the author's browser, carried in the binary; the table is
 * made by `embed` from preview/browser/. */
#ifndef SOLEUS_BROWSER_H
#define SOLEUS_BROWSER_H

#include "publish/shipped.h"

extern const struct shipped_file browser_files[];

#endif
