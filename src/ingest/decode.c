/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/decode.h"

#include "base/buf.h"
#include "base/utf8.h"

#define HEAD 4096       /* bytes that are looked at for patterns */
#define MAGIC_HEAD 1024 /* bytes in which a declaration must stand */

/* windows-1252, 0x80-0x9F; 0 = undefined. */
static const uint16_t cp1252[32] = {
	0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
	0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178
};

enum encoding { ENC_UTF8, ENC_ASCII, ENC_1252, ENC_16LE, ENC_16BE };

/* First bytes of formats that are no text, and what to call them. */
static const struct magic {
	const char *bytes;
	size_t len;
	const char *name;
} magics[] = {
#define MAGIC(b, n) { b, sizeof(b) - 1, n }
	MAGIC("\177ELF", "an ELF program"),
	MAGIC("PK\003\004", "a ZIP archive or office document"),
	MAGIC("PK\005\006", "an empty ZIP archive"),
	MAGIC("%PDF-", "a PDF document"),
	MAGIC("{\\rtf", "an RTF document"),
	MAGIC("\320\317\021\340\241\261\032\341", "an OLE office document"),
	MAGIC("\037\213", "gzip data"),
	MAGIC("BZh91AY&SY", "bzip2 data"),
	MAGIC("\3757zXZ", "xz data"),
	MAGIC("\050\265\057\375", "zstd data"),
	MAGIC("7z\274\257\047\034", "a 7z archive"),
	MAGIC("Rar!\032\007", "a RAR archive"),
	MAGIC("\211PNG", "a PNG picture"),
	MAGIC("GIF87a", "a GIF picture"),
	MAGIC("GIF89a", "a GIF picture"),
	MAGIC("\377\330\377", "a JPEG picture"),
	MAGIC("II*\0", "a TIFF picture"),
	MAGIC("MM\0*", "a TIFF picture"),
	MAGIC("MZ\220\0", "a Windows program"),
	MAGIC("SQLite format 3\0", "an SQLite database"),
	MAGIC("\312\376\272\276", "compiled code"),
	MAGIC("\0asm", "compiled code"),
	MAGIC("OggS\0", "Ogg media"),
	MAGIC("%!PS-", "a PostScript document")
#undef MAGIC
};

static enum pv_rc
refuse_magic(struct pv_span s, struct pv_err *err)
{
	for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++)
		if (pv_span_starts(s, pv_span(magics[i].bytes, magics[i].len)))
			return pv_fail(err, PV_EINPUT, "E-FORMAT",
			    "%s, not a text", magics[i].name);
	/* "<?xm" in EBCDIC. */
	if (pv_span_starts(s, PV_SPAN("\114\157\247\224")))
		return pv_fail(err, PV_EINPUT, "E-ENCUNK",
		    "EBCDIC is not supported");
	if (pv_span_starts(s, PV_SPAN("\377\376\0\0")) ||
	    pv_span_starts(s, PV_SPAN("\0\0\376\377")))
		return pv_fail(err, PV_EINPUT, "E-ENCUNK",
		    "UTF-32 is not supported");
	return PV_OK;
}

static bool
is_control(unsigned char c)
{
	return (c < 0x20 && !pv_isspace((char)c)) || c == 0x7F;
}

/* More control bytes than any text has, terminal recordings included? */
static bool
is_binary(struct pv_span s)
{
	size_t n = s.len < HEAD ? s.len : HEAD, bad = 0;

	for (size_t i = 0; i < n; i++)
		bad += is_control((unsigned char)s.ptr[i]);
	return n >= 512 ? bad > n / 10 : bad > n / 2;
}

/* Does a tag or declaration open it?  Readers of markup judge NUL bytes. */
static bool
is_markup(struct pv_span s)
{
	if (pv_span_starts(s, PV_SPAN("\357\273\277")))
		s = pv_span_sub(s, 3, s.len);
	s = pv_span_trim(s);
	return s.len > 1 && s.ptr[0] == '<' && (pv_isalpha(s.ptr[1]) ||
	    s.ptr[1] == '!' || s.ptr[1] == '?');
}

static enum pv_rc
fail_enc(struct pv_err *err, size_t at, const char *what)
{
	return pv_fail(err, PV_EINPUT, "E-ENC", "%s at byte %zu", what, at);
}

