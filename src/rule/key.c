/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/key.h"

#include "rule/attribute.h"
#include "rule/edge.h"
#include "rule/reading.h"
#include "rule/scan.h"

#define ANCHORS_MAX 64u         /* beside a clause's own sentences */
#define KEY_MAX ((size_t)1 << 20) /* bytes that go into a key */
#define HEADINGS 3              /* above a sentence that its cues look at */
#define EXACT 0x80000000u       /* an anchor that is taken as a whole */

void
pv_keys_init(struct pv_keys *k, const struct pv_mem *mem)
{
	*k = (struct pv_keys){ .text = PV_BUF_INIT, .other = PV_BUF_INIT,
		.anchors = PV_VEC_INIT(struct pv_range),
		.exact = PV_VEC_INIT(struct pv_range),
		.meanings = PV_VEC_INIT(struct pv_key_part),
		.around = PV_VEC_INIT(struct pv_key_part) };
	k->text.mem = k->other.mem = mem;
	k->anchors.mem = k->exact.mem = mem;
	k->meanings.mem = k->around.mem = mem;
}

void
pv_keys_release(struct pv_keys *k)
{
	pv_buf_release(&k->text);
	pv_buf_release(&k->other);
	pv_vec_release(&k->anchors);
	pv_vec_release(&k->exact);
	pv_vec_release(&k->meanings);
	pv_vec_release(&k->around);
}

/* ---------------------------------------------------------------- writing */

static void
put(struct pv_keys *k, uint32_t n)
{
	pv_buf_add(&k->text, &n, sizeof(n));
}

static void
put_text(struct pv_keys *k, struct pv_span s)
{
	put(k, (uint32_t)s.len);
	pv_buf_span(&k->text, s);
}

static void
put_digest(struct pv_keys *k, const struct pv_digest *d)
{
	pv_buf_add(&k->text, d->bytes, sizeof(d->bytes));
}

/* ------------------------------------------------------------ the version */

static bool
make_parts(struct pv_vec *v, size_t n)
{
	pv_vec_clear(v);
	while (v->len < n)
		if (pv_vec_push(v) == NULL)
			return false;
	return true;
}

/* Which words of a text cues take for a party; the text goes before. */
static void
put_parties(struct pv_scanner *s, struct pv_range words)
{
	struct pv_keys *k = &s->keys;

	put(k, words.end - words.start);
	for (uint32_t i = words.start; i < words.end; i++)
		if (pv_cue_is_party(&s->cues, i))
			put(k, i - words.start);
	put(k, PV_NONE);
}

bool
pv_keys_open(struct pv_scanner *s)
{
	struct pv_keys *k = &s->keys;
	const struct pv_version *v = s->v;
	size_t i;

	pv_buf_clear(&k->text);
	put_text(k, pv_version_str(v, v->title));
	if (s->rules->nmodels > 0)
		put_parties(s, s->cues.title);
	put_text(k, s->mark);
	put(k, pv_extent_of(v));
	/* of more than two none is the other one */
	for (i = 0; i < v->nparties && v->nparties == 2; i++) {
		put_text(k, pv_version_str(v, v->parties[i].name));
		put_text(k, pv_version_str(v, v->parties[i].alias));
	}
	pv_digest_of(pv_buf_view(&k->text), &k->version);
	return !k->text.failed && make_parts(&k->meanings, v->ndefs) &&
	    make_parts(&k->around, v->nclauses);
}

/* What is asked of a meaning, beside what is read in place of the term. */
static void
put_meaning(struct pv_scanner *s, uint32_t def)
{
	struct pv_keys *k = &s->keys;
	struct pv_key_part *part =
	    PV_VEC_AT(&k->meanings, struct pv_key_part, def);
	const struct pv_def *d = &s->v->defs[def];
	struct pv_span meaning = pv_version_text(s->v, d->meaning);

	if (!part->known) {
		pv_buf_clear(&k->other);
		pv_buf_char(&k->other, pv_meaning_redacted(meaning, s->mark));
		if (pv_meaning_counts(pv_version_str(s->v, d->term)))
			pv_buf_span(&k->other, meaning);
		s->failed |= k->other.failed;
		pv_digest_of(pv_buf_view(&k->other), &part->digest);
		part->known = true;
	}
	put_digest(k, &part->digest);
}

