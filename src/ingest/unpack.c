/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "base/archive.h"
#include "ingest/ingest.h"

#define LAYERS 2        /* of compression around a document */
#define DEPTH 3         /* of parcels in parcels */
#define COUNT 10000u    /* files in a parcel and those within */

/* Where the name of the first member stands: APPNOTE.TXT 4.3.7. */
#define ZIP_NAME_LEN 26
#define ZIP_NAME 30

/* -------------------------------------------------- office documents */

static bool
ends_like(struct pv_span name, const char *const *ends)
{
	struct pv_span end, tail;

	for (; *ends != NULL; ends++) {
		end = pv_span_str(*ends);
		if (name.len < end.len)
			continue;
		tail = pv_span_sub(name, name.len - end.len, name.len);
		if (pv_span_ieq(tail, end))
			return true;
	}
	return false;
}

/* Word and its like begin with one of these, OpenDocument with mimetype. */
static bool
is_office_part(struct pv_span name)
{
	static const char *const parts[] = { ".xml", ".rels", NULL };
	static const char *const folders[] = {
		"_rels/", "docProps/", "word/", "customXml/", NULL
	};
	const char *const *f;

	if (pv_span_eq(name, PV_SPAN("[Content_Types].xml")) ||
	    pv_span_eq(name, PV_SPAN("mimetype")))
		return true;
	for (f = folders; *f != NULL; f++) {
		if (pv_span_starts(name, pv_span_str(*f)))
			return ends_like(name, parts);
	}
	return false;
}

static struct pv_span
first_name(struct pv_span head)
{
	size_t len;

	if (head.len < ZIP_NAME)
		return PV_SPAN("");
	len = (unsigned char)head.ptr[ZIP_NAME_LEN] |
	    (size_t)(unsigned char)head.ptr[ZIP_NAME_LEN + 1] << 8;
	return pv_span_sub(head, ZIP_NAME, ZIP_NAME + len);
}

enum pv_parcel
pv_ingest_parcel(struct pv_span head, struct pv_span name)
{
	static const char *const office[] = {
		".docx", ".docm", ".dotx", ".dotm", ".odt", ".ott", NULL
	};

	switch (pv_archive_sniff(head)) {
	case PV_ARCHIVE_ZIP:
		return ends_like(name, office) ||
		    is_office_part(first_name(head)) ?
		    PV_PARCEL_NONE : PV_PARCEL_FILES;
	case PV_ARCHIVE_TAR:
		return PV_PARCEL_FILES;
	case PV_ARCHIVE_COMPRESSED:
		return PV_PARCEL_COMPRESSED;
	case PV_ARCHIVE_NONE:
		break;
	}
	return PV_PARCEL_NONE;
}

struct office {
	bool word, content, mimetype;
};

static bool
note_name(void *ctx, struct pv_span name)
{
	struct office *o = ctx;

	o->word = o->word || pv_span_eq(name, PV_SPAN("word/document.xml"));
	o->content = o->content || pv_span_eq(name, PV_SPAN("content.xml"));
	o->mimetype = o->mimetype || pv_span_eq(name, PV_SPAN("mimetype"));
	return false;
}

/* A ZIP whose first member does not tell it may be an office document yet. */
static bool
is_office(struct pv_span bytes)
{
	struct office o = { false, false, false };
	struct pv_archive_read r = { .wants = note_name, .ctx = &o };

	if (pv_archive_sniff(bytes) == PV_ARCHIVE_ZIP &&
	    pv_archive_read(bytes, &r, NULL) != PV_OK)
		return false;
	return o.word || (o.content && o.mimetype);
}

/* Does it hold files, whatever its beginning lets expect? */
static enum pv_parcel
parcel_of(struct pv_span bytes, struct pv_span name)
{
	enum pv_parcel p = pv_ingest_parcel(bytes, name);

	return p == PV_PARCEL_FILES && is_office(bytes) ? PV_PARCEL_NONE : p;
}

/* ------------------------------------------------------- compressed files */

static enum pv_rc
holds_files(struct pv_err *err)
{
	return pv_fail(err, PV_EINPUT, "E-ARCHIVE",
	    "an archive of files: 'proviso scan' reads them");
}

static enum pv_rc
take_document(void *ctx, const struct pv_archive_member *m,
    struct pv_err *err)
{
	struct pv_buf *out = ctx;

	if (m->name.len > 0)
		return holds_files(err);
	pv_buf_span(out, m->bytes);
	return out->failed ? pv_fail_nomem(err) : PV_OK;
}

