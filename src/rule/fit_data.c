/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/fit_data.h"

#include <stdlib.h>
#include <string.h>

#include "rule/fit_wire.h"
#include "rule/score_unit.h"

/* A worker's answer being read. */
struct reading {
	struct pv_fit *f;
	const struct pv_version *v;
	struct pv_span in;
	struct pv_vec ids;      /* uint32_t: number in the version -> cue */
	struct pv_vec texts;    /* struct pv_span: of its cues */
	struct pv_vec rows;     /* struct seen */
	struct pv_err *err;
};

/* A row of the answer; its features are still in it. */
struct seen {
	struct pv_fit_wire_row head;
	const char *features;
};

static enum pv_rc
fail_wire(struct pv_err *err)
{
	return pv_fail(err, PV_ESYS, "E-WIRE", "the reader sent nonsense");
}

static bool
take(struct pv_span *in, void *to, size_t len)
{
	if (in->len < len)
		return false;
	memcpy(to, in->ptr, len);
	*in = pv_span_sub(*in, len, in->len);
	return true;
}

/* ------------------------------------------------------- the vocabulary */

static struct pv_fit_cue *
cue_at(const struct pv_fit *f, size_t i)
{
	return PV_VEC_AT(&f->cues, struct pv_fit_cue, i);
}

static uint32_t *
slot_of(struct pv_fit *f, uint64_t key)
{
	size_t i = key & f->mask;

	while (f->slots[i] != 0 && cue_at(f, f->slots[i] - 1)->key != key)
		i = (i + 1) & f->mask;
	return &f->slots[i];
}

static bool
make_room(struct pv_fit *f)
{
	size_t cap = f->slots == NULL ? 65536 : 2 * (f->mask + 1), i;

	if (f->slots != NULL && 2 * f->cues.len < f->mask)
		return true;
	free(f->slots);
	f->slots = calloc(cap, sizeof(*f->slots));
	if (f->slots == NULL)
		return false;
	f->mask = cap - 1;
	for (i = 0; i < f->cues.len; i++)
		*slot_of(f, cue_at(f, i)->key) = (uint32_t)i + 1;
	return true;
}

static bool
cue_of(struct pv_fit *f, const struct pv_fit_wire_cue *w, uint32_t *out)
{
	struct pv_fit_cue c = { .key = w->key, .text = PV_NONE,
		.len = w->len, .place = w->place };
	uint32_t *slot;

	if (f->cues.len >= UINT32_MAX / 4 || !make_room(f))
		return false;
	slot = slot_of(f, w->key);
	if (*slot == 0) {
		if (!pv_vec_add(&f->cues, &c))
			return false;
		*slot = (uint32_t)f->cues.len;
	}
	*out = *slot - 1;
	return true;
}

/* -------------------------------------------------------------- the answer */

static enum pv_rc
read_cues(struct reading *r, uint32_t n)
{
	struct pv_fit_wire_cue w;
	struct pv_span text;
	uint32_t i, id = 0;

	for (i = 0; i < n; i++) {
		if (!take(&r->in, &w, sizeof(w)) || w.len > r->in.len ||
		    w.place >= PV_CUE_PLACES ||
		    w.len > PV_CUE_GRAM * (PV_CUE_WORD + 1))
			return fail_wire(r->err);
		text = pv_span_sub(r->in, 0, w.len);
		r->in = pv_span_sub(r->in, w.len, r->in.len);
		if (!cue_of(r->f, &w, &id) || !pv_vec_add(&r->ids, &id) ||
		    !pv_vec_add(&r->texts, &text))
			return pv_fail_nomem(r->err);
	}
	return PV_OK;
}

static enum pv_rc
read_rows(struct reading *r, uint32_t n)
{
	struct seen s;
	uint64_t bytes;
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (!take(&r->in, &s.head, sizeof(s.head)) ||
		    s.head.sentence >= r->v->nsentences ||
		    s.head.at.start > s.head.at.end ||
		    s.head.at.end > r->v->text.len)
			return fail_wire(r->err);
		bytes = ((uint64_t)s.head.nrules + s.head.ncues) *
		    sizeof(uint32_t);
		if (bytes > r->in.len)
			return fail_wire(r->err);
		s.features = r->in.ptr;
		r->in = pv_span_sub(r->in, (size_t)bytes, r->in.len);
		if (!pv_vec_add(&r->rows, &s))
			return pv_fail_nomem(r->err);
	}
	return r->in.len == 0 ? PV_OK : fail_wire(r->err);
}

static int
by_sentence(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;

	return (x->head.sentence > y->head.sentence) -
	    (x->head.sentence < y->head.sentence);
}

