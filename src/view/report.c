/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/report.h"

#include <stdlib.h>

#include "base/date.h"
#include "view/report_page.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0"
#endif

#define FEW 120         /* agreements whose words are cited at length */
#define SAID_FEW 320    /* columns of a quotation then, */
#define SAID_MANY 110   /* and in a page of more */

static const unsigned char css[] = {
#include "view/report_css.h"
};

void
pv_report_str(struct pv_report_page *p, const char *markup)
{
	pv_buf_str(p->m.out, markup);
}

void
pv_report_td(struct pv_report_page *p, struct pv_span s)
{
	pv_report_str(p, "<td>");
	pv_markup_text(&p->m, s);
	pv_report_str(p, "</td>");
}

void
pv_report_date(struct pv_report_page *p, struct pv_span date)
{
	size_t i = 0;

	while (i < date.len && (pv_isdigit(date.ptr[i]) || date.ptr[i] == '-'))
		i++;
	if (i < date.len || date.len < 4 || date.len > PV_DATE_LEN) {
		pv_markup_head(&p->m, date, 60);
		return;
	}
	pv_report_str(p, "<time>");
	pv_markup_text(&p->m, date);
	pv_report_str(p, "</time>");
}

void
pv_report_provision(struct pv_report_page *p, struct pv_span provision,
    struct pv_span subtype)
{
	pv_markup_text(&p->m, provision);
	if (subtype.len > 0) {
		pv_report_str(p, "/<wbr>");
		pv_markup_text(&p->m, subtype);
	}
}

static int
cmp_part(const void *key, const void *part)
{
	const struct pv_span *k = key;
	const struct pv_report_part *a = part;

	return pv_span_cmp(*k, a->versions[0].agreement);
}

void
pv_report_link(struct pv_report_page *p, struct pv_span key)
{
	const struct pv_report_part *a = p->nparts == 0 ? NULL :
	    bsearch(&key, p->parts, p->nparts, sizeof(*a), cmp_part);

	if (a != NULL)
		pv_buf_printf(p->m.out, "<a href=\"#a%zu\">", a->index);
	pv_markup_text(&p->m, key);
	if (a != NULL)
		pv_report_str(p, "</a>");
}

void
pv_report_open(struct pv_report_page *p, const char *id, const char *title,
    size_t n)
{
	pv_buf_printf(p->m.out, "<section aria-labelledby=\"%s\">\n"
	    "<h2 id=\"%s\">%s <span class=\"n\">(%zu)</span></h2>\n", id, id,
	    title, n);
}

void
pv_report_close(struct pv_report_page *p)
{
	pv_report_str(p, "</section>\n");
}

void
pv_report_table(struct pv_report_page *p, const char *label,
    const char *const *heads, size_t nheads)
{
	pv_buf_printf(p->m.out, "<div class=\"scroll\" tabindex=\"0\" "
	    "role=\"group\" aria-label=\"%s\"><table>\n<thead><tr>", label);
	for (size_t i = 0; i < nheads; i++)
		pv_buf_printf(p->m.out, "<th scope=\"col\">%s</th>", heads[i]);
	pv_report_str(p, "</tr></thead>\n<tbody>\n");
}

void
pv_report_end(struct pv_report_page *p)
{
	pv_report_str(p, "</tbody>\n</table></div>\n");
}

/* A sign and a class for a change: never colour alone. */
static const struct {
	const char *name, *sign, *class;
} signs[] = {
	{ "lost", "\xc3\x97", "gone" },
	{ "weakened", "\xe2\x96\xbc", "mod" },
	{ "changed", "~", "mod" },
	{ "strengthened", "\xe2\x96\xb2", "mod" },
	{ "gained", "+", "new" },
};
#define SIGNS (sizeof(signs) / sizeof(signs[0]))

static void
put_change(struct pv_report_page *p, struct pv_span change)
{
	for (size_t i = 0; i < SIGNS; i++) {
		if (pv_span_eq(change, pv_span_str(signs[i].name)))
			pv_buf_printf(p->m.out, "<td><span class=\"k %s\">"
			    "%s %s</span></td>", signs[i].class,
			    signs[i].sign, signs[i].name);
	}
}

