/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/edits.h"
#include "view/place.h"
#include "view/put.h"
#include "view/views.h"

/*
 * A diff for people: what happened to the provisions first, then definitions,
 * references and clauses, and one line about what does not matter.
 */

#define MARGIN 4
#define KIND_WIDTH 14
#define FEW 3           /* changes that need no summary */
#define MAX_NAMED 64    /* subtypes that a summary tells apart */

static enum pv_style
style_of_change(enum pv_change_kind k)
{
	switch (k) {
	case PV_CHANGE_LOST:
		return PV_STYLE_BAD;
	case PV_CHANGE_WEAKENED:
	case PV_CHANGE_CHANGED:
		return PV_STYLE_WARN;
	case PV_CHANGE_GAINED:
	case PV_CHANGE_STRENGTHENED:
		return PV_STYLE_GOOD;
	case PV_CHANGE_MOVED:
	case PV_CHANGE_UNCHANGED:
		break;
	}
	return PV_STYLE_PLAIN;
}

static struct pv_flow
flow_to(struct pv_buf *out, const struct pv_view_opts *o)
{
	return (struct pv_flow){ .out = out, .indent = MARGIN,
		.width = o->width, .color = o->color };
}

/* What a clause is called, and the file that it is of where there are more. */
struct cited { struct pv_span title, by; };

static void
put_cited(struct pv_buf *out, struct cited x)
{
	pv_view_escape(out, x.title, false);
	if (x.by.len == 0)
		return;
	pv_buf_str(out, " (by ");
	pv_view_escape(out, x.by, false);
	pv_buf_char(out, ')');
}

/* "4.2 -> 5.3", or one label when both agree or only one exists. */
static void
put_labels(struct pv_buf *out, struct cited old, struct cited new)
{
	if (old.title.len > 0 && new.title.len > 0 &&
	    pv_span_eq(old.title, new.title)) {
		if (old.by.len == 0 || pv_span_eq(old.by, new.by)) {
			put_cited(out, new);
			return;
		}
		if (new.by.len == 0) {
			put_cited(out, old);
			return;
		}
	}
	if (old.title.len > 0)
		put_cited(out, old);
	if (old.title.len > 0 && new.title.len > 0)
		pv_buf_str(out, " -> ");
	if (new.title.len > 0)
		put_cited(out, new);
}

static struct cited
cite(const struct pv_version *v, uint32_t clause, const struct pv_span *by)
{
	struct cited x = { pv_clause_title(v, clause), PV_SPAN("") };

	if (by != NULL && clause != PV_NONE)
		x.by = by[clause];
	return x;
}

/* An old clause is of the file that took it out, when one did. */
static struct cited
cite_old(const struct pv_diff *d, uint32_t clause, bool gone,
    const struct pv_view_opts *o)
{
	return cite(d->old_side.version, clause,
	    gone && o->doc.removers != NULL ? o->doc.removers :
	    o->doc.controls);
}

static uint32_t
clause_of(const struct pv_side *side, uint32_t finding)
{
	return finding == PV_NONE ? PV_NONE :
	    side->findings->items[finding].clause;
}

/* The sentence that a finding rests on, after a sign. */
static void
put_sentence(struct pv_buf *out, const struct pv_side *side,
    uint32_t finding, const char *sign, const struct pv_view_opts *o)
{
	struct pv_flow flow = flow_to(out, o);
	struct pv_run run = {
		.style = sign[0] == '-' ? PV_STYLE_BAD : PV_STYLE_GOOD,
		.before = "", .after = ""
	};
	struct pv_quote q;

	if (finding == PV_NONE)
		return;
	q = pv_quote(side, finding);
	run.text = pv_span_str(sign);
	pv_flow_run(&flow, &run);
	if (q.before)
		pv_flow_text(&flow, PV_SPAN("..."));
	run.text = q.text;
	pv_flow_run(&flow, &run);
	if (q.after)
		pv_flow_text(&flow, PV_SPAN("..."));
	pv_flow_end(&flow);
}

static bool
same_sentence(const struct pv_diff *d, const struct pv_provision_change *p)
{
	if (p->old_finding == PV_NONE || p->new_finding == PV_NONE)
		return false;
	return pv_span_eq(pv_version_text(d->old_side.version,
	    d->old_side.findings->items[p->old_finding].at),
	    pv_version_text(d->new_side.version,
	    d->new_side.findings->items[p->new_finding].at));
}

