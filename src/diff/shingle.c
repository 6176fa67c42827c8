/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/shingle.h"

#include <stdlib.h>

#include "diff/keyed.h"

#define TEXT_MAX ((size_t)1 << 16)
#define NAME_WORDS 8    /* a longer one is a description */

/* A party's name in a text, as folded words. */
struct name {
	uint32_t words[NAME_WORDS];
	uint32_t n;
	uint32_t role;      /* 1 is the one that is read first; 0 = not yet */
};

/* "Kestrel", "the Customer's"; "any person" is no name. */
static bool
read_name(struct pv_shingling *s, struct pv_span text, struct name *name)
{
	struct pv_vec v = PV_VEC_INIT(struct pv_token);
	const struct pv_token *t;
	uint32_t i, id;
	bool ok = pv_form_words(s->lex, text, &v), proper = true;

	*name = (struct name){ .n = 0 };
	for (i = 0; ok && i < v.len && v.len <= NAME_WORDS; i++) {
		t = PV_VEC_AT(&v, struct pv_token, i);
		id = pv_lexicon_fold(s->lex, t->id);
		if (pv_lexicon_content(s->lex, id))
			proper = proper && !pv_islower(text.ptr[t->start]);
		else if (name->n == 0 || text.ptr[t->start] == '\'')
			continue;
		name->words[name->n++] = id;
	}
	if (!proper)
		name->n = 0;
	pv_vec_release(&v);
	return ok;
}

static bool
stands_at(const struct name *name, const struct pv_token *t, size_t n)
{
	uint32_t i;

	for (i = 0; i < name->n && i < n; i++)
		if (t[i].id != name->words[i])
			return false;
	return name->n > 0 && i == name->n;
}

/* The longest name that begins at t, or NULL. */
static struct name *
name_at(struct name *names, const struct pv_token *t, size_t n)
{
	struct name *best = NULL;

	for (size_t i = 0; i < PV_WORDING_NAMES; i++)
		if (stands_at(&names[i], t, n) &&
		    (best == NULL || names[i].n > best->n))
			best = &names[i];
	return best;
}

static uint64_t
name_digest(const struct name *name)
{
	uint64_t h = 3;

	for (uint32_t i = 0; i < name->n; i++)
		h = pv_mix(h, name->words[i]);
	return h == 0 ? 1 : h;
}

/* Put one token in the place of each name; returns how many are left. */
static size_t
fold_names(struct pv_shingling *s, struct pv_worded_text *text,
    struct name *names, struct pv_token *t, size_t n)
{
	static const char *const parties[PV_WORDING_NAMES] = { "1", "2", "3",
		"4", "5", "6", "7", "8" };
	uint32_t roles = 0;
	size_t i, to = 0;
	struct name *at;

	for (i = 0; i < n; to++) {
		at = name_at(names, t + i, n - i);
		t[to] = t[i];
		if (at == NULL) {
			i++;
			continue;
		}
		if (at->role == 0) {
			text->names[roles++] = name_digest(at);
			at->role = roles;
		}
		t[to].id = pv_lexicon_add(s->lex, PV_LEX_NAME,
		    pv_span_str(parties[at->role - 1]));
		t[to].end = t[i + at->n - 1].end;
		i += at->n;
	}
	return to;
}

/* Fold case, and names into the order in which they are first read. */
static bool
fold(struct pv_shingling *s, const struct pv_wording_text *in,
    struct pv_worded_text *text)
{
	struct pv_token *t = PV_VEC_AT(&s->tokens, struct pv_token,
	    text->first);
	struct name names[PV_WORDING_NAMES];
	size_t i, n = s->tokens.len - text->first;

	for (i = 0; i < PV_WORDING_NAMES; i++)
		if (!read_name(s, in->names[i], &names[i]))
			return false;
	for (i = 0; i < n; i++)
		t[i].id = pv_lexicon_fold(s->lex, t[i].id);
	text->count = (uint32_t)fold_names(s, text, names, t, n);
	s->tokens.len = (size_t)text->first + text->count;
	return !pv_lexicon_failed(s->lex);
}

/* The text as far as it is looked at, cut between characters. */
static struct pv_span
bounded(struct pv_span s)
{
	size_t n = TEXT_MAX;

	if (s.len <= n)
		return s;
	while (n > 0 && ((unsigned char)s.ptr[n] & 0xc0) == 0x80)
		n--;
	return pv_span_sub(s, 0, n);
}

