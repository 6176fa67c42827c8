/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_CLI_H
#define PV_CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/opts.h"
#include "cli/out.h"

/* Exit statuses; the table stands in proviso(1). */
enum status {
	STATUS_OK = 0,          /* everything evaluated, nothing flagged */
	STATUS_FOUND = 1,       /* differences, or a gate was tripped */
	STATUS_TROUBLE = 2,     /* usage, rules, store, no usable input */
	STATUS_INCOMPLETE = 3   /* some input or rule was not evaluated */
};

/* One run of the program. */
struct cli {
	const struct cmd *cmd;
	struct opts opt;
	struct out out;             /* standard output */
	bool color;                 /* standard output takes colours */
	unsigned width;             /* columns of it */
	bool found;                 /* raises the status to 1 */
	bool incomplete;            /* raises it to 3 */
};

/* One subcommand, in the file cmd_NAME.c. */
struct cmd {
	const char *name;
	const char *args;           /* "FILE LABEL" */
	const char *summary;        /* one line */
	const char *details;        /* paragraphs and an example */
	uint64_t opts;              /* OPT_BIT()s, beside the common ones */
	const char *formats;        /* "text json", first = default */
	/* argc operands in argv; STATUS_OK leaves the rest to `c`. */
	enum status (*run)(struct cli *c, int argc, char **argv);
};

extern const struct cmd cmd_text;
extern const struct cmd cmd_clauses;
extern const struct cmd cmd_tag;
extern const struct cmd cmd_scan;
extern const struct cmd cmd_diff;
extern const struct cmd cmd_history;
extern const struct cmd cmd_watch;
extern const struct cmd cmd_compare;
extern const struct cmd cmd_conform;
extern const struct cmd cmd_effective;
extern const struct cmd cmd_rules;
extern const struct cmd cmd_explain;
extern const struct cmd cmd_lint;
extern const struct cmd cmd_query;
extern const struct cmd cmd_matrix;
extern const struct cmd cmd_report;
extern const struct cmd cmd_db;
extern const struct cmd cmd_help;

/* All commands, in the order of the help text, ended by NULL. */
extern const struct cmd *const commands[];
const struct cmd *find_command(const char *name);

/* Print a usage error and how to get help; STATUS_TROUBLE. */
enum status usage_error(const struct cmd *cmd, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* The member of names (ended by NULL) that a typo most likely meant. */
const char *closest(const char *typo, const char *const *names);

/* $PROVISO_DB, --db or proviso.db. */
const char *db_path(const struct cli *c);

/* Does the command print `format`? */
bool is_format(const struct cli *c, const char *format);

#endif
