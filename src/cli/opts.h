/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_OPTS_H
#define PV_CLI_OPTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ingest/ingest.h"

/*
 * The options of all commands stand in one table (opts.c): getopt_long(), the
 * help text, completions and the check of the man pages are made from it.
 */
enum opt_id {
	OPT_FORMAT,
	OPT_RULES,
	OPT_JIT,
	OPT_DB,
	OPT_MIN_CONFIDENCE,
	OPT_FAIL_ON,
	OPT_PROVISION,
	OPT_SUBTYPE,
	OPT_ONLY,
	OPT_SIDE_BY_SIDE,
	OPT_AS_OF,
	OPT_CLAUSE,
	OPT_SINCE,
	OPT_CHECK,
	OPT_GOLD,
	OPT_PART,
	OPT_FOLD,
	OPT_OUT,
	OPT_OUTPUT,
	OPT_COVERAGE,
	OPT_CHANGES,
	OPT_TYPE,
	OPT_FILES_FROM,
	OPT_NULL,
	OPT_HIDDEN,
	OPT_GIT,
	OPT_PATHS,
	OPT_AGREEMENT,
	OPT_LABEL,
	OPT_SHARD,
	OPT_KEEP_RAW,
	OPT_PARAM,
	OPT_JOBS,
	OPT_MAX_SIZE,
	OPT_TIMEOUT,
	OPT_SANDBOX,
	OPT_COLOR,
	OPT_QUIET,
	OPT_VERBOSE,
	OPT_HELP,
	OPT_VERSION,
	OPT_COUNT
};

#define OPT_BIT(id) (UINT64_C(1) << (id))

/* Every command takes these. */
#define OPTS_COMMON (OPT_BIT(OPT_COLOR) | OPT_BIT(OPT_QUIET) | \
	OPT_BIT(OPT_VERBOSE) | OPT_BIT(OPT_HELP) | OPT_BIT(OPT_VERSION))

/* What commands take that read documents, and that tag them. */
#define OPTS_READ (OPT_BIT(OPT_MAX_SIZE) | OPT_BIT(OPT_TIMEOUT) | \
	OPT_BIT(OPT_SANDBOX) | OPT_BIT(OPT_CHANGES) | OPT_BIT(OPT_TYPE))
#define OPTS_TAG (OPTS_READ | OPT_BIT(OPT_RULES) | OPT_BIT(OPT_JIT))

struct opt {
	enum opt_id id;
	const char *name;
	char letter;                /* 0 = none */
	const char *arg;            /* name of its argument; NULL = none */
	const char *help;
};
extern const struct opt opt_table[OPT_COUNT];

/* Which part of labelled text; PART_OPEN: all but test. */
enum part { PART_UNSAID, PART_ALL, PART_DEV, PART_FIT, PART_TEST, PART_OPEN };

enum when { WHEN_AUTO, WHEN_ALWAYS, WHEN_NEVER };

/* Arguments of an option that may be repeated. */
struct list {
	const char **items;
	size_t count;
};

struct opts {
	const char *format, *db, *files_from;
	const char *type;           /* of documents of an EDGAR submission */
	enum pv_changes changes;
	struct list rules, fail_on, only, params, checks, gold, git, paths;
	const char *agreement, *label;
	const char *provision, *subtype;
	enum part part;
	const char *as_of, *since;  /* ISO dates */
	const char *clause;         /* label */
	const char *out;            /* folder to write to */
	const char *output;         /* file to write to */
	uint32_t fold, folds;       /* 0-based; folds 0 = none left out */
	enum when color;
	enum when sandbox;          /* always = required */
	bool coverage, null, hidden, keep_raw, jit, side_by_side;
	bool quiet, verbose, help, version;
	unsigned jobs;
	uint32_t shard, shards;     /* 1-based; shards 0 = all */
	int32_t min_confidence;     /* thousandths */
	uint32_t timeout_ms;
	bool timeout_told;
	uint64_t max_size;
};

void opts_init(struct opts *o);
void opts_free(struct opts *o);

struct cmd;

/*
 * Parse the options of a command (NULL: those before a command, up to the
 * first operand).  *argc and *argv become the operands.  False after a message
 * was printed.
 */
bool opts_parse(struct opts *o, const struct cmd *cmd, int *argc,
    char ***argv);

/* May the command be given this option? */
bool opt_allowed(const struct cmd *cmd, enum opt_id id);

#endif
