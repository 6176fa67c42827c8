/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rule/fit_data.h"
#include "rule/fit_solve.h"

/*
 * How much a row counts, how much weights are held back, and how many cues
 * are kept: of contracts, where positive rows are rare, and of excerpts.
 */
struct manner {
	double yes, no, item;   /* an item's row counts so many times as much */
	double rule, cue;
	size_t cues;
	uint32_t batches;       /* in whose positive rows a cue must stand */
};
static const struct manner manners[] = { { 3.0, 1.0, 2.0, 0.1, 100.0, 1000, 0 },
	{ 4.0, 1.0, 1.0, 0.5, 5.0, 2000, 2 } };

#define BIAS_LAMBDA 0.01

#define YES 2u                  /* positive rows that a cue must stand in */
#define SEEN 3u                 /* rows in which a rule must have fired */
#define SMALL 20                /* thousandths: a cue that says nothing */
#define MOST 99999              /* thousandths: a weight that packs may hold */

/* A fit to the rows that one fold leaves in. */
struct fitting {
	const struct pv_fit *f;
	const struct pv_fit_target *t;
	const struct manner *manner;
	uint32_t fold;                  /* left out; PV_FIT_FOLDS = none */
	uint32_t *col;                  /* of a feature, or PV_NONE */
	uint32_t *feature;              /* of a column */
	size_t ncols;
	double *mass;                   /* of a feature: weight of its rows */
	uint32_t *seen, *yes;           /* of a feature: rows, positive ones, */
	uint32_t *batches, *batch;      /* their batches, the last of those */
	double *sign, *lambda, *w;
	size_t *start;
	uint32_t *cols;
	size_t nrows;
	struct pv_err *err;
};

static size_t
nrules(const struct pv_fit *f)
{
	return f->rules->nrules;
}

static bool
is_in(const struct fitting *k, size_t row)
{
	return pv_fit_label_at(k->t, row) != PV_FIT_OUT &&
	    pv_fit_fold(k->f, k->t, row) != k->fold;
}

/* y_i * s_i of a row. */
static double
sign_of(const struct fitting *k, size_t row)
{
	double s = pv_fit_label_at(k->t, row) == PV_FIT_YES ? k->manner->yes :
	    -k->manner->no;

	return pv_fit_doc_of(k->f, row)->cuad == NULL ? s * k->manner->item :
	    s;
}

/* Count a row's features. */
static void
count(struct fitting *k, size_t row, double sign)
{
	uint32_t batch = pv_fit_doc_of(k->f, row)->batch + 1;
	const uint32_t *x;
	size_t j, n;

	x = pv_fit_features(k->f, row, &n);
	for (j = 0; j < n; j++) {
		k->seen[x[j]]++;
		k->mass[x[j]] += fabs(sign);
		if (sign < 0)
			continue;
		k->yes[x[j]]++;
		k->batches[x[j]] += k->batch[x[j]] != batch;
		k->batch[x[j]] = batch;
	}
}

/* Count the features of the rows that are in; room for all of those. */
static bool
prepare(struct fitting *k)
{
	const struct pv_fit *f = k->f;
	size_t i, n, all = pv_fit_nfeatures(f), nnz = 0, nrows = 0;

	k->mass = calloc(all + 1, sizeof(*k->mass));
	k->seen = calloc(all + 1, sizeof(*k->seen));
	k->yes = calloc(all + 1, sizeof(*k->yes));
	k->batches = calloc(all + 1, sizeof(*k->batches));
	k->batch = calloc(all + 1, sizeof(*k->batch));
	k->col = calloc(all + 1, sizeof(*k->col));
	k->feature = calloc(all + 1, sizeof(*k->feature));
	k->lambda = calloc(all + 2, sizeof(*k->lambda));
	k->w = calloc(all + 2, sizeof(*k->w));
	k->sign = calloc(f->rows.len + 1, sizeof(*k->sign));
	k->start = calloc(f->rows.len + 1, sizeof(*k->start));
	if (k->mass == NULL || k->seen == NULL || k->yes == NULL ||
	    k->batches == NULL || k->batch == NULL ||
	    k->col == NULL || k->feature == NULL || k->lambda == NULL || k->w == NULL ||
	    k->sign == NULL || k->start == NULL)
		return false;
	for (i = 0; i < f->rows.len; i++) {
		if (!is_in(k, i))
			continue;
		(void)pv_fit_features(f, i, &n);
		k->sign[nrows] = sign_of(k, i);
		count(k, i, k->sign[nrows++]);
		nnz += n;
	}
	k->cols = calloc(nnz + 1, sizeof(*k->cols));
	return k->cols != NULL;
}

