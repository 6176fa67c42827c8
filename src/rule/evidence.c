/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rule/scan.h"
#include "rule/stance.h"

#define STATES_MAX 8 /* states of one provision told apart in a unit */

/*
 * Hits of one provision that say the same thing: one subtype, one stance.
 * Rules without a subtype are a state of their own until they are shared out.
 */
struct state {
	struct pv_span subtype;
	int stance;  /* enum pv_stance, or -1: not stated */
	int32_t sum; /* weights of its own hits */
	const struct pv_hit *heaviest;
	struct pv_range at; /* hull of the matches */
};

/* One provision in one unit. */
struct account {
	struct pv_scanner *s;
	const struct pv_unit *u;
	enum pv_decide_mode mode;
	uint32_t provision;
	int32_t own, minus, stem, around;
	bool stem_counts;
	bool news; /* some hit touches what a reading added */
	struct state states[STATES_MAX];
	size_t nstates;
};

static const struct pv_hit *
hit_at(const struct pv_vec *v, size_t i)
{
	return PV_VEC_AT(v, const struct pv_hit, i);
}

static bool
is_ours(const struct account *a, const struct pv_hit *h)
{
	return pv_hit_rule(a->s, h)->provision == a->provision;
}

static void
widen(struct pv_range *r, struct pv_range by)
{
	if (by.start < r->start)
		r->start = by.start;
	if (by.end > r->end)
		r->end = by.end;
}

/* The heavier of two hits; the earlier one, then pack order, on a tie. */
static bool
outweighs(
    const struct account *a, const struct pv_hit *x, const struct pv_hit *y)
{
	int32_t wx = pv_hit_rule(a->s, x)->weight;
	int32_t wy = pv_hit_rule(a->s, y)->weight;

	return wx > wy || (wx == wy && x->at.start < y->at.start);
}

static void
add_state(struct account *a, const struct pv_hit *h)
{
	const struct pv_rule *rule = pv_hit_rule(a->s, h);
	int stance = rule->has_stance ? (int)rule->stance : -1;
	struct state *st = NULL;
	size_t i;

	for (i = 0; i < a->nstates; i++)
		if (pv_span_eq(a->states[i].subtype, rule->subtype) &&
		    a->states[i].stance == stance)
			st = &a->states[i];
	if (st == NULL) {
		if (a->nstates == STATES_MAX)
			return;
		st = &a->states[a->nstates++];
		*st = (struct state){ rule->subtype, stance, 0, h, h->at };
	}
	st->sum += rule->weight;
	widen(&st->at, h->at);
	if (outweighs(a, h, st->heaviest))
		st->heaviest = h;
}

/* Add up what the unit and its surroundings say about the provision. */
static void
add_up(struct account *a)
{
	struct pv_scanner *s = a->s;
	size_t i;

	for (i = 0; i < s->hits.len; i++) {
		const struct pv_hit *h = hit_at(&s->hits, i);
		int32_t weight = pv_hit_rule(s, h)->weight;

		if (!is_ours(a, h))
			continue;
		if (weight < 0) {
			a->minus += weight;
		} else if (!h->own) {
			a->stem += weight;
		} else {
			a->own += weight;
			a->news |= h->news ||
			    pv_hit_rule(s, h)->unit == PV_UNIT_CLAUSE;
			add_state(a, h);
		}
	}
	for (i = 0; i < s->around.len; i++)
		if (is_ours(a, hit_at(&s->around, i)))
			a->around +=
			    pv_hit_rule(s, hit_at(&s->around, i))->weight;
	/* A stem that is a finding by itself says nothing more of its items. */
	a->stem_counts = a->stem + a->minus + a->around <
	    s->rules->provisions[a->provision].threshold;
}

static bool
overlap(struct pv_range x, struct pv_range y)
{
	return x.start < y.end && y.start < x.end;
}

static bool
inside(struct pv_range x, struct pv_range y)
{
	return y.start <= x.start && x.end <= y.end;
}

/* Whether state i is lighter than k by its heaviest rule, or later. */
static bool
yields(const struct account *a, size_t i, size_t k)
{
	int32_t x = pv_hit_rule(a->s, a->states[i].heaviest)->weight;
	int32_t y = pv_hit_rule(a->s, a->states[k].heaviest)->weight;

	return x < y || (x == y && i > k);
}

