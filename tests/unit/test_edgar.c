/* SPDX-License-Identifier: MIT */
#include "blocks.h"

static const char submission[] =
    "<SEC-DOCUMENT>0001.txt : 20260501\n<SEC-HEADER>header\n</SEC-HEADER>\n"
    "<DOCUMENT>\n<TYPE>8-K\n<SEQUENCE>1\n<TEXT>\n<html><p>Report</p></html>\n"
    "</TEXT>\n</DOCUMENT>\n"
    "<DOCUMENT>\n<TYPE>EX-10.24\n<SEQUENCE>2\n<FILENAME>a.htm\n<TEXT>\n"
    "<html><body><p>4.2 Hosting.</p></body></html>\n</TEXT>\n</DOCUMENT>\n"
    "<DOCUMENT>\n<TYPE>EX-101.INS\n<TEXT>\n<xbrl/>\n</TEXT>\n"
    "<DOCUMENT>\n<TYPE>EX-10.25\n<TEXT>\n1. Grant. Alder may.\n"
    "<DOCUMENT>\n<TYPE>GRAPHIC\n<TEXT>\nbegin 644 a.jpg\nM_]C_X\nend\n"
    "</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>\n";

static void
chosen(const char *type, const char *want)
{
	struct reading r = { 0 };
	size_t i;

	r.arena = pv_arena_new(NULL);
	pv_blocks_init(&r.out, r.arena);
	r.out.edgar_type = type;
	r.rc = pv_reader_edgar.read(pv_span_str(submission), &r.out, &r.err);
	CHECK_INT(r.rc, *want != '\0' ? PV_OK : PV_EINPUT);
	for (i = 0; r.rc == PV_OK && i < r.out.blocks.len; i++)
		reading_block(&r, PV_VEC_AT(&r.out.blocks, struct pv_block,
		    i));
	CHECK_STR(pv_buf_view(&r.text), want);
	reading_close(&r);
}

static void
places(void)
{
	struct reading r;
	struct pv_block *b;
	struct pv_frag *f;

	reading_open(&r, &pv_reader_edgar, pv_span_str(submission));
	CHECK(r.out.blocks.len >= 2);
	b = PV_VEC_AT(&r.out.blocks, struct pv_block, 1);
	f = PV_VEC_AT(&r.out.frags, struct pv_frag, b->frag);
	CHECK(strncmp(submission + f->src, "4.2 Hosting.", 12) == 0);
	CHECK_INT(b->line, 16);
	reading_close(&r);
}

static void
skipped(void)
{
	struct reading r;
	size_t i;
	bool binary = false, envelope = false;

	reading_open(&r, &pv_reader_edgar, PV_SPAN("<DOCUMENT>\n<TYPE>EX-99\n"
	    "<TEXT>\nText here.\n</TEXT>\n</DOCUMENT>\n<DOCUMENT>\n<TYPE>EX-98"
	    "\n<TEXT>\nbegin 644 a\nM123\nend\n</TEXT>\n</DOCUMENT>\n"));
	CHECK_STR(pv_buf_view(&r.text), "-\nP0 ~Text here.\n");
	for (i = 0; i < r.out.skips.len; i++) {
		unsigned why = PV_VEC_AT(&r.out.skips, struct pv_skip,
		    i)->reason;

		binary |= why == PV_SKIP_BINARY;
		envelope |= why == PV_SKIP_ENVELOPE;
	}
	CHECK(binary);
	CHECK(envelope);
	reading_close(&r);
}

/* What is left out is named, and why a type gives nothing. */
static void
left_out(void)
{
	static const struct {
		const char *type, *said;
	} cases[] = {
		{ NULL, "2 documents of the submission not read: 8-K (r.htm), "
		    "EX-10.2 (b.pdf, no text)" },
		{ "EX-10.2", "the documents of type 'EX-10.2' in the "
		    "submission are no text" },
		{ "EX-10.9", "no document of type 'EX-10.9' in the "
		    "submission" }
	};
	struct pv_span text = PV_SPAN("<DOCUMENT>\n<TYPE>8-K\n<FILENAME>r.htm"
	    "\n<TEXT>\nReport.\n</TEXT>\n</DOCUMENT>\n<DOCUMENT>\n"
	    "<TYPE>EX-10.1\n<TEXT>\n1. Grant.\n</TEXT>\n</DOCUMENT>\n"
	    "<DOCUMENT>\n<TYPE>EX-10.2\n<FILENAME>b.pdf\n<TEXT>\n<PDF>\n"
	    "begin 644 b.pdf\nM_]C_X\nend\n</PDF>\n</TEXT>\n");

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct reading r = { 0 };

		r.arena = pv_arena_new(NULL);
		pv_blocks_init(&r.out, r.arena);
		r.out.edgar_type = cases[i].type;
		r.rc = pv_reader_edgar.read(text, &r.out, &r.err);
		if (r.rc == PV_OK)
			CHECK_STR(PV_VEC_AT(&r.out.diags, struct pv_raw_diag,
			    0)->msg, cases[i].said);
		else
			CHECK_STR(pv_span_str(r.err.msg), cases[i].said);
		reading_close(&r);
	}
}

/* Inline XBRL: facts in the header are no text, and nothing hidden. */
static void
xbrl(void)
{
	struct reading r;

	reading_open(&r, &pv_reader_edgar, PV_SPAN("<DOCUMENT>\n<TYPE>EX-10.1"
	    "\n<TEXT>\n<XBRL>\n<html xmlns:ix=\"x\"><body>"
	    "<div style=\"display:none\"><ix:header><ix:hidden>"
	    "<ix:nonNumeric name=\"a\">fact</ix:nonNumeric></ix:hidden>"
	    "</ix:header></div><p>1. <font size=2><font>A "
	    "<ix:nonFraction>5</ix:nonFraction>% share, &#147;net&#148;."
	    "</font></p><ix:hidden>fact</ix:hidden></body></html>\n</XBRL>\n"
	    "</TEXT>\n</DOCUMENT>\n"));
	CHECK_INT(r.rc, PV_OK);
	CHECK_STR(pv_buf_view(&r.text),
	    "-\nP0 ~1. A 5% share, \342\200\234net\342\200\235.\n");
	CHECK_INT(r.out.diags.len, 0);
	reading_close(&r);
}

int
main(void)
{
	chosen(NULL, "-\nP0 ~4.2 Hosting.\n-\nP0 ~1. Grant. Alder may.\n");
	chosen("EX-10.25", "-\nP0 ~1. Grant. Alder may.\n");
	chosen("8-k", "-\nP0 ~Report\n");
	chosen("EX-99", "");
	places();
	skipped();
	left_out();
	xbrl();
	CHECK_INT(pv_reader_edgar.bid(pv_span_str(submission), PV_SPAN("")),
	    99);
	CHECK_INT(pv_reader_edgar.bid(PV_SPAN("<html><p>"), PV_SPAN("")), 0);
	return CHECK_DONE();
}
