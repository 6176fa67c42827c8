/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/docx.h"

#include <time.h>

#include "base/utf8.h"

#define DEEPEST 6       /* levels that have a style */

/* Char of XML 1.0 (2.2), of what UTF-8 can hold. */
static bool
is_xml(uint32_t cp)
{
	if (cp < 0x20)
		return cp == '\t';
	return cp != 0xfffe && cp != 0xffff;
}

static const char *
entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	}
	return NULL;
}

void
pv_docx_text(struct pv_buf *out, struct pv_span s)
{
	uint32_t cp;
	size_t n;

	for (; s.len > 0; s = pv_span_sub(s, n, s.len)) {
		n = pv_utf8_decode(s, &cp);
		if (n == 0) {
			pv_buf_printf(out, "\\%03o", (unsigned char)s.ptr[0]);
			n = 1;
		} else if (!is_xml(cp)) {
			pv_buf_printf(out, cp < 0x20 ? "\\%03o" : "\\u{%x}",
			    (unsigned)cp);
		} else if (n == 1 && entity(s.ptr[0]) != NULL) {
			pv_buf_str(out, entity(s.ptr[0]));
		} else {
			pv_buf_add(out, s.ptr, n);
		}
	}
}

struct pv_docx_time
pv_docx_time(uint64_t seconds)
{
	struct pv_docx_time s = { "" };
	time_t t = (time_t)seconds;
	struct tm tm;

	if (gmtime_r(&t, &tm) != NULL && tm.tm_year < 9999 - 1900)
		strftime(s.text, sizeof(s.text), "%Y-%m-%dT%H:%M:%SZ", &tm);
	return s;
}

/* Attributes of a change (CT_TrackChange). */
static void
put_change(struct pv_docx *w, struct pv_buf *out, const char *element)
{
	pv_buf_printf(out, "<w:%s w:id=\"%u\" w:author=\"proviso\" "
	    "w:date=\"%s\"", element, (unsigned)++w->changes,
	    w->when[w->clock].text);
}

/* ------------------------------------------------------------------- runs */

/* The text of a run; a tab is an element of its own (17.3.3.32). */
static void
put_run(struct pv_docx *w, bool deleted, bool bold, struct pv_span s)
{
	const char *tag = deleted ? "delText" : "t";
	size_t n;

	pv_buf_str(&w->runs, bold ? "<w:r><w:rPr><w:b/></w:rPr>" : "<w:r>");
	while (s.len > 0) {
		n = pv_span_find(s, PV_SPAN("\t"));
		if (n > 0) {
			pv_buf_printf(&w->runs, "<w:%s xml:space=\"preserve\">",
			    tag);
			pv_docx_text(&w->runs, pv_span_sub(s, 0, n));
			pv_buf_printf(&w->runs, "</w:%s>", tag);
		}
		if (n < s.len)
			pv_buf_str(&w->runs, "<w:tab/>");
		s = pv_span_sub(s, n + 1, s.len);
	}
	pv_buf_str(&w->runs, "</w:r>");
}

/* Where clause i's heading ends when words follow it in its paragraph. */
static struct pv_range
run_in(const struct pv_version *v, uint32_t i)
{
	struct pv_range body = pv_clause_body(v, i);
	const struct pv_clause *c = &v->clauses[i];

	if (c->heading.end <= c->heading.start || body.end <= body.start ||
	    memchr(v->text.ptr + c->heading.start, '\n',
	    body.start - c->heading.start) != NULL)
		return (struct pv_range){ 0, 0 };
	return c->heading;
}

