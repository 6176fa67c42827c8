/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "view/matrix.h"

#include <stdint.h>

#include "view/put.h"
#include "view/view.h"

#define MODE_WIDTH 21
#define ANSWER_WIDTH 13

static bool
same_cell(const struct pv_cell *a, const struct pv_cell *b)
{
	return a->answer == b->answer && pv_span_eq(a->until, b->until) &&
	    pv_span_eq(a->condition, b->condition) &&
	    pv_span_eq(a->clause, b->clause) &&
	    pv_span_eq(a->version, b->version);
}

/* The first cloud of the agreement that is answered as cloud i is. */
static size_t
first_like(const struct pv_cells *c, size_t i)
{
	size_t k, m;

	for (k = 0; k < i; k++) {
		for (m = 0; m < PV_MODES; m++) {
			if (!same_cell(&c->items[k * PV_MODES + m],
			    &c->items[i * PV_MODES + m]))
				break;
		}
		if (m == PV_MODES)
			break;
	}
	return k;
}

/* "aws, azure, any-other": the clouds that are answered alike. */
static void
put_clouds(struct pv_buf *out, const struct pv_cells *c, size_t i)
{
	size_t k, n = c->nitems / PV_MODES;
	const char *between = "";

	for (k = i; k < n; k++) {
		if (first_like(c, k) != i)
			continue;
		pv_buf_str(out, between);
		pv_view_escape(out, c->items[k * PV_MODES].cloud, false);
		between = ", ";
	}
}

static void
put_padded(struct pv_buf *out, struct pv_span s, size_t width)
{
	size_t n = pv_columns(s);

	pv_view_escape(out, s, false);
	do
		pv_buf_char(out, ' ');
	while (++n < width);
}

/* Until when and on what condition, in one line of words. */
static void
put_terms(struct pv_buf *out, const struct pv_cell *x)
{
	if (x->until.len > 0) {
		pv_buf_str(out, "until ");
		pv_view_escape(out, x->until, false);
		if (x->condition.len > 0)
			pv_buf_str(out, "; ");
	}
	pv_view_escape(out, x->condition, false);
}

static void
put_row(struct pv_buf *out, const struct pv_cell *x, unsigned width)
{
	struct pv_buf terms = PV_BUF_INIT;
	struct pv_flow f = { .out = out, .indent = 8, .width = width };

	pv_buf_str(out, "    ");
	put_padded(out, pv_span_str(pv_mode_name(x->mode)), MODE_WIDTH);
	if (x->answer == PV_ANSWER_SILENT) {
		pv_buf_str(out, pv_answer_name(x->answer));
		pv_buf_char(out, '\n');
		return;
	}
	put_padded(out, pv_span_str(pv_answer_name(x->answer)), ANSWER_WIDTH);
	pv_view_escape(out, x->clause, false);
	pv_buf_char(out, '\n');
	put_terms(&terms, x);
	if (terms.len > 0) {
		pv_flow_text(&f, pv_buf_view(&terms));
		pv_flow_end(&f);
	}
	out->failed = out->failed || terms.failed;
	pv_buf_release(&terms);
}

void
pv_view_matrix_text(struct pv_buf *out, const struct pv_cells *c,
    unsigned width)
{
	size_t i, m;

	if (c->nitems == 0)
		return;
	pv_view_escape(out, c->items[0].agreement, false);
	pv_buf_char(out, '\n');
	for (i = 0; i < c->nitems / PV_MODES; i++) {
		if (first_like(c, i) != i)
			continue;
		pv_buf_str(out, "  ");
		put_clouds(out, c, i);
		pv_buf_char(out, '\n');
		for (m = 0; m < PV_MODES; m++)
			put_row(out, &c->items[i * PV_MODES + m], width);
	}
}

/* ---------------------------------------------------------------- JSON */

void
pv_view_matrix_json(struct pv_json *j, const struct pv_cells *c)
{
	const struct pv_cell *x;
	size_t i;

	for (i = 0; i < c->nitems; i++) {
		x = &c->items[i];
		pv_json_open(j, '{');
		pv_json_key_maybe(j, "agreement", x->agreement);
		pv_json_key_maybe(j, "cloud", x->cloud);
		pv_json_key_maybe(j, "mode", pv_span_str(pv_mode_name(x->mode)));
		pv_json_key_maybe(j, "answer", pv_span_str(pv_answer_name(x->answer)));
		pv_json_key_maybe(j, "until", x->until);
		pv_json_key_maybe(j, "condition", x->condition);
		pv_json_key_maybe(j, "clause", x->clause);
		pv_json_key_maybe(j, "version", x->version);
		pv_json_close(j, '}');
		if (j->depth == 0)
			pv_buf_char(j->out, '\n');
	}
}

