/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/git_log.h"

#include <stdlib.h>

#include "base/digest.h"
#include "base/num.h"

#define OUTPUT_MAX (UINT64_C(1) << 30)  /* bytes of a list of changes */
#define COMMITS_MAX ((size_t)2000000)
#define PLACES_MAX ((size_t)2000000)    /* paths that were ever used */
#define TIME_MAX (UINT64_C(1) << 33)    /* seconds: mtime in ns stays small */

/* A path that was ever used, and what is there. */
struct place {
	struct pv_span path;
	struct pv_span blob;
	uint32_t file;              /* the one there, or the last that was */
	bool live;
};

struct replay {
	struct git_log *log;
	struct pv_vec places;       /* struct place */
	uint32_t *slots;            /* open addressing: place + 1, 0 = free */
	size_t cap;
	uint32_t commit;
};

/* ---------------------------------------------------------------- commits */

/* "SECONDS DATE", as git prints them. */
static bool
parse_stamp(struct pv_span line, struct git_commit *c)
{
	size_t blank = pv_span_find(line, PV_SPAN(" "));

	c->date = pv_span_sub(line, blank + 1, line.len);
	if (!pv_num_parse(pv_span_sub(line, 0, blank), TIME_MAX, &c->time))
		c->time = 0;        /* before 1970, or nonsense */
	return c->date.len == 10;
}

/* "commit ID" and a line with what was asked for, for each. */
static enum pv_rc
read_commit(struct git_pipe *p, struct git_log *log, bool *more,
    struct pv_err *err)
{
	struct pv_span line = PV_SPAN("");
	struct git_commit c = { PV_SPAN(""), PV_SPAN(""), 0 };
	enum pv_rc rc = git_field(p, '\n', &line, more, err);

	if (rc != PV_OK || !*more)
		return rc;
	if (!pv_span_starts(line, PV_SPAN("commit ")))
		return pv_fail(err, PV_EINPUT, "E-GIT", "git said nonsense");
	c.id = pv_arena_dup(log->arena, pv_span_sub(line, 7, line.len));
	rc = git_field(p, '\n', &line, more, err);
	if (rc != PV_OK)
		return rc;
	if (!*more || !parse_stamp(line, &c) || c.id.len < 40)
		return pv_fail(err, PV_EINPUT, "E-GIT", "git said nonsense");
	c.date = pv_arena_dup(log->arena, c.date);
	if (log->commits.len >= COMMITS_MAX)
		return pv_fail(err, PV_EINPUT, "E-SIZE",
		    "the history is too large");
	return c.id.ptr != NULL && c.date.ptr != NULL &&
	    pv_vec_add(&log->commits, &c) ? PV_OK : pv_fail_nomem(err);
}

static enum pv_rc
read_commits(const struct git *g, struct git_log *log, struct pv_err *err)
{
	static const char *const words[] = { "rev-list", "--topo-order",
		"--reverse", "--format=%ct %cs", "HEAD", "--", NULL };
	struct git_pipe p;
	bool more = true;
	enum pv_rc rc = git_start(g, words, PV_SPAN(""), OUTPUT_MAX, &p, err);

	while (rc == PV_OK && more)
		rc = read_commit(&p, log, &more, err);
	if (rc == PV_OK)
		rc = git_end(&p, err);
	git_stop(&p);
	return rc;
}

/* ----------------------------------------------------------------- places */

static void
put_slot(struct replay *r, uint32_t place)
{
	struct pv_span path = PV_VEC_AT(&r->places, struct place, place)->path;
	size_t i = (size_t)pv_hash64(path) & (r->cap - 1);

	while (r->slots[i] != 0)
		i = (i + 1) & (r->cap - 1);
	r->slots[i] = place + 1;
}

static bool
grow(struct replay *r)
{
	size_t cap = r->cap == 0 ? 256 : r->cap * 2, i;
	uint32_t *slots = calloc(cap, sizeof(*slots));

	if (slots == NULL)
		return false;
	free(r->slots);
	r->slots = slots;
	r->cap = cap;
	for (i = 0; i < r->places.len; i++)
		put_slot(r, (uint32_t)i);
	return true;
}

/* The place of a path, made when it was never used.  Its index, as places
 * move. */
static enum pv_rc
find_place(struct replay *r, struct pv_span path, uint32_t *out,
    struct pv_err *err)
{
	struct place p = { .file = UINT32_MAX };
	size_t i;

