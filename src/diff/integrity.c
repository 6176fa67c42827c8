/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/provision.h"

#include "base/buf.h"

/*
 * What hides, misleads or disguises is no provision that is gained or lost:
 * it is told as a change of the clause that it appears in or vanishes from.
 * A clause that goes takes its own with it.
 */

static bool
is_integrity(const struct pv_place *at)
{
	return pv_span_eq(at->provision, PV_SPAN("integrity"));
}

static int
by_key(const struct pv_place *x, const struct pv_place *y)
{
	if (x->home != y->home)
		return x->home < y->home ? -1 : 1;
	return pv_span_cmp(x->subtype, y->subtype);
}

static bool
put(struct pv_provisions *p, const struct pv_place *at, bool old,
    struct pv_vec *changes)
{
	const struct pv_findings *f = old ? p->fx : p->fy;
	struct pv_span cp = pv_finding_attr(f, at->finding,
	    PV_ATTR_CODE_POINT);
	struct pv_provision_change ch = { .kind = PV_CHANGE_CHANGED,
	    .provision = at->provision, .subtype = at->subtype,
	    .old_finding = old ? at->finding : PV_NONE,
	    .new_finding = old ? PV_NONE : at->finding };
	struct pv_buf why = PV_BUF_INIT;
	bool ok;

	why.mem = pv_arena_mem(p->c->work);
	pv_buf_printf(&why, "%.*s %s %s", PV_FMT(at->subtype),
	    pv_span_eq(at->subtype, PV_SPAN("hidden")) ? "text" :
	    "characters", old ? "vanished" : "appeared");
	if (cp.len > 0)
		pv_buf_printf(&why, " (%.*s)", PV_FMT(cp));
	ch.why = pv_arena_dup(p->c->d->arena, pv_buf_view(&why));
	ok = !why.failed && ch.why.ptr != NULL && pv_vec_add(changes, &ch);
	pv_buf_release(&why);
	return ok;
}

/* The places of one side, sorted; integrity alone. */
static struct pv_place *
places(struct pv_provisions *p, bool old, size_t *n)
{
	struct pv_place *at = pv_places(p, old, NULL, n);
	size_t kept = 0;

	if (at == NULL)
		return NULL;
	for (size_t i = 0; i < *n; i++)
		if (is_integrity(&at[i]))
			at[kept++] = at[i];
	*n = kept;
	pv_places_sort(at, kept);
	return at;
}

bool
pv_provisions_integrity(struct pv_provisions *p, struct pv_vec *changes)
{
	size_t nx, ny, i = 0, k = 0;
	struct pv_place *x = places(p, true, &nx), *y = places(p, false, &ny);
	bool ok = x != NULL && y != NULL;
	struct pv_place last;
	int c;

	while (ok && (i < nx || k < ny)) {
		c = i == nx ? 1 : k == ny ? -1 : by_key(&x[i], &y[k]);
		last = c <= 0 ? x[i] : y[k];
		if (c < 0 && x[i].home != PV_NONE)
			ok = put(p, &x[i], true, changes);
		else if (c > 0 || (c == 0 && y[k].home == PV_NONE))
			ok = put(p, &y[k], false, changes);
		while (i < nx && by_key(&x[i], &last) == 0)
			i++;
		while (k < ny && by_key(&y[k], &last) == 0)
			k++;
	}
	return ok;
}
