/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* AT_FDCWD, F_DUPFD_CLOEXEC */
#endif
#include "cli/unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/io.h"
#include "base/vec.h"
#include "cli/msg.h"
#include "cli/name.h"
#include "cli/progress.h"
#include "ingest/ingest.h"

#define HEAD 512        /* bytes that tell what a file is */

/* A file that turned out to be an archive, and what it was when it was met. */
struct late {
	struct pv_buf path;
	struct pv_io_stat st;
};

struct parcels {
	struct pv_buf answer;       /* about the archive at hand */
	bool answered;
	struct pv_vec late;         /* struct late */
	uint64_t serial;            /* of folders in archives, downwards */
};

/* A member, its texts borrowed from the answer. */
struct member {
	struct pv_buf path;         /* in messages and store */
	size_t name;                /* where its last component begins */
	size_t index;
	struct pv_span bytes, code, msg;
	bool refused;
	struct doc_key key;
	bool renamed;
};

/* An archive that is being scanned. */
struct parcel {
	struct scan *scan;
	struct pv_span path;
	const struct pv_walk_dir *dir;  /* that it stands in, or NULL */
	struct pv_io_stat st;
	bool whole;                 /* its members belong to this shard */
	struct pv_vec members;      /* struct member, in order */
	struct pv_vec sorted;       /* struct member *, by path */
	struct pv_vec names;        /* struct pv_span, of a folder */
};

enum pv_rc
parcels_new(struct parcels **out, struct pv_err *err)
{
	struct parcels *p = calloc(1, sizeof(*p));

	if (p == NULL)
		return pv_fail_nomem(err);
	p->late = (struct pv_vec)PV_VEC_INIT(struct late);
	p->serial = UINT64_MAX;
	*out = p;
	return PV_OK;
}

void
parcels_free(struct parcels *p)
{
	size_t i;

	if (p == NULL)
		return;
	for (i = 0; i < p->late.len; i++)
		pv_buf_release(&PV_VEC_AT(&p->late, struct late, i)->path);
	pv_vec_release(&p->late);
	pv_buf_release(&p->answer);
	free(p);
}

/* --------------------------------------------------------------- telling */

/* A compressed tar is known by its name; others are read to find out. */
static bool
is_tar_name(struct pv_span name)
{
	static const char *const ends[] = {
		".tgz", ".tbz", ".tbz2", ".txz", ".tzst", ".tar"
	};
	struct pv_span inner = pv_ingest_inner_name(name), end;
	size_t i;

	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		end = pv_span_str(ends[i]);
		if (inner.len > end.len && pv_span_ieq(pv_span_sub(inner,
		    inner.len - end.len, inner.len), end))
			return true;
	}
	return false;
}

static enum pv_parcel
parcel_at(int fd, struct pv_span name)
{
	char head[HEAD];
	ssize_t n = pread(fd, head, sizeof(head), 0);

	return n <= 0 ? PV_PARCEL_NONE :
	    pv_ingest_parcel(pv_span(head, (size_t)n), name);
}

bool
parcels_is(const struct pv_walk_entry *e)
{
	if (e->refused || e->fd < 0)
		return false;
	switch (parcel_at(e->fd, e->name)) {
	case PV_PARCEL_NONE:
		break;
	case PV_PARCEL_FILES:
		return true;
	case PV_PARCEL_COMPRESSED:
		return is_tar_name(e->name);
	}
	return false;
}

bool
parcels_may_be(int fd)
{
	return parcel_at(fd, PV_SPAN("")) == PV_PARCEL_COMPRESSED;
}

/* -------------------------------------------------------------- the answer */

bool
parcels_take(struct scan *s, struct scan_item *it,
    const struct pv_pool_result *res, enum pv_rc *rc, struct pv_err *err)
{
	struct parcels *p = s->parcels;
	struct late *late;

	*rc = PV_OK;
	if ((it->want & READER_UNPACK) != 0) {
		p->answered = res->why == NULL;
		pv_buf_clear(&p->answer);
		pv_buf_span(&p->answer, res->reply);
		if (p->answer.failed)
			*rc = pv_fail_nomem(err);
		else if (res->why != NULL)
			*rc = scan_refuse(s, pv_buf_view(&it->path), res->why,
			    err);
	} else if ((it->want & READER_GUESS) != 0 && res->why == NULL &&
	    pv_span_starts(res->reply, PV_SPAN("\001"))) {
		late = pv_vec_push(&p->late);
		if (late == NULL)
			*rc = pv_fail_nomem(err);
		else
			*late = (struct late){ it->path, it->st };
		if (late != NULL)
			it->path = (struct pv_buf)PV_BUF_INIT;
	} else {
		return false;
	}
	scan_item_free(it);
	return true;
}

