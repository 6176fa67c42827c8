/* SPDX-License-Identifier: MIT */
/*
 * What the program does against the plain way to do it, in one process and in
 * turns; processor seconds:
 *
 *   yard [-n RUNS] html FILE...		"OURS THEIRS WHOLE": the paragraphs of
 *					HTML with its tables, numbers and
 *					hidden text seen to, the tree that
 *					htmlReadMemory() of libxml2 makes, and
 *					pv_ingest(), clauses and all
 *   yard [-n RUNS] rules PACKS FILE...	"OURS THEIRS SAME WORST LONG": tagging
 *					with the packs of a folder, and every
 *					pattern on every clause with PCRE2's
 *					machine code; whether tagging without
 *					the prefilter finds the same (1 or 0);
 *					the longest that one pattern took on
 *					one clause, in ms, and how many took
 *					more than one
 *
 * Medians of RUNS, 5 unless told; THEIRS of rules is run once.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <libxml/HTMLparser.h>

#include "base/io.h"
#include "base/regex.h"
#include "base/vec.h"
#include "ingest/ingest.h"
#include "rule/scan.h"
#include "blocks.h"

#define FILE_MAX (UINT64_C(64) << 20)
#define RUNS_MAX 99
#define PACKS_MAX 256
#define LONG_S 0.001

struct text { struct pv_buf raw; struct pv_version *v; };

static int runs = 5;

static void
die(const char *what, const struct pv_err *err)
{
	fprintf(stderr, "yard: %s: %s\n", what, err != NULL ? err->msg : "");
	exit(2);
}

static double
cpu(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(double *values)
{
	qsort(values, (size_t)runs, sizeof(*values), by_value);
	return (values[(runs - 1) / 2] + values[runs / 2]) / 2;
}

static void
slurp(const char *path, struct pv_buf *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct pv_err err;

	memset(out, 0, sizeof(*out));
	if (fd < 0 || pv_io_read_all(fd, FILE_MAX, out, &err) != PV_OK)
		die(path, NULL);
	close(fd);
}

static struct pv_version *
ingest(const char *name, const struct pv_buf *raw)
{
	struct pv_source src = { .name = pv_span_str(name),
		.bytes = pv_buf_view(raw) };
	struct pv_version *v = NULL;
	struct pv_err err;

	if (pv_ingest(&src, NULL, &v, &err) != PV_OK)
		die(name, &err);
	return v;
}

/* ---------------------------------------------------------------------- html */

static double
read_ours(const struct text *texts, size_t n)
{
	double start = cpu();
	struct pv_err err;
	size_t i;

	for (i = 0; i < n; i++)
		if (read_blocks(pv_buf_view(&texts[i].raw), &err) != PV_OK)
			die("html", &err);
	return cpu() - start;
}

static double
read_whole(char **paths, const struct text *texts, size_t n)
{
	double start = cpu();
	size_t i;

	for (i = 0; i < n; i++)
		pv_version_free(ingest(paths[i], &texts[i].raw));
	return cpu() - start;
}

static double
read_theirs(const struct text *texts, size_t n)
{
	double start = cpu();
	size_t i;

	for (i = 0; i < n; i++)
		xmlFreeDoc(htmlReadMemory(texts[i].raw.ptr,
		    (int)texts[i].raw.len, NULL, "UTF-8", HTML_PARSE_RECOVER |
		    HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
		    HTML_PARSE_NONET));
	return cpu() - start;
}

static void
html(char **paths, const struct text *texts, size_t n)
{
	double ours[RUNS_MAX], theirs[RUNS_MAX], whole[RUNS_MAX];
	int i;

	for (i = 0; i < runs; i++) {
		ours[i] = read_ours(texts, n);
		theirs[i] = read_theirs(texts, n);
		whole[i] = read_whole(paths, texts, n);
	}
	printf("%.6f %.6f %.6f\n", median(ours), median(theirs),
	    median(whole));
}

/* --------------------------------------------------------------------- rules */

