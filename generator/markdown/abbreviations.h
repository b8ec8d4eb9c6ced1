/* abbreviations.h - *[DVT]: deep vein thrombosis, wherever DVT stands as a word.
 *
 * In: the tree and the abbreviations it defines.  Out: NODE_ABBREVIATION round each use in text. */
#ifndef SOLEUS_ABBREVIATIONS_H
#define SOLEUS_ABBREVIATIONS_H

#include "directives.h"

void abbreviations_mark(struct reader *r, struct abbreviations *abbreviations);

#endif
