/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/edits.h"
#include "view/html.h"
#include "view/place.h"
#include "view/views.h"

/*
 * "html": a redline in one file that fetches nothing and runs nothing.  First
 * what changed in a few tables, then the clauses.
 */

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0"
#endif

#define FEW 12          /* clauses that are named before a fold */
#define HEAD_COLUMNS 60 /* of a heading beside a citation */

/* Changes that are told in each part, and those of them that are expected. */
struct tally { size_t n, expected; };

struct tallies { struct tally provisions, defs, refs, clauses; };

static void
count(struct tally *t, bool expected)
{
	t->n++;
	t->expected += expected;
}

static struct tallies
count_all(const struct pv_diff *d)
{
	struct tallies t = { { 0, 0 }, { 0, 0 }, { 0, 0 }, { 0, 0 } };
	size_t i;

	for (i = 0; i < d->nprovisions; i++)
		if (d->provisions[i].kind != PV_CHANGE_UNCHANGED)
			count(&t.provisions, d->provisions[i].expected);
	for (i = 0; i < d->ndefs; i++)
		count(&t.defs, d->defs[i].expected);
	for (i = 0; i < d->nrefs; i++)
		count(&t.refs, d->refs[i].expected);
	for (i = 0; i < d->nclauses; i++)
		if (pv_clause_told(&d->clauses[i]))
			count(&t.clauses, d->clauses[i].expected);
	return t;
}

/* The heading of a part; "#id" leads to it. */
static void
open_part(struct pv_redline *h, const char *id, const char *title, size_t n)
{
	pv_buf_printf(h->out, "<section aria-labelledby=\"%s\">\n"
	    "<h2 id=\"%s\">%s <span class=\"n\">(%zu)</span></h2>\n", id, id,
	    title, n);
}

/* A table that can be scrolled sideways where it is wider than the screen. */
static void
open_table(struct pv_redline *h, const char *id, const char *const *columns)
{
	pv_buf_printf(h->out, "<div class=\"scroll\" role=\"group\" "
	    "tabindex=\"0\" aria-labelledby=\"%s\">\n"
	    "<table role=\"table\" aria-labelledby=\"%s\">\n"
	    "<thead role=\"rowgroup\"><tr role=\"row\">", id, id);
	for (; *columns != NULL; columns++)
		pv_buf_printf(h->out, "<th scope=\"col\" "
		    "role=\"columnheader\">%s</th>", *columns);
	pv_redline_str(h, "</tr></thead>\n<tbody role=\"rowgroup\">\n");
}

static void
close_table(struct pv_redline *h)
{
	pv_redline_str(h, "</tbody>\n</table>\n</div>\n");
}

static void
put_expected(struct pv_redline *h, bool expected)
{
	if (expected)
		pv_redline_str(h, " <span class=\"k same\">expected</span>");
}

/* Where a finding stands, as a link, and under which heading. */
static void
put_place(struct pv_redline *h, const struct pv_side *side, uint32_t finding)
{
	struct pv_span heading;
	uint32_t clause;

	if (finding == PV_NONE) {
		pv_redline_str(h, "<td role=\"cell\">none</td>");
		return;
	}
	clause = side->findings->items[finding].clause;
	pv_redline_str(h, "<td role=\"cell\">");
	if (side == &h->d->old_side)
		pv_redline_cite_old(h, clause);
	else
		pv_redline_cite_new(h, clause);
	heading = pv_clause_heading(side->version, clause);
	if (heading.len > 0) {
		pv_redline_str(h, " <bdi>");
		pv_redline_head(h, heading, HEAD_COLUMNS);
		pv_redline_str(h, "</bdi>");
	}
	pv_redline_str(h, "</td>");
}

static const char *
class_of(enum pv_change_kind k)
{
	switch (k) {
	case PV_CHANGE_LOST:
		return "gone";
	case PV_CHANGE_GAINED:
		return "new";
	case PV_CHANGE_MOVED:
		return "moved";
	case PV_CHANGE_WEAKENED:
	case PV_CHANGE_STRENGTHENED:
	case PV_CHANGE_CHANGED:
	case PV_CHANGE_UNCHANGED:
		break;
	}
	return "mod";
}

