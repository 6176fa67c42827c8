/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ingest/part.h"

#include "ingest/cue.h"
#include "ingest/heading.h"
#include "ingest/number.h"
#include "ingest/saying.h"

#define ENTRY_MAX 160       /* a longer line is no entry of the contents */
#define ENTRIES_MIN 4       /* that make contents without a head */
#define CONTENTS_GAP 2      /* lines that are no entries, between entries */
#define PREAMBLE_WITHIN 80  /* paragraphs */
#define PROSE_MIN 400       /* bytes */
#define PARTY_MAX 600       /* bytes; longer paragraphs hold clauses too */
#define PARTIES_NUMBERED 4  /* parties may be numbered like clauses */
#define PARTIES_MAX 12      /* paragraphs of a preamble */
#define RECITALS_MAX 40     /* that are told by their letters alone */
#define TITLE_WITHIN 4      /* paragraphs between a title and its text */
#define RUN_MAX 90          /* bytes of such a title */
#define AGREE_WITHIN 90     /* bytes of "hereby agree, ... as follows" */
#define RECITAL_MIN 60      /* bytes; shorter is a heading */
#define CUT_MIN 60          /* bytes; shorter lines need no full stop */

struct scan {
	struct pv_span text;
	const struct pv_para *paras;
	size_t n;
	struct pv_vec *out;
	enum pv_part_kind now;
	bool preamble_seen;     /* since the last schedule */
	uint32_t numbered;      /* numbered clauses since then */
	size_t preamble_at;     /* the first preamble, or n */
	size_t salutation;      /* of a letter, or n */
	size_t parties;         /* paragraphs of this preamble */
	struct pv_range name;   /* of the schedule that is open */
};

static struct pv_span
para_text(const struct scan *s, size_t i)
{
	return pv_span_trim(pv_span_sub(s->text, s->paras[i].text.start,
	    s->paras[i].text.end));
}

static void
begin(struct scan *s, enum pv_part_kind kind, size_t para, uint32_t at)
{
	struct pv_part *p;

	if (s->now == kind && s->out->len > 0 && kind != PV_PART_SCHEDULE)
		return;
	p = pv_vec_push(s->out);
	if (p == NULL)
		return;
	p->kind = (uint8_t)kind;
	p->at = at;
	p->para = (uint32_t)para;
	s->now = kind;
}

/* "4.2 Licence Grant ........ 17", "ARTICLE IV - TERM 12" */
static bool
has_page_number(struct pv_span s)
{
	size_t i = s.len, from;

	if (pv_span_find(s, PV_SPAN("....")) < s.len ||
	    pv_span_find(s, PV_SPAN(". . .")) < s.len)
		return true;
	while (i > 0 && pv_isdigit(s.ptr[i - 1]))
		i--;
	from = i;
	return s.len - from >= 1 && s.len - from <= 3 && from > 2 &&
	    (pv_isspace(s.ptr[from - 1]) ? s.ptr[from - 2] != '.' :
	    pv_isdigit(s.ptr[0]) && pv_isalpha(s.ptr[from - 1]) &&
	    pv_isalpha(s.ptr[from - 2])) && s.len <= ENTRY_MAX;
}

static bool
opens_entry(struct pv_span w)
{
	if (w.len > 1 && pv_isdigit(w.ptr[0]) && (w.ptr[w.len - 1] == '.' ||
	    pv_span_find(w, PV_SPAN(".")) < w.len))
		return true;
	return pv_span_ieq(w, PV_SPAN("article")) ||
	    pv_span_ieq(w, PV_SPAN("section")) ||
	    pv_span_ieq(w, PV_SPAN("exhibit")) ||
	    pv_span_ieq(w, PV_SPAN("schedule")) ||
	    pv_span_ieq(w, PV_SPAN("appendix")) ||
	    pv_span_ieq(w, PV_SPAN("annex"));
}

static bool
is_page(struct pv_span w)
{
	for (size_t i = 0; i < w.len; i++)
		if (!pv_isdigit(w.ptr[i]))
			return false;
	return w.len > 0 && w.len <= 3;
}

/*
 * Entries of contents that lost their line breaks, 0 for any other text:
 * "1.1 Term 4 1.2 Fees 5 1.3 ..."
 */
