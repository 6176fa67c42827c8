/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/lex.h"

#include <string.h>

#include "base/num.h"

struct phrase { const char *words; enum pv_lex lex; };

/* Longer phrases stand before their beginnings. */
static const struct phrase phrases[] = {
	{ "amended and restated", PV_LEX_READ },
	{ "amending and restating", PV_LEX_READ },
	{ "amended to read", PV_LEX_READ },
	{ "amended so as to read", PV_LEX_READ },
	{ "amended so that it reads", PV_LEX_READ },
	{ "revised to read", PV_LEX_READ },
	{ "modified to read", PV_LEX_READ },
	{ "changed to read", PV_LEX_READ },
	{ "restated", PV_LEX_READ }, { "restating", PV_LEX_READ },
	{ "to read", PV_LEX_READ }, { "shall read", PV_LEX_READ },
	{ "will read", PV_LEX_READ }, { "now reads", PV_LEX_READ },
	{ "shall now read", PV_LEX_READ }, { "reads", PV_LEX_READ },
	{ "previously read", PV_LEX_WAS }, { "currently reads", PV_LEX_WAS },
	{ "amended to replace", PV_LEX_REPLACE },
	{ "amended to delete", PV_LEX_DELETE },
	{ "amended to provide", PV_LEX_CHANGE },
	{ "amended to add", PV_LEX_INSERT },
	{ "amended to include", PV_LEX_INSERT },
	{ "amended by the following", PV_LEX_INSERT },
	{ "supplemented as follows", PV_LEX_AMEND },
	{ "supplemented by", PV_LEX_INSERT },
	{ "supplemented with", PV_LEX_INSERT },
	{ "the addition of", PV_LEX_INSERT },
	{ "the insertion of", PV_LEX_INSERT },
	{ "the inclusion of", PV_LEX_INSERT },
	{ "the deletion of", PV_LEX_DELETE },
	{ "the removal of", PV_LEX_DELETE },
	{ "the replacement of", PV_LEX_REPLACE },
	{ "the substitution of", PV_LEX_SUBSTITUTE },
	{ "amended as follows", PV_LEX_AMEND },
	{ "amended", PV_LEX_AMEND }, { "amending", PV_LEX_AMEND },
	{ "amend", PV_LEX_AMEND }, { "modified", PV_LEX_AMEND },
	{ "modify", PV_LEX_AMEND }, { "revised", PV_LEX_AMEND },
	{ "intentionally omitted", PV_LEX_PLACEHOLDER },
	{ "intentionally deleted", PV_LEX_PLACEHOLDER },
	{ "marked as reserved", PV_LEX_PLACEHOLDER },
	{ "marked reserved", PV_LEX_PLACEHOLDER },
	{ "reserved", PV_LEX_PLACEHOLDER },
	{ "deleted", PV_LEX_DELETE }, { "deleting", PV_LEX_DELETE },
	{ "delete", PV_LEX_DELETE }, { "striking out", PV_LEX_DELETE },
	{ "struck out", PV_LEX_DELETE }, { "striking", PV_LEX_DELETE },
	{ "strike", PV_LEX_DELETE }, { "stricken", PV_LEX_DELETE },
	{ "struck", PV_LEX_DELETE }, { "removed", PV_LEX_DELETE },
	{ "removing", PV_LEX_DELETE }, { "remove", PV_LEX_DELETE },
	{ "omitting", PV_LEX_DELETE }, { "omitted", PV_LEX_DELETE },
	{ "replaced", PV_LEX_REPLACE }, { "replacing", PV_LEX_REPLACE },
	{ "replace", PV_LEX_REPLACE }, { "superseded", PV_LEX_REPLACE },
	{ "attached to and incorporated into", PV_LEX_INSERT },
	{ "attached and incorporated into", PV_LEX_INSERT },
	{ "shall be attached", PV_LEX_INSERT },
	{ "inserted", PV_LEX_INSERT }, { "inserting", PV_LEX_INSERT },
	{ "insert", PV_LEX_INSERT }, { "added", PV_LEX_INSERT },
	{ "adding", PV_LEX_INSERT }, { "add", PV_LEX_INSERT },
	{ "supplemented", PV_LEX_INSERT }, { "appended", PV_LEX_INSERT },
	{ "substituted", PV_LEX_SUBSTITUTE },
	{ "substituting", PV_LEX_SUBSTITUTE },
	{ "substitute", PV_LEX_SUBSTITUTE },
	{ "renumbered", PV_LEX_RENUMBER },
	{ "renumbering", PV_LEX_RENUMBER },
	{ "redesignated", PV_LEX_RENUMBER },
	{ "redesignating", PV_LEX_RENUMBER },
	{ "relettered", PV_LEX_RENUMBER },
	{ "waives", PV_LEX_WAIVE }, { "waived", PV_LEX_WAIVE },
	{ "waive", PV_LEX_WAIVE }, { "suspended", PV_LEX_WAIVE },
	{ "extended", PV_LEX_EXTEND }, { "extending", PV_LEX_EXTEND },
	{ "extend", PV_LEX_EXTEND },
	{ "no force and effect", PV_LEX_WAIVE },
	{ "no effect", PV_LEX_WAIVE },
	{ "no further force and effect", PV_LEX_WAIVE },
	{ "no further effect", PV_LEX_WAIVE },
	{ "no further force or effect", PV_LEX_WAIVE },
	{ "no force or effect", PV_LEX_WAIVE },
	{ "no longer apply", PV_LEX_WAIVE },
	{ "shall not apply", PV_LEX_WAIVE },
	{ "ratified and confirmed", PV_LEX_RATIFY },
	{ "full force and effect", PV_LEX_RATIFY },
	{ "ratified", PV_LEX_RATIFY }, { "ratify", PV_LEX_RATIFY },
	{ "reaffirmed", PV_LEX_RATIFY },
	{ "changing", PV_LEX_CHANGE }, { "changed", PV_LEX_CHANGE },
	{ "change", PV_LEX_CHANGE },
	{ "shall mean", PV_LEX_DEEM }, { "shall refer to", PV_LEX_DEEM },
	{ "deemed to be references", PV_LEX_DEEM },
	{ "deemed to be a reference", PV_LEX_DEEM },
	{ "deemed references", PV_LEX_DEEM },
	{ "deemed a reference", PV_LEX_DEEM },
	{ "deemed to refer", PV_LEX_DEEM }, { "deemed", PV_LEX_DEEM },
	{ "now referred to", PV_LEX_REPLACE },
	{ "in lieu thereof", PV_LEX_LIEU }, { "in lieu of", PV_LEX_LIEU_OF },
	{ "in place thereof", PV_LEX_LIEU }, { "in place of", PV_LEX_LIEU_OF },
	{ "in the place thereof", PV_LEX_LIEU },
	{ "in its place and stead", PV_LEX_LIEU },
	{ "in its place", PV_LEX_LIEU }, { "in its stead", PV_LEX_LIEU },
	{ "in their place", PV_LEX_LIEU }, { "in their stead", PV_LEX_LIEU },
	{ "in substitution therefor", PV_LEX_LIEU },
	{ "in substitution for", PV_LEX_LIEU_OF },
	{ "in replacement thereof", PV_LEX_LIEU },
	{ "instead of", PV_LEX_LIEU_OF }, { "therefor", PV_LEX_LIEU },
	{ "at the appropriate place in alphabetical order", PV_LEX_ALPHABET },
	{ "in the appropriate alphabetical order", PV_LEX_ALPHABET },
	{ "in appropriate alphabetical order", PV_LEX_ALPHABET },
	{ "in proper alphabetical order", PV_LEX_ALPHABET },
	{ "in alphabetical order", PV_LEX_ALPHABET },
	{ "alphabetically", PV_LEX_ALPHABET },
	{ "at the very end", PV_LEX_END }, { "at the end", PV_LEX_END },
	{ "to the end", PV_LEX_END }, { "on the end", PV_LEX_END },
	{ "at the beginning", PV_LEX_START },
	{ "at the start", PV_LEX_START },
	{ "to the beginning", PV_LEX_START },
	{ "immediately after", PV_LEX_AFTER },
	{ "immediately following", PV_LEX_AFTER },
	{ "directly after", PV_LEX_AFTER }, { "after", PV_LEX_AFTER },
	{ "immediately before", PV_LEX_BEFORE },
	{ "immediately preceding", PV_LEX_BEFORE },
	{ "immediately prior to", PV_LEX_BEFORE },
	{ "directly before", PV_LEX_BEFORE },
	{ "prior to", PV_LEX_BEFORE }, { "preceding", PV_LEX_BEFORE },
	{ "before", PV_LEX_BEFORE },
	{ "as set forth below", PV_LEX_FOLLOW },
	{ "as follows", PV_LEX_FOLLOW }, { "the following", PV_LEX_FOLLOW },
	{ "following new", PV_LEX_FOLLOW },
	{ "following language", PV_LEX_FOLLOW },
	{ "following", PV_LEX_AFTER }, { "set forth below", PV_LEX_FOLLOW },
	{ "each place", PV_LEX_EACH }, { "each time", PV_LEX_EACH },
	{ "each instance", PV_LEX_EACH }, { "all instances", PV_LEX_EACH },
	{ "each occurrence", PV_LEX_EACH },
	{ "all occurrences", PV_LEX_EACH },
	{ "every occurrence", PV_LEX_EACH },
	{ "all references", PV_LEX_EACH },
	{ "any and all references", PV_LEX_EACH },
	{ "each reference", PV_LEX_EACH }, { "every reference", PV_LEX_EACH },
	{ "any reference", PV_LEX_EACH },
	{ "wherever", PV_LEX_EACH }, { "throughout", PV_LEX_EACH },
	{ "in both places", PV_LEX_EACH },
	{ "cross-references", PV_LEX_REFERENCE },
	{ "references", PV_LEX_REFERENCE },
	{ "reference", PV_LEX_REFERENCE },
	{ "definitions", PV_LEX_DEFINITION },
	{ "definition", PV_LEX_DEFINITION },
	{ "defined terms", PV_LEX_DEFINITION },
	{ "defined term", PV_LEX_DEFINITION },
	{ "sentences", PV_LEX_SENTENCE }, { "sentence", PV_LEX_SENTENCE },
	{ "in the form attached hereto", PV_LEX_HERETO },
	{ "attached hereto", PV_LEX_HERETO },
	{ "attached to this amendment", PV_LEX_HERETO },
	{ "annexed hereto", PV_LEX_HERETO }, { "hereto", PV_LEX_HERETO },
	{ "a new", PV_LEX_NEW }, { "new", PV_LEX_NEW },
	{ "accordingly", PV_LEX_ACCORDINGLY },
	{ "mutatis mutandis", PV_LEX_ACCORDINGLY },
	{ "effective as of", PV_LEX_EFFECTIVE },
	{ "effective on", PV_LEX_EFFECTIVE },
	{ "effective from", PV_LEX_EFFECTIVE },
	{ "with effect from", PV_LEX_EFFECTIVE },
	{ "with effect as of", PV_LEX_EFFECTIVE },
	{ "retroactive to", PV_LEX_EFFECTIVE },
	{ "retroactively to", PV_LEX_EFFECTIVE },
	{ "effective", PV_LEX_EFFECTIVE },
	{ "subject to", PV_LEX_CONDITION }, { "upon", PV_LEX_CONDITION },
	{ "conditional", PV_LEX_CONDITION },
	{ "conditioned", PV_LEX_CONDITION },
	{ "contingent", PV_LEX_CONDITION }, { "unless", PV_LEX_CONDITION },
	{ "if", PV_LEX_CONDITION }, { "until", PV_LEX_CONDITION },
	{ "solely", PV_LEX_CONDITION }, { "only", PV_LEX_CONDITION },
	{ "provided", PV_LEX_CONDITION }, { "when", PV_LEX_CONDITION },
	{ "temporarily", PV_LEX_CONDITION },
	{ "during", PV_LEX_CONDITION }, { "while", PV_LEX_CONDITION },
	{ "for a period", PV_LEX_CONDITION },
	{ "for the period", PV_LEX_CONDITION },
	{ "with respect to", PV_LEX_CONDITION },
	{ "not", PV_LEX_CONDITION }, { "except", PV_LEX_CONDITION },
	{ "to the extent", PV_LEX_CONDITION },
	{ "as amended by the terms of this amendment", PV_LEX_NOISE },
	{ "where it appears therein", PV_LEX_NOISE },
	{ "where it appears", PV_LEX_NOISE },
	{ "where they appear", PV_LEX_NOISE },
	{ "in its entirety", PV_LEX_NOISE },
	{ "in their entirety", PV_LEX_NOISE },
	{ "in their entireties", PV_LEX_NOISE },
	{ "as defined therein", PV_LEX_NOISE },
	{ "which shall be considered an integral part", PV_LEX_NOISE },
	{ "which shall be deemed an integral part", PV_LEX_NOISE },
	{ "which shall form an integral part", PV_LEX_NOISE },
	{ "which shall be an integral part", PV_LEX_NOISE },
	{ "heading", PV_LEX_PART }, { "headings", PV_LEX_PART },
	{ "title", PV_LEX_PART }, { "caption", PV_LEX_PART },
	{ "row", PV_LEX_PART }, { "rows", PV_LEX_PART },
	{ "column", PV_LEX_PART }, { "table", PV_LEX_PART },
	{ "portion", PV_LEX_PART }, { "portions", PV_LEX_PART },
	{ "part", PV_LEX_PART }, { "parts", PV_LEX_PART },
	{ "section of", PV_LEX_PART }, { "sections of", PV_LEX_PART },
	{ "clause of", PV_LEX_PART }, { "item of", PV_LEX_PART },
	{ "paragraph of", PV_LEX_PART }, { "paragraphs of", PV_LEX_PART },
	{ "provision of", PV_LEX_PART }, { "section in", PV_LEX_PART },
	{ "paragraph in", PV_LEX_PART }, { "clause in", PV_LEX_PART },
	{ "amount in", PV_LEX_PART }, { "amount of", PV_LEX_PART },
	{ "number in", PV_LEX_PART }, { "number of", PV_LEX_PART },
	{ "percentage in", PV_LEX_PART }, { "figure in", PV_LEX_PART },
	{ "date in", PV_LEX_PART }, { "name in", PV_LEX_PART },
	{ "with", PV_LEX_WITH }, { "by", PV_LEX_WITH },
	{ "for", PV_LEX_FOR }, { "in", PV_LEX_IN }, { "of", PV_LEX_IN },
	{ "at", PV_LEX_IN }, { "under", PV_LEX_IN }, { "into", PV_LEX_IN },
	{ "within", PV_LEX_IN }, { "to", PV_LEX_TO }, { "from", PV_LEX_FROM },
	{ "as", PV_LEX_AS },
};

