/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "matrix/said.h"

#include <stdint.h>

#include "matrix/word.h"

#define LOOK_MAX 64     /* findings of a clause that is referred to */
#define TERMS_MAX 1000  /* definitions that a name is looked up in */
#define CUTS_MAX 256    /* of one text */

#define API (1u << PV_MODE_API)
#define MANAGED (1u << PV_MODE_MANAGED)
#define OBJECTS (PV_READ_API | PV_READ_MODELS | PV_READ_WEIGHTS | \
	PV_READ_COMPUTE | PV_READ_MANAGED | PV_READ_ALL)
#define WEIGHTS (1u << PV_MODE_WEIGHTS)

static bool
has(const struct pv_said *x, enum pv_said_what what)
{
	return x->f[what] != SIZE_MAX;
}

static bool
reads(const struct pv_said *x, uint32_t flags)
{
	return (x->r.flags & flags) != 0;
}

static struct pv_span
attr(const struct pv_saying *s, const struct pv_said *x,
    enum pv_said_what what, enum pv_attr_key key)
{
	return has(x, what) ? pv_finding_attr(s->in->findings, x->f[what],
	    key) : (struct pv_span){ NULL, 0 };
}

static struct pv_span
subtype(const struct pv_saying *s, const struct pv_said *x,
    enum pv_said_what what)
{
	const struct pv_findings *fs = s->in->findings;

	return has(x, what) ? pv_findings_str(fs,
	    fs->items[x->f[what]].subtype) : (struct pv_span){ NULL, 0 };
}

/* ------------------------------------------------------------- terms of it */

/* The day before an ISO date, for what ends "before" it. */
static void
day_before(char *iso)
{
	static const int days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	int y = 0, m, d, i;

	for (i = 0; i < 4; i++)
		y = y * 10 + (iso[i] - '0');
	m = (iso[5] - '0') * 10 + (iso[6] - '0');
	d = (iso[8] - '0') * 10 + (iso[9] - '0');
	if (d > 1) {
		d--;
	} else {
		m = m > 1 ? m - 1 : 12;
		y -= m == 12;
		d = days[m - 1] + (m == 2 && y % 4 == 0 &&
		    (y % 100 != 0 || y % 400 == 0));
	}
	iso[0] = (char)('0' + y / 1000 % 10);
	iso[1] = (char)('0' + y / 100 % 10);
	iso[2] = (char)('0' + y / 10 % 10);
	iso[3] = (char)('0' + y % 10);
	iso[5] = (char)('0' + m / 10);
	iso[6] = (char)('0' + m % 10);
	iso[8] = (char)('0' + d / 10);
	iso[9] = (char)('0' + d % 10);
}

static bool
is_iso(struct pv_span s)
{
	size_t i;

	if (s.len != PV_DATE_LEN)
		return false;
	for (i = 0; i < s.len; i++) {
		if (i == 4 || i == 7 ? s.ptr[i] != '-' : !pv_isdigit(s.ptr[i]))
			return false;
	}
	return (s.ptr[5] == '0' && s.ptr[6] != '0') ||
	    (s.ptr[5] == '1' && s.ptr[6] <= '2');
}

/* The last day, or the event without what the sentence says after it. */
static struct pv_span
until_of(struct pv_saying *s, const struct pv_said *x, struct pv_span until)
{
	char iso[PV_DATE_LEN + 1];
	size_t at;

	if (is_iso(until)) {
		memcpy(iso, until.ptr, PV_DATE_LEN);
		iso[PV_DATE_LEN] = '\0';
		if (reads(x, PV_READ_BEFORE))
			day_before(iso);
		return pv_said_copy(s, pv_span(iso, PV_DATE_LEN));
	}
	if (!pv_span_istarts(until, PV_SPAN("the earlier")) &&
	    !pv_span_istarts(until, PV_SPAN("the later"))) {
		at = pv_words_find(until, PV_SPAN("and"), 0);
		until = pv_span_sub(until, 0, at);
	}
	return pv_said_copy(s, until);
}

/* A condition that only says how long: no limit to what is granted. */
static bool
only_time(struct pv_span s)
{
	static const char *const words[] = {
		"as long as", "for as long", "for so long", "so long as",
		"during", "once", "when", "without the", "except with",
		"where", NULL
	};
	size_t i;

	for (i = 0; words[i] != NULL; i++) {
		if (pv_span_istarts(s, pv_span_str(words[i])))
			return true;
	}
	return false;
}

