/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/only.h"

#include <stdlib.h>

#include "base/vec.h"
#include "cli/gate.h"
#include "cli/msg.h"
#include "model/cite.h"

#define MAX_JOINED 3    /* commas in a label */

enum { OLD, NEW };

struct only {
	const struct cli *c;
	const struct pv_rules *rules;
	struct pv_diff *d;
	const struct pv_version *v[2];
	bool *clauses[2];           /* by clause: it may change */
	bool *paired;               /* by new clause */
	bool *named;                /* by new clause: by its own label */
	struct pv_vec texts[2];     /* struct pv_range that may change */
};

/* Are two labels one, blanks and the case of letters aside? */
static bool
same_letters(struct pv_span a, struct pv_span b)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < a.len && pv_isspace(a.ptr[i]))
			i++;
		while (k < b.len && pv_isspace(b.ptr[k]))
			k++;
		if (i == a.len || k == b.len)
			return i == a.len && k == b.len;
		if (pv_tolower(a.ptr[i++]) != pv_tolower(b.ptr[k++]))
			return false;
	}
}

/* "6(b)" and "6.b" are one as well; a key that was cut is none. */
static bool
same_key(struct pv_span a, const struct pv_cite *key)
{
	struct pv_cite other;

	pv_cite_key(a, &other);
	return key->len > 0 && key->len < PV_CITE_MAX &&
	    pv_span_eq(pv_cite_span(&other), pv_cite_span(key));
}

/* A name as it was asked for: to the letter, or in another manner. */
struct name { struct pv_span label; bool exact; };

/* The first clause of that name, of those that `but` does not mark. */
static uint32_t
find(const struct pv_version *v, const struct name *name, const bool *but)
{
	struct pv_cite key = { .len = 0 };
	struct pv_span s;

	if (!name->exact)
		pv_cite_key(name->label, &key);
	for (uint32_t i = 1; i < v->nclauses; i++) {
		s = pv_version_str(v, v->clauses[i].label);
		if (s.len == 0 || (but != NULL && but[i]))
			continue;
		if (name->exact ? same_letters(s, name->label) :
		    same_key(s, &key))
			return i;
	}
	return PV_NONE;
}

/* Clause i with all below it. */
static void
mark_below(const struct pv_version *v, uint32_t i, bool *marks)
{
	for (uint32_t k = i; k < v->clauses[i].next; k++)
		marks[k] = true;
}

static bool
allow_label(struct only *o, struct pv_span label, bool exact)
{
	const struct name name = { label, exact };
	uint32_t old = find(o->v[OLD], &name, NULL), to = PV_NONE;
	uint32_t new = find(o->v[NEW], &name, NULL);
	uint32_t added = find(o->v[NEW], &name, o->paired);

	if (old != PV_NONE) {
		mark_below(o->v[OLD], old, o->clauses[OLD]);
		to = o->d->to_new[old];
	}
	if (to != PV_NONE)
		mark_below(o->v[NEW], to, o->clauses[NEW]);
	if (added != PV_NONE)
		mark_below(o->v[NEW], added, o->clauses[NEW]);
	if (new != PV_NONE)
		mark_below(o->v[NEW], new, o->named);
	return old != PV_NONE || new != PV_NONE;
}

/* "Section 7.2" is 7.2, unless that is how its label reads. */
static bool
allow_clause(struct only *o, struct pv_span item)
{
	static const char *const words[] = { "article ", "clause ",
	    "paragraph ", "section ", "sec. ", "\302\247" };
	struct pv_span bare = item;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (pv_span_istarts(item, pv_span_str(words[i])))
			bare = pv_span_trim(pv_span_sub(item,
			    strlen(words[i]), item.len));
	return allow_label(o, item, true) || allow_label(o, item, false) ||
	    allow_label(o, bare, true) || allow_label(o, bare, false);
}

static void
add_text(struct only *o, int side, struct pv_range r)
{
	if (r.end > r.start)
		(void)pv_vec_add(&o->texts[side], &r); /* failure is sticky */
}

/*
 * Unnumbered definitions are all definition.  Another clause is as far as the
 * sentence goes, and with its items where these finish the sentence.
 */
static void
allow_definitions(struct only *o, int side)
{
	const struct pv_version *v = o->v[side];
	const struct pv_clause *c;
	struct pv_range r;
	size_t i;

	for (i = 0; i < v->nclauses; i++)
		if (v->clauses[i].kind == PV_CLAUSE_DEFINITION)
			add_text(o, side, v->clauses[i].all);
	for (i = 0; i < v->ndefs; i++) {
		c = &v->clauses[v->defs[i].clause];
		r = v->defs[i].at;
		if (r.start >= c->stem.start && r.end >= c->stem.end &&
		    v->defs[i].kind != PV_DEF_INLINE)
			r.end = c->all.end;
		add_text(o, side, r);
	}
}

