/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/glance.h"

#include "check.h"
#include "rule/grammar.h"
#include "rule/noun.h"
#include "rule/token.h"

static const char text[] = "Subject to Section 4 of this Agreement, Northlake "
    "may NOT (other than twenty-four times) serve [***]|____ Basalt's "
    "third-party customers; $1,000.50 is due.";

static const char *const phrases[] = {
	"subject to", "subject? to? section|article #", "the? this|that @",
	"to? section #", "~3 agreement", "*", "#", "@", "%", "%|#", "% | %",
	"may not", "shall? may? not", "not? ( other", "other? than #",
	"||=", "|", ";|.|(", ", @ may", "# times", "basalt's", "basalt",
	"third-party customer|customers", "customers? ; ? $ #", "a? b? c?",
	"is|are due|owed .", "nothing|here|fits",
};

/* A glance saves work and changes no answer, the second time as the first. */
static void
test_answers(struct pv_glances *g)
{
	static struct pv_tokens w;

	pv_tokens_read(&w, PV_SPAN(text), 0);
	for (size_t p = 0; p < sizeof(phrases) / sizeof(phrases[0]); p++) {
		for (uint32_t i = 0; i < w.n + 2; i++) {
			uint32_t n;
			bool in;

			w.glances = NULL;
			n = pv_phrase(&w, i, phrases[p]);
			in = pv_token_in(&w, i, phrases[p]);
			w.glances = g;
			CHECK_INT(pv_phrase(&w, i, phrases[p]), n);
			CHECK_INT(pv_token_in(&w, i, phrases[p]), in);
			CHECK_INT(pv_phrase(&w, i, phrases[p]), n);
		}
	}
}

/* Of several phrases each that matches, in their order. */
static void
test_several(struct pv_glances *g)
{
	static const struct {
		const char *phrase;
		int what;
	} list[] = { { "c? d?", 0 }, { "may|subject", 0 }, { "# times", 0 },
		{ "@ to", 0 }, { "*", 0 }, { NULL, 0 } };
	static const char *const any[] = { "may|agreement", "twenty-four ~2 (",
		"%", "twenty-four", NULL };
	static struct pv_tokens w;
	const struct pv_phrases p = { list, sizeof(list[0]) };

	pv_tokens_read(&w, PV_SPAN(text), 0);
	for (uint32_t i = 0; i < w.n + 2; i++) {
		size_t k = 0;
		uint32_t n;

		for (size_t l = 0; list[l].phrase != NULL; l++) {
			w.glances = NULL;
			n = pv_phrase(&w, i, list[l].phrase);
			w.glances = g;
			if (n == 0)
				continue;
			CHECK_INT(pv_phrase_first(&w, i, p, &k), n);
			CHECK_INT(k++, l);
		}
		CHECK_INT(pv_phrase_first(&w, i, p, &k), 0);
		w.glances = NULL;
		n = pv_phrase_any(&w, i, any);
		w.glances = g;
		CHECK_INT(pv_phrase_any(&w, i, any), n);
	}
}

static bool
same(struct pv_glance a, struct pv_glance b)
{
	return a.outer == b.outer && a.inner == b.inner;
}

static struct pv_glance
word(const char *s)
{
	return pv_glance_word(pv_span_str(s));
}

