/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/bag.h"

#include <stdlib.h>

/* Enough of a sentence to know it by; bounds one that never ends. */
#define MAX_WORDS 512

static int
by_number(const void *x, const void *y)
{
	const uint32_t *a = x, *b = y;

	return (*a > *b) - (*a < *b);
}

bool
pv_bag_fill(const struct pv_form *f, uint32_t clause, struct pv_range at,
    struct pv_vec *out)
{
	uint32_t first, end, id;

	pv_vec_clear(out);
	pv_form_slice(f, clause, at, &first, &end);
	for (; first < end && out->len < MAX_WORDS; first++) {
		id = pv_lexicon_fold(f->lex, f->tokens[first].id);
		if (pv_lexicon_content(f->lex, id) && !pv_vec_add(out, &id))
			return false;
	}
	if (out->len > 0)
		qsort(out->ptr, out->len, sizeof(id), by_number);
	return !pv_lexicon_failed(f->lex);
}

struct pv_overlap
pv_bag_overlap(const struct pv_vec *a, const struct pv_vec *b)
{
	const uint32_t *x = a->ptr, *y = b->ptr;
	size_t i = 0, j = 0, shared = 0;
	size_t least = a->len < b->len ? a->len : b->len;

	if (least == 0)
		return (struct pv_overlap){ 0, 0 };
	while (i < a->len && j < b->len) {
		shared += x[i] == y[j];
		if (x[i] == y[j]) {
			i++;
			j++;
		} else if (x[i] < y[j])
			i++;
		else
			j++;
	}
	return (struct pv_overlap){
	    (int32_t)(2000 * shared / (a->len + b->len)),
	    (int32_t)(1000 * shared / least) };
}
