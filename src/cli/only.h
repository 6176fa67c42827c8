/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_ONLY_H
#define PV_CLI_ONLY_H

#include <stdbool.h>

#include "base/buf.h"
#include "cli/cli.h"
#include "model/change.h"
#include "rule/rule.h"

/*
 * --only: what may change between two versions.
 *
 *   LABEL         a clause of the old version with its sub-clauses, and one of
 *                 the new version that has no counterpart in the old one
 *   definitions   what defines a term
 *   PROVISION     the sentences in which it is found
 *
 * A clause that moved is expected when it may change both where it was and
 * where it is.  What a change does elsewhere, to a provision or to a
 * cross-reference, is not expected.
 */

/* Does every argument say something?  False after a usage error. */
bool only_check(const struct cli *c);

/*
 * Mark what is expected and judge d->substantive anew; a clause that moved
 * counts, too.  False after a message: a label that neither version has.
 */
bool only_mark(const struct cli *c, const struct pv_rules *rules,
    struct pv_diff *d);

/* Drop what is expected. */
void only_rest(struct pv_diff *d);

/* What was asked, for people; empty without --only. */
void only_name(const struct cli *c, struct pv_buf *out);

#endif
