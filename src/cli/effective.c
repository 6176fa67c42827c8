/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/effective.h"

#include <stdlib.h>
#include <string.h>

#include "base/walk.h"
#include "cli/key.h"
#include "cli/msg.h"
#include "cli/name.h"
#include "diff/family.h"
#include "store/store.h"

#define DOCS_MAX 100000     /* documents in a collection */

/* A new document in the list; NULL when memory is out. */
static struct collected *
add(struct collection *k, struct pv_span name)
{
	struct collected *d = pv_vec_push(&k->docs);

	if (d == NULL)
		return NULL;
	memset(d, 0, sizeof(*d));
	d->name = strndup(name.ptr, name.len);
	return d->name != NULL ? d : NULL;
}

void
collection_release(struct collection *k)
{
	for (size_t i = 0; i < k->docs.len; i++) {
		struct collected *d = PV_VEC_AT(&k->docs, struct collected,
		    i);

		free(d->name);
		pv_buf_release(&d->key);
		pv_buf_release(&d->date);
		reading_release(&d->r);
	}
	pv_vec_release(&k->docs);
	free(k->versions);
}

static enum pv_rc
list_files(struct cli *c, struct collection *k, const char *path,
    struct pv_err *err)
{
	struct pv_walk_opts o = { .max_size = c->opt.max_size,
		.names_only = true };
	struct pv_walk *w = NULL;
	struct pv_walk_entry e;
	bool more = true;
	enum pv_rc rc = pv_walk_new(&o, &w, err);

	if (rc == PV_OK)
		rc = pv_walk_start(w, path, err);
	while (rc == PV_OK) {
		rc = pv_walk_next(w, &e, &more, err);
		if (rc != PV_OK || !more)
			break;
		if (e.refused) {
			msg_error(e.path, &e.why);
			c->incomplete = true;
		} else if (k->docs.len >= DOCS_MAX) {
			rc = pv_fail(err, PV_ELIMIT, "E-SIZE", "more than %d "
			    "documents", DOCS_MAX);
		} else if (add(k, e.path) == NULL) {
			rc = pv_fail_nomem(err);
		}
	}
	pv_walk_free(w);
	return rc;
}

static void
keep(void *ctx, size_t index, const char *path, struct reading *r)
{
	struct collection *k = ctx;
	struct collected *d = PV_VEC_AT(&k->docs, struct collected, index);
	struct doc_key key;

	memset(&key, 0, sizeof(key));
	doc_key_of_file(pv_span_str(path), &key);
	pv_buf_span(&d->key, pv_buf_view(&key.key));
	pv_buf_span(&d->date, pv_buf_view(&key.date));
	doc_key_release(&key);
	d->r = *r;
	d->r.raw = PV_SPAN("");
	memset(r, 0, sizeof(*r));
}

static enum pv_rc
read_paths(struct cli *c, struct collection *k, int npaths, char **paths,
    struct pv_err *err)
{
	struct reader_batch b = { .cli = c, .each = keep, .ctx = k };
	char **names;
	enum pv_rc rc = PV_OK;

	for (int i = 0; i < npaths && rc == PV_OK; i++)
		rc = list_files(c, k, paths[i], err);
	if (rc != PV_OK)
		return rc;
	names = calloc(k->docs.len + 1, sizeof(*names));
	if (names == NULL)
		return pv_fail_nomem(err);
	for (size_t i = 0; i < k->docs.len; i++)
		names[i] = PV_VEC_AT(&k->docs, struct collected, i)->name;
	if (k->docs.len > 0)
		rc = reader_files(&b, names, k->docs.len, err);
	/* what could not be read may be an amendment */
	if (b.nrefused > 0)
		c->incomplete = true;
	free(names);
	return rc;
}

static enum pv_rc
load(struct pv_store *s, struct collection *k,
    const struct pv_series_item *item, struct pv_err *err)
{
	struct pv_buf name = PV_BUF_INIT;
	struct collected *d;
	enum pv_rc rc;

	pv_buf_span(&name, item->agreement);
	pv_buf_char(&name, '@');
	pv_buf_span(&name, item->label);
	d = name.failed ? NULL : add(k, pv_buf_view(&name));
	pv_buf_release(&name);
	if (d == NULL)
		return pv_fail_nomem(err);
	pv_buf_span(&d->key, item->agreement);
	pv_buf_span(&d->date, item->date);
	rc = pv_store_load(s, item->version, &d->r.version, &d->r.findings,
	    err);
	return rc;
}

