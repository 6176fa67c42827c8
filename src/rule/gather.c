/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <string.h>

#include "rule/account.h"
#include "rule/actor.h"
#include "rule/noun.h"

/* Attributes of a finding while they are gathered: one value a key. */
struct gathered {
	struct pv_span value[PV_ATTR_COUNT];
};

/*
 * A captured value without the punctuation that closes its sentence; the full
 * stop of "Inc." and the like is part of the name.
 */
static struct pv_span
captured(struct pv_span s)
{
	static const char *const names[] = { "Inc.", "Corp.", "Ltd.", "Co.",
		"L.P.", "L.L.C.", "N.V.", "B.V.", "S.A.", "U.S." };
	size_t i;

	s = pv_span_trim(s);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (pv_span_ends(s, pv_span_str(names[i])))
			return s;
	while (s.len > 0 && memchr(".,;: ", s.ptr[s.len - 1], 5) != NULL)
		s.len--;
	return s;
}

/* The words of a unit around a match, read when a capture asks for them. */
struct around {
	uint32_t at;                /* byte that the match begins at */
	bool read;
	struct pv_tokens w;
	struct pv_sense x;
	struct pv_actor who[PV_ACTORS];
	size_t nwho;
};

static void
read_around(struct around *r, const struct pv_account *a, uint32_t at)
{
	const struct pv_term_use *uses;
	const struct pv_unit *u = a->u;
	size_t n;

	if (r->read && r->at == at)
		return;
	r->at = at;
	r->read = true;
	pv_tokens_read(&r->w, u->text, at);
	r->w.glances = a->s->glances;
	pv_sense_read(&r->x, &r->w, 0, r->w.n);
	uses = pv_unit_uses(a->s, u, &n);
	r->nwho = pv_actors(&r->x, uses, n, r->who);
}

/*
 * Where the noun phrase that has token t in it begins: over names and
 * articles, over plain words only as far as an article that they belong to.
 */
static uint32_t
phrase_start(const struct pv_sense *x, uint32_t t)
{
	uint32_t i = t, k;

	while (i > x->first && x->kind[i - 1] == PV_WORD_CAP &&
	    pv_word_is(x, i, PV_WORD_CAP))
		i--;
	if (pv_word_is(x, i, PV_WORD_DET | PV_WORD_ACT | PV_WORD_NUM |
	    PV_WORD_PRON | PV_WORD_REL))
		return i;
	for (k = i; k > x->first && i < k + 4; k--) {
		if (pv_word_is(x, k - 1, PV_WORD_DET) &&
		    !pv_token_in(x->w, k - 1, "no|neither|either|both"))
			return k - 1;
		if ((x->kind[k - 1] & ~PV_WORD_CAP) != 0)
			return i;
	}
	return i;
}

static bool
plural(struct pv_span s)
{
	return s.len > 3 && s.ptr[s.len - 1] == 's' && s.ptr[s.len - 2] != 's';
}

/* Where a phrase ends whose captured part stops at a name's first words. */
static uint32_t
phrase_end(const struct pv_sense *x, uint32_t to)
{
	while (to > x->first && to < x->last &&
	    x->kind[to - 1] == PV_WORD_CAP && x->kind[to] == PV_WORD_CAP &&
	    pv_span_find(pv_token(x->w, to - 1), PV_SPAN("'")) ==
	    pv_token(x->w, to - 1).len)
		to++;
	/* "security" of "security controls" */
	if (to > x->first && to < x->last && x->kind[to - 1] == 0 &&
	    x->kind[to] == 0 && plural(pv_token(x->w, to)) &&
	    !plural(pv_token(x->w, to - 1)))
		to++;
	return to;
}

/* "inspect the Books": a phrase that begins inside of what was caught. */
static uint32_t
last_start(const struct pv_sense *x, uint32_t from, uint32_t to)
{
	for (uint32_t i = to - 1; i > from; i--) {
		if (pv_word_is(x, i, PV_WORD_DET) &&
		    !pv_word_is(x, i - 1, PV_WORD_PREP | PV_WORD_CONJ |
		    PV_WORD_DET | PV_WORD_MARK | PV_WORD_SUB | PV_WORD_REL))
			return i;
	}
	return from;
}