/* The reason in parentheses: in the same line where it fits. */
static void
put_why(struct pv_buf *out, struct pv_span why, size_t line,
    const struct pv_view_opts *o)
{
	struct pv_flow flow = flow_to(out, o);
	size_t used = out->len - line;

	if (why.len == 0) {
		pv_buf_char(out, '\n');
	} else if (o->width == 0 || used + why.len + 4 <= o->width) {
		pv_buf_str(out, "  (");
		pv_view_escape(out, why, false);
		pv_buf_str(out, ")\n");
	} else {
		pv_buf_char(out, '\n');
		pv_flow_text(&flow, why);
		pv_flow_end(&flow);
	}
}

static bool
same_place(const struct pv_side *side, uint32_t a, uint32_t b)
{
	const struct pv_finding *f;

	if (a == PV_NONE || b == PV_NONE)
		return a == b;
	f = side->findings->items;
	return f[a].clause == f[b].clause && f[a].at.start == f[b].at.start &&
	    f[a].at.end == f[b].at.end;
}

/* Is p told of the same sentences as the change before it? */
static bool
goes_on(const struct pv_diff *d, const struct pv_provision_change *p)
{
	const struct pv_provision_change *q = p - 1;

	return p > d->provisions && q->kind == p->kind &&
	    pv_span_eq(q->provision, p->provision) &&
	    same_place(&d->old_side, q->old_finding, p->old_finding) &&
	    same_place(&d->new_side, q->new_finding, p->new_finding);
}

static void
put_provision(struct pv_buf *out, const struct pv_diff *d,
    const struct pv_provision_change *p, const struct pv_view_opts *o)
{
	size_t line = out->len;
	bool again = goes_on(d, p);

	pv_put_cell(out, pv_span_str(pv_change_kind_name(p->kind)),
	    KIND_WIDTH, style_of_change(p->kind), o->color);
	pv_put_styled(out, p->provision, PV_STYLE_BOLD, o->color);
	if (p->subtype.len > 0) {
		pv_buf_char(out, '/');
		pv_put_styled(out, p->subtype, PV_STYLE_BOLD, o->color);
	}
	pv_buf_str(out, "  ");
	put_labels(out, cite_old(d, clause_of(&d->old_side, p->old_finding),
	    p->new_finding == PV_NONE, o), cite(d->new_side.version,
	    clause_of(&d->new_side, p->new_finding), o->newer.controls));
	put_why(out, again && pv_span_eq(p->why, p[-1].why) ?
	    PV_SPAN("in the same sentence") : p->why, line, o);
	if (again || p->kind == PV_CHANGE_MOVED || same_sentence(d, p))
		return;
	put_sentence(out, &d->old_side, p->old_finding, "-", o);
	put_sentence(out, &d->new_side, p->new_finding, "+", o);
}

/* Do changes a and b stand in one line of the summary? */
static bool
summed(const struct pv_provision_change *a, const struct pv_provision_change *b)
{
	return a->kind == b->kind && pv_span_eq(a->provision, b->provision);
}

/*
 * "lost  exclusivity (hosting, license)": one line for the changes from i on
 * of one kind and provision, which stand together.  Returns the next one.
 */
static size_t
put_summary(struct pv_buf *out, const struct pv_diff *d, size_t i,
    const struct pv_view_opts *o)
{
	const struct pv_provision_change *p = d->provisions, *first = &p[i];
	size_t end = i, k, start, named = 0;

	while (end < d->nprovisions && summed(first, &p[end]))
		end++;
	pv_put_cell(out, pv_span_str(pv_change_kind_name(first->kind)),
	    KIND_WIDTH, style_of_change(first->kind), o->color);
	pv_put_styled(out, first->provision, PV_STYLE_BOLD, o->color);
	for (start = i; i < end; i++) {
		for (k = start; k < i && k < start + MAX_NAMED && !pv_span_eq(
		    p[k].subtype, p[i].subtype); k++)
			;
		if (k < i || p[i].subtype.len == 0)
			continue;
		pv_buf_str(out, named++ == 0 ? " (" : ", ");
		pv_view_escape(out, p[i].subtype, false);
	}
	pv_buf_str(out, named > 0 ? ")" : "");
	if (first->last)
		pv_buf_str(out, ": none remains");
	pv_buf_char(out, '\n');
	return end;
}

