/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "base/archive.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/crc.h"
#include "check.h"

/* ---------------------------------------------------------- small archives */

static void
put(struct pv_buf *out, uint32_t n, int bytes)
{
	for (; bytes > 0; bytes--, n >>= 8)
		pv_buf_char(out, (char)(n & 0xff));
}

/* A ZIP of stored members, and its directory on the way. */
struct zip {
	struct pv_buf out, dir;
	uint32_t count;
};

struct part {
	const char *name, *text;
	uint32_t flags, method;
	int crc, size;              /* added to the right ones */
};

static void
zip_common(struct pv_buf *out, const struct part *p)
{
	uint32_t len = (uint32_t)strlen(p->text);

	put(out, 20, 2);
	put(out, p->flags, 2);
	put(out, p->method, 2);
	put(out, 0x50210000, 4);
	put(out, pv_crc32(pv_span_str(p->text)) + (uint32_t)p->crc, 4);
	put(out, len + (uint32_t)p->size, 4);
	put(out, len + (uint32_t)p->size, 4);
	put(out, (uint32_t)strlen(p->name), 2);
	put(out, 0, 2);
}

static void
zip_add(struct zip *z, const struct part *p)
{
	uint32_t at = (uint32_t)z->out.len;

	pv_buf_str(&z->out, "PK\003\004");
	zip_common(&z->out, p);
	pv_buf_str(&z->out, p->name);
	pv_buf_str(&z->out, p->text);
	pv_buf_str(&z->dir, "PK\001\002");
	put(&z->dir, 20, 2);
	zip_common(&z->dir, p);
	put(&z->dir, 0, 10);
	put(&z->dir, at, 4);
	pv_buf_str(&z->dir, p->name);
	z->count++;
}

static void
zip_end(struct zip *z)
{
	uint32_t at = (uint32_t)z->out.len;

	pv_buf_span(&z->out, pv_buf_view(&z->dir));
	pv_buf_str(&z->out, "PK\005\006");
	put(&z->out, 0, 4);
	put(&z->out, z->count, 2);
	put(&z->out, z->count, 2);
	put(&z->out, (uint32_t)z->dir.len, 4);
	put(&z->out, at, 4);
	put(&z->out, 0, 2);
	pv_buf_release(&z->dir);
}

static struct pv_buf
zip_of(const struct part *parts, size_t n)
{
	struct zip z = { PV_BUF_INIT, PV_BUF_INIT, 0 };
	size_t i;

	for (i = 0; i < n; i++)
		zip_add(&z, &parts[i]);
	zip_end(&z);
	return z.out;
}

/* One entry of a tar in the format of POSIX.1-1988. */
static void
tar_add(struct pv_buf *out, const char *name, char type, const char *text)
{
	char head[512] = { 0 };
	unsigned sum = 0;
	size_t i, len = strlen(text) & 0xfff;

	snprintf(head, 100, "%s", name);
	memcpy(head + 100, "0000644\0000000000\0000000000", 24);
	snprintf(head + 124, 12, "%011o", (unsigned)len);
	memcpy(head + 136, "00000000000", 12);
	memset(head + 148, ' ', 8);
	head[156] = type;
	if (type == '1' || type == '2')
		memcpy(head + 157, "target", 7);
	memcpy(head + 257, "ustar\00000", 8);
	for (i = 0; i < sizeof(head); i++)
		sum += (unsigned char)head[i];
	snprintf(head + 148, 8, "%06o", sum);
	pv_buf_add(out, head, sizeof(head));
	pv_buf_str(out, text);
	for (i = len; i % 512 != 0; i++)
		pv_buf_char(out, '\0');
}

static void
tar_end(struct pv_buf *out)
{
	int i;

	for (i = 0; i < 1024; i++)
		pv_buf_char(out, '\0');
}

