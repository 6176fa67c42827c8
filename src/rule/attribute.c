/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/attribute.h"

#include "rule/event.h"
#include "rule/hedge.h"
#include "rule/object.h"
#include "rule/role.h"
#include "rule/row.h"
#include "rule/sheet.h"
#include "rule/unit.h"
#include "rule/value.h"
#include "rule/when.h"

void
pv_state_add(struct pv_state *st, enum pv_attr_key key, struct pv_span value)
{
	if (value.len == 0 || st->nattrs == PV_STANCE_ATTRS)
		return;
	for (size_t i = 0; i < st->nattrs; i++) {
		if (st->attrs[i].key == key)
			return;
	}
	st->attrs[st->nattrs++] = (struct pv_stance_attr){
		.key = key, .value = value
	};
}

/* "31 December 2030" and not "December 2030" or "2030". */
static bool
names_day(const struct pv_tokens *w, uint32_t from, uint32_t len)
{
	uint32_t numbers = 0;

	for (uint32_t i = from; i < from + len; i++) {
		numbers += w->t[i].kind == PV_TOK_NUMBER ||
		    pv_phrase(w, i, "#") > 0;
		if (memchr(pv_token(w, i).ptr, '-', pv_token(w, i).len) !=
		    NULL)
			return true;
	}
	return numbers > 1;
}

void
pv_state_until(struct pv_state *st, const struct pv_tokens *w, uint32_t from,
    uint32_t to)
{
	char iso[PV_DATE_LEN + 1];
	size_t n = st->nattrs;
	uint32_t len;

	pv_state_add(st, PV_ATTR_UNTIL, pv_tokens_text(w, from, to));
	if (st->nattrs == n)
		return;
	while (from < to && pv_token_in(w, from, "including|on|and|midnight|"
	    "the"))
		from++;
	/* "the pilot ends on 31 March 2028" */
	for (uint32_t i = from; i + 1 < to; i++) {
		uint32_t on = pv_phrase(w, i, "ends|expires|ending|expiring "
		    "on?");

		len = on > 0 && i + on < to ? pv_when_at(w, i + on, NULL) : 0;
		if (len > 0) {
			from = i + on;
			to = from + len;
		}
	}
	len = pv_when_at(w, from, iso);
	if (len == 0 || iso[0] == '\0' || !names_day(w, from, len) ||
	    pv_tokens_text(w, from + len, to).len > 0)
		return;
	st->attrs[n].value = pv_span(NULL, 0);
	memcpy(st->attrs[n].date, iso, sizeof(iso));
}

#define EVENTFUL "agi-trigger|change-of-control|termination|" \
    "scale-threshold|portability|safety-veto|ip-ownership"

/* Who and what */

/* "you" rather than "your", where both are said. */
static struct pv_span
name_of(const struct pv_scene *s, size_t k)
{
	for (size_t i = 0; i < s->nactors && s->actors[k].possessive &&
	    s->actors[k].kind == PV_ACTOR_SPEAKER; i++) {
		if (s->actors[i].id == s->actors[k].id &&
		    !s->actors[i].possessive)
			return pv_actor_name(&s->x, &s->actors[i]);
	}
	return pv_actor_name(&s->x, &s->actors[k]);
}

/* A side by its name, with those that stand beside it but the other side. */
static struct pv_span
side_name(const struct pv_scene *s, size_t k, size_t at, size_t other)
{
	struct pv_words row = pv_actor_row(&s->x, s->actors, s->nactors, at);

	if (row.to - row.from == s->actors[at].to - s->actors[at].from)
		return name_of(s, k);
	for (size_t i = 0; i < s->nactors; i++) {
		const struct pv_actor *a = &s->actors[i];

		if (a->from < row.from || a->to > row.to || i == at)
			continue;
		/* "for you and you only" */
		if ((other < s->nactors && a->id == s->actors[other].id) ||
		    (a->id == s->actors[at].id && a->kind ==
		    PV_ACTOR_SPEAKER))
			return name_of(s, k);
	}
	return pv_tokens_text(s->x.w, row.from, row.to);
}

#define AROUND 2048u /* bytes above the clause that are looked at */

uint32_t
pv_attribute_around(const struct pv_version *v, uint32_t clause)
{
	const struct pv_clause *c;
	uint32_t i;

	if (v == NULL || clause >= v->nclauses)
		return PV_NONE;
	for (i = clause;; i = c->parent) {
		c = &v->clauses[i];
		if (c->parent >= i || v->clauses[c->parent].all.end -
		    v->clauses[c->parent].all.start > AROUND)
			break;
	}
	return c->all.end - c->all.start > 2 * AROUND ? PV_NONE : i;
}

