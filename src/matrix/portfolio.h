/* SPDX-License-Identifier: MIT */
#ifndef PV_MATRIX_PORTFOLIO_H
#define PV_MATRIX_PORTFOLIO_H

#include "base/vec.h"
#include "matrix/paper.h"

/* The papers of one key; a slice of the sorted papers. */
struct pv_file {
	struct pv_span key;
	size_t first, count;
	size_t root;                /* file that it belongs to, or itself */
	size_t next;                /* next file of the same root, or SIZE_MAX */
};

struct pv_matrix {
	struct pv_arena *arena;
	struct pv_vec papers;       /* struct pv_paper */
	struct pv_vec files;        /* struct pv_file, made by linking */
	struct pv_vec places;       /* size_t: where the texts are in papers,
	                             * in the order they were added; the same */
};

/* A text that counts on the day, and how much. */
struct pv_active {
	const struct pv_paper *paper;
	int rank;
	bool base;
};

/*
 * The texts that are in force for file i, into `out` (struct pv_active); none
 * when its term is over.  False when memory is out.
 */
bool pv_active_of(const struct pv_matrix *m, size_t i, const char *as_of,
    struct pv_vec *out);

/* weigh.c: the cell of a cloud and a mode; spans point into the papers. */
struct pv_weighing {
	const struct pv_active *active;
	size_t nactive;
	const char *as_of;          /* NULL = no day */
	struct pv_vec hits;         /* room, of weigh.c */
};
PV_NODISCARD enum pv_rc pv_weigh(struct pv_weighing *w, struct pv_cell *cell,
    struct pv_arena *arena, struct pv_err *err);

#endif
