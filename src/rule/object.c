/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/object.h"

/* Nouns that only carry what they are of or to. */
#define CARRIERS "right|rights|license|licence|licenses|licences|" \
    "sublicense|sublicenses|sub-licence|sub-licences|sub-license|" \
    "sublicences|option|permission|freedom|liberty|power|" \
    "entitlement|access|copy|copies|distributor|distributors|reseller|" \
    "resellers|agent|provider|supplier|host|appointment|grant|use|supply|" \
    "provision|source|exclusivity|possession|ownership|title|interest|" \
    "interests|obligation|duty|opportunity|offer|orders|notice|claim|" \
    "proposal|obligations|undertaking|vendor|publisher|partner|quantity|" \
    "request|making|control|list|statement|priority|part|portion|share|" \
    "volume|volumes|minimum|transfer|sale|set|combination|restriction|" \
    "training|assignment|inspection|portability|release|hosting|delivery|" \
    "audit|number|percentage|percent|%|rate|entitlements|dependency|" \
    "charges|transaction|enquiry|category|kind|type|" \
    "class|proportion|examination|review|amount|location|storage|" \
    "processing|export|publication|distribution|resale|possibility|" \
    "pre-emption|refusal|need|needs|contract|spend|purchases|purchase|" \
    "subscriptions|discussions|talks|negotiations|requirements|series|" \
    "requirement|needs|deployment|whole|choice|preference|" \
    "exploitation|sublicence|lease|" \
    "marketing|promotion|units|prices|price|fees|pricing|representative|" \
    "level|variety|version|versions|line|range|breadth|promise"

/* What is never dealt in. */
#define NEVER "term|period|notice|consent|date|time|times|section|article|" \
    "clause|basis|manner|extent|event|approval|cause|reason|reasons|law|" \
    "purpose|purposes|days|day|months|month|year|years|quarter|quarters|" \
    "week|weeks|hours|person|persons|party|parties|account|name|case|" \
    "request|regard|respect|accordance|connection|behalf|expense|way|" \
    "means|anniversary|end|discretion|circumstances|others|anyone|" \
    "nobody|option|effect|schedule|exhibit|annex|appendix|paragraph|" \
    "closing|part|whole|condition|conditions|breach|liability|cost|" \
    "favour|favor|place|order|fact|result|example|doubt|avoidance|" \
    "operations|flop|flops|foregoing|writing|election|opinion|hand|" \
    "face|force|nothing|none|views|view|comments|item|phrase|word|words|" \
    "position|behalf|status|moment|respect|lieu"

/* Where something is, not what it is. */
#define PLACES "cloud|clouds|platform|platforms|territory|region|" \
    "regions|country|countries|marketplace|catalogue|catalog|store|" \
    "server|servers|infrastructure|portal|jurisdiction|field|market"

struct taste {
	const char *provisions;
	const char *heads;          /* the nouns that they deal in */
};

#define GOODS "model|models|weights|weight|checkpoint|checkpoints|api|" \
    "apis|service|services|product|products|endpoint|endpoints|software|" \
    "technology|technologies|system|systems|data|code|agents|" \
    "assistant|assistants|compute|capacity|output|outputs|ip|property|" \
    "imagery|workload|workloads|inference|patents|materials|know-how|" \
    "application|applications|tools|adapters|seats|edition|content|" \
    "engine|algorithm|hardware|goods|devices|equipment|chips|tokens|" \
    "parameters|slots|slot|accelerators|traffic|platform|stack|files|" \
    "feature|image|" \
    "features|releases|derivatives|images|works|program|programs"
#define DATA "data|content|input|inputs|prompts|completions|output|" \
    "outputs|samples|telemetry|information|recordings|transcripts|" \
    "interactions|sessions|materials|records|logs|files|conversations|" \
    "inference|workloads|documents|uploads|images|messages|backups|" \
    "embeddings|traffic|responses|text|queries|feedback|learning|notes|" \
    "scans|books|readings|photographs|drawings|works|tickets|articles|" \
    "archive|dataset|datasets|corpus|manuscripts|footage|voices|songs|" \
    "letters|reports|films|designs|chats"
