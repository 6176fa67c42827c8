/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/report.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/io.h"
#include "base/vec.h"
#include "cli/cli.h"
#include "cli/msg.h"
#include "cli/report_news.h"
#include "store/store.h"

/* Rows of a query, each the spans of one struct of the report. */
struct rows {
	struct pv_arena *arena;
	struct pv_vec vec;
	size_t ncols;
};

static const char versions_sql[] =
    "SELECT a.agreement, a.title, o.label, o.date, d.format,"
    " round(100.0 * d.in_clauses / max(d.bytes, 1), 1), d.redactions,"
    " d.warnings, (SELECT count(*) FROM gap g"
    " WHERE g.document_id = d.document_id)"
    " FROM version_order o JOIN agreement a USING (agreement_id)"
    " JOIN document d USING (document_id) ORDER BY a.agreement, o.nth";

/* Of a provision and subtype the strongest finding, and how many there are. */
static const char findings_sql[] =
    "SELECT a.agreement, f.provision, f.subtype, f.stance, f.strength,"
    " c.label, json_extract(f.attributes, '$.until'),"
    " (SELECT w.words FROM finding w WHERE w.document_id = f.document_id"
    " AND w.ord = f.ord), f.n"
    " FROM version_order o CROSS JOIN (SELECT document_id, ord, clause,"
    " provision, subtype, stance, strength, attributes,"
    " row_number() OVER (PARTITION BY document_id, provision, subtype"
    " ORDER BY instr('in-force conditional negated removed', stance),"
    " confidence DESC, ord) AS nth,"
    " count(*) OVER (PARTITION BY document_id, provision, subtype) AS n"
    " FROM found WHERE stance <> 'reference') f USING (document_id)"
    " JOIN agreement a USING (agreement_id)"
    " LEFT JOIN clause c ON c.document_id = f.document_id"
    " AND c.ord = f.clause"
    " WHERE o.newest = 1 AND f.nth = 1"
    " ORDER BY a.agreement, f.provision, f.subtype";

static const char stands_sql[] =
    "SELECT a.agreement, p.provision, p.nth, min(p.conditional)"
    " FROM operative p JOIN agreement a USING (agreement_id)"
    " GROUP BY a.agreement, p.provision, p.nth"
    " ORDER BY a.agreement, p.provision, p.nth";

/* Where there may be news; their words come with the news. */
static const char changes_sql[] =
    "SELECT date, agreement, change, provision, subtype, old_clause,"
    " new_clause, '', '' FROM changes WHERE date >= :since"
    " ORDER BY date DESC, agreement, provision, subtype LIMIT 200";

static const char cells_sql[] =
    "SELECT agreement, cloud, mode, answer, until, clause FROM portability"
    " WHERE answer <> 'silent' ORDER BY agreement, cloud, mode, clause";

static const char refusals_sql[] =
    "SELECT path, code, message FROM file WHERE version_id IS NULL"
    " ORDER BY path LIMIT 500";

static enum pv_rc
on_row(void *ctx, const struct pv_store_row *row, struct pv_err *err)
{
	struct rows *r = ctx;
	struct pv_span *to;
	size_t i;

	if (row->cells == NULL) {
		r->ncols = row->ncols;
		r->vec.elem = row->ncols * sizeof(*to);
		return PV_OK;
	}
	to = pv_vec_push(&r->vec);
	for (i = 0; to != NULL && i < r->ncols; i++) {
		to[i] = row->cells[i].ptr == NULL ? PV_SPAN("") :
		    pv_arena_dup(r->arena, row->cells[i]);
		if (to[i].ptr == NULL)
			to = NULL;
	}
	return to == NULL ? pv_fail_nomem(err) : PV_OK;
}

struct source {
	struct pv_store *store;
	struct pv_arena *arena;
	const char *since;
};

/* The rows of a query as an array with `size` bytes an element, or NULL. */
static const void *
load(const struct source *from, const char *sql, size_t size, size_t *n,
    struct pv_err *err)
{
	struct pv_store_param param = { ":since", from->since };
	struct rows r = { from->arena, PV_VEC_INIT(struct pv_span), 0 };
	enum pv_rc rc = pv_store_query(from->store, pv_span_str(sql), &param,
	    sql == changes_sql, on_row, &r, err);
	void *out = NULL;

	if (rc == PV_OK && r.vec.elem != size)
		rc = pv_fail(err, PV_EDB, "E-DBSCHEMA",
		    "the store has tables or views that are not ours");
	if (rc == PV_OK) {
		out = pv_vec_freeze(&r.vec, from->arena, n);
		if (out == NULL)
			rc = pv_fail_nomem(err);
	}
	pv_vec_release(&r.vec);
	return out;
}

