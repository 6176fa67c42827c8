/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/scan_git.h"

#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "cli/progress.h"
#include "cli/story.h"

#define COMMIT_LABEL 7  /* digits of a commit in a label */

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
make_item(struct story *t, const struct story_want *w)
{
	const struct git_commit *commit = PV_VEC_AT(&t->log.commits,
	    struct git_commit, w->change->commit);
	const struct story_blob *b = story_blob_of(t, w);
	struct pv_io_stat st = { .size = b->size,
		.mtime_ns = commit->time * 1000000000u,
		.ino = pv_hash64(b->id) >> 1 };
	struct pv_buf path = PV_BUF_INIT;
	struct scan_item *it = NULL;

	story_path(t, w->change, &path);
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
judge_blob(const struct scan *s, const struct story_blob *b, struct pv_err *err)
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
decide(struct story *t, struct story_want *w, struct pv_err *err)
{
	struct scan *s = t->scan;
	struct scan_item *it = make_item(t, w);
	struct story_blob *b = story_blob_of(t, w);
	struct pv_err why;
	bool same = false;
	int fd = -1;
	enum pv_rc rc;

	if (it == NULL)
		return pv_fail_nomem(err);
	rc = see_renamed(t, it, err);
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

/* What was read for another version of this run. */
static enum pv_rc
put_again(struct story *t, struct story_want *w, struct pv_err *err)
{
	struct scan *s = t->scan;
	struct scan_item *it = w->item;
	const struct story_blob *b = story_blob_of(t, w);
	struct pv_store_doc doc = { .path = pv_buf_view(&it->path),
		.stat = it->st };
	struct pv_err why = { .rc = PV_OK };
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
	struct story_want *w = t->wants.ptr;
	size_t i;

	for (i = 0; i < t->wants.len && rc == PV_OK; i++)
		rc = decide(t, &w[i], err);
	if (rc == PV_OK)
		rc = story_read(t, err);
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
		pv_buf_release(&PV_VEC_AT(&t->blobs, struct story_blob, i)->like);
	for (i = 0; i < t->wants.len; i++)
		scan_item_free(PV_VEC_AT(&t->wants, struct story_want, i)->item);
	pv_vec_release(&t->keys);
	pv_vec_release(&t->blobs);
	pv_vec_release(&t->wants);
	git_log_free(&t->log);
	git_release(&t->git);
}

static enum pv_rc
list_wants(struct story *t, struct pv_err *err)
{
	struct story_want w = { 0 };
	size_t i;

	for (i = 0; i < t->log.changes.len; i++) {
		w.change = PV_VEC_AT(&t->log.changes, struct git_change, i);
		if (story_file(t, w.change->file)->wanted)
			pv_vec_add(&t->wants, &w);
	}
	return t->wants.failed ? pv_fail_nomem(err) : PV_OK;
}

static enum pv_rc
scan_history(struct story *t, struct pv_err *err)
{
	enum pv_rc rc;

	story_choose(t);
	rc = story_keys(t, err);
	if (rc == PV_OK)
		rc = list_wants(t, err);
	if (rc == PV_OK)
		rc = story_blobs(t, err);
	return rc == PV_OK ? read_versions(t, err) : rc;
}

enum pv_rc
scan_git(struct scan *s, const char *repo, struct pv_err *err)
{
	struct story t = { .scan = s, .repo = pv_span_str(repo),
		.keys = PV_VEC_INIT(struct doc_key),
		.blobs = PV_VEC_INIT(struct story_blob),
		.wants = PV_VEC_INIT(struct story_want) };
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