/* Map decoded bytes that come from other bytes: a run a character. */
struct sink {
	struct pv_buf text;
	struct pv_vec runs; /* struct pv_map_run */
	size_t same;        /* end of a run that maps one to one, or 0 */
};

static void
sink_put(struct sink *k, uint32_t cp, size_t src, size_t len)
{
	char utf8[4];
	size_t n = pv_utf8_encode(cp, utf8);
	struct pv_map_run run = { (uint32_t)k->text.len, (uint32_t)src,
		(uint32_t)len };

	if (n == len && k->same == src && k->runs.len > 0)
		PV_VEC_AT(&k->runs, struct pv_map_run, k->runs.len - 1)
		    ->src_len += (uint32_t)len;
	else
		pv_vec_add(&k->runs, &run);
	k->same = n == len ? src + len : 0;
	pv_buf_add(&k->text, utf8, n);
}

static enum pv_rc
sink_finish(struct sink *k, enum pv_rc rc, struct pv_blocks *b,
    struct pv_decoded *out, struct pv_err *err)
{
	if (rc == PV_OK && (k->text.failed || k->runs.failed))
		rc = pv_fail_nomem(err);
	if (rc == PV_OK && k->text.len >= UINT32_MAX)
		rc = pv_fail(err, PV_EINPUT, "E-SIZE",
		    "more than 4 GiB of text");
	if (rc == PV_OK) {
		out->text = pv_arena_dup(b->arena, pv_buf_view(&k->text));
		out->runs = pv_vec_freeze(&k->runs, b->arena, &out->nruns);
		if (out->text.ptr == NULL || out->runs == NULL)
			rc = pv_fail_nomem(err);
	}
	pv_buf_release(&k->text);
	pv_vec_release(&k->runs);
	return rc;
}

static enum pv_rc
sink_1252(struct sink *k, struct pv_span s, struct pv_err *err)
{
	unsigned char c;
	uint32_t cp;

	for (size_t i = 0; i < s.len; i++) {
		c = (unsigned char)s.ptr[i];
		cp = c >= 0x80 && c < 0xA0 ? cp1252[c - 0x80] : c;
		if (cp == 0 && c != 0)
			return fail_enc(err, i,
			    "a byte that windows-1252 does not define");
		if (c == 0)
			return pv_fail(err, PV_EINPUT, "E-NUL",
			    "a NUL byte at byte %zu", i);
		sink_put(k, cp, i, 1);
	}
	return PV_OK;
}

static uint32_t
unit16(struct pv_span s, size_t i, bool big)
{
	unsigned char a = (unsigned char)s.ptr[i];
	unsigned char b = (unsigned char)s.ptr[i + 1];

	return big ? (uint32_t)a << 8 | b : (uint32_t)b << 8 | a;
}

static enum pv_rc
sink_utf16(struct sink *k, struct pv_span s, size_t from, bool big,
    struct pv_err *err)
{
	size_t i, len;
	uint32_t cp, low;

	for (i = from; i + 1 < s.len; i += len) {
		cp = unit16(s, i, big);
		len = 2;
		if (cp == 0)
			return pv_fail(err, PV_EINPUT, "E-NUL",
			    "a NUL character at byte %zu", i);
		if (cp >= 0xD800 && cp < 0xE000) {
			low = i + 3 < s.len ? unit16(s, i + 2, big) : 0;
			if (cp >= 0xDC00 || low < 0xDC00 || low >= 0xE000)
				return fail_enc(err, i, "a lone surrogate");
			cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
			len = 4;
		}
		sink_put(k, cp, i, len);
	}
	return i < s.len ? fail_enc(err, i, "half a UTF-16 character") : PV_OK;
}

/* Where s is not UTF-8, PV_OK when it is. */
static enum pv_rc
take_utf8(struct pv_span s, size_t from, bool ascii, struct pv_decoded *out,
    struct pv_err *err)
{
	struct pv_span text = pv_span_sub(s, from, s.len);
	size_t bad = pv_utf8_check(text), i;

