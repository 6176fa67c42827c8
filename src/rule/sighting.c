/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <stdlib.h>

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

/* What a pass knows of a literal. */
struct word {
	uint32_t pass; /* it was seen in */
	uint32_t idle; /* question in which no group asks for it */
	uint32_t touched; /* pass in which it touches a place */
};

/* The places of a group, where a pass asked for them. */
struct group {
	uint32_t first, last;
};

/* Where a literal of a group is; the next one ends no earlier. */
struct place {
	uint32_t start, end, next;
};

/* Places of the text, both ends included. */
struct range {
	int64_t lo, hi;
};

/* A branch that may be there; the next one of its pattern. */
struct full {
	uint32_t branch, next;
};

#define NVECTORS 20

static void
vectors(struct pv_prefilter_state *st, struct pv_vec *list[NVECTORS])
{
	list[0] = &st->found;
	list[1] = &st->starts;
	list[2] = &st->folded;
	list[3] = &st->origins;
	list[4] = &st->words;
	list[5] = &st->groups;
	list[6] = &st->seen;
	list[7] = &st->places;
	list[8] = &st->leaders;
	list[9] = &st->full;
	list[10] = &st->ends;
	list[11] = &st->begins;
	list[12] = &st->wanted;
	list[13] = &st->candidate;
	list[14] = &st->marks;
	list[15] = &st->asked;
	list[16] = &st->touched;
	list[17] = &st->was;
	list[18] = &st->kept;
	list[19] = &st->sought;
}

void
pv_prefilter_state_init(struct pv_prefilter_state *st, const struct pv_mem *mem)
{
	static const size_t sizes[NVECTORS] = { sizeof(struct pv_candidate),
		sizeof(struct pv_starts), sizeof(char), sizeof(uint32_t),
		sizeof(struct word), sizeof(struct group),
		sizeof(struct sighting), sizeof(struct place), sizeof(uint32_t),
		sizeof(struct full), sizeof(struct range), sizeof(struct range),
		sizeof(struct range), sizeof(uint64_t), sizeof(uint32_t),
		sizeof(bool), sizeof(uint32_t), sizeof(struct sighting),
		sizeof(struct sighting), sizeof(uint32_t) };
	struct pv_vec *list[NVECTORS];
	size_t i;

	*st = (struct pv_prefilter_state){ .pass = 0 };
	vectors(st, list);
	for (i = 0; i < NVECTORS; i++)
		*list[i] = (struct pv_vec){ .elem = sizes[i], .mem = mem };
}

void
pv_prefilter_state_release(struct pv_prefilter_state *st)
{
	struct pv_vec *list[NVECTORS];
	size_t i;

	vectors(st, list);
	for (i = 0; i < NVECTORS; i++)
		pv_vec_release(list[i]);
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
	struct word *word = PV_VEC_AT(&st->words, struct word, literal);
	uint32_t *marks = st->marks.ptr, i;

	if (!add_sighting(&st->seen, s) || word->pass == st->pass)
		return;
	word->pass = st->pass;
	for (i = l->first; i < l->first + l->counted; i++) {
		uint32_t group = pf->members[i];

		if (marks[group] == st->pass)
			continue;
		marks[group] = st->pass;
		if (pf->leads[group] < pf->leads[group + 1])
			(void)pv_vec_add(&st->leaders, &group);
	}
}

