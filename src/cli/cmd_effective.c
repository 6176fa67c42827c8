/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/effective.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/json.h"
#include "cli/msg.h"
#include "diff/conform.h"
#include "diff/family.h"
#include "diff/operation.h"
#include "model/cite.h"
#include "view/view.h"

/* The question, and what answers it. */
struct answer {
	struct cli *c;
	const char *key;
	struct collection docs;
	size_t base;
	struct pv_vec members;      /* struct pv_member */
	size_t nsure;               /* the first ones, that surely amend */
	struct pv_conformed *r;
	const struct pv_conformed_clause *clause; /* NULL = it is gone */
	const struct pv_conformed_op *end;  /* what took it away, or NULL */
	uint32_t source;            /* what controls it: 0 = the base */
};

static const struct pv_member *
member(const struct answer *a, size_t i)
{
	return PV_VEC_AT(&a->members, struct pv_member, i);
}

/* The document that source i of the conformed text is. */
static const struct collected *
source_doc(const struct answer *a, uint32_t i)
{
	return collection_doc(&a->docs, i == 0 ? a->base :
	    member(a, i - 1)->doc);
}

static bool
is_label(struct pv_span a, const char *b)
{
	struct pv_cite x, y;

	pv_cite_key(a, &x);
	pv_cite_key(pv_span_str(b), &y);
	return pv_span_eq(pv_cite_span(&x), pv_cite_span(&y));
}

/* Is one of two labels the other, or around it: "4" and "4.5(b)"? */
static bool
overlaps(struct pv_span label, const char *clause)
{
	struct pv_cite x, y;
	struct pv_span a, b, t;

	pv_cite_key(label, &x);
	pv_cite_key(pv_span_str(clause), &y);
	a = pv_cite_span(&x);
	b = pv_cite_span(&y);
	if (a.len > b.len) {
		t = a;
		a = b;
		b = t;
	}
	return a.len == 0 || (pv_span_starts(b, a) && (b.len == a.len ||
	    strchr(".(,", b.ptr[a.len]) != NULL));
}

/*
 * Does an operation touch the clause, or may it?  One that was not applied
 * and names no clause may touch any.
 */
static bool
concerns(const struct answer *a, const struct pv_conformed_op *op)
{
	if (op->kind == PV_OP_RATIFY)
		return false;
	if (op->target.len == 0)
		return op->flagged || op->kind == PV_OP_RESTATE;
	return overlaps(op->target, a->c->opt.clause);
}

static bool
is_insert(const struct pv_conformed_op *op)
{
	return op->kind == PV_OP_INSERT || op->kind == PV_OP_INSERT_AFTER ||
	    op->kind == PV_OP_INSERT_BEFORE;
}

static enum status
no_clause(const struct answer *a)
{
	struct pv_err err;

	(void)pv_fail(&err, PV_EUSAGE, "E-CLAUSE", "there is no clause '%s', "
	    "and never was", a->c->opt.clause);
	msg_error(pv_span_str(source_doc(a, 0)->name), &err);
	return STATUS_TROUBLE;
}

/* What is in doubt counts when it would touch the clause. */
static enum pv_rc
weigh_doubts(struct answer *a, struct pv_err *err)
{
	enum pv_rc rc = PV_OK;

	for (size_t i = a->nsure; i < a->members.len && rc == PV_OK; i++) {
		struct pv_arena *arena = pv_arena_new(NULL);
		struct pv_instrument in;

		if (arena == NULL)
			return pv_fail_nomem(err);
		rc = pv_instrument_read(&in, arena,
		    a->docs.versions[member(a, i)->doc], err);
		for (size_t k = 0; rc == PV_OK && k < in.ops.len; k++) {
			const struct pv_operation *op = PV_VEC_AT(&in.ops,
			    struct pv_operation, k);

			if (op->kind != PV_OP_RATIFY && overlaps(
			    op->target.label, a->c->opt.clause))
				a->c->found = true;
		}
		pv_instrument_release(&in);
		pv_arena_free(arena);
	}
	return rc;
}