/* ---------------------------------------------------------------- HTML */

static void
put_html(struct pv_buf *out, struct pv_span s)
{
	struct pv_buf b = PV_BUF_INIT;
	size_t i;

	pv_view_escape(&b, s, false);
	for (i = 0; i < b.len; i++) {
		if (b.ptr[i] == '&')
			pv_buf_str(out, "&amp;");
		else if (b.ptr[i] == '<')
			pv_buf_str(out, "&lt;");
		else if (b.ptr[i] == '>')
			pv_buf_str(out, "&gt;");
		else if (b.ptr[i] == '"')
			pv_buf_str(out, "&quot;");
		else
			pv_buf_char(out, b.ptr[i]);
	}
	out->failed = out->failed || b.failed;
	pv_buf_release(&b);
}

void
pv_view_matrix_begin(struct pv_buf *out, const char *as_of)
{
	pv_buf_str(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" "
	    "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
	    "<title>Where it may run</title>\n<style>\n"
	    "body { margin: 2em; font: 1em/1.4 sans-serif; }\n"
	    "table { border-collapse: collapse; margin-bottom: 2em; }\n"
	    "td, th { border: 1px solid #bbb; padding: .3em .6em;\n"
	    "  text-align: left; vertical-align: top; }\n"
	    "td small { display: block; color: #555; max-width: 28em; }\n"
	    ".allowed { background: #e3f3e3; }\n"
	    ".prohibited { background: #f8e0e0; }\n"
	    ".conditional { background: #fbf3d5; }\n"
	    ".unknown, .conflict { background: #e8e0f5; }\n"
	    ".silent { color: #777; }\n"
	    "</style>\n</head>\n<body>\n<h1>Where it may run");
	if (as_of != NULL) {
		pv_buf_str(out, " on ");
		put_html(out, pv_span_str(as_of));
	}
	pv_buf_str(out, "</h1>\n");
}

static void
put_cell(struct pv_buf *out, const struct pv_cell *x)
{
	const char *answer = pv_answer_name(x->answer);
	struct pv_buf terms = PV_BUF_INIT;

	pv_buf_printf(out, "<td class=\"%s\">%s", answer, answer);
	if (x->clause.len > 0) {
		pv_buf_str(out, " (");
		put_html(out, x->clause);
		pv_buf_str(out, ")");
	}
	put_terms(&terms, x);
	if (terms.len > 0) {
		pv_buf_str(out, "<small>");
		put_html(out, pv_buf_view(&terms));
		pv_buf_str(out, "</small>");
	}
	pv_buf_str(out, "</td>");
	out->failed = out->failed || terms.failed;
	pv_buf_release(&terms);
}

void
pv_view_matrix_html(struct pv_buf *out, const struct pv_cells *c)
{
	size_t i, m;

	if (c->nitems == 0)
		return;
	pv_buf_str(out, "<h2>");
	put_html(out, c->items[0].agreement);
	pv_buf_str(out, "</h2>\n<table>\n<tr><th>cloud</th>");
	for (m = 0; m < PV_MODES; m++)
		pv_buf_printf(out, "<th>%s</th>",
		    pv_mode_name((enum pv_mode)m));
	pv_buf_str(out, "</tr>\n");
	for (i = 0; i < c->nitems / PV_MODES; i++) {
		if (first_like(c, i) != i)
			continue;
		pv_buf_str(out, "<tr><th>");
		put_clouds(out, c, i);
		pv_buf_str(out, "</th>");
		for (m = 0; m < PV_MODES; m++)
			put_cell(out, &c->items[i * PV_MODES + m]);
		pv_buf_str(out, "</tr>\n");
	}
	pv_buf_str(out, "</table>\n");
}

void
pv_view_matrix_end(struct pv_buf *out)
{
	pv_buf_str(out, "</body>\n</html>\n");
}
