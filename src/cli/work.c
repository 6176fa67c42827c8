/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/work.h"

#include <string.h>

#include "base/io.h"
#include "cli/pair.h"
#include "cli/reader.h"
#include "ingest/ingest.h"
#include "model/wire.h"
#include "rule/fit.h"
#include "view/view.h"

#define CONVERTED_MAX (UINT64_C(256) << 20)     /* bytes a converter makes */

/*
 * The inside of a worker: it has read the rules with its parent, and from here
 * on sees nothing but the document.
 */

/* Where lines begin: after every line feed that something follows. */
static void
put_lines(struct pv_span s, struct pv_buf *reply)
{
	size_t at = reply->len, i;
	const char *nl;
	uint64_t n = 1;
	uint32_t start = 0;

	pv_buf_add(reply, &n, sizeof(n));
	pv_buf_add(reply, &start, sizeof(start));
	for (i = 0; i < s.len; i = start) {
		nl = memchr(s.ptr + i, '\n', s.len - i);
		if (nl == NULL)
			break;
		start = (uint32_t)(nl - s.ptr) + 1;
		pv_buf_add(reply, &start, sizeof(start));
		n++;
	}
	if (!reply->failed)
		memcpy(reply->ptr + at, &n, sizeof(n));
}

static void
put_span(struct pv_buf *reply, struct pv_span s)
{
	uint64_t len = s.len;

	pv_buf_add(reply, &len, sizeof(len));
	pv_buf_span(reply, s);
}

struct tracing {
	struct pv_buf *reply;
	uint64_t count;
};

static void
put_trace(void *ctx, const struct pv_trace *t)
{
	struct tracing *x = ctx;

	put_span(x->reply, t->rule);
	put_span(x->reply, t->provision);
	put_span(x->reply, t->guard);
	pv_buf_add(x->reply, &t->at, sizeof(t->at));
	pv_buf_add(x->reply, &t->weight, sizeof(t->weight));
	pv_buf_add(x->reply, &t->need, sizeof(t->need));
	pv_buf_add(x->reply, &t->rivals, sizeof(t->rivals));
	x->count++;
}

/* Why the findings of the clause of the run are what they are. */
static enum pv_rc
put_traces(struct reader *r, const struct pv_version *v,
    struct pv_buf *reply, struct pv_err *err)
{
	struct tracing x = { reply, 0 };
	size_t at = reply->len;
	uint32_t clause = pv_version_find(v, pv_span_str(r->clause));
	enum pv_rc rc = PV_OK;

	pv_buf_add(reply, &x.count, sizeof(x.count));
	if (clause != PV_NONE)
		rc = pv_scan_explain(r->scanner, v, clause, put_trace, &x,
		    err);
	if (rc == PV_OK && !reply->failed)
		memcpy(reply->ptr + at, &x.count, sizeof(x.count));
	return rc;
}

static enum pv_rc
put_findings(struct reader *r, const struct pv_version *v,
    struct pv_buf *reply, struct pv_err *err)
{
	struct pv_findings *f = NULL;
	enum pv_rc rc = PV_OK;

	if (r->scanner == NULL)
		rc = pv_scanner_new(r->rules, &r->scanner, err);
	if (rc == PV_OK)
		rc = pv_scan(r->scanner, v, &f, err);
	if (rc == PV_OK)
		pv_wire_findings(f, reply);
	pv_findings_free(f);
	return rc;
}

/* What fitting needs to know of the version. */
static enum pv_rc
put_seen(struct reader *r, const struct pv_version *v, struct pv_buf *reply,
    struct pv_err *err)
{
	struct pv_buf b = PV_BUF_INIT;
	enum pv_rc rc = PV_OK;

	if (r->scanner == NULL)
		rc = pv_scanner_new(r->rules, &r->scanner, err);
	if (rc == PV_OK)
		rc = pv_fit_see(r->scanner, v, &b, err);
	if (rc == PV_OK)
		put_span(reply, pv_buf_view(&b));
	if (rc == PV_OK && b.failed)
		rc = pv_fail_nomem(err);
	pv_buf_release(&b);
	return rc;
}

/* Answer for a version of this source. */
static enum pv_rc
answer(struct reader *r, const struct pv_job *job, const struct pv_version *v,
    const struct pv_source *src, struct pv_buf *reply, struct pv_err *err)
{
	struct pv_span raw = src->file.len > 0 ? src->file : src->bytes;
	enum pv_rc rc = PV_OK;

	pv_wire_version(v, reply);
	if ((job->kind & READER_TAG) != 0)
		rc = put_findings(r, v, reply, err);
	if (rc == PV_OK && (job->kind & READER_LINES) != 0)
		put_lines(v->basis == PV_BASIS_SOURCE ? src->bytes : v->text,
		    reply);
	if (rc == PV_OK && (job->kind & READER_RAW) != 0)
		put_span(reply, raw);
	if (rc == PV_OK && (job->kind & READER_TRACE) != 0)
		rc = put_traces(r, v, reply, err);
	if (rc == PV_OK && (job->kind & READER_SEE) != 0)
		rc = put_seen(r, v, reply, err);
	return rc;
}

/* A document as the job and the options want it. */
static enum pv_rc
ingest(struct reader *r, const struct pv_job *job, struct pv_source *src,
    struct pv_version **v, struct pv_err *err)
{
	struct pv_buf name = PV_BUF_INIT, converted = PV_BUF_INIT;
	struct pv_ingest_opts opts = { .edgar_type = r->cli->opt.type,
		.changes = r->cli->opt.changes };
	enum pv_rc rc = PV_OK;

