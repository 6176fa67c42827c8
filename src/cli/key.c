/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* realpath */
#endif
#include "cli/key.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "cli/listing.h"
#include "cli/name.h"

void
doc_key_release(struct doc_key *k)
{
	pv_buf_release(&k->key);
	pv_buf_release(&k->label);
	pv_buf_release(&k->date);
	pv_buf_release(&k->owner);
	pv_buf_release(&k->slug);
}

void
doc_key_tell(struct doc_key *k, struct pv_span key, struct pv_span label)
{
	pv_buf_clear(&k->key);
	pv_buf_span(&k->key, key);
	if (label.len > 0) {
		pv_buf_clear(&k->label);
		pv_buf_span(&k->label, label);
	}
	pv_buf_clear(&k->owner);
	pv_buf_clear(&k->slug);
	k->why = "told";
}

/* A stem as a label: as it is, unless it could not be typed. */
static void
put_stem(struct pv_buf *out, struct pv_span stem)
{
	bool clean = stem.len > 0 && pv_utf8_check(stem) == stem.len;
	size_t i;

	for (i = 0; i < stem.len && clean; i++)
		clean = (unsigned char)stem.ptr[i] >= ' ' &&
		    stem.ptr[i] != 0x7f;
	if (clean)
		pv_buf_span(out, stem);
	else
		name_slug(out, stem);
}

static void
put_label(struct pv_buf *out, struct pv_span stem, bool plain)
{
	struct name_part date = name_date(stem);
	struct name_part version = name_version(stem);
	size_t i;

	if (date.text.len > 0) {
		name_iso(out, date.text);
	} else if (version.text.len > 0 && (plain || !version.plain)) {
		for (i = 0; i < version.text.len; i++)
			pv_buf_char(out, version.text.ptr[i] == '_' ? '.' :
			    version.text.ptr[i]);
	} else {
		put_stem(out, stem);
	}
}

static void
put_date(struct pv_buf *out, struct pv_span stem)
{
	name_iso(out, name_date(stem).text);
}

/* The slug of s, or one made from its bytes when nothing is left. */
static void
put_slug(struct pv_buf *out, struct pv_span s)
{
	size_t before = out->len;

	name_slug(out, s);
	if (out->len == before)
		pv_buf_printf(out, "document-%08x",
		    (unsigned)(pv_hash64(s) & 0xffffffffu));
}

void
doc_key_of_file(struct pv_span path, struct doc_key *out)
{
	struct pv_span stem = name_stem(name_base(path));

	if (pv_span_eq(path, PV_SPAN("-")))
		stem = PV_SPAN("stdin");
	pv_buf_clear(&out->key);
	pv_buf_clear(&out->label);
	pv_buf_clear(&out->date);
	put_slug(&out->key, stem);
	put_label(&out->label, stem, false);
	put_date(&out->date, stem);
	out->why = "file";
	out->dated = out->date.len > 0 ? "name" : "";
	out->seq = 0;
}

/* ----------------------------------------------------- what a folder is */

static bool
all_begin_with_date(const struct pv_walk_dir *d)
{
	struct name_part p;
	size_t i;

	for (i = 0; i < d->nfiles; i++) {
		p = name_date(name_stem(d->files[i]));
		if (p.text.len == 0 || !p.first)
			return false;
	}
	return d->nfiles > 0;
}

/* Same words, whatever stands between them. */
static bool
same_slug(struct pv_span a, struct pv_span b)
{
	struct pv_buf x = PV_BUF_INIT, y = PV_BUF_INIT;
	bool same;

	name_slug(&x, a);
	name_slug(&y, b);
	same = !x.failed && !y.failed &&
	    pv_span_eq(pv_buf_view(&x), pv_buf_view(&y));
	pv_buf_release(&x);
	pv_buf_release(&y);
	return same;
}

static bool
all_differ_in(const struct pv_walk_dir *d,
    struct name_part (*part)(struct pv_span stem))
{
	struct name_part first, p;
	bool marked = false;
	size_t i;

	if (d->nfiles < 2)
		return false;
	first = part(name_stem(d->files[0]));
	for (i = 0; i < d->nfiles; i++) {
		p = part(name_stem(d->files[i]));
		if (p.text.len == 0 || !same_slug(p.before, first.before))
			return false;
		marked = marked || !p.plain;
	}
	return marked;
}