static void
release(struct fitting *k)
{
	free(k->mass);
	free(k->seen);
	free(k->yes);
	free(k->batches);
	free(k->batch);
	free(k->col);
	free(k->feature);
	free(k->lambda);
	free(k->w);
	free(k->sign);
	free(k->start);
	free(k->cols);
}

static void
add_column(struct fitting *k, size_t feature)
{
	k->feature[k->ncols] = (uint32_t)feature;
	k->lambda[k->ncols] =
	    feature < nrules(k->f) ? k->manner->rule : k->manner->cue;
	k->col[feature] = (uint32_t)k->ncols++;
}

/* Whether it is worth asking about a feature. */
static bool
may_tell(const struct fitting *k, size_t feature)
{
	if (feature < nrules(k->f))
		return k->seen[feature] >= SEEN &&
		    k->f->rules->rules[feature].provision == k->t->provision;
	return k->seen[feature] >= PV_FIT_RARE && k->yes[feature] >= YES &&
	    (k->batches[feature] >= k->manner->batches ||
	    !pv_fit_has_batches(k->f, k->t));
}

/* The target's rules, and every cue that is not rare. */
static void
choose_all(struct fitting *k)
{
	size_t i;

	k->ncols = 0;
	for (i = 0; i < pv_fit_nfeatures(k->f); i++) {
		k->col[i] = PV_NONE;
		if (may_tell(k, i))
			add_column(k, i);
	}
}

/* How much a cue matters. */
struct merit {
	double size;
	uint32_t feature;
};

static int
by_merit(const void *a, const void *b)
{
	const struct merit *x = a, *y = b;

	if (x->size != y->size)
		return x->size > y->size ? -1 : 1;
	return x->feature < y->feature ? -1 : x->feature > y->feature;
}

/* Of what was fitted, the rules and the best cues. */
static bool
choose_best(struct fitting *k)
{
	struct merit *m = calloc(k->ncols + 1, sizeof(*m));
	size_t i, n = 0, old = k->ncols;
	uint32_t x;

	if (m == NULL)
		return false;
	k->ncols = 0;
	for (i = 0; i < old; i++) {
		x = k->feature[i];
		k->col[x] = PV_NONE;
		if (x < nrules(k->f))
			add_column(k, x);
		else
			m[n++] = (struct merit){
				fabs(k->w[i]) * sqrt(k->mass[x]), x };
	}
	qsort(m, n, sizeof(*m), by_merit);
	for (i = 0; i < n && i < k->manner->cues; i++)
		add_column(k, m[i].feature);
	free(m);
	return true;
}

/* Fit the weights of the columns that were chosen. */
static enum pv_rc
solve(struct fitting *k)
{
	struct pv_fit_problem p = { k->start, k->cols, 0, k->ncols, k->sign,
		k->lambda };
	const uint32_t *x;
	size_t i, j, n, nnz = 0;

	k->lambda[k->ncols] = BIAS_LAMBDA;
	for (i = 0; i < k->f->rows.len; i++) {
		if (!is_in(k, i))
			continue;
		x = pv_fit_features(k->f, i, &n);
		for (j = 0; j < n; j++)
			if (k->col[x[j]] != PV_NONE)
				k->cols[nnz++] = k->col[x[j]];
		k->start[++p.nrows] = nnz;
	}
	return pv_fit_solve(&p, k->w, k->err);
}

/* Thousandths, as the packs have them. */
static int32_t
milli(double w)
{
	double x = round(w * 1000);

	return x > MOST ? MOST : x < -MOST ? -MOST : (int32_t)x;
}

/* What fitting to the rows outside `fold` gives: a weight a feature. */
struct weights {
	int32_t bias;
	int32_t *at;
	bool *named;                    /* has a weight, perhaps 0 */
};

