/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/role.h"

#include "rule/deal.h"
#include "rule/event.h"
#include "rule/row.h"

bool
pv_scene_is(const struct pv_scene *s, const char *names)
{
	const char *p = names, *end;

	for (;; p = end + 1) {
		end = strchr(p, '|');
		if (end == NULL)
			end = p + strlen(p);
		if (pv_span_eq(s->provision, pv_span(p, (size_t)(end - p))))
			return true;
		if (*end == '\0')
			return false;
	}
}

size_t
pv_scene_actor_at(const struct pv_scene *s, uint32_t i)
{
	for (size_t k = 0; k < s->nactors; k++) {
		if (s->actors[k].from <= i && i < s->actors[k].to)
			return k;
	}
	return s->nactors;
}

/*
 * The act that the match is about: the first main verb in it; else the one
 * that governs it from before, a subordinate one in it, the first one after.
 */
static size_t
focus_of(const struct pv_scene *s)
{
	size_t before = s->nacts, inside = s->nacts;

	for (size_t i = 0; i < s->nacts; i++) {
		const struct pv_act *a = &s->acts[i];
		bool in = a->verb >= s->match.from && a->verb < s->match.to;

		if (in && !pv_act_subordinate(&s->x, a))
			return i;
		if (in && inside == s->nacts)
			inside = i;
		if (a->verb < s->match.from)
			before = i;
	}
	if (inside < s->nacts && (before == s->nacts ||
	    s->acts[before].under))
		return inside;
	return before < s->nacts ? before : s->nacts > 0 ? 0 : s->nacts;
}

void
pv_scene_read(struct pv_scene *s, const struct pv_term_use *uses,
    size_t nuses)
{
	s->nactors = pv_actors(&s->x, uses, nuses, s->actors);
	s->nacts = pv_acts(&s->x, s->actors, s->nactors, s->acts);
	s->focus = focus_of(s);
}

/* Points for and against, by mention. */
struct points {
	int holder[PV_ACTORS], obligor[PV_ACTORS];
};

/* The actor that a noun phrase is, or begins with as its owner; nactors. */
static size_t
actor_of(const struct pv_scene *s, struct pv_words p)
{
	for (size_t k = 0; k < s->nactors; k++) {
		const struct pv_actor *a = &s->actors[k];

		if (a->from < p.to && a->to > p.from && !a->possessive &&
		    a->kind != PV_ACTOR_BRAND &&
		    (a->to >= p.to || a->kind == PV_ACTOR_EITHER))
			return k;
	}
	return s->nactors;
}

#define PEOPLE "officer|director|representative|employee|affiliate|board|" \
    "committee|subsidiary|personnel|successor|member|agent|affiliates|" \
    "officers|directors|employees|subsidiaries|representatives|counsel|" \
    "examiners|auditors|advisers|advisors|contractors|staff|people|team|" \
    "customers|users|engineers|visitors|subscribers|scientists|nominees"

/* "a senior officer of the Developer": the Developer; nactors. */
static size_t
principal(const struct pv_scene *s, struct pv_words p)
{
	size_t owner;

	if (p.to <= p.from || !pv_token_in(s->x.w, p.to - 1, PEOPLE))
		return s->nactors;
	owner = pv_scene_actor_at(s, p.from);
	if (owner < s->nactors && s->actors[owner].possessive)
		return owner;
	if (!pv_token_is(s->x.w, p.to, "of"))
		return s->nactors;
	return pv_scene_actor_at(s, p.to + 1);
}

/* The subject of act i, looked up before it where it is "it" or "they". */
static size_t
subject_actor(const struct pv_scene *s, size_t i)
{
	struct pv_words p = s->acts[i].subject;
	size_t k = principal(s, p);

	if (k == s->nactors)
		k = actor_of(s, p);
	if (k < s->nactors || p.to <= p.from ||
	    !pv_token_in(s->x.w, p.from, "it|they|he|she"))
		return k;
	while (i > 0) {
		k = actor_of(s, s->acts[--i].subject);
		if (k < s->nactors)
			return k;
	}
	/* "the rights of Basalt ...; they": the rights */
	if (pv_token_is(s->x.w, p.from, "they"))
		return s->nactors;
	for (k = s->nactors; k > 0; k--) {
		if (s->actors[k - 1].to <= p.from &&
		    s->actors[k - 1].kind != PV_ACTOR_BRAND)
			return k - 1;
	}
	return s->nactors;
}

