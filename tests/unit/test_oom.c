/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdlib.h>

#include "../fuzz/fuzz.h"
#include "check.h"
#include "diff/diff.h"
#include "ingest/ingest.h"
#include "model/wire.h"
#include "rule/rule.h"
#include "store/pack.h"
#include "store/store.h"
#include "view/view.h"

/*
 * Every allocation of a run fails, once and for good: the run ends with
 * PV_ENOMEM, or with the very answer of an undisturbed run, and frees all that
 * it took.  The linker puts these in the place of the allocator (--wrap);
 * libraries keep their own.
 */
void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t size);
void __real_free(void *p);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t size);
void __wrap_free(void *p);

static struct {
	long countdown;     /* allocations that succeed yet; -1 = all */
	bool for_good;
	bool hit;
	long live;          /* blocks */
} mem = { -1, false, false, 0 };

static bool
refused(void)
{
	if (mem.countdown < 0)
		return false;
	if (mem.countdown > 0) {
		mem.countdown--;
		return false;
	}
	mem.hit = true;
	if (!mem.for_good)
		mem.countdown = -1;
	return true;
}

static void *
counted(void *p)
{
	mem.live += p != NULL;
	return p;
}

void *
__wrap_malloc(size_t size)
{
	return refused() ? NULL : counted(__real_malloc(size));
}

void *
__wrap_calloc(size_t n, size_t size)
{
	return refused() ? NULL : counted(__real_calloc(n, size));
}

void *
__wrap_realloc(void *p, size_t size)
{
	if (refused())
		return NULL;
	return p == NULL ? counted(__real_malloc(size)) :
	    __real_realloc(p, size);
}

void
__wrap_free(void *p)
{
	mem.live -= p != NULL;
	__real_free(p);
}

static const char pack[] =
    "provision: exclusivity\n"
    "title: Exclusivity\n"
    "version: \"1.0\"\n"
    "threshold: 1.0\n"
    "lattice: true\n"
    "lexicon:\n"
    "  cloud: \"Cirrus | Alder\"\n"
    "guards:\n"
    "  - id: courts\n"
    "    scope: sentence\n"
    "    pattern: courts?\n"
    "    match: [\"exclusive jurisdiction of the courts\"]\n"
    "rules:\n"
    "  - id: word\n"
    "    weight: 2.0\n"
    "    strength: exclusive\n"
    "    pattern: |-\n"
    "      (?<! [\\w-] ) exclusive \\s+ (?<object> \\w+ )\n"
    "    match: [\"an exclusive license\"]\n"
    "    no_match: [\"a non-exclusive license\"]\n"
    "  - id: only\n"
    "    weight: 1.5\n"
    "    pattern: |-\n"
    "      only \\s+ (?: on | with ) \\s+ (?<cloud> {{cloud}} )\n"
    "    match: [\"hosted only on Cirrus\"]\n"
    "    no_match: [\"hosted on Cirrus\"]\n";

/* Buffers that were large enough so far grow here, and are used again. */
#define LONG_4(s) s s s s
#define LONG_TEXT \
    "5. Long. " LONG_4(LONG_4("Cirrus and Alder, and whoever else they name, " \
    "shall host every model only with Cirrus, an exclusive host, ")) \
    "as agreed.\n\n6. Short. Cirrus hosts an exclusive model.\n\n"

/* Two states of an agreement in each format: a lost and a kept clause. */
#define OLD_TEXT \
    "HOSTING AGREEMENT\n\nThis Agreement is made on March 1, 2024 between " \
    "Northlake, Inc. (\"Northlake\") and Cirrus, LLC (\"Cirrus\").\n\n" \
    "1. Definitions. \"Models\" means the models of Schedule 1.\n\n" \
    "2. Hosting. Northlake grants Cirrus an exclu\302\255sive license to " \
    "host the Models, unless (a) it ends under Section 3, or (b) Cirrus " \
    "agrees.\n\n3. Term. Models are hosted only on Cirrus until " \
    "December 31, 2030.\n\n4. Law. See Section 2.\n\n" LONG_TEXT
#define NEW_TEXT \
    "HOSTING AGREEMENT\n\nThis Agreement is made on May 1, 2025 between " \
    "Northlake, Inc. (\"Northlake\") and Cirrus, LLC (\"Cirrus\").\n\n" \
    "1. Definitions. \"Models\" means the models of Schedule 1.\n\n" \
    "2. Term. Models are hosted on any cloud.\n\n3. Law. See Section 9.\n\n" \
    LONG_TEXT "7. New. Nothing.\n"

