/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "base/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <iconv.h>

#include "base/crc.h"
#include "base/late.h"

#define TOTAL_MAX (UINT64_C(256) << 20)
#define COUNT_MAX 10000u
#define RATIO 100u
#define RESTARTS 16     /* damaged members of a ZIP that are passed over */

/* Local header of a ZIP member: APPNOTE.TXT 4.3.7. */
#define LOCAL_LEN 30u
#define LOCAL_NAME_LEN 26u
#define LOCAL_EXTRA_LEN 28u
#define LOCAL_MAGIC "PK\003\004"

/* What can be done after an error. */
enum after {
	GO_ON,                      /* with the next member */
	REOPEN,                     /* the same, from the start again */
	STOP
};

/* All that is called of libarchive. */
#define CALLS(X) \
	X(archive_entry_clear) X(archive_entry_filetype) X(archive_entry_free) \
	X(archive_entry_hardlink) X(archive_entry_is_encrypted) \
	X(archive_entry_new) X(archive_entry_pathname) \
	X(archive_entry_set_filetype) X(archive_entry_set_pathname) \
	X(archive_entry_set_perm) X(archive_entry_set_size) \
	X(archive_entry_size) X(archive_entry_symlink) X(archive_errno) \
	X(archive_error_string) X(archive_filter_bytes) X(archive_format) \
	X(archive_read_append_filter) X(archive_read_data_block) \
	X(archive_read_free) X(archive_read_new) X(archive_read_next_header) \
	X(archive_read_open_memory) X(archive_read_support_format_raw) \
	X(archive_read_support_format_tar) \
	X(archive_read_support_format_zip_seekable) X(archive_set_error) \
	X(archive_write_close) X(archive_write_data) X(archive_write_free) \
	X(archive_write_header) X(archive_write_new) X(archive_write_open) \
	X(archive_write_set_bytes_in_last_block) \
	X(archive_write_set_format_zip) \
	X(archive_write_zip_set_compression_deflate)

struct calls { CALLS(PV_LATE_FIELD) };

static enum pv_rc
load(struct calls *lib, struct pv_err *err)
{
#ifdef PV_LATE_ARCHIVE
	static const struct pv_late functions[] = { CALLS(PV_LATE_NAME) };

	return pv_late_load(PV_LATE_ARCHIVE, functions,
	    sizeof(functions) / sizeof(functions[0]), lib, err);
#else
	(void)err;
	*lib = (struct calls){ CALLS(PV_LATE_ADDRESS) };
	return PV_OK;
#endif
}

struct unpacking {
	const struct pv_archive_read *r;
	struct pv_span bytes;
	enum pv_archive_kind kind;
	struct calls lib;
	struct archive *a;
	struct archive_entry *entry;
	struct pv_buf data;         /* of the member at hand */
	uint64_t *left;             /* bytes that may still come out ... */
	uint64_t most;              /* ... of so many */
	uint64_t most_member;
	uint32_t count;             /* entries so far, of any type */
	uint32_t files;             /* regular ones */
	enum after after;
};

/* --------------------------------------------------------------- sniffing */

static unsigned
u8(struct pv_span s, size_t at)
{
	return at < s.len ? (unsigned char)s.ptr[at] : 0;
}

static unsigned
le16(struct pv_span s, size_t at)
{
	return u8(s, at) | u8(s, at + 1) << 8;
}

static uint32_t
le32(struct pv_span s, size_t at)
{
	return le16(s, at) | (uint32_t)le16(s, at + 2) << 16;
}

/* The end record of a ZIP without members, where the first would be. */
#define NO_MEMBERS "PK\005\006"

/* A local header whose version and method exist (4.4.3, 4.4.5), or no member. */
static bool
is_zip(struct pv_span head)
{
	if (pv_span_starts(head, PV_SPAN(NO_MEMBERS)))
		return true;
	return pv_span_starts(head, PV_SPAN(LOCAL_MAGIC)) &&
	    head.len >= LOCAL_LEN && u8(head, 4) <= 99 &&
	    u8(head, 5) < 32 && le16(head, 8) < 100;
}