static void
message(void *ctx, struct pv_span text)
{
	(void)ctx;
	fprintf(stderr, "%.*s\n", PV_FMT(text));
}

static int
is_pack(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return n > 5 && strcmp(d->d_name + n - 5, ".yaml") == 0;
}

static struct pv_rules *
load(const char *dir)
{
	struct pv_pack_source packs[PACKS_MAX];
	struct pv_rules_opts opts = { .at_once = true, .message = message };
	struct pv_buf bytes[PACKS_MAX], path = PV_BUF_INIT;
	struct pv_rules *rules = NULL;
	struct dirent **names;
	struct pv_err err;
	int n = scandir(dir, &names, is_pack, alphasort), i;

	if (n <= 0 || n > PACKS_MAX)
		die(dir, NULL);
	for (i = 0; i < n; i++) {
		pv_buf_clear(&path);
		pv_buf_printf(&path, "%s/%s", dir, names[i]->d_name);
		slurp(path.ptr, &bytes[i]);
		packs[i].name = pv_span_str(names[i]->d_name);
		packs[i].bytes = pv_buf_view(&bytes[i]);
	}
	if (pv_rules_new(packs, (size_t)n, &opts, &rules, &err) != PV_OK)
		die(dir, &err);
	pv_rules_hasten(rules, 1);
	for (i = 0; i < n; i++) {
		pv_buf_release(&bytes[i]);
		free(names[i]);
	}
	free(names);
	pv_buf_release(&path);
	return rules;
}

/* Append what was found, in one form. */
static void
show(const struct pv_findings *f, struct pv_buf *out)
{
	const struct pv_evidence *e;
	const struct pv_finding *x;
	size_t i, k;

	for (i = 0; i < f->nitems; i++) {
		x = &f->items[i];
		pv_buf_printf(out, "%.*s/%.*s %u %u %d %u %u-%u\n",
		    PV_FMT(pv_findings_str(f, x->rule)),
		    PV_FMT(pv_findings_str(f, x->subtype)), x->stance,
		    x->strength, (int)x->confidence, x->flags, x->at.start,
		    x->at.end);
		for (k = 0; k < x->nattrs; k++)
			pv_buf_printf(out, " %u %.*s\n",
			    f->attrs[x->attrs + k].key,
			    PV_FMT(pv_findings_str(f,
			    f->attrs[x->attrs + k].value)));
		for (k = 0; k < x->nevidence; k++) {
			e = &f->evidence[x->evidence + k];
			pv_buf_printf(out, " %.*s %u-%u %d\n",
			    PV_FMT(pv_findings_str(f, e->rule)), e->at.start,
			    e->at.end, (int)e->weight);
		}
	}
}

/* Tag all; what was found is appended to out unless it is NULL. */
static double
tag(const struct pv_rules *rules, const struct text *texts, size_t n,
    bool unfiltered, struct pv_buf *out)
{
	double start = cpu();
	struct pv_findings *f = NULL;
	struct pv_scanner *s;
	struct pv_err err;
	size_t i;

	if (pv_scanner_new(rules, &s, &err) != PV_OK)
		die("rules", &err);
	s->unfiltered = unfiltered;
	for (i = 0; i < n; i++) {
		if (pv_scan(s, texts[i].v, &f, &err) != PV_OK)
			die("scan", &err);
		if (out != NULL)
			show(f, out);
		pv_findings_free(f);
	}
	pv_scanner_free(s);
	return cpu() - start;
}

struct plain {
	struct pv_regex **patterns;
	size_t npatterns;
	struct pv_matcher *matcher;
	bool timed;                 /* each pattern on each clause */
	double worst;
	size_t nlong;
};

static void
compile(struct plain *p, const struct pv_rules *rules)
{
	struct pv_err err;
	size_t i;

	p->npatterns = pv_rules_nrules(rules);
	p->patterns = calloc(p->npatterns, sizeof(struct pv_regex *));
	if (p->patterns == NULL || pv_matcher_new(&p->matcher, &err) != PV_OK)
		die("patterns", NULL);
	for (i = 0; i < p->npatterns; i++) {
		if (pv_regex_new(pv_rules_rule(rules, i).expanded, 0,
		    &p->patterns[i], &err) != PV_OK)
			die("pattern", &err);
	}
}

