/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/docx_walk.h"

#include <stdio.h>

#include "base/utf8.h"

static enum pv_docx_ns
name_space(struct pv_span uri)
{
	static const struct {
		const char *uri;
		enum pv_docx_ns ns;
	} names[] = {
		{ "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
		  PV_NS_WORD },
		{ "http://purl.oclc.org/ooxml/wordprocessingml/main",
		  PV_NS_WORD },
		{ "http://schemas.openxmlformats.org/officeDocument/2006/math",
		  PV_NS_MATH },
		{ "http://purl.oclc.org/ooxml/officeDocument/math",
		  PV_NS_MATH },
		{ "http://schemas.openxmlformats.org/markup-compatibility/2006",
		  PV_NS_MC },
		{ "http://schemas.openxmlformats.org/drawingml/2006/"
		  "wordprocessingDrawing", PV_NS_WP },
		{ "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
		  PV_NS_WP }
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (pv_span_eq(uri, pv_span_str(names[i].uri)))
			return names[i].ns;
	return PV_NS_OTHER;
}

void
pv_docx_bind(struct pv_span uri, struct pv_office_binding *b)
{
	b->ns = (uint8_t)name_space(uri);
	b->known = b->ns != PV_NS_OTHER ||
	    pv_span_starts(uri, PV_SPAN("http://schemas.microsoft.com/office/"))
	    || pv_span_starts(uri, PV_SPAN("http://purl.oclc.org/ooxml/")) ||
	    pv_span_starts(uri,
	    PV_SPAN("http://schemas.openxmlformats.org/"));
}

struct name { const char *name; enum pv_docx_el el; };

/* Sorted by name. */
static const struct name word[] = {
	{ "altChunk", PV_EL_EMBEDDED },
	{ "br", PV_EL_BREAK },
	{ "cellDel", PV_EL_CELL_DEL },
	{ "cellIns", PV_EL_CELL_INS },
	{ "cellMerge", PV_EL_CHANGE },
	{ "checkBox", PV_EL_CHECK_BOX },
	{ "checked", PV_EL_CHECKED },
	{ "cr", PV_EL_BREAK },
	{ "customXmlPr", PV_EL_SKIP },
	{ "ddList", PV_EL_DROP_DOWN },
	{ "default", PV_EL_CHECKED },
	{ "del", PV_EL_DEL },
	{ "delInstrText", PV_EL_CODE },
	{ "delText", PV_EL_TEXT },
	{ "dstrike", PV_EL_STRIKE },
	{ "endnote", PV_EL_NOTE },
	{ "endnoteReference", PV_EL_END_REF },
	{ "fldChar", PV_EL_FIELD_CHAR },
	{ "fldSimple", PV_EL_FIELD },
	{ "footnote", PV_EL_NOTE },
	{ "footnoteReference", PV_EL_FOOT_REF },
	{ "hyperlink", PV_EL_LINK },
	{ "ins", PV_EL_INS },
	{ "instrText", PV_EL_CODE },
	{ "listEntry", PV_EL_LIST_ITEM },
	{ "moveFrom", PV_EL_DEL },
	{ "moveTo", PV_EL_INS },
	{ "noBreakHyphen", PV_EL_NB_HYPHEN },
	{ "numberingChange", PV_EL_NUM_CHANGE },
	{ "p", PV_EL_P },
	{ "pPr", PV_EL_PPR },
	{ "pPrChange", PV_EL_PPR_CHANGE },
	{ "pageBreakBefore", PV_EL_PAGE_BEFORE },
	{ "ptab", PV_EL_TAB },
	{ "r", PV_EL_R },
	{ "rPr", PV_EL_RPR },
	{ "rPrChange", PV_EL_RPR_CHANGE },
	{ "result", PV_EL_RESULT },
	{ "rt", PV_EL_SKIP },
	{ "sdtEndPr", PV_EL_SKIP },
	{ "sdtPr", PV_EL_SKIP },
	{ "sectPr", PV_EL_SECTION },
	{ "sectPrChange", PV_EL_CHANGE },
	{ "smartTagPr", PV_EL_SKIP },
	{ "softHyphen", PV_EL_SOFT_HYPHEN },
	{ "strike", PV_EL_STRIKE },
	{ "subDoc", PV_EL_EMBEDDED },
	{ "sym", PV_EL_SYM },
	{ "t", PV_EL_TEXT },
	{ "tab", PV_EL_TAB },
	{ "tbl", PV_EL_TABLE },
	{ "tblGridChange", PV_EL_CHANGE },
	{ "tblPrChange", PV_EL_CHANGE },
	{ "tblPrExChange", PV_EL_CHANGE },
	{ "tc", PV_EL_CELL },
	{ "tcPrChange", PV_EL_CHANGE },
	{ "tr", PV_EL_ROW },
	{ "trPr", PV_EL_ROW_PR },
	{ "trPrChange", PV_EL_CHANGE },
	{ "txbxContent", PV_EL_BOX }
};

static const struct name math[] = {
	{ "den", PV_EL_DENOMINATOR },
	{ "r", PV_EL_R },
	{ "sub", PV_EL_SUB },
	{ "sup", PV_EL_SUPER },
	{ "t", PV_EL_TEXT }
};

static const struct name compat[] = {
	{ "AlternateContent", PV_EL_ALTERNATE },
	{ "Choice", PV_EL_CHOICE },
	{ "Fallback", PV_EL_FALLBACK }
};

static enum pv_docx_el
find(const struct name *names, size_t n, struct pv_span name)
{
	size_t lo = 0, mid;
	int c;

	while (lo < n) {
		mid = lo + (n - lo) / 2;
		c = pv_span_cmp(name, pv_span_str(names[mid].name));
		if (c == 0)
			return names[mid].el;
		if (c < 0)
			n = mid;
		else
			lo = mid + 1;
	}
	return PV_EL_OTHER;
}

enum pv_docx_el
pv_docx_element(enum pv_docx_ns ns, struct pv_span name)
{
	switch (ns) {
	case PV_NS_WORD:
		return find(word, sizeof(word) / sizeof(word[0]), name);
	case PV_NS_MATH:
		return find(math, sizeof(math) / sizeof(math[0]), name);
	case PV_NS_MC:
		return find(compat, sizeof(compat) / sizeof(compat[0]), name);
	case PV_NS_WP:
		return pv_span_eq(name, PV_SPAN("docPr")) ? PV_EL_IMAGE :
		    PV_EL_OTHER;
	case PV_NS_OTHER:
		break;
	}
	return PV_EL_OTHER;
}

/*
 * Characters of the fonts Symbol and Wingdings that agreements use, by their
 * low byte (Unicode's VENDORS/ADOBE/symbol.txt; for Wingdings, L2/11-344).
 */
struct symbol { uint8_t code; uint16_t cp; };

static const struct symbol symbols[] = {
	{ 0x2D, 0x2212 }, { 0x41, 0x391 }, { 0x42, 0x392 }, { 0x43, 0x3A7 },
	{ 0x44, 0x394 }, { 0x45, 0x395 }, { 0x46, 0x3A6 }, { 0x47, 0x393 },
	{ 0x48, 0x397 }, { 0x49, 0x399 }, { 0x4B, 0x39A }, { 0x4C, 0x39B },
	{ 0x4D, 0x39C }, { 0x4E, 0x39D }, { 0x4F, 0x39F }, { 0x50, 0x3A0 },
	{ 0x51, 0x398 }, { 0x52, 0x3A1 }, { 0x53, 0x3A3 }, { 0x54, 0x3A4 },
	{ 0x55, 0x3A5 }, { 0x57, 0x3A9 }, { 0x58, 0x39E }, { 0x59, 0x3A8 },
	{ 0x5A, 0x396 }, { 0x61, 0x3B1 }, { 0x62, 0x3B2 }, { 0x63, 0x3C7 },
	{ 0x64, 0x3B4 }, { 0x65, 0x3B5 }, { 0x66, 0x3C6 }, { 0x67, 0x3B3 },
	{ 0x68, 0x3B7 }, { 0x69, 0x3B9 }, { 0x6B, 0x3BA }, { 0x6C, 0x3BB },
	{ 0x6D, 0x3BC }, { 0x6E, 0x3BD }, { 0x6F, 0x3BF }, { 0x70, 0x3C0 },
	{ 0x71, 0x3B8 }, { 0x72, 0x3C1 }, { 0x73, 0x3C3 }, { 0x74, 0x3C4 },
	{ 0x75, 0x3C5 }, { 0x77, 0x3C9 }, { 0x78, 0x3BE }, { 0x79, 0x3C8 },
	{ 0x7A, 0x3B6 }, { 0xA2, 0x2032 }, { 0xA3, 0x2264 }, { 0xA4, 0x2044 },
	{ 0xA5, 0x221E }, { 0xAB, 0x2194 }, { 0xAC, 0x2190 }, { 0xAE, 0x2192 },
	{ 0xB0, 0xB0 }, { 0xB1, 0xB1 }, { 0xB2, 0x2033 }, { 0xB3, 0x2265 },
	{ 0xB4, 0xD7 }, { 0xB7, 0x2022 }, { 0xB8, 0xF7 }, { 0xB9, 0x2260 },
	{ 0xBB, 0x2248 }, { 0xBC, 0x2026 }, { 0xD2, 0xAE }, { 0xD3, 0xA9 },
	{ 0xD4, 0x2122 }, { 0xD6, 0x221A }, { 0xD7, 0x22C5 }, { 0xDE, 0x21D2 },
	{ 0xE2, 0xAE }, { 0xE3, 0xA9 }, { 0xE4, 0x2122 }, { 0xE5, 0x2211 }
};

static const struct symbol wingdings[] = {
	{ 0x6C, 0x25CF }, { 0x6D, 0x274D }, { 0x6E, 0x25A0 }, { 0x6F, 0x25A1 },
	{ 0x71, 0x2751 }, { 0x74, 0x29EB }, { 0x75, 0x25C6 }, { 0x76, 0x2756 },
	{ 0x7B, 0x2740 }, { 0x7D, 0x201C }, { 0x7E, 0x201D }, { 0x9E, 0xB7 },
	{ 0x9F, 0x2022 }, { 0xA0, 0x25AA }, { 0xA1, 0x25CB }, { 0xA3, 0x25C9 },
	{ 0xA7, 0x25AA }, { 0xA8, 0x25FB }, { 0xD8, 0x27A2 }, { 0xDF, 0x2190 },
	{ 0xE0, 0x2192 }, { 0xE8, 0x2794 }, { 0xF0, 0x21E8 }, { 0xFB, 0x2717 },
	{ 0xFC, 0x2713 }, { 0xFD, 0x2612 }, { 0xFE, 0x2611 }
};

static uint32_t
look_up(const struct symbol *s, size_t n, uint32_t code)
{
	for (size_t i = 0; i < n; i++)
		if (s[i].code == code)
			return s[i].cp;
	return 0;
}

size_t
pv_docx_symbol(struct pv_span font, uint32_t code, char out[4])
{
	uint32_t low = code & 0xFF, cp = code;
	char ref[16];
	size_t n;

	if (code < 0x20 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
		return 0;
	if (code >= 0x100 && (code < 0xF000 || code > 0xF0FF))
		return pv_utf8_encode(cp, out);
	cp = 0;
	if (pv_span_ieq(font, PV_SPAN("Symbol")))
		cp = look_up(symbols, sizeof(symbols) / sizeof(symbols[0]),
		    low);
	else if (pv_span_istarts(font, PV_SPAN("Wingdings")))
		cp = look_up(wingdings,
		    sizeof(wingdings) / sizeof(wingdings[0]), low);
	if (cp > 0)
		return pv_utf8_encode(cp, out);
	/* other fonts have the characters of windows-1252 there */
	snprintf(ref, sizeof(ref), "&#%u;", low);
	return pv_charref(pv_span_str(ref), out, &n) > 0 && low >= 0x20 ? n :
	    0;
}
