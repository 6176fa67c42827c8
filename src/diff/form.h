/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_FORM_H
#define PV_DIFF_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/vec.h"
#include "diff/lexicon.h"
#include "model/version.h"

/*
 * The normal form of one side of a comparison: each clause's own text (stem
 * without its number, then tail) as numbered words.  Two clauses say the same
 * when their words are the same.  Left out: the number, a bullet, punctuation
 * after a heading and at the end.  Folded: the case of a heading, what tracks
 * a reader in an address, redaction marks, numbers of notes, "last updated"
 * dates, names that were changed throughout.  A cross-reference is one word: at
 * first the same for all, later (pv_form_resolve) the clause that it points at.
 */

struct pv_token {
	uint32_t id;            /* of the lexicon */
	uint32_t start, end;    /* bytes of the version's text */
};

struct pv_form_clause {
	uint32_t first, count;  /* tokens */
	uint32_t head;          /* tokens of the heading, the first ones */
	uint32_t words;         /* tokens that are not punctuation */
	uint64_t digest;        /* of the token numbers, references alike */
	uint32_t link, nlinks;  /* slice of links */
	uint32_t ref, nrefs;    /* slice of refs */
	struct pv_range own[2]; /* stem after the number, tail; trimmed */
};

/* A token that is a cross-reference. */
struct pv_form_ref { uint32_t token, ref; };

struct pv_form {
	const struct pv_version *v;
	struct pv_lexicon *lex;
	struct pv_arena *arena;
	struct pv_token *tokens;        size_t ntokens;
	struct pv_form_clause *clauses; /* v->nclauses */
	struct pv_form_ref *refs;       size_t nrefs;
	uint32_t *links;        /* numbers of link targets, by clause */
};

/* Read a version's clauses; false when memory is out. */
bool pv_form_read(struct pv_form *f, const struct pv_version *v,
    struct pv_lexicon *lex, struct pv_arena *arena);

/* After names are settled: fold headings, count, digest. */
bool pv_form_settle(struct pv_form *f);

/*
 * Give each cross-reference the number of the clause it points at.  `same`
 * maps this side's clauses to the other's (NULL on the new side); a clause
 * without counterpart keeps its own identity, a dangling reference its words.
 */
bool pv_form_resolve(struct pv_form *f, const uint32_t *same);

/* Tokens of clause `clause` that begin in the range: [*first, *end). */
void pv_form_slice(const struct pv_form *f, uint32_t clause, struct pv_range r,
    uint32_t *first, uint32_t *end);

/* Hash of tokens [first, end) by their numbers. */
uint64_t pv_form_hash(const struct pv_form *f, uint32_t first, uint32_t end);

/* Tokens (places are in s) of any text, such as an attribute, added to out. */
bool pv_form_words(struct pv_lexicon *lex, struct pv_span s,
    struct pv_vec *out);

/* Do clauses a of x and b of y have the same tokens? */
bool pv_form_same(const struct pv_form *x, uint32_t a, const struct pv_form *y,
    uint32_t b);

#endif
