/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/prospect.h"

/*
 * What the rules that may match a unit add up to at most, if all of them fire
 * and nothing speaks against it.  Most sentences hold a few words of many
 * provisions, and enough for none: their rules need not run.
 */

static int32_t *
sum_of(struct pv_vec *v, size_t i)
{
	return PV_VEC_AT(v, int32_t, i);
}

bool
pv_may_fire(const struct pv_scanner *s, const struct pv_rule *rule)
{
	size_t i;

	for (i = 0; i < rule->nwhen; i++) {
		const struct pv_needs *need = &rule->when[i];
		uint32_t pattern = need->index +
		    (need->guard ? (uint32_t)s->rules->nrules : 0);
		bool here = need->guard ||
		    s->rules->rules[need->index].unit == rule->unit;

		if (here && pv_prefilter_candidate(&s->prefilter, pattern))
			continue;
		if (need->guard || !pv_around_has(s, need->index))
			return false;
	}
	return true;
}

/* Add what a rule may weigh, by hand and in its models, so many times. */
static void
add_rule(struct pv_scanner *s, uint32_t index, int times)
{
	const struct pv_rules *r = s->rules;
	const struct pv_rule *rule = &r->rules[index];
	const struct pv_provision *p = &r->provisions[rule->provision];
	uint32_t m;

	if (rule->weight > 0)
		*sum_of(&s->potential, rule->provision) +=
		    times * rule->weight;
	for (m = p->first_model; m < p->first_model + p->nmodels; m++)
		if (r->models[m].rules[index] > 0)
			*sum_of(&s->sums, m) +=
			    times * r->models[m].rules[index];
}

/* Whether what was added up for a provision may make a finding. */
static bool
may_suffice(struct pv_scanner *s, uint32_t provision, enum pv_decide_mode mode)
{
	const struct pv_rules *r = s->rules;
	const struct pv_provision *p = &r->provisions[provision];
	uint32_t m;

	if (*sum_of(&s->potential, provision) >= p->threshold)
		return true;
	if (mode != PV_DECIDE_FIRST && mode != PV_DECIDE_AGAIN)
		return false;
	for (m = p->first_model; m < p->first_model + p->nmodels; m++)
		if (pv_model_decides(&r->models[m], pv_extent_of(s->v)) &&
		    *sum_of(&s->sums, m) >= r->models[m].support)
			return true;
	return false;
}

static void
clear_sums(struct pv_scanner *s)
{
	size_t i;

	for (i = 0; i < s->potential.len; i++)
		*sum_of(&s->potential, i) = 0;
	for (i = 0; i < s->sums.len; i++)
		*sum_of(&s->sums, i) = *sum_of(&s->cue_sums, i);
}

/* Close what the rules added up to here, and what is around, cannot make. */
static void
close_poor(struct pv_scanner *s, enum pv_decide_mode mode)
{
	uint32_t p;
	size_t i;

	for (i = 0; i < s->around.len; i++)
		add_rule(s,
		    PV_VEC_AT(&s->around, const struct pv_hit, i)->rule, 1);
	for (p = 0; p < s->open.len; p++) {
		bool *open = PV_VEC_AT(&s->open, bool, p);

		*open = *open && (may_suffice(s, p, mode) ||
		    *PV_VEC_AT(&s->asked, const bool, p));
	}
}

void
pv_prospect(struct pv_scanner *s, enum pv_unit_kind kind,
    enum pv_decide_mode mode)
{
	const struct pv_rules *r = s->rules;
	size_t i;

	clear_sums(s);
	if (mode != PV_DECIDE_AGAIN)
		pv_prospect_all(s);
	for (i = 0; i < s->prefilter.found.len; i++) {
		uint32_t rule = PV_VEC_AT(&s->prefilter.found,
		    const struct pv_candidate, i)->pattern;

		if (rule < r->nrules && r->rules[rule].unit == kind &&
		    pv_may_fire(s, &r->rules[rule]))
			add_rule(s, rule, 1);
	}
	close_poor(s, mode);
}

