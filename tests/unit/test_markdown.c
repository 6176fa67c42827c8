/* SPDX-License-Identifier: MIT */
#include "blocks.h"

static const struct reading_case cases[] = {
	{ "# Hosting Agreement #\n\nBetween Northlake\nand Cirrus.\n",
	  "H1 ~Hosting Agreement\nP0 ~Between Northlake and Cirrus.\n" },
	{ "Title\n=====\n1\\. Services.\n---\ntext\n",
	  "H1 ~Title\nH2 ~1. Services.\nP0 ~text\n" },
	{ "**5.1.** Use of Data. Text.\n\n**1. The Agreement**. Text\n",
	  "P0 l~5.1.^ Use of Data. Text.\n"
	  "P0 l~1. The Agreement^. Text\n" },
	{ "1. Service\n    1. **Access.** Text\n    2. More\n        a. Item\n"
	  "        b. Item\n    3. Last\n\n2. Fees\n",
	  "I1 r 1.~Service\nI2 lr 1.1~Access.^ Text\nI2 r 1.2~More\n"
	  "I3 r a.~Item\nI3 r b.~Item\nI2 r 1.3~Last\nI1 r 2.~Fees\n" },
	{ "- a\n    1. b\n        1. c\n", "I1  -~a\nI2 r 1.~b\nI3 r 1.~c\n" },
	{ "1. one\n1. two\n1. three\n",
	  "I1 r 1.~one\nI1 r 2.~two\nI1 r 3.~three\n" },
	{ "*   1.1. Term. Five years.\n*   plain\n",
	  "I1 ~1.1. Term. Five years.\nI1  *~plain\n" },
	{ "1.  ## Service\n\n    1.1 <span class=\"header_3\" id=\"1.1\">Use."
	  "</span> Text.\n",
	  "I1 br 1.~Service\nP1 l~1.1 Use.^ Text.\n" },
	{ "ex*clus*ive, __sole__ and ~~only~~ `code` \\* snake_case_name\n",
	  "P0 ~exclusive, sole and only code * snake_case_name\n" },
	{ "fee of [***], [*] or [**], $***, *** and \"***\" by ____.\n",
	  "P0 ~fee of [***], [*] or [**], $***, *** and \"***\" by ____.\n" },
	{ "price* and cost 2*3*4\n", "P0 ~price* and cost 2*3*4\n" },
	{ "see [the policy](https://x.example/a_(b) \"t\"), [terms][t],"
	  " [Customer Name] <https://y.example>\n\n[t]: https://t.example/\n",
	  "P0 ~see the policy, terms, [Customer Name] https://y.example\n" },
	{ "a &amp; b&nbsp;&#147;c&#148; AT&T\n",
	  "P0 ~a & b\302\240\342\200\234c\342\200\235 AT&T\n" },
	{ "one <!-- gone\n\nstill gone --> two\n",
	  "P0 ~one <!-- gone\nP0 ~still gone --> two\n" },
	{ "<!-- gone\n\nstill gone -->\ntwo\n", "P0 ~two\n" },
	{ "> quoted\n> text\n\n* * *\nafter\n", "P0 ~quoted text\n-\nP0 ~after\n" },
	{ "| Cloud | Fee |\n|---|---|\n| Cirrus | $1 |\n",
	  "R0 ~Cloud | Fee\nR0 ~Cirrus | $1\n" },
	{ "```\n4.1 *as* is\n```\n", "P0 ~4.1 *as* is\n" },
	{ "pay $5 on <Customer Name> in\n2020. The end\n",
	  "P0 ~pay $5 on <Customer Name> in 2020. The end\n" },
	{ "**2. Term.** Five years.\n2.1 Renewal. None.\n",
	  "P0 l~2. Term.^ Five years.\nP0 ~2.1 Renewal. None.\n" },
	{ "---\ntitle: x\n---\ntext\n", "P0 ~text\n" },
	{ "***bold italic*** **a *b* c**\n", "P0 b~bold italic a b c\n" },
	{ "text\r\nmore\r\n\r\nlast", "P0 ~text more\nP0 ~last\n" },
	{ "a\n\n&nbsp;\n\nb\n", "P0 ~a\nP0 ~b\n" },
};

static void
links(void)
{
	struct reading r;

	reading_open(&r, &pv_reader_markdown,
	    PV_SPAN("see [a](https://x.example/) now\n"));
	CHECK_INT(r.out.links.len, 1);
	if (r.out.links.len == 1) {
		struct pv_raw_link *l = r.out.links.ptr;

		CHECK_INT(l->src, 4);
		CHECK_STR(l->url, "https://x.example/");
	}
	reading_close(&r);
}

/* Fragments that map one to one are the source's own bytes. */
static void
offsets(void)
{
	static const char text[] = "# A\n\n*   1.1. **Term**. a\n  &amp; b\n";
	struct reading r;
	size_t i;

	reading_open(&r, &pv_reader_markdown, pv_span_str(text));
	CHECK(r.out.frags.len > 4);
	for (i = 0; i < r.out.frags.len; i++) {
		struct pv_frag *f = PV_VEC_AT(&r.out.frags, struct pv_frag, i);

		if (f->text.len == f->src_len)
			CHECK(memcmp(f->text.ptr, text + f->src,
			    f->src_len) == 0);
	}
	reading_close(&r);
}

/* Texts on which a careless parser is quadratic. */
static void
pathological(void)
{
	static const char *const units[] = { "*a ", "**", "_a__b_", "[", "](",
		"[a](", "`", "<a ", "<!--", "&#", "> ", "- ", "1. ", "  - x\n",
		"|", "a|b\n", "\\", "![", "~~x", "[a][b] ", "*a_ ", "<b>" };
	struct pv_span s;
	struct reading r;
	size_t i;

	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		s = repeated(units[i], 60000);
		reading_open(&r, &pv_reader_markdown, s);
		CHECK_INT(r.rc, PV_OK);
		reading_close(&r);
		free((void *)(uintptr_t)s.ptr);
	}
}

static void
bids(void)
{
	struct pv_span md = PV_SPAN(".md"), none = PV_SPAN("x.txt");

	CHECK(pv_reader_markdown.bid(PV_SPAN("plain\n"), md) >
	    pv_reader_html.bid(PV_SPAN("plain\n"), md));
	CHECK(pv_reader_markdown.bid(PV_SPAN("1. <span id=\"1\">A</span>\n"),
	    md) > pv_reader_html.bid(PV_SPAN("1. <span id=\"1\">A</span>\n"),
	    md));
	CHECK_INT(pv_reader_markdown.bid(PV_SPAN("fee* of [***]\n* note\n"),
	    none), 0);
	CHECK_INT(pv_reader_markdown.bid(PV_SPAN("TITLE\n-----\n1.1 Text\n"),
	    none), 0);
	CHECK(pv_reader_markdown.bid(PV_SPAN("# A\n\n## B\n\n**Term.** x\n"
	    "[a](https://b.example)\n\n**C.** d\n"), none) > 50);
	CHECK_INT(pv_reader_markdown.bid(PV_SPAN("<!DOCTYPE html><p>"), md),
	    0);
}

int
main(void)
{
	reading_cases(&pv_reader_markdown, cases,
	    sizeof(cases) / sizeof(cases[0]));
	links();
	offsets();
	pathological();
	bids();
	return CHECK_DONE();
}
