/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ingest/heading.h"

#include "base/date.h"
#include "base/num.h"

#define HEADING_MAX 120     /* bytes; longer runs are prose */
#define CERTAIN_MAX 200     /* of a block that the format calls a heading */
#define RUN_MAX 90
#define FIELD_MAX 30        /* of the name of a field to fill in */
#define WORDS_MAX 14

#define IN_LIST(word, list) \
	in_list((word), (list), sizeof(list) / sizeof((list)[0]))

static bool
in_list(struct pv_span word, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (pv_span_ieq(word, pv_span_str(list[i])))
			return true;
	return false;
}

/* Lower-case words that headings contain. */
static bool
is_connector(struct pv_span w)
{
	static const char *const words[] = { "a", "an", "and", "as", "at", "by",
		"for", "from", "in", "into", "its", "of", "on", "or", "per",
		"the", "to", "upon", "with", "without", "vs", "v", "between",
		"under", "not", "during", "after", "before", "their", "other",
		"than", "within", "against", "through", "over", "no", "etc",
		"re", "s", "e", "related" };

	return IN_LIST(w, words);
}

/* Words that only sentences contain. */
static bool
is_verb(struct pv_span w)
{
	static const char *const words[] = { "shall", "will", "may", "must",
		"is", "are", "was", "were", "be", "been", "has", "have", "had",
		"does", "do", "can", "should", "would", "agrees", "agree",
		"means", "mean", "includes", "hereby", "cannot", "if", "that",
		"which", "who", "this", "these", "it", "means:" };

	return IN_LIST(w, words);
}

struct words {
	size_t total, upper, connectors, lower, verbs, letters, caps;
};

static void
count_word(struct pv_span w, struct words *n)
{
	n->total++;
	if (is_verb(w) && !(w.len > 0 && pv_isupper(w.ptr[w.len - 1])))
		n->verbs++;
	if (pv_isupper(w.ptr[0]) || !pv_isalpha(w.ptr[0]))
		n->upper++;
	else if (is_connector(w))
		n->connectors++;
	else
		n->lower++;
}

static struct words
count_words(struct pv_span s)
{
	struct words n = { 0 };
	size_t i = 0, from;

	for (size_t k = 0; k < s.len; k++) {
		n.letters += pv_isalpha(s.ptr[k]);
		n.caps += pv_isupper(s.ptr[k]);
	}
	while (i < s.len) {
		while (i < s.len && !pv_isalnum(s.ptr[i]))
			i++;
		for (from = i; i < s.len && (pv_isalnum(s.ptr[i]) ||
		    s.ptr[i] == '\'' || s.ptr[i] == '-'); i++)
			;
		if (i > from)
			count_word(pv_span_sub(s, from, i), &n);
	}
	return n;
}

bool
pv_all_caps(struct pv_span s)
{
	struct words n = count_words(s);

	return n.caps >= 2 && n.caps == n.letters;
}

bool
pv_titled(struct pv_span s)
{
	struct words n;

	s = pv_span_trim(s);
	if (s.len == 0 || s.len > HEADING_MAX || pv_islower(s.ptr[0]))
		return false;
	n = count_words(s);
	if (n.caps >= 3 && n.caps == n.letters)
		return n.total <= 2 * WORDS_MAX;
	return n.letters >= 2 && n.verbs == 0 && n.lower == 0 &&
	    n.total <= WORDS_MAX && n.upper > 0;
}

static struct pv_range
trimmed(struct pv_span text, struct pv_range r)
{
	while (r.start < r.end && (pv_isspace(text.ptr[r.start]) ||
	    text.ptr[r.start] == '-' || text.ptr[r.start] == '|' ||
	    text.ptr[r.start] == ':' || text.ptr[r.start] == '.'))
		r.start++;
	while (r.end > r.start && (pv_isspace(text.ptr[r.end - 1]) ||
	    text.ptr[r.end - 1] == '.' || text.ptr[r.end - 1] == ':' ||
	    text.ptr[r.end - 1] == '-' || text.ptr[r.end - 1] == '|'))
		r.end--;
	return r;
}

