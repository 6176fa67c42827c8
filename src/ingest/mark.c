/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ingest/mark.h"

#include "base/num.h"
#include "base/utf8.h"
#include "ingest/heading.h"
#include "ingest/marker.h"
#include "ingest/refword.h"

#define TERM_MAX 100    /* bytes of a defined term */
#define NAME_NEAR 512 /* bytes before a number that may show it in a name */
#define COVER_MAX 600   /* bytes of a paragraph that is cover or parties only */
#define TERMS_MIN 3     /* definitions that make a list of a paragraph */
#define CHAIN_MAX 12    /* "Sections 2, 3(a), 4 and 5" */

struct scan {
	struct pv_marks *m;
	struct pv_span text;
	const struct pv_para *p;
	uint32_t para;
	uint8_t part;           /* enum pv_part_kind in force */
	bool fresh;             /* since the last number */
	bool indented;          /* relative lists show their depth in columns */
	bool nested;            /* the last number at a block start did so */
	bool sentence;
	uint32_t terms, terms_at; /* definitions in the paragraph, counted once */
	uint32_t last_end;      /* end of the last number in this paragraph */
	struct {
		uint32_t value, roman;
		uint8_t nparts;
	} last;                 /* that number */
	struct pv_number num;
};

static char
char_at(const struct scan *s, uint32_t at)
{
	return at < s->p->text.end ? s->text.ptr[at] : '\0';
}

static struct pv_mark *
add(struct scan *s, enum pv_mark_kind kind, uint32_t at, uint32_t end)
{
	struct pv_mark *k = pv_vec_push(&s->m->marks);

	if (k == NULL)
		return NULL;
	k->kind = (uint8_t)kind;
	k->part = s->part;
	k->at = at;
	k->end = end;
	k->para = s->para;
	if (at == s->p->text.start)
		k->flags |= PV_MARK_BLOCK;
	return k;
}

/* Offset of the last byte before `at` that is not white space, or at. */
static uint32_t
before(const struct scan *s, uint32_t from, uint32_t at)
{
	uint32_t k = at;

	while (k > from && pv_isspace(s->text.ptr[k - 1]))
		k--;
	return k > from ? k - 1 : at;
}

/*
 * Whether the number at `at` is named by a sentence: the words before it are
 * "Section", or a list of numbers that begins with such a word.
 */
static bool
referred(const struct scan *s, uint32_t from, uint32_t at)
{
	bool chained = false;

	for (int i = 0; i < CHAIN_MAX; i++) {
		uint32_t end = at, start;
		struct pv_span w;
		bool comma;

		while (end > from && pv_isspace(s->text.ptr[end - 1]))
			end--;
		for (start = end; start > from && end - start < 24 &&
		    !pv_isspace(s->text.ptr[start - 1]); start--)
			;
		w = pv_span_sub(s->text, start, end);
		if (w.len == 0)
			return false;
		comma = w.ptr[w.len - 1] == ',';
		if (w.ptr[w.len - 1] == ';' || w.ptr[w.len - 1] == ':')
			return false;
		if (comma)
			w.len--;
		if (pv_refers_member(w) || pv_refers_joint(w)) {
			chained = chained || pv_refers_member(w);
			at = start;
			continue;
		}
		if (comma || w.len == 0)
			return false;
		if (w.ptr[w.len - 1] == '.')
			w.len--;
		if (w.len > 0 && w.ptr[0] == '(')
			w = pv_span_sub(w, 1, w.len);
		if (!pv_refers_word(w))
			return false;
		/* "in (a) ..." is not a reference, "in (a) and (b)" may be. */
		return w.len > 3 || chained || pv_span_ieq(w, PV_SPAN("no")) ||
		    pv_span_ieq(w, PV_SPAN("sec")) || w.ptr[0] == '\xc2';
	}
	return true;
}

/* "thirty (30)", "one (1)": the number in figures behind the one in words. */
static bool
repeats_word(const struct scan *s, uint32_t at)
{
	static const char *const tens[] = { "thirty", "forty", "fifty", "sixty",
		"seventy", "eighty", "ninety", "hundred", "thousand", "million",
		"percent", "zero", "twenty" };
	uint32_t end = at, start;
	struct pv_span w;

	while (end > s->p->text.start && pv_isspace(s->text.ptr[end - 1]))
		end--;
	for (start = end; start > s->p->text.start &&
	    pv_isalpha(s->text.ptr[start - 1]); start--)
		;
	w = pv_span_sub(s->text, start, end);
	if (w.len == 0)
		return false;
	return pv_num_word(w) != 0 || PV_WORD_IN(w, tens);
}

