/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/block.h"

#include "base/buf.h"

#define REST_MAX 20     /* documents left out that are named */

/*
 * A submission is a header and documents:
 *
 *	<SEC-DOCUMENT>...            header lines, skipped
 *	<DOCUMENT>
 *	<TYPE>EX-10.24               to the end of the line, never closed
 *	<SEQUENCE>2 <FILENAME>... <DESCRIPTION>...
 *	<TEXT>
 *	...                          text, HTML, XML, or a uuencoded file
 *	</TEXT>
 *	</DOCUMENT>
 *
 * End tags may be missing: a document ends where the next one begins.
 */

struct doc {
	size_t start, end;      /* from <DOCUMENT> to the next one */
	size_t body, body_end;  /* inside <TEXT> */
	struct pv_span type, name;
};

static void
skip(struct pv_blocks *out, size_t from, size_t to, enum pv_skip_reason why)
{
	if (to > from)
		pv_blocks_skip(out, (uint32_t)from, (uint32_t)(to - from), why);
}

/* The first line at or after `at` that begins with the tag, or s.len. */
static size_t
find_tag(struct pv_span s, size_t at, struct pv_span tag)
{
	size_t hit;

	while (at < s.len) {
		hit = at + pv_span_ifind(pv_span_sub(s, at, s.len), tag);
		if (hit >= s.len || hit == 0 || s.ptr[hit - 1] == '\n' ||
		    s.ptr[hit - 1] == '\r' || s.ptr[hit - 1] == '>')
			return hit;
		at = hit + 1;
	}
	return s.len;
}

/* The rest of the line after a tag in [from, to). */
static struct pv_span
field(struct pv_span s, size_t from, size_t to, struct pv_span tag)
{
	struct pv_span part = pv_span_sub(s, 0, to);
	size_t at = find_tag(part, from, tag), end;

	if (at >= part.len)
		return pv_span("", 0);
	at += tag.len;
	for (end = at; end < part.len; end++)
		if (part.ptr[end] == '\n' || part.ptr[end] == '<')
			break;
	return pv_span_trim(pv_span_sub(part, at, end));
}

/* The next document at or after `at`; false when there is none. */
static bool
next_doc(struct pv_span s, size_t at, struct doc *d)
{
	struct pv_span open = PV_SPAN("<DOCUMENT>"), part;
	size_t text;

	d->start = find_tag(s, at, open);
	if (d->start >= s.len)
		return false;
	d->end = find_tag(s, d->start + open.len, open);
	part = pv_span_sub(s, 0, d->end);
	text = find_tag(part, d->start, PV_SPAN("<TEXT>"));
	d->type = field(part, d->start, text, PV_SPAN("<TYPE>"));
	d->name = field(part, d->start, text, PV_SPAN("<FILENAME>"));
	d->body = text < d->end ? text + strlen("<TEXT>") : d->end;
	d->body_end = find_tag(part, d->body, PV_SPAN("</TEXT>"));
	if (d->body_end == d->end)
		d->body_end = find_tag(part, d->body, PV_SPAN("</DOCUMENT>"));
	return true;
}

/* A type against "EX-10*" or "EX-10.24", ASCII case folded. */
static bool
matches(struct pv_span type, struct pv_span want)
{
	if (want.len > 0 && want.ptr[want.len - 1] == '*')
		return pv_span_istarts(type, pv_span_sub(want, 0,
		    want.len - 1));
	return pv_span_ieq(type, want);
}

/* "EX-10*" is EX-10 and EX-10.x, not EX-101.INS. */
static bool
is_contract(struct pv_span type)
{
	return pv_span_istarts(type, PV_SPAN("EX-10")) &&
	    (type.len == 5 || !pv_isdigit(type.ptr[5]));
}

/* "begin 644 name": uuencoded, whatever the type. */
static bool
is_binary(struct pv_span body)
{
	struct pv_span s = pv_span_trim(body), line;

	if (pv_span_istarts(s, PV_SPAN("<PDF>")) ||
	    pv_span_istarts(s, PV_SPAN("<ZIP>")) ||
	    pv_span_istarts(s, PV_SPAN("<EXCEL>")))
		return true;
	line = pv_span_sub(s, 0, pv_span_find(s, PV_SPAN("\n")));
	return pv_span_starts(line, PV_SPAN("begin ")) && line.len > 10 &&
	    pv_isdigit(line.ptr[6]) && pv_isdigit(line.ptr[7]) &&
	    pv_isdigit(line.ptr[8]) && line.ptr[9] == ' ';
}

/* Types that carry data or pictures, never an agreement. */
static bool
is_data(struct pv_span type)
{
	static const char *const types[] = { "EX-101", "EX-104", "GRAPHIC",
		"XML", "ZIP", "EXCEL", "JSON", "PDF", "COVER" };
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (pv_span_istarts(type, pv_span_str(types[i])))
			return true;
	return false;
}

