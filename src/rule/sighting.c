/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <stdlib.h>

#include "rule/automaton.h"

#define NONE PV_PREFILTER_NONE
#define NEAR 16 /* starts so near to each other are searched at once */

/* A literal in the text, in the order of their ends. */
struct sighting {
	uint32_t literal, end;
};

/* What a pass knows of a literal. */
struct word {
	uint32_t pass; /* it was seen in */
	uint32_t idle; /* pass in which no group asks for it */
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

/* Where a pattern may begin. */
struct wanted {
	uint32_t pattern, first, last;
};

/* One pass over a text. */
struct pass {
	const struct pv_prefilter *pf;
	struct pv_prefilter_state *st;
	struct pv_span text; /* folded, but for its letters */
	size_t len;          /* of the text as it was */
	int64_t word;        /* bytes of its longest word */
	bool folds;          /* places tell where its bytes were */
	const struct pv_range *places; /* where something must be, if any */
	size_t nplaces;
};

#define NVECTORS 17

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
}

void
pv_prefilter_state_init(struct pv_prefilter_state *st, const struct pv_mem *mem)
{
	static const size_t sizes[NVECTORS] = { sizeof(struct pv_candidate),
		sizeof(struct pv_starts), sizeof(char), sizeof(uint32_t),
		sizeof(struct word), sizeof(struct group),
		sizeof(struct sighting), sizeof(struct place), sizeof(uint32_t),
		sizeof(uint32_t), sizeof(struct range), sizeof(struct range),
		sizeof(struct wanted), sizeof(uint64_t), sizeof(uint32_t),
		sizeof(uint32_t), sizeof(uint32_t) };
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
copy_folded(struct pass *p, struct pv_span text)
{
	struct pv_prefilter_state *st = p->st;
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
	p->text = pv_span(st->folded.ptr, st->folded.len);
	p->folds = true;
	return true;
}

/* Make ready; most texts have no white space to fold. */
static bool
fold(struct pass *p, struct pv_span text)
{
	size_t i, last = 0; /* one past the last blank */
	bool runs = false;

	p->text = text;
	p->len = text.len;
	for (i = 0; i < text.len; i++) {
		if (!pv_isspace(text.ptr[i]))
			continue;
		runs |= i > 0 && last == i;
		if ((int64_t)(i - last) > p->word)
			p->word = (int64_t)(i - last);
		last = i + 1;
	}
	if (text.len - last > (size_t)p->word)
		p->word = (int64_t)(text.len - last);
	return !runs || copy_folded(p, text);
}

static bool
is_word(char c)
{
	return pv_isalnum(c) || c == '_';
}

/* Whether a word begins or ends at a place. */
static bool
is_edge(struct pv_span text, size_t at)
{
	bool before = at > 0 && is_word(text.ptr[at - 1]);

	return before != (at < text.len && is_word(text.ptr[at]));
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

/* A literal ends at a place: it is there if the edges are. */
static void
see(const struct pass *p, uint32_t literal, uint32_t end)
{
	const struct pv_prefilter *pf = p->pf;
	const struct pv_af_literal *l = &pf->literals[literal];
	struct sighting s = { literal, end };
	struct word *word = PV_VEC_AT(&p->st->words, struct word, literal);
	uint32_t *marks = p->st->marks.ptr, i;

	if ((l->edge_before && !is_edge(p->text, end - l->len)) ||
	    (l->edge_after && !is_edge(p->text, end)) ||
	    !add_sighting(&p->st->seen, s) || word->pass == p->st->pass)
		return;
	word->pass = p->st->pass;
	for (i = l->first; i < l->first + l->counted; i++) {
		uint32_t group = pf->members[i];

		if (marks[group] == p->st->pass)
			continue;
		marks[group] = p->st->pass;
		if (pf->leads[group] < pf->leads[group + 1])
			(void)pv_vec_add(&p->st->leaders, &group);
	}
}

static void
walk(const struct pass *p)
{
	const struct pv_prefilter *pf = p->pf;
	uint32_t state = 0, s, l;
	size_t i;

	for (i = 0; i < p->text.len; i++) {
		state = pv_af_step(
		    pf, state, pf->class[(unsigned char)p->text.ptr[i]]);
		if (!pf->states[state].tells)
			continue;
		s = pf->out[state] != NONE ? state : pf->also[state];
		for (; s != 0; s = pf->also[s]) {
			l = pf->out[s];
			see(p, l, (uint32_t)i + 1);
			for (; pf->literals[l].more; l++)
				see(p, l + 1, (uint32_t)i + 1);
		}
	}
}

/* Whether text [start, end) touches one of the places from `at` on. */
static bool
touches(const struct pass *p, size_t at, uint32_t start, uint32_t end)
{
	for (; at < p->nplaces && p->places[at].start < end; at++)
		if (start < p->places[at].end)
			return true;
	return false;
}

/* Note the groups whose literals touch the places. */
static void
touch(const struct pass *p)
{
	const struct sighting *seen = p->st->seen.ptr;
	struct word *words = p->st->words.ptr;
	uint32_t *touched = p->st->touched.ptr, k;
	size_t i, at = 0;

	for (i = 0; i < p->st->seen.len && at < p->nplaces; i++) {
		const struct pv_af_literal *l =
		    &p->pf->literals[seen[i].literal];
		struct word *word = &words[seen[i].literal];

		while (at < p->nplaces &&
		    p->places[at].end + UINT8_MAX < seen[i].end)
			at++;
		if (word->touched == p->st->pass ||
		    !touches(p, at, seen[i].end - l->len, seen[i].end))
			continue;
		word->touched = p->st->pass;
		for (k = l->first; k < l->first + l->count; k++)
			touched[p->pf->members[k]] = p->st->pass;
	}
}

/* Whether a branch has a group that touches the places, if there are any. */
static bool
is_touched(const struct pass *p, uint32_t branch)
{
	const struct pv_af_branch *b = &p->pf->branches[branch];
	const uint32_t *touched = p->st->touched.ptr;
	uint32_t k;

	for (k = b->first; k < b->first + b->n && p->nplaces > 0; k++)
		if (touched[p->pf->parts[k].group] == p->st->pass)
			return true;
	return p->nplaces == 0;
}

/* The branches that have the groups that count. */
static void
fill(const struct pass *p)
{
	const struct pv_prefilter *pf = p->pf;
	const uint32_t *leaders = p->st->leaders.ptr, *marks = p->st->marks.ptr;
	uint32_t k, w;
	size_t i;

	for (i = 0; i < p->st->leaders.len; i++) {
		uint32_t last = pf->leads[leaders[i] + 1];

		for (k = pf->leads[leaders[i]]; k < last; k++) {
			const struct pv_af_led *led = &pf->led[k];

			for (w = 0; w < PV_AF_WITH; w++)
				if (marks[led->with[w]] != p->st->pass)
					break;
			if (w == PV_AF_WITH && is_touched(p, led->branch))
				(void)pv_vec_add(&p->st->full, &led->branch);
		}
	}
}

/* The places of the groups of all branches that have what counts. */
static void
ask(const struct pass *p)
{
	const uint32_t *full = p->st->full.ptr;
	struct group *groups = p->st->groups.ptr;
	uint32_t *asked = p->st->asked.ptr;
	size_t i;
	uint32_t k;

	for (i = 0; i < p->st->full.len; i++) {
		const struct pv_af_branch *b = &p->pf->branches[full[i]];

		for (k = b->first; k < b->first + b->n; k++) {
			uint32_t group = p->pf->parts[k].group;

			asked[group] = p->st->pass;
			groups[group].first = NONE;
		}
	}
}

static void
add_place(const struct pass *p, struct group *g, struct place place)
{
	uint32_t at = (uint32_t)p->st->places.len;

	if (!pv_vec_add(&p->st->places, &place))
		return;
	if (g->first == NONE)
		g->first = at;
	else
		PV_VEC_AT(&p->st->places, struct place, g->last)->next = at;
	g->last = at;
}

/* Give each group that was asked for the places of its literals. */
static void
list_places(const struct pass *p)
{
	struct pv_prefilter_state *st = p->st;
	const struct sighting *seen = st->seen.ptr;
	struct group *groups = st->groups.ptr;
	struct word *words = st->words.ptr;
	const uint32_t *asked = st->asked.ptr;
	size_t i;
	uint32_t k;

	for (i = 0; i < st->seen.len; i++) {
		const struct pv_af_literal *l =
		    &p->pf->literals[seen[i].literal];
		struct place place = { seen[i].end - l->len, seen[i].end,
			NONE };
		bool idle = true;

		if (words[seen[i].literal].idle == st->pass)
			continue;
		for (k = l->first; k < l->first + l->count; k++) {
			uint32_t group = p->pf->members[k];

			if (asked[group] != st->pass)
				continue;
			idle = false;
			add_place(p, &groups[group], place);
		}
		if (idle)
			words[seen[i].literal].idle = st->pass;
	}
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
step_back(const struct pass *p, const struct pv_af_part *part)
{
	struct pv_prefilter_state *st = p->st;
	const struct group *g =
	    PV_VEC_AT(&st->groups, const struct group, part->group);
	const struct range *ends = st->ends.ptr;
	struct pv_reach gap = part->gap;
	int64_t most = gap.chars + gap.words * p->word;
	int64_t least = gap.least - (p->folds ? 1 : 0);
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
trace_back(const struct pass *p, const struct pv_af_branch *b)
{
	struct pv_prefilter_state *st = p->st;
	struct range all = { 0, (int64_t)p->text.len };
	struct pv_vec swap;
	uint32_t i;

	pv_vec_clear(&st->ends);
	(void)pv_vec_add(&st->ends, &all);
	for (i = b->n; i-- > 0 && st->ends.len > 0;) {
		step_back(p, &p->pf->parts[b->first + i]);
		swap = st->ends;
		st->ends = st->begins;
		st->begins = swap;
	}
	merge(&st->ends, NEAR);
	for (i = 0; i < st->ends.len; i++) {
		const struct range *r =
		    PV_VEC_AT(&st->ends, const struct range, i);
		struct wanted w = { b->pattern, (uint32_t)r->lo,
			(uint32_t)(r->hi < all.hi ? r->hi : all.hi) };

		(void)pv_vec_add(&st->wanted, &w);
	}
}

static int
by_place(const void *a, const void *b)
{
	const struct wanted *x = a, *y = b;

	if (x->pattern != y->pattern)
		return x->pattern < y->pattern ? -1 : 1;
	return (x->first > y->first) - (x->first < y->first);
}

/* Places of folded text as bytes of the text: all that fold to them. */
static struct pv_starts
unfold(const struct pass *p, const struct wanted *w)
{
	const uint32_t *origins = p->st->origins.ptr;
	struct pv_starts out = { w->first, w->last };

	if (!p->folds)
		return out;
	if (w->first > 0)
		out.first = origins[w->first - 1] + 1;
	out.last = w->last < p->text.len ? origins[w->last] : (uint32_t)p->len;
	return out;
}

/* Put the starts of each pattern together. */
static void
list_candidates(const struct pass *p)
{
	struct pv_prefilter_state *st = p->st;
	struct wanted *w = st->wanted.ptr;
	struct pv_candidate c = { NONE, 0, 0 }, *now = NULL;
	struct pv_starts *last = NULL, starts;
	size_t i;

	if (st->wanted.len > 1)
		qsort(w, st->wanted.len, sizeof(*w), by_place);
	for (i = 0; i < st->wanted.len; i++) {
		if (now == NULL || now->pattern != w[i].pattern) {
			c.pattern = w[i].pattern;
			c.first = (uint32_t)st->starts.len;
			*PV_VEC_AT(&st->candidate, uint64_t, c.pattern) =
			    (uint64_t)st->pass << 32 | st->found.len;
			if (!pv_vec_add(&st->found, &c))
				return;
			now = PV_VEC_AT(
			    &st->found, struct pv_candidate, st->found.len - 1);
		}
		starts = unfold(p, &w[i]);
		if (now->count > 0 && starts.first <= last->last + NEAR) {
			if (starts.last > last->last)
				last->last = starts.last;
			continue;
		}
		if (!pv_vec_add(&st->starts, &starts))
			return;
		last = PV_VEC_AT(
		    &st->starts, struct pv_starts, st->starts.len - 1);
		now->count++;
	}
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

bool
pv_prefilter_run_at(const struct pv_prefilter *pf,
    struct pv_prefilter_state *st, struct pv_span text,
    const struct pv_range *places, size_t n)
{
	struct pass p = { .pf = pf, .st = st, .places = places, .nplaces = n };
	size_t i;

	st->pass++;
	pv_vec_clear(&st->found);
	pv_vec_clear(&st->starts);
	pv_vec_clear(&st->full);
	pv_vec_clear(&st->leaders);
	pv_vec_clear(&st->seen);
	pv_vec_clear(&st->places);
	pv_vec_clear(&st->wanted);
	if (!grow(&st->words, pf->nliterals) ||
	    !grow(&st->groups, pf->ngroups) || !grow(&st->marks, pf->ngroups) ||
	    !grow(&st->asked, pf->ngroups) ||
	    !grow(&st->touched, pf->ngroups) ||
	    !grow(&st->candidate, pf->npatterns) || !fold(&p, text))
		return false;
	for (i = 0; i < pf->nalways; i++) {
		struct wanted w = { pf->always[i], 0, (uint32_t)p.text.len };

		(void)pv_vec_add(&st->wanted, &w);
	}
	if (p.folds)
		p.nplaces = 0; /* the places are those of another text */
	walk(&p);
	touch(&p);
	fill(&p);
	ask(&p);
	if (st->full.len > 0)
		list_places(&p);
	for (i = 0; i < st->full.len; i++)
		trace_back(
		    &p, &pf->branches[*PV_VEC_AT(&st->full, uint32_t, i)]);
	list_candidates(&p);
	return !has_failed(st);
}

bool
pv_prefilter_run(const struct pv_prefilter *pf, struct pv_prefilter_state *st,
    struct pv_span text)
{
	return pv_prefilter_run_at(pf, st, text, NULL, 0);
}

const struct pv_candidate *
pv_prefilter_candidate(const struct pv_prefilter_state *st, uint32_t pattern)
{
	uint64_t c = *PV_VEC_AT(&st->candidate, const uint64_t, pattern);

	if (c >> 32 != st->pass)
		return NULL;
	return PV_VEC_AT(&st->found, const struct pv_candidate, (uint32_t)c);
}