static struct pv_span
clause_around(const struct pv_stance_in *in)
{
	uint32_t i = in->unit == NULL ? PV_NONE :
	    pv_attribute_around(in->version, in->unit->clause);

	return i == PV_NONE ? pv_span("", 0) :
	    pv_version_text(in->version, in->version->clauses[i].all);
}

/* Of two parties of the agreement the one that is not `known`. */
static struct pv_span
other_party(const struct pv_version *v, struct pv_span known)
{
	if (v == NULL || v->nparties != 2 || known.len == 0)
		return pv_span("", 0);
	for (size_t i = 0; i < 2; i++) {
		const struct pv_party *p = &v->parties[i];
		const struct pv_party *q = &v->parties[1 - i];
		struct pv_span alias = pv_version_str(v, q->alias);

		if (pv_span_ieq(known, pv_version_str(v, p->alias)) ||
		    pv_span_ieq(known, pv_version_str(v, p->name)))
			return alias.len > 0 ? alias :
			    pv_version_str(v, q->name);
	}
	return pv_span("", 0);
}

/* Whether the byte stands in a heading of clause i or of one in it. */
static bool
in_heading(const struct pv_version *v, uint32_t i, uint32_t at)
{
	for (uint32_t c = i; c < v->clauses[i].next; c++) {
		if (at >= v->clauses[c].heading.start &&
		    at < v->clauses[c].heading.end)
			return true;
	}
	return false;
}

/* "the customer" where the parties have capitals: any of them. */
static bool
generic(struct pv_span mine, struct pv_span known)
{
	return known.len > 0 && pv_isupper(known.ptr[0]) && mine.len > 0 &&
	    pv_islower(mine.ptr[0]) && !pv_span_ieq(mine, PV_SPAN("we")) &&
	    !pv_span_ieq(mine, PV_SPAN("you"));
}

/* The one party of the clause around that is not `known`; empty if none. */
static struct pv_span
other_in_clause(const struct pv_stance_in *in, struct pv_span known)
{
	struct pv_span text = clause_around(in), out = { "", 0 }, id = out;
	uint32_t clause;
	struct pv_tokens w;
	struct pv_sense x;
	struct pv_actor who[PV_ACTORS];
	size_t n;

	if (text.len == 0)
		return out;
	pv_tokens_read(&w, text, 0);
	w.glances = in->glances;
	pv_sense_read(&x, &w, 0, w.n);
	n = pv_actors(&x, NULL, 0, who);
	clause = pv_attribute_around(in->version, in->unit->clause);
	for (size_t i = 0; i < n; i++) {
		struct pv_span mine = pv_actor_identity(&x, &who[who[i].id]);
		uint32_t at = in->version->clauses[clause].all.start +
		    w.t[who[i].from].at;

		if (who[i].kind == PV_ACTOR_ORGAN ||
		    in_heading(in->version, clause, at) ||
		    who[i].kind == PV_ACTOR_EITHER ||
		    who[i].kind == PV_ACTOR_ANYONE || generic(mine, known) ||
		    pv_span_ieq(mine, known) || pv_span_ieq(mine, id))
			continue;
		if (out.len > 0)
			return pv_span("", 0);
		out = pv_actor_name(&x, &who[i]);
		id = mine;
	}
	return out;
}

static struct pv_span
other_side(const struct pv_stance_in *in, struct pv_span known)
{
	struct pv_span out = other_in_clause(in, known);

	return out.len > 0 ? out : other_party(in->version, known);
}

/* What a sheet of particulars around it tells. */
static void
add_sheet(const struct pv_stance_in *in, struct pv_state *st,
    enum pv_attr_key key)
{
	pv_state_add(st, key, pv_sheet_value(clause_around(in),
	    in->provision, key));
}

static void
find_roles(const struct pv_stance_in *in, const struct pv_scene *s,
    struct pv_state *st)
{
	struct pv_roles r = pv_scene_roles(s);
	bool held = r.holder < s->nactors, bound = r.obligor < s->nactors;

	if (!held)
		add_sheet(in, st, PV_ATTR_HOLDER);
	if (!bound)
		add_sheet(in, st, PV_ATTR_OBLIGOR);