#define CLAIMS "right|rights|license|licence|licenses|appointment|access|" \
    "exclusivity|option|entitlement|observer|designee|ownership|title|" \
    "designation|position|standing|priority|place|quota|" \
    "pre-emption|freedom|status|authority|privilege|power|property|" \
    "disposal|start|head-start|interest|consent|approval|views|view|" \
    "comments|vote|say|seat|veto|permission|assent|faculty|leave"
#define SHARES "share|participation|portion|cut|royalty|royalties|" \
    "commission|percentage|quota"
#define BURDENS "obligation|obligations|undertaking|undertakings|covenant|" \
    "covenants|duty|duties|promise|commitment|commitments|liability|" \
    "exclusivity undertaking"

/* Where a right that is denied is told of the one who would have it. */
#define CLAIMED "agi-trigger|change-of-control|first-refusal|first-ship|" \
    "governance-rights|most-favored|primary-partner|revenue-share|" \
    "weights-access"

/* Where one who need not do it is the one that profits. */
#define FREED "exclusivity|agi-trigger|non-compete|training-data|" \
    "data-residency|anti-assignment"

static void
judge_subject(const struct pv_scene *s, size_t i, int weight,
    struct points *p)
{
	const struct pv_act *a = &s->acts[i];
	size_t k = subject_actor(s, i);

	if (k == s->nactors)
		return;
	if (pv_deal_takes(s, a) || (pv_deal_distributes(s, a) &&
	    a->force != PV_ACT_BINDS)) {
		p->holder[k] += 4 * weight;
		return;
	}
	if (i != s->focus && pv_deal_forfeits(s, a)) {
		p->holder[k] += 12;
		return;
	}
	switch ((enum pv_act_force)a->force) {
	case PV_ACT_BINDS:
		if (a->passive)
			p->holder[k] += weight;
		else
			p->obligor[k] += 4 * weight;
		if (pv_deal_distributes(s, a))
			p->holder[k] += 4 * weight;
		break;
	case PV_ACT_BARS:
		p->obligor[k] += 4 * weight;
		break;
	case PV_ACT_DENIES:
		if (pv_scene_is(s, CLAIMED))
			p->holder[k] += 4 * weight;
		else
			p->obligor[k] += 4 * weight;
		break;
	case PV_ACT_FREES:
		if (a->passive)
			p->holder[k] += weight;
		else if (pv_deal_looses(s, a))
			p->obligor[k] += 4 * weight;
		else
			p->holder[k] += 4 * weight;
		break;
	case PV_ACT_SPARES:
		if (pv_scene_is(s, FREED))
			p->holder[k] += 4 * weight;
		else
			p->obligor[k] += 4 * weight;
		break;
	case PV_ACT_GETS:
		p->holder[k] += 3 * weight;
		break;
	case PV_ACT_GIVES:
		if (pv_deal_yields(s, a))
			p->holder[k] += 4 * weight;
		else
			p->obligor[k] += 4 * weight;
		break;
	case PV_ACT_STATES:
		if (pv_deal_sources(s, a))
			p->obligor[k] += 4 * weight;
		else if (pv_deal_ranks(s, a))
			p->holder[k] += 4 * weight;
		else if (a->negated)
			p->obligor[k] += 2 * weight;
		else
			p->holder[k] += weight;
		break;
	}
}

/* The last act whose verb stands before token i. */
static const struct pv_act *
act_before(const struct pv_scene *s, uint32_t i)
{
	const struct pv_act *best = NULL;

	for (size_t k = 0; k < s->nacts && s->acts[k].verb < i; k++)
		best = &s->acts[k];
	return best;
}

