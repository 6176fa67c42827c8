/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ingest/outline.h"

/*
 * A reading is a stack of open lists; its top is the last number accepted.
 * Stacks share their lower parts: a node points at the one it stands under,
 * and by `hist` at the number accepted before it in the same reading.  Costs
 * are tenths; the evidence of a candidate is what rejecting it costs.
 */
#define BEAM 10
#define MARGIN 60               /* worse than rejecting by this: drop */
#define SETTLE (1U << 17)       /* nodes after which the best reading wins */
#define LIST_UNKNOWN (-1)       /* no list says what a place costs */

struct node {
	uint32_t up, hist, prev, mark, value;
	uint32_t next, moved;   /* while settling */
	uint16_t level;         /* depth in a nested list, 0 = unknown */
	uint8_t numeral, depth;
	struct pv_listed listed;
	uint64_t sig;           /* of the stack, to find equal readings */
};

struct state {
	uint32_t top, last;     /* nodes; 0 = none */
	int64_t cost;
};

struct option {
	struct state from;
	uint32_t up, prev, value;
	uint8_t numeral;
	bool accept;
	int64_t cost;
	uint64_t sig;
};

struct search {
	const struct pv_marks *m;
	struct pv_vec nodes;
	struct state states[BEAM];
	size_t nstates;
	struct option options[BEAM];
	size_t noptions;
	uint32_t settled;       /* nodes below are decided */
	enum pv_part_kind part; /* in force; the contents are none */
};

/* One way to read the last component of a candidate. */
struct reading {
	const struct pv_mark *k;
	uint32_t mark, value;
	uint8_t numeral;
};

static const struct node *
node_at(const struct search *s, uint32_t i)
{
	return PV_VEC_AT(&s->nodes, const struct node, i);
}

static const struct pv_mark *
node_mark(const struct search *s, uint32_t i)
{
	return pv_mark_at(s->m, node_at(s, i)->mark);
}