static void
allow_provision(struct only *o, int side, struct pv_span name)
{
	const struct pv_findings *f = side == OLD ? o->d->old_side.findings :
	    o->d->new_side.findings;

	for (size_t i = 0; f != NULL && i < f->nitems; i++)
		if (pv_span_eq(name, pv_findings_str(f,
		    f->items[i].provision)))
			add_text(o, side, f->items[i].at);
}

static bool
is_definitions(struct pv_span item)
{
	return pv_span_ieq(item, PV_SPAN("definitions"));
}

static bool
allow(struct only *o, struct pv_span item)
{
	if (is_definitions(item)) {
		allow_definitions(o, OLD);
		allow_definitions(o, NEW);
		return true;
	}
	if (gate_knows(o->rules, item)) {
		allow_provision(o, OLD, item);
		allow_provision(o, NEW, item);
		return true;
	}
	return allow_clause(o, item);
}

/* Labels such as "Schedule 4, 2" have commas of their own. */
static void
join(struct only *o, struct pv_span *item, struct pv_span *rest)
{
	struct pv_span after = *rest, next, joined;
	const char *start = item->ptr;

	for (int i = 0; i < MAX_JOINED && gate_item(&after, &next); i++) {
		joined = pv_span(start, (size_t)(next.ptr + next.len - start));
		if (!allow_label(o, joined, true))
			continue;
		*item = joined;
		*rest = after;
	}
}

static bool
allow_all(struct only *o)
{
	struct pv_span rest, item, first;

	for (size_t i = 0; i < o->c->opt.only.count; i++) {
		rest = pv_span_str(o->c->opt.only.items[i]);
		while (gate_item(&rest, &item)) {
			first = item;
			join(o, &item, &rest);
			if (item.len > first.len || allow(o, item))
				continue;
			usage_error(o->c->cmd, "--only: no clause of either "
			    "version, provision or 'definitions' is '%.*s'",
			    PV_FMT(item));
			return false;
		}
	}
	return true;
}

static int
by_start(const void *x, const void *y)
{
	const struct pv_range *a = x, *b = y;

	return (a->start > b->start) - (a->start < b->start);
}

/* Sort ranges, and make one of those that meet. */
static void
settle(struct pv_vec *texts)
{
	struct pv_range *r = texts->ptr;
	size_t i, n = 0;

	if (texts->len == 0)
		return;
	qsort(r, texts->len, sizeof(*r), by_start);
	for (i = 1; i < texts->len; i++) {
		if (r[i].start > r[n].end)
			r[++n] = r[i];
		else if (r[i].end > r[n].end)
			r[n].end = r[i].end;
	}
	texts->len = n + 1;
}

static bool
covers(const struct pv_vec *texts, struct pv_range at)
{
	const struct pv_range *r = texts->ptr;
	size_t lo = 0, hi = texts->len, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (r[mid].end < at.end)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < texts->len && r[lo].start <= at.start;
}

/* Does a text of one side stand where it may change? */
static bool
text_expected(const struct only *o, int side, struct pv_span s)
{
	struct pv_range at;

	s = pv_span_trim(s);
	if (s.len == 0)
		return true;
	at.start = (uint32_t)(s.ptr - o->v[side]->text.ptr);
	at.end = at.start + (uint32_t)s.len;
	return covers(&o->texts[side], at);
}

static struct pv_span
text_of(const struct pv_word_edit *e, int side)
{
	return side == OLD ? e->old_text : e->new_text;
}

/* Does a text stand in one sentence? */
static bool
in_sentence(const struct pv_version *v, struct pv_span s)
{
	const struct pv_sentence *x = v->sentences;
	size_t lo = 0, hi = v->nsentences, mid;
	uint32_t start;

	s = pv_span_trim(s);
	start = (uint32_t)(s.ptr - v->text.ptr);
	while (hi - lo > 1) {
		mid = lo + (hi - lo) / 2;
		if (x[mid].at.start <= start)
			lo = mid;
		else
			hi = mid;
	}
	return lo < v->nsentences && x[lo].at.start <= start &&
	    x[lo].at.end >= start + s.len;
}

/* Edits of one change, and how far the texts before edit `i` reach. */
struct walk {
	const struct pv_clause_change *change;
	size_t i;
	uint32_t reach[2];
};