/* The word before a mention, articles passed over. */
static uint32_t
before(const struct pv_scene *s, const struct pv_actor *a)
{
	return a->from > s->x.first ? a->from - 1 : UINT32_MAX;
}

static bool
exceptive(const struct pv_scene *s, uint32_t q)
{
	const struct pv_tokens *w = s->x.w;

	return (pv_token_is(w, q, "than") && q > 0 &&
	    pv_token_in(w, q - 1, "other|rather|else")) ||
	    (pv_token_in(w, q, "but|except|save") && !pv_word_is(&s->x, q - 1,
	    PV_WORD_MARK)) ||
	    (pv_token_in(w, q, "for|from") && pv_token_in(w, q - 1,
	    "except|save|but|apart|aside"));
}

/* A verb right before a mention that acts on it. */
static void
judge_object(const struct pv_scene *s, size_t k, uint32_t q,
    struct points *p)
{
	const struct pv_tokens *w = s->x.w;
	const struct pv_act *a = act_before(s, q + 1);
	/* "Section 4 does not bind X in Japan": elsewhere it does */
	bool partly = s->stance == PV_STANCE_CONDITIONAL &&
	    pv_token_is(w, q, "bind");
	bool spared = a != NULL && a->negated &&
	    (pv_scene_is(s, "government-carve-out") ||
	    (pv_scene_is(s, FREED) && !partly));

	if (pv_token_in(w, q, "prevent|prevents|restrict|restricts|stop|"
	    "stops|restrain|restrains|entitle|entitles|allow|allows|permit|"
	    "permits|let|preclude|precludes|prohibit|prohibits|limit|limits|"
	    "bar|bars|preventing|restricting|entitling|allowing|permitting|"
	    "authorizes|authorises|authorize|enable|enables|obliging|lets"))
		*(pv_deal_excepted(s) && a != NULL && a->negated ? &p->obligor[k] :
		    &p->holder[k]) += 18;
	if (pv_token_in(w, q, "oblige|obliges|require|requires|commit|"
	    "obligate|obligates|bind|binds|release|releases|prohibiting|"
	    "forbid|forbids|compel|commits|order"))
		*(spared ? &p->holder[k] : &p->obligor[k]) += 18;
	if (pv_token_in(w, q, "grant|grants|give|gives|pay|pays|offer|accorded|"
	    "offers|tell|notify|send|sends|license|licenses|appoint|"
	    "appoints|owe|owes|charge|deliver|inform|show|provide|"
	    "designate|granted|gave|designates|owes|indemnify|entitling|"
	    "appointed|appointing|bring|brings|get|gets|seat|treat|"
	    "consult|accord|confirm|confirms|pass|names|selects|selected|"
	    "chosen|chooses|chose|regards|treats|recognises|recognizes|"
	    "named|engages|engage|admit|empower|empowers|reimburse|assure|"
	    "furnish|furnishes|refund|repay"))
		p->holder[k] += 10;
}

/* Whether one of the words stands among the n tokens from i on. */
static bool
near(const struct pv_scene *s, uint32_t i, const char *words, uint32_t n)
{
	for (uint32_t k = i; k < i + n && k < s->x.last; k++) {
		if (pv_word_is(&s->x, k, PV_WORD_MARK))
			return false;
		if (pv_token_in(s->x.w, k, words))
			return true;
	}
	return false;
}

/* Whether one of the words stands among the n tokens before i. */
static bool
near_before(const struct pv_scene *s, uint32_t i, const char *words,
    uint32_t n)
{
	for (; n > 0 && i > s->x.first; n--, i--) {
		if (pv_word_is(&s->x, i - 1, PV_WORD_MARK))
			return false;
		if (pv_token_in(s->x.w, i - 1, words))
			return true;
	}
	return false;
}

/* Whose claim it is counts most where the main verb speaks of that claim. */
static int
owner_points(const struct pv_scene *s, const struct pv_actor *m)
{
	for (size_t i = 0; i < s->nacts; i++) {
		const struct pv_act *a = &s->acts[i];

		if (m->from >= a->open && m->to <= a->verb && !a->under &&
		    m->from <= a->subject.to + 1)
			return 17;
	}
	return 10;
}

