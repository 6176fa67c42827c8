/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_TALLY_H
#define PV_CLI_TALLY_H

#include "base/buf.h"
#include "base/vec.h"
#include "model/finding.h"

/* Counts of findings by provision and stance. */
#define TALLY_STANCES (PV_STANCE_REFERENCE + 1)

struct tally {
	struct pv_vec rows;         /* struct tally_row */
	uint64_t findings;
};

void tally_init(struct tally *t);
/* Count findings of at least this confidence; false when memory is out. */
bool tally_add(struct tally *t, const struct pv_findings *f,
    int32_t min_confidence);
/* A table, a provision a line, in the order of their names. */
void tally_print(struct tally *t, struct pv_buf *out, bool color);
void tally_release(struct tally *t);

#endif
