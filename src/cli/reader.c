/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* AT_FDCWD, memfd_create */
#endif
#include "cli/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/io.h"
#include "base/jail.h"
#include "cli/msg.h"
#include "cli/operand.h"
#include "cli/pair.h"
#include "cli/work.h"
#include "model/wire.h"

#define RECYCLE 256                     /* documents a worker reads */
#define MEMORY (UINT64_C(1) << 30)      /* address space of a worker */
#define MS_PER_MIB 10000u               /* more time a large document has */
#define PAIR_MEMORY 64                  /* more of it a byte of two versions */
#define REPLY_MAX (UINT64_C(1) << 30)   /* bytes of an answer */

void
reading_release(struct reading *r)
{
	pv_findings_free(r->findings);
	pv_version_free(r->version);
	free(r->lines);
	free(r->traces);
	memset(r, 0, sizeof(*r));
}

struct pv_view_doc
reading_doc(const struct reading *r, struct pv_span file,
    struct pv_span agreement)
{
	return (struct pv_view_doc){ .file = file, .agreement = agreement,
	    .lines = r->lines, .nlines = r->nlines };
}

/* ------------------------------------------------------------ the answer */

static enum pv_rc
fail_wire(struct pv_err *err)
{
	return pv_fail(err, PV_ESYS, "E-WIRE", "the reader sent nonsense");
}

static bool
take(struct pv_span *in, void *to, size_t len)
{
	if (in->len < len)
		return false;
	if (len > 0)
		memcpy(to, in->ptr, len);
	*in = pv_span_sub(*in, len, in->len);
	return true;
}

static bool
take_span(struct pv_span *in, struct pv_span *out)
{
	uint64_t len;

	if (!take(in, &len, sizeof(len)) || len > in->len)
		return false;
	*out = pv_span_sub(*in, 0, (size_t)len);
	*in = pv_span_sub(*in, (size_t)len, in->len);
	return true;
}

/* Line starts: ascending, the first is 0. */
static enum pv_rc
take_lines(struct pv_span *in, struct reading *r, struct pv_err *err)
{
	uint32_t *lines;
	uint64_t n;
	size_t i;

	if (!take(in, &n, sizeof(n)) || n == 0 || n > in->len / sizeof(*lines))
		return fail_wire(err);
	lines = malloc((size_t)n * sizeof(*lines));
	if (lines == NULL)
		return pv_fail_nomem(err);
	r->lines = lines;
	r->nlines = (size_t)n;
	take(in, lines, (size_t)n * sizeof(*lines));
	for (i = 0; i < r->nlines; i++) {
		if (i == 0 ? lines[i] != 0 : lines[i] <= lines[i - 1])
			return fail_wire(err);
	}
	return PV_OK;
}

/* Traces are shown, never used to look anything up: text is enough. */
static enum pv_rc
take_traces(struct pv_span *in, struct reading *r, struct pv_err *err)
{
	struct trace *t;
	uint64_t n;

	/* the least that one takes: three lengths, a place, three numbers */
	if (!take(in, &n, sizeof(n)) || n > in->len / 44)
		return fail_wire(err);
	r->traces = calloc((size_t)n + 1, sizeof(*t));
	if (r->traces == NULL)
		return pv_fail_nomem(err);
	for (; r->ntraces < n; r->ntraces++) {
		t = &r->traces[r->ntraces];
		if (!take_span(in, &t->rule) ||
		    !take_span(in, &t->provision) ||
		    !take_span(in, &t->guard) ||
		    !take(in, &t->at, sizeof(t->at)) ||
		    !take(in, &t->weight, sizeof(t->weight)) ||
		    !take(in, &t->need, sizeof(t->need)) ||
		    !take(in, &t->rivals, sizeof(t->rivals)))
			return fail_wire(err);
	}
	return PV_OK;
}

enum pv_rc
reading_parse(struct pv_span reply, unsigned want, struct reading *out,
    struct pv_err *err)
{
	struct pv_span in = reply;
	enum pv_rc rc;