/* Send the archive to a worker and wait for what it says. */
static enum pv_rc
ask(struct parcel *a, int fd, struct pv_err *err)
{
	struct scan *s = a->scan;
	struct scan_item *it;
	struct pv_job job = { .fd = fd, .kind = READER_UNPACK,
		.name = a->path };
	enum pv_rc rc = pv_pool_drain(s->reader.pool, err);

	s->parcels->answered = false;
	it = rc == PV_OK ? scan_item_new(s, a->path, &a->st) : NULL;
	if (it == NULL) {
		close(fd);
		return rc == PV_OK ? pv_fail_nomem(err) : rc;
	}
	it->want = READER_UNPACK;
	rc = reader_submit(&s->reader, &job, it, err);
	return rc == PV_OK ? pv_pool_drain(s->reader.pool, err) : rc;
}

static bool
take_span(struct pv_span *in, struct pv_span *out)
{
	uint64_t len;

	if (in->len < sizeof(len))
		return false;
	memcpy(&len, in->ptr, sizeof(len));
	*in = pv_span_sub(*in, sizeof(len), in->len);
	if (len > in->len)
		return false;
	*out = pv_span_sub(*in, 0, (size_t)len);
	*in = pv_span_sub(*in, (size_t)len, in->len);
	return true;
}

static bool
is_code(struct pv_span code)
{
	size_t i;

	for (i = 0; i < code.len; i++) {
		if (!pv_isupper(code.ptr[i]) && code.ptr[i] != '-')
			return false;
	}
	return code.len > 0;
}

/* The next member of an answer, which is not trusted. */
static bool
take_member(struct pv_span *in, struct pv_span *path, struct member *m)
{
	if (!take_span(in, path) ||
	    pv_span_find(*path, pv_span("", 1)) < path->len || in->len == 0)
		return false;
	m->refused = in->ptr[0] != 0;
	*in = pv_span_sub(*in, 1, in->len);
	if (!m->refused)
		return take_span(in, &m->bytes);
	return take_span(in, &m->code) && is_code(m->code) &&
	    take_span(in, &m->msg);
}

static enum pv_rc
parse(struct parcel *a, struct pv_span in, struct pv_err *err)
{
	struct member *m;
	struct pv_span path;

	while (in.len > 0) {
		m = pv_vec_push(&a->members);
		if (m == NULL)
			return pv_fail_nomem(err);
		m->index = a->members.len;
		if (!take_member(&in, &path, m))
			return pv_fail(err, PV_ESYS, "E-WIRE",
			    "the reader sent nonsense");
		pv_buf_span(&m->path, a->path);
		if (path.len > 0)
			pv_buf_str(&m->path, "!/");
		pv_buf_span(&m->path, path);
		if (m->path.failed)
			return pv_fail_nomem(err);
		m->name = m->path.len -
		    name_base(pv_buf_view(&m->path)).len;
	}
	return PV_OK;
}

/* -------------------------------------------------------------------- keys */

static struct pv_span
folder_of(const struct member *m)
{
	return pv_span_sub(pv_buf_view(&m->path), 0, m->name);
}

static struct pv_span
base_of(const struct member *m)
{
	return pv_span_sub(pv_buf_view(&m->path), m->name, m->path.len);
}

static int
by_path(const void *a, const void *b)
{
	const struct member *const *x = a, *const *y = b;
	int order = pv_span_cmp(folder_of(*x), folder_of(*y));

	if (order == 0)
		order = pv_span_cmp(base_of(*x), base_of(*y));
	if (order != 0)
		return order;
	return (*x)->index < (*y)->index ? -1 : 1;
}

/* Of members with one name the first is read. */
static void
refuse_copies(struct member **v, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++) {
		if (v[i]->refused || !pv_span_eq(pv_buf_view(&v[i]->path),
		    pv_buf_view(&v[i - 1]->path)))
			continue;
		v[i]->refused = true;
		v[i]->code = PV_SPAN("E-ARCHIVE");
		v[i]->msg = PV_SPAN("another member has the same name");
	}
}

