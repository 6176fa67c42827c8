/* SPDX-License-Identifier: MIT */
#include "blocks.h"

#define AKN "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/" \
	"akn/3.0\"><doc>"

static const struct reading_case akn[] = {
	{ AKN "<meta><x>no</x></meta><preface><p><docTitle>Hosting</docTitle> "
	  "Agreement</p></preface><mainBody><article><num>Article 4</num>"
	  "<heading>Exclusivity</heading><section><num>4.2</num><intro><p>"
	  "Northlake shall not:</p></intro><point><num>(a)</num><content><p>"
	  "host the <def>Models</def>;</p></content></point><wrapUp><p>in each"
	  " case, <ref href='#s9'>Section 9</ref>.</p></wrapUp></section>"
	  "</article></mainBody></doc></akomaNtoso>",
	  "P0 s~Hosting Agreement\nH1 s Article 4~Exclusivity\n"
	  "P2 s 4.2~Northlake shall not:\nP3 s (a)~host the Models;\n"
	  "P2 s~in each case, Section 9.\n" },
	{ AKN "<body><chapter><num>5</num><section><num>5.1</num><content><p>"
	  "a</p></content></section></chapter></body></doc></akomaNtoso>",
	  "H1 s~5\nP2 s 5.1~a\n" },
};

static const struct reading_case xml[] = {
	/* a full stop of its own: set in the line of what it heads */
	{ "<a><section><num>4</num><heading>Hosts.</heading><content>"
	  "<p>Any.</p><p>All.</p></content></section><section><num>5</num>"
	  "<heading>End.</heading></section><section><heading>Fees</heading>"
	  "<p>None.</p></section></a>",
	  "P1 l 4~Hosts.^ Any.\nP1 ~All.\nH1  5~End.\nH1 ~Fees\n"
	  "P1 ~None.\n" },
	{ "<contract><title>Deal</title><clause number=\"4.2\"><heading>Host"
	  "ing</heading><para>Northlake <foo>shall</foo> not.</para><clause "
	  "number=\"(a)\">first <x>thing</x> here</clause></clause>"
	  "</contract>",
	  "H0 ~Deal\nH1  4.2~Hosting\nP1 ~Northlake shall not.\n"
	  "P2  (a)~first thing here\n" },
	{ "<a><p><![CDATA[exclusive]]><![CDATA[ license]]></p></a>",
	  "P0 ~exclusive license\n" },
	{ "<a><p>&#x65;xcl&lt;&#xA0;b</p><!-- no --><?pi no?></a>",
	  "P0 ~excl<\302\240b\n" },
	{ "<!DOCTYPE a SYSTEM \"a.dtd\"><a><p>x</p></a>", "P0 ~x\n" },
	{ "<table><row><entry>A</entry><entry>B</entry></row></table>",
	  "R0 ~A | B\n" },
	{ "<a><b>Bold.</b> tail</a>", "P0 l~Bold.^ tail\n" },
	{ "<a><one>x</one><two>y</two></a>", "P0 ~x\nP0 ~y\n" },
};

static const struct reading_case refusals[] = {
	{ "<!DOCTYPE a [<!ENTITY c \"C\">]><a>&c;</a>", "E-DTD" },
	{ "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///x\">]><a>&x;</a>",
	  "E-DTD" },
	{ "<!DOCTYPE a [<!ENTITY % p SYSTEM \"x\"> %p;]><a/>", "E-DTD" },
	{ "<!DOCTYPE a [<!ATTLIST a b CDATA \"v\">]><a>x</a>", "E-DTD" },
	{ "<!DOCTYPE a [<!ATTLIST a b (x|y) \"x\">]><a>x</a>", "E-DTD" },
	{ "<!DOCTYPE a [<!ELEMENT a ANY>]><a>x</a>", "E-DTD" },
	{ "<!DOCTYPE a [<!NOTATION n SYSTEM \"n\">]><a>x</a>", "E-DTD" },
	{ "<!DOCTYPE a SYSTEM \"a.dtd\"><a>&gone;</a>", "E-XMLWF" },
	{ "<a>&gone;</a>", "E-XMLWF" },
	{ "<a><p>cut off", "E-XMLWF" },
	{ "<a/><b>tail</b>", "E-XMLWF" },
	{ "<a b=\"1\" b=\"2\">x</a>", "E-XMLWF" },
	{ "<?xml version=\"9.9\"?><a>x</a>", "E-XMLWF" },
	{ "<a><p>x</a></p>", "E-XMLWF" },
	{ "plain", "E-XMLWF" },
};

