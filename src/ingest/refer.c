/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ingest/segment.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "ingest/term.h"

#define LABEL_MAX 120       /* bytes of a label that can be cited */
#define BEFORE 48           /* bytes in which "notwithstanding" may stand */
#define AFTER 60            /* bytes in which "of the Securities Act" may */

/* Words in front of a clause number. */
static const char *const sections[] = { "sections", "section", "sec.",
	"articles", "article", "art.", "clauses", "clause", "paragraphs",
	"paragraph", "subsections", "subsection", "sub-section",
	"subparagraph", "subclause", "sub-clause", NULL };

/* Words in front of the number of an attachment; they are its label too. */
static const char *const attachments[] = { "schedule", "exhibit", "annex",
	"appendix", "attachment", NULL };

/* Statutes and the like: a section of one is none of ours. */
static const char *const statutes[] = { "act", "code", "rules", "rule",
	"regulation", "regulations", "u.s.c", "c.f.r", "usc", "statute",
	"statutes", "law", "directive", "constitution", "ordinance", NULL };

/* Other documents of the parties. */
static const char *const documents[] = { "msa", "master", "original",
	"existing", "license agreement", "purchase agreement", "plan",
	"lease", "indenture", "credit agreement", "framework", NULL };

/* A clause by its label, for looking up. */
struct entry {
	struct pv_span label;
	uint32_t clause;
};

struct referrer {
	struct pv_version *v;
	enum pv_ref_relation relation;  /* of the list being read */
	struct pv_vec refs;
	struct entry *entries;
	size_t nentries;
};

static int
by_label(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = pv_span_cmp(x->label, y->label);

	if (order != 0)
		return order;
	return x->clause < y->clause ? -1 : x->clause > y->clause;
}

static bool
index_labels(struct referrer *r)
{
	struct pv_version *v = r->v;
	size_t i;

	r->entries = pv_arena_array(v->arena, v->nclauses,
	    sizeof(*r->entries));
	if (r->entries == NULL)
		return false;
	for (i = 1; i < v->nclauses; i++)
		if (v->clauses[i].label.len > 0)
			r->entries[r->nentries++] = (struct entry){
			    pv_version_str(v, v->clauses[i].label),
			    (uint32_t)i };
	qsort(r->entries, r->nentries, sizeof(*r->entries), by_label);
	return true;
}

/* The first clause with the label, or PV_NONE. */
static uint32_t
find(const struct referrer *r, struct pv_span label)
{
	size_t lo = 0, hi = r->nentries, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (pv_span_cmp(r->entries[mid].label, label) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo < r->nentries && pv_span_eq(r->entries[lo].label, label))
		return r->entries[lo].clause;
	return PV_NONE;
}

/* A label being put together. */
struct label {
	char ptr[LABEL_MAX];
	size_t len;
};

static void
label_add(struct label *l, struct pv_span s)
{
	if (s.len > LABEL_MAX - l->len)
		s.len = LABEL_MAX - l->len;
	if (s.len > 0)
		memcpy(l->ptr + l->len, s.ptr, s.len);
	l->len += s.len;
}

static void
label_number(struct label *l, uint32_t n)
{
	char digits[12];
	size_t i = sizeof(digits);

	do
		digits[--i] = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	label_add(l, pv_span(digits + i, sizeof(digits) - i));
}

static struct pv_span
label_span(const struct label *l)
{
	return pv_span(l->ptr, l->len);
}

/* Digits without the zeros in front: "01" of "2.01" is 1. */
static struct pv_span
strip_zeros(struct pv_span s)
{
	while (s.len > 1 && s.ptr[0] == '0') {
		s.ptr++;
		s.len--;
	}
	return s;
}

/*
 * Read "4.5(b)(ii)", "2.01", "IV", "(a)", "B-1", "M.7.a" at i into a label;
 * returns the end, or i when there is nothing of the kind.
 */
