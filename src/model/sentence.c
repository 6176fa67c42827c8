/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "model/sentence.h"

#include "base/num.h"

/*
 * A full stop ends a sentence unless the word in front of it says otherwise.
 * ALWAYS is an abbreviation that something always follows ("No. 4"); MAYBE
 * one that may close a sentence ("Cirrus, Inc."), which it does when the next
 * word is one that opens sentences.
 */
enum abbreviation { NONE, ALWAYS, MAYBE };

static bool
in_list(struct pv_span word, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (pv_span_ieq(word, pv_span_str(list[i])))
			return true;
	return false;
}

#define IN_LIST(word, list) \
	in_list((word), (list), sizeof(list) / sizeof((list)[0]))

static enum abbreviation
abbreviation(struct pv_span word)
{
	static const char *const always[] = { "no", "nos", "art", "arts", "sec",
		"secs", "sect", "cl", "para", "paras", "par", "e.g", "i.e", "eg",
		"v", "vs", "cf", "mr", "mrs", "ms", "dr", "prof", "messrs", "st",
		"approx", "ca", "vol", "fig", "ex", "exh", "sched", "app", "ref",
		"viz", "al", "jan", "feb", "mar", "apr", "jun", "jul", "aug",
		"sep", "sept", "oct", "nov", "dec", "tel", "attn", "reg", "regs",
		"c.f", "op", "cit", "ste", "bldg", "dept", "gov", "hon", "rev",
		"nr", "hwy", "rm", "supp", "pub", "e.o", "subd" };
	static const char *const maybe[] = { "inc", "corp", "ltd", "co", "cos",
		"llc", "l.l.c", "plc", "l.p", "llp", "l.l.p", "n.a", "s.a", "n.v",
		"b.v", "a.g", "u.s", "u.s.a", "u.k", "e.u", "u.s.c", "d.c", "seq",
		"etc", "a.m", "p.m", "jr", "sr", "bros", "assn", "dist", "int'l",
		"intl", "ave", "blvd", "rd", "min", "max", "c.f.r", "p.o", "s.p.a",
		"ph.d", "m.d", "n.y", "pty", "pte", "cie", "incl", "est", "esq",
		"ft", "sq", "lb", "lbs", "oz", "minn", "mass", "conn", "tex",
		"calif", "fla", "colo", "ariz", "mich", "wis", "cir" };

	if (IN_LIST(word, always))
		return ALWAYS;
	return IN_LIST(word, maybe) ? MAYBE : NONE;
}

/* Words that open a sentence when they are capitalized. */
static bool
opens_sentence(struct pv_span word)
{
	static const char *const openers[] = { "a", "all", "an", "any", "as",
		"at", "by", "during", "each", "either", "except", "for",
		"further", "he", "however", "if", "in", "it", "its", "neither",
		"no", "nothing", "notwithstanding", "on", "other", "she",
		"should", "subject", "such", "that", "the", "their", "there",
		"these", "they", "this", "those", "to", "unless", "until",
		"upon", "we", "when", "where", "whether", "with", "without",
		"you", "your", "both", "every", "once", "prior", "following" };

	return word.len > 0 && pv_isupper(word.ptr[0]) &&
	    IN_LIST(word, openers);
}

/* The word that ends at `at`, with full stops inside ("e.g"). */
static struct pv_span
word_before(struct pv_span text, uint32_t start, uint32_t at)
{
	uint32_t from = at;

	while (from > start && at - from < 24 &&
	    (pv_isalnum(text.ptr[from - 1]) || text.ptr[from - 1] == '.' ||
	    text.ptr[from - 1] == '\''))
		from--;
	return pv_span_sub(text, from, at);
}

/* The next word; empty when it is shortened itself ("Pub. L. No. 4"). */
static struct pv_span
word_after(struct pv_span text, uint32_t at, uint32_t end)
{
	uint32_t to;

	while (at < end && !pv_isalpha(text.ptr[at]) && text.ptr[at] != '\n')
		at++;
	for (to = at; to < end && pv_isalpha(text.ptr[to]); to++)
		;
	return pv_span_sub(text, at, to < end && text.ptr[to] == '.' ? at : to);
}

static bool
all_digits(struct pv_span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!pv_isdigit(s.ptr[i]) && s.ptr[i] != '.')
			return false;
	return s.len > 0;
}

/* "Exhibit A." may end a sentence although an initial never does. */
static bool
names_a_part(struct pv_span text, uint32_t start, uint32_t at)
{
	static const char *const parts[] = { "exhibit", "schedule", "annex",
		"appendix", "attachment", "part", "article", "section", "clause",
		"tier", "class", "series", "option", "phase", "table", "and",
		"or", "group", "category", "type", "plan", "vitamin", "model" };
	struct pv_span word;

	while (at > start && pv_isspace(text.ptr[at - 1]))
		at--;
	word = word_before(text, start, at);
	return IN_LIST(word, parts);
}

/* Whether the full stop at `at` belongs to the word or number before it. */
static bool
inside_word(struct pv_span text, uint32_t start, uint32_t at, uint32_t end)
{
	struct pv_span word = word_before(text, start, at);
	uint32_t from = at - (uint32_t)word.len;

	if (word.len == 0)
		return false;
	if (from == start && (all_digits(word) || word.len <= 2 ||
	    pv_num_roman(word) != 0))
		return true;
	if (word.len == 1 && pv_isupper(word.ptr[0]))
		return !names_a_part(text, start, from) &&
		    !opens_sentence(word_after(text, at, end));
	switch (abbreviation(word)) {
	case ALWAYS:
		return true;
	case MAYBE:
		return !opens_sentence(word_after(text, at, end));
	case NONE:
		break;
	}
	return false;
}

