/* SPDX-License-Identifier: MIT */
/*
 * Measure the diff: measure_diff [-s SEED] [-v] [-o DIR] TEXT...
 *
 * Each text is changed by edit scripts (editscript.h) that know what became
 * of each clause, and pv_diff() is asked.  -v tells every difference between
 * the two, -o keeps the texts of the pairs that have one.  A table, and one
 * line with the sum; never fails because of a figure.
 *
 * A clause counts when the new text shows it as one clause, as it was written:
 * what the reader of texts makes of the others is not the diff's affair.
 * Their share is told.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "editscript.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/io.h"
#include "base/num.h"
#include "diff/diff.h"
#include "ingest/ingest.h"

#define KINDS (PV_EDIT_MERGED + 1)

struct input { const char *path; struct pv_buf raw; struct pv_version *v; };

struct tally { uint64_t right, wrong, missed; };

/* What an edit script does. */
struct plan {
	const char *name;
	int moves, run, inserts, deletes, splits, merges, words;
	bool edit, early, rename, wrap;
	uint32_t shift;
};
static const struct plan plans[] = {
	{ .name = "move", .moves = 1, .run = 1 },
	{ .name = "moves", .moves = 2, .run = 2 },
	{ .name = "move-edit", .moves = 2, .run = 1, .edit = true },
	{ .name = "insert-first", .inserts = 1, .early = true },
	{ .name = "delete-first", .deletes = 1, .early = true },
	{ .name = "split", .splits = 2 },
	{ .name = "merge", .merges = 2 },
	{ .name = "inserts", .inserts = 5 },
	{ .name = "deletes", .deletes = 5 },
	{ .name = "words", .words = 15 },
	{ .name = "rename", .rename = true },
	{ .name = "changes", .inserts = 3, .deletes = 3, .words = 6,
	    .splits = 1, .merges = 1 },
	{ .name = "all", .moves = 2, .run = 1, .inserts = 2, .deletes = 2,
	    .words = 6, .splits = 1, .merges = 1, .wrap = true },
	{ .name = "noise", .wrap = true, .shift = 1 }
};
#define NPLANS (sizeof(plans) / sizeof(plans[0]))

/* What is known of a clause. */
struct truth {
	bool counts;
	bool loose;                 /* modified or not: either is right */
	bool twin;                  /* another clause says the same */
	enum pv_edit_kind kind;
	uint32_t other;             /* its counterpart, or PV_NONE */
};

struct pair {
	const struct input *in;
	const struct plan *plan;
	struct es s;
	struct pv_buf text;
	struct pv_version *v;       /* the new one */
	struct pv_diff *d;
	struct truth *olds, *news;
	uint32_t *home;             /* by new clause: its item */
	bool told;
};

struct measure {
	bool verbose;
	const char *keep;
	uint64_t seed;
	struct tally kind[KINDS], moved, split;
	uint64_t pairs[NPLANS], skipped[NPLANS], clean[NPLANS];
	uint64_t clauses, counted, still, false_moves, false_pairs;
	uint64_t noise, quiet, shifted;
};

static void __attribute__((noreturn))
die(const char *what, const char *why)
{
	fprintf(stderr, "measure_diff: %s: %s\n", what, why);
	exit(2);
}

static struct pv_version *
ingest(const char *name, struct pv_span bytes)
{
	struct pv_source src = { .name = pv_span_str(name), .bytes = bytes };
	struct pv_version *v = NULL;
	struct pv_err err;

	if (pv_ingest(&src, NULL, &v, &err) != PV_OK)
		die(name, "cannot be read");
	return v;
}

/* The normalized text with every clause on lines of its own. */
static void
spread(const struct pv_version *v, struct pv_buf *out)
{
	struct es s;
	struct pv_arena *arena = pv_arena_new(NULL);

	if (arena == NULL || !es_init(&s, v, arena, 0))
		die("texts", "out of memory");
	for (size_t i = 0; i < s.nitems; i++) {
		pv_buf_span(out, pv_span_trim(pv_version_text(v,
		    s.items[i].at)));
		pv_buf_str(out, "\n\n");
	}
	pv_arena_free(arena);
}

