/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/place.h"
#include "view/put.h"
#include "view/views.h"

/* "line": path:line:col: what: text, for editors and grep. */

static void
put_place(struct pv_buf *out, const struct pv_view_opts *o,
    const struct pv_view_place *p)
{
	pv_view_escape(out, o->doc.file, false);
	pv_buf_printf(out, ":%u:%u: ", (unsigned)p->line, (unsigned)p->column);
}

static void
line_findings(struct pv_buf *out, const struct pv_version *v,
    const struct pv_findings *f, const struct pv_view_opts *o)
{
	const struct pv_finding *x;
	struct pv_view_place p;
	size_t i;

	for (i = 0; i < f->nitems; i++) {
		x = &f->items[i];
		if (!pv_view_shows(o, x))
			continue;
		p = pv_view_place(v, &o->doc, x->clause, x->at);
		put_place(out, o, &p);
		pv_view_escape(out, pv_findings_str(f, x->provision), false);
		pv_buf_printf(out, " %s: ",
		    pv_stance_name((enum pv_stance)x->stance));
		pv_put_head(out, pv_version_text(v, x->at), 0);
		pv_buf_char(out, '\n');
	}
}

static void
line_clauses(struct pv_buf *out, const struct pv_version *v,
    const struct pv_view_opts *o)
{
	const struct pv_clause *c;
	struct pv_view_place p;
	uint32_t i;

	for (i = 1; i < v->nclauses; i++) {
		c = &v->clauses[i];
		p = pv_view_place(v, &o->doc, i, c->all);
		put_place(out, o, &p);
		pv_view_escape(out, pv_clause_title(v, i), false);
		pv_buf_str(out, ": ");
		pv_put_head(out, pv_version_text(v, c->stem), 0);
		pv_buf_char(out, '\n');
	}
}

static void
line_lints(struct pv_buf *out, const struct pv_version *v,
    const struct pv_lints *l, const struct pv_view_opts *o)
{
	const struct pv_lint *x;
	struct pv_view_place p;
	size_t i;

	for (i = 0; i < l->nitems; i++) {
		x = &l->items[i];
		p = pv_view_place(v, &o->doc, x->clause, x->at);
		put_place(out, o, &p);
		pv_buf_str(out, "warning: ");
		pv_put_head(out, x->text, 0);
		pv_buf_printf(out, " [%s]\n", pv_lint_code(x->kind));
	}
}

const struct pv_view pv_view_line = {
	"line", NULL, line_findings, line_clauses, NULL, NULL, line_lints
};