/* Does clause `to` hold back others: exclusivity, shipping first? */
static bool
holds_back(const struct pv_saying *s, uint32_t to)
{
	static const char *const backs[] = {
		"exclusivity", "first-ship", "first-refusal", NULL
	};
	const struct pv_findings *fs = s->in->findings;
	const struct pv_version *v = s->in->version;
	struct pv_range all;
	size_t lo = 0, hi = fs->nitems, mid;

	if (to == PV_NONE || to >= v->nclauses)
		return false;
	all = v->clauses[to].all;
	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (fs->items[mid].at.start < all.start)
			lo = mid + 1;
		else
			hi = mid;
	}
	hi = fs->nitems < lo + LOOK_MAX ? fs->nitems : lo + LOOK_MAX;
	for (; lo < hi && fs->items[lo].at.start < all.end; lo++) {
		if (pv_stance_is_operative(
		    (enum pv_stance)fs->items[lo].stance) &&
		    pv_words_in(pv_findings_str(fs, fs->items[lo].provision),
		    backs))
			return true;
	}
	return false;
}

/* References in the sentence: what it stands above, what stands above it. */
static void
refer(struct pv_saying *s, const struct pv_said *x, struct pv_effect *e)
{
	const struct pv_version *v = s->in->version;
	const struct pv_ref *ref;
	bool above = pv_words_find(x->r.text, PV_SPAN("notwithstanding"), 0) <
	    x->r.text.len;
	size_t i;

	while (s->ref < v->nrefs && v->refs[s->ref].at.start < x->at.start)
		s->ref++;
	for (i = s->ref; i < v->nrefs && v->refs[i].at.start < x->at.end;
	    i++) {
		ref = &v->refs[i];
		if (e->overrides.len == 0 && (above ||
		    ref->relation == PV_REF_OVERRIDES))
			e->overrides = pv_said_copy(s,
			    pv_version_str(v, ref->target));
		if (e->allows && ref->relation == PV_REF_LIMITED_BY &&
		    holds_back(s, ref->to)) {
			if ((e->flags & PV_EFFECT_LIMITED) == 0) {
				e->flags |= PV_EFFECT_CITED;
				e->but = s->names.party;
			}
			e->flags |= PV_EFFECT_LIMITED;
			if (e->condition.len == 0)
				e->condition = pv_said_copy(s, pv_version_text(
				    v, v->clauses[ref->to].all));
		}
	}
}

/* "provided that they run on the Cirrus platform": there it is met. */
static bool
meets(const struct pv_saying *s, struct pv_span condition, struct pv_span key)
{
	struct pv_reading r;
	unsigned i;

	if (condition.len == 0)
		return false;
	pv_reading_of(&r, &s->names, condition, (struct pv_span){ NULL, 0 });
	for (i = 0; i < r.nplaces; i++) {
		if (pv_span_eq(r.places[i], key))
			return true;
	}
	return false;
}

/* Until, condition and the like, of the finding it rests on. */
static bool
put(struct pv_saying *s, const struct pv_said *x, enum pv_said_what what,
    struct pv_effect *e)
{
	const struct pv_finding *f = &s->in->findings->items[x->f[what]];
	const struct pv_version *v = s->in->version;
	struct pv_span condition = attr(s, x, what, PV_ATTR_CONDITION);
	struct pv_span carve = attr(s, x, what, PV_ATTR_CARVE_OUT);
	struct pv_span until;

