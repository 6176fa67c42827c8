/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <stdlib.h>
#include <string.h>

#include "rule/automaton.h"

/*
 * A pass has two halves.  The first, over the text, says which patterns have
 * all that counts; most are of no use to who asks.  The second finds where
 * those that he wants may begin.
 */

#define NONE PV_PREFILTER_NONE
#define NEAR 16 /* starts so near to each other are searched at once */

/* A literal in the text, in the order of their ends. */
struct sighting {
	uint32_t literal, end;
};

/* The places of a group: a slice, once they were asked for. */
struct group {
	uint32_t reading;
	uint32_t first, count;
};

/* Where a literal of a group is; a group's are in the order of their ends. */
struct place {
	uint32_t start, end;
};

/* Places of the text, both ends included. */
struct range {
	int64_t lo, hi;
};

/* A branch that may be there; the next one of its pattern. */
struct full {
	uint32_t branch, next;
};

/* Every vector of the state, and what it holds. */
#define VECTOR(name, type)                                                     \
	{                                                                      \
		offsetof(struct pv_prefilter_state, name), sizeof(type)        \
	}
static const struct {
	size_t at, elem;
} vectors[] = { VECTOR(found, struct pv_candidate),
	VECTOR(starts, struct pv_starts), VECTOR(folded, char),
	VECTOR(origins, uint32_t), VECTOR(known, uint64_t),
	VECTOR(groups, struct group), VECTOR(marks, uint64_t),
	VECTOR(listed, uint64_t), VECTOR(firsts, uint32_t),
	VECTOR(nexts, uint32_t), VECTOR(touched, uint64_t),
	VECTOR(seen, struct sighting), VECTOR(was, struct sighting),
	VECTOR(kept, struct sighting), VECTOR(places, struct place),
	VECTOR(full, struct full), VECTOR(ends, struct range),
	VECTOR(begins, struct range), VECTOR(wanted, struct range),
	VECTOR(candidate, uint64_t) };
#define NVECTORS (sizeof(vectors) / sizeof(vectors[0]))

static struct pv_vec *
vector(struct pv_prefilter_state *st, size_t i)
{
	return (struct pv_vec *)(void *)((char *)st + vectors[i].at);
}

void
pv_prefilter_state_init(struct pv_prefilter_state *st, const struct pv_mem *mem)
{
	size_t i;

	*st = (struct pv_prefilter_state){ .pf = NULL };
	for (i = 0; i < NVECTORS; i++)
		*vector(st, i) =
		    (struct pv_vec){ .elem = vectors[i].elem, .mem = mem };
}

void
pv_prefilter_state_release(struct pv_prefilter_state *st)
{
	size_t i;

	for (i = 0; i < NVECTORS; i++)
		pv_vec_release(vector(st, i));
}

static void
swap(struct pv_vec *a, struct pv_vec *b)
{
	struct pv_vec was = *a;

	*a = *b;
	*b = was;
}

static bool
grow(struct pv_vec *v, size_t n)
{
	while (v->len < n)
		if (pv_vec_push(v) == NULL)
			return false;
	return true;
}

/* Copy the text with one blank for a run, and note where each byte was. */
static bool
copy_folded(struct pv_prefilter_state *st, struct pv_span text)
{
	bool blank = false, was;
	uint32_t i;

	pv_vec_clear(&st->folded);
	pv_vec_clear(&st->origins);
	for (i = 0; i < text.len; i++) {
		was = blank;
		blank = pv_isspace(text.ptr[i]);
		if (blank && was)
			continue;
		if (!pv_vec_add(&st->folded, &text.ptr[i]) ||
		    !pv_vec_add(&st->origins, &i))
			return false;
	}
	st->text = pv_span(st->folded.ptr, st->folded.len);
	st->folds = true;
	return true;
}

