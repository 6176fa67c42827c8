/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "matrix/portfolio.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/date.h"
#include "matrix/matrix.h"
#include "matrix/word.h"

#define DATES_MAX 16            /* dates of a header that are looked up */

struct pv_matrix *
pv_matrix_new(void)
{
	struct pv_matrix *m = calloc(1, sizeof(*m));

	if (m == NULL)
		return NULL;
	m->arena = pv_arena_new(NULL);
	if (m->arena == NULL) {
		free(m);
		return NULL;
	}
	m->papers = (struct pv_vec)PV_VEC_INIT(struct pv_paper);
	m->files = (struct pv_vec)PV_VEC_INIT(struct pv_file);
	m->places = (struct pv_vec)PV_VEC_INIT(size_t);
	return m;
}

void
pv_matrix_free(struct pv_matrix *m)
{
	if (m == NULL)
		return;
	pv_vec_release(&m->papers);
	pv_vec_release(&m->files);
	pv_vec_release(&m->places);
	pv_arena_free(m->arena);
	free(m);
}

enum pv_rc
pv_matrix_add(struct pv_matrix *m, const struct pv_paper_input *in,
    struct pv_err *err)
{
	struct pv_paper *p = pv_vec_push(&m->papers);
	enum pv_rc rc = p == NULL ? pv_fail_nomem(err) :
	    pv_paper_read(p, in, m->arena, err);

	if (rc == PV_OK)
		p->nth = m->papers.len;
	return rc;
}

enum pv_rc
pv_matrix_add_head(struct pv_matrix *m, const struct pv_paper_input *in,
    const struct pv_paper_head *head, struct pv_err *err)
{
	struct pv_paper *p = pv_vec_push(&m->papers);
	enum pv_rc rc = p == NULL ? pv_fail_nomem(err) :
	    pv_paper_file(p, in, head, m->arena, err);

	if (rc == PV_OK)
		p->nth = m->papers.len;
	return rc;
}

static const struct pv_paper *
paper(const struct pv_matrix *m, size_t i)
{
	return PV_VEC_AT(&m->papers, struct pv_paper, i);
}

static struct pv_file *
file(const struct pv_matrix *m, size_t i)
{
	return PV_VEC_AT(&m->files, struct pv_file, i);
}

static int
by_key(const void *a, const void *b)
{
	const struct pv_paper *x = a, *y = b;
	int order = pv_span_cmp(x->key, y->key);

	if (order == 0)
		order = strcmp(x->date, y->date);
	return order != 0 ? order : x->nth < y->nth ? -1 : x->nth > y->nth;
}

/* An agreement stands by itself; an order form or amendment does not. */
static bool
stands_alone(const struct pv_matrix *m, const struct pv_file *f)
{
	size_t i;

	for (i = f->first; i < f->first + f->count; i++) {
		if (!pv_paper_is_layer(paper(m, i)->kind))
			return true;
	}
	return false;
}

/* Bases by the date that others cite them with. */
struct dated { const char *date; size_t file; const struct pv_paper *paper; };

static int
by_date(const void *a, const void *b)
{
	const struct dated *x = a, *y = b;
	int order = strcmp(x->date, y->date);

	return order != 0 ? order : x->file < y->file ? -1 : x->file > y->file;
}

/* Does the header name the agreement and both its parties? */
static bool
names(const struct pv_paper *layer, const struct pv_paper *base)
{
	struct pv_span h = layer->header;
	size_t i;

	if (base->title.len < 4 ||
	    pv_words_find(h, base->title, 0) == h.len)
		return false;
	for (i = 0; i < 2; i++) {
		if (base->parties[i].len == 0 ||
		    pv_words_find(h, base->parties[i], 0) == h.len)
			return false;
	}
	return true;
}

