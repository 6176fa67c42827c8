/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/scan_git.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/num.h"
#include "cli/git_log.h"
#include "cli/name.h"
#include "cli/progress.h"

#define COMMIT_SHOWN 12 /* digits of a commit in a path */
#define COMMIT_LABEL 7  /* ... and in a label */
#define SIZES_MAX (UINT64_C(1) << 30)   /* bytes of a list of sizes */
#define RESTARTS 64     /* of git, after objects that it dies of */

struct want;

/* A content. */
struct blob {
	struct pv_span id;
	uint64_t size;
	bool known;                 /* it is there, and a file */
	const struct want *first;   /* that waits for it, and brings it */
	struct pv_buf like;         /* path that brought it in this run */
};

/* A version that is wanted. */
struct want {
	const struct git_change *change;
	uint32_t blob;
	struct scan_item *item;     /* while it waits for its bytes */
};

struct story {
	struct scan *scan;
	struct pv_span repo;        /* as it was given, without end slashes */
	struct git git;
	struct git_log log;
	struct pv_vec keys;         /* struct doc_key, of files */
	struct pv_vec blobs;        /* struct blob */
	struct pv_vec wants;        /* struct want, in the order of changes */
};

/* --------------------------------------------------------- what is wanted */

static bool
is_hidden(struct pv_span path)
{
	return path.ptr[0] == '.' ||
	    pv_span_find(path, PV_SPAN("/.")) < path.len;
}

/* A glob of the whole path, of the name alone, or a folder. */
static bool
fits(const char *glob, struct pv_span path)
{
	struct pv_span dir = pv_span_str(glob);

	while (dir.len > 0 && dir.ptr[dir.len - 1] == '/')
		dir.len--;
	if (fnmatch(glob, path.ptr, 0) == 0 ||
	    (strchr(glob, '/') == NULL &&
	    fnmatch(glob, name_base(path).ptr, 0) == 0))
		return true;
	return dir.len > 0 && path.len > dir.len &&
	    path.ptr[dir.len] == '/' && pv_span_starts(path, dir);
}

static bool
is_wanted(const struct opts *o, struct pv_span path)
{
	size_t i;

	if (is_hidden(path) && !o->hidden)
		return false;
	for (i = 0; i < o->paths.count; i++) {
		if (fits(o->paths.items[i], path))
			return true;
	}
	return o->paths.count == 0;
}

static struct git_file *
file_at(const struct story *t, uint32_t i)
{
	return PV_VEC_AT(&t->log.files, struct git_file, i);
}

/* A file is wanted with all its history when it ever had a name like that. */
static void
choose(struct story *t)
{
	const struct git_change *c = t->log.changes.ptr;
	struct pv_span last = PV_SPAN("");
	bool wanted = false;
	size_t i;

	for (i = 0; i < t->log.changes.len; i++) {
		if (c[i].path.ptr != last.ptr)
			wanted = is_wanted(&t->scan->c->opt, c[i].path);
		last = c[i].path;
		if (wanted)
			file_at(t, c[i].file)->wanted = true;
	}
	for (i = 0; i < t->log.files.len; i++) {
		if (is_wanted(&t->scan->c->opt, file_at(t,
		    (uint32_t)i)->path))
			file_at(t, (uint32_t)i)->wanted = true;
	}
}

/* ------------------------------------------------------------------- keys */

static void
put_path(const struct story *t, const struct git_change *c,
    struct pv_buf *out)
{
	const struct git_commit *commit = PV_VEC_AT(&t->log.commits,
	    struct git_commit, c->commit);

	pv_buf_span(out, t->repo);
	pv_buf_char(out, '@');
	pv_buf_span(out, pv_span_sub(commit->id, 0, COMMIT_SHOWN));
	pv_buf_char(out, ':');
	pv_buf_span(out, c->path);
}

/* The path of a file or folder of the repository, as an owner of keys. */
static void
put_owner(const struct story *t, struct pv_span path, struct pv_buf *out)
{
	pv_buf_clear(out);
	pv_buf_span(out, t->repo);
	if (path.len > 0)
		pv_buf_char(out, '/');
	pv_buf_span(out, path);
}

/* "openai/Terms of Use.md": openai-terms-of-use. */
static void
put_slug(const struct story *t, struct pv_span path, bool folder,
    struct pv_buf *out)
{
	struct pv_span stem = folder ? path : name_stem(name_base(path));

