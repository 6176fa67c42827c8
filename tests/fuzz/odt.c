/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

/*
 * OpenDocument texts: the changed regions, the content of office:text, the
 * common styles and the master styles stand one after the other with a NUL
 * between; the first byte also says which side of the changes is read, and
 * whether the document is flat.
 */

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"

static const char ns[] = " xmlns=\"" OASIS "text:1.0\" xmlns:text=\"" OASIS
    "text:1.0\" xmlns:office=\"" OASIS "office:1.0\" xmlns:style=\"" OASIS
    "style:1.0\" xmlns:table=\"" OASIS "table:1.0\" xmlns:draw=\"" OASIS
    "drawing:1.0\" xmlns:fo=\"" OASIS "xsl-fo-compatible:1.0\" "
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:field=\"urn:"
    "openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0\">";

#define PARTS 4
enum part { REGIONS, BODY, STYLES, MASTERS };

static void
put_styles(struct pv_buf *out, const struct pv_span *part)
{
	pv_buf_str(out, "<office:styles>");
	pv_buf_span(out, part[STYLES]);
	pv_buf_str(out, "</office:styles><office:master-styles>");
	pv_buf_span(out, part[MASTERS]);
	pv_buf_str(out, "</office:master-styles>");
}

static void
put_body(struct pv_buf *out, const struct pv_span *part)
{
	pv_buf_str(out, "<office:body><office:text><text:tracked-changes>");
	pv_buf_span(out, part[REGIONS]);
	pv_buf_str(out, "</text:tracked-changes>");
	pv_buf_span(out, part[BODY]);
	pv_buf_str(out, "</office:text></office:body>");
}

static void
begin(struct pv_buf *out, const char *root)
{
	pv_buf_clear(out);
	pv_buf_str(out, root);
	pv_buf_str(out, ns);
}

static void
flat(const struct pv_span *part, const struct pv_ingest_opts *opts)
{
	struct pv_buf doc = PV_BUF_INIT;

	begin(&doc, "<office:document");
	put_styles(&doc, part);
	put_body(&doc, part);
	pv_buf_str(&doc, "</office:document>");
	fuzz_document_as("x.fodt", pv_buf_view(&doc), opts);
	pv_buf_release(&doc);
}

static void
packed(const struct pv_span *part, const struct pv_ingest_opts *opts)
{
	struct pv_buf zip = PV_BUF_INIT, dir = PV_BUF_INIT;
	struct pv_buf doc = PV_BUF_INIT;

	fuzz_zip_add(&zip, &dir, "mimetype",
	    PV_SPAN("application/vnd.oasis.opendocument.text"));
	begin(&doc, "<office:document-content");
	put_body(&doc, part);
	pv_buf_str(&doc, "</office:document-content>");
	fuzz_zip_add(&zip, &dir, "content.xml", pv_buf_view(&doc));
	begin(&doc, "<office:document-styles");
	put_styles(&doc, part);
	pv_buf_str(&doc, "</office:document-styles>");
	fuzz_zip_add(&zip, &dir, "styles.xml", pv_buf_view(&doc));
	fuzz_zip_end(&zip, &dir, 3);
	fuzz_document_as("x.odt", pv_buf_view(&zip), opts);
	pv_buf_release(&doc);
	pv_buf_release(&zip);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pv_span in = pv_span((const char *)data, size), nul = { "", 1 };
	struct pv_ingest_opts opts = { .changes = PV_CHANGES_DEFAULT };
	struct pv_span part[PARTS];
	size_t n;

	if (size > 0)
		opts.changes = (enum pv_changes)(data[0] % 4);
	for (size_t i = 0; i < PARTS; i++) {
		n = pv_span_find(in, nul);
		part[i] = pv_span_sub(in, 0, n);
		in = pv_span_sub(in, n + 1, in.len);
	}
	if (size > 0 && (data[0] & 4))
		flat(part, &opts);
	else
		packed(part, &opts);
	return 0;
}
