/* archive.c - deflated entries in a spool, zip files out of it, zip files read back; see archive.h.
 *
 * In: bytes, then the order of entries.  Out: an archive libzip only copies together, for entries
 * come to it deflated already, through a source of ours.  Compressors lie in slots that threads
 * take and give back, so nothing is allocated for each entry and no thread owns one.  Standards:
 * ZIP appnote 6.3, EPUB 3.3 section 4 (OCF).  The one owner of libzip. */
#include "formats/archive.h"

#include <assert.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zip.h>

#include "base/fs.h"
#include "base/memory.h"
#include "formats/deflate.h"

enum {
	SLOTS = 64,       /* more threads than these make compressors of their own */
	DOS_DAY = 33,     /* 1980-01-01: the first day a zip file can tell */
	ENTRIES = 100000, /* read back at most */
	FILE_MODE = 0100644
};

static void
say(struct diag *diag, enum message message, struct str path, const char *what, const char *why)
{
	struct source file = { .path = path };

	diag_add(diag, message, (struct pos){ .source = &file }, "%s: %s", what, why);
}

/* ---- spool -------------------------------------------------------------------------------------
 */

struct slot {
	atomic_flag busy;
	struct deflate deflate;
	struct buf out;
};

struct spool {
	int fd;
	struct buf folder; /* for messages */
	atomic_uint_fast64_t end;
	struct slot slots[SLOTS];
};

struct spool *
spool_new(struct str folder, struct diag *diag)
{
	struct spool *s;
	struct buf name = { 0 };
	int fd, error;

	if (!fs_make_folders(folder, STR(""), diag))
		return NULL;
	buf_str(&name, folder);
	buf_str(&name, STR("/.spool-XXXXXX"));
	fd = mkstemp((char *)(uintptr_t)buf_cstr(&name));
	error = errno;
	if (fd >= 0)
		unlink(name.p);
	buf_release(&name);
	if (fd < 0) {
		say(diag, MSG_FILE_SYSTEM, folder, "cannot make a file in this folder",
		    strerror(error));
		return NULL;
	}
	s = memory_zero(1, sizeof(*s));
	s->fd = fd;
	buf_str(&s->folder, folder);
	for (size_t i = 0; i < SLOTS; i++)
		atomic_flag_clear(&s->slots[i].busy);
	return s;
}

void
spool_free(struct spool *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < SLOTS; i++) {
		deflate_release(&s->slots[i].deflate);
		buf_release(&s->slots[i].out);
	}
	close(s->fd);
	buf_release(&s->folder);
	free(s);
}

/* A slot nobody else has, or NULL when all are taken. */
static struct slot *
slot_take(struct spool *s)
{
	for (size_t i = 0; i < SLOTS; i++)
		if (!atomic_flag_test_and_set(&s->slots[i].busy))
			return &s->slots[i];
	return NULL;
}

static bool
write_at(int fd, struct str bytes, uint64_t offset)
{
	while (bytes.n > 0) {
		ssize_t put = pwrite(fd, bytes.p, bytes.n, (off_t)offset);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		offset += (uint64_t)put;
		bytes = str_from(bytes, (size_t)put);
	}
	return true;
}

static bool
append(struct spool *s, struct str bytes, struct packed *out, struct diag *diag)
{
	out->packed_size = bytes.n;
	out->offset = atomic_fetch_add(&s->end, bytes.n);
	if (write_at(s->fd, bytes, out->offset))
		return true;
	say(diag, MSG_FILE_SYSTEM, buf_view(&s->folder), "cannot set data aside in this folder",
	    strerror(errno));
	return false;
}

bool
spool_add(struct spool *s, struct str bytes, bool store, struct packed *out, struct diag *diag)
{
	struct slot *slot = store ? NULL : slot_take(s), own = { 0 };
	struct slot *used = slot != NULL ? slot : &own;
	size_t n = store ? 0 : deflate_raw(&used->deflate, bytes, &used->out);
	bool ok;

	*out = (struct packed){ .size = bytes.n, .crc = deflate_crc(0, bytes), .stored = n == 0 };
	ok = append(s, n == 0 ? bytes : buf_view(&used->out), out, diag);
	if (slot != NULL)
		atomic_flag_clear(&slot->busy);
	deflate_release(&own.deflate);
	buf_release(&own.out);
	return ok;
}

/* ---- writing -----------------------------------------------------------------------------------
 */

/* One entry as libzip reads it. */
struct entry_source {
	int fd;
	struct packed data;
	uint64_t at; /* bytes given so far */
	zip_error_t error;
};