static uint32_t
read_label(struct pv_span text, uint32_t i, struct label *l)
{
	uint32_t start = i, k, roman;

	l->len = 0;
	while (i < text.len && pv_isalnum(text.ptr[i])) {
		for (k = i; k < text.len && pv_isalnum(text.ptr[k]); k++)
			;
		if (k - i > 6)
			return start;
		roman = i == start ?
		    pv_num_roman(pv_span_sub(text, i, k)) : 0;
		if (roman > 0 && (k - i > 1 || text.ptr[i] == 'I' ||
		    text.ptr[i] == 'V' || text.ptr[i] == 'X') &&
		    pv_isupper(text.ptr[i]))
			label_number(l, roman);
		else if (pv_isdigit(text.ptr[i]) || k - i <= 2)
			label_add(l, strip_zeros(pv_span_sub(text, i, k)));
		else
			return start;
		i = k;
		if (i + 1 < text.len && (text.ptr[i] == '.' ||
		    text.ptr[i] == '-') && pv_isalnum(text.ptr[i + 1]))
			label_add(l, pv_span_sub(text, i, i + 1));
		else
			break;
		i++;
	}
	while (i + 2 < text.len && text.ptr[i] == '(') {
		for (k = i + 1; k < text.len && k - i < 6 &&
		    pv_isalnum(text.ptr[k]); k++)
			;
		if (k == i + 1 || k >= text.len || text.ptr[k] != ')')
			break;
		label_add(l, pv_span_sub(text, i, k + 1));
		i = k + 1;
	}
	return i;
}

/* The schedule that clause c stands in, or PV_NONE. */
static uint32_t
schedule_of(const struct pv_version *v, uint32_t c)
{
	for (; c != PV_NONE; c = v->clauses[c].parent)
		if (v->clauses[c].kind == PV_CLAUSE_SCHEDULE)
			return c;
	return PV_NONE;
}

/* The label with `prefix` in front of it. */
static uint32_t
find_under(const struct referrer *r, struct pv_span prefix,
    struct pv_span glue, struct pv_span label)
{
	struct label l = { .len = 0 };

	label_add(&l, prefix);
	label_add(&l, glue);
	label_add(&l, label);
	return find(r, label_span(&l));
}

/* "(a)" alone: under the citing clause or the ones above it. */
static uint32_t
find_relative(const struct referrer *r, uint32_t from, struct pv_span label)
{
	const struct pv_version *v = r->v;
	uint32_t c, to;

	for (c = from; c != PV_NONE && c != 0; c = v->clauses[c].parent) {
		to = find_under(r, pv_version_str(v, v->clauses[c].label),
		    PV_SPAN(""), label);
		if (to != PV_NONE)
			return to;
	}
	return PV_NONE;
}

/*
 * The clause that a label names, seen from clause `from`: in its schedule
 * first, then in the body; (a) below a clause whose items were not split
 * means the clause.
 */
static uint32_t
resolve(const struct referrer *r, uint32_t from, struct pv_span label)
{
	const struct pv_version *v = r->v;
	uint32_t schedule = schedule_of(v, from), to = PV_NONE;
	size_t cut;

	if (label.len > 0 && label.ptr[0] == '(')
		return find_relative(r, from, label);
	if (schedule != PV_NONE)
		to = find_under(r, pv_version_str(v,
		    v->clauses[schedule].label), PV_SPAN(", "), label);
	if (to == PV_NONE)
		to = find(r, label);
	while (to == PV_NONE && label.len > 0 &&
	    label.ptr[label.len - 1] == ')') {
		for (cut = label.len; cut > 0 && label.ptr[cut - 1] != '(';
		    cut--)
			;
		if (cut <= 1)
			break;
		label.len = cut - 1;
		to = find(r, label);
		if (to != PV_NONE && v->clauses[to].next > to + 1)
			return PV_NONE;
	}
	return to;
}

/* "of the Exchange Act", "of the MSA" right after the reference. */
static bool
is_external(struct pv_span text, uint32_t at)
{
	struct pv_span s = pv_span_sub(text, at, at + AFTER);
	size_t i;

	for (i = 0; i < s.len; i++)
		if (s.ptr[i] == '.' || s.ptr[i] == ',' || s.ptr[i] == ';' ||
		    s.ptr[i] == '(' || s.ptr[i] == '\n')
			s.len = i;
	if (!pv_span_istarts(s, PV_SPAN(" of ")) &&
	    !pv_span_istarts(s, PV_SPAN(" under ")))
		return false;
	for (i = 3; i < s.len; i++) {
		if (!pv_isspace(s.ptr[i - 1]))
			continue;
		if (pv_word_of(pv_span_sub(s, i, s.len), statutes) > 0 ||
		    pv_word_of(pv_span_sub(s, i, s.len), documents) > 0)
			return true;
	}
	return false;
}

