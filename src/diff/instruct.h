/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_INSTRUCT_H
#define PV_DIFF_INSTRUCT_H

#include "diff/lex.h"
#include "diff/operation.h"

/*
 * One instruction, from tokens to operations.  Its grammar is that of its
 * verbs: a passive one ("is deleted") has its object on the left, an active
 * one ("by deleting") on the right; what a preposition stands in front of is
 * told by it; a clause named before is where words are.
 */
struct pv_instruct {
	struct pv_instrument *in;
	struct pv_lexing lex;
	struct pv_range at;         /* the instruction */
	uint32_t own;               /* as in struct pv_operation */
	struct pv_target context;   /* what an item without a target is about */
	struct pv_span content;     /* unquoted text after it, or empty */
	char date[PV_DATE_LEN + 1]; /* effective */
	struct pv_span why;         /* a reason not to apply any of it */
	bool wants;                 /* result: it needs text that follows */
	bool opens;                 /* result: items about `context` follow */

	uint32_t subject, subject_end; /* tokens */
	uint32_t described;         /* tokens before it only describe words
	                             * that are given themselves */
	bool dry;                   /* give no operations, only say whether
	                             * it wants text */
	size_t given;
};

/* Read the tokens of x->lex; appends to x->in->ops. */
void pv_instruct(struct pv_instruct *x);

#endif
