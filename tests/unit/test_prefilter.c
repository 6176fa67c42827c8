/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/regex.h"
#include "check.h"
#include "rule/prefilter.h"

/* "{1..9+2w}" before a group: what may stand there; nothing for nothing. */
static void
show_gap(struct pv_reach gap, struct pv_buf *b)
{
	if (gap.least == 0 && gap.chars == 0 && gap.words == 0)
		return;
	pv_buf_printf(b, "{%d..", (int)gap.least);
	if (gap.chars != PV_REACH_ENDLESS)
		pv_buf_printf(b, "%d", (int)gap.chars);
	if (gap.words > 0)
		pv_buf_printf(b, "+%dw", (int)gap.words);
	pv_buf_str(b, "} ");
}

/* Literals, branch by branch: groups by "+", literals by "|", edges as "'". */
static void
show(const struct pv_literals *l, struct pv_buf *b)
{
	size_t i, j, k, n;

	pv_buf_clear(b);
	for (i = 0; i < l->n; i++) {
		pv_buf_str(b, i > 0 ? " / " : "");
		for (j = 0; j < l->branches[i].n; j++) {
			const struct pv_literal_group *group =
			    &l->branches[i].groups[j];
			const struct pv_literal_set *g = group->set;

			pv_buf_str(b, j > 0 ? " + " : "");
			show_gap(group->gap, b);
			for (k = 0; k < g->n; k++) {
				pv_buf_str(b, k > 0 ? "|" : "");
				for (n = 0; n < g->literals[k].len; n++) {
					char c = g->literals[k].ptr[n];

					pv_buf_char(
					    b, c == PV_LITERAL_EDGE ? '\'' : c);
				}
			}
		}
	}
}

static void
test_literals(void)
{
	static const struct {
		const char *pattern, *want;
	} cases[] = { { "Shall \\s+ NOT", "shall not" },
		{ "exclusiv (?: e | ity ) \\b", "exclusive'|exclusivity'" },
		{ "foo .* bar", "foo + {0..} bar" },
		{ "foo [^.]{2,9} bar", "foo + {0..9} bar" },
		{ "foo \\d{2,9} bar",
		    "foo + 0|1|2|3|4|5|6|7|8|9 + {1..8} bar" },
		{ "foo \\d* bar", "foo + {0..0+1w} bar" },
		{ "foo \\d+ bar",
		    "foo + 0|1|2|3|4|5|6|7|8|9 + {0..0+1w} bar" },
		{ "foo .* [:(] .* bar", "foo + {1..} bar" },
		{ "foo .* [:%] .* bar", "foo + {0..} %|: + {0..} bar" },
		{ "foo \\w+ bar", "foo + {1..0+1w} bar" },
		{ "foo (?: \\s+ [\\w-]+ ){0,3} \\s+ bar",
		    "foo + {0..4+3w} 'bar" },
		{ "foo [^\\s;]* bar", "foo + {0..0+1w} bar" },
		{ "foo [^\\w]* bar", "foo + {0..} bar" },
		{ "foo [^ ]* bar", "foo + {0..} bar" },
		{ "foo [[:alpha:]_]{2} bar", "foo + {0..2} bar" },
		{ "[\\d.]{1,4} foo", "{1..4} foo" },
		{ "(?: sole | only )? \\s* host",
		    "{0..1} host|only host|onlyhost|"
		    "sole host|solehost" },
		{ "non [\\s-]? exclusive",
		    "non exclusiv|non-exclusiv|nonexclusive" },
		{ "abc | def \\w ghi", "abc / def + {1..1} ghi" },
		{ "a (?: foo x* | bar ) c", "{1..1} foo / {1..1} bar" },
		{ "\\b (?: all | any ) \\b .{0,9} \\b of",
		    "'all'|'any' + {0..9} 'of" },
		{ "foo \\b \\s \\b bar", "foo bar" },
		{ "\\b (?: (?: foo | quux .* bar ) ) \\b",
		    "'foo' / quux + {0..} bar" },
		{ "\\b (?: foo | quux .* bar | end ) \\b .* y",
		    "'end'|'foo' / quux + {0..} bar" },
		{ "(?: foo | x .* gnu | bar ) \\B \\w", "bar|foo / {1..} gnu" },
		{ "(?: foo (?: \\w{3} | x ) bar | quux ) end",
		    "foo + {3..3} bar + end / "
		    "foo + {1..1} bar + end / quux + end" },
		{ "(?: foo \\w bar | quux )+ end",
		    "foo|quux + {-4..0} foo|quux + {-4..1} bar|quux"
		    " + {0..} end" },
		{ "(?: in .* zebra .* or | of .* by .* gnu .* to .* xx )+",
		    "{0..} by|in + {0..} gnu|zebra + {0..} or|xx" },
		{ "abc (?: | x ) (?! nope ) d", "abcd|abcxd" },
		{ "(?: ab ){2} cd", "ab + {2..2} cd" },
		{ "(?<cloud> cirrus ) (?# note ) \\. # end\n x", "cirrus.x" },
		{ "(?: foo )* bar", "{0..} bar" }, { "foo \\x41", "" },
		{ "(?: foo ){0,2} bar", "{0..6} bar" }, { "foo | .", "" },
		{ "a? b? c?", "" }, { "(?(?=a)b|c) foo", "" },
		{ "[[:alpha:]] foo", "{0..1} foo" },
		{ "[^)|] foo", "{0..1} foo" },
		{ "foo (?1) (bar)", "foo + {0..} bar" }, { "foo{2}", "fo" },
		{ "fo + bar", "{2..} bar" } };
	struct pv_literal_pool *pool = pv_literal_pool_new(NULL);
	struct pv_buf b = PV_BUF_INIT;
	size_t i;

	for (i = 0; pool != NULL && i < sizeof(cases) / sizeof(cases[0]);
	     i++) {
		struct pv_literals l;

		CHECK(pv_literals_extract(pool,
		    &(struct pv_marked_pattern){
			pv_span_str(cases[i].pattern), NULL, 0 },
		    &l));
		show(&l, &b);
		CHECK_STR(pv_buf_view(&b), cases[i].want);
	}
	pv_buf_release(&b);
	pv_literal_pool_free(pool);
}

