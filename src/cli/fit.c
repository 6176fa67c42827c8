/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/fit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "cli/gold.h"
#include "cli/msg.h"
#include "cli/progress.h"
#include "cli/reader.h"
#include "cli/table.h"
#include "rule/fit.h"

#define RESULT_MAX (UINT64_C(256) << 20)        /* bytes of a fitted target */

struct run {
	struct cli *c;
	struct gold gold;
	struct pv_vec units;            /* struct gold_unit */
	size_t next;                    /* results come in order */
	struct pv_fit *fit;
	bool broken;                    /* the gold is, and that was told */
};

/* ------------------------------------------------------ reading the texts */

static unsigned
kind_of(const struct gold_unit *u)
{
	return u->item != NULL ? READER_SEE : READER_SEE | READER_RAW;
}

static enum pv_rc
add(struct run *run, const struct gold_unit *u, const struct reading *r,
    struct pv_err *err)
{
	const struct pv_text *at = NULL;
	enum pv_rc rc;

	rc = u->item != NULL ?
	    pv_fit_add_item(run->fit, u->item, r->version, r->seen, &at,
	    err) :
	    pv_fit_add_contract(run->fit, u->doc, r->version, r->raw,
	    r->seen, err);
	if (rc != PV_ERULE)
		return rc;
	gold_unit_tell(u, at, err);
	run->broken = true;
	return PV_OK;
}

/* A text that could not be read is left out. */
static enum pv_rc
on_seen(void *ctx, const struct pv_pool_result *res, struct pv_err *err)
{
	struct run *run = ctx;
	const struct gold_unit *u =
	    PV_VEC_AT(&run->units, struct gold_unit, run->next);
	struct reading r = { 0 };
	struct pv_err why = { .rc = PV_OK };
	enum pv_rc rc = PV_OK;

	run->next++;
	progress_step();
	if (res->why != NULL)
		why = *res->why;
	else
		why.rc = reading_parse(res->reply, kind_of(u), &r, &why);
	if (why.rc != PV_OK) {
		gold_unit_tell(u, NULL, &why);
		run->c->incomplete = true;
		run->broken |= res->fd < 0;     /* it could not be opened */
	} else {
		rc = add(run, u, &r, err);
	}
	reading_release(&r);
	return rc;
}

static enum pv_rc
submit(struct reader *reader, const struct gold_unit *u, struct pv_err *err)
{
	struct pv_job job = { .kind = kind_of(u),
		.name = gold_unit_name(u) };
	struct pv_err why;
	enum pv_rc rc = gold_unit_open(reader->cli, u, &job.fd, &why);

	return rc == PV_OK ? reader_submit(reader, &job, NULL, err) :
	    reader_refuse(reader, NULL, &why, err);
}

static enum pv_rc
read_all(struct run *run, const struct pv_rules *rules, struct pv_err *err)
{
	struct reader reader = { .cli = run->c, .rules = rules,
		.done = on_seen, .ctx = run, .jobs = run->c->opt.jobs };
	enum pv_rc rc = reader_start(&reader, err);
	size_t i;

	for (i = 0; i < run->units.len && rc == PV_OK; i++)
		rc = submit(&reader,
		    PV_VEC_AT(&run->units, struct gold_unit, i), err);
	if (rc == PV_OK)
		rc = pv_pool_drain(reader.pool, err);
	reader_end(&reader);
	return rc;
}

/* Leave every N-th contract out, and every N-th item. */
static void
leave_out(struct run *run)
{
	const struct opts *o = &run->c->opt;
	struct gold_unit *u = run->units.ptr;
	size_t i, n = 0, count[2] = { 0, 0 };

	for (i = 0; i < run->units.len && o->folds > 0; i++)
		if (count[u[i].item != NULL]++ % o->folds != o->fold)
			u[n++] = u[i];
	if (o->folds > 0)
		run->units.len = n;
}

/* ---------------------------------------------------------------- fitting */

/* In a worker, which has the data from its parent: the job is a number. */
static enum pv_rc
on_work(void *ctx, const struct pv_job *job, struct pv_buf *reply,
    struct pv_err *err)
{
	struct run *run = ctx;

