/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/stance.h"

#include "stance_run.h"

/* Matches that are but a cue, and sentences that only speak of a thing. */
static const struct stance_case cases[] = {
	/* duties and rights denied, wherever the cue stands */
	{ "The Mill is under no obligation whatsoever to take its {flour} "
	    "from Cirrus.",
	    "exclusivity", 'w', "n", NULL },
	{ "Nothing in the Order compels Kestrel to book any particular {number "
	    "of nodes}.",
	    "minimum-commitment", 'w', "n", NULL },
	{ "The Tester may not hand {the Checkpoint} on to a third party.",
	    "distribution-license", 'w', "n", NULL },
	{ "Basalt has no claim to look into {the ledgers} of Alder.",
	    "audit", 'w', "n", NULL },
	{ "Northlake is owed no part of {what the Shop earns}.",
	    "revenue-share", 'w', "n", NULL },
	{ "The Client may close {the Account} at any time, and need give no "
	    "reason.",
	    "termination", 'w', "i", NULL },
	{ "The Studio may end {this Order} if the Pilot is not delivered in "
	    "May.",
	    "termination", 'w', "i", NULL },
	{ "Kestrel may use {the Score}, a permission that nobody may revoke.",
	    "license-grant", 'w', "i", NULL },
	/* what opens the clause that the cue stands in limits it */
	{ "Provided the {clinic} has signed the Charter, Alder may resell the "
	    "Model to its doctors.",
	    "distribution-license", 'w', "c", NULL },
	{ "Alder may resell the Model to {clinics}, and will do so only while "
	    "it holds a permit.",
	    "distribution-license", 'w', "c", NULL },
	{ "Other than for {its founders} and their heirs, the Bakery shall "
	    "keep the recipe for Halden.",
	    "exclusivity", 'w', "c", NULL },
	/* freedoms, and what holds back */
	{ "The Port may engage {other pilots} for the same berths.",
	    "exclusivity", 'w', "n", NULL },
	{ "The Port may engage {pilots} of Basalt alone.",
	    "exclusivity", 'w', "i", NULL },
	{ "Alder is one of several {bakers} on the list.",
	    "exclusivity", 'w', "n", NULL },
	{ "No Partner may put {a substitute} in its place.",
	    "anti-assignment", 'w', "i", NULL },
	{ "Any handing over of {the Lease} is prohibited.",
	    "anti-assignment", 'w', "i", NULL },
	{ "Alder may pass {this Order} on without asking the Client.",
	    "anti-assignment", 'w', "n", NULL },
	/* what is denied in ways of its own */
	{ "For burnt samples {the Kiln} answers without limit.",
	    "liability-cap", 'w', "n", NULL },
	{ "{Police} forces are buyers like any other.",
	    "government-carve-out", 'w', "n", NULL },
	{ "Other {shops} may be charged less.",
	    "most-favored", 'w', "n", NULL },
	{ "Paragraph 4 {is binding} from today.",
	    "non-binding", 'w', "n", NULL },
	{ "These {terms} are the same for everyone.",
	    "scale-threshold", 'w', "n", NULL },
	{ "The forecast in Annex 2 is not binding on {the Mill}.",
	    "minimum-commitment", 'w', "n", NULL },
	{ "Kestrel lays no claim to {the drawings} of the Studio.",
	    "ip-ownership", 'w', "n", NULL },
	{ "Alder keeps title; ownership of {the moulds} does not pass to "
	    "Birch, who retains none.",
	    "ip-ownership", 'w', "i", NULL },
	{ "Basalt sells {the same feed} to your rivals too.",
	    "exclusivity", 'w', "n", NULL },
	{ "It is forbidden to the User to lend {the Checkpoint} to others.",
	    "distribution-license", 'w', "n", NULL },
	/* what is handled elsewhere */
	{ "Alder shall hold Birch harmless from claims by those to whom it "
	    "has resold {the Planner}.",
	    "distribution-license", 'w', "f", NULL },
	{ "The Mill may go through {the books} in order to see whether beet "
	    "went elsewhere.",
	    "exclusivity", 'w', "f", NULL },
	{ "Any question whether {the ceiling} is spent goes to the Expert.",
	    "liability-cap", 'w', "f", NULL },
	{ "Alder shall indemnify Birch and shall sell {the Planner} to it "
	    "alone.",
	    "exclusivity", 'w', "i", NULL },
	/* events that do nothing */
	{ "Each side is free to build {AGI} on its own.",
	    "agi-trigger", '-', "n", NULL },
	{ "Upon {AGI} each side is free to build on its own.",
	    "agi-trigger", '-', "i", NULL },
	{ "The hire shall not be deferred by any report that {AGI} is there.",
	    "agi-trigger", '-', "n", NULL },
	{ "No announcement {of AGI} shall bring forward a payment.",
	    "agi-trigger", '-', "n", NULL },
	{ "No right is lost because {a machine thinks}.",
	    "agi-trigger", '-', "n", NULL },
	{ "A {Declaration of AGI} has no effect until the Panel confirms it.",
	    "agi-trigger", '-', "i", NULL },
	/* answers */
	{ "{Minimum spend}: n/a",
	    "minimum-commitment", '-', "n", NULL },
	{ "{First refusal} .... None",
	    "first-refusal", '-', "n", NULL },
	{ "{Exclusive supplier}: Alder",
	    "exclusivity", '-', "i", NULL },
	/* told, named in brackets, paid for */
	{ "The clerk reported that {the exclusive term} had begun.",
	    "exclusivity", '-', "f", NULL },
	{ "A buyer may see the papers kept under Article 7 ({Sole Supplier}).",
	    "exclusivity", '-', "f", NULL },
	{ "The bakery is free of Article 7 ({Sole Supplier}) in May.",
	    "exclusivity", '-', "i", NULL },
	{ "The fees for {the exclusive licence} are borne by Kestrel.",
	    "exclusivity", '-', "f", NULL },
	{ "The costs of {an AGI determination} are shared.",
	    "agi-trigger", '-', "f", NULL },
	{ "By a lease deed of 4 May 2024 Cirrus has given Alder {the sole "
	    "right to host}.",
	    "exclusivity", '-', "f", NULL },
};

int
main(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		run_case(&cases[i]);
	return CHECK_DONE();
}
