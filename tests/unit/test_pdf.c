/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/buf.h"
#include "ingest/ingest.h"
#include "model/version.h"

#include "check.h"

/*
 * Layouts are written as scripts: "X Y TEXT" is a line at these points,
 * "X Y/SIZE TEXT" one of another size than 10, "--" begins a page and "^" in
 * front of a word raises it.  A letter is half as wide as it is high.
 */
#define HEAD "<!DOCTYPE html><html><head><title>a &lt; b</title></head>" \
	"<body>\n<doc>\n"
#define PAGE "  <page width=\"600.000000\" height=\"800.000000\">\n"
#define TAIL "  </page>\n</doc>\n</body>\n</html>\n"

static unsigned long
take(const char **s)
{
	char *end;
	unsigned long n = strtoul(*s, &end, 10);

	*s = end;
	return n;
}

static void
put_word(struct pv_buf *b, const char *w, size_t len, double x, double y,
    double size)
{
	bool raised = w[0] == '^';
	double high = raised ? size * 0.6 : size;
	struct pv_span s = pv_span(w + raised, len - raised);

	if (raised)
		y -= size * 0.1;
	pv_buf_printf(b, "<word xMin=\"%.6f\" yMin=\"%.6f\" xMax=\"%.6f\" "
	    "yMax=\"%.6f\">", x, y, x + (double)s.len * high / 2, y + high);
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '&')
			pv_buf_str(b, "&amp;");
		else
			pv_buf_char(b, s.ptr[i]);
	}
	pv_buf_str(b, "</word>\n");
}

/* One line of a script; returns what follows it. */
static const char *
put_line(struct pv_buf *b, const char *s)
{
	double x = (double)take(&s), y = (double)take(&s), size = 10;
	size_t len;

	if (*s == '/') {
		s++;
		size = (double)take(&s);
	}
	pv_buf_str(b, "<line xMin=\"0.0\" yMin=\"0.0\" xMax=\"1.0\" "
	    "yMax=\"1.0\">\n");
	while (*s == ' ') {
		s++;
		len = strcspn(s, " \n");
		put_word(b, s, len, x, y, size);
		x += (double)len * size / 2 + size * 0.3;
		if (s[len] == ' ' && s[len + 1] == '^')
			x -= size * 0.3;
		s += len;
	}
	pv_buf_str(b, "</line>\n");
	return *s == '\n' ? s + 1 : s;
}

static void
put_layout(struct pv_buf *b, const char *s)
{
	pv_buf_str(b, HEAD PAGE);
	while (*s != '\0') {
		if (strncmp(s, "--\n", 3) == 0) {
			pv_buf_str(b, "  </page>\n" PAGE);
			s += 3;
			continue;
		}
		s = put_line(b, s);
	}
	pv_buf_str(b, TAIL);
}

static struct pv_version *
read_as(const char *bytes, struct pv_span layout, struct pv_err *err)
{
	struct pv_source src = { .name = PV_SPAN("a.pdf"),
		.bytes = pv_span_str(bytes), .converted = layout };
	struct pv_version *v = NULL;

	memset(err, 0, sizeof(*err));
	if (pv_ingest(&src, NULL, &v, err) != PV_OK)
		return NULL;
	CHECK(pv_version_coverage(v).unaccounted == 0);
	CHECK_INT(v->format, PV_FORMAT_PDF);
	CHECK_INT(v->basis, PV_BASIS_TEXT);
	return v;
}

static struct pv_version *
read_script(const char *script)
{
	struct pv_buf b = PV_BUF_INIT;
	struct pv_version *v;
	struct pv_err err;

	put_layout(&b, script);
	v = read_as("%PDF-1.7\n", pv_buf_view(&b), &err);
	pv_buf_release(&b);
	return v;
}

/* Three pages with their heads and feet, where the text goes in between. */
#define EDGES(page, text) \
	"60 20 Hosting Agreement\n400 20 March " #page ", 2026\n" text \
	"280 760 Page " #page "\n60 775 Northlake Confidential\n"

/* A page whose head is the section that it begins with. */
#define SECTION(name, text) "60 30/8 " name "\n" text "--\n"

