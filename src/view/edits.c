/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/edits.h"

#include "view/put.h"

#define CONTEXT 8       /* words kept next to a change */

const enum pv_change_kind pv_change_order[PV_CHANGE_SHOWN] = {
	PV_CHANGE_LOST, PV_CHANGE_WEAKENED, PV_CHANGE_CHANGED,
	PV_CHANGE_STRENGTHENED, PV_CHANGE_GAINED, PV_CHANGE_MOVED
};

struct pv_span
pv_edit_text(const struct pv_word_edit *e)
{
	return e->op == PV_WORD_DELETE ? e->old_text : e->new_text;
}

/* b begins where a ends, and neither has white space there. */
static bool
adjacent(struct pv_span a, struct pv_span b)
{
	return a.len > 0 && b.len > 0 && a.ptr + a.len == b.ptr &&
	    !pv_isspace(b.ptr[0]) && !pv_isspace(b.ptr[-1]);
}

bool
pv_edit_glued(const struct pv_clause_change *c, size_t i)
{
	const struct pv_word_edit *a, *b;

	if (i == 0)
		return false;
	a = &c->edits[i - 1];
	b = &c->edits[i];
	return adjacent(a->old_text, b->old_text) ||
	    adjacent(a->new_text, b->new_text);
}

/* Offset after the first n words, or s.len. */
static size_t
skip_words(struct pv_span s, size_t n)
{
	size_t i = 0;

	for (; n > 0 && i < s.len; n--) {
		while (i < s.len && pv_isspace(s.ptr[i]))
			i++;
		while (i < s.len && !pv_isspace(s.ptr[i]))
			i++;
	}
	return i;
}

/* Offset before the last n words, or 0. */
static size_t
back_words(struct pv_span s, size_t n)
{
	size_t i = s.len;

	for (; n > 0 && i > 0; n--) {
		while (i > 0 && pv_isspace(s.ptr[i - 1]))
			i--;
		while (i > 0 && !pv_isspace(s.ptr[i - 1]))
			i--;
	}
	return i;
}

struct pv_edit_view
pv_edit_context(const struct pv_clause_change *c, size_t i)
{
	struct pv_span s = pv_edit_text(&c->edits[i]);
	struct pv_edit_view w = { s, PV_SPAN(""), false };
	size_t head = i > 0 ? skip_words(s, CONTEXT) : 0;
	size_t tail = i + 1 < c->nedits ? back_words(s, CONTEXT) : s.len;

	if (c->edits[i].op != PV_WORD_EQUAL || head >= tail)
		return w;
	w.head = pv_span_sub(s, 0, head);
	w.tail = pv_span_sub(s, tail, s.len);
	w.gap = true;
	return w;
}

void
pv_edits_flow(struct pv_flow *f, const struct pv_clause_change *c)
{
	static const struct pv_run styles[] = {
		{ .style = PV_STYLE_PLAIN, .before = "", .after = "" },
		{ .style = PV_STYLE_BAD, .before = "[-", .after = "-]" },
		{ .style = PV_STYLE_GOOD, .before = "{+", .after = "+}" },
	};
	struct pv_edit_view w;
	struct pv_run run;

	for (size_t i = 0; i < c->nedits; i++) {
		w = pv_edit_context(c, i);
		run = styles[c->edits[i].op];
		run.text = w.head;
		run.glue = pv_edit_glued(c, i);
		pv_flow_run(f, &run);
		if (w.gap)
			pv_flow_text(f, PV_SPAN("..."));
		run.text = w.tail;
		run.glue = false;
		pv_flow_run(f, &run);
	}
}

/* The last blank of s before byte n, or n at a character's edge. */
static size_t
cut_before(struct pv_span s, size_t n)
{
	size_t i = n;

	while (i > 0 && !pv_isspace(s.ptr[i]))
		i--;
	if (i > 0)
		return i;
	while (n > 0 && ((unsigned char)s.ptr[n] & 0xc0) == 0x80)
		n--;
	return n;
}

struct pv_quote
pv_quote(const struct pv_side *side, uint32_t finding)
{
	const struct pv_findings *f = side->findings;
	const struct pv_finding *x = &f->items[finding];
	struct pv_span s = pv_version_text(side->version, x->at);
	struct pv_quote q = { s, false, false };
	uint32_t to = x->at.start;
	size_t from = 0, end;

	if (s.len <= PV_QUOTE_LEN + PV_QUOTE_SLACK)
		return q;
	for (uint32_t i = 0; i < x->nevidence; i++)
		if (f->evidence[x->evidence + i].at.end > to)
			to = f->evidence[x->evidence + i].at.end;
	end = to < x->at.start + s.len ? to - x->at.start : s.len;
	if (end > PV_QUOTE_LEN)
		from = cut_before(s, end - PV_QUOTE_LEN);
	end = s.len - from > PV_QUOTE_LEN ? cut_before(s, from +
	    PV_QUOTE_LEN) : s.len;
	q.text = pv_span_trim(pv_span_sub(s, from, end > from ? end : s.len));
	q.before = from > 0;
	q.after = end < s.len;
	return q;
}

void
pv_put_noise(struct pv_buf *out, const struct pv_noise *n)
{
	const struct { uint32_t count; const char *what; } rows[] = {
		{ n->renumbered, "renumbered" },
		{ n->whitespace, "of white space" },
		{ n->typographic, "typographic" },
		{ n->urls, "in links" },
		{ n->furniture, "of page furniture" },
	};
	const char *between = "";
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].count == 0)
			continue;
		pv_buf_printf(out, "%s%u %s", between,
		    (unsigned)rows[i].count, rows[i].what);
		between = ", ";
	}
}

size_t
pv_diff_shown(const struct pv_diff *d)
{
	size_t i, n = 0;

	for (i = 0; i < d->nprovisions; i++)
		n += d->provisions[i].kind != PV_CHANGE_UNCHANGED;
	return n;
}

bool
pv_clause_told(const struct pv_clause_change *c)
{
	return c->kind == PV_EDIT_MOVED ||
	    (c->substantive && c->kind != PV_EDIT_UNCHANGED);
}
