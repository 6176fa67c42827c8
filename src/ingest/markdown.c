/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/markdown.h"

#include <stdlib.h>

/*
 * Block structure after CommonMark 0.31, chapters 3-5, as far as agreements
 * need it, and more forgiving about nesting: an item two columns to the right
 * of a marker is inside it.
 */

#define LISTS_MAX 32            /* deeper items stay at this depth */
#define PATH_LISTS 4            /* numbers of a path, at most */
#define PATH_BYTES (PATH_LISTS * PV_MARKER_MAX)

struct list {
	uint32_t col;           /* column of the marker */
	char type;              /* '-' bullet, '1' number, 'a' letter */
	uint32_t printed, number; /* of the last item */
};

struct md {
	struct pv_span text;
	struct pv_blocks *out;
	struct pv_md_inline in;
	struct list lists[LISTS_MAX];
	unsigned depth;
	struct pv_vec para;     /* struct pv_range: lines of the open block */
	struct pv_block head;   /* what the open block will be */
	bool open, hard;        /* its last line ends in a hard break */
	bool table;
	char fence;             /* of a code block, or '\0' */
	uint32_t nfence;
	uint32_t comment;       /* end of a comment that spans lines */
	bool nocomment;         /* no "-->" ahead */
};

static struct pv_span
rest(const struct md *m, const struct pv_md_line *l)
{
	return pv_span_sub(m->text, l->at, l->end);
}

static void
skip(struct md *m, size_t from, size_t to, enum pv_skip_reason why)
{
	pv_blocks_skip(m->out, (uint32_t)from, (uint32_t)(to - from), why);
}

/* Nothing but white space came out: take the block back. */
static void
drop_block(struct md *m, const struct pv_block *b)
{
	struct pv_frag *f;
	uint32_t i;

	for (i = 0; i < b->nfrags; i++) {
		f = PV_VEC_AT(&m->out->frags, struct pv_frag, b->frag + i);
		pv_blocks_skip(m->out, f->src, f->src_len, PV_SKIP_SPACE);
	}
	if (b->marker_len > 0)
		pv_blocks_skip(m->out, b->marker_src, b->marker_len,
		    PV_SKIP_MARKUP);
	m->out->frags.len = b->frag;
	m->out->blocks.len--;
}

static void
end_para(struct md *m)
{
	struct pv_lead lead = { 0 };
	struct pv_block *b;
	uint32_t frag;

	if (!m->open)
		return;
	m->open = false;
	b = pv_blocks_open(m->out, (enum pv_block_kind)m->head.kind,
	    m->head.line);
	if (b == NULL)
		return;
	frag = b->frag;
	*b = m->head;
	b->frag = frag;
	pv_md_inline_add(&m->in, m->para.ptr, m->para.len, &lead);
	b = PV_VEC_AT(&m->out->blocks, struct pv_block,
	    m->out->blocks.len - 1);
	if (lead.ink == 0)
		drop_block(m, b);
	else
		pv_lead_apply(&lead, b);
}

static void
add_line(struct md *m, const struct pv_md_line *l)
{
	struct pv_range r = { l->at, l->end };

	while (r.end > r.start && pv_isspace(m->text.ptr[r.end - 1]))
		r.end--;
	m->hard = l->end >= r.end + 2;
	pv_vec_add(&m->para, &r);
}

static void
start_para(struct md *m, const struct pv_md_line *l, enum pv_block_kind kind)
{
	end_para(m);
	memset(&m->head, 0, sizeof(m->head));
	m->head.kind = (uint8_t)kind;
	m->head.level = (uint16_t)m->depth;
	m->head.indent = (uint16_t)(l->col > 1000 ? 1000 : l->col);
	m->head.line = l->no;
	m->para.len = 0;
	m->open = true;
}

