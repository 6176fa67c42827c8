/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include "base/buf.h"
#include "check.h"
#include "diff/wording.h"

/*
 * Texts by letter, and the groups that they make: "A=B~C D" is a group with
 * the form A, which B has word for word and C nearly, and D alone.
 */
struct sheet {
	const char *name;
	struct { const char *text, *one, *other; uint32_t owner; } in[6];
	const char *want;
};

#define HOST "shall be the exclusive host of the models in the territory " \
	"until this agreement ends"

static const struct sheet sheets[] = {
	{ "no texts", { { NULL, NULL, NULL, 0 } }, "" },
	{ "one", { { "Cirrus " HOST ".", "", "", 1 } }, "A" },
	{ "the same", { { "Cirrus " HOST ".", "", "", 1 },
	    { "Cirrus " HOST ".", "", "", 2 } }, "A=B" },
	{ "case, punctuation and quotes", {
	    { "Cirrus " HOST ".", "", "", 1 },
	    { "CIRRUS SHALL be the \"exclusive\" host, of the models in the "
	    "territory until this agreement ends;", "", "", 2 } }, "A=B" },
	{ "another name of a party", {
	    { "Cirrus " HOST ".", "Cirrus", "", 1 },
	    { "Alder Cloud Ltd " HOST ".", "", "Alder Cloud Ltd", 2 },
	    { "The Provider's cloud " HOST ".", "the Provider's", "", 3 } },
	    "A=B~C" },
	{ "each has names of its own", {
	    { "Cirrus shall host for Northlake and nobody but Northlake.",
	    "Cirrus", "Northlake", 1 },
	    { "Basalt shall host for Kestrel and nobody but Kestrel.",
	    "Kestrel", "Basalt", 2 },
	    { "Basalt shall host for Kestrel and nobody but Basalt.",
	    "Kestrel", "Basalt", 3 } }, "A=B~C" },
	{ "two that change places", {
	    { "Cirrus shall host for Northlake and nobody but Northlake.",
	    "Cirrus", "Northlake", 1 },
	    { "Northlake shall host for Cirrus and nobody but Cirrus.",
	    "Cirrus", "Northlake", 2 } }, "A~B" },
	{ "no names", {
	    { "Any person shall host for Northlake as it sees fit.",
	    "Any person", "Northlake", 1 },
	    { "No person shall host for Northlake as it sees fit.",
	    "No person", "Northlake", 2 } }, "A~B" },
	{ "a word that matters", { { "Cirrus " HOST ".", "", "", 1 },
	    { "Cirrus shall be the non-exclusive host of the models in the "
	    "territory until this agreement ends.", "", "", 2 } }, "A~B" },
	{ "nothing in common", { { "Cirrus " HOST ".", "", "", 1 },
	    { "Fees are due thirty days after each invoice.", "", "", 2 } },
	    "A B" },
	{ "what many write is the form", {
	    { "Cirrus " HOST " or is cancelled by either of the parties.", "",
	    "", 1 },
	    { "Cirrus " HOST ".", "", "", 2 },
	    { "Cirrus " HOST ".", "", "", 3 } }, "B=C~A" },
	{ "many agreements before many clauses", {
	    { "Fees are due thirty days after each invoice.", "", "", 1 },
	    { "Fees are due thirty days after each invoice.", "", "", 1 },
	    { "Fees are due thirty days after each invoice.", "", "", 1 },
	    { "Cirrus " HOST ".", "", "", 2 },
	    { "Cirrus " HOST ".", "", "", 3 } }, "D=E A=B=C" },
	{ "the likest first", { { "Cirrus " HOST ".", "", "", 1 },
	    { "Cirrus " HOST ".", "", "", 2 },
	    { "Cirrus shall be the sole host of all models in the territory "
	    "until this agreement ends.", "", "", 3 },
	    { "Cirrus shall be the sole host of the models in the territory "
	    "until this agreement ends.", "", "", 4 } }, "A=B~D~C" },
	{ "words too few for pairs", { { "Reserved.", "", "", 1 },
	    { "[Reserved]", "", "", 2 }, { "***", "", "", 3 },
	    { "", "", "", 4 }, { "Omitted", "", "", 5 } }, "A=B C D E" },
};

static struct pv_span
span(const char *s)
{
	return s == NULL ? PV_SPAN("") : pv_span_str(s);
}

static struct pv_wordings *
make(const struct pv_wording_text *in, size_t n)
{
	struct pv_wordings *w = NULL;
	struct pv_err err;

	CHECK(pv_wordings_make(in, n, &w, &err) == PV_OK);
	return w;
}

static void
put_groups(struct pv_buf *b, const struct pv_wordings *w)
{
	for (size_t k = 0; k < w->ngroups; k++) {
		const struct pv_wording_group *g = &w->groups[k];

		if (k > 0)
			pv_buf_char(b, ' ');
		for (size_t i = 0; i < g->nmembers; i++) {
			if (i > 0)
				pv_buf_char(b, w->texts[g->members[i]].
				    verbatim ? '=' : '~');
			pv_buf_char(b, (char)('A' + g->members[i]));
		}
	}
}

/* Edits give both texts back, and no edits mean the same words. */
static void
check_edits(const struct pv_departure *d, struct pv_span old,
    struct pv_span new)
{
	struct pv_buf a = PV_BUF_INIT, b = PV_BUF_INIT;

