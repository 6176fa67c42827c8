/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/lex.h"

#include <string.h>

#include "base/num.h"
#include "model/cite.h"

#define RANGE_MAX 64    /* "Sections 4.7 through 4.9" names so many at most */

/* Words in front of a label; those that are part of it have its name. */
static const struct { const char *word, *name; } kinds[] = {
	{ "sections", "" }, { "section", "" }, { "sec.", "" },
	{ "articles", "" }, { "article", "" },
	{ "subsections", "" }, { "subsection", "" }, { "sub-section", "" },
	{ "subparagraph", "" }, { "sub-paragraph", "" },
	{ "subclause", "" }, { "sub-clause", "" },
	{ "paragraphs", "" }, { "paragraph", "" },
	{ "clauses", "" }, { "clause", "" }, { "items", "" }, { "item", "" },
	{ "exhibits", "Exhibit " }, { "exhibit", "Exhibit " },
	{ "schedules", "Schedule " }, { "schedule", "Schedule " },
	{ "annexes", "Annex " }, { "annex", "Annex " },
	{ "appendices", "Appendix " }, { "appendix", "Appendix " },
	{ "attachments", "Attachment " }, { "attachment", "Attachment " },
	{ "recitals", "recital:" }, { "recital", "recital:" },
};

static uint32_t
spaces(struct pv_span s, uint32_t i, uint32_t end)
{
	while (i < end && pv_isspace(s.ptr[i]))
		i++;
	return i;
}

/* Bytes of a lower-case word at i, in any case, and the blanks after it. */
static uint32_t
eat(struct pv_span s, uint32_t i, uint32_t end, const char *word)
{
	struct pv_span w = pv_span_str(word);
	uint32_t k = i + (uint32_t)w.len;

	if (k > end || !pv_span_istarts(pv_span_sub(s, i, end), w) ||
	    (k < end && pv_isalnum(w.ptr[w.len - 1]) &&
	    pv_isalnum(s.ptr[k])))
		return i;
	return spaces(s, k, end);
}

static uint32_t
eat_any(struct pv_span s, uint32_t i, uint32_t end, const char *const *words)
{
	for (; *words != NULL; words++) {
		uint32_t k = eat(s, i, end, *words);

		if (k > i)
			return k;
	}
	return i;
}

static uint32_t
eat_kind(struct pv_span s, uint32_t i, uint32_t end, size_t *kind)
{
	for (*kind = 0; *kind < sizeof(kinds) / sizeof(kinds[0]); ++*kind) {
		uint32_t k = eat(s, i, end, kinds[*kind].word);

		if (k > i)
			return k;
	}
	return i;
}

uint32_t
pv_lex_agreement(struct pv_span s, uint32_t i, uint32_t end)
{
	static const char *const articles[] = { "the", "this", "that certain",
		"such", "said", NULL };
	static const char *const nouns[] = { "agreement", "contract",
		"amendment", "addendum", "lease", "terms", "order", "form",
		"msa", "license", "plan", "letter", NULL };
	static const char *const joins[] = { "and", "of", "no.", NULL };
	uint32_t k = eat_any(s, i, end, articles), last = i, next;

	if (k == i)
		return 0;
	for (unsigned words = 0; words < 8 && k < end; words++) {
		next = eat_any(s, k, end, joins);
		if (next > k && words > 0 && last == i) {
			k = next;
			continue;
		}
		if (!pv_isupper(s.ptr[k]))
			break;
		next = eat_any(s, k, end, nouns);
		while (k < end && (pv_isalnum(s.ptr[k]) || s.ptr[k] == '-' ||
		    s.ptr[k] == '/' || s.ptr[k] == '\''))
			k++;
		if (next > i && next >= k && next - k <= 1)
			last = k;
		if (k >= end || s.ptr[k] != ' ')
			break;
		k++;
	}
	/* "Amendment No. 2" */
	if (last > i && (next = eat(s, spaces(s, last, end), end, "no.")) >
	    spaces(s, last, end)) {
		while (next < end && pv_isdigit(s.ptr[next]))
			next++;
		last = next;
	}
	return last - i;
}

