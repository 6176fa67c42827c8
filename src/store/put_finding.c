/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/store.h"

#include "base/json.h"
#include "store/internal.h"

static void
attributes_json(struct pv_buf *out, const struct pv_findings *f, size_t i)
{
	const struct pv_finding *x = &f->items[i];
	struct pv_json j = { .out = out };
	uint32_t a;

	pv_json_open(&j, '{');
	for (a = x->attrs; a < x->attrs + x->nattrs; a++) {
		pv_json_key(&j, pv_attr_key_name(
		    (enum pv_attr_key)f->attrs[a].key));
		pv_json_str(&j, pv_findings_str(f, f->attrs[a].value));
	}
	if (x->flags & PV_FINDING_REDACTED) {
		pv_json_key(&j, "redacted");
		pv_json_bool(&j, true);
	}
	pv_json_close(&j, '}');
}

static enum pv_rc
find_cue(struct pv_stmt *st, int64_t *id, struct pv_err *err)
{
	bool row = false;
	enum pv_rc rc = pv_stmt_step(st, &row, err);

	*id = rc == PV_OK && row ? pv_stmt_col_int(st, 0) : 0;
	pv_stmt_reset(st);
	return rc;
}

/* The number of a cue, which is given one when it has none yet. */
static enum pv_rc
cue_of(struct pv_store *s, struct pv_span rule, int32_t weight, int64_t *id,
    struct pv_err *err)
{
	struct pv_stmt *st = NULL;
	enum pv_rc rc = pv_store_stmt(s, PV_STMT_CUE_GET, &st, err);

	if (rc != PV_OK)
		return rc;
	pv_stmt_text(st, 1, rule);
	pv_stmt_int(st, 2, weight);
	rc = find_cue(st, id, err);
	if (rc != PV_OK || *id != 0)
		return rc;
	rc = pv_store_stmt(s, PV_STMT_CUE_PUT, &st, err);
	if (rc != PV_OK)
		return rc;
	pv_stmt_text(st, 1, rule);
	pv_stmt_int(st, 2, weight);
	rc = pv_stmt_run(st, err);
	*id = pv_db_rowid(s->db);
	return rc;
}

static void
evidence_json(struct pv_json *j, int64_t cue, struct pv_range at,
    uint32_t start)
{
	pv_json_open(j, '[');
	pv_json_milli(j, cue * 1000);
	pv_json_milli(j, ((int64_t)at.start - start) * 1000);
	pv_json_u64(j, at.end - at.start);
	pv_json_close(j, ']');
}

/* The evidence of a finding, and the cue of the rule that it is named for. */
static enum pv_rc
put_evidence(struct pv_store *s, const struct pv_findings *f, size_t i,
    struct pv_buf *out, int64_t *top, struct pv_err *err)
{
	const struct pv_finding *x = &f->items[i];
	struct pv_span name = pv_findings_str(f, x->rule), rule;
	struct pv_json j = { .out = out };
	enum pv_rc rc = PV_OK;
	int64_t cue = 0;
	uint32_t e;

	*top = 0;
	pv_json_open(&j, '[');
	for (e = x->evidence; e < x->evidence + x->nevidence; e++) {
		rule = pv_findings_str(f, f->evidence[e].rule);
		rc = cue_of(s, rule, f->evidence[e].weight, &cue, err);
		if (rc != PV_OK)
			return rc;
		if (*top == 0 && pv_span_eq(rule, name))
			*top = cue;
		evidence_json(&j, cue, f->evidence[e].at, x->at.start);
	}
	pv_json_close(&j, ']');
	return *top == 0 ? cue_of(s, name, 0, top, err) : rc;
}

static void
bind_finding(struct pv_stmt *st, const struct pv_findings *f, size_t i)
{
	const struct pv_finding *x = &f->items[i];

	pv_stmt_int(st, 3, x->clause);
	pv_stmt_text(st, 4, pv_findings_str(f, x->provision));
	pv_stmt_text(st, 5, pv_findings_str(f, x->subtype));
	pv_stmt_text(st, 6, pv_span_str(pv_stance_name(
	    (enum pv_stance)x->stance)));
	pv_stmt_text(st, 7, x->strength == PV_STRENGTH_NONE ? PV_SPAN("") :
	    pv_span_str(pv_strength_name((enum pv_strength)x->strength)));
	pv_stmt_int(st, 8, x->confidence);
	pv_stmt_int(st, 10, x->flags);
	pv_stmt_int(st, 11, x->at.start);
	pv_stmt_int(st, 12, x->at.end - x->at.start);
}

enum pv_rc
pv_store_put_findings(struct pv_store *s, const struct pv_store_doc *doc, int64_t id,
    struct pv_err *err)
{
	const struct pv_findings *f = doc->findings;
	struct pv_buf attrs = PV_BUF_INIT, evidence = PV_BUF_INIT;
	struct pv_stmt *st = NULL;
	enum pv_rc rc = pv_store_stmt(s, PV_STMT_FINDING_PUT, &st, err);
	int64_t cue;
	size_t i;

	for (i = 0; rc == PV_OK && i < f->nitems; i++) {
		pv_buf_clear(&attrs);
		pv_buf_clear(&evidence);
		attributes_json(&attrs, f, i);
		rc = put_evidence(s, f, i, &evidence, &cue, err);
		if (rc != PV_OK)
			break;
		pv_stmt_int(st, 1, id);
		pv_stmt_int(st, 2, (int64_t)i);
		bind_finding(st, f, i);
		pv_stmt_int(st, 9, cue);
		pv_stmt_text(st, 13, pv_buf_view(&attrs));
		pv_stmt_text(st, 14, pv_buf_view(&evidence));
		rc = attrs.failed || evidence.failed ? pv_fail_nomem(err) :
		    pv_stmt_run(st, err);
	}
	pv_buf_release(&attrs);
	pv_buf_release(&evidence);
	return rc;
}