/* "3 lost, 1 gained" */
static void
put_counts(struct pv_report_page *p, const struct pv_report_change *c,
    size_t n)
{
	const char *between = "";
	size_t i, k, count;

	for (k = 0; k < SIGNS; k++) {
		for (count = 0, i = 0; i < n; i++)
			count += pv_span_eq(c[i].change,
			    pv_span_str(signs[k].name));
		if (count > 0) {
			pv_buf_printf(p->m.out, "%s%zu %s", between, count,
			    signs[k].name);
			between = ", ";
		}
	}
}

/* What it said and what it says; one of them when the other is the same. */
static void
put_words(struct pv_report_page *p, const struct pv_report_change *c)
{
	bool both = c->was.len > 0 && c->is.len > 0 &&
	    !pv_span_eq(c->was, c->is);

	pv_report_str(p, "<td class=\"said\">");
	if (c->was.len > 0 && (both || c->is.len == 0)) {
		pv_report_str(p, "<span class=\"when\">was</span> ");
		pv_markup_head(&p->m, c->was, p->said);
	}
	if (both)
		pv_report_str(p, "<br>");
	if (c->is.len > 0) {
		pv_report_str(p, "<span class=\"when\">now</span> ");
		pv_markup_head(&p->m, c->is, p->said);
	}
	pv_report_str(p, "</td>");
}

static void
put_row(struct pv_report_page *p, const struct pv_report_change *c)
{
	pv_report_str(p, "<tr>");
	put_change(p, c->change);
	pv_report_str(p, "<th scope=\"row\">");
	pv_report_provision(p, c->provision, c->subtype);
	pv_report_str(p, "</th><td>");
	pv_markup_text(&p->m, c->old_clause);
	if (c->old_clause.len > 0 && c->new_clause.len > 0)
		pv_report_str(p, " \xe2\x86\x92 ");
	pv_markup_text(&p->m, c->new_clause);
	pv_report_str(p, "</td>");
	put_words(p, c);
	pv_report_str(p, "</tr>\n");
}

/* What one version of an agreement changed, under a head of its own. */
static void
put_news(struct pv_report_page *p, const struct pv_report_change *c, size_t n)
{
	pv_report_str(p, "<tr class=\"g\"><th scope=\"rowgroup\" "
	    "colspan=\"4\">");
	pv_markup_text(&p->m, c->date);
	pv_report_str(p, " ");
	pv_report_link(p, c->agreement);
	pv_report_str(p, " <span class=\"n\">");
	put_counts(p, c, n);
	pv_report_str(p, "</span></th></tr>\n");
	for (size_t i = 0; i < n; i++)
		put_row(p, &c[i]);
}

static void
put_changes(struct pv_report_page *p)
{
	static const char *const heads[] = { "Change", "Provision", "Clause",
		"Words" };
	const struct pv_report_change *c = p->r->changes;
	size_t i, n, all = p->r->nchanges;

	pv_report_open(p, "changes", "What changed lately", all);
	if (all == 0) {
		pv_report_str(p, "<p>No provision appeared, disappeared or "
		    "changed its force.</p>\n");
		pv_report_close(p);
		return;
	}
	pv_report_str(p, "<p>");
	put_counts(p, c, all);
	pv_report_str(p, " since ");
	pv_report_date(p, c[all - 1].date);
	pv_report_str(p, "; the latest first.</p>\n");
	pv_report_table(p, "Changes", heads, 4);
	for (i = 0; i < all; i += n) {
		for (n = 1; i + n < all && pv_span_eq(c[i + n].date,
		    c[i].date) && pv_span_eq(c[i + n].agreement,
		    c[i].agreement);)
			n++;
		if (i > 0)
			pv_report_str(p, "</tbody>\n<tbody>\n");
		put_news(p, &c[i], n);
	}
	pv_report_end(p);
	pv_report_close(p);
}

/* One mode of a cloud: rows i .. n - 1 are this cloud's. */
static void
put_answer(struct pv_report_page *p, const struct pv_report_cell *c, size_t n,
    const char *mode)
{
	const char *between = "";

	pv_report_str(p, "<td>");
	for (size_t i = 0; i < n; i++) {
		if (!pv_span_eq(c[i].mode, pv_span_str(mode)))
			continue;
		pv_report_str(p, between);
		between = "<br>";
		pv_report_str(p, "<b>");
		pv_markup_text(&p->m, c[i].answer);
		pv_report_str(p, "</b>");
		if (c[i].clause.len > 0) {
			pv_report_str(p, " (");
			pv_markup_text(&p->m, c[i].clause);
			pv_report_str(p, ")");
		}
		if (c[i].until.len > 0) {
			pv_report_str(p, " until ");
			pv_report_date(p, c[i].until);
		}
	}
	pv_report_str(p, "</td>");
}

