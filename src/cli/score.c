/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* AT_FDCWD */
#endif
#include "cli/score.h"

#include <fcntl.h>

#include "base/io.h"
#include "cli/gold.h"
#include "cli/msg.h"
#include "cli/reader.h"

/* A text to be tagged: an item of a gold file, or a file beside it. */
struct unit {
	const struct gold_file *file;
	const struct pv_gold_item *item;
	const struct pv_cuad_doc *doc;
};

struct run {
	struct cli *c;
	struct gold gold;
	struct pv_vec units;            /* struct unit */
	size_t next;                    /* results come in order */
	struct pv_score *score;
	struct pv_cuad_score cuad;
	bool broken;                    /* the gold is, and that was told */
};

/* What a unit is called in messages. */
static struct pv_span
name_of(const struct unit *u)
{
	return u->item != NULL ? u->item->id.s : u->doc->file;
}

static unsigned
kind_of(const struct unit *u)
{
	return u->item != NULL ? READER_TAG : READER_TAG | READER_RAW;
}

/* An error at a text of the gold, or at the unit as a whole. */
static void
tell(const struct unit *u, const struct pv_text *at, const struct pv_err *err)
{
	struct msg m = { .path = pv_buf_view(&u->file->path),
		.text = pv_span_str(err->msg), .code = pv_span_str(err->code),
		.severity = PV_SEV_ERROR };

	if (at == NULL && u->item != NULL)
		at = &u->item->id;
	m.line = at != NULL ? at->line : u->doc->line;
	m.col = at != NULL ? at->col : 0;
	msg_put(&m);
}

static enum pv_rc
count(struct run *run, const struct unit *u, const struct reading *r,
    struct pv_err *err)
{
	const struct pv_text *at = NULL;
	enum pv_rc rc;

	rc = u->item != NULL ?
	    pv_score_item(run->score, u->item, r->version, r->findings, &at,
	    err) :
	    pv_cuad_score_add(&run->cuad, u->doc, r->raw, r->version,
	    r->findings, err);
	if (rc != PV_ERULE)
		return rc;
	tell(u, at, err);
	run->broken = true;
	return PV_OK;
}

/* A text of the gold that could not be tagged is all missed. */
static enum pv_rc
done(void *ctx, const struct pv_pool_result *res, struct pv_err *err)
{
	struct run *run = ctx;
	const struct unit *u = PV_VEC_AT(&run->units, struct unit, run->next);
	struct reading r = { 0 };
	struct pv_err why = { .rc = PV_OK };
	enum pv_rc rc;

	run->next++;
	if (res->why != NULL)
		why = *res->why;
	else
		why.rc = reading_parse(res->reply, kind_of(u), &r, &why);
	if (why.rc != PV_OK) {
		tell(u, NULL, &why);
		run->c->incomplete = true;
		run->broken |= res->fd < 0;     /* it could not be opened */
	} else {
		report_gaps(run->c, name_of(u), r.version, r.findings);
	}
	rc = count(run, u, &r, err);
	reading_release(&r);
	return rc;
}

static bool
in_part(const struct cli *c, const struct pv_gold_item *item)
{
	switch (c->opt.part) {
	case PART_ALL:
		return true;
	case PART_DEV:
		return pv_span_eq(item->part.s, PV_SPAN("dev"));
	case PART_TEST:
		return pv_span_eq(item->part.s, PV_SPAN("test"));
	}
	return false;
}

static void
list_file(struct run *run, const struct gold_file *f)
{
	struct unit u = { .file = f };
	size_t i;

	for (i = 0; i < f->gold.nitems; i++) {
		u.item = &f->gold.items[i];
		if (in_part(run->c, u.item))
			(void)pv_vec_add(&run->units, &u);
	}
	u.item = NULL;
	for (i = 0; i < f->cuad.ndocs; i++) {
		u.doc = &f->cuad.docs[i];
		(void)pv_vec_add(&run->units, &u);
	}
}

/* The text of a contract: in the folder txt beside the gold. */
static enum pv_rc
open_text(const struct cli *c, const struct unit *u, int *fd,
    struct pv_err *err)
{
	const struct pv_io_limits lim = { c->opt.max_size, true };
	struct pv_span path = pv_buf_view(&u->file->path);
	struct pv_buf b = PV_BUF_INIT;
	enum pv_rc rc;

	while (path.len > 0 && path.ptr[path.len - 1] != '/')
		path.len--;
	pv_buf_span(&b, path);
	pv_buf_str(&b, "txt/");
	pv_buf_span(&b, u->doc->file);
	rc = b.failed ? pv_fail_nomem(err) :
	    pv_io_open(AT_FDCWD, b.ptr, &lim, fd, NULL, err);
	pv_buf_release(&b);
	return rc;
}

static enum pv_rc
submit(struct reader *reader, const struct unit *u, struct pv_err *err)
{
	struct pv_job job = { .kind = kind_of(u), .name = name_of(u) };
	struct pv_err why;
	enum pv_rc rc;

	rc = u->item != NULL ?
	    reader_memory(u->item->text.s, &job.fd, &why) :
	    open_text(reader->cli, u, &job.fd, &why);
	if (rc != PV_OK)
		return reader_refuse(reader, NULL, &why, err);
	return reader_submit(reader, &job, NULL, err);
}

static enum pv_rc
tag_all(struct run *run, const struct pv_rules *rules, struct pv_err *err)
{
	struct reader reader = { .cli = run->c, .rules = rules, .done = done,
		.ctx = run, .jobs = run->c->opt.jobs };
	enum pv_rc rc = reader_start(&reader, err);
	size_t i;

	for (i = 0; i < run->units.len && rc == PV_OK; i++)
		rc = submit(&reader, PV_VEC_AT(&run->units, struct unit, i),
		    err);
	if (rc == PV_OK)
		rc = pv_pool_drain(reader.pool, err);
	reader_end(&reader);
	return rc;
}

static enum pv_rc
score_all(struct run *run, const struct pv_rules *rules, struct pv_err *err)
{
	enum pv_rc rc = pv_score_new(&run->score, err);
	size_t i;

	if (rc == PV_OK)
		rc = pv_score_rows(run->score, rules, err);
	pv_cuad_score_init(&run->cuad, rules);
	for (i = 0; i < run->gold.files.len; i++)
		list_file(run, *PV_VEC_AT(&run->gold.files,
		    struct gold_file *, i));
	if (rc == PV_OK && run->units.failed)
		rc = pv_fail_nomem(err);
	if (rc == PV_OK)
		rc = tag_all(run, rules, err);
	if (rc == PV_OK)
		rc = pv_score_finish(run->score, err);
	if (rc == PV_OK && !run->broken)
		rc = run->gold.cuad ?
		    score_print_cuad(run->c, &run->cuad, err) :
		    score_print(run->c, run->score, err);
	pv_score_free(run->score);
	return rc;
}

enum status
score_run(struct cli *c, const struct pv_rules *rules, int argc, char **argv)
{
	struct run run = { .c = c, .units = PV_VEC_INIT(struct unit) };
	struct pv_err err;
	enum pv_rc rc;

	if (c->opt.gold.count == 0)
		return usage_error(c->cmd,
		    "name labelled text with --gold");
	rc = gold_load(c, argv, argc, &run.gold, &err);
	if (rc == PV_OK)
		rc = score_all(&run, rules, &err);
	if (rc != PV_OK)
		msg_trouble(&err);
	pv_vec_release(&run.units);
	gold_release(&run.gold);
	return rc == PV_OK && !run.broken ? STATUS_OK : STATUS_TROUBLE;
}
