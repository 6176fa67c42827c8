/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/data.h"
#include "cli/msg.h"
#include "cli/table.h"
#include "store/store.h"

#define SQL_MAX (UINT64_C(1) << 20)     /* bytes of a query file */

/* The first line of a query's comment says what it answers. */
static struct pv_span
first_comment(struct pv_span sql)
{
	size_t end = pv_span_find(sql, PV_SPAN("\n"));

	sql = pv_span_sub(sql, 0, end);
	while (sql.len > 0 && (sql.ptr[0] == '-' || sql.ptr[0] == ' '))
		sql = pv_span_sub(sql, 1, sql.len);
	return sql;
}

static enum pv_rc
list_one(const char *dir, const char *name, struct table *t,
    struct pv_err *err)
{
	struct pv_buf path = PV_BUF_INIT, sql = PV_BUF_INIT;
	enum pv_rc rc;

	pv_buf_str(&path, dir);
	pv_buf_str(&path, name);
	rc = path.failed ? pv_fail_nomem(err) :
	    data_read(path.ptr, SQL_MAX, &sql, err);
	if (rc == PV_OK) {
		table_add(t, pv_span(name, strlen(name) - strlen(".sql")));
		table_add(t, first_comment(pv_buf_view(&sql)));
	}
	pv_buf_release(&path);
	pv_buf_release(&sql);
	return rc;
}

static enum pv_rc
list(struct cli *c, const char *dir, struct pv_err *err)
{
	struct pv_vec names = PV_VEC_INIT(char *);
	struct table t;
	enum pv_rc rc = data_names(dir, ".sql", &names, err);
	size_t i;

	table_init(&t, 2);
	table_add(&t, PV_SPAN("query"));
	table_add(&t, PV_SPAN("answers"));
	for (i = 0; i < names.len && rc == PV_OK; i++)
		rc = list_one(dir, *PV_VEC_AT(&names, char *, i), &t, err);
	data_names_free(&names);
	if (rc != PV_OK)
		t.cells.failed = true;  /* print nothing */
	if (!table_print(&t, c) && rc == PV_OK)
		rc = pv_fail_nomem(err);
	return rc;
}

/* Read queries/NAME.sql, or the file itself when NAME has a slash. */
static enum pv_rc
read_query(const char *dir, const char *name, struct pv_buf *sql,
    struct pv_err *err)
{
	struct pv_buf path = PV_BUF_INIT;
	struct pv_err why;
	enum pv_rc rc;

	if (strchr(name, '/') == NULL) {
		pv_buf_str(&path, dir);
		pv_buf_str(&path, name);
		pv_buf_str(&path, ".sql");
	} else {
		pv_buf_str(&path, name);
	}
	rc = path.failed ? pv_fail_nomem(err) :
	    data_read(path.ptr, SQL_MAX, sql, &why);
	if (rc == PV_EIO || rc == PV_EINPUT)
		rc = pv_fail(err, PV_EUSAGE, "E-QUERY",
		    "there is no query '%s'; 'proviso query' lists them",
		    name);
	pv_buf_release(&path);
	return rc;
}

struct rows {
	struct table t;
	bool begun;             /* the names are known */
};

static enum pv_rc
on_row(void *ctx, const struct pv_store_row *row, struct pv_err *err)
{
	struct rows *r = ctx;
	size_t i;

	if (row->cells == NULL) {
		table_init(&r->t, row->ncols);
		for (i = 0; i < row->ncols; i++)
			table_add(&r->t, pv_span_str(row->names[i]));
		r->begun = true;
	}
	for (i = 0; row->cells != NULL && i < row->ncols; i++) {
		if (row->cells[i].ptr == NULL)
			table_add_null(&r->t);
		else
			table_add(&r->t, row->cells[i]);
	}
	if (r->t.cells.failed || r->t.bytes.failed)
		return pv_fail_nomem(err);
	return PV_OK;
}

/* "K=V" arguments as parameters ":K" whose names live in `names`. */
static enum pv_rc
make_params(const struct cli *c, struct pv_store_param *params,
    struct pv_buf *names, struct pv_err *err)
{
	const char *item, *eq;
	size_t i, at;

