/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/story.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "cli/name.h"

#define COMMIT_SHOWN 12 /* digits of a commit in a path */

/* --------------------------------------------------------- what is wanted */

static bool
is_hidden(struct pv_span path)
{
	return path.ptr[0] == '.' ||
	    pv_span_find(path, PV_SPAN("/.")) < path.len;
}

static bool
is_wanted(const struct opts *o, struct pv_span path)
{
	size_t i;

	if (is_hidden(path) && !o->hidden)
		return false;
	for (i = 0; i < o->paths.count; i++) {
		if (name_fits(pv_span_str(o->paths.items[i]), path))
			return true;
	}
	return o->paths.count == 0;
}

void
story_choose(struct story *t)
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
			story_file(t, c[i].file)->wanted = true;
	}
	for (i = 0; i < t->log.files.len; i++) {
		if (is_wanted(&t->scan->c->opt, story_file(t,
		    (uint32_t)i)->path))
			story_file(t, (uint32_t)i)->wanted = true;
	}
}

/* ------------------------------------------------------------------- keys */

void
story_path(const struct story *t, const struct git_change *c,
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
	story_path(t, first, &path);
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
	struct pv_span path = story_file(t, f->file)->path;
	struct pv_buf owner = PV_BUF_INIT, slug = PV_BUF_INIT;
	struct pv_buf stored = PV_BUF_INIT;
	const struct opts *o = &t->scan->c->opt;
	bool one = false;
	enum pv_rc rc = scan_know_owners(t->scan, err);

	if (rc == PV_OK)
		rc = doc_keys_folder(t->scan->keys, path, dir, &one, key, err);
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
		f.folder = folder_of(story_file(t, f.file)->path);
		f.name = name_base(story_file(t, f.file)->path);
		f.first = first[i];
		if (story_file(t, f.file)->wanted)
			pv_vec_add(out, &f);
	}
	free(first);
	if (out->failed)
		return pv_fail_nomem(err);
	if (out->len > 0)
		qsort(out->ptr, out->len, out->elem, by_path);
	return PV_OK;
}

enum pv_rc
story_keys(struct story *t, struct pv_err *err)
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
