/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/conform.h"

#include <string.h>

#include "base/json.h"
#include "view/view.h"

static const char *
status_of(const struct pv_conformed_op *op)
{
	return op->flagged ? "flagged" : "applied";
}

void
pv_view_conform_json(struct pv_buf *out, const struct pv_conform_doc *d)
{
	struct pv_json j = { .out = out, .pretty = true };
	const struct pv_conformed *c = d->c;
	size_t i;

	pv_json_open(&j, '{');
	pv_json_key_open(&j, "operations", '[');
	for (i = 0; i < c->nops; i++) {
		pv_json_open(&j, '{');
		pv_json_key_u64(&j, "amendment", c->ops[i].amendment);
		pv_json_key_str(&j, "op", pv_span_str(pv_op_kind_name(
		    c->ops[i].kind)));
		pv_json_key_str(&j, "target", c->ops[i].target);
		pv_json_key_str(&j, "status", pv_span_str(status_of(
		    &c->ops[i])));
		pv_json_key_str(&j, "why", c->ops[i].why);
		pv_json_close(&j, '}');
	}
	pv_json_close(&j, ']');
	pv_json_key_open(&j, "clauses", '[');
	for (i = 0; i < c->nclauses; i++) {
		pv_json_open(&j, '{');
		pv_json_key_str(&j, "label", c->clauses[i].label);
		pv_json_key_str(&j, "text", pv_span_sub(c->text,
		    c->clauses[i].at.start, c->clauses[i].at.end));
		pv_json_key_str(&j, "source",
		    d->files[c->clauses[i].source]);
		pv_json_close(&j, '}');
	}
	pv_json_close(&j, ']');
	pv_json_close(&j, '}');
	pv_buf_char(out, '\n');
}

/* Text that Markdown must not take for marks. */
static void
put_markdown(struct pv_buf *out, struct pv_span s)
{
	struct pv_buf b = PV_BUF_INIT;

	pv_view_escape(&b, s, true);
	for (size_t i = 0; i < b.len; i++) {
		char c = b.ptr[i];
		bool first = i == 0 || b.ptr[i - 1] == '\n';

		if (strchr("\\`*_[]<>|", c) != NULL ||
		    (first && strchr("#+-=~", c) != NULL) ||
		    (c == '.' && i > 0 && pv_isdigit(b.ptr[i - 1]) &&
		    i + 1 < b.len && b.ptr[i + 1] == ' '))
			pv_buf_char(out, '\\');
		pv_buf_char(out, c);
	}
	out->failed = out->failed || b.failed;
	pv_buf_release(&b);
}

void
pv_view_conform_markdown(struct pv_buf *out, const struct pv_conform_doc *d)
{
	const struct pv_conformed *c = d->c;
	size_t i;

	put_markdown(out, c->text);
	pv_buf_str(out, "\n\n---\n\n"
	    "| amendment | operation | target | status | why |\n"
	    "|---|---|---|---|---|\n");
	for (i = 0; i < c->nops; i++) {
		pv_buf_str(out, "| ");
		put_markdown(out, d->files[c->ops[i].amendment]);
		pv_buf_printf(out, " | %s | ",
		    pv_op_kind_name(c->ops[i].kind));
		put_markdown(out, c->ops[i].target);
		pv_buf_printf(out, " | %s | ", status_of(&c->ops[i]));
		put_markdown(out, c->ops[i].why);
		pv_buf_str(out, " |\n");
	}
}

static void
put_html(struct pv_buf *out, struct pv_span s)
{
	struct pv_buf b = PV_BUF_INIT;

	pv_view_escape(&b, s, true);
	for (size_t i = 0; i < b.len; i++)
		switch (b.ptr[i]) {
		case '&': pv_buf_str(out, "&amp;"); break;
		case '<': pv_buf_str(out, "&lt;"); break;
		case '>': pv_buf_str(out, "&gt;"); break;
		case '"': pv_buf_str(out, "&quot;"); break;
		default: pv_buf_char(out, b.ptr[i]); break;
		}
	out->failed = out->failed || b.failed;
	pv_buf_release(&b);
}

/* A run of one source, as inline text of paragraphs. */
static void
put_run(struct pv_buf *out, const struct pv_conform_doc *d,
    const struct pv_source_run *r)
{
	struct pv_span s = pv_span_sub(d->c->text, r->at.start, r->at.end);
	size_t i = 0, end;

	while (i < s.len) {
		end = i + pv_span_find(pv_span_sub(s, i, s.len),
		    PV_SPAN("\n"));
		if (end > i && r->source > 0) {
			pv_buf_str(out, "<ins title=\"");
			put_html(out, d->files[r->source]);
			pv_buf_str(out, "\">");
		}
		put_html(out, pv_span_sub(s, i, end));
		if (end > i && r->source > 0)
			pv_buf_str(out, "</ins>");
		for (i = end; i < s.len && s.ptr[i] == '\n'; i++)
			;
		if (i > end)
			pv_buf_str(out, "</p>\n<p>");
	}
}

void
pv_view_conform_html(struct pv_buf *out, const struct pv_conform_doc *d)
{
	const struct pv_conformed *c = d->c;
	size_t i;

	pv_buf_str(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n<title>");
	put_html(out, d->files[0]);
	pv_buf_str(out, " as amended</title>\n<style>\n"
	    "body { max-width: 45em; margin: 2em auto; font: 1em/1.5 serif; }\n"
	    "ins { background: #e6f4e6; }\n"
	    "td, th { text-align: left; padding: 0 1em 0 0; }\n"
	    ".flagged { color: #a00; }\n"
	    "</style>\n</head>\n<body>\n<p>");
	for (i = 0; i < c->nruns; i++)
		put_run(out, d, &c->runs[i]);
	pv_buf_str(out, "</p>\n<table>\n<tr><th>amendment</th><th>operation"
	    "</th><th>target</th><th>status</th><th>why</th></tr>\n");
	for (i = 0; i < c->nops; i++) {
		pv_buf_printf(out, "<tr class=\"%s\"><td>",
		    status_of(&c->ops[i]));
		put_html(out, d->files[c->ops[i].amendment]);
		pv_buf_printf(out, "</td><td>%s</td><td>",
		    pv_op_kind_name(c->ops[i].kind));
		put_html(out, c->ops[i].target);
		pv_buf_printf(out, "</td><td>%s</td><td>",
		    status_of(&c->ops[i]));
		put_html(out, c->ops[i].why);
		pv_buf_str(out, "</td></tr>\n");
	}
	pv_buf_str(out, "</table>\n</body>\n</html>\n");
}
