/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_DEAL_H
#define PV_RULE_DEAL_H

#include "rule/role.h"

/* What a provision makes of a verb: whether its subject gains or is bound. */

/* Words that put one above others. */
#define PV_RANKS "exclusive|sole|only|single|primary|preferred|lead|" \
    "principal|main|first|non-exclusive|nonexclusive|co-exclusive|" \
    "exclusively|source|host"

/* The provision is about dealing with one and not with others. */
bool pv_deal_restrains(const struct pv_scene *s);

/* "waives", "gives up", "releases ... from": a right of its subject ends. */
bool pv_deal_yields(const struct pv_scene *s, const struct pv_act *a);

/* The words behind a linking verb rank its subject above others. */
bool pv_deal_ranks(const struct pv_scene *s, const struct pv_act *a);

/*
 * The sentence says an exception from dealing with one alone, or what may be
 * done when the one who is asked first has said no.
 */
bool pv_deal_excepted(const struct pv_scene *s);

/* "may end the exclusivity", "may buy elsewhere": done by who was bound. */
bool pv_deal_looses(const struct pv_scene *s, const struct pv_act *a);

/* A duty to bring another's goods to the market is how the right is used. */
bool pv_deal_distributes(const struct pv_scene *s, const struct pv_act *a);

/* "appoints a director", "we'll pull it": a right that no "may" gives. */
bool pv_deal_takes(const struct pv_scene *s, const struct pv_act *a);

/* "unless Cirrus cannot support it": who fails loses what it had. */
bool pv_deal_forfeits(const struct pv_scene *s, const struct pv_act *a);

/*
 * "Customer buys its inference from Supplier only": in the present tense it
 * says what one is bound to, where the provision is a restraint.
 */
bool pv_deal_sources(const struct pv_scene *s, const struct pv_act *a);

/*
 * "may release it with the approval of X": whether the "of" at token q leads
 * in who gives what another's right asks for.
 */
bool pv_deal_allows(const struct pv_scene *s, uint32_t q);

#endif
