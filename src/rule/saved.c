/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <string.h>

#include "base/build.h"
#include "base/image.h"
#include "base/sum.h"
#include "rule/compiled.h"
#include "rule/rule.h"

/*
 * Rules to and from an image.  Its tail, which the image's checksum does not
 * cover, is uint64_t and bytes:
 *
 *	number of packs, number of patterns
 *	length of each pack
 *	length of each pattern's code, 0 = there is none, and its checksum
 *	the packs, which are compared byte by byte
 *	the codes, which are checked when they are used
 *
 * Codes, and the first of them, stand at multiples of ALIGN.  Patterns are
 * those of the rules, then of the guards.
 */
#define ALIGN ((size_t)16)

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
pad(struct pv_buf *b)
{
	while (b->len % ALIGN != 0 && !b->failed)
		pv_buf_char(b, '\0');
}

/* Compile pattern i, and append its code and what the tail tells of it. */
static void
put_code(const struct pv_rules *r, size_t i, struct pv_buf *table,
    struct pv_buf *codes)
{
	const struct pv_regex *re = i < r->nrules ?
	    r->rules[i].regex : r->guards[i - r->nrules].regex;
	struct pv_span code;
	size_t at = codes->len;

	/* what is too large for PCRE2 is told when it is needed */
	(void)pv_regex_save(re, codes);
	code = pv_span_sub(pv_buf_view(codes), at, codes->len);
	put_number(table, code.len);
	put_number(table, code.len > 0 ? pv_sum64(0, code) : 0);
	pad(codes);
}

static void
put_tail(const struct pv_rules *r, struct pv_buf *out)
{
	struct pv_buf codes = PV_BUF_INIT;
	size_t i, n = r->nrules + r->nguards;

	put_number(out, r->npacks);
	put_number(out, n);
	for (i = 0; i < r->npacks; i++)
		put_number(out, r->sources[i].bytes.len);
	for (i = 0; i < n; i++)
		put_code(r, i, out, &codes);
	for (i = 0; i < r->npacks; i++)
		pv_buf_span(out, r->sources[i].bytes);
	pad(out);
	pv_buf_span(out, pv_buf_view(&codes));
	out->failed |= codes.failed;
	pv_buf_release(&codes);
}

static enum pv_rc
put_image(const struct pv_rules *r, const struct pv_rules *twin,
    struct pv_span key, struct pv_buf *out, struct pv_err *err)
{
	struct pv_buf tail = PV_BUF_INIT;
	struct pv_image_maker *m;
	enum pv_rc rc = pv_image_begin(r->arena, twin->arena, &m, err);

	if (rc != PV_OK)
		return rc;
	blank(m, r);
	put_tail(r, &tail);
	out->failed |= tail.failed;
	rc = pv_image_end(m, r, key, pv_buf_view(&tail), out, err);
	pv_buf_release(&tail);
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

/* On the way through a tail. */
struct tail {
	struct pv_span all;
	struct pv_span lengths, table; /* what is left of the numbers */
	struct pv_span bytes;          /* and of what they are about */
	uint64_t npacks, npatterns;
};

static bool
open_tail(struct pv_span s, struct tail *t)
{
	t->all = s;
	if (!take_number(&s, &t->npacks) || !take_number(&s, &t->npatterns) ||
	    t->npacks > s.len / sizeof(uint64_t))
		return false;
	t->lengths = pv_span_sub(s, 0, t->npacks * sizeof(uint64_t));
	s = pv_span_sub(s, t->lengths.len, s.len);
	if (t->npatterns > s.len / (2 * sizeof(uint64_t)))
		return false;
	t->table = pv_span_sub(s, 0, t->npatterns * 2 * sizeof(uint64_t));
	t->bytes = pv_span_sub(s, t->table.len, s.len);
	return true;
}

static bool
take_bytes(struct tail *t, uint64_t len, struct pv_span *out)
{
	if (len > t->bytes.len)
		return false;
	*out = pv_span_sub(t->bytes, 0, (size_t)len);
	t->bytes = pv_span_sub(t->bytes, (size_t)len, t->bytes.len);
	return true;
}

/* Whether the packs that an image was made of are these. */
static bool
take_packs(struct tail *t, const struct pv_rules_saved *saved)
{
	struct pv_span pack;
	uint64_t len;
	size_t i;

	if (t->npacks != saved->npacks)
		return false;
	for (i = 0; i < saved->npacks; i++)
		if (!take_number(&t->lengths, &len) ||
		    !take_bytes(t, len, &pack) ||
		    !saved->same(saved->ctx, i, pack))
			return false;
	return true;
}

/* The next code, which may be empty. */
static bool
take_code(struct tail *t, struct pv_regex_saved *out)
{
	size_t at = (size_t)(t->bytes.ptr - t->all.ptr);
	struct pv_span padding;
	uint64_t len;

	return take_number(&t->table, &len) &&
	    take_number(&t->table, &out->sum) &&
	    take_bytes(t, (ALIGN - at % ALIGN) % ALIGN, &padding) &&
	    take_bytes(t, len, &out->code);
}

/* Patterns, from their codes; `all`: each must have one. */
static enum pv_rc
revive(struct pv_rules *r, struct tail *t, bool all, struct pv_err *err)
{
	enum pv_regex_flags flags = r->untrusted ? PV_REGEX_NOJIT : 0;
	enum pv_rc rc = PV_OK;
	size_t i, n = r->nrules + r->nguards;

	if (t->npatterns != n)
		return pv_fail(err, PV_EINPUT, "E-IMAGE", "damaged");
	for (i = 0; i < n && rc == PV_OK; i++) {
		struct pv_rule *x = i < r->nrules ? &r->rules[i] : NULL;
		struct pv_guard *g =
		    x == NULL ? &r->guards[i - r->nrules] : NULL;
		struct pv_regex_saved saved = {
			.pattern = x != NULL ? x->pattern : g->pattern,
			.ngroups = x != NULL ? x->ngroups : g->ngroups
		};

		if (!take_code(t, &saved) || (all && saved.code.len == 0))
			rc = pv_fail(err, PV_EINPUT, "E-IMAGE", "damaged");
		else
			rc = pv_regex_revive(&saved, flags,
			    x != NULL ? &x->regex : &g->regex, err);
	}
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
	struct tail tail;
	enum pv_rc rc = open_image(saved->fd, &image, err);

	if (rc != PV_OK)
		return rc;
	if (!open_tail(pv_image_tail(image), &tail) ||
	    !take_packs(&tail, saved)) {
		pv_image_close(image);
		return pv_fail(err, PV_EINPUT, "E-IMAGE", "of other packs");
	}
	r = pv_image_root(image);
	r->image = image;
	r->untrusted = opts->untrusted;
	r->arena = pv_arena_new(opts->mem);
	rc = r->arena == NULL ? pv_fail_nomem(err) :
	    revive(r, &tail, opts->at_once, err);
	if (rc != PV_OK) {
		pv_rules_free(r);
		return rc;
	}
	pv_image_seal(image);
	*out = r;
	return PV_OK;
}
