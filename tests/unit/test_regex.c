/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/regex.h"
#include "check.h"

/* Compile; the column of the fault, 0 when there is none. */
static uint32_t
fault(const char *pattern, size_t len, const char *msg)
{
	struct pv_regex *re = NULL;
	struct pv_err err = { PV_OK, "", 0, 0, "" };

	if (pv_regex_new(pv_span(pattern, len), 0, &re, &err) == PV_OK) {
		pv_regex_free(re);
		return 0;
	}
	CHECK_INT(err.rc, PV_ERULE);
	CHECK_STR(pv_span_str(err.code), "E-RULE");
	if (strstr(err.msg, msg) == NULL)
		printf("# %s: %s\n", pattern, err.msg);
	CHECK(strstr(err.msg, msg) != NULL);
	return err.col;
}

static void
test_refused(void)
{
	static const struct {
		const char *pattern;
		uint32_t col;
		const char *msg;
	} cases[] = { { "(", 2, "parenthesis" },
		{ "a[b", 4, "character class" }, { "\\Cx", 1, "\\C" },
		{ "(?=ab\\K)", 6, "\\K" }, { "a(?C1)b", 2, "callouts" },
		{ "a(?C{x})", 2, "callouts" }, { "(*NO_JIT)x", 1, "VERBS" },
		{ "x(*COMMIT)y|exclusive", 2, "VERBS" },
		{ "x(*ACCEPT)", 2, "VERBS" },
		{ "# (*x)\nx(*SKIP)", 9, "VERBS" }, { "[(*]x(*F)", 6, "VERBS" },
		{ "(?-x)a b", 1, "extended" }, { "(?^)a", 1, "caseless" },
		{ "a|", 1, "empty" }, { "(?:a|)", 1, "empty" },
		{ "\\b", 1, "empty" }, { "", 1, "empty" },
		{ "\bAGI\b", 1, "backspace" }, { "a\x01", 2, "control" },
		{ "exclus\xe2\x80\x8bive", 7, "invisible" },
		{ "a\xc2\xa0"
		  "b",
		    2, "invisible" },
		{ "excl\xffusive", 5, "UTF-8" },
		{ "\\x{d800}", 8, "too large" },
		{ "self-? ?improving", 8, "white space" },
		{ "a{2,} ?b", 7, "white space" } };
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		CHECK_INT(fault(cases[i].pattern, strlen(cases[i].pattern),
			      cases[i].msg),
		    cases[i].col);
}

/* What looks like a fault and is none. */
static void
test_taken(void)
{
	static const char *const cases[] = { "[(*]", "\\(\\*x", "# (*)\nx",
		"(?#(*C)x", "[]*(]x", "[^]\\]]x", "[[:alpha:](*]x", "a\\? ?b",
		"(?i)x", "(?-i:X)", "(?P<holder>x)", "(?<a>x)|(?<a>y)" };
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		CHECK_INT(fault(cases[i], strlen(cases[i]), ""), 0);
}

static void
test_too_much(void)
{
	char long_pattern[PV_REGEX_LEN + 2], groups[512] = "";
	size_t i;

	memset(long_pattern, 'a', sizeof(long_pattern));
	CHECK_INT(fault(long_pattern, PV_REGEX_LEN + 1, "longer"), 1);
	CHECK_INT(fault(long_pattern, PV_REGEX_LEN, ""), 0);
	for (i = 0; i < PV_REGEX_GROUPS; i++)
		memcpy(groups + 3 * i, "(a)", 3);
	CHECK_INT(fault(groups, 3 * i, ""), 0);
	memcpy(groups + 3 * i, "(a)", 3);
	CHECK_INT(fault(groups, 3 * (i + 1), "groups"), 1);
}

struct probe {
	const char *pattern, *subject;
	size_t from;
	int rc;
	size_t start, end;
};

static void
test_match(struct pv_matcher *m)
{
	static const struct probe cases[] = {
		{ "shall \\s+ not", "It SHALL not.", 0, 1, 3, 12 },
		{ "a b # c\n d", "xABDx", 0, 1, 1, 4 },
		{ "a", "aba", 1, 1, 2, 3 }, { "a", "aba", 3, 0, 0, 0 },
		{ "a", "aba", 4, 0, 0, 0 }, { "\\b a", "ba", 1, 0, 0, 0 },
		{ "(?=a) a | (?=b)", "b", 0, 0, 0, 0 },
		{ "\xc3\xa9", "caf\xc3\xa9", 0, 1, 3, 5 }
	};
	struct pv_match g;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct pv_regex *re = NULL;
		static const enum pv_regex_flags flags[] = { 0, PV_REGEX_NOJIT,
			PV_REGEX_LATER };
		size_t way;

		for (way = 0; way < 3; way++) {
			if (pv_regex_new(pv_span_str(cases[i].pattern),
				flags[way], &re, NULL) != PV_OK)
				continue;
			if (flags[way] == PV_REGEX_LATER)
				pv_regex_hasten(re);
			CHECK_INT(
			    pv_regex_match(re, m, pv_span_str(cases[i].subject),
				cases[i].from, &g, 1),
			    cases[i].rc);
			if (cases[i].rc == 1) {
				CHECK_INT(g.start, cases[i].start);
				CHECK_INT(g.end, cases[i].end);
			}
			pv_regex_free(re);
		}
	}
}