/* "# Title #": the marks are markup. */
static bool
atx(struct md *m, struct pv_md_line *l, unsigned *level)
{
	struct pv_span s = rest(m, l);
	size_t n = pv_md_run(s, '#'), end;

	if (n == 0 || n > 6 || (n < s.len && !pv_isspace(s.ptr[n])))
		return false;
	*level = (unsigned)n;
	end = s.len;
	while (end > n && pv_isspace(s.ptr[end - 1]))
		end--;
	s.len = end;
	while (end > n && s.ptr[end - 1] == '#')
		end--;
	if (end < s.len && (end == n || pv_isspace(s.ptr[end - 1])))
		skip(m, l->at + end, l->at + s.len, PV_SKIP_MARKUP);
	else
		end = s.len;
	skip(m, l->at, l->at + n, PV_SKIP_MARKUP);
	l->end = l->at + (uint32_t)end;
	l->at += (uint32_t)n;
	pv_md_indent(m->text, l);
	return true;
}

static bool
heading(struct md *m, struct pv_md_line *l)
{
	unsigned level;
	uint32_t col = l->col;

	if (!atx(m, l, &level))
		return false;
	m->depth = 0;
	l->col = col;
	start_para(m, l, PV_BLOCK_HEADING);
	m->head.level = (uint16_t)level;
	add_line(m, l);
	end_para(m);
	return true;
}

static bool
setext(struct md *m, const struct pv_md_line *l)
{
	struct pv_span s = rest(m, l);
	uint16_t level;

	if (!m->open || m->table || s.len < 2 ||
	    (m->head.kind != PV_BLOCK_PARA && m->head.kind != PV_BLOCK_ITEM))
		return false;
	if (pv_md_only(s, '=', false) >= 2)
		level = 1;
	else if (pv_md_only(s, '-', false) >= 2)
		level = 2;
	else
		return false;
	if (m->head.kind == PV_BLOCK_PARA) {
		m->head.kind = PV_BLOCK_HEADING;
		m->head.level = level;
		m->depth = 0;
	}
	end_para(m);
	skip(m, l->at, l->end, PV_SKIP_MARKUP);
	return true;
}

/*
 * A rule.  "***" and "____" right under or over text are something blacked
 * out or a line to sign on, so without blanks they need to stand alone.
 */
static bool
rule(struct md *m, const struct pv_md_line *l)
{
	struct pv_span s = rest(m, l);
	char c = s.len > 0 ? s.ptr[0] : '\0';

	if ((c != '*' && c != '-' && c != '_') || pv_md_only(s, c, true) < 3)
		return false;
	if (m->open && c != '-' && pv_md_only(s, c, false) > 0)
		return false;
	end_para(m);
	m->depth = 0;
	(void)pv_blocks_open(m->out, PV_BLOCK_BREAK, l->no);
	skip(m, l->at, l->end, PV_SKIP_MARKUP);
	return true;
}

/* The innermost list that a marker at this column could be a part of. */
static const struct list *
list_at(const struct md *m, uint32_t col)
{
	unsigned i;

	for (i = m->depth; i > 0; i--)
		if (m->lists[i - 1].col <= col + 1)
			return &m->lists[i - 1];
	return NULL;
}

/*
 * May this marker begin an item here?  In the middle of a paragraph only
 * what a list would go on with or begin with; letters only inside a list.
 */
static bool
mark_fits(const struct md *m, const struct pv_md_line *l,
    const struct pv_md_mark *k)
{
	const struct list *in = list_at(m, l->col);
	bool empty = l->at + k->len == l->end;

	if (k->type == 'a')
		return in != NULL && l->col >= in->col + (in->type != 'a') &&
		    (!m->open || l->col > in->col || k->number ==
		    in->number + 1);
	if (!m->open)
		return true;
	if (empty)
		return false;
	if (k->type == '-' || k->number == 1)
		return true;
	return in != NULL && in->type == '1' && l->col <= in->col + 1 &&
	    (k->number == in->printed + 1 || in->col > 0);
}

/*
 * The list that an item at this column belongs to; its number as it would be
 * rendered when all items are numbered alike.
 */
