/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/instrument.h"

#include <string.h>

#include "model/cite.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

bool
pv_starts_any(struct pv_span s, const char *const *words, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (pv_span_istarts(s, pv_span_str(words[k])))
			return true;
	return false;
}

bool
pv_holds_any(struct pv_span s, const char *const *words, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (pv_span_ifind(s, pv_span_str(words[k])) < s.len)
			return true;
	return false;
}

/* Agreements by the names that the instrument gives them. */
void
pv_instrument_names(struct pv_instrument *in, const struct pv_quotes *quotes,
    struct pv_span text)
{
	static const char *const nouns[] = { "agreement", "contract", "msa",
		"lease", "terms" };
	const struct pv_quote *q = quotes->list.ptr;

	for (size_t i = 0; i < quotes->list.len; i++) {
		struct pv_range inner = pv_quote_inside(&q[i]);
		struct pv_span s = pv_span_sub(text, inner.start, inner.end);
		uint32_t open = q[i].at.start, from;

		while (s.len > 0 && strchr(".,", s.ptr[s.len - 1]) != NULL)
			s.len--;
		if (s.len > 60 || !pv_holds_any(s, nouns, COUNT(nouns)) ||
		    q[i].at.end >= text.len ||
		    text.ptr[q[i].at.end] != ')')
			continue;
		while (open > 0 && text.ptr[open] != '(' &&
		    text.ptr[open] != '\n')
			open--;
		from = open > 240 ? open - 240 : 0;
		pv_vec_add(&in->names, &s);
		s = pv_span_sub(text, from, open);
		pv_vec_add(&in->told, &s);
	}
}

/* The word that ends in front of byte i, behind blanks and marks; or none. */
static struct pv_span
word_before(struct pv_span s, size_t i)
{
	size_t end;

	while (i > 0 && strchr(" ,\")", s.ptr[i - 1]) != NULL)
		i--;
	end = i;
	while (i > 0 && pv_isalpha(s.ptr[i - 1]))
		i--;
	return pv_span_sub(s, i, end);
}

/*
 * Is the date behind byte `at` that of another text: "the Hosting Agreement
 * dated ..."?  What "this" stands in front of is the instrument.
 */
static bool
is_of_another(struct pv_span s, size_t at)
{
	static const char *const links[] = { "and", "as", "dated",
		"effective", "entered", "executed", "into", "made", "of",
		"originally" };
	static const char *const nouns[] = { "agreement", "contract",
		"lease", "msa", "order", "terms" };
	struct pv_span w = word_before(s, at);
	size_t i;

	for (unsigned k = 0; k < 6 && w.len > 0 &&
	    pv_span_in_words(w, links, COUNT(links)); k++)
		w = word_before(s, (size_t)(w.ptr - s.ptr));
	if (w.len == 0 || !pv_span_in_words(w, nouns, COUNT(nouns)))
		return false;
	for (i = (size_t)(w.ptr - s.ptr); i > 0 && at - i < 160; i--) {
		struct pv_span rest = pv_span_sub(s, i, at);

		if (pv_isalpha(s.ptr[i - 1]))
			continue;
		if (pv_span_istarts(rest, PV_SPAN("this ")))
			return false;
		if (pv_span_istarts(rest, PV_SPAN("the ")) ||
		    pv_span_istarts(rest, PV_SPAN("that ")))
			return true;
	}
	return at - i < 160;
}

/* A date behind a word such as "dated"; others' too when `any`. */
static bool
date_behind(struct pv_instrument *in, struct pv_span s, const char *word,
    bool any)
{
	struct pv_span w = pv_span_str(word), rest;
	size_t at = 0;

	while ((at += pv_span_ifind(pv_span_sub(s, at, s.len), w)) < s.len) {
		rest = pv_span_sub(s, at + w.len, s.len);
		if (pv_span_istarts(rest, PV_SPAN("the ")))
			rest = pv_span_sub(rest, 4, rest.len);
		if ((any || !is_of_another(s, at)) &&
		    pv_date_read(rest, in->date) > 0)
			return true;
		at += w.len;
	}
	return false;
}

/* A paragraph that is nothing but a date, as at the head of a letter. */
static bool
date_alone(struct pv_instrument *in, struct pv_span s)
{
	size_t i = 0, end;
	struct pv_span p;

	while (i < s.len) {
		end = i + pv_span_find(pv_span_sub(s, i, s.len),
		    PV_SPAN("\n"));
		p = pv_span_trim(pv_span_sub(s, i, end));
		if (pv_span_istarts(p, PV_SPAN("date: ")))
			p = pv_span_trim(pv_span_sub(p, 6, p.len));
		if (p.len > 0 && p.len < 40 &&
		    pv_date_read(p, in->date) == p.len)
			return true;
		i = end + 1;
	}
	return false;
}

void
pv_instrument_date(struct pv_instrument *in, struct pv_span s)
{
	static const char *const words[] = { "effective as of ",
		"effective on ", "effective from ", "with effect from ",
		"effective date: ", "entered into as of ",
		"entered into this ", "entered into on ", "made as of ",
		"made this ", "made on ", "dated as of ", "dated this ",
		"dated ", "as of " };

	for (unsigned any = 0; any < 2; any++) {
		for (size_t k = 0; k < COUNT(words); k++)
			if (date_behind(in, s, words[k], any > 0))
				return;
		if (date_alone(in, s))
			return;
	}
	in->date[0] = '\0';
}

