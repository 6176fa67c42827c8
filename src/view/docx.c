/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/docx.h"

#include "base/archive.h"
#include "view/views.h"

/*
 * "docx": the parts of the package (ECMA-376 Part 2) around the body.
 */

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/"
#define OPC "http://schemas.openxmlformats.org/package/2006/"
#define WORD "xmlns:w=\"http://schemas.openxmlformats.org/" \
	"wordprocessingml/2006/main\""
#define MIME "application/vnd.openxmlformats-"
#define WORD_MIME MIME "officedocument.wordprocessingml."

static const char content_types[] = XML
    "<Types xmlns=\"" OPC "content-types\">\n"
    "<Default Extension=\"rels\" ContentType=\"" MIME
    "package.relationships+xml\"/>\n"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>\n"
    "<Override PartName=\"/word/document.xml\" ContentType=\"" WORD_MIME
    "document.main+xml\"/>\n"
    "<Override PartName=\"/word/styles.xml\" ContentType=\"" WORD_MIME
    "styles+xml\"/>\n"
    "<Override PartName=\"/word/settings.xml\" ContentType=\"" WORD_MIME
    "settings+xml\"/>\n"
    "<Override PartName=\"/docProps/core.xml\" ContentType=\"" MIME
    "package.core-properties+xml\"/>\n"
    "</Types>\n";

static const char package_rels[] = XML
    "<Relationships xmlns=\"" OPC "relationships\">\n"
    "<Relationship Id=\"rId1\" Type=\"" OFFICE "relationships/officeDocument\""
    " Target=\"word/document.xml\"/>\n"
    "<Relationship Id=\"rId2\" Type=\"" OPC
    "relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\n"
    "</Relationships>\n";

static const char document_rels[] = XML
    "<Relationships xmlns=\"" OPC "relationships\">\n"
    "<Relationship Id=\"rId1\" Type=\"" OFFICE "relationships/styles\""
    " Target=\"styles.xml\"/>\n"
    "<Relationship Id=\"rId2\" Type=\"" OFFICE "relationships/settings\""
    " Target=\"settings.xml\"/>\n"
    "</Relationships>\n";

/* What is changed in it from now on is tracked, too. */
static const char settings[] = XML
    "<w:settings " WORD ">\n"
    "<w:trackRevisions/>\n"
    "<w:compat><w:compatSetting w:name=\"compatibilityMode\" "
    "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>"
    "</w:compat>\n"
    "</w:settings>\n";

static const char styles_head[] = XML
    "<w:styles " WORD ">\n"
    "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Cambria\" "
    "w:hAnsi=\"Cambria\" w:cs=\"Times New Roman\"/><w:sz w:val=\"22\"/>"
    "<w:szCs w:val=\"22\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
    "<w:spacing w:after=\"120\" w:line=\"264\" w:lineRule=\"auto\"/></w:pPr>"
    "</w:pPrDefault></w:docDefaults>\n"
    "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">"
    "<w:name w:val=\"Normal\"/><w:qFormat/></w:style>\n"
    "<w:style w:type=\"paragraph\" w:styleId=\"Title\">"
    "<w:name w:val=\"Title\"/><w:basedOn w:val=\"Normal\"/>"
    "<w:next w:val=\"Normal\"/><w:qFormat/><w:pPr><w:spacing w:after=\"240\"/>"
    "<w:jc w:val=\"center\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"28\"/>"
    "<w:szCs w:val=\"28\"/></w:rPr></w:style>\n";

#define LEVELS 6        /* of headings and clauses */
#define INDENT 360      /* twentieths of a point a level */

