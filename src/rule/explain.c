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
	t = (struct pv_trace){ rule->id,
		s->rules->provisions[rule->provision].name,
		pv_unit_source(u, at), rule->weight, guard };
	s->tracer->report(s->tracer->ctx, &t);
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
