/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "ingest/ingest.h"
#include "lint/lint.h"

#include "check.h"

/* What is reported of a text, as "L-GAP 2.3; L-NOTE ..."; "" is nothing. */
struct row {
	const char *text, *want;
	int line;
};

static void
check_row(const struct row *r)
{
	struct pv_source src = { .name = PV_SPAN("t.txt"),
		.bytes = pv_span_str(r->text) };
	struct pv_version *v = NULL;
	struct pv_lints *l = NULL;
	struct pv_buf got = PV_BUF_INIT;
	struct pv_err err;
	size_t i;

	if (pv_ingest(&src, NULL, &v, &err) != PV_OK ||
	    pv_lint(v, &l, &err) != PV_OK) {
		check_note(0, __FILE__, r->line, err.msg);
		pv_version_free(v);
		return;
	}
	for (i = 0; i < l->nitems; i++) {
		if (i > 0)
			pv_buf_str(&got, "; ");
		pv_buf_str(&got, pv_lint_code(l->items[i].kind) + 2);
		pv_buf_char(&got, ' ');
		pv_buf_span(&got, l->items[i].subject);
		CHECK(l->items[i].at.end <= v->text.len);
		CHECK(l->items[i].text.len > 0);
	}
	check_str(pv_buf_view(&got), r->want, __FILE__, r->line, r->text);
	pv_buf_release(&got);
	pv_lints_free(l);
	pv_version_free(v);
}

static void
check_rows(const struct row *rows, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		check_row(&rows[i]);
}
#define CHECK_ROWS(rows) check_rows(rows, sizeof(rows) / sizeof((rows)[0]))

/* A small agreement around a clause 2.1. */
#define AROUND(s) \
	"HOSTING AGREEMENT\n\n" \
	"1. Service\n\n" \
	"1.1 Hosting. Cirrus hosts the models of Northlake.\n\n" \
	"1.2 Support. Cirrus answers every call:\n\n" \
	"(a) at once, or\n\n(b) the next day.\n\n" \
	"2. Fees\n\n" \
	"2.1 Payment. " s "\n\n" \
	"2.2 Taxes. Each party bears its own taxes.\n\n" \
	"3. Confidentiality\n\n" \
	"3.1 Secrets. Nobody tells anybody.\n\n" \
	"3.2 [Reserved]\n\n" \
	"4. Term\n\n" \
	"4.1 End. This ends after a year.\n"
#define ROW(s, want) { AROUND(s), want, __LINE__ }

static void
test_dangling(void)
{
	static const struct row rows[] = {
		ROW("Fees are due under Section 2.7.", "DANGLING 2.7"),
		ROW("Fees are due under Section 9.", "DANGLING 9"),
		ROW("Fees are due under Article XII.", "DANGLING 12"),
		ROW("Fees are due under Section 1.2(d).", "DANGLING 1.2(d)"),
		ROW("Fees are due under Section 1.1(a).", "DANGLING 1.1(a)"),
		ROW("Fees are due under Section 3.2.", "DANGLING 3.2"),
		ROW("See Sections 1.1 through 1.4 and 2.2.",
		    "DANGLING 1.4"),
		ROW("See Section 9.1 (Audit) hereof.", "DANGLING 9.1"),
		/* what is there, however it is written */
		ROW("See Sections 1.1, 1.02 and 1.2(b).", ""),
		ROW("See Articles I and IV and clause 1.2.a.", ""),
		ROW("This Section 2.1 and such Section 9.9 hold.", ""),
		/* of another document */
		ROW("See Section 9.2 of the Prime Contract.", ""),
		ROW("See Sections 9.2 and 9.3 of the Basalt Lease.", ""),
		ROW("See Section 9.2 or 9.3, respectively, of the Plan.", ""),
		ROW("See Section 9.1(c) through (f) of the Indenture.", ""),
		ROW("Section 409A of the Code and Rule 144 apply.", ""),
		ROW("It holds under Article 28 GDPR and Section 1542.", ""),
		ROW("The Civil Code, Section 71, applies.", ""),
		ROW("See Section 18 - 217 of the Companies Act.", ""),
		/* of an amendment */
		ROW("The words \"see Section 9.9\" are struck.", ""),
		ROW("Section 9.9 is hereby deleted.", ""),
		ROW("The former Section 9.9 has no effect.", ""),
		/* attachments may be kept elsewhere */
		ROW("See Exhibit K and Schedule 9.", ""),
		/* a slip of a scanner */
		ROW("See Section 2.l.", ""),
	};

	CHECK_ROWS(rows);
}

/* The number is in the text, though no clause was made of it. */
static void
test_printed(void)
{
	static const struct row rows[] = {
		{ AROUND("See Section 5.3.") "\n5.3 "
		    "Audit. Northlake may audit.\n", "", __LINE__ },
		ROW("See Section 1.2(c). CONFIDENTIAL DRAFT 1.2(c) Third "
		    "calls are free.", ""),
		ROW("See Section 7. SEVENTH: Northlake may audit.", ""),
		{ AROUND("See Section 4.2.") "\n[***]\n", "", __LINE__ },
		{ "AMENDMENT NO. 1\n\nto the Hosting Agreement\n\n"
		    "1. Fees. Section 4.2 is replaced.\n\n"
		    "2. Rest. Section 9.9 stays as it is.\n", "", __LINE__ },
	};

	CHECK_ROWS(rows);
}

