/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <stdlib.h>

#include "rule/account.h"
#include "rule/prospect.h"

#define WINDOW_OVERLAP 4096u /* of the windows of an overlong unit */
#define RETRIES 32           /* overlapping tries after a rejected match */

/* The text that is matched at once. */
struct window {
	const struct pv_unit *unit;
	struct pv_span text;
	uint32_t base; /* unit byte of its first byte */
	bool again;    /* a second reading: news are wanted */
	bool prospects; /* not all that matches is worth running */
	bool may_have; /* some rules have run */
	enum pv_decide_mode mode;
};

/* A pattern's search of a text: over the starts that may be any good. */
struct hunt {
	const struct pv_regex *regex;
	struct pv_search in;
	struct pv_starts now;
	uint32_t next, end; /* the others, among those of the prefilter */
	bool over;
};

static struct hunt
hunt_all(const struct pv_regex *regex, struct pv_span text)
{
	return (struct hunt){ regex, { .subject = text }, { 0, UINT32_MAX },
		0, 0, false };
}

/* On to the next starts. */
static void
hunt_elsewhere(const struct pv_scanner *s, struct hunt *h)
{
	h->over = h->next == h->end;
	if (!h->over)
		h->now = *PV_VEC_AT(&s->prefilter.starts,
		    const struct pv_starts, h->next++);
}

/* A hunt for a pattern in a text that the prefilter has passed over. */
static struct hunt
hunt_new(struct pv_scanner *s, const struct pv_regex *regex,
    uint32_t pattern, struct pv_span text)
{
	struct hunt h = hunt_all(regex, text);
	const struct pv_candidate *c =
	    pv_prefilter_candidate(&s->prefilter, pattern);

	if (s->unfiltered && !s->again)
		return h;
	if (c != NULL && !c->traced)
		s->failed |= !pv_prefilter_trace(&s->prefilter, &pattern, 1);
	if (c != NULL) {
		h.next = c->first;
		h.end = c->first + c->count;
	}
	hunt_elsewhere(s, &h);
	return h;
}

/* The next match that does not begin before `from`. */
static enum pv_match_result
hunt_on(const struct pv_scanner *s, struct hunt *h, size_t from,
    struct pv_match *groups, size_t ngroups)
{
	enum pv_match_result rc = PV_MATCH_NONE;

	while (!h->over && rc == PV_MATCH_NONE) {
		h->in.from = from;
		if (from < h->now.first)
			h->in.from = h->now.first;
		h->in.last = h->now.last;
		if (h->in.from <= h->in.last)
			rc = pv_regex_search(
			    h->regex, s->matcher, &h->in, groups, ngroups);
		if (rc == PV_MATCH_NONE)
			hunt_elsewhere(s, h);
	}
	return rc;
}

static struct pv_range
range_of(const struct window *w, const struct pv_match *m)
{
	return (struct pv_range){ w->base + (uint32_t)m->start,
		w->base + (uint32_t)m->end };
}

static bool
overlaps(struct pv_range a, struct pv_range b)
{
	return a.start < b.end && b.start < a.end;
}

const struct pv_term_use *
pv_unit_uses(struct pv_scanner *s, const struct pv_unit *u, size_t *n)
{
	if (s->uses_of != s->serial) {
		pv_vec_clear(&s->uses);
		s->uses_of = s->serial;
		if (!pv_terms_find(&s->terms, u->text, u->clause, &s->uses))
			s->failed = true;
	}
	*n = s->uses.len;
	return s->uses.ptr;
}

