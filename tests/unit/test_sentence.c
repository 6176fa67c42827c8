/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "model/sentence.h"

#include "check.h"

/* Sentences of a text, separated by a bar. */
static const char *const rows[] = {
	"Northlake shall pay.| Cirrus shall host.",
	"Cirrus, Inc. shall host the Models.| It may not resell them.",
	"The host is Cirrus, Inc.| The Models stay there.",
	"See No. 4 of the list.| Nothing else applies.",
	"The fee is $1.25 per unit.| Taxes are extra.",
	"Use of U.S. servers is required.| This is final.",
	"Providers (e.g. Alder) are barred.| Basalt is not.",
	"See 17 C.F.R. Part 4 et seq. for the rule.| No waiver.",
	"He said \"stop.\"| Then it ended.",
	"Cirrus hosts (see Annex B.)| Alder does not.",
	"Northlake v. Alder is moot.| Fees are due.",
	"1. The licence ends.| Cirrus returns the Weights.",
	"a. The licence ends.| Cirrus returns the Weights.",
	"J. Smith signs for Cirrus.| K. Jones does not.",
	"As set out in Exhibit A.| The rest is void.",
	"Is it due?| Yes.",
	"On Jan. 4 the term ends.| It may renew.",
	"Northlake shall not: (a) host; (b) resell; or (c) lend.| Ever.",
	"The ratio is 1.5 to 1.| No more.",
	"The Models ... are licensed.| Weights are not.",
	"The vault has 90 sq. ft. of floor.| It is dry.",
	"Alder is at Suite 9, Ft. Wayne, Ind.| It is open.",
	"See Treaty Nr. 7 on data.| It is old.",
	"One block\n\n|Another block",
	"approx. 5 days.| Or less.",
	"no stop",
};

static void
test_ends(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char text[256];
		uint32_t want[8], n = 0, len = 0, at = 0;

		for (const char *p = rows[i]; *p != '\0'; p++)
			if (*p == '|')
				want[n++] = len;
			else
				text[len++] = *p;
		want[n++] = len;
		for (uint32_t k = 0; k < n; k++) {
			uint32_t end = pv_sentence_end(pv_span(text, len), at,
			    len);

			if (text[want[k] - 1] == '\n')
				want[k] -= 2;
			if (end != want[k])
				printf("# %s\n", rows[i]);
			CHECK_INT(end, want[k]);
			at = end;
			while (at < len && pv_isspace(text[at]))
				at++;
		}
	}
}

static struct pv_range
range_of(struct pv_span text, const char *what)
{
	size_t at = pv_span_find(text, pv_span_str(what));

	CHECK(at < text.len);
	return (struct pv_range){ (uint32_t)at,
		(uint32_t)(at + strlen(what)) };
}

/* 4. Hosts. Northlake shall not: (a) appoint Alder; or (b) lend, ever. Fin. */
static void
test_flags(void)
{
	static const char text[] = "4. Hosts. Northlake tells Cirrus. "
	    "Northlake shall not: (a) appoint Alder; or (b) lend, ever. End.";
	struct pv_version *v = pv_version_new(NULL);
	struct pv_clause c[4] = { 0 };
	struct pv_err err;

	CHECK(v != NULL);
	if (v == NULL)
		return;
	v->text = pv_span_str(text);
	c[0].all = (struct pv_range){ 0, sizeof(text) - 1 };
	c[0].parent = PV_NONE;
	c[0].next = 4;
	c[1] = (struct pv_clause){ .parent = 0, .next = 4, .depth = 1,
		.kind = PV_CLAUSE_ARTICLE, .all = c[0].all };
	c[1].num = (struct pv_range){ 0, 1 };
	c[1].heading = range_of(v->text, "Hosts");
	c[1].stem = (struct pv_range){ 0, range_of(v->text, "(a)").start };
	c[1].tail = range_of(v->text, "End.");
	for (uint32_t i = 2; i < 4; i++) {
		c[i] = (struct pv_clause){ .parent = 1, .next = i + 1,
			.depth = 2, .kind = PV_CLAUSE_ITEM };
		c[i].num = range_of(v->text, i == 2 ? "(a)" : "(b)");
		c[i].stem.start = c[i].num.start;
		c[i].stem.end = range_of(v->text, i == 2 ? "(b)" :
		    "End.").start;
		c[i].all = c[i].stem;
	}
	v->clauses = c;
	v->nclauses = 4;
	CHECK_INT(pv_sentences(v, &err), PV_OK);
	CHECK_INT(v->nsentences, 5);
	if (v->nsentences == 5) {
		const struct pv_sentence *s = v->sentences;

		CHECK_STR(pv_version_text(v, s[0].at),
		    "Northlake tells Cirrus.");
		CHECK_INT(s[0].flags, 0);
		CHECK_STR(pv_version_text(v, s[1].at), "Northlake shall not:");
		CHECK_INT(s[1].flags, PV_SENT_LEADIN);
		CHECK_STR(pv_version_text(v, s[2].at), "appoint Alder; or");
		CHECK_INT(s[2].flags, PV_SENT_RUNON);
		CHECK_INT(s[3].flags, PV_SENT_RUNON);
		CHECK_STR(pv_version_text(v, s[4].at), "End.");
		CHECK_INT(s[4].flags, PV_SENT_TAIL);
		CHECK_INT(s[4].clause, 1);
	}
	pv_version_free(v);
}

int
main(void)
{
	test_ends();
	test_flags();
	return CHECK_DONE();
}
