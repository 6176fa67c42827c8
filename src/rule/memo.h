/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_MEMO_H
#define PV_RULE_MEMO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/vec.h"

struct pv_scanner;

/*
 * What the first pass of a scan found in a clause, by the clause's key
 * (key.h): the versions of a contract are mostly the same words, and what is
 * read once need not be read again.  When it is full it forgets everything.
 */
struct pv_memo {
	struct pv_vec slots;    /* struct pv_memo_slot: a hash table */
	size_t used;
	struct pv_buf records;  /* of what was found, where it was anything */
	struct pv_buf record;   /* the one that is being written */
	uint64_t hits, misses;
};

#define PV_MEMO_MAX ((size_t)64 << 20) /* bytes of records */

/* What a scanner had before it read a clause. */
struct pv_memo_mark { size_t drafts, gaps, fired; };

void pv_memo_init(struct pv_memo *m, const struct pv_mem *mem);
void pv_memo_release(struct pv_memo *m);

struct pv_memo_mark pv_memo_mark(const struct pv_scanner *s);

/*
 * Keep what a scanner found in the clause of its last key since the mark;
 * find it again for the clause of its last key, false when it is not known.
 */
void pv_memo_keep(struct pv_scanner *s, const struct pv_digest *key,
    const struct pv_memo_mark *since);
bool pv_memo_recall(struct pv_scanner *s, const struct pv_digest *key);

#endif