	if (held)
		pv_state_add(st, PV_ATTR_HOLDER, side_name(s, r.holder,
		    r.holder_at, r.obligor));
	else if (bound)
		pv_state_add(st, PV_ATTR_HOLDER, other_side(in,
		    pv_actor_identity(&s->x, &s->actors[r.obligor])));
	else
		pv_state_add(st, pv_scene_denies(s) ? PV_ATTR_OBLIGOR :
		    PV_ATTR_HOLDER, other_side(in, pv_span("", 0)));
	if (bound)
		pv_state_add(st, PV_ATTR_OBLIGOR, side_name(s,
		    r.obligor, r.obligor_at, r.holder));
	else if (held)
		pv_state_add(st, PV_ATTR_OBLIGOR, other_side(in,
		    pv_actor_identity(&s->x, &s->actors[r.holder])));
}

static void
find_object(const struct pv_stance_in *in, const struct pv_scene *s,
    struct pv_state *st)
{
	struct pv_words o = pv_scene_object(s);

	/* no verb tells: a line of a sheet */
	if (s->nacts == 0)
		add_sheet(in, st, PV_ATTR_OBJECT);
	if (o.to > o.from)
		pv_state_add(st, PV_ATTR_OBJECT,
		    pv_tokens_text(s->x.w, o.from, o.to));
}

static void
add_words(const struct pv_scene *s, struct pv_state *st, enum pv_attr_key key,
    struct pv_words v)
{
	if (v.to > v.from)
		pv_state_add(st, key, pv_tokens_text(s->x.w, v.from, v.to));
}

/* Which way a rule about training points: a ban, or a permission. */
static void
find_direction(const struct pv_scene *s, struct pv_state *st)
{
	bool barred = false;

	for (size_t i = 0; i < s->nacts; i++) {
		const struct pv_act *a = &s->acts[i];
		bool ours = i == s->focus || (a->verb >= s->match.from &&
		    a->verb < s->match.to);

		if (ours && a->negated && pv_token_in(s->x.w, a->head,
		    "prevent|prevents|restrict|restricts|prohibit|prohibits|"
		    "limit|limits|preclude|precludes"))
			barred = false;
		else if (ours)
			barred |= a->negated || a->force == PV_ACT_BARS;
	}
	for (uint32_t i = s->match.from; i < s->match.to; i++)
		barred |= pv_phrase(s->x.w, i, "not permitted|allowed") > 0;
	pv_state_add(st, PV_ATTR_DIRECTION, barred ?
	    PV_SPAN("prohibited") : PV_SPAN("permitted"));
}

/* "the Jury's" without what makes it a possessive. */
static struct pv_span
unowned(struct pv_span v)
{
	if (pv_span_ends(v, PV_SPAN("'s")))
		v.len -= 2;
	else if (pv_span_ends(v, PV_SPAN("'")))
		v.len--;
	return v;
}

/* Where an event is the point of the provision, or what it hangs on. */
static void
find_event(const struct pv_scene *s, const struct pv_event *e,
    struct pv_state *st)
{
	if (pv_scene_is(s, "agi-trigger|safety-veto") && e->by.to > e->by.from)
		pv_state_add(st, PV_ATTR_DETERMINED_BY, unowned(
		    pv_tokens_text(s->x.w, e->by.from, e->by.to)));
	if (pv_scene_is(s, "agi-trigger"))
		add_words(s, st, PV_ATTR_TRIGGER, e->certified);
	if (pv_scene_is(s, EVENTFUL))
		add_words(s, st, PV_ATTR_TRIGGER, e->what);
	else if (pv_scene_is(s, "audit|governance-rights|liability-cap|"
	    "minimum-commitment|first-refusal"))
		add_words(s, st, PV_ATTR_CONDITION, (struct pv_words){
		    e->opener.from, e->what.to });
	if (pv_scene_is(s, "agi-trigger|change-of-control|scale-threshold|"
	    "safety-veto"))
		add_words(s, st, PV_ATTR_CONSEQUENCE, e->follows);
}

static bool
has(const struct pv_state *st, enum pv_attr_key key)
{
	for (size_t i = 0; i < st->nattrs; i++) {
		if (st->attrs[i].key == key)
			return true;
	}
	return false;
}

/* What limits it, where nothing before told; and whether words are hidden. */
static void
find_hedges(const struct pv_scene *s, const struct pv_event *e,
    struct pv_state *st)
{
	struct pv_words v;

