/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/lexicon.h"

#include "base/buf.h"
#include "base/digest.h"
#include "base/vec.h"

struct entry {
	struct pv_span s;
	uint64_t hash;
	uint32_t fold;      /* 0 = not asked yet */
	uint8_t kind;
};

/* Entry 0 is unused; a slot holds the number of an entry, 0 = free. */
struct pv_lexicon {
	struct pv_arena *arena;
	struct entry *entries;
	uint32_t len, cap;
	uint32_t *slots;
	uint32_t mask;
	bool failed;
};

struct pv_lexicon *
pv_lexicon_new(struct pv_arena *arena)
{
	struct pv_lexicon *l = pv_arena_alloc(arena, sizeof(*l));

	if (l == NULL)
		return NULL;
	l->arena = arena;
	l->len = 1;
	l->cap = 2048;
	l->mask = 4096 - 1;
	l->entries = pv_arena_array(arena, l->cap, sizeof(*l->entries));
	l->slots = pv_arena_array(arena, l->mask + 1, sizeof(*l->slots));
	if (l->entries == NULL || l->slots == NULL)
		return NULL;
	return l;
}

bool
pv_lexicon_failed(const struct pv_lexicon *l)
{
	return l->failed;
}

void
pv_lexicon_fail(struct pv_lexicon *l)
{
	l->failed = true;
}

/* Twice the room; the old arrays stay in the arena, half of the new ones. */
static bool
grow(struct pv_lexicon *l)
{
	struct entry *e;
	uint32_t *slots, i, at;

	if (l->cap > UINT32_MAX / 8)
		return false;
	e = pv_arena_array(l->arena, (size_t)l->cap * 2, sizeof(*e));
	slots = pv_arena_array(l->arena, (size_t)l->cap * 4, sizeof(*slots));
	if (e == NULL || slots == NULL)
		return false;
	memcpy(e, l->entries, l->len * sizeof(*e));
	l->entries = e;
	l->cap *= 2;
	l->slots = slots;
	l->mask = l->cap * 2 - 1;
	for (i = 1; i < l->len; i++) {
		at = (uint32_t)e[i].hash & l->mask;
		while (slots[at] != 0)
			at = (at + 1) & l->mask;
		slots[at] = i;
	}
	return true;
}

/* A word is one entry whether it is a stop word or not. */
static uint64_t
hash_of(enum pv_lex_kind kind, struct pv_span s)
{
	return pv_mix(pv_hash64(s), kind == PV_LEX_STOP ? PV_LEX_WORD : kind);
}

static bool
is_kind(const struct entry *e, enum pv_lex_kind kind)
{
	return e->kind == kind || (kind == PV_LEX_WORD &&
	    e->kind == PV_LEX_STOP);
}

/* The number of s, or 0 and the slot that it would take. */
static uint32_t
find(const struct pv_lexicon *l, enum pv_lex_kind kind, struct pv_span s,
    uint64_t hash, uint32_t *slot)
{
	uint32_t at = (uint32_t)hash & l->mask, id;
	const struct entry *e;

	for (; (id = l->slots[at]) != 0; at = (at + 1) & l->mask) {
		e = &l->entries[id];
		if (e->hash == hash && is_kind(e, kind) && pv_span_eq(e->s, s))
			return id;
	}
	*slot = at;
	return 0;
}

static uint32_t
insert(struct pv_lexicon *l, enum pv_lex_kind kind, struct pv_span s,
    uint64_t hash, uint32_t at)
{
	uint32_t id;

	if (l->len == l->cap) {
		if (l->failed || !grow(l)) {
			l->failed = true;
			return 0;
		}
		at = (uint32_t)hash & l->mask;
		while (l->slots[at] != 0)
			at = (at + 1) & l->mask;
	}
	id = l->len++;
	l->slots[at] = id;
	l->entries[id] = (struct entry){ s, hash, 0, (uint8_t)kind };
	return id;
}