static uint32_t
lines_before(struct pv_span s, size_t from, size_t to)
{
	uint32_t n = 0;

	for (; from < to; from++)
		n += s.ptr[from] == '\n';
	return n;
}

/* Everything added since the marks moves to its place in the submission. */
struct marks { size_t blocks, frags, skips, links, diags; };

static struct marks
mark(const struct pv_blocks *b)
{
	return (struct marks){ b->blocks.len, b->frags.len, b->skips.len,
		b->links.len, b->diags.len };
}

static void
shift(struct pv_blocks *b, struct marks m, uint32_t by, uint32_t lines)
{
	struct pv_block *k;

	for (; m.blocks < b->blocks.len; m.blocks++) {
		k = PV_VEC_AT(&b->blocks, struct pv_block, m.blocks);
		k->line += lines;
		if (k->marker_len > 0)
			k->marker_src += by;
	}
	for (; m.frags < b->frags.len; m.frags++)
		PV_VEC_AT(&b->frags, struct pv_frag, m.frags)->src += by;
	for (; m.skips < b->skips.len; m.skips++)
		PV_VEC_AT(&b->skips, struct pv_skip, m.skips)->src += by;
	for (; m.links < b->links.len; m.links++)
		PV_VEC_AT(&b->links, struct pv_raw_link, m.links)->src += by;
	for (; m.diags < b->diags.len; m.diags++)
		if (PV_VEC_AT(&b->diags, struct pv_raw_diag, m.diags)->src !=
		    PV_NONE)
			PV_VEC_AT(&b->diags, struct pv_raw_diag,
			    m.diags)->src += by;
}

/* The reader that bids most for a document's own text. */
static const struct pv_reader *
choose(struct pv_span body)
{
	static const struct pv_reader *const readers[] = { &pv_reader_html,
		&pv_reader_akn, &pv_reader_xml };
	const struct pv_reader *best = &pv_reader_text;
	struct pv_span name = pv_span("", 0);
	struct pv_span head = pv_span_sub(body, 0, 65536);
	int most, bid;
	size_t i;

	most = best->bid(head, name);
	for (i = 0; i < sizeof(readers) / sizeof(readers[0]); i++) {
		bid = readers[i]->bid(head, name);
		if (bid > most) {
			most = bid;
			best = readers[i];
		}
	}
	return best;
}

/* Inline XBRL documents wrap their page in <XBRL>. */
static void
unwrap(struct pv_span s, struct doc *d, struct pv_blocks *out)
{
	struct pv_span body = pv_span_sub(s, d->body, d->body_end);
	size_t blank = body.len - pv_span_trim(body).len, end;

	for (blank = 0; blank < body.len && pv_isspace(body.ptr[blank]);
	    blank++)
		;
	body = pv_span_sub(body, blank, body.len);
	if (!pv_span_istarts(body, PV_SPAN("<XBRL>")))
		return;
	skip(out, d->body + blank, d->body + blank + 6, PV_SKIP_ENVELOPE);
	d->body += blank + 6;
	while (d->body < d->body_end && pv_isspace(s.ptr[d->body]))
		d->body++;
	end = find_tag(pv_span_sub(s, 0, d->body_end), d->body,
	    PV_SPAN("</XBRL>"));
	skip(out, end, d->body_end, PV_SKIP_ENVELOPE);
	d->body_end = end;
}

static enum pv_rc
read_doc(struct pv_span s, struct doc *d, uint32_t line,
    struct pv_blocks *out, struct pv_err *err)
{
	struct pv_span body;
	struct marks m;
	enum pv_rc rc;

	unwrap(s, d, out);
	line += lines_before(s, d->start, d->body);
	body = pv_span_sub(s, d->body, d->body_end);
	m = mark(out);
	(void)pv_blocks_open(out, PV_BLOCK_BREAK, 1);
	rc = choose(body)->read(body, out, err);
	shift(out, m, (uint32_t)d->body, line);
	if (rc != PV_OK && err != NULL && err->line > 0)
		err->line += line;
	return rc;
}

static bool
wanted(const struct doc *d, const char *type, bool contracts)
{
	if (type != NULL)
		return matches(d->type, pv_span_str(type));
	return contracts ? is_contract(d->type) : !is_data(d->type);
}

static bool
has_contracts(struct pv_span s)
{
	struct doc d;
	size_t at;

	for (at = 0; next_doc(s, at, &d); at = d.end)
		if (is_contract(d.type) && !is_binary(pv_span_sub(s, d.body,
		    d.body_end)))
			return true;
	return false;
}

/* What was left out: "8-K (a.htm), EX-10.2 (a.pdf, no text)". */
struct rest {
	struct pv_buf names;
	size_t n, binary;
};

