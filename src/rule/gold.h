/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_GOLD_H
#define PV_RULE_GOLD_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "rule/pack.h"

/*
 * Labelled text, to measure rules against.  Two forms: a YAML list of clauses
 * that carry their labels (corpus/gold/provisions/README.md), and JSON lines
 * in CUAD's form, a line a contract whose text is a file.
 */

/* A finding that a careful reader makes.  What is absent is not judged. */
struct pv_gold_expect {
	struct pv_text provision, subtype, clause, text;
	struct pv_text stance_text, strength_text;
	struct pv_pairs attributes;
	enum pv_stance stance;
	enum pv_strength strength;      /* NONE = absent */
};

struct pv_gold_item {
	struct pv_text id, part, style, text, note;
	const struct pv_gold_expect *expect;
	size_t nexpect;
	struct pv_texts near;
};

#define PV_GOLD_ITEMS 16384u    /* of a file */
#define PV_GOLD_EXPECT 256u     /* of an item */
/* A key of `attributes` that stands for a flag of the finding. */
#define PV_GOLD_REDACTED "redacted"

struct pv_gold {
	const struct pv_gold_item *items;
	size_t nitems;
};

/*
 * Read a YAML file into the arena; texts are good as long as that and the
 * source are.  Every fault goes to opts->message with a caret and the first
 * one into *err: PV_ERULE, E-GOLD, "FILE:LINE:COL: what".
 */
PV_NODISCARD enum pv_rc pv_gold_read(const struct pv_pack_source *source,
    const struct pv_rules_opts *opts, struct pv_arena *arena,
    struct pv_gold *out, struct pv_err *err);

/* A stretch that CUAD's annotators marked; bytes of the file as stored. */
struct pv_cuad_span {
	struct pv_span category, text;
	uint32_t start, end;
};

struct pv_cuad_doc {
	struct pv_span file;            /* its name, without a folder */
	struct pv_span sha256;          /* empty = not told */
	const struct pv_cuad_span *spans;
	size_t nspans;
	uint32_t line;                  /* of the gold file */
};

struct pv_cuad {
	const struct pv_cuad_doc *docs;
	size_t ndocs;
};

#define PV_CUAD_MAX ((size_t)256 << 20) /* bytes of a file */
#define PV_CUAD_LINE ((size_t)16 << 20) /* bytes of a line */

/* Is this JSON lines and not YAML? */
bool pv_cuad_is(struct pv_span bytes);

/* Read JSON lines likewise: PV_ERULE, E-GOLD, "FILE:LINE: what". */
PV_NODISCARD enum pv_rc pv_cuad_read(const struct pv_pack_source *source,
    struct pv_arena *arena, struct pv_cuad *out, struct pv_err *err);

#endif