#define PAPERS "agreement|contract|order|letter|memorandum|deal|terms|" \
    "rights|obligations|receivables|benefit|paper|note|document|" \
    "framework|arrangement|talks|mou|outline|lease|addendum|statement|" \
    "license|licence|subscription|plan|access|appointment|engagement|" \
    "sheet|understanding|heads|paragraphs|deed|instrument|services|sow|" \
    "capacity|proposal|intent|loi|interests|protocol|note|heads|quote"
#define RECORDS "books|records|systems|facilities|premises|accounts|" \
    "logs|ledger|documents|controls|procedures|processes|sites|site|" \
    "operations|compliance|usage|reports|data|hall|information"
#define LEFT "data|adapters|models|model|content|prompts|store|logs|" \
    "workloads|configurations|embeddings|files|images|cluster|deployment|" \
    "agents|assistants|materials|records|weights|services|definition|sets"

static const struct taste tastes[] = {
	{ "anti-assignment|non-binding|termination|change-of-control",
	    PAPERS },
	{ "data-residency|training-data", DATA },
	{ "audit", RECORDS },
	{ "portability", LEFT },
	{ "liability-cap", "none" },
};

static const char *
taste_of(const struct pv_scene *s)
{
	for (size_t i = 0; i < sizeof(tastes) / sizeof(*tastes); i++) {
		if (pv_scene_is(s, tastes[i].provisions))
			return tastes[i].heads;
	}
	return GOODS;
}

#define NOUNS 96

struct noun {
	struct pv_words base;
	uint32_t head;
	int points;                 /* of its place */
	bool carrier, subject;
	bool aside;                 /* in parentheses, or a relative clause */
	bool under;                 /* behind "if", "unless", "while" */
};

struct nouns {
	struct noun all[NOUNS];
	size_t n;
};

/* Whether token q is a verb that what follows it is the object of. */
static bool
transitive(const struct pv_scene *s, uint32_t q)
{
	const struct pv_sense *x = &s->x;

	if (pv_word_is(x, q, PV_WORD_ACT | PV_WORD_VERB))
		return true;
	for (size_t i = 0; i < s->nacts; i++) {
		if (s->acts[i].head == q || s->acts[i].verb == q)
			return true;
	}
	return pv_word_is(x, q, PV_WORD_PART) &&
	    !pv_word_is(x, q, PV_WORD_PREP);
}

static bool
linking(const struct pv_scene *s, uint32_t q)
{
	return pv_token_in(s->x.w, q, "is|are|be|was|were|been|become|"
	    "becomes|remain|remains|mean|means");
}

/* What a thing does of itself is done to it: "new features ship". */
#define MOVES "ship|ships|launch|launches|appear|appears|arrive|arrives|" \
    "land|lands|debut|belong|belongs|vest|vests|pass|passes|revert|reverts"

/* Points for a noun phrase that is the subject of an act. */
static int
subject_points(const struct pv_scene *s, const struct noun *n)
{
	int best = 0;

	for (size_t i = 0; i < s->nacts; i++) {
		const struct pv_act *a = &s->acts[i];
		int p;

		if (a->subject.from > n->base.from ||
		    a->subject.to < n->base.to ||
		    a->subject.to <= a->subject.from)
			continue;
		p = a->force == PV_ACT_STATES ? 3 : 1;
		if (a->passive || pv_token_in(s->x.w, a->head, MOVES))
			p = 6;
		if (i == s->focus)
			p += 2;
		best = p > best ? p : best;
	}
	return best;
}

/* The noun phrase that ends at token q or before "in or" at q, or NULL. */
static const struct noun *
ends_at(const struct nouns *all, uint32_t q)
{
	return all->n > 0 && all->all[all->n - 1].base.to == q ?
	    &all->all[all->n - 1] : NULL;
}

