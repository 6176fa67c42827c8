/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_CONFORMER_H
#define PV_DIFF_CONFORMER_H

#include "base/buf.h"
#include "diff/draft.h"
#include "diff/operation.h"

/* What the files of pv_conform() share: one amendment at work on a draft. */
struct pv_conformer {
	struct pv_draft draft;
	struct pv_arena *arena;
	const struct pv_instrument *in;
	uint32_t source;            /* of the amendment, from 1 */
	uint32_t old_nodes;         /* nodes before it */
	size_t op;                  /* index in in->ops */
	uint64_t work;              /* bytes looked at */
	struct pv_buf text;         /* of the node at hand */
	struct pv_span why;         /* set by what fails */
	struct pv_span named;       /* the clause that a text brought, where
	                             * its number alone says which */
	struct pv_vec splices;      /* struct pv_splice */
};

/* Say why an operation is not applied; false. */
bool pv_conform_no(struct pv_conformer *c, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Bytes of a node's text that an operation is about. */
struct pv_spot { uint32_t node; struct pv_range at; };

/* The clause that a target names; false with a reason. */
bool pv_conform_find(struct pv_conformer *c, const struct pv_target *t,
    uint32_t *node);

/* How many clauses have the label, and the first of them. */
size_t pv_conform_count(const struct pv_conformer *c, struct pv_span label,
    uint32_t *node);

/* How many clauses have the heading, and the first of them. */
size_t pv_conform_headed(const struct pv_conformer *c,
    struct pv_span heading, uint32_t *node);

/* The part of a clause that a target names; fills c->text. */
bool pv_conform_spot(struct pv_conformer *c, const struct pv_target *t,
    struct pv_spot *spot);

/* The definition of a term: a whole node (at.end = 0), or a part of one. */
bool pv_conform_term(struct pv_conformer *c, struct pv_span term,
    struct pv_spot *spot);

/* The term that a text defines at its beginning; empty when it does not. */
struct pv_span pv_conform_defined(struct pv_span s);

/* Fill c->text with a node's text. */
struct pv_span pv_conform_text(struct pv_conformer *c, uint32_t node);

/* Words: substitute, strike, insert. */
bool pv_conform_words(struct pv_conformer *c, const struct pv_operation *op);
bool pv_conform_references(struct pv_conformer *c,
    const struct pv_operation *op);

/* Clauses. */
bool pv_conform_replace(struct pv_conformer *c,
    const struct pv_operation *op);
bool pv_conform_delete(struct pv_conformer *c, const struct pv_operation *op);
bool pv_conform_insert(struct pv_conformer *c, const struct pv_operation *op);
bool pv_conform_define(struct pv_conformer *c, const struct pv_operation *op);
bool pv_conform_renumber(struct pv_conformer *c,
    const struct pv_operation *op);

/*
 * A list item is about to go: "and" stays in front of the last one, and the
 * list ends as it did.
 */
void pv_conform_unlist(struct pv_conformer *c, uint32_t node);

/* "Hosting. " in front of what a clause says: its length with the blank. */
uint32_t pv_heading_length(struct pv_span s);

#endif
