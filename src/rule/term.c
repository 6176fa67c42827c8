/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/term.h"

#include <string.h>

#include "base/digest.h"

#define ROOT 1u      /* of the trie */
#define WORDS_MAX 10 /* words of a term */
#define TERM_MAX 120 /* bytes of a term */
#define SAME_MAX 32  /* definitions of one term */

struct edge {
	uint64_t word;     /* hash of the word */
	uint32_t from, to; /* nodes; to == 0: the slot is free */
};

struct entry {
	struct pv_span term;
	uint32_t next; /* another entry of the node, or PV_NONE */
	uint32_t def;
	bool party;
};

void
pv_terms_init(struct pv_terms *t, const struct pv_mem *mem)
{
	*t = (struct pv_terms){ .slots = PV_VEC_INIT(struct edge),
		.heads = PV_VEC_INIT(uint32_t),
		.entries = PV_VEC_INIT(struct entry) };
	t->slots.mem = t->heads.mem = t->entries.mem = mem;
}

void
pv_terms_release(struct pv_terms *t)
{
	pv_vec_release(&t->slots);
	pv_vec_release(&t->heads);
	pv_vec_release(&t->entries);
}

static bool
is_word(char c)
{
	return pv_isalnum(c) || ((unsigned char)c & 0x80) != 0;
}

/* The next word at or after *at; empty at the end. */
static struct pv_span
next_word(struct pv_span s, size_t *at)
{
	size_t start;

	while (*at < s.len && !is_word(s.ptr[*at]))
		(*at)++;
	start = *at;
	while (*at < s.len && is_word(s.ptr[*at]))
		(*at)++;
	return pv_span_sub(s, start, *at);
}

/* The edge's slot, or the free one where it belongs: never full. */
static size_t
probe(const struct pv_terms *t, uint32_t from, struct pv_span word)
{
	uint64_t hash = pv_hash64(word);
	size_t mask = t->slots.len - 1;
	size_t i = (size_t)(hash ^ (uint64_t)from * 0x9e3779b97f4a7c15u) & mask;

	for (;; i = (i + 1) & mask) {
		const struct edge *e =
		    PV_VEC_AT(&t->slots, const struct edge, i);

		if (e->to == 0 || (e->from == from && e->word == hash))
			return i;
	}
}

static struct edge *
slot(struct pv_terms *t, uint32_t from, struct pv_span word)
{
	return PV_VEC_AT(&t->slots, struct edge, probe(t, from, word));
}

/* The edge, or NULL. */
static const struct edge *
step(const struct pv_terms *t, uint32_t from, struct pv_span word)
{
	const struct edge *e =
	    PV_VEC_AT(&t->slots, const struct edge, probe(t, from, word));

	return e->to == 0 ? NULL : e;
}

/* Nodes are numbered from 1: the root. */
static bool
new_node(struct pv_terms *t)
{
	uint32_t none = PV_NONE;

	return pv_vec_add(&t->heads, &none);
}

static bool
add(struct pv_terms *t, struct pv_span term, uint32_t def, bool party)
{
	struct entry entry = { term, PV_NONE, def, party };
	uint32_t node = ROOT, *head;
	size_t at = 0, words = 0;
	struct pv_span word;

	if (term.len > TERM_MAX)
		return true;
	for (word = next_word(term, &at); word.len > 0;
	     word = next_word(term, &at)) {
		struct edge *e = slot(t, node, word);

		if (++words > WORDS_MAX)
			return true;
		if (words == 1)
			t->first[(unsigned char)word.ptr[0]] = true;
		if (e->to == 0) {
			if (!new_node(t))
				return false;
			e->from = node;
			e->word = pv_hash64(word);
			e->to = (uint32_t)t->heads.len - 1;
		}
		node = e->to;
	}
	if (words == 0)
		return true;
	head = PV_VEC_AT(&t->heads, uint32_t, node);
	entry.next = *head;
	*head = (uint32_t)t->entries.len;
	return pv_vec_add(&t->entries, &entry);
}

static size_t
count_words(struct pv_span s)
{
	size_t at = 0, n = 0;

	while (next_word(s, &at).len > 0)
		n++;
	return n < WORDS_MAX ? n : WORDS_MAX;
}

