/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/operation.h"

#include <string.h>

#include "base/num.h"
#include "diff/draft.h"
#include "diff/grasp.h"
#include "diff/instruct.h"
#include "diff/instrument.h"
#include "diff/remark.h"
#include "model/cite.h"
#include "model/sentence.h"

#define FOREWORD 8192   /* an agreement is restated, if at all, before it */
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static uint32_t
skip_space(struct pv_span s, uint32_t i)
{
	while (i < s.len && pv_isspace(s.ptr[i]))
		i++;
	return i;
}

/* Where what is signed begins, and nothing is amended any more. */
static bool
is_end(struct pv_span rest)
{
	static const char *const ends[] = { "in witness whereof",
		"by signing in the places", "[signature", "signature page",
		"executed as of the", "/s/", "[remainder of", "[the remainder" };

	return pv_starts_any(rest, ends, COUNT(ends));
}

/* Bytes of the number in front of a paragraph: "3.", "(a)", "b.", "1.1". */
static uint32_t
enumerator(struct pv_span s, struct pv_cite *c)
{
	uint32_t i = 0, end;

	c->len = 0;
	if (s.len > 0 && s.ptr[0] == '(')
		i = 1;
	for (end = i; end < s.len && end < i + 5 &&
	    pv_isalnum(s.ptr[end]); end++)
		;
	if (end == i || end >= s.len ||
	    (i == 1 ? s.ptr[end] != ')' :
	    s.ptr[end] != '.' && s.ptr[end] != ')'))
		return 0;
	if (!pv_isdigit(s.ptr[i]) &&
	    pv_num_letter(pv_span_sub(s, i, end)) == 0 &&
	    pv_num_roman(pv_span_sub(s, i, end)) == 0)
		return 0;
	end++;
	/* "1.1 " too */
	while (end + 1 < s.len && pv_isdigit(s.ptr[end]) && i == 0)
		end++;
	if (end < s.len && s.ptr[end] == '.' && i == 0)
		end++;
	if (end < s.len && !pv_isspace(s.ptr[end]))
		return 0;
	pv_cite_add(c, pv_span_sub(s, 0, end));
	return skip_space(s, end);
}

/* Does what stands behind a semicolon limit, or say what goes in instead? */
static bool
goes_on(struct pv_span rest)
{
	static const char *const limits[] = { "provided", "except", "unless",
		"subject to", "but only", "so long as", "if " };
	static const char *const starts[] = { "and the following",
		"the following", "and in lieu", "in lieu", "and in its place",
		"and replaced", "and inserting in lieu",
		"and substituting" };
	static const char *const instead[] = { "in its place",
		"in their place", "in lieu", "therefor", "in place thereof",
		"in its stead", "replaced" };
	struct pv_span s = pv_span_sub(rest, 0, pv_span_find(rest,
	    PV_SPAN("\n")));

	return pv_starts_any(s, limits, COUNT(limits)) ||
	    (pv_starts_any(s, starts, COUNT(starts)) &&
	    pv_holds_any(pv_span_sub(s, 0, 160), instead, COUNT(instead)));
}

/* The first mark in [i, end) that an instruction ends at: ";" and ":". */
static uint32_t
cut(const struct pv_walk *w, uint32_t i, uint32_t end)
{
	uint32_t depth = 0, next;

	for (; i < end; i++) {
		char c = w->masked.ptr[i];

		if (c == '(')
			depth++;
		else if (c == ')' && depth > 0)
			depth--;
		else if ((c == '"' || c == '\'') &&
		    pv_quote_at(&w->q, i) != NULL)
			i = pv_quote_at(&w->q, i)->at.end - 1;
		if (depth > 0 || (c != ';' && c != ':'))
			continue;
		next = skip_space(w->masked, i + 1);
		if (c == ';' && goes_on(pv_span_sub(w->masked, next,
		    w->masked.len)))
			continue;
		if (c == ';' || next >= w->masked.len ||
		    pv_quote_at(&w->q, next) == NULL ||
		    pv_quote_is_term(w->text, next))
			return i + 1;
	}
	return end;
}

