/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_UNIT_H
#define PV_RULE_UNIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/vec.h"
#include "model/version.h"

/*
 * What rules read: one grammatical unit of a version, laid out as one line of
 * text however it is spread over the clause tree.  A list item is read as
 *
 *	lead-ins of its ancestors | own words | tail of its parent
 *
 * joined by single spaces and without its number, so that "Northlake shall
 * not: / (a) license / (b) make available ..." is read as "Northlake shall
 * not: make available ...".  Clause and section units hold several
 * sentences; there a block that is not part of the same sentence begins after
 * a newline.
 */
enum pv_unit_kind {
	PV_UNIT_SENTENCE,
	PV_UNIT_CLAUSE,
	PV_UNIT_SECTION,
	PV_UNIT_HEADING,
	PV_UNIT_DEFINITION
};

/* What the bytes of a segment are to the unit. */
enum pv_unit_part {
	PV_PART_STEM,           /* lead-in taken from an ancestor */
	PV_PART_OWN,
	PV_PART_TAIL,           /* what follows the parent's items */
	PV_PART_MEANING         /* a definition read in place of its term */
};

/* Which part of the agreement the clause stands in, inherited downwards. */
enum pv_unit_place {
	PV_PLACE_BODY,
	PV_PLACE_TITLE,         /* title and cover lines */
	PV_PLACE_PREAMBLE,
	PV_PLACE_RECITAL,
	PV_PLACE_DEFINITION,
	PV_PLACE_SCHEDULE,      /* exhibits, annexes: operative text too */
	PV_PLACE_CONTENTS,
	PV_PLACE_SIGNATURE
};

/*
 * Unit bytes [at, at+len) show version bytes `src`: byte by byte where both
 * lengths agree, otherwise as a whole (PV_PART_MEANING: src is the use of the
 * term).  Segments ascend by `at`; between two there is one separator byte,
 * or none.
 */
struct pv_seg {
	uint32_t at, len;
	struct pv_range src;
	uint32_t clause;        /* whose text it is */
	uint32_t sentence;      /* index, or PV_NONE */
	uint32_t def;           /* of a PV_PART_MEANING, or PV_NONE */
	uint8_t part;           /* enum pv_unit_part */
};

/* Borrows the version and the reader; good until the reader's next unit. */
struct pv_unit {
	struct pv_span text;
	const struct pv_seg *segs;
	size_t nsegs;
	struct pv_range own;    /* unit bytes of the unit's own words */
	uint32_t clause;        /* index into the version's clauses */
	uint32_t sentence;      /* first sentence of own text, or PV_NONE */
	uint8_t kind;           /* enum pv_unit_kind */
	uint8_t place;          /* enum pv_unit_place */
	bool reserved;          /* the clause is "[Reserved]" or the like */
	struct pv_span heading; /* nearest heading: the clause's own, else an
	                         * ancestor's; may be empty */
};

/* Version bytes under unit bytes `at`: hull over the own part, else all. */
struct pv_range pv_unit_source(const struct pv_unit *u, struct pv_range at);

/* Whether unit bytes `at` touch the unit's own words. */
static inline bool
pv_unit_touches_own(const struct pv_unit *u, struct pv_range at)
{
	return at.start < u->own.end && at.end > u->own.start;
}

/* A unit is read in windows of this size; a longer section is no unit. */
#define PV_UNIT_MAX 65536u
#define PV_UNIT_STEM_MAX 2048u  /* bytes of lead-ins, the nearest ones */
#define PV_UNIT_TAIL_MAX 1024u
#define PV_UNIT_JOIN_MAX 8192u  /* longest sentence read across its items */
#define PV_SECTION_DEPTH 8u     /* deepest clause that is a section */

/* Where a clause's sentences are, and what it inherits. */
struct pv_clause_index {
	uint32_t first, count;  /* sentences of its stem */
	uint32_t tail_first, tail_count; /* sentences of its tail */
	uint32_t sub_first, sub_end; /* sentences of its subtree */
	uint32_t leadin;        /* sentence that its children finish, or none */
	uint32_t tail;          /* sentence that ends its items', or none */
	uint32_t headed;        /* nearest clause with a heading, or PV_NONE */
	uint8_t place;          /* enum pv_unit_place */
};

/* Builds the units of one version after another, reusing its memory. */
struct pv_reader {
	const struct pv_version *v;
	struct pv_vec clauses;  /* struct pv_clause_index, one a clause */
	struct pv_vec defining; /* uint8_t, one a sentence: holds "X" means */
	struct pv_vec segs;     /* struct pv_seg */
	struct pv_buf text;
	bool failed;            /* memory ran out (sticky until opened) */
};

void pv_reader_init(struct pv_reader *r, const struct pv_mem *mem);
void pv_reader_release(struct pv_reader *r);
PV_NODISCARD enum pv_rc pv_reader_open(struct pv_reader *r,
    const struct pv_version *v, struct pv_err *err);

/*
 * One unit each; false when there is none (no such text) or when memory ran
 * out, which r->failed tells.
 */
bool pv_read_sentence(struct pv_reader *r, uint32_t sentence,
    struct pv_unit *u);
bool pv_read_clause(struct pv_reader *r, uint32_t clause, struct pv_unit *u);
bool pv_read_section(struct pv_reader *r, uint32_t clause, struct pv_unit *u);
bool pv_read_heading(struct pv_reader *r, uint32_t clause, struct pv_unit *u);
bool pv_read_definition(struct pv_reader *r, uint32_t def, struct pv_unit *u);

/*
 * The sentence that a clause and its inline items make together: "Cirrus has
 * (i) the first and (ii) the exclusive right, to host"; false when it has no
 * inline items.
 */
bool pv_read_joined(struct pv_reader *r, uint32_t clause, struct pv_unit *u);

static inline const struct pv_clause_index *
pv_reader_clause(const struct pv_reader *r, uint32_t clause)
{
	return PV_VEC_AT(&r->clauses, const struct pv_clause_index, clause);
}

#endif