/* Copy a range of the version with every run of digits as one. */
static void
copy_masked(struct pv_buf *out, const struct pv_version *v, struct pv_range at)
{
	struct pv_span s = pv_version_text(v, at);

	for (size_t i = 0; i < s.len; i++)
		if (!pv_isdigit(s.ptr[i]))
			pv_buf_char(out, s.ptr[i]);
		else if (i == 0 || !pv_isdigit(s.ptr[i - 1]))
			pv_buf_char(out, '0');
}

/* Where the heading of a clause stands in it: nobody is named there. */
static void
put_heading(struct pv_buf *out, const struct pv_clause *c)
{
	const uint32_t at[] = { c->heading.start - c->all.start,
		c->heading.end - c->heading.start };

	if (at[1] > 0)
		pv_buf_span(out, pv_span((const char *)at, sizeof(at)));
}

/* What stands around a clause; what its numbers count is nothing to go by. */
static void
put_around(struct pv_scanner *s, uint32_t clause)
{
	struct pv_keys *k = &s->keys;
	const struct pv_version *v = s->v;
	uint32_t top = pv_attribute_around(v, clause), at, i;
	struct pv_key_part *part;

	if (top == PV_NONE)
		return;
	part = PV_VEC_AT(&k->around, struct pv_key_part, top);
	if (!part->known) {
		pv_buf_clear(&k->other);
		at = v->clauses[top].all.start;
		for (i = top; i < v->clauses[top].next; i++) {
			struct pv_range num = v->clauses[i].num;

			put_heading(&k->other, &v->clauses[i]);
			if (num.start == num.end || num.start < at)
				continue;
			pv_buf_span(&k->other, pv_version_text(v,
			    (struct pv_range){ at, num.start }));
			copy_masked(&k->other, v, num);
			at = num.end;
		}
		pv_buf_span(&k->other, pv_version_text(v,
		    (struct pv_range){ at, v->clauses[top].all.end }));
		s->failed |= k->other.failed;
		pv_digest_of(pv_buf_view(&k->other), &part->digest);
		part->known = true;
	}
	put_digest(k, &part->digest);
}

/* ---------------------------------------------------------------- anchors */

uint32_t
pv_key_own(const struct pv_scanner *s, uint32_t sentence)
{
	const struct pv_clause_index *x =
	    pv_reader_clause(&s->reader, s->keys.clause);

	if (sentence - x->first < x->count)
		return sentence - x->first;
	if (sentence - x->tail_first < x->tail_count)
		return x->count + (sentence - x->tail_first);
	return PV_NONE;
}

static uint32_t
count_own(const struct pv_scanner *s)
{
	const struct pv_clause_index *x =
	    pv_reader_clause(&s->reader, s->keys.clause);

	return x->count + x->tail_count;
}

uint32_t
pv_key_sentence(const struct pv_scanner *s, uint32_t own)
{
	const struct pv_clause_index *x =
	    pv_reader_clause(&s->reader, s->keys.clause);

	if (own == PV_NONE)
		return PV_NONE;
	return own < x->count ? x->first + own :
	    x->tail_first + (own - x->count);
}

static struct pv_range
own_range(const struct pv_scanner *s, uint32_t own)
{
	return s->v->sentences[pv_key_sentence(s, own)].at;
}

static uint32_t
find_range(const struct pv_vec *v, struct pv_range r)
{
	for (uint32_t i = 0; i < v->len; i++) {
		const struct pv_range *x = PV_VEC_AT(v, struct pv_range, i);

		if (x->start == r.start && x->end == r.end)
			return i;
	}
	return PV_NONE;
}

static uint32_t
add_range(struct pv_scanner *s, struct pv_vec *v, struct pv_range r)
{
	if (v->len == ANCHORS_MAX)
		s->keys.huge = true;
	else
		s->failed |= !pv_vec_add(v, &r);
	return (uint32_t)v->len - 1;
}

/*
 * Tell a text that is not the clause's own: which one, and when it is new what
 * it says; `words` are where the cues have its words.
 */
