/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "matrix/paper.h"

#include "matrix/word.h"

#define HEAD_MAX 600            /* bytes of a text that tell its kind */
#define CLAUSE_MAX 2000         /* bytes of a clause that are looked at */

struct sort { enum pv_paper_kind kind; const char *phrase; };

/* Kinds by words of a title; the first that fits decides. */
static const struct sort titles[] = {
	{ PV_PAPER_BASE, "amended and restated" },
	{ PV_PAPER_TALK, "memorandum of understanding" },
	{ PV_PAPER_TALK, "letter of intent" },
	{ PV_PAPER_TALK, "term sheet" },
	{ PV_PAPER_TALK, "heads of terms" },
	{ PV_PAPER_TALK, "press release" },
	{ PV_PAPER_ORDER, "order form" },
	{ PV_PAPER_ORDER, "statement of work" },
	{ PV_PAPER_ORDER, "work order" },
	{ PV_PAPER_ORDER, "purchase order" },
	{ PV_PAPER_AMENDMENT, "amendment" },
	{ PV_PAPER_AMENDMENT, "addendum" },
	{ PV_PAPER_AMENDMENT, "side letter" },
	{ PV_PAPER_AMENDMENT, "supplement" },
	{ PV_PAPER_POLICY, "policy" },
	{ PV_PAPER_POLICY, "policies" },
	{ PV_PAPER_TERMS, "terms of service" },
	{ PV_PAPER_TERMS, "terms of use" },
	{ PV_PAPER_TERMS, "service terms" },
	{ PV_PAPER_TERMS, "terms and conditions" },
};

/* Kinds by what a clause of precedence calls them. */
static const struct sort called[] = {
	{ PV_PAPER_ORDER, "order form*" },
	{ PV_PAPER_ORDER, "statement of work" },
	{ PV_PAPER_ORDER, "statements of work" },
	{ PV_PAPER_ORDER, "order" },
	{ PV_PAPER_AMENDMENT, "amendment*" },
	{ PV_PAPER_AMENDMENT, "addendum" },
	{ PV_PAPER_POLICY, "policy" },
	{ PV_PAPER_POLICY, "policies" },
	{ PV_PAPER_TERMS, "terms of service" },
	{ PV_PAPER_TERMS, "service terms" },
	{ PV_PAPER_TERMS, "services terms" },
	{ PV_PAPER_BASE, "master*" },
	{ PV_PAPER_BASE, "msa" },
	{ PV_PAPER_BASE, "agreement" },
};
#define CALLED (sizeof(called) / sizeof(called[0]))

bool
pv_label_within(struct pv_span label, struct pv_span of)
{
	return of.len > 0 && pv_span_starts(label, of) &&
	    (label.len == of.len || label.ptr[of.len] == '.' ||
	    label.ptr[of.len] == '(' || label.ptr[of.len] == ',');
}

/* A memorandum or a statement that says that it changes nothing. */
static bool
only_talks(const struct pv_paper_input *in)
{
	static const char *const says[] = {
		"does not amend the", "is not legally binding",
		"not intended to be legally binding", "creates no legal",
		"is non-binding", "are non-binding", "not binding on either",
		"does not create any binding", "no binding obligation*", NULL
	};
	const struct pv_version *v = in->version;
	struct pv_range at;
	size_t i, seen = 0;

	for (i = 0; i < v->nsentences && seen < CLAUSE_MAX * 8; i++) {
		at = v->sentences[i].at;
		seen += at.end - at.start;
		if (pv_words_any(pv_span_sub(pv_version_text(v, at), 0,
		    CLAUSE_MAX), says))
			return true;
	}
	return false;
}

static enum pv_paper_kind
kind_of(const struct pv_paper_input *in)
{
	static const char *const bound[] = {
		"statement", "announcement", "memorandum", "letter", "faq",
		"summary", NULL
	};
	const struct pv_version *v = in->version;
	struct pv_span title = pv_version_str(v, v->title);
	size_t i;

	title = pv_span_sub(title, 0, HEAD_MAX);
	if (pv_words_any(title, bound) && only_talks(in))
		return PV_PAPER_TALK;
	for (i = 0; i < sizeof(titles) / sizeof(titles[0]); i++) {
		if (pv_words_find(title, pv_span_str(titles[i].phrase), 0) <
		    title.len)
			return titles[i].kind;
	}
	return PV_PAPER_BASE;
}

void
pv_paper_date(struct pv_paper *p, struct pv_span filed, struct pv_span own)
{
	struct pv_span date = filed;

	if (date.len == 0 || (own.len == PV_DATE_LEN &&
	    pv_span_starts(own, date)))
		date = own;
	date = pv_span_sub(date, 0, PV_DATE_LEN);
	memcpy(p->date, date.ptr == NULL ? "" : date.ptr, date.len);
	p->date[date.len] = '\0';
}

