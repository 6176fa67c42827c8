/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_FIT_WIRE_H
#define PV_RULE_FIT_WIRE_H

#include <stdint.h>

#include "model/version.h"

/*
 * What a worker saw in a version, in the byte order of the machine: a head;
 * the cues, each a struct pv_fit_wire_cue and its text; the rows, each a struct
 * fit_wire_row, its rules and its cues by number.
 */
struct pv_fit_wire_head { uint32_t nrows, ncues; };

struct pv_fit_wire_cue {
	uint64_t key;
	uint32_t place, len;
};

struct pv_fit_wire_row {
	uint32_t sentence;
	struct pv_range at;     /* version bytes */
	uint32_t nrules, ncues;
};

#endif