static void
test_groups(struct pv_matcher *m)
{
	struct pv_regex *re = NULL;
	struct pv_match g[4];

	CHECK_INT(pv_regex_new(PV_SPAN("(?<cloud> x ) y | (z) (?<cloud> w )"),
		      0, &re, NULL),
	    PV_OK);
	if (re == NULL)
		return;
	CHECK_INT(pv_regex_groups(re), 3);
	CHECK_STR(pv_span_str(pv_regex_group_name(re, 1)), "cloud");
	CHECK_STR(pv_span_str(pv_regex_group_name(re, 2)), "");
	CHECK_STR(pv_span_str(pv_regex_group_name(re, 3)), "cloud");
	CHECK_STR(pv_span_str(pv_regex_group_name(re, 99)), "");
	CHECK_INT(pv_regex_match(re, m, PV_SPAN("zw"), 0, g, 4), PV_MATCH_HIT);
	CHECK(!g[1].hit && g[2].hit && g[3].hit && g[3].start == 1);
	pv_regex_free(re);
}

/* Put off: the groups are known at once, the code comes with the search. */
static void
test_put_off(struct pv_matcher *m)
{
	static const struct {
		const char *outline, *pattern, *subject;
		int rc;
	} cases[] = { { "(?<cloud> (?:x) ) y", "(?<cloud> (?:a|bc) ) y", "bcy",
			  PV_MATCH_HIT },
		{ "(?<cloud> (?:x) ) y", "(?<cloud> (?:a|bc) ) y", "xy",
		    PV_MATCH_NONE },
		{ "(?<cloud> (?:x) ) y", "(?<cloud> (?:a|bc ) y", "bcy",
		    PV_MATCH_LIMIT } };
	struct pv_regex *re;
	struct pv_match g[2];
	size_t i;
	int hasty;

	for (i = 0; i < 2 * sizeof(cases) / sizeof(cases[0]); i++) {
		hasty = i % 2;
		CHECK_INT(pv_regex_put_off(pv_span_str(cases[i / 2].outline),
			      pv_span_str(cases[i / 2].pattern), &re, NULL),
		    PV_OK);
		CHECK_INT(pv_regex_groups(re), 1);
		CHECK_STR(pv_span_str(pv_regex_group_name(re, 1)), "cloud");
		if (hasty)
			pv_regex_hasten(re);
		CHECK_INT(pv_regex_match(re, m,
			      pv_span_str(cases[i / 2].subject), 0, g, 2),
		    cases[i / 2].rc);
		pv_regex_free(re);
	}
	CHECK_INT(pv_regex_put_off(PV_SPAN("x?"), PV_SPAN("y"), &re, NULL),
	    PV_ERULE);
	CHECK_INT(pv_regex_new(PV_SPAN("x?"), PV_REGEX_EMPTY, &re, NULL),
	    PV_OK);
	CHECK(pv_regex_is_empty(re));
	CHECK_INT(pv_regex_match(re, m, PV_SPAN("y"), 0, g, 1), PV_MATCH_NONE);
	pv_regex_free(re);
}

static int
result(struct pv_matcher *m, const char *pattern, enum pv_regex_flags flags,
    struct pv_span subject)
{
	struct pv_regex *re = NULL;
	int rc;

	CHECK_INT(pv_regex_new(pv_span_str(pattern), flags, &re, NULL), PV_OK);
	if (re == NULL)
		return -99;
	rc = pv_regex_match(re, m, subject, 0, NULL, 0);
	pv_regex_free(re);
	return rc;
}

static void
test_limits(struct pv_matcher *m)
{
	static char text[65536];

	memset(text, 'a', sizeof(text));
	text[30] = '!';
	CHECK_INT(result(m, "(a+)+$", 0, pv_span(text, 31)), PV_MATCH_LIMIT);
	CHECK_INT(result(m, "(a+)+$", PV_REGEX_NOJIT, pv_span(text, 31)),
	    PV_MATCH_LIMIT);
	/* Too deep for a small JIT stack, answered all the same. */
	text[30] = 'a';
	text[sizeof(text) - 1] = 'z';
	CHECK_INT(result(m, "(?:.|\\n)*?z", 0, pv_span(text, sizeof(text))),
	    PV_MATCH_HIT);
	CHECK_INT(result(m, "(?:(.)(.))*!$", 0, pv_span(text, sizeof(text))) !=
		PV_MATCH_HIT,
	    1);
}

int
main(void)
{
	struct pv_matcher *m = NULL;

	test_refused();
	test_taken();
	test_too_much();
	CHECK_INT(pv_matcher_new(&m, NULL), PV_OK);
	if (m != NULL) {
		test_match(m);
		test_groups(m);
	test_put_off(m);
		test_limits(m);
	}
	pv_matcher_free(m);
	pv_matcher_free(NULL);
	pv_regex_free(NULL);
	return CHECK_DONE();
}