static zip_int64_t
source_read(struct entry_source *s, void *p, zip_uint64_t n)
{
	uint64_t rest = s->data.packed_size - s->at;
	ssize_t got;

	if (n > rest)
		n = rest;
	do
		got = pread(s->fd, p, (size_t)n, (off_t)(s->data.offset + s->at));
	while (got < 0 && errno == EINTR);
	if (got < 0 || (got == 0 && n > 0)) {
		zip_error_set(&s->error, ZIP_ER_READ, got < 0 ? errno : EIO);
		return -1;
	}
	s->at += (uint64_t)got;
	return got;
}

static zip_int64_t
source_stat(const struct entry_source *s, zip_stat_t *st, zip_uint64_t n)
{
	if (n < sizeof(*st))
		return -1;
	zip_stat_init(st);
	st->size = s->data.size;
	st->comp_size = s->data.packed_size;
	st->crc = s->data.crc;
	st->comp_method = s->data.stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
	st->encryption_method = ZIP_EM_NONE;
	st->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD |
		    ZIP_STAT_ENCRYPTION_METHOD;
	return sizeof(*st);
}

static zip_int64_t
source_call(void *ctx, void *p, zip_uint64_t n, zip_source_cmd_t command)
{
	struct entry_source *s = ctx;

	switch (command) {
	case ZIP_SOURCE_OPEN: s->at = 0; return 0;
	case ZIP_SOURCE_READ: return source_read(s, p, n);
	case ZIP_SOURCE_CLOSE: return 0;
	case ZIP_SOURCE_STAT: return source_stat(s, p, n);
	case ZIP_SOURCE_ERROR: return zip_error_to_data(&s->error, p, n);
	case ZIP_SOURCE_FREE: return 0;
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ,
		    ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
	default: zip_error_set(&s->error, ZIP_ER_OPNOTSUPP, 0); return -1;
	}
}

static bool
is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

/* With flag 0, and no other, both ends of libzip's versions write the same header for ASCII. */
static bool
add_entry(zip_t *zip, struct arena *a, const struct archive_entry *entry, struct entry_source *s)
{
	zip_flags_t flags = is_ascii(entry->name) ? 0 : ZIP_FL_ENC_UTF_8;
	zip_source_t *source = zip_source_function(zip, source_call, s);
	zip_int64_t added = -1;
	zip_uint64_t i;

	if (source != NULL)
		added = zip_file_add(zip, arena_str(a, entry->name).p, source, flags);
	if (added < 0) {
		zip_source_free(source);
		return false;
	}
	i = (zip_uint64_t)added;
	return (!entry->data.stored || zip_set_file_compression(zip, i, ZIP_CM_STORE, 0) == 0) &&
	       zip_file_set_dostime(zip, i, 0, DOS_DAY, 0) == 0 &&
	       zip_file_set_external_attributes(
		   zip, i, 0, ZIP_OPSYS_UNIX, (zip_uint32_t)FILE_MODE << 16) == 0;
}

static zip_t *
open_archive(struct str root, struct str path, int flags, enum message message, struct diag *diag)
{
	struct arena scratch = { 0 };
	struct str name = arena_str(&scratch, fs_join(&scratch, root, path));
	zip_error_t error;
	int code = 0;
	zip_t *zip = zip_open(name.p, flags, &code);

	arena_release(&scratch);
	if (zip != NULL)
		return zip;
	if (code == ZIP_ER_MEMORY)
		memory_exhausted();
	zip_error_init_with_code(&error, code);
	say(diag, message, path, "cannot open this archive", zip_error_strerror(&error));
	if (message == MSG_ARCHIVE_READ)
		diag_help(
		    diag, "take this file out of the folder, or put a whole one in its place");
	zip_error_fini(&error);
	return NULL;
}

static struct str
folder_of(struct str path)
{
	while (path.n > 0 && path.p[path.n - 1] != '/')
		path.n--;
	return path;
}