/* Does edit k take the place of, or give way to, one that is expected? */
static bool
instead(const struct only *o, const struct walk *w, size_t k)
{
	const struct pv_word_edit *e;
	int side;

	if (k >= w->change->nedits)
		return false;
	e = &w->change->edits[k];
	side = e->op == PV_WORD_DELETE ? OLD : NEW;
	return e->op != PV_WORD_EQUAL && e->op != w->change->edits[w->i].op &&
	    text_expected(o, side, text_of(e, side));
}

/*
 * A text is expected where it stands.  When the other version says nothing of
 * the kind any more, or did not yet, it is a sentence that stands for another:
 * its words lie within that one, or take its place.
 */
static bool
edit_expected(const struct only *o, const struct walk *w)
{
	const struct pv_word_edit *e = &w->change->edits[w->i];
	int side = e->op == PV_WORD_DELETE ? OLD : NEW;
	uint32_t at = w->reach[side == OLD ? NEW : OLD];

	if (text_expected(o, side, text_of(e, side)))
		return true;
	if (!in_sentence(o->v[side], text_of(e, side)))
		return false;
	return (at > 0 && covers(&o->texts[side == OLD ? NEW : OLD],
	    (struct pv_range){ at - 1, at + 1 })) ||
	    (w->i > 0 && instead(o, w, w->i - 1)) || instead(o, w, w->i + 1);
}

static bool
words_expected(const struct only *o, const struct pv_clause_change *c)
{
	struct walk w = { .change = c };
	struct pv_span s;

	if (c->note.len > 0)
		return false;   /* the words do not tell all */
	for (; w.i < c->nedits; w.i++) {
		if (c->edits[w.i].op != PV_WORD_EQUAL && !edit_expected(o, &w))
			return false;
		for (int side = OLD; side <= NEW; side++) {
			s = text_of(&c->edits[w.i], side);
			if (s.len > 0)
				w.reach[side] = (uint32_t)(s.ptr + s.len -
				    o->v[side]->text.ptr);
		}
	}
	return c->nedits > 0;
}

/* Is new clause n, wherever it came from, in a place that may change? */
static bool
place_expected(const struct only *o, uint32_t n)
{
	uint32_t up = o->v[NEW]->clauses[n].parent;

	return o->named[n] || (up != PV_NONE && o->clauses[NEW][up]);
}

static bool
clause_expected(const struct only *o, const struct pv_clause_change *c)
{
	const bool *old = o->clauses[OLD];
	bool all;

	switch (c->kind) {
	case PV_EDIT_DELETED:
		return old[c->old_clause] || words_expected(o, c);
	case PV_EDIT_INSERTED:
		return o->clauses[NEW][c->new_clause] || words_expected(o, c);
	case PV_EDIT_MOVED:
	case PV_EDIT_MOVED_MODIFIED:
		return old[c->old_clause] && place_expected(o, c->new_clause);
	case PV_EDIT_MERGED:
		all = old[c->old_clause];
		for (size_t i = 0; i < c->nothers; i++)
			all = all && old[c->others[i]];
		return all || words_expected(o, c);
	case PV_EDIT_UNCHANGED:
	case PV_EDIT_MODIFIED:
	case PV_EDIT_RENUMBERED:
	case PV_EDIT_SPLIT:
		break;
	}
	return old[c->old_clause] || words_expected(o, c);
}

/* Does a finding stand where the text may change?  One that is none does. */
static bool
finding_expected(const struct only *o, int side, uint32_t i)
{
	const struct pv_findings *f = side == OLD ? o->d->old_side.findings :
	    o->d->new_side.findings;

	return i == PV_NONE || o->clauses[side][f->items[i].clause] ||
	    covers(&o->texts[side], f->items[i].at);
}

static bool
def_expected(const struct only *o, int side, uint32_t i)
{
	const struct pv_def *d;

	if (i == PV_NONE)
		return true;
	d = &o->v[side]->defs[i];
	return o->clauses[side][d->clause] || covers(&o->texts[side], d->at);
}

static void
mark(struct only *o)
{
	struct pv_diff *d = o->d;
	struct pv_provision_change *p;
	struct pv_def_change *t;
	struct pv_ref_change *r;
	size_t i;

	for (i = 0; i < d->nclauses; i++)
		d->clauses[i].expected = clause_expected(o, &d->clauses[i]);
	for (i = 0; i < d->nprovisions; i++) {
		p = &d->provisions[i];
		/* the clauses tell where they went, the definitions the rest */
		p->expected = p->kind == PV_CHANGE_MOVED ||
		    (p->kind == PV_CHANGE_CHANGED && pv_span_starts(p->why,
		    PV_SPAN("definition of "))) ||
		    (finding_expected(o, OLD, p->old_finding) &&
		    finding_expected(o, NEW, p->new_finding));
	}
	for (i = 0; i < d->ndefs; i++) {
		t = &d->defs[i];
		t->expected = def_expected(o, OLD, t->old_def) &&
		    def_expected(o, NEW, t->new_def);
	}
	for (i = 0; i < d->nrefs; i++) {
		r = &d->refs[i];
		r->expected = o->clauses[NEW][r->from] || covers(
		    &o->texts[NEW], o->v[NEW]->clauses[r->from].stem);
	}
}