/* What happened, before the details of more than a few changes. */
static void
put_summaries(struct pv_buf *out, const struct pv_diff *d,
    const struct pv_view_opts *o)
{
	size_t k, i;

	if (pv_diff_shown(d) <= FEW)
		return;
	for (k = 0; k < PV_CHANGE_SHOWN; k++) {
		for (i = 0; i < d->nprovisions;) {
			if (d->provisions[i].kind == pv_change_order[k])
				i = put_summary(out, d, i, o);
			else
				i++;
		}
	}
	pv_buf_char(out, '\n');
}

static void
put_provisions(struct pv_buf *out, const struct pv_diff *d,
    const struct pv_view_opts *o)
{
	size_t k, i;

	put_summaries(out, d, o);
	for (k = 0; k < PV_CHANGE_SHOWN; k++) {
		for (i = 0; i < d->nprovisions; i++) {
			if (d->provisions[i].kind == pv_change_order[k])
				put_provision(out, d, &d->provisions[i], o);
		}
	}
}

/* The head of a section, with a blank line before it. */
static void
section(struct pv_buf *out, const char *title, size_t start,
    const struct pv_view_opts *o)
{
	if (out->len > start)
		pv_buf_char(out, '\n');
	pv_put_styled(out, pv_span_str(title), PV_STYLE_BOLD, o->color);
	pv_buf_char(out, '\n');
}

static void
put_definition(struct pv_buf *out, const struct pv_diff *d,
    const struct pv_def_change *c, const struct pv_view_opts *o)
{
	const struct pv_version *v = c->kind == PV_DEF_DELETED ?
	    d->old_side.version : d->new_side.version;
	struct pv_flow flow = flow_to(out, o);
	struct pv_buf used = PV_BUF_INIT;
	size_t i;

	pv_put_cell(out, pv_span_str(pv_def_change_name(c->kind)),
	    KIND_WIDTH, PV_STYLE_PLAIN, o->color);
	if (c->kind == PV_DEF_RENAMED) {
		pv_put_styled(out, c->old_term, PV_STYLE_BOLD, o->color);
		pv_buf_str(out, " -> ");
	}
	pv_put_styled(out, c->term, PV_STYLE_BOLD, o->color);
	pv_buf_char(out, '\n');
	if (c->nused == 0)
		return;
	pv_buf_str(&used, "used in ");
	for (i = 0; i < c->nused; i++) {
		pv_buf_str(&used, i == 0 ? "" : ", ");
		pv_buf_span(&used, pv_clause_title(v, c->used_in[i]));
	}
	pv_flow_text(&flow, pv_buf_view(&used));
	pv_flow_end(&flow);
	out->failed = out->failed || used.failed;
	pv_buf_release(&used);
}

static void
put_reference(struct pv_buf *out, const struct pv_diff *d,
    const struct pv_ref_change *c, const struct pv_view_opts *o)
{
	pv_put_cell(out, pv_span_str(pv_ref_problem_name(c->problem)),
	    KIND_WIDTH, PV_STYLE_WARN, o->color);
	pv_view_escape(out, pv_clause_title(d->new_side.version, c->from),
	    false);
	pv_buf_str(out, " refers to ");
	pv_view_escape(out, c->to, false);
	pv_buf_char(out, '\n');
}

static void
put_edits(struct pv_buf *out, const struct pv_clause_change *c,
    const struct pv_view_opts *o)
{
	struct pv_flow flow = flow_to(out, o);

	pv_edits_flow(&flow, c);
	pv_flow_end(&flow);
}

/* The clause's own heading; of an item the heading that it stands under. */
static struct pv_span
heading_of(const struct pv_version *v, uint32_t i)
{
	if (v->clauses[i].kind == PV_CLAUSE_ITEM)
		return pv_clause_heading(v, i);
	return pv_version_text(v, v->clauses[i].heading);
}