/* "acknowledges that the Programs": what was caught with its verb. */
static uint32_t
behind_verb(const struct pv_sense *x, uint32_t from, uint32_t to)
{
	uint32_t k = from;

	for (uint32_t i = from; i + 1 < to; i++) {
		bool said = i > from && k == i;

		if (pv_word_is(x, i, PV_WORD_REL) && !said)
			break;
		if (said ? pv_token_is(x->w, i, "that") :
		    pv_word_finite(x, i))
			k = i + 1;
	}
	return k;
}

/* "it", "any", "else": words that stand for what others name. */
static bool
names_nothing(const struct pv_sense *x, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		if (!pv_word_is(x, i, PV_WORD_PRON | PV_WORD_DET |
		    PV_WORD_REL | PV_WORD_ADV | PV_WORD_CONJ | PV_WORD_PREP |
		    PV_WORD_SUB | PV_WORD_AUX | PV_WORD_MARK) ||
		    pv_token_in(x->w, i, "we|us|you|our|your"))
			return false;
	}
	return true;
}

/* "of each Edge Model" behind a phrase that ends at `to`. */
static uint32_t
with_of(const struct pv_sense *x, uint32_t to)
{
	uint32_t end;

	if (!pv_token_is(x->w, to, "of") || pv_phrase(x->w, to,
	    "of not|no|at|more|less|up|which|its|their") > 0)
		return to;
	end = pv_noun_end(x, to + 1);
	return end > to + 1 ? end : to;
}

/*
 * Whether what was caught can be no party, or no thing: a document and no
 * name for a holder, somebody's name for an object.
 */
static bool
misplaced(const struct around *r, enum pv_attr_key key, uint32_t from,
    uint32_t to, bool government)
{
	bool somebody = false, all = false;

	for (size_t i = 0; i < r->nwho; i++) {
		const struct pv_actor *m = &r->who[i];

		if (m->from >= to || m->to <= from)
			continue;
		somebody = true;
		all |= m->from <= from && m->to >= to && !m->possessive;
	}
	if (key == PV_ATTR_OBJECT)
		return all && !government;
	return !somebody && pv_word_is(&r->x, to - 1, PV_WORD_CAP) &&
	    key != PV_ATTR_DETERMINED_BY;
}

/*
 * A group tells where a thing or a party stands; the words that name it are
 * those of the noun phrase there.  "Models" of "the Base Models" is widened,
 * a pronoun is dropped, for the sentence tells more.
 */
static struct pv_span
named(struct around *r, const struct pv_account *a, enum pv_attr_key key,
    struct pv_span value)
{
	struct pv_span unit = a->u->text;
	bool government = pv_span_eq(
	    a->s->rules->provisions[a->provision].name,
	    PV_SPAN("government-carve-out"));
	size_t at = pv_span_find(pv_span_sub(unit, r->at, unit.len), value);
	uint32_t from, to;

	at += r->at;
	if (at >= unit.len)
		return value;
	from = pv_tokens_at(&r->w, (uint32_t)at);
	to = pv_tokens_at(&r->w, (uint32_t)(at + value.len - 1)) + 1;
	if (to > r->w.n)
		return value;
	if (pv_token_in(&r->w, from, "what|whatever|anything|everything") &&
	    pv_noun_end(&r->x, from) > to)
		return pv_tokens_text(&r->w, from, pv_noun_end(&r->x, from));
	if (names_nothing(&r->x, from, to) || misplaced(r, key, from,
	    to, government))
		return pv_span("", 0);
	from = last_start(&r->x, behind_verb(&r->x, from, to), to);
	while (from + 1 < to && pv_word_is(&r->x, from, PV_WORD_PREP |
	    PV_WORD_CONJ | PV_WORD_ADV | PV_WORD_ACT) &&
	    !pv_word_is(&r->x, from, PV_WORD_CAP | PV_WORD_DET))
		from++;
	while (to > from + 1 && pv_word_is(&r->x, to - 1, PV_WORD_PREP |
	    PV_WORD_DET | PV_WORD_CONJ) && !pv_word_is(&r->x, to - 1,
	    PV_WORD_CAP))
		to--;
	to = phrase_end(&r->x, to);
	return pv_tokens_text(&r->w, phrase_start(&r->x, from),
	    key == PV_ATTR_OBJECT ? pv_noun_origin(&r->x,
	    with_of(&r->x, to)) : to);
}