	pv_buf_clear(out);
	if (folder && path.len == 0) {
		path = t->repo;
		if (pv_span_ends(path, PV_SPAN(".git")) && path.len > 5)
			path.len -= pv_span_ends(path, PV_SPAN("/.git")) ?
			    5 : 4;
		doc_key_folder_slug(out, path);
		return;
	}
	if (!folder)
		path.len -= name_base(path).len - stem.len;
	name_slug(out, path);
	if (out->len == 0)
		pv_buf_printf(out, "document-%08x",
		    (unsigned)(pv_hash64(path) & 0xffffffffu));
}

static struct pv_span
folder_of(struct pv_span path)
{
	size_t n = path.len - name_base(path).len;

	return pv_span_sub(path, 0, n > 0 ? n - 1 : 0);
}

/* The key that a file has in the store, by its first version. */
static enum pv_rc
stored_key(struct story *t, const struct git_change *first,
    struct pv_buf *out, struct pv_err *err)
{
	struct pv_store_place place;
	struct pv_buf path = PV_BUF_INIT;
	enum pv_rc rc;

	pv_buf_clear(out);
	if (t->scan->store == NULL || first == NULL)
		return PV_OK;
	memset(&place, 0, sizeof(place));
	put_path(t, first, &path);
	rc = path.failed ? pv_fail_nomem(err) : pv_store_find(t->scan->store,
	    pv_buf_view(&path), &place, err);
	if (rc == PV_OK)
		pv_buf_span(out, pv_buf_view(&place.key));
	pv_store_place_release(&place);
	pv_buf_release(&path);
	return rc;
}

/* Files in the order of their paths, and the first change of each. */
struct in_order {
	struct pv_span folder, name;
	uint32_t file;
	const struct git_change *first;
};

static int
by_path(const void *a, const void *b)
{
	const struct in_order *x = a, *y = b;
	int order = pv_span_cmp(x->folder, y->folder);

	if (order == 0)
		order = pv_span_cmp(x->name, y->name);
	return order != 0 ? order : x->file < y->file ? -1 : 1;
}

static enum pv_rc
file_key(struct story *t, const struct in_order *f,
    const struct pv_walk_dir *dir, struct pv_err *err)
{
	struct doc_key *key = PV_VEC_AT(&t->keys, struct doc_key, f->file);
	struct pv_span path = file_at(t, f->file)->path;
	struct pv_buf owner = PV_BUF_INIT, slug = PV_BUF_INIT;
	struct pv_buf stored = PV_BUF_INIT;
	const struct opts *o = &t->scan->c->opt;
	bool one = false;
	enum pv_rc rc = doc_keys_folder(t->scan->keys, path, dir, &one, key,
	    err);

	if (rc == PV_OK)
		rc = stored_key(t, f->first, &stored, err);
	if (!one)
		key->why = "git";
	put_owner(t, one ? f->folder : path, &owner);
	put_slug(t, one ? f->folder : path, one, &slug);
	if (rc == PV_OK)
		rc = owner.failed || slug.failed || stored.failed ?
		    pv_fail_nomem(err) : doc_keys_settle(t->scan->keys,
		    pv_buf_view(&owner), pv_buf_view(&slug),
		    pv_buf_view(&stored), key, err);
	if (rc == PV_OK && o->agreement != NULL)
		doc_key_tell(key, pv_span_str(o->agreement), PV_SPAN(""));
	pv_buf_release(&owner);
	pv_buf_release(&slug);
	pv_buf_release(&stored);
	return rc;
}

/* The n files of one folder, in order. */
static enum pv_rc
folder_keys(struct story *t, const struct in_order *f, size_t n,
    struct pv_err *err)
{
	struct pv_vec names = PV_VEC_INIT(struct pv_span);
	struct pv_buf path = PV_BUF_INIT;
	struct pv_walk_dir dir;
	enum pv_rc rc = PV_OK;
	size_t i;

	for (i = 0; i < n; i++) {
		if (i == 0 || !pv_span_eq(f[i].name, f[i - 1].name))
			pv_vec_add(&names, &f[i].name);
	}
	put_owner(t, f[0].folder, &path);
	pv_buf_char(&path, '/');
	dir = (struct pv_walk_dir){ 0, pv_buf_view(&path), names.ptr,
		names.len };
	if (names.failed || path.failed)
		rc = pv_fail_nomem(err);
	for (i = 0; i < n && rc == PV_OK; i++)
		rc = file_key(t, &f[i], &dir, err);
	pv_vec_release(&names);
	pv_buf_release(&path);
	return rc;
}

