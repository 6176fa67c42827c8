/* SPDX-License-Identifier: MIT */
#ifndef PV_MODEL_CITE_H
#define PV_MODEL_CITE_H

#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

/*
 * Labels as sentences cite them: "4.5(b)(ii)", "2.01", "IV", "B-1", "8A".
 */

#define PV_CITE_MAX 120     /* bytes of a label that can be cited */

struct pv_cite {
	char ptr[PV_CITE_MAX];
	size_t len;
};

void pv_cite_add(struct pv_cite *c, struct pv_span s);

static inline struct pv_span
pv_cite_span(const struct pv_cite *c)
{
	return pv_span(c->ptr, c->len);
}

/*
 * Read the label at byte i of the text; returns where it ends, or i when there
 * is none.  A roman numeral in front becomes a number, zeros are dropped.
 */
uint32_t pv_cite_read(struct pv_span text, uint32_t i, struct pv_cite *c);

/* A label without its last group in parentheses; empty when it has none. */
struct pv_span pv_cite_up(struct pv_span label);

/*
 * What labels have in common that are written in different manners: "6.b",
 * "6(b)" and "VI.B" all give "6.b".
 */
void pv_cite_key(struct pv_span label, struct pv_cite *key);

#endif