/* How many branches a group of so many alternatives makes in a pattern. */
static size_t
branches_of(const char *before, unsigned n, bool pairs, const char *after)
{
	struct pv_literal_pool *pool = pv_literal_pool_new(NULL);
	struct pv_buf b = PV_BUF_INIT;
	struct pv_literals l = { NULL, 0 };
	unsigned i;

	pv_buf_str(&b, before);
	for (i = 0; i < n; i++) {
		pv_buf_printf(&b, "%s w%u \\w", i > 0 ? " |" : "", i);
		if (pairs)
			pv_buf_printf(&b, " q%u", i);
	}
	pv_buf_str(&b, after);
	CHECK(pool != NULL && pv_literals_extract(pool,
	    &(struct pv_marked_pattern){ pv_buf_view(&b), NULL, 0 }, &l));
	pv_literal_pool_free(pool);
	pv_buf_release(&b);
	return l.n;
}

/* The alternatives of a group are the pattern's where nothing else is said. */
static void
test_alone(void)
{
	CHECK_INT(branches_of("", 200, false, ""), 200);
	CHECK_INT(branches_of("(?:", 40, false, ")"), 40);
	CHECK_INT(branches_of("foo | \\b (?:", 40, false, ") | bar \\d x"), 42);
	CHECK_INT(branches_of("(?: (?:", 40, false, ") )"), 40);
	CHECK_INT(branches_of("(?:", 80, false, ")"), 64);
	CHECK_INT(branches_of("(?:", 10, false, ") end"), 10);
	CHECK_INT(branches_of("(?:", 40, false, ") end"), 16);
	CHECK_INT(branches_of("foo \\w (?:", 40, false, ")"), 16);
	CHECK_INT(branches_of("(?:", 40, false, "){2}"), 1);
}

/* What is rare stays apart where it would drown among common words. */
static void
test_rare(void)
{
	static const char drowned[] = "(?: foo | bar \\w ) \\w (?:"
	    " the .* of | gnu .* to | and .* in | okapi .* or"
	    " | any .* by | kudu .* for | not .* all )";

	CHECK_INT(branches_of(drowned, 0, false, ""), 14);
	CHECK_INT(
	    branches_of("(?: foo | bar \\w ) \\w (?:", 10, false, ")"), 2);
}