/* "of the Hosting Agreement" at i; returns where it ends. */
static uint32_t
eat_agreement(const struct pv_lexing *x, uint32_t i, uint32_t end,
    struct pv_target *t)
{
	struct pv_span s = x->masked;
	static const char *const in[] = { ", of", "of", "to", "in", "under",
		", to", NULL };
	uint32_t k = eat_any(s, spaces(s, i, end), end, in), n;

	if (k == spaces(s, i, end))
		return i;
	n = pv_lex_agreement(s, k, end);
	if (n == 0)
		return i;
	t->of = pv_span_sub(x->text, k, k + n);
	return k + n;
}

/* "(Title)", ", entitled "Title"," at i; returns where it ends. */
static uint32_t
eat_title(const struct pv_lexing *x, uint32_t i, uint32_t end,
    struct pv_span *title)
{
	static const char *const titled[] = { "entitled", "titled",
		"captioned", "headed", "under the heading",
		"under the caption", "under the title", NULL };
	struct pv_span s = x->masked;
	uint32_t k = spaces(s, i, end), close, t;
	const struct pv_quote *q;
	struct pv_range in;

	if (k < end && s.ptr[k] == '(' && k + 1 < end &&
	    pv_isupper(s.ptr[k + 1])) {
		close = k + (uint32_t)pv_span_find(pv_span_sub(s, k, end),
		    PV_SPAN(")"));
		if (close < end && close - k > 3 && close - k < 120) {
			*title = pv_span_sub(x->text, k + 1, close);
			return close + 1;
		}
	}
	if (k < end && s.ptr[k] == ',')
		k = spaces(s, k + 1, end);
	t = eat_any(s, k, end, titled);
	q = t > k ? pv_quote_at(x->quotes, t) : NULL;
	if (q == NULL || q->at.end > end)
		return i;
	in = pv_quote_inside(q);
	*title = pv_span_sub(x->text, in.start, in.end);
	return q->at.end < end && s.ptr[q->at.end] == ',' ?
	    q->at.end + 1 : q->at.end;
}

static struct pv_span
keep(struct pv_lexing *x, const struct pv_cite *c)
{
	struct pv_span s = pv_arena_dup(x->arena, pv_cite_span(c));

	x->targets.failed = x->targets.failed || s.ptr == NULL;
	return s;
}

static void
put(struct pv_lexing *x, const struct pv_target *t)
{
	struct pv_token_of k = { PV_LEX_TARGET, (int32_t)x->targets.len,
		t->at };

	if (pv_vec_add(&x->targets, t))
		pv_vec_add(&x->tokens, &k);
}

/* A label at i behind a kind word; its end, or i. */
static uint32_t
read_label(struct pv_span s, uint32_t i, uint32_t end, struct pv_cite *c)
{
	uint32_t k = i, e;

	if (k < end && s.ptr[k] == '"')
		return i;
	e = pv_cite_read(pv_span_sub(s, 0, end), k, c);
	if (e == i || c->len == 0)
		return i;
	/* a word that begins with a letter, such as "A new" */
	return e < end && pv_isalpha(s.ptr[e]) ? i : e;
}

static void
named(const char *name, struct pv_cite *c)
{
	struct pv_cite full = { .len = 0 };

	pv_cite_add(&full, pv_span_str(name));
	pv_cite_add(&full, pv_cite_span(c));
	*c = full;
}