bool
archive_write(struct str root, struct str path, const struct spool *spool,
    const struct archive_entry *entries, size_t n, struct diag *diag)
{
	struct entry_source *sources;
	struct arena scratch = { 0 };
	bool ok = true;
	zip_t *zip;

	assert(n > 0); /* libzip would write no file at all */
	if (!fs_make_folders(root, folder_of(path), diag))
		return false;
	zip = open_archive(root, path, ZIP_CREATE | ZIP_TRUNCATE, MSG_ARCHIVE_WRITE, diag);
	if (zip == NULL)
		return false;
	sources = ARENA_ARRAY(&scratch, struct entry_source, n);
	for (size_t i = 0; ok && i < n; i++) {
		sources[i] = (struct entry_source){ .fd = spool->fd, .data = entries[i].data };
		zip_error_init(&sources[i].error);
		ok = add_entry(zip, &scratch, &entries[i], &sources[i]);
		if (!ok)
			say(diag, MSG_ARCHIVE_WRITE, path,
			    arena_printf(&scratch, "cannot pack '%.*s'", STR_ARG(entries[i].name))
				.p,
			    zip_strerror(zip));
	}
	if (ok && zip_close(zip) != 0) {
		say(diag, MSG_ARCHIVE_WRITE, path, "cannot write this archive", zip_strerror(zip));
		diag_help(diag, "look whether the disk is full; the book before is still there");
		ok = false;
		zip_discard(zip);
	} else if (!ok) {
		zip_discard(zip);
	}
	arena_release(&scratch);
	return ok;
}

/* ---- reading -----------------------------------------------------------------------------------
 */

struct reading {
	zip_t *zip;
	struct str path;
	size_t limit;
	struct buf bytes;
	struct diag *diag;
};

/* A name that stays below the folder it is unpacked into. */
static bool
is_inside(struct str name)
{
	struct str rest = name;

	if (name.n == 0 || name.p[0] == '/' || str_find_char(name, 0, '\\') < name.n)
		return false;
	while (rest.n > 0) {
		struct str part = str_split(&rest, '/');

		if (part.n == 0 || str_eq(part, STR(".")) || str_eq(part, STR("..")))
			return false;
	}
	return true;
}

static bool
refuse(struct reading *r, const char *name, const char *why)
{
	struct buf what = { 0 };

	buf_printf(&what, "cannot read '%s' in this archive", name);
	say(r->diag, MSG_ARCHIVE_READ, r->path, buf_cstr(&what), why);
	buf_release(&what);
	return false;
}

/* The whole entry, and no byte more than it said; reading past the end checks the sum. */
static bool
read_bytes(struct reading *r, zip_uint64_t i, const zip_stat_t *st)
{
	zip_file_t *file = zip_fopen_index(r->zip, i, 0);
	size_t size = (size_t)st->size;
	zip_int64_t got = 1;
	char past;
	bool ok;

	if (file == NULL)
		return refuse(r, st->name, zip_strerror(r->zip));
	buf_reset(&r->bytes);
	buf_reserve(&r->bytes, size + 1);
	while (r->bytes.n < size && got > 0) {
		got = zip_fread(file, r->bytes.p + r->bytes.n, size - r->bytes.n);
		if (got > 0)
			r->bytes.n += (size_t)got;
	}
	ok = r->bytes.n == size && zip_fread(file, &past, 1) == 0;
	if (!ok)
		refuse(r, st->name,
		    zip_error_code_zip(zip_file_get_error(file)) != ZIP_ER_OK
			? zip_file_strerror(file)
			: "its size is not what the archive says");
	zip_fclose(file);
	return ok;
}

static bool
read_entry(struct reading *r, zip_uint64_t i, zip_stat_t *st)
{
	const zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_ENCRYPTION_METHOD;

	if (zip_stat_index(r->zip, i, 0, st) != 0 || (st->valid & needed) != needed)
		return refuse(r, "an entry", zip_strerror(r->zip));
	if (!is_inside(str_of(st->name)))
		return refuse(r, st->name, "the name leads out of the archive");
	if (st->encryption_method != ZIP_EM_NONE)
		return refuse(r, st->name, "it is encrypted");
	if (st->size > r->limit)
		return refuse(r, st->name, "it is too large");
	return read_bytes(r, i, st);
}

bool
archive_read(struct str root, struct str path, size_t limit, archive_read_entry *read, void *ctx,
    struct diag *diag)
{
	struct reading r = { .path = path, .limit = limit, .diag = diag };
	zip_int64_t n;
	bool ok = true;
	zip_stat_t st;

	r.zip = open_archive(root, path, ZIP_RDONLY | ZIP_CHECKCONS, MSG_ARCHIVE_READ, diag);
	if (r.zip == NULL)
		return false;
	n = zip_get_num_entries(r.zip, 0);
	if (n > ENTRIES)
		ok = refuse(&r, "all entries", "there are too many");
	for (zip_int64_t i = 0; ok && i < n; i++)
		ok = read_entry(&r, (zip_uint64_t)i, &st) &&
		     read(ctx, (size_t)i, str_of(st.name), buf_view(&r.bytes));
	zip_discard(r.zip);
	buf_release(&r.bytes);
	return ok;
}
