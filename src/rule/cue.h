/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_CUE_H
#define PV_RULE_CUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/vec.h"
#include "model/version.h"
#include "rule/unit.h"

/*
 * Lexical cues: one to three words in a row, and where they stand.  Each may
 * carry a fitted weight for a provision (rule/weigh.h).
 *
 * Words are folded to lower case, parties and their roles to "party", numbers
 * to "#", redactions to "[*]"; `;`, `:`, `$` and `%` are words of their own,
 * other punctuation and hyphens part words.  A word is at most
 * PV_CUE_WORD bytes long, a longer one is cut.
 */
enum pv_cue_place {
	PV_CUE_WORDS,           /* of the unit and its lead-ins; 1 to 3 */
	PV_CUE_LEADIN,          /* of the lead-ins alone; 1 or 2 */
	PV_CUE_HEADING,         /* of the nearest heading; 1 or 2 */
	PV_CUE_ABOVE,           /* of headings above that one; 1 */
	PV_CUE_BEFORE,          /* of the sentence before; 1 or 2 */
	PV_CUE_AFTER,           /* of the sentence after; 1 */
	PV_CUE_TITLE,           /* of the agreement; 1 */
	/* a word of the unit, by what the unit does */
	PV_CUE_BAN,             /* shall not, neither, no party */
	PV_CUE_GRANT,           /* grants, assigns, appoints */
	PV_CUE_RIGHT,           /* may, option, entitled */
	PV_CUE_DUTY,            /* shall, will, agrees to */
	PV_CUE_PLAIN,           /* none of these */
	PV_CUE_SHAPE,           /* "short", "long", "item", "recital" ... */
	PV_CUE_PLACES
};

#define PV_CUE_GRAM 3u
#define PV_CUE_WORD 24u
#define PV_CUE_UNIT 600u        /* most words read of a unit */

/* How much of an agreement a text is: how rare what it names may be. */
enum pv_extent {
	PV_EXTENT_FULL,
	PV_EXTENT_SHORT,        /* less than 4 KB */
	PV_EXTENT_EXCERPT       /* a clause or two: eight sentences at most */
};
#define PV_EXTENTS 3

enum pv_extent pv_extent_of(const struct pv_version *v);

/* "words", "lead-in", "heading" ... as packs spell them. */
const char *pv_cue_place_name(enum pv_cue_place p);
bool pv_cue_place_parse(struct pv_span s, enum pv_cue_place *out);

/* A cue of a unit; key is the same wherever the words and the place are. */
struct pv_cue {
	uint64_t key;
	uint32_t place;
	uint32_t word, n;       /* words of the reader: first, how many */
};

/* Some keys of many: those whose bit is set, and hardly any other. */
struct pv_cue_sieve {
	const uint64_t *bits;
	size_t mask;            /* number of bits, a power of two, less 1 */
};

static inline size_t
pv_cue_sieve_bit(uint64_t key, size_t mask)
{
	return (size_t)(key >> 24) & mask;
}

/* A word of the version, folded. */
struct pv_cue_word {
	uint64_t hash;
	struct pv_range at;     /* version bytes */
	uint32_t does;          /* inside: what it tells of a unit's mode */
	char text[PV_CUE_WORD]; /* without a NUL when it is full */
};

/* Reads the cues of one version after another, reusing its memory. */
struct pv_cue_reader {
	const struct pv_version *v;
	struct pv_vec words;    /* struct pv_cue_word: sentences, headings */
	struct pv_vec sentences; /* struct pv_range of words, one a sentence */
	struct pv_vec headings; /* struct pv_range of words, one a clause */
	struct pv_range title;
	struct pv_vec parties;  /* uint64_t: hashes of their names' words */
	struct pv_vec cues;     /* struct pv_cue: of the last unit */
	struct pv_vec seen;     /* a hash set of their keys */
	uint64_t stamp;         /* of the unit whose keys it holds */
	const struct pv_cue_sieve *sieve; /* of that unit, or NULL */
	bool failed;
};

void pv_cue_reader_init(struct pv_cue_reader *r, const struct pv_mem *mem);
void pv_cue_reader_release(struct pv_cue_reader *r);
PV_NODISCARD enum pv_rc pv_cue_reader_open(struct pv_cue_reader *r,
    const struct pv_version *v, struct pv_err *err);

/*
 * The cues of a sentence unit, each once; good until the next call.  At most
 * PV_CUE_UNIT words of it are read, so the work is linear in the version.
 * With a sieve, only those that pass.
 */
const struct pv_cue *pv_cues(struct pv_cue_reader *r,
    const struct pv_unit *u, const struct pv_cue_sieve *sieve, size_t *n);

/* Whether the reader's word i stands for a party. */
bool pv_cue_is_party(const struct pv_cue_reader *r, uint32_t i);

/* Version bytes of a cue's words; of no use for titles and shapes. */
struct pv_range pv_cue_at(const struct pv_cue_reader *r,
    const struct pv_cue *c);

/* Append a cue's words, separated by single blanks. */
void pv_cue_text(const struct pv_cue_reader *r, const struct pv_cue *c,
    struct pv_buf *out);

/* The key of words as a pack spells them; false when they are no cue. */
bool pv_cue_key(enum pv_cue_place place, struct pv_span words,
    uint64_t *out);

#endif
