/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_DRAFT_H
#define PV_DIFF_DRAFT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/span.h"
#include "base/vec.h"
#include "model/version.h"

/*
 * A text under amendment: one list of pieces, in which every clause has an
 * opening and a closing mark around its own text and its descendants.  Text
 * that an amendment brings is cut into clauses by its numbers.  Nothing is
 * ever moved in memory: pieces and clauses are known by their index.
 */
enum pv_piece_kind { PV_PIECE_TEXT, PV_PIECE_OPEN, PV_PIECE_CLOSE };
enum pv_piece_role {
	PV_ROLE_GAP,                /* what separates clauses */
	PV_ROLE_NUMBER,             /* "4.5 ", with what follows it */
	PV_ROLE_HEADING,
	PV_ROLE_BODY
};
struct pv_piece {
	uint32_t next, prev;        /* PV_NONE = none */
	uint32_t node, source;
	uint8_t kind, role;
	struct pv_span text;
};
struct pv_node {
	struct pv_span label;
	struct pv_span key;         /* pv_cite_key() of it */
	uint32_t open, close;       /* pieces */
	uint32_t parent;
	uint32_t source;            /* the last that touched it */
	uint8_t kind;               /* enum pv_clause_kind */
	bool gone;
};
struct pv_draft {
	struct pv_arena *arena;
	struct pv_vec pieces;       /* struct pv_piece; [0] opens the root */
	struct pv_vec nodes;        /* struct pv_node; [0] is the root */
	bool failed;                /* memory */
};

/* From a version, whose text and pool must last. */
void pv_draft_init(struct pv_draft *t, struct pv_arena *arena,
    const struct pv_version *v);
void pv_draft_release(struct pv_draft *t);

static inline struct pv_piece *
pv_piece(const struct pv_draft *t, uint32_t i)
{
	return &((struct pv_piece *)t->pieces.ptr)[i];
}

static inline struct pv_node *
pv_node(const struct pv_draft *t, uint32_t i)
{
	return &((struct pv_node *)t->nodes.ptr)[i];
}

/* Is node i the node `of`, or below it? */
bool pv_node_in(const struct pv_draft *t, uint32_t i, uint32_t of);

/* Append what stands between a node's marks. */
void pv_draft_text(const struct pv_draft *t, uint32_t node, struct pv_buf *out);

/* The length of a node's text up to the first piece of this role or later. */
uint32_t pv_draft_skip(const struct pv_draft *t, uint32_t node,
    enum pv_piece_role role);

/* Link a new piece behind piece `after`; returns it, or PV_NONE. */
uint32_t pv_draft_link(struct pv_draft *t, uint32_t after,
    const struct pv_piece *p);

/* A new node; its marks are still to be linked. */
uint32_t pv_draft_node(struct pv_draft *t, const struct pv_node *n);

/* Own text of a node: what stands in front of its first descendant. */
uint32_t pv_draft_stem(const struct pv_draft *t, uint32_t node);

/* Bytes of a node's text, as pv_draft_text() gives it, to be replaced. */
struct pv_splice { struct pv_range at; struct pv_span text; };

/* By at.start, without overlaps.  The texts must last. */
void pv_draft_splice(struct pv_draft *t, uint32_t node, uint32_t source,
    const struct pv_splice *s, size_t n);

/* Take a node out, with one of the gaps around it. */
void pv_draft_remove(struct pv_draft *t, uint32_t node);

/*
 * Put a text beside or into a node, with a gap like those around it, and cut
 * it into clauses; `label`, when it is not empty, is that of the first one.
 * Returns the first new node.
 */
enum pv_draft_where {
	PV_DRAFT_AFTER,
	PV_DRAFT_BEFORE,
	PV_DRAFT_LAST,              /* as the last one in it */
	PV_DRAFT_INSTEAD
};
struct pv_insertion {
	enum pv_draft_where where;
	uint32_t source;
	struct pv_span label, text;
};
uint32_t pv_draft_put(struct pv_draft *t, uint32_t node,
    const struct pv_insertion *ins);

/* Give a node another label, and those below it. */
void pv_draft_relabel(struct pv_draft *t, uint32_t node, struct pv_span label);

/*
 * The number that text begins with: its bytes with what follows it, and its
 * label ("Section 4.05." gives "4.5"); false when there is none.
 */
struct pv_cite;
bool pv_draft_number(struct pv_span text, uint32_t *len, struct pv_cite *c);

#endif
