/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/portfolio.h"

#include "matrix/matrix.h"
#include "store/answer.h"

/* Read one version of the store into the matrix. */
static enum pv_rc
add_item(struct pv_store *s, struct pv_matrix *m,
    const struct pv_series_item *item, struct pv_err *err)
{
	struct pv_version *v = NULL;
	struct pv_findings *f = NULL;
	enum pv_rc rc = pv_store_load(s, item->version, &v, &f, err);
	struct pv_paper_input in = { item->agreement, item->label, item->date,
		v, f };

	if (rc == PV_OK)
		rc = pv_matrix_add(m, &in, err);
	pv_version_free(v);
	pv_findings_free(f);
	return rc;
}

static enum pv_rc
add_all(struct pv_store *s, struct pv_matrix *m, struct pv_err *err)
{
	struct pv_series *series = NULL;
	enum pv_rc rc = pv_store_series(s, PV_SPAN(""), &series, err);
	size_t i;

	for (i = 0; rc == PV_OK && i < series->nitems; i++)
		rc = add_item(s, m, &series->items[i], err);
	pv_series_free(series);
	return rc == PV_OK ? pv_matrix_link(m, err) : rc;
}

/* What belongs to another agreement says the same, and is not told twice. */
static bool
wanted(const struct pv_matrix *m, size_t at, char **keys, size_t nkeys)
{
	size_t i;

	for (i = 0; i < nkeys; i++) {
		if (pv_span_eq(pv_matrix_key(m, at), pv_span_str(keys[i])))
			return true;
	}
	return nkeys == 0 && pv_matrix_root(m, at) == at;
}

/* Is every key in the store? */
static enum pv_rc
check_keys(const struct pv_matrix *m, char **keys, size_t nkeys,
    struct pv_err *err)
{
	size_t i, lo, hi, mid;
	struct pv_span key;

	for (i = 0; i < nkeys; i++) {
		key = pv_span_str(keys[i]);
		for (lo = 0, hi = pv_matrix_count(m); lo < hi; ) {
			mid = lo + (hi - lo) / 2;
			if (pv_span_cmp(pv_matrix_key(m, mid), key) < 0)
				lo = mid + 1;
			else
				hi = mid;
		}
		if (lo == pv_matrix_count(m) ||
		    !pv_span_eq(pv_matrix_key(m, lo), key))
			return pv_fail(err, PV_EUSAGE, "E-NOVERSION",
			    "there is no agreement '%s' in the store",
			    keys[i]);
	}
	return PV_OK;
}

enum pv_rc
portfolio_ask(struct pv_store *s, char **keys, size_t nkeys,
    const char *as_of, enum pv_rc (*fn)(void *ctx,
    const struct pv_cells *cells, struct pv_err *err), void *ctx,
    struct pv_err *err)
{
	struct pv_matrix *m = pv_matrix_new();
	struct pv_cells *cells;
	size_t i;
	enum pv_rc rc = m == NULL ? pv_fail_nomem(err) :
	    add_all(s, m, err);

	if (rc == PV_OK)
		rc = check_keys(m, keys, nkeys, err);
	for (i = 0; rc == PV_OK && i < pv_matrix_count(m); i++) {
		if (!wanted(m, i, keys, nkeys))
			continue;
		cells = NULL;
		rc = pv_matrix_rows(m, i, as_of, &cells, err);
		if (rc == PV_OK)
			rc = fn(ctx, cells, err);
		pv_cells_free(cells);
	}
	pv_matrix_free(m);
	return rc;
}

static enum pv_rc
on_answers(void *ctx, const struct pv_cells *cells, struct pv_err *err)
{
	return pv_store_answer_put(ctx, cells, err);
}

enum pv_rc
portfolio_fill(struct pv_store *s, struct pv_err *err)
{
	bool current;
	enum pv_rc rc = pv_store_answered(s, &current, err);

	if (rc != PV_OK || current)
		return rc;
	rc = pv_store_answer_begin(s, err);
	if (rc == PV_OK)
		rc = portfolio_ask(s, NULL, 0, NULL, on_answers, s, err);
	return rc == PV_OK ? pv_store_answer_end(s, err) : rc;
}