/* Keys of the n members of one folder, sorted by name. */
static enum pv_rc
folder_keys(struct parcel *a, struct member **v, size_t n,
    struct pv_err *err)
{
	struct pv_walk_dir dir = { .path = folder_of(v[0]),
		.serial = a->scan->parcels->serial-- };
	const struct pv_walk_dir *d = &dir;
	struct pv_span name;
	enum pv_rc rc = PV_OK;
	size_t i;

	pv_vec_clear(&a->names);
	for (i = 0; i < n; i++) {
		name = base_of(v[i]);
		if (!v[i]->refused)
			pv_vec_add(&a->names, &name);
	}
	if (a->names.failed)
		return pv_fail_nomem(err);
	dir.files = a->names.ptr;
	dir.nfiles = a->names.len;
	/* a compressed file has its place outside */
	if (pv_span_eq(pv_buf_view(&v[0]->path), a->path))
		d = a->dir;
	for (i = 0; i < n && rc == PV_OK; i++) {
		if (!v[i]->refused)
			rc = scan_key(a->scan, pv_buf_view(&v[i]->path), d,
			    &v[i]->key, &v[i]->renamed, err);
	}
	return rc;
}

static enum pv_rc
find_keys(struct parcel *a, struct pv_err *err)
{
	struct member *m, **v;
	size_t n = a->members.len, i, end;
	enum pv_rc rc = PV_OK;

	for (i = 0; i < n; i++) {
		m = PV_VEC_AT(&a->members, struct member, i);
		pv_vec_add(&a->sorted, &m);
	}
	if (a->sorted.failed)
		return pv_fail_nomem(err);
	v = a->sorted.ptr;
	if (n > 0)
		qsort(v, n, sizeof(struct member *), by_path);
	refuse_copies(v, n);
	for (i = 0; i < n && rc == PV_OK; i = end) {
		for (end = i + 1; end < n; end++) {
			if (!pv_span_eq(folder_of(v[i]), folder_of(v[end])))
				break;
		}
		rc = folder_keys(a, v + i, end - i, err);
	}
	return rc;
}

/* ----------------------------------------------------------------- members */

/* A link is no loss, but somebody may wonder where it is. */
static void
note_link(const struct scan *s, const struct member *m)
{
	struct msg msg = { .path = pv_buf_view(&m->path), .text = m->msg,
		.code = PV_SPAN("N-LINK"), .severity = PV_SEV_NOTE };

	if (!s->c->opt.quiet)
		msg_put(&msg);
}

static enum pv_rc
read_member(struct parcel *a, struct member *m, struct pv_err *err)
{
	struct scan *s = a->scan;
	struct pv_span path = pv_buf_view(&m->path);
	struct pv_io_stat st = a->st;
	struct scan_item *it;
	struct pv_err why;

	if (!a->whole && !scan_in_shard(s, path)) {
		s->passed_over++;
		return PV_OK;
	}
	if (m->refused && pv_span_eq(m->code, PV_SPAN("E-TYPE"))) {
		note_link(s, m);
		return PV_OK;
	}
	st.size = m->bytes.len;
	it = scan_item_new(s, path, &st);
	if (it == NULL)
		return pv_fail_nomem(err);
	it->member = true;
	progress_more(1);
	if (m->refused) {
		pv_fail(&why, PV_EINPUT, NULL, "%.*s", PV_FMT(m->msg));
		snprintf(why.code, sizeof(why.code), "%.*s", PV_FMT(m->code));
		return reader_refuse(&s->reader, it, &why, err);
	}
	it->key = m->key;
	it->renamed = m->renamed;
	memset(&m->key, 0, sizeof(m->key));
	return scan_read(s, it, -1, m->bytes, err);
}

static enum pv_rc
read_members(struct parcel *a, struct pv_err *err)
{
	struct pv_buf *answer = &a->scan->parcels->answer;
	enum pv_rc rc = parse(a, pv_span_sub(pv_buf_view(answer), 1,
	    answer->len), err);
	size_t i;

	if (rc == PV_OK)
		rc = find_keys(a, err);
	for (i = 0; i < a->members.len && rc == PV_OK; i++)
		rc = read_member(a, PV_VEC_AT(&a->members, struct member, i),
		    err);
	return rc == PV_OK ? pv_pool_drain(a->scan->reader.pool, err) : rc;
}

