/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_SCAN_H
#define PV_CLI_SCAN_H

#include <stdint.h>

#include "base/walk.h"
#include "cli/cli.h"
#include "cli/key.h"
#include "cli/reader.h"
#include "cli/tally.h"
#include "store/store.h"

/* The work of `proviso scan`: walk, read, tag, store. */
struct scan {
	struct cli *c;
	const struct pv_rules *rules;
	struct reader reader;
	struct pv_store *store;     /* NULL until something is worth it */
	struct pv_walk *walk;
	struct doc_keys *keys;
	struct pv_vec refusals;     /* before anything was stored */
	struct tally tally;
	uint64_t stored, unchanged, refused;    /* documents */
	uint64_t passed_over;       /* other shards, the store's own files */
	uint64_t gaps;              /* rules that hit a limit */
	uint64_t warnings;          /* about documents */
};

PV_NODISCARD enum pv_rc scan_init(struct scan *s, struct cli *c,
    const struct pv_rules *rules, bool (*stop)(void *ctx),
    struct pv_err *err);

/* Scan the operands and --files-from. */
PV_NODISCARD enum pv_rc scan_run(struct scan *s, char **paths, size_t npaths,
    struct pv_err *err);

/* Put the store into place; nothing is changed when nothing was usable. */
PV_NODISCARD enum pv_rc scan_finish(struct scan *s, struct pv_err *err);

void scan_free(struct scan *s);

#endif
