/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/listings.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/digest.h"
#include "cli/data.h"

#define LIST_MAX (UINT64_C(1) << 20)    /* bytes of a list */

/* A folder that was asked; most have no list. */
struct folder {
	uint64_t hash;              /* of the list's path; 0 = free */
	struct listing *list;       /* NULL = none, or none that can be read */
	bool *used;                 /* of each entry */
	char *file;                 /* where there is a list */
};

struct listings {
	struct folder *folders;     /* open addressing */
	size_t count, cap;
	struct pv_buf bare;         /* a folder that no list speaks of ... */
	struct pv_span bare_below;  /* ... below this operand */
	enum pv_rc (*fault)(void *ctx, struct pv_span file,
	    const struct pv_err *why, struct pv_err *err);
	void *ctx;
};

enum pv_rc
listings_new(enum pv_rc (*fault)(void *ctx, struct pv_span file,
    const struct pv_err *why, struct pv_err *err), void *ctx,
    struct listings **out, struct pv_err *err)
{
	struct listings *l = calloc(1, sizeof(*l));

	if (l == NULL)
		return pv_fail_nomem(err);
	l->fault = fault;
	l->ctx = ctx;
	*out = l;
	return PV_OK;
}

void
listings_free(struct listings *l)
{
	size_t i;

	if (l == NULL)
		return;
	for (i = 0; i < l->cap; i++) {
		listing_free(l->folders[i].list);
		free(l->folders[i].used);
		free(l->folders[i].file);
	}
	free(l->folders);
	pv_buf_release(&l->bare);
	free(l);
}

static struct folder *
slot(struct folder *set, size_t cap, uint64_t hash)
{
	size_t i = (size_t)hash & (cap - 1);

	while (set[i].hash != 0 && set[i].hash != hash)
		i = (i + 1) & (cap - 1);
	return &set[i];
}

static bool
grow(struct listings *l)
{
	size_t cap = l->cap == 0 ? 64 : l->cap * 2, i;
	struct folder *set = calloc(cap, sizeof(*set));

	if (set == NULL)
		return false;
	for (i = 0; i < l->cap; i++) {
		if (l->folders[i].hash != 0)
			*slot(set, cap, l->folders[i].hash) = l->folders[i];
	}
	free(l->folders);
	l->folders = set;
	l->cap = cap;
	return true;
}

/* Why a list says nothing, with its line: "FILE:LINE". */
static enum pv_rc
tell_fault(struct listings *l, struct pv_span file, unsigned line,
    const struct pv_err *why, struct pv_err *err)
{
	struct pv_err full;

	if (why->rc == PV_ENOMEM)
		return pv_fail_nomem(err);
	if (line == 0)
		return l->fault(l->ctx, file, why, err);
	pv_fail(&full, why->rc, why->code, "line %u: %s", line, why->msg);
	return l->fault(l->ctx, file, &full, err);
}

static enum pv_rc
read_list(struct listings *l, struct folder *f, struct pv_err *err)
{
	struct pv_buf text = PV_BUF_INIT;
	struct pv_err why;
	unsigned line = 0;
	enum pv_rc rc = data_read(f->file, LIST_MAX, &text, &why);

	if (rc == PV_OK)
		rc = listing_parse(pv_buf_view(&text), &f->list, &line, &why);
	pv_buf_release(&text);
	if (rc != PV_OK)
		return tell_fault(l, pv_span_str(f->file), line, &why, err);
	f->used = calloc(f->list->nentries + 1, sizeof(*f->used));
	return f->used != NULL ? PV_OK : pv_fail_nomem(err);
}

/* The folder whose path, with its slash, is `dir`; *out NULL: not asked yet. */
static enum pv_rc
find_folder(struct listings *l, struct pv_span dir, bool may_read,
    struct folder **out, struct pv_err *err)
{
	struct pv_buf path = PV_BUF_INIT;
	struct folder *f;
	struct stat sb;
	uint64_t hash;
	enum pv_rc rc = PV_OK;

	*out = NULL;
	if (l->count * 2 >= l->cap && !grow(l))
		return pv_fail_nomem(err);
	pv_buf_span(&path, dir);
	pv_buf_str(&path, LISTING_NAME);
	hash = pv_hash64(pv_buf_view(&path)) | 1;
	f = slot(l->folders, l->cap, hash);
	if (path.failed)
		rc = pv_fail_nomem(err);
	if (rc != PV_OK || (f->hash == 0 && !may_read)) {
		pv_buf_release(&path);
		return rc;
	}
	*out = f;
	if (f->hash == 0) {
		f->hash = hash;
		l->count++;
		if (lstat(path.ptr, &sb) == 0) {
			f->file = strdup(path.ptr);
			rc = f->file == NULL ? pv_fail_nomem(err) :
			    read_list(l, f, err);
		}
	}
	pv_buf_release(&path);
	return rc;
}

static size_t
folder_end(struct pv_span path, size_t i)
{
	while (i > 0 && path.ptr[i - 1] != '/')
		i--;
	return i;
}

/* Files of one folder come together: is this one as bare as the last? */
static bool
is_bare(const struct listings *l, struct pv_span operand, struct pv_span dir)
{
	return l->bare.len > 0 && operand.ptr == l->bare_below.ptr &&
	    operand.len == l->bare_below.len &&
	    pv_span_eq(pv_buf_view(&l->bare), dir);
}

static void
set_bare(struct listings *l, struct pv_span operand, struct pv_span dir)
{
	pv_buf_clear(&l->bare);
	pv_buf_span(&l->bare, dir);
	l->bare_below = operand;
}

enum pv_rc
listings_find(struct listings *l, struct pv_span operand,
    struct pv_span path, struct listed *out, struct pv_err *err)
{
	bool below = operand.len > 0 && pv_span_starts(path, operand), itself;
	struct pv_span dir = pv_span_sub(path, 0, folder_end(path, path.len));
	bool bare = true;
	size_t i = path.len;
	struct folder *f;
	enum pv_rc rc;

	while (operand.len > 0 && operand.ptr[operand.len - 1] == '/')
		operand.len--;
	itself = below && path.len == operand.len;
	*out = (struct listed){ NULL, PV_SPAN("") };
	if (below && !itself && is_bare(l, operand, dir))
		return PV_OK;
	for (;;) {
		i = folder_end(path, i);
		if (!itself && below && i <= operand.len) {
			if (bare)
				set_bare(l, operand, dir);
			return PV_OK;
		}
		rc = find_folder(l, pv_span_sub(path, 0, i), below, &f, err);
		bare = bare && rc == PV_OK && f != NULL && f->list == NULL;
		if (rc == PV_OK && f != NULL && f->list != NULL)
			out->entry = listing_find(f->list,
			    pv_span_sub(path, i, path.len));
		if (rc == PV_OK && out->entry != NULL) {
			f->used[out->entry - f->list->entries] = true;
			out->file = pv_span_str(f->file);
		}
		if (rc != PV_OK || out->entry != NULL || i == 0 || itself)
			return rc;
		while (i > 0 && path.ptr[i - 1] == '/')
			i--;
	}
}

void
listings_unused(const struct listings *l, void (*each)(void *ctx,
    struct pv_span file, const struct listing_entry *e), void *ctx)
{
	const struct folder *f;
	size_t i, k;

	for (i = 0; i < l->cap; i++) {
		f = &l->folders[i];
		for (k = 0; f->list != NULL && k < f->list->nentries; k++) {
			if (!f->used[k])
				each(ctx, pv_span_str(f->file),
				    &f->list->entries[k]);
		}
	}
}
