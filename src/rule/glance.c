/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/glance.h"

#include <stdbool.h>
#include <string.h>

#define SLOT_BITS 13u
#define SLOTS ((size_t)1 << SLOT_BITS)
#define SLOTS_USED (SLOTS / 4 * 3)      /* more are not kept */
#define POOL ((size_t)1 << 12)          /* phrases in arrays, and arrays */
#define WHOLE SIZE_MAX                  /* len of a phrase */

/* A list of len bytes, a phrase, or, len being WHOLE - size, phrases. */
struct slot {
	const void *words;
	size_t len;
	union {
		struct pv_glance bits;
		struct pv_glance_many many;
	};
};

static const struct pv_glance all = { UINT64_MAX, UINT64_MAX };

struct pv_glances {
	size_t used, pooled;
	struct slot slots[SLOTS];
	struct pv_glance pool[POOL];
};

struct pv_glances *
pv_glances_new(const struct pv_mem *mem)
{
	struct pv_glances *g = mem->resize(mem->ctx, NULL, sizeof(*g));

	if (g != NULL)
		memset(g, 0, offsetof(struct pv_glances, pool));
	return g;
}

void
pv_glances_free(struct pv_glances *g, const struct pv_mem *mem)
{
	if (g != NULL)
		(void)mem->resize(mem->ctx, g, 0);
}

static struct pv_glance
both(struct pv_glance a, struct pv_glance b)
{
	return (struct pv_glance){ a.outer | b.outer, a.inner | b.inner };
}

static struct pv_glance
list_bits(const char *list, size_t len)
{
	struct pv_glance bits = { 0, 0 };
	size_t from = 0, i;

	for (i = 0; i <= len; i++) {
		if (i < len && list[i] != '|')
			continue;
		/* a bar that is a word itself */
		if (i == from)
			return all;
		bits = both(bits,
		    pv_glance_word(pv_span(list + from, i - from)));
		from = i + 1;
	}
	return bits;
}

static struct pv_glance
element_bits(const char *e, size_t len)
{
	struct pv_glance kind = { 0, UINT64_MAX };

	if (len == 1 && *e == '#')
		kind.outer = PV_GLANCE_NUMBER;
	else if (len == 1 && *e == '@')
		kind.outer = PV_GLANCE_CAPITAL;
	else if (len == 1 && *e == '%')
		kind.outer = PV_GLANCE_HIDDEN;
	else
		return *e == '~' || (len == 1 && *e == '*')
		    ? all : list_bits(e, len);
	return kind;
}

/* The elements up to the first one that must be there. */
static struct pv_glance
phrase_bits(const char *phrase)
{
	struct pv_glance bits = { 0, 0 };

	while (*phrase != '\0') {
		size_t len = strcspn(phrase, " ");
		bool may_lack = len > 1 && phrase[len - 1] == '?';

		bits = both(bits, element_bits(phrase, len - may_lack));
		if (!may_lack)
			return bits;
		phrase += len;
		phrase += strspn(phrase, " ");
	}
	return bits;
}

static struct slot *
find(struct pv_glances *g, const void *words, size_t len)
{
	uint64_t hash = (uint64_t)(uintptr_t)words + len;
	size_t i = (hash * UINT64_C(0x9e3779b97f4a7c15)) >> (64 - SLOT_BITS);

	while (g->slots[i].words != NULL &&
	    (g->slots[i].words != words || g->slots[i].len != len))
		i = (i + 1) % SLOTS;
	return &g->slots[i];
}

/* Work out what no slot holds yet, and keep it while there is room. */
static struct pv_glance
learn(struct pv_glances *g, struct slot *slot, const void *words, size_t len)
{
	struct pv_glance bits = len == WHOLE ? phrase_bits(words) :
	    list_bits(words, len);

	if (g->used < SLOTS_USED) {
		*slot = (struct slot){ words, len, { .bits = bits } };
		g->used++;
	}
	return bits;
}

static struct pv_glance
look(struct pv_glances *g, const void *words, size_t len)
{
	struct slot *slot = find(g, words, len);

	return slot->words != NULL ? slot->bits : learn(g, slot, words, len);
}

struct pv_glance
pv_glance_list(struct pv_glances *g, const char *list, size_t len)
{
	return look(g, list, len);
}

struct pv_glance
pv_glance_phrase(struct pv_glances *g, const char *phrase)
{
	return look(g, phrase, WHOLE);
}

struct pv_glance_many
pv_glance_phrases(struct pv_glances *g, struct pv_phrases phrases)
{
	struct slot *slot = find(g, phrases.first, WHOLE - phrases.size);
	struct pv_glance *each = g->pool + g->pooled;
	struct pv_glance all_of_them = { 0, 0 };
	size_t n = 0;

	if (slot->words != NULL)
		return slot->many;
	while (pv_phrases_at(phrases, n) != NULL)
		n++;
	if (g->used >= SLOTS_USED || n >= POOL - g->pooled)
		return (struct pv_glance_many){ NULL, n };
	for (size_t i = 0; i < n; i++) {
		each[i] = phrase_bits(pv_phrases_at(phrases, i));
		all_of_them = both(all_of_them, each[i]);
	}
	each[n] = all_of_them;
	g->pooled += n + 1;
	g->used++;
	*slot = (struct slot){ phrases.first, WHOLE - phrases.size,
		{ .many = { each, n } } };
	return slot->many;
}