/* "continues through December 31, 2032", unless it is renewed. */
static void
find_end(struct pv_paper *p, struct pv_span s)
{
	static const char *const whole[] = {
		"this agreement", "the agreement", "this license", "the term",
		"this order form", "this licence", NULL
	};
	static const char *const goes[] = {
		"continue*", "remain*", "last*", "expire*", "end*", "until",
		"through", NULL
	};
	static const char *const renewed[] = {
		"renew*", "extend*", "thereafter", NULL
	};
	static const char *const last[] = {
		"through", "until", "on", "lasts until", "ends on", NULL
	};
	char iso[PV_DATE_LEN + 1];
	struct pv_span word;
	size_t i, at;

	if (!pv_words_any(s, whole) || !pv_words_any(s, goes) ||
	    pv_words_any(s, renewed))
		return;
	for (i = 0; last[i] != NULL; i++) {
		word = pv_span_str(last[i]);
		at = pv_words_find(s, word, 0) + word.len + 1;
		if (at < s.len && pv_date_read(pv_span_sub(s, at, at + 40),
		    iso) > 0) {
			memcpy(p->end, iso, sizeof(p->end));
			return;
		}
	}
}

/* Where the first word for a kind stands in s, or s.len. */
static size_t
mention_of(struct pv_span s, enum pv_paper_kind kind)
{
	size_t i, at, best = s.len;

	for (i = 0; i < CALLED; i++) {
		if (called[i].kind != kind)
			continue;
		at = pv_words_find(s, pv_span_str(called[i].phrase), 0);
		best = at < best ? at : best;
	}
	return best;
}

/* "in the following order: the Order Form, this Agreement, the Policies" */
static bool
read_order(struct pv_paper *p, struct pv_span s)
{
	static const char *const lists[] = {
		"following order", "descending order", NULL
	};
	size_t at[PV_PAPER_KINDS], start = s.len, i, k, n = 0;

	for (i = 0; lists[i] != NULL && start == s.len; i++)
		start = pv_words_find(s, pv_span_str(lists[i]), 0);
	s = pv_span_sub(s, start, s.len);
	for (k = PV_PAPER_POLICY; k < PV_PAPER_KINDS; k++) {
		at[k] = mention_of(s, (enum pv_paper_kind)k);
		n += at[k] < s.len;
	}
	if (n < 2)
		return false;
	for (k = PV_PAPER_POLICY; k < PV_PAPER_KINDS; k++) {
		if (at[k] == s.len)
			continue;
		p->rank[k] = 2 * (int)PV_PAPER_KINDS;
		for (i = PV_PAPER_POLICY; i < PV_PAPER_KINDS; i++)
			p->rank[k] -= at[i] < at[k];
	}
	return true;
}

/* "If an Order Form and this MSA conflict, the MSA prevails" */
static void
read_winner(struct pv_paper *p, struct pv_span s)
{
	static const char *const wins[] = {
		"prevails", "prevail", "shall control", "controls",
		"will control", "shall govern", "will govern",
		"takes precedence", "take precedence", NULL
	};
	struct pv_span before = { NULL, 0 };
	enum pv_paper_kind k, winner = PV_PAPER_TALK;
	size_t i, at = s.len, start, last = 0;

	for (i = 0; wins[i] != NULL && at == s.len; i++)
		at = pv_words_find(s, pv_span_str(wins[i]), 0);
	if (at == s.len)
		return;
	for (start = at; start > 0 && s.ptr[start - 1] != ',' &&
	    s.ptr[start - 1] != ';'; start--)
		continue;
	before = pv_span_sub(s, start, at);
	for (k = PV_PAPER_POLICY; k < PV_PAPER_KINDS; k++) {
		i = mention_of(before, k);
		if (i < before.len && (winner == PV_PAPER_TALK || i < last)) {
			winner = k;
			last = i;
		}
	}
	if (winner == PV_PAPER_TALK)
		return;
	for (k = PV_PAPER_POLICY; k < PV_PAPER_KINDS; k++) {
		if (k != winner && mention_of(s, k) < s.len)
			p->rank[winner] = 2 * (int)PV_PAPER_KINDS;
	}
}

static void
read_precedence(struct pv_paper *p, struct pv_span clause)
{
	static const char *const about[] = {
		"conflict*", "inconsisten*", "precedence", "discrepanc*", NULL
	};

	if (pv_words_any(clause, about) && !read_order(p, clause))
		read_winner(p, clause);
}

void
pv_paper_describe(struct pv_paper *p, const struct pv_paper_input *in)
{
	static const char *const term[] = {
		"term", "duration", "precedence", "conflict*", NULL
	};
	static const char *const hints[] = {
		"precedence", "prevail*", "(the \"term\")", NULL
	};
	const struct pv_version *v = in->version;
	struct pv_span text, heading;
	struct pv_range body;
	size_t i;

	p->kind = kind_of(in);
	pv_paper_date(p, in->date, pv_version_str(v, v->date));
	for (i = 1; i < v->nclauses; i++) {
		heading = pv_version_text(v, v->clauses[i].heading);
		body = v->clauses[i].all;
		text = pv_span_sub(pv_version_text(v, body), 0, CLAUSE_MAX);
		if (v->clauses[i].kind == PV_CLAUSE_CONTENTS ||
		    (!pv_words_any(pv_span_sub(heading, 0, 80), term) &&
		    !pv_words_any(text, hints)))
			continue;
		if (v->clauses[i].next == i + 1 && p->end[0] == '\0')
			find_end(p, text);
		if (v->clauses[i].depth > 1 || v->clauses[i].next == i + 1)
			read_precedence(p, text);
	}
}
