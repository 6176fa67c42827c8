/* SPDX-License-Identifier: MIT */
#include "blocks.h"

static const struct reading_case cases[] = {
	{ "<html><head><title>EX-10</title></head><body><p align=center><b>"
	  "HOSTING AGREEMENT</b></p><p>Text</p></body></html>",
	  "P0 bc~HOSTING AGREEMENT\nP0 ~Text\n" },
	{ "<p>E<font size=\"1\">XCLUSIVITY</font> a\nb</p>",
	  "P0 ~EXCLUSIVITY a b\n" },
	{ "<p>the &#147;Models&#148; &ldquo;x&rdquo; &#x41;&amp;&nope; a < b",
	  "P0 ~the \342\200\234Models\342\200\235 \342\200\234x\342\200\235 "
	  "A&&nope; a < b\n" },
	{ "<h2>Term</h2><h3>Fees</h3>", "H2 ~Term\nH3 ~Fees\n" },
	/* the number in a cell of its own */
	{ "<table><tr><td>&nbsp;</td><td>4.2</td><td></td><td><u>Hosting</u>."
	  " Northlake shall.</td></tr><tr><td></td><td>(a)</td><td>item"
	  "</td></tr></table>",
	  "P0 l~4.2 Hosting^. Northlake shall.\nP0 ~(a) item\n" },
	{ "<table><tr><td>&#149;</td><td>bullet</td></tr></table>",
	  "I1  \342\200\242~bullet\n" },
	{ "<table><tr><th>Cloud</th><th>Fee</th></tr><tr><td>Cirrus<td>$1"
	  "</table>", "R0 b~Cloud | Fee\nR0 ~Cirrus | $1\n" },
	{ "<table><tr><td>&#147;Platform&#148;</td><td>means Cirrus.</td>"
	  "</tr></table>",
	  "P0 ~\342\200\234Platform\342\200\235 means Cirrus.\n" },
	{ "<table><tr><td><p>By:</p><p>Name:</p></td><td>By:</td></tr>"
	  "</table>", "P0 ~By:\nP0 ~Name:\nP0 ~By:\n" },
	{ "<table><tr><td>1.</td><td><table><tr><td>A</td><td>B</td></tr>"
	  "</table></td></tr></table>", "P0 ~1.\nR0 ~A | B\n" },
	/* lists */
	{ "<ol type=a start=3><li>one<li value=7>two<ul><li>1.1 three</ul>"
	  "</ol>", "I1 r c.~one\nI1 r g.~two\nI2  *~1.1 three\n" },
	{ "<ol style=\"list-style-type: upper-roman\"><li>x</ol>",
	  "I1 r I.~x\n" },
	/* what a reader does not see stands apart */
	{ "<p>is <span style=\"display:none\">non-</span>exclusive</p>",
	  "P0 ~is exclusive\nP0 h~non-\n" },
	{ "<style>.x{display:none}</style><div class=\"a x\">gone</div>on",
	  "P0 h~gone\nP0 ~on\n" },
	{ "<p hidden>a</p><p style='font-size:0px'>b</p>",
	  "P0 h~a\nP0 h~b\n" },
	{ "<script>no</script><noscript>yes</noscript><!-- no -->",
	  "P0 ~yes\n" },
	{ "<ix:header><ix:hidden>no</ix:hidden></ix:header><p>a "
	  "<ix:nonNumeric name='n'>b</ix:nonNumeric></p>", "P0 ~a b\n" },
	{ "<p>a</p><hr><div style='page-break-before:always'>b</div>",
	  "P0 ~a\n-\n-\nP0 ~b\n" },
	/* line breaks */
	{ "<p>4.1 First clause of the agreement, which is long enough to "
	  "fill a line<br>and goes on here.<br>4.2 Second.<br><br>Third</p>",
	  "P0 ~4.1 First clause of the agreement, which is long enough to "
	  "fill a line and goes on here.\nP0 ~4.2 Second.\nP0 ~Third\n" },
	{ "<pre>4.1 This line was cut at the right margin by\nsomebody.\n\n"
	  "4.2 Next</pre>", "P0 ~4.1 This line was cut at the right margin "
	  "by somebody.\nP0 ~4.2 Next\n" },
	{ "<p><b>a<i>b</b>c</i> d</p><p>e", "P0 l~abc^ d\nP0 ~e\n" },
	{ "<b>a<p>b</b>c</p>d", "P0 b~a\nP0 l~b^c\nP0 ~d\n" },
	{ "a<p", "P0 ~a<p\n" },
	{ "<![CDATA[a]]>b</x></div>", "P0 ~ab\n" },
};