	if (bad < text.len)
		return fail_enc(err, from + bad, "bytes that are not UTF-8");
	for (i = 0; ascii && i < text.len; i++)
		if ((unsigned char)text.ptr[i] > 0x7F)
			return fail_enc(err, from + i,
			    "a byte that is not US-ASCII");
	if (!is_markup(text) && text.len > 0 &&
	    memchr(text.ptr, 0, text.len) != NULL)
		return pv_fail(err, PV_EINPUT, "E-NUL",
		    "a NUL byte at byte %zu", from +
		    pv_span_find(text, pv_span("", 1)));
	out->text = text;
	out->bom = (uint32_t)from;
	return PV_OK;
}

static enum pv_rc
take(struct pv_span s, enum encoding enc, struct pv_blocks *b,
    struct pv_decoded *out, struct pv_err *err)
{
	const struct pv_mem *mem = pv_arena_mem(b->arena);
	struct sink k = { PV_BUF_INIT, PV_VEC_INIT(struct pv_map_run), 0 };
	bool big = enc == ENC_16BE;
	size_t from = 0;
	enum pv_rc rc;

	*out = (struct pv_decoded){ .text = { "", 0 } };
	if (enc == ENC_UTF8 || enc == ENC_ASCII) {
		if (pv_span_starts(s, PV_SPAN("\357\273\277")))
			from = 3;
		return take_utf8(s, from, enc == ENC_ASCII, out, err);
	}
	k.text.mem = mem;
	k.runs.mem = mem;
	if (enc == ENC_1252) {
		rc = sink_1252(&k, s, err);
	} else {
		if (s.len >= 2 && unit16(s, 0, big) == 0xFEFF)
			from = 2;
		rc = sink_utf16(&k, s, from, big, err);
	}
	rc = sink_finish(&k, rc, b, out, err);
	out->bom = (uint32_t)from;
	return rc;
}

/* UTF-16 without a byte order mark: every other byte of the head is NUL. */
static bool
guess_utf16(struct pv_span s, enum encoding *enc)
{
	size_t n = s.len < HEAD ? s.len : HEAD, nul[2] = { 0, 0 };

	if (n < 4)
		return false;
	for (size_t i = 0; i < n; i++)
		nul[i & 1] += s.ptr[i] == 0;
	if (nul[1] > n / 3 && nul[0] < n / 32 + 1)
		*enc = ENC_16LE;
	else if (nul[0] > n / 3 && nul[1] < n / 32 + 1)
		*enc = ENC_16BE;
	else
		return false;
	return true;
}

static bool
is_tail(struct pv_span s, size_t i)
{
	return i < s.len && ((unsigned char)s.ptr[i] & 0xC0) == 0x80;
}

/*
 * Does a sequence of UTF-8's form stand at i that UTF-8 forbids: overlong,
 * surrogate, above U+10FFFF, five or six bytes?
 */
static bool
forbidden_utf8(struct pv_span s, size_t i)
{
	unsigned char c = (unsigned char)s.ptr[i];
	size_t want = c >= 0xFC && c <= 0xFD ? 5 : c >= 0xF8 && c < 0xFC ? 4 :
	    c >= 0xF0 && c < 0xF8 ? 3 : c >= 0xE0 && c < 0xF0 ? 2 :
	    c >= 0xC0 && c < 0xE0 ? 1 : 0;

	for (size_t k = 1; k <= want; k++)
		if (!is_tail(s, i + k))
			return false;
	return want > 0;
}

/*
 * Not UTF-8: may it be windows-1252?  Only when it is not rather UTF-8 with
 * damage in it.
 */
static enum pv_rc
plausible_1252(struct pv_span s, size_t bad, struct pv_err *err)
{
	size_t good = 0, wrong = 0, len;
	uint32_t cp;

	for (size_t i = 0; i < s.len; i += len) {
		len = pv_utf8_decode(pv_span_sub(s, i, s.len), &cp);
		if (len > 1)
			good++;
		if (len > 0)
			continue;
		if (forbidden_utf8(s, i))
			return fail_enc(err, i,
			    "a byte sequence that UTF-8 forbids");
		wrong++;
		len = 1;
	}
	if (good > wrong)
		return fail_enc(err, bad, "damaged UTF-8");
	return PV_OK;
}

