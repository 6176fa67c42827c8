/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/conformer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "diff/quote.h"
#include "model/cite.h"
#include "model/sentence.h"

bool
pv_conform_no(struct pv_conformer *c, const char *fmt, ...)
{
	char text[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	c->why = pv_arena_dup(c->arena, pv_span_str(text));
	c->draft.failed = c->draft.failed || c->why.ptr == NULL;
	return false;
}

struct pv_span
pv_conform_text(struct pv_conformer *c, uint32_t node)
{
	pv_buf_clear(&c->text);
	pv_draft_text(&c->draft, node, &c->text);
	c->work += c->text.len;
	return pv_buf_view(&c->text);
}

size_t
pv_conform_count(const struct pv_conformer *c, struct pv_span label,
    uint32_t *node)
{
	struct pv_cite key;
	size_t n = 0;

	pv_cite_key(label, &key);
	for (uint32_t i = 1; i < c->draft.nodes.len; i++) {
		const struct pv_node *x = pv_node(&c->draft, i);

		if (x->gone || x->kind == PV_CLAUSE_CONTENTS ||
		    x->kind == PV_CLAUSE_SIGNATURE || key.len == 0 ||
		    !pv_span_eq(x->key, pv_cite_span(&key)))
			continue;
		if (n++ == 0)
			*node = i;
	}
	return n;
}

static bool
find_preamble(struct pv_conformer *c, uint32_t *node)
{
	for (uint32_t i = 1; i < c->draft.nodes.len; i++)
		if (!pv_node(&c->draft, i)->gone &&
		    pv_node(&c->draft, i)->kind == PV_CLAUSE_PREAMBLE) {
			*node = i;
			return true;
		}
	return pv_conform_no(c, "there is no preamble");
}

/* A heading without the marks at its end; empty when there is none. */
static struct pv_span
heading_of(const struct pv_draft *t, const struct pv_node *n)
{
	uint32_t p = pv_piece(t, n->open)->next;
	struct pv_span s;

	while (p != n->close && pv_piece(t, p)->role == PV_ROLE_NUMBER &&
	    pv_piece(t, p)->kind == PV_PIECE_TEXT)
		p = pv_piece(t, p)->next;
	if (p == n->close || pv_piece(t, p)->kind != PV_PIECE_TEXT ||
	    pv_piece(t, p)->role != PV_ROLE_HEADING)
		return pv_span("", 0);
	s = pv_span_trim(pv_piece(t, p)->text);
	while (s.len > 0 && strchr(".:", s.ptr[s.len - 1]) != NULL)
		s.len--;
	return s;
}

size_t
pv_conform_headed(const struct pv_conformer *c, struct pv_span heading,
    uint32_t *node)
{
	size_t count = 0;

	for (uint32_t i = 1; i < c->draft.nodes.len; i++) {
		const struct pv_node *n = pv_node(&c->draft, i);

		if (!n->gone && n->kind != PV_CLAUSE_CONTENTS &&
		    pv_span_ieq(heading_of(&c->draft, n), heading) &&
		    count++ == 0)
			*node = i;
	}
	return count;
}

static bool
find_headed(struct pv_conformer *c, struct pv_span heading, uint32_t *node)
{
	size_t n = pv_conform_headed(c, heading, node);

	c->work += c->draft.nodes.len * 8;
	if (n == 1)
		return true;
	if (n > 1)
		return pv_conform_no(c, "there are %zu clauses with the "
		    "heading %.*s", n, PV_FMT(heading));
	return pv_conform_no(c, "there is no clause with the heading %.*s",
	    PV_FMT(heading));
}

/* Is a clause called as the target says?  Then its number is no slip. */
static bool
is_called(struct pv_conformer *c, const struct pv_target *t, uint32_t node)
{
	struct pv_span have = heading_of(&c->draft, pv_node(&c->draft, node));
	struct pv_span want = pv_span_trim(t->title);

	while (want.len > 0 && strchr(".,:", want.ptr[want.len - 1]) != NULL)
		want.len--;
	if (want.len == 0 || have.len == 0 ||
	    pv_span_ifind(have, want) < have.len ||
	    pv_span_ifind(want, have) < want.len)
		return true;
	return pv_conform_no(c, "%.*s is called %.*s, and not %.*s",
	    PV_FMT(t->label), PV_FMT(have), PV_FMT(want));
}

bool
pv_conform_find(struct pv_conformer *c, const struct pv_target *t,
    uint32_t *node)
{
	size_t n;

	if (t->kind == PV_TARGET_AGREEMENT) {
		*node = 0;
		return true;
	}
	if (t->kind == PV_TARGET_CLAUSE && t->label.len == 0 &&
	    t->heading.len > 0)
		return find_headed(c, t->heading, node);
	if (t->kind != PV_TARGET_CLAUSE || t->label.len == 0)
		return pv_conform_no(c, "it does not say which clause");
	if (pv_span_eq(t->label, PV_SPAN("preamble")))
		return find_preamble(c, node);
	if (t->label.ptr[0] == '(')
		return pv_conform_no(c, "it does not say of which clause "
		    "%.*s is a part", PV_FMT(t->label));
	n = pv_conform_count(c, t->label, node);
	c->work += c->draft.nodes.len * 8;
	if (n == 0)
		return pv_conform_no(c, "there is no clause %.*s",
		    PV_FMT(t->label));
	if (n > 1)
		return pv_conform_no(c, "there are %zu clauses %.*s", n,
		    PV_FMT(t->label));
	return is_called(c, t, *node);
}

/* The n-th paragraph of a text, from byte `from` on; -1 = the last one. */
static bool
paragraph(struct pv_span s, int32_t n, struct pv_range *at)
{
	uint32_t i = at->start, end = at->end, stop;
	int32_t k = 0;
	bool found = false;

	while (i < end) {
		stop = i + (uint32_t)pv_span_find(pv_span_sub(s, i, end),
		    PV_SPAN("\n"));
		k++;
		if (k == n || n < 0) {
			*at = (struct pv_range){ i, stop };
			found = true;
		}
		i = stop;
		while (i < end && pv_isspace(s.ptr[i]))
			i++;
	}
	return found;
}

/* Likewise for sentences; false when they go on in further paragraphs. */
static bool
sentence(struct pv_span s, int32_t n, struct pv_range *at)
{
	uint32_t i = at->start, end = at->end, stop;
	struct pv_range before = { 0, 0 };
	int32_t k = 0;
	size_t block = i + pv_span_find(pv_span_sub(s, i, end),
	    PV_SPAN("\n"));

	if (block < end && n < 0)
		return false;
	while (i < block) {
		stop = pv_sentence_end(s, i, (uint32_t)block);
		if (stop <= i)
			return false;
		k++;
		while (stop > i && pv_isspace(s.ptr[stop - 1]))
			stop--;
		if (k > 1)
			before = *at;
		*at = (struct pv_range){ i, stop };
		if (k == n)
			return true;
		i = stop;
		while (i < block && pv_isspace(s.ptr[i]))
			i++;
	}
	if (n == -2)
		*at = before;
	return n < 0 && k >= -n;
}

static uint32_t
text_end(struct pv_span s)
{
	size_t n = s.len;

	while (n > 0 && pv_isspace(s.ptr[n - 1]))
		n--;
	return (uint32_t)n;
}

bool
pv_conform_spot(struct pv_conformer *c, const struct pv_target *t,
    struct pv_spot *spot)
{
	struct pv_span s;

	if (t->kind == PV_TARGET_DEFINITION) {
		if (!pv_conform_term(c, t->label, spot))
			return false;
		s = pv_conform_text(c, spot->node);
		if (spot->at.end == 0)
			spot->at = (struct pv_range){ 0, text_end(s) };
	} else {
		if (!pv_conform_find(c, t, &spot->node))
			return false;
		s = pv_conform_text(c, spot->node);
		spot->at.start = t->sentence != 0 || t->paragraph != 0 ?
		    pv_draft_skip(&c->draft, spot->node, PV_ROLE_BODY) :
		    pv_draft_skip(&c->draft, spot->node, PV_ROLE_HEADING);
		spot->at.end = text_end(s);
	}
	/* what follows the clause's own text is of other clauses */
	if (t->paragraph != 0 && t->kind == PV_TARGET_CLAUSE &&
	    pv_draft_stem(&c->draft, spot->node) < spot->at.end) {
		if (t->paragraph < 0)
			return pv_conform_no(c, "it is not clear which is "
			    "the last paragraph of %.*s", PV_FMT(t->label));
		spot->at.end = pv_draft_stem(&c->draft, spot->node);
	}
	if (t->paragraph != 0 && !paragraph(s, t->paragraph, &spot->at))
		return pv_conform_no(c, "there is no such paragraph in %.*s",
		    PV_FMT(t->label));
	if (t->sentence != 0 && !sentence(s, t->sentence, &spot->at))
		return pv_conform_no(c, "there is no such sentence in %.*s, "
		    "or it is not clear which one", PV_FMT(t->label));
	return true;
}

struct pv_span
pv_conform_defined(struct pv_span s)
{
	size_t n;

	if (s.len < 3 || s.ptr[0] != '"' || !pv_quote_is_term(s, 0))
		return pv_span("", 0);
	n = pv_span_find(pv_span_sub(s, 1, s.len), PV_SPAN("\""));
	return pv_span_sub(s, 1, n + 1);
}

/* A node that is one definition: it has no heading and begins with a term. */
static bool
defines(struct pv_conformer *c, uint32_t i, struct pv_span term)
{
	const struct pv_node *x = pv_node(&c->draft, i);
	uint32_t p = pv_piece(&c->draft, x->open)->next;
	struct pv_span s;

	if (x->gone)
		return false;
	while (p != x->close && pv_piece(&c->draft, p)->kind == PV_PIECE_TEXT
	    && (pv_piece(&c->draft, p)->role == PV_ROLE_NUMBER ||
	    pv_piece(&c->draft, p)->text.len == 0))
		p = pv_piece(&c->draft, p)->next;
	s = pv_piece(&c->draft, p)->text;
	if (s.len <= term.len + 1 || s.ptr[0] != '"' ||
	    s.ptr[term.len + 1] != '"' ||
	    !pv_span_eq(pv_span_sub(s, 1, term.len + 1), term))
		return false;
	return x->kind == PV_CLAUSE_DEFINITION ||
	    pv_piece(&c->draft, pv_piece(&c->draft, x->open)->next)->role ==
	    PV_ROLE_NUMBER;
}

/* Is byte i where a sentence or a paragraph begins? */
static bool
begins(struct pv_span s, uint32_t i)
{
	while (i > 0 && s.ptr[i - 1] == ' ')
		i--;
	return i == 0 || strchr(".;:\n\"", s.ptr[i - 1]) != NULL;
}

/* The defining sentences at byte i, up to the next definition or the end. */
static uint32_t
definition_end(struct pv_span s, uint32_t i)
{
	uint32_t block = i + (uint32_t)pv_span_find(pv_span_sub(s, i, s.len),
	    PV_SPAN("\n")), e = i;

	do {
		i = e;
		e = pv_sentence_end(s, i, block);
		if (e <= i)
			return block;
		i = e;
		while (e < block && s.ptr[e] == ' ')
			e++;
	} while (e < block && s.ptr[e] != '"');
	while (i > 0 && pv_isspace(s.ptr[i - 1]))
		i--;
	return i;
}

bool
pv_conform_term(struct pv_conformer *c, struct pv_span term,
    struct pv_spot *spot)
{
	size_t found = 0, at = 0;
	struct pv_buf mark = PV_BUF_INIT;
	struct pv_span s;

	for (uint32_t i = 1; i < c->draft.nodes.len; i++)
		if (defines(c, i, term) && found++ == 0)
			*spot = (struct pv_spot){ i, { 0, 0 } };
	if (found == 1)
		return true;
	s = pv_conform_text(c, 0);
	pv_buf_printf(&mark, "\"%.*s\"", PV_FMT(term));
	while (found == 0 || at > 0) {
		at += pv_span_find(pv_span_sub(s, at, s.len),
		    pv_buf_view(&mark));
		if (at >= s.len || mark.failed)
			break;
		if (begins(s, (uint32_t)at) &&
		    pv_quote_is_term(s, (uint32_t)at) && found++ == 0)
			*spot = (struct pv_spot){ 0, { (uint32_t)at,
			    definition_end(s, (uint32_t)at) } };
		at += term.len + 2;
	}
	pv_buf_release(&mark);
	if (found == 0)
		return pv_conform_no(c, "there is no definition of \"%.*s\"",
		    PV_FMT(term));
	if (found > 1)
		return pv_conform_no(c, "there are %zu definitions of "
		    "\"%.*s\"", found, PV_FMT(term));
	return true;
}