/* What of the new version is the counterpart of what may change. */
static void
carry_over(struct only *o)
{
	const struct pv_clause_change *c;
	uint32_t to;
	size_t i, k;

	for (i = 0; i < o->v[OLD]->nclauses; i++) {
		to = o->d->to_new[i];
		if (to != PV_NONE && o->clauses[OLD][i])
			o->clauses[NEW][to] = true;
	}
	for (i = 0; i < o->d->nclauses; i++) {
		c = &o->d->clauses[i];
		if (c->kind != PV_EDIT_SPLIT || !o->clauses[OLD][c->old_clause])
			continue;
		for (k = 0; k < c->nothers; k++)
			o->clauses[NEW][c->others[k]] = true;
	}
}

static bool
prepare(struct only *o)
{
	struct pv_arena *arena = o->d->arena;
	uint32_t to;
	size_t i;

	o->v[OLD] = o->d->old_side.version;
	o->v[NEW] = o->d->new_side.version;
	for (i = 0; i < 2; i++)
		o->clauses[i] = pv_arena_array(arena, o->v[i]->nclauses,
		    sizeof(bool));
	o->paired = pv_arena_array(arena, o->v[NEW]->nclauses, sizeof(bool));
	o->named = pv_arena_array(arena, o->v[NEW]->nclauses, sizeof(bool));
	if (o->clauses[OLD] == NULL || o->clauses[NEW] == NULL ||
	    o->paired == NULL || o->named == NULL)
		return false;
	for (i = 0; i < o->v[OLD]->nclauses; i++) {
		to = o->d->to_new[i];
		if (to != PV_NONE)
			o->paired[to] = true;
	}
	return true;
}

static bool
any_moved(const struct pv_diff *d)
{
	for (size_t i = 0; i < d->nclauses; i++)
		if (d->clauses[i].kind == PV_EDIT_MOVED &&
		    !d->clauses[i].expected)
			return true;
	return false;
}

bool
only_mark(const struct cli *c, const struct pv_rules *rules,
    struct pv_diff *d)
{
	struct only o = { .c = c, .rules = rules, .d = d, .texts = {
	    PV_VEC_INIT(struct pv_range), PV_VEC_INIT(struct pv_range) } };
	struct pv_err err;
	bool room = prepare(&o), ok = room && allow_all(&o);

	room = room && !o.texts[OLD].failed && !o.texts[NEW].failed;
	if (!room) {
		(void)pv_fail_nomem(&err);
		msg_trouble(&err);
	} else if (ok) {
		carry_over(&o);
		settle(&o.texts[OLD]);
		settle(&o.texts[NEW]);
		mark(&o);
		d->substantive = pv_diff_substantive(d) || any_moved(d);
	}
	pv_vec_release(&o.texts[OLD]);
	pv_vec_release(&o.texts[NEW]);
	return room && ok;
}

/* Keep the elements of a list that are not expected. */
#define KEEP_REST(list, count) do { \
	size_t kept = 0; \
	for (size_t i = 0; i < (count); i++) \
		if (!(list)[i].expected) \
			(list)[kept++] = (list)[i]; \
	(count) = kept; \
} while (0)

void
only_rest(struct pv_diff *d)
{
	KEEP_REST(d->provisions, d->nprovisions);
	KEEP_REST(d->clauses, d->nclauses);
	KEEP_REST(d->defs, d->ndefs);
	KEEP_REST(d->refs, d->nrefs);
}

bool
only_check(const struct cli *c)
{
	struct pv_span rest, item;

	for (size_t i = 0; i < c->opt.only.count; i++) {
		rest = pv_span_str(c->opt.only.items[i]);
		if (!gate_item(&rest, &item)) {
			usage_error(c->cmd, "--only: say what may change");
			return false;
		}
	}
	return true;
}

void
only_name(const struct cli *c, struct pv_buf *out)
{
	for (size_t i = 0; i < c->opt.only.count; i++) {
		pv_buf_str(out, i > 0 ? ", " : "");
		pv_buf_str(out, c->opt.only.items[i]);
	}
}