void
pv_docx_words(struct pv_docx *w, enum pv_tracked as, struct pv_span s)
{
	static const char *const tags[] = { NULL, "del", "ins" };
	bool deleted = as == PV_TRACKED_DELETED;
	const struct pv_version *v = deleted ? w->old_version : w->new_version;
	struct pv_range r = { 0, 0 };
	uint32_t at;
	size_t from, to;

	if (s.len == 0)
		return;
	at = (uint32_t)(s.ptr - v->text.ptr);
	if (v->nclauses > 0)
		r = run_in(v, pv_version_clause_at(v, at));
	from = r.start > at ? r.start - at : 0;
	from = from < s.len ? from : s.len;
	to = r.end > at ? r.end - at : 0;
	to = to < from ? from : to < s.len ? to : s.len;
	if (tags[as] != NULL) {
		put_change(w, &w->runs, tags[as]);
		pv_buf_char(&w->runs, '>');
	}
	if (from > 0)
		put_run(w, deleted, false, pv_span_sub(s, 0, from));
	if (to > from)
		put_run(w, deleted, true, pv_span_sub(s, from, to));
	if (to < s.len)
		put_run(w, deleted, false, pv_span_sub(s, to, s.len));
	if (tags[as] != NULL)
		pv_buf_printf(&w->runs, "</w:%s>", tags[as]);
	w->changed = as != PV_TRACKED_KEPT;
}

/* ------------------------------------------------------------- paragraphs */

/* Is the paragraph nothing but number and heading of clause i? */
static bool
is_heading(const struct pv_version *v, uint32_t i, uint32_t start)
{
	const struct pv_clause *c = &v->clauses[i];
	struct pv_range body = pv_clause_body(v, i);

	return c->stem.start == start && c->heading.end > c->heading.start &&
	    (body.end <= body.start || memchr(v->text.ptr + c->heading.end,
	    '\n', body.start - c->heading.end) != NULL);
}

/* The style of the paragraph at an offset, by what the clause there is. */
static void
put_style(struct pv_docx *w, const struct pv_version *v, uint32_t start)
{
	struct pv_span title = pv_version_str(v, v->title), line;
	unsigned depth;
	uint32_t i;

	if (v->nclauses == 0 || start >= v->text.len)
		return;
	line = pv_span_sub(v->text, start, start + title.len);
	i = pv_version_clause_at(v, start);
	depth = v->clauses[i].depth < DEEPEST ? v->clauses[i].depth : DEEPEST;
	if (depth <= 1 && title.len > 0 && pv_span_ieq(line, title) &&
	    (start + title.len >= v->text.len ||
	    v->text.ptr[start + title.len] == '\n'))
		pv_buf_str(w->out, "<w:pStyle w:val=\"Title\"/>");
	else if (depth > 0 && is_heading(v, i, start))
		pv_buf_printf(w->out, "<w:pStyle w:val=\"Heading%u\"/>", depth);
	else if (depth > 1)
		pv_buf_printf(w->out, "<w:pStyle w:val=\"Level%u\"/>", depth);
}

void
pv_docx_end(struct pv_docx *w, enum pv_tracked as, uint32_t old_next,
    uint32_t new_next)
{
	static const char *const tags[] = { NULL, "del", "ins" };
	bool deleted = as == PV_TRACKED_DELETED;

	pv_buf_str(w->out, "<w:p><w:pPr>");
	put_style(w, deleted ? w->old_version : w->new_version,
	    deleted ? w->old_start : w->new_start);
	if (tags[as] != NULL) {
		pv_buf_str(w->out, "<w:rPr>");
		put_change(w, w->out, tags[as]);
		pv_buf_str(w->out, "/></w:rPr>");
	}
	pv_buf_str(w->out, "</w:pPr>");
	pv_buf_span(w->out, pv_buf_view(&w->runs));
	pv_buf_str(w->out, "</w:p>\n");
	w->out->failed = w->out->failed || w->runs.failed;
	pv_buf_clear(&w->runs);
	if (as == PV_TRACKED_KEPT && w->changed)
		w->clock = !w->clock;
	w->changed = false;
	if (as != PV_TRACKED_INSERTED)
		w->old_start = old_next;
	if (as != PV_TRACKED_DELETED)
		w->new_start = new_next;
}