/* "Section 2." is where a label goes on, as in "Section 2. A." */
static bool
ends_in_label(struct pv_span s)
{
	size_t i = s.len;

	if (i == 0 || s.ptr[--i] != '.')
		return false;
	while (i > 0 && pv_isdigit(s.ptr[i - 1]))
		i--;
	s.len = i;
	return i > 9 && (pv_span_ends(s, PV_SPAN("Section ")) ||
	    pv_span_ends(s, PV_SPAN("Article ")) ||
	    pv_span_ends(s, PV_SPAN("Paragraph ")));
}

/*
 * Where the instruction at i ends: with its sentence, but what it quotes in
 * paragraphs of its own belongs to it, and what goes on behind that.
 */
static uint32_t
unit_end(const struct pv_walk *w, uint32_t i)
{
	uint32_t n = (uint32_t)w->masked.len, e, k;
	const struct pv_quote *q;
	struct pv_cite number;

	e = pv_sentence_end(w->masked, i, n);
	while (e < n && ends_in_label(pv_span_sub(w->masked, i, e)) &&
	    w->masked.ptr[e] == ' ')
		e = pv_sentence_end(w->masked, e + 1, n);
	for (;;) {
		uint32_t c = cut(w, i, e > i ? e : n);

		if (c < e)
			return c;
		k = skip_space(w->masked, e);
		q = k < n ? pv_quote_at(&w->q, k) : NULL;
		if (q == NULL || pv_quote_is_term(w->text, k))
			return e;
		i = k;
		e = q->at.end;
		k = skip_space(w->masked, e);
		if (k < n && enumerator(pv_span_sub(w->masked, k, n),
		    &number) == 0 && (pv_islower(w->masked.ptr[k]) ||
		    (w->masked.ptr[e] == ' ' && !pv_isupper(w->masked.ptr[k])
		    && !pv_isdigit(w->masked.ptr[k]) &&
		    w->masked.ptr[k] != '(')))
			e = pv_sentence_end(w->masked, k, n);
		else
			while (e < n && strchr(".;,", w->masked.ptr[e]) !=
			    NULL)
				e++;
		if (e <= k && e <= i)
			return n;
	}
}

/* Is `next` the number that comes behind `a`: "(b)" behind "(a)"? */
static bool
follows(const struct pv_cite *a, const struct pv_cite *next)
{
	struct pv_span s = pv_cite_span(a), t = pv_cite_span(next);
	uint64_t n, m;
	uint32_t k, l;

	while (s.len > 0 && !pv_isalnum(s.ptr[0]) && t.len > 0 &&
	    s.ptr[0] == t.ptr[0]) {
		s = pv_span_sub(s, 1, s.len);
		t = pv_span_sub(t, 1, t.len);
	}
	for (k = 0; k < s.len && pv_isalnum(s.ptr[k]); k++)
		;
	for (l = 0; l < t.len && pv_isalnum(t.ptr[l]); l++)
		;
	if (k == 0 || l == 0 || !pv_span_eq(pv_span_sub(s, k, s.len),
	    pv_span_sub(t, l, t.len)))
		return false;
	s.len = k;
	t.len = l;
	if (pv_num_parse(s, 9999, &n) && pv_num_parse(t, 9999, &m))
		return m == n + 1;
	if (pv_num_roman(s) > 0 && pv_num_roman(t) == pv_num_roman(s) + 1)
		return true;
	return pv_num_letter(s) > 0 &&
	    pv_num_letter(t) == pv_num_letter(s) + 1;
}

/* A paragraph that amends or closes, and is no text to be put in. */
static bool
speaks_itself(struct pv_span s)
{
	static const char *const starts[] = { "except as", "this amendment",
		"all other terms", "all other provisions", "the parties",
		"capitalized terms", "source:", "exhibit ", "schedule ",
		"annex ", "other than as", "miscellaneous", "ratification" };
	static const char *const acts[] = { " hereby amended",
		" hereby deleted", " hereby replaced", " hereby added",
		" of the agreement is ", " of the agreement are ",
		" of the agreement shall be ", " is amended ",
		" is deleted ", "is hereby inserted", " are hereby ",
		" is hereby " };
	struct pv_cite c;
	uint32_t n = enumerator(s, &c);
	struct pv_span head;

	s = pv_span_sub(s, n, s.len);
	head = pv_span_sub(s, 0, 200);
	return is_end(s) || pv_starts_any(s, starts, COUNT(starts)) ||
	    pv_holds_any(head, acts, COUNT(acts));
}

