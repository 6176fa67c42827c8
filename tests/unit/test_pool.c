/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/io.h"
#include "base/jail.h"
#include "base/pool.h"
#include "check.h"

/* What a worker does with a document. */
enum kind { ECHO, CRASH, HANG, REFUSE, SLOW, LEAVE, BIG, ESCAPE };

#define BIG_BYTES ((size_t)5 << 20)

static enum pv_rc
work(void *ctx, const struct pv_job *job, struct pv_buf *reply,
    struct pv_err *err)
{
	static const struct timespec nap = { 0, 20 * 1000 * 1000 };
	size_t i;

	(void)ctx;
	switch ((enum kind)job->kind) {
	case ECHO:
		break;
	case SLOW:
		nanosleep(&nap, NULL);
		break;
	case CRASH:
		signal(SIGABRT, SIG_DFL);
		abort();
	case HANG:
		for (;;)
			;
	case REFUSE:
		return pv_fail_at(err, PV_EINPUT, "E-TEST", 3, 7, "no");
	case LEAVE:
		_exit(0);
	case BIG:
		for (i = 0; i < BIG_BYTES; i++)
			pv_buf_char(reply, (char)('a' + i % 26));
		return PV_OK;
	case ESCAPE:
		pv_buf_char(reply,
		    open("/etc/passwd", O_RDONLY) >= 0 ? 'y' : 'n');
		return PV_OK;
	}
	return pv_io_read_all(job->fd, 1 << 20, reply, err);
}

struct outcome {
	char code[16];
	char text[64];
	size_t len;
};

struct run {
	struct outcome got[600];
	size_t n, dropped;
	size_t stop_at;             /* fail in done() there; 0 = never */
	bool stop;
	size_t release_at;          /* close `held` there; 0 = never */
	int held;
};

static enum pv_rc
done(void *ctx, const struct pv_pool_result *r, struct pv_err *err)
{
	struct run *run = ctx;
	struct outcome *o = &run->got[run->n++];

	CHECK_INT(*(size_t *)r->tag, run->n - 1);
	free(r->tag);
	if (r->why != NULL)
		memcpy(o->code, r->why->code, sizeof(o->code));
	o->len = r->reply.len;
	memcpy(o->text, r->reply.len > 0 ? r->reply.ptr : "",
	    r->reply.len < 63 ? r->reply.len : 63);
	if (run->release_at == run->n)
		close(run->held);
	if (run->stop_at == run->n)
		return pv_fail(err, PV_EIO, "E-FULL", "full");
	return PV_OK;
}

static void
drop(void *ctx, void *tag)
{
	struct run *run = ctx;

	free(tag);
	run->dropped++;
}

static bool
stop(void *ctx)
{
	return ((struct run *)ctx)->stop;
}

static size_t *
tag(size_t n)
{
	size_t *t = malloc(sizeof(*t));

	*t = n;
	return t;
}

