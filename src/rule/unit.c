/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/unit.h"

#include <string.h>

#define CHAIN_MAX 8 /* lead-ins above one item */

void
pv_reader_init(struct pv_reader *r, const struct pv_mem *mem)
{
	*r = (struct pv_reader){ .clauses = PV_VEC_INIT(struct pv_clause_index),
		.defining = PV_VEC_INIT(uint8_t),
		.segs = PV_VEC_INIT(struct pv_seg),
		.text = PV_BUF_INIT };
	r->clauses.mem = r->defining.mem = r->segs.mem = r->text.mem = mem;
}

void
pv_reader_release(struct pv_reader *r)
{
	pv_vec_release(&r->clauses);
	pv_vec_release(&r->defining);
	pv_vec_release(&r->segs);
	pv_buf_release(&r->text);
}

static struct pv_clause_index *
clause_index(struct pv_reader *r, uint32_t clause)
{
	return PV_VEC_AT(&r->clauses, struct pv_clause_index, clause);
}

static enum pv_unit_place
place_of(enum pv_clause_kind kind, enum pv_unit_place parent)
{
	switch (kind) {
	case PV_CLAUSE_TITLE:
		return PV_PLACE_TITLE;
	case PV_CLAUSE_PREAMBLE:
		return PV_PLACE_PREAMBLE;
	case PV_CLAUSE_RECITAL:
		return PV_PLACE_RECITAL;
	case PV_CLAUSE_DEFINITION:
		return PV_PLACE_DEFINITION;
	case PV_CLAUSE_SCHEDULE:
		return PV_PLACE_SCHEDULE;
	case PV_CLAUSE_CONTENTS:
		return PV_PLACE_CONTENTS;
	case PV_CLAUSE_SIGNATURE:
		return PV_PLACE_SIGNATURE;
	case PV_CLAUSE_ROOT:
	case PV_CLAUSE_ARTICLE:
	case PV_CLAUSE_SECTION:
	case PV_CLAUSE_ITEM:
	case PV_CLAUSE_PARAGRAPH:
		break;
	}
	return parent;
}

static bool
index_clauses(struct pv_reader *r)
{
	const struct pv_version *v = r->v;
	uint32_t i;

	for (i = 0; i < v->nclauses; i++) {
		const struct pv_clause *c = &v->clauses[i];
		struct pv_clause_index *x = pv_vec_push(&r->clauses);
		const struct pv_clause_index *up;

		if (x == NULL)
			return false;
		up = c->parent == PV_NONE ? NULL : clause_index(r, c->parent);
		x->sub_first = x->leadin = x->tail = PV_NONE;
		x->headed = up == NULL ? PV_NONE : up->headed;
		if (c->heading.end > c->heading.start)
			x->headed = i;
		x->place = (uint8_t)place_of((enum pv_clause_kind)c->kind,
		    up == NULL ? PV_PLACE_BODY : (enum pv_unit_place)up->place);
	}
	return true;
}

/* Whether a tail goes on with the sentence that its items belong to. */
static bool
continues(struct pv_span s)
{
	return s.len > 0 &&
	    (pv_islower(s.ptr[0]) || s.ptr[0] == ',' || s.ptr[0] == ';');
}

static void
index_sentence(struct pv_reader *r, uint32_t i)
{
	const struct pv_sentence *s = &r->v->sentences[i];
	struct pv_clause_index *x = clause_index(r, s->clause);
	bool tail = (s->flags & PV_SENT_TAIL) != 0;
	uint32_t *first = tail ? &x->tail_first : &x->first;
	uint32_t *count = tail ? &x->tail_count : &x->count;

	if (*count == 0)
		*first = i;
	if (*first + *count == i)
		(*count)++;
	if (tail && *count == 1 && continues(pv_version_text(r->v, s->at)))
		x->tail = i;
	if (!tail)
		x->leadin = (s->flags & PV_SENT_LEADIN) ? i : PV_NONE;
	if (x->sub_first == PV_NONE)
		x->sub_first = i;
	x->sub_end = i + 1;
}

/* Subtrees from the leaves up: children come after their parents. */
static void
index_subtrees(struct pv_reader *r)
{
	uint32_t i;

	for (i = (uint32_t)r->clauses.len; i-- > 1;) {
		const struct pv_clause_index *x = clause_index(r, i);
		uint32_t parent = r->v->clauses[i].parent;
		struct pv_clause_index *up;

		if (parent == PV_NONE || x->sub_first == PV_NONE)
			continue;
		up = clause_index(r, parent);
		if (x->sub_first < up->sub_first)
			up->sub_first = x->sub_first;
		if (x->sub_end > up->sub_end)
			up->sub_end = x->sub_end;
	}
}

