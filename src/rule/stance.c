/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/stance.h"

#include "rule/admit.h"
#include "rule/reading.h"
#include "rule/term.h"
#include "rule/when.h"

bool
pv_reading_provision(const struct pv_stance_in *in, const char *names)
{
	size_t from = 0, len = strlen(names);

	for (size_t i = 0; i <= len; i++) {
		if (i < len && names[i] != '|')
			continue;
		if (pv_span_eq(in->provision, pv_span(names + from, i - from)))
			return true;
		from = i + 1;
	}
	return false;
}

void
pv_reading_words(const struct pv_reading *r, struct pv_span text,
    struct pv_tokens *w)
{
	pv_tokens_read(w, text, 0);
	w->glances = r->in->glances;
}

void
pv_reading_settle(struct pv_reading *r, enum pv_stance stance)
{
	struct pv_state *st = &r->out->now;

	st->stance = stance;
	if (stance == PV_STANCE_NEGATED && r->in->strength != PV_STRENGTH_NONE)
		st->strength = PV_STRENGTH_NON_EXCLUSIVE;
}

void
pv_reading_add_limits(struct pv_state *st, const struct pv_scope *s,
    const struct pv_limit *l, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct pv_span v = pv_tokens_text(s->w, l[i].from, l[i].to);

		if (l[i].holds_match)
			continue;
		if (l[i].redacted)
			st->flags |= PV_FINDING_REDACTED;
		switch (l[i].kind) {
		case PV_LIMIT_CONDITION:
			pv_state_add(st, s->rulings & PV_RULING_EVENT ?
			    PV_ATTR_TRIGGER : PV_ATTR_CONDITION, v);
			break;
		case PV_LIMIT_CARVE_OUT:
			pv_state_add(st, PV_ATTR_CARVE_OUT, v);
			break;
		case PV_LIMIT_SUNSET:
			pv_state_until(st, s->w, l[i].from, l[i].to);
			break;
		case PV_LIMIT_TRIGGER:
			pv_state_add(st, PV_ATTR_TRIGGER, v);
			break;
		}
	}
}

size_t
pv_reading_count_limits(const struct pv_limit *l, size_t n, bool carve_outs)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += !l[i].holds_match &&
		    (carve_outs || l[i].kind != PV_LIMIT_CARVE_OUT);
	return count;
}

/* Sentence */

static bool
sentence_break(const struct pv_tokens *w, uint32_t i)
{
	const struct pv_token *t = &w->t[i], *next = t + 1;
	bool spaced;

	if (i + 1 >= w->n)
		return false;
	for (uint32_t b = t->at + t->len; b < next->at; b++) {
		if (w->text.ptr[b] == '\n')
			return true;
	}
	spaced = next->at > t->at + t->len;
	return spaced && i > 0 && pv_token_in(w, i, ".|!|?") &&
	    (pv_isupper(w->text.ptr[next->at]) ||
	    pv_token_in(w, i + 1, "\"|(")) && w->t[i - 1].len > 1 &&
	    !pv_token_in(w, i - 1, "inc|ltd|corp|co|llc|no|nos|sec|art|vs|"
	    "dr|mr|ms|mrs|st|approx|cf|al|ph");
}

/* The sentence of the match: units of one sentence are it, whole. */
static void
find_sentence(struct pv_reading *r)
{
	struct pv_scope *s = &r->s;

	s->first = 0;
	s->last = s->w->n;
	for (uint32_t i = 0; i + 1 < s->w->n; i++) {
		if (!sentence_break(s->w, i))
			continue;
		if (i + 1 <= s->from)
			s->first = i + 1;
		else if (i + 1 >= s->to) {
			s->last = i + 1;
			break;
		}
	}
}

/* The match stands in a condition of something else. */
static bool
inside_condition(const struct pv_scope *s, const struct pv_limit *l, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (l[i].holds_match && l[i].kind == PV_LIMIT_CONDITION &&
		    pv_token_in(s->w, l[i].at, "if|unless|so|where|when|as|"
		    "in|only"))
			return true;
	}
	return false;
}