/* Words without a meaning of their own here, sorted. */
static const char *const noise[] = {
	"a", "accordance", "addition", "additional", "agree", "agreed",
	"agrees", "agreement", "also", "amendment", "amount", "an", "and",
	"appearing", "appears", "are", "be", "been", "being", "body", "clause",
	"contained", "continue", "date", "each", "entire", "entirety",
	"existing", "expression", "figure", "forth", "found", "further", "has",
	"have", "hereby", "hereof", "hereunder", "is", "it", "item", "its",
	"language", "letter", "name", "number", "numbered", "otherwise",
	"paragraph", "paragraphs", "parties", "party", "percentage", "phrase",
	"phrases", "provision", "provisions", "quoted", "read", "said",
	"section", "sections", "set", "shall", "so", "such", "term", "terms",
	"text", "that", "the", "their", "them", "thereafter", "thereby",
	"therefrom", "therein", "thereof", "thereto", "they", "this", "those",
	"was", "were", "whereas", "which", "whole", "wholly", "will", "word",
	"words",
};

static bool
is_word(char c)
{
	return pv_isalnum(c) || c == '-' || c == '\'';
}

/* Length of `words` when s goes on with them at i, in any case. */
static uint32_t
phrase_at(struct pv_span s, uint32_t i, const char *words)
{
	uint32_t start = i;

	for (; *words != '\0'; words++, i++) {
		if (i >= s.len)
			return 0;
		if (*words == ' ' && pv_isspace(s.ptr[i])) {
			while (i + 1 < s.len && pv_isspace(s.ptr[i + 1]))
				i++;
			continue;
		}
		if (pv_tolower(s.ptr[i]) != *words)
			return 0;
	}
	return i < s.len && is_word(s.ptr[i]) ? 0 : i - start;
}

