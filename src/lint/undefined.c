/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "lint/undefined.h"

#include <stdlib.h>

#define RUN_MAX 4           /* words of a term that are looked at */
#define DEFS_MIN 5          /* definitions of a text that defines its terms */
#define USES_MIN 4          /* of a term of several words */
#define USES_ONE 8          /* of a single word */
#define USES_THE 2          /* of them in the middle of a sentence, "the X" */
#define USES_THE_ONE 6
#define QUOTE_MAX 100

/* "the Permitted Platform" in the middle of a sentence. */
struct use {
	uint64_t key;
	uint32_t token;             /* its first word */
	uint32_t words;
};

/* A phrase that may be a term, and how often it has capitals, and none. */
struct candidate {
	uint64_t key;
	struct use use;             /* the first */
	uint32_t count, plain;
};

struct search {
	struct pv_linter *l;
	const struct pv_version *v;
	const struct pv_stream *s;
	struct pv_vec uses;         /* struct use */
	struct pv_vec candidates;   /* struct candidate, by key */
	struct pv_vec known;        /* uint64_t: terms; parts of others count */
	struct pv_vec shown;        /* uint64_t: phrases that are explained */
	struct pv_vec lower;        /* uint64_t: words without a capital */
};

/* Words of titles, offices, laws, places and other proper names. */
static const char *const names[] = { "act", "code", "court", "courts",
	"commission", "state", "states", "government", "agreement",
	"agreements", "law", "laws", "board", "committee", "president",
	"officer", "officers", "director", "directors", "secretary",
	"chairman", "bank", "department", "agency", "office", "internet",
	"web", "website", "exchange", "association", "company", "corporation",
	"party", "parties", "section", "sections", "article", "exhibit",
	"schedule", "annex", "appendix", "attachment", "paragraph", "clause",
	"rule", "rules", "regulation", "regulations", "union", "city",
	"county", "street", "federal", "national", "international",
	"republic", "province", "district", "university", "institute",
	"administration", "authority", "treasury", "convention", "treaty",
	"directive", "amendment", "addendum", "order", "contract", "lease",
	"vice", "senior", "chief", "manager", "general", "counsel",
	"attorney", "monday", "friday", "january", "february", "march",
	"april", "may", "june", "july", "august", "september", "october",
	"november", "december", "north", "south", "east", "west", "northern",
	"southern", "eastern", "western", "christmas", "english", "trust",
	"fund", "inc", "llc", "corp", "ltd", "plan", "form", "license",
	"recital", "recitals", "supreme", "american", "united", "securities",
	"group", "center", "centre", "world", "day", "i", "ii", "iii", NULL };

