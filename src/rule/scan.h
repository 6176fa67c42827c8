/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_SCAN_H
#define PV_RULE_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/regex.h"
#include "rule/compiled.h"
#include "rule/cue.h"
#include "rule/key.h"
#include "rule/memo.h"
#include "rule/rule.h"
#include "rule/term.h"
#include "rule/unit.h"

/*
 * Inside of the scanner.  For every clause: match.c runs rules over its units
 * and leaves hits, evidence.c adds them up and drafts findings, expand.c
 * reads once more with definitions in place.  scan.c drives.
 */

/* A rule that fired and was not held back. */
struct pv_hit {
	uint32_t rule;
	struct pv_range at;     /* unit bytes */
	struct pv_range src;    /* version bytes */
	uint32_t caps, ncaps;   /* slice of the captures */
	bool own;               /* touches the unit's own words */
	bool news;              /* rests on what a second reading joined */
	bool unmet;             /* its `when` is not met */
};

/* What a group caught; a copy in the scanner's pool. */
struct pv_capture {
	enum pv_attr_key key;
	uint32_t off, len;
};

/* Where the hits of a clause's context are: heading and section rules. */
struct pv_context {
	uint32_t first, count;  /* slice of the context hits */
	uint32_t up;            /* nearest ancestor that has some, or PV_NONE */
};

/* Matches of a guard in the unit, worked out when first asked for. */
struct pv_guarded {
	uint64_t unit;          /* serial of the unit */
	uint32_t first, count;  /* slice of the guard ranges */
};

/* A finding before sorting. */
struct pv_draft {
	struct pv_finding f;
	uint32_t provision;
	uint32_t serial;
	uint32_t sentence;      /* it is of, or PV_NONE */
	uint32_t model;         /* that decided it, or PV_NONE */
	uint32_t rule;          /* the heaviest one, or PV_NONE */
	int32_t by_hand;        /* what the rules add up to */
	bool pending;           /* needs a stronger finding of the model */
	bool yields;            /* to another one, or to several */
	bool surest;            /* of its provision in its sentence */
};

/* Sees every sentence: weigh.h. */
struct pv_observer {
	void (*see)(void *ctx, const struct pv_observation *o);
	void *ctx;
};

/* Tells what fired: guard empty when it counts. */
struct pv_tracer {
	void (*report)(void *ctx, const struct pv_trace *t);
	void *ctx;
	uint32_t clause;        /* PV_NONE = all */
};

struct pv_scanner {
	const struct pv_rules *rules;
	const struct pv_mem *mem;
	bool unfiltered;        /* first readings run every rule: tests */
	bool forgetful;         /* nothing is taken from the memo: tests */
	struct pv_matcher *matcher;
	struct pv_reader reader;
	struct pv_terms terms;
	struct pv_prefilter_state prefilter;
	struct pv_glances *glances;     /* what the stance engine asks for */
	const struct pv_version *v;
	const struct pv_tracer *tracer; /* or NULL */
	const struct pv_observer *observer; /* or NULL */
	struct pv_keys keys;
	struct pv_memo memo;    /* of all versions that it scanned */
	bool late;              /* the second pass: nothing is traced twice */

	/* the unit at hand */
	bool again;             /* it is read with definitions in place */
	uint64_t serial;
	struct pv_vec hits;     /* struct pv_hit */
	struct pv_vec around;   /* struct pv_hit */
	struct pv_vec uses;     /* struct pv_term_use */
	uint64_t uses_of;       /* serial of the unit they are of */
	struct pv_vec guarded;  /* struct pv_guarded, one a guard */
	struct pv_vec ranges;   /* struct pv_range: guard matches */
	struct pv_buf pool;     /* captured text of a clause */
	struct pv_vec caps;     /* struct pv_capture */

	/* fitted scores of the sentence at hand, one a model */
	struct pv_cue_reader cues;
	struct pv_cue_sieve sieve; /* of the cues that count here, and */
	struct pv_vec sieve_bits[PV_EXTENTS]; /* uint64_t: its bits, by extent */
	struct pv_vec cue_sums; /* int32_t: bias and cues */
	struct pv_vec sums;     /* int32_t: with rules */
	struct pv_vec model_fired; /* uint64_t: last serial */
	struct pv_vec observed; /* uint32_t: rules */