/* The number after `series` inside a paragraph: ". 4. Fees"; or its end. */
static uint32_t
inline_end(const struct pv_walk *w, const struct pv_cite *series, uint32_t i,
    uint32_t end)
{
	struct pv_cite c;

	if (series->len == 0 || !pv_isdigit(series->ptr[0]))
		return end;
	for (; i + 4 < end; i++) {
		struct pv_span s = pv_span_sub(w->text, i + 2, end);
		uint32_t n;

		if (w->text.ptr[i + 1] != ' ' ||
		    strchr(".\":;)", w->text.ptr[i]) == NULL)
			continue;
		n = enumerator(s, &c);
		if (n > 0 && n < s.len && pv_isupper(s.ptr[n]) &&
		    follows(series, &c))
			return i + 1;
	}
	return end;
}

/*
 * The unquoted text that an instruction ending at `from` announces: the
 * paragraphs up to the one that has the number after the instruction's own,
 * or that speaks for the instrument itself.
 */
static struct pv_range
announced(const struct pv_walk *w, uint32_t from, bool *sure)
{
	uint32_t n = (uint32_t)w->text.len, i = skip_space(w->text, from);
	uint32_t start = i, end = i;
	struct pv_cite c, series = w->number;
	bool own = false;
	struct pv_span s;
	uint32_t stop, blocks = 0;

	*sure = true;
	while (i < n) {
		s = pv_span_sub(w->text, i, n);
		enumerator(s, &c);
		/* an item of its own series is no number of ours */
		if (c.len > 0 && pv_span_eq(pv_cite_span(&c),
		    pv_cite_span(&series)))
			own = true;
		if (c.len > 0 && !own && follows(&series, &c) && i > start)
			break;
		if (is_end(s) || (i > start && speaks_itself(
		    pv_span_sub(s, 0, pv_span_find(s, PV_SPAN("\n"))))))
			break;
		if (i == start && (c.len == 0 || follows(&series, &c)) &&
		    speaks_itself(pv_span_sub(s, 0,
		    pv_span_find(s, PV_SPAN("\n")))) &&
		    !pv_span_istarts(s, PV_SPAN("exhibit ")) &&
		    !pv_span_istarts(s, PV_SPAN("schedule ")) &&
		    !pv_span_istarts(s, PV_SPAN("annex ")))
			break;
		stop = i + (uint32_t)pv_span_find(s, PV_SPAN("\n"));
		end = own ? stop : inline_end(w, &series, i, stop);
		i = skip_space(w->text, end);
		if (end < stop)
			break;
		blocks++;
	}
	/* where nothing marks the end, more than one paragraph is a guess */
	*sure = i < n || blocks < 2;
	return (struct pv_range){ start, end };
}

/* Take out what an effective date is made of, and keep the date. */
static void
take_date(struct pv_walk *w)
{
	static const char *const now[] = { " the date hereof",
		" the effective date", " the amendment effective date",
		" the date of this", " the date first", " hereof",
		" immediately", " the amendment date" };
	struct pv_vec *v = &w->x.lex.tokens;
	char iso[PV_DATE_LEN + 1];
	size_t out = 0;
	uint32_t drop = 0;
	struct pv_span s;

	memcpy(w->x.date, w->in->date, sizeof(w->x.date));
	for (size_t i = 0; i < v->len; i++) {
		struct pv_token_of *t = PV_VEC_AT(v, struct pv_token_of, i);

		s = pv_span_sub(w->text, t->at.end, w->x.at.end);
		if (t->lex == PV_LEX_EFFECTIVE && i + 1 < v->len &&
		    t[1].lex == PV_LEX_DATE &&
		    t[1].at.start <= t->at.end + 2) {
			pv_date_read(pv_span_sub(w->text, t[1].at.start,
			    t[1].at.end), iso);
			if (drop > 0 && strcmp(iso, w->x.date) != 0)
				w->x.why = PV_SPAN("it has more than one "
				    "effective date");
			memcpy(w->x.date, iso, sizeof(iso));
			drop = t[1].at.end;
		} else if (t->lex == PV_LEX_EFFECTIVE &&
		    pv_starts_any(s, now, COUNT(now))) {
			drop = t->at.end + (uint32_t)pv_span_find(s,
			    PV_SPAN(","));
			if (pv_span_find(s, PV_SPAN(",")) > 60)
				drop = t->at.end + 40;
		}
		if (t->at.start >= drop)
			*PV_VEC_AT(v, struct pv_token_of, out++) = *t;
	}
	v->len = out;
}

