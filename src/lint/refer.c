/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "lint/linter.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/digest.h"
#include "base/num.h"
#include "lint/foreign.h"
#include "model/cite.h"

#define OURS_BELOW 100      /* sections from this number on are a statute's */
#define LOOK 64             /* clauses looked at around one */
#define FAR 4               /* parts that may be lost behind the last one, and
                             * as many as there are */
#define ROW 8               /* numbers behind one that are looked for */
#define ROW_MIN 2           /* the least that makes a row */
#define BODY_MAX 8192       /* bytes of a clause looked at for paragraphs */
#define RESERVED_MAX 120    /* bytes of a clause that says it is reserved */
#define DOUBT 8             /* so many missing clauses, and more than there
                             * are others: the numbers were not understood */

/* A clause by the hash of its label's key. */
struct label {
	uint64_t key;
	uint32_t clause;
};

struct checker {
	struct pv_linter *l;
	const struct pv_version *v;
	struct label *labels;
	size_t nlabels;
	uint32_t *last;         /* of each clause its last part that bears a
	                         * number, or PV_NONE */
	size_t numbered;        /* clauses on the first level */
	size_t resolved;
	struct pv_vec missing;  /* struct missing */
};

/* A reference to nothing: the deepest clause above it that there is. */
struct missing {
	size_t ref;
	uint32_t above;
	bool reserved;          /* it is there, and empty */
};

static int
by_key(const void *a, const void *b)
{
	const struct label *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->clause < y->clause ? -1 : x->clause > y->clause;
}

static bool
index_labels(struct checker *k)
{
	const struct pv_version *v = k->v;
	struct pv_cite key;
	uint32_t i;

	k->labels = pv_arena_array(k->l->scratch, v->nclauses,
	    sizeof(*k->labels));
	k->last = pv_arena_array(k->l->scratch, v->nclauses,
	    sizeof(*k->last));
	if (k->labels == NULL || k->last == NULL)
		return false;
	for (i = 0; i < v->nclauses; i++)
		k->last[i] = PV_NONE;
	for (i = 1; i < v->nclauses; i++) {
		if ((v->clauses[i].flags & PV_CLAUSE_NUMBERED) != 0)
			k->last[v->clauses[i].parent] = i;
		pv_cite_key(pv_version_str(v, v->clauses[i].label), &key);
		if (key.len == 0)
			continue;
		k->labels[k->nlabels].key = pv_hash64(pv_cite_span(&key));
		k->labels[k->nlabels++].clause = i;
		if (v->clauses[i].depth == 1 && pv_isdigit(key.ptr[0]))
			k->numbered++;
	}
	qsort(k->labels, k->nlabels, sizeof(*k->labels), by_key);
	return true;
}

/* The first clause with the key, or PV_NONE; is it the only one? */
static uint32_t
find(const struct checker *k, struct pv_span key, bool *unique)
{
	uint64_t want = pv_hash64(key);
	size_t lo = 0, hi = k->nlabels, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (k->labels[mid].key < want)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == k->nlabels || k->labels[lo].key != want)
		return PV_NONE;
	*unique = lo + 1 == k->nlabels || k->labels[lo + 1].key != want;
	return k->labels[lo].clause;
}

/* Seen from clause `from`: in its schedule first, then in the body. */
static uint32_t
find_from(const struct checker *k, uint32_t from, struct pv_span key,
    bool *unique)
{
	const struct pv_version *v = k->v;
	struct pv_cite whole;
	uint32_t to;

	while (from != PV_NONE && v->clauses[from].kind != PV_CLAUSE_SCHEDULE)
		from = v->clauses[from].parent;
	if (from != PV_NONE) {
		pv_cite_key(pv_version_str(v, v->clauses[from].label),
		    &whole);
		pv_cite_add(&whole, PV_SPAN("."));
		pv_cite_add(&whole, key);
		to = find(k, pv_cite_span(&whole), unique);
		if (to != PV_NONE)
			return to;
	}
	return find(k, key, unique);
}

/* "4.5" of "4.5.b"; empty when nothing is above. */
static struct pv_span
key_up(struct pv_span key)
{
	while (key.len > 0 && key.ptr[key.len - 1] != '.')
		key.len--;
	return pv_span_sub(key, 0, key.len > 0 ? key.len - 1 : 0);
}

/* "4.5" of "4.5.b", when "4" is known. */
static struct pv_span
key_down(struct pv_span key, struct pv_span known)
{
	size_t end = known.len + 1;

	while (end < key.len && key.ptr[end] != '.')
		end++;
	return pv_span_sub(key, 0, end);
}

/* "b" of "4.5.b" */
static struct pv_span
key_last(struct pv_span key)
{
	return pv_span_sub(key, key_up(key).len +
	    (key_up(key).len > 0), key.len);
}