#define SIZES "revenue|revenues|users|sales|turnover|income|products|" \
    "downloads|employees|value|volume"

/* Whose size it is that a threshold measures. */
static bool
measured(const struct pv_scene *s, const struct pv_actor *m)
{
	return pv_scene_is(s, "scale-threshold") &&
	    (m->possessive || pv_token_is(s->x.w, m->to, "whose")) &&
	    near(s, m->to, SIZES, 5);
}

/* "for the benefit of X", "the rest to X", "host to X": what X is told by. */
static bool
judge_serving(const struct pv_scene *s, size_t k, uint32_t q,
    struct points *p)
{
	const struct pv_tokens *w = s->x.w;

	if (pv_token_in(w, q, "of|to") && q > 2 &&
	    near(s, q - 2, "benefit|favour|favor|balance|rest|remainder", 2))
		p->holder[k] += 20;
	/* "principal host to Tarn": the one that is served is bound */
	else if (pv_deal_restrains(s) && pv_token_is(w, q, "to") && pv_token_in(w,
	    q - 1, "partner|provider|supplier|host|vendor|distributor"))
		p->obligor[k] += 12;
	else
		return false;
	return true;
}

/* "Notwithstanding Alder's appointment, ...": a mention beside the matter. */
static bool
set_aside(const struct pv_scene *s, const struct pv_actor *m)
{
	const struct pv_sense *x = &s->x;

	if (!pv_token_in(x->w, x->first, "notwithstanding|despite"))
		return false;
	for (uint32_t k = x->first; k < m->to; k++) {
		if (pv_token_is(x->w, k, ","))
			return false;
	}
	return true;
}

/* "forbidden to X", "conferred upon X", "due from X": by the participle. */
static bool
judge_party(const struct pv_scene *s, size_t k, uint32_t q,
    struct points *p)
{
	const struct pv_tokens *w = s->x.w;

	if (q == 0)
		return false;
	if (pv_token_is(w, q, "to") && (pv_token_in(w, q - 1, "forbidden|"
	    "prohibited") || (pv_token_is(w, q - 1, "personal") &&
	    pv_scene_is(s, "anti-assignment"))))
		p->obligor[k] += 18;
	else if (pv_token_in(w, q, "to|upon|on") && pv_token_in(w, q - 1,
	    "reserved|conferred|granted|awarded|accorded|vested"))
		p->holder[k] += 16;
	else if (pv_token_in(w, q, "from|by") && pv_token_in(w, q - 1,
	    "due|payable|owed|owing|assumed|undertaken") &&
	    !pv_scene_is(s, "most-favored"))
		p->obligor[k] += 16;
	else if (pv_token_in(w, q, "toward|towards"))
		p->holder[k] += 10;
	else
		return false;
	return true;
}

/* "on Alder's cloud alone": whose it is that others are tied to. */
static bool
tied_to(const struct pv_scene *s, const struct pv_actor *m, uint32_t q)
{
	return pv_deal_restrains(s) && q != UINT32_MAX &&
	    pv_token_in(s->x.w, q, "on|upon|with|through|via|from|in|to") &&
	    near(s, m->to, "cloud|platform|infrastructure|servers|network|"
	    "datacenters|datacentres|hosting|marketplace|capacity|clusters|"
	    "region|regions|facilities", 3);
}

/* "Alder's rate drops to match": whose price gets better. */
static bool
lowered(const struct pv_scene *s, const struct pv_actor *m)
{
	return pv_scene_is(s, "most-favored") &&
	    near(s, m->to, "rate|rates|price|prices|charges|tariff|fees", 2) &&
	    near(s, m->to, "drops|drop|falls|fall|reduced|reduces|adjusted|"
	    "adjusts|goes|comes|lowered|decreases|decreased|matches", 6);
}

