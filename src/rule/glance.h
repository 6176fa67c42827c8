/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_GLANCE_H
#define PV_RULE_GLANCE_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/span.h"

/*
 * Whether a token can be what a list of words or a phrase begins with, told
 * by one look: words have a bit each, a list has those of its words.  Most
 * questions that the stance engine asks of a token end here.
 *
 * Lists and phrases are constants of this program, so what was worked out is
 * kept by address.
 */
#define PV_GLANCE_NUMBER ((uint64_t)1 << 63)
#define PV_GLANCE_CAPITAL ((uint64_t)1 << 62)
#define PV_GLANCE_HIDDEN ((uint64_t)1 << 61)
#define PV_GLANCE_ALL UINT64_MAX

/* The bit of a word, ASCII letters folded; never one of the above. */
static inline uint64_t
pv_glance_word(struct pv_span s)
{
	unsigned first, last;

	if (s.len == 0)
		return 0;
	first = (unsigned char)pv_tolower(s.ptr[0]);
	last = (unsigned char)pv_tolower(s.ptr[s.len - 1]);
	return (uint64_t)1 << ((first * 7 + last * 13 + s.len) % 61);
}

struct pv_glances;
struct pv_glances *pv_glances_new(const struct pv_mem *mem);
void pv_glances_free(struct pv_glances *g, const struct pv_mem *mem);

/* The bits of list[0, len); rule/token.h tells the syntax of both. */
uint64_t pv_glance_list(struct pv_glances *g, const char *list, size_t len);

/* The bits of what a phrase may begin with. */
uint64_t pv_glance_phrase(struct pv_glances *g, const char *phrase);

#endif
