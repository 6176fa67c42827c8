/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "lint/linter.h"

#include "lint/foreign.h"
#include "lint/word.h"
#include "model/cite.h"

#define WORDS 12            /* of a title; longer ones are sentences */
#define ALIKE 5             /* letters that two words must begin with alike */
#define WITNESSES 2         /* titles that must be right before one is wrong */

/* The words of a title that tell something. */
struct title {
	struct pv_word words[WORDS];
	size_t n;
	bool plain;             /* all of them, and each with a capital */
};

static void
read_title(struct pv_span text, struct title *t)
{
	struct pv_word w;
	uint32_t at = 0;

	t->n = 0;
	t->plain = text.len > 0;
	while (pv_word_next(text, &at, (uint32_t)text.len, &w)) {
		if (pv_word_is_small(&w))
			continue;
		if (t->n == WORDS) {
			t->plain = false;
			break;
		}
		if (!pv_isupper(text.ptr[w.start]))
			t->plain = false;
		t->words[t->n++] = w;
	}
}

/* "Indemnity" and "Indemnification", of one root; "Surival", a slip. */
static bool
alike(const struct pv_word *a, const struct pv_word *b)
{
	size_t n = 0, k = 0, most = a->len > b->len ? a->len : b->len;

	while (n < a->len && n < b->len && a->stem[n] == b->stem[n])
		n++;
	if ((n == a->len && n == b->len) || n >= ALIKE)
		return true;
	while (k < a->len && k < b->len &&
	    a->stem[a->len - 1 - k] == b->stem[b->len - 1 - k])
		k++;
	return most > ALIKE && n + k + 1 >= most;
}

/* How many words of a have a word alike in b? */
static size_t
shared(const struct title *a, const struct title *b)
{
	size_t i, k, n = 0;

	for (i = 0; i < a->n; i++) {
		for (k = 0; k < b->n; k++)
			if (alike(&a->words[i], &b->words[k]))
				break;
		n += k < b->n;
	}
	return n;
}

/* A title behind a reference in other words: ', entitled "Fees"'. */
static struct pv_span
entitled(struct pv_span text, uint32_t at)
{
	static const char *const verbs[] = { "entitled", "titled",
		"captioned", "headed", NULL };
	struct pv_span s = pv_span_sub(text, at, (size_t)at + 100), none;
	size_t i = 0, n;

	none = pv_span("", 0);
	while (i < s.len && (s.ptr[i] == ' ' || s.ptr[i] == ',' ||
	    s.ptr[i] == '('))
		i++;
	n = pv_lint_word(pv_span_sub(s, i, s.len), verbs);
	if (n == 0 || !pv_span_starts(pv_span_sub(s, i + n, s.len),
	    PV_SPAN(" \"")))
		return none;
	s = pv_span_sub(s, i + n + 2, s.len);
	n = pv_span_find(s, PV_SPAN("\""));
	return n == s.len ? none : pv_span_sub(s, 0, n);
}

/* A titled reference whose clause is there and bears a heading. */
struct titled {
	const struct pv_ref *ref;
	struct title title, heading;
	struct pv_span words;       /* of the title */
};

static bool
read_ref(const struct pv_version *v, size_t i, struct titled *t)
{
	const struct pv_ref *r = &v->refs[i];
	struct pv_cite own, want;
	struct pv_span head;

	t->ref = r;
	t->words = pv_version_str(v, r->title);
	if (t->words.len == 0)
		t->words = entitled(v->text, r->at.end);
	if (t->words.len == 0 || r->to == PV_NONE ||
	    r->relation == PV_REF_EXTERNAL)
		return false;
	pv_cite_key(pv_version_str(v, v->clauses[r->to].label), &own);
	pv_cite_key(pv_version_str(v, r->target), &want);
	head = pv_version_text(v, v->clauses[r->to].heading);
	if (!pv_span_ends(pv_cite_span(&own), pv_cite_span(&want)) ||
	    head.len == 0)
		return false;
	read_title(t->words, &t->title);
	read_title(head, &t->heading);
	return t->title.n > 0 && t->heading.n > 0;
}

/*
 * Headings by the first of their words in order of the stems, to find the
 * clause that a title means.
 */
static uint32_t
find_heading(const struct pv_version *v, const struct title *t)
{
	struct title h;
	uint32_t i;

	for (i = 1; i < v->nclauses; i++) {
		if (v->clauses[i].heading.end == v->clauses[i].heading.start ||
		    v->clauses[i].label.len == 0)
			continue;
		read_title(pv_version_text(v, v->clauses[i].heading), &h);
		if (h.n > 0 && shared(t, &h) == t->n && shared(&h, t) == h.n)
			return i;
	}
	return PV_NONE;
}

static void
report(struct pv_linter *l, const struct titled *t, uint32_t meant)
{
	const struct pv_version *v = l->v;
	struct pv_span target = pv_version_str(v, t->ref->target), head, label;
	struct pv_lint_at at = { PV_LINT_MISTITLED, t->ref->clause,
		t->ref->to, t->ref->at, target };

	head = pv_version_text(v, v->clauses[t->ref->to].heading);
	if (meant == PV_NONE) {
		pv_lint_add(l, &at, "%.*s is headed \"%.*s\", not \"%.*s\"",
		    PV_FMT(target), PV_FMT(head), PV_FMT(t->words));
		return;
	}
	label = pv_version_str(v, v->clauses[meant].label);
	pv_lint_add(l, &at, "%.*s is headed \"%.*s\"; \"%.*s\" is %.*s",
	    PV_FMT(target), PV_FMT(head), PV_FMT(t->words), PV_FMT(label));
}

void
pv_lint_titles(struct pv_linter *l)
{
	const struct pv_version *v = l->v;
	size_t i, right = 0, looked = 0;
	struct titled t;
	uint32_t meant;

	if (l->amends)
		return;
	for (i = 0; i < v->nrefs; i++)
		right += read_ref(v, i, &t) && shared(&t.title, &t.heading) > 0;
	for (i = 0; i < v->nrefs; i++) {
		if (!read_ref(v, i, &t) || shared(&t.title, &t.heading) > 0 ||
		    pv_lint_foreign(v, i))
			continue;
		meant = looked++ < 64 ? find_heading(v, &t.title) : PV_NONE;
		if (meant != PV_NONE ||
		    (right >= WITNESSES && t.title.plain))
			report(l, &t, meant);
	}
}
