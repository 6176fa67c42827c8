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

/* "4.2 -> 5.3", or one label when both agree or only one exists. */
static void
put_labels(struct pv_buf *out, struct pv_span old, struct pv_span new)
{
	if (old.len > 0)
		pv_view_escape(out, old, false);
	if (old.len > 0 && new.len > 0 && pv_span_eq(old, new))
		return;
	if (old.len > 0 && new.len > 0)
		pv_buf_str(out, " -> ");
	if (new.len > 0)
		pv_view_escape(out, new, false);
}

static struct pv_span
finding_clause(const struct pv_side *side, uint32_t finding)
{
	if (finding == PV_NONE)
		return PV_SPAN("");
	return pv_clause_title(side->version,
	    side->findings->items[finding].clause);
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

	if (finding == PV_NONE)
		return;
	run.text = pv_span_str(sign);
	pv_flow_run(&flow, &run);
	run.text = pv_version_text(side->version,
	    side->findings->items[finding].at);
	pv_flow_run(&flow, &run);
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

static void
put_provision(struct pv_buf *out, const struct pv_diff *d,
    const struct pv_provision_change *p, const struct pv_view_opts *o)
{
	pv_put_cell(out, pv_span_str(pv_change_kind_name(p->kind)),
	    KIND_WIDTH, style_of_change(p->kind), o->color);
	pv_put_styled(out, p->provision, PV_STYLE_BOLD, o->color);
	if (p->subtype.len > 0) {
		pv_buf_char(out, '/');
		pv_put_styled(out, p->subtype, PV_STYLE_BOLD, o->color);
	}
	pv_buf_str(out, "  ");
	put_labels(out, finding_clause(&d->old_side, p->old_finding),
	    finding_clause(&d->new_side, p->new_finding));
	if (p->why.len > 0) {
		pv_buf_str(out, "  (");
		pv_view_escape(out, p->why, false);
		pv_buf_char(out, ')');
	}
	pv_buf_char(out, '\n');
	if (p->kind == PV_CHANGE_MOVED || same_sentence(d, p))
		return;
	put_sentence(out, &d->old_side, p->old_finding, "-", o);
	put_sentence(out, &d->new_side, p->new_finding, "+", o);
}

static void
put_provisions(struct pv_buf *out, const struct pv_diff *d,
    const struct pv_view_opts *o)
{
	size_t k, i;

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
	size_t i;

	pv_put_cell(out, pv_span_str(pv_def_change_name(c->kind)),
	    KIND_WIDTH, PV_STYLE_PLAIN, o->color);
	if (c->kind == PV_DEF_RENAMED) {
		pv_put_styled(out, c->old_term, PV_STYLE_BOLD, o->color);
		pv_buf_str(out, " -> ");
	}
	pv_put_styled(out, c->term, PV_STYLE_BOLD, o->color);
	for (i = 0; i < c->nused; i++) {
		pv_buf_str(out, i == 0 ? "  (used in " : ", ");
		pv_view_escape(out, pv_clause_title(v, c->used_in[i]), false);
	}
	pv_buf_str(out, c->nused > 0 ? ")\n" : "\n");
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
	static const struct pv_run styles[] = {
		{ .style = PV_STYLE_PLAIN, .before = "", .after = "" },
		{ .style = PV_STYLE_BAD, .before = "[-", .after = "-]" },
		{ .style = PV_STYLE_GOOD, .before = "{+", .after = "+}" },
	};
	struct pv_flow flow = flow_to(out, o);
	struct pv_edit_view w;
	struct pv_run run;
	size_t i;

	for (i = 0; i < c->nedits; i++) {
		w = pv_edit_context(c, i);
		run = styles[c->edits[i].op];
		run.text = w.head;
		run.glue = pv_edit_glued(c, i);
		pv_flow_run(&flow, &run);
		if (w.gap)
			pv_flow_text(&flow, PV_SPAN("..."));
		run.text = w.tail;
		run.glue = false;
		pv_flow_run(&flow, &run);
	}
	pv_flow_end(&flow);
}

/* A whole clause that came or went: its own text. */
static void
put_whole(struct pv_buf *out, const struct pv_version *v, uint32_t clause,
    const char *sign, const struct pv_view_opts *o)
{
	struct pv_flow flow = flow_to(out, o);
	struct pv_run run = {
		.style = sign[0] == '-' ? PV_STYLE_BAD : PV_STYLE_GOOD,
		.before = "", .after = ""
	};

	if (clause == PV_NONE)
		return;
	run.text = pv_span_str(sign);
	pv_flow_run(&flow, &run);
	run.text = pv_version_text(v, v->clauses[clause].stem);
	pv_flow_run(&flow, &run);
	pv_flow_end(&flow);
}

static void
put_clause(struct pv_buf *out, const struct pv_diff *d,
    const struct pv_clause_change *c, const struct pv_view_opts *o)
{
	const struct pv_version *old = d->old_side.version;
	const struct pv_version *new = d->new_side.version;
	struct pv_span heading = c->new_clause != PV_NONE ?
	    pv_clause_heading(new, c->new_clause) :
	    pv_clause_heading(old, c->old_clause);
	size_t i;

	pv_put_cell(out, pv_span_str(pv_edit_kind_name(c->kind)), KIND_WIDTH,
	    PV_STYLE_PLAIN, o->color);
	put_labels(out, pv_clause_title(old, c->old_clause),
	    pv_clause_title(new, c->new_clause));
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
	pv_buf_char(out, '\n');
	if (c->nedits > 0)
		put_edits(out, c, o);
	else if (c->kind == PV_EDIT_DELETED)
		put_whole(out, old, c->old_clause, "-", o);
	else if (c->kind == PV_EDIT_INSERTED)
		put_whole(out, new, c->new_clause, "+", o);
}

static void
put_clauses(struct pv_buf *out, const struct pv_diff *d, size_t start,
    const struct pv_view_opts *o)
{
	bool any = false;
	size_t i;

	for (i = 0; i < d->nclauses; i++) {
		if (!d->clauses[i].substantive ||
		    d->clauses[i].kind == PV_EDIT_UNCHANGED)
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
