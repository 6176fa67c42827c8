/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* MSG_DONTWAIT */
#endif
#include "base/pool.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/worker.h"

#define DEPTH 2         /* jobs with one worker: one works, one waits */
#define WINDOW 4        /* jobs under way, a worker */
#define TICK_MS 200     /* how often `stop` is asked while nothing happens */
#define GRACE_MS 200    /* for a worker to end after it hung up */
#define READ_MAX ((size_t)1 << 20)

enum state { FREE, WAITING, RUNNING, DONE };

struct slot {
	enum state state;
	struct pv_job job;          /* the name is owned: `name` */
	struct pv_buf name;
	void *tag;
	struct pv_buf reply;        /* a head and the body */
	struct pv_err why;
	bool failed;
};

struct worker {
	pid_t pid;                  /* 0 = none */
	int fd;
	unsigned served;
	bool stale;                 /* gets no more jobs */
	unsigned nqueue;
	uint32_t queue[DEPTH];      /* serials, the one at work first */
	uint64_t deadline;          /* of the one at work; 0 = none */
	struct pv_buf in;           /* the reply so far, never more */
};

/* Jobs [first, next) are under way; job n lives in slots[n % nslots]. */
struct pv_pool {
	struct pv_pool_opts opts;
	struct worker *workers;
	struct pollfd *polls;       /* one a worker, and `awaited` */
	int awaited;                /* the caller's, -1 = none */
	struct slot *slots;
	uint32_t nslots;
	uint32_t first, next;
};

static uint64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

static struct slot *
slot_of(const struct pv_pool *p, uint32_t serial)
{
	return &p->slots[serial % p->nslots];
}

enum pv_rc
pv_pool_new(const struct pv_pool_opts *opts, struct pv_pool **out,
    struct pv_err *err)
{
	struct pv_pool *p = calloc(1, sizeof(*p));
	unsigned jobs = opts->jobs > 0 ? opts->jobs : 1;

	if (p == NULL)
		return pv_fail_nomem(err);
	p->opts = *opts;
	p->opts.jobs = jobs;
	/* a power of two, so that serials may wrap */
	for (p->nslots = WINDOW; p->nslots < jobs * WINDOW; p->nslots *= 2)
		;
	p->workers = calloc(jobs, sizeof(*p->workers));
	p->polls = calloc(jobs + 1, sizeof(*p->polls));
	p->awaited = -1;
	p->slots = calloc(p->nslots, sizeof(*p->slots));
	if (p->workers == NULL || p->polls == NULL || p->slots == NULL) {
		pv_pool_free(p);
		return pv_fail_nomem(err);
	}
	*out = p;
	return PV_OK;
}

static void
drop(const struct pv_pool *p, void *tag)
{
	if (p->opts.drop != NULL)
		p->opts.drop(p->opts.ctx, tag);
}

static void
slot_clear(struct slot *s)
{
	if (s->job.fd >= 0)
		close(s->job.fd);
	if (s->job.aux > 0)
		close(s->job.aux);
	pv_buf_release(&s->name);
	pv_buf_release(&s->reply);
	memset(s, 0, sizeof(*s));
}

/* End a worker, whatever it does, and reap it. */
static void
worker_end(struct worker *w)
{
	int status;
	pid_t got;

	close(w->fd);
	kill(w->pid, SIGKILL);
	do
		got = waitpid(w->pid, &status, 0);
	while (got < 0 && errno == EINTR);
	pv_buf_release(&w->in);
	memset(w, 0, sizeof(*w));
}

/* The job at work failed with its worker; the one behind it starts again. */
static void
fail_queue(struct pv_pool *p, struct worker *w, const struct pv_err *why)
{
	struct slot *s;
	unsigned i;

	for (i = 0; i < w->nqueue; i++) {
		s = slot_of(p, w->queue[i]);
		s->state = i == 0 ? DONE : WAITING;
		if (i == 0) {
			s->failed = true;
			s->why = *why;
		}
	}
	w->nqueue = 0;
}

