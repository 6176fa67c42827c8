/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/compare.h"

#include "base/buf.h"

/* What the words of a pair say about it. */
enum difference {
	DIFF_NONE,
	DIFF_FORM,      /* quotes, "and" at the end of an item */
	DIFF_WORDS
};

static bool
is_mark(const struct pv_lexicon *lex, uint32_t id)
{
	struct pv_span s = pv_lexicon_bytes(lex, id);

	return pv_lexicon_kind(lex, id) == PV_LEX_PUNCT &&
	    strchr("\"'*_`|", s.ptr[0]) != NULL;
}

static bool
is_joint(const struct pv_lexicon *lex, uint32_t id)
{
	struct pv_span s = pv_lexicon_bytes(lex, id);

	return pv_span_ieq(s, PV_SPAN("and")) || pv_span_ieq(s, PV_SPAN("or"));
}

static bool
is_closing(const struct pv_lexicon *lex, uint32_t id)
{
	return pv_lexicon_kind(lex, id) == PV_LEX_PUNCT &&
	    strchr(".,;:", pv_lexicon_bytes(lex, id).ptr[0]) != NULL;
}

/* Does a clause's text, or its stem, end before token `at`? */
static bool
ends_segment(const struct pv_own *w, uint32_t at)
{
	const struct pv_seg *s = w->segs.ptr;
	size_t lo = 0, hi = w->segs.len, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (s[mid].end < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < w->segs.len && s[lo].end == at;
}

/* A side as seen from itself. */
struct side { const struct pv_own *own, *other; };

/*
 * Is a change of own tokens [from, to) for [oa, ob) of the other side a matter
 * of form?  Marks are; and "; and" at the end of an item, when the other side
 * has nothing there; and a full stop where one side begins another clause.
 */
static bool
is_form(const struct side *s, uint32_t from, uint32_t to, uint32_t oa,
    uint32_t ob)
{
	const struct pv_lexicon *lex = s->own->form->lex;
	const struct pv_token *t = s->own->tokens.ptr;
	bool at_end = oa == ob && (ends_segment(s->own, to) ||
	    ends_segment(s->other, oa));

	for (; from < to; from++)
		if (!is_mark(lex, t[from].id) && !(at_end &&
		    (is_joint(lex, t[from].id) || is_closing(lex, t[from].id))))
			return false;
	return true;
}

static enum difference
judge(const struct pv_differ *d, const struct pv_own *a,
    const struct pv_own *b)
{
	const struct side side[2] = { { a, b }, { b, a } };
	enum difference worst = DIFF_NONE;
	const struct pv_run *r;

	for (size_t i = 0; i < d->runs.len; i++) {
		r = PV_VEC_AT(&d->runs, const struct pv_run, i);
		if (r->equal)
			continue;
		if (!is_form(&side[0], r->a0, r->a1, r->b0, r->b1) ||
		    !is_form(&side[1], r->b0, r->b1, r->a0, r->a1))
			return DIFF_WORDS;
		worst = DIFF_FORM;
	}
	return worst;
}

/* Have both sides links, and other ones? */
static bool
links_differ(const struct pv_compare *c, uint32_t o, uint32_t n)
{
	const struct pv_form_clause *p = &c->x.clauses[o];
	const struct pv_form_clause *q = &c->y.clauses[n];

	if (p->nlinks == 0 || q->nlinks == 0)
		return false;
	return p->nlinks != q->nlinks || memcmp(c->x.links + p->link,
	    c->y.links + q->link, p->nlinks * sizeof(uint32_t)) != 0;
}

static size_t
count_redactions(const struct pv_form *f, uint32_t clause)
{
	const struct pv_form_clause *c = &f->clauses[clause];
	size_t n = 0;

	for (uint32_t i = c->first; i < c->first + c->count; i++)
		n += pv_lexicon_kind(f->lex, f->tokens[i].id) ==
		    PV_LEX_REDACTED;
	return n;
}

/* The first link whose target is another one, or how many there are. */
static void
note_links(const struct pv_compare *c, uint32_t o, uint32_t n,
    struct pv_buf *b)
{
	const struct pv_form_clause *p = &c->x.clauses[o];
	const struct pv_form_clause *q = &c->y.clauses[n];
	uint32_t i = 0;

	if (p->nlinks != q->nlinks) {
		pv_buf_printf(b, "links changed from %u to %u",
		    (unsigned)p->nlinks, (unsigned)q->nlinks);
		return;
	}
	while (i < p->nlinks && c->x.links[p->link + i] ==
	    c->y.links[q->link + i])
		i++;
	if (i == p->nlinks)
		return;
	pv_buf_str(b, "link changed from ");
	pv_buf_span(b, pv_lexicon_bytes(c->x.lex, c->x.links[p->link + i]));
	pv_buf_str(b, " to ");
	pv_buf_span(b, pv_lexicon_bytes(c->y.lex, c->y.links[q->link + i]));
}

/* What the edits of a pair cannot show. */
static bool
put_note(struct pv_compare *c, struct pv_clause_change *ch, bool links)
{
	size_t was = count_redactions(&c->x, ch->old_clause);
	size_t is = count_redactions(&c->y, ch->new_clause);
	struct pv_buf b = PV_BUF_INIT;
	bool ok;

	b.mem = pv_arena_mem(c->work);
	if (links)
		note_links(c, ch->old_clause, ch->new_clause, &b);
	if (was != is) {
		pv_buf_str(&b, b.len > 0 ? "; " : "");
		pv_buf_str(&b, was > is ? "redaction lifted" :
		    "redaction introduced");
	}
	if (b.len > 0 && !b.failed) {
		ch->note = pv_arena_dup(c->d->arena, pv_buf_view(&b));
		b.failed = ch->note.ptr == NULL;
	}
	ok = !b.failed;
	pv_buf_release(&b);
	return ok;
}

/* Where the changes are collected, and what one comparison needs. */
struct maker {
	struct pv_compare *c;
	struct pv_vec changes;      /* struct pv_clause_change */
	struct pv_vec edits;        /* struct pv_word_edit */
	struct pv_own a, b;
	bool *done;                 /* by old clause: already told */
};

/* Compare what is in m->a and m->b; edits and likeness go to ch. */
static bool
compare_words(struct maker *m, struct pv_clause_change *ch,
    enum difference *out)
{
	struct pv_compare *c = m->c;
	struct pv_word_edit *e;

	if (!pv_words_compare(&c->differ, m->a.tokens.ptr, m->a.tokens.len,
	    m->b.tokens.ptr, m->b.tokens.len))
		return false;
	*out = judge(&c->differ, &m->a, &m->b);
	ch->similarity = pv_words_similarity(&c->differ, m->a.tokens.ptr,
	    m->b.tokens.ptr);
	pv_words_clean(&c->differ, m->a.tokens.ptr);
	pv_vec_clear(&m->edits);
	if (!pv_words_edits(&c->differ, &m->a, &m->b, &m->edits))
		return false;
	e = pv_arena_array(c->d->arena, m->edits.len, sizeof(*e));
	if (e == NULL)
		return false;
	if (m->edits.len > 0)
		memcpy(e, m->edits.ptr, m->edits.len * sizeof(*e));
	ch->edits = e;
	ch->nedits = m->edits.len;
	return true;
}

static bool
load(struct maker *m, const uint32_t *olds, size_t nold, const uint32_t *news,
    size_t nnew)
{
	size_t i;

	pv_own_clear(&m->a);
	pv_own_clear(&m->b);
	for (i = 0; i < nold; i++)
		if (!pv_own_add(&m->a, olds[i]))
			return false;
	for (i = 0; i < nnew; i++)
		if (!pv_own_add(&m->b, news[i]))
			return false;
	return true;
}

/* Text that flows, or none; *any: some does. */
static bool
flows_in(const struct pv_form *f, const bool *flows, uint32_t clause,
    bool *any)
{
	if (clause == PV_NONE || f->clauses[clause].count == 0)
		return true;
	*any |= flows[clause];
	return flows[clause];
}

/* Does all the text of a change stand on both sides, cut otherwise? */
static bool
flows(const struct pv_compare *c, const struct pv_clause_change *ch)
{
	bool merged = ch->kind == PV_EDIT_MERGED, any = false;

	for (size_t i = 0; i < ch->nothers; i++)
		if (!flows_in(merged ? &c->x : &c->y, merged ? c->old_flows :
		    c->new_flows, ch->others[i], &any))
			return false;
	return flows_in(&c->x, c->old_flows, ch->old_clause, &any) &&
	    flows_in(&c->y, c->new_flows, ch->new_clause, &any) && any;
}

static bool
put_group(struct maker *m, const struct pv_group *g)
{
	struct pv_compare *c = m->c;
	struct pv_clause_change ch = { 0 };
	enum difference diff;
	uint32_t *others = pv_arena_array(c->d->arena, g->nparts,
	    sizeof(*others));
	size_t i;

	if (others == NULL)
		return false;
	for (i = 0; i < g->nparts; i++) {
		if (g->parts[i] != g->main)
			others[ch.nothers++] = g->parts[i];
		if (!g->split)
			m->done[g->parts[i]] = true;
	}
	ch.others = others;
	ch.kind = g->split ? PV_EDIT_SPLIT : PV_EDIT_MERGED;
	ch.old_clause = g->split ? g->whole : g->main;
	ch.new_clause = g->split ? g->main : g->whole;
	if (g->split)
		m->done[g->whole] = true;
	if (g->split ? !load(m, &g->whole, 1, g->parts, g->nparts) :
	    !load(m, g->parts, g->nparts, &g->whole, 1))
		return false;
	if (!compare_words(m, &ch, &diff))
		return false;
	ch.substantive = diff == DIFF_WORDS && !flows(c, &ch);
	c->restated[ch.old_clause] = ch.substantive;
	return pv_vec_add(&m->changes, &ch);
}

static bool
labels_differ(const struct pv_compare *c, uint32_t o, uint32_t n)
{
	return !pv_span_eq(
	    pv_version_str(c->x.v, c->x.v->clauses[o].label),
	    pv_version_str(c->y.v, c->y.v->clauses[n].label));
}

static bool
put_pair(struct maker *m, uint32_t o, uint32_t n)
{
	struct pv_compare *c = m->c;
	struct pv_clause_change ch = { .old_clause = o, .new_clause = n,
	    .similarity = 1000, .kind = PV_EDIT_UNCHANGED };
	bool flow = flows(c, &ch), links = links_differ(c, o, n);
	bool moved = c->al.moved[o] && !flow;
	enum difference diff = DIFF_NONE;

	m->done[o] = true;
	c->old_same[o] = pv_form_same(&c->x, o, &c->y, n);
	if (!c->old_same[o] || links) {
		if (!load(m, &o, 1, &n, 1) ||
		    !compare_words(m, &ch, &diff) || !put_note(c, &ch, links))
			return false;
		ch.substantive = ((diff == DIFF_WORDS && !flow) || links) &&
		    c->x.v->clauses[o].kind != PV_CLAUSE_CONTENTS;
		c->restated[o] = ch.substantive;
		ch.kind = moved ? PV_EDIT_MOVED_MODIFIED : PV_EDIT_MODIFIED;
	} else if (moved) {
		ch.kind = PV_EDIT_MOVED;
	} else if (labels_differ(c, o, n)) {
		ch.kind = PV_EDIT_RENUMBERED;
	} else {
		return true;
	}
	return pv_vec_add(&m->changes, &ch);
}

/* A clause that only one side has. */
static bool
put_single(struct maker *m, const struct pv_form *f, uint32_t i, bool old)
{
	const struct pv_compare *c = m->c;
	struct pv_clause_change ch = { .old_clause = old ? i : PV_NONE,
	    .new_clause = old ? PV_NONE : i,
	    .kind = old ? PV_EDIT_DELETED : PV_EDIT_INSERTED };
	enum difference diff;

	/* a number without text of its own: its children tell the story */
	if (f->clauses[i].count == 0)
		return true;
	if (!load(m, &i, old ? 1 : 0, &i, old ? 0 : 1) ||
	    !compare_words(m, &ch, &diff))
		return false;
	ch.similarity = 0;
	ch.substantive = f->v->clauses[i].kind != PV_CLAUSE_CONTENTS &&
	    !flows(c, &ch);
	if (f->clauses[i].words == 1 && pv_lexicon_kind(f->lex,
	    f->tokens[f->clauses[i].first].id) == PV_LEX_DATED)
		ch.substantive = false;
	return pv_vec_add(&m->changes, &ch);
}

/* Deleted clauses before old clause `end`, from *at on. */
static bool
put_deleted(struct maker *m, uint32_t *at, uint32_t end)
{
	const struct pv_alignment *al = &m->c->al;

	for (; *at < end; ++*at)
		if (!m->done[*at] && al->to_new[*at] == PV_NONE &&
		    al->old_group[*at] == PV_NONE &&
		    !put_single(m, &m->c->x, *at, true))
			return false;
	return true;
}

/* The first old clause from `at` on that is where it was; all when none is. */
static uint32_t
next_in_order(const struct pv_compare *c, uint32_t at)
{
	while (at < c->x.v->nclauses && !c->al.in_order[at])
		at++;
	return at;
}

/* All changes in the order of the new text, deletions where they stood. */
static bool
put_all(struct maker *m)
{
	struct pv_compare *c = m->c;
	const struct pv_alignment *al = &c->al;
	uint32_t old_at = 0, n, o, g;
	bool ok = true;

	for (n = 0; ok && n < c->y.v->nclauses; n++) {
		o = al->to_old[n];
		g = al->new_group[n];
		if (g == PV_NONE && o != PV_NONE)
			g = al->old_group[o];
		if (g != PV_NONE) {
			/* told once, at its first place in the new text */
			uint32_t whole = al->groups[g].whole;

			if (al->groups[g].split ? !m->done[whole] :
			    n == whole)
				ok = put_group(m, &al->groups[g]);
		} else if (o != PV_NONE) {
			ok = put_pair(m, o, n);
		} else {
			ok = put_single(m, &c->y, n, false);
		}
		/* what followed it in the old text and is gone */
		if (ok && o != PV_NONE && (o == 0 || al->in_order[o]))
			ok = put_deleted(m, &old_at, next_in_order(c, o + 1));
	}
	return ok && put_deleted(m, &old_at, (uint32_t)c->x.v->nclauses);
}

bool
pv_compare_clauses(struct pv_compare *c)
{
	size_t n = c->x.v->nclauses;
	struct maker m = { .c = c,
	    .changes = PV_VEC_INIT(struct pv_clause_change),
	    .edits = PV_VEC_INIT(struct pv_word_edit) };
	bool ok;

	m.changes.mem = m.edits.mem = pv_arena_mem(c->work);
	pv_own_init(&m.a, &c->x);
	pv_own_init(&m.b, &c->y);
	m.done = pv_arena_array(c->work, n, sizeof(bool));
	c->old_same = pv_arena_array(c->work, n, sizeof(bool));
	c->restated = pv_arena_array(c->work, n, sizeof(bool));
	ok = m.done != NULL && c->old_same != NULL && c->restated != NULL &&
	    put_all(&m);
	pv_own_release(&m.a);
	pv_own_release(&m.b);
	pv_vec_release(&m.edits);
	c->d->clauses = pv_vec_freeze(&m.changes, c->d->arena,
	    &c->d->nclauses);
	return ok && c->d->clauses != NULL;
}
