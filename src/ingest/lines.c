/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/lines.h"

#include "ingest/cue.h"
#include "ingest/marker.h"

#define WIDTH_MIN 30            /* narrower text is never taken for wrapped */
#define WIDTH_MAX 140
#define ROW_WIDTH 200           /* longer lines are paragraphs, not rows */
#define CELLS 12                /* columns that are compared */

struct splitter {
	struct pv_span text;
	struct pv_vec *lines;
	struct pv_blocks *out;
	uint32_t line;
	uint32_t gap;
	uint16_t flags;             /* for the next line with text */
	bool table;
	char newline;               /* what counts lines */
};

/* Tags that stood alone on a line in the filings of the 1990s. */
static const struct tag {
	const char *name;
	uint8_t breaks;             /* 1 page ends, 2 table begins, 3 ends */
} tags[] = { { "<PAGE>", 1 }, { "<TABLE>", 2 }, { "</TABLE>", 3 },
	{ "<S>", 0 }, { "<C>", 0 }, { "<CAPTION>", 0 }, { "</CAPTION>", 0 },
	{ "<FN>", 0 }, { "</FN>", 0 }, { "<F1>", 0 }, { "<F2>", 0 },
	{ "<F3>", 0 }, { "<F4>", 0 }, { "<BTB>", 0 } };

static uint16_t
columns(struct pv_span s, uint16_t from)
{
	uint32_t col = from;

	for (size_t i = 0; i < s.len && col < UINT16_MAX; i++) {
		if (s.ptr[i] == '\t')
			col = (col / 8 + 1) * 8;
		else if (((unsigned char)s.ptr[i] & 0xC0) != 0x80)
			col++;
	}
	return (uint16_t)(col < UINT16_MAX ? col : UINT16_MAX);
}

/* Skip tags at the start of s; returns the bytes. */
static size_t
skip_tags(struct splitter *sp, struct pv_span s, uint32_t src)
{
	size_t at = 0, i, n;

	while (at < s.len && s.ptr[at] == '<') {
		struct pv_span rest = pv_span_sub(s, at, s.len);

		for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
			if (pv_span_starts(rest, pv_span_str(tags[i].name)))
				break;
		if (i == sizeof(tags) / sizeof(tags[0]))
			break;
		if (tags[i].breaks == 1)
			sp->flags |= PV_LINE_BREAK;
		else if (tags[i].breaks >= 2)
			sp->table = tags[i].breaks == 2;
		n = strlen(tags[i].name);
		pv_blocks_skip(sp->out, src + (uint32_t)at, (uint32_t)n,
		    PV_SKIP_MARKUP);
		at += n;
		at += pv_marker_blank(pv_span_sub(s, at, s.len));
	}
	return at;
}

static void
add_line(struct splitter *sp, size_t from, size_t to)
{
	struct pv_span s = pv_span_sub(sp->text, from, to);
	struct pv_line *l;
	size_t lead = pv_marker_blank(s);
	uint16_t indent = columns(pv_span_sub(s, 0, lead), 0);
	size_t skipped = 0;

	if (lead < s.len && s.ptr[lead] == '<')
		skipped = skip_tags(sp, pv_span_sub(s, lead, s.len),
		    (uint32_t)(from + lead));
	lead += skipped;
	s = pv_cue_trim(pv_span_sub(s, lead, s.len));
	if (s.len == 0) {
		sp->gap++;
		return;
	}
	l = pv_vec_push(sp->lines);
	if (l == NULL)
		return;
	l->start = (uint32_t)(s.ptr - sp->text.ptr);
	l->end = l->start + (uint32_t)s.len;
	l->line = sp->line;
	l->indent = indent;
	l->width = columns(s, indent);
	l->gap = (uint16_t)(sp->gap < UINT16_MAX ? sp->gap : UINT16_MAX);
	l->flags = (uint16_t)(sp->flags | (sp->table ? PV_LINE_TABLE : 0) |
	    (skipped > 0 ? PV_LINE_TAGGED : 0));
	sp->gap = 0;
	sp->flags = 0;
}

/* Bytes of the line end at i, 0 when there is none. */
static size_t
line_end(struct pv_span s, size_t i)
{
	switch (s.ptr[i]) {
	case '\n':
	case '\v':
	case '\f':
		return 1;
	case '\r':
		return i + 1 < s.len && s.ptr[i + 1] == '\n' ? 2 : 1;
	case '\302':
		return i + 1 < s.len && s.ptr[i + 1] == '\205' ? 2 : 0;
	case '\342':
		return i + 2 < s.len && s.ptr[i + 1] == '\200' &&
		    (s.ptr[i + 2] == '\250' || s.ptr[i + 2] == '\251') ? 3 : 0;
	}
	return 0;
}

