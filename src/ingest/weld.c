/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/weld.h"

#include "ingest/cue.h"
#include "ingest/heading.h"
#include "ingest/marker.h"
#include "ingest/page.h"

#define TAIL 200        /* bytes at a block's end that may hold a footer */
#define WINDOW 80       /* bytes beside a cut that tell what was cut */
#define LONG 60         /* bytes; shorter blocks may be no sentences */
#define DASHES 6        /* in a row inside a block, they underline */

/* Blocks and fragments are copied, one after the other, into new arrays. */
struct weld {
	struct pv_blocks *b;
	const struct pv_block *blocks;
	const struct pv_frag *frags;
	size_t n;
	struct pv_vec new_blocks;
	struct pv_vec new_frags;
	bool edge;              /* a page ended since the last text */
	bool brk;               /* a BREAK block was one of the reasons */
	uint32_t brk_line;
};

static bool
is_exact(const struct pv_frag *f)
{
	return f->text.len == f->src_len;
}

static void
lift(struct weld *w, const struct pv_frag *f, size_t from, size_t to)
{
	if (to > from)
		pv_blocks_skip(w->b, f->src + (uint32_t)from,
		    (uint32_t)(to - from), PV_SKIP_FURNITURE);
}

static void
keep(struct weld *w, const struct pv_frag *f, size_t from, size_t to)
{
	struct pv_frag part = *f;
	struct pv_block *k;

	if (is_exact(f) && to <= from)
		return;
	if (is_exact(f)) {
		part.text = pv_span_sub(f->text, from, to);
		part.src += (uint32_t)from;
		part.src_len = (uint32_t)(to - from);
	}
	k = PV_VEC_AT(&w->new_blocks, struct pv_block, w->new_blocks.len - 1);
	if (pv_vec_add(&w->new_frags, &part))
		k->nfrags++;
}

static size_t
find(struct pv_span s, size_t from, struct pv_span needle)
{
	return from < s.len ? from + pv_span_find(pv_span_sub(s, from, s.len),
	    needle) : s.len;
}

/* The next places where something may have to be cut out of a fragment. */
struct cuts {
	struct pv_span s;
	size_t source, dashes;
	size_t from, to;        /* the cut that was found */
};

/*
 * At the start, behind a line end or a wide gap, or behind any when it is
 * long; never behind "=".
 */
static bool
behind_gap(struct pv_span s, size_t at, bool is_long)
{
	size_t ink = at;

	while (ink > 0 && pv_isspace(s.ptr[ink - 1]))
		ink--;
	if (ink == 0)
		return true;
	return s.ptr[ink - 1] != '=' && (at - ink >= 2 ||
	    (at > ink && (is_long || s.ptr[at - 1] == '\n')));
}

/*
 * A run of dashes at c->dashes: a cut when it stands free, behind a wide gap
 * or a line end; a fraction bar in a line does not.
 */
static bool
cut_dashes(struct cuts *c)
{
	c->from = c->to = c->dashes;
	while (c->to < c->s.len && (c->s.ptr[c->to] == '-' ||
	    c->s.ptr[c->to] == '='))
		c->to++;
	return behind_gap(c->s, c->from, c->to - c->from >= 2 * DASHES) &&
	    (c->to == c->s.len || pv_isspace(c->s.ptr[c->to]));
}

/* A footer at c->source, with the page number in front of it. */
static bool
cut_source(struct cuts *c)
{
	size_t n = pv_page_source(pv_span_sub(c->s, c->source, c->s.len));
	struct pv_span head;

	c->from = c->source;
	c->to = c->source + (n > 0 ? n : 8);
	if (n == 0)
		return false;
	head = pv_cue_trim(pv_span_sub(c->s, c->source > TAIL ?
	    c->source - TAIL : 0, c->source));
	n = head.len;
	while (n > 0 && head.len - n < 4 && pv_isdigit(head.ptr[n - 1]))
		n--;
	if (n < head.len && n > 1 && pv_isspace(head.ptr[n - 1]) &&
	    pv_isspace(head.ptr[n - 2]))
		c->from = (size_t)(head.ptr - c->s.ptr) + n;
	return true;
}

static bool
next_cut(struct cuts *c, size_t at)
{
	bool found;

	for (;;) {
		if (c->source < at)
			c->source = find(c->s, at, PV_SPAN("Source: "));
		if (c->dashes < at)
			c->dashes = find(c->s, at, PV_SPAN("------"));
		if (c->source >= c->s.len && c->dashes >= c->s.len)
			return false;
		found = c->dashes < c->source ? cut_dashes(c) :
		    cut_source(c);
		if (found && c->from >= at)
			return true;
		at = c->to;
	}
}

/*
 * Copy the first `end` bytes of f without what pages left in them; the first
 * `lead` bytes are copied as they are.
 */