static enum pv_rc
add_features(struct reading *r, const struct seen *s)
{
	struct pv_fit *f = r->f;
	uint32_t i, x, n = s->head.nrules + s->head.ncues;

	for (i = 0; i < n; i++) {
		memcpy(&x, s->features + i * sizeof(x), sizeof(x));
		if (x >= (i < s->head.nrules ? f->rules->nrules : r->ids.len))
			return fail_wire(r->err);
		if (i >= s->head.nrules) {
			x = *PV_VEC_AT(&r->ids, const uint32_t, x);
			cue_at(f, x)->rows++;
			x += (uint32_t)f->rules->nrules;
		}
		if (!pv_vec_add(&f->features, &x))
			return pv_fail_nomem(r->err);
	}
	return PV_OK;
}

/* Findings of inline items are one: see join_drafts() of scan.c. */
static bool
joins(const struct pv_version *v, uint32_t sentence)
{
	const struct pv_sentence *s = &v->sentences[sentence];

	return sentence + 1 < v->nsentences &&
	    (s->flags & (PV_SENT_LEADIN | PV_SENT_RUNON)) != 0 &&
	    (v->clauses[s[1].clause].flags & PV_CLAUSE_INLINE) != 0;
}

static enum pv_rc
add_row(struct reading *r, const struct seen *s)
{
	struct pv_fit_row row = { .doc = (uint32_t)r->f->docs.len - 1,
		.at = s->head.at, .first = r->f->features.len,
		.joins = joins(r->v, s->head.sentence) };

	row.src = pv_version_source(r->v, row.at);
	if (!pv_vec_add(&r->f->rows, &row))
		return pv_fail_nomem(r->err);
	return add_features(r, s);
}

/* Texts of the cues that just ceased to be rare. */
static enum pv_rc
keep_texts(struct reading *r)
{
	struct pv_fit *f = r->f;
	size_t i;

	for (i = 0; i < r->ids.len; i++) {
		struct pv_fit_cue *c =
		    cue_at(f, *PV_VEC_AT(&r->ids, const uint32_t, i));
		struct pv_span text =
		    *PV_VEC_AT(&r->texts, const struct pv_span, i);

		if (c->rows < PV_FIT_RARE || c->text != PV_NONE)
			continue;
		c->text = (uint32_t)f->pool.len;
		c->len = (uint32_t)text.len;
		pv_buf_span(&f->pool, text);
	}
	return f->pool.failed || f->pool.len >= PV_NONE ?
	    pv_fail_nomem(r->err) : PV_OK;
}

/* Rows of a text, in the order of its sentences. */
static enum pv_rc
read_answer(struct reading *r)
{
	struct pv_fit_wire_head head;
	enum pv_rc rc = PV_OK;
	size_t i;

	if (!take(&r->in, &head, sizeof(head)))
		return fail_wire(r->err);
	rc = read_cues(r, head.ncues);
	if (rc == PV_OK)
		rc = read_rows(r, head.nrows);
	if (rc == PV_OK && r->rows.len > 1)
		qsort(r->rows.ptr, r->rows.len, sizeof(struct seen),
		    by_sentence);
	for (i = 0; i < r->rows.len && rc == PV_OK; i++)
		rc = add_row(r, PV_VEC_AT(&r->rows, struct seen, i));
	return rc == PV_OK ? keep_texts(r) : rc;
}

static enum pv_rc
add_text(struct pv_fit *f, const struct pv_version *v, struct pv_span seen,
    struct pv_err *err)
{
	struct reading r = { f, v, seen, PV_VEC_INIT(uint32_t),
		PV_VEC_INIT(struct pv_span), PV_VEC_INIT(struct seen), err };
	struct pv_fit_doc *doc = pv_vec_push(&f->docs);
	enum pv_rc rc;

	if (doc == NULL)
		return pv_fail_nomem(err);
	doc->first = (uint32_t)f->rows.len;
	doc->units = (struct pv_vec)PV_VEC_INIT(struct pv_range);
	rc = read_answer(&r);
	doc->count = (uint32_t)f->rows.len - doc->first;
	pv_vec_release(&r.ids);
	pv_vec_release(&r.texts);
	pv_vec_release(&r.rows);
	return rc;
}

enum pv_rc
pv_fit_add_contract(struct pv_fit *f, const struct pv_cuad_doc *doc,
    const struct pv_version *v, struct pv_span raw, struct pv_span seen,
    struct pv_err *err)
{
	enum pv_rc rc = pv_cuad_check(doc, v, err);
	struct pv_fit_doc *d;

	if (rc == PV_OK)
		rc = add_text(f, v, seen, err);
	if (rc != PV_OK)
		return rc;
	d = PV_VEC_AT(&f->docs, struct pv_fit_doc, f->docs.len - 1);
	d->cuad = doc;
	d->fold = f->ncontracts++ % PV_FIT_FOLDS;
	d->raw = pv_arena_dup(f->arena, raw);
	if (d->raw.ptr == NULL)
		return pv_fail_nomem(err);
	rc = pv_score_units(d->raw, &d->units, err);
	return rc == PV_OK ? pv_fit_label_contract(f, err) : rc;
}