/* A text and, as the base of edits, its clauses read again. */
static void
load(struct input *in, const char *path)
{
	struct pv_io_limits any = { UINT64_MAX, true };
	struct pv_version *v;
	struct pv_err err;
	int fd;

	in->path = path;
	if (pv_io_open(AT_FDCWD, path, &any, &fd, NULL, &err) != PV_OK ||
	    pv_io_read_all(fd, UINT64_MAX, &in->raw, &err) != PV_OK)
		die(path, "cannot be read");
	close(fd);
	v = ingest(path, pv_buf_view(&in->raw));
	pv_buf_clear(&in->raw);
	spread(v, &in->raw);
	in->v = ingest(path, pv_buf_view(&in->raw));
	pv_version_free(v);
}

/* Some of the edits found no place: only when all did not, skip the pair. */
static bool
edit(struct pair *p, const struct input *donor)
{
	const struct plan *w = p->plan;
	static const int32_t percents[] = { 1, 3, 5, 10, 20, 30 };
	int done = 0, i;

	for (i = 0; i < w->splits; i++)
		done += es_split(&p->s);
	for (i = 0; i < w->merges; i++)
		done += es_merge(&p->s);
	for (i = 0; i < w->moves; i++)
		done += es_move(&p->s, (size_t)w->run, w->edit);
	if (w->moves > 0 && done == 0)
		return false;
	for (i = 0; i < w->deletes; i++)
		done += es_delete(&p->s, w->early);
	for (i = 0; i < w->inserts; i++)
		done += es_insert(&p->s, donor->v, w->early);
	for (i = 0; i < w->words; i++)
		done += es_reword(&p->s, percents[es_pick(&p->s, 6)]);
	if (w->rename)
		done += es_rename(&p->s);
	p->s.wrap = w->wrap;
	p->s.shift = w->shift;
	return done > 0 || w->wrap;
}

/* The item that holds byte `at` of the new text. */
static uint32_t
item_at(const struct es *s, uint32_t at)
{
	size_t lo = 0, hi = s->norder, mid;

	while (hi - lo > 1) {
		mid = (lo + hi) / 2;
		if (s->items[s->order[mid]].out.start <= at)
			lo = mid;
		else
			hi = mid;
	}
	return s->order[lo];
}

static uint32_t
source_of(const struct pv_version *v, uint32_t at)
{
	return pv_version_source(v, (struct pv_range){ at, at + 1 }).start;
}

static bool
is_empty(struct pv_range r)
{
	return r.start >= r.end;
}

/* One past the source of a range that ends in no space. */
static uint32_t
source_end(const struct pv_version *v, struct pv_range r)
{
	while (!is_empty(r) && pv_isspace(v->text.ptr[r.end - 1]))
		r.end--;
	return is_empty(r) ? 0 : source_of(v, r.end - 1) + 1;
}

/* The new clause that is all of an item, by item; PV_NONE where none is. */
static uint32_t *
find_homes(struct pair *p)
{
	const struct pv_clause *k = p->v->clauses;
	size_t n = p->s.nitems;
	uint32_t *at = pv_arena_array(p->s.arena, n, sizeof(*at));
	uint32_t *hits = pv_arena_array(p->s.arena, n, sizeof(*hits));
	const struct es_item *it;
	uint32_t i, c;

	if (at == NULL || hits == NULL)
		die(p->in->path, "out of memory");
	for (i = 0; i < n; i++)
		at[i] = PV_NONE;
	for (c = 1; c < p->v->nclauses; c++) {
		i = item_at(&p->s, source_of(p->v, k[c].all.start));
		p->home[c] = i;
		hits[i]++;
		at[i] = c;
	}
	for (i = 0; i < n; i++) {
		it = &p->s.items[i];
		c = at[i];
		if (c == PV_NONE)
			continue;
		if (hits[i] != 1 || it->tail || it->gone ||
		    source_of(p->v, k[c].all.start) > it->out.start + 2 ||
		    source_end(p->v, k[c].stem) > it->out.end ||
		    (it->num.len == 0) != is_empty(k[c].num))
			at[i] = PV_NONE;
	}
	return at;
}

