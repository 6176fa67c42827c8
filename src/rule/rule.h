/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_RULE_H
#define PV_RULE_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/span.h"
#include "model/finding.h"
#include "model/version.h"

/* Compiled packs, shared by workers after fork.  Not for several threads. */
struct pv_rules;

/* A pack as bytes; name is for messages. */
struct pv_pack_source {
	struct pv_span name;
	struct pv_span bytes;
};

struct pv_rules_opts {
	const struct pv_mem *mem;       /* NULL = default */
	bool untrusted;                 /* never machine code */
	bool at_once;                   /* compile all patterns, used or not */
	/* messages in the compilers' form, with a caret; may be NULL */
	void (*message)(void *ctx, struct pv_span text);
	void *ctx;
};

/*
 * Compile packs (see rules/README.md for the form).  A fault in a pack is
 * PV_ERULE: every one (up to 20) goes through opts->message with a caret, and
 * the first fills *err, its msg beginning with "FILE:LINE:COL: ".  Unless
 * opts->at_once, a pattern made of sound parts that is yet too large for PCRE2
 * is found out only when it is needed: it is a gap then.
 */
PV_NODISCARD enum pv_rc pv_rules_new(const struct pv_pack_source *packs,
    size_t npacks, const struct pv_rules_opts *opts, struct pv_rules **out,
    struct pv_err *err);
void pv_rules_free(struct pv_rules *r);         /* NULL is fine */

/*
 * The compiled form of packs, of which rules are made at once: an image of
 * them (base/image.h) for this very build of the program and its PCRE2, and the
 * packs' bytes.  The same packs always give the same.  Rules taken from it know
 * nothing that does not matter to a scan: no titles, places or examples.
 *
 * Append it, of rules that were compiled from packs.  PV_ESYS, E-IMAGE: there
 * cannot be one.
 */
PV_NODISCARD enum pv_rc pv_rules_save(const struct pv_rules *r,
    struct pv_buf *out, struct pv_err *err);

/* A file with a compiled form, and the packs that it should be of. */
struct pv_rules_saved {
	int fd;
	size_t npacks;
	/* whether this is what pack i holds */
	bool (*same)(void *ctx, size_t i, struct pv_span bytes);
	void *ctx;
};

/*
 * PV_EINPUT, E-IMAGE, unless the file is sound and of exactly these packs, and,
 * when opts->at_once, every pattern had been compiled when it was saved.  It is
 * trusted as a program would be.
 */
PV_NODISCARD enum pv_rc pv_rules_take(const struct pv_rules_saved *saved,
    const struct pv_rules_opts *opts, struct pv_rules **out,
    struct pv_err *err);

/*
 * Make machine code of all patterns, unless they are untrusted: scans go
 * faster, and find the same.  It takes as long as to scan PV_HASTEN_BYTES of
 * text without it, divided among so many threads, at least one.  No other
 * thread may be scanning with these rules.
 */
#define PV_HASTEN_BYTES ((uint64_t)96 << 10)
void pv_rules_hasten(const struct pv_rules *r, unsigned threads);

/* SHA-256 over the packs' bytes in order: what a finding was made with. */
const char *pv_rules_digest(const struct pv_rules *r);

/*
 * What is in the packs, for `rules list` and `rules show`; in pack order.  What
 * rules that were saved do not know is empty.
 */
struct pv_provision_info {
	struct pv_span provision, title, pack, version;
	int32_t threshold;              /* thousandths */
	size_t nrules;
};
struct pv_rule_info {
	struct pv_span id, subtype, unit, pattern, pack;
	struct pv_span expanded;        /* the pattern, fragments in place */
	uint32_t line;                  /* of the pack */
	int32_t weight;                 /* thousandths */
	size_t nmatch, nno_match;       /* examples */
	bool unfiltered;                /* no literal: runs on every unit */
};
size_t pv_rules_nprovisions(const struct pv_rules *r);
struct pv_provision_info pv_rules_provision(const struct pv_rules *r, size_t i);
size_t pv_rules_nrules(const struct pv_rules *r);
struct pv_rule_info pv_rules_rule(const struct pv_rules *r, size_t i);

/* A scanner holds one thread's match data; rules must outlive it. */
struct pv_scanner;
PV_NODISCARD enum pv_rc pv_scanner_new(const struct pv_rules *r,
    struct pv_scanner **out, struct pv_err *err);
void pv_scanner_free(struct pv_scanner *s);     /* NULL is fine */

/* Tag a version.  Rules that hit a limit are listed in (*out)->gaps. */
PV_NODISCARD enum pv_rc pv_scan(struct pv_scanner *s,
    const struct pv_version *v, struct pv_findings **out, struct pv_err *err);

/*
 * Why: every rule and guard that fired in a clause, kept or held back; and,
 * without a rule, what a sentence says of a provision that it does not make.
 */
struct pv_trace {
	struct pv_span rule;            /* full id; empty: a sentence's sum */
	struct pv_span provision;
	struct pv_range at;
	int32_t weight;                 /* thousandths */
	int32_t need;                   /* of a sum: what would suffice, or 0:
	                                 * the finding was made, and dropped */
	struct pv_span guard;           /* what held it back; empty = kept;
	                                 * of a sum that suffices: why it does
	                                 * not count; of a dropped finding: the
	                                 * provision that it gave way to, or
	                                 * empty: it only supports others */
	uint32_t rivals;                /* of a finding that was dropped beside
	                                 * so many surer provisions: weight is
	                                 * its confidence, need what they ask */
};
PV_NODISCARD enum pv_rc pv_scan_explain(struct pv_scanner *s,
    const struct pv_version *v, uint32_t clause,
    void (*report)(void *ctx, const struct pv_trace *t), void *ctx,
    struct pv_err *err);

/* One example of a pack, run: true when it does what it says. */
struct pv_example_result {
	struct pv_span rule, text, got; /* got: what was found instead */
	bool want_match, ok;
	uint32_t line;                  /* of the pack */
	struct pv_span pack;
};
PV_NODISCARD enum pv_rc pv_rules_test(struct pv_scanner *s,
    void (*report)(void *ctx, const struct pv_example_result *r), void *ctx,
    struct pv_err *err);

#endif
