/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/prefilter.h"

#include <string.h>

#include "base/num.h"
#include "rule/literal_pool.h"

/*
 * Required literals, after the analysis that RE2 (prefilter.cc) and code
 * search engines use: an item is either exactly one of a few strings, or it
 * is known to contain one string of each of some groups.  Concatenation
 * multiplies exact items and collects groups; alternation unites.  To that
 * comes how far apart the groups are at least and at most.
 *
 * Folding makes "\s+" the exact item " ", so that words and the space between
 * them become one literal.
 */
#define DEPTH_MAX 64   /* nested groups; deeper: nothing is known */
#define CLASS_MAX 6    /* members of a class that is spelt out */
#define CHOICES_MAX 16 /* alternatives of a group that are kept apart */
#define ALONE_MAX 64   /* and of one that is all of an alternative */
#define RARE_MAX 128   /* and of some that united would be seen more often */
#define WORD_LEN 12    /* letters taken at once; more than most words have */

/*
 * An open parenthesis: the branch being read and the finished ones.  The
 * branch is one of several items, after which comes one of the strings.
 */
struct frame {
	struct pv_choice branch;
	struct pv_strings run;
	bool pure;           /* the branch is nothing but the run */
	bool given;          /* the branch has joined the others */
	struct pv_choice whole; /* alternatives before this one */
	bool zero;           /* a look-around: consumes nothing */
	const void *fragment; /* that it is, or NULL */
};

struct parser {
	struct pv_span p;
	size_t at;
	struct pv_literal_pool *pool;
	const struct pv_literal_mark *marks; /* those that are not behind */
	size_t nmarks;
	struct pv_item_mem mem;
	bool unknown;
	size_t depth;
	struct frame *stack;
};

/* The run is over: what it was becomes a group. */
static void
flush(struct parser *ps, struct frame *f)
{
	struct pv_item_group g = pv_item_group(f->run);
	size_t i;

	for (i = 0; i < f->branch.n; i++)
		pv_item_add(&f->branch.items[i], &g);
	f->pure = false;
	f->run = pv_item_string(&ps->mem, "", 0);
}

/* Every item of the branch, and then any of these. */
static void
multiply(struct parser *ps, struct frame *f, const struct pv_choice *c)
{
	struct pv_choice out = pv_choice_new(&ps->mem, f->branch.n * c->n);
	size_t i, k;

	for (i = 0; i < f->branch.n && out.n > 0; i++) {
		for (k = 0; k < c->n; k++) {
			struct pv_item *to = &out.items[i * c->n + k];
			struct pv_item tail = pv_item_loose(&c->items[k]);

			*to = f->branch.items[i];
			pv_item_append(to, &tail);
		}
	}
	if (out.n > 0)
		f->branch = out;
}

static void
skip_blank(struct parser *ps)
{
	while (ps->at < ps->p.len) {
		char c = ps->p.ptr[ps->at];

		if (c == '#')
			while (ps->at < ps->p.len && ps->p.ptr[ps->at] != '\n')
				ps->at++;
		else if (pv_isspace(c))
			ps->at++;
		else
			break;
	}
}

static bool
ends_branch(struct parser *ps)
{
	skip_blank(ps);
	return ps->at >= ps->p.len || ps->p.ptr[ps->at] == '|' ||
	    ps->p.ptr[ps->at] == ')';
}

/* Nothing but the edge of a word so far. */
static bool
begins_branch(const struct frame *f)
{
	return f->branch.n == 1 && f->branch.items[0].ngroups == 0 &&
	    f->run.n == 1 && f->run.ptr[0].len <= 1;
}

/* Alternatives join those that are finished. */
static void
join_whole(struct parser *ps, struct frame *f, const struct pv_choice *c)
{
	size_t i, max = ps->depth == 1 ? PV_LITERAL_BRANCHES : ALONE_MAX;

	for (i = 0; i < c->n; i++)
		pv_choice_add(&ps->mem, &f->whole, max, &c->items[i]);
}