	return pv_fit_run(run->fit, job->kind, reply, err);
}

static enum pv_rc
on_fitted(void *ctx, const struct pv_pool_result *res, struct pv_err *err)
{
	struct run *run = ctx;

	if (res->why != NULL) {
		*err = *res->why;
		return err->rc;
	}
	return pv_fit_take(run->fit, run->next++, res->reply, err);
}

static enum pv_rc
fit_targets(struct run *run, struct pv_err *err)
{
	struct pv_pool_opts p = { .jobs = run->c->opt.jobs, .recycle = 64,
		.max_reply = RESULT_MAX,
		.jail = run->c->opt.sandbox != WHEN_NEVER, .work = on_work,
		.done = on_fitted, .ctx = run };
	struct pv_pool *pool = NULL;
	enum pv_rc rc = pv_pool_new(&p, &pool, err);
	size_t i;

	run->next = 0;
	for (i = 0; i < pv_fit_ntargets(run->fit) && rc == PV_OK; i++) {
		struct pv_job job = { .kind = (uint32_t)i,
			.name = PV_SPAN("fit") };

		rc = reader_memory(PV_SPAN(""), &job.fd, err);
		if (rc == PV_OK)
			rc = pv_pool_submit(pool, &job, NULL, err);
	}
	if (rc == PV_OK)
		rc = pv_pool_drain(pool, err);
	pv_pool_free(pool);
	return rc;
}

/* ---------------------------------------------------------------- writing */

static enum pv_rc
write_file(int fd, struct pv_span bytes, struct pv_err *err)
{
	enum pv_rc rc = pv_io_write_all(fd, bytes, err);

	if (rc == PV_OK && fsync(fd) != 0 && errno != EINVAL &&
	    errno != EROFS)
		rc = pv_fail_errno(err, PV_EIO, "E-WRITE", errno,
		    "cannot write");
	if (close(fd) != 0 && rc == PV_OK)
		rc = pv_fail_errno(err, PV_EIO, "E-WRITE", errno,
		    "cannot write");
	return rc;
}

/* A pack stands in its place whole, or not at all. */
static enum pv_rc
put_pack(const char *dir, const struct pv_fit_info *x, struct pv_span bytes,
    struct pv_err *err)
{
	struct pv_buf path = PV_BUF_INIT, part = PV_BUF_INIT;
	struct pv_err why;
	enum pv_rc rc;
	int fd;