/* "of Section 7", ", clause (b)" complete a label; returns where it ends. */
static uint32_t
complete(struct pv_span s, uint32_t i, uint32_t end, struct pv_cite *c)
{
	static const char *const in[] = { "of", "in", "to", NULL };
	struct pv_cite other = { .len = 0 }, full = { .len = 0 };
	uint32_t k, e;
	size_t kind = 0;

	for (unsigned level = 0; level < 4; level++) {
		k = spaces(s, i, end);
		if (k < end && s.ptr[k] == ',')
			k = spaces(s, k + 1, end);
		e = eat_any(s, k, end, in);
		e = eat(s, e, end, "the");
		k = eat_kind(s, e, end, &kind);
		e = k > e ? read_label(s, k, end, &other) : k;
		if (e == k)
			return i;
		if (kinds[kind].name[0] != '\0' && c->ptr[0] != '(') {
			/* "Section 2 of Exhibit B" */
			named(kinds[kind].name, &other);
			pv_cite_add(&other, PV_SPAN(", "));
		} else if (kinds[kind].name[0] != '\0') {
			return i;
		} else if (c->ptr[0] != '(' && other.ptr[0] == '(') {
			full = other;
			other = *c;
			*c = full;
		} else if (c->ptr[0] != '(') {
			/* "Section 3.1 of Article 3" */
			if (pv_span_find(pv_cite_span(c), PV_SPAN(".")) ==
			    c->len)
				return i;
			i = e;
			continue;
		}
		full = other;
		pv_cite_add(&full, pv_cite_span(c));
		*c = full;
		i = e;
	}
	return i;
}

/* Up to which label "4.7 through 4.9" goes; appends those between. */
static bool
range(struct pv_lexing *x, struct pv_target *t, struct pv_span to)
{
	struct pv_span a = t->label;
	size_t i = a.len, k = to.len;
	uint64_t first, last;
	struct pv_cite c;
	struct pv_buf b = PV_BUF_INIT;

	while (i > 0 && pv_isdigit(a.ptr[i - 1]))
		i--;
	while (k > 0 && pv_isdigit(to.ptr[k - 1]))
		k--;
	if (!pv_span_eq(pv_span_sub(a, 0, i), pv_span_sub(to, 0, k)) ||
	    !pv_num_parse(pv_span_sub(a, i, a.len), 9999, &first) ||
	    !pv_num_parse(pv_span_sub(to, k, to.len), 9999, &last) ||
	    last <= first || last - first > RANGE_MAX)
		return false;
	while (++first < last) {
		pv_buf_clear(&b);
		pv_buf_span(&b, pv_span_sub(a, 0, i));
		pv_buf_u64(&b, first);
		c.len = 0;
		pv_cite_add(&c, pv_buf_view(&b));
		t->label = keep(x, &c);
		put(x, t);
	}
	pv_buf_release(&b);
	return true;
}

/* "clauses (a) and (b) of Section 5": it is the section of all of them. */
static uint32_t
complete_all(struct pv_lexing *x, size_t first, uint32_t i, uint32_t end)
{
	size_t n = x->targets.len, k;
	struct pv_target *last = PV_VEC_AT(&x->targets, struct pv_target,
	    n - 1), *t;
	struct pv_cite c = { .len = 0 }, full;
	uint32_t e;

	pv_cite_add(&c, last->label);
	e = complete(x->masked, i, end, &c);
	if (e == i || c.len <= last->label.len)
		return i;
	for (k = first; k < n; k++) {
		t = PV_VEC_AT(&x->targets, struct pv_target, k);
		full.len = 0;
		pv_cite_add(&full, pv_span(c.ptr, c.len - last->label.len));
		pv_cite_add(&full, t->label);
		/* the last one tells the prefix to the others */
		if (k + 1 < n)
			t->label = keep(x, &full);
	}
	last->label = keep(x, &c);
	return e;
}

/* "Exhibit A to this Amendment" is attached to it. */
static bool
is_own_part(const struct pv_target *t)
{
	return pv_span_istarts(t->of, PV_SPAN("this ")) &&
	    !pv_span_istarts(t->of, PV_SPAN("this agreement")) &&
	    t->label.len > 6 && pv_isupper(t->label.ptr[0]) &&
	    pv_islower(t->label.ptr[1]);
}