/* Whether the edge of a word comes next. */
static bool
edge_follows(const struct parser *ps)
{
	return ps->at + 1 < ps->p.len && ps->p.ptr[ps->at] == '\\' &&
	    ps->p.ptr[ps->at + 1] == 'b';
}

/* Any of several items, kept apart or united. */
static void
append_any(
    struct parser *ps, struct frame *f, const struct pv_choice *c, bool ends)
{
	struct pv_item one = pv_choice_unite(&ps->mem, c);
	bool rare = pv_choice_is_rare(c, &one);
	bool apart = (begins_branch(f) && ends) ||
	    (f->branch.n * c->n <= RARE_MAX && rare);
	struct pv_choice few;
	size_t i;

	flush(ps, f);
	if (!apart && c->n <= RARE_MAX && rare) {
		pv_choice_yield(&ps->mem, &f->branch, c, &one);
		apart = f->branch.n == 1;
	}
	if (!apart && c->n > CHOICES_MAX) {
		few = pv_choice_narrow(&ps->mem, c, CHOICES_MAX);
		c = &few;
	}
	if (apart || f->branch.n * c->n <= CHOICES_MAX) {
		multiply(ps, f, c);
		return;
	}
	one = pv_item_loose(&one);
	for (i = 0; i < f->branch.n; i++)
		pv_item_append(&f->branch.items[i], &one);
}

/* Alternatives that may be all there is of the branch. */
static void
append_choice(struct parser *ps, struct frame *f, const struct pv_choice *c)
{
	bool ends = ends_branch(ps);
	struct pv_choice edged = pv_choice_edged(
	    &ps->mem, c, pv_item_is_edge(f->run), edge_follows(ps));

	if (edged.n == 0)
		return;
	if (f->pure && ends && f->run.n == 1 && f->run.ptr[0].len == 0) {
		join_whole(ps, f, &edged);
		f->given = true;
		return;
	}
	append_any(ps, f, &edged, ends);
}

static void
append(struct parser *ps, struct frame *f, const struct pv_choice *c)
{
	struct pv_strings product;
	struct pv_item one;
	size_t i;

	if (c->n > 1) {
		append_choice(ps, f, c);
		return;
	}
	if (!c->items[0].exact) {
		flush(ps, f);
		one = pv_item_loose(&c->items[0]);
		for (i = 0; i < f->branch.n; i++)
			pv_item_append(&f->branch.items[i], &one);
		return;
	}
	product = pv_item_cross(&ps->mem, f->run, c->items[0].strings);
	if (product.n == 0) {
		flush(ps, f);
		product = c->items[0].strings;
	}
	f->run = product;
}

/* End the branch: it joins the alternatives before it. */
static void
end_branch(struct parser *ps, struct frame *f)
{
	struct pv_item pure = pv_item_exact(f->run);

	if (f->given)
		return;
	if (f->pure) {
		join_whole(ps, f, &(struct pv_choice){ &pure, 1, 1 });
		return;
	}
	flush(ps, f);
	join_whole(ps, f, &f->branch);
}

static void
start_branch(struct parser *ps, struct frame *f)
{
	f->branch = pv_choice_new(&ps->mem, 1);
	f->run = pv_item_string(&ps->mem, "", 0);
	f->pure = true;
	f->given = false;
}

static void
push(struct parser *ps, bool zero)
{
	struct frame *f;

	if (ps->depth == DEPTH_MAX) {
		ps->unknown = true;
		return;
	}
	f = &ps->stack[ps->depth++];
	*f = (struct frame){ .zero = zero };
	start_branch(ps, f);
}

/* {n}, {n,}, {n,m} at ps->at: false when it is no quantifier. */
static bool
braces(struct parser *ps, uint64_t *min, uint64_t *max)
{
	struct pv_span rest = pv_span_sub(ps->p, ps->at + 1, ps->p.len);
	size_t end = pv_span_find(rest, PV_SPAN("}"));
	struct pv_span in = pv_span_sub(rest, 0, end);
	size_t comma = pv_span_find(in, PV_SPAN(","));

	*max = UINT16_MAX;
	if (end == rest.len ||
	    !pv_num_parse(pv_span_sub(in, 0, comma), UINT16_MAX, min))
		return false;
	if (comma == in.len)
		*max = *min;
	else if (comma + 1 < in.len &&
	    !pv_num_parse(pv_span_sub(in, comma + 1, in.len), UINT16_MAX, max))
		return false;
	ps->at += end + 2;
	return true;
}