/* What has a strength is a restraint. */
static bool
restrains(const struct account *a, const struct state *st)
{
	return pv_hit_rule(a->s, st->heaviest)->strength != PV_STRENGTH_NONE;
}

/*
 * One undertaking is one finding: of two subtypes of one stance, where the
 * words of one lie within the other's, the lighter goes.  Rights stand in
 * lists ("resell, host and sublicense the Models"), so only restraints are
 * taken so.
 */
static void
merge_subtypes(struct account *a)
{
	bool gone[STATES_MAX] = { false };
	size_t i, k, n = 0;

	for (i = 0; i < a->nstates; i++)
		for (k = 0; k < a->nstates; k++) {
			const struct state *x = &a->states[i];
			const struct state *y = &a->states[k];

			if (k != i && x->stance == y->stance &&
			    restrains(a, x) && restrains(a, y) &&
			    (inside(x->at, y->at) || inside(y->at, x->at)) &&
			    yields(a, i, k))
				gone[i] = true;
		}
	for (i = 0; i < a->nstates; i++)
		if (!gone[i])
			a->states[n++] = a->states[i];
	a->nstates = n;
}

/*
 * Drop the states that are none of their own: those below the threshold, the
 * general one beside a particular one, and the lighter of two that rest on
 * the same words.
 */
static void
reduce_states(struct account *a, int32_t threshold)
{
	size_t i, k, n = 0;

	for (i = 0; i < a->nstates; i++) {
		struct state *x = &a->states[i];
		bool drop = x->sum + a->minus < threshold;

		for (k = 0; k < a->nstates && !drop; k++) {
			const struct state *y = &a->states[k];
			bool general =
			    x->subtype.len == 0 && y->subtype.len > 0;

			if (k == i || y->sum + a->minus < threshold)
				continue;
			if (!general && !pv_span_eq(x->subtype, y->subtype))
				continue;
			if (general && x->stance == y->stance)
				drop = true;
			else if (overlap(x->at, y->at))
				drop = x->sum < y->sum ||
				    (x->sum == y->sum && i > k);
		}
		if (drop)
			x->heaviest = NULL;
	}
	for (i = 0; i < a->nstates; i++)
		if (a->states[i].heaviest != NULL)
			a->states[n++] = a->states[i];
	a->nstates = n;
	merge_subtypes(a);
}

/* The stance that the rule of a hit states, or -1. */
static int
stated(const struct account *a, const struct pv_hit *h)
{
	const struct pv_rule *rule = pv_hit_rule(a->s, h);

	return rule->has_stance ? (int)rule->stance : -1;
}

/* The one state of a unit that has no two: all hits together. */
static struct state
single_state(const struct account *a)
{
	struct state out = { .stance = -1, .sum = a->own };
	bool typed = false;
	size_t i;

	for (i = 0; i < a->s->hits.len; i++) {
		const struct pv_hit *h = hit_at(&a->s->hits, i);
		const struct pv_rule *rule = pv_hit_rule(a->s, h);

		if (!is_ours(a, h) || !h->own || rule->weight < 0)
			continue;
		if (out.heaviest == NULL || (rule->subtype.len > 0 && !typed) ||
		    ((rule->subtype.len > 0) == typed &&
			outweighs(a, h, out.heaviest)))
			out.heaviest = h;
		typed |= rule->subtype.len > 0;
	}
	if (out.heaviest == NULL)
		return out;
	out.subtype = pv_hit_rule(a->s, out.heaviest)->subtype;
	out.at = out.heaviest->at;
	/* what says another stance would hide its "not" inside the match */
	for (i = 0; i < a->s->hits.len; i++) {
		const struct pv_hit *h = hit_at(&a->s->hits, i);

		if (is_ours(a, h) && h->own &&
		    pv_hit_rule(a->s, h)->weight > 0 &&
		    stated(a, h) == stated(a, out.heaviest))
			widen(&out.at, h->at);
	}
	return out;
}

/* A finding while it is decided. */
struct verdict {
	struct pv_finding finding;
	uint32_t model;         /* that decides, or PV_NONE */
	bool by_hand;           /* the hand-set weights suffice */
};