/* Later states */

struct status {
	const char *words;
	enum pv_stance stance;
	enum pv_strength strength;
};

static const struct status statuses[] = {
	{ "non-exclusive|nonexclusive|non-exclusively",
	    PV_STANCE_NEGATED, PV_STRENGTH_NON_EXCLUSIVE },
	{ "co-exclusive", PV_STANCE_IN_FORCE, PV_STRENGTH_CO_EXCLUSIVE },
	{ "semi-exclusive", PV_STANCE_IN_FORCE, PV_STRENGTH_CO_EXCLUSIVE },
	{ "primary|preferred", PV_STANCE_IN_FORCE, PV_STRENGTH_PRIMARY },
	{ "sole", PV_STANCE_IN_FORCE, PV_STRENGTH_SOLE },
	{ "exclusive", PV_STANCE_IN_FORCE, PV_STRENGTH_EXCLUSIVE },
};

static const struct status *
status_at(const struct pv_tokens *w, uint32_t i)
{
	for (size_t k = 0; k < sizeof(statuses) / sizeof(*statuses); k++) {
		if (pv_token_in(w, i, statuses[k].words))
			return &statuses[k];
	}
	return NULL;
}

/* The status that is nearest to "thereafter" at token i. */
static const struct status *
status_near(const struct pv_scope *s, uint32_t i)
{
	uint32_t lo = i > s->from + 3 ? i - 3 : s->from + 1;

	for (uint32_t k = i; k < s->last && k < i + 14; k++) {
		const struct status *st = status_at(s->w, k);

		if (st != NULL)
			return st;
	}
	for (uint32_t k = i; k > lo; k--) {
		const struct status *st = status_at(s->w, k - 1);

		if (st != NULL)
			return st;
	}
	return NULL;
}

/* What it is from some time on, as the words behind token `from` tell. */
static const struct status *
status_later(const struct pv_scope *s, uint32_t from)
{
	for (uint32_t i = from; i < s->last; i++) {
		const struct status *st;

		if (!pv_token_in(s->w, i, "thereafter|afterwards|afterward|"
		    "subsequently") && pv_phrase(s->w, i, "after|following|"
		    "upon which|that|expiry|such") == 0 &&
		    pv_phrase(s->w, i, "and|, then ~4 non-exclusive") == 0)
			continue;
		st = status_near(s, i);
		if (st != NULL)
			return st;
	}
	return NULL;
}

static void
find_later(struct pv_reading *r)
{
	const struct status *st = status_later(&r->s, r->s.from + 1);

	if (st == NULL)
		return;
	r->out->has_later = true;
	r->out->later.stance = st->stance;
	r->out->later.strength = st->strength;
	if (r->out->now.stance == PV_STANCE_IN_FORCE)
		r->out->now.stance = PV_STANCE_CONDITIONAL;
}

/*
 * "An exclusive licence for three years, thereafter non-exclusive": what ends
 * is how it is held, and the right goes on.
 */
static bool
goes_on(const struct pv_reading *r)
{
	return (r->s.rulings & PV_RULING_RIGHT) &&
	    r->in->strength == PV_STRENGTH_NONE &&
	    status_later(&r->s, r->s.from + 1) != NULL;
}

/* Strength */

static void
find_strength(struct pv_reading *r)
{
	const struct pv_scope *s = &r->s;
	enum pv_strength *strength = &r->out->now.strength;
	bool sole = false, exclusive = false;

	if (*strength != PV_STRENGTH_EXCLUSIVE)
		return;
	for (uint32_t i = s->from; i < s->to; i++) {
		if (pv_token_in(s->w, i, "co-exclusive|co-exclusively|"
		    "semi-exclusive"))
			*strength = PV_STRENGTH_CO_EXCLUSIVE;
		sole |= pv_token_in(s->w, i, "sole");
		exclusive |= pv_token_in(s->w, i, "exclusive|exclusively|"
		    "exclusivity");
	}
	if (sole && !exclusive && *strength == PV_STRENGTH_EXCLUSIVE)
		*strength = PV_STRENGTH_SOLE;
}

