/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "lint/stream.h"

#include "base/digest.h"
#include "base/vec.h"
#include "lint/word.h"

bool
pv_stream_make(struct pv_stream *s, struct pv_span text,
    struct pv_arena *arena)
{
	struct pv_vec tokens = PV_VEC_INIT(struct pv_token);
	struct pv_token t;
	struct pv_word w;
	uint32_t at = 0;

	tokens.mem = pv_arena_mem(arena);
	while (pv_word_next(text, &at, (uint32_t)text.len, &w)) {
		t = (struct pv_token){ pv_hash64(pv_word_stem(&w)), w.start,
			w.end };
		if (!pv_vec_add(&tokens, &t))
			break;
	}
	s->text = text;
	s->tokens = pv_vec_freeze(&tokens, arena, &s->ntokens);
	return s->tokens != NULL;
}

uint64_t
pv_stream_hash(struct pv_span s, size_t *n)
{
	struct pv_word w;
	uint32_t at = 0;
	uint64_t hash = 0;

	*n = 0;
	while (*n < PV_TERM_WORDS &&
	    pv_word_next(s, &at, (uint32_t)s.len, &w)) {
		hash = pv_stream_mix(hash, pv_hash64(pv_word_stem(&w)));
		++*n;
	}
	return hash;
}

uint64_t
pv_stream_first(struct pv_span s)
{
	struct pv_word w;
	uint32_t at = 0;

	return pv_word_next(s, &at, (uint32_t)s.len, &w) ?
	    pv_hash64(pv_word_stem(&w)) : 0;
}
