/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/draft.h"

#include <string.h>

#include "base/num.h"
#include "model/cite.h"

/* The word that a number may stand behind: "Section 4.6". */
static uint32_t
kind_word(struct pv_span s, bool *schedule)
{
	static const char *const words[] = { "section ", "article ",
		"clause ", "paragraph ", "schedule ", "exhibit ", "annex ",
		"appendix ", "attachment " };

	*schedule = false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (pv_span_istarts(s, pv_span_str(words[i]))) {
			*schedule = i >= 4;
			return (uint32_t)strlen(words[i]);
		}
	return 0;
}

bool
pv_draft_number(struct pv_span s, uint32_t *len, struct pv_cite *c)
{
	bool schedule;
	uint32_t word = kind_word(s, &schedule), i = word, from;
	struct pv_cite label;

	if (i < s.len && s.ptr[i] == '"' && schedule)
		i++;
	from = i;
	i = pv_cite_read(s, i, &label);
	if (i == from || label.len == 0)
		return false;
	/* "A new licence", "1999 was": a word or a quantity, no number */
	if (word == 0 && label.ptr[0] != '(' && i < s.len &&
	    s.ptr[i] != '.' && s.ptr[i] != ')' &&
	    memchr(s.ptr, '.', i) == NULL)
		return false;
	c->len = 0;
	if (schedule) {
		char head = s.ptr[0];

		if (head >= 'a' && head <= 'z')
			head = (char)(head - 'a' + 'A');
		pv_cite_add(c, pv_span(&head, 1));
		for (uint32_t k = 1; k < word; k++) {
			char low = pv_tolower(s.ptr[k]);

			pv_cite_add(c, pv_span(&low, 1));
		}
	}
	pv_cite_add(c, pv_cite_span(&label));
	while (i < s.len && strchr(".):\"", s.ptr[i]) != NULL)
		i++;
	while (i < s.len && s.ptr[i] == ' ')
		i++;
	*len = i;
	return true;
}

/* Put-in text on its way into the list. */
struct cutting {
	struct pv_draft *t;
	const struct pv_insertion *ins;
	uint32_t last;              /* piece */
	uint32_t top;               /* parent of the first node */
	uint32_t node;              /* innermost open one, or top */
	uint32_t first;
	uint8_t kind;               /* of the first one */
};

static void
put_piece(struct cutting *c, enum pv_piece_role role, struct pv_span s)
{
	struct pv_piece p = { .node = c->node, .source = c->ins->source,
		.kind = PV_PIECE_TEXT, .role = (uint8_t)role, .text = s };

	if (s.len > 0)
		c->last = pv_draft_link(c->t, c->last, &p);
}

static void
put_mark(struct cutting *c, enum pv_piece_kind kind)
{
	struct pv_piece p = { .node = c->node, .source = c->ins->source,
		.kind = (uint8_t)kind };

	c->last = pv_draft_link(c->t, c->last, &p);
	if (c->t->failed)
		return;
	if (kind == PV_PIECE_OPEN)
		pv_node(c->t, c->node)->open = c->last;
	else
		pv_node(c->t, c->node)->close = c->last;
}

static void
open_node(struct cutting *c, struct pv_span label, uint8_t kind)
{
	struct pv_node n = { .label = pv_arena_dup(c->t->arena, label),
		.parent = c->node, .source = c->ins->source, .kind = kind };

	c->t->failed = c->t->failed || n.label.ptr == NULL;
	c->node = pv_draft_node(c->t, &n);
	if (c->first == PV_NONE)
		c->first = c->node;
	put_mark(c, PV_PIECE_OPEN);
}

static void
close_node(struct cutting *c)
{
	put_mark(c, PV_PIECE_CLOSE);
	c->node = pv_node(c->t, c->node)->parent;
}

/* How a list item is counted: its manner, and its place in it. */
struct count { enum { BY_LETTER, BY_ROMAN, BY_CAPITAL, BY_NUMBER } by; };

static struct count
count_of(struct pv_span item)
{
	struct pv_span s = pv_span_sub(item, 1, item.len - 1);

	if (s.len > 0 && pv_isdigit(s.ptr[0]))
		return (struct count){ BY_NUMBER };
	if (s.len > 0 && pv_isupper(s.ptr[0]))
		return (struct count){ BY_CAPITAL };
	return (struct count){ pv_num_roman(s) > 0 && (s.len > 1 ||
	    s.ptr[0] == 'i') ? BY_ROMAN : BY_LETTER };
}

