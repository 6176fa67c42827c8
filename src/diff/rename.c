/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/rename.h"

#include <stdlib.h>

#include "diff/bag.h"
#include "diff/phrase.h"

/* A meaning that is shorter proves nothing about two terms. */
#define MIN_MEANING 4
/* Of the words of two meanings that are nearly one; definitions compared. */
#define NEARLY 750
#define MAX_NEAR 64
/* Enough of a meaning to tell it from others; bounds overlapping ones. */
#define MAX_MEANING 4096

uint64_t
pv_meaning(const struct pv_form *f, const struct pv_def *d, uint32_t *n)
{
	const struct pv_version *v = f->v;
	struct pv_range r = d->meaning.end > d->meaning.start ? d->meaning :
	    d->at;
	uint64_t h = 0;
	uint32_t i, first, end;

	*n = 0;
	if (d->clause >= v->nclauses)
		return 0;
	for (i = d->clause; i < v->clauses[d->clause].next &&
	    v->clauses[i].all.start < r.end && *n < MAX_MEANING; i++) {
		pv_form_slice(f, i, r, &first, &end);
		for (; first < end; first++, ++*n)
			h = pv_mix(h, f->tokens[first].id);
	}
	return h;
}

static bool
add(struct pv_vec *out, struct pv_span a, struct pv_span b, uint32_t da,
    uint32_t db)
{
	struct pv_rename r = { a, b, da, db, 0 };

	if (a.len == 0 || b.len == 0 || pv_span_eq(a, b))
		return true;
	return pv_vec_add(out, &r);
}

static bool
has_party(const struct pv_version *v, struct pv_span name, struct pv_span alias)
{
	for (size_t i = 0; i < v->nparties && i < 64; i++)
		if (pv_span_ieq(pv_version_str(v, v->parties[i].name), name) &&
		    pv_span_ieq(pv_version_str(v, v->parties[i].alias), alias))
			return true;
	return false;
}

static uint32_t
def_of(const struct pv_version *v, struct pv_span term)
{
	for (size_t i = 0; i < v->ndefs; i++)
		if (pv_span_eq(pv_version_str(v, v->defs[i].term), term))
			return (uint32_t)i;
	return PV_NONE;
}

/* The next party at or after *i that the other version does not have. */
static const struct pv_party *
next_new(const struct pv_version *v, const struct pv_version *other, size_t *i)
{
	const struct pv_party *p;

	for (; *i < v->nparties && *i < 64; ++*i) {
		p = &v->parties[*i];
		if (!has_party(other, pv_version_str(v, p->name),
		    pv_version_str(v, p->alias)))
			return &v->parties[(*i)++];
	}
	return NULL;
}

/* Parties that stand in the same places under other names. */
static bool
party_candidates(const struct pv_version *a, const struct pv_version *b,
    struct pv_vec *out)
{
	const struct pv_party *p, *q;
	struct pv_span pa, qa;
	size_t i = 0, j = 0;
	bool ok = true;

	if (a->nparties != b->nparties)
		return true;
	while (ok && (p = next_new(a, b, &i)) != NULL &&
	    (q = next_new(b, a, &j)) != NULL) {
		pa = pv_version_str(a, p->alias);
		qa = pv_version_str(b, q->alias);
		ok = add(out, pv_version_str(a, p->name),
		    pv_version_str(b, q->name), PV_NONE, PV_NONE);
		if (ok)
			ok = add(out, pa, qa, def_of(a, pa), def_of(b, qa));
	}
	return ok;
}

struct meaning { uint64_t hash; uint32_t def, words; };

static int
by_hash(const void *x, const void *y)
{
	const struct meaning *a = x, *b = y;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return (a->def > b->def) - (a->def < b->def);
}

static int
by_term(const void *x, const void *y)
{
	return pv_span_cmp(*(const struct pv_span *)x,
	    *(const struct pv_span *)y);
}

