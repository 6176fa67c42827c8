/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ingest/segment.h"

#include <stdlib.h>
#include <string.h>

#include "model/cite.h"
#include "ingest/term.h"

#define BEFORE 48           /* bytes in which "notwithstanding" may stand */
#define AFTER 60            /* bytes in which "of the Securities Act" may */

/* Words in front of a clause number. */
static const char *const sections[] = { "sections", "section", "sec.",
	"articles", "article", "art.", "clauses", "clause", "paragraphs",
	"paragraph", "subsections", "subsection", "sub-section",
	"subparagraph", "subclause", "sub-clause", "subclauses", NULL };

/* Words in front of the number of an attachment; they are its label too. */
static const char *const attachments[] = { "schedule", "exhibit", "annex",
	"appendix", "attachment", NULL };

/* Statutes and the like: a section of one is none of ours. */
static const char *const statutes[] = { "code", "codes", "regulation",
	"regulations", "rules", "u.s.c", "c.f.r", "cfr", "usc", "dfar", "dfars",
	"statute", "statutes", "directive", "constitution", "ordinance",
	"ucc", "erisa", NULL };

/* The same where they are capitalized. */
static const char *const titled[] = { "act", "law", "rule", "far", "stat",
	"reg", NULL };

/* Other documents of the parties. */
static const char *const documents[] = { "msa", "master", "original",
	"existing", "license agreement", "purchase agreement", "plan",
	"lease", "indenture", "credit agreement", "framework", NULL };

/* A clause by its label, for looking up; `key` is as in cite.h. */
struct entry {
	struct pv_span key, label;
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
	int order = pv_span_cmp(x->key, y->key);

	if (order == 0)
		order = pv_span_cmp(x->label, y->label);
	if (order != 0)
		return order;
	return x->clause < y->clause ? -1 : x->clause > y->clause;
}

static bool
index_labels(struct referrer *r)
{
	struct pv_version *v = r->v;
	struct pv_cite key;
	size_t i;

	r->entries = pv_arena_array(v->arena, v->nclauses,
	    sizeof(*r->entries));
	if (r->entries == NULL)
		return false;
	for (i = 1; i < v->nclauses; i++) {
		struct entry *e = &r->entries[r->nentries];

		e->label = pv_version_str(v, v->clauses[i].label);
		if (e->label.len == 0)
			continue;
		pv_cite_key(e->label, &key);
		e->key = pv_arena_dup(v->arena, pv_cite_span(&key));
		if (e->key.ptr == NULL)
			return false;
		e->clause = (uint32_t)i;
		r->nentries++;
	}
	qsort(r->entries, r->nentries, sizeof(*r->entries), by_label);
	return true;
}

/*
 * The first clause with the label, or, when `loose`, with one that is only
 * written in another manner; or PV_NONE.
 */
