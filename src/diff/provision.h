/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_PROVISION_H
#define PV_DIFF_PROVISION_H

#include <stdbool.h>
#include <stdint.h>

#include "diff/compare.h"
#include "diff/why.h"

/* The provisions of both sides while they are being paired. */
struct pv_provisions {
	struct pv_compare *c;
	const struct pv_findings *fx, *fy;  /* old, new; never NULL */
	uint32_t *to_new, *to_old;  /* by finding; PV_NONE = none */
	const struct pv_phrases *names;
	struct pv_vec bags[2];      /* words of two sentences, for a moment */
};

static inline bool
pv_operative(const struct pv_finding *f)
{
	return f->stance == PV_STANCE_IN_FORCE ||
	    f->stance == PV_STANCE_CONDITIONAL;
}

/*
 * A finding where it stands: `home` is the new clause it belongs to (a split
 * or merge is one home), PV_NONE when there is none.
 */
struct pv_place {
	struct pv_span provision, subtype;
	uint32_t home, finding;
	uint64_t text;              /* hash of its words */
};

/* match.c: pair operative findings. */
bool pv_provisions_match(struct pv_provisions *p);
/* integrity.c: tell what appeared or vanished that hides or disguises. */
bool pv_provisions_integrity(struct pv_provisions *p, struct pv_vec *changes);
/*
 * gather.c: the finding that keeps the provision alive in the clause of an
 * operative one that has no pair: one with a pair, of the same subtype.
 */
struct pv_keepers {
	uint32_t *of_old, *of_new;  /* by finding; PV_NONE = none */
};
bool pv_keepers_init(struct pv_keepers *k, struct pv_provisions *p);
/* gather.c: one change for all that is told of one place. */
bool pv_provisions_gather(struct pv_provisions *p, struct pv_vec *changes);
/*
 * headline.c: say where an agreement has none of a provision left; then the
 * order in which changes are told.
 */
struct pv_echoes;
bool pv_provisions_headline(struct pv_provisions *p,
    const struct pv_echoes *news, struct pv_vec *changes);
/* Places of findings of one side that `pick` takes (NULL: all). */
struct pv_place *pv_places(const struct pv_provisions *p, bool old,
    bool (*pick)(const struct pv_finding *f), size_t *n);
/* Sort by provision, home, subtype, finding. */
void pv_places_sort(struct pv_place *at, size_t n);

#endif