static const char soup[] =
    "<div>4.2 Hosting. During the Term Northlake shall not offer any of</div>"
    "<div>its Models through any cloud other than the one that Cirrus</div>"
    "<div>runs, and shall not allow any other person to do so, except</div>"
    "<div>that it may serve them from data centers that it owns.</div>"
    "<div>4.3 Remedies. If Northlake breaches Section 4.2 then Cirrus may</div>"
    "<div>stop paying fees until the breach has been cured in full.</div>";

static const struct reading_case refusals[] = {
	{ "<meta charset=\"utf-7\"><p>+AGU-</p>", "E-ENCUNK" },
	{ "<meta http-equiv=x content=\"text/html; charset=hz-gb-2312\">a",
	  "E-ENCUNK" },
};

static void
lines_of_a_paragraph(void)
{
	struct reading r;

	reading_open(&r, &pv_reader_html, pv_span_str(soup));
	CHECK_INT(r.out.blocks.len, 2);
	CHECK(pv_span_find(pv_buf_view(&r.text),
	    PV_SPAN("any of its Models")) < r.text.len);
	reading_close(&r);
}

static void
hostile(void)
{
	struct reading r;
	struct pv_span s;

	reading_open(&r, &pv_reader_html, pv_span("<p>excl\0usive", 13));
	CHECK_STR(pv_buf_view(&r.text), "P0 ~exclusive\n");
	CHECK(reading_has_diag(&r, "W-INVIS"));
	reading_close(&r);

	reading_open(&r, &pv_reader_html, PV_SPAN(
	    "<style>p::after{content: \"exclusive\"}</style>"));
	CHECK(reading_has_diag(&r, "W-HIDDEN"));
	reading_close(&r);

	s = repeated("<a x=1 ", 12000);
	((char *)(uintptr_t)s.ptr)[s.len - 1] = '>';
	reading_open(&r, &pv_reader_html, s);
	CHECK_STR(pv_span_str(r.err.code), "E-SIZE");
	reading_close(&r);
	free((void *)(uintptr_t)s.ptr);

	s = repeated("<div>", 70000);
	reading_open(&r, &pv_reader_html, s);
	CHECK_STR(pv_span_str(r.err.code), "E-DEPTH");
	reading_close(&r);
	free((void *)(uintptr_t)s.ptr);
}

/* Nothing is lost behind deep nesting, and nothing is quadratic. */
static void
pathological(void)
{
	static const char *const units[] = { "<b>", "<b></p>", "<p><i>x",
		"<table><tr><td>x", "</td>", "<li>x", "<a x=\">\"", "<a x='",
		"<!--", "<![CDATA[", "<!", "&", "&#1", "<br>x", "<td>x",
		"<font></b>", "x\n", "<ul><li>x" };
	struct pv_span s;
	struct reading r;
	size_t i;

	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		s = repeated(units[i], 20000);
		reading_open(&r, &pv_reader_html, s);
		CHECK_INT(r.rc, PV_OK);
		reading_close(&r);
		free((void *)(uintptr_t)s.ptr);
	}
}

int
main(void)
{
	reading_cases(&pv_reader_html, cases,
	    sizeof(cases) / sizeof(cases[0]));
	reading_refusals(&pv_reader_html, refusals,
	    sizeof(refusals) / sizeof(refusals[0]));
	lines_of_a_paragraph();
	hostile();
	pathological();
	return CHECK_DONE();
}