	if (!has(st, PV_ATTR_UNTIL)) {
		v = pv_hedge_until(s, e);
		if (v.to > v.from)
			pv_state_until(st, s->x.w, v.from, v.to);
	}
	if (!has(st, PV_ATTR_CONDITION) && !has(st, PV_ATTR_TRIGGER))
		add_words(s, st, PV_ATTR_CONDITION,
		    pv_hedge_condition(s, e));
	else if (!has(st, PV_ATTR_CONDITION))
		add_words(s, st, PV_ATTR_CONDITION, pv_hedge_proviso(s, e));
	if (!has(st, PV_ATTR_CARVE_OUT))
		add_words(s, st, PV_ATTR_CARVE_OUT, pv_hedge_carve_out(s));
	for (uint32_t i = s->x.first; i < s->x.last; i++) {
		if (s->x.w->t[i].kind == PV_TOK_REDACTED)
			st->flags |= PV_FINDING_REDACTED;
	}
}

static void
find_values(const struct pv_scene *s, struct pv_state *st)
{
	add_words(s, st, PV_ATTR_TERRITORY, pv_value_territory(s));
	add_words(s, st, PV_ATTR_FIELD, pv_value_field(s));
	add_words(s, st, PV_ATTR_AMOUNT, pv_value_amount(s));
	if (pv_scene_is(s, "exclusivity|distribution-license|first-ship|"
	    "government-carve-out|primary-partner"))
		add_words(s, st, PV_ATTR_CLOUD, pv_value_cloud(s));
	if (pv_scene_is(s, "distribution-license"))
		add_words(s, st, PV_ATTR_CHANNEL, pv_value_channel(s));
	if (pv_scene_is(s, "training-data"))
		find_direction(s, st);
}

void
pv_attribute_target(const struct pv_scope *s, struct pv_state *st)
{
	const struct pv_tokens *w = s->w;

	for (uint32_t i = s->first; i < s->last; i++) {
		uint32_t to = i + 2;

		if (!pv_token_in(w, i, "section|sections|article|clause|"
		    "paragraph|exhibit|schedule|annex|appendix") ||
		    !(pv_token_capital(w, i + 1) || (i + 1 < s->last &&
		    w->t[i + 1].kind == PV_TOK_NUMBER)))
			continue;
		while (to < s->last && (pv_phrase(w, to, "( * )") == 3) &&
		    w->t[to].at == w->t[to - 1].at + w->t[to - 1].len)
			to += 3;
		if (pv_token_in(w, i, "section|sections|article|clause"))
			i++;
		pv_state_add(st, PV_ATTR_TARGET, pv_tokens_text(w, i, to));
		return;
	}
	for (uint32_t i = s->first; i + 1 < s->last; i++) {
		uint32_t to = i + 1;

		if (!pv_token_in(w, i, "\"|'"))
			continue;
		while (to < s->last && !pv_token_in(w, to, "\"|'"))
			to++;
		pv_state_add(st, PV_ATTR_TARGET,
		    pv_tokens_text(w, i + 1, to));
		return;
	}
}

static bool
opens_with(struct pv_span v, const char *const *words)
{
	for (; *words != NULL; words++) {
		if (pv_span_istarts(v, pv_span_str(*words)))
			return true;
	}
	return false;
}

/*
 * Limits that were read before, under their right names: an event is the
 * trigger where the provision is about one, and a condition elsewhere.  The
 * event's own reading knows best where its clause ends.
 */
static void
settle_limits(const struct pv_scene *s, const struct pv_event *e,
    struct pv_state *st)
{
	static const char *const events[] = { "if ", "when", "upon", "once",
		"where", "after", "following", "in the event", "on ", "in case",
		"should", "as soon", "from ", NULL };
	const struct pv_token *at = &s->x.w->t[e->opener.from];
	bool eventful = pv_scene_is(s, EVENTFUL);
	size_t n = 0;

	for (size_t i = 0; i < st->nattrs; i++) {
		struct pv_stance_attr a = st->attrs[i];

		if (a.key == PV_ATTR_CONDITION || a.key == PV_ATTR_TRIGGER) {
			bool event = opens_with(a.value, events);

			if (event && eventful && e->what.to > e->what.from)
				continue;
			a.key = event && eventful ? PV_ATTR_TRIGGER :
			    PV_ATTR_CONDITION;
			if (e->what.to > e->what.from &&
			    a.value.ptr == s->x.w->text.ptr + at->at)
				a.value = pv_tokens_text(s->x.w,
				    e->opener.from, e->what.to);
		}
		st->attrs[n++] = a;
	}
	st->nattrs = n;
}