	memset(out, 0, sizeof(*out));
	rc = pv_unwire_version(&in, &out->version, err);
	if (rc == PV_OK && (want & READER_TAG) != 0)
		rc = pv_unwire_findings(&in, out->version, &out->findings,
		    err);
	if (rc == PV_OK && (want & READER_LINES) != 0)
		rc = take_lines(&in, out, err);
	if (rc == PV_OK && (want & READER_RAW) != 0 &&
	    !take_span(&in, &out->raw))
		rc = fail_wire(err);
	if (rc == PV_OK && (want & READER_TRACE) != 0)
		rc = take_traces(&in, out, err);
	if (rc == PV_OK && (want & READER_SEE) != 0 &&
	    !take_span(&in, &out->seen))
		rc = fail_wire(err);
	if (rc == PV_OK && in.len > 0)
		rc = fail_wire(err);
	if (rc != PV_OK)
		reading_release(out);
	return rc;
}

/* --------------------------------------------------------------- the pool */

/* What goes through the pool with a document. */
struct ticket {
	void *tag;                  /* the caller's */
	struct conversion conversion;
};

static enum pv_rc
on_done(void *ctx, const struct pv_pool_result *r, struct pv_err *err)
{
	struct reader *reader = ctx;
	struct ticket *t = r->tag;
	struct pv_pool_result res = *r;
	struct pv_err why;

	if (r->why != NULL) {
		why = *r->why;
		res.why = &why;
	}
	conversion_end(&t->conversion, r->why != NULL ? &why : NULL);
	res.tag = t->tag;
	free(t);
	return reader->done(reader->ctx, &res, err);
}

static bool
on_stop(void *ctx)
{
	struct reader *reader = ctx;

	return reader->stop != NULL && reader->stop(reader->ctx);
}

static void
on_drop(void *ctx, void *tag)
{
	struct reader *reader = ctx;
	struct ticket *t = tag;

	conversion_end(&t->conversion, NULL);
	if (reader->drop != NULL)
		reader->drop(reader->ctx, t->tag);
	free(t);
}

/* NULL after the caller's tag was dropped. */
static struct ticket *
ticket_new(struct reader *r, void *tag)
{
	struct ticket *t = calloc(1, sizeof(*t));

	if (t != NULL)
		t->tag = tag;
	else if (r->drop != NULL)
		r->drop(r->ctx, tag);
	return t;
}

static enum pv_rc
on_work(void *ctx, const struct pv_job *job, struct pv_buf *reply,
    struct pv_err *err)
{
	return work_on(ctx, job, reply, err);
}

static void
on_prepare(void *ctx)
{
	(void)ctx;
	/* the time zone is a file, unless it is spelled out */
	setenv("TZ", "UTC0", 1);
	tzset();
}

enum pv_rc
reader_start(struct reader *r, struct pv_err *err)
{
	const struct opts *o = &r->cli->opt;
	struct pv_pool_opts p = {
		.jobs = r->jobs, .recycle = RECYCLE,
		.timeout_ms = r->pair > 0 ? 2 * o->timeout_ms : o->timeout_ms,
		.memory = MEMORY + PAIR_MEMORY * r->pair,
		.max_reply = REPLY_MAX,
		.jail = o->sandbox != WHEN_NEVER,
		.require = o->sandbox == WHEN_ALWAYS ? PV_JAIL_ALL : 0,
		.prepare = on_prepare, .work = on_work, .done = on_done,
		.drop = on_drop, .stop = on_stop, .ctx = r
	};

	converters_init(&r->converters, o);
	return pv_pool_new(&p, &r->pool, err);
}

/*
 * Much to tag: machine code pays.  It is made here, since workers are not
 * allowed to make any.
 */
