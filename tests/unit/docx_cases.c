/* SPDX-License-Identifier: MIT */
#include "docx_cases.h"

/* Article I, 1.1, (a), (i): the form that most agreements have. */
#define ARTICLES \
	LEVEL(0, "upperRoman", "Article %1") \
	LEVEL_MORE(1, "decimal", "%1.%2", START LEGAL) \
	LEVEL(2, "lowerLetter", "(%3)") \
	LEVEL(3, "lowerRoman", "(%4)")

/* 1., 1.1, (a), (i) */
#define SECTIONS \
	LEVEL(0, "decimal", "%1.") LEVEL(1, "decimal", "%1.%2") \
	LEVEL(2, "lowerLetter", "(%3)") LEVEL(3, "lowerRoman", "(%4)")

const struct docx_case docx_cases[] = {
{ "articles", "", ABSTRACT(0, ARTICLES) NUM(1, 0), {
	{ IN(1, 0), "Article I", "1", "Definitions" },
	{ IN(1, 1), "1.1", "1.1", "Terms have the meanings of this Article." },
	{ IN(1, 0), "Article II", "2", "Exclusivity" },
	{ IN(1, 1), "2.1", "2.1", "Northlake shall host its models on:" },
	{ IN(1, 2), "(a)", "2.1(a)", "the cloud of Cirrus; and" },
	{ IN(1, 2), "(b)", "2.1(b)", "no other cloud, except that:" },
	{ IN(1, 3), "(i)", "2.1(b)(i)", "research may run anywhere; and" },
	{ IN(1, 3), "(ii)", "2.1(b)(ii)", "Alder may host old models." },
	{ IN(1, 1), "2.2", "2.2", "Cirrus shall keep capacity ready." },
	{ IN(1, 2), "(a)", "2.2(a)", "Capacity is measured monthly." },
	{ IN(1, 0), "Article III", "3", "Term" },
	{ IN(1, 1), "3.1", "3.1", "This Agreement lasts five years." },
} },
{ "letters", "", ABSTRACT(0, SECTIONS) NUM(1, 0), {
	{ IN(1, 0), "1.", "1", "Licence" },
	{ IN(1, 1), "1.1", "1.1", "Northlake grants to Cirrus a licence to:" },
	{ IN(1, 2), "(a)", "1.1(a)", "reproduce the models;" },
	{ IN(1, 2), "(b)", "1.1(b)", "host the models;" },
	{ IN(1, 2), "(c)", "1.1(c)", "offer the models to customers;" },
	{ IN(1, 2), "(d)", "1.1(d)", "tune the models;" },
	{ IN(1, 2), "(e)", "1.1(e)", "measure the models;" },
	{ IN(1, 2), "(f)", "1.1(f)", "store the weights;" },
	{ IN(1, 2), "(g)", "1.1(g)", "back up the weights;" },
	{ IN(1, 2), "(h)", "1.1(h)", "describe the models;" },
	{ IN(1, 2), "(i)", "1.1(i)", "name the models; and" },
	{ IN(1, 2), "(j)", "1.1(j)", "support the following customers:" },
	{ IN(1, 3), "(i)", "1.1(j)(i)", "Kestrel; and" },
	{ IN(1, 3), "(ii)", "1.1(j)(ii)", "its affiliates." },
	{ IN(1, 1), "1.2", "1.2", "The licence is not exclusive." },
} },
{ "doubled", "", ABSTRACT(0, LEVEL_MORE(0, "lowerLetter", "(%1)", FROM(25)))
    NUM(1, 0), {
	{ IN(1, 0), "(y)", NULL, "Cirrus keeps records of usage." },
	{ IN(1, 0), "(z)", NULL, "Cirrus keeps records of cost." },
	{ IN(1, 0), "(aa)", NULL, "Cirrus shows them to Northlake." },
	{ IN(1, 0), "(bb)", NULL, "Northlake keeps them secret." },
} },
{ "formats", "", ABSTRACT(0, LEVEL_MORE(0, "decimalZero", "%1", FROM(9)))
    ABSTRACT(1, LEVEL_MORE(0, "upperRoman", "%1)", FROM(4)))
    ABSTRACT(2, LEVEL_MORE(0, "upperLetter", "%1.", FROM(3)))
    ABSTRACT(3, LEVEL_MORE(0, "ordinal", "%1", FROM(12)))
    ABSTRACT(4, LEVEL_MORE(0, "cardinalText", "Article %1", FROM(21)))
    ABSTRACT(5, LEVEL_MORE(0, "ordinalText", "%1.", FROM(3)))
    ABSTRACT(6, LEVEL_MORE(0, "none", "Note:", START))
    ABSTRACT(7, LEVEL_MORE(0, "none", "", START))
    ABSTRACT(8, LEVEL_MORE(0, "decimal", "", START))
    ABSTRACT(9, LEVEL_MORE(0, "bullet", "&#183;", START))
    ABSTRACT(10, LEVEL_MORE(0, "decimal", "&#167;&#160;%1 (100%)", START))
    NUM(1, 0) NUM(2, 1) NUM(3, 2) NUM(4, 3) NUM(5, 4) NUM(6, 5) NUM(7, 6)
    NUM(8, 7) NUM(9, 8) NUM(10, 9) NUM(11, 10), {
	{ IN(1, 0), "09", NULL, "Nine." },
	{ IN(1, 0), "10", NULL, "Ten." },
	{ IN(2, 0), "IV)", NULL, "Four." },
	{ IN(3, 0), "C.", NULL, "Three." },
	{ IN(4, 0), "12th", NULL, "Twelve." },
	{ IN(5, 0), "Article Twenty-one", NULL, "Twenty-one." },
	{ IN(6, 0), "Third.", NULL, "Three." },
	{ IN(7, 0), "Note:", NULL, "A word in place of a number." },
	{ IN(8, 0), NULL, NULL, "No number." },
	{ IN(9, 0), NULL, NULL, "No text." },
	{ IN(10, 0), "*", NULL, "A bullet." },
	{ IN(11, 0), "\302\247\302\2401 (100%)", NULL, "A section sign." },
} },
/* A zero in front is arabic and stays under w:isLgl. */
{ "zero", "", ABSTRACT(0, LEVEL(0, "upperRoman", "ARTICLE %1")
    LEVEL_MORE(1, "decimalZero", "Section %1.%2", START LEGAL)
    LEVEL(2, "lowerLetter", "(%3)")) NUM(1, 0), {
	{ IN(1, 0), "ARTICLE I", "1", "DEFINITIONS" },
	{ IN(1, 1), "Section 1.01", "1.1", "Defined Terms." },
	{ IN(1, 0), "ARTICLE II", "2", "EXCLUSIVITY" },
	{ IN(1, 1), "Section 2.01", "2.1", "Exclusive Host." },
	{ IN(1, 2), "(a)", "2.1(a)", "Cirrus hosts the models." },
	{ IN(1, 2), "(b)", "2.1(b)", "Nobody else hosts the models." },
	{ IN(1, 1), "Section 2.02", "2.2", "End of Exclusivity." },
} },
{ "not-legal", "", ABSTRACT(0, LEVEL(0, "upperRoman", "%1.")
    LEVEL(1, "upperLetter", "%1.%2") LEVEL_MORE(2, "lowerLetter", "%1.%2.%3",
    START LEGAL)) NUM(1, 0), {
	{ IN(1, 0), "I.", NULL, "Scope" },
	{ IN(1, 1), "I.A", NULL, "Models" },
	{ IN(1, 2), "1.1.1", NULL, "All releases are models." },
	{ IN(1, 2), "1.1.2", NULL, "Weights are parts of models." },
} },
{ "restart", "", ABSTRACT(0, LEVEL(0, "decimal", "%1.")
    LEVEL_MORE(1, "decimal", "%2.", START RESTART(0))
    LEVEL_MORE(2, "lowerLetter", "(%3)", START RESTART(1))) NUM(1, 0), {
	{ IN(1, 0), "1.", NULL, "Hosting" },
	{ IN(1, 1), "1.", NULL, "Cirrus hosts." },
	{ IN(1, 2), "(a)", NULL, "At its cost." },
	{ IN(1, 1), "2.", NULL, "Northlake pays." },
	{ IN(1, 2), "(b)", NULL, "In advance." },
	{ IN(1, 0), "2.", NULL, "Resale" },
	{ IN(1, 1), "3.", NULL, "Cirrus resells." },
	{ IN(1, 2), "(a)", NULL, "To anyone." },
} },
/* All w:num of one w:abstractNum share its counters. */
{ "shared", "", ABSTRACT(0, SECTIONS) NUM(1, 0) NUM(2, 0), {
	{ IN(1, 0), "1.", "1", "Hosting" },
	{ IN(1, 1), "1.1", "1.1", "Cirrus hosts the models." },
	{ IN(2, 1), "1.2", "1.2", "Northlake maintains the models." },
	{ IN(2, 0), "2.", "2", "Resale" },
	{ IN(1, 1), "2.1", "2.1", "Cirrus may resell the models." },
	{ IN(1, 0), "3.", "3", "Term" },
} },
/* A start of its own: on first use, and whenever the level begins anew. */
{ "override", "", ABSTRACT(0, SECTIONS) NUM(1, 0)
    NUM_MORE(2, 0, OVERRIDE(0, 1) OVERRIDE(1, 1))
    NUM_MORE(3, 0, OVERRIDE(0, 10) OVERRIDE(1, 5)), {
	{ IN(1, 0), "1.", NULL, "Hosting" },
	{ IN(1, 0), "2.", NULL, "Resale" },
	{ IN(1, 1), "2.1", NULL, "Cirrus may resell." },
	{ IN(1, 1), "2.2", NULL, "Alder may not." },
	{ IN(2, 1), "2.1", NULL, "Begins anew at its own level only." },
	{ IN(2, 1), "2.2", NULL, "Goes on." },
	{ IN(2, 0), "3.", NULL, "Not the first use of its list" },
	{ IN(2, 1), "3.1", NULL, "Nor this." },
	{ IN(3, 0), "10.", NULL, "Begins at ten" },
	{ IN(3, 1), "10.5", NULL, "Begins at five." },
	{ IN(3, 1), "10.6", NULL, "Goes on." },
	{ IN(3, 0), "11.", NULL, "Goes on" },
	{ IN(3, 1), "11.5", NULL, "Begins at five again." },
} },
{ "replaced", "", ABSTRACT(0, SECTIONS)
    NUM(1, 0) NUM_MORE(2, 0, REPLACE(1, "upperLetter", "%1-%2")), {
	{ IN(1, 0), "1.", NULL, "Hosting" },
	{ IN(1, 1), "1.1", NULL, "Cirrus hosts." },
	{ IN(2, 1), "1-B", NULL, "The same list, written otherwise." },
	{ IN(1, 1), "1.3", NULL, "The same list again." },
} },
/* A list that comes down a chain of styles; one that a style takes away. */
{ "chain", STYLE("Clause", "Clause", PPR(IN(1, 1)))
    STYLE("ClauseB", "Clause B", BASED("Clause"))
    STYLE("ClauseC", "Clause C", BASED("ClauseB") PPR(AT(2)))
    STYLE("Plain", "Plain", BASED("ClauseB") PPR(IN_LIST(0)))
    STYLE("Head", "Head", PPR(IN_LIST(1))),
    ABSTRACT(0, SECTIONS) NUM(1, 0), {
	{ USE("Head"), "1.", "1", "Hosting" },
	{ USE("Clause"), "1.1", "1.1", "Cirrus hosts the models." },
	{ USE("ClauseB"), "1.2", "1.2", "Northlake may:" },
	{ USE("ClauseC"), "(a)", "1.2(a)", "visit the site; and" },
	{ USE("ClauseC"), "(b)", "1.2(b)", "inspect the racks." },
	{ USE("Plain"), NULL, NULL, "Visits are announced." },
	{ USE("ClauseB") IN_LIST(0), NULL, NULL, "Racks are locked." },
	{ USE("ClauseB"), "1.3", "1.3", "Cirrus keeps the keys." },
	{ USE("ClauseB") AT(2), "(a)", "1.3(a)", "Keys are counted." },
} },
/* The level that names a style goes before the level that the style names. */
{ "linked", STYLE("H1", "Level 1", PPR(IN_LIST(1)))
    STYLE("H2", "Level 2", BASED("H1") PPR(IN_LIST(1)))
    STYLE("H3", "Level 3", BASED("H1") PPR(IN(1, 0)))
    STYLE("H2a", "Own", BASED("H2") PPR("<w:jc w:val=\"left\"/>")),
    ABSTRACT(0, LEVEL_MORE(0, "decimal", "%1.", START LINK("H1"))
    LEVEL_MORE(1, "decimal", "%1.%2", START LINK("H2"))
    LEVEL_MORE(2, "lowerLetter", "(%3)", START LINK("H3")))
    NUM(1, 0), {
	{ USE("H1"), "1.", "1", "Hosting" },
	{ USE("H2"), "1.1", "1.1", "Place" },
	{ USE("H3"), "(a)", "1.1(a)", "Region" },
	{ USE("H3"), "(b)", "1.1(b)", "Site" },
	{ USE("H2a"), "1.2", "1.2", "Time" },
	{ USE("H1"), "2.", "2", "Resale" },
	{ USE("H2"), "2.1", "2.1", "Channel" },
} },
{ "numstyle", "<w:style w:type=\"numbering\" w:styleId=\"Legal\">"
    "<w:name w:val=\"Legal\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/>"
    "</w:numPr></w:pPr></w:style>",
    "<w:abstractNum w:abstractNumId=\"0\"><w:styleLink w:val=\"Legal\"/>"
    SECTIONS "</w:abstractNum>"
    "<w:abstractNum w:abstractNumId=\"1\"><w:numStyleLink w:val=\"Legal\"/>"
    "</w:abstractNum>" NUM(1, 0) NUM(2, 1), {
	{ IN(2, 0), "1.", "1", "Hosting" },
	{ IN(2, 1), "1.1", "1.1", "Cirrus hosts the models." },
	{ IN(2, 1), "1.2", "1.2", "Northlake maintains the models." },
	{ IN(2, 0), "2.", "2", "Resale" },
} },
{ "section", "", ABSTRACT(0, SECTIONS) NUM(1, 0), {
	{ IN(1, 0), "1.", "1", "Hosting" },
	{ IN(1, 0) SECTION, NULL, NULL, "" },
	{ IN(1, 0), "2.", "2", "Resale" },
	{ IN(1, 0) SECTION, "3.", "3", "Term" },
	{ IN(1, 0), "4.", "4", "Notices" },
} },
/* A list that begins anew behind each section break. */
{ "by-section", "", "<w:abstractNum w:abstractNumId=\"0\""
    " xmlns:w15=\"urn:w15\" w15:restartNumberingAfterBreak=\"1\">"
    SECTIONS "</w:abstractNum>"
    NUM(1, 0), {
	{ IN(1, 0), "1.", "1", "Hosting" },
	{ IN(1, 0) SECTION, "2.", "2", "Resale" },
	{ IN(1, 0), "1.", NULL, "Uptime" },
	{ IN(1, 1), "1.1", NULL, "The cloud is up." },
} },
{ "skipped", "", ABSTRACT(0, SECTIONS) NUM(1, 0), {
	{ IN(1, 1), "1.1", NULL, "No number stands above it." },
	{ IN(1, 1), "1.2", NULL, "Nor above this." },
	{ IN(1, 0), "1.", NULL, "The first" },
	{ IN(1, 2), "(a)", NULL, "No 1.1 stands above it." },
	{ IN(1, 1), "1.1", NULL, "The first of its level." },
} },
/* A list of its own under a clause of another. */
{ "nested", "", ABSTRACT(0, LEVEL(0, "decimal", "%1.")
    LEVEL(1, "decimal", "%1.%2")) ABSTRACT(1, LEVEL(0, "lowerLetter", "(%1)")
    LEVEL(1, "lowerRoman", "(%2)")) NUM(1, 0) NUM(2, 1)
    NUM_MORE(3, 1, OVERRIDE(0, 1)), {
	{ IN(1, 0), "1.", "1", "Hosting" },
	{ IN(1, 1), "1.1", "1.1", "Cirrus shall:" },
	{ IN(2, 0), "(a)", "1.1(a)", "host the models;" },
	{ IN(2, 0), "(b)", "1.1(b)", "report:" },
	{ IN(2, 1), "(i)", "1.1(b)(i)", "usage; and" },
	{ IN(2, 1), "(ii)", "1.1(b)(ii)", "cost; and" },
	{ IN(2, 0), "(c)", "1.1(c)", "keep records." },
	{ IN(1, 1), "1.2", "1.2", "Northlake shall:" },
	{ IN(3, 0), "(a)", "1.2(a)", "maintain the models; and" },
	{ IN(3, 0), "(b)", "1.2(b)", "train the staff of Cirrus." },
	{ IN(1, 0), "2.", "2", "Resale" },
	{ IN(1, 1), "2.1", "2.1", "Cirrus may resell the models." },
} },
/* Only the structure tells this (i) from the letter, and this list's level. */
{ "roman", "", ABSTRACT(0, LEVEL(0, "decimal", "%1.")
    LEVEL(1, "lowerRoman", "(%2)") LEVEL(2, "upperLetter", "(%3)"))
    ABSTRACT(1, LEVEL_MORE(0, "lowerLetter", "(%1)", FROM(8)))
    NUM(1, 0) NUM(2, 1), {
	{ IN(1, 0), "1.", "1", "Fees" },
	{ IN(1, 1), "(i)", "1(i)", "Fees fall due monthly." },
	{ IN(1, 2), "(A)", "1(i)(A)", "Late fees bear interest." },
	{ IN(1, 2), "(B)", "1(i)(B)", "Interest is simple." },
	{ IN(1, 1), "(ii)", "1(ii)", "Fees are in dollars." },
	{ IN(1, 0), "2.", "2", "Taxes" },
	{ IN(2, 0), "(h)", "2(h)", "Cirrus pays its taxes." },
	{ IN(2, 0), "(i)", "2(i)", "Northlake pays its own." },
	{ IN(2, 0), "(j)", "2(j)", "Neither pays for the other." },
} },
{ "bullets", "", ABSTRACT(0, SECTIONS)
    ABSTRACT(1, LEVEL(0, "bullet", "o") LEVEL(1, "bullet", "-"))
    NUM(1, 0) NUM(2, 1), {
	{ IN(1, 0), "1.", "1", "Hosting" },
	{ IN(1, 1), "1.1", "1.1", "Cirrus hosts:" },
	{ IN(2, 0), "*", NULL, "models;" },
	{ IN(2, 1), "*", NULL, "large ones;" },
	{ IN(2, 0), "*", NULL, "weights." },
	{ IN(1, 1), "1.2", "1.2", "Northlake maintains them." },
} },
{ "hidden", "", ABSTRACT(0, LEVEL_MORE(0, "decimal", "%1.",
    START "<w:rPr><w:vanish/></w:rPr>") LEVEL(1, "decimal", "%1.%2"))
    NUM(1, 0), {
	{ IN(1, 0), NULL, NULL, "Hosting" },
	{ IN(1, 1), "1.1", "1.1", "Cirrus hosts the models." },
	{ IN(1, 0), NULL, NULL, "Resale" },
	{ IN(1, 1), "2.1", "2.1", "Cirrus resells the models." },
} },
/* A roman list under (h), and the letter after it. */
{ "under-h", "", ABSTRACT(0, LEVEL(0, "decimal", "%1.")
    LEVEL_MORE(1, "lowerLetter", "(%2)", FROM(7))
    LEVEL(2, "lowerRoman", "(%3)")) NUM(1, 0), {
	{ IN(1, 0), "1.", "1", "Records" },
	{ IN(1, 1), "(g)", "1(g)", "Cirrus keeps records." },
	{ IN(1, 1), "(h)", "1(h)", "Records show the following." },
	{ IN(1, 2), "(i)", "1(h)(i)", "They show usage." },
	{ IN(1, 2), "(ii)", "1(h)(ii)", "They show cost." },
	{ IN(1, 1), "(i)", "1(i)", "Northlake reads them." },
	{ IN(1, 1), "(j)", "1(j)", "Kestrel does not." },
} },
/* The other way round: letters under a roman numeral. */
{ "under-i", "", ABSTRACT(0, LEVEL(0, "decimal", "%1.")
    LEVEL_MORE(1, "lowerRoman", "(%2)", FROM(4))
    LEVEL_MORE(2, "lowerLetter", "(%3)", FROM(21))) NUM(1, 0), {
	{ IN(1, 0), "1.", "1", "Records" },
	{ IN(1, 1), "(iv)", "1(iv)", "Cirrus keeps records." },
	{ IN(1, 2), "(u)", "1(iv)(u)", "They show usage." },
	{ IN(1, 2), "(v)", "1(iv)(v)", "They show cost." },
	{ IN(1, 1), "(v)", "1(v)", "Northlake reads them." },
	{ IN(1, 1), "(vi)", "1(vi)", "Kestrel does not." },
} },
/* Numbers without punctuation in front of sentences that begin low. */
{ "bare", "", ABSTRACT(0, LEVEL(0, "decimal", "%1")
    LEVEL(1, "decimal", "%1.%2") LEVEL(2, "decimal", "%1.%2.%3"))
    NUM(1, 0), {
	{ IN(1, 0), "1", "1", "Hosting" },
	{ IN(1, 1), "1.1", "1.1", "hosts are named in Section" },
	{ IN(1, 1), "1.2", "1.2", "million-token models are included;" },
	{ IN(1, 2), "1.2.1", "1.2.1", "older models are not;" },
	{ IN(1, 0), "2", "2", "days of notice are enough" },
	{ IN(1, 0), "3", "3", "of the models may move" },
} },
/* One format for all levels: only the levels tell them apart. */
{ "same-format", "", ABSTRACT(0, LEVEL(0, "decimal", "%1.")
    LEVEL(1, "decimal", "%2.") LEVEL(2, "decimal", "%3.")) NUM(1, 0), {
	{ IN(1, 0), "1.", "1", "Hosting" },
	{ IN(1, 1), "1.", "1.1", "Cirrus hosts the models." },
	{ IN(1, 1), "2.", "1.2", "Northlake maintains them." },
	{ IN(1, 2), "1.", "1.2.1", "Repairs are free." },
	{ IN(1, 2), "2.", "1.2.2", "Updates are not." },
	{ IN(1, 1), "3.", "1.3", "Kestrel uses them." },
	{ IN(1, 0), "2.", "2", "Resale" },
	{ IN(1, 1), "1.", "2.1", "Cirrus resells the models." },
	{ IN(1, 0), "3.", "3", "Term" },
} },
/* Items straight under an article; text between them. */
{ "between", "", ABSTRACT(0, ARTICLES) NUM(1, 0), {
	{ IN(1, 0), "Article I", "1", "Hosting" },
	{ "", NULL, NULL, "The parties agree on this." },
	{ IN(1, 2), "(a)", "1(a)", "Cirrus hosts the models." },
	{ "", NULL, NULL, "This holds for all models." },
	{ IN(1, 2), "(b)", "1(b)", "Northlake maintains them." },
	{ IN(1, 3), "(i)", "1(b)(i)", "Repairs are free." },
	{ "", NULL, NULL, "Updates are not repairs." },
	{ IN(1, 3), "(ii)", "1(b)(ii)", "Updates are not free." },
	{ IN(1, 0), "Article II", "2", "Term" },
	{ IN(1, 1), "2.1", "2.1", "This lasts five years." },
} },
/* A list that goes on behind another list's clauses. */
{ "resumed", "", ABSTRACT(0, LEVEL(0, "decimal", "%1.")
    LEVEL(1, "decimal", "%1.%2")) ABSTRACT(1, LEVEL(0, "lowerLetter", "(%1)"))
    ABSTRACT(2, LEVEL(0, "lowerRoman", "(%1)"))
    NUM(1, 0) NUM(2, 1) NUM(3, 2), {
	{ IN(1, 0), "1.", "1", "Hosting" },
	{ IN(1, 1), "1.1", "1.1", "Cirrus reports:" },
	{ IN(2, 0), "(a)", "1.1(a)", "usage, which is:" },
	{ IN(3, 0), "(i)", "1.1(a)(i)", "calls; and" },
	{ IN(3, 0), "(ii)", "1.1(a)(ii)", "tokens; and" },
	{ IN(2, 0), "(b)", "1.1(b)", "cost, which is:" },
	{ IN(3, 0), "(iii)", "1.1(b)(iii)", "power; and" },
	{ IN(3, 0), "(iv)", "1.1(b)(iv)", "staff." },
	{ IN(1, 1), "1.2", "1.2", "Northlake answers." },
} },
/* Headings without numbers, lists that begin anew under each. */
{ "headings", STYLE("Head1", "heading 1", PPR("<w:outlineLvl w:val=\"0\"/>")),
    ABSTRACT(0, LEVEL(0, "decimal", "%1.") LEVEL(1, "lowerLetter", "(%2)"))
    NUM(1, 0) NUM_MORE(2, 0, OVERRIDE(0, 1)), {
	{ "<w:jc w:val=\"center\"/>", NULL, NULL, "Hosting Agreement" },
	{ USE("Head1"), NULL, NULL, "Hosting" },
	{ IN(1, 0), "1.", "Hosting, 1", "Cirrus hosts the models." },
	{ IN(1, 1), "(a)", "Hosting, 1(a)", "It does so alone." },
	{ IN(1, 0), "2.", "Hosting, 2", "Northlake maintains them." },
	{ USE("Head1"), NULL, NULL, "Resale" },
	{ IN(2, 0), "1.", "Resale, 1", "Cirrus resells the models." },
	{ IN(2, 0), "2.", "Resale, 2", "Alder does not." },
} },
{ "schedule", "", ABSTRACT(0, SECTIONS) NUM(1, 0)
    NUM_MORE(2, 0, OVERRIDE(0, 1) OVERRIDE(1, 1)), {
	{ IN(1, 0), "1.", "1", "Hosting" },
	{ IN(1, 1), "1.1", "1.1", "Cirrus hosts the models." },
	{ IN(1, 0), "2.", "2", "Resale" },
	{ IN(1, 1), "2.1", "2.1", "Cirrus resells the models." },
	{ "<w:jc w:val=\"center\"/>", NULL, "Schedule 1", "Schedule 1" },
	{ IN(2, 0), "1.", "Schedule 1, 1", "Service Levels" },
	{ IN(2, 1), "1.1", "Schedule 1, 1.1", "The cloud is up." },
	{ IN(2, 1), "1.2", "Schedule 1, 1.2", "The models answer." },
} },
/* Styles that are based on each other.  LibreOffice 7.4 hangs on them. */
{ "circle", STYLE("Round", "Round", BASED("Trip") PPR(IN(1, 1)))
    STYLE("Trip", "Trip", BASED("Round") PPR(IN(1, 0)))
    STYLE("Self", "Self", BASED("Self") PPR(IN(1, 1))),
    ABSTRACT(0, SECTIONS) NUM(1, 0), {
	{ USE("Trip"), "1.", "1", "Hosting" },
	{ USE("Round"), "1.1", "1.1", "Cirrus hosts the models." },
	{ USE("Self"), "1.2", "1.2", "Northlake maintains the models." },
} },
{ "unknown", STYLE("Lost", "Lost", BASED("Nobody") PPR(IN(7, 0))),
    ABSTRACT(0, LEVEL(0, "decimal", "%1.")) NUM(1, 0) NUM(2, 9), {
	{ IN(1, 0), "1.", NULL, "Hosting" },
	{ IN(1, 3), NULL, NULL, "No such level." },
	{ IN(2, 0), NULL, NULL, "No such list." },
	{ IN(3, 0), NULL, NULL, "No such number." },
	{ USE("Lost"), NULL, NULL, "No such number in the style." },
	{ USE("Gone") IN(1, 0), "2.", NULL, "No such style." },
} },
};

const size_t docx_ncases = sizeof(docx_cases) / sizeof(docx_cases[0]);
