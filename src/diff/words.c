/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/words.h"

#include <stdlib.h>

#include "diff/lis.h"
#include "diff/myers.h"

/* Most edits that are looked for at once: in a text, between anchors. */
#define CAP_TEXT 1024
#define CAP_GAP 128

void
pv_own_init(struct pv_own *w, const struct pv_form *f)
{
	*w = (struct pv_own){ f, PV_VEC_INIT(struct pv_token),
	    PV_VEC_INIT(struct pv_seg) };
	w->tokens.mem = w->segs.mem = pv_arena_mem(f->arena);
}

bool
pv_own_add(struct pv_own *w, uint32_t clause)
{
	const struct pv_form_clause *c = &w->form->clauses[clause];
	const struct pv_token *t = w->form->tokens;
	uint32_t k = c->first, end = c->first + c->count;
	struct pv_seg seg;

	for (int part = 0; part < 2; part++) {
		seg.at = c->own[part];
		if (seg.at.end <= seg.at.start)
			continue;
		seg.first = (uint32_t)w->tokens.len;
		while (k < end && t[k].start >= seg.at.start &&
		    t[k].start < seg.at.end)
			if (!pv_vec_add(&w->tokens, &t[k++]))
				return false;
		seg.end = (uint32_t)w->tokens.len;
		if (!pv_vec_add(&w->segs, &seg))
			return false;
	}
	return true;
}

void
pv_own_clear(struct pv_own *w)
{
	pv_vec_clear(&w->tokens);
	pv_vec_clear(&w->segs);
}

void
pv_own_release(struct pv_own *w)
{
	pv_vec_release(&w->tokens);
	pv_vec_release(&w->segs);
}

void
pv_differ_init(struct pv_differ *d, const struct pv_lexicon *lex,
    uint64_t budget)
{
	*d = (struct pv_differ){ lex, budget, PV_VEC_INIT(uint32_t),
	    PV_VEC_INIT(struct pv_run) };
}

void
pv_differ_release(struct pv_differ *d)
{
	pv_vec_release(&d->ints);
	pv_vec_release(&d->runs);
}

/* One comparison: all arrays live in an arena of its own. */
struct compare {
	struct pv_differ *d;
	struct pv_arena *arena;
	struct pv_pair_seq s;
};

static void
mark_all(const struct pv_pair_seq *s)
{
	memset(s->gone, true, s->n * sizeof(*s->gone));
	memset(s->fresh, true, s->m * sizeof(*s->fresh));
}

/* s without equal ends. */
static struct pv_pair_seq
trim(struct pv_pair_seq s)
{
	while (s.n > 0 && s.m > 0 && s.a[0] == s.b[0]) {
		s.a++;
		s.b++;
		s.gone++;
		s.fresh++;
		s.n--;
		s.m--;
	}
	while (s.n > 0 && s.m > 0 && s.a[s.n - 1] == s.b[s.m - 1]) {
		s.n--;
		s.m--;
	}
	return s;
}

/* Compare s; PV_MYERS_CAP when it is beyond the cap, and nothing is marked. */
static enum pv_myers_result
gap(struct compare *c, struct pv_pair_seq s, size_t cap)
{
	s = trim(s);
	if (s.n == 0 || s.m == 0) {
		mark_all(&s);
		return PV_MYERS_DONE;
	}
	if (cap > 64 + (s.n + s.m) / 2)
		cap = 64 + (s.n + s.m) / 2;
	return pv_myers(&s, cap, &c->d->budget, &c->d->ints);
}

/* A sentence or so: tokens [first, end) of one side. */
struct chunk { uint64_t hash; uint32_t first, end, index; };

/*
 * Ends a chunk: closing punctuation, and every 48th word or so by its hash, so
 * that text without any punctuation is cut at the same words on both sides.
 */
static bool
ends_chunk(const struct pv_lexicon *lex, uint32_t id)
{
	struct pv_span s = pv_lexicon_bytes(lex, id);

	if (pv_lexicon_kind(lex, id) == PV_LEX_PUNCT)
		return strchr(".;:?", s.ptr[0]) != NULL;
	return pv_mix(0, id) % 48 == 0;
}

static struct chunk *
chunks(struct compare *c, const uint32_t *ids, size_t n, size_t *count)
{
	struct chunk *out = pv_arena_array(c->arena, n + 1, sizeof(*out));
	uint64_t h = 0;
	uint32_t first = 0, i;

	*count = 0;
	if (out == NULL)
		return NULL;
	for (i = 0; i < n; i++) {
		h = pv_mix(h, ids[i]);
		if (!ends_chunk(c->d->lex, ids[i]) && i + 1 < n)
			continue;
		out[*count] = (struct chunk){ h, first, i + 1,
		    (uint32_t)*count };
		++*count;
		h = 0;
		first = i + 1;
	}
	return out;
}