static void
hasten(struct reader *r, const struct pv_job *job)
{
	struct stat sb;

	if (r->hastened || r->rules == NULL || fstat(job->fd, &sb) != 0 ||
	    (job->kind & (READER_TAG | READER_SEE)) == 0)
		return;
	r->bytes += (uint64_t)sb.st_size;
	if (r->bytes < PV_HASTEN_BYTES)
		return;
	r->hastened = true;
	pv_rules_hasten(r->rules, r->jobs);
	pv_pool_renew(r->pool);
}

/* What a large document may take longer, unless a limit was told. */
static void
give_time(const struct reader *r, struct pv_job *job)
{
	uint64_t bytes = r->pair;
	struct stat sb;

	if (r->cli->opt.timeout_told)
		return;
	if (bytes == 0 && fstat(job->fd, &sb) == 0)
		bytes = (uint64_t)sb.st_size;
	job->more_ms = (uint32_t)(bytes / 1024 * MS_PER_MIB / 1024);
}

/*
 * Load what markup and archives need when the first comes: here, since workers
 * can open no library.
 */
static void
prepare(struct reader *r, const struct pv_job *job)
{
	char head[PV_INGEST_HEAD];
	ssize_t n;

	if (r->prepared || (job->kind & (READER_TEXT | READER_PAIR)) != 0)
		return;
	n = pread(job->fd, head, sizeof(head), 0);
	if (n >= 0 && pv_ingest_is_plain(pv_span(head, (size_t)n)))
		return;
	r->prepared = true;
	pv_ingest_prepare();
	pv_pool_renew(r->pool);
}

enum pv_rc
reader_submit(struct reader *r, struct pv_job *job, void *tag,
    struct pv_err *err)
{
	struct ticket *t = ticket_new(r, tag);
	enum pv_conversion kind = PV_CONVERT_NONE;
	struct pv_err why;
	enum pv_rc rc = t == NULL ? pv_fail_nomem(err) : PV_OK;

	hasten(r, job);
	give_time(r, job);
	prepare(r, job);
	if (rc == PV_OK && (job->kind & (READER_TEXT | READER_PAIR)) == 0) {
		kind = conversion_needs(job->fd);
		rc = conversion_turn(&r->converters, kind, r->pool, err);
		if (rc != PV_OK)
			on_drop(r, t);
	}
	if (rc != PV_OK) {
		close(job->fd);
		return rc;
	}
	if (conversion_start(&r->converters, &t->conversion, kind, job,
	    &why) == PV_OK)
		return pv_pool_submit(r->pool, job, t, err);
	close(job->fd);
	return pv_pool_refuse(r->pool, t, &why, err);
}

enum pv_rc
reader_refuse(struct reader *r, void *tag, const struct pv_err *why,
    struct pv_err *err)
{
	struct ticket *t = ticket_new(r, tag);

	return t == NULL ? pv_fail_nomem(err) :
	    pv_pool_refuse(r->pool, t, why, err);
}

void
reader_end(struct reader *r)
{
	pv_pool_free(r->pool);
	r->pool = NULL;
	converters_release(&r->converters);
}

/* ---------------------------------------------------------------- batches */

struct batch_state {
	struct reader_batch *b;
	char **paths;
	size_t next;                /* results come in order */
	int again;                  /* the operand that is read twice, or -1 */
};

void
report_gaps(struct cli *c, struct pv_span path, const struct pv_version *v,
    const struct pv_findings *f)
{
	struct pv_buf text = PV_BUF_INIT;
	const struct pv_gap *g;
	struct msg m = { .path = path, .code = PV_SPAN("W-RULELIMIT"),
		.severity = PV_SEV_WARNING };
	size_t i;

	for (i = 0; i < f->ngaps; i++) {
		g = &f->gaps[i];
		c->incomplete = true;
		pv_buf_clear(&text);
		pv_buf_str(&text, "rule '");
		pv_buf_span(&text, pv_findings_str(f, g->rule));
		pv_buf_str(&text, "' hit its limit and was not evaluated on "
		    "clause '");
		pv_buf_span(&text, pv_version_str(v,
		    v->clauses[g->clause].label));
		pv_buf_char(&text, '\'');
		m.text = pv_buf_view(&text);
		m.line = v->clauses[g->clause].line;
		msg_put(&m);
	}
	pv_buf_release(&text);
}