static void
put_provision(struct pv_redline *h, size_t i)
{
	const struct pv_provision_change *p = &h->d->provisions[i];

	pv_buf_printf(h->out, "<tr role=\"row\" id=\"p%zu\">"
	    "<td role=\"cell\"><span class=\"k %s\">%s"
	    "</span>", i, class_of(p->kind), pv_change_kind_name(p->kind));
	put_expected(h, p->expected);
	pv_redline_str(h, "</td><th scope=\"row\" role=\"rowheader\">");
	pv_redline_text(h, p->provision);
	if (p->subtype.len > 0)
		pv_redline_str(h, "/<wbr>");
	pv_redline_text(h, p->subtype);
	pv_redline_str(h, "</th>");
	put_place(h, &h->d->old_side, p->old_finding);
	put_place(h, &h->d->new_side, p->new_finding);
	pv_redline_str(h, "<td role=\"cell\">");
	pv_redline_text(h, p->why);
	pv_redline_str(h, "</td></tr>\n");
}

static void
put_provisions(struct pv_redline *h, size_t n)
{
	static const char *const columns[] = { "Change", "Provision",
	    "Old clause", "New clause", "Why", NULL };
	size_t k, i;

	open_part(h, "provisions", "Provisions", n);
	if (n == 0)
		pv_redline_str(h, "<p>No provision changed.</p>\n");
	else
		open_table(h, "provisions", columns);
	for (k = 0; n > 0 && k < PV_CHANGE_SHOWN; k++) {
		for (i = 0; i < h->d->nprovisions; i++) {
			if (h->d->provisions[i].kind == pv_change_order[k])
				put_provision(h, i);
		}
	}
	if (n > 0)
		close_table(h);
	pv_redline_str(h, "</section>\n");
}

/* Links to clauses; where there are many, all but the first are folded. */
static void
put_uses(struct pv_redline *h, const struct pv_def_change *c)
{
	size_t i;

	if (c->nused == 0)
		pv_redline_str(h, "nowhere");
	for (i = 0; i < c->nused; i++) {
		if (i == FEW)
			pv_buf_printf(h->out, " <details><summary>and %zu more"
			    "</summary>", c->nused - i);
		else if (i > 0)
			pv_redline_str(h, ", ");
		if (c->kind == PV_DEF_DELETED)
			pv_redline_cite_old(h, c->used_in[i]);
		else
			pv_redline_cite_new(h, c->used_in[i]);
	}
	if (c->nused > FEW)
		pv_redline_str(h, "</details>");
}

static void
put_definition(struct pv_redline *h, const struct pv_def_change *c)
{
	const struct pv_diff *d = h->d;

	pv_buf_printf(h->out, "<tr role=\"row\"><td role=\"cell\">"
	    "<span class=\"k %s\">%s</span>",
	    c->kind == PV_DEF_ADDED ? "new" : c->kind == PV_DEF_DELETED ?
	    "gone" : "mod", pv_def_change_name(c->kind));
	put_expected(h, c->expected);
	pv_redline_str(h, "</td><th scope=\"row\" role=\"rowheader\"><bdi>");
	if (c->kind == PV_DEF_RENAMED) {
		pv_redline_text(h, c->old_term);
		pv_redline_str(h, "</bdi> to <bdi>");
	}
	pv_redline_text(h, c->term);
	pv_redline_str(h, "</bdi></th><td role=\"cell\">");
	if (c->old_def != PV_NONE && c->new_def == PV_NONE)
		pv_redline_cite_old(h,
		    d->old_side.version->defs[c->old_def].clause);
	else if (c->new_def != PV_NONE)
		pv_redline_cite_new(h,
		    d->new_side.version->defs[c->new_def].clause);
	pv_redline_str(h, "</td><td role=\"cell\">");
	put_uses(h, c);
	pv_redline_str(h, "</td></tr>\n");
}