static int
place_points(const struct pv_scene *s, const struct nouns *all,
    const struct noun *n)
{
	const struct pv_sense *x = &s->x;
	uint32_t q = n->base.from;
	const struct noun *p;
	int sub = subject_points(s, n);

	if (sub > 0)
		return sub;
	while (q > x->first && (pv_word_is(x, q - 1, PV_WORD_ADV) ||
	    pv_token_in(x->w, q - 1, "\"")))
		q--;
	if (q == x->first)
		return 1;
	q--;
	if (linking(s, q))
		return 1;
	if (transitive(s, q))
		return 5;
	if (pv_word_is(x, q, PV_WORD_PREP)) {
		while (q > x->first + 1 && pv_word_is(x, q - 1,
		    PV_WORD_CONJ) && pv_word_is(x, q - 2, PV_WORD_PREP))
			q -= 2;
		p = ends_at(all, q);
		if (p != NULL && p->carrier && !pv_token_in(x->w, q,
		    "by|from|with|through|than|under|without|against"))
			return p->points > 1 ? p->points : 2;
		if (p != NULL && pv_token_is(x->w, q, "of"))
			return p->points - 3;
		if (p == NULL && q > x->first && transitive(s, q - 1) &&
		    !pv_token_in(x->w, q, "by|from|with|to|at|within|under|"
		    "before|after|during|without|upon|through|than"))
			return 4;
		return 0;
	}
	if (pv_word_is(x, q, PV_WORD_CONJ) || pv_token_is(x->w, q, ",")) {
		p = ends_at(all, q);
		return p != NULL ? p->points - 1 : 1;
	}
	/* the second of two objects: "grants Cirrus a licence" */
	p = ends_at(all, n->base.from);
	return p != NULL ? p->points : 1;
}

static bool
is_actor(const struct pv_scene *s, struct pv_words p)
{
	for (size_t k = 0; k < s->nactors; k++) {
		const struct pv_actor *a = &s->actors[k];

		if (a->from < p.to && a->to >= p.to && a->kind !=
		    PV_ACTOR_BRAND)
			return true;
	}
	return false;
}

/* "API access": a thing that is sold, unlike "access to the API". */
static bool
product(const struct pv_sense *x, const struct noun *n)
{
	return n->head > n->base.from && pv_token_is(x->w, n->head, "access") &&
	    x->kind[n->head - 1] == PV_WORD_CAP;
}

static void
collect(const struct pv_scene *s, struct nouns *out)
{
	const struct pv_sense *x = &s->x;

	uint32_t depth = 0;
	bool relative = false, under = false;

	out->n = 0;
	for (uint32_t i = x->first; i < x->last && out->n < NOUNS;) {
		uint32_t to = pv_noun_end(x, i);
		struct noun n = { .base = { i, to } };

		if (pv_token_is(x->w, i, "("))
			depth++;
		if (pv_token_is(x->w, i, ")") && depth > 0)
			depth--;
		if (pv_token_in(x->w, i, ",|;|:"))
			under = false;
		if (pv_token_in(x->w, i, "if|unless|while|whilst|when|whether|"
		    "should|once|where"))
			under = s->focus == s->nacts ||
			    !s->acts[s->focus].under;
		if (pv_token_in(x->w, i, ",|;|:") ||
		    pv_word_is(x, i, PV_WORD_MODAL))
			relative = false;
		if (i > x->first && to == i && pv_token_in(x->w, i,
		    "that|which|who") && !pv_word_is(x, i - 1, PV_WORD_VERB |
		    PV_WORD_MARK | PV_WORD_SUB | PV_WORD_ACT))
			relative = true;

		if (to <= i) {
			i++;
			continue;
		}
		n.head = pv_noun_head(x, i);
		n.aside = relative || depth > 0;
		n.under = under;
		n.subject = subject_points(s, &n) > 0;
		n.carrier = pv_token_in(x->w, n.head, CARRIERS) &&
		    !product(x, &n) &&
		    (!pv_word_is(x, n.head, PV_WORD_CAP) ||
		    pv_token_in(x->w, to, "of|to|for|in"));
		n.points = place_points(s, out, &n);
		out->all[out->n++] = n;
		i = to;
	}
}