static void
judge_place(const struct pv_scene *s, size_t k, struct points *p)
{
	const struct pv_actor *m = &s->actors[k];
	const struct pv_tokens *w = s->x.w;
	uint32_t q = before(s, m);
	const struct pv_act *a = act_before(s, m->from);

	if (measured(s, m))
		p->obligor[k] += 20;
	if (q == UINT32_MAX && !m->possessive)
		return;
	if (q != UINT32_MAX && exceptive(s, q)) {
		p->holder[k] += 16;
		return;
	}
	if (set_aside(s, m))
		return;
	if (m->possessive) {
		if (tied_to(s, m, q) || lowered(s, m))
			p->holder[k] += 14;
		else if (near(s, m->to, BURDENS, 4))
			p->obligor[k] += 10;
		else if (near(s, m->to, CLAIMS, 3) || (pv_scene_is(s,
		    "revenue-share") && near(s, m->to, SHARES, 3)))
			p->holder[k] += owner_points(s, m);
		else if (near(s, m->to, PV_RANKS, 3))
			p->obligor[k] += 12;
		else
			p->obligor[k] += 1;
		return;
	}
	if (m->kind == PV_ACTOR_BRAND) {
		p->holder[k] += pv_deal_restrains(s) ? 8 : 4;
		return;
	}
	if (pv_token_in(w, q, "of|for") && near_before(s, q, BURDENS, 3)) {
		p->obligor[k] += 10;
		return;
	}
	if (pv_token_is(w, q, "of") && pv_deal_allows(s, q)) {
		p->obligor[k] += 12;
		return;
	}
	if (pv_token_in(w, q, "of|for") && near_before(s, q, CLAIMS, 3)) {
		p->holder[k] += owner_points(s, m);
		return;
	}
	if (judge_serving(s, k, q, p))
		return;
	/* "the acquisition of Northlake by X": X is neither side */
	if (pv_token_is(w, q, "by") && pv_scene_is(s, "change-of-control"))
		return;
	if (pv_token_is(w, q, "by") && a != NULL) {
		/* "shall not be used by X" binds, "what is used by X" does not */
		if (pv_token_in(w, q - 1, "owned|held|retained|used") &&
		    !(a->force == PV_ACT_BARS && a->head == q - 1))
			p->holder[k] += 10;
		else if (a->passive && a->force == PV_ACT_FREES &&
		    !pv_scene_is(s, "anti-assignment"))
			p->holder[k] += 8;
		else if (a->passive)
			p->obligor[k] += 10;
		else
			p->obligor[k] += 3;
		return;
	}
	if (judge_party(s, k, q, p))
		return;
	if (pv_token_in(w, q, "to|unto|against"))
		p->holder[k] += 8;
	else if (pv_token_in(w, q, "from"))
		p->holder[k] += pv_deal_restrains(s) ? 14 : 4;
	else if (pv_token_in(w, q, "with|on|through|via|upon"))
		p->holder[k] += pv_deal_restrains(s) ? 14 : 3;
	else if (pv_token_in(w, q, "for"))
		p->holder[k] += 3;
	else if (pv_token_in(w, q, "of"))
		p->holder[k] += 1;
	else
		judge_object(s, k, q, p);
}

static bool
eligible(const struct pv_scene *s, size_t k)
{
	const struct pv_actor *a = &s->actors[k];

	return a->kind != PV_ACTOR_ORGAN || pv_scene_is(s, "safety-veto|"
	    "governance-rights|audit|government-carve-out");
}

/* The best mention but those of `not_id`; its points must be more than 0. */
static size_t
best(const struct pv_scene *s, const int *points, uint32_t not_id)
{
	size_t out = s->nactors;
	int most = 0;

	for (size_t k = 0; k < s->nactors; k++) {
		int worth = points[k] / (s->actors[k].kind == PV_ACTOR_EITHER ||
		    s->actors[k].kind == PV_ACTOR_ANYONE ? 3 : 1);

		if (!eligible(s, k) || worth <= 0 ||
		    s->actors[k].id == not_id)
			continue;
		if (out == s->nactors || worth > most) {
			out = k;
			most = worth;
		}
	}
	return out;
}

