/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "cli/key.h"
#include "cli/name.h"

static void
test_names(void)
{
	static const struct { const char *path, *key, *label, *date; }
	    rows[] = {
		{ "a.txt", "a", "a", "" },
		{ "dir/Master Agreement.HTML", "master-agreement",
		  "Master Agreement", "" },
		{ "x/2024-05-01-abc.md", "2024-05-01-abc", "2024-05-01",
		  "2024-05-01" },
		{ "02-2024-05-signed.txt", "02-2024-05-signed", "2024-05",
		  "2024-05" },
		{ "msa_20240501.txt", "msa-20240501", "2024-05-01",
		  "2024-05-01" },
		{ "terms-v2.md", "terms-v2", "v2", "" },
		{ "terms-1.0.md", "terms-1-0", "1.0", "" },
		{ "contract7.txt", "contract7", "contract7", "" },
		{ "12024-05-011.txt", "12024-05-011", "12024-05-011", "" },
		{ "2024-13-01.txt", "2024-13-01", "2024-13-01", "" },
		{ "-", "stdin", "stdin", "" },
		{ "terms-v2.md.gz", "terms-v2", "v2", "" },
		{ "x.zip!/in/a.tar.XZ", "a", "a", "" },
		{ ".profile", "profile", ".profile", "" },
		{ "caf\xc3\xa9 & co.txt", "caf\xc3\xa9-co",
		  "caf\xc3\xa9 & co", "" },
	};
	struct doc_key k = DOC_KEY_INIT;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		doc_key_of_file(pv_span_str(rows[i].path), &k);
		CHECK_STR(pv_buf_view(&k.key), rows[i].key);
		CHECK_STR(pv_buf_view(&k.label), rows[i].label);
		CHECK_STR(pv_buf_view(&k.date), rows[i].date);
	}
	doc_key_release(&k);
}

#define MOST 4

static void
test_folders(void)
{
	static const struct {
		const char *path, *files[MOST];
		const char *key, *label;        /* of the last file */
	} rows[] = {
		{ "a/northlake/", { "2024-01-01.txt", "2024-02-01.txt" },
		  "northlake", "2024-02-01" },
		{ "a/One Date/", { "2024-01-01-x.txt" },
		  "one-date", "2024-01-01" },
		{ "a/alder-2.zip!/", { "2024-01-01-x.txt" },
		  "alder-2", "2024-01-01" },
		{ "a.zip!/basalt.tar.gz!/", { "x-v1.txt", "x-v2.txt" },
		  "basalt", "v2" },
		{ "a/numbered/", { "01-2019-07.txt", "02-2020-09-new.txt" },
		  "numbered", "2020-09" },
		{ "a/prefix/", { "msa 2019-07-01.txt", "msa 2020-01-01.txt" },
		  "prefix", "2020-01-01" },
		/* different agreements that happen to be dated */
		{ "a/mixed/", { "alder 2019-07-01.txt",
		  "basalt 2020-01-01.txt" }, "basalt-2020-01-01",
		  "2020-01-01" },
		{ "a/versions/", { "csa-1.0.md", "csa-2.1.md" },
		  "versions", "2.1" },
		{ "a/series/", { "model2.txt", "model3.txt", "model3_1.txt" },
		  "series", "3.1" },
		{ "b/series/", { "model2_1.txt", "model2.txt" },
		  "b-series", "2" },
		/* bare numbers are no versions */
		{ "a/contracts/", { "contract1.txt", "contract2.txt" },
		  "contract2", "contract2" },
		{ "a/odd/", { "2024-01-01.txt", "readme.md" },
		  "readme", "readme" },
		{ "a/twice/", { "2024-01-01-a.txt", "2024-01-01-b.txt" },
		  "twice", "2024-01-01-b" },
		/* the store and its journal are no documents */
		{ "a/own/", { "2023-01-01.txt", "s.db", "s.db-journal",
		  "2024-01-01.txt" }, "own", "2024-01-01" },
		/* the same names elsewhere are told apart */
		{ "b/northlake/", { "2024-01-01.txt" },
		  "b-northlake", "2024-01-01" },
		{ "c/d/", { "readme.md", "x.txt" }, "x", "x" },
		{ "c/e/", { "x.txt", "readme.md" }, "e-readme", "readme" },
	};
	struct doc_key k = DOC_KEY_INIT;
	struct pv_buf path = PV_BUF_INIT;
	struct pv_span names[MOST];
	struct pv_walk_dir dir;
	struct doc_keys *keys;
	size_t i, n;

	CHECK_INT(doc_keys_new(PV_SPAN("s.db"), &keys, NULL), PV_OK);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		for (n = 0; n < MOST && rows[i].files[n] != NULL; n++)
			names[n] = pv_span_str(rows[i].files[n]);
		dir = (struct pv_walk_dir){ i + 1, pv_span_str(rows[i].path),
			names, n };
		pv_buf_clear(&path);
		pv_buf_str(&path, rows[i].path);
		pv_buf_span(&path, names[n - 1]);
		CHECK_INT(doc_keys_find(keys, pv_buf_view(&path), &dir,
		    PV_SPAN(""), &k, NULL), PV_OK);
		CHECK_STR(pv_buf_view(&k.key), rows[i].key);
		CHECK_STR(pv_buf_view(&k.label), rows[i].label);
	}
	doc_keys_free(keys);
	doc_key_release(&k);
	pv_buf_release(&path);
}

/* Rows in order: what a run meets one after the other. */
static void
test_stored(void)
{
	static const struct { const char *path, *stored, *key; } rows[] = {
		{ "a/nda.txt", "", "nda" },
		{ "./a//nda.txt", "", "nda" },      /* the same file */
		{ "b/nda.txt", "", "b-nda" },
		{ "c/msa.txt", "c-msa", "c-msa" },  /* as it was */
		{ "d/msa.txt", "gone", "msa" },     /* nothing that fits */
		{ "e/msa.txt", "msa", "e-msa" },    /* another's by now */
	};
	struct doc_key k = DOC_KEY_INIT;
	struct doc_keys *keys = NULL;
	size_t i;

	CHECK_INT(doc_keys_new(PV_SPAN("s.db"), &keys, NULL), PV_OK);
	for (i = 0; keys != NULL && i < sizeof(rows) / sizeof(rows[0]); i++) {
		CHECK_INT(doc_keys_find(keys, pv_span_str(rows[i].path), NULL,
		    pv_span_str(rows[i].stored), &k, NULL), PV_OK);
		CHECK_STR(pv_buf_view(&k.key), rows[i].key);
	}
	doc_keys_free(keys);
	doc_key_release(&k);
}

int
main(void)
{
	test_names();
	test_folders();
	test_stored();
	return CHECK_DONE();
}