/* The header's checksum, in octal at 148, counts itself as spaces. */
static bool
is_tar(struct pv_span head)
{
	unsigned long sum = 0, want = 0;
	size_t i;

	if (head.len < 512 || head.ptr[0] == '\0')
		return false;
	for (i = 0; i < 512; i++)
		sum += i - 148 < 8 ? ' ' : u8(head, i);
	for (i = 148; i < 156 && head.ptr[i] == ' '; i++)
		;
	for (; i < 156 && head.ptr[i] >= '0' && head.ptr[i] <= '7'; i++)
		want = want * 8 + (unsigned long)(head.ptr[i] - '0');
	return sum == want;
}

/* The filter that expands it, or -1. */
static int
filter_of(struct pv_span head)
{
	if (pv_span_starts(head, PV_SPAN("\037\213\010")))
		return ARCHIVE_FILTER_GZIP;
	if (pv_span_starts(head, PV_SPAN("\3757zXZ\0")))
		return ARCHIVE_FILTER_XZ;
	if (pv_span_starts(head, PV_SPAN("\050\265\057\375")))
		return ARCHIVE_FILTER_ZSTD;
	if (pv_span_starts(head, PV_SPAN("BZh")) && u8(head, 3) >= '1' &&
	    u8(head, 3) <= '9' &&
	    (pv_span_starts(pv_span_sub(head, 4, head.len),
	    PV_SPAN("1AY&SY")) ||
	    pv_span_starts(pv_span_sub(head, 4, head.len),
	    PV_SPAN("\027\162\105\070\120\220"))))
		return ARCHIVE_FILTER_BZIP2;
	return -1;
}

enum pv_archive_kind
pv_archive_sniff(struct pv_span head)
{
	if (is_zip(head))
		return PV_ARCHIVE_ZIP;
	if (filter_of(head) >= 0)
		return PV_ARCHIVE_COMPRESSED;
	return is_tar(head) ? PV_ARCHIVE_TAR : PV_ARCHIVE_NONE;
}

/* ------------------------------------------------------------------ errors */

/* What the decoder complains about, in our manner. */
static enum pv_rc
damaged(const struct unpacking *u, struct pv_err *err)
{
	const char *s = u->lib.archive_error_string(u->a);
	bool lower;

	if (u->lib.archive_errno(u->a) == ENOMEM)
		return pv_fail(err, PV_EINPUT, "E-ARCHIVE",
		    "the archive needs more memory than a reader has");
	if (s == NULL || *s == '\0' || pv_span_starts(pv_span_str(s),
	    PV_SPAN("Unrecognized archive format")))
		return pv_fail(err, PV_EINPUT, "E-ARCHIVE",
		    "the archive is damaged or empty");
	lower = pv_isupper(s[0]) && !pv_isupper(s[1]);
	return pv_fail(err, PV_EINPUT, "E-ARCHIVE",
	    "the archive is damaged: %c%s", lower ? pv_tolower(*s) : *s,
	    s + 1);
}

static enum pv_rc
too_large(uint64_t most, struct pv_err *err)
{
	return pv_fail(err, PV_EINPUT, "E-ARCHIVE",
	    "expands to more than %llu bytes", (unsigned long long)most);
}

/* Would len more bytes be too many, of all or of this member? */
static enum pv_rc
claim(struct unpacking *u, uint64_t len, struct pv_err *err)
{
	if (len > *u->left) {
		u->after = STOP;
		return too_large(u->most, err);
	}
	if (u->data.len > u->most_member ||
	    len > u->most_member - u->data.len)
		return too_large(u->most_member, err);
	return PV_OK;
}

/* ------------------------------------------------------------------- names */

/*
 * The decoder gives no name that the locale cannot write; it has just read
 * the local header that ends where it stands, so the bytes are there.
 */
