/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "lint/lint.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "lint/linter.h"

#define TEXT_MAX 400        /* bytes of a report */
#define SUBJECT_MAX 120
#define HEAD_MAX 600        /* bytes in which a document says what it is */

size_t
pv_lint_word(struct pv_span s, const char *const *words)
{
	struct pv_span w;

	for (; *words != NULL; words++) {
		w = pv_span_str(*words);
		if (pv_span_istarts(s, w) && (s.len == w.len ||
		    !pv_isalnum(s.ptr[w.len]) ||
		    !pv_isalnum(w.ptr[w.len - 1])))
			return w.len;
	}
	return 0;
}

bool
pv_lint_has(struct pv_span s, const char *const *words)
{
	size_t i;

	for (i = 0; i < s.len; i++) {
		if (pv_isalnum(s.ptr[i]) &&
		    (i == 0 || !pv_isalnum(s.ptr[i - 1])) &&
		    pv_lint_word(pv_span_sub(s, i, s.len), words) > 0)
			return true;
	}
	return false;
}

bool
pv_lint_attached(const struct pv_version *v, uint32_t c)
{
	for (; c != 0 && c != PV_NONE; c = v->clauses[c].parent)
		if (v->clauses[c].kind == PV_CLAUSE_SCHEDULE)
			return true;
	return false;
}

void
pv_lint_add(struct pv_linter *l, const struct pv_lint_at *what,
    const char *fmt, ...)
{
	struct pv_lint item = { what->kind, what->clause, what->at,
		{ NULL, 0 }, { NULL, 0 }, what->other };
	char text[TEXT_MAX];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (n < 0)
		return;
	item.subject = pv_arena_dup(l->arena,
	    pv_span_sub(what->subject, 0, SUBJECT_MAX));
	item.text = pv_arena_dup(l->arena, pv_span_str(text));
	if (item.subject.ptr == NULL || item.text.ptr == NULL)
		l->failed = true;
	pv_vec_add(&l->items, &item);
}

/*
 * Amendments, addenda and the like cite the clauses and use the terms of the
 * document that they change.  One that restates it stands for itself.
 */
static bool
amends(const struct pv_version *v)
{
	static const char *const kinds[] = { "amendment", "amendments",
		"addendum", "supplement", "supplemental", "amends",
		"side letter", "waiver", "joinder", "statement of work",
		"work order", "order form", "modification", "extension",
		"renewal", "amending", "hereby amended",
		"termination agreement", "letter agreement", NULL };
	static const char *const restated[] = { "amended and restated",
		"restated", NULL };
	struct pv_span title = pv_version_str(v, v->title);
	struct pv_span head = pv_span_sub(v->text, 0, HEAD_MAX);

	if (title.len > 0)
		return pv_lint_has(title, kinds) &&
		    !pv_lint_has(title, restated);
	return pv_lint_has(head, kinds) && !pv_lint_has(head, restated);
}

/* How many passages were taken out: "[***]", "[*]". */
static uint32_t
count_redactions(struct pv_span text)
{
	uint32_t n = 0;
	size_t i;

	for (i = 1; i < text.len; i++)
		n += text.ptr[i] == '*' && (text.ptr[i - 1] == '[' ||
		    (text.ptr[i - 1] == '*' && i + 1 < text.len &&
		    text.ptr[i + 1] != '*'));
	return n;
}

static int
by_place(const void *a, const void *b)
{
	const struct pv_lint *x = a, *y = b;

	if (x->at.start != y->at.start)
		return x->at.start < y->at.start ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->at.end != y->at.end)
		return x->at.end < y->at.end ? -1 : 1;
	return pv_span_cmp(x->text, y->text);
}

static bool
run(struct pv_linter *l)
{
	if (!pv_marks_make(&l->marks, l->v, l->scratch))
		return false;
	l->amends = amends(l->v);
	l->redactions = count_redactions(l->v->text);
	pv_lint_references(l);
	pv_lint_titles(l);
	pv_lint_order(l);
	pv_lint_terms(l);
	pv_lint_blanks(l);
	return !l->failed && !l->items.failed;
}

enum pv_rc
pv_lint(const struct pv_version *v, struct pv_lints **out,
    struct pv_err *err)
{
	const struct pv_mem *mem = pv_arena_mem(v->arena);
	struct pv_linter l = { .v = v, .arena = pv_arena_new(mem),
		.scratch = pv_arena_new(mem),
		.items = PV_VEC_INIT(struct pv_lint) };
	struct pv_lints *r = NULL;

	l.items.mem = mem;
	if (l.arena != NULL && l.scratch != NULL && run(&l))
		r = pv_arena_alloc(l.arena, sizeof(*r));
	if (r != NULL) {
		if (l.items.len > 1)
			qsort(l.items.ptr, l.items.len,
			    sizeof(struct pv_lint), by_place);
		r->arena = l.arena;
		r->items = pv_vec_freeze(&l.items, l.arena, &r->nitems);
	}
	pv_arena_free(l.scratch);
	if (r == NULL || r->items == NULL) {
		pv_vec_release(&l.items);
		pv_arena_free(l.arena);
		return pv_fail_nomem(err);
	}
	*out = r;
	return PV_OK;
}

void
pv_lints_free(struct pv_lints *l)
{
	if (l != NULL)
		pv_arena_free(l->arena);
}
