/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <stdlib.h>

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

#define QUOTED_MAX 60 /* bytes of a quotation before it is cut */
#define WORTH_TELLING 250 /* thousandths: what a guard held back */
#define WORTH_A_LINE 50   /* thousandths: of what came near */

/* "+2.00  exclusivity.hosting.only-through  "API Products ..."" */
static void
put_reason(struct pv_buf *out, const struct pv_version *v, int32_t weight,
    struct pv_span rule, struct pv_range at)
{
	struct pv_span text = pv_version_text(v, at);
	size_t cut = QUOTED_MAX;

	pv_buf_str(out, "    ");
	put_milli(out, weight);
	pv_buf_str(out, "  ");
	pv_view_escape(out, rule, false);
	if (text.len == 0)
		return;
	while (cut < text.len && text.ptr[cut] != ' ')
		cut++;
	pv_buf_str(out, "  \"");
	pv_view_escape(out, pv_span_sub(text, 0, cut < text.len ? cut :
	    text.len), false);
	pv_buf_str(out, cut < text.len ? " ...\"" : "\"");
}

static void
text_finding(struct pv_buf *out, const struct reading *r,
    const struct pv_finding *x)
{
	const struct pv_findings *f = r->findings;
	int32_t sum = 0;
	uint32_t e;

	pv_view_escape(out, pv_findings_str(f, x->provision), false);
	if (x->subtype.len > 0) {
		pv_buf_char(out, '/');
		pv_view_escape(out, pv_findings_str(f, x->subtype), false);
	}
	pv_buf_printf(out, " %s, confidence %d.%03d, because of\n",
	    pv_stance_name((enum pv_stance)x->stance),
	    (int)(x->confidence / 1000), (int)(x->confidence % 1000));
	for (e = x->evidence; e < x->evidence + x->nevidence; e++) {
		put_reason(out, r->version, f->evidence[e].weight,
		    pv_findings_str(f, f->evidence[e].rule),
		    f->evidence[e].at);
		pv_buf_char(out, '\n');
		sum += f->evidence[e].weight;
	}
	pv_buf_str(out, "    ");
	put_milli(out, sum);
	pv_buf_str(out, "  in all\n");
}

/* Returns whether the clause makes the provision. */
static bool
is_found(const struct reading *r, uint32_t clause, struct pv_span provision)
{
	const struct pv_findings *f = r->findings;
	size_t i;

	for (i = 0; i < f->nitems; i++)
		if (f->items[i].clause == clause &&
		    pv_span_eq(pv_findings_str(f, f->items[i].provision),
			provision))
			return true;
	return false;
}

static void
text_sum(struct pv_buf *out, const struct trace *t)
{
	if (t->rivals > 0) {
		pv_buf_printf(out, "confidence 0.%03d of 0.%03d needed "
		    "beside %u surer provisions", (int)t->weight,
		    (int)t->need, (unsigned)t->rivals);
	} else if (t->need == 0 && t->guard.len > 0) {
		pv_buf_str(out, "gives way to ");
		pv_view_escape(out, t->guard, false);
	} else if (t->need == 0) {
		pv_buf_str(out, "only supports others, and there are none");
	} else {
		put_milli(out, t->weight);
		pv_buf_str(out, " of ");
		put_milli(out, t->need);
		pv_buf_str(out, " needed");
		if (t->guard.len > 0) {
			pv_buf_str(out, ", but ");
			pv_view_escape(out, t->guard, false);
		}
	}
}

/* Whether it was a finding, and others of its sentence said more. */
static bool
is_dropped(const struct trace *t)
{
	return t->need == 0 || t->rivals > 0;
}

/* The sum that came nearest, or NULL when every rule was held back. */
static const struct trace *
nearest(const struct reading *r, struct pv_span provision)
{
	const struct trace *best = NULL;
	size_t i;

	for (i = 0; i < r->ntraces; i++) {
		const struct trace *t = &r->traces[i];

		if (t->rule.len > 0 || !pv_span_eq(t->provision, provision))
			continue;
		if (best == NULL || is_dropped(t) ||
		    (!is_dropped(best) && t->weight > best->weight))
			best = t;
	}
	return best;
}

static bool
is_unmet(const struct trace *t)
{
	return pv_span_eq(t->guard, PV_SPAN("when"));
}

static void
put_held_back(struct pv_buf *out, const struct trace *t)
{
	if (is_unmet(t)) {
		pv_buf_str(out, "  but its `when` is not met");
	} else if (t->guard.len > 0) {
		pv_buf_str(out, "  held back by ");
		pv_view_escape(out, t->guard, false);
	}
}

/* Whether a rule did before, from `first` on, what it does in a trace. */
static bool
is_told(const struct reading *r, size_t first, size_t trace)
{
	const struct trace *t = &r->traces[trace];
	size_t i;

	for (i = first; i < trace; i++)
		if (pv_span_eq(r->traces[i].rule, t->rule) &&
		    pv_span_eq(r->traces[i].guard, t->guard))
			return true;
	return false;
}

