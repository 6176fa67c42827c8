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

#endif
