/* SPDX-License-Identifier: MIT */
#include "store/store.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "check.h"
#include "model/wire.h"
#include "store/code.h"
#include "store/pack.h"
#include "version_sample.h"

#define DIGEST "0123456789abcdef0123456789abcdef" \
	"0123456789abcdef0123456789abcdef"

static char dir[] = "test_store.XXXXXX";
static char db[64];

static struct pv_store_doc
sample_doc(const struct pv_version *v, const struct pv_findings *f)
{
	return (struct pv_store_doc){ .path = PV_SPAN("in/a \xff.txt"),
		.stat = { 120, 5, 1, 7 }, .agreement = PV_SPAN("in"),
		.label = PV_SPAN("2026-04"), .date = PV_SPAN("2026-04-27"),
		.rules_digest = PV_SPAN(DIGEST), .version = v, .findings = f };
}

/* A structure survives packing byte for byte, and hostile blobs are refused. */
static void
test_pack(void)
{
	struct pv_version *v = sample_version(), *got;
	struct pv_buf blob = PV_BUF_INIT, a = PV_BUF_INIT, b = PV_BUF_INIT;
	struct pv_err err;
	size_t i;

	pv_pack(v, &blob);
	got = pv_version_new(NULL);
	got->text = v->text;
	got->source_len = v->source_len;
	memcpy(got->sha256, v->sha256, sizeof(v->sha256));
	CHECK_INT(pv_unpack(pv_buf_view(&blob), got, &err), PV_OK);
	pv_wire_version(v, &a);
	pv_wire_version(got, &b);
	CHECK(pv_span_eq(pv_buf_view(&a), pv_buf_view(&b)));
	pv_version_free(got);
	for (i = 0; i < blob.len; i++) {
		got = pv_version_new(NULL);
		got->text = v->text;
		got->source_len = v->source_len;
		CHECK_INT(pv_unpack(pv_span(blob.ptr, i), got, &err), PV_EDB);
		pv_version_free(got);
	}
	for (i = 0; i < blob.len; i++) {
		blob.ptr[i] ^= 0x29;
		got = pv_version_new(NULL);
		got->text = v->text;
		got->source_len = v->source_len;
		(void)!pv_unpack(pv_buf_view(&blob), got, &err);
		pv_version_free(got);
		blob.ptr[i] ^= 0x29;
	}
	pv_buf_release(&a);
	pv_buf_release(&b);
	pv_buf_release(&blob);
	pv_version_free(v);
}

/* Numbers of any size survive, in an order that nothing foretells. */
static void
test_code(void)
{
	static const uint32_t odd[] = { 0, 1, UINT32_MAX, 2, 127, 128, 65536,
		INT32_MAX, (uint32_t)INT32_MAX + 1, UINT32_MAX - 1, 7, 0 };
	static struct pv_distances learned;
	static struct pv_chance bytes[256];
	size_t n = sizeof(odd) / sizeof(odd[0]), i;
	struct pv_buf out = PV_BUF_INIT;
	struct pv_code c;

	pv_code_write(&c, &out);
	for (i = 0; i < n * 3; i++) {
		pv_code_distance(&c, &learned, odd[i * 5 % n]);
		pv_code_byte(&c, bytes, (unsigned char)odd[i % n]);
	}
	CHECK(pv_code_end(&c));
	memset(&learned, 0, sizeof(learned));
	memset(bytes, 0, sizeof(bytes));
	pv_code_read(&c, pv_buf_view(&out));
	for (i = 0; i < n * 3; i++) {
		CHECK_INT(pv_code_distance(&c, &learned, 0), odd[i * 5 % n]);
		CHECK_INT(pv_code_byte(&c, bytes, 0), odd[i % n] & 0xff);
	}
	CHECK(pv_code_end(&c));
	pv_buf_release(&out);
}

/* What is always the same costs next to nothing, but never nothing. */
static void
test_code_least(void)
{
	static struct pv_distances learned;
	struct pv_buf out = PV_BUF_INIT;
	struct pv_code c;
	size_t i;

	pv_code_write(&c, &out);
	for (i = 0; i < 100000; i++)
		pv_code_distance(&c, &learned, 0);
	CHECK(pv_code_end(&c));
	CHECK(out.len < 100000 / 300);
	CHECK(PV_CODE_MOST(out.len) >= 100000);
	pv_buf_release(&out);
}