/* "A.G.I.", "AG1": what a scan or a pen made of the letters. */
static void
find_near_form(struct pv_reading *r)
{
	const struct pv_scope *s = &r->s;

	if (!pv_span_eq(r->in->provision, PV_SPAN("agi-trigger")))
		return;
	for (uint32_t i = s->from; i < s->to; i++) {
		if (pv_token_in(s->w, i, "ag1|ag1s") ||
		    pv_phrase(s->w, i, "a .? g .? i") > 0)
			r->out->now.flags |= PV_FINDING_REVIEW;
	}
}

/* Limits */

static bool
becoming(const struct pv_scope *s)
{
	for (uint32_t i = s->first; i < s->last; i++) {
		if (pv_token_in(s->w, i, "become|becomes|convert|converts|"
		    "converted|revert|reverts|lose|loses|lapse|lapses|"
		    "springs|turn|turns|vest|vests|arise|arises|accrue"))
			return true;
		if (pv_phrase(s->w, i, "shall|will automatically? cease|"
		    "terminate|expire") > 0)
			return true;
	}
	return false;
}

/* "shall become non-exclusive": the verb stands right before the match. */
static bool
converts(const struct pv_scope *s)
{
	uint32_t lo = s->from > s->first + 14 ? s->from - 14 : s->first;

	for (uint32_t i = lo; i < s->to; i++) {
		if (pv_token_in(s->w, i, "become|becomes|convert|converts|"
		    "converted|revert|reverts|rendered|lose|loses|turn|turns"))
			return true;
		if (pv_phrase(s->w, i, "made ~3 exclusive|non-exclusive") > 0)
			return true;
	}
	return false;
}

/* "non-exclusive from 1 January 2027": the provision holds until then. */
static bool
steps_down(const struct pv_reading *r, struct pv_state *st)
{
	const struct pv_scope *s = &r->s;

	for (uint32_t i = s->first; i < s->last; i++) {
		uint32_t n, d;

		if (i > s->first && i < s->to)
			continue;
		n = pv_phrase(s->w, i, "with? effect|effective? from|after|"
		    "commencing|beginning|starting|as and|on? of|after?");
		if (n == 0)
			continue;
		d = pv_when_at(s->w, i + n, NULL);
		if (d == 0 && pv_phrase(s->w, i + n, "the? effective|signing|"
		    "amendment|closing|restatement|commencement") == 0)
			d = pv_phrase(s->w, i + n, "the? @ ~2 date");
		if (d == 0)
			continue;
		pv_state_until(st, s->w, i + n, i + n + d);
		return true;
	}
	return false;
}

/* The threshold of a trigger is redacted. */
static bool
blacked_out(const struct pv_reading *r)
{
	const struct pv_scope *s = &r->s;

	for (uint32_t i = s->first; i < (s->loose ? s->last : s->to); i++) {
		if ((s->rulings & PV_RULING_THRESHOLD) &&
		    s->w->t[i].kind == PV_TOK_REDACTED)
			return true;
	}
	return false;
}

bool
pv_meaning_redacted(struct pv_span meaning, struct pv_span mark)
{
	struct pv_tokens w;

	pv_tokens_read_marked(&w, meaning, 0, mark);
	return pv_tokens_redacted(&w, 0, w.n);
}