static bool
may_end(char c)
{
	return (c >= '\n' && c <= '\r') || c == '\302' || c == '\342';
}

void
pv_lines_split(struct pv_span text, struct pv_vec *lines,
    struct pv_blocks *out)
{
	struct splitter sp = { .text = text, .lines = lines, .out = out,
		.line = 1, .newline = text.len > 0 &&
		memchr(text.ptr, '\n', text.len) != NULL ? '\n' : '\r' };
	size_t from = 0, i = 0, n;

	while (i < text.len) {
		if (!may_end(text.ptr[i]) || (n = line_end(text, i)) == 0) {
			i++;
			continue;
		}
		add_line(&sp, from, i);
		if (text.ptr[i] == '\f')
			sp.flags |= PV_LINE_BREAK;
		sp.line += text.ptr[i] == sp.newline ||
		    (n == 2 && text.ptr[i] == '\r');
		i += n;
		from = i;
	}
	add_line(&sp, from, i);
}

/* A gap in the middle of a sentence: an old line end, no column. */
static bool
in_sentence(struct pv_span s, size_t from, size_t to)
{
	/* the last two are the ends of closing quotation marks */
	return from > 0 && to < s.len && pv_islower(s.ptr[to]) &&
	    (pv_islower(s.ptr[from - 1]) ||
	    strchr(",\"')\235\231", s.ptr[from - 1]) != NULL);
}

size_t
pv_lines_cell(struct pv_span s, size_t from, size_t *next)
{
	size_t i = from, n;

	while (i < s.len) {
		if (s.ptr[i] != ' ' && s.ptr[i] != '\t') {
			i++;
			continue;
		}
		n = pv_marker_blank(pv_span_sub(s, i, s.len));
		if ((n >= 3 || memchr(s.ptr + i, '\t', n) != NULL) &&
		    !in_sentence(s, i, i + n)) {
			*next = i + n;
			return i;
		}
		i += n;
	}
	*next = s.len;
	return s.len;
}

/* Columns at which cells behind the first begin, and at which they end. */
struct cells {
	size_t n;
	uint16_t from[CELLS], to[CELLS];
};

static void
find_cells(struct pv_span text, const struct pv_line *l, struct cells *c)
{
	struct pv_span s = pv_span_sub(text, l->start, l->end);
	size_t at = pv_cue_label(s), end, next;
	uint16_t col = l->indent;
	bool first = true;

	c->n = 0;
	at += pv_marker_blank(pv_span_sub(s, at, s.len));
	col = columns(pv_span_sub(s, 0, at), col);
	while (at < s.len && c->n < CELLS) {
		end = pv_lines_cell(s, at, &next);
		if (!first) {
			c->from[c->n] = col;
			c->to[c->n] = columns(pv_span_sub(s, at, end), col);
			c->n++;
		}
		first = false;
		col = columns(pv_span_sub(s, at, next), col);
		at = next;
	}
}

static bool
near(uint16_t a, uint16_t b)
{
	return a <= b + 1 && b <= a + 1;
}

/* Does a cell of a begin or end where one of b does? */
static bool
lined_up(const struct cells *a, const struct cells *b)
{
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++)
			if (near(a->from[i], b->from[k]) ||
			    near(a->to[i], b->to[k]))
				return true;
	return false;
}

void
pv_lines_rows(struct pv_span text, struct pv_line *lines, size_t n)
{
	struct cells here, before = { 0, { 0 }, { 0 } };

	for (size_t i = 0; i < n; i++) {
		struct pv_line *l = &lines[i];

		here.n = 0;
		if (l->width <= ROW_WIDTH)
			find_cells(text, l, &here);
		if (here.n > 0 && (l->flags & PV_LINE_TABLE))
			l->flags |= PV_LINE_ROW;
		if (l->gap <= 1 && lined_up(&here, &before)) {
			l->flags |= PV_LINE_ROW;
			lines[i - 1].flags |= PV_LINE_ROW;
		}
		before = here;
	}
}

bool
pv_lines_full(const struct pv_layout *l, struct pv_span text,
    const struct pv_line *a, const struct pv_line *b)
{
	size_t word = pv_cue_word(pv_span_sub(text, b->start, b->end));

	return a->width + 1 + word + 2 > l->width;
}

