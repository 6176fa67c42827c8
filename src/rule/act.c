/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/act.h"

#define GETTING "have|has|had|receive|receives|get|gets|retain|retains|" \
    "keep|keeps|own|owns|earn|earns|enjoy|enjoys|hold|holds|reserve|" \
    "reserves|become|remain|remains|acquire|acquires|lose|loses"
#define GIVING "grant|grants|granted|license|licenses|licensed|assign|" \
    "assigns|assigned|appoint|appoints|convey|conveys|transfer|transfers|" \
    "waive|waives|release|releases|give|gives|confer|confers|designate|" \
    "designates|sell|sells|re-conveys|surrender|surrenders|consents|" \
    "entitles|covenants|authorizes|authorises|authorize|engages|engage|" \
    "permits|allows|enables|names|selects|chooses|nominates|furnishes|" \
    "supplies|pays|guarantees|lets|regards|" \
    "recognises|recognizes|treats|selected|chosen|named|designated|" \
    "deposited|delivered|furnished|transferred"
#define BINDING "agrees|agree|undertakes|undertake|covenants|covenant|" \
    "commits|commit|promises|promise"

/* Past what may stand inside a verb group; an aside's "not" is its own. */
static uint32_t
past_between(const struct pv_sense *x, uint32_t i, bool *negated)
{
	uint32_t k = pv_word_small(x, i), n;

	for (; i < k; i++)
		*negated |= pv_token_in(x->w, i, "not|never");
	n = pv_word_aside(x, k);
	if (n == k)
		n = pv_word_phrase(x, k);
	if (n == k)
		return k;
	k = pv_word_small(x, n);
	for (; n < k; n++)
		*negated |= pv_token_in(x->w, n, "not|never");
	return k;
}

/* Readings of "be ...", "have ..." that decide what the verb does. */

struct turn {
	uint8_t force;
	bool flips;                 /* a "not" before it turns it around */
	const char *phrase;
};

static const struct turn turns[] = {
	{ PV_ACT_FREES, true, "stay|stays|remain|remains at liberty to" },
	{ PV_ACT_FREES, true, "be|is|are? entitled|free|permitted|allowed|"
	    "authorized|authorised|empowered|able|at|welcome liberty? to" },
	{ PV_ACT_FREES, true, "be|is|are free|entitled ~14 , to" },
	{ PV_ACT_BINDS, true, "become|becomes|remain|remains bound|obliged|"
	    "obligated|liable to" },
	{ PV_ACT_SPARES, false, "have|has|had|makes|make|gives|give|owes|owe|"
	    "accepts|accept|assumes|undertakes ~2 no ~2 obligation|"
	    "obligations|duty|duties|commitment|undertaking|promise|"
	    "liability|covenant|requirement" },
	{ PV_ACT_SPARES, false, "be|is|are|were under no ~2 obligation|duty|"
	    "requirement|liability" },
	{ PV_ACT_SPARES, false, "owes|owe @ no" },
	{ PV_ACT_DENIES, false, "have|has|had|holds|hold|get|gets no ~2 right|"
	    "rights|claim|claims|entitlement|option|say|licence|license|"
	    "permission|interest|priority|pre-emption|access|refusal" },
	{ PV_ACT_BARS, false, "have|has|had|makes|make|gives|give|owes|owe|"
	    "claims|claim|accepts|undertakes no|neither" },
	{ PV_ACT_FREES, true, "have|has|had|reserve|reserves|retain|retains|"
	    "keep|keeps the|a|an ~4 right|rights|option|freedom|power|liberty "
	    "~12 to" },
	{ PV_ACT_BINDS, true, "be|is|are? obliged|obligated|required|bound|"
	    "committed|under ~3 to" },
	{ PV_ACT_BARS, true, "be|is|are? prohibited|precluded|barred|"
	    "restricted|restrained|forbidden from" },
	{ PV_ACT_BARS, true, "refrain|abstain|desist from" },
	{ PV_ACT_BINDS, true, BINDING " ~2 to" },
	{ PV_ACT_BINDS, true, BINDING "|represents|represent|warrants|"
	    "warrant|ensures|ensure|guarantees|procures|procure ~4 that" },
	{ PV_ACT_BINDS, true, "binds|bind|obliges|oblige|commits|commit|"
	    "obligates|engages|engage|pledges itself|themselves|himself not? "
	    "to" },
	{ PV_ACT_BARS, true, "forbids|forbid|prohibits|prohibit|denies "
	    "itself|themselves|himself from|to?" },
	{ PV_ACT_BINDS, true, "has|have to" },
	{ PV_ACT_BINDS, true, "bear|bears the burden|risk|cost|costs of" },
	{ PV_ACT_GETS, true, "be|is|are|been|remain? entitled|afforded|"
	    "offered|given|granted|accorded|allotted|allocated|designated|"
	    "named|appointed|paid|furnished|credited|reimbursed|consulted|"
	    "informed|notified|told" },
};

