/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/scan.h"

#define APART 24    /* bytes between two that are still one run */
#define ALONE 8     /* findings of one kind in a clause; then all are one */

#define KINDS (PV_ODD_HIDDEN + 1)

/* What is said of the oddities of one kind in the clause at hand. */
struct said {
	struct pv_finding f;
	uint32_t cp, src, count;
	uint32_t n;             /* findings so far in this clause */
};

static struct pv_sref
add_rule(struct pv_findings *out, enum pv_oddity_kind kind,
    struct pv_sref *subtype)
{
	struct pv_buf b = PV_BUF_INIT;
	struct pv_sref rule;

	b.mem = pv_arena_mem(out->arena);
	pv_buf_printf(&b, "integrity.%s", pv_oddity_kind_name(kind));
	rule = pv_findings_add(out, pv_buf_view(&b));
	out->failed = out->failed || b.failed;
	pv_buf_release(&b);
	*subtype = (struct pv_sref){ rule.off + 10, rule.len - 10 };
	return rule;
}

static void
add_number(struct pv_scanner *s, enum pv_attr_key key, uint32_t n)
{
	struct pv_buf b = PV_BUF_INIT;
	struct pv_attr a = { .key = key };

	b.mem = s->mem;
	if (key == PV_ATTR_CODE_POINT)
		pv_buf_printf(&b, "U+%04X", (unsigned)n);
	else
		pv_buf_printf(&b, "%u", (unsigned)n);
	a.value = pv_findings_add(s->out, pv_buf_view(&b));
	if (b.failed || !pv_vec_add(&s->attrs, &a))
		s->failed = true;
	pv_buf_release(&b);
}

/* The finding that was begun is complete. */
static void
close_finding(struct pv_scanner *s, struct said *x, enum pv_oddity_kind kind)
{
	struct pv_evidence e = { x->f.rule, x->f.at, 1000 };
	struct pv_draft d = { .f = x->f, .provision = PV_NONE,
		.sentence = PV_NONE, .model = PV_NONE, .rule = PV_NONE };

	if (x->count == 0)
		return;
	d.serial = (uint32_t)s->drafts.len;
	d.f.attrs = (uint32_t)s->attrs.len;
	d.f.evidence = (uint32_t)s->evidence.len;
	d.f.nevidence = 1;
	if (kind != PV_ODD_HIDDEN)
		add_number(s, PV_ATTR_CODE_POINT, x->cp);
	add_number(s, PV_ATTR_OFFSET, x->src);
	if (x->count > 1)
		add_number(s, PV_ATTR_OCCURRENCES, x->count);
	d.f.nattrs = (uint32_t)s->attrs.len - d.f.attrs;
	if (!pv_vec_add(&s->evidence, &e) || !pv_vec_add(&s->drafts, &d))
		s->failed = true;
	x->count = 0;
}

static void
open_finding(struct pv_scanner *s, struct said *x, const struct pv_oddity *o,
    uint32_t clause)
{
	if (x->f.rule.len == 0) {
		x->f = (struct pv_finding){ .stance = PV_STANCE_REFERENCE,
			.strength = PV_STRENGTH_NONE, .confidence = 1000 };
		x->f.rule = add_rule(s->out, (enum pv_oddity_kind)o->kind,
		    &x->f.subtype);
		x->f.provision = (struct pv_sref){ x->f.rule.off, 9 };
	}
	x->n = x->f.clause == clause ? x->n + 1 : 1;
	x->f.clause = clause;
	x->f.at = o->at;
	x->cp = o->cp;
	x->src = o->src;
	x->count = o->count;
}

/*
 * Neighbours of one kind in one clause are one finding, and so is what comes
 * after the first few: a text that is full of them is told once a clause.
 */
static bool
goes_on(const struct said *x, const struct pv_oddity *o, uint32_t clause)
{
	return x->count > 0 && x->f.clause == clause && (x->n > ALONE ||
	    o->at.start <= x->f.at.end + APART);
}

void
pv_integrity(struct pv_scanner *s)
{
	const struct pv_version *v = s->v;
	struct said said[KINDS] = { { .count = 0 } };

	for (size_t i = 0; i < v->noddities && !s->failed; i++) {
		const struct pv_oddity *o = &v->oddities[i];
		struct said *x = &said[o->kind];
		uint32_t clause = pv_version_clause_at(v, o->at.start);

		if (!goes_on(x, o, clause)) {
			close_finding(s, x, (enum pv_oddity_kind)o->kind);
			open_finding(s, x, o, clause);
			continue;
		}
		if (o->at.end > x->f.at.end)
			x->f.at.end = o->at.end;
		if (o->src < x->src) {
			x->src = o->src;
			x->cp = o->cp;
		}
		x->count += o->count;
	}
	for (int k = 0; k < KINDS; k++)
		close_finding(s, &said[k], (enum pv_oddity_kind)k);
}
