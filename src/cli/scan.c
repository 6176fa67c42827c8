/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/scan.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/utf8.h"
#include "cli/data.h"
#include "cli/gate.h"
#include "cli/listings.h"
#include "cli/msg.h"
#include "cli/portfolio.h"
#include "cli/name.h"
#include "cli/progress.h"
#include "cli/scan_git.h"
#include "cli/unpack.h"

#define LIST_MAX (UINT64_C(1) << 30)    /* bytes of a --files-from */

void
scan_item_free(struct scan_item *it)
{
	if (it == NULL)
		return;
	pv_buf_release(&it->path);
	doc_key_release(&it->key);
	free(it);
}

static void
drop(void *ctx, void *tag)
{
	(void)ctx;
	scan_item_free(tag);
}

struct refusal {
	struct pv_buf path;
	struct pv_err why;
};

/* ------------------------------------------------------------- the store */

static bool
exists(const char *path, const char *suffix)
{
	struct pv_buf b = PV_BUF_INIT;
	struct stat sb;
	bool yes;

	pv_buf_str(&b, path);
	pv_buf_str(&b, suffix);
	yes = !b.failed && lstat(b.ptr, &sb) == 0;
	pv_buf_release(&b);
	return yes;
}

/*
 * A store that exists is opened at once, to see what is unchanged; a new one
 * only with the first document, so that a scan of nothing leaves nothing.
 */
static enum pv_rc
open_store(struct scan *s, bool create, struct pv_err *err)
{
	const char *path = db_path(s->c);

	if (s->store != NULL)
		return PV_OK;
	if (!create && !exists(path, "") && !exists(path, ".partial"))
		return PV_OK;
	return pv_store_open(path, PV_STORE_WRITE, &s->store, err);
}

/* What was refused before there was anything to store it with. */
static enum pv_rc
flush_refusals(struct scan *s, struct pv_err *err)
{
	struct refusal *r;
	enum pv_rc rc = PV_OK;
	size_t i;

	for (i = 0; i < s->refusals.len; i++) {
		r = PV_VEC_AT(&s->refusals, struct refusal, i);
		if (rc == PV_OK)
			rc = pv_store_refuse(s->store, pv_buf_view(&r->path),
			    &r->why, err);
		pv_buf_release(&r->path);
	}
	pv_vec_clear(&s->refusals);
	return rc;
}

enum pv_rc
scan_refuse(struct scan *s, struct pv_span path, const struct pv_err *why,
    struct pv_err *err)
{
	struct refusal *r;

	msg_error(path, why);
	s->refused++;
	if (s->store != NULL && s->stored + s->unchanged > 0)
		return pv_store_refuse(s->store, path, why, err);
	r = pv_vec_push(&s->refusals);
	if (r == NULL)
		return pv_fail_nomem(err);
	pv_buf_span(&r->path, path);
	r->why = *why;
	return r->path.failed ? pv_fail_nomem(err) : PV_OK;
}

static enum pv_rc
count_usable(struct scan *s, uint64_t *counter, struct pv_err *err)
{
	(*counter)++;
	return s->refusals.len > 0 ? flush_refusals(s, err) : PV_OK;
}

/* ------------------------------------------------------------- results */

bool
scan_changed(int fd, const struct pv_io_stat *st)
{
	struct stat sb;

	return fstat(fd, &sb) != 0 || (uint64_t)sb.st_size != st->size ||
	    (uint64_t)sb.st_mtim.tv_sec * 1000000000u +
	    (uint64_t)sb.st_mtim.tv_nsec != st->mtime_ns;
}

static struct pv_span
wanted_type(const struct scan *s)
{
	return pv_span_str(s->c->opt.type != NULL ? s->c->opt.type : "");
}

void
scan_identity(const struct scan_item *it, struct pv_store_doc *doc)
{
	const struct doc_key *k = &it->key;

	doc->agreement = pv_buf_view(&k->key);
	doc->label = pv_buf_view(&k->label);
	if (k->date.len > 0) {
		doc->date = pv_buf_view(&k->date);
		doc->dated = pv_span_str(k->dated);
	}
	doc->why = pv_span_str(k->why);
	doc->owner = pv_buf_view(&k->owner);
	doc->slug = pv_buf_view(&k->slug);
	doc->seq = k->seq;
}