static bool
read_texts(struct pv_shingling *s)
{
	struct pv_worded_text *t;

	for (size_t i = 0; i < s->ntexts; i++) {
		t = &s->texts[i];
		t->first = (uint32_t)s->tokens.len;
		if (!pv_form_words(s->lex, bounded(s->in[i].text),
		    &s->tokens) || s->tokens.len > UINT32_MAX / 2 ||
		    !fold(s, &s->in[i], t))
			return false;
	}
	return true;
}

static bool
is_word(const struct pv_shingling *s, uint32_t token)
{
	return pv_lexicon_kind(s->lex, PV_VEC_AT(&s->tokens, struct pv_token,
	    token)->id) != PV_LEX_PUNCT;
}

/* The next word from token *at on, or 0 at the end of the text. */
static uint32_t
next_word(const struct pv_shingling *s, const struct pv_worded_text *t,
    uint32_t *at)
{
	uint32_t end = t->first + t->count;

	while (*at < end && !is_word(s, *at))
		++*at;
	return *at < end ? PV_VEC_AT(&s->tokens, struct pv_token,
	    (*at)++)->id : 0;
}

static bool
same_words(const struct pv_shingling *s, uint32_t a, uint32_t b)
{
	uint32_t i = s->texts[a].first, j = s->texts[b].first, x, y;

	do {
		x = next_word(s, &s->texts[a], &i);
		y = next_word(s, &s->texts[b], &j);
	} while (x == y && x != 0);
	return x == y;
}

static int
by_text(const void *a, const void *b)
{
	const struct pv_worded *x = a, *y = b;

	return (x->text > y->text) - (x->text < y->text);
}

static struct pv_keyed *
digests(const struct pv_shingling *s)
{
	struct pv_keyed *d = pv_arena_array(s->arena, s->ntexts, sizeof(*d));
	uint32_t i, at, id;

	for (i = 0; d != NULL && i < s->ntexts; i++) {
		d[i].id = i;
		at = s->texts[i].first;
		while ((id = next_word(s, &s->texts[i], &at)) != 0)
			d[i].key = pv_mix(d[i].key, id);
	}
	if (d != NULL && s->ntexts > 0)
		qsort(d, s->ntexts, sizeof(*d), pv_by_key);
	return d;
}

/* Distinct wordings, in the order of the first text of each. */
static bool
find_wordings(struct pv_shingling *s)
{
	struct pv_keyed *d = digests(s);
	struct pv_worded *w = pv_arena_array(s->arena, s->ntexts, sizeof(*w));
	uint32_t *of = pv_arena_array(s->arena, s->ntexts, sizeof(*of));
	size_t i, n = 0;

	if (d == NULL || w == NULL || of == NULL)
		return false;
	for (i = 0; i < s->ntexts; i++) {
		/* one hash for two wordings: they stay apart, which is safe */
		if (i == 0 || d[i].key != d[i - 1].key ||
		    !same_words(s, w[n - 1].text, d[i].id))
			w[n++].text = d[i].id;
		w[n - 1].weight++;
		of[d[i].id] = w[n - 1].text;
	}
	if (n > 0)
		qsort(w, n, sizeof(*w), by_text);
	for (i = 0; i < n; i++)
		s->texts[w[i].text].wording = (uint32_t)i;
	for (i = 0; i < s->ntexts; i++)
		s->texts[i].wording = s->texts[of[i]].wording;
	s->wordings = w;
	s->nwordings = n;
	return true;
}

/* The pairs of neighbouring words of all wordings; a text of one word is a pair of it and none. */
static bool
read_pairs(const struct pv_shingling *s, struct pv_vec *pairs)
{
	const struct pv_worded_text *t;
	uint32_t i, at, id, last, n;
	struct pv_keyed p;

	for (i = 0; i < s->nwordings; i++) {
		t = &s->texts[s->wordings[i].text];
		at = t->first;
		p.id = i;
		last = next_word(s, t, &at);
		for (n = 0; last != 0; n++, last = id) {
			id = next_word(s, t, &at);
			p.key = pv_mix(pv_mix(2, last), id);
			if ((id != 0 || n == 0) && !pv_vec_add(pairs, &p))
				return false;
		}
	}
	if (pairs->len > 0)
		qsort(pairs->ptr, pairs->len, sizeof(p), pv_by_key);
	return true;
}

