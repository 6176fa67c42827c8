/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_GRAMMAR_H
#define PV_RULE_GRAMMAR_H

#include <stdint.h>

#include "base/span.h"

/*
 * The closed lists of the grammar: what kinds of word, enum pv_word_kind of
 * rule/noun.h, a word is by itself; 0 when it is none.  ASCII case is folded.
 */
uint16_t pv_grammar_kinds(struct pv_span word);

#endif
