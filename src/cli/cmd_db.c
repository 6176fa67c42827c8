/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <string.h>

#include "cli/cli.h"
#include "cli/msg.h"
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
	else
		return usage_error(c->cmd, "say what to do: info or check");
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
	"db", "info|check", "tell what is in a store, or check it",
	"info    count agreements, versions, clauses and findings\n"
	"check   look for damage; exits with 1 when there is some\n"
	"\n"
	"Example:\n"
	"    proviso db info --db contracts.db\n",
	OPT_BIT(OPT_DB) | OPT_BIT(OPT_FORMAT), "text json jsonl csv", run
};