static void
put_definitions(struct pv_redline *h)
{
	static const char *const columns[] = { "Change", "Term", "Defined in",
	    "Used in", NULL };

	if (h->d->ndefs == 0)
		return;
	open_part(h, "definitions", "Definitions", h->d->ndefs);
	open_table(h, "definitions", columns);
	for (size_t i = 0; i < h->d->ndefs; i++)
		put_definition(h, &h->d->defs[i]);
	close_table(h);
	pv_redline_str(h, "</section>\n");
}

static void
put_references(struct pv_redline *h)
{
	static const char *const columns[] = { "Problem", "Clause",
	    "Refers to", NULL };
	const struct pv_ref_change *c;

	if (h->d->nrefs == 0)
		return;
	open_part(h, "references", "References", h->d->nrefs);
	open_table(h, "references", columns);
	for (size_t i = 0; i < h->d->nrefs; i++) {
		c = &h->d->refs[i];
		pv_buf_printf(h->out, "<tr role=\"row\"><td role=\"cell\">"
	    "<span class=\"k %s\">%s</span>",
		    c->problem == PV_REF_DANGLING ? "gone" : "mod",
		    pv_ref_problem_name(c->problem));
		put_expected(h, c->expected);
		pv_redline_str(h, "</td><th scope=\"row\" role=\"rowheader\">");
		pv_redline_cite_new(h, c->from);
		pv_redline_str(h, "</th><td role=\"cell\"><bdi>");
		pv_redline_text(h, c->to);
		pv_redline_str(h, "</bdi></td></tr>\n");
	}
	close_table(h);
	pv_redline_str(h, "</section>\n");
}

/* "3 provisions, 1 clause": what is not expected. */
static void
put_counts(struct pv_redline *h, const struct tallies *t)
{
	const struct { const struct tally *tally; const char *one, *many; }
	parts[] = {
		{ &t->provisions, "provision", "provisions" },
		{ &t->defs, "definition", "definitions" },
		{ &t->refs, "reference", "references" },
		{ &t->clauses, "clause", "clauses" },
	};
	const char *between = "";
	size_t i, n;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		n = parts[i].tally->n - parts[i].tally->expected;
		if (n == 0)
			continue;
		pv_buf_printf(h->out, "%s%zu %s", between, n,
		    n == 1 ? parts[i].one : parts[i].many);
		between = ", ";
	}
}

/* What it comes to, in a sentence. */
static void
put_verdict(struct pv_redline *h, const struct tallies *t)
{
	bool only = h->o->only.len > 0;

	pv_redline_str(h, "<p class=\"verdict\"><strong>");
	if (only)
		pv_redline_str(h, "Outside of ");
	if (only)
		pv_redline_text(h, h->o->only);
	if (!h->d->substantive) {
		pv_redline_str(h, only ? " nothing of substance changed." :
		    "Nothing of substance changed.");
	} else {
		pv_redline_str(h, only ? ": changes of " : "Changes of ");
		put_counts(h, t);
		pv_redline_str(h, ".");
	}
	pv_redline_str(h, "</strong></p>\n");
}

static void
put_version(struct pv_redline *h, const char *which,
    const struct pv_view_doc *doc, const struct pv_version *v)
{
	struct pv_span title = pv_version_str(v, v->title);
	struct pv_span date = pv_version_str(v, v->date);

	pv_buf_printf(h->out, "<dt>%s</dt><dd><bdi>", which);
	pv_redline_text(h, doc->file);
	pv_redline_str(h, "</bdi>");
	if (title.len > 0) {
		pv_redline_str(h, ": <bdi>");
		pv_redline_head(h, title, HEAD_COLUMNS);
		pv_redline_str(h, "</bdi>");
	}
	if (date.len > 0) {
		pv_redline_str(h, ", ");
		pv_redline_text(h, date);
	}
	pv_redline_str(h, "</dd>\n");
}

