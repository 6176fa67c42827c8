/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/export.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/json.h"
#include "base/num.h"
#include "cli/msg.h"
#include "cli/name.h"
#include "store/store.h"
#include "view/view.h"

#define ENOUGH ((size_t)256 * 1024) /* bytes that are worth a system call */

/* A query as a file, or as a section of a page. */
struct sheet {
	const char *name;
	const char *numbers;        /* names of columns, with blanks around */
	const char *sql;
};

static const struct sheet sheets[] = {
	{ "agreements", " versions ", "SELECT agreement, agreement.title,"
	    " count(*) AS versions, min(date) AS first_date,"
	    " max(date) AS last_date FROM agreement JOIN version"
	    " USING (agreement_id) GROUP BY agreement ORDER BY 1" },
	{ "versions", " nth bytes in_clauses redactions warnings ",
	  "SELECT agreement, o.nth, v.label AS version, v.date, v.dated,"
	    " v.why, v.title, sha256, format, bytes, in_clauses, redactions,"
	    " warnings, rules, program FROM version_order o"
	    " JOIN version v USING (version_id) JOIN agreement a"
	    " ON a.agreement_id = v.agreement_id JOIN document d"
	    " ON d.document_id = v.document_id ORDER BY 1, 2" },
	{ "files", " size ", "SELECT path, size, code, message, agreement,"
	    " label AS version FROM file LEFT JOIN version USING (version_id)"
	    " LEFT JOIN agreement USING (agreement_id) ORDER BY path" },
	{ "clauses", " ord ", "SELECT c.agreement, c.version, c.date, c.ord,"
	    " c.clause, c.kind, c.heading, c.text FROM clauses c"
	    " ORDER BY 1, 3, 2, 4" },
	{ "findings", " confidence newest ", "SELECT agreement, version,"
	    " date, clause, heading, provision, subtype, stance, strength,"
	    " confidence, text, attributes, evidence, rule, rules, program,"
	    " newest FROM all_findings ORDER BY agreement, nth, ord" },
	{ "changes", "", "SELECT agreement, old_version, new_version, date,"
	    " change, provision, subtype, old_clause, new_clause FROM changes"
	    " ORDER BY 1, 4, 3, 6, 7" },
	{ "timeline", "", "SELECT agreement, provision, subtype, first_seen,"
	    " last_seen, lost_at, clause FROM timeline ORDER BY 1, 2, 3" },
	{ "portability", "", "SELECT agreement, cloud, mode, answer, until,"
	    " condition, clause, version FROM portability ORDER BY 1, 2, 3" },
};

static const struct sheet list = { "Agreements", "",
	"SELECT '[' || agreement || '](' || agreement || '.md)' AS agreement,"
	" agreement.title, count(*) AS versions, max(date) AS last_date"
	" FROM agreement JOIN version USING (agreement_id)"
	" GROUP BY agreement ORDER BY agreement" };

static const struct sheet sections[] = {
	{ "Versions", "", "SELECT v.label AS version, v.date, v.dated, v.why,"
	    " coalesce((SELECT min(path) FROM file f"
	    " WHERE f.version_id = v.version_id), '') AS path"
	    " FROM version_order o JOIN version v USING (version_id)"
	    " JOIN agreement a ON a.agreement_id = v.agreement_id"
	    " WHERE agreement = :key ORDER BY nth" },
	{ "Provisions", "", "SELECT provision, subtype, clause, first_seen,"
	    " last_seen, lost_at FROM timeline WHERE agreement = :key"
	    " ORDER BY 1, 2" },
	{ "Portability", "", "SELECT cloud, mode, answer, until, condition,"
	    " clause FROM portability WHERE agreement = :key ORDER BY 1, 2" },
	{ "Findings", "", "SELECT clause, provision, subtype, stance,"
	    " strength, text FROM findings WHERE agreement = :key"
	    " ORDER BY ord" },
};

