/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "diff/diff.h"
#include "ingest/ingest.h"
#include "mkversion.h"

/*
 * Two texts, read as files are, of which one is only laid out otherwise, or
 * says something else: what the reader made of the layout must not matter.
 */
struct sheet {
	const char *name;
	const char *old, *new;
	bool substantive;
	int moved;
};

#define OPEN "HOSTING AGREEMENT\n\n" \
	"1. Fees. Kestrel shall pay all undisputed fees within thirty days " \
	"of each invoice that it receives from Cirrus.\n\n"
#define CLOSE "3. Law. This agreement is governed by the laws of the state " \
	"in which Cirrus has its seat, whatever its rules on conflicts say.\n"

static const struct sheet sheets[] = {
	{ "the same", OPEN CLOSE, OPEN CLOSE, false, 0 },
	{ "a paragraph cut in two",
	    OPEN "2. Audit. Alder may inspect the books once a year. Basalt may "
	    "watch it do so on reasonable notice.\n\n" CLOSE,
	    OPEN "2. Audit. Alder may inspect the books once a year.\n\n"
	    "Basalt may watch it do so on reasonable notice.\n\n" CLOSE,
	    false, 0 },
	{ "and a word changed",
	    OPEN "2. Audit. Alder may inspect the books once a year. Basalt may "
	    "watch it do so on reasonable notice.\n\n" CLOSE,
	    OPEN "2. Audit. Alder may inspect the books twice a year.\n\n"
	    "Basalt may watch it do so on reasonable notice.\n\n" CLOSE,
	    true, 0 },
	{ "a heading on the line before",
	    OPEN "2. Books. Alder may inspect the books once a year.\n\n" CLOSE,
	    OPEN "2.\n\nBooks\n\nAlder may inspect the books once a year.\n\n"
	    CLOSE, false, 0 },
	{ "a colon where a heading stood alone",
	    OPEN "2. Books: Alder may inspect the books once a year.\n\n"
	    CLOSE,
	    OPEN "2.\n\nBooks\n\nAlder may inspect the books once a year.\n\n"
	    CLOSE, false, 0 },
	{ "items run on in one paragraph",
	    OPEN "2. Duties. Cirrus shall keep (a) the weights of the models "
	    "safe and (b) a log of every access to them.\n\n" CLOSE,
	    OPEN "2. Duties. Cirrus shall keep\n\n(a) the weights of the "
	    "models safe and\n\n(b) a log of every access to them.\n\n" CLOSE,
	    false, 0 },
	{ "a compound broken at its hyphen",
	    OPEN "2. Scope. The world-wide rights of Northlake are kept.\n\n"
	    CLOSE,
	    OPEN "2. Scope. The world- wide rights of Northlake are kept.\n\n"
	    CLOSE, false, 0 },
	{ "a compound whose hyphen is gone",
	    OPEN "2. Scope. Northlake shall re-sign the order at once.\n\n"
	    CLOSE,
	    OPEN "2. Scope. Northlake shall resign the order at once.\n\n"
	    CLOSE, true, 0 },
	{ "a number dropped from the text",
	    OPEN "2. Term. It ends after 12 months unless renewed.\n\n" CLOSE,
	    OPEN "2. Term. It ends after months unless renewed.\n\n" CLOSE,
	    true, 0 },
	{ "a paragraph put elsewhere",
	    OPEN "2. Audit. Alder may inspect the books of Cirrus once in each "
	    "calendar year on reasonable notice.\n\n" CLOSE,
	    OPEN CLOSE "\n4. Audit. Alder may inspect the books of Cirrus once "
	    "in each calendar year on reasonable notice.\n", false, 1 },
	{ "text behind a list lost with its last item",
	    OPEN "The order ends when:\n\n"
	    "(1) Kestrel stops its payments;\n\n"
	    "(2) Kestrel is wound up by a court;\n\n"
	    "(3) Kestrel leaves the state.\n\n"
	    "in which case Cirrus may keep what Kestrel has paid and shall "
	    "return every copy of the data that Kestrel has left with it "
	    "within thirty days.\n\n" CLOSE,
	    OPEN "The order ends when:\n\n"
	    "(1) Kestrel stops its payments;\n\n"
	    "(2) Kestrel is wound up by a court; in which case Cirrus may keep "
	    "what Kestrel has paid and shall return every copy of the data "
	    "that Kestrel has left with it within thirty days.\n\n" CLOSE,
	    true, 0 }
};