/* The turn at token i; *after is behind it. */
static const struct turn *
turn_at(const struct pv_sense *x, uint32_t i, uint32_t *after)
{
	for (size_t k = 0; k < sizeof(turns) / sizeof(*turns); k++) {
		uint32_t n = pv_phrase(x->w, i, turns[k].phrase);

		if (n == 0)
			continue;
		*after = i + n;
		return &turns[k];
	}
	return NULL;
}

static bool
participle(const struct pv_sense *x, uint32_t i)
{
	struct pv_span s = pv_token(x->w, i);

	if (!pv_word_is(x, i, PV_WORD_PART) && x->kind[i < x->last ? i : 0] !=
	    0)
		return false;
	return i < x->last && s.len > 2 &&
	    (pv_span_ieq(pv_span_sub(s, s.len - 2, s.len), PV_SPAN("ed")) ||
	    pv_token_in(x->w, i, "made|given|set|sold|built|kept|sent|held|"
	    "taken|written|drawn|borne|owed|put|run|met|shown|found|lost|"
	    "bought|done|bound|told|hosted|paid|laid|cut|spun|split|let|"
	    "known|seen|struck|read|chosen|begun|become|come|gone|grown|"
	    "spoken|won|sought|brought|left|lent|spent|broken|undertaken|"
	    "withdrawn|foregone|forgone|overtaken|driven|forbidden"));
}

/* What a plain head verb does after a modal or by itself. */
static uint8_t
force_of(const struct pv_sense *x, const struct pv_act *a, bool modal)
{
	/* "may grant no licence": what may be is nothing */
	if (pv_token_in(x->w, a->verb, "may|can|cannot|can't"))
		return a->negated || pv_token_in(x->w, a->head + 1, "no|none|"
		    "nothing|nobody|neither") ? PV_ACT_BARS : PV_ACT_FREES;
	if (pv_token_in(x->w, a->head, GIVING))
		return a->negated ? PV_ACT_BARS : PV_ACT_GIVES;
	if (modal && pv_token_in(x->w, a->head, "keep|hold|reserve") &&
	    pv_phrase(x->w, a->head + 1, "its|their|the|all ~1 right|rights|"
	    "title|licence|license") == 0)
		return a->negated ? PV_ACT_BARS : PV_ACT_BINDS;
	if (pv_token_in(x->w, a->head, GETTING))
		return a->negated ? PV_ACT_BARS : PV_ACT_GETS;
	if (modal)
		return a->negated ? PV_ACT_BARS : PV_ACT_BINDS;
	return PV_ACT_STATES;
}

/* "Should Basalt be acquired", "had Alder paid": the verb comes first. */
static bool
inverted(const struct pv_sense *x, uint32_t verb)
{
	return pv_token_in(x->w, verb, "should|had|were") &&
	    (verb == x->first || pv_token_in(x->w, verb - 1,
	    ",|;|:|.|)|and|or|but")) &&
	    pv_noun_subject(x, verb + 1) > verb + 1;
}

