/* muscles.h - content/muscles.yaml: each muscle once, for every lesson that shows its card.
 *
 * In: the file.  Out: rows found by id; const from then on.  A muscle with several heads has parts,
 * each with an origin; what they share stands with the muscle. */
#ifndef SOLEUS_MUSCLES_H
#define SOLEUS_MUSCLES_H

#include "base/map.h"
#include "formats/yaml.h"

struct muscle_part {
	struct str name, origin;
};

/* Plain text throughout; what is not known is empty. */
struct muscle {
	struct placed id;
	struct str name, latin, origin, insertion, innervation, action, blood, note;
	struct yaml_rows parts; /* struct muscle_part */
};

struct muscles {
	struct yaml_rows rows;
	struct map by_id;
};

/* Reads root/content/muscles.yaml if there is one; the arena keeps everything.  False after errors.
 */
bool muscles_load(struct str root, struct muscles *muscles, struct arena *a, struct diag *diag);
/* By id; NULL when there is none. */
const struct muscle *muscle_find(const struct muscles *muscles, struct str id);
/* A card of a muscle nobody described, with "did you mean". */
void muscle_unknown(
    const struct muscles *muscles, struct str id, struct pos pos, struct diag *diag);

#endif
