/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_KEY_H
#define PV_RULE_KEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/vec.h"
#include "model/version.h"

struct pv_scanner;

/*
 * What the findings of a clause depend on, as a digest: where two clauses have
 * the same key, the first pass of a scan finds the same in both.  Into a key
 * goes every byte that the first pass may look at:
 *
 *   of the clause      its sentences, as units with what they borrow from
 *                      other clauses, once more with definitions in place,
 *                      and as a whole; whether its number is a letter
 *   around it          what is above it and fits (the digits of numbers do
 *                      not count), three headings, what the rules found in
 *                      headings, sections and definitions, the sentences
 *                      before and behind
 *   that it points at  what is asked of the meanings of its terms, beside
 *                      those read in place; sentences that limit it (edge.h)
 *   of the version     title, which words are a party's, both parties where
 *                      there are two, marks of redactions, how much of an
 *                      agreement it is
 *
 * What depends on more is no part of a clause's first pass: headings and
 * items read late, findings that need a stronger one elsewhere.  The rules
 * are the scanner's and stand in no key.
 *
 * Places are told by anchors: texts that went into the key, one after another,
 * so that they are the same in whatever has the same key.
 */
struct pv_keys {
	struct pv_buf text;     /* what goes into the key at hand */
	struct pv_buf other;    /* a text with something left out */
	struct pv_vec anchors;  /* struct pv_range, beside the own sentences */
	struct pv_vec exact;    /* struct pv_range: hits around the clause */
	struct pv_vec meanings; /* struct pv_key_part, one a definition */
	struct pv_vec around;   /* struct pv_key_part, one a clause */
	struct pv_digest version;
	uint32_t clause;        /* of the key at hand */
	bool huge;              /* it has too much around it for a key */
};

/* The digest of something that many keys hold, once it is known. */
struct pv_key_part {
	struct pv_digest digest;
	bool known;
};

/* A byte of the version, or none. */
struct pv_anchor { uint32_t at, off; };
struct pv_anchored { struct pv_anchor start, end; };

void pv_keys_init(struct pv_keys *k, const struct pv_mem *mem);
void pv_keys_release(struct pv_keys *k);

/* For the scanner's version, whose reader, terms and context are ready. */
bool pv_keys_open(struct pv_scanner *s);

/* The clause's key; false when it has none, or s->failed. */
bool pv_key_of(struct pv_scanner *s, uint32_t clause, struct pv_digest *out);

/* Which of the clause's own sentences one is, and back; PV_NONE: none. */
uint32_t pv_key_own(const struct pv_scanner *s, uint32_t sentence);
uint32_t pv_key_sentence(const struct pv_scanner *s, uint32_t own);

/* A range by the anchors of the last key, and back; false: not by these. */
bool pv_key_anchor(const struct pv_scanner *s, struct pv_range at,
    struct pv_anchored *out);
bool pv_key_range(const struct pv_scanner *s, const struct pv_anchored *at,
    struct pv_range *out);

#endif
