/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/conformer.h"

#include <string.h>

/* The item beside a node under the same parent; PV_NONE = there is none. */
static uint32_t
beside(const struct pv_draft *t, uint32_t node, bool back)
{
	uint32_t parent = pv_node(t, node)->parent;
	uint32_t i = back ? pv_node(t, node)->open : pv_node(t, node)->close;

	for (;;) {
		const struct pv_piece *p;

		i = back ? pv_piece(t, i)->prev : pv_piece(t, i)->next;
		if (i == PV_NONE)
			return PV_NONE;
		p = pv_piece(t, i);
		if (p->kind == (back ? PV_PIECE_CLOSE : PV_PIECE_OPEN) &&
		    pv_node(t, p->node)->parent == parent &&
		    !pv_node(t, p->node)->gone)
			return pv_node(t, p->node)->kind ==
			    pv_node(t, node)->kind ? p->node : PV_NONE;
		/* text of the clause around them ends the list */
		if (p->node == parent && (p->kind != PV_PIECE_TEXT ||
		    (p->role != PV_ROLE_GAP && p->text.len > 0)))
			return PV_NONE;
	}
}

static struct pv_span
trimmed(struct pv_conformer *c, uint32_t node)
{
	return pv_span_trim(pv_conform_text(c, node));
}

/* The length of "; and" at the end of an item's text, or 0. */
static uint32_t
conjunction(struct pv_span s)
{
	static const char *const ends[] = { "; and", "; or", ", and", ", or",
		"; and/or" };

	for (size_t k = 0; k < sizeof(ends) / sizeof(ends[0]); k++)
		if (pv_span_ends(s, pv_span_str(ends[k])))
			return (uint32_t)strlen(ends[k]);
	return 0;
}

void
pv_conform_unlist(struct pv_conformer *c, uint32_t node)
{
	struct pv_splice x = { .text = { "", 0 } };
	uint32_t prev = beside(&c->draft, node, true);
	uint32_t next = beside(&c->draft, node, false), mine, n;
	struct pv_span s, own;

	if (prev == PV_NONE || pv_node(&c->draft, node)->label.len == 0 ||
	    !pv_span_ends(pv_node(&c->draft, node)->label, PV_SPAN(")")))
		return;
	own = pv_arena_dup(c->arena, trimmed(c, node));
	s = trimmed(c, prev);
	if (own.ptr == NULL || own.len == 0 || s.len == 0) {
		c->draft.failed = c->draft.failed || own.ptr == NULL;
		return;
	}
	mine = conjunction(own);
	n = conjunction(s);
	x.at.end = (uint32_t)s.len;
	if (next != PV_NONE && mine > 0 && n == 0 &&
	    strchr(";,", s.ptr[s.len - 1]) != NULL) {
		/* the last but one: the one before it is so now */
		x.at.start = x.at.end - 1;
		x.text = pv_span_sub(own, own.len - mine, own.len);
	} else if (next == PV_NONE && mine == 0 && n > 0 &&
	    strchr(".;,", own.ptr[own.len - 1]) != NULL) {
		x.at.start = x.at.end - n;
		x.text = pv_span_sub(own, own.len - 1, own.len);
	} else {
		return;
	}
	pv_draft_splice(&c->draft, prev, c->source, &x, 1);
}
