/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/noun.h"

#include "rule/grammar.h"

static bool
ends_in(struct pv_span s, const char *tail)
{
	size_t n = strlen(tail);

	return s.len > n + 2 &&
	    pv_span_ieq(pv_span_sub(s, s.len - n, s.len), pv_span_str(tail));
}

static uint16_t
kind_of(const struct pv_sense *x, uint32_t i)
{
	const struct pv_token *t = &x->w->t[i];
	struct pv_span s = pv_token(x->w, i);
	uint16_t out;

	switch ((enum pv_token_kind)t->kind) {
	case PV_TOK_MARK:
		return PV_WORD_MARK;
	case PV_TOK_NUMBER:
	case PV_TOK_REDACTED:
	case PV_TOK_BLANK:
		return PV_WORD_NUM;
	case PV_TOK_WORD:
		break;
	}
	out = pv_grammar_kinds(s);
	if (pv_token_capital(x->w, i) && !x->caps)
		out |= PV_WORD_CAP;
	if (i == x->first && (out & PV_WORD_PART))
		out &= (uint16_t)~PV_WORD_CAP;
	/* "Immediately upon the Event" */
	if (i == x->first && s.len > 5 && out == PV_WORD_CAP &&
	    ends_in(s, "ly"))
		return PV_WORD_ADV;
	/* "Exhibit A" */
	if (s.len == 1 && i > x->first && (out & PV_WORD_DET) &&
	    pv_isupper(*s.ptr) && pv_token_capital(x->w, i - 1))
		return PV_WORD_CAP;
	if (out != 0)
		return out;
	if (pv_phrase(x->w, i, "#") > 0)
		return PV_WORD_NUM;
	if (ends_in(s, "ly") && !pv_token_in(x->w, i, "supply|apply|rely|"
	    "reply|comply|imply|multiply|family|assembly|monopoly|resupply"))
		out |= PV_WORD_ADV;
	if ((ends_in(s, "ed") || ends_in(s, "ing")) && !pv_token_in(x->w, i,
	    "need|feed|exceed|proceed|succeed|embed|bring|thing|nothing|"
	    "string|indeed|king|wing|seed|speed|breed|meeting|building|"
	    "hosting|training|pricing|offering|funding"))
		out |= PV_WORD_PART;
	return out;
}

/* More than three letters in four are capitals. */
static bool
shouts(const struct pv_tokens *w, uint32_t first, uint32_t last)
{
	size_t upper = 0, lower = 0;

	for (uint32_t i = first; i < last; i++) {
		struct pv_span s = pv_token(w, i);

		for (size_t k = 0; k < s.len; k++) {
			upper += pv_isupper(s.ptr[k]);
			lower += pv_isalpha(s.ptr[k]) && !pv_isupper(s.ptr[k]);
		}
	}
	return upper > 3 * lower;
}

uint32_t
pv_word_aside(const struct pv_sense *x, uint32_t i)
{
	if (!pv_token_is(x->w, i, ","))
		return i;
	for (uint32_t k = i + 1; k < x->last && k < i + 30; k++) {
		if (pv_token_in(x->w, k, ";|:|."))
			return i;
		if (pv_token_is(x->w, k, ","))
			return k + 1;
	}
	return i;
}

bool
pv_word_date_comma(const struct pv_sense *x, uint32_t k)
{
	return k > x->first && k + 1 < x->last &&
	    x->w->t[k - 1].kind == PV_TOK_NUMBER && x->w->t[k - 1].len <= 2 &&
	    x->w->t[k + 1].kind == PV_TOK_NUMBER && x->w->t[k + 1].len == 4;
}

uint32_t
pv_word_small(const struct pv_sense *x, uint32_t i)
{
	for (;;) {
		uint32_t k = i;

		if (pv_word_is(x, i, PV_WORD_ADV | PV_WORD_NOT) &&
		    !pv_word_is(x, i, PV_WORD_DET | PV_WORD_PREP |
		    PV_WORD_CAP))
			k = i + 1;
		else if (pv_phrase(x->w, i, "at|in all|any|no times|time|"
		    "event|circumstances|way") > 0)
			k = i + 3;
		else if (pv_phrase(x->w, i, "in full|part|turn") > 0)
			k = i + 2;
		if (k == i)
			return i;
		i = k;
	}
}

