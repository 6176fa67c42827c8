/* SPDX-License-Identifier: MIT */
#include "base/vec.h"
#include "check.h"
#include "diff/history.h"
#include "mkversion.h"
#include "model/sentence.h"

#define LAW "This agreement is governed by the laws of the state in which " \
	"Cirrus has its seat"
#define HOST "Northlake shall make the Models available to customers only " \
	"through the Cirrus platform during the Term"
#define FIRST "Northlake shall make each new Model available through the " \
	"Cirrus platform before it does so elsewhere"
#define USE "Cirrus may use the Models in its own products"
#define PAY "Cirrus shall pay the fees in the month after the invoice"

static const struct mk_finding hosting = { "4.2", HOST, "exclusivity",
	"hosting", PV_STANCE_IN_FORCE, PV_STRENGTH_EXCLUSIVE };
static const struct mk_finding denied = { "4.2", "", "exclusivity",
	"hosting", PV_STANCE_NEGATED, PV_STRENGTH_NON_EXCLUSIVE };
static const struct mk_finding shipping = { "4.2", FIRST, "first-ship", "",
	PV_STANCE_IN_FORCE, PV_STRENGTH_FIRST_SHIP };

static struct pv_chain *
chain(void)
{
	struct pv_chain *c = NULL;

	if (pv_chain_new(&c, NULL) != PV_OK)
		mk_die("chain");
	return c;
}

/* Add a version with at most one finding. */
static void
put(struct pv_chain *c, const char *label, struct pv_version *v,
    const struct mk_finding *in)
{
	struct pv_findings *f = pv_findings_new(NULL);
	struct pv_chain_link l = { .label = pv_span_str(label),
		.date = pv_span_str(label), .version = v, .findings = f };

	if (f == NULL || pv_sentences(v, NULL) != PV_OK)
		mk_die("memory");
	if (in != NULL)
		mk_find_add(f, v, in);
	if (pv_chain_add(c, &l, NULL) != PV_OK)
		mk_die("add");
}

static struct pv_history *
end(struct pv_chain *c)
{
	struct pv_history *h = NULL;

	if (pv_chain_end(c, true, &h, NULL) != PV_OK)
		mk_die("end");
	pv_chain_free(c);
	return h;
}

/* "2026 lost exclusivity/hosting 4.2>\n" for each event. */
static void
check_events(const struct pv_history *h, const char *want)
{
	struct pv_buf b = PV_BUF_INIT;

	for (size_t i = 0; i < h->nevents; i++) {
		const struct pv_event *e = &h->events[i];

		pv_buf_span(&b, h->states[e->to].label);
		pv_buf_printf(&b, " %s %.*s/%.*s %.*s>%.*s\n",
		    pv_change_kind_name(e->kind), PV_FMT(e->provision),
		    PV_FMT(e->subtype), PV_FMT(e->old_side.clause),
		    PV_FMT(e->new_side.clause));
	}
	CHECK_STR(pv_buf_view(&b), want);
	pv_buf_release(&b);
}

/* "exclusivity/hosting 0-1 lost 2: ++-\n": a mark a state. */
static void
check_lives(const struct pv_history *h, const char *want)
{
	static const char marks[] = { '.', '-', '?', '+' };
	struct pv_buf b = PV_BUF_INIT;

	for (size_t i = 0; i < h->nlives; i++) {
		const struct pv_life *l = &h->lives[i];

		pv_buf_printf(&b, "%.*s/%.*s %d-%d lost %d: ",
		    PV_FMT(l->provision), PV_FMT(l->subtype), (int)l->first,
		    (int)l->last, (int)l->lost);
		for (size_t k = 0; k < h->nstates; k++)
			pv_buf_char(&b, marks[l->stands[k].kind]);
		pv_buf_char(&b, '\n');
	}
	CHECK_STR(pv_buf_view(&b), want);
	pv_buf_release(&b);
}

static const struct mk_clause with_host[] = { { "2.1", "Access", USE, "" },
	{ "4.2", "Hosting", HOST, "" }, { "5", "", PAY, "" },
	{ "9", "", LAW, "" } };
static const struct mk_clause without[] = { { "2.1", "Access", USE, "" },
	{ "5", "", PAY, "" }, { "9", "", LAW, "" } };

