/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "model/history.h"

void
pv_history_free(struct pv_history *h)
{
	if (h != NULL)
		pv_arena_free(h->arena);
}

size_t
pv_state_events(const struct pv_history *h, uint32_t state, size_t *n)
{
	size_t lo = 0, hi = h->nevents, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (h->events[mid].to < state)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (*n = 0; lo + *n < h->nevents && h->events[lo + *n].to == state;)
		++*n;
	return lo;
}

bool
pv_state_is_quiet(const struct pv_history *h, uint32_t state)
{
	size_t n;

	(void)pv_state_events(h, state, &n);
	return n == 0 && state > 0 && state + 1 < h->nstates &&
	    !h->states[state].aside;
}

struct pv_span
pv_state_name(const struct pv_state *s)
{
	return s->date.len > 0 ? s->date : s->label;
}

enum pv_strength
pv_history_step(const struct pv_history *h, uint32_t state, uint32_t *life)
{
	enum pv_strength best = PV_STRENGTH_SILENT;
	const struct pv_stand *s;
	uint32_t i;

	*life = PV_NONE;
	for (i = 0; i < h->nlives; i++) {
		s = &h->lives[i].stands[state];
		if (pv_stand_is_operative(s) &&
		    s->strength != PV_STRENGTH_NONE && s->strength < best) {
			best = s->strength;
			*life = i;
		}
	}
	return best;
}

const char *
pv_stand_kind_name(enum pv_stand_kind k)
{
	static const char *const names[] = { "", "negated", "conditional",
		"in-force" };

	return names[k];
}
