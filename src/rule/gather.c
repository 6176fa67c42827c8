/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <string.h>

#include "rule/account.h"

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
gather_hit(const struct pv_account *a, const struct pv_hit *h, struct gathered *g)
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
void
pv_attributes_gather(struct pv_account *a, const struct pv_claim *st,
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
		const struct pv_hit *h = pv_hit_at(&a->s->hits, i);

		if (pv_state_supports(a, st, h) && pv_hit_rule(a->s, h)->weight > 0)
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