static void
test_life(void)
{
	struct pv_chain *c = chain();
	struct pv_history *h;
	uint32_t life;

	put(c, "2023", MK_VERSION(without), NULL);
	put(c, "2024", MK_VERSION(with_host), &hosting);
	put(c, "2025", MK_VERSION(with_host), &hosting);
	put(c, "2026", MK_VERSION(without), NULL);
	h = end(c);
	check_events(h, "2024 gained exclusivity/hosting >4.2\n"
	    "2026 lost exclusivity/hosting 4.2>\n");
	check_lives(h, "exclusivity/hosting 1-2 lost 3: .++.\n");
	CHECK_STR(h->lives[0].clause, "4.2");
	CHECK_INT(h->lives[0].nevents, 2);
	CHECK_INT(pv_history_step(h, 2, &life), PV_STRENGTH_EXCLUSIVE);
	CHECK_INT(life, 0);
	CHECK_INT(pv_history_step(h, 3, &life), PV_STRENGTH_SILENT);
	CHECK_INT(life, PV_NONE);
	CHECK(pv_state_is_quiet(h, 2));
	CHECK(!pv_state_is_quiet(h, 1));
	pv_history_free(h);
}

/* The lattice goes down within a clause. */
static void
test_step(void)
{
	static const struct mk_clause first[] = { { "2.1", "Access", USE,
	    "" }, { "4.2", "Hosting", FIRST, "" }, { "5", "", PAY, "" },
	    { "9", "", LAW, "" } };
	struct pv_chain *c = chain();
	struct pv_history *h;
	uint32_t life;

	put(c, "2024", MK_VERSION(with_host), &hosting);
	put(c, "2025", MK_VERSION(first), &shipping);
	h = end(c);
	check_lives(h, "exclusivity/hosting 0-0 lost 1: +.\n"
	    "first-ship/ 1-1 lost -1: .+\n");
	CHECK_INT(pv_history_step(h, 1, &life), PV_STRENGTH_FIRST_SHIP);
	CHECK_INT(h->nevents, 2);
	pv_history_free(h);
}

/* What is only denied has a stand, and no life of its own. */
static void
test_denied(void)
{
	static const struct mk_clause no[] = { { "2.1", "Access", USE, "" },
	    { "4.2", "Hosting", "Northlake may make the Models available on "
	    "a non-exclusive basis through any platform", "" },
	    { "5", "", PAY, "" }, { "9", "", LAW, "" } };
	struct mk_finding f = denied;
	struct pv_chain *c = chain();
	struct pv_history *h;

	f.words = "non-exclusive";
	put(c, "2024", MK_VERSION(with_host), &hosting);
	put(c, "2025", MK_VERSION(no), &f);
	h = end(c);
	check_events(h, "2025 lost exclusivity/hosting 4.2>4.2\n");
	check_lives(h, "exclusivity/hosting 0-0 lost 1: +-\n");
	CHECK_INT(h->lives[0].stands[1].strength, PV_STRENGTH_NON_EXCLUSIVE);
	pv_history_free(h);

	c = chain();
	put(c, "2024", MK_VERSION(no), &f);
	put(c, "2025", MK_VERSION(no), &f);
	h = end(c);
	CHECK_INT(h->nlives, 0);
	pv_history_free(h);
}

/* The same words were there, whatever was read into them. */
static void
test_carried(void)
{
	struct pv_chain *c = chain();
	struct pv_history *h;

	put(c, "1", MK_VERSION(with_host), NULL);
	put(c, "2", MK_VERSION(with_host), &hosting);
	put(c, "3", MK_VERSION(with_host), NULL);
	put(c, "4", MK_VERSION(with_host), &hosting);
	h = end(c);
	check_events(h, "");
	check_lives(h, "exclusivity/hosting 0-3 lost -1: ++++\n");
	pv_history_free(h);
}

#define SOLELY "During the Period the Models are offered solely on the " \
	"Chosen Platform"

static struct pv_version *
defined(const char *platform, const char *period)
{
	char a[160], b[160];
	const struct mk_clause in[] = { { "1.1", "", a, "" },
		{ "1.2", "", b, "" }, { "4.2", "", SOLELY, "" },
		{ "9", "", LAW, "" } };
	struct pv_version *v;

	snprintf(a, sizeof(a), "\"Chosen Platform\" means %s", platform);
	snprintf(b, sizeof(b), "\"Period\" means %s", period);
	v = MK_VERSION(in);
	mk_def(v, "1.1", "Chosen Platform", platform);
	mk_def(v, "1.2", "Period", period);
	return v;
}

