/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/grasp.h"

#include <string.h>

#include "diff/draft.h"
#include "model/cite.h"

bool
pv_has(const struct pv_instruct *x, struct pv_stretch s, enum pv_lex lex)
{
	for (uint32_t i = s.first; i < s.end; i++)
		if (pv_tok(x, i)->lex == lex)
			return true;
	return false;
}

static bool
is_between(enum pv_lex lex)
{
	return lex == PV_LEX_NTH || lex == PV_LEX_EACH ||
	    lex == PV_LEX_REFERENCE || lex == PV_LEX_NEW ||
	    lex == PV_LEX_DEFINITION || lex == PV_LEX_SENTENCE ||
	    lex == PV_LEX_PART;
}

bool
pv_is_list(const struct pv_instruct *x, uint32_t i, uint32_t k)
{
	struct pv_span s = pv_span_sub(x->lex.masked, pv_tok(x, i)->at.end,
	    pv_tok(x, k)->at.start);

	if (s.len > 6 || pv_tok(x, i)->lex != pv_tok(x, k)->lex)
		return false;
	for (size_t c = 0; c < s.len; c++)
		if (strchr(" ,andor", s.ptr[c]) == NULL)
			return false;
	return true;
}

/* "each time they appear in Section 4": no "of", which may join anything. */
static bool
is_inside(const struct pv_instruct *x, uint32_t prep, uint32_t i)
{
	struct pv_range at = pv_tok(x, prep)->at;

	return pv_tok(x, i)->lex == PV_LEX_TARGET &&
	    pv_tgt(x, i)->kind == PV_TARGET_CLAUSE &&
	    pv_span_ieq(pv_span_sub(x->lex.text, at.start, at.end),
	    PV_SPAN("in"));
}

enum pv_lex
pv_prep(const struct pv_instruct *x, struct pv_stretch s, uint32_t i)
{
	uint32_t k = i;

	while (k > s.first) {
		enum pv_lex lex = pv_tok(x, k - 1)->lex;

		if (is_between(lex))
			k--;
		else if (lex == PV_LEX_IN && is_inside(x, k - 1, i))
			return lex;
		else if (pv_lex_is_preposition(lex) && k - 1 > s.first &&
		    is_between(pv_tok(x, k - 2)->lex))
			k--;
		else if (pv_lex_is_preposition(lex))
			return lex;
		else if (k < i && lex == pv_tok(x, i)->lex)
			return PV_LEX_NOISE;
		else if (lex == pv_tok(x, i)->lex && k == i &&
		    pv_is_list(x, k - 1, k))
			/* one of several: as the one before */
			i = --k;
		else
			return PV_LEX_NOISE;
	}
	return PV_LEX_NOISE;
}

static bool
is_place(const struct pv_instruct *x, uint32_t i)
{
	return pv_tok(x, i)->lex == PV_LEX_TARGET &&
	    pv_tgt(x, i)->kind != PV_TARGET_AGREEMENT;
}

/* "The definition of "X" in Section 1" is about the definition. */
static void
prefer_definitions(const struct pv_instruct *x, struct pv_stretch s,
    struct pv_hand *h)
{
	bool defined = false;
	size_t n = 0, i;

	for (i = 0; i < h->n; i++)
		defined = defined || pv_tgt(x, h->t[i])->kind ==
		    PV_TARGET_DEFINITION;
	for (i = 0; defined && i < h->n; i++)
		if (pv_prep(x, s, h->t[i]) == PV_LEX_NOISE)
			h->t[n++] = h->t[i];
	if (n > 0)
		h->n = n;
}

struct pv_hand
pv_gather(const struct pv_instruct *x, struct pv_stretch s, enum pv_lex lex,
    uint64_t preps)
{
	struct pv_hand h = { .n = 0 };

	for (uint32_t i = s.first; i < s.end && h.n < PV_MANY; i++)
		if (pv_tok(x, i)->lex == lex &&
		    (lex != PV_LEX_TARGET || is_place(x, i)) &&
		    (preps & PV_BIT(pv_prep(x, s, i))) != 0)
			h.t[h.n++] = i;
	if (lex == PV_LEX_TARGET)
		prefer_definitions(x, s, &h);
	return h;
}