/* gzip of one stored block (RFC 1951 3.2.4). */
static void
gzip_add(struct pv_buf *out, struct pv_span s)
{
	pv_buf_add(out, "\037\213\010\0\0\0\0\0\0\003\001", 11);
	put(out, (uint32_t)s.len, 2);
	put(out, ~(uint32_t)s.len, 2);
	pv_buf_span(out, s);
	put(out, pv_crc32(s), 4);
	put(out, (uint32_t)s.len, 4);
}

/* ----------------------------------------------------------------- reading */

/* What was handed out, as "name=bytes;", and told, as "name!CODE;". */
struct seen {
	struct pv_buf out;
	bool go_on;
	enum pv_rc fail;
};

static enum pv_rc
each(void *ctx, const struct pv_archive_member *m, struct pv_err *err)
{
	struct seen *s = ctx;

	pv_buf_span(&s->out, m->name);
	pv_buf_char(&s->out, '=');
	pv_buf_span(&s->out, m->bytes);
	pv_buf_char(&s->out, ';');
	return s->fail == PV_OK ? PV_OK : pv_fail(err, s->fail, NULL, "no");
}

static bool
refuse(void *ctx, struct pv_span name, const struct pv_err *why)
{
	struct seen *s = ctx;

	pv_buf_span(&s->out, name);
	pv_buf_char(&s->out, '!');
	pv_buf_str(&s->out, why->code);
	pv_buf_char(&s->out, ';');
	return s->go_on;
}

static bool
wants_text(void *ctx, struct pv_span name)
{
	(void)ctx;
	return pv_span_ends(name, PV_SPAN(".txt"));
}

/* What reading gives, with the code of an error at its end. */
static const char *
result(struct pv_span in, struct pv_archive_read *r, struct seen *s)
{
	struct pv_err err = { .rc = PV_OK };
	enum pv_rc rc;

	pv_buf_clear(&s->out);
	r->each = each;
	r->ctx = s;
	rc = pv_archive_read(in, r, &err);
	CHECK_INT(rc == PV_OK, err.rc == PV_OK);
	if (rc != PV_OK)
		pv_buf_str(&s->out, err.code);
	if (rc != PV_OK && rc != s->fail)
		CHECK(err.msg[0] != '\0' && !pv_isspace(err.msg[0]));
	return s->out.ptr != NULL ? s->out.ptr : "";
}

static const char *
plain(struct pv_span in, struct seen *s)
{
	struct pv_archive_read r = { .refuse = NULL };

	return result(in, &r, s);
}

static const char *
tolerant(struct pv_span in, struct seen *s)
{
	struct pv_archive_read r = { .refuse = refuse };

	s->go_on = true;
	return result(in, &r, s);
}

#define CHECK_TEXT(got, want) CHECK_STR(pv_span_str(got), want)

static void
test_zip(struct seen *s)
{
	static const struct part parts[] = {
		{ "b/../../x.txt", "one", 0, 0, 0, 0 },
		{ "\303\244.txt", "two", 1u << 11, 0, 0, 0 },
		{ "\344", "", 0, 0, 0, 0 },
		{ "folder/", "", 0, 0, 0, 0 },
		{ "/etc/x", "three", 0, 0, 0, 0 }
	};
	struct pv_archive_read some = { .wants = wants_text };
	struct pv_buf z = zip_of(parts, 5);
	size_t cut;

	CHECK_INT(pv_archive_sniff(pv_buf_view(&z)), PV_ARCHIVE_ZIP);
	CHECK_TEXT(plain(pv_buf_view(&z), s), "b/../../x.txt=one;"
	    "\303\244.txt=two;\344=;/etc/x=three;");
	CHECK_TEXT(result(pv_buf_view(&z), &some, s),
	    "b/../../x.txt=one;\303\244.txt=two;");
	for (cut = 30; cut < z.len; cut += 7)
		CHECK_TEXT(plain(pv_span_sub(pv_buf_view(&z), 0, cut), s),
		    "E-ARCHIVE");
	s->fail = PV_ESYS;
	CHECK_TEXT(plain(pv_buf_view(&z), s), "b/../../x.txt=one;");
	CHECK_TEXT(tolerant(pv_buf_view(&z), s), "b/../../x.txt=one;");
	s->fail = PV_OK;
	pv_buf_release(&z);
	z = zip_of(NULL, 0);
	CHECK_INT(pv_archive_sniff(pv_buf_view(&z)), PV_ARCHIVE_ZIP);
	CHECK_TEXT(plain(pv_buf_view(&z), s), "");
	pv_buf_release(&z);
}

