/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_NOUN_H
#define PV_RULE_NOUN_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/token.h"

/*
 * What kinds of word a sentence is made of, and the noun phrases in it: a
 * shallow grammar of contracts.  Words are told by closed lists, endings and
 * neighbours; nothing is guessed from a dictionary of nouns.
 */
enum pv_word_kind {
	PV_WORD_DET = 1 << 0,       /* the, any, each, no, its, our */
	PV_WORD_PREP = 1 << 1,
	PV_WORD_MODAL = 1 << 2,     /* shall, may, won't */
	PV_WORD_AUX = 1 << 3,       /* is, has, been, does */
	PV_WORD_CONJ = 1 << 4,      /* and, or, nor, but */
	PV_WORD_SUB = 1 << 5,       /* if, unless, until, provided */
	PV_WORD_REL = 1 << 6,       /* that, which, who */
	PV_WORD_PRON = 1 << 7,      /* it, they, we, nobody */
	PV_WORD_NUM = 1 << 8,
	PV_WORD_CAP = 1 << 9,       /* a capital that tells something */
	PV_WORD_MARK = 1 << 10,
	PV_WORD_VERB = 1 << 11,     /* a finite verb: grants, appoints */
	PV_WORD_ADV = 1 << 12,
	PV_WORD_NOT = 1 << 13,      /* not, never, won't, no */
	PV_WORD_PART = 1 << 14,     /* granted, relating: ends a noun phrase */
	PV_WORD_ACT = 1 << 15       /* a verb by its place: "shall serve" */
};

/* A stretch of tokens, read. */
struct pv_sense {
	const struct pv_tokens *w;
	uint32_t first, last;
	bool caps;                  /* all in capitals: they tell nothing */
	uint16_t kind[PV_TOKENS];   /* enum pv_word_kind, of [first, last) */
};

/* Tokens [from, to); none when to <= from. */
struct pv_words { uint32_t from, to; };

void pv_sense_read(struct pv_sense *x, const struct pv_tokens *w,
    uint32_t first, uint32_t last);

static inline bool
pv_word_is(const struct pv_sense *x, uint32_t i, uint32_t kinds)
{
	return i >= x->first && i < x->last && (x->kind[i] & kinds) != 0;
}

/* Whether token i is a word of grammar: no name, plain noun or mark. */
static inline bool
pv_word_grammar(const struct pv_sense *x, uint32_t i)
{
	return pv_word_is(x, i, PV_WORD_DET | PV_WORD_PREP | PV_WORD_MODAL |
	    PV_WORD_AUX | PV_WORD_CONJ | PV_WORD_SUB | PV_WORD_ADV |
	    PV_WORD_NOT | PV_WORD_PART);
}

/* Whether token i begins a finite verb. */
bool pv_word_finite(const struct pv_sense *x, uint32_t i);

/* Whether token i can be the bare verb after "to": "to use". */
bool pv_word_infinitive(const struct pv_sense *x, uint32_t i);

/* Where the plain noun phrase that begins at i ends; i when none does. */
uint32_t pv_noun_end(const struct pv_sense *x, uint32_t i);

/* The same with "of ..." and what "and" joins to it. */
uint32_t pv_noun_whole(const struct pv_sense *x, uint32_t i);

/* The same of a subject, whose verb may follow: "Prompts and Outputs are". */
uint32_t pv_noun_subject(const struct pv_sense *x, uint32_t i);

/*
 * Past what tells where that comes from that the noun phrase before `to`
 * names: "inventions | conceived by Alder in the Project"; or `to`.
 */
uint32_t pv_noun_origin(const struct pv_sense *x, uint32_t to);

/* Past an aside between commas that begins at the comma i, or i. */
uint32_t pv_word_aside(const struct pv_sense *x, uint32_t i);

/*
 * Past a phrase with a preposition that stands between a modal and its verb
 * ("shall from that day enjoy the rate"), or i.
 */
uint32_t pv_word_phrase(const struct pv_sense *x, uint32_t i);

/* Whether the comma k stands inside a date: "June 30, 2030". */
bool pv_word_date_comma(const struct pv_sense *x, uint32_t k);

/* Past adverbs, "not" and "at all times". */
uint32_t pv_word_small(const struct pv_sense *x, uint32_t i);

/* The last word of a plain noun phrase, before any "of". */
uint32_t pv_noun_head(const struct pv_sense *x, uint32_t i);

#endif