/* Read a quantifier, if there is one; false when there is none. */
static bool
quantifier(struct parser *ps, uint64_t *min, uint64_t *max)
{
	char c;

	skip_blank(ps);
	c = ps->at < ps->p.len ? ps->p.ptr[ps->at] : '\0';
	*min = c == '+' ? 1 : 0;
	*max = c == '?' ? 1 : UINT16_MAX;
	if (c == '{') {
		if (!braces(ps, min, max)) {
			ps->unknown = true;
			return false;
		}
	} else if (c == '*' || c == '+' || c == '?') {
		ps->at++;
	} else {
		return false;
	}
	/* A mark of laziness or possession, even after white space. */
	skip_blank(ps);
	if (ps->at < ps->p.len &&
	    (ps->p.ptr[ps->at] == '?' || ps->p.ptr[ps->at] == '+'))
		ps->at++;
	return true;
}

static bool
is_space(const struct pv_item *it)
{
	return it->exact && it->strings.n == 1 &&
	    pv_span_eq(it->strings.ptr[0], PV_SPAN(" "));
}

/* What an item is when it stands there so many times. */
static struct pv_item
repeat(struct parser *ps, const struct pv_item *it, uint64_t min, uint64_t max)
{
	struct pv_reach reach;
	struct pv_item out;

	if (it->exact && (max == 1 || is_space(it))) {
		out = *it;
		if (min == 0)
			out.strings = pv_item_unite(&ps->mem, it->strings,
			    pv_item_string(&ps->mem, "", 0), PV_ITEM_STRINGS);
		if (out.strings.n > 0)
			return out;
	}
	out = pv_item_loose(it);
	reach = pv_item_reach(&out);
	if (min == 0 || max == 0)
		return pv_item_any(pv_reach_times(reach, 0, max));
	out.tail = pv_reach_sum(out.tail,
	    pv_reach_times(reach, min - 1, max == UINT16_MAX ? max : max - 1));
	return out;
}

/* Something has been read: apply its quantifier and append it. */
static void
take_choice(struct parser *ps, const struct pv_choice *c)
{
	struct frame *f = &ps->stack[ps->depth - 1];
	struct pv_item it;
	uint64_t min, max;

	if (ps->mem.nomem || c->n == 0)
		return;
	if (!quantifier(ps, &min, &max)) {
		append(ps, f, c);
		return;
	}
	it = pv_choice_unite(&ps->mem, c);
	it = repeat(ps, &it, min, max);
	append(ps, f, &(struct pv_choice){ &it, 1, 1 });
}

static void
take(struct parser *ps, struct pv_item it)
{
	take_choice(ps, &(struct pv_choice){ &it, 1, 1 });
}

/*
 * Any character of a class: one that holds no white space stays within a
 * word, however often it is repeated; white space may fold to nothing.
 */
static void
take_any(struct parser *ps, bool blank)
{
	static const struct pv_reach one = { 0, 1, 0 };
	struct pv_reach reach;
	struct pv_item it;
	uint64_t min, max;

	if (!quantifier(ps, &min, &max))
		min = max = 1;
	reach = pv_reach_times(one, 0, max);
	if (!blank && max > WORD_LEN)
		reach = (struct pv_reach){ 0, 0, 1 };
	if (!blank)
		reach.least = (int32_t)min;
	it = pv_item_any(reach);
	append(ps, &ps->stack[ps->depth - 1], &(struct pv_choice){ &it, 1, 1 });
}

