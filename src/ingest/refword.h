/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_REFWORD_H
#define PV_INGEST_REFWORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

/* Words that references are made of: "Sections 2, 3(a) and 5". */

/* Is w one of the words, ASCII case folded? */
bool pv_word_in(struct pv_span w, const char *const *list, size_t n);
#define PV_WORD_IN(w, list) \
	pv_word_in((w), (list), sizeof(list) / sizeof(*(list)))

/* What stands in front of a number that is referred to: "Section", "under". */
bool pv_refers_word(struct pv_span w);

/* Words that join the members of a list of references. */
bool pv_refers_joint(struct pv_span w);

/* A member of such a list: "2", "4.2(b)", "(ii)", with a comma. */
bool pv_refers_member(struct pv_span w);

#endif
