/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/provision.h"

#include <stdlib.h>
#include <string.h>

#include "diff/bag.h"
#include "diff/diff.h"

#define MAX_RIVALS 32       /* findings elsewhere that are looked at */
#define MAX_SCAN 1024       /* free ones elsewhere that are passed over */
#define GROUP_HOME UINT32_C(0x80000000)

static uint32_t
home_of(const struct pv_provisions *p, bool old, uint32_t clause)
{
	const struct pv_alignment *al = &p->c->al;
	uint32_t g = old ? al->old_group[clause] : al->new_group[clause];

	if (g != PV_NONE)
		return GROUP_HOME | g;
	return old ? al->to_new[clause] : clause;
}

struct pv_place *
pv_places(const struct pv_provisions *p, bool old,
    bool (*pick)(const struct pv_finding *f), size_t *n)
{
	const struct pv_findings *f = old ? p->fx : p->fy;
	const struct pv_form *form = old ? &p->c->x : &p->c->y;
	struct pv_place *out = pv_arena_array(p->c->work, f->nitems,
	    sizeof(*out));
	const struct pv_finding *it;
	uint32_t first, end;

	*n = 0;
	for (uint32_t i = 0; out != NULL && i < f->nitems; i++) {
		it = &f->items[i];
		if (it->clause >= form->v->nclauses ||
		    (pick != NULL && !pick(it)))
			continue;
		pv_form_slice(form, it->clause, it->at, &first, &end);
		out[(*n)++] = (struct pv_place){
		    pv_findings_str(f, it->provision),
		    pv_findings_str(f, it->subtype),
		    home_of(p, old, it->clause), i,
		    pv_form_hash(form, first, end) };
	}
	return out;
}

/* The levels at which findings are alike. */
enum level { BY_PROVISION, BY_HOME, BY_SUBTYPE };

static int
cmp_place(const struct pv_place *a, const struct pv_place *b, enum level level)
{
	int c = pv_span_cmp(a->provision, b->provision);

	if (c != 0 || level == BY_PROVISION)
		return c;
	if (a->home != b->home)
		return a->home < b->home ? -1 : 1;
	return level == BY_HOME ? 0 : pv_span_cmp(a->subtype, b->subtype);
}

static int
by_place(const void *x, const void *y)
{
	const struct pv_place *a = x, *b = y;
	int c = cmp_place(a, b, BY_SUBTYPE);

	return c != 0 ? c : (a->finding > b->finding) -
	    (a->finding < b->finding);
}

void
pv_places_sort(struct pv_place *at, size_t n)
{
	qsort(at, n, sizeof(*at), by_place);
}

static void
pair(struct pv_provisions *p, const struct pv_place *a,
    const struct pv_place *b)
{
	p->to_new[a->finding] = b->finding;
	p->to_old[b->finding] = a->finding;
}

/* Findings of one group, side by side. */
struct run { const struct pv_place *at; size_t n; };

/* How alike findings of one clause must be, in thousandths of their words. */
enum alike { ANYHOW, PARTLY = 300, MOSTLY = 500, EQUAL = 1000 };

/* The free one of b that shares most words with a, of those from j on. */
static bool
nearest(struct pv_provisions *p, const struct pv_place *a, struct run b,
    int32_t least, const struct pv_place **out)
{
	const struct pv_finding *f = &p->fx->items[a->finding];
	int32_t n;

	*out = NULL;
	if (!pv_bag_fill(&p->c->x, f->clause, f->at, &p->bags[0]))
		return false;
	for (size_t k = 0; k < b.n && k < MAX_RIVALS; k++) {
		if (p->to_old[b.at[k].finding] != PV_NONE)
			continue;
		f = &p->fy->items[b.at[k].finding];
		if (!pv_bag_fill(&p->c->y, f->clause, f->at, &p->bags[1]))
			return false;
		n = pv_bag_overlap(&p->bags[0], &p->bags[1]).both;
		if (n >= least) {
			least = n + 1;
			*out = &b.at[k];
		}
	}
	return true;
}

/* The free one of b that says the same as a. */
static const struct pv_place *
equal(const struct pv_provisions *p, const struct pv_place *a, struct run b)
{
	for (size_t k = 0; k < b.n && k < MAX_RIVALS; k++)
		if (p->to_old[b.at[k].finding] == PV_NONE &&
		    a->text == b.at[k].text)
			return &b.at[k];
	return NULL;
}

