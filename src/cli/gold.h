/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_GOLD_H
#define PV_CLI_GOLD_H

#include "base/vec.h"
#include "cli/cli.h"
#include "rule/gold.h"

/* Labelled text of a run: the files of --gold and the operands behind it. */
struct gold_file {
	struct pv_buf path, bytes;
	struct pv_gold gold;            /* YAML, or */
	struct pv_cuad cuad;            /* JSON lines */
};

struct gold {
	struct pv_arena *arena;
	struct pv_vec files;            /* struct gold_file * */
	bool cuad;                      /* all files are of CUAD's form */
};

/*
 * Read files, and of folders every *.yaml and *.jsonl.  A fault is told with
 * its place: E-GOLD, also for an item that stands twice.
 */
PV_NODISCARD enum pv_rc gold_load(const struct cli *c, char **more, int nmore,
    struct gold *out, struct pv_err *err);
void gold_release(struct gold *g);

/* Are all files of one form?  Sets g->cuad; PV_EUSAGE. */
PV_NODISCARD enum pv_rc gold_one_form(struct gold *g, struct pv_err *err);

/* A text of it: an item, or a contract in the folder `txt` beside the file. */
struct gold_unit {
	const struct gold_file *file;
	const struct pv_gold_item *item;
	const struct pv_cuad_doc *doc;
};

/* Append the texts of a part, in their order; false when memory ran out. */
bool gold_units(const struct gold *g, enum part part, struct pv_vec *out);
struct pv_span gold_unit_name(const struct gold_unit *u);
PV_NODISCARD enum pv_rc gold_unit_open(const struct cli *c,
    const struct gold_unit *u, int *fd, struct pv_err *err);

/* Print an error at a text of the unit's file, or at the unit as a whole. */
void gold_unit_tell(const struct gold_unit *u, const struct pv_text *at,
    const struct pv_err *err);

#endif