/* Whether a hit is evidence for the state. */
static bool
supports(
    const struct account *a, const struct state *st, const struct pv_hit *h)
{
	const struct pv_rule *rule = pv_hit_rule(a->s, h);
	int stance = rule->has_stance ? (int)rule->stance : -1;

	if (!is_ours(a, h))
		return false;
	if (rule->weight < 0 || a->nstates <= 1)
		return rule->weight < 0 || h->own || a->stem_counts;
	if (!h->own)
		return a->stem_counts;
	if (rule->subtype.len == 0 && st->subtype.len > 0)
		return stance == -1 || stance == st->stance;
	return pv_span_eq(rule->subtype, st->subtype) && stance == st->stance;
}

static struct pv_sref
rule_ref(struct pv_scanner *s, uint32_t rule)
{
	struct pv_sref *ref = PV_VEC_AT(&s->rule_refs, struct pv_sref, rule);

	if (ref->len == 0)
		*ref = pv_findings_add(s->out, s->rules->rules[rule].id);
	return *ref;
}

static struct pv_sref
provision_ref(struct pv_scanner *s, uint32_t provision)
{
	struct pv_sref *ref =
	    PV_VEC_AT(&s->provision_refs, struct pv_sref, provision);

	if (ref->len == 0)
		*ref = pv_findings_add(
		    s->out, s->rules->provisions[provision].name);
	return *ref;
}

static void
add_evidence(struct account *a, struct pv_sref rule, struct pv_range at,
    int32_t weight, struct pv_finding *f)
{
	struct pv_evidence e = { rule, at, weight };

	if (pv_vec_add(&a->s->evidence, &e))
		f->nevidence++;
	else
		a->s->failed = true;
}

/* "definition:Permitted Platform", one a definition read in place. */
static void
add_definitions(struct account *a, struct pv_finding *f)
{
	const struct pv_version *v = a->s->v;
	struct pv_buf b = PV_BUF_INIT;
	size_t i;

	for (i = 0; i < a->u->nsegs; i++) {
		const struct pv_seg *seg = &a->u->segs[i];

		if (seg->part != PV_PART_MEANING)
			continue;
		pv_buf_clear(&b);
		pv_buf_str(&b, "definition:");
		pv_buf_span(&b, pv_version_str(v, v->defs[seg->def].term));
		a->s->failed |= b.failed;
		add_evidence(a, pv_findings_add(a->s->out, pv_buf_view(&b)),
		    seg->src, 0, f);
	}
	pv_buf_release(&b);
}

/* What a rule counts in the score that decides. */
static int32_t
counts(const struct account *a, const struct pv_hit *h, uint32_t model)
{
	return model == PV_NONE ? pv_hit_rule(a->s, h)->weight :
	    a->s->rules->models[model].rules[h->rule];
}

#define CUES_TOLD 6 /* the heaviest cues of a finding */

/* "words compete with", or what all the others add up to. */
static void
add_cue(struct account *a, const struct pv_cue *c, int32_t weight,
    struct pv_finding *f)
{
	struct pv_range at = pv_unit_source(a->u, a->u->own);
	struct pv_buf b = PV_BUF_INIT;

	if (c != NULL) {
		pv_buf_str(&b, pv_cue_place_name((enum pv_cue_place)c->place));
		pv_buf_char(&b, ' ');
		pv_cue_text(&a->s->cues, c, &b);
		if (c->place < PV_CUE_TITLE || (c->place >= PV_CUE_BAN &&
		    c->place <= PV_CUE_PLAIN))
			at = pv_cue_at(&a->s->cues, c);
	} else {
		pv_buf_str(&b, "other cues and bias");
	}
	a->s->failed |= b.failed;
	add_evidence(a, pv_findings_add(a->s->out, pv_buf_view(&b)), at,
	    weight, f);
	pv_buf_release(&b);
}

/* The heaviest cues of the sentence, and the rest of its sum in one line. */
static void
list_cues(struct account *a, uint32_t model, struct pv_finding *f)
{
	struct pv_scanner *s = a->s;
	const struct pv_cue *cues = s->cues.cues.ptr;
	struct { size_t cue; int32_t weight; } top[CUES_TOLD] = { { 0, 0 } };
	int32_t rest = *PV_VEC_AT(&s->cue_sums, const int32_t, model);
	size_t i, k;

	for (i = 0; i < s->cues.cues.len; i++) {
		int32_t w = pv_cue_weight(s->rules, model, cues[i].key);

		for (k = CUES_TOLD; k > 0 &&
		     abs(w) > abs(top[k - 1].weight); k--)
			if (k < CUES_TOLD)
				top[k] = top[k - 1];
		if (k < CUES_TOLD) {
			top[k].cue = i;
			top[k].weight = w;
		}
	}
	for (k = 0; k < CUES_TOLD && top[k].weight != 0; k++) {
		add_cue(a, &cues[top[k].cue], top[k].weight, f);
		rest -= top[k].weight;
	}
	add_cue(a, NULL, rest, f);
}