#define RIGHT(text) "450 30 Execution Version\n" text

#define RESERVED(n) "60 60 " n ". [Reserved]\n60 700 By: ____________\n"

#define NUMBERED "40 100 1\n40 124 2\n40 148 3\n40 172 4\n40 196 5\n" \
	"40 220 6\n40 244 7\n40 268 8\n40 292 9\n35 316 10\n35 340 11\n"

static const struct {
	const char *name, *script, *text;
} cases[] = {
	{ "lines become paragraphs by gap and number",
	    "60 100 1. Grant. Northlake grants Cirrus the exclusive right to"
	    " host the Models on its\n"
	    "60 112 platform for the Term of this Agreement.\n"
	    "60 136 The right is personal to Cirrus and ends with the Term of"
	    " this Agreement unless\n"
	    "60 148 the parties agree otherwise in writing before that day.\n"
	    "60 160 2. Fees. Cirrus pays to Northlake the fees for each month"
	    " that Section\n"
	    "60 172 2.1 states.\n",
	    "1. Grant. Northlake grants Cirrus the exclusive right to host the"
	    " Models on its platform for the Term of this Agreement.\n\n"
	    "The right is personal to Cirrus and ends with the Term of this"
	    " Agreement unless the parties agree otherwise in writing before"
	    " that day.\n\n"
	    "2. Fees. Cirrus pays to Northlake the fees for each month that"
	    " Section 2.1 states.\n" },
	{ "words broken at line ends are whole again",
	    "60 100 1. Grant. Northlake grants a non-\n"
	    "60 112 exclusive licence and no other licence; a licence is not"
	    " exclu-\n"
	    "60 124 sive unless it says that it is an exclusive one.\n",
	    "1. Grant. Northlake grants a non-exclusive licence and no other"
	    " licence; a licence is not exclusive unless it says that it is an"
	    " exclusive one.\n" },
	{ "numbers in a column of their own",
	    "60 100 4.\n90 100 Exclusivity.\n"
	    "60 120 4.1\n90 120 Cirrus is the only cloud that hosts the Models"
	    " of Northlake during\n"
	    "90 132 the Term, and nobody else may.\n"
	    "60 150 4.2\n90 150 Neither Alder nor Basalt may resell them.\n"
	    "90 168 (a)\n120 168 Not to Kestrel.\n"
	    "90 184 \342\200\242\n120 184 Not to anyone else.\n",
	    "4. Exclusivity.\n\n"
	    "4.1 Cirrus is the only cloud that hosts the Models of Northlake"
	    " during the Term, and nobody else may.\n\n"
	    "4.2 Neither Alder nor Basalt may resell them.\n\n"
	    "(a) Not to Kestrel.\n\n"
	    "\342\200\242 Not to anyone else.\n" },
	{ "two columns under a head",
	    "180 60/16 HOSTING AGREEMENT\n"
	    "60 100 1. Term. This Agreement lasts for five\n"
	    "330 103 years, and Cirrus may not refuse it\n"
	    "60 112 years and no longer than that unless\n"
	    "330 115 without a reason that it states then.\n"
	    "60 124 the parties extend it by an agreement\n"
	    "330 127 3. Notices. All notices are in writing\n"
	    "60 136 in writing that both of them sign.\n"
	    "330 139 and go to the address that the other\n"
	    "60 148 2. Renewal. Northlake may extend the\n"
	    "330 151 party has last given to the sender.\n"
	    "60 160 term of this Agreement by up to three\n"
	    "330 163 4. Law. The law of the State governs.\n",
	    "HOSTING AGREEMENT\n\n"
	    "1. Term. This Agreement lasts for five years and no longer than"
	    " that unless the parties extend it by an agreement in writing that"
	    " both of them sign.\n\n"
	    "2. Renewal. Northlake may extend the term of this Agreement by up"
	    " to three years, and Cirrus may not refuse it without a reason that"
	    " it states then.\n\n"
	    "3. Notices. All notices are in writing and go to the address that"
	    " the other party has last given to the sender.\n\n"
	    "4. Law. The law of the State governs.\n" },
	{ "heads and feet go, sentences stay whole",
	    "180 60 HOSTING AGREEMENT\n"
	    EDGES(1, "60 100 1. Fees. Cirrus pays what Schedule 1 states within"
	    " thirty days of an invoice and\n")
	    "--\n"
	    EDGES(2, "60 60 Northlake sends the invoice at the end of each month"
	    " that ends in the Term.\n"
	    "60 84 2. Tax. Fees are net of\n")
	    "--\n"
	    EDGES(3, "60 60 tax, which Cirrus bears.\n"),
	    "HOSTING AGREEMENT\n\n"
	    "1. Fees. Cirrus pays what Schedule 1 states within thirty days of"
	    " an invoice and Northlake sends the invoice at the end of each"
	    " month that ends in the Term.\n\n"
	    "2. Tax. Fees are net of tax, which Cirrus bears.\n" },
	{ "a head that names the section of its page goes",
	    SECTION("1. Grant", "60 70 1. Grant\n60 90 1.1 Northlake grants a"
	    " licence to Cirrus. It lasts for five years\n")
	    SECTION("1. Grant", "60 70 from the date of this Agreement.\n"
	    "60 90 2. Fees\n60 110 2.1 Cirrus pays the fees that are due at the"
	    " end of each of the months\n")
	    SECTION("2. Fees", "60 70 of the Term.\n60 90 3. Law\n60 110 3.1"
	    " The law of the State governs this Agreement and what comes\n")
	    SECTION("3. Law", "60 70 from it.\n"),
	    "1. Grant\n\n1.1 Northlake grants a licence to Cirrus. It lasts for"
	    " five years from the date of this Agreement.\n\n"
	    "2. Fees\n\n2.1 Cirrus pays the fees that are due at the end of"
	    " each of the months of the Term.\n\n"
	    "3. Law\n\n3.1 The law of the State governs this Agreement and what"
	    " comes from it.\n" },
	{ "headings at the tops of pages stay",
	    "60 40 SCHEDULE A\n60 70 1. The hall stands in the north.\n--\n"
	    "60 40 SCHEDULE B\n60 70 1. Cirrus pays $1,200 a month.\n--\n"
	    "60 40 SCHEDULE C\n60 70 1. Support is given at all hours.\n",
	    "SCHEDULE A\n\n1. The hall stands in the north.\n\n"
	    "SCHEDULE B\n\n1. Cirrus pays $1,200 a month.\n\n"
	    "SCHEDULE C\n\n1. Support is given at all hours.\n" },
	{ "a running head at the right is no title on the first page",
	    RIGHT("60 70 This Agreement is made between Northlake and Cirrus on"
	    " the first day of March.\n")
	    "--\n" RIGHT("60 70 1. Fees. Cirrus pays the fees that are due at"
	    " the end of each of the months.\n")
	    "--\n" RIGHT("60 70 2. Law. The law of the State governs this"
	    " Agreement and all of its parts.\n"),
	    "This Agreement is made between Northlake and Cirrus on the first"
	    " day of March.\n\n"
	    "1. Fees. Cirrus pays the fees that are due at the end of each of"
	    " the months.\n\n"
	    "2. Law. The law of the State governs this Agreement and all of its"
	    " parts.\n" },
	{ "text that repeats is no furniture",
	    RESERVED("1") "--\n" RESERVED("2") "--\n" RESERVED("3"),
	    "1. [Reserved]\n\nBy: ____________\n\n"
	    "2. [Reserved]\n\nBy: ____________\n\n"
	    "3. [Reserved]\n\nBy: ____________\n" },
	{ "numbers of lines in the margin",
	    NUMBERED "90 100 1. Fees. Cirrus pays the fees of Schedule 1 within"
	    " thirty days of the date\n"
	    "90 124 of an invoice.\n"
	    "--\n" NUMBERED "90 100 2. Law. The law of the State governs this"
	    " Agreement and each of its parts\n"
	    "90 124 and nothing else.\n",
	    "1. Fees. Cirrus pays the fees of Schedule 1 within thirty days of"
	    " the date of an invoice.\n\n"
	    "2. Law. The law of the State governs this Agreement and each of its"
	    " parts and nothing else.\n" },
	{ "a number at the end of a line begins the clause below",
	    "60 100 1. NEITHER PARTY IS LIABLE FOR ANY INDIRECT LOSS OR LOST"
	    " PROFITS OF ANY KIND. 2.\n"
	    "60 112 Arbitration. Each party agrees to settle all that is in"
	    " dispute by arbitration only.\n",
	    "1. NEITHER PARTY IS LIABLE FOR ANY INDIRECT LOSS OR LOST PROFITS"
	    " OF ANY KIND. 2. Arbitration. Each party agrees to settle all that"
	    " is in dispute by arbitration only.\n" },
	{ "rows of tables and their cells",
	    "60 100 Service\n250 100 Fee\n400 100 Note\n"
	    "60 116 Hosting in two\n250 116 $1,200\n400 116 Fixed for a year,\n"
	    "60 128 regions\n400 128 then indexed\n"
	    "60 144 Support\n250 144 $300\n400 144 Business hours\n"
	    "60 180 By: ____________\n300 180 By: ____________\n"
	    "60 196 Name: A. Reed\n300 196 Name: B. Stone\n",
	    "Service | Fee | Note\n\n"
	    "Hosting in two regions | $1,200 | Fixed for a year, then"
	    " indexed\n\n"
	    "Support | $300 | Business hours\n\n"
	    "By: ____________\n\nName: A. Reed\n\n"
	    "By: ____________\n\nName: B. Stone\n" },
	{ "a full cell leaves no gap",
	    "60 100 Item\n131 100 Sum\n300 100 Due\n"
	    "60 116 Large machines $900\n300 116 monthly\n"
	    "60 132 Disks\n131 132 $20\n300 132 yearly\n",
	    "Item | Sum | Due\n\nLarge machines | $900 | monthly\n\n"
	    "Disks | $20 | yearly\n" },
	{ "terms and what they mean",
	    "60 100 \"Models\"\n200 100 means what Northlake trains and sells"
	    " to others, with all weights\n"
	    "200 112 that belong to it.\n"
	    "60 130 \"Term\"\n200 130 means five years.\n",
	    "\"Models\" means what Northlake trains and sells to others, with"
	    " all weights that belong to it.\n\n"
	    "\"Term\" means five years.\n" },
	{ "heads in the margin",
	    "60 100 Use of the\n160 100 Cirrus uses the Models for its own"
	    " business and for no other aim at all.\n"
	    "60 112 Models\n160 112 It keeps a record of each use that it makes"
	    " of them during the Term.\n"
	    "160 130 Kestrel may inspect the record once a year after notice of"
	    " thirty days.\n"
	    "60 160 Payment\n160 160 Cirrus pays the fees at the end of each"
	    " month without any deduction.\n"
	    "160 172 Interest runs at five per cent a year from the day on which"
	    " it is due.\n"
	    "60 200 Law\n160 200 The law of the State governs this Agreement and"
	    " all that follows from it.\n",
	    "Use of the Models\n\n"
	    "Cirrus uses the Models for its own business and for no other aim at"
	    " all. It keeps a record of each use that it makes of them during"
	    " the Term.\n\n"
	    "Kestrel may inspect the record once a year after notice of thirty"
	    " days.\n\n"
	    "Payment\n\n"
	    "Cirrus pays the fees at the end of each month without any"
	    " deduction. Interest runs at five per cent a year from the day on"
	    " which it is due.\n\n"
	    "Law\n\n"
	    "The law of the State governs this Agreement and all that follows"
	    " from it.\n" },
	{ "notes stand behind what they interrupt",
	    "60 100 1. Fees. Cirrus pays the fees that the letter ^1 states for"
	    " each of the months that\n"
	    "60 700/8 ^1 The letter of 3 May 2025 that the parties keep, with"
	    " its annexes and all that\n"
	    "60 710/8 amends it.\n"
	    "--\n"
	    "60 60 end in the Term.\n",
	    "1. Fees. Cirrus pays the fees that the letter[^1] states for"
	    " each of the months that end in the Term.\n\n"
	    "[^1] The letter of 3 May 2025 that the parties keep, with its"
	    " annexes and all that amends it.\n" },
	{ "a mark apart from its line stands where it belongs",
	    "60 100 1. Fees. Cirrus pays the fees of the letter for each of"
	    " the months.\n" "195 101/3 1\n"
	    "60 700/8 ^1 The letter of 3 May 2025.\n",
	    "1. Fees. Cirrus pays the fees[^1] of the letter for each of the"
	    " months.\n\n"
	    "[^1] The letter of 3 May 2025.\n" },
	{ "a raised digit that no note has is an exponent",
	    "60 100 1. The hall has 20 m ^2 of room and 10 ^3 racks.\n"
	    "60 700/8 ^1 Measured by Kestrel.\n",
	    "1. The hall has 20 m\302\262 of room and 10^3 racks.\n\n"
	    "[^1] Measured by Kestrel.\n" },
	{ "parts of a word in two fonts are one word",
	    "60 100 1. On the 20 ^th of March R&D ends.\n",
	    "1. On the 20th of March R&D ends.\n" },
};

