/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_PATTERN_H
#define PV_RULE_PATTERN_H

#include "base/regex.h"
#include "rule/lexicon.h"
#include "rule/rule.h"

/*
 * Patterns of packs on their way to rules.
 *
 * Every fragment is compiled by itself, so a pattern is sound when its outline
 * is: the pattern with something short in the place of its fragments.  Then to
 * compile it, which takes much longer, can wait until it is needed.  That does
 * not hold where fragments have groups, nor where they are looked behind: what
 * stands for them there has no fixed length, so such an outline is not sound.
 */
struct pv_patterns {
	const struct pv_rules_opts *opts;
	struct pv_complaints *complaints;
	struct pv_arena *arena;         /* of what lasts */
	struct pv_literal_pool *pool;
	struct pv_lexicon lexicon;
	struct pv_expansion expansion;  /* of the last pattern */
	struct pv_buf outline;
	bool nomem;                     /* sticky */
};

/* A pattern, ready for a rule or a guard. */
struct pv_pattern {
	struct pv_regex *regex;         /* NULL: there was a complaint */
	struct pv_span expanded;
	struct pv_literals needs;
};

/* False when memory ran out; released in any case. */
bool pv_patterns_init(struct pv_patterns *p, const struct pv_rules_opts *opts,
    struct pv_arena *arena, struct pv_complaints *c);
void pv_patterns_release(struct pv_patterns *p);

/* The fragments of packs, which patterns may name from now on. */
void pv_patterns_take(
    struct pv_patterns *p, const struct pv_pack *packs, size_t npacks);

/* Expand and compile a pattern of a pack. */
struct pv_pattern pv_pattern_new(struct pv_patterns *p,
    const struct pv_pack *pack, const struct pv_text *text);

#endif