/* ------------------------------------------------------------- the keys */

/* Who has a key: hashes of the key and of its owner; key 0 = free. */
struct owner { uint64_t key, owner; };

struct doc_keys {
	struct owner *owners;       /* open addressing */
	size_t nowners, cap;
	struct pv_span db;          /* name of the store */
	bool (*same)(void *ctx, struct pv_span key, struct pv_span label);
	void *same_ctx;
	/* what was worked out about the folder that was asked for last */
	uint64_t serial;
	struct pv_buf dir;          /* its path */
	bool one;                   /* it holds one agreement ... */
	bool numbered;              /* ... by version numbers, not dates */
	struct pv_vec files;        /* struct pv_span, while it is judged */
	struct pv_vec labels, stems;    /* uint64_t, sorted hashes */
};

enum pv_rc
doc_keys_new(struct pv_span db, struct doc_keys **out, struct pv_err *err)
{
	struct doc_keys *k = calloc(1, sizeof(*k));

	if (k == NULL)
		return pv_fail_nomem(err);
	k->db = db;
	k->files = (struct pv_vec)PV_VEC_INIT(struct pv_span);
	k->labels = (struct pv_vec)PV_VEC_INIT(uint64_t);
	k->stems = (struct pv_vec)PV_VEC_INIT(uint64_t);
	*out = k;
	return PV_OK;
}

void
doc_keys_free(struct doc_keys *k)
{
	if (k == NULL)
		return;
	free(k->owners);
	pv_buf_release(&k->dir);
	pv_vec_release(&k->files);
	pv_vec_release(&k->labels);
	pv_vec_release(&k->stems);
	free(k);
}

static size_t
find_owner(const struct owner *set, size_t cap, uint64_t key)
{
	size_t i = (size_t)key & (cap - 1);

	while (set[i].key != 0 && set[i].key != key)
		i = (i + 1) & (cap - 1);
	return i;
}

static bool
grow(struct doc_keys *k)
{
	size_t cap = k->cap == 0 ? 256 : k->cap * 2, i;
	struct owner *set = calloc(cap, sizeof(*set));

	if (set == NULL)
		return false;
	for (i = 0; i < k->cap; i++) {
		if (k->owners[i].key != 0)
			set[find_owner(set, cap, k->owners[i].key)] =
			    k->owners[i];
	}
	free(k->owners);
	k->owners = set;
	k->cap = cap;
	return true;
}

/* Is `key` free for this owner?  Then it is taken. */
static bool
take(struct doc_keys *k, struct pv_span key, uint64_t owner)
{
	uint64_t h = pv_hash64(key) | 1;
	size_t i = find_owner(k->owners, k->cap, h);

	if (k->owners[i].key != 0)
		return k->owners[i].owner == owner;
	k->owners[i] = (struct owner){ h, owner };
	k->nowners++;
	return true;
}

void
doc_keys_same(struct doc_keys *k, bool (*same)(void *ctx, struct pv_span key,
    struct pv_span label), void *ctx)
{
	k->same = same;
	k->same_ctx = ctx;
}

/* May a document have this key? */
static bool
is_free(struct doc_keys *k, const struct doc_key *d, uint64_t owner)
{
	struct pv_span key = pv_buf_view(&d->key);

	return take(k, key, owner) || (k->same != NULL &&
	    k->same(k->same_ctx, key, pv_buf_view(&d->label)));
}

/* The path without its last component and slashes. */
static struct pv_span
parent(struct pv_span path)
{
	size_t i = path.len;

	while (i > 0 && path.ptr[i - 1] == '/')
		i--;
	while (i > 0 && path.ptr[i - 1] != '/')
		i--;
	while (i > 0 && path.ptr[i - 1] == '/')
		i--;
	return pv_span_sub(path, 0, i);
}