static void
test_cases(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct pv_version *v = read_script(cases[i].script);
		unsigned before = check_failed;

		CHECK(v != NULL);
		if (v != NULL)
			CHECK_STR(v->text, cases[i].text);
		if (check_failed > before)
			printf("# %s\n", cases[i].name);
		pv_version_free(v);
	}
}

/* The line of a clause, and of a diagnostic, is its page. */
static void
test_pages(void)
{
	struct pv_version *v = read_script(
	    "60 100 1. Grant. Northlake grants a licence.\n"
	    "--\n--\n"
	    "60 100 2. Fees. Cirrus pays the\342\200\213 fees.\n"
	    "--\n--\n--\n"
	    "60 100 3. Term. It lasts.\n--\n");
	uint32_t c;
	bool named = false, placed = false;

	CHECK(v != NULL);
	if (v == NULL)
		return;
	c = pv_version_find(v, PV_SPAN("1"));
	CHECK(c != PV_NONE && v->clauses[c].line == 1);
	c = pv_version_find(v, PV_SPAN("2"));
	CHECK(c != PV_NONE && v->clauses[c].line == 3);
	c = pv_version_find(v, PV_SPAN("3"));
	CHECK(c != PV_NONE && v->clauses[c].line == 6);
	for (size_t i = 0; i < v->ndiags; i++) {
		const struct pv_diag *d = &v->diags[i];

		if (pv_span_eq(pv_version_str(v, d->code),
		    PV_SPAN("W-NOTEXT"))) {
			named = true;
			CHECK_STR(pv_version_str(v, d->msg), "pages 2, 4-5, 7"
			    " have no text layer: scanned pages are images");
			CHECK_INT(d->line, 0);
		} else {
			placed = true;
			CHECK_INT(d->line, 3);
		}
	}
	CHECK(named && placed);
	pv_version_free(v);
}