/* Find the clause, what controls it, and what speaks against that. */
static enum status
look_up(struct answer *a)
{
	const struct pv_version *base = source_doc(a, 0)->r.version;
	const char *label = a->c->opt.clause;
	bool was = false;

	for (size_t i = 0; i < a->r->nclauses && a->clause == NULL; i++)
		if (is_label(a->r->clauses[i].label, label))
			a->clause = &a->r->clauses[i];
	for (size_t i = 0; a->clause != NULL && i < a->r->nclauses; i++) {
		const struct pv_conformed_clause *x = &a->r->clauses[i];

		/* with the clauses below it */
		if (x->at.start >= a->clause->at.start &&
		    x->at.end <= a->clause->at.end && x->source > a->source)
			a->source = x->source;
	}
	for (size_t i = 0; i < base->nclauses; i++)
		was = was || is_label(pv_version_str(base,
		    base->clauses[i].label), label);
	for (size_t i = 0; i < a->r->nops; i++) {
		const struct pv_conformed_op *op = &a->r->ops[i];

		if (!concerns(a, op))
			continue;
		if (op->flagged && !op->later)
			a->c->found = true;
		if (a->clause != NULL || (op->target.len == 0 &&
		    op->kind != PV_OP_RESTATE))
			continue;
		was = was || (!op->flagged && is_insert(op) &&
		    is_label(op->target, label));
		/* the last one that took it away, the first that brings it */
		if (was ? !op->flagged : op->later && a->end == NULL) {
			a->end = op;
			a->source = op->amendment;
		}
	}
	return a->clause != NULL || a->end != NULL ? STATUS_OK :
	    no_clause(a);
}

static const char *
state_of(const struct answer *a)
{
	struct pv_span s;

	if (a->clause == NULL)
		return a->end->later ? "not yet in force" :
		    a->end->kind == PV_OP_RENUMBER ? "renumbered" : "deleted";
	s = pv_span_sub(a->r->text, a->clause->at.start, a->clause->at.end);
	if (s.len < 80 && (pv_span_ifind(s, PV_SPAN("[reserved")) < s.len ||
	    pv_span_ifind(s, PV_SPAN("[intentionally")) < s.len))
		return "reserved";
	return "in force";
}

static struct pv_span
text_of(const struct answer *a)
{
	return a->clause == NULL ? pv_span("", 0) : pv_span_trim(pv_span_sub(
	    a->r->text, a->clause->at.start, a->clause->at.end));
}

static const char *
kin_name(enum pv_kin kin)
{
	switch (kin) {
	case PV_KIN_IN_FORCE: return "in force";
	case PV_KIN_LATER: return "later";
	case PV_KIN_DOUBTFUL: return "doubtful";
	}
	return "";
}

/* When an instrument takes effect; of the base, its date. */
static struct pv_span
date_of(const struct answer *a, uint32_t source)
{
	const struct pv_version *v = source_doc(a, source)->r.version;

	return source == 0 ? pv_version_str(v, v->date) :
	    pv_span_str(member(a, source - 1)->date);
}

/* ------------------------------------------------------------- as text */

static void
put(struct pv_buf *out, struct pv_span s)
{
	pv_view_escape(out, s, false);
}

static void
put_instrument(struct pv_buf *out, const struct answer *a, uint32_t i)
{
	const struct collected *d = source_doc(a, i);
	struct pv_span date = date_of(a, i);

	put(out, pv_span_str(d->name));
	pv_buf_str(out, " (");
	put(out, pv_family_title(d->r.version));
	if (date.len > 0)
		pv_buf_printf(out, ", %.*s", PV_FMT(date));
	pv_buf_char(out, ')');
}

/* "replace 4.5, not applied: why" */
static void
put_op(struct pv_buf *out, const struct pv_conformed_op *op)
{
	pv_buf_printf(out, "    %s%s", pv_op_kind_name(op->kind),
	    op->target.len > 0 ? " " : "");
	put(out, op->target);
	if (op->flagged) {
		pv_buf_str(out, ", not applied: ");
		put(out, op->why);
	}
	pv_buf_char(out, '\n');
}