/* Does the sentence amend at all, or is it only talk? */
static bool
is_instruction(const struct pv_walk *w, struct pv_span s, bool item)
{
	static const char *const cues[] = { "hereby", "in its entirety",
		"in their entirety", "as follows", "is amended",
		"are amended", "be amended", "is deleted", "are deleted",
		"be deleted", "is cancelled", "are cancelled",
		"be cancelled", "is replaced", "are replaced", "be replaced",
		"deemed", "is added", "are added", "be added", "inserted",
		"in lieu", "agree to", "is supplemented", "be supplemented",
		"is extended", "be extended", "renumbered accordingly",
		"be attached", "further amended" };
	unsigned unknown = 0, places = 0;
	bool sure = item;

	for (size_t i = 0; i < w->x.lex.tokens.len; i++) {
		const struct pv_token_of *t = PV_VEC_AT(&w->x.lex.tokens,
		    struct pv_token_of, i);

		unknown += t->lex == PV_LEX_UNKNOWN && i >= w->x.described;
		sure = sure || t->lex == PV_LEX_RATIFY ||
		    t->lex == PV_LEX_DEEM || t->lex == PV_LEX_WAIVE ||
		    t->lex == PV_LEX_CEASE;
		places += t->lex == PV_LEX_QUOTE || t->lex == PV_LEX_RATIFY ||
		    t->lex == PV_LEX_DEEM || t->lex == PV_LEX_EXTEND ||
		    t->lex == PV_LEX_WAIVE || t->lex == PV_LEX_CEASE ||
		    t->lex == PV_LEX_ACCORDINGLY ||
		    (t->lex == PV_LEX_TARGET && PV_VEC_AT(&w->x.lex.targets,
		    struct pv_target, t->n)->kind != PV_TARGET_AGREEMENT);
	}
	return unknown == 0 || (places > 0 && (sure ||
	    pv_holds_any(s, cues, COUNT(cues))));
}

/* A list item, or the rest of a sentence, may do without a target. */
static bool
keeps_context(const struct pv_walk *w, uint32_t i, uint32_t number)
{
	struct pv_span s = pv_span_sub(w->text, i, w->text.len);

	return w->opened || (number > 0 && (w->number.ptr[0] == '(' ||
	    !pv_isdigit(w->number.ptr[0]))) || (s.len > 0 &&
	    pv_islower(s.ptr[0]));
}

/* It amends a clause, but none of its verbs says how. */
static void
not_understood(struct pv_walk *w)
{
	struct pv_operation op = { .kind = PV_OP_REPLACE,
		.target = w->x.context, .at = w->x.at, .own = w->x.own,
		.why = PV_SPAN("it is not understood") };

	pv_vec_add(&w->in->ops, &op);
	w->opened = false;
}

/*
 * May the text behind the instruction be what it brings?  Behind a full stop
 * in the same paragraph only when it was announced.
 */
static bool
may_bring(const struct pv_walk *w, uint32_t end)
{
	struct pv_stretch all = { 0, (uint32_t)w->x.lex.tokens.len };

	return end == 0 || end >= w->text.len || w->masked.ptr[end - 1] != '.' ||
	    w->masked.ptr[end] != ' ' || pv_has(&w->x, all, PV_LEX_FOLLOW);
}

