/* SPDX-License-Identifier: MIT */
#ifndef PV_MODEL_MATRIX_H
#define PV_MODEL_MATRIX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/span.h"

/* Where a product may run: what an agreement says of a cloud and a mode. */

enum pv_mode {
	PV_MODE_API,            /* the product or endpoint is served there */
	PV_MODE_MANAGED,        /* it is offered there as the cloud's service */
	PV_MODE_WEIGHTS         /* who was given the weights runs them there */
};
#define PV_MODES (PV_MODE_WEIGHTS + 1)

enum pv_answer {
	PV_ANSWER_ALLOWED,
	PV_ANSWER_PROHIBITED,
	PV_ANSWER_CONDITIONAL,
	PV_ANSWER_SILENT,
	PV_ANSWER_UNKNOWN,      /* what decides is blacked out */
	PV_ANSWER_CONFLICT      /* and no order of precedence settles it */
};

const char *pv_mode_name(enum pv_mode m);
const char *pv_answer_name(enum pv_answer a);

struct pv_cell {
	struct pv_span agreement;   /* key */
	struct pv_span cloud;       /* aws, azure, gcp, any-other, a slug */
	enum pv_mode mode;
	enum pv_answer answer;
	struct pv_span until;       /* ISO date, the last day, or an event */
	struct pv_span condition;
	struct pv_span clause;      /* label; two of them, "4.1; 4.2" */
	struct pv_span version;     /* KEY@LABEL of the text it stands in */
};

/* Kinds of texts, in the usual order of precedence, the lowest first. */
enum pv_paper_kind {
	PV_PAPER_TALK,          /* binds nobody: memorandum, statement */
	PV_PAPER_POLICY,
	PV_PAPER_TERMS,         /* terms of service */
	PV_PAPER_BASE,          /* an agreement, a restated one */
	PV_PAPER_AMENDMENT,
	PV_PAPER_ORDER          /* order form, statement of work */
};
#define PV_PAPER_KINDS (PV_PAPER_ORDER + 1)

const char *pv_paper_kind_name(enum pv_paper_kind k);
/* False when no kind is called that. */
bool pv_paper_kind_parse(struct pv_span name, enum pv_paper_kind *out);

/* Does it belong to another text, whose title its first lines name? */
bool pv_paper_is_layer(enum pv_paper_kind k);
#define PV_PAPER_HEADER 4096    /* bytes of those lines */

/* What tells where a text belongs and when it counts. */
struct pv_paper_head {
	enum pv_paper_kind kind;
	struct pv_span date;        /* as it states it, may be empty */
	struct pv_span end;         /* last day of its term, empty unknown */
	struct pv_span title;
	struct pv_span parties[2];  /* aliases of the first two */
	struct pv_span header;      /* first lines of a layer, else empty */
};

/* Rows of one agreement, or of many one after the other. */
struct pv_cells {
	struct pv_arena *arena;     /* owns everything below */
	struct pv_cell *items;
	size_t nitems;
};

void pv_cells_free(struct pv_cells *c); /* NULL is fine */

#endif