static void
leave(struct rest *r, const struct doc *d, bool binary)
{
	r->n++;
	r->binary += binary;
	if (r->n > REST_MAX)
		return;
	pv_buf_printf(&r->names, "%s%.*s", r->n > 1 ? ", " : "",
	    d->type.len > 40 ? 40 : (int)d->type.len, d->type.ptr);
	if (d->name.len > 0 || binary)
		pv_buf_printf(&r->names, " (%.*s%s%s)", d->name.len > 60 ? 60 :
		    (int)d->name.len, d->name.ptr, d->name.len > 0 && binary ?
		    ", " : "", binary ? "no text" : "");
}

/* Tell the rest, at the head of the submission. */
static void
tell_rest(struct rest *r, struct pv_blocks *out)
{
	struct pv_buf msg = PV_BUF_INIT;

	msg.mem = pv_arena_mem(out->arena);
	pv_buf_printf(&msg, "%zu document%s of the submission not read: %.*s%s",
	    r->n, r->n == 1 ? "" : "s", PV_FMT(pv_buf_view(&r->names)),
	    r->n > REST_MAX ? " ..." : "");
	if (msg.failed || r->names.failed)
		out->diags.failed = true;
	else if (r->n > 0)
		pv_blocks_diag(out, PV_SEV_NOTE, 0, "N-EDGAR", msg.ptr);
	pv_buf_release(&msg);
	pv_buf_release(&r->names);
}

static enum pv_rc
no_document(const char *type, const struct rest *r, struct pv_err *err)
{
	if (type == NULL)
		return pv_fail(err, PV_EINPUT, "E-FORMAT",
		    "no text in the submission");
	return pv_fail(err, PV_EINPUT, "E-FORMAT", r->binary > 0 ?
	    "the documents of type '%s' in the submission are no text" :
	    "no document of type '%s' in the submission", type);
}

/*
 * Documents whose type is the one asked for, such as "EX-10.24" or "EX-10*";
 * otherwise EX-10*, or all documents when there is none.
 */
static enum pv_rc
read_edgar(struct pv_span text, struct pv_blocks *out, struct pv_err *err)
{
	const char *type = out->edgar_type;
	bool contracts = type == NULL && has_contracts(text);
	size_t at = 0, seen = 0;
	uint32_t line = 0;
	struct rest rest = { PV_BUF_INIT, 0, 0 };
	enum pv_rc rc;
	struct doc d;

	rest.names.mem = pv_arena_mem(out->arena);
	for (; next_doc(text, at, &d); at = d.end) {
		size_t from = at;

		if (!wanted(&d, type, contracts)) {
			leave(&rest, &d, false);
			skip(out, from, d.end, PV_SKIP_ENVELOPE);
		} else if (is_binary(pv_span_sub(text, d.body, d.body_end))) {
			leave(&rest, &d, true);
			skip(out, from, d.body, PV_SKIP_ENVELOPE);
			skip(out, d.body, d.body_end, PV_SKIP_BINARY);
			skip(out, d.body_end, d.end, PV_SKIP_ENVELOPE);
		} else {
			size_t body_end = d.body_end;

			skip(out, from, d.body, PV_SKIP_ENVELOPE);
			line += lines_before(text, from, d.start);
			rc = read_doc(text, &d, line, out, err);
			if (rc != PV_OK) {
				pv_buf_release(&rest.names);
				return rc;
			}
			line -= lines_before(text, from, d.start);
			skip(out, body_end, d.end, PV_SKIP_ENVELOPE);
			seen++;
		}
		line += lines_before(text, from, d.end);
	}
	skip(out, at, text.len, PV_SKIP_ENVELOPE);
	rc = seen > 0 ? PV_OK : no_document(type, &rest, err);
	tell_rest(&rest, out);
	return rc;
}

static int
bid_edgar(struct pv_span head, struct pv_span name)
{
	struct pv_span s = pv_span_trim(head);
	size_t at;

	(void)name;
	if (pv_span_istarts(s, PV_SPAN("<SEC-DOCUMENT>")) ||
	    pv_span_istarts(s, PV_SPAN("<IMS-DOCUMENT>")) ||
	    pv_span_istarts(s, PV_SPAN("<SEC-HEADER>")))
		return 99;
	if (pv_span_istarts(s, PV_SPAN("<DOCUMENT>")) ||
	    pv_span_istarts(s, PV_SPAN("<SUBMISSION>")) ||
	    pv_span_istarts(s, PV_SPAN("-----BEGIN PRIVACY-ENHANCED"))) {
		at = find_tag(s, 0, PV_SPAN("<TYPE>"));
		return at < s.len ? 99 : 0;
	}
	return 0;
}

const struct pv_reader pv_reader_edgar = {
	.name = "edgar",
	.format = PV_FORMAT_EDGAR,
	.basis = PV_BASIS_TEXT,
	.bid = bid_edgar,
	.read = read_edgar
};