/* Whether text follows that an item could consist of. */
static bool
has_content(const struct scan *s, uint32_t at)
{
	static const char *const others[] = { "and (", "or (", "above",
		"through (", ",", ";", ")", "." };
	struct pv_span rest = pv_span_trim(pv_span_sub(s->text, at,
	    s->p->text.end));

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (pv_span_starts(rest, pv_span_str(others[i])))
			return false;
	return rest.len > 0;
}

static char
next_char(const struct scan *s, uint32_t at)
{
	while (pv_isspace(char_at(s, at)) || char_at(s, at) == '"')
		at++;
	return char_at(s, at);
}

static bool
is_year(const struct pv_number *n)
{
	return n->nparts == 1 && n->prefix == PV_NUM_PLAIN &&
	    n->parts[0].numeral == PV_NUMERAL_ARABIC &&
	    n->parts[0].value >= 1900 && n->parts[0].value < 2100;
}

/* "4.30 p.m.", "1.5 million", "2.5% of": an amount, not a number. */
static bool
is_amount(const struct scan *s, const struct pv_number *n)
{
	static const char *const units[] = { "percent", "million", "billion",
		"hours", "days", "months", "years", "p.m", "a.m", "times", "per",
		"gb", "mb", "mw", "megawatts", "basis", "business", "calendar",
		"x", "units", "of the", "weeks", "minutes", "cents", "dollars" };
	struct pv_span rest = pv_span_trim(pv_span_sub(s->text, n->end,
	    s->p->text.end));

	if (n->prefix != PV_NUM_PLAIN || n->form != PV_NUM_DOT)
		return false;
	if (rest.len > 0 && (rest.ptr[0] == '%' || rest.ptr[0] == '$'))
		return true;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (pv_span_istarts(rest, pv_span_str(units[i])) &&
		    !pv_isupper(rest.ptr[0]) && (rest.len ==
		    strlen(units[i]) || !pv_isalpha(rest.ptr[strlen(units[i])])))
			return true;
	return false;
}

static int
block_evidence(const struct scan *s)
{
	const struct pv_number *n = &s->num;
	char next = next_char(s, n->end);
	bool low = pv_islower(next), arabic;
	int e;

	arabic = n->parts[0].numeral == PV_NUMERAL_ARABIC;
	if (s->p->listed.list != 0)
		return 90;
	if (n->prefix == PV_NUM_ARTICLE || n->prefix == PV_NUM_PART)
		return low ? 0 : 90;
	if (n->prefix == PV_NUM_SECTION)
		return low ? (n->stop && s->text.ptr[n->end - 1] == '.' ? 40 :
		    0) : 70;
	if (s->p->flags & PV_BLOCK_FROM_STRUCTURE)
		return 90;
	if (n->nparts > 1)
		e = low ? 34 : 55;
	else if (n->form != PV_NUM_DOT)
		e = low ? 40 : 45;
	else if (!n->stop)
		e = low || next == '\0' || !arabic ? 0 : 20;
	else
		e = arabic ? (low ? 35 : 50) : (low ? 30 : 40);
	if (is_year(n))
		e -= 30;
	if (s->p->kind == PV_BLOCK_ROW)
		e -= 20;
	if (s->p->kind == PV_BLOCK_HEADING)
		e += 25;
	if (next == '\0' && n->form == PV_NUM_DOT)
		e -= 10;
	if (is_amount(s, n))
		e -= 45;
	return e;
}

/* What precedes an inline number, as it bears on its being one. */
enum opening { OPEN_WORD, OPEN_COMMA, OPEN_ITEM, OPEN_SENTENCE };