static void
test_bits(struct pv_glances *g)
{
	static const char *const modals[] = { "shall not", "will", NULL };
	const struct pv_glance shall = word("shall"), will = word("will");
	const struct pv_glance either = { shall.outer | will.outer,
		shall.inner | will.inner };
	const struct pv_glance none = { 0, 0 };
	const struct pv_glance all = { UINT64_MAX, UINT64_MAX };
	const struct pv_glance capital = {
		shall.outer | PV_GLANCE_CAPITAL, UINT64_MAX };
	struct pv_glance_many many;

	CHECK(same(word("Shall"), word("sHALL")));
	CHECK(same(word(""), none));
	CHECK(same(pv_glance_list(g, "shall|will", 5), shall));
	CHECK(same(pv_glance_list(g, "shall|will", 10), either));
	CHECK(same(pv_glance_phrase(g, "shall? @ not"), capital));
	CHECK(same(pv_glance_phrase(g, "~2 not"), all));
	many = pv_glance_phrases(g,
	    (struct pv_phrases){ modals, sizeof(modals[0]) });
	CHECK(many.n == 2 && same(many.each[0], shall));
	CHECK(many.n == 2 && same(many.each[1], will));
	CHECK(many.n == 2 && same(many.each[2], either));
	/* alike at both ends, or within */
	CHECK(!pv_glance_may(word("shall"), word("small")));
	CHECK(!pv_glance_may(word("shall"), word("shale")));
	CHECK(pv_glance_may(either, word("WILL")));
}

/* What does not fit is worked out anew. */
static void
test_full(struct pv_glances *g)
{
	static char lists[9000][2];
	static const char *const late[] = { "not", "subject to", NULL };
	static struct pv_tokens w;

	for (size_t i = 0; i < 9000; i++) {
		lists[i][0] = (char)('a' + i % 26);
		CHECK(same(pv_glance_phrase(g, lists[i]), word(lists[i])));
	}
	for (size_t i = 0; i < 9000; i += 100)
		CHECK(same(pv_glance_phrase(g, lists[i]), word(lists[i])));
	CHECK(pv_glance_phrases(g, (struct pv_phrases){ late,
	    sizeof(late[0]) }).each == NULL);
	pv_tokens_read(&w, PV_SPAN(text), 0);
	w.glances = g;
	CHECK_INT(pv_phrase_any(&w, 0, late), 2);
	CHECK_INT(pv_phrase_any(&w, 1, late), 0);
}

/* Words at the ends of the table, beside each other and in none. */
static void
test_grammar(void)
{
	static const struct {
		const char *word;
		unsigned kinds;
	} words[] = {
		{ "a", PV_WORD_DET }, { "THE", PV_WORD_DET },
		{ "and", PV_WORD_CONJ }, { "and/or", PV_WORD_CONJ },
		{ "another", PV_WORD_DET }, { "to", PV_WORD_PREP },
		{ "can't", PV_WORD_MODAL | PV_WORD_NOT },
		{ "cannot", PV_WORD_MODAL | PV_WORD_NOT },
		{ "discontinues", PV_WORD_VERB }, { "do", PV_WORD_MODAL },
		{ "Grants", PV_WORD_VERB }, { "it", PV_WORD_PRON },
		{ "it'll", PV_WORD_MODAL | PV_WORD_PRON },
		{ "neither", PV_WORD_DET | PV_WORD_NOT },
		{ "no", PV_WORD_DET | PV_WORD_NOT },
		{ "notwithstanding", PV_WORD_PREP | PV_WORD_SUB },
		{ "then", PV_WORD_ADV | PV_WORD_PART },
		{ "we're", PV_WORD_AUX | PV_WORD_PRON },
		{ "which", PV_WORD_REL }, { "written", PV_WORD_PART },
		{ "you've", PV_WORD_AUX | PV_WORD_PRON },
		{ "yourselves", PV_WORD_PRON }, { "", 0 }, { "th", 0 },
		{ "cluster", 0 }, { "zz", 0 }, { "notwithstandings", 0 },
		{ "notwithstanding anything", 0 },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		CHECK_INT(pv_grammar_kinds(pv_span_str(words[i].word)),
		    words[i].kinds);
}

int
main(void)
{
	struct pv_glances *g = pv_glances_new(&pv_mem_default);

	CHECK(g != NULL);
	if (g == NULL)
		return CHECK_DONE();
	test_answers(g);
	test_several(g);
	test_several(g);
	test_bits(g);
	test_full(g);
	test_answers(g);
	test_several(g);
	test_grammar();
	pv_glances_free(g, &pv_mem_default);
	return CHECK_DONE();
}