static size_t
dense_entries(struct pv_span t)
{
	size_t pages = 0, at = 0, from, ink = 0;
	bool page = false;

	while (at < t.len) {
		struct pv_span w;

		while (at < t.len && pv_isspace(t.ptr[at]))
			at++;
		for (from = at; at < t.len && !pv_isspace(t.ptr[at]); at++)
			;
		w = pv_span_sub(t, from, at);
		pages += page && opens_entry(w);
		page = is_page(w);
		while (w.len > 0 && w.ptr[w.len - 1] == '.')
			w.len--;
		ink += w.len + 1;
	}
	pages += page;
	return pages >= 2 && pages * 140 > ink ? pages : 0;
}

static bool
is_entry(const struct scan *s, size_t i)
{
	struct pv_span t = para_text(s, i);
	struct pv_range name;
	struct pv_number num;

	if (t.len == 0 || has_page_number(t) ||
	    dense_entries(t) > 0)
		return true;
	if (t.len > ENTRY_MAX)
		return false;
	return pv_schedule_head(s->text, &s->paras[i], &name) ||
	    pv_number_read(s->text, s->paras[i].text.start,
	    s->paras[i].text.end, &num) || pv_titled(t) ||
	    s->paras[i].kind == PV_BLOCK_ITEM ||
	    s->paras[i].kind == PV_BLOCK_ROW;
}