/* "available", "perpetual and irrevocable": no noun at all. */
static bool
predicative(const struct pv_scene *s, const struct noun *n)
{
	static const char *const tails[] = { "able", "ible", "ual", "ive",
		"ful", "less" };
	struct pv_span h = pv_token(s->x.w, n->head);

	if (pv_word_is(&s->x, n->base.from, PV_WORD_DET | PV_WORD_CAP))
		return false;
	for (size_t i = 0; i < sizeof(tails) / sizeof(*tails); i++) {
		if (pv_span_ends(h, pv_span_str(tails[i])))
			return true;
	}
	return false;
}

/* "GPU time", "conversation account": of its own, unlike "such time". */
static bool
compound(const struct pv_scene *s, const struct noun *n)
{
	return n->head > n->base.from && pv_word_is(&s->x, n->head - 1,
	    PV_WORD_CAP) && pv_token_in(s->x.w, n->head, "time|account|"
	    "order|name|event|part|option|request");
}

/* "it" and "them" in the place of a thing, rather than "it" of a party. */
static bool
stands_in(const struct pv_scene *s, const struct noun *n)
{
	return pv_token_in(s->x.w, n->base.from, "it|them|same") &&
	    n->points >= 4 && !n->subject;
}

/*
 * What a pronoun stands for: of the noun phrases before it the best placed
 * one that nobody is, and of like ones the later.
 */
static struct noun *
antecedent(const struct pv_scene *s, struct nouns *all, size_t pronoun)
{
	struct noun *best = NULL;

	for (size_t i = 0; i < pronoun; i++) {
		struct noun *n = &all->all[i];

		if (is_actor(s, n->base) || n->carrier ||
		    pv_word_is(&s->x, n->head, PV_WORD_PRON | PV_WORD_NUM) ||
		    pv_token_in(s->x.w, n->head, NEVER))
			continue;
		if (best == NULL || n->points >= best->points)
			best = n;
	}
	return best;
}

/* The place of a pronoun is one of what it stands for. */
static void
resolve(const struct pv_scene *s, struct nouns *all)
{
	for (size_t i = 1; i < all->n; i++) {
		struct noun *n = &all->all[i], *meant;

		if (!stands_in(s, n) || n->base.from < s->match.from ||
		    n->base.from >= s->match.to)
			continue;
		meant = antecedent(s, all, i);
		if (meant == NULL)
			continue;
		meant->under = false;
		if (meant->points < n->points + 2)
			meant->points = n->points + 2;
	}
}

/* "each purchaser", "our customers": who it is dealt with. */
static bool
people(const struct pv_scene *s, const struct noun *n)
{
	return !pv_word_is(&s->x, n->head, PV_WORD_CAP) &&
	    (pv_actor_part(pv_token(s->x.w, n->head)) ||
	    pv_token_in(s->x.w, n->head, "customers|users|policyholders|"
	    "clients|consumers|employees|personnel|visitors|persons|"
	    "students|pupils|patients|citizens|residents|schools|banks"));
}

/* "it may pass on", "has come": a single bare word is a verb more often. */
static bool
stray(const struct pv_scene *s, const struct noun *n)
{
	struct pv_span h = pv_token(s->x.w, n->head);

	return n->base.to == n->base.from + 1 && s->x.kind[n->head] == 0 &&
	    h.len > 0 && h.ptr[h.len - 1] != 's';
}

/* What a provision is never about, though it stands where its object does. */
static bool
beside(const struct pv_scene *s, const struct noun *n)
{
	const struct pv_tokens *w = s->x.w;

	/* "train the Model on your scans": the scans */
	if (pv_scene_is(s, "training-data") && pv_token_in(w, n->head,
	    "model|models|system|systems|algorithm|algorithms"))
		return true;
	/* "until a definitive agreement is signed": not that one */
	return pv_scene_is(s, "non-binding") && (pv_token_in(w, n->base.from,
	    "definitive|final") || pv_token_in(w, n->base.from + 1,
	    "definitive|final|formal"));
}