#define WORD(x) "<line><word xMin=\"" x "\" yMin=\"1\" xMax=\"20\" " \
	"yMax=\"10\">Fees</word></line>"

static const struct {
	const char *bytes, *layout, *code, *says;
} refused[] = {
	{ "%PDF-1.7", "", "E-FORMAT", "pdftotext could not read it" },
	{ "%PDF-1.7 trailer << /Encrypt 5 0 R >>", "", "E-CRYPT",
	    "encrypted" },
	{ "%PDF-1.7", "garbage", "E-FORMAT", "could not read" },
	{ "%PDF-1.7", HEAD PAGE WORD("1"), "E-FORMAT", "could not read" },
	{ "%PDF-1.7", HEAD PAGE "</page></doc>", "E-FORMAT",
	    "could not read" },
	{ "%PDF-1.7", HEAD PAGE TAIL, "E-NOTEXT", "scanned pages" },
	{ "%PDF-1.7", HEAD "</doc></body></html>", "E-NOTEXT",
	    "no text layer" },
	{ "%PDF-1.7", HEAD PAGE WORD("nan") TAIL, "E-FORMAT", "its place" },
	{ "%PDF-1.7", HEAD PAGE WORD("1e9") TAIL, "E-FORMAT", "its place" },
	{ "%PDF-1.7", HEAD PAGE WORD("") TAIL, "E-FORMAT", "its place" },
	{ "%PDF-1.7", HEAD PAGE WORD("-") TAIL, "E-FORMAT", "its place" },
	{ "%PDF-1.7", HEAD PAGE WORD("1.5x") TAIL, "E-FORMAT", "its place" },
	{ "%PDF-1.7", HEAD PAGE WORD("99999999999999999999") TAIL, "E-FORMAT",
	    "its place" },
	{ "%PDF-1.7", HEAD WORD("1") "</doc></body></html>", "E-FORMAT",
	    "on no page" },
	{ "%PDF-1.7", HEAD "<page width=\"inf\" height=\"1\">" TAIL,
	    "E-FORMAT", "without a size" },
	{ "%PDF-1.7", HEAD PAGE "<word xMin=\"1\" yMin=\"1\" xMax=\"2\" "
	    "yMax=\"2\">Fees" TAIL, "E-FORMAT", "does not end" },
};