/* Pair what is free in two groups and alike enough. */
static bool
pair_group(struct pv_provisions *p, struct run a, struct run b,
    enum alike alike)
{
	const struct pv_place *found;
	struct run rest = b;

	for (size_t i = 0; i < a.n; i++) {
		if (p->to_new[a.at[i].finding] != PV_NONE)
			continue;
		while (rest.n > 0 && p->to_old[rest.at->finding] != PV_NONE)
			rest = (struct run){ rest.at + 1, rest.n - 1 };
		found = alike == EQUAL ? equal(p, &a.at[i], rest) : NULL;
		if (alike != EQUAL && !nearest(p, &a.at[i], rest,
		    (int32_t)alike, &found))
			return false;
		if (found != NULL)
			pair(p, &a.at[i], found);
	}
	return true;
}

static size_t
group(const struct pv_place *a, size_t n, size_t i, enum level level)
{
	size_t e = i + 1;

	while (e < n && cmp_place(&a[i], &a[e], level) == 0)
		e++;
	return e - i;
}

/*
 * Pair findings of clauses that are pairs, the same subtype first; of another
 * subtype only what is partly alike.
 */
static bool
match_home(struct pv_provisions *p, struct run a, struct run b,
    enum alike least)
{
	static const enum level levels[] = { BY_SUBTYPE, BY_HOME };
	size_t i, j, gi, gj;
	struct run x, y;
	int c;

	for (int l = 0; l < 2; l++) {
		for (i = j = 0; i < a.n && j < b.n;) {
			c = cmp_place(&a.at[i], &b.at[j], levels[l]);
			gi = group(a.at, a.n, i, levels[l]);
			gj = group(b.at, b.n, j, levels[l]);
			if (c == 0 && a.at[i].home != PV_NONE) {
				x = (struct run){ &a.at[i], gi };
				y = (struct run){ &b.at[j], gj };
				if (!pair_group(p, x, y, EQUAL) ||
				    !pair_group(p, x, y, l == 0 ? least :
				    PARTLY))
					return false;
			}
			i += c <= 0 ? gi : 0;
			j += c >= 0 ? gj : 0;
		}
	}
	return true;
}

/* "the Cirrus" is nobody else than "Cirrus". */
static struct pv_span
bare(struct pv_span s)
{
	static const char *const articles[] = { "the ", "an ", "a " };

	for (size_t i = 0; i < sizeof(articles) / sizeof(articles[0]); i++)
		if (pv_span_istarts(s, pv_span_str(articles[i])))
			return pv_span_sub(s, strlen(articles[i]), s.len);
	return s;
}

/* How far attributes agree: the same in both, and told differently. */
static bool
agree(struct pv_why *w, uint32_t o, uint32_t n, int *same, int *other)
{
	static const enum pv_attr_key keys[] = { PV_ATTR_HOLDER,
		PV_ATTR_OBJECT, PV_ATTR_CHANNEL, PV_ATTR_CLOUD,
		PV_ATTR_TERRITORY, PV_ATTR_FIELD };
	struct pv_span a, b;
	bool eq;

	*same = *other = 0;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		a = bare(pv_finding_attr(w->fx, o, keys[i]));
		b = bare(pv_finding_attr(w->fy, n, keys[i]));
		if (a.len == 0 || b.len == 0)
			continue;
		if (!pv_why_same(w, a, b, &eq))
			return false;
		*(eq ? same : other) += 1;
	}
	return true;
}

/*
 * How much speaks for two findings of one subtype being one provision, in
 * thousandths of shared words: PAIRED is enough.
 */
#define PAIRED 500
#define SAME_ATTR 250       /* one attribute that both tell alike */
#define NEAR 350            /* its clause, or the one above it, holds it now */
#define ONLY 320            /* neither text has another of the subtype */
#define ALIKE 180           /* least likeness for the two above */
#define IN_ARTICLE 450      /* nor has its article, which holds both */

struct seats { struct seat *at; size_t n; };

/* An old finding, and what its free rivals are measured by. */
struct seeker {
	struct pv_provisions *p;
	struct seats olds, news; /* clauses that have the provision */
	const struct pv_place *at;
	bool only;
	uint32_t article;       /* new one, when it is the only one in the old */
	uint32_t from, end;     /* new clauses that its clause became */
	struct pv_vec mine, its;
};