static enum pv_rc
list_files(struct story *t, struct pv_vec *out, struct pv_err *err)
{
	const struct git_change *c = t->log.changes.ptr;
	const struct git_change **first = calloc(t->log.files.len + 1,
	    sizeof(const struct git_change *));
	struct in_order f;
	size_t i;

	if (first == NULL)
		return pv_fail_nomem(err);
	for (i = t->log.changes.len; i > 0; i--)
		first[c[i - 1].file] = &c[i - 1];
	for (i = 0; i < t->log.files.len; i++) {
		f.file = (uint32_t)i;
		f.folder = folder_of(file_at(t, f.file)->path);
		f.name = name_base(file_at(t, f.file)->path);
		f.first = first[i];
		if (file_at(t, f.file)->wanted)
			pv_vec_add(out, &f);
	}
	free(first);
	if (out->failed)
		return pv_fail_nomem(err);
	if (out->len > 0)
		qsort(out->ptr, out->len, out->elem, by_path);
	return PV_OK;
}

static enum pv_rc
find_keys(struct story *t, struct pv_err *err)
{
	struct pv_vec order = PV_VEC_INIT(struct in_order);
	struct doc_key *key;
	const struct in_order *f;
	size_t i, end;
	enum pv_rc rc = PV_OK;

	for (i = 0; i < t->log.files.len && rc == PV_OK; i++) {
		key = pv_vec_push(&t->keys);
		if (key == NULL)
			rc = pv_fail_nomem(err);
		else
			*key = (struct doc_key)DOC_KEY_INIT;
	}
	if (rc == PV_OK)
		rc = list_files(t, &order, err);
	f = order.ptr;
	for (i = 0; i < order.len && rc == PV_OK; i = end) {
		for (end = i + 1; end < order.len; end++) {
			if (!pv_span_eq(f[i].folder, f[end].folder))
				break;
		}
		rc = folder_keys(t, f + i, end - i, err);
	}
	pv_vec_release(&order);
	return rc;
}

/* ------------------------------------------------------------------ blobs */

static int
by_blob(const void *a, const void *b)
{
	const struct want *const *x = a, *const *y = b;

	return pv_span_cmp((*x)->change->blob, (*y)->change->blob);
}

/* Number the contents of all wanted changes. */
static enum pv_rc
number_blobs(struct story *t, struct pv_err *err)
{
	size_t n = t->wants.len, i;
	struct want **v = calloc(n + 1, sizeof(struct want *));
	struct blob *b = NULL;

	if (v == NULL)
		return pv_fail_nomem(err);
	for (i = 0; i < n; i++)
		v[i] = PV_VEC_AT(&t->wants, struct want, i);
	qsort(v, n, sizeof(struct want *), by_blob);
	for (i = 0; i < n; i++) {
		if (b == NULL || !pv_span_eq(b->id, v[i]->change->blob)) {
			b = pv_vec_push(&t->blobs);
			if (b == NULL)
				break;
			b->id = v[i]->change->blob;
		}
		v[i]->blob = (uint32_t)t->blobs.len - 1;
	}
	free(v);
	return t->blobs.failed ? pv_fail_nomem(err) : PV_OK;
}

static struct pv_span
next_word(struct pv_span *in)
{
	size_t end = pv_span_find(*in, PV_SPAN(" "));
	struct pv_span word = pv_span_sub(*in, 0, end);

	*in = pv_span_sub(*in, end + 1, in->len);
	return word;
}

/* "ID blob SIZE"; false for anything else, such as "ID missing". */
static bool
parse_size(struct pv_span line, struct blob *b)
{
	struct pv_span id = next_word(&line), type = next_word(&line);

	return pv_span_eq(id, b->id) && pv_span_eq(type, PV_SPAN("blob")) &&
	    pv_num_parse(line, UINT64_MAX / 2, &b->size);
}

static void
put_id(struct pv_buf *out, struct pv_span id)
{
	pv_buf_span(out, id);
	pv_buf_char(out, '\n');
}

