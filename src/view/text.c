/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/place.h"
#include "view/put.h"
#include "view/views.h"

/* "text": for people.  Its form is not an interface. */

#define MARGIN 4

static enum pv_style
style_of_stance(enum pv_stance s)
{
	switch (s) {
	case PV_STANCE_IN_FORCE:
		return PV_STYLE_GOOD;
	case PV_STANCE_CONDITIONAL:
		return PV_STYLE_WARN;
	case PV_STANCE_NEGATED:
	case PV_STANCE_REMOVED:
		return PV_STYLE_BAD;
	case PV_STANCE_REFERENCE:
		return PV_STYLE_DIM;
	}
	return PV_STYLE_PLAIN;
}

static void
put_blanks(struct pv_buf *out, size_t n)
{
	while (n-- > 0)
		pv_buf_char(out, ' ');
}

/* "4.2(b)  Exclusivity  (line 212)" */
static void
clause_head(struct pv_buf *out, const struct pv_version *v,
    const struct pv_finding *x, const struct pv_view_opts *o)
{
	struct pv_view_place p = pv_view_place(v, &o->doc, x->clause, x->at);
	struct pv_span heading = pv_clause_heading(v, x->clause);

	pv_put_styled(out, pv_clause_title(v, x->clause), PV_STYLE_BOLD,
	    o->color);
	if (heading.len > 0) {
		pv_buf_str(out, "  ");
		pv_put_head(out, heading, 60);
	}
	pv_buf_printf(out, "  (line %u)\n", (unsigned)p.line);
}

/* "exclusivity/hosting  conditional, exclusive  0.94" */
static void
finding_head(struct pv_buf *out, const struct pv_findings *f,
    const struct pv_finding *x, const struct pv_view_opts *o)
{
	struct pv_span subtype = pv_findings_str(f, x->subtype);
	enum pv_stance stance = (enum pv_stance)x->stance;

	put_blanks(out, MARGIN);
	pv_put_styled(out, pv_findings_str(f, x->provision), PV_STYLE_BOLD,
	    o->color);
	if (subtype.len > 0) {
		pv_buf_char(out, '/');
		pv_put_styled(out, subtype, PV_STYLE_BOLD, o->color);
	}
	pv_buf_str(out, "  ");
	pv_put_styled(out, pv_span_str(pv_stance_name(stance)),
	    style_of_stance(stance), o->color);
	if (x->strength != PV_STRENGTH_NONE)
		pv_buf_printf(out, ", %s",
		    pv_strength_name((enum pv_strength)x->strength));
	pv_buf_printf(out, "  %d.%02d%s\n", (int)(x->confidence / 1000),
	    (int)(x->confidence % 1000 / 10),
	    (x->flags & PV_FINDING_REVIEW) != 0 ? "  please review" : "");
}

/* "until 2030-12-31; condition: ..." */
static void
finding_attributes(struct pv_buf *out, const struct pv_findings *f,
    const struct pv_finding *x, const struct pv_view_opts *o)
{
	struct pv_flow flow = { .out = out, .indent = MARGIN,
		.width = o->width, .color = o->color };
	struct pv_run key = { .style = PV_STYLE_DIM, .before = "",
		.after = "" };
	struct pv_buf word = PV_BUF_INIT;
	const struct pv_attr *a;
	uint32_t i;

	for (i = 0; i < x->nattrs; i++) {
		a = &f->attrs[x->attrs + i];
		pv_buf_clear(&word);
		pv_buf_printf(&word, "%s:",
		    pv_attr_key_name((enum pv_attr_key)a->key));
		key.text = pv_buf_view(&word);
		pv_flow_run(&flow, &key);
		pv_flow_text(&flow, pv_findings_str(f, a->value));
		pv_flow_run(&flow, &(struct pv_run){ i + 1 < x->nattrs ?
		    PV_SPAN(";") : PV_SPAN(""), PV_STYLE_PLAIN, "", "",
		    true });
	}
	if ((x->flags & PV_FINDING_REDACTED) != 0)
		pv_flow_text(&flow, PV_SPAN("(redacted)"));
	pv_flow_end(&flow);
	out->failed = out->failed || word.failed;
	pv_buf_release(&word);
}

static size_t
count_shown(const struct pv_findings *f, const struct pv_view_opts *o)
{
	size_t i, n = 0;

	for (i = 0; i < f->nitems; i++)
		n += pv_view_shows(o, &f->items[i]);
	return n;
}

