/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/portfolio.h"

#include <stdlib.h>

#include "base/digest.h"
#include "matrix/matrix.h"
#include "store/answer.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0"
#endif

/* The texts of a store on their way into a matrix. */
struct asking {
	struct pv_store *store;
	struct pv_matrix *matrix;
	struct pv_series *series;   /* its items are the texts of the matrix */
	struct pv_arena *arena;     /* heads */
	bool *fresh;                /* of each text: its head was not kept */
	bool keep;                  /* keep such heads */
};

static struct pv_paper_input
input_of(const struct pv_series_item *item)
{
	return (struct pv_paper_input){ item->agreement, item->label,
		item->date, NULL, NULL };
}

/* The head of a text that is not kept is found by reading the text. */
static enum pv_rc
read_head(struct asking *a, const struct pv_series_item *item,
    struct pv_paper_head *head, struct pv_err *err)
{
	struct pv_version *v = NULL;
	enum pv_rc rc = pv_store_load(a->store, item->version, &v, NULL, err);

	if (rc == PV_OK)
		rc = pv_matrix_head(v, a->arena, head, err);
	if (rc == PV_OK && a->keep)
		rc = pv_store_set_head(a->store, item->version, head, err);
	pv_version_free(v);
	return rc;
}

static enum pv_rc
add_text(struct asking *a, size_t i, struct pv_err *err)
{
	const struct pv_series_item *item = &a->series->items[i];
	const struct pv_paper_input in = input_of(item);
	struct pv_paper_head head;
	bool found;
	enum pv_rc rc = pv_store_head(a->store, item->version, a->arena,
	    &head, &found, err);

	if (rc != PV_OK)
		return rc;
	a->fresh[i] = !found;
	if (!found)
		rc = read_head(a, item, &head, err);
	return rc == PV_OK ? pv_matrix_add_head(a->matrix, &in, &head, err) :
	    rc;
}

static enum pv_rc
asking_start(struct asking *a, struct pv_store *s, bool keep,
    struct pv_err *err)
{
	enum pv_rc rc;
	size_t i;

	*a = (struct asking){ .store = s, .keep = keep,
		.matrix = pv_matrix_new(), .arena = pv_arena_new(NULL) };
	if (a->matrix == NULL || a->arena == NULL)
		return pv_fail_nomem(err);
	rc = pv_store_series(s, PV_SPAN(""), &a->series, err);
	if (rc == PV_OK) {
		a->fresh = calloc(a->series->nitems + 1, sizeof(*a->fresh));
		if (a->fresh == NULL)
			rc = pv_fail_nomem(err);
	}
	for (i = 0; rc == PV_OK && i < a->series->nitems; i++)
		rc = add_text(a, i, err);
	return rc == PV_OK ? pv_matrix_link(a->matrix, err) : rc;
}

static void
asking_end(struct asking *a)
{
	free(a->fresh);
	pv_series_free(a->series);
	pv_matrix_free(a->matrix);
	pv_arena_free(a->arena);
}

/* Read a text that counts, with its findings. */
static enum pv_rc
read_text(struct asking *a, size_t text, struct pv_err *err)
{
	const struct pv_series_item *item = &a->series->items[text];
	struct pv_paper_input in = input_of(item);
	struct pv_version *v = NULL;
	struct pv_findings *f = NULL;
	enum pv_rc rc;

	if (pv_matrix_is_read(a->matrix, text))
		return PV_OK;
	rc = pv_store_load(a->store, item->version, &v, &f, err);
	in.version = v;
	in.findings = f;
	if (rc == PV_OK)
		rc = pv_matrix_read(a->matrix, text, &in, err);
	pv_version_free(v);
	pv_findings_free(f);
	return rc;
}