static void
put_chain(struct pv_buf *out, const struct answer *a)
{
	for (uint32_t i = 0; i <= a->members.len; i++) {
		pv_buf_str(out, "  ");
		put_instrument(out, a, i);
		if (i > 0 && member(a, i - 1)->kin == PV_KIN_LATER)
			pv_buf_str(out, ": takes effect later");
		if (i > 0 && member(a, i - 1)->kin == PV_KIN_DOUBTFUL) {
			pv_buf_str(out, ": not applied, ");
			pv_buf_span(out, member(a, i - 1)->why);
		}
		pv_buf_char(out, '\n');
		for (size_t k = 0; k < a->r->nops; k++)
			if (a->r->ops[k].amendment == i && i > 0 &&
			    concerns(a, &a->r->ops[k]))
				put_op(out, &a->r->ops[k]);
	}
}

static void
print_text(struct pv_buf *out, const struct answer *a)
{
	pv_buf_printf(out, "%s, clause %s", a->key, a->c->opt.clause);
	if (a->c->opt.as_of != NULL)
		pv_buf_printf(out, ", on %s", a->c->opt.as_of);
	pv_buf_printf(out, ": %s\n%s ", state_of(a),
	    a->clause == NULL ? "by" : "controlled by");
	put_instrument(out, a, a->source);
	pv_buf_str(out, "\n\n");
	if (a->clause != NULL) {
		pv_view_escape(out, text_of(a), true);
		pv_buf_str(out, "\n\n");
	}
	pv_buf_str(out, "instruments:\n");
	put_chain(out, a);
}

/* ------------------------------------------------------------- as JSON */

static void
put_json_instrument(struct pv_json *j, const struct answer *a, uint32_t i)
{
	const struct collected *d = source_doc(a, i);

	pv_json_key_str(j, "file", pv_span_str(d->name));
	pv_json_key_str(j, "title", pv_family_title(d->r.version));
	pv_json_key_str(j, "date", date_of(a, i));
	if (i > 0 && member(a, i - 1)->number > 0)
		pv_json_key_u64(j, "number", member(a, i - 1)->number);
}

static void
put_json_chain(struct pv_json *j, const struct answer *a, uint32_t i)
{
	const struct pv_member *m = i > 0 ? member(a, i - 1) : NULL;

	pv_json_open(j, '{');
	put_json_instrument(j, a, i);
	pv_json_key_str(j, "role", i == 0 ? PV_SPAN("base") :
	    PV_SPAN("amendment"));
	pv_json_key_str(j, "status", pv_span_str(m == NULL ? "in force" :
	    kin_name(m->kin)));
	pv_json_key_str(j, "why", m == NULL ? pv_span("", 0) : m->why);
	pv_json_key_open(j, "operations", '[');
	for (size_t k = 0; k < a->r->nops; k++) {
		const struct pv_conformed_op *op = &a->r->ops[k];

		if (i == 0 || op->amendment != i || !concerns(a, op))
			continue;
		pv_json_open(j, '{');
		pv_json_key_str(j, "op", pv_span_str(pv_op_kind_name(
		    op->kind)));
		pv_json_key_str(j, "target", op->target);
		pv_json_key_str(j, "status", op->flagged ?
		    PV_SPAN("flagged") : PV_SPAN("applied"));
		pv_json_key_str(j, "why", op->why);
		pv_json_close(j, '}');
	}
	pv_json_close(j, ']');
	pv_json_close(j, '}');
}

static void
print_json(struct pv_buf *out, const struct answer *a)
{
	struct pv_json j = { .out = out, .pretty = true };

	pv_json_open(&j, '{');
	pv_json_key_str(&j, "agreement", pv_span_str(a->key));
	pv_json_key_str(&j, "clause", pv_span_str(a->c->opt.clause));
	pv_json_key(&j, "as_of");
	if (a->c->opt.as_of != NULL)
		pv_json_str(&j, pv_span_str(a->c->opt.as_of));
	else
		pv_json_null(&j);
	pv_json_key_str(&j, "status", pv_span_str(state_of(a)));
	pv_json_key_open(&j, "controlled_by", '{');
	put_json_instrument(&j, a, a->source);
	pv_json_close(&j, '}');
	pv_json_key(&j, "text");
	if (a->clause != NULL)
		pv_json_str(&j, text_of(a));
	else
		pv_json_null(&j);
	pv_json_key(&j, "flagged");
	pv_json_bool(&j, a->c->found);
	pv_json_key_open(&j, "instruments", '[');
	for (uint32_t i = 0; i <= a->members.len; i++)
		put_json_chain(&j, a, i);
	pv_json_close(&j, ']');
	pv_json_close(&j, '}');
	pv_buf_char(out, '\n');
}