/* What are pairs stays apart: together they would be any one and any other. */
static void
test_pairs(void)
{
	CHECK_INT(branches_of("foo \\w (?:", 40, true, ")"), 40);
	CHECK_INT(branches_of("(?:", 40, true, ") end"), 40);
	CHECK_INT(
	    branches_of("(?: foo | bar \\w ) \\w (?:", 10, true, ")"), 20);
	CHECK_INT(branches_of("(?:", 40, true, "){2}"), 1);
	CHECK_INT(branches_of("(?: foo \\w | bar \\w | xx \\w ) (?:", 60,
		      true, ")"),
	    60);
	CHECK_INT(
	    branches_of("(?:", 60, true, ") (?: foo \\w | bar \\w | xx \\w )"),
	    60);
}

/*
 * A fragment that the pool knows is not read again.  So that it shows, the
 * second pattern has another text in its place, which nobody would hand in.
 */
static void
test_fragments(void)
{
	static const char key;
	static const struct {
		const char *text;
		struct pv_literal_mark mark;
		const char *want;
	} cases[] = { { "the (?: sole (?: ly )? | own ) x", { 4, 30, &key },
			  "theownx|thesolelyx|thesolex" },
		{ "(?: no ) (?: host .* foo ) y{2}", { 9, 26, &key },
		    "noown|nosole" },
		{ "(?: no ) (?: host ) y", { 9, 19, NULL }, "nohosty" } };
	struct pv_literal_pool *pool = pv_literal_pool_new(NULL);
	struct pv_buf b = PV_BUF_INIT;
	size_t i;

	for (i = 0; pool != NULL && i < sizeof(cases) / sizeof(cases[0]);
	     i++) {
		struct pv_marked_pattern p = { pv_span_str(cases[i].text),
			&cases[i].mark, cases[i].mark.fragment != NULL };
		struct pv_literals l;

		CHECK(pv_literals_extract(pool, &p, &l));
		show(&l, &b);
		CHECK_STR(pv_buf_view(&b), cases[i].want);
	}
	pv_buf_release(&b);
	pv_literal_pool_free(pool);
}

/* Patterns of every construct, and pieces that nearly make them match. */
static const char *const patterns[] = { "shall \\s+ not",
	"\\b (?: all | any ) \\b [^.;]{0,12} \\b (?: model s? | weights ) \\b",
	"(?<! non ) exclusive", "foo .* bar", "(?: sole | only )? \\s* host",
	"\\s \\s host | \\b x \\s+ \\s* y", "all | (?: an? \\s+ )? \\w+ ly",
	"(?: \\s+ [\\w/'-]+ ,? ){1,3}? \\s+ models?",
	"[^;]{0,9} (?: foo [^\\s;]* bar | any \\d{1,2} | x ) \\s* all",
	"(?: foo | bar \\s+ ){2,3} weights", "\\b \\s all",
	"model (?: s \\b | \\s+ (?: weights | host ) ) (?! \\s foo )",
	"(?: (?: foo | bar | all .{0,3} any ) \\s* ){2} \\b host \\b",
	"not (?: \\s+ \\w+ ){0,2} \\s+ (?-i: Any) | \\d{2,3} \\s? (?: % | foo )",
	"\\b (?: (?: all | any \\s | x [a-z]+ \\s host | sole(?:ly)? ) ) \\b",
	"[^;] \\b (?: \\s host | foo | non [^;]{0,5} bar | - ) \\b (?! \\s )",
	"\\d+ [^;]{0,9} % | [12] \\d* \\b (?: \\d? , )? \\s all",
	"(?: foo .* x .* \\d | bar (?: \\s any )? | all .{0,5} [%;] )+ \\s? y",
	"(?: shall | will ) (?: \\s+ \\w+ )? (?: \\s+ (?: not | host ) ){1,2}",
	"[a-c]+ \\s [^a-z]{2} \\S+ ,", "\\bx [\\s-]? y\\b", "_ foo \\b .",
	"foo \\s+ (?= bar ) bar | (?<= any \\s ) all \\s",
	"(?: exclusive | sole (?: ly )? ) ,? \\s (?: \\w+ \\s ){0,2} host" };