/* The threshold is a term, and its meaning is redacted. */
static bool
blacked_out_term(const struct pv_reading *r)
{
	const struct pv_stance_in *in = r->in;
	const struct pv_version *v = in->version;

	for (size_t k = 0; k < in->nuses &&
	    (r->s.rulings & PV_RULING_THRESHOLD); k++) {
		const struct pv_term_use *use = &in->uses[k];

		if (use->def == PV_NONE ||
		    use->at.start < in->match.start ||
		    use->at.end > in->match.end)
			continue;
		if (pv_meaning_redacted(pv_version_text(v,
		    v->defs[use->def].meaning), in->mark))
			return true;
	}
	return false;
}

/* "a 24-month exclusivity period" */
static bool
counted_period(const struct pv_scope *s)
{
	for (uint32_t i = s->from; i < s->to; i++) {
		if ((s->rulings & PV_RULING_RESTRAINS) &&
		    !(s->rulings & PV_RULING_MEASURE) &&
		    pv_token_period(s->w, i) &&
		    pv_phrase(s->w, i, "* exclusive|exclusivity|period|no-shop|"
		    "lock-up|standstill") > 0)
			return true;
	}
	return false;
}

/* "provided that calls are handled in accordance with Section 2.2" */
static bool
points_away(const struct pv_scope *s, const struct pv_limit *l)
{
	for (uint32_t i = l->from; i < l->to; i++) {
		if (pv_phrase(s->w, i, "in accordance with section|clause|"
		    "article|paragraph") > 0)
			return true;
	}
	return false;
}

/*
 * "If Cirrus cannot deliver, Northlake may buy elsewhere": a freedom under a
 * condition leaves the restraint standing for every other case.
 */
static bool
freed_under(const struct pv_scope *s, const struct pv_limit *l, size_t n)
{
	bool free = false;

	for (uint32_t i = s->from; i < s->to + 2; i++)
		free |= pv_token_in(s->w, i, "may|can|free|liberty|license|"
		    "appoint|buy|obtain");
	for (size_t i = 0; i < n && free; i++) {
		if (!l[i].holds_match && l[i].kind != PV_LIMIT_TRIGGER &&
		    !points_away(s, &l[i]) &&
		    pv_token_in(s->w, l[i].at, "if|should|unless|for|so|as|"
		    "while|whilst|where|when|failing|until|other|except|save|"
		    "only|provided"))
			return l[i].kind != PV_LIMIT_SUNSET ||
			    pv_token_in(s->w, l[i].at, "until");
	}
	return false;
}

/* "If Kestrel terminates for convenience": no right, but its use. */
static bool
exercised(const struct pv_scope *s)
{
	uint32_t lo = s->from > s->first + 5 ? s->from - 5 : s->first;

	if (!(s->rulings & PV_RULING_EFFECT) ||
	    !(s->rulings & PV_RULING_RIGHT))
		return false;
	for (uint32_t i = s->from; i < s->to; i++) {
		if (pv_token_in(s->w, i, "may|shall|will|entitled|right|"
		    "rights|can|must|free|option"))
			return false;
	}
	for (uint32_t i = s->from; i > lo; i--) {
		if (pv_token_in(s->w, i - 1, "if|where|when|unless|after|once|"
		    "whenever"))
			return true;
		if (pv_token_in(s->w, i - 1, ",|;|may|shall|will|can|right|"
		    "entitled"))
			return false;
	}
	return false;
}

static bool
carved_out(const struct pv_limit *l, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (l[i].kind == PV_LIMIT_CARVE_OUT && !l[i].holds_match)
			return true;
	return false;
}

static size_t
without_sunsets(struct pv_limit *l, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (l[i].kind != PV_LIMIT_SUNSET)
			l[kept++] = l[i];
	return kept;
}

