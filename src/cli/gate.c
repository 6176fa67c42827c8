/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/gate.h"

#include "model/names.h"

bool
gate_item(struct pv_span *rest, struct pv_span *item)
{
	size_t comma;

	do {
		if (rest->len == 0)
			return false;
		comma = pv_span_find(*rest, PV_SPAN(","));
		*item = pv_span_trim(pv_span_sub(*rest, 0, comma));
		*rest = pv_span_sub(*rest, comma + 1, rest->len);
	} while (item->len == 0);
	return true;
}

static void
split(struct pv_span item, struct pv_span *provision, struct pv_span *stance)
{
	size_t colon = pv_span_find(item, PV_SPAN(":"));

	*provision = pv_span_sub(item, 0, colon);
	*stance = pv_span_sub(item, colon + 1, item.len);
}

bool
gate_knows(const struct pv_rules *rules, struct pv_span name)
{
	size_t i;

	if (pv_span_eq(name, PV_SPAN("integrity")))
		return true;
	for (i = 0; i < pv_rules_nprovisions(rules); i++) {
		if (pv_span_eq(pv_rules_provision(rules, i).provision, name))
			return true;
	}
	return false;
}

/* "PROVISION:STANCE" or less of it; NULL, or what there is none of. */
static const char *
wrong_finding(struct pv_span *item, const struct pv_rules *rules)
{
	struct pv_span provision, stance;
	enum pv_stance s;

	split(*item, &provision, &stance);
	if (stance.len > 0 && !pv_stance_parse(stance, &s)) {
		*item = stance;
		return "stance";
	}
	if (provision.len > 0 && !gate_knows(rules, provision)) {
		*item = provision;
		return "provision";
	}
	return NULL;
}

/* A change that a diff can tell about. */
static const char *
wrong_change(struct pv_span *item, const struct pv_rules *rules)
{
	enum pv_change_kind k;

	(void)rules;
	return pv_change_kind_parse(*item, &k) && k != PV_CHANGE_UNCHANGED ?
	    NULL : "change";
}

static bool
check(const struct cli *c, const struct pv_rules *rules,
    const char *(*wrong)(struct pv_span *item, const struct pv_rules *rules))
{
	struct pv_span rest, item;
	const char *what;
	size_t i, n = 0;

	for (i = 0; i < c->opt.fail_on.count; i++, n = 0) {
		rest = pv_span_str(c->opt.fail_on.items[i]);
		for (; gate_item(&rest, &item); n++) {
			what = wrong(&item, rules);
			if (what == NULL)
				continue;
			usage_error(c->cmd, "--fail-on: no %s '%.*s'", what,
			    PV_FMT(item));
			return false;
		}
		if (n == 0) {
			usage_error(c->cmd, "--fail-on: say on what");
			return false;
		}
	}
	return true;
}

bool
gate_check_findings(const struct cli *c, const struct pv_rules *rules)
{
	return check(c, rules, wrong_finding);
}

bool
gate_check_changes(const struct cli *c)
{
	return check(c, NULL, wrong_change);
}

/* An operative finding counts where no stance is named. */
static bool
stance_matches(struct pv_span want, struct pv_span stance)
{
	if (want.len > 0)
		return pv_span_eq(want, stance);
	return pv_span_eq(stance, PV_SPAN("in-force")) ||
	    pv_span_eq(stance, PV_SPAN("conditional"));
}

bool
gate_finding(const struct cli *c, struct pv_span provision,
    struct pv_span stance)
{
	struct pv_span rest, item, p, s;
	size_t i;

	for (i = 0; i < c->opt.fail_on.count; i++) {
		rest = pv_span_str(c->opt.fail_on.items[i]);
		while (gate_item(&rest, &item)) {
			split(item, &p, &s);
			if ((p.len == 0 || pv_span_eq(p, provision)) &&
			    stance_matches(s, stance))
				return true;
		}
	}
	return false;
}

bool
gate_findings(const struct cli *c, const struct pv_findings *f)
{
	const struct pv_finding *x;
	size_t i;

	if (c->opt.fail_on.count == 0)
		return false;
	for (i = 0; i < f->nitems; i++) {
		x = &f->items[i];
		if (x->confidence >= c->opt.min_confidence &&
		    gate_finding(c, pv_findings_str(f, x->provision),
		    pv_span_str(pv_stance_name((enum pv_stance)x->stance))))
			return true;
	}
	return false;
}

static bool
change_named(const struct cli *c, enum pv_change_kind kind)
{
	struct pv_span rest, item;
	enum pv_change_kind k;
	size_t i;

	for (i = 0; i < c->opt.fail_on.count; i++) {
		rest = pv_span_str(c->opt.fail_on.items[i]);
		while (gate_item(&rest, &item)) {
			if (pv_change_kind_parse(item, &k) && k == kind)
				return true;
		}
	}
	return false;
}

bool
gate_diff(const struct cli *c, const struct pv_diff *d)
{
	size_t i;

	for (i = 0; i < d->nprovisions; i++) {
		if (!d->provisions[i].expected &&
		    change_named(c, d->provisions[i].kind))
			return true;
	}
	return false;
}
