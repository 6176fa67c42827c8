/* SPDX-License-Identifier: MIT */
#include "ingest_util.h"

static void
test_lines(void)
{
	EXPECT("one\n", "one");
	EXPECT("one", "one");
	EXPECT("One.\r\nTwo.\rThree.\vFour.\fFive.\n",
	    "One.$Two.$Three.$Four.$Five.");
	EXPECT("One.\302\205Two.\342\200\250Three.\342\200\251Four.",
	    "One.$Two.$Three.$Four.");
	EXPECT("1. Grant\r\n2. an exclusive\nlicence\r3. Term\v\f4. Law\n",
	    "1. Grant$2. an exclusive licence$3. Term$4. Law");
}

/* Wrapped at 60 or so, paragraphs by empty lines. */
static void
test_wrapped(void)
{
	EXPECT("4. Hosting\n\n"
	    "   4.1 Northlake shall serve each Model that it makes generally\n"
	    "available from Cirrus Regions only, and shall not, whether by\n"
	    "itself or through an Affiliate, make a Model available from a\n"
	    "region of Alder or Basalt, save as set out in Section\n"
	    "4.3. Cirrus shall publish the list of its regions before\n"
	    "2020. The list may be changed on ninety days' notice, up to\n"
	    "5,000 times a year.\n"
	    "   4.2 Fees are due\n"
	    "on the first day of each month.\n",
	    "4. Hosting$"
	    "4.1 Northlake shall serve each Model that it makes generally "
	    "available from Cirrus Regions only, and shall not, whether by "
	    "itself or through an Affiliate, make a Model available from a "
	    "region of Alder or Basalt, save as set out in Section "
	    "4.3. Cirrus shall publish the list of its regions before "
	    "2020. The list may be changed on ninety days' notice, up to "
	    "5,000 times a year.$"
	    "4.2 Fees are due on the first day of each month.");
	EXPECT("Northlake shall not do any of the following with a Model in\n"
	    "the Territory during the Term:\n"
	    "(a) make it available through a cloud other than that which\n"
	    "Cirrus operates;\n"
	    "(b) license it to Basalt for any purpose, whether or not for\n"
	    "consideration; or\n"
	    "(c) permit Kestrel to do so.\n",
	    "Northlake shall not do any of the following with a Model in "
	    "the Territory during the Term:$"
	    "(a) make it available through a cloud other than that which "
	    "Cirrus operates;$"
	    "(b) license it to Basalt for any purpose, whether or not for "
	    "consideration; or$"
	    "(c) permit Kestrel to do so.");
}

/* So few lines that they tell no width. */
static void
test_few(void)
{
	EXPECT("2.8 Unless the shop is run by a rival, Halden may show the Tutor in the\n"
	    "Halden Portal to its members.\n",
	    "2.8 Unless the shop is run by a rival, Halden may show the Tutor in the "
	    "Halden Portal to its members.");
	EXPECT("For the first seven years after the works are done and handed over, Great\n"
	    "Prairie shall take all of its power for the site from the Owl Creek plant.\n",
	    "For the first seven years after the works are done and handed over, Great "
	    "Prairie shall take all of its power for the site from the Owl Creek plant.");
	EXPECT("Line 4: all prompts and the answers that they had from the models for the term\n"
	    "Line 5: none\n",
	    "Line 4: all prompts and the answers that they had from the models for the term$"
	    "Line 5: none");
	EXPECT("Halden Research Institute of Northern Norway and Affiliated Clinics Group\n"
	    "Master Agreement on Hosting\n",
	    "Halden Research Institute of Northern Norway and Affiliated Clinics Group$"
	    "Master Agreement on Hosting");
}

/* Headings and text in capitals, which lines hold less of. */
static void
test_capitals(void)
{
	EXPECT("MASTER HOSTING AGREEMENT\n"
	    "Northlake and Cirrus agree as follows for the whole of the term\n"
	    "of this Agreement and for such time after it as is needed to\n"
	    "wind down.\n"
	    "8. Disclaimer. EXCEPT AS SET OUT HERE THE MODELS ARE\n"
	    "GIVEN AS THEY ARE AND NEITHER PARTY WARRANTS\n"
	    "ANYTHING ABOUT THEM WHATSOEVER.\n",
	    "MASTER HOSTING AGREEMENT$"
	    "Northlake and Cirrus agree as follows for the whole of the term "
	    "of this Agreement and for such time after it as is needed to "
	    "wind down.$"
	    "8. Disclaimer. EXCEPT AS SET OUT HERE THE MODELS ARE "
	    "GIVEN AS THEY ARE AND NEITHER PARTY WARRANTS "
	    "ANYTHING ABOUT THEM WHATSOEVER.");
}