static uint32_t
low(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

static bool
is_block(const struct pv_mark *k)
{
	return (k->flags & PV_MARK_BLOCK) != 0;
}

static bool
is_letter(uint8_t numeral)
{
	return numeral == PV_NUMERAL_LOWER || numeral == PV_NUMERAL_UPPER;
}

/* The depth that the format gives to a number which counts in its list. */
static uint16_t
level_of(const struct pv_mark *k)
{
	return k->flags & PV_MARK_RELATIVE ? k->level : 0;
}

/* Both count within their lists, and the format gives the depths. */
static bool
both_relative(const struct node *n, const struct pv_mark *k)
{
	return n->level > 0 && level_of(k) > 0;
}

/* The format counts both in one list, so it says which is deeper. */
static bool
same_list(const struct node *n, const struct pv_mark *k)
{
	return n->listed.list != 0 && n->listed.list == k->listed.list;
}

/* Whether r could be the next of the list whose last number is node i. */
static bool
same_family(const struct search *s, uint32_t i, const struct reading *r)
{
	const struct node *n = node_at(s, i);
	const struct pv_mark *a = node_mark(s, i), *b = r->k;

	if (a->nparts != b->nparts || n->numeral != r->numeral)
		return false;
	if (a->nparts > 1)
		return true;
	if (a->prefix != b->prefix)
		return false;
	return a->form == b->form;
}

/* Order of all components but the last: <0, 0, >0. */
static int
compare_prefix(const struct search *s, const struct pv_mark *a,
    const struct pv_mark *b)
{
	for (uint8_t i = 0; i + 1 < a->nparts && i + 1 < b->nparts; i++) {
		uint32_t x = pv_mark_part(s->m, a, i)->value;
		uint32_t y = pv_mark_part(s->m, b, i)->value;

		if (x != y)
			return x < y ? -1 : 1;
	}
	return 0;
}

static bool
part_equals(const struct pv_num_part *p, uint32_t value, uint8_t numeral)
{
	if (is_letter(p->numeral) == is_letter(numeral))
		return p->value == value;
	return is_letter(p->numeral) && p->roman != 0 && p->roman == value;
}

/* Whether decimal r counts within node i: 4.2 within 4, A.1 within A. */
static bool
is_within(const struct search *s, uint32_t i, const struct pv_mark *k)
{
	const struct node *n = node_at(s, i);
	const struct pv_mark *up = node_mark(s, i);

	if (up->nparts + 1 != k->nparts || up->form == PV_NUM_PAREN)
		return false;
	for (uint8_t j = 0; j + 1 < up->nparts; j++)
		if (pv_mark_part(s->m, up, j)->value !=
		    pv_mark_part(s->m, k, j)->value)
			return false;
	return part_equals(pv_mark_part(s->m, k, (size_t)up->nparts - 1),
	    n->value, n->numeral);
}

static int
step_cost(const struct pv_mark *k, uint32_t last, uint32_t value)
{
	bool block = is_block(k);
	uint32_t d;

	if (value == last)
		return block ? 32 : 70;
	if (value < last)
		return block ? 55 : 90;
	d = value - last;
	if (d == 1)
		return 0;
	if (d <= 4)
		return (block ? 12 : 22) + 5 * (int)d;
	return d <= 20 ? (block ? 45 : 70) : (block ? 60 : 90);
}

/* Cost of r as the successor of node i. */
static int
continue_cost(const struct search *s, uint32_t i, const struct reading *r)
{
	const struct node *n = node_at(s, i);
	const struct pv_mark *a = node_mark(s, i), *b = r->k;
	int cost, order = compare_prefix(s, a, b);

	if (same_list(n, b) && n->listed.depth != b->listed.depth)
		return 90;
	if (same_list(n, b) && order == 0 && r->value == n->value + 1)
		return 0;
	if ((a->flags ^ b->flags) & PV_MARK_HEADED && a->nparts == 1)
		return 60;
	if (both_relative(n, b) && n->level != b->level)
		return 80;
	if (order == 0)
		cost = step_cost(b, n->value, r->value);
	else if (order > 0)
		cost = 48;
	else
		cost = r->value <= 1 ? 6 : 15;
	if (order != 0 && n->up != 0 && is_within(s, n->up, a))
		cost += 25;
	if (!is_block(b) && !is_block(a) && a->para != b->para)
		cost += 8;
	if (!is_block(b) && is_block(a) && b->nparts == 1 &&
	    b->form == PV_NUM_PAREN)
		cost += 4;
	if (b->flags & PV_MARK_FRESH && b->form != PV_NUM_DOT)
		cost += 14;
	if (a->prefix != b->prefix)
		cost += 6;
	return cost;
}

static int
first_cost(const struct pv_mark *k, uint32_t value)
{
	if (value == 1)
		return 0;
	if (value == 0)
		return 5;
	if (!is_block(k))
		return 30 + 6 * (int)low(value - 1, 6);
	return 12 + 5 * (int)low(value - 1, 5);
}

static int
decimal_cost(const struct search *s, uint32_t up, const struct reading *r)
{
	const struct pv_mark *k = r->k;
	int first = first_cost(k, r->value);

	if (up != 0 && is_within(s, up, k))
		return first / 2;
	if (up == 0)
		return 12 + (is_block(k) ? 0 : 12) + first / 2;
	if (node_mark(s, up)->form == PV_NUM_PAREN ||
	    node_mark(s, up)->form == PV_NUM_HALF)
		return 22 + (is_block(k) ? 0 : 12) + first / 2;
	if (node_mark(s, up)->nparts + 1 < k->nparts &&
	    compare_prefix(s, node_mark(s, up), k) == 0 && is_block(k))
		return 18 + first / 2;
	return 48 + first;
}

/*
 * Cost of k under node `up` by the list that counts it: nothing directly under
 * the deepest that is shallower, LIST_UNKNOWN when none of it is open there.
 * `left` was open under `up`.
 */
static int
listed_cost(const struct search *s, uint32_t up, uint32_t left,
    const struct pv_mark *k)
{
	if (k->listed.list == 0)
		return LIST_UNKNOWN;
	if (left != 0 && same_list(node_at(s, left), k) &&
	    node_at(s, left)->listed.depth < k->listed.depth)
		return 90;
	for (uint32_t i = up; i != 0; i = node_at(s, i)->up) {
		const struct node *n = node_at(s, i);

		if (!same_list(n, k))
			continue;
		if (n->listed.depth >= k->listed.depth)
			return 90;
		return i == up ? 0 : 30;
	}
	return LIST_UNKNOWN;
}

/* What a list of r's kind costs directly under node `up`. */
static int
rank_cost(const struct search *s, uint32_t up, const struct pv_mark *k)
{
	const struct pv_mark *a;

	if (up == 0)
		return 0;
	a = node_mark(s, up);
	if (k->prefix == PV_NUM_SECTION)
		return a->prefix == PV_NUM_ARTICLE || a->prefix == PV_NUM_PART ?
		    0 : 45;
	if (k->flags & PV_MARK_HEADED && !(a->flags & PV_MARK_HEADED))
		return 60;
	if (k->form != PV_NUM_DOT || both_relative(node_at(s, up), k))
		return 0;
	if (a->form == PV_NUM_PAREN || a->form == PV_NUM_HALF)
		return is_block(k) ? 10 : 40;
	if (a->nparts > 1)
		return is_block(k) ? 12 : 30;
	return is_block(k) ? 0 : 12;
}

/* A list of the same kind is open above: r would be its own descendant. */
static int
nested_cost(const struct search *s, uint32_t up, const struct reading *r)
{
	for (; up != 0; up = node_at(s, up)->up) {
		const struct pv_mark *a = node_mark(s, up);

		if (!same_family(s, up, r))
			continue;
		if (both_relative(node_at(s, up), r->k) &&
		    node_at(s, up)->level < r->k->level)
			return 0;
		if (a->flags & PV_MARK_HEADED &&
		    !(r->k->flags & PV_MARK_HEADED))
			return 8;
		return 55;
	}
	return 0;
}

/* Cost of leaving the list of node `left` for a new list at its level. */
static int
restart_cost(const struct search *s, uint32_t left, const struct reading *r)
{
	const struct pv_mark *a = node_mark(s, left), *b = r->k;

	if (both_relative(node_at(s, left), b))
		return node_at(s, left)->level >= b->level ? 4 : 60;
	if (b->flags & PV_MARK_FRESH)
		return same_family(s, left, r) ? 6 : 8;
	if (!is_block(b))
		return !(b->flags & PV_MARK_SENTENCE) ? 25 :
		    !(a->flags & PV_MARK_RUNNING) ? 20 :
		    same_family(s, left, r) ? 6 : 2;
	if (!is_block(a))
		return same_family(s, left, r) ? 10 : 4;
	return same_family(s, left, r) ? 40 : 25;
}

/* "3." after 2.11 where nobody wrote "2.": the article that comes next. */
static bool
follows_major(const struct search *s, uint32_t up, uint32_t left,
    const struct reading *r)
{
	const struct pv_mark *a;

	if (up != 0 || left == 0 || r->numeral != PV_NUMERAL_ARABIC ||
	    r->k->form != PV_NUM_DOT)
		return false;
	a = node_mark(s, left);
	return a->nparts == 2 &&
	    pv_mark_part(s->m, a, 0)->value + 1 == r->value;
}

/* Cost of r as the first of a list under `up`; `left` was open there. */
static int
open_cost(const struct search *s, uint32_t up, uint32_t left,
    const struct reading *r)
{
	const struct pv_mark *k = r->k;
	int cost, listed = listed_cost(s, up, left, k);

	if (listed == 0)
		return 0;
	if (k->prefix == PV_NUM_ARTICLE || k->prefix == PV_NUM_PART) {
		if (up != 0 && (k->prefix == PV_NUM_PART ||
		    node_mark(s, up)->prefix != PV_NUM_PART))
			return 90;
		return (left == 0 ? 0 : 10) + first_cost(k, r->value);
	}
	if (up != 0 && both_relative(node_at(s, up), k) &&
	    node_at(s, up)->level >= k->level)
		return 90;
	if (listed == LIST_UNKNOWN)
		listed = 0;
	if (k->nparts > 1)
		return decimal_cost(s, up, r) + (left == 0 ? 0 : 3) + listed;
	cost = listed + (is_block(k) ? 10 : 18) + first_cost(k, r->value) +
	    rank_cost(s, up, k) + nested_cost(s, up, r);
	if (follows_major(s, up, left, r))
		return 6;
	if (left != 0)
		cost += restart_cost(s, left, r);
	else if (k->flags & PV_MARK_LEADIN && r->value == 1)
		cost -= 6;
	else if (up != 0 && !is_block(k) && k->flags & PV_MARK_SENTENCE &&
	    node_mark(s, up)->flags & PV_MARK_RUNNING)
		cost += 6;
	if (k->flags & PV_MARK_GLUED)
		cost -= 8;
	return cost;
}

static uint64_t
mix(uint64_t a, uint64_t b)
{
	a ^= b + 0x9e3779b97f4a7c15U + (a << 6) + (a >> 2);
	a *= 0xff51afd7ed558ccdU;
	return a ^ (a >> 32);
}

static void
offer(struct search *s, const struct option *o)
{
	size_t worst = 0;

	for (size_t i = 0; i < s->noptions; i++) {
		if (s->options[i].sig == o->sig) {
			if (o->cost < s->options[i].cost)
				s->options[i] = *o;
			return;
		}
		if (s->options[i].cost > s->options[worst].cost)
			worst = i;
	}
	if (s->noptions < BEAM)
		s->options[s->noptions++] = *o;
	else if (o->cost < s->options[worst].cost)
		s->options[worst] = *o;
}

static void
accept(struct search *s, const struct state *from, const struct reading *r,
    struct option o)
{
	uint64_t base = o.up == 0 ? 1 : node_at(s, o.up)->sig;

	o.from = *from;
	o.accept = true;
	o.value = r->value;
	o.numeral = r->numeral;
	o.sig = mix(mix(base, ((uint64_t)r->numeral << 32) | r->value),
	    ((uint64_t)r->k->form << 40) | ((uint64_t)r->k->prefix << 48) |
	    (uint64_t)r->k->nparts << 32 | (o.prev == 0 ? r->mark : 0));
	offer(s, &o);
}

/* Every place for reading r in the stack of one state. */
static void
places(struct search *s, const struct state *from, const struct reading *r)
{
	uint32_t level = from->top, left = 0;
	int pops = 0, limit = r->k->evidence + MARGIN, cost;
	struct option o = { .cost = 0 };

	for (;;) {
		bool deep = level != 0 &&
		    node_at(s, level)->depth >= PV_OUTLINE_DEPTH;

		cost = deep ? limit : open_cost(s, level, left, r) + pops;
		o.up = level;
		o.prev = 0;
		o.cost = from->cost + cost;
		if (cost < limit)
			accept(s, from, r, o);
		if (level == 0)
			break;
		if (same_family(s, level, r)) {
			cost = continue_cost(s, level, r) + pops;
			o.up = node_at(s, level)->up;
			o.prev = level;
			o.cost = from->cost + cost;
			if (cost < limit)
				accept(s, from, r, o);
		}
		left = level;
		level = node_at(s, level)->up;
		pops++;
	}
}

static void
expand(struct search *s, const struct state *from, uint32_t mark)
{
	const struct pv_mark *k = pv_mark_at(s->m, mark);
	const struct pv_num_part *p = pv_mark_part(s->m, k,
	    (size_t)k->nparts - 1);
	struct reading r = { k, mark, p->value, p->numeral };
	struct option no = { .from = *from, .cost = from->cost + k->evidence,
		.sig = from->top == 0 ? 1 : node_at(s, from->top)->sig };

	offer(s, &no);
	places(s, from, &r);
	if (p->roman != 0) {
		r.value = p->roman;
		r.numeral = p->numeral == PV_NUMERAL_LOWER ?
		    PV_NUMERAL_LROMAN : PV_NUMERAL_UROMAN;
		places(s, from, &r);
	}
}

static bool
push(struct search *s, const struct option *o, uint32_t mark,
    struct state *out)
{
	struct node n = { .up = o->up, .hist = o->from.last, .prev = o->prev,
		.mark = mark, .value = o->value, .numeral = o->numeral,
		.sig = o->sig };

	n.level = level_of(pv_mark_at(s->m, mark));
	n.listed = pv_mark_at(s->m, mark)->listed;
	if (n.level == 0 && o->prev != 0)
		n.level = node_at(s, o->prev)->level;
	n.depth = o->up == 0 ? 1 : (uint8_t)(node_at(s, o->up)->depth + 1);
	out->top = out->last = (uint32_t)s->nodes.len;
	out->cost = o->cost;
	return pv_vec_add(&s->nodes, &n);
}

/* Costs only compare: keep them small over any number of marks. */
static void
rebase(struct search *s)
{
	int64_t best = INT64_MAX;

	for (size_t i = 0; i < s->nstates; i++)
		if (s->states[i].cost < best)
			best = s->states[i].cost;
	for (size_t i = 0; i < s->nstates; i++)
		s->states[i].cost -= best;
}

static void
step(struct search *s, uint32_t mark)
{
	s->noptions = 0;
	for (size_t i = 0; i < s->nstates; i++)
		expand(s, &s->states[i], mark);
	for (size_t i = 0; i < s->noptions; i++) {
		const struct option *o = &s->options[i];

		if (!o->accept) {
			s->states[i] = o->from;
			s->states[i].cost = o->cost;
		} else if (!push(s, o, mark, &s->states[i])) {
			return;
		}
	}
	s->nstates = s->noptions;
	rebase(s);
}

/* Link the nodes of a reading forward, number their new places. */
static uint32_t
retrace(struct search *s, uint32_t last)
{
	struct node *nodes = s->nodes.ptr;
	uint32_t at, first = 0, to = s->settled;

	for (at = last; at >= s->settled; at = nodes[at].hist) {
		nodes[at].next = first;
		first = at;
	}
	for (at = first; at != 0; at = nodes[at].next)
		nodes[at].moved = to++;
	return first;
}

static uint32_t
moved(const struct search *s, uint32_t at)
{
	return at < s->settled ? at : node_at(s, at)->moved;
}

/*
 * Keep the best reading only, and move its nodes together behind those that
 * were settled before.  What is moved never passes what is still to move.
 */
static void
settle(struct search *s)
{
	struct node *nodes = s->nodes.ptr;
	size_t best = 0;
	uint32_t at, first, next, to = s->settled;

	for (size_t i = 1; i < s->nstates; i++)
		if (s->states[i].cost < s->states[best].cost)
			best = i;
	s->states[0] = s->states[best];
	s->nstates = 1;
	first = retrace(s, s->states[0].last);
	s->states[0].top = moved(s, s->states[0].top);
	s->states[0].last = moved(s, s->states[0].last);
	for (at = first; at != 0; at = nodes[at].next) {
		nodes[at].up = moved(s, nodes[at].up);
		nodes[at].prev = moved(s, nodes[at].prev);
		nodes[at].hist = moved(s, nodes[at].hist);
	}
	for (at = first; at != 0; at = next) {
		next = nodes[at].next;
		nodes[to++] = nodes[at];
	}
	s->nodes.len = to;
	s->settled = to;
}

/* Parts keep their numbers to themselves. */
static void
close_lists(struct search *s, const struct pv_mark *k)
{
	bool cover = s->part < PV_PART_RECITALS;

	if (k->part == PV_PART_CONTENTS)
		return;
	s->part = (enum pv_part_kind)k->part;
	/* Clauses that began in the paragraph of the parties go on. */
	if (cover && k->part == PV_PART_BODY)
		return;
	for (size_t i = 0; i < s->nstates; i++)
		s->states[i].top = 0;
	settle(s);
}

static uint32_t
choice_of(uint32_t node)
{
	return node == 0 ? PV_NONE : node - 1;
}

static void
emit(const struct search *s, struct pv_vec *out)
{
	for (uint32_t i = 1; i < s->nodes.len; i++) {
		const struct node *n = node_at(s, i);
		struct pv_choice c = { n->mark, choice_of(n->up),
			choice_of(n->prev), n->value, n->numeral };

		if (!pv_vec_add(out, &c))
			return;
	}
}

void
pv_outline(const struct pv_marks *m, struct pv_vec *out)
{
	struct search s = { .m = m, .nodes = PV_VEC_INIT(struct node),
		.nstates = 1, .settled = 1 };

	s.nodes.mem = out->mem;
	if (pv_vec_push(&s.nodes) == NULL)
		out->failed = true;
	for (uint32_t i = 0; i < m->marks.len && !s.nodes.failed; i++) {
		const struct pv_mark *k = pv_mark_at(m, i);

		if (k->kind == PV_MARK_PART)
			close_lists(&s, k);
		else if (k->kind == PV_MARK_NUMBER)
			step(&s, i);
		if (s.nodes.len - s.settled > SETTLE)
			settle(&s);
	}
	if (s.nodes.failed) {
		out->failed = true;
	} else {
		settle(&s);
		emit(&s, out);
	}
	pv_vec_release(&s.nodes);
}
