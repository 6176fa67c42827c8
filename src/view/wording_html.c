/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/wording.h"

#include "view/markup.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0"
#endif

static const unsigned char css[] = {
#include "view/report_css.h"
};

struct page {
	struct pv_markup m;
	const struct pv_wording_page *p;
};

static void
put_str(struct page *t, const char *markup)
{
	pv_buf_str(t->m.out, markup);
}

static void
put_count(struct page *t, size_t n, const char *what)
{
	pv_buf_printf(t->m.out, "%zu %s%s", n, what, n == 1 ? "" : "s");
}

static void
put_percent(struct page *t, int32_t similarity)
{
	pv_buf_printf(t->m.out, "%d&#160;%%", (int)(similarity / 10));
}

/* <ins> and <del>: a reader who sees no colours hears and sees marks. */
static void
put_edits(struct page *t, const struct pv_departure *d)
{
	static const char *const tags[] = { NULL, "del", "ins" };
	const struct pv_word_edit *e;

	for (size_t i = 0; i < d->nedits; i++) {
		e = &d->edits[i];
		if (tags[e->op] != NULL)
			pv_buf_printf(t->m.out, "<%s>", tags[e->op]);
		pv_markup_text(&t->m, e->op == PV_WORD_DELETE ? e->old_text :
		    e->new_text);
		if (tags[e->op] != NULL)
			pv_buf_printf(t->m.out, "</%s>", tags[e->op]);
	}
}

static void
put_place(struct page *t, const struct pv_wording_place *x)
{
	put_str(t, "<th scope=\"row\">");
	pv_markup_text(&t->m, x->agreement);
	put_str(t, "</th><td>");
	pv_markup_text(&t->m, x->clause);
	put_str(t, "</td><td>");
	if (x->subtype.len > 0) {
		pv_markup_text(&t->m, x->subtype);
		put_str(t, ", ");
	}
	pv_markup_text(&t->m, x->stance);
	put_str(t, "</td>");
}

static void
put_link(struct page *t, const struct pv_wording_group *g)
{
	put_percent(t, g->from.similarity);
	pv_buf_printf(t->m.out, " like <a href=\"#w%zu\">%zu</a>",
	    (size_t)g->nearest + 1, (size_t)g->nearest + 1);
}

static bool
is_near(const struct pv_wording_group *g)
{
	return g->nearest != PV_NONE && g->from.similarity >= PV_WORDING_NEAR;
}

static void
put_member(struct page *t, uint32_t text)
{
	const struct pv_wording *x = &t->p->w->texts[text];

	put_str(t, "<tr>");
	put_place(t, &t->p->places[text]);
	put_str(t, "<td>");
	put_percent(t, x->from.similarity);
	put_str(t, "</td><td class=\"said\">");
	if (x->verbatim)
		put_str(t, "<span class=\"n\">word for word</span>");
	else
		put_edits(t, &x->from);
	put_str(t, "</td></tr>\n");
}

static void
open_table(struct page *t, size_t number)
{
	pv_buf_printf(t->m.out, "<div class=\"scroll\" tabindex=\"0\" "
	    "role=\"group\" aria-label=\"Clauses of wording %zu\"><table>\n"
	    "<thead><tr><th scope=\"col\">Agreement</th><th scope=\"col\">"
	    "Clause</th><th scope=\"col\">Stance</th><th scope=\"col\">Kept"
	    "</th><th scope=\"col\">Words</th></tr></thead>\n<tbody>\n",
	    number);
}

static void
put_group(struct page *t, size_t k)
{
	const struct pv_wording_group *g = &t->p->w->groups[k];
	const struct pv_wording_place *x = &t->p->places[g->members[0]];

	pv_buf_printf(t->m.out, "<article id=\"w%zu\">\n<h3>%zu. ", k + 1,
	    k + 1);
	put_count(t, g->nmembers, "clause");
	put_str(t, " in ");
	put_count(t, g->nowners, "agreement");
	put_str(t, "</h3>\n<p class=\"why\">");
	pv_buf_printf(t->m.out, "%zu word for word", g->nverbatim);
	if (is_near(g)) {
		put_str(t, "; ");
		put_link(t, g);
	}
	put_str(t, "</p>\n<blockquote class=\"said\">");
	pv_markup_text(&t->m, x->text);
	put_str(t, "</blockquote>\n");
	open_table(t, k + 1);
	for (size_t i = 0; i < g->nmembers; i++)
		put_member(t, g->members[i]);
	put_str(t, "</tbody>\n</table></div>\n</article>\n");
}

