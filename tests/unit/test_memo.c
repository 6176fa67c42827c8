/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/io.h"
#include "base/vec.h"
#include "check.h"
#include "ingest/ingest.h"
#include "rule/scan.h"

/*
 * What a scanner remembers changes nothing: contracts, and versions of them
 * with lines put elsewhere, left out and reworded, are scanned by one that
 * remembers them all and by one that remembers none.  Without operands the
 * corpus is read; with operands these files, each in its turn.
 */
#define VARIANTS 6

static uint64_t
next(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return *seed >> 33;
}

static bool
read_file(const char *path, struct pv_buf *out)
{
	struct pv_err err;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && pv_io_read_all(fd, UINT32_MAX, out, &err) == PV_OK;

	if (fd >= 0)
		close(fd);
	return ok;
}

/* The packs as the program reads them: every .yaml file of the folder. */
static struct pv_rules *
load_rules(const char *root)
{
	static char names[128][512];
	static struct pv_buf bytes[128];
	static struct pv_pack_source packs[128];
	struct pv_rules *r = NULL;
	struct dirent **list;
	struct pv_err err = { .msg = "no packs" };
	size_t n = 0;
	char dir[256];
	int i, count;

	snprintf(dir, sizeof(dir), "%s/rules", root);
	count = scandir(dir, &list, NULL, alphasort);
	for (i = 0; i < count; i++) {
		size_t len = strlen(list[i]->d_name);

		if (n < 128 && len > 5 &&
		    strcmp(list[i]->d_name + len - 5, ".yaml") == 0) {
			snprintf(names[n], sizeof(names[n]), "%s/%s", dir,
			    list[i]->d_name);
			CHECK(read_file(names[n], &bytes[n]));
			packs[n].name = pv_span_str(list[i]->d_name);
			packs[n].bytes = pv_buf_view(&bytes[n]);
			n++;
		}
	}
	if (pv_rules_new(packs, n, NULL, &r, &err) != PV_OK)
		printf("# %s\n", err.msg);
	return r;
}

/* ------------------------------------------------------------- versions */

/* A line, with the line feed that ends it. */
static struct pv_span
line_at(struct pv_span text, size_t *at)
{
	size_t start = *at;

	while (*at < text.len && text.ptr[*at] != '\n')
		(*at)++;
	*at += *at < text.len;
	return pv_span_sub(text, start, *at);
}

/* Every eighth word or so is another one. */
static void
reword(struct pv_buf *out, struct pv_span line, uint64_t *seed)
{
	static const char *const words[] = { "Alder", "exclusive", "not",
		"Model", "10", "unless", "Section 4.2", "terminate", "the" };
	bool skip = false;

	for (size_t i = 0; i < line.len; i++) {
		if (line.ptr[i] == ' ' || line.ptr[i] == '\n') {
			pv_buf_char(out, line.ptr[i]);
			skip = line.ptr[i] == ' ' && next(seed) % 8 == 0;
			if (skip)
				pv_buf_str(out, words[next(seed) % 9]);
		} else if (!skip) {
			pv_buf_char(out, line.ptr[i]);
		}
	}
}

/* Leave out, repeat, put off and reword a line here and there. */
static void
vary(struct pv_span text, uint64_t seed, struct pv_buf *out)
{
	struct pv_span line, late = PV_SPAN("");
	size_t at = 0;

	pv_buf_clear(out);
	while (at < text.len) {
		line = line_at(text, &at);
		switch (next(&seed) % 160) {
		case 0:
			break;
		case 1:
			late = line;
			break;
		case 2:
			pv_buf_span(out, late);
			pv_buf_span(out, line);
			break;
		case 3:
			reword(out, line, &seed);
			break;
		default:
			pv_buf_span(out, line);
		}
	}
}

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

	if (!read_file(path, &text) || text.len == 0) {
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

int
main(int argc, char **argv)
{
	const char *root = getenv("srcdir") != NULL ? getenv("srcdir") : ".";
	struct bench x = { .a = PV_BUF_INIT, .b = PV_BUF_INIT };
	struct pv_rules *rules = load_rules(root);
	struct pv_err err;
	char path[512];

	CHECK(rules != NULL);
	if (rules == NULL || pv_scanner_new(rules, &x.warm, &err) != PV_OK)
		return CHECK_DONE();
	if (argc > 1)
		pv_rules_hasten(rules);
	for (int i = 1; i < argc; i++)
		compare_file(&x, argv[i]);
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
