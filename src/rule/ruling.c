/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/ruling.h"

#include <stddef.h>

#define RESTRAINS PV_RULING_RESTRAINS
#define RIGHT (PV_RULING_RIGHT | PV_RULING_CONSENT)
#define EVENT PV_RULING_EVENT
#define SPRINGS PV_RULING_SPRINGS
#define EFFECT PV_RULING_EFFECT
#define THRESHOLD PV_RULING_THRESHOLD
#define DECOUPLES PV_RULING_DECOUPLES

static const struct {
	const char *provision;
	unsigned rulings;
} table[] = {
	{ "exclusivity", RESTRAINS },
	{ "agi-trigger", EVENT | EFFECT | THRESHOLD | DECOUPLES },
	{ "distribution-license", RIGHT | SPRINGS | PV_RULING_CLASSES },
	{ "first-refusal", EVENT | PV_RULING_MEASURE | PV_RULING_PROCEDURE },
	{ "most-favored", EVENT },
	{ "non-compete", RESTRAINS | PV_RULING_BANS },
	{ "license-grant", RIGHT | SPRINGS },
	{ "revenue-share", PV_RULING_TIERS },
	{ "minimum-commitment", RESTRAINS | EVENT | PV_RULING_MEASURE },
	{ "scale-threshold", EVENT | EFFECT | THRESHOLD | DECOUPLES },
	{ "weights-access", RIGHT | SPRINGS | PV_RULING_CLASSES },
	{ "safety-veto", EVENT | PV_RULING_VETO },
	{ "change-of-control", EVENT | EFFECT | THRESHOLD | DECOUPLES |
	    PV_RULING_MEASURE },
	{ "anti-assignment", RESTRAINS | EVENT | PV_RULING_BANS },
	{ "ip-ownership", SPRINGS },
	{ "liability-cap", EVENT | PV_RULING_MEASURE },
	{ "termination", EVENT | EFFECT | PV_RULING_RIGHT | PV_RULING_MEASURE },
	{ "training-data", PV_RULING_CONSENT },
	{ "data-residency", RESTRAINS },
	{ "portability", EVENT | PV_RULING_RIGHT | PV_RULING_MEASURE },
	{ "open-weight", RIGHT | SPRINGS },
	{ "government-carve-out", PV_RULING_EXCEPTS },
	{ "governance-rights", PV_RULING_RIGHT | SPRINGS | PV_RULING_VETO },
	{ "audit", PV_RULING_RIGHT },
	{ "non-binding", EVENT | PV_RULING_PARTS | PV_RULING_DENIES },
};

unsigned
pv_ruling(struct pv_span provision)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		if (pv_span_eq(provision, pv_span_str(table[i].provision)))
			return table[i].rulings;
	}
	return 0;
}