static int
by_hash(const void *x, const void *y)
{
	const struct chunk *a = x, *b = y;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

static int
by_index(const void *x, const void *y)
{
	const struct chunk *a = x, *b = y;

	return (a->index > b->index) - (a->index < b->index);
}

/* Length of the group of equal hashes at chunk i. */
static size_t
group(const struct chunk *k, size_t n, size_t i)
{
	size_t e = i + 1;

	while (e < n && k[e].hash == k[i].hash)
		e++;
	return e - i;
}

static bool
same_words(const struct pv_pair_seq *s, const struct chunk *a,
    const struct chunk *b)
{
	return a->end - a->first == b->end - b->first &&
	    memcmp(s->a + a->first, s->b + b->first,
	    (a->end - a->first) * sizeof(*s->a)) == 0;
}

/*
 * Chunks that occur once on both sides, in a's order: *na of them, a[i] with
 * b[i].  The arrays are reordered.
 */
static size_t
common(const struct pv_pair_seq *s, struct chunk *a, size_t na,
    struct chunk *b, size_t nb)
{
	size_t i = 0, j = 0, gi, gj, n = 0;

	qsort(a, na, sizeof(*a), by_hash);
	qsort(b, nb, sizeof(*b), by_hash);
	while (i < na && j < nb) {
		if (a[i].hash != b[j].hash) {
			if (a[i].hash < b[j].hash)
				i++;
			else
				j++;
			continue;
		}
		gi = group(a, na, i);
		gj = group(b, nb, j);
		if (gi == 1 && gj == 1 && same_words(s, &a[i], &b[j])) {
			/* b's chunk travels with a's while a is sorted */
			a[n] = a[i];
			a[n].hash = b[j].first;
			n++;
		}
		i += gi;
		j += gj;
	}
	qsort(a, n, sizeof(*a), by_index);
	return n;
}

static struct pv_pair_seq
between(const struct pv_pair_seq *s, size_t a0, size_t a1, size_t b0,
    size_t b1)
{
	return (struct pv_pair_seq){ s->a + a0, s->b + b0, a1 - a0, b1 - b0,
	    s->gone + a0, s->fresh + b0 };
}

/* Compare s around chunks that occur once on both sides. */
static bool
anchored(struct compare *c, const struct pv_pair_seq *s)
{
	size_t na, nb, n, i, pa = 0, pb = 0, a1, b1;
	struct chunk *a = chunks(c, s->a, s->n, &na);
	struct chunk *b = chunks(c, s->b, s->m, &nb);
	uint32_t *seq, *work;
	struct pv_pair_seq part;
	enum pv_myers_result r;
	bool *in;

	if (a == NULL || b == NULL)
		return false;
	n = common(s, a, na, b, nb);
	seq = pv_arena_array(c->arena, n, sizeof(*seq));
	work = pv_arena_array(c->arena, 2 * n, sizeof(*work));
	in = pv_arena_array(c->arena, n, sizeof(*in));
	if (seq == NULL || work == NULL || in == NULL)
		return false;
	for (i = 0; i < n; i++)
		seq[i] = (uint32_t)a[i].hash;
	pv_lis(seq, n, work, in);
	for (i = 0; i <= n; i++) {
		if (i < n && !in[i])
			continue;
		a1 = i < n ? a[i].first : s->n;
		b1 = i < n ? seq[i] : s->m;
		part = between(s, pa, a1, pb, b1);
		r = gap(c, part, CAP_GAP);
		if (r == PV_MYERS_NOMEM)
			return false;
		if (r == PV_MYERS_CAP) {
			part = trim(part);
			mark_all(&part);
		}
		if (i == n)
			break;
		pa = a[i].end;
		pb = b1 + (a[i].end - a[i].first);
	}
	return true;
}

/* Marks to runs. */
static bool
put_runs(struct pv_differ *d, const struct pv_pair_seq *s)
{
	uint32_t i = 0, j = 0;
	struct pv_run r;

	pv_vec_clear(&d->runs);
	while (i < s->n || j < s->m) {
		r = (struct pv_run){ true, i, i, j, j };
		while (i < s->n && j < s->m && !s->gone[i] && !s->fresh[j]) {
			i++;
			j++;
		}
		if (i == r.a0) {
			r.equal = false;
			while (i < s->n && s->gone[i])
				i++;
			while (j < s->m && s->fresh[j])
				j++;
		}
		r.a1 = i;
		r.b1 = j;
		if (!pv_vec_add(&d->runs, &r))
			return false;
	}
	return true;
}

static uint32_t *
numbers(struct pv_arena *arena, const struct pv_token *t, size_t n)
{
	uint32_t *ids = pv_arena_array(arena, n, sizeof(*ids));

	for (size_t i = 0; ids != NULL && i < n; i++)
		ids[i] = t[i].id;
	return ids;
}

bool
pv_words_compare(struct pv_differ *d, const struct pv_token *a, size_t n,
    const struct pv_token *b, size_t m)
{
	struct compare c = { d, pv_arena_new(d->ints.mem), { .n = n, .m = m } };
	struct pv_pair_seq s;
	enum pv_myers_result r;
	bool ok = false;

	if (c.arena == NULL)
		return false;
	c.s.a = numbers(c.arena, a, n);
	c.s.b = numbers(c.arena, b, m);
	c.s.gone = pv_arena_array(c.arena, n, sizeof(bool));
	c.s.fresh = pv_arena_array(c.arena, m, sizeof(bool));
	if (c.s.a != NULL && c.s.b != NULL && c.s.gone != NULL &&
	    c.s.fresh != NULL) {
		r = gap(&c, c.s, CAP_TEXT);
		s = trim(c.s);
		ok = r == PV_MYERS_DONE ||
		    (r == PV_MYERS_CAP && anchored(&c, &s));
	}
	ok = ok && put_runs(d, &c.s);
	pv_arena_free(c.arena);
	return ok;
}

static uint32_t
count_words(const struct pv_lexicon *lex, const struct pv_token *t,
    uint32_t from, uint32_t to)
{
	uint32_t n = 0;

	for (; from < to; from++)
		n += pv_lexicon_kind(lex, t[from].id) != PV_LEX_PUNCT;
	return n;
}

int32_t
pv_words_similarity(const struct pv_differ *d, const struct pv_token *a,
    const struct pv_token *b)
{
	uint64_t equal = 0, all = 0;
	const struct pv_run *r;
	uint32_t x, y;

	for (size_t i = 0; i < d->runs.len; i++) {
		r = PV_VEC_AT(&d->runs, const struct pv_run, i);
		x = count_words(d->lex, a, r->a0, r->a1);
		y = count_words(d->lex, b, r->b0, r->b1);
		all += x + y;
		equal += r->equal ? x + y : 0;
	}
	return all == 0 ? 1000 : (int32_t)(equal * 1000 / all);
}

/* Does the run keep two changes apart by words that say nothing? */
static bool
is_thin(const struct pv_lexicon *lex, const struct pv_token *a,
    const struct pv_run *r, uint32_t limit)
{
	uint32_t i, words = 0;

	for (i = r->a0; i < r->a1; i++) {
		words += pv_lexicon_kind(lex, a[i].id) != PV_LEX_PUNCT;
		if (words > limit)
			return false;
		if (limit < 2 && pv_lexicon_content(lex, a[i].id))
			return false;
	}
	return true;
}

void
pv_words_clean(struct pv_differ *d, const struct pv_token *a)
{
	struct pv_run *run = d->runs.ptr, *last;
	size_t i, n = 0, kept = 0, all = 0;
	uint32_t limit;

	for (i = 0; i < d->runs.len; i++) {
		all += run[i].a1 - run[i].a0;
		kept += run[i].equal ? run[i].a1 - run[i].a0 : 0;
	}
	/* a text written anew shares words by chance: show it as a whole */
	limit = kept * 4 < all ? 3 : 1;
	for (i = 0; i < d->runs.len; i++) {
		last = n > 0 ? &run[n - 1] : NULL;
		if (last != NULL && !last->equal && (!run[i].equal ||
		    (i + 1 < d->runs.len &&
		    is_thin(d->lex, a, &run[i], limit)))) {
			last->a1 = run[i].a1;
			last->b1 = run[i].b1;
			continue;
		}
		run[n++] = run[i];
	}
	d->runs.len = n;
}

/*
 * Where edits are cut: token `at` of a side, and the segment it is in.  The
 * closing punctuation of the text begins at byte `close`; PV_NONE = leave it
 * with the last word.
 */
struct cursor {
	const struct pv_own *w;
	size_t seg;
	uint32_t close;
};

/* Move on to the segment that holds token `at`. */
static const struct pv_seg *
seg_of(struct cursor *c, uint32_t at)
{
	const struct pv_seg *s = PV_VEC_AT(&c->w->segs, const struct pv_seg,
	    c->seg);

	while (at >= s->end && c->seg + 1 < c->w->segs.len)
		s = PV_VEC_AT(&c->w->segs, const struct pv_seg, ++c->seg);
	return s;
}

/* Bytes of tokens [from, to) of one segment, with all that lies between. */
static struct pv_span
cover(const struct cursor *c, const struct pv_seg *s, uint32_t from,
    uint32_t to)
{
	const struct pv_token *t = c->w->tokens.ptr;
	struct pv_range r = s->at;

	if (from > s->first)
		r.start = t[from].start;
	if (to < s->end)
		r.end = t[to].start;
	else if (c->close != PV_NONE && c->seg + 1 == c->w->segs.len)
		r.end = c->close;
	return pv_version_text(c->w->form->v, r);
}

static bool
put_side(struct cursor *c, uint32_t from, uint32_t to, enum pv_word_op op,
    struct pv_vec *out)
{
	struct pv_word_edit e = { .op = op };
	const struct pv_seg *s;
	struct pv_span text;
	uint32_t stop;

	while (from < to) {
		s = seg_of(c, from);
		stop = to < s->end ? to : s->end;
		text = cover(c, s, from, stop);
		if (op == PV_WORD_DELETE)
			e.old_text = text;
		else
			e.new_text = text;
		if (!pv_vec_add(out, &e))
			return false;
		from = stop;
	}
	return true;
}

static bool
put_equal(struct cursor *a, struct cursor *b, const struct pv_run *r,
    struct pv_vec *out)
{
	struct pv_word_edit e = { .op = PV_WORD_EQUAL };
	const struct pv_seg *sa, *sb;
	uint32_t i = r->a0, j = r->b0, n;

	while (i < r->a1) {
		sa = seg_of(a, i);
		sb = seg_of(b, j);
		n = r->a1 - i;
		if (n > sa->end - i)
			n = sa->end - i;
		if (n > sb->end - j)
			n = sb->end - j;
		e.old_text = cover(a, sa, i, i + n);
		e.new_text = cover(b, sb, j, j + n);
		if (!pv_vec_add(out, &e))
			return false;
		i += n;
		j += n;
	}
	return true;
}

/* The closing punctuation of a text, which is no word: "." */
static struct pv_range
closing(const struct pv_own *w)
{
	const struct pv_seg *s;
	uint32_t end;

	if (w->segs.len == 0)
		return (struct pv_range){ 0, 0 };
	s = PV_VEC_AT(&w->segs, const struct pv_seg, w->segs.len - 1);
	if (s->end == s->first)
		return (struct pv_range){ 0, 0 };
	end = PV_VEC_AT(&w->tokens, const struct pv_token, s->end - 1)->end;
	return (struct pv_range){ end, s->at.end };
}

/*
 * When words were added or taken at the end, the full stop after them is what
 * both texts end with, and no part of the change.
 */
static bool
cut_closing(const struct pv_differ *d, struct cursor *a, struct cursor *b,
    struct pv_word_edit *e)
{
	struct pv_range x = closing(a->w), y = closing(b->w);

	if (d->runs.len == 0 || x.start >= x.end || y.start >= y.end ||
	    PV_VEC_AT(&d->runs, const struct pv_run, d->runs.len - 1)->equal)
		return false;
	a->close = x.start;
	b->close = y.start;
	e->old_text = pv_version_text(a->w->form->v, x);
	e->new_text = pv_version_text(b->w->form->v, y);
	return true;
}

bool
pv_words_edits(const struct pv_differ *d, const struct pv_own *a,
    const struct pv_own *b, struct pv_vec *out)
{
	struct cursor ca = { a, 0, PV_NONE }, cb = { b, 0, PV_NONE };
	struct pv_word_edit close = { .op = PV_WORD_EQUAL };
	bool cut = cut_closing(d, &ca, &cb, &close);
	const struct pv_run *r;

	for (size_t i = 0; i < d->runs.len; i++) {
		r = PV_VEC_AT(&d->runs, const struct pv_run, i);
		if (r->equal ? !put_equal(&ca, &cb, r, out) :
		    !put_side(&ca, r->a0, r->a1, PV_WORD_DELETE, out) ||
		    !put_side(&cb, r->b0, r->b1, PV_WORD_INSERT, out))
			return false;
	}
	return !cut || pv_vec_add(out, &close);
}
