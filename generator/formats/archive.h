/* archive.h - zip files as EPUB wants them (libzip, owned by archive.c).
 *
 * In: entries deflated by any worker, in any order, spooled to one temporary file.  Out: an archive
 * in the order asked for, equal bytes for equal input: `mimetype`-like entries stored, DOS time
 * 1980-01-01, fixed attributes, no extra fields.  Reading back for verification goes through libzip
 * alone. */
#ifndef SOLEUS_ARCHIVE_H
#define SOLEUS_ARCHIVE_H

#include "base/diag.h"

/* Where deflated entries wait; threads may add at the same time. */
struct spool;

/* A temporary file in folder (removed at once from its name); NULL after a message. */
struct spool *spool_new(struct str folder, struct diag *diag);
void spool_free(struct spool *s);

/* An entry's data in a spool. */
struct packed {
	uint64_t offset, packed_size, size;
	uint32_t crc;
	bool stored; /* not deflated: already compressed media, or no gain */
};

/* Deflates bytes (or stores them) into the spool; false after a message. */
bool spool_add(
    struct spool *s, struct str bytes, bool store, struct packed *out, struct diag *diag);

struct archive_entry {
	struct str name; /* UTF-8, '/' between folders */
	struct packed data;
};

/* Writes root/path whole or not at all, with the entries in the order given. */
bool archive_write(struct str root, struct str path, const struct spool *spool,
    const struct archive_entry *entries, size_t n, struct diag *diag);

/* Opens root/path and calls read for each entry with its bytes, in order; stops when read says
 * false. Entries over limit bytes, encrypted ones and names that leave the archive are refused with
 * a message. False after a message, or when read said so. */
typedef bool archive_read_entry(void *ctx, size_t index, struct str name, struct str bytes);
bool archive_read(struct str root, struct str path, size_t limit, archive_read_entry *read,
    void *ctx, struct diag *diag);

#endif