static void
put_legend(struct pv_redline *h)
{
	pv_redline_str(h, "<p class=\"legend\">Marks: <del>deleted</del>, "
	    "<ins>inserted</ins>, <span class=\"k moved\">moved</span>. "
	    "Clauses that did not change are folded; open them to read them."
	    "</p>\n");
}

static void
put_link(struct pv_redline *h, const char *id, const char *title, size_t n)
{
	pv_buf_printf(h->out, "<li><a href=\"#%s\">%s</a> (%zu)</li>\n", id,
	    title, n);
}

static void
put_header(struct pv_redline *h, const struct tallies *t)
{
	const struct pv_diff *d = h->d;

	pv_redline_str(h, "<header>\n<h1>Redline</h1>\n<dl>\n");
	put_version(h, "Old", &h->o->doc, d->old_side.version);
	put_version(h, "New", &h->o->newer, d->new_side.version);
	pv_redline_str(h, "</dl>\n");
	put_verdict(h, t);
	put_legend(h);
	pv_redline_str(h, "</header>\n<nav aria-label=\"Parts\">\n<ul>\n");
	put_link(h, "provisions", "Provisions", t->provisions.n);
	if (t->defs.n > 0)
		put_link(h, "definitions", "Definitions", t->defs.n);
	if (t->refs.n > 0)
		put_link(h, "references", "References", t->refs.n);
	put_link(h, "clauses", "Clauses", t->clauses.n);
	pv_redline_str(h, "</ul>\n</nav>\n");
}

/* Differences that mean nothing. */
static void
put_noise(struct pv_redline *h)
{
	pv_put_noise(&h->page.scratch, &h->d->noise);
	h->out->failed = h->out->failed || h->page.scratch.failed;
	if (h->page.scratch.len == 0)
		return;
	pv_redline_str(h, "<p class=\"noise\">Of no substance: ");
	pv_buf_span(h->out, pv_buf_view(&h->page.scratch));
	pv_buf_clear(&h->page.scratch);
	pv_redline_str(h, ".</p>\n");
}

/* What was compared, to the byte. */
static void
put_footer(struct pv_redline *h)
{
	pv_redline_str(h, "<footer>\n<p>Old: <bdi>");
	pv_redline_text(h, h->o->doc.file);
	pv_redline_str(h, "</bdi>, SHA-256 <code>");
	pv_redline_str(h, h->d->old_side.version->sha256);
	pv_redline_str(h, "</code></p>\n<p>New: <bdi>");
	pv_redline_text(h, h->o->newer.file);
	pv_redline_str(h, "</bdi>, SHA-256 <code>");
	pv_redline_str(h, h->d->new_side.version->sha256);
	pv_redline_str(h, "</code></p>\n<p>Compared by proviso " PACKAGE_VERSION
	    ".</p>\n</footer>\n");
}

static void
put_page(struct pv_redline *h)
{
	struct tallies t = count_all(h->d);

	pv_redline_open(h);
	pv_redline_str(h, h->o->side_by_side ? "<body class=\"wide\">\n" :
	    "<body>\n");
	put_header(h, &t);
	pv_redline_str(h, "<main>\n");
	put_provisions(h, t.provisions.n);
	put_definitions(h);
	put_references(h);
	put_noise(h);
	open_part(h, "clauses", "Clauses", t.clauses.n);
	pv_redline_clauses(h);
	pv_redline_str(h, "</section>\n</main>\n");
	put_footer(h);
	pv_redline_str(h, "</body>\n</html>\n");
}

static void
html_diff(struct pv_buf *out, const struct pv_diff *d,
    const struct pv_view_opts *o)
{
	struct pv_redline h = { .out = out, .page = { .out = out }, .d = d,
		.o = o, .work = pv_arena_new(pv_arena_mem(d->arena)) };

	if (h.work != NULL && pv_redline_plan(&h))
		put_page(&h);
	else
		out->failed = true;
	pv_buf_release(&h.page.scratch);
	pv_arena_free(h.work);
}

const struct pv_view pv_view_html = {
	"html", NULL, NULL, NULL, html_diff, NULL, NULL
};
