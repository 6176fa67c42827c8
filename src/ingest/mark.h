/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_MARK_H
#define PV_INGEST_MARK_H

#include <stdint.h>

#include "base/span.h"
#include "base/vec.h"
#include "ingest/number.h"
#include "ingest/part.h"
#include "ingest/segment.h"

/*
 * Places where a clause may begin, in the order of the text.  Numbers are
 * candidates with evidence for them; outline.c chooses among them.
 */
enum pv_mark_kind {
	PV_MARK_PART,           /* a part begins: see `part` */
	PV_MARK_NUMBER,
	PV_MARK_HEAD,           /* a heading without a number */
	PV_MARK_DEFINITION,     /* "X" means ... */
	PV_MARK_BULLET,
	PV_MARK_PARA            /* a block that is none of these */
};

enum pv_mark_flags {
	PV_MARK_BLOCK = 1 << 0,     /* at the start of a block */
	PV_MARK_HEADED = 1 << 1,    /* the format calls the block a heading */
	PV_MARK_FRESH = 1 << 2,     /* a head, definition or part before it */
	PV_MARK_SENTENCE = 1 << 3,  /* a sentence began since the last number */
	PV_MARK_LEADIN = 1 << 4,    /* what stands before announces a list */
	PV_MARK_RELATIVE = 1 << 5,  /* counts within its list; see `level` */
	PV_MARK_GLUED = 1 << 6,     /* follows another number at once */
	PV_MARK_CERTAIN = 1 << 7,   /* the structure says so */
	PV_MARK_RUNNING = 1 << 8    /* inside a sentence */
};

struct pv_mark {
	uint16_t flags;         /* enum pv_mark_flags */
	uint8_t kind;           /* enum pv_mark_kind */
	uint8_t prefix, form;   /* of a number */
	uint8_t nparts;
	uint8_t part;           /* enum pv_part_kind in force */
	uint8_t rank;           /* enum pv_head_rank of a head */
	int16_t evidence;       /* tenths; what rejecting the number costs */
	uint16_t level;         /* list depth or heading level, 0 = unknown */
	uint32_t at, end;       /* number, head, term or name of a schedule */
	uint32_t term;          /* where a defined term begins, past a bullet */
	uint32_t para;
	uint32_t parts;         /* index of the number's first component */
	struct pv_listed listed; /* as in pv_para, at the start of a block */
};

struct pv_marks {
	struct pv_span text;
	const struct pv_para *paras;
	size_t nparas;
	struct pv_vec marks;    /* struct pv_mark */
	struct pv_vec numbers;  /* struct pv_num_part */
};

/* Fill m->marks and m->numbers; failure is sticky in the vectors. */
void pv_marks_find(struct pv_marks *m, const struct pv_part *parts,
    size_t nparts);

static inline const struct pv_mark *
pv_mark_at(const struct pv_marks *m, size_t i)
{
	return PV_VEC_AT(&m->marks, const struct pv_mark, i);
}

static inline const struct pv_num_part *
pv_mark_part(const struct pv_marks *m, const struct pv_mark *k, size_t i)
{
	return PV_VEC_AT(&m->numbers, const struct pv_num_part,
	    k->parts + i);
}

#endif