static struct pv_span
last_group(struct pv_span label)
{
	struct pv_span up = pv_cite_up(label);

	return pv_span_sub(label, up.len, label.len);
}

/* Close nodes until a list item such as "(b)" can be opened. */
static void
close_for_item(struct cutting *c, struct pv_span item)
{
	struct count x = count_of(item);
	uint32_t k = c->node;
	struct pv_span g;

	for (; k != c->top; k = pv_node(c->t, k)->parent) {
		g = last_group(pv_node(c->t, k)->label);
		if (k != c->first && g.len > 2 && g.ptr[0] == '(' &&
		    count_of(g).by == x.by)
			break;
	}
	if (k == c->top)
		return;
	while (c->node != k)
		close_node(c);
	close_node(c);
}

/* Open the nodes that a block begins; returns the bytes of its number. */
static uint32_t
begin_block(struct cutting *c, struct pv_span block)
{
	struct pv_cite cite, full;
	uint32_t len = 0;
	bool first = c->first == PV_NONE;
	bool numbered = pv_draft_number(block, &len, &cite);

	if (first) {
		open_node(c, c->ins->label.len > 0 || !numbered ?
		    c->ins->label : pv_cite_span(&cite), c->kind);
		return numbered ? len : 0;
	}
	if (!numbered)
		return 0;
	full.len = 0;
	if (cite.ptr[0] == '(') {
		close_for_item(c, pv_cite_span(&cite));
		pv_cite_add(&full, pv_node(c->t, c->node)->label);
	} else {
		while (c->node != c->top && !c->t->failed)
			close_node(c);
	}
	pv_cite_add(&full, pv_cite_span(&cite));
	open_node(c, pv_cite_span(&full), cite.ptr[0] == '(' ?
	    PV_CLAUSE_ITEM : c->kind);
	return len;
}

static void
cut_text(struct cutting *c)
{
	struct pv_span s = c->ins->text, block;
	size_t i = 0, end, stop;

	while (i < s.len && !c->t->failed) {
		uint32_t head;

		end = i + pv_span_find(pv_span_sub(s, i, s.len),
		    PV_SPAN("\n"));
		stop = end;
		while (end < s.len && pv_isspace(s.ptr[end]))
			end++;
		block = pv_span_sub(s, i, stop);
		head = begin_block(c, block);
		put_piece(c, PV_ROLE_NUMBER, pv_span_sub(block, 0, head));
		put_piece(c, PV_ROLE_BODY, pv_span_sub(block, head,
		    block.len));
		put_piece(c, PV_ROLE_GAP, pv_span_sub(s, stop, end));
		i = end;
	}
	while (c->node != c->top && !c->t->failed)
		close_node(c);
}

static bool
is_gap(const struct pv_piece *p)
{
	return p->kind == PV_PIECE_TEXT && p->role == PV_ROLE_GAP;
}

/* The gap next to a piece, over marks and emptied text; PV_NONE = none. */
static uint32_t
gap_from(const struct pv_draft *t, uint32_t i, bool back)
{
	const struct pv_piece *p;

	do {
		p = pv_piece(t, i);
		i = back ? p->prev : p->next;
	} while (i != PV_NONE && pv_piece(t, i)->text.len == 0);
	return i != PV_NONE && is_gap(pv_piece(t, i)) ? i : PV_NONE;
}

static bool
is_block_gap(const struct pv_draft *t, uint32_t gap)
{
	struct pv_span s;

	if (gap == PV_NONE)
		return false;
	s = pv_piece(t, gap)->text;
	return memchr(s.ptr, '\n', s.len) != NULL;
}

/* What goes between a node and a text put beside it. */
static struct pv_span
gap_for(const struct pv_draft *t, uint32_t node, struct pv_span text)
{
	uint32_t gap = gap_from(t, pv_node(t, node)->open, true);

	return gap != PV_NONE && !is_block_gap(t, gap) &&
	    pv_span_find(text, PV_SPAN("\n")) == text.len ?
	    PV_SPAN(" ") : PV_SPAN("\n\n");
}