static enum pv_rc
store(struct scan *s, const struct scan_item *it, const struct reading *r,
    struct pv_err *err)
{
	const struct pv_version *v = r->version;
	struct pv_store_doc doc = {
		.path = pv_buf_view(&it->path), .stat = it->st,
		.title = pv_version_str(v, v->title),
		.date = pv_version_str(v, v->date),
		.dated = v->date.len > 0 ? PV_SPAN("text") : PV_SPAN(""),
		.rules_digest = pv_span_str(pv_rules_digest(s->rules)),
		.type = wanted_type(s), .raw = r->raw, .version = v, .findings = r->findings
	};
	enum pv_rc rc = open_store(s, true, err);

	scan_identity(it, &doc);
	if (rc == PV_OK)
		rc = pv_store_put(s->store, &doc, err);
	return rc == PV_OK ? count_usable(s, &s->stored, err) : rc;
}

static enum pv_rc
take(struct scan *s, const struct scan_item *it, const struct reading *r,
    struct pv_err *err)
{
	struct pv_span path = pv_buf_view(&it->path);
	bool verbose = s->c->opt.verbose;
	size_t i;

	if (msg_diags(path, r->version, !verbose, verbose))
		s->c->incomplete = true;
	for (i = 0; i < r->version->ndiags; i++)
		s->warnings += r->version->diags[i].severity ==
		    PV_SEV_WARNING;
	report_gaps(s->c, path, r->version, r->findings);
	s->gaps += r->findings->ngaps;
	if (gate_findings(s->c, r->findings))
		s->c->found = true;
	if (!tally_add(&s->tally, r->findings, s->c->opt.min_confidence))
		return pv_fail_nomem(err);
	return store(s, it, r, err);
}

/* An answer that begins with a guess has been asked for it already. */
static struct pv_span
body(const struct scan_item *it, struct pv_span reply)
{
	return pv_span_sub(reply, (it->want & READER_GUESS) != 0 ? 1 : 0,
	    reply.len);
}

static enum pv_rc
done(void *ctx, const struct pv_pool_result *res, struct pv_err *err)
{
	struct scan *s = ctx;
	struct scan_item *it = res->tag;
	struct reading r;
	struct pv_err why;
	enum pv_rc rc;

	progress_step();
	if (parcels_take(s, it, res, &rc, err))
		return rc;
	why.rc = PV_OK;
	if (res->why != NULL)
		why = *res->why;
	else if ((it->want & READER_TEXT) == 0 && !it->member &&
	    scan_changed(res->fd, &it->st))
		pv_fail(&why, PV_EINPUT, "E-CHANGED",
		    "changed while it was read; scan it again");
	else if (reading_parse(body(it, res->reply), it->want, &r, &why) ==
	    PV_OK)
		why.rc = PV_OK;
	if (why.rc != PV_OK) {
		rc = scan_refuse(s, pv_buf_view(&it->path), &why, err);
	} else {
		rc = take(s, it, &r, err);
		reading_release(&r);
	}
	scan_item_free(it);
	return rc;
}

/* --------------------------------------------------------- one document */

/* A stored version as a descriptor, to tag it with other rules. */
static enum pv_rc
stored_text(struct scan *s, struct pv_span path, int *fd, struct pv_err *err)
{
	struct pv_version *v = NULL;
	enum pv_rc rc = pv_store_get_path(s->store, path, &v, err);

	*fd = -1;
	if (rc == PV_OK)
		rc = reader_text(v, fd, err);
	pv_version_free(v);
	return rc;
}

struct gating { struct cli *c; };

static enum pv_rc
gate_row(void *ctx, const struct pv_store_row *row, struct pv_err *err)
{
	struct gating *g = ctx;

	(void)err;
	if (row->cells != NULL &&
	    gate_finding(g->c, row->cells[0], row->cells[1]))
		g->c->found = true;
	return PV_OK;
}

