/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/pdf.h"

#include "base/buf.h"
#include "ingest/ingest.h"

#define NAMED 12                /* runs of pages without text that are named */

static bool
claims(const struct pv_source *src)
{
	return pv_span_starts(src->bytes, PV_SPAN("%PDF-"));
}

/* pdftotext gives nothing for what it cannot decrypt. */
static enum pv_rc
refuse(const struct pv_source *src, struct pv_err *err)
{
	if (pv_span_find(src->bytes, PV_SPAN("/Encrypt")) < src->bytes.len)
		return pv_fail(err, PV_EINPUT, "E-CRYPT",
		    "the PDF is encrypted: it asks for a password");
	return pv_fail(err, PV_EINPUT, "E-FORMAT",
	    "pdftotext could not read it");
}

static bool
is_empty(const struct pv_pdf_page *page)
{
	return page->nwords == 0;
}

/* Fonts that do not tell what their letters are. */
static bool
is_strange(const struct pv_pdf_page *page)
{
	return page->strange > 20 && page->strange > page->letters / 2;
}

static const struct complaint {
	bool (*has)(const struct pv_pdf_page *page);
	const char *one, *many;
} complaints[] = {
	{ is_empty, " has no text layer: scanned pages are images",
	    " have no text layer: scanned pages are images" },
	{ is_strange, " has text without meaning: its fonts do not tell"
	    " which letters they draw",
	    " have text without meaning: their fonts do not tell which"
	    " letters they draw" },
};

static bool
has(const struct pv_pdf *d, const struct complaint *c, size_t page)
{
	return page < d->pages.len &&
	    c->has(PV_VEC_AT(&d->pages, struct pv_pdf_page, page));
}

/* "pages 2, 5-7": those that the complaint is about; how many. */
static size_t
name_pages(const struct pv_pdf *d, const struct complaint *c,
    struct pv_buf *b)
{
	size_t runs = 0, from, pages = 0;

	for (size_t i = 0; i < d->pages.len; i++)
		pages += has(d, c, i);
	pv_buf_str(b, pages == 1 ? "page " : "pages ");
	for (size_t i = 0; i < d->pages.len; i++) {
		if (!has(d, c, i))
			continue;
		for (from = i; has(d, c, i + 1); i++)
			;
		if (runs++ > NAMED)
			continue;
		pv_buf_str(b, runs == 1 ? "" : ", ");
		if (runs > NAMED)
			pv_buf_str(b, "...");
		else
			pv_buf_u64(b, from + 1);
		if (runs <= NAMED && i > from) {
			pv_buf_char(b, '-');
			pv_buf_u64(b, i + 1);
		}
	}
	return pages;
}

static enum pv_rc
complain(const struct pv_pdf *d, const struct complaint *c,
    struct pv_blocks *out, struct pv_err *err)
{
	struct pv_buf b = PV_BUF_INIT;
	struct pv_span msg;
	size_t pages;

	b.mem = pv_arena_mem(d->arena);
	pages = name_pages(d, c, &b);
	pv_buf_str(&b, pages == 1 ? c->one : c->many);
	msg = pv_arena_dup(d->arena, pv_buf_view(&b));
	if (b.failed)
		msg.ptr = NULL;
	pv_buf_release(&b);
	if (msg.ptr == NULL)
		return pv_fail_nomem(err);
	if (pages > 0)
		pv_blocks_diag(out, PV_SEV_WARNING, PV_NONE, "W-NOTEXT",
		    msg.ptr);
	return PV_OK;
}

static enum pv_rc
read_layout(struct pv_pdf *d, struct pv_span layout, struct pv_blocks *out,
    struct pv_err *err)
{
	enum pv_rc rc;

	rc = pv_pdf_parse(d, layout, err);
	if (rc == PV_OK && d->words.len == 0)
		return pv_fail(err, PV_EINPUT, "E-NOTEXT",
		    "no text layer: scanned pages are images");
	if (rc == PV_OK)
		rc = pv_pdf_numbers(d, err);
	if (rc == PV_OK)
		rc = pv_pdf_edges(d, err);
	if (rc == PV_OK)
		rc = pv_pdf_columns(d, err);
	if (rc == PV_OK)
		rc = pv_pdf_rows(d, err);
	if (rc != PV_OK)
		return rc;
	pv_pdf_notes(d);
	for (size_t i = 0; rc == PV_OK && i < sizeof(complaints) /
	    sizeof(complaints[0]); i++)
		rc = complain(d, &complaints[i], out, err);
	return rc == PV_OK ? pv_pdf_write(d, out, err) : rc;
}

static enum pv_rc
read_pdf(const struct pv_source *src, struct pv_blocks *out,
    struct pv_err *err)
{
	struct pv_pdf d;
	enum pv_rc rc;

	if (src->converted.len == 0)
		return refuse(src, err);
	pv_pdf_init(&d, out->arena);
	rc = read_layout(&d, src->converted, out, err);
	pv_pdf_release(&d);
	return rc;
}

const struct pv_packed pv_packed_pdf = {
	.name = "pdf",
	.format = PV_FORMAT_PDF,
	.claims = claims,
	.read = read_pdf
};
