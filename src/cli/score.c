/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/score.h"

#include "cli/gold.h"
#include "cli/msg.h"
#include "cli/reader.h"

struct run {
	struct cli *c;
	struct gold gold;
	struct pv_vec units;            /* struct gold_unit */
	size_t next;                    /* results come in order */
	struct pv_score *score;
	struct pv_cuad_score cuad;
	bool broken;                    /* the gold is, and that was told */
};

static unsigned
kind_of(const struct gold_unit *u)
{
	return u->item != NULL ? READER_TAG : READER_TAG | READER_RAW;
}

static enum pv_rc
count(struct run *run, const struct gold_unit *u, const struct reading *r,
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
	gold_unit_tell(u, at, err);
	run->broken = true;
	return PV_OK;
}

/* A text of the gold that could not be tagged is all missed. */
static enum pv_rc
done(void *ctx, const struct pv_pool_result *res, struct pv_err *err)
{
	struct run *run = ctx;
	const struct gold_unit *u = PV_VEC_AT(&run->units, struct gold_unit, run->next);
	struct reading r = { 0 };
	struct pv_err why = { .rc = PV_OK };
	enum pv_rc rc;

	run->next++;
	if (res->why != NULL)
		why = *res->why;
	else
		why.rc = reading_parse(res->reply, kind_of(u), &r, &why);
	if (why.rc != PV_OK) {
		gold_unit_tell(u, NULL, &why);
		run->c->incomplete = true;
		run->broken |= res->fd < 0;     /* it could not be opened */
	} else {
		report_gaps(run->c, gold_unit_name(u), r.version, r.findings);
	}
	rc = count(run, u, &r, err);
	reading_release(&r);
	return rc;
}

static enum pv_rc
submit(struct reader *reader, const struct gold_unit *u, struct pv_err *err)
{
	struct pv_job job = { .kind = kind_of(u), .name = gold_unit_name(u) };
	struct pv_err why;
	enum pv_rc rc;

	rc = gold_unit_open(reader->cli, u, &job.fd, &why);
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
		rc = submit(&reader, PV_VEC_AT(&run->units, struct gold_unit, i),
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

	if (rc == PV_OK)
		rc = pv_score_rows(run->score, rules, err);
	pv_cuad_score_init(&run->cuad, rules);
	if (rc == PV_OK && !gold_units(&run->gold, run->c->opt.part,
	    &run->units))
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
	struct run run = { .c = c, .units = PV_VEC_INIT(struct gold_unit) };
	struct pv_err err;
	enum pv_rc rc;

	if (c->opt.gold.count == 0)
		return usage_error(c->cmd,
		    "name labelled text with --gold");
	rc = gold_load(c, argv, argc, &run.gold, &err);
	if (rc == PV_OK)
		rc = gold_one_form(&run.gold, &err);
	if (rc == PV_OK)
		rc = score_all(&run, rules, &err);
	if (rc != PV_OK)
		msg_trouble(&err);
	pv_vec_release(&run.units);
	gold_release(&run.gold);
	return rc == PV_OK && !run.broken ? STATUS_OK : STATUS_TROUBLE;
}
