/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/amended.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/msg.h"
#include "diff/conform.h"
#include "diff/family.h"
#include "model/cite.h"
#include "view/place.h"

static void
keep(void *ctx, size_t index, const char *path, struct reading *r)
{
	struct amended *a = ctx;

	(void)path;
	a->r[index] = *r;
	memset(r, 0, sizeof(*r));
}

void
amended_release(struct amended *a)
{
	for (size_t i = 0; a->r != NULL && i < a->count; i++)
		reading_release(&a->r[i]);
	free(a->r);
	free(a->files);
	pv_conformed_free(a->conformed);
	memset(a, 0, sizeof(*a));
}

/* One line for each operation that was not applied. */
static void
tell_flagged(const struct cli *c, const struct amended *a)
{
	struct pv_buf b = PV_BUF_INIT;

	for (size_t i = 0; i < a->conformed->nops && !c->opt.quiet; i++) {
		const struct pv_conformed_op *op = &a->conformed->ops[i];
		const struct pv_version *v = a->r[op->amendment].version;
		uint32_t at = pv_version_clause_at(v, op->at.start);

		if (!op->flagged)
			continue;
		pv_buf_clear(&b);
		pv_buf_printf(&b, "%s%s%.*s not applied: %.*s",
		    pv_op_kind_name(op->kind), op->target.len > 0 ? " " : "",
		    PV_FMT(op->target), PV_FMT(op->why));
		msg_put(&(struct msg){ .path = a->files[op->amendment],
			.line = at < v->nclauses ? v->clauses[at].line : 0,
			.code = PV_SPAN("W-AMEND"),
			.text = pv_buf_view(&b),
			.severity = PV_SEV_WARNING });
	}
	pv_buf_release(&b);
	if (a->conformed->nops == 0 && !c->opt.quiet)
		msg_put(&(struct msg){ .path = a->files[a->count - 1],
			.text = PV_SPAN("nothing in it amends anything"),
			.severity = PV_SEV_NOTE });
}

/* An amendment of a chain whose last link before it was not given. */
static void
tell_missing(const struct cli *c, const struct amended *a)
{
	struct pv_buf b = PV_BUF_INIT;
	uint32_t before, n;

	for (size_t i = 1, k; i < a->count && !c->opt.quiet; i++) {
		n = pv_family_number(a->r[i].version);
		before = n < 2 ? 0 : n - 1;
		for (k = 1; k < a->count; k++)
			if (pv_family_number(a->r[k].version) == before)
				before = 0;
		if (before == 0)
			continue;
		pv_buf_clear(&b);
		pv_buf_printf(&b, "it is amendment %u, and amendment %u is "
		    "not given", (unsigned)n, (unsigned)before);
		msg_put(&(struct msg){ .path = a->files[i],
			.code = PV_SPAN("W-CHAIN"), .text = pv_buf_view(&b),
			.severity = PV_SEV_WARNING });
	}
	pv_buf_release(&b);
}

static enum pv_rc
apply(struct cli *c, struct amended *a, struct pv_err *err)
{
	const struct pv_version **amendments = calloc(a->count,
	    sizeof(*amendments));
	struct pv_conform_input in = { a->r[0].version, amendments,
		a->count - 1, c->opt.as_of };
	enum pv_rc rc;

	if (amendments == NULL)
		return pv_fail_nomem(err);
	for (size_t i = 1; i < a->count; i++)
		amendments[i - 1] = a->r[i].version;
	rc = pv_conform(&in, &a->conformed, err);
	free(amendments);
	return rc;
}

enum status
amended_read(struct cli *c, char **paths, size_t n, struct amended *a)
{
	struct reader_batch b = { .cli = c, .want = 0, .each = keep,
		.ctx = a };
	struct pv_err err;
	enum pv_rc rc;

	*a = (struct amended){ .count = n };
	a->r = calloc(n, sizeof(*a->r));
	a->files = calloc(n, sizeof(*a->files));
	if (a->r == NULL || a->files == NULL)
		rc = pv_fail_nomem(&err);
	else
		rc = reader_files(&b, paths, n, &err);
	if (rc == PV_OK && b.nrefused > 0)
		return STATUS_TROUBLE;
	for (size_t i = 0; rc == PV_OK && i < n; i++)
		a->files[i] = pv_span_str(paths[i]);
	if (rc == PV_OK)
		rc = apply(c, a, &err);
	if (rc != PV_OK) {
		msg_trouble(&err);
		return STATUS_TROUBLE;
	}
	tell_missing(c, a);
	tell_flagged(c, a);
	if (a->conformed->nflagged > 0)
		c->found = true;
	return STATUS_OK;
}

enum pv_rc
amended_open(const struct amended *a, int *fd, char path[AMENDED_PATH],
    struct pv_err *err)
{
	enum pv_rc rc = reader_memory(a->conformed->text, fd, err);

	if (rc == PV_OK)
		snprintf(path, AMENDED_PATH, "/proc/self/fd/%d", *fd);
	return rc;
}

/* The first conformed clause that begins at a byte or behind it. */
static size_t
clause_from(const struct pv_conformed *r, uint32_t start)
{
	size_t lo = 0, hi = r->nclauses, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (r->clauses[mid].at.start < start)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

struct pv_span *
amended_controls(const struct amended *a, const struct pv_version *v)
{
	const struct pv_conformed *r = a->conformed;
	struct pv_span *by = calloc((size_t)v->nclauses + 1, sizeof(*by));

	for (uint32_t i = 0; by != NULL && i < v->nclauses; i++) {
		uint32_t start = v->clauses[i].all.start;
		struct pv_span label = pv_clause_label(v, i);
		size_t k = clause_from(r, start), first = k;

		by[i] = PV_SPAN("");
		while (k < r->nclauses && r->clauses[k].at.start == start &&
		    !pv_span_eq(r->clauses[k].label, label))
			k++;
		if (k == r->nclauses || r->clauses[k].at.start != start)
			k = first;
		if (k < r->nclauses && r->clauses[k].at.start == start)
			by[i] = a->files[r->clauses[k].source];
	}
	return by;
}

/* Does an operation take out what it names? */
static bool
removes(const struct pv_conformed_op *op)
{
	return !op->flagged && (op->kind == PV_OP_DELETE ||
	    op->kind == PV_OP_RESERVE || op->kind == PV_OP_REPLACE ||
	    op->kind == PV_OP_RESTATE);
}

struct pv_span *
amended_removers(const struct amended *a, const struct pv_version *v)
{
	const struct pv_conformed *r = a->conformed;
	struct pv_span *by = calloc((size_t)v->nclauses + 1, sizeof(*by));
	struct pv_cite want, have;

	for (uint32_t i = 0; by != NULL && i < v->nclauses; i++)
		by[i] = PV_SPAN("");
	for (size_t k = 0; by != NULL && k < r->nops; k++) {
		uint32_t i, end = 0;

		if (!removes(&r->ops[k]))
			continue;
		pv_cite_key(r->ops[k].target, &want);
		for (i = 0; i < v->nclauses; i++) {
			pv_cite_key(pv_clause_label(v, i), &have);
			if (r->ops[k].kind == PV_OP_RESTATE ||
			    (have.len > 0 && pv_span_eq(pv_cite_span(&have),
			    pv_cite_span(&want))))
				end = v->clauses[i].next;
			if (i < end || r->ops[k].kind == PV_OP_RESTATE)
				by[i] = a->files[r->ops[k].amendment];
		}
	}
	return by;
}