static const char *const pieces[] = { "shall", "not", "all", "any", "model",
	"models", "weights", "exclusive", "non", "foo", "bar", "sole", "only",
	"host", "hosts", "x", "y", "_", "12", "7", "%", ",", ";", "-", ".",
	"solely", "an", "a", " ", " ", " ", " ", " ", " ", "  ", " \t\n ", "\n",
	"\x0b", "\xc3\xa9", "'s", "ANY", "Any", "abc", "will", "shallow" };
#define NPATTERNS (sizeof(patterns) / sizeof(patterns[0]))
#define NPIECES (sizeof(pieces) / sizeof(pieces[0]))

struct bench {
	struct pv_regex *regex[NPATTERNS];
	struct pv_matcher *matcher;
	struct pv_prefilter *filter;
	struct pv_prefilter_state state;
	struct pv_literal_pool *pool;
	size_t hits, skipped, varied;
};

static uint32_t
next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

static bool
may_start(struct pv_prefilter_state *st, uint32_t pattern, size_t at)
{
	const struct pv_candidate *c = pv_prefilter_candidate(st, pattern);
	uint32_t i;

	CHECK(pv_prefilter_trace(st, &pattern, 1));
	CHECK(c == NULL || c->traced);

	for (i = 0; c != NULL && i < c->count; i++) {
		const struct pv_starts *s = PV_VEC_AT(
		    &st->starts, const struct pv_starts, c->first + i);

		if (at >= s->first && at <= s->last)
			return true;
	}
	return false;
}

/* Every match of every pattern begins where the filter says it may. */
static void
check_text(struct bench *b, struct pv_span text)
{
	struct pv_match m;
	uint32_t i;

	if (!pv_prefilter_run(b->filter, &b->state, text)) {
		CHECK(false);
		return;
	}
	for (i = 0; i < NPATTERNS; i++) {
		size_t from = 0;
		bool ok = true;

		b->skipped += pv_prefilter_candidate(&b->state, i) == NULL;
		while (pv_regex_match(b->regex[i], b->matcher, text, from, &m,
			   1) == PV_MATCH_HIT) {
			ok &= may_start(&b->state, i, m.start);
			b->hits++;
			from = m.start + 1;
		}
		check_note(ok, __FILE__, __LINE__, patterns[i]);
		if (!ok)
			printf("#   text \"%.*s\"\n", PV_FMT(text));
	}
}

/* Where a pattern may begin in the text of a state; empty: nowhere. */
static void
list_starts(struct pv_prefilter_state *st, uint32_t pattern, struct pv_buf *out)
{
	const struct pv_candidate *c;

	pv_buf_clear(out);
	CHECK(pv_prefilter_trace(st, &pattern, 1));
	c = pv_prefilter_candidate(st, pattern);
	for (uint32_t k = 0; c != NULL && k < c->count; k++) {
		const struct pv_starts *s = PV_VEC_AT(&st->starts,
		    const struct pv_starts, c->first + k);

		pv_buf_printf(out, "%u-%u ", s->first, s->last);
	}
}

/* Widened, a varied pass tells what a pass over the text itself tells. */
static void
check_widened(struct bench *b, struct pv_span text)
{
	struct pv_buf got = PV_BUF_INIT, want = PV_BUF_INIT;
	struct pv_prefilter_state fresh;

	pv_prefilter_state_init(&fresh, NULL);
	CHECK(pv_prefilter_widen(&b->state) &&
	    pv_prefilter_run(b->filter, &fresh, text));
	for (uint32_t i = 0; i < NPATTERNS; i++) {
		list_starts(&b->state, i, &got);
		list_starts(&fresh, i, &want);
		check_note(pv_span_eq(pv_buf_view(&got), pv_buf_view(&want)),
		    __FILE__, __LINE__, patterns[i]);
	}
	pv_prefilter_state_release(&fresh);
	pv_buf_release(&got);
	pv_buf_release(&want);
}

/*
 * A match within what differs from another text is found by looking at what
 * differs, unless only a figure tells of it.
 */
