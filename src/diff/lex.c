/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/lex.h"

#include <string.h>

#include "base/num.h"

uint32_t
pv_lex_ordinal(struct pv_span s, uint32_t i, int32_t *n)
{
	uint32_t end = i;
	struct pv_span w;

	while (end < s.len && pv_isalnum(s.ptr[end]))
		end++;
	w = pv_span_sub(s, i, end);
	if (pv_span_ieq(w, PV_SPAN("penultimate"))) {
		*n = -2;
		return end - i;
	}
	if (pv_span_ieq(w, PV_SPAN("last")) ||
	    pv_span_ieq(w, PV_SPAN("final"))) {
		*n = -1;
		return w.len > 0 ? end - i : 0;
	}
	/* cardinals are words like any other here */
	if (!pv_span_ends(w, PV_SPAN("th")) &&
	    !pv_span_ieq(w, PV_SPAN("first")) &&
	    !pv_span_ieq(w, PV_SPAN("second")) &&
	    !pv_span_ieq(w, PV_SPAN("third")))
		return 0;
	*n = (int32_t)pv_num_word(w);
	return *n > 0 ? end - i : 0;
}

static void
add(struct pv_lexing *x, enum pv_lex lex, struct pv_range at, int32_t n)
{
	struct pv_token_of t = { lex, n, at };

	if (lex != PV_LEX_NOISE)
		pv_vec_add(&x->tokens, &t);
}

/* "the second occurrence", "where it first appears"; 0 when it is none. */
static uint32_t
occurrence(const struct pv_lexing *x, uint32_t i, int32_t *n)
{
	static const char *const words[] = { "occurrence", "reference",
		"instance", "place", "time", "use", "appearance", "appears" };
	uint32_t k = i + pv_lex_ordinal(x->masked, i, n), len;

	if (k == i || k >= x->masked.len || x->masked.ptr[k] != ' ')
		return 0;
	for (size_t w = 0; w < sizeof(words) / sizeof(words[0]); w++) {
		len = pv_lex_words(x->masked, k + 1, words[w]);
		if (len > 0) {
			if (*n < -1)
				return 0;
			*n = *n < 0 ? PV_NTH_LAST : *n;
			return k + 1 + len - i;
		}
	}
	return 0;
}

/* A bracket such as "[Reserved]" or "[Intentionally omitted.]". */
static uint32_t
placeholder(struct pv_span s, uint32_t i, uint32_t end)
{
	static const char *const words[] = { "[reserved", "[intentionally",
		"[omitted", "[deleted", "[not used", "[this section" };
	size_t close = pv_span_find(pv_span_sub(s, i, end), PV_SPAN("]"));

	for (size_t w = 0; w < sizeof(words) / sizeof(words[0]); w++)
		if (pv_span_istarts(pv_span_sub(s, i, end),
		    pv_span_str(words[w])) && close < 40 && close < end - i)
			return (uint32_t)close + 1;
	return 0;
}

/* A parenthesis that says nothing here: "(i)", "(as amended by ...)". */
static uint32_t
aside(struct pv_span s, uint32_t i, uint32_t end)
{
	size_t close = pv_span_find(pv_span_sub(s, i, end), PV_SPAN(")"));
	struct pv_span in;

	if (close >= end - i)
		return 0;
	in = pv_span_sub(s, i + 1, i + close);
	if (in.len <= 5 || pv_span_istarts(in, PV_SPAN("as amended")) ||
	    pv_span_istarts(in, PV_SPAN("as heretofore amended")) ||
	    pv_span_istarts(in, PV_SPAN("as previously amended")) ||
	    pv_span_istarts(in, PV_SPAN("as added by")) ||
	    pv_span_istarts(in, PV_SPAN("as renumbered")))
		return (uint32_t)close + 1;
	return 0;
}

/* "as amended by the First Amendment," at i: what was done before. */
static uint32_t
history(struct pv_span s, uint32_t i, uint32_t end)
{
	static const char *const heads[] = { "as amended by",
		"as previously amended", "as heretofore amended",
		"as added by", "as modified by", "as revised by",
		"as restated by", "as renumbered by", "as supplemented by",
		"as inserted by", "as amended pursuant to",
		"which was added by", "which was inserted by",
		"which was amended by", "which was replaced by",
		"which has been amended by" };
	static const char *const ends[] = { " is ", " are ", " shall ",
		" by deleting", " by adding", " by replacing", ")", ",",
		";" };
	uint32_t n = 0;
	size_t stop = 120, k, at;

	for (k = 0; n == 0 && k < sizeof(heads) / sizeof(heads[0]); k++)
		n = pv_lex_words(s, i, heads[k]);
	if (n == 0 || pv_lex_words(s, i, "as amended by this") > 0)
		return 0;
	s = pv_span_sub(s, i + n, end);
	for (k = 0; k < sizeof(ends) / sizeof(ends[0]); k++) {
		at = pv_span_find(s, pv_span_str(ends[k]));
		if (at < stop)
			stop = at;
	}
	return stop < 120 && stop < s.len ? n + (uint32_t)stop : 0;
}

/* "as defined in Paragraph 3(b) below" at i: a word's home, and no target. */
static uint32_t
defined_in(struct pv_span s, uint32_t i, uint32_t end)
{
	static const char *const heads[] = { "as defined in section",
		"as defined in paragraph", "as defined in article",
		"as set forth in section", "as described in section" };
	uint32_t n = 0, k;

	for (k = 0; n == 0 && k < sizeof(heads) / sizeof(heads[0]); k++)
		n = pv_lex_words(s, i, heads[k]);
	if (n == 0)
		return 0;
	for (k = i + n + 1; k < end && !pv_isspace(s.ptr[k]) &&
	    strchr(",;", s.ptr[k]) == NULL; k++)
		;
	return k - i;
}