/* Limits that were read before, without what runs on behind them. */
static void
trim_limits(const struct pv_scene *s, struct pv_state *st)
{
	const struct pv_tokens *w = s->x.w;

	for (size_t i = 0; i < st->nattrs; i++) {
		struct pv_stance_attr *a = &st->attrs[i];
		const char *p = a->value.ptr;
		uint32_t from, to;

		if ((a->key != PV_ATTR_UNTIL && a->key != PV_ATTR_CARVE_OUT &&
		    a->key != PV_ATTR_CONDITION) || p < w->text.ptr ||
		    p >= w->text.ptr + w->text.len)
			continue;
		from = pv_tokens_at(w, (uint32_t)(p - w->text.ptr));
		to = pv_tokens_at(w, (uint32_t)(p - w->text.ptr) +
		    (uint32_t)a->value.len - 1) + 1;
		to = a->key == PV_ATTR_CONDITION ? pv_hedge_trim(s, from, to) :
		    pv_hedge_noun(s, from, to);
		if (to > from)
			a->value = pv_tokens_text(w, from, to);
	}
}

/* "the earlier of", "liability for": words that a list goes on with. */
static bool
leads_in(struct pv_span v)
{
	static const char *const tails[] = { " of", " for", " to", " after",
		" provided", " that", "provided", NULL };

	for (size_t i = 0; tails[i] != NULL; i++) {
		if (pv_span_ends(v, pv_span_str(tails[i])))
			return true;
	}
	return false;
}

/* Whether a list begins at the byte: ": (a)", " (ii)". */
static bool
list_at(struct pv_span text, size_t at)
{
	size_t n = 0;

	while (at < text.len && memchr(" :", text.ptr[at], 2) != NULL)
		at++;
	if (at >= text.len || text.ptr[at] != '(')
		return false;
	while (at + 1 + n < text.len && pv_isalnum(text.ptr[at + 1 + n]))
		n++;
	return n > 0 && n < 5 && at + 1 + n < text.len &&
	    text.ptr[at + 1 + n] == ')';
}

/* Where the list ends whose lead-in begins at `from`: with its last item. */
static uint32_t
list_end(const struct pv_tokens *w, uint32_t from)
{
	for (uint32_t k = from; k < w->n; k++) {
		if (pv_token_is(w, k, ".") && (k + 1 >= w->n ||
		    pv_token_capital(w, k + 1)))
			return k;
		if (pv_token_is(w, k, ";") &&
		    pv_phrase(w, k + 1, "and|or? (") == 0)
			return k;
	}
	return w->n;
}

/* The value as the whole clause tells it, its inline items included. */
static struct pv_span
with_items(const struct pv_stance_in *in, struct pv_span v)
{
	struct pv_span text = clause_around(in);
	size_t at = pv_span_find(text, v);
	struct pv_tokens w;
	struct pv_scene all;
	uint32_t from, to;

	if (at >= text.len)
		return v;
	pv_tokens_read(&w, text, (uint32_t)at);
	w.glances = in->glances;
	from = pv_tokens_at(&w, (uint32_t)at);
	all.provision = in->provision;
	all.stance = PV_STANCE_REFERENCE;
	all.match = (struct pv_words){ from, from };
	pv_sense_read(&all.x, &w, 0, w.n);
	pv_scene_read(&all, NULL, 0);
	to = list_at(text, at + v.len) ? list_end(&w, from) :
	    pv_hedge_end(&all, from);
	v = pv_tokens_text(&w, from, to);
	return memchr(v.ptr, '\n', v.len) == NULL ? v : pv_span("", 0);
}

/* The value ends its unit without a stop: its clause may go on. */
static bool
ends_unit(const struct pv_stance_in *in, struct pv_span v)
{
	struct pv_span unit = in->unit == NULL ? v :
	    pv_span_trim(in->unit->text), around;

	if (unit.len <= v.len || !pv_span_ends(unit, v))
		return false;
	around = clause_around(in);
	return list_at(around, pv_span_find(around, v) + v.len);
}

/* Words that end a lead-in; what they open are its items. */
static const struct lead_in {
	enum pv_attr_key key;
	bool keep;                  /* the words belong to the value */
	const char *phrase;
} lead_ins[] = {
	{ PV_ATTR_CONDITION, true, "provided|providing that?" },
	{ PV_ATTR_CONDITION, true, "only if|after|when|upon|where" },
	{ PV_ATTR_CONDITION, true, "on condition that" },
	{ PV_ATTR_CONDITION, true, "unless" },
	{ PV_ATTR_CONDITION, true, "by paying|giving" },
	{ PV_ATTR_CARVE_OUT, false, "except|save|excepting for|that|to|in|as" },
	{ PV_ATTR_CARVE_OUT, false, "other than" },
	{ PV_ATTR_CARVE_OUT, false, "excluding|except|save" },
};

