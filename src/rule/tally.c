/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <stdlib.h>

#include "rule/account.h"

/* Whether a hit is evidence for the state. */
bool
pv_state_supports(const struct pv_account *a, const struct pv_claim *st,
    const struct pv_hit *h)
{
	const struct pv_rule *rule = pv_hit_rule(a->s, h);
	int stance = rule->has_stance ? (int)rule->stance : -1;

	if (!pv_hit_is_ours(a, h))
		return false;
	if (rule->weight < 0 || a->nstates <= 1)
		return rule->weight < 0 || h->own || a->stem_counts;
	if (!h->own)
		return a->stem_counts;
	if (rule->subtype.len == 0 && st->subtype.len > 0)
		return stance == -1 || stance == st->stance;
	return pv_span_eq(rule->subtype, st->subtype) && stance == st->stance;
}

struct pv_sref
pv_rule_ref(struct pv_scanner *s, uint32_t rule)
{
	struct pv_sref *ref = PV_VEC_AT(&s->rule_refs, struct pv_sref, rule);

	if (ref->len == 0)
		*ref = pv_findings_add(s->out, s->rules->rules[rule].id);
	return *ref;
}

struct pv_sref
pv_provision_ref(struct pv_scanner *s, uint32_t provision)
{
	struct pv_sref *ref =
	    PV_VEC_AT(&s->provision_refs, struct pv_sref, provision);

	if (ref->len == 0)
		*ref = pv_findings_add(
		    s->out, s->rules->provisions[provision].name);
	return *ref;
}

static void
add_evidence(struct pv_account *a, struct pv_sref rule, struct pv_range at,
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
add_definitions(struct pv_account *a, struct pv_finding *f)
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
counts(const struct pv_account *a, const struct pv_hit *h, uint32_t model)
{
	return model == PV_NONE ? pv_hit_rule(a->s, h)->weight :
	    a->s->rules->models[model].rules[h->rule];
}

#define CUES_TOLD 6 /* the heaviest cues of a finding */

/* "words compete with", or what all the others add up to. */
static void
add_cue(struct pv_account *a, const struct pv_cue *c, int32_t weight,
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
list_cues(struct pv_account *a, uint32_t model, struct pv_finding *f)
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
int32_t
pv_evidence_list(struct pv_account *a, const struct pv_claim *st, uint32_t model,
    struct pv_finding *f)
{
	struct pv_scanner *s = a->s;
	int32_t score = 0;
	size_t i;

	f->evidence = (uint32_t)s->evidence.len;
	for (i = 0; i < s->hits.len; i++) {
		const struct pv_hit *h = pv_hit_at(&s->hits, i);

		if (pv_state_supports(a, st, h))
			score += pv_hit_rule(s, h)->weight;
		if (model != PV_NONE ? pv_hit_is_ours(a, h) : pv_state_supports(a, st, h))
			add_evidence(a, pv_rule_ref(s, h->rule), h->src,
			    counts(a, h, model), f);
	}
	for (i = 0; i < s->around.len; i++) {
		const struct pv_hit *h = pv_hit_at(&s->around, i);

		if (!pv_hit_is_ours(a, h))
			continue;
		score += pv_hit_rule(s, h)->weight;
		add_evidence(a, pv_rule_ref(s, h->rule), h->src,
		    counts(a, h, model), f);
	}
	if (model != PV_NONE)
		list_cues(a, model, f);
	add_definitions(a, f);
	return score;
}