	if ((job->kind & READER_BEFORE) != 0)
		opts.changes = PV_CHANGES_REJECT;
	pv_view_escape(&name, job->name, false);        /* any bytes */
	if (job->aux > 0)
		rc = pv_io_read_all(job->aux, CONVERTED_MAX, &converted, err);
	src->name = pv_buf_view(&name);
	src->converted = pv_buf_view(&converted);
	if (rc == PV_OK)
		rc = name.failed ? pv_fail_nomem(err) :
		    pv_ingest(src, &opts, v, err);
	pv_buf_release(&name);
	pv_buf_release(&converted);
	return rc;
}

/*
 * Read a document that may be compressed.  A guess that it is one may turn
 * out wrong: it holds files, or needs a converter, or is damaged.
 */
static enum pv_rc
read_document(struct reader *r, const struct pv_job *job,
    struct pv_span bytes, struct pv_buf *reply, struct pv_err *err)
{
	struct pv_source src = { .name = job->name, .bytes = bytes };
	struct pv_buf inner = PV_BUF_INIT;
	struct pv_version *v = NULL;
	bool guess = (job->kind & READER_GUESS) != 0, other;
	enum pv_rc rc = pv_ingest_expand(&src, r->cli->opt.max_size, &inner,
	    err);

	if (inner.len > 0) {
		src.file = bytes;
		src.bytes = pv_buf_view(&inner);
	}
	other = guess && rc != PV_ENOMEM && (rc != PV_OK ||
	    pv_ingest_needs(src.bytes) != PV_CONVERT_NONE);
	if (guess)
		pv_buf_char(reply, other ? 1 : 0);
	if (other) {
		pv_buf_release(&inner);
		return PV_OK;
	}
	if (rc == PV_OK && src.file.len > 0 &&
	    pv_ingest_needs(src.bytes) != PV_CONVERT_NONE)
		rc = pv_fail(err, PV_EINPUT, "E-ARCHIVE",
		    "a compressed document that needs a converter: "
		    "'proviso scan' reads it");
	if (rc == PV_OK)
		rc = ingest(r, job, &src, &v, err);
	if (rc == PV_OK)
		rc = answer(r, job, v, &src, reply, err);
	pv_version_free(v);
	pv_buf_release(&inner);
	return rc;
}

/* A version that was read before, to be tagged. */
static enum pv_rc
read_version(struct reader *r, const struct pv_job *job,
    struct pv_span bytes, struct pv_buf *reply, struct pv_err *err)
{
	struct pv_source src = { .bytes = bytes };
	struct pv_version *v = NULL;
	struct pv_span in = bytes;
	enum pv_rc rc = pv_unwire_version(&in, &v, err);

	if (rc == PV_OK)
		rc = answer(r, job, v, &src, reply, err);
	pv_version_free(v);
	return rc;
}

/* A file in a parcel; see cli/unpack.c for the form. */
static enum pv_rc
put_file(void *ctx, const struct pv_parcel_file *f, struct pv_err *err)
{
	struct pv_buf *reply = ctx;

	put_span(reply, f->path);
	pv_buf_char(reply, f->why != NULL ? 1 : 0);
	if (f->why != NULL)
		put_span(reply, pv_span_str(f->why->code));
	put_span(reply, f->why != NULL ? pv_span_str(f->why->msg) : f->bytes);
	return reply->failed ? pv_fail_nomem(err) : PV_OK;
}

static enum pv_rc
unpack(struct reader *r, const struct pv_job *job, struct pv_span bytes,
    struct pv_buf *reply, struct pv_err *err)
{
	struct pv_source src = { .name = job->name, .bytes = bytes };
	struct pv_unpack u = { .max_size = r->cli->opt.max_size,
		.hidden = r->cli->opt.hidden, .each = put_file,
		.ctx = reply };
	bool document;
	enum pv_rc rc;

	pv_buf_char(reply, 0);
	rc = pv_ingest_unpack(&src, &u, &document, err);
	if (rc == PV_OK && document && !reply->failed)
		reply->ptr[0] = 1;
	return rc;
}

enum pv_rc
work_on(void *ctx, const struct pv_job *job, struct pv_buf *reply,
    struct pv_err *err)
{
	struct reader *r = ctx;
	struct pv_buf bytes = PV_BUF_INIT;
	uint64_t max = r->cli->opt.max_size;
	struct pv_span in;
	enum pv_rc rc;

	if ((job->kind & (READER_TEXT | READER_PAIR)) != 0)
		max = 2 * (uint64_t)UINT32_MAX;
	rc = pv_io_read_all(job->fd, max, &bytes, err);
	in = bytes.ptr != NULL ? pv_buf_view(&bytes) : PV_SPAN("");
	if (rc == PV_OK && (job->kind & READER_PAIR) != 0)
		rc = pair_answer(r->rules, in, reply, err);
	else if (rc == PV_OK && (job->kind & READER_TEXT) != 0)
		rc = read_version(r, job, in, reply, err);
	else if (rc == PV_OK && (job->kind & READER_UNPACK) != 0)
		rc = unpack(r, job, in, reply, err);
	else if (rc == PV_OK)
		rc = read_document(r, job, in, reply, err);
	pv_buf_release(&bytes);
	return rc;
}