/* Something that a noun phrase can go on with. */
static bool
nominal(const struct pv_sense *x, uint32_t i)
{
	return pv_word_is(x, i, PV_WORD_CAP | PV_WORD_NUM) ||
	    (i < x->last && !pv_word_is(x, i, PV_WORD_DET | PV_WORD_PREP |
	    PV_WORD_MODAL | PV_WORD_AUX | PV_WORD_CONJ | PV_WORD_SUB |
	    PV_WORD_REL | PV_WORD_PRON | PV_WORD_MARK | PV_WORD_ADV));
}

static bool
possessive(struct pv_span s)
{
	return ends_in(s, "'s") || (s.len > 2 && s.ptr[s.len - 1] == '\'');
}

/*
 * "Alder looks after Brazil": after a name a word in -s is a verb when what
 * follows can be its object.
 */
static bool
verb_after_name(const struct pv_sense *x, uint32_t i)
{
	struct pv_span s = pv_token(x->w, i);

	return i > x->first && x->kind[i - 1] == PV_WORD_CAP &&
	    !pv_word_is(x, i, PV_WORD_CAP) && s.len > 2 &&
	    s.ptr[s.len - 1] == 's' && s.ptr[s.len - 2] != '\'' &&
	    s.ptr[s.len - 2] != 's' && !possessive(pv_token(x->w, i - 1)) &&
	    pv_word_is(x, i + 1, PV_WORD_DET | PV_WORD_PREP | PV_WORD_PRON |
	    PV_WORD_CAP | PV_WORD_NUM | PV_WORD_REL | PV_WORD_NOT);
}

static bool
verb_after_pronoun(const struct pv_sense *x, uint32_t i)
{
	return i > x->first && nominal(x, i) &&
	    pv_token_in(x->w, i - 1, "we|you|they|i") &&
	    !pv_word_is(x, i, PV_WORD_CAP | PV_WORD_NUM) &&
	    (i == x->first + 1 || !pv_token_in(x->w, i - 2, "to|for|from|by|"
	    "with|on|of|than|in|tell|give|grant|let|against"));
}

bool
pv_word_finite(const struct pv_sense *x, uint32_t i)
{
	if (pv_word_is(x, i, PV_WORD_MODAL)) {
		if (pv_token_in(x->w, i, "may|will|can"))
			return !pv_word_is(x, i - 1, PV_WORD_DET) ||
			    pv_token_in(x->w, i - 1, "neither|both|each|all");
		return true;
	}
	if (pv_word_is(x, i, PV_WORD_AUX))
		return !pv_token_in(x->w, i, "be|been|being|having") &&
		    !pv_word_is(x, i - 1, PV_WORD_MODAL);
	if (pv_word_is(x, i, PV_WORD_VERB))
		return i == x->first || !(pv_word_is(x, i, PV_WORD_CAP) ||
		    pv_word_is(x, i - 1, PV_WORD_DET) ||
		    pv_phrase(x->w, i - 1, "by means of") > 0);
	return verb_after_name(x, i) || verb_after_pronoun(x, i);
}

bool
pv_word_infinitive(const struct pv_sense *x, uint32_t i)
{
	struct pv_span s = pv_token(x->w, i);

	if (i >= x->last || x->w->t[i].kind != PV_TOK_WORD || s.len < 2)
		return false;
	if (pv_token_in(x->w, i, "be|have|do"))
		return true;
	if (pv_word_is(x, i, PV_WORD_DET | PV_WORD_PREP | PV_WORD_MODAL |
	    PV_WORD_AUX | PV_WORD_CONJ | PV_WORD_SUB | PV_WORD_REL |
	    PV_WORD_PRON | PV_WORD_NUM | PV_WORD_CAP))
		return false;
	if (pv_token_in(x->w, i, "third|end|date|time|law|business|"
	    "customers|users|which"))
		return false;
	return !(s.ptr[s.len - 1] == 's' || s.ptr[s.len - 1] == 'S') ||
	    ends_in(s, "ss") || ends_in(s, "ess");
}

uint32_t
pv_word_phrase(const struct pv_sense *x, uint32_t i)
{
	uint32_t k = i;

	/* "for six months after the Expiry Date": one after another */
	for (int n = 0; n < 3; n++) {
		uint32_t from, to;

		if (!pv_word_is(x, k, PV_WORD_PREP) ||
		    (n == 0 && pv_token_in(x->w, k, "to|of")))
			return i;
		from = k + 1 + pv_token_is(x->w, k + 1, "that");
		to = pv_noun_end(x, from);
		if (to <= from || to >= x->last)
			return i;
		if (pv_token_in(x->w, to, "be|have") ||
		    pv_word_is(x, to, PV_WORD_ACT))
			return to;
		/* a noun has no article behind it: that one is a verb */
		if (to > from + 1 && pv_word_is(x, to, PV_WORD_DET |
		    PV_WORD_CAP | PV_WORD_PRON | PV_WORD_NUM) &&
		    pv_word_infinitive(x, to - 1))
			return to - 1;
		k = to;
	}
	return i;
}

