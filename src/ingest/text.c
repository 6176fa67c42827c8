/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/block.h"

#include "ingest/cue.h"
#include "ingest/lines.h"
#include "ingest/marker.h"
#include "ingest/wrap.h"

/*
 * Plain text to blocks.  Some texts are wrapped at a width, others hold one
 * paragraph a line; pv_lines_layout() says which.  In a wrapped text a line
 * goes on in the next one when the next one's first word would not have
 * fitted, unless number, indentation or capitals begin a new paragraph.
 */

struct reader {
	struct pv_span text;
	struct pv_blocks *out;
	struct pv_layout layout;
	uint16_t wrapped_max;       /* columns; longer lines are paragraphs */
};

#define WRAPPED_MAX 100         /* where some lines are paragraphs */
#define WRAPPED_ALL 140         /* where none is longer */
#define LONG 50                 /* columns; shorter lines may stand alone */
#define PROSE 60                /* columns, and words, of a line that */
#define PROSE_WORDS 9           /* can be told from a title or a row */
#define MODAL_WORDS 6           /* words that a statement begins with */

/* The paragraph that is being collected: lines [first, next). */
struct para {
	const struct pv_line *first;
	uint16_t indent;            /* of its second line, once it has one */
	bool many;
};

static struct pv_span
line_text(const struct reader *r, const struct pv_line *l)
{
	return pv_span_sub(r->text, l->start, l->end);
}

/* Does b, in a wrapped text, carry on the paragraph that ends in a? */
static bool
wrapped_on(const struct reader *r, const struct para *p,
    const struct pv_line *a, const struct pv_line *b)
{
	struct pv_wrap w = { .a = line_text(r, a), .b = line_text(r, b),
		.width = r->layout.width, .end = a->width,
		.b_indent = b->indent, .b_end = b->width,
		.first = p->first->indent,
		.indent = p->many ? p->indent : a->indent,
		.many = p->many,
		.full = pv_lines_full(&r->layout, r->text, a, b) };

	return pv_wrap_goes_on(&w);
}

/* "("Cirrus") and": the name of what the line before ends with. */
static bool
names_before(struct pv_span s)
{
	return pv_span_starts(s, PV_SPAN("(\"")) ||
	    pv_span_starts(s, PV_SPAN("(\342\200\234"));
}

/* Many words, most of them small: no title, no name, no row of a form. */
static bool
is_prose(struct pv_span s)
{
	size_t words = 0, small = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '|' || s.ptr[i] == '\t')
			return false;
		if (i > 0 && !pv_isspace(s.ptr[i - 1]))
			continue;
		words += pv_isalpha(s.ptr[i]);
		small += pv_islower(s.ptr[i]);
	}
	return words >= PROSE_WORDS && small * 2 > words;
}

/* "Term: three years": the first words name what follows. */
static bool
is_entry(struct pv_span s)
{
	size_t words = 0;

	for (size_t i = 0; i < s.len && words < 5; i++) {
		if (s.ptr[i] == ':' || s.ptr[i] == '|' || s.ptr[i] == '\t')
			return true;
		words += pv_isspace(s.ptr[i]);
	}
	return false;
}

static bool
is_modal(struct pv_span word)
{
	static const char *const modals[] = { "agrees", "can", "may", "must",
		"shall", "will" };

	return pv_span_in_words(word, modals,
	    sizeof(modals) / sizeof(modals[0]));
}

/* Is one of the first words of s a modal verb: "Basalt may"? */
static bool
has_modal(struct pv_span s, size_t words)
{
	for (; s.len > 0 && words > 0; words--) {
		size_t n = pv_cue_word(s);

		if (is_modal(pv_span_sub(s, 0, n)))
			return true;
		s = pv_cue_trim(pv_span_sub(s, n, s.len));
	}
	return false;
}

/*
 * Does a break off in the middle of a sentence that b may go on with?  Lines
 * that each have a verb of their own are two statements.
 */
static bool
breaks_off(const struct reader *r, const struct pv_line *a,
    const struct pv_line *b)
{
	return r->wrapped_max == WRAPPED_ALL && a->width >= PROSE &&
	    is_prose(line_text(r, a)) && !is_entry(line_text(r, a)) &&
	    !is_entry(line_text(r, b)) &&
	    !(has_modal(line_text(r, a), SIZE_MAX) &&
	    has_modal(line_text(r, b), MODAL_WORDS));
}

