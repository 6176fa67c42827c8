/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/some.h"

#include "rule/account.h"

/* What both passes found in a clause that was not wanted. */
struct group {
	uint32_t first, count;          /* slice of the drafts: first pass */
	uint32_t late_first, late_count;
	bool read, late;
};

struct pv_some {
	struct pv_scanner *s;
	struct pv_findings *findings;
	const bool *wanted;
	struct pv_vec groups;   /* struct group, one a clause */
	struct pv_vec extra;    /* struct pv_draft: of groups */
	struct pv_vec mine;     /* struct pv_draft: of the clause at hand */
	uint32_t seeking;       /* clauses before were read for a stronger one */
};

enum pv_rc
pv_some_open(struct pv_scanner *s, const struct pv_version *v,
    struct pv_some **out, struct pv_err *err)
{
	struct pv_some *x = s->mem->resize(s->mem->ctx, NULL, sizeof(*x));
	enum pv_rc rc;

	*out = NULL;
	if (x == NULL)
		return pv_fail_nomem(err);
	*x = (struct pv_some){ .s = s,
		.groups = PV_VEC_INIT(struct group),
		.extra = PV_VEC_INIT(struct pv_draft),
		.mine = PV_VEC_INIT(struct pv_draft) };
	x->groups.mem = x->extra.mem = x->mine.mem = s->mem;
	x->findings = pv_findings_new(s->mem);
	rc = x->findings == NULL ? pv_fail_nomem(err) :
	    pv_scan_open(s, v, x->findings, err);
	while (rc == PV_OK && x->groups.len < v->nclauses)
		if (pv_vec_push(&x->groups) == NULL)
			rc = pv_fail_nomem(err);
	if (rc != PV_OK) {
		pv_some_close(x);
		return rc;
	}
	*out = x;
	return PV_OK;
}

void
pv_some_close(struct pv_some *x)
{
	const struct pv_mem *mem;

	if (x == NULL)
		return;
	mem = x->s->mem;
	x->s->out = NULL;
	pv_vec_release(&x->groups);
	pv_vec_release(&x->extra);
	pv_vec_release(&x->mine);
	pv_findings_free(x->findings);
	mem->resize(mem->ctx, x, 0);
}

bool
pv_some_key(struct pv_some *x, uint32_t clause, struct pv_digest *out)
{
	return pv_key_of(x->s, clause, out);
}

bool
pv_some_spans(struct pv_some *x, uint32_t clause)
{
	struct pv_unit u;

	return PV_VEC_AT(&x->s->context, struct pv_context, clause)->count >
	    0 || pv_read_joined(&x->s->reader, clause, &u);
}

/* Move the drafts from `first` on out of the findings. */
static void
set_aside(struct pv_some *x, size_t first, uint32_t *at, uint32_t *count)
{
	struct pv_scanner *s = x->s;

	*at = (uint32_t)x->extra.len;
	*count = (uint32_t)(s->drafts.len - first);
	for (size_t i = first; i < s->drafts.len; i++)
		s->failed |= !pv_vec_add(&x->extra,
		    PV_VEC_AT(&s->drafts, struct pv_draft, i));
	s->drafts.len = first;
}

/* The first pass of a clause, wanted or not. */
static void
read_first(struct pv_some *x, uint32_t clause)
{
	struct group *g = PV_VEC_AT(&x->groups, struct group, clause);
	size_t first = x->s->drafts.len;

	if (g->read)
		return;
	g->read = true;
	pv_scan_clause(x->s, clause);
	if (!x->wanted[clause])
		set_aside(x, first, &g->first, &g->count);
}

/* Everything below a clause whose second pass asks for that. */
static void
read_below(struct pv_some *x, uint32_t clause)
{
	for (uint32_t i = clause; i < x->s->v->clauses[clause].next; i++)
		read_first(x, i);
}

/* Read below a clause until the provision fires there. */
static void
read_until(struct pv_some *x, uint32_t clause, uint32_t provision)
{
	const struct pv_scanner *s = x->s;
	size_t k = s->fired.len;

	if (pv_fired_within(s, provision, clause))
		return;
	for (uint32_t i = clause; i < s->v->clauses[clause].next; i++) {
		read_first(x, i);
		for (; k < s->fired.len; k++)
			if (*PV_VEC_AT(&s->fired, uint64_t, k) >> 32 ==
			    provision)
				return;
	}
}

/* What the second pass of a clause asks of what is below it. */
static void
read_span(struct pv_some *x, uint32_t clause)
{
	const struct pv_scanner *s = x->s;
	const struct pv_context *c =
	    PV_VEC_AT(&s->context, struct pv_context, clause);
	struct pv_unit u;

	if (pv_read_joined(&x->s->reader, clause, &u))
		read_below(x, clause);
	for (uint32_t i = c->first; i < c->first + c->count; i++) {
		const struct pv_rule *rule = pv_hit_rule(s,
		    PV_VEC_AT(&s->context_hits, struct pv_hit, i));

		if (rule->unit == PV_UNIT_HEADING)
			read_until(x, clause, rule->provision);
	}
}