static enum pv_rc
find_sizes(struct story *t, struct pv_err *err)
{
	static const char *const words[] = { "cat-file", "--batch-check",
		NULL };
	struct blob *b = t->blobs.ptr;
	struct git_pipe p = { .pid = -1, .fd = -1 };
	struct pv_buf ids = PV_BUF_INIT;
	struct pv_span line;
	bool more = true;
	enum pv_rc rc;
	size_t i;

	for (i = 0; i < t->blobs.len; i++)
		put_id(&ids, b[i].id);
	rc = ids.failed ? pv_fail_nomem(err) : git_start(&t->git, words,
	    pv_buf_view(&ids), SIZES_MAX, &p, err);
	pv_buf_release(&ids);
	for (i = 0; i < t->blobs.len && rc == PV_OK && more; i++) {
		rc = git_field(&p, '\n', &line, &more, err);
		b[i].known = rc == PV_OK && more && parse_size(line, &b[i]);
	}
	git_stop(&p);
	return rc;
}

/* --------------------------------------------------------------- versions */

/* Label, date and order of one version; the key is its file's. */
static void
make_key(const struct story *t, const struct git_change *c,
    struct doc_key *out)
{
	const struct git_commit *commit = PV_VEC_AT(&t->log.commits,
	    struct git_commit, c->commit);
	const struct doc_key *k = PV_VEC_AT(&t->keys, struct doc_key,
	    c->file);
	bool named = k->date.len > 0;

	pv_buf_span(&out->key, pv_buf_view(&k->key));
	pv_buf_span(&out->owner, pv_buf_view(&k->owner));
	pv_buf_span(&out->slug, pv_buf_view(&k->slug));
	out->why = k->why;
	pv_buf_span(&out->label, k->label.len > 0 ? pv_buf_view(&k->label) :
	    commit->date);
	pv_buf_char(&out->label, '-');
	pv_buf_span(&out->label, pv_span_sub(commit->id, 0, COMMIT_LABEL));
	pv_buf_span(&out->date, named ? pv_buf_view(&k->date) :
	    commit->date);
	out->dated = named ? "name" : "git";
	out->seq = (int64_t)(c - (const struct git_change *)
	    t->log.changes.ptr) + 1;
}

/* NULL when memory is out. */
static struct scan_item *
make_item(struct story *t, const struct want *w)
{
	const struct git_commit *commit = PV_VEC_AT(&t->log.commits,
	    struct git_commit, w->change->commit);
	const struct blob *b = PV_VEC_AT(&t->blobs, struct blob, w->blob);
	struct pv_io_stat st = { .size = b->size,
		.mtime_ns = commit->time * 1000000000u,
		.ino = pv_hash64(b->id) >> 1 };
	struct pv_buf path = PV_BUF_INIT;
	struct scan_item *it = NULL;

	put_path(t, w->change, &path);
	if (!path.failed)
		it = scan_item_new(t->scan, pv_buf_view(&path), &st);
	pv_buf_release(&path);
	if (it == NULL)
		return NULL;
	it->member = true;
	make_key(t, w->change, &it->key);
	if (!it->key.key.failed && !it->key.label.failed &&
	    !it->key.date.failed)
		return it;
	scan_item_free(it);
	return NULL;
}

/* Is it stored under another name? */
static enum pv_rc
see_renamed(struct story *t, struct scan_item *it, struct pv_err *err)
{
	struct pv_store_place place;
	enum pv_rc rc;

	if (t->scan->store == NULL)
		return PV_OK;
	memset(&place, 0, sizeof(place));
	rc = pv_store_find(t->scan->store, pv_buf_view(&it->path), &place,
	    err);
	it->renamed = rc == PV_OK && place.key.len > 0 &&
	    (!pv_span_eq(pv_buf_view(&place.key),
	    pv_buf_view(&it->key.key)) ||
	    !pv_span_eq(pv_buf_view(&place.label),
	    pv_buf_view(&it->key.label)));
	pv_store_place_release(&place);
	return rc;
}

/* Why a content cannot be read. */
static enum pv_rc
judge_blob(const struct scan *s, const struct blob *b, struct pv_err *err)
{
	if (!b->known)
		return pv_fail(err, PV_EINPUT, "E-GIT",
		    "the repository does not have the content");
	if (b->size > s->c->opt.max_size)
		return pv_fail(err, PV_EINPUT, "E-SIZE",
		    "too large: %llu bytes, at most %llu are read",
		    (unsigned long long)b->size,
		    (unsigned long long)s->c->opt.max_size);
	return PV_OK;
}