static void
match(struct plain *p, size_t i, struct pv_span clause)
{
	struct pv_match m;
	double start = p->timed ? cpu() : 0, took;
	size_t at = 0;

	while (at <= clause.len && pv_regex_match(p->patterns[i], p->matcher,
	    clause, at, &m, 1) == PV_MATCH_HIT)
		at = m.end;
	if (!p->timed)
		return;
	took = cpu() - start;
	p->worst = took > p->worst ? took : p->worst;
	p->nlong += took > LONG_S;
}

static double
match_all(struct plain *p, const struct text *texts, size_t n)
{
	double start = cpu();
	const struct pv_clause *c;
	size_t i, k, r;

	for (i = 0; i < n; i++) {
		for (k = 0; k < texts[i].v->nclauses; k++) {
			c = &texts[i].v->clauses[k];
			for (r = 0; r < p->npatterns; r++) {
				match(p, r, pv_version_text(texts[i].v,
				    c->stem));
				if (c->tail.end > c->tail.start)
					match(p, r, pv_version_text(
					    texts[i].v, c->tail));
			}
		}
	}
	return cpu() - start;
}

static void
rules(const char *dir, const struct text *texts, size_t n)
{
	struct pv_rules *r = load(dir);
	struct pv_buf a = PV_BUF_INIT, b = PV_BUF_INIT;
	struct plain p = { .timed = false };
	double ours[RUNS_MAX], theirs;
	int i;

	for (i = 0; i < runs; i++)
		ours[i] = tag(r, texts, n, false, i == 0 ? &a : NULL);
	tag(r, texts, n, true, &b);
	compile(&p, r);
	theirs = match_all(&p, texts, n);
	p.timed = true;
	match_all(&p, texts, n);
	printf("%.6f %.6f %d %.3f %zu\n", median(ours), theirs,
	    !a.failed && pv_span_eq(pv_buf_view(&a), pv_buf_view(&b)),
	    p.worst * 1e3, p.nlong);
	while (p.npatterns > 0)
		pv_regex_free(p.patterns[--p.npatterns]);
	free(p.patterns);
	pv_matcher_free(p.matcher);
	pv_buf_release(&a);
	pv_buf_release(&b);
	pv_rules_free(r);
}

/* ---------------------------------------------------------------------- main */

static struct text *
read_texts(char **paths, size_t n)
{
	struct text *texts = calloc(n + 1, sizeof(*texts));
	size_t i;

	if (texts == NULL)
		die("memory", NULL);
	pv_ingest_prepare();
	for (i = 0; i < n; i++) {
		slurp(paths[i], &texts[i].raw);
		texts[i].v = ingest(paths[i], &texts[i].raw);
	}
	return texts;
}

int
main(int argc, char **argv)
{
	bool is_rules;
	struct text *texts;
	size_t n, i;
	int o;

	while ((o = getopt(argc, argv, "+n:")) != -1)
		runs = o == 'n' ? (int)strtol(optarg, NULL, 10) : 0;
	argv += optind;
	argc -= optind;
	is_rules = argc > 2 && strcmp(argv[0], "rules") == 0;
	if (runs < 1 || runs > RUNS_MAX ||
	    (!is_rules && (argc < 2 || strcmp(argv[0], "html") != 0))) {
		fputs("usage: yard [-n RUNS] html FILE... | rules PACKS "
		    "FILE...\n", stderr);
		return 2;
	}
	n = (size_t)argc - (is_rules ? 2 : 1);
	texts = read_texts(argv + argc - n, n);
	if (is_rules)
		rules(argv[1], texts, n);
	else
		html(argv + 1, texts, n);
	for (i = 0; i < n; i++) {
		pv_version_free(texts[i].v);
		pv_buf_release(&texts[i].raw);
	}
	free(texts);
	return 0;
}
