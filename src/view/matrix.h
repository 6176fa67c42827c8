/* SPDX-License-Identifier: MIT */
#ifndef PV_VIEW_MATRIX_H
#define PV_VIEW_MATRIX_H

#include "base/buf.h"
#include "base/json.h"
#include "model/matrix.h"

/* One agreement: a line a cloud, then what stands behind the answers. */
void pv_view_matrix_text(struct pv_buf *out, const struct pv_cells *c,
    unsigned width);

/* A JSON object a row, one after the other. */
void pv_view_matrix_json(struct pv_json *j, const struct pv_cells *c);

/* One page: its head, a table an agreement, its end.  as_of may be NULL. */
void pv_view_matrix_begin(struct pv_buf *out, const char *as_of);
void pv_view_matrix_html(struct pv_buf *out, const struct pv_cells *c);
void pv_view_matrix_end(struct pv_buf *out);

#endif