/*
 * A provision that is there: what was held back beside; else what counts for
 * something, once a rule, or all there is.
 */
static void
text_near(struct pv_buf *out, const struct reading *r, size_t first, bool found,
    bool all)
{
	struct pv_span provision = r->traces[first].provision;
	const struct trace *sum = nearest(r, provision);
	size_t i;

	pv_buf_str(out, "  ");
	pv_view_escape(out, provision, false);
	pv_buf_str(out, ": ");
	if (found)
		pv_buf_str(out, "found, without");
	else if (sum == NULL)
		pv_buf_str(out, "nothing counts");
	else
		text_sum(out, sum);
	pv_buf_char(out, '\n');
	for (i = first; i < r->ntraces; i++) {
		const struct trace *t = &r->traces[i];

		if (t->rule.len == 0 || (found && t->guard.len == 0) ||
		    !pv_span_eq(t->provision, provision) ||
		    (!all && (abs(t->weight) < WORTH_A_LINE ||
			is_told(r, first, i))))
			continue;
		put_reason(out, r->version, t->weight, t->rule, t->at);
		put_held_back(out, t);
		pv_buf_char(out, '\n');
	}
}

/*
 * Whether a reader would ask: a guard held something of weight back, or, where
 * nothing was found, the sum came to a quarter of what is needed.
 */
static bool
is_near(const struct reading *r, struct pv_span provision, bool found)
{
	size_t i;

	for (i = 0; i < r->ntraces; i++) {
		const struct trace *t = &r->traces[i];

		if (!pv_span_eq(t->provision, provision))
			continue;
		if (t->rule.len > 0 ? t->guard.len > 0 && !is_unmet(t) &&
		    t->weight >= WORTH_TELLING :
		    !found && (is_dropped(t) || t->weight >= t->need / 4))
			return true;
	}
	return false;
}

/* What was found, and then what came near; all that fired when asked. */
static void
text_clause(struct pv_buf *out, const struct reading *r, uint32_t clause,
    bool all)
{
	size_t i, k, before = out->len;
	bool any = false, found;

	for (i = 0; i < r->findings->nitems; i++)
		if (r->findings->items[i].clause == clause)
			text_finding(out, r, &r->findings->items[i]);
	for (i = 0; i < r->ntraces; i++) {
		struct pv_span provision = r->traces[i].provision;

		for (k = 0; k < i; k++)
			if (pv_span_eq(r->traces[k].provision, provision))
				break;
		found = is_found(r, clause, provision);
		if (k < i || (!is_near(r, provision, found) &&
		    !(all && !found)))
			continue;
		if (!any)
			pv_buf_str(out, "Not counted:\n");
		any = true;
		text_near(out, r, i, found, all);
	}
	if (r->ntraces == 0)
		pv_buf_str(out, "No rule fired.\n");
	else if (!any && out->len == before)
		pv_buf_str(out, "Nothing came near.\n");
}

static void
json_trace(struct pv_buf *out, const struct pv_version *v, const char *label,
    const struct trace *t)
{
	struct pv_range at = pv_version_place(v, t->at);
	struct pv_json j = { .out = out };
	bool sum = t->rule.len == 0;
	const struct { const char *key; struct pv_span value; } rows[] = {
		{ "clause", pv_span_str(label) },
		{ "provision", t->provision },
		{ "rule", t->rule }, /* empty in a sum */
		{ "text", pv_version_text(v, t->at) },
	};
	size_t i;

	pv_json_open(&j, '{');
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].value.len == 0 && sum)
			continue;
		pv_json_key(&j, rows[i].key);
		pv_json_str(&j, rows[i].value);
	}
	pv_json_key(&j, "start");
	pv_json_u64(&j, at.start);
	pv_json_key(&j, "end");
	pv_json_u64(&j, at.end);
	pv_json_key(&j, sum ? "sum" : "weight");
	pv_json_milli(&j, t->weight);
	if (sum) {
		pv_json_key(&j, "need");
		pv_json_milli(&j, t->need);
	}
	if (t->rivals > 0) {
		pv_json_key(&j, "rivals");
		pv_json_u64(&j, t->rivals);
	}
	pv_json_key(&j, "kept");
	pv_json_bool(&j, !sum && t->guard.len == 0);
	if (t->guard.len > 0) {
		pv_json_key(&j, !sum ? "guard" : t->need > 0 ? "why" : "for");
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
	text_clause(&c->out.buf, r, clause, c->opt.verbose);
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
	"what came near: what it adds up to, or the guard that held it back.\n"
	"\n"
	"Example:\n"
	"    proviso explain agreement.txt '4.2(b)'\n",
	OPTS_TAG | OPT_BIT(OPT_FORMAT), "text jsonl", run
};