static bool
goes_on(const struct reader *r, const struct para *p,
    const struct pv_line *a, const struct pv_line *b)
{
	struct pv_span ta = line_text(r, a), tb = line_text(r, b);
	enum pv_cue_end end;

	if (b->gap != r->layout.gap ||
	    (b->flags & (PV_LINE_BREAK | PV_LINE_TAGGED)) ||
	    ((a->flags | b->flags) & PV_LINE_ROW) || pv_wrap_entry(ta))
		return false;
	end = pv_cue_end(ta);
	if (end == PV_CUE_HYPHEN && (pv_isalpha(tb.ptr[0]) ||
	    (pv_isdigit(tb.ptr[0]) && pv_cue_label(tb) == 0)))
		return true;
	if (r->layout.width > 0)
		return wrapped_on(r, p, a, b);
	if (names_before(tb))
		return end != PV_CUE_CLOSED;
	if (pv_cue_repeats(ta, tb))
		return true;
	if (pv_cue_label(tb) > 0 || pv_cue_caps(ta) ||
	    a->width > r->wrapped_max)
		return false;
	if (end == PV_CUE_WANTS) /* a comma also ends lines of an address */
		return pv_cue_lower(tb) || a->width >= LONG ||
		    !pv_span_ends(ta, PV_SPAN(","));
	if (end == PV_CUE_LIST)
		return !pv_span_ends(ta, PV_SPAN("; and")) &&
		    !pv_span_ends(ta, PV_SPAN("; or")) && breaks_off(r, a, b);
	return end == PV_CUE_OPEN &&
	    (pv_cue_lower(tb) || breaks_off(r, a, b));
}

static void
put_row(const struct reader *r, const struct pv_line *l)
{
	struct pv_span s = line_text(r, l);
	size_t at = 0, end, next, skip = pv_cue_label(s);
	struct pv_block *k = pv_blocks_open(r->out, PV_BLOCK_ROW, l->line);

	if (k != NULL)
		k->indent = l->indent;
	skip += pv_marker_blank(pv_span_sub(s, skip, s.len));
	while (at < s.len) {
		end = pv_lines_cell(s, at == 0 ? skip : at, &next);
		pv_blocks_text(r->out, pv_span_sub(s, at, end),
		    l->start + (uint32_t)at, (uint32_t)(end - at));
		if (next < s.len)
			pv_blocks_text(r->out, PV_SPAN(" | "),
			    l->start + (uint32_t)end, (uint32_t)(next - end));
		at = next;
	}
}

static void
put_para(const struct reader *r, const struct pv_line *first,
    const struct pv_line *last)
{
	struct pv_span s = pv_span_sub(r->text, first->start, last->end);
	size_t mark = pv_marker_item(s), at;
	struct pv_block *k;

	k = pv_blocks_open(r->out, mark > 0 ? PV_BLOCK_ITEM : PV_BLOCK_PARA,
	    first->line);
	if (k == NULL)
		return;
	k->indent = first->indent;
	k->marker = pv_span_sub(s, 0, mark);
	k->marker_src = first->start;
	k->marker_len = (uint32_t)mark;
	at = mark + pv_marker_blank(pv_span_sub(s, mark, s.len));
	pv_blocks_text(r->out, pv_span_sub(s, at, s.len),
	    first->start + (uint32_t)at, (uint32_t)(s.len - at));
}

static void
put_all(const struct reader *r, const struct pv_line *lines, size_t n)
{
	size_t i, end;

	for (i = 0; i < n; i = end) {
		struct para p = { &lines[i], lines[i].indent, false };

		end = i + 1;
		if ((lines[i].flags & PV_LINE_BREAK) ||
		    (i > 0 && lines[i].gap >= r->layout.page_gap))
			pv_blocks_open(r->out, PV_BLOCK_BREAK, lines[i].line);
		if (lines[i].flags & PV_LINE_ROW) {
			put_row(r, &lines[i]);
			continue;
		}
		while (end < n && goes_on(r, &p, &lines[end - 1],
		    &lines[end])) {
			p.indent = lines[end].indent;
			p.many = true;
			end++;
		}
		put_para(r, &lines[i], &lines[end - 1]);
	}
}

static enum pv_rc
read_text(struct pv_span text, struct pv_blocks *out, struct pv_err *err)
{
	struct pv_vec lines = PV_VEC_INIT(struct pv_line);
	struct reader r = { .text = text, .out = out };
	enum pv_rc rc = PV_OK;
	size_t i;

	lines.mem = pv_arena_mem(out->arena);
	pv_lines_split(text, &lines, out);
	if (lines.failed) {
		rc = pv_fail_nomem(err);
	} else {
		pv_lines_rows(text, lines.ptr, lines.len);
		r.layout = pv_lines_layout(text, lines.ptr, lines.len);
		r.wrapped_max = WRAPPED_ALL;
		for (i = 0; i < lines.len; i++)
			if (PV_VEC_AT(&lines, const struct pv_line, i)->width >
			    WRAPPED_ALL)
				r.wrapped_max = WRAPPED_MAX;
		put_all(&r, lines.ptr, lines.len);
	}
	pv_vec_release(&lines);
	return rc;
}

/* Any text is plain text when nothing better is known of it. */
static int
bid_text(struct pv_span head, struct pv_span name)
{
	(void)name;
	return head.len > 0 ? 1 : 0;
}

const struct pv_reader pv_reader_text = {
	.name = "text",
	.format = PV_FORMAT_TEXT,
	.basis = PV_BASIS_SOURCE,
	.bid = bid_text,
	.read = read_text
};