static void
test_refused(void)
{
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct pv_err err;
		struct pv_version *v = read_as(refused[i].bytes,
		    pv_span_str(refused[i].layout), &err);

		CHECK(v == NULL);
		CHECK_STR(pv_span_str(err.code), refused[i].code);
		CHECK(strstr(err.msg, refused[i].says) != NULL);
		pv_version_free(v);
	}
}

/* Places that no page has, and words without any size, are no harm. */
static void
test_odd(void)
{
	static const char *const words[] = {
		WORD("-99999.999999"), WORD("30"), WORD("1.") WORD("1.0000000"),
		("<word xMin=\"1\" yMin=\"1\" xMax=\"1\" yMax=\"1\">\377\001x"
		"</word>")
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		struct pv_buf b = PV_BUF_INIT;
		struct pv_err err;
		struct pv_version *v;

		pv_buf_printf(&b, "%s%s%s", HEAD PAGE, words[i], TAIL);
		v = read_as("%PDF-1.7", pv_buf_view(&b), &err);
		CHECK(v != NULL);
		pv_version_free(v);
		pv_buf_release(&b);
	}
}

/* Words one above the other, as sideways text has them. */
#define UP(x, y, text) "<word xMin=\"" #x "\" yMin=\"" #y ".0\" xMax=\"" #x \
	".99\" yMax=\"" #y ".99\">" text "</word>"

