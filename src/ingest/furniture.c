/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/segment.h"

#include <stdlib.h>

#include "base/digest.h"
#include "ingest/cue.h"
#include "ingest/page.h"
#include "ingest/weld.h"

/*
 * Page furniture among blocks of any format: what pages carry at their edges
 * (footers, numbers, running heads) is told by its form and by its company:
 * a lone number is a page's when it stands at an edge or counts pages.
 */

#define PAGE_BYTES 300      /* text between two pages' numbers, at least */
#define REACH 3             /* blocks of furniture that one edge has */
#define LOOK_BACK 8         /* numbers among which the page before is sought */
#define TOP 4               /* blocks of the top of a document */

struct item {
	struct pv_page page;
	uint64_t exact, shape;      /* of short text; shape: any digit as 0 */
	uint32_t before;            /* bytes of text in front of it */
	uint16_t len;               /* folded bytes, 0 = too long */
	bool edge;                  /* a page ends at it */
	bool furniture;
	bool head;                  /* may be a running head */
	bool label;                 /* it begins with a clause's number */
	bool chained;               /* counts on from another number */
	bool solid;                 /* such a number, and surely a page's */
};

struct pass {
	struct pv_blocks *b;
	const struct pv_block *blocks;
	const struct pv_frag *frags;
	struct item *items;
	size_t n;
};

static struct pv_span
frag_text(const struct pass *p, size_t i, bool last)
{
	const struct pv_block *k = &p->blocks[i];

	if (k->nfrags == 0)
		return pv_span("", 0);
	return p->frags[k->frag + (last ? k->nfrags - 1 : 0)].text;
}

/* s without the dashes that underline it, if there is more than dashes. */
static struct pv_span
without_underline(struct pv_span s)
{
	size_t end = s.len;

	while (end > 0 && s.ptr[end - 1] == '-')
		end--;
	if (end > 2 && s.len - end >= 4 && s.ptr[end - 1] == ' ')
		s.len = end - 1;
	return s;
}

/* Text of block i as one folded line; empty when it is too long. */
static struct pv_span
folded(const struct pass *p, size_t i, char out[PV_PAGE_MAX])
{
	const struct pv_block *k = &p->blocks[i];
	size_t len = 0;

	if (!pv_page_fold(k->marker, out, &len))
		return pv_span("", 0);
	if (len > 0 && k->nfrags > 0 && len < PV_PAGE_MAX)
		out[len++] = ' ';
	for (uint32_t f = 0; f < k->nfrags; f++)
		if (p->frags[k->frag + f].text.len > 2 * PV_PAGE_MAX ||
		    !pv_page_fold(p->frags[k->frag + f].text, out, &len))
			return pv_span("", 0);
	return without_underline(pv_span_trim(pv_span(out, len)));
}

/* seen: blocks of text in front of it. */
static void
look_at(const struct pass *p, size_t i, size_t seen)
{
	const struct pv_block *k = &p->blocks[i];
	struct item *it = &p->items[i];
	char text[PV_PAGE_MAX];
	struct pv_span s;

	it->edge = k->kind == PV_BLOCK_BREAK;
	it->furniture = (k->flags & PV_BLOCK_FURNITURE) != 0;
	s = folded(p, i, text);
	it->len = (uint16_t)s.len;
	if (s.len == 0)
		return;
	it->page = pv_page_read(s);
	if (it->page.kind >= PV_PAGE_MARK)
		it->furniture = true;
	if (it->page.kind == PV_PAGE_SOURCE || it->page.kind == PV_PAGE_MARK)
		it->edge = true;
	if (seen < TOP && pv_page_exhibit(s))
		it->furniture = true;
	it->exact = pv_hash64(s);
	it->head = !it->furniture && k->kind != PV_BLOCK_ROW &&
	    pv_page_head(s);
	it->label = pv_cue_label(s) > 0;
	/* A numbered heading that recurs must recur with its number. */
	for (size_t c = 0; !it->label && c < s.len; c++)
		if (pv_isdigit(text[c]))
			text[c] = '0';
	it->shape = pv_hash64(s);
}

static void
look(const struct pass *p)
{
	uint32_t bytes = 0;
	size_t seen = 0;

	for (size_t i = 0; i < p->n; i++) {
		p->items[i].before = bytes;
		look_at(p, i, seen);
		seen += p->items[i].len > 0 && !p->items[i].furniture;
		for (uint32_t f = 0; f < p->blocks[i].nfrags; f++)
			bytes += (uint32_t)p->frags[p->blocks[i].frag +
			    f].text.len;
	}
}

/* May the block stand between an edge and what else belongs to the edge? */
static bool
is_passed(const struct item *it, bool heads)
{
	return it->furniture || it->page.kind == PV_PAGE_NUMBER ||
	    (heads && it->head);
}

/*
 * Is a page's edge next to i, with only its furniture between?  To what may be
 * a running head, a number that counts on is one too.
 */
static bool
at_edge(const struct pass *p, size_t i, bool heads)
{
	const struct item *it = p->items;
	size_t k;

	for (k = 1; k <= REACH && k <= i; k++) {
		if (it[i - k].edge || (heads && it[i - k].chained))
			return true;
		if (!is_passed(&it[i - k], heads))
			break;
	}
	for (k = 1; k <= REACH && i + k < p->n; k++) {
		if (it[i + k].edge || (heads && it[i + k].chained))
			return true;
		if (!is_passed(&it[i + k], heads))
			break;
	}
	return false;
}

/* A page's end or what stands at it, but for running heads. */
static bool
is_between(const struct pass *p, size_t i)
{
	return p->blocks[i].kind == PV_BLOCK_BREAK ||
	    is_passed(&p->items[i], false);
}

