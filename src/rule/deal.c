/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/deal.h"

bool
pv_deal_yields(const struct pv_scene *s, const struct pv_act *a)
{
	return pv_token_in(s->x.w, a->head, "waive|waives|surrender|"
	    "surrenders|reserves|reserve") || pv_phrase(s->x.w, a->head,
	    "release|releases ~14 from") > 0 ||
	    pv_phrase(s->x.w, a->head, "give|gives up|away") > 0;
}

bool
pv_deal_ranks(const struct pv_scene *s, const struct pv_act *a)
{
	for (uint32_t i = a->head; i < a->head + 8 && i < s->x.last; i++) {
		if (pv_token_in(s->x.w, i, PV_RANKS))
			return true;
		if (pv_word_is(&s->x, i, PV_WORD_MARK))
			return false;
	}
	return false;
}

bool
pv_deal_restrains(const struct pv_scene *s)
{
	return pv_scene_is(s, "exclusivity|first-ship|primary-partner|"
	    "minimum-commitment|non-compete");
}

/* "may end the exclusivity": the one that was bound by it. */
static bool
undoes(const struct pv_scene *s, const struct pv_act *a)
{
	return pv_token_in(s->x.w, a->head, "end|terminate|convert|suspend|"
	    "cancel|revoke|withdraw|reduce") && (pv_deal_restrains(s) ||
	    pv_scene_is(s, "distribution-license|license-grant"));
}

bool
pv_deal_excepted(const struct pv_scene *s)
{
	return pv_scene_is(s, "first-refusal") || (pv_scene_is(s,
	    "exclusivity") && s->stance == PV_STANCE_CONDITIONAL);
}

/* "may buy from another source": from others than the one it is bound to. */
static bool
elsewhere(const struct pv_scene *s, const struct pv_act *a)
{
	for (uint32_t i = a->head; i < a->head + 8 && i < s->x.last; i++) {
		if (pv_token_in(s->x.w, i, "another|elsewhere|others|second|"
		    "any|other|whichever|whatever|third|anyone"))
			return true;
		if (pv_token_in(s->x.w, i, ";|.|,"))
			return false;
	}
	return false;
}

bool
pv_deal_distributes(const struct pv_scene *s, const struct pv_act *a)
{
	if (!pv_scene_is(s, "distribution-license") || a->negated ||
	    a->passive || pv_act_subordinate(&s->x, a))
		return false;
	if (a->force != PV_ACT_BINDS && !((a->force == PV_ACT_STATES ||
	    a->force == PV_ACT_GIVES) && a == &s->acts[s->focus]))
		return false;
	if (pv_token_in(s->x.w, a->head, "sells|resells|distributes|markets|"
	    "sell|resell|onboard"))
		return true;
	/* "seek out and introduce" */
	for (uint32_t i = a->head; i < a->head + 4 && i < s->x.last; i++) {
		if ((pv_word_is(&s->x, i, PV_WORD_ACT) ||
		    pv_token_in(s->x.w, i - 1, "and|or")) &&
		    pv_token_in(s->x.w, i,
		    "introduce|refer|list|market|promote|distribute|resell|"
		    "sell|onboard|surface|solicit|publish|carry|display|"
		    "merchandise|pass"))
			return true;
	}
	return pv_token_in(s->x.w, a->head, "introducing|selling|referring") ||
	    pv_phrase(s->x.w, a->head, "go|keep on introducing|selling|"
	    "referring|distributing|reselling") > 0;
}

/* Whoever names directors has that right, though nothing says "may". */
static bool
governs(const struct pv_scene *s, const struct pv_act *a)
{
	return pv_scene_is(s, "governance-rights") && !a->negated &&
	    !a->passive && pv_token_in(s->x.w, a->head, "appoint|appoints|"
	    "elect|elects|nominate|nominates|designate|designates|name|names|"
	    "fill|fills|take|takes|attend|attends");
}

/* "we'll pull the model": what a speaker says it will do to others. */
static bool
asserts(const struct pv_scene *s, const struct pv_act *a)
{
	return pv_scene_is(s, "safety-veto|termination") && !a->negated &&
	    pv_token_in(s->x.w, a->verb, "we'll|will") &&
	    pv_token_in(s->x.w, a->subject.from, "we|we'll") &&
	    pv_token_in(s->x.w, a->head, "pull|close|suspend|cut|stop|block|"
	    "disable|shut|end|terminate|cancel|remove|withdraw|switch");
}

bool
pv_deal_looses(const struct pv_scene *s, const struct pv_act *a)
{
	return undoes(s, a) || (pv_deal_excepted(s) && elsewhere(s, a));
}

bool
pv_deal_takes(const struct pv_scene *s, const struct pv_act *a)
{
	return governs(s, a) || asserts(s, a);
}

bool
pv_deal_sources(const struct pv_scene *s, const struct pv_act *a)
{
	/* "if Alder charges another less": who grants the price */
	if (pv_scene_is(s, "most-favored") && a->under && !a->passive &&
	    pv_token_in(s->x.w, a->head, "charge|charges|quote|quotes|offer|"
	    "offers|furnish|furnishes|sell|sells|supply|supplies|bill|bills"))
		return true;
	return pv_deal_restrains(s) && !a->passive && !a->under &&
	    pv_token_in(s->x.w, a->head, "buys|purchases|sources|takes|"
	    "obtains|procures|orders|uses|runs|hosts|places|draws|keeps|buy|"
	    "purchase|source|procure|order|commits|spends|routes|sends|"
	    "trains|deploys|engages|employs|work|works|deal|deals|use|"
	    "run|host|place|send");
}

bool
pv_deal_allows(const struct pv_scene *s, uint32_t q)
{
	const struct pv_act *a = s->focus < s->nacts ? &s->acts[s->focus] :
	    NULL;

	return a != NULL && pv_scene_is(s, "open-weight|license-grant|"
	    "distribution-license|training-data|weights-access") &&
	    (a->force == PV_ACT_FREES || a->force == PV_ACT_GETS ||
	    a->force == PV_ACT_BINDS) && pv_token_in(s->x.w, q - 1,
	    "consent|approval|permission|assent|leave|agreement");
}

/* "shall become exclusive": what somebody's failing brings about. */
static bool
springs(const struct pv_scene *s)
{
	const struct pv_act *a = &s->acts[s->focus];

	if (s->focus == s->nacts)
		return false;
	for (uint32_t i = a->head; i < a->head + 4 && i < s->x.last; i++) {
		if (pv_token_in(s->x.w, i, "exclusive|sole"))
			return true;
	}
	return false;
}

bool
pv_deal_forfeits(const struct pv_scene *s, const struct pv_act *a)
{
	if (!a->under || a->open == s->x.first || !pv_word_is(&s->x,
	    a->open - 1, PV_WORD_SUB) || !pv_scene_is(s, "exclusivity|first-ship|"
	    "primary-partner") || springs(s))
		return false;
	if (pv_token_in(s->x.w, a->head, "fail|fails|decline|declines|unable|"
	    "default|defaults|miss|misses|cannot|late") ||
	    pv_token_in(s->x.w, a->verb, "fails|ceases|declines|cannot"))
		return true;
	return a->negated && a->subject.to <= a->verb;
}
