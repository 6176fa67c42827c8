/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "lint/linter.h"

#include "base/num.h"
#include "model/cite.h"

#define SERIES_MIN 4        /* parts that make a series */

enum style { STYLE_NONE, STYLE_DIGITS, STYLE_LETTERS, STYLE_ROMAN };

/* The numbered parts of one clause, one after the other. */
struct series {
	enum style style;
	uint32_t count;
	uint32_t last, at;          /* the last number, and its clause */
	uint32_t odd, before;       /* the part that breaks the row, and the one
	                             * in front of it; PV_NONE = none */
	uint32_t missing;           /* the number left out there; 0 = a number
	                             * that comes twice */
	bool regular;
};

/* "b" of "4.5(b)", as printed. */
static struct pv_span
last_part(struct pv_span label)
{
	size_t end = label.len, start;

	while (end > 0 && !pv_isalnum(label.ptr[end - 1]))
		end--;
	for (start = end; start > 0 && pv_isalnum(label.ptr[start - 1]);
	    start--)
		;
	return pv_span_sub(label, start, end);
}

static uint32_t
value(enum style style, struct pv_span s)
{
	uint64_t n = 0;

	switch (style) {
	case STYLE_DIGITS:
		return pv_num_parse(s, UINT32_MAX - 1, &n) ? (uint32_t)n : 0;
	case STYLE_LETTERS: return pv_num_letter(s);
	case STYLE_ROMAN: return pv_num_roman(s);
	case STYLE_NONE: break;
	}
	return 0;
}

/* The style in which a row begins with one. */
static enum style
style_of(struct pv_span s)
{
	int i;

	for (i = STYLE_DIGITS; i <= STYLE_ROMAN; i++)
		if (value((enum style)i, s) == 1)
			return (enum style)i;
	return STYLE_NONE;
}

/* The next part of the row; false when the row is none. */
static bool
take(struct series *s, const struct pv_version *v, uint32_t c)
{
	struct pv_span part = last_part(pv_version_str(v,
	    v->clauses[c].label));
	uint32_t n;

	if (s->count == 0)
		s->style = style_of(part);
	n = value(s->style, part);
	if (n == 0)
		return false;
	if (s->count > 0 && n != s->last + 1) {
		if (s->odd != PV_NONE || (n != s->last && n != s->last + 2))
			return false;
		s->missing = n == s->last ? 0 : s->last + 1;
		s->odd = c;
		s->before = s->at;
	}
	s->count++;
	s->last = n;
	s->at = c;
	return true;
}

/* The number of the row that stands for n, as the clause `like` has it. */
static void
write_label(const struct pv_version *v, uint32_t like, uint32_t n,
    enum style style, struct pv_cite *out)
{
	static const char *const ones[2][10] = {
		{ "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix" },
		{ "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX" }
	};
	struct pv_span label = pv_version_str(v, v->clauses[like].label);
	struct pv_span part = last_part(label);
	size_t at = (size_t)(part.ptr - label.ptr), k = 12;
	bool upper = pv_isupper(part.ptr[0]);
	char s[12];

	out->len = 0;
	pv_cite_add(out, pv_span_sub(label, 0, at));
	if (style == STYLE_ROMAN) {
		for (; n >= 10 && n < 40; n -= 10)
			pv_cite_add(out, pv_span(upper ? "X" : "x", 1));
		pv_cite_add(out, pv_span_str(ones[upper][n < 10 ? n : 0]));
	} else if (style == STYLE_LETTERS) {
		s[0] = (char)((upper ? 'A' : 'a') + (int)((n - 1) % 26));
		for (k = 0; k <= (n - 1) / 26 && k < 4; k++)
			pv_cite_add(out, pv_span(s, 1));
	} else {
		do
			s[--k] = (char)('0' + n % 10);
		while ((n /= 10) > 0);
		pv_cite_add(out, pv_span(s + k, 12 - k));
	}
	pv_cite_add(out, pv_span_sub(label, at + part.len, label.len));
}