static void
test_definitions(void)
{
	struct mk_finding f = hosting;
	struct pv_chain *c = chain();
	struct pv_history *h;

	/* a term of it means something else, its words stand */
	f.words = "solely";
	put(c, "1", defined("the platform of Cirrus", "five years"), &f);
	put(c, "2", defined("the main platform of Cirrus", "five years"), &f);
	/* and now it means nothing, for good */
	put(c, "3", defined("the main platform of Cirrus", "zero days"), &f);
	put(c, "4", defined("the main platform of Cirrus", "zero days"), &f);
	put(c, "5", defined("any platform of Cirrus", "zero days"), &f);
	h = end(c);
	check_events(h, "3 lost exclusivity/hosting 4.2>4.2\n");
	check_lives(h, "exclusivity/hosting 0-1 lost 2: ++---\n");
	pv_history_free(h);
}

static void
test_aside(void)
{
	static const struct mk_clause statement[] = { { "1", "", "This "
	    "Statement restates certain terms for the public. It does not "
	    "amend the Agreement", "" }, { "2", "", "Cirrus continues to be "
	    "the only cloud", "" } };
	static const struct mk_clause note[] = { { "2.1", "Access", USE, "" },
	    { "5", "", PAY, "" }, { "9", "", LAW ". This Summary is not "
	    "binding", "" } };
	struct mk_finding f = hosting;
	struct pv_chain *c = chain();
	struct pv_history *h;

	f.clause = "2";
	f.words = "only cloud";
	put(c, "1", MK_VERSION(with_host), &hosting);
	put(c, "2", MK_VERSION(statement), &f);
	put(c, "3", MK_VERSION(with_host), &hosting);
	/* it has the agreement's clauses, whatever it says of itself */
	put(c, "4", MK_VERSION(note), NULL);
	h = end(c);
	check_events(h, "4 lost exclusivity/hosting 4.2>\n");
	check_lives(h, "exclusivity/hosting 0-2 lost 3: +++.\n");
	CHECK(h->states[1].aside);
	CHECK(!h->states[3].aside);
	pv_history_free(h);

	/* the first version is what there is */
	c = chain();
	put(c, "1", MK_VERSION(statement), &f);
	put(c, "2", MK_VERSION(with_host), &hosting);
	h = end(c);
	CHECK(!h->states[0].aside);
	pv_history_free(h);
}

static void
test_denials(void)
{
	static const struct { const char *text; bool denies; } cases[] = {
		{ "This Memorandum is not legally binding", true },
		{ "Nothing in this Letter amends the Agreement", true },
		{ "This joint statement changes nothing. It does not modify "
		    "any contract", true },
		{ "This press release does not alter the terms", true },
		{ "This Agreement does not amend the lease", false },
		{ "This Section does not supersede Section 4", false },
		{ "It does not amend the Agreement", false },
		{ "The letter of credit shall not be changed", false },
		{ "This Notice takes effect on delivery", false },
		{ "", false },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct mk_clause in[] = { { "1", "", cases[i].text,
		    "" } };
		struct pv_version *v = MK_VERSION(in);

		if (pv_sentences(v, NULL) != PV_OK)
			mk_die("memory");
		CHECK_INT(pv_denies_itself(v), cases[i].denies);
		pv_version_free(v);
	}
}

static bool
want_last(void *ctx, const struct pv_state *old_state,
    const struct pv_state *new_state)
{
	unsigned *asked = ctx;

	(void)old_state;
	++*asked;
	return pv_span_eq(new_state->label, PV_SPAN("3"));
}

static void
test_want(void)
{
	struct pv_chain *c = chain();
	struct pv_history *h;
	unsigned asked = 0;

	pv_chain_want(c, want_last, &asked);
	put(c, "1", MK_VERSION(with_host), &hosting);
	put(c, "2", MK_VERSION(without), NULL);
	put(c, "3", MK_VERSION(with_host), &hosting);
	h = end(c);
	CHECK_INT(asked, 2);
	check_events(h, "3 gained exclusivity/hosting >4.2\n");
	pv_history_free(h);
	/* nothing at all is a history, too */
	h = end(chain());
	CHECK_INT(h->nstates + h->nlives + h->nevents, 0);
	pv_history_free(h);
}

int
main(void)
{
	test_life();
	test_step();
	test_denied();
	test_carried();
	test_definitions();
	test_aside();
	test_denials();
	test_want();
	return CHECK_DONE();
}
