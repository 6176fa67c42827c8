/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_GATE_H
#define PV_CLI_GATE_H

#include <stdbool.h>

#include "cli/cli.h"
#include "model/change.h"
#include "model/finding.h"
#include "rule/rule.h"

/*
 * --fail-on: what makes the exit status 1.  For findings PROVISION:STANCE,
 * PROVISION (in force or conditional) or :STANCE; for a diff the names of
 * changes.  Several are separated by commas.
 */

/*
 * Check the arguments of a run; false after a usage error.  A provision must
 * be one that the rules find: a misspelt gate would never trip.
 */
bool gate_check_findings(const struct cli *c, const struct pv_rules *rules);
bool gate_check_changes(const struct cli *c);

/* The next item of a list with commas, trimmed; false when there is none. */
bool gate_item(struct pv_span *rest, struct pv_span *item);
/* Do the rules find provisions of this name? */
bool gate_knows(const struct pv_rules *rules, struct pv_span provision);

/* Does this finding trip the gate? */
bool gate_finding(const struct cli *c, struct pv_span provision,
    struct pv_span stance);
/* Does one of these, above --min-confidence? */
bool gate_findings(const struct cli *c, const struct pv_findings *f);
/* Does a change of the diff that is not expected? */
bool gate_diff(const struct cli *c, const struct pv_diff *d);

#endif
