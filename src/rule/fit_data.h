/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_FIT_DATA_H
#define PV_RULE_FIT_DATA_H

#include "base/arena.h"
#include "base/vec.h"
#include "rule/compiled.h"
#include "rule/fit.h"
#include "rule/score_cuad.h"

/* Inside of fitting: fit_*.c. */

#define PV_FIT_RARE 4u          /* rows that a cue must stand in */

struct pv_fit_row {
	uint32_t doc;
	struct pv_range at, src;        /* version bytes, source bytes */
	size_t first;                   /* of its features */
	bool joins;                     /* the next sentence goes on with it */
};

struct pv_fit_doc {
	const struct pv_cuad_doc *cuad; /* NULL = a clause with its labels */
	uint32_t first, count;          /* rows */
	uint32_t fold;                  /* of the inner cross-validation */
	uint32_t batch;                 /* of clauses written together */
	bool fair;                      /* no rule was written on it */
	struct pv_span raw;
	struct pv_vec units;            /* struct pv_range: score_unit.h */
};

/* A cue of the data; its text is kept once it is not rare. */
struct pv_fit_cue {
	uint64_t key;
	uint32_t rows;
	uint32_t text, len;             /* in the pool; PV_NONE = not kept */
	uint32_t place;
};

enum pv_fit_label { PV_FIT_OUT = -1, PV_FIT_NO, PV_FIT_YES };

struct pv_fit_weight { uint32_t feature; int32_t weight; };

/* What fitting a target gave, as a worker sends it. */
struct pv_fit_result {
	uint32_t fitted;
	int32_t bias, threshold, support;
	int32_t contract, span, locate, item;
	uint32_t nweights;              /* struct pv_fit_weight behind it */
};

struct pv_fit_target {
	uint32_t provision;
	struct pv_span subtype;         /* empty = those not named */
	int category;                   /* of CUAD; -1 = a model of excerpts */
	struct pv_vec labels;           /* int8_t, one a row */
	struct pv_fit_result result;
	struct pv_vec weights;          /* struct pv_fit_weight */
};

/* Features are the rules of all packs, then the cues. */
struct pv_fit {
	struct pv_arena *arena;
	const struct pv_rules *rules;
	struct pv_vec targets;          /* struct pv_fit_target */
	struct pv_vec docs;             /* struct pv_fit_doc */
	struct pv_vec rows;             /* struct pv_fit_row */
	struct pv_vec features;         /* uint32_t, row by row */
	struct pv_vec cues;             /* struct pv_fit_cue */
	struct pv_buf pool;             /* their texts */
	uint32_t *slots;                /* of cues by key, plus 1 */
	size_t mask;
	uint32_t ncontracts, nitems, nfair;
	struct pv_vec batches;          /* struct pv_span: their names */
};

/* Whether excerpts were written in batches enough to leave out whole ones. */
static inline bool
pv_fit_has_batches(const struct pv_fit *f, const struct pv_fit_target *t)
{
	return t->category < 0 && f->batches.len >= PV_FIT_FOLDS;
}

static inline struct pv_fit_row *
pv_fit_row_at(const struct pv_fit *f, size_t i)
{
	return PV_VEC_AT(&f->rows, struct pv_fit_row, i);
}

static inline const struct pv_fit_doc *
pv_fit_doc_of(const struct pv_fit *f, size_t row)
{
	return PV_VEC_AT(&f->docs, const struct pv_fit_doc,
	    pv_fit_row_at(f, row)->doc);
}

/* The fold of a row of a target. */
static inline uint32_t
pv_fit_fold(const struct pv_fit *f, const struct pv_fit_target *t, size_t row)
{
	const struct pv_fit_doc *d = pv_fit_doc_of(f, row);

	return pv_fit_has_batches(f, t) ? d->batch % PV_FIT_FOLDS : d->fold;
}

static inline struct pv_fit_target *
pv_fit_target_at(const struct pv_fit *f, size_t i)
{
	return PV_VEC_AT(&f->targets, struct pv_fit_target, i);
}

static inline enum pv_fit_label
pv_fit_label_at(const struct pv_fit_target *t, size_t row)
{
	return (enum pv_fit_label)*PV_VEC_AT(&t->labels, const int8_t, row);
}

/* Features of a row. */
static inline const uint32_t *
pv_fit_features(const struct pv_fit *f, size_t row, size_t *n)
{
	size_t first = pv_fit_row_at(f, row)->first;

	*n = (row + 1 < f->rows.len ? pv_fit_row_at(f, row + 1)->first :
	    f->features.len) - first;
	return PV_VEC_AT(&f->features, const uint32_t, first);
}

static inline size_t
pv_fit_nfeatures(const struct pv_fit *f)
{
	return f->rules->nrules + f->cues.len;
}

/* fit_label.c: the targets of the packs; labels of the last text's rows. */
PV_NODISCARD enum pv_rc pv_fit_targets(struct pv_fit *f, struct pv_err *err);
PV_NODISCARD enum pv_rc pv_fit_label_contract(struct pv_fit *f,
    struct pv_err *err);
PV_NODISCARD enum pv_rc pv_fit_label_item(struct pv_fit *f,
    const struct pv_gold_item *item, const struct pv_version *v,
    const struct pv_text **at, struct pv_err *err);

/* A rule or a cue decides nothing in these rows: their scores, thousandths. */
struct pv_fit_scores {
	const struct pv_fit *f;
	const struct pv_fit_target *t;
	const int32_t *at;              /* one a row */
};

/*
 * fit_pick.c: the thresholds that find best, and how well that is, into
 * `out`.
 */
PV_NODISCARD enum pv_rc pv_fit_pick(const struct pv_fit_scores *s,
    struct pv_fit_result *out, struct pv_err *err);

#endif
