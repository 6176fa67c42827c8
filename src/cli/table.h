/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_TABLE_H
#define PV_CLI_TABLE_H

#include <stdbool.h>

#include "base/span.h"
#include "base/vec.h"
#include "cli/cli.h"

/*
 * Rows of text cells, printed in the format of the run: text (aligned), csv,
 * json or jsonl.  Cells are copied.  In JSON a cell that is a number is one.
 */
struct table {
	struct pv_vec cells;        /* struct cell, row by row */
	struct pv_buf bytes;
	size_t ncols;
	bool head_hidden;           /* no head line in text */
};

void table_init(struct table *t, size_t ncols);
/* The first ncols cells are the names of the columns. */
void table_add(struct table *t, struct pv_span cell);
/* A cell out of a buffer, which is empty then. */
void table_add_buf(struct table *t, struct pv_buf *b);
void table_add_u64(struct table *t, uint64_t n);
/* Thousandths, "0.912"; a negative number is no value. */
void table_add_milli(struct table *t, int32_t n);
/* A cell without a value: JSON null. */
void table_add_null(struct table *t);
/* Print and release; false when memory ran out. */
bool table_print(struct table *t, struct cli *c);

#endif
