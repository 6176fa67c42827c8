/* SPDX-License-Identifier: MIT */
#ifndef PV_VIEW_REPORT_PAGE_H
#define PV_VIEW_REPORT_PAGE_H

#include "view/markup.h"
#include "view/report.h"

/* The rows of one agreement, out of all; the anchor of it is "a0", "a1" ... */
struct pv_report_part {
	size_t index;
	const struct pv_report_version *versions;   size_t nversions;
	const struct pv_report_finding *findings;   size_t nfindings;
	const struct pv_report_stand *stands;       size_t nstands;
};

/* A page that is being written. */
struct pv_report_page {
	struct pv_markup m;
	const struct pv_report *r;
	struct pv_report_part *parts;   size_t nparts;
	size_t said;                /* columns of a quotation */
};

void pv_report_str(struct pv_report_page *p, const char *markup);
/* <td>words</td> */
void pv_report_td(struct pv_report_page *p, struct pv_span s);
/* A date, which no line breaks; or the first words of an event. */
void pv_report_date(struct pv_report_page *p, struct pv_span date);
/* "exclusivity/license" */
void pv_report_provision(struct pv_report_page *p, struct pv_span provision,
    struct pv_span subtype);
/* The key of an agreement, as a link to it. */
void pv_report_link(struct pv_report_page *p, struct pv_span key);
/* <h2> with an anchor and a number, and the sections' end. */
void pv_report_open(struct pv_report_page *p, const char *id,
    const char *title, size_t n);
void pv_report_close(struct pv_report_page *p);
/* A table with these heads, which scrolls by itself. */
void pv_report_table(struct pv_report_page *p, const char *label,
    const char *const *heads, size_t nheads);
void pv_report_end(struct pv_report_page *p);

/* report_plot.c: which versions create what; for two versions or more. */
void pv_report_plot(struct pv_report_page *p, const struct pv_report_part *a);

/* report_part.c: the agreements one by one, and all of them at a glance. */
void pv_report_glance(struct pv_report_page *p);
void pv_report_parts(struct pv_report_page *p);

#endif
