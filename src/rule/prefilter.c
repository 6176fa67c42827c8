/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/prefilter.h"

#include <stdlib.h>
#include <string.h>

/*
 * Aho-Corasick over classes of folded bytes, as a full transition table: one
 * load a byte.  Class 0 is every byte that no literal holds.
 */
#define STATES_MAX ((size_t)1 << 17)    /* then patterns go unfiltered */
#define NONE UINT32_MAX

struct literal {
	uint32_t pattern;
	uint32_t group;         /* number of the group over all patterns */
	uint32_t next;          /* another use of the same state's literal */
};

struct pv_prefilter {
	uint8_t class[256];     /* of a byte, after folding */
	size_t nclasses;
	size_t nstates;
	uint32_t *next;         /* [state * nclasses + class] */
	uint32_t *out;          /* first literal that ends in a state */
	uint32_t *also;         /* longest proper suffix with literals, or 0 */
	struct literal *literals;
	size_t nliterals;
	size_t npatterns, ngroups;
	uint8_t *needs;         /* groups of each pattern */
	const uint32_t *always; /* patterns that need nothing */
	size_t nalways;
};

static void
number_classes(struct pv_prefilter *pf, const struct pv_literals *needs)
{
	size_t i, g, k, b;

	pf->nclasses = 1;
	for (i = 0; i < pf->npatterns; i++)
		for (g = 0; g < needs[i].n; g++)
			for (k = 0; k < needs[i].groups[g].n; k++) {
				struct pv_span s =
				    needs[i].groups[g].literals[k];

				for (b = 0; b < s.len; b++) {
					uint8_t *c = &pf->class[(unsigned char)
					    s.ptr[b]];

					if (*c == 0)
						*c = (uint8_t)pf->nclasses++;
				}
			}
	for (b = 'A'; b <= 'Z'; b++)
		pf->class[b] = pf->class[b - 'A' + 'a'];
	for (b = '\t'; b <= '\r'; b++)
		pf->class[b] = pf->class[' '];
}

static size_t
count_bytes(const struct pv_literals *need)
{
	size_t g, k, n = 0;

	for (g = 0; g < need->n; g++)
		for (k = 0; k < need->groups[g].n; k++)
			n += need->groups[g].literals[k].len;
	return n;
}

/* Which patterns fit into the table; the others always run. */
static bool
allot(struct pv_prefilter *pf, const struct pv_literals *needs,
    struct pv_arena *arena)
{
	uint32_t *always = pv_arena_array(arena, pf->npatterns + 1,
	    sizeof(*always));
	size_t i, g, bytes, used = 1;

	pf->needs = pv_arena_array(arena, pf->npatterns + 1, 1);
	if (always == NULL || pf->needs == NULL)
		return false;
	for (i = 0; i < pf->npatterns; i++) {
		bytes = count_bytes(&needs[i]);
		if (needs[i].n == 0 || used + bytes > STATES_MAX) {
			always[pf->nalways++] = (uint32_t)i;
			continue;
		}
		used += bytes;
		pf->needs[i] = (uint8_t)needs[i].n;
		pf->ngroups += needs[i].n;
		for (g = 0; g < needs[i].n; g++)
			pf->nliterals += needs[i].groups[g].n;
	}
	pf->always = always;
	pf->nstates = used;     /* at most */
	return true;
}

static uint32_t
insert(struct pv_prefilter *pf, struct pv_span s)
{
	uint32_t state = 0;
	size_t i;

	for (i = 0; i < s.len; i++) {
		uint32_t *to = &pf->next[state * pf->nclasses +
		    pf->class[(unsigned char)s.ptr[i]]];

		if (*to == 0)
			*to = (uint32_t)pf->nstates++;
		state = *to;
	}
	return state;
}

static void
insert_all(struct pv_prefilter *pf, const struct pv_literals *needs)
{
	uint32_t group = 0, state, n = 0;
	size_t i, g, k;

	for (i = 0; i < pf->npatterns; i++) {
		for (g = 0; pf->needs[i] > 0 && g < needs[i].n; g++, group++) {
			for (k = 0; k < needs[i].groups[g].n; k++) {
				state = insert(pf,
				    needs[i].groups[g].literals[k]);
				pf->literals[n] = (struct literal){
				    (uint32_t)i, group, pf->out[state] };
				pf->out[state] = n++;
			}
		}
	}
}

/* Complete the trie to an automaton, breadth first. */
static void
link_states(struct pv_prefilter *pf, uint32_t *queue, uint32_t *fail)
{
	size_t head = 0, tail = 0, c;

	for (c = 0; c < pf->nclasses; c++)
		if (pf->next[c] != 0)
			queue[tail++] = pf->next[c];
	while (head < tail) {
		uint32_t s = queue[head++];
		const uint32_t *back = &pf->next[fail[s] * pf->nclasses];

		pf->also[s] = pf->out[fail[s]] != NONE ? fail[s] :
		    pf->also[fail[s]];
		for (c = 0; c < pf->nclasses; c++) {
			uint32_t *to = &pf->next[s * pf->nclasses + c];

			if (*to == 0) {
				*to = back[c];
				continue;
			}
			fail[*to] = back[c];
			queue[tail++] = *to;
		}
	}
}

