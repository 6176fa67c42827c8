/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/hyphen.h"

#include "base/mem.h"
#include "ingest/vocabulary.h"

/* FNV-1a over letters in lower case. */
#define HASH_SEED UINT64_C(0xCBF29CE484222325)
#define HASH_PRIME UINT64_C(0x100000001B3)

#define PART 32                 /* letters; no part of a word has more */

static const struct pv_span soft_hyphen = { "\302\255", 2 };

static uint64_t
hash_more(uint64_t h, struct pv_span s)
{
	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)pv_tolower(s.ptr[i])) * HASH_PRIME;
	return h;
}

static uint64_t
hash_pair(struct pv_span a, struct pv_span glue, struct pv_span b)
{
	uint64_t h = hash_more(hash_more(hash_more(HASH_SEED, a), glue), b);

	return h != 0 ? h : 1;
}

static const struct pv_mem *
memory(const struct pv_words *w)
{
	return pv_arena_mem(w->blocks->arena);
}

/* Slot of h, or the free one where it belongs. */
static size_t
slot_of(const struct pv_words *w, uint64_t h)
{
	size_t i = (size_t)(h * HASH_PRIME >> 20) & (w->cap - 1);

	while (w->slots[i] != 0 && w->slots[i] != h)
		i = (i + 1) & (w->cap - 1);
	return i;
}

static bool
grow(struct pv_words *w)
{
	size_t cap = w->cap > 0 ? 2 * w->cap : 1024;
	struct pv_words next = *w;

	next.slots = memory(w)->resize(memory(w)->ctx, NULL,
	    cap * sizeof(*next.slots));
	if (next.slots == NULL)
		return false;
	memset(next.slots, 0, cap * sizeof(*next.slots));
	next.cap = cap;
	for (size_t i = 0; i < w->cap; i++)
		if (w->slots[i] != 0)
			next.slots[slot_of(&next, w->slots[i])] = w->slots[i];
	pv_words_release(w);
	*w = next;
	return true;
}

static void
insert(struct pv_words *w, uint64_t h)
{
	size_t i;

	if (w->used * 2 >= w->cap && !grow(w)) {
		w->failed = true;
		return;
	}
	i = slot_of(w, h);
	if (w->slots[i] == 0) {
		w->slots[i] = h;
		w->used++;
	}
}

static size_t
letters(struct pv_span s, size_t i)
{
	while (i < s.len && pv_isalpha(s.ptr[i]))
		i++;
	return i;
}

/* Printed ASCII other than the hyphen. */
static bool
is_mark(char c)
{
	return c > ' ' && (unsigned char)c < 0x7F && c != '-';
}

/*
 * No blank, dash or quotation mark of Latin-1 or General Punctuation: a soft
 * hyphen or what may be invisible, so that a word perhaps goes on behind it.
 */
static bool
is_odd(struct pv_span next)
{
	const char *p = next.ptr;

	if (next.len < 2 || (unsigned char)*p < 0x80)
		return false;
	if (*p == '\302')
		return pv_span_starts(next, soft_hyphen);
	return next.len < 3 || *p != '\342' || p[1] != '\200' ||
	    (unsigned char)p[2] < 0x90 || (unsigned char)p[2] > 0xA9;
}

/*
 * Words that stand alone, and pairs that a hyphen holds together.  Halves of
 * broken words are neither.  left, right: a word goes on in the neighbour.
 */
static void
add_words(struct pv_words *w, struct pv_span s, bool left, bool right)
{
	struct pv_span word, next, before = { "", 0 };
	size_t i = 0, end;
	bool half = left, soft;

	while (i < s.len && !w->failed) {
		if (!pv_isalpha(s.ptr[i])) {
			if (is_mark(s.ptr[i]) || left)
				half = false;
			left = false;
			if (s.ptr[i] != '-' || (i > 0 &&
			    !pv_isalpha(s.ptr[i - 1])))
				before.len = 0;
			i++;
			continue;
		}
		end = letters(s, i);
		word = pv_span_sub(s, i, end);
		next = pv_span_sub(s, end, end + 2);
		soft = is_odd(pv_span_sub(s, end, end + 3)) ||
		    (right && end == s.len);
		if (before.len > 0)
			insert(w, hash_pair(before, PV_SPAN("-"), word));
		else if (!half && !soft && (end == s.len || *next.ptr != '-'))
			insert(w, hash_pair(word, PV_SPAN(""), PV_SPAN("")));
		half = soft || (end < s.len && *next.ptr == '-');
		before = word;
		left = false;
		i = end;
	}
}