/* A digit, or several. */
static void
take_digits(struct parser *ps)
{
	static const char digits[] = "0123456789";
	static const struct pv_reach one = { 1, 1, 0 };
	struct pv_strings s = pv_item_string(&ps->mem, digits, 1);
	struct pv_item it;
	uint64_t min, max;
	size_t k;

	if (!quantifier(ps, &min, &max))
		min = max = 1;
	for (k = 1; k < sizeof(digits) - 1; k++)
		s = pv_item_unite(&ps->mem, s,
		    pv_item_string(&ps->mem, digits + k, 1), PV_ITEM_STRINGS);
	it = pv_item_exact(s);
	it = min > 0 ? pv_item_loose(&it) : pv_item_any((struct pv_reach){ 0 });
	max -= min > 0;
	min -= min > 0;
	it.tail = pv_reach_times(one, min, max);
	if (max > WORD_LEN)
		it.tail = (struct pv_reach){ (int32_t)min, 0, 1 };
	append(ps, &ps->stack[ps->depth - 1], &(struct pv_choice){ &it, 1, 1 });
}

static void
pop(struct parser *ps)
{
	struct frame *f = &ps->stack[ps->depth - 1];

	if (ps->depth < 2) {
		ps->unknown = true;
		return;
	}
	end_branch(ps, f);
	ps->depth--;
	if (f->fragment != NULL && !ps->mem.nomem &&
	    !pv_literal_pool_keep(
		ps->pool, f->fragment, f->whole.items, f->whole.n))
		ps->mem.nomem = true;
	if (f->zero)
		take(ps, pv_item_exact(pv_item_string(&ps->mem, "", 0)));
	else
		take_choice(ps, &f->whole);
}

static void
take_char(struct parser *ps, char c)
{
	c = pv_isspace(c) ? ' ' : pv_tolower(c);
	take(ps, pv_item_exact(pv_item_string(&ps->mem, &c, 1)));
}

/* Letters and digits up to the one that a quantifier may belong to. */
static void
take_word(struct parser *ps)
{
	char word[WORD_LEN];
	size_t at, n = 0;

	for (at = ps->at;
	     n < WORD_LEN && at < ps->p.len && pv_isalnum(ps->p.ptr[at]); at++)
		word[n++] = pv_tolower(ps->p.ptr[at]);
	while (at < ps->p.len && pv_isspace(ps->p.ptr[at]))
		at++;
	if (n > 1 && at < ps->p.len && strchr("*+?{#", ps->p.ptr[at]) != NULL)
		n--;
	ps->at += n;
	take(ps, pv_item_exact(pv_item_string(&ps->mem, word, n)));
}

static void
take_mark(struct parser *ps, struct pv_span s)
{
	take(ps, pv_item_exact(pv_item_string(&ps->mem, s.ptr, s.len)));
}

static void
take_unknown(struct parser *ps)
{
	struct pv_item any =
	    pv_item_any((struct pv_reach){ 0, PV_REACH_ENDLESS, 0 });

	take(ps, any);
}

static void
escape(struct parser *ps)
{
	static const char edge = PV_LITERAL_EDGE;
	char c;

	if (ps->at + 1 >= ps->p.len) {
		ps->unknown = true;
		return;
	}
	c = ps->p.ptr[ps->at + 1];
	ps->at += 2;
	if (!pv_isalnum(c))
		take_char(ps, c);
	else if (c == 'b')
		take_mark(ps, pv_span(&edge, 1));
	else if (strchr("BAzZG", c) != NULL)
		take_mark(ps, PV_SPAN(""));
	else if (strchr("sntrf", c) != NULL)
		take_char(ps, ' ');
	else if (c == 'd')
		take_digits(ps);
	else if (strchr("Sw", c) != NULL)
		take_any(ps, false);
	else if (strchr("DWhHvVN", c) != NULL)
		take_any(ps, true);
	else if (strchr("RX", c) != NULL)
		take_unknown(ps);
	else
		ps->unknown = true;
}

/* What has been seen of a class. */
struct members {
	char list[CLASS_MAX];
	size_t n;
	bool few; /* the list holds all of them */
	bool negated;
	bool blank; /* white space was named, if negated all */
};