static struct list *
enter_list(struct md *m, const struct pv_md_line *l, const struct pv_md_mark *k)
{
	struct list *in, old = { 0 };
	bool same = false;

	while (m->depth > 0 && l->col < m->lists[m->depth - 1].col + 2 &&
	    (l->col <= m->lists[m->depth - 1].col + 1)) {
		old = m->lists[--m->depth];
		same = l->col + 1 >= old.col && old.type == k->type;
	}
	if (m->depth == LISTS_MAX)
		m->depth--;
	in = &m->lists[m->depth++];
	if (same) {
		*in = old;
		in->number = k->number == old.printed ? old.number + 1 :
		    k->number;
	} else {
		in->type = k->type;
		in->number = k->number;
	}
	in->printed = k->number;
	in->col = l->col;
	return in;
}

/*
 * The numbers of the lists around an item and its own, as a lawyer cites it:
 * "1." in "2." is 2.1.  Returns the length, 0 when the item is not nested or
 * not all of these are numbers.
 */
static size_t
write_path(const struct md *m, char out[PATH_BYTES])
{
	char number[PV_MARKER_MAX];
	size_t len = 0, n;

	if (m->depth < 2 || m->depth > PATH_LISTS)
		return 0;
	for (unsigned i = 0; i < m->depth; i++) {
		if (m->lists[i].type != '1')
			return 0;
		n = pv_marker_write('1', m->lists[i].number, number);
		memcpy(out + len, number, n);
		len += n;
	}
	return len - 1;
}

static void
set_marker(struct md *m, const struct pv_md_line *l, const struct pv_md_mark *k,
    const struct list *in)
{
	struct pv_block *b = &m->head;
	char buf[PATH_BYTES];
	size_t n;

	b->marker = pv_span_sub(m->text, l->at, l->at + k->len);
	b->marker_src = l->at;
	b->marker_len = (uint32_t)k->len;
	if (k->type != '-')
		b->flags |= PV_BLOCK_RELATIVE;
	if (k->type != '1')
		return;
	n = write_path(m, buf);
	if (n > 0)
		b->flags |= PV_BLOCK_PATH;
	else if (in->number != k->number)
		n = pv_marker_write('1', in->number, buf);
	else
		return;
	b->marker = pv_arena_dup(m->out->arena, pv_span(buf, n));
	if (b->marker.ptr == NULL)
		m->out->blocks.failed = true;
}

static bool
item(struct md *m, struct pv_md_line *l)
{
	struct pv_span s = rest(m, l);
	struct pv_md_mark k;
	struct list *in;
	unsigned level;

	if (!pv_md_mark(s, &k) || !mark_fits(m, l, &k))
		return false;
	end_para(m);
	in = enter_list(m, l, &k);
	start_para(m, l, PV_BLOCK_ITEM);
	if (k.type == '-' && pv_md_numbered(pv_span_sub(s, 1, s.len)))
		skip(m, l->at, l->at + 1, PV_SKIP_MARKUP);
	else
		set_marker(m, l, &k, in);
	l->at += (uint32_t)k.len;
	l->col += (uint32_t)k.len;
	pv_md_indent(m->text, l);
	if (atx(m, l, &level))
		m->head.flags |= PV_BLOCK_BOLD;
	add_line(m, l);
	return true;
}

/* Cells of a row: the bars between them stand in the text as " | ". */
static void
cell(struct md *m, size_t from, size_t to, struct pv_lead *lead)
{
	struct pv_range r = { (uint32_t)from, (uint32_t)to };

	while (r.start < r.end && pv_isspace(m->text.ptr[r.start]))
		r.start++;
	while (r.end > r.start && pv_isspace(m->text.ptr[r.end - 1]))
		r.end--;
	if (r.start < r.end)
		pv_md_inline_add(&m->in, &r, 1, lead);
}