	/* the clause at hand */
	struct pv_vec kept;     /* struct pv_hit: all sentences of it */
	bool said;              /* rules over all of it may have matched */
	struct pv_vec unit_fired;   /* uint64_t a provision: last serial */
	struct pv_vec held;         /* the same: some rule was held back */
	struct pv_vec clause_fired; /* uint32_t a provision: clause, plus 1 */
	struct pv_vec fired;        /* uint64_t: provision << 32 | clause */
	struct pv_vec potential;    /* int32_t a provision: most that the
				     * sentence's rules may add up to */
	struct pv_vec open;         /* bool a provision: prospect.h */
	struct pv_vec asked;        /* bool a provision: rules over the clause
				     * want its hits */
	struct pv_vec chosen;       /* uint64_t: turn << 32 | rule to run */
	struct pv_vec asking;       /* uint32_t: these rules */
	struct pv_vec moved;        /* uint32_t: rules that meanings move */
	size_t nfired;              /* how many of them are sorted */
	struct pv_span mark;        /* of its redactions, where it names one */

	/* the version at hand */
	struct pv_vec context;  /* struct pv_context, one a clause */
	struct pv_vec context_hits; /* struct pv_hit */
	struct pv_vec def_context; /* struct pv_context, one a definition */

	struct pv_vec done;     /* bool a clause: its first pass */
	struct pv_digest key;   /* of the clause at hand */
	struct pv_vec seeded;   /* bool a model: some finding is no support */

	/* expanded units */
	struct pv_buf text;
	struct pv_vec segs;     /* struct pv_seg */
	struct pv_buf meaning;
	struct pv_vec inner;    /* struct pv_term_use */

	/* what comes out */
	struct pv_findings *out;
	struct pv_vec drafts;   /* struct pv_draft */
	struct pv_vec attrs, evidence, gaps;
	struct pv_vec rule_refs, provision_refs; /* struct pv_sref */
	struct pv_vec gap_at;   /* uint32_t a rule: last clause, plus 1 */
	bool failed;            /* memory ran out (sticky) */
};

/* Who listens wants to hear everything. */
static inline bool
pv_scan_is_quiet(const struct pv_scanner *s)
{
	return s->tracer == NULL && s->observer == NULL && !s->unfiltered;
}

static inline const struct pv_rule *
pv_hit_rule(const struct pv_scanner *s, const struct pv_hit *h)
{
	return &s->rules->rules[h->rule];
}

/* Whether words alone made it, in an excerpt. */
static inline bool
pv_draft_is_added(const struct pv_scanner *s, const struct pv_draft *d)
{
	return d->model != PV_NONE &&
	    s->rules->models[d->model].texts == PV_MODEL_EXCERPTS;
}

/*
 * scan.c, in this order.  Make ready for a version, whose context is read, and
 * for findings, which are the caller's.
 */
PV_NODISCARD enum pv_rc pv_scan_open(struct pv_scanner *s,
    const struct pv_version *v, struct pv_findings *out, struct pv_err *err);
/* The first pass of a clause, once. */
void pv_scan_clause(struct pv_scanner *s, uint32_t clause);
/* Sort what fired, which the second pass asks for; its pass of a clause. */
void pv_scan_sort(struct pv_scanner *s);
void pv_scan_late(struct pv_scanner *s, uint32_t clause);
/* Order drafts by place; drop what another one of its sentence says better. */
void pv_drafts_sort(struct pv_draft *drafts, size_t n);
size_t pv_drafts_yield(struct pv_scanner *s, struct pv_draft *drafts,
    size_t n);
/*
 * rival.c: of the drafts of one sentence, let those yield that are unsure
 * beside surer ones of other provisions.  A sentence makes one provision or
 * two, and words of these serve others by the way: the more of them are surer,
 * the surer a finding must be itself.
 */
void pv_rivals_drop(struct pv_scanner *s, struct pv_draft *drafts, size_t n);
/* Move drafts and their arrays into the findings; false: out of memory. */
bool pv_scan_freeze(struct pv_scanner *s);

