/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <string.h>

#include "base/build.h"
#include "base/image.h"
#include "rule/compiled.h"
#include "rule/rule.h"

/*
 * Rules to and from an image.  Compiled patterns are no part of it: a scan
 * compiles the few that it needs.  Behind the image stand the packs that it
 * was made of: how many, the length of each, and their bytes; what is compared
 * byte by byte needs no checksum.
 */

/* What the form of the image depends on, beside the machine. */
static bool
put_key(struct pv_buf *key)
{
	bool ok;

	pv_buf_str(key, "rules ");
	ok = pv_build_id(key);
	pv_buf_str(key, " pcre2 ");
	pv_regex_version(key);
	return ok;
}

static enum pv_rc
need_key(struct pv_buf *key, struct pv_err *err)
{
	if (!put_key(key))
		return pv_fail(err, PV_ESYS, "E-IMAGE",
		    "this build of the program cannot be told from others");
	return key->failed ? pv_fail_nomem(err) : PV_OK;
}

/* ----------------------------------------------------------------- saving */

/* What belongs to this process, and what points into packs. */
static void
blank(struct pv_image_maker *m, const struct pv_rules *r)
{
	size_t i;

	pv_image_blank(m, &r->arena, sizeof(r->arena));
	pv_image_blank(m, &r->written, sizeof(r->written));
	pv_image_blank(m, &r->untrusted, sizeof(r->untrusted));
	pv_image_blank(m, &r->checked, sizeof(r->checked));
	pv_image_blank(m, &r->sources, sizeof(r->sources));
	pv_image_blank(m, &r->packs, sizeof(r->packs));
	pv_image_blank(m, &r->npacks, sizeof(r->npacks));
	for (i = 0; i < r->nprovisions; i++)
		pv_image_blank(m, &r->provisions[i].pack, sizeof(void *));
	for (i = 0; i < r->nrules; i++) {
		pv_image_blank(m, &r->rules[i].pack, sizeof(void *));
		pv_image_blank(m, &r->rules[i].source, sizeof(void *));
		pv_image_blank(m, &r->rules[i].regex, sizeof(void *));
	}
	for (i = 0; i < r->nguards; i++) {
		pv_image_blank(m, &r->guards[i].pack, sizeof(void *));
		pv_image_blank(m, &r->guards[i].source, sizeof(void *));
		pv_image_blank(m, &r->guards[i].regex, sizeof(void *));
	}
}

static void
put_number(struct pv_buf *out, uint64_t n)
{
	pv_buf_add(out, &n, sizeof(n));
}

static void
put_packs(struct pv_buf *out, const struct pv_rules *r)
{
	size_t i;

	put_number(out, r->checked);
	put_number(out, r->npacks);
	for (i = 0; i < r->npacks; i++)
		put_number(out, r->sources[i].bytes.len);
	for (i = 0; i < r->npacks; i++)
		pv_buf_span(out, r->sources[i].bytes);
}

static enum pv_rc
put_image(const struct pv_rules *r, const struct pv_rules *twin,
    struct pv_span key, struct pv_buf *out, struct pv_err *err)
{
	struct pv_buf packs = PV_BUF_INIT;
	struct pv_image_maker *m;
	enum pv_rc rc = pv_image_begin(r->arena, twin->arena, &m, err);

	if (rc != PV_OK)
		return rc;
	blank(m, r);
	put_packs(&packs, r);
	out->failed |= packs.failed;
	rc = pv_image_end(m, r, key, pv_buf_view(&packs), out, err);
	pv_buf_release(&packs);
	return rc;
}

enum pv_rc
pv_rules_save(const struct pv_rules *r, struct pv_buf *out, struct pv_err *err)
{
	struct pv_buf key = PV_BUF_INIT;
	struct pv_rules *twin = NULL;
	enum pv_rc rc = need_key(&key, err);

	if (rc == PV_OK)
		rc = pv_rules_new(r->sources, r->npacks, NULL, &twin, err);
	if (rc == PV_OK)
		rc = put_image(r, twin, pv_buf_view(&key), out, err);
	pv_rules_free(twin);
	pv_buf_release(&key);
	return rc;
}