static bool
build(struct pv_prefilter *pf, const struct pv_literals *needs,
    struct pv_arena *arena)
{
	struct pv_arena *tmp = pv_arena_new(pv_arena_mem(arena));
	uint32_t *queue, *fail;
	size_t max = pf->nstates;
	bool ok = false;

	if (tmp == NULL)
		return false;
	queue = pv_arena_array(tmp, max, sizeof(*queue));
	fail = pv_arena_array(tmp, max, sizeof(*fail));
	pf->next = pv_arena_array(arena, max * pf->nclasses,
	    sizeof(*pf->next));
	pf->out = pv_arena_array(arena, max, sizeof(*pf->out));
	pf->also = pv_arena_array(arena, max, sizeof(*pf->also));
	pf->literals = pv_arena_array(arena, pf->nliterals + 1,
	    sizeof(*pf->literals));
	if (queue != NULL && fail != NULL && pf->next != NULL &&
	    pf->out != NULL && pf->also != NULL && pf->literals != NULL) {
		memset(pf->out, 0xff, max * sizeof(*pf->out));
		pf->nstates = 1;
		insert_all(pf, needs);
		link_states(pf, queue, fail);
		ok = true;
	}
	pv_arena_free(tmp);
	return ok;
}

struct pv_prefilter *
pv_prefilter_new(const struct pv_literals *needs, size_t n,
    struct pv_arena *arena)
{
	struct pv_prefilter *pf = pv_arena_alloc(arena, sizeof(*pf));

	if (pf == NULL)
		return NULL;
	pf->npatterns = n;
	number_classes(pf, needs);
	if (!allot(pf, needs, arena) || !build(pf, needs, arena))
		return NULL;
	return pf;
}

bool
pv_prefilter_always(const struct pv_prefilter *pf, size_t pattern)
{
	return pf->needs[pattern] == 0;
}

void
pv_prefilter_state_init(struct pv_prefilter_state *st,
    const struct pv_mem *mem)
{
	*st = (struct pv_prefilter_state){
		.groups = PV_VEC_INIT(uint64_t),
		.counts = PV_VEC_INIT(uint64_t),
		.found = PV_VEC_INIT(uint32_t),
		.seen = PV_VEC_INIT(uint64_t)
	};
	st->groups.mem = st->counts.mem = st->found.mem = st->seen.mem = mem;
}

void
pv_prefilter_state_release(struct pv_prefilter_state *st)
{
	pv_vec_release(&st->groups);
	pv_vec_release(&st->counts);
	pv_vec_release(&st->found);
	pv_vec_release(&st->seen);
}

static bool
grow(struct pv_vec *v, size_t n)
{
	while (v->len < n)
		if (pv_vec_push(v) == NULL)
			return false;
	return true;
}

/* The literals that end in a state: note their groups, and full patterns. */
static void
note(const struct pv_prefilter *pf, struct pv_prefilter_state *st,
    uint32_t state)
{
	uint64_t *groups = st->groups.ptr, *counts = st->counts.ptr;
	uint64_t *seen = st->seen.ptr;
	uint32_t i;

	for (; state != 0 && seen[state] != st->pass; state = pf->also[state]) {
		seen[state] = st->pass;
		for (i = pf->out[state]; i != NONE; i = pf->literals[i].next) {
			const struct literal *l = &pf->literals[i];
			uint64_t *count = &counts[l->pattern];

			if (groups[l->group] == st->pass)
				continue;
			groups[l->group] = st->pass;
			if (*count >> 8 != st->pass)
				*count = st->pass << 8;
			if ((++*count & 0xff) == pf->needs[l->pattern])
				(void)pv_vec_add(&st->found, &l->pattern);
		}
	}
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

bool
pv_prefilter_run(const struct pv_prefilter *pf, struct pv_prefilter_state *st,
    struct pv_span text)
{
	uint32_t state = 0;
	bool blank = false;
	size_t i;

	st->pass++;
	pv_vec_clear(&st->found);
	if (!grow(&st->groups, pf->ngroups) ||
	    !grow(&st->counts, pf->npatterns) || !grow(&st->seen, pf->nstates))
		return false;
	for (i = 0; i < pf->nalways; i++)
		(void)pv_vec_add(&st->found, &pf->always[i]);
	for (i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (pv_isspace(c)) {
			if (blank)
				continue;
			blank = true;
		} else {
			blank = false;
		}
		state = pf->next[state * pf->nclasses +
		    pf->class[(unsigned char)c]];
		if (pf->out[state] != NONE)
			note(pf, st, state);
		else if (pf->also[state] != 0)
			note(pf, st, pf->also[state]);
	}
	if (st->found.len > 1)
		qsort(st->found.ptr, st->found.len, sizeof(uint32_t),
		    by_number);
	return !st->found.failed;
}
