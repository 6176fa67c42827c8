/* SPDX-License-Identifier: MIT */
#ifndef PV_MATRIX_NAME_H
#define PV_MATRIX_NAME_H

#include <stddef.h>

#include "base/arena.h"
#include "base/vec.h"
#include "model/version.h"

/*
 * Names in one text and what they stand for: the clouds that everyone knows,
 * the parties, and defined terms that mean one cloud ("Permitted Platform") or
 * all clouds but one ("Third-Party Cloud").
 */
enum pv_name_kind {
	PV_NAME_NONE,
	PV_NAME_CLOUD,          /* a cloud, or a party that is one */
	PV_NAME_OTHERS,         /* all clouds but `key` */
	PV_NAME_PARTY           /* a party that is no cloud */
};

struct pv_name {
	struct pv_span text;
	struct pv_span key;         /* aws, cirrus ...; empty for a party */
	enum pv_name_kind kind;
};

struct pv_names {
	struct pv_vec items;        /* struct pv_name; the longest first */
	struct pv_span party;       /* key of the one party that is a cloud */
	unsigned nclouds;           /* parties that are clouds */
};
#define PV_NAMES_INIT { PV_VEC_INIT(struct pv_name), { NULL, 0 }, 0 }

/* Keys live in the arena; false when memory is out. */
bool pv_names_read(struct pv_names *n, const struct pv_version *v,
    struct pv_arena *arena);
void pv_names_release(struct pv_names *n);

/*
 * The next name in s at or after *from, and the byte where it stands in *at;
 * *from moves behind it.  NULL when there is none.
 */
const struct pv_name *pv_names_next(const struct pv_names *n,
    struct pv_span s, size_t *from, size_t *at);

/* What a name alone stands for: "the Cirrus", "Cirrus's". */
const struct pv_name *pv_names_whole(const struct pv_names *n,
    struct pv_span s);

/* "Alder Cloud" as "alder-cloud", in the arena; ptr NULL: memory is out. */
struct pv_span pv_name_slug(struct pv_arena *arena, struct pv_span s);

#endif
