/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_ECHO_H
#define PV_DIFF_ECHO_H

#include <stdbool.h>
#include <stdint.h>

#include "diff/provision.h"

/*
 * The echo of a provision on the other side: a finding that is not operative
 * and says what became of it (lost: "Section 2.1 is deleted", "the license is
 * non-exclusive") or what it was (gained).  What both sides say alike is no
 * news and nobody's echo.
 */
struct pv_echoes {
	const struct pv_provisions *p;
	bool old;               /* echoes are findings of the old side */
	struct pv_place *at;    /* by provision, home, subtype, finding */
	size_t n;
	bool *kept;             /* by place: the other side says it too */
	uint32_t *news;         /* by place: the next one from it on that is
	                         * news; n = none */
	bool *sole;             /* by place: no other news of the subtype */
	struct pv_vec mine, its, heads[2];  /* word bags at work */
};

/* Both sides' echoes; false when memory is out. */
bool pv_echoes_init(struct pv_echoes *of_old, struct pv_echoes *of_new,
    struct pv_provisions *p);
void pv_echoes_release(struct pv_echoes *e);

/*
 * The echo of finding i of the other side, which stands at `home`: in the
 * clause that is its clause now, or one that removes its clause by name, or
 * elsewhere one about the same thing in much the same words.  *out is PV_NONE
 * when there is none.  False when memory is out.
 */
bool pv_echo_of(struct pv_echoes *e, uint32_t i, uint32_t home, uint32_t *out);

/* Is there any of this provision at `home`? */
bool pv_echo_at(const struct pv_echoes *e, struct pv_span provision,
    uint32_t home);

/* Does what stands at `home` no longer turn on what a system can do? */
bool pv_echo_decouples(const struct pv_echoes *e, uint32_t home);

/* The first negated one of a provision that is news, or PV_NONE. */
uint32_t pv_echo_denial(const struct pv_echoes *e, struct pv_span provision);

#endif