static struct pv_span
zip_name(const struct unpacking *u)
{
	int64_t end = u->lib.archive_filter_bytes(u->a, 0);
	size_t stop, at, len;

	if (end < (int64_t)LOCAL_LEN || (uint64_t)end > u->bytes.len)
		return PV_SPAN("");
	stop = (size_t)end;
	for (at = stop - LOCAL_LEN;; at--) {
		len = le16(u->bytes, at + LOCAL_NAME_LEN);
		if (at + LOCAL_LEN + len +
		    le16(u->bytes, at + LOCAL_EXTRA_LEN) == stop &&
		    memcmp(u->bytes.ptr + at, LOCAL_MAGIC, 4) == 0)
			return pv_span(u->bytes.ptr + at + LOCAL_LEN, len);
		if (at == 0 || stop - at >= LOCAL_LEN + 2 * 65535u)
			return PV_SPAN("");
	}
}

static struct pv_span
name_of(const struct unpacking *u)
{
	struct pv_span name;
	const char *s;

	if (u->lib.archive_format(u->a) == ARCHIVE_FORMAT_RAW)
		return PV_SPAN("");
	s = u->lib.archive_entry_pathname(u->entry);
	if (s != NULL)
		return pv_span_str(s);
	name = u->kind == PV_ARCHIVE_ZIP ? zip_name(u) : PV_SPAN("");
	return pv_span_sub(name, 0, pv_span_find(name, pv_span("", 1)));
}

/* -------------------------------------------------------------------- data */

/* Bytes from `off` on, after what there is of the member. */
static enum pv_rc
append(struct unpacking *u, struct pv_span s, int64_t off, struct pv_err *err)
{
	uint64_t gap;
	enum pv_rc rc;

	if (off < 0 || (uint64_t)off < u->data.len)
		return pv_fail(err, PV_EINPUT, "E-ARCHIVE",
		    "the archive is damaged: data out of order");
	gap = (uint64_t)off - u->data.len;  /* a hole of a sparse file */
	rc = claim(u, gap > u->most ? gap : gap + s.len, err);
	if (rc != PV_OK)
		return rc;
	*u->left -= gap + s.len;
	if (!pv_buf_reserve(&u->data, (size_t)gap + s.len)) {
		u->after = STOP;
		return pv_fail_nomem(err);
	}
	if (gap > 0)
		memset(u->data.ptr + u->data.len, 0, (size_t)gap);
	u->data.len += (size_t)gap;
	pv_buf_span(&u->data, s);
	return PV_OK;
}

/* The next block; *more is false at the end of the member. */
static enum pv_rc
next_block(struct unpacking *u, struct pv_span *s, int64_t *off, bool *more,
    struct pv_err *err)
{
	const void *ptr = NULL;
	int got = u->lib.archive_read_data_block(u->a, &ptr, &s->len, off);

	s->ptr = ptr;
	*more = got == ARCHIVE_OK;
	if (got == ARCHIVE_OK || got == ARCHIVE_EOF)
		return PV_OK;
	if (got == ARCHIVE_FATAL)
		u->after = u->kind == PV_ARCHIVE_ZIP ? REOPEN : STOP;
	return damaged(u, err);
}

/*
 * All of a member.  A size that is told is believed only when it is too much:
 * no memory is taken for it.
 */
static enum pv_rc
read_data(struct unpacking *u, struct pv_err *err)
{
	struct pv_span s;
	bool more = true;
	int64_t off, told = u->lib.archive_entry_size(u->entry);
	enum pv_rc rc;

	pv_buf_clear(&u->data);
	rc = claim(u, told > 0 ? (uint64_t)told : 0, err);
	while (rc == PV_OK && more) {
		rc = next_block(u, &s, &off, &more, err);
		if (rc == PV_OK && more)
			rc = append(u, s, off, err);
	}
	return rc;
}

/* What is not wanted of a stream is expanded all the same, and counted. */
static enum pv_rc
pass_by(struct unpacking *u, struct pv_err *err)
{
	struct pv_span s;
	bool more = u->kind == PV_ARCHIVE_COMPRESSED;
	int64_t off;
	enum pv_rc rc = PV_OK;

	pv_buf_clear(&u->data);
	while (rc == PV_OK && more) {
		rc = next_block(u, &s, &off, &more, err);
		if (rc != PV_OK || !more)
			break;
		if (s.len > *u->left)
			rc = too_large(u->most, err);
		else
			*u->left -= s.len;
	}
	return rc;
}

