/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_FIT_H
#define PV_RULE_FIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/version.h"
#include "rule/gold.h"
#include "rule/rule.h"

/*
 * Weights for provisions (rule/weigh.h), fitted to labelled text.
 *
 * A row is a sentence of a text; its features are the rules that fired in it
 * and its cues.  A target is a provision, or one subtype of it.  Rows of a
 * contract in CUAD's form are positive where a marked span of the target's
 * category covers half of them, or they cover PV_FIT_COVER of it; all others
 * are negative.  Rows of a clause with its labels are positive where an
 * expected finding in force or conditional stands; where another is expected
 * of the target they are left out.
 *
 * A target of excerpts knows clauses alone, and any stance is positive.  Those
 * of part `fit`, on which no rule was written, tell of nothing else: contracts
 * speak otherwise.
 * Items whose ids differ in nothing but the number at their end were written
 * together, in one batch; with PV_FIT_FOLDS batches or more, a cue counts for
 * excerpts only where positive clauses of two have it.
 *
 * Weights are those of an L2-regularized logistic regression, and only the
 * best cues are kept.  The thresholds are those that find best what five-fold
 * cross-validation left out, over contracts and clauses, for excerpts over
 * batches; and there on clauses of part `fit` alone, if enough have it.
 */
#define PV_FIT_LEAST 50u        /* positive rows that a target needs */
#define PV_FIT_FOLDS 5u

struct pv_fit;

/* In a worker: what fitting needs to know of a version, in wire form. */
struct pv_scanner;
PV_NODISCARD enum pv_rc pv_fit_see(struct pv_scanner *s,
    const struct pv_version *v, struct pv_buf *out, struct pv_err *err);

PV_NODISCARD enum pv_rc pv_fit_new(const struct pv_rules *r,
    struct pv_fit **out, struct pv_err *err);
void pv_fit_free(struct pv_fit *f);     /* NULL is fine */

/*
 * Add a labelled text.  `seen` is what pv_fit_see() wrote, and is checked:
 * PV_ESYS, E-WIRE.  The gold must outlive the fit; `raw`, the bytes of the
 * contract's file, is copied.  E-GOLD as in score.h.
 */
PV_NODISCARD enum pv_rc pv_fit_add_contract(struct pv_fit *f,
    const struct pv_cuad_doc *doc, const struct pv_version *v,
    struct pv_span raw, struct pv_span seen, struct pv_err *err);
PV_NODISCARD enum pv_rc pv_fit_add_item(struct pv_fit *f,
    const struct pv_gold_item *item, const struct pv_version *v,
    struct pv_span seen, const struct pv_text **at, struct pv_err *err);

/* No more texts are added: drop the cues that are too rare to tell anything. */
PV_NODISCARD enum pv_rc pv_fit_close(struct pv_fit *f, struct pv_err *err);

/* What can be fitted, provision by provision. */
size_t pv_fit_ntargets(const struct pv_fit *f);

/* Fit a target and write the result in wire form; nothing is changed. */
PV_NODISCARD enum pv_rc pv_fit_run(const struct pv_fit *f, size_t target,
    struct pv_buf *out, struct pv_err *err);

/* Check and keep such a result: PV_ESYS, E-WIRE. */
PV_NODISCARD enum pv_rc pv_fit_take(struct pv_fit *f, size_t target,
    struct pv_span result, struct pv_err *err);

/*
 * How it went.  Rates are F1 in thousandths, of what cross-validation left
 * out, -1 where nothing can be said: contract, span and locate as in
 * score_cuad.h; item, by the labelled clauses: is the provision there?
 */
struct pv_fit_info {
	struct pv_span provision, subtype;
	bool excerpts;                  /* where the weights decide, or not */
	bool fitted;
	uint32_t rows, positive;        /* of all its texts */
	uint32_t rules, cues;           /* that have a weight */
	int32_t bias, threshold, support; /* thousandths */
	int32_t contract, span, locate, item;
};
struct pv_fit_info pv_fit_info(const struct pv_fit *f, size_t target);

/*
 * Append the pack of weights of the target's provision, in contracts or in
 * excerpts; targets of one pack follow each other, and share it.
 */
void pv_fit_write(const struct pv_fit *f, size_t target, struct pv_buf *out);

#endif