	/* room for all at once, so that names do not move */
	for (i = 0, at = 0; i < c->opt.params.count; i++)
		at += strlen(c->opt.params.items[i]) + 2;
	if (!pv_buf_reserve(names, at + 1))
		return pv_fail_nomem(err);
	for (i = 0; i < c->opt.params.count; i++) {
		item = c->opt.params.items[i];
		eq = strchr(item, '=');
		at = names->len;
		pv_buf_char(names, ':');
		pv_buf_add(names, item, (size_t)(eq - item));
		pv_buf_char(names, '\0');
		params[i].name = names->ptr + at;
		params[i].value = eq + 1;
	}
	return PV_OK;
}

/*
 * Open the store for a query.  One that searches the clauses needs their index:
 * it is brought up to date first, which is the only time a query writes.
 */
static enum pv_rc
open_store(struct cli *c, struct pv_span sql, struct pv_store **s,
    struct pv_err *err)
{
	struct pv_span word = PV_SPAN("clause_search");
	enum pv_rc rc = pv_store_open(db_path(c), PV_STORE_READ, s, err);

	if (rc != PV_OK || pv_span_find(sql, word) == sql.len)
		return rc;
	pv_store_abort(*s);
	*s = NULL;
	rc = pv_store_open(db_path(c), PV_STORE_WRITE, s, err);
	if (rc != PV_OK)
		return rc;
	rc = pv_store_index(*s, err);
	if (rc == PV_OK)
		rc = pv_store_close(*s, err);
	else
		pv_store_abort(*s);
	*s = NULL;
	return rc == PV_OK ?
	    pv_store_open(db_path(c), PV_STORE_READ, s, err) : rc;
}

static enum pv_rc
run_query(struct cli *c, struct pv_span sql, struct pv_err *err)
{
	struct rows rows = { .begun = false };
	struct pv_buf names = PV_BUF_INIT;
	struct pv_store_param *params = calloc(c->opt.params.count + 1,
	    sizeof(*params));
	struct pv_store *s = NULL;
	enum pv_rc rc;

	rc = params == NULL ? pv_fail_nomem(err) :
	    make_params(c, params, &names, err);
	if (rc == PV_OK)
		rc = open_store(c, sql, &s, err);
	if (rc == PV_OK)
		rc = pv_store_query(s, sql, params, c->opt.params.count,
		    on_row, &rows, err);
	if (!rows.begun)
		table_init(&rows.t, 1);
	if (!table_print(&rows.t, c) && rc == PV_OK)
		rc = pv_fail_nomem(err);
	pv_store_abort(s);
	pv_buf_release(&names);
	free(params);
	return rc;
}

static enum status
run(struct cli *c, int argc, char **argv)
{
	struct pv_buf dir = PV_BUF_INIT, sql = PV_BUF_INIT;
	struct pv_err err;
	enum pv_rc rc;

	if (argc > 1)
		return usage_error(c->cmd, "give the name of one query");
	data_dir("PROVISO_QUERIES", "queries", &dir);
	if (dir.failed)
		rc = pv_fail_nomem(&err);
	else if (argc == 0)
		rc = list(c, dir.ptr, &err);
	else
		rc = read_query(dir.ptr, argv[0], &sql, &err);
	if (rc == PV_OK && argc == 1)
		rc = run_query(c, pv_buf_view(&sql), &err);
	pv_buf_release(&dir);
	pv_buf_release(&sql);
	if (rc == PV_OK)
		return STATUS_OK;
	if (rc == PV_EDB)
		msg_error(pv_span_str(db_path(c)), &err);
	else
		msg_trouble(&err);
	return STATUS_TROUBLE;
}

const struct cmd cmd_query = {
	"query", "[NAME]", "run one of the shipped queries on a store",
	"Without NAME the queries are listed.  A NAME with a slash is a file of\n"
	"your own: one SELECT, run read-only.\n"
	"\n"
	"Example:\n"
	"    proviso query lost --db contracts.db --param provision=exclusivity\n",
	OPT_BIT(OPT_DB) | OPT_BIT(OPT_FORMAT) | OPT_BIT(OPT_PARAM),
	"text json jsonl csv", run
};
