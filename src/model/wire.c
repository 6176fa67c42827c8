/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "model/wire.h"

#include <string.h>

#include "model/valid.h"

/*
 * A record is a fixed head, then text, pool and the arrays in the order of
 * the head's counts, each as it lies in memory.
 */
struct version_head {
	uint32_t magic, source_len, format, basis;
	char sha256[PV_SHA256_HEX + 8];
	struct pv_sref name, title, date;
	uint64_t text, pool, map, skips, links, clauses, sentences, defs, refs,
	    parties, oddities, diags;
};

struct findings_head {
	uint32_t magic, zero;
	uint64_t pool, items, attrs, evidence, gaps;
};

/* Arrays cross as they lie in memory: no struct may have holes in it. */
_Static_assert(sizeof(struct pv_map_run) == 12, "map run without holes");
_Static_assert(sizeof(struct pv_skip) == 12, "skip without holes");
_Static_assert(sizeof(struct pv_link) == 12, "link without holes");
_Static_assert(sizeof(struct pv_clause) == 64, "clause without holes");
_Static_assert(sizeof(struct pv_sentence) == 16, "sentence without holes");
_Static_assert(sizeof(struct pv_def) == 36, "definition without holes");
_Static_assert(sizeof(struct pv_ref) == 36, "reference without holes");
_Static_assert(sizeof(struct pv_party) == 32, "party without holes");
_Static_assert(sizeof(struct pv_oddity) == 24, "oddity without holes");
_Static_assert(sizeof(struct pv_diag) == 32, "diagnostic without holes");
_Static_assert(sizeof(struct pv_finding) == 64, "finding without holes");
_Static_assert(sizeof(struct pv_attr) == 12, "attribute without holes");
_Static_assert(sizeof(struct pv_evidence) == 20, "evidence without holes");
_Static_assert(sizeof(struct pv_gap) == 12, "gap without holes");

#define VERSION_MAGIC 0x70765631u
#define FINDINGS_MAGIC 0x70764631u

static void
add_array(struct pv_buf *out, const void *ptr, size_t count, size_t size)
{
	if (count > 0)
		pv_buf_add(out, ptr, count * size);
}

void
pv_wire_version(const struct pv_version *v, struct pv_buf *out)
{
	struct version_head h;

	memset(&h, 0, sizeof(h));
	h.magic = VERSION_MAGIC;
	h.source_len = v->source_len;
	h.format = v->format;
	h.basis = v->basis;
	memcpy(h.sha256, v->sha256, sizeof(v->sha256));
	h.name = v->name;
	h.title = v->title;
	h.date = v->date;
	h.text = v->text.len;
	h.pool = v->pool.len;
	h.map = v->nmap;
	h.skips = v->nskips;
	h.links = v->nlinks;
	h.clauses = v->nclauses;
	h.sentences = v->nsentences;
	h.defs = v->ndefs;
	h.refs = v->nrefs;
	h.parties = v->nparties;
	h.oddities = v->noddities;
	h.diags = v->ndiags;
	pv_buf_add(out, &h, sizeof(h));
	pv_buf_span(out, v->text);
	pv_buf_span(out, v->pool);
	add_array(out, v->map, v->nmap, sizeof(*v->map));
	add_array(out, v->skips, v->nskips, sizeof(*v->skips));
	add_array(out, v->links, v->nlinks, sizeof(*v->links));
	add_array(out, v->clauses, v->nclauses, sizeof(*v->clauses));
	add_array(out, v->sentences, v->nsentences, sizeof(*v->sentences));
	add_array(out, v->defs, v->ndefs, sizeof(*v->defs));
	add_array(out, v->refs, v->nrefs, sizeof(*v->refs));
	add_array(out, v->parties, v->nparties, sizeof(*v->parties));
	add_array(out, v->oddities, v->noddities, sizeof(*v->oddities));
	add_array(out, v->diags, v->ndiags, sizeof(*v->diags));
}

void
pv_wire_findings(const struct pv_findings *f, struct pv_buf *out)
{
	struct findings_head h;

	memset(&h, 0, sizeof(h));
	h.magic = FINDINGS_MAGIC;
	h.pool = f->pool.len;
	h.items = f->nitems;
	h.attrs = f->nattrs;
	h.evidence = f->nevidence;
	h.gaps = f->ngaps;
	pv_buf_add(out, &h, sizeof(h));
	pv_buf_span(out, f->pool);
	add_array(out, f->items, f->nitems, sizeof(*f->items));
	add_array(out, f->attrs, f->nattrs, sizeof(*f->attrs));
	add_array(out, f->evidence, f->nevidence, sizeof(*f->evidence));
	add_array(out, f->gaps, f->ngaps, sizeof(*f->gaps));
}

/* A reading position; after the first fault everything reads as nothing. */
struct in {
	struct pv_span rest;
	struct pv_arena *arena;
	bool bad, nomem;
};

static void
take(struct in *in, void *out, size_t len)
{
	if (in->bad || in->rest.len < len) {
		in->bad = true;
		return;
	}
	memcpy(out, in->rest.ptr, len);
	in->rest.ptr += len;
	in->rest.len -= len;
}