static void
by_limits(struct pv_reading *r)
{
	struct pv_limit l[PV_LIMITS];
	struct pv_state *st = &r->out->now;
	const struct pv_stance_in *in = r->in;
	size_t n = pv_limits(&r->s, l), count;
	bool negated = in->has_stance && in->stance == PV_STANCE_NEGATED;

	if (!negated && ((!in->loose && inside_condition(&r->s, l, n) &&
	    !(r->s.rulings & (PV_RULING_EVENT | PV_RULING_EXCEPTS))) ||
	    exercised(&r->s))) {
		pv_reading_settle(r, PV_STANCE_REFERENCE);
		return;
	}
	if (!negated && goes_on(r))
		n = without_sunsets(l, n);
	count = pv_reading_count_limits(l, n, !negated);
	pv_reading_add_limits(st, &r->s, l, n);
	if (negated) {
		pv_reading_settle(r, PV_STANCE_NEGATED);
		if (in->strength != PV_STRENGTH_NONE &&
		    ((converts(&r->s) && count > 0) || steps_down(r, st) ||
		    freed_under(&r->s, l, n)))
			st->stance = PV_STANCE_CONDITIONAL;
		/* a right denied but for a class of cases is there for them */
		if ((r->s.rulings & PV_RULING_CLASSES) && carved_out(l, n))
			st->stance = PV_STANCE_CONDITIONAL;
		return;
	}
	if (in->has_stance && in->stance != PV_STANCE_REFERENCE)
		pv_reading_settle(r, in->stance);
	if (pv_reading_period(r, st))
		count++;
	if (blacked_out(r) || blacked_out_term(r)) {
		st->flags |= PV_FINDING_REDACTED;
		count++;
	}
	if (counted_period(&r->s))
		count++;
	if (count == 0 && st->stance == PV_STANCE_IN_FORCE &&
	    pv_reading_edges(r, st))
		count++;
	if (count > 0 && st->stance == PV_STANCE_IN_FORCE)
		pv_reading_settle(r, PV_STANCE_CONDITIONAL);
	if (!goes_on(r))
		find_later(r);
}

/*
 * A match wholly in a definition read in place is not said here; nor is a
 * restriction that begins in one ("the Exclusive Agent shall be paid").
 */
static bool
borrowed(const struct pv_stance_in *in, bool restrictive)
{
	for (size_t i = 0; i < in->unit->nsegs; i++) {
		const struct pv_seg *seg = &in->unit->segs[i];

		if (seg->part == PV_PART_MEANING &&
		    seg->at <= in->match.start &&
		    seg->at + seg->len >= (restrictive ? in->match.start + 1 :
		    in->match.end))
			return true;
	}
	return false;
}

void
pv_stance(const struct pv_stance_in *in, struct pv_stance_out *out)
{
	struct pv_tokens w;
	struct pv_reading r = { .in = in, .out = out,
	    .s = { .w = &w, .loose = in->loose } };

	*out = (struct pv_stance_out){ .keep = true,
		.now = { .strength = in->strength } };
	r.s.rulings = pv_ruling(in->provision);
	if (borrowed(in, r.s.rulings & PV_RULING_RESTRAINS)) {
		out->keep = false;
		return;
	}
	pv_tokens_read_marked(&w, in->unit->text, in->match.start,
	    in->mark);
	w.glances = in->glances;
	r.s.from = pv_tokens_at(&w, in->match.start);
	r.s.to = in->match.end > 0 ? pv_tokens_at(&w, in->match.end - 1) + 1 :
	    r.s.from;
	if (r.s.to > w.n)
		r.s.to = w.n;
	if (r.s.from >= r.s.to)
		return;
	find_sentence(&r);
	r.positive = !in->has_stance || in->stance == PV_STANCE_IN_FORCE ||
	    in->stance == PV_STANCE_CONDITIONAL;
	if (pv_reading_place(&r) || pv_reading_amendment(&r)) {
		pv_attributes(in, &r.s, &out->now);
		return;
	}
	r.s.becomes = becoming(&r.s);
	find_strength(&r);
	find_near_form(&r);
	if (!pv_reading_narrowed(&r) && !pv_reading_negation(&r) &&
	    !pv_reading_mention(&r))
		by_limits(&r);
	pv_attributes(in, &r.s, &out->now);
}
