/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/instruct.h"

#include <string.h>

#include "diff/draft.h"
#include "model/cite.h"

#define MANY 16     /* operands of one verb; more are told, not applied */
#define BIT(lex) (UINT64_C(1) << (lex))
#define BARE BIT(PV_LEX_NOISE)  /* without a preposition */

/* Tokens [first, end). */
struct stretch { uint32_t first, end; };
struct hand { uint32_t t[MANY]; size_t n; };

/* A verb and what stands around it. */
struct verb {
	enum pv_lex lex;
	bool passive;
	struct stretch left, right;
};

static const struct pv_token_of *
tok(const struct pv_instruct *x, uint32_t i)
{
	return PV_VEC_AT(&x->lex.tokens, struct pv_token_of, i);
}

static const struct pv_target *
target(const struct pv_instruct *x, uint32_t i)
{
	return PV_VEC_AT(&x->lex.targets, struct pv_target, tok(x, i)->n);
}

static bool
has(const struct pv_instruct *x, struct stretch s, enum pv_lex lex)
{
	for (uint32_t i = s.first; i < s.end; i++)
		if (tok(x, i)->lex == lex)
			return true;
	return false;
}

static bool
is_between(enum pv_lex lex)
{
	return lex == PV_LEX_NTH || lex == PV_LEX_EACH ||
	    lex == PV_LEX_REFERENCE || lex == PV_LEX_NEW ||
	    lex == PV_LEX_DEFINITION || lex == PV_LEX_SENTENCE;
}

/* Are operands i and k one list: "A and B", "A, B"? */
static bool
is_list(const struct pv_instruct *x, uint32_t i, uint32_t k)
{
	struct pv_span s = pv_span_sub(x->lex.masked, tok(x, i)->at.end,
	    tok(x, k)->at.start);

	if (s.len > 6)
		return false;
	for (size_t c = 0; c < s.len; c++)
		if (strchr(" ,andor", s.ptr[c]) == NULL)
			return false;
	return true;
}