/* New clauses that hold what the old clause became: it, or its parent. */
static void
find_scope(struct seeker *s)
{
	const struct pv_compare *c = s->p->c;
	uint32_t o = s->p->fx->items[s->at->finding].clause, n;

	n = c->al.to_new[o];
	s->from = s->end = 0;
	if (n == PV_NONE) {
		o = c->x.v->clauses[o].parent;
		n = o == PV_NONE || o == 0 ? PV_NONE : c->al.to_new[o];
	} else if (c->y.v->clauses[n].kind == PV_CLAUSE_ITEM &&
	    c->y.v->clauses[n].parent != PV_NONE) {
		n = c->y.v->clauses[n].parent;
	}
	if (n == PV_NONE || c->y.v->clauses[n].kind == PV_CLAUSE_ARTICLE ||
	    c->y.v->clauses[n].kind == PV_CLAUSE_SCHEDULE)
		return;
	s->from = n;
	s->end = c->y.v->clauses[n].next;
}

/* The article of a clause, PV_NONE when it is in none. */
static uint32_t
article_of(const struct pv_version *v, uint32_t clause)
{
	while (clause != PV_NONE &&
	    v->clauses[clause].kind != PV_CLAUSE_ARTICLE)
		clause = v->clauses[clause].parent;
	return clause;
}

/* A clause that has a finding of the subtype, each once, in this order. */
struct seat { struct pv_span subtype; uint32_t clause; };

static int
by_seat(const void *x, const void *y)
{
	const struct seat *a = x, *b = y;
	int c = pv_span_cmp(a->subtype, b->subtype);

	return c != 0 ? c : (a->clause > b->clause) - (a->clause < b->clause);
}

/* What several sentences of a clause say is told once. */
static bool
make_seats(const struct pv_provisions *p, bool old, struct run all,
    struct seats *out)
{
	const struct pv_findings *f = old ? p->fx : p->fy;
	size_t n = 0;

	out->at = pv_arena_array(p->c->work, all.n, sizeof(*out->at));
	out->n = 0;
	if (out->at == NULL)
		return false;
	for (size_t i = 0; i < all.n; i++)
		out->at[i] = (struct seat){ all.at[i].subtype,
			f->items[all.at[i].finding].clause };
	qsort(out->at, all.n, sizeof(*out->at), by_seat);
	for (size_t i = 0; i < all.n; i++)
		if (n == 0 || by_seat(&out->at[n - 1], &out->at[i]) != 0)
			out->at[n++] = out->at[i];
	out->n = n;
	return true;
}