static void
put_other(struct pv_scanner *s, struct pv_range at, const struct pv_vec *words,
    uint32_t index)
{
	struct pv_keys *k = &s->keys;
	uint32_t i = find_range(&k->anchors, at);

	if (i != PV_NONE) {
		put(k, i);
		return;
	}
	put(k, add_range(s, &k->anchors, at));
	put_text(k, pv_version_text(s->v, at));
	if (s->rules->nmodels > 0)
		put_parties(s, *PV_VEC_AT(words, struct pv_range, index));
}

static void
put_sentence(struct pv_scanner *s, uint32_t sentence)
{
	uint32_t own = pv_key_own(s, sentence);

	put(&s->keys, own);
	if (own == PV_NONE)
		put_other(s, s->v->sentences[sentence].at,
		    &s->cues.sentences, sentence);
}

/* The own sentence that holds byte p, or with `end` the byte before it. */
static bool
anchor_own(const struct pv_scanner *s, uint32_t p, bool end,
    struct pv_anchor *out)
{
	uint32_t lo = 0, hi = count_own(s);
	struct pv_range r;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		r = own_range(s, mid);
		if (end ? r.end < p : r.end <= p)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == count_own(s))
		return false;
	r = own_range(s, lo);
	*out = (struct pv_anchor){ lo, p - r.start };
	return end ? r.start < p : r.start <= p;
}

static bool
anchor_byte(const struct pv_scanner *s, uint32_t p, bool end,
    struct pv_anchor *out)
{
	const struct pv_vec *v = &s->keys.anchors;

	if (anchor_own(s, p, end, out))
		return true;
	for (uint32_t i = 0; i < v->len; i++) {
		const struct pv_range *x = PV_VEC_AT(v, struct pv_range, i);

		if (end ? x->start >= p || x->end < p :
		    x->start > p || x->end <= p)
			continue;
		*out = (struct pv_anchor){ count_own(s) + i, p - x->start };
		return true;
	}
	return false;
}

static bool
anchor_range(const struct pv_scanner *s, struct pv_range at,
    struct pv_anchored *out)
{
	return at.start < at.end &&
	    anchor_byte(s, at.start, false, &out->start) &&
	    anchor_byte(s, at.end, true, &out->end);
}

bool
pv_key_anchor(const struct pv_scanner *s, struct pv_range at,
    struct pv_anchored *out)
{
	static const struct pv_anchor none = { PV_NONE, 0 };
	uint32_t i = find_range(&s->keys.exact, at);

	out->start = out->end = none;
	if (i != PV_NONE)
		out->start.at = out->end.at = EXACT | i;
	return i != PV_NONE || (at.start == 0 && at.end == 0) ||
	    anchor_range(s, at, out);
}

static bool
byte_of(const struct pv_scanner *s, const struct pv_anchor *a, uint32_t *out)
{
	const struct pv_vec *v = &s->keys.anchors;
	uint32_t own = count_own(s);
	struct pv_range r;

	if (a->at >= own && a->at - own >= v->len)
		return false;
	r = a->at < own ? own_range(s, a->at) :
	    *PV_VEC_AT(v, struct pv_range, a->at - own);
	*out = r.start + a->off;
	return *out <= r.end;
}

bool
pv_key_range(const struct pv_scanner *s, const struct pv_anchored *at,
    struct pv_range *out)
{
	const struct pv_vec *exact = &s->keys.exact;

	*out = (struct pv_range){ 0, 0 };
	if (at->start.at == PV_NONE)
		return true;
	if ((at->start.at & EXACT) == 0)
		return byte_of(s, &at->start, &out->start) &&
		    byte_of(s, &at->end, &out->end);
	if ((at->start.at & ~EXACT) >= exact->len)
		return false;
	*out = *PV_VEC_AT(exact, struct pv_range, at->start.at & ~EXACT);
	return true;
}

/* ------------------------------------------------------------- the clause */