/* Does the label end in "1", "(a)" or "(i)", as a row begins? */
static bool
begins_row(struct pv_span label)
{
	struct pv_cite key;
	struct pv_span part;

	pv_cite_key(label, &key);
	part = key_last(pv_cite_span(&key));
	return part.len == 1 && memchr("1ai", part.ptr[0], 3) != NULL;
}

/*
 * May parts of the clause have lost their numbers?  So it seems when there are
 * parts without one, when the first has a later number, or when paragraphs
 * stand in front of it.
 */
static bool
has_loose_parts(const struct pv_version *v, uint32_t c)
{
	struct pv_span body = pv_span_trim(pv_version_text(v,
	    pv_clause_body(v, c)));
	uint32_t i = c + 1, n, blocks = body.len > 0;
	bool parts = i < v->clauses[c].next;
	size_t k;

	for (n = 0; n < LOOK && i < v->clauses[c].next; n++) {
		const struct pv_clause *x = &v->clauses[i];

		if (x->num.end == x->num.start ||
		    (x->num.end - x->num.start == 1 &&
		    !pv_isalnum(v->text.ptr[x->num.start])) || (n == 0 &&
		    !begins_row(pv_version_str(v, x->label))))
			return true;
		i = x->next;
	}
	if (body.len > BODY_MAX)
		return true;
	for (k = 0; k + 1 < body.len; k++)
		blocks += body.ptr[k] == '\n' && body.ptr[k + 1] != '\n';
	return blocks > 1 || (parts && blocks == 1 &&
	    memchr(":,", body.ptr[body.len - 1], 2) == NULL);
}

/* A letter or number of a series as a number; 0 when it is none. */
static uint32_t
ordinal(struct pv_span s)
{
	uint64_t n;

	if (pv_num_parse(s, UINT32_MAX, &n))
		return (uint32_t)n;
	return pv_num_letter(s);
}

/*
 * Does the numbering of c's parts go on behind the last part of the key?  Then
 * its number was more likely lost than never given.
 */
static bool
is_passed(const struct checker *k, uint32_t c, struct pv_span key)
{
	const struct pv_version *v = k->v;
	uint32_t want = ordinal(key_last(key)), last = k->last[c];
	struct pv_cite own;

	if (last == PV_NONE)
		return false;
	pv_cite_key(pv_version_str(v, v->clauses[last].label), &own);
	return ordinal(key_last(pv_cite_span(&own))) > want;
}

/* Does clause `next` bear the number after that of c? */
static bool
succeeds(const struct pv_version *v, uint32_t c, uint32_t next)
{
	struct pv_cite a, b;

	pv_cite_key(pv_version_str(v, v->clauses[c].label), &a);
	pv_cite_key(pv_version_str(v, v->clauses[next].label), &b);
	return (v->clauses[next].flags & PV_CLAUSE_NUMBERED) != 0 &&
	    v->clauses[next].depth <= v->clauses[c].depth &&
	    ordinal(key_last(pv_cite_span(&b))) ==
	    ordinal(key_last(pv_cite_span(&a))) + 1;
}

/*
 * Where the items of a clause may stand: the section that it is a part of, and
 * what follows up to the next number of that level.  What was read as clauses
 * of their own in between may be page numbers or items.
 */
static struct pv_range
reach(const struct pv_version *v, uint32_t c)
{
	struct pv_range r;
	uint32_t next, n;

	while (v->clauses[c].kind == PV_CLAUSE_ITEM &&
	    v->clauses[c].parent != PV_NONE && v->clauses[c].parent != 0)
		c = v->clauses[c].parent;
	r = v->clauses[c].all;
	next = v->clauses[c].next;
	for (n = 0; n < LOOK && next < v->nclauses; n++) {
		const struct pv_clause *x = &v->clauses[next];

		if (x->kind == PV_CLAUSE_SCHEDULE ||
		    x->kind == PV_CLAUSE_SIGNATURE || succeeds(v, c, next))
			break;
		if (x->all.end > r.end)
			r.end = x->all.end;
		next = x->next;
	}
	return r;
}

/* Is the key a decimal, and c's parts are, too: then "(7)" is no "6.7". */
static bool
continues_decimals(const struct checker *k, uint32_t c, struct pv_span key)
{
	uint32_t last = k->last[c];
	struct pv_span label;
	size_t i;

	if (last == PV_NONE || !pv_isdigit(key_last(key).ptr[0]))
		return false;
	label = pv_version_str(k->v, k->v->clauses[last].label);
	for (i = label.len; i > 0 && pv_isdigit(label.ptr[i - 1]); i--)
		;
	return i > 0 && i < label.len && label.ptr[i - 1] == '.';
}