/* Does i, with what surrounds it at a page's edge, cut a sentence in two? */
static bool
interrupts(const struct pass *p, size_t i)
{
	struct pv_span head;
	enum pv_cue_end end;
	size_t a = i, b = i + 1;

	while (a > 0 && i - a < REACH && is_between(p, a - 1))
		a--;
	while (b < p->n && b - i <= REACH && is_between(p, b))
		b++;
	if (a == 0 || b >= p->n)
		return false;
	head = pv_cue_trim(frag_text(p, b, false));
	end = pv_cue_end(frag_text(p, a - 1, true));
	return end >= PV_CUE_OPEN && (pv_cue_cites(head) ||
	    (pv_cue_lower(head) && pv_cue_label(head) == 0));
}

/*
 * Lone numbers that count on from each other, a page's text apart, are page
 * numbers if enough of them stand at an edge or in a sentence; else they may
 * be clause numbers on lines of their own.
 */
static void
judge_numbers(const struct pass *p, const size_t *cand, size_t n)
{
	size_t chained = 0, solid = 0;

	for (size_t c = 0; c < n; c++) {
		struct item *a = &p->items[cand[c]];

		a->solid = at_edge(p, cand[c], false) ||
		    interrupts(p, cand[c]);
		for (size_t k = 1; k <= LOOK_BACK && k <= c; k++) {
			struct item *b = &p->items[cand[c - k]];

			if (b->page.series != a->page.series ||
			    b->page.number + 1 != a->page.number ||
			    a->before - b->before < PAGE_BYTES)
				continue;
			a->chained = true;
			b->chained = true;
			break;
		}
	}
	for (size_t c = 0; c < n; c++) {
		const struct item *a = &p->items[cand[c]];

		chained += a->chained;
		solid += a->chained && a->solid;
	}
	for (size_t c = 0; c < n; c++) {
		struct item *a = &p->items[cand[c]];

		if (a->solid || (a->chained && solid * 5 >= chained)) {
			a->furniture = true;
			a->edge = true;
		}
	}
}

static void
find_numbers(const struct pass *p, size_t *cand)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		if (p->items[i].page.kind == PV_PAGE_NUMBER &&
		    p->blocks[i].kind != PV_BLOCK_ROW)
			cand[n++] = i;
	judge_numbers(p, cand, n);
}

struct head {
	uint64_t shape;
	size_t item;
};

static int
by_shape(const void *a, const void *b)
{
	const struct head *x = a, *y = b;

	if (x->shape != y->shape)
		return x->shape < y->shape ? -1 : 1;
	return (x->item > y->item) - (x->item < y->item);
}

/* One text, at n places: a running head if it keeps to the pages' edges. */
static void
judge_head(const struct pass *p, const struct head *h, size_t n)
{
	bool same = true;
	size_t near = 0;
	struct item *first = &p->items[h[0].item];

	for (size_t i = 0; i < n; i++) {
		near += at_edge(p, h[i].item, true);
		same = same && p->items[h[i].item].exact == first->exact;
	}
	if (n < 3 || near < 3 || near * 10 < n * 8)
		return;
	for (size_t i = 0; i < n; i++)
		if (at_edge(p, h[i].item, true))
			p->items[h[i].item].furniture = true;
	for (size_t i = 0; i < n; i++)
		if (p->items[h[i].item].furniture)
			p->items[h[i].item].edge = true;
	/* What heads every page may be a title on the first. */
	if (same && (first->label || h[0].item < 2 * TOP) &&
	    !interrupts(p, h[0].item))
		first->furniture = false;
}

static void
find_heads(const struct pass *p, struct head *heads)
{
	size_t n = 0, from = 0;

	for (size_t i = 0; i < p->n; i++)
		if (p->items[i].head && !p->items[i].furniture)
			heads[n++] = (struct head){ p->items[i].shape, i };
	if (n == 0)
		return;
	qsort(heads, n, sizeof(*heads), by_shape);
	for (size_t i = 1; i <= n; i++) {
		if (i < n && heads[i].shape == heads[from].shape)
			continue;
		judge_head(p, heads + from, i - from);
		from = i;
	}
}

static void
mark(const struct pass *p)
{
	struct pv_block *k = p->b->blocks.ptr;

	for (size_t i = 0; i < p->n; i++)
		if (p->items[i].furniture)
			k[i].flags |= PV_BLOCK_FURNITURE;
}

enum pv_rc
pv_furniture(struct pv_blocks *b, struct pv_err *err)
{
	struct pass p = { .b = b, .blocks = b->blocks.ptr,
		.frags = b->frags.ptr, .n = b->blocks.len };
	const struct pv_mem *mem = pv_arena_mem(b->arena);
	size_t size = sizeof(struct head) > sizeof(size_t) ?
	    sizeof(struct head) : sizeof(size_t);
	void *room = NULL;

	if (p.n == 0)
		return PV_OK;
	if (p.n < SIZE_MAX / (sizeof(*p.items) + size))
		room = mem->resize(mem->ctx, NULL,
		    p.n * (sizeof(*p.items) + size));
	if (room == NULL)
		return pv_fail_nomem(err);
	p.items = room;
	memset(p.items, 0, p.n * sizeof(*p.items));
	look(&p);
	/* Numbers show edges to heads, and heads numbers behind them. */
	find_numbers(&p, (size_t *)(void *)(p.items + p.n));
	find_heads(&p, (struct head *)(void *)(p.items + p.n));
	find_numbers(&p, (size_t *)(void *)(p.items + p.n));
	mark(&p);
	mem->resize(mem->ctx, room, 0);
	return pv_weld(b, err);
}
