/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/reading.h"

#include "rule/term.h"
#include "rule/when.h"

/* A period of its own, not the term of the agreement. */
bool
pv_meaning_counts(struct pv_span term)
{
	return pv_span_ends(term, PV_SPAN("Period")) ||
	    pv_span_ends(term, PV_SPAN("Window")) ||
	    pv_span_starts(term, PV_SPAN("Exclusiv"));
}

/* "during the", "throughout the", "until the end of the" before token i. */
static bool
within(const struct pv_tokens *w, uint32_t first, uint32_t i)
{
	uint32_t from = i > first + 6 ? i - 6 : first;

	for (; from < i; from++) {
		uint32_t n = pv_phrase(w, from, "during|throughout|within|for "
		    "the|such|each|all|any? of? the?");

		if (n == 0)
			n = pv_phrase(w, from, "until|through|to the? end|"
			    "expiry|expiration|close? of? the|such?");
		if (n > 0 && from + n >= i)
			return true;
	}
	return false;
}

/*
 * The last day that a meaning tells: "ending on 31 December 2030", "until",
 * "from 1 May 2025 to 30 April 2028"; or so many days after something.
 */
static bool
last_day(struct pv_span meaning, struct pv_state *st)
{
	static const char *const ends[] = {
		"until|through|ending|ends|end|expiring|expires|expire|"
		"terminating|terminates|lapsing|lapses|concluding|concludes|"
		"to|till and? including? on|at|upon|with? midnight? on|of?",
		NULL
	};
	static const char counts[] = "the? first|initial|next? # (? #? )? "
	    "days|weeks|months|years after|from|following|of";
	struct pv_tokens w;

	pv_tokens_read(&w, meaning, 0);
	for (uint32_t i = 0; i < w.n; i++) {
		uint32_t n = pv_phrase_any(&w, i, ends);
		uint32_t d = n > 0 ? pv_when_at(&w, i + n, NULL) : 0;

		if (d == 0 && (d = pv_phrase(&w, i, counts)) > 0) {
			n = 0;
			d = w.n - i;
		}
		if (d == 0)
			continue;
		pv_state_until(st, &w, i + n, i + n + d);
		return true;
	}
	return false;
}

bool
pv_reading_period(const struct pv_reading *r, struct pv_state *st)
{
	const struct pv_stance_in *in = r->in;
	const struct pv_version *v = in->version;

	for (size_t k = 0; k < in->nuses; k++) {
		const struct pv_term_use *use = &in->uses[k];
		uint32_t i = pv_tokens_at(r->s.w, use->at.start);

		if (use->def == PV_NONE || i < r->s.first || i >= r->s.last ||
		    !pv_meaning_counts(pv_version_str(v, v->defs[use->def].term)) ||
		    !within(r->s.w, r->s.first, i))
			continue;
		if (last_day(pv_version_text(v, v->defs[use->def].meaning), st))
			return true;
	}
	return false;
}
