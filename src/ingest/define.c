/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ingest/segment.h"

#include <stdlib.h>

#include "ingest/term.h"

#define TERM_MAX 100        /* bytes; longer quotations are not terms */
#define PAREN_BEFORE 90     /* bytes from "(" to a term that it names */
#define PAREN_AFTER 160     /* bytes from the term to its ")" */
#define MEANING_BEFORE 300  /* bytes in front of "(" that may be meant */
#define TERMS_TOGETHER 6    /* "X", "Y" and "Z" mean */

/* Verbs that define, the longer first. */
static const char *const verbs[] = {
	"shall have the meaning", "will have the meaning",
	"shall have the respective meaning", "have the respective meaning",
	"have the meaning", "has the meaning", "has its meaning",
	"shall mean", "will mean", "shall be defined as", "is defined as",
	"is defined in", "are defined in", "means", "mean",
	"shall refer to", "refers to", "refer to", "shall include",
	"includes", "is used as defined", NULL
};

/* Those of them that send the reader elsewhere. */
static const char *const elsewhere[] = {
	"shall have the meaning", "will have the meaning",
	"shall have the respective meaning", "have the respective meaning",
	"have the meaning", "has the meaning", "has its meaning",
	"is defined in", "are defined in", "is used as defined", NULL
};

struct definer {
	struct pv_version *v;
	struct pv_vec defs;
};

size_t
pv_word_of(struct pv_span s, const char *const *words)
{
	struct pv_span w;

	for (; *words != NULL; words++) {
		w = pv_span_str(*words);
		if (pv_span_istarts(s, w) &&
		    (s.len == w.len || !pv_isalnum(s.ptr[w.len])))
			return w.len;
	}
	return 0;
}

const struct pv_sentence *
pv_sentence_at(const struct pv_version *v, uint32_t at)
{
	size_t lo = 0, hi = v->nsentences, mid;

	if (hi == 0)
		return NULL;
	while (hi - lo > 1) {
		mid = lo + (hi - lo) / 2;
		if (v->sentences[mid].at.start <= at)
			lo = mid;
		else
			hi = mid;
	}
	if (at < v->sentences[lo].at.start || at >= v->sentences[lo].at.end)
		return NULL;
	return &v->sentences[lo];
}

static bool
opens(struct pv_span text, uint32_t i)
{
	char before = i > 0 ? text.ptr[i - 1] : ' ';
	char after = i + 1 < text.len ? text.ptr[i + 1] : ' ';

	return (pv_isspace(before) || before == '(' || before == '[') &&
	    !pv_isspace(after);
}

/* Start of the capitalized words that end at `end`, after `floor`. */
static uint32_t
words_before(struct pv_span text, uint32_t end, uint32_t floor)
{
	uint32_t i = end, start = end;

	while (i > floor && end - i < TERM_MAX) {
		while (i > floor && !pv_isspace(text.ptr[i - 1]))
			i--;
		if (!pv_isupper(text.ptr[i]))
			break;
		start = i;
		if (i == floor || text.ptr[i - 1] != ' ')
			break;
		i--;
	}
	return start;
}

bool
pv_quoted_next(struct pv_span text, uint32_t *at, uint32_t end,
    struct pv_quoted *out)
{
	uint32_t i, j, floor = *at;

	for (i = *at; i < end; i++) {
		if (text.ptr[i] != '"')
			continue;
		if (!opens(text, i)) {
			j = words_before(text, i, floor);
			*at = i + 1;
			if (j == i)
				continue;
			*out = (struct pv_quoted){ { j, i }, j, i + 1 };
			return true;
		}
		for (j = i + 1; j < end && j - i <= TERM_MAX; j++)
			if (text.ptr[j] == '"' || text.ptr[j] == '\n')
				break;
		if (j >= end || text.ptr[j] != '"' || j == i + 1)
			continue;
		*at = j + 1;
		out->open = i;
		out->close = j + 1;
		out->term = (struct pv_range){ i + 1, j };
		if (text.ptr[j - 1] == ',' || text.ptr[j - 1] == '.')
			out->term.end--;
		return true;
	}
	return false;
}