static void
vanish(struct pv_draft *t, uint32_t node)
{
	uint32_t i, close = pv_node(t, node)->close;

	for (i = pv_node(t, node)->open; i != PV_NONE;
	    i = pv_piece(t, i)->next) {
		pv_piece(t, i)->text.len = 0;
		if (pv_piece(t, i)->kind == PV_PIECE_OPEN)
			pv_node(t, pv_piece(t, i)->node)->gone = true;
		if (i == close)
			break;
	}
}

/* Does no text follow a piece? */
static bool
is_last(const struct pv_draft *t, uint32_t i)
{
	while ((i = pv_piece(t, i)->next) != PV_NONE)
		if (pv_piece(t, i)->text.len > 0)
			return false;
	return true;
}

void
pv_draft_remove(struct pv_draft *t, uint32_t node)
{
	uint32_t before = gap_from(t, pv_node(t, node)->open, true);
	uint32_t after = gap_from(t, pv_node(t, node)->close, false);
	uint32_t gap = after;

	/* of an end of paragraph and a blank it is the blank that goes */
	if (after == PV_NONE || (before != PV_NONE &&
	    ((is_block_gap(t, after) && !is_block_gap(t, before)) ||
	    is_last(t, after))))
		gap = before;
	vanish(t, node);
	if (gap != PV_NONE)
		pv_piece(t, gap)->text.len = 0;
}

uint32_t
pv_draft_put(struct pv_draft *t, uint32_t node,
    const struct pv_insertion *ins)
{
	const struct pv_node *n = pv_node(t, node);
	struct cutting c = { t, ins, n->close, n->parent, n->parent, PV_NONE,
		n->kind };
	struct pv_span gap = gap_for(t, node, ins->text);

	switch (ins->where) {
	case PV_DRAFT_AFTER:
		put_piece(&c, PV_ROLE_GAP, gap);
		break;
	case PV_DRAFT_BEFORE:
		c.last = pv_piece(t, n->open)->prev;
		break;
	case PV_DRAFT_LAST:
		c.top = c.node = node;
		c.last = pv_piece(t, n->close)->prev;
		c.kind = PV_CLAUSE_SECTION;
		put_piece(&c, PV_ROLE_GAP, PV_SPAN("\n\n"));
		break;
	case PV_DRAFT_INSTEAD:
		vanish(t, node);
		break;
	}
	cut_text(&c);
	if (ins->where == PV_DRAFT_BEFORE)
		put_piece(&c, PV_ROLE_GAP, gap);
	return c.first;
}

/* Write `to` for `from` where a node prints its number. */
static void
reprint(struct pv_draft *t, uint32_t node, struct pv_span from,
    struct pv_span to)
{
	uint32_t i = pv_piece(t, pv_node(t, node)->open)->next;
	struct pv_span s = pv_piece(t, i)->text;
	size_t at = pv_span_find(s, from);
	struct pv_buf b = PV_BUF_INIT;

	if (pv_piece(t, i)->role != PV_ROLE_NUMBER || at == s.len)
		return;
	pv_buf_span(&b, pv_span_sub(s, 0, at));
	pv_buf_span(&b, to);
	pv_buf_span(&b, pv_span_sub(s, at + from.len, s.len));
	s = pv_arena_dup(t->arena, pv_buf_view(&b));
	t->failed = t->failed || b.failed || s.ptr == NULL;
	if (!t->failed)
		pv_piece(t, i)->text = s;
	pv_buf_release(&b);
}

void
pv_draft_relabel(struct pv_draft *t, uint32_t node, struct pv_span label)
{
	struct pv_span old = pv_node(t, node)->label, was, group;
	struct pv_cite next, key;

	for (uint32_t i = node; i < t->nodes.len && !t->failed; i++) {
		struct pv_node *n = pv_node(t, i);

		was = n->label;
		if (n->gone || !pv_node_in(t, i, node) ||
		    !pv_span_starts(was, old))
			continue;
		next.len = 0;
		pv_cite_add(&next, label);
		pv_cite_add(&next, pv_span_sub(was, old.len, was.len));
		n->label = pv_arena_dup(t->arena, pv_cite_span(&next));
		pv_cite_key(pv_cite_span(&next), &key);
		n->key = pv_arena_dup(t->arena, pv_cite_span(&key));
		t->failed = n->label.ptr == NULL || n->key.ptr == NULL;
		group = last_group(old);
		if (group.ptr != NULL && group.len > 0 &&
		    group.ptr[0] == '(' && i == node)
			reprint(t, i, group, last_group(label));
		else
			reprint(t, i, old, label);
	}
}