static enum opening
opening(const struct scan *s, uint32_t at)
{
	uint32_t k = before(s, s->p->text.start, at);
	struct pv_span head;
	char c = s->text.ptr[k];

	while (k > s->p->text.start && (c == '"' || c == '\'' || c == ')' ||
	    c == ']' || c == '*'))
		c = s->text.ptr[--k];
	if (c == '.' || c == ':' || c == '?')
		return OPEN_SENTENCE;
	if (c == ';' || c == '-')
		return OPEN_ITEM;
	if (c == ',')
		return OPEN_COMMA;
	head = pv_span_sub(s->text, k >= s->p->text.start + 5 ? k - 4 :
	    s->p->text.start, k + 1);
	if (pv_span_ends(head, PV_SPAN(" and")) ||
	    pv_span_ends(head, PV_SPAN(" or")) ||
	    pv_span_ends(head, PV_SPAN("d/or")))
		return OPEN_ITEM;
	return OPEN_WORD;
}

static int
inline_paren_evidence(const struct scan *s, enum opening open)
{
	static const int by_opening[] = { [OPEN_WORD] = 16, [OPEN_COMMA] = 20,
		[OPEN_ITEM] = 26, [OPEN_SENTENCE] = 28 };
	const struct pv_number *n = &s->num;
	bool arabic = n->parts[0].numeral == PV_NUMERAL_ARABIC;

	if (!has_content(s, n->end))
		return 0;
	if (arabic && (repeats_word(s, n->start) || n->parts[0].value > 60))
		return 0;
	return open == OPEN_WORD && arabic ? 12 : by_opening[open];
}

/*
 * "16 TRANSFERS 16.1 ...": a number without a full stop heads what it stands
 * before when its first section follows its title.
 */
static bool
heads_section(const struct scan *s)
{
	const struct pv_number *n = &s->num;
	struct pv_span number = pv_span_sub(s->text, n->start, n->end), rest;
	size_t at;

	if (n->prefix != PV_NUM_PLAIN || n->nparts != 1 || n->stop ||
	    n->parts[0].numeral != PV_NUMERAL_ARABIC)
		return false;
	rest = pv_span_sub(s->text, n->end, (size_t)n->end + TERM_MAX);
	for (at = 4; at < rest.len && rest.ptr[at] != '\n'; at++) {
		struct pv_span w = pv_span_sub(rest, at, rest.len);

		if (!pv_isspace(rest.ptr[at - 1]) || !pv_span_starts(w, number))
			continue;
		w = pv_span_sub(w, number.len, w.len);
		return (pv_span_starts(w, PV_SPAN(".1 ")) ||
		    pv_span_starts(w, PV_SPAN(".1. ")) ||
		    pv_span_starts(w, PV_SPAN(".01 "))) &&
		    pv_titled(pv_span_sub(rest, 0, at));
	}
	return false;
}

/*
 * "Kestrel 3.1 is licensed under the Kestrel 3.1 License": a word and a number
 * that stand together once more are a name.
 */
static bool
is_name(const struct scan *s)
{
	uint32_t from = s->p->text.start, start = s->num.start, len;

	while (start > from && pv_isspace(s->text.ptr[start - 1]))
		start--;
	while (start > from && !pv_isspace(s->text.ptr[start - 1]))
		start--;
	len = s->num.end - start;
	if (start - from > NAME_NEAR)
		from = start - NAME_NEAR;
	for (; start >= from + len; from++)
		if (memcmp(s->text.ptr + from, s->text.ptr + start, len) == 0)
			return true;
	return false;
}

static int
inline_dotted_evidence(const struct scan *s, enum opening open)
{
	const struct pv_number *n = &s->num;
	char next = next_char(s, n->end);
	bool arabic = n->parts[0].numeral == PV_NUMERAL_ARABIC;

	if (n->prefix != PV_NUM_PLAIN && next == '-')
		next = next_char(s, n->end + 2);
	if (open == OPEN_SENTENCE && heads_section(s))
		return 30;
	if (!(pv_isupper(next) || next == '[') || is_year(n) || !n->stop ||
	    is_amount(s, n))
		return 0;
	if (n->prefix != PV_NUM_PLAIN) {
		bool titled = pv_isupper(char_at(s, n->end + 1)) ||
		    s->text.ptr[n->end - 1] == '.';
		return open == OPEN_SENTENCE && titled ? 32 :
		    n->prefix == PV_NUM_ARTICLE && pv_isupper(
		    s->text.ptr[n->start + 1]) ? 32 : 0;
	}
	if (n->nparts > 1)
		return open == OPEN_SENTENCE ? 36 : open == OPEN_ITEM ? 26 :
		    open == OPEN_WORD && is_name(s) ? 0 : 14;
	if (n->form == PV_NUM_HALF)
		return open >= OPEN_ITEM ? 20 : open == OPEN_COMMA ? 12 : 0;
	if (arabic)
		return open == OPEN_SENTENCE ? 24 : open == OPEN_ITEM ? 16 :
		    open == OPEN_WORD ? 11 : 0;
	return open == OPEN_SENTENCE ? 15 : 0;
}