/* Skip spaces; then an aside in parentheses, once. */
static uint32_t
skip_aside(struct pv_span text, uint32_t i, uint32_t end)
{
	uint32_t k;

	while (i < end && (text.ptr[i] == ' ' || text.ptr[i] == ','))
		i++;
	if (i >= end || text.ptr[i] != '(')
		return i;
	for (k = i; k < end && k - i < PAREN_AFTER && text.ptr[k] != '\n'; k++)
		if (text.ptr[k] == ')') {
			for (k++; k < end && text.ptr[k] == ' '; k++)
				;
			return k;
		}
	return i;
}

/* Clause whose subtree a definition in clause c holds in. */
static uint32_t
scope_of(const struct pv_version *v, uint32_t c)
{
	for (; c != 0 && c != PV_NONE; c = v->clauses[c].parent)
		if (v->clauses[c].kind == PV_CLAUSE_SCHEDULE)
			return c;
	return 0;
}

/* "For purposes of this Section, "X" means": holds in its clause only. */
static bool
is_local(struct pv_span before)
{
	return pv_span_ifind(before, PV_SPAN("purposes of this section")) <
	    before.len ||
	    pv_span_ifind(before, PV_SPAN("purposes of this clause")) <
	    before.len || pv_span_ifind(before,
	    PV_SPAN("used in this section")) < before.len;
}

static void
add(struct definer *d, struct pv_range term, struct pv_def def)
{
	struct pv_version *v = d->v;

	def.clause = pv_version_clause_at(v, def.at.start);
	if (def.scope == 0)
		def.scope = scope_of(v, def.clause);
	def.term = pv_version_add(v, pv_span_trim(pv_version_text(v, term)));
	if (def.term.len > 0)
		pv_vec_add(&d->defs, &def);
}

/* Where the words after a defining verb end. */
static uint32_t
meaning_end(const struct pv_version *v, const struct pv_sentence *s)
{
	const struct pv_clause *c = &v->clauses[s->clause];

	if ((s->flags & PV_SENT_LEADIN) != 0 ||
	    c->kind == PV_CLAUSE_DEFINITION)
		return c->all.end;
	return s->at.end;
}

/* "X" or "Y" means ...: the terms end at `after`; true when it defines. */
static bool
try_means(struct definer *d, const struct pv_quoted *q, size_t n,
    uint32_t after)
{
	struct pv_version *v = d->v;
	const struct pv_sentence *s = pv_sentence_at(v, q[0].term.start);
	uint32_t at, end;
	struct pv_span rest;
	struct pv_def def;
	size_t verb, i;

	if (s == NULL)
		return false;
	end = s->at.end;
	at = skip_aside(v->text, after, end);
	rest = pv_span_sub(v->text, at, end);
	verb = pv_word_of(rest, verbs);
	if (verb == 0 && rest.len > 0 && rest.ptr[0] == ':' &&
	    q[0].open == s->at.start)
		verb = 1;
	if (verb == 0)
		return false;
	def = (struct pv_def){ .at = { s->at.start, end },
		.kind = pv_word_of(rest, elsewhere) > 0 ? PV_DEF_REFERENCE :
		PV_DEF_MEANS };
	def.meaning.start = at + (uint32_t)verb;
	def.meaning.end = meaning_end(v, s);
	if (is_local(pv_span_sub(v->text, s->at.start, q[0].open)))
		def.scope = s->clause;
	for (i = 0; i < n; i++)
		add(d, q[i].term, def);
	return true;
}

/* The "(" that a term at `at` is named in, or PV_NONE. */
static uint32_t
paren_before(struct pv_span text, uint32_t at)
{
	uint32_t i;

	for (i = at; i > 0 && at - i < PAREN_BEFORE; i--) {
		char c = text.ptr[i - 1];

		if (c == '(')
			return i - 1;
		if (c == ')' || c == '\n' || c == ';' || c == '.')
			break;
	}
	return PV_NONE;
}