/*
 * gzip says at its end what the CRC and the length of the data are (RFC 1952
 * 2.3.1), and the decoder does not look.  Of several members in a row only
 * the last one's length is known: they are told by the length that differs
 * and by a second header.
 */
static enum pv_rc
check_gzip(const struct unpacking *u, struct pv_err *err)
{
	int64_t end = u->lib.archive_filter_bytes(u->a, -1);
	struct pv_span in = u->bytes, data = pv_buf_view(&u->data), rest;
	bool same;

	if (end >= 18 && (uint64_t)end <= in.len)
		in.len = (size_t)end;
	if (filter_of(in) != ARCHIVE_FILTER_GZIP || in.len < 18)
		return PV_OK;
	same = le32(in, in.len - 4) == (uint32_t)data.len;
	rest = pv_span_sub(in, 18, in.len);
	if (!same && pv_span_find(rest, PV_SPAN("\037\213\010")) < rest.len)
		return PV_OK;
	if (same && le32(in, in.len - 8) == pv_crc32(data))
		return PV_OK;
	return pv_fail(err, PV_EINPUT, "E-ARCHIVE",
	    "the archive is damaged: gzip bad CRC");
}

/* ----------------------------------------------------------------- members */

/* Does the caller go on without this member? */
static bool
goes_on(const struct unpacking *u, struct pv_span name,
    const struct pv_err *why)
{
	return u->r->refuse != NULL && u->r->refuse(u->r->ctx, name, why);
}

/* Links and devices; folders are nothing to talk of. */
static enum pv_rc
pass_special(struct unpacking *u, struct pv_err *err)
{
	bool link = u->lib.archive_entry_symlink(u->entry) != NULL ||
	    u->lib.archive_entry_hardlink(u->entry) != NULL ||
	    u->lib.archive_entry_filetype(u->entry) == AE_IFLNK;
	struct pv_err why;

	if (u->r->refuse == NULL ||
	    u->lib.archive_entry_filetype(u->entry) == AE_IFDIR)
		return PV_OK;
	pv_fail(&why, PV_EINPUT, "E-TYPE", link ?
	    "is a link in an archive (not followed)" :
	    "is not a regular file");
	if (goes_on(u, name_of(u), &why))
		return PV_OK;
	u->after = STOP;
	if (err != NULL)
		*err = why;
	return why.rc;
}

static bool
is_regular(const struct unpacking *u)
{
	return u->lib.archive_entry_filetype(u->entry) == AE_IFREG &&
	    u->lib.archive_entry_hardlink(u->entry) == NULL;
}

static enum pv_rc
check_open(const struct unpacking *u, struct pv_err *err)
{
	return u->lib.archive_entry_is_encrypted(u->entry) ?
	    pv_fail(err, PV_EINPUT, "E-CRYPT", "is encrypted") : PV_OK;
}

static enum pv_rc
read_member(struct unpacking *u, struct pv_span name, struct pv_err *err)
{
	struct pv_archive_member m = { .name = name, .index = u->files };
	enum pv_rc rc;

	rc = check_open(u, err);
	if (rc == PV_OK)
		rc = read_data(u, err);
	if (rc == PV_OK && u->lib.archive_format(u->a) == ARCHIVE_FORMAT_RAW)
		rc = check_gzip(u, err);
	if (rc != PV_OK)
		return rc;
	u->after = STOP;
	m.bytes = u->data.ptr != NULL ? pv_buf_view(&u->data) : PV_SPAN("");
	return u->r->each(u->r->ctx, &m, err);
}

/* One entry; u->after tells what an error leaves. */
static enum pv_rc
take_entry(struct unpacking *u, struct pv_err *err)
{
	struct pv_buf name = { .mem = u->r->mem };
	struct pv_err why = { .rc = PV_OK };
	enum pv_rc rc;

	if (!is_regular(u))
		return pass_special(u, err);
	u->after = GO_ON;
	pv_buf_span(&name, name_of(u));
	if (name.ptr == NULL)
		pv_buf_str(&name, "");
	if (name.failed) {
		u->after = STOP;
		rc = pv_fail_nomem(&why);
	} else if (u->r->wants != NULL &&
	    !u->r->wants(u->r->ctx, pv_buf_view(&name))) {
		rc = u->r->refuse == NULL ? check_open(u, &why) : PV_OK;
		if (rc == PV_OK)
			rc = pass_by(u, &why);
	} else {
		rc = read_member(u, pv_buf_view(&name), &why);
	}
	u->files++;
	if (rc != PV_OK && u->after != STOP &&
	    !goes_on(u, pv_buf_view(&name), &why))
		u->after = STOP;
	if (rc != PV_OK && u->after == STOP && err != NULL)
		*err = why;
	pv_buf_release(&name);
	return rc;
}