/* The last sentence that begins at or before byte `at`, or PV_NONE. */
static uint32_t
sentence_at(const struct pv_version *v, uint32_t at)
{
	size_t lo = 0, hi = v->nsentences;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (v->sentences[mid].at.start <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo == 0 ? PV_NONE : (uint32_t)(lo - 1);
}

enum pv_rc
pv_reader_open(
    struct pv_reader *r, const struct pv_version *v, struct pv_err *err)
{
	uint8_t none = 0;
	size_t i;

	r->v = v;
	r->failed = false;
	pv_vec_clear(&r->clauses);
	pv_vec_clear(&r->defining);
	if (!index_clauses(r))
		return pv_fail_nomem(err);
	for (i = 0; i < v->nsentences; i++) {
		index_sentence(r, (uint32_t)i);
		if (!pv_vec_add(&r->defining, &none))
			return pv_fail_nomem(err);
	}
	index_subtrees(r);
	for (i = 0; i < v->ndefs; i++) {
		uint32_t s = sentence_at(v, v->defs[i].at.start);

		if (v->defs[i].kind == PV_DEF_MEANS && s != PV_NONE)
			*PV_VEC_AT(&r->defining, uint8_t, s) = 1;
	}
	return PV_OK;
}

/* Where one piece of a unit comes from. */
struct piece {
	struct pv_range src;
	uint32_t clause, sentence;
	enum pv_unit_part part;
};

static void
begin(struct pv_reader *r)
{
	pv_buf_clear(&r->text);
	pv_vec_clear(&r->segs);
}

/* Append a piece after the separator; line breaks inside become spaces. */
static void
append(struct pv_reader *r, const struct piece *p, char separator)
{
	struct pv_span s = pv_version_text(r->v, p->src);
	struct pv_seg seg = { 0, (uint32_t)s.len, p->src, p->clause,
		p->sentence, PV_NONE, (uint8_t)p->part };
	char *c;

	if (s.len == 0)
		return;
	if (r->text.len > 0)
		pv_buf_char(&r->text, separator);
	seg.at = (uint32_t)r->text.len;
	pv_buf_span(&r->text, s);
	(void)pv_vec_add(&r->segs, &seg);
	if (r->text.failed)
		return;
	for (c = r->text.ptr + seg.at; c < r->text.ptr + r->text.len; c++)
		if (*c == '\n')
			*c = ' ';
}

static void
append_sentence(
    struct pv_reader *r, uint32_t i, enum pv_unit_part part, char separator)
{
	const struct pv_sentence *s = &r->v->sentences[i];
	struct piece p = { s->at, s->clause, i, part };

	append(r, &p, separator);
}

/* Cut to the last (or first) `max` bytes, at a space. */
static struct pv_range
cut(const struct pv_version *v, struct pv_range at, uint32_t max, bool last)
{
	const char *text = v->text.ptr;

	if (at.end - at.start <= max)
		return at;
	if (last) {
		at.start = at.end - max;
		while (at.start < at.end && text[at.start] != ' ')
			at.start++;
	} else {
		at.end = at.start + max;
		while (at.end > at.start && text[at.end - 1] != ' ')
			at.end--;
	}
	return at;
}

/*
 * The lead-ins that a sentence of `clause` completes, outermost first: up the
 * tree while the parent's last sentence is a lead-in, and past a parent only
 * when its lead-in is itself the first sentence of the parent.
 */
static void
append_stems(struct pv_reader *r, uint32_t clause)
{
	uint32_t chain[CHAIN_MAX], room = PV_UNIT_STEM_MAX;
	struct pv_range range[CHAIN_MAX];
	size_t n = 0;

	while (n < CHAIN_MAX && clause != PV_NONE && room > 0) {
		const struct pv_clause_index *x = clause_index(r, clause);

		if (x->leadin == PV_NONE)
			break;
		chain[n] = x->leadin;
		range[n] = cut(r->v, r->v->sentences[x->leadin].at, room, true);
		room -= range[n].end - range[n].start;
		n++;
		if (x->leadin != x->first)
			break;
		clause = r->v->clauses[clause].parent;
	}
	while (n-- > 0) {
		struct piece p = { range[n], r->v->sentences[chain[n]].clause,
			chain[n], PV_PART_STEM };

		append(r, &p, ' ');
	}
}

static void
append_tail(struct pv_reader *r, uint32_t parent)
{
	const struct pv_sentence *s;
	uint32_t tail;
	struct piece p;

	if (parent == PV_NONE)
		return;
	tail = clause_index(r, parent)->tail;
	if (tail == PV_NONE)
		return;
	s = &r->v->sentences[tail];
	p = (struct piece){ cut(r->v, s->at, PV_UNIT_TAIL_MAX, false),
		s->clause, tail, PV_PART_TAIL };
	append(r, &p, ' ');
}

static bool
finish(struct pv_reader *r, uint32_t clause, enum pv_unit_kind kind,
    struct pv_unit *u)
{
	const struct pv_clause_index *x = clause_index(r, clause);
	size_t i;

	*u = (struct pv_unit){ .kind = (uint8_t)kind,
		.clause = clause,
		.sentence = PV_NONE,
		.place = x->place };
	r->failed |= r->text.failed || r->segs.failed;
	if (r->failed || r->text.len == 0)
		return false;
	u->text = pv_buf_view(&r->text);
	u->segs = r->segs.ptr;
	u->nsegs = r->segs.len;
	u->own.start = PV_NONE;
	for (i = 0; i < u->nsegs; i++) {
		const struct pv_seg *s = &u->segs[i];

		if (s->part != PV_PART_OWN)
			continue;
		if (u->own.start == PV_NONE) {
			u->own.start = s->at;
			u->sentence = s->sentence;
		}
		u->own.end = s->at + s->len;
	}
	if (u->own.start == PV_NONE)
		return false;
	u->reserved = (r->v->clauses[clause].flags & PV_CLAUSE_RESERVED) != 0;
	if (x->headed != PV_NONE)
		u->heading =
		    pv_version_text(r->v, r->v->clauses[x->headed].heading);
	return true;
}

bool
pv_read_sentence(struct pv_reader *r, uint32_t sentence, struct pv_unit *u)
{
	uint32_t clause = r->v->sentences[sentence].clause;
	const struct pv_clause_index *x = clause_index(r, clause);
	uint32_t parent = r->v->clauses[clause].parent;

	begin(r);
	if (sentence == x->tail)
		append_stems(r, clause);
	else if (x->count > 0 && sentence == x->first && parent != PV_NONE)
		append_stems(r, parent);
	append_sentence(r, sentence, PV_PART_OWN, ' ');
	if (x->count > 0 && sentence == x->first + x->count - 1)
		append_tail(r, parent);
	if (!finish(r, clause, PV_UNIT_SENTENCE, u))
		return false;
	if (*PV_VEC_AT(&r->defining, uint8_t, sentence) != 0 &&
	    (u->place == PV_PLACE_BODY || u->place == PV_PLACE_SCHEDULE))
		u->place = PV_PLACE_DEFINITION;
	return true;
}

/*
 * What separates sentence i from what stands before it in the text; the
 * number of its clause does not count.
 */
static char
separator(struct pv_reader *r, uint32_t i)
{
	const struct pv_sentence *s = &r->v->sentences[i];
	uint32_t at = s->at.start;

	if (i == clause_index(r, s->clause)->first)
		at = r->v->clauses[s->clause].all.start;
	return at > 0 && r->v->text.ptr[at - 1] == '\n' ? '\n' : ' ';
}

bool
pv_read_clause(struct pv_reader *r, uint32_t clause, struct pv_unit *u)
{
	const struct pv_clause_index *x = clause_index(r, clause);
	uint32_t i, parent = r->v->clauses[clause].parent;

	begin(r);
	if (x->count > 0 && parent != PV_NONE)
		append_stems(r, parent);
	for (i = x->first; i < x->first + x->count; i++)
		append_sentence(
		    r, i, PV_PART_OWN, i == x->first ? ' ' : separator(r, i));
	for (i = x->tail_first; i < x->tail_first + x->tail_count; i++)
		append_sentence(r, i, PV_PART_OWN, separator(r, i));
	return finish(r, clause, PV_UNIT_CLAUSE, u);
}

bool
pv_read_section(struct pv_reader *r, uint32_t clause, struct pv_unit *u)
{
	const struct pv_clause_index *x = clause_index(r, clause);
	const struct pv_clause *c = &r->v->clauses[clause];
	uint32_t i;

	if (clause == 0 || c->depth > PV_SECTION_DEPTH ||
	    c->kind == PV_CLAUSE_SCHEDULE || x->sub_first == PV_NONE ||
	    c->all.end - c->all.start > PV_UNIT_MAX)
		return false;
	begin(r);
	for (i = x->sub_first; i < x->sub_end; i++) {
		const struct pv_sentence *s = &r->v->sentences[i];

		if (s->clause >= clause && s->clause < c->next)
			append_sentence(r, i, PV_PART_OWN, separator(r, i));
	}
	return finish(r, clause, PV_UNIT_SECTION, u);
}

bool
pv_read_heading(struct pv_reader *r, uint32_t clause, struct pv_unit *u)
{
	struct piece p = { r->v->clauses[clause].heading, clause, PV_NONE,
		PV_PART_OWN };

	begin(r);
	append(r, &p, ' ');
	return finish(r, clause, PV_UNIT_HEADING, u);
}

bool
pv_read_definition(struct pv_reader *r, uint32_t def, struct pv_unit *u)
{
	const struct pv_def *d = &r->v->defs[def];
	struct piece p = { d->at, d->clause, PV_NONE, PV_PART_OWN };

	begin(r);
	append(r, &p, ' ');
	if (d->meaning.start < d->at.start || d->meaning.end > d->at.end) {
		p.src = d->meaning;
		append(r, &p, ' ');
	}
	if (!finish(r, d->clause, PV_UNIT_DEFINITION, u))
		return false;
	u->place = PV_PLACE_DEFINITION;
	return u->text.len <= PV_UNIT_MAX;
}

bool
pv_read_joined(struct pv_reader *r, uint32_t clause, struct pv_unit *u)
{
	const struct pv_version *v = r->v;
	const struct pv_clause_index *x = clause_index(r, clause);
	const struct pv_clause *c = &v->clauses[clause];
	uint32_t i, parent = c->parent;

	if (x->leadin == PV_NONE || clause + 1 >= c->next ||
	    (v->clauses[clause + 1].flags & PV_CLAUSE_INLINE) == 0 ||
	    x->sub_end - x->leadin > PV_UNIT_JOIN_MAX / 16)
		return false;
	begin(r);
	if (x->leadin == x->first && parent != PV_NONE)
		append_stems(r, parent);
	append_sentence(r, x->leadin, PV_PART_OWN, ' ');
	for (i = x->leadin + 1; i < x->sub_end; i++) {
		const struct pv_sentence *s = &v->sentences[i];

		if (s->clause != clause &&
		    (v->clauses[s->clause].flags & PV_CLAUSE_INLINE) == 0)
			break;
		if (s->clause == clause && i != x->tail)
			break;
		append_sentence(r, i, PV_PART_OWN, ' ');
		if (r->text.len > PV_UNIT_JOIN_MAX || r->text.failed)
			break;
	}
	return finish(r, clause, PV_UNIT_SENTENCE, u) &&
	    u->text.len <= PV_UNIT_JOIN_MAX;
}

/* Version bytes under [start, end) of the unit inside one segment. */
static struct pv_range
seg_source(const struct pv_seg *s, struct pv_range at)
{
	uint32_t from = at.start > s->at ? at.start - s->at : 0;
	uint32_t to = at.end < s->at + s->len ? at.end - s->at : s->len;

	if (s->src.end - s->src.start != s->len)
		return s->src;
	return (struct pv_range){ s->src.start + from, s->src.start + to };
}

static struct pv_range
hull(const struct pv_unit *u, struct pv_range at, bool own)
{
	struct pv_range out = { PV_NONE, 0 };
	size_t i;

	for (i = 0; i < u->nsegs; i++) {
		const struct pv_seg *s = &u->segs[i];
		bool mine = s->at >= u->own.start && s->at < u->own.end;
		struct pv_range r;

		if (s->at >= at.end || s->at + s->len <= at.start ||
		    (own && !mine))
			continue;
		r = seg_source(s, at);
		if (r.start < out.start)
			out.start = r.start;
		if (r.end > out.end)
			out.end = r.end;
	}
	return out;
}

struct pv_range
pv_unit_source(const struct pv_unit *u, struct pv_range at)
{
	struct pv_range out = hull(u, at, true);

	if (out.start == PV_NONE)
		out = hull(u, at, false);
	if (out.start == PV_NONE)
		out = (struct pv_range){ 0, 0 };
	return out;
}