/* The file that a layer belongs to by one of the dates in its header. */
static size_t
find_base(const struct pv_vec *bases, const struct pv_paper *layer)
{
	char iso[PV_DATE_LEN + 1];
	struct pv_span h = layer->header;
	const struct dated *d;
	size_t at, lo, hi, mid, n = 0;

	for (at = 0; at < h.len && n < DATES_MAX; at++) {
		if ((at > 0 && pv_isalnum(h.ptr[at - 1])) ||
		    pv_date_read(pv_span_sub(h, at, at + 40), iso) == 0)
			continue;
		n++;
		for (lo = 0, hi = bases->len; lo < hi; ) {
			mid = lo + (hi - lo) / 2;
			d = PV_VEC_AT(bases, struct dated, mid);
			if (strcmp(d->date, iso) < 0)
				lo = mid + 1;
			else
				hi = mid;
		}
		for (hi = lo; hi < bases->len && hi < lo + 64; hi++) {
			d = PV_VEC_AT(bases, struct dated, hi);
			if (strcmp(d->date, iso) != 0)
				break;
			if (names(layer, d->paper))
				return d->file;
		}
	}
	return SIZE_MAX;
}

static bool
note_places(struct pv_matrix *m)
{
	size_t i, none = 0;
	bool ok = true;

	pv_vec_clear(&m->places);
	for (i = 0; i < m->papers.len && ok; i++)
		ok = pv_vec_add(&m->places, &none);
	for (i = 0; i < m->papers.len && ok; i++)
		*PV_VEC_AT(&m->places, size_t, paper(m, i)->nth - 1) = i;
	return ok;
}

static bool
make_files(struct pv_matrix *m)
{
	struct pv_file *f = NULL;
	size_t i;

	pv_vec_clear(&m->files);
	for (i = 0; i < m->papers.len; i++) {
		if (f == NULL || !pv_span_eq(f->key, paper(m, i)->key)) {
			f = pv_vec_push(&m->files);
			if (f == NULL)
				return false;
			f->key = paper(m, i)->key;
			f->first = i;
			f->root = m->files.len - 1;
			f->next = SIZE_MAX;
		}
		f->count++;
	}
	return true;
}

static bool
list_bases(const struct pv_matrix *m, struct pv_vec *bases)
{
	struct dated *d;
	size_t i, k;

	for (i = 0; i < m->files.len; i++) {
		for (k = file(m, i)->first;
		    k < file(m, i)->first + file(m, i)->count; k++) {
			if (paper(m, k)->kind != PV_PAPER_BASE ||
			    paper(m, k)->date[0] == '\0')
				continue;
			d = pv_vec_push(bases);
			if (d == NULL)
				return false;
			*d = (struct dated){ paper(m, k)->date, i,
				paper(m, k) };
		}
	}
	if (bases->len > 1)
		qsort(bases->ptr, bases->len, sizeof(struct dated), by_date);
	return true;
}

enum pv_rc
pv_matrix_link(struct pv_matrix *m, struct pv_err *err)
{
	struct pv_vec bases = PV_VEC_INIT(struct dated);
	struct pv_file *f;
	size_t i, k, root;
	bool ok;

	if (m->papers.len > 1)
		qsort(m->papers.ptr, m->papers.len, sizeof(struct pv_paper),
		    by_key);
	ok = note_places(m) && make_files(m) && list_bases(m, &bases);
	for (i = 0; i < m->files.len && ok; i++) {
		f = file(m, i);
		root = SIZE_MAX;
		for (k = f->first; k < f->first + f->count &&
		    root == SIZE_MAX && !stands_alone(m, f); k++)
			root = find_base(&bases, paper(m, k));
		if (root == SIZE_MAX)
			continue;
		f->root = root;
		f->next = file(m, root)->next;
		file(m, root)->next = i;
	}
	pv_vec_release(&bases);
	return ok ? PV_OK : pv_fail_nomem(err);
}

size_t
pv_matrix_count(const struct pv_matrix *m)
{
	return m->files.len;
}

struct pv_span
pv_matrix_key(const struct pv_matrix *m, size_t i)
{
	return file(m, i)->key;
}

size_t
pv_matrix_root(const struct pv_matrix *m, size_t i)
{
	return file(m, i)->root;
}

/* ------------------------------------------------------------ in force */

static bool
begun(const struct pv_paper *p, const char *as_of)
{
	return as_of == NULL || strcmp(p->date, as_of) <= 0;
}

static bool
over(const struct pv_paper *p, const char *as_of)
{
	return as_of != NULL && p->end[0] != '\0' && strcmp(p->end, as_of) < 0;
}

