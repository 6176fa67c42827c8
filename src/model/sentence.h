/* SPDX-License-Identifier: MIT */
#ifndef PV_MODEL_SENTENCE_H
#define PV_MODEL_SENTENCE_H

#include "base/err.h"
#include "base/vec.h"
#include "model/version.h"

/*
 * Where the sentence that begins at `start` ends, at most `end`: after its
 * closing punctuation and quotes.  Knows the abbreviations, initials, decimals
 * and numbers that contracts are full of, and that blocks (empty lines) end
 * sentences.
 */
uint32_t pv_sentence_end(struct pv_span text, uint32_t start, uint32_t end);

/* Fill v->sentences from its clauses; v must have none. */
PV_NODISCARD enum pv_rc pv_sentences(struct pv_version *v, struct pv_err *err);

#endif
