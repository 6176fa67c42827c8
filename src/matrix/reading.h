/* SPDX-License-Identifier: MIT */
#ifndef PV_MATRIX_READING_H
#define PV_MATRIX_READING_H

#include <stdbool.h>

#include "matrix/name.h"
#include "model/version.h"

/*
 * What a sentence says of place and manner.  Whether it makes a right, a duty
 * or neither is what its findings say.
 */
enum pv_reading_flags {
	PV_READ_FORBIDS = 1 << 0,   /* shall not, no person */
	PV_READ_PERMITS = 1 << 1,   /* may, is free to, nothing prevents */
	PV_READ_OTHERS = 1 << 2,    /* any other cloud, another host */
	PV_READ_ANY = 1 << 3,       /* any cloud, anyone, wherever */
	PV_READ_OWN = 1 << 4,       /* infrastructure of its choice */
	PV_READ_API = 1 << 5,       /* API products, interfaces */
	PV_READ_NOT_API = 1 << 6,   /* products other than API products */
	PV_READ_ALL = 1 << 7,       /* all products, every model */
	PV_READ_MANAGED = 1 << 8,   /* managed service, resale, marketplace */
	PV_READ_WEIGHTS = 1 << 9,   /* weights, by that name */
	PV_READ_MODELS = 1 << 10,   /* models are hosted, run, deployed */
	PV_READ_COMPUTE = 1 << 11,  /* capacity is bought, nothing else */
	PV_READ_PART = 1 << 12,     /* tuned models only, some customers only */
	PV_READ_RESERVE = 1 << 13,  /* no right is granted */
	PV_READ_OPEN = 1 << 14,     /* weights for everybody */
	PV_READ_LICENSEE = 1 << 15, /* whoever takes the licence */
	PV_READ_CUT = 1 << 16,      /* a licence or access ends */
	PV_READ_BEFORE = 1 << 17,   /* before a date, not through it */
	PV_READ_APPOINT = 1 << 18,  /* other resellers may be appointed */
	PV_READ_ADDS = 1 << 19,     /* adds to what was granted before */
	PV_READ_SUPPLY = 1 << 20,   /* to customers: serve, offer, provide */
	PV_READ_TRAINS = 1 << 21    /* training and research, no serving */
};

#define PV_READ_PLACES 4

struct pv_reading {
	struct pv_span text;        /* the sentence */
	struct pv_span lead;        /* the lead-in of an item; may be empty */
	uint32_t flags;             /* enum pv_reading_flags */
	const struct pv_name *subject;      /* who may or shall */
	const struct pv_name *recipient;    /* to whom it is granted */
	const struct pv_name *obligor;      /* who shall not */
	const struct pv_name *others;       /* "Third-Party Cloud", its term */
	struct pv_span places[PV_READ_PLACES];  /* keys: on the Cirrus platform */
	unsigned nplaces;
	struct pv_span stranger;    /* "on Alder", a name nobody defines */
	char from[11];              /* ISO date on which it begins, or "" */
};

/* Texts are cut to a few thousand bytes. */
void pv_reading_of(struct pv_reading *r, const struct pv_names *names,
    struct pv_span text, struct pv_span lead);

#endif