static struct pv_version *
read(const char *text)
{
	struct pv_source src = { .name = PV_SPAN("a.txt"),
	    .bytes = pv_span_str(text) };
	struct pv_version *v = NULL;

	CHECK(pv_ingest(&src, NULL, &v, NULL) == PV_OK);
	return v;
}

static int
count_moved(const struct pv_diff *d)
{
	int n = 0;

	for (size_t i = 0; i < d->nclauses; i++)
		n += d->clauses[i].kind == PV_EDIT_MOVED ||
		    d->clauses[i].kind == PV_EDIT_MOVED_MODIFIED;
	return n;
}

static void
test_sheet(const struct sheet *s, bool back)
{
	struct pv_version *a = read(back ? s->new : s->old);
	struct pv_version *b = read(back ? s->old : s->new);
	struct pv_diff_input in = { { a, NULL }, { b, NULL } };
	unsigned before = check_failed;
	struct pv_diff *d = NULL;

	CHECK(pv_diff(&in, &d, NULL) == PV_OK);
	if (d != NULL) {
		CHECK_INT(d->substantive, s->substantive);
		CHECK_INT(count_moved(d), s->moved);
	}
	if (check_failed != before)
		printf("# in sheet \"%s\"%s\n", s->name,
		    back ? ", backwards" : "");
	pv_diff_free(d);
	pv_version_free(a);
	pv_version_free(b);
}

/* A page's number that only one side shows to be one. */
static void
test_furniture(void)
{
	struct pv_version *x = read(OPEN "17\n\n" CLOSE);
	struct pv_version *y = read(OPEN "17\n\f\n" CLOSE);
	struct pv_diff_input in = { { x, NULL }, { y, NULL } };
	struct pv_diff *d = NULL;

	CHECK(pv_span_find(x->text, PV_SPAN("17")) < x->text.len);
	CHECK(pv_span_find(y->text, PV_SPAN("17")) == y->text.len);
	CHECK(pv_diff(&in, &d, NULL) == PV_OK);
	CHECK(d != NULL && !d->substantive);
	pv_diff_free(d);
	pv_version_free(x);
	pv_version_free(y);
}

/* What one reading found is lost only with words that were lost. */
static void
test_finding(const struct sheet *s, size_t want)
{
	static const struct mk_finding audit = { "2", "Alder may inspect",
		"audit", "", PV_STANCE_IN_FORCE, PV_STRENGTH_NONE };
	struct pv_version *x = read(s->old), *y = read(s->new);
	struct pv_findings *found = pv_findings_new(NULL);
	struct pv_findings *none = pv_findings_new(NULL);
	struct pv_diff_input in = { { x, found }, { y, none } };
	struct pv_diff *d = NULL;

	mk_find_add(found, x, &audit);
	CHECK(pv_diff(&in, &d, NULL) == PV_OK);
	CHECK(d != NULL && d->nprovisions == want);
	pv_diff_free(d);
	in = (struct pv_diff_input){ { y, none }, { x, found } };
	CHECK(pv_diff(&in, &d, NULL) == PV_OK);
	CHECK(d != NULL && d->nprovisions == want);
	pv_diff_free(d);
	pv_findings_free(found);
	pv_findings_free(none);
	pv_version_free(x);
	pv_version_free(y);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(sheets) / sizeof(sheets[0]); i++) {
		test_sheet(&sheets[i], false);
		test_sheet(&sheets[i], true);
	}
	test_furniture();
	test_finding(&sheets[1], 0);
	test_finding(&sheets[2], 1);
	return CHECK_DONE();
}