/* A descriptor whose content is the number n. */
static int
document(size_t n)
{
	char path[] = "pool.XXXXXX", text[32];
	int fd = mkstemp(path);

	snprintf(text, sizeof(text), "%zu", n);
	unlink(path);
	CHECK(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	lseek(fd, 0, SEEK_SET);
	return fd;
}

static size_t
open_descriptors(void)
{
	size_t n = 0;
	int fd;

	for (fd = 0; fd < 256; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	return n;
}

static struct pv_pool_opts
options(struct run *run, unsigned jobs)
{
	return (struct pv_pool_opts){ .jobs = jobs, .recycle = 16,
		.timeout_ms = 2000, .max_reply = 1 << 24, .work = work,
		.done = done, .drop = drop, .stop = stop, .ctx = run };
}

static enum pv_rc
submit(struct pv_pool *p, size_t n, enum kind kind)
{
	struct pv_job job = { .fd = document(n), .kind = kind,
		.name = PV_SPAN("name") };

	return pv_pool_submit(p, &job, tag(n), NULL);
}

static void
test_order(unsigned jobs)
{
	struct run *run = calloc(1, sizeof(*run));
	struct pv_pool_opts opts = options(run, jobs);
	struct pv_err why;
	struct pv_pool *p;
	char want[32];
	size_t i;

	pv_fail(&why, PV_EIO, "E-OPEN", "cannot open");
	CHECK_INT(pv_pool_new(&opts, &p, NULL), PV_OK);
	for (i = 0; i < 500; i++) {
		if (i % 61 == 9)
			pv_pool_renew(p);
		if (i % 50 == 7)
			CHECK_INT(pv_pool_refuse(p, tag(i), &why, NULL),
			    PV_OK);
		else
			CHECK_INT(submit(p, i, i % 29 == 0 ? SLOW : ECHO),
			    PV_OK);
	}
	CHECK_INT(pv_pool_drain(p, NULL), PV_OK);
	CHECK_INT(run->n, 500);
	for (i = 0; i < run->n; i++) {
		snprintf(want, sizeof(want), "%zu", i);
		CHECK_STR(pv_span_str(run->got[i].text),
		    i % 50 == 7 ? "" : want);
		CHECK_STR(pv_span_str(run->got[i].code),
		    i % 50 == 7 ? "E-OPEN" : "");
	}
	pv_pool_free(p);
	CHECK_INT(run->dropped, 0);
	free(run);
}

/* Whatever one document does, the others are read. */
static void
test_failures(unsigned jobs)
{
	static const struct { enum kind kind; const char *code; } rows[] = {
		{ ECHO, "" }, { CRASH, "E-CRASH" }, { ECHO, "" },
		{ HANG, "E-TIMEOUT" }, { ECHO, "" }, { REFUSE, "E-TEST" },
		{ LEAVE, "E-CRASH" }, { CRASH, "E-CRASH" }, { ECHO, "" },
		{ BIG, "" }, { ECHO, "" }
	};
	size_t n = sizeof(rows) / sizeof(rows[0]), i;
	struct run *run = calloc(1, sizeof(*run));
	struct pv_pool_opts opts = options(run, jobs);
	struct pv_pool *p;

	opts.timeout_ms = 1500;
	CHECK_INT(pv_pool_new(&opts, &p, NULL), PV_OK);
	for (i = 0; i < n; i++)
		CHECK_INT(submit(p, i, rows[i].kind), PV_OK);
	CHECK_INT(pv_pool_drain(p, NULL), PV_OK);
	CHECK_INT(run->n, n);
	for (i = 0; i < n; i++) {
		CHECK_STR(pv_span_str(run->got[i].code), rows[i].code);
		if (rows[i].kind == BIG)
			CHECK_INT(run->got[i].len, BIG_BYTES);
	}
	pv_pool_free(p);
	free(run);
}

static void
test_limits(void)
{
	struct run *run = calloc(1, sizeof(*run));
	struct pv_pool_opts opts = options(run, 1);
	struct pv_err err;
	struct pv_pool *p;

	opts.max_reply = 1000;
	CHECK_INT(pv_pool_new(&opts, &p, NULL), PV_OK);
	CHECK_INT(submit(p, 0, BIG), PV_OK);
	CHECK_INT(submit(p, 1, ECHO), PV_OK);
	CHECK_INT(pv_pool_drain(p, NULL), PV_OK);
	CHECK_STR(pv_span_str(run->got[0].code), "E-CRASH");
	CHECK_STR(pv_span_str(run->got[1].text), "1");
	/* a failure of done() ends the batch; what is left is dropped */
	run->stop_at = 3;
	CHECK_INT(submit(p, 2, ECHO), PV_OK);
	CHECK_INT(submit(p, 3, ECHO), PV_OK);
	CHECK_INT(pv_pool_drain(p, &err), PV_EIO);
	CHECK_STR(pv_span_str(err.code), "E-FULL");
	pv_pool_free(p);
	CHECK_INT(run->dropped, 1);
	free(run);
}

static void
test_stop(void)
{
	struct run *run = calloc(1, sizeof(*run));
	struct pv_pool_opts opts = options(run, 2);
	struct pv_err err;
	struct pv_pool *p;

	CHECK_INT(pv_pool_new(&opts, &p, NULL), PV_OK);
	CHECK_INT(submit(p, 0, HANG), PV_OK);
	run->stop = true;
	CHECK_INT(pv_pool_drain(p, &err), PV_ESYS);
	CHECK_STR(pv_span_str(err.code), "E-STOP");
	pv_pool_free(p);
	CHECK_INT(run->dropped, 1);
	free(run);
}

/* While the caller waits for something else, documents are delivered. */
static void
test_wait(void)
{
	struct run *run = calloc(1, sizeof(*run));
	struct pv_pool_opts opts = options(run, 2);
	struct pv_err err;
	struct pv_pool *p;
	int held[2];
	size_t i;

	CHECK_INT(pipe(held), 0);
	run->release_at = 5;
	run->held = held[1];
	CHECK_INT(pv_pool_new(&opts, &p, NULL), PV_OK);
	for (i = 0; i < 6; i++)
		CHECK_INT(submit(p, i, i == 4 ? SLOW : ECHO), PV_OK);
	CHECK_INT(pv_pool_wait(p, held[0], &err), PV_OK);
	CHECK(run->n >= 5);
	/* it is at its end already */
	CHECK_INT(pv_pool_wait(p, held[0], &err), PV_OK);
	CHECK_INT(pv_pool_drain(p, NULL), PV_OK);
	CHECK_INT(run->n, 6);
	close(held[0]);
	CHECK_INT(pipe(held), 0);
	run->stop = true;
	CHECK_INT(pv_pool_wait(p, held[0], &err), PV_ESYS);
	CHECK_STR(pv_span_str(err.code), "E-STOP");
	close(held[0]);
	close(held[1]);
	pv_pool_free(p);
	free(run);
}

/* In the jail a document is still read, and nothing else can be. */
static void
test_jail(void)
{
	struct run *run = calloc(1, sizeof(*run));
	struct pv_pool_opts opts = options(run, 1);
	struct pv_pool *p;

	opts.jail = true;
	opts.memory = UINT64_C(1) << 30;
	CHECK_INT(pv_pool_new(&opts, &p, NULL), PV_OK);
	CHECK_INT(submit(p, 0, ECHO), PV_OK);
	CHECK_INT(submit(p, 1, ESCAPE), PV_OK);
	CHECK_INT(submit(p, 2, ECHO), PV_OK);
	CHECK_INT(pv_pool_drain(p, NULL), PV_OK);
	CHECK_STR(pv_span_str(run->got[0].text), "0");
	CHECK_STR(pv_span_str(run->got[2].text), "2");
	if ((pv_jail_status() & PV_JAIL_SECCOMP) != 0)
		CHECK_STR(pv_span_str(run->got[1].code), "E-CRASH");
	else if ((pv_jail_status() & PV_JAIL_LANDLOCK) != 0)
		CHECK_STR(pv_span_str(run->got[1].text), "n");
	pv_pool_free(p);
	free(run);
}

int
main(void)
{
	size_t before = open_descriptors();

	test_order(1);
	test_order(3);
	test_failures(1);
	test_failures(2);
	test_limits();
	test_stop();
	test_wait();
	test_jail();
	CHECK_INT(open_descriptors(), before);
	/* no child is left, dead or alive */
	CHECK(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
	return CHECK_DONE();
}
