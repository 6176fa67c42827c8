/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/retag.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/num.h"
#include "cli/msg.h"
#include "cli/packs.h"
#include "cli/portfolio.h"
#include "cli/reader.h"
#include "cli/table.h"
#include "store/store.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0"
#endif

/* What becomes of the findings of a provision. */
struct effect {
	struct pv_buf provision;
	uint64_t before, after, gained, lost;
};

/* A stored document: one of its versions, and a name for messages. */
struct stale {
	int64_t version;
	struct pv_buf name, type;   /* type: of EDGAR documents */
	struct pv_findings *before; /* while it is tagged */
};

struct retag {
	struct cli *c;
	struct pv_store *store;
	struct pv_rules *rules;
	struct reader reader;
	struct pv_vec stale;        /* struct stale */
	struct pv_vec effects;      /* struct effect, by name */
	uint64_t done;
};

/* ---------------------------------------------------------------- effects */

/* The row of a provision; there are few. */
static struct effect *
effect_of(struct retag *t, struct pv_span provision)
{
	struct effect *e = t->effects.ptr;
	size_t i;

	for (i = 0; i < t->effects.len; i++) {
		if (pv_span_eq(pv_buf_view(&e[i].provision), provision))
			return &e[i];
	}
	e = pv_vec_push(&t->effects);
	if (e != NULL)
		pv_buf_span(&e->provision, provision);
	return e;
}

/* A finding as what makes it the same with other rules. */
struct mark { uint64_t hash; struct pv_span provision; };

static int
by_hash(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	return (x->hash > y->hash) - (x->hash < y->hash);
}

/* Sorted marks of all findings; NULL when memory is out. */
static struct mark *
marks_of(const struct pv_findings *f)
{
	struct mark *v = calloc(f->nitems + 1, sizeof(*v));
	const struct pv_finding *x;
	struct pv_buf b = PV_BUF_INIT;
	size_t i;

	for (i = 0; v != NULL && i < f->nitems; i++) {
		x = &f->items[i];
		v[i].provision = pv_findings_str(f, x->provision);
		pv_buf_clear(&b);
		pv_buf_span(&b, v[i].provision);
		pv_buf_char(&b, ':');
		pv_buf_span(&b, pv_findings_str(f, x->subtype));
		pv_buf_printf(&b, ":%u:%u", (unsigned)x->stance,
		    (unsigned)x->clause);
		v[i].hash = pv_hash64(pv_buf_view(&b));
	}
	if (b.failed) {
		free(v);
		v = NULL;
	}
	pv_buf_release(&b);
	if (v != NULL)
		qsort(v, f->nitems, sizeof(*v), by_hash);
	return v;
}

/* Count a finding that is in one of them, or (both) in the two. */
static bool
count(struct retag *t, const struct mark *m, bool was, bool is)
{
	struct effect *e = effect_of(t, m->provision);

	if (e == NULL)
		return false;
	e->before += was;
	e->after += is;
	e->lost += was && !is;
	e->gained += is && !was;
	return !e->provision.failed;
}

static enum pv_rc
compare(struct retag *t, const struct pv_findings *old,
    const struct pv_findings *new, struct pv_err *err)
{
	struct mark *a = marks_of(old), *b = marks_of(new);
	size_t i = 0, k = 0;
	bool was, is, ok = a != NULL && b != NULL;

	while (ok && (i < old->nitems || k < new->nitems)) {
		was = i < old->nitems && (k == new->nitems ||
		    a[i].hash <= b[k].hash);
		is = k < new->nitems && (i == old->nitems ||
		    b[k].hash <= a[i].hash);
		ok = count(t, was ? &a[i] : &b[k], was, is);
		i += was;
		k += is;
	}
	free(a);
	free(b);
	return ok ? PV_OK : pv_fail_nomem(err);
}

/* -------------------------------------------------------------- documents */

static enum pv_rc
on_stale(void *ctx, const struct pv_store_row *row, struct pv_err *err)
{
	struct retag *t = ctx;
	struct stale *s;
	uint64_t id = 0;

	if (row->cells == NULL || !pv_num_parse(row->cells[0], INT64_MAX, &id))
		return PV_OK;
	s = pv_vec_push(&t->stale);
	if (s == NULL)
		return pv_fail_nomem(err);
	s->version = (int64_t)id;
	pv_buf_span(&s->name, row->cells[1]);
	pv_buf_span(&s->type, row->cells[2]);
	return s->name.failed || s->type.failed ? pv_fail_nomem(err) : PV_OK;
}

static enum pv_rc
list_stale(struct retag *t, struct pv_err *err)
{
	static const char sql[] =
	    "SELECT min(version_id), coalesce(min(path), min(agreement) ||"
	    " '@' || min(label)), d.type FROM document d"
	    " JOIN version USING (document_id)"
	    " JOIN agreement USING (agreement_id)"
	    " LEFT JOIN file USING (version_id)"
	    " WHERE rules <> :rules OR program <> :program OR EXISTS"
	    " (SELECT 1 FROM gap g WHERE g.document_id = d.document_id)"
	    " GROUP BY d.document_id ORDER BY 2";
	const struct pv_store_param params[] = {
		{ ":rules", pv_rules_digest(t->rules) },
		{ ":program", PACKAGE_VERSION }
	};

	return pv_store_query(t->store, PV_SPAN(sql), params, 2, on_stale, t,
	    err);
}

