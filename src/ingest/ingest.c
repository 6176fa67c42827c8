/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/ingest.h"

#include <stdlib.h>

#include "base/archive.h"
#include "base/digest.h"
#include "ingest/decode.h"
#include "ingest/locate.h"
#include "ingest/segment.h"
#include "ingest/signature.h"
#include "ingest/stated.h"
#include "ingest/xml.h"
#include "model/sentence.h"

static const struct pv_reader *const readers[] = {
	&pv_reader_edgar, &pv_reader_akn, &pv_reader_xml, &pv_reader_html,
	&pv_reader_markdown, &pv_reader_text
};

/* Readers of what is no text; DOCX takes any ZIP that is left. */
static const struct pv_packed *const packed[] = {
	&pv_packed_pdf, &pv_packed_doc, &pv_packed_rtf, &pv_packed_odt,
	&pv_packed_fodt, &pv_packed_docx, NULL
};

enum pv_conversion
pv_ingest_needs(struct pv_span head)
{
	if (pv_span_starts(head, PV_SPAN("%PDF-")))
		return PV_CONVERT_PDF;
	if (pv_span_starts(head, PV_SPAN("{\\rtf")) ||
	    pv_span_starts(head, PV_SPAN("\320\317\021\340\241\261\032\341")))
		return PV_CONVERT_DOCX;
	return PV_CONVERT_NONE;
}

bool
pv_ingest_is_plain(struct pv_span head)
{
	return pv_ingest_needs(head) == PV_CONVERT_NONE &&
	    pv_archive_sniff(head) == PV_ARCHIVE_NONE &&
	    pv_span_find(head, PV_SPAN("<")) == head.len &&
	    pv_span_find(head, pv_span("", 1)) == head.len;
}

void
pv_ingest_prepare(void)
{
	pv_archive_prepare();
	pv_xml_prepare();
}

/* The reader that is surest of the text; the first of equals. */
static const struct pv_reader *
choose(struct pv_span text, struct pv_span name)
{
	struct pv_span head = pv_span_sub(text, 0, PV_INGEST_HEAD);
	const struct pv_reader *best = &pv_reader_text;
	int bid, most = 0;

	for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++) {
		bid = readers[i]->bid(head, name);
		if (bid > most) {
			most = bid;
			best = readers[i];
		}
	}
	return best;
}

/* A NUL byte is for readers of markup: HTML drops it, XML is refused. */
static enum pv_rc
refuse_nul(struct pv_span text, enum pv_format format, struct pv_err *err)
{
	size_t at;

	if (format == PV_FORMAT_HTML || format == PV_FORMAT_AKN ||
	    format == PV_FORMAT_XML)
		return PV_OK;
	at = pv_span_find(text, pv_span("", 1));
	return at == text.len ? PV_OK : pv_fail(err, PV_EINPUT, "E-NUL",
	    "a NUL byte at byte %zu", at);
}

/* Clauses, sentences, terms and references of a normalized text. */
static enum pv_rc
understand(struct pv_version *v, const struct pv_blocks *b,
    const struct pv_para *paras, size_t nparas, struct pv_err *err)
{
	enum pv_rc rc = PV_OK;
	bool credible = false;

	if (b->stated.len > 0)
		rc = pv_stated_clauses(v, b, paras, nparas, &credible, err);
	if (rc == PV_OK && !credible)
		rc = pv_segment(v, paras, nparas, err);
	if (rc == PV_OK)
		rc = pv_sentences(v, err);
	if (rc == PV_OK)
		rc = pv_define(v, err);
	if (rc == PV_OK)
		rc = pv_refer(v, err);
	return rc;
}

