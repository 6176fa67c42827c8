/* SPDX-License-Identifier: MIT */
#include "ingest_util.h"

#include "ingest/page.h"

static const struct {
	const char *s;
	enum pv_page_kind kind;
	uint32_t number;
} pages[] = {
	{ "12", PV_PAGE_NUMBER, 12 },
	{ "iv", PV_PAGE_NUMBER, 4 },
	{ "F-3", PV_PAGE_NUMBER, 3 },
	{ "3 4", PV_PAGE_NUMBER, 3 },
	{ "3 5", PV_PAGE_NONE, 0 },
	{ "12.", PV_PAGE_NONE, 0 },
	{ "2020", PV_PAGE_NONE, 0 },
	{ "1,200", PV_PAGE_NONE, 0 },
	{ "- 12 -", PV_PAGE_MARK, 12 },
	{ "-12-", PV_PAGE_MARK, 12 },
	{ "-2- 3", PV_PAGE_MARK, 2 },
	{ "- ii -", PV_PAGE_MARK, 2 },
	{ "Page 3", PV_PAGE_MARK, 3 },
	{ "Page 3 of 9", PV_PAGE_MARK, 3 },
	{ "PAGE 3/9", PV_PAGE_MARK, 3 },
	{ "3 of 9", PV_PAGE_MARK, 3 },
	{ "[3]", PV_PAGE_NONE, 0 },
	{ "3/9", PV_PAGE_NONE, 0 },
	{ "Page", PV_PAGE_NONE, 0 },
	{ "Source: NORTHLAKE, INC., 10-K, 8/1/2019", PV_PAGE_SOURCE, 0 },
	{ "Source: CIRRUS PLC, S-1/A, 12/31/2024", PV_PAGE_SOURCE, 0 },
	{ "Source: the Models, as trained", PV_PAGE_NONE, 0 },
	{ "----", PV_PAGE_RULE, 0 },
	{ "- -----", PV_PAGE_RULE, 0 },
	{ "________", PV_PAGE_RULE, 0 },
	{ "___", PV_PAGE_NONE, 0 },
	{ "*****", PV_PAGE_NONE, 0 },
	{ "[***]", PV_PAGE_NONE, 0 }
};

static void
test_pages(void)
{
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		struct pv_page p = pv_page_read(pv_span_str(pages[i].s));

		check_int(p.kind, pages[i].kind, __FILE__, __LINE__,
		    pages[i].s);
		if (p.kind == PV_PAGE_NUMBER || p.kind == PV_PAGE_MARK)
			CHECK_INT(p.number, pages[i].number);
	}
	CHECK(pv_page_exhibit(PV_SPAN("Exhibit 10.12")));
	CHECK(pv_page_exhibit(PV_SPAN("EX-99.1")));
	CHECK(!pv_page_exhibit(PV_SPAN("Exhibit A")));
	CHECK(!pv_page_exhibit(PV_SPAN("Exhibit 10.1 Form of Order")));
}

#define FOOTER "\n\nSource: NORTHLAKE, INC., 10-K, 8/1/2019\n\n\n\n\n\n"

/* Sentences that a page's edge cut, and what only looks like one. */
static void
test_joins(void)
{
	EXPECT("Northlake shall serve the Models from" FOOTER
	    "Cirrus Regions only.\n",
	    "Northlake shall serve the Models from Cirrus Regions only.");
	EXPECT("Cirrus may resell the Models to its customers\n\n12" FOOTER
	    "in the Territory.\n",
	    "Cirrus may resell the Models to its customers in the Territory.");
	EXPECT("Cirrus may resell the Models to its customers   12" FOOTER
	    "in the Territory.\n",
	    "Cirrus may resell the Models to its customers in the Territory.");
	EXPECT("This covers face-to-face and non-face-" FOOTER
	    "to-face sales.\n",
	    "This covers face-to-face and non-face-to-face sales.");
	EXPECT("Cirrus holds an exclu-" FOOTER "sive licence.\n",
	    "Cirrus holds an exclusive licence.");
	EXPECT("Cirrus pays the fees set out in Section" FOOTER
	    "4.2 within thirty days.\n",
	    "Cirrus pays the fees set out in Section$4.2 within thirty days.");
	EXPECT("Cirrus holds a licence." FOOTER "Kestrel holds none.\n",
	    "Cirrus holds a licence.$Kestrel holds none.");
	EXPECT("Cirrus shall not, without consent" FOOTER
	    "(b) host a Model.\n",
	    "Cirrus shall not, without consent$(b) host a Model.");
	EXPECT("Paid by Cirrus, Inc." FOOTER "and its Affiliates.\n",
	    "Paid by Cirrus, Inc. and its Affiliates.");
	EXPECT("a host of Models   31   Source: NORTHLAKE, INC., 10-K, 8/1/2019"
	    "   that Cirrus serves.\n",
	    "a host of Models that Cirrus serves.");
}

