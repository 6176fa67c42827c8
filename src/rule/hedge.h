/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_HEDGE_H
#define PV_RULE_HEDGE_H

#include "rule/event.h"
#include "rule/role.h"

/*
 * What limits a finding, read more freely than limit.c does: these words
 * decide no stance, so that a wrong one costs a value and no verdict.  Used
 * for what limit.c left open.  Each may be empty.
 */

/* "for two years after Launch", "shall lapse upon X", "the Lock-In Period". */
struct pv_words pv_hedge_until(const struct pv_scene *s,
    const struct pv_event *e);

/* "provided that ...", "while ...", "only in ...", "if ...". */
struct pv_words pv_hedge_condition(const struct pv_scene *s,
    const struct pv_event *e);

/* The same, but only words that can be nothing else: "provided that ...". */
struct pv_words pv_hedge_proviso(const struct pv_scene *s,
    const struct pv_event *e);

/* "shall not apply to X", "with the exception of X". */
struct pv_words pv_hedge_carve_out(const struct pv_scene *s);

/* The limit [from, to) without what is told of it besides: ", which ...". */
uint32_t pv_hedge_trim(const struct pv_scene *s, uint32_t from, uint32_t to);

/* The same of one that is a noun phrase: without a main clause behind it. */
uint32_t pv_hedge_noun(const struct pv_scene *s, uint32_t from, uint32_t to);

/* Where the limit that begins at `from` ends. */
uint32_t pv_hedge_end(const struct pv_scene *s, uint32_t from);

#endif