static uint32_t
read_unit(struct pv_walk *w, uint32_t i, bool para)
{
	struct pv_cite c = { .len = 0 };
	uint32_t n = enumerator(pv_span_sub(w->text, i, w->text.len), &c);
	uint32_t end;
	struct pv_range more;
	struct pv_span s;
	bool item, sure;

	w->x.why = pv_span("", 0);
	if (c.len > 0)
		w->number = c;
	item = keeps_context(w, i + n, para ? n : 0);
	if (!item && (para || n > 0))
		w->x.context = (struct pv_target){ .kind = PV_TARGET_NONE };
	if (para) {
		w->first = w->in->ops.len;
		if (n > 0 && w->number.ptr[0] != '(')
			w->x.own = i;
	}
	i += n;
	if (i >= w->text.len)
		return i;
	end = unit_end(w, i);
	w->x.at = (struct pv_range){ i, end };
	w->x.content = pv_span("", 0);
	s = pv_span_sub(w->masked, i, end);
	pv_lex_run(&w->x.lex, w->x.at);
	take_date(w);
	w->x.dry = true;
	w->opened = false;
	if (pv_remark_back(w, s, para))
		return end;
	pv_instruct(&w->x);
	if (w->x.given == 0 || pv_span_istarts(s, PV_SPAN("whereas")) ||
	    !is_instruction(w, s, item)) {
		struct pv_target *t = w->x.lex.targets.ptr;

		w->opened = w->x.opens;
		if (w->x.opens && s.len > 0 && s.ptr[s.len - 1] != ':')
			not_understood(w);
		else if (!pv_span_istarts(s, PV_SPAN("whereas")))
			pv_remark_missed(w, s);
		if (w->x.lex.targets.len > 0 && s.len < 100 &&
		    t->kind == PV_TARGET_CLAUSE && t->label.ptr[0] != '(') {
			w->x.context = *t;
			w->opened = true;
		}
		return end;
	}
	if (w->x.wants && may_bring(w, end)) {
		more = announced(w, end, &sure);
		if (!sure)
			w->x.why = PV_SPAN("it is not clear where the new "
			    "text ends");
		w->x.content = pv_span_trim(pv_span_sub(w->text, more.start,
		    more.end));
		end = more.end > end ? more.end : end;
	}
	w->x.dry = false;
	pv_instruct(&w->x);
	w->opened = !w->x.wants && end > i && w->masked.ptr[end - 1] == ';';
	return end;
}

/* Where the agreements end and the amending begins. */
static uint32_t
body_start(const struct pv_walk *w)
{
	static const char *const marks[] = { "now, therefore",
		"now therefore", "agree as follows", "agrees as follows",
		"amended as follows:", "as follows:" };
	size_t at;

	for (size_t k = 0; k < 4; k++) {
		at = pv_span_ifind(w->masked, pv_span_str(marks[k]));
		if (at >= w->masked.len)
			continue;
		/* a lead-in ends where its sentence or colon does */
		return cut(w, (uint32_t)at, pv_sentence_end(w->masked,
		    (uint32_t)at, (uint32_t)w->masked.len));
	}
	return 0;
}

/* Where the first numbered paragraph of a text without a lead-in begins. */
static uint32_t
head_end(const struct pv_walk *w)
{
	struct pv_cite c;
	uint32_t n = (uint32_t)w->text.len, i = 0, stop;

	while (i < n && i < 3000) {
		if (i > 0 && enumerator(pv_span_sub(w->text, i, n), &c) > 0)
			return i;
		stop = i + (uint32_t)pv_span_find(pv_span_sub(w->text, i, n),
		    PV_SPAN("\n"));
		i = skip_space(w->text, stop);
	}
	return i < n ? i : n;
}

/* Does the sentence before byte i put all that follows in the place of it? */
static bool
restates(const struct pv_walk *w, uint32_t i)
{
	static const char *const acts[] = { "amended and restated",
		"amend and restate" };
	static const char *const parts[] = { "section ", "article ",
		"exhibit ", "schedule ", "clause ", "paragraph ",
		"definition" };
	uint32_t start = i;
	struct pv_span s;

	while (start > 0 && w->masked.ptr[start - 1] != '\n' &&
	    i - start < 600)
		start--;
	s = pv_span_sub(w->masked, start, i);
	return pv_span_ends(s, PV_SPAN("as follows:")) &&
	    pv_holds_any(s, acts, COUNT(acts)) &&
	    !pv_holds_any(s, parts, COUNT(parts));
}