	if (e->modes == 0)
		return true;
	e->clause = pv_said_copy(s, pv_version_str(v,
	    v->clauses[x->clause].label));
	until = attr(s, x, what, PV_ATTR_UNTIL);
	if (pv_span_eq(until, pv_span_str(x->r.from)))
		until.len = 0;          /* it begins then */
	if (x->r.from[0] != '\0' && pv_span_istarts(condition,
	    PV_SPAN("from")))
		condition.len = 0;
	e->until = until_of(s, x, until);
	memcpy(e->from, x->r.from, sizeof(e->from));
	if ((f->flags & PV_FINDING_REDACTED) != 0)
		e->flags |= PV_EFFECT_REDACTED;
	if (only_time(condition) || (e->allows && e->scope == PV_SCOPE_ONE &&
	    meets(s, condition, e->cloud)))
		condition.len = 0;
	if (!e->allows && (pv_span_istarts(condition, PV_SPAN("subject to")) ||
	    carve.len > 0))
		condition.len = 0;
	if (condition.len > 0 || reads(x, PV_READ_PART) ||
	    (carve.len > 0 && !e->allows))
		e->flags |= PV_EFFECT_LIMITED;
	e->condition = pv_said_copy(s, condition.len > 0 ? condition :
	    carve.len > 0 && !reads(x, PV_READ_PART) &&
	    what != PV_SAID_OPEN ? carve :
	    (e->flags & PV_EFFECT_LIMITED) != 0 ? x->r.text :
	    (struct pv_span){ NULL, 0 });
	refer(s, x, e);
	return e->clause.ptr != NULL && e->until.ptr != NULL &&
	    e->condition.ptr != NULL && pv_vec_add(&s->effects, e);
}

/* ------------------------------------------------------------- whose it is */

static struct pv_span
key_of(const struct pv_name *x)
{
	return x != NULL && x->kind == PV_NAME_CLOUD ? x->key :
	    (struct pv_span){ NULL, 0 };
}

static bool
is_party(const struct pv_name *x)
{
	return x != NULL && x->kind == PV_NAME_PARTY;
}

/*
 * The cloud in whose favour the sentence speaks, or that it is about; where
 * the sentence names nobody, the only cloud among the parties.
 */
static struct pv_span
cloud_of(const struct pv_saying *s, const struct pv_said *x,
    enum pv_said_what what, bool unnamed)
{
	const struct pv_reading *r = &x->r;
	const struct pv_name *holder = pv_names_whole(&s->names,
	    attr(s, x, what, PV_ATTR_HOLDER));
	struct pv_span key = { NULL, 0 };

	if (r->nplaces > 0)
		return r->places[0];
	if (key_of(r->subject).len > 0)
		return key_of(r->subject);
	if (key_of(r->recipient).len > 0)
		return key_of(r->recipient);
	if (key_of(holder).len > 0)
		return holder->key;
	if (unnamed && !is_party(holder) && !is_party(r->recipient) &&
	    !is_party(r->subject) && s->names.nclouds == 1)
		key = s->names.party;
	return key;
}

/* ------------------------------------------------------------- inferences */

/* Modes and tier of an exclusivity or of freedom from one. */
static unsigned
modes_of(const struct pv_said *x, struct pv_span kind, enum pv_tier *tier)
{
	bool api = reads(x, PV_READ_API) && !reads(x, PV_READ_NOT_API |
	    PV_READ_ALL);

	*tier = PV_TIER_SAID;
	if (pv_span_eq(kind, PV_SPAN("license")))
		return MANAGED | WEIGHTS;
	if (pv_span_eq(kind, PV_SPAN("distribution")))
		return MANAGED | (reads(x, PV_READ_WEIGHTS) ? WEIGHTS : 0);
	if (api)
		return API;
	if (pv_span_eq(kind, PV_SPAN("compute")) ||
	    pv_span_eq(kind, PV_SPAN("requirements"))) {
		*tier = PV_TIER_COMPUTE;
		return API;
	}
	if (reads(x, PV_READ_NOT_API))
		return 0;
	if (reads(x, PV_READ_APPOINT))
		return MANAGED;
	return API | MANAGED | (reads(x, PV_READ_WEIGHTS) ? WEIGHTS : 0);
}

/*
 * What the last effect allows is implied: no condition limits it, and an event
 * that ends the exclusivity leaves it as it is.
 */
static bool
only_implied(struct pv_saying *s)
{
	struct pv_effect *e = PV_VEC_AT(&s->effects, struct pv_effect,
	    s->effects.len - 1);

	e->flags = 0;
	e->condition = PV_SPAN("");
	if (!is_iso(e->until))
		e->until = PV_SPAN("");
	return true;
}

/* One cloud's exclusivity: no other, and by implication that one. */
static bool
infer_exclusive(struct pv_saying *s, const struct pv_said *x,
    enum pv_said_what what)
{
	static const char *const alone[] = {
		"exclusive", "exclusively", "exclusivity", "sole", "solely",
		"only", "alone", NULL
	};
	struct pv_span kind = subtype(s, x, what);
	struct pv_span key = x->r.others != NULL ? x->r.others->key :
	    cloud_of(s, x, what, reads(x, PV_READ_OTHERS) ||
	    (kind.len > 0 && pv_words_any(x->r.text, alone)));
	struct pv_effect e = { .scope = PV_SCOPE_OTHERS, .cloud = key };