	if (r->places.len * 2 >= r->cap && !grow(r))
		return pv_fail_nomem(err);
	for (i = (size_t)pv_hash64(path) & (r->cap - 1); r->slots[i] != 0;
	    i = (i + 1) & (r->cap - 1)) {
		*out = r->slots[i] - 1;
		if (pv_span_eq(PV_VEC_AT(&r->places, struct place,
		    *out)->path, path))
			return PV_OK;
	}
	if (r->places.len >= PLACES_MAX)
		return pv_fail(err, PV_EINPUT, "E-SIZE",
		    "the history is too large");
	*out = (uint32_t)r->places.len;
	p.path = pv_arena_dup(r->log->arena, path);
	if (p.path.ptr == NULL || !pv_vec_add(&r->places, &p))
		return pv_fail_nomem(err);
	r->slots[i] = *out + 1;
	return PV_OK;
}

static struct place *
place_at(struct replay *r, uint32_t i)
{
	return PV_VEC_AT(&r->places, struct place, i);
}

static struct git_file *
file_of(struct replay *r, const struct place *p)
{
	return PV_VEC_AT(&r->log->files, struct git_file, p->file);
}

/* Is the file of a place that is empty at another place now? */
static bool
moved_on(struct replay *r, const struct place *p)
{
	return !pv_span_eq(file_of(r, p)->path, p->path) &&
	    file_of(r, p)->there;
}

static void
leave(struct replay *r, struct place *p)
{
	if (p->live && pv_span_eq(file_of(r, p)->path, p->path))
		file_of(r, p)->there = false;
	p->live = false;
}

/* ---------------------------------------------------------------- changes */

/* ":OLDMODE NEWMODE OLDBLOB NEWBLOB STATUS", git-diff-tree(1). */
struct raw {
	struct pv_span blob;        /* there now */
	char status;
	bool other;                 /* a link or a submodule: holds no text */
};

static struct pv_span
word(struct pv_span *in)
{
	size_t end = pv_span_find(*in, PV_SPAN(" "));
	struct pv_span w = pv_span_sub(*in, 0, end);

	*in = pv_span_sub(*in, end + 1, in->len);
	return w;
}

static bool
is_move(const struct raw *raw)
{
	return raw->status == 'R' || raw->status == 'C';
}

static bool
parse_raw(struct pv_span line, struct raw *out, struct pv_arena *arena)
{
	struct pv_span in = pv_span_sub(line, 1, line.len), mode;

	(void)word(&in);
	mode = word(&in);
	(void)word(&in);
	out->blob = pv_arena_dup(arena, word(&in));
	out->status = in.len > 0 ? in.ptr[0] : '\0';
	out->other = !pv_span_starts(mode, PV_SPAN("100"));
	return out->blob.ptr != NULL && out->blob.len >= 40;
}

/* The file that a place begins to hold. */
static enum pv_rc
settle_file(struct replay *r, uint32_t to, uint32_t from,
    const struct raw *raw, struct pv_err *err)
{
	struct place *p = place_at(r, to), *old = place_at(r, from);
	struct git_file f = { .path = p->path };

	if (raw->status == 'R' && old->live) {
		p->file = old->file;
		p->blob = old->blob;    /* no change when nothing else is */
		old->live = false;
		p->live = true;
	} else if (p->file == UINT32_MAX ||
	    (raw->status == 'A' && moved_on(r, p))) {
		p->file = (uint32_t)r->log->files.len;
		return pv_vec_add(&r->log->files, &f) ? PV_OK :
		    pv_fail_nomem(err);
	}
	return PV_OK;
}

/* Apply one entry: path[0] and, for a move, path[1]. */
static enum pv_rc
apply(struct replay *r, const struct raw *raw, const uint32_t path[2],
    struct pv_err *err)
{
	uint32_t to = path[is_move(raw) ? 1 : 0];
	struct place *p = place_at(r, to);
	struct git_change c;
	bool same;
	enum pv_rc rc = PV_OK;

	if (raw->status == 'D' || raw->other) {
		leave(r, p);
		return PV_OK;
	}
	if (!p->live)
		rc = settle_file(r, to, path[0], raw, err);
	if (rc != PV_OK)
		return rc;
	file_of(r, p)->path = p->path;
	file_of(r, p)->there = true;
	same = p->live && pv_span_eq(p->blob, raw->blob);
	p->live = true;
	p->blob = raw->blob;
	if (same)
		return PV_OK;
	c = (struct git_change){ r->commit, p->file, p->path, p->blob };
	return pv_vec_add(&r->log->changes, &c) ? PV_OK : pv_fail_nomem(err);
}

