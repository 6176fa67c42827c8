/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/phrase.h"

struct slot {
	uint32_t ids[PV_PHRASE_WORDS];
	uint32_t len;       /* 0 = free; a first word alone is an entry too */
	uint32_t value;
	uint32_t lens;      /* bit k: a name of k words begins with this word */
};

struct pv_phrases {
	struct pv_arena *arena;
	struct pv_lexicon *lex;
	struct slot *slots;
	size_t mask;
};

struct pv_phrases *
pv_phrases_new(struct pv_arena *arena, struct pv_lexicon *lex, size_t n)
{
	struct pv_phrases *p = pv_arena_alloc(arena, sizeof(*p));
	size_t cap = 16;

	/* three spellings a name, and their first words */
	while (cap < n * 12)
		cap *= 2;
	if (p == NULL)
		return NULL;
	p->arena = arena;
	p->lex = lex;
	p->mask = cap - 1;
	p->slots = pv_arena_array(arena, cap, sizeof(*p->slots));
	return p->slots != NULL ? p : NULL;
}

static struct slot *
find(const struct pv_phrases *p, const uint32_t *ids, uint32_t len)
{
	uint64_t h = len;
	struct slot *s;
	size_t at;
	uint32_t i;

	for (i = 0; i < len; i++)
		h = pv_mix(h, ids[i]);
	for (at = (size_t)h & p->mask;; at = (at + 1) & p->mask) {
		s = &p->slots[at];
		if (s->len == 0 || (s->len == len && memcmp(s->ids, ids,
		    len * sizeof(*ids)) == 0))
			return s;
	}
}

static struct slot *
enter(struct pv_phrases *p, const uint32_t *ids, uint32_t len)
{
	struct slot *s = find(p, ids, len);

	if (s->len == 0) {
		s->len = len;
		memcpy(s->ids, ids, len * sizeof(*ids));
		s->value = PV_NONE;
	}
	return s;
}

static bool
add_spelling(struct pv_phrases *p, struct pv_span name, uint32_t value)
{
	struct pv_vec v = PV_VEC_INIT(struct pv_token);
	uint32_t ids[PV_PHRASE_WORDS] = { 0 }, i;
	struct slot *s;
	bool ok;

	v.mem = pv_arena_mem(p->arena);
	ok = pv_form_words(p->lex, name, &v);
	if (ok && v.len > 0 && v.len <= PV_PHRASE_WORDS) {
		for (i = 0; i < v.len; i++)
			ids[i] = PV_VEC_AT(&v, struct pv_token, i)->id;
		s = enter(p, ids, (uint32_t)v.len);
		if (s->value == PV_NONE)
			s->value = value;
		enter(p, ids, 1)->lens |= 1u << v.len;
	}
	pv_vec_release(&v);
	return ok;
}

bool
pv_phrases_add(struct pv_phrases *p, struct pv_span name, uint32_t value)
{
	char *s, *caps;
	size_t i;

	name = pv_span_trim(name);
	if (name.len == 0)
		return true;
	s = pv_arena_alloc(p->arena, 2 * name.len + 1);
	if (s == NULL)
		return false;
	if (!add_spelling(p, name, value))
		return false;
	memcpy(s, name.ptr, name.len);
	s[name.len] = 's';
	if (!add_spelling(p, pv_span(s, pv_tolower(s[name.len - 1]) == 's' ?
	    name.len - 1 : name.len + 1), value))
		return false;
	/* the lexicon borrows: every spelling has bytes of its own */
	caps = s + name.len + 1;
	for (i = 0; i < name.len; i++)
		caps[i] = pv_islower(name.ptr[i]) ?
		    (char)(name.ptr[i] - 'a' + 'A') : name.ptr[i];
	return add_spelling(p, pv_span(caps, name.len), value);
}

bool
pv_phrases_id(struct pv_phrases *p, uint32_t id, uint32_t value)
{
	struct slot *s = enter(p, &id, 1);

	s->lens |= 1u << 1;
	if (s->value == PV_NONE)
		s->value = value;
	return true;
}

uint32_t
pv_phrases_at(const struct pv_phrases *p, const struct pv_token *t,
    size_t left, uint32_t *len)
{
	uint32_t ids[PV_PHRASE_WORDS] = { 0 }, n, i, lens;
	const struct slot *s = find(p, &t[0].id, 1);

	if (s->len == 0 || s->lens == 0)
		return PV_NONE;
	lens = s->lens;
	n = left < PV_PHRASE_WORDS ? (uint32_t)left : PV_PHRASE_WORDS;
	for (i = 0; i < n; i++)
		ids[i] = t[i].id;
	for (; n > 0; n--) {
		if ((lens & 1u << n) == 0)
			continue;
		s = find(p, ids, n);
		if (s->len != 0 && s->value != PV_NONE) {
			*len = n;
			return s->value;
		}
	}
	return PV_NONE;
}