	if (what != PV_SAID_EXCLUSIVE)
		kind = PV_SPAN("hosting");
	if (x->r.obligor != NULL && x->r.obligor->kind == PV_NAME_CLOUD &&
	    x->r.nplaces == 0)
		return true;
	if (key.len == 0)
		return true;
	e.modes = modes_of(x, kind, &e.tier);
	if (!put(s, x, what, &e))
		return false;
	if (reads(x, PV_READ_PART))
		return true;
	e = (struct pv_effect){ .scope = PV_SCOPE_ONE, .cloud = key,
		.allows = true, .tier = e.tier };
	if (pv_span_eq(kind, PV_SPAN("distribution")))
		e.tier = PV_TIER_RESERVED;
	e.modes = pv_span_eq(kind, PV_SPAN("distribution")) ? MANAGED :
	    pv_span_eq(kind, PV_SPAN("license")) ? 0 : API;
	return e.modes == 0 || (put(s, x, what, &e) && only_implied(s));
}

/* The clouds that a freedom or a grant names, one by one. */
static bool
put_places(struct pv_saying *s, const struct pv_said *x,
    enum pv_said_what what, struct pv_effect *e)
{
	struct pv_effect each;
	unsigned i;

	for (i = 0; i < x->r.nplaces; i++) {
		each = *e;
		each.scope = PV_SCOPE_ONE;
		each.cloud = x->r.places[i];
		each.tier = PV_TIER_NAMED;
		if (!put(s, x, what, &each))
			return false;
	}
	return true;
}

/* A cloud that no definition and no list knows: "on Alder". */
static bool
put_stranger(struct pv_saying *s, const struct pv_said *x,
    enum pv_said_what what, struct pv_effect *e)
{
	const struct pv_version *v = s->in->version;
	struct pv_effect each = *e;
	size_t i;

	if (x->r.stranger.len == 0 || x->r.nplaces > 0 ||
	    pv_names_whole(&s->names, x->r.stranger) != NULL)
		return true;
	for (i = 0; i < v->ndefs && i < TERMS_MAX; i++) {
		if (pv_span_istarts(pv_version_str(v, v->defs[i].term),
		    x->r.stranger))
			return true;
	}
	each.scope = PV_SCOPE_ONE;
	each.cloud = pv_name_slug(s->arena, x->r.stranger);
	each.tier = PV_TIER_NAMED;
	return each.cloud.ptr != NULL && put(s, x, what, &each);
}

/* Freedom to go to other clouds: only where a place is spoken of. */
static bool
infer_free(struct pv_saying *s, const struct pv_said *x,
    enum pv_said_what what)
{
	static const char *const things[] = {
		"cloud*", "host*", "platform*", "inference", "endpoint*",
		"product*", "service*", "assistant", "workload*",
		"application*", "software", NULL
	};
	struct pv_effect e = { .allows = true, .tier = PV_TIER_SAID };
	bool compute = reads(x, PV_READ_COMPUTE) && what == PV_SAID_FREE &&
	    !reads(x, PV_READ_API | PV_READ_MODELS | PV_READ_ALL);

	if (!reads(x, PV_READ_PERMITS) || key_of(x->r.subject).len > 0 ||
	    (!reads(x, OBJECTS) && !pv_words_any(x->r.text, things)))
		return true;
	e.modes = modes_of(x, compute ? PV_SPAN("compute") :
	    subtype(s, x, what), &e.tier);
	if (what != PV_SAID_FREE && !reads(x, PV_READ_NOT_API))
		e.modes |= reads(x, PV_READ_API) && !reads(x, PV_READ_ALL) ?
		    API : API | MANAGED;
	if (reads(x, PV_READ_OWN) && !reads(x, PV_READ_API))
		e.modes = WEIGHTS;
	else if (!reads(x, PV_READ_SUPPLY | PV_READ_APPOINT))
		e.modes &= API;
	if (reads(x, PV_READ_TRAINS))
		e.modes = 0;
	if (reads(x, PV_READ_ANY | PV_READ_OWN)) {
		e.scope = PV_SCOPE_ALL;
		return put(s, x, what, &e);
	}
	if (reads(x, PV_READ_OTHERS)) {
		e.scope = PV_SCOPE_OTHERS;
		e.cloud = x->r.others != NULL ? x->r.others->key :
		    s->names.nclouds == 1 ? s->names.party :
		    (struct pv_span){ NULL, 0 };
		return put(s, x, what, &e);
	}
	return put_places(s, x, what, &e) && put_stranger(s, x, what, &e);
}

