/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_OPERATION_H
#define PV_DIFF_OPERATION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/vec.h"
#include "model/conform.h"

/*
 * What an amending instrument says is to be done, before anybody looks at the
 * text to be amended.
 */
enum pv_target_kind {
	PV_TARGET_NONE,             /* nothing was named */
	PV_TARGET_CLAUSE,
	PV_TARGET_DEFINITION,
	PV_TARGET_AGREEMENT
};
struct pv_target {
	enum pv_target_kind kind;
	struct pv_span label;       /* "4.5(b)", "Exhibit B", a term, "preamble" */
	struct pv_span heading;     /* what it is called, without a label */
	struct pv_span title;       /* what it is said to be called, beside it */
	int32_t sentence;           /* 0 = all of it, -1 = the last one,
	                             * -2 = the one before it */
	int32_t paragraph;          /* likewise */
	struct pv_span of;          /* the agreement it is said to be in */
	struct pv_range at;
	bool fresh;                 /* "a new Section 4.6" */
	bool hereto;                /* attached to the instrument */
};

/*
 * Words as quoted.  Loose: the full stop before the closing mark may be the
 * instruction's own.
 */
struct pv_words { struct pv_span text; bool loose; };

enum pv_op_place { PV_AT_NONE, PV_AT_AFTER, PV_AT_BEFORE, PV_AT_END,
	PV_AT_START, PV_AT_ALPHABET };

#define PV_NTH_EACH (-1)
#define PV_NTH_LAST (-2)

struct pv_operation {
	enum pv_op_kind kind;
	struct pv_target target;
	struct pv_target other;     /* anchor, or the number to take */
	enum pv_op_place place;
	struct pv_words old_words, new_words, anchor;
	struct pv_span content;     /* a clause or definition to put in */
	int32_t nth;                /* 0 = there must be one */
	bool bare;                  /* the old words are no quotation */
	char date[PV_DATE_LEN + 1]; /* effective; empty = at once */
	struct pv_span why;         /* not empty: not to be applied */
	struct pv_range at;         /* in the instrument */
	uint32_t own;               /* byte of the number of the paragraph of
	                             * the instrument that says so */
};

struct pv_instrument {
	const struct pv_version *v;
	struct pv_arena *arena;
	struct pv_vec ops;          /* struct pv_operation, in their order */
	struct pv_vec names;        /* struct pv_span: agreements it defines */
	struct pv_vec told;         /* struct pv_span: how each is described */
	char date[PV_DATE_LEN + 1]; /* its own effective date, or empty */
	struct pv_span hold;        /* a condition on all of it, or empty */
};

#define PV_OPERATIONS_MAX 4096

/*
 * Read an instrument; what it gives borrows the version and the arena.
 * PV_ELIMIT, code E-AMEND, when it says more than PV_OPERATIONS_MAX things.
 */
PV_NODISCARD enum pv_rc pv_instrument_read(struct pv_instrument *in,
    struct pv_arena *arena, const struct pv_version *v, struct pv_err *err);
void pv_instrument_release(struct pv_instrument *in);

/* A part of the instrument that stands behind its text: "Exhibit B". */
struct pv_span pv_instrument_part(const struct pv_instrument *in,
    struct pv_span label);

#endif