/* Whether the bytes are nothing but (part of) a party's name. */
static bool
is_party(struct pv_scanner *s, const struct pv_unit *u, struct pv_range at)
{
	size_t n, lo = 0, hi;
	const struct pv_term_use *uses = pv_unit_uses(s, u, &n);

	for (hi = n; lo < hi;) {
		size_t mid = lo + (hi - lo) / 2;

		if (uses[mid].at.end < at.end)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < n && uses[lo].party && uses[lo].at.start <= at.start;
}

/* A match of nothing but a party's name, or with one in its place of honour. */
static bool
is_alias(struct pv_scanner *s, const struct window *w,
    const struct pv_rule *rule, const struct pv_match *groups)
{
	uint32_t n;

	if (is_party(s, w->unit, range_of(w, &groups[0])))
		return true;
	if (!rule->captures)
		return false;
	for (n = 1; n <= pv_regex_groups(rule->regex); n++)
		if (groups[n].hit && groups[n].end > groups[n].start &&
		    (rule->groups[n] == PV_GROUP_TERM ||
			rule->groups[n] == PV_ATTR_TRIGGER) &&
		    is_party(s, w->unit, range_of(w, &groups[n])))
			return true;
	return false;
}

void
pv_gap_note(struct pv_scanner *s, struct pv_span id, uint32_t clause)
{
	struct pv_gap gap = { { 0, 0 }, clause };
	const struct pv_gap *g;
	size_t i;

	/* once a clause, though it may have many units */
	for (i = s->gaps.len; i > 0; i--) {
		g = PV_VEC_AT(&s->gaps, const struct pv_gap, i - 1);
		if (g->clause != clause)
			break;
		if (pv_span_eq(pv_findings_str(s->out, g->rule), id))
			return;
	}
	gap.rule = pv_findings_add(s->out, id);
	if (!pv_vec_add(&s->gaps, &gap))
		s->failed = true;
}

/* All matches of a guard in the unit, found once a unit. */
static const struct pv_guarded *
guard_matches(struct pv_scanner *s, const struct pv_unit *u, uint32_t guard)
{
	struct pv_guarded *g = PV_VEC_AT(&s->guarded, struct pv_guarded, guard);
	const struct pv_regex *regex = s->rules->guards[guard].regex;
	enum pv_match_result rc;
	struct pv_match m;
	struct hunt h;
	size_t from = 0;

	if (g->unit == s->serial)
		return g;
	h = u->text.len <= PV_UNIT_MAX
	    ? hunt_new(s, regex, (uint32_t)s->rules->nrules + guard, u->text)
	    : hunt_all(regex, u->text);
	*g = (struct pv_guarded){ s->serial, (uint32_t)s->ranges.len, 0 };
	while ((rc = hunt_on(s, &h, from, &m, 1)) == PV_MATCH_HIT) {
		struct pv_range r = { (uint32_t)m.start, (uint32_t)m.end };

		if (!pv_vec_add(&s->ranges, &r)) {
			s->failed = true;
			break;
		}
		g->count++;
		from = m.end > from ? m.end : from + 1;
	}
	if (rc == PV_MATCH_LIMIT)
		pv_gap_note(s, s->rules->guards[guard].id, u->clause);
	return g;
}

/* The sentences that a match touches, as unit bytes. */
static struct pv_range
sentences_around(const struct pv_unit *u, struct pv_range at)
{
	struct pv_range out = at;
	size_t i;

	if (u->kind == PV_UNIT_SENTENCE)
		return (struct pv_range){ 0, (uint32_t)u->text.len };
	for (i = 0; i < u->nsegs; i++) {
		const struct pv_seg *seg = &u->segs[i];
		struct pv_range r = { seg->at, seg->at + seg->len };

		if (!overlaps(r, at))
			continue;
		if (r.start < out.start)
			out.start = r.start;
		if (r.end > out.end)
			out.end = r.end;
	}
	return out;
}

static bool
guard_holds(struct pv_scanner *s, const struct pv_unit *u, uint32_t guard,
    struct pv_range at)
{
	const struct pv_guarded *g = guard_matches(s, u, guard);
	uint32_t i;

	if (g->count == 0)
		return false;
	switch (s->rules->guards[guard].scope) {
	case PV_SCOPE_MATCH:
		break;
	case PV_SCOPE_SENTENCE:
		at = sentences_around(u, at);
		break;
	case PV_SCOPE_UNIT:
		return true;
	}
	for (i = g->first; i < g->first + g->count; i++)
		if (overlaps(*PV_VEC_AT(&s->ranges, struct pv_range, i), at))
			return true;
	return false;
}

/* The guard that holds the rule back at a match, or PV_NONE. */
static uint32_t
held_back(struct pv_scanner *s, const struct pv_unit *u,
    const struct pv_rule *rule, struct pv_range at)
{
	size_t i;

	for (i = 0; i < rule->nunless; i++)
		if (guard_holds(s, u, rule->unless[i], at))
			return rule->unless[i];
	return PV_NONE;
}

static bool
inside_character(struct pv_span s, size_t at)
{
	return at > 0 && at < s.len && ((unsigned char)s.ptr[at] & 0xc0) == 0x80;
}

/* What a group caught: patterns read bytes, but no value ends in a character. */
static struct pv_span
caught(struct pv_span text, const struct pv_match *group)
{
	size_t start = group->start, end = group->end;

	while (inside_character(text, start))
		start--;
	while (inside_character(text, end))
		end++;
	return pv_span_trim(pv_span_sub(text, start, end));
}

static void
capture(struct pv_scanner *s, const struct window *w,
    const struct pv_rule *rule, const struct pv_match *groups,
    struct pv_hit *hit)
{
	uint32_t n;

	hit->caps = (uint32_t)s->caps.len;
	for (n = 1; rule->captures && n <= pv_regex_groups(rule->regex); n++) {
		struct pv_span text = caught(w->text, &groups[n]);
		struct pv_capture cap = { PV_ATTR_COUNT, (uint32_t)s->pool.len,
			(uint32_t)text.len };

		if (rule->groups[n] >= PV_ATTR_COUNT || !groups[n].hit ||
		    text.len == 0)
			continue;
		cap.key = (enum pv_attr_key)rule->groups[n];
		pv_buf_span(&s->pool, text);
		if (pv_vec_add(&s->caps, &cap))
			hit->ncaps++;
	}
	s->failed |= s->pool.failed || s->caps.failed;
}

/*
 * Whether a match rests on what a second reading put together: a meaning in
 * place of its term, or several items of one sentence.
 */
static bool
is_news(const struct pv_unit *u, struct pv_range at)
{
	size_t i, own = 0;

	if (u->kind != PV_UNIT_SENTENCE)
		return false;
	for (i = 0; i < u->nsegs; i++) {
		const struct pv_seg *seg = &u->segs[i];

		if (seg->at >= at.end || seg->at + seg->len <= at.start)
			continue;
		if (seg->part == PV_PART_MEANING)
			return true;
		own += seg->part == PV_PART_OWN && seg->clause != u->clause;
		own += seg->part == PV_PART_OWN && seg->clause == u->clause &&
		    seg->sentence == u->sentence;
	}
	return own > 1;
}

/*
 * A rule for the provision was held back in the unit.  One that waits for
 * others is not always tried, and tells nothing.
 */
static void
note_held(struct pv_scanner *s, const struct pv_rule *rule)
{
	if (rule->weight > 0 && rule->nwhen == 0)
		*PV_VEC_AT(&s->held, uint64_t, rule->provision) = s->serial;
}

/*
 * Whether a match counts.  One outside the unit's own words only counts as
 * evidence from the stem; then the search goes on for a better one.
 */
static bool
accept(struct pv_scanner *s, const struct window *w, uint32_t index,
    const struct pv_match *groups, struct pv_hit *hit)
{
	const struct pv_rule *rule = &s->rules->rules[index];
	struct pv_range at = range_of(w, &groups[0]);
	uint32_t guard;

	if (is_alias(s, w, rule, groups)) {
		note_held(s, rule);
		pv_trace_hit(s, w->unit, rule, at, PV_SPAN("party name"));
		return false;
	}
	guard = held_back(s, w->unit, rule, at);
	if (guard != PV_NONE) {
		note_held(s, rule);
		pv_trace_hit(s, w->unit, rule, at, s->rules->guards[guard].id);
		return false;
	}
	*hit = (struct pv_hit){ .rule = index,
		.at = at,
		.src = pv_unit_source(w->unit, at),
		.own = pv_unit_touches_own(w->unit, at),
		.news = is_news(w->unit, at) };
	capture(s, w, rule, groups, hit);
	return true;
}

/*
 * Find the rule's best match in the window and keep it: the first one in the
 * unit's own words (and, in a second reading, in what is new), else the first.
 */
static void
run(struct pv_scanner *s, const struct window *w, uint32_t index)
{
	const struct pv_rule *rule = &s->rules->rules[index];
	struct pv_match groups[PV_REGEX_GROUPS + 1];
	size_t ngroups = rule->captures ? pv_regex_groups(rule->regex) + 1 : 1;
	size_t from = 0, tries = 0;
	struct pv_hit hit, best = { .rule = PV_NONE };
	struct hunt h = hunt_new(s, rule->regex, index, w->text);
	enum pv_match_result rc;

	while ((rc = hunt_on(s, &h, from, groups, ngroups)) == PV_MATCH_HIT) {
		if (accept(s, w, index, groups, &hit)) {
			if (best.rule == PV_NONE || (hit.own && !best.own) ||
			    (hit.own && hit.news))
				best = hit;
			if (hit.own && (hit.news || !w->again))
				break;
		}
		from = ++tries <= RETRIES || groups[0].end <= from
		    ? groups[0].start + 1
		    : groups[0].end;
	}
	if (rc == PV_MATCH_LIMIT)
		pv_gap_add(s, index, w->unit->clause);
	if (best.rule != PV_NONE && !pv_vec_add(&s->hits, &best))
		s->failed = true;
}

static bool
has_hit(const struct pv_scanner *s, uint32_t rule)
{
	size_t i;

	for (i = 0; i < s->hits.len; i++)
		if (PV_VEC_AT(&s->hits, const struct pv_hit, i)->rule == rule)
			return true;
	return false;
}

/* Whether what ran before, and had to fire for this rule to count, did. */
static bool
still_may(const struct pv_scanner *s, uint32_t index)
{
	const struct pv_rule *rule = &s->rules->rules[index];
	size_t i;

	for (i = 0; i < rule->nwhen; i++) {
		uint32_t need = rule->when[i].index;

		if (!rule->when[i].guard && (!rule->awaited || need < index) &&
		    s->rules->rules[need].unit == rule->unit &&
		    !has_hit(s, need) && !pv_around_has(s, need))
			return false;
	}
	return true;
}

/* Put hits in pack order. */
static void
sort_hits(struct pv_scanner *s)
{
	struct pv_hit *hits = s->hits.ptr;
	size_t i, k;

	for (i = 1; i < s->hits.len; i++) {
		struct pv_hit h = hits[i];

		for (k = i; k > 0 && hits[k - 1].rule > h.rule; k--)
			hits[k] = hits[k - 1];
		hits[k] = h;
	}
}

static int
by_turn(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/*
 * When it is a rule's turn, and its number: what others wait for comes first,
 * then the heaviest.
 */
static uint64_t
turn_of(const struct pv_rule *rule, uint32_t index)
{
	uint64_t turn = rule->awaited ? 0 :
	    (uint64_t)((int64_t)INT32_MAX - rule->weight);

	return turn << 32 | index;
}

/* Choose a rule to run on a window, if there is any use in it. */
static void
choose(struct pv_scanner *s, const struct window *w, uint32_t index)
{
	const struct pv_rules *r = s->rules;
	const struct pv_rule *rule = &r->rules[index];
	uint64_t turn;

	if (index >= r->nrules || rule->unit != w->unit->kind ||
	    !*PV_VEC_AT(&s->open, const bool, rule->provision))
		return;
	if (s->tracer == NULL && !s->unfiltered && !pv_may_fire(s, rule))
		return;
	/* who listens hears the rules as the pack has them */
	turn = s->tracer != NULL ? index : turn_of(rule, index);
	s->failed |= !pv_vec_add(&s->chosen, &turn) ||
	    !pv_vec_add(&s->asking, &index);
}

/*
 * Run what was chosen, and leave off from a provision when what is left of its
 * rules no longer suffices.
 */
static void
run_chosen(struct pv_scanner *s, const struct window *w, bool all)
{
	size_t i, hits;

	if (s->chosen.len > 1)
		qsort(s->chosen.ptr, s->chosen.len, sizeof(uint64_t),
		    by_turn);
	s->failed |= !pv_prefilter_trace(&s->prefilter, s->asking.ptr,
	    s->asking.len);
	if (all && w->prospects)
		pv_prospect_traced(s, w->mode);
	for (i = 0; i < s->chosen.len && !s->failed; i++) {
		uint32_t rule =
		    (uint32_t)*PV_VEC_AT(&s->chosen, const uint64_t, i);

		if (!*PV_VEC_AT(&s->open, const bool,
		    s->rules->rules[rule].provision) ||
		    (w->may_have && has_hit(s, rule)))
			continue;
		hits = s->hits.len;
		if (!all || s->tracer != NULL || still_may(s, rule))
			run(s, w, rule);
		if (all && w->prospects && s->hits.len == hits &&
		    pv_prefilter_candidate(&s->prefilter, rule)->count > 0)
			pv_prospect_missed(s, rule, w->mode);
	}
	pv_vec_clear(&s->chosen);
	pv_vec_clear(&s->asking);
}

/* Run the rules that may match a window. */
static void
run_all(struct pv_scanner *s, const struct window *w)
{
	bool all = s->unfiltered && !s->again;
	size_t i, n = all ? s->rules->nrules : s->prefilter.found.len;

	for (i = 0; i < n; i++)
		choose(s, w, all ? (uint32_t)i :
		    PV_VEC_AT(&s->prefilter.found, const struct pv_candidate,
		    i)->pattern);
	run_chosen(s, w, !all);
	sort_hits(s);
}

/*
 * Run those that the meanings move; when one fires, the others of its kind
 * too.
 */
static void
run_moved(struct pv_scanner *s, struct window *w)
{
	size_t i;

	for (i = 0; i < s->moved.len; i++)
		choose(s, w, *PV_VEC_AT(&s->moved, const uint32_t, i));
	run_chosen(s, w, false);
	w->may_have = true;
	if (pv_prospect_moved(s))
		run_all(s, w);
	else
		pv_vec_clear(&s->hits);
}

/* Whether the prefilter has been over the text, for what is new in it. */
static bool
was_varied(const struct window *w)
{
	return w->mode == PV_DECIDE_AGAIN && w->text.len == w->unit->text.len;
}

static void
match_window(struct pv_scanner *s, struct window *w)
{
	if (!s->failed)
		s->failed = !(was_varied(w) ?
		    pv_prefilter_widen(&s->prefilter) : pv_prefilter_run(
		    s->rules->prefilter[w->unit->kind], &s->prefilter,
		    w->text));
	if (s->failed)
		return;
	if (w->prospects)
		pv_prospect(s, w->unit->kind, w->mode);
	else if (w->mode != PV_DECIDE_AGAIN)
		pv_prospect_all(s);
	if (w->mode == PV_DECIDE_AGAIN)
		run_moved(s, w);
	else
		run_all(s, w);
}

void
pv_unit_match(struct pv_scanner *s, const struct pv_unit *u,
    enum pv_decide_mode mode)
{
	struct window w = { .unit = u,
		.text = pv_span_sub(u->text, 0, PV_UNIT_MAX),
		.again = is_news(u, (struct pv_range){ 0, PV_NONE }),
		.mode = mode, .prospects = pv_prospects(s, u) };

	s->serial++;
	pv_vec_clear(&s->hits);
	pv_vec_clear(&s->around);
	pv_vec_clear(&s->ranges);
	if (s->rules->nby_unit[u->kind] == 0)
		return;
	pv_context_collect(s, u);
	for (;;) {
		match_window(s, &w);
		if (w.base + w.text.len >= u->text.len || s->failed)
			return;
		w.may_have = true;
		w.base += PV_UNIT_MAX - WINDOW_OVERLAP;
		while (w.base > 0 && u->text.ptr[w.base - 1] != ' ' &&
		    w.base % WINDOW_OVERLAP != 0)
			w.base--;
		w.text = pv_span_sub(u->text, w.base, w.base + PV_UNIT_MAX);
	}
}

static bool
is_met(
    struct pv_scanner *s, const struct pv_unit *u, const struct pv_needs *need)
{
	if (need->guard)
		return guard_matches(s, u, need->index)->count > 0;
	return has_hit(s, need->index) || pv_around_has(s, need->index);
}

/*
 * What must fire is judged before anything is removed, so that the order of
 * rules plays no part.
 */
void
pv_hits_settle(struct pv_scanner *s, const struct pv_unit *u)
{
	size_t i, k, n = 0;

	for (i = 0; i < s->hits.len; i++) {
		struct pv_hit *h = PV_VEC_AT(&s->hits, struct pv_hit, i);
		const struct pv_rule *rule = pv_hit_rule(s, h);

		for (k = 0; k < rule->nwhen; k++)
			if (!is_met(s, u, &rule->when[k]))
				break;
		if (k < rule->nwhen)
			pv_trace_hit(s, u, rule, h->at, PV_SPAN("when"));
		h->unmet = k < rule->nwhen;
	}
	for (i = 0; i < s->hits.len; i++) {
		struct pv_hit *h = PV_VEC_AT(&s->hits, struct pv_hit, i);

		if (h->unmet)
			continue;
		pv_trace_hit(s, u, pv_hit_rule(s, h), h->at, pv_span("", 0));
		*PV_VEC_AT(&s->hits, struct pv_hit, n++) = *h;
	}
	s->hits.len = n;
}

void
pv_gap_add(struct pv_scanner *s, uint32_t rule, uint32_t clause)
{
	uint32_t *last = PV_VEC_AT(&s->gap_at, uint32_t, rule);

	if (*last == clause + 1)
		return;
	*last = clause + 1;
	pv_gap_note(s, s->rules->rules[rule].id, clause);
}