/* What the words in front of a reference make of it. */
static enum pv_ref_relation
relation(struct pv_span text, uint32_t at)
{
	static const struct pv_span overrides[] = {
		{ "notwithstanding", 15 }, { "in lieu of", 10 } };
	static const struct pv_span limits[] = { { "subject to", 10 },
		{ "except as", 9 }, { "except for", 10 }, { "save as", 7 },
		{ "other than as", 13 }, { "other than pursuant", 19 },
		{ "as limited by", 13 }, { "unless permitted", 16 } };
	struct pv_span s = pv_span_sub(text, at > BEFORE ? at - BEFORE : 0,
	    at);
	size_t i;

	for (i = s.len; i > 0; i--)
		if (s.ptr[i - 1] == ';' || s.ptr[i - 1] == ',' ||
		    s.ptr[i - 1] == '\n' || (s.ptr[i - 1] == ' ' && i > 1 && s.ptr[i - 2] == '.'))
			break;
	s = pv_span_sub(s, i, s.len);
	for (i = 0; i < sizeof(overrides) / sizeof(overrides[0]); i++)
		if (pv_span_ifind(s, overrides[i]) < s.len)
			return PV_REF_OVERRIDES;
	for (i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		if (pv_span_ifind(s, limits[i]) < s.len)
			return PV_REF_LIMITED_BY;
	return PV_REF_PLAIN;
}

/* " (Confidentiality)" after a reference: the title it believes in. */
static struct pv_range
title_after(struct pv_span text, uint32_t at)
{
	struct pv_range none = { at, at };
	uint32_t i;

	if (at + 3 >= text.len || text.ptr[at] != ' ' ||
	    text.ptr[at + 1] != '(' || !pv_isupper(text.ptr[at + 2]))
		return none;
	for (i = at + 2; i < text.len && i - at < 80; i++) {
		if (text.ptr[i] == ')')
			return (struct pv_range){ at + 2, i };
		if (text.ptr[i] == '(' || text.ptr[i] == '"' ||
		    text.ptr[i] == '\n')
			break;
	}
	return none;
}

static void
add(struct referrer *r, struct pv_range at, struct pv_span label)
{
	struct pv_version *v = r->v;
	struct pv_range title = title_after(v->text, at.end);
	struct pv_ref ref = { .at = at };

	ref.clause = pv_version_clause_at(v, at.start);
	/* A clause's own number is no reference to it. */
	if (ref.clause == PV_NONE ||
	    at.start < v->clauses[ref.clause].heading.end ||
	    at.start < v->clauses[ref.clause].num.end ||
	    v->clauses[ref.clause].kind == PV_CLAUSE_CONTENTS)
		return;
	ref.relation = r->relation;
	ref.to = resolve(r, ref.clause, label);
	if (ref.to == PV_NONE && is_external(v->text, at.end))
		ref.relation = PV_REF_EXTERNAL;
	else if (is_external(v->text, at.end)) {
		ref.relation = PV_REF_EXTERNAL;
		ref.to = PV_NONE;
	}
	ref.target = pv_version_add(v, label);
	ref.title = pv_version_add(v, pv_version_text(v, title));
	pv_vec_add(&r->refs, &ref);
}

/* The glue of a list of numbers at i: ", ", " and ", " through "; its length. */
static uint32_t
list_glue(struct pv_span text, uint32_t i)
{
	static const char *const words[] = { "and", "or", "through", "to",
		"and/or", NULL };
	uint32_t start = i;
	size_t n;

	if (i < text.len && text.ptr[i] == ',')
		i++;
	if (i >= text.len || text.ptr[i] != ' ')
		return 0;
	i++;
	n = pv_word_of(pv_span_sub(text, i, text.len), words);
	if (n > 0) {
		i += (uint32_t)n;
		if (i >= text.len || text.ptr[i] != ' ')
			return 0;
		i++;
	} else if (i - start < 2)
		return 0;
	if (i >= text.len ||
	    (!pv_isdigit(text.ptr[i]) && text.ptr[i] != '('))
		return 0;
	return i - start;
}

/* "Sections 2.1, 2.2 and 3(a)" from the word on; returns where it ends. */
static uint32_t
read_sections(struct referrer *r, uint32_t start, uint32_t i)
{
	struct pv_span text = r->v->text;
	struct label l;
	uint32_t end, glue;

	for (;;) {
		end = read_label(text, i, &l);
		if (end == i)
			return i;
		add(r, (struct pv_range){ start, end }, label_span(&l));
		glue = list_glue(text, end);
		if (glue == 0)
			return end;
		start = i = end + glue;
	}
}

/* "Schedule 2" with the word as part of the label. */
static uint32_t
read_attachment(struct referrer *r, uint32_t start, uint32_t i)
{
	struct pv_span text = r->v->text;
	struct label l, whole = { .len = 0 };
	uint32_t end, word = start;
	char first = text.ptr[start];

	end = read_label(text, i, &l);
	if (end == i || !(pv_isupper(text.ptr[i]) || pv_isdigit(text.ptr[i])))
		return i;
	first = pv_islower(first) ? (char)(first - 'a' + 'A') : first;
	label_add(&whole, pv_span(&first, 1));
	for (word++; word < i - 1; word++) {
		char c = pv_tolower(text.ptr[word]);

		label_add(&whole, pv_span(&c, 1));
	}
	label_add(&whole, PV_SPAN(" "));
	/* Attachments keep the numeral that they are headed with. */
	label_add(&whole, find_under(r, label_span(&whole), PV_SPAN(""),
	    pv_span_sub(text, i, end)) != PV_NONE ?
	    pv_span_sub(text, i, end) : label_span(&l));
	add(r, (struct pv_range){ start, end }, label_span(&whole));
	return end;
}

/* Length of a section sign with its space at i, or 0. */
static uint32_t
section_sign(struct pv_span text, uint32_t i)
{
	uint32_t n = 2;

	if (!pv_span_starts(pv_span_sub(text, i, text.len),
	    PV_SPAN("\xc2\xa7")))
		return 0;
	if (pv_span_starts(pv_span_sub(text, i + 2, text.len),
	    PV_SPAN("\xc2\xa7")))
		n += 2;
	while (i + n < text.len && text.ptr[i + n] == ' ')
		n++;
	return n;
}

/* How a reference is introduced at i. */
enum intro { INTRO_NONE, INTRO_SECTION, INTRO_ATTACHMENT };

/* Bytes up to the number that the introduction at i announces. */
static enum intro
introduction(struct pv_span text, uint32_t i, uint32_t *len)
{
	struct pv_span rest = pv_span_sub(text, i, text.len);
	enum intro what = INTRO_SECTION;

	*len = section_sign(text, i);
	if (*len > 0)
		return what;
	*len = (uint32_t)pv_word_of(rest, sections);
	if (*len == 0) {
		*len = (uint32_t)pv_word_of(rest, attachments);
		what = INTRO_ATTACHMENT;
	}
	if (*len == 0 || *len + 1 >= rest.len || rest.ptr[*len] != ' ')
		return INTRO_NONE;
	++*len;
	return what;
}

/* A reference that begins at i; returns where to go on. */
static uint32_t
try_at(struct referrer *r, uint32_t i)
{
	uint32_t n, end;
	enum intro what = introduction(r->v->text, i, &n);

	if (what == INTRO_NONE)
		return i + 1;
	r->relation = relation(r->v->text, i);
	end = what == INTRO_SECTION ? read_sections(r, i, i + n) :
	    read_attachment(r, i, i + n);
	return end > i + n ? end : i + n;
}

enum pv_rc
pv_refer(struct pv_version *v, struct pv_err *err)
{
	struct referrer r = { .v = v, .refs = PV_VEC_INIT(struct pv_ref) };
	uint32_t i = 0, end = (uint32_t)v->text.len;
	char c;

	if (!index_labels(&r))
		return pv_fail_nomem(err);
	while (i < end) {
		c = pv_tolower(v->text.ptr[i]);
		if ((c == 's' || c == 'a' || c == 'c' || c == 'p' ||
		    c == 'e' || c == '\xc2') &&
		    (i == 0 || !pv_isalnum(v->text.ptr[i - 1])))
			i = try_at(&r, i);
		else
			i++;
	}
	v->refs = pv_vec_freeze(&r.refs, v->arena, &v->nrefs);
	return v->refs == NULL || v->failed ? pv_fail_nomem(err) : PV_OK;
}