/* A gate asks about documents that did not change, too. */
static enum pv_rc
gate_stored(struct scan *s, struct pv_span path, struct pv_err *err)
{
	static const char sql[] =
	    "SELECT provision, stance FROM file JOIN version"
	    " USING (version_id) JOIN finding USING (document_id)"
	    " WHERE path = :path"
	    " AND round(confidence * 1000) >= CAST(:min AS INTEGER)";
	struct pv_store_param params[2] = { { ":path", NULL },
		{ ":min", NULL } };
	struct pv_buf z = PV_BUF_INIT, min = PV_BUF_INIT;
	struct gating g = { s->c };
	enum pv_rc rc;

	if (s->c->opt.fail_on.count == 0)
		return PV_OK;
	pv_buf_span(&z, path);
	pv_buf_u64(&min, (uint64_t)s->c->opt.min_confidence);
	params[0].value = z.ptr;
	params[1].value = min.ptr;
	rc = z.failed || min.failed ? pv_fail_nomem(err) :
	    pv_store_query(s->store, PV_SPAN(sql), params, 2, gate_row, &g,
	    err);
	pv_buf_release(&z);
	pv_buf_release(&min);
	return rc;
}

/* What the store knows of a path. */
static enum pv_rc
look(struct scan *s, struct pv_span path, const struct pv_io_stat *st,
    enum pv_store_state *state, struct pv_err *err)
{
	struct pv_store_doc doc = { .path = path, .stat = *st,
		.rules_digest = pv_span_str(pv_rules_digest(s->rules)),
		.type = wanted_type(s) };
	enum pv_rc rc;

	*state = PV_STORE_NEW;
	if (s->store == NULL)
		return PV_OK;
	rc = pv_store_look(s->store, &doc, state, err);
	/* only text can be asked for by gate_stored() */
	if (s->c->opt.fail_on.count > 0 && pv_utf8_check(path) < path.len)
		*state = PV_STORE_NEW;
	return rc;
}

static enum pv_rc
count_unchanged(struct scan *s, struct pv_span path, struct pv_err *err)
{
	enum pv_rc rc = gate_stored(s, path, err);

	return rc == PV_OK ? count_usable(s, &s->unchanged, err) : rc;
}

enum pv_rc
scan_look(struct scan *s, struct scan_item *it, int *fd, bool *same,
    struct pv_err *err)
{
	struct pv_span path = pv_buf_view(&it->path);
	enum pv_store_state state;
	enum pv_rc rc = look(s, path, &it->st, &state, err);

	*same = rc == PV_OK && state == PV_STORE_SAME && !it->renamed;
	if (rc != PV_OK || state == PV_STORE_NEW)
		return rc;
	if (*same)
		return count_unchanged(s, path, err);
	if (s->c->opt.keep_raw)
		return PV_OK;   /* the bytes are wanted, so it is read anew */
	if (*fd >= 0)
		close(*fd);
	it->want = READER_TAG | READER_TEXT;
	return stored_text(s, path, fd, err);
}

struct scan_item *
scan_item_new(struct scan *s, struct pv_span path,
    const struct pv_io_stat *st)
{
	struct scan_item *it = calloc(1, sizeof(*it));

	if (it == NULL)
		return NULL;
	it->key = (struct doc_key)DOC_KEY_INIT;
	pv_buf_span(&it->path, path);
	it->st = *st;
	it->want = READER_TAG | (s->c->opt.keep_raw ? READER_RAW : 0u);
	if (!it->path.failed)
		return it;
	scan_item_free(it);
	return NULL;
}

enum pv_rc
scan_submit(struct scan *s, struct scan_item *it, int fd, struct pv_err *err)
{
	struct pv_job job = { .fd = fd, .name = pv_buf_view(&it->path) };

	if ((it->want & READER_TEXT) == 0 && !it->member &&
	    parcels_may_be(fd))
		it->want |= READER_GUESS;
	job.kind = it->want;
	return reader_submit(&s->reader, &job, it, err);
}