/* Decide about one version: what is left has its item in w. */
static enum pv_rc
decide(struct story *t, struct want *w, struct pv_err *err)
{
	struct scan *s = t->scan;
	struct scan_item *it = make_item(t, w);
	struct blob *b = PV_VEC_AT(&t->blobs, struct blob, w->blob);
	struct pv_err why;
	bool same = false;
	int fd = -1;
	enum pv_rc rc = it == NULL ? pv_fail_nomem(err) :
	    see_renamed(t, it, err);

	if (rc == PV_OK && !scan_in_shard(s, pv_buf_view(&it->path))) {
		s->passed_over++;
		scan_item_free(it);
		return PV_OK;
	}
	progress_more(1);
	if (rc == PV_OK)
		rc = scan_look(s, it, &fd, &same, err);
	if (rc == PV_OK && !same && fd >= 0)
		return scan_submit(s, it, fd, err);
	if (rc == PV_OK && !same) {
		if (judge_blob(s, b, &why) != PV_OK)
			return reader_refuse(&s->reader, it, &why, err);
		w->item = it;
		if (b->first == NULL)
			b->first = w;
		return PV_OK;
	}
	if (same)
		progress_step();
	if (fd >= 0)
		close(fd);
	scan_item_free(it);
	return rc;
}

/* ------------------------------------------------------------------ bytes */

/* A content is read for the first version that needs it. */
static bool
is_first(struct story *t, const struct want *w)
{
	return w->item != NULL &&
	    PV_VEC_AT(&t->blobs, struct blob, w->blob)->first == w;
}

static enum pv_rc
read_blob(struct git_pipe *p, struct blob *b, struct pv_span *bytes,
    struct pv_err *err)
{
	struct pv_span line;
	bool more = false;
	struct blob got = *b;
	enum pv_rc rc = git_field(p, '\n', &line, &more, err);

	if (rc == PV_OK && (!more || !parse_size(line, &got) ||
	    got.size != b->size))
		return pv_fail(err, PV_EINPUT, "E-GIT",
		    "git cannot read the content");
	/* with the line feed that follows it */
	if (rc == PV_OK)
		rc = git_bytes(p, (size_t)b->size + 1, bytes, err);
	if (rc == PV_OK)
		bytes->len--;
	return rc;
}

/*
 * Read contents from the i-th want on, until the end or until git fails over
 * one, which is refused.
 */
static enum pv_rc
read_some(struct story *t, struct git_pipe *p, size_t *i, struct pv_err *err)
{
	struct scan *s = t->scan;
	struct pv_span bytes;
	struct scan_item *it;
	struct pv_err why;
	struct want *w;
	struct blob *b;
	int fd;
	enum pv_rc rc = PV_OK;

	for (; rc == PV_OK && *i < t->wants.len; (*i)++) {
		w = PV_VEC_AT(&t->wants, struct want, *i);
		if (!is_first(t, w))
			continue;
		if (s->reader.stop(NULL))
			return pv_fail(err, PV_ESYS, "E-STOP", "stopped");
		b = PV_VEC_AT(&t->blobs, struct blob, w->blob);
		it = w->item;
		w->item = NULL;
		pv_buf_span(&b->like, pv_buf_view(&it->path));
		if (read_blob(p, b, &bytes, &why) != PV_OK) {
			(*i)++;
			return reader_refuse(&s->reader, it, &why, err);
		}
		rc = b->like.failed ? pv_fail_nomem(err) :
		    reader_memory(bytes, &fd, err);
		if (rc == PV_OK)
			rc = scan_submit(s, it, fd, err);
		else
			scan_item_free(it);
	}
	return rc;
}

/* The contents that are still needed, from the i-th want on. */
static void
list_needed(struct story *t, size_t i, struct pv_buf *ids)
{
	const struct want *w;

	for (; i < t->wants.len; i++) {
		w = PV_VEC_AT(&t->wants, struct want, i);
		if (is_first(t, w))
			put_id(ids, w->change->blob);
	}
}

static enum pv_rc
read_blobs(struct story *t, struct pv_err *err)
{
	static const char *const words[] = { "cat-file", "--batch", NULL };
	struct git_pipe p;
	struct pv_buf ids = PV_BUF_INIT;
	enum pv_rc rc = PV_OK;
	size_t i = 0;
	int tries;

	for (tries = 0; tries < RESTARTS && rc == PV_OK; tries++) {
		pv_buf_clear(&ids);
		list_needed(t, i, &ids);
		if (ids.len == 0)
			break;
		rc = ids.failed ? pv_fail_nomem(err) : git_start(&t->git,
		    words, pv_buf_view(&ids), UINT64_MAX, &p, err);
		if (rc == PV_OK) {
			rc = read_some(t, &p, &i, err);
			git_stop(&p);
		}
	}
	pv_buf_release(&ids);
	return rc;
}