/* Make ready; most texts have no white space to fold. */
static bool
fold(struct pv_prefilter_state *st, struct pv_span text)
{
	size_t i, last = 0; /* one past the last blank */
	bool runs = false;

	st->text = text;
	st->len = text.len;
	st->longest = 0;
	st->folds = false;
	for (i = 0; i < text.len; i++) {
		if (!pv_isspace(text.ptr[i]))
			continue;
		runs |= i > 0 && last == i;
		if ((int64_t)(i - last) > st->longest)
			st->longest = (int64_t)(i - last);
		last = i + 1;
	}
	if (text.len - last > (size_t)st->longest)
		st->longest = (int64_t)(text.len - last);
	return !runs || copy_folded(st, text);
}

/* Whether a word begins or ends at a place. */
static bool
is_edge(struct pv_span text, size_t at)
{
	bool before = at > 0 && pv_isword(text.ptr[at - 1]);

	return before != (at < text.len && pv_isword(text.ptr[at]));
}

/* As pv_vec_add(): most of a pass would be spent there. */
static bool
add_sighting(struct pv_vec *v, struct sighting s)
{
	if (v->len == v->cap || v->failed)
		return pv_vec_add(v, &s);
	*PV_VEC_AT(v, struct sighting, v->len++) = s;
	return true;
}

/* A literal ends at a place, between edges of words if it needs them. */
static void
see(struct pv_prefilter_state *st, uint32_t literal, uint32_t end)
{
	const struct pv_prefilter *pf = st->pf;
	const struct pv_af_literal *l = &pf->literals[literal];
	struct sighting s = { literal, end };
	uint64_t *known = st->known.ptr, *marks = st->marks.ptr;
	const uint32_t *group, *last;

	if (!add_sighting(&st->seen, s) || pv_af_has(known, literal))
		return;
	pv_af_put(known, literal);
	group = &pf->members[l->first];
	for (last = group + l->count; group < last; group++)
		pv_af_put(marks, *group);
}

/* The literals that end at a place, where the text has led to a state. */
static void
see_all(struct pv_prefilter_state *st, uint32_t state, uint32_t end)
{
	const struct pv_prefilter *pf = st->pf;
	const struct pv_af_told *t = &pf->told[pf->states[state].told];
	const bool after = is_edge(st->text, end);

	for (;; t++) {
		if ((!t->edge_before || is_edge(st->text, end - t->len)) &&
		    (after || !t->edge_after))
			see(st, t->literal, end);
		if (!t->more)
			break;
	}
}

/* Look for literals in text [from, to). */
static void
walk(struct pv_prefilter_state *st, size_t from, size_t to)
{
	const struct pv_prefilter *pf = st->pf;
	uint32_t state = 0;
	size_t i;

	for (i = from; i < to; i++) {
		state = pv_af_step(
		    pf, state, pf->class[(unsigned char)st->text.ptr[i]]);
		if (pv_af_has(pf->telling, state))
			see_all(st, state, (uint32_t)i + 1);
	}
}

/* Whether text [start, end) touches one of the places from `at` on. */
static bool
touches(struct pv_prefilter_state *st, size_t at, uint32_t start, uint32_t end)
{
	for (; at < st->nspots && st->spots[at].at.start < end; at++)
		if (start < st->spots[at].at.end)
			return true;
	return false;
}

/* Note the groups whose literals touch the places; a figure tells nothing. */
static void
touch(struct pv_prefilter_state *st)
{
	const struct sighting *seen = st->seen.ptr;
	uint64_t *touched = st->touched.ptr;
	size_t i, at = 0;
	uint32_t k;

	memset(touched, 0, pv_af_words(st->pf->ngroups) * sizeof(*touched));
	for (i = 0; i < st->seen.len && at < st->nspots; i++) {
		const struct pv_af_literal *l =
		    &st->pf->literals[seen[i].literal];

		while (at < st->nspots &&
		    st->spots[at].at.end + UINT8_MAX < seen[i].end)
			at++;
		if (l->len == 1 ||
		    !touches(st, at, seen[i].end - l->len, seen[i].end))
			continue;
		for (k = l->first; k < l->first + l->count; k++)
			pv_af_put(touched, st->pf->members[k]);
	}
}

struct pv_candidate *
pv_prefilter_candidate(const struct pv_prefilter_state *st, uint32_t pattern)
{
	uint64_t c = *PV_VEC_AT(&st->candidate, const uint64_t, pattern);

	if (c >> 32 != st->listing)
		return NULL;
	return PV_VEC_AT(&st->found, struct pv_candidate, (uint32_t)c);
}