/* The lines whose wrapping is looked at. */
struct layout_search {
	struct pv_span text;
	const struct pv_line *lines;
	size_t n;
	uint16_t gap;               /* empty lines between two */
	bool caps;                  /* lines in capitals count */
};

/* The width below which nine of ten entries of the histogram lie. */
static uint16_t
ninth_decile(const uint32_t *hist, uint32_t total)
{
	uint32_t seen = 0;
	uint16_t w = 0;

	for (; w <= WIDTH_MAX; w++) {
		seen += hist[w];
		if (seen * UINT64_C(10) >= total * UINT64_C(9))
			break;
	}
	return w;
}

/*
 * Does the break between lines a and b, `gap` empty lines apart, tell anything
 * about the width?  Not behind the end of a sentence, a heading or a row; what
 * is in capitals may be a heading, and counts only in a text of little else.
 */
static bool
tells(const struct layout_search *x, size_t i)
{
	const struct pv_line *a = &x->lines[i], *b = a + 1;
	struct pv_span s = pv_span_sub(x->text, a->start, a->end);

	return b->gap == x->gap && !(a->flags & PV_LINE_ROW) &&
	    pv_cue_end(s) != PV_CUE_CLOSED && (x->caps || !pv_cue_caps(s));
}

/* Is the break between line a and the next one in the middle of a sentence? */
static bool
is_middle(const struct layout_search *x, const struct pv_line *a)
{
	struct pv_span s = pv_span_sub(x->text, a[1].start, a[1].end);
	struct pv_span before = pv_span_sub(x->text, a->start, a->end);

	return pv_cue_lower(s) || (x->caps && pv_cue_caps(s)) ||
	    (pv_cue_end(before) == PV_CUE_WANTS &&
	    !pv_span_ends(before, PV_SPAN(",")));
}

/*
 * The width at which lines `gap` empty lines apart were wrapped, or 0: there
 * must be a width that most of them fill so far that the next word would not
 * have fitted.
 */
static uint16_t
wrap_width(const struct layout_search *x)
{
	uint32_t hist[WIDTH_MAX + 2] = { 0 }, pairs = 0, full = 0, lower = 0;
	const struct pv_line *lines = x->lines;
	struct pv_layout l = { 0, x->gap, 0 };
	size_t i, n = x->n;

	for (i = 0; i + 1 < n; i++) {
		if (!tells(x, i))
			continue;
		hist[lines[i].width <= WIDTH_MAX ? lines[i].width :
		    WIDTH_MAX + 1]++;
		pairs++;
	}
	l.width = ninth_decile(hist, pairs);
	if (pairs == 0 || l.width < WIDTH_MIN || l.width > WIDTH_MAX)
		return 0;
	for (i = 0; i + 1 < n; i++) {
		if (!tells(x, i))
			continue;
		full += pv_lines_full(&l, x->text, &lines[i], &lines[i + 1]);
		lower += is_middle(x, &lines[i]);
	}
	/* Empty lines are strong evidence: to overrule them takes more. */
	if (x->gap > 0 && pairs * UINT64_C(2) < n)
		return 0;
	if (full * UINT64_C(100) < pairs * (x->gap > 0 ? 70 : UINT64_C(45)) ||
	    lower * UINT64_C(100) < pairs * (x->gap > 0 ? 45 : UINT64_C(25)))
		return 0;
	return l.width;
}

struct pv_layout
pv_lines_layout(struct pv_span text, const struct pv_line *lines, size_t n)
{
	uint32_t gaps[4] = { 0 }; /* by empty lines, 3 = more */
	struct pv_layout l = { 0, 0, 0 };
	struct layout_search x = { text, lines, n, 0, false };
	size_t i;

	for (i = 1; i < n; i++)
		gaps[lines[i].gap < 3 ? lines[i].gap : 3]++;
	l.page_gap = gaps[2] > gaps[1] ? 6 : 4;
	l.width = wrap_width(&x);
	if (l.width == 0 && gaps[1] >= 8 && gaps[0] * UINT64_C(10) < gaps[1]) {
		x.gap = 1;
		l.width = wrap_width(&x);
		l.gap = l.width > 0 ? 1 : 0;
	}
	if (l.width == 0) {
		x = (struct layout_search){ text, lines, n, 0, true };
		l.width = wrap_width(&x);
	}
	return l;
}