/* List what adds up to the state; returns the score set by hand. */
static int32_t
list_evidence(struct account *a, const struct state *st, uint32_t model,
    struct pv_finding *f)
{
	struct pv_scanner *s = a->s;
	int32_t score = 0;
	size_t i;

	f->evidence = (uint32_t)s->evidence.len;
	for (i = 0; i < s->hits.len; i++) {
		const struct pv_hit *h = hit_at(&s->hits, i);

		if (supports(a, st, h))
			score += pv_hit_rule(s, h)->weight;
		if (model != PV_NONE ? is_ours(a, h) : supports(a, st, h))
			add_evidence(a, rule_ref(s, h->rule), h->src,
			    counts(a, h, model), f);
	}
	for (i = 0; i < s->around.len; i++) {
		const struct pv_hit *h = hit_at(&s->around, i);

		if (!is_ours(a, h))
			continue;
		score += pv_hit_rule(s, h)->weight;
		add_evidence(a, rule_ref(s, h->rule), h->src,
		    counts(a, h, model), f);
	}
	if (model != PV_NONE)
		list_cues(a, model, f);
	add_definitions(a, f);
	return score;
}

/* Attributes of a finding while they are gathered: one value a key. */
struct gathered {
	struct pv_span value[PV_ATTR_COUNT];
};

/*
 * A captured value without the punctuation that closes its sentence; the full
 * stop of "Inc." and the like is part of the name.
 */
static struct pv_span
captured(struct pv_span s)
{
	static const char *const names[] = { "Inc.", "Corp.", "Ltd.", "Co.",
		"L.P.", "L.L.C.", "N.V.", "B.V.", "S.A.", "U.S." };
	size_t i;

	s = pv_span_trim(s);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (pv_span_ends(s, pv_span_str(names[i])))
			return s;
	while (s.len > 0 && memchr(".,;: ", s.ptr[s.len - 1], 5) != NULL)
		s.len--;
	return s;
}

static void
gather_hit(const struct account *a, const struct pv_hit *h, struct gathered *g)
{
	const struct pv_rule *rule = pv_hit_rule(a->s, h);
	uint32_t i;

	for (i = h->caps; i < h->caps + h->ncaps; i++) {
		const struct pv_capture *c =
		    PV_VEC_AT(&a->s->caps, const struct pv_capture, i);

		if (g->value[c->key].len == 0)
			g->value[c->key] = captured(pv_span_sub(
			    pv_buf_view(&a->s->pool), c->off,
			    c->off + c->len));
	}
	for (i = 0; i < rule->nconstants; i++)
		if (g->value[rule->constants[i].key].len == 0)
			g->value[rule->constants[i].key] =
			    rule->constants[i].value;
}

/*
 * The heaviest rule's captures first, then the other rules', then what the
 * stance found; its `until` is a date and comes before all.
 */
static void
add_attributes(struct account *a, const struct state *st,
    const struct pv_state *found, struct pv_finding *f)
{
	struct gathered g = { 0 };
	size_t i, key;

	for (i = 0; i < found->nattrs; i++)
		if (found->attrs[i].key == PV_ATTR_UNTIL)
			g.value[PV_ATTR_UNTIL] =
			    pv_stance_attr_value(&found->attrs[i]);
	if (st->heaviest != NULL)
		gather_hit(a, st->heaviest, &g);
	for (i = 0; i < a->s->hits.len; i++) {
		const struct pv_hit *h = hit_at(&a->s->hits, i);

		if (supports(a, st, h) && pv_hit_rule(a->s, h)->weight > 0)
			gather_hit(a, h, &g);
	}
	for (i = 0; i < found->nattrs; i++)
		if (g.value[found->attrs[i].key].len == 0)
			g.value[found->attrs[i].key] =
			    pv_stance_attr_value(&found->attrs[i]);
	f->attrs = (uint32_t)a->s->attrs.len;
	for (key = 0; key < PV_ATTR_COUNT; key++) {
		struct pv_attr attr = { (uint32_t)key, { 0, 0 } };

		if (g.value[key].len == 0)
			continue;
		attr.value = pv_findings_add(a->s->out, g.value[key]);
		if (pv_vec_add(&a->s->attrs, &attr))
			f->nattrs++;
		else
			a->s->failed = true;
	}
}

