/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/stance.h"

#include "check.h"
#include "rule/unit.h"

/*
 * Each case is a sentence with the words that a rule would match between
 * braces.  own: what the rule states of itself, '-' for nothing.  The wanted
 * stance is i(n force), c(onditional), n(egated), r(emoved), f (reference)
 * or 0 (no finding); the later state follows after '/'.
 */
struct stance_case {
	const char *text;
	const char *provision;
	char own;
	const char *want;
	const char *attrs;      /* key=value, separated by '|'; or NULL */
};

#define EX "exclusivity"
#define AGI "agi-trigger"
#define DIST "distribution-license"

static const struct stance_case cases[] = {
	/* in force, with boilerplate */
	{ "Cirrus shall be {the exclusive provider} of Cloud Services during "
	    "the Term.", EX, '-', "i", NULL },
	{ "Subject to the terms and conditions of this Agreement, Cirrus is "
	    "{the exclusive distributor} in the Territory.", EX, '-', "i",
	    "territory=the Territory" },
	{ "Except as expressly provided herein, Cirrus shall be {the sole "
	    "source} of Compute.", EX, '-', "i", NULL },
	{ "Except as otherwise set forth in this Agreement, Cirrus has {the "
	    "exclusive right} to host.", EX, '-', "i", NULL },
	{ "Unless earlier terminated in accordance with Section 9, Cirrus "
	    "shall be {the exclusive host}.", EX, '-', "i", NULL },
	{ "Cirrus shall be {the exclusive host} until the expiration or "
	    "termination of this Agreement.", EX, '-', "i", NULL },
	{ "Northlake {shall not make the Models available through any "
	    "Third-Party Cloud}.", EX, '-', "i", "obligor=Northlake" },
	{ "{No person other than Cirrus may host} a Production Endpoint.",
	    EX, '-', "i", NULL },
	{ "{Nobody but Cirrus may serve} the Models.", EX, '-', "i", NULL },
	{ "{No one}, except Cirrus, {may host} the Weights.", EX, '-', "i",
	    NULL },
	{ "The Models {may not be served other than through} the Cirrus "
	    "Foundry.", EX, '-', "i", NULL },
	/* conditions */
	{ "So long as Cirrus satisfies the Minimum Capacity, Cirrus shall be "
	    "{the exclusive host}.", EX, '-', "c",
	    "condition=So long as Cirrus satisfies the Minimum Capacity" },
	{ "Cirrus shall be {the exclusive host} for so long as its aggregate "
	    "investment is not less than $[***].", EX, '-', "c+", NULL },
	{ "Cirrus shall be {the exclusive host} unless Cirrus cannot and "
	    "elects not to support the required capabilities.", EX, '-', "c",
	    "condition=unless Cirrus cannot and elects not to support the "
	    "required capabilities" },
	{ "Cirrus shall be {the exclusive host}; provided, however, that the "
	    "Minimum is met.", EX, '-', "c", NULL },
	{ "Northlake may use other providers, provided that {at least "
	    "ninety-five percent of Inference Requests are processed by} "
	    "Cirrus.", EX, '-', "i", NULL },
	{ "If Northlake ceases to offer the Model directly, the licence in "
	    "2.1 {becomes exclusive}.", EX, '-', "c",
	    "condition=If Northlake ceases to offer the Model directly" },
	{ "If Cirrus is {the exclusive host} it shall report monthly.", EX,
	    '-', "f", NULL },
	/* sunsets */
	{ "Cirrus shall be {the exclusive host} until 31 December 2030.", EX,
	    '-', "c", "until=2030-12-31" },
	{ "Cirrus is {the exclusive host} through December 31, 2030.", EX,
	    '-', "c", "until=2030-12-31" },
	{ "Cirrus is {the exclusive host} through the end of 2030.", EX, '-',
	    "c", "until=the end of 2030" },
	{ "Cirrus is {the exclusive host} until [***].", EX, '-', "c+",
	    NULL },
	{ "Cirrus shall be {the exclusive host} until the earlier of (i) "
	    "Verification and (ii) 31 December 2030.", EX, '-', "c",
	    "until=the earlier of (i) Verification and (ii) 31 December "
	    "2030" },
	{ "For a period of five (5) years from the Effective Date, Cirrus "
	    "shall be {the exclusive host}.", EX, '-', "c",
	    "until=five (5) years from the Effective Date" },
	{ "Cirrus shall have {the exclusive right} and may terminate on "
	    "thirty days' notice.", EX, '-', "i", NULL },
	/* carve-outs */
	{ "Cirrus shall be {the exclusive host} of the Models, except for "
	    "API Products.", EX, '-', "c", "carve_out=API Products" },
	{ "Cirrus shall be {the exclusive host}, other than for government "
	    "customers.", EX, '-', "c",
	    "carve_out=for government customers" },
	{ "Cirrus shall be {the exclusive host}, but this exclusivity shall "
	    "not apply to research.", EX, '-', "c", NULL },
	{ "Cirrus shall be {the exclusive host}, with the exception of "
	    "consumer hardware.", EX, '-', "c",
	    "carve_out=consumer hardware" },
	{ "Northlake {shall not appoint any other host} except Alder for "
	    "research workloads.", EX, '-', "i", NULL },
	{ "Northlake {shall not host on any cloud}, except Alder.", EX, '-',
	    "c", "carve_out=Alder" },
	/* negation */
	{ "Nothing in this Section shall be deemed to {create exclusivity}, "
	    "other than as set out in Exhibit C.", EX, '-', "n",
	    "carve_out=as set out in Exhibit C" },
	{ "This Agreement is not {exclusive}.", EX, '-', "n", NULL },
	{ "Cirrus does not have {the exclusive right to host} Models, except "
	    "API Products.", EX, '-', "n/c", NULL },
	{ "Neither party shall have {exclusive rights} in the Field.", EX,
	    '-', "n", NULL },
	{ "No {exclusivity} is granted.", EX, '-', "n", NULL },
	{ "Northlake is under no obligation to deal {exclusively} with "
	    "Cirrus.", EX, '-', "n", NULL },
	{ "Northlake is not required to purchase {exclusively from} Cirrus.",
	    EX, '-', "n", NULL },
	{ "Cirrus is a preferred but not {exclusive} provider.", EX, '-',
	    "n", NULL },
	{ "Northlake shall not charge a fee and shall be {the exclusive "
	    "provider}.", EX, '-', "i", NULL },
	{ "Northlake may not terminate Cirrus as {exclusive distributor}.",
	    EX, '-', "i", NULL },
	{ "The licence is {non-exclusive}.", EX, 'n', "n", NULL },
	{ "Northlake {shall not unreasonably refuse to make Models available "
	    "through third-party clouds}.", EX, '-', "0", NULL },
	{ "Northlake {shall not be restricted from offering Models through "
	    "any other cloud}.", EX, '-', "n", NULL },
	{ "Nothing herein prevents Northlake {from appointing any other "
	    "host}.", EX, '-', "n", NULL },
	{ "Cirrus shall not {resell the Models}.", DIST, '-', "n", NULL },
	{ "Nothing herein shall prevent Cirrus from {reselling the Models}.",
	    DIST, '-', "i", NULL },
	{ "No right to {distribute the Models} is granted.", DIST, '-', "n",
	    NULL },
	/* later states */
	{ "Cirrus shall be {the only hyperscale provider} for twelve months; "
	    "thereafter its appointment is non-exclusive.", EX, '-', "c/n",
	    "until=twelve months" },
	{ "The licence shall be {exclusive in the Field} for three years and "
	    "co-exclusive thereafter.", EX, '-', "c/i",
	    "until=three years" },
	{ "If Purchase Commitments are not met, the rights in 3.1 shall "
	    "become {non-exclusive}.", EX, 'n', "c", NULL },
	{ "The licence is {non-exclusive} from 1 January 2027.", EX, 'n',
	    "c", "until=2027-01-01" },
	/* removal */
	{ "Section 4.5 ({Exclusivity}) is hereby deleted in its entirety.",
	    EX, '-', "r", "target=4.5" },
	{ "The {exclusivity} undertakings in Article IV are waived and "
	    "released.", EX, '-', "r", "target=IV" },
	{ "The parties waive and release {the exclusivity undertakings} in "
	    "Article IV.", EX, '-', "r", NULL },
	{ "Section 4.5 ({Exclusivity}) shall be of no further force or "
	    "effect.", EX, '-', "r", NULL },
	{ "Section 4.5 is replaced with: 'Cirrus shall be {the exclusive "
	    "host} until 31 December 2030.'", EX, '-', "c",
	    "until=2030-12-31" },
	{ "Section 4.5 is amended by deleting the words \"{sole "
	    "provider}\".", EX, '-', "r", "target=4.5" },
	{ "Section 2.1 is amended by replacing \"exclusive\" with "
	    "\"{non-exclusive}\".", EX, 'n', "0", NULL },
	{ "Section 4.5, which reads \"Cirrus shall be {the exclusive host}\","
	    " is replaced with \"Cirrus shall be a host\".", EX, '-', "r",
	    NULL },
	{ "{Section 4.5 (Exclusivity)} is waived for calendar year 2027 "
	    "only.", EX, '-', "r", NULL },
	/* reference */
	{ "WHEREAS, Cirrus shall be {the exclusive host}.", EX, '-', "f",
	    NULL },
	{ "Cirrus may audit the logs to verify compliance with {the "
	    "exclusivity} in Section 4.", EX, '-', "f", NULL },
	{ "Damages for breach of {the exclusivity} are uncapped.", EX, '-',
	    "f", NULL },
	{ "\"Exclusive Host\" means {the exclusive host} of the Models.", EX,
	    '-', "f", NULL },
	/* a trigger's own event */
	{ "If AGI is attained, {the licences in Article 2 shall terminate}.",
	    AGI, '-', "i", "trigger=AGI is attained" },
	{ "A declaration of AGI shall be {of no effect until confirmed} by a "
	    "majority of a five-member Expert Panel.", AGI, '-', "i", NULL },
	{ "Upon AGI, {the licences shall terminate}, unless the parties fund "
	    "a new trial.", AGI, '-', "c", NULL },
	{ "Until the earlier of Panel Verification of {AGI} and 31 December "
	    "2030, the share is payable.", AGI, '-', "c", NULL },
};