/* A blob that means more rows than it can hold asks for no memory. */
static void
test_pack_bomb(void)
{
	static struct pv_distances learned;
	struct pv_version *v = pv_version_new(NULL);
	struct pv_buf out = PV_BUF_INIT;
	struct pv_code c;
	struct pv_err err;
	int i;

	pv_buf_char(&out, PV_PACK_FORM);
	pv_code_write(&c, &out);
	for (i = 0; i < 6; i++)
		pv_code_distance(&c, &learned, 0);
	pv_code_distance(&c, &learned, INT32_MAX);
	CHECK(pv_code_end(&c));
	CHECK_INT(pv_unpack(pv_buf_view(&out), v, &err), PV_EDB);
	pv_version_free(v);
	pv_buf_release(&out);
}

static enum pv_rc
first_row(void *ctx, const struct pv_store_row *r, struct pv_err *err)
{
	struct pv_buf *out = ctx;
	size_t i;

	(void)err;
	for (i = 0; r->cells != NULL && i < r->ncols; i++) {
		pv_buf_span(out, r->cells[i]);
		pv_buf_char(out, '|');
	}
	return PV_OK;
}

static void
check_query(struct pv_store *s, const char *sql, const char *want)
{
	struct pv_buf out = PV_BUF_INIT;
	struct pv_err err;

	if (pv_store_query(s, pv_span_str(sql), NULL, 0, first_row, &out,
	    &err) != PV_OK)
		CHECK_STR(pv_span_str(err.msg), "no failure");
	CHECK_STR(pv_buf_view(&out), want);
	pv_buf_release(&out);
}

static void
count_problem(void *ctx, struct pv_span text)
{
	(void)text;
	++*(unsigned *)ctx;
}

/* Put, look, get: the same version and findings come back. */
static void
test_round_trip(void)
{
	struct pv_version *v = sample_version(), *v2 = NULL;
	struct pv_findings *f = sample_findings(), *f2 = NULL;
	struct pv_store_doc doc = sample_doc(v, f);
	struct pv_buf a = PV_BUF_INIT, b = PV_BUF_INIT;
	struct pv_store_info info;
	enum pv_store_state state;
	struct pv_store *s = NULL;
	unsigned problems = 0;
	struct pv_err err;

	CHECK_INT(pv_store_open(db, PV_STORE_WRITE, &s, &err), PV_OK);
	CHECK_INT(pv_store_look(s, &doc, &state, &err), PV_OK);
	CHECK_INT(state, PV_STORE_NEW);
	CHECK_INT(pv_store_put(s, &doc, &err), PV_OK);
	CHECK_INT(pv_store_put(s, &doc, &err), PV_OK);
	CHECK(access(db, F_OK) != 0);
	CHECK_INT(pv_store_close(s, &err), PV_OK);
	CHECK(access(db, F_OK) == 0);

	CHECK_INT(pv_store_open(db, PV_STORE_WRITE, &s, &err), PV_OK);
	CHECK_INT(pv_store_look(s, &doc, &state, &err), PV_OK);
	CHECK_INT(state, PV_STORE_SAME);
	doc.rules_digest = PV_SPAN("other");
	CHECK_INT(pv_store_look(s, &doc, &state, &err), PV_OK);
	CHECK_INT(state, PV_STORE_RETAG);
	CHECK_INT(pv_store_get(s, PV_SPAN("in"), PV_SPAN(""), &v2, &f2, &err),
	    PV_OK);
	pv_wire_version(v, &a);
	pv_wire_version(v2, &b);
	CHECK(pv_span_eq(pv_buf_view(&a), pv_buf_view(&b)));
	CHECK_INT(f2->nitems, 2);
	CHECK_INT(f2->items[0].confidence, 941);
	CHECK_INT(f2->items[0].flags, PV_FINDING_REDACTED);
	CHECK_INT(f2->evidence[0].weight, 2125);
	CHECK_STR(pv_finding_attr(f2, 0, PV_ATTR_HOLDER), "Cirrus \"C\"");
	check_query(s, "SELECT clause, provision, text FROM findings"
	    " WHERE provision = 'exclusivity'",
	    "1|exclusivity|Cirrus shall be the sole host of the Models.|");
	check_query(s, "SELECT path, version_id FROM file",
	    "in/a \\xff.txt|1|");
	check_query(s, "SELECT first_seen, lost_at, clause FROM timeline",
	    "2026-04-27||1|");
	CHECK_INT(pv_store_info(s, &info, &err), PV_OK);
	CHECK_INT(info.versions, 1);
	CHECK_INT(info.clauses, 2);
	CHECK_INT(info.findings, 2);
	CHECK_INT(pv_store_check(s, count_problem, &problems, &err), PV_OK);
	CHECK_INT(problems, 0);
	CHECK_INT(pv_store_index(s, &err), PV_OK);
	check_query(s, "SELECT clause FROM clause_search"
	    " WHERE clause_search MATCH 'hosts'", "1|");
	CHECK_INT(pv_store_close(s, &err), PV_OK);
	/* A store with its search index is still ours. */
	CHECK_INT(pv_store_open(db, PV_STORE_READ, &s, &err), PV_OK);
	CHECK_INT(pv_store_query(s, PV_SPAN("DELETE FROM found"), NULL, 0,
	    first_row, NULL, &err), PV_EUSAGE);
	CHECK_INT(pv_store_close(s, &err), PV_OK);
	pv_buf_release(&a);
	pv_buf_release(&b);
	pv_version_free(v);
	pv_version_free(v2);
	pv_findings_free(f);
	pv_findings_free(f2);
}