/* Does the text print the number, or hide it, where it should stand? */
static bool
is_printed(const struct pv_linter *l, const struct series *s,
    const struct pv_cite *label)
{
	struct pv_range all = { 0, (uint32_t)l->v->text.len }, in;
	struct pv_cite key, part;

	in.start = l->v->clauses[s->before].all.start;
	in.end = l->v->clauses[s->odd].all.start;
	pv_cite_key(pv_cite_span(label), &key);
	pv_cite_key(last_part(pv_cite_span(label)), &part);
	return pv_marks_have(&l->marks, PV_MARK_HEAD, pv_cite_span(&key),
	    all) || pv_marks_have(&l->marks, PV_MARK_ITEM,
	    pv_cite_span(&part), in) || pv_marks_have(&l->marks,
	    PV_MARK_HEAD, PV_MARK_REDACTED, in);
}

/*
 * Does the clause begin with a capital, after the end of a sentence?  A line
 * that begins with the number of a reference does not.
 */
static bool
begins(const struct pv_version *v, uint32_t c)
{
	const struct pv_clause *x = &v->clauses[c];
	struct pv_span text = v->text;
	uint32_t i = x->all.start, k = x->num.end;

	while (i > 0 && pv_isspace(text.ptr[i - 1]))
		i--;
	if (i > 0 && memchr(".;:)\"]?!", text.ptr[i - 1], 8) == NULL &&
	    v->clauses[x->parent].heading.end != i)
		return false;
	while (k < text.len && memchr(".): ", text.ptr[k], 4) != NULL)
		k++;
	return k > x->num.end && k < text.len && (pv_isupper(text.ptr[k]) ||
	    text.ptr[k] == '"');
}

/* Do both clauses print one number, and begin as clauses do? */
static bool
is_repeated(const struct pv_version *v, uint32_t a, uint32_t b)
{
	const struct pv_clause *x = &v->clauses[a], *y = &v->clauses[b];

	return pv_span_ieq(pv_version_text(v, x->num),
	    pv_version_text(v, y->num)) && begins(v, a) && begins(v, b) &&
	    !pv_span_eq(pv_version_text(v, x->all),
	    pv_version_text(v, y->all)) &&
	    (x->heading.end == x->heading.start ||
	    !pv_span_ieq(pv_version_text(v, x->heading),
	    pv_version_text(v, y->heading)));
}

static void
report(struct pv_linter *l, const struct series *s)
{
	const struct pv_version *v = l->v;
	const struct pv_clause *c = &v->clauses[s->odd];
	struct pv_span after = pv_version_str(v, c->label);
	struct pv_span before = pv_version_str(v,
	    v->clauses[s->before].label);
	struct pv_lint_at at = { PV_LINT_DUPLICATE, s->odd, s->before,
		c->num, after };
	struct pv_cite label;

	if (s->missing == 0) {
		if (!is_repeated(v, s->before, s->odd))
			return;
		pv_lint_add(l, &at, "a second clause %.*s", PV_FMT(after));
		return;
	}
	write_label(v, s->odd, s->missing, s->style, &label);
	if (is_printed(l, s, &label))
		return;
	at.kind = PV_LINT_GAP;
	at.subject = pv_cite_span(&label);
	pv_lint_add(l, &at, "%.*s is missing between %.*s and %.*s",
	    PV_FMT(pv_cite_span(&label)), PV_FMT(before), PV_FMT(after));
}

static void
check_children(struct pv_linter *l, uint32_t parent)
{
	const struct pv_version *v = l->v;
	struct series s = { .odd = PV_NONE, .regular = true };
	uint32_t i;

	for (i = parent + 1; i < v->clauses[parent].next && s.regular;
	    i = v->clauses[i].next) {
		const struct pv_clause *c = &v->clauses[i];

		if (c->kind == PV_CLAUSE_SCHEDULE && parent == 0)
			break;
		if ((c->flags & PV_CLAUSE_NUMBERED) != 0 &&
		    c->kind != PV_CLAUSE_CONTENTS &&
		    c->kind != PV_CLAUSE_RECITAL)
			s.regular = take(&s, v, i);
	}
	if (s.regular && s.odd != PV_NONE && s.count >= SERIES_MIN)
		report(l, &s);
}

void
pv_lint_order(struct pv_linter *l)
{
	uint32_t i;

	if (l->amends)
		return;
	for (i = 0; i < l->v->nclauses; i++)
		if (l->v->clauses[i].kind != PV_CLAUSE_CONTENTS &&
		    l->v->clauses[i].next > i + 1)
			check_children(l, i);
}