/* ---------------------------------------------------------- the answer */

static enum pv_rc
conform(struct answer *a, struct pv_err *err)
{
	struct pv_family_input in = { a->docs.versions, a->docs.docs.len,
		a->base, a->c->opt.as_of };
	struct pv_conform_input x = { .as_of = a->c->opt.as_of };
	const struct pv_version **list;
	enum pv_rc rc = pv_family_find(&in, &a->members, err);

	if (rc != PV_OK)
		return rc;
	list = calloc(a->members.len + 1, sizeof(*list));
	if (list == NULL)
		return pv_fail_nomem(err);
	/* a later one may have a part that takes effect before */
	for (; a->nsure < a->members.len; a->nsure++) {
		if (member(a, a->nsure)->kin == PV_KIN_DOUBTFUL)
			break;
		list[a->nsure] = a->docs.versions[member(a, a->nsure)->doc];
	}
	x.base = a->docs.versions[a->base];
	x.amendments = list;
	x.namendments = a->nsure;
	rc = pv_conform(&x, &a->r, err);
	free(list);
	return rc;
}

static enum status
answer(struct answer *a)
{
	enum status status;
	struct pv_err err;

	if (conform(a, &err) != PV_OK) {
		msg_trouble(&err);
		return STATUS_TROUBLE;
	}
	if (weigh_doubts(a, &err) != PV_OK) {
		msg_trouble(&err);
		return STATUS_TROUBLE;
	}
	status = look_up(a);
	if (status != STATUS_OK)
		return status;
	if (is_format(a->c, "json"))
		print_json(&a->c->out.buf, a);
	else
		print_text(&a->c->out.buf, a);
	return STATUS_OK;
}

static enum status
run(struct cli *c, int argc, char **argv)
{
	struct answer a = { .c = c, .members = PV_VEC_INIT(struct pv_member) };
	enum status status;

	if (argc < 1)
		return usage_error(c->cmd, "give the key of an agreement");
	if (c->opt.clause == NULL || c->opt.clause[0] == '\0')
		return usage_error(c->cmd, "say which clause with --clause");
	if (c->opt.as_of != NULL && !pv_date_is_iso(pv_span_str(c->opt.as_of)))
		return usage_error(c->cmd, "'%s' is no date; write it as "
		    "2027-01-31", c->opt.as_of);
	if (argc > 1 && c->opt.db != NULL)
		return usage_error(c->cmd, "give a store or files, not both");
	a.key = argv[0];
	status = collection_read(c, &a.docs, argc - 1, argv + 1);
	if (status == STATUS_OK)
		status = collection_base(c, &a.docs, a.key, &a.base);
	if (status == STATUS_OK)
		status = answer(&a);
	pv_conformed_free(a.r);
	pv_vec_release(&a.members);
	collection_release(&a.docs);
	return status;
}

const struct cmd cmd_effective = {
	"effective", "KEY [PATH...]", "tell what a clause says on a day",
	"Of an agreement and its amendments, in files and folders or in the store:\n"
	"which instrument controls a clause, its text as conformed, and the chain\n"
	"of instruments by their effective dates.  Amendments belong to an\n"
	"agreement whose title, date and parties they name.  The exit status is 1\n"
	"when something that may touch the clause could not be applied.\n"
	"\n"
	"Examples:\n"
	"    proviso effective base --clause 4.5 --as-of 2027-01-31 contracts/\n"
	"    proviso effective northlake --clause '7.2(b)' --db proviso.db\n",
	OPTS_READ | OPT_BIT(OPT_FORMAT) | OPT_BIT(OPT_JOBS) |
	    OPT_BIT(OPT_AS_OF) | OPT_BIT(OPT_CLAUSE) | OPT_BIT(OPT_DB),
	"text json", run
};