static int
by_value(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void
sort_values(struct pv_vec *v)
{
	if (v->len > 1)
		qsort(v->ptr, v->len, sizeof(uint64_t), by_value);
}

static bool
holds(const struct pv_vec *v, uint64_t key)
{
	return v->len > 0 && bsearch(&key, v->ptr, v->len, sizeof(key),
	    by_value) != NULL;
}

static int
by_key(const void *a, const void *b)
{
	const struct use *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->token < y->token ? -1 : x->token > y->token;
}

static struct pv_span
word(const struct pv_stream *s, size_t i)
{
	return pv_span_sub(s->text, s->tokens[i].start, s->tokens[i].end);
}

/* "Platform", and neither "platform" nor "PLATFORM". */
static bool
is_title(const struct pv_stream *s, size_t i)
{
	struct pv_span w = word(s, i);

	return w.len > 2 && pv_isupper(w.ptr[0]) && pv_islower(w.ptr[1]);
}

/* Does token i follow the one before it after a single space? */
static bool
joined(const struct pv_stream *s, size_t i)
{
	return i > 0 && i < s->ntokens &&
	    s->tokens[i].start == s->tokens[i - 1].end + 1 &&
	    s->text.ptr[s->tokens[i].start - 1] == ' ';
}

/* The words that a capitalized phrase at token i has; too many count, too. */
static size_t
run_at(const struct pv_stream *s, size_t i)
{
	size_t n = 0;

	while (n <= RUN_MAX && i + n < s->ntokens && is_title(s, i + n) &&
	    (n == 0 || joined(s, i + n)))
		n++;
	return n;
}

static uint64_t
key_of(const struct pv_stream *s, size_t i, size_t n)
{
	uint64_t key = 0;
	size_t k;

	for (k = 0; k < n; k++)
		key = pv_stream_mix(key, s->tokens[i + k].stem);
	return key;
}

/* "the Board of Directors": a name that goes on. */
static bool
goes_on(const struct pv_stream *s, size_t i)
{
	static const char *const links[] = { "of", "and", "for", "or", "to",
		"de", NULL };
	char next = s->tokens[i - 1].end < s->text.len ?
	    s->text.ptr[s->tokens[i - 1].end] : ' ';

	if (memchr("-/&'\"", next, 5) != NULL || (unsigned char)next > 127)
		return true;
	if (!joined(s, i))
		return false;
	return !pv_islower(word(s, i).ptr[0]) ||
	    (pv_lint_word(word(s, i), links) > 0 && joined(s, i + 1) &&
	    !pv_islower(word(s, i + 1).ptr[0]));
}

/* A phrase after "the", as a defined term is used. */
static void
try_use(struct search *x, size_t i)
{
	static const char *const before[] = { "the", "any", "each", "such",
		"all", "every", "its", "their", "no", "an", "a", NULL };
	const struct pv_stream *s = x->s;
	struct use u = { .token = (uint32_t)i };
	struct pv_span w;
	size_t n;

	if (!joined(s, i) || !is_title(s, i))
		return;
	w = word(s, i - 1);
	n = run_at(s, i);
	if (!pv_islower(w.ptr[0]) || pv_lint_word(w, before) != w.len ||
	    n > RUN_MAX || goes_on(s, i + n))
		return;
	u.words = (uint32_t)n;
	u.key = key_of(s, i, n);
	pv_vec_add(&x->uses, &u);
}

/* Is token i where a text says what a phrase means: at the head of a line,
 * in parentheses or quotes, behind "called"? */
static bool
is_explained(const struct pv_stream *s, size_t i)
{
	static const char *const verbs[] = { "called", "as", "namely",
		"termed", "named", "entitled", NULL };
	uint32_t at = s->tokens[i].start;
	char c = at > 0 ? s->text.ptr[at - 1] : '\n';

	if (c == '\n' || c == '(' || c == '"' || c == '|')
		return true;
	if (!joined(s, i))
		return at > 1 && memchr("|\n)", s->text.ptr[at - 2], 3) != NULL;
	if (pv_lint_word(word(s, i - 1), verbs) > 0)
		return true;
	at = s->tokens[i - 1].start;
	c = at > 0 ? s->text.ptr[at - 1] : '\n';
	return c == '(' && pv_span_ieq(word(s, i - 1), PV_SPAN("the"));
}

/* "means", "shall mean", "is defined", "has the meaning" at token i. */
static bool
is_defining(const struct pv_stream *s, size_t i)
{
	static const char *const means[] = { "means", "mean", "refers",
		"includes", "include", NULL };
	static const char *const auxiliaries[] = { "shall", "will", "is",
		"are", "has", "have", NULL };
	static const char *const verbs[] = { "mean", "defined", "the",
		"refer", "include", NULL };

	return i + 1 < s->ntokens && joined(s, i) &&
	    (pv_lint_word(word(s, i), means) > 0 ||
	    (pv_lint_word(word(s, i), auxiliaries) > 0 &&
	    pv_lint_word(word(s, i + 1), verbs) > 0));
}

/*
 * The phrases that begin at token i: any where they are explained, else those
 * that are defined there or are a sentence of their own, "Indenture. That
 * certain indenture".
 */
static void
know_phrases(struct search *x, size_t i)
{
	const struct pv_stream *s = x->s;
	bool explained = is_explained(s, i);
	uint64_t key = 0;
	uint32_t end;
	size_t n;

	for (n = 0; n < RUN_MAX && i + n < s->ntokens &&
	    (n == 0 || joined(s, i + n)); n++) {
		key = pv_stream_mix(key, s->tokens[i + n].stem);
		end = s->tokens[i + n].end;
		if (explained || is_defining(s, i + n + 1) ||
		    (!joined(s, i) && end < s->text.len &&
		    memchr(".:", s->text.ptr[end], 2) != NULL))
			pv_vec_add(&x->shown, &key);
	}
}

static void
know(struct pv_vec *where, struct pv_span s)
{
	size_t n;
	uint64_t key = pv_stream_hash(s, &n);

	if (n > 0)
		pv_vec_add(where, &key);
}

/* Definitions, headings, parties, and whatever stands in quotes. */
static void
know_names(struct search *x)
{
	const struct pv_version *v = x->v;
	struct pv_span text = v->text, q;
	size_t i, n;

	for (i = 0; i < v->ndefs; i++)
		know(&x->known, pv_version_str(v, v->defs[i].term));
	for (i = 0; i < v->nclauses; i++)
		know(&x->shown, pv_version_text(v,
		    v->clauses[i].heading));
	for (i = 0; i < text.len; i++) {
		if (text.ptr[i] != '"')
			continue;
		q = pv_span_sub(text, i + 1, i + 1 + QUOTE_MAX);
		n = pv_span_find(q, PV_SPAN("\""));
		if (n < q.len)
			know(&x->known, pv_span_sub(q, 0, n));
	}
}

static void
gather(struct search *x)
{
	const struct pv_stream *s = x->s;
	size_t i;

	know_names(x);
	for (i = 0; i < s->ntokens; i++) {
		if (pv_islower(s->text.ptr[s->tokens[i].start])) {
			pv_vec_add(&x->lower, &s->tokens[i].stem);
			continue;
		}
		try_use(x, i);
		if (pv_isupper(s->text.ptr[s->tokens[i].start]))
			know_phrases(x, i);
	}
	sort_values(&x->known);
	sort_values(&x->shown);
	sort_values(&x->lower);
	if (x->uses.len > 1)
		qsort(x->uses.ptr, x->uses.len, sizeof(struct use), by_key);
}

/*
 * Is the phrase made of ordinary words of this text, so that nothing but a
 * definition explains the capitals?  And is no part of it known?
 */
static bool
is_term_like(const struct search *x, const struct use *u)
{
	size_t from, n, i = u->token;

	for (n = 0; n < u->words; n++)
		if (!holds(&x->lower, x->s->tokens[i + n].stem) ||
		    pv_lint_word(word(x->s, i + n), names) > 0)
			return false;
	if (holds(&x->shown, u->key))
		return false;
	for (from = 0; from < u->words; from++)
		for (n = 1; from + n <= u->words; n++)
			if (holds(&x->known, key_of(x->s, i + from, n)))
				return false;
	return true;
}

/* The uses [first, end) of one phrase, when they make a term of it. */
static void
weigh(struct search *x, size_t first, size_t end)
{
	const struct use *u = PV_VEC_AT(&x->uses, struct use, first);
	const struct use *last = PV_VEC_AT(&x->uses, struct use, end - 1);
	struct candidate c = { .key = u->key, .use = *u };
	uint32_t a, z;

	if (end - first < (u->words > 1 ? USES_THE : USES_THE_ONE) ||
	    !is_term_like(x, u))
		return;
	a = pv_version_clause_at(x->v, x->s->tokens[u->token].start);
	z = pv_version_clause_at(x->v, x->s->tokens[last->token].start);
	if (a != z)
		pv_vec_add(&x->candidates, &c);
}

static struct candidate *
find(const struct search *x, uint64_t key)
{
	size_t lo = 0, hi = x->candidates.len, mid;
	struct candidate *c = x->candidates.ptr;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (c[mid].key < key)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < x->candidates.len && c[lo].key == key ? &c[lo] : NULL;
}

/* How often do the candidates stand there with capitals, and without? */
static void
count_all(struct search *x)
{
	const struct pv_stream *s = x->s;
	struct candidate *c;
	uint64_t key;
	size_t i, n;
	bool plain;

	for (i = 0; x->candidates.len > 0 && i < s->ntokens; i++) {
		plain = pv_islower(s->text.ptr[s->tokens[i].start]);
		key = 0;
		for (n = 0; n < RUN_MAX && i + n < s->ntokens && (plain ?
		    pv_islower(s->text.ptr[s->tokens[i + n].start]) :
		    is_title(s, i + n)); n++) {
			key = pv_stream_mix(key, s->tokens[i + n].stem);
			c = find(x, key);
			if (c != NULL && plain)
				c->plain++;
			else if (c != NULL)
				c->count++;
		}
	}
}

static void
report(struct search *x, const struct candidate *c)
{
	const struct pv_token *a = &x->s->tokens[c->use.token];
	struct pv_lint_at at = { .kind = PV_LINT_UNDEFINED,
		.at = { a->start, a[c->use.words - 1].end },
		.other = PV_NONE };

	if (c->count < (c->use.words > 1 ? USES_MIN : USES_ONE) ||
	    c->plain * 3 > c->count)
		return;
	at.clause = pv_version_clause_at(x->v, a->start);
	at.subject = pv_version_text(x->v, at.at);
	pv_lint_add(x->l, &at, "\"%.*s\" is used %u times like a defined "
	    "term and is not defined", PV_FMT(at.subject),
	    (unsigned)c->count);
}

/* Does the text say that it takes its terms from another one? */
static bool
borrows(struct pv_span text)
{
	static const struct pv_span hints[] = {
		PV_SPAN_INIT("capitalized term"),
		PV_SPAN_INIT("capitalised term"),
		PV_SPAN_INIT("otherwise defined"),
		PV_SPAN_INIT("cover page"),
		PV_SPAN_INIT("not defined herein"),
		PV_SPAN_INIT("not defined in this") };
	size_t i;

	for (i = 0; i < sizeof(hints) / sizeof(hints[0]); i++)
		if (pv_span_ifind(text, hints[i]) < text.len)
			return true;
	return false;
}

void
pv_lint_undefined(struct pv_linter *l, const struct pv_stream *s)
{
	struct search x = { .l = l, .v = l->v, .s = s,
		.uses = PV_VEC_INIT(struct use),
		.candidates = PV_VEC_INIT(struct candidate),
		.known = PV_VEC_INIT(uint64_t),
		.shown = PV_VEC_INIT(uint64_t),
		.lower = PV_VEC_INIT(uint64_t) };
	size_t first, end;

	if (l->v->ndefs < DEFS_MIN || borrows(l->v->text))
		return;
	x.uses.mem = x.candidates.mem = pv_arena_mem(l->scratch);
	x.known.mem = x.shown.mem = x.lower.mem = x.uses.mem;
	gather(&x);
	for (first = 0; first < x.uses.len; first = end) {
		uint64_t key = PV_VEC_AT(&x.uses, struct use, first)->key;

		for (end = first + 1; end < x.uses.len &&
		    PV_VEC_AT(&x.uses, struct use, end)->key == key; end++)
			;
		weigh(&x, first, end);
	}
	count_all(&x);
	for (first = 0; first < x.candidates.len; first++)
		report(&x, PV_VEC_AT(&x.candidates, struct candidate, first));
	l->failed = l->failed || x.uses.failed || x.known.failed ||
	    x.shown.failed || x.lower.failed || x.candidates.failed;
	pv_vec_release(&x.candidates);
	pv_vec_release(&x.uses);
	pv_vec_release(&x.known);
	pv_vec_release(&x.shown);
	pv_vec_release(&x.lower);
}
