/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "ingest/ingest.h"
#include "rule/scan.h"
#include "vary.h"

/*
 * What a scanner remembers changes nothing: contracts, and versions of them
 * with lines put elsewhere, left out and reworded, are scanned by one that
 * remembers them all and by one that remembers none.  Without operands the
 * corpus is read; with operands these files, each in its turn.
 */
#define VARIANTS 6

/* ------------------------------------------------------------- findings */

static void
put(struct pv_buf *b, const void *ptr, size_t len)
{
	pv_buf_add(b, ptr, len);
}

static void
put_str(struct pv_buf *b, const struct pv_findings *f, struct pv_sref s)
{
	pv_buf_span(b, pv_findings_str(f, s));
	pv_buf_char(b, '\n');
}

/* Everything that is in findings, as bytes that can be compared. */
static void
show(const struct pv_findings *f, struct pv_buf *b)
{
	pv_buf_clear(b);
	for (size_t i = 0; i < f->nitems; i++) {
		const struct pv_finding *x = &f->items[i];

		pv_buf_printf(b, "%u [%u,%u) %u %u %u %d %u %u\n", x->clause,
		    x->at.start, x->at.end, x->stance, x->strength, x->flags,
		    x->confidence, x->nattrs, x->nevidence);
		put_str(b, f, x->provision);
		put_str(b, f, x->subtype);
		put_str(b, f, x->rule);
		for (uint32_t k = 0; k < x->nattrs; k++) {
			put(b, &f->attrs[x->attrs + k].key, sizeof(uint32_t));
			put_str(b, f, f->attrs[x->attrs + k].value);
		}
		for (uint32_t k = 0; k < x->nevidence; k++) {
			const struct pv_evidence *e =
			    &f->evidence[x->evidence + k];

			put_str(b, f, e->rule);
			pv_buf_printf(b, "[%u,%u) %d\n", e->at.start,
			    e->at.end, e->weight);
		}
	}
	for (size_t i = 0; i < f->ngaps; i++) {
		pv_buf_printf(b, "gap %u ", f->gaps[i].clause);
		put_str(b, f, f->gaps[i].rule);
	}
}

struct bench {
	struct pv_scanner *warm;
	struct pv_buf a, b;
	size_t documents, findings;
};

/* The line in which two differ. */
static void
tell(const char *name, struct pv_span a, struct pv_span b)
{
	size_t i = 0, start = 0;

	for (; i < a.len && i < b.len && a.ptr[i] == b.ptr[i]; i++)
		if (a.ptr[i] == '\n')
			start = i + 1;
	start = start > 200 ? start - 200 : 0;
	printf("# %s: remembered\n%.400s\n# read\n%.400s\n", name,
	    a.ptr + start, b.ptr + start);
}

static void
compare(struct bench *x, const char *name, struct pv_span text)
{
	struct pv_source src = { .name = pv_span_str(name), .bytes = text };
	struct pv_findings *f = NULL;
	struct pv_version *v = NULL;
	struct pv_err err;
	bool same;

	if (pv_ingest(&src, NULL, &v, &err) != PV_OK)
		return;
	for (int forgetful = 0; forgetful < 2; forgetful++) {
		x->warm->forgetful = forgetful == 1;
		CHECK(pv_scan(x->warm, v, &f, &err) == PV_OK);
		show(f, forgetful ? &x->b : &x->a);
		x->findings += f->nitems;
		pv_findings_free(f);
	}
	x->documents++;
	same = pv_span_eq(pv_buf_view(&x->a), pv_buf_view(&x->b));
	CHECK(same);
	if (!same)
		tell(name, pv_buf_view(&x->a), pv_buf_view(&x->b));
	pv_version_free(v);
}

static void
compare_file(struct bench *x, const char *path)
{
	struct pv_buf text = PV_BUF_INIT, other = PV_BUF_INIT;

	if (!vary_read(path, &text) || text.len == 0) {
		CHECK(false);
		return;
	}
	compare(x, path, pv_buf_view(&text));
	for (uint64_t i = 1; i < VARIANTS; i++) {
		vary(pv_buf_view(&text), i, &other);
		compare(x, path, pv_buf_view(&other));
	}
	pv_buf_release(&text);
	pv_buf_release(&other);
}

static const char *const corpus[] = { "partnership/06-2025-10.txt",
	"partnership/07-2026-02.txt", "vendors/cloud-msa.txt",
	"vendors/exclusive-distribution.txt", "vendors/model-license.md",
	"vendors/terms-of-service.md", "amendments/first.txt" };

/* The same clause, and what stands near it: this may end or limit it. */
static const char *const nearby[] = {
	"Exclusive hosting by Alder is granted to us\n\nOf course.\n\nThat "
	"has been waived.\n",
	"Exclusive hosting by Alder is granted to us\n\nOf course.\n\nThat "
	"is what we want.\n",
	"Earlier we were bound to host with Alder exclusively.\n\nOf course."
	"\n\nThat has been waived.\n",
	"Earlier we were bound to host with Alder exclusively.\n\nOf course."
	"\n\nThat is what we want.\n",
	"Earlier we were bound to host with Alder exclusively.\n\nOf course."
	"\n\n3. That has been waived.\n",
	"4.1 Basalt may resell the Models.\n4.2 That right ends on 3 May 2030.\n",
	"4.1 Basalt may resell the Models.\n4.2 That list ends on 3 May 2030.\n",
	"Is Alder the exclusive host?\n\nNo.\n\nThat was waived in May.\n",
	"Is Alder the exclusive host?\n\nNo.\n\nThat was said in May.\n"
};

/* Before so much else that a key does not hold the whole text. */
static void
compare_nearby(struct bench *x, const char *text)
{
	struct pv_buf b = PV_BUF_INIT;

	pv_buf_printf(&b, "%s\n9. Notices.", text);
	while (b.len < 3000)
		pv_buf_str(&b, " Notices are sent by post and by mail.");
	pv_buf_str(&b, "\n");
	compare(x, text, pv_buf_view(&b));
	pv_buf_release(&b);
}

int
main(int argc, char **argv)
{
	const char *root = getenv("srcdir") != NULL ? getenv("srcdir") : ".";
	struct bench x = { .a = PV_BUF_INIT, .b = PV_BUF_INIT };
	struct pv_rules *rules = vary_rules(root);
	struct pv_err err;
	char path[512];

	CHECK(rules != NULL);
	if (rules == NULL || pv_scanner_new(rules, &x.warm, &err) != PV_OK)
		return CHECK_DONE();
	if (argc > 1)
		pv_rules_hasten(rules, 2);
	for (int i = 1; i < argc; i++)
		compare_file(&x, argv[i]);
	for (size_t i = 0; i < sizeof(nearby) / sizeof(*nearby); i++)
		compare_nearby(&x, nearby[i]);
	for (size_t i = 0; argc < 2 && i < sizeof(corpus) / sizeof(*corpus);
	     i++) {
		snprintf(path, sizeof(path), "%s/corpus/%s", root, corpus[i]);
		compare_file(&x, path);
	}
	printf("# %zu documents, %zu findings; of %llu clauses %llu were "
	    "known\n", x.documents, x.findings / 2, (unsigned long long)
	    (x.warm->memo.hits + x.warm->memo.misses),
	    (unsigned long long)x.warm->memo.hits);
	CHECK(x.warm->memo.hits > x.warm->memo.misses);
	CHECK(x.findings > 0);
	pv_scanner_free(x.warm);
	pv_rules_free(rules);
	pv_buf_release(&x.a);
	pv_buf_release(&x.b);
	return CHECK_DONE();
}