/* What the rules found in a heading, a section or a definition around. */
static void
put_context(struct pv_scanner *s, const struct pv_context *c)
{
	struct pv_keys *k = &s->keys;
	uint32_t i, n;

	put(k, c->count);
	for (i = c->first; i < c->first + c->count; i++) {
		const struct pv_hit *h =
		    PV_VEC_AT(&s->context_hits, struct pv_hit, i);

		put(k, h->rule);
		n = find_range(&k->exact, h->src);
		put(k, n != PV_NONE ? n : add_range(s, &k->exact, h->src));
	}
}

static void
put_above(struct pv_scanner *s)
{
	struct pv_keys *k = &s->keys;
	const struct pv_clause *all = s->v->clauses;
	uint32_t i, n = 0;

	for (i = k->clause; i != PV_NONE && n < HEADINGS; i = all[i].parent) {
		if (all[i].heading.start == all[i].heading.end)
			continue;
		put_other(s, all[i].heading, &s->cues.headings, i);
		n++;
	}
	put(k, PV_NONE);
	for (i = k->clause, n = 0; i != PV_NONE && n < PV_CONTEXT_HOPS; n++) {
		const struct pv_context *c =
		    PV_VEC_AT(&s->context, const struct pv_context, i);

		put_context(s, c);
		i = c->up;
	}
}

/* Where these hits lie in texts that other things are anchored in. */
static void
put_exact(struct pv_scanner *s)
{
	struct pv_keys *k = &s->keys;
	struct pv_anchored at;

	for (uint32_t i = 0; i < k->exact.len; i++) {
		put(k, i);
		if (anchor_range(s, *PV_VEC_AT(&k->exact, struct pv_range, i),
			&at))
			pv_buf_add(&k->text, &at, sizeof(at));
	}
}

/* Sentences that limit the clause's own from elsewhere. */
static void
put_edges(struct pv_scanner *s)
{
	struct pv_keys *k = &s->keys;
	const struct pv_version *v = s->v;
	size_t ref = pv_edge_first(v, v->clauses[k->clause].all.end), n, i;

	for (n = 0; n < PV_EDGE_REFS && ref + n < v->nrefs; n++) {
		i = pv_edge_citing(v, ref + n, k->clause);
		if (i < v->nsentences)
			put_text(k, pv_version_text(v, v->sentences[i].at));
	}
	put(k, PV_NONE);
}

/* What a sentence is subject to. */
static void
put_targets(struct pv_scanner *s, struct pv_range own)
{
	struct pv_keys *k = &s->keys;
	const struct pv_version *v = s->v;
	size_t ref = pv_edge_first(v, own.start), n, i;

	for (; ref < v->nrefs && v->refs[ref].at.start < own.end; ref++) {
		i = pv_edge_target(v, ref);
		for (n = 0; n < PV_EDGE_SENTENCES && i < v->nsentences &&
		    v->sentences[i].clause == v->refs[ref].to; n++, i++) {
			put_text(k, pv_version_text(v, v->sentences[i].at));
			put(k, pv_edge_cites(v, i, k->clause));
		}
		put(k, PV_NONE);
	}
}

static void
put_uses(struct pv_scanner *s, const struct pv_unit *u)
{
	struct pv_keys *k = &s->keys;
	const struct pv_term_use *uses;
	size_t i, n;

	s->serial++;
	uses = pv_unit_uses(s, u, &n);
	put(k, (uint32_t)n);
	for (i = 0; i < n; i++) {
		put(k, uses[i].at.start);
		put(k, uses[i].at.end);
		put(k, uses[i].party);
		put(k, uses[i].def != PV_NONE);
		if (uses[i].def == PV_NONE)
			continue;
		put_meaning(s, uses[i].def);
		if (s->def_context.len > 0)
			put_context(s, PV_VEC_AT(&s->def_context,
			    struct pv_context, uses[i].def));
	}
}

static void
put_unit(struct pv_scanner *s, const struct pv_unit *u)
{
	struct pv_keys *k = &s->keys;
	size_t i;

	put_text(k, u->text);
	put(k, u->place);
	put(k, u->reserved);
	put(k, u->own.start);
	put(k, u->own.end);
	put(k, (uint32_t)u->nsegs);
	for (i = 0; i < u->nsegs; i++) {
		const struct pv_seg *seg = &u->segs[i];
		uint32_t at = seg->src.start;

		put(k, seg->at);
		put(k, seg->len);
		put(k, seg->part);
		put_sentence(s, seg->sentence);
		put(k, at - s->v->sentences[seg->sentence].at.start);
		put(k, seg->src.end - at);
	}
	put_uses(s, u);
}