static size_t
first_seat(const struct seats *s, struct seat sought)
{
	size_t lo = 0, hi = s->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (by_seat(&s->at[mid], &sought) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Is there just one clause of what is asked for, of those that were given? */
static bool
one_seat(const struct seats *s, const struct pv_diff_asked *q)
{
	return first_seat(s, (struct seat){ q->subtype, q->next }) -
	    first_seat(s, (struct seat){ q->subtype, q->first }) == 1;
}

/* Is there just one clause of the subtype in o, and one in n? */
static bool
only_in(const struct seeker *s, uint32_t o, uint32_t n)
{
	const struct pv_compare *c = s->p->c;
	struct pv_diff_asked x = { s->at->provision, s->at->subtype, o,
		c->x.v->clauses[o].next, true };
	struct pv_diff_asked y = { s->at->provision, s->at->subtype, n,
		c->y.v->clauses[n].next, false };

	return x.subtype.len > 0 && one_seat(&s->olds, &x) &&
	    one_seat(&s->news, &y) && !pv_compare_asks(c, &x) &&
	    !pv_compare_asks(c, &y);
}

/* The article that became of its own, when each has only one of the subtype. */
static void
find_article(struct seeker *s)
{
	const struct pv_provisions *p = s->p;
	uint32_t o = article_of(p->c->x.v,
	    p->fx->items[s->at->finding].clause);
	uint32_t n = o == PV_NONE ? PV_NONE : p->c->al.to_new[o];

	s->article = PV_NONE;
	if (n != PV_NONE &&
	    p->c->y.v->clauses[n].kind == PV_CLAUSE_ARTICLE && only_in(s, o, n))
		s->article = n;
}

/* How much speaks for new finding n. */
static bool
judge(struct seeker *s, struct pv_why *w, uint32_t n, int32_t *score)
{
	const struct pv_finding *b = &s->p->fy->items[n];
	struct pv_overlap o;
	int same, other;

	if (!pv_bag_fill(&s->p->c->y, b->clause, b->at, &s->its) ||
	    !agree(w, s->at->finding, n, &same, &other))
		return false;
	o = pv_bag_overlap(&s->mine, &s->its);
	*score = o.both;
	if (other == 0)
		*score += SAME_ATTR * same;
	if (s->only && o.both >= ALIKE && other <= same + 1)
		*score += ONLY;
	if (b->clause >= s->from && b->clause < s->end &&
	    o.smaller >= ALIKE)
		*score += NEAR;
	else if (s->article != PV_NONE && o.smaller >= ALIKE / 2 &&
	    article_of(s->p->c->y.v, b->clause) == s->article)
		*score += IN_ARTICLE;
	return true;
}

/* Of the free rivals the one that provides the same as the old finding. */
static bool
match_elsewhere(struct seeker *s, const struct pv_place *b, size_t m)
{
	struct pv_provisions *p = s->p;
	struct pv_why w = { .c = p->c, .fx = p->fx, .fy = p->fy,
	    .names = p->names };
	const struct pv_finding *a = &p->fx->items[s->at->finding];
	const struct pv_place *best = NULL;
	int32_t score, top = PAIRED - 1;
	size_t seen = 0;

	find_scope(s);
	if (!pv_bag_fill(&p->c->x, a->clause, a->at, &s->mine))
		return false;
	for (size_t i = 0; i < m && i < MAX_SCAN && seen < MAX_RIVALS; i++) {
		if (p->to_old[b[i].finding] != PV_NONE ||
		    !pv_span_eq(s->at->subtype, b[i].subtype))
			continue;
		seen++;
		if (!judge(s, &w, b[i].finding, &score))
			return false;
		if (score > top) {
			top = score;
			best = &b[i];
		}
	}
	if (best != NULL)
		pair(p, s->at, best);
	return true;
}

/* Those that have no pair. */
static bool
find_free(const struct pv_provisions *p, struct run all, struct run *out)
{
	struct pv_place *at = pv_arena_array(p->c->work, all.n, sizeof(*at));

	*out = (struct run){ at, 0 };
	for (size_t i = 0; at != NULL && i < all.n; i++)
		if (p->to_old[all.at[i].finding] == PV_NONE)
			at[out->n++] = all.at[i];
	return at != NULL;
}

/* Pair what is left of one provision, by what it says. */
static bool
match_rest(struct pv_provisions *p, struct run x, struct run y)
{
	struct seeker s = { .p = p, .mine = PV_VEC_INIT(uint32_t),
	    .its = PV_VEC_INIT(uint32_t) };
	struct run rivals;
	bool ok = find_free(p, y, &rivals) &&
	    make_seats(p, true, x, &s.olds) &&
	    make_seats(p, false, y, &s.news);

	s.mine.mem = s.its.mem = pv_arena_mem(p->c->work);
	for (size_t i = 0; ok && i < x.n; i++) {
		if (p->to_new[x.at[i].finding] != PV_NONE)
			continue;
		s.at = &x.at[i];
		s.only = only_in(&s, 0, 0);
		find_article(&s);
		ok = match_elsewhere(&s, rivals.at, rivals.n);
	}
	pv_vec_release(&s.mine);
	pv_vec_release(&s.its);
	return ok;
}

bool
pv_provisions_match(struct pv_provisions *p)
{
	size_t n, m, i = 0, j = 0, gi, gj;
	struct pv_place *a = pv_places(p, true, pv_operative, &n);
	struct pv_place *b = pv_places(p, false, pv_operative, &m);
	struct run all, fresh, x, y;
	int c;

	if (a == NULL || b == NULL)
		return false;
	pv_places_sort(a, n);
	pv_places_sort(b, m);
	all = (struct run){ a, n };
	fresh = (struct run){ b, m };
	if (!match_home(p, all, fresh, MOSTLY))
		return false;
	while (i < n && j < m) {
		c = cmp_place(&a[i], &b[j], BY_PROVISION);
		gi = group(a, n, i, BY_PROVISION);
		gj = group(b, m, j, BY_PROVISION);
		x = (struct run){ &a[i], gi };
		y = (struct run){ &b[j], gj };
		if (c == 0 && !match_rest(p, x, y))
			return false;
		i += c <= 0 ? gi : 0;
		j += c >= 0 ? gj : 0;
	}
	/* what a clause says now, when nothing else says it elsewhere */
	return match_home(p, all, fresh, ANYHOW);
}