/* Is the number farther from the last one than parts can be lost? */
static bool
is_far(const struct checker *k, uint32_t c, struct pv_span key)
{
	const struct pv_version *v = k->v;
	struct pv_cite own;

	pv_cite_key(pv_version_str(v, v->clauses[k->last[c]].label), &own);
	return ordinal(key_last(key)) > FAR +
	    2 * ordinal(key_last(pv_cite_span(&own)));
}

/*
 * "5.47" where the text prints 5.1 and more, though it was not read as
 * clauses, and no number of that row behind it.
 */
static bool
is_behind_row(const struct checker *k, struct pv_span key)
{
	struct pv_range all = { 0, (uint32_t)k->v->text.len };
	uint32_t want = ordinal(key_last(key)), n, last = 0;
	struct pv_span up = key_up(key);
	char label[PV_CITE_MAX + 12];
	int len;

	if (up.len == 0 || !pv_isdigit(key_last(key).ptr[0]) ||
	    want >= OURS_BELOW)
		return false;
	for (n = 1; n < want + ROW; n++) {
		len = snprintf(label, sizeof(label), "%.*s.%u", PV_FMT(up),
		    (unsigned)n);
		if (len > 0 && pv_marks_have(&k->l->marks, PV_MARK_HEAD,
		    pv_span(label, (size_t)len), all))
			last = n;
	}
	return last >= ROW_MIN && last < want;
}

/* Does the text show no sign of the clause `key`, which would stand in c? */
static bool
is_absent(const struct checker *k, struct pv_span key, uint32_t c)
{
	const struct pv_marks *m = &k->l->marks;
	struct pv_range all = { 0, (uint32_t)k->v->text.len }, in;
	bool row;

	if (pv_marks_have(m, PV_MARK_HEAD, key, all))
		return false;
	if (c == PV_NONE)
		return k->numbered >= 2 && pv_isdigit(key.ptr[0]) &&
		    !pv_marks_have(m, PV_MARK_HEAD, PV_MARK_REDACTED, all);
	in = reach(k->v, c);
	if (is_passed(k, c, key))
		return false;
	row = continues_decimals(k, c, key);
	if (row && is_far(k, c, key))
		return true;
	return (row || !pv_marks_have(m, PV_MARK_ITEM, key_last(key), in)) &&
	    !pv_marks_have(m, PV_MARK_HEAD, PV_MARK_REDACTED, in) &&
	    !has_loose_parts(k->v, c);
}

/* Does the label of the clause end in the key? */
static bool
is_named(const struct pv_version *v, uint32_t c, struct pv_span key)
{
	struct pv_cite own;
	struct pv_span s;

	pv_cite_key(pv_version_str(v, v->clauses[c].label), &own);
	s = pv_cite_span(&own);
	return pv_span_ends(s, key) && (s.len == key.len ||
	    s.ptr[s.len - key.len - 1] == '.');
}

/*
 * "Schedule 2", "Exhibit A": a label with its word.  Attachments are often
 * kept elsewhere; that one is not in the file is no defect of the text.
 */
static bool
is_attachment(struct pv_span target)
{
	return target.len > 2 && pv_isupper(target.ptr[0]) &&
	    pv_islower(target.ptr[1]) &&
	    pv_span_find(target, PV_SPAN(" ")) < target.len;
}

/* "paragraph 1", "clause (b)": a place in the clause at hand. */
static bool
is_relative(const struct pv_version *v, const struct pv_ref *r)
{
	static const char *const words[] = { "paragraph", "paragraphs",
		"subparagraph", "sub-paragraph", "subsection", "subsections",
		"sub-section", "subclause", "sub-clause", "subclauses",
		NULL };
	struct pv_span target = pv_version_str(v, r->target);

	return target.len == 0 || !pv_isdigit(target.ptr[0]) ||
	    (pv_span_find(target, PV_SPAN(".")) == target.len &&
	    pv_lint_word(pv_version_text(v, r->at), words) > 0);
}

/* "Section 409A", "Section 1542": of no contract. */
static bool
is_statutory(struct pv_span key)
{
	uint32_t n = 0;
	size_t i;

	for (i = 0; i < key.len && pv_isdigit(key.ptr[i]); i++)
		n = n < OURS_BELOW ? n * 10 + (uint32_t)(key.ptr[i] - '0') :
		    OURS_BELOW;
	return n == 0 || n >= OURS_BELOW;
}

static bool
is_reserved(const struct pv_version *v, uint32_t c)
{
	const struct pv_clause *x = &v->clauses[c];

	return (x->flags & PV_CLAUSE_RESERVED) != 0 &&
	    x->all.end - x->all.start < RESERVED_MAX;
}

