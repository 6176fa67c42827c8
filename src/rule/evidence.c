/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <math.h>

#include "rule/account.h"

/* What weighs less than this part of the threshold only tells the kind. */
#define HINT 10

/*
 * In an excerpt cues need so much more (thousandths) where rules found another
 * provision in the sentence, and where no rule speaks for theirs.
 */
#define BESIDE 1000
#define ALONE 400

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
    const struct pv_account *a, const struct pv_hit *x, const struct pv_hit *y)
{
	int32_t wx = pv_hit_rule(a->s, x)->weight;
	int32_t wy = pv_hit_rule(a->s, y)->weight;

	return wx > wy || (wx == wy && x->at.start < y->at.start);
}

static void
add_state(struct pv_account *a, const struct pv_hit *h)
{
	const struct pv_rule *rule = pv_hit_rule(a->s, h);
	int stance = rule->has_stance ? (int)rule->stance : -1;
	struct pv_claim *st = NULL;
	size_t i;

	for (i = 0; i < a->nstates; i++)
		if (pv_span_eq(a->states[i].subtype, rule->subtype) &&
		    a->states[i].stance == stance)
			st = &a->states[i];
	if (st == NULL) {
		if (a->nstates == PV_CLAIMS)
			return;
		st = &a->states[a->nstates++];
		*st = (struct pv_claim){ rule->subtype, stance, 0, h, h->at };
	}
	st->sum += rule->weight;
	widen(&st->at, h->at);
	if (outweighs(a, h, st->heaviest))
		st->heaviest = h;
}