static enum pv_rc
read_store(struct cli *c, struct collection *k, struct pv_err *err)
{
	struct pv_series *all = NULL;
	struct pv_store *s = NULL;
	enum pv_rc rc = pv_store_open(db_path(c), PV_STORE_READ, &s, err);

	if (rc == PV_OK)
		rc = pv_store_series(s, PV_SPAN(""), &all, err);
	for (size_t i = 0; rc == PV_OK && i < all->nitems; i++)
		rc = i < DOCS_MAX ? load(s, k, &all->items[i], err) :
		    pv_fail(err, PV_ELIMIT, "E-SIZE", "more than %d "
		    "documents", DOCS_MAX);
	pv_series_free(all);
	pv_store_abort(s);
	return rc;
}

/* Drop what could not be read, and index the rest. */
static bool
settle(struct collection *k)
{
	size_t n = 0;

	for (size_t i = 0; i < k->docs.len; i++) {
		struct collected *d = PV_VEC_AT(&k->docs, struct collected,
		    i);

		if (d->r.version == NULL) {
			free(d->name);
			continue;
		}
		if (i != n)
			*PV_VEC_AT(&k->docs, struct collected, n) = *d;
		n++;
	}
	k->docs.len = n;
	k->versions = calloc(n + 1, sizeof(*k->versions));
	for (size_t i = 0; i < n && k->versions != NULL; i++)
		k->versions[i] = collection_doc(k, i)->r.version;
	return k->versions != NULL;
}

enum status
collection_read(struct cli *c, struct collection *k, int npaths, char **paths)
{
	struct pv_err err;
	enum pv_rc rc;

	memset(k, 0, sizeof(*k));
	k->docs = (struct pv_vec)PV_VEC_INIT(struct collected);
	rc = npaths > 0 ? read_paths(c, k, npaths, paths, &err) :
	    read_store(c, k, &err);
	if (rc == PV_OK && !settle(k))
		rc = pv_fail_nomem(&err);
	if (rc == PV_OK)
		return STATUS_OK;
	if (npaths == 0)
		msg_error(pv_span_str(db_path(c)), &err);
	else
		msg_trouble(&err);
	return STATUS_TROUBLE;
}

static bool
has_key(const struct collected *d, struct pv_span key)
{
	struct pv_buf slug = PV_BUF_INIT;
	bool is;

	name_slug(&slug, pv_family_title(d->r.version));
	is = pv_span_eq(pv_buf_view(&d->key), key) ||
	    pv_span_eq(pv_buf_view(&slug), key);
	pv_buf_release(&slug);
	return is;
}

/* The day a version is of: by its name, else by its text. */
static struct pv_span
day_of(const struct collected *d)
{
	return d->date.len > 0 ? pv_buf_view(&d->date) :
	    pv_version_str(d->r.version, d->r.version->date);
}

enum status
collection_base(struct cli *c, const struct collection *k, const char *key,
    size_t *base)
{
	struct pv_span best = { "", 0 }, day;
	size_t found = 0, early = 0;
	struct pv_err err;

	for (size_t i = 0; i < k->docs.len; i++) {
		const struct collected *d = collection_doc(k, i);

		if (!has_key(d, pv_span_str(key)) ||
		    pv_family_amends(d->r.version))
			continue;
		day = day_of(d);
		if (c->opt.as_of != NULL && pv_span_cmp(day,
		    pv_span_str(c->opt.as_of)) > 0) {
			early++;
			continue;
		}
		if (found++ == 0 || pv_span_cmp(day, best) >= 0) {
			*base = i;
			best = day;
		}
	}
	if (found > 0)
		return STATUS_OK;
	if (early > 0)
		(void)pv_fail(&err, PV_EUSAGE, "E-NOVERSION", "it was not made yet "
		    "on %s", c->opt.as_of);
	else
		(void)pv_fail(&err, PV_EUSAGE, "E-NOVERSION", "there is no such "
		    "agreement");
	msg_error(pv_span_str(key), &err);
	return STATUS_TROUBLE;
}
