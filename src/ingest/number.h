/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_NUMBER_H
#define PV_INGEST_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

/*
 * A clause number as it is printed: "4.2", "Article IV", "(a)", "B.", "M.7.a".
 * This file knows what a number looks like; whether it is one where it stands
 * is decided by its surroundings (mark.c) and its neighbours (outline.c).
 */

enum pv_num_prefix {
	PV_NUM_PLAIN,
	PV_NUM_ARTICLE,
	PV_NUM_SECTION,     /* Section, Clause, Paragraph, the section sign */
	PV_NUM_PART
};

enum pv_num_form {
	PV_NUM_DOT,         /* 4. 4.2 4.2. and the same without a full stop */
	PV_NUM_HALF,        /* a) */
	PV_NUM_PAREN        /* (a) */
};

enum pv_numeral {
	PV_NUMERAL_ARABIC,
	PV_NUMERAL_LOWER, PV_NUMERAL_UPPER,     /* letters */
	PV_NUMERAL_LROMAN, PV_NUMERAL_UROMAN
};

#define PV_NUM_PARTS 64     /* deeper numbers are not numbers */

/*
 * One component.  A token such as "i" or "C" is both a letter and a roman
 * numeral; then `roman` is its other value.  Values stop at 2^31.
 */
struct pv_num_part {
	uint32_t value;
	uint32_t roman;         /* 0 = cannot be read as a roman numeral */
	uint32_t start, len;    /* digits or letters in the text */
	uint8_t numeral;        /* enum pv_numeral of `value` */
};

struct pv_number {
	uint32_t start, end;    /* with prefix and punctuation */
	uint8_t prefix;         /* enum pv_num_prefix */
	uint8_t form;           /* enum pv_num_form */
	bool stop;              /* punctuation or a prefix marks it */
	uint8_t nparts;
	struct pv_num_part parts[PV_NUM_PARTS];
};

/* Read the number at `at`, which must end before `end`; false when none. */
bool pv_number_read(struct pv_span text, uint32_t at, uint32_t end,
    struct pv_number *out);

/* Read a reference's or heading's roman, arabic or spelt-out count. */
bool pv_number_token(struct pv_span text, uint32_t at, uint32_t end,
    struct pv_num_part *out);

#endif
