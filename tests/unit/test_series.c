/* SPDX-License-Identifier: MIT */
/*
 * What a comparison makes of the findings that a careful reader listed for the
 * states of one partnership (corpus/gold/findings.tsv): the changes that the
 * same reader listed (diff.tsv), no more and no less.  No rule has a say here.
 * A reader's findings have no attributes, so that which way a kept provision
 * changed is not asked.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/io.h"
#include "check.h"
#include "diff/diff.h"
#include "ingest/ingest.h"

#define MAX_STATES 16
#define MAX_FOUND 256
#define COLUMNS 7

/* A state of the agreement, and what is found in it. */
struct state {
	struct pv_span file;
	struct pv_version *v;
	struct pv_findings *f;
};

static struct state states[MAX_STATES];
static size_t nstates;

static void
die(const char *what, struct pv_span s)
{
	printf("not ok: %s: %.*s\n", what, PV_FMT(s));
	exit(1);
}

/* A file of the corpus, in memory until the end. */
static struct pv_span
slurp(struct pv_span name)
{
	const char *root = getenv("srcdir");
	struct pv_buf path = PV_BUF_INIT, text = PV_BUF_INIT;
	struct pv_err err;
	int fd;

	pv_buf_printf(&path, "%s/corpus/%.*s", root != NULL ? root : ".",
	    PV_FMT(name));
	pv_buf_char(&path, '\0');
	if (path.failed)
		die("memory", name);
	fd = open(pv_buf_view(&path).ptr, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || pv_io_read_all(fd, 1 << 20, &text, &err) != PV_OK)
		die("cannot read", pv_buf_view(&path));
	close(fd);
	pv_buf_release(&path);
	return pv_buf_view(&text);
}

/* The next line as columns; false at the end. */
static bool
row(struct pv_span *rest, struct pv_span col[COLUMNS])
{
	size_t n, i = 0, from = 0;

	if (rest->len == 0)
		return false;
	for (n = 0; n < rest->len && rest->ptr[n] != '\n'; n++)
		continue;
	memset(col, 0, COLUMNS * sizeof(*col));
	for (size_t k = 0; k <= n && i < COLUMNS; k++)
		if (k == n || rest->ptr[k] == '\t') {
			col[i++] = pv_span_sub(*rest, from, k);
			from = k + 1;
		}
	*rest = pv_span_sub(*rest, n < rest->len ? n + 1 : n, rest->len);
	return true;
}

static struct state *
state_of(struct pv_span file)
{
	struct pv_source src = { .name = file };
	struct pv_err err;
	struct state *s;

	for (size_t i = 0; i < nstates; i++)
		if (pv_span_eq(states[i].file, file))
			return &states[i];
	if (nstates == MAX_STATES)
		die("too many states", file);
	s = &states[nstates++];
	s->file = file;
	src.bytes = slurp(file);
	if (pv_ingest(&src, NULL, &s->v, &err) != PV_OK)
		die("cannot ingest", file);
	free((void *)(uintptr_t)src.bytes.ptr);
	s->f = pv_findings_new(NULL);
	if (s->f != NULL)
		s->f->items = pv_arena_array(s->f->arena, MAX_FOUND,
		    sizeof(*s->f->items));
	if (s->f == NULL || s->f->items == NULL)
		die("memory", file);
	return s;
}

/* The sentence of a clause that has the words. */
static struct pv_range
sentence(const struct pv_version *v, uint32_t clause, struct pv_span words)
{
	struct pv_range all = v->clauses[clause].all;
	uint32_t at = all.start;

	while (at < all.end && !pv_span_starts(pv_span_sub(v->text, at,
	    all.end), words))
		at++;
	if (at == all.end)
		die("no such words", words);
	for (size_t i = 0; i < v->nsentences; i++)
		if (at >= v->sentences[i].at.start &&
		    at < v->sentences[i].at.end)
			return v->sentences[i].at;
	return v->clauses[clause].stem;
}

static uint16_t
stance_of(struct pv_span s)
{
	for (int i = PV_STANCE_IN_FORCE; i <= PV_STANCE_REFERENCE; i++)
		if (pv_span_eq(s, pv_span_str(pv_stance_name(
		    (enum pv_stance)i))))
			return (uint16_t)i;
	die("no such stance", s);
	return 0;
}

/* file, clause, provision, subtype, stance, words */
static void
add_finding(const struct pv_span col[COLUMNS])
{
	struct state *s = state_of(col[0]);
	struct pv_finding *f = &s->f->items[s->f->nitems];
	bool exclusive = pv_span_eq(col[2], PV_SPAN("exclusivity"));

	if (s->f->nitems++ == MAX_FOUND)
		die("too many findings", col[0]);
	f->clause = pv_version_find(s->v, col[1]);
	if (f->clause == PV_NONE)
		die("no such clause", col[1]);
	f->at = sentence(s->v, f->clause, col[5]);
	f->provision = pv_findings_add(s->f, col[2]);
	f->subtype = pv_findings_add(s->f, col[3]);
	f->stance = stance_of(col[4]);
	f->confidence = 900;
	if (exclusive)
		f->strength = f->stance == PV_STANCE_NEGATED ?
		    PV_STRENGTH_NON_EXCLUSIVE : PV_STRENGTH_EXCLUSIVE;
}