enum pv_rc
scan_read(struct scan *s, struct scan_item *it, int fd, struct pv_span bytes,
    struct pv_err *err)
{
	bool same = false;
	enum pv_rc rc = scan_look(s, it, &fd, &same, err);

	if (rc == PV_OK && !same && fd < 0)
		rc = reader_memory(bytes, &fd, err);
	if (rc == PV_OK && !same)
		return scan_submit(s, it, fd, err);
	if (fd >= 0)
		close(fd);
	scan_item_free(it);
	if (same)
		progress_step();
	return rc;
}

/* A file that can be read: its key, then the store, then a worker. */
static enum pv_rc
read_file(struct scan *s, const struct pv_walk_entry *e, struct scan_item *it,
    struct pv_err *err)
{
	enum pv_rc rc = scan_key(s, e->path, e->dir, &it->key, &it->renamed,
	    err);

	if (rc == PV_OK)
		return scan_read(s, it, e->fd, PV_SPAN(""), err);
	close(e->fd);
	scan_item_free(it);
	return rc;
}

/*
 * The store, what SQLite keeps beside it and lists of agreements are no
 * documents.
 */
static bool
is_own(const struct scan *s, const struct pv_walk_entry *e)
{
	struct pv_span db = s->db, base = name_base(db);
	struct pv_buf dir = PV_BUF_INIT;
	struct stat a, b;
	bool same;

	if (pv_span_eq(e->name, PV_SPAN(LISTING_NAME)))
		return true;
	if (!name_of_store(e->name, base))
		return false;
	pv_buf_span(&dir, pv_span_sub(e->path, 0, e->path.len - e->name.len));
	pv_buf_str(&dir, "./");
	same = !dir.failed && stat(dir.ptr, &a) == 0;
	pv_buf_clear(&dir);
	pv_buf_span(&dir, pv_span_sub(db, 0, db.len - base.len));
	pv_buf_str(&dir, "./");
	same = same && !dir.failed && stat(dir.ptr, &b) == 0 &&
	    a.st_dev == b.st_dev && a.st_ino == b.st_ino;
	pv_buf_release(&dir);
	return same;
}

bool
scan_in_shard(const struct scan *s, struct pv_span path)
{
	uint32_t n = s->c->opt.shards;

	return n == 0 || pv_hash64(path) % n == s->c->opt.shard - 1;
}

/*
 * A file that is stored as it is: seen without opening it.  *done: that was
 * all, or it is stored under another key and on its way.
 */
static enum pv_rc
pass_by(struct scan *s, struct pv_walk_entry *e, bool *done,
    struct pv_err *err)
{
	enum pv_store_state state;
	struct scan_item *it;
	bool keeps = false, renamed = false;
	enum pv_rc rc = look(s, e->path, &e->st, &state, err);

	*done = rc == PV_OK && state == PV_STORE_SAME;
	if (!*done)
		return rc;
	rc = scan_keeps_key(s, e->path, e->dir, &keeps, err);
	if (rc == PV_OK && !keeps)
		rc = scan_key(s, e->path, e->dir, &s->key, &renamed, err);
	if (rc == PV_OK && !renamed)
		progress_step();
	if (rc != PV_OK || !renamed)
		return rc == PV_OK ? count_unchanged(s, e->path, err) : rc;
	pv_walk_open(s->walk, e);
	it = scan_item_new(s, e->path, &e->st);
	if (it == NULL) {
		if (e->fd >= 0)
			close(e->fd);
		return pv_fail_nomem(err);
	}
	it->key = s->key;
	it->renamed = true;
	s->key = (struct doc_key)DOC_KEY_INIT;
	return e->refused ? reader_refuse(&s->reader, it, &e->why, err) :
	    scan_read(s, it, e->fd, PV_SPAN(""), err);
}