struct pv_words
pv_words_of(const struct pv_instruct *x, uint32_t i)
{
	struct pv_quote q = { pv_tok(x, i)->at, true };
	struct pv_range in = pv_quote_inside(&q);
	struct pv_words w = { pv_span_sub(x->lex.text, in.start, in.end),
		false };
	struct pv_span s = x->lex.text;
	uint32_t end = q.at.end;
	char last = w.text.len > 1 ? w.text.ptr[w.text.len - 1] : ' ';

	if (pv_tok(x, i)->lex != PV_LEX_QUOTE) {
		w.text = pv_span_sub(s, q.at.start, end);
		return w;
	}
	s = pv_span_sub(s, end, x->lex.text.len);
	if (last == '.')
		w.loose = s.len == 0 || s.ptr[0] == '\n' ||
		    (s.ptr[0] == ' ' && s.len > 1 && !pv_islower(s.ptr[1]));
	else if (last == ',' || last == ';')
		w.loose = w.text.ptr[0] != last &&
		    (pv_span_starts(s, PV_SPAN(" and ")) ||
		    pv_span_starts(s, PV_SPAN(" or ")));
	return w;
}

/* "'Term' means ...": inside a quotation the marks of a term are single. */
static void
mark_term(struct pv_buf *b)
{
	char *p = b->ptr;
	size_t n;

	if (b->failed || b->len < 3 || p[0] != '\'')
		return;
	n = 1 + pv_span_find(pv_span_sub(pv_buf_view(b), 1, b->len),
	    PV_SPAN("'"));
	if (n >= b->len)
		return;
	p[0] = p[n] = '"';
	if (!pv_quote_is_term(pv_buf_view(b), 0))
		p[0] = p[n] = '\'';
}

/* A quotation, or several in a row, as text of its own. */
static struct pv_span
quoted(struct pv_instruct *x, uint32_t first, uint32_t last)
{
	struct pv_buf b = PV_BUF_INIT;
	struct pv_span s;

	for (uint32_t i = first; i <= last; i++) {
		struct pv_quote q = { pv_tok(x, i)->at, true };
		struct pv_range in = pv_quote_inside(&q);

		if (i > first)
			pv_buf_str(&b, "\n\n");
		for (uint32_t k = in.start; k < in.end; k++)
			if (x->lex.text.ptr[k] != '"' || k == in.start ||
			    x->lex.text.ptr[k - 1] != '\n' ||
			    pv_quote_is_term(x->lex.text, k))
				pv_buf_char(&b, x->lex.text.ptr[k]);
	}
	mark_term(&b);
	s = pv_arena_dup(x->in->arena, pv_span_trim(pv_buf_view(&b)));
	pv_buf_release(&b);
	return s;
}

struct pv_span
pv_brought(struct pv_instruct *x, uint32_t from)
{
	uint32_t i, n = (uint32_t)x->lex.tokens.len, last;

	for (i = n; i > from; i--)
		if (pv_tok(x, i - 1)->lex == PV_LEX_QUOTE)
			break;
	if (i > from) {
		last = --i;
		while (i > from && pv_tok(x, i - 1)->lex == PV_LEX_QUOTE)
			i--;
		return quoted(x, i, last);
	}
	x->wants = true;
	return x->content;
}

static struct pv_span
note(struct pv_instruct *x, const char *what, struct pv_span s)
{
	struct pv_buf b = PV_BUF_INIT;
	struct pv_span out;

	pv_buf_str(&b, what);
	pv_buf_str(&b, ": \"");
	pv_buf_span(&b, pv_span_sub(s, 0, 60));
	pv_buf_char(&b, '"');
	out = pv_arena_dup(x->in->arena, pv_buf_view(&b));
	pv_buf_release(&b);
	return out.ptr == NULL ? PV_SPAN("out of memory") : out;
}