/* Does a word go on across the border between two fragments? */
static bool
touch(struct pv_span a, struct pv_span b)
{
	return a.len > 0 && b.len > 0 &&
	    (pv_isalpha(a.ptr[a.len - 1]) || pv_span_ends(a, soft_hyphen)) &&
	    (pv_isalpha(b.ptr[0]) || pv_span_starts(b, soft_hyphen));
}

/* Fill the table with the words of the blocks. */
static void
add_blocks(struct pv_words *w)
{
	const struct pv_vec *blocks = &w->blocks->blocks;
	const struct pv_block *b;
	const struct pv_frag *f;
	bool left, right;

	for (size_t i = 0; i < blocks->len; i++) {
		b = PV_VEC_AT(blocks, struct pv_block, i);
		left = false;
		for (size_t k = 0; k < b->nfrags && !w->failed; k++) {
			f = PV_VEC_AT(&w->blocks->frags, struct pv_frag,
			    b->frag + k);
			right = k + 1 < b->nfrags && touch(f->text, f[1].text);
			add_words(w, f->text, left, right);
			left = right;
		}
	}
}

static bool
has(const struct pv_words *w, struct pv_span a, const char *glue,
    struct pv_span b)
{
	return !w->failed && w->cap > 0 &&
	    w->slots[slot_of(w, hash_pair(a, pv_span_str(glue), b))] != 0;
}

/* Do the two make a word of the vocabulary? */
static bool
joined(struct pv_span first, struct pv_span second)
{
	char word[PART];

	if (first.len + second.len > sizeof(word))
		return false;
	memcpy(word, first.ptr, first.len);
	memcpy(word + first.len, second.ptr, second.len);
	return pv_vocabulary_has(pv_span(word, first.len + second.len));
}

/* The two parts of a word around a line's end, as far as it was read. */
struct broken {
	char part[2][PART];
	size_t len[2];
	enum { BEFORE, HYPHEN, LINE, BEHIND } at;
};

/* The word is complete: does one that is known come out? */
static void
end_broken(struct pv_words *w, struct broken *k)
{
	struct pv_span a = pv_span(k->part[0], k->len[0]);
	struct pv_span b = pv_span(k->part[1], k->len[1]);

	if (k->at == BEHIND && a.len < PART && b.len < PART &&
	    !has(w, a, "-", b) && (joined(a, b) || has(w, a, "", b)))
		w->breaks++;
	k->at = BEFORE;
	k->len[0] = k->len[1] = 0;
}

static void
next_char(struct pv_words *w, struct broken *k, char c)
{
	size_t i = k->at >= LINE;

	if (pv_isalpha(c) && k->at != HYPHEN) {
		if (k->at == LINE)
			k->at = BEHIND;
		if (k->len[i] < PART)
			k->part[i][k->len[i]++] = c;
	} else if (k->at == BEFORE && c == '-' && k->len[0] > 0) {
		k->at = HYPHEN;
	} else if (k->at == HYPHEN && c == '\n') {
		k->at = LINE;
	} else if (k->at == BEHIND || k->at == BEFORE || !pv_isspace(c)) {
		end_broken(w, k);
	}
}

static void
count_breaks(struct pv_words *w)
{
	const struct pv_blocks *b = w->blocks;
	const struct pv_block *block;
	struct broken k = { .at = BEFORE };
	struct pv_span s;

	for (size_t i = 0; i < b->blocks.len; i++) {
		block = PV_VEC_AT(&b->blocks, struct pv_block, i);
		for (size_t f = 0; f < block->nfrags; f++) {
			s = PV_VEC_AT(&b->frags, struct pv_frag,
			    block->frag + f)->text;
			for (size_t c = 0; c < s.len; c++)
				next_char(w, &k, s.ptr[c]);
		}
		end_broken(w, &k);
	}
}

static void
build(struct pv_words *w)
{
	w->built = true;
	add_blocks(w);
	count_breaks(w);
}

static bool
known(struct pv_words *w, struct pv_span a, const char *glue, struct pv_span b)
{
	if (!w->built)
		build(w);
	return has(w, a, glue, b);
}

bool
pv_words_know(struct pv_words *w, struct pv_span word)
{
	return word.len > 0 && (pv_vocabulary_has(word) ||
	    (word.len > 2 && known(w, word, "", PV_SPAN(""))));
}

static bool
listed(struct pv_span word, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (pv_span_ieq(word, pv_span_str(list[i])))
			return true;
	return false;
}
#define LISTED(word, list) listed(word, list, sizeof(list) / sizeof(*(list)))