/* What is wanted of the i-th operand: a stored text has lost its lines. */
static unsigned
want_of(const struct reader_batch *b, size_t i)
{
	if (b->stored == NULL || b->stored[i] == NULL)
		return b->want | (b->before && i == 0 ? READER_BEFORE : 0u);
	return (b->want & ~(unsigned)READER_LINES) | READER_TEXT;
}

static void
accept(struct batch_state *s, const char *path, struct reading *r)
{
	struct cli *c = s->b->cli;
	struct pv_span name = pv_span_str(path);
	bool told = s->b->before && s->next == 0;   /* with its other side */

	s->b->nread++;
	if (msg_diags(name, r->version, c->opt.quiet || told,
	    c->opt.verbose && !told))
		c->incomplete = true;
	if (r->findings != NULL)
		report_gaps(c, name, r->version, r->findings);
	s->b->each(s->b->ctx, s->next, path, r);
}

static enum pv_rc
batch_done(void *ctx, const struct pv_pool_result *res, struct pv_err *err)
{
	struct batch_state *s = ctx;
	const char *path = s->paths[s->next];
	struct reading r;
	struct pv_err why;

	(void)err;
	if (res->why != NULL)
		why = *res->why;
	else if (reading_parse(res->reply, want_of(s->b, s->next), &r,
	    &why) == PV_OK)
		why.rc = PV_OK;
	if (why.rc != PV_OK) {
		if (!s->b->before || s->b->nrefused == 0)
			msg_error(pv_span_str(path), &why);
		s->b->nrefused++;
	} else {
		accept(s, path, &r);
		reading_release(&r);
	}
	s->next++;
	return PV_OK;
}

enum pv_rc
reader_memory(struct pv_span bytes, int *fd, struct pv_err *err)
{
	enum pv_rc rc;

	*fd = memfd_create("document", MFD_CLOEXEC);
	if (*fd < 0)
		return pv_fail_errno(err, PV_ESYS, "E-SYS", errno,
		    "cannot hand a text to a worker");
	rc = pv_io_write_all(*fd, bytes, err);
	if (rc == PV_OK && lseek(*fd, 0, SEEK_SET) != 0)
		rc = pv_fail(err, PV_ESYS, "E-SYS", "cannot rewind");
	if (rc != PV_OK) {
		close(*fd);
		*fd = -1;
	}
	return rc;
}

enum pv_rc
reader_text(const struct pv_version *v, int *fd, struct pv_err *err)
{
	struct pv_buf wire = PV_BUF_INIT;
	enum pv_rc rc;

	*fd = -1;
	pv_wire_version(v, &wire);
	rc = wire.failed ? pv_fail_nomem(err) :
	    reader_memory(pv_buf_view(&wire), fd, err);
	pv_buf_release(&wire);
	return rc;
}

/* The descriptor of the i-th operand; of one that is read twice, each its own. */
static enum pv_rc
open_operand(struct reader *r, struct batch_state *s, size_t i,
    struct pv_job *job, struct pv_err *err)
{
	enum pv_rc rc;

	if ((job->kind & READER_TEXT) != 0)
		return reader_text(s->b->stored[i], &job->fd, err);
	if (s->again >= 0) {
		job->fd = s->again;
		s->again = -1;
		return PV_OK;
	}
	rc = operand_open(r->cli, s->paths[i], &job->fd, err);
	if (rc == PV_OK && s->b->before && i == 0) {
		rc = operand_again(job->fd, &s->again, err);
		if (rc != PV_OK)
			close(job->fd);
	}
	return rc;
}

static enum pv_rc
submit_all(struct reader *r, struct batch_state *s, size_t npaths,
    struct pv_err *err)
{
	struct pv_job job;
	struct pv_err why;
	enum pv_rc rc = PV_OK, opened;
	size_t i;