static void
text_findings(struct pv_buf *out, const struct pv_version *v,
    const struct pv_findings *f, const struct pv_view_opts *o)
{
	struct pv_flow flow = { .out = out, .indent = MARGIN,
		.width = o->width, .color = o->color };
	const struct pv_finding *x;
	uint32_t clause = PV_NONE;
	size_t i, n = count_shown(f, o);

	if (*o->started)
		pv_buf_char(out, '\n');
	*o->started = true;
	pv_put_styled(out, o->doc.file, PV_STYLE_BOLD, o->color);
	pv_buf_printf(out, ": %zu finding%s\n", n, n == 1 ? "" : "s");
	for (i = 0; i < f->nitems; i++) {
		x = &f->items[i];
		if (!pv_view_shows(o, x))
			continue;
		if (x->clause != clause) {
			pv_buf_char(out, '\n');
			clause_head(out, v, x, o);
		}
		clause = x->clause;
		finding_head(out, f, x, o);
		pv_flow_text(&flow, pv_version_text(v, x->at));
		pv_flow_end(&flow);
		finding_attributes(out, f, x, o);
	}
}

/* The widest label that is not out of all proportion. */
static size_t
label_width(const struct pv_version *v)
{
	size_t width = 8, n;
	uint32_t i;

	for (i = 1; i < v->nclauses; i++) {
		n = pv_columns(pv_clause_title(v, i));
		if (n > width && n <= 24)
			width = n;
	}
	return width;
}

/* "  212  4.2(b)  Exclusivity: Northlake shall ..." */
static void
clause_line(struct pv_buf *out, const struct pv_version *v, uint32_t i,
    size_t width, const struct pv_view_opts *o)
{
	const struct pv_clause *c = &v->clauses[i];
	struct pv_span heading = pv_version_text(v, c->heading);
	struct pv_span body = pv_version_text(v, pv_clause_body(v, i));
	size_t room = o->width > width + 30 ? o->width - width - 9 : 21;

	pv_buf_printf(out, "%6u  ", (unsigned)c->line);
	pv_put_cell(out, pv_clause_title(v, i), width, PV_STYLE_BOLD,
	    o->color);
	pv_buf_char(out, ' ');
	if (heading.len > 0) {
		pv_put_head(out, heading, o->width == 0 ? 0 : room);
		room -= pv_columns(heading) < room ? pv_columns(heading) : room;
	}
	if (heading.len > 0 && body.len > 0 && room > 12) {
		pv_buf_str(out, ": ");
		room -= 2;
	}
	if (body.len > 0 && (room > 12 || heading.len == 0))
		pv_put_head(out, body, o->width == 0 ? 72 : room);
	pv_buf_char(out, '\n');
}

static void
text_clauses(struct pv_buf *out, const struct pv_version *v,
    const struct pv_view_opts *o)
{
	size_t width = label_width(v);
	uint32_t i;

	for (i = 1; i < v->nclauses; i++)
		clause_line(out, v, i, width, o);
}

/* "4.2(b)  (line 212)  L-DANGLING", and under it what is wrong. */
static void
lint_line(struct pv_buf *out, const struct pv_version *v,
    const struct pv_lint *x, const struct pv_view_opts *o)
{
	struct pv_view_place p = pv_view_place(v, &o->doc, x->clause, x->at);
	struct pv_flow flow = { .out = out, .indent = 2 * MARGIN,
		.width = o->width, .color = o->color };

	put_blanks(out, MARGIN);
	pv_put_styled(out, pv_clause_title(v, x->clause), PV_STYLE_BOLD,
	    o->color);
	pv_buf_printf(out, "  (line %u)  ", (unsigned)p.line);
	pv_put_styled(out, pv_span_str(pv_lint_code(x->kind)), PV_STYLE_WARN,
	    o->color);
	pv_buf_char(out, '\n');
	pv_flow_text(&flow, x->text);
	pv_flow_end(&flow);
}

static void
text_lints(struct pv_buf *out, const struct pv_version *v,
    const struct pv_lints *l, const struct pv_view_opts *o)
{
	size_t i;

	if (l->nitems == 0)
		return;
	if (*o->started)
		pv_buf_char(out, '\n');
	*o->started = true;
	pv_put_styled(out, o->doc.file, PV_STYLE_BOLD, o->color);
	pv_buf_printf(out, ": %zu defect%s\n", l->nitems,
	    l->nitems == 1 ? "" : "s");
	for (i = 0; i < l->nitems; i++)
		lint_line(out, v, &l->items[i], o);
}

const struct pv_view pv_view_text = {
	"text", NULL, text_findings, text_clauses, pv_text_diff, NULL,
	text_lints
};