static uint32_t
find(const struct referrer *r, struct pv_span label, bool loose)
{
	struct pv_cite key;
	struct entry want = { .label = label };
	size_t lo = 0, hi = r->nentries, mid;

	pv_cite_key(label, &key);
	want.key = pv_cite_span(&key);
	if (loose)
		want.label = pv_span("", 0);
	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (by_label(&r->entries[mid], &want) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo < r->nentries && want.key.len > 0 &&
	    pv_span_eq(r->entries[lo].key, want.key) &&
	    (loose || pv_span_eq(r->entries[lo].label, label)))
		return r->entries[lo].clause;
	return PV_NONE;
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

/* The clause whose label is that of clause `above` with `label` behind it. */
static uint32_t
find_under(const struct referrer *r, uint32_t above, struct pv_span glue,
    struct pv_span label, bool loose)
{
	struct pv_cite c = { .len = 0 };

	pv_cite_add(&c, pv_version_str(r->v, r->v->clauses[above].label));
	pv_cite_add(&c, glue);
	pv_cite_add(&c, label);
	return find(r, pv_cite_span(&c), loose);
}

/* "(a)" alone: under the citing clause or the ones above it. */
static uint32_t
find_relative(const struct referrer *r, uint32_t from, struct pv_span label)
{
	const struct pv_version *v = r->v;
	uint32_t c, to;

	for (c = from; c != PV_NONE && c != 0; c = v->clauses[c].parent) {
		to = find_under(r, c, PV_SPAN(""), label, false);
		if (to != PV_NONE)
			return to;
	}
	return PV_NONE;
}

/* Seen from clause `from`: in its schedule first, then in the body. */
static uint32_t
find_from(const struct referrer *r, uint32_t from, struct pv_span label)
{
	uint32_t schedule = schedule_of(r->v, from), to = PV_NONE;

	for (int loose = 0; loose <= 1 && to == PV_NONE; loose++) {
		if (schedule != PV_NONE)
			to = find_under(r, schedule, PV_SPAN(", "), label,
			    loose);
		if (to == PV_NONE)
			to = find(r, label, loose);
	}
	return to;
}

/* "7" above "7.2", or empty. */
static struct pv_span
above_dot(struct pv_span label)
{
	size_t cut = label.len;

	while (cut > 0 && pv_isdigit(label.ptr[cut - 1]))
		cut--;
	if (cut == label.len || cut < 2 || label.ptr[cut - 1] != '.')
		return pv_span("", 0);
	return pv_span_sub(label, 0, cut - 1);
}

/*
 * The clause that a label names; (a) below a clause whose items were not
 * split, or 7.2 below one whose sections are not numbered, means the clause.
 */
static uint32_t
resolve(const struct referrer *r, uint32_t from, struct pv_span label)
{
	const struct pv_version *v = r->v;
	uint32_t to;

	if (label.len > 0 && label.ptr[0] == '(')
		return find_relative(r, from, label);
	to = find_from(r, from, label);
	while (to == PV_NONE) {
		label = label.len > 0 && label.ptr[label.len - 1] == ')' ?
		    pv_cite_up(label) : above_dot(label);
		if (label.len == 0)
			break;
		to = find_from(r, from, label);
		if (to != PV_NONE && v->clauses[to].next > to + 1)
			return PV_NONE;
	}
	return to;
}

/* Does this full stop end a sentence, not "U.S."? */
static bool
is_stop(struct pv_span s, size_t i)
{
	return s.ptr[i] == '.' && i > 0 && !pv_isupper(s.ptr[i - 1]) &&
	    (i + 1 == s.len || pv_isspace(s.ptr[i + 1]));
}

static bool
is_statute(struct pv_span s)
{
	return pv_word_of(s, statutes) > 0 ||
	    (pv_isupper(s.ptr[0]) && pv_word_of(s, titled) > 0);
}

/* "of the Basalt Lease Agreement", where the title says nothing of one. */
static bool
names_another(const struct referrer *r, struct pv_span s, bool dangling)
{
	static const char *const kinds[] = { "agreement", "addendum",
		"indenture", "tariff", "contract", NULL };
	struct pv_span title = pv_version_str(r->v, r->v->title);
	size_t i, end = 0;

	if (!pv_span_istarts(s, PV_SPAN(" of the ")) ||
	    !(dangling || title.len > 0))
		return false;
	s = pv_span_sub(s, strlen(" of the "), s.len);
	for (i = 0; i < s.len && end == 0; i++) {
		if (i > 0 && !pv_isspace(s.ptr[i - 1]))
			continue;
		if (!pv_isupper(s.ptr[i]) && s.ptr[i] != '&')
			return false;
		end = i + pv_word_of(pv_span_sub(s, i, s.len), kinds);
		if (end == i)
			end = 0;
		else if (i == 0)
			return false;
	}
	s = pv_span_sub(s, 0, end);
	return end > 0 && pv_span_ifind(title, s) == title.len;
}

/* "of the Exchange Act", "of the MSA" right after the reference. */
static bool
is_external(const struct referrer *r, uint32_t at, bool dangling)
{
	struct pv_span s = pv_span_sub(r->v->text, at, at + AFTER), w;
	size_t i;

	for (i = 0; i < s.len; i++)
		if (is_stop(s, i) || s.ptr[i] == ',' || s.ptr[i] == ';' ||
		    s.ptr[i] == '(' || s.ptr[i] == '\n')
			s.len = i;
	if (!pv_span_istarts(s, PV_SPAN(" of ")) &&
	    !pv_span_istarts(s, PV_SPAN(" under ")))
		return false;
	if (pv_span_istarts(s, PV_SPAN(" of this ")) ||
	    pv_span_istarts(s, PV_SPAN(" of the agreement")))
		return false;
	for (i = 3; i < s.len; i++) {
		if (!pv_isspace(s.ptr[i - 1]))
			continue;
		w = pv_span_sub(s, i, s.len);
		if (pv_word_of(w, documents) > 0 || is_statute(w))
			return true;
	}
	return names_another(r, s, dangling);
}

/* "21 C.F.R. ", "the Exchange Act " right before the reference. */
static bool
follows_statute(struct pv_span text, uint32_t at)
{
	uint32_t start;
	struct pv_span w;

	while (at > 0 && (text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '('))
		at--;
	if (at > 0 && text.ptr[at - 1] == ',')
		at--;
	for (start = at; start > 0 && at - start < 16 &&
	    (pv_isalpha(text.ptr[start - 1]) || text.ptr[start - 1] == '.');
	    start--)
		;
	w = pv_span_sub(text, start, at);
	if (w.len > 1 && w.ptr[w.len - 1] == '.')
		w.len--;
	return w.len > 0 && pv_isupper(w.ptr[0]) && is_statute(w);
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

/* Whether what stands at byte `at` of `clause` can be a reference. */
static bool
may_refer(const struct pv_version *v, uint32_t clause, uint32_t at)
{
	const struct pv_clause *c;

	if (clause == PV_NONE)
		return false;
	/* A clause's own number is no reference to it. */
	c = &v->clauses[clause];
	return at >= c->heading.end && at >= c->num.end &&
	    c->kind != PV_CLAUSE_CONTENTS;
}

static void
add(struct referrer *r, struct pv_range at, struct pv_span label)
{
	struct pv_version *v = r->v;
	struct pv_range title = title_after(v->text, at.end);
	struct pv_ref ref = { .at = at, .relation = r->relation };

	ref.clause = pv_version_clause_at(v, at.start);
	if (!may_refer(v, ref.clause, at.start))
		return;
	ref.to = r->relation == PV_REF_EXTERNAL ? PV_NONE :
	    resolve(r, ref.clause, label);
	ref.target = pv_version_add(v, label);
	ref.title = pv_version_add(v, pv_version_text(v, title));
	pv_vec_add(&r->refs, &ref);
}

/* "Sections 302 and 906 of the Act": the words after a list bear on all. */
static void
look_after(struct referrer *r, size_t first, uint32_t end)
{
	struct pv_ref *last;

	if (r->refs.len == first)
		return;
	last = PV_VEC_AT(&r->refs, struct pv_ref, r->refs.len - 1);
	if (last->at.end != end || !is_external(r, end, last->to == PV_NONE))
		return;
	for (size_t i = first; i < r->refs.len; i++) {
		last = PV_VEC_AT(&r->refs, struct pv_ref, i);
		last->relation = PV_REF_EXTERNAL;
		last->to = PV_NONE;
	}
}

/*
 * The glue of a list of numbers at i, ", ", " and ", " through ", "-", in
 * bytes; 0 when no number follows it.
 */
static uint32_t
list_glue(struct pv_span text, uint32_t i)
{
	static const char *const words[] = { "and", "or", "through", "to",
		"and/or", NULL };
	uint32_t start = i;
	size_t n;

	if (i + 1 < text.len && text.ptr[i] == '-')
		return pv_isdigit(text.ptr[i + 1]);
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

/*
 * "(ii)" in a list after 4.2(b)(i) is 4.2(b)(ii): it takes the place of as
 * many groups as it has.  False when it would name no clause: then "(ii)"
 * opens an item and the list has ended.
 */
static bool
continues(const struct referrer *r, uint32_t at, struct pv_span last,
    struct pv_cite *c)
{
	struct pv_span own = pv_cite_span(c), base = last;
	struct pv_cite whole = { .len = 0 };
	uint32_t from = pv_version_clause_at(r->v, at);

	while (own.len > 0) {
		own = pv_cite_up(own);
		if (base.len == 0 || base.ptr[base.len - 1] != ')')
			return false;
		base = pv_cite_up(base);
	}
	pv_cite_add(&whole, base);
	pv_cite_add(&whole, pv_cite_span(c));
	*c = whole;
	return from != PV_NONE && r->relation != PV_REF_EXTERNAL &&
	    resolve(r, from, pv_cite_span(c)) != PV_NONE;
}

/* "Sections 2.1, 2.2 and 3(a)" from the word on; returns where it ends. */
static uint32_t
read_sections(struct referrer *r, uint32_t start, uint32_t i)
{
	struct pv_span text = r->v->text;
	struct pv_cite last, c;
	uint32_t end = pv_cite_read(text, i, &last), glue, next;
	size_t first = r->refs.len;

	if (end == i)
		return i;
	if (follows_statute(text, start))
		r->relation = PV_REF_EXTERNAL;
	add(r, (struct pv_range){ start, end }, pv_cite_span(&last));
	while ((glue = list_glue(text, end)) > 0) {
		start = end + glue;
		next = pv_cite_read(text, start, &c);
		if (next == start || (text.ptr[start] == '(' &&
		    !continues(r, start, pv_cite_span(&last), &c)))
			break;
		add(r, (struct pv_range){ start, next }, pv_cite_span(&c));
		last = c;
		end = next;
	}
	look_after(r, first, end);
	return end;
}

/* "Schedule 2" with the word as part of the label. */
static uint32_t
read_attachment(struct referrer *r, uint32_t start, uint32_t i)
{
	struct pv_span text = r->v->text;
	struct pv_cite c, whole = { .len = 0 }, printed;
	uint32_t end = pv_cite_read(text, i, &c), more;
	size_t first = r->refs.len;
	char low;

	if (end == i || !(pv_isupper(text.ptr[i]) || pv_isdigit(text.ptr[i])))
		return i;
	if (end + 1 < text.len && text.ptr[end] == '-') {
		more = pv_cite_read(text, end + 1, &printed);
		if (more > end + 1) {
			pv_cite_add(&c, pv_span_sub(text, end, more));
			end = more;
		}
	}
	low = pv_tolower(text.ptr[start]);
	low = (char)(low - 'a' + 'A');
	pv_cite_add(&whole, pv_span(&low, 1));
	while (++start < i - 1) {
		low = pv_tolower(text.ptr[start]);
		pv_cite_add(&whole, pv_span(&low, 1));
	}
	start = i - (uint32_t)whole.len - 1;
	pv_cite_add(&whole, PV_SPAN(" "));
	/* Attachments keep the numeral that they are headed with. */
	printed = whole;
	pv_cite_add(&printed, pv_span_sub(text, i, end));
	pv_cite_add(&whole, pv_cite_span(&c));
	if (find(r, pv_cite_span(&printed), false) != PV_NONE)
		whole = printed;
	add(r, (struct pv_range){ start, end }, pv_cite_span(&whole));
	look_after(r, first, end);
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
	/* The commission, at the end of a sentence. */
	if (pv_span_starts(rest, PV_SPAN("SEC. (")))
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

	r.refs.mem = pv_arena_mem(v->arena);
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
