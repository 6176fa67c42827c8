/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_PACK_H
#define PV_RULE_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "rule/rule.h"

/*
 * A pack as it was written: shape and types are checked, meaning is not yet
 * (compile.c).  Everything remembers where it stands.
 */
struct pv_text {
	struct pv_span s;
	uint32_t line, col;     /* of the first byte; 1-based, 0 = absent */
	uint32_t indent;        /* of every line of a block scalar */
	bool block;             /* lines of s are lines of the file */
};

struct pv_texts {
	const struct pv_text *ptr;
	size_t len;
	bool given;
};

struct pv_milli {
	int32_t value;          /* thousandths */
	struct pv_text text;    /* line 0 = absent */
};

struct pv_pair { struct pv_text name, value; };
struct pv_pairs { const struct pv_pair *ptr; size_t len; };

struct pv_pack_guard {
	struct pv_text id, scope, pattern;
	struct pv_texts match, no_match;
};

struct pv_pack_rule {
	struct pv_text id, subtype, unit, strength, stance, pattern;
	struct pv_milli weight;
	struct pv_texts unless, when, yields, match, no_match;
	struct pv_pairs attributes;
};

/* Fitted weights, see weigh.h. */
struct pv_pack_weights {
	struct pv_text subtype;
	bool contracts, excerpts;
	struct pv_milli bias, threshold, support;
	struct pv_pairs rules, cues;
};

struct pv_pack {
	const struct pv_pack_source *source;
	struct pv_text provision, title, version, fitted;
	struct pv_texts yields;
	struct pv_milli threshold;
	bool lattice;
	struct pv_pairs lexicon;
	const struct pv_pack_guard *guards;     size_t nguards;
	const struct pv_pack_rule *rules;       size_t nrules;
	const struct pv_pack_weights *weights;  size_t nweights;
};

#define PV_PACK_MAX ((size_t)4 << 20)   /* bytes of a pack */
#define PV_PACK_RULES 4096u             /* rules of all packs together */
#define PV_PACK_GUARDS 1024u
#define PV_PACK_MODELS 64u
#define PV_PACK_CUES 65536u             /* of all packs together */
#define PV_PACK_EXAMPLES 256u           /* of one rule, of each kind */
#define PV_COMPLAINTS_MAX 20u           /* errors told before giving up */

/*
 * Errors in packs, told in the compilers' form with a caret:
 *
 *	exclusivity.yaml:12:9: error: unknown key 'patern'
 *	    patern: |-
 *	    ^~~~~~
 *
 * The first one also fills *err.
 */
struct pv_complaints {
	const struct pv_rules_opts *opts;
	struct pv_err *err;
	unsigned count;
};

struct pv_complaint_at {
	const struct pv_pack_source *source;
	uint32_t line, col;     /* 1-based; line 0 = the pack as a whole */
	uint32_t width;         /* bytes to underline */
	bool note;              /* says more about the error before it */
};

void pv_complain(struct pv_complaints *c, const struct pv_complaint_at *at,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* The place of byte `off` of a text, underlining `width` bytes. */
struct pv_complaint_at pv_text_at(const struct pv_pack *pack,
    const struct pv_text *t, size_t off, size_t width);

/* Complain about a text as a whole. */
#define pv_complain_text(c, pack, t, ...) \
	do { \
		struct pv_complaint_at at_ = \
		    pv_text_at((pack), (t), 0, (t)->s.len); \
		pv_complain((c), &at_, __VA_ARGS__); \
	} while (0)

/*
 * Read one pack into the arena.  Faults go to c; the result is PV_OK when
 * there was none, PV_ERULE otherwise, PV_ENOMEM when memory ran out.
 */
PV_NODISCARD enum pv_rc pv_pack_read(const struct pv_pack_source *source,
    struct pv_arena *arena, struct pv_complaints *c, struct pv_pack *out);

#endif