	pv_buf_printf(&path, "%s/%.*s%s.weights.yaml", dir,
	    PV_FMT(x->provision), x->excerpts ? ".excerpts" : "");
	pv_buf_printf(&part, "%s/.%.*s.%ld", dir, PV_FMT(x->provision),
	    (long)getpid());
	if (path.failed || part.failed) {
		pv_buf_release(&path);
		pv_buf_release(&part);
		return pv_fail_nomem(err);
	}
	fd = open(part.ptr, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	rc = fd < 0 ? pv_fail_errno(&why, PV_EIO, "E-WRITE", errno,
	    "cannot write") : write_file(fd, bytes, &why);
	if (rc == PV_OK && rename(part.ptr, path.ptr) != 0)
		rc = pv_fail_errno(&why, PV_EIO, "E-WRITE", errno,
		    "cannot write");
	if (rc != PV_OK) {
		pv_fail(err, rc, why.code, "'%s': %s", path.ptr, why.msg);
		if (fd >= 0)
			(void)unlink(part.ptr);
	}
	pv_buf_release(&path);
	pv_buf_release(&part);
	return rc;
}

static enum pv_rc
write_packs(struct run *run, struct pv_err *err)
{
	const char *dir = run->c->opt.out;
	struct pv_buf out = PV_BUF_INIT;
	struct pv_fit_info x, last = { 0 };
	enum pv_rc rc = PV_OK;
	size_t i;

	if (dir == NULL)
		return PV_OK;
	if (mkdir(dir, 0777) != 0 && errno != EEXIST)
		return pv_fail_errno(err, PV_EIO, "E-WRITE", errno,
		    "cannot make the folder '%s'", dir);
	for (i = 0; i < pv_fit_ntargets(run->fit) && rc == PV_OK; i++) {
		x = pv_fit_info(run->fit, i);
		if (!x.fitted || (pv_span_eq(x.provision, last.provision) &&
		    x.excerpts == last.excerpts))
			continue;
		last = x;
		pv_buf_clear(&out);
		pv_fit_write(run->fit, i, &out);
		rc = out.failed ? pv_fail_nomem(err) :
		    put_pack(dir, &x, pv_buf_view(&out), err);
	}
	pv_buf_release(&out);
	return rc;
}

static void
add_rate(struct cli *c, struct table *t, int32_t n)
{
	if (n < 0 && is_format(c, "text"))
		table_add(t, PV_SPAN("-"));
	else
		table_add_milli(t, n);
}

static enum pv_rc
print(struct run *run, struct pv_err *err)
{
	static const char *const head[] = { "provision", "subtype",
		"texts", "positive", "rows", "fitted", "rules", "cues", "contract",
		"span", "locate", "clauses" };
	struct pv_fit_info x;
	struct table t;
	size_t i;

	table_init(&t, sizeof(head) / sizeof(*head));
	for (i = 0; i < sizeof(head) / sizeof(*head); i++)
		table_add(&t, pv_span_str(head[i]));
	for (i = 0; i < pv_fit_ntargets(run->fit); i++) {
		x = pv_fit_info(run->fit, i);
		table_add(&t, x.provision);
		table_add(&t, x.subtype.len > 0 ||
		    !is_format(run->c, "text") ? x.subtype : PV_SPAN("-"));
		table_add(&t, x.excerpts ? PV_SPAN("excerpts") :
		    PV_SPAN("contracts"));
		table_add_u64(&t, x.positive);
		table_add_u64(&t, x.rows);
		table_add(&t, x.fitted ? PV_SPAN("yes") : PV_SPAN("no"));
		table_add_u64(&t, x.rules);
		table_add_u64(&t, x.cues);
		add_rate(run->c, &t, x.contract);
		add_rate(run->c, &t, x.span);
		add_rate(run->c, &t, x.locate);
		add_rate(run->c, &t, x.item);
	}
	return table_print(&t, run->c) ? PV_OK : pv_fail_nomem(err);
}

/* -------------------------------------------------------------------- run */

static enum pv_rc
fit_all(struct run *run, const struct pv_rules *rules, struct pv_err *err)
{
	enum part part = run->c->opt.part;
	enum pv_rc rc;

	if (part == PART_UNSAID)
		part = PART_OPEN;
	rc = gold_units(&run->gold, part, &run->units) ?
	    pv_fit_new(rules, &run->fit, err) : pv_fail_nomem(err);
	if (rc != PV_OK)
		return rc;
	leave_out(run);
	if (!run->c->opt.quiet && isatty(STDERR_FILENO) != 0)
		progress_start(run->units.len);
	rc = read_all(run, rules, err);
	progress_end();
	if (rc == PV_OK && !run->broken)
		rc = pv_fit_close(run->fit, err);
	if (rc == PV_OK && !run->broken)
		rc = fit_targets(run, err);
	if (rc == PV_OK && !run->broken)
		rc = write_packs(run, err);
	return rc == PV_OK && !run->broken ? print(run, err) : rc;
}

enum status
fit_run(struct cli *c, const struct pv_rules *rules, int argc, char **argv)
{
	struct run run = { .c = c,
		.units = PV_VEC_INIT(struct gold_unit) };
	struct pv_err err;
	enum pv_rc rc;

	if (c->opt.gold.count == 0)
		return usage_error(c->cmd,
		    "name labelled text with --gold");
	rc = gold_load(c, argv, argc, &run.gold, &err);
	if (rc == PV_OK)
		rc = fit_all(&run, rules, &err);
	if (rc != PV_OK)
		msg_trouble(&err);
	pv_fit_free(run.fit);
	pv_vec_release(&run.units);
	gold_release(&run.gold);
	return rc == PV_OK && !run.broken ? STATUS_OK : STATUS_TROUBLE;
}
