/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_TREE_H
#define PV_INGEST_TREE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/vec.h"
#include "ingest/mark.h"
#include "ingest/outline.h"
#include "model/version.h"

/*
 * The clause tree while it grows, in the order of the text.  One clause is
 * current: the text that comes belongs to it, to its stem while it has no
 * children, to its tail after that.
 */

/* What is known of a clause while the tree grows. */
struct pv_knot {
	uint32_t choice;        /* PV_NONE = not a number */
	uint32_t pars;          /* unnumbered blocks so far */
	uint16_t level;         /* of a bullet or heading, 0 = neither */
	uint8_t form, prefix;   /* of the number */
	uint8_t numeral;
	bool running;           /* an item of a list that is one sentence */
	bool tailed;            /* its tail has begun */
	bool parent;            /* has children */
	bool restarts;          /* an article whose sections begin at 1 */
};

struct pv_tree {
	struct pv_version *v;
	const struct pv_marks *m;
	struct pv_vec clauses;  /* struct pv_clause */
	struct pv_vec knots;    /* struct pv_knot, in step with clauses */
	struct pv_buf label;    /* scratch */
	uint32_t current;
	bool oversize;          /* a clause was cut at the cap */
};

#define PV_CLAUSE_CAP 65536     /* bytes of own text */
#define PV_TREE_DEPTH 60

static inline struct pv_clause *
pv_tree_clause(const struct pv_tree *t, uint32_t i)
{
	return PV_VEC_AT(&t->clauses, struct pv_clause, i);
}

static inline struct pv_knot *
pv_tree_knot(const struct pv_tree *t, uint32_t i)
{
	return PV_VEC_AT(&t->knots, struct pv_knot, i);
}

/* The root becomes current. */
void pv_tree_init(struct pv_tree *t, struct pv_version *v,
    const struct pv_marks *m);
void pv_tree_release(struct pv_tree *t);

/*
 * Begin a clause at byte `at` under `parent`, which is open; what is open
 * below `parent` ends there.  A tail that `parent` had becomes a clause of its
 * own.  Returns the new clause, which is current, or PV_NONE (out of memory,
 * or too deep: then nothing happens).
 */
uint32_t pv_tree_open(struct pv_tree *t, uint32_t parent, uint32_t at,
    enum pv_clause_kind kind);

/* End what is open below `clause` at `at`; text goes on in its tail. */
void pv_tree_tail(struct pv_tree *t, uint32_t clause, uint32_t at);

/* The tail of `clause`, if it has one, becomes its child, now current. */
void pv_tree_settle(struct pv_tree *t, uint32_t clause);

/* Whether `clause` is current or an ancestor of it. */
bool pv_tree_is_open(const struct pv_tree *t, uint32_t clause);

/* End the document: move the clauses to the version. */
bool pv_tree_finish(struct pv_tree *t);

/* label.c: set the label of the clause. */
void pv_label_plain(struct pv_tree *t, uint32_t clause, const char *word);
void pv_label_count(struct pv_tree *t, uint32_t clause, const char *tag,
    uint32_t n);
void pv_label_paragraph(struct pv_tree *t, uint32_t clause);
void pv_label_text(struct pv_tree *t, uint32_t clause, const char *tag,
    struct pv_span text);
void pv_label_schedule(struct pv_tree *t, uint32_t clause,
    struct pv_range name);
/* `scoped`: numbers begin anew under each heading of this part. */
void pv_label_number(struct pv_tree *t, uint32_t clause,
    const struct pv_mark *k, const struct pv_choice *c, bool scoped);

#endif