static enum pv_rc
fit_fold(const struct pv_fit *f, const struct pv_fit_target *t,
    uint32_t fold, struct weights *out, struct pv_err *err)
{
	struct fitting k = { .f = f, .t = t, .fold = fold, .err = err,
		.manner = &manners[t->category < 0] };
	enum pv_rc rc = prepare(&k) ? PV_OK : pv_fail_nomem(err);
	size_t i;
	uint32_t x;

	if (rc == PV_OK) {
		choose_all(&k);
		rc = solve(&k);
	}
	if (rc == PV_OK)
		rc = choose_best(&k) ? solve(&k) : pv_fail_nomem(err);
	memset(out->at, 0, pv_fit_nfeatures(f) * sizeof(*out->at));
	memset(out->named, 0, pv_fit_nfeatures(f) * sizeof(*out->named));
	for (i = 0; i < k.ncols && rc == PV_OK; i++) {
		x = k.feature[i];
		out->at[x] = milli(k.w[i]);
		if (x >= nrules(f) && abs(out->at[x]) < SMALL)
			out->at[x] = 0;
		else
			out->named[x] = true;
	}
	if (rc == PV_OK)
		out->bias = milli(k.w[k.ncols]);
	release(&k);
	return rc;
}

static int32_t
score_row(const struct pv_fit *f, const struct weights *w, size_t row)
{
	const uint32_t *x;
	int32_t sum = w->bias;
	size_t i, n;

	x = pv_fit_features(f, row, &n);
	for (i = 0; i < n; i++)
		sum += w->at[x[i]];
	return sum;
}

/* Scores of all rows, each by a fit to what its fold leaves out. */
static enum pv_rc
cross(const struct pv_fit *f, const struct pv_fit_target *t,
    struct weights *w, int32_t *scores, struct pv_err *err)
{
	enum pv_rc rc = PV_OK;
	uint32_t k;
	size_t i;

	for (k = 0; k < PV_FIT_FOLDS && rc == PV_OK; k++) {
		rc = fit_fold(f, t, k, w, err);
		for (i = 0; i < f->rows.len && rc == PV_OK; i++)
			if (pv_fit_fold(f, t, i) == k)
				scores[i] = score_row(f, w, i);
	}
	return rc;
}

static uint32_t
count_positive(const struct pv_fit *f, const struct pv_fit_target *t)
{
	uint32_t n = 0;
	size_t i;

	for (i = 0; i < f->rows.len; i++)
		n += pv_fit_label_at(t, i) == PV_FIT_YES;
	return n;
}

static void
put_result(const struct pv_fit *f, const struct weights *w,
    struct pv_fit_result *r, struct pv_buf *out)
{
	size_t i;

	for (i = 0; i < pv_fit_nfeatures(f) && r->fitted; i++)
		r->nweights += w->named[i];
	pv_buf_add(out, r, sizeof(*r));
	for (i = 0; i < pv_fit_nfeatures(f) && r->fitted; i++) {
		struct pv_fit_weight x = { (uint32_t)i, w->at[i] };

		if (w->named[i])
			pv_buf_add(out, &x, sizeof(x));
	}
}

enum pv_rc
pv_fit_run(const struct pv_fit *f, size_t target, struct pv_buf *out,
    struct pv_err *err)
{
	const struct pv_fit_target *t = pv_fit_target_at(f, target);
	struct pv_fit_result r = { .contract = -1, .span = -1, .locate = -1,
		.item = -1 };
	struct weights w = { 0 };
	struct pv_fit_scores s = { f, t, NULL };
	int32_t *scores = calloc(f->rows.len + 1, sizeof(*scores));
	enum pv_rc rc = PV_OK;

	w.at = calloc(pv_fit_nfeatures(f) + 1, sizeof(*w.at));
	w.named = calloc(pv_fit_nfeatures(f) + 1, sizeof(*w.named));
	if (scores == NULL || w.at == NULL || w.named == NULL)
		rc = pv_fail_nomem(err);
	r.fitted = count_positive(f, t) >= PV_FIT_LEAST &&
	    (t->category < 0 || f->ncontracts > 0);
	if (rc == PV_OK && r.fitted) {
		s.at = scores;
		rc = cross(f, t, &w, scores, err);
		if (rc == PV_OK)
			rc = pv_fit_pick(&s, &r, err);
		if (rc == PV_OK)
			rc = fit_fold(f, t, PV_FIT_FOLDS, &w, err);
		r.bias = w.bias;
	}
	if (rc == PV_OK)
		put_result(f, &w, &r, out);
	free(scores);
	free(w.at);
	free(w.named);
	return rc;
}
