/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/scan.h"

/* Headings and sections speak for every clause under them. */
static bool
listens(const struct pv_scanner *s, const struct pv_unit *u)
{
	uint32_t clause = s->tracer->clause;

	if (u->clause == clause || clause == PV_NONE)
		return true;
	if (u->kind != PV_UNIT_HEADING && u->kind != PV_UNIT_SECTION)
		return false;
	return clause > u->clause && clause < s->v->clauses[u->clause].next;
}

void
pv_trace_hit(struct pv_scanner *s, const struct pv_unit *u,
    const struct pv_rule *rule, struct pv_range at, struct pv_span guard)
{
	struct pv_trace t;

	if (s->tracer == NULL || s->late || !listens(s, u))
		return;
	t = (struct pv_trace){ .rule = rule->id,
		.provision = s->rules->provisions[rule->provision].name,
		.at = pv_unit_source(u, at), .weight = rule->weight,
		.guard = guard };
	s->tracer->report(s->tracer->ctx, &t);
}

void
pv_trace_sum(struct pv_scanner *s, const struct pv_unit *u, uint32_t provision,
    int32_t sum, const char *why)
{
	const struct pv_provision *p = &s->rules->provisions[provision];
	struct pv_trace t = { .provision = p->name,
		.at = pv_unit_source(u, u->own), .weight = sum,
		.need = p->threshold, .guard = pv_span_str(why) };

	if (s->tracer != NULL && listens(s, u))
		s->tracer->report(s->tracer->ctx, &t);
}

void
pv_trace_draft(struct pv_scanner *s, const struct pv_draft *d,
    struct pv_span other)
{
	const struct pv_tracer *x = s->tracer;
	struct pv_trace t = {
		.provision = s->rules->provisions[d->provision].name,
		.at = d->f.at, .guard = other };

	if (x != NULL && (x->clause == PV_NONE || x->clause == d->f.clause))
		x->report(x->ctx, &t);
}

void
pv_trace_rivals(struct pv_scanner *s, const struct pv_draft *d, int32_t need,
    uint32_t rivals)
{
	const struct pv_tracer *x = s->tracer;
	struct pv_trace t = {
		.provision = s->rules->provisions[d->provision].name,
		.at = d->f.at, .weight = d->f.confidence, .need = need,
		.rivals = rivals };

	if (x != NULL && (x->clause == PV_NONE || x->clause == d->f.clause))
		x->report(x->ctx, &t);
}

enum pv_rc
pv_scan_explain(struct pv_scanner *s, const struct pv_version *v,
    uint32_t clause, void (*report)(void *ctx, const struct pv_trace *t),
    void *ctx, struct pv_err *err)
{
	struct pv_tracer tracer = { report, ctx, clause };
	struct pv_findings *found = NULL;
	enum pv_rc rc;

	if (clause >= v->nclauses)
		return pv_fail(err, PV_EUSAGE, NULL, "no such clause");
	s->tracer = &tracer;
	rc = pv_scan(s, v, &found, err);
	s->tracer = NULL;
	pv_findings_free(found);
	return rc;
}