/* Labels at i, one or several; returns where they end, or i. */
static uint32_t
labels(struct pv_lexing *x, uint32_t i, uint32_t end, size_t kind,
    struct pv_target *t)
{
	static const char *const more[] = { ", and", "and", ",", "or",
		"through", "to", NULL };
	struct pv_span s = x->masked;
	struct pv_cite c, full;
	size_t first = x->targets.len, other = 0;
	uint32_t e = read_label(s, i, end, &c), k, next;
	bool through;

	if (e == i)
		return i;
	named(kinds[kind].name, &c);
	e = complete(s, e, end, &c);
	e = eat_title(x, e, end, &t->title);
	t->label = keep(x, &c);
	t->at.end = e;
	put(x, t);
	for (;;) {
		k = spaces(s, e, end);
		through = pv_span_istarts(pv_span_sub(s, k, end),
		    PV_SPAN("through")) || pv_span_istarts(
		    pv_span_sub(s, k, end), PV_SPAN("to"));
		next = eat_any(s, k, end, more);
		if (next == k)
			break;
		k = eat_kind(s, next, end, &other);
		if (k > next && kinds[other].name[0] != '\0')
			kind = other;
		next = read_label(s, k, end, &full);
		if (next == k || (next < end && s.ptr[next] == '"'))
			break;
		if (full.ptr[0] == '(') {
			struct pv_cite up = { .len = 0 };

			if (pv_cite_up(t->label).len == 0 &&
			    t->label.ptr[0] != '(')
				break;
			pv_cite_add(&up, pv_cite_up(t->label));
			pv_cite_add(&up, pv_cite_span(&full));
			full = up;
		} else {
			named(kinds[kind].name, &full);
		}
		if (through && !range(x, t, pv_cite_span(&full)))
			break;
		t->title = pv_span("", 0);
		e = eat_title(x, next, end, &t->title);
		t->label = keep(x, &full);
		t->at.end = e;
		put(x, t);
	}
	if (x->targets.len - first > 1 && t->label.ptr[0] == '(')
		e = complete_all(x, first, e, end);
	k = eat_agreement(x, e, end, t);
	if (k > e)
		k = eat_title(x, k, end, &t->title);
	if (is_own_part(t)) {
		x->tokens.len -= x->targets.len - first;
		x->targets.len = first;
		pv_vec_add(&x->tokens, &(struct pv_token_of){ PV_LEX_HERETO, 0,
		    t->at });
	}
	for (; first < x->targets.len; first++)
		PV_VEC_AT(&x->targets, struct pv_target, first)->of = t->of;
	return k;
}

/* Clauses that are called by their headings have one of these names. */
static uint32_t
eat_clause(struct pv_span s, uint32_t i, uint32_t end)
{
	static const char *const nouns[] = { "section", "subsection",
		"article", "paragraph", "clause", "provision", NULL };

	return eat_any(s, i, end, nouns);
}

/* Does a label stand at i, so that what is before it is no heading? */
static bool
is_labelled(struct pv_span s, uint32_t i, uint32_t end)
{
	struct pv_cite c;

	return read_label(s, i, end, &c) > i;
}

/* "a new section entitled "Fees"" is not there yet. */
static bool
is_new(const struct pv_lexing *x)
{
	return x->tokens.len > 0 && PV_VEC_AT(&x->tokens,
	    struct pv_token_of, x->tokens.len - 1)->lex == PV_LEX_NEW;
}

static uint32_t
put_heading(struct pv_lexing *x, struct pv_span heading, uint32_t at,
    uint32_t end, struct pv_target *t)
{
	while (heading.len > 0 &&
	    strchr(".,:", heading.ptr[heading.len - 1]) != NULL)
		heading.len--;
	t->kind = PV_TARGET_CLAUSE;
	t->label = PV_SPAN("");
	t->heading = heading;
	t->at.end = at;
	if (t->of.len == 0)
		at = eat_agreement(x, at, end, t);
	put(x, t);
	return at;
}