static void
row(struct md *m, const struct pv_md_line *l)
{
	const char *p = m->text.ptr;
	struct pv_lead lead = { 0 };
	struct pv_block *b;
	size_t at = l->at, end = l->end, i;

	end_para(m);
	while (end > at && pv_isspace(p[end - 1]))
		end--;
	b = pv_blocks_open(m->out, PV_BLOCK_ROW, l->no);
	if (b == NULL)
		return;
	b->level = (uint16_t)m->depth;
	if (at < end && p[at] == '|') {
		skip(m, at, at + 1, PV_SKIP_MARKUP);
		at++;
	}
	if (end > at && p[end - 1] == '|' && (end < at + 2 ||
	    p[end - 2] != '\\')) {
		skip(m, end - 1, end, PV_SKIP_MARKUP);
		end--;
	}
	for (i = at; i <= end; i++) {
		if (i < end && p[i] == '\\') {
			i++;
			continue;
		}
		if (i < end && p[i] != '|')
			continue;
		cell(m, at, i, &lead);
		at = i + 1;
		if (i < end)
			pv_blocks_text(m->out, PV_SPAN(" | "), (uint32_t)i, 1);
	}
	b = PV_VEC_AT(&m->out->blocks, struct pv_block,
	    m->out->blocks.len - 1);
	if (lead.ink > 0 && !lead.plain)
		b->flags |= PV_BLOCK_BOLD;
}

static bool
table(struct md *m, struct pv_md_line *l)
{
	struct pv_span s = rest(m, l);
	struct pv_md_line peek = *l;

	if (memchr(s.ptr, '|', s.len) == NULL)
		return m->table = false;
	if (!m->table) {
		if (!pv_md_next_line(m->text, &peek))
			return false;
		pv_md_indent(m->text, &peek);
		if (!pv_md_delimiter_row(rest(m, &peek)))
			return false;
		m->table = true;
	} else if (pv_md_delimiter_row(s)) {
		skip(m, l->at, l->end, PV_SKIP_MARKUP);
		return true;
	}
	row(m, l);
	return true;
}

static bool
fence(struct md *m, const struct pv_md_line *l)
{
	struct pv_span s = rest(m, l);
	size_t n;

	if (m->fence != '\0') {
		n = pv_md_run(s, m->fence);
		if (n >= m->nfence && pv_marker_blank(pv_span_sub(s, n,
		    s.len)) == s.len - n) {
			skip(m, l->at, l->end, PV_SKIP_MARKUP);
			m->fence = '\0';
			return true;
		}
		if (pv_blocks_open(m->out, PV_BLOCK_PARA, l->no) != NULL)
			pv_blocks_text(m->out, s, l->at, l->end - l->at);
		return true;
	}
	n = s.len > 0 && (s.ptr[0] == '`' || s.ptr[0] == '~') ?
	    pv_md_run(s, s.ptr[0]) : 0;
	if (n < 3 || memchr(s.ptr + n, s.ptr[0], s.len - n) != NULL)
		return false;
	end_para(m);
	m->fence = s.ptr[0];
	m->nfence = (uint32_t)n;
	skip(m, l->at, l->end, PV_SKIP_MARKUP);
	return true;
}

/* A comment that begins a line and may go on over empty ones. */
static bool
comment(struct md *m, struct pv_md_line *l)
{
	struct pv_span s = pv_span_sub(m->text, l->at, m->text.len);
	size_t n;

	if (m->nocomment || !pv_span_starts(s, PV_SPAN("<!--")))
		return false;
	n = pv_span_find(s, PV_SPAN("-->"));
	m->nocomment = n == s.len;
	if (m->nocomment)
		return false;
	end_para(m);
	m->comment = l->at + (uint32_t)n + 3;
	skip(m, l->at, m->comment, PV_SKIP_COMMENT);
	return true;
}

/* A line that goes on with the open paragraph. */
static bool
continues(const struct md *m, const struct pv_md_line *l)
{
	struct pv_range last;
	char c;

	if (!m->open || m->para.len == 0)
		return m->open;
	if (!pv_md_numbered(rest(m, l)))
		return true;
	last = *PV_VEC_AT(&m->para, struct pv_range, m->para.len - 1);
	c = last.end > last.start ? m->text.ptr[last.end - 1] : ':';
	return !m->hard && c != '.' && c != ';' && c != ':' && c != '*';
}