/* ----------------------------------------------------------------- taking */

static bool
take_number(struct pv_span *in, uint64_t *n)
{
	if (in->len < sizeof(*n))
		return false;
	memcpy(n, in->ptr, sizeof(*n));
	*in = pv_span_sub(*in, sizeof(*n), in->len);
	return true;
}

/* The packs of an image, on the way through its tail. */
struct tail {
	struct pv_span lengths, bytes;
	uint64_t npacks, checked;
};

static bool
open_tail(struct pv_span s, struct tail *t)
{
	if (!take_number(&s, &t->checked) || !take_number(&s, &t->npacks) ||
	    t->npacks > s.len / sizeof(uint64_t))
		return false;
	t->lengths = pv_span_sub(s, 0, t->npacks * sizeof(uint64_t));
	t->bytes = pv_span_sub(s, t->lengths.len, s.len);
	return true;
}

/* The next pack; false when there is none. */
static bool
next_pack(struct tail *t, struct pv_span *pack)
{
	uint64_t len;

	if (!take_number(&t->lengths, &len) || len > t->bytes.len)
		return false;
	*pack = pv_span_sub(t->bytes, 0, (size_t)len);
	t->bytes = pv_span_sub(t->bytes, (size_t)len, t->bytes.len);
	return true;
}

/* Whether the packs that an image was made of are these, as well checked. */
static bool
is_of(struct pv_span tail, const struct pv_rules_saved *saved, bool checked)
{
	struct pv_span pack;
	struct tail t;
	size_t i;

	if (!open_tail(tail, &t) || (checked && t.checked == 0) ||
	    t.npacks != saved->npacks)
		return false;
	for (i = 0; i < saved->npacks; i++)
		if (!next_pack(&t, &pack) ||
		    !saved->same(saved->ctx, i, pack))
			return false;
	return t.bytes.len == 0;
}

static enum pv_rc
revive(struct pv_rules *r, struct pv_err *err)
{
	enum pv_regex_flags flags = r->untrusted ? PV_REGEX_NOJIT : 0;
	enum pv_rc rc = PV_OK;
	size_t i;

	for (i = 0; i < r->nrules && rc == PV_OK; i++)
		rc = pv_regex_revive(r->rules[i].pattern, r->rules[i].ngroups,
		    flags, &r->rules[i].regex, err);
	for (i = 0; i < r->nguards && rc == PV_OK; i++)
		rc = pv_regex_revive(r->guards[i].pattern,
		    r->guards[i].ngroups, flags, &r->guards[i].regex, err);
	return rc;
}

static enum pv_rc
open_image(int fd, struct pv_image **out, struct pv_err *err)
{
	struct pv_buf key = PV_BUF_INIT;
	enum pv_rc rc = need_key(&key, err);

	if (rc == PV_OK)
		rc = pv_image_open(fd, pv_buf_view(&key),
		    sizeof(struct pv_rules), out, err);
	pv_buf_release(&key);
	return rc;
}

enum pv_rc
pv_rules_take(const struct pv_rules_saved *saved,
    const struct pv_rules_opts *opts, struct pv_rules **out,
    struct pv_err *err)
{
	struct pv_image *image;
	struct pv_rules *r;
	enum pv_rc rc = open_image(saved->fd, &image, err);

	if (rc != PV_OK)
		return rc;
	if (!is_of(pv_image_tail(image), saved, opts->at_once)) {
		pv_image_close(image);
		return pv_fail(err, PV_EINPUT, "E-IMAGE", "of other packs");
	}
	r = pv_image_root(image);
	r->image = image;
	r->untrusted = opts->untrusted;
	r->arena = pv_arena_new(opts->mem);
	rc = r->arena == NULL ? pv_fail_nomem(err) : revive(r, err);
	if (rc != PV_OK) {
		pv_rules_free(r);
		return rc;
	}
	pv_image_seal(image);
	*out = r;
	return PV_OK;
}