static void
add_number(struct scan *s, int evidence, unsigned flags)
{
	const struct pv_number *n = &s->num;
	struct pv_mark *k;
	uint32_t at = n->start;
	uint32_t parts = (uint32_t)s->m->numbers.len;

	/* A bullet in front of a number belongs to it. */
	if (flags & PV_MARK_BLOCK)
		at = s->p->text.start;
	for (uint8_t i = 0; i < n->nparts; i++)
		if (!pv_vec_add(&s->m->numbers, &n->parts[i]))
			return;
	k = add(s, PV_MARK_NUMBER, at, n->end);
	if (k == NULL)
		return;
	k->prefix = n->prefix;
	k->form = n->form;
	k->nparts = n->nparts;
	k->parts = parts;
	k->evidence = (int16_t)evidence;
	k->flags |= (uint16_t)flags;
	if (s->fresh)
		k->flags |= PV_MARK_FRESH;
	if (s->sentence)
		k->flags |= PV_MARK_SENTENCE;
	k->level = flags & PV_MARK_BLOCK ? s->p->level : 0;
	if (flags & PV_MARK_BLOCK)
		k->listed = s->p->listed;
	if (flags & PV_MARK_RELATIVE && s->indented)
		k->level = (uint16_t)(s->p->indent + 1);
	s->fresh = s->sentence = false;
	s->last_end = n->end;
	s->last.value = n->parts[0].value;
	s->last.roman = n->parts[0].roman;
	s->last.nparts = n->nparts;
}

/* Whether the text before `at` announces a list. */
static bool
announces(const struct scan *s, uint32_t at)
{
	uint32_t from = s->p->text.start, k;
	char c;

	if (at == from) {
		if (s->para == 0)
			return false;
		from = s->m->paras[s->para - 1].text.start;
		at = s->m->paras[s->para - 1].text.end;
	}
	k = before(s, from, at);
	c = k < s->text.len ? s->text.ptr[k] : '\0';
	return c == ':' || c == '-' || (unsigned char)c >= 0x80;
}

/* A line that goes on from "... pursuant to Section" is no clause. */
static bool
wrapped_reference(const struct scan *s)
{
	const struct pv_para *prev;
	struct pv_span w;
	uint32_t start;

	if (s->para == 0 || s->p->kind == PV_BLOCK_HEADING ||
	    s->p->listed.list != 0)
		return false;
	prev = &s->m->paras[s->para - 1];
	for (start = prev->text.end; start > prev->text.start &&
	    !pv_isspace(s->text.ptr[start - 1]); start--)
		;
	w = pv_span_sub(s->text, start, prev->text.end);
	return start > prev->text.start && w.len > 3 && w.ptr[w.len - 1] != '.' &&
	    pv_refers_word(w) && !pv_all_caps(w) &&
	    prev->text.end - prev->text.start > 40;
}

static uint32_t
skip_bullet(const struct scan *s)
{
	struct pv_span t = pv_span_sub(s->text, s->p->text.start,
	    s->p->text.end);
	uint32_t cp;
	size_t n = pv_utf8_decode(t, &cp);

	if (t.len <= n + 1 || !pv_marker_bullet(pv_span_sub(t, 0, n)))
		return s->p->text.start;
	if (!pv_isspace(t.ptr[n]) && (n == 1 || !pv_isalnum(t.ptr[n])))
		return s->p->text.start;
	while (n < t.len && pv_isspace(t.ptr[n]))
		n++;
	return s->p->text.start + (uint32_t)n;
}

