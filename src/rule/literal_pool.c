/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/literal_pool.h"

#include <string.h>

#include "base/digest.h"
#include "base/vec.h"
#include "rule/trim.h"

#define SLOTS_MIN 64

/* Open addressing, at most half full: where in a vector what has a hash is. */
struct slot {
	uint64_t hash;
	uint32_t place; /* from 1 on; 0 = free */
};

struct table {
	struct pv_vec slots; /* struct slot, a power of two */
	size_t used;
};

struct pv_literal_pool {
	struct pv_arena *arena;
	struct pv_vec sets;  /* struct pv_literal_set *, by their numbers */
	struct pv_vec known; /* struct pv_known */
	struct pv_vec trimmed; /* struct pv_trimmed, by numbers of sets */
	struct table by_strings, by_fragment;
};

struct pv_literal_pool *
pv_literal_pool_new(const struct pv_mem *mem)
{
	struct pv_arena *arena = pv_arena_new(mem);
	struct pv_literal_pool *pool;

	if (arena == NULL)
		return NULL;
	pool = pv_arena_alloc(arena, sizeof(*pool));
	if (pool == NULL) {
		pv_arena_free(arena);
		return NULL;
	}
	pool->arena = arena;
	pool->sets = (struct pv_vec)PV_VEC_INIT(struct pv_literal_set *);
	pool->known = (struct pv_vec)PV_VEC_INIT(struct pv_known);
	pool->trimmed = (struct pv_vec)PV_VEC_INIT(struct pv_trimmed);
	pool->by_strings.slots = (struct pv_vec)PV_VEC_INIT(struct slot);
	pool->by_fragment.slots = (struct pv_vec)PV_VEC_INIT(struct slot);
	pool->sets.mem = pool->known.mem = pool->trimmed.mem = mem;
	pool->by_strings.slots.mem = pool->by_fragment.slots.mem = mem;
	return pool;
}

void
pv_literal_pool_free(struct pv_literal_pool *pool)
{
	if (pool == NULL)
		return;
	pv_vec_release(&pool->sets);
	pv_vec_release(&pool->known);
	pv_vec_release(&pool->trimmed);
	pv_vec_release(&pool->by_strings.slots);
	pv_vec_release(&pool->by_fragment.slots);
	pv_arena_free(pool->arena);
}

struct pv_arena *
pv_literal_pool_arena(struct pv_literal_pool *pool)
{
	return pool->arena;
}

static void
put(struct table *t, struct slot s)
{
	struct slot *slots = t->slots.ptr;
	size_t mask = t->slots.len - 1, i = (size_t)s.hash & mask;

	while (slots[i].place != 0)
		i = (i + 1) & mask;
	slots[i] = s;
	t->used++;
}

/* Add a place; the table grows when half of it is used. */
static bool
table_add(struct table *t, uint64_t hash, size_t place)
{
	struct pv_vec old = t->slots;
	size_t i, n = old.len < SLOTS_MIN ? SLOTS_MIN : 2 * old.len;
	struct slot s = { hash, (uint32_t)place + 1 };

	if (2 * (t->used + 1) > old.len) {
		t->slots = (struct pv_vec){ .elem = old.elem, .mem = old.mem };
		while (t->slots.len < n)
			if (pv_vec_push(&t->slots) == NULL)
				break;
		if (t->slots.len < n) {
			pv_vec_release(&t->slots);
			t->slots = old;
			return false;
		}
		t->used = 0;
		for (i = 0; i < old.len; i++)
			if (PV_VEC_AT(&old, struct slot, i)->place != 0)
				put(t, *PV_VEC_AT(&old, struct slot, i));
		pv_vec_release(&old);
	}
	put(t, s);
	return true;
}

/* The next place with the hash at or after slot *i, or SIZE_MAX. */
static size_t
table_next(const struct table *t, uint64_t hash, size_t *i)
{
	const struct slot *slots = t->slots.ptr, *s;

	while (t->slots.len > 0) {
		s = &slots[*i & (t->slots.len - 1)];
		if (s->place == 0)
			break;
		(*i)++;
		if (s->hash == hash)
			return s->place - 1;
	}
	return SIZE_MAX;
}

static uint64_t
fragment_hash(const void *fragment)
{
	return pv_hash64(pv_span((const char *)&fragment, sizeof(fragment)));
}

const struct pv_known *
pv_literal_pool_find(const struct pv_literal_pool *pool, const void *fragment)
{
	uint64_t hash = fragment_hash(fragment);
	size_t i = (size_t)hash, at;

	while ((at = table_next(&pool->by_fragment, hash, &i)) != SIZE_MAX) {
		const struct pv_known *k =
		    PV_VEC_AT(&pool->known, const struct pv_known, at);

		if (k->fragment == fragment)
			return k;
	}
	return NULL;
}

static bool
same_strings(const struct pv_literal_set *set, struct pv_strings s)
{
	size_t i;

	if (set->n != s.n)
		return false;
	for (i = 0; i < s.n; i++)
		if (!pv_span_eq(set->literals[i], s.ptr[i]))
			return false;
	return true;
}

static struct pv_literal_set *
new_set(struct pv_literal_pool *pool, struct pv_strings s)
{
	struct pv_literal_set *set =
	    pv_arena_alloc(pool->arena, sizeof(*set));
	struct pv_item_group g = pv_item_group(s);
	struct pv_span *copy =
	    pv_arena_array(pool->arena, s.n, sizeof(*copy));
	size_t i, bytes = 0;
	char *text;

	for (i = 0; i < s.n; i++)
		bytes += s.ptr[i].len;
	text = pv_arena_alloc(pool->arena, bytes);
	if (set == NULL || copy == NULL || text == NULL)
		return NULL;
	*set = (struct pv_literal_set){ copy, s.n,
		(uint32_t)pool->sets.len, (uint32_t)bytes, g.cost, g.len };
	for (i = 0; i < s.n; i++) {
		memcpy(text, s.ptr[i].ptr, s.ptr[i].len);
		copy[i] = pv_span(text, s.ptr[i].len);
		text += s.ptr[i].len;
	}
	return set;
}