/* A ")" follows within reach. */
static bool
paren_after(struct pv_span text, uint32_t at)
{
	uint32_t i;

	for (i = at; i < text.len && i - at < PAREN_AFTER; i++) {
		if (text.ptr[i] == ')')
			return true;
		if (text.ptr[i] == '(' || text.ptr[i] == '\n')
			break;
	}
	return false;
}

/* Words that a noun phrase in front of a parenthesis does not cross. */
static const char *const borders[] = { "shall", "will", "may", "must", "is",
	"are", "was", "be", "by", "between", "among", "with", "on", "in",
	"through", "under", "to", "from", "at", "that", "which", "into",
	"via", "using", "means", NULL };

/* The noun phrase that ends at `end`. */
static struct pv_range
phrase_before(struct pv_span text, uint32_t floor, uint32_t end)
{
	uint32_t i = end, word;

	while (i > floor && pv_isspace(text.ptr[i - 1]))
		i--;
	end = i;
	while (i > floor) {
		for (word = i; word > floor &&
		    !pv_isspace(text.ptr[word - 1]); word--)
			;
		if (i < end && (text.ptr[i - 1] == ',' ||
		    text.ptr[i - 1] == ';' || text.ptr[i - 1] == ':'))
			break;
		if (pv_word_of(pv_span_sub(text, word, i), borders) ==
		    i - word)
			break;
		for (i = word; i > floor && pv_isspace(text.ptr[i - 1]); i--)
			;
	}
	while (i < end && pv_isspace(text.ptr[i]))
		i++;
	return (struct pv_range){ i, end };
}

/* Exhibit 14 ("Price Conditions"), (see "Prices"): a title and no term. */
static bool
is_title(struct pv_span text, uint32_t open, uint32_t quote)
{
	static const char *const hints[] = { "see", "e.g", "i.e", "entitled",
		"titled", "such as", "including", "for example", "currently",
		"formerly", "unless", NULL };
	static const char *const parts[] = { "exhibit", "exhibits", "schedule",
		"schedules", "annex", "annexes", "appendix", "appendices",
		"attachment", "attachments", "section", "sections", "article",
		"articles", "clause", "clauses", "part", "parts", "paragraph",
		"paragraphs", "and", "or", NULL };
	uint32_t end = open, i, word;

	if (pv_word_of(pv_span_sub(text, open + 1, quote), hints) > 0)
		return true;
	while (end > 0 && text.ptr[end - 1] == ' ')
		end--;
	for (i = end; i > 0 && (pv_isalnum(text.ptr[i - 1]) ||
	    text.ptr[i - 1] == '.'); i--)
		;
	if (i == end || end - i > 6 || i == 0 || text.ptr[i - 1] != ' ')
		return false;
	for (word = i - 1; word > 0 && pv_isalpha(text.ptr[word - 1]); word--)
		;
	return quote == open + 1 &&
	    pv_word_of(pv_span_sub(text, word, i - 1), parts) > 0;
}

/* ... (the "X"): true when it defines. */
static bool
try_inline(struct definer *d, const struct pv_quoted *q)
{
	struct pv_version *v = d->v;
	uint32_t open = paren_before(v->text, q->open), floor;
	const struct pv_sentence *s;
	struct pv_range before;
	struct pv_def def = { .kind = PV_DEF_INLINE };

	if (open == PV_NONE || !paren_after(v->text, q->close) ||
	    is_title(v->text, open, q->open))
		return false;
	s = pv_sentence_at(v, q->open);
	floor = s != NULL ? s->at.start : open;
	if (open < floor)
		return false;
	if (open - floor > MEANING_BEFORE)
		floor = open - MEANING_BEFORE;
	before = (struct pv_range){ floor, open };
	def.at = (struct pv_range){ open, q->close };
	if (pv_party_name(v, before, pv_version_text(v, q->term),
	    &def.meaning))
		def.kind = PV_DEF_PARTY;
	else
		def.meaning = phrase_before(v->text, floor, open);
	add(d, q->term, def);
	return true;
}