static void
copy_frag(struct weld *w, const struct pv_frag *f, size_t lead, size_t end)
{
	struct cuts c = { .s = pv_span_sub(f->text, 0, end) };
	size_t from = 0;

	if (!is_exact(f)) {
		keep(w, f, 0, f->text.len);
		return;
	}
	c.source = find(c.s, lead, PV_SPAN("Source: "));
	c.dashes = find(c.s, lead, PV_SPAN("------"));
	while (next_cut(&c, from > lead ? from : lead)) {
		keep(w, f, from, c.from);
		lift(w, f, c.from, c.to);
		from = c.to;
		if (c.source < c.to && from == end)
			w->edge = true;
	}
	keep(w, f, from, end);
	from = end + pv_marker_blank(pv_span_sub(f->text, end, f->text.len));
	pv_blocks_skip(w->b, f->src + (uint32_t)end, (uint32_t)(from - end),
	    PV_SKIP_SPACE);
	lift(w, f, from, f->text.len);
}

/* Bytes of s without page numbers behind wide gaps at its end. */
static size_t
without_tail(struct pv_span s)
{
	struct pv_span tail = pv_cue_trim(s);
	size_t end = tail.len > 0 ? (size_t)(tail.ptr - s.ptr) + tail.len : 0;
	size_t at;

	s.len = end;
	for (at = end; at > 0 && end - at < TAIL; at--) {
		if (!pv_isspace(s.ptr[at - 1]))
			continue;
		tail = pv_span_sub(s, at, end);
		if (s.ptr[at - 1] == ' ' && (at < 2 ||
		    !pv_isspace(s.ptr[at - 2])))
			continue;
		if (pv_page_read(tail).kind != PV_PAGE_NUMBER &&
		    pv_page_read(tail).kind != PV_PAGE_MARK)
			break;
		end = pv_span_trim(pv_span_sub(s, 0, at)).len;
		s.len = end;
		at = end + 1;
	}
	return end;
}

/* Does a page end right behind block i? */
static bool
ends_page(const struct weld *w, size_t i)
{
	return i + 1 < w->n && (w->blocks[i + 1].kind == PV_BLOCK_BREAK ||
	    (w->blocks[i + 1].flags & PV_BLOCK_FURNITURE));
}

static void
copy_frags(struct weld *w, size_t i)
{
	const struct pv_block *k = &w->blocks[i];
	size_t lead = k->flags & PV_BLOCK_LEAD_BOLD ? k->lead : 0, end;

	for (uint32_t f = 0; f < k->nfrags; f++) {
		const struct pv_frag *frag = &w->frags[k->frag + f];

		end = frag->text.len;
		if (f + 1 == k->nfrags && lead == 0 && is_exact(frag) &&
		    k->kind != PV_BLOCK_ROW && ends_page(w, i))
			end = without_tail(frag->text);
		copy_frag(w, frag, lead < end ? lead : end, end);
		lead -= lead < frag->text.len ? lead : frag->text.len;
	}
}

static struct pv_span
last_text(const struct weld *w)
{
	if (w->new_frags.len == 0)
		return pv_span("", 0);
	return PV_VEC_AT(&w->new_frags, struct pv_frag,
	    w->new_frags.len - 1)->text;
}

/* The last letter, which ends the text, is lower case. */
static bool
ends_low(struct pv_span s)
{
	s = pv_cue_trim(s);
	return s.len > 0 && pv_islower(s.ptr[s.len - 1]);
}

/* Words that begin with a lower-case letter. */
static size_t
low_words(struct pv_span s)
{
	size_t n = 0;

	for (size_t i = 1; i < s.len; i++)
		n += pv_islower(s.ptr[i]) && pv_isspace(s.ptr[i - 1]);
	return n;
}

/* A word that opens sentences rather than a name. */
static bool
opens_sentence(struct pv_span s)
{
	static const char *const words[] = { "a", "all", "an", "any", "certain",
		"confidential", "each", "either", "for", "if", "in", "neither",
		"no", "notwithstanding", "other", "portions", "such", "the",
		"these", "this", "upon" };

	s = pv_span_sub(s, 0, pv_cue_word(s));
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (pv_span_ieq(s, pv_span_str(words[i])))
			return true;
	return false;
}

/* What follows the last full stop of s: all of it when there is none. */
static struct pv_span
last_sentence(struct pv_span s)
{
	size_t at = s.len;

	while (at > 0 && !(s.ptr[at - 1] == '.' && at < s.len &&
	    pv_isspace(s.ptr[at])))
		at--;
	return pv_cue_trim(pv_span_sub(s, at, s.len));
}

/* Two halves of a sentence before a name: "of the Export", "Control List". */
static bool
is_cut_prose(struct pv_span a, struct pv_span b)
{
	a = pv_cue_trim(a);
	if (a.len > WINDOW)
		a = pv_span_sub(a, a.len - WINDOW, a.len);
	b = pv_span_sub(b, 0, WINDOW);
	return a.len >= WINDOW / 2 && low_words(a) >= 3 && ends_low(a) &&
	    !pv_titled(last_sentence(a)) && low_words(b) >= 2 &&
	    !opens_sentence(b) && pv_isalnum(b.ptr[0]) && !pv_titled(b) &&
	    !pv_cue_caps(pv_span_sub(b, 0, WINDOW / 8));
}