/* From blocks of b->text, which the file's bytes became, to a version. */
static enum pv_rc
finish(struct pv_version *v, struct pv_blocks *b, const struct pv_decoded *in,
    size_t ndecode, struct pv_err *err)
{
	struct pv_para *paras = NULL;
	size_t nparas = 0;
	enum pv_rc rc = PV_OK;

	if (pv_blocks_failed(b))
		return pv_fail_nomem(err);
	if (b->stated.len == 0)
		rc = pv_furniture(b, err);
	if (rc == PV_OK && b->stated.len == 0)
		rc = pv_signature(b, err);
	if (rc == PV_OK)
		rc = pv_normalize(v, b, &paras, &nparas, err);
	if (rc == PV_OK)
		pv_stated_resolve(v, b);
	if (rc == PV_OK)
		rc = pv_locate(v, b, in, ndecode, err);
	if (rc == PV_OK)
		rc = understand(v, b, paras, nparas, err);
	return rc;
}

static enum pv_rc
read_text(struct pv_version *v, const struct pv_source *src,
    struct pv_blocks *b, struct pv_err *err)
{
	const struct pv_reader *reader;
	struct pv_decoded in = { .text = { "", 0 } };
	size_t ndecode;
	enum pv_rc rc;

	rc = pv_decode(src->bytes, b, &in, err);
	if (rc != PV_OK)
		return rc;
	ndecode = b->diags.len;
	b->text = in.text;
	reader = choose(in.text, src->name);
	v->format = reader->format;
	v->basis = reader->basis;
	v->source_len = (uint32_t)src->bytes.len;
	rc = refuse_nul(in.text, reader->format, err);
	if (rc == PV_OK)
		rc = reader->read(in.text, b, err);
	return rc == PV_OK ? finish(v, b, &in, ndecode, err) : rc;
}

static enum pv_rc
read_packed(struct pv_version *v, const struct pv_packed *reader,
    const struct pv_source *src, struct pv_blocks *b, struct pv_err *err)
{
	struct pv_decoded in = { .text = { "", 0 } };
	enum pv_rc rc;

	v->format = reader->format;
	v->basis = PV_BASIS_TEXT;
	rc = reader->read(src, b, err);
	if (rc != PV_OK)
		return rc;
	in.text = b->text;
	v->source_len = (uint32_t)b->text.len;
	return finish(v, b, &in, 0, err);
}

static enum pv_rc
read_source(struct pv_version *v, const struct pv_source *src,
    struct pv_blocks *b, struct pv_err *err)
{
	for (size_t i = 0; packed[i] != NULL; i++)
		if (packed[i]->claims(src))
			return read_packed(v, packed[i], src, b, err);
	return read_text(v, src, b, err);
}

/* The same of what is inside when it is compressed. */
static enum pv_rc
read_layers(struct pv_version *v, const struct pv_source *src,
    struct pv_blocks *b, struct pv_err *err)
{
	struct pv_source inside = *src;
	struct pv_buf text = { .mem = pv_arena_mem(v->arena) };
	enum pv_rc rc = PV_OK;

	if (src->file.len == 0)
		rc = pv_ingest_expand(src, 0, &text, err);
	if (text.len > 0)
		inside.bytes = pv_buf_view(&text);
	inside.name = pv_ingest_inner_name(src->name);
	if (rc == PV_OK)
		rc = read_source(v, &inside, b, err);
	pv_buf_release(&text);
	return rc;
}

enum pv_rc
pv_ingest(const struct pv_source *src, const struct pv_ingest_opts *opts,
    struct pv_version **out, struct pv_err *err)
{
	struct pv_version *v;
	struct pv_blocks b;
	enum pv_rc rc;

	v = pv_version_new(opts != NULL ? opts->mem : NULL);
	if (v == NULL)
		return pv_fail_nomem(err);
	pv_blocks_init(&b, v->arena);
	if (opts != NULL) {
		b.edgar_type = opts->edgar_type;
		b.changes = opts->changes;
	}
	rc = read_layers(v, src, &b, err);
	pv_blocks_release(&b);
	if (rc == PV_OK) {
		pv_sha256(src->file.len > 0 ? src->file : src->bytes,
		    v->sha256);
		v->name = pv_version_add(v, src->name);
		if (v->failed)
			rc = pv_fail_nomem(err);
	}
	if (rc != PV_OK) {
		pv_version_free(v);
		return rc;
	}
	*out = v;
	return PV_OK;
}