/* Where a text that takes the place of all begins; 0 = there is none. */
static uint32_t
restatement(const struct pv_walk *w)
{
	struct pv_span s = pv_span_sub(w->masked, 0, FOREWORD);
	struct pv_span mark = PV_SPAN("as follows:");
	size_t at = 0;

	while ((at += pv_span_ifind(pv_span_sub(s, at, s.len), mark)) <
	    s.len) {
		at += mark.len;
		if (restates(w, (uint32_t)at))
			return (uint32_t)at;
	}
	return 0;
}

static void
read_all(struct pv_walk *w)
{
	struct pv_operation all = { .kind = PV_OP_RESTATE,
		.target.kind = PV_TARGET_AGREEMENT };
	uint32_t n = (uint32_t)w->text.len, i = body_start(w), was, k;
	struct pv_cite c;
	struct pv_span s;
	bool para = true;

	pv_instrument_names(w->in, &w->q, w->text);
	pv_instrument_date(w->in, pv_span_sub(w->masked, 0, i > 0 ? i :
	    head_end(w)));
	for (k = 0; k < n; k = was > k ? was : k + 1) {
		was = pv_sentence_end(w->masked, k, n);
		s = pv_span_trim(pv_span_sub(w->masked, k, was));
		pv_instrument_hold(w->in, pv_span_sub(s, enumerator(s, &c),
		    s.len));
	}
	k = i == 0 ? restatement(w) : 0;
	if (k > 0) {
		all.content = pv_span_trim(pv_span_sub(w->text, k, n));
		all.at = (struct pv_range){ k, n };
		memcpy(all.date, w->in->date, sizeof(all.date));
		pv_vec_add(&w->in->ops, &all);
		return;
	}
	while ((i = skip_space(w->text, i)) < n) {
		para = i == 0 || w->text.ptr[i - 1] == '\n';
		if (is_end(pv_span_sub(w->text, i, n)))
			return;
		was = i;
		i = read_unit(w, i, para);
		if (i <= was)
			i = was + 1;
		if (w->in->ops.len > PV_OPERATIONS_MAX)
			return;
	}
}

enum pv_rc
pv_instrument_read(struct pv_instrument *in, struct pv_arena *arena,
    const struct pv_version *v, struct pv_err *err)
{
	struct pv_walk w = { .in = in, .text = v->text };
	struct pv_operation all = { .kind = PV_OP_RESTATE,
		.target.kind = PV_TARGET_AGREEMENT, .content = v->text };
	bool ok;

	*in = (struct pv_instrument){ .v = v, .arena = arena,
		.ops = PV_VEC_INIT(struct pv_operation),
		.names = PV_VEC_INIT(struct pv_span),
		.told = PV_VEC_INIT(struct pv_span) };
	if (!pv_quotes_find(&w.q, v->text)) {
		pv_quotes_release(&w.q);
		return pv_fail_nomem(err);
	}
	w.masked = pv_buf_view(&w.q.masked);
	w.x = (struct pv_instruct){ .in = in, .lex = { &w.q, w.text, w.masked,
		arena, PV_VEC_INIT(struct pv_token_of),
		PV_VEC_INIT(struct pv_target) } };
	if (pv_is_restatement(v)) {
		pv_instrument_date(in, pv_span_sub(w.masked, 0, 4000));
		memcpy(all.date, in->date, sizeof(all.date));
		pv_vec_add(&in->ops, &all);
	} else {
		read_all(&w);
	}
	ok = !in->ops.failed && !in->names.failed && !in->told.failed &&
	    !w.x.lex.tokens.failed && !w.x.lex.targets.failed;
	pv_vec_release(&w.x.lex.tokens);
	pv_vec_release(&w.x.lex.targets);
	pv_quotes_release(&w.q);
	if (!ok)
		return pv_fail_nomem(err);
	if (in->ops.len > PV_OPERATIONS_MAX)
		return pv_fail(err, PV_ELIMIT, "E-AMEND", "more than %d "
		    "operations in one amendment", PV_OPERATIONS_MAX);
	return PV_OK;
}

void
pv_instrument_release(struct pv_instrument *in)
{
	pv_vec_release(&in->ops);
	pv_vec_release(&in->names);
	pv_vec_release(&in->told);
}