/* Verbs by their place */

/* "sell, assign or otherwise dispose of": the row that begins after i. */
static void
mark_row(struct pv_sense *x, uint32_t i)
{
	for (;;) {
		uint32_t k = i;

		while (pv_token_is(x->w, k, ",") ||
		    pv_word_is(x, k, PV_WORD_CONJ))
			k++;
		if (k == i)
			return;
		k = pv_word_small(x, k);
		if (pv_token_is(x->w, k, "to"))
			k = pv_word_small(x, k + 1);
		if (!pv_word_infinitive(x, k))
			return;
		x->kind[k] |= PV_WORD_ACT;
		i = k + 1;
	}
}

static void
mark_act(struct pv_sense *x, uint32_t k)
{
	if (!pv_word_infinitive(x, k) || pv_word_is(x, k, PV_WORD_AUX))
		return;
	x->kind[k] |= PV_WORD_ACT;
	mark_row(x, k + 1);
}

/* "and operate the Cluster": a second verb behind the object of the first. */
static bool
second_verb(const struct pv_sense *x, uint32_t i)
{
	uint32_t k = i + 1;

	if (!pv_word_is(x, i, PV_WORD_CONJ) || i == x->first)
		return false;
	if (pv_token_in(x->w, k, "otherwise|thereafter|also"))
		return pv_word_infinitive(x, k + 1);
	return pv_word_infinitive(x, k) && x->kind[k] == 0 &&
	    (pv_token_in(x->w, k + 1, "the|its|their|any|such|them|it|each|"
	    "all|an|a|into|our|your") || pv_word_is(x, k + 1, PV_WORD_CAP));
}

static void
mark_acts(struct pv_sense *x)
{
	bool ruled = false;

	for (uint32_t i = x->first; i < x->last; i++) {
		uint32_t k = i + 1;

		if (pv_token_in(x->w, i, ";|."))
			ruled = false;
		if (pv_word_is(x, i, PV_WORD_MODAL) && pv_word_finite(x, i)) {
			ruled = true;
			k = pv_word_small(x, k);
			k = pv_word_small(x, pv_word_aside(x, k));
			mark_act(x, pv_word_phrase(x, k));
		} else if (pv_token_in(x->w, i, "does|did|doesn't")) {
			mark_act(x, pv_word_small(x, k));
		} else if (pv_token_is(x->w, i, "to")) {
			k = pv_word_small(x, k);
			ruled = true;
			mark_act(x, k);
		} else if (pv_token_in(x->w, i, "and|or|nor") && ruled &&
		    second_verb(x, i)) {
			mark_act(x, pv_word_small(x, k));
		} else if (pv_token_in(x->w, i, "we|you|they|please")) {
			k = pv_word_small(x, k);
			if (verb_after_pronoun(x, k))
				mark_act(x, k);
		}
	}
	if (x->first < x->last && x->kind[x->first] == PV_WORD_CAP &&
	    pv_token_in(x->w, x->first + 1, "the|our|its|your|any") &&
	    x->w->t[x->first].len > 2)
		x->kind[x->first] |= PV_WORD_ACT;
}

void
pv_sense_read(struct pv_sense *x, const struct pv_tokens *w, uint32_t first,
    uint32_t last)
{
	x->w = w;
	x->first = first;
	x->last = last < w->n ? last : w->n;
	x->caps = shouts(w, first, x->last);
	for (uint32_t i = first; i < x->last; i++)
		x->kind[i] = kind_of(x, i);
	mark_acts(x);
}

/* "at least", "all of", "not more than": before the noun phrase proper. */
static const char *const quantities[] = {
	"at least|most", "not|no less|more|fewer|later than",
	"more|less|fewer than", "up to", "all|any|each|none|some|one|both|"
	"most|either|neither|half of", "a minimum|maximum|total of", NULL
};

static bool
name_tail(const struct pv_sense *x, uint32_t k, uint32_t *n)
{
	*n = pv_phrase(x->w, k, ",? inc|ltd|llc|corp|plc|gmbh|l.l.c|co .?");
	return *n > 0;
}

