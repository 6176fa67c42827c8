/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "base/json.h"
#include "cli/cli.h"
#include "cli/msg.h"
#include "cli/packs.h"
#include "cli/reader.h"
#include "view/view.h"

static void
put_milli(struct pv_buf *out, int32_t n)
{
	unsigned u = n < 0 ? (unsigned)-(long)n : (unsigned)n;

	pv_buf_printf(out, "%c%u.%02u", n < 0 ? '-' : '+', u / 1000,
	    u % 1000 / 10);
}

/* "+2.00  exclusivity.hosting.only-through  "API Products ..."" */
static void
text_trace(struct pv_buf *out, const struct pv_version *v,
    const struct trace *t)
{
	pv_buf_str(out, "    ");
	put_milli(out, t->weight);
	pv_buf_str(out, "  ");
	pv_view_escape(out, t->rule, false);
	if (t->at.end > t->at.start) {
		pv_buf_str(out, "  \"");
		pv_view_escape(out, pv_version_text(v, t->at), false);
		pv_buf_char(out, '"');
	}
	if (t->guard.len > 0) {
		pv_buf_str(out, "  held back by ");
		pv_view_escape(out, t->guard, false);
	}
	pv_buf_char(out, '\n');
}

static void
text_traces(struct pv_buf *out, const struct reading *r)
{
	struct pv_span provision = PV_SPAN("");
	size_t i;

	pv_buf_str(out, r->ntraces > 0 ? "Rules that fired:\n" :
	    "No rule fired.\n");
	for (i = 0; i < r->ntraces; i++) {
		if (!pv_span_eq(r->traces[i].provision, provision)) {
			provision = r->traces[i].provision;
			pv_buf_str(out, "  ");
			pv_view_escape(out, provision, false);
			pv_buf_char(out, '\n');
		}
		text_trace(out, r->version, &r->traces[i]);
	}
}

static void
text_findings(struct pv_buf *out, const struct reading *r, uint32_t clause)
{
	const struct pv_findings *f = r->findings;
	const struct pv_finding *x;
	uint32_t e;
	size_t i;

	for (i = 0; i < f->nitems; i++) {
		x = &f->items[i];
		if (x->clause != clause)
			continue;
		pv_view_escape(out, pv_findings_str(f, x->provision), false);
		if (x->subtype.len > 0) {
			pv_buf_char(out, '/');
			pv_view_escape(out, pv_findings_str(f, x->subtype),
			    false);
		}
		pv_buf_printf(out, " %s, confidence %d.%03d, because of\n",
		    pv_stance_name((enum pv_stance)x->stance),
		    (int)(x->confidence / 1000), (int)(x->confidence % 1000));
		for (e = 0; e < x->nevidence; e++) {
			pv_buf_str(out, "    ");
			put_milli(out, f->evidence[x->evidence + e].weight);
			pv_buf_str(out, "  ");
			pv_view_escape(out, pv_findings_str(f,
			    f->evidence[x->evidence + e].rule), false);
			pv_buf_char(out, '\n');
		}
	}
}

static void
json_trace(struct pv_buf *out, const struct pv_version *v, const char *label,
    const struct trace *t)
{
	struct pv_range at = pv_version_place(v, t->at);
	struct pv_json j = { .out = out };
	const struct { const char *key; struct pv_span value; } rows[] = {
		{ "clause", pv_span_str(label) },
		{ "provision", t->provision },
		{ "rule", t->rule },
		{ "text", pv_version_text(v, t->at) },
	};
	size_t i;

	pv_json_open(&j, '{');
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		pv_json_key(&j, rows[i].key);
		pv_json_str(&j, rows[i].value);
	}
	pv_json_key(&j, "start");
	pv_json_u64(&j, at.start);
	pv_json_key(&j, "end");
	pv_json_u64(&j, at.end);
	pv_json_key(&j, "weight");
	pv_json_milli(&j, t->weight);
	pv_json_key(&j, "kept");
	pv_json_bool(&j, t->guard.len == 0);
	if (t->guard.len > 0) {
		pv_json_key(&j, "guard");
		pv_json_str(&j, t->guard);
	}
	pv_json_close(&j, '}');
	pv_buf_char(out, '\n');
}

static enum status
print(struct cli *c, const struct reading *r, const char *path,
    const char *label)
{
	uint32_t clause = pv_version_find(r->version, pv_span_str(label));
	struct pv_err err;
	size_t i;

	if (clause == PV_NONE) {
		pv_fail(&err, PV_EUSAGE, "E-CLAUSE",
		    "there is no clause '%s'; 'proviso clauses' lists them",
		    label);
		msg_error(pv_span_str(path), &err);
		return STATUS_TROUBLE;
	}
	if (is_format(c, "jsonl")) {
		for (i = 0; i < r->ntraces; i++)
			json_trace(&c->out.buf, r->version, label,
			    &r->traces[i]);
		return STATUS_OK;
	}
	pv_view_escape(&c->out.buf, pv_span_trim(pv_version_text(r->version,
	    r->version->clauses[clause].stem)), true);
	pv_buf_str(&c->out.buf, "\n\n");
	text_findings(&c->out.buf, r, clause);
	text_traces(&c->out.buf, r);
	return STATUS_OK;
}

struct explaining {
	struct cli *c;
	const char *label;
	enum status status;
};

/* The traces borrow from the answer, so they are printed while it lives. */
static void
each(void *ctx, size_t index, const char *path, struct reading *r)
{
	struct explaining *x = ctx;

	(void)index;
	x->status = print(x->c, r, path, x->label);
}

static enum status
run(struct cli *c, int argc, char **argv)
{
	struct explaining x = { c, argc == 2 ? argv[1] : "", STATUS_TROUBLE };
	struct reader_batch b = { .cli = c, .clause = x.label,
		.want = READER_TAG | READER_TRACE, .each = each, .ctx = &x };
	struct pv_rules *rules = NULL;
	struct pv_err err;
	enum pv_rc rc;

	if (argc != 2)
		return usage_error(c->cmd, "give a file and a clause label");
	rc = packs_load(c, NULL, 0, &rules, &err);
	b.rules = rules;
	if (rc == PV_OK)
		rc = reader_files(&b, argv, 1, &err);
	pv_rules_free(rules);
	if (rc != PV_OK) {
		msg_trouble(&err);
		return STATUS_TROUBLE;
	}
	return x.status;
}

const struct cmd cmd_explain = {
	"explain", "FILE LABEL", "tell why a clause was tagged as it was",
	"Every finding of the clause with the evidence that adds up to it, then\n"
	"every rule that fired there, and the guard that held it back if one did.\n"
	"\n"
	"Example:\n"
	"    proviso explain agreement.txt '4.2(b)'\n",
	OPTS_TAG | OPT_BIT(OPT_FORMAT), "text jsonl", run
};
