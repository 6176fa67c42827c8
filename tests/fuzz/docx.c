/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

/*
 * Word documents: the parts stand one after the other with a NUL between; the
 * first byte also says which side of the changes is read.
 */

#define W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/"
#define REL "<Relationship Type=\"" OFFICE "relationships/"

static const char rels[] = "<Relationships>"
    REL "styles\" Id=\"a\" Target=\"styles.xml\"/>"
    REL "numbering\" Id=\"b\" Target=\"numbering.xml\"/>"
    REL "footnotes\" Id=\"c\" Target=\"footnotes.xml\"/>"
    REL "header\" Id=\"d\" Target=\"header.xml\"/>"
    "</Relationships>";

static const struct part {
	const char *name, *root;
} parts[] = {
	{ "word/document.xml", "document" },
	{ "word/footnotes.xml", "footnotes" },
	{ "word/numbering.xml", "numbering" },
	{ "word/styles.xml", "styles" },
	{ "word/header.xml", "hdr" }
};
#define PARTS (sizeof(parts) / sizeof(parts[0]))

/* Content in its root element; names without a prefix are Word's, too. */
static void
wrap(struct pv_buf *out, const char *root, struct pv_span content)
{
	pv_buf_clear(out);
	pv_buf_printf(out, "<w:%s xmlns=\"" W "\" xmlns:w=\"" W "\" "
	    "xmlns:m=\"" OFFICE "math\" xmlns:r=\"" OFFICE "relationships\" "
	    "xmlns:mc=\"http://schemas.openxmlformats.org/"
	    "markup-compatibility/2006\" xmlns:wps=\"http://schemas.microsoft."
	    "com/office/word/2010/wordprocessingShape\">", root);
	pv_buf_span(out, content);
	pv_buf_printf(out, "</w:%s>", root);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pv_buf zip = PV_BUF_INIT, dir = PV_BUF_INIT;
	struct pv_buf part = PV_BUF_INIT;
	struct pv_span in = pv_span((const char *)data, size), nul = { "", 1 };
	struct pv_ingest_opts opts = { .changes = PV_CHANGES_DEFAULT };
	size_t n;

	if (size > 0)
		opts.changes = (enum pv_changes)(data[0] % 4);
	fuzz_zip_add(&zip, &dir, "word/_rels/document.xml.rels",
	    pv_span_str(rels));
	for (size_t i = 0; i < PARTS; i++) {
		n = pv_span_find(in, nul);
		wrap(&part, parts[i].root, pv_span_sub(in, 0, n));
		in = pv_span_sub(in, n + 1, in.len);
		fuzz_zip_add(&zip, &dir, parts[i].name, pv_buf_view(&part));
	}
	fuzz_zip_end(&zip, &dir, PARTS + 1);
	fuzz_document_as("x.docx", pv_buf_view(&zip), &opts);
	pv_buf_release(&part);
	pv_buf_release(&zip);
	return 0;
}
