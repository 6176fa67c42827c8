/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/scan.h"

/* Fitted scores of the sentence at hand: bias, cues, rules (weigh.h). */

static int32_t *
sum_at(const struct pv_vec *v, size_t m)
{
	return PV_VEC_AT(v, int32_t, m);
}

bool
pv_sums_open(struct pv_scanner *s, struct pv_err *err)
{
	size_t m, n = s->rules->nmodels;
	enum pv_extent extent = pv_extent_of(s->v);

	pv_vec_clear(&s->cue_sums);
	pv_vec_clear(&s->sums);
	pv_vec_clear(&s->model_fired);
	pv_vec_clear(&s->seeded);
	for (m = 0; m < n; m++)
		if (pv_vec_push(&s->cue_sums) == NULL ||
		    pv_vec_push(&s->sums) == NULL ||
		    pv_vec_push(&s->model_fired) == NULL ||
		    pv_vec_push(&s->seeded) == NULL)
			return false;
	if (!pv_cues_sift(s->rules, extent, &s->sieve_bits[extent],
	    &s->sieve))
		return false;
	return (n == 0 && s->observer == NULL) ||
	    pv_cue_reader_open(&s->cues, s->v, err) == PV_OK;
}

void
pv_sums_cues(struct pv_scanner *s, const struct pv_unit *u)
{
	const struct pv_rules *r = s->rules;
	size_t m, n;

	if (r->nmodels == 0)
		return;
	for (m = 0; m < r->nmodels; m++)
		*sum_at(&s->cue_sums, m) = r->models[m].bias;
	(void)pv_cues(&s->cues, u, &s->sieve, &n);
	pv_cues_weigh(r, s->cues.cues.ptr, n, s->cue_sums.ptr);
	s->failed |= s->cues.failed;
}

static void
add_hits(struct pv_scanner *s, const struct pv_vec *hits)
{
	const struct pv_rules *r = s->rules;
	size_t i, m;

	for (i = 0; i < hits->len; i++) {
		const struct pv_hit *h = PV_VEC_AT(hits, struct pv_hit, i);
		const struct pv_provision *p =
		    &r->provisions[pv_hit_rule(s, h)->provision];

		for (m = p->first_model; m < p->first_model + p->nmodels; m++)
			*sum_at(&s->sums, m) += r->models[m].rules[h->rule];
	}
}

void
pv_sums_rules(struct pv_scanner *s)
{
	size_t m;

	for (m = 0; m < s->rules->nmodels; m++)
		*sum_at(&s->sums, m) = *sum_at(&s->cue_sums, m);
	add_hits(s, &s->hits);
	add_hits(s, &s->around);
}

static bool
add_rule(struct pv_vec *rules, uint32_t rule)
{
	size_t i;

	for (i = 0; i < rules->len; i++)
		if (*PV_VEC_AT(rules, const uint32_t, i) == rule)
			return true;
	return pv_vec_add(rules, &rule);
}

/* Tell the observer of the sentence that was just matched and settled. */
void
pv_observe(struct pv_scanner *s, const struct pv_unit *u)
{
	struct pv_observation o = { .unit = u, .reader = &s->cues };
	size_t i;

	pv_vec_clear(&s->observed);
	for (i = 0; i < s->hits.len; i++)
		s->failed |= !add_rule(&s->observed,
		    PV_VEC_AT(&s->hits, struct pv_hit, i)->rule);
	for (i = 0; i < s->around.len; i++)
		s->failed |= !add_rule(&s->observed,
		    PV_VEC_AT(&s->around, struct pv_hit, i)->rule);
	o.cues = pv_cues(&s->cues, u, NULL, &o.ncues);
	o.at = pv_unit_source(u, u->own);
	o.rules = s->observed.ptr;
	o.nrules = s->observed.len;
	s->failed |= s->cues.failed;
	if (!s->failed)
		s->observer->see(s->observer->ctx, &o);
}

enum pv_rc
pv_scan_observe(struct pv_scanner *s, const struct pv_version *v,
    void (*see)(void *ctx, const struct pv_observation *o), void *ctx,
    struct pv_err *err)
{
	struct pv_observer observer = { see, ctx };
	struct pv_findings *found = NULL;
	enum pv_rc rc;

	s->observer = &observer;
	rc = pv_scan(s, v, &found, err);
	s->observer = NULL;
	pv_findings_free(found);
	return rc;
}