static enum pv_rc
visit(struct scan *s, struct pv_walk_entry *e, struct pv_err *err)
{
	struct doc_key key = DOC_KEY_INIT;
	struct scan_item *it;
	bool own = is_own(s, e), renamed, done = false;
	enum pv_rc rc = PV_OK;

	s->met = &e->st;
	if (!own && e->fd < 0 && !e->refused && scan_in_shard(s, e->path))
		rc = pass_by(s, e, &done, err);
	if (rc != PV_OK || done)
		return rc;
	pv_walk_open(s->walk, e);
	if (!own && parcels_is(e))
		return parcels_scan(s, e, err);
	if (own || !scan_in_shard(s, e->path)) {
		s->passed_over++;
		/* keys must not depend on the shard */
		if (!e->refused && !own)
			rc = scan_key(s, e->path, e->dir, &key, &renamed,
			    err);
		doc_key_release(&key);
		if (e->fd >= 0)
			close(e->fd);
		return rc;
	}
	it = scan_item_new(s, e->path, &e->st);
	if (it == NULL) {
		if (e->fd >= 0)
			close(e->fd);
		return pv_fail_nomem(err);
	}
	if (e->refused)
		return reader_refuse(&s->reader, it, &e->why, err);
	return read_file(s, e, it, err);
}

/* ------------------------------------------------------------- operands */

static enum pv_rc
scan_path(struct scan *s, const char *path, struct pv_err *err)
{
	struct pv_walk_entry e;
	bool more = true;
	enum pv_rc rc = pv_walk_start(s->walk, path, err);

	s->operand = pv_span_str(path);
	while (rc == PV_OK && more) {
		if (s->reader.stop(NULL))
			return pv_fail(err, PV_ESYS, "E-STOP", "stopped");
		rc = pv_walk_next(s->walk, &e, &more, err);
		if (rc == PV_OK && more)
			rc = visit(s, &e, err);
		s->met = NULL;
	}
	/* what is left over of it asks only lists that were read */
	s->operand = PV_SPAN("");
	return rc;
}

typedef enum pv_rc each_path(struct scan *s, const char *path,
    struct pv_err *err);

/* The paths of a list, each ended by a line feed or a NUL. */
static enum pv_rc
each_listed(struct scan *s, struct pv_buf *list, each_path *each,
    struct pv_err *err)
{
	char end = s->c->opt.null ? '\0' : '\n';
	char *p = list->ptr, *stop = list->ptr + list->len, *q;
	enum pv_rc rc = PV_OK;

	for (; p < stop && rc == PV_OK; p = q + 1) {
		q = memchr(p, end, (size_t)(stop - p));
		if (q == NULL)
			q = stop;
		*q = '\0';
		if (*p != '\0')
			rc = each(s, p, err);
	}
	return rc;
}

static enum pv_rc
read_list(const char *path, struct pv_buf *out, struct pv_err *err)
{
	if (strcmp(path, "-") == 0)
		return pv_io_read_all(STDIN_FILENO, LIST_MAX, out, err);
	return data_read(path, LIST_MAX, out, err);
}

static enum pv_rc
for_operands(struct scan *s, char **paths, size_t npaths,
    const struct pv_buf *list, each_path *each, struct pv_err *err)
{
	struct pv_buf copy = PV_BUF_INIT;
	enum pv_rc rc = PV_OK;
	size_t i;

	for (i = 0; i < npaths && rc == PV_OK; i++)
		rc = each(s, paths[i], err);
	if (rc == PV_OK && list->len > 0) {
		pv_buf_span(&copy, pv_buf_view(list));
		rc = copy.failed ? pv_fail_nomem(err) :
		    each_listed(s, &copy, each, err);
		pv_buf_release(&copy);
	}
	return rc;
}

/* For a progress bar: how many names there are, without opening any. */
static enum pv_rc
count_path(struct scan *s, const char *path, struct pv_err *err)
{
	struct pv_walk_entry e;
	bool more = true;
	enum pv_rc rc = pv_walk_start(s->walk, path, err);

	while (rc == PV_OK && more) {
		rc = pv_walk_next(s->walk, &e, &more, err);
		if (rc == PV_OK && more && scan_in_shard(s, e.path))
			s->passed_over++;
	}
	return rc;
}

