/* SPDX-License-Identifier: MIT */
#ifndef PV_MODEL_FINDING_H
#define PV_MODEL_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/version.h"

/*
 * Provisions found in one version.  Flat like the version, with a string pool
 * of its own; ranges are bytes of the version's normalized text.  Weights,
 * scores and confidences are thousandths, so that they add up the same
 * everywhere.
 */

enum pv_finding_flags {
	PV_FINDING_REDACTED = 1 << 0,   /* a term that decides is blacked out */
	PV_FINDING_REVIEW = 1 << 1      /* a person should look */
};

struct pv_attr {
	uint32_t key;               /* enum pv_attr_key */
	struct pv_sref value;
};

struct pv_evidence {
	struct pv_sref rule;        /* "exclusivity.hosting.only-through" */
	struct pv_range at;         /* may be empty for context evidence */
	int32_t weight;             /* thousandths */
};

struct pv_finding {
	uint32_t clause;            /* index into the version's clauses */
	struct pv_range at;         /* operative sentence(s) */
	struct pv_sref provision, subtype, rule;
	uint16_t stance;            /* enum pv_stance */
	uint16_t strength;          /* enum pv_strength */
	uint32_t flags;             /* enum pv_finding_flags */
	int32_t confidence;         /* thousandths, 0..1000 */
	uint32_t attrs, nattrs;     /* slice of the attribute array */
	uint32_t evidence, nevidence;
};

/* A rule that could not be evaluated: the answer is incomplete there. */
struct pv_gap {
	struct pv_sref rule;
	uint32_t clause;
};

/* Findings are ordered by at.start, then provision, subtype and rule. */
struct pv_findings {
	struct pv_arena *arena;     /* owns everything below */
	struct pv_span pool;
	struct pv_finding *items;       size_t nitems;
	struct pv_attr *attrs;          size_t nattrs;
	struct pv_evidence *evidence;   size_t nevidence;
	struct pv_gap *gaps;            size_t ngaps;
	size_t pool_cap;            /* room in the pool while building */
	bool failed;                /* an append ran out of memory (sticky) */
};

/* Append a string to the pool; on failure f->failed is set. */
struct pv_sref pv_findings_add(struct pv_findings *f, struct pv_span s);

struct pv_findings *pv_findings_new(const struct pv_mem *mem);
void pv_findings_free(struct pv_findings *f);   /* NULL is fine */

static inline struct pv_span
pv_findings_str(const struct pv_findings *f, struct pv_sref s)
{
	return pv_span_sub(f->pool, s.off, (size_t)s.off + s.len);
}

/* Value of an attribute of finding i, or an empty span. */
struct pv_span pv_finding_attr(const struct pv_findings *f, size_t i,
    enum pv_attr_key key);

#endif