#define PLACED(x, y, word) "<line><word xMin='" x "' yMin='" y \
    "0' xMax='180' yMax='" y "9'>" word "</word></line>"

static const struct {
	const char *name, *old_text, *new_text;
} documents[] = {
	{ "a.txt", OLD_TEXT, NEW_TEXT },
	{ "a.md", "# Agreement\n\n## 1. Hosting\n\nAn *exclusive* [license]"
	    "(http://x).\n\n- (a) one\n- (b) two\n", "# Agreement\n\n"
	    "## 1. Hosting\n\nNothing.\n" },
	{ "a.html", "<html><body><p><b>1. Hosting</b> an exclusive&nbsp;"
	    "license<table><tr><td>a<td>b</table><p style='display:none'>"
	    "hidden</p>", "<html><body><p>1. Hosting <ul><li>x</ul>" },
	{ "a.xml", "<?xml version=\"1.0\"?><a><clause><num>1.</num><p>An "
	    "exclusive license.</p></clause></a>",
	    "<?xml version=\"1.0\"?><a><p>None.</p></a>" },
	{ "a.docx", "<p><pPr><numPr><ilvl val='0'/><numId val='1'/></numPr>"
	    "</pPr><t>An </t><del><t>exclusive </t></del><hyperlink id='h'>"
	    "<t>license.</t></hyperlink><footnoteReference id='2'/>"
	    "<txbxContent><p><t>Boxed.</t></p></txbxContent></p><tbl><tr><tc>"
	    "<p><t>a</t></p></tc><tc><p><r><rPr><vanish/></rPr><t>b</t></r>"
	    "</p></tc></tr></tbl>",
	    "<p><pPr><rPr><ins/></rPr></pPr><fldChar fldCharType='begin'/>"
	    "<instrText>HYPERLINK \"http://x\"</instrText>"
	    "<fldChar fldCharType='separate'/><t>None</t>"
	    "<fldChar fldCharType='end'/></p><p><t>.</t></p>" },
	{ "a.pdf", "<doc><page width='600' height='800'>"
	    PLACED("60", "2", "Draft") PLACED("60", "9", "1.")
	    PLACED("90", "9", "An &quot;exclusive&quot; license\303.")
	    PLACED("60", "11", "a") PLACED("200", "11", "b")
	    PLACED("60", "13", "c") PLACED("200", "13", "d")
	    PLACED("60", "70", "1 Note.") "</page>"
	    "<page width='600' height='800'/></doc></html>",
	    "<doc><page width='600' height='800'>"
	    PLACED("60", "9", "1. None.") "</page></doc></html>" }
};
#define NDOCUMENTS (sizeof(documents) / sizeof(documents[0]))

/* What a run works with, and what it says in the end. */
struct work {
	size_t document;
	const struct pv_rules *rules;
	struct pv_buf out;
};

struct side {
	struct pv_version *v;
	struct pv_findings *f;
};

#define WORD \
    " xmlns=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
#define REL(id, type, target) \
    "<Relationship Id=\"" id "\" Type=\"/" type "\" Target=\"" target "\"/>"

/* A Word document of this body, with a list, a note and a link. */
static void
make_docx(const char *body, struct pv_buf *out)
{
	struct pv_buf dir = PV_BUF_INIT, main = PV_BUF_INIT;

	pv_buf_printf(&main, "<document" WORD "<body>%s</body></document>",
	    body);
	fuzz_zip_add(out, &dir, "word/_rels/document.xml.rels", PV_SPAN("<r>"
	    REL("n", "numbering", "n.xml") REL("f", "footnotes", "f.xml")
	    "<Relationship Id=\"h\" Type=\"h\" Target=\"http://y\" "
	    "TargetMode=\"External\"/></r>"));
	fuzz_zip_add(out, &dir, "word/document.xml", pv_buf_view(&main));
	fuzz_zip_add(out, &dir, "word/n.xml", PV_SPAN("<numbering" WORD
	    "<abstractNum abstractNumId=\"0\"><lvl ilvl=\"0\">"
	    "<lvlText val=\"%1.\"/></lvl></abstractNum><num numId=\"1\">"
	    "<abstractNumId val=\"0\"/></num></numbering>"));
	fuzz_zip_add(out, &dir, "word/f.xml", PV_SPAN("<footnotes" WORD
	    "<footnote id=\"2\"><p><t>Noted.</t></p></footnote>"
	    "</footnotes>"));
	out->failed = out->failed || main.failed || dir.failed;
	fuzz_zip_end(out, &dir, 4);
	pv_buf_release(&main);
}