/* The value of `key` (ends in '=') in s, with or without quotes. */
static struct pv_span
attribute(struct pv_span s, struct pv_span key)
{
	size_t at = pv_span_ifind(s, key), from;
	char quote = 0;

	if (at == s.len)
		return pv_span("", 0);
	at += key.len;
	while (at < s.len && pv_isspace(s.ptr[at]))
		at++;
	if (at < s.len && (s.ptr[at] == '"' || s.ptr[at] == '\''))
		quote = s.ptr[at++];
	for (from = at; at < s.len; at++)
		if (quote ? s.ptr[at] == quote : !pv_isalnum(s.ptr[at]) &&
		    s.ptr[at] != '-' && s.ptr[at] != '_')
			break;
	return pv_span_sub(s, from, at);
}

/* The encoding that an XML declaration or an HTML head names, or "". */
static struct pv_span
declared(struct pv_span s, bool *xml)
{
	struct pv_span head = pv_span_sub(s, 0, MAGIC_HEAD);
	size_t end;

	if (pv_span_starts(head, PV_SPAN("\357\273\277")))
		head = pv_span_sub(head, 3, head.len);
	*xml = pv_span_starts(head, PV_SPAN("<?xml"));
	if (*xml) {
		end = pv_span_find(head, PV_SPAN("?>"));
		return attribute(pv_span_sub(head, 0, end),
		    PV_SPAN("encoding="));
	}
	if (pv_span_ifind(head, PV_SPAN("<meta")) == head.len)
		return pv_span("", 0);
	return attribute(head, PV_SPAN("charset="));
}

static enum pv_rc
guess_8bit(struct pv_span s, struct pv_blocks *b, struct pv_decoded *out,
    struct pv_err *err)
{
	struct pv_span name;
	size_t bad = pv_utf8_check(s);
	bool xml;
	enum pv_rc rc;

	name = declared(s, &xml);
	if (bad == s.len || (xml && name.len > 0))
		return name.len > 0 && xml ?
		    pv_decode_named(s, name, b, out, err) :
		    take(s, ENC_UTF8, b, out, err);
	if (xml) /* XML without a declaration is UTF-8 */
		return take(s, ENC_UTF8, b, out, err);
	if (name.len > 0 && !pv_span_ieq(name, PV_SPAN("utf-8")))
		return pv_decode_named(s, name, b, out, err);
	rc = plausible_1252(s, bad, err);
	if (rc == PV_OK)
		rc = take(s, ENC_1252, b, out, err);
	if (rc == PV_OK)
		pv_blocks_diag(b, PV_SEV_WARNING, (uint32_t)bad, "W-ENCGUESS",
		    "not UTF-8: read as windows-1252");
	return rc;
}

static enum pv_rc
guess(struct pv_span s, struct pv_blocks *b, struct pv_decoded *out,
    struct pv_err *err)
{
	const char *nul = s.len > 0 ? memchr(s.ptr, 0, s.len) : NULL;
	enum encoding enc;
	enum pv_rc rc;

	if (pv_span_starts(s, PV_SPAN("\377\376")))
		return take(s, ENC_16LE, b, out, err);
	if (pv_span_starts(s, PV_SPAN("\376\377")))
		return take(s, ENC_16BE, b, out, err);
	if (nul == NULL)
		return is_binary(s) ? pv_fail(err, PV_EINPUT, "E-FORMAT",
		    "binary data, not a text") : guess_8bit(s, b, out, err);
	if (guess_utf16(s, &enc)) {
		rc = take(s, enc, b, out, err);
		if (rc == PV_OK)
			pv_blocks_diag(b, PV_SEV_WARNING, 0, "W-ENCGUESS",
			    enc == ENC_16LE ?
			    "no byte order mark: read as UTF-16LE" :
			    "no byte order mark: read as UTF-16BE");
		return rc;
	}
	if (is_binary(s) || pv_utf8_check(s) < s.len)
		return pv_fail(err, PV_EINPUT, "E-FORMAT",
		    "binary data, not a text");
	if (is_markup(s))
		return guess_8bit(s, b, out, err);
	return pv_fail(err, PV_EINPUT, "E-NUL", "a NUL byte at byte %zu",
	    (size_t)(nul - s.ptr));
}

static enum pv_rc
refuse_empty(struct pv_span text, struct pv_err *err)
{
	for (size_t i = 0; i < text.len; i++)
		if (!pv_isspace(text.ptr[i]))
			return PV_OK;
	return pv_fail(err, PV_EINPUT, "E-EMPTY",
	    text.len == 0 ? "empty file" : "nothing but white space");
}