/* Definitions of f whose term the other version does not define. */
static struct meaning *
own_terms(const struct pv_form *f, const struct pv_version *other, size_t *n)
{
	struct meaning *m = pv_arena_array(f->arena, f->v->ndefs, sizeof(*m));
	struct pv_span *terms = pv_arena_array(f->arena, other->ndefs,
	    sizeof(*terms)), term;
	size_t i;

	*n = 0;
	if (m == NULL || terms == NULL)
		return NULL;
	for (i = 0; i < other->ndefs; i++)
		terms[i] = pv_version_str(other, other->defs[i].term);
	qsort(terms, other->ndefs, sizeof(*terms), by_term);
	for (i = 0; i < f->v->ndefs; i++) {
		term = pv_version_str(f->v, f->v->defs[i].term);
		if (bsearch(&term, terms, other->ndefs, sizeof(*terms),
		    by_term) != NULL)
			continue;
		m[*n].def = (uint32_t)i;
		m[*n].hash = pv_meaning(f, &f->v->defs[i], &m[*n].words);
		*n += m[*n].words >= MIN_MEANING;
	}
	qsort(m, *n, sizeof(*m), by_hash);
	return m;
}

static bool
alone(const struct meaning *m, size_t n, size_t i)
{
	return (i == 0 || m[i - 1].hash != m[i].hash) &&
	    (i + 1 == n || m[i + 1].hash != m[i].hash);
}

/* Terms that are new and mean what a term meant that is gone. */
static bool
term_candidates(const struct pv_form *x, const struct pv_form *y,
    struct pv_vec *out)
{
	size_t na, nb, i = 0, j = 0;
	struct meaning *a = own_terms(x, y->v, &na);
	struct meaning *b = own_terms(y, x->v, &nb);

	if (a == NULL || b == NULL)
		return false;
	while (i < na && j < nb) {
		if (a[i].hash != b[j].hash) {
			if (a[i].hash < b[j].hash)
				i++;
			else
				j++;
			continue;
		}
		if (alone(a, na, i) && alone(b, nb, j) &&
		    !add(out, pv_version_str(x->v, x->v->defs[a[i].def].term),
		    pv_version_str(y->v, y->v->defs[b[j].def].term),
		    a[i].def, b[j].def))
			return false;
		i++;
		j++;
	}
	return true;
}

/* The words of what a definition gives its term. */
static bool
fill_meaning(const struct pv_form *f, uint32_t def, struct pv_vec *out)
{
	const struct pv_def *d = &f->v->defs[def];

	return pv_bag_fill(f, d->clause, d->meaning.end > d->meaning.start ?
	    d->meaning : d->at, out);
}

/*
 * The one of m, if there is only one, that means nearly what a means; taken
 * ones have no words left.
 */
static bool
near(const struct pv_form *f, const struct pv_vec *mine, struct meaning *m,
    size_t n, size_t *found)
{
	struct pv_vec its = PV_VEC_INIT(uint32_t);
	bool ok = true;

	*found = n;
	its.mem = pv_arena_mem(f->arena);
	for (size_t i = 0; ok && i < n; i++) {
		if (m[i].words == 0)
			continue;
		ok = fill_meaning(f, m[i].def, &its);
		if (!ok || pv_bag_overlap(mine, &its).both < NEARLY)
			continue;
		if (*found < n) {
			*found = n;
			break;
		}
		*found = i;
	}
	pv_vec_release(&its);
	return ok;
}

/* Terms that are new and mean nearly what a term meant that is gone. */
static bool
near_candidates(const struct pv_form *x, const struct pv_form *y,
    struct pv_vec *out)
{
	size_t na, nb, i, j = 0, back = 0;
	struct meaning *a = own_terms(x, y->v, &na);
	struct meaning *b = own_terms(y, x->v, &nb);
	struct pv_vec mine = PV_VEC_INIT(uint32_t);
	bool ok = a != NULL && b != NULL;