static void
test_titles(void)
{
	static const struct row rows[] = {
		ROW("See Section 3 (Confidentiality).", ""),
		ROW("See Section 3 (Confidential Information).", ""),
		ROW("See Section 3 (Confidentialty).", ""),
		ROW("See Section 4 (Confidentiality).", "MISTITLED 4"),
		ROW("See Section 4, entitled \"Fees\".", "MISTITLED 4"),
		ROW("See Section 4.1 (Taxes).", "MISTITLED 4.1"),
		/* no title of this text, and none was seen to be one */
		ROW("See Section 4 (Provider).", ""),
		ROW("See Section 3 (Confidentiality), Section 2.2 (Taxes) "
		    "and Section 4 (Audit Rights).", "MISTITLED 4"),
		ROW("See Section 4 (Taxes) of the Prime Contract.", ""),
	};

	CHECK_ROWS(rows);
}

static void
test_order(void)
{
	static const struct row rows[] = {
		{ "AGREEMENT\n\n1. One\n\nFirst.\n\n2. Two\n\nSecond.\n\n"
		    "3. Three\n\nThird.\n\n5. Five\n\nFifth.\n",
		    "GAP 4", __LINE__ },
		{ "AGREEMENT\n\n1. One\n\nFirst.\n\n2. Two\n\nSecond.\n\n"
		    "3. Three\n\nThird.\n\n3. Four\n\nFourth.\n\n"
		    "4. Five\n\nFifth.\n", "DUPLICATE 3", __LINE__ },
		{ "AGREEMENT\n\n1. One\n\nIt means:\n\n(a) one;\n\n(b) two;"
		    "\n\n(d) four;\n\n(e) five.\n\n2. Two\n\nSecond.\n",
		    "GAP 1(c)", __LINE__ },
		{ "AGREEMENT\n\n1. One\n\nIt means:\n\n(i) one;\n\n(ii) two;"
		    "\n\n(iv) four;\n\n(v) five.\n\n2. Two\n\nSecond.\n",
		    "GAP 1(iii)", __LINE__ },
		/* two are missing: the text was cut */
		{ "AGREEMENT\n\n1. One\n\nFirst.\n\n2. Two\n\nSecond.\n\n"
		    "3. Three\n\nThird.\n\n6. Six\n\nSixth.\n", "",
		    __LINE__ },
		{ "AGREEMENT\n\n1. One\n\nFirst.\n\n2. Two\n\nSecond.\n\n"
		    "3. [Reserved]\n\n4. Four\n\nFourth.\n", "", __LINE__ },
		{ "AGREEMENT\n\n1. One\n\nFirst.\n\n2. Two\n\nSecond.\n\n"
		    "[***]\n\n4. Four\n\nFourth.\n\n5. Five\n\nFifth.\n",
		    "", __LINE__ },
	};

	CHECK_ROWS(rows);
}

static void
test_terms(void)
{
	static const struct row rows[] = {
		ROW("\"Host\" means Cirrus. \"Rate\" means the rate of "
		    "the Host.", "UNUSED Rate"),
		ROW("\"Rate\" means a sum. Rates rise.", ""),
		ROW("\"Peak-Hour Rate\" means a sum. The peak hour rate "
		    "rises.", ""),
		ROW("\"Peak(s)\" means an hour. Peaks pass.", ""),
		ROW("\"Rate\" or \"Price\" means a sum. The Price rises.",
		    ""),
		ROW("Cirrus gives credit (the \"Late Credit\") when late.",
		    "UNUSED Late Credit"),
		ROW("Section 3 (\"Confidentiality\") holds (see \"Term\").",
		    ""),
		ROW("Cirrus asks the federal agency (\"FCA\") first.", ""),
		{ AROUND("\"Rate\" means a sum. The Rate rises.") "\n4.2 "
		    "Price. \"Rate\" means a price.\n",
		    "REDEFINED Rate", __LINE__ },
		{ AROUND("\"Rate\" means a sum. The Rate rises.") "\n4.2 "
		    "Price. \"Rate\" means a sum.\n", "", __LINE__ },
		{ AROUND("\"Rate\" means a sum. The Rate rises.") "\n4.2 "
		    "Price. \"Rate\" has the meaning given in Section 2.1.\n",
		    "", __LINE__ },
		{ AROUND("\"Rate\" means a sum. The Rate rises.")
		    "\nSCHEDULE 1\n\n1. In this Schedule, \"Rate\" means "
		    "a speed. The Rate falls.\n", "", __LINE__ },
	};

	CHECK_ROWS(rows);
}