/* An entry, whose first line was read, and its one or two paths. */
static enum pv_rc
read_entry(struct replay *r, struct git_pipe *p, struct pv_span line,
    struct pv_err *err)
{
	uint32_t path[2] = { 0, 0 };
	struct pv_span s;
	struct raw raw;
	bool more = true;
	enum pv_rc rc = PV_OK;
	int i, n;

	if (!parse_raw(line, &raw, r->log->arena))
		return pv_fail(err, PV_EINPUT, "E-GIT", "git said nonsense");
	n = is_move(&raw) ? 2 : 1;
	for (i = 0; i < n && rc == PV_OK && more; i++) {
		rc = git_field(p, '\0', &s, &more, err);
		if (rc == PV_OK && more)
			rc = find_place(r, s, &path[i], err);
	}
	if (rc == PV_OK && !more)
		return pv_fail(err, PV_EINPUT, "E-GIT", "git said nonsense");
	return rc == PV_OK ? apply(r, &raw, path, err) : rc;
}

/* The commit that an ID names: at or after the one at hand. */
static enum pv_rc
take_commit(struct replay *r, struct pv_span id, struct pv_err *err)
{
	const struct git_commit *c = r->log->commits.ptr;

	for (; r->commit < r->log->commits.len; r->commit++) {
		if (pv_span_eq(c[r->commit].id, id))
			return PV_OK;
	}
	return pv_fail(err, PV_EINPUT, "E-GIT", "git said nonsense");
}

static enum pv_rc
read_entries(struct replay *r, struct git_pipe *p, struct pv_err *err)
{
	struct pv_span s;
	bool more = true;
	enum pv_rc rc = PV_OK;

	while (rc == PV_OK) {
		rc = git_field(p, '\0', &s, &more, err);
		if (rc != PV_OK || !more)
			break;
		rc = pv_span_starts(s, PV_SPAN(":")) ?
		    read_entry(r, p, s, err) : take_commit(r, s, err);
	}
	return rc;
}

static enum pv_rc
read_changes(const struct git *g, struct replay *r, struct pv_err *err)
{
	static const char *const words[] = { "diff-tree", "--stdin", "-m",
		"-r", "-z", "--root", "--raw", "--no-abbrev", "-M", "-l1000",
		"--no-ext-diff", "--no-textconv", NULL };
	struct pv_buf ids = PV_BUF_INIT;
	struct git_pipe p = { .pid = -1, .fd = -1 };
	enum pv_rc rc;
	size_t i;

	for (i = 0; i < r->log->commits.len; i++) {
		pv_buf_span(&ids, PV_VEC_AT(&r->log->commits,
		    struct git_commit, i)->id);
		pv_buf_char(&ids, '\n');
	}
	rc = ids.failed ? pv_fail_nomem(err) :
	    git_start(g, words, pv_buf_view(&ids), OUTPUT_MAX, &p, err);
	pv_buf_release(&ids);
	if (rc == PV_OK)
		rc = read_entries(r, &p, err);
	if (rc == PV_OK)
		rc = git_end(&p, err);
	git_stop(&p);
	return rc;
}

enum pv_rc
git_log_read(const struct git *g, struct git_log *log, struct pv_err *err)
{
	struct replay r = { .log = log,
		.places = PV_VEC_INIT(struct place) };
	enum pv_rc rc;

	*log = (struct git_log){ .arena = pv_arena_new(NULL),
		.commits = PV_VEC_INIT(struct git_commit),
		.files = PV_VEC_INIT(struct git_file),
		.changes = PV_VEC_INIT(struct git_change) };
	if (log->arena == NULL)
		return pv_fail_nomem(err);
	rc = read_commits(g, log, err);
	if (rc == PV_OK)
		rc = read_changes(g, &r, err);
	pv_vec_release(&r.places);
	free(r.slots);
	return rc;
}

void
git_log_free(struct git_log *log)
{
	pv_arena_free(log->arena);
	pv_vec_release(&log->commits);
	pv_vec_release(&log->files);
	pv_vec_release(&log->changes);
}
