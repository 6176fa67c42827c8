/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_ACCOUNT_H
#define PV_RULE_ACCOUNT_H

#include "rule/scan.h"
#include "rule/stance.h"

/* Inside of evidence.c: what one unit says about one provision. */

#define PV_CLAIMS 8 /* states of one provision told apart in a unit */

/*
 * Hits of one provision that say the same thing: one subtype, one stance.
 * Rules without a subtype are a state of their own until they are shared out.
 */
struct pv_claim {
	struct pv_span subtype;
	int stance;  /* enum pv_stance, or -1: not stated */
	int32_t sum; /* weights of its own hits */
	const struct pv_hit *heaviest;
	struct pv_range at; /* hull of the matches */
};

/* One provision in one unit. */
struct pv_account {
	struct pv_scanner *s;
	const struct pv_unit *u;
	enum pv_decide_mode mode;
	uint32_t provision;
	int32_t own, minus, stem, around;
	bool stem_counts;
	bool news; /* some hit touches what a reading added */
	struct pv_claim states[PV_CLAIMS];
	size_t nstates;
};


/* A finding while it is decided. */
struct pv_verdict {
	struct pv_finding finding;
	uint32_t model;         /* that decides, or PV_NONE */
	int32_t score;          /* by hand */
	bool by_hand;           /* which suffices */
};

static inline const struct pv_hit *
pv_hit_at(const struct pv_vec *v, size_t i)
{
	return PV_VEC_AT(v, const struct pv_hit, i);
}

static inline bool
pv_hit_is_ours(const struct pv_account *a, const struct pv_hit *h)
{
	return pv_hit_rule(a->s, h)->provision == a->provision;
}

/*
 * tally.c: whether a hit is evidence for the claim; list what adds up to its
 * score, by the model or, without one (PV_NONE), by hand; returns the score
 * by hand in any case.
 */
bool pv_state_supports(const struct pv_account *a, const struct pv_claim *st,
    const struct pv_hit *h);
int32_t pv_evidence_list(struct pv_account *a, const struct pv_claim *st,
    uint32_t model, struct pv_finding *f);
struct pv_sref pv_rule_ref(struct pv_scanner *s, uint32_t rule);
struct pv_sref pv_provision_ref(struct pv_scanner *s, uint32_t provision);

/*
 * gather.c: the attributes of a finding: the heaviest rule's captures first,
 * then the other rules', then what the stance found.
 */
void pv_attributes_gather(struct pv_account *a, const struct pv_claim *st,
    const struct pv_state *found, struct pv_finding *f);

#endif
