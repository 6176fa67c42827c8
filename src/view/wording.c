/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/wording.h"

#include "view/edits.h"
#include "view/put.h"
#include "view/view.h"

#define INDENT 6
#define SAID 320        /* columns of what stands alone, without -v */

static void
put_count(struct pv_buf *out, size_t n, const char *what)
{
	pv_buf_printf(out, "%zu %s%s", n, what, n == 1 ? "" : "s");
}

static void
put_head(struct pv_buf *out, const struct pv_wording_page *p)
{
	size_t shared = p->w->nshared, alone = p->w->ngroups - shared;

	pv_put_styled(out, p->provision, PV_STYLE_BOLD, p->color);
	if (p->subtype.len > 0) {
		pv_buf_char(out, '/');
		pv_put_styled(out, p->subtype, PV_STYLE_BOLD, p->color);
	}
	pv_buf_str(out, ": ");
	put_count(out, p->w->ntexts, "clause");
	pv_buf_str(out, " in ");
	put_count(out, p->nagreements, "agreement");
	pv_buf_printf(out, "; ");
	put_count(out, shared, "wording");
	pv_buf_printf(out, " shared, %zu alone\n", alone);
}

/* "kestrel-msa 4.5" */
static void
put_place(struct pv_buf *out, const struct pv_wording_place *x)
{
	pv_view_escape(out, x->agreement, false);
	pv_buf_char(out, ' ');
	pv_view_escape(out, x->clause, false);
}

/* ", hosting, conditional" */
static void
put_stance(struct pv_buf *out, const struct pv_wording_place *x)
{
	if (x->subtype.len > 0) {
		pv_buf_str(out, ", ");
		pv_view_escape(out, x->subtype, false);
	}
	pv_buf_str(out, ", ");
	pv_view_escape(out, x->stance, false);
}

static void
put_percent(struct pv_buf *out, int32_t similarity)
{
	pv_buf_printf(out, "%d %%", (int)(similarity / 10));
}

static struct pv_flow
flow_to(struct pv_buf *out, const struct pv_wording_page *p)
{
	return (struct pv_flow){ .out = out, .indent = INDENT,
		.width = p->width, .color = p->color };
}

static void
put_words(struct pv_buf *out, const struct pv_wording_page *p,
    struct pv_span text, size_t most)
{
	struct pv_flow flow = flow_to(out, p);
	struct pv_buf head = PV_BUF_INIT;

	pv_put_head(&head, text, most);
	pv_flow_text(&flow, pv_buf_view(&head));
	pv_flow_end(&flow);
	out->failed = out->failed || head.failed;
	pv_buf_release(&head);
}

static void
put_edits(struct pv_buf *out, const struct pv_wording_page *p,
    const struct pv_departure *d)
{
	const struct pv_clause_change c = { .edits = d->edits,
		.nedits = d->nedits };
	struct pv_flow flow = flow_to(out, p);

	pv_edits_flow(&flow, &c);
	pv_flow_end(&flow);
}

/* The clauses with the words of the form, in one paragraph. */
static void
put_verbatim(struct pv_buf *out, const struct pv_wording_page *p,
    const struct pv_wording_group *g)
{
	struct pv_flow flow = flow_to(out, p);
	struct pv_buf b = PV_BUF_INIT;

	if (g->nverbatim < 2)
		return;
	flow.indent = 3;
	pv_buf_str(&b, "word for word:");
	for (size_t i = 1; i < g->nverbatim; i++) {
		pv_buf_str(&b, i > 1 ? "; " : " ");
		put_place(&b, &p->places[g->members[i]]);
		put_stance(&b, &p->places[g->members[i]]);
	}
	pv_flow_text(&flow, pv_buf_view(&b));
	pv_flow_end(&flow);
	out->failed = out->failed || b.failed;
	pv_buf_release(&b);
}

static void
put_departures(struct pv_buf *out, const struct pv_wording_page *p,
    const struct pv_wording_group *g)
{
	const struct pv_wording_place *x;
	const struct pv_departure *d;

	for (size_t i = g->nverbatim; i < g->nmembers; i++) {
		x = &p->places[g->members[i]];
		d = &p->w->texts[g->members[i]].from;
		pv_buf_str(out, "   ");
		put_percent(out, d->similarity);
		pv_buf_str(out, "  ");
		put_place(out, x);
		put_stance(out, x);
		pv_buf_char(out, '\n');
		put_edits(out, p, d);
	}
}