struct page {
	struct cli *c;
	struct pv_store *store;
	const struct sheet *sheet;
	struct pv_buf path, part, out;
	int fd;
	bool markdown, lines;       /* else csv */
	bool plain;                 /* cells are Markdown already */
	uint64_t rows, files;
};

/* ------------------------------------------------------------------- cells */

/* One line of Markdown that says just these words. */
static void
put_words(struct pv_buf *out, struct pv_span s)
{
	struct pv_buf line = PV_BUF_INIT, shown = PV_BUF_INIT;
	bool gap = false;
	size_t i;

	for (i = 0; i < s.len; i++) {
		if (pv_isspace(s.ptr[i])) {
			gap = true;
			continue;
		}
		if (gap && line.len > 0)
			pv_buf_char(&line, ' ');
		gap = false;
		pv_buf_char(&line, s.ptr[i]);
	}
	pv_view_escape(&shown, pv_buf_view(&line), false);
	for (i = 0; i < shown.len; i++) {
		if (strchr("\\`*_[]<>#|~&!", shown.ptr[i]) != NULL)
			pv_buf_char(out, '\\');
		pv_buf_char(out, shown.ptr[i]);
	}
	out->failed = out->failed || line.failed || shown.failed;
	pv_buf_release(&line);
	pv_buf_release(&shown);
}

static bool
is_number(const struct page *p, const char *name)
{
	struct pv_buf b = PV_BUF_INIT;
	bool yes;

	pv_buf_printf(&b, " %s ", name);
	yes = !b.failed && strstr(p->sheet->numbers, b.ptr) != NULL;
	pv_buf_release(&b);
	return yes;
}

/* "0.91" in thousandths: what is no integer is a confidence. */
static int32_t
milli_of(struct pv_span s)
{
	size_t dot = pv_span_find(s, PV_SPAN(".")), i;
	uint64_t whole = 0;
	int32_t milli;

	(void)pv_num_parse(pv_span_sub(s, 0, dot), 1, &whole);
	milli = (int32_t)whole;
	for (i = dot + 1; i < dot + 4; i++)
		milli = milli * 10 + (i < s.len && pv_isdigit(s.ptr[i]) ?
		    s.ptr[i] - '0' : 0);
	return milli;
}

static void
put_json(struct page *p, const struct pv_store_row *row)
{
	struct pv_json j = { .out = &p->out };
	uint64_t n;
	size_t i;

	pv_json_open(&j, '{');
	for (i = 0; i < row->ncols; i++) {
		pv_json_key(&j, row->names[i]);
		if (row->cells[i].ptr == NULL)
			pv_json_null(&j);
		else if (!is_number(p, row->names[i]))
			pv_json_str(&j, row->cells[i]);
		else if (pv_num_parse(row->cells[i], INT64_MAX, &n))
			pv_json_u64(&j, n);
		else
			pv_json_milli(&j, milli_of(row->cells[i]));
	}
	pv_json_close(&j, '}');
	pv_buf_char(&p->out, '\n');
}

static void
put_csv(struct page *p, const struct pv_store_row *row)
{
	struct pv_span cell;
	size_t i;

	for (i = 0; i < row->ncols; i++) {
		cell = row->cells != NULL ? row->cells[i] :
		    pv_span_str(row->names[i]);
		if (cell.len > 0)
			pv_view_csv(&p->out, cell);
		pv_buf_str(&p->out, i + 1 == row->ncols ? "\r\n" : ",");
	}
}

