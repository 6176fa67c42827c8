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

/* "offering", "offered" and "offers" are "offer", "solely" is "sole". */
static uint32_t
stem(struct pv_lexicon *lex, uint32_t id)
{
	static const struct { const char *end; size_t least; } ends[] = {
		{ "ing", 7 }, { "ed", 6 }, { "ly", 6 }, { "s", 4 } };
	struct pv_span s = pv_lexicon_bytes(lex, id), end;

	if (pv_lexicon_kind(lex, id) != PV_LEX_WORD)
		return id;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		end = pv_span_str(ends[i].end);
		if (s.len < ends[i].least || !pv_span_eq(end, pv_span_sub(s,
		    s.len - end.len, s.len)))
			continue;
		if (end.len == 1 && s.ptr[s.len - 2] == 's')
			return id;
		return pv_lexicon_add(lex, PV_LEX_WORD, pv_span_sub(s, 0,
		    s.len - end.len));
	}
	return id;
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
		if (!pv_lexicon_content(f->lex, id))
			continue;
		id = stem(f->lex, id);
		if (!pv_vec_add(out, &id))
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