/* The one other party that the sentence names, or nactors. */
static size_t
counterpart(const struct pv_scene *s, size_t side)
{
	size_t out = s->nactors;
	struct pv_words row = pv_actor_row(&s->x, s->actors, s->nactors,
	    side);

	for (size_t k = 0; k < s->nactors; k++) {
		const struct pv_actor *a = &s->actors[k];

		/* "neither Alder nor Basalt": on one side both */
		if (a->from >= row.from && a->to <= row.to)
			continue;
		if (a->id == s->actors[side].id ||
		    a->kind == PV_ACTOR_ORGAN || a->kind == PV_ACTOR_EITHER ||
		    a->kind == PV_ACTOR_ANYONE)
			continue;
		if (out < s->nactors && s->actors[out].id != a->id)
			return s->nactors;
		if (out == s->nactors)
			out = k;
	}
	return out;
}

static void
add_up(const struct pv_scene *s, struct points *p)
{
	for (size_t k = 0; k < s->nactors; k++) {
		for (size_t j = k + 1; j < s->nactors; j++) {
			if (s->actors[j].id != s->actors[k].id)
				continue;
			p->holder[k] += p->holder[j];
			p->obligor[k] += p->obligor[j];
			p->holder[j] = p->obligor[j] = 0;
		}
	}
}

/* "the liability of X", "X's aggregate liability": whose it is. */
static size_t
whose(const struct pv_scene *s, const char *nouns)
{
	for (size_t k = 0; k < s->nactors; k++) {
		const struct pv_actor *a = &s->actors[k];
		uint32_t q = before(s, a);

		if (a->possessive) {
			for (uint32_t i = a->to; i < a->to + 5; i++) {
				if (pv_token_in(s->x.w, i, nouns))
					return k;
			}
		}
		if (q != UINT32_MAX && pv_token_is(s->x.w, q, "of") &&
		    pv_token_in(s->x.w, q - 1, nouns))
			return k;
	}
	return s->nactors;
}

/* "recover from X", "claims against X": who would have to pay. */
static size_t
payer(const struct pv_scene *s)
{
	for (size_t k = 0; k < s->nactors; k++) {
		uint32_t q = before(s, &s->actors[k]);

		if (q != UINT32_MAX && pv_token_in(s->x.w, q, "from|against") &&
		    near_before(s, q, "recover|recovery|recoverable|claim|"
		    "claims|recourse|damages", 3))
			return k;
	}
	return s->nactors;
}

size_t
pv_scene_only_actor(const struct pv_scene *s)
{
	size_t out = s->nactors;

	for (size_t k = 0; k < s->nactors; k++) {
		if (s->actors[k].kind == PV_ACTOR_ORGAN ||
		    s->actors[k].kind == PV_ACTOR_ANYONE)
			continue;
		if (out < s->nactors && s->actors[k].id != s->actors[out].id)
			return s->nactors;
		if (out == s->nactors)
			out = k;
	}
	return out;
}

/* How much an act counts: that of the match most, subordinate ones least. */
static int
weight_of(const struct pv_scene *s, size_t i, const struct pv_event *e)
{
	const struct pv_act *a = &s->acts[i];

	if (a->verb >= e->what.from && a->verb < e->what.to &&
	    (a->under || a->force == PV_ACT_STATES || a->force == PV_ACT_GETS))
		return 1;
	if (i == s->focus)
		return 4;
	/* "Northlake agrees that no other host shall be appointed" */
	if (i + 1 == s->focus && a->force == PV_ACT_BINDS &&
	    pv_token_in(s->x.w, a->head - 1, "that"))
		return 4;
	return a->under ? 1 : 2;
}

bool
pv_scene_denies(const struct pv_scene *s)
{
	const struct pv_act *a = &s->acts[s->focus];

	return s->focus < s->nacts && (a->negated ||
	    a->force == PV_ACT_BARS || a->force == PV_ACT_BINDS);
}