/* No longer word begins with these and is broken behind them. */
static const char *const prefixes[] = { "non", "co", "self", "third", "first",
	"second", "cross", "well", "semi", "quasi", "half", "long", "short",
	"high", "low", "full", "one", "two", "three", "four", "five", "six",
	"seven", "eight", "nine", "ten", "twenty", "thirty", "forty", "fifty",
	"sixty", "seventy", "eighty", "ninety", "end", "ninth", "tenth",
	"once", "then", "e", "x" };

/* These are prefixes too, but "pre-sent" and "sub-ject" exist. */
static const char *const perhaps[] = { "pre", "post", "sub", "anti", "multi",
	"re", "ex", "inter", "intra", "counter", "over", "under", "on", "off",
	"up", "by", "in", "out", "all", "mid", "pro" };

/* "pre- and post-closing", "short- to medium-term" */
static const char *const suspending[] = { "and", "or", "to", "nor", "and/or",
	"but", "versus", "vs" };

/* A dash, not a hyphen, stands in front of these. */
static const char *const function_words[] = { "the", "a", "an", "of", "in",
	"for", "with", "by", "from", "at", "as", "that", "which", "who",
	"this", "these", "those", "such", "any", "all", "each", "if", "is",
	"are", "was", "were", "including", "provided", "subject", "it", "its",
	"their", "shall", "will", "may", "not", "no" };

static bool
is_caps(struct pv_span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (pv_islower(s.ptr[i]))
			return false;
	return s.len > 1;
}

/* What stands behind the last hyphen of s; all of it without one. */
static struct pv_span
last_part(struct pv_span s)
{
	size_t i = s.len;

	while (i > 0 && pv_isalnum(s.ptr[i - 1]))
		i--;
	return pv_span_sub(s, i, s.len);
}

static enum pv_hyphen
by_evidence(struct pv_words *w, struct pv_span first, struct pv_span second,
    enum pv_hyphen_at at)
{
	const struct pv_span none = { "", 0 };
	bool words;

	if (known(w, first, "-", second))
		return PV_HYPHEN_GLUE;
	if (known(w, first, "", second))
		return PV_HYPHEN_JOIN;
	if (at == PV_HYPHEN_LINE && w->breaks == 0 && !joined(first, second) &&
	    !LISTED(first, perhaps))
		return PV_HYPHEN_GLUE;
	words = known(w, second, "", none);
	if (words && LISTED(first, perhaps) && second.len > 2)
		return PV_HYPHEN_GLUE;
	words = words && known(w, first, "", none);
	if (at == PV_HYPHEN_BLANK)
		return words && pv_islower(second.ptr[0]) &&
		    !LISTED(second, function_words) ? PV_HYPHEN_GLUE :
		    PV_HYPHEN_APART;
	return words && first.len > 2 && second.len > 2 ? PV_HYPHEN_GLUE :
	    PV_HYPHEN_JOIN;
}

enum pv_hyphen
pv_hyphen_choose(struct pv_words *w, struct pv_span first,
    struct pv_span second, enum pv_hyphen_at at)
{
	struct pv_span part = last_part(first);
	bool compound = pv_span_ends(second, PV_SPAN("-"));

	second.len -= compound;
	if (part.len == 0 || second.len == 0)
		return PV_HYPHEN_APART;
	if (at != PV_HYPHEN_SOFT && !compound && LISTED(second, suspending))
		return PV_HYPHEN_APART;
	if (at == PV_HYPHEN_SOFT && pv_islower(second.ptr[0]) &&
	    (part.len == 1 || !LISTED(part, prefixes)) &&
	    (part.len + second.len == 2 || joined(part, second)))
		return PV_HYPHEN_JOIN;
	if (LISTED(part, prefixes))
		return PV_HYPHEN_GLUE;
	if (pv_isdigit(part.ptr[part.len - 1]) || pv_isdigit(second.ptr[0]))
		return at == PV_HYPHEN_BLANK ? PV_HYPHEN_APART :
		    PV_HYPHEN_GLUE;
	if (pv_isupper(second.ptr[0]) && !(is_caps(part) && is_caps(second)))
		return at != PV_HYPHEN_BLANK ||
		    known(w, part, "-", second) ? PV_HYPHEN_GLUE :
		    PV_HYPHEN_APART;
	if (part.len < first.len && first.ptr[first.len - part.len - 1] == '-')
		return at == PV_HYPHEN_BLANK &&
		    LISTED(second, function_words) ? PV_HYPHEN_APART :
		    PV_HYPHEN_GLUE;
	return by_evidence(w, part, second, at);
}

void
pv_words_release(struct pv_words *w)
{
	if (w->slots != NULL)
		memory(w)->resize(memory(w)->ctx, w->slots, 0);
	w->slots = NULL;
	w->cap = 0;
}