static enum pv_rc
on_done(void *ctx, const struct pv_pool_result *res, struct pv_err *err)
{
	struct retag *t = ctx;
	struct stale *s = res->tag;
	struct pv_span name = pv_buf_view(&s->name);
	struct pv_store_doc doc = { .type = pv_buf_view(&s->type),
		.rules_digest = pv_span_str(pv_rules_digest(t->rules)) };
	struct reading r;
	struct pv_err why;
	enum pv_rc rc;

	why.rc = PV_OK;
	if (res->why != NULL)
		why = *res->why;
	else
		why.rc = reading_parse(res->reply, READER_TAG | READER_TEXT,
		    &r, &why);
	if (why.rc != PV_OK) {
		msg_error(name, &why);
		t->c->incomplete = true;
		return PV_OK;
	}
	report_gaps(t->c, name, r.version, r.findings);
	rc = compare(t, s->before, r.findings, err);
	doc.version = r.version;
	doc.findings = r.findings;
	if (rc == PV_OK)
		rc = pv_store_retag(t->store, &doc, err);
	t->done++;
	reading_release(&r);
	pv_findings_free(s->before);
	s->before = NULL;
	return rc;
}

static enum pv_rc
submit(struct retag *t, struct stale *s, struct pv_err *err)
{
	struct pv_version *v = NULL;
	struct pv_job job = { .fd = -1, .kind = READER_TAG | READER_TEXT,
		.name = pv_buf_view(&s->name) };
	enum pv_rc rc = pv_store_load(t->store, s->version, &v, &s->before,
	    err);

	if (rc == PV_OK)
		rc = reader_text(v, &job.fd, err);
	pv_version_free(v);
	return rc == PV_OK ? reader_submit(&t->reader, &job, s, err) : rc;
}

static enum pv_rc
tag_all(struct retag *t, struct pv_err *err)
{
	size_t i;
	enum pv_rc rc = reader_start(&t->reader, err);

	for (i = 0; i < t->stale.len && rc == PV_OK; i++)
		rc = submit(t, PV_VEC_AT(&t->stale, struct stale, i), err);
	return rc == PV_OK ? pv_pool_drain(t->reader.pool, err) : rc;
}

/* -------------------------------------------------------------- the whole */

static int
by_name(const void *a, const void *b)
{
	const struct effect *x = a, *y = b;

	return pv_span_cmp(pv_buf_view(&x->provision),
	    pv_buf_view(&y->provision));
}

static enum pv_rc
print(struct retag *t, struct pv_err *err)
{
	static const char *const head[] = { "provision", "before", "after",
		"gained", "lost" };
	const struct effect *e = t->effects.ptr;
	struct table out;
	size_t i;

	if (t->effects.len > 0)
		qsort(t->effects.ptr, t->effects.len, t->effects.elem,
		    by_name);
	table_init(&out, 5);
	for (i = 0; i < 5; i++)
		table_add(&out, pv_span_str(head[i]));
	for (i = 0; i < t->effects.len; i++) {
		table_add(&out, pv_buf_view(&e[i].provision));
		table_add_u64(&out, e[i].before);
		table_add_u64(&out, e[i].after);
		table_add_u64(&out, e[i].gained);
		table_add_u64(&out, e[i].lost);
	}
	return table_print(&out, t->c) ? PV_OK : pv_fail_nomem(err);
}

static enum pv_rc
run(struct retag *t, struct pv_err *err)
{
	struct pv_store *store;
	enum pv_rc rc = pv_store_open(db_path(t->c), PV_STORE_READ, &store,
	    err);

	/* a store that is not there is not made */
	if (rc != PV_OK)
		return rc;
	pv_store_abort(store);
	rc = pv_store_open(db_path(t->c), PV_STORE_WRITE, &t->store, err);
	if (rc == PV_OK)
		rc = list_stale(t, err);
	if (rc == PV_OK)
		rc = tag_all(t, err);
	if (rc == PV_OK)
		rc = portfolio_fill(t->store, err);
	if (rc != PV_OK)
		return rc;
	store = t->store;
	t->store = NULL;
	return pv_store_close(store, err);
}

static void
release(struct retag *t)
{
	size_t i;

	reader_end(&t->reader);
	pv_store_abort(t->store);
	for (i = 0; i < t->stale.len; i++) {
		pv_buf_release(&PV_VEC_AT(&t->stale, struct stale, i)->name);
		pv_buf_release(&PV_VEC_AT(&t->stale, struct stale, i)->type);
		pv_findings_free(PV_VEC_AT(&t->stale, struct stale,
		    i)->before);
	}
	for (i = 0; i < t->effects.len; i++)
		pv_buf_release(&PV_VEC_AT(&t->effects, struct effect,
		    i)->provision);
	pv_vec_release(&t->stale);
	pv_vec_release(&t->effects);
	pv_rules_free(t->rules);
}

enum status
retag_store(struct cli *c)
{
	struct retag t = { .c = c, .stale = PV_VEC_INIT(struct stale),
		.effects = PV_VEC_INIT(struct effect) };
	struct pv_err err;
	enum pv_rc rc = packs_load(c, NULL, 0, &t.rules, &err);

	if (rc != PV_OK) {
		msg_trouble(&err);
		return STATUS_TROUBLE;
	}
	t.reader = (struct reader){ .cli = c, .rules = t.rules,
		.done = on_done, .ctx = &t, .jobs = c->opt.jobs };
	rc = run(&t, &err);
	if (rc == PV_OK)
		rc = print(&t, &err);
	if (rc != PV_OK)
		msg_error(pv_span_str(db_path(c)), &err);
	else if (!c->opt.quiet)
		msg_note("%llu document%s tagged anew",
		    (unsigned long long)t.done, t.done == 1 ? "" : "s");
	release(&t);
	return rc == PV_OK ? STATUS_OK : STATUS_TROUBLE;
}