	for (i = 0; i < npaths && rc == PV_OK; i++) {
		job = (struct pv_job){ .kind = want_of(s->b, i),
			.name = pv_span_str(s->paths[i]) };
		opened = open_operand(r, s, i, &job, &why);
		if (opened == PV_OK)
			rc = reader_submit(r, &job, NULL, err);
		else
			rc = reader_refuse(r, NULL, &why, err);
	}
	return rc == PV_OK ? pv_pool_drain(r->pool, err) : rc;
}

enum pv_rc
reader_files(struct reader_batch *b, char **paths, size_t npaths,
    struct pv_err *err)
{
	struct batch_state s = { b, paths, 0, -1 };
	struct reader r = {
		.cli = b->cli, .rules = b->rules, .clause = b->clause,
		.done = batch_done, .ctx = &s
	};
	enum pv_rc rc;

	r.jobs = npaths < b->cli->opt.jobs ? (unsigned)npaths :
	    b->cli->opt.jobs;
	if (b->alike)
		r.jobs = 1;
	rc = reader_start(&r, err);
	if (rc == PV_OK)
		rc = submit_all(&r, &s, npaths, err);
	if (s.again >= 0)
		close(s.again);
	reader_end(&r);
	return rc;
}

static void
keep(void *ctx, size_t index, const char *path, struct reading *r)
{
	struct reading *out = ctx;

	(void)index;
	(void)path;
	*out = *r;
	memset(r, 0, sizeof(*r));
	out->raw = PV_SPAN("");
}

enum status
reader_file(struct cli *c, const struct pv_rules *rules, const char *path,
    unsigned want, struct reading *out)
{
	struct reader_batch b = { .cli = c, .rules = rules, .want = want,
		.each = keep, .ctx = out };
	char *name = strdup(path);
	struct pv_err err;
	enum pv_rc rc;

	memset(out, 0, sizeof(*out));
	rc = name == NULL ? pv_fail_nomem(&err) :
	    reader_files(&b, &name, 1, &err);
	free(name);
	if (rc != PV_OK)
		msg_trouble(&err);
	return rc == PV_OK && b.nread == 1 ? STATUS_OK : STATUS_TROUBLE;
}

/* ------------------------------------------------------------------ pairs */

struct pair_state {
	const struct pv_version *const *v;
	struct pair_found *out;
};

static enum pv_rc
pair_done(void *ctx, const struct pv_pool_result *res, struct pv_err *err)
{
	struct pair_state *s = ctx;

	if (res->why != NULL) {
		*err = *res->why;
		return err->rc;
	}
	pv_buf_span(&s->out->wire, res->reply);
	if (s->out->wire.failed)
		return pv_fail_nomem(err);
	return pair_parse(pv_buf_view(&s->out->wire), s->v[0], s->v[1],
	    s->out, err);
}

enum pv_rc
reader_pair(struct cli *c, const struct pv_rules *rules,
    const struct pv_version *const v[2], struct pair_found *out,
    struct pv_err *err)
{
	struct pair_state s = { v, out };
	struct reader r = { .cli = c, .rules = rules, .done = pair_done,
		.ctx = &s, .jobs = 1,
		.pair = (uint64_t)v[0]->text.len + v[1]->text.len };
	struct pv_job job = { .kind = READER_PAIR };
	struct pv_buf wire = PV_BUF_INIT;
	enum pv_rc rc;

	pair_put(v[0], v[1], &wire);
	rc = wire.failed ? pv_fail_nomem(err) :
	    reader_memory(pv_buf_view(&wire), &job.fd, err);
	pv_buf_release(&wire);
	if (rc != PV_OK)
		return rc;
	rc = reader_start(&r, err);
	if (rc == PV_OK)
		rc = reader_submit(&r, &job, NULL, err);
	else
		close(job.fd);
	if (rc == PV_OK)
		rc = pv_pool_drain(r.pool, err);
	reader_end(&r);
	return rc;
}