/* A long text that ends in an article: what follows was cut off from it. */
static bool
breaks_off(struct pv_span s)
{
	static const char *const words[] = { " the", " a", " an", " its",
		" their", " such", " these", " your", " our", " every" };

	s = pv_cue_trim(s);
	if (s.len < LONG)
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (pv_span_ends(s, pv_span_str(words[i])))
			return true;
	return false;
}

/* Is block i the other half of what the last block broke off? */
static bool
carries_on(const struct weld *w, size_t i)
{
	const struct pv_block *b = &w->blocks[i], *a;
	struct pv_span head;
	enum pv_cue_end end;

	if (w->new_blocks.len == 0 || b->nfrags == 0)
		return false;
	a = PV_VEC_AT(&w->new_blocks, struct pv_block, w->new_blocks.len - 1);
	head = pv_cue_trim(w->frags[b->frag].text);
	if (a->nfrags == 0 || head.len == 0 || a->kind == PV_BLOCK_ROW ||
	    a->kind == PV_BLOCK_HEADING || a->kind == PV_BLOCK_BREAK ||
	    b->kind != PV_BLOCK_PARA || b->marker.len > 0 ||
	    ((a->flags ^ b->flags) & PV_BLOCK_HIDDEN))
		return false;
	if (!w->edge)
		return breaks_off(last_text(w)) && pv_cue_lower(head) &&
		    pv_cue_label(head) == 0;
	end = pv_cue_end(last_text(w));
	if (end == PV_CUE_HYPHEN)
		return pv_isalnum(head.ptr[0]);
	if (end == PV_CUE_CLOSED)
		return false;
	if (pv_cue_cites(head))
		return end >= PV_CUE_OPEN;
	if (pv_cue_repeats(last_text(w), head))
		return true;
	if (pv_cue_label(head) > 0)
		return false;
	if (pv_cue_lower(head))
		return true;
	if (end == PV_CUE_OPEN && is_cut_prose(last_text(w), head))
		return true;
	return end == PV_CUE_WANTS && !pv_cue_caps(last_text(w));
}

/* Behind the last block's text, in the place of the page's edge. */
static void
put_line_end(struct weld *w)
{
	const struct pv_frag *last = PV_VEC_AT(&w->new_frags, struct pv_frag,
	    w->new_frags.len - 1);
	struct pv_frag end = { PV_SPAN("\n"), last->src + last->src_len, 0 };

	if (pv_vec_add(&w->new_frags, &end))
		PV_VEC_AT(&w->new_blocks, struct pv_block,
		    w->new_blocks.len - 1)->nfrags++;
}

static void
put_block(struct weld *w, size_t i)
{
	struct pv_block copy = w->blocks[i];
	bool joined = carries_on(w, i);

	if (joined) {
		put_line_end(w);
	} else {
		if (w->brk) {
			struct pv_block brk = { .kind = PV_BLOCK_BREAK,
				.line = w->brk_line,
				.frag = (uint32_t)w->new_frags.len };

			pv_vec_add(&w->new_blocks, &brk);
		}
		copy.frag = (uint32_t)w->new_frags.len;
		copy.nfrags = 0;
		pv_vec_add(&w->new_blocks, &copy);
	}
	w->edge = false;
	w->brk = false;
	if (!w->new_blocks.failed && !w->new_frags.failed)
		copy_frags(w, i);
}

static void
skip_block(struct weld *w, const struct pv_block *k)
{
	pv_blocks_skip(w->b, k->marker_src, k->marker_len, PV_SKIP_FURNITURE);
	for (uint32_t f = 0; f < k->nfrags; f++)
		pv_blocks_skip(w->b, w->frags[k->frag + f].src,
		    w->frags[k->frag + f].src_len, PV_SKIP_FURNITURE);
}

enum pv_rc
pv_weld(struct pv_blocks *b, struct pv_err *err)
{
	struct weld w = { .b = b, .blocks = b->blocks.ptr,
		.frags = b->frags.ptr, .n = b->blocks.len,
		.new_blocks = PV_VEC_INIT(struct pv_block),
		.new_frags = PV_VEC_INIT(struct pv_frag) };

	w.new_blocks.mem = b->blocks.mem;
	w.new_frags.mem = b->frags.mem;
	for (size_t i = 0; i < w.n; i++) {
		const struct pv_block *k = &w.blocks[i];

		if (k->kind == PV_BLOCK_BREAK) {
			w.edge = true;
			w.brk = true;
			w.brk_line = k->line;
		} else if (k->flags & PV_BLOCK_FURNITURE) {
			skip_block(&w, k);
			w.edge = true;
		} else if (k->nfrags > 0 || k->marker.len > 0) {
			put_block(&w, i);
		}
	}
	if (w.new_blocks.failed || w.new_frags.failed) {
		pv_vec_release(&w.new_blocks);
		pv_vec_release(&w.new_frags);
		return pv_fail_nomem(err);
	}
	pv_vec_release(&b->blocks);
	pv_vec_release(&b->frags);
	b->blocks = w.new_blocks;
	b->frags = w.new_frags;
	return PV_OK;
}
