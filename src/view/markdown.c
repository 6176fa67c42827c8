/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/edits.h"
#include "view/place.h"
#include "view/views.h"

/* "markdown": a diff for a pull request or a note. */

/* s as text of a Markdown paragraph or table cell, on one line. */
static void
put(struct pv_buf *out, struct pv_span s)
{
	struct pv_buf text = PV_BUF_INIT;
	size_t i;

	pv_view_escape(&text, s, true);
	for (i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\n' || text.ptr[i] == '\t') {
			pv_buf_char(out, ' ');
			continue;
		}
		if (strchr("\\`*_{}[]<>()#+-!|~&", text.ptr[i]) != NULL)
			pv_buf_char(out, '\\');
		pv_buf_char(out, text.ptr[i]);
	}
	out->failed = out->failed || text.failed;
	pv_buf_release(&text);
}

static void
put_finding(struct pv_buf *out, const struct pv_side *side, uint32_t i)
{
	const struct pv_finding *x;
	struct pv_quote q;

	if (i == PV_NONE) {
		pv_buf_str(out, " | |");
		return;
	}
	x = &side->findings->items[i];
	pv_buf_char(out, ' ');
	put(out, pv_clause_title(side->version, x->clause));
	pv_buf_str(out, " | ");
	q = pv_quote(side, i);
	pv_buf_str(out, q.before ? "... " : "");
	put(out, q.text);
	pv_buf_str(out, q.after ? " ... |" : " |");
}

static void
put_provision(struct pv_buf *out, const struct pv_diff *d,
    const struct pv_provision_change *p)
{
	pv_buf_printf(out, "| **%s** | ", pv_change_kind_name(p->kind));
	put(out, p->provision);
	if (p->subtype.len > 0) {
		pv_buf_char(out, '/');
		put(out, p->subtype);
	}
	pv_buf_str(out, " |");
	put_finding(out, &d->old_side, p->old_finding);
	put_finding(out, &d->new_side, p->new_finding);
	pv_buf_char(out, ' ');
	put(out, p->why);
	pv_buf_str(out, " |\n");
}

static void
put_provisions(struct pv_buf *out, const struct pv_diff *d)
{
	size_t k, i;

	if (pv_diff_shown(d) == 0) {
		pv_buf_str(out, "No provision changed.\n");
		return;
	}
	pv_buf_str(out, "| change | provision | old clause | old text "
	    "| new clause | new text | why |\n"
	    "|---|---|---|---|---|---|---|\n");
	for (k = 0; k < PV_CHANGE_SHOWN; k++) {
		for (i = 0; i < d->nprovisions; i++) {
			if (d->provisions[i].kind == pv_change_order[k])
				put_provision(out, d, &d->provisions[i]);
		}
	}
}

static void
put_definitions(struct pv_buf *out, const struct pv_diff *d)
{
	const struct pv_def_change *c;
	const struct pv_version *v;
	size_t i, n;

	if (d->ndefs > 0)
		pv_buf_str(out, "\n## Definitions\n\n");
	for (i = 0; i < d->ndefs; i++) {
		c = &d->defs[i];
		v = c->kind == PV_DEF_DELETED ? d->old_side.version :
		    d->new_side.version;
		pv_buf_printf(out, "* %s: **", pv_def_change_name(c->kind));
		if (c->kind == PV_DEF_RENAMED) {
			put(out, c->old_term);
			pv_buf_str(out, "** to **");
		}
		put(out, c->term);
		pv_buf_str(out, "**");
		for (n = 0; n < c->nused; n++) {
			pv_buf_str(out, n == 0 ? ", used in " : ", ");
			put(out, pv_clause_title(v, c->used_in[n]));
		}
		pv_buf_char(out, '\n');
	}
}

static void
put_references(struct pv_buf *out, const struct pv_diff *d)
{
	const struct pv_ref_change *c;
	size_t i;

	if (d->nrefs > 0)
		pv_buf_str(out, "\n## References\n\n");
	for (i = 0; i < d->nrefs; i++) {
		c = &d->refs[i];
		pv_buf_printf(out, "* %s: ", pv_ref_problem_name(c->problem));
		put(out, pv_clause_title(d->new_side.version, c->from));
		pv_buf_str(out, " refers to ");
		put(out, c->to);
		pv_buf_char(out, '\n');
	}
}