/* It looked like an archive and is a document; fd is at its start. */
static enum pv_rc
read_document(struct parcel *a, int fd, struct pv_err *err)
{
	struct scan_item *it = scan_item_new(a->scan, a->path, &a->st);
	enum pv_rc rc = it == NULL ? pv_fail_nomem(err) :
	    scan_key(a->scan, a->path, a->dir, &it->key, &it->renamed, err);

	if (rc == PV_OK && !a->whole && !scan_in_shard(a->scan, a->path)) {
		a->scan->passed_over++;
	} else if (rc == PV_OK) {
		return scan_read(a->scan, it, fd, PV_SPAN(""), err);
	}
	close(fd);
	scan_item_free(it);
	return rc;
}

static void
parcel_release(struct parcel *a)
{
	struct member *m;
	size_t i;

	for (i = 0; i < a->members.len; i++) {
		m = PV_VEC_AT(&a->members, struct member, i);
		pv_buf_release(&m->path);
		doc_key_release(&m->key);
	}
	pv_vec_release(&a->members);
	pv_vec_release(&a->sorted);
	pv_vec_release(&a->names);
	pv_buf_release(&a->scan->parcels->answer);
}

/* Takes fd. */
static enum pv_rc
scan_parcel(struct parcel *a, int fd, struct pv_err *err)
{
	struct scan *s = a->scan;
	struct pv_err why;
	int again = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	enum pv_rc rc;

	if (again < 0) {
		rc = pv_fail_errno(err, PV_ESYS, "E-SYS", errno,
		    "cannot keep an archive open");
		close(fd);
		return rc;
	}
	a->members = (struct pv_vec)PV_VEC_INIT(struct member);
	a->sorted = (struct pv_vec)PV_VEC_INIT(struct member *);
	a->names = (struct pv_vec)PV_VEC_INIT(struct pv_span);
	rc = ask(a, fd, err);
	if (rc == PV_OK && s->parcels->answered && scan_changed(again,
	    &a->st)) {
		pv_fail(&why, PV_EINPUT, "E-CHANGED",
		    "changed while it was read; scan it again");
		rc = scan_refuse(s, a->path, &why, err);
	} else if (rc == PV_OK && s->parcels->answered) {
		if (!pv_span_starts(pv_buf_view(&s->parcels->answer),
		    PV_SPAN("\001"))) {
			rc = read_members(a, err);
		} else if (lseek(again, 0, SEEK_SET) == 0) {
			rc = read_document(a, again, err);
			again = -1;
		}
	}
	if (again >= 0)
		close(again);
	parcel_release(a);
	return rc;
}

enum pv_rc
parcels_scan(struct scan *s, const struct pv_walk_entry *e,
    struct pv_err *err)
{
	struct parcel a = { .scan = s, .path = e->path, .dir = e->dir,
		.st = e->st };

	return scan_parcel(&a, e->fd, err);
}

/* ---------------------------------------------------------------- the rest */

static enum pv_rc
scan_late(struct scan *s, const struct late *late, struct pv_err *err)
{
	struct pv_io_limits lim = { s->c->opt.max_size, true };
	struct parcel a = { .scan = s, .path = pv_buf_view(&late->path),
		.st = late->st, .whole = true };
	struct pv_io_stat now;
	struct pv_err why;
	int fd;

	if (pv_io_open(AT_FDCWD, late->path.ptr, &lim, &fd, &now, &why) !=
	    PV_OK)
		return scan_refuse(s, a.path, &why, err);
	if (now.dev == a.st.dev && now.ino == a.st.ino)
		return scan_parcel(&a, fd, err);
	close(fd);
	pv_fail(&why, PV_EINPUT, "E-CHANGED",
	    "changed while it was read; scan it again");
	return scan_refuse(s, a.path, &why, err);
}

enum pv_rc
parcels_rest(struct scan *s, struct pv_err *err)
{
	struct parcels *p = s->parcels;
	enum pv_rc rc = PV_OK;
	size_t i;

	for (i = 0; i < p->late.len && rc == PV_OK; i++)
		rc = scan_late(s, PV_VEC_AT(&p->late, struct late, i), err);
	return rc;
}