static struct pv_candidate *
add_candidate(struct pv_prefilter_state *st, uint32_t pattern)
{
	struct pv_candidate c = { .pattern = pattern, .full = NONE };

	*PV_VEC_AT(&st->candidate, uint64_t, pattern) =
	    (uint64_t)st->listing << 32 | st->found.len;
	if (!pv_vec_add(&st->found, &c))
		return NULL;
	return PV_VEC_AT(&st->found, struct pv_candidate, st->found.len - 1);
}

/* Note a branch of a pattern that has what counts. */
static void
add_full(struct pv_prefilter_state *st, uint32_t branch)
{
	uint32_t pattern = st->pf->branches[branch].pattern;
	struct pv_candidate *found = pv_prefilter_candidate(st, pattern);
	struct full full = { branch, NONE };

	if (found == NULL)
		found = add_candidate(st, pattern);
	if (found == NULL)
		return;
	full.next = found->full;
	found->full = (uint32_t)st->full.len;
	(void)pv_vec_add(&st->full, &full);
}

/* The branches that a group leads, and that have the next rarest ones too. */
static void
follow(struct pv_prefilter_state *st, uint32_t leader)
{
	const struct pv_prefilter *pf = st->pf;
	const uint64_t *marks = st->marks.ptr;
	uint32_t k, w, last = pf->leads[leader + 1];

	for (k = pf->leads[leader]; k < last; k++) {
		const struct pv_af_led *led = &pf->led[k];

		for (w = 0; w < PV_AF_WITH; w++)
			if (!pv_af_has(marks, led->with[w]))
				break;
		if (w == PV_AF_WITH)
			add_full(st, led->branch);
	}
}

/*
 * The branches that have their rarest groups; where places are given, those
 * whose rarest one touches one.
 */
static void
fill(struct pv_prefilter_state *st)
{
	const uint64_t *marks = st->marks.ptr, *touched = st->touched.ptr;
	size_t i, n = pv_af_words(st->pf->ngroups);

	for (i = 0; i < n; i++) {
		uint64_t set = marks[i] & st->pf->leading[i];

		if (st->nspots > 0)
			set &= touched[i];
		for (; set != 0; set &= set - 1)
			follow(st, (uint32_t)(i * PV_AF_BITS) +
			    (uint32_t)__builtin_ctzll(set));
	}
}

/*
 * Note which literals were seen, and chain the sightings of each; from the
 * last one on, so that a chain ascends.
 */
static bool
index_seen(struct pv_prefilter_state *st)
{
	const struct sighting *seen = st->seen.ptr;
	uint64_t *listed = st->listed.ptr;
	uint32_t *firsts = st->firsts.ptr, *nexts;
	size_t i;

	if (!grow(&st->nexts, st->seen.len))
		return false;
	nexts = st->nexts.ptr;
	memset(listed, 0, pv_af_words(st->pf->nliterals) * sizeof(*listed));
	for (i = st->seen.len; i-- > 0;) {
		uint32_t l = seen[i].literal;

		nexts[i] = pv_af_has(listed, l) ? firsts[l] : NONE;
		pv_af_put(listed, l);
		firsts[l] = (uint32_t)i;
	}
	st->indexed = true;
	return true;
}

static int
by_end(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return (x->end > y->end) - (x->end < y->end);
}

#define FEW 16 /* places that are sorted by inserting them */

static void
sort_places(struct place *list, size_t n)
{
	size_t i, k;

	if (n > FEW) {
		qsort(list, n, sizeof(*list), by_end);
		return;
	}
	for (i = 1; i < n; i++) {
		struct place p = list[i];

		for (k = i; k > 0 && list[k - 1].end > p.end; k--)
			list[k] = list[k - 1];
		list[k] = p;
	}
}