/* The preposition that operand i has, PV_LEX_NOISE when it has none. */
static enum pv_lex
preposition(const struct pv_instruct *x, struct stretch s, uint32_t i)
{
	uint32_t k = i;

	while (k > s.first) {
		enum pv_lex lex = tok(x, k - 1)->lex;

		if (is_between(lex))
			k--;
		else if (pv_lex_is_preposition(lex) && k - 1 > s.first &&
		    is_between(tok(x, k - 2)->lex))
			k--;
		else if (pv_lex_is_preposition(lex))
			return lex;
		else if (k < i && lex == tok(x, i)->lex)
			return PV_LEX_NOISE;
		else if (lex == tok(x, i)->lex && k == i &&
		    is_list(x, k - 1, k))
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
	return tok(x, i)->lex == PV_LEX_TARGET &&
	    target(x, i)->kind != PV_TARGET_AGREEMENT;
}

/* "The definition of "X" in Section 1" is about the definition. */
static void
prefer_definitions(const struct pv_instruct *x, struct hand *h)
{
	size_t n = 0, i;

	for (i = 0; i < h->n; i++)
		if (target(x, h->t[i])->kind == PV_TARGET_DEFINITION)
			h->t[n++] = h->t[i];
	if (n > 0)
		h->n = n;
}

/* Operands of a kind that have one of these prepositions. */
static struct hand
gather(const struct pv_instruct *x, struct stretch s, enum pv_lex lex,
    uint64_t preps)
{
	struct hand h = { .n = 0 };

	for (uint32_t i = s.first; i < s.end && h.n < MANY; i++)
		if (tok(x, i)->lex == lex &&
		    (lex != PV_LEX_TARGET || is_place(x, i)) &&
		    (preps & BIT(preposition(x, s, i))) != 0)
			h.t[h.n++] = i;
	if (lex == PV_LEX_TARGET)
		prefer_definitions(x, &h);
	return h;
}

/* What a quotation says as words; its last full stop may be the sentence's. */
static struct pv_words
words_of(const struct pv_instruct *x, uint32_t i)
{
	struct pv_quote q = { tok(x, i)->at, true };
	struct pv_range in = pv_quote_inside(&q);
	struct pv_words w = { pv_span_sub(x->lex.text, in.start, in.end),
		false };
	struct pv_span s = x->lex.text;
	uint32_t end = q.at.end;
	char last = w.text.len > 1 ? w.text.ptr[w.text.len - 1] : ' ';

	if (tok(x, i)->lex != PV_LEX_QUOTE) {
		w.text = pv_span_sub(s, tok(x, i)->at.start, tok(x, i)->at.end);
		return w;
	}
	w.loose = (last == '.' || last == ',' || last == ';') &&
	    (end >= s.len || s.ptr[end] == ' ' || s.ptr[end] == '\n');
	return w;
}

/* A quotation, or several in a row, as text of its own. */
static struct pv_span
quoted(struct pv_instruct *x, uint32_t first, uint32_t last)
{
	struct pv_buf b = PV_BUF_INIT;
	struct pv_span s;

	for (uint32_t i = first; i <= last; i++) {
		struct pv_quote q = { tok(x, i)->at, true };
		struct pv_range in = pv_quote_inside(&q);

		if (i > first)
			pv_buf_str(&b, "\n\n");
		for (uint32_t k = in.start; k < in.end; k++)
			if (x->lex.text.ptr[k] != '"' || k == in.start ||
			    x->lex.text.ptr[k - 1] != '\n' ||
			    pv_quote_is_term(x->lex.text, k))
				pv_buf_char(&b, x->lex.text.ptr[k]);
	}
	s = pv_arena_dup(x->in->arena, pv_span_trim(pv_buf_view(&b)));
	pv_buf_release(&b);
	return s;
}

/* The text that is to be put in, quoted behind token `from` or unquoted. */
static struct pv_span
content(struct pv_instruct *x, uint32_t from)
{
	uint32_t i, n = (uint32_t)x->lex.tokens.len, last;

	for (i = n; i > from; i--)
		if (tok(x, i - 1)->lex == PV_LEX_QUOTE)
			break;
	if (i > from) {
		last = --i;
		while (i > from && tok(x, i - 1)->lex == PV_LEX_QUOTE)
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

/* The words that keep the instruction from being understood, or hold it. */
static struct pv_span
obstacle(struct pv_instruct *x)
{
	struct pv_span s = x->lex.text;

	for (uint32_t i = 0; i < x->lex.tokens.len; i++) {
		struct pv_range at = tok(x, i)->at;

		if (tok(x, i)->lex == PV_LEX_CONDITION ||
		    tok(x, i)->lex == PV_LEX_EFFECTIVE)
			return note(x, "it has a condition",
			    pv_span_sub(s, at.start, x->at.end));
		if (tok(x, i)->lex == PV_LEX_UNKNOWN)
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

static void
give(struct pv_instruct *x, struct pv_operation op)
{
	x->given++;
	if (x->dry)
		return;
	make_absolute(x, &op.target);
	make_absolute(x, &op.other);
	op.at = x->at;
	memcpy(op.date, x->date, sizeof(op.date));
	if (op.why.len == 0)
		op.why = x->why.len > 0 ? x->why : obstacle(x);
	pv_vec_add(&x->in->ops, &op);
}

/* The places that words are in, or that an active verb goes on about. */
static struct hand
scope(const struct pv_instruct *x, const struct verb *v)
{
	uint64_t in = BIT(PV_LEX_IN) | BIT(PV_LEX_TO) | BIT(PV_LEX_FROM);
	struct hand h = gather(x, v->right, PV_LEX_TARGET, in);
	struct stretch subject = { x->subject, x->subject_end };

	if (h.n == 0 && v->passive)
		h = gather(x, v->left, PV_LEX_TARGET, in | BARE);
	if (h.n == 0)
		h = gather(x, subject, PV_LEX_TARGET, in | BARE);
	return h;
}

/* Give an operation on words for each place that they are in. */
static void
give_words(struct pv_instruct *x, const struct verb *v,
    struct pv_operation op)
{
	struct hand h = scope(x, v);
	struct stretch all = { 0, (uint32_t)x->lex.tokens.len };
	uint32_t i;

	for (i = v->left.first; i < v->right.end; i++)
		if (tok(x, i)->lex == PV_LEX_NTH)
			op.nth = tok(x, i)->n;
	if (has(x, all, PV_LEX_EACH))
		op.nth = PV_NTH_EACH;
	if (h.n == 0) {
		op.target = x->context;
		if (op.target.kind == PV_TARGET_NONE)
			op.target.kind = PV_TARGET_AGREEMENT;
		give(x, op);
	}
	for (size_t k = 0; k < h.n; k++) {
		op.target = *target(x, h.t[k]);
		give(x, op);
	}
}

static bool
is_date(struct pv_span s)
{
	char iso[PV_DATE_LEN + 1];

	return pv_date_read(s, iso) == s.len && s.len > 0;
}

static void
substitute(struct pv_instruct *x, const struct verb *v, uint32_t old,
    uint32_t new)
{
	struct pv_operation op = { .kind = PV_OP_SUBSTITUTE_WORDS,
		.old_words = words_of(x, old), .new_words = words_of(x, new) };
	struct stretch all = { 0, (uint32_t)x->lex.tokens.len };

	if (is_date(op.old_words.text) && is_date(op.new_words.text))
		op.kind = PV_OP_CHANGE_DATE;
	else if (has(x, all, PV_LEX_EACH) && scope(x, v).n == 0 &&
	    x->context.kind == PV_TARGET_NONE)
		op.kind = PV_OP_GLOBAL_SUBSTITUTE;
	give_words(x, v, op);
}

static bool
is_placeholder(struct pv_span s)
{
	struct pv_span t = pv_span_trim(s);

	if (t.len > 0 && t.ptr[0] == '[')
		t = pv_span_sub(t, 1, t.len);
	return s.len < 40 && (pv_span_istarts(t, PV_SPAN("reserved")) ||
	    pv_span_istarts(t, PV_SPAN("intentionally ")) ||
	    pv_span_istarts(t, PV_SPAN("omitted")));
}

/* The placeholder that token i is or quotes; empty when it is none. */
static struct pv_span
placeholder(const struct pv_instruct *x, uint32_t i)
{
	struct pv_span s = words_of(x, i).text;

	if (tok(x, i)->lex == PV_LEX_QUOTE)
		return is_placeholder(s) ? s : pv_span("", 0);
	if (tok(x, i)->lex != PV_LEX_PLACEHOLDER)
		return pv_span("", 0);
	if (s.ptr[0] == '[')
		return s;
	return pv_span_istarts(s, PV_SPAN("intentionally")) ?
	    PV_SPAN("[Intentionally Omitted]") : PV_SPAN("[Reserved]");
}

static struct pv_span
placeholder_in(const struct pv_instruct *x, struct stretch s)
{
	struct pv_span p = { "", 0 };

	for (uint32_t i = s.first; i < s.end && p.len == 0; i++)
		p = placeholder(x, i);
	return p;
}

/* Behind target `label` in `text`, up to the target that comes next. */
static struct pv_span
share(struct pv_span text, struct pv_span label)
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

/* Put text in the place of each target. */
static void
replace_each(struct pv_instruct *x, struct hand h, struct pv_span text)
{
	struct pv_operation op = { .kind = PV_OP_REPLACE };

	for (size_t k = 0; k < h.n; k++) {
		op.target = *target(x, h.t[k]);
		op.content = h.n > 1 ? share(text, op.target.label) : text;
		op.kind = op.target.kind == PV_TARGET_DEFINITION ?
		    PV_OP_REPLACE_DEFINITION : PV_OP_REPLACE;
		if (op.content.len == 0 && text.len > 0)
			op.why = PV_SPAN("its part of the new text is not "
			    "marked");
		give(x, op);
	}
}

static struct hand
subjects(const struct pv_instruct *x)
{
	struct stretch s = { x->subject, x->subject_end };

	return gather(x, s, PV_LEX_TARGET, BARE | BIT(PV_LEX_IN));
}

/* Is the agreement itself what the verb is about? */
static bool
names_agreement(const struct pv_instruct *x, const struct verb *v)
{
	for (uint32_t i = v->left.first; i < v->left.end; i++)
		if (tok(x, i)->lex == PV_LEX_TARGET &&
		    target(x, i)->kind == PV_TARGET_AGREEMENT &&
		    preposition(x, v->left, i) == PV_LEX_NOISE)
			return true;
	return false;
}

static void
restate(struct pv_instruct *x, const struct verb *v)
{
	struct stretch left = { 0, v->left.end };
	struct pv_operation op = { .kind = PV_OP_RESTATE };
	struct hand h = v->passive ? gather(x, v->left, PV_LEX_TARGET,
	    BARE | BIT(PV_LEX_IN)) : gather(x, v->right, PV_LEX_TARGET, BARE);
	struct hand was = gather(x, left, PV_LEX_QUOTE, BARE);
	struct hand now = gather(x, v->right, PV_LEX_QUOTE, ~UINT64_C(0));

	if (now.n == 1 && was.n == 1 && (has(x, left, PV_LEX_WAS) ||
	    !has(x, v->right, PV_LEX_FOLLOW))) {
		substitute(x, v, was.t[0], now.t[0]);
		return;
	}
	if (h.n == 0)
		h = subjects(x);
	if (h.n == 0 && x->context.kind != PV_TARGET_NONE) {
		op.kind = x->context.kind == PV_TARGET_DEFINITION ?
		    PV_OP_REPLACE_DEFINITION : PV_OP_REPLACE;
		op.target = x->context;
		op.content = content(x, v->right.first);
		give(x, op);
	} else if (h.n == 0) {
		op.target.kind = PV_TARGET_AGREEMENT;
		if (!names_agreement(x, v))
			op.why = PV_SPAN("it does not say which clause");
		op.content = content(x, v->right.first);
		give(x, op);
	} else {
		replace_each(x, h, content(x, v->right.first));
	}
}

/* Objects of a verb, on the side that its voice says. */
static struct hand
objects(const struct pv_instruct *x, const struct verb *v, enum pv_lex lex)
{
	struct stretch subject = { x->subject, x->subject_end };
	struct hand h;

	if (!v->passive)
		return gather(x, v->right, lex, BARE);
	h = gather(x, v->left, lex, BARE);
	if (h.n == 0 && lex == PV_LEX_TARGET)
		h = gather(x, v->left, lex, BARE | BIT(PV_LEX_IN));
	else if (h.n == 0 && has(x, v->left, PV_LEX_EACH))
		h = gather(x, v->left, lex, BIT(PV_LEX_TO));
	return h.n > 0 ? h : gather(x, subject, lex, BARE);
}

static void
delete_each(struct pv_instruct *x, struct hand h, struct pv_span instead)
{
	struct pv_operation op = { .content = instead };

	for (size_t k = 0; k < h.n; k++) {
		op.target = *target(x, h.t[k]);
		op.kind = op.target.kind == PV_TARGET_DEFINITION ?
		    PV_OP_DELETE_DEFINITION : instead.len > 0 ?
		    PV_OP_RESERVE : PV_OP_DELETE;
		give(x, op);
	}
}

/* "deleting A and inserting B in lieu thereof"; `next` is what follows. */
static void
delete_and_put(struct pv_instruct *x, const struct verb *v,
    const struct verb *next)
{
	struct stretch both = { v->right.first, next->right.end };
	struct hand old = objects(x, v, PV_LEX_QUOTE);
	struct hand new = gather(x, next->right, PV_LEX_QUOTE, ~UINT64_C(0));
	struct hand place = objects(x, v, PV_LEX_TARGET);
	struct pv_span reserved = placeholder_in(x, both);

	if (old.n == 0)
		old = objects(x, v, PV_LEX_DATE);
	if (new.n == 0)
		new = gather(x, next->right, PV_LEX_DATE, ~UINT64_C(0));
	if (new.n == 0 && next->passive)
		new = gather(x, next->left, PV_LEX_QUOTE, ~UINT64_C(0));
	if (old.n == 1 && new.n >= 1) {
		substitute(x, v, old.t[0], new.t[0]);
		return;
	}
	if (place.n == 0 && old.n == 0)
		place = subjects(x);
	if (reserved.len > 0)
		delete_each(x, place, reserved);
	else if (has(x, both, PV_LEX_HERETO) && place.n == 1) {
		struct pv_operation op = { .kind = PV_OP_REPLACE_EXHIBIT,
			.target = *target(x, place.t[0]) };

		give(x, op);
	} else
		replace_each(x, place, content(x, v->right.first));
}

static void
delete_alone(struct pv_instruct *x, const struct verb *v)
{
	struct pv_operation op = { .kind = PV_OP_STRIKE_WORDS };
	struct hand h = objects(x, v, PV_LEX_QUOTE);
	struct hand place;

	if (h.n > 1 && scope(x, v).n > 1)
		op.why = PV_SPAN("it does not say which words are where");
	for (size_t k = 0; k < h.n; k++) {
		op.old_words = words_of(x, h.t[k]);
		give_words(x, v, op);
	}
	if (h.n > 0)
		return;
	place = objects(x, v, PV_LEX_TARGET);
	delete_each(x, place, placeholder_in(x, v->right));
	if (place.n == 0 && x->context.kind != PV_TARGET_NONE) {
		op.kind = PV_OP_DELETE;
		op.target = x->context;
		give(x, op);
	}
}

static void
put_for(struct pv_instruct *x, const struct verb *v)
{
	uint64_t instead = BIT(PV_LEX_FOR) | BIT(PV_LEX_LIEU_OF);
	struct hand old = gather(x, v->right, PV_LEX_QUOTE, instead);
	struct hand new = objects(x, v, PV_LEX_QUOTE);

	if (old.n == 1 && new.n == 1) {
		substitute(x, v, old.t[0], new.t[0]);
		return;
	}
	/* "substituting "a" with "b"" */
	old = objects(x, v, PV_LEX_QUOTE);
	new = gather(x, v->right, PV_LEX_QUOTE, BIT(PV_LEX_WITH));
	if (old.n == 1 && new.n == 1)
		substitute(x, v, old.t[0], new.t[0]);
}

static void
replace(struct pv_instruct *x, const struct verb *v)
{
	uint64_t with = BIT(PV_LEX_WITH) | BIT(PV_LEX_TO) | BIT(PV_LEX_AS);
	struct hand old = objects(x, v, PV_LEX_QUOTE);
	struct hand new = gather(x, v->right, PV_LEX_QUOTE, with);
	struct hand place = objects(x, v, PV_LEX_TARGET);
	struct pv_operation op = { .kind = PV_OP_REPLACE_EXHIBIT };
	struct pv_span reserved = placeholder_in(x, v->right);

	if (old.n == 1 && new.n == 1 && old.t[0] != new.t[0]) {
		substitute(x, v, old.t[0], new.t[0]);
		return;
	}
	if (place.n == 0)
		place = subjects(x);
	if (old.n > 0 || (!v->passive && x->given > 0 &&
	    objects(x, v, PV_LEX_TARGET).n == 0)) {
		op.kind = PV_OP_REPLACE;
		op.why = PV_SPAN("it does not say what is replaced");
		give_words(x, v, op);
	} else if (reserved.len > 0) {
		delete_each(x, place, reserved);
	} else if (has(x, v->right, PV_LEX_HERETO) && place.n > 0) {
		op.target = *target(x, place.t[0]);
		give(x, op);
	} else if (place.n > 0) {
		replace_each(x, place, content(x, v->right.first));
	}
}

/* "from January 1, 2030 to June 30, 2031", "changing "a" to "b"". */
static void
change(struct pv_instruct *x, const struct verb *v)
{
	static const enum pv_lex kinds[] = { PV_LEX_QUOTE, PV_LEX_DATE };

	for (size_t k = 0; k < 2; k++) {
		struct hand to = gather(x, v->right, kinds[k],
		    BIT(PV_LEX_TO));
		struct hand from = gather(x, v->right, kinds[k],
		    BIT(PV_LEX_FROM));

		if (from.n == 0)
			from = objects(x, v, kinds[k]);
		if (from.n == 1 && to.n == 1) {
			substitute(x, v, from.t[0], to.t[0]);
			return;
		}
	}
	if (v->lex == PV_LEX_CHANGE && scope(x, v).n > 0)
		give_words(x, v, (struct pv_operation){
		    .kind = PV_OP_SUBSTITUTE_WORDS,
		    .why = PV_SPAN("it does not say which words change") });
}

static void
insert_definition(struct pv_instruct *x, const struct verb *v)
{
	struct hand h = scope(x, v);
	struct pv_operation op = { .kind = PV_OP_ADD_DEFINITION };
	struct stretch all = { 0, (uint32_t)x->lex.tokens.len };
	struct hand next = gather(x, v->right, PV_LEX_TARGET,
	    BIT(PV_LEX_AFTER) | BIT(PV_LEX_BEFORE));

	op.place = has(x, all, PV_LEX_ALPHABET) ? PV_AT_ALPHABET :
	    has(x, all, PV_LEX_END) ? PV_AT_END : PV_AT_NONE;
	if (next.n == 1) {
		op.place = has(x, v->right, PV_LEX_AFTER) ? PV_AT_AFTER :
		    PV_AT_BEFORE;
		op.other = *target(x, next.t[0]);
	}
	op.target = h.n > 0 ? *target(x, h.t[0]) : x->context;
	op.content = content(x, v->left.first);
	give(x, op);
}

/* Words or a sentence, at a place in a clause. */
static bool
insert_words(struct pv_instruct *x, const struct verb *v)
{
	uint64_t beside = BIT(PV_LEX_AFTER) | BIT(PV_LEX_BEFORE);
	struct stretch all = { v->left.first, v->right.end };
	struct hand what = objects(x, v, PV_LEX_QUOTE);
	struct hand by = gather(x, all, PV_LEX_QUOTE, beside);
	struct hand near = gather(x, v->right, PV_LEX_TARGET, beside);
	struct pv_operation op = { .kind = PV_OP_INSERT_WORDS };

	op.place = has(x, all, PV_LEX_END) ? PV_AT_END :
	    has(x, all, PV_LEX_START) ? PV_AT_START :
	    has(x, all, PV_LEX_AFTER) ? PV_AT_AFTER :
	    has(x, all, PV_LEX_BEFORE) ? PV_AT_BEFORE : PV_AT_NONE;
	if (by.n == 1 && what.n == 1) {
		op.new_words = words_of(x, what.t[0]);
		op.anchor = words_of(x, by.t[0]);
		give_words(x, v, op);
		return true;
	}
	if (near.n == 1 && target(x, near.t[0])->sentence != 0) {
		op.content = content(x, v->left.first);
		op.target = *target(x, near.t[0]);
		give(x, op);
		return true;
	}
	if (op.place != PV_AT_END && op.place != PV_AT_START)
		return false;
	if (what.n == 1)
		op.new_words = words_of(x, what.t[0]);
	else
		op.content = content(x, v->left.first);
	give_words(x, v, op);
	return true;
}

/* A new clause; the targets are those that are new. */
static void
insert_clause(struct pv_instruct *x, const struct verb *v)
{
	struct stretch all = { v->left.first, v->right.end };
	uint64_t named = BARE | BIT(PV_LEX_AS);
	struct hand near = gather(x, v->right, PV_LEX_TARGET,
	    BIT(PV_LEX_AFTER) | BIT(PV_LEX_BEFORE));
	struct hand new = v->passive ? gather(x, v->left, PV_LEX_TARGET,
	    named) : gather(x, v->right, PV_LEX_TARGET, named);
	struct hand as = gather(x, v->right, PV_LEX_TARGET, BIT(PV_LEX_AS));
	struct pv_operation op = { .kind = PV_OP_INSERT };
	struct pv_span text;
	struct hand home;

	if (as.n > 0)
		new = as;
	home = gather(x, v->right, PV_LEX_TARGET, BIT(PV_LEX_TO) |
	    BIT(PV_LEX_IN));
	if (home.n == 1 && target(x, home.t[0])->kind == PV_TARGET_CLAUSE &&
	    target(x, home.t[0])->label.ptr[0] != '(')
		x->context = *target(x, home.t[0]);
	if (near.n > 0) {
		op.other = *target(x, near.t[0]);
		op.place = preposition(x, v->right, near.t[0]) ==
		    PV_LEX_AFTER ? PV_AT_AFTER : PV_AT_BEFORE;
		op.kind = op.place == PV_AT_AFTER ? PV_OP_INSERT_AFTER :
		    PV_OP_INSERT_BEFORE;
	}
	if (has(x, all, PV_LEX_HERETO)) {
		op.target.hereto = true;
		text = pv_span("", 0);
	} else {
		text = content(x, v->left.first);
	}
	op.content = text;
	if (new.n == 0) {
		home = scope(x, v);
		op.target = home.n > 0 ? *target(x, home.t[0]) : x->context;
		op.place = op.place == PV_AT_NONE ? PV_AT_END : op.place;
		give(x, op);
	}
	for (size_t k = 0; k < new.n; k++) {
		bool hereto = op.target.hereto;

		op.target = *target(x, new.t[k]);
		op.target.fresh = true;
		op.target.hereto = hereto;
		if (new.n > 1)
			op.content = share(text, op.target.label);
		give(x, op);
		op.place = op.other.kind != PV_TARGET_NONE ? PV_AT_AFTER :
		    op.place;
		if (op.other.kind != PV_TARGET_NONE)
			op.other = op.target;
	}
}

static void
insert(struct pv_instruct *x, const struct verb *v)
{
	struct stretch all = { v->left.first, v->right.end };
	struct hand old = gather(x, v->right, PV_LEX_QUOTE,
	    BIT(PV_LEX_LIEU_OF));
	struct hand new = objects(x, v, PV_LEX_QUOTE);
	struct hand place = v->passive ?
	    gather(x, v->left, PV_LEX_TARGET, BARE) :
	    gather(x, v->right, PV_LEX_TARGET, BARE);

	if (old.n == 1 && new.n == 1)
		substitute(x, v, old.t[0], new.t[0]);
	else if (has(x, all, PV_LEX_DEFINITION) || (place.n > 0 &&
	    target(x, place.t[0])->kind == PV_TARGET_DEFINITION))
		insert_definition(x, v);
	else if ((place.n > 0 && new.n == 0 && has(x, all, PV_LEX_NEW)) ||
	    !insert_words(x, v))
		insert_clause(x, v);
}

static void
renumber(struct pv_instruct *x, const struct verb *v)
{
	struct hand from = objects(x, v, PV_LEX_TARGET);
	struct hand to = gather(x, v->right, PV_LEX_TARGET,
	    BIT(PV_LEX_AS) | BIT(PV_LEX_TO));
	struct pv_operation op = { .kind = PV_OP_RENUMBER };

	if (from.n == 0 || from.n != to.n)
		op.why = PV_SPAN("it does not say which number each clause "
		    "gets");
	for (size_t k = 0; k < from.n || k == 0; k++) {
		if (from.n > 0)
			op.target = *target(x, from.t[k]);
		if (op.why.len == 0)
			op.other = *target(x, to.t[k]);
		give(x, op);
	}
}

/* Without its article and what follows the name. */
static struct pv_span
bare_name(struct pv_span s)
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

/* "all references to A shall be deemed references to B" */
static void
deem(struct pv_instruct *x, const struct verb *v)
{
	struct pv_operation op = { .kind = PV_OP_GLOBAL_SUBSTITUTE,
		.nth = PV_NTH_EACH,
		.target.kind = PV_TARGET_AGREEMENT };
	struct stretch left = { 0, v->left.end };
	struct hand a = gather(x, left, PV_LEX_QUOTE, ~UINT64_C(0));
	struct hand b = gather(x, v->right, PV_LEX_QUOTE, ~UINT64_C(0));
	struct hand from = gather(x, left, PV_LEX_TARGET, ~UINT64_C(0));
	struct hand to = gather(x, v->right, PV_LEX_TARGET, ~UINT64_C(0));
	struct pv_span s = pv_span_sub(x->lex.text, x->at.start, x->at.end);
	size_t at, verb;

	if (a.n == 1 && b.n == 1) {
		op.old_words = words_of(x, a.t[0]);
		op.new_words = words_of(x, b.t[0]);
		give(x, op);
		return;
	}
	if (from.n > 0 && from.n == to.n) {
		op.kind = PV_OP_UPDATE_REFERENCES;
		for (size_t k = 0; k < from.n; k++) {
			op.target = *target(x, from.t[k]);
			op.other = *target(x, to.t[k]);
			give(x, op);
		}
		return;
	}
	if (from.n > 0 || to.n > 0 || a.n + b.n > 0) {
		op.why = PV_SPAN("it does not say what becomes what");
		give(x, op);
		return;
	}
	at = pv_span_ifind(s, PV_SPAN("references to "));
	verb = tok(x, v->right.first - 1)->at.end - x->at.start;
	if (at >= verb)
		return;
	op.old_words.text = bare_name(pv_span_sub(s, at + 14, verb));
	s = pv_span_trim(pv_span_sub(s, verb, s.len));
	if (pv_span_istarts(s, PV_SPAN("to ")))
		s = pv_span_sub(s, 3, s.len);
	op.new_words.text = bare_name(s);
	if (pv_span_ieq(op.old_words.text, PV_SPAN("the agreement")) ||
	    pv_span_ifind(op.new_words.text, PV_SPAN("as amended")) <
	    op.new_words.text.len)
		op.kind = PV_OP_RATIFY;
	x->given++;
	if (!x->dry) {
		op.at = x->at;
		memcpy(op.date, x->date, sizeof(op.date));
		op.why = x->why;
		pv_vec_add(&x->in->ops, &op);
	}
}

/* Operations that leave the words alone. */
static void
stand(struct pv_instruct *x, const struct verb *v, enum pv_op_kind kind)
{
	struct hand h = objects(x, v, PV_LEX_TARGET);
	struct pv_operation op = { .kind = kind };

	if (h.n == 0)
		h = gather(x, v->right, PV_LEX_TARGET, ~UINT64_C(0));
	if (h.n > 0)
		op.target = *target(x, h.t[0]);
	if (kind == PV_OP_RATIFY && x->given > 0)
		return;
	if (kind == PV_OP_WAIVE)
		op.why = PV_SPAN("a waiver leaves the words as they are");
	else if (kind == PV_OP_EXTEND)
		op.why = PV_SPAN("it does not say which words change");
	x->given++;
	if (x->dry)
		return;
	op.at = x->at;
	memcpy(op.date, x->date, sizeof(op.date));
	pv_vec_add(&x->in->ops, &op);
}

static void
extend(struct pv_instruct *x, const struct verb *v)
{
	size_t before = x->given;

	change(x, v);
	if (x->given == before)
		stand(x, v, PV_OP_EXTEND);
}

static bool
is_passive(const struct pv_instruct *x, uint32_t i)
{
	struct pv_range at = tok(x, i)->at;
	struct pv_span s = pv_span_sub(x->lex.text, at.start, at.end);

	return pv_span_ends(s, PV_SPAN("ed")) ||
	    pv_span_ends(s, PV_SPAN("struck")) ||
	    pv_span_ends(s, PV_SPAN("struck out")) ||
	    pv_span_ends(s, PV_SPAN("stricken")) ||
	    tok(x, i)->lex == PV_LEX_DEEM;
}

/* The next verb at token i or behind it; false when there is none. */
static bool
find_verb(const struct pv_instruct *x, uint32_t i, struct verb *v)
{
	uint32_t n = (uint32_t)x->lex.tokens.len;

	v->left.first = i;
	while (i < n && !pv_lex_is_verb(tok(x, i)->lex))
		i++;
	if (i == n)
		return false;
	v->lex = tok(x, i)->lex;
	v->passive = is_passive(x, i);
	v->left.end = i++;
	v->right.first = i;
	while (i < n && !pv_lex_is_verb(tok(x, i)->lex))
		i++;
	v->right.end = i;
	return true;
}

/* Does `next` say what to put where `v` deleted? */
static bool
goes_on(const struct pv_instruct *x, const struct verb *v,
    const struct verb *next)
{
	struct stretch both = { v->right.first, next->right.end };

	/* "(i) deleting A, (ii) replacing B with C" */
	if (next->lex == PV_LEX_REPLACE && !next->passive &&
	    !has(x, next->right, PV_LEX_FOLLOW) && (gather(x, next->right, PV_LEX_QUOTE, BARE).n > 0 ||
	    gather(x, next->right, PV_LEX_TARGET, BARE).n > 0))
		return false;
	if (next->lex == PV_LEX_REPLACE || next->lex == PV_LEX_READ)
		return !v->passive ||
		    gather(x, next->left, PV_LEX_TARGET, BARE).n == 0;
	if (next->lex == PV_LEX_SUBSTITUTE && !has(x, both, PV_LEX_FOR) &&
	    !has(x, both, PV_LEX_LIEU_OF))
		return true;
	return (next->lex == PV_LEX_SUBSTITUTE ||
	    next->lex == PV_LEX_INSERT) && has(x, both, PV_LEX_LIEU);
}

static void
waive(struct pv_instruct *x, const struct verb *v)
{
	stand(x, v, PV_OP_WAIVE);
}

static void
ratify(struct pv_instruct *x, const struct verb *v)
{
	stand(x, v, PV_OP_RATIFY);
}

static void (*const acts[PV_LEX_COUNT])(struct pv_instruct *,
    const struct verb *) = {
	[PV_LEX_DELETE] = delete_alone,
	[PV_LEX_REPLACE] = replace,
	[PV_LEX_READ] = restate,
	[PV_LEX_INSERT] = insert,
	[PV_LEX_SUBSTITUTE] = put_for,
	[PV_LEX_RENUMBER] = renumber,
	[PV_LEX_WAIVE] = waive,
	[PV_LEX_EXTEND] = extend,
	[PV_LEX_RATIFY] = ratify,
	[PV_LEX_CHANGE] = change,
	[PV_LEX_DEEM] = deem,
};

/* Carry out what a verb says; returns the last verb that it took. */
static struct verb
act(struct pv_instruct *x, struct verb v)
{
	struct verb next, third;
	bool more = find_verb(x, v.right.end, &next);

	if (more)
		next.left = v.right;
	if (v.lex == PV_LEX_DELETE && more && goes_on(x, &v, &next)) {
		delete_and_put(x, &v, &next);
		if (find_verb(x, next.right.end, &third) &&
		    third.lex == PV_LEX_READ)
			return third;
		return next;
	}
	/* "restated to read": one thing */
	if (more && next.lex == PV_LEX_READ && (v.lex == PV_LEX_INSERT ||
	    v.lex == PV_LEX_REPLACE || v.lex == PV_LEX_READ))
		v.right.end = next.right.end;
	if (acts[v.lex] != NULL)
		acts[v.lex](x, &v);
	return v;
}

/* The token behind the last verb of a stretch, or its first. */
static uint32_t
behind(const struct pv_instruct *x, struct stretch s)
{
	uint32_t i = s.end;

	while (i > s.first && !pv_lex_is_verb(tok(x, i - 1)->lex))
		i--;
	return i;
}

void
pv_instruct(struct pv_instruct *x)
{
	struct verb v;
	struct hand h;
	uint32_t i = 0;
	bool carried = false;

	x->wants = x->opens = false;
	x->given = 0;
	x->subject = x->subject_end = 0;
	while (find_verb(x, i, &v)) {
		/* what the passive is about, others in a row are too */
		h = gather(x, v.left, PV_LEX_TARGET, BARE | BIT(PV_LEX_IN));
		if (h.n > 0 && (v.passive || i == 0)) {
			x->subject = v.left.first;
			x->subject_end = v.left.end;
			if (target(x, h.t[0])->label.len > 0 &&
			    target(x, h.t[0])->label.ptr[0] != '(' &&
			    !target(x, h.t[0])->fresh)
				x->context = *target(x, h.t[0]);
			carried = true;
		}
		/* "by amending Section 14.2(a) to read" */
		h = gather(x, v.right, PV_LEX_TARGET, BARE);
		if (v.lex == PV_LEX_AMEND && !v.passive && h.n > 0) {
			x->subject = v.right.first;
			x->subject_end = v.right.end;
			carried = true;
		}
		v = act(x, v);
		i = behind(x, v.right);
	}
	x->opens = carried && x->given == 0;
}