static void
test_bad_members(struct seen *s)
{
	static const struct part parts[] = {
		{ "a", "one", 0, 0, 0, 0 },
		{ "crypt", "two", 1, 0, 0, 0 },
		{ "crc", "three", 0, 0, 1, 0 },
		{ "deflate", "four", 0, 8, 0, 0 },
		{ "odd", "five", 0, 77, 0, 0 },
		{ "z", "six", 0, 0, 0, 0 }
	};
	struct pv_buf z = zip_of(parts, 6);

	struct pv_archive_read some = { .wants = wants_text };

	CHECK_TEXT(plain(pv_buf_view(&z), s), "a=one;E-CRYPT");
	CHECK_TEXT(result(pv_buf_view(&z), &some, s), "E-CRYPT");
	CHECK_TEXT(tolerant(pv_buf_view(&z), s), "a=one;crypt!E-CRYPT;"
	    "crc!E-ARCHIVE;deflate!E-ARCHIVE;odd!E-ARCHIVE;z=six;");
	pv_buf_release(&z);
}

static void
test_tar(struct seen *s)
{
	struct pv_buf t = PV_BUF_INIT, g = PV_BUF_INIT;
	static const char *const want = "a.txt=one;s!E-TYPE;h!E-TYPE;"
	    "\344=two;";
	size_t cut;

	tar_add(&t, "a.txt", '0', "one");
	tar_add(&t, "folder/", '5', "");
	tar_add(&t, "s", '2', "");
	tar_add(&t, "h", '1', "");
	tar_add(&t, "\344", '0', "two");
	tar_end(&t);
	CHECK_INT(pv_archive_sniff(pv_buf_view(&t)), PV_ARCHIVE_TAR);
	CHECK_TEXT(plain(pv_buf_view(&t), s), "a.txt=one;\344=two;");
	CHECK_TEXT(tolerant(pv_buf_view(&t), s), want);
	gzip_add(&g, pv_buf_view(&t));
	CHECK_INT(pv_archive_sniff(pv_buf_view(&g)), PV_ARCHIVE_COMPRESSED);
	CHECK_TEXT(tolerant(pv_buf_view(&g), s), want);
	for (cut = 520; cut < g.len; cut += 333) {
		plain(pv_span_sub(pv_buf_view(&g), 0, cut), s);
		CHECK(pv_span_ends(pv_buf_view(&s->out),
		    PV_SPAN("E-ARCHIVE")));
	}
	t.ptr[0] ^= 1;
	CHECK_INT(pv_archive_sniff(pv_buf_view(&t)), PV_ARCHIVE_NONE);
	pv_buf_release(&t);
	pv_buf_release(&g);
}

static void
test_gzip(struct seen *s)
{
	struct pv_buf g = PV_BUF_INIT;

	gzip_add(&g, PV_SPAN("one"));
	CHECK_TEXT(plain(pv_buf_view(&g), s), "=one;");
	g.ptr[g.len - 8] ^= 1;
	CHECK_TEXT(plain(pv_buf_view(&g), s), "E-ARCHIVE");
	g.ptr[g.len - 8] ^= 1;
	g.ptr[g.len - 1] ^= 1;
	CHECK_TEXT(plain(pv_buf_view(&g), s), "E-ARCHIVE");
	g.ptr[g.len - 1] ^= 1;
	pv_buf_str(&g, "tail");         /* passed over, as gzip does */
	CHECK_TEXT(plain(pv_buf_view(&g), s), "=one;");
	g.len -= 4;
	CHECK_TEXT(plain(pv_span_sub(pv_buf_view(&g), 0, g.len - 2), s),
	    "E-ARCHIVE");
	gzip_add(&g, PV_SPAN("two!"));
	CHECK_TEXT(plain(pv_buf_view(&g), s), "=onetwo!;");
	pv_buf_clear(&g);
	gzip_add(&g, PV_SPAN(""));
	CHECK_TEXT(plain(pv_buf_view(&g), s), "E-ARCHIVE");
	pv_buf_release(&g);
}