/* Where the literals of a group are, worked out once a text. */
static const struct group *
places_of(struct pv_prefilter_state *st, uint32_t number)
{
	const struct pv_prefilter *pf = st->pf;
	struct group *g = PV_VEC_AT(&st->groups, struct group, number);
	const struct sighting *seen = st->seen.ptr;
	const uint64_t *listed = st->listed.ptr;
	const uint32_t *firsts = st->firsts.ptr, *nexts = st->nexts.ptr;
	uint32_t i, k, literals = 0, last = pf->holds[number + 1];

	if (g->reading == st->reading)
		return g;
	*g = (struct group){ st->reading, (uint32_t)st->places.len, 0 };
	for (k = pf->holds[number]; k < last; k++) {
		uint32_t l = pf->held[k];

		if (!pv_af_has(listed, l))
			continue;
		literals++;
		for (i = firsts[l]; i != NONE; i = nexts[i]) {
			struct place p = { seen[i].end - pf->literals[l].len,
				seen[i].end };

			g->count += pv_vec_add(&st->places, &p);
		}
	}
	if (literals > 1)
		sort_places(PV_VEC_AT(&st->places, struct place, g->first),
		    g->count);
	return g;
}

/* Add a range to those that begin with lower places; nearly always the last. */
static void
add_range(struct pv_vec *v, struct range r)
{
	struct range *list;
	size_t i;

	if (!pv_vec_add(v, &r))
		return;
	list = v->ptr;
	for (i = v->len - 1; i > 0 && list[i - 1].lo > r.lo; i--)
		list[i] = list[i - 1];
	list[i] = r;
}

/* Make one of ranges that touch or are so near. */
static void
merge(struct pv_vec *v, int64_t near)
{
	struct range *list = v->ptr;
	size_t i, n = 0;

	for (i = 0; i < v->len; i++) {
		if (n == 0 || list[i].lo > list[n - 1].hi + near)
			list[n++] = list[i];
		else if (list[i].hi > list[n - 1].hi)
			list[n - 1].hi = list[i].hi;
	}
	v->len = n;
}

/*
 * From where a group may end to where what stands before it may end: a gap
 * before one of its literals.  A literal that begins with a blank may have
 * taken one that the folding gave to what stands before.
 */
static void
step_back(struct pv_prefilter_state *st, const struct pv_af_part *part)
{
	const struct group *g = places_of(st, part->group);
	const struct place *s =
	    PV_VEC_AT(&st->places, const struct place, g->first);
	const struct place *last = s + g->count;
	const struct range *ends = st->ends.ptr;
	struct pv_reach gap = part->gap;
	int64_t most = gap.chars + gap.words * st->longest;
	int64_t least = gap.least - (st->folds ? 1 : 0);
	size_t k = 0, n = st->ends.len;

	pv_vec_clear(&st->begins);
	for (; s < last; s++) {
		struct range r = { s->start - most, s->start - least };

		while (k < n && ends[k].hi < s->end)
			k++;
		if (k == n)
			break;
		if (ends[k].lo > s->end || r.hi < 0)
			continue;
		if (r.lo < 0 || gap.chars == PV_REACH_ENDLESS)
			r.lo = 0;
		add_range(&st->begins, r);
	}
	merge(&st->begins, 1);
}

/* Whether all groups of a branch were seen. */
static bool
has_all(const struct pv_prefilter_state *st, const struct pv_af_branch *b)
{
	uint32_t i;

	for (i = b->first; i < b->first + b->n; i++)
		if (!pv_af_has(st->marks.ptr, st->pf->parts[i].group))
			return false;
	return true;
}

/* Where a match of the branch may begin: from its last group to its first. */
static void
trace_back(struct pv_prefilter_state *st, const struct pv_af_branch *b)
{
	struct range all = { 0, (int64_t)st->text.len };
	uint32_t i;

	pv_vec_clear(&st->ends);
	if (!has_all(st, b))
		return;
	(void)pv_vec_add(&st->ends, &all);
	for (i = b->n; i-- > 0 && st->ends.len > 0;) {
		step_back(st, &st->pf->parts[b->first + i]);
		swap(&st->ends, &st->begins);
	}
	merge(&st->ends, NEAR);
}