/* "Pursuant to Section 9," in front of an instruction at i. */
static uint32_t
preface(struct pv_span s, uint32_t i, uint32_t end)
{
	static const char *const heads[] = { "pursuant to",
		"in accordance with", "consistent with", "as provided in" };
	uint32_t n = 0;
	size_t at;

	for (size_t k = 0; n == 0 && k < sizeof(heads) / sizeof(heads[0]);
	    k++)
		n = pv_lex_words(s, i, heads[k]);
	at = pv_span_find(pv_span_sub(s, i + n, end), PV_SPAN(","));
	return n > 0 && at < 80 && i + n + at < end ?
	    n + (uint32_t)at + 1 : 0;
}

/* "as of June 1, 2027" at i, where it is no agreement that is dated so. */
static uint32_t
as_of(struct pv_span s, uint32_t i, uint32_t end)
{
	static const char *const made[] = { "dated ", "made ", "into ",
		"executed " };
	struct pv_span before = pv_span_sub(s, 0, i);
	uint32_t n = pv_lex_words(s, i, "as of");
	char iso[PV_DATE_LEN + 1];

	if (n == 0 || i + n + 1 >= end ||
	    pv_date_read(pv_span_sub(s, i + n + 1, end), iso) == 0)
		return 0;
	for (size_t k = 0; k < sizeof(made) / sizeof(made[0]); k++)
		if (pv_span_ends(before, pv_span_str(made[k])))
			return 0;
	return n;
}

/* "first line of" at i: where a page breaks its lines is not known. */
static uint32_t
line_of(struct pv_span s, uint32_t i, uint32_t end)
{
	int32_t nth;
	uint32_t n = pv_lex_ordinal(s, i, &nth), k = i + n, w;

	if (n == 0 || k >= end || s.ptr[k] != ' ')
		return 0;
	w = pv_lex_words(s, k + 1, "line of");
	if (w == 0)
		w = pv_lex_words(s, k + 1, "line in");
	return w > 0 ? n + 1 + w : 0;
}

static uint32_t
word(struct pv_lexing *x, uint32_t i, uint32_t end)
{
	uint32_t k = i, n;
	enum pv_lex lex = PV_LEX_UNKNOWN;
	struct pv_span s = pv_span_sub(x->masked, 0, end);

	n = pv_lex_phrase(s, i, &lex);
	if (n == 0) {
		while (k < end && pv_lex_is_word(s.ptr[k]))
			k++;
		n = k - i;
		if (pv_lex_is_noise(pv_span_sub(s, i, k)))
			lex = PV_LEX_NOISE;
	}
	add(x, lex, (struct pv_range){ i, i + n }, 0);
	return n;
}

/* One token or what stands for none at byte i; its length. */
static uint32_t
lex_one(struct pv_lexing *x, uint32_t i, uint32_t end)
{
	char c = x->masked.ptr[i], iso[PV_DATE_LEN + 1];
	const struct pv_quote *q = c == '"' || c == '\'' ?
	    pv_quote_at(x->quotes, i) : NULL;
	struct pv_span s = pv_span_sub(x->masked, 0, end);
	uint32_t n;
	int32_t nth;

	n = q != NULL ? pv_lex_headed(x, i, end) : 0;
	if (n > 0)
		return n;
	if (q != NULL) {
		add(x, PV_LEX_QUOTE, q->at, 0);
		return q->at.end - i;
	}
	n = (uint32_t)pv_date_read(pv_span_sub(s, i, s.len), iso);
	if (n > 0) {
		add(x, PV_LEX_DATE, (struct pv_range){ i, i + n }, 0);
		return n;
	}
	n = c == '[' ? placeholder(s, i, end) : c == '(' ?
	    aside(s, i, end) : 0;
	if (n > 0) {
		add(x, c == '[' ? PV_LEX_PLACEHOLDER : PV_LEX_NOISE,
		    (struct pv_range){ i, i + n }, 0);
		return n;
	}
	n = i > 0 && pv_lex_is_word(s.ptr[i - 1]) ? 0 :
	    pv_lex_amount(s, i, end);
	if (n > 0) {
		add(x, PV_LEX_AMOUNT, (struct pv_range){ i, i + n }, 0);
		return n;
	}
	if (!pv_lex_is_word(c))
		return 1;
	n = pv_lex_alphabet(s, i, end);
	if (n > 0) {
		add(x, PV_LEX_ALPHABET, (struct pv_range){ i, i + n }, 0);
		return n;
	}
	n = as_of(s, i, end);
	if (n > 0) {
		add(x, PV_LEX_EFFECTIVE, (struct pv_range){ i, i + n }, 0);
		return n;
	}
	n = line_of(s, i, end);
	if (n > 0)
		return n;
	n = history(s, i, end);
	if (n == 0)
		n = defined_in(s, i, end);
	if (n > 0)
		return n;
	n = occurrence(x, i, &nth);
	if (n > 0) {
		add(x, PV_LEX_NTH, (struct pv_range){ i, i + n }, nth);
		return n;
	}
	n = pv_lex_target(x, i, end);
	return n > 0 ? n : word(x, i, end);
}

void
pv_lex_run(struct pv_lexing *x, struct pv_range at)
{
	pv_vec_clear(&x->tokens);
	pv_vec_clear(&x->targets);
	for (uint32_t i = at.start + preface(pv_span_sub(x->masked, 0, at.end),
	    at.start, at.end); i < at.end; )
		i += lex_one(x, i, at.end);
}