static struct pv_span
own_words(const struct pv_version *v, uint32_t c)
{
	const struct pv_clause *k = &v->clauses[c];
	struct pv_range r = k->stem;

	if (!is_empty(k->num) && k->num.end <= r.end)
		r.start = k->num.end;
	return pv_span_trim(pv_version_text(v, r));
}

static bool
has_words(struct pv_span s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += pv_isalpha(s.ptr[i]);
	return n >= 2;
}

struct worded { struct pv_span words; uint32_t clause; };

static int
by_words(const void *x, const void *y)
{
	return pv_span_cmp(((const struct worded *)x)->words,
	    ((const struct worded *)y)->words);
}

static void
mark_twins(const struct pv_version *v, struct truth *t, struct pv_arena *arena)
{
	struct worded *w = pv_arena_array(arena, v->nclauses, sizeof(*w));
	uint32_t n = 0, i;

	for (i = 1; w != NULL && i < v->nclauses; i++)
		w[n++] = (struct worded){ own_words(v, i), i };
	if (n > 1)
		qsort(w, n, sizeof(*w), by_words);
	for (i = 1; i < n; i++)
		if (by_words(&w[i - 1], &w[i]) == 0)
			t[w[i - 1].clause].twin = t[w[i].clause].twin = true;
}

/* What became of a clause that both sides have. */
static enum pv_edit_kind
kind_of(const struct pair *p, const struct es_item *it, uint32_t n)
{
	const struct pv_version *v = p->s.v;

	if (it->edited)
		return it->moved ? PV_EDIT_MOVED_MODIFIED : PV_EDIT_MODIFIED;
	if (it->moved)
		return PV_EDIT_MOVED;
	return pv_span_eq(pv_version_str(v, v->clauses[it->clause].label),
	    pv_version_str(p->v, p->v->clauses[n].label)) ?
	    PV_EDIT_UNCHANGED : PV_EDIT_RENUMBERED;
}

static void
know_old(struct pair *p, const struct es_item *it, const uint32_t *at)
{
	const struct pv_clause *k = &p->s.v->clauses[it->clause];
	struct truth *t = &p->olds[it->clause];
	uint32_t n = at[it - p->s.items];

	t->other = PV_NONE;
	t->counts = has_words(own_words(p->s.v, it->clause));
	if (it->gone && it->into == PV_NONE) {
		t->kind = PV_EDIT_DELETED;
		return;
	}
	if (it->gone) {
		t->kind = PV_EDIT_MERGED;
		t->other = at[it->into];
		t->counts = t->counts && t->other != PV_NONE;
		return;
	}
	t->counts = t->counts && n != PV_NONE &&
	    is_empty(k->tail) == is_empty(p->v->clauses[n].tail);
	if (!t->counts)
		return;
	t->other = n;
	t->kind = kind_of(p, it, n);
	t->loose = it->vague || it->renamed;
}

/* Truth of all clauses of both sides. */
static void
know(struct pair *p)
{
	const uint32_t *at = find_homes(p);
	const struct es_item *it;
	struct truth *t;
	uint32_t i;

	for (i = 0; i < p->s.nitems; i++) {
		it = &p->s.items[i];
		if (it->clause != PV_NONE && !it->tail && it->clause != 0)
			know_old(p, it, at);
	}
	/* what was split and merged: main clauses, and the new parts */
	for (i = 0; i < p->s.nitems; i++) {
		it = &p->s.items[i];
		if (it->into != PV_NONE) {
			t = &p->olds[p->s.items[it->into].clause];
			if (t->counts)
				t->kind = PV_EDIT_MERGED;
		}
		if (it->from != PV_NONE) {
			t = &p->olds[p->s.items[it->from].clause];
			t->kind = PV_EDIT_SPLIT;
			t->counts = t->counts && at[i] != PV_NONE;
		}
		if (it->clause == PV_NONE && it->from == PV_NONE &&
		    at[i] != PV_NONE)
			p->news[at[i]] = (struct truth){ .counts = true,
			    .kind = PV_EDIT_INSERTED, .other = PV_NONE };
	}
	for (i = 1; i < p->s.v->nclauses; i++) {
		t = &p->olds[i];
		if (t->counts && t->other != PV_NONE &&
		    t->kind != PV_EDIT_MERGED)
			p->news[t->other] = (struct truth){ .counts = true,
			    .kind = t->kind, .other = i };
	}
	mark_twins(p->s.v, p->olds, p->s.arena);
	mark_twins(p->v, p->news, p->s.arena);
}