/* Places of folded text as bytes of the text: all that fold to them. */
static struct pv_starts
unfold(const struct pv_prefilter_state *st, const struct range *r)
{
	const uint32_t *origins = st->origins.ptr;
	struct pv_starts out = { (uint32_t)r->lo, (uint32_t)r->hi };

	if (r->hi > (int64_t)st->text.len)
		out.last = (uint32_t)st->text.len;
	if (!st->folds)
		return out;
	if (out.first > 0)
		out.first = origins[out.first - 1] + 1;
	out.last = out.last < st->text.len ? origins[out.last] :
	    (uint32_t)st->len;
	return out;
}

/* Add starts to those of a pattern, which begin no later; near ones as one. */
static void
add_starts(struct pv_prefilter_state *st, struct pv_candidate *c,
    struct pv_starts starts)
{
	struct pv_starts *last;

	if (c->count > 0) {
		last = PV_VEC_AT(&st->starts, struct pv_starts,
		    st->starts.len - 1);
		if (starts.first <= last->last + NEAR) {
			if (starts.last > last->last)
				last->last = starts.last;
			return;
		}
	}
	if (pv_vec_add(&st->starts, &starts))
		c->count++;
}

/* Where a pattern may begin, by all its branches. */
static void
trace(struct pv_prefilter_state *st, struct pv_candidate *c)
{
	const struct range all = { 0, (int64_t)st->text.len };
	uint32_t i;
	size_t k;

	pv_vec_clear(&st->wanted);
	if (c->full == NONE)
		(void)pv_vec_add(&st->wanted, &all);
	for (i = c->full; i != NONE;) {
		const struct full *f = PV_VEC_AT(&st->full, const struct full, i);

		trace_back(st, &st->pf->branches[f->branch]);
		for (k = 0; k < st->ends.len; k++)
			add_range(&st->wanted,
			    *PV_VEC_AT(&st->ends, const struct range, k));
		i = f->next;
	}
	c->traced = true;
	c->first = (uint32_t)st->starts.len;
	for (k = 0; k < st->wanted.len; k++)
		add_starts(st, c, unfold(st,
		    PV_VEC_AT(&st->wanted, const struct range, k)));
}

static bool
has_failed(struct pv_prefilter_state *st)
{
	size_t i;

	for (i = 0; i < NVECTORS; i++)
		if (vector(st, i)->failed)
			return true;
	return false;
}

static bool
make_room(struct pv_prefilter_state *st, const struct pv_prefilter *pf)
{
	const size_t literals = pv_af_words(pf->nliterals);
	const size_t groups = pv_af_words(pf->ngroups);

	return grow(&st->known, literals) && grow(&st->listed, literals) &&
	    grow(&st->marks, groups) && grow(&st->touched, groups) &&
	    grow(&st->groups, pf->ngroups) &&
	    grow(&st->firsts, pf->nliterals) &&
	    grow(&st->candidate, pf->npatterns);
}

/* List what may match, the patterns that need nothing among them. */
static void
list(struct pv_prefilter_state *st)
{
	size_t i;

	st->listing++;
	for (i = 0; i < st->pf->nalways; i++)
		(void)add_candidate(st, st->pf->always[i]);
	fill(st);
}

/* Another text: nothing is known of what will be seen there. */
static void
read_anew(struct pv_prefilter_state *st)
{
	st->reading++;
	st->indexed = false;
	pv_vec_clear(&st->places);
}

/* What was listed, but not the literals that were seen. */
static void
forget(struct pv_prefilter_state *st)
{
	pv_vec_clear(&st->found);
	pv_vec_clear(&st->starts);
	pv_vec_clear(&st->full);
}

bool
pv_prefilter_run(const struct pv_prefilter *pf, struct pv_prefilter_state *st,
    struct pv_span text)
{
	st->pf = pf;
	st->nspots = 0;
	read_anew(st);
	forget(st);
	pv_vec_clear(&st->seen);
	if (!make_room(st, pf) || !fold(st, text))
		return false;
	memset(st->known.ptr, 0, pv_af_words(pf->nliterals) * sizeof(uint64_t));
	memset(st->marks.ptr, 0, pv_af_words(pf->ngroups) * sizeof(uint64_t));
	walk(st, 0, st->text.len);
	list(st);
	return !has_failed(st);
}