/* Read the verb group from its first word: head, negation, voice, force. */
static void
read_group(const struct pv_sense *x, struct pv_act *a)
{
	bool modal = pv_word_is(x, a->verb, PV_WORD_MODAL), be = false;
	bool perfect = false;
	uint32_t i = modal ? a->verb + 1 : a->verb, after = i;
	const struct turn *t;

	a->negated |= pv_word_is(x, a->verb, PV_WORD_NOT);
	if (a->subject.from == a->verb + 1 && inverted(x, a->verb)) {
		modal = false;
		i = a->subject.to;
	}
	for (;; i++) {
		i = past_between(x, i, &a->negated);
		/* "shall cease to have": as one who has it */
		i += pv_phrase(x->w, i, "cease|ceases|continue|continues to");
		t = turn_at(x, i, &after);
		/* "has given", "has required": done to others */
		if (t != NULL && perfect && !be && participle(x, i))
			t = NULL;
		if (t != NULL || !pv_word_is(x, i, PV_WORD_AUX))
			break;
		if (pv_token_in(x->w, i, "have|has|had") &&
		    (!participle(x, pv_word_small(x, i + 1)) ||
		    pv_token_in(x->w, i + 1, "unlimited|limited|restricted|"
		    "unrestricted|undivided|unfettered|continued")) &&
		    !pv_token_is(x->w, pv_word_small(x, i + 1), "been"))
			break;
		be |= pv_token_in(x->w, i, "be|is|are|was|were|been|being");
		perfect |= pv_token_in(x->w, i, "have|has|had");
	}
	a->head = i < x->last ? i : a->verb;
	if (t != NULL) {
		bool negated = a->negated;

		a->force = t->force;
		if (negated && t->flips)
			a->force = t->force == PV_ACT_BARS ? PV_ACT_FREES :
			    t->force == PV_ACT_BINDS ? PV_ACT_BARS :
			    PV_ACT_DENIES;
		a->head = past_between(x, after, &a->negated);
		a->passive = pv_token_is(x->w, a->head, "be");
		for (uint32_t k = i; k < a->head; k++)
			a->negated |= pv_token_is(x->w, k, "not");
		if (t->force == PV_ACT_BINDS && a->negated && !negated)
			a->force = PV_ACT_BARS;
		return;
	}
	a->passive = be && participle(x, a->head);
	/* "if it shall have paid": what happened, and no duty */
	modal &= !(perfect && a->under);
	a->force = be && !a->passive ? PV_ACT_STATES :
	    force_of(x, a, modal);
	if (be && !a->passive && a->verb != i)
		a->head = i;
	if (a->passive && modal)
		a->force = a->negated ? PV_ACT_BARS :
		    pv_token_in(x->w, a->verb, "may|can") ? PV_ACT_FREES :
		    PV_ACT_BINDS;
}

/* Subject */

/* A relative clause ends at verb q: where its pronoun stands, or 0. */
static uint32_t
relative_before(const struct pv_sense *x, uint32_t q, uint32_t lo)
{
	for (uint32_t n = 0; q > lo && n < 8; n++) {
		q--;
		if (pv_word_is(x, q, PV_WORD_REL)) {
			if (q == lo || pv_word_is(x, q - 1, PV_WORD_VERB |
			    PV_WORD_SUB | PV_WORD_MARK | PV_WORD_CONJ) ||
			    pv_token_in(x->w, q - 1, "so|event|agree|ensure|"
			    "extent|condition|procure|agreed|such"))
				return 0;
			/* "from which": the preposition goes with it */
			if (pv_word_is(x, q - 1, PV_WORD_PREP))
				q--;
			return q > lo ? q : 0;
		}
		if (pv_word_is(x, q, PV_WORD_MARK | PV_WORD_SUB))
			return 0;
	}
	return 0;
}