/* Block quote marks are markup. */
static void
quote(struct md *m, struct pv_md_line *l)
{
	while (l->at < l->end && m->text.ptr[l->at] == '>' && l->col < 40) {
		skip(m, l->at, l->at + 1, PV_SKIP_MARKUP);
		l->at++;
		l->col += 1;
		pv_md_indent(m->text, l);
	}
}

static void
paragraph(struct md *m, struct pv_md_line *l)
{
	struct pv_span label, url;

	if (!m->open && pv_md_definition(rest(m, l), &label, &url)) {
		skip(m, l->at, l->end, PV_SKIP_URL);
		return;
	}
	if (continues(m, l)) {
		add_line(m, l);
		return;
	}
	while (m->depth > 0 && l->col < m->lists[m->depth - 1].col + 2)
		m->depth--;
	start_para(m, l, PV_BLOCK_PARA);
	add_line(m, l);
}

static void
one_line(struct md *m, struct pv_md_line *l)
{
	if (l->start < m->comment) {
		l->at = m->comment < l->end ? m->comment : l->end;
		l->col = 0;
	}
	pv_md_indent(m->text, l);
	if (m->fence == '\0')
		quote(m, l);
	if (m->fence != '\0' || l->at < l->end) {
		if (fence(m, l))
			return;
	}
	if (l->at == l->end) {
		end_para(m);
		m->table = false;
		return;
	}
	if (comment(m, l)) {
		if (m->comment >= l->end)
			return;
		l->at = m->comment;
		pv_md_indent(m->text, l);
		if (l->at == l->end)
			return;
	}
	if (setext(m, l) || heading(m, l) || rule(m, l) || table(m, l) ||
	    item(m, l))
		return;
	paragraph(m, l);
}

static int
by_label(const void *a, const void *b)
{
	uint64_t x = ((const struct pv_md_ref *)a)->label;
	uint64_t y = ((const struct pv_md_ref *)b)->label;

	return x < y ? -1 : x > y;
}

/* Link definitions may follow their use, so they are collected first. */
static void
collect_refs(struct pv_span text, struct pv_vec *refs)
{
	struct pv_md_line l = { 0 };
	struct pv_md_ref r;
	struct pv_span label;

	while (pv_md_next_line(text, &l)) {
		pv_md_indent(text, &l);
		if (!pv_md_definition(pv_span_sub(text, l.at, l.end), &label,
		    &r.url))
			continue;
		r.label = pv_md_label(label);
		pv_vec_add(refs, &r);
	}
	if (refs->len > 1)
		qsort(refs->ptr, refs->len, refs->elem, by_label);
}

static enum pv_rc
read_markdown(struct pv_span text, struct pv_blocks *out, struct pv_err *err)
{
	struct md m = { .text = text, .out = out };
	struct pv_vec refs = PV_VEC_INIT(struct pv_md_ref);
	struct pv_md_line l = { 0 };
	bool failed;

	refs.mem = pv_arena_mem(out->arena);
	m.para = (struct pv_vec)PV_VEC_INIT(struct pv_range);
	m.para.mem = refs.mem;
	pv_md_inline_init(&m.in, text, out);
	collect_refs(text, &refs);
	m.in.refs = refs.ptr;
	m.in.nrefs = refs.len;
	skip(&m, 0, pv_md_front_matter(text, &l), PV_SKIP_ENVELOPE);
	while (pv_md_next_line(text, &l))
		one_line(&m, &l);
	end_para(&m);
	failed = m.para.failed || refs.failed;
	pv_md_inline_release(&m.in);
	pv_vec_release(&m.para);
	pv_vec_release(&refs);
	return failed ? pv_fail_nomem(err) : PV_OK;
}

/* Signs of Markdown that plain text does not show by accident. */
struct signs { int atx, setext, strong, link, table, bullet, span; };