/* The last component of a folder's path; "." and "..": its real name. */
void
doc_key_folder_slug(struct pv_buf *out, struct pv_span path)
{
	struct pv_span s = path;
	char *real = NULL;
	struct pv_buf z = PV_BUF_INIT;

	while (s.len > 0 && s.ptr[s.len - 1] == '/')
		s.len--;
	s = name_base(s);
	/* the folder that an archive is: "x.zip!" */
	if (pv_span_ends(s, PV_SPAN("!")))
		s = name_stem(pv_span_sub(s, 0, s.len - 1));
	if (s.len == 0 || pv_span_eq(s, PV_SPAN(".")) ||
	    pv_span_eq(s, PV_SPAN(".."))) {
		pv_buf_span(&z, path.len > 0 ? path : PV_SPAN("."));
		real = z.failed ? NULL : realpath(z.ptr, NULL);
		if (real != NULL)
			s = name_base(pv_span_str(real));
	}
	put_slug(out, s);
	free(real);
	pv_buf_release(&z);
}

/* One path a file: without "." components and slashes that say nothing. */
static void
put_plain(struct pv_buf *out, struct pv_span path)
{
	struct pv_span part;
	size_t slash;

	pv_buf_clear(out);
	if (path.len > 0 && path.ptr[0] == '/')
		pv_buf_char(out, '/');
	for (; path.len > 0; path = pv_span_sub(path, slash + 1, path.len)) {
		slash = pv_span_find(path, PV_SPAN("/"));
		part = pv_span_sub(path, 0, slash);
		if (part.len == 0 || pv_span_eq(part, PV_SPAN(".")))
			continue;
		pv_buf_span(out, part);
		pv_buf_char(out, '/');
	}
}

#define CANDIDATES 3

/* Slug, parent-slug, and slug with a number made from the owner's path. */
static void
put_candidate(struct pv_buf *out, int which, struct pv_span path,
    struct pv_span slug, uint64_t owner)
{
	pv_buf_clear(out);
	if (which == 1) {
		doc_key_folder_slug(out, parent(path));
		pv_buf_char(out, '-');
	}
	pv_buf_span(out, slug);
	if (which == 2)
		pv_buf_printf(out, "-%08x", (unsigned)(owner & 0xffffffffu));
}

/* The key that it has already, unless that is another's, or the first free. */
enum pv_rc
doc_keys_settle(struct doc_keys *k, struct pv_span path, struct pv_span slug,
    struct pv_span stored, struct doc_key *out, struct pv_err *err)
{
	uint64_t owner;
	int i;

	if (k->nowners * 2 >= k->cap && !grow(k))
		return pv_fail_nomem(err);
	put_plain(&out->owner, path);
	owner = pv_hash64(pv_buf_view(&out->owner));
	for (i = 0; i < 2 * CANDIDATES; i++) {
		put_candidate(&out->key, i % CANDIDATES, path, slug, owner);
		if ((i >= CANDIDATES ||
		    pv_span_eq(pv_buf_view(&out->key), stored)) &&
		    is_free(k, out, owner))
			break;
	}
	pv_buf_clear(&out->slug);
	pv_buf_span(&out->slug, slug);
	return out->key.failed || out->owner.failed || out->slug.failed ?
	    pv_fail_nomem(err) : PV_OK;
}

enum pv_rc
doc_keys_own(struct doc_keys *k, struct pv_span key, struct pv_span owner,
    struct pv_err *err)
{
	if (k->nowners * 2 >= k->cap && !grow(k))
		return pv_fail_nomem(err);
	(void)take(k, key, pv_hash64(owner));
	return PV_OK;
}

static int
by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* The labels that the files of a folder would have, as sorted hashes. */
static bool
learn_labels(struct doc_keys *k, const struct pv_walk_dir *d)
{
	struct pv_buf label = PV_BUF_INIT;
	uint64_t h;
	size_t i;

	pv_vec_clear(&k->labels);
	pv_vec_clear(&k->stems);
	for (i = 0; k->one && i < d->nfiles && !label.failed; i++) {
		pv_buf_clear(&label);
		put_label(&label, name_stem(d->files[i]), k->numbered);
		h = pv_hash64(pv_buf_view(&label));
		pv_vec_add(&k->labels, &h);
		pv_buf_clear(&label);
		put_stem(&label, name_stem(d->files[i]));
		h = pv_hash64(pv_buf_view(&label));
		pv_vec_add(&k->stems, &h);
	}
	if (k->labels.len > 0)
		qsort(k->labels.ptr, k->labels.len, sizeof(h), by_value);
	if (k->stems.len > 0)
		qsort(k->stems.ptr, k->stems.len, sizeof(h), by_value);
	pv_buf_release(&label);
	return !label.failed && !k->labels.failed && !k->stems.failed;
}

