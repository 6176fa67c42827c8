/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/report_page.h"

/* What a reader looks for first; the columns of the table at a glance. */
static const char *const core[] = { "exclusivity", "agi-trigger",
	"distribution-license", "first-refusal", "minimum-commitment",
	"change-of-control", "training-data", "portability" };
#define CORE (sizeof(core) / sizeof(core[0]))

/* Stances from the strongest on, in a word. */
static const struct {
	const char *stance, *word;
} words[] = {
	{ "in-force", "\xe2\x97\x8f in force" },
	{ "conditional", "\xe2\x97\x90 conditional" },
	{ "negated", "\xe2\x97\x8b negated" },
	{ "removed", "\xc3\x97 removed" },
};
#define WORDS (sizeof(words) / sizeof(words[0]))

static size_t
rank(struct pv_span stance)
{
	size_t i = 0;

	while (i < WORDS && !pv_span_eq(stance, pv_span_str(words[i].stance)))
		i++;
	return i;
}

/* The strongest stance of a provision; WORDS when nothing is said of it. */
static size_t
best(const struct pv_report_part *a, struct pv_span provision)
{
	size_t i, r, found = WORDS;

	for (i = 0; i < a->nfindings; i++) {
		if (!pv_span_eq(a->findings[i].provision, provision))
			continue;
		r = rank(a->findings[i].stance);
		if (r < found)
			found = r;
	}
	return found;
}

void
pv_report_glance(struct pv_report_page *p)
{
	const char *heads[CORE + 1] = { "Agreement" };
	size_t i, k, r;

	for (k = 0; k < CORE; k++)
		heads[k + 1] = core[k];
	pv_report_open(p, "glance", "At a glance", p->nparts);
	if (p->nparts > 0)
		pv_report_table(p, "Provisions by agreement", heads, CORE + 1);
	for (i = 0; i < p->nparts; i++) {
		pv_report_str(p, "<tr><th scope=\"row\">");
		pv_report_link(p, p->parts[i].versions[0].agreement);
		pv_report_str(p, "</th>");
		for (k = 0; k < CORE; k++) {
			r = best(&p->parts[i], pv_span_str(core[k]));
			pv_buf_printf(p->m.out, "<td>%s</td>",
			    r == WORDS ? "" : words[r].word);
		}
		pv_report_str(p, "</tr>\n");
	}
	if (p->nparts > 0)
		pv_report_end(p);
	pv_report_close(p);
}

static void
put_finding(struct pv_report_page *p, const struct pv_report_finding *f)
{
	size_t r = rank(f->stance);

	pv_report_str(p, "<tr><th scope=\"row\">");
	pv_report_provision(p, f->provision, f->subtype);
	if (!pv_span_eq(f->count, PV_SPAN("1"))) {
		pv_report_str(p, " <span class=\"n\">(");
		pv_markup_text(&p->m, f->count);
		pv_report_str(p, ")</span>");
	}
	pv_buf_printf(p->m.out, "</th><td>%s", r == WORDS ? "" :
	    words[r].word);
	if (f->strength.len > 0) {
		pv_report_str(p, ", ");
		pv_markup_text(&p->m, f->strength);
	}
	if (f->until.len > 0) {
		pv_report_str(p, ", until ");
		pv_report_date(p, f->until);
	}
	pv_report_str(p, "</td>");
	pv_report_td(p, f->clause);
	pv_report_str(p, "<td class=\"said\">");
	pv_markup_head(&p->m, f->text, p->said);
	pv_report_str(p, "</td></tr>\n");
}

/* "3 versions, 2019-07 to 2026-04" */
static void
put_lead(struct pv_report_page *p, const struct pv_report_part *a)
{
	const struct pv_report_version *old = &a->versions[0];
	const struct pv_report_version *new = &a->versions[a->nversions - 1];

	pv_report_str(p, "<p class=\"why\">");
	pv_markup_text(&p->m, new->agreement);
	if (a->nversions == 1) {
		pv_report_str(p, ", one version");
	} else {
		pv_buf_printf(p->m.out, ", %zu versions from ", a->nversions);
		pv_markup_text(&p->m, old->label);
		pv_report_str(p, " to ");
		pv_markup_text(&p->m, new->label);
	}
	if (new->date.len > 0 && !pv_span_eq(new->date, new->label)) {
		pv_report_str(p, ", dated ");
		pv_report_date(p, new->date);
	}
	pv_report_str(p, "</p>\n");
}

static void
put_part(struct pv_report_page *p, const struct pv_report_part *a)
{
	static const char *const heads[] = { "Provision", "Stance", "Clause",
		"Words" };
	struct pv_span title = a->versions[0].title;
	struct pv_buf b = PV_BUF_INIT;

	pv_buf_printf(p->m.out, "<article id=\"a%zu\">\n<h3>", a->index);
	pv_markup_head(&p->m, title.len > 0 ? title :
	    a->versions[0].agreement, 160);
	pv_report_str(p, "</h3>\n");
	put_lead(p, a);
	pv_report_plot(p, a);
	if (a->nfindings == 0) {
		pv_report_str(p, "<p>No provision was found.</p>\n");
	} else {
		pv_buf_printf(&b, "Provisions of agreement %zu", a->index + 1);
		if (b.failed)
			p->m.out->failed = true;
		else
			pv_report_table(p, b.ptr, heads, 4);
		for (size_t i = 0; i < a->nfindings; i++)
			put_finding(p, &a->findings[i]);
		pv_report_end(p);
	}
	pv_buf_release(&b);
	pv_report_str(p, "</article>\n");
}

void
pv_report_parts(struct pv_report_page *p)
{
	pv_report_open(p, "agreements", "Agreements", p->nparts);
	pv_report_str(p, "<p>What the newest version of each says; the number "
	    "behind a provision counts its places.</p>\n");
	for (size_t i = 0; i < p->nparts; i++)
		put_part(p, &p->parts[i]);
	pv_report_close(p);
}