/* "5.l" for "5.1", of a scanner or a typist: who knows. */
static bool
is_doubtful(struct pv_span key)
{
	size_t i;

	for (i = 1; i < key.len; i++)
		if (memchr("lo", key.ptr[i], 2) != NULL &&
		    key.ptr[i - 1] == '.' &&
		    (i + 1 == key.len || key.ptr[i + 1] == '.'))
			return true;
	return false;
}

static void
check(struct checker *k, size_t i)
{
	const struct pv_version *v = k->v;
	const struct pv_ref *r = &v->refs[i];
	struct pv_span target = pv_version_str(v, r->target), at;
	struct missing m = { .ref = i, .above = PV_NONE };
	struct pv_cite key;
	struct pv_span want;
	struct pv_range all = { 0, (uint32_t)v->text.len };
	bool unique = true, row = false;

	pv_cite_key(target, &key);
	at = pv_cite_span(&key);
	if (at.len == 0 || is_attachment(target))
		return;
	if (r->to != PV_NONE && is_named(v, r->to, at)) {
		k->resolved++;
		if (!is_reserved(v, r->to) || pv_lint_foreign(v, i))
			return;
		m.above = r->to;
		m.reserved = true;
		pv_vec_add(&k->missing, &m);
		return;
	}
	if (is_relative(v, r) || is_statutory(at) || is_doubtful(at) ||
	    pv_lint_foreign(v, i))
		return;
	do {
		want = at;
		at = key_up(at);
		if (at.len > 0)
			m.above = find_from(k, r->clause, at, &unique);
	} while (at.len > 0 && m.above == PV_NONE);
	while (m.above == PV_NONE && want.len < pv_cite_span(&key).len &&
	    pv_marks_have(&k->l->marks, PV_MARK_HEAD, want, all)) {
		want = key_down(pv_cite_span(&key), want);
		row = true;
	}
	if (row ? is_behind_row(k, want) && !pv_marks_have(&k->l->marks,
	    PV_MARK_HEAD, want, all) : (unique || (m.above != PV_NONE &&
	    continues_decimals(k, m.above, want))) &&
	    is_absent(k, want, m.above))
		pv_vec_add(&k->missing, &m);
}

static void
report(struct checker *k, const struct missing *m)
{
	const struct pv_version *v = k->v;
	const struct pv_ref *r = &v->refs[m->ref];
	struct pv_span target = pv_version_str(v, r->target), above, last;
	struct pv_lint_at at = { PV_LINT_DANGLING, r->clause, m->above,
		r->at, target };
	uint32_t c;

	if (m->above == PV_NONE) {
		pv_lint_add(k->l, &at, "there is no clause %.*s",
		    PV_FMT(target));
		return;
	}
	above = pv_version_str(v, v->clauses[m->above].label);
	if (m->reserved) {
		pv_lint_add(k->l, &at, "clause %.*s is reserved",
		    PV_FMT(above));
		return;
	}
	c = k->last[m->above];
	if (c == PV_NONE) {
		pv_lint_add(k->l, &at, "there is no clause %.*s; %.*s has "
		    "no numbered parts", PV_FMT(target), PV_FMT(above));
		return;
	}
	last = pv_version_str(v, v->clauses[c].label);
	pv_lint_add(k->l, &at, "there is no clause %.*s; the last part of "
	    "%.*s is %.*s", PV_FMT(target), PV_FMT(above), PV_FMT(last));
}

/* Is byte `at` in a quotation of its paragraph?  Asked in order. */
struct quotes {
	uint32_t at;
	bool open;
};

static bool
in_quotes(struct quotes *q, struct pv_span text, uint32_t at)
{
	for (; q->at < at && q->at < text.len; q->at++) {
		if (text.ptr[q->at] == '\n')
			q->open = false;
		else if (text.ptr[q->at] == '"')
			q->open = !q->open;
	}
	return q->open;
}

void
pv_lint_references(struct pv_linter *l)
{
	struct checker k = { .l = l, .v = l->v,
		.missing = PV_VEC_INIT(struct missing) };
	struct quotes q = { 0, false };
	size_t i;

	k.missing.mem = pv_arena_mem(l->scratch);
	if (!index_labels(&k)) {
		l->failed = true;
		return;
	}
	for (i = 0; i < l->v->nrefs; i++)
		if (!in_quotes(&q, l->v->text, l->v->refs[i].at.start))
			check(&k, i);
	if (!l->amends &&
	    (k.missing.len <= DOUBT || k.missing.len <= k.resolved))
		for (i = 0; i < k.missing.len; i++)
			report(&k, PV_VEC_AT(&k.missing, struct missing, i));
	l->failed = l->failed || k.missing.failed;
	pv_vec_release(&k.missing);
}