static const char *
label_of(const struct pv_version *v, uint32_t c, struct pv_buf *b)
{
	pv_buf_clear(b);
	if (c == PV_NONE)
		return "-";
	pv_buf_printf(b, "#%u ", (unsigned)c);
	pv_buf_span(b, pv_version_str(v, v->clauses[c].label));
	pv_buf_str(b, " \"");
	pv_buf_span(b, pv_span_sub(own_words(v, c), 0, 30));
	pv_buf_char(b, '"');
	return b->ptr;
}

static void
tell(const struct measure *m, struct pair *p, const char *what, uint32_t o,
    uint32_t n, enum pv_edit_kind kind)
{
	struct pv_buf a = PV_BUF_INIT, b = PV_BUF_INIT;

	p->told = true;
	if (!m->verbose)
		return;
	printf("%s: %s: %s %s: %s -> %s\n", p->in->path, p->plan->name, what,
	    pv_edit_kind_name(kind), label_of(p->s.v, o, &a),
	    label_of(p->v, n, &b));
	pv_buf_release(&a);
	pv_buf_release(&b);
}

static bool
is_move(enum pv_edit_kind k)
{
	return k == PV_EDIT_MOVED || k == PV_EDIT_MOVED_MODIFIED;
}

static bool
is_group(enum pv_edit_kind k)
{
	return k == PV_EDIT_SPLIT || k == PV_EDIT_MERGED;
}

/* What the diff says, by old clause and, of inserted ones, by new clause. */
struct said { enum pv_edit_kind kind; uint32_t other; };

static struct said *
read_olds(struct pair *p)
{
	struct said *s = pv_arena_array(p->s.arena, p->s.v->nclauses,
	    sizeof(*s));
	const struct pv_clause_change *c;
	size_t i, k;

	if (s == NULL)
		die(p->in->path, "out of memory");
	for (i = 0; i < p->s.v->nclauses; i++)
		s[i] = (struct said){ PV_EDIT_UNCHANGED, p->d->to_new[i] };
	for (i = 0; i < p->d->nclauses; i++) {
		c = &p->d->clauses[i];
		if (c->old_clause != PV_NONE)
			s[c->old_clause] = (struct said){ c->kind,
			    c->new_clause };
		for (k = 0; c->kind == PV_EDIT_MERGED && k < c->nothers; k++)
			s[c->others[k]] = (struct said){ c->kind,
			    c->new_clause };
	}
	return s;
}

static bool
says_same(const struct pair *p, uint32_t a, uint32_t b)
{
	return a == b || (a != PV_NONE && b != PV_NONE &&
	    pv_span_eq(own_words(p->v, a), own_words(p->v, b)));
}

/* Is new clause n what old clause o became?  Any part of a split one is. */
static bool
is_partner(const struct pair *p, uint32_t o, uint32_t n)
{
	const struct truth *t = &p->olds[o];
	const struct es_item *it;

	if (t->kind == PV_EDIT_SPLIT && n != PV_NONE) {
		it = &p->s.items[p->home[n]];
		if (it->from != PV_NONE &&
		    p->s.items[it->from].clause == o)
			return true;
	}
	return says_same(p, t->other, n);
}

