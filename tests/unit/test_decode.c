/* SPDX-License-Identifier: MIT */
#include "ingest_util.h"

struct row {
	const char *bytes;
	size_t len;
	const char *text;   /* NULL: refused with `code` */
	const char *code;   /* or the expected diagnostic, "" for none */
	const char *where;  /* part of the message */
};
#define ROW(b, text, code, where) { b, sizeof(b) - 1, text, code, where }

static const struct row rows[] = {
	ROW("plain", "plain", "", ""),
	ROW("\357\273\277with a mark", "with a mark", "", ""),
	ROW("caf\303\251", "caf\303\251", "", ""),
	ROW("caf\351 \223x\224", "caf\303\251 \342\200\234x\342\200\235",
	    "W-ENCGUESS", "windows-1252"),
	ROW("euro \200 \377\376", "euro \342\202\254 \303\277\303\276",
	    "W-ENCGUESS", ""),
	ROW("\377\376a\0\351\0", "a\303\251", "", ""),
	ROW("\376\377\0a\0\351", "a\303\251", "", ""),
	ROW("\377\376\75\330\0\336", "\360\237\230\200", "", ""),
	ROW("a\0b\0c\0d\0e\0", "abcde", "W-ENCGUESS", "UTF-16LE"),
	ROW("\0a\0b\0c\0d\0e", "abcde", "W-ENCGUESS", "UTF-16BE"),
	ROW("<?xml version='1.0' encoding='iso-8859-1'?><p>\351</p>",
	    "<?xml version='1.0' encoding='iso-8859-1'?><p>\303\251</p>", "",
	    ""),
	ROW("<html><meta charset=\"windows-1252\">\223",
	    "<html><meta charset=\"windows-1252\">\342\200\234", "", ""),
	ROW("", NULL, "E-EMPTY", "empty"),
	ROW(" \t\r\n\n", NULL, "E-EMPTY", "white space"),
	ROW("\357\273\277 \n", NULL, "E-EMPTY", "white space"),
	ROW("ab\201c", NULL, "E-ENC", "byte 2"),
	ROW("x \370\210\200\200\200", NULL, "E-ENC", "byte 2"),
	ROW("x \364\220\200\200", NULL, "E-ENC", "byte 2"),
	ROW("x \355\240\200", NULL, "E-ENC", "byte 2"),
	ROW("x \300\257", NULL, "E-ENC", "byte 2"),
	ROW("caf\303\251 na\303\257ve \351.", NULL, "E-ENC", "byte 13"),
	ROW("\377\376a\0\0\330b\0", NULL, "E-ENC", "byte 4"),
	ROW("\377\376a\0b", NULL, "E-ENC", "byte 4"),
	ROW("Excl\0usive licence of the Models", NULL, "E-NUL", "byte 4"),
	ROW("\0\1\2\3\4\5\6\7", NULL, "E-FORMAT", "binary"),
	ROW("\177ELF\2\1\1", NULL, "E-FORMAT", "ELF"),
	ROW("PK\3\4rest", NULL, "E-FORMAT", "ZIP"),
	ROW("%PDF-1.4 rest", NULL, "E-FORMAT", "PDF"),
	ROW("{\\rtf1 text}", NULL, "E-FORMAT", "RTF"),
	ROW("\320\317\021\340\241\261\032\341", NULL, "E-FORMAT", "OLE"),
	ROW("\037\213\10\0\0", NULL, "E-FORMAT", "gzip"),
	ROW("\377\376\0\0a\0\0\0", NULL, "E-ENCUNK", "UTF-32"),
	ROW("\114\157\247\224\100", NULL, "E-ENCUNK", "EBCDIC"),
	ROW("<?xml version='1.0' encoding='UTF-7'?><p/>", NULL, "E-ENCUNK",
	    "UTF-7"),
	ROW("<?xml version='1.0' encoding='UTF-8'?><p>\223</p>", NULL,
	    "E-ENC", "byte 41"),
	ROW("<?xml version='1.0'?><p>\223</p>", NULL, "E-ENC", "byte 24")
};