#define DEFINED \
	"\"Host\" means Cirrus. \"Maker\" means Northlake. \"Model\" means " \
	"a model of the Maker. \"Fee\" means a sum that the Host takes for " \
	"a Model. \"Site\" means a place. Each Site and Fee is stated. " \
	"An hour is a period and a report is a paper. "
#define USED \
	"The Host sends the Uptime Report to the Maker. Any Uptime Report " \
	"is final. Northlake keeps the Uptime Report safe."

static void
test_undefined(void)
{
	static const struct row rows[] = {
		{ AROUND(DEFINED USED " Good uptime is nice.") "\n4.2 Paper. "
		    "The Host prints the Uptime Report.\n",
		    "UNDEFINED Uptime Report", __LINE__ },
		/* a heading, a quotation, a list tell what it is */
		{ AROUND(DEFINED USED " Good uptime is nice.") "\n4.2 Uptime "
		    "Report. The Host prints the Uptime Report.\n",
		    "", __LINE__ },
		{ AROUND(DEFINED USED " Good uptime is nice.") "\n4.2 Paper. "
		    "A paper called Uptime Report is the Uptime Report.\n",
		    "", __LINE__ },
		/* a name: its words are used in no other way */
		{ AROUND(DEFINED USED) "\n4.2 Paper. The Host prints the "
		    "Uptime Report.\n", "", __LINE__ },
		{ AROUND(DEFINED USED " Good uptime is nice.") "\n4.2 Paper. "
		    "The Host prints the Uptime Report. Capitalized terms "
		    "have the meaning given in the Plan.\n", "", __LINE__ },
	};

	CHECK_ROWS(rows);
}

static void
test_blanks(void)
{
	static const struct row rows[] = {
		ROW("Cirrus pays [insert sum] in [\xe2\x97\x8f] days.",
		    "PLACEHOLDER [insert sum]"),
		ROW("Cirrus pays $____ within ____ days.",
		    "PLACEHOLDER ____"),
		ROW("Cirrus pays on XX/XX/20XX.", "PLACEHOLDER XX/XX/20XX"),
		ROW("The sum is TBD.", "PLACEHOLDER TBD"),
		ROW("It begins on [Date].", "PLACEHOLDER [Date]"),
		ROW("Cirrus pays. [Note to Draft: how much?]",
		    "NOTE [Note to Draft: how much?]"),
		ROW("Cirrus pays. [NTD: ask counsel]",
		    "NOTE [NTD: ask counsel]"),
		/* taken out, chosen or left open on purpose */
		ROW("Cirrus pays [***] or [*] or [REDACTED].", ""),
		ROW("Cirrus pays [***] and ____ dollars.", ""),
		ROW("Cirrus pays [sic] as [it] likes, [Reserved].", ""),
		ROW("Read [date](https://example.com/date) first.", ""),
		{ AROUND("Cirrus pays.") "\nFor Cirrus: ________________\n\n"
		    "By: ____________ Name: ____________\n", "", __LINE__ },
		{ AROUND("Cirrus pays.") "\nEXHIBIT A\n\nForm of Order\n\n"
		    "Sum: [insert sum] on [date], TBD\n", "", __LINE__ },
	};

	CHECK_ROWS(rows);
}

static void
test_names(void)
{
	enum pv_lint_kind kind;
	int i;

	for (i = 0; i <= (int)PV_LINT_LAST; i++) {
		CHECK(pv_lint_parse(pv_span_str(
		    pv_lint_name((enum pv_lint_kind)i)), &kind));
		CHECK_INT(kind, i);
	}
	CHECK(!pv_lint_parse(PV_SPAN("dangling"), &kind));
}

/* A place in the order of the text, and the second one. */
static void
test_places(void)
{
	struct pv_source src = { .name = PV_SPAN("t.txt"), .bytes = PV_SPAN(
	    AROUND("See Section 9 and Section 4 (Confidentiality).")) };
	struct pv_version *v = NULL;
	struct pv_lints *l = NULL;
	struct pv_err err;

	CHECK_INT(pv_ingest(&src, NULL, &v, &err), PV_OK);
	CHECK_INT(pv_lint(v, &l, &err), PV_OK);
	CHECK_INT(l->nitems, 2);
	if (l->nitems == 2) {
		CHECK_STR(pv_version_text(v, l->items[0].at), "Section 9");
		CHECK_STR(pv_version_str(v,
		    v->clauses[l->items[0].clause].label), "2.1");
		CHECK_INT(l->items[0].other, PV_NONE);
		CHECK_STR(l->items[0].text, "there is no clause 9");
		CHECK_STR(pv_version_str(v,
		    v->clauses[l->items[1].other].label), "4");
		CHECK_STR(l->items[1].text, "4 is headed \"Term\"; "
		    "\"Confidentiality\" is 3");
	}
	pv_lints_free(l);
	pv_version_free(v);
	pv_lints_free(NULL);
}

int
main(void)
{
	test_dangling();
	test_printed();
	test_titles();
	test_order();
	test_terms();
	test_undefined();
	test_blanks();
	test_names();
	test_places();
	return CHECK_DONE();
}