static bool
agree(const struct truth *t, enum pv_edit_kind k)
{
	if (t->kind == k)
		return true;
	return t->loose && ((k == PV_EDIT_MODIFIED && !is_move(t->kind)) ||
	    (k == PV_EDIT_MOVED_MODIFIED && t->kind == PV_EDIT_MOVED));
}

static void
score_old(struct measure *m, struct pair *p, uint32_t o, struct said s)
{
	const struct truth *t = &p->olds[o];
	bool right;

	m->clauses++;
	if (!t->counts)
		return;
	right = agree(t, s.kind) && is_partner(p, o, s.other);
	if (!right && t->twin)
		return;
	m->counted++;
	m->still += t->kind == PV_EDIT_UNCHANGED && right;
	if (is_move(t->kind))
		*(is_move(s.kind) && is_partner(p, o, s.other) ?
		    &m->moved.right : &m->moved.missed) += 1;
	if (is_group(t->kind))
		*(right ? &m->split.right : &m->split.missed) += 1;
	if (right) {
		m->kind[t->kind].right++;
		return;
	}
	m->kind[t->kind].missed++;
	tell(m, p, "missed", o, t->other, t->kind);
	m->kind[s.kind].wrong++;
	tell(m, p, "said", o, s.other, s.kind);
}

static void
score_new(struct measure *m, struct pair *p, const struct pv_clause_change *c)
{
	const struct truth *t = &p->news[c->new_clause];

	if (!t->counts || t->twin)
		return;
	if (t->kind == PV_EDIT_INSERTED) {
		m->kind[PV_EDIT_INSERTED].right++;
		return;
	}
	m->kind[PV_EDIT_INSERTED].wrong++;
	tell(m, p, "said", PV_NONE, c->new_clause, c->kind);
}

static void
score(struct measure *m, struct pair *p)
{
	struct said *s = read_olds(p);
	const struct pv_clause_change *c;
	uint64_t moves = m->false_moves, put = 0, found;
	size_t i;

	for (i = 1; i < p->s.v->nclauses; i++)
		score_old(m, p, (uint32_t)i, s[i]);
	found = m->kind[PV_EDIT_INSERTED].right;
	for (i = 0; i < p->d->nclauses; i++) {
		c = &p->d->clauses[i];
		if (c->kind == PV_EDIT_INSERTED)
			score_new(m, p, c);
		if (p->plan->moves > 0 || !is_move(c->kind))
			continue;
		m->false_moves++;
		tell(m, p, "false move", c->old_clause, c->new_clause,
		    c->kind);
	}
	for (i = 1; i < p->v->nclauses; i++)
		put += p->news[i].counts && !p->news[i].twin &&
		    p->news[i].kind == PV_EDIT_INSERTED;
	m->kind[PV_EDIT_INSERTED].missed += put -
	    (m->kind[PV_EDIT_INSERTED].right - found);
	m->false_pairs += m->false_moves > moves;
}

/* What the diff took for a change: its edits, the middle of long ones left out. */
static void
tell_edits(const struct measure *m, const struct pv_clause_change *c)
{
	static const char signs[] = { [PV_WORD_EQUAL] = ' ',
		[PV_WORD_DELETE] = '-', [PV_WORD_INSERT] = '+' };
	struct pv_span s;
	size_t half;

	for (size_t i = 0; m->verbose && i < c->nedits; i++) {
		s = c->edits[i].op == PV_WORD_INSERT ? c->edits[i].new_text :
		    c->edits[i].old_text;
		half = s.len > 80 ? 40 : s.len;
		printf("\t%c|%.*s%s%.*s|\n", signs[c->edits[i].op], (int)half,
		    s.ptr, half < s.len ? "..." : "",
		    half < s.len ? (int)half : 0, s.ptr + s.len - half);
	}
}