static void
test_limits(struct seen *s)
{
	static const struct part parts[] = {
		{ "a", "1234567890", 0, 0, 0, 0 },
		{ "b", "12345", 0, 0, 0, 0 },
		{ "c", "123", 0, 0, 0, 0 }
	};
	static const struct {
		struct pv_archive_limits lim;
		const char *want;
	} rows[] = {
		{ { 18, 10, 0, 3 }, "a=1234567890;b=12345;c=123;" },
		{ { 17, 10, 0, 3 }, "a=1234567890;b=12345;E-ARCHIVE" },
		{ { 18, 9, 0, 3 }, "a!E-ARCHIVE;b=12345;c=123;" },
		{ { 18, 10, 0, 2 }, "a=1234567890;b=12345;E-ARCHIVE" },
		{ { 18, 10, 1, 3 }, "a=1234567890;b=12345;c=123;" }
	};
	struct pv_buf z = zip_of(parts, 3);
	struct pv_archive_read r = { .refuse = refuse };
	size_t i;

	s->go_on = true;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		r.limits = rows[i].lim;
		CHECK_TEXT(result(pv_buf_view(&z), &r, s), rows[i].want);
	}
	pv_buf_release(&z);
}

static void
test_sniff(void)
{
	static const struct {
		struct pv_span head;
		enum pv_archive_kind want;
	} rows[] = {
		{ PV_SPAN_INIT(""), PV_ARCHIVE_NONE },
		{ PV_SPAN_INIT("PK"), PV_ARCHIVE_NONE },
		{ PV_SPAN_INIT("PK\003\004<html><p>Section 1"),
		    PV_ARCHIVE_NONE },
		{ PV_SPAN_INIT("PK\003\004\024\0\0\0\010\0"),
		    PV_ARCHIVE_NONE },
		{ PV_SPAN_INIT("PK\003\004\024\0\0\0\010\0"
		    "12345678901234567890"), PV_ARCHIVE_ZIP },
		{ PV_SPAN_INIT("BZh"), PV_ARCHIVE_NONE },
		{ PV_SPAN_INIT("BZh91. Term"), PV_ARCHIVE_NONE },
		{ PV_SPAN_INIT("BZh91AY&SY"), PV_ARCHIVE_COMPRESSED },
		{ PV_SPAN_INIT("\3757zXZ\0"), PV_ARCHIVE_COMPRESSED },
		{ PV_SPAN_INIT("(\265/\375"), PV_ARCHIVE_COMPRESSED },
		{ PV_SPAN_INIT("\037\213\010"), PV_ARCHIVE_COMPRESSED }
	};
	struct seen s = { PV_BUF_INIT, false, PV_OK };
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		CHECK_INT(pv_archive_sniff(rows[i].head), rows[i].want);
		CHECK_TEXT(plain(rows[i].head, &s), "E-ARCHIVE");
	}
	pv_buf_release(&s.out);
}

int
main(void)
{
	struct seen s = { PV_BUF_INIT, false, PV_OK };

	CHECK_INT(pv_crc32(PV_SPAN("123456789")), 0xcbf43926);
	test_sniff();
	test_zip(&s);
	test_bad_members(&s);
	test_tar(&s);
	test_gzip(&s);
	test_limits(&s);
	pv_buf_release(&s.out);
	return CHECK_DONE();
}