/* "X" | , "Y" | and "Z" that belong together, from the first on. */
static size_t
gather(struct pv_span text, struct pv_quoted *q, uint32_t *at, uint32_t end)
{
	size_t n = 1;
	uint32_t next, i;

	while (n < TERMS_TOGETHER) {
		next = *at;
		if (!pv_quoted_next(text, &next, end, &q[n]))
			break;
		i = q[n - 1].close;
		while (i < q[n].open && (text.ptr[i] == ' ' ||
		    text.ptr[i] == ','))
			i++;
		if (pv_span_istarts(pv_span_sub(text, i, q[n].open),
		    PV_SPAN("or ")))
			i += 3;
		else if (pv_span_istarts(pv_span_sub(text, i, q[n].open),
		    PV_SPAN("and ")))
			i += 4;
		if (i != q[n].open)
			break;
		*at = next;
		n++;
	}
	return n;
}

static void
quoted_terms(struct definer *d)
{
	struct pv_quoted q[TERMS_TOGETHER + 1];
	struct pv_span text = d->v->text;
	uint32_t at = 0, end = (uint32_t)text.len;
	size_t n, i;

	while (pv_quoted_next(text, &at, end, &q[0])) {
		n = gather(text, q, &at, end);
		if (try_means(d, q, n, q[n - 1].close))
			continue;
		/* A lost quote is only believed in front of a verb. */
		for (i = 0; i < n; i++)
			if (q[i].open != q[i].term.start)
				try_inline(d, &q[i]);
	}
}

/* Affiliate means ...: capitalized words that open a sentence, no quotes. */
static void
bare_term(struct definer *d, const struct pv_sentence *s)
{
	struct pv_span text = d->v->text;
	struct pv_quoted q;
	uint32_t i = s->at.start, word = i, end = s->at.end;

	while (i < end && i - s->at.start < TERM_MAX) {
		if (!pv_isupper(text.ptr[word]) && pv_word_of(
		    pv_span_sub(text, word, end), (const char *const[]){
		    "of", "and", "the", "or", "for", "in", NULL }) == 0)
			break;
		while (i < end && (pv_isalnum(text.ptr[i]) ||
		    text.ptr[i] == '-' || text.ptr[i] == '\''))
			i++;
		if (i >= end || text.ptr[i] != ' ')
			return;
		word = ++i;
	}
	if (word == s->at.start || !(pv_span_starts(pv_span_sub(text, word,
	    end), PV_SPAN("means ")) || pv_span_starts(pv_span_sub(text, word,
	    end), PV_SPAN("shall mean ")) || pv_span_starts(pv_span_sub(text,
	    word, end), PV_SPAN("has the meaning"))))
		return;
	q.open = s->at.start;
	q.term = (struct pv_range){ s->at.start, word - 1 };
	q.close = word - 1;
	try_means(d, &q, 1, q.close);
}

static int
by_place(const void *a, const void *b)
{
	const struct pv_def *x = a, *y = b;

	if (x->at.start != y->at.start)
		return x->at.start < y->at.start ? -1 : 1;
	return x->term.off < y->term.off ? -1 : x->term.off > y->term.off;
}

enum pv_rc
pv_define(struct pv_version *v, struct pv_err *err)
{
	struct definer d = { v, PV_VEC_INIT(struct pv_def) };
	size_t i;

	d.defs.mem = pv_arena_mem(v->arena);
	quoted_terms(&d);
	for (i = 0; i < v->nsentences; i++)
		bare_term(&d, &v->sentences[i]);
	if (d.defs.len > 1)
		qsort(d.defs.ptr, d.defs.len, sizeof(struct pv_def), by_place);
	v->defs = pv_vec_freeze(&d.defs, v->arena, &v->ndefs);
	if (v->defs == NULL || v->failed)
		return pv_fail_nomem(err);
	pv_title(v);
	return pv_parties(v, err);
}
