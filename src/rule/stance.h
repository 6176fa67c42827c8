/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_STANCE_H
#define PV_RULE_STANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "model/finding.h"
#include "model/version.h"

struct pv_glances;
struct pv_term_use;
struct pv_unit;

/*
 * How a unit treats the provision whose rules fired in it: worked out once
 * for all provisions by reading the words around the match, never by
 * patterns; rule/ruling.h says where provisions differ.  In this order:
 *
 *   place      recital, contents, signature, lone definition or heading
 *   amendment  deleted, reserved, waived, replaced words, here or in the
 *              sentence beside (removal.c, undone.c); quoted new text is
 *              content and is read as if it stood alone
 *   narrowing  the match names a right made elsewhere that ends, rests or
 *              does not reach something: conditional, or removed when at once
 *   negation   with scope: a negator reaches to the end of its clause, and
 *              only through verbs of being, having and granting; a negated
 *              restriction is a freedom; a negated refusal is no finding;
 *              a loose match is denied by any words of its clause; a line
 *              or a question by its answer
 *   mention    audit, liability, breach: the words only point at the thing
 *   limits     sunsets, conditions, carve-outs, springing; boilerplate and a
 *              trigger's own event are none; "during the Exclusivity Period"
 *              is a sunset where that term's meaning tells its last day
 *   edges      the sentences behind it (sequel.c), a clause near by that
 *              overrides it or one that it is subject to
 *   redaction  of a term that decides
 *   later      "thereafter non-exclusive": a second state
 */
struct pv_stance_in {
	const struct pv_version *version;
	const struct pv_unit *unit;
	struct pv_range match;      /* union of the rules' matches, unit bytes */
	bool has_stance;            /* the rule states what its words say */
	enum pv_stance stance;      /* when has_stance */
	struct pv_span provision;
	struct pv_span subtype;     /* may be empty */
	enum pv_strength strength;
	const struct pv_term_use *uses; /* of defined terms, ascending */
	size_t nuses;
	struct pv_span mark;        /* of redactions, see model/redaction.h */
	struct pv_glances *glances; /* or NULL: rule/glance.h, saves time */
	bool excerpt;               /* of a text that is one */
	bool loose;                 /* words weighed it, no rule alone did: the
	                             * match tells little of its grammar */
};

#define PV_STANCE_ATTRS 16
#define PV_STANCE_DATE 16

/* A value borrows the unit's text or the `date` beside it. */
struct pv_stance_attr {
	enum pv_attr_key key;
	struct pv_span value;       /* ptr NULL: the date */
	char date[PV_STANCE_DATE];  /* "2030-12-31" with a NUL, or "" */
};

struct pv_state {
	enum pv_stance stance;
	enum pv_strength strength;
	uint32_t flags;             /* enum pv_finding_flags */
	struct pv_stance_attr attrs[PV_STANCE_ATTRS];
	size_t nattrs;
};

struct pv_stance_out {
	/* false: the words undo themselves ("shall not unreasonably refuse"),
	   or they are the old text of an amendment; there is no finding */
	bool keep;
	struct pv_state now;
	bool has_later;             /* one clause, two states */
	struct pv_state later;
};

void pv_stance(const struct pv_stance_in *in, struct pv_stance_out *out);

static inline struct pv_span
pv_stance_attr_value(const struct pv_stance_attr *a)
{
	return a->value.ptr ? a->value : pv_span_str(a->date);
}

#endif