static void
side_release(struct side *s)
{
	pv_findings_free(s->f);
	pv_version_free(s->v);
}

/* Read, tag and send a version through the pipe and the store's form. */
static enum pv_rc
read_side(struct work *w, struct pv_scanner *scanner, const char *text,
    struct side *s, struct pv_err *err)
{
	struct pv_source src = { .name =
		pv_span_str(documents[w->document].name),
		.bytes = pv_span_str(text) };
	struct pv_buf docx = PV_BUF_INIT;
	struct pv_version *v = NULL;
	struct pv_findings *f = NULL;
	struct pv_buf wire = PV_BUF_INIT;
	struct pv_span in;
	enum pv_rc rc;

	if (pv_span_ends(src.name, PV_SPAN(".docx"))) {
		make_docx(text, &docx);
		src.bytes = pv_buf_view(&docx);
	}
	if (pv_span_ends(src.name, PV_SPAN(".pdf"))) {
		src.converted = src.bytes;
		src.bytes = PV_SPAN("%PDF-1.7");
	}
	rc = docx.failed ? pv_fail_nomem(err) :
	    pv_ingest(&src, NULL, &v, err);
	if (rc == PV_OK)
		rc = pv_scan(scanner, v, &f, err);
	if (rc == PV_OK) {
		pv_wire_version(v, &wire);
		pv_wire_findings(f, &wire);
		rc = wire.failed ? pv_fail_nomem(err) : PV_OK;
	}
	in = pv_buf_view(&wire);
	if (rc == PV_OK)
		rc = pv_unwire_version(&in, &s->v, err);
	if (rc == PV_OK)
		rc = pv_unwire_findings(&in, s->v, &s->f, err);
	if (rc == PV_OK)
		pv_buf_span(&w->out, pv_buf_view(&wire));
	pv_buf_release(&wire);
	pv_buf_release(&docx);
	pv_findings_free(f);
	pv_version_free(v);
	return rc;
}

static enum pv_rc
compare(struct work *w, const struct side *a, const struct side *b,
    struct pv_err *err)
{
	struct pv_diff_input in = { { .version = a->v, .findings = a->f },
		{ .version = b->v, .findings = b->f } };
	struct pv_diff *d = NULL;
	enum pv_rc rc = pv_diff(&in, &d, err);
	const struct pv_view_opts o = { .side_by_side = true };

	if (rc == PV_OK) {
		pv_buf_printf(&w->out, "%zu %zu %d", d->nprovisions,
		    d->nclauses, d->substantive);
		pv_view_find(PV_SPAN("html"))->diff(&w->out, d, &o);
	}
	pv_diff_free(d);
	return rc;
}

static enum pv_rc
repack(struct work *w, const struct side *s, struct pv_err *err)
{
	struct pv_buf blob = PV_BUF_INIT;
	struct pv_version *v = NULL;
	enum pv_rc rc = PV_OK;

	pv_pack(s->v, &blob);
	v = pv_version_new(NULL);
	if (blob.failed || v == NULL)
		rc = pv_fail_nomem(err);
	if (rc == PV_OK) {
		v->text = s->v->text;
		v->source_len = s->v->source_len;
		memcpy(v->sha256, s->v->sha256, sizeof(v->sha256));
		rc = pv_unpack(pv_buf_view(&blob), v, err);
	}
	if (rc == PV_OK)
		pv_buf_span(&w->out, pv_buf_view(&blob));
	pv_version_free(v);
	pv_buf_release(&blob);
	return rc;
}