uint32_t
pv_lexicon_add(struct pv_lexicon *l, enum pv_lex_kind kind, struct pv_span s)
{
	uint64_t hash = hash_of(kind, s);
	uint32_t at, id = find(l, kind, s, hash, &at);

	return id != 0 ? id : insert(l, kind, s, hash, at);
}

/* Sorted.  Words that carry a decision (and, or, not, no, may) are absent. */
static const char *const stop_words[] = {
	"a", "an", "any", "are", "as", "at", "be", "been", "being", "by",
	"for", "from", "has", "have", "hereby", "herein", "hereof",
	"hereto", "hereunder", "in", "into", "is", "it", "its", "of", "on", "said",
	"shall", "such", "that", "the", "their", "them", "then", "therein",
	"thereof", "thereto", "thereunder", "these", "they", "this", "those",
	"to", "upon", "was", "were", "which", "who", "whose", "will", "with"
};

static bool
is_stop(struct pv_span s)
{
	return pv_span_in_words(s, stop_words,
	    sizeof(stop_words) / sizeof(stop_words[0]));
}

uint32_t
pv_lexicon_word(struct pv_lexicon *l, struct pv_span s)
{
	uint64_t hash = hash_of(PV_LEX_WORD, s);
	uint32_t at, id = find(l, PV_LEX_WORD, s, hash, &at);

	return id != 0 ? id : insert(l, is_stop(s) ? PV_LEX_STOP : PV_LEX_WORD,
	    s, hash, at);
}

uint32_t
pv_lexicon_made(struct pv_lexicon *l, enum pv_lex_kind kind, const char *name,
    uint32_t n)
{
	struct pv_buf b = PV_BUF_INIT;
	struct pv_span s = { NULL, 0 };
	uint32_t id = 0;

	b.mem = pv_arena_mem(l->arena);
	pv_buf_printf(&b, "%s %u", name, (unsigned)n);
	if (!b.failed)
		s = pv_arena_dup(l->arena, pv_buf_view(&b));
	if (s.ptr != NULL)
		id = pv_lexicon_add(l, kind, s);
	else
		l->failed = true;
	pv_buf_release(&b);
	return id;
}

enum pv_lex_kind
pv_lexicon_kind(const struct pv_lexicon *l, uint32_t id)
{
	return (enum pv_lex_kind)l->entries[id].kind;
}

struct pv_span
pv_lexicon_bytes(const struct pv_lexicon *l, uint32_t id)
{
	return l->entries[id].s;
}

uint32_t
pv_lexicon_fold(struct pv_lexicon *l, uint32_t id)
{
	struct entry *e = &l->entries[id];
	enum pv_lex_kind kind = (enum pv_lex_kind)e->kind;
	struct pv_span low = e->s;
	char *p;
	size_t i;
	uint32_t fold;

	if (e->fold != 0 || (kind != PV_LEX_WORD && kind != PV_LEX_STOP))
		return e->fold != 0 ? e->fold : id;
	for (i = 0; i < low.len && !pv_isupper(low.ptr[i]); i++)
		;
	if (i == low.len)
		return e->fold = id;
	p = pv_arena_alloc(l->arena, low.len);
	if (p == NULL) {
		l->failed = true;
		return id;
	}
	for (i = 0; i < low.len; i++)
		p[i] = pv_tolower(low.ptr[i]);
	fold = pv_lexicon_add(l, kind, pv_span(p, low.len));
	l->entries[id].fold = fold;
	return fold;
}

bool
pv_lexicon_content(const struct pv_lexicon *l, uint32_t id)
{
	switch (pv_lexicon_kind(l, id)) {
	case PV_LEX_STOP:
	case PV_LEX_PUNCT:
		return false;
	case PV_LEX_WORD:
	case PV_LEX_URL:
	case PV_LEX_REDACTED:
	case PV_LEX_REF:
	case PV_LEX_NAME:
	case PV_LEX_DATED:
		break;
	}
	return true;
}
