/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ingest/build.h"

#include "ingest/heading.h"

bool
pv_is_reserved(struct pv_span s)
{
	static const char *const words[] = { "reserved", "intentionally omitted",
		"intentionally left blank", "not used", "omitted", "deleted",
		"intentionally deleted", "intentionally reserved", "not applicable",
		"this section intentionally left blank", "no longer applicable",
		"this section intentionally omitted", "deliberately omitted" };

	s = pv_span_trim(s);
	while (s.len > 0 && (s.ptr[0] == '[' || s.ptr[0] == '('))
		s = pv_span_sub(s, 1, s.len);
	while (s.len > 0 && !pv_isalpha(s.ptr[s.len - 1]))
		s.len--;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (pv_span_ieq(s, pv_span_str(words[i])))
			return true;
	return false;
}

/* End of the own text that can hold the heading of the mark's clause. */
static uint32_t
own_limit(const struct pv_build *b, uint32_t mark)
{
	const struct pv_mark *k = pv_mark_at(&b->m, mark), *n;
	uint32_t end = b->m.paras[k->para].text.end;

	for (uint32_t i = mark + 1; i < b->m.marks.len; i++) {
		n = pv_mark_at(&b->m, i);
		if (n->at >= end)
			break;
		if (n->kind != PV_MARK_NUMBER || (b->next + 1 < b->choices.len &&
		    pv_choice_at(b, b->next + 1)->mark == i))
			return n->at;
		if (b->next + 1 >= b->choices.len ||
		    pv_choice_at(b, b->next + 1)->mark < i)
			continue;
	}
	return end;
}

void
pv_describe(struct pv_build *b, uint32_t clause, uint32_t mark)
{
	const struct pv_mark *k = pv_mark_at(&b->m, mark);
	const struct pv_para *p = &b->m.paras[k->para];
	struct pv_clause *c = pv_clause_of(b, clause);
	struct pv_range rest = { k->end, own_limit(b, mark) };
	bool block = (k->flags & PV_MARK_BLOCK) != 0, whole;
	uint32_t from = pv_mark_part(&b->m, k, 0)->start, to = k->end;

	if (k->form == PV_NUM_DOT)
		while (to > from && (b->v->text.ptr[to - 1] == '.' ||
		    b->v->text.ptr[to - 1] == ':'))
			to--;
	c->num = (struct pv_range){ k->prefix != PV_NUM_PLAIN ||
		k->form == PV_NUM_PAREN ? k->at : from, to };
	while (c->num.start < from && pv_isspace(b->v->text.ptr[c->num.start]))
		c->num.start++;
	if (c->num.start < from && k->form == PV_NUM_PAREN)
		c->num.start = from - (b->v->text.ptr[from - 1] == ' ' ? 2 : 1);
	whole = block && (p->kind == PV_BLOCK_HEADING ||
	    p->flags & PV_BLOCK_BOLD) && rest.end == p->text.end;
	c->flags |= PV_CLAUSE_NUMBERED;
	if (!block)
		c->flags |= PV_CLAUSE_INLINE;
	c->heading = pv_heading_run(b->v->text, rest, block && p->flags &
	    PV_BLOCK_LEAD_BOLD ? p->lead : 0, whole);
	if (pv_is_reserved(pv_version_text(b->v, rest)) || pv_is_reserved(
	    pv_span_sub(b->v->text, c->heading.end, rest.end)))
		c->flags |= PV_CLAUSE_RESERVED;
	if (pv_is_reserved(pv_version_text(b->v, c->heading)))
		c->heading.end = c->heading.start;
	if (block && c->heading.end == c->heading.start && pv_span_trim(
	    pv_version_text(b->v, rest)).len <= 1 && rest.end == p->text.end)
		b->awaiting = clause;
}