/* Does an operation take all of a clause that it names? */
static bool
takes_all(const struct pv_operation *op)
{
	return (op->kind == PV_OP_DELETE || op->kind == PV_OP_REPLACE ||
	    op->kind == PV_OP_RESERVE || op->kind == PV_OP_REPLACE_EXHIBIT) &&
	    op->target.sentence == 0 && op->target.paragraph == 0;
}

/* Are the words at `at` those that the operation puts, or puts others for? */
static bool
is_operand(const struct pv_instruct *x, const struct pv_operation *op,
    struct pv_range at)
{
	const char *p = x->lex.text.ptr + at.start;

	return op->old_words.text.ptr == p || op->new_words.text.ptr == p;
}

/* A value of which the operation makes nothing, and no paper's date. */
static bool
is_stray(const struct pv_instruct *x, const struct pv_operation *op, uint32_t i)
{
	const struct pv_token_of *t = pv_tok(x, i);
	struct pv_span before = pv_span_sub(x->lex.text, 0, t->at.start);

	if (t->lex == PV_LEX_DATE)
		return !is_operand(x, op, t->at) &&
		    !pv_span_ends(before, PV_SPAN("dated ")) &&
		    !pv_span_ends(before, PV_SPAN("as of ")) &&
		    !pv_span_ends(before, PV_SPAN("made "));
	return t->lex == PV_LEX_AMOUNT && !is_operand(x, op, t->at);
}

/* The words that keep the instruction from being understood, or hold it. */
static struct pv_span
obstacle(struct pv_instruct *x, const struct pv_operation *op)
{
	struct pv_span s = x->lex.text;

	for (uint32_t i = 0; i < x->lex.tokens.len; i++) {
		struct pv_range at = pv_tok(x, i)->at;

		if (pv_tok(x, i)->lex == PV_LEX_CONDITION ||
		    pv_tok(x, i)->lex == PV_LEX_EFFECTIVE)
			return note(x, "it has a condition",
			    pv_span_sub(s, at.start, x->at.end));
		if (pv_tok(x, i)->lex == PV_LEX_PART && takes_all(op))
			return note(x, "it is about a part that has no number",
			    pv_span_sub(s, at.start, x->at.end));
		if ((pv_tok(x, i)->lex == PV_LEX_UNKNOWN &&
		    i >= x->described) || is_stray(x, op, i))
			return note(x, "it is not understood from here on",
			    pv_span_sub(s, at.start, x->at.end));
	}
	return pv_span("", 0);
}

/* The clause that a relative target such as "clause (b)" is in. */
static void
make_absolute(struct pv_instruct *x, struct pv_target *t)
{
	const struct pv_target *c = &x->context;
	struct pv_buf b = PV_BUF_INIT;

	if (t->kind == PV_TARGET_NONE && c->kind != PV_TARGET_NONE &&
	    (t->sentence != 0 || t->paragraph != 0)) {
		t->kind = c->kind;
		t->label = c->label;
		t->of = c->of;
	} else if (t->kind == PV_TARGET_CLAUSE && t->label.len > 0 &&
	    t->label.ptr[0] == '(' && c->kind == PV_TARGET_CLAUSE) {
		pv_buf_span(&b, c->label);
		pv_buf_span(&b, t->label);
		t->label = pv_arena_dup(x->in->arena, pv_buf_view(&b));
		pv_buf_release(&b);
		t->of = c->of;
	}
	if (t->of.len == 0)
		t->of = c->of;
}

void
pv_give(struct pv_instruct *x, struct pv_operation op)
{
	x->given++;
	if (x->dry)
		return;
	make_absolute(x, &op.target);
	make_absolute(x, &op.other);
	op.at = x->at;
	op.own = x->own;
	memcpy(op.date, x->date, sizeof(op.date));
	if (op.why.len == 0)
		op.why = x->why.len > 0 ? x->why : obstacle(x, &op);
	pv_vec_add(&x->in->ops, &op);
}