	mine.mem = pv_arena_mem(x->arena);
	if (na > MAX_NEAR || nb > MAX_NEAR)
		nb = 0;
	for (i = 0; ok && i < na && nb > 0; i++) {
		ok = fill_meaning(x, a[i].def, &mine) &&
		    near(y, &mine, b, nb, &j);
		if (!ok || j == nb)
			continue;
		/* and it is the only one for the other, too */
		ok = fill_meaning(y, b[j].def, &mine) &&
		    near(x, &mine, a, na, &back);
		if (ok && back == i)
			ok = add(out, pv_version_str(x->v,
			    x->v->defs[a[i].def].term), pv_version_str(y->v,
			    y->v->defs[b[j].def].term), a[i].def, b[j].def);
	}
	pv_vec_release(&mine);
	return ok;
}

/* What the names of candidate k look like in the table: 2k old, 2k + 1 new. */
struct names {
	struct pv_phrases *table;
	uint32_t *count[2];         /* by side: occurrences of each value */
	uint32_t *id;               /* of candidate k; 0 = refused */
};

static bool
add_names(struct pv_phrases *t, const struct pv_version *v, uint32_t value)
{
	for (size_t i = 0; i < v->nparties; i++)
		if (!pv_phrases_add(t, pv_version_str(v, v->parties[i].name),
		    value))
			return false;
	for (size_t i = 0; i < v->ndefs; i++)
		if (!pv_phrases_add(t, pv_version_str(v, v->defs[i].term),
		    value))
			return false;
	return true;
}

/*
 * The candidates' names, and all parties and defined terms: "Frontier Models"
 * is no occurrence of "Models", "Cirrus Cloud Corporation" none of "Cirrus".
 */
static bool
enter_names(struct names *n, const struct pv_form *x, const struct pv_form *y,
    const struct pv_vec *cand)
{
	size_t k = cand->len, i, all = 2 * k + 1;
	const struct pv_rename *r;

	n->table = pv_phrases_new(x->arena, x->lex, 2 * k + x->v->ndefs +
	    x->v->nparties + y->v->ndefs + y->v->nparties);
	n->count[0] = pv_arena_array(x->arena, all, sizeof(uint32_t));
	n->count[1] = pv_arena_array(x->arena, all, sizeof(uint32_t));
	/* one more: the value 2k is no candidate and keeps number 0 */
	n->id = pv_arena_array(x->arena, k + 1, sizeof(uint32_t));
	if (n->table == NULL || n->count[0] == NULL || n->count[1] == NULL ||
	    n->id == NULL)
		return false;
	for (i = 0; i < k; i++) {
		r = PV_VEC_AT(cand, const struct pv_rename, i);
		if (!pv_phrases_add(n->table, r->old_name, (uint32_t)(2 * i)) ||
		    !pv_phrases_add(n->table, r->new_name,
		    (uint32_t)(2 * i + 1)))
			return false;
	}
	return add_names(n->table, x->v, (uint32_t)(2 * k)) &&
	    add_names(n->table, y->v, (uint32_t)(2 * k));
}

static void
count_names(const struct names *n, const struct pv_form *f, uint32_t *count)
{
	uint32_t len, value;
	size_t i = 0;

	while (i < f->ntokens) {
		value = pv_phrases_at(n->table, &f->tokens[i], f->ntokens - i,
		    &len);
		if (value == PV_NONE) {
			i++;
			continue;
		}
		count[value]++;
		i += len;
	}
}

/* Do the tokens stand one blank apart at most: no child clause between? */
static bool
adjoin(const struct pv_token *t, uint32_t n)
{
	for (uint32_t i = 1; i < n; i++)
		if (t[i].start > t[i - 1].end + 1)
			return false;
	return true;
}