static bool
has_strong(struct pv_span s)
{
	size_t at = pv_span_find(s, PV_SPAN("**")), next;
	struct pv_span tail;

	if (at + 3 >= s.len || !(pv_isalnum(s.ptr[at + 2]) ||
	    (unsigned char)s.ptr[at + 2] >= 0x80))
		return false;
	tail = pv_span_sub(s, at + 2, s.len);
	next = pv_span_find(tail, PV_SPAN("**"));
	return next < tail.len && !pv_isspace(tail.ptr[next - 1]);
}

static bool
has_link(struct pv_span s)
{
	size_t at = pv_span_find(s, PV_SPAN("]("));
	struct pv_span t = pv_span_sub(s, at + 2, s.len);

	return at < s.len && (pv_span_istarts(t, PV_SPAN("http")) ||
	    pv_span_starts(t, PV_SPAN("#")) ||
	    pv_span_starts(t, PV_SPAN("/")) ||
	    pv_span_istarts(t, PV_SPAN("mailto:")));
}

static void
count_signs(struct pv_span s, bool after_text, struct signs *n)
{
	size_t hashes = pv_md_run(s, '#');

	n->atx += hashes > 0 && hashes <= 6 && hashes + 1 < s.len &&
	    s.ptr[hashes] == ' ';
	n->setext += after_text && (pv_md_only(s, '=', false) >= 3 ||
	    pv_md_only(s, '-', false) >= 3);
	n->table += pv_md_delimiter_row(s);
	n->strong += has_strong(s);
	n->link += has_link(s);
	n->bullet += s.len > 2 && (s.ptr[0] == '*' || s.ptr[0] == '-') &&
	    s.ptr[1] == ' ';
	n->span += pv_span_starts(s, PV_SPAN("<span ")) ||
	    pv_span_find(s, PV_SPAN("\\. ")) < s.len;
}

static bool
named_markdown(struct pv_span name)
{
	return pv_span_ends(name, PV_SPAN(".md")) ||
	    pv_span_ends(name, PV_SPAN(".MD")) ||
	    pv_span_ends(name, PV_SPAN(".markdown")) ||
	    pv_span_ends(name, PV_SPAN(".mkd")) ||
	    pv_span_ends(name, PV_SPAN(".mdown"));
}

static int
bid_markdown(struct pv_span head, struct pv_span name)
{
	struct signs n = { 0 };
	struct pv_md_line l = { 0 };
	struct pv_span s = pv_span_sub(head, pv_marker_blank(head), head.len);
	bool named = named_markdown(name), after_text = false;
	int kinds, score;

	if (pv_span_istarts(s, PV_SPAN("<!doctype")) ||
	    pv_span_istarts(s, PV_SPAN("<html")) ||
	    pv_span_starts(s, PV_SPAN("<?xml")) ||
	    memchr(head.ptr != NULL ? head.ptr : "", '\0', head.len) != NULL)
		return 0;
	while (pv_md_next_line(head, &l)) {
		pv_md_indent(head, &l);
		s = pv_span_sub(head, l.at, l.end);
		count_signs(s, after_text, &n);
		after_text = s.len > 0;
	}
	kinds = (n.atx > 0) + (n.setext > 0) + (n.table > 0) +
	    (n.strong > 1) + (n.link > 0) + (n.span > 0);
	if (named)
		return 75 + (kinds > 3 ? 3 : kinds) * 5;
	score = n.atx + n.setext + n.strong + n.link * 2 + n.table * 3;
	if (n.atx + n.setext + n.link + n.table == 0 && n.strong < 3)
		return 0;
	if (kinds >= 2 && score >= 4)
		return 70;
	return kinds >= 1 && score >= 6 && n.setext < score ? 50 : 0;
}

const struct pv_reader pv_reader_markdown = {
	.name = "markdown",
	.format = PV_FORMAT_MARKDOWN,
	.basis = PV_BASIS_SOURCE,
	.bid = bid_markdown,
	.read = read_markdown
};