/* "marked "open"": a short quotation belongs to its noun. */
static uint32_t
quotation(const struct pv_sense *x, uint32_t k)
{
	if (!pv_token_is(x->w, k, "\""))
		return 0;
	for (uint32_t n = 1; n <= 8 && k + n < x->last; n++) {
		if (pv_token_is(x->w, k + n, "\""))
			return n + 1;
	}
	return 0;
}

/* "a perpetual, irrevocable licence": the comma k joins two adjectives. */
static bool
adjectives(const struct pv_sense *x, uint32_t k)
{
	static const char *const tails[] = { "al", "ive", "able", "ible",
		"ous", "free", "wide", "ed", "ic", "less", "ary", "ent",
		"fully-paid", "up", "full", "sole" };
	struct pv_span s = pv_token(x->w, k - 1);

	if (!pv_token_is(x->w, k, ",") || pv_word_is(x, k - 1, PV_WORD_CAP) ||
	    !nominal(x, k + 1) || pv_word_is(x, k + 1, PV_WORD_CAP |
	    PV_WORD_NUM))
		return false;
	for (size_t i = 0; i < sizeof(tails) / sizeof(*tails); i++) {
		if (ends_in(s, tails[i]))
			return true;
	}
	return pv_span_istarts(s, PV_SPAN("non"));
}

/* Whether a noun phrase of n words so far ends before token k. */
static bool
ends_noun(const struct pv_sense *x, uint32_t k, uint32_t n)
{
	if (pv_word_is(x, k, PV_WORD_ACT))
		return true;
	if (pv_word_is(x, k, PV_WORD_CAP) && n > 0)
		return pv_word_is(x, k, PV_WORD_SUB);
	if (pv_word_is(x, k, PV_WORD_NUM) && n > 0 &&
	    pv_word_is(x, k - 1, PV_WORD_CAP))
		return x->w->t[k].kind != PV_TOK_NUMBER ||
		    pv_token_is(x->w, k + 1, "%");
	if (pv_word_is(x, k, PV_WORD_PREP | PV_WORD_MODAL | PV_WORD_AUX |
	    PV_WORD_CONJ | PV_WORD_SUB | PV_WORD_REL | PV_WORD_PRON))
		return true;
	if (pv_word_is(x, k, PV_WORD_DET))
		return n > 0 && !pv_token_in(x->w, k, "other|same|said|such|"
		    "certain|several");
	if (pv_word_is(x, k, PV_WORD_ADV))
		return n > 0 || !ends_in(pv_token(x->w, k), "ly") ||
		    !nominal(x, k + 1);
	if (n == 0 && k > x->first && pv_word_is(x, k - 1, PV_WORD_DET))
		return false;
	if (n == 0)
		return pv_word_is(x, k, PV_WORD_VERB) ||
		    verb_after_name(x, k) || verb_after_pronoun(x, k) ||
		    (pv_word_is(x, k, PV_WORD_PART) && !nominal(x, k + 1));
	if (pv_word_is(x, k, PV_WORD_VERB))
		return true;
	if (pv_word_is(x, k, PV_WORD_PART))
		return !nominal(x, k + 1) || pv_word_is(x, k + 1,
		    PV_WORD_PART | PV_WORD_NUM) ||
		    (pv_word_is(x, k - 1, PV_WORD_CAP) &&
		    !possessive(pv_token(x->w, k - 1)) &&
		    !pv_word_is(x, k + 1, PV_WORD_CAP));
	return verb_after_name(x, k) || verb_after_pronoun(x, k);
}

uint32_t
pv_noun_end(const struct pv_sense *x, uint32_t i)
{
	uint32_t k = i, n = 0, q;

	k += pv_phrase_any(x->w, k, quantities);
	if (k > i && k >= x->last)
		return i;
	if (pv_word_is(x, k, PV_WORD_PRON) && !pv_token_in(x->w, k,
	    "anything|everything"))
		return k + 1;
	/* "what you upload" */
	if (pv_token_in(x->w, k, "what|whatever|anything|everything")) {
		n = pv_noun_end(x, k + 1);
		return n > k + 1 && n < x->last && (pv_word_is(x, n,
		    PV_WORD_ACT | PV_WORD_VERB) || (x->kind[n] == 0)) ?
		    n + 1 : i;
	}
	while (pv_word_is(x, k, PV_WORD_DET) &&
	    !pv_word_is(x, k, PV_WORD_SUB))
		k++;
	while (k < x->last) {
		if ((q = pv_phrase(x->w, k, "( # %|percent? )")) > 0 && k > i) {
			k += q;
			continue;
		}
		if ((q = quotation(x, k)) > 0) {
			k += q;
			n++;
			continue;
		}
		if (n > 0 && name_tail(x, k, &q)) {
			k += q;
			continue;
		}
		if (n == 0 && pv_phrase(x->w, k, "$|% #") > 0)
			k++;
		if (n > 0 && (pv_phrase(x->w, k, "&|/ *") > 0 ||
		    adjectives(x, k))) {
			k += 2;
			continue;
		}
		if (pv_word_is(x, k, PV_WORD_MARK) || ends_noun(x, k, n))
			break;
		/* "the jointly built agent" */
		n += n > 0 || !pv_word_is(x, k, PV_WORD_ADV) ||
		    pv_word_is(x, k, PV_WORD_CAP);
		k++;
	}
	if (n == 0 && k > i && pv_word_is(x, k - 1, PV_WORD_DET))
		return pv_token_in(x->w, k - 1, "this|these|those|either|"
		    "neither|each|any|all|both|such|same|other|some") ? k : i;
	return k < x->last ? k : x->last;
}