static void
put_row(struct page *p, const struct pv_store_row *row)
{
	size_t i;

	/* a section without rows is none */
	if (row->cells == NULL)
		return;
	if (p->rows++ == 0) {
		pv_buf_printf(&p->out, "\n## %s\n\n|", p->sheet->name);
		for (i = 0; i < row->ncols; i++) {
			pv_buf_char(&p->out, ' ');
			put_words(&p->out, pv_span_str(row->names[i]));
			pv_buf_str(&p->out, " |");
		}
		pv_buf_str(&p->out, "\n|");
		for (i = 0; i < row->ncols; i++)
			pv_buf_str(&p->out, "---|");
		pv_buf_char(&p->out, '\n');
	}
	pv_buf_char(&p->out, '|');
	for (i = 0; i < row->ncols; i++) {
		pv_buf_char(&p->out, ' ');
		/* a link, of a key that is a slug */
		if (p->plain && i == 0)
			pv_buf_span(&p->out, row->cells[i]);
		else
			put_words(&p->out, row->cells[i]);
		pv_buf_str(&p->out, " |");
	}
	pv_buf_char(&p->out, '\n');
}

/* ------------------------------------------------------------------- files */

static enum pv_rc
write_some(struct page *p, size_t least, struct pv_err *err)
{
	enum pv_rc rc = PV_OK;

	if (p->out.failed)
		return pv_fail_nomem(err);
	if (p->out.len < least)
		return PV_OK;
	rc = pv_io_write_all(p->fd, pv_buf_view(&p->out), err);
	pv_buf_clear(&p->out);
	return rc;
}

static enum pv_rc
on_row(void *ctx, const struct pv_store_row *row, struct pv_err *err)
{
	struct page *p = ctx;

	if (p->markdown)
		put_row(p, row);
	else if (!p->lines)
		put_csv(p, row);
	else if (row->cells != NULL)
		put_json(p, row);
	return write_some(p, ENOUGH, err);
}

static enum pv_rc
begin_file(struct page *p, struct pv_span name, const char *suffix,
    struct pv_err *err)
{
	const char *dir = p->c->opt.out;

	pv_buf_clear(&p->path);
	pv_buf_clear(&p->part);
	pv_buf_clear(&p->out);
	pv_buf_printf(&p->path, "%s/%.*s%s", dir, PV_FMT(name), suffix);
	pv_buf_printf(&p->part, "%s/.proviso.%ld", dir, (long)getpid());
	if (p->path.failed || p->part.failed)
		return pv_fail_nomem(err);
	p->fd = open(p->part.ptr, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC |
	    O_NOFOLLOW, 0666);
	return p->fd >= 0 ? PV_OK : pv_fail_errno(err, PV_EIO, "E-WRITE",
	    errno, "cannot write '%s'", p->path.ptr);
}

/* A file takes its name when it is whole. */
static enum pv_rc
end_file(struct page *p, enum pv_rc rc, struct pv_err *err)
{
	if (p->fd < 0)
		return rc;
	if (rc == PV_OK)
		rc = write_some(p, 1, err);
	if (close(p->fd) != 0 && rc == PV_OK)
		rc = pv_fail_errno(err, PV_EIO, "E-WRITE", errno,
		    "cannot write '%s'", p->path.ptr);
	if (rc == PV_OK && rename(p->part.ptr, p->path.ptr) != 0)
		rc = pv_fail_errno(err, PV_EIO, "E-WRITE", errno,
		    "cannot write '%s'", p->path.ptr);
	if (rc != PV_OK)
		(void)unlink(p->part.ptr);
	p->fd = -1;
	p->files++;
	return rc;
}

static enum pv_rc
put_sheet(struct page *p, const struct sheet *s, const char *key,
    struct pv_err *err)
{
	const struct pv_store_param param = { ":key", key };

	p->sheet = s;
	p->rows = 0;
	return pv_store_query(p->store, pv_span_str(s->sql), &param,
	    key != NULL ? 1 : 0, on_row, p, err);
}

/* -------------------------------------------------------------------- whole */