/* A right to distribute: the cloud's that has it, or everybody's. */
static bool
infer_grant(struct pv_saying *s, const struct pv_said *x)
{
	static const char *const own[] = {
		"first-party-reserved", "customer-passthrough", NULL
	};
	static const char *const grants[] = {
		"grants", "granted", "appoints", "authorized to", "licenses",
		"shall", "will", NULL
	};
	struct pv_span kind = subtype(s, x, PV_SAID_GRANT);
	struct pv_effect e = { .allows = true, .tier = PV_TIER_SAID,
		.modes = MANAGED, .flags = PV_EFFECT_LICENSED };

	if (reads(x, PV_READ_WEIGHTS) && !reads(x, PV_READ_MANAGED))
		e.modes = WEIGHTS;
	if (reads(x, PV_READ_ANY | PV_READ_OTHERS) &&
	    key_of(x->r.subject).len == 0)
		return has(x, PV_SAID_FREE) ||
		    infer_free(s, x, PV_SAID_GRANT);
	if (reads(x, PV_READ_LICENSEE) && reads(x, PV_READ_MANAGED)) {
		e.scope = PV_SCOPE_ALL;
		e.modes = API | MANAGED;
		e.flags |= PV_EFFECT_PUBLIC;
		return put(s, x, PV_SAID_GRANT, &e);
	}
	if (pv_words_in(kind, own) || is_party(x->r.subject)) {
		e.modes = API;          /* products of its own */
		e.flags = 0;
		return put_places(s, x, PV_SAID_GRANT, &e);
	}
	if (!pv_span_eq(kind, PV_SPAN("marketplace")) &&
	    !reads(x, PV_READ_PERMITS | PV_READ_ADDS) &&
	    !pv_words_any(x->r.text, grants))
		return true;
	e.cloud = cloud_of(s, x, PV_SAID_GRANT, false);
	e.scope = PV_SCOPE_ONE;
	return e.cloud.len == 0 || put(s, x, PV_SAID_GRANT, &e);
}

/* Does somebody else get the rights that the clause speaks of? */
static bool
others_clause(const struct pv_saying *s, const struct pv_said *x)
{
	const struct pv_version *v = s->in->version;
	struct pv_reading r;

	pv_reading_of(&r, &s->names, pv_version_text(v,
	    v->clauses[x->clause].all), x->r.lead);
	return is_party(r.subject) || is_party(r.recipient);
}

/* A right to distribute, or to have the weights, that is withheld. */
static bool
infer_deny(struct pv_saying *s, const struct pv_said *x,
    enum pv_said_what what, unsigned modes)
{
	struct pv_effect e = { .scope = PV_SCOPE_ONE, .modes = modes,
		.tier = PV_TIER_SAID };
	bool reserve = reads(x, PV_READ_RESERVE);

	if (!reads(x, PV_READ_FORBIDS) || has(x, PV_SAID_COMPETE) ||
	    is_party(x->r.subject) || is_party(x->r.obligor))
		return true;
	e.cloud = key_of(x->r.obligor);
	if (e.cloud.len == 0)
		e.cloud = key_of(x->r.subject);
	if (e.cloud.len == 0)
		e.cloud = key_of(x->r.recipient);
	if (e.cloud.len == 0 && reserve && s->names.nclouds == 1 &&
	    !others_clause(s, x))
		e.cloud = s->names.party;
	if (reserve)
		e.tier = PV_TIER_RESERVED;
	if (has(x, PV_SAID_EXCLUSIVE) || e.cloud.len == 0)
		return true;
	return put(s, x, what, &e);
}

/* Weights that are handed over: to a cloud, or to all comers. */
static bool
infer_weights(struct pv_saying *s, const struct pv_said *x,
    enum pv_said_what what)
{
	static const char *const uses[] = {
		"use", "reproduce", "copy", "modify", "distribute", NULL
	};
	static const char *const taken[] = {
		"grants licensee", "grants to licensee", "licensee is granted",
		"licensee may", "grants you", "grants to you",
		"you are granted", "you may", "each recipient", NULL
	};
	struct pv_effect e = { .allows = true, .modes = WEIGHTS,
		.tier = PV_TIER_SAID, .flags = PV_EFFECT_LICENSED };
	unsigned n = 0;
	size_t i;