static void
add_member(struct members *m, char c)
{
	c = pv_isspace(c) ? ' ' : pv_tolower(c);
	m->blank |= c == ' ' && !m->negated;
	if (memchr(m->list, c, m->n) != NULL)
		return;
	if (m->n == CLASS_MAX)
		m->few = false;
	else
		m->list[m->n++] = c;
}

/* "\c" in a class. */
static void
add_escape(struct members *m, char c)
{
	if (c == 's')
		m->blank = true;
	if (!pv_isalnum(c) || c == 's') {
		add_member(m, c == 's' ? ' ' : c);
		return;
	}
	m->few = false;
	m->blank |= !m->negated && strchr("dwS", c) == NULL;
}

/* One past the class that opens at ps->at; PCRE2 compiled it: it is closed. */
static size_t
read_class(const struct parser *ps, struct members *m)
{
	size_t i = ps->at + 1, first = i + m->negated;

	for (i = first; i < ps->p.len && (i == first || ps->p.ptr[i] != ']');
	     i++) {
		char c = ps->p.ptr[i];
		char d = i + 1 < ps->p.len ? ps->p.ptr[i + 1] : ']';

		if (c == '[' && strchr(":.=", d) != NULL) {
			m->few = false;
			m->blank |= !m->negated;
			while (i + 1 < ps->p.len && ps->p.ptr[i] != ']')
				i++;
		} else if (c == '\\') {
			add_escape(m, d);
			i++;
		} else if (c == '-' && i > first && d != ']') {
			m->few = false;
		} else {
			add_member(m, c);
		}
	}
	return i + 1;
}

/* A class: its members when they are few characters, else any character. */
static void class(struct parser *ps)
{
	struct members m = { .few = true,
		.negated =
		    ps->at + 1 < ps->p.len && ps->p.ptr[ps->at + 1] == '^' };
	struct pv_strings s;
	size_t k;

	ps->at = read_class(ps, &m);
	if (m.negated || !m.few || m.n == 0) {
		take_any(ps, m.blank != m.negated);
		return;
	}
	s = pv_item_string(&ps->mem, m.list, 1);
	for (k = 1; k < m.n; k++)
		s = pv_item_unite(&ps->mem, s,
		    pv_item_string(&ps->mem, m.list + k, 1), CLASS_MAX);
	take(ps, pv_item_exact(s));
}

static void
skip_past(struct parser *ps, char c)
{
	while (ps->at < ps->p.len && ps->p.ptr[ps->at] != c)
		ps->at++;
	if (ps->at < ps->p.len)
		ps->at++;
	else
		ps->unknown = true;
}

/* "(?<name>", "(?P<name>", "(?'name'", and the look-behinds. */
static void
open_named(struct parser *ps, size_t name)
{
	char open = ps->p.ptr[name], next = ps->p.ptr[name + 1];
	bool behind = open == '<' && (next == '=' || next == '!');

	if (next == '*') {
		ps->unknown = true;
		return;
	}
	if (behind) {
		ps->at = name + 2;
	} else {
		ps->at = name + 1;
		skip_past(ps, open == '<' ? '>' : '\'');
	}
	push(ps, behind);
}

/* "(?i)" or "(?i-s:": options change no literal that is folded. */
static void
open_options(struct parser *ps, size_t at)
{
	while (at < ps->p.len && (strchr("imnsUJ-", ps->p.ptr[at]) != NULL))
		at++;
	ps->at = at + 1;
	if (at < ps->p.len && ps->p.ptr[at] == ':')
		push(ps, false);
	else if (at >= ps->p.len || ps->p.ptr[at] != ')')
		ps->unknown = true;
}

/* The fragment whose group opens at ps->at, or NULL. */
static const struct pv_literal_mark *
mark_here(struct parser *ps)
{
	while (ps->nmarks > 0 && ps->marks->start < ps->at) {
		ps->marks++;
		ps->nmarks--;
	}
	return ps->nmarks > 0 && ps->marks->start == ps->at ? ps->marks : NULL;
}