/* How many rows from c on are of its agreement and cloud. */
static size_t
cloud_rows(const struct pv_report_cell *c, size_t n)
{
	size_t i = 1;

	while (i < n && pv_span_eq(c[i].agreement, c[0].agreement) &&
	    pv_span_eq(c[i].cloud, c[0].cloud))
		i++;
	return i;
}

/* Are two clouds, of so many rows each, answered alike? */
static bool
same_answers(const struct pv_report_cell *a, size_t n,
    const struct pv_report_cell *b, size_t m)
{
	size_t i;

	for (i = 0; i < n && i < m; i++)
		if (!pv_span_eq(a[i].mode, b[i].mode) ||
		    !pv_span_eq(a[i].answer, b[i].answer) ||
		    !pv_span_eq(a[i].until, b[i].until) ||
		    !pv_span_eq(a[i].clause, b[i].clause))
			return false;
	return n == m;
}

/*
 * Of the rows of an agreement, one for each set of clouds that are answered
 * alike: those at c[at], if no cloud before them is.
 */
static void
put_clouds(struct pv_report_page *p, const struct pv_report_cell *c, size_t n,
    size_t at)
{
	static const char *const modes[] = { "api", "managed-service",
		"self-hosted-weights" };
	size_t mine = cloud_rows(c + at, n - at), i, k;

	for (i = 0; i < at; i += k) {
		k = cloud_rows(c + i, n - i);
		if (same_answers(c + i, k, c + at, mine))
			return;
	}
	pv_report_str(p, "<tr><th scope=\"row\">");
	pv_report_link(p, c->agreement);
	pv_report_str(p, "</th><td>");
	for (i = at; i < n; i += k) {
		k = cloud_rows(c + i, n - i);
		if (!same_answers(c + i, k, c + at, mine))
			continue;
		pv_report_str(p, i > at ? ", " : "");
		pv_markup_text(&p->m, c[i].cloud);
	}
	pv_report_str(p, "</td>");
	for (i = 0; i < 3; i++)
		put_answer(p, c + at, mine, modes[i]);
	pv_report_str(p, "</tr>\n");
}

static void
put_matrix(struct pv_report_page *p)
{
	static const char *const heads[] = { "Agreement", "Clouds", "API",
		"Managed service", "Own weights" };
	const struct pv_report_cell *c = p->r->cells;
	size_t i, at, n, all = p->r->ncells, agreements = 0;

	for (i = 0; i < all; i++)
		agreements += i == 0 || !pv_span_eq(c[i].agreement,
		    c[i - 1].agreement);
	pv_report_open(p, "where", "Where it may run", agreements);
	pv_report_str(p, "<p>As the newest texts say it. An empty cell, and an "
	    "agreement that is not listed, say nothing.</p>\n");
	if (all > 0)
		pv_report_table(p, "Where it may run by cloud", heads, 5);
	for (i = 0; i < all; i += n) {
		for (n = 1; i + n < all && pv_span_eq(c[i + n].agreement,
		    c[i].agreement);)
			n++;
		for (at = 0; at < n; at += cloud_rows(c + i + at, n - at))
			put_clouds(p, c + i, n, at);
	}
	if (all > 0)
		pv_report_end(p);
	pv_report_close(p);
}

static void
put_coverage(struct pv_report_page *p)
{
	static const char *const heads[] = { "Agreement", "Version", "Format",
		"In clauses", "Redactions", "Warnings", "Rule limits" };
	const struct pv_report_version *v;

	pv_report_open(p, "coverage", "Coverage and warnings", p->nparts);
	if (p->nparts > 0)
		pv_report_table(p, "Coverage of the newest versions", heads, 7);
	for (size_t i = 0; i < p->nparts; i++) {
		v = &p->parts[i].versions[p->parts[i].nversions - 1];
		pv_report_str(p, "<tr><th scope=\"row\">");
		pv_report_link(p, v->agreement);
		pv_report_str(p, "</th>");
		pv_report_td(p, v->label);
		pv_report_td(p, v->format);
		pv_report_str(p, "<td>");
		pv_markup_text(&p->m, v->percent);
		pv_report_str(p, " %</td>");
		pv_report_td(p, v->redactions);
		pv_report_td(p, v->warnings);
		pv_report_td(p, v->limits);
		pv_report_str(p, "</tr>\n");
	}
	if (p->nparts > 0)
		pv_report_end(p);
	pv_report_close(p);
}