/* Nothing tells who is who of the one that is named: the polarity does. */
static void
place_alone(const struct pv_scene *s, struct pv_roles *r)
{
	size_t k = pv_scene_only_actor(s);

	if (r->holder < s->nactors || r->obligor < s->nactors ||
	    k == s->nactors)
		return;
	if (pv_scene_denies(s))
		r->obligor = k;
	else
		r->holder = k;
}

/* "You get no right to resell": a right that is denied binds. */
static void
deny(const struct pv_scene *s, struct pv_roles *r)
{
	size_t k = r->holder;

	if (!pv_scene_is(s, "distribution-license") ||
	    r->obligor < s->nactors || k == s->nactors)
		return;
	if (s->stance == PV_STANCE_NEGATED) {
		r->obligor = k;
		r->holder = s->nactors;
		return;
	}
	for (uint32_t i = s->match.from > 6 ? s->match.from - 6 : 0;
	    i < s->match.to; i++) {
		if (pv_phrase(s->x.w, i, "no|nor|without ~2 right|rights|"
		    "license|licence|permission|authority|power|grant") > 0) {
			r->obligor = k;
			r->holder = s->nactors;
			return;
		}
	}
}

/* One has to bring goods to the market, which is its right as well. */
static bool
brings(const struct pv_scene *s, uint32_t id)
{
	for (size_t i = 0; i < s->nacts; i++) {
		size_t k = subject_actor(s, i);

		if (k < s->nactors && s->actors[k].id == id &&
		    pv_deal_distributes(s, &s->acts[i]))
			return true;
	}
	return false;
}

/* Of all mentions of the one at k the first with the most points. */
static size_t
telling(const struct pv_scene *s, const int *points, size_t k)
{
	size_t out = k;

	for (size_t j = k; k < s->nactors && j < s->nactors; j++) {
		if (s->actors[j].id == s->actors[k].id &&
		    points[j] > points[out])
			out = j;
	}
	return out;
}

static struct pv_roles
decide(const struct pv_scene *s, struct points p)
{
	struct pv_roles r = { .holder = s->nactors, .obligor = s->nactors };

	add_up(s, &p);
	if (pv_scene_is(s, "liability-cap")) {
		r.obligor = whose(s, "liability|obligations|obligation|"
		    "exposure|liabilities|responsibility");
		if (r.obligor == s->nactors)
			r.obligor = payer(s);
		if (r.obligor == s->nactors)
			r.obligor = best(s, p.obligor, UINT32_MAX);
		if (r.obligor == s->nactors)
			r.obligor = pv_scene_only_actor(s);
		return r;
	}
	r.holder = best(s, p.holder, UINT32_MAX);
	r.obligor = best(s, p.obligor, UINT32_MAX);
	if (r.holder < s->nactors && r.obligor < s->nactors &&
	    s->actors[r.holder].id == s->actors[r.obligor].id &&
	    brings(s, s->actors[r.holder].id))
		return r;
	if (r.holder < s->nactors && r.obligor < s->nactors &&
	    s->actors[r.holder].id == s->actors[r.obligor].id) {
		uint32_t id = s->actors[r.holder].id;

		if (p.holder[r.holder] >= p.obligor[r.obligor])
			r.obligor = best(s, p.obligor, id);
		else
			r.holder = best(s, p.holder, id);
	}
	if (r.holder == s->nactors && r.obligor < s->nactors)
		r.holder = counterpart(s, r.obligor);
	else if (r.obligor == s->nactors && r.holder < s->nactors)
		r.obligor = counterpart(s, r.holder);
	place_alone(s, &r);
	deny(s, &r);
	return r;
}

struct pv_roles
pv_scene_roles(const struct pv_scene *s)
{
	struct points p = { { 0 }, { 0 } };
	struct pv_event e;
	struct pv_roles r;

	pv_scene_event(s, &e);
	for (size_t i = 0; i < s->nacts; i++)
		judge_subject(s, i, weight_of(s, i, &e), &p);
	for (size_t k = 0; k < s->nactors; k++)
		judge_place(s, k, &p);
	r = decide(s, p);
	r.holder_at = telling(s, p.holder, r.holder);
	r.obligor_at = telling(s, p.obligor, r.obligor);
	return r;
}