static uint64_t
mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
	return hash ^ hash >> 29;
}

/* There are a million of these strings, each of a few bytes. */
static uint64_t
strings_hash(struct pv_strings s)
{
	uint64_t hash = s.n, word;
	size_t i, at, n;

	for (i = 0; i < s.n; i++) {
		hash = mix(hash, s.ptr[i].len);
		for (at = 0; at < s.ptr[i].len; at += n) {
			n = s.ptr[i].len - at;
			n = n < sizeof(word) ? n : sizeof(word);
			word = 0;
			memcpy(&word, s.ptr[i].ptr + at, n);
			hash = mix(hash, word);
		}
	}
	return hash;
}

/* The set of these strings; NULL when memory ran out. */
static const struct pv_literal_set *
set_of(struct pv_literal_pool *pool, struct pv_strings s)
{
	struct pv_literal_set *set;
	uint64_t hash;
	size_t i, at;

	if (s.set != NULL)
		return s.set;
	hash = strings_hash(s);
	i = (size_t)hash;
	while ((at = table_next(&pool->by_strings, hash, &i)) != SIZE_MAX) {
		set = *PV_VEC_AT(&pool->sets, struct pv_literal_set *, at);
		if (same_strings(set, s))
			return set;
	}
	set = new_set(pool, s);
	if (set == NULL ||
	    !table_add(&pool->by_strings, hash, pool->sets.len) ||
	    !pv_vec_add(&pool->sets, &set))
		return NULL;
	return set;
}

/* Let strings be those of their set. */
static bool
settle(struct pv_literal_pool *pool, struct pv_strings *s)
{
	const struct pv_literal_set *set = set_of(pool, *s);

	if (set == NULL)
		return false;
	*s = (struct pv_strings){ set->literals, set->n, set };
	return true;
}

/*
 * The set of these strings when they are trimmed, and what was taken off; it
 * is remembered of the pool's own sets.
 */
static bool
trim(struct pv_literal_pool *pool, struct pv_item_mem *m, struct pv_strings s,
    struct pv_trimmed *out)
{
	const struct pv_literal_set *set = s.set;

	while (set != NULL && pool->trimmed.len <= set->number)
		if (pv_vec_push(&pool->trimmed) == NULL)
			return false;
	if (set != NULL) {
		*out = *PV_VEC_AT(&pool->trimmed, const struct pv_trimmed,
		    set->number);
		if (out->strings.set != NULL)
			return true;
	}
	*out = pv_trim_set(m, s);
	if (m->nomem || !settle(pool, &out->strings))
		return false;
	if (set != NULL)
		*PV_VEC_AT(&pool->trimmed, struct pv_trimmed, set->number) =
		    *out;
	return true;
}

bool
pv_literal_pool_keep(struct pv_literal_pool *pool, const void *fragment,
    const struct pv_item *items, size_t n)
{
	struct pv_known k = { fragment,
		pv_arena_array(pool->arena, n + 1, sizeof(*items)), n };
	size_t i, g;

	if (k.items == NULL)
		return false;
	for (i = 0; i < n; i++) {
		k.items[i] = items[i];
		if (items[i].exact && !settle(pool, &k.items[i].strings))
			return false;
		for (g = 0; g < items[i].ngroups; g++)
			if (!settle(pool, &k.items[i].groups[g].set))
				return false;
	}
	return table_add(&pool->by_fragment, fragment_hash(fragment),
		   pool->known.len) &&
	    pv_vec_add(&pool->known, &k);
}

static bool
keep_groups(struct pv_literal_pool *pool, struct pv_item_mem *m,
    const struct pv_item *it, struct pv_literal_branch *out)
{
	struct pv_literal_group *groups;
	struct pv_reach behind = { 0, 0, 0 }; /* of the string before */
	size_t i;

	groups = pv_arena_array(pool->arena, it->ngroups + 1, sizeof(*groups));
	if (groups == NULL)
		return false;
	for (i = 0; i < it->ngroups; i++) {
		const struct pv_item_group *g = &it->groups[i];
		struct pv_trimmed t;

		if (!trim(pool, m, g->set, &t))
			return false;
		groups[i] = (struct pv_literal_group){ t.strings.set,
			pv_reach_sum(behind, pv_reach_sum(g->gap, t.front)),
			g->cost };
		behind = t.back;
	}
	*out = (struct pv_literal_branch){ groups, it->ngroups };
	return true;
}

bool
pv_literal_pool_branches(struct pv_literal_pool *pool, struct pv_item_mem *m,
    const struct pv_choice *whole, struct pv_literals *out)
{
	struct pv_literal_branch *branches =
	    pv_arena_array(pv_literal_pool_arena(pool), whole->n + 1,
		sizeof(*branches));
	size_t i;

	if (branches == NULL)
		return false;
	for (i = 0; i < whole->n; i++) {
		struct pv_item it = pv_item_loose(&whole->items[i]);

		if (it.ngroups == 0)
			return true;
		if (!keep_groups(pool, m, &it, &branches[i]))
			return false;
	}
	*out = (struct pv_literals){ branches, whole->n };
	return true;
}