static int
by_place(const void *x, const void *y)
{
	const struct pv_finding *a = x, *b = y;

	return (a->at.start > b->at.start) - (a->at.start < b->at.start);
}

static struct pv_span
label(const struct pv_version *v, const struct pv_findings *f, uint32_t i)
{
	return i == PV_NONE ? PV_SPAN("") :
	    pv_version_str(v, v->clauses[f->items[i].clause].label);
}

/* Kept, whichever way it changed. */
static struct pv_span
kind(struct pv_span s)
{
	return pv_span_eq(s, PV_SPAN("weakened")) ||
	    pv_span_eq(s, PV_SPAN("strengthened")) ? PV_SPAN("changed") : s;
}

/* "lost exclusivity/hosting 4.2 5.1\n" for each change. */
static void
put_found(const struct state *a, const struct state *b, struct pv_buf *out)
{
	struct pv_diff_input in = { { a->v, a->f }, { b->v, b->f } };
	const struct pv_provision_change *ch;
	struct pv_diff *d;

	if (pv_diff(&in, &d, NULL) != PV_OK)
		die("diff", a->file);
	for (size_t i = 0; i < d->nprovisions; i++) {
		ch = &d->provisions[i];
		pv_buf_printf(out, "%.*s %.*s/%.*s '%.*s' '%.*s'\n",
		    PV_FMT(kind(pv_span_str(pv_change_kind_name(ch->kind)))),
		    PV_FMT(ch->provision), PV_FMT(ch->subtype),
		    PV_FMT(label(a->v, a->f, ch->old_finding)),
		    PV_FMT(label(b->v, b->f, ch->new_finding)));
	}
	pv_diff_free(d);
}

static void
put_wanted(const struct pv_span col[COLUMNS], struct pv_buf *out)
{
	if (!pv_span_eq(col[2], PV_SPAN("unchanged")))
		pv_buf_printf(out, "%.*s %.*s/%.*s '%.*s' '%.*s'\n",
		    PV_FMT(kind(col[2])), PV_FMT(col[3]), PV_FMT(col[4]),
		    PV_FMT(col[5]), PV_FMT(col[6]));
}

/* Lines of one text that the other lacks, each as often as it stands there. */
static void
check_lines(struct pv_span lines, struct pv_span others, const char *what)
{
	struct pv_span col[COLUMNS], other[COLUMNS], rest, all = lines;
	size_t mine, its;

	while (row(&lines, col)) {
		mine = its = 0;
		for (rest = all; row(&rest, other);)
			mine += pv_span_eq(col[0], other[0]);
		for (rest = others; row(&rest, other);)
			its += pv_span_eq(col[0], other[0]);
		CHECK(mine <= its);
		if (mine > its)
			printf("#   %s: %.*s\n", what, PV_FMT(col[0]));
	}
}

static void
check_pair(struct pv_span a, struct pv_span b, struct pv_span want)
{
	struct pv_buf found = PV_BUF_INIT;

	put_found(state_of(a), state_of(b), &found);
	printf("# %.*s -> %.*s\n", PV_FMT(a), PV_FMT(b));
	check_lines(want, pv_buf_view(&found), "missed");
	check_lines(pv_buf_view(&found), want, "too much");
	pv_buf_release(&found);
}

static void
check_all(struct pv_span gold)
{
	struct pv_span col[COLUMNS], a = PV_SPAN(""), b = a, rest = gold;
	struct pv_buf want = PV_BUF_INIT;

	row(&rest, col);
	while (row(&rest, col)) {
		if (!pv_span_eq(a, col[0]) || !pv_span_eq(b, col[1])) {
			if (a.len > 0)
				check_pair(a, b, pv_buf_view(&want));
			pv_buf_clear(&want);
			a = col[0];
			b = col[1];
		}
		put_wanted(col, &want);
	}
	check_pair(a, b, pv_buf_view(&want));
	pv_buf_release(&want);
}

int
main(void)
{
	struct pv_span findings = slurp(PV_SPAN("gold/findings.tsv"));
	struct pv_span gold = slurp(PV_SPAN("gold/diff.tsv"));
	struct pv_span rest = findings, col[COLUMNS];

	row(&rest, col);
	while (row(&rest, col))
		if (pv_span_starts(col[0], PV_SPAN("partnership/")))
			add_finding(col);
	for (size_t i = 0; i < nstates; i++)
		qsort(states[i].f->items, states[i].f->nitems,
		    sizeof(*states[i].f->items), by_place);
	check_all(gold);
	for (size_t i = 0; i < nstates; i++) {
		pv_findings_free(states[i].f);
		pv_version_free(states[i].v);
	}
	free((void *)(uintptr_t)findings.ptr);
	free((void *)(uintptr_t)gold.ptr);
	return CHECK_DONE();
}