/* Whether what "and" joins at `to` is of one piece with what began at i. */
static bool
alike(const struct pv_sense *x, uint32_t i, uint32_t to)
{
	return !pv_word_is(x, to, PV_WORD_DET) ||
	    pv_span_ieq(pv_token(x->w, i), pv_token(x->w, to));
}

/* "A, B and C" from i on: where the list goes on after k, or k. */
static uint32_t
joined(const struct pv_sense *x, uint32_t first, uint32_t k, bool subject)
{
	uint32_t i = k, end = k;

	for (int n = 0; n < 8; n++) {
		bool last;
		uint32_t to, from = i;

		if (pv_token_is(x->w, from, ","))
			from++;
		last = pv_token_in(x->w, from, "and|or");
		if (last)
			from++;
		if (from == i || !alike(x, first, from))
			return end;
		to = pv_noun_end(x, from);
		if (to == from)
			return end;
		while (pv_token_is(x->w, to, "of") &&
		    pv_noun_end(x, to + 1) > to + 1)
			to = pv_noun_end(x, to + 1);
		if (pv_word_finite(x, to) && !subject)
			return end;
		i = to;
		if (last)
			end = to;
	}
	return end;
}

static uint32_t
whole(const struct pv_sense *x, uint32_t i, bool subject)
{
	uint32_t k = pv_noun_end(x, i), to;

	if (k == i)
		return i;
	for (int n = 0; n < 4; n++) {
		k = joined(x, i, k, subject);
		if (!pv_token_is(x->w, k, "of") || pv_phrase(x->w, k,
		    "of its|their|our own") > 0 ||
		    pv_phrase_any(x->w, k + 1, quantities) > 0)
			return k;
		to = pv_noun_end(x, k + 1);
		if (to == k + 1)
			return k;
		k = to;
	}
	return k;
}

uint32_t
pv_noun_whole(const struct pv_sense *x, uint32_t i)
{
	return whole(x, i, false);
}

uint32_t
pv_noun_subject(const struct pv_sense *x, uint32_t i)
{
	return whole(x, i, true);
}

uint32_t
pv_noun_head(const struct pv_sense *x, uint32_t i)
{
	uint32_t k = pv_noun_end(x, i);

	while (k > i && !(x->kind[k - 1] == 0 ||
	    pv_word_is(x, k - 1, PV_WORD_CAP | PV_WORD_PART | PV_WORD_PRON |
	    PV_WORD_NUM | PV_WORD_VERB)))
		k--;
	return k > i ? k - 1 : i;
}

#define MADE "conceived|made|created|developed|produced|generated|" \
    "arising|disclosed|listed|named|identified|delivered|addressed|" \
    "collected|designed|intended|authored|derived|described|specified"

uint32_t
pv_noun_origin(const struct pv_sense *x, uint32_t to)
{
	uint32_t i = pv_word_small(x, to), k = i + 1;

	if (!pv_token_in(x->w, i, MADE) || i > to + 1 ||
	    pv_word_is(x, to, PV_WORD_MARK))
		return to;
	for (int n = 0; n < 2 && pv_word_is(x, k, PV_WORD_PREP); n++) {
		uint32_t end = pv_noun_whole(x, k + 1);

		if (end <= k + 1)
			break;
		k = end;
	}
	if (k == i + 1 && !pv_token_in(x->w, k, "hereunder|hereby|herein|"
	    "thereunder|therefrom"))
		return to;
	if (k == i + 1)
		k++;
	return k - to > 16 || pv_word_is(x, k, PV_WORD_REL) ? to : k;
}
