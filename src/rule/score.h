/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_SCORE_H
#define PV_RULE_SCORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/vec.h"
#include "rule/gold.h"

/*
 * Findings against labelled items.
 *
 * A finding and an expected one of the same provision match when they overlap;
 * each is in one pair at most, and pairs that agree in more (stance, subtype,
 * clause), then those that overlap more, are made first.  Findings that say
 * that a provision is there, limited, denied or taken away are counted apart
 * from mere references to it: a pair has two of one kind.  tp are the pairs, fn
 * the expected findings without one, fp the findings that overlap no expected
 * one; a further finding at the place of a pair, or in its clause with its
 * stance, is `again`, neither right nor wrong.
 */
struct pv_right { uint32_t right, of; };

struct pv_score_row {
	struct pv_span provision;
	bool known;                     /* the packs look for it */
	uint32_t items;                 /* that expect it or say it is near */
	uint32_t tp, fp, fn, again;     /* but for references */
	uint32_t ref_tp, ref_fp, ref_fn;
	/* of fn, or ref_fn: places where a finding of the other kind stands */
	uint32_t confused;
	struct pv_right stance, subtype, strength;      /* of pairs */
	struct pv_right near;           /* without a finding that is not there */
	/* by key, then of `redacted` */
	struct pv_right attrs[PV_ATTR_COUNT + 1];
	struct pv_vec by_item;          /* struct pv_score_count */
};

/* What an item adds to a row; items that add nothing have none. */
struct pv_score_count { uint32_t item, tp, fp, fn; };

/* A rule that decided findings, references left out. */
struct pv_score_rule {
	struct pv_span rule, provision;
	uint32_t right, wrong;
};

struct pv_score {
	struct pv_arena *arena;
	struct pv_vec rows;             /* struct pv_score_row */
	struct pv_vec rules;            /* struct pv_score_rule, see
	                                 * pv_score_finish() */
	uint32_t nitems;
};

#define PV_SCORE_PROVISIONS 1024u

PV_NODISCARD enum pv_rc pv_score_new(struct pv_score **out,
    struct pv_err *err);
void pv_score_free(struct pv_score *s);         /* NULL is fine */

/* A row for every provision that the packs find, in their order. */
PV_NODISCARD enum pv_rc pv_score_rows(struct pv_score *s,
    const struct pv_rules *r, struct pv_err *err);

/* The row of a provision, made when there is none; E-GOLD when too many. */
PV_NODISCARD enum pv_rc pv_score_row(struct pv_score *s, struct pv_span name,
    struct pv_score_row **out, struct pv_err *err);

/*
 * Count an item.  v and f are NULL when its text could not be read: everything
 * is missed.  E-GOLD when a text that is expected does not stand in the item;
 * *at is the text then.
 */
PV_NODISCARD enum pv_rc pv_score_item(struct pv_score *s,
    const struct pv_gold_item *item, const struct pv_version *v,
    const struct pv_findings *f, const struct pv_text **at,
    struct pv_err *err);

/* Sort rules by name and add up the same ones. */
PV_NODISCARD enum pv_rc pv_score_finish(struct pv_score *s,
    struct pv_err *err);

/* right / of in thousandths, rounded; 0 of 0 is -1. */
int32_t pv_score_ratio(uint64_t right, uint64_t of);

/* Thousandths; -1 where nothing can be said. */
struct pv_rates { int32_t precision, recall, f1; };
struct pv_rates pv_score_rates(uint64_t tp, uint64_t fp, uint64_t fn);

/*
 * The 95 % intervals of a row: 1000 resamples of the items, drawn alike for
 * every row and on every machine.
 */
struct pv_interval { struct pv_rates low, high; };
PV_NODISCARD enum pv_rc pv_score_interval(const struct pv_score *s,
    const struct pv_score_row *row, struct pv_interval *out,
    struct pv_err *err);

/*
 * The words of a text as CUAD compares them: lower case, without . , ; : and
 * with / as a blank; each once, sorted.  Borrows from the arena.
 */
struct pv_wordset { struct pv_span *words; size_t n; };
PV_NODISCARD enum pv_rc pv_wordset_make(struct pv_span text,
    struct pv_arena *arena, struct pv_wordset *out, struct pv_err *err);

/*
 * The same of an attribute's value: marks that only surround or end words,
 * articles and the possessive ending tell nothing; hyphens and apostrophes
 * are those of ASCII; "us" and "our" are "we", "your" is "you".
 */
PV_NODISCARD enum pv_rc pv_valueset_make(struct pv_span text,
    struct pv_arena *arena, struct pv_wordset *out, struct pv_err *err);

/* Do two sets share at least half of all their words (Jaccard >= 0.5)? */
bool pv_wordset_alike(const struct pv_wordset *a, const struct pv_wordset *b);

/* A text without white space, punctuation and capitals, for finding places. */
struct pv_skeleton {
	struct pv_buf letters;
	struct pv_vec at;               /* uint32_t: byte of the text */
};
void pv_skeleton_init(struct pv_skeleton *k);
PV_NODISCARD enum pv_rc pv_skeleton_make(struct pv_skeleton *k,
    struct pv_span text, struct pv_err *err);
void pv_skeleton_release(struct pv_skeleton *k);

/* The first place of `part` from letter *from on, which moves behind it. */
bool pv_skeleton_find(const struct pv_skeleton *k,
    const struct pv_skeleton *part, size_t *from, struct pv_range *out);

/* Where the words of expected findings stand in what was read of an item. */
struct pv_gold_places {
	const struct pv_version *v;
	struct pv_skeleton text, source;
};

/* v is NULL when the item could not be read. */
PV_NODISCARD enum pv_rc pv_gold_places_open(struct pv_gold_places *p,
    const struct pv_gold_item *item, const struct pv_version *v,
    struct pv_err *err);
void pv_gold_places_release(struct pv_gold_places *p);

/*
 * The place, all of the item when no words are given.  Words that the item has
 * and the text read from it lacks are lost; E-GOLD when the item lacks them.
 */
PV_NODISCARD enum pv_rc pv_gold_place(const struct pv_gold_places *p,
    const struct pv_gold_expect *e, struct pv_range *at, bool *lost,
    struct pv_err *err);

#endif
