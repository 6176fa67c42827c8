/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/xml.h"

#include "ingest/html.h"
#include "ingest/stated.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define L PV_XML_LEVEL
#define I PV_XML_INLINE

/* Akoma Ntoso 3.0: hierarchy, blocks, inlines.  Sorted by name. */
static const struct pv_xml_word akn_words[] = {
	{ "a", I }, { "abbr", I }, { "alinea", L }, { "article", L },
	{ "attachment", L }, { "b", I }, { "block", PV_XML_PARA },
	{ "blocklist", PV_XML_OTHER }, { "book", L }, { "br", PV_XML_BREAK },
	{ "chapter", L }, { "citation", PV_XML_PARA }, { "clause", L },
	{ "concept", I }, { "conclusions", PV_XML_OTHER },
	{ "crossheading", PV_XML_HEADING }, { "date", I }, { "def", I },
	{ "del", I }, { "docdate", I }, { "doctitle", I }, { "division", L },
	{ "entity", I }, { "eol", PV_XML_BREAK }, { "event", I },
	{ "formula", PV_XML_PARA }, { "heading", PV_XML_HEADING },
	{ "hcontainer", L }, { "i", I }, { "img", I }, { "indent", L },
	{ "inline", I }, { "ins", I }, { "item", L }, { "level", L },
	{ "li", PV_XML_PARA }, { "list", PV_XML_OTHER },
	{ "listintroduction", PV_XML_PARA }, { "listwrapup", PV_XML_PARA },
	{ "location", I }, { "longtitle", PV_XML_PARA }, { "meta", PV_XML_META },
	{ "mod", I }, { "mref", I }, { "noteref", I }, { "num", PV_XML_NUM },
	{ "object", I }, { "organization", I }, { "p", PV_XML_PARA },
	{ "paragraph", L }, { "part", L }, { "party", I }, { "person", I },
	{ "placeholder", I }, { "point", L }, { "process", I },
	{ "proviso", L }, { "quantity", I }, { "quotedtext", I },
	{ "recital", L }, { "ref", I }, { "remark", I }, { "rmod", I },
	{ "role", I }, { "rref", I }, { "rule", L }, { "section", L },
	{ "signature", I }, { "span", I }, { "sub", I }, { "subchapter", L },
	{ "subclause", L }, { "subdivision", L },
	{ "subheading", PV_XML_HEADING }, { "sublist", L },
	{ "subparagraph", L }, { "subpart", L }, { "subrule", L },
	{ "subsection", L }, { "subtitle", L }, { "sup", I },
	{ "tblock", PV_XML_OTHER }, { "td", PV_XML_CELL }, { "term", I },
	{ "th", PV_XML_CELL }, { "time", I }, { "title", L },
	{ "tome", L }, { "tr", PV_XML_ROW }, { "transitional", L },
	{ "u", I }, { "wrapup", PV_XML_OTHER },
};

/*
 * Words that DocBook, OASIS eContracts, XHTML-like and home-made formats
 * share; the rest is guessed from mixed content.
 */
static const struct pv_xml_word xml_words[] = {
	{ "a", I }, { "annex", L }, { "appendix", L }, { "article", L },
	{ "b", I }, { "bold", I }, { "br", PV_XML_BREAK },
	{ "caption", PV_XML_HEADING }, { "cell", PV_XML_CELL },
	{ "chapter", L }, { "clause", L }, { "comment", PV_XML_META },
	{ "date", I }, { "definition", L }, { "em", I }, { "emphasis", I },
	{ "entry", PV_XML_CELL }, { "exhibit", L },
	{ "head", PV_XML_HEADING }, { "header", PV_XML_HEADING },
	{ "heading", PV_XML_HEADING }, { "i", I }, { "italic", I },
	{ "item", L }, { "li", L }, { "link", I }, { "listitem", L },
	{ "metadata", PV_XML_META }, { "num", PV_XML_NUM },
	{ "number", PV_XML_NUM }, { "p", PV_XML_PARA },
	{ "para", PV_XML_PARA }, { "paragraph", L }, { "part", L },
	{ "point", L }, { "quote", I }, { "recital", L }, { "ref", I },
	{ "row", PV_XML_ROW }, { "schedule", L }, { "sect1", L },
	{ "sect2", L }, { "sect3", L }, { "sect4", L }, { "sect5", L },
	{ "section", L }, { "simpara", PV_XML_PARA }, { "simplesect", L },
	{ "span", I }, { "strong", I }, { "sub", I }, { "subclause", L },
	{ "subparagraph", L }, { "subsection", L }, { "sup", I },
	{ "td", PV_XML_CELL }, { "term", I }, { "th", PV_XML_CELL },
	{ "title", PV_XML_HEADING }, { "tr", PV_XML_ROW }, { "u", I },
	{ "ulink", I }, { "underline", I }, { "xref", I },
};

static const struct pv_xml_vocabulary akn = { akn_words, COUNT(akn_words),
	true };
static const struct pv_xml_vocabulary plain = { xml_words, COUNT(xml_words),
	false };

static enum pv_rc
read_akn(struct pv_span text, struct pv_blocks *out, struct pv_err *err)
{
	enum pv_rc rc = pv_xml_check(text, out, err);

	if (rc != PV_OK || pv_stated_read(text, out))
		return rc;
	return pv_xml_walk(text, &akn, out, err);
}

static enum pv_rc
read_xml(struct pv_span text, struct pv_blocks *out, struct pv_err *err)
{
	enum pv_rc rc = pv_xml_check(text, out, err);

	return rc != PV_OK ? rc : pv_xml_walk(text, &plain, out, err);
}

static int
bid_akn(struct pv_span head, struct pv_span name)
{
	struct pv_span s = pv_span_sub(head, 0, 8192);

	(void)name;
	if (pv_span_ieq(pv_xml_root(s), PV_SPAN("akomaNtoso")))
		return 98;
	return pv_span_find(s, PV_SPAN("/legaldocml/ns/akn/")) < s.len &&
	    pv_xml_root(s).len > 0 ? 90 : 0;
}

static int
bid_xml(struct pv_span head, struct pv_span name)
{
	struct pv_span s = pv_span_sub(head, 0, 8192);
	bool named = pv_span_ends(name, PV_SPAN(".xml")) ||
	    pv_span_ends(name, PV_SPAN(".XML"));
	struct pv_span root;

	if (pv_span_starts(s, PV_SPAN("\357\273\277")))
		s = pv_span_sub(s, 3, s.len);
	if (pv_span_starts(s, PV_SPAN("<?xml")))
		return 80;
	s = pv_span_trim(s);
	if (s.len == 0 || s.ptr[0] != '<')
		return 0;
	if (named)
		return 85;
	root = pv_xml_root(s);
	/* "<PAGE>" on top of a plain text is no root. */
	if (root.len == 0 || (pv_isupper(root.ptr[0]) &&
	    pv_html_text_tag(root)))
		return 0;
	return pv_span_find(s, PV_SPAN("</")) < s.len ? 30 : 0;
}

const struct pv_reader pv_reader_akn = {
	.name = "akn",
	.format = PV_FORMAT_AKN,
	.basis = PV_BASIS_TEXT,
	.bid = bid_akn,
	.read = read_akn
};

const struct pv_reader pv_reader_xml = {
	.name = "xml",
	.format = PV_FORMAT_XML,
	.basis = PV_BASIS_TEXT,
	.bid = bid_xml,
	.read = read_xml
};