static void
explain_end(int status, struct pv_err *why)
{
	if (status >= 0 && WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
		pv_fail(why, PV_EINPUT, "E-CRASH",
		    "the reader was stopped: it tried a forbidden system call");
	else if (status >= 0 && WIFSIGNALED(status))
		pv_fail(why, PV_EINPUT, "E-CRASH",
		    "the reader crashed (signal %d)", WTERMSIG(status));
	else
		pv_fail(why, PV_EINPUT, "E-CRASH",
		    "the reader ended without an answer");
}

/*
 * Reap a worker that hung up.  It is given a moment to end by itself, so that
 * its status tells why, and is killed when it lives on.
 */
static int
reap(pid_t pid)
{
	static const struct timespec ms = { 0, 1000000 };
	int status = -1, tries;
	pid_t got;

	for (tries = 0; tries < GRACE_MS; tries++) {
		got = waitpid(pid, &status, WNOHANG);
		if (got == pid)
			return status;
		if (got < 0 && errno != EINTR)
			return -1;
		nanosleep(&ms, NULL);
	}
	kill(pid, SIGKILL);
	do
		got = waitpid(pid, &status, 0);
	while (got < 0 && errno == EINTR);
	return -1;
}

/* The worker hung up or cannot be reached. */
static enum pv_rc
worker_lost(struct pv_pool *p, struct worker *w, struct pv_err *err)
{
	int status = reap(w->pid);
	struct pv_err why;

	explain_end(status, &why);
	fail_queue(p, w, &why);
	close(w->fd);
	pv_buf_release(&w->in);
	memset(w, 0, sizeof(*w));
	if (status >= 0 && WIFEXITED(status) &&
	    WEXITSTATUS(status) == PV_WORKER_NO_JAIL)
		return pv_fail(err, PV_ESYS, "E-SANDBOX",
		    "the sandbox is required but not available here");
	return PV_OK;
}

static void
worker_kill(struct pv_pool *p, struct worker *w, const char *code,
    const char *msg)
{
	struct pv_err why;

	pv_fail(&why, PV_EINPUT, code, "%s", msg);
	fail_queue(p, w, &why);
	worker_end(w);
}

static void
arm(const struct pv_pool *p, struct worker *w)
{
	w->deadline = 0;
	if (w->nqueue > 0 && p->opts.timeout_ms > 0)
		w->deadline = now_ms() + p->opts.timeout_ms +
		    slot_of(p, w->queue[0])->job.more_ms;
}

/* Copy the error of a job, trusting nothing in it. */
static void
take_error(struct slot *s, uint32_t rc, struct pv_span body)
{
	size_t i;

	s->failed = true;
	memcpy(&s->why, body.ptr, sizeof(s->why));
	s->why.rc = (enum pv_rc)rc;
	s->why.code[sizeof(s->why.code) - 1] = '\0';
	s->why.msg[sizeof(s->why.msg) - 1] = '\0';
	for (i = 0; s->why.code[i] != '\0'; i++) {
		if (!pv_isupper(s->why.code[i]) &&
		    !pv_isdigit(s->why.code[i]) && s->why.code[i] != '-')
			s->why.code[i] = '?';
	}
}

static bool
head_valid(const struct pv_pool *p, const struct worker *w,
    const struct pv_reply_head *h)
{
	if (h->magic != PV_REPLY_MAGIC || w->nqueue == 0 ||
	    h->serial != w->queue[0] || h->rc > PV_ESYS)
		return false;
	if (h->rc != PV_OK)
		return h->len == sizeof(struct pv_err);
	return h->len <= p->opts.max_reply;
}

/* Whether a worker has all the jobs that it will get. */
static bool
is_spent(const struct pv_pool *p, const struct worker *w)
{
	return w->stale || (p->opts.recycle > 0 &&
	    w->served + w->nqueue >= p->opts.recycle);
}

/* A whole reply stands in w->in. */
static void
take_reply(struct pv_pool *p, struct worker *w, const struct pv_reply_head *h)
{
	struct slot *s = slot_of(p, w->queue[0]);

	if (h->rc != PV_OK) {
		take_error(s, h->rc, pv_span_sub(pv_buf_view(&w->in),
		    sizeof(*h), w->in.len));
		pv_buf_clear(&w->in);
	} else {
		s->reply = w->in;
		memset(&w->in, 0, sizeof(w->in));
	}
	s->state = DONE;
	w->nqueue--;
	w->queue[0] = w->queue[1];
	w->served++;
	arm(p, w);
	if (is_spent(p, w) && w->nqueue == 0)
		worker_end(w);
}

/* Bytes that the reply under way still lacks; SIZE_MAX: it is nonsense. */
static size_t
missing(const struct pv_pool *p, const struct worker *w,
    struct pv_reply_head *h)
{
	if (w->in.len < sizeof(*h))
		return sizeof(*h) - w->in.len;
	memcpy(h, w->in.ptr, sizeof(*h));
	if (!head_valid(p, w, h))
		return SIZE_MAX;
	return sizeof(*h) + (size_t)h->len - w->in.len;
}

/* Read what a worker has to say, at most READ_MAX bytes a call. */
static enum pv_rc
worker_read(struct pv_pool *p, struct worker *w, struct pv_err *err)
{
	struct pv_reply_head head;
	size_t want = missing(p, w, &head);
	ssize_t n;

	if (want > READ_MAX)
		want = READ_MAX;
	if (!pv_buf_reserve(&w->in, want)) {
		worker_kill(p, w, "E-NOMEM", "no memory for the answer");
		return PV_OK;
	}
	n = recv(w->fd, w->in.ptr + w->in.len, want, MSG_DONTWAIT);
	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return PV_OK;
	if (n <= 0)
		return worker_lost(p, w, err);
	w->in.len += (size_t)n;
	want = missing(p, w, &head);
	if (want == SIZE_MAX)
		worker_kill(p, w, "E-CRASH", "the reader sent nonsense");
	else if (want == 0)
		take_reply(p, w, &head);
	return PV_OK;
}

/* Who gets the next job: an idle worker, a new one, the second place. */
static struct worker *
choose(struct pv_pool *p, struct pv_err *err, enum pv_rc *rc)
{
	struct worker *w, *none = NULL, *busy = NULL;
	unsigned i, running = 0;

	*rc = PV_OK;
	for (i = 0; i < p->opts.jobs; i++) {
		w = &p->workers[i];
		if (w->pid == 0) {
			none = none == NULL ? w : none;
			continue;
		}
		running++;
		if (is_spent(p, w))
			continue;
		if (w->nqueue == 0)
			return w;
		if (w->nqueue < DEPTH && busy == NULL)
			busy = w;
	}
	if (none == NULL)
		return busy;
	memset(none, 0, sizeof(*none));
	*rc = pv_worker_start(&p->opts, &none->pid, &none->fd, err);
	if (*rc == PV_OK)
		return none;
	none->pid = 0;
	if (running > 0)
		*rc = PV_OK;    /* go on with those that we have */
	return busy;
}

static enum pv_rc
feed(struct pv_pool *p, struct pv_err *err)
{
	struct worker *w;
	struct slot *s;
	uint32_t n;
	enum pv_rc rc;

	for (n = p->first; n != p->next; n++) {
		s = slot_of(p, n);
		if (s->state != WAITING)
			continue;
		w = choose(p, err, &rc);
		if (rc != PV_OK)
			return rc;
		if (w == NULL)
			return PV_OK;
		s->state = RUNNING;
		w->queue[w->nqueue++] = n;
		if (w->nqueue == 1)
			arm(p, w);
		if (pv_worker_send(w->fd, &s->job, n, NULL) != PV_OK) {
			rc = worker_lost(p, w, err);
			if (rc != PV_OK)
				return rc;
		}
	}
	return PV_OK;
}

/* Milliseconds until the next deadline, at most a tick. */
static int
patience(const struct pv_pool *p)
{
	uint64_t now = now_ms(), least = TICK_MS;
	const struct worker *w;
	unsigned i;

	for (i = 0; i < p->opts.jobs; i++) {
		w = &p->workers[i];
		if (w->pid == 0 || w->deadline == 0)
			continue;
		if (w->deadline <= now)
			return 0;
		if (w->deadline - now < least)
			least = w->deadline - now;
	}
	return (int)least;
}

static void
kill_late(struct pv_pool *p)
{
	uint64_t now = now_ms();
	struct worker *w;
	unsigned i;

	for (i = 0; i < p->opts.jobs; i++) {
		w = &p->workers[i];
		if (w->pid != 0 && w->deadline != 0 && w->deadline <= now)
			worker_kill(p, w, "E-TIMEOUT",
			    "reading took longer than the time limit");
	}
}

/* Wait for something to happen and take it in. */
static enum pv_rc
step(struct pv_pool *p, struct pv_err *err)
{
	struct worker *w;
	unsigned i;
	enum pv_rc rc;

	if (p->opts.stop != NULL && p->opts.stop(p->opts.ctx))
		return pv_fail(err, PV_ESYS, "E-STOP", "stopped");
	rc = feed(p, err);
	if (rc != PV_OK)
		return rc;
	for (i = 0; i < p->opts.jobs; i++) {
		w = &p->workers[i];
		p->polls[i].fd = w->pid != 0 && w->nqueue > 0 ? w->fd : -1;
		p->polls[i].events = POLLIN;
		p->polls[i].revents = 0;
	}
	p->polls[i] = (struct pollfd){ p->awaited, POLLIN, 0 };
	if (poll(p->polls, p->opts.jobs + 1, patience(p)) < 0) {
		if (errno == EINTR)
			return PV_OK;
		return pv_fail(err, PV_ESYS, "E-SYS",
		    "cannot wait for workers (errno %d)", errno);
	}
	for (i = 0; i < p->opts.jobs && rc == PV_OK; i++) {
		if (p->polls[i].revents != 0)
			rc = worker_read(p, &p->workers[i], err);
	}
	kill_late(p);
	return rc;
}

/* Deliver the results that are ready and due. */
static enum pv_rc
deliver(struct pv_pool *p, struct pv_err *err)
{
	struct pv_pool_result r;
	struct slot *s;
	enum pv_rc rc = PV_OK;

	while (rc == PV_OK && p->first != p->next) {
		s = slot_of(p, p->first);
		if (s->state != DONE)
			break;
		memset(&r, 0, sizeof(r));
		r.tag = s->tag;
		r.fd = s->job.fd;
		if (s->failed)
			r.why = &s->why;
		else
			r.reply = pv_span_sub(pv_buf_view(&s->reply),
			    sizeof(struct pv_reply_head), s->reply.len);
		p->first++;     /* delivered, whatever the callback says */
		rc = p->opts.done(p->opts.ctx, &r, err);
		slot_clear(s);
	}
	return rc;
}

/* Wait until there is a place for one more job. */
static enum pv_rc
make_room(struct pv_pool *p, struct pv_err *err)
{
	enum pv_rc rc = PV_OK;

	while (rc == PV_OK && p->next - p->first >= p->nslots) {
		rc = deliver(p, err);
		if (rc == PV_OK && p->next - p->first >= p->nslots)
			rc = step(p, err);
	}
	return rc;
}

enum pv_rc
pv_pool_submit(struct pv_pool *p, const struct pv_job *job, void *tag,
    struct pv_err *err)
{
	enum pv_rc rc = make_room(p, err);
	struct slot *s = slot_of(p, p->next);

	if (rc != PV_OK) {
		close(job->fd);
		if (job->aux > 0)
			close(job->aux);
		drop(p, tag);
		return rc;
	}
	memset(s, 0, sizeof(*s));
	s->job = *job;
	s->tag = tag;
	pv_buf_span(&s->name, job->name);
	s->job.name = pv_buf_view(&s->name);
	if (s->name.failed) {
		slot_clear(s);
		drop(p, tag);
		return pv_fail_nomem(err);
	}
	s->state = WAITING;
	p->next++;
	return feed(p, err);
}

enum pv_rc
pv_pool_refuse(struct pv_pool *p, void *tag, const struct pv_err *why,
    struct pv_err *err)
{
	enum pv_rc rc = make_room(p, err);
	struct slot *s = slot_of(p, p->next);

	if (rc != PV_OK) {
		drop(p, tag);
		return rc;
	}
	memset(s, 0, sizeof(*s));
	s->job.fd = -1;
	s->job.aux = 0;
	s->tag = tag;
	s->why = *why;
	s->failed = true;
	s->state = DONE;
	p->next++;
	return PV_OK;
}

enum pv_rc
pv_pool_wait(struct pv_pool *p, int fd, struct pv_err *err)
{
	struct pollfd *seen = &p->polls[p->opts.jobs];
	enum pv_rc rc = deliver(p, err);

	p->awaited = fd;
	seen->revents = 0;
	while (rc == PV_OK && seen->revents == 0) {
		rc = step(p, err);
		if (rc == PV_OK)
			rc = deliver(p, err);
	}
	p->awaited = -1;
	return rc;
}

enum pv_rc
pv_pool_drain(struct pv_pool *p, struct pv_err *err)
{
	enum pv_rc rc = deliver(p, err);

	while (rc == PV_OK && p->first != p->next) {
		rc = step(p, err);
		if (rc == PV_OK)
			rc = deliver(p, err);
	}
	return rc;
}

void
pv_pool_renew(struct pv_pool *p)
{
	struct worker *w;
	unsigned i;

	for (i = 0; i < p->opts.jobs; i++) {
		w = &p->workers[i];
		w->stale = w->pid != 0;
		if (w->stale && w->nqueue == 0)
			worker_end(w);
	}
}

void
pv_pool_free(struct pv_pool *p)
{
	unsigned i;

	if (p == NULL)
		return;
	for (i = 0; p->workers != NULL && i < p->opts.jobs; i++) {
		if (p->workers[i].pid != 0)
			worker_end(&p->workers[i]);
	}
	for (; p->slots != NULL && p->first != p->next; p->first++) {
		drop(p, slot_of(p, p->first)->tag);
		slot_clear(slot_of(p, p->first));
	}
	free(p->workers);
	free(p->polls);
	free(p->slots);
	free(p);
}