#define PUA "\356\200\261\356\200\262\356\200\263\356\200\264"

/* Text that runs up the page is read as if the page were turned. */
static void
test_turned(void)
{
	static const char layout[] = HEAD PAGE
	    "<line>" UP(62, 700, "2.") UP(62, 698, "Fees.") "</line>"
	    "<line>" UP(60, 700, "1.") UP(60, 698, "Grant") UP(60, 696, "of")
	    UP(60, 694, "rights.") "</line>" TAIL;
	struct pv_err err;
	struct pv_version *v = read_as("%PDF-1.7", PV_SPAN(layout), &err);

	CHECK(v != NULL);
	if (v != NULL)
		CHECK_STR(v->text, "1. Grant of rights.\n\n2. Fees.\n");
	pv_version_free(v);
}

/* A font that gives its letters no meaning is told, page by page. */
static void
test_strange(void)
{
	struct pv_version *v = read_script("60 100 1. Fees.\n--\n60 100 "
	    PUA PUA PUA " " PUA PUA PUA "\n--\n60 100 " PUA " Law.\n");
	size_t told = 0;

	CHECK(v != NULL);
	for (size_t i = 0; v != NULL && i < v->ndiags; i++) {
		if (!pv_span_eq(pv_version_str(v, v->diags[i].code),
		    PV_SPAN("W-NOTEXT")))
			continue;
		told++;
		CHECK_STR(pv_version_str(v, v->diags[i].msg), "page 2 has text"
		    " without meaning: its fonts do not tell which letters they"
		    " draw");
	}
	CHECK(told == 1);
	pv_version_free(v);
}

int
main(void)
{
	test_cases();
	test_pages();
	test_refused();
	test_odd();
	test_turned();
	test_strange();
	return CHECK_DONE();
}