static enum pv_rc
refuse_size(struct pv_span bytes, struct pv_err *err)
{
	if (bytes.len >= UINT32_MAX)
		return pv_fail(err, PV_EINPUT, "E-SIZE",
		    "more than 4 GiB of text");
	return PV_OK;
}

enum pv_rc
pv_decode(struct pv_span bytes, struct pv_blocks *b, struct pv_decoded *out,
    struct pv_err *err)
{
	enum pv_rc rc = refuse_size(bytes, err);

	if (rc == PV_OK)
		rc = refuse_empty(bytes, err);
	if (rc == PV_OK)
		rc = refuse_magic(bytes, err);
	if (rc == PV_OK)
		rc = guess(bytes, b, out, err);
	if (rc == PV_OK)
		rc = refuse_empty(out->text, err);
	return rc;
}

enum pv_rc
pv_decode_named(struct pv_span bytes, struct pv_span name,
    struct pv_blocks *b, struct pv_decoded *out, struct pv_err *err)
{
	static const struct {
		const char *name;
		enum encoding enc;
	} known[] = {
		{ "utf-8", ENC_UTF8 },          { "utf8", ENC_UTF8 },
		{ "us-ascii", ENC_ASCII },      { "ascii", ENC_ASCII },
		{ "iso-8859-1", ENC_1252 },     { "iso8859-1", ENC_1252 },
		{ "latin1", ENC_1252 },         { "latin-1", ENC_1252 },
		{ "windows-1252", ENC_1252 },   { "cp1252", ENC_1252 },
		{ "utf-16", ENC_16LE },         { "utf16", ENC_16LE },
		{ "utf-16le", ENC_16LE },       { "utf-16be", ENC_16BE }
	};
	enum pv_rc rc = refuse_size(bytes, err);
	enum encoding enc;

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (rc != PV_OK || !pv_span_ieq(name,
		    pv_span_str(known[i].name)))
			continue;
		enc = known[i].enc;
		if (enc == ENC_16LE && name.len < 8 && bytes.len >= 2 &&
		    unit16(bytes, 0, true) == 0xFEFF)
			enc = ENC_16BE;
		return take(bytes, enc, b, out, err);
	}
	return rc != PV_OK ? rc : pv_fail(err, PV_EINPUT, "E-ENCUNK",
	    "encoding \"%.*s\" is not supported", name.len > 40 ? 40 :
	    (int)name.len, name.ptr);
}

/* Index of the run that holds decoded byte `at`, searching from *hint. */
static size_t
run_at(const struct pv_decoded *d, size_t *hint, uint32_t at)
{
	size_t lo = *hint, hi, mid, step = 1;

	if (lo >= d->nruns || d->runs[lo].norm > at)
		lo = 0;
	hi = lo + 1;
	while (hi < d->nruns && d->runs[hi].norm <= at) {
		lo = hi;
		hi += step;
		step *= 2;
	}
	if (hi > d->nruns)
		hi = d->nruns;
	while (hi - lo > 1) {
		mid = lo + (hi - lo) / 2;
		if (d->runs[mid].norm <= at)
			lo = mid;
		else
			hi = mid;
	}
	return *hint = lo;
}

/* Byte of the file where decoded byte `at` begins, or ends when `end`. */
static uint32_t
file_byte(const struct pv_decoded *d, size_t *hint, uint32_t at, bool end)
{
	const struct pv_map_run *r;
	uint32_t in, norm_end;
	size_t i;

	if (d->nruns == 0)
		return at + d->bom;
	i = run_at(d, hint, end && at > 0 ? at - 1 : at);
	r = &d->runs[i];
	norm_end = i + 1 < d->nruns ? d->runs[i + 1].norm :
	    (uint32_t)d->text.len;
	in = at - r->norm;
	if (norm_end - r->norm == r->src_len)
		return r->src + in;
	return end || at >= norm_end ? r->src + r->src_len : r->src;
}

void
pv_decoded_source(const struct pv_decoded *d, size_t *hint, uint32_t *src,
    uint32_t *len)
{
	uint32_t from = file_byte(d, hint, *src, false), to = from;

	if (*len > 0)
		to = file_byte(d, hint, *src + *len, true);
	*src = from;
	*len = to - from;
}
