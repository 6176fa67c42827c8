/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/provision.h"

#include <stdlib.h>

#include "diff/diff.h"
#include "diff/echo.h"
#include "diff/ground.h"

#define SAYING_WORDS 256    /* longest finding that is looked for elsewhere */
#define CLAUSE_WORDS 4096   /* longest clause where it is */

/* What the reasons need, beside the pairs. */
struct teller {
	struct pv_provisions p;
	struct pv_vec changes;          /* struct pv_provision_change */
	struct pv_echoes old_echoes, new_echoes;
	struct pv_place *loud;          /* new findings that are operative */
	size_t nloud;
	struct pv_grounds grounds;
	struct pv_keepers keepers;
	bool same;                      /* all words stand as they did */
};

/* First place at or after (provision, home), by bisection. */
static size_t
first_at(const struct pv_place *at, size_t n, struct pv_span provision,
    uint32_t home)
{
	size_t lo = 0, hi = n, mid;
	int c;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		c = pv_span_cmp(at[mid].provision, provision);
		if (c < 0 || (c == 0 && at[mid].home < home))
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool
put(struct teller *t, struct pv_why *w, enum pv_change_kind kind, uint32_t o,
    uint32_t n)
{
	bool old = n == PV_NONE || kind == PV_CHANGE_LOST;
	const struct pv_findings *f = old ? t->p.fx : t->p.fy;
	const struct pv_finding *it = &f->items[old ? o : n];
	struct pv_provision_change ch = { .kind = kind,
	    .provision = pv_findings_str(f, it->provision),
	    .subtype = pv_findings_str(f, it->subtype),
	    .old_finding = o, .new_finding = n };

	if (w->text.failed)
		return false;
	ch.why = pv_arena_dup(t->p.c->d->arena, pv_buf_view(&w->text));
	return ch.why.ptr != NULL && pv_vec_add(&t->changes, &ch);
}

/* The new clause that became of an old one, PV_NONE when none did. */
static uint32_t
new_clause(const struct pv_compare *c, uint32_t o)
{
	uint32_t g = c->al.old_group[o];

	if (c->al.to_new[o] != PV_NONE || g == PV_NONE)
		return c->al.to_new[o];
	return c->al.groups[g].split ? c->al.groups[g].main :
	    c->al.groups[g].whole;
}

static uint32_t
home_of_old(const struct pv_compare *c, uint32_t o)
{
	uint32_t g = c->al.old_group[o];

	return g != PV_NONE ? UINT32_C(0x80000000) | g : c->al.to_new[o];
}

/* 'definition of "X" changed', when the pair of clauses rests on one. */
static bool
why_definition(struct teller *t, struct pv_why *w, uint32_t o, uint32_t n)
{
	static const char *const what[] = { " added", " deleted", " changed",
		" renamed" };
	const struct pv_diff *d = t->p.c->d;
	uint32_t i = n != PV_NONE ? t->grounds.of_new[n] : PV_NONE;

	if (i == PV_NONE && o != PV_NONE)
		i = t->grounds.of_old[o];
	if (i == PV_NONE)
		return false;
	pv_why_next(w);
	pv_buf_str(&w->text, "definition of ");
	pv_why_quote(w, d->defs[i].term);
	pv_buf_str(&w->text, t->grounds.emptied[i] ? " emptied" :
	    what[d->defs[i].kind]);
	return true;
}

/* Did the words of the clause stay as they were? */
static bool
untouched(const struct pv_compare *c, uint32_t o)
{
	return c->al.to_new[o] != PV_NONE && c->old_same[o];
}

static bool
is_level(const struct pv_version *v, uint32_t i)
{
	enum pv_clause_kind kind = (enum pv_clause_kind)v->clauses[i].kind;

	return i == 0 || kind == PV_CLAUSE_ARTICLE ||
	    kind == PV_CLAUSE_SCHEDULE;
}

/*
 * Does a clause read as it did, with what stands above it?  *touched: a term
 * that these use has another meaning.
 */
static bool
reads_alike(const struct teller *t, uint32_t o, bool *touched)
{
	const struct pv_compare *c = t->p.c;
	uint32_t n = c->al.to_new[o], p, q;

	*touched = false;
	if (t->same)
		return true;
	for (;;) {
		if (n == PV_NONE)
			return c->old_flows[o];
		if (c->restated[o])
			return false;
		*touched |= t->grounds.of_new[n] != PV_NONE ||
		    t->grounds.of_old[o] != PV_NONE;
		p = c->x.v->clauses[o].parent;
		q = c->y.v->clauses[n].parent;
		if (p == PV_NONE || q == PV_NONE)
			return true;
		if (is_level(c->x.v, p) && is_level(c->y.v, q))
			return true;
		if (c->al.to_new[p] != q)
			return false;
		o = p;
		n = q;
	}
}

/*
 * Then nothing became of a finding there, whatever was read into it, unless
 * such a term made it.
 */
static bool
settled(const struct teller *t, uint32_t o, uint32_t i, bool old)
{
	bool touched;

	return reads_alike(t, o, &touched) && (!touched ||
	    !pv_grounds_shifted(&t->grounds, old ? t->p.fx : t->p.fy, i, old));
}

static bool
is_stop(const struct pv_form *f, uint32_t token)
{
	struct pv_span s = pv_lexicon_bytes(f->lex, f->tokens[token].id);

	return s.len == 1 && strchr(".;:", s.ptr[0]) != NULL;
}

/* The words of the sentence, or sentences, that a finding lies in. */
static void
saying(const struct pv_form *f, const struct pv_finding *it, uint32_t *first,
    uint32_t *end)
{
	uint32_t start = f->clauses[it->clause].first;
	uint32_t stop = start + f->clauses[it->clause].count;

	pv_form_slice(f, it->clause, it->at, first, end);
	while (*first > start && !is_stop(f, *first - 1))
		--*first;
	while (*end > *first && *end < stop && !is_stop(f, *end - 1))
		++*end;
}

/* Does a finding of one side stand in clause `other` of the other, as it is? */
static bool
stands_there(const struct teller *t, uint32_t i, bool old, uint32_t other)
{
	const struct pv_compare *c = t->p.c;
	const struct pv_form *from = old ? &c->x : &c->y;
	const struct pv_form *in = old ? &c->y : &c->x;
	const struct pv_finding *f = &(old ? t->p.fx : t->p.fy)->items[i];
	uint32_t first, end, at = in->clauses[other].first, k = 0, n;

	saying(from, f, &first, &end);
	n = end - first;
	if (n == 0 || n > SAYING_WORDS || in->clauses[other].count < n ||
	    in->clauses[other].count > CLAUSE_WORDS)
		return false;
	for (end = at + in->clauses[other].count - n; at <= end && k < n; at++)
		for (k = 0; k < n && from->tokens[first + k].id ==
		    in->tokens[at + k].id; k++)
			continue;
	return k == n;
}

/*
 * Was it read on one side only, while its sentence, and what stands above it,
 * is the same on both?  Then other sentences made the reader look twice.
 */
static bool
only_read(const struct teller *t, uint32_t o, uint32_t n, uint32_t i, bool old)
{
	const struct pv_compare *c = t->p.c;
	uint32_t p = c->x.v->clauses[o].parent, q = c->y.v->clauses[n].parent;
	bool touched = false;

	if (c->al.to_new[o] != n || !stands_there(t, i, old, old ? n : o))
		return false;
	if (p != PV_NONE && q != PV_NONE && !(is_level(c->x.v, p) &&
	    is_level(c->y.v, q)) && (c->al.to_new[p] != q ||
	    !reads_alike(t, p, &touched)))
		return false;
	touched |= t->grounds.of_new[n] != PV_NONE ||
	    t->grounds.of_old[o] != PV_NONE;
	return !touched || !pv_grounds_shifted(&t->grounds,
	    old ? t->p.fx : t->p.fy, i, old);
}

/* What happened to the clause of a provision that is gone. */
static void
why_clause(struct teller *t, struct pv_why *w, uint32_t o, uint32_t n)
{
	const struct pv_compare *c = t->p.c;

	pv_why_next(w);
	if (n == PV_NONE) {
		pv_buf_str(&w->text, "clause ");
		pv_why_label(w, c->x.v, o);
		pv_buf_str(&w->text, " deleted");
		return;
	}
	pv_buf_str(&w->text, "clause ");
	pv_why_label(w, c->y.v, n);
	if ((c->y.v->clauses[n].flags & PV_CLAUSE_RESERVED) != 0)
		pv_buf_str(&w->text, " is now reserved");
	else if (untouched(c, o))
		pv_buf_str(&w->text, " itself unchanged");
	else
		pv_buf_str(&w->text, " no longer provides it");
}

/* Are both findings made of the same words? */
static bool
overlap(const struct pv_findings *f, uint32_t a, uint32_t b)
{
	return f->items[a].at.start < f->items[b].at.end &&
	    f->items[b].at.start < f->items[a].at.end;
}

/* A sentence went, or came, of a provision that its clause still has. */
static bool
tell_sentence(struct teller *t, struct pv_why *w, uint32_t i, bool old)
{
	const struct pv_findings *f = old ? t->p.fx : t->p.fy;
	uint32_t keeper = (old ? t->keepers.of_old : t->keepers.of_new)[i];

	if (overlap(f, i, keeper))
		return true;
	pv_buf_str(&w->text, old ? "dropped " : "added ");
	pv_why_quote(w, pv_version_text(old ? t->p.c->x.v : t->p.c->y.v,
	    f->items[i].at));
	return old ? put(t, w, PV_CHANGE_CHANGED, i, t->p.to_new[keeper]) :
	    put(t, w, PV_CHANGE_CHANGED, t->p.to_old[keeper], i);
}

/*
 * What takes the place of exclusivity in its clause, further down the lattice:
 * "exclusive -> primary (4.1)".
 */
static void
why_step(struct teller *t, struct pv_why *w, uint32_t o, uint32_t home)
{
	static const char *const steps[] = { "first-ship", "first-refusal",
		"primary-partner", "most-favored" };
	const struct pv_finding *f = &t->p.fx->items[o], *g;
	struct pv_span provision;
	size_t i;

	if (f->strength == PV_STRENGTH_NONE || home == PV_NONE)
		return;
	for (size_t k = 0; k < sizeof(steps) / sizeof(steps[0]); k++) {
		provision = pv_span_str(steps[k]);
		i = first_at(t->loud, t->nloud, provision, home);
		if (i == t->nloud || t->loud[i].home != home ||
		    !pv_span_eq(t->loud[i].provision, provision) ||
		    t->p.to_old[t->loud[i].finding] != PV_NONE)
			continue;
		g = &t->p.fy->items[t->loud[i].finding];
		if (g->strength <= f->strength)
			continue;
		pv_why_next(w);
		pv_buf_printf(&w->text, "%s -> %s (",
		    pv_strength_name((enum pv_strength)f->strength),
		    pv_strength_name((enum pv_strength)g->strength));
		pv_why_label(w, t->p.c->y.v, g->clause);
		pv_buf_char(&w->text, ')');
		return;
	}
}

static bool
tell_lost(struct teller *t, struct pv_why *w, uint32_t o)
{
	const struct pv_finding *f = &t->p.fx->items[o];
	struct pv_compare *c = t->p.c;
	uint32_t n = new_clause(c, f->clause), home, quiet;
	bool here;

	if (settled(t, f->clause, o, true))
		return true;
	if (t->keepers.of_old[o] != PV_NONE)
		return tell_sentence(t, w, o, true);
	home = n != PV_NONE ? home_of_old(c, f->clause) : PV_NONE;
	if (!pv_echo_of(&t->new_echoes, o, home, &quiet))
		return false;
	if (quiet == PV_NONE && n != PV_NONE &&
	    only_read(t, f->clause, n, o, true))
		return true;
	here = quiet != PV_NONE && n != PV_NONE &&
	    t->p.fy->items[quiet].clause == n;
	if (!here)
		why_clause(t, w, f->clause, n);
	if (quiet != PV_NONE)
		pv_why_stance(w, quiet);
	else
		why_step(t, w, o, home);
	if (n != PV_NONE && pv_grounds_shifted(&t->grounds, t->p.fx, o, true))
		why_definition(t, w, f->clause, n);
	return put(t, w, PV_CHANGE_LOST, o, quiet);
}

/* What the provision was before it was gained. */
static void
why_was(struct teller *t, struct pv_why *w, uint32_t was)
{
	const struct pv_finding *q = &t->p.fx->items[was];

	pv_why_next(w);
	pv_buf_printf(&w->text, "was %s (",
	    q->strength == PV_STRENGTH_NON_EXCLUSIVE &&
	    q->stance == PV_STANCE_NEGATED ? "non-exclusive" :
	    q->stance == PV_STANCE_REFERENCE ? "only mentioned" :
	    pv_stance_name((enum pv_stance)q->stance));
	pv_why_label(w, t->p.c->x.v, q->clause);
	pv_buf_char(&w->text, ')');
}

static bool
tell_gained(struct teller *t, struct pv_why *w, uint32_t n)
{
	const struct pv_finding *f = &t->p.fy->items[n];
	struct pv_compare *c = t->p.c;
	uint32_t o = c->al.to_old[f->clause], was, home = PV_NONE;
	uint32_t g = c->al.new_group[f->clause];

	if (o != PV_NONE ? settled(t, o, n, false) :
	    t->same || c->new_flows[f->clause])
		return true;
	if (t->keepers.of_new[n] != PV_NONE)
		return tell_sentence(t, w, n, false);
	if (o != PV_NONE || g != PV_NONE)
		home = g != PV_NONE ? UINT32_C(0x80000000) | g : f->clause;
	if (!pv_echo_of(&t->old_echoes, n, home, &was))
		return false;
	if (was == PV_NONE && o != PV_NONE &&
	    only_read(t, o, f->clause, n, false))
		return true;
	if (was == PV_NONE || o == PV_NONE ||
	    t->p.fx->items[was].clause != o) {
		pv_buf_str(&w->text, "clause ");
		pv_why_label(w, c->y.v, f->clause);
		pv_buf_str(&w->text, home == PV_NONE ? " inserted" :
		    o != PV_NONE && untouched(c, o) ? " itself unchanged" :
		    " now provides it");
	}
	if (was != PV_NONE)
		why_was(t, w, was);
	if (o != PV_NONE && pv_grounds_shifted(&t->grounds, t->p.fy, n, false))
		why_definition(t, w, o, f->clause);
	return put(t, w, PV_CHANGE_GAINED, was, n);
}

/* Does all turn on the words of such a provision? */
static bool
is_core(const struct pv_finding *f, struct pv_span provision)
{
	return (f->strength != PV_STRENGTH_NONE &&
	    f->strength != PV_STRENGTH_NON_EXCLUSIVE) ||
	    pv_span_eq(provision, PV_SPAN("agi-trigger"));
}

/* Does its sentence use the changed term of its clause? */
static bool
by_term(const struct teller *t, uint32_t n)
{
	const struct pv_finding *it = &t->p.fy->items[n];
	uint32_t def = t->grounds.of_new[it->clause];
	struct pv_span text, term;

	if (def == PV_NONE)
		return false;
	text = pv_version_text(t->p.c->y.v, it->at);
	term = t->p.c->d->defs[def].term;
	for (size_t i = 0; i + term.len <= text.len; i++)
		if (pv_span_starts(pv_span_sub(text, i, text.len), term))
			return true;
	return false;
}

static bool
is_moved(const struct pv_compare *c, uint32_t o, uint32_t n)
{
	return c->al.to_new[o] != n ? home_of_old(c, o) == PV_NONE ||
	    c->al.old_group[o] == PV_NONE : c->al.moved[o];
}

static bool
tell_pair(struct teller *t, struct pv_why *w, uint32_t o, uint32_t n)
{
	const struct pv_finding *a = &t->p.fx->items[o];
	const struct pv_finding *b = &t->p.fy->items[n];
	struct pv_compare *c = t->p.c;
	struct pv_span sa = pv_findings_str(t->p.fx, a->subtype);
	struct pv_span sb = pv_findings_str(t->p.fy, b->subtype);
	enum pv_change_kind kind = PV_CHANGE_CHANGED;
	bool bare, touched, same = reads_alike(t, a->clause, &touched) &&
	    (t->same || c->al.to_new[a->clause] == b->clause);

	if (!same && !pv_span_eq(sa, sb)) {
		pv_buf_printf(&w->text, "subtype changed from %.*s to %.*s",
		    PV_FMT(sa), PV_FMT(sb));
	}
	if ((!same || touched) && !pv_why_compare(w, o, n, same))
		return false;
	if (w->text.len > 0 && !same && c->al.to_new[a->clause] == b->clause &&
	    pv_echo_decouples(&t->new_echoes, home_of_old(c, a->clause)))
		pv_buf_str(&w->text, "; decoupled from capability");
	bare = w->text.len == 0;
	if (untouched(c, a->clause) && (w->text.len > 0 || (same && touched &&
	    is_core(a, pv_findings_str(t->p.fx,
	    a->provision)) && by_term(t, n))))
		why_definition(t, w, a->clause, b->clause);
	if (w->scope && abs(w->weaker - w->stronger) < PV_WHY_STRENGTH)
		kind = PV_CHANGE_CHANGED;
	else if (w->weaker > w->stronger)
		kind = PV_CHANGE_WEAKENED;
	else if (w->stronger > w->weaker)
		kind = PV_CHANGE_STRENGTHENED;
	if (w->text.len == 0) {
		if ((t->same && c->al.to_new[a->clause] != b->clause) ||
		    !is_moved(c, a->clause, b->clause))
			return true;
		kind = PV_CHANGE_MOVED;
		pv_buf_str(&w->text, "moved from ");
		pv_why_label(w, c->x.v, a->clause);
		pv_buf_str(&w->text, " to ");
		pv_why_label(w, c->y.v, b->clause);
	}
	if (!put(t, w, kind, o, n))
		return false;
	PV_VEC_AT(&t->changes, struct pv_provision_change,
	    t->changes.len - 1)->by_term = bare && kind != PV_CHANGE_MOVED;
	return true;
}

/* Do these words say that something is exclusive, or that it is not? */
static bool
says_exclusive(const struct pv_form *f, uint32_t first, uint32_t end)
{
	static const char *const words[] = { "exclusive", "exclusively",
		"non-exclusive", "non-exclusively", "nonexclusive",
		"nonexclusively" };
	struct pv_span s;

	for (; first < end; first++) {
		s = pv_lexicon_bytes(f->lex, f->tokens[first].id);
		for (size_t k = 0; k < sizeof(words) / sizeof(words[0]); k++)
			if (pv_span_ieq(s, pv_span_str(words[k])))
				return true;
	}
	return false;
}

/*
 * "non-exclusive" dropped from a clause that lives on, and nothing said in
 * its place: neither exclusive nor not.
 */
static bool
tell_silent(struct teller *t, struct pv_why *w, uint32_t o)
{
	const struct pv_finding *f = &t->p.fx->items[o];
	struct pv_span provision = pv_findings_str(t->p.fx, f->provision);
	struct pv_compare *c = t->p.c;
	uint32_t n = new_clause(c, f->clause), home, first, end;
	size_t i;

	if (t->same || f->stance != PV_STANCE_NEGATED ||
	    f->strength != PV_STRENGTH_NON_EXCLUSIVE || n == PV_NONE ||
	    untouched(c, f->clause))
		return true;
	home = home_of_old(c, f->clause);
	i = first_at(t->loud, t->nloud, provision, home);
	if (pv_echo_at(&t->new_echoes, provision, home) ||
	    (i < t->nloud && t->loud[i].home == home &&
	    pv_span_eq(t->loud[i].provision, provision)))
		return true;
	pv_form_slice(&c->x, f->clause, f->at, &first, &end);
	if (!says_exclusive(&c->x, first, end) || says_exclusive(&c->y,
	    c->y.clauses[n].first,
	    c->y.clauses[n].first + c->y.clauses[n].count))
		return true;
	pv_buf_str(&w->text, "non-exclusive -> silent (");
	pv_why_label(w, c->y.v, n);
	pv_buf_str(&w->text, "): review");
	return put(t, w, PV_CHANGE_CHANGED, o, PV_NONE);
}

/* Does the new finding rest on a term that means nothing any more? */
static bool
rests_on_nothing(const struct teller *t, uint32_t n)
{
	uint32_t def = t->grounds.of_new[t->p.fy->items[n].clause];

	return def != PV_NONE && t->grounds.emptied[def];
}

static bool
tell_old(struct teller *t, struct pv_why *w, uint32_t o)
{
	const struct pv_finding *f = &t->p.fx->items[o];
	uint32_t n = t->p.to_new[o];

	if (f->clause >= t->p.c->x.v->nclauses)
		return true;
	if (!pv_operative(f))
		return tell_silent(t, w, o);
	if (n == PV_NONE)
		return tell_lost(t, w, o);
	if (!rests_on_nothing(t, n))
		return tell_pair(t, w, o, n);
	why_definition(t, w, f->clause, t->p.fy->items[n].clause);
	return put(t, w, PV_CHANGE_LOST, o, n);
}

static bool
tell_all(struct teller *t)
{
	struct pv_why w = { .c = t->p.c, .fx = t->p.fx, .fy = t->p.fy,
	    .names = t->p.names, .text = PV_BUF_INIT };
	bool ok = true;
	uint32_t i;

	w.text.mem = pv_arena_mem(t->p.c->work);
	for (i = 0; ok && i < t->p.fx->nitems; i++) {
		pv_buf_clear(&w.text);
		w.weaker = w.stronger = 0;
		w.scope = w.redacted = false;
		ok = tell_old(t, &w, i);
	}
	for (i = 0; ok && i < t->p.fy->nitems; i++) {
		if (!pv_operative(&t->p.fy->items[i]) ||
		    t->p.to_old[i] != PV_NONE || t->p.fy->items[i].clause >=
		    t->p.c->y.v->nclauses)
			continue;
		pv_buf_clear(&w.text);
		ok = tell_gained(t, &w, i);
	}
	pv_buf_release(&w.text);
	return ok;
}

/*
 * Do all words stand as they did?  Then no provision became another one: what
 * sets the findings apart is where a page ended or a line was broken.
 */
static bool
says_the_same(const struct pv_diff *d)
{
	size_t i;

	for (i = 0; i < d->nclauses; i++)
		if (d->clauses[i].substantive)
			return false;
	for (i = 0; i < d->ndefs; i++)
		if (d->defs[i].kind != PV_DEF_RENAMED && d->defs[i].nused > 0)
			return false;
	return d->nrefs == 0;
}

bool
pv_provisions_settled(struct pv_compare *c, bool *settled, bool *quiet)
{
	struct teller t = { .p = { .c = c }, .same = says_the_same(c->d) };
	uint32_t o, n;
	bool touched;

	if (!pv_grounds_init(&t.grounds, c))
		return false;
	*quiet = t.same && c->x.v->noddities == 0 && c->y.v->noddities == 0;
	for (o = 0; o < c->x.v->nclauses; o++) {
		n = c->al.to_new[o];
		*quiet = *quiet && !c->al.moved[o];
		settled[o] = n != PV_NONE && c->al.old_group[o] == PV_NONE &&
		    c->al.new_group[n] == PV_NONE && !c->al.moved[o] &&
		    c->old_same[o] && reads_alike(&t, o, &touched) && !touched;
	}
	return true;
}

bool
pv_compare_asks(const struct pv_compare *c, const struct pv_diff_asked *asked)
{
	return c->rest != NULL && c->rest->any(c->rest->ctx, asked);
}

/* Either spelling of a renamed party or term, as one number. */
static const struct pv_phrases *
index_names(struct pv_compare *c)
{
	struct pv_phrases *p = pv_phrases_new(c->work, c->x.lex,
	    2 * c->renames.len);
	const struct pv_rename *r;

	for (size_t i = 0; p != NULL && i < c->renames.len; i++) {
		r = PV_VEC_AT(&c->renames, const struct pv_rename, i);
		if (!pv_phrases_add(p, r->old_name, r->id) ||
		    !pv_phrases_add(p, r->new_name, r->id))
			return NULL;
	}
	return p;
}

static uint32_t *
no_pairs(struct pv_arena *arena, size_t n)
{
	uint32_t *to = pv_arena_array(arena, n, sizeof(*to));

	if (to != NULL && n > 0)
		memset(to, 0xff, n * sizeof(*to));
	return to;
}

bool
pv_compare_provisions(struct pv_compare *c)
{
	static const struct pv_findings none = { 0 };
	struct teller t = { .p = { .c = c,
	    .fx = c->d->old_side.findings, .fy = c->d->new_side.findings,
	    .bags = { PV_VEC_INIT(uint32_t), PV_VEC_INIT(uint32_t) } },
	    .changes = PV_VEC_INIT(struct pv_provision_change) };
	bool ok;

	t.changes.mem = pv_arena_mem(c->work);
	t.same = says_the_same(c->d);
	if (t.p.fx == NULL)
		t.p.fx = &none;
	if (t.p.fy == NULL)
		t.p.fy = &none;
	t.p.to_new = no_pairs(c->work, t.p.fx->nitems);
	t.p.to_old = no_pairs(c->work, t.p.fy->nitems);
	t.p.names = index_names(c);
	t.loud = pv_places(&t.p, false, pv_operative, &t.nloud);
	ok = pv_echoes_init(&t.old_echoes, &t.new_echoes, &t.p) &&
	    t.p.to_new != NULL && t.p.to_old != NULL && t.p.names != NULL &&
	    t.loud != NULL && pv_grounds_init(&t.grounds, c);
	if (ok)
		pv_places_sort(t.loud, t.nloud);
	t.p.bags[0].mem = t.p.bags[1].mem = pv_arena_mem(t.p.c->work);
	ok = ok && pv_provisions_match(&t.p) &&
	    pv_keepers_init(&t.keepers, &t.p) && tell_all(&t) &&
	    pv_provisions_gather(&t.p, &t.changes) &&
	    pv_provisions_integrity(&t.p, &t.changes) &&
	    pv_provisions_headline(&t.p, &t.new_echoes, &t.changes);
	pv_echoes_release(&t.old_echoes);
	pv_echoes_release(&t.new_echoes);
	pv_vec_release(&t.p.bags[0]);
	pv_vec_release(&t.p.bags[1]);
	c->d->provisions = pv_vec_freeze(&t.changes, c->d->arena,
	    &c->d->nprovisions);
	return ok && c->d->provisions != NULL;
}
