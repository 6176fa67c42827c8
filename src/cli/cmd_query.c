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

/* What the comment at the head of a query tells of it. */
struct about {
	struct pv_span answers;     /* its first line */
	struct pv_span topic;       /* "Topic: lock-in"; may be empty */
};

/* A line of SQL without "-- "; false when it is no comment. */
static bool
comment_line(struct pv_span *line)
{
	if (!pv_span_starts(*line, PV_SPAN("--")))
		return false;
	while (line->len > 0 && (line->ptr[0] == '-' || line->ptr[0] == ' '))
		*line = pv_span_sub(*line, 1, line->len);
	return true;
}

static struct about
read_about(struct pv_span sql)
{
	static const char topic[] = "Topic: ";
	struct about a = { PV_SPAN(""), PV_SPAN("") };
	struct pv_span line;
	size_t end;

	for (; sql.len > 0; sql = pv_span_sub(sql, end + 1, sql.len)) {
		end = pv_span_find(sql, PV_SPAN("\n"));
		line = pv_span_sub(sql, 0, end);
		if (!comment_line(&line))
			break;
		if (a.answers.len == 0)
			a.answers = line;
		else if (pv_span_starts(line, pv_span_str(topic)))
			a.topic = pv_span_sub(line, strlen(topic), line.len);
	}
	return a;
}

/* A query to be listed. */
struct entry {
	const char *name;           /* of its file */
	struct pv_buf sql;
	struct about about;         /* lies in sql */
};

static enum pv_rc
read_entry(const char *dir, struct entry *e, struct pv_err *err)
{
	struct pv_buf path = PV_BUF_INIT;
	enum pv_rc rc;

	pv_buf_str(&path, dir);
	pv_buf_str(&path, e->name);
	rc = path.failed ? pv_fail_nomem(err) :
	    data_read(path.ptr, SQL_MAX, &e->sql, err);
	pv_buf_release(&path);
	if (rc == PV_OK)
		e->about = read_about(pv_buf_view(&e->sql));
	return rc;
}

/* Topics in the order of their letters, those without one last. */
static int
cmp_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int c = (x->about.topic.len == 0) - (y->about.topic.len == 0);

	if (c == 0)
		c = pv_span_cmp(x->about.topic, y->about.topic);
	return c != 0 ? c : strcmp(x->name, y->name);
}

static bool
print_entries(struct cli *c, const struct entry *e, size_t n)
{
	struct table t;
	size_t i;

	table_init(&t, 3);
	table_add(&t, PV_SPAN("topic"));
	table_add(&t, PV_SPAN("query"));
	table_add(&t, PV_SPAN("answers"));
	for (i = 0; i < n; i++) {
		table_add(&t, e[i].about.topic);
		table_add(&t, pv_span(e[i].name,
		    strlen(e[i].name) - strlen(".sql")));
		table_add(&t, e[i].about.answers);
	}
	return table_print(&t, c);
}