static void
put_group(struct pv_buf *out, const struct pv_wording_page *p, size_t k)
{
	const struct pv_wording_group *g = &p->w->groups[k];
	const struct pv_wording_place *x = &p->places[g->members[0]];

	pv_buf_printf(out, "\n%zu. ", k + 1);
	put_count(out, g->nmembers, "clause");
	pv_buf_str(out, " in ");
	put_count(out, g->nowners, "agreement");
	if (g->nverbatim > 1)
		pv_buf_printf(out, ", %zu word for word", g->nverbatim);
	if (g->nearest != PV_NONE && g->from.similarity >= PV_WORDING_NEAR) {
		pv_buf_str(out, "; ");
		put_percent(out, g->from.similarity);
		pv_buf_printf(out, " like %zu", (size_t)g->nearest + 1);
	}
	pv_buf_str(out, "\n   ");
	pv_put_styled(out, PV_SPAN("form"), PV_STYLE_BOLD, p->color);
	pv_buf_str(out, "  ");
	put_place(out, x);
	put_stance(out, x);
	pv_buf_char(out, '\n');
	put_words(out, p, x->text, 0);
	put_verbatim(out, p, g);
	put_departures(out, p, g);
}

/* A wording that nobody shares, as it departs from the likest one. */
static void
put_alone(struct pv_buf *out, const struct pv_wording_page *p, size_t k)
{
	const struct pv_wording_group *g = &p->w->groups[k];
	const struct pv_wording_place *x = &p->places[g->members[0]];
	bool near = g->nearest != PV_NONE &&
	    g->from.similarity >= PV_WORDING_NEAR;

	pv_buf_printf(out, "\n%zu. ", k + 1);
	put_place(out, x);
	put_stance(out, x);
	if (near) {
		pv_buf_str(out, "; ");
		put_percent(out, g->from.similarity);
		pv_buf_printf(out, " like %zu (", (size_t)g->nearest + 1);
		put_place(out,
		    &p->places[p->w->groups[g->nearest].members[0]]);
		pv_buf_char(out, ')');
	}
	pv_buf_char(out, '\n');
	if (near)
		put_edits(out, p, &g->from);
	else
		put_words(out, p, x->text, p->verbose ? 0 : SAID);
}

void
pv_wordings_text(struct pv_buf *out, const struct pv_wording_page *p)
{
	size_t k;

	put_head(out, p);
	for (k = 0; k < p->w->nshared; k++)
		put_group(out, p, k);
	if (k < p->w->ngroups) {
		pv_buf_char(out, '\n');
		pv_put_styled(out, PV_SPAN("alone"), PV_STYLE_BOLD, p->color);
		pv_buf_char(out, '\n');
	}
	for (; k < p->w->ngroups; k++)
		put_alone(out, p, k);
}

/* ----------------------------------------------------------------- CSV */

static void
csv_number(struct pv_buf *out, size_t n)
{
	pv_buf_u64(out, n);
	pv_buf_char(out, ',');
}

static void
csv_row(struct pv_buf *out, const struct pv_wording_page *p, size_t k,
    uint32_t text)
{
	const struct pv_wording_place *x = &p->places[text];
	const struct pv_span row[] = { x->agreement, x->version, x->clause,
		x->heading, x->subtype, x->stance, x->strength, x->text };

	csv_number(out, k + 1);
	csv_number(out, p->w->groups[k].nmembers);
	pv_buf_printf(out, "%d", (int)(p->w->texts[text].from.similarity /
	    10));
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		pv_buf_char(out, ',');
		if (row[i].len > 0)
			pv_view_csv(out, row[i]);
	}
	pv_buf_str(out, "\r\n");
}

void
pv_wordings_csv(struct pv_buf *out, const struct pv_wording_page *p)
{
	const struct pv_wording_group *g;

	pv_buf_str(out, "wording,clauses,percent,agreement,version,clause,"
	    "heading,subtype,stance,strength,text\r\n");
	for (size_t k = 0; k < p->w->ngroups; k++) {
		g = &p->w->groups[k];
		for (size_t i = 0; i < g->nmembers; i++)
			csv_row(out, p, k, g->members[i]);
	}
}