static enum pv_rc
begin_progress(struct scan *s, char **paths, size_t npaths,
    const struct pv_buf *list, struct pv_err *err)
{
	struct pv_walk_opts opts = { .max_size = s->c->opt.max_size,
		.names_only = true, .hidden = s->c->opt.hidden };
	enum pv_rc rc;

	if (s->c->opt.quiet || isatty(STDERR_FILENO) == 0)
		return PV_OK;
	rc = pv_walk_new(&opts, &s->walk, err);
	if (rc == PV_OK)
		rc = for_operands(s, paths, npaths, list, count_path, err);
	progress_start(s->passed_over);
	s->passed_over = 0;
	pv_walk_free(s->walk);
	s->walk = NULL;
	return rc;
}

enum pv_rc
scan_init(struct scan *s, struct cli *c, const struct pv_rules *rules,
    bool (*stop)(void *ctx), struct pv_err *err)
{
	enum pv_rc rc;

	memset(s, 0, sizeof(*s));
	s->c = c;
	s->db = pv_span_str(db_path(c));
	s->rules = rules;
	s->key = (struct doc_key)DOC_KEY_INIT;
	s->refusals = (struct pv_vec)PV_VEC_INIT(struct refusal);
	tally_init(&s->tally);
	s->reader = (struct reader){ .cli = c, .rules = rules, .done = done,
		.stop = stop, .drop = drop, .ctx = s, .jobs = c->opt.jobs };
	rc = open_store(s, false, err);
	if (rc == PV_OK)
		rc = scan_keys_init(s, name_base(s->db), err);
	if (rc == PV_OK)
		rc = parcels_new(&s->parcels, err);
	return rc == PV_OK ? reader_start(&s->reader, err) : rc;
}

enum pv_rc
scan_run(struct scan *s, char **paths, size_t npaths, struct pv_err *err)
{
	struct pv_walk_opts opts = { .max_size = s->c->opt.max_size,
		.hidden = s->c->opt.hidden, .later = true };
	struct pv_buf list = PV_BUF_INIT;
	enum pv_rc rc = PV_OK;
	size_t i;

	if (s->c->opt.files_from != NULL)
		rc = read_list(s->c->opt.files_from, &list, err);
	if (rc == PV_OK)
		rc = begin_progress(s, paths, npaths, &list, err);
	if (rc == PV_OK)
		rc = pv_walk_new(&opts, &s->walk, err);
	if (rc == PV_OK)
		rc = for_operands(s, paths, npaths, &list, scan_path, err);
	for (i = 0; i < s->c->opt.git.count && rc == PV_OK; i++)
		rc = scan_git(s, s->c->opt.git.items[i], err);
	pv_buf_release(&list);
	if (rc == PV_OK)
		rc = pv_pool_drain(s->reader.pool, err);
	if (rc == PV_OK)
		rc = parcels_rest(s, err);
	if (rc == PV_OK)
		scan_keys_end(s);
	return rc;
}

enum pv_rc
scan_finish(struct scan *s, struct pv_err *err)
{
	struct pv_store *store = s->store;

	enum pv_rc rc;

	if (store == NULL || s->stored + s->unchanged == 0)
		return PV_OK;
	rc = portfolio_fill(store, err);
	if (rc != PV_OK)
		return rc;
	s->store = NULL;
	return pv_store_close(store, err);
}

void
scan_free(struct scan *s)
{
	size_t i;

	reader_end(&s->reader);
	pv_store_abort(s->store);
	pv_walk_free(s->walk);
	doc_keys_free(s->keys);
	listings_free(s->listings);
	parcels_free(s->parcels);
	for (i = 0; i < s->refusals.len; i++)
		pv_buf_release(&PV_VEC_AT(&s->refusals, struct refusal,
		    i)->path);
	pv_vec_release(&s->refusals);
	doc_key_release(&s->key);
	pv_store_place_release(&s->place);
	tally_release(&s->tally);
}