/* The lead-in that ends with the tokens from i on, or NULL. */
static const struct lead_in *
lead_in_at(const struct pv_scene *s, uint32_t i)
{
	for (size_t k = 0; k < sizeof(lead_ins) / sizeof(*lead_ins); k++) {
		uint32_t n = pv_phrase(s->x.w, i, lead_ins[k].phrase);

		if (n > 0 && i + n == s->x.last)
			return &lead_ins[k];
	}
	return NULL;
}

/* What a list limits that follows: "provided (i) ... and (ii) ...". */
static void
find_lead_in(const struct pv_stance_in *in, const struct pv_scene *s,
    struct pv_state *st)
{
	const struct pv_tokens *w = s->x.w;
	uint32_t last = s->x.last;

	if (in->unit == NULL || last < w->n)
		return;
	for (uint32_t i = last > s->x.first + 3 ? last - 3 : s->x.first;
	    i < last; i++) {
		const struct lead_in *l = lead_in_at(s, i);
		struct pv_span v, whole;

		if (l == NULL || has(st, l->key))
			continue;
		v = pv_tokens_text(w, i, last);
		whole = ends_unit(in, v) ? with_items(in, v) : v;
		if (whole.len > v.len)
			pv_state_add(st, l->key, l->keep ? whole :
			    pv_span_trim(pv_span_sub(whole, v.len,
			    whole.len)));
		return;
	}
}

/*
 * "the earlier of the Event and 1 January 2031": where the event is told as
 * the trigger, the date is what else ends it.
 */
static bool
dated(const struct pv_stance_in *in, struct pv_stance_attr *a)
{
	struct pv_tokens w;
	char iso[PV_DATE_LEN + 1];

	if (a->key != PV_ATTR_UNTIL || a->value.ptr == NULL ||
	    !pv_span_eq(in->provision, PV_SPAN("agi-trigger")))
		return false;
	pv_tokens_read(&w, a->value, 0);
	w.glances = NULL;
	if (pv_phrase(&w, 0, "the? earlier|earliest|first|sooner to? occur? "
	    "of") == 0)
		return false;
	for (uint32_t i = 0; i < w.n; i++) {
		uint32_t n = pv_when_at(&w, i, iso);

		if (n == 0 || iso[0] == '\0' || !names_day(&w, i, n))
			continue;
		a->value = pv_span(NULL, 0);
		memcpy(a->date, iso, sizeof(iso));
		return true;
	}
	return false;
}

/* A unit is one item of a list; its lead-in stands before the first. */
static void
complete(const struct pv_stance_in *in, struct pv_state *st)
{
	for (size_t i = 0; i < st->nattrs; i++) {
		struct pv_stance_attr *a = &st->attrs[i];
		struct pv_span whole;

		if (a->value.ptr == NULL || (a->key != PV_ATTR_UNTIL &&
		    a->key != PV_ATTR_CARVE_OUT &&
		    a->key != PV_ATTR_CONDITION) ||
		    !(leads_in(a->value) || ends_unit(in, a->value)))
			continue;
		whole = with_items(in, a->value);
		if (whole.len > a->value.len)
			a->value = whole;
	}
	for (size_t i = 0; i < st->nattrs && !dated(in, &st->attrs[i]); i++)
		;
}

void
pv_attributes(const struct pv_stance_in *in, const struct pv_scope *s,
    struct pv_state *st)
{
	struct pv_scene scene;
	struct pv_event event;

	scene.match = (struct pv_words){ s->from, s->to };
	scene.provision = in->provision;
	scene.stance = st->stance;
	pv_sense_read(&scene.x, s->w, s->first, s->last);
	pv_scene_read(&scene, in->uses, in->nuses);
	pv_scene_event(&scene, &event);
	settle_limits(&scene, &event, st);
	trim_limits(&scene, st);
	find_roles(in, &scene, st);
	find_object(in, &scene, st);
	find_values(&scene, st);
	add_sheet(in, st, PV_ATTR_TERRITORY);
	add_sheet(in, st, PV_ATTR_FIELD);
	find_event(&scene, &event, st);
	find_hedges(&scene, &event, st);
	find_lead_in(in, &scene, st);
	complete(in, st);
}
