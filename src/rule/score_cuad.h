/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_SCORE_CUAD_H
#define PV_RULE_SCORE_CUAD_H

#include "rule/gold.h"
#include "rule/score.h"

/*
 * Findings against CUAD's labels, by its categories.  In-force and conditional
 * findings count.
 *
 * contract: does the contract have the provision at all?  Counts contracts.
 * span: CUAD's own criterion (its evaluate.py): a marked span is found when a
 * finding of its contract and category shares half of all their words with it
 * (pv_wordset_alike); a finding that no marked span is like is a false
 * positive; findings of the same words count once, and places play no part.
 * locate: was the reader led to the right place?  Of the sentence units
 * (score_unit.h) that findings cover, `good` are marked ones and `bad` are
 * not; `hit` are the marked spans that share a unit with a finding.
 */
struct pv_cuad_counts { uint32_t tp, fp, fn; };
struct pv_cuad_places { uint32_t hit, miss, good, bad; };

struct pv_cuad_row {
	const char *category;
	bool known;             /* the packs look for it */
	struct pv_cuad_counts contract, span;
	struct pv_cuad_places locate;
};

#define PV_CUAD_CATEGORIES 14

/* What findings a category stands for. */
struct pv_cuad_category {
	const char *name;
	struct { const char *provision, *subtype; } any[2];
	const char *but;        /* this subtype does not count */
};
const struct pv_cuad_category *pv_cuad_category(size_t i);
bool pv_cuad_stands_for(const struct pv_cuad_category *c,
    struct pv_span provision, struct pv_span subtype);

struct pv_cuad_score {
	struct pv_cuad_row rows[PV_CUAD_CATEGORIES];
};

void pv_cuad_score_init(struct pv_cuad_score *s, const struct pv_rules *r);

/* precision good/(good + bad), recall hit/(hit + miss). */
struct pv_rates pv_cuad_place_rates(const struct pv_cuad_places *p);

/*
 * Count a contract; v and f are NULL when it could not be read: everything is
 * missed.  `raw` are the bytes of its file.  E-GOLD when the text is not the
 * one that was labelled.
 */
PV_NODISCARD enum pv_rc pv_cuad_score_add(struct pv_cuad_score *s,
    const struct pv_cuad_doc *doc, struct pv_span raw,
    const struct pv_version *v, const struct pv_findings *f,
    struct pv_err *err);

/* E-GOLD when the text is not the one that was labelled. */
PV_NODISCARD enum pv_rc pv_cuad_check(const struct pv_cuad_doc *doc,
    const struct pv_version *v, struct pv_err *err);

/* A contract in its sentence units, and places in its file's bytes. */
struct pv_cuad_text {
	const struct pv_cuad_doc *doc;
	struct pv_span raw;
	const struct pv_range *units; size_t nunits;
};
struct pv_cuad_found { const struct pv_range *at; size_t n; };

/* Count a contract for one category, whatever made the findings. */
PV_NODISCARD enum pv_rc pv_cuad_count(const struct pv_cuad_text *text,
    size_t category, const struct pv_cuad_found *found,
    struct pv_cuad_row *row, struct pv_err *err);

#endif
