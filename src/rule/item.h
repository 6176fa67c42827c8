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
 * or it holds one string of each of some groups, one after the other, with so
 * much between them.  Inside of literal.c.
 */
#define PV_ITEM_STRINGS 1024 /* strings of a set */
#define PV_ITEM_USELESS ((uint32_t)1 << 28) /* a cost */

/* Ascending and distinct. */
struct pv_strings {
	const struct pv_span *ptr;
	size_t n;
	const struct pv_literal_set *set;       /* of these, when it is known */
};

struct pv_item_group {
	struct pv_strings set;
	struct pv_reach gap;    /* before it */
	struct pv_reach len;    /* of its strings */
	uint32_t cost;          /* how often it is seen: what it tells not */
};

struct pv_item {
	bool exact;
	struct pv_strings strings;                      /* when exact */
	struct pv_item_group groups[PV_LITERAL_GROUPS]; /* when not */
	size_t ngroups;
	struct pv_reach tail;   /* after the last group, or all there is */
};

/* Where items live while a pattern is read. */
struct pv_item_mem {
	struct pv_arena *arena;
	bool nomem;             /* memory ran out (sticky) */
};

/* A reach and then another; either of two; one so many times. */
struct pv_reach pv_reach_sum(struct pv_reach a, struct pv_reach b);
struct pv_reach pv_reach_hull(struct pv_reach a, struct pv_reach b);
struct pv_reach pv_reach_times(struct pv_reach a, uint64_t min, uint64_t max);

/* From the start of the item to its end. */
struct pv_reach pv_item_reach(const struct pv_item *it);

/* A set of one string, and an item that is exactly one of a set. */
struct pv_strings pv_item_string(
    struct pv_item_mem *m, const char *s, size_t len);
struct pv_item pv_item_exact(struct pv_strings s);

/* An item of which only the length is known. */
struct pv_item pv_item_any(struct pv_reach reach);

/* a with b's strings; n == 0 when there would be more than max. */
struct pv_strings pv_item_unite(struct pv_item_mem *m, struct pv_strings a,
    struct pv_strings b, size_t max);

/*
 * Every string of a before every one of b, white space and edges between them
 * folded; n == 0 when that is too much.
 */
struct pv_strings pv_item_cross(
    struct pv_item_mem *m, struct pv_strings a, struct pv_strings b);

/* Whether the set is nothing but the edge of a word. */
bool pv_item_is_edge(struct pv_strings s);

/* One of the strings as a group, nothing before it. */
struct pv_item_group pv_item_group(struct pv_strings s);

/* Append a group to an item that is not exact. */
void pv_item_add(struct pv_item *it, const struct pv_item_group *g);

/* The same item, but as groups. */
struct pv_item pv_item_loose(const struct pv_item *it);

/* Append an item that is not exact to one that is not. */
void pv_item_append(struct pv_item *it, const struct pv_item *tail);

/*
 * Either of two items: it holds one string of any group of the one united
 * with any group of the other.
 */
struct pv_item pv_item_either(
    struct pv_item_mem *m, const struct pv_item *x, const struct pv_item *y);

/* One of the items; those that are exact have been united. */
struct pv_choice {
	struct pv_item *items;
	size_t n;
	size_t cap;             /* room for so many */
};

/* Room for n items, to be filled; none when memory ran out. */
struct pv_choice pv_choice_new(struct pv_item_mem *m, size_t n);

/* All of them in one item, of which less is known. */
struct pv_item pv_choice_unite(
    struct pv_item_mem *m, const struct pv_choice *c);

/* Whether they are seen a good deal less often one by one than united. */
bool pv_choice_is_rare(const struct pv_choice *c, const struct pv_item *united);

/*
 * Unite the alternatives a when those of b, which come after them and are this
 * when united, are worth more one by one.
 */
void pv_choice_yield(struct pv_item_mem *m, struct pv_choice *a,
    const struct pv_choice *b, struct pv_item *united);

/* The same with the edge of a word before or after those that are exact. */
struct pv_choice pv_choice_edged(struct pv_item_mem *m,
    const struct pv_choice *c, bool before, bool after);

/* At most max of them: the last one stands for all that are over. */
struct pv_choice pv_choice_narrow(
    struct pv_item_mem *m, const struct pv_choice *c, size_t max);

/* Add an alternative; over max they are no longer kept apart. */
void pv_choice_add(struct pv_item_mem *m, struct pv_choice *c, size_t max,
    const struct pv_item *it);

#endif