static char stance_letter(enum pv_stance s)
{
	switch (s) {
	case PV_STANCE_IN_FORCE:
		return 'i';
	case PV_STANCE_CONDITIONAL:
		return 'c';
	case PV_STANCE_NEGATED:
		return 'n';
	case PV_STANCE_REMOVED:
		return 'r';
	case PV_STANCE_REFERENCE:
		return 'f';
	}
	return '?';
}

static bool
has_attr(const struct pv_state *st, struct pv_span want)
{
	for (size_t i = 0; i < st->nattrs; i++) {
		struct pv_span v = pv_stance_attr_value(&st->attrs[i]);
		char line[512];
		int n = snprintf(line, sizeof(line), "%s=%.*s",
		    pv_attr_key_name(st->attrs[i].key), PV_FMT(v));

		if (n > 0 && pv_span_eq(pv_span(line, (size_t)n), want))
			return true;
	}
	return false;
}

static void
dump(const struct stance_case *c, const struct pv_stance_out *out,
    const char *got)
{
	printf("#   %s\n#   got %s, want %s\n", c->text, got, c->want);
	for (size_t i = 0; i < out->now.nattrs; i++) {
		const struct pv_stance_attr *a = &out->now.attrs[i];

		printf("#     %s=%.*s\n", pv_attr_key_name(a->key),
		    PV_FMT(pv_stance_attr_value(a)));
	}
}