/* Where the clause of the verb at v begins. */
static uint32_t
clause_start(const struct pv_sense *x, uint32_t v)
{
	uint32_t i = v;

	while (i > x->first) {
		uint32_t q = i - 1;

		if (pv_token_is(x->w, q, ")")) {
			while (q > x->first && !pv_token_is(x->w, q, "("))
				q--;
			i = q;
			continue;
		}
		if (pv_word_is(x, q, PV_WORD_MARK) &&
		    !pv_token_in(x->w, q, "\"|'|$|/|&|%|^|<|>|=|+|~|#"))
			return i;
		if (pv_word_is(x, q, PV_WORD_SUB) || pv_token_in(x->w, q,
		    "before|after"))
			return i;
		if (pv_token_in(x->w, q, "that|what") || (pv_word_is(x, q,
		    PV_WORD_REL) && (q + 1 == v || (q > x->first &&
		    pv_word_is(x, q - 1, PV_WORD_PREP)))))
			return i;
		if (pv_word_finite(x, q)) {
			uint32_t r = relative_before(x, q, x->first);

			if (r == 0)
				return i;
			i = r;
			continue;
		}
		if (pv_token_in(x->w, q, "but"))
			return i;
		i = q;
	}
	return i;
}

/* ", consisting of A, B and C," ends at comma k: where it begins, or k. */
static uint32_t
aside_start(const struct pv_sense *x, uint32_t k)
{
	for (uint32_t i = k; i > x->first && i + 60 > k; i--) {
		if (pv_token_in(x->w, i - 1, ";|:|."))
			break;
		if (pv_token_is(x->w, i - 1, ",") && pv_token_in(x->w, i,
		    "consisting|comprising|comprised|composed"))
			return i - 1;
	}
	return k;
}

/* Back over ", upon request," and adverbs before the verb at v. */
static uint32_t
subject_end(const struct pv_sense *x, uint32_t v)
{
	uint32_t e = v;

	for (int n = 0; n < 3; n++) {
		while (e > x->first && pv_word_is(x, e - 1, PV_WORD_ADV) &&
		    !pv_word_is(x, e - 1, PV_WORD_CAP))
			e--;
		if (e <= x->first || !pv_token_is(x->w, e - 1, ","))
			return e;
		if (aside_start(x, e - 1) < e - 1) {
			e = aside_start(x, e - 1);
			continue;
		}
		for (uint32_t k = e - 1; k > x->first && k + 30 > e; k--) {
			if (pv_token_in(x->w, k - 1, ";|:|."))
				return e - 1;
			if (pv_token_is(x->w, k - 1, ",")) {
				e = k - 1;
				break;
			}
			if (k == x->first + 1)
				return e - 1;
		}
	}
	return e;
}

/* The subject among the words [b, e): behind an opening "Upon X" if any. */
static struct pv_words
subject_in(const struct pv_sense *x, uint32_t b, uint32_t e)
{
	struct pv_words best = { 0, 0 };
	bool governed = b > x->first && pv_word_is(x, b - 1, PV_WORD_PREP);

	/* "are final and no member may": behind another clause's predicate */
	if (b > x->first && pv_word_finite(x, b - 1)) {
		for (uint32_t i = b; i < e; i++) {
			if (pv_token_in(x->w, i, "and|or|but"))
				b = i;
		}
	}
	while (b < e && pv_word_is(x, b, PV_WORD_CONJ | PV_WORD_ADV) &&
	    !pv_word_is(x, b, PV_WORD_PREP) &&
	    !pv_token_in(x->w, b, "neither|either|both|nor"))
		b++;
	for (uint32_t i = b; i < e;) {
		uint32_t to;

		if (pv_word_is(x, i, PV_WORD_PREP) ||
		    pv_word_is(x, i, PV_WORD_PART)) {
			governed = true;
			i++;
			continue;
		}
		to = pv_noun_end(x, i);
		if (to > e)
			to = e;
		if (to <= i) {
			i++;
			continue;
		}
		if (!governed) {
			best = (struct pv_words){ i, to };
			return best;
		}
		if (best.to == 0)
			best = (struct pv_words){ i, to };
		governed = false;
		i = to;
		/* what follows "of" and the like is governed again */
	}
	return best;
}

/*
 * "Upon expiration Alder may": somebody named right before the verb is its
 * subject, unless a preposition has it.
 */