static struct pv_draft *
draft(const struct pv_vec *v, size_t i)
{
	return PV_VEC_AT(v, struct pv_draft, i);
}

/* Whether it needs a stronger one, as far as was read. */
static bool
unsure(const struct pv_scanner *s, const struct pv_draft *d)
{
	return d->pending && !*PV_VEC_AT(&s->seeded, const bool, d->model);
}

/* Read on until there is a stronger one of the draft's model, or no more. */
static void
seek(struct pv_some *x, const struct pv_draft *d)
{
	uint32_t model = d->model;

	while (x->seeking < x->s->v->nclauses && !x->s->failed &&
	    !*PV_VEC_AT(&x->s->seeded, const bool, model))
		read_first(x, x->seeking++);
}

enum pv_rc
pv_some_read(struct pv_some *x, const bool *wanted,
    const struct pv_findings **out, struct pv_err *err)
{
	struct pv_scanner *s = x->s;
	uint32_t i, n = (uint32_t)s->v->nclauses;

	x->wanted = wanted;
	for (i = 0; i < n && !s->failed; i++)
		if (wanted[i])
			read_first(x, i);
	pv_scan_sort(s);
	for (i = 0; i < n && !s->failed; i++)
		if (wanted[i])
			read_span(x, i);
	pv_scan_sort(s);
	for (i = 0; i < n && !s->failed; i++)
		if (wanted[i])
			pv_scan_late(s, i);
	for (size_t k = 0; k < s->drafts.len && !s->failed; k++)
		if (unsure(s, draft(&s->drafts, k)))
			seek(x, draft(&s->drafts, k));
	pv_integrity(s);
	if (s->failed || s->reader.failed || !pv_scan_freeze(s))
		return pv_fail_nomem(err);
	/* what is read from now on is not told */
	pv_vec_clear(&s->drafts);
	*out = x->findings;
	return PV_OK;
}

/* Both passes of a clause that was not wanted. */
static void
read_extra(struct pv_some *x, uint32_t clause)
{
	struct group *g = PV_VEC_AT(&x->groups, struct group, clause);
	size_t first = x->s->drafts.len;
	struct pv_unit u;

	read_first(x, clause);
	if (g->late)
		return;
	g->late = true;
	/* a heading alone is never operative */
	if (!pv_read_joined(&x->s->reader, clause, &u))
		return;
	read_below(x, clause);
	pv_scan_sort(x->s);
	pv_scan_late(x->s, clause);
	set_aside(x, first, &g->late_first, &g->late_count);
}

static void
take_mine(struct pv_some *x, uint32_t first, uint32_t count)
{
	struct pv_scanner *s = x->s;

	for (uint32_t i = first; i < first + count; i++) {
		struct pv_draft d = *draft(&x->extra, i);

		if (unsure(s, &d))
			seek(x, &d);
		if (!unsure(s, &d))
			s->failed |= !pv_vec_add(&x->mine, &d);
	}
}

static bool
has(struct pv_some *x, uint32_t clause, struct pv_span provision,
    struct pv_span subtype)
{
	const struct pv_scanner *s = x->s;
	const struct group *g = PV_VEC_AT(&x->groups, struct group, clause);
	size_t n;

	read_extra(x, clause);
	pv_vec_clear(&x->mine);
	take_mine(x, g->first, g->count);
	take_mine(x, g->late_first, g->late_count);
	pv_drafts_sort(x->mine.ptr, x->mine.len);
	n = pv_drafts_yield(x->s, x->mine.ptr, x->mine.len);
	for (size_t i = 0; i < n; i++) {
		const struct pv_draft *d = draft(&x->mine, i);

		if (pv_stance_is_operative((enum pv_stance)d->f.stance) &&
		    pv_span_eq(provision,
			s->rules->provisions[d->provision].name) &&
		    (subtype.ptr == NULL || pv_span_eq(subtype,
			pv_findings_str(s->out, d->f.subtype))))
			return true;
	}
	return false;
}

enum pv_rc
pv_some_any(struct pv_some *x, const struct pv_some_sought *sought,
    bool *any, struct pv_err *err)
{
	struct pv_scanner *s = x->s;
	uint32_t i, next = sought->next;

	*any = false;
	if (next > s->v->nclauses)
		next = (uint32_t)s->v->nclauses;
	for (i = sought->first; i < next && !*any && !s->failed; i++)
		if (!x->wanted[i])
			*any = has(x, i, sought->provision, sought->subtype);
	return s->failed || s->out->failed ? pv_fail_nomem(err) : PV_OK;
}

void
pv_scanner_swap_memo(struct pv_scanner *a, struct pv_scanner *b)
{
	struct pv_memo memo = a->memo;

	a->memo = b->memo;
	b->memo = memo;
}
