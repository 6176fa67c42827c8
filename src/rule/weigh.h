/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_WEIGH_H
#define PV_RULE_WEIGH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rule/cue.h"
#include "rule/rule.h"

/*
 * Fitted evidence.  A pack may weigh a provision, or one subtype of it, anew:
 *
 *	provision: non-compete
 *	title: Non-compete, fitted weights
 *	version: "1.0"
 *	fitted: "what it was fitted on, and its licence"
 *	weights:
 *	  - subtype: exception          # absent: all subtypes not named
 *	    bias: -5.120
 *	    contracts: true             # decides there alone; or excerpts
 *	    threshold: 0.250            # a finding by itself
 *	    support: -0.400             # a finding beside one in the agreement
 *	    rules: {restraint: 1.310}   # of this provision; others count 0
 *	    cues:                       # place, then words
 *	      "words compete with": 0.610
 *	      "heading non compete": 0.900
 *
 * The score of a sentence is the bias, the weights of the provision's rules
 * that fired in it or its context, and those of its cues: the log-odds of a
 * logistic regression.  It decides whether the sentence is an operative
 * (in-force or conditional) finding; a model of excerpts only adds findings
 * there, of any stance.  What kind of finding it is, rules and stance tell as
 * ever.  A cue that a model does not name counts 0; a rule that it does not
 * name counts as much as it does by hand for findings of its own kind: what
 * suffices there suffices here, weight * (threshold - bias) / the provision's
 * threshold.
 */
enum pv_model_texts { PV_MODEL_ALL, PV_MODEL_CONTRACTS, PV_MODEL_EXCERPTS };

struct pv_model {
	uint32_t provision;
	struct pv_span subtype;         /* empty = the others */
	enum pv_model_texts texts;      /* in which it decides */
	int32_t bias, threshold, support; /* thousandths */
	const int32_t *rules;           /* a weight a rule of all packs */
	size_t ncues;
};

/* The models of the packs, in pack order; index m below. */
size_t pv_rules_nmodels(const struct pv_rules *r);
const struct pv_model *pv_rules_model(const struct pv_rules *r, size_t m);

/* Add the weights of a unit's cues to sums[m], one a model. */
void pv_cues_weigh(const struct pv_rules *r, const struct pv_cue *cues,
    size_t n, int32_t *sums);

/* Whether a model decides in texts of an extent. */
static inline bool
pv_model_decides(const struct pv_model *m, enum pv_extent e)
{
	return m->texts == PV_MODEL_ALL ||
	    (m->texts == PV_MODEL_CONTRACTS && e == PV_EXTENT_FULL) ||
	    (m->texts == PV_MODEL_EXCERPTS && e == PV_EXTENT_EXCERPT);
}

/* Whether it decides about a finding of such a stance. */
bool pv_model_knows(const struct pv_model *m, enum pv_stance stance);

/*
 * The sieve of all cues that are weighed by some model that decides in texts of
 * an extent, in `bits`, which are filled the first time; false when memory ran
 * out.
 */
bool pv_cues_sift(const struct pv_rules *r, enum pv_extent e,
    struct pv_vec *bits, struct pv_cue_sieve *out);

/* The weight of one cue in a model; 0 when it has none. */
int32_t pv_cue_weight(const struct pv_rules *r, size_t m, uint64_t key);

/*
 * What the scanner saw in a sentence: for fitting.  `rules` are those that
 * fired in it, in its lead-ins or in its context and were held back by
 * nothing, each once.
 */
struct pv_observation {
	const struct pv_unit *unit;
	struct pv_range at;             /* version bytes of its own words */
	const uint32_t *rules; size_t nrules;
	const struct pv_cue *cues; size_t ncues;
	const struct pv_cue_reader *reader;
};

PV_NODISCARD enum pv_rc pv_scan_observe(struct pv_scanner *s,
    const struct pv_version *v,
    void (*see)(void *ctx, const struct pv_observation *o), void *ctx,
    struct pv_err *err);

#endif