/* Lone numbers: pages where they count pages, else text. */
static void
test_numbers(void)
{
	static const char para[] = "Northlake and Cirrus keep each other's "
	    "confidential information secret for five years after the end of "
	    "this Agreement, and use it for no purpose but those that this "
	    "Agreement names, unless the other party agrees in writing to any "
	    "other use of it in advance and sets out the terms on which that "
	    "use may be made";
	char src[4096], want[4096];

	snprintf(src, sizeof(src), "%s\n\n7\n\nby them. %s.\n\n8\n\n%s.\n\n9"
	    "\n\n%s.\n", para, para, para, para);
	snprintf(want, sizeof(want), "%s by them. %s.$%s.$%s.", para, para,
	    para, para);
	EXPECT(src, want);
	/* amounts in a column, clause numbers on lines of their own */
	EXPECT("Seats\n\n12\n\n13\n\n14\n\nTotal\n",
	    "Seats$12$13$14$Total");
	snprintf(src, sizeof(src), "1\n\nTerm\n\n%s.\n\n2\n\nFees\n\n%s.\n",
	    para, para);
	snprintf(want, sizeof(want), "1$Term$%s.$2$Fees$%s.", para, para);
	EXPECT(src, want);
	EXPECT("The fee is stated in clause\n\n12.\n\nLaw\n",
	    "The fee is stated in clause$12.$Law");
}

static void
test_heads(void)
{
	EXPECT("HOSTING AGREEMENT\n\nNorthlake hosts.\n\n- 1 -\n\n"
	    "Hosting Agreement 1 Confidential\n\nCirrus serves.\n\n- 2 -\n\n"
	    "Hosting Agreement 2 Confidential\n\nKestrel pays.\n\n- 3 -\n\n"
	    "Hosting Agreement 3 Confidential\n\nAlder waits.\n",
	    "HOSTING AGREEMENT$Northlake hosts.$Cirrus serves.$Kestrel pays.$"
	    "Alder waits.");
	/* signatures repeat at page ends and stay */
	EXPECT("By: ________ Name: A. Person\n\f\nBy: ________ Name: A. Person\n"
	    "\f\nBy: ________ Name: A. Person\n\f\nEnd of it.\n",
	    "By: ________ Name: A. Person$By: ________ Name: A. Person$"
	    "By: ________ Name: A. Person$End of it.");
	EXPECT("Exhibit 10.7\n\nHosting Agreement\n", "Hosting Agreement");
	EXPECT("ARTICLE II     ------------\n\nThe rate is X = ------- A here.\n",
	    "ARTICLE II$The rate is X = ------- A here.");
}

static void
test_skips(void)
{
	static const char src[] = "one of the" FOOTER "two.\n";
	struct util_read r = util_read(PV_SPAN(src), &pv_reader_text, NULL);
	struct pv_range at;

	CHECK_STR(r.v->text, "one of the two.\n");
	CHECK_INT(pv_version_coverage(r.v).skipped[PV_SKIP_FURNITURE], 39);
	at = pv_version_source(r.v, (struct pv_range){ 11, 15 });
	CHECK_STR(pv_span_sub(PV_SPAN(src), at.start, at.end), "two.");
	pv_version_free(r.v);
}

int
main(void)
{
	test_pages();
	test_joins();
	test_numbers();
	test_heads();
	test_skips();
	return CHECK_DONE();
}