/* Order form, amendment, agreement, terms, policy, unless a clause says. */
static int
rank_of(const struct pv_paper *p, const int *express)
{
	if (express != NULL && express[p->kind] != 0)
		return express[p->kind];
	if (express != NULL && p->kind == PV_PAPER_AMENDMENT &&
	    express[PV_PAPER_BASE] != 0)
		return express[PV_PAPER_BASE] + 1;
	return (int)p->kind;
}

static bool
add_active(struct pv_vec *out, const struct pv_paper *p, bool base)
{
	struct pv_active *a = pv_vec_push(out);

	if (a != NULL)
		*a = (struct pv_active){ p, 0, base };
	return a != NULL;
}

/* The layers of one file that came after the base. */
static bool
add_layers(const struct pv_matrix *m, const struct pv_file *f,
    const struct pv_paper *base, const char *as_of, struct pv_vec *out)
{
	const struct pv_paper *p;
	size_t i;

	for (i = f->first; i < f->first + f->count; i++) {
		p = paper(m, i);
		if (!pv_paper_is_layer(p->kind) || !begun(p, as_of) || over(p, as_of) ||
		    (base != NULL && p->date[0] != '\0' &&
		    strcmp(p->date, base->date) < 0))
			continue;
		if (!add_active(out, p, false))
			return false;
	}
	return true;
}

/* Who prevails by an express clause: the base's, else a layer's own. */
static void
set_ranks(struct pv_vec *out)
{
	struct pv_active *a;
	const int *express = NULL;
	size_t i;
	int k;

	for (i = 0; i < out->len && express == NULL; i++) {
		a = PV_VEC_AT(out, struct pv_active, i);
		for (k = 0; k < PV_PAPER_KINDS && express == NULL; k++) {
			if (a->paper->rank[k] != 0)
				express = a->paper->rank;
		}
	}
	for (i = 0; i < out->len; i++) {
		a = PV_VEC_AT(out, struct pv_active, i);
		a->rank = rank_of(a->paper, express);
	}
}

bool
pv_active_of(const struct pv_matrix *m, size_t i, const char *as_of,
    struct pv_vec *out)
{
	const struct pv_file *root = file(m, file(m, i)->root), *f;
	const struct pv_paper *base = NULL, *p;
	size_t k;
	bool ok = true;

	for (k = root->first; k < root->first + root->count; k++) {
		p = paper(m, k);
		if (p->kind != PV_PAPER_TALK && !pv_paper_is_layer(p->kind) &&
		    begun(p, as_of))
			base = p;
	}
	if (base != NULL && over(base, as_of))
		return true;
	if (base == NULL && stands_alone(m, root))
		return true;
	if (base != NULL)
		ok = add_active(out, base, true);
	for (f = root; ok; f = file(m, f->next)) {
		ok = add_layers(m, f, base, as_of, out);
		if (f->next == SIZE_MAX)
			break;
	}
	if (ok)
		set_ranks(out);
	return ok;
}

/* ----------------------------------------------------------------- texts */

static struct pv_paper *
text_at(const struct pv_matrix *m, size_t text)
{
	return PV_VEC_AT(&m->papers, struct pv_paper,
	    *PV_VEC_AT(&m->places, size_t, text));
}

bool
pv_matrix_texts(const struct pv_matrix *m, size_t i, const char *as_of,
    struct pv_vec *out)
{
	struct pv_vec active = PV_VEC_INIT(struct pv_active);
	bool ok = pv_active_of(m, i, as_of, &active);
	size_t k, text;

	for (k = 0; k < active.len && ok; k++) {
		text = PV_VEC_AT(&active, struct pv_active, k)->paper->nth - 1;
		ok = pv_vec_add(out, &text);
	}
	pv_vec_release(&active);
	return ok;
}

bool
pv_matrix_is_read(const struct pv_matrix *m, size_t text)
{
	return text_at(m, text)->whole;
}

enum pv_rc
pv_matrix_read(struct pv_matrix *m, size_t text,
    const struct pv_paper_input *in, struct pv_err *err)
{
	struct pv_paper *p = text_at(m, text);
	enum pv_rc rc = pv_paper_read(p, in, m->arena, err);

	p->nth = text + 1;
	return rc;
}