void
pv_prospect_traced(struct pv_scanner *s, enum pv_decide_mode mode)
{
	size_t i;

	clear_sums(s);
	for (i = 0; i < s->asking.len; i++) {
		uint32_t rule = *PV_VEC_AT(&s->asking, const uint32_t, i);

		if (pv_prefilter_candidate(&s->prefilter, rule)->count > 0)
			add_rule(s, rule, 1);
	}
	close_poor(s, mode);
}

void
pv_prospect_missed(struct pv_scanner *s, uint32_t rule,
    enum pv_decide_mode mode)
{
	uint32_t p = s->rules->rules[rule].provision;

	add_rule(s, rule, -1);
	*PV_VEC_AT(&s->open, bool, p) = may_suffice(s, p, mode) ||
	    *PV_VEC_AT(&s->asked, const bool, p);
}

void
pv_prospect_all(struct pv_scanner *s)
{
	size_t i;

	for (i = 0; i < s->open.len; i++)
		*PV_VEC_AT(&s->open, bool, i) = true;
}

void
pv_prospect_found(struct pv_scanner *s)
{
	const struct pv_rules *r = s->rules;
	size_t i;

	for (i = 0; i < r->nprovisions; i++)
		if (*PV_VEC_AT(&s->open, const bool, i))
			*sum_of(&s->potential, i) = 0;
	for (i = 0; i < s->hits.len + s->around.len; i++) {
		const struct pv_rule *rule = pv_hit_rule(s, i < s->hits.len ?
		    PV_VEC_AT(&s->hits, const struct pv_hit, i) :
		    PV_VEC_AT(&s->around, const struct pv_hit,
		    i - s->hits.len));

		if (rule->weight > 0 &&
		    *PV_VEC_AT(&s->open, const bool, rule->provision))
			*sum_of(&s->potential, rule->provision) +=
			    rule->weight;
	}
}

/* Find what of the unit is a meaning, at most PV_MEANINGS of them. */
static size_t
find_meanings(const struct pv_unit *u, struct pv_varied *out)
{
	size_t i, n = 0;

	for (i = 0; i < u->nsegs && n < PV_MEANINGS; i++) {
		const struct pv_seg *seg = &u->segs[i];

		if (seg->part == PV_PART_MEANING)
			out[n++] = (struct pv_varied){
				{ seg->at, seg->at + seg->len },
				seg->src.end - seg->src.start };
	}
	return n;
}

bool
pv_prospect_again(struct pv_scanner *s, const struct pv_unit *again)
{
	const struct pv_rules *r = s->rules;
	struct pv_varied places[PV_MEANINGS];
	size_t i, n = find_meanings(again, places);
	bool any = false;

	if (r->nby_unit[again->kind] == 0)
		return false; /* the first reading made no pass */
	for (i = 0; i < s->open.len; i++)
		*PV_VEC_AT(&s->open, bool, i) = false;
	pv_vec_clear(&s->moved);
	s->failed |= !pv_prefilter_vary(&s->prefilter, again->text, places, n);
	for (i = 0; i < s->prefilter.found.len && !s->failed; i++) {
		uint32_t index = PV_VEC_AT(&s->prefilter.found,
		    const struct pv_candidate, i)->pattern;
		const struct pv_rule *rule = &r->rules[index];

		if (index >= r->nrules || rule->unit != again->kind ||
		    rule->weight <= 0 || *PV_VEC_AT(&s->unit_fired,
		    const uint64_t, rule->provision) == s->serial)
			continue;
		s->failed |= !pv_vec_add(&s->moved, &index);
		*sum_of(&s->potential, rule->provision) += rule->weight;
		if (*sum_of(&s->potential, rule->provision) <
		    r->provisions[rule->provision].threshold)
			continue;
		*PV_VEC_AT(&s->open, bool, rule->provision) = any = true;
	}
	return any;
}

bool
pv_prospect_moved(struct pv_scanner *s)
{
	bool any = false;
	uint32_t p;
	size_t i;

	for (p = 0; p < s->open.len; p++) {
		bool *open = PV_VEC_AT(&s->open, bool, p);

		for (i = 0; i < s->hits.len && *open; i++) {
			const struct pv_hit *h =
			    PV_VEC_AT(&s->hits, const struct pv_hit, i);

			if (h->news && pv_hit_rule(s, h)->provision == p)
				break;
		}
		*open = *open && i < s->hits.len;
		any |= *open;
	}
	return any;
}
