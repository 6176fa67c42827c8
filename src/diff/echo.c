/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/echo.h"

#include <stdlib.h>

#include "diff/bag.h"

/*
 * Scores, in thousandths of shared words, and what else speaks for an echo.
 * A mention has to share more than a denial: agreements mention much.
 */
#define AT_HOME 4000
#define BY_NAME 3000
#define SAME_SUBTYPE 150
#define SOLE 300            /* nothing else is news of that subtype, */
#define RELATED 50          /* and it shares this much */
#define SAME_OBJECT 200
#define SAME_HEADING 250
#define HEADING 600         /* of its words are the same, then */
#define DENIAL 250
#define MENTION 450
#define MAX_RIVALS 32       /* compared word by word */

static bool
is_quiet(const struct pv_finding *f)
{
	return !pv_operative(f);
}

/* First place at or after (provision, home), by bisection. */
static size_t
first_at(const struct pv_echoes *e, struct pv_span provision, uint32_t home)
{
	size_t lo = 0, hi = e->n, mid;
	int c;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		c = pv_span_cmp(e->at[mid].provision, provision);
		if (c < 0 || (c == 0 && e->at[mid].home < home))
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static const struct pv_findings *
findings(const struct pv_echoes *e)
{
	return e->old ? e->p->fx : e->p->fy;
}

static enum pv_stance
stance(const struct pv_echoes *e, size_t i)
{
	return (enum pv_stance)findings(e)->items[e->at[i].finding].stance;
}

/* Mark what both versions of a place say in the same words. */
static void
mark_kept(struct pv_echoes *e, const struct pv_echoes *other)
{
	size_t i, j, k;

	for (i = 0; i < e->n; i++) {
		if (e->at[i].home == PV_NONE)
			continue;
		j = first_at(other, e->at[i].provision, e->at[i].home);
		for (k = 0; j < other->n && k < MAX_RIVALS &&
		    other->at[j].home == e->at[i].home &&
		    pv_span_eq(other->at[j].provision, e->at[i].provision);
		    j++, k++) {
			e->kept[i] |= other->at[j].text == e->at[i].text;
		}
	}
}

static int
by_name(const void *x, const void *y)
{
	const struct pv_place *a = x, *b = y;
	int c = pv_span_cmp(a->provision, b->provision);

	return c != 0 ? c : pv_span_cmp(a->subtype, b->subtype);
}

static void
mark_news(struct pv_echoes *e)
{
	e->news[e->n] = (uint32_t)e->n;
	for (size_t i = e->n; i-- > 0;)
		e->news[i] = e->kept[i] ? e->news[i + 1] : (uint32_t)i;
}

/* Find the only ones of their subtype that are news. */
static bool
mark_sole(struct pv_echoes *e)
{
	struct pv_place *news = pv_arena_array(e->p->c->work, e->n,
	    sizeof(*news));
	size_t n = 0, i, k;

	if (news == NULL)
		return false;
	for (i = 0; i < e->n; i++)
		if (!e->kept[i]) {
			news[n] = e->at[i];
			news[n++].home = (uint32_t)i;
		}
	if (n > 0)
		qsort(news, n, sizeof(*news), by_name);
	for (i = 0; i < n; i = k) {
		for (k = i + 1; k < n && by_name(&news[i], &news[k]) == 0; k++)
			continue;
		e->sole[news[i].home] = k == i + 1;
	}
	return true;
}

static bool
init(struct pv_echoes *e, struct pv_provisions *p, bool old)
{
	*e = (struct pv_echoes){ .p = p, .old = old,
	    .mine = PV_VEC_INIT(uint32_t), .its = PV_VEC_INIT(uint32_t),
	    .heads = { PV_VEC_INIT(uint32_t), PV_VEC_INIT(uint32_t) } };
	e->mine.mem = e->its.mem = pv_arena_mem(p->c->work);
	e->heads[0].mem = e->heads[1].mem = e->mine.mem;
	e->at = pv_places(p, old, is_quiet, &e->n);
	e->kept = pv_arena_array(p->c->work, e->n, sizeof(bool));
	e->sole = pv_arena_array(p->c->work, e->n, sizeof(bool));
	e->news = pv_arena_array(p->c->work, e->n + 1, sizeof(uint32_t));
	if (e->at == NULL || e->kept == NULL || e->sole == NULL ||
	    e->news == NULL)
		return false;
	pv_places_sort(e->at, e->n);
	return true;
}

bool
pv_echoes_init(struct pv_echoes *of_old, struct pv_echoes *of_new,
    struct pv_provisions *p)
{
	bool ok = init(of_old, p, true);

	ok = init(of_new, p, false) && ok;
	if (ok) {
		mark_kept(of_old, of_new);
		mark_kept(of_new, of_old);
		mark_news(of_old);
		mark_news(of_new);
		ok = mark_sole(of_old) && mark_sole(of_new);
	}
	return ok;
}

void
pv_echoes_release(struct pv_echoes *e)
{
	pv_vec_release(&e->mine);
	pv_vec_release(&e->its);
	pv_vec_release(&e->heads[0]);
	pv_vec_release(&e->heads[1]);
}

/* What an echo says, by how much it says about the end of a provision. */
static int32_t
weight(enum pv_stance s)
{
	switch (s) {
	case PV_STANCE_NEGATED:
		return 3;
	case PV_STANCE_REMOVED:
		return 2;
	case PV_STANCE_REFERENCE:
		return 1;
	case PV_STANCE_IN_FORCE:
	case PV_STANCE_CONDITIONAL:
		break;
	}
	return 0;
}

/* The provision whose echo is looked for. */
struct sought {
	const struct pv_findings *f;
	uint32_t i, home;
	struct pv_span subtype, label;
};

static bool
same_attr(const struct pv_echoes *e, const struct sought *s, size_t k,
    enum pv_attr_key key)
{
	struct pv_span a = pv_finding_attr(s->f, s->i, key);

	return a.len > 0 && pv_span_ieq(a, pv_finding_attr(findings(e),
	    e->at[k].finding, key));
}

/* Does the sentence refer to the clause by its number? */
static bool
refers_to(const struct pv_form *f, const struct pv_finding *q,
    struct pv_span label)
{
	const struct pv_form_clause *c = &f->clauses[q->clause];
	const struct pv_ref *r;

	for (uint32_t i = 0; i < c->nrefs && i < MAX_RIVALS; i++) {
		r = &f->v->refs[f->refs[c->ref + i].ref];
		if (r->at.start >= q->at.start && r->at.end <= q->at.end &&
		    pv_span_eq(label, pv_version_str(f->v, r->target)))
			return true;
	}
	return false;
}

/* Does the place remove the clause of the sought one by its number? */
static bool
names_it(const struct pv_echoes *e, const struct sought *s, size_t k)
{
	const struct pv_finding *q = &findings(e)->items[e->at[k].finding];

	return stance(e, k) == PV_STANCE_REMOVED && s->label.len > 0 &&
	    (pv_span_eq(s->label, pv_finding_attr(findings(e),
	    e->at[k].finding, PV_ATTR_TARGET)) ||
	    refers_to(e->old ? &e->p->c->x : &e->p->c->y, q, s->label));
}

/*
 * Subtypes of which the one denies the other: where a class of products runs
 * is where products run.
 */
static bool
is_kin(struct pv_span a, struct pv_span b)
{
	static const char *const where[] = { "hosting", "product-class" };
	bool first = false, second = false;

	if (pv_span_eq(a, b))
		return true;
	for (size_t i = 0; i < sizeof(where) / sizeof(where[0]); i++) {
		first |= pv_span_eq(a, pv_span_str(where[i]));
		second |= pv_span_eq(b, pv_span_str(where[i]));
	}
	return first && second;
}

/* The words with weight of an attribute, sorted like a bag's. */
static bool
attr_words(struct pv_lexicon *lex, struct pv_span s, struct pv_vec *out)
{
	struct pv_vec t = PV_VEC_INIT(struct pv_token);
	uint32_t id;
	bool ok;

	t.mem = out->mem;
	pv_vec_clear(out);
	ok = pv_form_words(lex, s, &t);
	for (size_t i = 0; ok && i < t.len && i < MAX_RIVALS; i++) {
		id = pv_lexicon_fold(lex, PV_VEC_AT(&t, struct pv_token,
		    i)->id);
		if (pv_lexicon_content(lex, id))
			ok = pv_vec_add(out, &id);
	}
	pv_vec_release(&t);
	return ok;
}

static bool
any_shared(const struct pv_vec *a, const struct pv_vec *b)
{
	for (size_t i = 0; i < a->len; i++)
		for (size_t k = 0; k < b->len; k++)
			if (*PV_VEC_AT(a, uint32_t, i) ==
			    *PV_VEC_AT(b, uint32_t, k))
				return true;
	return false;
}

/* Do both say what they are about, and say something else? */
static bool
other_subject(struct pv_echoes *e, const struct sought *s, size_t k,
    bool *other)
{
	struct pv_lexicon *lex = e->p->c->x.lex;
	struct pv_span a = pv_finding_attr(s->f, s->i, PV_ATTR_OBJECT);
	struct pv_span b = pv_finding_attr(findings(e), e->at[k].finding,
	    PV_ATTR_OBJECT);
	struct pv_vec p = PV_VEC_INIT(uint32_t), q = PV_VEC_INIT(uint32_t);
	bool ok = true;

	*other = s->subtype.len > 0 && e->at[k].subtype.len > 0 &&
	    !is_kin(s->subtype, e->at[k].subtype);
	if (*other || a.len == 0 || b.len == 0)
		return true;
	p.mem = q.mem = pv_arena_mem(e->p->c->work);
	ok = attr_words(lex, a, &p) && attr_words(lex, b, &q);
	*other = !any_shared(&p, &q);
	pv_vec_release(&p);
	pv_vec_release(&q);
	return ok;
}

/* Words that two sentences share, and more when their headings do. */
static bool
likeness(struct pv_echoes *e, const struct sought *s, size_t k, int32_t *out)
{
	const struct pv_finding *f = &s->f->items[s->i];
	const struct pv_finding *q = &findings(e)->items[e->at[k].finding];
	const struct pv_form *mine = e->old ? &e->p->c->y : &e->p->c->x;
	const struct pv_form *its = e->old ? &e->p->c->x : &e->p->c->y;

	if (!pv_bag_fill(its, q->clause, q->at, &e->its))
		return false;
	*out = pv_bag_overlap(&e->mine, &e->its).both;
	if (*out == 0 && e->sole[k] &&
	    stance(e, k) == PV_STANCE_REFERENCE) {
		/* the sentence before it may say what it is about */
		if (!pv_bag_fill(its, q->clause,
		    its->v->clauses[q->clause].stem, &e->its))
			return false;
		*out = pv_bag_overlap(&e->mine, &e->its).both;
	}
	if (!pv_bag_fill(mine, f->clause, mine->v->clauses[f->clause].heading,
	    &e->heads[0]) || !pv_bag_fill(its, q->clause,
	    its->v->clauses[q->clause].heading, &e->heads[1]))
		return false;
	if (pv_bag_overlap(&e->heads[0], &e->heads[1]).both >= HEADING)
		*out += SAME_HEADING;
	return true;
}

/* How well the place, which is news, answers; 0 when it does not. */
static bool
score(struct pv_echoes *e, const struct sought *s, size_t k, int32_t *out)
{
	bool other, subtype = s->subtype.len > 0 &&
	    is_kin(s->subtype, e->at[k].subtype);
	int32_t least = stance(e, k) == PV_STANCE_REFERENCE ? MENTION : DENIAL;
	int32_t n;

	*out = 0;
	if (s->home != PV_NONE && e->at[k].home == s->home)
		*out = AT_HOME + 100 * weight(stance(e, k)) +
		    (subtype ? SAME_SUBTYPE : 0);
	else if (names_it(e, s, k))
		*out = BY_NAME;
	if (*out > 0)
		return true;
	if (!likeness(e, s, k, &n) || !other_subject(e, s, k, &other))
		return false;
	/* what is the only one of its subtype is drafted newly, not another */
	if (other && n < MENTION && !(subtype && e->sole[k]))
		return true;
	n += subtype && n >= RELATED && e->sole[k] ? SOLE : 0;
	n += subtype ? SAME_SUBTYPE : 0;
	n += same_attr(e, s, k, PV_ATTR_OBJECT) ? SAME_OBJECT : 0;
	if (n >= least)
		*out = n;
	return true;
}

/* The best answer among places from k on: at the home only, or anywhere. */
static bool
choose(struct pv_echoes *e, const struct sought *s, struct pv_span provision,
    bool at_home, uint32_t *out)
{
	size_t k = e->news[first_at(e, provision, at_home ? s->home : 0)];
	size_t rivals = 0;
	int32_t n, best = 0;

	for (; k < e->n && rivals < MAX_RIVALS &&
	    pv_span_eq(e->at[k].provision, provision) &&
	    (!at_home || e->at[k].home == s->home);
	    k = e->news[k + 1], rivals++) {
		if (!score(e, s, k, &n))
			return false;
		if (n > best) {
			best = n;
			*out = e->at[k].finding;
		}
	}
	return true;
}

bool
pv_echo_of(struct pv_echoes *e, uint32_t i, uint32_t home, uint32_t *out)
{
	const struct pv_form *form = e->old ? &e->p->c->y : &e->p->c->x;
	struct sought s = { .f = e->old ? e->p->fy : e->p->fx, .i = i,
	    .home = home };
	const struct pv_finding *f = &s.f->items[i];
	struct pv_span provision = pv_findings_str(s.f, f->provision);

	*out = PV_NONE;
	s.subtype = pv_findings_str(s.f, f->subtype);
	s.label = pv_version_str(form->v, form->v->clauses[f->clause].label);
	if (!pv_bag_fill(form, f->clause, f->at, &e->mine))
		return false;
	/* its own clause first, however many others there are */
	if (home != PV_NONE && !choose(e, &s, provision, true, out))
		return false;
	return *out != PV_NONE || choose(e, &s, provision, false, out);
}

bool
pv_echo_at(const struct pv_echoes *e, struct pv_span provision, uint32_t home)
{
	size_t i = first_at(e, provision, home);

	return i < e->n && e->at[i].home == home &&
	    pv_span_eq(e->at[i].provision, provision);
}

bool
pv_echo_decouples(const struct pv_echoes *e, uint32_t home)
{
	struct pv_span provision = PV_SPAN("agi-trigger");
	size_t i = first_at(e, provision, home);

	for (; i < e->n && e->at[i].home == home &&
	    pv_span_eq(e->at[i].provision, provision); i++)
		if (stance(e, i) == PV_STANCE_NEGATED && !e->kept[i] &&
		    pv_span_eq(e->at[i].subtype, PV_SPAN("decoupling")))
			return true;
	return false;
}

uint32_t
pv_echo_denial(const struct pv_echoes *e, struct pv_span provision)
{
	size_t i = first_at(e, provision, 0);

	for (; i < e->n && pv_span_eq(e->at[i].provision, provision); i++)
		if (stance(e, i) == PV_STANCE_NEGATED && !e->kept[i])
			return e->at[i].finding;
	return PV_NONE;
}