/* Whether the heading may end at `at`: full stop, colon or spaced dash. */
static bool
run_ends(struct pv_span text, uint32_t at, uint32_t end)
{
	char c = text.ptr[at];
	bool spaced = at + 1 >= end || pv_isspace(text.ptr[at + 1]) ||
	    text.ptr[at + 1] == '-';

	if (c == '.' || c == ':')
		return spaced || text.ptr[at + 1] == '"';
	return c == '-' && spaced && pv_isspace(text.ptr[at - 1]);
}

static bool
few_words(struct pv_span s, size_t max)
{
	struct words n = count_words(s);

	return n.total > 0 && n.total <= max && n.verbs == 0 &&
	    (pv_isupper(s.ptr[0]) || pv_isdigit(s.ptr[0]) || s.ptr[0] == '[');
}

static bool
abbreviates(struct pv_span text, uint32_t start, uint32_t at)
{
	static const char *const words[] = { "inc", "no", "ltd", "corp", "co",
		"v", "vs", "u.s", "st", "dr", "mr" };
	uint32_t from = at;

	while (from > start && !pv_isspace(text.ptr[from - 1]))
		from--;
	return IN_LIST(pv_span_sub(text, from, at), words);
}

/* An item of a sentence: "Inference, and". */
static bool
goes_on(struct pv_span s)
{
	return pv_span_ends(s, PV_SPAN(",")) || pv_span_ends(s, PV_SPAN(";")) ||
	    pv_span_ends(s, PV_SPAN(" and")) || pv_span_ends(s, PV_SPAN(" or")) ||
	    pv_span_ends(s, PV_SPAN(" AND")) || pv_span_ends(s, PV_SPAN(" OR"));
}

struct pv_range
pv_heading_run(struct pv_span text, struct pv_range rest, uint32_t lead,
    bool whole)
{
	struct pv_range none = { rest.start, rest.start }, h = rest;
	uint32_t at, max;
	struct pv_span s;

	rest = trimmed(text, rest);
	none.start = none.end = rest.start;
	if (rest.start >= rest.end || text.ptr[rest.start] == '"')
		return none;
	h.start = rest.start;
	if (lead > rest.start && lead <= rest.end + 2) {
		h.end = lead < rest.end ? lead : rest.end;
		h = trimmed(text, h);
		if (h.end - h.start <= HEADING_MAX &&
		    few_words(pv_span_sub(text, h.start, h.end), WORDS_MAX))
			return h;
	}
	if (whole && rest.end - rest.start <= HEADING_MAX)
		return rest;
	max = rest.end - rest.start > RUN_MAX ? rest.start + RUN_MAX : rest.end;
	for (at = rest.start + 1; at < max; at++)
		if (run_ends(text, at, rest.end) &&
		    !(text.ptr[at] == '.' && abbreviates(text, h.start, at)))
			break;
	s = pv_span_sub(text, rest.start, at);
	if (at >= rest.end) {
		bool stop = at < text.len && text.ptr[at] == '.';

		h.end = rest.end;
		return pv_titled(s) && (!stop || s.len < 60) &&
		    !goes_on(s) ? h : none;
	}
	h.end = at;
	if (at < max && pv_titled(s))
		return trimmed(text, h);
	return none;
}

static bool
has_words(struct pv_span s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (pv_span_istarts(s, pv_span_str(list[i])))
			return true;
	return false;
}

/* Lines of forms, addresses and execution blocks that look like headings. */
static bool
is_form_line(struct pv_span s)
{
	static const char *const starts[] = { "by:", "name:", "title:", "date:",
		"its:", "attn", "attention", "address", "fax", "tel", "phone",
		"email", "e-mail", "source:", "page ", "/s/", "dated", "signed",
		"telephone", "facsimile", "print", "signature", "and", "between",
		"to:", "from:", "re:", "by ", "c/o", "confidential treatment",
		"execution ", "certain ", "portions of", "remainder of",
		"the remainder", "continued", "final form", "confidential",
		"draft", "redacted", "signature page", "intentionally left",
		"now", "whereas", "witnesseth", "last updated", "updated:",
		"effective:", "effective date:" };

	return has_words(s, starts, sizeof(starts) / sizeof(starts[0])) ||
	    pv_span_find(s, PV_SPAN("___")) < s.len ||
	    pv_span_find(s, PV_SPAN("***")) < s.len;
}