/* A clause that came or went: its own text after the heading. */
static void
put_whole(struct pv_buf *out, const struct pv_version *v, uint32_t clause,
    const char *sign, const struct pv_view_opts *o)
{
	struct pv_flow flow = flow_to(out, o);
	struct pv_run run = {
		.style = sign[0] == '-' ? PV_STYLE_BAD : PV_STYLE_GOOD,
		.before = "", .after = ""
	};
	struct pv_span body = pv_span_trim(pv_version_text(v,
	    pv_clause_body(v, clause)));
	struct pv_span tail = pv_span_trim(pv_version_text(v,
	    v->clauses[clause].tail));

	if (body.len + tail.len == 0)
		return;
	run.text = pv_span_str(sign);
	pv_flow_run(&flow, &run);
	run.text = body;
	pv_flow_run(&flow, &run);
	run.text = tail;
	pv_flow_run(&flow, &run);
	pv_flow_end(&flow);
}

static void
put_heads(struct pv_buf *out, const struct pv_diff *d,
    const struct pv_clause_change *c, const struct pv_view_opts *o)
{
	const struct pv_version *old = d->old_side.version;
	const struct pv_version *new = d->new_side.version;
	struct pv_span heading = c->new_clause != PV_NONE ?
	    heading_of(new, c->new_clause) : heading_of(old, c->old_clause);
	size_t i;

	pv_put_cell(out, pv_span_str(pv_edit_kind_name(c->kind)), KIND_WIDTH,
	    PV_STYLE_PLAIN, o->color);
	put_labels(out, cite_old(d, c->old_clause, c->new_clause == PV_NONE, o),
	    cite(new, c->new_clause, o->newer.controls));
	for (i = 0; i < c->nothers; i++) {
		pv_buf_str(out, ", ");
		pv_view_escape(out, pv_clause_title(
		    c->kind == PV_EDIT_SPLIT ? new : old, c->others[i]),
		    false);
	}
	if (heading.len > 0) {
		pv_buf_str(out, "  ");
		pv_put_head(out, heading, 50);
	}
	if (c->note.len > 0) {
		pv_buf_str(out, "  (");
		pv_view_escape(out, c->note, false);
		pv_buf_char(out, ')');
	}
	pv_buf_char(out, '\n');
}

static void
put_clause(struct pv_buf *out, const struct pv_diff *d,
    const struct pv_clause_change *c, const struct pv_view_opts *o)
{
	put_heads(out, d, c, o);
	if (c->kind == PV_EDIT_DELETED)
		put_whole(out, d->old_side.version, c->old_clause, "-", o);
	else if (c->kind == PV_EDIT_INSERTED)
		put_whole(out, d->new_side.version, c->new_clause, "+", o);
	else
		put_edits(out, c, o);
}

static void
put_clauses(struct pv_buf *out, const struct pv_diff *d, size_t start,
    const struct pv_view_opts *o)
{
	bool any = false;
	size_t i;

	for (i = 0; i < d->nclauses; i++) {
		if (!pv_clause_told(&d->clauses[i]))
			continue;
		if (!any)
			section(out, "Clauses", start, o);
		any = true;
		put_clause(out, d, &d->clauses[i], o);
	}
}

void
pv_text_diff(struct pv_buf *out, const struct pv_diff *d,
    const struct pv_view_opts *o)
{
	struct pv_buf noise = PV_BUF_INIT;
	size_t start = out->len, i;

	put_provisions(out, d, o);
	if (d->ndefs > 0)
		section(out, "Definitions", start, o);
	for (i = 0; i < d->ndefs; i++)
		put_definition(out, d, &d->defs[i], o);
	if (d->nrefs > 0)
		section(out, "References", start, o);
	for (i = 0; i < d->nrefs; i++)
		put_reference(out, d, &d->refs[i], o);
	put_clauses(out, d, start, o);
	pv_put_noise(&noise, &d->noise);
	if (noise.len > 0) {
		if (out->len > start)
			pv_buf_char(out, '\n');
		pv_buf_str(out, "Of no substance: ");
		pv_buf_span(out, pv_buf_view(&noise));
		pv_buf_char(out, '\n');
	}
	out->failed = out->failed || noise.failed;
	pv_buf_release(&noise);
}