static void
put_styles(struct pv_buf *out)
{
	unsigned i;

	pv_buf_str(out, styles_head);
	for (i = 1; i <= LEVELS; i++)
		pv_buf_printf(out, "<w:style w:type=\"paragraph\" "
		    "w:styleId=\"Heading%u\"><w:name w:val=\"heading %u\"/>"
		    "<w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/>"
		    "<w:qFormat/><w:pPr><w:keepNext/><w:spacing "
		    "w:before=\"240\"/><w:ind w:left=\"%u\"/><w:outlineLvl "
		    "w:val=\"%u\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"%u\"/>"
		    "<w:szCs w:val=\"%u\"/></w:rPr></w:style>\n", i, i,
		    INDENT * (i - 1), i - 1, i == 1 ? 24u : 22u,
		    i == 1 ? 24u : 22u);
	for (i = 2; i <= LEVELS; i++)
		pv_buf_printf(out, "<w:style w:type=\"paragraph\" "
		    "w:customStyle=\"1\" w:styleId=\"Level%u\">"
		    "<w:name w:val=\"Level %u\"/><w:basedOn w:val=\"Normal\"/>"
		    "<w:pPr><w:ind w:left=\"%u\"/></w:pPr></w:style>\n", i, i,
		    INDENT * (i - 1));
	pv_buf_str(out, "</w:styles>\n");
}

static void
put_core(struct pv_buf *out, const struct pv_view_opts *o)
{
	static const char *const times[] = { "created", "modified" };
	size_t i;

	pv_buf_str(out, XML "<cp:coreProperties xmlns:cp=\"" OPC
	    "metadata/core-properties\" "
	    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
	    "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
	    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n"
	    "<dc:title>");
	pv_docx_text(out, o->doc.file);
	pv_buf_str(out, " against ");
	pv_docx_text(out, o->newer.file);
	pv_buf_str(out, "</dc:title>\n<dc:creator>proviso</dc:creator>\n");
	for (i = 0; i < 2; i++)
		pv_buf_printf(out, "<dcterms:%s "
		    "xsi:type=\"dcterms:W3CDTF\">%s</dcterms:%s>\n",
		    times[i], pv_docx_time(o->when).text, times[i]);
	pv_buf_str(out, "</cp:coreProperties>\n");
}

#define APART 120        /* seconds; see struct pv_docx */

static void
put_document(struct pv_buf *out, const struct pv_diff *d,
    const struct pv_view_opts *o)
{
	struct pv_docx w = { .out = out, .when = { pv_docx_time(o->when),
		pv_docx_time(o->when + APART) },
		.old_version = d->old_side.version,
		.new_version = d->new_side.version };
	struct pv_vec kept = PV_VEC_INIT(struct pv_kept);

	pv_buf_str(out, XML "<w:document " WORD ">\n<w:body>\n");
	if (pv_kept_find(d, &kept))
		pv_docx_body(&w, &kept);
	else
		out->failed = true;
	/* US Letter, an inch on all sides */
	pv_buf_str(out, "<w:sectPr><w:pgSz w:w=\"12240\" w:h=\"15840\"/>"
	    "<w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" "
	    "w:left=\"1440\" w:header=\"720\" w:footer=\"720\" "
	    "w:gutter=\"0\"/></w:sectPr>\n</w:body>\n</w:document>\n");
	pv_buf_release(&w.runs);
	pv_vec_release(&kept);
}

static void
docx_diff(struct pv_buf *out, const struct pv_diff *d,
    const struct pv_view_opts *o)
{
	struct pv_buf document = PV_BUF_INIT, styles = PV_BUF_INIT;
	struct pv_buf core = PV_BUF_INIT;

	put_document(&document, d, o);
	put_styles(&styles);
	put_core(&core, o);
	const struct pv_archive_file files[] = {
		{ "[Content_Types].xml", pv_span_str(content_types) },
		{ "_rels/.rels", pv_span_str(package_rels) },
		{ "docProps/core.xml", pv_buf_view(&core) },
		{ "word/document.xml", pv_buf_view(&document) },
		{ "word/_rels/document.xml.rels", pv_span_str(document_rels) },
		{ "word/settings.xml", pv_span_str(settings) },
		{ "word/styles.xml", pv_buf_view(&styles) },
	};
	if (document.failed || styles.failed || core.failed ||
	    pv_archive_write(out, files, sizeof(files) / sizeof(files[0]),
	    NULL) != PV_OK)
		out->failed = true;
	pv_buf_release(&document);
	pv_buf_release(&styles);
	pv_buf_release(&core);
}

const struct pv_view pv_view_docx = {
	"docx", NULL, NULL, NULL, docx_diff, NULL, NULL
};