/* Does the sentence speak of the instrument as a whole? */
static bool
is_of_all(struct pv_span s)
{
	static const char *const heads[] = { "the amendments set forth",
		"the amendments made", "the amendments contained",
		"the foregoing amendments", "these amendments",
		"the modifications", "the changes made", "this is a",
		"this document", "this instrument", "this addendum" };
	static const char *const nouns[] = { "amendment", "letter" };

	return pv_starts_any(s, heads, COUNT(heads)) ||
	    (pv_span_ifind(s, PV_SPAN("this ")) < s.len &&
	    pv_holds_any(s, nouns, COUNT(nouns)));
}

/* Does it take effect at an event, other than that it is signed? */
static bool
waits(struct pv_span s)
{
	static const char *const effect[] = { "become effective",
		"becomes effective", "be effective", "take effect",
		"takes effect", "come into effect", "come into force",
		"enter into force", "effectiveness of this",
		"shall be conditioned", "is conditioned", "is conditional",
		"is subject to" };
	static const char *const events[] = { "approval", "approved",
		"consent of", "closing", "consummat", "condition",
		"satisfaction", "receipt of", "occurrence", "completion",
		"clearance" };
	static const char *const never[] = { "not become effective until",
		"not be effective until", "not take effect until",
		"not become effective unless", "not be effective unless",
		"not take effect unless" };
	static const char *const signing[] = { "signed", "signature",
		"execut", "delivered" };

	if (pv_holds_any(s, never, COUNT(never)) &&
	    !pv_holds_any(s, signing, COUNT(signing)))
		return true;
	return pv_holds_any(s, effect, COUNT(effect)) &&
	    pv_holds_any(s, events, COUNT(events));
}

/* Does it hold for some cases only? */
static bool
is_limited(struct pv_span s)
{
	static const char *const limits[] = {
		"effective only to the extent", "effective only if ",
		"effective only so long as", "effective only when ",
		"shall have no effect if", "apply only to", "applies only to",
		"apply solely to", "applies solely to" };
	static const char *const own[] = { "specifically referred",
		"expressly referred", "only to the provisions",
		"solely to the provisions" };

	return pv_holds_any(s, limits, COUNT(limits)) &&
	    !pv_holds_any(s, own, COUNT(own));
}

/* Does it end again, or come to nothing? */
static bool
ends_again(struct pv_span s)
{
	static const char *const ends[] = { "amendment shall expire",
		"amendment shall terminate", "amendment expires",
		"amendment is temporary", "amendment will expire",
		"shall expire on", "are temporary", "is temporary",
		"null and void if", "void if", "shall lapse", "will lapse",
		"amendment shall remain in effect until",
		"amendment shall remain in force until",
		"amendment will remain in effect until",
		"amendment shall be effective until" };

	return pv_holds_any(s, ends, COUNT(ends));
}

static bool
is_not_binding(struct pv_span s)
{
	static const char *const words[] = { "non-binding", "not binding",
		"not legally binding", "subject to contract",
		"for discussion purposes" };

	return pv_holds_any(s, words, COUNT(words));
}

void
pv_instrument_hold(struct pv_instrument *in, struct pv_span s)
{
	if (in->hold.len > 0 || !is_of_all(s))
		return;
	if (ends_again(s))
		in->hold = PV_SPAN("the amendment is to end again");
	else if (is_limited(s))
		in->hold = PV_SPAN("the amendment has effect in some cases "
		    "only");
	else if (waits(s))
		in->hold = PV_SPAN("the amendment waits for an event "
		    "whose date is not known");
	else if (is_not_binding(s))
		in->hold = PV_SPAN("the amendment says that it does not "
		    "bind");
}

/* An instrument that is the agreement itself, amended and restated. */
bool
pv_is_restatement(const struct pv_version *v)
{
	struct pv_span head = pv_span_sub(v->text, 0, 400);
	struct pv_span title = pv_version_str(v, v->title);

	if (title.len == 0)
		title = pv_span_sub(head, 0, pv_span_find(head,
		    PV_SPAN("\n")));
	return pv_span_ifind(title, PV_SPAN("amended and restated")) <
	    title.len && pv_span_ifind(title, PV_SPAN("amendment")) ==
	    title.len;
}

struct pv_span
pv_instrument_part(const struct pv_instrument *in, struct pv_span label)
{
	struct pv_cite want, key;
	uint32_t n = (uint32_t)in->v->nclauses, i;

	pv_cite_key(label, &want);
	/* the last one: those before may be in quotations */
	for (i = n; i-- > 1; ) {
		const struct pv_clause *c = &in->v->clauses[i];

		if (c->kind != PV_CLAUSE_SCHEDULE)
			continue;
		pv_cite_key(pv_version_str(in->v, c->label), &key);
		if (pv_span_eq(pv_cite_span(&want), pv_cite_span(&key)))
			return pv_span_trim(pv_version_text(in->v, c->all));
	}
	return pv_span("", 0);
}