static bool
load_all(const struct source *from, struct pv_report *r, struct pv_err *err)
{
	return (r->versions = load(from, versions_sql, sizeof(*r->versions),
	    &r->nversions, err)) != NULL &&
	    (r->findings = load(from, findings_sql, sizeof(*r->findings),
	    &r->nfindings, err)) != NULL &&
	    (r->stands = load(from, stands_sql, sizeof(*r->stands),
	    &r->nstands, err)) != NULL &&
	    (r->changes = load(from, changes_sql, sizeof(*r->changes),
	    &r->nchanges, err)) != NULL &&
	    (r->cells = load(from, cells_sql, sizeof(*r->cells),
	    &r->ncells, err)) != NULL &&
	    (r->refusals = load(from, refusals_sql, sizeof(*r->refusals),
	    &r->nrefusals, err)) != NULL;
}

/* Whole or not at all: written beside its name, then moved there. */
static enum pv_rc
write_file(const char *path, struct pv_span page, struct pv_err *err)
{
	struct pv_buf part = PV_BUF_INIT;
	enum pv_rc rc;
	int fd;

	pv_buf_printf(&part, "%s.part", path);
	if (part.failed)
		return pv_fail_nomem(err);
	fd = open(part.ptr, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC |
	    O_NOFOLLOW, 0666);
	if (fd < 0) {
		rc = pv_fail_errno(err, PV_EIO, "E-WRITE", errno,
		    "cannot write");
		pv_buf_release(&part);
		return rc;
	}
	rc = pv_io_write_all(fd, page, err);
	if (close(fd) != 0 && rc == PV_OK)
		rc = pv_fail_errno(err, PV_EIO, "E-WRITE", errno,
		    "cannot write");
	if (rc == PV_OK && rename(part.ptr, path) != 0)
		rc = pv_fail_errno(err, PV_EIO, "E-WRITE", errno,
		    "cannot write");
	if (rc != PV_OK)
		unlink(part.ptr);
	pv_buf_release(&part);
	return rc;
}

static enum pv_rc
make(struct cli *c, struct pv_err *err)
{
	struct source from = { NULL, pv_arena_new(NULL),
		c->opt.since == NULL ? "" : c->opt.since };
	struct pv_report r = { .nversions = 0 };
	enum pv_rc rc;

	if (from.arena == NULL)
		return pv_fail_nomem(err);
	rc = pv_store_open(db_path(c), PV_STORE_READ, &from.store, err);
	if (rc == PV_OK && !load_all(&from, &r, err))
		rc = err->rc;
	if (rc == PV_OK)
		rc = report_news(c, from.store, from.arena, &r, err);
	pv_store_abort(from.store);
	if (rc == PV_OK) {
		pv_report_html(&c->out.buf, &r);
		if (c->out.buf.failed)
			rc = pv_fail_nomem(err);
	}
	pv_arena_free(from.arena);
	return rc;
}

static enum status
run(struct cli *c, int argc, char **argv)
{
	const char *subject = db_path(c);
	struct pv_err err;
	enum pv_rc rc;

	(void)argv;
	if (argc > 0)
		return usage_error(c->cmd, "a report takes no operands");
	if (c->opt.since != NULL && !pv_date_is_iso(pv_span_str(c->opt.since)))
		return usage_error(c->cmd, "'%s' is no date; write it as "
		    "2027-01-31", c->opt.since);
	rc = make(c, &err);
	if (rc == PV_OK && c->opt.output != NULL) {
		subject = c->opt.output;
		rc = write_file(subject, pv_buf_view(&c->out.buf), &err);
		pv_buf_clear(&c->out.buf);
	}
	if (rc == PV_OK)
		return STATUS_OK;
	msg_error(pv_span_str(subject), &err);
	return STATUS_TROUBLE;
}

const struct cmd cmd_report = {
	"report", "", "make one HTML page of a whole portfolio",
	"What changed lately, which agreement has which provision, where products\n"
	"may run, each agreement with the words of its provisions and a timeline,\n"
	"and how completely everything was read.  The page needs nothing else: it\n"
	"fetches nothing, runs nothing, prints, and is searched with the browser.\n"
	"\n"
	"Example:\n"
	"    proviso report --db contracts.db -o portfolio.html\n",
	OPT_BIT(OPT_DB) | OPT_BIT(OPT_SINCE) |
	OPT_BIT(OPT_OUTPUT), "text", run
};
