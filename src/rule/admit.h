/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_ADMIT_H
#define PV_RULE_ADMIT_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/limit.h"
#include "rule/opener.h"

/* Words that may open a limit. */
struct pv_opening {
	const struct pv_opener *o;
	uint32_t at;                /* its first token */
	uint32_t from;              /* the value behind it */
	uint32_t lo;                /* where the match's own clause begins */
};

/*
 * Whether they do open one for the provision: they stand where such words
 * do, are not meant in another sense, and rule/ruling.h lets them count.
 */
bool pv_limit_admits(const struct pv_scope *s, const struct pv_opening *p);

/* Whether "other than X" at token `at` only names who profits by it. */
bool pv_limit_names_holder(const struct pv_scope *s, uint32_t at,
    uint32_t from, uint32_t to);

/*
 * The first count of time before token `at`, which "during that time" points
 * at ("For sixty days Alder may elect, and ..."), or `at`.
 */
uint32_t pv_limit_count_before(const struct pv_scope *s, uint32_t at);

/* Whether one of the tokens [from, to) is a redaction. */
bool pv_tokens_redacted(const struct pv_tokens *w, uint32_t from, uint32_t to);

#endif