struct pv_span
pv_ingest_inner_name(struct pv_span name)
{
	static const char *const ends[] = {
		".gz", ".bz2", ".xz", ".zst", NULL
	};
	size_t len = name.len;

	if (!ends_like(name, ends))
		return name;
	while (name.ptr[len - 1] != '.')
		len--;
	return pv_span_sub(name, 0, len - 1);
}

enum pv_rc
pv_ingest_expand(const struct pv_source *src, uint64_t max,
    struct pv_buf *out, struct pv_err *err)
{
	static const struct pv_archive_limits usual;
	struct pv_buf next = { .mem = out->mem };
	struct pv_archive_read r = { .mem = out->mem, .each = take_document,
		.ctx = &next };
	struct pv_span in = src->bytes;
	uint64_t left = pv_archive_budget(&usual, in.len);
	enum pv_rc rc = PV_OK;
	int layers = 0;

	r.left = &left;
	r.limits.member = max;
	while (rc == PV_OK && pv_archive_sniff(in) == PV_ARCHIVE_COMPRESSED) {
		if (layers++ == LAYERS)
			rc = pv_fail(err, PV_EINPUT, "E-ARCHIVE",
			    "compressed more than %d times", LAYERS);
		else
			rc = pv_archive_read(in, &r, err);
		pv_buf_release(out);
		*out = next;
		in = pv_buf_view(out);
		next = (struct pv_buf){ .mem = out->mem };
	}
	if (rc == PV_OK && parcel_of(in, layers > 0 ?
	    pv_ingest_inner_name(src->name) : src->name) == PV_PARCEL_FILES)
		rc = holds_files(err);
	if (rc != PV_OK)
		pv_buf_release(out);
	return rc;
}

/* --------------------------------------------------------------- parcels */

/* A parcel and those within. */
struct nest {
	const struct pv_unpack *u;
	const struct pv_mem *mem;
	uint64_t left;              /* bytes that may still come out */
	uint32_t count;             /* files that did */
	int depth;
	struct pv_buf path;         /* of the parcel at hand, with "!/" */
	enum pv_rc rc;              /* why all of it ends; err is filled */
	struct pv_err *err;
};

static enum pv_rc open_parcel(struct nest *n, struct pv_span bytes,
    struct pv_err *why);

static enum pv_rc
hand_out(struct nest *n, struct pv_span bytes, const struct pv_err *why)
{
	struct pv_parcel_file f = { pv_buf_view(&n->path), bytes, why };

	if (f.path.ptr == NULL)
		f.path = PV_SPAN("");
	if (n->rc == PV_OK)
		n->rc = n->path.failed ? pv_fail_nomem(n->err) :
		    n->u->each(n->u->ctx, &f, n->err);
	return n->rc;
}

/* "." and ".." are no hidden names; what macOS adds is. */
static bool
is_hidden(struct pv_span name)
{
	struct pv_span part;
	size_t slash;

	for (; name.len > 0; name = pv_span_sub(name, slash + 1, name.len)) {
		slash = pv_span_find(name, PV_SPAN("/"));
		part = pv_span_sub(name, 0, slash);
		if (pv_span_eq(part, PV_SPAN("__MACOSX")))
			return true;
		if (pv_span_starts(part, PV_SPAN(".")) &&
		    !pv_span_eq(part, PV_SPAN(".")) &&
		    !pv_span_eq(part, PV_SPAN("..")))
			return true;
	}
	return false;
}

static bool
wants(void *ctx, struct pv_span name)
{
	const struct nest *n = ctx;

	return n->u->hidden || !is_hidden(name);
}

/* The path of a member behind that of the parcel: "./a" is "a". */
static void
push_name(struct nest *n, struct pv_span name)
{
	while (pv_span_starts(name, PV_SPAN("./")))
		name = pv_span_sub(name, 2, name.len);
	pv_buf_span(&n->path, name);
}

static bool
refuse(void *ctx, struct pv_span name, const struct pv_err *why)
{
	struct nest *n = ctx;
	size_t before = n->path.len;

	if (wants(n, name)) {
		push_name(n, name);
		hand_out(n, PV_SPAN(""), why);
		n->path.len = before;
	}
	return n->rc == PV_OK;
}

