/* checks.h - what an author should hear about a text that can be read.
 *
 * In: the finished tree.  Out: messages about headings, links and pictures. */
#ifndef SOLEUS_CHECKS_H
#define SOLEUS_CHECKS_H

#include "reader.h"

void checks_run(struct reader *r);

#endif