/* The literals that end at a place, where the text has led to a state. */
static void
see_all(struct pv_prefilter_state *st, uint32_t state, uint32_t end)
{
	const struct pv_prefilter *pf = st->pf;
	const bool after = is_edge(st->text, end);
	uint32_t s = pf->out[state] != NONE ? state : pf->also[state];

	for (; s != 0; s = pf->also[s]) {
		uint32_t l = pf->out[s];
		const bool before =
		    is_edge(st->text, end - pf->literals[l].len);

		for (;; l++) {
			const struct pv_af_literal *it = &pf->literals[l];

			if ((before || !it->edge_before) &&
			    (after || !it->edge_after))
				see(st, l, end);
			if (!it->more)
				break;
		}
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
		if (pf->states[state].tells)
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
	struct word *words = st->words.ptr;
	uint32_t *touched = st->touched.ptr, k;
	size_t i, at = 0;

	for (i = 0; i < st->seen.len && at < st->nspots; i++) {
		const struct pv_af_literal *l =
		    &st->pf->literals[seen[i].literal];
		struct word *word = &words[seen[i].literal];

		while (at < st->nspots &&
		    st->spots[at].at.end + UINT8_MAX < seen[i].end)
			at++;
		if (l->len == 1 || word->touched == st->pass ||
		    !touches(st, at, seen[i].end - l->len, seen[i].end))
			continue;
		word->touched = st->pass;
		for (k = l->first; k < l->first + l->counted; k++)
			touched[st->pf->members[k]] = st->pass;
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

/*
 * The branches that have the groups that count; where places are given, those
 * whose rarest group touches one.
 */
static void
fill(struct pv_prefilter_state *st)
{
	const struct pv_prefilter *pf = st->pf;
	const uint32_t *leaders = st->leaders.ptr, *marks = st->marks.ptr;
	const uint32_t *touched = st->touched.ptr;
	uint32_t k, w;
	size_t i;

	for (i = 0; i < st->leaders.len; i++) {
		uint32_t last = pf->leads[leaders[i] + 1];

		if (st->nspots > 0 && touched[leaders[i]] != st->pass)
			continue;
		for (k = pf->leads[leaders[i]]; k < last; k++) {
			const struct pv_af_led *led = &pf->led[k];

			for (w = 0; w < PV_AF_WITH; w++)
				if (marks[led->with[w]] != st->pass)
					break;
			if (w == PV_AF_WITH)
				add_full(st, led->branch);
		}
	}
}

/* Ask for the places of the groups of a pattern's branches. */
static void
ask(struct pv_prefilter_state *st, const struct pv_candidate *c)
{
	struct group *groups = st->groups.ptr;
	bool *asked = st->asked.ptr;
	uint32_t i, k;

	for (i = c->full; i != NONE;) {
		const struct full *f = PV_VEC_AT(&st->full, const struct full, i);
		const struct pv_af_branch *b = &st->pf->branches[f->branch];

		for (k = b->first; k < b->first + b->n; k++) {
			uint32_t group = st->pf->parts[k].group;

			if (asked[group])
				continue;
			asked[group] = pv_vec_add(&st->sought, &group);
			groups[group].first = NONE;
		}
		i = f->next;
	}
}

static void
add_place(struct pv_prefilter_state *st, struct group *g, struct place place)
{
	uint32_t at = (uint32_t)st->places.len;

	if (!pv_vec_add(&st->places, &place))
		return;
	if (g->first == NONE)
		g->first = at;
	else
		PV_VEC_AT(&st->places, struct place, g->last)->next = at;
	g->last = at;
}

/* Give each group that was asked for the places of its literals. */
static void
list_places(struct pv_prefilter_state *st)
{
	const struct sighting *seen = st->seen.ptr;
	struct group *groups = st->groups.ptr;
	struct word *words = st->words.ptr;
	bool *asked = st->asked.ptr;
	size_t i;
	uint32_t k;

	for (i = 0; i < st->seen.len; i++) {
		const struct pv_af_literal *l =
		    &st->pf->literals[seen[i].literal];
		struct place place = { seen[i].end - l->len, seen[i].end,
			NONE };
		bool idle = true;

		if (words[seen[i].literal].idle == st->question)
			continue;
		for (k = l->first; k < l->first + l->count; k++) {
			uint32_t group = st->pf->members[k];

			if (!asked[group])
				continue;
			idle = false;
			add_place(st, &groups[group], place);
		}
		if (idle)
			words[seen[i].literal].idle = st->question;
	}
	for (i = 0; i < st->sought.len; i++)
		asked[*PV_VEC_AT(&st->sought, const uint32_t, i)] = false;
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
	const struct group *g =
	    PV_VEC_AT(&st->groups, const struct group, part->group);
	const struct range *ends = st->ends.ptr;
	struct pv_reach gap = part->gap;
	int64_t most = gap.chars + gap.words * st->longest;
	int64_t least = gap.least - (st->folds ? 1 : 0);
	size_t k = 0, n = st->ends.len;
	uint32_t i;

	pv_vec_clear(&st->begins);
	for (i = g->first; i != NONE && k < n;) {
		struct place s = *PV_VEC_AT(&st->places, const struct place, i);
		struct range r = { s.start - most, s.start - least };

		while (k < n && ends[k].hi < s.end)
			k++;
		i = s.next;
		if (k == n || ends[k].lo > s.end || r.hi < 0)
			continue;
		if (r.lo < 0 || gap.chars == PV_REACH_ENDLESS)
			r.lo = 0;
		add_range(&st->begins, r);
	}
	merge(&st->begins, 1);
}

/* Where a match of the branch may begin: from its last group to its first. */
static void
trace_back(struct pv_prefilter_state *st, const struct pv_af_branch *b)
{
	struct range all = { 0, (int64_t)st->text.len };
	uint32_t i;

	pv_vec_clear(&st->ends);
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
	struct pv_vec *list[NVECTORS];
	size_t i;

	vectors(st, list);
	for (i = 0; i < NVECTORS; i++)
		if (list[i]->failed)
			return true;
	return false;
}

static bool
make_room(struct pv_prefilter_state *st, const struct pv_prefilter *pf)
{
	return grow(&st->words, pf->nliterals) &&
	    grow(&st->groups, pf->ngroups) && grow(&st->marks, pf->ngroups) &&
	    grow(&st->asked, pf->ngroups) && grow(&st->touched, pf->ngroups) &&
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
	st->pass++;
	forget(st);
	pv_vec_clear(&st->seen);
	pv_vec_clear(&st->leaders);
	if (!make_room(st, pf) || !fold(st, text))
		return false;
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

	st->question++;
	pv_vec_clear(&st->places);
	pv_vec_clear(&st->sought);
	for (i = 0; i < n; i++)
		if ((c = pv_prefilter_candidate(st, patterns[i])) != NULL && !c->traced)
			ask(st, c);
	list_places(st);
	for (i = 0; i < n; i++)
		if ((c = pv_prefilter_candidate(st, patterns[i])) != NULL && !c->traced)
			trace(st, c);
	return !has_failed(st);
}