/* "4.2 (a) Text", "4.2(a)": the numbers that follow the first at once. */
static void
glued(struct scan *s)
{
	uint32_t at = s->num.end;

	for (int i = 0; i < 4; i++) {
		while (char_at(s, at) == ' ')
			at++;
		if (char_at(s, at) != '(' ||
		    !pv_number_read(s->text, at, s->p->text.end, &s->num) ||
		    (s->num.parts[0].numeral == PV_NUMERAL_ARABIC &&
		    s->num.parts[0].value > 60))
			return;
		add_number(s, 35, PV_MARK_GLUED);
		at = s->num.end;
	}
}

/* The end of "Term" (with quotes) that a definition begins with, or at. */
static uint32_t
term_end(const struct scan *s, uint32_t at)
{
	uint32_t end = at + 1;

	if (char_at(s, at) != '"')
		return at;
	while (end < s->p->text.end && end - at < TERM_MAX &&
	    s->text.ptr[end] != '"')
		end++;
	return char_at(s, end) == '"' && end > at + 1 ? end + 1 : at;
}

static bool
defines(const struct scan *s, uint32_t at)
{
	static const char *const verbs[] = { "means", "mean", "shall mean",
		"has the meaning", "have the meaning", "shall have the meaning",
		"refers to", "shall refer to", "includes", "shall include",
		"is defined", "will mean", "will have the meaning", ":", "-",
		"has the same meaning", "shall be", "shall have the same",
		"as used", "when used", "with respect to", "of any", "or \"",
		"and \"", "means,", "for any", "(or", "is the", "in relation" };
	struct pv_span rest = pv_span_trim(pv_span_sub(s->text, at,
	    s->p->text.end));

	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (pv_span_istarts(rest, pv_span_str(verbs[i]))) {
			if (i < 12)
				return true;
			rest = pv_span_sub(rest, 0, 160);
			return verbs[i][0] == ':' || verbs[i][0] == '-' ||
			    pv_span_ifind(rest, PV_SPAN(" mean")) < rest.len;
		}
	return false;
}

static bool
try_definition(struct scan *s, uint32_t at)
{
	uint32_t end = term_end(s, at);
	bool block = at == s->p->text.start || at == skip_bullet(s);
	struct pv_mark *k;

	if (end == at && block && s->p->lead > at + 2 &&
	    s->p->flags & PV_BLOCK_LEAD_BOLD)
		end = s->p->lead;
	if (end == at || end > s->p->text.end || !defines(s, end))
		return false;
	k = add(s, PV_MARK_DEFINITION, block ? s->p->text.start : at, end);
	if (k == NULL)
		return false;
	k->term = at;
	if (at > k->at)
		k->level = s->p->level;
	s->fresh = true;
	return true;
}

static bool
begins_term(const struct scan *s, uint32_t at)
{
	uint32_t end;

	if (char_at(s, at) != '"' || opening(s, at) < OPEN_ITEM ||
	    pv_isalpha(s->text.ptr[before(s, s->p->text.start, at)]))
		return false;
	end = term_end(s, at);
	return end > at && defines(s, end);
}

/*
 * Definitions inside a paragraph are clauses when they come in numbers: a
 * list of terms that lost its line breaks, not a sentence that defines one.
 */
static bool
is_run_of_terms(struct scan *s, uint32_t at)
{
	if (!begins_term(s, at))
		return false;
	for (uint32_t k = at; s->terms_at != s->p->text.start &&
	    k < s->p->text.end; k++)
		s->terms += k > at && s->text.ptr[k] == '"' &&
		    pv_isspace(s->text.ptr[k - 1]) && begins_term(s, k);
	if (s->terms_at != s->p->text.start) {
		s->terms_at = s->p->text.start;
		s->terms++;
	}
	return s->terms >= TERMS_MIN;
}

/* The format says whether the last component is a letter or roman. */
static void
settle_numeral(struct scan *s)
{
	struct pv_num_part *p = &s->num.parts[s->num.nparts - 1];

	if (s->p->listed.list == 0 || p->roman == 0)
		return;
	if (s->p->listed.numeral == PV_NUMERAL_LROMAN ||
	    s->p->listed.numeral == PV_NUMERAL_UROMAN) {
		p->value = p->roman;
		p->numeral = s->p->listed.numeral;
	}
	p->roman = 0;
}