bool
pv_is_placeholder(struct pv_span s)
{
	struct pv_span t = pv_span_trim(s);

	if (t.len > 0 && t.ptr[0] == '[')
		t = pv_span_sub(t, 1, t.len);
	return s.len < 40 && (pv_span_istarts(t, PV_SPAN("reserved")) ||
	    pv_span_istarts(t, PV_SPAN("intentionally ")) ||
	    pv_span_istarts(t, PV_SPAN("not used")) ||
	    pv_span_istarts(t, PV_SPAN("omitted")));
}

/* The placeholder that token i is or quotes; empty when it is none. */
static struct pv_span
placeholder(const struct pv_instruct *x, uint32_t i)
{
	struct pv_span s = pv_words_of(x, i).text;

	if (pv_tok(x, i)->lex == PV_LEX_QUOTE)
		return pv_is_placeholder(s) ? s : pv_span("", 0);
	if (pv_tok(x, i)->lex != PV_LEX_PLACEHOLDER)
		return pv_span("", 0);
	if (s.ptr[0] == '[')
		return s;
	return pv_span_istarts(s, PV_SPAN("intentionally")) ?
	    PV_SPAN("[Intentionally Omitted]") : PV_SPAN("[Reserved]");
}

struct pv_span
pv_reserved(const struct pv_instruct *x, struct pv_stretch s)
{
	struct pv_span p = { "", 0 };

	for (uint32_t i = s.first; i < s.end && p.len == 0; i++)
		p = placeholder(x, i);
	return p;
}

struct pv_span
pv_share(struct pv_span text, struct pv_span label)
{
	struct pv_cite key, want, c;
	size_t i = 0, start = text.len;
	uint32_t len;

	pv_cite_key(label, &want);
	while (i < text.len) {
		struct pv_span rest = pv_span_sub(text, i, text.len);

		if (pv_draft_number(rest, &len, &c)) {
			pv_cite_key(pv_cite_span(&c), &key);
			if (start < text.len && c.ptr[0] != '(')
				return pv_span_trim(pv_span_sub(text, start,
				    i));
			if (pv_span_eq(pv_cite_span(&key),
			    pv_cite_span(&want)))
				start = i;
		}
		i += pv_span_find(rest, PV_SPAN("\n"));
		while (i < text.len && text.ptr[i] == '\n')
			i++;
	}
	return pv_span_trim(pv_span_sub(text, start, text.len));
}

struct pv_span
pv_bare_name(struct pv_span s)
{
	static const char *const ends[] = { " shall ", " are ", " is ",
		" will ", " in the ", " in this ", " contained ",
		" throughout ", " wherever " };
	size_t cut = s.len, k;

	for (k = 0; k < sizeof(ends) / sizeof(ends[0]); k++) {
		size_t at = pv_span_ifind(s, pv_span_str(ends[k]));

		if (at < cut)
			cut = at;
	}
	s = pv_span_trim(pv_span_sub(s, 0, cut));
	while (s.len > 0 && strchr(".,;", s.ptr[s.len - 1]) != NULL)
		s.len--;
	return s;
}

bool
pv_is_bare(const struct pv_instruct *x, struct pv_stretch s, uint32_t i)
{
	const struct pv_token_of *t = pv_tok(x, i);

	return (t->lex == PV_LEX_QUOTE || (t->lex == PV_LEX_TARGET &&
	    pv_tgt(x, i)->kind != PV_TARGET_AGREEMENT)) &&
	    pv_prep(x, s, i) == PV_LEX_NOISE;
}

uint32_t
pv_last_bare(const struct pv_instruct *x, struct pv_stretch s)
{
	uint32_t i = s.end;

	while (i > s.first)
		if (pv_is_bare(x, s, --i))
			return i;
	return s.end;
}
