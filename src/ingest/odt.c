/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/odt.h"

#include "base/archive.h"
#include "ingest/decode.h"
#include "ingest/odt_walk.h"
#include "ingest/xml.h"

#define CONTENT PV_SPAN("content.xml")
#define STYLES PV_SPAN("styles.xml")
#define MANIFEST PV_SPAN("META-INF/manifest.xml")
#define MIMETYPE "application/vnd.oasis.opendocument."
#define OFFICE_NS "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
#define ZIP_NAME 30             /* where the first member's name begins */
#define HEAD 4096

/* A document while it is read. */
struct package {
	struct pv_blocks *out;
	struct pv_arena *arena;
	struct pv_err *err;
	struct pv_vec parts;        /* struct pv_office_part */
	struct pv_span content, styles;
};

static enum pv_rc
not_text(const struct package *p)
{
	return pv_fail(p->err, PV_EINPUT, "E-FORMAT",
	    "not an OpenDocument text");
}

/* ---------------------------------------------------------- the package */

static bool
wants(void *ctx, struct pv_span name)
{
	(void)ctx;
	return pv_span_ieq(name, CONTENT) || pv_span_ieq(name, STYLES) ||
	    pv_span_ieq(name, MANIFEST);
}

/* The checked text of a part; empty when there is none. */
static enum pv_rc
part_text(struct package *p, struct pv_span name, struct pv_span *out)
{
	struct pv_office_part *part = pv_office_find(&p->parts, name);
	enum pv_rc rc = PV_OK;

	*out = pv_span(NULL, 0);
	if (part != NULL)
		rc = pv_office_check(part, p->arena, p->out, p->err);
	if (rc == PV_OK && part != NULL)
		*out = part->text;
	return rc;
}

/* The manifest tells which parts are encrypted (ODF 1.2 part 3, 4.3). */
static enum pv_rc
refuse_encrypted(struct package *p)
{
	struct pv_odt_scan s;
	struct pv_span xml;
	struct pv_tok tok;
	enum pv_odt_el el;
	enum pv_rc rc = part_text(p, MANIFEST, &xml);
	bool encrypted = false, failed;

	if (rc != PV_OK)
		return rc;
	pv_odt_scan_init(&s, xml, pv_arena_mem(p->arena));
	while (!encrypted && pv_odt_scan_next(&s, &tok, &el))
		encrypted = el == PV_OD_ENCRYPTION;
	failed = s.ns.failed;
	pv_odt_scan_release(&s);
	if (failed)
		return pv_fail_nomem(p->err);
	return encrypted ? pv_fail(p->err, PV_EINPUT, "E-CRYPT",
	    "is encrypted") : PV_OK;
}

static enum pv_rc
open_package(struct package *p, struct pv_span zip)
{
	enum pv_rc rc = pv_office_read(zip, wants, NULL, p->arena, &p->parts,
	    p->err);

	if (rc == PV_OK)
		rc = refuse_encrypted(p);
	if (rc == PV_OK)
		rc = part_text(p, CONTENT, &p->content);
	if (rc == PV_OK)
		rc = part_text(p, STYLES, &p->styles);
	return rc;
}

/* Everything is in one file of XML (3.1.2). */
static enum pv_rc
open_flat(struct package *p, struct pv_span bytes)
{
	struct pv_blocks scratch;   /* places in the file are no places */
	struct pv_decoded in;
	enum pv_rc rc;

	pv_blocks_init(&scratch, p->arena);
	rc = pv_decode(bytes, &scratch, &in, p->err);
	pv_blocks_release(&scratch);
	if (rc == PV_OK)
		rc = pv_xml_check(in.text, p->out, p->err);
	if (rc == PV_OK) {
		p->content = in.text;
		p->styles = in.text;
	}
	return rc;
}

/* ------------------------------------------------------------- the text */

/* A part that is walked, once what must be known ahead of it is. */
static enum pv_rc
walk_part(struct package *p, struct pv_odt *d, struct pv_span xml)
{
	struct pv_odt_text t;
	enum pv_rc rc;

	pv_odt_text_init(&t, xml, pv_arena_mem(p->arena));
	rc = pv_odt_ahead(&t, p->err);
	if (rc == PV_OK && !d->office.furniture && !t.is_text)
		rc = not_text(p);
	if (rc == PV_OK)
		rc = pv_odt_walk(d, &t);
	pv_odt_text_release(&t);
	return rc;
}

