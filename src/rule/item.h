/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_ITEM_H
#define PV_RULE_ITEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"
#include "rule/prefilter.h"

/*
 * What is known of a piece of a pattern: it is exactly one of a few strings,
 * or it contains one string of each of some groups.  Inside of literal.c.
 */
#define PV_ITEM_STRINGS 64 /* strings of an exact item */

struct pv_strings {
	struct pv_span *ptr;
	size_t n;
};

/* A group and its place in the order in which a match holds the groups. */
struct pv_item_group {
	struct pv_strings set;
	uint32_t rank;
};

struct pv_item {
	bool exact;
	struct pv_strings strings;                      /* when exact */
	struct pv_item_group groups[PV_LITERAL_GROUPS]; /* when not */
	size_t ngroups;
	uint32_t ranks; /* ranks in use: 0 .. ranks - 1 */
};

/* Where items live while a pattern is read. */
struct pv_item_mem {
	struct pv_arena *arena;
	bool nomem; /* memory ran out (sticky) */
};

/* A set of one string, and an item that is exactly one of a set. */
struct pv_strings pv_item_string(
    struct pv_item_mem *m, const char *s, size_t len);
struct pv_item pv_item_exact(struct pv_strings s);

/* a with b's strings; n == 0 when there would be more than max. */
struct pv_strings pv_item_unite(struct pv_item_mem *m, struct pv_strings a,
    struct pv_strings b, size_t max);

/*
 * Every string of a before every one of b, white space between them folded;
 * n == 0 when that is too much.
 */
struct pv_strings pv_item_cross(
    struct pv_item_mem *m, struct pv_strings a, struct pv_strings b);

/*
 * Add a group, unless it says nothing; the one that says least makes room.
 * The rank counts as used in any case.
 */
void pv_item_add(struct pv_item *it, struct pv_strings s, uint32_t rank);

/*
 * Either of two items: it holds one string of any group of the one united
 * with any group of the other.
 */
struct pv_item pv_item_either(
    struct pv_item_mem *m, const struct pv_item *x, const struct pv_item *y);

#endif
