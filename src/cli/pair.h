/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_PAIR_H
#define PV_CLI_PAIR_H

#include "base/buf.h"
#include "diff/diff.h"
#include "rule/rule.h"

/*
 * Two versions of a text, tagged where it takes findings to tell what became
 * of the provisions: clauses that differ, and those whose findings may.  Where
 * a clause stands as it stood, and the rules cannot tell one from the other,
 * its findings are on both sides and nothing is told of them.
 *
 * A worker makes the findings.  Whether some provision is left in clauses that
 * it did not tag it finds out when the diff asks, and the answers go to the
 * parent, whose diff asks the same.
 */

/* Append both sides' findings and the answers in wire form. */
PV_NODISCARD enum pv_rc pair_tag(const struct pv_rules *rules,
    const struct pv_version *old_version, const struct pv_version *new_version,
    struct pv_buf *out, struct pv_err *err);

/* Append two versions in wire form, for a worker; and its side of that. */
void pair_put(const struct pv_version *old_version,
    const struct pv_version *new_version, struct pv_buf *out);
PV_NODISCARD enum pv_rc pair_answer(const struct pv_rules *rules,
    struct pv_span in, struct pv_buf *out, struct pv_err *err);

/* What pair_tag() told, read without trust; the answers are its bytes. */
struct pair_found {
	struct pv_findings *findings[2];    /* old, new; whoever reads it
	                                     * frees them */
	struct pv_buf wire;                 /* what was read, kept */
	struct pv_span answers;
	size_t taken;
	bool short_of;                      /* more were asked than answered */
};
PV_NODISCARD enum pv_rc pair_parse(struct pv_span in,
    const struct pv_version *old_version, const struct pv_version *new_version,
    struct pair_found *out, struct pv_err *err);

/* For pv_diff_rest: the next answer of a struct pair_found. */
bool pair_next(void *ctx, const struct pv_diff_asked *asked);

#endif