	for (i = 0; uses[i] != NULL && s->weights; i++)
		n += pv_words_find(x->r.text, pv_span_str(uses[i]), 0) <
		    x->r.text.len;
	if (what == PV_SAID_LICENSE && n >= 3 &&
	    pv_words_any(x->r.text, taken)) {
		e.scope = PV_SCOPE_ALL;
		e.flags |= PV_EFFECT_PUBLIC;
		return put(s, x, what, &e);
	}
	if (!reads(x, PV_READ_WEIGHTS) || reads(x, PV_READ_FORBIDS))
		return true;
	e.scope = PV_SCOPE_ONE;
	e.cloud = cloud_of(s, x, what, false);
	return e.cloud.len == 0 || put(s, x, what, &e);
}

/* How long the licence of a cloud lasts, for what rests on it. */
static bool
infer_term(struct pv_saying *s, const struct pv_said *x)
{
	struct pv_span until = attr(s, x, PV_SAID_LICENSE, PV_ATTR_UNTIL);
	struct pv_cut cut = { .kind = PV_CUT_TERM, .clause = PV_SPAN(""),
		.condition = PV_SPAN("") };

	cut.cloud = cloud_of(s, x, PV_SAID_LICENSE, false);
	if (!is_iso(until) || cut.cloud.len == 0 || s->cuts.len >= CUTS_MAX)
		return true;
	cut.until = until_of(s, x, until);
	return cut.until.ptr != NULL && pv_vec_add(&s->cuts, &cut);
}

static bool
infer_open(struct pv_saying *s, const struct pv_said *x)
{
	struct pv_effect e = { .allows = true, .modes = WEIGHTS,
		.scope = PV_SCOPE_ALL, .tier = PV_TIER_SAID,
		.flags = PV_EFFECT_LIMITED };

	if (!reads(x, PV_READ_OPEN) || !reads(x, PV_READ_PERMITS) ||
	    reads(x, PV_READ_FORBIDS))
		return true;
	return put(s, x, PV_SAID_OPEN, &e);
}

static bool
add_cut(struct pv_saying *s, const struct pv_said *x,
    enum pv_said_what what, struct pv_cut cut)
{
	const struct pv_version *v = s->in->version;
	struct pv_span condition = attr(s, x, what, PV_ATTR_TRIGGER);

	if (s->cuts.len >= CUTS_MAX)
		return true;
	if (condition.len == 0)
		condition = x->r.text;
	cut.clause = pv_said_copy(s, pv_version_str(v,
	    v->clauses[x->clause].label));
	cut.condition = pv_said_copy(s, condition);
	cut.until = PV_SPAN("");
	return cut.clause.ptr != NULL && cut.condition.ptr != NULL &&
	    pv_vec_add(&s->cuts, &cut);
}

/* Ship first there: there it may run, and elsewhere not before. */
static bool
infer_first(struct pv_saying *s, const struct pv_said *x)
{
	static const char *const firsts[] = {
		"first", "no later than", "earlier than", "before", NULL
	};
	struct pv_span key = x->r.nplaces > 0 ? x->r.places[0] :
	    (struct pv_span){ NULL, 0 };
	struct pv_effect e = { .scope = PV_SCOPE_ONE, .cloud = key,
		.allows = true, .modes = API, .tier = PV_TIER_RESERVED };
	struct pv_cut cut = { .kind = PV_CUT_FIRST, .cloud = key };

	if (key.len == 0 || !pv_words_any(x->r.text, firsts))
		return true;
	if (!add_cut(s, x, PV_SAID_FIRST, cut) ||
	    !put(s, x, PV_SAID_FIRST, &e) || !only_implied(s))
		return false;
	e.scope = PV_SCOPE_OTHERS;
	e.flags = PV_EFFECT_LIMITED;
	return put(s, x, PV_SAID_FIRST, &e);
}