/* Definitions and references that the diff took for changed. */
static void
tell_terms(const struct measure *m, struct pair *p)
{
	const struct pv_def_change *def = p->d->defs;
	const struct pv_ref_change *ref = p->d->refs;

	p->told |= p->d->substantive;
	for (size_t i = 0; m->verbose && i < p->d->ndefs; i++)
		if (def[i].nused > 0 && def[i].kind != PV_DEF_RENAMED)
			printf("%s: %s: noise definition %s: %.*s\n",
			    p->in->path, p->plan->name,
			    pv_def_change_name(def[i].kind),
			    (int)def[i].term.len, def[i].term.ptr);
	for (size_t i = 0; m->verbose && i < p->d->nrefs; i++)
		printf("%s: %s: noise reference %s: #%u to %.*s\n",
		    p->in->path, p->plan->name,
		    pv_ref_problem_name(ref[i].problem), (unsigned)ref[i].from,
		    (int)ref[i].to.len, ref[i].to.ptr);
}

static void
score_noise(struct measure *m, struct pair *p)
{
	const struct pv_clause_change *c;

	m->noise++;
	m->shifted += p->s.shift > 0;
	m->quiet += !p->d->substantive;
	for (size_t i = 0; p->d->substantive && i < p->d->nclauses; i++) {
		c = &p->d->clauses[i];
		if (!c->substantive)
			continue;
		tell(m, p, "noise", c->old_clause, c->new_clause, c->kind);
		tell_edits(m, c);
	}
	tell_terms(m, p);
}

static void
write_file(const char *dir, const char *name, const char *end,
    struct pv_span s)
{
	struct pv_buf path = PV_BUF_INIT;
	FILE *f;

	pv_buf_printf(&path, "%s/%s.%s", dir, name, end);
	f = fopen(path.ptr, "w");
	if (f == NULL || fwrite(s.ptr, 1, s.len, f) != s.len || fclose(f) != 0)
		die(path.ptr, "cannot be written");
	pv_buf_release(&path);
}

static void
keep(const struct measure *m, const struct pair *p)
{
	const char *base = strrchr(p->in->path, '/');
	struct pv_buf name = PV_BUF_INIT;

	if (m->keep == NULL || !p->told)
		return;
	pv_buf_printf(&name, "%.40s.%s", base == NULL ? p->in->path :
	    base + 1, p->plan->name);
	write_file(m->keep, name.ptr, "old", pv_buf_view(&p->in->raw));
	write_file(m->keep, name.ptr, "new", pv_buf_view(&p->text));
	pv_buf_release(&name);
}

static void
compare(struct pair *p)
{
	struct pv_findings *none = pv_findings_new(NULL);
	struct pv_diff_input in = { { p->in->v, none }, { p->v, none } };
	struct pv_err err;

	if (none == NULL || pv_diff(&in, &p->d, &err) != PV_OK)
		die(p->in->path, "cannot be compared");
	pv_findings_free(none);
}

/* Numbers change in noise only when all references can follow. */
static void
write_new(struct pair *p)
{
	if (!es_write(&p->s, &p->text))
		die(p->in->path, "out of memory");
	if (p->s.shift == 0 || !es_is_vague(&p->s))
		return;
	p->s.shift = 0;
	pv_buf_clear(&p->text);
	if (!es_write(&p->s, &p->text))
		die(p->in->path, "out of memory");
}

static void
measure_pair(struct measure *m, const struct input *in,
    const struct input *donor, size_t plan)
{
	struct pair p = { .in = in, .plan = &plans[plan],
	    .text = PV_BUF_INIT };
	struct pv_arena *arena = pv_arena_new(NULL);
	uint64_t seed = m->seed++;

	if (arena == NULL || !es_init(&p.s, in->v, arena, seed))
		die(in->path, "out of memory");
	if (!edit(&p, donor)) {
		m->skipped[plan]++;
		pv_arena_free(arena);
		return;
	}
	write_new(&p);
	p.v = ingest(in->path, pv_buf_view(&p.text));
	p.olds = pv_arena_array(arena, in->v->nclauses, sizeof(*p.olds));
	p.news = pv_arena_array(arena, p.v->nclauses, sizeof(*p.news));
	p.home = pv_arena_array(arena, p.v->nclauses, sizeof(*p.home));
	if (p.olds == NULL || p.news == NULL || p.home == NULL)
		die(in->path, "out of memory");
	compare(&p);
	know(&p);
	if (p.plan->shift > 0)
		score_noise(m, &p);
	else
		score(m, &p);
	m->pairs[plan]++;
	m->clean[plan] += !p.told;
	keep(m, &p);
	pv_diff_free(p.d);
	pv_version_free(p.v);
	pv_buf_release(&p.text);
	pv_arena_free(arena);
}