static void
put_refusals(struct pv_report_page *p)
{
	static const char *const heads[] = { "File", "Code", "Reason" };
	const struct pv_report_refusal *f;

	if (p->r->nrefusals == 0)
		return;
	pv_report_open(p, "refused", "Files that could not be read",
	    p->r->nrefusals);
	pv_report_table(p, "Refused files", heads, 3);
	for (size_t i = 0; i < p->r->nrefusals; i++) {
		f = &p->r->refusals[i];
		pv_report_str(p, "<tr><th scope=\"row\">");
		pv_markup_text(&p->m, f->path);
		pv_report_str(p, "</th>");
		pv_report_td(p, f->code);
		pv_report_td(p, f->message);
		pv_report_str(p, "</tr>\n");
	}
	pv_report_end(p);
	pv_report_close(p);
}

/* How many rows from `at` on are of the agreement; rows have its key first. */
#define RUN(rows, n, at, key, out) do { \
	(out) = 0; \
	while ((at) + (out) < (n) && \
	    pv_span_eq((rows)[(at) + (out)].agreement, (key))) \
		(out)++; \
} while (0)

/* All rows come by agreement, and every agreement has a version. */
static bool
make_parts(struct pv_report_page *p)
{
	const struct pv_report *r = p->r;
	size_t v, f = 0, s = 0;
	struct pv_report_part *a;
	struct pv_span key;

	p->parts = calloc(r->nversions + 1, sizeof(*p->parts));
	if (p->parts == NULL)
		return false;
	for (v = 0; v < r->nversions; v += a->nversions) {
		a = &p->parts[p->nparts];
		key = r->versions[v].agreement;
		a->index = p->nparts++;
		a->versions = r->versions + v;
		RUN(r->versions, r->nversions, v, key, a->nversions);
		a->findings = r->findings + f;
		RUN(r->findings, r->nfindings, f, key, a->nfindings);
		f += a->nfindings;
		a->stands = r->stands + s;
		RUN(r->stands, r->nstands, s, key, a->nstands);
		s += a->nstands;
	}
	return true;
}

static void
put_page(struct pv_report_page *p)
{
	struct pv_span style = pv_span((const char *)css, sizeof(css));

	pv_markup_open(&p->m, style);
	pv_report_str(p, "Portfolio report</title>\n");
	pv_markup_style(&p->m, style);
	pv_buf_printf(p->m.out, "</head>\n<body>\n<header>\n"
	    "<h1>Portfolio</h1>\n<p>%zu agreement%s in %zu version%s</p>\n",
	    p->nparts, p->nparts == 1 ? "" : "s", p->r->nversions,
	    p->r->nversions == 1 ? "" : "s");
	if (p->r->nrefusals > 0)
		pv_buf_printf(p->m.out, "<p>%zu file%s could not be read; see "
		    "<a href=\"#refused\">which</a>.</p>\n",
		    p->r->nrefusals, p->r->nrefusals == 1 ? "" : "s");
	pv_report_str(p, "<nav aria-label=\"Parts\"><ul>"
	    "<li><a href=\"#changes\">Changes</a></li>"
	    "<li><a href=\"#glance\">At a glance</a></li>"
	    "<li><a href=\"#where\">Where it may run</a></li>"
	    "<li><a href=\"#agreements\">Agreements</a></li>"
	    "<li><a href=\"#coverage\">Coverage</a></li>");
	if (p->r->nrefusals > 0)
		pv_report_str(p,
		    "<li><a href=\"#refused\">Refused files</a></li>");
	pv_report_str(p, "</ul></nav>\n</header>\n<main>\n");
	put_changes(p);
	pv_report_glance(p);
	put_matrix(p);
	pv_report_parts(p);
	put_coverage(p);
	put_refusals(p);
	pv_report_str(p, "</main>\n<footer>\n<p>Made by proviso "
	    PACKAGE_VERSION ".</p>\n</footer>\n</body>\n</html>\n");
}

void
pv_report_html(struct pv_buf *out, const struct pv_report *r)
{
	struct pv_report_page p = { .m = { .out = out }, .r = r };

	if (make_parts(&p)) {
		p.said = p.nparts <= FEW ? SAID_FEW : SAID_MANY;
		put_page(&p);
	} else {
		out->failed = true;
	}
	pv_buf_release(&p.m.scratch);
	free(p.parts);
}
