/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_LEX_H
#define PV_DIFF_LEX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/vec.h"
#include "diff/operation.h"
#include "diff/quote.h"

/*
 * The words of an instruction.  Those that carry no meaning of their own
 * ("hereby", "the words") give no token; those that nobody foresaw give
 * PV_LEX_UNKNOWN, and what holds one is never applied.
 */
enum pv_lex {
	PV_LEX_NOISE,
	PV_LEX_UNKNOWN,
	PV_LEX_TARGET,              /* targets[n] */
	PV_LEX_QUOTE,
	PV_LEX_DATE,
	PV_LEX_AMOUNT,              /* thirty (30) days, $5 million */
	PV_LEX_PLACEHOLDER,         /* [Reserved] */
	PV_LEX_NAME,                /* all references to NAME */
	/* verbs */
	PV_LEX_DELETE,
	PV_LEX_REPLACE,
	PV_LEX_READ,                /* amended to read, restated */
	PV_LEX_INSERT,
	PV_LEX_SUBSTITUTE,
	PV_LEX_RENUMBER,
	PV_LEX_WAIVE,
	PV_LEX_CEASE,               /* shall be of no effect */
	PV_LEX_EXTEND,
	PV_LEX_RATIFY,
	PV_LEX_AMEND,
	PV_LEX_CHANGE,
	PV_LEX_DEEM,                /* shall be deemed */
	/* what stands in front of an operand */
	PV_LEX_WITH,
	PV_LEX_FOR,
	PV_LEX_LIEU_OF,
	PV_LEX_AFTER,
	PV_LEX_BEFORE,
	PV_LEX_BETWEEN,
	PV_LEX_IN,
	PV_LEX_TO,
	PV_LEX_FROM,
	PV_LEX_AS,
	/* marks */
	PV_LEX_LIEU,                /* in lieu thereof */
	PV_LEX_FOLLOW,              /* the following */
	PV_LEX_WAS,                 /* previously read */
	PV_LEX_END,
	PV_LEX_START,
	PV_LEX_EACH,
	PV_LEX_NTH,                 /* n */
	PV_LEX_REFERENCE,
	PV_LEX_DEFINITION,
	PV_LEX_SENTENCE,
	PV_LEX_PART,                /* of a clause, without a number */
	PV_LEX_ALPHABET,
	PV_LEX_HERETO,
	PV_LEX_NEW,
	PV_LEX_ACCORDINGLY,
	PV_LEX_EFFECTIVE,
	PV_LEX_CONDITION,
	PV_LEX_COUNT
};

static inline bool
pv_lex_is_verb(enum pv_lex x)
{
	return x >= PV_LEX_DELETE && x <= PV_LEX_DEEM;
}

static inline bool
pv_lex_is_preposition(enum pv_lex x)
{
	return x >= PV_LEX_WITH && x <= PV_LEX_AS;
}

struct pv_token_of {
	enum pv_lex lex;
	int32_t n;
	struct pv_range at;
};

struct pv_lexing {
	const struct pv_quotes *quotes;
	struct pv_span text, masked;
	struct pv_arena *arena;
	struct pv_vec tokens;       /* struct pv_token_of */
	struct pv_vec targets;      /* struct pv_target */
};

/* The tokens of an instruction that stands at [start, end). */
void pv_lex_run(struct pv_lexing *x, struct pv_range at);

/* A phrase of the vocabulary at byte i: its length, 0 when there is none. */
uint32_t pv_lex_phrase(struct pv_span s, uint32_t i, enum pv_lex *lex);

/* Length of `words` when s goes on with them at i, in any case; or 0. */
uint32_t pv_lex_words(struct pv_span s, uint32_t i, const char *words);

bool pv_lex_is_word(char c);

/* A word without a meaning of its own in an instruction. */
bool pv_lex_is_noise(struct pv_span word);

/* An amount, a share or a time in words or figures at byte i, or 0. */
uint32_t pv_lex_amount(struct pv_span s, uint32_t i, uint32_t end);

/* "its proper alphabetical place" at byte i, or 0. */
uint32_t pv_lex_alphabet(struct pv_span s, uint32_t i, uint32_t end);

/* "Section 4.5(b) (Title) of the Agreement" at byte i; its length or 0. */
uint32_t pv_lex_target(struct pv_lexing *x, uint32_t i, uint32_t end);

/* "the "Fees" section" from its opening mark on; its length or 0. */
uint32_t pv_lex_headed(struct pv_lexing *x, uint32_t i, uint32_t end);

/* "the Hosting Agreement" at byte i; its length, 0 when there is none. */
uint32_t pv_lex_agreement(struct pv_span s, uint32_t i, uint32_t end);

/* "second", "last" (-1), "penultimate" (-2); its length, 0 = there is none. */
uint32_t pv_lex_ordinal(struct pv_span s, uint32_t i, int32_t *n);

#endif