/* 1 / (1 + exp(threshold - score)) in thousandths. */
static int32_t
confidence(int32_t score, int32_t threshold)
{
	double x = (double)(threshold - score) / 1000.0;

	return (int32_t)lround(1000.0 / (1.0 + exp(x)));
}

/* The sentence or sentences that the finding cites. */
static struct pv_range
place(const struct account *a, const struct state *st)
{
	struct pv_range out = { PV_NONE, 0 };
	size_t i;

	if (a->u->kind != PV_UNIT_CLAUSE)
		return pv_unit_source(a->u, a->u->own);
	for (i = 0; i < a->u->nsegs; i++) {
		const struct pv_seg *seg = &a->u->segs[i];
		struct pv_range r = { seg->at, seg->at + seg->len };

		if (seg->part == PV_PART_OWN && overlap(r, st->at))
			widen(&out, seg->src);
	}
	return out.start == PV_NONE ? pv_unit_source(a->u, a->u->own) : out;
}

static enum pv_strength
strength_of(const struct account *a, const struct state *st)
{
	enum pv_strength out = st->heaviest == NULL ? PV_STRENGTH_NONE :
	    pv_hit_rule(a->s, st->heaviest)->strength;
	bool told = out != PV_STRENGTH_NONE;
	int32_t best = 0;
	size_t i;

	for (i = 0; i < a->s->hits.len && !told; i++) {
		const struct pv_hit *h = hit_at(&a->s->hits, i);
		const struct pv_rule *x = pv_hit_rule(a->s, h);

		if (!supports(a, st, h) || x->weight <= best ||
		    x->strength == PV_STRENGTH_NONE)
			continue;
		best = x->weight;
		out = x->strength;
	}
	return out;
}

/* What decides about a state: a model of its provision, or PV_NONE. */
static uint32_t
model_of(const struct account *a, struct pv_span subtype)
{
	const struct pv_rules *r = a->s->rules;
	const struct pv_provision *p = &r->provisions[a->provision];
	uint32_t m, general = PV_NONE;

	if (a->mode != PV_DECIDE_FIRST && a->mode != PV_DECIDE_AGAIN)
		return PV_NONE;
	for (m = p->first_model; m < p->first_model + p->nmodels; m++) {
		if (pv_span_eq(r->models[m].subtype, subtype))
			return m;
		if (r->models[m].subtype.len == 0)
			general = m;
	}
	return general;
}

static bool
is_operative(const struct pv_state *st)
{
	return st->stance == PV_STANCE_IN_FORCE ||
	    st->stance == PV_STANCE_CONDITIONAL;
}

/*
 * Whether a state stands: by the model where one decides and the clause makes
 * the provision, by the packs' own weights otherwise.
 */
static bool
stands(const struct account *a, const struct verdict *x,
    const struct pv_state *st)
{
	if (x->model == PV_NONE || !is_operative(st))
		return x->by_hand;
	return *PV_VEC_AT(&a->s->sums, const int32_t, x->model) >=
	    a->s->rules->models[x->model].support;
}

static void
draft(struct account *a, const struct state *st, const struct pv_state *found,
    const struct verdict *x)
{
	struct pv_scanner *s = a->s;
	struct pv_draft d = { x->finding, a->provision,
		(uint32_t)s->drafts.len, a->u->sentence, PV_NONE, false };

	if (!stands(a, x, found))
		return;
	if (x->model != PV_NONE && is_operative(found)) {
		int32_t sum = *PV_VEC_AT(&s->sums, const int32_t, x->model);
		int32_t need = s->rules->models[x->model].threshold;

		d.model = x->model;
		d.pending = sum < need;
		d.f.confidence = confidence(sum, need);
		*PV_VEC_AT(&s->seeded, bool, x->model) |= !d.pending;
		*PV_VEC_AT(&s->model_fired, uint64_t, x->model) = s->serial;
	}
	d.f.stance = (uint16_t)found->stance;
	d.f.strength = (uint16_t)found->strength;
	d.f.flags = found->flags;
	add_attributes(a, st, found, &d.f);
	if (!pv_vec_add(&s->drafts, &d))
		s->failed = true;
}