static enum pv_rc
list(struct cli *c, const char *dir, struct pv_err *err)
{
	struct pv_vec names = PV_VEC_INIT(char *);
	enum pv_rc rc = data_names(dir, ".sql", &names, err);
	struct entry *e = calloc(names.len + 1, sizeof(*e));
	size_t i;

	if (rc == PV_OK && e == NULL)
		rc = pv_fail_nomem(err);
	for (i = 0; rc == PV_OK && i < names.len; i++) {
		e[i].name = *PV_VEC_AT(&names, char *, i);
		rc = read_entry(dir, &e[i], err);
	}
	if (rc == PV_OK) {
		qsort(e, names.len, sizeof(*e), cmp_entries);
		if (!print_entries(c, e, names.len))
			rc = pv_fail_nomem(err);
	}
	for (i = 0; e != NULL && i < names.len; i++)
		pv_buf_release(&e[i].sql);
	free(e);
	data_names_free(&names);
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

/* What was bound with --param and with operands behind the name. */
struct bindings {
	struct pv_store_param *params;
	size_t n;
	struct pv_buf names;        /* ":K", each ended by NUL */
};

/* Bind "K=V" as the parameter ":K"; the names have room. */
static void
bind(struct bindings *b, const char *item)
{
	const char *eq = strchr(item, '=');
	size_t at = b->names.len;

	pv_buf_char(&b->names, ':');
	pv_buf_add(&b->names, item, (size_t)(eq - item));
	pv_buf_char(&b->names, '\0');
	b->params[b->n].name = b->names.ptr + at;
	b->params[b->n++].value = eq + 1;
}

static enum pv_rc
bind_all(const struct cli *c, char **argv, struct bindings *b,
    struct pv_err *err)
{
	const struct list *l = &c->opt.params;
	size_t i, n, len = 0;

	/* room for all at once, so that names do not move */
	for (i = 0; i < l->count; i++)
		len += strlen(l->items[i]) + 2;
	for (n = 0; argv[n] != NULL; n++)
		len += strlen(argv[n]) + 2;
	b->params = calloc(l->count + n + 1, sizeof(*b->params));
	if (b->params == NULL || !pv_buf_reserve(&b->names, len + 1))
		return pv_fail_nomem(err);
	for (i = 0; i < l->count; i++)
		bind(b, l->items[i]);
	for (i = 0; i < n; i++)
		bind(b, argv[i]);
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
run_query(struct cli *c, struct pv_span sql, const struct bindings *b,
    struct pv_err *err)
{
	struct rows rows = { .begun = false };
	struct pv_store *s = NULL;
	enum pv_rc rc = open_store(c, sql, &s, err);

	if (rc == PV_OK)
		rc = pv_store_query(s, sql, b->params, b->n, on_row, &rows,
		    err);
	if (!rows.begun)
		table_init(&rows.t, 1);
	if (!table_print(&rows.t, c) && rc == PV_OK)
		rc = pv_fail_nomem(err);
	pv_store_abort(s);
	return rc;
}

/* The query `argv[0]` with the parameters behind it. */
static enum pv_rc
run_named(struct cli *c, const char *dir, char **argv, struct pv_err *err)
{
	struct bindings b = { NULL, 0, PV_BUF_INIT };
	struct pv_buf sql = PV_BUF_INIT;
	enum pv_rc rc = read_query(dir, argv[0], &sql, err);

	if (rc == PV_OK)
		rc = bind_all(c, argv + 1, &b, err);
	if (rc == PV_OK)
		rc = run_query(c, pv_buf_view(&sql), &b, err);
	free(b.params);
	pv_buf_release(&b.names);
	pv_buf_release(&sql);
	return rc;
}

static enum status
run(struct cli *c, int argc, char **argv)
{
	struct pv_buf dir = PV_BUF_INIT;
	struct pv_err err;
	enum pv_rc rc;
	int i;

	for (i = 1; i < argc; i++) {
		if (strchr(argv[i], '=') == NULL)
			return usage_error(c->cmd,
			    "'%s' is no parameter: KEY=VALUE", argv[i]);
	}
	data_dir("PROVISO_QUERIES", "queries", &dir);
	if (dir.failed)
		rc = pv_fail_nomem(&err);
	else if (argc == 0)
		rc = list(c, dir.ptr, &err);
	else
		rc = run_named(c, dir.ptr, argv, &err);
	pv_buf_release(&dir);
	if (rc == PV_OK)
		return STATUS_OK;
	msg_store(db_path(c), &err);
	return STATUS_TROUBLE;
}

const struct cmd cmd_query = {
	"query", "[NAME [KEY=VALUE...]]",
	"run one of the shipped queries on a store",
	"Without NAME the queries are listed, by topic.  A NAME with a slash is a\n"
	"file of your own: one SELECT, run read-only.\n"
	"\n"
	"Example:\n"
	"    proviso query lost --db contracts.db provision=exclusivity\n",
	OPT_BIT(OPT_DB) | OPT_BIT(OPT_FORMAT) | OPT_BIT(OPT_PARAM),
	"text json jsonl csv", run
};
