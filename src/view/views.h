/* SPDX-License-Identifier: MIT */
#ifndef PV_VIEW_VIEWS_H
#define PV_VIEW_VIEWS_H

#include "view/view.h"

/* The table of views, for view.c; each stands in the file of its name. */
extern const struct pv_view pv_view_text;
extern const struct pv_view pv_view_line;
extern const struct pv_view pv_view_json;
extern const struct pv_view pv_view_jsonl;
extern const struct pv_view pv_view_csv_table;
extern const struct pv_view pv_view_markdown;
extern const struct pv_view pv_view_html;
extern const struct pv_view pv_view_docx;
extern const struct pv_view pv_view_sarif;

/* text_diff.c, json_diff.c and markdown.c, for the views above. */
void pv_text_diff(struct pv_buf *out, const struct pv_diff *d,
    const struct pv_view_opts *o);
void pv_json_diff(struct pv_buf *out, const struct pv_diff *d,
    const struct pv_view_opts *o);
void pv_jsonl_diff(struct pv_buf *out, const struct pv_diff *d,
    const struct pv_view_opts *o);

#endif