/* ------------------------------------------------------------- the archive */

static enum pv_rc
open_archive(struct unpacking *u, struct pv_err *err)
{
	int got = ARCHIVE_OK;

	u->a = u->lib.archive_read_new();
	if (u->a == NULL)
		return pv_fail_nomem(err);
	if (u->kind == PV_ARCHIVE_ZIP) {
		got = u->lib.archive_read_support_format_zip_seekable(u->a);
	} else {
		got = u->lib.archive_read_support_format_tar(u->a);
	}
	if (u->kind == PV_ARCHIVE_COMPRESSED && got == ARCHIVE_OK) {
		/* one filter, and no other inside it */
		got = u->lib.archive_read_append_filter(u->a,
		    filter_of(u->bytes));
		u->lib.archive_read_support_format_raw(u->a);
	}
	if (got == ARCHIVE_OK)
		got = u->lib.archive_read_open_memory(u->a, u->bytes.ptr,
		    u->bytes.len);
	return got == ARCHIVE_OK ? PV_OK : damaged(u, err);
}

/* The next entry; *more is false at the end. */
static enum pv_rc
next_entry(struct unpacking *u, bool *more, struct pv_err *err)
{
	uint32_t most = u->r->limits.count;
	int got = u->lib.archive_read_next_header(u->a, &u->entry);

	/* a warning is about a name or a time */
	*more = got != ARCHIVE_EOF;
	if (got != ARCHIVE_OK && got != ARCHIVE_WARN && got != ARCHIVE_EOF)
		return damaged(u, err);
	if (*more && u->count++ >= (most == 0 ? COUNT_MAX : most))
		return pv_fail(err, PV_EINPUT, "E-ARCHIVE",
		    "holds more than %lu members",
		    (unsigned long)(most == 0 ? COUNT_MAX : most));
	return PV_OK;
}

/* Entries from the u->count-th on, until an error that ends this reading. */
static enum pv_rc
read_from(struct unpacking *u, struct pv_err *err)
{
	uint32_t skip = u->count;
	bool more = true;
	enum pv_rc rc;

	u->after = STOP;
	u->count = 0;
	rc = open_archive(u, err);
	while (rc == PV_OK && more) {
		u->after = STOP;
		rc = next_entry(u, &more, err);
		if (rc != PV_OK || !more || u->count <= skip)
			continue;
		rc = take_entry(u, err);
		if (rc != PV_OK && u->after == GO_ON)
			rc = PV_OK;
	}
	return rc;
}

uint64_t
pv_archive_budget(const struct pv_archive_limits *lim, uint64_t size)
{
	uint64_t most = lim->total == 0 ? TOTAL_MAX : lim->total;
	uint64_t ratio = lim->ratio == 0 ? RATIO : lim->ratio;

	if (most <= PV_ARCHIVE_FLOOR || size >= most / ratio)
		return most;
	return size * ratio > PV_ARCHIVE_FLOOR ? size * ratio :
	    PV_ARCHIVE_FLOOR;
}

enum pv_rc
pv_archive_read(struct pv_span bytes, const struct pv_archive_read *r,
    struct pv_err *err)
{
	const struct pv_archive_limits *lim = &r->limits;
	struct unpacking u = { .r = r, .bytes = bytes,
		.kind = pv_archive_sniff(bytes), .data = { .mem = r->mem } };
	uint64_t left;
	int tries = 0;
	enum pv_rc rc;