/* Too few lines to tell a width from, or only lines in capitals. */
static void
test_excerpts(void)
{
	EXPECT("6.1 Cap. EXCEPT FOR A BREACH OF SECTION 6.2, THE WHOLE\n"
	    "LIABILITY OF EITHER PARTY IN CONNECTION WITH THE MODELS,\n"
	    "HOWEVER IT ARISES, SHALL NOT EXCEED WHAT KESTREL PAID IN\n"
	    "THE YEAR BEFORE THE CLAIM.\n",
	    "6.1 Cap. EXCEPT FOR A BREACH OF SECTION 6.2, THE WHOLE "
	    "LIABILITY OF EITHER PARTY IN CONNECTION WITH THE MODELS, "
	    "HOWEVER IT ARISES, SHALL NOT EXCEED WHAT KESTREL PAID IN "
	    "THE YEAR BEFORE THE CLAIM.");
	EXPECT("9.4 Exit. When Northlake comes under the control of Basalt,\n"
	    "Cirrus may end this Agreement by notice given within sixty\n"
	    "(60) days after it has heard of it.\n",
	    "9.4 Exit. When Northlake comes under the control of Basalt, "
	    "Cirrus may end this Agreement by notice given within sixty "
	    "(60) days after it has heard of it.");
	EXPECT("Clause 4.2 of the Hosting Agreement (Use of\n"
	    "Regions) is deleted.\n",
	    "Clause 4.2 of the Hosting Agreement (Use of "
	    "Regions) is deleted.");
	EXPECT("Northlake, Inc.,\nHarbour Street 4,\nKestrel Bay\n",
	    "Northlake, Inc.,$Harbour Street 4,$Kestrel Bay");
}

/* New paragraphs by indentation alone. */
static void
test_indented(void)
{
	EXPECT("     Cirrus shall keep the Models apart from the data of its\n"
	    "own customers and shall tell Northlake of any access to them\n"
	    "that Northlake did not ask for, at once and in writing to us.\n"
	    "     Northlake may audit this once a year at its own expense,\n"
	    "and more often when a breach was found in the year before.\n",
	    "Cirrus shall keep the Models apart from the data of its "
	    "own customers and shall tell Northlake of any access to them "
	    "that Northlake did not ask for, at once and in writing to us.$"
	    "Northlake may audit this once a year at its own expense, "
	    "and more often when a breach was found in the year before.");
}

static void
test_one_line_paragraphs(void)
{
	EXPECT("1. Term. This Agreement runs for five years from the Effective"
	    " Date and is then renewed from year to year unless a party says "
	    "otherwise.\n"
	    "2. Exit. Each party may end it for cause; on its end each party "
	    "returns what it holds of the other party and confirms that in "
	    "writing.\n",
	    "1. Term. This Agreement runs for five years from the Effective"
	    " Date and is then renewed from year to year unless a party says "
	    "otherwise.$"
	    "2. Exit. Each party may end it for cause; on its end each party "
	    "returns what it holds of the other party and confirms that in "
	    "writing.");
}

static void
test_tables(void)
{
	static const char table[] = "Fees\n\n"
	    "Region        Rate      Due\n"
	    "North         1.20      monthly\n"
	    "South         0.90      yearly\n";
	struct util_read r = util_read(PV_SPAN(table), &pv_reader_text, NULL);

	EXPECT(table, "Fees$Region | Rate | Due$North | 1.20 | monthly$"
	    "South | 0.90 | yearly");
	CHECK(r.v != NULL && r.n == 4);
	CHECK_INT(r.paras[0].kind, PV_BLOCK_PARA);
	CHECK_INT(r.paras[2].kind, PV_BLOCK_ROW);
	CHECK_INT(r.paras[3].line, 5);
	pv_version_free(r.v);
	EXPECT("1. Definitions ............ 3\n2. Hosting ................ 7\n",
	    "1. Definitions ............ 3$2. Hosting ................ 7");
	EXPECT("<PAGE>   7\n<TABLE>\n<CAPTION>\n<S>      <C>\n"
	    "Fee      12\n</TABLE>\nThe fee is fixed.\n",
	    "Fee | 12$The fee is fixed.");
}

static void
test_bullets(void)
{
	struct util_read r = util_read(PV_SPAN("Cirrus may:\n\n"
	    "  \342\200\242 host the Models;\n\n  \342\200\242 embed them.\n"),
	    &pv_reader_text, NULL);

	CHECK(r.v != NULL && r.n == 3);
	CHECK_INT(r.paras[1].kind, PV_BLOCK_ITEM);
	CHECK_INT(r.paras[1].indent, 2);
	CHECK_STR(pv_version_text(r.v, r.paras[1].marker), "\342\200\242");
	CHECK_STR(pv_version_text(r.v, r.paras[1].text),
	    "\342\200\242 host the Models;");
	pv_version_free(r.v);
}

/* Every line followed by an empty one. */
static void
test_double_spaced(void)
{
	char src[2048] = "", want[2048] = "";
	static const char *const lines[] = {
		"Northlake grants Cirrus the right to offer the Models as",
		"a managed service to its customers in all the countries",
		"that are listed in the first schedule to this Agreement",
		"and in such others as the parties may add to that list." };

	for (size_t i = 0; i < 12; i++) {
		strncat(src, lines[i % 4], sizeof(src) - strlen(src) - 1);
		strncat(src, i % 4 == 3 ? "\n\n\n" : "\n\n",
		    sizeof(src) - strlen(src) - 1);
		strncat(want, lines[i % 4], sizeof(want) - strlen(want) - 1);
		if (i < 11)
			strncat(want, i % 4 == 3 ? "$" : " ",
			    sizeof(want) - strlen(want) - 1);
	}
	EXPECT(src, want);
}

int
main(void)
{
	test_lines();
	test_wrapped();
	test_few();
	test_capitals();
	test_excerpts();
	test_indented();
	test_one_line_paragraphs();
	test_tables();
	test_bullets();
	test_double_spaced();
	return CHECK_DONE();
}