static void
note_fired(struct account *a)
{
	struct pv_scanner *s = a->s;
	uint64_t key = (uint64_t)a->provision << 32 | a->u->clause;

	*PV_VEC_AT(&s->unit_fired, uint64_t, a->provision) = s->serial;
	*PV_VEC_AT(&s->clause_fired, uint32_t, a->provision) = a->u->clause + 1;
	if (!pv_vec_add(&s->fired, &key))
		s->failed = true;
}

/* Ask the stance, then draft what stands. */
static void
conclude(struct account *a, const struct state *st, struct verdict *x)
{
	struct pv_scanner *s = a->s;
	const struct pv_provision *p = &s->rules->provisions[a->provision];
	struct pv_stance_in in = { s->v, a->u, st->at, st->stance >= 0,
		st->stance >= 0 ? (enum pv_stance)st->stance :
		PV_STANCE_IN_FORCE, p->name, st->subtype, strength_of(a, st),
		NULL, 0, s->mark };
	struct pv_stance_out out;

	in.uses = pv_unit_uses(s, a->u, &in.nuses);
	pv_stance(&in, &out);
	if (!out.keep || (!stands(a, x, &out.now) &&
	    !(out.has_later && stands(a, x, &out.later))))
		return;
	note_fired(a);
	x->finding.at = place(a, st);
	x->finding.provision = provision_ref(s, a->provision);
	if (st->subtype.len > 0)
		x->finding.subtype = pv_findings_add(s->out, st->subtype);
	draft(a, st, &out.now, x);
	if (out.has_later)
		draft(a, st, &out.later, x);
}

static void
judge(struct account *a, const struct state *st)
{
	struct pv_scanner *s = a->s;
	int32_t threshold = s->rules->provisions[a->provision].threshold;
	struct verdict x = { .finding = { .clause = a->u->clause },
		.model = model_of(a, st->subtype) };
	size_t before = s->evidence.len, drafts = s->drafts.len;
	int32_t score;

	x.finding.rule = rule_ref(s, st->heaviest->rule);
	score = list_evidence(a, st, x.model, &x.finding);
	x.by_hand = score >= threshold;
	x.finding.confidence = confidence(score, threshold);
	if (x.by_hand || x.model != PV_NONE)
		conclude(a, st, &x);
	if (s->drafts.len == drafts)
		s->evidence.len = before;
}

/* "non-compete.cues": what a finding rests on when no rule fired. */
static struct pv_sref
cues_ref(struct account *a)
{
	struct pv_buf b = PV_BUF_INIT;
	struct pv_sref out;

	pv_buf_span(&b, a->s->rules->provisions[a->provision].name);
	pv_buf_str(&b, ".cues");
	a->s->failed |= b.failed;
	out = pv_findings_add(a->s->out, pv_buf_view(&b));
	pv_buf_release(&b);
	return out;
}

/* The unit's words that speak loudest for the model, or all of its own. */
static struct pv_range
loudest(const struct account *a, uint32_t m)
{
	const struct pv_scanner *s = a->s;
	const struct pv_cue *cues = s->cues.cues.ptr;
	struct pv_range out = a->u->own;
	int32_t best = 0;
	size_t i, k;

	for (i = 0; i < s->cues.cues.len; i++) {
		int32_t weight = cues[i].place != PV_CUE_WORDS ? 0 :
		    pv_cue_weight(s->rules, m, cues[i].key);
		struct pv_range at = pv_cue_at(&s->cues, &cues[i]);

		for (k = 0; weight > best && k < a->u->nsegs; k++) {
			const struct pv_seg *seg = &a->u->segs[k];

			if (seg->part != PV_PART_OWN ||
			    at.start < seg->src.start || at.end > seg->src.end)
				continue;
			best = weight;
			out.start = seg->at + (at.start - seg->src.start);
			out.end = out.start + (at.end - at.start);
		}
	}
	return out;
}

/*
 * The model says that the provision is here, and the states that the rules
 * made do not: a finding of the heaviest rule that fired, or of the cues.
 */
