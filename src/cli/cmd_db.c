/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <string.h>

#include "cli/cli.h"
#include "cli/export.h"
#include "cli/merge.h"
#include "cli/msg.h"
#include "cli/retag.h"
#include "cli/table.h"
#include "store/store.h"

static enum pv_rc
info(struct cli *c, struct pv_store *s, struct pv_err *err)
{
	struct pv_store_info n;
	struct table t;
	size_t i;
	enum pv_rc rc = pv_store_info(s, &n, err);
	const struct { const char *what; uint64_t count; } rows[] = {
		{ "agreements", n.agreements }, { "versions", n.versions },
		{ "clauses", n.clauses }, { "findings", n.findings },
		{ "refused", n.refused }, { "text-bytes", n.text_bytes },
		{ "file-bytes", n.file_bytes }, { "schema", n.schema },
	};

	if (rc != PV_OK)
		return rc;
	table_init(&t, 2);
	t.head_hidden = true;
	table_add(&t, PV_SPAN("what"));
	table_add(&t, PV_SPAN("count"));
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		table_add(&t, pv_span_str(rows[i].what));
		table_add_u64(&t, rows[i].count);
	}
	return table_print(&t, c) ? PV_OK : pv_fail_nomem(err);
}

struct checking {
	struct cli *c;
	size_t problems;
};

static void
on_problem(void *ctx, struct pv_span text)
{
	struct checking *k = ctx;
	struct msg m = { .path = pv_span_str(db_path(k->c)), .text = text,
		.severity = PV_SEV_ERROR, .code = PV_SPAN("E-DBDATA") };

	k->problems++;
	msg_put(&m);
}

static enum pv_rc
check(struct cli *c, struct pv_store *s, struct pv_err *err)
{
	struct checking k = { c, 0 };
	enum pv_rc rc = pv_store_check(s, on_problem, &k, err);

	if (rc == PV_OK && k.problems > 0)
		c->found = true;
	else if (rc == PV_OK && !c->opt.quiet)
		pv_buf_str(&c->out.buf, "the store is sound\n");
	return rc;
}

static enum pv_rc
on_version(void *ctx, const struct pv_store_row *row, struct pv_err *err)
{
	struct table *t = ctx;
	size_t i;

	(void)err;
	for (i = 0; i < row->ncols; i++)
		table_add(t, row->cells == NULL ?
		    pv_span_str(row->names[i]) : row->cells[i]);
	return PV_OK;
}

/* Every version, and why it is one. */
static enum pv_rc
versions(struct cli *c, struct pv_store *s, struct pv_err *err)
{
	static const char sql[] =
	    "SELECT agreement, v.label AS version, v.date, v.dated, v.why,"
	    " coalesce((SELECT min(path) FROM file"
	    " WHERE file.version_id = v.version_id), '') AS path"
	    " FROM version_order o JOIN version v USING (version_id)"
	    " JOIN agreement a ON a.agreement_id = v.agreement_id"
	    " ORDER BY agreement, nth";
	struct table t;
	enum pv_rc rc;

	table_init(&t, 6);
	rc = pv_store_query(s, PV_SPAN(sql), NULL, 0, on_version, &t, err);
	if (rc != PV_OK)
		t.cells.failed = true;  /* print nothing */
	return table_print(&t, c) || rc != PV_OK ? rc : pv_fail_nomem(err);
}

static enum status
run(struct cli *c, int argc, char **argv)
{
	enum pv_rc (*what)(struct cli *, struct pv_store *, struct pv_err *);
	struct pv_store *s = NULL;
	struct pv_err err;
	enum pv_rc rc;

	if (argc == 1 && strcmp(argv[0], "info") == 0)
		what = info;
	else if (argc == 1 && strcmp(argv[0], "check") == 0)
		what = check;
	else if (argc == 1 && strcmp(argv[0], "versions") == 0)
		what = versions;
	else if (argc >= 1 && strcmp(argv[0], "merge") == 0)
		return merge_stores(c, argv + 1, (size_t)argc - 1);
	else if (argc == 1 && strcmp(argv[0], "retag") == 0)
		return retag_store(c);
	else if (argc == 1 && strcmp(argv[0], "export") == 0)
		return export_store(c);
	else
		return usage_error(c->cmd, "say what to do: info, check, "
		    "versions, export, merge or retag");
	if (is_format(c, "markdown"))
		return usage_error(c->cmd, "--format markdown is for export");
	rc = pv_store_open(db_path(c), PV_STORE_READ, &s, &err);
	if (rc == PV_OK)
		rc = what(c, s, &err);
	pv_store_abort(s);
	if (rc == PV_OK)
		return STATUS_OK;
	msg_error(pv_span_str(db_path(c)), &err);
	return STATUS_TROUBLE;
}

const struct cmd cmd_db = {
	"db", "info|check|versions|export|retag|merge DB...",
	"tell what is in a store, check it, or merge stores",
	"info      count agreements, versions, clauses and findings\n"
	"check     look for damage; exits with 1 when there is some\n"
	"versions  list all versions: dates, and why each is one\n"
	"export    write all of it as files into a folder\n"
	"merge     put what other stores hold into this one\n"
	"retag     tag the stored texts with the rules of now\n"
	"\n"
	"Examples:\n"
	"    proviso db info --db contracts.db\n"
	"    proviso db merge part1.db part2.db --db contracts.db\n",
	OPT_BIT(OPT_DB) | OPT_BIT(OPT_FORMAT) | OPT_BIT(OPT_RULES) |
	    OPT_BIT(OPT_JIT) | OPT_BIT(OPT_JOBS) | OPT_BIT(OPT_TIMEOUT) |
	    OPT_BIT(OPT_SANDBOX) | OPT_BIT(OPT_OUT),
	"text json jsonl csv markdown", run
};