static struct pv_span
mended(const struct pv_account *a, const struct pv_hit *h, struct around *r,
    enum pv_attr_key key, struct pv_span value)
{
	if (key != PV_ATTR_OBJECT && key != PV_ATTR_HOLDER &&
	    key != PV_ATTR_OBLIGOR && key != PV_ATTR_DETERMINED_BY)
		return value;
	read_around(r, a, h->at.start);
	return named(r, a, key, value);
}

static void
gather_hit(const struct pv_account *a, const struct pv_hit *h,
    struct around *r, struct gathered *g)
{
	const struct pv_rule *rule = pv_hit_rule(a->s, h);
	uint32_t i;

	for (i = h->caps; i < h->caps + h->ncaps; i++) {
		const struct pv_capture *c =
		    PV_VEC_AT(&a->s->caps, const struct pv_capture, i);

		if (g->value[c->key].len == 0)
			g->value[c->key] = mended(a, h, r, c->key,
			    captured(pv_span_sub(pv_buf_view(&a->s->pool),
			    c->off, c->off + c->len)));
	}
	for (i = 0; i < rule->nconstants; i++)
		if (g->value[rule->constants[i].key].len == 0)
			g->value[rule->constants[i].key] =
			    rule->constants[i].value;
}

/*
 * Whether a group caught a part only of an event or a condition ("more than
 * 100 million users" of "your products had ..."), or a term and no meaning.
 */
static bool
is_part(const struct gathered *g, const struct pv_stance_attr *a)
{
	struct pv_span caught = g->value[a->key];
	struct pv_span whole = pv_stance_attr_value(a);

	size_t at;

	if (a->key != PV_ATTR_TRIGGER && a->key != PV_ATTR_CONDITION)
		return false;
	if (a->key == PV_ATTR_TRIGGER && caught.len > 0 && *caught.ptr == '"')
		return whole.len > 0;
	at = pv_span_ifind(whole, caught);
	return caught.len < whole.len && at < whole.len &&
	    (at == 0 || whole.ptr[at - 1] == ' ') &&
	    (at + caught.len == whole.len ||
	    memchr(" ,;.", whole.ptr[at + caught.len], 4) != NULL);
}

/*
 * The heaviest rule's captures first, then the other rules', then what the
 * stance found; its `until` is a date and comes before all.
 */
void
pv_attributes_gather(struct pv_account *a, const struct pv_claim *st,
    const struct pv_state *found, struct pv_finding *f)
{
	struct gathered g = { 0 };
	struct around r = { .read = false };
	size_t i, key;

	for (i = 0; i < found->nattrs; i++)
		if (found->attrs[i].key == PV_ATTR_UNTIL)
			g.value[PV_ATTR_UNTIL] =
			    pv_stance_attr_value(&found->attrs[i]);
	if (st->heaviest != NULL)
		gather_hit(a, st->heaviest, &r, &g);
	for (i = 0; i < a->s->hits.len; i++) {
		const struct pv_hit *h = pv_hit_at(&a->s->hits, i);

		if (pv_state_supports(a, st, h) && pv_hit_rule(a->s, h)->weight > 0)
			gather_hit(a, h, &r, &g);
	}
	for (i = 0; i < found->nattrs; i++)
		if (g.value[found->attrs[i].key].len == 0 ||
		    is_part(&g, &found->attrs[i]))
			g.value[found->attrs[i].key] =
			    pv_stance_attr_value(&found->attrs[i]);
	f->attrs = (uint32_t)a->s->attrs.len;
	for (key = 0; key < PV_ATTR_COUNT; key++) {
		struct pv_attr attr = { (uint32_t)key, { 0, 0 } };

		if (g.value[key].len == 0)
			continue;
		attr.value = pv_findings_add(a->s->out, g.value[key]);
		if (pv_vec_add(&a->s->attrs, &attr))
			f->nattrs++;
		else
			a->s->failed = true;
	}
}