static enum pv_rc
run_document(struct work *w, struct pv_err *err)
{
	struct pv_scanner *scanner = NULL;
	struct side a = { NULL, NULL }, b = { NULL, NULL };
	enum pv_rc rc = pv_scanner_new(w->rules, &scanner, err);

	if (rc == PV_OK)
		rc = read_side(w, scanner, documents[w->document].old_text,
		    &a, err);
	if (rc == PV_OK)
		rc = read_side(w, scanner, documents[w->document].new_text,
		    &b, err);
	if (rc == PV_OK)
		rc = compare(w, &a, &b, err);
	if (rc == PV_OK)
		rc = repack(w, &a, err);
	if (rc == PV_OK && w->out.failed)
		rc = pv_fail_nomem(err);
	side_release(&a);
	side_release(&b);
	pv_scanner_free(scanner);
	return rc;
}

/* Compile the pack; the answer is its digest. */
static enum pv_rc
run_rules(struct work *w, struct pv_err *err)
{
	struct pv_pack_source src = { PV_SPAN("a.yaml"), pv_span_str(pack) };
	struct pv_rules_opts opts = { .untrusted = true };
	struct pv_rules *r = NULL;
	enum pv_rc rc = pv_rules_new(&src, 1, &opts, &r, err);

	if (rc == PV_OK)
		pv_buf_str(&w->out, pv_rules_digest(r));
	pv_rules_free(r);
	if (rc == PV_OK && w->out.failed)
		rc = pv_fail_nomem(err);
	return rc;
}

/* Open and read a store in memory's reach: a file that is not there. */
static enum pv_rc
run_store(struct work *w, struct pv_err *err)
{
	struct pv_store *s = NULL;
	enum pv_rc rc = pv_store_open("no/such/store.db", PV_STORE_READ, &s,
	    err);

	pv_store_abort(s);
	pv_buf_char(&w->out, 'x');
	if (rc == PV_EDB)
		rc = w->out.failed ? pv_fail_nomem(err) : PV_OK;
	return rc;
}

typedef enum pv_rc run_fn(struct work *w, struct pv_err *err);

/* One run with the n-th allocation refused; true when it came that far. */
static bool
fail_at(run_fn *run, struct work *w, long n, bool for_good,
    struct pv_span want)
{
	struct pv_err err = { .rc = PV_OK };
	enum pv_rc rc;
	long live;

	pv_buf_release(&w->out);
	live = mem.live;
	mem.countdown = n;
	mem.for_good = for_good;
	mem.hit = false;
	rc = run(w, &err);
	mem.countdown = -1;
	if (rc != PV_OK)
		CHECK_INT(rc, PV_ENOMEM);
	if (rc != PV_OK)
		CHECK_INT(err.rc, PV_ENOMEM);
	else
		CHECK(pv_span_eq(pv_buf_view(&w->out), want));
	pv_buf_release(&w->out);
	CHECK_INT(mem.live, live);
	return mem.hit;
}

/* Refuse each allocation in turn until none is left to refuse. */
static void
torture(const char *what, run_fn *run, struct work *w, bool for_good)
{
	struct pv_buf want = PV_BUF_INIT;
	unsigned failed = check_failed;
	struct pv_err err;
	long n = 0;

	pv_buf_release(&w->out);
	CHECK_INT(run(w, &err), PV_OK);
	pv_buf_span(&want, pv_buf_view(&w->out));
	CHECK(want.len > 0);
	while (fail_at(run, w, n, for_good, pv_buf_view(&want)) &&
	    failed == check_failed)
		n++;
	CHECK(n > 1);
	if (failed != check_failed)
		printf("# %s: at allocation %ld\n", what, n);
	pv_buf_release(&w->out);
	pv_buf_release(&want);
}

static void
torture_all(struct work *w, bool for_good)
{
	torture("store", run_store, w, for_good);
	torture("rules", run_rules, w, for_good);
	for (w->document = 0; w->document < NDOCUMENTS; w->document++)
		torture(documents[w->document].name, run_document, w,
		    for_good);
}

int
main(void)
{
	struct pv_pack_source src = { PV_SPAN("a.yaml"), pv_span_str(pack) };
	struct pv_rules_opts opts = { .untrusted = true };
	struct work w = { 0, NULL, PV_BUF_INIT };
	struct pv_rules *rules = NULL;
	struct pv_err err;

	CHECK_INT(pv_rules_new(&src, 1, &opts, &rules, &err), PV_OK);
	if (rules != NULL) {
		w.rules = rules;
		torture_all(&w, false);
		torture_all(&w, true);
	}
	pv_rules_free(rules);
	return CHECK_DONE();
}
