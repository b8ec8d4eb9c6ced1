/* links.h - what an author's link or picture path means.
 *
 * In: an href as written, and the article it stands in.  Out: the article, file or address of the
 * site it leads to; how that becomes an address in a page or a book is the publisher's.  Dead
 * links, dead anchors and links to what is not published are messages that suggest what was meant.
 */
#ifndef SOLEUS_LINKS_H
#define SOLEUS_LINKS_H

#include "course.h"

enum target_kind {
	TARGET_NONE,     /* reported */
	TARGET_EXTERNAL, /* another site, mail, telephone: href as it is */
	TARGET_SAME,     /* only a fragment: a place in the same text */
	TARGET_ARTICLE,
	TARGET_MEDIA,
	TARGET_ADDRESS /* "/blog/": an address of the site; path says which, without the slash */
};

struct target {
	enum target_kind kind;
	const struct article *article;
	const struct media *media;
	struct str path, fragment; /* fragment without '#', empty when there is none */
};

/* Strings live in the arena given or are parts of href. */
struct target link_resolve(const struct course *course, const struct article *from, struct str href,
    struct pos pos, struct arena *a, struct diag *diag);
/* The same for the source of a picture: a file below content/, or TARGET_NONE after a message. */
struct target image_resolve(const struct course *course, const struct article *from, struct str src,
    struct pos pos, struct arena *a, struct diag *diag);

/* Resolves every link and picture of every article: what composing would find out, when mistakes
 * keep it from being done. */
void links_check(const struct course *course, struct diag *diag);

/* folder/path with "." and ".." taken out; an empty view with p NULL when it climbs out of the top.
 */
struct str path_resolve(struct arena *a, struct str folder, struct str path);
/* How one address of the site is written in a page at another; both without a leading slash, "" the
 * home.  portable: folders name their index.html. */
struct str url_between(struct arena *a, struct str from, struct str to, bool portable);

#endif