/* Which reading of a unit it is. */
enum pv_decide_mode {
	PV_DECIDE_FIRST,        /* the unit as it stands */
	PV_DECIDE_AGAIN,        /* with definitions in place: what is new */
	PV_DECIDE_CLAUSE,       /* a clause with its sentences' hits */
	PV_DECIDE_LATE          /* across inline items, or a heading alone */
};

/*
 * match.c: run the rules of the unit's kind; s->hits receives, in pack order,
 * those that fired and no guard held back.  Rules with `when` are judged by
 * pv_hits_settle(), once the context is known.
 */
void pv_unit_match(struct pv_scanner *s, const struct pv_unit *u,
    enum pv_decide_mode mode);

#define PV_CONTEXT_HOPS 16 /* ancestors whose context counts */
#define PV_MEANINGS 4   /* read in place of terms in one unit */

/* Remove hits whose `when` is not met by the hits, context and guards. */
void pv_hits_settle(struct pv_scanner *s, const struct pv_unit *u);

/* The uses of terms in the unit, worked out when first asked for. */
const struct pv_term_use *pv_unit_uses(struct pv_scanner *s,
    const struct pv_unit *u, size_t *n);

/*
 * Fill s->around with the hits that the unit's surroundings add, once a rule:
 * headings and sections above it, definitions of the terms it uses.
 */
void pv_context_collect(struct pv_scanner *s, const struct pv_unit *u);
bool pv_around_has(const struct pv_scanner *s, uint32_t rule);

/*
 * evidence.c: draft findings from s->hits and s->around.
 */
void pv_decide(struct pv_scanner *s, const struct pv_unit *u,
    enum pv_decide_mode mode);

/*
 * expand.c: the unit with definitions in place of its terms, good until the
 * next; false when it has none that can be.
 */
bool pv_unit_reread(struct pv_scanner *s, const struct pv_unit *u,
    struct pv_unit *again);

/* expand.c: read u again like that. */
void pv_unit_expand(struct pv_scanner *s, const struct pv_unit *u);

/* Whether the provision fired in the clause or below it, as sorted last. */
bool pv_fired_within(const struct pv_scanner *s, uint32_t provision,
    uint32_t clause);

/* scan.c: context, settling, deciding; for a unit just matched. */
void pv_unit_decide(struct pv_scanner *s, const struct pv_unit *u,
    enum pv_decide_mode mode);

/*
 * sum.c: make room for the sums of a version; add up a sentence's cues, then
 * what fired in it and around it (again, when it is read again).
 */
bool pv_sums_open(struct pv_scanner *s, struct pv_err *err);
void pv_sums_cues(struct pv_scanner *s, const struct pv_unit *u);
void pv_sums_rules(struct pv_scanner *s);
void pv_observe(struct pv_scanner *s, const struct pv_unit *u);

/*
 * integrity.c: draft findings of the provision `integrity` from the version's
 * oddities; no pack has a part in them.
 */
void pv_integrity(struct pv_scanner *s);

/* A rule whose answer is not known in a clause; any id, each once. */
void pv_gap_add(struct pv_scanner *s, uint32_t rule, uint32_t clause);
void pv_gap_note(struct pv_scanner *s, struct pv_span id, uint32_t clause);

/* explain.c: tell the tracer, if it listens to this clause. */
void pv_trace_hit(struct pv_scanner *s, const struct pv_unit *u,
    const struct pv_rule *rule, struct pv_range at, struct pv_span guard);

/*
 * explain.c: tell it what a unit says of a provision of which it makes no
 * finding (why is empty when the sum tells), and of a finding that was dropped
 * in favour of another provision, or, without one, because it only supports
 * others of its kind and there are none.
 */
void pv_trace_sum(struct pv_scanner *s, const struct pv_unit *u,
    uint32_t provision, int32_t sum, const char *why);
void pv_trace_draft(struct pv_scanner *s, const struct pv_draft *d,
    struct pv_span other);
/* And of one that needed more confidence beside so many rivals. */
void pv_trace_rivals(struct pv_scanner *s, const struct pv_draft *d,
    int32_t need, uint32_t rivals);

#endif
