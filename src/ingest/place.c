/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ingest/build.h"

#include "ingest/heading.h"

/* Whether `clause` may take the list that mark k opens as its own. */
static bool
takes(const struct pv_build *b, uint32_t clause, const struct pv_mark *k,
    uint8_t numeral)
{
	bool item = pv_is_item(k, numeral);

	switch ((enum pv_clause_kind)pv_clause_of(b, clause)->kind) {
	case PV_CLAUSE_SECTION:
		if (k->flags & PV_MARK_HEADED &&
		    pv_knot_of(b, clause)->level < PV_HEADING_LEVEL)
			return k->level > pv_knot_of(b, clause)->level;
		/* Text under the heading: the document's numbers go past it. */
		return item || b->scoped || pv_knot_of(b, clause)->pars == 0;
	case PV_CLAUSE_DEFINITION:
		return item;
	case PV_CLAUSE_PARAGRAPH:
	case PV_CLAUSE_ITEM:
	case PV_CLAUSE_RECITAL:
		return item && (!(k->flags & PV_MARK_BLOCK) ||
		    k->flags & PV_MARK_LEADIN);
	case PV_CLAUSE_ROOT:
	case PV_CLAUSE_TITLE:
	case PV_CLAUSE_PREAMBLE:
	case PV_CLAUSE_ARTICLE:
	case PV_CLAUSE_SCHEDULE:
	case PV_CLAUSE_CONTENTS:
	case PV_CLAUSE_SIGNATURE:
		break;
	}
	return false;
}

/* The innermost clause below `up` that may take the list of mark k. */
static uint32_t
taker(struct pv_build *b, uint32_t up, const struct pv_mark *k, uint8_t numeral)
{
	uint32_t i;

	if (b->t.current == up && pv_knot_of(b, up)->tailed &&
	    pv_is_item(k, numeral) && !(k->flags & PV_MARK_BLOCK))
		pv_tree_settle(&b->t, up);
	for (i = b->t.current; i != PV_NONE && i > up; i = pv_parent_of(b, i)) {
		if (!pv_is_annotation(b, i))
			continue;
		if (takes(b, i, k, numeral))
			return i;
	}
	return up;
}

/* The clause of the choice, or of the nearest above it that is open. */
static uint32_t
open_above(const struct pv_build *b, uint32_t choice)
{
	for (; choice != PV_NONE; choice = pv_choice_at(b, choice)->up) {
		uint32_t i = b->clause_of[choice];

		if (i != PV_NONE && pv_tree_is_open(&b->t, i))
			return i;
	}
	return b->container;
}

uint32_t
pv_place(struct pv_build *b, const struct pv_choice *c)
{
	const struct pv_mark *k = pv_mark_at(&b->m, c->mark);
	uint32_t up = open_above(b, c->up);
	uint32_t prev = c->prev == PV_NONE ? PV_NONE : b->clause_of[c->prev];
	uint32_t cur = b->t.current;

	if (k->part == PV_PART_RECITALS && up == b->container)
		return b->recitals != PV_NONE ? b->recitals : b->container;
	if (prev == PV_NONE)
		return taker(b, up, k, c->numeral);
	prev = pv_parent_of(b, prev);
	/* A heading right before the number takes it, and what follows. */
	if (cur > up && pv_clause_of(b, cur)->kind == PV_CLAUSE_SECTION &&
	    pv_is_annotation(b, cur) && pv_knot_of(b, cur)->pars == 0 &&
	    (prev == up || !pv_tree_is_open(&b->t, prev) ||
	    pv_clause_of(b, prev)->kind == PV_CLAUSE_SECTION))
		return cur;
	return pv_tree_is_open(&b->t, prev) ? prev : up;
}

enum pv_clause_kind
pv_place_kind(const struct pv_build *b, const struct pv_choice *c,
    uint32_t parent)
{
	const struct pv_mark *k = pv_mark_at(&b->m, c->mark);

	if (k->part == PV_PART_RECITALS && (parent == b->recitals ||
	    parent == b->container))
		return PV_CLAUSE_RECITAL;
	if (pv_is_item(k, c->numeral))
		return PV_CLAUSE_ITEM;
	if (k->nparts > 1)
		return c->numeral == PV_NUMERAL_LOWER ||
		    c->numeral == PV_NUMERAL_LROMAN ? PV_CLAUSE_ITEM :
		    PV_CLAUSE_SECTION;
	if (c->up == PV_NONE)
		return PV_CLAUSE_ARTICLE;
	return pv_knot_of(b, parent)->form != PV_NUM_DOT ? PV_CLAUSE_ITEM :
	    PV_CLAUSE_SECTION;
}

/* Innermost open clause that may hold a heading of this level. */
static uint32_t
head_parent(const struct pv_build *b, uint16_t level)
{
	uint32_t i = b->t.current;

	for (; i != b->container && i != 0; i = pv_parent_of(b, i))
		if (pv_knot_of(b, i)->level > 0 && pv_knot_of(b, i)->level < level &&
		    pv_clause_of(b, i)->kind != PV_CLAUSE_ITEM)
			return i;
	return b->container;
}

uint32_t
pv_place_head(const struct pv_build *b, uint32_t mark)
{
	const struct pv_mark *k = pv_mark_at(&b->m, mark);
	uint32_t c = pv_upcoming(b), up;
	uint16_t level = k->rank == PV_HEAD_CERTAIN ? k->level :
	    (uint16_t)(PV_HEADING_LEVEL + (k->rank == PV_HEAD_WEAK));
	const struct pv_choice *next = c == PV_NONE ? NULL : pv_choice_at(b, c);
	bool directly = next != NULL && next->mark == mark + 1;

	if (k->rank == PV_HEAD_CERTAIN)
		return head_parent(b, level);
	if (next != NULL && next->up != PV_NONE) {
		if (next->prev != PV_NONE)
			return PV_NONE;
		up = b->clause_of[next->up];
		if (up != PV_NONE && pv_tree_is_open(&b->t, up))
			return k->rank == PV_HEAD_STRONG ? up : PV_NONE;
	}
	if (k->rank == PV_HEAD_WEAK && b->numbered && !(directly &&
	    next->prev == PV_NONE))
		return PV_NONE;
	return head_parent(b, level);
}