/* Number of a batch: what the id of an item says in front of its number. */
static bool
batch_of(struct pv_fit *f, struct pv_span id, uint32_t *out)
{
	uint32_t i;

	while (id.len > 0 && pv_isdigit(id.ptr[id.len - 1]))
		id.len--;
	for (i = 0; i < f->batches.len; i++)
		if (pv_span_eq(*PV_VEC_AT(&f->batches, const struct pv_span, i), id))
			break;
	*out = i;
	return i < f->batches.len || pv_vec_add(&f->batches, &id);
}

enum pv_rc
pv_fit_add_item(struct pv_fit *f, const struct pv_gold_item *item,
    const struct pv_version *v, struct pv_span seen,
    const struct pv_text **at, struct pv_err *err)
{
	enum pv_rc rc = add_text(f, v, seen, err);
	struct pv_fit_doc *d;

	if (rc != PV_OK)
		return rc;
	d = PV_VEC_AT(&f->docs, struct pv_fit_doc, f->docs.len - 1);
	if (!batch_of(f, item->id.s, &d->batch))
		return pv_fail_nomem(err);
	d->fold = f->nitems++ % PV_FIT_FOLDS;
	d->fair = pv_span_eq(item->part.s, PV_SPAN("fit"));
	f->nfair += d->fair;
	return pv_fit_label_item(f, item, v, at, err);
}

/* ------------------------------------------------------------------ all */

enum pv_rc
pv_fit_new(const struct pv_rules *rules, struct pv_fit **out,
    struct pv_err *err)
{
	struct pv_fit *f = calloc(1, sizeof(*f));
	enum pv_rc rc;

	*out = NULL;
	if (f == NULL)
		return pv_fail_nomem(err);
	f->arena = pv_arena_new(NULL);
	f->rules = rules;
	f->targets = (struct pv_vec)PV_VEC_INIT(struct pv_fit_target);
	f->docs = (struct pv_vec)PV_VEC_INIT(struct pv_fit_doc);
	f->batches = (struct pv_vec)PV_VEC_INIT(struct pv_span);
	f->rows = (struct pv_vec)PV_VEC_INIT(struct pv_fit_row);
	f->features = (struct pv_vec)PV_VEC_INIT(uint32_t);
	f->cues = (struct pv_vec)PV_VEC_INIT(struct pv_fit_cue);
	rc = f->arena == NULL ? pv_fail_nomem(err) : pv_fit_targets(f, err);
	if (rc == PV_OK)
		*out = f;
	else
		pv_fit_free(f);
	return rc;
}

void
pv_fit_free(struct pv_fit *f)
{
	size_t i;

	if (f == NULL)
		return;
	for (i = 0; i < f->targets.len; i++) {
		pv_vec_release(&pv_fit_target_at(f, i)->labels);
		pv_vec_release(&pv_fit_target_at(f, i)->weights);
	}
	for (i = 0; i < f->docs.len; i++)
		pv_vec_release(&PV_VEC_AT(&f->docs, struct pv_fit_doc,
		    i)->units);
	pv_vec_release(&f->targets);
	pv_vec_release(&f->docs);
	pv_vec_release(&f->batches);
	pv_vec_release(&f->rows);
	pv_vec_release(&f->features);
	pv_vec_release(&f->cues);
	pv_buf_release(&f->pool);
	free(f->slots);
	pv_arena_free(f->arena);
	free(f);
}

/* New numbers for the cues that stay; PV_NONE for the others. */
static uint32_t *
renumber(struct pv_fit *f)
{
	uint32_t *now = calloc(pv_fit_nfeatures(f) + 1, sizeof(*now));
	uint32_t n = (uint32_t)f->rules->nrules;
	size_t i;

	if (now == NULL)
		return NULL;
	for (i = 0; i < f->rules->nrules; i++)
		now[i] = (uint32_t)i;
	for (i = 0; i < f->cues.len; i++)
		now[f->rules->nrules + i] =
		    cue_at(f, i)->rows >= PV_FIT_RARE ? n++ : PV_NONE;
	return now;
}

enum pv_rc
pv_fit_close(struct pv_fit *f, struct pv_err *err)
{
	uint32_t *now = renumber(f), *x = f->features.ptr;
	size_t i, k, end, n = 0, row = 0, nrules = f->rules->nrules;

	if (now == NULL)
		return pv_fail_nomem(err);
	for (k = 0; row < f->rows.len; row++) {
		end = row + 1 < f->rows.len ?
		    pv_fit_row_at(f, row + 1)->first : f->features.len;
		pv_fit_row_at(f, row)->first = n;
		for (; k < end; k++)
			if (now[x[k]] != PV_NONE)
				x[n++] = now[x[k]];
	}
	f->features.len = n;
	for (i = n = 0; i < f->cues.len; i++)
		if (now[nrules + i] != PV_NONE)
			*cue_at(f, n++) = *cue_at(f, i);
	f->cues.len = n;
	free(f->slots);
	f->slots = NULL;
	free(now);
	return PV_OK;
}
