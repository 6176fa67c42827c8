/* SPDX-License-Identifier: MIT */
#ifndef PV_TESTS_EDITSCRIPT_H
#define PV_TESTS_EDITSCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "esnumber.h"
#include "model/version.h"

/*
 * A text taken apart into the own texts of its clauses, changed by an edit
 * script, numbered anew and put together again: so it is known what became of
 * each clause without asking whoever is to find it out.
 */

/* The own text of a clause: its stem, or its tail. */
struct es_item {
	uint32_t clause;        /* of the base; PV_NONE = new */
	uint32_t up;            /* the item of the clause above */
	uint32_t rank;          /* in the order of the base */
	bool tail;
	bool block;             /* begins a line */
	bool gone, moved, edited, renamed;
	bool vague;             /* a reference in it could not follow */
	uint32_t into;          /* gone: merged into this item; else PV_NONE */
	uint32_t from;          /* new: cut from this item; else PV_NONE */
	struct pv_range at;     /* in the base's text, unless new */
	struct pv_span own;     /* new: its words */
	struct pv_span more;    /* what was merged into it */
	bool serial;            /* numbered in the series of its parent */
	int32_t percent;        /* of its words to be changed */
	struct pv_span num, label; /* as they are now */
	struct pv_range out;    /* in the new text */
};

/* Numbers of children that follow each other: prefix, value, suffix. */
struct es_series {
	bool any;
	enum es_style style;
	bool upper;
	uint32_t first;
	struct pv_span prefix, suffix, gap;
};

struct es {
	const struct pv_version *v;
	struct pv_arena *arena;
	uint64_t seed;
	struct es_item *items;          size_t nitems, cap;
	struct es_series *series;       /* by item, of its children */
	uint32_t *order;                size_t norder;
	uint32_t *item_of;              /* by clause */
	bool *cited;                    /* by clause: it or one below */
	struct pv_span term, name;      /* rename one to the other */
	bool wrap;                      /* lines, pages and quotes as well */
	uint32_t shift;                 /* of first-level numbers but one */
};

uint64_t es_random(uint64_t *seed);
/* 0 to n-1; n must not be 0 */
uint32_t es_pick(struct es *s, size_t n);

/* False when memory is out. */
bool es_init(struct es *s, const struct pv_version *v,
    struct pv_arena *arena, uint64_t seed);

/* Each does it once somewhere, or is false when no place is fit for it. */
bool es_move(struct es *s, size_t run, bool edit);
bool es_insert(struct es *s, const struct pv_version *donor, bool early);
bool es_delete(struct es *s, bool early);
bool es_split(struct es *s);
bool es_merge(struct es *s);
bool es_rename(struct es *s);
/* Change `percent` of the words of one clause. */
bool es_reword(struct es *s, int32_t percent);

/* A clause's number in the base, and how many words a text has. */
struct pv_span es_num(const struct es *s, uint32_t clause);
size_t es_words(struct pv_span s);

/* editwrite.c: number anew, and write the text; false when memory is out. */
bool es_write(struct es *s, struct pv_buf *out);

/* After that: is there a reference that could not follow, or be followed? */
bool es_is_vague(const struct es *s);

#endif