static void
nested(size_t n, const char *code)
{
	struct pv_buf b = PV_BUF_INIT;
	struct reading r;
	size_t i;

	for (i = 0; i < n; i++)
		pv_buf_str(&b, "<a>");
	pv_buf_str(&b, "x");
	for (i = 0; i < n; i++)
		pv_buf_str(&b, "</a>");
	reading_open(&r, &pv_reader_xml, pv_buf_view(&b));
	CHECK_STR(pv_span_str(r.err.code), code);
	if (*code == '\0')
		CHECK_STR(pv_buf_view(&r.text), "P0 ~x\n");
	reading_close(&r);
	pv_buf_release(&b);
}

static void
limits(void)
{
	struct pv_buf b = PV_BUF_INIT;
	struct reading r;
	size_t i;

	nested(256, "");
	nested(257, "E-DEPTH");
	nested(20000, "E-DEPTH");
	pv_buf_str(&b, "<a");
	for (i = 0; i < 3000; i++)
		pv_buf_printf(&b, " a%zu=\"1\"", i);
	pv_buf_str(&b, ">x</a>");
	reading_open(&r, &pv_reader_xml, pv_buf_view(&b));
	CHECK_STR(pv_span_str(r.err.code), "E-SIZE");
	reading_close(&r);
	pv_buf_release(&b);

	reading_open(&r, &pv_reader_xml, pv_span("<a>x\0y</a>", 10));
	CHECK_STR(pv_span_str(r.err.code), "E-XMLWF");
	reading_close(&r);
}

/* The place of an error is that of the text. */
static void
place(void)
{
	struct reading r;

	reading_open(&r, &pv_reader_xml, PV_SPAN("<a>\n<b>\n</c></a>"));
	CHECK_INT(r.err.line, 3);
	reading_close(&r);
}

static void
inclusion(void)
{
	struct reading r;

	reading_open(&r, &pv_reader_xml, PV_SPAN("<a xmlns:xi=\"http://www.w3"
	    ".org/2001/XInclude\"><p>x</p><xi:include href=\"file:///etc/"
	    "hosts\" parse=\"text\"/></a>"));
	CHECK_STR(pv_buf_view(&r.text), "P0 ~x\n");
	CHECK(reading_has_diag(&r, "W-XINCLUDE"));
	reading_close(&r);
}

static void
bids(void)
{
	struct pv_span name = PV_SPAN("a.xml");
	struct pv_span s = PV_SPAN("<?xml version=\"1.0\"?>" AKN);

	CHECK(pv_reader_akn.bid(s, name) > pv_reader_xml.bid(s, name));
	s = PV_SPAN("<a><p>x</p></a>");
	CHECK(pv_reader_xml.bid(s, name) > pv_reader_html.bid(s, name));
	CHECK_INT(pv_reader_akn.bid(s, name), 0);
	s = PV_SPAN("<?xml version=\"1.0\"?><!DOCTYPE html><html>");
	CHECK(pv_reader_html.bid(s, name) > pv_reader_xml.bid(s, name));
}

int
main(void)
{
	reading_cases(&pv_reader_akn, akn, sizeof(akn) / sizeof(akn[0]));
	reading_cases(&pv_reader_xml, xml, sizeof(xml) / sizeof(xml[0]));
	reading_refusals(&pv_reader_xml, refusals,
	    sizeof(refusals) / sizeof(refusals[0]));
	limits();
	place();
	inclusion();
	bids();
	return CHECK_DONE();
}
