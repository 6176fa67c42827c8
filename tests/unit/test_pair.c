/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "cli/pair.h"
#include "diff/diff.h"
#include "ingest/ingest.h"
#include "vary.h"
#include "view/view.h"

/*
 * To tag only what differs changes nothing of what a diff tells: versions of a
 * text, with lines put elsewhere, left out and reworded, are compared with all
 * findings and with those that are wanted.  Without operands the corpus is
 * read; with operands each of these files and its neighbour as well.
 */
#define VARIANTS 3

struct bench {
	struct pv_rules *rules;
	struct pv_scanner *scanner;
	struct pv_buf a, b;
	size_t pairs, told, all, wanted;
};

static struct pv_version *
read_version(struct pv_span text)
{
	struct pv_source src = { .name = PV_SPAN("x.txt"), .bytes = text };
	struct pv_version *v = NULL;
	struct pv_err err;

	return pv_ingest(&src, NULL, &v, &err) == PV_OK ? v : NULL;
}

/* What people, and what programs, are told. */
static void
show(const struct pv_diff *d, struct pv_buf *out)
{
	struct pv_view_opts o = { .width = 80 };

	pv_buf_clear(out);
	pv_view_find(PV_SPAN("json"))->diff(out, d, &o);
	pv_view_find(PV_SPAN("text"))->diff(out, d, &o);
}

static bool
with_all(struct bench *x, struct pv_version *const v[2])
{
	struct pv_findings *f[2] = { NULL, NULL };
	struct pv_diff *d = NULL;
	struct pv_err err;
	bool ok = true;

	for (int i = 0; i < 2; i++) {
		ok = ok && pv_scan(x->scanner, v[i], &f[i], &err) == PV_OK;
		x->all += ok ? f[i]->nitems : 0;
	}
	if (ok) {
		struct pv_diff_input in = { { v[0], f[0] }, { v[1], f[1] } };

		ok = pv_diff(&in, &d, &err) == PV_OK;
	}
	if (ok) {
		show(d, &x->a);
		x->told += d->nprovisions;
	}
	pv_diff_free(d);
	pv_findings_free(f[0]);
	pv_findings_free(f[1]);
	return ok;
}

static bool
with_wanted(struct bench *x, struct pv_version *const v[2])
{
	struct pv_diff_input in = { { v[0], NULL }, { v[1], NULL } };
	struct pv_buf wire = PV_BUF_INIT;
	struct pair_found found = { .wire = PV_BUF_INIT };
	struct pv_diff_rest rest = { pair_next, &found };
	struct pv_diffing *diffing = NULL;
	struct pv_diff *d = NULL;
	struct pv_err err;
	bool ok = pair_tag(x->rules, v[0], v[1], &wire, &err) == PV_OK &&
	    pair_parse(pv_buf_view(&wire), v[0], v[1], &found, &err) ==
	    PV_OK && pv_diff_begin(&in, &diffing, &err) == PV_OK;

	if (ok) {
		x->wanted += found.findings[0]->nitems +
		    found.findings[1]->nitems;
		ok = pv_diff_end(diffing, found.findings[0],
		    found.findings[1], &rest, &d, &err) == PV_OK;
	}
	if (ok) {
		show(d, &x->b);
		CHECK(!found.short_of && found.taken == found.answers.len);
	}
	pv_diff_free(d);
	pv_findings_free(found.findings[0]);
	pv_findings_free(found.findings[1]);
	pv_buf_release(&wire);
	return ok;
}

/* Where two texts part, from the line before on. */
static void
tell(const char *name, struct pv_span a, struct pv_span b)
{
	size_t i = 0, start;

	while (i < a.len && i < b.len && a.ptr[i] == b.ptr[i])
		i++;
	start = i > 200 ? i - 200 : 0;
	printf("# %s: all\n%.600s\n# wanted\n%.600s\n", name, a.ptr + start,
	    b.ptr + start);
}

static void
compare(struct bench *x, const char *name, struct pv_span old_text,
    struct pv_span new_text)
{
	struct pv_version *v[2] = { read_version(old_text),
		read_version(new_text) };
	bool same;

	if (v[0] != NULL && v[1] != NULL) {
		CHECK(with_all(x, v) && with_wanted(x, v));
		same = pv_span_eq(pv_buf_view(&x->a), pv_buf_view(&x->b));
		CHECK(same);
		if (!same)
			tell(name, pv_buf_view(&x->a), pv_buf_view(&x->b));
		x->pairs++;
	}
	pv_version_free(v[0]);
	pv_version_free(v[1]);
}

static void
compare_file(struct bench *x, const char *path, struct pv_buf *last)
{
	struct pv_buf text = PV_BUF_INIT, other = PV_BUF_INIT;

	if (!vary_read(path, &text) || text.len == 0) {
		CHECK(false);
		return;
	}
	for (uint64_t i = 0; i < VARIANTS; i++) {
		vary(pv_buf_view(&text), i, &other);
		compare(x, path, pv_buf_view(&text), pv_buf_view(&other));
		compare(x, path, pv_buf_view(&other), pv_buf_view(&text));
	}
	if (last->len > 0)
		compare(x, path, pv_buf_view(last), pv_buf_view(&text));
	pv_buf_release(&other);
	pv_buf_release(last);
	*last = text;
}

static const char *const corpus[] = { "partnership/06-2025-10.txt",
	"partnership/08-2026-04.txt", "vendors/cloud-msa.txt",
	"vendors/reseller.txt", "vendors/terms-of-service.md" };

int
main(int argc, char **argv)
{
	const char *root = getenv("srcdir") != NULL ? getenv("srcdir") : ".";
	struct bench x = { .a = PV_BUF_INIT, .b = PV_BUF_INIT };
	struct pv_buf last = PV_BUF_INIT;
	struct pv_err err;
	char path[512];

	x.rules = vary_rules(root);
	CHECK(x.rules != NULL);
	if (x.rules == NULL ||
	    pv_scanner_new(x.rules, &x.scanner, &err) != PV_OK)
		return CHECK_DONE();
	if (argc > 1)
		pv_rules_hasten(x.rules, 1);
	for (int i = 1; i < argc; i++)
		compare_file(&x, argv[i], &last);
	for (size_t i = 0; argc < 2 && i < sizeof(corpus) / sizeof(*corpus);
	     i++) {
		snprintf(path, sizeof(path), "%s/corpus/%s", root, corpus[i]);
		compare_file(&x, path, &last);
	}
	printf("# %zu pairs, %zu changes of provisions; of %zu findings %zu "
	    "were wanted\n", x.pairs, x.told, x.all, x.wanted);
	CHECK(x.told > 0);
	CHECK(x.wanted < x.all);
	pv_scanner_free(x.scanner);
	pv_rules_free(x.rules);
	pv_buf_release(&x.a);
	pv_buf_release(&x.b);
	pv_buf_release(&last);
	return CHECK_DONE();
}
