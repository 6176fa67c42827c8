/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/store.h"

#include <stdlib.h>

#include "base/vec.h"
#include "store/internal.h"

static const char list_sql[] =
    "SELECT v.version_id, a.agreement, a.title, v.label, v.date, d.sha256,"
    " d.rules, v.seq FROM agreement a JOIN version v USING (agreement_id)"
    " JOIN content d USING (document_id)"
    " WHERE ?1 = '' OR a.agreement = ?1";

/* The digits at i, without leading zeros. */
static struct pv_span
number(struct pv_span s, size_t *i)
{
	size_t from;

	while (*i < s.len && s.ptr[*i] == '0')
		++*i;
	for (from = *i; *i < s.len && pv_isdigit(s.ptr[*i]);)
		++*i;
	return pv_span_sub(s, from, *i);
}

/* "v9" before "v10": numbers count, the rest by bytes. */
static int
natural(struct pv_span a, struct pv_span b)
{
	size_t i = 0, k = 0;
	struct pv_span x, y;
	int c;

	while (i < a.len && k < b.len) {
		if (!pv_isdigit(a.ptr[i]) || !pv_isdigit(b.ptr[k])) {
			c = (unsigned char)a.ptr[i] - (unsigned char)b.ptr[k];
			if (c != 0)
				return c;
			i++;
			k++;
			continue;
		}
		x = number(a, &i);
		y = number(b, &k);
		c = x.len != y.len ? (x.len > y.len) - (x.len < y.len) :
		    pv_span_cmp(x, y);
		if (c != 0)
			return c;
	}
	return (i < a.len) - (k < b.len);
}

static int
by_order(const void *x, const void *y)
{
	const struct pv_series_item *a = x, *b = y;
	int c = pv_span_cmp(a->agreement, b->agreement);

	if (c == 0)
		c = pv_span_cmp(a->date, b->date);
	if (c == 0)
		c = (a->seq > b->seq) - (a->seq < b->seq);
	if (c == 0)
		c = natural(a->label, b->label);
	return c != 0 ? c : (a->version > b->version) -
	    (a->version < b->version);
}

/* Copy one row; false when memory is out. */
static bool
item_of(struct pv_stmt *st, struct pv_arena *arena, struct pv_series_item *it)
{
	struct pv_span *const to[] = { &it->agreement, &it->title, &it->label,
		&it->date, &it->sha256, &it->rules };

	it->version = pv_stmt_col_int(st, 0);
	for (int i = 0; i < (int)(sizeof(to) / sizeof(to[0])); i++) {
		*to[i] = pv_arena_dup(arena, pv_stmt_col(st, i + 1));
		if (to[i]->ptr == NULL)
			return false;
	}
	it->seq = pv_stmt_col_int(st, 7);
	return true;
}

static enum pv_rc
read_items(struct pv_stmt *st, struct pv_series *out, struct pv_err *err)
{
	struct pv_vec items = PV_VEC_INIT(struct pv_series_item);
	struct pv_series_item *it;
	bool row;
	enum pv_rc rc;

	while ((rc = pv_stmt_step(st, &row, err)) == PV_OK && row) {
		it = pv_vec_push(&items);
		if (it == NULL || !item_of(st, out->arena, it)) {
			rc = pv_fail_nomem(err);
			break;
		}
	}
	out->items = pv_vec_freeze(&items, out->arena, &out->nitems);
	if (rc == PV_OK && out->items == NULL)
		rc = pv_fail_nomem(err);
	if (rc == PV_OK && out->nitems > 0)
		qsort(out->items, out->nitems, sizeof(*it), by_order);
	return rc;
}

enum pv_rc
pv_store_series(struct pv_store *s, struct pv_span key, struct pv_series **out,
    struct pv_err *err)
{
	struct pv_arena *arena = pv_arena_new(NULL);
	struct pv_series *series = arena == NULL ? NULL :
	    pv_arena_alloc(arena, sizeof(*series));
	struct pv_stmt *st = NULL;
	enum pv_rc rc;

	if (series == NULL) {
		pv_arena_free(arena);
		return pv_fail_nomem(err);
	}
	series->arena = arena;
	rc = pv_db_prepare(s->db, PV_SPAN(list_sql), NULL, &st, err);
	if (rc == PV_OK) {
		pv_stmt_text(st, 1, key.len > 0 ? key : PV_SPAN(""));
		rc = read_items(st, series, err);
	}
	pv_stmt_free(st);
	if (rc == PV_OK && key.len > 0 && series->nitems == 0)
		rc = pv_fail(err, PV_EUSAGE, "E-NOVERSION",
		    "no such agreement in the store");
	if (rc != PV_OK) {
		pv_series_free(series);
		return rc;
	}
	*out = series;
	return PV_OK;
}

void
pv_series_free(struct pv_series *series)
{
	if (series != NULL)
		pv_arena_free(series->arena);
}

static enum pv_rc
bind_pair(struct pv_store *s, enum pv_store_stmt which, struct pv_stmt **st,
    const struct pv_span pair[2], struct pv_err *err)
{
	enum pv_rc rc = pv_store_stmt(s, which, st, err);

	if (rc == PV_OK) {
		pv_stmt_text(*st, 1, pair[0]);
		pv_stmt_text(*st, 2, pair[1]);
	}
	return rc;
}

enum pv_rc
pv_store_is_watched(struct pv_store *s, struct pv_span old_sha256,
    struct pv_span new_sha256, bool *out, struct pv_err *err)
{
	const struct pv_span pair[2] = { old_sha256, new_sha256 };
	struct pv_stmt *st = NULL;
	enum pv_rc rc = bind_pair(s, PV_STMT_WATCHED_GET, &st, pair, err);

	if (rc != PV_OK)
		return rc;
	rc = pv_stmt_step(st, out, err);
	pv_stmt_reset(st);
	return rc;
}

enum pv_rc
pv_store_set_watched(struct pv_store *s, struct pv_span old_sha256,
    struct pv_span new_sha256, struct pv_err *err)
{
	const struct pv_span pair[2] = { old_sha256, new_sha256 };
	struct pv_stmt *st = NULL;
	enum pv_rc rc = pv_store_begin(s, err);

	if (rc == PV_OK)
		rc = bind_pair(s, PV_STMT_WATCHED_PUT, &st, pair, err);
	return rc == PV_OK ? pv_stmt_run(st, err) : rc;
}
