/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/stance.h"

#include "stance_run.h"

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

int
main(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		run_case(&cases[i]);
	return CHECK_DONE();
}