/* A parcel in a parcel: what stops it does not stop what is around it. */
static enum pv_rc
descend(struct nest *n, struct pv_span bytes)
{
	size_t before = n->path.len;
	struct pv_err why;
	enum pv_rc rc = PV_OK;

	if (n->depth == DEPTH) {
		rc = pv_fail(&why, PV_EINPUT, "E-ARCHIVE",
		    "archives in archives, more than %d deep", DEPTH);
	} else {
		if (n->path.len > 0)
			pv_buf_str(&n->path, "!/");
		rc = open_parcel(n, bytes, &why);
		n->path.len = before;
	}
	return rc == PV_OK || n->rc != PV_OK ? n->rc :
	    hand_out(n, PV_SPAN(""), &why);
}

/*
 * What a compressed file turned out to hold, `file` being all of it: a
 * document stays compressed, unless a converter must see what is inside.
 */
static enum pv_rc
take_single(struct nest *n, struct pv_span inner, struct pv_span file)
{
	struct pv_span name = pv_ingest_inner_name(pv_buf_view(&n->path));

	if (parcel_of(inner, name) == PV_PARCEL_FILES)
		return descend(n, inner);
	return hand_out(n, pv_ingest_needs(inner) == PV_CONVERT_NONE ? file :
	    inner, NULL);
}

/* The parcel that a member stands in. */
struct level {
	struct nest *nest;
	struct pv_span bytes;
	bool compressed;
};

/* What a compressed file holds has the name of the file itself. */
static void
pop_mark(struct nest *n)
{
	if (pv_span_ends(pv_buf_view(&n->path), PV_SPAN("!/")))
		n->path.len -= 2;
}

static bool
level_wants(void *ctx, struct pv_span name)
{
	struct level *l = ctx;

	return wants(l->nest, name);
}

static bool
level_refuse(void *ctx, struct pv_span name, const struct pv_err *why)
{
	struct level *l = ctx;
	struct nest *n = l->nest;
	size_t before = n->path.len;
	bool go_on;

	if (name.len == 0 && l->compressed)
		pop_mark(n);
	go_on = refuse(n, name, why);
	n->path.len = before;
	return go_on;
}

static enum pv_rc
take_member(void *ctx, const struct pv_archive_member *m, struct pv_err *err)
{
	struct level *l = ctx;
	struct nest *n = l->nest;
	size_t before = n->path.len;
	enum pv_parcel what;

	if (n->count++ == COUNT)
		return pv_fail(err, PV_EINPUT, "E-ARCHIVE",
		    "holds more than %u files", COUNT);
	if (m->name.len == 0 && l->compressed) {
		pop_mark(n);
		take_single(n, m->bytes, l->bytes);
	} else {
		push_name(n, m->name);
		what = parcel_of(m->bytes, m->name);
		if (what == PV_PARCEL_NONE ||
		    (what == PV_PARCEL_COMPRESSED && n->depth == DEPTH))
			hand_out(n, m->bytes, NULL);
		else
			descend(n, m->bytes);
	}
	n->path.len = before;
	return n->rc == PV_OK ? PV_OK : pv_fail(err, n->rc, NULL, "ended");
}

static enum pv_rc
open_parcel(struct nest *n, struct pv_span bytes, struct pv_err *why)
{
	static const struct pv_archive_limits usual;
	struct level l = { n, bytes,
		pv_archive_sniff(bytes) == PV_ARCHIVE_COMPRESSED };
	struct pv_archive_read r = { .left = &n->left, .mem = n->mem,
		.limits.member = n->u->max_size, .wants = level_wants,
		.refuse = level_refuse, .each = take_member, .ctx = &l };
	uint64_t all = n->left, mine = pv_archive_budget(&usual, bytes.len);
	enum pv_rc rc;

	/* its own budget holds for what is within, too */
	if (mine > all)
		mine = all;
	n->left = mine;
	n->depth++;
	rc = pv_archive_read(bytes, &r, why);
	n->depth--;
	n->left = all - (mine - n->left);
	return rc;
}

enum pv_rc
pv_ingest_unpack(const struct pv_source *src, const struct pv_unpack *u,
    bool *document, struct pv_err *err)
{
	static const struct pv_archive_limits usual;
	struct nest n = { .u = u, .err = err,
		.left = pv_archive_budget(&usual, src->bytes.len) };
	struct pv_err why;
	enum pv_rc rc;

	*document = parcel_of(src->bytes, src->name) == PV_PARCEL_NONE;
	if (*document)
		return PV_OK;
	rc = open_parcel(&n, src->bytes, &why);
	pv_buf_clear(&n.path);
	if (rc != PV_OK && n.rc == PV_OK)
		hand_out(&n, PV_SPAN(""), &why);
	pv_buf_release(&n.path);
	return n.rc;
}
