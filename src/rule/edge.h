/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_EDGE_H
#define PV_RULE_EDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/version.h"

/*
 * Which other sentences may limit what one says, beside those that follow in
 * its clause (rule/sequel.h): those that the next references behind the
 * clause stand in, when they point at it, and the first ones of a clause that
 * it is subject to.
 * Nothing here grows with the document.
 */
#define PV_EDGE_SENTENCES 3u    /* of the clause pointed at */
#define PV_EDGE_REFS 12u        /* references that follow the clause */

/* The first of the references that begins at or after byte `at`. */
size_t pv_edge_first(const struct pv_version *v, uint32_t at);

/* The sentence of reference k when it points at the clause, or nsentences. */
size_t pv_edge_citing(const struct pv_version *v, size_t k, uint32_t clause);

/* The first sentence of what reference k is subject to, or nsentences. */
size_t pv_edge_target(const struct pv_version *v, size_t k);

/* Whether the sentence cites the clause. */
bool pv_edge_cites(const struct pv_version *v, size_t sentence,
    uint32_t clause);

#endif
