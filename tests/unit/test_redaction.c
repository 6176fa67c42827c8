/* SPDX-License-Identifier: MIT */
#include "model/redaction.h"

#include "check.h"

static void
test_marks(void)
{
	static const struct {
		const char *s;
		size_t n;
	} marks[] = {
		{ "[***] days", 5 }, { "[*]", 3 }, { "[* * *]", 7 },
		{ "[**] x", 4 }, { "[...***...]", 11 }, { "{***}", 5 },
		{ "{*}", 3 }, { "(***) x", 5 }, { "<***>", 5 }, { "(*) x", 0 },
		{ "*** days", 3 }, { "* * * days", 5 }, { "** bold", 0 },
		{ "* item", 0 }, { "[REDACTED]", 10 }, { "[Redacted] x", 10 },
		{ "[ redacted ]", 12 }, { "[Redacted: price]", 17 },
		{ "[CONFIDENTIAL TREATMENT REQUESTED]", 34 },
		{ "[Confidential information omitted]", 34 },
		{ "[Omitted] x", 9 }, { "[Intentionally omitted]", 0 },
		{ "[Reserved]", 0 }, { "XXXX per unit", 4 }, { "XXX", 0 },
		{ "XXXXL", 0 }, { "[XXX]", 5 }, { "[\xe2\x97\x8f]", 5 },
		{ "[\xe2\x80\xa2]", 5 }, { "[____]", 0 }, { "____", 0 },
		{ "[ ]", 0 }, { "[30] days", 0 }, { "[*", 0 },
		{ "[Customer Name]", 0 },
		{ "\xe2\x96\x88\xe2\x96\x88 x", 6 }, { "\xe2\x80\xa2 x", 0 },
		{ "", 0 }
	};
	struct pv_span none = PV_SPAN("");

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		CHECK_INT(pv_redaction_at(pv_span_str(marks[i].s), none),
		    marks[i].n);
	CHECK_INT(pv_redaction_at(PV_SPAN("[##] x"), PV_SPAN("[##]")), 4);
	CHECK_INT(pv_redaction_at(PV_SPAN("[##] x"), none), 0);
}

/* What a legend names, and that neither it nor a line of stars counts. */
static void
test_texts(void)
{
	static const struct {
		const char *text, *mark;
		size_t count;
	} texts[] = {
		{ "Fees are [***] and {*}.\n\nXXXX a year, XXXX a month.\n", "",
		    4 },
		{ "Certain information has been omitted. Omissions are "
		    "designated [***].\n\nA fee of [***].\n", "", 1 },
		{ "[***] Certain information in this exhibit has been "
		    "excluded.\n\nA fee of [***] for [***].\n", "", 2 },
		{ "Portions of this exhibit were redacted and are marked with "
		    "\"[##]\".\n\nUntil [##], at [##].\n", "[##]", 2 },
		{ "The omitted text is replaced by the symbol \"[XYZ-]\".\n\n"
		    "A fee of [XYZ-].\n", "[XYZ-]", 1 },
		{ "Goods are marked with \"[##]\".\n\nA fee of [##].\n", "", 0 },
		{ "One.\n\n* * *\n\n***\n\nTwo.\n", "", 0 },
		{ "MAXXXXX is a name, [____] a blank.\n", "", 0 },
		{ "", "", 0 }
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct pv_span text = pv_span_str(texts[i].text);

		CHECK_STR(pv_redaction_mark(text), texts[i].mark);
		CHECK_INT(pv_redaction_count(text), texts[i].count);
	}
}

int
main(void)
{
	test_marks();
	test_texts();
	return CHECK_DONE();
}
