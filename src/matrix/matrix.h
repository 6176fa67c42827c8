/* SPDX-License-Identifier: MIT */
#ifndef PV_MATRIX_MATRIX_H
#define PV_MATRIX_MATRIX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "matrix/paper.h"
#include "model/matrix.h"

/*
 * Which cloud may run what, for a portfolio of agreements.  Texts are added
 * one by one and may be freed at once; then the papers that belong together
 * are linked, and each agreement is asked.
 */
struct pv_matrix;

struct pv_matrix *pv_matrix_new(void);  /* NULL when memory is out */
void pv_matrix_free(struct pv_matrix *m);       /* NULL is fine */

/* Versions of one key and date in their order. */
PV_NODISCARD enum pv_rc pv_matrix_add(struct pv_matrix *m,
    const struct pv_paper_input *in, struct pv_err *err);

/*
 * Of most texts no more counts than where they belong: the head of one, which
 * points into the arena, and a text of which that is added in its place.
 */
PV_NODISCARD enum pv_rc pv_matrix_head(const struct pv_version *v,
    struct pv_arena *arena, struct pv_paper_head *out, struct pv_err *err);
PV_NODISCARD enum pv_rc pv_matrix_add_head(struct pv_matrix *m,
    const struct pv_paper_input *in, const struct pv_paper_head *head,
    struct pv_err *err);

/*
 * Order forms and amendments that are filed under a key of their own belong to
 * the agreement whose title they name, between whose parties they are made.
 */
PV_NODISCARD enum pv_rc pv_matrix_link(struct pv_matrix *m,
    struct pv_err *err);

/* Keys, sorted; 0 <= i < pv_matrix_count(). */
size_t pv_matrix_count(const struct pv_matrix *m);
struct pv_span pv_matrix_key(const struct pv_matrix *m, size_t i);
/* The agreement that agreement i belongs to; i itself when to none. */
size_t pv_matrix_root(const struct pv_matrix *m, size_t i);

/*
 * The texts that count for agreement i on a day (as_of as below), as numbers
 * (size_t) from 0 in the order in which they were added; false when memory is
 * out.  Those of which only the head was added must be read before its rows
 * are asked for.
 */
bool pv_matrix_texts(const struct pv_matrix *m, size_t i, const char *as_of,
    struct pv_vec *out);
PV_NODISCARD enum pv_rc pv_matrix_read(struct pv_matrix *m, size_t text,
    const struct pv_paper_input *in, struct pv_err *err);
bool pv_matrix_is_read(const struct pv_matrix *m, size_t text);

/*
 * The rows of agreement i on a day, or as its newest texts stand when as_of is
 * NULL: nothing is then taken to be over, or not yet begun.
 */
PV_NODISCARD enum pv_rc pv_matrix_rows(const struct pv_matrix *m, size_t i,
    const char *as_of, struct pv_cells **out, struct pv_err *err);

#endif