static void
check_varied(struct bench *b, struct pv_span text, struct pv_range at)
{
	const struct pv_varied place = { at, at.start % 7 };
	struct pv_buf other = PV_BUF_INIT;
	struct pv_match m;
	uint32_t i;

	pv_buf_span(&other, pv_span_sub(text, 0, at.start));
	pv_buf_span(&other, pv_span_sub(PV_SPAN("of all"), 0, place.was));
	pv_buf_span(&other, pv_span_sub(text, at.end, text.len));
	CHECK(pv_prefilter_run(b->filter, &b->state, pv_buf_view(&other)) &&
	    pv_prefilter_vary(&b->state, text, &place, 1));
	for (i = 0; i < NPATTERNS; i++) {
		size_t from = at.start;

		if (strstr(patterns[i], "\\d") != NULL ||
		    pv_regex_match(b->regex[i], b->matcher, text, from, &m,
		    1) != PV_MATCH_HIT || m.end > at.end || m.end == m.start)
			continue;
		b->varied++;
		check_note(pv_prefilter_candidate(&b->state, i) != NULL,
		    __FILE__, __LINE__, patterns[i]);
	}
	check_widened(b, text);
	pv_buf_release(&other);
}

static bool
bench_open(struct bench *b, struct pv_arena *arena)
{
	struct pv_literals *needs =
	    pv_arena_array(arena, NPATTERNS, sizeof(*needs));
	size_t i;

	b->pool = pv_literal_pool_new(NULL);
	for (i = 0; i < NPATTERNS; i++) {
		struct pv_marked_pattern p = { pv_span_str(patterns[i]), NULL,
			0 };

		if (pv_regex_new(p.text, 0, &b->regex[i], NULL) != PV_OK ||
		    !pv_literals_extract(b->pool, &p, &needs[i]))
			return false;
	}
	b->filter = pv_prefilter_new(needs, NPATTERNS, NULL, arena);
	pv_prefilter_state_init(&b->state, NULL);
	return b->filter != NULL && pv_matcher_new(&b->matcher, NULL) == PV_OK;
}

static void
bench_close(struct bench *b)
{
	for (size_t i = 0; i < NPATTERNS; i++)
		pv_regex_free(b->regex[i]);
	pv_matcher_free(b->matcher);
	pv_prefilter_state_release(&b->state);
	pv_literal_pool_free(b->pool);
}

/* So many words, each with a blank behind it; never two blanks together. */
static void
add_words(struct pv_buf *out, uint32_t n, uint32_t *seed)
{
	while (n > 0) {
		const char *piece = pieces[next_random(seed) % NPIECES];

		if (strpbrk(piece, " \n\x0b") != NULL)
			continue;
		pv_buf_str(out, piece);
		/* some run together */
		if (next_random(seed) % 4 > 0)
			pv_buf_char(out, ' ');
		n--;
	}
}

/*
 * Texts that differ in up to three places, near to each other and far, by
 * more words, fewer or as many.
 */
static void
test_varied(void)
{
	struct pv_arena *arena = pv_arena_new(NULL);
	struct pv_buf was = PV_BUF_INIT, text = PV_BUF_INIT;
	struct bench b = { .hits = 0 };
	uint32_t seed = 3, i, k, n;

	CHECK(bench_open(&b, arena));
	for (i = 0; i < 1500; i++) {
		struct pv_varied places[3];

		pv_buf_clear(&was);
		pv_buf_clear(&text);
		n = 1 + next_random(&seed) % 3;
		for (k = 0; k <= n; k++) {
			size_t from = text.len, other;

			add_words(&text, next_random(&seed) % 30, &seed);
			pv_buf_span(&was, pv_span_sub(pv_buf_view(&text),
			    from, text.len));
			if (k == n)
				break;
			from = text.len;
			other = was.len;
			add_words(&text, 1 + next_random(&seed) % 6, &seed);
			add_words(&was, 1 + next_random(&seed) % 3, &seed);
			places[k] = (struct pv_varied){ { (uint32_t)from,
				(uint32_t)text.len },
				(uint32_t)(was.len - other) };
		}
		CHECK(pv_prefilter_run(b.filter, &b.state,
			  pv_buf_view(&was)) &&
		    pv_prefilter_vary(&b.state, pv_buf_view(&text), places,
			n));
		check_widened(&b, pv_buf_view(&text));
	}
	bench_close(&b);
	pv_buf_release(&was);
	pv_buf_release(&text);
	pv_arena_free(arena);
}