static void
force(struct account *a, uint32_t m)
{
	struct pv_scanner *s = a->s;
	const struct pv_model *model = &s->rules->models[m];
	struct state st = { .subtype = model->subtype, .stance = -1 };
	struct verdict x = { .finding = { .clause = a->u->clause },
		.model = m };
	size_t i, before = s->evidence.len, drafts = s->drafts.len;

	for (i = 0; i < s->hits.len; i++) {
		const struct pv_hit *h = hit_at(&s->hits, i);

		if (is_ours(a, h) && h->own && pv_hit_rule(s, h)->weight > 0 &&
		    model_of(a, pv_hit_rule(s, h)->subtype) == m &&
		    stated(a, h) != PV_STANCE_NEGATED &&
		    stated(a, h) != PV_STANCE_REMOVED &&
		    stated(a, h) != PV_STANCE_REFERENCE &&
		    (st.heaviest == NULL || outweighs(a, h, st.heaviest)))
			st.heaviest = h;
	}
	if (st.heaviest != NULL) {
		st.at = st.heaviest->at;
		st.subtype = pv_hit_rule(s, st.heaviest)->subtype;
		st.stance = stated(a, st.heaviest);
		x.finding.rule = rule_ref(s, st.heaviest->rule);
	} else {
		st.at = loudest(a, m);
		st.stance = PV_STANCE_IN_FORCE;
		x.finding.rule = cues_ref(a);
	}
	(void)list_evidence(a, &st, m, &x.finding);
	conclude(a, &st, &x);
	if (s->drafts.len == drafts)
		s->evidence.len = before;
}

/* Whether the provision fired in the clause or below it; second pass. */
static bool
fired_within(const struct pv_scanner *s, uint32_t provision, uint32_t clause)
{
	uint64_t first = (uint64_t)provision << 32 | clause;
	uint64_t last = (uint64_t)provision << 32 | s->v->clauses[clause].next;
	const uint64_t *fired = s->fired.ptr;
	size_t lo = 0, hi = s->nfired;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (fired[mid] < first)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < s->nfired && fired[lo] < last;
}

/* Whether this reading may speak about the provision at all. */
static bool
may_speak(const struct account *a)
{
	const struct pv_scanner *s = a->s;

	switch (a->mode) {
	case PV_DECIDE_FIRST:
		break;
	case PV_DECIDE_AGAIN:
		return a->news;
	case PV_DECIDE_CLAUSE:
		return a->news &&
		    *PV_VEC_AT(&s->clause_fired, const uint32_t,
			a->provision) != a->u->clause + 1;
	case PV_DECIDE_LATE:
		return (a->news || a->u->kind == PV_UNIT_HEADING) &&
		    !fired_within(s, a->provision, a->u->clause);
	}
	return true;
}

static void
decide_provision(struct pv_scanner *s, const struct pv_unit *u,
    enum pv_decide_mode mode, uint32_t provision)
{
	struct account a = {
		.s = s, .u = u, .mode = mode, .provision = provision
	};
	int32_t threshold = s->rules->provisions[provision].threshold;
	struct state one;
	size_t i;

	add_up(&a);
	if (a.own == 0 || !may_speak(&a))
		return;
	if (a.own + a.minus + a.around + (a.stem_counts ? a.stem : 0) <
	    threshold)
		return;
	reduce_states(&a, threshold);
	if (a.nstates > 1) {
		for (i = 0; i < a.nstates; i++)
			judge(&a, &a.states[i]);
		return;
	}
	one = single_state(&a);
	if (one.heaviest != NULL)
		judge(&a, &one);
}

void
pv_decide(
    struct pv_scanner *s, const struct pv_unit *u, enum pv_decide_mode mode)
{
	size_t i, k;

	for (i = 0; i < s->hits.len && !s->failed; i++) {
		uint32_t p = pv_hit_rule(s, hit_at(&s->hits, i))->provision;

		for (k = 0; k < i; k++)
			if (pv_hit_rule(s, hit_at(&s->hits, k))->provision == p)
				break;
		if (k == i)
			decide_provision(s, u, mode, p);
	}
	for (i = 0; mode == PV_DECIDE_FIRST && i < s->rules->nmodels; i++) {
		const struct pv_model *m = &s->rules->models[i];
		struct account a = { .s = s, .u = u, .mode = mode,
			.provision = m->provision, .stem_counts = true };

		if (*PV_VEC_AT(&s->sums, const int32_t, i) >= m->support &&
		    *PV_VEC_AT(&s->model_fired, const uint64_t, i) != s->serial)
			force(&a, (uint32_t)i);
	}
}