/* The folder with its documents alone. */
static struct pv_walk_dir
documents(struct doc_keys *k, const struct pv_walk_dir *d)
{
	struct pv_walk_dir docs = *d;
	size_t i;

	pv_vec_clear(&k->files);
	for (i = 0; i < d->nfiles; i++) {
		if ((k->db.len == 0 || !name_of_store(d->files[i], k->db)) &&
		    !pv_span_eq(d->files[i], PV_SPAN(LISTING_NAME)))
			pv_vec_add(&k->files, &d->files[i]);
	}
	docs.files = k->files.ptr;
	docs.nfiles = k->files.len;
	return docs;
}

/* Work out what the folder is, once for all its files. */
static bool
learn_folder(struct doc_keys *k, const struct pv_walk_dir *dir)
{
	struct pv_walk_dir d;

	if (k->dir.len > 0 && dir->serial == k->serial &&
	    pv_span_eq(dir->path, pv_buf_view(&k->dir)))
		return true;
	pv_buf_clear(&k->dir);
	pv_buf_span(&k->dir, dir->path);
	k->serial = dir->serial;
	d = documents(k, dir);
	k->one = all_begin_with_date(&d) || all_differ_in(&d, name_date);
	k->numbered = !k->one && all_differ_in(&d, name_version);
	k->one = k->one || k->numbered;
	return learn_labels(k, &d) && !k->dir.failed && !k->files.failed;
}

/* Do two files have this label, of all of which these are the hashes? */
static bool
is_shared(const struct pv_vec *hashes, const struct pv_buf *label)
{
	const uint64_t *v = hashes->ptr;
	uint64_t h = pv_hash64(pv_buf_view(label));
	size_t lo = 0, hi = hashes->len, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (v[mid] < h)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo + 1 < hashes->len && v[lo] == h && v[lo + 1] == h;
}

enum pv_rc
doc_keys_folder(struct doc_keys *k, struct pv_span path,
    const struct pv_walk_dir *dir, bool *one, struct doc_key *out,
    struct pv_err *err)
{
	struct pv_span stem;

	if (!learn_folder(k, dir))
		return pv_fail_nomem(err);
	*one = k->one;
	if (!k->one)
		return PV_OK;
	stem = name_stem(name_base(path));
	doc_key_of_file(path, out);
	out->why = "folder";
	pv_buf_clear(&out->label);
	put_label(&out->label, stem, k->numbered);
	if (is_shared(&k->labels, &out->label)) {
		pv_buf_clear(&out->label);
		put_stem(&out->label, stem);
		/* one text in several formats */
		if (is_shared(&k->stems, &out->label)) {
			pv_buf_clear(&out->label);
			put_stem(&out->label, name_base(path));
		}
	}
	return out->label.failed || out->date.failed ? pv_fail_nomem(err) :
	    PV_OK;
}

enum pv_rc
doc_keys_find(struct doc_keys *k, struct pv_span path,
    const struct pv_walk_dir *dir, struct pv_span stored,
    struct doc_key *out, struct pv_err *err)
{
	struct pv_buf slug = PV_BUF_INIT;
	bool one = false;
	enum pv_rc rc = PV_OK;

	if (dir != NULL)
		rc = doc_keys_folder(k, path, dir, &one, out, err);
	if (rc != PV_OK)
		return rc;
	if (one) {
		doc_key_folder_slug(&slug, dir->path);
	} else {
		doc_key_of_file(path, out);
		put_slug(&slug, name_stem(name_base(path)));
	}
	rc = slug.failed || out->label.failed || out->date.failed ?
	    pv_fail_nomem(err) : doc_keys_settle(k, one ? dir->path : path,
	    pv_buf_view(&slug), stored, out, err);
	pv_buf_release(&slug);
	return rc;
}