/* The body, then headers and footers, which belong to no clause. */
static enum pv_rc
walk(struct package *p, struct pv_odt *d)
{
	enum pv_rc rc = pv_odt_styles_read(p->styles, p->content, p->arena,
	    &d->styles, p->err);

	if (rc == PV_OK)
		rc = walk_part(p, d, p->content);
	if (rc != PV_OK || p->styles.len == 0)
		return rc;
	d->office.furniture = true;
	rc = walk_part(p, d, p->styles);
	d->office.furniture = false;
	return rc;
}

static enum pv_rc
read_parts(struct package *p)
{
	struct pv_odt *d = pv_arena_alloc(p->arena, sizeof(*d));
	enum pv_rc rc;

	if (d == NULL)
		return pv_fail_nomem(p->err);
	pv_odt_init(d, p->out, p->arena, p->err);
	rc = walk(p, d);
	if (rc == PV_OK && pv_odt_failed(d))
		rc = pv_fail_nomem(p->err);
	if (rc == PV_OK)
		rc = pv_office_finish(&d->office,
		    (enum pv_changes)p->out->changes, p->err);
	pv_odt_release(d);
	return rc;
}

static enum pv_rc
read_with(enum pv_rc (*opens)(struct package *p, struct pv_span bytes),
    struct pv_span bytes, struct pv_blocks *out, struct pv_err *err)
{
	const struct pv_mem *mem = pv_arena_mem(out->arena);
	struct package p = { .out = out, .err = err,
		.arena = pv_arena_new(mem),
		.parts = PV_VEC_INIT(struct pv_office_part) };
	enum pv_rc rc;

	if (p.arena == NULL)
		return pv_fail_nomem(err);
	p.parts.mem = mem;
	rc = opens(&p, bytes);
	if (rc == PV_OK && p.content.len == 0)
		rc = not_text(&p);
	if (rc == PV_OK)
		rc = read_parts(&p);
	pv_vec_release(&p.parts);
	pv_arena_free(p.arena);
	return rc;
}

static enum pv_rc
read_odt(const struct pv_source *src, struct pv_blocks *out,
    struct pv_err *err)
{
	return read_with(open_package, src->bytes, out, err);
}

static enum pv_rc
read_fodt(const struct pv_source *src, struct pv_blocks *out,
    struct pv_err *err)
{
	return read_with(open_flat, src->bytes, out, err);
}

/* ------------------------------------------------------------ the claims */

struct names { bool content, mimetype, manifest; };

static bool
note_name(void *ctx, struct pv_span name)
{
	struct names *n = ctx;

	n->content = n->content || pv_span_eq(name, CONTENT);
	n->mimetype = n->mimetype || pv_span_eq(name, PV_SPAN("mimetype"));
	n->manifest = n->manifest || pv_span_eq(name, MANIFEST);
	return false;
}

/* A ZIP that does not begin as it should may hold the parts all the same. */
static bool
has_parts(struct pv_span zip)
{
	struct names n = { false, false, false };
	struct pv_archive_read r = { .wants = note_name, .ctx = &n };

	return pv_archive_read(zip, &r, NULL) == PV_OK && n.content &&
	    (n.mimetype || n.manifest);
}

/* The first member is stored and says the type (ODF 1.2 part 3, 3.3). */
static bool
is_odt(const struct pv_source *src)
{
	struct pv_span head = pv_span_sub(src->bytes, ZIP_NAME, ZIP_NAME + 256);

	if (pv_archive_sniff(src->bytes) != PV_ARCHIVE_ZIP)
		return false;
	if (pv_span_starts(head, PV_SPAN("mimetype" MIMETYPE)))
		return true;
	return !pv_span_starts(head, PV_SPAN("[Content_Types].xml")) &&
	    has_parts(src->bytes);
}

static bool
is_fodt(const struct pv_source *src)
{
	struct pv_span head = pv_span_sub(src->bytes, 0, HEAD);

	return pv_span_eq(pv_xml_root(head), PV_SPAN("document")) &&
	    pv_span_find(head, PV_SPAN(OFFICE_NS)) < head.len;
}

const struct pv_packed pv_packed_odt = { "odt", PV_FORMAT_ODT, is_odt,
	read_odt };
const struct pv_packed pv_packed_fodt = { "fodt", PV_FORMAT_ODT, is_fodt,
	read_fodt };