static enum pv_rc
write_sheets(struct page *p, struct pv_err *err)
{
	const char *suffix = p->lines ? ".jsonl" : ".csv";
	size_t i;
	enum pv_rc rc = PV_OK;

	for (i = 0; i < sizeof(sheets) / sizeof(sheets[0]) && rc == PV_OK;
	    i++) {
		rc = begin_file(p, pv_span_str(sheets[i].name), suffix, err);
		if (rc == PV_OK)
			rc = put_sheet(p, &sheets[i], NULL, err);
		rc = end_file(p, rc, err);
	}
	return rc;
}

static enum pv_rc
write_agreement(struct page *p, const struct pv_series_item *a,
    struct pv_err *err)
{
	struct pv_buf key = PV_BUF_INIT;
	size_t i;
	enum pv_rc rc;

	/* a key becomes the name of a file, whoever made the store */
	if (!name_is_slug(a->agreement))
		return pv_fail(err, PV_EDB, "E-DBDATA",
		    "an agreement has a key that is none");
	pv_buf_span(&key, a->agreement);
	rc = key.failed ? pv_fail_nomem(err) :
	    begin_file(p, a->agreement, ".md", err);
	if (rc == PV_OK) {
		pv_buf_str(&p->out, "# ");
		put_words(&p->out, a->title.len > 0 ? a->title :
		    a->agreement);
		pv_buf_str(&p->out, "\n");
	}
	for (i = 0; i < sizeof(sections) / sizeof(sections[0]) && rc == PV_OK;
	    i++)
		rc = put_sheet(p, &sections[i], key.ptr, err);
	pv_buf_release(&key);
	return end_file(p, rc, err);
}

static enum pv_rc
write_pages(struct page *p, struct pv_err *err)
{
	struct pv_series *all = NULL;
	size_t i;
	enum pv_rc rc = pv_store_series(p->store, PV_SPAN(""), &all, err);

	if (rc != PV_OK)
		return rc;
	for (i = 0; i < all->nitems && rc == PV_OK; i++) {
		if (i == 0 || !pv_span_eq(all->items[i].agreement,
		    all->items[i - 1].agreement))
			rc = write_agreement(p, &all->items[i], err);
	}
	pv_series_free(all);
	if (rc == PV_OK)
		rc = begin_file(p, PV_SPAN("README"), ".md", err);
	if (rc == PV_OK) {
		pv_buf_str(&p->out, "# What the store holds\n");
		p->plain = true;
		rc = put_sheet(p, &list, NULL, err);
	}
	return end_file(p, rc, err);
}

static enum pv_rc
write_all(struct page *p, struct pv_err *err)
{
	const char *dir = p->c->opt.out;
	enum pv_rc rc = pv_store_open(db_path(p->c), PV_STORE_READ,
	    &p->store, err);

	if (rc == PV_OK && mkdir(dir, 0777) != 0 && errno != EEXIST)
		rc = pv_fail_errno(err, PV_EIO, "E-WRITE", errno,
		    "cannot make the folder '%s'", dir);
	if (rc == PV_OK)
		rc = p->markdown ? write_pages(p, err) : write_sheets(p, err);
	pv_store_abort(p->store);
	return rc;
}

enum status
export_store(struct cli *c)
{
	struct page p = { .c = c, .fd = -1,
		.markdown = is_format(c, "markdown"),
		.lines = is_format(c, "jsonl") };
	struct pv_err err;
	enum pv_rc rc;

	if (c->opt.out == NULL || !(p.markdown || p.lines ||
	    is_format(c, "csv")))
		return usage_error(c->cmd, "say where to with --out, and"
		    " --format csv, jsonl or markdown");
	rc = write_all(&p, &err);
	if (rc != PV_OK)
		msg_error(rc == PV_EDB ? pv_span_str(db_path(c)) :
		    PV_SPAN(""), &err);
	else if (!c->opt.quiet)
		msg_note("%llu files in %s", (unsigned long long)p.files,
		    c->opt.out);
	pv_buf_release(&p.path);
	pv_buf_release(&p.part);
	pv_buf_release(&p.out);
	return rc == PV_OK ? STATUS_OK : STATUS_TROUBLE;
}