/* Which fifth of the version's sentences it is in: the first, the last? */
static uint32_t
part_of(const struct pv_version *v, uint32_t sentence)
{
	return sentence < v->nsentences / 5 ? 1 :
	    sentence >= v->nsentences - v->nsentences / 5 ? 2 : 0;
}

static void
put_own(struct pv_scanner *s, uint32_t sentence)
{
	struct pv_keys *k = &s->keys;
	struct pv_unit u, again;

	put(k, s->v->sentences[sentence].flags);
	put(k, part_of(s->v, sentence));
	if (s->rules->nmodels > 0)
		put_parties(s, *PV_VEC_AT(&s->cues.sentences, struct pv_range,
		    sentence));
	put_targets(s, s->v->sentences[sentence].at);
	if (!pv_read_sentence(&s->reader, sentence, &u)) {
		put(k, PV_NONE);
		return;
	}
	put_unit(s, &u);
	if (pv_unit_reread(s, &u, &again))
		put_unit(s, &again);
}

/* Which of the next sentences may end what the clause says: undone.c. */
static void
put_reached(struct pv_scanner *s, uint32_t next)
{
	struct pv_keys *k = &s->keys;

	put(k, pv_undone_reaches(s->v, k->clause, next));
	if (!pv_undone_reaches(s->v, k->clause, next + 1))
		put(k, PV_NONE);
	else
		put_sentence(s, next + 1);
}

/* A run of own sentences, and its neighbours. */
static void
put_run(struct pv_scanner *s, uint32_t first, uint32_t count)
{
	struct pv_keys *k = &s->keys;
	uint32_t i;

	put(k, count);
	if (count == 0)
		return;
	if (first > 0) {
		put(k, s->v->sentences[first - 1].clause == k->clause);
		put_sentence(s, first - 1);
	}
	put(k, PV_NONE);
	if (first + count < s->v->nsentences)
		put_sentence(s, first + count);
	put(k, first > 0 && pv_undone_reaches(s->v, k->clause, first - 1));
	put_reached(s, first + count);
	for (i = first; i < first + count && k->text.len < KEY_MAX; i++)
		put_own(s, i);
}

/* A recital's letter: "(A)", "B" */
static bool
is_lettered(const struct pv_scanner *s)
{
	const struct pv_version *v = s->v;
	struct pv_span num =
	    pv_version_text(v, v->clauses[s->keys.clause].num);

	return (num.len == 1 && pv_isupper(num.ptr[0])) ||
	    (num.len == 3 && num.ptr[0] == '(' && pv_isupper(num.ptr[1]));
}

bool
pv_key_of(struct pv_scanner *s, uint32_t clause, struct pv_digest *out)
{
	const struct pv_clause_index *x = pv_reader_clause(&s->reader, clause);
	const struct pv_clause *c = &s->v->clauses[clause];
	struct pv_keys *k = &s->keys;
	struct pv_unit u;

	k->clause = clause;
	k->huge = false;
	pv_buf_clear(&k->text);
	pv_vec_clear(&k->anchors);
	pv_vec_clear(&k->exact);
	put_digest(k, &k->version);
	put(k, c->depth == 1);
	put(k, is_lettered(s));
	put(k, c->heading.start < c->heading.end);
	put_above(s);
	put_around(s, clause);
	put_edges(s);
	put_run(s, x->first, x->count);
	put_run(s, x->tail_first, x->tail_count);
	if (s->rules->nby_unit[PV_UNIT_CLAUSE] > 0 &&
	    k->text.len < KEY_MAX && pv_read_clause(&s->reader, clause, &u))
		put_unit(s, &u);
	put_exact(s);
	s->failed |= k->text.failed || s->reader.failed;
	if (s->failed || k->huge || k->text.len >= KEY_MAX)
		return false;
	pv_digest_of(pv_buf_view(&k->text), out);
	return true;
}