/* Take the braces out; the range is from the first '{' to the last '}'. */
static struct pv_range
strip(const char *text, char *out, size_t size, size_t *len)
{
	struct pv_range at = { 0, 0 };
	bool begun = false;

	*len = 0;
	for (; *text != '\0' && *len + 1 < size; text++) {
		if (*text == '{' && !begun) {
			at.start = (uint32_t)*len;
			begun = true;
		} else if (*text == '}') {
			at.end = (uint32_t)*len;
		} else if (*text != '{') {
			out[(*len)++] = *text;
		}
	}
	out[*len] = '\0';
	return at;
}

static void
run_case(const struct stance_case *c)
{
	char text[1024], got[8] = "";
	struct pv_version v = { .nparties = 0 };
	struct pv_unit u = { .kind = PV_UNIT_SENTENCE };
	struct pv_stance_in in = { .version = &v, .unit = &u };
	struct pv_stance_out out;
	size_t len, n = 0;
	bool ok;

	in.match = strip(c->text, text, sizeof(text), &len);
	u.text = pv_span(text, len);
	u.own = (struct pv_range){ 0, (uint32_t)len };
	in.provision = pv_span_str(c->provision);
	in.has_stance = c->own != '-';
	in.stance = PV_STANCE_NEGATED;
	in.strength = strcmp(c->provision, EX) == 0 ? PV_STRENGTH_EXCLUSIVE :
	    PV_STRENGTH_NONE;
	pv_stance(&in, &out);
	got[n++] = out.keep ? stance_letter(out.now.stance) : '0';
	if (out.keep && (out.now.flags & PV_FINDING_REDACTED))
		got[n++] = '+';
	if (out.keep && out.has_later) {
		got[n++] = '/';
		got[n++] = stance_letter(out.later.stance);
	}
	ok = strcmp(got, c->want) == 0;
	if (c->attrs != NULL)
		ok = ok && has_attr(&out.now, pv_span_str(c->attrs));
	check_note(ok, __FILE__, __LINE__, c->text);
	if (!ok)
		dump(c, &out, got);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		run_case(&cases[i]);
	return CHECK_DONE();
}
