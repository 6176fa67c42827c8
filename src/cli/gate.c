/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/gate.h"

#include "model/names.h"

/* The next item of a list with commas. */
static bool
next_item(struct pv_span *rest, struct pv_span *item)
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
gate_check_findings(const struct cli *c)
{
	struct pv_span rest, item, provision, stance;
	enum pv_stance s;
	size_t i;

	for (i = 0; i < c->opt.fail_on.count; i++) {
		rest = pv_span_str(c->opt.fail_on.items[i]);
		while (next_item(&rest, &item)) {
			split(item, &provision, &stance);
			if (stance.len == 0 || pv_stance_parse(stance, &s))
				continue;
			usage_error(c->cmd, "--fail-on: no stance '%.*s'",
			    PV_FMT(stance));
			return false;
		}
	}
	return true;
}

bool
gate_check_changes(const struct cli *c)
{
	struct pv_span rest, item;
	enum pv_change_kind k;
	size_t i;

	for (i = 0; i < c->opt.fail_on.count; i++) {
		rest = pv_span_str(c->opt.fail_on.items[i]);
		while (next_item(&rest, &item)) {
			if (pv_change_kind_parse(item, &k))
				continue;
			usage_error(c->cmd, "--fail-on: no change '%.*s'",
			    PV_FMT(item));
			return false;
		}
	}
	return true;
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
		while (next_item(&rest, &item)) {
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
		while (next_item(&rest, &item)) {
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
		if (change_named(c, d->provisions[i].kind))
			return true;
	}
	return false;
}