/* "entitled "Fees"" behind "the section" at i; its end, or i. */
static uint32_t
titled(struct pv_lexing *x, uint32_t i, uint32_t end, struct pv_target *t)
{
	struct pv_span title = { "", 0 };
	uint32_t k = eat_agreement(x, i, end, t);
	uint32_t e = eat_title(x, k, end, &title);
	const struct pv_quote *q = pv_quote_from(x->quotes, k);

	if (e == k || q == NULL || q->at.end > e || is_new(x))
		return i;
	return put_heading(x, title, e, end, t);
}

/* "the FEES section": words in capitals at i; the end, or i. */
static uint32_t
capitals(struct pv_lexing *x, uint32_t i, uint32_t end, struct pv_target *t)
{
	static const char *const small[] = { "and", "of", "or", "for", "to",
		"the", NULL };
	struct pv_span s = x->masked;
	uint32_t k = i, last = i, e;

	for (unsigned words = 0; words < 8 && k < end; words++) {
		e = eat_clause(s, k, end);
		if (e > k && words > 0 && !pv_isupper(s.ptr[k]))
			return is_labelled(s, e, end) ? i : put_heading(x,
			    pv_span_sub(x->text, i, last), e, end, t);
		e = words > 0 ? eat_any(s, k, end, small) : k;
		if (e == k && !pv_isupper(s.ptr[k]))
			return i;
		while (e == k && last < end && last >= k &&
		    (pv_isalnum(s.ptr[last]) || strchr("-/&'",
		    s.ptr[last]) != NULL))
			last++;
		if (e == k) {
			if (last >= end || s.ptr[last] != ' ')
				return i;
			e = last + 1;
		}
		k = e;
		last = pv_isupper(s.ptr[k]) ? k : last;
	}
	return i;
}

uint32_t
pv_lex_headed(struct pv_lexing *x, uint32_t i, uint32_t end)
{
	const struct pv_quote *q = pv_quote_at(x->quotes, i);
	struct pv_target t = { .at = { i, i } };
	struct pv_range in;
	uint32_t k, e;

	if (q == NULL || q->at.end >= end)
		return 0;
	k = spaces(x->masked, q->at.end, end);
	e = eat_clause(x->masked, k, end);
	if (e == k || k == q->at.end || is_labelled(x->masked, e, end))
		return 0;
	in = pv_quote_inside(q);
	return put_heading(x, pv_span_sub(x->text, in.start, in.end), e, end,
	    &t) - i;
}

/* Terms behind "definition of"; returns where they end, or i. */
static uint32_t
terms(struct pv_lexing *x, uint32_t i, uint32_t end, struct pv_target *t)
{
	static const char *const skip[] = { "of", "for", "the", "term",
		"terms", "each", NULL };
	static const char *const more[] = { ", and", "and", ",", NULL };
	struct pv_span s = x->masked;
	const struct pv_quote *q;
	uint32_t k = i, e = i, next;

	while ((next = eat_any(s, k, end, skip)) > k)
		k = next;
	t->kind = PV_TARGET_DEFINITION;
	while ((q = pv_quote_at(x->quotes, k)) != NULL && q->at.end <= end) {
		struct pv_range in = pv_quote_inside(q);

		t->label = pv_span_sub(x->text, in.start, in.end);
		while (t->label.len > 0 &&
		    strchr(",.", t->label.ptr[t->label.len - 1]) != NULL)
			t->label.len--;
		t->at.end = q->at.end;
		put(x, t);
		e = q->at.end;
		k = eat_any(s, spaces(s, e, end), end, more);
	}
	if (e > i)
		return e;
	/* not in quotes: words in capitals */
	for (e = k; e < end && pv_isupper(s.ptr[e]); e = next + 1) {
		next = e;
		while (next < end && (pv_isalnum(s.ptr[next]) ||
		    s.ptr[next] == '-'))
			next++;
		t->at.end = next;
		if (next >= end || s.ptr[next] != ' ')
			break;
	}
	if (e == k)
		return i;
	t->label = pv_span_sub(x->text, k, t->at.end);
	put(x, t);
	return t->at.end;
}