static void
put_alone(struct page *t, size_t k)
{
	const struct pv_wording_group *g = &t->p->w->groups[k];
	const struct pv_wording_place *x = &t->p->places[g->members[0]];

	pv_buf_printf(t->m.out, "<tr id=\"w%zu\">", k + 1);
	put_place(t, x);
	put_str(t, "<td>");
	if (is_near(g))
		put_link(t, g);
	put_str(t, "</td><td class=\"said\">");
	if (is_near(g))
		put_edits(t, &g->from);
	else
		pv_markup_text(&t->m, x->text);
	put_str(t, "</td></tr>\n");
}

static void
put_all_alone(struct page *t)
{
	const struct pv_wordings *w = t->p->w;

	if (w->nshared == w->ngroups)
		return;
	pv_buf_printf(t->m.out, "<section aria-labelledby=\"alone\">\n"
	    "<h2 id=\"alone\">Alone <span class=\"n\">(%zu)</span></h2>\n"
	    "<div class=\"scroll\" tabindex=\"0\" role=\"group\" "
	    "aria-label=\"Clauses that nothing is like\"><table>\n<thead><tr>"
	    "<th scope=\"col\">Agreement</th><th scope=\"col\">Clause</th>"
	    "<th scope=\"col\">Stance</th><th scope=\"col\">Nearest</th>"
	    "<th scope=\"col\">Words</th></tr></thead>\n<tbody>\n",
	    w->ngroups - w->nshared);
	for (size_t k = w->nshared; k < w->ngroups; k++)
		put_alone(t, k);
	put_str(t, "</tbody>\n</table></div>\n</section>\n");
}

static void
put_name(struct page *t)
{
	pv_markup_text(&t->m, t->p->provision);
	if (t->p->subtype.len > 0) {
		put_str(t, "/");
		pv_markup_text(&t->m, t->p->subtype);
	}
}

static void
put_header(struct page *t, struct pv_span style)
{
	const struct pv_wordings *w = t->p->w;

	pv_markup_open(&t->m, style);
	put_str(t, "How ");
	put_name(t);
	put_str(t, " is worded</title>\n");
	pv_markup_style(&t->m, style);
	put_str(t, "</head>\n<body>\n<header>\n<h1>How ");
	put_name(t);
	put_str(t, " is worded</h1>\n<p>");
	put_count(t, w->ntexts, "clause");
	put_str(t, " in ");
	put_count(t, t->p->nagreements, "agreement");
	put_str(t, ". What a clause has instead of the form is <ins>marked"
	    "</ins>, what it leaves out is <del>struck</del>.</p>\n"
	    "</header>\n<main>\n");
}

void
pv_wordings_html(struct pv_buf *out, const struct pv_wording_page *p)
{
	struct page t = { .m = { .out = out }, .p = p };

	put_header(&t, pv_span((const char *)css, sizeof(css)));
	if (p->w->nshared > 0)
		pv_buf_printf(out, "<section aria-labelledby=\"shared\">\n"
		    "<h2 id=\"shared\">Shared wordings <span class=\"n\">"
		    "(%zu)</span></h2>\n", p->w->nshared);
	for (size_t k = 0; k < p->w->nshared; k++)
		put_group(&t, k);
	if (p->w->nshared > 0)
		put_str(&t, "</section>\n");
	put_all_alone(&t);
	put_str(&t, "</main>\n<footer>\n<p>Made by proviso " PACKAGE_VERSION
	    ".</p>\n</footer>\n</body>\n</html>\n");
	pv_buf_release(&t.m.scratch);
}