/* "€3,000": a sign that is no ASCII, and a digit. */
static bool
money(const struct pv_tokens *w, uint32_t i)
{
	struct pv_span t = pv_token(w, i);
	size_t k = 0;

	while (k < t.len && (unsigned char)t.ptr[k] >= 0x80)
		k++;
	return k > 0 && (k < t.len ? pv_isdigit(t.ptr[k]) :
	    w->t[i].kind == PV_TOK_MARK);
}

/* All the points of a noun phrase, of its place and of what it is. */
static int
judge(const struct pv_scene *s, const struct noun *n, const char *taste)
{
	const struct pv_tokens *w = s->x.w;
	int p = 2 * n->points;
	bool wanted = pv_token_in(w, n->head, taste);

	if (is_actor(s, n->base))
		return -100;
	if (pv_word_is(&s->x, n->head, PV_WORD_PRON) ||
	    (pv_word_is(&s->x, n->base.to - 1, PV_WORD_DET)))
		return p - 12;
	if (n->aside)
		p -= 8;
	else if (n->under)
		p -= 6;
	if (predicative(s, n) || (!wanted && people(s, n)) || beside(s, n))
		p -= 12;
	if (money(w, n->base.from))
		p -= 12;
	if (!wanted && stray(s, n))
		p -= 8;
	if (pv_token_is(w, n->base.from, "such"))
		p -= 5;
	if (pv_token_in(w, n->base.from, "this|these") && wanted)
		p += 5;
	if (wanted && !n->carrier)
		p += 8;
	else if (pv_token_in(w, n->head, NEVER) && !compound(s, n))
		p -= 12;
	else if (n->carrier)
		p -= 6;
	else if (pv_word_is(&s->x, n->head, PV_WORD_CAP))
		p += 3;
	if (pv_word_is(&s->x, n->head, PV_WORD_NUM))
		p -= 8;
	if (pv_token_in(w, n->head, PLACES) && n->base.from > 0 &&
	    pv_word_is(&s->x, n->base.from - 1, PV_WORD_PREP))
		p -= 6;
	if (n->base.from >= s->match.from && n->base.from < s->match.to)
		p += 4;
	else if (n->base.from + 25 < s->match.from ||
	    n->base.from > s->match.to + 25)
		p -= 4;
	return p;
}

/* "all of our", "twelve thousand (12,000)": how much of it, not what. */
static uint32_t
past_quantity(const struct pv_scene *s, uint32_t i)
{
	const struct pv_tokens *w = s->x.w;
	uint32_t n = pv_phrase(w, i, "all|any|each|some|both|none of");

	if (n > 0)
		return i + n;
	n = pv_phrase(w, i, "# # ( # )");
	if (n == 0)
		n = pv_phrase(w, i, "# ( # )");
	if (n == 0 && w->t[i].kind == PV_TOK_NUMBER)
		n = 1;
	return i + n;
}

struct pv_words
pv_scene_object(const struct pv_scene *s)
{
	struct nouns all;
	const char *taste = taste_of(s);
	const struct noun *best = NULL;
	int most = 3;
	uint32_t to;

	collect(s, &all);
	resolve(s, &all);
	for (size_t i = 0; i < all.n; i++) {
		int p = judge(s, &all.all[i], taste);

		if (p > most) {
			most = p;
			best = &all.all[i];
		}
	}
	if (best == NULL)
		return (struct pv_words){ 0, 0 };
	to = best->subject ? pv_noun_subject(&s->x, best->base.from) :
	    pv_noun_whole(&s->x, best->base.from);
	return (struct pv_words){ past_quantity(s, best->base.from),
		pv_noun_origin(&s->x, to) };
}
