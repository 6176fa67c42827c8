/* SPDX-License-Identifier: MIT */
#ifndef PV_LINT_STREAM_H
#define PV_LINT_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"

#define PV_TERM_WORDS 8     /* of a term; longer ones are told by these */

/* The words of a text, by the hash of their stems. */
struct pv_token {
	uint64_t stem;
	uint32_t start, end;
};

struct pv_stream {
	struct pv_span text;
	struct pv_token *tokens;
	size_t ntokens;
};

/* False when memory is out. */
bool pv_stream_make(struct pv_stream *s, struct pv_span text,
    struct pv_arena *arena);

/* One number for words one after the other; 0 is none. */
static inline uint64_t
pv_stream_mix(uint64_t words, uint64_t stem)
{
	return (words ^ stem) * UINT64_C(0x9e3779b97f4a7c15) +
	    (words << 7 | words >> 57) + 1;
}

/* The same for the words of s; *n is how many were taken. */
uint64_t pv_stream_hash(struct pv_span s, size_t *n);

/* The hash of the first word of s; 0 when there is none. */
uint64_t pv_stream_first(struct pv_span s);

/* Does token i begin with a capital? */
static inline bool
pv_stream_capital(const struct pv_stream *s, size_t i)
{
	return pv_isupper(s->text.ptr[s->tokens[i].start]);
}

#endif