/* A fragment: what is known of it, or else read it. */
static void
open_fragment(struct parser *ps, const struct pv_literal_mark *mark)
{
	const struct pv_known *known =
	    pv_literal_pool_find(ps->pool, mark->fragment);

	if (known != NULL) {
		ps->at = mark->end;
		take_choice(ps, &(struct pv_choice){ known->items, known->n,
			known->n });
		return;
	}
	ps->at += 3;
	push(ps, false);
	if (!ps->unknown)
		ps->stack[ps->depth - 1].fragment = mark->fragment;
}

static void
open_group(struct parser *ps)
{
	size_t at = ps->at + 2;
	char c;

	if (at + 1 >= ps->p.len || ps->p.ptr[ps->at + 1] != '?') {
		ps->at++;
		push(ps, false);
		return;
	}
	c = ps->p.ptr[at];
	if (c == 'P' && at + 2 < ps->p.len && ps->p.ptr[at + 1] == '<')
		c = ps->p.ptr[++at];
	if (c == '#') {
		skip_past(ps, ')');
	} else if (c == '<' || c == '\'') {
		open_named(ps, at);
	} else if (c == '=' || c == '!') {
		ps->at = at + 1;
		push(ps, true);
	} else if (c == ':' || c == '>' || c == '|') {
		ps->at = at + 1;
		push(ps, false);
	} else if (strchr("imnsUJ-", c) != NULL &&
	    !pv_isdigit(ps->p.ptr[at + 1])) {
		open_options(ps, at);
	} else if (pv_isdigit(c) || strchr("+-&PR", c) != NULL) {
		skip_past(ps, ')');
		take_unknown(ps);
	} else {
		ps->unknown = true; /* a condition, or something new */
	}
}

static void
step(struct parser *ps)
{
	const struct pv_literal_mark *mark;
	char c = ps->p.ptr[ps->at];

	switch (c) {
	case '(':
		mark = mark_here(ps);
		if (mark != NULL)
			open_fragment(ps, mark);
		else
			open_group(ps);
		break;
	case ')':
		ps->at++;
		pop(ps);
		break;
	case '|':
		ps->at++;
		end_branch(ps, &ps->stack[ps->depth - 1]);
		start_branch(ps, &ps->stack[ps->depth - 1]);
		break;
	case '[':
		class(ps);
		break;
	case '\\':
		escape(ps);
		break;
	case '.':
		ps->at++;
		take_any(ps, true);
		break;
	case '^':
	case '$':
		ps->at++;
		take_mark(ps, PV_SPAN(""));
		break;
	case '*':
	case '+':
	case '?':
	case '{':
		ps->unknown = true;
		break;
	default:
		if (pv_isalnum(c)) {
			take_word(ps);
			break;
		}
		ps->at++;
		take_char(ps, c);
		break;
	}
}

static void
parse(struct parser *ps)
{
	push(ps, false);
	for (skip_blank(ps); ps->at < ps->p.len; skip_blank(ps)) {
		if (ps->unknown || ps->mem.nomem)
			return;
		step(ps);
	}
	if (ps->depth == 1)
		end_branch(ps, &ps->stack[0]);
	else
		ps->unknown = true;
}

bool
pv_literals_extract(struct pv_literal_pool *pool,
    const struct pv_marked_pattern *pattern, struct pv_literals *out)
{
	struct parser ps = { .p = pattern->text, .pool = pool,
		.marks = pattern->marks, .nmarks = pattern->nmarks };
	bool ok = false;

	*out = (struct pv_literals){ NULL, 0 };
	ps.mem.arena =
	    pv_arena_new(pv_arena_mem(pv_literal_pool_arena(pool)));
	if (ps.mem.arena == NULL)
		return false;
	ps.stack = pv_arena_array(ps.mem.arena, DEPTH_MAX, sizeof(*ps.stack));
	if (ps.stack != NULL) {
		parse(&ps);
		ok = !ps.mem.nomem &&
		    (ps.unknown ||
			pv_literal_pool_branches(
			    pool, &ps.mem, &ps.stack[0].whole, out));
	}
	pv_arena_free(ps.mem.arena);
	return ok;
}