/* The rows of agreement i, which `texts` (size_t) have a say in. */
static enum pv_rc
rows_of(struct asking *a, size_t i, const char *as_of,
    const struct pv_vec *texts, struct pv_cells **out, struct pv_err *err)
{
	enum pv_rc rc = PV_OK;
	size_t k;

	for (k = 0; k < texts->len && rc == PV_OK; k++)
		rc = read_text(a, *PV_VEC_AT(texts, size_t, k), err);
	return rc == PV_OK ? pv_matrix_rows(a->matrix, i, as_of, out, err) :
	    rc;
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

static enum pv_rc
ask_one(struct asking *a, size_t i, const char *as_of, struct pv_cells **out,
    struct pv_err *err)
{
	struct pv_vec texts = PV_VEC_INIT(size_t);
	enum pv_rc rc = pv_matrix_texts(a->matrix, i, as_of, &texts) ?
	    rows_of(a, i, as_of, &texts, out, err) : pv_fail_nomem(err);

	pv_vec_release(&texts);
	return rc;
}

enum pv_rc
portfolio_ask(struct pv_store *s, char **keys, size_t nkeys,
    const char *as_of, enum pv_rc (*fn)(void *ctx,
    const struct pv_cells *cells, struct pv_err *err), void *ctx,
    struct pv_err *err)
{
	struct asking a;
	struct pv_cells *cells;
	size_t i;
	enum pv_rc rc = asking_start(&a, s, false, err);

	if (rc == PV_OK)
		rc = check_keys(a.matrix, keys, nkeys, err);
	for (i = 0; rc == PV_OK && i < pv_matrix_count(a.matrix); i++) {
		if (!wanted(a.matrix, i, keys, nkeys))
			continue;
		cells = NULL;
		rc = ask_one(&a, i, as_of, &cells, err);
		if (rc == PV_OK)
			rc = fn(ctx, cells, err);
		pv_cells_free(cells);
	}
	asking_end(&a);
	return rc;
}

/* ------------------------------------------------------------------- table */

/* Texts as they were when rows were made of them. */
static enum pv_rc
digest(const struct asking *a, const struct pv_vec *texts,
    char out[PV_SHA256_HEX + 1], struct pv_err *err)
{
	struct pv_buf b = PV_BUF_INIT;
	const struct pv_series_item *x;
	bool failed;
	size_t k;

	pv_buf_str(&b, PACKAGE_VERSION);
	for (k = 0; k < texts->len; k++) {
		x = &a->series->items[*PV_VEC_AT(texts, size_t, k)];
		pv_buf_char(&b, '\n');
		pv_buf_span(&b, x->agreement);
		pv_buf_char(&b, '@');
		pv_buf_span(&b, x->label);
		pv_buf_char(&b, '\t');
		pv_buf_span(&b, x->date);
		pv_buf_char(&b, '\t');
		pv_buf_span(&b, x->sha256);
		pv_buf_span(&b, x->rules);
	}
	pv_sha256(pv_buf_view(&b), out);
	failed = b.failed;
	pv_buf_release(&b);
	return failed ? pv_fail_nomem(err) : PV_OK;
}

/* Was one of them put since its agreement was asked? */
static bool
any_fresh(const struct asking *a, const struct pv_vec *texts)
{
	size_t k;

	for (k = 0; k < texts->len; k++) {
		if (a->fresh[*PV_VEC_AT(texts, size_t, k)])
			return true;
	}
	return false;
}

static enum pv_rc
fill_from(struct asking *a, size_t i, const struct pv_vec *texts,
    struct pv_err *err)
{
	char state[PV_SHA256_HEX + 1];
	struct pv_span key = pv_matrix_key(a->matrix, i);
	struct pv_cells *cells = NULL;
	bool same = false;
	enum pv_rc rc = digest(a, texts, state, err);

	if (rc == PV_OK && !any_fresh(a, texts))
		rc = pv_store_answer_is(a->store, key, pv_span_str(state),
		    &same, err);
	if (rc != PV_OK || same)
		return rc;
	rc = rows_of(a, i, NULL, texts, &cells, err);
	if (rc == PV_OK)
		rc = pv_store_answer_put(a->store, key, pv_span_str(state),
		    cells, err);
	pv_cells_free(cells);
	return rc;
}

static enum pv_rc
fill_one(struct asking *a, size_t i, struct pv_err *err)
{
	struct pv_vec texts = PV_VEC_INIT(size_t);
	enum pv_rc rc;

	if (!wanted(a->matrix, i, NULL, 0))
		return pv_store_answer_drop(a->store,
		    pv_matrix_key(a->matrix, i), err);
	rc = pv_matrix_texts(a->matrix, i, NULL, &texts) ?
	    fill_from(a, i, &texts, err) : pv_fail_nomem(err);
	pv_vec_release(&texts);
	return rc;
}

enum pv_rc
portfolio_fill(struct pv_store *s, struct pv_err *err)
{
	struct asking a;
	bool current;
	size_t i;
	enum pv_rc rc = pv_store_answered(s, &current, err);

	if (rc != PV_OK || current)
		return rc;
	rc = pv_store_answer_begin(s, err);
	if (rc != PV_OK)
		return rc;
	rc = asking_start(&a, s, true, err);
	for (i = 0; rc == PV_OK && i < pv_matrix_count(a.matrix); i++)
		rc = fill_one(&a, i, err);
	asking_end(&a);
	return rc == PV_OK ? pv_store_answer_end(s, err) : rc;
}