/* Add up what the unit and its surroundings say about the provision. */
static void
add_up(struct pv_account *a)
{
	struct pv_scanner *s = a->s;
	size_t i;

	for (i = 0; i < s->hits.len; i++) {
		const struct pv_hit *h = pv_hit_at(&s->hits, i);
		int32_t weight = pv_hit_rule(s, h)->weight;

		if (!pv_hit_is_ours(a, h))
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
		if (pv_hit_is_ours(a, pv_hit_at(&s->around, i)))
			a->around +=
			    pv_hit_rule(s, pv_hit_at(&s->around, i))->weight;
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
yields(const struct pv_account *a, size_t i, size_t k)
{
	int32_t x = pv_hit_rule(a->s, a->states[i].heaviest)->weight;
	int32_t y = pv_hit_rule(a->s, a->states[k].heaviest)->weight;

	return x < y || (x == y && i > k);
}

/* What has a strength is a restraint. */
static bool
restrains(const struct pv_account *a, const struct pv_claim *st)
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
merge_subtypes(struct pv_account *a)
{
	bool gone[PV_CLAIMS] = { false };
	size_t i, k, n = 0;

	for (i = 0; i < a->nstates; i++)
		for (k = 0; k < a->nstates; k++) {
			const struct pv_claim *x = &a->states[i];
			const struct pv_claim *y = &a->states[k];

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
reduce_states(struct pv_account *a, int32_t threshold)
{
	size_t i, k, n = 0;

	for (i = 0; i < a->nstates; i++) {
		struct pv_claim *x = &a->states[i];
		bool drop = x->sum + a->minus < threshold;

		for (k = 0; k < a->nstates && !drop; k++) {
			const struct pv_claim *y = &a->states[k];
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
stated(const struct pv_account *a, const struct pv_hit *h)
{
	const struct pv_rule *rule = pv_hit_rule(a->s, h);

	return rule->has_stance ? (int)rule->stance : -1;
}

/* Whether a hit only tells the kind of what other rules found. */
static bool
is_hint(const struct pv_account *a, const struct pv_hit *h)
{
	const struct pv_rule *rule = pv_hit_rule(a->s, h);

	return rule->subtype.len > 0 && rule->weight <
	    a->s->rules->provisions[a->provision].threshold / HINT;
}

/* The heavier of two, where one that carries a subtype comes first. */
static bool
leads(const struct pv_account *a, const struct pv_hit *x, const struct pv_hit *y)
{
	bool typed = pv_hit_rule(a->s, x)->subtype.len > 0;

	if (typed != (pv_hit_rule(a->s, y)->subtype.len > 0))
		return typed ? !is_hint(a, x) : is_hint(a, y);
	return outweighs(a, x, y);
}

/* The one state of a unit that has no two: all hits together. */
static struct pv_claim
single_state(const struct pv_account *a)
{
	struct pv_claim out = { .stance = -1, .sum = a->own };
	const struct pv_hit *kind = NULL;
	size_t i;

	for (i = 0; i < a->s->hits.len; i++) {
		const struct pv_hit *h = pv_hit_at(&a->s->hits, i);
		const struct pv_rule *rule = pv_hit_rule(a->s, h);

		if (!pv_hit_is_ours(a, h) || !h->own || rule->weight < 0)
			continue;
		if (out.heaviest == NULL || leads(a, h, out.heaviest))
			out.heaviest = h;
		if (rule->subtype.len > 0 &&
		    (kind == NULL || outweighs(a, h, kind)))
			kind = h;
	}
	if (out.heaviest == NULL)
		return out;
	out.stance = stated(a, out.heaviest);
	if (kind != NULL)
		out.subtype = pv_hit_rule(a->s, kind)->subtype;
	out.at = out.heaviest->at;
	/* what says another stance would hide its "not" inside the match */
	for (i = 0; i < a->s->hits.len; i++) {
		const struct pv_hit *h = pv_hit_at(&a->s->hits, i);

		if (pv_hit_is_ours(a, h) && h->own && !is_hint(a, h) &&
		    stated(a, h) == out.stance)
			widen(&out.at, h->at);
	}
	return out;
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
place(const struct pv_account *a, const struct pv_claim *st)
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
strength_of(const struct pv_account *a, const struct pv_claim *st)
{
	enum pv_strength out = st->heaviest == NULL ? PV_STRENGTH_NONE :
	    pv_hit_rule(a->s, st->heaviest)->strength;
	bool told = out != PV_STRENGTH_NONE;
	int32_t best = 0;
	size_t i;

	for (i = 0; i < a->s->hits.len && !told; i++) {
		const struct pv_hit *h = pv_hit_at(&a->s->hits, i);
		const struct pv_rule *x = pv_hit_rule(a->s, h);

		if (!pv_state_supports(a, st, h) || x->weight <= best ||
		    x->strength == PV_STRENGTH_NONE)
			continue;
		best = x->weight;
		out = x->strength;
	}
	return out;
}

static const struct pv_model *
model_at(const struct pv_scanner *s, uint32_t m)
{
	return &s->rules->models[m];
}

/*
 * What decides about a state: a model of its provision, or PV_NONE.  Models
 * of excerpts only add to what the rules find.
 */
static uint32_t
model_of(const struct pv_account *a, struct pv_span subtype)
{
	const struct pv_rules *r = a->s->rules;
	const struct pv_provision *p = &r->provisions[a->provision];
	uint32_t m, general = PV_NONE;

	if (a->mode != PV_DECIDE_FIRST && a->mode != PV_DECIDE_AGAIN)
		return PV_NONE;
	for (m = p->first_model; m < p->first_model + p->nmodels; m++) {
		if (r->models[m].texts == PV_MODEL_EXCERPTS ||
		    !pv_model_decides(&r->models[m], pv_extent_of(a->s->v)))
			continue;
		if (pv_span_eq(r->models[m].subtype, subtype))
			return m;
		if (r->models[m].subtype.len == 0)
			general = m;
	}
	return general;
}

static bool
is_weighed(const struct pv_account *a, const struct pv_verdict *x,
    const struct pv_state *st)
{
	return x->model != PV_NONE &&
	    pv_model_knows(model_at(a->s, x->model), st->stance);
}

static bool
is_supported(const struct pv_scanner *s, uint32_t m, int32_t more)
{
	return *PV_VEC_AT(&s->sums, const int32_t, m) >=
	    model_at(s, m)->support + more;
}

/*
 * Whether a state stands: by the model where one decides about its stance, by
 * the packs' own weights otherwise.
 */
static bool
stands(const struct pv_account *a, const struct pv_verdict *x,
    const struct pv_state *st)
{
	return is_weighed(a, x, st) ? is_supported(a->s, x->model, 0) :
	    x->by_hand;
}

static void
draft(struct pv_account *a, const struct pv_claim *st, const struct pv_state *found,
    const struct pv_verdict *x)
{
	struct pv_scanner *s = a->s;
	struct pv_draft d = { .f = x->finding, .provision = a->provision,
		.serial = (uint32_t)s->drafts.len, .sentence = a->u->sentence,
		.model = PV_NONE, .rule = st->heaviest != NULL ?
		st->heaviest->rule : PV_NONE, .by_hand = x->score };

	if (!stands(a, x, found))
		return;
	if (is_weighed(a, x, found)) {
		int32_t sum = *PV_VEC_AT(&s->sums, const int32_t, x->model);
		int32_t need = model_at(s, x->model)->threshold;

		d.model = x->model;
		d.pending = sum < need;
		d.f.confidence = confidence(sum, need);
		*PV_VEC_AT(&s->seeded, bool, x->model) |= !d.pending;
		*PV_VEC_AT(&s->model_fired, uint64_t, x->model) = s->serial;
	} else if (x->model != PV_NONE) {
		d.f.nevidence = 0; /* it counts by hand */
		(void)pv_evidence_list(a, st, PV_NONE, &d.f);
	}
	d.f.stance = (uint16_t)found->stance;
	d.f.strength = (uint16_t)found->strength;
	d.f.flags = found->flags;
	pv_attributes_gather(a, st, found, &d.f);
	if (!pv_vec_add(&s->drafts, &d))
		s->failed = true;
}

static void
note_fired(struct pv_account *a)
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
conclude(struct pv_account *a, const struct pv_claim *st, struct pv_verdict *x)
{
	struct pv_scanner *s = a->s;
	const struct pv_provision *p = &s->rules->provisions[a->provision];
	int stance = st->heaviest != NULL ? stated(a, st->heaviest) :
	    (int)PV_STANCE_IN_FORCE;
	struct pv_stance_in in = { s->v, a->u, st->at, stance >= 0,
		stance >= 0 ? (enum pv_stance)stance : PV_STANCE_IN_FORCE,
		p->name, st->subtype, strength_of(a, st), NULL, 0, s->mark,
		s->glances, pv_extent_of(s->v) == PV_EXTENT_EXCERPT,
		!x->by_hand && x->model != PV_NONE &&
		model_at(s, x->model)->texts == PV_MODEL_EXCERPTS };
	struct pv_stance_out out;

	in.uses = pv_unit_uses(s, a->u, &in.nuses);
	pv_stance(&in, &out);
	if (!out.keep || (!stands(a, x, &out.now) &&
	    !(out.has_later && stands(a, x, &out.later))))
		return;
	note_fired(a);
	x->finding.at = place(a, st);
	x->finding.provision = pv_provision_ref(s, a->provision);
	if (st->subtype.len > 0)
		x->finding.subtype = pv_findings_add(s->out, st->subtype);
	draft(a, st, &out.now, x);
	if (out.has_later)
		draft(a, st, &out.later, x);
}

static void
judge(struct pv_account *a, const struct pv_claim *st)
{
	struct pv_scanner *s = a->s;
	int32_t threshold = s->rules->provisions[a->provision].threshold;
	struct pv_verdict x = { .finding = { .clause = a->u->clause },
		.model = model_of(a, st->subtype) };
	size_t before = s->evidence.len, drafts = s->drafts.len;
	int32_t score;

	x.finding.rule = pv_rule_ref(s, st->heaviest->rule);
	score = pv_evidence_list(a, st, x.model, &x.finding);
	x.score = score;
	x.by_hand = score >= threshold;
	x.finding.confidence = confidence(score, threshold);
	if (x.by_hand || x.model != PV_NONE)
		conclude(a, st, &x);
	if (s->drafts.len == drafts)
		s->evidence.len = before;
}

/* "non-compete.cues": what a finding rests on when no rule fired. */
static struct pv_sref
cues_ref(struct pv_account *a)
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
loudest(const struct pv_account *a, uint32_t m)
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

/* Whether a hit of our own words speaks for what model m decides about. */
static bool
speaks_for(const struct pv_account *a, uint32_t m, const struct pv_hit *h)
{
	const struct pv_model *model = model_at(a->s, m);
	int stance = stated(a, h);

	return pv_hit_is_ours(a, h) && h->own &&
	    pv_hit_rule(a->s, h)->weight > 0 && (stance < 0 ||
	    pv_model_knows(model, (enum pv_stance)stance));
}

/* Whether a model weighs rules of a subtype. */
static bool
is_of(const struct pv_account *a, uint32_t m, struct pv_span subtype)
{
	return model_at(a->s, m)->texts == PV_MODEL_EXCERPTS ||
	    model_of(a, subtype) == m;
}

/*
 * What the rules say together that speak for model m: the heaviest of its own
 * kind, with the words of the others, and so with the "not" of "not liable".
 */
static struct pv_claim
carried_state(const struct pv_account *a, uint32_t m)
{
	struct pv_claim out = { .stance = -1 };
	size_t i;

	for (i = 0; i < a->s->hits.len; i++) {
		const struct pv_hit *h = pv_hit_at(&a->s->hits, i);

		if (speaks_for(a, m, h) &&
		    is_of(a, m, pv_hit_rule(a->s, h)->subtype) &&
		    (out.heaviest == NULL || outweighs(a, h, out.heaviest)))
			out.heaviest = h;
	}
	if (out.heaviest == NULL)
		return out;
	out.subtype = pv_hit_rule(a->s, out.heaviest)->subtype;
	out.at = out.heaviest->at;
	for (i = 0; i < a->s->hits.len; i++) {
		const struct pv_hit *h = pv_hit_at(&a->s->hits, i);
		struct pv_span subtype = pv_hit_rule(a->s, h)->subtype;

		if (speaks_for(a, m, h) && !is_hint(a, h) && (subtype.len == 0 ||
		    pv_span_eq(subtype, out.subtype)))
			widen(&out.at, h->at);
	}
	return out;
}

/*
 * The model says that the provision is here, and the states that the rules
 * made do not: a finding of the heaviest rule that fired, or of the cues.
 */
static void
force(struct pv_scanner *s, const struct pv_unit *u, uint32_t m)
{
	struct pv_account a = { .s = s, .u = u, .mode = PV_DECIDE_FIRST,
		.provision = model_at(s, m)->provision, .stem_counts = true };
	struct pv_claim st = carried_state(&a, m);
	struct pv_verdict x = { .finding = { .clause = u->clause },
		.model = m };
	size_t before = s->evidence.len, drafts = s->drafts.len;

	if (st.heaviest != NULL) {
		x.finding.rule = pv_rule_ref(s, st.heaviest->rule);
	} else {
		st.subtype = s->rules->models[m].subtype;
		st.at = loudest(&a, m);
		x.finding.rule = cues_ref(&a);
	}
	(void)pv_evidence_list(&a, &st, m, &x.finding);
	conclude(&a, &st, &x);
	if (s->drafts.len == drafts)
		s->evidence.len = before;
}

bool
pv_fired_within(const struct pv_scanner *s, uint32_t provision, uint32_t clause)
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
may_speak(const struct pv_account *a)
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
		    !pv_fired_within(s, a->provision, a->u->clause);
	}
	return true;
}

/* The states of a unit one by one, or all hits together where there are none. */
static void
judge_states(struct pv_account *a, int32_t threshold)
{
	struct pv_claim one;
	size_t i;

	reduce_states(a, threshold);
	for (i = 0; a->nstates > 1 && i < a->nstates; i++)
		judge(a, &a->states[i]);
	if (a->nstates > 1)
		return;
	one = single_state(a);
	if (one.heaviest != NULL)
		judge(a, &one);
}

static void
decide_provision(struct pv_scanner *s, const struct pv_unit *u,
    enum pv_decide_mode mode, uint32_t provision)
{
	struct pv_account a = {
		.s = s, .u = u, .mode = mode, .provision = provision
	};
	int32_t threshold = s->rules->provisions[provision].threshold;
	size_t drafts = s->drafts.len;
	int32_t sum;

	add_up(&a);
	if (a.own == 0 || !may_speak(&a))
		return;
	sum = a.own + a.minus + a.around + (a.stem_counts ? a.stem : 0);
	if (sum >= threshold)
		judge_states(&a, threshold);
	if (s->drafts.len == drafts)
		pv_trace_sum(s, u, provision, sum, sum < threshold ? "" :
		    "the words are a definition's or do not bind");
}

/*
 * Whether a draft from `first` on leaves a model nothing to say: one that
 * denies the provision or takes it away, in an excerpt any of it.
 */
static bool
is_settled(const struct pv_scanner *s, size_t first, const struct pv_model *m)
{
	size_t i;

	for (i = first; i < s->drafts.len; i++) {
		const struct pv_draft *d =
		    PV_VEC_AT(&s->drafts, const struct pv_draft, i);

		if (d->provision == m->provision &&
		    (m->texts == PV_MODEL_EXCERPTS ||
			d->f.stance == PV_STANCE_NEGATED ||
			d->f.stance == PV_STANCE_REMOVED))
			return true;
	}
	return false;
}

/*
 * Whether what rules had to say of the provision was held back, but for what
 * is less than half a reason: a guard knows better than cues in an excerpt.
 */
static bool
is_silenced(const struct pv_scanner *s, const struct pv_model *m)
{
	int32_t half = s->rules->provisions[m->provision].threshold / 2;
	size_t i;

	if (m->texts != PV_MODEL_EXCERPTS ||
	    *PV_VEC_AT(&s->held, const uint64_t, m->provision) != s->serial)
		return false;
	for (i = 0; i < s->hits.len; i++) {
		const struct pv_hit *h = pv_hit_at(&s->hits, i);

		if (pv_hit_rule(s, h)->provision == m->provision && h->own &&
		    pv_hit_rule(s, h)->weight >= half)
			return false;
	}
	return true;
}

/* Whether a rule fired that speaks for the provision. */
static bool
is_hinted(const struct pv_scanner *s, const struct pv_model *m)
{
	size_t i;

	for (i = 0; i < s->hits.len; i++) {
		const struct pv_hit *h = pv_hit_at(&s->hits, i);

		if (h->own && pv_hit_rule(s, h)->provision == m->provision &&
		    pv_hit_rule(s, h)->weight > 0)
			return true;
	}
	return false;
}

/* Whether a model makes a finding that the rules did not. */
static bool
adds(const struct pv_scanner *s, uint32_t m, size_t first, size_t made)
{
	const struct pv_model *model = model_at(s, m);
	int32_t more = 0;

	if (!is_supported(s, m, 0) ||
	    !pv_model_decides(model, pv_extent_of(s->v)))
		return false;
	if (model->texts == PV_MODEL_EXCERPTS)
		more = (made > first ? BESIDE : 0) +
		    (is_hinted(s, model) ? 0 : ALONE);
	return is_supported(s, m, more) &&
	    *PV_VEC_AT(&s->model_fired, const uint64_t, m) != s->serial &&
	    !is_settled(s, first, model) && !is_silenced(s, model);
}

void
pv_decide(
    struct pv_scanner *s, const struct pv_unit *u, enum pv_decide_mode mode)
{
	size_t i, k, made, first = s->drafts.len;
	uint32_t m;

	for (i = 0; i < s->hits.len && !s->failed; i++) {
		uint32_t p = pv_hit_rule(s, pv_hit_at(&s->hits, i))->provision;

		for (k = 0; k < i; k++)
			if (pv_hit_rule(s, pv_hit_at(&s->hits, k))->provision == p)
				break;
		if (k == i)
			decide_provision(s, u, mode, p);
	}
	made = s->drafts.len;
	for (m = 0; mode == PV_DECIDE_FIRST && m < s->rules->nmodels; m++)
		if (adds(s, m, first, made))
			force(s, u, m);
}