/* "second sentence (of)" at i; its end, or i. */
static uint32_t
part(struct pv_span s, uint32_t i, uint32_t end, struct pv_target *t)
{
	static const char *const full[] = { "full", "complete", "grammatical",
		NULL };
	static const char *const in[] = { "of", "in", "to", "contained in",
		"appearing in", "under", NULL };
	int32_t n;
	uint32_t k = i + pv_lex_ordinal(s, i, &n), e;

	if (k == i)
		return i;
	k = eat_any(s, spaces(s, k, end), end, full);
	e = eat(s, k, end, "sentence");
	if (e > k) {
		t->sentence = n;
	} else {
		e = eat(s, k, end, "paragraph");
		if (e == k)
			return i;
		t->paragraph = n;
	}
	k = eat_any(s, e, end, in);
	return k > e ? k : e;
}

/* "are renumbered 4.5 and 4.6", "as 4.5": numbers alone may follow. */
static bool
is_renumbered(const struct pv_lexing *x)
{
	size_t n = x->tokens.len;
	const struct pv_token_of *t = x->tokens.ptr;

	if (n > 0 && t[n - 1].lex == PV_LEX_AS)
		n--;
	return n > 0 && t[n - 1].lex == PV_LEX_RENUMBER;
}

uint32_t
pv_lex_target(struct pv_lexing *x, uint32_t i, uint32_t end)
{
	static const char *const whole[] = { "preamble",
		"introductory paragraph", "opening paragraph", NULL };
	static const char *const defined[] = { "definitions", "definition",
		"defined terms", "defined term", NULL };
	struct pv_target t = { .at = { i, i } };
	struct pv_span s = x->masked;
	uint32_t k, e, start = i;
	size_t kind = 0;

	if (is_renumbered(x) && (k = labels(x, i, end, 0, &t)) > i)
		return k - i;
	k = part(s, i, end, &t);
	if (k > i)
		k = part(s, k, end, &t);
	i = eat(s, k, end, "the");
	if (i > k && k == start)
		i = k;
	e = eat_any(s, i, end, defined);
	if (e > i && (k = terms(x, e, end, &t)) > e)
		return k - start;
	t.kind = PV_TARGET_CLAUSE;
	e = s.ptr[i] == (char)0xC2 && i + 2 < end ?
	    spaces(s, i + 2, end) : eat_kind(s, i, end, &kind);
	if (e > i && s.ptr[i] == (char)0xC2)
		kind = 0;
	if (e > i && (k = labels(x, e, end, kind, &t)) > e)
		return k - start;
	if (e > i && kinds[kind].name[0] == '\0' &&
	    (k = titled(x, e, end, &t)) > e)
		return k - start;
	k = eat(s, i, end, "the");
	if ((e = capitals(x, k, end, &t)) > k)
		return e - start;
	e = eat_any(s, i, end, whole);
	if (e > i) {
		t.label = PV_SPAN("preamble");
		t.at.end = eat_agreement(x, e, end, &t);
		put(x, &t);
		return t.at.end - start;
	}
	e = pv_lex_agreement(s, start, end);
	if (e > 0) {
		t.kind = PV_TARGET_AGREEMENT;
		t.of = pv_span_sub(x->text, start, start + e);
		t.at.end = start + e;
		put(x, &t);
		return e;
	}
	if (t.sentence == 0 && t.paragraph == 0)
		return 0;
	t.kind = PV_TARGET_NONE;
	t.at.end = i;
	put(x, &t);
	return i - start;
}