/* A copy of count elements in the arena; sets *n only when all is well. */
static void *
take_array(struct in *in, uint64_t count, size_t size, size_t *n)
{
	void *ptr;

	if (in->bad || in->nomem || count > in->rest.len / size) {
		in->bad = true;
		return NULL;
	}
	ptr = pv_arena_array(in->arena, (size_t)count + 1, size);
	if (ptr == NULL) {
		in->nomem = true;
		return NULL;
	}
	take(in, ptr, (size_t)count * size);
	*n = (size_t)count;
	return ptr;
}

static struct pv_span
take_text(struct in *in, uint64_t len)
{
	size_t n = 0;
	char *ptr = take_array(in, len, 1, &n);
	struct pv_span s = pv_span(ptr, n);

	if (ptr == NULL || len >= UINT32_MAX) {
		in->bad = in->bad || !in->nomem;
		return pv_span(NULL, 0);
	}
	return s;
}

static void
read_version(struct in *in, struct pv_version *v)
{
	struct version_head h;

	memset(&h, 0, sizeof(h));
	take(in, &h, sizeof(h));
	if (in->bad || h.magic != VERSION_MAGIC || h.format > PV_FORMAT_LAST ||
	    h.basis > PV_BASIS_TEXT || h.sha256[PV_SHA256_HEX] != '\0') {
		in->bad = true;
		return;
	}
	memcpy(v->sha256, h.sha256, sizeof(v->sha256));
	v->source_len = h.source_len;
	v->format = h.format;
	v->basis = h.basis;
	v->name = h.name;
	v->title = h.title;
	v->date = h.date;
	v->text = take_text(in, h.text);
	v->pool = take_text(in, h.pool);
	v->pool_cap = v->pool.len;
	v->map = take_array(in, h.map, sizeof(*v->map), &v->nmap);
	v->skips = take_array(in, h.skips, sizeof(*v->skips), &v->nskips);
	v->links = take_array(in, h.links, sizeof(*v->links), &v->nlinks);
	v->clauses = take_array(in, h.clauses, sizeof(*v->clauses),
	    &v->nclauses);
	v->sentences = take_array(in, h.sentences, sizeof(*v->sentences),
	    &v->nsentences);
	v->defs = take_array(in, h.defs, sizeof(*v->defs), &v->ndefs);
	v->refs = take_array(in, h.refs, sizeof(*v->refs), &v->nrefs);
	v->parties = take_array(in, h.parties, sizeof(*v->parties),
	    &v->nparties);
	v->oddities = take_array(in, h.oddities, sizeof(*v->oddities),
	    &v->noddities);
	v->diags = take_array(in, h.diags, sizeof(*v->diags), &v->ndiags);
}

/* What a failed reading is to the caller. */
static enum pv_rc
wire_fault(const struct in *in, struct pv_err *err)
{
	if (in->nomem)
		return pv_fail_nomem(err);
	return pv_fail(err, PV_ESYS, "E-WIRE",
	    "a worker's answer makes no sense");
}

enum pv_rc
pv_unwire_version(struct pv_span *src, struct pv_version **out,
    struct pv_err *err)
{
	struct pv_version *v = pv_version_new(NULL);
	struct in in = { .rest = *src };
	enum pv_rc rc;

	if (v == NULL)
		return pv_fail_nomem(err);
	in.arena = v->arena;
	read_version(&in, v);
	if (!in.bad && !in.nomem && !pv_version_valid(v))
		in.bad = true;
	if (in.bad || in.nomem) {
		rc = wire_fault(&in, err);
		pv_version_free(v);
		return rc;
	}
	*src = in.rest;
	*out = v;
	return PV_OK;
}

enum pv_rc
pv_unwire_findings(struct pv_span *src, const struct pv_version *v,
    struct pv_findings **out, struct pv_err *err)
{
	struct pv_findings *f = pv_findings_new(NULL);
	struct in in = { .rest = *src };
	struct findings_head h;
	enum pv_rc rc;

	if (f == NULL)
		return pv_fail_nomem(err);
	in.arena = f->arena;
	memset(&h, 0, sizeof(h));
	take(&in, &h, sizeof(h));
	in.bad = in.bad || h.magic != FINDINGS_MAGIC;
	f->pool = take_text(&in, h.pool);
	f->pool_cap = f->pool.len;
	f->items = take_array(&in, h.items, sizeof(*f->items), &f->nitems);
	f->attrs = take_array(&in, h.attrs, sizeof(*f->attrs), &f->nattrs);
	f->evidence = take_array(&in, h.evidence, sizeof(*f->evidence),
	    &f->nevidence);
	f->gaps = take_array(&in, h.gaps, sizeof(*f->gaps), &f->ngaps);
	if (!in.bad && !in.nomem && !pv_findings_valid(f, v))
		in.bad = true;
	if (in.bad || in.nomem) {
		rc = wire_fault(&in, err);
		pv_findings_free(f);
		return rc;
	}
	*src = in.rest;
	*out = f;
	return PV_OK;
}
