/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_GRASP_H
#define PV_DIFF_GRASP_H

#include "diff/instruct.h"

/* What the verbs of an instruction are read with. */

#define PV_MANY 16  /* operands of one verb */
#define PV_BIT(lex) (UINT64_C(1) << (lex))
#define PV_BARE PV_BIT(PV_LEX_NOISE)    /* without a preposition */

/* Tokens [first, end). */
struct pv_stretch { uint32_t first, end; };
struct pv_hand { uint32_t t[PV_MANY]; size_t n; };

static inline const struct pv_token_of *
pv_tok(const struct pv_instruct *x, uint32_t i)
{
	return PV_VEC_AT(&x->lex.tokens, struct pv_token_of, i);
}

static inline const struct pv_target *
pv_tgt(const struct pv_instruct *x, uint32_t i)
{
	return PV_VEC_AT(&x->lex.targets, struct pv_target, pv_tok(x, i)->n);
}

/* Is there such a token? */
bool pv_has(const struct pv_instruct *x, struct pv_stretch s,
    enum pv_lex lex);

/* Are operands i and k one list: "A and B", "A, B"? */
bool pv_is_list(const struct pv_instruct *x, uint32_t i, uint32_t k);

/* The preposition that operand i has, PV_LEX_NOISE when it has none. */
enum pv_lex pv_prep(const struct pv_instruct *x, struct pv_stretch s,
    uint32_t i);

/* Operands of a kind that have one of these prepositions. */
struct pv_hand pv_gather(const struct pv_instruct *x, struct pv_stretch s,
    enum pv_lex lex, uint64_t preps);

/* Does a bare operand of a verb stand at token i? */
bool pv_is_bare(const struct pv_instruct *x, struct pv_stretch s, uint32_t i);

/* The last bare operand of a stretch; its end when there is none. */
uint32_t pv_last_bare(const struct pv_instruct *x, struct pv_stretch s);

/* What a quotation says as words, or a date as it stands. */
struct pv_words pv_words_of(const struct pv_instruct *x, uint32_t i);

/* The text that is to be put in, quoted behind token `from` or unquoted. */
struct pv_span pv_brought(struct pv_instruct *x, uint32_t from);

/* The placeholder that these tokens hold or quote; empty without one. */
struct pv_span pv_reserved(const struct pv_instruct *x, struct pv_stretch s);

/* Is it "[Reserved]", "Intentionally omitted" or the like? */
bool pv_is_placeholder(struct pv_span s);

/* Of a text for several clauses the part that has this label. */
struct pv_span pv_share(struct pv_span text, struct pv_span label);

/* A name that is not quoted, without what follows it. */
struct pv_span pv_bare_name(struct pv_span s);

/* Append an operation, with what keeps it from being applied. */
void pv_give(struct pv_instruct *x, struct pv_operation op);

#endif