/*
 * What lies so near to a place that a literal may touch it, with the places
 * after it whose surroundings overlap; *i goes on behind them.
 */
static struct pv_range
surroundings(const struct pv_prefilter_state *st, size_t *i)
{
	const uint32_t reach = (uint32_t)st->pf->longest;
	const uint32_t len = (uint32_t)st->text.len;
	struct pv_range out = { 0, 0 };

	for (; *i < st->nspots; (*i)++) {
		struct pv_range at = st->spots[*i].at;

		at.start = at.start > reach ? at.start - reach : 0;
		at.end = len - at.end > reach ? at.end + reach : len;
		if (out.end > 0 && at.start > out.end)
			break;
		if (out.end == 0)
			out.start = at.start;
		out.end = at.end;
	}
	return out;
}

static void
walk_near(struct pv_prefilter_state *st)
{
	struct pv_range r;
	size_t i = 0;

	while (i < st->nspots) {
		r = surroundings(st, &i);
		walk(st, r.start, r.end);
	}
}

/* Keep what was seen in the other text and is in this one, but not near. */
static void
keep_far(struct pv_prefilter_state *st)
{
	const struct sighting *was = st->was.ptr;
	size_t i, at = 0, next = 0;
	struct pv_range near = surroundings(st, &next);
	uint32_t moved = 0, from = 0; /* bytes; the last place's end, there */

	pv_vec_clear(&st->kept);
	for (i = 0; i < st->was.len; i++) {
		struct sighting s = was[i];
		uint32_t len = st->pf->literals[s.literal].len;

		for (; at < st->nspots &&
		    st->spots[at].at.start - moved < s.end; at++) {
			from = st->spots[at].at.start - moved +
			    st->spots[at].was;
			moved = st->spots[at].at.end - from;
		}
		if (s.end - len < from)
			continue;
		s.end += moved;
		while (near.end < s.end && next < st->nspots)
			near = surroundings(st, &next);
		if (s.end > near.end || s.end - len < near.start)
			(void)add_sighting(&st->kept, s);
	}
}

/* What was kept, and what was seen near, in the order of their ends. */
static void
merge_seen(struct pv_prefilter_state *st)
{
	const struct sighting *far = st->kept.ptr, *near = st->seen.ptr;
	size_t nfar = st->kept.len, nnear = st->seen.len, i = 0, k = 0;

	swap(&st->seen, &st->was);
	pv_vec_clear(&st->seen);
	while (i < nfar || k < nnear)
		if (k == nnear || (i < nfar && far[i].end < near[k].end))
			(void)add_sighting(&st->seen, far[i++]);
		else
			(void)add_sighting(&st->seen, near[k++]);
}

bool
pv_prefilter_vary(struct pv_prefilter_state *st, struct pv_span text,
    const struct pv_varied *places, size_t n)
{
	bool folded = st->folds;

	swap(&st->seen, &st->was);
	read_anew(st);
	forget(st);
	pv_vec_clear(&st->seen);
	st->spots = places;
	st->nspots = n;
	if (!fold(st, text))
		return false;
	if (st->folds || folded) {
		st->nspots = 0; /* the places are those of another text */
		walk(st, 0, st->text.len);
	} else {
		walk_near(st);
		touch(st);
		keep_far(st);
		merge_seen(st);
	}
	list(st);
	return !has_failed(st);
}

bool
pv_prefilter_widen(struct pv_prefilter_state *st)
{
	forget(st);
	st->nspots = 0;
	list(st);
	return !has_failed(st);
}

bool
pv_prefilter_trace(struct pv_prefilter_state *st, const uint32_t *patterns,
    size_t n)
{
	struct pv_candidate *c;
	size_t i;

	for (i = 0; i < n; i++) {
		c = pv_prefilter_candidate(st, patterns[i]);
		if (c == NULL || c->traced)
			continue;
		if (!st->indexed && !index_seen(st))
			return false;
		trace(st, c);
	}
	return !has_failed(st);
}