/* "Territory: Europe": a word and what was filled in behind it. */
static bool
is_filled_in(struct pv_span s)
{
	size_t at = pv_span_find(s, PV_SPAN(": "));

	return at < s.len && at <= FIELD_MAX && !pv_all_caps(s);
}

enum pv_head_rank
pv_head_rank(struct pv_span text, const struct pv_para *p)
{
	struct pv_span s = pv_span_trim(pv_span_sub(text, p->text.start,
	    p->text.end));
	struct words n;
	char last;

	if (p->kind == PV_BLOCK_HEADING)
		return s.len <= CERTAIN_MAX ? PV_HEAD_CERTAIN : PV_HEAD_NONE;
	if (p->kind != PV_BLOCK_PARA || s.len < 3 || s.len > HEADING_MAX)
		return PV_HEAD_NONE;
	last = s.ptr[s.len - 1];
	if (last == ';' || last == ',' || last == ')' || is_form_line(s) ||
	    s.ptr[0] == '[' || s.ptr[0] == '(' || s.ptr[0] == '"')
		return PV_HEAD_NONE;
	n = count_words(s);
	if (n.letters < 4 || n.verbs > 0 || n.letters * 2 < s.len)
		return PV_HEAD_NONE;
	if (p->flags & PV_BLOCK_BOLD && last != '.')
		return PV_HEAD_STRONG;
	if (!pv_titled(s) || is_filled_in(s))
		return PV_HEAD_NONE;
	if (n.caps == n.letters && s.len <= 80)
		return PV_HEAD_STRONG;
	if (last == '.')
		return PV_HEAD_NONE;
	return (p->flags & PV_BLOCK_CENTERED) ? PV_HEAD_STRONG : PV_HEAD_WEAK;
}

static uint32_t
schedule_word(struct pv_span s)
{
	static const char *const words[] = { "schedule", "exhibit", "annex",
		"appendix", "attachment", "addendum", "annexure" };

	for (size_t i = sizeof(words) / sizeof(words[0]); i-- > 0;) {
		size_t n = strlen(words[i]);

		if (pv_span_istarts(s, pv_span(words[i], n)) &&
		    pv_isupper(s.ptr[0]) &&
		    (s.len == n || !pv_isalpha(s.ptr[n])))
			return (uint32_t)n;
	}
	return 0;
}

bool
pv_schedule_named(struct pv_span s)
{
	return schedule_word(s) > 0;
}

/* "TO", "OF": more than a letter, and no numeral. */
static bool
is_word(struct pv_span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!pv_isupper(s.ptr[i]))
			return false;
	return s.len > 1 && pv_num_letter(s) == 0 && pv_num_roman(s) == 0;
}

/* The designation: "A", "A-1", "10.2", "IV", "1(a)"; its length. */
static uint32_t
designation(struct pv_span s)
{
	uint32_t n = 0, letters = 0;

	if (s.len == 0 || !(pv_isupper(s.ptr[0]) || pv_isdigit(s.ptr[0])))
		return 0;
	while (n < s.len && (pv_isalnum(s.ptr[n]) || ((s.ptr[n] == '-' ||
	    s.ptr[n] == '.' || s.ptr[n] == '(' || s.ptr[n] == ')' ||
	    s.ptr[n] == '/') && n + 1 < s.len && (s.ptr[n] == ')' ||
	    pv_isalnum(s.ptr[n + 1]))))) {
		letters += pv_islower(s.ptr[n]);
		n++;
	}
	if (n > 12 || letters > 2 || is_word(pv_span_sub(s, 0, n)))
		return 0;
	for (uint32_t i = 0, run = 0; i < n; i++) {
		run = pv_isupper(s.ptr[i]) ? run + 1 : 0;
		if (run > 5)
			return 0;
	}
	return n;
}