static bool
infer_primary(struct pv_saying *s, const struct pv_said *x)
{
	struct pv_effect e = { .scope = PV_SCOPE_ONE, .allows = true,
		.modes = API, .tier = PV_TIER_RESERVED };

	e.cloud = cloud_of(s, x, PV_SAID_PRIMARY, false);
	if (e.cloud.len == 0 || reads(x, PV_READ_FORBIDS))
		return true;
	return put(s, x, PV_SAID_PRIMARY, &e) && only_implied(s);
}

/* What cannot be exported does not run anywhere else. */
static bool
infer_locked(struct pv_saying *s, const struct pv_said *x)
{
	static const char *const exports[] = {
		"export", "exported", "download", "downloaded", NULL
	};
	struct pv_effect e = { .scope = PV_SCOPE_OTHERS, .modes = WEIGHTS,
		.tier = PV_TIER_SAID };

	if (!reads(x, PV_READ_FORBIDS) || !pv_words_any(x->r.text, exports) ||
	    !reads(x, PV_READ_MODELS | PV_READ_WEIGHTS | PV_READ_PART))
		return true;
	e.cloud = cloud_of(s, x, PV_SAID_LOCKED, true);
	return e.cloud.len == 0 || put(s, x, PV_SAID_LOCKED, &e);
}

/* What ends a licence: capability, or size. */
static bool
infer_cuts(struct pv_saying *s, const struct pv_said *x)
{
	static const char *const objects[] = {
		"license*", "licence*", "right", "rights", "access", "model",
		NULL
	};
	static const char *const sells[] = {
		"right to sell", "right to resell", "right to distribute", NULL
	};
	struct pv_cut cut = { .kind = PV_CUT_SCALE };

	if (!reads(x, PV_READ_CUT) || !pv_words_any(x->r.text, objects))
		return true;
	if (has(x, PV_SAID_SCALE) &&
	    !add_cut(s, x, PV_SAID_SCALE, cut))
		return false;
	cut.kind = PV_CUT_TRIGGER;
	cut.modes = pv_words_any(x->r.text, sells) ? MANAGED :
	    API | MANAGED | WEIGHTS;
	return !has(x, PV_SAID_TRIGGER) || add_cut(s, x, PV_SAID_TRIGGER, cut);
}

/* "shall not make it available through a Third-Party Cloud" */
static bool
bans_others(const struct pv_said *x)
{
	static const char *const verbs[] = {
		"host", "serve", "run", "deploy", "available", "offer", NULL
	};

	return reads(x, PV_READ_FORBIDS) && x->r.others != NULL &&
	    !has(x, PV_SAID_FREE) && !has(x, PV_SAID_COMPETE) &&
	    pv_words_any(x->r.text, verbs);
}

bool
pv_said_infer(struct pv_saying *s, const struct pv_said *x)
{
	bool ok = true;

	if (has(x, PV_SAID_EXCLUSIVE))
		ok = infer_exclusive(s, x, PV_SAID_EXCLUSIVE);
	else if (has(x, PV_SAID_FIRST) && bans_others(x))
		ok = infer_exclusive(s, x, PV_SAID_FIRST);
	else if (has(x, PV_SAID_FIRST))
		ok = infer_first(s, x);
	if (ok && has(x, PV_SAID_FREE))
		ok = infer_free(s, x, PV_SAID_FREE);
	if (ok && has(x, PV_SAID_GRANT))
		ok = infer_grant(s, x);
	if (ok && has(x, PV_SAID_DENY))
		ok = infer_deny(s, x, PV_SAID_DENY, MANAGED);
	if (ok && has(x, PV_SAID_NO_WEIGHTS) && reads(x, PV_READ_WEIGHTS))
		ok = infer_deny(s, x, PV_SAID_NO_WEIGHTS, WEIGHTS);
	if (ok && has(x, PV_SAID_WEIGHTS))
		ok = infer_weights(s, x, PV_SAID_WEIGHTS);
	else if (ok && has(x, PV_SAID_LICENSE))
		ok = infer_weights(s, x, PV_SAID_LICENSE);
	if (ok && has(x, PV_SAID_LICENSE))
		ok = infer_term(s, x);
	if (ok && has(x, PV_SAID_LOCKED))
		ok = infer_locked(s, x);
	if (ok && has(x, PV_SAID_OPEN))
		ok = infer_open(s, x);
	if (ok && has(x, PV_SAID_PRIMARY))
		ok = infer_primary(s, x);
	return ok && infer_cuts(s, x);
}