	for (size_t i = 0; i < d->nedits; i++) {
		if (d->edits[i].op != PV_WORD_INSERT)
			pv_buf_span(&a, d->edits[i].old_text);
		if (d->edits[i].op != PV_WORD_DELETE)
			pv_buf_span(&b, d->edits[i].new_text);
	}
	if (d->nedits > 0) {
		CHECK(pv_span_eq(pv_buf_view(&a), old));
		CHECK(pv_span_eq(pv_buf_view(&b), new));
		CHECK(d->similarity >= 0 && d->similarity < 1000);
	}
	pv_buf_release(&a);
	pv_buf_release(&b);
}

static void
check_sheet(const struct sheet *s)
{
	struct pv_wording_text in[6];
	struct pv_buf got = PV_BUF_INIT;
	struct pv_wordings *w;
	size_t i, n = 0, members = 0;

	while (n < 6 && s->in[n].text != NULL) {
		in[n] = (struct pv_wording_text){ span(s->in[n].text),
			{ span(s->in[n].one), span(s->in[n].other) },
			s->in[n].owner };
		n++;
	}
	w = make(in, n);
	if (w == NULL)
		return;
	put_groups(&got, w);
	CHECK_STR(pv_buf_view(&got), s->want);
	if (!pv_span_eq(pv_buf_view(&got), pv_span_str(s->want)))
		printf("# %s\n", s->name);
	for (i = 0; i < n; i++) {
		const struct pv_wording *t = &w->texts[i];
		uint32_t form = w->groups[t->group].members[0];

		CHECK(t->verbatim == (t->from.nedits == 0));
		check_edits(&t->from, in[form].text, in[i].text);
	}
	for (i = 0; i < w->ngroups; i++) {
		members += w->groups[i].nmembers;
		CHECK(w->groups[i].nearest != i);
		CHECK((i < w->nshared) == (w->groups[i].nmembers > 1));
	}
	CHECK_INT(members, n);
	pv_wordings_free(w);
	pv_buf_release(&got);
}

/* What is alone is told with what it is nearest to. */
static void
check_nearest(void)
{
	const struct pv_wording_text in[] = {
		{ PV_SPAN("Cirrus " HOST "."), { { NULL, 0 } }, 1 },
		{ PV_SPAN("Cirrus " HOST "."), { { NULL, 0 } }, 2 },
		{ PV_SPAN("Fees are due thirty days after each invoice."),
		    { { NULL, 0 } }, 3 },
		{ PV_SPAN("No one shall be the host of the models but Cirrus "
		    "in the territory and then until this agreement is void"),
		    { { NULL, 0 } }, 4 } };
	struct pv_wordings *w = make(in, 4);

	if (w == NULL)
		return;
	CHECK_INT(w->ngroups, 3);
	CHECK_INT(w->groups[2].members[0], 3);
	CHECK_INT(w->groups[2].nearest, 0);
	check_edits(&w->groups[2].from, in[0].text, in[3].text);
	CHECK(w->groups[2].from.nedits > 0);
	CHECK(w->groups[1].nearest == PV_NONE);
	pv_wordings_free(w);
}

static uint32_t
next(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 16;
}

/*
 * n texts of 60 words: of one text in two each third word is of `kinds`, of
 * the others every word.
 */
static char *
make_many(struct pv_wording_text *in, size_t n, uint32_t kinds)
{
	struct pv_buf all = PV_BUF_INIT;
	size_t *at = calloc(n + 1, sizeof(*at)), i, k;
	uint32_t seed = 1;

	for (i = 0; i < n; i++) {
		for (k = 0; k < 60; k++)
			pv_buf_printf(&all, "w%u ", i % 2 == 0 && k % 3 < 2 ?
			    (unsigned)k : (unsigned)(next(&seed) % kinds));
		at[i + 1] = all.len;
	}
	for (i = 0; i < n; i++)
		in[i] = (struct pv_wording_text){ pv_span(all.ptr + at[i],
		    at[i + 1] - at[i]), { { NULL, 0 } }, (uint32_t)i };
	free(at);
	return all.ptr;
}

static double
seconds(size_t n, uint32_t kinds)
{
	struct pv_wording_text *in = calloc(n, sizeof(*in));
	char *bytes = make_many(in, n, kinds);
	clock_t begun = clock();
	struct pv_wordings *w = make(in, n);
	double took = (double)(clock() - begun) / CLOCKS_PER_SEC;

	CHECK(w != NULL && w->ntexts == n);
	pv_wordings_free(w);
	free(bytes);
	free(in);
	return took;
}

/* Four times the texts take four times as long, not sixteen times. */
static void
check_growth(uint32_t kinds)
{
	double some = seconds(1000, kinds), many = seconds(4000, kinds);

	printf("# %u words: 1000 texts %.3f s, 4000 %.3f s\n",
	    (unsigned)kinds, some, many);
	CHECK(many < 0.5 + 9 * some);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(sheets) / sizeof(sheets[0]); i++)
		check_sheet(&sheets[i]);
	check_nearest();
	check_growth(5);
	check_growth(40);
	check_growth(5000);
	return CHECK_DONE();
}