static double
share(uint64_t a, uint64_t b)
{
	return b == 0 ? 1 : (double)a / (double)b;
}

static void
put_row(const char *name, const struct tally *t)
{
	double p = share(t->right, t->right + t->wrong);
	double r = share(t->right, t->right + t->missed);

	printf("%-15s %8llu %9.4f %9.4f %9.4f\n", name,
	    (unsigned long long)(t->right + t->missed), p, r,
	    p + r > 0 ? 2 * p * r / (p + r) : 0);
}

static void
report(const struct measure *m)
{
	struct tally all = { 0, 0, 0 };
	uint64_t pairs = 0;
	size_t i;

	printf("%-15s %8s %9s %9s\n", "script", "pairs", "skipped", "exact");
	for (i = 0; i < NPLANS; i++) {
		printf("%-15s %8llu %9llu %9llu\n", plans[i].name,
		    (unsigned long long)m->pairs[i],
		    (unsigned long long)m->skipped[i],
		    (unsigned long long)m->clean[i]);
		pairs += m->pairs[i];
	}
	printf("\n%-15s %8s %9s %9s %9s\n", "change", "clauses", "precision",
	    "recall", "F1");
	for (i = 0; i < KINDS; i++) {
		put_row(pv_edit_kind_name((enum pv_edit_kind)i), &m->kind[i]);
		if (i == PV_EDIT_UNCHANGED)
			continue;
		all.right += m->kind[i].right;
		all.wrong += m->kind[i].wrong;
		all.missed += m->kind[i].missed;
	}
	put_row("all changes", &all);
	printf("\ndiff: %llu pairs, F1 %.4f, move recall %.4f, false moves "
	    "%llu in %llu pairs, renumber recall %.4f, split/merge recall "
	    "%.4f, noise %llu of %llu quiet (%llu renumbered), %.1f %% of "
	    "clauses counted\n",
	    (unsigned long long)pairs,
	    share(2 * all.right, 2 * all.right + all.wrong + all.missed),
	    share(m->moved.right, m->moved.right + m->moved.missed),
	    (unsigned long long)m->false_moves,
	    (unsigned long long)m->false_pairs,
	    share(m->kind[PV_EDIT_RENUMBERED].right,
	    m->kind[PV_EDIT_RENUMBERED].right +
	    m->kind[PV_EDIT_RENUMBERED].missed),
	    share(m->split.right, m->split.right + m->split.missed),
	    (unsigned long long)m->quiet, (unsigned long long)m->noise,
	    (unsigned long long)m->shifted,
	    100 * share(m->counted, m->clauses));
}

int
main(int argc, char **argv)
{
	struct measure m = { .seed = 1 };
	struct input *in;
	int c, n, i;

	while ((c = getopt(argc, argv, "s:vo:")) != -1) {
		if (c == 's')
			m.seed = strtoull(optarg, NULL, 10);
		else if (c == 'v')
			m.verbose = true;
		else if (c == 'o')
			m.keep = optarg;
		else
			return 2;
	}
	n = argc - optind;
	in = n > 0 ? calloc((size_t)n, sizeof(*in)) : NULL;
	if (in == NULL)
		die("no texts", "usage: measure_diff [-s SEED] TEXT...");
	for (i = 0; i < n; i++)
		load(&in[i], argv[optind + i]);
	for (i = 0; i < n; i++)
		for (size_t k = 0; k < NPLANS; k++)
			measure_pair(&m, &in[i],
			    &in[(i + 1 + (int)k) % n], k);
	report(&m);
	for (i = 0; i < n; i++) {
		pv_version_free(in[i].v);
		pv_buf_release(&in[i].raw);
	}
	free(in);
	return 0;
}