uint32_t
pv_lex_phrase(struct pv_span s, uint32_t i, enum pv_lex *lex)
{
	size_t k;
	uint32_t n;

	for (k = 0; k < sizeof(phrases) / sizeof(phrases[0]); k++) {
		if (phrases[k].words[0] != pv_tolower(s.ptr[i]))
			continue;
		n = phrase_at(s, i, phrases[k].words);
		if (n > 0) {
			*lex = phrases[k].lex;
			return n;
		}
	}
	return 0;
}

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
		len = phrase_at(x->masked, k + 1, words[w]);
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
		"as inserted by", "as amended pursuant to" };
	static const char *const ends[] = { " is ", " are ", " shall ",
		" by deleting", " by adding", " by replacing", ")", ",",
		";" };
	uint32_t n = 0;
	size_t stop = 120, k, at;

	for (k = 0; n == 0 && k < sizeof(heads) / sizeof(heads[0]); k++)
		n = phrase_at(s, i, heads[k]);
	if (n == 0 || phrase_at(s, i, "as amended by this") > 0)
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
		n = phrase_at(s, i, heads[k]);
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
		n = phrase_at(s, i, heads[k]);
	at = pv_span_find(pv_span_sub(s, i + n, end), PV_SPAN(","));
	return n > 0 && at < 80 && i + n + at < end ?
	    n + (uint32_t)at + 1 : 0;
}

static uint32_t
word(struct pv_lexing *x, uint32_t i, uint32_t end)
{
	uint32_t k = i, n;
	enum pv_lex lex = PV_LEX_UNKNOWN;
	struct pv_span s = pv_span_sub(x->masked, 0, end);

	n = pv_lex_phrase(s, i, &lex);
	if (n == 0) {
		while (k < end && is_word(s.ptr[k]))
			k++;
		n = k - i;
		if (pv_span_in_words(pv_span_sub(s, i, k), noise,
		    sizeof(noise) / sizeof(noise[0])))
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
	if (!is_word(c))
		return 1;
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