/* The entry without leaders, page number and punctuation. */
static struct pv_span
entry_key(struct pv_span s)
{
	while (s.len > 0 && !pv_isalpha(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

/* One past the last line of the contents that begin at line i. */
static size_t
contents_end(const struct scan *s, size_t i)
{
	struct pv_span first = { "", 0 }, key;
	size_t end = i + 1, miss = 0, k;

	for (k = i + 1; k < s->n && miss <= CONTENTS_GAP; k++) {
		struct pv_span t = para_text(s, k);

		if (!is_entry(s, k)) {
			miss += t.len > ENTRY_MAX ? CONTENTS_GAP + 1 : 1;
			continue;
		}
		key = entry_key(t);
		if (first.len > 0 && pv_span_ieq(key, first) &&
		    !has_page_number(t))
			return k;
		if (first.len == 0 && key.len > 3)
			first = key;
		miss = 0;
		end = k + 1;
	}
	return end;
}

/* How many entries line i surely is: it has numbers at both ends. */
static size_t
sure_entries(const struct scan *s, size_t i)
{
	const struct pv_para *p = &s->paras[i];
	struct pv_span t = para_text(s, i);
	struct pv_range name;
	struct pv_number num;
	size_t dense = dense_entries(t);

	if (dense == 0 && t.len <= ENTRY_MAX && has_page_number(t) &&
	    (pv_span_find(t, PV_SPAN("...")) < t.len ||
	    pv_number_read(s->text, p->text.start, p->text.end, &num) ||
	    pv_schedule_head(s->text, p, &name)))
		return 1;
	return dense;
}

/* One past the last of the entries that run on from line i without a head. */
static size_t
entries_end(const struct scan *s, size_t i)
{
	size_t sure = 0, end = i, n;

	for (size_t k = i; k < s->n && k - end <= CONTENTS_GAP; k++) {
		n = sure_entries(s, k);
		if (n > 0)
			end = k + 1;
		else if (k == i || para_text(s, k).len > ENTRY_MAX)
			break;
		sure += n;
	}
	return sure >= ENTRIES_MIN ? end : i;
}

static size_t
contents(struct scan *s, size_t i)
{
	struct pv_span t = para_text(s, i);
	size_t end;

	if (s->now == PV_PART_SIGNATURE && pv_span_find(t, PV_SPAN("....")) ==
	    t.len)
		return i;
	if (pv_says_contents(t) || (s->now == PV_PART_TITLE && t.len < 60 &&
	    pv_span_ends(t, PV_SPAN(" CONTENTS")))) {
		end = contents_end(s, i);
		if (end - i < 3 && (end - i < 2 ||
		    dense_entries(para_text(s, i + 1)) < 3))
			return i;
	} else {
		end = entries_end(s, i);
	}
	return end;
}

/* The salutation of a letter, which nothing but short lines precede; or n. */
static size_t
find_salutation(const struct scan *s)
{
	for (size_t i = 0; i < s->n && i < PREAMBLE_WITHIN; i++) {
		struct pv_span t = para_text(s, i);

		if (pv_says_greeting(t))
			return i;
		if (t.len > PROSE_MIN / 2)
			break;
	}
	return s->n;
}

/* A numbered clause that ends an execution block: the first of a series. */
static bool
opens_series(const struct scan *s, size_t i)
{
	struct pv_number n;
	struct pv_span t = para_text(s, i);
	const struct pv_para *p = &s->paras[i];

	if (!pv_number_read(s->text, p->text.start, p->text.end, &n) ||
	    n.form == PV_NUM_PAREN || t.len < 40)
		return n.nparts == 1 && n.prefix == PV_NUM_ARTICLE &&
		    n.parts[0].value == 1;
	return n.parts[n.nparts - 1].value == 1 && n.parts[0].value == 1 &&
	    n.stop && n.parts[0].numeral == PV_NUMERAL_ARABIC;
}

/* Where the execution block that shows itself at line i begins. */
static size_t
execution_start(const struct scan *s, size_t i)
{
	size_t k = i;

	while (k > 0 && i - k < 3 && para_text(s, k - 1).len < 60 &&
	    pv_head_rank(s->text, &s->paras[k - 1]) != PV_HEAD_NONE &&
	    (s->out->len == 0 || PV_VEC_AT(s->out, struct pv_part,
	    s->out->len - 1)->para < k - 1))
		k--;
	return k;
}

static const char *const witness_words[] = { "IN WITNESS WHEREOF",
	"In Witness Whereof", "In witness whereof", "IN WITNESS HEREOF" };
static const char *const therefore_words[] = { "NOW, THEREFORE",
	"NOW THEREFORE", "Now, therefore", "Now therefore", "Now, Therefore",
	"NOW, THEREFOR", "NOW IT IS", "Now Therefore", "NOW, THERFORE",
	"THEREFORE,", "NOW , THEREFORE", "NOW,THEREFORE" };
static const char *const whereas_words[] = { "WHEREAS", "Whereas,", "RECITALS",
	"WITNESSETH", "W I T N E S S E T H", "R E C I T A L S",
	"Whereas:", "RECITALS:" };

static bool
any_here(struct pv_span s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (pv_span_starts(s, pv_span_str(words[i])))
			return true;
	return false;
}

#define ANY_HERE(s, words) \
	any_here((s), (words), sizeof(words) / sizeof((words)[0]))

static bool
same_name(const struct scan *s, struct pv_range a, struct pv_range b)
{
	return pv_span_ieq(pv_span_sub(s->text, a.start, a.end),
	    pv_span_sub(s->text, b.start, b.end));
}

static void
begin_schedule(struct scan *s, size_t i, struct pv_range name)
{
	s->name = name;
	begin(s, PV_PART_SCHEDULE, i, name.start);
	if (s->out->failed)
		return;
	PV_VEC_AT(s->out, struct pv_part, s->out->len - 1)->name = name;
	s->preamble_seen = false;
	s->numbered = 0;
}

/* A schedule whose name a page's edge or a lost line end has put inside. */
static bool
inline_schedule(struct scan *s, size_t i, uint32_t at)
{
	const struct pv_para *p = &s->paras[i];
	bool loose = s->now == PV_PART_SIGNATURE;
	struct pv_range name;

	if (!loose && (s->now < PV_PART_BODY || s->now == PV_PART_CONTENTS ||
	    at - p->text.start > ENTRY_MAX))
		return false;
	name = pv_schedule_inside(s->text, p->text, at, loose);
	if (name.end == name.start || same_name(s, s->name, name))
		return false;
	begin_schedule(s, i, name);
	return true;
}

static bool
early(const struct scan *s, size_t i)
{
	return (s->now == PV_PART_TITLE || s->now == PV_PART_PREAMBLE ||
	    s->now == PV_PART_SCHEDULE || s->now == PV_PART_CONTENTS ||
	    (s->now == PV_PART_BODY && s->numbered <= PARTIES_NUMBERED &&
	    i < PREAMBLE_WITHIN));
}

/* Where the body begins behind "agree as follows:" at `at`; `at` if not so. */
static uint32_t
behind_agreement(const struct scan *s, const struct pv_para *p, uint32_t at)
{
	struct pv_span head = pv_span_sub(s->text, at > p->text.start +
	    AGREE_WITHIN ? at - AGREE_WITHIN : p->text.start, at);
	uint32_t to = at + 1;

	if (s->text.ptr[at] != ':' || !pv_says(head, "agree", head.len) ||
	    (!pv_span_ends(head, PV_SPAN("as follows")) &&
	    !pv_span_ends(head, PV_SPAN("the following")) &&
	    !pv_span_ends(head, PV_SPAN("following terms and conditions"))))
		return at;
	while (to < p->text.end && pv_isspace(s->text.ptr[to]))
		to++;
	return to < p->text.end ? to : at;
}

/* Parts that begin inside a paragraph, or at its start. */
static void
inline_parts(struct scan *s, size_t i)
{
	const struct pv_para *p = &s->paras[i];

	for (uint32_t at = p->text.start; at + 8 < p->text.end; at++) {
		struct pv_span rest;
		char c = s->text.ptr[at];

		if (c == ':' && s->now == PV_PART_RECITALS &&
		    behind_agreement(s, p, at) > at) {
			begin(s, PV_PART_BODY, i, behind_agreement(s, p, at));
			continue;
		}
		if (!pv_isupper(c) || (at > p->text.start &&
		    (pv_isalnum(s->text.ptr[at - 1]) ||
		    s->text.ptr[at - 1] == '"')) ||
		    ((c == 'E' || c == 'S' || c == 'A') &&
		    inline_schedule(s, i, at)))
			continue;
		rest = pv_span_sub(s->text, at, p->text.end);
		if (ANY_HERE(rest, witness_words))
			begin(s, PV_PART_SIGNATURE, i, at);
		else if (s->now == PV_PART_RECITALS &&
		    ANY_HERE(rest, therefore_words))
			begin(s, PV_PART_BODY, i, at);
		else if ((s->now < PV_PART_RECITALS ||
		    (early(s, i) && s->numbered == 0 && c == 'R')) &&
		    ANY_HERE(rest, whereas_words))
			begin(s, PV_PART_RECITALS, i, at);
	}
}

static bool
ends_recitals(const struct scan *s, size_t i)
{
	struct pv_span t = para_text(s, i);
	struct pv_number n;
	const struct pv_para *p = &s->paras[i];

	if (pv_span_istarts(t, PV_SPAN("whereas")))
		return false;
	if (pv_says(t, "agree as follows", t.len) ||
	    pv_says(t, "agreed as follows", t.len) ||
	    pv_says(t, "agrees as follows", t.len) ||
	    pv_says(t, "agree that:", 300))
		return true;
	if (!pv_number_read(s->text, p->text.start, p->text.end, &n))
		return pv_head_rank(s->text, p) >= PV_HEAD_STRONG &&
		    !pv_says_recitals(t) && t.len > 8;
	return n.prefix != PV_NUM_PLAIN || n.nparts > 1;
}

/* Whether "1." opens the body: the recitals before it had other numbers. */
static bool
body_number(const struct scan *s, size_t i)
{
	const struct pv_para *p = &s->paras[i];
	struct pv_number n;
	size_t k = i, from;

	if (!pv_number_read(s->text, p->text.start, p->text.end, &n) ||
	    n.form != PV_NUM_DOT || n.parts[0].value != 1 ||
	    n.parts[0].numeral != PV_NUMERAL_ARABIC)
		return false;
	from = PV_VEC_AT(s->out, struct pv_part, s->out->len - 1)->para;
	k = from + (pv_says_recitals(para_text(s, from)) ? 1 : 0);
	return k < i;
}

/* Value of the capital letter that opens paragraph i, "(A)" or "A.", or 0. */
static uint32_t
capital(const struct scan *s, size_t i)
{
	const struct pv_para *p = &s->paras[i];
	struct pv_number n;

	if (!pv_number_read(s->text, p->text.start, p->text.end, &n) ||
	    n.prefix != PV_NUM_PLAIN || n.nparts != 1 ||
	    n.parts[0].numeral != PV_NUMERAL_UPPER ||
	    (n.form != PV_NUM_PAREN && (p->text.end - p->text.start <
	    RECITAL_MIN || pv_head_rank(s->text, p) != PV_HEAD_NONE)))
		return 0;
	return n.parts[0].value;
}

/*
 * Recitals without a head: paragraphs (A), (B) ... with nothing but "1." or
 * the words of agreement behind them.  Parties are announced by a colon.
 */
static bool
lettered_recitals(const struct scan *s, size_t i)
{
	uint32_t want = 1, got;
	struct pv_span before;
	size_t k;

	if (capital(s, i) != 1 || i == 0)
		return false;
	before = para_text(s, i - 1);
	if (before.len > 0 && pv_cue_end(before) >= PV_CUE_LIST)
		return false;
	if (before.len > 0 && before.ptr[before.len - 1] == ':' &&
	    !pv_says(before, "recital", before.len) &&
	    !pv_says(before, "facts", before.len) &&
	    !pv_says(before, "premises", before.len) &&
	    !pv_says(before, "background", before.len))
		return false;
	for (k = i; k < s->n && k < i + RECITALS_MAX; k++, want++) {
		got = capital(s, k);
		if (got != want)
			break;
	}
	return want > 2 && k < s->n && (body_number(s, k) ||
	    ends_recitals(s, k));
}

static bool
is_numbered(const struct scan *s, size_t i)
{
	struct pv_number n;

	return pv_number_read(s->text, s->paras[i].text.start,
	    s->paras[i].text.end, &n) && n.form == PV_NUM_DOT &&
	    (n.stop || s->paras[i].listed.list != 0);
}

/* Whether the cover ends before paragraph i, where no preamble follows. */
static void
leave_title(struct scan *s, size_t i)
{
	struct pv_span t = para_text(s, i);
	const struct pv_para *p = &s->paras[i];
	bool ahead = s->preamble_at < s->n && i <= s->preamble_at, prose;

	prose = t.len > 200 || (t.len > 0 && (t.ptr[t.len - 1] == '.' ||
	    t.ptr[t.len - 1] == ';' || t.ptr[t.len - 1] == ':'));
	if (is_numbered(s, i) || p->kind == PV_BLOCK_ITEM ||
	    (!ahead && (prose || (i > 0 && p->kind == PV_BLOCK_HEADING))))
		begin(s, PV_PART_BODY, i, p->text.start);
}

/*
 * Text begins behind an execution block, under a title of its own: an
 * attachment, which is cited by its title.  Paragraph i is its first.
 */
static bool
attachment(struct scan *s, size_t i)
{
	size_t from = PV_VEC_AT(s->out, struct pv_part, s->out->len - 1)->para;

	if (s->out->failed || (s->numbered == 0 && s->name.end == 0))
		return false;
	for (size_t k = i; k > from + 1 && i - k < TITLE_WITHIN; k--) {
		struct pv_span t = para_text(s, k - 1);

		if (pv_head_rank(s->text, &s->paras[k - 1]) < PV_HEAD_STRONG ||
		    pv_says_company(t) || t.len > RUN_MAX ||
		    !pv_says_attachment(t))
			continue;
		begin_schedule(s, k - 1, (struct pv_range){
			s->paras[k - 1].text.start,
			s->paras[k - 1].text.start + (uint32_t)t.len });
		return true;
	}
	return false;
}

/* Decide whether paragraph i begins another part at its start. */
static void
block_part(struct scan *s, size_t i)
{
	struct pv_span t = para_text(s, i);
	uint32_t at = s->paras[i].text.start;

	if (early(s, i) && s->now != PV_PART_RECITALS &&
	    (pv_says_recitals(t) || pv_span_istarts(t, PV_SPAN("whereas")))) {
		begin(s, PV_PART_RECITALS, i, at);
		return;
	}
	if (s->now == PV_PART_SIGNATURE) {
		if ((opens_series(s, i) || pv_says_prose(t)) &&
		    !attachment(s, i))
			begin(s, PV_PART_BODY, i, at);
		return;
	}
	if (pv_says_farewell(t)) {
		begin(s, PV_PART_SIGNATURE, i, at);
		return;
	}
	if (early(s, i) && s->numbered == 0 && lettered_recitals(s, i)) {
		begin(s, PV_PART_RECITALS, i, at);
		return;
	}
	if (pv_says_signed(t)) {
		size_t k = execution_start(s, i);

		begin(s, PV_PART_SIGNATURE, k, s->paras[k].text.start);
		return;
	}
	if (s->now == PV_PART_RECITALS) {
		if (ends_recitals(s, i) || body_number(s, i))
			begin(s, PV_PART_BODY, i, at);
		return;
	}
	if (early(s, i) && !s->preamble_seen && !is_numbered(s, i) &&
	    pv_says_parties(t)) {
		begin(s, PV_PART_PREAMBLE, i, at);
		s->preamble_seen = true;
		s->parties = 0;
		return;
	}
	if (s->now == PV_PART_PREAMBLE) {
		if (++s->parties > PARTIES_MAX || !pv_says_more_parties(t) ||
		    para_text(s, i - 1).len > PARTY_MAX ||
		    is_numbered(s, i) ||
		    pv_head_rank(s->text, &s->paras[i]) >= PV_HEAD_STRONG)
			begin(s, PV_PART_BODY, i, at);
	} else if (s->now == PV_PART_TITLE) {
		leave_title(s, i);
	} else if (s->now == PV_PART_CONTENTS) {
		begin(s, s->numbered > 0 || s->preamble_seen ||
		    s->name.end > 0 ? PV_PART_BODY : PV_PART_TITLE, i, at);
		if (s->now == PV_PART_TITLE)
			leave_title(s, i);
	}
}

/* A filing's own exhibit number stands on the first lines. */
static bool
is_filing_number(const struct scan *s, size_t i)
{
	return i <= 2 && s->now == PV_PART_TITLE;
}

/*
 * Whether the schedule heads at i.. are a list of what is attached: several in
 * a row with nothing under them.  Returns one past the last.
 */
static size_t
schedule_list(const struct scan *s, size_t i)
{
	struct pv_range name;
	size_t k = i;

	while (k < s->n && s->paras[k].text.end - s->paras[k].text.start <=
	    ENTRY_MAX && pv_schedule_head(s->text, &s->paras[k], &name))
		k++;
	return k - i >= 3 ? k : i;
}

/* The paragraph before i breaks off: i goes on with its sentence. */
static bool
is_cut_off(const struct scan *s, size_t i)
{
	struct pv_span t;
	enum pv_cue_end end;

	if (i == 0 || s->paras[i].kind == PV_BLOCK_HEADING ||
	    s->paras[i - 1].kind == PV_BLOCK_ROW ||
	    s->paras[i - 1].kind == PV_BLOCK_HEADING)
		return false;
	t = para_text(s, i - 1);
	end = pv_cue_end(t);
	if (pv_cue_caps(t) || end < PV_CUE_OPEN)
		return false;
	if (end == PV_CUE_WANTS)
		return t.len >= CUT_MIN / 2;
	return t.len >= CUT_MIN && pv_islower(t.ptr[t.len - 1]) &&
	    !pv_isupper(s->text.ptr[s->paras[i].text.start + 1]);
}

static bool
schedule(struct scan *s, size_t i)
{
	struct pv_range name;

	if (s->now == PV_PART_SIGNATURE &&
	    inline_schedule(s, i, s->paras[i].text.start))
		return true;
	if (!pv_schedule_head(s->text, &s->paras[i], &name) ||
	    is_filing_number(s, i) || same_name(s, s->name, name) ||
	    is_cut_off(s, i))
		return false;
	begin_schedule(s, i, name);
	return true;
}

/* Paragraph i of a letter's head: names, addresses, date and salutation. */
static void
letter_head(struct scan *s, size_t i)
{
	struct pv_span t = para_text(s, i);
	bool title = t.len == 0 || t.ptr[0] == '[' || pv_says_agreement(t);

	if (s->now == PV_PART_TITLE && !title)
		begin(s, PV_PART_PREAMBLE, i, s->paras[i].text.start);
	s->preamble_seen = true;
}

void
pv_parts(struct pv_span text, const struct pv_para *paras, size_t n,
    struct pv_vec *out)
{
	struct scan s = { text, paras, n, out, PV_PART_TITLE, false, 0, n,
		n, 0, { 0, 0 } };
	size_t i = 0, end;

	for (size_t k = 0; k < n && k < PREAMBLE_WITHIN &&
	    s.preamble_at == n; k++)
		if (pv_says_parties(para_text(&s, k)))
			s.preamble_at = k;
	s.salutation = find_salutation(&s);

	while (i < n && !out->failed) {
		if (out->len == 0)
			begin(&s, PV_PART_TITLE, 0, 0);
		if (s.salutation < n && i <= s.salutation) {
			letter_head(&s, i++);
			continue;
		}
		if (s.salutation < n && i == s.salutation + 1)
			begin(&s, PV_PART_BODY, i, paras[i].text.start);
		end = contents(&s, i);
		if (end <= i && s.now != PV_PART_SIGNATURE)
			end = schedule_list(&s, i);
		if (end > i) {
			begin(&s, PV_PART_CONTENTS, i, paras[i].text.start);
			i = end;
			continue;
		}
		if (paras[i].kind != PV_BLOCK_BREAK && !schedule(&s, i)) {
			block_part(&s, i);
			s.numbered += s.now == PV_PART_BODY &&
			    is_numbered(&s, i);
			inline_parts(&s, i);
		}
		i++;
	}
}
