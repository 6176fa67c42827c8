/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_GLANCE_H
#define PV_RULE_GLANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/span.h"

/*
 * Whether a token can be what a list of words or a phrase begins with, told
 * by one look: words have a bit of each kind, a list has those of its words.
 * Most questions that the stance engine asks of a token end here.
 *
 * Lists and phrases are constants of this program, so what was worked out is
 * kept by address.
 */
struct pv_glance {
	uint64_t outer;         /* by first and last letter, and the kinds */
	uint64_t inner;         /* by the letters between */
};
#define PV_GLANCE_NUMBER ((uint64_t)1 << 63)
#define PV_GLANCE_CAPITAL ((uint64_t)1 << 62)
#define PV_GLANCE_HIDDEN ((uint64_t)1 << 61)

/* The bits of a word, ASCII letters folded; never one of the above. */
static inline struct pv_glance
pv_glance_word(struct pv_span s)
{
	unsigned first, last, second, middle;

	if (s.len == 0)
		return (struct pv_glance){ 0, 0 };
	first = (unsigned char)pv_tolower(s.ptr[0]);
	last = (unsigned char)pv_tolower(s.ptr[s.len - 1]);
	second = (unsigned char)pv_tolower(s.ptr[s.len > 1]);
	middle = (unsigned char)pv_tolower(s.ptr[s.len / 2]);
	return (struct pv_glance){
		(uint64_t)1 << ((first * 7 + last * 13 + s.len) % 61),
		(uint64_t)1 << ((second * 5 + middle * 11 + first) % 64) };
}

/* Whether something with these bits may be what has those. */
static inline bool
pv_glance_may(struct pv_glance a, struct pv_glance b)
{
	return (a.outer & b.outer) != 0 && (a.inner & b.inner) != 0;
}

struct pv_glances;
struct pv_glances *pv_glances_new(const struct pv_mem *mem);
void pv_glances_free(struct pv_glances *g, const struct pv_mem *mem);

/* The bits of list[0, len); rule/token.h tells the syntax of both. */
struct pv_glance pv_glance_list(struct pv_glances *g, const char *list,
    size_t len);

/* The bits of what a phrase may begin with. */
struct pv_glance pv_glance_phrase(struct pv_glances *g, const char *phrase);

/*
 * Phrases, each the first thing in one of the objects of an array; NULL ends
 * them.
 */
struct pv_phrases {
	const void *first;
	size_t size;            /* of an object */
};

static inline const char *
pv_phrases_at(struct pv_phrases p, size_t i)
{
	const char *phrase;

	memcpy(&phrase, (const char *)p.first + i * p.size, sizeof(phrase));
	return phrase;
}

/* The bits of n phrases, and in each[n] of all; each is NULL without room. */
struct pv_glance_many {
	const struct pv_glance *each;
	size_t n;
};
struct pv_glance_many pv_glance_phrases(struct pv_glances *g,
    struct pv_phrases phrases);

#endif