static void
check_row(const struct row *row)
{
	struct pv_arena *arena = pv_arena_new(NULL);
	struct pv_err err = { .rc = PV_OK };
	struct pv_decoded in;
	struct pv_blocks b;
	enum pv_rc rc;

	pv_blocks_init(&b, arena);
	rc = pv_decode(pv_span(row->bytes, row->len), &b, &in, &err);
	if (row->text == NULL) {
		CHECK_INT(rc, PV_EINPUT);
		CHECK_STR(pv_span_str(err.code), row->code);
		CHECK(strstr(err.msg, row->where) != NULL);
	} else {
		CHECK_INT(rc, PV_OK);
		if (rc == PV_OK)
			CHECK_STR(in.text, row->text);
		CHECK_INT(b.diags.len, row->code[0] != '\0');
		if (b.diags.len > 0) {
			const struct pv_raw_diag *d = b.diags.ptr;

			CHECK_STR(pv_span_str(d->code), row->code);
			CHECK(pv_span_find(d->msg, pv_span_str(row->where)) <
			    d->msg.len);
		}
	}
	pv_blocks_release(&b);
	pv_arena_free(arena);
}

static void
test_named(void)
{
	static const struct {
		const char *name, *bytes, *want;
	} rows_named[] = {
		{ "UTF-8", "\303\251", "\303\251" },
		{ "utf-8", "\351", NULL },
		{ "US-ASCII", "e", "e" },
		{ "us-ascii", "\303\251", NULL },
		{ "ISO-8859-1", "\223", "\342\200\234" },
		{ "Windows-1252", "\223", "\342\200\234" },
		{ "utf-7", "e", NULL },
		{ "ebcdic-cp-us", "e", NULL },
		{ "", "e", NULL }
	};
	struct pv_decoded in;
	struct pv_blocks b;

	for (size_t i = 0; i < sizeof(rows_named) / sizeof(*rows_named); i++) {
		struct pv_arena *arena = pv_arena_new(NULL);
		enum pv_rc rc;

		pv_blocks_init(&b, arena);
		rc = pv_decode_named(pv_span_str(rows_named[i].bytes),
		    pv_span_str(rows_named[i].name), &b, &in, NULL);
		CHECK_INT(rc == PV_OK, rows_named[i].want != NULL);
		if (rc == PV_OK)
			CHECK_STR(in.text, rows_named[i].want);
		pv_blocks_release(&b);
		pv_arena_free(arena);
	}
}

/* The way back to the file's bytes. */
static void
test_source(void)
{
	static const char le[] = "\377\376a\0\351\0\75\330\0\336b\0";
	static const struct {
		uint32_t at, len, src, src_len;
	} want[] = {
		{ 0, 1, 2, 2 }, { 1, 2, 4, 2 }, { 3, 4, 6, 4 },
		{ 7, 1, 10, 2 }, { 0, 8, 2, 10 }, { 8, 0, 12, 0 }
	};
	struct pv_arena *arena = pv_arena_new(NULL);
	struct pv_decoded in;
	struct pv_blocks b;
	size_t hint = 0;

	pv_blocks_init(&b, arena);
	CHECK_INT(pv_decode(pv_span(le, sizeof(le) - 1), &b, &in, NULL),
	    PV_OK);
	CHECK_INT(in.text.len, 8);
	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		uint32_t src = want[i].at, len = want[i].len;

		pv_decoded_source(&in, &hint, &src, &len);
		CHECK_INT(src, want[i].src);
		CHECK_INT(len, want[i].src_len);
	}
	pv_blocks_release(&b);
	pv_arena_free(arena);
}

/* Every encoding of one text gives one normalized text, fully mapped. */
static void
test_placed(void)
{
	static const char *const files[] = {
		"a \342\200\234b\342\200\235 caf\303\251.\n",
		"\357\273\277a \342\200\234b\342\200\235 caf\303\251.\n",
		"a \223b\224 caf\351.\n"
	};
	static const char be[] = "\376\377\0a\0 \40\034\0b\40\035\0 \0c\0a\0f"
	    "\0\351\0.\0\n";

	for (size_t i = 0; i < 4; i++) {
		struct pv_span s = i < 3 ? pv_span_str(files[i]) :
		    pv_span(be, sizeof(be) - 1);
		struct util_read r = util_read(s, &pv_reader_text, NULL);

		CHECK(r.v != NULL);
		if (r.v == NULL)
			continue;
		CHECK_STR(r.v->text, "a \"b\" caf\303\251.\n");
		CHECK_INT(pv_version_coverage(r.v).unaccounted, 0);
		/* "b" stands where it stands in each of them */
		CHECK(s.ptr[pv_version_source(r.v, (struct pv_range){ 3, 4 })
		    .start + (i == 3)] == 'b');
		pv_version_free(r.v);
	}
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_row(&rows[i]);
	test_named();
	test_source();
	test_placed();
	return CHECK_DONE();
}