static bool
closes(char c)
{
	return c == '"' || c == '\'' || c == ')' || c == ']';
}

static uint32_t
skip_marks(struct pv_span text, uint32_t at, uint32_t end)
{
	while (at < end && (closes(text.ptr[at]) || text.ptr[at] == '.' ||
	    text.ptr[at] == '?' || text.ptr[at] == '!'))
		at++;
	return at;
}

/* Can what follows open a sentence?  A section sign goes on from "C.F.R.". */
static bool
fresh_start(struct pv_span text, uint32_t at, uint32_t end)
{
	while (at < end && (text.ptr[at] == ' ' || text.ptr[at] == '"' ||
	    text.ptr[at] == '\'' || text.ptr[at] == '[' ||
	    text.ptr[at] == '('))
		at++;
	if (pv_span_starts(pv_span_sub(text, at, end), PV_SPAN("\xc2\xa7")))
		return false;
	return at >= end || !pv_islower(text.ptr[at]) ||
	    text.ptr[at - 1] == '(';
}

uint32_t
pv_sentence_end(struct pv_span text, uint32_t start, uint32_t end)
{
	uint32_t at = start, stop, dots;

	while (at < end) {
		char c = text.ptr[at];

		if (c == '\n' && at > start)
			return at;
		if (c != '.' && c != '?' && c != '!') {
			at++;
			continue;
		}
		stop = skip_marks(text, at + 1, end);
		if (stop < end && !pv_isspace(text.ptr[stop])) {
			at = stop > at + 1 ? stop : at + 1;
			continue;
		}
		for (dots = 1; at + dots < stop && text.ptr[at + dots] == '.';
		    dots++)
			;
		if (stop >= end || text.ptr[stop] == '\n')
			return stop;
		if (fresh_start(text, stop, end) && dots != 2 &&
		    (c != '.' || dots > 2 ||
		    !inside_word(text, start, at, end)))
			return stop;
		at = stop;
	}
	return end;
}

static bool
ends_whole(struct pv_span s)
{
	while (s.len > 0 && (closes(s.ptr[s.len - 1]) ||
	    pv_isspace(s.ptr[s.len - 1])))
		s.len--;
	return s.len > 0 && (s.ptr[s.len - 1] == '.' ||
	    s.ptr[s.len - 1] == '?' || s.ptr[s.len - 1] == '!');
}

static struct pv_range
trimmed(struct pv_span text, struct pv_range r)
{
	while (r.start < r.end && pv_isspace(text.ptr[r.start]))
		r.start++;
	while (r.end > r.start && pv_isspace(text.ptr[r.end - 1]))
		r.end--;
	return r;
}

static uint32_t
sentence_flags(const struct pv_version *v, uint32_t clause,
    struct pv_range at, uint32_t flags)
{
	const struct pv_clause *c = &v->clauses[clause];
	struct pv_span s = pv_version_text(v, at);
	bool whole = ends_whole(s);

	if (c->kind == PV_CLAUSE_ITEM && !(flags & PV_SENT_TAIL) &&
	    (!whole || pv_islower(s.ptr[0])))
		flags |= PV_SENT_RUNON;
	return flags;
}

static void
split(const struct pv_version *v, struct pv_vec *out, uint32_t clause,
    struct pv_range own, uint32_t flags)
{
	const struct pv_clause *c = &v->clauses[clause];
	struct pv_sentence *s = NULL;

	for (own = trimmed(v->text, own); own.start < own.end;
	    own = trimmed(v->text, own)) {
		struct pv_range at = own;

		at.end = pv_sentence_end(v->text, own.start, own.end);
		own.start = at.end;
		at = trimmed(v->text, at);
		s = pv_vec_push(out);
		if (s == NULL)
			return;
		s->clause = clause;
		s->at = at;
		s->flags = sentence_flags(v, clause, at, flags);
	}
	if (s != NULL && !(flags & PV_SENT_TAIL) && c->next > clause + 1 &&
	    !ends_whole(pv_version_text(v, s->at)))
		s->flags |= PV_SENT_LEADIN;
}

/* Split the tails of the clauses from `open` up that end before `next`. */
static uint32_t
leave(const struct pv_version *v, struct pv_vec *out, uint32_t open,
    uint32_t next)
{
	while (open != PV_NONE && v->clauses[open].next <= next) {
		split(v, out, open, v->clauses[open].tail, PV_SENT_TAIL);
		open = v->clauses[open].parent;
	}
	return open;
}

enum pv_rc
pv_sentences(struct pv_version *v, struct pv_err *err)
{
	struct pv_vec out = PV_VEC_INIT(struct pv_sentence);
	uint32_t open = PV_NONE;

	out.mem = pv_arena_mem(v->arena);
	for (uint32_t i = 0; i < v->nclauses; i++) {
		open = leave(v, &out, open, i);
		split(v, &out, i, pv_clause_body(v, i), 0);
		open = i;
	}
	(void)leave(v, &out, open, (uint32_t)v->nclauses);
	v->sentences = pv_vec_freeze(&out, v->arena, &v->nsentences);
	return v->sentences == NULL ? pv_fail_nomem(err) : PV_OK;
}