/* One shingle: the pairs [first, first + count), each of another wording. */
struct shingle { uint32_t first, count; uint64_t key; };

static int
by_rarity(const void *a, const void *b)
{
	const struct shingle *x = a, *y = b;

	if (x->count != y->count)
		return x->count < y->count ? -1 : 1;
	return (x->key > y->key) - (x->key < y->key);
}

/* Pairs without repetition, and the shingles that they are. */
static bool
find_shingles(struct pv_vec *pairs, struct pv_vec *shingles)
{
	struct pv_keyed *p = pairs->ptr;
	struct shingle *last = NULL;
	size_t i, n = 0;

	for (i = 0; i < pairs->len; i++) {
		if (n > 0 && pv_by_key(&p[i], &p[n - 1]) == 0)
			continue;
		if (last == NULL || last->key != p[i].key) {
			last = pv_vec_push(shingles);
			if (last == NULL)
				return false;
			last->first = (uint32_t)n;
			last->key = p[i].key;
		}
		last->count++;
		p[n++] = p[i];
	}
	pairs->len = n;
	if (shingles->len > 0)
		qsort(shingles->ptr, shingles->len, sizeof(*last), by_rarity);
	return true;
}

/* Give each wording its shingles, the rarest first. */
static bool
fill_sets(struct pv_shingling *s, const struct pv_vec *pairs,
    const struct pv_vec *shingles)
{
	const struct pv_keyed *p = pairs->ptr;
	const struct shingle *g;
	struct pv_worded *w;
	uint32_t i, k, set = 0;

	s->sets = pv_arena_array(s->arena, pairs->len, sizeof(*s->sets));
	if (s->sets == NULL)
		return false;
	for (i = 0; i < pairs->len; i++)
		s->wordings[p[i].id].size++;
	for (i = 0; i < s->nwordings; i++) {
		s->wordings[i].set = set;
		set += s->wordings[i].size;
		s->wordings[i].size = 0;
	}
	for (i = 0; i < shingles->len; i++) {
		g = PV_VEC_AT(shingles, struct shingle, i);
		for (k = 0; k < g->count; k++) {
			w = &s->wordings[p[g->first + k].id];
			s->sets[w->set + w->size++] = i;
		}
	}
	s->nshingles = (uint32_t)shingles->len;
	return true;
}

bool
pv_shingling_read(struct pv_shingling *s)
{
	struct pv_vec pairs = PV_VEC_INIT(struct pv_keyed);
	struct pv_vec shingles = PV_VEC_INIT(struct shingle);
	bool ok;

	s->tokens = (struct pv_vec)PV_VEC_INIT(struct pv_token);
	s->texts = pv_arena_array(s->arena, s->ntexts, sizeof(*s->texts));
	ok = s->texts != NULL && read_texts(s) && find_wordings(s) &&
	    read_pairs(s, &pairs) && find_shingles(&pairs, &shingles) &&
	    fill_sets(s, &pairs, &shingles);
	pv_vec_release(&pairs);
	pv_vec_release(&shingles);
	return ok;
}

void
pv_shingling_release(struct pv_shingling *s)
{
	pv_vec_release(&s->tokens);
}

bool
pv_shingling_swapped(const struct pv_shingling *s, uint32_t a, uint32_t b)
{
	const uint64_t *x = s->texts[a].names, *y = s->texts[b].names;

	for (size_t i = 0; i < PV_WORDING_NAMES; i++) {
		if ((x[i] == 0) != (y[i] == 0))
			return true;
		for (size_t k = 0; k < PV_WORDING_NAMES; k++)
			if (x[i] == y[k] && x[i] != 0 && i != k)
				return true;
	}
	return false;
}

int32_t
pv_resemblance(const struct pv_shingling *s, uint32_t a, uint32_t b)
{
	const struct pv_worded *x = &s->wordings[a], *y = &s->wordings[b];
	const uint32_t *p = s->sets + x->set, *q = s->sets + y->set;
	uint64_t both = 0, all;
	uint32_t i = 0, j = 0;

	while (i < x->size && j < y->size) {
		both += p[i] == q[j];
		if (p[i] == q[j]) {
			i++;
			j++;
		} else if (p[i] < q[j]) {
			i++;
		} else {
			j++;
		}
	}
	all = (uint64_t)x->size + y->size - both;
	return all == 0 ? 0 : (int32_t)(both * 1000 / all);
}