/* Within its list a number says no more than its last component. */
static void
last_part(struct pv_number *n)
{
	n->parts[0] = n->parts[n->nparts - 1];
	n->nparts = 1;
}

static bool
block_number(struct scan *s, uint32_t at)
{
	unsigned flags = PV_MARK_BLOCK;
	int e;

	if (!pv_number_read(s->text, at, s->p->text.end, &s->num) ||
	    wrapped_reference(s))
		return false;
	if (s->p->flags & PV_BLOCK_PATH)
		last_part(&s->num);
	settle_numeral(s);
	e = block_evidence(s);
	if (e <= 0 && s->p->marker.end <= s->p->marker.start)
		return false;
	if (s->p->listed.list == 0 && s->num.prefix == PV_NUM_SECTION &&
	    pv_islower(next_char(s, s->num.end)) &&
	    s->text.ptr[s->num.end - 1] != '.')
		return false;
	if (s->p->kind == PV_BLOCK_HEADING)
		flags |= PV_MARK_HEADED;
	/* A paragraph among nested items is one that the reader missed. */
	if (s->p->flags & PV_BLOCK_RELATIVE || (s->nested && s->indented &&
	    s->p->indent > 0 && s->num.nparts == 1 &&
	    s->num.form == PV_NUM_DOT && s->p->kind == PV_BLOCK_PARA))
		flags |= PV_MARK_RELATIVE;
	s->nested = (flags & PV_MARK_RELATIVE) != 0;
	if (s->p->flags & PV_BLOCK_FROM_STRUCTURE)
		flags |= PV_MARK_CERTAIN;
	if (announces(s, s->p->text.start))
		flags |= PV_MARK_LEADIN;
	add_number(s, e > 10 ? e : 10, flags);
	glued(s);
	return true;
}

/* What the block begins with; returns where to look for more. */
static uint32_t
block_start(struct scan *s)
{
	uint32_t at = skip_bullet(s), start = s->p->text.start;
	enum pv_head_rank rank;
	struct pv_mark *k;

	s->sentence = true;
	s->terms = 0;
	s->terms_at = UINT32_MAX;
	s->last_end = start;
	if (s->part == PV_PART_CONTENTS || s->part == PV_PART_SIGNATURE ||
	    s->part == PV_PART_TITLE)
		return s->p->text.end;
	if (s->part == PV_PART_PREAMBLE) {
		(void)add(s, PV_MARK_PARA, start, start);
		return s->p->text.end;
	}
	if (block_number(s, at))
		return s->num.end;
	if ((at > start || s->p->kind == PV_BLOCK_ITEM) &&
	    try_definition(s, at))
		return at + 1;
	if (at > start || s->p->kind == PV_BLOCK_ITEM) {
		k = add(s, PV_MARK_BULLET, start, at);
		if (k != NULL)
			k->level = s->p->level;
		s->fresh = true;
		return at;
	}
	rank = pv_head_rank(s->text, s->p);
	if (rank != PV_HEAD_NONE) {
		k = add(s, PV_MARK_HEAD, start, s->p->text.end);
		if (k != NULL) {
			k->rank = (uint8_t)rank;
			k->level = s->p->kind == PV_BLOCK_HEADING ?
			    s->p->level : 0;
		}
		s->fresh = s->fresh || rank >= PV_HEAD_STRONG;
		return s->p->text.end;
	}
	if (!try_definition(s, start))
		(void)add(s, PV_MARK_PARA, start, start);
	return start + 1;
}

/* "ARTICLE II FEES Section 2.1": a heading only since the number above. */
static bool
after_title(const struct scan *s, uint32_t at)
{
	const struct pv_num_part *p = &s->num.parts[0];

	return s->num.nparts == 2 && s->last.nparts == 1 &&
	    (p->value == s->last.value || p->value == s->last.roman) &&
	    at - s->last_end > 3 && at - s->last_end < TERM_MAX &&
	    s->last_end > s->p->text.start && s->text.ptr[at] != '(' &&
	    pv_titled(pv_span_sub(s->text, s->last_end, at));
}