/* What may stand in front of a schedule's name in its line: no sentence. */
static bool
is_page_head(struct pv_span s)
{
	char iso[PV_DATE_LEN + 1];
	struct words n;

	if (s.len > HEADING_MAX)
		return false;
	n = count_words(pv_span_sub(s, pv_date_read(s, iso), s.len));
	return n.lower == 0 && n.verbs == 0 &&
	    (n.caps == n.letters || s.len <= RUN_MAX / 2);
}

/* Words behind which a schedule is cited: "SEE EXHIBIT A". */
static bool
cites(struct pv_span before)
{
	static const char *const words[] = { "see", "to", "in", "of", "on",
		"by", "under", "per", "this", "the", "and", "or", "with",
		"refer", "as", "at", "from", "said", "attached", "following",
		"a", "an", "each", "such", "into", "via", "than", "that" };
	size_t from = before.len;

	while (from > 0 && !pv_isspace(before.ptr[from - 1]))
		from--;
	return IN_LIST(pv_span_sub(before, from, before.len), words);
}

struct pv_range
pv_schedule_inside(struct pv_span text, struct pv_range para, uint32_t at,
    bool loose)
{
	struct pv_span s = pv_span_sub(text, at, para.end), t, before;
	struct pv_range none = { at, at };
	uint32_t n = schedule_word(s), id;
	bool caps;

	if (n == 0 || s.len < n + 2 || s.ptr[n] != ' ')
		return none;
	caps = pv_isupper(s.ptr[1]);
	before = pv_span_trim(pv_span_sub(text, para.start, at));
	id = designation(pv_span_sub(s, n + 1, s.len));
	if (id == 0 || cites(before) || (before.len > 0 &&
	    strchr(",;(\"", before.ptr[before.len - 1]) != NULL))
		return none;
	if (before.len > 0 && !(caps && loose) && !is_page_head(before))
		return none;
	t = pv_span_trim(pv_span_sub(s, n + 1 + id, s.len));
	while (t.len > 0 && strchr("-:.|\"", t.ptr[0]) != NULL)
		t = pv_span_trim(pv_span_sub(t, 1, t.len));
	if (t.len > 0 && !pv_isupper(t.ptr[0]) && !pv_isdigit(t.ptr[0]))
		return none;
	if (!loose && (!caps || (t.len > 0 &&
	    !pv_all_caps(pv_span_sub(t, 0, t.len < 8 ? t.len : 8)))))
		return none;
	return (struct pv_range){ at, at + n + 1 + id };
}

bool
pv_schedule_head(struct pv_span text, const struct pv_para *p,
    struct pv_range *name)
{
	struct pv_span s = pv_span_sub(text, p->text.start, p->text.end), t;
	uint32_t word, at, id;
	bool caps;

	if (p->kind == PV_BLOCK_ROW)
		return false;
	word = schedule_word(s);
	if (word == 0)
		return false;
	caps = pv_isupper(s.ptr[1]);
	at = word;
	while (at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == '"'))
		at++;
	id = designation(pv_span_sub(s, at, s.len));
	if (id == 0 && at < s.len && (!caps || s.len > 60))
		return false;
	if (id == 0 && word + 1 < s.len && s.ptr[word] == 's')
		return false;
	*name = (struct pv_range){ p->text.start,
		p->text.start + (id > 0 ? at + id : word) };
	t = pv_span_trim(pv_span_sub(s, id > 0 ? at + id : word, s.len));
	while (t.len > 0 && (t.ptr[0] == '-' || t.ptr[0] == ':' ||
	    t.ptr[0] == '.' || t.ptr[0] == '"' || t.ptr[0] == '|'))
		t = pv_span_trim(pv_span_sub(t, 1, t.len));
	if (t.len == 0 || p->kind == PV_BLOCK_HEADING)
		return true;
	if (t.ptr[0] == '(' || t.ptr[0] == '[')
		return t.len <= HEADING_MAX && (caps ||
		    t.ptr[t.len - 1] != '.');
	if (pv_titled(t))
		return true;
	/* A title that runs on into the text: "EXHIBIT A FEES 1. Cirrus ..." */
	return caps && t.len > 12 && pv_all_caps(pv_span_sub(t, 0, 8));
}
