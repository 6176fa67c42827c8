/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/scan.h"

/* Thousandths of confidence: where it begins, and what each rival adds. */
#define FLOOR 300
#define A_RIVAL 150
#define FEW 2   /* one rival asks for nothing */
#define MANY 4  /* more of them ask for no more */

/* Whether it is the surest of its provision, the first one on a tie. */
static bool
is_surest(const struct pv_draft *drafts, size_t n, size_t at)
{
	const struct pv_draft *d = &drafts[at];

	for (size_t i = 0; i < n; i++) {
		const struct pv_draft *x = &drafts[i];

		if (!x->yields && x->provision == d->provision &&
		    (x->f.confidence > d->f.confidence ||
		    (x->f.confidence == d->f.confidence && i < at)))
			return false;
	}
	return !d->yields;
}

/* How many other provisions the sentence makes more surely than this one. */
static uint32_t
rivals_of(const struct pv_scanner *s, const struct pv_draft *drafts, size_t n,
    const struct pv_draft *d)
{
	uint32_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += drafts[i].surest &&
		    !pv_draft_is_added(s, &drafts[i]) &&
		    drafts[i].provision != d->provision &&
		    drafts[i].f.confidence > d->f.confidence;
	return count;
}

/*
 * A strength is that of a licence or an appointment, and stands beside it; a
 * model has weighed all the words of the sentence already.
 */
static bool
stands_alone(const struct pv_draft *d)
{
	return pv_stance_is_operative((enum pv_stance)d->f.stance) &&
	    d->f.strength == PV_STRENGTH_NONE && d->model == PV_NONE;
}

void
pv_rivals_drop(struct pv_scanner *s, struct pv_draft *drafts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		drafts[i].surest = is_surest(drafts, n, i);
	for (size_t i = 0; i < n; i++) {
		struct pv_draft *d = &drafts[i];
		uint32_t rivals = rivals_of(s, drafts, n, d);
		int32_t need = FLOOR + A_RIVAL *
		    (int32_t)(rivals < MANY ? rivals : MANY);

		if (d->yields || rivals < FEW || d->f.confidence >= need ||
		    !stands_alone(d))
			continue;
		d->yields = true;
		pv_trace_rivals(s, d, need, rivals);
	}
}