static bool
named_subject(const struct pv_sense *x, const struct pv_actor *who, size_t n,
    uint32_t e, struct pv_words *out)
{
	for (size_t k = 0; k < n; k++) {
		const struct pv_actor *m = &who[k];
		uint32_t q = m->from;

		if (m->to != e || m->possessive)
			continue;
		while (q > x->first && pv_token_in(x->w, q - 1,
		    "both|all|any|such|each|other"))
			q--;
		if (q > x->first && pv_word_is(x, q - 1, PV_WORD_PREP) &&
		    !pv_token_in(x->w, q - 1, "until|before|after|below|"
		    "above"))
			return false;
		*out = (struct pv_words){ m->from, m->to };
		return true;
	}
	return false;
}

/* "Neither Alder nor Basalt may": the second one is told next to the verb. */
static bool
neither(const struct pv_sense *x, const struct pv_act *a)
{
	uint32_t i = a->subject.from;

	if (i <= x->first || !pv_token_is(x->w, i - 1, "nor"))
		return false;
	while (i > a->open && !pv_token_is(x->w, i, "neither"))
		i--;
	return pv_token_is(x->w, i, "neither");
}

static void
read_subject(const struct pv_sense *x, const struct pv_actor *who, size_t n,
    struct pv_act *a)
{
	uint32_t e;

	if (pv_word_is(x, a->verb, PV_WORD_PRON)) {
		a->open = a->verb;
		a->subject = (struct pv_words){ a->verb, a->verb + 1 };
		return;
	}
	if (inverted(x, a->verb)) {
		a->open = a->verb;
		a->under = true;
		a->subject = (struct pv_words){ a->verb + 1,
		    pv_noun_end(x, a->verb + 1) };
		for (size_t k = 0; k < n; k++)
			if (who[k].from == a->verb + 1 && !who[k].possessive)
				a->subject.to = who[k].to;
		return;
	}
	e = subject_end(x, a->verb);
	a->open = clause_start(x, e);
	a->under = a->open > x->first && (pv_word_is(x, a->open - 1,
	    PV_WORD_SUB | PV_WORD_REL) || pv_token_in(x->w, a->open - 1,
	    "before|after"));
	if (!named_subject(x, who, n, e, &a->subject))
		a->subject = subject_in(x, a->open, e);
	a->under |= pv_token_is(x->w, a->open, "as") &&
	    a->subject.from == a->open + 1;
	if (a->subject.to > a->subject.from && (pv_token_in(x->w,
	    a->subject.from, "no|neither|nothing|nobody|none") ||
	    neither(x, a)))
		a->negated = true;
}

/* "shall not lease, and shall not sell": the first verb has the subject. */
static void
share_subject(struct pv_act *a, const struct pv_act *before)
{
	if (a->subject.to > a->subject.from)
		return;
	a->subject = before->subject;
}

static bool
conjunct(const struct pv_sense *x, const struct pv_act *a)
{
	uint32_t i = a->open;

	return i == a->verb && i > x->first;
}

size_t
pv_acts(const struct pv_sense *x, const struct pv_actor *who, size_t nwho,
    struct pv_act out[PV_ACTS])
{
	size_t n = 0;
	uint32_t i = x->first;

	while (i < x->last && n < PV_ACTS) {
		struct pv_act a = { .verb = i };

		if (!pv_word_finite(x, i)) {
			i++;
			continue;
		}
		read_subject(x, who, nwho, &a);
		read_group(x, &a);
		if (n > 0 && (conjunct(x, &a) || a.subject.to <=
		    a.subject.from))
			share_subject(&a, &out[n - 1]);
		out[n++] = a;
		i = a.head > i ? a.head : i + 1;
		/* the head itself is no further verb */
		if (i == a.head)
			i++;
	}
	return n;
}

bool
pv_act_subordinate(const struct pv_sense *x, const struct pv_act *a)
{
	return a->under && !(pv_token_is(x->w, a->open - 1, "that") &&
	    (pv_word_is(x, a->open - 2, PV_WORD_VERB | PV_WORD_ACT |
	    PV_WORD_MARK | PV_WORD_CONJ | PV_WORD_PART) ||
	    pv_token_in(x->w, a->open - 2,
	    "promise|covenant|undertaking|understanding|assurance")));
}