/* A provision that the second version lacks is lost in views. */
static void
test_views(void)
{
	struct pv_version *v = sample_version();
	struct pv_findings *f = sample_findings();
	struct pv_store_doc doc = sample_doc(v, f);
	struct pv_store *s = NULL;
	struct pv_err err;

	CHECK_INT(pv_store_open(db, PV_STORE_WRITE, &s, &err), PV_OK);
	v->sha256[0] = 'b';
	f->nitems = 0;
	doc.path = PV_SPAN("in/b.txt");
	doc.label = PV_SPAN("2026-05");
	doc.date = PV_SPAN("2026-05-01");
	CHECK_INT(pv_store_put(s, &doc, &err), PV_OK);
	check_query(s, "SELECT lost_at FROM timeline", "2026-05-01|");
	check_query(s, "SELECT change, provision, old_clause FROM changes",
	    "lost|exclusivity|1|");
	check_query(s, "SELECT count(*) FROM findings", "0|");
	check_query(s, "SELECT count(*) FROM all_findings", "2|");
	/* Nothing of an aborted batch stays. */
	pv_store_abort(s);
	CHECK_INT(pv_store_open(db, PV_STORE_READ, &s, &err), PV_OK);
	check_query(s, "SELECT count(*) FROM version", "1|");
	pv_store_abort(s);
	pv_version_free(v);
	pv_findings_free(f);
}

static void
check_refused(const char *bytes, size_t len, const char *code)
{
	struct pv_store *s = NULL;
	struct pv_err err;
	char path[80];
	FILE *out;

	snprintf(path, sizeof(path), "%s/foreign.db", dir);
	out = fopen(path, "wb");
	CHECK(out != NULL && fwrite(bytes, 1, len, out) == len);
	if (out != NULL)
		fclose(out);
	CHECK_INT(pv_store_open(path, PV_STORE_WRITE, &s, &err), PV_EDB);
	CHECK_STR(pv_span_str(err.code), code);
	unlink(path);
}

/* What is not our store is refused and left alone. */
static void
test_foreign(void)
{
	struct pv_store *s = NULL;
	struct pv_buf bytes = PV_BUF_INIT;
	struct pv_err err;
	char path[80];
	FILE *in;
	int c;

	check_refused("SQLite format 3, or so it says, in plain text.....", 50,
	    "E-DBCORRUPT");
	in = fopen(db, "rb");
	CHECK(in != NULL);
	while (in != NULL && (c = getc(in)) != EOF)
		pv_buf_char(&bytes, (char)c);
	if (in != NULL)
		fclose(in);
	CHECK(bytes.len > 8192);
	bytes.ptr[63] = 99;     /* user_version */
	check_refused(bytes.ptr, bytes.len, "E-DBVER");
	bytes.ptr[63] = 1;
	bytes.ptr[71] = 1;      /* application_id */
	check_refused(bytes.ptr, bytes.len, "E-DBAPP");
	bytes.ptr[71] = 0x73;
	check_refused(bytes.ptr, 8192, "E-DBCORRUPT");
	snprintf(path, sizeof(path), "%s/none.db", dir);
	CHECK_INT(pv_store_open(path, PV_STORE_READ, &s, &err), PV_EDB);
	CHECK_STR(pv_span_str(err.code), "E-DBOPEN");
	pv_buf_release(&bytes);
}