/* Room for every word of every term at half load. */
static bool
make_table(struct pv_terms *t)
{
	const struct pv_version *v = t->v;
	size_t i, words = 1, size = 16;

	for (i = 0; i < v->ndefs; i++)
		words += count_words(pv_version_str(v, v->defs[i].term));
	for (i = 0; i < v->nparties; i++)
		words += count_words(pv_version_str(v, v->parties[i].name)) +
		    count_words(pv_version_str(v, v->parties[i].alias));
	while (size < 2 * words)
		size *= 2;
	pv_vec_clear(&t->slots);
	while (t->slots.len < size)
		if (pv_vec_push(&t->slots) == NULL)
			return false;
	pv_vec_clear(&t->heads);
	pv_vec_clear(&t->entries);
	memset(t->first, 0, sizeof(t->first));
	return new_node(t) && new_node(t); /* 0 is no node, 1 the root */
}

enum pv_rc
pv_terms_open(
    struct pv_terms *t, const struct pv_version *v, struct pv_err *err)
{
	size_t i;
	bool ok;

	t->v = v;
	ok = make_table(t);
	for (i = 0; i < v->ndefs && ok; i++)
		ok = add(t, pv_version_str(v, v->defs[i].term), (uint32_t)i,
		    v->defs[i].kind == PV_DEF_PARTY);
	for (i = 0; i < v->nparties && ok; i++)
		ok = add(t, pv_version_str(v, v->parties[i].name), PV_NONE,
			 true) &&
		    add(t, pv_version_str(v, v->parties[i].alias), PV_NONE,
			true);
	return ok ? PV_OK : pv_fail_nomem(err);
}

static bool
holds_in(const struct pv_version *v, uint32_t def, uint32_t clause)
{
	uint32_t scope = v->defs[def].scope;

	return scope == 0 ||
	    (scope < v->nclauses && clause >= scope &&
		clause < v->clauses[scope].next);
}

/* What the term that ends at a node is; false when none ends there. */
static bool
resolve(const struct pv_terms *t, uint32_t node, struct pv_span text,
    uint32_t clause, struct pv_term_use *use)
{
	uint32_t i = *PV_VEC_AT(&t->heads, const uint32_t, node);
	uint32_t scope = 0;
	size_t n = 0, len = 0;

	for (; i != PV_NONE && n < SAME_MAX; n++) {
		const struct entry *e =
		    PV_VEC_AT(&t->entries, const struct entry, i);

		i = e->next;
		if (!pv_span_starts(text, e->term) || e->term.len < len)
			continue;
		if (e->party)
			use->party = true;
		len = e->term.len;
		if (e->def == PV_NONE || !holds_in(t->v, e->def, clause) ||
		    (use->def != PV_NONE && t->v->defs[e->def].scope < scope))
			continue;
		use->def = e->def;
		scope = t->v->defs[e->def].scope;
	}
	use->at.end = use->at.start + (uint32_t)len;
	return len > 0 && (use->party || use->def != PV_NONE);
}

/* The longest term that begins with the word at `start`. */
static bool
longest(const struct pv_terms *t, struct pv_span text, size_t start,
    uint32_t clause, struct pv_term_use *out)
{
	uint32_t node = ROOT;
	size_t at = start, words;
	bool found = false;

	for (words = 0; words < WORDS_MAX; words++) {
		struct pv_span word = next_word(text, &at), rest;
		struct pv_term_use use = { { (uint32_t)start, 0 }, PV_NONE,
			false };
		const struct edge *e;

		rest = pv_span_sub(text, start, at);
		if (word.len > 2 && word.ptr[word.len - 1] == 's') {
			word.len--;
			e = step(t, node, word);
			rest.len--;
			if (e != NULL &&
			    resolve(t, e->to, rest, clause, &use)) {
				*out = use;
				found = true;
			}
			word.len++;
			rest.len++;
			use.party = false;
			use.def = PV_NONE;
		}
		e = word.len > 0 ? step(t, node, word) : NULL;
		if (e == NULL)
			break;
		node = e->to;
		if (resolve(t, node, pv_span_sub(text, start, text.len), clause,
			&use)) {
			*out = use;
			found = true;
		}
	}
	return found;
}

bool
pv_terms_find(const struct pv_terms *t, struct pv_span text, uint32_t clause,
    struct pv_vec *out)
{
	struct pv_term_use use;
	size_t at = 0, start;

	if (t->entries.len == 0)
		return true;
	for (;;) {
		struct pv_span word = next_word(text, &at);

		if (word.len == 0)
			return !out->failed;
		start = at - word.len;
		if (!t->first[(unsigned char)word.ptr[0]] ||
		    !longest(t, text, start, clause, &use))
			continue;
		if (!pv_vec_add(out, &use))
			return false;
		if (use.at.end > at)
			at = use.at.end;
	}
}
