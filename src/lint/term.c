/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "lint/linter.h"

#include <stdlib.h>

#include "lint/stream.h"
#include "lint/undefined.h"

/* Passages taken out after which a term may be used in one of them. */
#define REDACTIONS 8

#define MEANING_MAX 800     /* bytes of a meaning that are looked at */

/* A definition, by its term. */
struct term {
	uint64_t key;               /* of the words of the term */
	uint32_t def;               /* index in v->defs */
	uint32_t used;              /* by the first definition of the term */
};

struct checker {
	struct pv_linter *l;
	const struct pv_version *v;
	struct pv_stream stream;
	struct term *terms;         /* by key, then in the order of the text */
	size_t nterms;
	uint64_t *firsts;           /* first words of terms, sorted */
};

static int
by_key(const void *a, const void *b)
{
	const struct term *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->def < y->def ? -1 : x->def > y->def;
}

static int
by_value(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static struct pv_span
term_of(const struct checker *k, const struct term *t)
{
	return pv_version_str(k->v, k->v->defs[t->def].term);
}

static bool
index_terms(struct checker *k)
{
	const struct pv_version *v = k->v;
	struct pv_arena *arena = k->l->scratch;
	struct pv_span s;
	struct term *t;
	size_t i, n;

	k->terms = pv_arena_array(arena, v->ndefs + 1, sizeof(*k->terms));
	k->firsts = pv_arena_array(arena, v->ndefs + 1, sizeof(*k->firsts));
	if (k->terms == NULL || k->firsts == NULL)
		return false;
	for (i = 0; i < v->ndefs; i++) {
		t = &k->terms[k->nterms];
		s = pv_version_str(v, v->defs[i].term);
		*t = (struct term){ pv_stream_hash(s, &n), (uint32_t)i, 0 };
		if (n == 0)
			continue;
		k->firsts[k->nterms++] = pv_stream_first(s);
	}
	qsort(k->terms, k->nterms, sizeof(*k->terms), by_key);
	qsort(k->firsts, k->nterms, sizeof(*k->firsts), by_value);
	return true;
}

/* The first definition of the term with this key, or NULL. */
static struct term *
find(const struct checker *k, uint64_t key)
{
	size_t lo = 0, hi = k->nterms, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (k->terms[mid].key < key)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < k->nterms && k->terms[lo].key == key ? &k->terms[lo] :
	    NULL;
}

/*
 * Does byte `at` stand in a definition of the term?  t is the first of those
 * that define it, in the order of the text.
 */
static bool
in_definition(const struct checker *k, const struct term *t, uint32_t at)
{
	size_t lo = 0, hi = (size_t)(k->terms + k->nterms - t), mid;

	while (hi - lo > 1) {
		mid = lo + (hi - lo) / 2;
		if (t[mid].key == t->key &&
		    k->v->defs[t[mid].def].at.start <= at)
			lo = mid;
		else
			hi = mid;
	}
	return at >= k->v->defs[t[lo].def].at.start &&
	    at < k->v->defs[t[lo].def].at.end;
}

/* Count where the terms of token i on are used. */
static void
count_at(struct checker *k, size_t i)
{
	const struct pv_stream *s = &k->stream;
	uint64_t key = 0;
	struct term *t;
	size_t n;

	if (bsearch(&s->tokens[i].stem, k->firsts, k->nterms,
	    sizeof(*k->firsts), by_value) == NULL)
		return;
	for (n = 0; n < PV_TERM_WORDS && i + n < s->ntokens; n++) {
		key = pv_stream_mix(key, s->tokens[i + n].stem);
		t = find(k, key);
		if (t != NULL && t->used == 0 &&
		    !in_definition(k, t, s->tokens[i].start))
			t->used++;
	}
}

/* Words that name this document and those who sign it. */
static bool
is_self(const struct pv_version *v, struct pv_span term)
{
	static const char *const words[] = { "agreement", "contract", "party",
		"parties", "amendment", "schedule", "exhibit", "lease",
		"addendum", "license agreement", "effective date", "section",
		"plan", NULL };
	size_t i;

	if (term.len < 2 || !pv_isupper(term.ptr[0]) ||
	    pv_lint_word(term, words) == term.len)
		return true;
	for (i = 0; i < v->nparties; i++)
		if (pv_span_ieq(term, pv_version_str(v, v->parties[i].alias)) ||
		    pv_span_ieq(term, pv_version_str(v, v->parties[i].role)) ||
		    pv_span_ieq(term, pv_version_str(v, v->parties[i].name)))
			return true;
	return false;
}

/* Is another term of the same definition used: "X" or "Y" means? */
static bool
has_used_twin(const struct checker *k, const struct term *t)
{
	const struct pv_version *v = k->v;
	const struct pv_def *d = &v->defs[t->def];
	uint32_t i, n;
	size_t words;

	for (i = t->def > 8 ? t->def - 8 : 0, n = 0; i < v->ndefs && n < 17;
	    i++, n++) {
		const struct pv_def *x = &v->defs[i];
		const struct term *other;

		if (i == t->def || x->at.start >= d->at.end ||
		    x->at.end <= d->at.start)
			continue;
		other = find(k, pv_stream_hash(pv_version_str(v, x->term),
		    &words));
		if (other != NULL && other->used > 0)
			return true;
	}
	return false;
}

static bool
names_parties(const struct pv_version *v, const struct pv_def *d)
{
	uint8_t kind = v->clauses[d->clause].kind;

	return d->kind == PV_DEF_PARTY || kind == PV_CLAUSE_PREAMBLE ||
	    kind == PV_CLAUSE_TITLE || kind == PV_CLAUSE_SIGNATURE ||
	    kind == PV_CLAUSE_CONTENTS;
}

/* "DEA": spelt out wherever it is met first. */
static bool
is_acronym(struct pv_span term)
{
	size_t i;

	for (i = 0; i < term.len; i++)
		if (pv_islower(term.ptr[i]) || term.ptr[i] == ' ')
			return false;
	return true;
}

/* "Maximum Quantity (MDQ)", "X or Y": not one term. */
static bool
is_many(struct pv_span term)
{
	return memchr(term.ptr, '(', term.len - 1) != NULL ?
	    !pv_span_ends(term, PV_SPAN("(s)")) :
	    memchr(term.ptr, ')', term.len) != NULL ||
	    pv_span_find(term, PV_SPAN(" or ")) < term.len;
}

/* "has the meaning given in the Trust Agreement": a list for many texts. */
static bool
is_elsewhere(const struct pv_version *v, const struct pv_def *d)
{
	static const char *const own[] = { "section", "article", "clause",
		"paragraph", "recital", "recitals", "preamble", "schedule",
		"exhibit", "annex", "appendix", "introduction", NULL };
	static const char *const another[] = { "of the", "in the", "under the",
		NULL };
	struct pv_span s = pv_version_text(v, d->at);

	return !pv_lint_has(s, own) || (pv_lint_has(s, another) &&
	    pv_span_ifind(s, PV_SPAN("agreement")) < s.len);
}

static void
check_unused(struct checker *k, const struct term *t)
{
	const struct pv_def *d = &k->v->defs[t->def];
	struct pv_span term = term_of(k, t);
	struct pv_lint_at at = { PV_LINT_UNUSED, d->clause, PV_NONE, d->at,
		term };

	if (t->used > 0 || names_parties(k->v, d) || is_self(k->v, term) ||
	    is_many(term) || pv_lint_attached(k->v, d->clause) ||
	    (d->kind == PV_DEF_INLINE && is_acronym(term)) ||
	    (d->kind == PV_DEF_REFERENCE && is_elsewhere(k->v, d)) ||
	    has_used_twin(k, t))
		return;
	pv_lint_add(k->l, &at, "\"%.*s\" is defined and not used",
	    PV_FMT(term));
}

/* The part of the document that a definition holds in. */
static uint32_t
part_of(const struct pv_version *v, const struct pv_def *d)
{
	uint32_t c = d->clause;

	if (d->scope != 0)
		return d->scope;
	for (; c != 0 && c != PV_NONE; c = v->clauses[c].parent)
		if (v->clauses[c].kind == PV_CLAUSE_SCHEDULE)
			return c;
	return 0;
}

/* Does one of them send the reader to the other, or say the same? */
static bool
agree(const struct pv_version *v, const struct pv_def *a,
    const struct pv_def *b)
{
	static const char *const links[] = { "section", "article", "clause",
		"recital", "recitals", "preamble", "paragraph", "above",
		"below", "herein", "hereof", "defined", "schedule", "exhibit",
		"introduction", "background", NULL };

	struct pv_span x = pv_span_trim(pv_version_text(v, a->meaning));
	struct pv_span y = pv_span_trim(pv_version_text(v, b->meaning));

	if (pv_span_ieq(x, y))
		return true;
	x = pv_span_sub(x, 0, MEANING_MAX);
	y = pv_span_sub(y, 0, MEANING_MAX);
	return (a->kind == PV_DEF_MEANS && pv_lint_has(x, links)) ||
	    (b->kind == PV_DEF_MEANS && pv_lint_has(y, links));
}

/* "X includes Y" adds to a definition and is none of its own. */
static bool
can_repeat(const struct pv_version *v, const struct pv_def *d)
{
	static const char *const adds[] = { "include", "includes",
		"references", "reference", NULL };
	struct pv_span head = pv_span_sub(v->text, d->at.start,
	    d->meaning.start > d->at.start ? d->meaning.start : d->at.start);

	if (d->kind == PV_DEF_MEANS && pv_lint_has(head, adds))
		return false;
	return (d->kind == PV_DEF_MEANS || d->kind == PV_DEF_INLINE) &&
	    !names_parties(v, d) && !is_self(v, pv_version_str(v, d->term));
}

static void
check_redefined(struct checker *k, const struct term *first,
    const struct term *t)
{
	const struct pv_version *v = k->v;
	const struct pv_def *a = &v->defs[first->def], *b = &v->defs[t->def];
	struct pv_lint_at at = { PV_LINT_REDEFINED, b->clause, a->clause,
		b->at, term_of(k, t) };
	struct pv_span label = pv_version_str(v, v->clauses[a->clause].label);

	if (!can_repeat(v, a) || !can_repeat(v, b) ||
	    part_of(v, a) != part_of(v, b) || a->clause == b->clause ||
	    is_acronym(at.subject) || agree(v, a, b))
		return;
	if (label.len > 0)
		pv_lint_add(k->l, &at, "\"%.*s\" is defined a second time; "
		    "first in %.*s", PV_FMT(at.subject), PV_FMT(label));
	else
		pv_lint_add(k->l, &at, "\"%.*s\" is defined a second time",
		    PV_FMT(at.subject));
}

void
pv_lint_terms(struct pv_linter *l)
{
	struct checker k = { .l = l, .v = l->v };
	const struct term *first = NULL;
	size_t i;

	if (l->amends)
		return;
	if (!pv_stream_make(&k.stream, l->v->text, l->scratch) ||
	    !index_terms(&k)) {
		l->failed = true;
		return;
	}
	for (i = 0; i < k.stream.ntokens; i++)
		count_at(&k, i);
	for (i = 0; i < k.nterms; i++) {
		if (first == NULL || first->key != k.terms[i].key) {
			first = &k.terms[i];
			if (l->redactions < REDACTIONS)
				check_unused(&k, first);
		} else {
			check_redefined(&k, first, &k.terms[i]);
		}
	}
	pv_lint_undefined(l, &k.stream);
}
