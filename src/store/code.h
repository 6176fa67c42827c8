/* SPDX-License-Identifier: MIT */
#ifndef PV_STORE_CODE_H
#define PV_STORE_CODE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

/*
 * Numbers as an arithmetic code that learns as it goes: what comes often
 * takes little, a number that is always the same a hundredth of a byte.  The
 * coder is that of LZMA (lzma-specification.txt, "Range coder"); a chance
 * begins at one half and is the mean of what was seen, later a moving one.
 *
 * The same calls write and read: what is given is written, or, of a coder
 * that reads, looked at by nobody and what was read comes back.
 */
struct pv_code {
	struct pv_buf *out;         /* NULL = this one reads */
	struct pv_span in;          /* what is left to read */
	uint64_t low, pending;      /* written: bytes that a carry may reach */
	uint32_t range, value;      /* value: what is read, below range */
	unsigned char cache;        /* the first byte that is pending */
	bool bad;                   /* read past the end (sticky) */
};

/* What a decision has been so far; all 0 to begin with. */
struct pv_chance {
	int16_t lean;               /* above one half, of 65536, for a 1 */
	uint16_t seen;
};

/* Signed distances of one kind. */
struct pv_distances {
	struct pv_chance zero, minus, more[32], top[32];
};

void pv_code_write(struct pv_code *c, struct pv_buf *out);
void pv_code_read(struct pv_code *c, struct pv_span in);
/* The last bytes.  Of a coder that reads: true when nothing is left over. */
bool pv_code_end(struct pv_code *c);

bool pv_code_bit(struct pv_code *c, struct pv_chance *chance, bool bit);
unsigned char pv_code_byte(struct pv_code *c, struct pv_chance tree[256],
    unsigned char byte);
/* n modulo 2^32, which may stand for a number below 0. */
uint32_t pv_code_distance(struct pv_code *c, struct pv_distances *d,
    uint32_t n);

/*
 * A decision takes at least 1/45 of a bit, so a code of so many bytes has no
 * more of them than this.
 */
#define PV_CODE_MOST(bytes) (((uint64_t)(bytes) + 8) * 8 * 45)

#endif