/* Copy tokens [from, to) to position `at`, names made one word. */
static uint32_t
put_tokens(const struct names *n, struct pv_form *f, uint32_t from,
    uint32_t to, uint32_t at)
{
	uint32_t value, len, start;

	while (from < to) {
		len = 1;
		value = pv_phrases_at(n->table, &f->tokens[from], to - from,
		    &len);
		if (value == PV_NONE)
			len = 1;
		/* the last value stands for terms that keep their name */
		if (value == PV_NONE || n->id[value / 2] == 0 ||
		    !adjoin(&f->tokens[from], len)) {
			memmove(&f->tokens[at], &f->tokens[from],
			    len * sizeof(*f->tokens));
			at += len;
			from += len;
			continue;
		}
		start = f->tokens[from].start;
		from += len;
		f->tokens[at++] = (struct pv_token){ n->id[value / 2], start,
		    f->tokens[from - 1].end };
	}
	return at;
}

static void
apply_names(const struct names *n, struct pv_form *f)
{
	struct pv_form_clause *c;
	uint32_t at = 0, head, mid;
	size_t i;

	for (i = 0; i < f->v->nclauses; i++) {
		c = &f->clauses[i];
		head = at;
		mid = put_tokens(n, f, c->first, c->first + c->head, at);
		at = put_tokens(n, f, c->first + c->head,
		    c->first + c->count, mid);
		*c = (struct pv_form_clause){ .first = head, .count = at - head,
		    .head = mid - head, .link = c->link, .nlinks = c->nlinks,
		    .ref = c->ref, .nrefs = c->nrefs,
		    .own = { c->own[0], c->own[1] } };
	}
	f->ntokens = at;
}

/* Keep the candidates that hold throughout, and apply them. */
static bool
accept(struct pv_form *x, struct pv_form *y, const struct pv_vec *cand,
    struct pv_vec *out)
{
	struct pv_rename r;
	struct names n;
	size_t i;
	bool any = false;

	if (cand->len == 0)
		return true;
	if (!enter_names(&n, x, y, cand))
		return false;
	count_names(&n, x, n.count[0]);
	count_names(&n, y, n.count[1]);
	for (i = 0; i < cand->len; i++) {
		if (n.count[0][2 * i] == 0 || n.count[1][2 * i] > 0 ||
		    n.count[1][2 * i + 1] == 0 || n.count[0][2 * i + 1] > 0)
			continue;
		n.id[i] = pv_lexicon_made(x->lex, PV_LEX_NAME, "name",
		    (uint32_t)out->len);
		r = *PV_VEC_AT(cand, const struct pv_rename, i);
		r.id = n.id[i];
		if (r.id == 0 || !pv_vec_add(out, &r))
			return false;
		any = true;
	}
	if (any) {
		apply_names(&n, x);
		apply_names(&n, y);
	}
	return true;
}

/* Leave out candidates of terms that are renamed already. */
static void
drop_known(struct pv_vec *cand, const struct pv_vec *known)
{
	const struct pv_rename *r, *k;
	size_t n = 0, i, j;

	for (i = 0; i < cand->len; i++) {
		r = PV_VEC_AT(cand, const struct pv_rename, i);
		for (j = 0; j < known->len; j++) {
			k = PV_VEC_AT(known, const struct pv_rename, j);
			if (k->old_def == r->old_def ||
			    k->new_def == r->new_def)
				break;
		}
		if (j == known->len)
			*PV_VEC_AT(cand, struct pv_rename, n++) = *r;
	}
	cand->len = n;
}

bool
pv_rename_all(struct pv_form *x, struct pv_form *y, struct pv_vec *out)
{
	struct pv_vec cand = PV_VEC_INIT(struct pv_rename);
	bool ok;

	cand.mem = pv_arena_mem(x->arena);
	/* parties first: they may stand in what a term means */
	ok = party_candidates(x->v, y->v, &cand) && accept(x, y, &cand, out);
	pv_vec_clear(&cand);
	ok = ok && term_candidates(x, y, &cand) && accept(x, y, &cand, out);
	pv_vec_clear(&cand);
	ok = ok && near_candidates(x, y, &cand);
	drop_known(&cand, out);
	ok = ok && accept(x, y, &cand, out);
	pv_vec_release(&cand);
	return ok;
}
