/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_REMARK_H
#define PV_DIFF_REMARK_H

#include "diff/instruct.h"
#include "model/cite.h"

/* The way through an instrument. */
struct pv_walk {
	struct pv_instrument *in;
	struct pv_instruct x;
	struct pv_quotes q;
	struct pv_span text, masked;
	struct pv_cite number;      /* of the paragraph: "3", "(b)" */
	bool opened;                /* items about x.context follow */
	size_t first;               /* operation of the paragraph */
};

/*
 * What the sentence at hand, masked in `s`, is when it gives no operation of
 * its own.  Where it is meant to do something to a clause it is told as one
 * that is not understood, or that leaves the clause's words.
 */
void pv_remark_missed(struct pv_walk *w, struct pv_span s);

/*
 * "The foregoing shall take effect upon ...": what is said of the operations
 * before it in their paragraph holds for them; likewise what is said of
 * "Section 2 of this Amendment".  False when it is no such sentence.
 */
bool pv_remark_back(struct pv_walk *w, struct pv_span s, bool para);

#endif
