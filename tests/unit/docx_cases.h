/* SPDX-License-Identifier: MIT */
#ifndef PV_TESTS_UNIT_DOCX_CASES_H
#define PV_TESTS_UNIT_DOCX_CASES_H

#include <stddef.h>

/*
 * Small Word documents whose every paragraph says which number it has and as
 * which clause it is cited.
 */

/* What is not said of a level: begins at 1. */
#define START "<w:start w:val=\"1\"/>"
#define FROM(n) "<w:start w:val=\"" #n "\"/>"
#define LEVEL(i, format, text) LEVEL_MORE(i, format, text, START)
#define LEVEL_MORE(i, format, text, more) \
	"<w:lvl w:ilvl=\"" #i "\"><w:numFmt w:val=\"" format "\"/>" more \
	"<w:lvlText w:val=\"" text "\"/></w:lvl>"
#define LEGAL "<w:isLgl/>"
#define RESTART(n) "<w:lvlRestart w:val=\"" #n "\"/>"
#define LINK(style) "<w:pStyle w:val=\"" style "\"/>"
#define ABSTRACT(id, levels) \
	"<w:abstractNum w:abstractNumId=\"" #id "\">" \
	"<w:multiLevelType w:val=\"multilevel\"/>" levels "</w:abstractNum>"
#define NUM(id, abstract) NUM_MORE(id, abstract, "")
#define NUM_MORE(id, abstract, more) \
	"<w:num w:numId=\"" #id "\"><w:abstractNumId w:val=\"" #abstract \
	"\"/>" more "</w:num>"
#define OVERRIDE(i, n) \
	"<w:lvlOverride w:ilvl=\"" #i "\"><w:startOverride w:val=\"" #n \
	"\"/></w:lvlOverride>"
#define REPLACE(i, format, text) \
	"<w:lvlOverride w:ilvl=\"" #i "\">" LEVEL(i, format, text) \
	"</w:lvlOverride>"

#define STYLE(id, name, more) \
	"<w:style w:type=\"paragraph\" w:styleId=\"" id "\"><w:name w:val=\"" \
	name "\"/>" more "</w:style>"
#define BASED(id) "<w:basedOn w:val=\"" id "\"/>"
#define PPR(body) "<w:pPr>" body "</w:pPr>"

/* Properties of a paragraph. */
#define IN(num, i) \
	"<w:numPr><w:ilvl w:val=\"" #i "\"/><w:numId w:val=\"" #num \
	"\"/></w:numPr>"
#define IN_LIST(num) "<w:numPr><w:numId w:val=\"" #num "\"/></w:numPr>"
#define AT(i) "<w:numPr><w:ilvl w:val=\"" #i "\"/></w:numPr>"
#define USE(style) "<w:pStyle w:val=\"" style "\"/>"
#define SECTION "<w:sectPr><w:pgSz w:w=\"12240\" w:h=\"15840\"/></w:sectPr>"

struct docx_line {
	const char *ppr;
	const char *number;     /* as printed; NULL = none, bullets are "*" */
	const char *label;      /* of the clause; NULL = not looked at */
	const char *text;       /* may be empty */
};

#define DOCX_LINES 24

struct docx_case {
	const char *name;
	const char *styles, *numbering;
	struct docx_line lines[DOCX_LINES];
};

extern const struct docx_case docx_cases[];
extern const size_t docx_ncases;

#endif