static void
test_property(void)
{
	struct pv_arena *arena = pv_arena_new(NULL);
	struct pv_buf text = PV_BUF_INIT;
	struct bench b = { .hits = 0 };
	uint32_t seed = 1, i, k, n;

	CHECK(bench_open(&b, arena));
	for (i = 0; i < 6000; i++) {
		pv_buf_clear(&text);
		n = next_random(&seed) % 24;
		for (k = 0; k < n; k++)
			pv_buf_str(&text, pieces[next_random(&seed) % NPIECES]);
		check_text(&b, pv_buf_view(&text));
		if (text.len > 8)
			check_varied(&b, pv_buf_view(&text), (struct pv_range){
			    (uint32_t)(text.len / 8), (uint32_t)text.len - 2 });
	}
	/* The trial is worth something: both happen, and often. */
	CHECK(b.hits > 6000 && b.varied > 600 && b.skipped > 6000 * NPATTERNS / 3);
	bench_close(&b);
	pv_buf_release(&text);
	pv_arena_free(arena);
}

/* Distance and order tell: what the literals alone would let through. */
static void
test_starts(void)
{
	static const struct {
		const char *text, *want;
	} cases[] = { { "all of the models", "0-0 " }, { "models of all", "" },
		{ "shall model", "" },
		{ "all but much too far away from models", "" },
		{ "all but much too far away from any  models", "31-32 " } };
	struct pv_arena *arena = pv_arena_new(NULL);
	struct pv_buf b = PV_BUF_INIT;
	struct bench bench = { .hits = 0 };
	const struct pv_candidate *c;
	uint32_t pattern = 1;
	size_t i, k;

	CHECK(bench_open(&bench, arena));
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		CHECK(pv_prefilter_run(
		    bench.filter, &bench.state, pv_span_str(cases[i].text)));
		pv_buf_clear(&b);
		CHECK(pv_prefilter_trace(&bench.state, &pattern, 1));
		c = pv_prefilter_candidate(&bench.state, pattern);
		for (k = 0; c != NULL && k < c->count; k++) {
			const struct pv_starts *s =
			    PV_VEC_AT(&bench.state.starts,
				const struct pv_starts, c->first + k);

			pv_buf_printf(&b, "%u-%u ", s->first, s->last);
		}
		CHECK_STR(pv_buf_view(&b), cases[i].want);
	}
	bench_close(&bench);
	pv_buf_release(&b);
	pv_arena_free(arena);
}

/* A pattern whose rarest word does not stand at the places is left out. */
static void
test_places(void)
{
	static const struct {
		const char *text;
		struct pv_varied place;
		bool want;
	} cases[] = { { "all of the models", { { 0, 3 }, 3 }, false },
		{ "all of the models", { { 11, 17 }, 6 }, true },
		{ "all of the models", { { 16, 17 }, 1 }, true },
		{ "all of the models", { { 4, 10 }, 6 }, false },
		{ "all of the models it has", { { 17, 24 }, 0 }, false },
		{ "it has all of the models", { { 0, 7 }, 0 }, false },
		/* folded: the places are not those of what was searched */
		{ "all  of the models", { { 5, 11 }, 6 }, true } };
	struct pv_arena *arena = pv_arena_new(NULL);
	struct bench bench = { .hits = 0 };
	size_t i;

	CHECK(bench_open(&bench, arena));
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		CHECK(pv_prefilter_run(bench.filter, &bench.state,
		    pv_span_str("all of the models")));
		CHECK(pv_prefilter_vary(&bench.state,
		    pv_span_str(cases[i].text), &cases[i].place, 1));
		CHECK((pv_prefilter_candidate(&bench.state, 1) != NULL) ==
		    cases[i].want);
	}
	bench_close(&bench);
	pv_arena_free(arena);
}

int
main(void)
{
	test_literals();
	test_alone();
	test_rare();
	test_pairs();
	test_fragments();
	test_property();
	test_varied();
	test_starts();
	test_places();
	return CHECK_DONE();
}
