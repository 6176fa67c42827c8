/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_TERM_H
#define PV_RULE_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/vec.h"
#include "model/version.h"

/*
 * Where a text uses the version's defined terms and its parties' names: as
 * written (capitals count), on word edges, longest first, a plural "s"
 * allowed.  A trie over words in a hash table; a text is read once.
 */
struct pv_terms {
	const struct pv_version *v;
	struct pv_vec slots;    /* hash table of edges */
	struct pv_vec heads;    /* a node's first entry */
	struct pv_vec entries;
	bool first[256];        /* bytes that a term begins with */
};

struct pv_term_use {
	struct pv_range at;     /* bytes of the text, without a plural "s" */
	uint32_t def;           /* the definition that holds there; PV_NONE */
	bool party;             /* a party's name or short name */
};

void pv_terms_init(struct pv_terms *t, const struct pv_mem *mem);
void pv_terms_release(struct pv_terms *t);
PV_NODISCARD enum pv_rc pv_terms_open(struct pv_terms *t,
    const struct pv_version *v, struct pv_err *err);

/*
 * Append the uses in text to out (struct pv_term_use), ascending.  clause is
 * where the text stands: of several definitions of a term the innermost one
 * around it holds.  False when memory ran out.
 */
bool pv_terms_find(const struct pv_terms *t, struct pv_span text,
    uint32_t clause, struct pv_vec *out);

#endif
