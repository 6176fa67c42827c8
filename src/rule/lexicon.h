/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_LEXICON_H
#define PV_RULE_LEXICON_H

#include "base/buf.h"
#include "base/vec.h"
#include "rule/pack.h"
#include "rule/prefilter.h"

/*
 * Fragments in patterns: {{name}} stands for the fragment in a group of its
 * own.  A pack's own fragments come before those of shared packs (packs
 * without a provision).  Fragments may use fragments, LEXICON_DEPTH deep.
 */
struct pv_fragment {
	const struct pv_pack *pack;
	const struct pv_pair *pair;
};

/* What patterns that use a fragment must know of it. */
enum pv_trait {
	PV_TRAIT_OTHER,         /* it has groups */
	PV_TRAIT_PLAIN,
	PV_TRAIT_EMPTY          /* it may match nothing */
};

struct pv_lexicon {
	const struct pv_pack *packs;
	size_t npacks;
	enum pv_trait *const *traits;   /* of each pack's fragments */
};

/* Expanded bytes [at, ...) up to the next piece come from `text` at `off`. */
struct pv_piece {
	size_t at;
	const struct pv_pack *pack;
	const struct pv_text *text;
	size_t off;
	const struct pv_pair *fragment; /* NULL: the pattern itself */
	size_t use;             /* where the pattern begins to use it */
};

struct pv_expansion {
	struct pv_buf text;
	struct pv_vec pieces;   /* struct pv_piece */
	struct pv_vec marks;    /* struct pv_literal_mark */
};

#define PV_EXPANSION_INIT \
	{ PV_BUF_INIT, PV_VEC_INIT(struct pv_piece), \
	    PV_VEC_INIT(struct pv_literal_mark) }

void pv_expansion_release(struct pv_expansion *x);

/*
 * Expand the pattern of a pack into x.  False after a complaint (an unknown
 * fragment, a cycle, a result that is too long) or when memory ran out.
 */
bool pv_expand(const struct pv_lexicon *lex, const struct pv_pack *pack,
    const struct pv_text *pattern, struct pv_complaints *c,
    struct pv_expansion *x);

/*
 * The pattern with "xx?" in the place of each fragment, or "x?" when it may be
 * empty.  False when one of them has groups, or when memory ran out.
 */
bool pv_expand_outline(const struct pv_lexicon *lex, const struct pv_pack *pack,
    const struct pv_text *pattern, struct pv_buf *out);

/*
 * Tell what is wrong at byte `off` of the expansion, at the place in the file
 * that it came from, with a note where a fragment was used.
 */
void pv_expansion_complain(const struct pv_expansion *x,
    const struct pv_pack *pack, const struct pv_text *pattern, size_t off,
    struct pv_complaints *c, const char *msg);

#endif