	if (u.kind == PV_ARCHIVE_NONE)
		return pv_fail(err, PV_EINPUT, "E-ARCHIVE",
		    "is not an archive");
	if (pv_span_starts(bytes, PV_SPAN(NO_MEMBERS)))
		return PV_OK;
	rc = load(&u.lib, err);
	if (rc != PV_OK)
		return rc;
	u.most = r->left != NULL ? *r->left :
	    pv_archive_budget(lim, bytes.len);
	left = u.most;
	u.left = r->left != NULL ? r->left : &left;
	u.most_member = lim->member == 0 ? TOTAL_MAX : lim->member;
	do {
		rc = read_from(&u, err);
		u.lib.archive_read_free(u.a);
		u.a = NULL;
	} while (rc != PV_OK && u.after == REOPEN && tries++ < RESTARTS);
	if (rc != PV_OK && u.after == REOPEN)
		pv_fail(err, PV_EINPUT, "E-ARCHIVE",
		    "more than %d members are damaged", RESTARTS);
	pv_buf_release(&u.data);
	return rc;
}

void
pv_archive_prepare(void)
{
	iconv_t cd = iconv_open("ASCII", "UTF-8");
	struct calls lib;

	/* whoever needs it will be told why that failed */
	(void)load(&lib, NULL);
	if (cd != (iconv_t)-1)
		iconv_close(cd);
}

/* ----------------------------------------------------------------- writing */

struct packing {
	struct calls lib;
	struct archive *a;
	struct archive_entry *e;
	struct pv_buf *out;
};

static la_ssize_t
take_bytes(struct archive *a, void *ctx, const void *bytes, size_t len)
{
	struct packing *w = ctx;

	pv_buf_add(w->out, bytes, len);
	if (!w->out->failed)
		return (la_ssize_t)len;
	w->lib.archive_set_error(a, ENOMEM, "out of memory");
	return ARCHIVE_FATAL;
}

/*
 * Without a time of its own a member is dated 1980, the first year of the
 * format, wherever the clock stands.
 */
static int
write_file(struct packing *w, const struct pv_archive_file *f)
{
	int got;

	w->lib.archive_entry_clear(w->e);
	w->lib.archive_entry_set_pathname(w->e, f->name);
	w->lib.archive_entry_set_filetype(w->e, AE_IFREG);
	w->lib.archive_entry_set_perm(w->e, 0644);
	w->lib.archive_entry_set_size(w->e, (la_int64_t)f->bytes.len);
	got = w->lib.archive_write_header(w->a, w->e);
	if (got == ARCHIVE_OK && f->bytes.len > 0 &&
	    w->lib.archive_write_data(w->a, f->bytes.ptr, f->bytes.len) !=
	    (la_ssize_t)f->bytes.len)
		got = ARCHIVE_FATAL;
	return got;
}

static int
start(struct packing *w)
{
	int got = ARCHIVE_FATAL;

	w->a = w->lib.archive_write_new();
	w->e = w->lib.archive_entry_new();
	if (w->a != NULL && w->e != NULL)
		got = w->lib.archive_write_set_format_zip(w->a);
	if (got == ARCHIVE_OK)
		got = w->lib.archive_write_zip_set_compression_deflate(w->a);
	if (got == ARCHIVE_OK)
		got = w->lib.archive_write_set_bytes_in_last_block(w->a, 1);
	if (got == ARCHIVE_OK)
		got = w->lib.archive_write_open(w->a, w, NULL, take_bytes,
		    NULL);
	return got;
}

enum pv_rc
pv_archive_write(struct pv_buf *out, const struct pv_archive_file *files,
    size_t n, struct pv_err *err)
{
	struct packing w = { .out = out };
	enum pv_rc rc = load(&w.lib, err);
	int got;

	if (rc != PV_OK)
		return rc;
	got = start(&w);
	for (size_t i = 0; i < n && got == ARCHIVE_OK; i++)
		got = write_file(&w, &files[i]);
	if (got == ARCHIVE_OK)
		got = w.lib.archive_write_close(w.a);
	w.lib.archive_entry_free(w.e);
	w.lib.archive_write_free(w.a);
	/* nothing but memory can be missing */
	return got == ARCHIVE_OK && !out->failed ? PV_OK : pv_fail_nomem(err);
}