/* Views, triggers and tables of somebody else's are not run. */
static void
test_tampered(void)
{
	static const char *const sql[] = {
		"CREATE VIEW extra AS SELECT 1",
		"CREATE TRIGGER t AFTER INSERT ON gap BEGIN DELETE FROM gap; END",
		"CREATE INDEX i ON found (length(evidence))",
		"CREATE TABLE more (x)",
	};
	struct pv_store *s = NULL;
	struct pv_err err;
	char command[256], path[80];
	size_t i;

	snprintf(path, sizeof(path), "%s/tampered.db", dir);
	for (i = 0; i < sizeof(sql) / sizeof(sql[0]); i++) {
		CHECK_INT(pv_store_open(path, PV_STORE_WRITE, &s, &err), PV_OK);
		CHECK_INT(pv_store_close(s, &err), PV_OK);
		snprintf(command, sizeof(command), "sqlite3 %s \"%s\"", path,
		    sql[i]);
		if (system(command) != 0)
			break;  /* no sqlite3 shell on this machine */
		CHECK_INT(pv_store_open(path, PV_STORE_READ, &s, &err),
		    PV_EDB);
		CHECK_STR(pv_span_str(err.code), "E-DBSCHEMA");
		unlink(path);
	}
	unlink(path);
}

/* Every third of these paths is stored, under the number in its name. */
#define PATHS 60

static void
path_of(struct pv_buf *out, unsigned i)
{
	static const char *const heads[] = { "a/", "a-", "a/\xff", "b\\", "" };

	pv_buf_clear(out);
	pv_buf_printf(out, "%s%02u", heads[i % 5], i);
}

/* Look and find: what is stored, is; whatever was asked for before. */
static void
ask(struct pv_store *s, struct pv_store_doc *doc, unsigned i)
{
	struct pv_buf path = PV_BUF_INIT, label = PV_BUF_INIT;
	struct pv_store_place place;
	enum pv_store_state state;

	memset(&place, 0, sizeof(place));
	path_of(&path, i);
	pv_buf_printf(&label, "v%u", i);
	doc->path = pv_buf_view(&path);
	doc->stat.size = i;
	CHECK_INT(pv_store_look(s, doc, &state, NULL), PV_OK);
	CHECK_INT(state, i % 3 == 0 ? PV_STORE_SAME : PV_STORE_NEW);
	doc->stat.size++;
	CHECK_INT(pv_store_look(s, doc, &state, NULL), PV_OK);
	CHECK_INT(state, PV_STORE_NEW);
	CHECK_INT(pv_store_find(s, doc->path, &place, NULL), PV_OK);
	CHECK_STR(pv_buf_view(&place.label), i % 3 == 0 ? label.ptr : "");
	pv_store_place_release(&place);
	pv_buf_release(&label);
	pv_buf_release(&path);
}

/* A reading of the files goes on in any order, and while others are put. */
static void
test_places(void)
{
	struct pv_version *v = sample_version();
	struct pv_findings *f = sample_findings();
	struct pv_store_doc doc = sample_doc(v, f);
	struct pv_buf path = PV_BUF_INIT, label = PV_BUF_INIT;
	struct pv_store *s = NULL;
	unsigned i, seed = 1;
	char own[80];

	snprintf(own, sizeof(own), "%s.places", db);
	CHECK_INT(pv_store_open(own, PV_STORE_WRITE, &s, NULL), PV_OK);
	for (i = 0; i < PATHS; i += 3) {
		path_of(&path, i);
		pv_buf_clear(&label);
		pv_buf_printf(&label, "v%u", i);
		doc.path = pv_buf_view(&path);
		doc.label = pv_buf_view(&label);
		doc.stat.size = i;
		CHECK_INT(pv_store_put(s, &doc, NULL), PV_OK);
		ask(s, &doc, i);
	}
	for (i = 0; i < PATHS; i++)
		ask(s, &doc, i);
	for (i = PATHS; i-- > 0; )
		ask(s, &doc, i);
	for (i = 0; i < 500; i++) {
		seed = seed * 1103515245u + 12345u;
		ask(s, &doc, seed >> 16 & 63 ? (seed >> 16) % PATHS : 0);
	}
	CHECK_INT(pv_store_close(s, NULL), PV_OK);
	unlink(own);
	pv_buf_release(&label);
	pv_buf_release(&path);
	pv_findings_free(f);
	pv_version_free(v);
}

int
main(void)
{
	if (mkdtemp(dir) == NULL)
		return 1;
	snprintf(db, sizeof(db), "%s/x.db", dir);
	test_code();
	test_code_least();
	test_pack_bomb();
	test_pack();
	test_round_trip();
	test_places();
	test_views();
	test_foreign();
	test_tampered();
	unlink(db);
	rmdir(dir);
	return CHECK_DONE();
}