static void
put_marked(struct pv_buf *out, struct pv_span s, enum pv_word_op op)
{
	static const char *const marks[] = { "", "~~", "**" };

	s = pv_span_trim(s);
	if (s.len == 0)
		return;
	pv_buf_str(out, marks[op]);
	put(out, s);
	pv_buf_str(out, marks[op]);
}

static void
put_edits(struct pv_buf *out, const struct pv_clause_change *c)
{
	struct pv_edit_view w;
	size_t i;

	pv_buf_str(out, "\n  ");
	for (i = 0; i < c->nedits; i++) {
		w = pv_edit_context(c, i);
		if (i > 0 && !pv_edit_glued(c, i))
			pv_buf_char(out, ' ');
		put_marked(out, w.head, c->edits[i].op);
		if (w.gap)
			pv_buf_str(out, " ... ");
		put_marked(out, w.tail, c->edits[i].op);
	}
	pv_buf_str(out, "\n");
}

static void
put_clause(struct pv_buf *out, const struct pv_diff *d,
    const struct pv_clause_change *c, const struct pv_view_opts *o)
{
	struct pv_span by = pv_view_control(o, c->old_clause, c->new_clause);
	const struct pv_version *old = d->old_side.version;
	const struct pv_version *new = d->new_side.version;

	pv_buf_printf(out, "* %s: ", pv_edit_kind_name(c->kind));
	if (c->old_clause != PV_NONE)
		put(out, pv_clause_title(old, c->old_clause));
	if (c->old_clause != PV_NONE && c->new_clause != PV_NONE)
		pv_buf_str(out, " to ");
	if (c->new_clause != PV_NONE)
		put(out, pv_clause_title(new, c->new_clause));
	for (size_t i = 0; i < c->nothers; i++) {
		pv_buf_str(out, ", ");
		put(out, pv_clause_title(c->kind == PV_EDIT_SPLIT ? new : old,
		    c->others[i]));
	}
	if (by.len > 0) {
		pv_buf_str(out, " (by ");
		put(out, by);
		pv_buf_char(out, ')');
	}
	if (c->note.len > 0) {
		pv_buf_str(out, " (");
		put(out, c->note);
		pv_buf_char(out, ')');
	}
	pv_buf_char(out, '\n');
	if (c->nedits > 0) {
		put_edits(out, c);
	} else if (c->kind == PV_EDIT_DELETED) {
		pv_buf_str(out, "\n  ");
		put_marked(out, pv_version_text(old,
		    old->clauses[c->old_clause].stem), PV_WORD_DELETE);
		pv_buf_char(out, '\n');
	} else if (c->kind == PV_EDIT_INSERTED) {
		pv_buf_str(out, "\n  ");
		put_marked(out, pv_version_text(new,
		    new->clauses[c->new_clause].stem), PV_WORD_INSERT);
		pv_buf_char(out, '\n');
	}
}

static void
put_clauses(struct pv_buf *out, const struct pv_diff *d,
    const struct pv_view_opts *o)
{
	bool any = false;
	size_t i;

	for (i = 0; i < d->nclauses; i++) {
		if (!pv_clause_told(&d->clauses[i]))
			continue;
		if (!any)
			pv_buf_str(out, "\n## Clauses\n\n");
		any = true;
		put_clause(out, d, &d->clauses[i], o);
	}
}

static void
markdown_diff(struct pv_buf *out, const struct pv_diff *d,
    const struct pv_view_opts *o)
{
	struct pv_buf noise = PV_BUF_INIT;

	pv_buf_str(out, "# ");
	put(out, o->doc.file);
	pv_buf_str(out, " against ");
	put(out, o->newer.file);
	pv_buf_str(out, "\n\n");
	put_provisions(out, d);
	put_definitions(out, d);
	put_references(out, d);
	put_clauses(out, d, o);
	pv_put_noise(&noise, &d->noise);
	if (noise.len > 0) {
		pv_buf_str(out, "\nOf no substance: ");
		pv_buf_span(out, pv_buf_view(&noise));
		pv_buf_char(out, '\n');
	}
	out->failed = out->failed || noise.failed;
	pv_buf_release(&noise);
}

const struct pv_view pv_view_markdown = {
	"markdown", NULL, NULL, NULL, markdown_diff, NULL, NULL
};