/* What was read for another version of this run. */
static enum pv_rc
put_again(struct story *t, struct want *w, struct pv_err *err)
{
	struct scan *s = t->scan;
	struct scan_item *it = w->item;
	const struct blob *b = PV_VEC_AT(&t->blobs, struct blob, w->blob);
	struct pv_store_doc doc = { .path = pv_buf_view(&it->path),
		.stat = it->st };
	struct pv_err why;
	enum pv_rc rc;

	w->item = NULL;
	scan_identity(it, &doc);
	rc = s->store == NULL ? PV_EUSAGE : pv_store_put_like(s->store, &doc,
	    pv_buf_view(&b->like), &why);
	if (rc == PV_OK) {
		s->stored++;
	} else if (rc == PV_EUSAGE) {
		pv_fail(&why, PV_EINPUT, "E-GIT",
		    "the same content was refused above");
		rc = scan_refuse(s, doc.path, &why, err);
	} else {
		*err = why;
	}
	scan_item_free(it);
	progress_step();
	return rc;
}

static enum pv_rc
read_versions(struct story *t, struct pv_err *err)
{
	enum pv_rc rc = PV_OK;
	struct want *w = t->wants.ptr;
	size_t i;

	for (i = 0; i < t->wants.len && rc == PV_OK; i++)
		rc = decide(t, &w[i], err);
	if (rc == PV_OK)
		rc = read_blobs(t, err);
	if (rc == PV_OK)
		rc = pv_pool_drain(t->scan->reader.pool, err);
	for (i = 0; i < t->wants.len && rc == PV_OK; i++) {
		if (w[i].item != NULL)
			rc = put_again(t, &w[i], err);
	}
	return rc;
}

/* -------------------------------------------------------------- the whole */

static void
release(struct story *t)
{
	size_t i;

	for (i = 0; i < t->keys.len; i++)
		doc_key_release(PV_VEC_AT(&t->keys, struct doc_key, i));
	for (i = 0; i < t->blobs.len; i++)
		pv_buf_release(&PV_VEC_AT(&t->blobs, struct blob, i)->like);
	for (i = 0; i < t->wants.len; i++)
		scan_item_free(PV_VEC_AT(&t->wants, struct want, i)->item);
	pv_vec_release(&t->keys);
	pv_vec_release(&t->blobs);
	pv_vec_release(&t->wants);
	git_log_free(&t->log);
	git_release(&t->git);
}

static enum pv_rc
list_wants(struct story *t, struct pv_err *err)
{
	struct want w = { 0 };
	size_t i;

	for (i = 0; i < t->log.changes.len; i++) {
		w.change = PV_VEC_AT(&t->log.changes, struct git_change, i);
		if (file_at(t, w.change->file)->wanted)
			pv_vec_add(&t->wants, &w);
	}
	return t->wants.failed ? pv_fail_nomem(err) : PV_OK;
}

static enum pv_rc
scan_history(struct story *t, struct pv_err *err)
{
	enum pv_rc rc;

	choose(t);
	rc = find_keys(t, err);
	if (rc == PV_OK)
		rc = list_wants(t, err);
	if (rc == PV_OK)
		rc = number_blobs(t, err);
	if (rc == PV_OK && t->blobs.len > 0)
		rc = find_sizes(t, err);
	return rc == PV_OK ? read_versions(t, err) : rc;
}

enum pv_rc
scan_git(struct scan *s, const char *repo, struct pv_err *err)
{
	struct story t = { .scan = s, .repo = pv_span_str(repo),
		.keys = PV_VEC_INIT(struct doc_key),
		.blobs = PV_VEC_INIT(struct blob),
		.wants = PV_VEC_INIT(struct want) };
	struct pv_err why;
	enum pv_rc rc = pv_pool_drain(s->reader.pool, err);

	while (t.repo.len > 1 && t.repo.ptr[t.repo.len - 1] == '/')
		t.repo.len--;
	if (rc != PV_OK)
		return rc;
	rc = git_open(&t.git, &s->c->opt, repo, &why);
	if (rc == PV_OK)
		rc = git_log_read(&t.git, &t.log, &why);
	if (rc == PV_OK)
		rc = scan_history(&t, err);
	else if (rc == PV_ENOMEM)
		rc = pv_fail_nomem(err);
	else
		rc = scan_refuse(s, t.repo, &why, err);
	release(&t);
	return rc;
}
