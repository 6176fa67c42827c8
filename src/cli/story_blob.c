/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/story.h"

#include <stdlib.h>

#include "base/num.h"

#define SIZES_MAX (UINT64_C(1) << 30)   /* bytes of a list of sizes */
#define RESTARTS 64     /* of git, after objects that it dies of */

/* ------------------------------------------------------------------ blobs */

static int
by_blob(const void *a, const void *b)
{
	const struct story_want *const *x = a, *const *y = b;

	return pv_span_cmp((*x)->change->blob, (*y)->change->blob);
}

/* Number the contents of all wanted changes. */
static enum pv_rc
number_blobs(struct story *t, struct pv_err *err)
{
	size_t n = t->wants.len, i;
	struct story_want **v = calloc(n + 1, sizeof(struct story_want *));
	struct story_blob *b = NULL;

	if (v == NULL)
		return pv_fail_nomem(err);
	for (i = 0; i < n; i++)
		v[i] = PV_VEC_AT(&t->wants, struct story_want, i);
	qsort(v, n, sizeof(struct story_want *), by_blob);
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
parse_size(struct pv_span line, struct story_blob *b)
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
	struct story_blob *b = t->blobs.ptr;
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

enum pv_rc
story_blobs(struct story *t, struct pv_err *err)
{
	enum pv_rc rc = number_blobs(t, err);

	return rc == PV_OK && t->blobs.len > 0 ? find_sizes(t, err) : rc;
}

/* ------------------------------------------------------------------ bytes */

/* A content is read for the first version that needs it. */
static bool
is_first(struct story *t, const struct story_want *w)
{
	return w->item != NULL &&
	    story_blob_of(t, w)->first == w;
}

static enum pv_rc
read_blob(struct git_pipe *p, struct story_blob *b, struct pv_span *bytes,
    struct pv_err *err)
{
	struct pv_span line;
	bool more = false;
	struct story_blob got = *b;
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
	struct story_want *w;
	struct story_blob *b;
	int fd = -1;
	enum pv_rc rc = PV_OK;

	for (; rc == PV_OK && *i < t->wants.len; (*i)++) {
		w = PV_VEC_AT(&t->wants, struct story_want, *i);
		if (!is_first(t, w))
			continue;
		if (s->reader.stop(NULL))
			return pv_fail(err, PV_ESYS, "E-STOP", "stopped");
		b = story_blob_of(t, w);
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
	const struct story_want *w;

	for (; i < t->wants.len; i++) {
		w = PV_VEC_AT(&t->wants, struct story_want, i);
		if (is_first(t, w))
			put_id(ids, w->change->blob);
	}
}

enum pv_rc
story_read(struct story *t, struct pv_err *err)
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
