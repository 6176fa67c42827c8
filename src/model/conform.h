/* SPDX-License-Identifier: MIT */
#ifndef PV_MODEL_CONFORM_H
#define PV_MODEL_CONFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"
#include "model/version.h"

/* What amendments do, and the agreement as they leave it. */

enum pv_op_kind {
	PV_OP_DELETE,
	PV_OP_REPLACE,
	PV_OP_RESERVE,              /* a placeholder stays in its place */
	PV_OP_INSERT,               /* a clause where its number puts it */
	PV_OP_INSERT_AFTER,
	PV_OP_INSERT_BEFORE,
	PV_OP_RENUMBER,
	PV_OP_SUBSTITUTE_WORDS,
	PV_OP_INSERT_WORDS,
	PV_OP_STRIKE_WORDS,
	PV_OP_ADD_DEFINITION,
	PV_OP_REPLACE_DEFINITION,
	PV_OP_DELETE_DEFINITION,
	PV_OP_REPLACE_EXHIBIT,
	PV_OP_GLOBAL_SUBSTITUTE,
	PV_OP_CHANGE_DATE,
	PV_OP_WAIVE,
	PV_OP_EXTEND,
	PV_OP_RESTATE,              /* the whole agreement */
	PV_OP_UPDATE_REFERENCES,
	PV_OP_RATIFY,               /* all else stands as it is */
	PV_OP_COUNT
};

struct pv_conformed_op {
	uint32_t amendment;         /* 1 = the first one */
	enum pv_op_kind kind;
	bool flagged;               /* not applied; `why` says why */
	bool later;                 /* flagged because it takes effect after
	                             * the day asked for */
	struct pv_span target;      /* "4.5", "def:Platform"; may be empty */
	struct pv_span why;
	struct pv_range at;         /* the instruction, in its own text */
};

/* In document order; sources count from 0 = the base. */
struct pv_conformed_clause {
	struct pv_span label;
	struct pv_range at;         /* with its descendants */
	uint32_t source;            /* who wrote, or last changed, its words */
};

/* Bytes of the conformed text from one source; they cover all of it. */
struct pv_source_run { struct pv_range at; uint32_t source; };

/*
 * The text is a normalized one, as of struct pv_version, and can be read
 * again.  Where nothing was changed it is the base's text to the byte.
 */
struct pv_conformed {
	struct pv_arena *arena;     /* owns everything below */
	struct pv_span text;
	struct pv_conformed_op *ops;            size_t nops;
	struct pv_conformed_clause *clauses;    size_t nclauses;
	struct pv_source_run *runs;             size_t nruns;
	size_t nflagged;
};

void pv_conformed_free(struct pv_conformed *c); /* NULL is fine */

const char *pv_op_kind_name(enum pv_op_kind k);

#endif