static void
inline_number(struct scan *s, uint32_t at)
{
	enum opening open = opening(s, at);
	unsigned flags = 0;
	bool paren = s->text.ptr[at] == '(';
	int e;

	if (!pv_number_read(s->text, at, s->p->text.end, &s->num))
		return;
	if (after_title(s, at))
		open = OPEN_SENTENCE;
	if (open < OPEN_ITEM && s->num.prefix == PV_NUM_PLAIN && !paren &&
	    s->num.nparts == 1 && s->num.form == PV_NUM_DOT &&
	    s->num.parts[0].numeral != PV_NUMERAL_ARABIC)
		return;
	e = paren ? inline_paren_evidence(s, open) :
	    inline_dotted_evidence(s, open);
	/* Above the body only its first clauses begin inside a paragraph. */
	if (s->part < PV_PART_RECITALS && (paren || open != OPEN_SENTENCE))
		return;
	if (e <= 0 || (open != OPEN_SENTENCE || paren ?
	    referred(s, s->p->text.start, at) : false))
		return;
	if (announces(s, at))
		flags |= PV_MARK_LEADIN;
	if (open < OPEN_SENTENCE)
		flags |= PV_MARK_RUNNING;
	add_number(s, e, flags);
	glued(s);
}

/* Look for more clauses inside the paragraph, from `at` on. */
static void
inside(struct scan *s, uint32_t at, uint32_t end)
{
	for (; at < end; at++) {
		char c = s->text.ptr[at], prev;

		if (at == s->p->text.start || at < s->last_end)
			continue;
		prev = s->text.ptr[at - 1];
		if (pv_isspace(c) || !pv_isspace(prev)) {
			if (c == '.' || c == '?')
				s->sentence = true;
			continue;
		}
		if (c == 'W' && s->part == PV_PART_RECITALS &&
		    opening(s, at) >= OPEN_COMMA && pv_span_istarts(
		    pv_span_sub(s->text, at, end), PV_SPAN("whereas")))
			(void)add(s, PV_MARK_PARA, at, at);
		else if (c == '(' || pv_isdigit(c) || c == '\xc2')
			inline_number(s, at);
		else if (pv_isalpha(c) && (opening(s, at) >= OPEN_ITEM ||
		    c == 'A' || c == 'S'))
			inline_number(s, at);
		else if (c == '"' && at > s->last_end + 2 && is_run_of_terms(s,
		    at))
			(void)try_definition(s, at);
	}
}

static void
add_part(struct scan *s, const struct pv_part *p)
{
	struct pv_mark *k;
	uint32_t end = p->kind == PV_PART_SCHEDULE ? p->name.end : p->at;

	s->part = p->kind == PV_PART_SCHEDULE ? PV_PART_BODY : p->kind;
	k = add(s, PV_MARK_PART, p->at, end);
	if (k != NULL)
		k->part = p->kind;
	s->fresh = true;
}

void
pv_marks_find(struct pv_marks *m, const struct pv_part *parts, size_t nparts)
{
	struct scan s = { .m = m, .text = m->text };
	size_t next = 0;

	for (size_t i = 0; i < m->nparas && !s.indented; i++)
		s.indented = m->paras[i].flags & PV_BLOCK_RELATIVE &&
		    m->paras[i].indent > 0;
	for (size_t i = 0; i < m->nparas && !m->marks.failed; i++) {
		uint32_t at, end;
		bool head = false;

		s.p = &m->paras[i];
		s.para = (uint32_t)i;
		if (s.p->text.start >= s.p->text.end)
			continue;
		while (next < nparts && parts[next].at <= s.p->text.start) {
			head = parts[next].kind == PV_PART_SCHEDULE;
			add_part(&s, &parts[next++]);
		}
		at = head ? PV_VEC_AT(&m->marks, struct pv_mark,
		    m->marks.len - 1)->end : block_start(&s);
		while (next < nparts && parts[next].at < s.p->text.end) {
			end = parts[next].at;
			inside(&s, at, end);
			/* The body may begin with its first number. */
			at = end + (parts[next].kind != PV_PART_BODY);
			add_part(&s, &parts[next++]);
		}
		if (s.part == PV_PART_BODY || s.part == PV_PART_RECITALS)
			inside(&s, at, s.p->text.end);
		else if (s.part < PV_PART_RECITALS &&
		    s.p->text.end - s.p->text.start > COVER_MAX)
			inside(&s, s.p->text.start + 1, s.p->text.end);
	}
}
