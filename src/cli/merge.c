/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/merge.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "cli/key.h"
#include "cli/msg.h"
#include "cli/portfolio.h"
#include "store/merge.h"

#define STORES_MAX 256  /* open at once */

/* Stores on their way into one. */
struct merging {
	const char *into;
	struct pv_store *to;
	struct pv_store **from;
	char **paths;
	size_t n;
	struct doc_keys *keys;
	size_t at;                  /* the store that is at hand, or n: to */
};

static const char *
path_at(const struct merging *m)
{
	return m->at < m->n ? m->paths[m->at] : m->into;
}

static enum pv_rc
own(void *ctx, const struct pv_store_guest *g, struct pv_err *err)
{
	struct merging *m = ctx;

	/* a key that was told is nobody's */
	return g->owner.len == 0 ? PV_OK :
	    doc_keys_own(m->keys, g->agreement, g->owner, err);
}

/* As one scan of everything would have called it: a shard did. */
static enum pv_rc
name(void *ctx, const struct pv_store_guest *g, struct pv_buf *key,
    struct pv_err *err)
{
	struct merging *m = ctx;
	struct doc_key k = DOC_KEY_INIT;
	enum pv_rc rc;

	if (g->owner.len == 0) {
		pv_buf_span(key, g->agreement);
		return PV_OK;
	}
	rc = doc_keys_settle(m->keys, g->owner, g->slug, g->agreement, &k,
	    err);
	if (rc == PV_OK)
		pv_buf_span(key, pv_buf_view(&k.key));
	doc_key_release(&k);
	return rc;
}

static void
on_problem(void *ctx, struct pv_span text)
{
	(void)text;
	++*(size_t *)ctx;
}

/* A store that is to be read must be whole: its rows are taken as they are. */
static enum pv_rc
open_sound(const char *path, struct pv_store **out, struct pv_err *err)
{
	size_t problems = 0;
	enum pv_rc rc = pv_store_open(path, PV_STORE_READ, out, err);

	if (rc == PV_OK)
		rc = pv_store_check(*out, on_problem, &problems, err);
	if (rc == PV_OK && problems > 0)
		rc = pv_fail(err, PV_EDB, "E-DBDATA", "the store is damaged;"
		    " 'proviso db check' tells how");
	return rc;
}

static bool
same_file(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
	    x.st_ino == y.st_ino;
}

static enum pv_rc
open_all(struct merging *m, struct pv_err *err)
{
	enum pv_rc rc = PV_OK;

	for (m->at = 0; m->at < m->n && rc == PV_OK; m->at++) {
		rc = same_file(m->paths[m->at], m->into) ?
		    pv_fail(err, PV_EUSAGE, "E-USAGE",
		    "is the store to merge into") :
		    open_sound(m->paths[m->at], &m->from[m->at], err);
		if (rc != PV_OK)
			return rc;
	}
	rc = pv_store_open(m->into, PV_STORE_WRITE, &m->to, err);
	if (rc == PV_OK)
		rc = doc_keys_new(PV_SPAN(""), &m->keys, err);
	return rc == PV_OK ? pv_store_guests(m->to, own, m, err) : rc;
}

static void
tell(const struct merging *m, const struct pv_store_merged *got)
{
	msg_note("%s: %llu file%s, %llu new document%s", path_at(m),
	    (unsigned long long)got->files, got->files == 1 ? "" : "s",
	    (unsigned long long)got->documents,
	    got->documents == 1 ? "" : "s");
	if (got->other_rules > 0)
		msg_note("%s: %llu document%s tagged by other rules: the "
		    "findings of %s stay", path_at(m),
		    (unsigned long long)got->other_rules,
		    got->other_rules == 1 ? " was" : "s were", m->into);
}

static enum pv_rc
merge_all(struct merging *m, const struct cli *c, struct pv_err *err)
{
	struct pv_store_merged got;
	struct pv_store *to;
	enum pv_rc rc = PV_OK;

	for (m->at = 0; m->at < m->n; m->at++) {
		rc = pv_store_merge(m->to, m->from[m->at], name, m, &got, err);
		if (rc != PV_OK)
			return rc;
		if (!c->opt.quiet)
			tell(m, &got);
	}
	rc = portfolio_fill(m->to, err);
	if (rc != PV_OK)
		return rc;
	to = m->to;
	m->to = NULL;
	return pv_store_close(to, err);
}

enum status
merge_stores(struct cli *c, char **paths, size_t npaths)
{
	struct merging m = { .into = db_path(c), .paths = paths,
		.n = npaths };
	struct pv_err err;
	size_t i;
	enum pv_rc rc;

	if (c->opt.db == NULL && npaths > 1) {
		m.into = paths[0];
		m.paths++;
		m.n--;
	} else if (c->opt.db == NULL || npaths == 0) {
		return usage_error(c->cmd, npaths == 0 ?
		    "give the stores to merge" :
		    "say with --db what to merge into");
	}
	if (m.n > STORES_MAX)
		return usage_error(c->cmd, "at most %d stores at once",
		    STORES_MAX);
	m.from = calloc(m.n, sizeof(*m.from));
	rc = m.from == NULL ? pv_fail_nomem(&err) : open_all(&m, &err);
	if (rc == PV_OK)
		rc = merge_all(&m, c, &err);
	if (rc != PV_OK)
		msg_error(pv_span_str(path_at(&m)), &err);
	pv_store_abort(m.to);
	for (i = 0; m.from != NULL && i < m.n; i++)
		pv_store_abort(m.from[i]);
	free(m.from);
	doc_keys_free(m.keys);
	return rc == PV_OK ? STATUS_OK : STATUS_TROUBLE;
}
